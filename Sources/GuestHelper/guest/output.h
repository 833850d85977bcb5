// Frames on their way to the host.
#ifndef OUTPUT_H
#define OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protocol.h"

// What a frame costs beside its payload.
#define FRAME_EXTRA (FRAME_HEADER_SIZE + 1)

// Room that data leaves free, so that every frame from the host can be answered at once.
#define CONTROL_ROOM 4096

#define OUTPUT_SIZE (4 * (FRAME_PAYLOAD_MAX + FRAME_EXTRA) + CONTROL_ROOM)

struct output {
    size_t start, end;
    unsigned char bytes[OUTPUT_SIZE];
};

size_t output_room(const struct output *output);

// Where the payload of the next frame goes; a frame is begun by this and ended by output_commit.
unsigned char *output_payload(struct output *output, size_t most);
void output_commit(struct output *output, uint8_t type, uint8_t flags, uint32_t stream, size_t length);

// A whole frame; false when there is no room for it now.
bool output_frame(struct output *output, uint8_t type, uint8_t flags, uint32_t stream, const void *payload, size_t length);

// Writes what the descriptor takes now; -1 when it is broken.
int output_flush(struct output *output, int fd);

#endif
