#define _POSIX_C_SOURCE 200809L

#include "check.h"

#include <dirent.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static long passed_so_far;

static void passed(void)
{
    pthread_mutex_lock(&guard);
    passed_so_far++;
    pthread_mutex_unlock(&guard);
}

const char *checks_about = "";

static void failed(const char *text, const char *file, int line)
{
    fprintf(stderr, "%s:%d: failed: %s %s\n", file, line, text, checks_about);
    exit(1);
}

void check_true(int holds, const char *text, const char *file, int line)
{
    if (!holds) {
        failed(text, file, line);
    }
    passed();
}

void check_status(jpki_status expected, jpki_status got, const char *text, const char *file,
                  int line)
{
    if (got != expected) {
        fprintf(stderr, "expected %s, got %s (%ld)\n", jpki_status_name(expected),
                jpki_status_name(got), (long)got);
        failed(text, file, line);
    }
    passed();
}

void check_call(jpki_status expected, jpki_status got, const jpki_error *error, const char *text,
                const char *file, int line)
{
    check_status(expected, got, text, file, line);
    if (error->status != got || error->struct_size != sizeof *error) {
        failed("the error structure says what was returned", file, line);
    }
    if (memchr(error->message, 0, sizeof error->message) == NULL
        || (error->message[0] == 0) != (got == JPKI_OK)) {
        failed("a message for a failure and none for a success", file, line);
    }
    if (got == JPKI_OK
        && (error->tries_left != -1 || error->status_word != 0 || error->pcsc_code != 0)) {
        failed("a success clears the error structure", file, line);
    }
}

jpki_error used_error(void)
{
    jpki_error error;

    memset(&error, 0x5A, sizeof error);
    error.struct_size = sizeof error;
    return error;
}

static int threads(void)
{
    DIR *tasks = opendir("/proc/self/task");
    const struct dirent *task;
    int number = 0;

    if (tasks == NULL) {
        return 1;
    }
    while ((task = readdir(tasks)) != NULL) {
        number += task->d_name[0] != '.';
    }
    closedir(tasks);
    return number;
}

/*
 * A query to the service that no call waits for any more ends on its own, in a thread of the
 * library: under valgrind, on a busy computer, this may be after the program would end.
 */
static void let_threads_end(void)
{
    const struct timespec pause = {0, 10000000};
    int turns;

    for (turns = 0; turns < 1000 && threads() > 1; turns++) {
        nanosleep(&pause, NULL);
    }
}

int checks_end(void)
{
    let_threads_end();
    printf("%ld checks passed\n", passed_so_far);
    return 0;
}

size_t certificate_length(const jpki_certificate *certificate)
{
    size_t length = 1;

    CHECK((jpki_certificate_data(certificate, &length) == NULL) == (length == 0));
    return length;
}

size_t signature_length(const jpki_signature *signature)
{
    size_t length = 1;

    CHECK((jpki_signature_data(signature, &length) == NULL) == (length == 0));
    return length;
}
