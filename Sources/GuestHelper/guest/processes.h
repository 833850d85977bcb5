// Who else belongs to a command: members of its process group and of its session.
#ifndef PROCESSES_H
#define PROCESSES_H

#include <sys/types.h>

// Signals every living process of the session that `leader` began (0: only counts). The leader must not have
// been reaped, else its number may be somebody else's. Returns how many there are, -1 without /proc.
int processes_signal(pid_t leader, int number);

#endif
