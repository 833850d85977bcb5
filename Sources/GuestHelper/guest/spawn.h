// The first moments of a command's process, until it becomes the program.
#ifndef SPAWN_H
#define SPAWN_H

#include <stdint.h>

#include "requests.h"

// What a new process reports through its pipe when it cannot become the program.
struct spawn_failure {
    int stage, error;
};

// Never returns. `terminal` is the slave of a terminal that becomes the controlling one, or -1.
_Noreturn void spawn_run(const struct exec_request *request, const int streams[3], int terminal, int report);

#endif
