#include "session.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "bytes.h"
#include "codes.h"
#include "greeting.h"
#include "loop.h"

#define READS_MAX 8

void session_start(struct session *session, int fd, int out, bool is_port) {
    session->fd = fd;
    session->out = out;
    session->is_port = is_port;
    session->place = session->out_place = -1;
    input_reset(&session->input);
}

static void close_stream(struct session *session, unsigned index) {
    struct stream *stream = session->streams[index];
    session->streams[index] = session->streams[--session->count];
    stream->kind->close(stream);
}

static void drop(struct session *session) {
    while (session->count > 0) close_stream(session, session->count - 1);
    free(session->request);
    session->request = NULL;
}

void session_abandon(struct session *session) { drop(session); }

void session_reset(struct session *session) {
    drop(session);
    input_reset(&session->input);
    session->output.start = session->output.end = 0;
}

void session_error(struct session *session, uint16_t code, const char *text) {
    unsigned char payload[256];
    size_t length = strlen(text);
    put16(payload, code);
    memcpy(payload + 2, text, length);
    drop(session);
    session->input.hunting = true;
    output_frame(&session->output, FRAME_ERROR, 0, 0, payload, 2 + length);
}

struct stream *session_stream(struct session *session, uint32_t id) {
    for (unsigned i = 0; i < session->count; i++)
        if (session->streams[i]->id == id) return session->streams[i];
    return NULL;
}

// A message for an open stream. Those for a stream that has just ended crossed its end on the way: ignored.
static void message(struct session *session, const struct frame *frame) {
    struct stream *stream = session_stream(session, frame->stream);
    const unsigned char *at = frame->payload;
    size_t size = frame->length;
    size_t wanted = frame->type == FRAME_SIGNAL ? 1 : frame->type == FRAME_EOF ? 0 : 4;
    if (frame->type != FRAME_DATA && size != wanted) return session_error(session, ERROR_MESSAGE, "a message has a wrong size");
    if (frame->flags > CHANNEL_ERR) return session_error(session, ERROR_MESSAGE, "there is no such channel");
    if (stream == NULL) return;
    const struct stream_kind *kind = stream->kind;
    switch (frame->type) {
    case FRAME_DATA:
        if (size > stream->window) return session_error(session, ERROR_CREDIT, "more data than credit");
        stream->window -= (uint32_t)size;
        if (kind->data != NULL) kind->data(stream, at, size);
        else stream_consumed(stream, size);
        break;
    case FRAME_EOF:
        if (kind->eof != NULL) kind->eof(stream);
        break;
    case FRAME_CREDIT:
        if (stream->credit[frame->flags] + (uint64_t)get32(at) > INT32_MAX)
            return session_error(session, ERROR_CREDIT, "too much credit");
        stream->credit[frame->flags] += get32(at);
        break;
    case FRAME_CANCEL:
        if (kind->cancel != NULL) kind->cancel(stream, get32(at));
        break;
    case FRAME_SIGNAL:
        if (kind->signal != NULL) kind->signal(stream, signal_from_wire(at[0]));
        break;
    case FRAME_RESIZE:
        if (kind->resize != NULL) kind->resize(stream, get16(at), get16(at + 2));
        break;
    }
}

static void dispatch(struct session *session, const struct frame *frame) {
    if (frame->type == FRAME_HELLO) return greet(session, frame);
    if (session->request != NULL && (frame->type != session->request_type || frame->stream != session->request_stream))
        return session_error(session, ERROR_MESSAGE, "a request was not finished");
    if (frame->type == FRAME_PING) {
        output_frame(&session->output, FRAME_PONG, 0, 0, frame->payload, frame->length > 64 ? 64 : frame->length);
        return;
    }
    if (frame->stream == 0) return session_error(session, ERROR_MESSAGE, "a stream has the number zero");
    if (frame->type >= FRAME_EXEC && frame->type <= FRAME_ACCEPT) {
        if (session_stream(session, frame->stream) != NULL)
            return session_error(session, ERROR_STREAM, "the stream is already open");
        return session_request(session, frame);
    }
    if (frame->type >= FRAME_DATA && frame->type <= FRAME_RESIZE) return message(session, frame);
    session_error(session, ERROR_MESSAGE, "there is no such message");
}

// Frames are taken only while each can be answered at once.
static void take_frames(struct session *session) {
    struct frame frame;
    while (output_room(&session->output) >= CONTROL_ROOM) {
        enum input_result result = input_next(&session->input, &frame);
        if (result == INPUT_NEEDS_MORE) return;
        if (result == INPUT_FRAME) dispatch(session, &frame);
        else session_error(session, ERROR_FRAME, "not a frame");
    }
}

static bool read_host(struct session *session) {
    // Others have their turn before a host that floods is read again.
    for (int turns = 0; turns < READS_MAX; turns++) {
        take_frames(session);
        if (output_room(&session->output) < CONTROL_ROOM) return true;
        size_t room;
        unsigned char *at = input_space(&session->input, &room);
        ssize_t count = read(session->fd, at, room);
        if (count < 0 && (errno == EAGAIN || errno == EINTR)) return true;
        if (count <= 0) return false;
        session->input.end += (size_t)count;
    }
    take_frames(session);
    loop_until(loop_now);
    return true;
}

void session_prepare(struct session *session) {
    short in = output_room(&session->output) >= CONTROL_ROOM ? POLLIN : 0;
    short out = session->output.end > session->output.start ? POLLOUT : 0;
    bool is_one = session->out == session->fd;
    session->place = loop_watch(session->fd, is_one ? in | out : in);
    if (!is_one) session->out_place = loop_watch(session->out, out);
    for (unsigned i = 0; i < session->count; i++) session->streams[i]->kind->prepare(session->streams[i]);
}

bool session_step(struct session *session) {
    bool broken = output_flush(&session->output, session->out) < 0;
    if (!read_host(session)) return false;
    for (unsigned i = 0; i < session->count; i++) {
        struct stream *stream = session->streams[(session->turn + i) % session->count];
        if (!stream->ended) stream->kind->step(stream);
        if (!stream->ended) stream_return_credit(stream);
    }
    session->turn++;
    for (unsigned i = session->count; i-- > 0;)
        if (session->streams[i]->ended) close_stream(session, i);
    return output_flush(&session->output, session->out) == 0 && !broken;
}
