#ifndef MAYFLY_CCURL_H
#define MAYFLY_CCURL_H

#include <curl/curl.h>

#endif
