// The self-pipe: a handler that only writes one byte. exec() resets handlers, so children start with the defaults,
// which blocking signals for a signalfd would not give them.
#define _GNU_SOURCE
#include "CTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/types.h>
#include <unistd.h>

#define SIGNALS 65

static _Atomic int pipe_descriptor = -1;
static _Atomic pid_t owner = 0;
static struct sigaction previous[SIGNALS];
static bool watched[SIGNALS];

static void note(int signal) {
    // A child between fork and exec shares the pipe: its signals are not ours.
    if (getpid() != atomic_load(&owner)) return;
    int saved = errno;
    unsigned char byte = (unsigned char)signal;
    ssize_t written = write(atomic_load(&pipe_descriptor), &byte, 1);
    (void)written; // A full pipe already says that there is something to do.
    errno = saved;
}

int mayfly_signal_pipe(void) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0) return -1;
    atomic_store(&owner, getpid());
    atomic_store(&pipe_descriptor, ends[1]);
    return ends[0];
}

int mayfly_signal_watch(int signal, bool respect_ignored) {
    if (signal <= 0 || signal >= SIGNALS || watched[signal]) {
        errno = EINVAL;
        return -1;
    }
    struct sigaction now;
    if (sigaction(signal, 0, &now) != 0) return -1;
    if (respect_ignored && now.sa_handler == SIG_IGN) return 0;
    struct sigaction action = {.sa_handler = note, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    if (sigaction(signal, &action, &previous[signal]) != 0) return -1;
    watched[signal] = true;
    return 1;
}

int mayfly_signal_unwatch(int signal) {
    if (signal <= 0 || signal >= SIGNALS || !watched[signal]) {
        errno = EINVAL;
        return -1;
    }
    watched[signal] = false;
    return sigaction(signal, &previous[signal], 0);
}
