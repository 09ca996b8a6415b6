/* Each export, each of its parameters, each invalid value; and two invalid ones at once. */
#include "misuse_values.h"

#include <stdio.h>
#include <string.h>

/* How many of each parameter's values are tried together with another parameter's. */
enum { IN_PAIRS = 12 };

static struct bad_values values[MOST_PARAMETERS];

/* One bad argument, or none. */
struct choice {
    int place;
    const struct bad *bad;
};

static const struct choice NONE = {-1, NULL};

/* Whether the jpki_error argument can be written to. */
static int error_is_taken(const struct choice *choice, int error_place)
{
    return choice->place != error_place || choice->bad->expected == AS_GOOD;
}

/* A null pointer with a length of 0 means no bytes, and is valid. */
static int is_no_bytes(const struct export *export, const struct choice *one,
                       const struct choice *two)
{
    const int kind = one->bad != NULL ? export->parameters[one->place] : NO_PARAMETER;

    return (kind == DATA || kind == DER || kind == PIN || kind == NEW_PIN || kind == PASSWORD
            || kind == NEW_PASSWORD || kind == NONCE || kind == CHECK_NUMBER
            || kind == SECURITY_CODE || kind == KEY_ID || kind == MODULUS
            || kind == SERVERS_CHALLENGE) && two->place == one->place + 1
           && two->bad->value.length == 0;
}

static int is_good(const struct choice *choice)
{
    return choice->bad == NULL || choice->bad->expected == AS_GOOD;
}

/* A status that one of the invalid arguments causes. */
static jpki_status allowed(const struct choice *one, const struct choice *two, jpki_status good,
                           jpki_status got)
{
    const struct choice *choices[2];
    int i;

    choices[0] = one;
    choices[1] = two;
    for (i = 0; i < 2; i++) {
        if (!is_good(choices[i]) && choices[i]->bad->expected == got) {
            return got;
        }
    }
    for (i = 0; i < 2; i++) {
        if (!is_good(choices[i])) {
            return choices[i]->bad->expected;
        }
    }
    return good;
}

static void check_returned(const struct export *export, const struct call *call)
{
    const int length = parameter_place(export, LENGTH_PLACE);

    switch (export->returns) {
    case POINTER:
        CHECK(call->pointer == NULL);
        if (length >= 0 && call->values[length].pointer != NULL) {
            CHECK(*(const size_t *)call->values[length].pointer == 0);
        }
        break;
    case NUMBER: CHECK(call->number == 0); break;
    case MOMENT: CHECK(call->number == -1); break;
    case TEXT: CHECK(strcmp(call->pointer, "") == 0); break;
    default: break;
    }
}

static void check_status_and_results(const struct export *export, const struct call *call,
                                     const struct choice *one, const struct choice *two,
                                     jpki_status good)
{
    const int error_place = parameter_place(export, ERROR);
    const jpki_error *error = call->values[error_place].pointer;

    CHECK_STATUS(allowed(one, two, good, call->status), call->status);
    if (!error_is_taken(one, error_place) || !error_is_taken(two, error_place)) {
        CHECK_STATUS(JPKI_ERROR_ARGUMENT, call->status);
        check_untouched(export, call, one->place, two->place);
        return;
    }
    if (one->place != error_place && two->place != error_place) {
        CHECK_CALL(call->status, *error, call->status);
    } else if (error != NULL) {
        CHECK(error->status == call->status);
    }
    if (gives_a_verdict(export, call->status)) {
        const jpki_verdict *verdict = call->values[parameter_place(export, VERDICT)].pointer;
        CHECK_STATUS(call->status, verdict->status);
        CHECK(verdict->reason_count > 0 && verdict->reasons[0] != 0);
        free_results(export, call);
    } else if (call->status == JPKI_OK) {
        free_results(export, call);
    } else {
        check_nothing(export, call, one->place, two->place);
    }
}

/* Calls an export with up to two invalid arguments. `good` is what it returns without them. */
static void run(const struct export *export, const struct memory *memory,
                const struct objects *open, struct choice one, struct choice two,
                jpki_status good)
{
    static char about[120];
    struct call call;
    const int pin = parameter_place(export, PIN), password = parameter_place(export, PASSWORD);
    const int check_number = parameter_place(export, CHECK_NUMBER);
    const int birth_date = parameter_place(export, BIRTH_DATE);
    const int date_digits = parameter_place(export, DATE_DIGITS);
    const int no_bytes = is_no_bytes(export, &one, &two);
    const int all_good = (no_bytes || is_good(&one)) && is_good(&two);

    sprintf(about, "(%s, value %d of parameter %d, %d of %d)", export->name,
            one.bad == NULL ? -1 : (int)(one.bad - values[one.place].list), one.place,
            two.bad == NULL ? -1 : (int)(two.bad - values[two.place].list), two.place);
    checks_about = about;
    fill_call(&call, export, memory, open);
    if (pin >= 0 && !all_good) {
        /* If it were sent, a try would be missing. */
        call.values[pin].pointer = memory->wrong_pin;
    }
    if (password >= 0 && !all_good) {
        call.values[password].pointer = memory->wrong_password;
    }
    if (check_number >= 0 && !all_good) {
        call.values[check_number].pointer = memory->wrong_check_number;
    }
    if (birth_date >= 0 && !all_good) {
        call.values[birth_date].number = 19800218;
    }
    if (date_digits >= 0 && !all_good) {
        call.values[date_digits].pointer = memory->wrong_date_digits;
    }
    if (one.bad != NULL) {
        call.values[one.place] = one.bad->value;
    }
    if (two.bad != NULL) {
        call.values[two.place] = two.bad->value;
    }
    export->call(&call);
    if (parameter_place(export, LOG_LEVEL) >= 0) {
        CHECK_STATUS(JPKI_OK, jpki_log_set(NULL, NULL, JPKI_LOG_OFF, NULL));
    }
    if (export->returns == STATUS) {
        check_status_and_results(export, &call, no_bytes ? &NONE : &one, &two, good);
    } else if (export->returns == STATIC_TEXT) {
        CHECK(call.pointer != NULL && strlen(call.pointer) > 0);
    } else if (!all_good) {
        check_returned(export, &call);
    }
}

/* What the export returns for valid arguments. Not for a function that frees. */
static jpki_status good_status(const struct export *export, const struct memory *memory,
                               const struct objects *open)
{
    struct call call;

    do {
        fill_call(&call, export, memory, open);
        export->call(&call);
        /* The initial state is reported as events first. */
    } while (parameter_place(export, EVENT) >= 0 && call.status == JPKI_OK);
    if (export->returns == STATUS && call.status == JPKI_OK) {
        free_results(export, &call);
    }
    if (parameter_place(export, LOG_LEVEL) >= 0) {
        CHECK_STATUS(JPKI_OK, jpki_log_set(NULL, NULL, JPKI_LOG_OFF, NULL));
    }
    /* Without a service, with a service but no card, and no more events. */
    CHECK(call.status == best_outcome(export) || call.status == JPKI_ERROR_SERVICE_NOT_RUNNING
          || call.status == JPKI_ERROR_NO_CARD || call.status == JPKI_ERROR_TIMED_OUT);
    return call.status;
}

static struct choice choose(int place, int index)
{
    struct choice choice;

    choice.place = place;
    choice.bad = &values[place].list[index];
    return choice;
}

static int in_pairs(int place)
{
    const int most = brief ? 3 : IN_PAIRS;
    return values[place].count < most ? values[place].count : most;
}

static void run_export(const struct export *export, const struct memory *memory,
                       const struct objects *open, const struct objects *freed)
{
    const int count = parameter_count(export);
    const jpki_status good = is_free(export) ? JPKI_OK : good_status(export, memory, open);
    int one, two, i, k;

    for (one = 0; one < count; one++) {
        bad_values_of(export->parameters[one], open, freed, &values[one]);
    }
    for (one = 0; one < count; one++) {
        for (i = 0; i < values[one].count; i++) {
            run(export, memory, open, choose(one, i), NONE, good);
            check_objects(open);
        }
        for (two = one + 1; two < count; two++) {
            for (i = 0; i < in_pairs(one); i++) {
                for (k = 0; k < in_pairs(two); k++) {
                    run(export, memory, open, choose(one, i), choose(two, k), good);
                }
                check_three_tries(open->handles[CARD]);
            }
        }
        check_objects(open);
    }
}

void misuse_table(void)
{
    const struct objects freed = open_objects(), open = open_objects();
    const struct memory memory = new_memory(&open);
    int i;

    free_objects(&freed);
    for (i = 0; i < export_count; i++) {
        run_export(&exports[i], &memory, &open, &freed);
    }
    checks_about = "";
    free_objects(&open);
}
