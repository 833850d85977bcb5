// A TCP connection of the guest's: one that we open, or one that came to where we listen.
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "address.h"
#include "bytes.h"
#include "loop.h"
#include "queue.h"
#include "requests.h"
#include "session.h"

struct forward {
    struct stream stream;
    int fd, place;
    int error;
    bool connected, told_started, told_eof;
    // The host has sent everything; the socket has sent everything.
    bool input_over, shut, output_over;
    struct queue queue;
    // "localhost" that answers only by IPv6.
    bool second_try;
    uint16_t port;
    // The stream whose next connection this becomes; 0 for one that we open.
    uint32_t listener;
};

static void send_at_once(int fd) {
    int on = 1;
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
}

static int begin(struct forward *forward, const char *host) {
    struct sockaddr_storage address;
    size_t size = make_address(host, forward->port, &address);
    if (size == 0) return EINVAL;
    forward->fd = socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (forward->fd < 0) return errno;
    send_at_once(forward->fd);
    return connect(forward->fd, (struct sockaddr *)&address, (socklen_t)size) == 0 || errno == EINPROGRESS ? 0 : errno;
}

static void data(struct stream *stream, const unsigned char *bytes, size_t count) {
    struct forward *forward = (struct forward *)stream;
    if (forward->input_over) return stream_consumed(stream, count);
    // A connection with a hole in it is worse than none.
    if (!queue_add(&forward->queue, bytes, count) && forward->error == 0) forward->error = ENOMEM;
}

static void eof(struct stream *stream) { ((struct forward *)stream)->input_over = true; }

static void cancel(struct stream *stream, uint32_t grace) {
    (void)grace;
    struct forward *forward = (struct forward *)stream;
    // Where both have said all, what is still on its way in is delivered; the stream then ends by itself.
    if (forward->error == 0 && !(forward->input_over && forward->output_over)) forward->error = ECANCELED;
}

static void wait_for_client(struct forward *forward) {
    int fd = listening_fd(forward->stream.session, forward->listener);
    // Nobody comes any more: the next step says so.
    if (fd < 0 || forward->error != 0) loop_until(loop_now);
    else loop_watch(fd, POLLIN);
}

static void take_client(struct forward *forward) {
    int fd = listening_fd(forward->stream.session, forward->listener);
    if (fd < 0) {
        forward->error = ECANCELED;
        return;
    }
    forward->fd = accept4(fd, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
    forward->connected = forward->fd >= 0;
    if (forward->connected) send_at_once(forward->fd);
    // Of several who wait only one gets the client, and a client may be gone again.
    else if (errno != EAGAIN && errno != EINTR && errno != ECONNABORTED) forward->error = errno;
}

static void prepare(struct stream *stream) {
    struct forward *forward = (struct forward *)stream;
    if (forward->fd < 0 && forward->listener != 0) return wait_for_client(forward);
    short events = 0;
    if (!forward->connected || queue_count(&forward->queue) > 0) events |= POLLOUT;
    if (forward->told_started && !forward->output_over && stream_can_send(stream, CHANNEL_OUT)) events |= POLLIN;
    // Without an interest a hang-up would wake us for ever.
    forward->place = events == 0 || forward->error != 0 ? -1 : loop_watch(forward->fd, events);
}

static void check_connected(struct forward *forward) {
    socklen_t size = sizeof(forward->error);
    if (!(loop_seen(forward->place) & (POLLOUT | POLLERR | POLLHUP))) return;
    getsockopt(forward->fd, SOL_SOCKET, SO_ERROR, &forward->error, &size);
    if (forward->error != 0 && forward->second_try) {
        close(forward->fd);
        forward->second_try = false;
        forward->error = begin(forward, "::1");
        if (forward->error == EAFNOSUPPORT || forward->error == EADDRNOTAVAIL) forward->error = ECONNREFUSED;
        forward->place = -1;
    } else {
        forward->connected = forward->error == 0;
    }
}

static void move(struct forward *forward) {
    struct stream *stream = &forward->stream;
    long count = queue_write(&forward->queue, forward->fd);
    if (count < 0) {
        forward->error = errno;
        return;
    }
    stream_consumed(stream, (size_t)count);
    if (forward->input_over && !forward->shut && queue_count(&forward->queue) == 0) {
        shutdown(forward->fd, SHUT_WR);
        forward->shut = true;
    }
    if (!forward->output_over && loop_seen(forward->place) & (POLLIN | POLLHUP | POLLERR)) {
        errno = 0;
        if (stream_pump(stream, CHANNEL_OUT, forward->fd) == PUMP_EOF) {
            forward->output_over = true;
            forward->error = errno;
        }
    }
}

static void step(struct stream *stream) {
    struct forward *forward = (struct forward *)stream;
    if (forward->fd < 0 && forward->listener != 0 && forward->error == 0) take_client(forward);
    if (!forward->connected && forward->fd >= 0 && forward->error == 0) check_connected(forward);
    if (forward->error != 0) {
        stream_fail(stream, 0, forward->told_started ? STAGE_STREAM : STAGE_CONNECT, forward->error, "");
        return;
    }
    if (!forward->connected) return;
    if (!forward->told_started) forward->told_started = stream_send(stream, FRAME_STARTED, 0, "\0\0\0\0", 4);
    if (!forward->told_started) return;
    move(forward);
    if (forward->error != 0) return loop_until(loop_now);
    if (!forward->output_over) return;
    if (!forward->told_eof) forward->told_eof = stream_send(stream, FRAME_EOF, CHANNEL_OUT, NULL, 0);
    if (forward->told_eof && forward->shut) stream_end(stream, ENDED_DONE, 0, 0);
}

static void close_forward(struct stream *stream) {
    struct forward *forward = (struct forward *)stream;
    if (forward->fd >= 0) close(forward->fd);
    queue_clear(&forward->queue);
    free(forward);
}

static const struct stream_kind kind = {data, eof, cancel, NULL, NULL, prepare, step, close_forward};

struct stream *forward_open(struct session *session, uint32_t id, char *bytes, size_t size) {
    struct path_request request;
    int error = EINVAL;
    struct forward *forward = NULL;
    if (parse_path(bytes, size, &request) && (forward = calloc(1, sizeof(*forward))) != NULL) {
        forward->port = request.number;
        forward->fd = forward->place = -1;
        forward->second_try = strcmp(request.path, "localhost") == 0;
        error = begin(forward, forward->second_try ? "127.0.0.1" : request.path);
    }
    free(bytes);
    if (forward == NULL) {
        refuse(session, id, STAGE_REQUEST, error, "");
        return NULL;
    }
    stream_start(&forward->stream, &kind, session, id);
    forward->error = error;
    return &forward->stream;
}

struct stream *accept_open(struct session *session, uint32_t id, char *bytes, size_t size) {
    uint32_t listener = size == 4 ? get32((const unsigned char *)bytes) : 0;
    free(bytes);
    struct forward *forward = listening_fd(session, listener) < 0 ? NULL : calloc(1, sizeof(*forward));
    if (forward == NULL) {
        refuse(session, id, STAGE_REQUEST, EINVAL, "");
        return NULL;
    }
    forward->fd = forward->place = -1;
    forward->listener = listener;
    stream_start(&forward->stream, &kind, session, id);
    return &forward->stream;
}
