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
 * Done.
 */
#define JPKI_OK 0

/**
 * The library failed inside. Have the card taken off and put back, which locks its
 * key, free the handle and open anew.
 */
#define JPKI_ERROR_INTERNAL (-1)

/**
 * An argument is not allowed: a null pointer, a length, a number, a struct_size.
 */
#define JPKI_ERROR_ARGUMENT (-2)

/**
 * The handle is null, freed, or of another kind.
 */
#define JPKI_ERROR_HANDLE (-3)

/**
 * The library was built without the feature.
 */
#define JPKI_ERROR_NOT_BUILT (-4)

/**
 * The operating system refused a resource.
 */
#define JPKI_ERROR_SYSTEM (-5)

/**
 * A callback called back into a card that is at work: this one, or one that
 * another thread uses.
 */
#define JPKI_ERROR_REENTERED (-6)

/**
 * The handle was made before a fork, by the parent process.
 */
#define JPKI_ERROR_FORKED (-7)

/**
 * The smart card service is not running.
 */
#define JPKI_ERROR_SERVICE_NOT_RUNNING (-10)

/**
 * The smart card service turns this program away: the account may not use it, or other
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
 * The reader that was asked for is not connected.
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
 * Another program holds the card for itself.
 */
#define JPKI_ERROR_SHARING_VIOLATION (-18)

/**
 * The card left. Final for its handle: wait for a card anew.
 */
#define JPKI_ERROR_CARD_REMOVED (-19)

/**
 * The card was reset, or may be another one with nothing known that tells: no PIN try was
 * spent. Wait for the card again; of a transport of your own, open a new handle.
 */
#define JPKI_ERROR_CARD_RESET (-20)

/**
 * No card came in the time given.
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
 * Another program is at work with the card and did not let go of it in time, or the card or
 * its reader is slow.
 */
#define JPKI_ERROR_CARD_BUSY (-24)

/**
 * The smart card service is there and does not answer.
 */
#define JPKI_ERROR_SERVICE_NOT_RESPONDING (-25)

/**
 * The card reader, its driver or the card did not answer in time.
 */
#define JPKI_ERROR_READER_NOT_RESPONDING (-26)

/**
 * The card's answer is not well formed.
 */
#define JPKI_ERROR_CARD_ANSWER (-30)

/**
 * The card refused the command; see status_word.
 */
#define JPKI_ERROR_CARD_STATUS (-31)

/**
 * The card does not hold what was asked for: many children's cards have no signature
 * certificate, a phone or an old Resident Registry card no card-face application.
 */
#define JPKI_ERROR_NOT_ON_CARD (-32)

/**
 * The certificate is damaged.
 */
#define JPKI_ERROR_CERTIFICATE_MALFORMED (-33)

/**
 * After a reset or a lost answer another card answered than before.
 */
#define JPKI_ERROR_CARD_EXCHANGED (-34)

/**
 * The PIN is not four half-width digits. Nothing was sent to the card.
 */
#define JPKI_ERROR_PIN_FORMAT (-40)

/**
 * The PIN is wrong; one try was spent, or two where the reader's driver repeated it, and
 * tries_left are left. If that is -1 (status_word 0x6300) the card does not say whether a try
 * was spent; so with the others below.
 */
#define JPKI_ERROR_PIN_WRONG (-41)

/**
 * The PIN is locked, or the card was issued without one; the holder has a locked one reset
 * at the municipal office or, knowing the signature password, at some convenience-store
 * kiosks. status_word 0x63C0: this call's PIN was wrong and locked it; 0: it was locked
 * before, and was not sent; so with the others below.
 */
#define JPKI_ERROR_PIN_BLOCKED (-42)

/**
 * One try is left and spending it was not allowed. The PIN was not sent.
 */
#define JPKI_ERROR_PIN_LAST_TRY (-43)

/**
 * How many tries are left is not known (no answer, or "no limit", status_word 0x6300), and
 * spending the last was not allowed. The PIN was not sent: ask the holder, then
 * JPKI_LAST_TRY_ALLOW sends it.
 */
#define JPKI_ERROR_PIN_TRIES_UNKNOWN (-44)

/**
 * The card gives this only after the PIN.
 */
#define JPKI_ERROR_PIN_REQUIRED (-45)

/**
 * The PIN was sent and the answer lost or not understood: a try may have been spent.
 */
#define JPKI_ERROR_PIN_UNCERTAIN (-46)

/**
 * A PIN change was sent and it is not certain that it took effect: the old or the new one is in force.
 */
#define JPKI_ERROR_PIN_CHANGE_UNCERTAIN (-47)

/**
 * Two tries are left and spending one was not allowed (JPKI_LAST_TRY_KEEP_TWO). The PIN was
 * not sent.
 */
#define JPKI_ERROR_PIN_LAST_TWO_TRIES (-48)

/**
 * The card's signature does not match its certificate, and was discarded.
 */
#define JPKI_ERROR_SIGNATURE_INVALID (-50)

/**
 * The certificate's key is of a kind that this version does not know.
 */
#define JPKI_ERROR_KEY_NOT_SUPPORTED (-51)

/**
 * The key could not be locked: have the card taken off the reader now. The next call
 * on the card, or freeing it, tries again first.
 */
#define JPKI_ERROR_KEY_NOT_LOCKED (-52)

/**
 * The signature password is not 6 to 16 letters and digits, or a new one does not mix both.
 * Nothing was sent to the card.
 */
#define JPKI_ERROR_PASSWORD_FORMAT (-60)

/**
 * The signature password is wrong; one try was spent, or two where the reader's driver repeated it, and tries_left are left.
 */
#define JPKI_ERROR_PASSWORD_WRONG (-61)

/**
 * The signature password is locked; the four-digit PIN is not affected.
 */
#define JPKI_ERROR_PASSWORD_BLOCKED (-62)

/**
 * The input-support PIN is wrong; one try was spent, or two where the reader's driver repeated it, and tries_left are left.
 */
#define JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG (-65)

/**
 * The input-support PIN is locked; the other PINs are not affected.
 */
#define JPKI_ERROR_INPUT_SUPPORT_PIN_BLOCKED (-66)

/**
 * Birth date, expiry year or security code cannot be right. Nothing was sent to the card.
 */
#define JPKI_ERROR_CHECK_NUMBER_FORMAT (-70)

/**
 * The check number, or birth date, is not this card's; one try was spent, or two where the reader's driver repeated it, and tries_left are left.
 */
#define JPKI_ERROR_CHECK_NUMBER_WRONG (-71)

/**
 * The check number, or birth date, is locked; the PINs are not affected.
 */
#define JPKI_ERROR_CHECK_NUMBER_BLOCKED (-72)

/**
 * The six digits of the birth date are the card's, of another year: no try was spent.
 */
#define JPKI_ERROR_BIRTH_DATE_DIFFERS (-73)

/**
 * The certificate has expired: the holder renews it at the municipal office.
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
 * A record that was read from the card cannot be understood.
 */
#define JPKI_ERROR_RECORD_MALFORMED (-84)

/**
 * The record's signature, or its issuer's certificate, is not good: do not rely on it.
 */
#define JPKI_ERROR_RECORD_NOT_AUTHENTIC (-85)

/**
 * The card's own key did not sign the challenge: it may be a copy.
 */
#define JPKI_ERROR_CARD_NOT_GENUINE (-86)

/**
 * The photo or another picture of the card cannot be decoded.
 */
#define JPKI_ERROR_IMAGE_MALFORMED (-87)

/**
 * The revocation data given do not tell whether the certificate is revoked.
 */
#define JPKI_ERROR_REVOCATION_UNKNOWN (-88)

/**
 * The bytes of jpki_error.message, its NUL included.
 */
#define JPKI_ERROR_MESSAGE_SIZE 512

/**
 * For texts that a person at the desk reads: English.
 */
#define JPKI_LANGUAGE_ENGLISH 0x4A000101

/**
 * For texts that a person at the desk reads: Japanese.
 */
#define JPKI_LANGUAGE_JAPANESE 0x4A000102

/**
 * The bytes that are enough for every text of `jpki_error_text`, its NUL included.
 */
#define JPKI_ERROR_TEXT_SIZE 1024

/**
 * The library talks to readers through PC/SC.
 */
#define JPKI_FEATURE_PCSC 1

/**
 * The library checks each signature before it is handed out, and can check the records
 * of the card.
 */
#define JPKI_FEATURE_VERIFY 2

/**
 * The library has the embedded virtual card: a build for tests.
 */
#define JPKI_FEATURE_VIRTUAL_CARD 4

/**
 * The library checks certificates and signatures for a relying party.
 */
#define JPKI_FEATURE_TRUST 8

/**
 * The library makes pictures of what the card holds.
 */
#define JPKI_FEATURE_PICTURE 16

/**
 * The library can read the 12-digit individual number (kojin bango): few may by law, and
 * an authentication of patients is not among them.
 */
#define JPKI_FEATURE_INDIVIDUAL_NUMBER 32

/**
 * Log: nothing. The state at the start.
 */
#define JPKI_LOG_OFF 0x4A000201

/**
 * Log: what failed on a way that returns no status.
 */
#define JPKI_LOG_ERROR 0x4A000202

/**
 * Log: what deserves a look.
 */
#define JPKI_LOG_WARNING 0x4A000203

/**
 * Log: what happened.
 */
#define JPKI_LOG_INFO 0x4A000204

/**
 * Log: how it happened.
 */
#define JPKI_LOG_DEBUG 0x4A000205

/**
 * Log: each exchange with a card, by header, lengths and status word.
 */
#define JPKI_LOG_TRACE 0x4A000206

/**
 * What every fallible function returns: `JPKI_OK` or one of the negative
 * `JPKI_ERROR_*`. A number is never reused or renumbered; treat one that you
 * do not know as a failure.
 */
typedef int32_t jpki_status;

/**
 * One of JPKI_LANGUAGE_*.
 */
typedef int32_t jpki_language;

/**
 * What is known of a failure. The caller owns it, sets `struct_size` to
 * `sizeof(jpki_error)` and may reuse it; there is nothing to free. It never
 * holds a PIN, a name or a serial number, so it may be logged whole.
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
     * How many PIN tries are left; -1 when the card did not say.
     */
    int32_t tries_left;
    /**
     * The card's status word, such as 0x6982; 0 when none is behind this.
     */
    uint32_t status_word;
    /**
     * The PC/SC return code; 0 when none is behind this.
     */
    uint32_t pcsc_code;
    /**
     * One English sentence in UTF-8, ended by NUL: what happened, what it means
     * for the person at the desk, and what was left untouched.
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
 * Gets a log line: its level, JPKI_LOG_*, and its text in UTF-8, which is the
 * library's and valid during the call. It is called in the thread that causes
 * the line, in several at a time, and must not unwind or jump out of the call.
 */
typedef void (JPKI_CALL *jpki_log_callback)(
    void *user, jpki_log_level level, const char *message);

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * The constant's name of a status, such as "JPKI_ERROR_PIN_WRONG"; for a number
 * that is none, "JPKI_ERROR_UNKNOWN". The text is static: do not free it. Any
 * thread; does not touch a card.
 */
JPKI_API const char *JPKI_CALL jpki_status_name(jpki_status status);

/**
 * A sentence on a status for the person at the desk, in UTF-8 and one of
 * JPKI_LANGUAGE_* (English for any other number): what happened, what it means and
 * what to do next, and what was left untouched. It does not hold how many tries are
 * left: `jpki_error_text` makes a sentence that does. For a number that is no status, one
 * that says so. The text is static: do not free it. Any thread; does not touch a card.
 */
const char *jpki_status_text(jpki_status status, jpki_language language);

/**
 * Writes a failure as a sentence for the person at the desk, in one of JPKI_LANGUAGE_*:
 * what `jpki_status_text` says, how many tries are left, and for the log the card's status
 * word and the PC/SC code, as in error->message; of a locked PIN, whether this call's try
 * locked it or it was locked before. Not what the message has in round brackets: which part
 * of the call it met or, after a change and JPKI_ERROR_KEY_NOT_LOCKED, which PIN is in
 * force.
 *
 * `failure`: what a call stored; its message is not read. `text` gets UTF-8 and a NUL, cut
 * to `text_size` bytes between two characters: JPKI_ERROR_TEXT_SIZE is enough. On failure
 * it is the empty text. JPKI_ERROR_ARGUMENT for a failure that no call stores: a status, a
 * number of tries or a status word that is none.
 *
 * `failure` and `error` may be the same: it is read first, and then cleared as after any
 * success, so keep the status. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_error_text(
    const struct jpki_error *failure, jpki_language language, char *text,
    size_t text_size, struct jpki_error *error);

/**
 * The library's version, such as "0.1.0". The text is static.
 */
JPKI_API const char *JPKI_CALL jpki_version(void);

/**
 * What the library was built with: a sum of JPKI_FEATURE_*.
 */
JPKI_API jpki_feature_flags JPKI_CALL jpki_features(void);

/**
 * Overwrites `length` bytes at `data` with zeros, in a way that a compiler does
 * not leave out: for the caller's own copy of a PIN. Null is left alone.
 */
JPKI_API void JPKI_CALL jpki_secure_wipe(void *data, size_t length);

/**
 * Sends the library's log lines up to `level` (JPKI_LOG_*) to `callback`; null or
 * JPKI_LOG_OFF ends it. Off at the start. No line holds a PIN, a name or a serial
 * number, at any level.
 *
 * A callback may call the library, this function too, but not a card that is at
 * work (JPKI_ERROR_REENTERED); what its own calls would log is left out. Another thread may still be in the old callback
 * when this returns. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_log_set(
    jpki_log_callback callback, void *user, jpki_log_level level,
    struct jpki_error *error);

#ifdef __cplusplus
}  // extern "C"
#endif /* __cplusplus */

#endif  /* JPKICARD_LIBRARY_H */
