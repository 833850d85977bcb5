// One host at the other end of a descriptor, from its hello to its end.
#ifndef SESSION_H
#define SESSION_H

#include <stdbool.h>
#include <stdint.h>

#include "input.h"
#include "output.h"
#include "stream.h"

struct session {
    // The same but for a pair of pipes.
    int fd, out;
    // A virtio port outlives its hosts; any other descriptor ends with the first.
    bool is_port;
    bool over;
    // The host's window for each channel of a new stream.
    uint32_t window;
    struct stream *streams[STREAM_LIMIT];
    unsigned count, turn;
    // A request that takes more than one frame.
    char *request;
    size_t request_size;
    uint32_t request_stream;
    uint8_t request_type;
    int place, out_place;
    struct input input;
    struct output output;
};

void session_start(struct session *session, int fd, int out, bool is_port);

// The host is gone: ends what it had asked for, and keeps what is on its way. The kernel tells of a host that went only
// after the next one's first bytes may have been read: its hello, and our answer to it, must not be lost.
void session_abandon(struct session *session);

// Drops everything that the last host asked for, and what is on its way in either direction.
void session_reset(struct session *session);

// Reads and does what the host asks for; false when the host is gone.
bool session_step(struct session *session);
void session_prepare(struct session *session);

// A violation of the protocol: says why, forgets the session, waits for a hello.
void session_error(struct session *session, uint16_t code, const char *text);

// Opens a stream for a request; one that cannot be opened is answered at once. session_request.c
void session_request(struct session *session, const struct frame *frame);

// The work, one file each; `request` is freed by them. NULL: it has been answered.
struct stream *command_open(struct session *session, uint32_t id, char *request, size_t size);
struct stream *put_open(struct session *session, uint32_t id, char *request, size_t size);
struct stream *get_open(struct session *session, uint32_t id, char *request, size_t size);
struct stream *forward_open(struct session *session, uint32_t id, char *request, size_t size);
struct stream *listen_open(struct session *session, uint32_t id, char *request, size_t size);
struct stream *accept_open(struct session *session, uint32_t id, char *request, size_t size);
void power_open(struct session *session, uint32_t id, const char *request, size_t size);
void identity_open(struct session *session, uint32_t id, char *request, size_t size);

// The open stream of this number, or NULL.
struct stream *session_stream(struct session *session, uint32_t id);

// Where a listening stream listens; -1 when there is no such stream, or no longer. listen.c
int listening_fd(struct session *session, uint32_t id);

// Makes the common part of a stream.
void stream_start(struct stream *stream, const struct stream_kind *kind, struct session *session, uint32_t id);

// Answers a request that did not become a stream.
void refuse(struct session *session, uint32_t id, uint8_t stage, int error, const char *text);

#endif
