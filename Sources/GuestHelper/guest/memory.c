#include "memory.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static void set_score(const char *score) {
    int fd = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (fd < 0) return;
    ssize_t ignored = write(fd, score, strlen(score));
    (void)ignored;
    close(fd);
}

void memory_protect(void) { set_score("-900"); }

void memory_give_up_protection(void) { set_score("0"); }
