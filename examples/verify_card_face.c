/*
 * A server in C that verifies a card face without a card, and without believing the desk: it makes
 * a challenge, the desk has the card sign it and sends three files, and the server verifies them.
 *
 *   verify_card_face
 *
 * Desk and server are two functions here, and the card is the embedded virtual one (19800217 2035
 * 2285). In a real program they are two computers, and the server believes
 * JPKI_AUTHORITIES_PRODUCTION alone.
 *
 * Then what such a server must refuse: a changed photo, and the answer to another challenge.
 *
 * Exit code: 0 everything as expected, 1 a problem, 2 an unexpected outcome.
 */
#define _CRT_RAND_S

#include <jpkicard.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { AS_EXPECTED = 0, TROUBLE = 1, OTHER_OUTCOME = 2, CHALLENGE_SIZE = 32, MOST = 65536 };

/* What travels from the desk to the server: personal data, so by TLS alone. */
struct message {
    uint8_t record[MOST], certificate[MOST], signature[MOST];
    size_t record_length, certificate_length, signature_length;
};

/* Random, and fresh for each card. */
static int make_challenge(uint8_t *challenge, size_t size)
{
#ifdef _WIN32
    size_t i;
    for (i = 0; i < size; i++) {
        unsigned value;
        if (rand_s(&value) != 0) {
            return 0;
        }
        challenge[i] = (uint8_t)value;
    }
    return 1;
#else
    FILE *source = fopen("/dev/urandom", "rb");
    size_t got = source == NULL ? 0 : fread(challenge, 1, size, source);
    if (source != NULL) {
        fclose(source);
    }
    return got == size;
#endif
}

static int put(const jpki_face *face, int32_t file, uint8_t *place, size_t *length)
{
    const uint8_t *data = jpki_face_file(face, file, length);

    if (data == NULL || *length > MOST) {
        return 0;
    }
    memcpy(place, data, *length);
    return 1;
}

/* The desk: types what is printed on the card, and sends what it read. */
static int read_card(const uint8_t *challenge, struct message *message)
{
    jpki_error error = {0};
    jpki_card *card = NULL;
    jpki_face *face = NULL;
    char number[JPKI_CHECK_NUMBER_SIZE] = "";
    int done = 0;

    error.struct_size = sizeof error;
    if (jpki_check_number(19800217, JPKI_CALENDAR_JAPANESE, 2035, "2285", 4, number, sizeof number,
                          &error)
            == JPKI_OK
        && jpki_card_open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, &card, &error) == JPKI_OK
        && jpki_card_face_for_challenge(card, number, strlen(number), challenge, CHALLENGE_SIZE,
                                        JPKI_AUTHORITIES_VIRTUAL_CARD, JPKI_LAST_TRY_KEEP, &face,
                                        &error)
               == JPKI_OK) {
        done = put(face, JPKI_FILE_RECORD, message->record, &message->record_length)
               && put(face, JPKI_FILE_CERTIFICATE, message->certificate,
                      &message->certificate_length)
               && put(face, JPKI_FILE_SIGNATURE, message->signature, &message->signature_length);
    } else {
        fprintf(stderr, "verify_card_face: %s\n", error.message);
    }
    jpki_secure_wipe(number, sizeof number);
    jpki_face_free(face);
    jpki_card_free(card);
    return done;
}

/* The server. The challenge is the one it kept, never one that came with the files. */
static int verify(const char *what, const struct message *message, const uint8_t *challenge,
                  jpki_status expected)
{
    jpki_error error = {0};
    jpki_record_files files = {0};
    jpki_face *face = NULL;
    jpki_status status;

    error.struct_size = sizeof error;
    files.struct_size = sizeof files;
    files.record = message->record;
    files.record_length = message->record_length;
    files.certificate = message->certificate;
    files.certificate_length = message->certificate_length;
    files.challenge = challenge;
    files.challenge_length = CHALLENGE_SIZE;
    files.signature = message->signature;
    files.signature_length = message->signature_length;
    status = jpki_face_from_files(&files, JPKI_AUTHORITIES_VIRTUAL_CARD, NULL, &face, &error);
    printf("%s: %s\n", what, status == JPKI_OK ? "ACCEPTED" : "REFUSED");
    printf("  status      %s\n", jpki_status_name(status));
    if (status == JPKI_OK) {
        /* No signature covers the date of expiry: the server compares it with today. */
        printf("  born        %ld\n", (long)jpki_face_birth_date(face));
        printf("  expires     %ld\n", (long)jpki_face_expiry(face));
    } else {
        printf("  desk        %s\n", jpki_status_text(status, JPKI_LANGUAGE_JAPANESE));
    }
    jpki_face_free(face);
    return status == expected ? AS_EXPECTED : OTHER_OUTCOME;
}

int main(void)
{
    static struct message message;
    uint8_t challenge[CHALLENGE_SIZE], other[CHALLENGE_SIZE];
    int result;

    if (!make_challenge(challenge, sizeof challenge) || !make_challenge(other, sizeof other)) {
        fputs("verify_card_face: no random numbers\n", stderr);
        return TROUBLE;
    }
    if (!read_card(challenge, &message)) {
        return TROUBLE;
    }
    result = verify("the card face", &message, challenge, JPKI_OK);
    if (result == AS_EXPECTED) {
        result = verify("another challenge", &message, other, JPKI_ERROR_CARD_NOT_GENUINE);
    }
    if (result == AS_EXPECTED) {
        message.record[message.record_length / 2] ^= 1;
        result = verify("a changed photo", &message, challenge, JPKI_ERROR_RECORD_NOT_AUTHENTIC);
    }
    jpki_secure_wipe(&message, sizeof message);
    return result;
}
