/* struct_size and reserved, of every structure. */
#include "misuse.h"

#include <string.h>

/* The largest structure that a later version may have. */
enum { LARGEST = 4096 };

static const uint8_t DATA[1] = {0};

/* A structure in memory that is as large as its struct_size may truthfully say. */
union room {
    uint32_t struct_size;
    jpki_error error;
    jpki_transport transport;
    jpki_sign_options options;
    jpki_reception reception;
    char bytes[LARGEST];
};

/* Whether the bytes from `start` on are as memset left them. */
static int untouched_from(const union room *room, size_t start)
{
    while (start < sizeof *room && room->bytes[start] == 0x5A) {
        start++;
    }
    return start == sizeof *room;
}

static void check_errors(void)
{
    jpki_card *card = open_card();
    static union room room;
    static const uint32_t refused[] = {
        0, 1, 4, sizeof(jpki_error) - 1, LARGEST + 1, 0x7FFFFFFF, 0xFFFFFFFF,
    };
    static const uint32_t taken[] = {sizeof(jpki_error), sizeof(jpki_error) + 4, LARGEST};
    jpki_certificate *certificate = NULL;
    int32_t pin_status = 77, tries_left = 77;
    size_t i;

    for (i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        memset(&room, 0x5A, sizeof room);
        room.struct_size = refused[i];
        CHECK_STATUS(JPKI_ERROR_ARGUMENT,
                     jpki_card_pin_status(card, &pin_status, &tries_left, &room.error));
        CHECK_STATUS(JPKI_ERROR_ARGUMENT,
                     jpki_card_authentication_certificate(card, &certificate, &room.error));
        CHECK(certificate == NULL);
        CHECK(untouched_from(&room, sizeof room.struct_size));
    }
    for (i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        memset(&room, 0x5A, sizeof room);
        room.struct_size = taken[i];
        CHECK_STATUS(JPKI_OK, jpki_card_pin_status(card, &pin_status, &tries_left, &room.error));
        CHECK(room.error.status == JPKI_OK && room.struct_size == taken[i]);
        CHECK(untouched_from(&room, sizeof room.error));
    }
    CHECK_STATUS(JPKI_ERROR_ARGUMENT,
                 jpki_card_pin_status(card, &pin_status, &tries_left,
                                      (jpki_error *)(void *)(room.bytes + 1)));
    jpki_card_free(card);
}

static jpki_status sign(jpki_card *card, const jpki_sign_options *options)
{
    jpki_error error = used_error();
    jpki_signature *signature = NULL;
    jpki_status status = jpki_card_sign(card, "1234", 4, DATA, 1, options, &signature, &error);

    CHECK((status == JPKI_OK) == (signature != NULL));
    jpki_signature_free(signature);
    return status;
}

static void check_options(void)
{
    jpki_card *card = open_card();
    static union room room;
    static const uint32_t refused[] = {
        0, 1, sizeof(jpki_sign_options) - 1, LARGEST + 1, 0x7FFFFFFF, 0xFFFFFFFF,
    };
    size_t i;

    for (i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        room.struct_size = refused[i];
        CHECK_STATUS(JPKI_ERROR_ARGUMENT, sign(card, &room.options));
    }
    room.struct_size = sizeof room.options;
    CHECK_STATUS(JPKI_OK, sign(card, &room.options));
    /* A later version may ask for a caution that this one does not know of. */
    room.struct_size = sizeof room.options + 8;
    CHECK_STATUS(JPKI_ERROR_ARGUMENT, sign(card, &room.options));
    room.struct_size = LARGEST;
    CHECK_STATUS(JPKI_ERROR_ARGUMENT, sign(card, &room.options));
    room.struct_size = sizeof room.options;
    room.options.reserved = 1;
    CHECK_STATUS(JPKI_ERROR_ARGUMENT, sign(card, &room.options));
    CHECK_STATUS(JPKI_ERROR_ARGUMENT,
                 sign(card, (const jpki_sign_options *)(const void *)(room.bytes + 1)));
    check_three_tries(card);
    jpki_card_free(card);
}

static void check_receptions(void)
{
    jpki_card *card = open_card();
    static union room room;
    static const uint32_t refused[] = {
        0, 1, sizeof(jpki_reception) - 1, LARGEST + 1, 0x7FFFFFFF, 0xFFFFFFFF,
    };
    static const uint32_t taken[] = {sizeof(jpki_reception), LARGEST};
    jpki_error error = used_error();
    size_t i;

    for (i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        room.struct_size = refused[i];
        CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
                   jpki_card_receive(card, "9999", 4, DATA, 1, NULL, &room.reception, &error));
    }
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_receive(card, "9999", 4, DATA, 1, NULL,
                                 (jpki_reception *)(void *)(room.bytes + 1), &error));
    check_three_tries(card);
    for (i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        memset(&room, 0x5A, sizeof room);
        room.struct_size = taken[i];
        CHECK_CALL(JPKI_OK, error,
                   jpki_card_receive(card, "1234", 4, DATA, 1, NULL, &room.reception, &error));
        CHECK(room.struct_size == taken[i]);
        CHECK(room.reception.token_kind == JPKI_TOKEN_MY_NUMBER_CARD);
        CHECK(untouched_from(&room, sizeof room.reception));
        jpki_certificate_free(room.reception.certificate);
        jpki_certificate_free(room.reception.ca_certificate);
        jpki_signature_free(room.reception.signature);
    }
    jpki_card_free(card);
}

static int closed;

static int32_t transmit(void *user, const uint8_t *command, size_t command_length,
                        uint8_t *response, size_t response_size, size_t *response_length)
{
    (void)user, (void)command, (void)command_length;
    (void)response, (void)response_size, (void)response_length;
    return JPKI_ERROR_CARD_REMOVED;
}

static int32_t power_down(void *user)
{
    (void)user;
    return JPKI_OK;
}

static void close_connection(void *user)
{
    (void)user;
    closed++;
}

/* A transport that is not taken is not closed: it stays the caller's. */
static void check_transports(void)
{
    static union room room;
    static const uint32_t refused[] = {
        0, 1, sizeof(jpki_transport) - 1, LARGEST + 1, 0x7FFFFFFF, 0xFFFFFFFF,
    };
    jpki_error error = used_error();
    jpki_card *card = (jpki_card *)(uintptr_t)2;
    size_t i;

    room.transport.transmit = transmit;
    room.transport.power_down = power_down;
    room.transport.close = close_connection;
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error, jpki_card_open_transport(NULL, &card, &error));
    CHECK(card == NULL);
    for (i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        room.struct_size = refused[i];
        CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
                   jpki_card_open_transport(&room.transport, &card, &error));
    }
    room.struct_size = sizeof room.transport;
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_open_transport(&room.transport, NULL, &error));
    room.transport.reserved = 1;
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_open_transport(&room.transport, &card, &error));
    room.transport.reserved = 0;
    room.transport.transmit = NULL;
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_open_transport(&room.transport, &card, &error));
    room.transport.transmit = transmit;
    room.transport.power_down = NULL;
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_open_transport(&room.transport, &card, &error));
    CHECK(card == NULL);
    CHECK(closed == 0);

    room.transport.power_down = power_down;
    room.struct_size = LARGEST;
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_open_transport(&room.transport, &card, &error));
    CHECK(closed == 0);
    room.struct_size = sizeof room.transport;
    CHECK_CALL(JPKI_OK, error, jpki_card_open_transport(&room.transport, &card, &error));
    jpki_card_free(card);
    CHECK(closed == 1);
}

void misuse_structures(void)
{
    check_errors();
    check_options();
    check_receptions();
    check_transports();
}
