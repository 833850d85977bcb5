// /etc/passwd and /etc/group, read by hand: the C library's way loads shared objects, which a static program must not.
#ifndef USERS_H
#define USERS_H

#include <stdbool.h>
#include <sys/types.h>

#define GROUPS_MAX 256

struct user {
    uid_t uid;
    gid_t gid;
    char name[64], home[256], shell[256];
    gid_t groups[GROUPS_MAX];
    int group_count;
};

// Finds a user by name or number. A number that the file does not know is a user without a name.
bool user_find(const char *name, struct user *user);

// The same for the system under a directory.
bool user_find_at(int root, const char *name, struct user *user);

// Fills in the groups that list the user.
void user_find_groups(struct user *user);

#endif
