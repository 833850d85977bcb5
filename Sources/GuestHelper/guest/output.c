#include "output.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "bytes.h"

size_t output_room(const struct output *output) { return OUTPUT_SIZE - (output->end - output->start); }

unsigned char *output_payload(struct output *output, size_t most) {
    if (OUTPUT_SIZE - output->end < most + FRAME_EXTRA) {
        memmove(output->bytes, output->bytes + output->start, output->end - output->start);
        output->end -= output->start;
        output->start = 0;
    }
    return output->bytes + output->end + FRAME_HEADER_SIZE;
}

void output_commit(struct output *output, uint8_t type, uint8_t flags, uint32_t stream, size_t length) {
    unsigned char *at = output->bytes + output->end;
    at[0] = type;
    at[1] = flags;
    put16(at + 2, (uint16_t)length);
    put32(at + 4, stream);
    at[FRAME_HEADER_SIZE + length] = FRAME_MARK;
    output->end += length + FRAME_EXTRA;
}

bool output_frame(struct output *output, uint8_t type, uint8_t flags, uint32_t stream, const void *payload, size_t length) {
    if (output_room(output) < length + FRAME_EXTRA) return false;
    unsigned char *at = output_payload(output, length);
    if (length > 0) memcpy(at, payload, length);
    output_commit(output, type, flags, stream, length);
    return true;
}

int output_flush(struct output *output, int fd) {
    while (output->start < output->end) {
        ssize_t count = write(fd, output->bytes + output->start, output->end - output->start);
        if (count < 0) return errno == EAGAIN || errno == EINTR ? 0 : -1;
        output->start += (size_t)count;
    }
    output->start = output->end = 0;
    return 0;
}
