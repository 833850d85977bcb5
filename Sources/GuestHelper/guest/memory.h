// A guest that runs out of memory shall not lose its helper.
#ifndef MEMORY_H
#define MEMORY_H

void memory_protect(void);

// For the processes it starts, which are what may be ended.
void memory_give_up_protection(void);

#endif
