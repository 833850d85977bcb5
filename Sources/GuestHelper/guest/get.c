// A tree to the host, read entry by entry.
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "bytes.h"
#include "loop.h"
#include "record.h"
#include "requests.h"
#include "session.h"

// The largest record header, and the least credit and room worth a frame.
#define RECORD_MAX (RECORD_HEADER_SIZE + RECORD_NAME_MAX + RECORD_TARGET_MAX)
#define FRAME_MIN 8192

struct level {
    DIR *directory;
    // How much of the path belongs to the levels above.
    size_t path;
};

struct get {
    struct stream stream;
    bool started, finished, told_eof, follow;
    uint8_t stage;
    int error;
    struct level levels[RECORD_DEPTH_MAX];
    unsigned depth;
    int file;
    // How much of the file may still be sent: a log that grows must not keep us for ever. Of /proc the size is not known.
    uint64_t left;
    bool sized;
    char path[4096];
};

// One more name, with one slash between. There is room.
static void join(char *path, const char *name) {
    char *end = path + strlen(path);
    if (end == path || end[-1] != '/') *end++ = '/';
    strcpy(end, name);
}

static void fail(struct get *get, uint8_t stage, const char *name) {
    get->stage = stage;
    get->error = errno;
    size_t length = strlen(get->path);
    if (name != NULL && length + strlen(name) + 2 < sizeof(get->path)) join(get->path, name);
}

static uint8_t kind_of(mode_t mode) {
    if (S_ISDIR(mode)) return RECORD_DIRECTORY;
    if (S_ISREG(mode)) return RECORD_FILE;
    return S_ISLNK(mode) ? RECORD_SYMLINK : RECORD_SKIPPED;
}

static bool enter(struct get *get, int fd, const char *name) {
    size_t length = strlen(get->path), more = name == NULL ? 0 : strlen(name) + 1;
    if (get->depth == RECORD_DEPTH_MAX || length + more >= sizeof(get->path)) {
        close(fd);
        return errno = ENAMETOOLONG, false;
    }
    DIR *directory = fdopendir(fd);
    if (directory == NULL) {
        close(fd);
        return false;
    }
    get->levels[get->depth++] = (struct level){directory, length};
    if (name != NULL) join(get->path, name);
    return true;
}

// Writes the record of one entry and makes it the current file or directory. `name` NULL: the root.
// Returns the record's size; 0 when the entry is gone or, with a stage set, when it failed.
static size_t add_entry(struct get *get, unsigned char *at, const char *name) {
    int parent = name == NULL ? AT_FDCWD : dirfd(get->levels[get->depth - 1].directory);
    const char *path = name == NULL ? get->path : name;
    bool follow = name == NULL && get->follow;
    struct stat found;
    char target[RECORD_TARGET_MAX + 1] = "";
    int fd = -1;
    if (fstatat(parent, path, &found, follow ? 0 : AT_SYMLINK_NOFOLLOW) != 0) {
        if (name == NULL || errno != ENOENT) fail(get, STAGE_OPEN, name);
        return 0;
    }
    uint8_t kind = kind_of(found.st_mode);
    if (kind == RECORD_SYMLINK) {
        ssize_t length = readlinkat(parent, path, target, sizeof(target) - 1);
        if (length <= 0) return fail(get, STAGE_READ, name), 0;
        target[length] = 0;
    } else if (kind != RECORD_SKIPPED) {
        fd = openat(parent, path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (follow ? 0 : O_NOFOLLOW));
        if (fd < 0 && errno == ENOENT && name != NULL) return 0;
        // What was opened counts, should the name have changed its meaning meanwhile.
        if (fd < 0 || fstat(fd, &found) != 0) {
            fail(get, STAGE_OPEN, name);
            if (fd >= 0) close(fd);
            return 0;
        }
        kind = kind_of(found.st_mode);
    }
    struct record record = {.kind = kind, .mode = found.st_mode & (kind == RECORD_SKIPPED ? ~0u : 07777u), .uid = found.st_uid,
                            .gid = found.st_gid, .nanoseconds = (uint32_t)found.st_mtim.tv_nsec, .seconds = found.st_mtim.tv_sec,
                            .size = kind == RECORD_FILE ? (uint64_t)found.st_size : 0, .name = name == NULL ? "" : name,
                            .target = target};
    size_t size = record_write(at, &record);
    if (kind == RECORD_DIRECTORY) {
        if (!enter(get, fd, name)) return fail(get, STAGE_OPEN, name), 0;
    } else if (kind == RECORD_FILE) {
        get->file = fd;
        get->sized = found.st_size > 0;
        get->left = get->sized ? (uint64_t)found.st_size : RECORD_UNSIZED_MAX;
    } else if (fd >= 0) {
        close(fd);
    }
    return size;
}

static size_t add_content(struct get *get, unsigned char *at, size_t room) {
    size_t most = room - 4;
    // One byte more shows that a file of unknown size goes on.
    uint64_t allowed = get->left + (get->sized ? 0 : 1);
    if (most > allowed) most = (size_t)allowed;
    ssize_t count = most == 0 ? 0 : read(get->file, at + 4, most);
    if (count < 0 && errno == EINTR) return 0;
    if (count < 0 && errno != EAGAIN) return fail(get, STAGE_READ, NULL), 0;
    if (count < 0) count = 0;
    if ((uint64_t)count > get->left) return errno = EFBIG, fail(get, STAGE_READ, NULL), 0;
    get->left -= (uint64_t)count;
    put32(at, (uint32_t)count);
    if (count == 0) {
        close(get->file);
        get->file = -1;
        get->finished = get->depth == 0;
    }
    return 4 + (size_t)count;
}

static size_t add_next(struct get *get, unsigned char *at, size_t room) {
    if (get->file >= 0) return add_content(get, at, room);
    if (!get->started) {
        get->started = true;
        size_t size = add_entry(get, at, NULL);
        get->finished = get->depth == 0 && get->file < 0;
        return size;
    }
    struct level *level = &get->levels[get->depth - 1];
    errno = 0;
    struct dirent *entry = readdir(level->directory);
    if (entry == NULL && errno != 0) return fail(get, STAGE_READ, NULL), 0;
    if (entry != NULL)
        return strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0 ? 0 : add_entry(get, at, entry->d_name);
    closedir(level->directory);
    get->path[level->path] = 0;
    get->depth--;
    get->finished = get->depth == 0;
    at[0] = RECORD_UP;
    return 1;
}

static bool can_fill(const struct get *get) {
    const struct stream *stream = &get->stream;
    return stream->credit[CHANNEL_OUT] >= FRAME_MIN
        && output_room(&stream->session->output) >= FRAME_PAYLOAD_MAX + FRAME_EXTRA + CONTROL_ROOM;
}

static void prepare(struct stream *stream) {
    struct get *get = (struct get *)stream;
    if (!get->finished && get->stage == 0 && can_fill(get)) loop_until(loop_now);
}

// Many small entries share a frame.
static void fill(struct get *get) {
    struct stream *stream = &get->stream;
    size_t room = stream->credit[CHANNEL_OUT] < FRAME_PAYLOAD_MAX ? stream->credit[CHANNEL_OUT] : FRAME_PAYLOAD_MAX;
    unsigned char *at = output_payload(&stream->session->output, room);
    size_t used = 0;
    for (int turns = 0; turns < 64 && !get->finished && get->stage == 0 && room - used >= RECORD_MAX; turns++)
        used += add_next(get, at + used, room - used);
    if (used == 0) return;
    output_commit(&stream->session->output, FRAME_DATA, CHANNEL_OUT, stream->id, used);
    stream->credit[CHANNEL_OUT] -= (uint32_t)used;
}

static void step(struct stream *stream) {
    struct get *get = (struct get *)stream;
    if (!get->finished && get->stage == 0 && can_fill(get)) fill(get);
    if (get->stage != 0) {
        stream_fail(stream, 0, get->stage, get->error, get->path);
    } else if (get->finished) {
        if (!get->told_eof) get->told_eof = stream_send(stream, FRAME_EOF, CHANNEL_OUT, NULL, 0);
        if (get->told_eof) stream_end(stream, ENDED_DONE, 0, 0);
    }
}

static void cancel(struct stream *stream, uint32_t grace) {
    (void)grace;
    struct get *get = (struct get *)stream;
    errno = ECANCELED;
    if (get->stage == 0) fail(get, STAGE_STREAM, NULL);
}

static void close_get(struct stream *stream) {
    struct get *get = (struct get *)stream;
    if (get->file >= 0) close(get->file);
    while (get->depth > 0) closedir(get->levels[--get->depth].directory);
    free(get);
}

static const struct stream_kind kind = {NULL, NULL, cancel, NULL, NULL, prepare, step, close_get};

struct stream *get_open(struct session *session, uint32_t id, char *bytes, size_t size) {
    struct path_request request;
    int error = EINVAL;
    struct get *get = NULL;
    if (parse_path(bytes, size, &request)) {
        error = ENAMETOOLONG;
        if (strlen(request.path) < sizeof(get->path) && (get = calloc(1, sizeof(*get))) == NULL) error = ENOMEM;
    }
    if (get != NULL) {
        stream_start(&get->stream, &kind, session, id);
        get->follow = (request.number & GET_FOLLOW) != 0;
        get->file = -1;
        strcpy(get->path, request.path);
        stream_send(&get->stream, FRAME_STARTED, 0, "\0\0\0\0", 4);
    }
    free(bytes);
    if (get != NULL) return &get->stream;
    refuse(session, id, STAGE_REQUEST, error, "");
    return NULL;
}
