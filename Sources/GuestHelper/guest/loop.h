// One poll for everything: who waits says so before, and asks what happened after.
#ifndef LOOP_H
#define LOOP_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

// Milliseconds of the monotonic clock, read once a round.
extern uint64_t loop_now;

void loop_start(void);

// Asks to be woken for these poll events; returns a place to ask about after loop_wait.
int loop_watch(int fd, short events);
short loop_seen(int place);

// Asks for the next round at this time at the latest; loop_now means at once.
void loop_until(uint64_t when);

// Waits; true when a child has changed its state.
bool loop_wait(void);

// The signals that a new process starts with.
extern sigset_t loop_signals;

#endif
