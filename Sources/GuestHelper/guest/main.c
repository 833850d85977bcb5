// The helper inside a guest: serves hosts on virtio-serial ports, or on descriptors that it is given.
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "greeting.h"
#include "identity.h"
#include "kcov.h"
#include "loop.h"
#include "memory.h"
#include "ports.h"

#define USAGE "usage: mayfly-guest [--fd NUMBER[,NUMBER]]... [--ports PREFIX] [--root DIRECTORY]\n" \
    "       mayfly-guest kcov FILE COMMAND [ARGUMENT]...\n"

static int usage(void) {
    ssize_t ignored = write(2, USAGE, sizeof(USAGE) - 1);
    (void)ignored;
    return 2;
}

// Later descriptors must not land on 0, 1 and 2, which a command's streams replace.
static void fill_standard_descriptors(void) {
    for (int fd = 0; fd >= 0 && fd <= 2;) {
        fd = open("/dev/null", O_RDWR);
        if (fd > 2) close(fd);
    }
}

// A command's streams replace 0, 1 and 2 in its process: a host's descriptors must not be there.
static int above_standard(int fd) {
    if (fd > 2) return fd;
    int moved = fcntl(fd, F_DUPFD_CLOEXEC, 3), null = open("/dev/null", O_RDWR);
    if (null >= 0) dup2(null, fd);
    if (null > 2) close(null);
    return moved;
}

// One descriptor for both directions, or one to read from and one to write to.
static bool add_descriptors(const char *text) {
    char *end;
    long in = strtol(text, &end, 10), out = in;
    if (*end == ',') out = strtol(end + 1, &end, 10);
    if (*end != 0 || in < 0 || out < 0 || fcntl((int)in, F_GETFD) < 0 || fcntl((int)out, F_GETFD) < 0) return false;
    int from = above_standard((int)in), to = out == in ? from : above_standard((int)out);
    return from >= 0 && to >= 0 && ports_add_descriptors(from, to);
}

int main(int count, char **arguments) {
    const char *prefix = NULL;
    bool descriptors = false;
    // Not a helper at all: what it starts as, when a boot has asked for it.
    if (count > 3 && strcmp(arguments[1], "kcov") == 0) return kcov_main(count - 2, arguments + 2);
    greeting_start();
    fill_standard_descriptors();
    umask(0);
    loop_start();
    for (int i = 1; i < count; i += 2) {
        if (i + 1 == count) return usage();
        char *value = arguments[i + 1];
        if (strcmp(arguments[i], "--ports") == 0) {
            prefix = value;
        } else if (strcmp(arguments[i], "--root") == 0) {
            identity_allow(value);
        } else if (strcmp(arguments[i], "--fd") == 0) {
            if (!add_descriptors(value)) return usage();
            descriptors = true;
        } else {
            return usage();
        }
    }
    if (prefix != NULL || !descriptors) ports_start(prefix == NULL ? "dev.mayfly.helper." : prefix);
    memory_protect();
    while (ports_step()) {
        commands_step();
        identity_step();
        ports_prepare();
        if (loop_wait()) commands_notice();
    }
    // The last host is gone: what it started goes too.
    commands_step();
    return 0;
}
