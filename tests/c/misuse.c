/*
 * The caller as an adversary: whatever it does, within what a library can detect, it gets a status
 * and no crash, and no PIN try is spent.
 *
 *   misuse             everything, without a smart card service
 *   misuse --brief     the same with fewer repetitions, for valgrind
 *   misuse --service   with the service at PCSCLITE_CSOCK_NAME, whose readers
 *                      are empty: what it changes
 *   misuse --threads   only the threads
 *   misuse --exports   lists the exports that it covers
 */
#include "misuse_exports.h"

#include "fence.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int brief;

static int list_exports(void)
{
    int i;

    for (i = 0; i < export_count; i++) {
        puts(exports[i].name);
    }
    return 0;
}

int main(int argc, char **argv)
{
    const char *choice = argc > 1 ? argv[1] : "";

    if (strcmp(choice, "--exports") == 0) {
        return list_exports();
    }
    if (strcmp(choice, "--service") == 0) {
        misuse_table();
        misuse_arguments();
        misuse_threads();
        misuse_waits();
        return checks_end();
    }
    if (strcmp(choice, "--swaps") == 0) {
        printf("%d\n", misuse_swaps());
        return 0;
    }
    brief = strcmp(choice, "--brief") == 0;
    /* No smart card service, whatever runs on this computer. */
    CHECK(without_service());
    if (strcmp(choice, "--threads") == 0) {
        misuse_threads();
        return checks_end();
    }
    misuse_table();
    misuse_swaps();
    misuse_handles();
    misuse_arguments();
    misuse_structures();
    misuse_log();
    misuse_transport();
    misuse_threads();
    return checks_end();
}
