/*
 * Reading and verifying the card face in C (kenmen no yomitori, kakunin): a patient who does not
 * know the PIN, or whose PIN is locked, puts the card on the reader; the clerk types what is
 * printed on its front, and the card returns the photo and the holder's data. Whether the patient
 * is insured is a different question, answered by online eligibility verification and not by any
 * card. Nor is this the visual confirmation mode of the official terminals.
 *
 *   card_face BIRTH_DATE EXPIRY_YEAR SECURITY_CODE FOLDER [READER | --expired]
 *
 * BIRTH_DATE is YYYYMMDD, EXPIRY_YEAR four digits, SECURITY_CODE the four digits next to the photo.
 * The existing FOLDER receives face.svg, which a browser can show, and photo.png: delete them once
 * the patient has been seen. Without READER, a part of a reader's name, the embedded virtual
 * card is used: 19800217 2035 2285; with --expired instead, one that has expired: 19800217 2025
 * 2285.
 *
 * A desk's program would take the numbers from a form and not from its arguments, which every
 * program on the machine can read, and show the picture without writing it.
 *
 * Exit code: 0 read, 1 problem with service, reader or card, 2 the numbers were not accepted, 3
 * wrong usage, 4 the card cannot be relied on, 5 read, but the card has expired, 6 the year of
 * birth or of expiry on the card is not the one that was typed.
 */
#define _POSIX_C_SOURCE 200809L

#include <jpkicard.h>

#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifndef _WIN32
#include <sys/stat.h>
#endif

enum {
    READ = 0, TROUBLE = 1, NUMBER_REFUSED = 2, USAGE = 3, NOT_RELIABLE = 4, EXPIRED = 5,
    YEAR_DIFFERS = 6
};
enum { WAIT_MILLISECONDS = 30000 };

/* Prints a text supplied by a card, without characters that a terminal would obey: control
 * characters, line separators, and changes of text direction. */
static void print_text(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    while (*at != '\0') {
        size_t obeyed = 0; /* how many bytes such a character has, in UTF-8 */

        if (*at < 0x20 || *at == 0x7F) {
            obeyed = 1;
        } else if (at[0] == 0xC2 && at[1] >= 0x80 && at[1] <= 0x9F) {
            obeyed = 2;
        } else if (at[0] == 0xE2
                   && ((at[1] == 0x80 && ((at[2] >= 0x8B && at[2] <= 0x8F)
                                          || (at[2] >= 0xA8 && at[2] <= 0xAE)))
                       || (at[1] == 0x81 && at[2] >= 0xA0 && at[2] <= 0xAF))) {
            obeyed = 3;
        }
        putchar(obeyed == 0 ? *at : '?');
        at += obeyed == 0 ? 1 : obeyed;
    }
}

/* Prints what happened, in Japanese for the desk and in English for the log, where it may be kept:
 * neither contains data of the patient. Chooses the exit code. */
static int failed(const jpki_error *error)
{
    char text[JPKI_ERROR_TEXT_SIZE];

    if (jpki_error_text(error, JPKI_LANGUAGE_JAPANESE, text, sizeof text, NULL) == JPKI_OK) {
        fprintf(stderr, "%s\n", text);
    }
    fprintf(stderr, "card_face: %s: %s\n", jpki_status_name(error->status), error->message);
    switch (error->status) {
    case JPKI_ERROR_CHECK_NUMBER_FORMAT:
    case JPKI_ERROR_CHECK_NUMBER_WRONG:
    case JPKI_ERROR_CHECK_NUMBER_BLOCKED:
    case JPKI_ERROR_PIN_LAST_TRY:
    case JPKI_ERROR_PIN_LAST_TWO_TRIES:
    case JPKI_ERROR_PIN_TRIES_UNKNOWN:
    case JPKI_ERROR_PIN_UNCERTAIN:
        return NUMBER_REFUSED;
    case JPKI_ERROR_RECORD_NOT_AUTHENTIC:
    case JPKI_ERROR_CARD_NOT_GENUINE:
        return NOT_RELIABLE;
    default:
        return TROUBLE;
    }
}

/* Reports an expiry year that is not four digits, of which no check number can be made. */
static int year_refused(void)
{
    const jpki_status status = JPKI_ERROR_CHECK_NUMBER_FORMAT;

    fprintf(stderr, "%s\n", jpki_status_text(status, JPKI_LANGUAGE_JAPANESE));
    fprintf(stderr, "card_face: %s: %s\n", jpki_status_name(status),
            jpki_status_text(status, JPKI_LANGUAGE_ENGLISH));
    return NUMBER_REFUSED;
}

static int save(const char *folder, const char *name, const jpki_picture *picture)
{
    char path[1024];
    size_t length;
    const uint8_t *data = jpki_picture_data(picture, &length);
    FILE *file;
    int done;

    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path) {
        return 0;
    }
    file = utf8_open(path, "wb");
    if (file == NULL) {
        return 0;
    }
    done = fwrite(data, 1, length, file) == length;
    return fclose(file) == 0 && done;
}

/* Today in Japan, YYYYMMDD: nine hours ahead of UTC. */
static int32_t today(void)
{
    const time_t now = time(NULL) + 9 * 60 * 60;
    const struct tm *day = gmtime(&now);
    return (int32_t)((day->tm_year + 1900) * 10000 + (day->tm_mon + 1) * 100 + day->tm_mday);
}

static const char *sex_name(int32_t sex)
{
    switch (sex) {
    case JPKI_SEX_MALE:
        return "男";
    case JPKI_SEX_FEMALE:
        return "女";
    default:
        return "-";
    }
}

/* The typed dates, of which the card compares only the year of expiry and six digits of the birth
 * date. */
struct typed {
    int32_t birth_date;
    int32_t expiry_year;
};

/* Compares the dates read from the card with those typed: the six digits of the birth date that the
 * card compared may belong to another era, and the expiry date is not signed, so that verifying the
 * record does not cover it. */
static int dates_outcome(const jpki_face *face, const struct typed *typed)
{
    if (jpki_face_birth_date(face) != typed->birth_date) {
        fputs("カードの本人は、入力された生年月日とは別の年の生まれです。入力を確かめてください\n",
              stderr);
        return YEAR_DIFFERS;
    }
    if (jpki_face_expiry(face) / 10000 != typed->expiry_year) {
        fputs("有効期限の年がカードの印刷と違います。このカードでは受け付けないでください\n", stderr);
        return YEAR_DIFFERS;
    }
    if (jpki_face_expiry(face) < today()) {
        fputs("カードの有効期限が切れています。ほかの書類で確認してください\n", stderr);
        return EXPIRED;
    }
    return READ;
}

/* Prints the holder's data from the card, and writes the pictures. */
static int show(const jpki_face *face, const jpki_attributes *attributes,
                const struct typed *typed, const char *folder)
{
    jpki_error error = {0};
    jpki_picture *svg = NULL, *photo = NULL;
    int result = dates_outcome(face, typed);

    error.struct_size = sizeof error;
    if (result == YEAR_DIFFERS) {
        return result;
    }
    /* The text is signed, but it may have been copied from another card: only the face is proven to
     * be this card's. Name and address must be compared with the picture by eye. */
    if (jpki_attributes_birth_date(attributes) != jpki_face_birth_date(face)
        || jpki_attributes_sex(attributes) != jpki_face_sex(face)) {
        fputs("card_face: the face and the text are of different persons\n", stderr);
        return NOT_RELIABLE;
    }
    printf("氏名         ");
    print_text(jpki_attributes_name(attributes));
    printf("\n住所         ");
    print_text(jpki_attributes_address(attributes));
    putchar('\n');
    printf("生年月日     %ld\n", (long)jpki_face_birth_date(face));
    printf("性別         %s\n", sex_name(jpki_face_sex(face)));
    printf("有効期限     %ld%s\n", (long)jpki_face_expiry(face),
           result == EXPIRED ? " 期限切れ" : "");
    if (jpki_face_picture(face, JPKI_PICTURE_CARD_SVG, &svg, &error) != JPKI_OK
        || jpki_face_picture(face, JPKI_PICTURE_PHOTO_PNG, &photo, &error) != JPKI_OK) {
        result = failed(&error);
    } else if (!save(folder, "face.svg", svg) || !save(folder, "photo.png", photo)) {
        fputs("card_face: cannot write the pictures\n", stderr);
        result = TROUBLE;
    } else {
        puts("face.svg の写真と本人、氏名・住所と上の文字を見比べてください");
    }
    jpki_picture_free(photo);
    jpki_picture_free(svg);
    return result;
}

static int check(jpki_card *card, const char *number, const struct typed *typed,
                 int32_t authorities, const char *folder)
{
    jpki_error error = {0};
    jpki_face *face = NULL;
    jpki_attributes *attributes = NULL;
    int32_t status, tries_left;
    int result;

    error.struct_size = sizeof error;
    /* Queried first: a locked number need not be tried, and the query spends nothing. */
    if (jpki_card_tries(card, JPKI_CREDENTIAL_CHECK_NUMBER_SURFACE, &status, &tries_left,
                                      &error)
        != JPKI_OK) {
        return failed(&error);
    }
    printf("残り回数     %ld\n", (long)tries_left);
    if (jpki_card_face(card, number, strlen(number), authorities, JPKI_LAST_TRY_KEEP, &face,
                       &error)
        != JPKI_OK) {
        return failed(&error);
    }
    puts("カード       発行者の署名を確認、複製ではありません");
    /* The number was right: reading name and address as text too costs nothing. */
    if (jpki_card_attributes_by_check_number(card, number, strlen(number), authorities,
                                             JPKI_LAST_TRY_KEEP, &attributes, &error)
        == JPKI_OK) {
        result = show(face, attributes, typed, folder);
    } else {
        result = failed(&error);
    }
    jpki_attributes_free(attributes);
    jpki_face_free(face);
    return result;
}

/* Whether an embedded virtual card is used instead of one on a reader. */
static int is_virtual(const char *reader)
{
    return reader == NULL || strcmp(reader, "--expired") == 0;
}

/* Opens the card on a reader of this name, or an embedded virtual one. */
static jpki_status open_card(const char *reader, jpki_context **context, jpki_card **card,
                             jpki_error *error)
{
    jpki_status status;

    if (is_virtual(reader)) {
        return jpki_card_open_virtual(
            reader == NULL ? JPKI_VIRTUAL_MY_NUMBER_CARD : JPKI_VIRTUAL_EXPIRED, card, error);
    }
    status = jpki_context_new(context, error);
    if (status == JPKI_OK) {
        status = jpki_card_wait(*context, reader, WAIT_MILLISECONDS, JPKI_WAIT_NAME_PART, NULL,
                                card,
                                error);
    }
    return status;
}

/* The number given by eight or four digits; 0 for anything else, which no card has. */
static int32_t number_of(const char *digits, size_t length)
{
    return strlen(digits) == length && strspn(digits, "0123456789") == length
               ? (int32_t)strtol(digits, NULL, 10)
               : 0;
}

int main(int argc, char **argv)
{
    jpki_error error = {0};
    jpki_context *context = NULL;
    jpki_card *card = NULL;
    char number[JPKI_CHECK_NUMBER_SIZE];
    const char *reader;
    struct typed typed;
    int result;

    if (!utf8_begin(&argc, &argv)) {
        fputs("card_face: no memory\n", stderr);
        return TROUBLE;
    }
    if (argc != 5 && argc != 6) {
        fputs("usage: card_face BIRTH_DATE EXPIRY_YEAR SECURITY_CODE FOLDER "
              "[READER | --expired]\n", stderr);
        return USAGE;
    }
#ifndef _WIN32
    /* The pictures are only for this user; on Windows the folder decides. */
    umask(077);
#endif
    error.struct_size = sizeof error;
    reader = argc == 6 ? argv[5] : NULL;
    /* Numbers that cannot be right are refused before anything is sent to the card. */
    typed.birth_date = number_of(argv[1], 8);
    typed.expiry_year = number_of(argv[2], 4);
    if (typed.expiry_year == 0) {
        return year_refused();
    }
    /* The card of a foreign resident may have JPKI_CALENDAR_GREGORIAN. */
    if (jpki_check_number(typed.birth_date, JPKI_CALENDAR_JAPANESE, typed.expiry_year, argv[3],
                          strlen(argv[3]), number, sizeof number, &error)
        != JPKI_OK) {
        return failed(&error);
    }
    if (open_card(reader, &context, &card, &error) == JPKI_OK) {
        /* The virtual card's records are signed by its own issuer; a real card's are accepted only
         * if the real one signed them. */
        result = check(card, number, &typed,
                       is_virtual(reader) ? JPKI_AUTHORITIES_VIRTUAL_CARD
                                          : JPKI_AUTHORITIES_PRODUCTION,
                       argv[4]);
    } else {
        result = failed(&error);
    }
    jpki_secure_wipe(number, sizeof number);
    jpki_card_free(card);
    jpki_context_free(context);
    return result;
}
