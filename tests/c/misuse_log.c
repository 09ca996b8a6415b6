/* Log callbacks that call back in, remove or replace themselves, or free the object in use. */
#include "misuse_memory.h"

#include <string.h>

enum mode { LISTEN, CALL_EVERYTHING, UNREGISTER, REGISTER_ANOTHER, FREE_EVERYTHING };

struct listener {
    enum mode mode;
    int lines, other_lines;
    struct objects same;  /* the card that is at work, and what belongs to it */
    struct objects other; /* a card that is not */
    struct memory memory;
};

static void other_listen(void *user, int32_t level, const char *message)
{
    struct listener *listener = user;

    CHECK(level >= JPKI_LOG_ERROR && level <= JPKI_LOG_TRACE && message != NULL);
    listener->other_lines++;
}

/* All exports except those that free, or set the log. `on_card` is what a call on the card
 * returns. */
static void call_everything(struct listener *listener, const struct objects *objects,
                            jpki_status on_card)
{
    struct call call;
    int i;

    for (i = 0; i < export_count; i++) {
        const struct export *export = &exports[i];
        const int is_on_card = export->parameters[0] == CARD;

        if (is_free(export) || parameter_place(export, LOG_LEVEL) >= 0) {
            continue;
        }
        checks_about = export->name;
        fill_call(&call, export, &listener->memory, objects);
        if (is_on_card && on_card != JPKI_OK && parameter_place(export, PIN) >= 0) {
            call.values[parameter_place(export, PIN)].pointer = listener->memory.wrong_pin;
        }
        if (is_on_card && on_card != JPKI_OK && parameter_place(export, PASSWORD) >= 0) {
            call.values[parameter_place(export, PASSWORD)].pointer =
                listener->memory.wrong_password;
        }
        export->call(&call);
        if (export->returns != STATUS) {
            continue;
        }
        CHECK_CALL(call.status, *listener->memory.error, call.status);
        if (is_on_card) {
            CHECK_STATUS(on_card == JPKI_OK ? best_outcome(export) : on_card, call.status);
        } else {
            CHECK(call.status == best_outcome(export)
                  || call.status == JPKI_ERROR_SERVICE_NOT_RUNNING
                  || call.status == JPKI_ERROR_TIMED_OUT);
        }
        if (call.status == JPKI_OK) {
            free_results(export, &call);
        } else {
            check_nothing(export, &call, -1, -1);
        }
    }
    checks_about = "";
}

static void listen(void *user, int32_t level, const char *message)
{
    struct listener *listener = user;
    const enum mode mode = listener->mode;

    listener->lines++;
    CHECK(level >= JPKI_LOG_ERROR && level <= JPKI_LOG_TRACE);
    /* Neither as text nor as bytes. */
    CHECK(strstr(message, "1234") == NULL && strstr(message, "31323334") == NULL);
    switch (mode) {
    case LISTEN: break;
    case CALL_EVERYTHING:
        listener->mode = LISTEN; /* the other card writes lines too */
        call_everything(listener, &listener->same, JPKI_ERROR_REENTERED);
        call_everything(listener, &listener->other, JPKI_OK);
        listener->mode = CALL_EVERYTHING;
        break;
    case UNREGISTER:
        CHECK_STATUS(JPKI_OK, jpki_log_set(NULL, NULL, JPKI_LOG_OFF, NULL));
        CHECK_STATUS(JPKI_OK, jpki_log_set(NULL, NULL, JPKI_LOG_OFF, NULL));
        break;
    case REGISTER_ANOTHER:
        CHECK_STATUS(JPKI_OK, jpki_log_set(other_listen, listener, JPKI_LOG_TRACE, NULL));
        break;
    case FREE_EVERYTHING:
        free_objects(&listener->same);
        free_objects(&listener->same);
        break;
    }
}

static void sign(const struct listener *listener, jpki_status expected)
{
    jpki_signature *signature = NULL;

    CHECK_STATUS(expected, jpki_card_sign(listener->same.handles[CARD], "1234", 4,
                                          listener->memory.data, 1, listener->memory.options,
                                          &signature, NULL));
    CHECK((expected == JPKI_OK) == (signature != NULL));
    jpki_signature_free(signature);
}

static void listen_in(struct listener *listener, enum mode mode, int32_t level)
{
    jpki_error error = used_error();

    listener->mode = mode;
    listener->lines = 0;
    listener->other_lines = 0;
    CHECK_CALL(JPKI_OK, error, jpki_log_set(listen, listener, level, &error));
}

void misuse_log(void)
{
    static struct listener listener;

    listener.same = open_objects();
    listener.other = open_objects();
    listener.memory = new_memory(&listener.same);

    listen_in(&listener, LISTEN, JPKI_LOG_OFF);
    sign(&listener, JPKI_OK);
    listen_in(&listener, LISTEN, JPKI_LOG_ERROR);
    sign(&listener, JPKI_OK);
    CHECK(listener.lines == 0);
    listen_in(&listener, LISTEN, JPKI_LOG_TRACE);
    sign(&listener, JPKI_OK);
    CHECK(listener.lines >= 5);

    listen_in(&listener, CALL_EVERYTHING, JPKI_LOG_TRACE);
    sign(&listener, JPKI_OK);
    CHECK(listener.lines >= 5);
    listener.mode = LISTEN;
    check_objects(&listener.same);
    check_objects(&listener.other);

    /* Once, and never again. */
    listen_in(&listener, UNREGISTER, JPKI_LOG_TRACE);
    sign(&listener, JPKI_OK);
    CHECK(listener.lines == 1);
    listen_in(&listener, REGISTER_ANOTHER, JPKI_LOG_TRACE);
    sign(&listener, JPKI_OK);
    CHECK(listener.lines == 1 && listener.other_lines >= 4);

    /* The call in progress still finishes. */
    listen_in(&listener, FREE_EVERYTHING, JPKI_LOG_TRACE);
    sign(&listener, JPKI_OK);
    CHECK(listener.lines >= 5);
    listener.memory.options->certificate = NULL;
    sign(&listener, JPKI_ERROR_HANDLE);

    CHECK_STATUS(JPKI_OK, jpki_log_set(NULL, NULL, JPKI_LOG_OFF, NULL));
    free_objects(&listener.other);
}
