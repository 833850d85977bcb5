#include "queue.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

size_t queue_count(const struct queue *queue) { return queue->end - queue->start; }

bool queue_add(struct queue *queue, const void *bytes, size_t count) {
    if (queue->capacity - queue->end < count && queue->start > 0) {
        memmove(queue->bytes, queue->bytes + queue->start, queue_count(queue));
        queue->end -= queue->start;
        queue->start = 0;
    }
    if (queue->capacity - queue->end < count) {
        size_t capacity = queue->capacity == 0 ? 4096 : queue->capacity;
        while (capacity - queue->end < count) capacity *= 2;
        unsigned char *larger = realloc(queue->bytes, capacity);
        if (larger == NULL) return false;
        queue->bytes = larger;
        queue->capacity = capacity;
    }
    memcpy(queue->bytes + queue->end, bytes, count);
    queue->end += count;
    return true;
}

long queue_write(struct queue *queue, int fd) {
    size_t before = queue_count(queue);
    if (before == 0) return 0;
    ssize_t count = write(fd, queue->bytes + queue->start, before);
    if (count < 0) return errno == EAGAIN || errno == EINTR ? 0 : -1;
    queue->start += (size_t)count;
    // An idle stream costs nothing.
    if (queue->start == queue->end) queue_clear(queue);
    return count;
}

void queue_clear(struct queue *queue) {
    free(queue->bytes);
    *queue = (struct queue){0};
}
