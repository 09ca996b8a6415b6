/* Creating, using and freeing the objects that are misused. */
#include "misuse.h"

#include <string.h>

jpki_card *open_card(void)
{
    jpki_card *card = NULL;
    CHECK_STATUS(JPKI_OK, jpki_card_open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, &card, NULL));
    return card;
}

jpki_verify_options good_check(jpki_certificate *const *authority)
{
    jpki_verify_options options;

    memset(&options, 0, sizeof options);
    options.struct_size = sizeof options;
    options.anchors = JPKI_ANCHORS_OWN;
    options.own_anchors = (const jpki_certificate *const *)authority;
    options.own_anchors_count = 1;
    return options;
}

struct objects open_objects(void)
{
    struct objects objects = {{NULL}, NULL};
    jpki_context *context = NULL;
    jpki_readers *readers = NULL;
    jpki_card *card = open_card();
    jpki_certificate *certificate = NULL;
    jpki_signature *signature = NULL;
    jpki_monitor *monitor = NULL;
    jpki_verdict verdict;
    jpki_card_authorities *authorities = NULL;
    uint8_t key_id[16] = "0000000", modulus[256];
    jpki_ocsp_request *request = NULL;
    jpki_verify_options options;
    jpki_face *face = NULL;
    jpki_picture *picture = NULL;
    jpki_attributes *attributes = NULL;
    jpki_cancellation *cancellation = NULL;
    jpki_certificate *of_signature = NULL;
    jpki_items *items = NULL;
    jpki_status status;

    CHECK_STATUS(JPKI_OK, jpki_context_new(&context, NULL));
    status = jpki_context_readers(context, &readers, NULL);
    CHECK(status == JPKI_OK || status == JPKI_ERROR_SERVICE_NOT_RUNNING);
    CHECK_STATUS(JPKI_OK, jpki_monitor_new(context, NULL, 0, &monitor, NULL));
    CHECK_STATUS(JPKI_OK, jpki_cancellation_new(&cancellation, NULL));
    CHECK_STATUS(JPKI_OK,
                 jpki_card_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION, &certificate, NULL));
    CHECK_STATUS(JPKI_OK,
                 jpki_card_sign(card, "1234", 4, (const uint8_t *)CHALLENGE_DATA, CHALLENGE_BYTES,
                                NULL, &signature, NULL));
    CHECK_STATUS(JPKI_OK,
                 jpki_card_certificate(card, JPKI_CERTIFICATE_AUTHENTICATION_CA,
                                       &objects.authority, NULL));
    options = good_check(&objects.authority);
    memset(&verdict, 0, sizeof verdict);
    verdict.struct_size = sizeof verdict;
    CHECK_STATUS(JPKI_OK, jpki_certificate_verify(certificate, &options, &verdict, NULL));
    CHECK_STATUS(JPKI_OK, jpki_ocsp_request_new(certificate, &options, NULL, 0, &request, NULL));
    CHECK_STATUS(JPKI_OK,
                 jpki_card_face_for_challenge(card, CHECK_NUMBER_DIGITS, 14,
                                              (const uint8_t *)CHALLENGE_DATA, CHALLENGE_BYTES,
                                              JPKI_AUTHORITIES_UNVERIFIED, JPKI_LAST_TRY_KEEP,
                                              &face, NULL));
    CHECK_STATUS(JPKI_OK, jpki_face_picture(face, JPKI_PICTURE_PHOTO_PNG, &picture, NULL));
    memset(modulus, 0xFF, sizeof modulus);
    CHECK_STATUS(JPKI_OK, jpki_card_authorities_new(&authorities, NULL));
    CHECK_STATUS(JPKI_OK,
                 jpki_card_authorities_add(authorities, JPKI_RECORD_FACE, key_id, sizeof key_id,
                                           modulus, sizeof modulus, NULL));
    CHECK_STATUS(JPKI_OK, jpki_card_attributes(card, "1234", 4, JPKI_AUTHORITIES_UNVERIFIED,
                                               JPKI_LAST_TRY_KEEP, &attributes, NULL));
    CHECK_STATUS(JPKI_OK, jpki_card_signature_certificate(card, "ABC123", 6, JPKI_LAST_TRY_KEEP,
                                                          &of_signature, NULL));
    CHECK_STATUS(JPKI_OK, jpki_certificate_other_names(of_signature, &items, NULL));
    jpki_certificate_free(of_signature);
    objects.handles[ITEMS] = items;
    objects.handles[FACE] = face;
    objects.handles[PICTURE] = picture;
    objects.handles[ATTRIBUTES] = attributes;
    objects.handles[CANCELLATION] = cancellation;
    objects.handles[CONTEXT] = context;
    objects.handles[READERS] = readers;
    objects.handles[CARD] = card;
    objects.handles[CERTIFICATE] = certificate;
    objects.handles[SIGNATURE] = signature;
    objects.handles[MONITOR] = monitor;
    objects.handles[CARD_AUTHORITIES] = authorities;
    objects.handles[OCSP_REQUEST] = request;
    return objects;
}

void free_handle(enum handle_kind kind, void *handle)
{
    switch (kind) {
    case CONTEXT: jpki_context_free(handle); break;
    case READERS: jpki_readers_free(handle); break;
    case CARD: jpki_card_free(handle); break;
    case CERTIFICATE: jpki_certificate_free(handle); break;
    case SIGNATURE: jpki_signature_free(handle); break;
    case MONITOR: jpki_monitor_free(handle); break;
    case CARD_AUTHORITIES: jpki_card_authorities_free(handle); break;
    case OCSP_REQUEST: jpki_ocsp_request_free(handle); break;
    case FACE: jpki_face_free(handle); break;
    case PICTURE: jpki_picture_free(handle); break;
    case ATTRIBUTES: jpki_attributes_free(handle); break;
    case CANCELLATION: jpki_cancellation_free(handle); break;
    case ITEMS: jpki_items_free(handle); break;
    case REVOCATION_LIST: jpki_revocation_list_free(handle); break;
    default: CHECK(0); break;
    }
}

void free_objects(const struct objects *objects)
{
    int kind;

    for (kind = CONTEXT; kind < HANDLE_KINDS; kind++) {
        free_handle((enum handle_kind)kind, objects->handles[kind]);
    }
    jpki_certificate_free(objects->authority);
}

void check_three_tries(jpki_card *card)
{
    int32_t pin_status, tries_left, credential;

    CHECK_STATUS(JPKI_OK,
                 jpki_card_tries(card, JPKI_CREDENTIAL_PIN, &pin_status, &tries_left, NULL));
    CHECK(pin_status == JPKI_TRIES_LEFT && tries_left == 3);
    CHECK_STATUS(JPKI_OK,
                 jpki_card_tries(card, JPKI_CREDENTIAL_SIGNATURE_PASSWORD, &pin_status,
                                 &tries_left, NULL));
    CHECK(pin_status == JPKI_TRIES_LEFT && tries_left == 5);
    CHECK_STATUS(JPKI_OK,
                 jpki_card_tries(card, JPKI_CREDENTIAL_INPUT_SUPPORT_PIN, &pin_status, &tries_left,
                                 NULL));
    CHECK(pin_status == JPKI_TRIES_LEFT && tries_left == 3);
    CHECK_STATUS(JPKI_OK,
                 jpki_card_tries(card, JPKI_CREDENTIAL_BIRTH_DATE, &pin_status, &tries_left, NULL));
    CHECK(pin_status == JPKI_TRIES_LEFT && tries_left == 10);
    for (credential = JPKI_CREDENTIAL_CHECK_NUMBER_SURFACE;
         credential <= JPKI_CREDENTIAL_CHECK_NUMBER_INPUT_SUPPORT; credential++) {
        CHECK_STATUS(JPKI_OK,
                     jpki_card_tries(card, credential, &pin_status, &tries_left, NULL));
        CHECK(pin_status == JPKI_TRIES_LEFT && tries_left == 10);
    }
}

void check_objects(const struct objects *objects)
{
    size_t length = 0;

    CHECK_STATUS(JPKI_OK, jpki_context_cancel(objects->handles[CONTEXT], NULL));
    CHECK_STATUS(JPKI_OK, jpki_cancellation_cancel(objects->handles[CANCELLATION], NULL));
    CHECK(objects->handles[READERS] == NULL || jpki_readers_count(objects->handles[READERS]) > 0);
    check_three_tries(objects->handles[CARD]);
    CHECK(certificate_length(objects->handles[CERTIFICATE]) > 500);
    CHECK(signature_length(objects->handles[SIGNATURE]) == 256);
    CHECK(jpki_ocsp_request_data(objects->handles[OCSP_REQUEST], &length) != NULL && length > 50);
    CHECK(jpki_face_birth_date(objects->handles[FACE]) == 19800217);
    CHECK(jpki_picture_data(objects->handles[PICTURE], &length) != NULL && length > 100);
    CHECK(jpki_attributes_birth_date(objects->handles[ATTRIBUTES]) == 19800217);
    CHECK(jpki_items_count(objects->handles[ITEMS]) == 4);
}
