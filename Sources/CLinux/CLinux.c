#define _GNU_SOURCE
#include "CLinux.h"

#include <linux/fs.h>
#include <stdlib.h>

int mayfly_spawn_alone(posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, int detached) {
    sigset_t none, every;
    sigemptyset(&none);
    sigfillset(&every);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &every);
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (detached ? POSIX_SPAWN_SETSID : 0);
    int failure = posix_spawnattr_setflags(attributes, flags);
    if (failure == 0) failure = posix_spawn_file_actions_addclosefrom_np(actions, 3);
    // A daemon must not keep the caller's directory, or the file system under it, in use.
    if (failure == 0 && detached) failure = posix_spawn_file_actions_addchdir_np(actions, "/");
    return failure;
}

// In the child of a process with threads: nothing but system calls.
static void run_tethered(
    const char *program, char *const arguments[], char *const environment[], int output, const int *inherited, int count,
    int report, pid_t parent) {
    prctl(PR_SET_PDEATHSIG, SIGKILL, 0ul, 0ul, 0ul);
    // A parent that died before the line above will send nothing.
    if (getppid() != parent) _exit(127);
    // What a terminal sends to everyone in the foreground is meant for us: we end the child if we mean to.
    setsid();
    int nothing = open("/dev/null", O_RDWR);
    if (nothing < 0 || dup2(nothing, 0) < 0) goto failed;
    if (dup2(output >= 0 ? output : nothing, 1) < 0 || dup2(1, 2) < 0) goto failed;
    // Out of the way first: what is inherited may stand where another is to go.
    int moved[MAYFLY_MOST_INHERITED], above = 3 + count, higher = fcntl(report, F_DUPFD_CLOEXEC, above);
    if (higher < 0) goto failed;
    report = higher;
    for (int index = 0; index < count; index++)
        if ((moved[index] = fcntl(inherited[index], F_DUPFD_CLOEXEC, above)) < 0) goto failed;
    for (int index = 0; index < count; index++)
        if (dup2(moved[index], 3 + index) < 0) goto failed;
    if (report > above) close_range(above, report - 1, 0);
    close_range(report + 1, ~0u, 0);
    struct sigaction plain = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++) sigaction(number, &plain, 0);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, 0);
    execve(program, arguments, environment);
failed:;
    int reason = errno;
    if (write(report, &reason, sizeof reason) != sizeof reason) _exit(126);
    _exit(127);
}

int mayfly_spawn_tethered(
    pid_t *child, const char *program, char *const arguments[], char *const environment[], int output,
    const int *inherited, int count) {
    int ends[2];
    if (count < 0 || count > MAYFLY_MOST_INHERITED) return EINVAL;
    if (pipe2(ends, O_CLOEXEC) != 0) return errno;
    sigset_t every, before;
    sigfillset(&every);
    // No handler of ours may run in the child.
    pthread_sigmask(SIG_SETMASK, &every, &before);
    pid_t parent = getpid();
    pid_t pid = fork();
    int failure = pid < 0 ? errno : 0;
    if (pid == 0) run_tethered(program, arguments, environment, output, inherited, count, ends[1], parent);
    pthread_sigmask(SIG_SETMASK, &before, 0);
    close(ends[1]);
    if (pid > 0) {
        ssize_t count;
        do count = read(ends[0], &failure, sizeof failure);
        while (count == -1 && errno == EINTR);
        if (count != sizeof failure) failure = 0;
        if (failure != 0) waitpid(pid, 0, 0);
    }
    close(ends[0]);
    *child = pid;
    return failure;
}

pid_t mayfly_lock_holder(int descriptor) {
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(descriptor, F_GETLK, &lock) != 0 || lock.l_type == F_UNLCK ? 0 : lock.l_pid;
}

int mayfly_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int mayfly_temporary_file(char *name) { return mkostemp(name, O_CLOEXEC); }

int mayfly_accept(int listener) { return accept4(listener, NULL, NULL, SOCK_CLOEXEC | SOCK_NONBLOCK); }

int mayfly_give_back(int descriptor, off_t bytes) {
    return fallocate(descriptor, FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE, 0, bytes);
}

int mayfly_clone(int copy, int original) { return ioctl(copy, FICLONE, original); }

off_t mayfly_next_data(int descriptor, off_t offset) { return lseek(descriptor, offset, SEEK_DATA); }

off_t mayfly_next_hole(int descriptor, off_t offset) { return lseek(descriptor, offset, SEEK_HOLE); }
