/* Eight threads on one card, and on the table of handles, while one of them frees. */
#define _POSIX_C_SOURCE 200809L

#include "misuse.h"

#include <pthread.h>

enum { THREADS = 8, ROUNDS = 40, SHARED = 16 };

struct desk {
    jpki_card *card;
    jpki_certificate *certificate; /* one that stays */
    jpki_certificate *shared[SHARED];
    int number;
};

/* Nobody but the desk's own thread writes these. */
static jpki_error errors[THREADS];

static void open_or_not(jpki_status status)
{
    CHECK(status == JPKI_OK || status == JPKI_ERROR_HANDLE);
}

static void *use_and_free_card(void *user)
{
    const struct desk *desk = user;
    jpki_error *error = &errors[desk->number];
    int round;

    error->struct_size = sizeof *error;
    for (round = 0; round < ROUNDS; round++) {
        int32_t first, second;
        jpki_certificate *certificate = NULL;
        jpki_signature *signature = NULL;

        open_or_not(jpki_card_pin_status(desk->card, &first, &second, error));
        open_or_not(jpki_card_token(desk->card, &first, NULL, 0, error));
        open_or_not(jpki_card_authentication_certificate(desk->card, &certificate, error));
        jpki_certificate_free(certificate);
        if (round % 10 == desk->number) {
            open_or_not(jpki_card_sign(desk->card, "1234", 4, (const uint8_t *)"x", 1, NULL,
                                       &signature, error));
            jpki_signature_free(signature);
        }
        if (desk->number == 0 && round == ROUNDS / 2) {
            jpki_card_free(desk->card);
        }
    }
    return NULL;
}

static void *make_and_free_certificates(void *user)
{
    const struct desk *desk = user;
    const uint8_t *der = jpki_certificate_data(desk->certificate);
    const size_t length = jpki_certificate_len(desk->certificate);
    int round;

    for (round = 0; round < ROUNDS; round++) {
        jpki_certificate *own = NULL;
        CHECK_STATUS(JPKI_OK, jpki_certificate_new(der, length, &own, NULL));
        CHECK(jpki_certificate_len(own) == length);
        CHECK(jpki_certificate_not_after(own) > 0);
        jpki_certificate_free(own);
        CHECK(jpki_certificate_len(own) == 0);
        /* Each is freed by whoever comes first, and then by all. */
        jpki_certificate_free(desk->shared[(round + desk->number) % SHARED]);
        CHECK(jpki_certificate_len(desk->certificate) == length);
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
    for (round = 0; round < ROUNDS; round++) {
        CHECK_STATUS(JPKI_OK, jpki_log_set(round % 2 ? line : NULL, NULL, JPKI_LOG_TRACE, NULL));
    }
    CHECK_STATUS(JPKI_OK, jpki_log_set(NULL, NULL, JPKI_LOG_OFF, NULL));
    return NULL;
}

static void together(struct desk *model, void *(*work)(void *))
{
    pthread_t threads[THREADS], log_thread;
    struct desk desks[THREADS];
    int i;

    CHECK(pthread_create(&log_thread, NULL, change_the_log, NULL) == 0);
    for (i = 0; i < THREADS; i++) {
        desks[i] = *model;
        desks[i].number = i;
        CHECK(pthread_create(&threads[i], NULL, work, &desks[i]) == 0);
    }
    for (i = 0; i < THREADS; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
    }
    CHECK(pthread_join(log_thread, NULL) == 0);
}

void misuse_threads(void)
{
    struct desk desk = {0};
    int i;

    desk.card = open_card();
    together(&desk, use_and_free_card);
    CHECK_STATUS(JPKI_ERROR_HANDLE, jpki_card_set_read_length(desk.card, 1, NULL));

    desk.card = open_card();
    CHECK_STATUS(JPKI_OK,
                 jpki_card_authentication_certificate(desk.card, &desk.certificate, NULL));
    for (i = 0; i < SHARED; i++) {
        CHECK_STATUS(JPKI_OK, jpki_certificate_new(jpki_certificate_data(desk.certificate),
                                                   jpki_certificate_len(desk.certificate),
                                                   &desk.shared[i], NULL));
    }
    together(&desk, make_and_free_certificates);
    for (i = 0; i < SHARED; i++) {
        CHECK(jpki_certificate_data(desk.shared[i]) == NULL);
    }
    jpki_certificate_free(desk.certificate);
    jpki_card_free(desk.card);
}
