#include "kcov.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/kcov.h>
#include <linux/magic.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/statfs.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

// How often buffers are looked at, in microseconds: a task fills one in a few milliseconds where the processor is fast.
#define LOOK_EVERY 2000
#define DEBUGFS "/sys/kernel/debug"
#define FOLLOW (PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | PTRACE_O_TRACECLONE | PTRACE_O_TRACESYSGOOD)

struct task {
    struct task *next;
    pid_t id;
    // NULL when it is not counted.
    unsigned long *buffer;
    // It was asked to stop, so that its buffer can be emptied.
    bool asked, touched;
};

static struct task *tasks;
static size_t task_count, uncovered;

static struct task *find(pid_t id) {
    struct task *task = tasks;
    while (task != NULL && task->id != id) task = task->next;
    return task;
}

static void take(struct task *task) {
    if (task->buffer != NULL && kcov_take(task->buffer) > 0) task->touched = true;
}

// NULL without memory: it is not counted then.
static struct task *add(pid_t id, unsigned long *buffer) {
    struct task *task = calloc(1, sizeof(*task));
    task_count++;
    if (task == NULL) {
        uncovered++;
        if (buffer != NULL) kcov_unmap(buffer);
        return NULL;
    }
    *task = (struct task){.next = tasks, .id = id, .buffer = buffer};
    return tasks = task;
}

static void drop(struct task *task) {
    if (task == NULL) return;
    take(task);
    if (task->buffer == NULL || !task->touched) uncovered++;
    if (task->buffer != NULL) kcov_unmap(task->buffer);
    struct task **link = &tasks;
    while (*link != task) link = &(*link)->next;
    *link = task->next;
    free(task);
}

static bool is_stop(int number) {
    return number == SIGSTOP || number == SIGTSTP || number == SIGTTIN || number == SIGTTOU;
}

static void stopped(pid_t id, int status) {
    int event = status >> 16, number = WSTOPSIG(status);
    struct task *task = find(id);
    if (task != NULL) {
        take(task);
    } else if (event == PTRACE_EVENT_STOP) {
        bool gone = false;
        unsigned long *buffer = kcov_begin(id, &gone);
        struct task *begun = add(id, buffer);
        if (gone) return drop(begun);
        if (begun != NULL && buffer != NULL) begun->touched = true;
    }
    // One that was just made to ask for kcov stands elsewhere by now, and cannot be left stopped: it goes on.
    if (event == PTRACE_EVENT_STOP && is_stop(number) && ptrace(PTRACE_LISTEN, id, NULL, NULL) == 0) return;
    if (event == PTRACE_EVENT_STOP && task != NULL) task->asked = false;
    ptrace(PTRACE_CONT, id, NULL, event == 0 ? (long)number : 0);
}

static void look(void) {
    for (struct task *task = tasks; task != NULL; task = task->next)
        if (task->buffer != NULL && !task->asked && kcov_is_filling(task->buffer))
            task->asked = ptrace(PTRACE_INTERRUPT, task->id, NULL, NULL) == 0;
}

// The status of the command's own process, when that has ended.
static int follow(pid_t command) {
    for (;;) {
        int status;
        pid_t id = waitpid(-1, &status, __WALL);
        if (id < 0) {
            if (errno != EINTR) return 0;
            look();
        } else if (WIFSTOPPED(status)) {
            stopped(id, status);
        } else {
            drop(find(id));
            if (id == command) return status;
        }
    }
}

static void ring(int number) { (void)number; }

static void look_often(void) {
    struct sigaction action = {.sa_handler = ring};
    struct itimerval often = {{0, LOOK_EVERY}, {0, LOOK_EVERY}};
    sigaction(SIGALRM, &action, NULL);
    setitimer(ITIMER_REAL, &often, NULL);
}

// What is sent to the whole group is for the command.
static void be_deaf(void) {
    static const int numbers[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGUSR1, SIGUSR2, SIGPIPE, SIGTSTP, SIGTTIN, SIGTTOU};
    for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) signal(numbers[i], SIG_IGN);
}

static _Noreturn void become(char **arguments) {
    execvp(arguments[0], arguments);
    int error = errno;
    for (const char *part, *const *at = (const char *const[]){"mayfly: ", arguments[0], ": ", strerror(error), "\n", NULL};
         (part = *at) != NULL; at++) {
        ssize_t ignored = write(2, part, strlen(part));
        (void)ignored;
    }
    _exit(error == ENOENT ? 127 : 126);
}

static int open_kcov(void) {
    int fd = open(KCOV_PATH, O_RDWR | O_CLOEXEC);
    struct statfs file_system;
    if (fd >= 0 || errno != ENOENT) return fd;
    bool mounted = statfs(DEBUGFS, &file_system) == 0 && file_system.f_type == DEBUGFS_MAGIC;
    errno = ENOENT;
    if (mounted || mount("debugfs", DEBUGFS, "debugfs", 0, NULL) != 0) return -1;
    return open(KCOV_PATH, O_RDWR | O_CLOEXEC);
}

// Ends as the command did.
static int end(int status) {
    if (!WIFSIGNALED(status)) return WEXITSTATUS(status);
    struct rlimit none = {0, 0};
    setrlimit(RLIMIT_CORE, &none);
    signal(WTERMSIG(status), SIG_DFL);
    raise(WTERMSIG(status));
    return 128 + WTERMSIG(status);
}

int kcov_main(int count, char **arguments) {
    if (count < 2) return 2;
    char **command = arguments + 1;
    int out = open(arguments[0], O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (out < 0) become(command);
    int fd = open_kcov(), gate[2];
    unsigned long *buffer = fd < 0 ? NULL : kcov_map(fd);
    if (buffer == NULL || pipe2(gate, O_CLOEXEC) != 0) {
        kcov_report_absence(out, errno);
        become(command);
    }
    pid_t child = fork();
    if (child == 0) {
        char word;
        close(gate[1]);
        // Not before it is followed.
        if (read(gate[0], &word, 1) != 1) _exit(127);
        ioctl(fd, KCOV_ENABLE, KCOV_TRACE_PC);
        become(command);
    }
    if (child < 0) {
        kcov_report_absence(out, errno);
        become(command);
    }
    be_deaf();
    close(fd);
    add(child, buffer);
    ptrace(PTRACE_SEIZE, child, NULL, FOLLOW);
    look_often();
    ssize_t ignored = write(gate[1], "", 1);
    (void)ignored;
    int status = follow(child);
    // What it has left behind goes on.
    while (tasks != NULL) drop(tasks);
    kcov_report(out, task_count, uncovered);
    return end(status);
}
