// What every stream has: an id, credit in both directions, and an end.
#ifndef STREAM_H
#define STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct session;
struct stream;

// One kind of work. Every function but `prepare` and `step` may be NULL: the message is then ignored.
struct stream_kind {
    // Bytes from the host, within the window. They are given back by stream_consumed.
    void (*data)(struct stream *, const unsigned char *bytes, size_t count);
    void (*eof)(struct stream *);
    void (*cancel)(struct stream *, uint32_t grace);
    void (*signal)(struct stream *, int number);
    void (*resize)(struct stream *, uint16_t rows, uint16_t columns);
    // Says what to poll for, then does what can be done without waiting.
    void (*prepare)(struct stream *);
    void (*step)(struct stream *);
    // The stream is over, or its host is gone: frees it, or keeps it elsewhere until its processes are gone.
    void (*close)(struct stream *);
};

struct stream {
    const struct stream_kind *kind;
    struct session *session;
    uint32_t id;
    bool ended;
    // By channel: what the host can still take.
    uint32_t credit[3];
    // What the host may still send, and what it has sent and we are done with.
    uint32_t window, consumed;
};

enum pump { PUMP_EMPTY, PUMP_MOVED, PUMP_BLOCKED, PUMP_EOF };

// Moves one frame's worth from a descriptor that does not block to the host.
enum pump stream_pump(struct stream *stream, uint8_t channel, int fd);
bool stream_can_send(const struct stream *stream, uint8_t channel);

void stream_consumed(struct stream *stream, size_t count);
void stream_return_credit(struct stream *stream);

// True when the frame is on its way; false: try again in the next step.
bool stream_send(struct stream *stream, uint8_t type, uint8_t flags, const void *payload, size_t length);
bool stream_end(struct stream *stream, uint8_t kind, uint8_t flags, uint32_t value);
bool stream_fail(struct stream *stream, uint8_t flags, uint8_t stage, int error, const char *text);

#endif
