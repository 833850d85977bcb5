// `mayfly-guest kcov FILE COMMAND [ARGUMENT]...`: runs a command, and writes down what its tasks touched in the kernel.
#ifndef KCOV_H
#define KCOV_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

// How many addresses a task may leave before they are taken; the kernel drops further ones.
#define KCOV_ENTRIES 524288

// Returns the command's status, or ends as it did.
int kcov_main(int count, char **arguments);

// kcov_buffer.c: what kcov writes for one task: how many addresses, and then these.
unsigned long *kcov_map(int fd);
// Takes what is there; the task must not run meanwhile, or be over. Returns how many there were.
size_t kcov_take(unsigned long *buffer);
// True when the buffer of a task that runs should be emptied soon.
bool kcov_is_filling(const unsigned long *buffer);
void kcov_unmap(unsigned long *buffer);
// How often addresses were dropped, and those that were not, sorted.
extern size_t kcov_overflows, kcov_count;
unsigned long *kcov_sorted(void);

// kcov_inject.c: has a new task, which is traced and stopped, begin to count. Returns its buffer, or NULL when it does not;
// `gone` is set when it has ended meanwhile.
unsigned long *kcov_begin(pid_t task, bool *gone);

// kcov_report.c
#define KCOV_PATH "/sys/kernel/debug/kcov"
void kcov_report_absence(int out, int error);
void kcov_report(int out, size_t tasks, size_t uncovered);

#endif
