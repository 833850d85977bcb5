// Raw mode that is given back whatever ends the process, SIGKILL apart.
#include "CTerminal.h"

#include <errno.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <termios.h>
#include <unistd.h>

static _Atomic int raw_descriptor = -1;
static _Atomic bool entering = false;
static struct termios saved_mode;

static const int ending[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE, SIGALRM, SIGABRT,
                             SIGSEGV, SIGBUS, SIGILL, SIGFPE, SIGTRAP, SIGSYS};
#define ENDINGS (sizeof(ending) / sizeof(ending[0]))
static struct sigaction previous[ENDINGS];
static bool replaced[ENDINGS];

static int give_back(void) {
    int descriptor = atomic_exchange(&raw_descriptor, -1);
    if (descriptor < 0) return 0;
    // In the background the kernel would stop us here by SIGTTOU, with the terminal still raw.
    sigset_t stop, mask;
    sigemptyset(&stop);
    sigaddset(&stop, SIGTTOU);
    pthread_sigmask(SIG_BLOCK, &stop, &mask);
    // TCSANOW: waiting for output to drain would hang on a terminal that nobody reads any more.
    int result = tcsetattr(descriptor, TCSANOW, &saved_mode);
    int saved = errno;
    pthread_sigmask(SIG_SETMASK, &mask, 0);
    errno = saved;
    return result;
}

static bool is_fault(int signal) {
    return signal == SIGSEGV || signal == SIGBUS || signal == SIGILL || signal == SIGFPE || signal == SIGTRAP;
}

static void ended(int signal, siginfo_t *information, void *context) {
    (void)context;
    int saved = errno;
    give_back();
    // The default when a SignalStream that outlived us has put this handler back.
    struct sigaction next = {.sa_handler = SIG_DFL};
    for (size_t i = 0; i < ENDINGS; i++) {
        if (ending[i] == signal && replaced[i]) next = previous[i];
    }
    sigaction(signal, &next, 0);
    // A fault happens again by itself when we return, with its details whole for a crash reporter.
    if (!is_fault(signal) || information->si_code <= 0) raise(signal);
    errno = saved;
}

static void at_exit(void) { give_back(); }

static void arrange(void) {
    for (size_t i = 0; i < ENDINGS; i++) {
        replaced[i] = false;
        struct sigaction now;
        if (sigaction(ending[i], 0, &now) != 0) continue;
        // A handler of somebody else (SignalStream) leads to an orderly end; an ignored signal ends nothing.
        bool somebody = (now.sa_flags & SA_SIGINFO) || now.sa_handler != SIG_DFL;
        if (somebody && !is_fault(ending[i])) continue;
        struct sigaction action = {.sa_sigaction = ended, .sa_flags = SA_SIGINFO | SA_ONSTACK};
        sigemptyset(&action.sa_mask);
        replaced[i] = sigaction(ending[i], &action, &previous[i]) == 0;
    }
}

static void disarrange(void) {
    for (size_t i = 0; i < ENDINGS; i++) {
        struct sigaction now;
        // Only what is still ours: a SignalStream that began later gives its own back.
        if (replaced[i] && sigaction(ending[i], 0, &now) == 0 && (now.sa_flags & SA_SIGINFO) &&
            now.sa_sigaction == ended) {
            sigaction(ending[i], &previous[i], 0);
        }
        replaced[i] = false;
    }
}

int mayfly_raw_enter(int descriptor) {
    bool expected = false;
    if (!atomic_compare_exchange_strong(&entering, &expected, true)) {
        errno = EBUSY;
        return -1;
    }
    static bool registered = false;
    if (!registered) {
        registered = true;
        atexit(at_exit);
    }
    struct termios mode;
    if (tcgetattr(descriptor, &saved_mode) != 0) {
        atomic_store(&entering, false);
        return -1;
    }
    mode = saved_mode;
    cfmakeraw(&mode);
    atomic_store(&raw_descriptor, descriptor);
    arrange();
    if (tcsetattr(descriptor, TCSAFLUSH, &mode) != 0) {
        int saved = errno;
        mayfly_raw_leave();
        errno = saved;
        return -1;
    }
    return 0;
}

int mayfly_raw_leave(void) {
    if (!atomic_load(&entering)) return 0;
    int result = give_back();
    disarrange();
    atomic_store(&entering, false);
    return result;
}
