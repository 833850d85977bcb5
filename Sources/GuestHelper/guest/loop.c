#include "loop.h"

#include <poll.h>
#include <stddef.h>
#include <time.h>

#include "ports.h"
#include "protocol.h"

#define PLACES (PORTS_MAX * (STREAM_LIMIT * 4 + 1) + 2)

uint64_t loop_now;
sigset_t loop_signals;

static struct pollfd places[PLACES];
static nfds_t count;
static uint64_t deadline = UINT64_MAX;
static volatile sig_atomic_t child_changed;

static void on_child(int number) {
    (void)number;
    child_changed = 1;
}

static void read_clock(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    loop_now = (uint64_t)time.tv_sec * 1000 + (uint64_t)time.tv_nsec / 1000000;
}

void loop_start(void) {
    // Children are noticed only inside ppoll, so no wake-up is lost and no call is interrupted.
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    // What whoever started us had blocked is no business of the commands.
    sigemptyset(&loop_signals);
    sigprocmask(SIG_SETMASK, &child, NULL);
    sigaction(SIGCHLD, &(struct sigaction){.sa_handler = on_child, .sa_flags = SA_NOCLDSTOP}, NULL);
    sigaction(SIGPIPE, &(struct sigaction){.sa_handler = SIG_IGN}, NULL);
    read_clock();
}

int loop_watch(int fd, short events) {
    if (count == PLACES) return -1;
    places[count] = (struct pollfd){.fd = fd, .events = events};
    return (int)count++;
}

short loop_seen(int place) { return place < 0 ? 0 : places[place].revents; }

void loop_until(uint64_t when) {
    if (when < deadline) deadline = when;
}

bool loop_wait(void) {
    uint64_t wait = deadline == UINT64_MAX || deadline <= loop_now ? 0 : deadline - loop_now;
    struct timespec time = {(time_t)(wait / 1000), (long)(wait % 1000) * 1000000};
    if (ppoll(places, count, deadline == UINT64_MAX ? NULL : &time, &loop_signals) < 0)
        for (nfds_t i = 0; i < count; i++) places[i].revents = 0;
    count = 0;
    deadline = UINT64_MAX;
    read_clock();
    bool changed = child_changed != 0;
    child_changed = 0;
    return changed;
}
