/*
 * A machine without libpcsclite, on which it is installed while the program runs. Arguments: the
 * file over which something else is mounted, and the name of the reader with a card.
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <time.h>

#include "check.h"

static jpki_context *context;

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static jpki_status wait_for_card(int32_t milliseconds, jpki_wait_flags flags)
{
    jpki_card *card = NULL;
    jpki_status status = jpki_card_wait(context, NULL, milliseconds, flags, NULL, &card, NULL);
    CHECK((card != NULL) == (status == JPKI_OK));
    jpki_card_free(card);
    return status;
}

/* Whether this process has the library in memory. */
static int is_loaded(void)
{
    char line[512];
    int found = 0;
    FILE *maps = fopen("/proc/self/maps", "r");
    CHECK(maps != NULL);
    while (fgets(line, sizeof line, maps) != NULL) {
        found |= strstr(line, "libpcsclite") != NULL;
    }
    fclose(maps);
    return found;
}

static void says_what_to_install(const jpki_error *error)
{
    static const jpki_language languages[] = {JPKI_LANGUAGE_ENGLISH, JPKI_LANGUAGE_JAPANESE};
    int index;
    CHECK(error->pcsc_code == 0);
    for (index = 0; index < 2; index++) {
        const char *text = jpki_status_text(error->status, languages[index]);
        CHECK(strstr(text, "libpcsclite1") != NULL);
        CHECK(strstr(text, "pcsc-lite") != NULL);
    }
    CHECK(strcmp(jpki_status_name(error->status), "JPKI_ERROR_PCSC_NOT_INSTALLED") == 0);
}

static jpki_event next(jpki_monitor *monitor)
{
    jpki_event event;
    memset(&event, 0, sizeof event);
    event.struct_size = sizeof event;
    CHECK_STATUS(JPKI_OK, jpki_monitor_next(monitor, 10000, NULL, &event, NULL));
    return event;
}

/* Every call says so, and none takes long. */
static void without_the_library(jpki_monitor *monitor, const char *reader)
{
    jpki_error error = used_error();
    jpki_readers *readers = NULL;
    jpki_presence presence;
    jpki_card *card = NULL;
    jpki_event event;
    double started = now();

    CHECK_CALL(JPKI_ERROR_PCSC_NOT_INSTALLED, error,
               jpki_context_readers(context, &readers, &error));
    says_what_to_install(&error);
    CHECK_STATUS(JPKI_ERROR_PCSC_NOT_INSTALLED,
                 jpki_context_reader_status(context, reader, &presence, NULL));
    CHECK_STATUS(JPKI_ERROR_PCSC_NOT_INSTALLED, jpki_card_connect(context, reader, &card, NULL));
    CHECK(wait_for_card(JPKI_WAIT_FOREVER, 0) == JPKI_ERROR_PCSC_NOT_INSTALLED);
    CHECK(now() - started < 1);

    started = now();
    CHECK(wait_for_card(600, JPKI_WAIT_FOR_SERVICE) == JPKI_ERROR_PCSC_NOT_INSTALLED);
    CHECK(now() - started >= 0.6 && now() - started < 5);

    event = next(monitor);
    CHECK(event.event == JPKI_EVENT_SERVICE_STOPPED);
    CHECK(event.reason == JPKI_ERROR_PCSC_NOT_INSTALLED && event.pcsc_code == 0);
    CHECK_STATUS(JPKI_ERROR_TIMED_OUT, jpki_monitor_next(monitor, 600, NULL, &event, NULL));
    CHECK(!is_loaded());
}

static void *wait_until_installed(void *status)
{
    *(jpki_status *)status = wait_for_card(JPKI_WAIT_FOREVER, JPKI_WAIT_FOR_SERVICE);
    return NULL;
}

/* The wait and the monitor that were there before find it, and so does every call. */
static void once_it_is_installed(jpki_monitor *monitor, const char *file, const char *reader)
{
    pthread_t waiter;
    jpki_status waited = JPKI_ERROR_INTERNAL;
    jpki_presence presence;
    jpki_event event;

    CHECK(pthread_create(&waiter, NULL, wait_until_installed, &waited) == 0);
    nanosleep(&(struct timespec){0, 300000000}, NULL);
    CHECK(umount2(file, MNT_DETACH) == 0);
    event = next(monitor);
    CHECK(event.event == JPKI_EVENT_SERVICE_STARTED);
    do {
        event = next(monitor);
    } while (event.event != JPKI_EVENT_CARD_INSERTED);
    CHECK(strcmp(event.reader, reader) == 0);
    CHECK(pthread_join(waiter, NULL) == 0);
    CHECK(waited == JPKI_OK);
    CHECK_STATUS(JPKI_OK, jpki_context_reader_status(context, reader, &presence, NULL));
    CHECK(wait_for_card(0, 0) == JPKI_OK);
    CHECK(is_loaded());
}

int main(int count, char **arguments)
{
    jpki_monitor *monitor = NULL;
    int index;

    CHECK(count == 3);
    CHECK(!is_loaded());
    CHECK_STATUS(JPKI_OK, jpki_context_new(&context, NULL));
    CHECK_STATUS(JPKI_OK, jpki_monitor_new(context, NULL, 0, &monitor, NULL));
    without_the_library(monitor, arguments[2]);
    for (index = 0; index < 40; index++) {
        CHECK(wait_for_card(0, 0) == JPKI_ERROR_PCSC_NOT_INSTALLED);
    }
    once_it_is_installed(monitor, arguments[1], arguments[2]);
    jpki_monitor_free(monitor);
    jpki_context_free(context);
    return checks_end();
}
