#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "session.h"

void stream_start(struct stream *stream, const struct stream_kind *kind, struct session *session, uint32_t id) {
    *stream = (struct stream){.kind = kind, .session = session, .id = id, .window = STREAM_WINDOW};
    for (int i = 0; i < 3; i++) stream->credit[i] = session->window;
}

void refuse(struct session *session, uint32_t id, uint8_t stage, int error, const char *text) {
    struct stream stream = {.session = session, .id = id};
    stream_fail(&stream, 0, stage, error, text);
}

static void open_stream(struct session *session, uint8_t type, uint32_t id, char *request, size_t size) {
    if (type == FRAME_POWER) {
        power_open(session, id, request, size);
        free(request);
        return;
    }
    if (type == FRAME_IDENTITY) {
        identity_open(session, id, request, size);
        // There are private keys in it.
        explicit_bzero(request, size);
        free(request);
        return;
    }
    if (session->count == STREAM_LIMIT) {
        free(request);
        return refuse(session, id, STAGE_LIMIT, EAGAIN, "too many streams");
    }
    struct stream *stream = type == FRAME_EXEC     ? command_open(session, id, request, size)
                            : type == FRAME_PUT    ? put_open(session, id, request, size)
                            : type == FRAME_GET    ? get_open(session, id, request, size)
                            : type == FRAME_LISTEN ? listen_open(session, id, request, size)
                            : type == FRAME_ACCEPT ? accept_open(session, id, request, size)
                                                   : forward_open(session, id, request, size);
    if (stream != NULL) session->streams[session->count++] = stream;
}

void session_request(struct session *session, const struct frame *frame) {
    size_t before = session->request == NULL ? 0 : session->request_size;
    if (before + frame->length > REQUEST_SIZE_MAX) return session_error(session, ERROR_MESSAGE, "a request is too large");
    char *request = realloc(session->request, before + frame->length + 1);
    if (request == NULL) return session_error(session, ERROR_MESSAGE, "no memory for a request");
    memcpy(request + before, frame->payload, frame->length);
    session->request = request;
    session->request_size = before + frame->length;
    session->request_type = frame->type;
    session->request_stream = frame->stream;
    if (frame->flags & REQUEST_MORE) return;
    session->request = NULL;
    open_stream(session, frame->type, frame->stream, request, session->request_size);
}
