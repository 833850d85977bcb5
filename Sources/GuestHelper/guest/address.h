// Addresses of TCP.
#ifndef ADDRESS_H
#define ADDRESS_H

#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

// The address of a numeric host; its size, or 0 where it is none.
size_t make_address(const char *host, uint16_t port, struct sockaddr_storage *address);

#endif
