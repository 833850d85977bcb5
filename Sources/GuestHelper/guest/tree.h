// The destination of an incoming tree: open directories from the root down, never reached through a link inside it.
#ifndef TREE_H
#define TREE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "record.h"

struct tree_level {
    int directory;
    struct record entry;
    char name[RECORD_NAME_MAX + 1];
};

struct tree {
    // The directory that holds the root, and the root's name in it.
    int parent;
    const char *root;
    // Nothing had the root's name before.
    bool fresh;
    // Where in the path the first directory ends that was made to hold the root; 0 when all were there.
    size_t made;
    const char *path;
    struct tree_level *levels;
    unsigned depth, room;
    // The name of the unfinished file in the current directory; empty when there is none.
    char temporary[40];
};

struct tree_failure {
    uint8_t stage;
    int error;
    char path[1024];
};

// `path` must stay. False with errno when its directory cannot be opened.
bool tree_start(struct tree *tree, char *path, bool make_parents);
void tree_close(struct tree *tree);

// Removes what was made: the unfinished file, a root that was not there before, and the empty directories above it.
// `path` is the one that the tree was started with. tree_remove.c
void tree_undo(struct tree *tree, char *path);

int tree_directory(const struct tree *tree);
// The name in the current directory: the root's own is in the path that was asked for.
const char *tree_name(const struct tree *tree, const char *name);

// All of these fail with errno.
bool tree_enter(struct tree *tree, const struct record *entry);
void tree_leave(struct tree *tree);
int tree_temporary(struct tree *tree);
bool tree_temporary_symlink(struct tree *tree, const char *target);
bool tree_rename(struct tree *tree, const char *name);
void tree_remove_temporary(struct tree *tree);

// Keeps errno and the path of what failed.
void tree_fail(const struct tree *tree, struct tree_failure *failure, uint8_t stage, const char *name);

#endif
