/*
 * Statuses and errors, versions and features, logging.
 * Generated from src/capi: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */

#ifndef JPKICARD_LIBRARY_H
#define JPKICARD_LIBRARY_H

#include <stddef.h>
#include <stdint.h>

/** The version of these headers; jpki_version() returns that of the library. */
#define JPKI_VERSION_MAJOR 0
#define JPKI_VERSION_MINOR 1
#define JPKI_VERSION_PATCH 0
/** The version as one number, for comparisons in #if: 0.1.0 is 100, 1.2.3 is 10203. */
#define JPKI_VERSION_NUMBER \
    (JPKI_VERSION_MAJOR * 10000 + JPKI_VERSION_MINOR * 100 + JPKI_VERSION_PATCH)
/** The version as text. */
#define JPKI_VERSION_TEXT "0.1.0"

/** The calling convention of every function and callback: cdecl. */
#if defined(_WIN32)
#define JPKI_CALL __cdecl
#else
#define JPKI_CALL
#endif

/** How a function is imported. On Windows define JPKI_STATIC to link the static library. */
#if defined(_WIN32) && !defined(JPKI_STATIC)
#define JPKI_API __declspec(dllimport)
#elif defined(__GNUC__)
#define JPKI_API __attribute__((visibility("default")))
#else
#define JPKI_API
#endif

/** The compiler warns where a result of this function is ignored. */
#if defined(__GNUC__) || defined(__clang__)
#define JPKI_MUST_USE __attribute__((warn_unused_result))
#elif defined(_MSC_VER) && _MSC_VER >= 1700
#include <sal.h>
#define JPKI_MUST_USE _Check_return_
#else
#define JPKI_MUST_USE
#endif

/**
 * Success.
 */
#define JPKI_OK 0

/**
 * Internal error. Have the card removed from the reader and put back, which locks its key; free
 * the handle and open a new one.
 */
#define JPKI_ERROR_INTERNAL (-1)

/**
 * An argument is invalid: a NULL pointer, a length, a number, a struct_size.
 */
#define JPKI_ERROR_ARGUMENT (-2)

/**
 * The handle is NULL, freed, or of another kind.
 */
#define JPKI_ERROR_HANDLE (-3)

/**
 * The library was built without this feature.
 */
#define JPKI_ERROR_NOT_BUILT (-4)

/**
 * The operating system refused a resource.
 */
#define JPKI_ERROR_SYSTEM (-5)

/**
 * A callback used a card that is in use: the card whose call invoked it, or one that another
 * thread is using.
 */
#define JPKI_ERROR_REENTERED (-6)

/**
 * The handle was created by the parent process, before a fork.
 */
#define JPKI_ERROR_FORKED (-7)

/**
 * The smart card service is not running.
 */
#define JPKI_ERROR_SERVICE_NOT_RUNNING (-10)

/**
 * The smart card service refused the connection: the account is not allowed to use it, or other
 * programs hold all its connections.
 */
#define JPKI_ERROR_SERVICE_REFUSED (-11)

/**
 * The smart card service reported another failure.
 */
#define JPKI_ERROR_SERVICE_FAILED (-12)

/**
 * No reader is connected.
 */
#define JPKI_ERROR_NO_READER (-13)

/**
 * The requested reader is not connected.
 */
#define JPKI_ERROR_UNKNOWN_READER (-14)

/**
 * No card is on the reader.
 */
#define JPKI_ERROR_NO_CARD (-15)

/**
 * The card does not answer.
 */
#define JPKI_ERROR_CARD_UNRESPONSIVE (-16)

/**
 * The card is not an Individual Number Card.
 */
#define JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD (-17)

/**
 * Another program holds the card exclusively.
 */
#define JPKI_ERROR_SHARING_VIOLATION (-18)

/**
 * The card was removed. Its handle cannot be used again: wait for a card again.
 */
#define JPKI_ERROR_CARD_REMOVED (-19)

/**
 * The card was reset, or it may have been exchanged and nothing read from it before can rule that
 * out. No PIN try was spent. Wait for the card again; with a transport of your own, open a new
 * handle.
 */
#define JPKI_ERROR_CARD_RESET (-20)

/**
 * No card arrived before the timeout.
 */
#define JPKI_ERROR_TIMED_OUT (-21)

/**
 * The wait was cancelled.
 */
#define JPKI_ERROR_CANCELLED (-22)

/**
 * The exchange between reader and card failed.
 */
#define JPKI_ERROR_READER_FAILED (-23)

/**
 * Another program is using the card and did not release it in time, or the card or its reader is
 * slow.
 */
#define JPKI_ERROR_CARD_BUSY (-24)

/**
 * The smart card service is running but does not respond.
 */
#define JPKI_ERROR_SERVICE_NOT_RESPONDING (-25)

/**
 * The card reader, its driver or the card did not respond in time.
 */
#define JPKI_ERROR_READER_NOT_RESPONDING (-26)

/**
 * The PC/SC library, libpcsclite.so.1, is not installed on this machine. It is looked for again at
 * every call. Not on Windows and macOS, where it is part of the system.
 */
#define JPKI_ERROR_PCSC_NOT_INSTALLED (-27)

/**
 * The card's response is malformed.
 */
#define JPKI_ERROR_CARD_ANSWER (-30)

/**
 * The card refused the command; see status_word.
 */
#define JPKI_ERROR_CARD_STATUS (-31)

/**
 * The card does not hold the requested data: many children's cards have no signature certificate,
 * and a phone or an old Resident Registry card has no card-face application.
 */
#define JPKI_ERROR_NOT_ON_CARD (-32)

/**
 * The certificate is damaged.
 */
#define JPKI_ERROR_CERTIFICATE_MALFORMED (-33)

/**
 * After a reset or a lost response, a different card answered.
 */
#define JPKI_ERROR_CARD_EXCHANGED (-34)

/**
 * The PIN is not four half-width digits. Nothing was sent to the card.
 */
#define JPKI_ERROR_PIN_FORMAT (-40)

/**
 * The PIN is wrong. One try was spent, or two if the reader's driver repeated the command;
 * tries_left is the number left. If tries_left is -1 (status_word 0x6300), the card does not say
 * whether a try was spent. The same applies to the other credentials below.
 */
#define JPKI_ERROR_PIN_WRONG (-41)

/**
 * The PIN is locked, or the card was issued without one. The holder can have a locked PIN reset at
 * the municipal office or, with the signature password, at some convenience-store kiosks.
 * status_word is 0x63C0 if this call's PIN was wrong and locked it, and 0 if it was already locked
 * and was not sent. The same applies to the other credentials below.
 */
#define JPKI_ERROR_PIN_BLOCKED (-42)

/**
 * One try is left and spending it was not allowed. The PIN was not sent.
 */
#define JPKI_ERROR_PIN_LAST_TRY (-43)

/**
 * The number of tries left is unknown (no answer, or "no limit", status_word 0x6300), and spending
 * the last one was not allowed. The PIN was not sent. Ask the holder, then use JPKI_LAST_TRY_ALLOW
 * to send it.
 */
#define JPKI_ERROR_PIN_TRIES_UNKNOWN (-44)

/**
 * The card allows this only after the PIN is verified.
 */
#define JPKI_ERROR_PIN_REQUIRED (-45)

/**
 * The PIN was sent, but the answer was lost or not understood: a try may have been spent.
 */
#define JPKI_ERROR_PIN_UNCERTAIN (-46)

/**
 * A PIN change was sent, but may not have taken effect: either the old or the new PIN is in force.
 */
#define JPKI_ERROR_PIN_CHANGE_UNCERTAIN (-47)

/**
 * Two tries are left and spending one was not allowed (JPKI_LAST_TRY_KEEP_TWO). The PIN was not
 * sent.
 */
#define JPKI_ERROR_PIN_LAST_TWO_TRIES (-48)

/**
 * The card's signature does not match its certificate and was discarded.
 */
#define JPKI_ERROR_SIGNATURE_INVALID (-50)

/**
 * The certificate's key is of a type that this version does not support.
 */
#define JPKI_ERROR_KEY_NOT_SUPPORTED (-51)

/**
 * The key could not be locked: have the card removed from the reader now. The next call on the
 * card, or freeing it, first tries to lock the key again.
 */
#define JPKI_ERROR_KEY_NOT_LOCKED (-52)

/**
 * The signature password is not 6 to 16 letters and digits, or a new one does not mix both.
 * Nothing was sent to the card.
 */
#define JPKI_ERROR_PASSWORD_FORMAT (-60)

/**
 * The signature password is wrong. One try was spent, or two if the reader's driver repeated the
 * command; tries_left is the number left.
 */
#define JPKI_ERROR_PASSWORD_WRONG (-61)

/**
 * The signature password is locked; the four-digit PIN is not affected.
 */
#define JPKI_ERROR_PASSWORD_BLOCKED (-62)

/**
 * The input-support PIN is wrong. One try was spent, or two if the reader's driver repeated the
 * command; tries_left is the number left.
 */
#define JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG (-65)

/**
 * The input-support PIN is locked; the other PINs are not affected.
 */
#define JPKI_ERROR_INPUT_SUPPORT_PIN_BLOCKED (-66)

/**
 * The birth date, expiry year or security code cannot be right. Nothing was sent to the card.
 */
#define JPKI_ERROR_CHECK_NUMBER_FORMAT (-70)

/**
 * The check number or birth date does not match this card. One try was spent, or two if the
 * reader's driver repeated the command; tries_left is the number left.
 */
#define JPKI_ERROR_CHECK_NUMBER_WRONG (-71)

/**
 * The check number or birth date is locked; the PINs are not affected.
 */
#define JPKI_ERROR_CHECK_NUMBER_BLOCKED (-72)

/**
 * The six digits of the birth date match the card's, but the year does not. No try was spent.
 */
#define JPKI_ERROR_BIRTH_DATE_DIFFERS (-73)

/**
 * The certificate has expired: the holder can renew it at the municipal office.
 */
#define JPKI_ERROR_CERTIFICATE_EXPIRED (-80)

/**
 * The certificate is not valid yet: check the computer's clock.
 */
#define JPKI_ERROR_CERTIFICATE_NOT_YET_VALID (-81)

/**
 * The certificate was revoked: do not accept it.
 */
#define JPKI_ERROR_CERTIFICATE_REVOKED (-82)

/**
 * The certificate is not issued by a trust anchor for this purpose: do not accept it.
 */
#define JPKI_ERROR_CERTIFICATE_NOT_TRUSTED (-83)

/**
 * A record read from the card cannot be parsed.
 */
#define JPKI_ERROR_RECORD_MALFORMED (-84)

/**
 * The record's signature or its issuer's certificate is not valid: do not rely on the record.
 */
#define JPKI_ERROR_RECORD_NOT_AUTHENTIC (-85)

/**
 * The challenge was not signed by the card's own key: the card may be a copy.
 */
#define JPKI_ERROR_CARD_NOT_GENUINE (-86)

/**
 * The photo or another image on the card cannot be decoded.
 */
#define JPKI_ERROR_IMAGE_MALFORMED (-87)

/**
 * The revocation data supplied do not show whether the certificate is revoked.
 */
#define JPKI_ERROR_REVOCATION_UNKNOWN (-88)

/**
 * The size of jpki_error.message in bytes, including its NUL.
 */
#define JPKI_ERROR_MESSAGE_SIZE 512

/**
 * English, for texts shown to the person at the desk.
 */
#define JPKI_LANGUAGE_ENGLISH 0x4A000101

/**
 * Japanese, for texts shown to the person at the desk.
 */
#define JPKI_LANGUAGE_JAPANESE 0x4A000102

/**
 * A size in bytes that is enough for every text of `jpki_error_text`, including its NUL.
 */
#define JPKI_ERROR_TEXT_SIZE 1024

/**
 * The library accesses readers through PC/SC.
 */
#define JPKI_FEATURE_PCSC 1

/**
 * The library verifies each signature before returning it, and can verify the records of the card.
 */
#define JPKI_FEATURE_VERIFY 2

/**
 * The library includes the embedded virtual card: a build for tests.
 */
#define JPKI_FEATURE_VIRTUAL_CARD 4

/**
 * The library verifies certificates and signatures for a relying party.
 */
#define JPKI_FEATURE_TRUST 8

/**
 * The library can decode the images on the card into pictures.
 */
#define JPKI_FEATURE_PICTURE 16

/**
 * The library can read the 12-digit individual number (kojin bango). Few organisations may do so
 * by law, and authenticating patients is not a permitted purpose.
 */
#define JPKI_FEATURE_INDIVIDUAL_NUMBER 32

/**
 * Log nothing: the initial state.
 */
#define JPKI_LOG_OFF 0x4A000201

/**
 * Log failures that no status reports.
 */
#define JPKI_LOG_ERROR 0x4A000202

/**
 * Also log conditions that deserve attention.
 */
#define JPKI_LOG_WARNING 0x4A000203

/**
 * Also log what happened.
 */
#define JPKI_LOG_INFO 0x4A000204

/**
 * Also log how it happened.
 */
#define JPKI_LOG_DEBUG 0x4A000205

/**
 * Also log each exchange with a card: header, lengths and status word.
 */
#define JPKI_LOG_TRACE 0x4A000206

/**
 * The size of jpki_log_record.message in bytes, including its NUL.
 */
#define JPKI_LOG_MESSAGE_SIZE 512

/**
 * The number of log lines that `jpki_log_keep` keeps.
 */
#define JPKI_LOG_KEPT 1000

/**
 * The return value of every fallible function: `JPKI_OK` or a negative `JPKI_ERROR_*`. A number is
 * never reused or renumbered; treat an unknown one as a failure.
 */
typedef int32_t jpki_status;

/**
 * One of JPKI_LANGUAGE_*.
 */
typedef int32_t jpki_language;

/**
 * Details of a failure. The caller owns it, sets `struct_size` to `sizeof(jpki_error)` and may
 * reuse it; there is nothing to free. It never holds a PIN, a name or a serial number, so all of
 * it may be logged.
 *
 * A call that succeeds stores `JPKI_OK` and clears the rest.
 */
typedef struct jpki_error {
    /**
     * Set by the caller: sizeof(jpki_error).
     */
    uint32_t struct_size;
    /**
     * The same number as the function's return value.
     */
    jpki_status status;
    /**
     * The number of PIN tries left; -1 if the card did not say.
     */
    int32_t tries_left;
    /**
     * The card's status word, such as 0x6982; 0 if there is none.
     */
    uint32_t status_word;
    /**
     * The PC/SC return code; 0 if there is none.
     */
    uint32_t pcsc_code;
    /**
     * One English sentence in UTF-8, NUL-terminated: what happened, what it means for the person
     * at the desk, and what was left unchanged.
     */
    char message[JPKI_ERROR_MESSAGE_SIZE];
} jpki_error;

/**
 * Any of JPKI_FEATURE_*, or 0 for none.
 */
typedef uint32_t jpki_feature_flags;

/**
 * One of JPKI_LOG_*.
 */
typedef int32_t jpki_log_level;

/**
 * Receives a log line: its level, one of JPKI_LOG_*, and its text in UTF-8, which belongs to the
 * library and is valid during the call. It is called in the thread that causes the line, possibly
 * in several threads at a time, and must not unwind or jump out of the call.
 */
typedef void (JPKI_CALL *jpki_log_callback)(
    void *user, jpki_log_level level, const char *message);

/**
 * One log line. The caller owns it, sets `struct_size` to `sizeof(jpki_log_record)` and may reuse
 * it; there is nothing to free.
 */
typedef struct jpki_log_record {
    /**
     * Set by the caller: sizeof(jpki_log_record).
     */
    uint32_t struct_size;
    /**
     * One of JPKI_LOG_*; JPKI_LOG_OFF if no line is kept.
     */
    jpki_log_level level;
    /**
     * How many lines between this one and the one taken before were dropped, because
     * JPKI_LOG_KEPT others were waiting.
     */
    uint32_t dropped_count;
    /**
     * Always 0.
     */
    uint32_t reserved;
    /**
     * The line in UTF-8, NUL-terminated, truncated between two characters.
     */
    char message[JPKI_LOG_MESSAGE_SIZE];
} jpki_log_record;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Returns the name of a status constant, such as "JPKI_ERROR_PIN_WRONG", or "JPKI_ERROR_UNKNOWN"
 * for an unknown number. The text is static: do not free it. Any thread; does not touch a card.
 */
JPKI_API const char *JPKI_CALL jpki_status_name(jpki_status status);

/**
 * Returns a sentence about a status for the person at the desk, in UTF-8: what happened, what it
 * means, what to do next, and what was left unchanged.
 *
 * `language`: one of JPKI_LANGUAGE_*; any other number means English. The sentence does not
 * include the number of tries left; use `jpki_error_text` for that. For an unknown status, it says
 * that the status is unknown. The text is static: do not free it. Any thread; does not touch a
 * card.
 */
JPKI_API const char *JPKI_CALL jpki_status_text(
    jpki_status status, jpki_language language);

/**
 * Writes a failure as a sentence for the person at the desk.
 *
 * The text contains that of `jpki_status_text`, the number of tries left and, for the log, the
 * card's status word and the PC/SC code, as in error->message. For a locked PIN it says whether
 * this call's try locked it or it was already locked. It omits what the message has in
 * parentheses: the part of the call that failed or, for JPKI_ERROR_KEY_NOT_LOCKED after a change,
 * which PIN is in force.
 *
 * `failure`: an error stored by a call; its message is not read. `language`: one of
 * JPKI_LANGUAGE_*. `text`: receives NUL-terminated UTF-8, truncated between two characters to
 * `text_size` bytes; JPKI_ERROR_TEXT_SIZE is enough. On failure it is empty. JPKI_ERROR_ARGUMENT
 * if `failure` holds a status, a number of tries or a status word that no call stores.
 *
 * `failure` and `error` may be the same structure: it is read first and then cleared, as after any
 * success, so save the status. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_error_text(
    const struct jpki_error *failure, jpki_language language, char *text,
    size_t text_size, struct jpki_error *error);

/**
 * Returns the library's version, such as "0.1.0". The text is static: do not free it.
 */
JPKI_API const char *JPKI_CALL jpki_version(void);

/**
 * Returns the features that the library was built with: a sum of JPKI_FEATURE_*.
 */
JPKI_API jpki_feature_flags JPKI_CALL jpki_features(void);

/**
 * Overwrites `length` bytes at `data` with zeros, in a way that compilers do not optimise away:
 * for the caller's own copy of a PIN. NULL is ignored.
 */
JPKI_API void JPKI_CALL jpki_secure_wipe(void *data, size_t length);

/**
 * Sends the library's log lines up to `level` to `callback`.
 *
 * `level`: one of JPKI_LOG_*. JPKI_LOG_OFF or a NULL `callback` turns logging off, which is the
 * initial state. `user` is passed to the callback. No line contains a PIN, a name or a serial
 * number, at any level.
 *
 * A callback may call the library, including this function, but not use a card that is in use
 * (JPKI_ERROR_REENTERED); log lines of its own calls are dropped. Another thread may still be in
 * the old callback when this function returns. It replaces `jpki_log_keep`, whose lines are
 * dropped. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_log_set(
    jpki_log_callback callback, void *user, jpki_log_level level,
    struct jpki_error *error);

/**
 * Keeps the library's log lines up to `level` for `jpki_log_next`: for programs that cannot be
 * called back.
 *
 * `level`: one of JPKI_LOG_*. JPKI_LOG_OFF turns logging off, which is the initial state, and drops
 * what is kept. Of more than JPKI_LOG_KEPT lines the oldest are dropped, and counted in the next
 * record. It replaces the callback of `jpki_log_set`. No line contains a PIN, a name or a serial
 * number, at any level. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_log_keep(
    jpki_log_level level, struct jpki_error *error);

/**
 * Takes the oldest log line that `jpki_log_keep` kept, and returns immediately. If there is none,
 * the call succeeds with `record->level` JPKI_LOG_OFF and an empty message; so it does if nothing
 * is kept at all. Lines come in the order in which they were caused. Any thread; does not touch a
 * card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_log_next(
    struct jpki_log_record *record, struct jpki_error *error);

#ifdef __cplusplus
}  // extern "C"
#endif /* __cplusplus */

#endif  /* JPKICARD_LIBRARY_H */
