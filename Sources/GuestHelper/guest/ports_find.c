#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "ports.h"

static void read_name(int directory, const char *port, char *name, size_t size) {
    char path[300];
    name[0] = 0;
    snprintf(path, sizeof(path), "%s/name", port);
    int fd = openat(directory, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    ssize_t count = read(fd, name, size - 1);
    close(fd);
    name[count < 0 ? 0 : count] = 0;
    name[strcspn(name, "\n")] = 0;
}

// The kernel's own list: udev, which makes /dev/virtio-ports, may not be there, or not yet.
void ports_find(const char *prefix, bool (*found)(const char *name, const char *path)) {
    DIR *directory = opendir("/sys/class/virtio-ports");
    if (directory == NULL) directory = opendir("/dev/virtio-ports");
    if (directory == NULL) return;
    bool is_sys = faccessat(AT_FDCWD, "/sys/class/virtio-ports", F_OK, 0) == 0;
    struct dirent *entry;
    char name[128] = "", path[300];
    while ((entry = readdir(directory)) != NULL) {
        if (entry->d_name[0] == '.') continue;
        if (is_sys) read_name(dirfd(directory), entry->d_name, name, sizeof(name));
        else strncpy(name, entry->d_name, sizeof(name) - 1);
        if (strncmp(name, prefix, strlen(prefix)) != 0) continue;
        snprintf(path, sizeof(path), is_sys ? "/dev/%s" : "/dev/virtio-ports/%s", entry->d_name);
        if (!found(name, path)) break;
    }
    closedir(directory);
}
