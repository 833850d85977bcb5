// A tree from the host, written entry by entry.
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "loop.h"
#include "record.h"
#include "requests.h"
#include "session.h"
#include "tree.h"

struct put {
    struct stream stream;
    uint16_t flags;
    char *path;
    struct record_reader reader;
    struct record entry;
    char name[RECORD_NAME_MAX + 1];
    struct tree tree;
    // The file being written: under a temporary name, unless it is a device.
    int file;
    bool root_seen, device, over;
    struct tree_failure failure;
};

static bool failed(struct put *put, uint8_t stage, const char *name) {
    tree_fail(&put->tree, &put->failure, stage, name);
    return false;
}

static bool open_file(struct put *put) {
    struct stat found;
    const char *name = tree_name(&put->tree, put->entry.name);
    bool exists = fstatat(tree_directory(&put->tree), name, &found, 0) == 0;
    put->device = exists && put->tree.depth == 0 && (S_ISCHR(found.st_mode) || S_ISBLK(found.st_mode));
    if (put->device) put->file = openat(tree_directory(&put->tree), name, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    else put->file = tree_temporary(&put->tree);
    return put->file >= 0 || failed(put, STAGE_OPEN, put->entry.name);
}

static bool set_metadata(struct put *put, int fd, const struct record *entry) {
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = (time_t)entry->seconds, .tv_nsec = entry->nanoseconds}};
    if (put->flags & PUT_OWNERS && fchown(fd, entry->uid, entry->gid) != 0) return false;
    return fchmod(fd, entry->mode & 07777) == 0 && futimens(fd, times) == 0;
}

static bool close_file(struct put *put) {
    const char *name = put->entry.name;
    bool done = put->device || set_metadata(put, put->file, &put->entry) || failed(put, STAGE_METADATA, name);
    // A network file system may find only now that it has no room.
    if (close(put->file) != 0 && done) done = failed(put, STAGE_WRITE, name);
    put->file = -1;
    if (put->device) return done;
    if (done && !tree_rename(&put->tree, name)) done = failed(put, STAGE_RENAME, name);
    if (!done) tree_remove_temporary(&put->tree);
    return done;
}

static bool make_symlink(struct put *put, const struct record *entry) {
    struct timespec times[2] = {{.tv_nsec = UTIME_OMIT}, {.tv_sec = (time_t)entry->seconds, .tv_nsec = entry->nanoseconds}};
    int directory = tree_directory(&put->tree);
    if (!tree_temporary_symlink(&put->tree, entry->target)) return failed(put, STAGE_OPEN, entry->name);
    if (put->flags & PUT_OWNERS && fchownat(directory, put->tree.temporary, entry->uid, entry->gid, AT_SYMLINK_NOFOLLOW) != 0)
        return failed(put, STAGE_METADATA, entry->name);
    utimensat(directory, put->tree.temporary, times, AT_SYMLINK_NOFOLLOW);
    return tree_rename(&put->tree, entry->name) || failed(put, STAGE_RENAME, entry->name);
}

static bool leave(struct put *put) {
    if (put->tree.depth == 0) return errno = EBADMSG, failed(put, STAGE_TREE, "");
    struct record *directory = &put->tree.levels[put->tree.depth - 1].entry;
    bool done = set_metadata(put, tree_directory(&put->tree), directory) || failed(put, STAGE_METADATA, "");
    tree_leave(&put->tree);
    return done;
}

// The root's own name counts only where the destination is a directory: it is then put into it, as cp does.
static bool begin(struct put *put, const char *name) {
    struct stat found;
    size_t length = strlen(put->path);
    bool into = put->path[length - 1] == '/' || (stat(put->path, &found) == 0 && S_ISDIR(found.st_mode));
    while (length > 0 && put->path[length - 1] == '/') length--;
    if (into && name[0] != 0) strcpy(stpcpy(put->path + length, "/"), name);
    put->root_seen = true;
    return tree_start(&put->tree, put->path, (put->flags & PUT_PARENTS) != 0) || failed(put, STAGE_OPEN, "");
}

static bool enter_record(struct put *put, const struct record *record) {
    if (record->kind == RECORD_UP) return leave(put);
    errno = EBADMSG;
    if (put->tree.depth == 0 ? put->root_seen : record->name[0] == 0) return failed(put, STAGE_TREE, record->name);
    if (!put->root_seen && !begin(put, record->name)) return false;
    switch (record->kind) {
    case RECORD_DIRECTORY: return tree_enter(&put->tree, record) || failed(put, STAGE_OPEN, record->name);
    case RECORD_SYMLINK: return make_symlink(put, record);
    case RECORD_FILE:
        put->entry = *record;
        strcpy(put->name, record->name);
        put->entry.name = put->name;
        return open_file(put);
    }
    return true;
}

static bool write_all(struct put *put, struct record_bytes bytes) {
    while (bytes.count > 0) {
        ssize_t count = write(put->file, bytes.at, bytes.count);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return failed(put, STAGE_WRITE, put->entry.name);
        bytes.at += count;
        bytes.count -= (size_t)count;
    }
    return true;
}

static bool take(struct put *put, struct record_bytes bytes) {
    struct record record;
    struct record_bytes content;
    for (;;) {
        bool going = true;
        switch (record_next(&put->reader, &bytes, &record, &content)) {
        case RECORD_NEEDS_MORE: return true;
        case RECORD_ENTRY: going = enter_record(put, &record); break;
        case RECORD_BYTES: going = write_all(put, content); break;
        case RECORD_FILE_END: going = close_file(put); break;
        case RECORD_BAD: errno = EBADMSG; going = failed(put, STAGE_TREE, ""); break;
        }
        if (!going) return false;
    }
}

static void data(struct stream *stream, const unsigned char *bytes, size_t count) {
    struct put *put = (struct put *)stream;
    stream_consumed(stream, count);
    if (put->failure.stage == 0 && !put->over) take(put, (struct record_bytes){bytes, count});
}

static void eof(struct stream *stream) {
    struct put *put = (struct put *)stream;
    bool whole = put->root_seen && put->tree.depth == 0 && put->file < 0 && put->reader.have == 0;
    if (!whole && put->failure.stage == 0) errno = EBADMSG, failed(put, STAGE_TREE, "");
    put->over = true;
}

static void cancel(struct stream *stream, uint32_t grace) {
    (void)grace;
    struct put *put = (struct put *)stream;
    if (put->failure.stage == 0) errno = ECANCELED, failed(put, STAGE_STREAM, "");
}

// Everything is done as it comes.
static void prepare(struct stream *stream) { (void)stream; }

static void step(struct stream *stream) {
    struct put *put = (struct put *)stream;
    // Nothing half-made is left when the host hears of it.
    if (put->failure.stage != 0) tree_undo(&put->tree, put->path);
    if (put->failure.stage != 0) stream_fail(stream, 0, put->failure.stage, put->failure.error, put->failure.path);
    else if (put->over) stream_end(stream, ENDED_DONE, 0, 0);
}

static void close_put(struct stream *stream) {
    struct put *put = (struct put *)stream;
    if (put->file >= 0) close(put->file);
    if (!put->over || put->failure.stage != 0) tree_undo(&put->tree, put->path);
    tree_close(&put->tree);
    free(put->path);
    free(put);
}

static const struct stream_kind kind = {data, eof, cancel, NULL, NULL, prepare, step, close_put};

struct stream *put_open(struct session *session, uint32_t id, char *bytes, size_t size) {
    struct path_request request;
    struct put *put = NULL;
    int error = EINVAL;
    if (parse_path(bytes, size, &request)) {
        error = ENOMEM;
        put = calloc(1, sizeof(*put));
        // Room for the root's own name.
        if (put != NULL) put->path = malloc(strlen(request.path) + RECORD_NAME_MAX + 2);
    }
    if (put == NULL || put->path == NULL) {
        free(bytes);
        free(put);
        refuse(session, id, STAGE_REQUEST, error, "");
        return NULL;
    }
    stream_start(&put->stream, &kind, session, id);
    strcpy(put->path, request.path);
    free(bytes);
    put->flags = request.number;
    put->file = put->tree.parent = -1;
    put->tree.path = put->path;
    stream_send(&put->stream, FRAME_STARTED, 0, "\0\0\0\0", 4);
    return &put->stream;
}
