#include <dirent.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tree.h"

// Follows no link; what cannot be removed stays.
static void remove_all(int parent, const char *name, int depth) {
    if (unlinkat(parent, name, 0) == 0 || depth == 0) return;
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0) return;
    // A directory that is whole may be one that its owner cannot write to.
    fchmod(fd, 0700);
    DIR *directory = fdopendir(fd);
    if (directory == NULL) {
        close(fd);
        return;
    }
    for (struct dirent *entry; (entry = readdir(directory)) != NULL;)
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0) remove_all(fd, entry->d_name, depth - 1);
    closedir(directory);
    unlinkat(parent, name, AT_REMOVEDIR);
}

void tree_undo(struct tree *tree, char *path) {
    tree_remove_temporary(tree);
    if (tree->fresh) remove_all(tree->parent, tree->root, RECORD_DEPTH_MAX + 1);
    tree->fresh = false;
    if (tree->made == 0) return;
    for (size_t i = strlen(path); i-- > tree->made;) {
        if (path[i] != '/' || path[i + 1] == 0) continue;
        path[i] = 0;
        int result = rmdir(path);
        path[i] = '/';
        if (result != 0) break;
    }
    tree->made = 0;
}
