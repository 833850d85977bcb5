// The virtio-serial ports that hosts speak through.
#ifndef PORTS_H
#define PORTS_H

#include <stdbool.h>
#include <stddef.h>

#define PORTS_MAX 8

// Ports have names that begin with `prefix`.
void ports_start(const char *prefix);

// A channel that is there already, as an SSH server gives one. False when there are too many.
bool ports_add_descriptors(int fd, int out);

void ports_prepare(void);

// Finds new ports and serves all; false when there is nothing left to serve.
bool ports_step(void);

// ports_find.c: calls `found` with the name of each port and its device's path until it returns false.
void ports_find(const char *prefix, bool (*found)(const char *name, const char *path));

// uevents.c: a socket that tells of new devices, -1 when there is none; and whether it told of a port.
int uevents_open(void);
bool uevents_read(int fd);

#endif
