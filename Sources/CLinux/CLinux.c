// The functions of CLinux are inline; a C target needs one file to compile.
#include "CLinux.h"
