/*
 * What a desk meets on a day: authentications, a wrong PIN, removals, the monitor, cancelled waits,
 * a service that stops and starts.
 */
#include "windows_desk.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

static void pause_for(long milliseconds)
{
    struct timespec pause = {0, 0};

    pause.tv_sec = milliseconds / 1000;
    pause.tv_nsec = milliseconds % 1000 * 1000000;
    nanosleep(&pause, NULL);
}

/* In UTF-8, whatever code page this source is compiled with. */
#define RECEPTION "\345\217\227\344\273\230"

static void japanese_name(const struct desk *desk)
{
    jpki_card *card = NULL;

    CHECK(strncmp(desk->readers[0], RECEPTION, strlen(RECEPTION)) == 0);
    CHECK_STATUS(JPKI_OK, jpki_card_wait(desk->context, RECEPTION, MOST_WAIT, JPKI_WAIT_NAME_PART,
                                         NULL, &card, NULL));
    jpki_card_free(card);
    puts("a part of a Japanese name finds its reader");
}

static void both_readers(const struct desk *desk)
{
    int reader;

    for (reader = 0; reader < 2; reader++) {
        jpki_card *card = card_at(desk, reader);

        CHECK(strcmp(jpki_card_reader_name(card), desk->readers[reader]) == 0);
        CHECK_STATUS(JPKI_OK, authenticate(card, "1234", NULL));
        CHECK(!key_is_open(reader));
        jpki_card_free(card);
    }
    CHECK(card_says(0, "verify_commands") == 1 && card_says(1, "verify_commands") == 1);
    puts("two readers: signed at each, the keys are locked");
}

static void wrong_pin(const struct desk *desk)
{
    jpki_card *card = card_at(desk, 0);
    jpki_error error = used_error();

    CHECK_CALL(JPKI_ERROR_PIN_WRONG, error, authenticate(card, "9999", &error));
    CHECK(error.tries_left == 2 && card_says(0, "pin_tries") == 2);
    CHECK_STATUS(JPKI_OK, authenticate(card, "1234", NULL));
    CHECK(card_says(0, "pin_tries") == 3 && !key_is_open(0));
    jpki_card_free(card);
    puts("wrong PIN: 2 tries left, 3 after the right one");
}

static void removal(const struct desk *desk)
{
    jpki_card *card = card_at(desk, 0);
    int command;

    CHECK(strcmp(order("remove 0"), "removed") == 0);
    CHECK_STATUS(JPKI_ERROR_CARD_REMOVED, authenticate(card, "1234", NULL));
    CHECK_STATUS(JPKI_ERROR_CARD_REMOVED, authenticate(card, "1234", NULL));
    jpki_card_free(card);
    CHECK(strcmp(order("insert 0"), "inserted") == 0);
    /* In the middle of an authentication. */
    for (command = 1; command <= 9; command += 4) {
        jpki_status status;

        card = card_at(desk, 0);
        order("fault 0 removed-before at %d", command);
        status = authenticate(card, "1234", NULL);
        CHECK(strcmp(order("removed 0"), "removed") == 0);
        CHECK_STATUS(JPKI_ERROR_CARD_REMOVED, status);
        CHECK(!key_is_open(0));
        jpki_card_free(card);
        CHECK(strcmp(order("insert 0"), "inserted") == 0);
    }
    jpki_card_free(card_at(desk, 0));
    puts("removal: CARD_REMOVED before and within an authentication");
}

static void next(jpki_monitor *monitor, jpki_event_kind expected, const char *reader)
{
    jpki_event event;

    memset(&event, 0, sizeof event);
    event.struct_size = sizeof event;
    CHECK_STATUS(JPKI_OK, jpki_monitor_next(monitor, MOST_WAIT, NULL, &event, NULL));
    if (event.event != expected) {
        fprintf(stderr, "expected event %lx, got %lx of %s\n", (unsigned long)expected,
                (unsigned long)event.event, event.reader);
    }
    CHECK(event.event == expected);
    CHECK(strcmp(event.reader, reader) == 0);
}

/* The readers first, then their cards: in reader 1, and in reader 0 if that has one. */
static jpki_monitor *monitor_of(const struct desk *desk, int both)
{
    jpki_monitor *monitor = NULL;

    CHECK_STATUS(JPKI_OK, jpki_monitor_new(desk->context, NULL, 0, &monitor, NULL));
    next(monitor, JPKI_EVENT_READER_ARRIVED, desk->readers[0]);
    next(monitor, JPKI_EVENT_READER_ARRIVED, desk->readers[1]);
    if (both) {
        next(monitor, JPKI_EVENT_CARD_INSERTED, desk->readers[0]);
    }
    next(monitor, JPKI_EVENT_CARD_INSERTED, desk->readers[1]);
    return monitor;
}

static void no_more(jpki_monitor *monitor, int32_t milliseconds)
{
    jpki_event event;

    memset(&event, 0, sizeof event);
    event.struct_size = sizeof event;
    CHECK_STATUS(JPKI_ERROR_TIMED_OUT,
                 jpki_monitor_next(monitor, milliseconds, NULL, &event, NULL));
}

static void monitored(const struct desk *desk)
{
    jpki_monitor *monitor = monitor_of(desk, 1);
    int reader;

    for (reader = 0; reader < 2; reader++) {
        order("remove %d", reader);
        next(monitor, JPKI_EVENT_CARD_REMOVED, desk->readers[reader]);
        order("insert %d", reader);
        next(monitor, JPKI_EVENT_CARD_INSERTED, desk->readers[reader]);
    }
    no_more(monitor, 1000);
    jpki_monitor_free(monitor);
    puts("monitor: readers, cards, a removal and an insertion at each; then silence");
}

struct wait {
    const struct desk *desk;
    jpki_monitor *monitor;
    jpki_status status;
    jpki_card *card;
    double ended;
};

static void *in_a_thread(void *argument)
{
    struct wait *wait = argument;
    jpki_event event;

    memset(&event, 0, sizeof event);
    event.struct_size = sizeof event;
    if (wait->monitor != NULL) {
        wait->status = jpki_monitor_next(wait->monitor, JPKI_WAIT_FOREVER, NULL, &event, NULL);
    } else {
        wait->status = jpki_card_wait(wait->desk->context, wait->desk->readers[0],
                                      JPKI_WAIT_FOREVER, 0, NULL, &wait->card, NULL);
    }
    wait->ended = seconds();
    return NULL;
}

static void cancelled(const struct desk *desk)
{
    double longest = 0.0;
    int run;

    order("remove 0");
    pause_for(1000);
    for (run = 0; run < 10; run++) {
        struct wait wait = {NULL, NULL, JPKI_OK, NULL, 0.0};
        pthread_t thread;
        double begun;

        wait.desk = desk;
        wait.monitor = run % 2 == 0 ? NULL : monitor_of(desk, 0);
        if (wait.monitor != NULL) {
            no_more(wait.monitor, 0);
        }
        CHECK(pthread_create(&thread, NULL, in_a_thread, &wait) == 0);
        pause_for(300);
        begun = seconds();
        CHECK_STATUS(JPKI_OK, jpki_context_cancel(desk->context, NULL));
        CHECK(pthread_join(thread, NULL) == 0);
        CHECK(wait.status == JPKI_ERROR_CANCELLED && wait.card == NULL);
        longest = wait.ended - begun > longest ? wait.ended - begun : longest;
        jpki_monitor_free(wait.monitor);
    }
    order("insert 0");
    jpki_card_free(card_at(desk, 0));
    printf("cancel from another thread: 5 waits and 5 monitors, %.2f s at most\n", longest);
}

/* Both readers leave, with the card that is in one of them, and then the service. */
static void service_events(jpki_monitor *monitor)
{
    int left = 0, removed = 0;

    for (;;) {
        jpki_event event;

        memset(&event, 0, sizeof event);
        event.struct_size = sizeof event;
        CHECK_STATUS(JPKI_OK, jpki_monitor_next(monitor, MOST_WAIT, NULL, &event, NULL));
        left += event.event == JPKI_EVENT_READER_LEFT;
        removed += event.event == JPKI_EVENT_CARD_REMOVED;
        if (event.event == JPKI_EVENT_SERVICE_STOPPED) {
            CHECK(event.reason == JPKI_ERROR_SERVICE_NOT_RUNNING);
            break;
        }
    }
    CHECK(left == 2 && removed <= 1);
}

static void service(const struct desk *desk)
{
    struct wait wait = {NULL, NULL, JPKI_OK, NULL, 0.0};
    jpki_monitor *monitor = monitor_of(desk, 1);
    jpki_card *card = card_at(desk, 1);
    pthread_t thread;

    wait.desk = desk;
    order("remove 0");
    next(monitor, JPKI_EVENT_CARD_REMOVED, desk->readers[0]);
    CHECK(pthread_create(&thread, NULL, in_a_thread, &wait) == 0);
    pause_for(300);
    order("stop");
    CHECK_STATUS(JPKI_ERROR_SERVICE_NOT_RUNNING, authenticate(card, "1234", NULL));
    CHECK_STATUS(JPKI_ERROR_SERVICE_NOT_RUNNING, authenticate(card, "1234", NULL));
    service_events(monitor);
    order("start");
    next(monitor, JPKI_EVENT_SERVICE_STARTED, "");
    next(monitor, JPKI_EVENT_READER_ARRIVED, desk->readers[0]);
    CHECK(pthread_join(thread, NULL) == 0);
    CHECK(wait.status == JPKI_OK);
    CHECK_STATUS(JPKI_OK, authenticate(wait.card, "1234", NULL));
    CHECK(!key_is_open(0));
    jpki_card_free(wait.card);
    jpki_monitor_free(monitor);
    /* An open card stays lost: it may be another one now. */
    CHECK_STATUS(JPKI_ERROR_SERVICE_NOT_RUNNING, authenticate(card, "1234", NULL));
    jpki_card_free(card);
    CHECK(card_says(1, "verify_commands") == 0);
    puts("service stopped and started: the wait found the card, the monitor saw both");
}

void a_day(const struct desk *desk)
{
    both_readers(desk);
    japanese_name(desk);
    wrong_pin(desk);
    removal(desk);
    monitored(desk);
    cancelled(desk);
    service(desk);
}
