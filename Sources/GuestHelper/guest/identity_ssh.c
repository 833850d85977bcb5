// Keys of SSH: those that the guest shows, and those that let somebody in.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "files.h"
#include "identity.h"
#include "loop.h"
#include "users.h"

#define KEYS_MAX 262144
#define SPACE " \t\r\n"
// Milliseconds.
#define HOLD 500

// The server that is stopped, and until when.
static pid_t held;
static uint64_t due;

static bool is_given(const struct identity_request *request, const char *name) {
    for (unsigned i = 0; i < request->key_count; i++) {
        size_t length = strlen(request->keys[i].name);
        if (strncmp(name, request->keys[i].name, length) == 0 && (name[length] == 0 || strcmp(name + length, ".pub") == 0))
            return true;
    }
    return false;
}

// None of the template's is left: not of another type, and no certificate of one.
static int remove_others(int directory, const struct identity_request *request) {
    int error = 0, copy = openat(directory, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *names = copy < 0 ? NULL : fdopendir(copy);
    if (names == NULL) return errno;
    for (struct dirent *entry; (entry = readdir(names)) != NULL;) {
        const char *name = entry->d_name;
        bool is_key = fnmatch("ssh_host_*_key", name, 0) == 0 || fnmatch("ssh_host_*_key.pub", name, 0) == 0 ||
                      fnmatch("ssh_host_*_key-cert.pub", name, 0) == 0;
        if (is_key && !is_given(request, name) && unlinkat(directory, name, 0) != 0) error = errno;
    }
    closedir(names);
    return error;
}

void identity_host_keys(const struct identity_system *system, const struct identity_request *request, struct identity_report *report) {
    int directory = openat(system->root, "etc/ssh", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int error = directory < 0 ? errno : 0;
    for (unsigned i = 0; i < request->key_count && error == 0; i++) {
        const struct identity_key *key = &request->keys[i];
        char name[80];
        error = file_make(directory, key->name, key->private_text, strlen(key->private_text), 0600, 0, 0);
        snprintf(name, sizeof(name), "%s.pub", key->name);
        if (error == 0) error = file_make(directory, name, key->public_text, strlen(key->public_text), 0644, 0, 0);
    }
    if (error == 0) error = remove_others(directory, request);
    if (directory >= 0) close(directory);
    identity_note(report, IDENTITY_HOST_KEY, error, "/etc/ssh");
}

// Whether one of the keys in `lines` is among the words of a line: the key itself, whatever its options and comment are.
static bool has_key_of(const char *line, size_t length, const char *lines) {
    for (const char *at = lines; *at != 0; at += strcspn(at, "\n"), at += *at == '\n') {
        const char *key = at + strcspn(at, SPACE);
        key += strspn(key, " \t");
        size_t size = strcspn(key, SPACE);
        if (size > 0 && memmem(line, length, key, size) != NULL) return true;
    }
    return false;
}

static char *change_keys(char *old, const struct identity_request *request, size_t *length) {
    size_t before = strlen(old), added = strlen(request->added);
    char *text = malloc(before + added + 3), *to = text;
    if (text == NULL) return NULL;
    for (char *line = old, *next; *line != 0; line = next) {
        size_t size = strcspn(line, "\n");
        next = line + size + (line[size] == '\n');
        if (has_key_of(line, size, request->removed) || has_key_of(line, size, request->added)) continue;
        to = mempcpy(to, line, size);
        *to++ = '\n';
    }
    to = mempcpy(to, request->added, added);
    if (added > 0 && to[-1] != '\n') *to++ = '\n';
    *length = (size_t)(to - text);
    return text;
}

static int authorize(int home, const struct user *user, const struct identity_request *request) {
    static char old[KEYS_MAX];
    if (mkdirat(home, ".ssh", 0700) == 0 && fchownat(home, ".ssh", user->uid, user->gid, AT_SYMLINK_NOFOLLOW) != 0) return errno;
    // What is a link is the user's own doing, and could lead anywhere.
    int directory = openat(home, ".ssh", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (directory < 0) return errno;
    int error = 0;
    size_t length;
    char *text = NULL;
    if (file_read(directory, "authorized_keys", old, sizeof(old)) < 0) {
        if (errno != ENOENT) error = errno;
        old[0] = 0;
    }
    if (error == 0 && (text = change_keys(old, request, &length)) == NULL) error = ENOMEM;
    if (error == 0) error = file_make(directory, "authorized_keys", text, length, 0600, user->uid, user->gid);
    free(text);
    close(directory);
    return error;
}

void identity_authorized_keys(const struct identity_system *system, const struct identity_request *request, struct identity_report *report) {
    static struct user user;
    int error = ENOENT;
    if (user_find_at(system->root, request->user, &user)) {
        const char *path = user.home + strspn(user.home, "/");
        int home = openat(system->root, *path == 0 ? "." : path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        error = home < 0 ? errno : authorize(home, &user, request);
        if (home >= 0) close(home);
    }
    identity_note(report, IDENTITY_AUTHORIZED_KEYS, error, "~/.ssh/authorized_keys");
}

static pid_t find_server(int root) {
    char text[64], path[64];
    if (file_read(root, "run/sshd.pid", text, sizeof(text)) <= 0) return 0;
    long pid = strtol(text, NULL, 10);
    if (pid <= 1) return 0;
    snprintf(path, sizeof(path), "proc/%ld/comm", pid);
    bool is_server = file_read(root, path, text, sizeof(text)) > 0 && strcmp(text, "sshd\n") == 0;
    return is_server ? (pid_t)pid : 0;
}

// To execute itself again costs the server more than the whole identity costs us, and nobody waits for it. Until then it
// answers nobody, so that nobody is shown the template's keys: who comes early waits.
int identity_ssh_hold(const struct identity_system *system) {
    pid_t server = system->is_ours ? find_server(system->root) : 0;
    if (server == 0 || kill(server, SIGSTOP) != 0) return ENOENT;
    held = server;
    due = loop_now + HOLD;
    return 0;
}

void identity_step(void) {
    if (held == 0) return;
    if (loop_now < due) return loop_until(due);
    int root = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    // Another one by now has read the new keys.
    if (root >= 0 && find_server(root) == held) {
        kill(held, SIGHUP);
        kill(held, SIGCONT);
    }
    if (root >= 0) close(root);
    held = 0;
}
