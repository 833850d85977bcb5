#define _GNU_SOURCE
#include "CLinux.h"

int mayfly_spawn_alone(posix_spawn_file_actions_t *actions, posix_spawnattr_t *attributes, int detached) {
    sigset_t none, every;
    sigemptyset(&none);
    sigfillset(&every);
    posix_spawnattr_setsigmask(attributes, &none);
    posix_spawnattr_setsigdefault(attributes, &every);
    short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | (detached ? POSIX_SPAWN_SETSID : 0);
    int failure = posix_spawnattr_setflags(attributes, flags);
    return failure != 0 ? failure : posix_spawn_file_actions_addclosefrom_np(actions, 3);
}

int mayfly_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC); }

int mayfly_give_back(int descriptor, off_t bytes) {
    return fallocate(descriptor, FALLOC_FL_KEEP_SIZE | FALLOC_FL_PUNCH_HOLE, 0, bytes);
}
