/*
 * What is printed on the card, and its text, on virtual cards: reading, comparing, and every
 * outcome for the numbers that unlock them.
 *
 *   card_face FOLDER
 *
 * The results are written to FOLDER, so that another program can compare them: photo.jp2, name.png,
 * address.png, security-code.png, photo.png, face.svg, and texts.txt with one line each.
 */
#include "check.h"

#include <stdio.h>
#include <string.h>

static const char NUMBER[] = "55021720352285";
static const char WRONG_NUMBER[] = "55021720352286";
enum { BORN = 19800217, NUMBER_LENGTH = 14, VIRTUAL = JPKI_AUTHORITIES_VIRTUAL_CARD };

static const char *folder;
static FILE *texts;

static void save(const char *name, const uint8_t *data, size_t length)
{
    char path[1024];
    FILE *file;

    CHECK(snprintf(path, sizeof path, "%s/%s", folder, name) < (int)sizeof path);
    file = fopen(path, "wb");
    CHECK(file != NULL && data != NULL && length > 0);
    CHECK(fwrite(data, 1, length, file) == length);
    CHECK(fclose(file) == 0);
}

static void save_image(const char *name, const jpki_face *face, int32_t image)
{
    size_t length = 0;
    const uint8_t *data = jpki_face_image(face, image, &length);

    save(name, data, length);
    CHECK(jpki_face_image(face, image, NULL) == data);
}

static void save_picture(const char *name, const jpki_picture *picture)
{
    size_t length = 0;
    const uint8_t *data = jpki_picture_data(picture, &length);

    save(name, data, length);
    CHECK(jpki_picture_data(picture, NULL) == data);
}

static jpki_card *open_card(void)
{
    jpki_card *card = NULL;
    CHECK_STATUS(JPKI_OK, jpki_card_open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, &card, NULL));
    return card;
}

/* Asserts how many tries each number and the input-support PIN have left. */
static void check_tries(jpki_card *card, int32_t surface, int32_t input_support, int32_t birth_date,
                        int32_t pin)
{
    jpki_error error = used_error();
    int32_t status = 77, left = 77;

    CHECK_CALL(JPKI_OK, error,
               jpki_card_tries(card, JPKI_CREDENTIAL_CHECK_NUMBER_SURFACE, &status, &left,
                                             &error));
    CHECK(status == (surface == 0 ? JPKI_TRIES_BLOCKED : JPKI_TRIES_LEFT) && left == surface);
    CHECK_CALL(JPKI_OK, error,
               jpki_card_tries(card, JPKI_CREDENTIAL_CHECK_NUMBER_INPUT_SUPPORT, &status, &left,
                                             &error));
    CHECK(status == JPKI_TRIES_LEFT && left == input_support);
    CHECK_CALL(JPKI_OK, error,
               jpki_card_tries(card, JPKI_CREDENTIAL_BIRTH_DATE, &status, &left, &error));
    CHECK(status == JPKI_TRIES_LEFT && left == birth_date);
    CHECK_CALL(JPKI_OK, error,
               jpki_card_tries(card, JPKI_CREDENTIAL_INPUT_SUPPORT_PIN, &status, &left, &error));
    CHECK(status == (pin == 0 ? JPKI_TRIES_BLOCKED : JPKI_TRIES_LEFT) && left == pin);
}

static void check_numbers(void)
{
    static const struct {
        int32_t birth_date, expiry_year;
        const char *code;
    } wrong[] = {
        {19800230, 2035, "2285"}, {19800217, 2015, "2285"}, {19800217, 2035, "228"},
        {19800217, 2035, "22a5"}, {550217, 2035, "2285"},   {19800217, 2100, "2285"},
        {18680124, 2035, "2285"}, {19800217, 2035, ""},     {-19800217, 2035, "2285"},
    };
    static const struct {
        int32_t birth_date;
        const char *number;
    } eras[] = {
        {19260101, "15010120350001"}, {19261225, "01122520350001"}, {19890107, "64010720350001"},
        {19890108, "01010820350001"}, {20190430, "31043020350001"}, {20190501, "01050120350001"},
    };
    jpki_error error = used_error();
    char number[JPKI_CHECK_NUMBER_SIZE];
    size_t i;

    CHECK_CALL(JPKI_OK, error,
               jpki_check_number(BORN, JPKI_CALENDAR_JAPANESE, 2035, "2285", 4, number, sizeof number, &error));
    CHECK(strcmp(number, NUMBER) == 0);
    for (i = 0; i < sizeof eras / sizeof eras[0]; i++) {
        CHECK_CALL(JPKI_OK, error,
                   jpki_check_number(eras[i].birth_date, JPKI_CALENDAR_JAPANESE, 2035, "0001", 4, number, sizeof number,
                                     &error));
        CHECK(strcmp(number, eras[i].number) == 0);
    }
    for (i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        memset(number, 'x', sizeof number);
        CHECK_CALL(JPKI_ERROR_CHECK_NUMBER_FORMAT, error,
                   jpki_check_number(wrong[i].birth_date, JPKI_CALENDAR_JAPANESE, wrong[i].expiry_year, wrong[i].code,
                                     strlen(wrong[i].code), number, sizeof number, &error));
        CHECK(number[0] == 0);
    }
    CHECK_CALL(JPKI_OK, error,
               jpki_check_number(BORN, JPKI_CALENDAR_GREGORIAN, 2035, "2285", 4, number, sizeof number, &error));
    CHECK(strcmp(number, "G80021720352285") == 0);
    CHECK_CALL(JPKI_ERROR_CHECK_NUMBER_FORMAT, error,
               jpki_check_number(19800230, JPKI_CALENDAR_GREGORIAN, 2035, "2285", 4, number, sizeof number,
                                           &error));
    CHECK(number[0] == 0);
    number[0] = 'x';
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_check_number(BORN, JPKI_CALENDAR_JAPANESE, 2035, "2285", 4, number, 0, &error));
    CHECK(number[0] == 'x');
}

static int same(const uint8_t *one, size_t one_length, const uint8_t *two, size_t two_length)
{
    return one_length > 0 && one_length == two_length && memcmp(one, two, one_length) == 0;
}

static void reading(void)
{
    jpki_card *card = open_card();
    jpki_error error = used_error();
    jpki_face *face = NULL, *unchecked = NULL;
    jpki_picture *photo = NULL, *svg = NULL;
    const uint8_t *photo_data, *unchecked_data;
    size_t length = 0, unchecked_length = 0;

    CHECK_CALL(JPKI_OK, error,
               jpki_card_face(card, NUMBER, NUMBER_LENGTH, VIRTUAL, JPKI_LAST_TRY_KEEP, &face,
                              &error));
    CHECK_CALL(JPKI_OK, error,
               jpki_card_face(card, NUMBER, NUMBER_LENGTH, JPKI_AUTHORITIES_UNVERIFIED,
                              JPKI_LAST_TRY_KEEP, &unchecked, &error));
    jpki_card_free(card);
    CHECK(jpki_face_birth_date(face) == BORN);
    CHECK(jpki_face_expiry(face) == 20350217);
    CHECK(jpki_face_sex(face) == JPKI_SEX_FEMALE);
    photo_data = jpki_face_image(face, JPKI_IMAGE_PHOTO, &length);
    unchecked_data = jpki_face_image(unchecked, JPKI_IMAGE_PHOTO, &unchecked_length);
    CHECK(same(photo_data, length, unchecked_data, unchecked_length));
    jpki_face_free(unchecked);
    CHECK(jpki_face_image(unchecked, JPKI_IMAGE_PHOTO, &unchecked_length) == NULL);
    CHECK(unchecked_length == 0);
    save_image("photo.jp2", face, JPKI_IMAGE_PHOTO);
    save_image("name.png", face, JPKI_IMAGE_NAME);
    save_image("address.png", face, JPKI_IMAGE_ADDRESS);
    save_image("security-code.png", face, JPKI_IMAGE_SECURITY_CODE);
    CHECK(jpki_face_image(face, 0, &length) == NULL && length == 0);
    CHECK(memcmp(jpki_face_birth_date_digits(face, &length), "19800217", 8) == 0 && length == 8);

    CHECK_CALL(JPKI_OK, error, jpki_face_picture(face, JPKI_PICTURE_PHOTO_PNG, &photo, &error));
    CHECK_CALL(JPKI_OK, error, jpki_face_picture(face, JPKI_PICTURE_CARD_SVG, &svg, &error));
    jpki_face_free(face);
    save_picture("photo.png", photo);
    save_picture("face.svg", svg);
    jpki_picture_free(photo);
    length = 77;
    CHECK(jpki_picture_data(photo, &length) == NULL && length == 0);
    jpki_picture_free(svg);
}

/* The virtual card's issuer is not trusted by a program that serves people. */
static void other_authorities(void)
{
    static const int32_t others[] = {JPKI_AUTHORITIES_PRODUCTION, JPKI_AUTHORITIES_TEST};
    jpki_card *card = open_card();
    jpki_error error = used_error();
    size_t i;

    for (i = 0; i < 2; i++) {
        jpki_face *face = (jpki_face *)(uintptr_t)2;
        jpki_attributes *attributes = (jpki_attributes *)(uintptr_t)2;

        CHECK_CALL(JPKI_ERROR_RECORD_NOT_AUTHENTIC, error,
                   jpki_card_face(card, NUMBER, NUMBER_LENGTH, others[i], JPKI_LAST_TRY_KEEP,
                                  &face, &error));
        CHECK(face == NULL);
        CHECK_CALL(JPKI_ERROR_RECORD_NOT_AUTHENTIC, error,
                   jpki_card_compare_birth_date(card, BORN,
                                            JPKI_CALENDAR_JAPANESE, others[i], JPKI_LAST_TRY_KEEP, &error));
        CHECK_CALL(JPKI_ERROR_RECORD_NOT_AUTHENTIC, error,
                   jpki_card_attributes(card, "1234", 4, others[i], JPKI_LAST_TRY_KEEP,
                                        &attributes, &error));
        CHECK(attributes == NULL);
        /* The issuer is checked first: the wrong number is not sent. */
        CHECK_CALL(JPKI_ERROR_RECORD_NOT_AUTHENTIC, error,
                   jpki_card_attributes(card, "9999", 4, others[i], JPKI_LAST_TRY_KEEP,
                                        &attributes, &error));
        CHECK_CALL(JPKI_ERROR_RECORD_NOT_AUTHENTIC, error,
                   jpki_card_attributes_by_check_number(card, WRONG_NUMBER, NUMBER_LENGTH,
                                                        others[i], JPKI_LAST_TRY_KEEP,
                                                        &attributes, &error));
        CHECK_CALL(JPKI_ERROR_RECORD_NOT_AUTHENTIC, error,
                   jpki_card_face(card, WRONG_NUMBER, NUMBER_LENGTH, others[i],
                                  JPKI_LAST_TRY_KEEP, &face, &error));
        check_tries(card, 10, 10, 10, 3);
    }
    jpki_card_free(card);
}

static jpki_status face_with(jpki_card *card, const char *number, int32_t last_try,
                             jpki_error *error)
{
    jpki_face *face = NULL;
    const jpki_status status =
        jpki_card_face(card, number, NUMBER_LENGTH, VIRTUAL, last_try, &face, error);

    CHECK((status == JPKI_OK) == (face != NULL));
    jpki_face_free(face);
    return status;
}

static void wrong_numbers(void)
{
    jpki_card *card = open_card();
    jpki_error error = used_error();
    int32_t left;

    for (left = 9; left >= 1; left--) {
        CHECK_CALL(JPKI_ERROR_CHECK_NUMBER_WRONG, error,
                   face_with(card, WRONG_NUMBER, JPKI_LAST_TRY_KEEP, &error));
        CHECK(error.tries_left == left);
    }
    check_tries(card, 1, 10, 10, 3);
    CHECK_CALL(JPKI_ERROR_PIN_LAST_TRY, error,
               face_with(card, NUMBER, JPKI_LAST_TRY_KEEP, &error));
    check_tries(card, 1, 10, 10, 3);
    CHECK_CALL(JPKI_OK, error, face_with(card, NUMBER, JPKI_LAST_TRY_ALLOW, &error));
    check_tries(card, 10, 10, 10, 3);
    CHECK_CALL(JPKI_ERROR_CHECK_NUMBER_FORMAT, error,
               jpki_card_face(card, NUMBER, 13, VIRTUAL, JPKI_LAST_TRY_KEEP,
                              &(jpki_face *){NULL}, &error));
    for (left = 9; left >= 0; left--) {
        face_with(card, WRONG_NUMBER, JPKI_LAST_TRY_ALLOW, &error);
    }
    check_tries(card, 0, 10, 10, 3);
    CHECK_CALL(JPKI_ERROR_CHECK_NUMBER_BLOCKED, error,
               face_with(card, NUMBER, JPKI_LAST_TRY_ALLOW, &error));
    jpki_card_free(card);
}

static void birth_dates(void)
{
    jpki_card *card = open_card();
    jpki_error error = used_error();
    const int32_t keep = JPKI_LAST_TRY_KEEP;

    CHECK_CALL(JPKI_OK, error, jpki_card_compare_birth_date(card, BORN,
                                            JPKI_CALENDAR_JAPANESE, VIRTUAL, keep, &error));
    CHECK_CALL(JPKI_OK, error,
               jpki_card_compare_birth_date(card, BORN,
                                            JPKI_CALENDAR_JAPANESE, JPKI_AUTHORITIES_UNVERIFIED, keep, &error));
    CHECK_CALL(JPKI_ERROR_CHECK_NUMBER_WRONG, error,
               jpki_card_compare_birth_date(card, 19800218,
                                            JPKI_CALENDAR_JAPANESE, VIRTUAL, keep, &error));
    CHECK(error.tries_left == 9);
    check_tries(card, 10, 10, 9, 3);
    CHECK_CALL(JPKI_OK, error, jpki_card_compare_birth_date(card, BORN,
                                            JPKI_CALENDAR_JAPANESE, VIRTUAL, keep, &error));
    check_tries(card, 10, 10, 10, 3);
    CHECK_CALL(JPKI_ERROR_CHECK_NUMBER_FORMAT, error,
               jpki_card_compare_birth_date(card, 19800230,
                                            JPKI_CALENDAR_JAPANESE, VIRTUAL, keep, &error));
    jpki_card_free(card);
}

/* Those of a foreign resident. 17 February 1955 has the digits that the card compares, which are
 * those of Showa 55. */
static void gregorian_years(void)
{
    enum { SAME_DIGITS = 19550217 };
    jpki_card *card = open_card();
    jpki_error error = used_error();
    char number[JPKI_CHECK_NUMBER_SIZE];
    jpki_face *face = NULL;
    jpki_attributes *read = NULL;
    const int32_t keep = JPKI_LAST_TRY_KEEP;

    CHECK_CALL(JPKI_OK, error,
               jpki_check_number(SAME_DIGITS, JPKI_CALENDAR_GREGORIAN, 2035, "2285", 4, number, sizeof number,
                                           &error));
    CHECK_CALL(JPKI_OK, error,
               jpki_card_face(card, number, strlen(number), VIRTUAL, keep, &face, &error));
    CHECK(jpki_face_birth_date(face) == BORN);
    jpki_face_free(face);
    CHECK_CALL(JPKI_OK, error,
               jpki_card_attributes_by_check_number(card, number, strlen(number), VIRTUAL, keep,
                                                    &read, &error));
    jpki_attributes_free(read);
    /* Without the flag they are those of an era, and with a part of them nothing. */
    CHECK_CALL(JPKI_ERROR_CHECK_NUMBER_FORMAT, error,
               jpki_card_face(card, number, strlen(number) - 1, VIRTUAL, keep, &face, &error));
    CHECK_CALL(JPKI_ERROR_CHECK_NUMBER_FORMAT, error,
               jpki_card_face(card, "80021720352285", 14, VIRTUAL, keep, &face, &error));
    CHECK_CALL(JPKI_ERROR_CHECK_NUMBER_WRONG, error,
               jpki_card_face(card, "G80021720352285", 15, VIRTUAL, keep, &face, &error));
    CHECK(error.tries_left == 9 && face == NULL);
    CHECK_CALL(JPKI_ERROR_BIRTH_DATE_DIFFERS, error,
               jpki_card_compare_birth_date(card, SAME_DIGITS,
                                            JPKI_CALENDAR_GREGORIAN, VIRTUAL, keep, &error));
    check_tries(card, 9, 10, 10, 3);
    CHECK_CALL(JPKI_ERROR_CHECK_NUMBER_WRONG, error,
               jpki_card_compare_birth_date(card, BORN,
                                            JPKI_CALENDAR_GREGORIAN, VIRTUAL, keep, &error));
    CHECK(error.tries_left == 9);
    jpki_card_free(card);
}

static void attributes(void)
{
    jpki_card *card = open_card();
    jpki_error error = used_error();
    jpki_attributes *by_pin = NULL, *by_number = NULL;
    const int32_t keep = JPKI_LAST_TRY_KEEP;

    CHECK_CALL(JPKI_OK, error,
               jpki_card_attributes(card, "1234", 4, VIRTUAL, keep, &by_pin, &error));
    CHECK_CALL(JPKI_OK, error,
               jpki_card_attributes_by_check_number(card, NUMBER, NUMBER_LENGTH, VIRTUAL, keep,
                                                    &by_number, &error));
    CHECK(strcmp(jpki_attributes_name(by_pin), jpki_attributes_name(by_number)) == 0);
    CHECK(strcmp(jpki_attributes_address(by_pin), jpki_attributes_address(by_number)) == 0);
    CHECK(jpki_attributes_birth_date(by_number) == BORN);
    CHECK(jpki_attributes_sex(by_number) == JPKI_SEX_FEMALE);
    CHECK(fprintf(texts, "%s\n%s\n", jpki_attributes_name(by_pin), jpki_attributes_address(by_pin))
          > 0);
    jpki_attributes_free(by_pin);
    jpki_attributes_free(by_number);

    CHECK_CALL(JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG, error,
               jpki_card_attributes(card, "9999", 4, VIRTUAL, keep, &by_pin, &error));
    CHECK(by_pin == NULL && error.tries_left == 2);
    CHECK_CALL(JPKI_ERROR_CHECK_NUMBER_WRONG, error,
               jpki_card_attributes_by_check_number(card, WRONG_NUMBER, NUMBER_LENGTH, VIRTUAL,
                                                    keep, &by_number, &error));
    CHECK(by_number == NULL && error.tries_left == 9);
    CHECK_CALL(JPKI_ERROR_PIN_FORMAT, error,
               jpki_card_attributes(card, "12345", 5, VIRTUAL, keep, &by_pin, &error));
    check_tries(card, 10, 9, 10, 2);
    jpki_card_free(card);
}

static void changing_the_pin(void)
{
    jpki_card *card = open_card();
    jpki_error error = used_error();
    jpki_attributes *read = NULL;
    jpki_signature *signature = NULL;
    const int32_t keep = JPKI_LAST_TRY_KEEP;

    CHECK_CALL(JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG, error,
               jpki_card_change_input_support_pin(card, "9999", 4, "5678", 4, keep, &error));
    CHECK(error.tries_left == 2);
    CHECK_CALL(JPKI_ERROR_PIN_FORMAT, error,
               jpki_card_change_input_support_pin(card, "1234", 4, "567", 3, keep, &error));
    CHECK_CALL(JPKI_OK, error,
               jpki_card_change_input_support_pin(card, "1234", 4, "5678", 4, keep, &error));
    CHECK_CALL(JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG, error,
               jpki_card_attributes(card, "1234", 4, VIRTUAL, keep, &read, &error));
    CHECK_CALL(JPKI_OK, error,
               jpki_card_attributes(card, "5678", 4, VIRTUAL, keep, &read, &error));
    jpki_attributes_free(read);
    check_tries(card, 10, 10, 10, 3);
    /* The authentication PIN is separate. */
    CHECK_CALL(JPKI_OK, error,
               jpki_card_sign(card, "1234", 4, (const uint8_t *)"abc", 3, NULL, &signature,
                              &error));
    jpki_signature_free(signature);
    jpki_card_free(card);
}

static void information(void)
{
    jpki_card *card = open_card();
    jpki_error error = used_error();
    jpki_information read;

    memset(&read, 0x5A, sizeof read);
    read.struct_size = sizeof read;
    CHECK_CALL(JPKI_OK, error, jpki_card_information(card, &read, &error));
    CHECK(read.expiry == 20350217);
    CHECK(strlen(read.municipality_code) == 5 && strlen(read.serial) == 15);
    CHECK(fprintf(texts, "%s\n%s\n", read.municipality_code, read.serial) > 0);
    jpki_card_free(card);
}

/* A phone has only the certificates. */
static void phones(void)
{
    static const int32_t kinds[] = {JPKI_VIRTUAL_ANDROID, JPKI_VIRTUAL_IPHONE};
    const jpki_status not_there = JPKI_ERROR_NOT_ON_CARD;
    const int32_t keep = JPKI_LAST_TRY_KEEP;
    size_t i;

    for (i = 0; i < 2; i++) {
        jpki_error error = used_error();
        jpki_card *card = NULL;
        jpki_face *face = NULL;
        jpki_attributes *read = NULL;
        jpki_information info = {0};
        int32_t status, left;

        info.struct_size = sizeof info;
        CHECK_CALL(JPKI_OK, error, jpki_card_open_virtual(kinds[i], &card, &error));
        CHECK_CALL(not_there, error,
                   jpki_card_face(card, NUMBER, NUMBER_LENGTH, VIRTUAL, keep, &face, &error));
        CHECK_CALL(not_there, error,
                   jpki_card_compare_birth_date(card, BORN,
                                            JPKI_CALENDAR_JAPANESE, VIRTUAL, keep, &error));
        CHECK_CALL(not_there, error,
                   jpki_card_attributes(card, "1234", 4, VIRTUAL, keep, &read, &error));
        CHECK_CALL(not_there, error,
                   jpki_card_attributes_by_check_number(card, NUMBER, NUMBER_LENGTH, VIRTUAL, keep,
                                                        &read, &error));
        CHECK_CALL(not_there, error,
                   jpki_card_change_input_support_pin(card, "1234", 4, "5678", 4, keep, &error));
        CHECK_CALL(not_there, error,
                   jpki_card_tries(card, JPKI_CREDENTIAL_INPUT_SUPPORT_PIN, &status, &left,
                                   &error));
        CHECK(status == JPKI_TRIES_NOT_REPORTED && left == -1);
        CHECK_CALL(not_there, error,
                   jpki_card_tries(card, JPKI_CREDENTIAL_BIRTH_DATE, &status, &left, &error));
        CHECK_CALL(not_there, error,
                   jpki_card_tries(card, JPKI_CREDENTIAL_CHECK_NUMBER_SURFACE, &status,
                                                 &left, &error));
        CHECK_CALL(not_there, error, jpki_card_information(card, &info, &error));
        CHECK(face == NULL && read == NULL && info.expiry == 0 && info.serial[0] == 0);
        jpki_card_free(card);
    }
}

int main(int argc, char **argv)
{
    char path[1024];

    if (argc != 2) {
        fputs("usage: card_face FOLDER\n", stderr);
        return 3;
    }
    folder = argv[1];
    CHECK(snprintf(path, sizeof path, "%s/texts.txt", folder) < (int)sizeof path);
    texts = fopen(path, "w");
    CHECK(texts != NULL);
    check_numbers();
    reading();
    other_authorities();
    wrong_numbers();
    birth_dates();
    gregorian_years();
    attributes();
    changing_the_pin();
    information();
    phones();
    CHECK(fclose(texts) == 0);
    return checks_end();
}
