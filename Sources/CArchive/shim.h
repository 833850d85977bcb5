#ifndef MAYFLY_CARCHIVE_H
#define MAYFLY_CARCHIVE_H

#include <archive.h>
#include <archive_entry.h>

#endif
