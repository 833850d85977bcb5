#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

#include "codes.h"
#include "command.h"
#include "loop.h"
#include "processes.h"
#include "protocol.h"

// How often a group that is being ended is looked at, in milliseconds, and how long after the last signal.
#define LOOK_EVERY 20
#define LOOK_SELDOM 1000
#define GIVE_UP_AFTER 2000

void command_signal(struct command *command, int number) {
    // Before the process has begun its own session it is only a process.
    if (kill(-command->pid, number) != 0) kill(command->pid, number);
}

void command_doom(struct command *command, uint32_t grace) {
    uint64_t kill_at = loop_now + grace;
    if (command->doomed && command->kill_at <= kill_at) return;
    if (!command->doomed && grace > 0) processes_signal(command->pid, SIGTERM);
    command->doomed = true;
    command->kill_at = kill_at;
    command->look_at = loop_now;
}

uint64_t command_ending_at(const struct command *command) {
    bool looking = command->exited || command->killed;
    return looking && (command->killed || command->look_at < command->kill_at) ? command->look_at : command->kill_at;
}

bool command_ending(struct command *command) {
    if (command->group_gone) return command->exited;
    if (loop_now >= command->kill_at && !command->killed) {
        command_signal(command, SIGKILL);
        command->killed = true;
        command->look_at = loop_now;
    }
    if (!command->exited && !command->killed) return false;
    if (loop_now < command->look_at) return false;
    bool patient = loop_now < command->kill_at + GIVE_UP_AFTER;
    // The dead leader is kept unreaped so long, so that its number stays its own.
    int left = processes_signal(command->pid, command->killed ? SIGKILL : 0);
    command->look_at = loop_now + (patient ? LOOK_EVERY : LOOK_SELDOM);
    if (left < 0 && command->exited) {
        command_signal(command, SIGKILL);
        left = 0;
    }
    command->survivors = command->killed && left > 0 && !patient;
    command->group_gone = command->exited && (left == 0 || command->survivors);
    return command->group_gone;
}

bool command_tell_end(struct command *command) {
    uint8_t flags = (uint8_t)((command->doomed ? ENDED_CANCELLED : 0) | (command->survivors ? ENDED_SURVIVORS : 0));
    int status = command->status;
    // It was not the host who ended it.
    if (command->input_lost) return stream_fail(&command->stream, flags & ENDED_SURVIVORS, STAGE_STREAM, ENOMEM, "");
    if (!WIFSIGNALED(status)) return stream_end(&command->stream, ENDED_EXIT, flags, (uint32_t)WEXITSTATUS(status));
    if (WCOREDUMP(status)) flags |= ENDED_CORE;
    return stream_end(&command->stream, ENDED_SIGNAL, flags, (uint32_t)signal_to_wire(WTERMSIG(status)));
}
