#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <sys/stat.h>
#include <unistd.h>

#define SAFELY (O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)

ssize_t file_read(int directory, const char *path, char *text, size_t size) {
    int fd = openat(directory, path, O_RDONLY | SAFELY);
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

static bool write_all(int fd, const char *bytes, size_t count) {
    for (size_t done = 0; done < count;) {
        ssize_t written = pwrite(fd, bytes + done, count - done, (off_t)done);
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return false;
        done += (size_t)written;
    }
    return true;
}

static int fill(int fd, const void *bytes, size_t count) {
    struct stat found;
    if (fstat(fd, &found) != 0) return errno;
    if (!S_ISREG(found.st_mode)) return EINVAL;
    if (!write_all(fd, bytes, count)) return errno;
    return found.st_size <= (off_t)count || ftruncate(fd, (off_t)count) == 0 ? 0 : errno;
}

int file_replace(int directory, const char *path, const void *bytes, size_t count) {
    int fd = openat(directory, path, O_WRONLY | SAFELY);
    if (fd < 0) return errno;
    int error = fill(fd, bytes, count);
    close(fd);
    return error;
}

int file_make(int directory, const char *path, const void *bytes, size_t count, mode_t mode, uid_t uid, gid_t gid) {
    int error = file_replace(directory, path, bytes, count);
    if (error != ENOENT) return error;
    int fd = openat(directory, path, O_WRONLY | O_CREAT | O_EXCL | SAFELY, mode);
    if (fd < 0) return errno;
    bool ours = uid == geteuid() && gid == getegid();
    error = ours || fchown(fd, uid, gid) == 0 ? fill(fd, bytes, count) : errno;
    close(fd);
    if (error != 0) unlinkat(directory, path, 0);
    return error;
}
