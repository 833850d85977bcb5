// cloud-init's idea of which instance this is.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "files.h"
#include "identity.h"

#define INSTANCES "/var/lib/cloud/instances/"

// What was done for the old instance counts as done for the new one: its directory, with the marks of modules that have
// run, gets the new name. So a reboot repeats nothing, provided that the seed says the new id by then.
static int rename_instance(int cloud, const char *id, char old[256]) {
    char target[512], from[300], to[300];
    ssize_t length = readlinkat(cloud, "instance", target, sizeof(target) - 1);
    if (length < 0) return errno == EINVAL ? ENOENT : errno;
    target[length] = 0;
    while (length > 0 && target[length - 1] == '/') target[--length] = 0;
    const char *slash = strrchr(target, '/');
    snprintf(old, 256, "%s", slash == NULL ? target : slash + 1);
    if (strcmp(old, id) == 0) return 0;
    snprintf(from, sizeof(from), "instances/%s", old);
    snprintf(to, sizeof(to), "instances/%s", id);
    snprintf(target, sizeof(target), INSTANCES "%s", id);
    if (renameat(cloud, from, cloud, to) != 0) return errno;
    unlinkat(cloud, "instance.mayfly", 0);
    if (symlinkat(target, cloud, "instance.mayfly") != 0 || renameat(cloud, "instance.mayfly", cloud, "instance") != 0) {
        int error = errno;
        unlinkat(cloud, "instance.mayfly", 0);
        renameat(cloud, to, cloud, from);
        return error;
    }
    return 0;
}

void identity_instance(const struct identity_system *system, const char *id, struct identity_report *report) {
    char old[256] = "", line[160], previous[256];
    int cloud = openat(system->root, "var/lib/cloud", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    int error = cloud < 0 ? errno : rename_instance(cloud, id, old);
    identity_note(report, IDENTITY_INSTANCE_ID, error, "/var/lib/cloud/instance");
    if (error == 0) {
        int length = snprintf(line, sizeof(line), "%s\n", id);
        error = file_replace(cloud, "data/instance-id", line, (size_t)length);
        identity_note(report, IDENTITY_INSTANCE_ID, error, "/var/lib/cloud/data/instance-id");
        // Both say the template's when it has been booted twice.
        ssize_t size = file_read(cloud, "data/previous-instance-id", previous, sizeof(previous));
        if (size > 0) previous[strcspn(previous, "\n")] = 0;
        if (size > 0 && strcmp(previous, old) == 0) file_replace(cloud, "data/previous-instance-id", line, (size_t)length);
        file_replace(system->root, "run/cloud-init/.instance-id", line, (size_t)length);
    }
    if (cloud >= 0) close(cloud);
}
