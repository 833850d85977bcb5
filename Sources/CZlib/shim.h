#ifndef MAYFLY_CZLIB_H
#define MAYFLY_CZLIB_H

#include <zlib.h>

// inflateInit2 is a macro. 16 more than the largest window: a gzip header, and the sum after the data, checked.
static inline int mayfly_gunzip_init(z_stream *stream) { return inflateInit2(stream, 16 + MAX_WBITS); }

#endif
