#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#define TEMPORARY ".mayfly-new"
#define LABEL "security.selinux"

static bool write_all(int fd, const char *bytes, size_t count) {
    while (count > 0) {
        ssize_t written = write(fd, bytes, count);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        bytes += written;
        count -= (size_t)written;
    }
    return true;
}

ssize_t file_read(int directory, const char *path, char *text, size_t size) {
    int fd = openat(directory, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) return -1;
    size_t length = 0;
    ssize_t count;
    while ((count = read(fd, text + length, size - length)) > 0 && (length += (size_t)count) < size) {}
    int error = errno;
    close(fd);
    errno = count < 0 ? error : EFBIG;
    if (count < 0 || length == size) return -1;
    text[length] = 0;
    return (ssize_t)length;
}

int file_overwrite(int directory, const char *path, const void *bytes, size_t count) {
    int fd = openat(directory, path, O_WRONLY | O_TRUNC | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY);
    if (fd < 0) return errno;
    int error = write_all(fd, bytes, count) ? 0 : errno;
    close(fd);
    return error;
}

static void copy_label(int directory, const char *name, int to) {
    char label[256];
    int from = openat(directory, name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
    if (from < 0) return;
    ssize_t size = fgetxattr(from, LABEL, label, sizeof(label));
    if (size > 0) fsetxattr(to, LABEL, label, (size_t)size, 0);
    close(from);
}

// Writes a new file beside the old one and puts it in its place.
static int put(int directory, const char *name, const void *bytes, size_t count, const struct stat *as, bool exists) {
    unlinkat(directory, TEMPORARY, 0);
    int fd = openat(directory, TEMPORARY, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) return errno;
    bool done = write_all(fd, bytes, count) && fchown(fd, as->st_uid, as->st_gid) == 0 && fchmod(fd, as->st_mode & 07777) == 0;
    int error = done ? 0 : errno;
    if (done && exists) copy_label(directory, name, fd);
    close(fd);
    if (done && renameat(directory, TEMPORARY, directory, name) != 0) error = errno;
    if (error != 0) unlinkat(directory, TEMPORARY, 0);
    return error;
}

static int replace(int root, const char *path, const void *bytes, size_t count, const struct stat *otherwise) {
    char parent[512];
    const char *slash = strrchr(path, '/'), *name = slash == NULL ? path : slash + 1;
    snprintf(parent, sizeof(parent), "%.*s", slash == NULL ? 1 : (int)(slash - path), slash == NULL ? "." : path);
    int directory = openat(root, parent, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (directory < 0) return errno;
    struct stat found;
    bool exists = fstatat(directory, name, &found, AT_SYMLINK_NOFOLLOW) == 0;
    int error = exists || (errno == ENOENT && otherwise != NULL) ? 0 : errno;
    if (exists && !S_ISREG(found.st_mode)) error = S_ISLNK(found.st_mode) ? ELOOP : EINVAL;
    if (error == 0) error = put(directory, name, bytes, count, exists ? &found : otherwise, exists);
    // A file that something is mounted on, or in a directory that is read only, can still be one that takes new content.
    if (exists && (error == EBUSY || error == EROFS)) error = file_overwrite(directory, name, bytes, count);
    close(directory);
    return error;
}

int file_replace(int root, const char *path, const void *bytes, size_t count) {
    return replace(root, path, bytes, count, NULL);
}

int file_make(int root, const char *path, const void *bytes, size_t count, mode_t mode, uid_t uid, gid_t gid) {
    struct stat as = {.st_mode = mode, .st_uid = uid, .st_gid = gid};
    return replace(root, path, bytes, count, &as);
}
