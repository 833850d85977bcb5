#include "command.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bytes.h"
#include "loop.h"
#include "requests.h"
#include "session.h"
#include "terminal.h"

// What a terminal's last output may take to arrive after its process has ended.
#define TERMINAL_LINGER 200

#define PROCESSES_MAX 512

static struct command *all;
static int total;

static void close_pipe(int *fd) {
    if (*fd >= 0) close(*fd);
    *fd = -1;
}

static void add_input(struct command *command, const void *bytes, size_t count) {
    if (command->input_lost || queue_add(&command->queue, bytes, count)) return;
    command->input_lost = true;
    command_doom(command, 0);
}

static void data(struct stream *stream, const unsigned char *bytes, size_t count) {
    struct command *command = (struct command *)stream;
    // Nobody reads it: it counts as read, so that the host is not stuck.
    if (command->input < 0 || command->input_over) stream_consumed(stream, count);
    else add_input(command, bytes, count);
}

static void eof(struct stream *stream) {
    struct command *command = (struct command *)stream;
    if (command->input < 0 || command->input_over) return;
    // A terminal has no end of input; its users type one.
    if (command->flags & EXEC_PTY) add_input(command, "\4", 1);
    command->input_over = true;
}

static void cancel(struct stream *stream, uint32_t grace) { command_doom((struct command *)stream, grace); }

static void forward_signal(struct stream *stream, int number) {
    struct command *command = (struct command *)stream;
    if (number != 0 && !command->exited) command_signal(command, number);
}

static void resize(struct stream *stream, uint16_t rows, uint16_t columns) {
    struct command *command = (struct command *)stream;
    if (command->flags & EXEC_PTY && command->output >= 0) terminal_resize(command->output, rows, columns);
}

static void prepare(struct stream *stream) {
    struct command *command = (struct command *)stream;
    int *places = command->places;
    places[0] = places[1] = places[2] = places[3] = -1;
    if (command->report >= 0) places[3] = loop_watch(command->report, POLLIN);
    if (command->input >= 0) {
        bool waiting = queue_count(&command->queue) > 0;
        // An idle terminal must not be asked: its hang-up is the business of its output.
        if (waiting || !(command->flags & EXEC_PTY)) places[0] = loop_watch(command->input, waiting ? POLLOUT : 0);
    }
    if (!command->told_started) return;
    if (command->output >= 0 && stream_can_send(stream, CHANNEL_OUT)) places[1] = loop_watch(command->output, POLLIN);
    if (command->error >= 0 && stream_can_send(stream, CHANNEL_ERR)) places[2] = loop_watch(command->error, POLLIN);
}

// True when the program runs; a process that could not become it has said why.
static bool check_start(struct command *command) {
    if (command->report >= 0) {
        ssize_t count = read(command->report, &command->failure, sizeof(command->failure));
        if (count < 0 && errno == EAGAIN) return false;
        close_pipe(&command->report);
        command->started = count != (ssize_t)sizeof(command->failure);
    }
    if (!command->started) stream_fail(&command->stream, 0, (uint8_t)command->failure.stage, command->failure.error, "");
    return command->started;
}

static void step_input(struct command *command) {
    if (command->input < 0) return;
    long count = queue_write(&command->queue, command->input);
    bool broken = count < 0 || loop_seen(command->places[0]) & POLLERR;
    if (count > 0) stream_consumed(&command->stream, (size_t)count);
    if (!broken && !(command->input_over && queue_count(&command->queue) == 0)) return;
    stream_consumed(&command->stream, queue_count(&command->queue));
    queue_clear(&command->queue);
    if (broken && !command->input_over) command->eof_due |= 1u << CHANNEL_IN;
    if (!(command->flags & EXEC_PTY) || broken) close_pipe(&command->input);
}

// True when everything that the command wrote before it ended is on its way.
static bool step_output(struct command *command, uint8_t channel, int *fd, int place) {
    if (*fd < 0) return true;
    if (!command->exited && !(loop_seen(place) & (POLLIN | POLLHUP | POLLERR))) return false;
    enum pump result = stream_pump(&command->stream, channel, *fd);
    if (result == PUMP_EOF) {
        close_pipe(fd);
        command->eof_due |= 1u << channel;
        return true;
    }
    if (result == PUMP_MOVED && command->exited) loop_until(loop_now);
    if (result != PUMP_EMPTY || command->flags & EXEC_WAIT_OUTPUT) return false;
    if (!(command->flags & EXEC_PTY) || loop_now >= command->exited_at + TERMINAL_LINGER) return true;
    loop_until(command->exited_at + TERMINAL_LINGER);
    return false;
}

static void tell_eofs(struct command *command) {
    for (uint8_t channel = 0; channel < 3; channel++)
        if (command->eof_due & 1u << channel && stream_send(&command->stream, FRAME_EOF, channel, NULL, 0))
            command->eof_due &= ~(1u << channel);
}

static void step(struct stream *stream) {
    struct command *command = (struct command *)stream;
    if (!check_start(command)) return;
    if (!command->told_started) {
        unsigned char pid[4];
        put32(pid, (uint32_t)command->pid);
        command->told_started = stream_send(stream, FRAME_STARTED, 0, pid, sizeof(pid));
        if (!command->told_started) return;
    }
    step_input(command);
    bool drained = step_output(command, CHANNEL_OUT, &command->output, command->places[1]);
    drained = step_output(command, CHANNEL_ERR, &command->error, command->places[2]) && drained;
    tell_eofs(command);
    if (!command->exited) return;
    // Who cancelled does not wait for output that nobody takes.
    if (command->doomed ? command->group_gone : drained) command_tell_end(command);
}

static void release(struct command *command) {
    for (struct command **at = &all; *at != NULL; at = &(*at)->next)
        if (*at == command) {
            *at = command->next;
            break;
        }
    waitpid(command->pid, NULL, 0);
    total--;
    free(command);
}

static void close_command(struct stream *stream) {
    struct command *command = (struct command *)stream;
    close_pipe(&command->report);
    close_pipe(&command->input);
    close_pipe(&command->output);
    close_pipe(&command->error);
    queue_clear(&command->queue);
    stream->session = NULL;
    // A command that ended by itself leaves its background processes alone.
    if (stream->ended && command->exited) return release(command);
    command_doom(command, 0);
}

void commands_notice(void) {
    for (struct command *command = all; command != NULL; command = command->next) {
        siginfo_t info = {0};
        if (command->exited || waitid(P_PID, (id_t)command->pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0) continue;
        if (info.si_pid != command->pid) continue;
        command->exited = true;
        command->exited_at = loop_now;
        command->look_at = loop_now;
        command->status = info.si_code == CLD_EXITED ? (info.si_status & 0xff) << 8
                                                     : info.si_status | (info.si_code == CLD_DUMPED ? 0x80 : 0);
    }
}

void commands_step(void) {
    for (struct command *command = all, *next; command != NULL; command = next) {
        next = command->next;
        bool known = command->group_gone;
        if (!command->doomed) continue;
        if (!command_ending(command)) loop_until(command_ending_at(command));
        else if (command->stream.session == NULL) release(command);
        else if (!known) loop_until(loop_now);
    }
}

static const struct stream_kind kind = {data, eof, cancel, forward_signal, resize, prepare, step, close_command};

struct stream *command_open(struct session *session, uint32_t id, char *bytes, size_t size) {
    struct exec_request request;
    struct command *command = NULL;
    uint8_t stage = STAGE_REQUEST;
    int error = EINVAL;
    if (parse_exec(bytes, size, &request)) {
        stage = STAGE_LIMIT;
        error = EAGAIN;
        if (total < PROCESSES_MAX && (command = calloc(1, sizeof(*command))) != NULL) {
            if (command_spawn(command, &request, &stage) != 0) {
                error = errno;
                free(command);
                command = NULL;
            }
        }
    }
    free(bytes);
    if (command == NULL) {
        refuse(session, id, stage, error, "");
        return NULL;
    }
    stream_start(&command->stream, &kind, session, id);
    command->flags = request.flags;
    for (int i = 0; i < 4; i++) command->places[i] = -1;
    command->next = all;
    all = command;
    total++;
    return &command->stream;
}
