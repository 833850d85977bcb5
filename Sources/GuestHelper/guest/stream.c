#include "stream.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "bytes.h"
#include "codes.h"
#include "session.h"

// Less room than this is not worth a frame.
#define ROOM_MIN 4096
#define TEXT_MAX 1024

static size_t data_room(const struct stream *stream) {
    size_t room = output_room(&stream->session->output);
    size_t kept = CONTROL_ROOM + FRAME_EXTRA;
    return room < kept + ROOM_MIN ? 0 : room - kept;
}

bool stream_can_send(const struct stream *stream, uint8_t channel) {
    return stream->credit[channel] > 0 && data_room(stream) > 0;
}

enum pump stream_pump(struct stream *stream, uint8_t channel, int fd) {
    size_t most = data_room(stream);
    if (most > stream->credit[channel]) most = stream->credit[channel];
    if (most > FRAME_PAYLOAD_MAX) most = FRAME_PAYLOAD_MAX;
    if (most == 0) return PUMP_BLOCKED;
    struct output *output = &stream->session->output;
    ssize_t count = read(fd, output_payload(output, most), most);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return PUMP_EMPTY;
    // A terminal says EIO when its last user has closed it.
    if (count <= 0) return PUMP_EOF;
    output_commit(output, FRAME_DATA, channel, stream->id, (size_t)count);
    stream->credit[channel] -= (uint32_t)count;
    return PUMP_MOVED;
}

void stream_consumed(struct stream *stream, size_t count) { stream->consumed += (uint32_t)count; }

void stream_return_credit(struct stream *stream) {
    if (stream->consumed < STREAM_WINDOW / 4) return;
    unsigned char amount[4];
    put32(amount, stream->consumed);
    if (!stream_send(stream, FRAME_CREDIT, CHANNEL_IN, amount, sizeof(amount))) return;
    stream->window += stream->consumed;
    stream->consumed = 0;
}

bool stream_send(struct stream *stream, uint8_t type, uint8_t flags, const void *payload, size_t length) {
    return output_frame(&stream->session->output, type, flags, stream->id, payload, length);
}

static bool end(struct stream *stream, const unsigned char head[8], const char *text) {
    unsigned char payload[8 + TEXT_MAX];
    size_t length = strlen(text);
    if (length > TEXT_MAX) length = TEXT_MAX;
    memcpy(payload, head, 8);
    memcpy(payload + 8, text, length);
    stream->ended = stream_send(stream, FRAME_ENDED, 0, payload, 8 + length);
    return stream->ended;
}

bool stream_end(struct stream *stream, uint8_t kind, uint8_t flags, uint32_t value) {
    unsigned char head[8] = {kind, flags};
    put32(head + 4, value);
    return end(stream, head, "");
}

bool stream_fail(struct stream *stream, uint8_t flags, uint8_t stage, int error, const char *text) {
    unsigned char head[8] = {ENDED_FAILURE, flags, stage};
    put32(head + 4, (uint32_t)error_to_wire(error));
    return end(stream, head, text);
}
