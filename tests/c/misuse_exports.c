#include "misuse_exports.h"

#include <string.h>

#define P(n) (call->values[n].pointer)
#define L(n) (call->values[n].length)
#define N(n) (call->values[n].number)

/* A function that calls the export of the same name and stores its return value. */
#define CALL(name, result, arguments) \
    static void call_##name(struct call *call) { result jpki_##name arguments; }
#define STATUS_OF(name, arguments) CALL(name, call->status =, arguments)
#define POINTER_OF(name, arguments) CALL(name, call->pointer =, arguments)
#define NUMBER_OF(name, arguments) CALL(name, call->number = (int64_t), arguments)
#define NOTHING_OF(name, arguments) CALL(name, , arguments)

POINTER_OF(status_name, (N(0)))
POINTER_OF(status_text, (N(0), N(1)))
STATUS_OF(error_text, (P(0), N(1), P(2), L(3), P(4)))
static void call_version(struct call *call) { call->pointer = jpki_version(); }
static void call_features(struct call *call) { call->number = jpki_features(); }
NOTHING_OF(secure_wipe, (P(0), L(1)))
STATUS_OF(log_set, (call->values[0].callback, P(1), N(2), P(3)))
STATUS_OF(log_keep, (N(0), P(1)))
STATUS_OF(log_next, (P(0), P(1)))
STATUS_OF(context_new, (P(0), P(1)))
NOTHING_OF(context_free, (P(0)))
STATUS_OF(context_set_timeout, (P(0), N(1), N(2), P(3)))
STATUS_OF(context_readers, (P(0), P(1), P(2)))
STATUS_OF(context_reader_status, (P(0), P(1), P(2), P(3)))
STATUS_OF(context_cancel, (P(0), P(1)))
STATUS_OF(monitor_new, (P(0), P(1), call->values[2].flags, P(3), P(4)))
STATUS_OF(monitor_next, (P(0), N(1), P(2), P(3), P(4)))
NOTHING_OF(monitor_free, (P(0)))
NOTHING_OF(readers_free, (P(0)))
NUMBER_OF(readers_count, (P(0)))
POINTER_OF(readers_name, (P(0), L(1)))
STATUS_OF(card_wait, (P(0), P(1), N(2), call->values[3].flags, P(4), P(5), P(6)))
STATUS_OF(card_connect, (P(0), P(1), P(2), P(3)))
STATUS_OF(cancellation_new, (P(0), P(1)))
STATUS_OF(cancellation_cancel, (P(0), P(1)))
NOTHING_OF(cancellation_free, (P(0)))
STATUS_OF(card_open_virtual, (N(0), P(1), P(2)))
STATUS_OF(card_open_virtual_with_settings, (N(0), P(1), P(2), P(3)))
STATUS_OF(card_open_transport, (P(0), P(1), P(2)))
NOTHING_OF(card_free, (P(0)))
POINTER_OF(card_reader_name, (P(0)))
STATUS_OF(card_set_read_length, (P(0), L(1), P(2)))
STATUS_OF(card_token, (P(0), P(1), P(2), L(3), P(4)))
STATUS_OF(card_has_certificate, (P(0), N(1), P(2), P(3)))
STATUS_OF(card_certificate, (P(0), N(1), P(2), P(3)))
STATUS_OF(card_tries, (P(0), N(1), P(2), P(3), P(4)))
STATUS_OF(card_begin_transaction, (P(0), P(1)))
STATUS_OF(card_end_transaction, (P(0), P(1)))
STATUS_OF(card_sign, (P(0), P(1), L(2), P(3), L(4), P(5), P(6), P(7)))
STATUS_OF(card_authenticate, (P(0), P(1), L(2), P(3), L(4), P(5), P(6), P(7)))
STATUS_OF(card_change_pin, (P(0), P(1), L(2), P(3), L(4), N(5), P(6)))
STATUS_OF(card_signature_certificate, (P(0), P(1), L(2), N(3), P(4), P(5)))
STATUS_OF(card_sign_document, (P(0), P(1), L(2), P(3), L(4), P(5), P(6), P(7), P(8)))
STATUS_OF(card_change_signature_password, (P(0), P(1), L(2), P(3), L(4), N(5), P(6)))
STATUS_OF(certificate_new, (P(0), L(1), P(2), P(3)))
NOTHING_OF(certificate_free, (P(0)))
POINTER_OF(certificate_data, (P(0), P(1)))
POINTER_OF(certificate_field, (P(0), N(1), P(2)))
NUMBER_OF(certificate_not_before, (P(0)))
NUMBER_OF(certificate_not_after, (P(0)))
NOTHING_OF(signature_free, (P(0)))
POINTER_OF(signature_data, (P(0), P(1)))
NUMBER_OF(signature_algorithm, (P(0)))
POINTER_OF(signature_algorithm_name, (P(0)))
/* The relying party's verifications. */
STATUS_OF(certificate_verify, (P(0), P(1), P(2), P(3)))
STATUS_OF(signature_verify, (P(0), P(1), L(2), N(3), N(4), P(5), L(6), P(7), P(8), P(9)))
STATUS_OF(certificate_other_names, (P(0), P(1), P(2)))
STATUS_OF(attributes_other_objects, (P(0), P(1), P(2)))
STATUS_OF(face_other_objects, (P(0), P(1), P(2)))
NUMBER_OF(items_count, (P(0)))
POINTER_OF(items_name, (P(0), L(1)))
POINTER_OF(items_text, (P(0), L(1)))
POINTER_OF(items_data, (P(0), L(1), P(2)))
NOTHING_OF(items_free, (P(0)))
POINTER_OF(policy_text, (P(0), N(1)))
POINTER_OF(reason_name, (N(0)))
POINTER_OF(reason_text, (N(0), N(1)))
STATUS_OF(ocsp_request_new, (P(0), P(1), P(2), L(3), P(4), P(5)))
POINTER_OF(ocsp_request_data, (P(0), P(1)))
NOTHING_OF(ocsp_request_free, (P(0)))
STATUS_OF(revocation_list_load, (P(0), L(1), P(2), P(3), P(4)))
NUMBER_OF(revocation_list_this_update, (P(0)))
NUMBER_OF(revocation_list_next_update, (P(0)))
NUMBER_OF(revocation_list_entry_count, (P(0)))
NOTHING_OF(revocation_list_free, (P(0)))
STATUS_OF(check_number, (N(0), N(1), N(2), P(3), L(4), P(5), L(6), P(7)))
STATUS_OF(check_number_printed_digits, (P(0), L(1), N(2), P(3), L(4), P(5), L(6), P(7)))
STATUS_OF(card_compare_birth_date, (P(0), N(1), N(2), N(3), N(4), P(5)))
STATUS_OF(card_compare_birth_date_printed_digits, (P(0), P(1), L(2), N(3), N(4), P(5)))
STATUS_OF(card_face, (P(0), P(1), L(2), N(3), N(4), P(5), P(6)))
STATUS_OF(card_face_for_challenge, (P(0), P(1), L(2), P(3), L(4), N(5), N(6), P(7), P(8)))
STATUS_OF(face_from_files, (P(0), N(1), P(2), P(3), P(4)))
STATUS_OF(card_authorities_new, (P(0), P(1)))
STATUS_OF(card_authorities_add, (P(0), N(1), P(2), L(3), P(4), L(5), P(6)))
STATUS_OF(card_set_authorities, (P(0), P(1), P(2)))
NOTHING_OF(card_authorities_free, (P(0)))
POINTER_OF(face_birth_date_digits, (P(0), P(1)))
POINTER_OF(face_image, (P(0), N(1), P(2)))
POINTER_OF(face_file, (P(0), N(1), P(2)))
STATUS_OF(face_picture, (P(0), N(1), P(2), P(3)))
POINTER_OF(picture_data, (P(0), P(1)))
NOTHING_OF(face_free, (P(0)))
NUMBER_OF(face_birth_date, (P(0)))
NUMBER_OF(face_sex, (P(0)))
NUMBER_OF(face_expiry, (P(0)))
NOTHING_OF(picture_free, (P(0)))
STATUS_OF(card_attributes, (P(0), P(1), L(2), N(3), N(4), P(5), P(6)))
STATUS_OF(card_attributes_by_check_number, (P(0), P(1), L(2), N(3), N(4), P(5), P(6)))
STATUS_OF(attributes_from_files, (P(0), N(1), P(2), P(3), P(4)))
POINTER_OF(attributes_birth_date_digits, (P(0), P(1)))
POINTER_OF(attributes_file, (P(0), N(1), P(2)))
NOTHING_OF(attributes_free, (P(0)))
POINTER_OF(attributes_name, (P(0)))
POINTER_OF(attributes_address, (P(0)))
NUMBER_OF(attributes_birth_date, (P(0)))
NUMBER_OF(attributes_sex, (P(0)))
STATUS_OF(card_change_input_support_pin, (P(0), P(1), L(2), P(3), L(4), N(5), P(6)))
STATUS_OF(card_information, (P(0), P(1), P(2)))

#define ROW(name, returns, ...) {"jpki_" #name, returns, {__VA_ARGS__}, call_##name}

const struct export exports[] = {
    ROW(status_name, STATIC_TEXT, STATUS_NUMBER),
    ROW(status_text, STATIC_TEXT, STATUS_NUMBER, LANGUAGE),
    ROW(error_text, STATUS, FAILURE, KNOWN_LANGUAGE, SENTENCE, SENTENCE_SIZE, ERROR),
    ROW(version, STATIC_TEXT, NO_PARAMETER),
    ROW(features, NUMBER, NO_PARAMETER),
    ROW(secure_wipe, NOTHING, WIPED, WIPED_LENGTH),
    ROW(log_set, STATUS, LOG_CALLBACK, LOG_USER, LOG_LEVEL, ERROR),
    ROW(log_keep, STATUS, LOG_LEVEL, ERROR),
    ROW(log_next, STATUS, LOG_RECORD, ERROR),
    ROW(context_new, STATUS, NEW(CONTEXT), ERROR),
    ROW(context_free, NOTHING, CONTEXT),
    ROW(context_set_timeout, STATUS, CONTEXT, TIMEOUT_KIND, TIMEOUT, ERROR),
    ROW(context_readers, STATUS, CONTEXT, NEW(READERS), ERROR),
    ROW(context_reader_status, STATUS, CONTEXT, READER_NAME, NUMBER_PRESENCE, ERROR),
    ROW(context_cancel, STATUS, CONTEXT, ERROR),
    ROW(monitor_new, STATUS, CONTEXT, READER_NAME_OR_NULL, MONITOR_FLAGS, NEW(MONITOR), ERROR),
    ROW(monitor_next, STATUS, MONITOR, TIMEOUT, GIVEN_CANCELLATION, EVENT, ERROR),
    ROW(monitor_free, NOTHING, MONITOR),
    ROW(readers_free, NOTHING, READERS),
    ROW(readers_count, NUMBER, READERS),
    ROW(readers_name, POINTER, READERS, INDEX),
    ROW(card_wait, STATUS, CONTEXT, READER_NAME_OR_NULL, TIMEOUT, WAIT_FLAGS, GIVEN_CANCELLATION,
        NEW(CARD), ERROR),
    ROW(card_connect, STATUS, CONTEXT, READER_NAME, NEW(CARD), ERROR),
    ROW(cancellation_new, STATUS, NEW(CANCELLATION), ERROR),
    ROW(cancellation_cancel, STATUS, CANCELLATION, ERROR),
    ROW(cancellation_free, NOTHING, CANCELLATION),
    ROW(card_open_virtual, STATUS, VIRTUAL_KIND, NEW(CARD), ERROR),
    ROW(card_open_virtual_with_settings, STATUS, VIRTUAL_KIND, VIRTUAL_SETTINGS, NEW(CARD), ERROR),
    ROW(card_open_transport, STATUS, TRANSPORT, NEW(CARD), ERROR),
    ROW(card_free, NOTHING, CARD),
    ROW(card_reader_name, POINTER, CARD),
    ROW(card_set_read_length, STATUS, CARD, READ_LENGTH, ERROR),
    ROW(card_token, STATUS, CARD, NUMBER_TOKEN, LABEL, LABEL_SIZE, ERROR),
    ROW(card_has_certificate, STATUS, CARD, HELD_CERTIFICATE_KIND, NUMBER_ZERO, ERROR),
    ROW(card_certificate, STATUS, CARD, CERTIFICATE_KIND, NEW(CERTIFICATE), ERROR),
    ROW(card_tries, STATUS, CARD, CREDENTIAL, NUMBER_TRIES, NUMBER_MINUS_ONE, ERROR),
    ROW(card_begin_transaction, STATUS, CARD, ERROR),
    ROW(card_end_transaction, STATUS, CARD, ERROR),
    ROW(card_sign, STATUS, CARD, PIN, PIN_LENGTH, DATA, DATA_LENGTH, OPTIONS, NEW(SIGNATURE),
        ERROR),
    ROW(card_authenticate, STATUS, CARD, PIN, PIN_LENGTH, DATA, DATA_LENGTH, OPTIONS,
        AUTHENTICATION, ERROR),
    ROW(card_change_pin, STATUS, CARD, PIN, PIN_LENGTH, NEW_PIN, NEW_PIN_LENGTH, LAST_TRY, ERROR),
    ROW(card_signature_certificate, STATUS, CARD, PASSWORD, PASSWORD_LENGTH, LAST_TRY,
        NEW(CERTIFICATE), ERROR),
    ROW(card_sign_document, STATUS, CARD, PASSWORD, PASSWORD_LENGTH, DATA, DATA_LENGTH,
        DOCUMENT_OPTIONS, NEW(CERTIFICATE), NEW(SIGNATURE), ERROR),
    ROW(card_change_signature_password, STATUS, CARD, PASSWORD, PASSWORD_LENGTH, NEW_PASSWORD,
        NEW_PASSWORD_LENGTH, LAST_TRY, ERROR),
    ROW(certificate_new, STATUS, DER, DER_LENGTH, NEW(CERTIFICATE), ERROR),
    ROW(certificate_free, NOTHING, CERTIFICATE),
    ROW(certificate_data, POINTER, CERTIFICATE, LENGTH_PLACE),
    ROW(certificate_field, POINTER, CERTIFICATE, FIELD, LENGTH_PLACE),
    ROW(certificate_not_before, MOMENT, CERTIFICATE),
    ROW(certificate_not_after, MOMENT, CERTIFICATE),
    ROW(signature_free, NOTHING, SIGNATURE),
    ROW(signature_data, POINTER, SIGNATURE, LENGTH_PLACE),
    ROW(signature_algorithm, NUMBER, SIGNATURE),
    ROW(signature_algorithm_name, TEXT, SIGNATURE),
    ROW(certificate_other_names, STATUS, CERTIFICATE, NEW(ITEMS), ERROR),
    ROW(attributes_other_objects, STATUS, ATTRIBUTES, NEW(ITEMS), ERROR),
    ROW(face_other_objects, STATUS, FACE, NEW(ITEMS), ERROR),
    ROW(items_count, NUMBER, ITEMS),
    ROW(items_name, POINTER, ITEMS, INDEX),
    ROW(items_text, POINTER, ITEMS, INDEX),
    ROW(items_data, POINTER, ITEMS, INDEX, LENGTH_PLACE),
    ROW(items_free, NOTHING, ITEMS),
    /* The relying party's verifications. */
    ROW(certificate_verify, STATUS, CERTIFICATE, CHECK_OPTIONS, VERDICT, ERROR),
    ROW(signature_verify, STATUS, CERTIFICATE, SIGNED_DATA, SIGNED_DATA_LENGTH, INPUT_KIND, ALGORITHM,
        SIGNED, SIGNED_LENGTH, CHECK_OPTIONS, VERDICT, ERROR),
    ROW(policy_text, STATIC_TEXT, POLICY, LANGUAGE),
    ROW(reason_name, STATIC_TEXT, REASON_NUMBER),
    ROW(reason_text, STATIC_TEXT, REASON_NUMBER, LANGUAGE),
    ROW(ocsp_request_new, STATUS, CERTIFICATE, CHECK_OPTIONS, NONCE, NONCE_LENGTH,
        NEW(OCSP_REQUEST), ERROR),
    ROW(ocsp_request_data, POINTER, OCSP_REQUEST, LENGTH_PLACE),
    ROW(ocsp_request_free, NOTHING, OCSP_REQUEST),
    ROW(revocation_list_load, STATUS, DATA, DATA_LENGTH, CHECK_OPTIONS, NEW(REVOCATION_LIST),
        ERROR),
    ROW(revocation_list_this_update, MOMENT, REVOCATION_LIST),
    ROW(revocation_list_next_update, MOMENT, REVOCATION_LIST),
    ROW(revocation_list_entry_count, NUMBER, REVOCATION_LIST),
    ROW(revocation_list_free, NOTHING, REVOCATION_LIST),
    ROW(check_number, STATUS, BIRTH_DATE, CALENDAR, EXPIRY_YEAR, SECURITY_CODE,
        SECURITY_CODE_LENGTH, DIGITS, DIGITS_SIZE, ERROR),
    ROW(check_number_printed_digits, STATUS, DATE_DIGITS, DATE_DIGITS_LENGTH, EXPIRY_YEAR,
        SECURITY_CODE, SECURITY_CODE_LENGTH, DIGITS, DIGITS_SIZE, ERROR),
    ROW(card_compare_birth_date, STATUS, CARD, BIRTH_DATE, CALENDAR, AUTHORITIES, LAST_TRY, ERROR),
    ROW(card_compare_birth_date_printed_digits, STATUS, CARD, DATE_DIGITS, DATE_DIGITS_LENGTH,
        AUTHORITIES, LAST_TRY, ERROR),
    ROW(card_face, STATUS, CARD, CHECK_NUMBER, CHECK_NUMBER_LENGTH, AUTHORITIES, LAST_TRY,
        NEW(FACE), ERROR),
    ROW(card_face_for_challenge, STATUS, CARD, CHECK_NUMBER, CHECK_NUMBER_LENGTH, SERVERS_CHALLENGE,
        SERVERS_CHALLENGE_LENGTH, AUTHORITIES, LAST_TRY, NEW(FACE), ERROR),
    ROW(face_from_files, STATUS, FILES, VOUCHING, OWN_AUTHORITIES, NEW(FACE), ERROR),
    ROW(card_authorities_new, STATUS, NEW(CARD_AUTHORITIES), ERROR),
    ROW(card_authorities_add, STATUS, CARD_AUTHORITIES, RECORD_KIND, KEY_ID, KEY_ID_LENGTH, MODULUS,
        MODULUS_LENGTH, ERROR),
    ROW(card_authorities_free, NOTHING, CARD_AUTHORITIES),
    ROW(face_birth_date_digits, POINTER, FACE, LENGTH_PLACE),
    ROW(face_image, POINTER, FACE, IMAGE, LENGTH_PLACE),
    ROW(face_file, POINTER, FACE, FILE_KIND, LENGTH_PLACE),
    ROW(face_picture, STATUS, FACE, PICTURE_KIND, NEW(PICTURE), ERROR),
    ROW(picture_data, POINTER, PICTURE, LENGTH_PLACE),
    ROW(face_free, NOTHING, FACE),
    ROW(face_birth_date, NUMBER, FACE),
    ROW(face_sex, NUMBER, FACE),
    ROW(face_expiry, NUMBER, FACE),
    ROW(picture_free, NOTHING, PICTURE),
    ROW(card_attributes, STATUS, CARD, PIN, PIN_LENGTH, AUTHORITIES, LAST_TRY, NEW(ATTRIBUTES),
        ERROR),
    ROW(card_attributes_by_check_number, STATUS, CARD, CHECK_NUMBER, CHECK_NUMBER_LENGTH,
        AUTHORITIES, LAST_TRY, NEW(ATTRIBUTES), ERROR),
    ROW(attributes_from_files, STATUS, ATTRIBUTES_FILES, VOUCHING, OWN_AUTHORITIES, NEW(ATTRIBUTES),
        ERROR),
    ROW(attributes_birth_date_digits, POINTER, ATTRIBUTES, LENGTH_PLACE),
    ROW(attributes_file, POINTER, ATTRIBUTES, FILE_KIND, LENGTH_PLACE),
    ROW(attributes_free, NOTHING, ATTRIBUTES),
    ROW(attributes_name, POINTER, ATTRIBUTES),
    ROW(attributes_address, POINTER, ATTRIBUTES),
    ROW(attributes_birth_date, NUMBER, ATTRIBUTES),
    ROW(attributes_sex, NUMBER, ATTRIBUTES),
    ROW(card_change_input_support_pin, STATUS, CARD, PIN, PIN_LENGTH, NEW_PIN, NEW_PIN_LENGTH,
        LAST_TRY, ERROR),
    ROW(card_information, STATUS, CARD, INFORMATION, ERROR),
    /* The last: before it, a card has no authorities of the caller's own. */
    ROW(card_set_authorities, STATUS, CARD, CARD_AUTHORITIES, ERROR),
};

const int export_count = sizeof exports / sizeof exports[0];

int parameter_count(const struct export *export)
{
    int count = 0;

    while (count < MOST_PARAMETERS && export->parameters[count] != NO_PARAMETER) {
        count++;
    }
    return count;
}

int parameter_place(const struct export *export, int kind)
{
    int place;

    for (place = 0; place < parameter_count(export); place++) {
        if (export->parameters[place] == kind) {
            return place;
        }
    }
    return -1;
}

int gives_a_verdict(const struct export *export, jpki_status status)
{
    switch (status) {
    case JPKI_ERROR_SIGNATURE_INVALID:
    case JPKI_ERROR_CERTIFICATE_EXPIRED:
    case JPKI_ERROR_CERTIFICATE_NOT_YET_VALID:
    case JPKI_ERROR_CERTIFICATE_NOT_TRUSTED:
    case JPKI_ERROR_REVOCATION_UNKNOWN: return parameter_place(export, VERDICT) >= 0;
    default: return 0;
    }
}

int begins_a_transaction(const struct export *export)
{
    return strcmp(export->name, "jpki_card_begin_transaction") == 0;
}

int ends_a_transaction(const struct export *export)
{
    return strcmp(export->name, "jpki_card_end_transaction") == 0;
}

jpki_status best_outcome(const struct export *export)
{
    if (ends_a_transaction(export)) {
        return JPKI_ERROR_ARGUMENT; /* none has begun */
    }
    if (parameter_place(export, NEW(REVOCATION_LIST)) >= 0) {
        return JPKI_ERROR_REVOCATION_UNKNOWN; /* the data are no list */
    }
    /* A library that few have gives out and takes the files of attributes. */
    return parameter_place(export, ATTRIBUTES_FILES) >= 0 ? JPKI_ERROR_NOT_BUILT : JPKI_OK;
}

int is_free(const struct export *export)
{
    const size_t length = strlen(export->name);
    return strcmp(export->name + length - 5, "_free") == 0;
}
