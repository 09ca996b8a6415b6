/*
 * A connection supplied by the caller: what the library calls, in which order, and how its failures
 * are reported.
 */
#include "check.h"
#include "genuine_card.h"

#include <limits.h>
#include <string.h>

/* Whatever happened: each transaction that began has ended, no command came outside one, and the
 * connection is closed once and not used afterwards. */
static void close_and_check(struct scripted_card *card, jpki_card *handle)
{
    CHECK(card->begins == card->ends);
    CHECK(card->commands_outside == 0);
    CHECK(card->counts[UNKNOWN_COMMAND] == 0);
    CHECK(card->closes == 0);
    jpki_card_free(handle);
    CHECK(card->closes == 1);
    jpki_card_free(handle);
    CHECK(card->closes == 1 && card->used_after_close == 0);
}

static jpki_status token(jpki_card *handle, jpki_error *error)
{
    int32_t kind;
    jpki_status status;

    *error = used_error();
    status = jpki_card_token(handle, &kind, NULL, 0, error);
    CHECK_CALL(status, *error, status);
    return status;
}

static jpki_status sign(jpki_card *handle, const char *pin, jpki_error *error)
{
    jpki_sign_options options = {0};
    jpki_signature *signature = NULL;
    jpki_status status;

    *error = used_error();
    options.struct_size = sizeof options;
    options.certificate = genuine.certificate;
    options.last_try = JPKI_LAST_TRY_ALLOW;
    status = jpki_card_sign(handle, pin, 4, CHALLENGE, CHALLENGE_LENGTH, &options, &signature,
                            error);
    CHECK_CALL(status, *error, status);
    CHECK((status == JPKI_OK) == (signature != NULL));
    jpki_signature_free(signature);
    return status;
}

static void whole_job(void)
{
    struct scripted_card card = good_card();
    jpki_card *handle = scripted_open(&card);
    jpki_error error = used_error();
    jpki_authentication authentication = {0};

    CHECK(jpki_card_reader_name(handle) == NULL);
    CHECK_STATUS(JPKI_OK, token(handle, &error));
    CHECK(card.begins == 1 && card.ends == 1);
    authentication.struct_size = sizeof authentication;
    CHECK_CALL(JPKI_OK, error,
               jpki_card_authenticate(handle, "1234", 4, CHALLENGE, CHALLENGE_LENGTH, NULL,
                                      &authentication,
                                 &error));
    CHECK(card.begins == 2 && card.ends == 2);
    CHECK(card.counts[QUERY] == 1 && card.counts[VERIFY] == 1 && card.counts[SIGN] == 1);
    CHECK(card.counts[LEAVE] == 1 && card.power_downs == 0 && !card.verified);
    CHECK(card.commands <= 2 + 19);
    CHECK(memcmp(jpki_signature_data(authentication.signature, NULL), card.signature.data,
                 card.signature.length)
          == 0);
    jpki_certificate_free(authentication.certificate);
    jpki_certificate_free(authentication.ca_certificate);
    jpki_signature_free(authentication.signature);
    close_and_check(&card, handle);
}

/* Without begin, end and close. */
static void the_least(void)
{
    struct scripted_card card = good_card();
    jpki_transport transport = scripted_transport(&card);
    jpki_card *handle = NULL;
    jpki_error error = used_error();

    transport.begin_transaction = NULL;
    transport.end_transaction = NULL;
    transport.close = NULL;
    CHECK_CALL(JPKI_OK, error, jpki_card_open_transport(&transport, &handle, &error));
    CHECK_STATUS(JPKI_OK, sign(handle, "1234", &error));
    CHECK(!card.verified);
    jpki_card_free(handle);
    CHECK(card.begins == 0 && card.ends == 0 && card.closes == 0);
}

/* How a failure of the caller's connection is reported. */
static jpki_status passed_on(int32_t status)
{
    switch (status) {
    case JPKI_ERROR_SERVICE_NOT_RUNNING:
    case JPKI_ERROR_SERVICE_REFUSED:
    case JPKI_ERROR_SERVICE_FAILED:
    case JPKI_ERROR_SERVICE_NOT_RESPONDING:
    case JPKI_ERROR_NO_READER:
    case JPKI_ERROR_NO_CARD:
    case JPKI_ERROR_CARD_UNRESPONSIVE:
    case JPKI_ERROR_SHARING_VIOLATION:
    case JPKI_ERROR_CARD_BUSY:
    case JPKI_ERROR_READER_NOT_RESPONDING:
    case JPKI_ERROR_CARD_REMOVED:
    case JPKI_ERROR_CARD_RESET:
        return status;
    default:
        /* A connection may not return a card's or a PIN's status. */
        return JPKI_ERROR_READER_FAILED;
    }
}

/* How often a command that fails this way is sent: a read is repeated once if the card may still be
 * there. */
static int times_sent(jpki_status status)
{
    return status == JPKI_ERROR_CARD_RESET || status == JPKI_ERROR_READER_FAILED
                   || status == JPKI_ERROR_CARD_UNRESPONSIVE
               ? 2
               : 1;
}

static void statuses_are_passed_on(void)
{
    static const int32_t strange[] = {1, 2, 0x9000, INT32_MIN, INT32_MAX};
    int32_t number;

    for (number = -60 - (int32_t)(sizeof strange / sizeof strange[0]); number < 0; number++) {
        const int32_t status = number < -60 ? strange[-61 - number] : number;
        struct scripted_card card = good_card();
        jpki_card *handle = scripted_open(&card);
        jpki_error error;

        card.trouble = SELECT_APPLICATION;
        card.trouble_status = status;
        CHECK_STATUS(passed_on(status), token(handle, &error));
        CHECK(card.commands == times_sent(passed_on(status)));
        card.trouble = NO_COMMAND;
        card.begin_status = status;
        CHECK_STATUS(passed_on(status), token(handle, &error));
        /* Nothing is sent, and what did not begin is not ended. */
        CHECK(card.commands == times_sent(passed_on(status)));
        CHECK(card.begins == card.commands + 1 && card.ends == card.commands);
        card.begin_status = JPKI_OK;
        /* The work was done; the failed end is logged. */
        card.end_status = status;
        CHECK_STATUS(JPKI_OK, token(handle, &error));
        card.begins--; /* the one that failed */
        close_and_check(&card, handle);
    }
}

/* Invalid answers to a command that may be repeated. */
static void answers_that_are_none(void)
{
    static const size_t lengths[] = {0, 1, 259, 100000, (size_t)-1};
    size_t i;

    for (i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        struct scripted_card card = good_card();
        jpki_card *handle = scripted_open(&card);
        jpki_error error;

        card.trouble = SELECT_APPLICATION;
        card.trouble_length = lengths[i];
        CHECK_STATUS(JPKI_ERROR_CARD_ANSWER, token(handle, &error));
        card.trouble = LEAVE;
        CHECK_STATUS(JPKI_OK, sign(handle, "1234", &error));
        CHECK(card.power_downs == 1 && !card.verified);
        close_and_check(&card, handle);
    }
}

/* Data where none was requested. */
static void an_answer_that_says_too_much(void)
{
    struct scripted_card card = good_card();
    jpki_card *handle = scripted_open(&card);
    jpki_error error;

    card.trouble = SELECT_APPLICATION;
    card.trouble_length = 258;
    CHECK_STATUS(JPKI_ERROR_CARD_ANSWER, token(handle, &error));
    card.trouble = NO_COMMAND;
    card.signature.length = 255;
    CHECK_STATUS(JPKI_ERROR_SIGNATURE_INVALID, sign(handle, "1234", &error));
    close_and_check(&card, handle);
}

static void another_kind_of_card(void)
{
    struct scripted_card card = good_card();
    jpki_card *handle = scripted_open(&card);
    jpki_error error;

    card.trouble = SELECT_APPLICATION;
    card.trouble_word = 0x6A82;
    CHECK_STATUS(JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD, token(handle, &error));
    CHECK(error.status_word == 0x6A82);
    CHECK_STATUS(JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD, sign(handle, "1234", &error));
    CHECK(card.counts[VERIFY] == 0);
    close_and_check(&card, handle);
}

static void uncertain(struct scripted_card card)
{
    jpki_card *handle = scripted_open(&card);
    jpki_error error;

    card.trouble = VERIFY;
    CHECK_STATUS(JPKI_ERROR_PIN_UNCERTAIN, sign(handle, "1234", &error));
    CHECK(error.tries_left == -1);
    CHECK(card.counts[VERIFY] == 1 && card.counts[SIGN] == 0);
    /* The PIN may have been accepted, so the key is locked: by leaving the application or, if an
     * answer may still arrive, by powering down. */
    CHECK(card.counts[LEAVE] + card.power_downs == 1 && !card.verified);
    close_and_check(&card, handle);
}

/* The PIN was sent and the outcome is unknown: it is not sent again. */
static void lost_answers_to_the_pin(void)
{
    static const int32_t statuses[] = {
        JPKI_ERROR_READER_FAILED, JPKI_ERROR_CARD_REMOVED, JPKI_ERROR_CARD_RESET,
        JPKI_ERROR_TIMED_OUT,     JPKI_ERROR_PIN_WRONG,    1,
    };
    static const size_t lengths[] = {0, 1, 258, 259, (size_t)-1};
    static const unsigned words[] = {0x6F00, 0x6100, 0x6110, 0x6C04, 0x6700, 0x6982, 0x6B00,
0xFFFF};
    struct scripted_card card;
    size_t i;

    for (i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        card = good_card();
        card.trouble_status = statuses[i];
        uncertain(card);
    }
    for (i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        card = good_card();
        card.trouble_length = lengths[i];
        uncertain(card);
    }
    for (i = 0; i < sizeof words / sizeof words[0]; i++) {
        card = good_card();
        card.trouble_word = words[i];
        uncertain(card);
    }
}

static void pins(void)
{
    struct scripted_card card = good_card();
    jpki_card *handle = scripted_open(&card);
    jpki_error error;

    CHECK_STATUS(JPKI_ERROR_PIN_WRONG, sign(handle, "9999", &error));
    CHECK(error.tries_left == 2 && error.status_word == 0x63C2);
    CHECK(card.counts[VERIFY] == 1 && card.counts[LEAVE] == 1);
    CHECK_STATUS(JPKI_ERROR_PIN_WRONG, sign(handle, "9999", &error));
    CHECK(error.tries_left == 1);
    CHECK_STATUS(JPKI_ERROR_PIN_BLOCKED, sign(handle, "9999", &error));
    CHECK(error.tries_left == 0 && card.counts[VERIFY] == 3);
    CHECK_STATUS(JPKI_ERROR_PIN_BLOCKED, sign(handle, "1234", &error));
    /* Not sent to a PIN that is locked. */
    CHECK(card.counts[VERIFY] == 3 && card.counts[LEAVE] == 3);
    close_and_check(&card, handle);
}

/* The signing itself fails: the key is still locked. */
static void signing_fails(void)
{
    static const unsigned words[] = {0x6982, 0x6A80, 0x6F00, 0x9000};
    static const jpki_status expected[] = {
        /* The card accepted the PIN and asks for it again: whether it accepted it is unknown. */
        JPKI_ERROR_PIN_UNCERTAIN,
        JPKI_ERROR_CARD_STATUS,
        JPKI_ERROR_CARD_STATUS,
        JPKI_ERROR_CARD_ANSWER,
    };
    size_t i;

    for (i = 0; i < sizeof words / sizeof words[0]; i++) {
        struct scripted_card card = good_card();
        jpki_card *handle = scripted_open(&card);
        jpki_error error;

        card.trouble = SIGN;
        card.trouble_word = words[i];
        CHECK_STATUS(expected[i], sign(handle, "1234", &error));
        CHECK(card.counts[LEAVE] == 1 && card.power_downs == 0 && !card.verified);
        close_and_check(&card, handle);
    }
}

/* The application cannot be left, so the card loses its power. */
static void leave_refused(void)
{
    static const int32_t power_downs[] = {JPKI_OK, JPKI_ERROR_CARD_REMOVED};
    size_t i;

    for (i = 0; i < sizeof power_downs / sizeof power_downs[0]; i++) {
        struct scripted_card card = good_card();
        jpki_card *handle = scripted_open(&card);
        jpki_error error;

        card.trouble = LEAVE;
        card.trouble_word = 0x6A82;
        card.power_down_status = power_downs[i];
        CHECK_STATUS(JPKI_OK, sign(handle, "1234", &error));
        CHECK(card.counts[LEAVE] == 1 && card.power_downs == 1);
        CHECK_STATUS(JPKI_ERROR_PIN_WRONG, sign(handle, "9999", &error));
        CHECK(card.counts[LEAVE] == 2 && card.power_downs == 2);
        close_and_check(&card, handle);
    }
}

/* Neither works: the person must remove the card, whatever else succeeded. */
static void power_down_fails(void)
{
    static const int32_t statuses[] = {
        JPKI_ERROR_READER_FAILED, JPKI_ERROR_CARD_RESET, JPKI_ERROR_KEY_NOT_LOCKED, 1,
    };
    size_t i;

    for (i = 0; i < sizeof statuses / sizeof statuses[0]; i++) {
        struct scripted_card card = good_card();
        jpki_card *handle = scripted_open(&card);
        jpki_error error;

        card.trouble = LEAVE;
        card.trouble_status = JPKI_ERROR_READER_FAILED;
        card.power_down_status = statuses[i];
        CHECK_STATUS(JPKI_ERROR_KEY_NOT_LOCKED, sign(handle, "1234", &error));
        CHECK(card.power_downs >= 1 && card.verified);
        /* Until it is locked, no call does anything else. */
        CHECK_STATUS(JPKI_ERROR_KEY_NOT_LOCKED, sign(handle, "9999", &error));
        CHECK(card.counts[VERIFY] == 1);
        close_and_check(&card, handle);
    }
}

static void call_back(struct scripted_card *card)
{
    jpki_error error = used_error();
    int32_t first, second;
    jpki_certificate *certificate;
    jpki_signature *signature;
    jpki_authentication authentication = {0};

    CHECK_CALL(JPKI_ERROR_REENTERED, error,
               jpki_card_token(card->handle, &first, NULL, 0, &error));
    CHECK_CALL(JPKI_ERROR_REENTERED, error,
               jpki_card_tries(card->handle, JPKI_CREDENTIAL_PIN, &first, &second, &error));
    CHECK_CALL(JPKI_ERROR_REENTERED, error,
               jpki_card_has_certificate(card->handle, JPKI_CERTIFICATE_AUTHENTICATION, &first,
                                         &error));
    CHECK_CALL(JPKI_ERROR_REENTERED, error, jpki_card_begin_transaction(card->handle, &error));
    CHECK_CALL(JPKI_ERROR_REENTERED, error, jpki_card_end_transaction(card->handle, &error));
    CHECK_CALL(JPKI_ERROR_REENTERED, error,
               jpki_card_certificate(card->handle, JPKI_CERTIFICATE_AUTHENTICATION, &certificate,
                                     &error));
    CHECK_CALL(JPKI_ERROR_REENTERED, error,
               jpki_card_certificate(card->handle, JPKI_CERTIFICATE_AUTHENTICATION_CA,
                                     &certificate, &error));
    CHECK_CALL(JPKI_ERROR_REENTERED, error, jpki_card_set_read_length(card->handle, 1, &error));
    CHECK_CALL(JPKI_ERROR_REENTERED, error,
               jpki_card_sign(card->handle, "9999", 4, CHALLENGE, CHALLENGE_LENGTH, NULL,
                              &signature, &error));
    authentication.struct_size = sizeof authentication;
    CHECK_CALL(JPKI_ERROR_REENTERED, error,
               jpki_card_authenticate(card->handle, "9999", 4, CHALLENGE, CHALLENGE_LENGTH, NULL,
                                 &authentication, &error));
    CHECK(jpki_card_reader_name(card->handle) == NULL);
}

static void use_another_card(struct scripted_card *card)
{
    struct scripted_card other = good_card();
    jpki_card *handle = scripted_open(&other);
    jpki_error error;

    (void)card;
    CHECK_STATUS(JPKI_OK, sign(handle, "1234", &error));
    close_and_check(&other, handle);
}

static void calling_back(void)
{
    void (*const ways[])(struct scripted_card *) = {call_back, use_another_card};
    size_t i;

    for (i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        struct scripted_card card = good_card();
        jpki_card *handle = scripted_open(&card);
        jpki_error error;

        card.meanwhile = ways[i];
        CHECK_STATUS(JPKI_OK, sign(handle, "1234", &error));
        CHECK(card.tries == 3);
        close_and_check(&card, handle);
    }
}

static void free_it(struct scripted_card *card)
{
    jpki_card_free(card->handle);
    CHECK(card->closes == 0);
    CHECK_STATUS(JPKI_ERROR_HANDLE, jpki_card_set_read_length(card->handle, 1, NULL));
}

/* The call in progress finishes, and then the connection is closed. */
static void freeing_at_work(void)
{
    struct scripted_card card = good_card();
    jpki_card *handle = scripted_open(&card);
    jpki_error error;

    card.meanwhile = free_it;
    CHECK_STATUS(JPKI_OK, sign(handle, "1234", &error));
    CHECK(!card.verified && card.begins == 1 && card.ends == 1);
    CHECK(card.closes == 1 && card.used_after_close == 0);
    CHECK_STATUS(JPKI_ERROR_HANDLE, sign(handle, "1234", &error));
    jpki_card_free(handle);
    CHECK(card.closes == 1);
}

int main(void)
{
    take_genuine();
    whole_job();
    the_least();
    statuses_are_passed_on();
    answers_that_are_none();
    an_answer_that_says_too_much();
    another_kind_of_card();
    lost_answers_to_the_pin();
    pins();
    signing_fails();
    leave_refused();
    power_down_fails();
    calling_back();
    freeing_at_work();
    free_genuine();
    return checks_end();
}
