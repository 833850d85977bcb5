// A terminal for interactive commands, without the C library's way that asks for group names.
#ifndef TERMINAL_H
#define TERMINAL_H

#include <stdint.h>

// Opens both sides; -1 and errno on failure.
int terminal_open(int *slave, uint16_t rows, uint16_t columns);
void terminal_resize(int master, uint16_t rows, uint16_t columns);

#endif
