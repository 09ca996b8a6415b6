#include "misuse_values.h"

#include <limits.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

/* More than any argument needs: a greater length is refused before reading. */
static const size_t TOO_LONG = ((size_t)1 << 30) + 1;

static void add(struct bad_values *values, union value value, jpki_status expected)
{
    CHECK(values->count < MOST_VALUES);
    values->list[values->count].value = value;
    values->list[values->count].expected = expected;
    values->count++;
}

static void add_pointer(struct bad_values *values, const void *pointer, jpki_status expected)
{
    union value value;

    memset(&value, 0, sizeof value);
    value.pointer = (void *)(uintptr_t)pointer;
    add(values, value, expected);
}

static void add_address(struct bad_values *values, uintptr_t address, jpki_status expected)
{
    add_pointer(values, (const void *)address, expected);
}

static void add_number(struct bad_values *values, int32_t number, jpki_status expected)
{
    union value value;

    memset(&value, 0, sizeof value);
    value.number = number;
    add(values, value, expected);
}

static void add_numbers(struct bad_values *values, int32_t one_past_the_last)
{
    add_number(values, 0, JPKI_ERROR_ARGUMENT);
    add_number(values, -1, JPKI_ERROR_ARGUMENT);
    add_number(values, one_past_the_last, JPKI_ERROR_ARGUMENT);
    add_number(values, INT32_MIN, JPKI_ERROR_ARGUMENT);
    add_number(values, INT32_MAX, JPKI_ERROR_ARGUMENT);
}

static void add_length(struct bad_values *values, size_t length, jpki_status expected)
{
    union value value;

    memset(&value, 0, sizeof value);
    value.length = length;
    add(values, value, expected);
}

/* Lengths that nothing has. */
static void add_huge(struct bad_values *values, jpki_status expected)
{
    add_length(values, SIZE_MAX, expected);
    add_length(values, SIZE_MAX / 2, expected);
    add_length(values, SIZE_MAX / 2 + 1, expected);
    add_length(values, (size_t)1 << 31, expected);
    add_length(values, UINT32_MAX, expected);
    add_length(values, TOO_LONG, expected);
}

/* Handles that are invalid, or not of this kind. */
static void add_handles(struct bad_values *values, int kind, const struct objects *open,
                        const struct objects *freed)
{
    static int on_the_stack_of_nobody;
    static uintptr_t freed_block;
    int on_the_stack, other, distance;

    if (freed_block == 0) {
        void *block = malloc(64);
        freed_block = (uintptr_t)block;
        free(block);
    }
    add_address(values, 0, JPKI_ERROR_HANDLE);
    add_pointer(values, freed->handles[kind], JPKI_ERROR_HANDLE);
    add_pointer(values, open->handles[kind == CARD ? CONTEXT : CARD], JPKI_ERROR_HANDLE);
    add_address(values, UINTPTR_MAX, JPKI_ERROR_HANDLE);
    add_address(values, (uintptr_t)&on_the_stack, JPKI_ERROR_HANDLE);
    add_address(values, 1, JPKI_ERROR_HANDLE);
    add_address(values, 2, JPKI_ERROR_HANDLE);
    add_address(values, 0xFFFF, JPKI_ERROR_HANDLE);
    add_address(values, 0xdeadbeef, JPKI_ERROR_HANDLE);
    add_address(values, UINTPTR_MAX - 1, JPKI_ERROR_HANDLE);
    add_address(values, UINTPTR_MAX / 2, JPKI_ERROR_HANDLE);
    add_address(values, (uintptr_t)&on_the_stack + 1, JPKI_ERROR_HANDLE);
    add_address(values, (uintptr_t)&on_the_stack_of_nobody, JPKI_ERROR_HANDLE);
    add_address(values, (uintptr_t)&jpki_version, JPKI_ERROR_HANDLE);
    add_address(values, freed_block, JPKI_ERROR_HANDLE);
    for (other = CONTEXT; other < HANDLE_KINDS; other++) {
        if (other != kind) {
            add_pointer(values, open->handles[other], JPKI_ERROR_HANDLE);
            add_pointer(values, freed->handles[other], JPKI_ERROR_HANDLE);
        }
        for (distance = -2; distance <= 2; distance++) {
            const uintptr_t near = (uintptr_t)open->handles[other] + (uintptr_t)distance;
            if (near != (uintptr_t)open->handles[kind] && near != (uintptr_t)open->authority) {
                add_address(values, near, JPKI_ERROR_HANDLE);
            }
        }
    }
}

/* Null, and memory that is not aligned. */
static void add_places(struct bad_values *values)
{
    static char *misaligned;

    if (misaligned == NULL) {
        misaligned = fenced(16);
    }
    add_pointer(values, NULL, JPKI_ERROR_ARGUMENT);
    add_pointer(values, misaligned + 1, JPKI_ERROR_ARGUMENT);
    add_pointer(values, misaligned + 7, JPKI_ERROR_ARGUMENT);
}

/* A copy of the first bytes of a structure, in memory of `length`, with another size. */
static void *resized(const void *structure, size_t structure_length, uint32_t struct_size,
                     size_t length)
{
    char *memory = fenced((length + 7) / 8 * 8);

    memcpy(memory, structure, length < structure_length ? length : structure_length);
    memcpy(memory, &struct_size, sizeof struct_size);
    return memory;
}

/* Structures of other versions. Of an invalid struct_size only the four bytes, and their alignment,
 * exist; an older caller's structure ends after `smallest` bytes, which gives `older`; a later one's is complete, and
 * refused where the caller sets what this version does not know. */
static void add_structures(struct bad_values *values, const void *structure, uint32_t size,
                           uint32_t smallest, jpki_status older, int is_result)
{
    const uint32_t none[] = {0, 1, 4, smallest - 1, LARGEST + 1, 0x7FFFFFFF, 0x80000000,
                             UINT32_MAX};
    const uint32_t later[] = {1, 8, LARGEST};
    size_t i;

    for (i = 0; i < sizeof none / sizeof none[0]; i++) {
        add_pointer(values, resized(structure, size, none[i], 8), JPKI_ERROR_ARGUMENT);
    }
    if (smallest < size) {
        add_pointer(values, resized(structure, size, smallest, smallest), older);
        /* No version ends within a field: only the size is read. */
        add_pointer(values, resized(structure, size, size - 1, 8), JPKI_ERROR_ARGUMENT);
        add_pointer(values, resized(structure, size, smallest + 2, 8), JPKI_ERROR_ARGUMENT);
    }
    for (i = 0; i < sizeof later / sizeof later[0]; i++) {
        const uint32_t told = later[i] == LARGEST ? LARGEST : size + later[i];
        char *memory = resized(structure, size, told, told);

        memset(memory + size, 0, told - size);
        add_pointer(values, memory, AS_GOOD);
        if (!is_result) {
            memory = resized(structure, size, told, told);
            memset(memory + size, 0, told - size);
            memory[told - 1] = 1;
            add_pointer(values, memory, JPKI_ERROR_ARGUMENT);
        }
    }
    add_pointer(values, (char *)fenced(size + 8) + 1, JPKI_ERROR_ARGUMENT);
}

static void add_options(struct bad_values *values, const struct objects *open,
                        const struct objects *freed)
{
    static const int32_t none[] = {-1, 3, 6, 256, 65536, INT32_MIN, INT32_MAX};
    jpki_sign_options options;
    struct bad_values certificates;
    size_t i;

    memset(&options, 0, sizeof options);
    add_pointer(values, NULL, AS_GOOD);
    add_structures(values, &options, sizeof options, offsetof(jpki_sign_options, certificate), AS_GOOD, 0);
    options.struct_size = sizeof options;
#define ADD(member, number)                                                            \
    options.member = (number);                                                         \
    add_pointer(values, resized(&options, sizeof options, sizeof options, sizeof options), \
                JPKI_ERROR_ARGUMENT);                                                  \
    options.member = 0
    ADD(read_ca_certificate, 2);
    for (i = 0; i < sizeof none / sizeof none[0]; i++) {
        ADD(digest, none[i]);
        ADD(input, none[i]);
        ADD(last_try, none[i]);
        ADD(read_ca_certificate, none[i]);
        if (none[i] != JPKI_SCHEME_SHA256_DATA) {
            ADD(scheme, none[i]);
        }
    }
#undef ADD
    certificates.count = 0;
    add_handles(&certificates, CERTIFICATE, open, freed);
    for (i = 0; i < (size_t)certificates.count; i++) {
        options.certificate = certificates.list[i].value.pointer;
        if (options.certificate != NULL) {
            add_pointer(values,
                        resized(&options, sizeof options, sizeof options, sizeof options),
                        JPKI_ERROR_HANDLE);
            options.ca_certificate = options.certificate;
            options.certificate = NULL;
            add_pointer(values,
                        resized(&options, sizeof options, sizeof options, sizeof options),
                        JPKI_ERROR_HANDLE);
            options.ca_certificate = NULL;
        }
    }
}

/* An array of one anchor, which is never freed. */
static const jpki_certificate *const *anchor_of(const void *anchor)
{
    const jpki_certificate **anchors = fenced(sizeof *anchors);

    anchors[0] = anchor;
    return anchors;
}

/* The files of a face in which one is lacking, too long or in another's place. */
static void add_files(struct bad_values *values, const jpki_record_files *good, int of_face)
{
    jpki_record_files files = *good;
    const jpki_status malformed = of_face ? JPKI_ERROR_RECORD_MALFORMED : AS_GOOD;
    const jpki_status copied = of_face ? JPKI_ERROR_CARD_NOT_GENUINE : AS_GOOD;

    add_pointer(values, NULL, JPKI_ERROR_ARGUMENT);
    add_structures(values, good, sizeof *good, sizeof *good, AS_GOOD, 0);
#define ADD(member, value, expected)                                                           \
    files.member = (value);                                                                    \
    add_pointer(values, resized(&files, sizeof files, sizeof files, sizeof files), expected); \
    files = *good
    ADD(reserved, 1, JPKI_ERROR_ARGUMENT);
    ADD(record, NULL, JPKI_ERROR_ARGUMENT);
    ADD(certificate, NULL, JPKI_ERROR_ARGUMENT);
    ADD(signature, NULL, JPKI_ERROR_ARGUMENT);
    ADD(record_length, 0, malformed);
    ADD(record_length, good->record_length - 1, malformed);
    ADD(record_length, TOO_LONG, JPKI_ERROR_ARGUMENT);
    ADD(record_length, SIZE_MAX, JPKI_ERROR_ARGUMENT);
    ADD(certificate_length, 0, malformed);
    ADD(certificate_length, SIZE_MAX, JPKI_ERROR_ARGUMENT);
    ADD(signature_length, 0, copied);
    ADD(signature_length, SIZE_MAX, JPKI_ERROR_ARGUMENT);
    ADD(challenge_length, SIZE_MAX, JPKI_ERROR_ARGUMENT);
    if (of_face) {
        ADD(challenge, NULL, JPKI_ERROR_ARGUMENT);
        ADD(challenge_length, 0, JPKI_ERROR_CARD_NOT_GENUINE);
        ADD(challenge_length, CHALLENGE_BYTES - 1, JPKI_ERROR_CARD_NOT_GENUINE);
        ADD(challenge, good->certificate, JPKI_ERROR_CARD_NOT_GENUINE);
    } else {
        files.challenge = good->record;
        ADD(challenge_length, 16, JPKI_ERROR_ARGUMENT);
    }
#undef ADD
}

static void add_verify_options(struct bad_values *values, const struct objects *open,
                              const struct objects *freed)
{
    static const int32_t none[] = {-1, 4, 256, INT32_MIN, INT32_MAX};
    static const uint8_t byte = 0;
    static const char *const no_policies[] = {
        "", " ", "1", "1.2.3.4 ", " 1.2.3.4", "1.2.3.4  1.2.3.5", "1.2.3.4,1.2.3.5",
        "1.2.3.4\n", "any", "\xFF",
    };
    const jpki_certificate **anchors = fenced(sizeof *anchors);
    jpki_verify_options good = good_check(&open->authority);
    const jpki_certificate *const others[] = {
        freed->handles[CERTIFICATE], open->handles[CARD], open->handles[OCSP_REQUEST],
        (const jpki_certificate *)(uintptr_t)1,
    };
    jpki_verify_options options;
    size_t i;

    /* For as long as the values are used. */
    anchors[0] = open->authority;
    good.own_anchors = anchors;
    add_structures(values, &good, sizeof good, offsetof(jpki_verify_options, own_anchors), JPKI_ERROR_ARGUMENT, 0);
#define ADD(member, value, expected)                                                          \
    options.member = (value);                                                                 \
    add_pointer(values, resized(&options, sizeof good, sizeof good, sizeof good), expected); \
    options = good
    options = good;
    ADD(policies, JPKI_POLICIES_KNOWN, AS_GOOD);
    ADD(policies, JPKI_POLICIES_OWN, JPKI_ERROR_ARGUMENT);
    ADD(policies, 3, JPKI_ERROR_ARGUMENT);
    ADD(own_policies, "1.2.392.200149.8.5.1.0.30", AS_GOOD);
    ADD(own_policies, "1.2.3.4 1.2.3.5", AS_GOOD);
    for (i = 0; i < sizeof no_policies / sizeof no_policies[0]; i++) {
        ADD(own_policies, no_policies[i], JPKI_ERROR_ARGUMENT);
    }
    options.policies = JPKI_POLICIES_OWN;
    ADD(own_policies, "1.2.3.4 1.2.392.200149.8.5.1.0.30", AS_GOOD);
    ADD(tolerance, 1, AS_GOOD);
    ADD(tolerance, 86401, JPKI_ERROR_ARGUMENT);
    ADD(tolerance, UINT32_MAX, JPKI_ERROR_ARGUMENT);
    ADD(time, -1, JPKI_ERROR_ARGUMENT);
    ADD(time, INT64_MIN, JPKI_ERROR_ARGUMENT);
    ADD(ocsp_hash, JPKI_OCSP_HASH_SHA256, AS_GOOD);
    for (i = 0; i < sizeof none / sizeof none[0]; i++) {
        ADD(purpose, none[i], JPKI_ERROR_ARGUMENT);
        ADD(policies, none[i], JPKI_ERROR_ARGUMENT);
        ADD(anchors, none[i], JPKI_ERROR_ARGUMENT);
        ADD(ocsp_hash, none[i], JPKI_ERROR_ARGUMENT);
    }
    /* An anchor where none is required; none where one is; one that is not an authority. */
    ADD(anchors, JPKI_ANCHORS_PRODUCTION, JPKI_ERROR_ARGUMENT);
    ADD(anchors, JPKI_ANCHORS_TEST, JPKI_ERROR_ARGUMENT);
    ADD(own_anchors, NULL, JPKI_ERROR_ARGUMENT);
    ADD(own_anchors_count, 0, JPKI_ERROR_ARGUMENT);
    ADD(own_anchors_count, 65, JPKI_ERROR_ARGUMENT);
    ADD(own_anchors_count, SIZE_MAX, JPKI_ERROR_ARGUMENT);
    ADD(own_anchors, (const jpki_certificate *const *)(uintptr_t)1, JPKI_ERROR_ARGUMENT);
    ADD(own_anchors, anchor_of(NULL), JPKI_ERROR_HANDLE);
    ADD(own_anchors, anchor_of(open->handles[CERTIFICATE]), JPKI_ERROR_ARGUMENT);
    for (i = 0; i < sizeof others / sizeof others[0]; i++) {
        ADD(own_anchors, anchor_of(others[i]), JPKI_ERROR_HANDLE);
        ADD(ca_certificate, others[i], JPKI_ERROR_HANDLE);
        if (others[i] != open->handles[OCSP_REQUEST]) {
            ADD(ocsp_request, (const jpki_ocsp_request *)others[i], JPKI_ERROR_HANDLE);
        }
    }
    ADD(ca_certificate, open->authority, AS_GOOD);
    ADD(crl_length, 1, JPKI_ERROR_ARGUMENT);
    ADD(crl_length, SIZE_MAX, JPKI_ERROR_ARGUMENT);
    ADD(ocsp_response_length, 1, JPKI_ERROR_ARGUMENT);
    ADD(ocsp_response, &byte, JPKI_ERROR_ARGUMENT);
    options.crl = &byte;
    ADD(ocsp_request, open->handles[OCSP_REQUEST], JPKI_ERROR_ARGUMENT);
    for (i = 0; i < sizeof others / sizeof others[0]; i++) {
        ADD(revocation_list, (const jpki_revocation_list *)others[i], JPKI_ERROR_HANDLE);
    }
    /* Together with other revocation data. */
    options.crl = &byte;
    ADD(revocation_list, (const jpki_revocation_list *)others[0], JPKI_ERROR_ARGUMENT);
    options.ocsp_request = open->handles[OCSP_REQUEST];
    ADD(revocation_list, (const jpki_revocation_list *)others[0], JPKI_ERROR_ARGUMENT);
    options.crl = &byte;
    ADD(crl_length, TOO_LONG, JPKI_ERROR_ARGUMENT);
#undef ADD
}

/* Values that no call stores in an error. */
static void add_failures(struct bad_values *values)
{
    const jpki_error good = wrong_pin_error();
    jpki_error failure;

    add_pointer(values, NULL, JPKI_ERROR_ARGUMENT);
    add_structures(values, &good, sizeof good, offsetof(jpki_error, message), AS_GOOD, 1);
#define ADD(member, value)                                                                    \
    failure = good;                                                                           \
    failure.member = (value);                                                                 \
    add_pointer(values, resized(&failure, sizeof good, sizeof good, sizeof good), \
                JPKI_ERROR_ARGUMENT)
    ADD(status, 1);
    ADD(status, -9);
    ADD(status, INT32_MIN);
    ADD(tries_left, -2);
    ADD(tries_left, 256);
    ADD(tries_left, INT32_MIN);
    ADD(status_word, 0x10000);
    ADD(status_word, UINT32_MAX);
#undef ADD
}

static void add_transports(struct bad_values *values, const struct memory *memory)
{
    const jpki_transport good = *memory->transport;
    jpki_transport transport;

    add_pointer(values, NULL, JPKI_ERROR_ARGUMENT);
    add_structures(values, &good, sizeof good, sizeof good, AS_GOOD, 0);
#define ADD(member, value)                                                                    \
    transport = good;                                                                         \
    transport.member = (value);                                                               \
    add_pointer(values, resized(&transport, sizeof good, sizeof good, sizeof good), \
                JPKI_ERROR_ARGUMENT)
    ADD(max_apdu_data, 65537);
    ADD(max_apdu_data, UINT32_MAX);
    ADD(transmit, NULL);
    ADD(power_down, NULL);
#undef ADD
}

void bad_values_of(int parameter, const struct objects *open, const struct objects *freed,
                   struct bad_values *values)
{
    const jpki_error error = used_error();
    static const jpki_verdict verdict; /* of zeros, as if it were good */
    static const int32_t no_days[] = {0,        -1,       19800230,  18680124, 19801301,
                                      19800017, 19800200, 550217,    INT32_MIN, INT32_MAX};
    static const int32_t no_years[] = {2015, 2100, 1000, 9999};
    static const int32_t not_four_digits[] = {0, -1, 35, 999, 10000, 67571, INT32_MIN, INT32_MAX};
    struct memory memory;
    uint32_t flag;
    size_t i;

    values->count = 0;
    switch (parameter) {
    case PIN:
    case NEW_PIN:
    case PASSWORD:
    case NEW_PASSWORD:
    case DATA: add_pointer(values, NULL, JPKI_ERROR_ARGUMENT); break;
    case DER: add_pointer(values, NULL, JPKI_ERROR_ARGUMENT); break;
    case CHECK_NUMBER:
    case DATE_DIGITS:
    case SECURITY_CODE: add_pointer(values, NULL, JPKI_ERROR_ARGUMENT); break;
    case CHECK_NUMBER_LENGTH:
    case DATE_DIGITS_LENGTH:
    case SECURITY_CODE_LENGTH:
        /* 14, 6 or 4 bytes exist, and no other length needs to be read. */
        add_length(values, 0, JPKI_ERROR_CHECK_NUMBER_FORMAT);
        add_length(values, 3, JPKI_ERROR_CHECK_NUMBER_FORMAT);
        add_length(values, 13, JPKI_ERROR_CHECK_NUMBER_FORMAT);
        add_length(values, 15, JPKI_ERROR_CHECK_NUMBER_FORMAT);
        add_length(values, 65536, JPKI_ERROR_CHECK_NUMBER_FORMAT);
        add_length(values, (size_t)1 << 30, JPKI_ERROR_CHECK_NUMBER_FORMAT);
        add_huge(values, JPKI_ERROR_ARGUMENT);
        break;
    case BIRTH_DATE:
        for (i = 0; i < sizeof no_days / sizeof no_days[0]; i++) {
            add_number(values, no_days[i], JPKI_ERROR_CHECK_NUMBER_FORMAT);
        }
        break;
    case CALENDAR: add_numbers(values, JPKI_CALENDAR_GREGORIAN + 1); break;
    case RECORD_KIND:
        add_number(values, JPKI_RECORD_ATTRIBUTES, AS_GOOD);
        add_numbers(values, JPKI_RECORD_ATTRIBUTES + 1);
        break;
    case IMAGE:
    case FILE_KIND: add_numbers(values, JPKI_IMAGE_PHOTO - 1); break;
    case PICTURE_KIND:
        add_number(values, JPKI_PICTURE_CARD_SVG, AS_GOOD);
        add_numbers(values, JPKI_PICTURE_CARD_SVG + 1);
        break;
    case FILES:
        memory = new_memory(open);
        add_files(values, memory.files, 1);
        break;
    case ATTRIBUTES_FILES:
        memory = new_memory(open);
        add_files(values, memory.attributes_files, 0);
        break;
    case OWN_AUTHORITIES:
        /* Any but null is refused where the authorities are not one's own. */
        add_pointer(values, open->handles[CARD_AUTHORITIES], JPKI_ERROR_ARGUMENT);
        add_pointer(values, freed->handles[CARD_AUTHORITIES], JPKI_ERROR_ARGUMENT);
        add_address(values, 1, JPKI_ERROR_ARGUMENT);
        add_address(values, UINTPTR_MAX, JPKI_ERROR_ARGUMENT);
        break;
    case SERVERS_CHALLENGE:
    case KEY_ID:
    case MODULUS: add_pointer(values, NULL, JPKI_ERROR_ARGUMENT); break;
    case SERVERS_CHALLENGE_LENGTH:
        add_length(values, 0, JPKI_ERROR_ARGUMENT);
        add_length(values, CHALLENGE_BYTES - 1, JPKI_ERROR_ARGUMENT);
        add_huge(values, JPKI_ERROR_ARGUMENT);
        break;
    case KEY_ID_LENGTH:
        add_length(values, 0, JPKI_ERROR_ARGUMENT);
        add_length(values, KEY_ID_BYTES - 1, JPKI_ERROR_ARGUMENT);
        add_length(values, KEY_ID_BYTES + 1, JPKI_ERROR_ARGUMENT);
        add_huge(values, JPKI_ERROR_ARGUMENT);
        break;
    case MODULUS_LENGTH:
        add_length(values, 0, JPKI_ERROR_KEY_NOT_SUPPORTED);
        add_length(values, MODULUS_BYTES - 1, JPKI_ERROR_KEY_NOT_SUPPORTED);
        add_huge(values, JPKI_ERROR_ARGUMENT);
        break;
    case POLICY: add_pointer(values, NULL, AS_GOOD); break;
    case VERDICT:
        add_places(values);
        add_structures(values, &verdict, sizeof verdict, sizeof verdict, AS_GOOD, 1);
        break;
    case EXPIRY_YEAR:
        for (i = 0; i < sizeof no_years / sizeof no_years[0]; i++) {
            add_number(values, no_years[i], JPKI_ERROR_CHECK_NUMBER_FORMAT);
        }
        for (i = 0; i < sizeof not_four_digits / sizeof not_four_digits[0]; i++) {
            add_number(values, not_four_digits[i], JPKI_ERROR_ARGUMENT);
        }
        break;
    case AUTHORITIES:
        add_number(values, JPKI_AUTHORITIES_UNVERIFIED, AS_GOOD);
        add_number(values, JPKI_AUTHORITIES_OWN, JPKI_ERROR_ARGUMENT); /* none are set */
        add_numbers(values, JPKI_AUTHORITIES_OWN + 1);
        break;
    case VOUCHING:
        add_number(values, JPKI_AUTHORITIES_UNVERIFIED, JPKI_ERROR_ARGUMENT);
        add_numbers(values, JPKI_AUTHORITIES_OWN + 1);
        break;
    case CREDENTIAL:
        for (flag = JPKI_CREDENTIAL_PIN; flag <= JPKI_CREDENTIAL_BIRTH_DATE; flag++) {
            add_number(values, (int32_t)flag, AS_GOOD);
        }
        add_number(values, JPKI_CREDENTIAL_PIN - 1, JPKI_ERROR_ARGUMENT);
        add_numbers(values, JPKI_CREDENTIAL_BIRTH_DATE + 1);
        break;
    case CERTIFICATE_KIND:
        add_number(values, JPKI_CERTIFICATE_AUTHENTICATION_CA, AS_GOOD);
        add_number(values, JPKI_CERTIFICATE_SIGNATURE_CA, AS_GOOD);
        add_number(values, JPKI_CERTIFICATE_SIGNATURE, JPKI_ERROR_ARGUMENT);
        add_number(values, JPKI_CERTIFICATE_AUTHENTICATION - 1, JPKI_ERROR_ARGUMENT);
        add_numbers(values, JPKI_CERTIFICATE_SIGNATURE_CA + 1);
        break;
    case HELD_CERTIFICATE_KIND:
        add_number(values, JPKI_CERTIFICATE_SIGNATURE, AS_GOOD);
        add_number(values, JPKI_CERTIFICATE_AUTHENTICATION_CA, JPKI_ERROR_ARGUMENT);
        add_number(values, JPKI_CERTIFICATE_SIGNATURE_CA, JPKI_ERROR_ARGUMENT);
        add_number(values, JPKI_CERTIFICATE_AUTHENTICATION - 1, JPKI_ERROR_ARGUMENT);
        add_numbers(values, JPKI_CERTIFICATE_SIGNATURE_CA + 1);
        break;
    case FIELD:
        for (flag = JPKI_FIELD_SERIAL_NUMBER; flag <= JPKI_FIELD_PUBLIC_KEY; flag++) {
            add_number(values, (int32_t)flag, AS_GOOD);
        }
        add_number(values, JPKI_FIELD_SERIAL_NUMBER - 1, JPKI_ERROR_ARGUMENT);
        add_numbers(values, JPKI_FIELD_PUBLIC_KEY + 1);
        break;
    case TIMEOUT_KIND:
        add_number(values, JPKI_TIMEOUT_TRANSACTION, AS_GOOD);
        add_number(values, JPKI_TIMEOUT_EXCHANGE, AS_GOOD);
        add_number(values, JPKI_TIMEOUT_TRANSACTION - 1, JPKI_ERROR_ARGUMENT);
        add_numbers(values, JPKI_TIMEOUT_SERVICE_ABSENCE + 1);
        break;
    case LENGTH_PLACE: add_pointer(values, NULL, AS_GOOD); break;
    case DIGITS: add_pointer(values, NULL, JPKI_ERROR_ARGUMENT); break;
    case DIGITS_SIZE:
        add_length(values, 1, JPKI_ERROR_ARGUMENT);
        add_length(values, JPKI_CHECK_NUMBER_SIZE - 1, JPKI_ERROR_ARGUMENT);
        add_length(values, SIZE_MAX, AS_GOOD);
        break;
    case INFORMATION:
        add_places(values);
        add_structures(values, &error, sizeof(jpki_information), sizeof(jpki_information), AS_GOOD, 1);
        break;
    case PASSWORD_LENGTH:
    case NEW_PASSWORD_LENGTH:
        /* Six bytes exist, and nothing longer than sixteen needs to be read. */
        add_length(values, 0, JPKI_ERROR_PASSWORD_FORMAT);
        add_length(values, 5, JPKI_ERROR_PASSWORD_FORMAT);
        add_length(values, 17, JPKI_ERROR_PASSWORD_FORMAT);
        add_length(values, (size_t)1 << 30, JPKI_ERROR_PASSWORD_FORMAT);
        add_huge(values, JPKI_ERROR_ARGUMENT);
        break;
    case PIN_LENGTH:
    case NEW_PIN_LENGTH:
        /* Four bytes exist, and no other length needs to be read. */
        add_length(values, 0, JPKI_ERROR_PIN_FORMAT);
        add_length(values, 1, JPKI_ERROR_PIN_FORMAT);
        add_length(values, 3, JPKI_ERROR_PIN_FORMAT);
        add_length(values, 5, JPKI_ERROR_PIN_FORMAT);
        add_length(values, 65536, JPKI_ERROR_PIN_FORMAT);
        add_length(values, (size_t)1 << 30, JPKI_ERROR_PIN_FORMAT);
        add_huge(values, JPKI_ERROR_ARGUMENT);
        break;
    case DATA_LENGTH:
        add_huge(values, JPKI_ERROR_ARGUMENT);
        add_length(values, 0, AS_GOOD);
        add_length(values, 1, AS_GOOD);
        break;
    case DER_LENGTH:
        /* Anything longer than any certificate is not read. */
        add_length(values, 0, JPKI_ERROR_CERTIFICATE_MALFORMED);
        add_length(values, 1, JPKI_ERROR_CERTIFICATE_MALFORMED);
        add_length(values, 500, JPKI_ERROR_CERTIFICATE_MALFORMED);
        add_length(values, 65537, JPKI_ERROR_CERTIFICATE_MALFORMED);
        add_length(values, (size_t)1 << 30, JPKI_ERROR_CERTIFICATE_MALFORMED);
        add_huge(values, JPKI_ERROR_ARGUMENT);
        break;
    case READER_NAME: add_pointer(values, NULL, JPKI_ERROR_ARGUMENT); break;
    case TIMEOUT:
        add_number(values, -2, JPKI_ERROR_ARGUMENT);
        add_number(values, INT32_MIN, JPKI_ERROR_ARGUMENT);
        break;
    case WAIT_FLAGS:
        for (flag = 1; flag < JPKI_WAIT_NAME_PART; flag <<= 1) {
            add_number(values, (int32_t)flag, JPKI_ERROR_ARGUMENT);
        }
        add_number(values, INT32_MIN, JPKI_ERROR_ARGUMENT);
        add_number(values, -1, JPKI_ERROR_ARGUMENT);
        add_number(values, JPKI_WAIT_FOR_SERVICE, AS_GOOD);
        break;
    case GIVEN_CANCELLATION:
        add_handles(values, CANCELLATION, open, freed);
        for (i = 0; i < (size_t)values->count; i++) {
            /* Null means none, and is the value instead of readers without a service. */
            if (values->list[i].value.pointer == NULL) {
                values->list[i].expected = AS_GOOD;
            }
        }
        break;
    case MONITOR_FLAGS:
        for (flag = 1; flag != 0; flag <<= 1) {
            if (flag == JPKI_MONITOR_IDENTIFY) {
                continue;
            }
            add_number(values, (int32_t)flag, JPKI_ERROR_ARGUMENT);
        }
        add_number(values, -1, JPKI_ERROR_ARGUMENT);
        break;
    case VIRTUAL_KIND:
        add_number(values, JPKI_VIRTUAL_CHILD_CARD, AS_GOOD);
        add_number(values, JPKI_TOKEN_UNKNOWN, JPKI_ERROR_ARGUMENT);
        add_number(values, JPKI_VIRTUAL_MY_NUMBER_CARD - 1, JPKI_ERROR_ARGUMENT);
        add_number(values, JPKI_VIRTUAL_CA_GENERATION_2 + 1, JPKI_ERROR_ARGUMENT);
        add_numbers(values, JPKI_LAST_TRY_KEEP);
        break;
    case READ_LENGTH:
        add_length(values, 0, JPKI_ERROR_ARGUMENT);
        add_length(values, 32769, JPKI_ERROR_ARGUMENT);
        add_length(values, (size_t)1 << 30, JPKI_ERROR_ARGUMENT);
        add_huge(values, JPKI_ERROR_ARGUMENT);
        break;
    case INDEX: add_huge(values, AS_GOOD); break;
    case STATUS_NUMBER:
        for (flag = 0; flag < 100; flag++) {
            add_number(values, -(int32_t)flag, AS_GOOD);
        }
        add_numbers(values, 1);
        break;
    case LANGUAGE:
        for (flag = 0; flag < 4; flag++) {
            add_number(values, JPKI_LANGUAGE_ENGLISH - 1 + (int32_t)flag, AS_GOOD);
        }
        add_number(values, 0, AS_GOOD);
        break;
    case KNOWN_LANGUAGE:
        add_number(values, JPKI_LANGUAGE_JAPANESE, AS_GOOD);
        add_numbers(values, JPKI_LANGUAGE_JAPANESE + 1);
        break;
    case FAILURE: add_failures(values); break;
    case SENTENCE: add_pointer(values, NULL, JPKI_ERROR_ARGUMENT); break;
    case SENTENCE_SIZE:
        add_length(values, 1, AS_GOOD);
        add_length(values, SENTENCE_BYTES - 1, AS_GOOD);
        break;
    case LAST_TRY:
        add_number(values, JPKI_LAST_TRY_ALLOW, AS_GOOD);
        add_number(values, JPKI_LAST_TRY_KEEP_TWO, AS_GOOD);
        add_numbers(values, JPKI_LAST_TRY_KEEP_TWO + 1);
        break;
    case LOG_CALLBACK: add_pointer(values, NULL, AS_GOOD); break;
    case LOG_LEVEL: add_numbers(values, JPKI_LOG_TRACE + 1); break;
    case WIPED: add_pointer(values, NULL, AS_GOOD); break;
    case WIPED_LENGTH:
        add_length(values, 0, AS_GOOD);
        add_length(values, SIZE_MAX, AS_GOOD);
        add_length(values, SIZE_MAX / 2 + 1, AS_GOOD);
        break;
    case LABEL: add_pointer(values, NULL, AS_GOOD); break;
    case LABEL_SIZE:
        add_length(values, 1, AS_GOOD);
        add_length(values, 2, AS_GOOD);
        add_length(values, SIZE_MAX, AS_GOOD);
        break;
    case DOCUMENT_OPTIONS:
    case OPTIONS: add_options(values, open, freed); break;
    case TRANSPORT:
        memory = new_memory(open);
        add_transports(values, &memory);
        break;
    case AUTHENTICATION:
        add_places(values);
        add_structures(values, &error, sizeof(jpki_authentication), sizeof(jpki_authentication), AS_GOOD, 1);
        break;
    case EVENT:
        add_places(values);
        add_structures(values, &error, sizeof(jpki_event), sizeof(jpki_event), AS_GOOD, 1);
        break;
    case LOG_RECORD:
        add_places(values);
        add_structures(values, &error, sizeof(jpki_log_record), sizeof(jpki_log_record), AS_GOOD, 1);
        break;
    case ERROR:
        add_pointer(values, NULL, AS_GOOD);
        add_structures(values, &error, sizeof(jpki_error), offsetof(jpki_error, message), AS_GOOD, 1);
        break;
    case SIGNED_DATA:
    case SIGNED:
    case NONCE: add_pointer(values, NULL, JPKI_ERROR_ARGUMENT); break;
    case SIGNED_DATA_LENGTH:
        add_length(values, 0, JPKI_ERROR_SIGNATURE_INVALID);
        add_length(values, CHALLENGE_BYTES - 1, JPKI_ERROR_SIGNATURE_INVALID);
        add_huge(values, JPKI_ERROR_ARGUMENT);
        break;
    case SIGNED_LENGTH:
        add_length(values, 0, JPKI_ERROR_SIGNATURE_INVALID);
        add_length(values, 1, JPKI_ERROR_SIGNATURE_INVALID);
        add_length(values, 255, JPKI_ERROR_SIGNATURE_INVALID);
        add_huge(values, JPKI_ERROR_ARGUMENT);
        break;
    case NONCE_LENGTH:
        add_length(values, 0, AS_GOOD);
        add_length(values, 1, JPKI_ERROR_ARGUMENT);
        add_length(values, 31, JPKI_ERROR_ARGUMENT);
        add_length(values, (size_t)1 << 30, JPKI_ERROR_ARGUMENT);
        add_huge(values, JPKI_ERROR_ARGUMENT);
        break;
    case INPUT_KIND:
        add_number(values, JPKI_INPUT_DIGEST, JPKI_ERROR_SIGNATURE_INVALID);
        add_numbers(values, JPKI_INPUT_DIGEST + 1);
        break;
    case ALGORITHM:
        for (flag = JPKI_ALGORITHM_RSA_PKCS1_SHA384; flag <= JPKI_ALGORITHM_RSA_PSS_SHA256; flag++) {
            add_number(values, (int32_t)flag, JPKI_ERROR_SIGNATURE_INVALID);
        }
        add_number(values, 0, JPKI_ERROR_ARGUMENT);
        add_numbers(values, JPKI_ALGORITHM_RSA_PSS_SHA256 + 1);
        break;
    case CHECK_OPTIONS: add_verify_options(values, open, freed); break;
    case REASON_NUMBER:
        for (flag = 99; flag < 120; flag++) {
            add_number(values, (int32_t)flag, AS_GOOD);
        }
        add_number(values, JPKI_REASON_CHALLENGE_SIGNATURE_INVALID, AS_GOOD);
        add_number(values, JPKI_REASON_CHALLENGE_TOO_SHORT, AS_GOOD);
        add_numbers(values, 0);
        break;
    case NUMBER_ZERO:
    case NUMBER_TOKEN:
    case NUMBER_TRIES:
    case NUMBER_MINUS_ONE:
    case NUMBER_PRESENCE: add_places(values); break;
    case VIRTUAL_SETTINGS:
        add_pointer(values, NULL, AS_GOOD);
        add_pointer(values, "pin-tries 4", JPKI_ERROR_ARGUMENT);
        add_pointer(values, "\xFF", JPKI_ERROR_ARGUMENT);
        break;
    case READER_NAME_OR_NULL: add_pointer(values, NULL, AS_GOOD); break;
    case LOG_USER: break; /* anything: it is handed through */
    default:
        if (parameter < HANDLE_KINDS) {
            add_handles(values, parameter, open, freed);
        } else {
            add_places(values);
        }
    }
}
