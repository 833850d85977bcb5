// Who a guest is: what makes a copy of a running machine another one.
#ifndef IDENTITY_H
#define IDENTITY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

#include "protocol.h"

#define IDENTITY_KEYS_MAX 16

struct identity_bytes {
    const unsigned char *at;
    size_t count;
};

struct identity_key {
    char *name, *private_text, *public_text;
};

// What the host asks for; what is NULL or empty stays as it is. Strings point into the request.
struct identity_request {
    struct identity_bytes entropy, seed;
    bool has_clock;
    // Nanoseconds since 1970.
    uint64_t clock;
    char *host_name, *machine_id, *boot_id, *instance_id;
    struct identity_key keys[IDENTITY_KEYS_MAX];
    unsigned key_count;
    char *user, *removed, *added;
};

// 0, EINVAL for what is no identity, EOPNOTSUPP for a part that this helper does not know: then nothing may be done.
int parse_identity(char *bytes, size_t count, struct identity_request *request);

// The system whose identity is set.
struct identity_system {
    // Its root directory; paths have no slash at their beginning.
    int root;
    // It is the one that we run on: the kernel may be told too.
    bool is_ours;
    // When the request came, in nanoseconds of the monotonic clock.
    uint64_t begun;
};

// What became of each part, in the order in which it was done.
struct identity_report {
    size_t length;
    unsigned char bytes[2048];
};

// Notes a part: done (0), not there (ENOENT, or ELOOP for a link to something else), or failed.
void identity_note(struct identity_report *report, uint8_t part, int error, const char *path);

// The parts; those of the kernel return an errno. identity_kernel.c, identity_files.c, identity_cloud.c, identity_ssh.c
int identity_entropy(struct identity_bytes entropy);
int identity_clock(uint64_t nanoseconds);
int identity_host_name(const char *name);
int identity_boot_id(const char *id);
void identity_name_files(const struct identity_system *system, const char *name, struct identity_report *report);
void identity_machine_id(const struct identity_system *system, const char *id, struct identity_report *report);
void identity_seed_file(const struct identity_system *system, struct identity_bytes seed, struct identity_report *report);
void identity_instance(const struct identity_system *system, const char *id, struct identity_report *report);
void identity_host_keys(const struct identity_system *system, const struct identity_request *request, struct identity_report *report);
void identity_authorized_keys(const struct identity_system *system, const struct identity_request *request, struct identity_report *report);

// Stops the running SSH server, which has the old host keys in memory; the loop has it take up the new ones when whatever
// the host asks for next has begun. ENOENT when there is none.
int identity_ssh_hold(const struct identity_system *system);

// Lets the server go on when its time has come, by the new keys.
void identity_step(void);

// Lets hosts on any descriptor set the identity of the system under this directory, as tests do.
void identity_allow(const char *root);

#endif
