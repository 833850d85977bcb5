#include <errno.h>
#include <string.h>

#include "bytes.h"
#include "identity.h"
#include "requests.h"

#define HEX "0123456789abcdef"
#define LOWER "abcdefghijklmnopqrstuvwxyz"
#define WORD LOWER "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-"

static bool is_word(const char *text, size_t most) {
    size_t length = strlen(text);
    return length > 0 && length <= most && text[0] != '.' && text[0] != '-' && strspn(text, WORD) == length;
}

static bool is_uuid(const char *text) {
    if (strlen(text) != 36) return false;
    for (int i = 0; i < 36; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        if (dash ? text[i] != '-' : strchr(HEX, text[i]) == NULL) return false;
    }
    return true;
}

// Such as ssh_host_ed25519_key: a name that can lead nowhere else.
static bool is_key_name(const char *name) {
    size_t length = strlen(name);
    return length > 13 && length <= 64 && strncmp(name, "ssh_host_", 9) == 0 && strcmp(name + length - 4, "_key") == 0 &&
           strspn(name, LOWER "0123456789_") == length;
}

// One to three strings that fill a part.
static bool take_strings(char *at, size_t size, char **strings[], int count) {
    char *end = at + size;
    for (int i = 0; i < count; i++) {
        char *zero = at < end ? memchr(at, 0, (size_t)(end - at)) : NULL;
        if (zero == NULL) return false;
        *strings[i] = at;
        at = zero + 1;
    }
    return at == end;
}

static bool take_one(char *at, size_t size, char **string) { return *string == NULL && take_strings(at, size, &string, 1); }

static bool take_bytes(const char *at, size_t size, struct identity_bytes *bytes, size_t least) {
    if (bytes->count > 0 || size < least || size > IDENTITY_BYTES_MAX) return false;
    *bytes = (struct identity_bytes){(const unsigned char *)at, size};
    return true;
}

static bool take_key(char *at, size_t size, struct identity_request *request) {
    if (request->key_count == IDENTITY_KEYS_MAX) return false;
    struct identity_key *key = &request->keys[request->key_count++];
    char **strings[] = {&key->name, &key->private_text, &key->public_text};
    return take_strings(at, size, strings, 3) && is_key_name(key->name) && key->private_text[0] != 0;
}

static bool take_authorized(char *at, size_t size, struct identity_request *request) {
    char **strings[] = {&request->user, &request->removed, &request->added};
    return request->user == NULL && take_strings(at, size, strings, 3) && request->user[0] != 0;
}

static bool take_part(uint8_t kind, char *at, size_t size, struct identity_request *request) {
    switch (kind) {
    case IDENTITY_ENTROPY: return take_bytes(at, size, &request->entropy, IDENTITY_ENTROPY_MIN);
    case IDENTITY_SEED: return take_bytes(at, size, &request->seed, IDENTITY_SEED_MIN);
    case IDENTITY_CLOCK:
        if (size != 8 || request->has_clock) return false;
        request->clock = get64((const unsigned char *)at);
        return request->has_clock = true;
    case IDENTITY_HOST_NAME: return take_one(at, size, &request->host_name) && is_word(request->host_name, 64);
    case IDENTITY_MACHINE_ID:
        return take_one(at, size, &request->machine_id) && size == 33 && strspn(request->machine_id, HEX) == 32;
    case IDENTITY_BOOT_ID: return take_one(at, size, &request->boot_id) && is_uuid(request->boot_id);
    case IDENTITY_INSTANCE_ID: return take_one(at, size, &request->instance_id) && is_word(request->instance_id, 128);
    case IDENTITY_HOST_KEY: return take_key(at, size, request);
    case IDENTITY_AUTHORIZED_KEYS: return take_authorized(at, size, request);
    }
    return false;
}

int parse_identity(char *bytes, size_t count, struct identity_request *request) {
    *request = (struct identity_request){0};
    for (size_t at = 0; at < count;) {
        if (count - at < 5) return EINVAL;
        uint8_t kind = (uint8_t)bytes[at];
        uint32_t size = get32((const unsigned char *)bytes + at + 1);
        at += 5;
        if (size > count - at) return EINVAL;
        if (kind == 0 || kind > IDENTITY_AUTHORIZED_KEYS) return EOPNOTSUPP;
        if (!take_part(kind, bytes + at, size, request)) return EINVAL;
        at += size;
    }
    return 0;
}
