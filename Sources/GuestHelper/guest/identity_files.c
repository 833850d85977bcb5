// What of a guest's identity is in files of every Linux.
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/utsname.h>
#include <unistd.h>

#include "files.h"
#include "identity.h"

#define HOSTS_MAX 65536
#define HOSTS_GROWTH 4096
#define SPACE " \t\n"

// The name in /etc/hostname, else the kernel's.
static void read_name(int root, char *name, size_t size) {
    char text[1024];
    struct utsname kernel;
    uname(&kernel);
    const char *from = kernel.nodename;
    if (file_read(root, "etc/hostname", text, sizeof(text)) > 0) from = text + strspn(text, SPACE);
    snprintf(name, size, "%.*s", (int)strcspn(from, SPACE), from);
}

static bool same_label(const char *word, size_t length, const char *name) {
    size_t label = strcspn(name, ".");
    return length >= label && strncmp(word, name, label) == 0 && (length == label || word[label] == '.');
}

// One line with the names of the machine that it was; false when it has none of them.
static bool rename_line(FILE *out, const char *line, size_t length, const char *old, const char *new) {
    bool changed = false;
    const char *end = line + length;
    while (line < end) {
        size_t space = strspn(line, SPACE), word = strcspn(line + space, SPACE);
        const char *at = line + space;
        if (*at == '#' || at >= end) break;
        fwrite(line, 1, space, out);
        line = at + word;
        if (word == strlen(old) && strncmp(at, old, word) == 0) fputs(new, out);
        else if (same_label(at, word, old)) {
            size_t label = strcspn(old, ".");
            fprintf(out, "%.*s%.*s", (int)strcspn(new, "."), new, (int)(word - label), at + label);
        } else {
            fwrite(at, 1, word, out);
            continue;
        }
        changed = true;
    }
    fwrite(line, 1, (size_t)(end - line), out);
    return changed;
}

// The line of 127.0.1.1 is the one by which Debian's family gives a machine its own name.
static int rename_hosts(int root, const char *old, const char *new) {
    static char text[HOSTS_MAX], changed[HOSTS_MAX + HOSTS_GROWTH];
    ssize_t size = file_read(root, "etc/hosts", text, sizeof(text));
    if (size < 0) return errno;
    bool any = false;
    FILE *out = fmemopen(changed, sizeof(changed), "w");
    if (out == NULL) return errno;
    for (char *line = text, *next; *line != 0; line = next) {
        next = strchr(line, '\n');
        next = next == NULL ? line + strlen(line) : next + 1;
        const char *start = line + strspn(line, " \t");
        if (old[0] != 0 && strncmp(start, "127.0.1.1", 9) == 0 && (start[9] == ' ' || start[9] == '\t'))
            any = rename_line(out, line, (size_t)(next - line), old, new) || any;
        else fwrite(line, 1, (size_t)(next - line), out);
    }
    long length = ftell(out);
    bool whole = fclose(out) == 0 && length >= 0 && length < (long)sizeof(changed);
    if (!any) return ENOENT;
    return whole ? file_replace(root, "etc/hosts", changed, (size_t)length) : EFBIG;
}

void identity_name_files(const struct identity_system *system, const char *name, struct identity_report *report) {
    char old[256], line[256];
    read_name(system->root, old, sizeof(old));
    int length = snprintf(line, sizeof(line), "%s\n", name);
    identity_note(report, IDENTITY_HOST_NAME, file_replace(system->root, "etc/hostname", line, (size_t)length), "/etc/hostname");
    identity_note(report, IDENTITY_HOST_NAME, rename_hosts(system->root, old, name), "/etc/hosts");
}

// journalctl shows what is in the directory with the machine's id as its name, and the running journald goes on by the
// name that it began with. So both become links to one directory with a name of its own, and the next identity is one
// link more. What is slow of it, a directory's new name, happens once: a template takes the identity that it has.
#define JOURNAL "mayfly"

static void name_journal(int root, const char *place, const char *old, const char *new) {
    int directory = openat(root, place, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return;
    struct stat found;
    bool same = strcmp(old, new) == 0, is_link = false;
    if (fstatat(directory, old, &found, AT_SYMLINK_NOFOLLOW) == 0) {
        is_link = S_ISLNK(found.st_mode);
        if (S_ISDIR(found.st_mode) && faccessat(directory, JOURNAL, F_OK, 0) != 0)
            is_link = renameat(directory, old, directory, JOURNAL) == 0 && symlinkat(JOURNAL, directory, old) == 0;
        if (is_link && !same) linkat(directory, old, directory, new, 0);
        // Another machine's directory has that name.
        if (!is_link && !same && renameat(directory, old, directory, new) == 0) symlinkat(new, directory, old);
    }
    close(directory);
}

// systemd mounts /run/machine-id over a file that it cannot write, and read only.
static int replace_machine_id(int root, const char line[33]) {
    struct stat shown, run;
    int error = file_replace(root, "etc/machine-id", line, 33);
    if (error == 0 || error == ENOENT || error == ELOOP) return error;
    bool same = fstatat(root, "etc/machine-id", &shown, 0) == 0 && fstatat(root, "run/machine-id", &run, 0) == 0 &&
                shown.st_dev == run.st_dev && shown.st_ino == run.st_ino;
    return same ? file_replace(root, "run/machine-id", line, 33) : error;
}

void identity_machine_id(const struct identity_system *system, const char *id, struct identity_report *report) {
    char line[34], old[64];
    snprintf(line, sizeof(line), "%.32s\n", id);
    bool known = file_read(system->root, "etc/machine-id", old, sizeof(old)) == 33;
    int error = replace_machine_id(system->root, line);
    identity_note(report, IDENTITY_MACHINE_ID, error, "/etc/machine-id");
    old[known ? 32 : 0] = 0;
    if (error == 0 && known && strspn(old, "0123456789abcdef") == 32) {
        name_journal(system->root, "run/log/journal", old, id);
        name_journal(system->root, "var/log/journal", old, id);
    }
    // On most systems a link to the other one.
    error = file_replace(system->root, "var/lib/dbus/machine-id", line, 33);
    identity_note(report, IDENTITY_MACHINE_ID, error, "/var/lib/dbus/machine-id");
}

// Without the mark by which systemd would count it as entropy: it is mixed in at the next boot.
void identity_seed_file(const struct identity_system *system, struct identity_bytes seed, struct identity_report *report) {
    int error = file_replace(system->root, "var/lib/systemd/random-seed", seed.at, seed.count);
    identity_note(report, IDENTITY_SEED, error, "/var/lib/systemd/random-seed");
}
