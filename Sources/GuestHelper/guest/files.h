// Small files of the system, replaced whole: who reads one sees the old or the new.
#ifndef FILES_H
#define FILES_H

#include <stddef.h>
#include <sys/types.h>

// Paths are relative to the directory. All return 0 or an errno; ENOENT is a file that is not there, ELOOP a link.
//
// Owner, mode and label stay. Nothing is synced: a file whose new content a crash of the whole machine undoes belongs to
// a copy that is then thrown away, and each sync costs more than all the rest together.
int file_replace(int directory, const char *path, const void *bytes, size_t count);

// The same, but a file that is not there is made, with this mode and owner.
int file_make(int directory, const char *path, const void *bytes, size_t count, mode_t mode, uid_t uid, gid_t gid);

// Writes into the file as it is, also where it is mounted on.
int file_overwrite(int directory, const char *path, const void *bytes, size_t count);

// A whole file with a zero byte after it; -1 with errno, EFBIG when it does not fit.
ssize_t file_read(int directory, const char *path, char *text, size_t size);

#endif
