/* Eight threads that call everything on the same handles, while two of them free the handles and
 * another changes the log. */
#define _POSIX_C_SOURCE 200809L

#include "misuse_memory.h"

#include <pthread.h>

enum { THREADS = 8, FREEING = 2, TIMES = 6, ROUNDS = 2 };

struct desk {
    const struct objects *objects;
    struct memory memory;
    int number, frees_at;
};

static void use(const struct desk *desk, const struct export *export)
{
    struct call call;

    fill_call(&call, export, &desk->memory, desk->objects);
    export->call(&call);
    if (export->returns != STATUS) {
        return;
    }
    /* Begun or ended by another thread in between. */
    CHECK(((begins_a_transaction(export) || ends_a_transaction(export))
           && (call.status == JPKI_OK || call.status == JPKI_ERROR_ARGUMENT))
          || call.status == best_outcome(export) || call.status == JPKI_ERROR_HANDLE
          || call.status == JPKI_ERROR_SERVICE_NOT_RUNNING || call.status == JPKI_ERROR_NO_CARD
          || call.status == JPKI_ERROR_CANCELLED || call.status == JPKI_ERROR_TIMED_OUT);
    CHECK_CALL(call.status, *desk->memory.error, call.status);
    if (call.status == JPKI_OK) {
        free_results(export, &call);
    } else {
        check_nothing(export, &call, -1, -1);
    }
}

static void *call_everything(void *user)
{
    const struct desk *desk = user;
    int step;

    for (step = 0; step < ROUNDS * export_count; step++) {
        /* Each begins at another export, so that freeing coincides with all of them. */
        const struct export *export = &exports[(step + 5 * desk->number) % export_count];

        if (desk->number < FREEING && step == desk->frees_at) {
            free_objects(desk->objects);
        }
        if (!is_free(export) && parameter_place(export, LOG_LEVEL) < 0) {
            use(desk, export);
        }
    }
    return NULL;
}

static void line(void *user, int32_t level, const char *message)
{
    (void)user;
    CHECK(level > 0 && message != NULL);
}

static void *change_the_log(void *user)
{
    int round;

    (void)user;
    for (round = 0; round < 40; round++) {
        CHECK_STATUS(JPKI_OK, jpki_log_set(round % 2 ? line : NULL, NULL, JPKI_LOG_TRACE, NULL));
    }
    CHECK_STATUS(JPKI_OK, jpki_log_set(NULL, NULL, JPKI_LOG_OFF, NULL));
    return NULL;
}

static void together(struct desk *desks, int time)
{
    const struct objects objects = open_objects();
    pthread_t threads[THREADS], log_thread;
    int i;

    CHECK(pthread_create(&log_thread, NULL, change_the_log, NULL) == 0);
    for (i = 0; i < THREADS; i++) {
        desks[i].objects = &objects;
        desks[i].memory.options->certificate = objects.handles[CERTIFICATE];
        desks[i].number = i;
        desks[i].frees_at = time * ROUNDS * export_count / TIMES;
        CHECK(pthread_create(&threads[i], NULL, call_everything, &desks[i]) == 0);
    }
    for (i = 0; i < THREADS; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
    }
    CHECK(pthread_join(log_thread, NULL) == 0);
    CHECK_STATUS(JPKI_ERROR_HANDLE,
                 jpki_card_set_read_length(objects.handles[CARD], 256, NULL));
    CHECK_STATUS(JPKI_ERROR_HANDLE, jpki_context_cancel(objects.handles[CONTEXT], NULL));
    CHECK(certificate_length(objects.handles[CERTIFICATE]) == 0);
    CHECK(signature_length(objects.handles[SIGNATURE]) == 0);
    CHECK(jpki_picture_data(objects.handles[PICTURE], NULL) == NULL);
    jpki_certificate_free(objects.authority);
}

void misuse_threads(void)
{
    const struct objects model = open_objects();
    struct desk desks[THREADS];
    int i;

    for (i = 0; i < THREADS; i++) {
        desks[i].memory = new_memory(&model);
    }
    for (i = 0; i < TIMES; i += brief ? TIMES / 2 : 1) {
        together(desks, i);
    }
    check_objects(&model);
    free_objects(&model);
}
