#include "greeting.h"

#include <fcntl.h>
#include <string.h>
#include <sys/utsname.h>
#include <time.h>
#include <unistd.h>

#include "bytes.h"

#ifndef BUILD_ID
#define BUILD_ID "unknown"
#endif

static uint64_t started;

static uint64_t uptime(void) {
    struct timespec time;
    if (clock_gettime(CLOCK_BOOTTIME, &time) != 0) return 0;
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

void greeting_start(void) { started = uptime(); }

static size_t add(unsigned char *payload, size_t length, const char *text) {
    size_t size = strlen(text) + 1;
    memcpy(payload + length, text, size);
    return length + size;
}

void greeting_boot_id(char *text, size_t size) {
    text[0] = 0;
    int fd = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    ssize_t count = read(fd, text, size - 1);
    close(fd);
    if (count < 0) count = 0;
    text[count] = 0;
    text[strcspn(text, "\n")] = 0;
}

static uint16_t choose(uint16_t min, uint16_t max) {
    uint16_t best = max < PROTOCOL_VERSION_MAX ? max : PROTOCOL_VERSION_MAX;
    return best >= PROTOCOL_VERSION_MIN && best >= min ? best : 0;
}

void greet(struct session *session, const struct frame *hello) {
    const unsigned char *at = hello->payload;
    if (hello->length != HELLO_SIZE || memcmp(at, PROTOCOL_MAGIC, PROTOCOL_MAGIC_SIZE) != 0)
        return session_error(session, ERROR_MESSAGE, "not a hello");
    uint32_t window = get32(at + 28);
    if (window < STREAM_WINDOW_MIN || window > INT32_MAX) return session_error(session, ERROR_MESSAGE, "the window is too small or too large");
    unsigned char payload[GREETING_SIZE + 6 * 72] = {0};
    uint16_t version = choose(get16(at + 24), get16(at + 26));
    memcpy(payload, at, PROTOCOL_MAGIC_SIZE + PROTOCOL_NONCE_SIZE);
    put16(payload + 24, version);
    put16(payload + 26, PROTOCOL_VERSION_MIN);
    put16(payload + 28, PROTOCOL_VERSION_MAX);
    put32(payload + 32, STREAM_WINDOW);
    put32(payload + 36, FEATURE_IDENTITY | FEATURE_LISTEN);
    put64(payload + 40, started);
    put64(payload + 48, uptime());
    struct utsname name;
    char boot[64];
    uname(&name);
    greeting_boot_id(boot, sizeof(boot));
    size_t length = add(payload, GREETING_SIZE, BUILD_ID);
    length = add(payload, length, name.machine);
    length = add(payload, length, name.release);
    length = add(payload, length, boot);
    length = add(payload, length, name.nodename);
    // Frames that follow the hello stay in the input.
    struct input *input = &session->input;
    size_t start = input->start, end = input->end;
    session_reset(session);
    input->start = start;
    input->end = end;
    input->hunting = version == 0;
    session->window = window;
    output_frame(&session->output, FRAME_GREETING, 0, 0, payload, length);
}
