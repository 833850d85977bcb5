// What must be C in the Terminal target: code that runs inside a signal handler.
// A Swift function may allocate, lock or trap on a thread that it was not made for; none of that is allowed there.
#ifndef MAYFLY_CTERMINAL_H
#define MAYFLY_CTERMINAL_H

#include <stdbool.h>

/// Makes the pipe that gets the number of every watched signal, one byte each, and returns its non-blocking reading end,
/// or -1 with errno. Call it once, before the first mayfly_signal_watch. (pipe2 is a GNU extension that Swift's Glibc
/// does not show.)
int mayfly_signal_pipe(void);

/// Starts to watch a signal. With `respect_ignored` a signal that this process was started to ignore (nohup, a
/// background job) stays ignored. Returns 1 when watched, 0 when left ignored, -1 with errno.
int mayfly_signal_watch(int signal, bool respect_ignored);

/// Gives the signal back the disposition it had before mayfly_signal_watch.
int mayfly_signal_unwatch(int signal);

/// Puts the terminal into raw mode and arranges that it is given back by exit(), by signals that end the process and by
/// crashes. One terminal at a time: -1 with EBUSY when one is raw already.
int mayfly_raw_enter(int descriptor);

/// Gives the terminal back its former mode; does nothing when none is raw.
int mayfly_raw_leave(void);

#endif
