// Bytes that a slow reader in the guest has not taken yet: at most one window.
#ifndef QUEUE_H
#define QUEUE_H

#include <stdbool.h>
#include <stddef.h>

struct queue {
    unsigned char *bytes;
    size_t start, end, capacity;
};

bool queue_add(struct queue *queue, const void *bytes, size_t count);
size_t queue_count(const struct queue *queue);

// Writes what the descriptor takes now: how many bytes, or -1 when nobody will ever read them.
long queue_write(struct queue *queue, int fd);

void queue_clear(struct queue *queue);

#endif
