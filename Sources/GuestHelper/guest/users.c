#include "users.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// One line at a time; the part of a line that does not fit is left out.
struct lines {
    int fd;
    size_t start, end;
    char bytes[4096];
    char line[16384];
};

static bool next_line(struct lines *lines) {
    size_t length = 0;
    for (;;) {
        if (lines->start == lines->end) {
            ssize_t count = read(lines->fd, lines->bytes, sizeof(lines->bytes));
            if (count <= 0) break;
            lines->start = 0;
            lines->end = (size_t)count;
        }
        char byte = lines->bytes[lines->start++];
        if (byte == '\n') {
            lines->line[length] = 0;
            return true;
        }
        if (length < sizeof(lines->line) - 1) lines->line[length++] = byte;
    }
    lines->line[length] = 0;
    return length > 0;
}

// A path with a slash at its beginning is the same under each root.
static bool open_lines(struct lines *lines, int root, const char *path) {
    lines->start = lines->end = 0;
    lines->fd = openat(root, path, O_RDONLY | O_CLOEXEC);
    return lines->fd >= 0;
}

static bool number(const char *text, uint32_t *value) {
    char *end;
    if (text == NULL || *text < '0' || *text > '9') return false;
    errno = 0;
    unsigned long long wide = strtoull(text, &end, 10);
    if (errno != 0 || *end != 0 || wide >= UINT32_MAX) return false;
    *value = (uint32_t)wide;
    return true;
}

static void copy(char *to, size_t size, const char *from) {
    size_t length = strnlen(from, size - 1);
    memcpy(to, from, length);
    to[length] = 0;
}

static bool parse_user(char *line, struct user *user) {
    char *fields[7];
    for (int i = 0; i < 7; i++)
        if ((fields[i] = strsep(&line, ":")) == NULL) return false;
    if (!number(fields[2], &user->uid) || !number(fields[3], &user->gid)) return false;
    copy(user->name, sizeof(user->name), fields[0]);
    copy(user->home, sizeof(user->home), fields[5][0] ? fields[5] : "/");
    copy(user->shell, sizeof(user->shell), fields[6][0] ? fields[6] : "/bin/sh");
    return true;
}

static bool find(int root, const char *path, const char *name, struct user *user) {
    static struct lines lines;
    uint32_t id;
    bool by_number = number(name, &id), found = false;
    if (open_lines(&lines, root, path)) {
        while (!found && next_line(&lines))
            found = parse_user(lines.line, user) && (by_number ? user->uid == id : strcmp(user->name, name) == 0);
        close(lines.fd);
    }
    user->group_count = 0;
    if (found || (!by_number && strcmp(name, "root") != 0)) return found;
    if (!by_number) id = 0;
    *user = (struct user){.uid = id, .gid = id};
    copy(user->name, sizeof(user->name), id == 0 ? "root" : name);
    copy(user->home, sizeof(user->home), id == 0 ? "/root" : "/");
    copy(user->shell, sizeof(user->shell), "/bin/sh");
    return true;
}

bool user_find(const char *name, struct user *user) { return find(AT_FDCWD, "/etc/passwd", name, user); }

bool user_find_at(int root, const char *name, struct user *user) { return find(root, "etc/passwd", name, user); }

void user_find_groups(struct user *user) {
    static struct lines lines;
    user->groups[0] = user->gid;
    user->group_count = 1;
    if (!open_lines(&lines, AT_FDCWD, "/etc/group")) return;
    while (user->group_count < GROUPS_MAX && next_line(&lines)) {
        char *rest = lines.line, *id, *member;
        uint32_t gid;
        if (strsep(&rest, ":") == NULL || strsep(&rest, ":") == NULL || !number(id = strsep(&rest, ":"), &gid)) continue;
        while ((member = strsep(&rest, ",")) != NULL)
            if (strcmp(member, user->name) == 0 && gid != user->gid) {
                user->groups[user->group_count++] = gid;
                break;
            }
    }
    close(lines.fd);
}
