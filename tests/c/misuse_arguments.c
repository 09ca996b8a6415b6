/* What the table of exports cannot express: arguments that are invalid only together, and
 * individual lengths. */
#include "misuse_memory.h"

#include <limits.h>
#include <string.h>

static const uint8_t DATA_64[64] = {0};

/* A label of each size, in memory of that size. */
static void labels(void)
{
    jpki_card *card = open_card();
    jpki_error error = used_error();
    size_t size;
    int32_t kind;

    for (size = 0; size <= LABEL_BYTES + 1; size++) {
        char *label = fenced(size);
        CHECK_CALL(JPKI_OK, error, jpki_card_token(card, &kind, label, size, &error));
        CHECK(kind == JPKI_TOKEN_MY_NUMBER_CARD);
        if (size > 0) {
            CHECK(memchr(label, 0, size) != NULL);
            CHECK(strncmp(label, "JPKIAPICCTOKEN2", size - 1) == 0);
        }
    }
    jpki_card_free(card);
}

/* A sentence in memory of each size: as much as fits, and no character is cut. */
static void sentences(void)
{
    static const char whole[] = "暗証番号が違います（残り 2 回）。残り回数が減りました。";
    jpki_error failure = wrong_pin_error();
    jpki_error error = used_error();
    size_t size;

    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_error_text(&failure, JPKI_LANGUAGE_JAPANESE, fenced(0), 0, &error));
    for (size = 1; size < sizeof whole; size++) {
        char *text = fenced(size);

        CHECK_CALL(JPKI_OK, error,
                   jpki_error_text(&failure, JPKI_LANGUAGE_JAPANESE, text, size, &error));
        CHECK(memchr(text, 0, size) != NULL && strncmp(whole, text, strlen(text)) == 0);
        /* A character has at most three bytes, and its first byte is not a continuation byte. */
        CHECK(strlen(text) + 3 >= size && ((unsigned char)whole[strlen(text)] & 0xC0) != 0x80);
    }
}

/* A real certificate, truncated at every length and with each byte changed in turn. */
static void damaged_certificates(void)
{
    const struct objects objects = open_objects();
    const struct memory memory = new_memory(&objects);
    const size_t length = memory.der_length;
    jpki_certificate *certificate = NULL;
    jpki_status status;
    size_t i;

    for (i = 0; i < length; i++) {
        /* Shifted, so that it ends where its memory ends. */
        CHECK_STATUS(JPKI_ERROR_CERTIFICATE_MALFORMED,
                     jpki_certificate_new(memory.der + i + 1, length - i - 1, &certificate, NULL));
        CHECK_STATUS(JPKI_ERROR_CERTIFICATE_MALFORMED,
                     jpki_certificate_new(memory.der, i, &certificate, NULL));
    }
    for (i = 0; i < length; i++) {
        memory.der[i] ^= 0xFF;
        status = jpki_certificate_new(memory.der, length, &certificate, NULL);
        CHECK(status == JPKI_OK || status == JPKI_ERROR_CERTIFICATE_MALFORMED);
        CHECK((status == JPKI_OK) == (certificate != NULL));
        jpki_certificate_free(certificate);
        memory.der[i] ^= 0xFF;
    }
    free_objects(&objects);
}

/* The arguments that jpki_card_sign and jpki_card_authenticate have in common. */
static void refused(jpki_card *card, size_t input_length, const jpki_sign_options *options)
{
    jpki_error error = used_error();
    jpki_signature *signature = (jpki_signature *)(uintptr_t)2;
    jpki_authentication authentication;

    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_sign(card, "9999", 4, DATA_64, input_length, options, &signature,
                              &error));
    CHECK(signature == NULL);
    memset(&authentication, 0x5A, sizeof authentication);
    authentication.struct_size = sizeof authentication;
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_authenticate(card, "9999", 4, DATA_64, input_length, options,
                                      &authentication,
                                 &error));
    CHECK(authentication.signature == NULL && authentication.certificate == NULL
          && authentication.ca_certificate == NULL);
    check_three_tries(card);
}

/* Digests of another length, and with the schemes that support only SHA-256. */
static void signing(void)
{
    jpki_card *card = open_card();
    jpki_sign_options options;
    int32_t scheme;

    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.input = JPKI_INPUT_DIGEST;
    refused(card, 31, &options);
    refused(card, 0, &options);
    options.digest = JPKI_DIGEST_SHA512;
    refused(card, 32, &options);
    for (scheme = JPKI_SCHEME_DIGEST_INFO + 1; scheme <= JPKI_SCHEME_PSS_DATA; scheme++) {
        options.scheme = scheme;
        options.input = JPKI_INPUT_DIGEST;
        refused(card, 64, &options);
        options.input = JPKI_INPUT_DATA;
        refused(card, 64, &options);
    }
    options.digest = JPKI_DIGEST_SHA256;
    options.input = JPKI_INPUT_DIGEST;
    options.scheme = JPKI_SCHEME_PSS_DATA;
    refused(card, 32, &options);
    jpki_card_free(card);
}

/* Names that no reader has, some longer than PC/SC allows. */
static void reader_names(void)
{
    static const size_t lengths[] = {1, 127, 128, 129, 4096, 1 << 20};
    jpki_context *context = NULL;
    jpki_card *card = NULL;
    jpki_error error = used_error();
    int32_t presence;
    size_t i;

    CHECK_CALL(JPKI_OK, error, jpki_context_new(&context, &error));
    for (i = 0; i < sizeof lengths / sizeof lengths[0]; i++) {
        char *name = fenced(lengths[i] + 1);
        jpki_status status;

        memset(name, 0xFF, lengths[i]);
        name[lengths[i]] = 0;
        status = jpki_context_reader_status(context, name, &presence, &error);
        CHECK(status == JPKI_ERROR_SERVICE_NOT_RUNNING || status == JPKI_ERROR_UNKNOWN_READER);
        CHECK(presence == JPKI_PRESENCE_UNAVAILABLE);
        status = jpki_card_wait(context, name, 0, 0, NULL, &card, &error);
        CHECK(status == JPKI_ERROR_SERVICE_NOT_RUNNING || status == JPKI_ERROR_UNKNOWN_READER);
        CHECK(card == NULL);
        CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
                   jpki_card_wait(context, name, 0, JPKI_WAIT_NAME_PART, NULL, &card, &error));
        memset(name, 'x', lengths[i]);
        status = jpki_card_wait(context, name, 0, JPKI_WAIT_NAME_PART, NULL, &card, &error);
        CHECK(status == JPKI_ERROR_SERVICE_NOT_RUNNING || status == JPKI_ERROR_UNKNOWN_READER);
        CHECK(card == NULL);
    }
    jpki_context_free(context);
}

void misuse_arguments(void)
{
    labels();
    sentences();
    damaged_certificates();
    signing();
    reader_names();
}
