#ifndef MAYFLY_CGUESTFS_H
#define MAYFLY_CGUESTFS_H

#include <guestfs.h>

// guestfs_create_flags is variadic, which Swift cannot call. Without CLOSE_ON_EXIT libguestfs's exit handler does not
// race with handles that are being closed.
static inline guestfs_h *mayfly_guestfs_create(void) {
    return guestfs_create_flags(GUESTFS_CREATE_NO_CLOSE_ON_EXIT | GUESTFS_CREATE_NO_ENVIRONMENT);
}

#endif
