// The answer to a hello.
#ifndef GREETING_H
#define GREETING_H

#include "session.h"

// Remembers when the helper started.
void greeting_start(void);

void greet(struct session *session, const struct frame *hello);

#endif
