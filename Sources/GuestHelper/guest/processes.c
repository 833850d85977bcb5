#include "processes.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// Reads "pid (name) state parent group session …"; the name may hold anything.
static bool belongs(int proc, const char *pid, pid_t leader) {
    char path[32], text[512];
    if (strlen(pid) > 16) return false;
    strcpy(stpcpy(path, pid), "/stat");
    int fd = openat(proc, path, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return false;
    ssize_t count = read(fd, text, sizeof(text) - 1);
    close(fd);
    if (count <= 0) return false;
    text[count] = 0;
    char *at = strrchr(text, ')');
    if (at == NULL || at[1] != ' ' || at[2] == 'Z' || at[2] == 'X') return false;
    strtol(at + 3, &at, 10);
    long group = strtol(at, &at, 10), session = strtol(at, &at, 10);
    return group == leader || session == leader;
}

int processes_signal(pid_t leader, int number) {
    if (number != 0) kill(-leader, number);
    DIR *proc = opendir("/proc");
    if (proc == NULL) return -1;
    int found = 0, seen = 0;
    struct dirent *entry;
    while ((entry = readdir(proc)) != NULL) {
        if (entry->d_name[0] < '0' || entry->d_name[0] > '9') continue;
        seen++;
        if (!belongs(dirfd(proc), entry->d_name, leader)) continue;
        found++;
        if (number != 0) kill((pid_t)strtol(entry->d_name, NULL, 10), number);
    }
    closedir(proc);
    return seen == 0 ? -1 : found;
}
