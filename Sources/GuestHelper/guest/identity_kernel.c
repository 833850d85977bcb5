// What of a guest's identity the kernel keeps.
#include <errno.h>
#include <fcntl.h>
#include <linux/random.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "identity.h"

#ifndef RNDRESEEDCRNG
#define RNDRESEEDCRNG _IO('R', 0x07)
#endif

#define BOOT_ID "/proc/sys/kernel/random/boot_id"
#define OWN_BOOT_ID "/run/mayfly-boot-id"

// Bytes in the pool change nothing until the generator takes from it, which it does by itself once a minute: it is told
// to do so now. Older kernels take only what was credited.
int identity_entropy(struct identity_bytes entropy) {
    struct {
        int bits, size;
        unsigned char bytes[IDENTITY_BYTES_MAX];
    } pool = {.bits = (int)entropy.count * 8, .size = (int)entropy.count};
    int fd = open("/dev/urandom", O_WRONLY | O_CLOEXEC), error = 0;
    if (fd < 0) return errno;
    memcpy(pool.bytes, entropy.at, entropy.count);
    if (ioctl(fd, RNDADDENTROPY, &pool) != 0 && write(fd, entropy.at, entropy.count) < 0) error = errno;
    if (error == 0 && ioctl(fd, RNDRESEEDCRNG) != 0) error = errno;
    explicit_bzero(&pool, sizeof(pool));
    close(fd);
    return error;
}

int identity_clock(uint64_t nanoseconds) {
    struct timespec time = {(time_t)(nanoseconds / 1000000000u), (long)(nanoseconds % 1000000000u)};
    return clock_settime(CLOCK_REALTIME, &time) == 0 ? 0 : errno;
}

int identity_host_name(const char *name) { return sethostname(name, strlen(name)) == 0 ? 0 : errno; }

// The kernel never changes it, so a file of ours lies over it. The second identity of the same boot finds it there.
int identity_boot_id(const char *id) {
    char text[37];
    struct stat seen, own;
    memcpy(text, id, 36);
    text[36] = '\n';
    if (stat(BOOT_ID, &seen) != 0) return errno;
    bool covered = stat(OWN_BOOT_ID, &own) == 0 && own.st_dev == seen.st_dev && own.st_ino == seen.st_ino;
    if (!covered) unlink(OWN_BOOT_ID);
    int fd = open(OWN_BOOT_ID, O_WRONLY | O_CLOEXEC | O_NOFOLLOW | (covered ? 0 : O_CREAT | O_EXCL), 0444);
    if (fd < 0) return errno;
    int error = pwrite(fd, text, sizeof(text), 0) == (ssize_t)sizeof(text) ? 0 : errno;
    close(fd);
    if (error == 0 && !covered && mount(OWN_BOOT_ID, BOOT_ID, NULL, MS_BIND, NULL) != 0) {
        error = errno;
        unlink(OWN_BOOT_ID);
    }
    return error;
}
