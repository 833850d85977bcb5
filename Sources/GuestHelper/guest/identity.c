#include "identity.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "bytes.h"
#include "codes.h"
#include "greeting.h"
#include "session.h"

// Set when hosts on descriptors may do it too.
static const char *allowed_root;

void identity_allow(const char *root) { allowed_root = root; }

void identity_note(struct identity_report *report, uint8_t part, int error, const char *path) {
    size_t length = strlen(path) + 1;
    unsigned char *at = report->bytes + report->length;
    if (report->length + 6 + length > sizeof(report->bytes)) return;
    bool absent = error == ENOENT || error == ENOTDIR || error == ELOOP;
    at[0] = part;
    at[1] = error == 0 ? IDENTITY_DONE : absent ? IDENTITY_ABSENT : IDENTITY_FAILED;
    put32(at + 2, error == 0 ? 0 : (uint32_t)error_to_wire(error));
    memcpy(at + 6, path, length);
    report->length += 6 + length;
}

static uint64_t monotonic(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void apply(const struct identity_system *system, const struct identity_request *request, struct identity_report *report) {
    bool ours = system->is_ours;
    // First of all: nobody draws a number that the twin draws too.
    if (request->entropy.count > 0)
        identity_note(report, IDENTITY_ENTROPY, ours ? identity_entropy(request->entropy) : EPERM, "/dev/urandom");
    // Services watch the clock and the name, and get busy with what has changed: while the rest is done, on another
    // processor, and not while the first command starts.
    if (request->has_clock) identity_note(report, IDENTITY_CLOCK, ours ? identity_clock(request->clock + monotonic() - system->begun) : EPERM, "");
    if (request->host_name != NULL) {
        // The files name the old one, which the kernel may be the only one to know.
        identity_name_files(system, request->host_name, report);
        identity_note(report, IDENTITY_HOST_NAME, ours ? identity_host_name(request->host_name) : EPERM, "");
    }
    if (request->machine_id != NULL) identity_machine_id(system, request->machine_id, report);
    if (request->boot_id != NULL)
        identity_note(report, IDENTITY_BOOT_ID, ours ? identity_boot_id(request->boot_id) : EPERM, "/proc/sys/kernel/random/boot_id");
    if (request->seed.count > 0) identity_seed_file(system, request->seed, report);
    if (request->instance_id != NULL) identity_instance(system, request->instance_id, report);
    if (request->key_count > 0) identity_host_keys(system, request, report);
    if (request->user != NULL) identity_authorized_keys(system, request, report);
}

static void answer(struct session *session, uint32_t id, const struct identity_report *report) {
    unsigned char payload[64 + sizeof(report->bytes)];
    struct stream stream = {.session = session, .id = id};
    greeting_boot_id((char *)payload, 64);
    size_t length = strlen((char *)payload) + 1;
    memcpy(payload + length, report->bytes, report->length);
    stream_send(&stream, FRAME_STARTED, 0, "\0\0\0\0", 4);
    stream_send(&stream, FRAME_DATA, CHANNEL_OUT, payload, length + report->length);
    stream_end(&stream, ENDED_DONE, 0, 0);
    output_flush(&session->output, session->out);
}

void identity_open(struct session *session, uint32_t id, char *bytes, size_t size) {
    static struct identity_request request;
    static struct identity_report report;
    struct identity_system system = {.is_ours = allowed_root == NULL || strcmp(allowed_root, "/") == 0, .begun = monotonic()};
    int error = parse_identity(bytes, size, &request);
    if (error != 0) return refuse(session, id, STAGE_REQUEST, error, "");
    // A test runs the helper on its own machine: only a host behind a virtio port may change who this one is.
    if (!session->is_port && allowed_root == NULL) return refuse(session, id, STAGE_IDENTITY, EPERM, "only through a virtio port");
    system.root = open(allowed_root == NULL ? "/" : allowed_root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (system.root < 0) return refuse(session, id, STAGE_IDENTITY, errno, allowed_root == NULL ? "/" : allowed_root);
    report.length = 0;
    apply(&system, &request, &report);
    if (request.key_count > 0) identity_note(&report, IDENTITY_SSH_SERVER, identity_ssh_hold(&system), "/run/sshd.pid");
    answer(session, id, &report);
    close(system.root);
}
