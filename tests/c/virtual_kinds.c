/*
 * The kinds of virtual card: how each differs, as a desk encounters it.
 */
#include "check.h"

#include <string.h>

enum { VIRTUAL = JPKI_AUTHORITIES_VIRTUAL_CARD, KEEP = JPKI_LAST_TRY_KEEP };

static const uint8_t CHALLENGE[] = "challenge";

static jpki_card *open_card(int32_t kind)
{
    jpki_card *card = NULL;
    jpki_error error = used_error();

    CHECK_CALL(JPKI_OK, error, jpki_card_open_virtual(kind, &card, &error));
    return card;
}

static jpki_status sign(jpki_card *card, jpki_error *error)
{
    jpki_signature *signature = NULL;
    const jpki_status status = jpki_card_sign(card, "1234", 4, CHALLENGE, sizeof CHALLENGE, NULL,
                                              &signature, error);

    CHECK((status == JPKI_OK) == (signature_length(signature) == 256));
    jpki_signature_free(signature);
    return status;
}

static void check_certificates(jpki_card *card, int32_t signature)
{
    int32_t has_authentication = 77, has_signature = 77;

    CHECK_STATUS(JPKI_OK, jpki_card_has_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION,
                                                    &has_authentication, NULL));
    CHECK_STATUS(JPKI_OK, jpki_card_has_certificate(card, JPKI_CERTIFICATE_SIGNATURE,
                                                    &has_signature, NULL));
    CHECK(has_authentication == 1 && has_signature == signature);
}

/* Reads the face with the number built from what is printed, and asserts its contents. */
static void check_face(jpki_card *card, int32_t birth_date, int32_t expiry)
{
    jpki_error error = used_error();
    char number[JPKI_CHECK_NUMBER_SIZE];
    jpki_face *face = NULL;

    CHECK_CALL(JPKI_OK, error,
               jpki_check_number(birth_date, JPKI_CALENDAR_JAPANESE, expiry / 10000, "2285", 4, number, sizeof number,
                                 &error));
    CHECK_CALL(JPKI_OK, error,
               jpki_card_face(card, number, strlen(number), VIRTUAL, KEEP, &face, &error));
    CHECK(jpki_face_birth_date(face) == birth_date && jpki_face_expiry(face) == expiry);
    jpki_face_free(face);
}

static void childs_card(void)
{
    jpki_card *card = open_card(JPKI_VIRTUAL_CHILD_CARD);
    jpki_error error = used_error();

    check_certificates(card, 0);
    check_face(card, 20200401, 20300401);
    CHECK_CALL(JPKI_OK, error, sign(card, &error));
    jpki_card_free(card);
}

/* It passes every check except those of dates. */
static void expired_card(void)
{
    jpki_card *card = open_card(JPKI_VIRTUAL_EXPIRED);
    jpki_error error = used_error();
    jpki_certificate *certificate = NULL, *authority = NULL;
    jpki_verify_options options;
    jpki_verdict verdict;

    check_certificates(card, 1);
    check_face(card, 19800217, 20250331);
    CHECK_CALL(JPKI_OK, error, sign(card, &error));
    CHECK_CALL(JPKI_OK, error,
               jpki_card_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION, &certificate, &error));
    CHECK_CALL(JPKI_OK, error,
               jpki_card_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION_CA, &authority, &error));
    /* 2025-03-31T14:59:59Z. */
    CHECK(jpki_certificate_not_after(certificate) == 1743433199);
    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.anchors = JPKI_ANCHORS_OWN;
    options.own_anchors = (const jpki_certificate *const *)&authority;
    options.own_anchors_count = 1;
    memset(&verdict, 0, sizeof verdict);
    verdict.struct_size = sizeof verdict;
    CHECK_CALL(JPKI_ERROR_CERTIFICATE_EXPIRED, error,
               jpki_certificate_verify(certificate, &options, &verdict, &error));
    CHECK(verdict.status == JPKI_ERROR_CERTIFICATE_EXPIRED && verdict.days_expired > 0);
    CHECK(verdict.reason_count == 1 && verdict.reasons[0] == JPKI_REASON_EXPIRED);
    jpki_certificate_free(certificate);
    jpki_certificate_free(authority);
    jpki_card_free(card);
}

static void card_without_pins(void)
{
    jpki_card *card = open_card(JPKI_VIRTUAL_WITHOUT_PINS);
    jpki_error error = used_error();
    jpki_attributes *attributes = NULL;
    int32_t status = 77, left = 77;

    check_certificates(card, 0);
    CHECK_CALL(JPKI_OK, error, jpki_card_tries(card, JPKI_CREDENTIAL_PIN, &status, &left, &error));
    CHECK(status == JPKI_TRIES_BLOCKED && left == 0);
    CHECK_CALL(JPKI_ERROR_PIN_BLOCKED, error, sign(card, &error));
    CHECK_CALL(JPKI_ERROR_INPUT_SUPPORT_PIN_BLOCKED, error,
               jpki_card_attributes(card, "1234", 4, VIRTUAL, KEEP, &attributes, &error));
    check_face(card, 19800217, 20350217);
    jpki_card_free(card);
}

static jpki_status verified_by_all(const jpki_certificate *certificate,
                                   jpki_certificate *const *authorities)
{
    jpki_verify_options options;
    jpki_verdict verdict;

    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.anchors = JPKI_ANCHORS_OWN;
    options.own_anchors = (const jpki_certificate *const *)authorities;
    options.own_anchors_count = 3;
    memset(&verdict, 0, sizeof verdict);
    verdict.struct_size = sizeof verdict;
    return jpki_certificate_verify(certificate, &options, &verdict, NULL);
}

/* One name, three keys: each certificate belongs only to its own authority. */
static void generations(void)
{
    static const int32_t kinds[] = {JPKI_VIRTUAL_CA_GENERATION_1, JPKI_VIRTUAL_CA_GENERATION_2,
                                    JPKI_VIRTUAL_MY_NUMBER_CARD};
    jpki_certificate *certificates[3] = {NULL}, *authorities[3] = {NULL};
    int i, k;

    for (i = 0; i < 3; i++) {
        jpki_card *card = open_card(kinds[i]);
        jpki_error error = used_error();

        check_certificates(card, 1);
        CHECK_CALL(JPKI_OK, error, sign(card, &error));
        CHECK_CALL(JPKI_OK, error,
                   jpki_card_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION, &certificates[i],
                                         &error));
        CHECK_CALL(JPKI_OK, error,
                   jpki_card_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION_CA, &authorities[i],
                                         &error));
        jpki_card_free(card);
    }
    for (i = 0; i < 3; i++) {
        for (k = 0; k < 3; k++) {
            const int same = memcmp(
                                 jpki_certificate_field(certificates[i], JPKI_FIELD_ISSUER_KEY_ID,
                                                        NULL),
                                 jpki_certificate_field(authorities[k], JPKI_FIELD_SUBJECT_KEY_ID,
                                                        NULL), 20) == 0;
            jpki_verify_options options;
            jpki_verdict verdict;

            memset(&options, 0, sizeof options);
            options.struct_size = sizeof options;
            options.anchors = JPKI_ANCHORS_OWN;
            options.own_anchors = (const jpki_certificate *const *)&authorities[k];
            options.own_anchors_count = 1;
            memset(&verdict, 0, sizeof verdict);
            verdict.struct_size = sizeof verdict;
            CHECK(same == (i == k));
            CHECK_STATUS(i == k ? JPKI_OK : JPKI_ERROR_CERTIFICATE_NOT_TRUSTED,
                         jpki_certificate_verify(certificates[i], &options, &verdict, NULL));
            CHECK(verdict.anchor_key_id_length == (i == k ? 20U : 0U));
            CHECK(memcmp(verdict.anchor_key_id, jpki_certificate_field(authorities[k], JPKI_FIELD_SUBJECT_KEY_ID, NULL), 20)
                  == 0 || i != k);
        }
        /* Several authorities are believed at once. */
        CHECK_STATUS(JPKI_OK, verified_by_all(certificates[i], authorities));
    }
    for (i = 0; i < 3; i++) {
        jpki_certificate_free(certificates[i]);
        jpki_certificate_free(authorities[i]);
    }
}

int main(void)
{
    childs_card();
    expired_card();
    card_without_pins();
    generations();
    return checks_end();
}
