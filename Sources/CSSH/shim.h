#ifndef MAYFLY_CSSH_H
#define MAYFLY_CSSH_H

#include <libssh2.h>
#include <libssh2_sftp.h>

#endif
