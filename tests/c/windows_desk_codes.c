/*
 * Windows' own codes, by the winscard.dll of tests/winscard: each of them at each call of a wait, a
 * monitor and an authentication. Afterwards the key is locked, the PIN was sent at most once, the
 * status is that of what happened, and the next job works.
 */
#include "windows_desk.h"

#include "plan.h"

#include <stdlib.h>
#include <string.h>
#include <windows.h>

enum meaning { GONE, REFUSED, DRIVER };

struct code {
    uint32_t code;
    enum meaning meaning;
};

static const struct code CODES[] = {
    {6, GONE},           {109, GONE},          {1722, GONE},         {1726, GONE},
    {1727, GONE},        {0x8010001D, GONE},   {0x8010001E, GONE},   {0x80100012, GONE},
    {5, REFUSED},        {31, DRIVER},         {1112, DRIVER},       {1117, DRIVER},
};
enum { CODE_COUNT = sizeof CODES / sizeof *CODES };

static void (*plan)(const char *);
static int (*calls_so_far)(void);
static int (*struck)(void);
static const char *(*call_name)(int);

static char about[128];
static long failures;

static void *taken(HMODULE module, const char *name)
{
    void *function = (void *)(ULONG_PTR)GetProcAddress(module, name);

    CHECK(function != NULL);
    return function;
}

static void take_plan(void)
{
    HMODULE module = GetModuleHandleA("winscard.dll");
    void *functions[4];

    CHECK(module != NULL);
    functions[0] = taken(module, "JpkiTestPlan");
    functions[1] = taken(module, "JpkiTestCalls");
    functions[2] = taken(module, "JpkiTestStruck");
    functions[3] = taken(module, "JpkiTestCall");
    memcpy(&plan, &functions[0], sizeof plan);
    memcpy(&calls_so_far, &functions[1], sizeof calls_so_far);
    memcpy(&struck, &functions[2], sizeof struck);
    memcpy(&call_name, &functions[3], sizeof call_name);
}

/* All are listed before the program fails. */
static void expect(int holds, const char *what, jpki_status status)
{
    if (!holds) {
        printf("FAILED %s: %s, %s\n", about, what, jpki_status_name(status));
        failures++;
    }
}

/* The call at which the PIN's own command was answered: after that a try may have been spent. */
static int verify_call;

static int is_true(const struct code *code, int call, int pins, const jpki_error *error)
{
    const jpki_status status = error->status;

    /* The library has reset the card itself, and sent no PIN to what may be another. */
    if (status == JPKI_ERROR_CARD_RESET) {
        return code->meaning != GONE && pins == 0;
    }
    if (error->pcsc_code != code->code) {
        return 0;
    }
    if (status == JPKI_ERROR_PIN_UNCERTAIN) {
        verify_call = verify_call == 0 ? call : verify_call;
        return call == verify_call;
    }
    switch (code->meaning) {
    case GONE:
        return status == JPKI_ERROR_SERVICE_NOT_RUNNING;
    case REFUSED:
        return status == JPKI_ERROR_SERVICE_REFUSED;
    default:
        return status == JPKI_ERROR_CARD_UNRESPONSIVE || status == JPKI_ERROR_READER_FAILED
               || status == JPKI_ERROR_SERVICE_FAILED;
    }
}

/* The message begins as the sentence of the status does, up to a detail or the code. */
static int is_text(const char *message, jpki_status status)
{
    const char *text = jpki_status_text(status, JPKI_LANGUAGE_ENGLISH);
    size_t same = 0;

    while (message[same] != 0 && message[same] == text[same]) {
        same++;
    }
    return message[same] == 0
           || (same > 10 && (strncmp(message + same, " [", 2) == 0
                             || strncmp(message + same, " (", 2) == 0));
}

/* One job on the card in reader 0; `error` has what it ended with. */
typedef jpki_status job(const struct desk *desk, jpki_error *error);

static jpki_status an_authentication(const struct desk *desk, jpki_error *error)
{
    jpki_context *context = NULL;
    jpki_card *card = NULL;
    jpki_status status;

    CHECK_STATUS(JPKI_OK, jpki_context_new(&context, NULL));
    status = jpki_card_connect(context, desk->readers[0], &card, error);
    if (status == JPKI_OK) {
        status = authenticate(card, "1234", error);
    }
    jpki_card_free(card);
    jpki_context_free(context);
    return status;
}

static jpki_status a_wait(const struct desk *desk, jpki_error *error)
{
    jpki_context *context = NULL;
    jpki_card *card = NULL;
    jpki_status status;

    CHECK_STATUS(JPKI_OK, jpki_context_new(&context, NULL));
    status = jpki_card_wait(context, desk->readers[0], MOST_WAIT, JPKI_WAIT_FOR_SERVICE, NULL,
                            &card, error);
    jpki_card_free(card);
    jpki_context_free(context);
    return status;
}

/* Until it has reported the card, whatever happens to the service meanwhile. */
static jpki_status a_monitor(const struct desk *desk, jpki_error *error)
{
    jpki_context *context = NULL;
    jpki_monitor *monitor = NULL;
    jpki_status status;
    jpki_event event;

    CHECK_STATUS(JPKI_OK, jpki_context_new(&context, NULL));
    CHECK_STATUS(JPKI_OK, jpki_monitor_new(context, desk->readers[0], JPKI_MONITOR_IDENTIFY,
                                           &monitor, NULL));
    do {
        memset(&event, 0, sizeof event);
        event.struct_size = sizeof event;
        status = jpki_monitor_next(monitor, MOST_WAIT, NULL, &event, error);
    } while (status == JPKI_OK && event.event != JPKI_EVENT_CARD_INSERTED);
    jpki_monitor_free(monitor);
    jpki_context_free(context);
    return status;
}

/* Whether the job itself must overcome the code. */
enum kind { MAY_FAIL, GOES_ON };

static void at_each_call(const struct desk *desk, const char *name, job *job, enum kind kind)
{
    jpki_error error = used_error();
    int calls, call, index, runs = 0, succeeded = 0;
    double begun = seconds();

    plan("");
    CHECK_CALL(JPKI_OK, error, job(desk, &error));
    calls = calls_so_far();
    for (call = 1; call <= calls; call++) {
        for (index = 0; index < CODE_COUNT; index++) {
            char text[32];
            int pins = card_says(0, "verify_commands");
            jpki_status status, again;
            const char *met;

            snprintf(text, sizeof text, "*:%d:0x%lX", call, (unsigned long)CODES[index].code);
            error = used_error();
            plan(text);
            status = job(desk, &error);
            met = call_name(call);
            snprintf(about, sizeof about, "%s, call %d (%s) answered 0x%lX", name, call, met,
                     (unsigned long)CODES[index].code);
            if (struck() == 0) {
                continue; /* it took fewer calls this time */
            }
            plan("");
            pins = card_says(0, "verify_commands") - pins;
            expect(!key_is_open(0), "the key is open", status);
            expect(card_says(0, "pin_tries") == 3, "a try was spent", status);
            expect(pins <= 1, "the PIN was sent again", status);
            if (status == JPKI_OK) {
                succeeded++;
            } else {
                expect(kind == MAY_FAIL, "it did not go on", status);
                expect(is_true(&CODES[index], call, pins, &error), "not what happened", status);
                expect(is_text(error.message, status), error.message, status);
            }
            again = job(desk, &error);
            expect(again == JPKI_OK, "the next job fails", again);
            runs++;
        }
    }
    checks_about = about;
    printf("%s: %d codes at each of %d calls, %d runs: %d went on, %d failed with what happened; "
           "%.0f s\n", name, (int)CODE_COUNT, calls, runs, succeeded, runs - succeeded,
           seconds() - begun);
    fflush(stdout);
}

void every_code(const struct desk *desk)
{
    take_plan();
    at_each_call(desk, "wait", a_wait, GOES_ON);
    at_each_call(desk, "monitor", a_monitor, GOES_ON);
    at_each_call(desk, "authentication", an_authentication, MAY_FAIL);
    CHECK(failures == 0);
}
