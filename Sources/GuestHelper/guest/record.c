#include "record.h"

#include <string.h>

#include "bytes.h"

static bool fill(struct record_reader *reader, struct record_bytes *bytes, size_t wanted) {
    if (reader->have >= wanted) return true;
    size_t count = wanted - reader->have;
    if (count > bytes->count) count = bytes->count;
    if (count > 0) memcpy(reader->head + reader->have, bytes->at, count);
    reader->have += count;
    bytes->at += count;
    bytes->count -= count;
    return reader->have == wanted;
}

static bool inside(const char *name, size_t length) {
    if (memchr(name, 0, length) != NULL || memchr(name, '/', length) != NULL) return false;
    return strcmp(name, ".") != 0 && strcmp(name, "..") != 0;
}

static enum record_event entry(struct record_reader *reader, struct record_bytes *bytes, struct record *record) {
    const unsigned char *head = reader->head;
    if (!fill(reader, bytes, 1)) return RECORD_NEEDS_MORE;
    *record = (struct record){.kind = head[0], .name = "", .target = ""};
    if (record->kind == RECORD_UP) {
        reader->have = 0;
        return RECORD_ENTRY;
    }
    if (strchr("DFLS", record->kind) == NULL || record->kind == 0) return RECORD_BAD;
    if (!fill(reader, bytes, RECORD_HEADER_SIZE)) return RECORD_NEEDS_MORE;
    size_t name = get16(head + 33), target = get16(head + 35);
    if (name > RECORD_NAME_MAX || target > RECORD_TARGET_MAX) return RECORD_BAD;
    if (!fill(reader, bytes, RECORD_HEADER_SIZE + name + target)) return RECORD_NEEDS_MORE;
    record->mode = get32(head + 1);
    record->uid = get32(head + 5);
    record->gid = get32(head + 9);
    record->seconds = (int64_t)get64(head + 13);
    record->nanoseconds = get32(head + 21);
    record->size = get64(head + 25);
    memcpy(reader->name, head + RECORD_HEADER_SIZE, name);
    reader->name[name] = 0;
    memcpy(reader->target, head + RECORD_HEADER_SIZE + name, target);
    reader->target[target] = 0;
    record->name = reader->name;
    record->target = reader->target;
    reader->have = 0;
    if (!inside(reader->name, name) || record->nanoseconds > 999999999) return RECORD_BAD;
    if (memchr(reader->target, 0, target) != NULL || (target > 0) != (record->kind == RECORD_SYMLINK)) return RECORD_BAD;
    reader->in_file = record->kind == RECORD_FILE;
    reader->left = record->size == 0 ? RECORD_UNSIZED_MAX : record->size;
    return RECORD_ENTRY;
}

enum record_event record_next(struct record_reader *reader, struct record_bytes *bytes, struct record *record,
                              struct record_bytes *content) {
    if (!reader->in_file) return entry(reader, bytes, record);
    if (reader->chunk == 0) {
        if (!fill(reader, bytes, 4)) return RECORD_NEEDS_MORE;
        reader->have = 0;
        reader->chunk = get32(reader->head);
        if (reader->chunk == 0) {
            reader->in_file = false;
            return RECORD_FILE_END;
        }
        if (reader->chunk > reader->left) return RECORD_BAD;
        reader->left -= reader->chunk;
    }
    size_t count = bytes->count < reader->chunk ? bytes->count : reader->chunk;
    if (count == 0) return RECORD_NEEDS_MORE;
    *content = (struct record_bytes){bytes->at, count};
    reader->chunk -= (uint32_t)count;
    bytes->at += count;
    bytes->count -= count;
    return RECORD_BYTES;
}

size_t record_write(unsigned char *at, const struct record *record) {
    size_t name = strlen(record->name), target = strlen(record->target);
    at[0] = record->kind;
    put32(at + 1, record->mode);
    put32(at + 5, record->uid);
    put32(at + 9, record->gid);
    put64(at + 13, (uint64_t)record->seconds);
    put32(at + 21, record->nanoseconds);
    put64(at + 25, record->size);
    put16(at + 33, (uint16_t)name);
    put16(at + 35, (uint16_t)target);
    memcpy(at + RECORD_HEADER_SIZE, record->name, name);
    memcpy(at + RECORD_HEADER_SIZE + name, record->target, target);
    return RECORD_HEADER_SIZE + name + target;
}
