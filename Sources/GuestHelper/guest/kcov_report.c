#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kcov.h"

// Lines of a word and its values, as Sources/Boots/Coverage/KcovAnswer.swift reads them.
static FILE *begin(int out) {
    FILE *file = fdopen(out, "w");
    if (file != NULL) fputs("kcov 1\n", file);
    return file;
}

void kcov_report_absence(int out, int error) {
    FILE *file = begin(out);
    if (file == NULL) return;
    fprintf(file, "absent %d %s\n", error, strerror(error));
    fclose(file);
}

// Where the kernel's text begins now, which is not where it was linked to; kcov's addresses are where that was.
static void report_text(FILE *file) {
    char line[512];
    FILE *symbols = fopen("/proc/kallsyms", "re");
    if (symbols == NULL) return;
    while (fgets(line, sizeof(line), symbols) != NULL) {
        char *name = strchr(line, ' ');
        if (name == NULL || strcmp(name, " T _text\n") != 0) continue;
        unsigned long address = strtoul(line, NULL, 16);
        // Who may not see it sees zeros.
        if (address != 0) fprintf(file, "text %lx\n", address);
        break;
    }
    fclose(symbols);
}

static void report_modules(FILE *file) {
    char line[4096];
    FILE *modules = fopen("/proc/modules", "re");
    if (modules == NULL) return;
    while (fgets(line, sizeof(line), modules) != NULL) {
        char name[64], address[32];
        unsigned long size;
        // NAME SIZE USES USERS STATE ADDRESS
        if (sscanf(line, "%63s %lu %*s %*s %*s %31s", name, &size, address) != 3) continue;
        unsigned long start = strtoul(address, NULL, 16);
        if (start != 0) fprintf(file, "module %s %lx %lx\n", name, start, size);
    }
    fclose(modules);
}

void kcov_report(int out, size_t tasks, size_t uncovered) {
    FILE *file = begin(out);
    if (file == NULL) return;
    report_text(file);
    report_modules(file);
    fprintf(file, "tasks %zu\nuncovered %zu\noverflows %zu\n", tasks, uncovered, kcov_overflows);
    unsigned long *addresses = kcov_sorted();
    fprintf(file, "addresses %zu\n", kcov_count);
    for (size_t i = 0; i < kcov_count; i++) fprintf(file, "%lx\n", addresses[i]);
    fclose(file);
}
