// The answer to a hello.
#ifndef GREETING_H
#define GREETING_H

#include "session.h"

// Remembers when the helper started.
void greeting_start(void);

// The boot id that the guest shows now; empty without /proc.
void greeting_boot_id(char *text, size_t size);

void greet(struct session *session, const struct frame *hello);

#endif
