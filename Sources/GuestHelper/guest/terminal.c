#include "terminal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static void slave_path(char *path, unsigned number) {
    char digits[12], *at = digits + sizeof(digits) - 1;
    *at = 0;
    do *--at = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    strcpy(stpcpy(path, "/dev/pts/"), at);
}

int terminal_open(int *slave, uint16_t rows, uint16_t columns) {
    unsigned number = 0;
    int unlocked = 0;
    char path[32];
    int master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC | O_NONBLOCK);
    if (master < 0) return -1;
    if (ioctl(master, TIOCSPTLCK, &unlocked) == 0 && ioctl(master, TIOCGPTN, &number) == 0) {
        slave_path(path, number);
        *slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC);
        if (*slave >= 0) {
            terminal_resize(master, rows, columns);
            return master;
        }
    }
    int error = errno;
    close(master);
    errno = error;
    return -1;
}

void terminal_resize(int master, uint16_t rows, uint16_t columns) {
    struct winsize size = {.ws_row = rows, .ws_col = columns};
    ioctl(master, TIOCSWINSZ, &size);
}
