#include <linux/kcov.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>

#include "kcov.h"

#define BUFFER_SIZE (KCOV_ENTRIES * sizeof(unsigned long))

size_t kcov_overflows, kcov_count;

// Addresses that were seen, each once; 0 is a free place. Its size is a power of two.
static unsigned long *places;
static size_t size;

static void put(unsigned long *in, size_t in_size, unsigned long address) {
    size_t place = (size_t)((unsigned long long)address * 0x9E3779B97F4A7C15ull >> 20) & (in_size - 1);
    while (in[place] != 0 && in[place] != address) place = (place + 1) & (in_size - 1);
    if (in[place] == address) return;
    in[place] = address;
    kcov_count++;
}

static bool grow(void) {
    size_t larger = size == 0 ? 65536 : 2 * size;
    unsigned long *list = calloc(larger, sizeof(*list));
    if (list == NULL) return false;
    kcov_count = 0;
    for (size_t i = 0; i < size; i++)
        if (places[i] != 0) put(list, larger, places[i]);
    free(places);
    places = list;
    size = larger;
    return true;
}

unsigned long *kcov_map(int fd) {
    if (ioctl(fd, KCOV_INIT_TRACE, KCOV_ENTRIES) != 0) return NULL;
    void *area = mmap(NULL, BUFFER_SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return area == MAP_FAILED ? NULL : area;
}

void kcov_unmap(unsigned long *buffer) { munmap(buffer, BUFFER_SIZE); }

size_t kcov_take(unsigned long *buffer) {
    size_t count = __atomic_load_n(buffer, __ATOMIC_ACQUIRE);
    bool lost = count >= KCOV_ENTRIES - 1;
    if (lost) count = KCOV_ENTRIES - 1;
    for (size_t i = 1; i <= count; i++) {
        if (2 * kcov_count >= size && !grow()) {
            lost = true;
            break;
        }
        if (buffer[i] != 0) put(places, size, buffer[i]);
    }
    if (lost) kcov_overflows++;
    __atomic_store_n(buffer, 0, __ATOMIC_RELEASE);
    return count;
}

bool kcov_is_filling(const unsigned long *buffer) {
    return __atomic_load_n(buffer, __ATOMIC_RELAXED) > KCOV_ENTRIES / 2;
}

static int compare(const void *a, const void *b) {
    unsigned long left = *(const unsigned long *)a, right = *(const unsigned long *)b;
    return left < right ? -1 : left > right;
}

unsigned long *kcov_sorted(void) {
    size_t kept = 0;
    for (size_t i = 0; i < size; i++)
        if (places[i] != 0) places[kept++] = places[i];
    size = 0;
    if (kept > 0) qsort(places, kept, sizeof(*places), compare);
    return places;
}
