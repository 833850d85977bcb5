#include "tree.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// Makes every directory above the last name.
static bool make_parents_of(char *path, size_t *made) {
    for (char *at = strchr(path + 1, '/'); at != NULL; at = strchr(at + 1, '/')) {
        *at = 0;
        int result = mkdir(path, 0755);
        int error = errno;
        *at = '/';
        if (result == 0 && *made == 0) *made = (size_t)(at - path);
        if (result != 0 && error != EEXIST) {
            // A directory on a read-only file system exists all the same.
            errno = error;
            if (error != EROFS && error != EACCES && error != EPERM) return false;
        }
    }
    return true;
}

static bool look_at_root(struct tree *tree) {
    struct stat found;
    if (tree->parent < 0) return false;
    tree->fresh = fstatat(tree->parent, tree->root, &found, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT;
    return true;
}

bool tree_start(struct tree *tree, char *path, bool make_parents) {
    size_t length = strlen(path);
    while (length > 1 && path[length - 1] == '/') path[--length] = 0;
    if (make_parents && !make_parents_of(path, &tree->made)) return false;
    char *slash = strrchr(path, '/');
    if (slash == NULL) {
        tree->parent = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        tree->root = path;
        return look_at_root(tree);
    }
    char kept = slash[1];
    slash[1] = 0;
    tree->parent = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    slash[1] = kept;
    tree->root = kept == 0 ? "." : slash + 1;
    return look_at_root(tree);
}

void tree_close(struct tree *tree) {
    while (tree->depth > 0) tree_leave(tree);
    free(tree->levels);
    if (tree->parent >= 0) close(tree->parent);
}

int tree_directory(const struct tree *tree) {
    return tree->depth == 0 ? tree->parent : tree->levels[tree->depth - 1].directory;
}

const char *tree_name(const struct tree *tree, const char *name) { return tree->depth == 0 ? tree->root : name; }

bool tree_enter(struct tree *tree, const struct record *entry) {
    const char *name = tree_name(tree, entry->name);
    int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
    // Only the root may be a link: the host named it. It is entered with all rights and gets its own when it is left.
    if (tree->depth > 0) flags |= O_NOFOLLOW;
    if (tree->depth == RECORD_DEPTH_MAX) return errno = ENAMETOOLONG, false;
    if (tree->depth == tree->room) {
        struct tree_level *levels = realloc(tree->levels, (tree->room + 8) * sizeof(*levels));
        if (levels == NULL) return false;
        tree->levels = levels;
        tree->room += 8;
    }
    if (mkdirat(tree_directory(tree), name, 0700) != 0 && errno != EEXIST) return false;
    int directory = openat(tree_directory(tree), name, flags);
    if (directory < 0) return false;
    struct tree_level *level = &tree->levels[tree->depth++];
    level->directory = directory;
    level->entry = *entry;
    strcpy(level->name, entry->name);
    return true;
}

void tree_leave(struct tree *tree) { close(tree->levels[--tree->depth].directory); }

static void next_temporary(struct tree *tree) {
    static unsigned counter;
    snprintf(tree->temporary, sizeof(tree->temporary), ".mayfly-%x-%x", (unsigned)getpid(), counter++);
}

int tree_temporary(struct tree *tree) {
    int fd = -1;
    for (int i = 0; i < 100; i++) {
        next_temporary(tree);
        fd = openat(tree_directory(tree), tree->temporary, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
        if (fd >= 0 || errno != EEXIST) break;
    }
    if (fd < 0) tree->temporary[0] = 0;
    return fd;
}

bool tree_temporary_symlink(struct tree *tree, const char *target) {
    bool made = false;
    for (int i = 0; i < 100 && !made; i++) {
        next_temporary(tree);
        made = symlinkat(target, tree_directory(tree), tree->temporary) == 0;
        if (!made && errno != EEXIST) break;
    }
    if (!made) tree->temporary[0] = 0;
    return made;
}

bool tree_rename(struct tree *tree, const char *name) {
    int directory = tree_directory(tree);
    if (renameat(directory, tree->temporary, directory, tree_name(tree, name)) != 0) return false;
    tree->temporary[0] = 0;
    return true;
}

void tree_remove_temporary(struct tree *tree) {
    if (tree->temporary[0] == 0) return;
    int error = errno;
    unlinkat(tree_directory(tree), tree->temporary, 0);
    tree->temporary[0] = 0;
    errno = error;
}

void tree_fail(const struct tree *tree, struct tree_failure *failure, uint8_t stage, const char *name) {
    failure->stage = stage;
    failure->error = errno;
    char *at = failure->path, *end = failure->path + sizeof(failure->path);
    at = stpncpy(at, tree->path, (size_t)(end - at) - 1);
    for (unsigned i = 1; i <= tree->depth; i++) {
        const char *part = i < tree->depth ? tree->levels[i].name : name;
        if (part[0] == 0 || end - at < (long)strlen(part) + 2) break;
        *at++ = '/';
        at = stpcpy(at, part);
    }
    *at = 0;
}
