#include "ports.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#include "loop.h"
#include "session.h"

// How often ports are looked for, in milliseconds. The kernel's events tell of each; where they do not come it is looked
// soon at first and late afterwards. Where they come it is looked late at first and then rarely, for each look costs an
// emulated guest that has nothing to do a tenth of what it takes: itself, and the kernel's ticks that follow it.
#define LOOK_SOON 20
#define LOOK_LATE 1000
#define LOOK_RARELY 60000
#define SOON_TIME 5000

struct port {
    char name[128];
    bool open;
    // No host has the other end open. The kernel then says "hang-up" for ever, so the port waits in an
    // edge-triggered epoll, which says when that changes: when there is something to read, and when a host can be
    // written to, for its hello may have been read already, and our answer waits.
    bool dozing;
    struct session session;
};

static struct port *ports[PORTS_MAX];
static const char *prefix;
static int events = -1, doze = -1;
static int events_place, doze_place;
static uint64_t look_at, begun_at;

static struct port *make_port(int fd, int out, bool is_port, const char *name) {
    for (int i = 0; i < PORTS_MAX; i++) {
        if (ports[i] != NULL) continue;
        struct port *port = calloc(1, sizeof(*port));
        if (port == NULL) return NULL;
        port->open = true;
        strncpy(port->name, name, sizeof(port->name) - 1);
        session_start(&port->session, fd, out, is_port);
        return ports[i] = port;
    }
    return NULL;
}

static void set_dozing(struct port *port, bool dozing) {
    struct epoll_event event = {.events = EPOLLIN | EPOLLOUT | EPOLLET};
    if (port->dozing == dozing) return;
    port->dozing = dozing;
    epoll_ctl(doze, dozing ? EPOLL_CTL_ADD : EPOLL_CTL_DEL, port->session.fd, &event);
}

static bool found(const char *name, const char *path) {
    for (int i = 0; i < PORTS_MAX; i++)
        if (ports[i] != NULL && strcmp(ports[i]->name, name) == 0) return true;
    int fd = open(path, O_RDWR | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (fd < 0) {
        // Its device file comes in a moment, or somebody else still has it open.
        uint64_t again = loop_now + (errno == ENOENT ? LOOK_SOON : LOOK_LATE);
        if (again < look_at) look_at = again;
        return true;
    }
    if (make_port(fd, fd, true, name) != NULL) return true;
    close(fd);
    return false;
}

static void look(void) {
    bool soon = loop_now < begun_at + SOON_TIME, told = events >= 0;
    look_at = loop_now + (soon ? told ? LOOK_LATE : LOOK_SOON : told ? LOOK_RARELY : LOOK_LATE);
    ports_find(prefix, found);
}

void ports_start(const char *wanted) {
    prefix = wanted;
    begun_at = loop_now;
    doze = epoll_create1(EPOLL_CLOEXEC);
    events = uevents_open();
    look();
}

bool ports_add_descriptors(int fd, int out) {
    for (int i = 0; i < 2; i++) {
        int one = i == 0 ? fd : out;
        fcntl(one, F_SETFL, fcntl(one, F_GETFL) | O_NONBLOCK);
        fcntl(one, F_SETFD, FD_CLOEXEC);
    }
    return make_port(fd, out, false, "") != NULL;
}

void ports_prepare(void) {
    for (int i = 0; i < PORTS_MAX; i++)
        if (ports[i] != NULL && !ports[i]->dozing) session_prepare(&ports[i]->session);
    if (prefix == NULL) return;
    events_place = events < 0 ? -1 : loop_watch(events, POLLIN);
    doze_place = doze < 0 ? -1 : loop_watch(doze, POLLIN);
    loop_until(look_at);
}

static void remove_port(int index) {
    struct port *port = ports[index];
    session_reset(&port->session);
    close(port->session.fd);
    if (port->session.out != port->session.fd) close(port->session.out);
    free(port);
    ports[index] = NULL;
}

// The host is gone, and so is everything it asked for; the port waits for the next one unless it is unplugged.
static void end_host(int index) {
    struct port *port = ports[index];
    int error = errno;
    if (!port->session.is_port || error == ENODEV) return remove_port(index);
    session_abandon(&port->session);
    set_dozing(port, true);
}

static void serve(int index) {
    struct port *port = ports[index];
    errno = 0;
    if (session_step(&port->session)) set_dozing(port, false);
    else end_host(index);
}

bool ports_step(void) {
    bool any = prefix != NULL;
    if (prefix != NULL) {
        struct epoll_event woken[PORTS_MAX];
        if (loop_seen(events_place) && uevents_read(events)) look_at = loop_now;
        if (loop_seen(doze_place)) epoll_wait(doze, woken, PORTS_MAX, 0);
        if (loop_now >= look_at) look();
    }
    for (int i = 0; i < PORTS_MAX; i++) {
        if (ports[i] == NULL) continue;
        serve(i);
        any = any || ports[i] != NULL;
    }
    return any;
}
