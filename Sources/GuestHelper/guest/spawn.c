#include "spawn.h"

#include <errno.h>
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loop.h"
#include "memory.h"
#include "protocol.h"
#include "users.h"

#define DEFAULTS 7

static _Noreturn void fail(int report, int stage) {
    struct spawn_failure failure = {stage, errno};
    ssize_t ignored = write(report, &failure, sizeof(failure));
    (void)ignored;
    _exit(127);
}

static void reset_signals(void) {
    for (int number = 1; number <= SIGRTMAX; number++) signal(number, SIG_DFL);
    sigprocmask(SIG_SETMASK, &loop_signals, NULL);
}

static char *variable(const char *name, const char *value) {
    char *text = malloc(strlen(name) + strlen(value) + 2);
    if (text == NULL) _exit(127);
    strcpy(stpcpy(stpcpy(text, name), "="), value);
    return text;
}

static bool same_name(const char *a, const char *b) {
    size_t length = strcspn(a, "=");
    return strncmp(a, b, length + 1) == 0;
}

// The request's variables over a login's usual ones.
static char **make_environment(const struct exec_request *request, const struct user *user, char *at) {
    char **list = calloc(DEFAULTS + (size_t)request->variables + 1, sizeof(char *));
    if (list == NULL) _exit(127);
    size_t defaults = 0;
    if (!(request->flags & EXEC_CLEAR_ENVIRONMENT)) {
        list[defaults++] = variable("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
        list[defaults++] = variable("HOME", user->home);
        list[defaults++] = variable("USER", user->name);
        list[defaults++] = variable("LOGNAME", user->name);
        list[defaults++] = variable("SHELL", user->shell);
        if (request->flags & EXEC_PTY) list[defaults++] = variable("TERM", "linux");
    }
    size_t count = defaults;
    for (unsigned i = 0; i < request->variables; i++, at = next_string(at)) {
        size_t place = 0;
        while (place < defaults && !same_name(list[place], at)) place++;
        list[place < defaults ? place : count++] = at;
    }
    return list;
}

static bool become(const struct user *user, int terminal) {
    if (terminal >= 0 && fchown(terminal, user->uid, (gid_t)-1) != 0 && errno != EPERM) return false;
    // Nothing to become; a name space may refuse even root its own groups.
    if (user->uid == geteuid()) return setgroups((size_t)user->group_count, user->groups) == 0 || errno == EPERM;
    return setgroups((size_t)user->group_count, user->groups) == 0 && setgid(user->gid) == 0 && setuid(user->uid) == 0;
}

_Noreturn void spawn_run(const struct exec_request *request, const int streams[3], int terminal, int report) {
    static struct user user;
    setsid();
    reset_signals();
    memory_give_up_protection();
    umask(022);
    if (terminal >= 0 && ioctl(terminal, TIOCSCTTY, 0) != 0) fail(report, STAGE_SETUP);
    for (int i = 0; i < 3; i++)
        if (dup2(streams[i], i) < 0) fail(report, STAGE_SETUP);

    char own[16], *at = own + sizeof(own) - 1;
    *at = 0;
    for (unsigned id = geteuid(), first = 1; first || id > 0; id /= 10, first = 0) *--at = (char)('0' + id % 10);
    bool named = request->user[0] != 0;
    if (!user_find(named ? request->user : at, &user)) {
        errno = ENOENT;
        fail(report, STAGE_USER);
    }
    if (named) {
        user_find_groups(&user);
        if (!become(&user, terminal)) fail(report, STAGE_USER);
    }

    char **arguments = calloc((size_t)request->arguments + 1, sizeof(char *));
    if (arguments == NULL) fail(report, STAGE_SETUP);
    char *string = request->strings;
    for (unsigned i = 0; i < request->arguments; i++, string = next_string(string)) arguments[i] = string;
    environ = make_environment(request, &user, string);

    if (request->directory[0] != 0) {
        if (chdir(request->directory) != 0) fail(report, STAGE_DIRECTORY);
    } else if (chdir(user.home) != 0 && chdir("/") != 0) {
        fail(report, STAGE_DIRECTORY);
    }
    execvp(arguments[0], arguments);
    fail(report, STAGE_EXEC);
}
