/* Null in each pointer, lengths and numbers that are none. */
#include "misuse.h"

#include <limits.h>
#include <string.h>

static const uint8_t DATA[64] = {0};
/* A gigabyte is more than any argument needs; this one is never read. */
static const size_t TOO_LONG = ((size_t)1 << 30) + 1;

static void context_functions(void)
{
    jpki_context *context = NULL;
    jpki_error error = used_error();
    jpki_readers *readers = (jpki_readers *)(uintptr_t)2;
    jpki_card *card = (jpki_card *)(uintptr_t)2;
    int32_t presence = 77;
    uint32_t flag;

    CHECK_CALL(JPKI_ERROR_ARGUMENT, error, jpki_context_new(NULL, &error));
    CHECK_CALL(JPKI_OK, error, jpki_context_new(&context, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error, jpki_context_readers(context, NULL, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_context_reader_status(context, "a reader", NULL, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_context_reader_status(context, NULL, &presence, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error, jpki_card_wait(context, NULL, 0, 0, NULL, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error, jpki_card_wait(context, NULL, -2, 0, &card, &error));
    CHECK(card == NULL);
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_wait(context, NULL, INT32_MIN, 0, &card, &error));
    for (flag = 4; flag != 0; flag <<= 1) {
        CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
                   jpki_card_wait(context, NULL, 0, flag, &card, &error));
    }
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_wait(context, "\xFF\xFE", 0, JPKI_WAIT_NAME_PART, &card, &error));
    CHECK(card == NULL);

    /* Without a service each call that needs it says so, and at once. */
    CHECK_CALL(JPKI_ERROR_SERVICE_NOT_RUNNING, error,
               jpki_context_readers(context, &readers, &error));
    CHECK(readers == NULL);
    CHECK(error.pcsc_code != 0);
    CHECK_CALL(JPKI_ERROR_SERVICE_NOT_RUNNING, error,
               jpki_context_reader_status(context, "\xFF", &presence, &error));
    CHECK_CALL(JPKI_ERROR_SERVICE_NOT_RUNNING, error,
               jpki_card_wait(context, "", JPKI_WAIT_FOREVER,
                              JPKI_WAIT_NAME_PART | JPKI_WAIT_REPORT_OTHER_CARD, &card, &error));
    CHECK(card == NULL);

    /* Nothing waits. */
    CHECK_CALL(JPKI_OK, error, jpki_context_cancel(context, &error));
    CHECK_STATUS(JPKI_OK, jpki_context_cancel(context, NULL));
    jpki_context_free(context);
}

static void reading(void)
{
    jpki_card *card = open_card();
    jpki_error error = used_error();
    static const int32_t token_kinds[] = {JPKI_TOKEN_UNKNOWN, -1, 5, INT32_MIN, INT32_MAX};
    static const size_t read_lengths[] = {0, 257, 65536, (size_t)-1};
    jpki_card *other = (jpki_card *)(uintptr_t)2;
    int32_t number = 77;
    char label[33] = "as it was";
    size_t i;

    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_open_virtual(JPKI_TOKEN_MY_NUMBER_CARD, NULL, &error));
    for (i = 0; i < sizeof token_kinds / sizeof token_kinds[0]; i++) {
        CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
                   jpki_card_open_virtual(token_kinds[i], &other, &error));
        CHECK(other == NULL);
    }
    for (i = 0; i < sizeof read_lengths / sizeof read_lengths[0]; i++) {
        CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
                   jpki_card_set_read_length(card, read_lengths[i], &error));
    }
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_token(card, NULL, label, sizeof label, &error));
    CHECK_CALL(JPKI_OK, error, jpki_card_token(card, &number, NULL, (size_t)-1, &error));
    strcpy(label, "as it was");
    CHECK_CALL(JPKI_OK, error, jpki_card_token(card, &number, label, 0, &error));
    CHECK(strcmp(label, "as it was") == 0);
    CHECK_CALL(JPKI_OK, error, jpki_card_token(card, &number, label, 1, &error));
    CHECK(label[0] == 0 && label[1] == 's');
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_certificate_availability(card, NULL, &number, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_certificate_availability(card, &number, NULL, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_authentication_certificate(card, NULL, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_authentication_ca_certificate(card, NULL, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error, jpki_card_pin_status(card, NULL, &number, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error, jpki_card_pin_status(card, &number, NULL, &error));
    CHECK_STATUS(JPKI_ERROR_ARGUMENT, jpki_card_pin_status(card, NULL, NULL, NULL));
    /* Results need alignment. */
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_authentication_certificate(
                   card, (jpki_certificate **)(void *)((char *)&other + 1), &error));
    check_three_tries(card);
    jpki_card_free(card);
}

static void certificates(void)
{
    jpki_error error = used_error();
    jpki_certificate *certificate = (jpki_certificate *)(uintptr_t)2;
    static const uint8_t endless[] = {0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF};

    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_certificate_new(DATA, sizeof DATA, NULL, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error, jpki_certificate_new(NULL, 1, &certificate, &error));
    CHECK(certificate == NULL);
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_certificate_new(DATA, TOO_LONG, &certificate, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_certificate_new(DATA, (size_t)-1, &certificate, &error));
    CHECK_CALL(JPKI_ERROR_CERTIFICATE_MALFORMED, error,
               jpki_certificate_new(NULL, 0, &certificate, &error));
    CHECK_CALL(JPKI_ERROR_CERTIFICATE_MALFORMED, error,
               jpki_certificate_new(DATA, sizeof DATA, &certificate, &error));
    CHECK_CALL(JPKI_ERROR_CERTIFICATE_MALFORMED, error,
               jpki_certificate_new(endless, sizeof endless, &certificate, &error));
    CHECK(certificate == NULL);
}

/* A real certificate, cut at every length and with each byte broken in turn. */
static void damaged_certificates(void)
{
    jpki_card *card = open_card();
    jpki_certificate *whole = NULL, *certificate = NULL;
    uint8_t der[4096];
    size_t length, i;
    jpki_status status;

    CHECK_STATUS(JPKI_OK, jpki_card_authentication_certificate(card, &whole, NULL));
    length = jpki_certificate_len(whole);
    CHECK(length < sizeof der);
    memcpy(der, jpki_certificate_data(whole), length);
    for (i = 0; i < length; i++) {
        CHECK_STATUS(JPKI_ERROR_CERTIFICATE_MALFORMED,
                     jpki_certificate_new(der, i, &certificate, NULL));
    }
    for (i = 0; i < length; i++) {
        der[i] ^= 0xFF;
        status = jpki_certificate_new(der, length, &certificate, NULL);
        CHECK(status == JPKI_OK || status == JPKI_ERROR_CERTIFICATE_MALFORMED);
        CHECK((status == JPKI_OK) == (certificate != NULL));
        jpki_certificate_free(certificate);
        der[i] ^= 0xFF;
    }
    jpki_certificate_free(whole);
    jpki_card_free(card);
}

/* The arguments that jpki_card_sign and jpki_card_receive have in common. */
static void refused(jpki_card *card, jpki_status expected, const char *pin, size_t pin_length,
                    const uint8_t *input, size_t input_length, const jpki_sign_options *options)
{
    jpki_error error = used_error();
    jpki_signature *signature = (jpki_signature *)(uintptr_t)2;
    jpki_reception reception;

    CHECK_CALL(expected, error,
               jpki_card_sign(card, pin, pin_length, input, input_length, options, &signature,
                              &error));
    CHECK(signature == NULL);
    memset(&reception, 0x5A, sizeof reception);
    reception.struct_size = sizeof reception;
    CHECK_CALL(expected, error,
               jpki_card_receive(card, pin, pin_length, input, input_length, options, &reception,
                                 &error));
    CHECK(reception.signature == NULL && reception.certificate == NULL
          && reception.ca_certificate == NULL);
    check_three_tries(card);
}

static void signing(void)
{
    static const int32_t none[] = {-1, 3, 6, 256, 65536, INT32_MIN, INT32_MAX};
    jpki_card *card = open_card();
    jpki_error error = used_error();
    jpki_sign_options options;
    size_t i;
    int32_t scheme;

    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_sign(card, "9999", 4, DATA, sizeof DATA, NULL, NULL, &error));
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_receive(card, "9999", 4, DATA, sizeof DATA, NULL, NULL, &error));
    refused(card, JPKI_ERROR_ARGUMENT, NULL, 4, DATA, sizeof DATA, NULL);
    refused(card, JPKI_ERROR_ARGUMENT, "9999", TOO_LONG, DATA, sizeof DATA, NULL);
    refused(card, JPKI_ERROR_ARGUMENT, "9999", (size_t)-1, DATA, sizeof DATA, NULL);
    refused(card, JPKI_ERROR_PIN_FORMAT, NULL, 0, DATA, sizeof DATA, NULL);
    refused(card, JPKI_ERROR_PIN_FORMAT, "9999", 0, DATA, sizeof DATA, NULL);
    refused(card, JPKI_ERROR_ARGUMENT, "9999", 4, NULL, 1, NULL);
    refused(card, JPKI_ERROR_ARGUMENT, "9999", 4, DATA, TOO_LONG, NULL);
    refused(card, JPKI_ERROR_ARGUMENT, "9999", 4, DATA, (size_t)-1, NULL);

    for (i = 0; i < sizeof none / sizeof none[0]; i++) {
        memset(&options, 0, sizeof options);
        options.struct_size = sizeof options;
        options.digest = none[i];
        refused(card, JPKI_ERROR_ARGUMENT, "9999", 4, DATA, 32, &options);
        options.digest = 0;
        options.input = none[i];
        refused(card, JPKI_ERROR_ARGUMENT, "9999", 4, DATA, 32, &options);
        options.input = 0;
        options.last_try = none[i];
        refused(card, JPKI_ERROR_ARGUMENT, "9999", 4, DATA, 32, &options);
        options.last_try = 0;
        if (none[i] != JPKI_SCHEME_SHA256_DATA) {
            options.scheme = none[i];
            refused(card, JPKI_ERROR_ARGUMENT, "9999", 4, DATA, 32, &options);
        }
    }

    /* Digests of another length, and with the schemes that know SHA-256 alone. */
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.input = JPKI_INPUT_DIGEST;
    refused(card, JPKI_ERROR_ARGUMENT, "9999", 4, DATA, 31, &options);
    refused(card, JPKI_ERROR_ARGUMENT, "9999", 4, DATA, 0, &options);
    options.digest = JPKI_DIGEST_SHA512;
    refused(card, JPKI_ERROR_ARGUMENT, "9999", 4, DATA, 32, &options);
    for (scheme = 1; scheme <= JPKI_SCHEME_PSS_DATA; scheme++) {
        options.scheme = scheme;
        options.input = JPKI_INPUT_DIGEST;
        refused(card, JPKI_ERROR_ARGUMENT, "9999", 4, DATA, 64, &options);
        options.input = JPKI_INPUT_DATA;
        refused(card, JPKI_ERROR_ARGUMENT, "9999", 4, DATA, 64, &options);
    }
    options.digest = JPKI_DIGEST_SHA256;
    options.input = JPKI_INPUT_DIGEST;
    options.scheme = JPKI_SCHEME_PSS_DATA;
    refused(card, JPKI_ERROR_ARGUMENT, "9999", 4, DATA, 32, &options);
    jpki_card_free(card);
}

static void library(void)
{
    int32_t number;

    for (number = -100; number <= 100; number++) {
        CHECK(strncmp(jpki_status_name(number), "JPKI_", 5) == 0);
    }
    CHECK(strcmp(jpki_status_name(1), "JPKI_ERROR_UNKNOWN") == 0);
    CHECK(strcmp(jpki_status_name(INT32_MIN), "JPKI_ERROR_UNKNOWN") == 0);
    CHECK(strcmp(jpki_status_name(INT32_MAX), "JPKI_ERROR_UNKNOWN") == 0);
    jpki_secure_wipe(NULL, 0);
    jpki_secure_wipe(NULL, (size_t)-1);
    jpki_secure_wipe(&number, 0);
    jpki_secure_wipe(&number, (size_t)-1);
    CHECK(number == 101);
}

void misuse_arguments(void)
{
    context_functions();
    reading();
    certificates();
    damaged_certificates();
    signing();
    library();
}
