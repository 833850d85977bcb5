// System calls that Swift cannot reach by itself. Each function says why it is here.
#ifndef MAYFLY_CLINUX_H
#define MAYFLY_CLINUX_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/file.h>
#include <sys/eventfd.h>
#include <sys/inotify.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

// syscall() is variadic; glibc has no wrapper for pidfd_open before 2.36.
static inline int mayfly_pidfd_open(pid_t pid) {
    return (int)syscall(SYS_pidfd_open, pid, 0u);
}

// syscall() is variadic; glibc has no wrapper for pidfd_send_signal before 2.36.
static inline int mayfly_pidfd_send_signal(int pidfd, int signal) {
    return (int)syscall(SYS_pidfd_send_signal, pidfd, signal, (void *)0, 0u);
}

// prctl() is variadic.
static inline int mayfly_prctl(int option, unsigned long argument) {
    return prctl(option, argument, 0ul, 0ul, 0ul);
}

// epoll_data_t is a union and struct epoll_event is packed: set and read in C.
static inline int mayfly_epoll_control(int epoll, int operation, int descriptor, uint32_t events, uint64_t token) {
    struct epoll_event event = {.events = events, .data = {.u64 = token}};
    return epoll_ctl(epoll, operation, descriptor, &event);
}

static inline uint64_t mayfly_epoll_token(const struct epoll_event *event) {
    return event->data.u64;
}

// ioctl() is variadic and its request numbers are unsigned macros.
static inline int mayfly_window_size(int descriptor, struct winsize *size) {
    return ioctl(descriptor, TIOCGWINSZ, size);
}

// flock is also the name of a struct, and Swift takes the call for its initializer.
static inline int mayfly_flock(int descriptor, int operation) { return flock(descriptor, operation); }

// The macros W* are not imported.
static inline int mayfly_exited(int status) { return WIFEXITED(status); }
static inline int mayfly_exit_status(int status) { return WEXITSTATUS(status); }
static inline int mayfly_term_signal(int status) { return WTERMSIG(status); }

// sun_path is a tuple of 108 in Swift. Returns -1 with ENAMETOOLONG when the path does not fit.
static inline int mayfly_unix_address(const char *path, struct sockaddr_un *address) {
    size_t length = 0;
    while (path[length] != 0) length++;
    if (length >= sizeof(address->sun_path)) {
        errno = ENAMETOOLONG;
        return -1;
    }
    address->sun_family = AF_UNIX;
    for (size_t i = 0; i <= length; i++) address->sun_path[i] = path[i];
    return 0;
}

static inline int mayfly_unix_connect(int descriptor, const char *path) {
    struct sockaddr_un address = {0};
    if (mayfly_unix_address(path, &address) != 0) return -1;
    return connect(descriptor, (const struct sockaddr *)&address, sizeof(address));
}

static inline int mayfly_unix_bind(int descriptor, const char *path) {
    struct sockaddr_un address = {0};
    if (mayfly_unix_address(path, &address) != 0) return -1;
    return bind(descriptor, (const struct sockaddr *)&address, sizeof(address));
}

// glibc shows fallocate only with _GNU_SOURCE: gives a file's first bytes back to the disk, keeping its size.
int mayfly_give_back(int descriptor, off_t bytes);

// glibc shows SEEK_DATA and SEEK_HOLE only with _GNU_SOURCE: where a file's data, or its hole, goes on.
off_t mayfly_next_data(int descriptor, off_t offset);
off_t mayfly_next_hole(int descriptor, off_t offset);

// ioctl() is variadic: a file becomes a copy of another that shares its blocks, where the file system can.
int mayfly_clone(int copy, int original);

// glibc shows pipe2 only with _GNU_SOURCE: a pipe that no child inherits.
int mayfly_pipe(int ends[2]);

// glibc shows mkostemp only with _GNU_SOURCE: a new file that no child inherits; the name's end (XXXXXX) is filled in.
int mayfly_temporary_file(char *name);

// glibc shows accept4 only with _GNU_SOURCE: the next connection, which no child inherits and no call blocks on.
int mayfly_accept(int listener);

// glibc shows these only with _GNU_SOURCE: closes every descriptor from 3 on, and makes a session of the child's own,
// away from our directory.
int mayfly_spawn_alone(posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, int detached);

// posix_spawn cannot tie a child to its parent: one that the kernel kills when the calling *thread* ends, from its very
// first moment on. Standard output and error go to `output` (/dev/null when negative); the descriptors in `inherited` are
// its 3, 4 and so on, and it has no other; it has a session of its own; no signal is blocked or ignored. Returns an errno.
#define MAYFLY_MOST_INHERITED 4
int mayfly_spawn_tethered(
    pid_t *child, const char *program, char *const arguments[], char *const environment[], int output,
    const int *inherited, int count);

// fcntl() is variadic. The process that holds a record lock on a file; 0 when none does.
pid_t mayfly_lock_holder(int descriptor);

#endif
