// Small files of the system, given new content.
#ifndef FILES_H
#define FILES_H

#include <stddef.h>
#include <sys/types.h>

// Paths are relative to the directory. All return 0 or an errno; ENOENT is a file that is not there, ELOOP a link.
//
// The file stays, and with it owner, mode, label and what is mounted on it: one write, then the end cut off. A new file
// in its place would be whole for each reader at each moment, but ext4 then writes it to the disk before it goes on: 2 to
// 10 ms a file instead of 0.1 in an emulated guest. Nor is anything synced: what a crash of the whole machine undoes
// belongs to a copy that is then thrown away.
int file_replace(int directory, const char *path, const void *bytes, size_t count);

// The same, but a file that is not there is made, with this mode and owner.
int file_make(int directory, const char *path, const void *bytes, size_t count, mode_t mode, uid_t uid, gid_t gid);

// A whole file with a zero byte after it; -1 with errno, EFBIG when it does not fit.
ssize_t file_read(int directory, const char *path, char *text, size_t size);

#endif
