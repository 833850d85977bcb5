#include <errno.h>
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "ports.h"

int uevents_open(void) {
    int fd = socket(AF_NETLINK, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT);
    if (fd < 0) return -1;
    // Group 1 is the kernel's own telling, before udev's.
    struct sockaddr_nl address = {.nl_family = AF_NETLINK, .nl_groups = 1};
    if (bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0) return fd;
    close(fd);
    return -1;
}

bool uevents_read(int fd) {
    char text[4096];
    bool found = false;
    for (int i = 0; i < 64; i++) {
        ssize_t count = recv(fd, text, sizeof(text), 0);
        // More came than the kernel keeps: what is lost may have told of a port.
        if (count < 0 && errno == ENOBUFS) found = true;
        else if (count < 0) break;
        else found = found || memmem(text, (size_t)count, "virtio-ports", 12) != NULL;
    }
    return found;
}
