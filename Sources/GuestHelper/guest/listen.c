// A TCP port of the guest's at which we listen for the host; each connection becomes a stream of its own (forward.c).
#include <errno.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "address.h"
#include "bytes.h"
#include "requests.h"
#include "session.h"

#define BACKLOG 64

struct listener {
    struct stream stream;
    int fd;
    bool told, over;
};

static int begin(struct listener *listener, const struct path_request *request) {
    struct sockaddr_storage address;
    socklen_t size = (socklen_t)make_address(request->path, request->number, &address);
    if (size == 0) return EINVAL;
    listener->fd = socket(address.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (listener->fd < 0) return errno;
    int on = 1;
    setsockopt(listener->fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
    if (bind(listener->fd, (struct sockaddr *)&address, size) != 0) return errno;
    return listen(listener->fd, BACKLOG) == 0 ? 0 : errno;
}

// IPv4's and IPv6's addresses have it in the same place.
static uint16_t bound_port(int fd) {
    struct sockaddr_in6 address = {0};
    socklen_t size = sizeof(address);
    getsockname(fd, (struct sockaddr *)&address, &size);
    return ntohs(address.sin6_port);
}

static void cancel(struct stream *stream, uint32_t grace) {
    (void)grace;
    ((struct listener *)stream)->over = true;
}

static void prepare(struct stream *stream) { (void)stream; }

static void step(struct stream *stream) {
    struct listener *listener = (struct listener *)stream;
    unsigned char port[4];
    put32(port, bound_port(listener->fd));
    if (!listener->told) listener->told = stream_send(stream, FRAME_STARTED, 0, port, sizeof(port));
    if (listener->over && listener->told) stream_end(stream, ENDED_DONE, ENDED_CANCELLED, 0);
}

static void close_listener(struct stream *stream) {
    struct listener *listener = (struct listener *)stream;
    if (listener->fd >= 0) close(listener->fd);
    free(listener);
}

static const struct stream_kind kind = {NULL, NULL, cancel, NULL, NULL, prepare, step, close_listener};

int listening_fd(struct session *session, uint32_t id) {
    struct stream *stream = session_stream(session, id);
    return stream == NULL || stream->kind != &kind || stream->ended ? -1 : ((struct listener *)stream)->fd;
}

struct stream *listen_open(struct session *session, uint32_t id, char *bytes, size_t size) {
    struct path_request request;
    struct listener *listener = NULL;
    bool good = parse_path(bytes, size, &request);
    int error = good ? ENOMEM : EINVAL;
    if (good && (listener = calloc(1, sizeof(*listener))) != NULL) {
        listener->fd = -1;
        error = begin(listener, &request);
    }
    free(bytes);
    if (error != 0) {
        if (listener != NULL && listener->fd >= 0) close(listener->fd);
        free(listener);
        refuse(session, id, good ? STAGE_LISTEN : STAGE_REQUEST, error, "");
        return NULL;
    }
    stream_start(&listener->stream, &kind, session, id);
    return &listener->stream;
}
