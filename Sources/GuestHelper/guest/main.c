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
#include "loop.h"
#include "memory.h"
#include "ports.h"

#define USAGE "usage: mayfly-guest [--fd NUMBER]... [--ports PREFIX] [--root DIRECTORY]\n"

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

int main(int count, char **arguments) {
    const char *prefix = NULL;
    bool descriptors = false;
    greeting_start();
    fill_standard_descriptors();
    umask(0);
    loop_start();
    for (int i = 1; i < count; i += 2) {
        if (i + 1 == count) return usage();
        char *end, *value = arguments[i + 1];
        if (strcmp(arguments[i], "--ports") == 0) {
            prefix = value;
        } else if (strcmp(arguments[i], "--root") == 0) {
            identity_allow(value);
        } else if (strcmp(arguments[i], "--fd") == 0) {
            long fd = strtol(value, &end, 10);
            if (*end != 0 || fd < 0 || fcntl((int)fd, F_GETFD) < 0 || !ports_add_descriptor((int)fd)) return usage();
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
