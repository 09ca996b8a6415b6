/* A program and a library of different versions: upgrade BEHIND
 *
 * Compiled with these headers, or, with LATER, with those of a later version, whose options and
 * result have a field more. BEHIND is "today" or "later", whose library it runs with. */
#include "check.h"

#include <string.h>

enum { FILLER = 0x7F, LATER_STATUS = -999 };

/* A structure and what lies behind it in the program's memory. */
static struct {
    jpki_authentication result;
    unsigned char behind[64];
} made;
static struct {
    jpki_sign_options options;
    unsigned char behind[64];
} asked;
static struct {
    jpki_error error;
    unsigned char behind[64];
} failed;

static void check_behind(const unsigned char behind[64])
{
    int i;

    for (i = 0; i < 64; i++) {
        CHECK(behind[i] == FILLER);
    }
}

static jpki_status authenticate(jpki_card *card, const char *pin)
{
    static const uint8_t challenge[] = "challenge of the relying party";
    jpki_status status;

    memset(&made, FILLER, sizeof made);
    memset(&failed, FILLER, sizeof failed);
    memset(&asked.behind, FILLER, sizeof asked.behind);
    made.result.struct_size = sizeof made.result;
    asked.options.struct_size = sizeof asked.options;
    failed.error.struct_size = sizeof failed.error;
    status = jpki_card_authenticate(card, pin, strlen(pin), challenge, sizeof challenge,
                                    &asked.options, &made.result, &failed.error);
    CHECK(failed.error.status == status);
    CHECK(made.result.struct_size == sizeof made.result);
    check_behind(made.behind);
    check_behind(asked.behind);
    check_behind(failed.behind);
    return status;
}

static int tries(jpki_card *card)
{
    jpki_tries report = JPKI_TRIES_NOT_REPORTED;
    int32_t left = -1;

    CHECK(jpki_card_tries(card, JPKI_CREDENTIAL_PIN, &report, &left, NULL) == JPKI_OK);
    return left;
}

static void free_result(void)
{
    jpki_certificate_free(made.result.certificate);
    jpki_certificate_free(made.result.ca_certificate);
    jpki_signature_free(made.result.signature);
}

int main(int argc, char **argv)
{
    int is_later = argc > 1 && strcmp(argv[1], "later") == 0;
    char text[JPKI_ERROR_TEXT_SIZE] = "";
    jpki_card *card = NULL;
    jpki_status status;

    CHECK(jpki_card_open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, &card, NULL) == JPKI_OK);
    CHECK(authenticate(card, "1234") == JPKI_OK && made.result.signature != NULL);
#ifdef LATER
    /* The field is written by the library that has it, and left alone by the one that has not. */
    CHECK(made.result.later == (is_later ? 2027 : UINT64_C(0x7F7F7F7F7F7F7F7F)));
#endif
    free_result();

    /* A status that the headers of today do not name: an error with a sentence, and no try spent. */
    status = authenticate(card, "12a4");
    CHECK(status == (is_later ? LATER_STATUS : JPKI_ERROR_PIN_FORMAT));
    CHECK(strlen(failed.error.message) > 20 && made.result.signature == NULL);
    CHECK(jpki_error_text(&failed.error, JPKI_LANGUAGE_JAPANESE, text, sizeof text, NULL) == JPKI_OK);
    CHECK(strlen(text) > 20 && strlen(jpki_status_text(status, JPKI_LANGUAGE_ENGLISH)) > 20);
    CHECK(strcmp(jpki_status_name(status), is_later ? "JPKI_ERROR_LATER" : "JPKI_ERROR_PIN_FORMAT") == 0);
    CHECK(tries(card) == 3);
    /* As a program of tomorrow's status with the library of today. */
    CHECK(is_later || strcmp(jpki_status_name(LATER_STATUS), "JPKI_ERROR_UNKNOWN") == 0);
    CHECK(strlen(jpki_status_text(LATER_STATUS, JPKI_LANGUAGE_JAPANESE)) > 20);

    CHECK(authenticate(card, "9999") == JPKI_ERROR_PIN_WRONG && failed.error.tries_left == 2);

#ifdef LATER
    /* What this library does not know is refused, before a try is spent. */
    asked.options.later = 1;
    status = authenticate(card, "9999");
    CHECK(status == (is_later ? JPKI_ERROR_PIN_WRONG : JPKI_ERROR_ARGUMENT));
    CHECK(tries(card) == (is_later ? 1 : 2));
#endif
    jpki_card_free(card);
    return checks_end();
}
