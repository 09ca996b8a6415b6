/* Two integers beside each other in the wrong order: refused before anything happens. */
#include "misuse_memory.h"

#include <stdio.h>
#include <string.h>

/* How the compiler passes an integer of a kind. */
enum integer { NO_INTEGER, NUMBER_32, LENGTH_OF_BYTES };

static enum integer integer_of(int kind)
{
    switch (kind) {
    case LAST_TRY:
    case TIMEOUT:
    case WAIT_FLAGS:
    case MONITOR_FLAGS:
    case VIRTUAL_KIND:
    case STATUS_NUMBER:
    case LANGUAGE:
    case KNOWN_LANGUAGE:
    case LOG_LEVEL:
    case BIRTH_DATE:
    case EXPIRY_YEAR:
    case AUTHORITIES:
    case VOUCHING:
    case CALENDAR:
    case CREDENTIAL:
    case CERTIFICATE_KIND:
    case HELD_CERTIFICATE_KIND:
    case TIMEOUT_KIND:
    case FIELD:
    case RECORD_KIND:
    case IMAGE:
    case FILE_KIND:
    case PICTURE_KIND:
    case INPUT_KIND:
    case ALGORITHM:
    case REASON_NUMBER: return NUMBER_32;
    case PIN_LENGTH:
    case NEW_PIN_LENGTH:
    case PASSWORD_LENGTH:
    case NEW_PASSWORD_LENGTH:
    case DATA_LENGTH:
    case DER_LENGTH:
    case READ_LENGTH:
    case INDEX:
    case SENTENCE_SIZE:
    case WIPED_LENGTH:
    case LABEL_SIZE:
    case CHECK_NUMBER_LENGTH:
    case SECURITY_CODE_LENGTH:
    case DATE_DIGITS_LENGTH:
    case DIGITS_SIZE:
    case SIGNED_DATA_LENGTH:
    case SIGNED_LENGTH:
    case SERVERS_CHALLENGE_LENGTH:
    case KEY_ID_LENGTH:
    case MODULUS_LENGTH:
    case NONCE_LENGTH: return LENGTH_OF_BYTES;
    default: return NO_INTEGER;
    }
}

/* What is no good value where it is 0: two zeros are the same in any order. */
static void make_unlike(int kind, union value *value)
{
    switch (kind) {
    case TIMEOUT: value->number = 1234; break;
    case WAIT_FLAGS: value->flags = JPKI_WAIT_NAME_PART; break;
    case MONITOR_FLAGS: value->flags = JPKI_MONITOR_IDENTIFY; break;
    default: break;
    }
}

static int64_t read_integer(enum integer type, const union value *value)
{
    return type == NUMBER_32 ? value->number : (int64_t)value->length;
}

static void write_integer(enum integer type, union value *value, int64_t integer)
{
    memset(value, 0, sizeof *value);
    if (type == NUMBER_32) {
        value->number = (int32_t)integer;
    } else {
        value->length = (size_t)integer;
    }
}

/* If a secret were sent, a try would be missing. */
static void make_wrong(const struct export *export, const struct memory *memory, struct call *call)
{
    const int pin = parameter_place(export, PIN), password = parameter_place(export, PASSWORD);
    const int check_number = parameter_place(export, CHECK_NUMBER);
    const int date_digits = parameter_place(export, DATE_DIGITS);

    if (pin >= 0) {
        call->values[pin].pointer = memory->wrong_pin;
    }
    if (password >= 0) {
        call->values[password].pointer = memory->wrong_password;
    }
    if (check_number >= 0) {
        call->values[check_number].pointer = memory->wrong_check_number;
    }
    if (date_digits >= 0) {
        call->values[date_digits].pointer = memory->wrong_date_digits;
    }
}

static void swap(const struct export *export, const struct memory *memory,
                 const struct objects *open, int place)
{
    static char about[120];
    struct call call;
    union value *one = &call.values[place], *two = &call.values[place + 1];
    const int *kinds = &export->parameters[place];
    const enum integer first = integer_of(kinds[0]), second = integer_of(kinds[1]);
    int64_t of_one, of_two;

    sprintf(about, "(%s, parameters %d and %d swapped)", export->name, place, place + 1);
    checks_about = about;
    fill_call(&call, export, memory, open);
    make_wrong(export, memory, &call);
    make_unlike(kinds[0], one);
    make_unlike(kinds[1], two);
    of_one = read_integer(first, one);
    of_two = read_integer(second, two);
    CHECK(of_one != of_two);
    write_integer(first, one, of_two);
    write_integer(second, two, of_one);
    export->call(&call);
    CHECK_STATUS(JPKI_ERROR_ARGUMENT, call.status);
    check_three_tries(open->handles[CARD]);
    check_objects(open);
}

int misuse_swaps(void)
{
    const struct objects open = open_objects();
    const struct memory memory = new_memory(&open);
    int swaps = 0, i, place;

    for (i = 0; i < export_count; i++) {
        if (exports[i].returns != STATUS) {
            continue;
        }
        for (place = 0; place + 1 < parameter_count(&exports[i]); place++) {
            if (integer_of(exports[i].parameters[place]) != NO_INTEGER
                && integer_of(exports[i].parameters[place + 1]) != NO_INTEGER) {
                swap(&exports[i], &memory, &open, place);
                swaps++;
            }
        }
    }
    checks_about = "";
    free_objects(&open);
    return swaps;
}
