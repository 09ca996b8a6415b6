/*
 * Checks that count themselves. The first that fails prints its line and ends
 * the program with 1. May be used by several threads.
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

/* A call that stores into the jpki_error `error`, which must say the same. */
#define CHECK_CALL(expected, error, call) \
    check_call((expected), (call), &(error), #call, __FILE__, __LINE__)

void check_true(int passed, const char *text, const char *file, int line);
void check_status(jpki_status expected, jpki_status got, const char *text, const char *file,
                  int line);
void check_call(jpki_status expected, jpki_status got, const jpki_error *error, const char *text,
                const char *file, int line);

/* What the checks are about now, for the message of one that fails. */
extern const char *checks_about;

/* An error structure that is ready for use and full of what an earlier call left. */
jpki_error used_error(void);

/* Prints how many checks passed; what main returns. */
int checks_end(void);

#ifdef __cplusplus
}
#endif

#endif
