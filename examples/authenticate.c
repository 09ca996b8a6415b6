/*
 * An authentication desk in C: wait for the card, query the PIN's tries, read the certificates and sign a
 * challenge with the PIN in one call, and print what a clinic would log.
 *
 *   authentication [--virtual] [--reader NAME] [--timeout SECONDS] [--pin-fd N]
 *             [--allow-last-try] [--output FOLDER]
 *
 * The PIN is read from the terminal without echo, or from the file descriptor N; it is never an
 * argument, which every program on the machine could read. --virtual uses the embedded virtual
 * card, whose PIN is 1234. --output writes challenge, signature and certificates to an existing
 * folder, for openssl.
 *
 * Exit code: 0 signed, 1 problem with service, reader or card, 2 the PIN was not accepted, 3 wrong
 * usage.
 */
#define _POSIX_C_SOURCE 200809L
#define _CRT_RAND_S

#include <jpkicard.h>

#include "utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#ifdef _WIN32
#include <io.h>
#include <windows.h>
#define read _read
typedef DWORD terminal_mode;
#else
#include <termios.h>
#include <unistd.h>
typedef struct termios terminal_mode;
#endif

enum { SIGNED = 0, TROUBLE = 1, PIN_REFUSED = 2, USAGE = 3 };

struct arguments {
    int virtual_card;
    const char *reader;
    int32_t timeout_milliseconds;
    int pin_fd; /* -1: ask on the terminal */
    int32_t last_try;
    const char *output;
};

/* Prints a text supplied by a card, a reader or a driver, without characters that a terminal would
 * obey: control characters, line separators, and changes of text direction. */
static void print_text(const char *text)
{
    const unsigned char *at = (const unsigned char *)text;

    while (*at != '\0') {
        size_t obeyed = 0; /* how many bytes such a character has, in UTF-8 */

        if (*at < 0x20 || *at == 0x7F) {
            obeyed = 1;
        } else if (at[0] == 0xC2 && at[1] >= 0x80 && at[1] <= 0x9F) {
            obeyed = 2;
        } else if (at[0] == 0xE2
                   && ((at[1] == 0x80 && ((at[2] >= 0x8B && at[2] <= 0x8F)
                                          || (at[2] >= 0xA8 && at[2] <= 0xAE)))
                       || (at[1] == 0x81 && at[2] >= 0xA0 && at[2] <= 0xAF))) {
            obeyed = 3;
        }
        putchar(obeyed == 0 ? *at : '?');
        at += obeyed == 0 ? 1 : obeyed;
    }
}

/* Prints what happened in the library's own words, and chooses the exit code. */
static int failed(const jpki_error *error)
{
    fprintf(stderr, "authentication: %s\n", error->message);
    switch (error->status) {
    case JPKI_ERROR_PIN_FORMAT:
    case JPKI_ERROR_PIN_WRONG:
    case JPKI_ERROR_PIN_BLOCKED:
    case JPKI_ERROR_PIN_LAST_TRY:
    case JPKI_ERROR_PIN_LAST_TWO_TRIES:
    case JPKI_ERROR_PIN_TRIES_UNKNOWN:
    case JPKI_ERROR_PIN_UNCERTAIN:
        return PIN_REFUSED;
    default:
        return TROUBLE;
    }
}

/* Turns the terminal's echo off; 0 if the input is not a terminal. */
static int echo_off(terminal_mode *before)
{
#ifdef _WIN32
    HANDLE input = GetStdHandle(STD_INPUT_HANDLE);
    return GetConsoleMode(input, before)
           && SetConsoleMode(input, *before & ~(DWORD)ENABLE_ECHO_INPUT);
#else
    terminal_mode quiet;
    if (tcgetattr(STDIN_FILENO, before) != 0) {
        return 0;
    }
    quiet = *before;
    quiet.c_lflag &= ~(tcflag_t)ECHO;
    return tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
#endif
}

static void echo_restore(const terminal_mode *before)
{
#ifdef _WIN32
    SetConsoleMode(GetStdHandle(STD_INPUT_HANDLE), *before);
#else
    tcsetattr(STDIN_FILENO, TCSAFLUSH, before);
#endif
}

/* Reads a line into pin; returns its length without the newline. */
static size_t ask_pin(int fd, char *pin, size_t size)
{
    size_t length = 0;
    terminal_mode before;
    int silenced = 0;

    if (fd < 0) {
        fd = 0;
        fputs("PIN (4 digits): ", stdout);
        fflush(stdout);
        silenced = echo_off(&before);
    }
    while (length < size && read(fd, pin + length, 1) == 1 && pin[length] != '\n') {
        length++;
    }
    if (silenced) {
        echo_restore(&before);
        putchar('\n');
    }
    while (length > 0 && pin[length - 1] == '\r') {
        length--;
    }
    return length;
}

/* What the relying party would send: random, and fresh each time. */
static int make_challenge(uint8_t *challenge, size_t size)
{
#ifdef _WIN32
    size_t i;
    for (i = 0; i < size; i++) {
        unsigned value;
        if (rand_s(&value) != 0) {
            return 0;
        }
        challenge[i] = (uint8_t)value;
    }
    return 1;
#else
    FILE *source = fopen("/dev/urandom", "rb");
    size_t got = source == NULL ? 0 : fread(challenge, 1, size, source);
    if (source != NULL) {
        fclose(source);
    }
    return got == size;
#endif
}

static int save(const char *folder, const char *name, const uint8_t *data, size_t length)
{
    char path[1024];
    FILE *file;
    int done;

    if (snprintf(path, sizeof path, "%s/%s", folder, name) >= (int)sizeof path) {
        return 0;
    }
    file = utf8_open(path, "wb");
    if (file == NULL) {
        return 0;
    }
    done = fwrite(data, 1, length, file) == length;
    return fclose(file) == 0 && done;
}

static const char *validity(const jpki_certificate *certificate)
{
    int64_t now = (int64_t)time(NULL);
    if (now < jpki_certificate_not_before(certificate)) {
        return "not yet valid";
    }
    return now > jpki_certificate_not_after(certificate) ? "expired" : "valid";
}

static const char *token_name(int32_t kind)
{
    switch (kind) {
    case JPKI_TOKEN_MY_NUMBER_CARD:
        return "My Number Card";
    case JPKI_TOKEN_RESIDENT_REGISTRY_CARD:
        return "Resident Registry Card";
    case JPKI_TOKEN_ANDROID:
        return "Android phone";
    case JPKI_TOKEN_IPHONE:
        return "iPhone";
    default:
        return "of an unknown kind";
    }
}

static int authenticate(const struct arguments *arguments, jpki_card *card)
{
    jpki_error error = {0};
    jpki_sign_options options = {0};
    jpki_authentication authentication = {0};
    uint8_t challenge[32];
    char pin[64];
    size_t pin_length;
    int32_t pin_status, tries_left;
    const uint8_t *certificate, *ca_certificate, *signature;
    size_t certificate_length, ca_certificate_length, signature_length;
    jpki_status status;
    int result = SIGNED;

    error.struct_size = sizeof error;
    options.struct_size = sizeof options;
    options.last_try = arguments->last_try;
    authentication.struct_size = sizeof authentication;

    /* Queried before asking for the PIN: a locked PIN need not be typed. */
    if (jpki_card_tries(card, JPKI_CREDENTIAL_PIN, &pin_status, &tries_left, &error) != JPKI_OK) {
        return failed(&error);
    }
    printf("PIN tries    %ld\n", (long)tries_left);
    if (pin_status == JPKI_TRIES_BLOCKED) {
        fputs("authentication: the PIN is locked: use face recognition at an official terminal, or "
              "read the card's face; the municipal office, or some convenience-store kiosks, "
              "reset it\n", stderr);
        return PIN_REFUSED;
    }
    if (!make_challenge(challenge, sizeof challenge)) {
        fputs("authentication: no random numbers\n", stderr);
        return TROUBLE;
    }

    pin_length = ask_pin(arguments->pin_fd, pin, sizeof pin);
    status = jpki_card_authenticate(card, pin, pin_length, challenge, sizeof challenge, &options,
                               &authentication, &error);
    jpki_secure_wipe(pin, sizeof pin);
    if (status != JPKI_OK) {
        return failed(&error);
    }

    printf("token        %s\n", token_name(authentication.token_kind));
    certificate = jpki_certificate_data(authentication.certificate, &certificate_length);
    printf("certificate  %zu bytes, %s\n", certificate_length,
           validity(authentication.certificate));
    ca_certificate = jpki_certificate_data(authentication.ca_certificate, &ca_certificate_length);
    if (ca_certificate != NULL) {
        printf("CA           %zu bytes\n", ca_certificate_length);
    }
    signature = jpki_signature_data(authentication.signature, &signature_length);
    printf("signature    %zu bytes, %s\n", signature_length,
           jpki_signature_algorithm_name(authentication.signature));
    puts("key          locked again");

    if (arguments->output != NULL
        && !(save(arguments->output, "challenge", challenge, sizeof challenge)
             && save(arguments->output, "signature", signature, signature_length)
             && save(arguments->output, "certificate.der", certificate, certificate_length)
             && (ca_certificate == NULL
                 || save(arguments->output, "ca-certificate.der", ca_certificate,
                         ca_certificate_length)))) {
        fputs("authentication: cannot write the output\n", stderr);
        result = TROUBLE;
    }
    jpki_signature_free(authentication.signature);
    jpki_certificate_free(authentication.ca_certificate);
    jpki_certificate_free(authentication.certificate);
    return result;
}

static int run(const struct arguments *arguments)
{
    jpki_error error = {0};
    jpki_context *context = NULL;
    jpki_card *card = NULL;
    jpki_status status;
    int result;

    error.struct_size = sizeof error;
    if (arguments->virtual_card) {
        status = jpki_card_open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, &card, &error);
    } else {
        puts("put the card on the reader");
        status = jpki_context_new(&context, &error);
        if (status == JPKI_OK) {
            status = jpki_card_wait(context, arguments->reader, arguments->timeout_milliseconds,
                                    JPKI_WAIT_NAME_PART, NULL, &card, &error);
        }
    }
    if (status == JPKI_OK) {
        const char *reader = jpki_card_reader_name(card);
        printf("reader       ");
        print_text(reader == NULL ? "none: the embedded virtual card" : reader);
        putchar('\n');
        result = authenticate(arguments, card);
    } else {
        result = failed(&error);
    }
    jpki_card_free(card);
    jpki_context_free(context);
    return result;
}

int main(int argc, char **argv)
{
    struct arguments arguments = {0, NULL, JPKI_WAIT_FOREVER, -1, JPKI_LAST_TRY_KEEP, NULL};
    int i;

    if (!utf8_begin(&argc, &argv)) {
        fputs("authentication: no memory\n", stderr);
        return TROUBLE;
    }
    for (i = 1; i < argc; i++) {
        const char *value = i + 1 < argc ? argv[i + 1] : NULL;
        if (strcmp(argv[i], "--virtual") == 0) {
            arguments.virtual_card = 1;
        } else if (strcmp(argv[i], "--allow-last-try") == 0) {
            arguments.last_try = JPKI_LAST_TRY_ALLOW;
        } else if (value != NULL && strcmp(argv[i], "--reader") == 0) {
            arguments.reader = value, i++;
        } else if (value != NULL && strcmp(argv[i], "--timeout") == 0) {
            /* More than a day means no timeout. */
            long seconds = strtol(value, NULL, 10);
            arguments.timeout_milliseconds =
                seconds < 0 || seconds > 86400 ? JPKI_WAIT_FOREVER : (int32_t)(seconds * 1000);
            i++;
        } else if (value != NULL && strcmp(argv[i], "--pin-fd") == 0) {
            arguments.pin_fd = atoi(value), i++;
        } else if (value != NULL && strcmp(argv[i], "--output") == 0) {
            arguments.output = value, i++;
        } else {
            fprintf(stderr, "authentication: unknown option or missing value: %s\n", argv[i]);
            return USAGE;
        }
    }
    return run(&arguments);
}
