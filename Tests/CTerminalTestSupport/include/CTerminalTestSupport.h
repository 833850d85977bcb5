// Terminals and children for the tests of the Terminal target: Swift can neither open a pseudo-terminal nor fork.
#ifndef MAYFLY_CTERMINAL_TEST_SUPPORT_H
#define MAYFLY_CTERMINAL_TEST_SUPPORT_H

/// Opens a pseudo-terminal of 100 columns and 30 rows; 0, or -1 with errno.
int test_terminal_open(int *controller, int *terminal);

/// 1 when the terminal is in raw mode, 0 when not, -1 with errno.
int test_terminal_is_raw(int terminal);

/// A child makes the terminal raw and then ends by `signal`, or by exit() when it is 0.
/// Returns the child's wait status, or -1; `was_raw` tells whether the terminal was raw before the end.
int test_terminal_child_ends(int terminal, int signal, int *was_raw);

/// A child gets `signal` and ends at once. Returns its wait status.
int test_child_signalled(int signal);

#endif
