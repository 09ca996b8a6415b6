/* Log callbacks: unknown levels, none, ones that call back or take themselves away. */
#include "misuse.h"

#include <limits.h>
#include <stdio.h>
#include <string.h>

struct listener {
    int lines;
    jpki_card *same;  /* the card that is at work, to be called back into */
    jpki_card *other; /* a card that is not */
    int calls_back;
    int unregisters;
};

static void use_every_card_function(struct listener *listener)
{
    int32_t first, second;
    char label[33];
    jpki_certificate *certificate;
    jpki_signature *signature;
    jpki_reception reception = {0};
    jpki_error error = used_error();

    CHECK_CALL(JPKI_ERROR_REENTERED, error,
               jpki_card_token(listener->same, &first, label, sizeof label, &error));
    CHECK_CALL(JPKI_ERROR_REENTERED, error,
               jpki_card_pin_status(listener->same, &first, &second, &error));
    CHECK_CALL(JPKI_ERROR_REENTERED, error,
               jpki_card_certificate_availability(listener->same, &first, &second, &error));
    CHECK_CALL(JPKI_ERROR_REENTERED, error,
               jpki_card_authentication_certificate(listener->same, &certificate, &error));
    CHECK_CALL(JPKI_ERROR_REENTERED, error,
               jpki_card_authentication_ca_certificate(listener->same, &certificate, &error));
    CHECK_CALL(JPKI_ERROR_REENTERED, error,
               jpki_card_set_read_length(listener->same, 1, &error));
    CHECK_CALL(JPKI_ERROR_REENTERED, error,
               jpki_card_sign(listener->same, "9999", 4, (const uint8_t *)"x", 1, NULL, &signature,
                              &error));
    reception.struct_size = sizeof reception;
    CHECK_CALL(JPKI_ERROR_REENTERED, error,
               jpki_card_receive(listener->same, "9999", 4, (const uint8_t *)"x", 1, NULL,
                                 &reception, &error));
    CHECK(jpki_card_reader_name(listener->same) == NULL);
    check_three_tries(listener->other);
}

static void listen(void *user, int32_t level, const char *message)
{
    struct listener *listener = user;

    listener->lines++;
    CHECK(level >= JPKI_LOG_ERROR && level <= JPKI_LOG_TRACE);
    /* Neither as text nor as bytes. */
    CHECK(strstr(message, "1234") == NULL && strstr(message, "31323334") == NULL);
    if (listener->unregisters) {
        CHECK_STATUS(JPKI_OK, jpki_log_set(NULL, NULL, JPKI_LOG_OFF, NULL));
    }
    if (listener->calls_back) {
        listener->calls_back = 0; /* the other card writes lines too */
        use_every_card_function(listener);
    }
}

static void sign(jpki_card *card)
{
    jpki_signature *signature = NULL;
    CHECK_STATUS(JPKI_OK, jpki_card_sign(card, "1234", 4, (const uint8_t *)"x", 1, NULL,
                                         &signature, NULL));
    jpki_signature_free(signature);
}

void misuse_log(void)
{
    static const int32_t no_level[] = {-1, 6, INT32_MIN, INT32_MAX};
    struct listener listener = {0, NULL, NULL, 0, 0};
    jpki_error error = used_error();
    int lines;
    size_t i;

    listener.same = open_card();
    listener.other = open_card();
    for (i = 0; i < sizeof no_level / sizeof no_level[0]; i++) {
        CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
                   jpki_log_set(listen, &listener, no_level[i], &error));
        CHECK_CALL(JPKI_ERROR_ARGUMENT, error, jpki_log_set(NULL, NULL, no_level[i], &error));
    }
    CHECK_CALL(JPKI_OK, error, jpki_log_set(NULL, NULL, JPKI_LOG_TRACE, &error));
    CHECK_CALL(JPKI_OK, error, jpki_log_set(listen, &listener, JPKI_LOG_OFF, &error));
    sign(listener.same);
    CHECK(listener.lines == 0);
    CHECK_CALL(JPKI_OK, error, jpki_log_set(listen, &listener, JPKI_LOG_ERROR, &error));
    sign(listener.same);
    CHECK(listener.lines == 0);

    CHECK_CALL(JPKI_OK, error, jpki_log_set(listen, &listener, JPKI_LOG_TRACE, &error));
    sign(listener.same);
    CHECK(listener.lines >= 5);

    /* Into the card that is at work, and into another. */
    listener.calls_back = 1;
    sign(listener.same);
    CHECK(listener.calls_back == 0);
    check_three_tries(listener.same);

    /* Once, and never again. */
    listener.unregisters = 1;
    lines = listener.lines;
    sign(listener.same);
    CHECK(listener.lines == lines + 1);

    CHECK_CALL(JPKI_OK, error, jpki_log_set(NULL, NULL, JPKI_LOG_OFF, &error));
    jpki_card_free(listener.same);
    jpki_card_free(listener.other);
}
