// A tree as a stream of records: a directory is entered, its entries follow, it is left.
#ifndef RECORD_H
#define RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "protocol.h"

struct record {
    uint8_t kind;
    uint32_t mode, uid, gid, nanoseconds;
    int64_t seconds;
    uint64_t size;
    const char *name, *target;
};

struct record_reader {
    // Bytes of the current header, and how many of them are there.
    unsigned char head[RECORD_HEADER_SIZE + RECORD_NAME_MAX + RECORD_TARGET_MAX];
    size_t have;
    bool in_file;
    uint32_t chunk;
    // How much content the current file may still have.
    uint64_t left;
    char name[RECORD_NAME_MAX + 1], target[RECORD_TARGET_MAX + 1];
};

enum record_event { RECORD_NEEDS_MORE, RECORD_ENTRY, RECORD_BYTES, RECORD_FILE_END, RECORD_BAD };

struct record_bytes {
    const unsigned char *at;
    size_t count;
};

// Takes bytes from the front of `bytes`. RECORD_BYTES: `content` is the next part of the current file.
// RECORD_BAD: not a record, or a name that would lead out of its directory.
enum record_event record_next(struct record_reader *reader, struct record_bytes *bytes, struct record *record,
                              struct record_bytes *content);

// Writes a record's header; returns its size. The names must fit.
size_t record_write(unsigned char *at, const struct record *record);

#endif
