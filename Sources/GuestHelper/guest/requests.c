#include "requests.h"

#include <string.h>

#include "bytes.h"

char *next_string(char *string) { return string + strlen(string) + 1; }

// Takes one string of a bounded list; NULL when there is none.
static char *take(char **at, char *end) {
    char *string = *at;
    char *zero = string < end ? memchr(string, 0, (size_t)(end - string)) : NULL;
    if (zero == NULL) return NULL;
    *at = zero + 1;
    return string;
}

bool parse_exec(char *bytes, size_t count, struct exec_request *request) {
    if (count < 10) return false;
    const unsigned char *head = (const unsigned char *)bytes;
    request->flags = get16(head);
    request->rows = get16(head + 2);
    request->columns = get16(head + 4);
    request->arguments = get16(head + 6);
    request->variables = get16(head + 8);
    char *at = bytes + 10, *end = bytes + count;
    request->user = take(&at, end);
    request->directory = request->user == NULL ? NULL : take(&at, end);
    if (request->directory == NULL || request->arguments == 0) return false;
    request->strings = at;
    for (unsigned i = 0; i < request->arguments; i++)
        if (take(&at, end) == NULL) return false;
    for (unsigned i = 0; i < request->variables; i++) {
        char *variable = take(&at, end);
        if (variable == NULL || variable[0] == '=' || strchr(variable, '=') == NULL) return false;
    }
    return at == end;
}

bool parse_path(char *bytes, size_t count, struct path_request *request) {
    if (count < 3) return false;
    request->number = get16((const unsigned char *)bytes);
    char *at = bytes + 2;
    request->path = take(&at, bytes + count);
    return request->path != NULL && request->path[0] != 0 && at == bytes + count;
}
