#include "misuse_memory.h"

#include "fence.h"

#include <string.h>
enum { FILLING = 0x5A };

void *fenced(size_t length)
{
    char *end = end_of_pages(length);

    CHECK(end != NULL);
    return memset(end - length, FILLING, length);
}

int is_untouched(const void *memory, size_t length)
{
    const unsigned char *bytes = memory;
    size_t i;

    for (i = 0; i < length && bytes[i] == FILLING; i++) {
    }
    return i == length;
}

static void *fenced_copy(const void *data, size_t length)
{
    return memcpy(fenced(length), data, length);
}

jpki_error wrong_pin_error(void)
{
    jpki_error error = used_error();

    error.status = JPKI_ERROR_PIN_WRONG;
    error.tries_left = 2;
    error.status_word = 0x63C2;
    error.pcsc_code = 0;
    return error;
}

/* A reader without a card: tests that it is never used unnecessarily. */
static int32_t no_card(void *user, const uint8_t *command, size_t command_length,
                       uint8_t *response, size_t response_size, size_t *response_length)
{
    (void)user, (void)command, (void)command_length;
    (void)response, (void)response_size, (void)response_length;
    return JPKI_ERROR_CARD_REMOVED;
}

static int32_t nothing_to_do(void *user)
{
    (void)user;
    return JPKI_OK;
}

struct memory new_memory(const struct objects *objects)
{
    jpki_verify_options verify_options = good_check(&objects->authority);
    jpki_record_files files = {0};
    const jpki_error failure = wrong_pin_error();
    struct memory memory;
    const char *name = jpki_readers_name(objects->handles[READERS], 0);
    int i;

    name = name != NULL ? name : "a reader";
    memory.reader_name = fenced_copy(name, strlen(name) + 1);
    memory.pin = fenced_copy("1234", 4);
    memory.wrong_pin = fenced_copy("9999", 4);
    memory.password = fenced_copy("ABC123", 6);
    memory.wrong_password = fenced_copy("WRONG9", 6);
    memory.label = fenced(LABEL_BYTES);
    memory.data = fenced(DATA_BYTES);
    memory.wiped = fenced(DATA_BYTES);
    memory.der_length = certificate_length(objects->handles[CERTIFICATE]);
    memory.der = fenced_copy(jpki_certificate_data(objects->handles[CERTIFICATE], NULL),
                             memory.der_length);
    memory.error = fenced(sizeof *memory.error);
    memory.failure = fenced_copy(&failure, sizeof failure);
    memory.sentence = fenced(SENTENCE_BYTES);
    memory.options = fenced(sizeof *memory.options);
    memset(memory.options, 0, sizeof *memory.options);
    memory.options->struct_size = sizeof *memory.options;
    memory.options->certificate = objects->handles[CERTIFICATE];
    memory.transport = fenced(sizeof *memory.transport);
    memset(memory.transport, 0, sizeof *memory.transport);
    memory.transport->struct_size = sizeof *memory.transport;
    memory.transport->transmit = no_card;
    memory.transport->power_down = nothing_to_do;
    memory.check_number = fenced_copy(CHECK_NUMBER_DIGITS, 14);
    memory.wrong_check_number = fenced_copy("55021720352286", 14);
    memory.date_digits = fenced_copy("550217", 6);
    memory.wrong_date_digits = fenced_copy("550218", 6);
    memory.security_code = fenced_copy("2285", 4);
    memory.digits = fenced(JPKI_CHECK_NUMBER_SIZE);
    memory.information = fenced(sizeof *memory.information);
    memory.authentication = fenced(sizeof *memory.authentication);
    memory.event = fenced(sizeof *memory.event);
    memory.log_record = fenced(sizeof *memory.log_record);
    memory.anchors = fenced_copy(&objects->authority, sizeof objects->authority);
    verify_options.own_anchors = memory.anchors;
    memory.verdict = fenced(sizeof *memory.verdict);
    files.struct_size = sizeof files;
    files.record = jpki_face_file(objects->handles[FACE], JPKI_FILE_RECORD, &files.record_length);
    files.certificate = jpki_face_file(objects->handles[FACE], JPKI_FILE_CERTIFICATE,
                                       &files.certificate_length);
    files.signature = jpki_face_file(objects->handles[FACE], JPKI_FILE_SIGNATURE,
                                     &files.signature_length);
    files.record = fenced_copy(files.record, files.record_length);
    files.certificate = fenced_copy(files.certificate, files.certificate_length);
    files.signature = fenced_copy(files.signature, files.signature_length);
    files.challenge = fenced_copy(CHALLENGE_DATA, CHALLENGE_BYTES);
    files.challenge_length = CHALLENGE_BYTES;
    memory.files = fenced_copy(&files, sizeof files);
    files.challenge = NULL;
    files.challenge_length = 0;
    memory.attributes_files = fenced_copy(&files, sizeof files);
    memory.servers_challenge = fenced_copy(CHALLENGE_DATA, CHALLENGE_BYTES);
    memory.key_id = fenced(KEY_ID_BYTES);
    memory.modulus = memset(fenced(MODULUS_BYTES), 0xFF, MODULUS_BYTES);
    memory.policy = fenced_copy("1.2.392.200149.8.5.1.3.30", 26);
    memory.verify_options = fenced_copy(&verify_options, sizeof verify_options);
    memory.challenge = fenced_copy(CHALLENGE_DATA, CHALLENGE_BYTES);
    memory.nonce = fenced(NONCE_BYTES);
    memory.signature_length = signature_length(objects->handles[SIGNATURE]);
    memory.signature = fenced_copy(jpki_signature_data(objects->handles[SIGNATURE], NULL),
                                   memory.signature_length);
    for (i = 0; i < MOST_PARAMETERS; i++) {
        memory.numbers[i] = fenced(sizeof(int32_t));
        memory.lengths[i] = fenced(sizeof(size_t));
        memory.handles[i] = fenced(sizeof(void *));
    }
    return memory;
}

static void take_line(void *user, int32_t level, const char *message)
{
    CHECK(user == NULL && level > JPKI_LOG_OFF && message != NULL);
}

static union value good_value(int kind, int place, const struct memory *memory,
                              const struct objects *objects)
{
    union value value;

    memset(&value, 0, sizeof value);
    switch (kind) {
    case PIN:
    case NEW_PIN: value.pointer = memory->pin; break;
    case PIN_LENGTH:
    case NEW_PIN_LENGTH: value.length = 4; break;
    case PASSWORD:
    case NEW_PASSWORD: value.pointer = memory->password; break;
    case PASSWORD_LENGTH:
    case NEW_PASSWORD_LENGTH: value.length = 6; break;
    case DATA: value.pointer = memory->data; break;
    case DATA_LENGTH: value.length = DATA_BYTES; break;
    case DER: value.pointer = memory->der; break;
    case DER_LENGTH: value.length = memory->der_length; break;
    case READER_NAME:
    case READER_NAME_OR_NULL: value.pointer = memory->reader_name; break;
    case VIRTUAL_SETTINGS: value.pointer = "pin-tries 3"; break;
    case VIRTUAL_KIND: value.number = JPKI_VIRTUAL_MY_NUMBER_CARD; break;
    case READ_LENGTH: value.length = 256; break;
    case LOG_CALLBACK: value.callback = take_line; break;
    case LOG_LEVEL: value.number = JPKI_LOG_TRACE; break;
    case WIPED: value.pointer = memory->wiped; break;
    case WIPED_LENGTH: value.length = DATA_BYTES; break;
    case LABEL: value.pointer = memset(memory->label, FILLING, LABEL_BYTES); break;
    case LABEL_SIZE: value.length = LABEL_BYTES; break;
    case FAILURE: value.pointer = memory->failure; break;
    case SENTENCE: value.pointer = memset(memory->sentence, FILLING, SENTENCE_BYTES); break;
    case SENTENCE_SIZE: value.length = SENTENCE_BYTES; break;
    case OPTIONS: value.pointer = memory->options; break;
    case TRANSPORT: value.pointer = memory->transport; break;
    case CHECK_NUMBER: value.pointer = memory->check_number; break;
    case CHECK_NUMBER_LENGTH: value.length = 14; break;
    case SECURITY_CODE: value.pointer = memory->security_code; break;
    case SECURITY_CODE_LENGTH: value.length = 4; break;
    case DATE_DIGITS: value.pointer = memory->date_digits; break;
    case DATE_DIGITS_LENGTH: value.length = 6; break;
    case BIRTH_DATE: value.number = 19800217; break;
    case CALENDAR: value.number = JPKI_CALENDAR_JAPANESE; break;
    case VOUCHING: value.number = JPKI_AUTHORITIES_VIRTUAL_CARD; break;
    case SERVERS_CHALLENGE: value.pointer = memory->servers_challenge; break;
    case SERVERS_CHALLENGE_LENGTH: value.length = CHALLENGE_BYTES; break;
    case FILES: value.pointer = memory->files; break;
    case ATTRIBUTES_FILES: value.pointer = memory->attributes_files; break;
    case RECORD_KIND: value.number = JPKI_RECORD_FACE; break;
    case KEY_ID: value.pointer = memory->key_id; break;
    case KEY_ID_LENGTH: value.length = KEY_ID_BYTES; break;
    case MODULUS: value.pointer = memory->modulus; break;
    case MODULUS_LENGTH: value.length = MODULUS_BYTES; break;
    case IMAGE: value.number = JPKI_IMAGE_PHOTO; break;
    case FILE_KIND: value.number = JPKI_FILE_RECORD; break;
    case PICTURE_KIND: value.number = JPKI_PICTURE_PHOTO_PNG; break;
    case POLICY: value.pointer = memory->policy; break;
    case OWN_AUTHORITIES: break; /* null */
    case EXPIRY_YEAR: value.number = 2035; break;
    case AUTHORITIES: value.number = JPKI_AUTHORITIES_VIRTUAL_CARD; break;
    case CREDENTIAL: value.number = JPKI_CREDENTIAL_PIN; break;
    case CERTIFICATE_KIND:
    case HELD_CERTIFICATE_KIND: value.number = JPKI_CERTIFICATE_AUTHENTICATION; break;
    case FIELD: value.number = JPKI_FIELD_PUBLIC_KEY; break;
    case TIMEOUT_KIND: value.number = JPKI_TIMEOUT_SERVICE_ABSENCE; break;
    case LENGTH_PLACE:
        value.pointer = memset(memory->lengths[place], FILLING, sizeof(size_t));
        break;
    case DIGITS: value.pointer = memset(memory->digits, FILLING, JPKI_CHECK_NUMBER_SIZE); break;
    case DIGITS_SIZE: value.length = JPKI_CHECK_NUMBER_SIZE; break;
    case INFORMATION:
        value.pointer = memset(memory->information, FILLING, sizeof *memory->information);
        memory->information->struct_size = sizeof *memory->information;
        break;
    case AUTHENTICATION:
        value.pointer = memset(memory->authentication, FILLING, sizeof *memory->authentication);
        memory->authentication->struct_size = sizeof *memory->authentication;
        break;
    case VERDICT:
        value.pointer = memset(memory->verdict, FILLING, sizeof *memory->verdict);
        memory->verdict->struct_size = sizeof *memory->verdict;
        memory->verdict->status = JPKI_OK;
        break;
    case EVENT:
        value.pointer = memset(memory->event, FILLING, sizeof *memory->event);
        memory->event->struct_size = sizeof *memory->event;
        break;
    case LOG_RECORD:
        value.pointer = memset(memory->log_record, FILLING, sizeof *memory->log_record);
        memory->log_record->struct_size = sizeof *memory->log_record;
        break;
    case ERROR:
        value.pointer = memset(memory->error, FILLING, sizeof *memory->error);
        memory->error->struct_size = sizeof *memory->error;
        break;
    case SIGNED_DATA: value.pointer = memory->challenge; break;
    case SIGNED_DATA_LENGTH: value.length = CHALLENGE_BYTES; break;
    case ALGORITHM: value.number = JPKI_ALGORITHM_RSA_PKCS1_SHA256; break;
    case SIGNED: value.pointer = memory->signature; break;
    case SIGNED_LENGTH: value.length = memory->signature_length; break;
    case NONCE: value.pointer = memory->nonce; break;
    case NONCE_LENGTH: value.length = NONCE_BYTES; break;
    case CHECK_OPTIONS: value.pointer = memory->verify_options; break;
    case NUMBER_ZERO:
    case NUMBER_TOKEN:
    case NUMBER_TRIES:
    case NUMBER_MINUS_ONE:
    case NUMBER_PRESENCE:
        value.pointer = memset(memory->numbers[place], FILLING, sizeof(int32_t));
        break;
    case TIMEOUT:
    case WAIT_FLAGS:
    case GIVEN_CANCELLATION:
    case MONITOR_FLAGS:
    case INDEX: break; /* zero */
    case LANGUAGE:
    case KNOWN_LANGUAGE: value.number = JPKI_LANGUAGE_ENGLISH; break;
    case LAST_TRY: value.number = JPKI_LAST_TRY_KEEP; break;
    case INPUT_KIND: value.number = JPKI_INPUT_DATA; break;
    case STATUS_NUMBER:
    case DOCUMENT_OPTIONS:
    case REASON_NUMBER:
    case LOG_USER: break; /* zero */
    default:
        if (kind < HANDLE_KINDS) {
            value.pointer = objects->handles[kind];
        } else {
            CHECK(kind > NEW(0) && kind < NEW(HANDLE_KINDS));
            value.pointer = memset(memory->handles[place], FILLING, sizeof(void *));
        }
    }
    return value;
}

void fill_call(struct call *call, const struct export *export, const struct memory *memory,
               const struct objects *objects)
{
    int place;

    memset(call, 0, sizeof *call);
    for (place = 0; place < parameter_count(export); place++) {
        call->values[place] = good_value(export->parameters[place], place, memory, objects);
    }
}

/* Whether a result of this kind is cleared, or its memory `untouched`. */
static int holds_nothing(int kind, const void *result, int untouched)
{
    const jpki_authentication *authentication = result;
    const jpki_event *event = result;
    const jpki_log_record *record = result;
    const jpki_verdict *verdict = result;
    const jpki_information *information = result;
    const int32_t *number = result;
    void *const *handle = result;

    switch (kind) {
    case NUMBER_ZERO: return untouched ? is_untouched(number, 4) : *number == 0;
    case NUMBER_TOKEN: return untouched ? is_untouched(number, 4) : *number == JPKI_TOKEN_UNKNOWN;
    case NUMBER_TRIES:
        return untouched ? is_untouched(number, 4) : *number == JPKI_TRIES_NOT_REPORTED;
    case NUMBER_MINUS_ONE: return untouched ? is_untouched(number, 4) : *number == -1;
    case NUMBER_PRESENCE:
        return untouched ? is_untouched(number, 4) : *number == JPKI_PRESENCE_UNAVAILABLE;
    case LABEL: return untouched ? is_untouched(result, LABEL_BYTES) : *(const char *)result == 0;
    case SENTENCE:
        return untouched ? is_untouched(result, SENTENCE_BYTES) : *(const char *)result == 0;
    case DIGITS:
        return untouched ? is_untouched(result, JPKI_CHECK_NUMBER_SIZE)
                         : *(const char *)result == 0;
    case INFORMATION:
        return untouched ? is_untouched(&information->expiry, sizeof *information - 4)
                         : information->expiry == 0 && information->municipality_code[0] == 0
                               && information->serial[0] == 0;
    case VERDICT: /* its status is written whatever happens */
        return untouched ? verdict->status == JPKI_ERROR_ARGUMENT
                               && is_untouched(&verdict->reason_count, sizeof *verdict - 8)
                         : verdict->status != JPKI_OK && verdict->reason_count == 0
                               && verdict->revocation == 0 && verdict->reasons[0] == 0
                               && verdict->days_left == -1 && verdict->policy[0] == 0
                               && verdict->anchor_key_id_length == 0;
    case AUTHENTICATION:
        return untouched ? is_untouched(&authentication->token_kind, sizeof *authentication - 4)
                         : authentication->certificate == NULL && authentication->ca_certificate == NULL
                               && authentication->signature == NULL && authentication->token_kind == JPKI_TOKEN_UNKNOWN
                               && authentication->pin_status == JPKI_TRIES_NOT_REPORTED && authentication->tries_left == -1;
    case EVENT:
        return untouched ? is_untouched(&event->event, sizeof *event - 4)
                         : event->event == JPKI_EVENT_NONE && event->reason == JPKI_OK
                               && event->reader[0] == 0 && event->reserved == 0;
    case LOG_RECORD:
        /* It fails only on its arguments. */
        return is_untouched(&record->level, sizeof *record - 4);
    default:
        if (kind <= NEW(0)) {
            return 1;
        }
        return untouched ? is_untouched(handle, sizeof *handle) : *handle == NULL;
    }
}

static void check_results(const struct export *export, const struct call *call, int bad,
                          int worse, int untouched)
{
    int place;

    for (place = 0; place < parameter_count(export); place++) {
        if (place != bad && place != worse) {
            CHECK(holds_nothing(export->parameters[place], call->values[place].pointer,
                                untouched));
        }
    }
}

void check_nothing(const struct export *export, const struct call *call, int bad, int worse)
{
    check_results(export, call, bad, worse, 0);
}

void check_untouched(const struct export *export, const struct call *call, int bad, int worse)
{
    check_results(export, call, bad, worse, 1);
}

void free_results(const struct export *export, const struct call *call)
{
    int place;

    if (begins_a_transaction(export)) {
        const jpki_status ended = jpki_card_end_transaction(call->values[0].pointer, NULL);
        /* Another thread may have freed the card, or ended it. */
        CHECK(ended == JPKI_OK || ended == JPKI_ERROR_HANDLE || ended == JPKI_ERROR_ARGUMENT);
    }
    for (place = 0; place < parameter_count(export); place++) {
        const int kind = export->parameters[place];
        if (kind == AUTHENTICATION) {
            const jpki_authentication *authentication = call->values[place].pointer;
            jpki_certificate_free(authentication->certificate);
            jpki_certificate_free(authentication->ca_certificate);
            jpki_signature_free(authentication->signature);
        } else if (kind > NEW(0)) {
            void *const *handle = call->values[place].pointer;
            free_handle((enum handle_kind)(kind - NEW(0)), *handle);
        }
    }
}
