/*
 * A transaction that outlives the jobs: what a connection of the caller's sees of it, and that it
 * ends well whatever happens in it.
 */
#define _POSIX_C_SOURCE 200809L

#include "check.h"
#include "genuine_card.h"

#include <pthread.h>
#include <string.h>

static jpki_status begin(jpki_card *handle)
{
    jpki_error error = used_error();
    const jpki_status status = jpki_card_begin_transaction(handle, &error);

    CHECK_CALL(status, error, status);
    return status;
}

static jpki_status end(jpki_card *handle)
{
    jpki_error error = used_error();
    const jpki_status status = jpki_card_end_transaction(handle, &error);

    CHECK_CALL(status, error, status);
    return status;
}

static jpki_status token(jpki_card *handle)
{
    int32_t kind;
    return jpki_card_token(handle, &kind, NULL, 0, NULL);
}

static jpki_status sign(jpki_card *handle, const char *pin)
{
    jpki_sign_options options = {0};
    jpki_signature *signature = NULL;
    jpki_status status;

    options.struct_size = sizeof options;
    options.certificate = genuine.certificate;
    status = jpki_card_sign(handle, pin, 4, CHALLENGE, CHALLENGE_LENGTH, &options, &signature, NULL);
    jpki_signature_free(signature);
    return status;
}

static void free_and_check(struct scripted_card *card, jpki_card *handle)
{
    CHECK(card->closes == 0);
    jpki_card_free(handle);
    CHECK(card->begins == card->ends && card->closes == 1);
    CHECK(card->used_after_close == 0 && card->commands_outside == 0 && !card->in_transaction);
}

/* One beginning and one end, with the key locked at the end of each job. */
static void jobs_share_it(void)
{
    struct scripted_card card = good_card();
    jpki_card *handle = scripted_open(&card);
    int32_t state, left;

    CHECK_STATUS(JPKI_OK, begin(handle));
    CHECK(card.begins == 1 && card.ends == 0 && card.commands == 0);
    CHECK_STATUS(JPKI_OK, token(handle));
    CHECK_STATUS(JPKI_OK, sign(handle, "1234"));
    CHECK(!card.verified && card.counts[VERIFY] == 1 && card.counts[LEAVE] == 1);
    CHECK_STATUS(JPKI_ERROR_PIN_WRONG, sign(handle, "9999"));
    CHECK_STATUS(JPKI_OK, jpki_card_tries(handle, JPKI_CREDENTIAL_PIN, &state, &left, NULL));
    CHECK(state == JPKI_TRIES_LEFT && left == 2);
    CHECK_STATUS(JPKI_OK, sign(handle, "1234"));
    CHECK(!card.verified && card.counts[VERIFY] == 3);
    CHECK(card.begins == 1 && card.ends == 0 && card.in_transaction);
    CHECK_STATUS(JPKI_OK, end(handle));
    CHECK(card.begins == 1 && card.ends == 1 && !card.in_transaction);
    /* From here on each has its own again. */
    CHECK_STATUS(JPKI_OK, token(handle));
    CHECK(card.begins == 2 && card.ends == 2);
    free_and_check(&card, handle);
}

static void beginning_twice_or_ending_twice_is_refused(void)
{
    struct scripted_card card = good_card();
    jpki_card *handle = scripted_open(&card);
    int time;

    CHECK_STATUS(JPKI_ERROR_ARGUMENT, end(handle));
    for (time = 1; time <= 3; time++) {
        CHECK_STATUS(JPKI_OK, begin(handle));
        CHECK_STATUS(JPKI_ERROR_ARGUMENT, begin(handle));
        CHECK(card.in_transaction && card.begins == time && card.ends == time - 1);
        CHECK_STATUS(JPKI_OK, end(handle));
        CHECK_STATUS(JPKI_ERROR_ARGUMENT, end(handle));
        CHECK(!card.in_transaction && card.begins == time && card.ends == time);
    }
    CHECK(card.commands == 0);
    free_and_check(&card, handle);
    CHECK_STATUS(JPKI_ERROR_HANDLE, begin(handle));
    CHECK_STATUS(JPKI_ERROR_HANDLE, end(handle));
}

static void free_it(struct scripted_card *card)
{
    jpki_card_free(card->handle);
    CHECK(card->closes == 0 && card->ends == 0);
}

static void freeing_the_card_ends_it(void)
{
    struct scripted_card card = good_card();
    jpki_card *handle = scripted_open(&card);

    CHECK_STATUS(JPKI_OK, begin(handle));
    CHECK_STATUS(JPKI_OK, sign(handle, "1234"));
    free_and_check(&card, handle);
    CHECK(card.begins == 1);

    /* Also in the middle of a job. */
    card = good_card();
    handle = scripted_open(&card);
    CHECK_STATUS(JPKI_OK, begin(handle));
    card.meanwhile = free_it;
    CHECK_STATUS(JPKI_OK, sign(handle, "1234"));
    CHECK(card.closes == 1 && card.begins == 1 && card.ends == 1 && !card.verified);
    CHECK(card.used_after_close == 0);
    CHECK_STATUS(JPKI_ERROR_HANDLE, end(handle));
}

static void one_that_does_not_begin_is_not_kept(void)
{
    struct scripted_card card = good_card();
    jpki_card *handle = scripted_open(&card);

    card.begin_status = JPKI_ERROR_CARD_BUSY;
    CHECK_STATUS(JPKI_ERROR_CARD_BUSY, begin(handle));
    CHECK_STATUS(JPKI_ERROR_ARGUMENT, end(handle));
    card.begin_status = JPKI_OK;
    CHECK_STATUS(JPKI_OK, token(handle));
    CHECK(card.begins == 2 && card.ends == 1);
    CHECK_STATUS(JPKI_OK, begin(handle));
    CHECK_STATUS(JPKI_OK, end(handle));
    CHECK(card.begins == 3 && card.ends == 2);
    jpki_card_free(handle);
    CHECK(card.ends == 2 && card.closes == 1);
}

/* A failing exchange ends it, since only then a reset is noticed; the next job begins it again, and
 * its end says that others may have come between. */
static void one_that_is_interrupted_goes_on_and_says_so(void)
{
    static const struct {
        enum command_kind trouble;
        int32_t status;
        jpki_status job, end;
    } ways[] = {
        {READ, JPKI_ERROR_CARD_RESET, JPKI_ERROR_CARD_RESET, JPKI_ERROR_CARD_RESET},
        {READ, JPKI_ERROR_READER_FAILED, JPKI_ERROR_READER_FAILED, JPKI_ERROR_CARD_RESET},
        {SELECT_APPLICATION, JPKI_ERROR_CARD_REMOVED, JPKI_ERROR_CARD_REMOVED,
         JPKI_ERROR_CARD_REMOVED},
        {READ, JPKI_ERROR_READER_NOT_RESPONDING, JPKI_ERROR_READER_NOT_RESPONDING,
         JPKI_ERROR_READER_NOT_RESPONDING},
    };
    size_t i;

    for (i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct scripted_card card = good_card();
        jpki_card *handle = scripted_open(&card);

        CHECK_STATUS(JPKI_OK, begin(handle));
        CHECK_STATUS(JPKI_OK, token(handle));
        card.trouble = ways[i].trouble;
        card.trouble_status = ways[i].status;
        CHECK_STATUS(ways[i].job, token(handle));
        CHECK(card.begins == card.ends && !card.in_transaction);
        CHECK_STATUS(JPKI_ERROR_ARGUMENT, begin(handle));
        card.trouble = NO_COMMAND;
        CHECK_STATUS(JPKI_OK, token(handle));
        CHECK(card.begins == card.ends + 1 && card.in_transaction);
        CHECK_STATUS(ways[i].end, end(handle));
        CHECK(card.begins == card.ends && !card.in_transaction);
        CHECK_STATUS(JPKI_ERROR_ARGUMENT, end(handle));
        free_and_check(&card, handle);
    }
}

/* The key is locked by taking the power, and nobody keeps the card for it. */
static void a_key_that_is_not_locked_in_it_is_locked(void)
{
    struct scripted_card card = good_card();
    jpki_card *handle = scripted_open(&card);

    CHECK_STATUS(JPKI_OK, begin(handle));
    card.trouble = LEAVE;
    card.trouble_status = JPKI_ERROR_READER_FAILED;
    CHECK_STATUS(JPKI_OK, sign(handle, "1234"));
    CHECK(card.power_downs == 1 && !card.verified && card.begins == card.ends);
    CHECK_STATUS(JPKI_ERROR_CARD_RESET, end(handle));
    free_and_check(&card, handle);

    /* Where that fails too, the next job tries it again, or freeing the card. */
    card = good_card();
    handle = scripted_open(&card);
    CHECK_STATUS(JPKI_OK, begin(handle));
    card.trouble = LEAVE;
    card.trouble_status = card.power_down_status = JPKI_ERROR_READER_FAILED;
    CHECK_STATUS(JPKI_ERROR_KEY_NOT_LOCKED, sign(handle, "1234"));
    CHECK(card.verified && card.begins == card.ends);
    card.trouble = NO_COMMAND;
    card.power_down_status = JPKI_OK;
    CHECK_STATUS(JPKI_ERROR_CARD_RESET, end(handle));
    free_and_check(&card, handle);
    CHECK(!card.verified);
}

/* A connection whose end fails. */
static void a_failing_end_ends_it(void)
{
    struct scripted_card card = good_card();
    jpki_card *handle = scripted_open(&card);

    CHECK_STATUS(JPKI_OK, begin(handle));
    card.end_status = JPKI_ERROR_CARD_REMOVED;
    CHECK_STATUS(JPKI_ERROR_CARD_REMOVED, end(handle));
    CHECK_STATUS(JPKI_ERROR_ARGUMENT, end(handle));
    free_and_check(&card, handle);
}

static void *in_another_thread(void *user)
{
    jpki_card *handle = user;

    CHECK_STATUS(JPKI_ERROR_ARGUMENT, begin(handle));
    CHECK_STATUS(JPKI_OK, token(handle));
    CHECK_STATUS(JPKI_OK, sign(handle, "1234"));
    return NULL;
}

static void *end_it(void *user)
{
    CHECK_STATUS(JPKI_OK, end(user));
    return NULL;
}

static void other_threads_take_part_in_it(void)
{
    enum { THREADS = 4 };
    struct scripted_card card = good_card();
    jpki_card *handle = scripted_open(&card);
    pthread_t threads[THREADS];
    int i;

    CHECK_STATUS(JPKI_OK, begin(handle));
    for (i = 0; i < THREADS; i++) {
        CHECK(pthread_create(&threads[i], NULL, in_another_thread, handle) == 0);
    }
    for (i = 0; i < THREADS; i++) {
        CHECK(pthread_join(threads[i], NULL) == 0);
    }
    CHECK(card.begins == 1 && card.ends == 0 && card.counts[SIGN] == THREADS);
    CHECK(pthread_create(&threads[0], NULL, end_it, handle) == 0);
    CHECK(pthread_join(threads[0], NULL) == 0);
    CHECK(card.begins == 1 && card.ends == 1);
    free_and_check(&card, handle);
}

/* All applications of a card, in one. */
static void the_virtual_card_too(void)
{
    jpki_card *card = NULL;
    jpki_certificate *certificate = NULL;
    jpki_information information = {0};
    int32_t credential, state, left;

    CHECK_STATUS(JPKI_OK, jpki_card_open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, &card, NULL));
    CHECK_STATUS(JPKI_OK, begin(card));
    information.struct_size = sizeof information;
    CHECK_STATUS(JPKI_OK, jpki_card_information(card, &information, NULL));
    for (credential = JPKI_CREDENTIAL_PIN; credential <= JPKI_CREDENTIAL_BIRTH_DATE;
         credential++) {
        CHECK_STATUS(JPKI_OK, jpki_card_tries(card, credential, &state, &left, NULL));
        CHECK(state == JPKI_TRIES_LEFT && left >= 3);
    }
    CHECK_STATUS(JPKI_OK, jpki_card_change_pin(card, "1234", 4, "0917", 4, JPKI_LAST_TRY_KEEP,
                                               NULL));
    CHECK_STATUS(JPKI_ERROR_PASSWORD_WRONG,
                 jpki_card_signature_certificate(card, "WRONG1", 6, JPKI_LAST_TRY_KEEP,
                                                 &certificate, NULL));
    CHECK_STATUS(JPKI_OK,
                 jpki_card_signature_certificate(card, "ABC123", 6, JPKI_LAST_TRY_KEEP,
                                                 &certificate, NULL));
    jpki_certificate_free(certificate);
    CHECK_STATUS(JPKI_ERROR_PIN_WRONG, sign(card, "1234"));
    CHECK_STATUS(JPKI_OK, end(card));
    CHECK_STATUS(JPKI_OK, begin(card));
    jpki_card_free(card);
}

int main(void)
{
    take_genuine();
    jobs_share_it();
    beginning_twice_or_ending_twice_is_refused();
    freeing_the_card_ends_it();
    one_that_does_not_begin_is_not_kept();
    one_that_is_interrupted_goes_on_and_says_so();
    a_key_that_is_not_locked_in_it_is_locked();
    a_failing_end_ends_it();
    other_threads_take_part_in_it();
    the_virtual_card_too();
    free_genuine();
    return checks_end();
}
