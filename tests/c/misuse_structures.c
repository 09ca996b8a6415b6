/* Structures of a later version: unknown fields are left alone, or refused where they may restrict
 * something. And a transport that is refused is not closed. */
#include "misuse_memory.h"

#include <string.h>

static const uint8_t DATA_1[1] = {0};
static const uint32_t MORE[] = {0, 1, 8, 100};

static void check_errors(void)
{
    jpki_card *card = open_card();
    int32_t pin_status, tries_left;
    size_t i;

    for (i = 0; i < sizeof MORE / sizeof MORE[0]; i++) {
        const uint32_t size = (uint32_t)sizeof(jpki_error) + MORE[i];
        jpki_error *error = fenced((size + 7) / 8 * 8);

        error->struct_size = size;
        CHECK_STATUS(JPKI_OK,
                     jpki_card_tries(card, JPKI_CREDENTIAL_PIN, &pin_status, &tries_left, error));
        CHECK(error->status == JPKI_OK && error->struct_size == size);
        CHECK(is_untouched(error + 1, MORE[i]));
    }
    jpki_card_free(card);
}

static void check_authentications(void)
{
    jpki_card *card = open_card();
    jpki_error error = used_error();
    size_t i;

    for (i = 0; i < sizeof MORE / sizeof MORE[0]; i++) {
        const uint32_t size = (uint32_t)sizeof(jpki_authentication) + MORE[i];
        jpki_authentication *authentication = fenced((size + 7) / 8 * 8);

        authentication->struct_size = size;
        CHECK_CALL(JPKI_OK, error,
                   jpki_card_authenticate(card, "1234", 4, DATA_1, 1, NULL, authentication,
                                          &error));
        CHECK(authentication->struct_size == size);
        CHECK(authentication->token_kind == JPKI_TOKEN_MY_NUMBER_CARD);
        CHECK(is_untouched(authentication + 1, MORE[i]));
        jpki_certificate_free(authentication->certificate);
        jpki_certificate_free(authentication->ca_certificate);
        jpki_signature_free(authentication->signature);
    }
    jpki_card_free(card);
}

static void check_information(void)
{
    jpki_card *card = open_card();
    jpki_error error = used_error();
    size_t i;

    for (i = 0; i < sizeof MORE / sizeof MORE[0]; i++) {
        const uint32_t size = (uint32_t)sizeof(jpki_information) + MORE[i];
        jpki_information *information = fenced((size + 7) / 8 * 8);

        information->struct_size = size;
        CHECK_CALL(JPKI_OK, error, jpki_card_information(card, information, &error));
        CHECK(information->struct_size == size && information->expiry == 20350217);
        CHECK(strlen(information->municipality_code) == 5 && strlen(information->serial) == 15);
        CHECK(is_untouched(information + 1, MORE[i]));
    }
    jpki_card_free(card);
}

static void count_close(void *user)
{
    ++*(int *)user;
}

/* A transport that is not accepted is not closed: it remains the caller's. */
static void check_transports(void)
{
    const struct objects objects = open_objects();
    const struct memory memory = new_memory(&objects);
    jpki_transport *transport = memory.transport;
    jpki_error error = used_error();
    jpki_card *card = NULL;
    int closed = 0;

    transport->close = count_close;
    transport->user = &closed;
    transport->struct_size = sizeof *transport - 1;
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error, jpki_card_open_transport(transport, &card, &error));
    transport->struct_size = sizeof *transport;
    transport->max_apdu_data = 65537;
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error, jpki_card_open_transport(transport, &card, &error));
    transport->max_apdu_data = 0;
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error, jpki_card_open_transport(transport, NULL, &error));
    CHECK(card == NULL && closed == 0);
    CHECK_CALL(JPKI_OK, error, jpki_card_open_transport(transport, &card, &error));
    CHECK(closed == 0);
    jpki_card_free(card);
    CHECK(closed == 1);
    free_objects(&objects);
}

void misuse_structures(void)
{
    check_errors();
    check_authentications();
    check_information();
    check_transports();
}
