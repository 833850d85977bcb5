#ifndef MAYFLY_CGUESTFS_H
#define MAYFLY_CGUESTFS_H

#include <guestfs.h>
#include <stdlib.h>
#include <string.h>

// guestfs_create_flags is variadic, which Swift cannot call. Without CLOSE_ON_EXIT libguestfs's exit handler does not
// race with handles that are being closed.
static inline guestfs_h *mayfly_guestfs_create(void) {
    return guestfs_create_flags(GUESTFS_CREATE_NO_CLOSE_ON_EXIT | GUESTFS_CREATE_NO_ENVIRONMENT);
}

// The functions below have optional arguments: variadic, or a struct whose bit masks are macros with casts. A disk that
// is being made is worth nothing before the appliance has ended well, so no write of it waits for the host's disk.
static inline int mayfly_guestfs_add_new_disk(guestfs_h *g, const char *path, const char *format, int64_t size) {
    if (guestfs_disk_create(g, path, format, size, -1) != 0) return -1;
    return guestfs_add_drive_opts(
        g, path, GUESTFS_ADD_DRIVE_OPTS_FORMAT, format, GUESTFS_ADD_DRIVE_OPTS_CACHEMODE, "unsafe",
        GUESTFS_ADD_DRIVE_OPTS_DISCARD, "enable", -1);
}

static inline int mayfly_guestfs_add_disk(guestfs_h *g, const char *path, const char *format) {
    return guestfs_add_drive_opts(
        g, path, GUESTFS_ADD_DRIVE_OPTS_FORMAT, format, GUESTFS_ADD_DRIVE_OPTS_CACHEMODE, "unsafe",
        GUESTFS_ADD_DRIVE_OPTS_DISCARD, "enable", -1);
}

static inline int mayfly_guestfs_add_disk_read_only(guestfs_h *g, const char *path, const char *format) {
    return guestfs_add_drive_opts(
        g, path, GUESTFS_ADD_DRIVE_OPTS_FORMAT, format, GUESTFS_ADD_DRIVE_OPTS_READONLY, 1, -1);
}

// A disk that another process serves at a socket.
static inline int mayfly_guestfs_add_served_disk(guestfs_h *g, const char *socket) {
    char server[] = "unix:";
    char *address = malloc(sizeof(server) + strlen(socket));
    if (address == NULL) return -1;
    strcpy(address, server);
    strcat(address, socket);
    char *servers[] = {address, NULL};
    int result = guestfs_add_drive_opts(
        g, "", GUESTFS_ADD_DRIVE_OPTS_FORMAT, "raw", GUESTFS_ADD_DRIVE_OPTS_PROTOCOL, "nbd",
        GUESTFS_ADD_DRIVE_OPTS_SERVER, servers, GUESTFS_ADD_DRIVE_OPTS_CACHEMODE, "unsafe",
        GUESTFS_ADD_DRIVE_OPTS_DISCARD, "enable", -1);
    free(address);
    return result;
}

static inline int mayfly_guestfs_make_ext4(guestfs_h *g, const char *device, const char *label, const char *uuid) {
    return guestfs_mke2fs(
        g, device, GUESTFS_MKE2FS_FSTYPE, "ext4", GUESTFS_MKE2FS_LABEL, label, GUESTFS_MKE2FS_UUID, uuid, -1);
}

static inline int mayfly_guestfs_make_fat(guestfs_h *g, const char *device, const char *label) {
    return guestfs_mkfs_opts(g, "vfat", device, GUESTFS_MKFS_OPTS_LABEL, label, -1);
}

static inline int mayfly_guestfs_relabel(guestfs_h *g, const char *specification, const char *path) {
    return guestfs_selinux_relabel(g, specification, path, GUESTFS_SELINUX_RELABEL_FORCE, 1, -1);
}

static inline int mayfly_guestfs_trim(guestfs_h *g, const char *directory) {
    return guestfs_fstrim(g, directory, -1);
}

#endif
