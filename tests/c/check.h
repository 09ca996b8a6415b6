/*
 * Counted checks. The first failing one prints its line and ends the program with exit code 1. May
 * be used by several threads.
 */
#ifndef CHECK_H
#define CHECK_H

#include <jpkicard.h>

#ifdef __cplusplus
extern "C" {
#endif

#define CHECK(condition) check_true((condition) ? 1 : 0, #condition, __FILE__, __LINE__)

/* A call without a jpki_error. */
#define CHECK_STATUS(expected, call) check_status((expected), (call), #call, __FILE__, __LINE__)

/* A call that stores into the jpki_error `error`, whose status must be the same. */
#define CHECK_CALL(expected, error, call) \
    check_call((expected), (call), &(error), #call, __FILE__, __LINE__)

void check_true(int passed, const char *text, const char *file, int line);
void check_status(jpki_status expected, jpki_status got, const char *text, const char *file,
                  int line);
void check_call(jpki_status expected, jpki_status got, const jpki_error *error, const char *text,
                const char *file, int line);

/* The current subject of the checks, for the message of a failing one. */
extern const char *checks_about;

/* The length of what the _data function gives. */
size_t certificate_length(const jpki_certificate *certificate);
size_t signature_length(const jpki_signature *signature);

/* An error structure that is ready for use and filled with the values of an earlier call. */
jpki_error used_error(void);

/* Prints how many checks passed; returns the value for main. */
int checks_end(void);

#ifdef __cplusplus
}
#endif

#endif
