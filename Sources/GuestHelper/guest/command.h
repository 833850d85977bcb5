// A command: its process, its streams, its end.
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "queue.h"
#include "spawn.h"
#include "stream.h"

struct command {
    struct stream stream;
    struct command *next;
    pid_t pid;
    uint16_t flags;
    // Pipes to and from the process; -1 when closed. A terminal's master is `input` and `output`.
    int report, input, output, error;
    int places[4];
    struct queue queue;
    bool input_over;
    // There was no memory for its input: it is ended, and the host told so.
    bool input_lost;
    // What the host has still to be told: the bit of a channel whose end was seen.
    unsigned eof_due;
    bool started, told_started;
    struct spawn_failure failure;
    bool exited;
    int status;
    uint64_t exited_at;
    // The end asked for by the host or by the session's end: a polite signal, then at `kill_at` the other one.
    bool doomed, killed, group_gone, survivors;
    uint64_t kill_at, look_at;
};

// Notices processes that ended; called when a child has changed.
void commands_notice(void);

// Goes on ending what is doomed, also after its session is gone.
void commands_step(void);

// command_end.c
void command_doom(struct command *command, uint32_t grace);
void command_signal(struct command *command, int number);
// One step towards the end of the whole group; true when it is reached.
bool command_ending(struct command *command);
// When to take the next.
uint64_t command_ending_at(const struct command *command);
// True when the host has been told how the command ended.
bool command_tell_end(struct command *command);

// command_start.c: -1 with the stage and errno of what failed.
int command_spawn(struct command *command, const struct exec_request *request, uint8_t *stage);

#endif
