#include "input.h"

#include <string.h>

#include "bytes.h"

static const unsigned char hello[] = {FRAME_HELLO, 0, HELLO_SIZE, 0, 0, 0, 0, 0, 0x89, 'M', 'A', 'Y', 'F', 'L', 'Y', '\n'};

void input_reset(struct input *input) {
    input->start = input->end = 0;
    input->hunting = true;
}

unsigned char *input_space(struct input *input, size_t *room) {
    if (input->start > 0) {
        memmove(input->bytes, input->bytes + input->start, input->end - input->start);
        input->end -= input->start;
        input->start = 0;
    }
    *room = INPUT_SIZE - input->end;
    return input->bytes + input->end;
}

// Drops what cannot be the beginning of a hello.
static bool hunt(struct input *input) {
    unsigned char *at = input->bytes + input->start;
    size_t count = input->end - input->start;
    unsigned char *found = memmem(at, count, hello, sizeof(hello));
    if (found != NULL) {
        input->start += (size_t)(found - at);
        return true;
    }
    size_t keep = count < sizeof(hello) - 1 ? count : sizeof(hello) - 1;
    input->start = input->end - keep;
    return false;
}

enum input_result input_next(struct input *input, struct frame *frame) {
    for (;;) {
        if (input->hunting && !hunt(input)) return INPUT_NEEDS_MORE;
        while (input->start < input->end && input->bytes[input->start] == 0) input->start++;
        size_t count = input->end - input->start;
        if (count < FRAME_HEADER_SIZE) return INPUT_NEEDS_MORE;
        const unsigned char *at = input->bytes + input->start;
        *frame = (struct frame){at[0], at[1], get16(at + 2), get32(at + 4), at + FRAME_HEADER_SIZE};
        if (frame->length > FRAME_PAYLOAD_MAX) return INPUT_BAD;
        size_t size = (size_t)FRAME_HEADER_SIZE + frame->length + 1;
        if (count < size) return INPUT_NEEDS_MORE;
        if (at[size - 1] != FRAME_MARK) {
            if (!input->hunting) return INPUT_BAD;
            // A hello that its host did not finish: the next one may begin inside it.
            input->start++;
            continue;
        }
        input->start += size;
        return INPUT_FRAME;
    }
}
