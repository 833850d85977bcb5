// Bytes from the host become frames.
#ifndef INPUT_H
#define INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protocol.h"

#define INPUT_SIZE (2 * (FRAME_HEADER_SIZE + FRAME_PAYLOAD_MAX + 1))

struct input {
    size_t start, end;
    // Nothing is understood until a hello: at first, and after an error.
    bool hunting;
    unsigned char bytes[INPUT_SIZE];
};

struct frame {
    uint8_t type, flags;
    uint16_t length;
    uint32_t stream;
    const unsigned char *payload;
};

enum input_result { INPUT_NEEDS_MORE, INPUT_FRAME, INPUT_BAD };

void input_reset(struct input *input);

// Where the next bytes go; there is always room when input_next asked for more.
unsigned char *input_space(struct input *input, size_t *room);

// The next frame; its payload lies in the buffer until the next call of any function here.
enum input_result input_next(struct input *input, struct frame *frame);

#endif
