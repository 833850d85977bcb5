#ifndef MAYFLY_CSSH_H
#define MAYFLY_CSSH_H

#include <libssh2.h>

// The macros that name these functions take arguments, which Swift does not import; and a callback is given as void *.
static inline LIBSSH2_SESSION *mayfly_ssh_new(void *abstract) {
    return libssh2_session_init_ex(NULL, NULL, NULL, abstract);
}

typedef ssize_t (*mayfly_ssh_send)(int, const void *, size_t, int, void **);
typedef ssize_t (*mayfly_ssh_receive)(int, void *, size_t, int, void **);

static inline void mayfly_ssh_transport(LIBSSH2_SESSION *session, mayfly_ssh_send send, mayfly_ssh_receive receive) {
    libssh2_session_callback_set(session, LIBSSH2_CALLBACK_SEND, (void *)send);
    libssh2_session_callback_set(session, LIBSSH2_CALLBACK_RECV, (void *)receive);
}

#endif
