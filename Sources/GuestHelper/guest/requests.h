// What the host asks for when it opens a stream. Strings point into the request.
#ifndef REQUESTS_H
#define REQUESTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct exec_request {
    uint16_t flags, rows, columns, arguments, variables;
    char *user, *directory;
    // The first of `arguments` strings, each ended by a zero byte; `variables` strings follow them.
    char *strings;
};

// A path, or the name of a host with its port as the number.
struct path_request {
    uint16_t number;
    char *path;
};

bool parse_exec(char *bytes, size_t count, struct exec_request *request);
bool parse_path(char *bytes, size_t count, struct path_request *request);

// The string after this one.
char *next_string(char *string);

#endif
