/*
 * Waits for a card on readers that stay empty: eight threads in the same wait while
 * another cancels or frees the context; and cancelling without any wait.
 */
#define _POSIX_C_SOURCE 200809L

#include "misuse.h"

#include <pthread.h>
#include <time.h>

enum { WAITERS = 8 };

struct waiter {
    jpki_context *context;
    int32_t timeout;
    jpki_status status;
};

static void *wait_for_card(void *user)
{
    struct waiter *waiter = user;
    jpki_card *card = NULL;
    jpki_error error = used_error();

    waiter->status = jpki_card_wait(waiter->context, NULL, waiter->timeout, 0, NULL, &card, &error);
    CHECK_CALL(waiter->status, error, waiter->status);
    CHECK(card == NULL);
    return NULL;
}

static void pause_briefly(void)
{
    const struct timespec moment = {0, 50000000};
    nanosleep(&moment, NULL);
}

enum ending { CANCEL, FREE, FREE_TWICE };

static void *free_context(void *user)
{
    const struct waiter *waiter = user;

    jpki_context_free(waiter->context);
    return NULL;
}

static void wait_and_end(enum ending ending)
{
    struct waiter waiters[WAITERS];
    pthread_t threads[WAITERS], other;
    jpki_context *context = NULL;
    int i;

    CHECK_STATUS(JPKI_OK, jpki_context_new(&context, NULL));
    for (i = 0; i < WAITERS; i++) {
        waiters[i].context = context;
        waiters[i].timeout = ending == CANCEL ? 20000 : JPKI_WAIT_FOREVER;
        CHECK(pthread_create(&threads[i], NULL, wait_for_card, &waiters[i]) == 0);
    }
    pause_briefly();
    if (ending == CANCEL) {
        /* Those that have begun; the pause ensures that these are all, or the test takes 20 s. */
        CHECK_STATUS(JPKI_OK, jpki_context_cancel(context, NULL));
    } else {
        CHECK(pthread_create(&other, NULL, free_context, &waiters[0]) == 0);
        if (ending == FREE_TWICE) {
            jpki_context_free(context);
        }
        CHECK(pthread_join(other, NULL) == 0);
    }
    for (i = 0; i < WAITERS; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
        CHECK(waiters[i].status == JPKI_ERROR_CANCELLED
              || (ending != CANCEL && waiters[i].status == JPKI_ERROR_HANDLE)
              || (ending == CANCEL && waiters[i].status == JPKI_ERROR_TIMED_OUT));
    }
    CHECK_STATUS(ending == CANCEL ? JPKI_OK : JPKI_ERROR_HANDLE,
                 jpki_context_cancel(context, NULL));
    jpki_context_free(context);
}

/* It is not kept for the next wait. */
static void cancel_with_nothing_waiting(void)
{
    struct waiter waiter = {NULL, 100, JPKI_OK};
    int i;

    CHECK_STATUS(JPKI_OK, jpki_context_new(&waiter.context, NULL));
    for (i = 0; i < 3; i++) {
        CHECK_STATUS(JPKI_OK, jpki_context_cancel(waiter.context, NULL));
        wait_for_card(&waiter);
        CHECK_STATUS(JPKI_ERROR_TIMED_OUT, waiter.status);
    }
    jpki_context_free(waiter.context);
    wait_for_card(&waiter);
    CHECK_STATUS(JPKI_ERROR_HANDLE, waiter.status);
}

struct presses {
    jpki_context *context;
    jpki_cancellation *button;
    int32_t timeout;
    jpki_status status;
};

static void *wait_for_button(void *user)
{
    struct presses *presses = user;
    jpki_card *card = NULL;
    jpki_error error = used_error();

    presses->status = jpki_card_wait(presses->context, NULL, presses->timeout, 0,
                                     presses->button, &card, &error);
    CHECK_CALL(presses->status, error, presses->status);
    CHECK(card == NULL);
    return NULL;
}

/* Before the waits begin or during them, by a button that may be freed meanwhile; a wait with
 * another button, or none, is not affected. */
static void press_a_button(int before, int freed)
{
    struct presses presses[WAITERS];
    pthread_t threads[WAITERS];
    jpki_context *context = NULL;
    jpki_cancellation *button = NULL, *other = NULL;
    int i;

    CHECK_STATUS(JPKI_OK, jpki_context_new(&context, NULL));
    CHECK_STATUS(JPKI_OK, jpki_cancellation_new(&button, NULL));
    CHECK_STATUS(JPKI_OK, jpki_cancellation_new(&other, NULL));
    for (i = 0; before && i < 2; i++) {
        CHECK_STATUS(JPKI_OK, jpki_cancellation_cancel(button, NULL));
    }
    for (i = 0; i < WAITERS; i++) {
        presses[i].context = context;
        presses[i].button = i == 0 ? NULL : i == 1 ? other : button;
        presses[i].timeout = i < 2 ? 200 : JPKI_WAIT_FOREVER;
        CHECK(pthread_create(&threads[i], NULL, wait_for_button, &presses[i]) == 0);
    }
    if (!before) {
        pause_briefly();
        CHECK_STATUS(JPKI_OK, jpki_cancellation_cancel(button, NULL));
    }
    if (freed) {
        /* The pause ensures that all have begun, otherwise HANDLE is their answer. */
        pause_briefly();
        jpki_cancellation_free(button);
        jpki_cancellation_free(button);
    }
    for (i = 0; i < WAITERS; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
        CHECK(presses[i].status == (i < 2 ? JPKI_ERROR_TIMED_OUT : JPKI_ERROR_CANCELLED)
              || (freed && i >= 2 && presses[i].status == JPKI_ERROR_HANDLE));
    }
    CHECK_STATUS(freed ? JPKI_ERROR_HANDLE : JPKI_OK, jpki_cancellation_cancel(button, NULL));
    jpki_cancellation_free(button);
    jpki_cancellation_free(other);
    jpki_context_free(context);
}

void misuse_waits(void)
{
    int time;

    for (time = 0; time < 4; time++) {
        press_a_button(time & 1, time & 2);
    }

    for (time = 0; time < 3; time++) {
        wait_and_end(CANCEL);
        wait_and_end(FREE);
        wait_and_end(FREE_TWICE);
    }
    cancel_with_nothing_waiting();
}
