/*
 * The complete job on virtual cards, as an authentication desk's program does it: read,
sign in every
 * way, authenticate, and every outcome for a PIN.
 *
 *   main_job FOLDER
 *
 * FOLDER gets certificate.der, and for each signature NAME.data and
 * NAME.signature, so that another program can verify them: signatures.txt says
 * "NAME algorithm" a line.
 */
#include "check.h"

#include <stdio.h>
#include <string.h>

static const char PIN[] = "1234";
static const char WRONG_PIN[] = "9999";
static const uint8_t CHALLENGE[] = "abc";
enum { PIN_LENGTH = 4, CHALLENGE_LENGTH = 3 };

/* The digests of "abc" (FIPS 180-4, examples). */
static const uint8_t SHA256_OF_CHALLENGE[32] = {
    0xba, 0x78, 0x16, 0xbf, 0x8f, 0x01, 0xcf, 0xea, 0x41, 0x41, 0x40, 0xde, 0x5d, 0xae, 0x22, 0x23,
    0xb0, 0x03, 0x61, 0xa3, 0x96, 0x17, 0x7a, 0x9c, 0xb4, 0x10, 0xff, 0x61, 0xf2, 0x00, 0x15, 0xad,
};
static const uint8_t SHA384_OF_CHALLENGE[48] = {
    0xcb, 0x00, 0x75, 0x3f, 0x45, 0xa3, 0x5e, 0x8b, 0xb5, 0xa0, 0x3d, 0x69, 0x9a, 0xc6, 0x50, 0x07,
    0x27, 0x2c, 0x32, 0xab, 0x0e, 0xde, 0xd1, 0x63, 0x1a, 0x8b, 0x60, 0x5a, 0x43, 0xff, 0x5b, 0xed,
    0x80, 0x86, 0x07, 0x2b, 0xa1, 0xe7, 0xcc, 0x23, 0x58, 0xba, 0xec, 0xa1, 0x34, 0xc8, 0x25, 0xa7,
};
static const uint8_t SHA512_OF_CHALLENGE[64] = {
    0xdd, 0xaf, 0x35, 0xa1, 0x93, 0x61, 0x7a, 0xba, 0xcc, 0x41, 0x73, 0x49, 0xae, 0x20, 0x41, 0x31,
    0x12, 0xe6, 0xfa, 0x4e, 0x89, 0xa9, 0x7e, 0xa2, 0x0a, 0x9e, 0xee, 0xe6, 0x4b, 0x55, 0xd3, 0x9a,
    0x21, 0x92, 0x99, 0x2a, 0x27, 0x4f, 0xc1, 0xa8, 0x36, 0xba, 0x3c, 0x23, 0xa3, 0xfe, 0xeb, 0xbd,
    0x45, 0x4d, 0x44, 0x23, 0x64, 0x3c, 0xe8, 0x0e, 0x2a, 0x9a, 0xc9, 0x4f, 0xa5, 0x4c, 0xa4, 0x9f,
};

/* One way to sign, and how the signature is to be verified. */
struct way {
    const char *name;
    int32_t digest;
    int32_t scheme;
    const uint8_t *input_digest; /* null: the data are given */
    size_t input_digest_length;
    int32_t algorithm;
    const char *algorithm_name;
};

static const struct way WAYS[] = {
    {"sha256", JPKI_DIGEST_SHA256, JPKI_SCHEME_DIGEST_INFO, NULL, 0,
     JPKI_ALGORITHM_RSA_PKCS1_SHA256, "RSA-SHA256"},
    {"sha384", JPKI_DIGEST_SHA384, JPKI_SCHEME_DIGEST_INFO, NULL, 0,
     JPKI_ALGORITHM_RSA_PKCS1_SHA384, "RSA-SHA384"},
    {"sha512", JPKI_DIGEST_SHA512, JPKI_SCHEME_DIGEST_INFO, NULL, 0,
     JPKI_ALGORITHM_RSA_PKCS1_SHA512, "RSA-SHA512"},
    {"sha256-of-digest", JPKI_DIGEST_SHA256, JPKI_SCHEME_DIGEST_INFO, SHA256_OF_CHALLENGE,
     sizeof SHA256_OF_CHALLENGE, JPKI_ALGORITHM_RSA_PKCS1_SHA256, "RSA-SHA256"},
    {"sha384-of-digest", JPKI_DIGEST_SHA384, JPKI_SCHEME_DIGEST_INFO, SHA384_OF_CHALLENGE,
     sizeof SHA384_OF_CHALLENGE, JPKI_ALGORITHM_RSA_PKCS1_SHA384, "RSA-SHA384"},
    {"sha512-of-digest", JPKI_DIGEST_SHA512, JPKI_SCHEME_DIGEST_INFO, SHA512_OF_CHALLENGE,
     sizeof SHA512_OF_CHALLENGE, JPKI_ALGORITHM_RSA_PKCS1_SHA512, "RSA-SHA512"},
    {"bare-digest-of-data", JPKI_DIGEST_SHA256, JPKI_SCHEME_BARE_DIGEST_OF_DATA, NULL, 0,
     JPKI_ALGORITHM_RSA_PKCS1_BARE_SHA256, "RSA-BARE-SHA256"},
    {"card-wraps-hashed-data", JPKI_DIGEST_SHA256, JPKI_SCHEME_SHA256_DIGEST, NULL, 0,
     JPKI_ALGORITHM_RSA_PKCS1_SHA256, "RSA-SHA256"},
    {"card-wraps-digest", JPKI_DIGEST_SHA256, JPKI_SCHEME_SHA256_DIGEST, SHA256_OF_CHALLENGE,
     sizeof SHA256_OF_CHALLENGE, JPKI_ALGORITHM_RSA_PKCS1_SHA256, "RSA-SHA256"},
    {"card-hashes", JPKI_DIGEST_SHA256, JPKI_SCHEME_SHA256_DATA, NULL, 0,
     JPKI_ALGORITHM_RSA_PKCS1_SHA256, "RSA-SHA256"},
    {"pss-of-hashed-data", JPKI_DIGEST_SHA256, JPKI_SCHEME_PSS_DIGEST, NULL, 0,
     JPKI_ALGORITHM_RSA_PSS_SHA256, "RSA-PSS-SHA256"},
    {"pss-of-digest", JPKI_DIGEST_SHA256, JPKI_SCHEME_PSS_DIGEST, SHA256_OF_CHALLENGE,
     sizeof SHA256_OF_CHALLENGE, JPKI_ALGORITHM_RSA_PSS_SHA256, "RSA-PSS-SHA256"},
    {"pss-card-hashes", JPKI_DIGEST_SHA256, JPKI_SCHEME_PSS_DATA, NULL, 0,
     JPKI_ALGORITHM_RSA_PSS_SHA256, "RSA-PSS-SHA256"},
};
enum { WAY_COUNT = sizeof WAYS / sizeof WAYS[0] };

static const char *folder;

static FILE *create(const char *name, const char *kind)
{
    char path[1024];
    FILE *file;

    CHECK(snprintf(path, sizeof path, "%s/%s%s", folder, name, kind) < (int)sizeof path);
    file = fopen(path, "wb");
    CHECK(file != NULL);
    return file;
}

static void save(const char *name, const char *kind, const uint8_t *data, size_t length)
{
    FILE *file = create(name, kind);
    CHECK(fwrite(data, 1, length, file) == length);
    CHECK(fclose(file) == 0);
}

static jpki_card *open_card(int32_t token_kind)
{
    jpki_error error = used_error();
    jpki_card *card = NULL;

    CHECK_CALL(JPKI_OK, error, jpki_card_open_virtual(token_kind, &card, &error));
    CHECK(card != NULL);
    CHECK(jpki_card_reader_name(card) == NULL);
    return card;
}

static void check_tries(jpki_card *card, int32_t pin_status, int32_t tries_left)
{
    jpki_error error = used_error();
    int32_t got_status = 77, got_tries = 77;

    CHECK_CALL(JPKI_OK, error,
               jpki_card_tries(card, JPKI_CREDENTIAL_PIN, &got_status, &got_tries, &error));
    CHECK(got_status == pin_status);
    CHECK(got_tries == tries_left);
}

static void library(void)
{
    uint8_t secret[4] = {1, 2, 3, 4};

    CHECK((jpki_features() & JPKI_FEATURE_VERIFY) != 0);
    CHECK((jpki_features() & JPKI_FEATURE_VIRTUAL_CARD) != 0);
    CHECK((jpki_features() & JPKI_FEATURE_TRUST) != 0);
    CHECK((jpki_features() & JPKI_FEATURE_PICTURE) != 0);
    CHECK((jpki_features() & JPKI_FEATURE_INDIVIDUAL_NUMBER) == 0);
    CHECK((jpki_features() & ~(uint32_t)31) == 0);
    CHECK(strchr(jpki_version(), '.') != NULL);
    CHECK(strcmp(jpki_status_name(JPKI_OK), "JPKI_OK") == 0);
    CHECK(strcmp(jpki_status_name(JPKI_ERROR_PIN_WRONG), "JPKI_ERROR_PIN_WRONG") == 0);
    jpki_secure_wipe(secret, 3);
    CHECK(secret[0] == 0 && secret[1] == 0 && secret[2] == 0 && secret[3] == 4);
    printf("libjpkicard %s\n", jpki_version());
}

/* A failure as a sentence for the desk, in its language, with the tries left. */
static void check_texts(const jpki_error *failure)
{
    static const char japanese[] = "暗証番号が違います（残り 2 回）。残り回数が減りました。";
    jpki_error both = *failure, error = used_error();
    char text[JPKI_ERROR_TEXT_SIZE];

    CHECK_CALL(JPKI_OK, error,
               jpki_error_text(failure, JPKI_LANGUAGE_JAPANESE, text, sizeof text, &error));
    CHECK(strncmp(text, japanese, strlen(japanese)) == 0);
    CHECK_CALL(JPKI_OK, error,
               jpki_error_text(failure, JPKI_LANGUAGE_ENGLISH, text, sizeof text, &error));
    CHECK(strstr(text, "the PIN is wrong, 2 tries left [card 63C2]: the tries left") == text);
    CHECK_CALL(JPKI_OK, error,
               jpki_error_text(failure, JPKI_LANGUAGE_JAPANESE, text, 30, &error));
    CHECK(strcmp(text, "暗証番号が違います") == 0);
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error, jpki_error_text(failure, 2, text, sizeof text, &error));
    CHECK(text[0] == 0);
    /* Read before it is written to. */
    CHECK_CALL(JPKI_OK, both,
               jpki_error_text(&both, JPKI_LANGUAGE_JAPANESE, text, sizeof text, &both));
    CHECK(strncmp(text, japanese, strlen(japanese)) == 0);
    /* Success is not a failure, but has a text as well. */
    CHECK_CALL(JPKI_OK, both,
               jpki_error_text(&both, JPKI_LANGUAGE_ENGLISH, text, sizeof text, &both));
    CHECK(strcmp(text, jpki_status_text(JPKI_OK, JPKI_LANGUAGE_ENGLISH)) == 0);
}

static void check_certificate(const jpki_certificate *certificate)
{
    const uint8_t *key;
    size_t length, at;
    int found = 0;

    CHECK(certificate_length(certificate) > 500);
    CHECK(jpki_certificate_data(certificate, NULL)[0] == 0x30);
    length = 0;
    CHECK(jpki_certificate_field(certificate, JPKI_FIELD_SERIAL_NUMBER, &length) != NULL);
    CHECK(length > 0);
    CHECK(jpki_certificate_field(certificate, JPKI_FIELD_ISSUER_KEY_ID, &length) != NULL);
    CHECK(length == 20);
    CHECK(jpki_certificate_field(certificate, JPKI_FIELD_SUBJECT_KEY_ID, &length) != NULL);
    CHECK(length == 20);
    /* A SubjectPublicKeyInfo of RSA-2048, which is a part of the certificate. */
    key = jpki_certificate_field(certificate, JPKI_FIELD_PUBLIC_KEY, &length);
    CHECK(length == 294 && key[0] == 0x30 && key[1] == 0x82);
    for (at = 0; at + length <= certificate_length(certificate); at++) {
        found += memcmp(jpki_certificate_data(certificate, NULL) + at, key, length) == 0;
    }
    CHECK(found == 1);
    CHECK(jpki_certificate_field(certificate, JPKI_FIELD_PUBLIC_KEY, NULL) == key);
    length = 7;
    CHECK(jpki_certificate_field(certificate, 0, &length) == NULL && length == 0);
    CHECK(jpki_certificate_not_before(certificate) > 0);
    CHECK(jpki_certificate_not_after(certificate) > jpki_certificate_not_before(certificate));
}

static void reading(void)
{
    jpki_card *card = open_card(JPKI_VIRTUAL_MY_NUMBER_CARD);
    jpki_error error = used_error();
    jpki_certificate *certificate = NULL, *ca_certificate = NULL, *again = NULL;
    int32_t kind = -1, authentication = -1, signature = -1;
    char label[33], cut[5];

    CHECK_CALL(JPKI_OK, error, jpki_card_token(card, &kind, label, sizeof label, &error));
    CHECK(kind == JPKI_TOKEN_MY_NUMBER_CARD);
    CHECK(strcmp(label, "JPKIAPICCTOKEN2") == 0);
    CHECK_CALL(JPKI_OK, error, jpki_card_token(card, &kind, cut, sizeof cut, &error));
    CHECK(strcmp(cut, "JPKI") == 0);
    CHECK_STATUS(JPKI_OK, jpki_card_token(card, &kind, NULL, 0, NULL));
    CHECK_CALL(JPKI_OK, error,
               jpki_card_has_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION, &authentication,
                                         &error));
    CHECK_CALL(JPKI_OK, error,
               jpki_card_has_certificate(card, JPKI_CERTIFICATE_SIGNATURE, &signature, &error));
    CHECK(authentication == 1 && signature == 1);

    CHECK_CALL(JPKI_OK, error,
               jpki_card_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION, &certificate, &error));
    check_certificate(certificate);
    save("certificate", ".der", jpki_certificate_data(certificate, NULL),
         certificate_length(certificate));
    CHECK_CALL(JPKI_OK, error,
               jpki_card_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION_CA, &ca_certificate,
                                     &error));
    check_certificate(ca_certificate);
    save("ca-certificate", ".der", jpki_certificate_data(ca_certificate, NULL),
         certificate_length(ca_certificate));
    /* The issuer is identified by its key. */
    CHECK(memcmp(jpki_certificate_field(certificate, JPKI_FIELD_ISSUER_KEY_ID, NULL),
                 jpki_certificate_field(ca_certificate, JPKI_FIELD_SUBJECT_KEY_ID, NULL), 20)
          == 0);

    CHECK_CALL(JPKI_OK, error, jpki_card_set_read_length(card, 128, &error));
    CHECK_CALL(JPKI_OK, error,
               jpki_card_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION, &again, &error));
    CHECK(certificate_length(again) == certificate_length(certificate));
    CHECK(memcmp(jpki_certificate_data(again, NULL), jpki_certificate_data(certificate, NULL),
                 certificate_length(again))
          == 0);
    check_tries(card, JPKI_TRIES_LEFT, 3);

    /* Objects read from the card do not depend on it. */
    jpki_card_free(card);
    check_certificate(certificate);
    jpki_certificate_free(again);
    jpki_certificate_free(ca_certificate);
    jpki_certificate_free(certificate);
}

static void signing(void)
{
    jpki_card *card = open_card(JPKI_VIRTUAL_MY_NUMBER_CARD);
    jpki_error error = used_error();
    jpki_signature *signature = NULL;
    FILE *list = create("signatures", ".txt");
    int i;

    CHECK_CALL(JPKI_OK, error,
               jpki_card_sign(card, PIN, PIN_LENGTH, CHALLENGE, CHALLENGE_LENGTH, NULL, &signature,
                              &error));
    CHECK(jpki_signature_algorithm(signature) == JPKI_ALGORITHM_RSA_PKCS1_SHA256);
    jpki_signature_free(signature);

    for (i = 0; i < WAY_COUNT; i++) {
        const struct way *way = &WAYS[i];
        const int is_digest = way->input_digest != NULL;
        jpki_sign_options options = {0};

        options.struct_size = sizeof options;
        options.digest = way->digest;
        options.scheme = way->scheme;
        options.input = is_digest ? JPKI_INPUT_DIGEST : JPKI_INPUT_DATA;
        CHECK_CALL(JPKI_OK, error,
                   jpki_card_sign(card, PIN, PIN_LENGTH,
                                  is_digest ? way->input_digest : CHALLENGE,
                                  is_digest ? way->input_digest_length : CHALLENGE_LENGTH, &options,
                                  &signature, &error));
        CHECK(signature_length(signature) == 256);
        CHECK(jpki_signature_algorithm(signature) == way->algorithm);
        CHECK(strcmp(jpki_signature_algorithm_name(signature), way->algorithm_name) == 0);
        save(way->name, ".data", CHALLENGE, CHALLENGE_LENGTH);
        save(way->name, ".signature", jpki_signature_data(signature, NULL),
             signature_length(signature));
        CHECK(fprintf(list, "%s %s\n", way->name, jpki_signature_algorithm_name(signature)) > 0);
        jpki_signature_free(signature);
    }
    CHECK(fclose(list) == 0);
    check_tries(card, JPKI_TRIES_LEFT, 3);
    jpki_card_free(card);
}

/* Data of any length are hashed by the library; the card hashes 255 bytes at most. */
static void lengths(void)
{
    static const uint8_t data[100000];
    jpki_card *card = open_card(JPKI_VIRTUAL_MY_NUMBER_CARD);
    jpki_error error = used_error();
    jpki_signature *signature = NULL;
    jpki_sign_options options = {0};

    CHECK_CALL(JPKI_OK, error,
               jpki_card_sign(card, PIN, PIN_LENGTH, data, sizeof data, NULL, &signature, &error));
    jpki_signature_free(signature);
    CHECK_CALL(JPKI_OK, error,
               jpki_card_sign(card, PIN, PIN_LENGTH, NULL, 0, NULL, &signature, &error));
    jpki_signature_free(signature);

    options.struct_size = sizeof options;
    options.scheme = JPKI_SCHEME_SHA256_DATA;
    CHECK_CALL(JPKI_OK, error,
               jpki_card_sign(card, PIN, PIN_LENGTH, data, 255, &options, &signature, &error));
    jpki_signature_free(signature);
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_sign(card, PIN, PIN_LENGTH, data, 256, &options, &signature, &error));
    CHECK(signature == NULL);
    CHECK_CALL(JPKI_ERROR_ARGUMENT, error,
               jpki_card_sign(card, PIN, PIN_LENGTH, data, 0, &options, &signature, &error));
    check_tries(card, JPKI_TRIES_LEFT, 3);
    jpki_card_free(card);
}

/* A certificate that the caller kept can be used to verify the signature, another card's cannot. */
static void kept_certificate(void)
{
    jpki_card *card = open_card(JPKI_VIRTUAL_MY_NUMBER_CARD);
    jpki_error error = used_error();
    jpki_certificate *read = NULL, *kept = NULL, *of_authority = NULL;
    jpki_signature *signature = NULL;
    jpki_sign_options options = {0};
    uint8_t store[4096];
    size_t length;

    CHECK_CALL(JPKI_OK, error,
               jpki_card_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION, &read, &error));
    length = certificate_length(read);
    CHECK(length <= sizeof store);
    memcpy(store, jpki_certificate_data(read, NULL), length);
    jpki_certificate_free(read);

    CHECK_CALL(JPKI_OK, error, jpki_certificate_new(store, length, &kept, &error));
    memset(store, 0, sizeof store);
    check_certificate(kept);
    options.struct_size = sizeof options;
    options.certificate = kept;
    CHECK_CALL(JPKI_OK, error,
               jpki_card_sign(card, PIN, PIN_LENGTH, CHALLENGE, CHALLENGE_LENGTH, &options,
                              &signature, &error));
    jpki_signature_free(signature);

    CHECK_CALL(JPKI_OK, error,
               jpki_card_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION_CA, &of_authority,
                                     &error));
    options.certificate = of_authority;
    CHECK_CALL(JPKI_ERROR_SIGNATURE_INVALID, error,
               jpki_card_sign(card, PIN, PIN_LENGTH, CHALLENGE, CHALLENGE_LENGTH, &options,
                              &signature, &error));
    CHECK(signature == NULL);
    check_tries(card, JPKI_TRIES_LEFT, 3);
    jpki_certificate_free(of_authority);
    jpki_certificate_free(kept);
    jpki_card_free(card);
}

static void check_authentication(jpki_card *card, int32_t token_kind, int32_t tries_left)
{
    jpki_error error = used_error();
    jpki_authentication authentication = {0};

    authentication.struct_size = sizeof authentication;
    CHECK_CALL(JPKI_OK, error,
               jpki_card_authenticate(card, PIN, PIN_LENGTH, CHALLENGE, CHALLENGE_LENGTH, NULL,
                                 &authentication, &error));
    CHECK(authentication.struct_size == sizeof authentication);
    CHECK(authentication.token_kind == token_kind);
    CHECK(authentication.pin_status == JPKI_TRIES_LEFT);
    CHECK(authentication.tries_left == tries_left);
    check_certificate(authentication.certificate);
    check_certificate(authentication.ca_certificate);
    CHECK(signature_length(authentication.signature) == 256);
    jpki_signature_free(authentication.signature);
    jpki_certificate_free(authentication.ca_certificate);
    jpki_certificate_free(authentication.certificate);
}

static void receiving(void)
{
    jpki_card *card = open_card(JPKI_VIRTUAL_MY_NUMBER_CARD);
    jpki_error error = used_error();
    jpki_signature *signature = NULL;

    check_authentication(card, JPKI_TOKEN_MY_NUMBER_CARD, 3);
    /* The certificate of the authentication can be used for the next signature. */
    CHECK_CALL(JPKI_OK, error,
               jpki_card_sign(card, PIN, PIN_LENGTH, CHALLENGE, CHALLENGE_LENGTH, NULL, &signature,
                              &error));
    jpki_signature_free(signature);
    CHECK_CALL(JPKI_ERROR_PIN_WRONG, error,
               jpki_card_sign(card, WRONG_PIN, PIN_LENGTH, CHALLENGE, CHALLENGE_LENGTH, NULL,
                              &signature, &error));
    check_texts(&error);
    check_authentication(card, JPKI_TOKEN_MY_NUMBER_CARD, 2);
    check_tries(card, JPKI_TRIES_LEFT, 3);
    jpki_card_free(card);
}

/* A phone returns its certificate only after the PIN. */
static void android_phone(void)
{
    jpki_card *card = open_card(JPKI_VIRTUAL_ANDROID);
    jpki_error error = used_error();
    jpki_certificate *certificate = NULL;
    jpki_signature *signature = NULL;

    CHECK_CALL(JPKI_ERROR_PIN_REQUIRED, error,
               jpki_card_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION, &certificate, &error));
    CHECK(certificate == NULL);
    CHECK(error.status_word == 0x6982);
    check_authentication(card, JPKI_TOKEN_ANDROID, 3);
    CHECK_CALL(JPKI_OK, error,
               jpki_card_sign(card, PIN, PIN_LENGTH, CHALLENGE, CHALLENGE_LENGTH, NULL, &signature,
                              &error));
    jpki_signature_free(signature);
    /* The key was locked again: the certificate is hidden as before. */
    CHECK_CALL(JPKI_ERROR_PIN_REQUIRED, error,
               jpki_card_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION, &certificate, &error));
    jpki_card_free(card);
}

static void other_tokens(void)
{
    static const int32_t kinds[][2] = {
        {JPKI_VIRTUAL_RESIDENT_REGISTRY_CARD, JPKI_TOKEN_RESIDENT_REGISTRY_CARD},
        {JPKI_VIRTUAL_IPHONE, JPKI_TOKEN_IPHONE},
    };
    size_t i;

    for (i = 0; i < 2; i++) {
        jpki_card *card = open_card(kinds[i][0]);
        check_authentication(card, kinds[i][1], 3);
        jpki_card_free(card);
    }
}

static void sign_wrongly(jpki_card *card, int32_t last_try, jpki_status expected,
                         int32_t tries_left)
{
    jpki_error error = used_error();
    jpki_sign_options options = {0};
    jpki_signature *signature = NULL;

    options.struct_size = sizeof options;
    options.last_try = last_try;
    CHECK_CALL(expected, error,
               jpki_card_sign(card, WRONG_PIN, PIN_LENGTH, CHALLENGE, CHALLENGE_LENGTH, &options,
                              &signature, &error));
    CHECK(error.tries_left == tries_left);
    CHECK(signature == NULL);
}

static void tries(void)
{
    jpki_card *card = open_card(JPKI_VIRTUAL_MY_NUMBER_CARD);
    jpki_error error = used_error();
    jpki_sign_options options = {0};
    jpki_signature *signature = NULL;
    jpki_authentication authentication = {0};

    sign_wrongly(card, JPKI_LAST_TRY_KEEP, JPKI_ERROR_PIN_WRONG, 2);
    check_tries(card, JPKI_TRIES_LEFT, 2);
    sign_wrongly(card, JPKI_LAST_TRY_KEEP_TWO, JPKI_ERROR_PIN_LAST_TWO_TRIES, 2);
    check_tries(card, JPKI_TRIES_LEFT, 2);
    sign_wrongly(card, JPKI_LAST_TRY_KEEP, JPKI_ERROR_PIN_WRONG, 1);
    check_tries(card, JPKI_TRIES_LEFT, 1);
    sign_wrongly(card, JPKI_LAST_TRY_KEEP_TWO, JPKI_ERROR_PIN_LAST_TRY, 1);

    /* The last one is kept, whatever the PIN. */
    sign_wrongly(card, JPKI_LAST_TRY_KEEP, JPKI_ERROR_PIN_LAST_TRY, 1);
    check_tries(card, JPKI_TRIES_LEFT, 1);
    CHECK_CALL(JPKI_ERROR_PIN_LAST_TRY, error,
               jpki_card_sign(card, PIN, PIN_LENGTH, CHALLENGE, CHALLENGE_LENGTH, NULL, &signature,
                              &error));
    check_tries(card, JPKI_TRIES_LEFT, 1);
    authentication.struct_size = sizeof authentication;
    CHECK_CALL(JPKI_ERROR_PIN_LAST_TRY, error,
               jpki_card_authenticate(card, PIN, PIN_LENGTH, CHALLENGE, CHALLENGE_LENGTH, NULL,
                                 &authentication, &error));
    CHECK(authentication.certificate == NULL && authentication.ca_certificate == NULL
          && authentication.signature == NULL);
    check_tries(card, JPKI_TRIES_LEFT, 1);

    options.struct_size = sizeof options;
    options.last_try = JPKI_LAST_TRY_ALLOW;
    CHECK_CALL(JPKI_OK, error,
               jpki_card_sign(card, PIN, PIN_LENGTH, CHALLENGE, CHALLENGE_LENGTH, &options,
                              &signature, &error));
    jpki_signature_free(signature);
    check_tries(card, JPKI_TRIES_LEFT, 3);
    jpki_card_free(card);
}

static void three_wrong(void)
{
    jpki_card *card = open_card(JPKI_VIRTUAL_MY_NUMBER_CARD);
    jpki_error error = used_error();
    jpki_certificate *certificate = NULL;
    jpki_signature *signature = NULL;

    sign_wrongly(card, JPKI_LAST_TRY_ALLOW, JPKI_ERROR_PIN_WRONG, 2);
    sign_wrongly(card, JPKI_LAST_TRY_ALLOW, JPKI_ERROR_PIN_WRONG, 1);
    sign_wrongly(card, JPKI_LAST_TRY_ALLOW, JPKI_ERROR_PIN_BLOCKED, 0);
    check_tries(card, JPKI_TRIES_BLOCKED, 0);
    CHECK_CALL(JPKI_ERROR_PIN_BLOCKED, error,
               jpki_card_sign(card, PIN, PIN_LENGTH, CHALLENGE, CHALLENGE_LENGTH, NULL, &signature,
                              &error));
    CHECK(error.tries_left == 0);
    /* What needs no PIN is still available. */
    CHECK_CALL(JPKI_OK, error,
               jpki_card_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION, &certificate, &error));
    jpki_certificate_free(certificate);
    jpki_card_free(card);
}

static void pin_format(void)
{
    static const struct {
        const char *pin;
        size_t length;
    } wrong[] = {
        {"", 0},      {NULL, 0},      {"123", 3},     {"12345", 5},
        {"12a4", 4},  {"1234\n", 5},  {"1234", 5},    {" 123", 4},
        {"\0\0\0", 4}, {"-123", 4},   {"1.34", 4},
        {"\xEF\xBC\x91\xEF\xBC\x92\xEF\xBC\x93\xEF\xBC\x94", 12}, /* full-width digits */
    };
    jpki_card *card = open_card(JPKI_VIRTUAL_MY_NUMBER_CARD);
    jpki_error error = used_error();
    jpki_signature *signature = NULL;
    jpki_authentication authentication = {0};
    size_t i;

    authentication.struct_size = sizeof authentication;
    for (i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        CHECK_CALL(JPKI_ERROR_PIN_FORMAT, error,
                   jpki_card_sign(card, wrong[i].pin, wrong[i].length, CHALLENGE,
                                  CHALLENGE_LENGTH, NULL, &signature, &error));
        CHECK_CALL(JPKI_ERROR_PIN_FORMAT, error,
                   jpki_card_authenticate(card, wrong[i].pin, wrong[i].length, CHALLENGE,
                                     CHALLENGE_LENGTH, NULL, &authentication, &error));
        check_tries(card, JPKI_TRIES_LEFT, 3);
    }
    jpki_card_free(card);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fputs("usage: main_job FOLDER\n", stderr);
        return 3;
    }
    folder = argv[1];
    library();
    reading();
    signing();
    lengths();
    kept_certificate();
    receiving();
    android_phone();
    other_tokens();
    tries();
    three_wrong();
    pin_format();
    return checks_end();
}
