#ifndef MAYFLY_CCURL_H
#define MAYFLY_CCURL_H

#include <curl/curl.h>

// curl_easy_setopt() is variadic, and a macro over that: one function a type of value.
static inline CURLcode mayfly_curl_set_long(CURL *handle, CURLoption option, long value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode mayfly_curl_set_size(CURL *handle, CURLoption option, curl_off_t value) {
    return curl_easy_setopt(handle, option, value);
}

// libcurl copies the text.
static inline CURLcode mayfly_curl_set_text(CURL *handle, CURLoption option, const char *value) {
    return curl_easy_setopt(handle, option, value);
}

// Not copied: what it points to outlives the transfer.
static inline CURLcode mayfly_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return curl_easy_setopt(handle, option, value);
}

static inline CURLcode mayfly_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return curl_easy_setopt(handle, option, value);
}

// libcurl copies the bytes.
static inline CURLcode mayfly_curl_set_blob(CURL *handle, CURLoption option, const void *bytes, size_t count) {
    struct curl_blob blob = {(void *)bytes, count, CURL_BLOB_COPY};
    return curl_easy_setopt(handle, option, &blob);
}

// Both take what arrives and have the same type: the answer's body, and its head line by line.
static inline CURLcode mayfly_curl_set_receiver(
    CURL *handle, CURLoption option, size_t (*function)(char *bytes, size_t size, size_t count, void *context)) {
    return curl_easy_setopt(handle, option, function);
}

static inline CURLcode mayfly_curl_set_sender(
    CURL *handle, size_t (*read)(char *bytes, size_t size, size_t count, void *context),
    int (*seek)(void *context, curl_off_t offset, int origin)) {
    CURLcode code = curl_easy_setopt(handle, CURLOPT_READFUNCTION, read);
    return code == CURLE_OK ? curl_easy_setopt(handle, CURLOPT_SEEKFUNCTION, seek) : code;
}

// curl_easy_getinfo() is variadic too. Null when there is none; the text lives as long as the handle.
static inline const char *mayfly_curl_text(CURL *handle, CURLINFO info) {
    char *value = (char *)0;
    return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : (char *)0;
}

static inline long mayfly_curl_long(CURL *handle, CURLINFO info) {
    long value = 0;
    return curl_easy_getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

// Negative when there is none.
static inline curl_socket_t mayfly_curl_socket(CURL *handle) {
    curl_socket_t value = CURL_SOCKET_BAD;
    return curl_easy_getinfo(handle, CURLINFO_ACTIVESOCKET, &value) == CURLE_OK ? value : CURL_SOCKET_BAD;
}

// The message is a union.
static inline CURLcode mayfly_curl_result(const CURLMsg *message) { return message->data.result; }

// A macro of shifted bits, which Swift does not import as the type that curl_global_init() takes.
static inline CURLcode mayfly_curl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

#endif
