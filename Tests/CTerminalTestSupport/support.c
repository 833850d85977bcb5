#define _GNU_SOURCE
#include "CTerminalTestSupport.h"

#include <pty.h>
#include <signal.h>
#include <stddef.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "CTerminal.h"

int test_terminal_open(int *controller, int *terminal) {
    struct winsize size = {.ws_col = 100, .ws_row = 30};
    return openpty(controller, terminal, NULL, NULL, &size);
}

int test_terminal_is_raw(int terminal) {
    struct termios mode;
    if (tcgetattr(terminal, &mode) != 0) return -1;
    return (mode.c_lflag & (ICANON | ECHO | ISIG)) == 0;
}

static int wait_for(pid_t child) {
    int status = 0;
    return waitpid(child, &status, 0) == child ? status : -1;
}

// A child of a worker thread starts with all signals blocked, and of this process with its crash reporter.
static void be_ordinary(int signal_number) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    if (signal_number != 0) signal(signal_number, SIG_DFL);
}

int test_terminal_child_ends(int terminal, int signal, int *was_raw) {
    int report[2];
    if (pipe(report) != 0) return -1;
    pid_t child = fork();
    if (child == 0) {
        be_ordinary(signal);
        char raw = mayfly_raw_enter(terminal) == 0 ? (char)test_terminal_is_raw(terminal) : 0;
        if (write(report[1], &raw, 1) != 1) _exit(9);
        if (signal == 0) exit(0);
        raise(signal);
        _exit(8);
    }
    close(report[1]);
    char raw = 0;
    *was_raw = read(report[0], &raw, 1) == 1 && raw == 1;
    close(report[0]);
    return child < 0 ? -1 : wait_for(child);
}

int test_child_signalled(int signal) {
    pid_t child = fork();
    if (child == 0) {
        be_ordinary(0);
        raise(signal);
        _exit(0);
    }
    return child < 0 ? -1 : wait_for(child);
}
