#include "codes.h"

#include <errno.h>
#include <signal.h>
#include <stddef.h>

struct code {
    int here;
    int wire;
};

static const struct code errors[] = {
    {EAGAIN, 11},     {EDEADLK, 35},      {ENAMETOOLONG, 36}, {ENOSYS, 38},       {ENOTEMPTY, 39},
    {ELOOP, 40},      {EPROTO, 71},       {EBADMSG, 74},      {EOVERFLOW, 75},    {EILSEQ, 84},
    {EUSERS, 87},     {ENOTSOCK, 88},     {EMSGSIZE, 90},     {EPROTONOSUPPORT, 93}, {EOPNOTSUPP, 95},
    {EAFNOSUPPORT, 97}, {EADDRINUSE, 98}, {EADDRNOTAVAIL, 99}, {ENETDOWN, 100},   {ENETUNREACH, 101},
    {ECONNABORTED, 103}, {ECONNRESET, 104}, {ENOBUFS, 105},   {ENOTCONN, 107},    {ETIMEDOUT, 110},
    {ECONNREFUSED, 111}, {EHOSTDOWN, 112}, {EHOSTUNREACH, 113}, {ESTALE, 116},    {EDQUOT, 122},
    {ECANCELED, 125},
};

static const struct code signals[] = {
    {SIGHUP, 1},   {SIGINT, 2},   {SIGQUIT, 3},  {SIGILL, 4},   {SIGTRAP, 5},  {SIGABRT, 6},  {SIGBUS, 7},
    {SIGFPE, 8},   {SIGKILL, 9},  {SIGUSR1, 10}, {SIGSEGV, 11}, {SIGUSR2, 12}, {SIGPIPE, 13}, {SIGALRM, 14},
    {SIGTERM, 15}, {SIGCHLD, 17}, {SIGCONT, 18}, {SIGSTOP, 19}, {SIGTSTP, 20}, {SIGTTIN, 21}, {SIGTTOU, 22},
    {SIGURG, 23},  {SIGXCPU, 24}, {SIGXFSZ, 25}, {SIGVTALRM, 26}, {SIGPROF, 27}, {SIGWINCH, 28}, {SIGIO, 29},
    {SIGPWR, 30},  {SIGSYS, 31},
};

int error_to_wire(int error) {
    for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
        if (errors[i].here == error) return errors[i].wire;
    return error > 0 && error <= 34 ? error : 5;
}

int signal_to_wire(int number) {
    for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
        if (signals[i].here == number) return signals[i].wire;
    return number;
}

int signal_from_wire(int number) {
    for (size_t i = 0; i < sizeof(signals) / sizeof(signals[0]); i++)
        if (signals[i].wire == number) return signals[i].here;
    return number > 31 && number <= SIGRTMAX ? number : 0;
}
