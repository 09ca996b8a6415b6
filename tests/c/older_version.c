/* Compiled with headers whose structures have fewer fields, as those of an older version: what
 * the program does not have is neither read nor written. */
#include <jpkicard.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CHECK(condition)                                                      \
    do {                                                                      \
        if (!(condition)) {                                                   \
            fprintf(stderr, "line %d: failed: %s\n", __LINE__, #condition);   \
            exit(1);                                                          \
        }                                                                     \
    } while (0)

enum { FILLER = 0x7F };

/* A structure and what lies behind it in the program's memory. */
struct watched_error {
    jpki_error error;
    unsigned char behind[1024];
};

struct watched_options {
    jpki_sign_options options;
    unsigned char behind[64];
};

static void check_behind(const unsigned char *bytes, size_t length)
{
    size_t i;

    for (i = 0; i < length; i++) {
        CHECK(bytes[i] == FILLER);
    }
}

int main(void)
{
    static const uint8_t challenge[] = "challenge of the relying party";
    struct watched_error watched;
    struct watched_options asked;
    jpki_card *card = NULL;
    jpki_signature *signature = NULL;
    jpki_status status;

    memset(&watched, FILLER, sizeof watched);
    memset(&asked, FILLER, sizeof asked);
    memset(&asked.options, 0, sizeof asked.options);
    watched.error.struct_size = sizeof watched.error;
    asked.options.struct_size = sizeof asked.options;
    CHECK(sizeof watched.error == 20);

    status = jpki_card_open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, &card, &watched.error);
    CHECK(status == JPKI_OK && watched.error.status == JPKI_OK);
    status = jpki_card_sign(card, "9999", 4, challenge, sizeof challenge, &asked.options,
                            &signature, &watched.error);
    CHECK(status == JPKI_ERROR_PIN_WRONG && watched.error.status == status);
    CHECK(watched.error.tries_left == 2 && watched.error.status_word == 0x63C2);
    status = jpki_card_sign(card, "1234", 4, challenge, sizeof challenge, &asked.options,
                            &signature, &watched.error);
    CHECK(status == JPKI_OK && watched.error.tries_left == -1);
    check_behind(watched.behind, sizeof watched.behind);
    check_behind(asked.behind, sizeof asked.behind);

    /* A forgotten struct_size is refused, and the error is left alone. */
    watched.error.struct_size = 0;
    watched.error.status = JPKI_OK;
    status = jpki_card_sign(card, "9999", 4, challenge, sizeof challenge, &asked.options,
                            &signature, &watched.error);
    CHECK(status == JPKI_ERROR_ARGUMENT && watched.error.status == JPKI_OK);
    jpki_signature_free(signature);
    jpki_card_free(card);
    return 0;
}
