#ifndef MAYFLY_CCRYPTO_H
#define MAYFLY_CCRYPTO_H

#include <openssl/evp.h>
#include <openssl/rand.h>

#endif
