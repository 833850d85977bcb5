#include <errno.h>
#include <fcntl.h>
#include <linux/kcov.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#include "kcov.h"

// kcov counts only the task that has asked for it, so a new task is made to ask, by system calls in its name, before its own
// first instruction. That is written for x86_64.
#ifdef __x86_64__

// What lies beneath the stack's red zone is nobody's.
#define BENEATH 512
#define USER_64 0x33

struct target {
    pid_t task;
    struct user_regs_struct registers;
    // Signals that came meanwhile.
    uint64_t signals;
    bool gone;
};

static bool wait_for(struct target *target, int *status) {
    pid_t found;
    do found = waitpid(target->task, status, __WALL);
    while (found < 0 && errno == EINTR);
    if (found < 0 || !WIFSTOPPED(*status)) target->gone = true;
    return !target->gone;
}

// Where the task was made it was in a system call, whose instruction is there to be used again.
static bool is_at_call(const struct target *target) {
    errno = 0;
    long word = ptrace(PTRACE_PEEKTEXT, target->task, target->registers.rip - 2, NULL);
    return errno == 0 && target->registers.cs == USER_64 && (word & 0xFFFF) == 0x050F;
}

static long call(struct target *target, long number, unsigned long a, unsigned long b, unsigned long c) {
    struct user_regs_struct registers = target->registers;
    registers.rip -= 2;
    registers.rax = (unsigned long)number;
    // It was in a call, and must not be thought to begin that again.
    registers.orig_rax = (unsigned long)-1;
    registers.rdi = a;
    registers.rsi = b;
    registers.rdx = c;
    if (ptrace(PTRACE_SETREGS, target->task, NULL, &registers) != 0) return -1;
    for (bool inside = false;;) {
        int status;
        if (ptrace(PTRACE_SYSCALL, target->task, NULL, NULL) != 0 || !wait_for(target, &status)) return -1;
        if (WSTOPSIG(status) == (SIGTRAP | 0x80)) {
            if (ptrace(PTRACE_GETREGS, target->task, NULL, &registers) != 0) return -1;
            if (inside) return (long)registers.rax;
            inside = (long)registers.orig_rax == number;
        } else if (status >> 16 == 0) {
            target->signals |= (uint64_t)1 << (WSTOPSIG(status) - 1);
        }
    }
}

static bool write_path(const struct target *target, unsigned long at) {
    static const char path[(sizeof(KCOV_PATH) + 7) / 8 * 8] = KCOV_PATH;
    for (size_t i = 0; i < sizeof(path); i += 8) {
        unsigned long word;
        memcpy(&word, path + i, sizeof(word));
        if (ptrace(PTRACE_POKEDATA, target->task, at + i, word) != 0) return false;
    }
    return true;
}

// A number out of the kernel's status of a task; -1 when there is none.
static long status_of(pid_t task, const char *name) {
    char path[64], line[256];
    snprintf(path, sizeof(path), "/proc/%d/status", (int)task);
    FILE *status = fopen(path, "re");
    if (status == NULL) return -1;
    long number = -1;
    while (number < 0 && fgets(line, sizeof(line), status) != NULL)
        if (strncmp(line, name, strlen(name)) == 0) number = strtol(line + strlen(name), NULL, 10);
    fclose(status);
    return number;
}

// The process of a thread, which has its descriptors.
static pid_t process_of(pid_t task) { return (pid_t)status_of(task, "Tgid:"); }

// A filter of system calls might end the task for calls that are not its own.
static bool is_filtered(pid_t task) { return status_of(task, "Seccomp:") > 0; }

static unsigned long *map_of(const struct target *target, int theirs) {
    int process = (int)syscall(SYS_pidfd_open, process_of(target->task), 0);
    if (process < 0) return NULL;
    int ours = (int)syscall(SYS_pidfd_getfd, process, theirs, 0);
    close(process);
    if (ours < 0) return NULL;
    unsigned long *buffer = kcov_map(ours);
    close(ours);
    return buffer;
}

static unsigned long *begin(struct target *target) {
    unsigned long path = (target->registers.rsp - BENEATH) & ~15ul;
    if (!is_at_call(target) || is_filtered(target->task) || !write_path(target, path)) return NULL;
    long fd = call(target, SYS_open, path, O_RDWR | O_CLOEXEC, 0);
    if (fd < 0) return NULL;
    unsigned long *buffer = map_of(target, (int)fd);
    bool begun = buffer != NULL && call(target, SYS_ioctl, (unsigned long)fd, KCOV_ENABLE, KCOV_TRACE_PC) == 0;
    if (!target->gone) call(target, SYS_close, (unsigned long)fd, 0, 0);
    if (begun && !target->gone) {
        // What it did here was not its own will.
        *buffer = 0;
        return buffer;
    }
    if (buffer != NULL) kcov_unmap(buffer);
    return NULL;
}

unsigned long *kcov_begin(pid_t task, bool *gone) {
    struct target target = {.task = task};
    if (ptrace(PTRACE_GETREGS, task, NULL, &target.registers) != 0) return NULL;
    unsigned long *buffer = begin(&target);
    *gone = target.gone;
    if (target.gone) return NULL;
    ptrace(PTRACE_SETREGS, task, NULL, &target.registers);
    pid_t process = target.signals != 0 ? process_of(task) : -1;
    for (int number = 1; process > 0 && number <= 64; number++)
        if (target.signals >> (number - 1) & 1) syscall(SYS_tgkill, process, task, number);
    return buffer;
}

#else

unsigned long *kcov_begin(pid_t task, bool *gone) {
    (void)task;
    *gone = false;
    return NULL;
}

#endif
