#ifndef MAYFLY_CCRYPTO_H
#define MAYFLY_CCRYPTO_H

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/rand.h>

// Called before anything else of libcrypto's; again it does nothing. Otherwise exit() takes its tables away while threads
// that still close their connections use them, and a program that had done its work crashes. The macro is a number of a type
// that the function does not take.
static inline int mayfly_crypto_start(void) { return OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, NULL); }

#endif
