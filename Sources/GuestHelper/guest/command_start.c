#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "command.h"
#include "protocol.h"
#include "spawn.h"
#include "terminal.h"

static void close_all(int *fds, int count) {
    int error = errno;
    for (int i = 0; i < count; i++)
        if (fds[i] >= 0) close(fds[i]);
    errno = error;
}

static bool make_pipe(int *ours, int *theirs, bool we_write) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    *ours = ends[we_write];
    *theirs = ends[!we_write];
    fcntl(*ours, F_SETFL, O_NONBLOCK);
    return true;
}

// Makes the process's three streams; ours go to the command.
static bool make_streams(struct command *command, const struct exec_request *request, int theirs[3], int *terminal) {
    if (request->flags & EXEC_PTY) {
        int master = terminal_open(terminal, request->rows, request->columns);
        if (master < 0) return false;
        command->output = master;
        command->input = fcntl(master, F_DUPFD_CLOEXEC, 3);
        for (int i = 0; i < 3; i++) theirs[i] = *terminal;
        return command->input >= 0;
    }
    if (request->flags & EXEC_STDIN) {
        if (!make_pipe(&command->input, &theirs[0], true)) return false;
    } else {
        theirs[0] = open("/dev/null", O_RDONLY | O_CLOEXEC);
        if (theirs[0] < 0) return false;
    }
    return make_pipe(&command->output, &theirs[1], false) && make_pipe(&command->error, &theirs[2], false);
}

int command_spawn(struct command *command, const struct exec_request *request, uint8_t *stage) {
    int theirs[3] = {-1, -1, -1}, terminal = -1, report = -1;
    *stage = STAGE_SETUP;
    command->report = command->input = command->output = command->error = -1;
    pid_t pid = -1;
    if (make_streams(command, request, theirs, &terminal) && make_pipe(&command->report, &report, false)) pid = fork();
    if (pid == 0) spawn_run(request, theirs, terminal, report);
    if (pid < 0) close_all((int[]){command->report, command->input, command->output, command->error}, 4);
    close_all(terminal >= 0 ? &terminal : theirs, terminal >= 0 ? 1 : 3);
    close_all(&report, 1);
    command->pid = pid;
    return pid < 0 ? -1 : 0;
}
