/*
 * Changing a PIN in C: that of the authentication key, the password of the signature key, or the
 * input-support PIN. They are independent, each with its own tries.
 *
 *   change_pin authentication|signature|input-support [READER]
 *
 * The old one, the new one and the new one again are read from the terminal without echo, or from
 * the standard input, one per line. They are never arguments, which every program on the machine
 * could read. After a wrong old one they are requested again, as long as more than one try is left.
 * Without READER, a part of a reader's name, the embedded virtual card is used: PIN 1234, password
 * ABC123, input-support PIN 1234; it ceases to exist when the program ends.
 *
 * Exit code: 0 changed, 1 problem with service, reader or card, 2 not changed because of what was
 * typed, 3 wrong usage, 4 it is uncertain which one is in force.
 */
#define _POSIX_C_SOURCE 200809L

#include <jpkicard.h>

#include "utf8.h"

#include <stdio.h>
#include <string.h>

#ifdef _WIN32
#include <windows.h>
#else
#include <termios.h>
#include <unistd.h>
#endif

enum { CHANGED = 0, TROUBLE = 1, NOT_CHANGED = 2, USAGE = 3, UNCERTAIN = 4 };
enum { WAIT_MILLISECONDS = 30000, LONGEST = 64 };

/* One kind of PIN: the functions that change them have the same parameters. */
struct kind {
    const char *name;
    const char *form;
    int32_t credential;
    jpki_status (*change)(jpki_card *, const char *, size_t, const char *, size_t, int32_t,
                          jpki_error *);
};

static const struct kind KINDS[] = {
    {"authentication", "4 digits", JPKI_CREDENTIAL_PIN, jpki_card_change_pin},
    {"signature", "6 to 16 letters and digits, a new one both", JPKI_CREDENTIAL_SIGNATURE_PASSWORD,
     jpki_card_change_signature_password},
    {"input-support", "4 digits", JPKI_CREDENTIAL_INPUT_SUPPORT_PIN,
     jpki_card_change_input_support_pin},
};

/* Reads a line without its newline, without echo if typed; 0 at the end of the input. */
static int ask(const char *question, char *line)
{
    int got, is_terminal;
#ifdef _WIN32
    const HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    DWORD before;
    is_terminal = GetConsoleMode(input, &before)
                  && SetConsoleMode(input, before & ~(DWORD)ENABLE_ECHO_INPUT);
#else
    struct termios before, quiet;
    is_terminal = tcgetattr(STDIN_FILENO, &before) == 0;
    if (is_terminal) {
        quiet = before;
        quiet.c_lflag &= ~(tcflag_t)ECHO;
        is_terminal = tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
    }
#endif
    fputs(question, stdout);
    fflush(stdout);
    got = fgets(line, LONGEST, stdin) != NULL;
    putchar('\n');
    if (is_terminal) {
#ifdef _WIN32
        SetConsoleMode(input, before);
#else
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
#endif
    }
    line[got ? strcspn(line, "\r\n") : 0] = 0;
    return got;
}

/* Prints the outcome and which one is in force, and chooses the exit code. */
static int show_outcome(const struct kind *kind, jpki_status status, const jpki_error *error)
{
    char text[JPKI_ERROR_TEXT_SIZE];
    int result = TROUBLE;

    if (status == JPKI_OK) {
        printf("changed: the new %s PIN or password is in force, and all its tries are left\n",
               kind->name);
        return CHANGED;
    }
    if (jpki_error_text(error, JPKI_LANGUAGE_JAPANESE, text, sizeof text, NULL) == JPKI_OK) {
        fprintf(stderr, "%s\n", text);
    }
    fprintf(stderr, "change_pin: %s\n", error->message);
    switch (status) {
    case JPKI_ERROR_PIN_CHANGE_UNCERTAIN:
    case JPKI_ERROR_KEY_NOT_LOCKED:
    case JPKI_ERROR_INTERNAL:
        fputs("not certain: the old or the new one is in force; have the card taken off and put "
              "back, and try the new one first\n", stderr);
        return UNCERTAIN;
    case JPKI_ERROR_PIN_FORMAT:
    case JPKI_ERROR_PASSWORD_FORMAT:
        fprintf(stderr, "not sent: it has %s\n", kind->form);
        result = NOT_CHANGED;
        break;
    case JPKI_ERROR_PIN_WRONG:
    case JPKI_ERROR_PASSWORD_WRONG:
    case JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG:
        fprintf(stderr, "the old one was wrong: %ld tries left\n", (long)error->tries_left);
        result = NOT_CHANGED;
        break;
    case JPKI_ERROR_PIN_BLOCKED:
    case JPKI_ERROR_PASSWORD_BLOCKED:
    case JPKI_ERROR_INPUT_SUPPORT_PIN_BLOCKED:
        fputs("locked: the municipal office resets it\n", stderr);
        result = NOT_CHANGED;
        break;
    case JPKI_ERROR_PIN_LAST_TRY:
    case JPKI_ERROR_PIN_LAST_TWO_TRIES:
    case JPKI_ERROR_PIN_TRIES_UNKNOWN:
        fputs("not sent: a wrong one might lock it\n", stderr);
        result = NOT_CHANGED;
        break;
    case JPKI_ERROR_PIN_UNCERTAIN:
        fputs("the answer was lost: a try may have been spent\n", stderr);
        break;
    case JPKI_ERROR_NOT_ON_CARD:
        fputs("this card or phone has no such PIN or password\n", stderr);
        break;
    default:
        break;
    }
    fputs("the old one stays in force\n", stderr);
    return result;
}

/* Reads old, new and new again, and changes. `*again`: whether to ask once more. */
static int change_once(const struct kind *kind, jpki_card *card, int *again)
{
    jpki_error error = {0};
    char old_one[LONGEST], new_one[LONGEST], repeated[LONGEST];
    int result = NOT_CHANGED;

    error.struct_size = sizeof error;
    *again = 0;
    printf("%s, %s\n", kind->name, kind->form);
    if (!ask("old: ", old_one) || !ask("new: ", new_one) || !ask("new, again: ", repeated)) {
        fputs("change_pin: nothing more was typed; nothing was changed\n", stderr);
    } else if (strcmp(new_one, repeated) != 0) {
        fputs("change_pin: the new one was typed differently; nothing was sent\n", stderr);
    } else {
        const jpki_status status = kind->change(card, old_one, strlen(old_one), new_one,
                                                strlen(new_one), JPKI_LAST_TRY_KEEP, &error);
        result = show_outcome(kind, status, &error);
        *again = error.tries_left > 1;
    }
    jpki_secure_wipe(old_one, sizeof old_one);
    jpki_secure_wipe(new_one, sizeof new_one);
    jpki_secure_wipe(repeated, sizeof repeated);
    return result;
}

static int change(const struct kind *kind, jpki_card *card)
{
    jpki_error error = {0};
    int32_t pin_status, tries_left;
    int result, again;

    error.struct_size = sizeof error;
    /* Queried first: a locked one need not be typed. */
    if (jpki_card_tries(card, kind->credential, &pin_status, &tries_left, &error) != JPKI_OK) {
        return show_outcome(kind, error.status, &error);
    }
    printf("tries left: %ld\n", (long)tries_left);
    if (pin_status == JPKI_TRIES_BLOCKED) {
        fputs("locked: the municipal office resets it\n", stderr);
        return NOT_CHANGED;
    }
    do {
        result = change_once(kind, card, &again);
    } while (again);
    return result;
}

static int run(const struct kind *kind, const char *reader)
{
    jpki_error error = {0};
    jpki_context *context = NULL;
    jpki_card *card = NULL;
    jpki_status status;
    int result;

    error.struct_size = sizeof error;
    if (reader == NULL) {
        status = jpki_card_open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, &card, &error);
    } else {
        status = jpki_context_new(&context, &error);
        if (status == JPKI_OK) {
            status = jpki_card_wait(context, reader, WAIT_MILLISECONDS, JPKI_WAIT_NAME_PART, NULL,
                                    &card, &error);
        }
    }
    result = status == JPKI_OK ? change(kind, card) : show_outcome(kind, status, &error);
    jpki_card_free(card);
    jpki_context_free(context);
    return result;
}

int main(int argc, char **argv)
{
    size_t i;

    if (!utf8_begin(&argc, &argv)) {
        fputs("change_pin: no memory\n", stderr);
        return TROUBLE;
    }
    for (i = 0; argc >= 2 && argc <= 3 && i < sizeof KINDS / sizeof KINDS[0]; i++) {
        if (strcmp(argv[1], KINDS[i].name) == 0) {
            return run(&KINDS[i], argc == 3 ? argv[2] : NULL);
        }
    }
    fputs("usage: change_pin authentication|signature|input-support [READER]\n", stderr);
    return USAGE;
}
