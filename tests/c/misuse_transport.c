/*
 * A hostile connection supplied by the caller: at each command of an authentication,
and at each step
 * around it, it does one of many forbidden things. Whatever it does: a status, at most one VERIFY,
 * each transaction ended, one close and nothing after it.
 */
#define _POSIX_C_SOURCE 200809L

#include "genuine_card.h"
#include "misuse_memory.h"

#include <limits.h>
#include <string.h>
#include <time.h>

enum malice {
    CLAIM_A_LENGTH,   /* and store nothing */
    FILL_THE_ROOM,    /* with one byte, and claim all of it */
    RETURN_A_STATUS,
    WRITE_LATE,       /* into the places of the calls before */
    FREE_THE_CARD,
    CALL_IN,          /* with the card that is at work, and another */
    CHANGE_THE_INPUT, /* which the caller's thread has promised to keep */
    SLEEP
};

struct deed {
    enum malice malice;
    uint32_t number; /* the length, the byte or the status */
};

static const struct deed deeds[] = {
    {CLAIM_A_LENGTH, 0},          {CLAIM_A_LENGTH, 1},         {CLAIM_A_LENGTH, 2},
    {CLAIM_A_LENGTH, 257},        {CLAIM_A_LENGTH, 258},       {CLAIM_A_LENGTH, 259},
    {CLAIM_A_LENGTH, 65538},      {CLAIM_A_LENGTH, 1u << 31},  {CLAIM_A_LENGTH, UINT32_MAX},
    {FILL_THE_ROOM, 0x00},        {FILL_THE_ROOM, 0x30},       {FILL_THE_ROOM, 0x61},
    {FILL_THE_ROOM, 0x63},        {FILL_THE_ROOM, 0x6C},       {FILL_THE_ROOM, 0x90},
    {FILL_THE_ROOM, 0xFF},        {RETURN_A_STATUS, 1},        {RETURN_A_STATUS, 0x9000},
    {RETURN_A_STATUS, INT32_MAX}, {RETURN_A_STATUS, 1u << 31}, {RETURN_A_STATUS, (uint32_t)-1},
    {RETURN_A_STATUS, (uint32_t)JPKI_ERROR_CARD_REMOVED},
    {RETURN_A_STATUS, (uint32_t)JPKI_ERROR_CARD_RESET},
    {RETURN_A_STATUS, (uint32_t)JPKI_ERROR_PIN_WRONG},
    {RETURN_A_STATUS, (uint32_t)JPKI_ERROR_KEY_NOT_LOCKED},
    {WRITE_LATE, 0xEE},           {FREE_THE_CARD, 0},          {CALL_IN, 0},
    {CHANGE_THE_INPUT, 0},        {SLEEP, 0},
};

/* One step for each call of a function of the transport. */
enum { MOST_STEPS = 40 };

struct foe {
    struct scripted_card card;
    jpki_transport transport; /* of the card */
    const struct deed *deed;
    int at, step, verifies, closing;
    struct objects others;
    struct memory memory;
    uint8_t input[CHALLENGE_LENGTH];
    uint8_t *old_responses[MOST_STEPS];
    size_t *old_lengths[MOST_STEPS];
    size_t old_sizes[MOST_STEPS];
    int old_count;
};

static void write_late(const struct foe *foe)
{
    int i;

    for (i = 0; i < foe->old_count; i++) {
        memset(foe->old_responses[i], 0xEE, foe->old_sizes[i]);
        *foe->old_lengths[i] = SIZE_MAX;
    }
}

static void call_in(struct foe *foe)
{
    jpki_error error = used_error();
    int32_t first, second;

    CHECK_CALL(foe->closing ? JPKI_ERROR_HANDLE : JPKI_ERROR_REENTERED, error,
               jpki_card_tries(foe->card.handle, JPKI_CREDENTIAL_PIN, &first, &second, &error));
    CHECK(jpki_card_reader_name(foe->card.handle) == NULL);
    check_objects(&foe->others);
}

/* Whether this is the step; if so, does what can be done before the answer. */
static int begin_deed(struct foe *foe)
{
    const struct timespec moment = {0, 2000000};

    if (foe->step++ != foe->at) {
        return 0;
    }
    switch (foe->deed->malice) {
    case WRITE_LATE: write_late(foe); break;
    case FREE_THE_CARD: jpki_card_free(foe->card.handle); break;
    case CALL_IN: call_in(foe); break;
    case CHANGE_THE_INPUT: foe->input[0] ^= 0xFF; break;
    case SLEEP: nanosleep(&moment, NULL); break;
    default: break;
    }
    return 1;
}

static int32_t transmit(void *user, const uint8_t *command, size_t command_length,
                        uint8_t *response, size_t response_size, size_t *response_length)
{
    struct foe *foe = user;
    int32_t status;
    int is_it;

    CHECK(response_size >= 258 && *response_length == 0);
    is_it = begin_deed(foe);
    foe->verifies += command_length > 5 && command[1] == 0x20;
    status = foe->transport.transmit(&foe->card, command, command_length, response, response_size,
                                     response_length);
    if (foe->old_count < MOST_STEPS) {
        foe->old_responses[foe->old_count] = response;
        foe->old_lengths[foe->old_count] = response_length;
        foe->old_sizes[foe->old_count] = response_size;
        foe->old_count++;
    }
    if (is_it && foe->deed->malice == CLAIM_A_LENGTH) {
        memset(response, 0, response_size);
        *response_length = foe->deed->number == UINT32_MAX ? SIZE_MAX : foe->deed->number;
    } else if (is_it && foe->deed->malice == FILL_THE_ROOM) {
        memset(response, (int)foe->deed->number, response_size);
        *response_length = response_size;
    } else if (is_it && foe->deed->malice == RETURN_A_STATUS) {
        status = (int32_t)foe->deed->number;
    }
    return status;
}

/* A step around the commands: only its status can be wrong. */
static int32_t step_of(struct foe *foe, int32_t (*step)(void *))
{
    const int is_it = begin_deed(foe);
    const int32_t status = step(&foe->card);

    return is_it && foe->deed->malice == RETURN_A_STATUS ? (int32_t)foe->deed->number : status;
}

static int32_t begin_transaction(void *user)
{
    struct foe *foe = user;
    const int32_t status = step_of(foe, foe->transport.begin_transaction);

    /* A transaction that did not begin is not ended. */
    foe->card.begins -= status != JPKI_OK;
    return status;
}

static int32_t end_transaction(void *user)
{
    struct foe *foe = user;
    return step_of(foe, foe->transport.end_transaction);
}

static int32_t power_down(void *user)
{
    struct foe *foe = user;
    return step_of(foe, foe->transport.power_down);
}

static void close_connection(void *user)
{
    struct foe *foe = user;

    foe->closing = 1;
    begin_deed(foe);
    foe->transport.close(&foe->card);
}

static void open_foe(struct foe *foe)
{
    jpki_transport transport;

    foe->card = good_card();
    foe->transport = scripted_transport(&foe->card);
    foe->step = foe->verifies = foe->closing = foe->old_count = 0;
    memcpy(foe->input, CHALLENGE, CHALLENGE_LENGTH);
    transport = foe->transport;
    transport.user = foe;
    transport.transmit = transmit;
    transport.begin_transaction = begin_transaction;
    transport.end_transaction = end_transaction;
    transport.power_down = power_down;
    transport.close = close_connection;
    CHECK_STATUS(JPKI_OK, jpki_card_open_transport(&transport, &foe->card.handle, NULL));
}

/* One authentication; returns how many steps it took. */
static int receive(struct foe *foe, const struct deed *deed, int at)
{
    struct call call;
    const struct export *export = exports;
    jpki_status status;

    while (strcmp(export->name, "jpki_card_authenticate") != 0) {
        export++;
    }
    foe->deed = deed;
    foe->at = at;
    open_foe(foe);
    fill_call(&call, export, &foe->memory, &foe->others);
    foe->memory.options->certificate = NULL;
    status = jpki_card_authenticate(foe->card.handle, "1234", 4, foe->input, CHALLENGE_LENGTH, NULL,
                               foe->memory.authentication, foe->memory.error);
    CHECK_CALL(status, *foe->memory.error, status);
    call.values[0].pointer = foe->card.handle;
    if (status == JPKI_OK) {
        free_results(export, &call);
    } else {
        check_nothing(export, &call, -1, -1);
    }
    CHECK(foe->verifies <= 1);
    CHECK(foe->card.commands_outside == 0 && foe->card.begins == foe->card.ends);
    CHECK(!foe->card.verified || status == JPKI_ERROR_KEY_NOT_LOCKED);
    CHECK(foe->card.closes == (deed->malice == FREE_THE_CARD && foe->step > at));
    jpki_card_free(foe->card.handle);
    jpki_card_free(foe->card.handle);
    CHECK(foe->card.closes == 1 && foe->card.used_after_close == 0);
    return foe->step;
}

void misuse_transport(void)
{
    static struct foe foe;
    size_t i;

    take_genuine();
    foe.others = open_objects();
    foe.memory = new_memory(&foe.others);
    for (i = 0; i < sizeof deeds / sizeof deeds[0]; i++) {
        int at, steps = 1;

        for (at = 0; at < steps; at += brief ? 6 : 1) {
            steps = receive(&foe, &deeds[i], at);
            /* Begin and close; 19 commands more and the end, and as many to recover. */
            CHECK(steps >= 2 && steps <= 2 * MOST_STEPS);
        }
    }
    free_objects(&foe.others);
    free_genuine();
}
