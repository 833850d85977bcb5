// The helper's parsers and its session under libFuzzer. What would start a process or touch a file is replaced.
// fuzz: -I ../guest ../guest/{codes,greeting,identity_parse,input,output,queue,record,requests,session,session_request,stream}.c
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "greeting.h"
#include "identity.h"
#include "loop.h"
#include "record.h"
#include "requests.h"
#include "session.h"

uint64_t loop_now;
int loop_watch(int fd, short events) { return (void)fd, (void)events, -1; }
short loop_seen(int place) { return (void)place, 0; }
void loop_until(uint64_t when) { (void)when; }

// A stream that takes everything and ends when it is told to.
static void data(struct stream *stream, const unsigned char *bytes, size_t count) { (void)bytes, stream_consumed(stream, count); }
static void eof(struct stream *stream) { stream_end(stream, ENDED_DONE, 0, 0); }
static void cancel(struct stream *stream, uint32_t grace) { stream_fail(stream, 0, STAGE_STREAM, ECANCELED, grace ? "x" : ""); }
static void step(struct stream *stream) {
    if (stream_can_send(stream, CHANNEL_OUT)) stream_send(stream, FRAME_EOF, CHANNEL_OUT, NULL, 0);
}
static void prepare(struct stream *stream) { (void)stream; }
static void close_sink(struct stream *stream) { free(stream); }
static const struct stream_kind kind = {data, eof, cancel, NULL, NULL, prepare, step, close_sink};

static struct stream *open_sink(struct session *session, uint32_t id, char *request, bool good) {
    free(request);
    if (!good) return refuse(session, id, STAGE_REQUEST, EINVAL, ""), NULL;
    struct stream *stream = malloc(sizeof(*stream));
    stream_start(stream, &kind, session, id);
    return stream;
}

struct stream *command_open(struct session *session, uint32_t id, char *request, size_t size) {
    struct exec_request parsed;
    bool good = parse_exec(request, size, &parsed);
    size_t length = 0;
    char *at = good ? parsed.strings : NULL;
    for (unsigned i = 0; good && i < (unsigned)parsed.arguments + parsed.variables; i++, at = next_string(at)) length += strlen(at);
    return open_sink(session, id, request, good && length < size);
}

static struct stream *open_path(struct session *session, uint32_t id, char *request, size_t size) {
    struct path_request parsed;
    return open_sink(session, id, request, parse_path(request, size, &parsed));
}

struct stream *put_open(struct session *s, uint32_t id, char *request, size_t size) { return open_path(s, id, request, size); }
struct stream *get_open(struct session *s, uint32_t id, char *request, size_t size) { return open_path(s, id, request, size); }
struct stream *forward_open(struct session *s, uint32_t id, char *request, size_t size) { return open_path(s, id, request, size); }
struct stream *listen_open(struct session *s, uint32_t id, char *request, size_t size) { return open_path(s, id, request, size); }
struct stream *accept_open(struct session *s, uint32_t id, char *request, size_t size) {
    return open_sink(s, id, request, size == 4 && session_stream(s, (uint32_t)request[0]) != NULL);
}
void power_open(struct session *s, uint32_t id, const char *request, size_t size) {
    refuse(s, id, STAGE_POWER, size > 0 && request[0] ? EPERM : EINVAL, "");
}

void identity_open(struct session *s, uint32_t id, char *request, size_t size) {
    struct identity_request parsed;
    int error = parse_identity(request, size, &parsed);
    if (error != 0) return refuse(s, id, STAGE_REQUEST, error, "");
    // Nothing leads out of its directory, and every string ends within the request.
    size_t length = 0;
    for (unsigned i = 0; i < parsed.key_count; i++) {
        if (strchr(parsed.keys[i].name, '/') != NULL) abort();
        length += strlen(parsed.keys[i].private_text) + strlen(parsed.keys[i].public_text);
    }
    if (parsed.instance_id != NULL && (strchr(parsed.instance_id, '/') != NULL || parsed.instance_id[0] == '.')) abort();
    if (parsed.user != NULL) length += strlen(parsed.user) + strlen(parsed.removed) + strlen(parsed.added);
    if (length > size) abort();
    refuse(s, id, STAGE_IDENTITY, EPERM, "");
}

static void fuzz_session(const uint8_t *bytes, size_t size) {
    static struct session *session;
    int ends[2];
    unsigned char hello[] = {FRAME_HELLO, 0, HELLO_SIZE, 0, 0, 0, 0, 0, 0x89, 'M', 'A', 'Y', 'F', 'L', 'Y', '\n',
                             0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 0, FRAME_MARK};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends) != 0) return;
    session = calloc(1, sizeof(*session));
    session_start(session, ends[1], false);
    if (write(ends[0], hello, sizeof(hello)) < 0 || write(ends[0], bytes, size) < 0) abort();
    shutdown(ends[0], SHUT_WR);
    for (int i = 0; i < 20 && session_step(session); i++) session_prepare(session);
    session_reset(session);
    free(session);
    close(ends[0]);
    close(ends[1]);
}

static void fuzz_records(const uint8_t *bytes, size_t size) {
    struct record_reader reader = {0};
    struct record record;
    struct record_bytes content;
    // In two parts, so that every record is also met cut off.
    for (int part = 0; part < 2; part++) {
        struct record_bytes rest = {bytes + (part ? size / 2 : 0), part ? size - size / 2 : size / 2};
        for (;;) {
            enum record_event event = record_next(&reader, &rest, &record, &content);
            if (event == RECORD_BAD) return;
            if (event == RECORD_NEEDS_MORE) break;
            if (event == RECORD_ENTRY && (strchr(record.name, '/') != NULL || strcmp(record.name, "..") == 0)) abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
    if (size == 0 || size > 60000) return 0;
    if (bytes[0] & 1) fuzz_session(bytes + 1, size - 1);
    else fuzz_records(bytes + 1, size - 1);
    return 0;
}
