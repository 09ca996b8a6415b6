/*
 * The individual number, with a library built for it.
 *
 *   individual_number NUMBER
 *
 * NUMBER is that of the virtual card. Compiled with -DJPKI_INDIVIDUAL_NUMBER.
 */
#include "check.h"

#include <stdio.h>
#include <string.h>

enum { VIRTUAL = JPKI_AUTHORITIES_VIRTUAL_CARD, KEEP = JPKI_LAST_TRY_KEEP };

static jpki_card *open_card(int32_t kind)
{
    jpki_card *card = NULL;
    CHECK_STATUS(JPKI_OK, jpki_card_open_virtual(kind, &card, NULL));
    return card;
}

static void check_pin_tries(jpki_card *card, int32_t expected)
{
    int32_t status = 77, left = 77;
    CHECK_STATUS(JPKI_OK,
                 jpki_card_tries(card, JPKI_CREDENTIAL_INPUT_SUPPORT_PIN, &status, &left, NULL));
    CHECK(left == expected);
}

static void reading(const char *expected)
{
    jpki_card *card = open_card(JPKI_VIRTUAL_MY_NUMBER_CARD);
    jpki_error error = used_error();
    char number[JPKI_INDIVIDUAL_NUMBER_SIZE];
    size_t size;

    CHECK_CALL(JPKI_OK, error,
               jpki_card_individual_number(card, "1234", 4, KEEP, number, sizeof number, &error));
    CHECK(strcmp(number, expected) == 0);
    CHECK_CALL(JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG, error,
               jpki_card_individual_number(card, "9999", 4, KEEP, number, sizeof number, &error));
    CHECK(number[0] == 0 && error.tries_left == 2);
    CHECK_CALL(JPKI_ERROR_PIN_FORMAT, error,
               jpki_card_individual_number(card, "99999", 5, KEEP, number, sizeof number, &error));
    for (size = 0; size < sizeof number; size++) {
        CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
                   jpki_card_individual_number(card, "9999", 4, KEEP, number, size, &error));
    }
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_individual_number(card, "9999", 4, KEEP, NULL, sizeof number, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_individual_number(card, NULL, 4, KEEP, number, sizeof number, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_individual_number(card, "9999", 4, 3, number, sizeof number, &error));
    CHECK_CALL(JPKI_ERROR_HANDLE, error,
               jpki_card_individual_number(NULL, "9999", 4, KEEP, number, sizeof number, &error));
    check_pin_tries(card, 2);
    jpki_card_free(card);
}

static jpki_status picture_with(jpki_card *card, const char *number, size_t length,
                                int32_t authorities, jpki_error *error)
{
    jpki_picture *picture = (jpki_picture *)(uintptr_t)2;
    const jpki_status status = jpki_card_individual_number_image(card, number, length, authorities,
                                                                 KEEP, &picture, error);

    CHECK((status == JPKI_OK) == (picture != NULL));
    if (status == JPKI_OK) {
        size_t length_of_file = 0;
        const uint8_t *file = jpki_picture_data(picture, &length_of_file);

        CHECK(length_of_file > 8 && memcmp(file, "\x89PNG", 4) == 0);
        jpki_picture_free(picture);
    }
    return status;
}

static void pictures(const char *number)
{
    jpki_card *card = open_card(JPKI_VIRTUAL_MY_NUMBER_CARD);
    jpki_error error = used_error();
    char other[13] = "537686677188", changed[13];
    size_t length;

    CHECK_CALL(JPKI_OK, error, picture_with(card, number, 12, VIRTUAL, &error));
    CHECK_CALL(JPKI_OK, error,
               picture_with(card, number, 12, JPKI_AUTHORITIES_UNVERIFIED, &error));
    CHECK_CALL(JPKI_ERROR_RECORD_NOT_AUTHENTIC, error,
               picture_with(card, number, 12, JPKI_AUTHORITIES_PRODUCTION, &error));
    CHECK_CALL(JPKI_ERROR_CHECK_NUMBER_WRONG, error,
               picture_with(card, other, 12, VIRTUAL, &error));
    CHECK(error.tries_left == 9);
    memcpy(changed, number, 13);
    changed[11] = changed[11] == '9' ? '0' : (char)(changed[11] + 1);
    CHECK_CALL(JPKI_ERROR_CHECK_NUMBER_FORMAT, error,
               picture_with(card, changed, 12, VIRTUAL, &error));
    for (length = 0; length < 12; length++) {
        CHECK_CALL(JPKI_ERROR_CHECK_NUMBER_FORMAT, error,
                   picture_with(card, number, length, VIRTUAL, &error));
    }
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error, picture_with(card, number, 12, 4, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error, picture_with(card, NULL, 12, VIRTUAL, &error));
    CHECK_CALL(JPKI_ERROR_HANDLE, error, picture_with(NULL, number, 12, VIRTUAL, &error));
    jpki_card_free(card);
}

static void phones(const char *number)
{
    jpki_card *card = open_card(JPKI_VIRTUAL_ANDROID);
    jpki_error error = used_error();
    char read[JPKI_INDIVIDUAL_NUMBER_SIZE];

    CHECK_CALL(JPKI_ERROR_NOT_ON_CARD, error,
               jpki_card_individual_number(card, "1234", 4, KEEP, read, sizeof read, &error));
    CHECK_CALL(JPKI_ERROR_NOT_ON_CARD, error, picture_with(card, number, 12, VIRTUAL, &error));
    jpki_card_free(card);
}

/* Two integers beside each other in the wrong order: refused, and no try is spent. */
static void swapped(const char *number)
{
    jpki_card *card = open_card(JPKI_VIRTUAL_MY_NUMBER_CARD);
    jpki_error error = used_error();
    jpki_picture *picture = NULL;
    char read[JPKI_INDIVIDUAL_NUMBER_SIZE];

    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_individual_number(card, "9999", (size_t)KEEP, 4, read, sizeof read,
                                           &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_individual_number_image(card, number, (size_t)VIRTUAL, 12, KEEP, &picture,
                                                 &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_individual_number_image(card, number, 12, KEEP, VIRTUAL, &picture,
                                                 &error));
    CHECK(picture == NULL);
    check_pin_tries(card, 3);
    jpki_card_free(card);
}

int main(int argc, char **argv)
{
    if (argc != 2 || strlen(argv[1]) != 12) {
        fputs("usage: individual_number NUMBER\n", stderr);
        return 3;
    }
    CHECK((jpki_features() & JPKI_FEATURE_INDIVIDUAL_NUMBER) != 0);
    reading(argv[1]);
    pictures(argv[1]);
    phones(argv[1]);
    swapped(argv[1]);
    return checks_end();
}
