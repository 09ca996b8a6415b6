/*
 * Readers, waiting for a card, PINs, authentication and signatures.
 * Generated from src/capi: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */

#ifndef JPKICARD_CARD_H
#define JPKICARD_CARD_H

#include <stddef.h>
#include <stdint.h>
#include "jpkicard/library.h"
#include "jpkicard/certificate.h"

/**
 * In `jpki_card_wait`: `reader` is a part of the name, in UTF-8; ASCII letters match in either
 * case.
 */
#define JPKI_WAIT_NAME_PART 0x10000000

/**
 * In `jpki_card_wait`: return JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD as soon as a card of another
 * kind is present and no reader holds the right one.
 */
#define JPKI_WAIT_REPORT_OTHER_CARD 0x20000000

/**
 * In `jpki_card_wait`: also wait for a service that is not running when the wait begins, as on
 * Windows while no reader is connected.
 */
#define JPKI_WAIT_FOR_SERVICE 0x40000000

/**
 * In `jpki_card_wait`, `jpki_monitor_next` and `jpki_context_set_timeout`: no timeout.
 */
#define JPKI_WAIT_FOREVER (-1)

/**
 * No card is in the reader.
 */
#define JPKI_PRESENCE_EMPTY 0x4A000301

/**
 * The reader holds a card that no program uses.
 */
#define JPKI_PRESENCE_PRESENT 0x4A000302

/**
 * The reader holds a card that a program uses in shared mode.
 */
#define JPKI_PRESENCE_IN_USE 0x4A000303

/**
 * The reader holds a card that a program uses exclusively.
 */
#define JPKI_PRESENCE_EXCLUSIVE 0x4A000304

/**
 * The reader holds a card that does not respond.
 */
#define JPKI_PRESENCE_UNRESPONSIVE 0x4A000305

/**
 * The reader itself does not respond.
 */
#define JPKI_PRESENCE_UNAVAILABLE 0x4A000306

/**
 * The maximum time that a call waits for another program's transaction with the card, or for a
 * service that does not respond, before it returns JPKI_ERROR_CARD_BUSY or
 * JPKI_ERROR_SERVICE_NOT_RESPONDING. Default: 10,000 ms; less than 1,000 counts as 1,000. Applies
 * to cards that are waited for or connected to after it is set.
 */
#define JPKI_TIMEOUT_TRANSACTION 0x4A001B01

/**
 * The maximum time that a call waits for the reader's answer to one command before it gives up on
 * the card and returns JPKI_ERROR_READER_NOT_RESPONDING (JPKI_ERROR_KEY_NOT_LOCKED if a PIN was
 * sent). Default: 60,000 ms; less than 1,000 counts as 1,000. A card may ask for more time, so
 * leave it long. Applies to cards that are waited for or connected to after it is set.
 */
#define JPKI_TIMEOUT_EXCHANGE 0x4A001B02

/**
 * The maximum time that a wait tolerates a service that stops or does not respond, each time,
 * before it returns JPKI_ERROR_SERVICE_*. Default: JPKI_WAIT_FOREVER, as long as the wait itself,
 * so that a wait without a timeout never ends because of it. 0 ends the wait as soon as the
 * service stops. Applies to waits that begin after it is set.
 */
#define JPKI_TIMEOUT_SERVICE_ABSENCE 0x4A001B03

/**
 * In `jpki_monitor_new`: identify each inserted card before it is reported. The card is powered on
 * and queried in one transaction, once per insertion; no PIN try is spent.
 */
#define JPKI_MONITOR_IDENTIFY 0x08000000

/**
 * No event: the value after a call that fails.
 */
#define JPKI_EVENT_NONE 0x4A000401

/**
 * A reader is connected: it was when the monitor began, or has been plugged in.
 */
#define JPKI_EVENT_READER_ARRIVED 0x4A000402

/**
 * A reader is no longer connected. The removal of its card was reported before.
 */
#define JPKI_EVENT_READER_LEFT 0x4A000403

/**
 * A card is in a reader.
 */
#define JPKI_EVENT_CARD_INSERTED 0x4A000404

/**
 * The card is no longer in the reader, or the reader can no longer report on it.
 */
#define JPKI_EVENT_CARD_REMOVED 0x4A000405

/**
 * The smart card service cannot be used; `reason` says why. Its cards were reported as removed and
 * its readers as left before. The monitor continues.
 */
#define JPKI_EVENT_SERVICE_STOPPED 0x4A000406

/**
 * The service can be used again. Events for its readers and cards follow.
 */
#define JPKI_EVENT_SERVICE_STARTED 0x4A000407

/**
 * The card was not queried.
 */
#define JPKI_CARD_NOT_ASKED 0x4A000501

/**
 * The card has the JPKI application: it is an Individual Number Card or one of its counterparts;
 * `token_kind` says which.
 */
#define JPKI_CARD_TOKEN 0x4A000502

/**
 * The card is of another kind.
 */
#define JPKI_CARD_OTHER 0x4A000503

/**
 * The card could not be queried; `reason` says why: JPKI_ERROR_CARD_UNRESPONSIVE,
 * SHARING_VIOLATION, CARD_BUSY, CARD_REMOVED or another failure.
 */
#define JPKI_CARD_NOT_IDENTIFIED 0x4A000504

/**
 * The size of jpki_event.reader in bytes, including its NUL; PC/SC names have up to 128. A longer
 * one is cut off after a whole character.
 */
#define JPKI_EVENT_READER_SIZE 256

/**
 * A token with an unknown label.
 */
#define JPKI_TOKEN_UNKNOWN 0x4A000601

/**
 * The Individual Number Card (My Number Card).
 */
#define JPKI_TOKEN_MY_NUMBER_CARD 0x4A000602

/**
 * The older Basic Resident Registration Card.
 */
#define JPKI_TOKEN_RESIDENT_REGISTRY_CARD 0x4A000603

/**
 * Certificates on an Android phone.
 */
#define JPKI_TOKEN_ANDROID 0x4A000604

/**
 * Certificates on an iPhone.
 */
#define JPKI_TOKEN_IPHONE 0x4A000605

/**
 * The card does not report how many tries are left.
 */
#define JPKI_TRIES_NOT_REPORTED 0x4A000701

/**
 * The card reports the number of tries left.
 */
#define JPKI_TRIES_LEFT 0x4A000702

/**
 * The PIN, password or number is locked. The holder can have it reset at the municipal office; the
 * PIN and the signature password also at some convenience-store kiosks, with the other one of the
 * two.
 */
#define JPKI_TRIES_BLOCKED 0x4A000703

/**
 * The card reports that wrong tries are unlimited (6300). No card is known for which this is true:
 * a call that sends the PIN treats it as JPKI_TRIES_NOT_REPORTED.
 */
#define JPKI_TRIES_NO_LIMIT 0x4A000704

/**
 * The PIN of the user-authentication key (riyosha shomei): three tries.
 */
#define JPKI_CREDENTIAL_PIN 0x4A001501

/**
 * The password of the signature key (shomei): five tries.
 */
#define JPKI_CREDENTIAL_SIGNATURE_PASSWORD 0x4A001502

/**
 * The PIN of the input-support application (kenmen jiko nyuryoku hojo): three tries.
 */
#define JPKI_CREDENTIAL_INPUT_SUPPORT_PIN 0x4A001503

/**
 * The check number B in the card-surface application (kenmen jiko kakunin), sent by
 * `jpki_card_face`: ten tries.
 */
#define JPKI_CREDENTIAL_CHECK_NUMBER_SURFACE 0x4A001504

/**
 * The check number B in the input-support application, sent by
 * `jpki_card_attributes_by_check_number`: ten tries of its own.
 */
#define JPKI_CREDENTIAL_CHECK_NUMBER_INPUT_SUPPORT 0x4A001505

/**
 * The birth date, sent by `jpki_card_compare_birth_date`: ten tries.
 */
#define JPKI_CREDENTIAL_BIRTH_DATE 0x4A001506

/**
 * The user-authentication certificate (riyosha shomei).
 */
#define JPKI_CERTIFICATE_AUTHENTICATION 0x4A001601

/**
 * The certificate of the authority that issued it.
 */
#define JPKI_CERTIFICATE_AUTHENTICATION_CA 0x4A001602

/**
 * The signature certificate (shomei), with the holder's name, address, birth date and sex.
 */
#define JPKI_CERTIFICATE_SIGNATURE 0x4A001603

/**
 * The certificate of the authority that issued it.
 */
#define JPKI_CERTIFICATE_SIGNATURE_CA 0x4A001604

/**
 * A virtual My Number Card.
 */
#define JPKI_VIRTUAL_MY_NUMBER_CARD 0x4A000801

/**
 * A virtual Resident Registry Card.
 */
#define JPKI_VIRTUAL_RESIDENT_REGISTRY_CARD 0x4A000802

/**
 * A virtual Android phone.
 */
#define JPKI_VIRTUAL_ANDROID 0x4A000803

/**
 * A virtual iPhone.
 */
#define JPKI_VIRTUAL_IPHONE 0x4A000804

/**
 * A virtual child's card: born on 20200401, no signature certificate. Its check number is made of
 * 20200401, 2030 and "2285".
 */
#define JPKI_VIRTUAL_CHILD_CARD 0x4A000805

/**
 * A virtual card that was not renewed: card and certificates expired on 20250331. Its check number
 * is made of 19800217, 2025 and "2285".
 */
#define JPKI_VIRTUAL_EXPIRED 0x4A000806

/**
 * A virtual card without PINs (kao ninsho My Number Card): its PIN and input-support PIN are
 * locked from the start, and it has no signature certificate.
 */
#define JPKI_VIRTUAL_WITHOUT_PINS 0x4A000807

/**
 * A virtual card with certificates issued with the authority's first key.
 */
#define JPKI_VIRTUAL_CA_GENERATION_1 0x4A000808

/**
 * A virtual card with certificates issued with the authority's second key; the other kinds use the
 * third.
 */
#define JPKI_VIRTUAL_CA_GENERATION_2 0x4A000809

/**
 * SHA-256, the default.
 */
#define JPKI_DIGEST_SHA256 0x4A000A01

/**
 * SHA-384; only with JPKI_SCHEME_DIGEST_INFO.
 */
#define JPKI_DIGEST_SHA384 0x4A000A02

/**
 * SHA-512; only with JPKI_SCHEME_DIGEST_INFO.
 */
#define JPKI_DIGEST_SHA512 0x4A000A03

/**
 * PKCS #1 v1.5 over a DigestInfo built by the library: the default.
 */
#define JPKI_SCHEME_DIGEST_INFO 0x4A000B01

/**
 * The card hashes the data (1 to 255 bytes) with SHA-256 and pads the bare digest.
 */
#define JPKI_SCHEME_BARE_DIGEST_OF_DATA 0x4A000B02

/**
 * The card receives the SHA-256 digest and wraps it in a DigestInfo.
 */
#define JPKI_SCHEME_SHA256_DIGEST 0x4A000B03

/**
 * The card hashes the data (1 to 255 bytes) with SHA-256 and wraps the digest in a DigestInfo.
 */
#define JPKI_SCHEME_SHA256_DATA 0x4A000B04

/**
 * PSS over a SHA-256 digest, which the card receives.
 */
#define JPKI_SCHEME_PSS_DIGEST 0x4A000B05

/**
 * The card hashes the data (1 to 255 bytes) with SHA-256 and signs with PSS.
 */
#define JPKI_SCHEME_PSS_DATA 0x4A000B06

/**
 * The input is data, to be hashed here or on the card: the default.
 */
#define JPKI_INPUT_DATA 0x4A000C01

/**
 * The input is a digest computed by the caller.
 */
#define JPKI_INPUT_DIGEST 0x4A000C02

/**
 * The PIN is not sent if one try is left or the card does not report the number: the default.
 */
#define JPKI_LAST_TRY_KEEP 0x4A000D01

/**
 * The PIN may be sent even if one try is left: a wrong PIN then locks it.
 */
#define JPKI_LAST_TRY_ALLOW 0x4A000D02

/**
 * Like JPKI_LAST_TRY_KEEP, and the PIN is not sent if two tries are left either: a reader's driver
 * may repeat a try by itself (libccid does after three damaged blocks in a row), so that one call
 * can spend two.
 */
#define JPKI_LAST_TRY_KEEP_TWO 0x4A000D03

/**
 * Cancels the waits that it is passed to, both those in progress and those that begin later: for a
 * Cancel button or a closing window, where the cancel may come just before the wait. Created by
 * `jpki_cancellation_new`, freed by `jpki_cancellation_free`. Any number of waits may share one,
 * on any threads; it does not belong to a context. It cannot be reset: create one for each
 * operation that a person may cancel.
 */
typedef struct jpki_cancellation jpki_cancellation;

/**
 * A card on a reader. Created by `jpki_card_wait`, `jpki_card_connect`, `jpki_card_open_virtual`
 * and `jpki_card_open_transport`, freed by `jpki_card_free`.
 *
 * Any thread may use it; calls on one card run one after the other. The handle refers to this card
 * until it is removed: then every call returns JPKI_ERROR_CARD_REMOVED, and a card put back needs
 * a new wait. A card that is exchanged too quickly for a removal to be noticed is reported as
 * JPKI_ERROR_CARD_EXCHANGED, or as JPKI_ERROR_CARD_RESET if nothing read before distinguishes the
 * two, and no PIN, password or number is sent to it.
 */
typedef struct jpki_card jpki_card;

/**
 * The readers of this computer. Created by `jpki_context_new`, freed by `jpki_context_free`. Any
 * thread may use it, several at a time. Cards obtained from it do not depend on it.
 *
 * After `fork` every handle belongs to the parent. In the child, each call with one immediately
 * returns JPKI_ERROR_FORKED (or its result for an invalid handle), sends nothing and does not
 * disturb the parent; freeing one does nothing. A child may create a context of its own.
 */
typedef struct jpki_context jpki_context;

/**
 * Reports readers and cards that arrive and leave. Created by `jpki_monitor_new`, freed by
 * `jpki_monitor_free`. Any thread may use it, several at a time: each event goes to one of them.
 */
typedef struct jpki_monitor jpki_monitor;

/**
 * A list of reader names. Created by `jpki_context_readers`, freed by `jpki_readers_free`.
 */
typedef struct jpki_readers jpki_readers;

/**
 * One of JPKI_TIMEOUT_*.
 */
typedef int32_t jpki_timeout;

/**
 * One of JPKI_PRESENCE_*.
 */
typedef int32_t jpki_presence;

/**
 * Any of JPKI_WAIT_*, or 0 for none.
 */
typedef uint32_t jpki_wait_flags;

/**
 * Any of JPKI_MONITOR_*, or 0 for none.
 */
typedef uint32_t jpki_monitor_flags;

/**
 * One of JPKI_EVENT_*.
 */
typedef int32_t jpki_event_kind;

/**
 * One of JPKI_CARD_*.
 */
typedef int32_t jpki_card_kind;

/**
 * One of JPKI_TOKEN_*.
 */
typedef int32_t jpki_token_kind;

/**
 * One event at the readers. The caller owns it, sets `struct_size` to `sizeof(jpki_event)` and may
 * reuse it; there is nothing to free.
 */
typedef struct jpki_event {
    /**
     * Set by the caller: sizeof(jpki_event).
     */
    uint32_t struct_size;
    /**
     * One of JPKI_EVENT_*; treat an unknown one as no event.
     */
    jpki_event_kind event;
    /**
     * With JPKI_EVENT_CARD_INSERTED: one of JPKI_CARD_*.
     */
    jpki_card_kind card_kind;
    /**
     * With JPKI_CARD_TOKEN: one of JPKI_TOKEN_*.
     */
    jpki_token_kind token_kind;
    /**
     * With JPKI_EVENT_SERVICE_STOPPED and JPKI_CARD_NOT_IDENTIFIED: why, one of JPKI_ERROR_*;
     * otherwise JPKI_OK.
     */
    jpki_status reason;
    /**
     * The PC/SC return code behind `reason`; 0 if there is none.
     */
    uint32_t pcsc_code;
    /**
     * Always 0.
     */
    uint32_t reserved;
    /**
     * The reader's name, in UTF-8, NUL-terminated; empty with JPKI_EVENT_SERVICE_*.
     */
    char reader[JPKI_EVENT_READER_SIZE];
} jpki_event;

/**
 * A connection to a card supplied by the caller: a reader without PC/SC, a card at the other end
 * of a network, a test. The structure is copied when it is passed.
 *
 * Each function receives `user`, is called in the thread that uses the card, one at a time, and
 * returns JPKI_OK or a JPKI_ERROR_*: JPKI_ERROR_CARD_REMOVED if the card was removed,
 * JPKI_ERROR_CARD_RESET if it lost its state. These are also passed on unchanged: ..._SERVICE_*,
 * ..._NO_READER, ..._NO_CARD, ..._CARD_UNRESPONSIVE, ..._SHARING_VIOLATION, ..._CARD_BUSY and
 * ..._READER_NOT_RESPONDING. Any other number becomes JPKI_ERROR_READER_FAILED.
 *
 * None may unwind or jump out of the call: a C++ exception must be caught inside it, or the
 * process ends, possibly with the key unlocked. Do not log the bytes: a command may contain a PIN.
 */
typedef struct jpki_transport {
    /**
     * Set by the caller: sizeof(jpki_transport).
     */
    uint32_t struct_size;
    /**
     * The maximum number of data bytes in one APDU through this connection, at most 65,536. Above
     * 256, files are read with extended APDUs if the card accepts them. 0 if unknown: files are
     * then read in pieces of 256.
     */
    uint32_t max_apdu_data;
    /**
     * Passed to each function.
     */
    void *user;
    /**
     * Sends a command APDU once and stores the answer, including its status word, in `response`,
     * at most `response_size` bytes, and its length in `*response_length`. Required. Writing an
     * answer after the function has returned is harmless until `close`, but the answer is lost or
     * taken for the next one.
     */
    int32_t (JPKI_CALL *transmit)(
        void *user, const uint8_t *command, size_t command_length, uint8_t *response,
        size_t response_size, size_t *response_length);
    /**
     * Prevents other programs from using the card. NULL if there are none.
     */
    int32_t (JPKI_CALL *begin_transaction)(void *user);
    /**
     * Allows other programs to use the card again. NULL if there are none.
     */
    int32_t (JPKI_CALL *end_transaction)(void *user);
    /**
     * Powers the card down, so that it forgets a verified PIN; used when the key cannot be locked
     * otherwise. JPKI_ERROR_CARD_REMOVED counts as success. Required.
     */
    int32_t (JPKI_CALL *power_down)(void *user);
    /**
     * Called once, when the library no longer uses the connection; may be NULL.
     */
    void (JPKI_CALL *close)(void *user);
} jpki_transport;

/**
 * One of JPKI_CREDENTIAL_*.
 */
typedef int32_t jpki_credential;

/**
 * One of JPKI_TRIES_*.
 */
typedef int32_t jpki_tries;

/**
 * One of JPKI_CERTIFICATE_*.
 */
typedef int32_t jpki_certificate_kind;

/**
 * One of JPKI_VIRTUAL_*.
 */
typedef int32_t jpki_virtual_kind;

/**
 * One of JPKI_DIGEST_*.
 */
typedef int32_t jpki_digest;

/**
 * One of JPKI_SCHEME_*.
 */
typedef int32_t jpki_scheme;

/**
 * One of JPKI_INPUT_*.
 */
typedef int32_t jpki_input;

/**
 * One of JPKI_LAST_TRY_*.
 */
typedef int32_t jpki_last_try;

/**
 * How to sign. All zero except struct_size means the defaults, as does a NULL pointer.
 */
typedef struct jpki_sign_options {
    /**
     * Set by the caller: sizeof(jpki_sign_options).
     */
    uint32_t struct_size;
    /**
     * One of JPKI_DIGEST_*.
     */
    jpki_digest digest;
    /**
     * One of JPKI_SCHEME_*.
     */
    jpki_scheme scheme;
    /**
     * One of JPKI_INPUT_*.
     */
    jpki_input input;
    /**
     * One of JPKI_LAST_TRY_*.
     */
    jpki_last_try last_try;
    /**
     * For `jpki_card_authenticate`: 1 always reads the CA certificate from the card, 0 only if the
     * certificate's issuer is neither one of the published CAs (JPKI_FEATURE_TRUST) nor
     * `ca_certificate`.
     */
    int32_t read_ca_certificate;
    /**
     * The certificate of the signing key, used to verify the signature. For `jpki_card_sign`, NULL
     * means the one last read through the same handle; if there is none, it is read again. For
     * `jpki_card_sign_document`, NULL means that it is read. For `jpki_card_authenticate`, one
     * known from an earlier visit: the card's certificate is compared with it before the PIN is
     * sent; NULL means that it is read.
     */
    const jpki_certificate *certificate;
    /**
     * For `jpki_card_authenticate`: the CA certificate that the caller expects to have issued the
     * card's certificate, for example that of a CA newer than this library. May be NULL.
     */
    const jpki_certificate *ca_certificate;
} jpki_sign_options;

/**
 * The result of `jpki_card_authenticate`. The caller frees the three objects.
 */
typedef struct jpki_authentication {
    /**
     * Set by the caller: sizeof(jpki_authentication).
     */
    uint32_t struct_size;
    /**
     * One of JPKI_TOKEN_*.
     */
    jpki_token_kind token_kind;
    /**
     * What the card reported before the PIN was sent: one of JPKI_TRIES_*.
     */
    jpki_tries pin_status;
    /**
     * The number of tries left at that time; -1 if the card did not report it.
     */
    int32_t tries_left;
    /**
     * The user-authentication certificate.
     */
    jpki_certificate *certificate;
    /**
     * The certificate of its CA, as stored on the card; not a trust anchor. NULL if it was not
     * read: see `jpki_sign_options`.
     */
    jpki_certificate *ca_certificate;
    /**
     * The signature.
     */
    jpki_signature *signature;
} jpki_authentication;

#ifdef __cplusplus
extern "C" {
#endif /* __cplusplus */

/**
 * Creates a cancellation, not yet cancelled. On success the caller must free `*cancellation`; on
 * failure it is NULL. JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PCSC.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_cancellation_new(
    struct jpki_cancellation **cancellation, jpki_error *error);

/**
 * Cancels every wait that the cancellation is passed to, now and later: they return
 * JPKI_ERROR_CANCELLED. Returns once those in progress have been woken; a second call does
 * nothing. Any thread, at any time. Does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_cancellation_cancel(
    struct jpki_cancellation *cancellation, jpki_error *error);

/**
 * Frees a cancellation. A wait that uses it continues, and can no longer be cancelled through it.
 * NULL or an already freed cancellation is ignored.
 */
JPKI_API void JPKI_CALL jpki_cancellation_free(struct jpki_cancellation *cancellation);

/**
 * Creates a context. It does not connect yet, so if the service is not running, only the calls
 * that need it fail. On success the caller must free `*context`; on failure it is NULL.
 * JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PCSC. Any thread; does not touch a
 * card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_context_new(
    struct jpki_context **context, jpki_error *error);

/**
 * Frees a context and cancels its waits and monitors, including calls that are just beginning,
 * whatever state the service is in. Returns once every call on the context in another thread has
 * returned; in a callback it does not wait. NULL or an already freed context is ignored.
 */
JPKI_API void JPKI_CALL jpki_context_free(struct jpki_context *context);

/**
 * Sets one of the context's timeouts.
 *
 * `timeout`: one of JPKI_TIMEOUT_*, which describe what they limit. `milliseconds`: 0 to
 * 86,400,000 (24 hours), or JPKI_WAIT_FOREVER for no limit; any other value is
 * JPKI_ERROR_ARGUMENT. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_context_set_timeout(
    struct jpki_context *context, jpki_timeout timeout, int32_t milliseconds,
    jpki_error *error);

/**
 * Lists the readers that are connected now. On success the caller must free `*readers`; on failure
 * it is NULL. If no reader is connected, the list is empty. A service that does not respond is
 * waited for up to JPKI_TIMEOUT_TRANSACTION, then the call returns
 * JPKI_ERROR_SERVICE_NOT_RESPONDING. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_context_readers(
    struct jpki_context *context, struct jpki_readers **readers, jpki_error *error);

/**
 * Frees a list of readers. NULL or an already freed list is ignored.
 */
JPKI_API void JPKI_CALL jpki_readers_free(struct jpki_readers *readers);

/**
 * Returns the number of readers in the list; 0 if the handle is invalid.
 */
JPKI_API size_t JPKI_CALL jpki_readers_count(const struct jpki_readers *readers);

/**
 * Returns a reader's name, in UTF-8, NUL-terminated and valid until the list is freed. `index`
 * counts from 0; NULL past the end. Pass the bytes back unchanged; to display them, see
 * `jpki_card_reader_name`.
 */
JPKI_API const char *JPKI_CALL jpki_readers_name(
    const struct jpki_readers *readers, size_t index);

/**
 * Reports what is in a reader now: `*presence` receives one of JPKI_PRESENCE_*. `reader`: its
 * exact name. A service that does not respond is waited for as in `jpki_context_readers`. Any
 * thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_context_reader_status(
    struct jpki_context *context, const char *reader, jpki_presence *presence,
    jpki_error *error);

/**
 * Waits until an Individual Number Card is on a reader, and connects to it in shared mode.
 *
 * `reader`: the exact name of a reader, or a part of it (JPKI_WAIT_NAME_PART); NULL or empty for
 * any reader. `timeout_milliseconds`: 0 checks once, up to 86,400,000 (24 hours) waits that long,
 * JPKI_WAIT_FOREVER waits without limit; any other value is JPKI_ERROR_ARGUMENT. `flags`: a sum of
 * JPKI_WAIT_*. `cancellation`: also ends the wait, immediately if it is already cancelled; NULL
 * for none. It may be freed while the wait uses it. On success the caller must free `*card`; on
 * failure it is NULL.
 *
 * A card of another kind is queried again while it stays on the reader, after 0.5, 1, 2, 4 and
 * then every 5 s, since a phone's application may appear late. Cards of other kinds, unresponsive
 * cards and cards held exclusively by another program are skipped. On timeout the call returns the
 * most informative of JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD, CARD_UNRESPONSIVE, SHARING_VIOLATION,
 * CARD_BUSY, READER_NOT_RESPONDING, NO_READER, UNKNOWN_READER, NO_CARD (with timeout 0) and
 * TIMED_OUT.
 *
 * Before the timeout it returns JPKI_ERROR_CANCELLED if cancelled, and JPKI_ERROR_SERVICE_* or
 * JPKI_ERROR_PCSC_NOT_INSTALLED if the service is not running or not installed when the wait
 * begins, unless JPKI_WAIT_FOR_SERVICE is set, and JPKI_ERROR_SERVICE_REFUSED if it refuses the
 * card. A service that stops later, fails or does not respond is tolerated for
 * JPKI_TIMEOUT_SERVICE_ABSENCE; then, or on timeout, the call returns one of these. The service has
 * at least one second to respond.
 * With JPKI_WAIT_FOREVER only a card, a cancellation, `jpki_context_cancel`, that limit or a refusal
 * ends the wait. No PIN try is spent. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_wait(
    struct jpki_context *context, const char *reader, int32_t timeout_milliseconds,
    jpki_wait_flags flags, const struct jpki_cancellation *cancellation,
    struct jpki_card **card, jpki_error *error);

/**
 * Connects to the card that is in a reader now, of any kind, in shared mode.
 *
 * `reader`: its exact name, as returned by `jpki_readers_name`. On success the caller must free
 * `*card`; on failure it is NULL. With a card of another kind, the functions that use the card
 * return JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD.
 *
 * Does not wait for a card (use `jpki_card_wait`), but waits for another program's transaction up
 * to JPKI_TIMEOUT_TRANSACTION, then returns JPKI_ERROR_CARD_BUSY. Other errors:
 * JPKI_ERROR_NO_CARD, UNKNOWN_READER, CARD_UNRESPONSIVE, SHARING_VIOLATION, READER_NOT_RESPONDING,
 * READER_FAILED, SERVICE_*, PCSC_NOT_INSTALLED; CANCELLED after `jpki_context_cancel`. Powers the
 * card on if it is off. No PIN try is spent. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_connect(
    struct jpki_context *context, const char *reader, struct jpki_card **card,
    jpki_error *error);

/**
 * Cancels every wait of the context, and every `jpki_monitor_next` of its monitors, that is in
 * progress: they return JPKI_ERROR_CANCELLED. So do blocked calls that list readers, query one or
 * connect to one. Otherwise it does nothing, and waits that begin later are not affected; for
 * those use a `jpki_cancellation`. Intended to be called from another thread. Any thread; does not
 * touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_context_cancel(
    struct jpki_context *context, jpki_error *error);

/**
 * Creates a monitor of readers and their cards. It does not connect yet, so it can be created
 * before the service runs.
 *
 * `reader`: the exact name of the reader to watch, which need not be connected yet; NULL or empty
 * for every reader. `flags`: 0 or JPKI_MONITOR_IDENTIFY. On success the caller must free
 * `*monitor`; on failure it is NULL. The monitor outlives its context, but `jpki_context_free`
 * cancels it permanently. Any thread; does not touch a card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_monitor_new(
    struct jpki_context *context, const char *reader, jpki_monitor_flags flags,
    struct jpki_monitor **monitor, jpki_error *error);

/**
 * Waits for the next event and stores it.
 *
 * `timeout_milliseconds`: 0 checks once, up to 86,400,000 (24 hours) waits that long,
 * JPKI_WAIT_FOREVER waits without limit; any other value is JPKI_ERROR_ARGUMENT. `cancellation`:
 * also ends the call, immediately if it is already cancelled, and the monitor continues; NULL for
 * none. It may be freed while the call uses it. The thread sleeps in the service until something
 * changes.
 *
 * The initial state is reported first: the readers, then their cards. Changes between two calls
 * are reported as the difference between then and now. While the service is unavailable the
 * monitor continues, and looks for it every 250 ms; a service that does not respond before the
 * timeout, or within ten seconds if there is none, counts as stopped. With JPKI_MONITOR_IDENTIFY
 * the call may exceed the timeout by the time that it takes to query a card.
 *
 * JPKI_ERROR_TIMED_OUT; JPKI_ERROR_CANCELLED after `jpki_context_cancel` or through
 * `cancellation`, which loses no event, and permanently once the context or the monitor is freed;
 * JPKI_ERROR_REENTERED in a callback while the monitor is in use. On failure `event->event` is
 * JPKI_EVENT_NONE. No PIN try is spent. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_monitor_next(
    struct jpki_monitor *monitor, int32_t timeout_milliseconds,
    const struct jpki_cancellation *cancellation, struct jpki_event *event,
    jpki_error *error);

/**
 * Frees a monitor. A `jpki_monitor_next` in another thread returns JPKI_ERROR_CANCELLED, and this
 * function returns after it has; in a callback it does not wait. NULL or an already freed monitor
 * is ignored.
 */
JPKI_API void JPKI_CALL jpki_monitor_free(struct jpki_monitor *monitor);

/**
 * Opens a card behind a transport supplied by the caller.
 *
 * `transport` is copied, and nothing is sent yet. On success the caller must free `*card`; on
 * failure it is NULL. `close` is called when the card is freed, or immediately if the call fails
 * after the structure was accepted. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_open_transport(
    const struct jpki_transport *transport, struct jpki_card **card, jpki_error *error);

/**
 * Frees a card's handle and disconnects from the card, leaving it powered and not reset. This ends
 * a transaction begun by `jpki_card_begin_transaction`, and tries once more to lock a key that
 * could not be locked before. NULL or an already freed card is ignored.
 *
 * A call in progress in another thread finishes first, which locks the key, and only then does
 * this function return: do not hold a lock that the call's own callback may take. Calls still
 * waiting for their turn return JPKI_ERROR_HANDLE. In a callback (a log callback or a transport's
 * functions) it does not wait, and the card is released when the call that is using it returns. No
 * effect on PIN tries. Any thread.
 *
 * `exit()`, and returning from `main`, do not wait for threads and may leave the key unlocked:
 * first free the cards, or join the threads that use them.
 */
JPKI_API void JPKI_CALL jpki_card_free(struct jpki_card *card);

/**
 * Returns the name of the card's reader, in UTF-8, NUL-terminated and valid until the card is
 * freed; NULL for a card without a reader. The reader or its driver chose the name: before
 * displaying or logging it, replace control characters, characters that change the direction of
 * text, and bytes that are not UTF-8, which pcsc-lite passes on from a driver or `reader.conf`.
 */
JPKI_API const char *JPKI_CALL jpki_card_reader_name(const struct jpki_card *card);

/**
 * Sets how many bytes are read from files at a time.
 *
 * `length`: 1 to 32,768 bytes, from now on; the default is 256. Some readers fail on answers of
 * 256 bytes: try 128 there. Above 256, extended-length commands are used, and a card face is read
 * in one command instead of a dozen; an application that refuses them is read in pieces of 256.
 * Not every reader supports them: test with the readers in use. Sends nothing. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_set_read_length(
    struct jpki_card *card, size_t length, jpki_error *error);

/**
 * Reads what kind of token this is: a card or a phone.
 *
 * `*kind` receives one of JPKI_TOKEN_*. `label` may be NULL; otherwise it receives the token's
 * label, such as "JPKIAPICCTOKEN2", in UTF-8, truncated to `label_size` bytes including its NUL
 * (33 hold any ASCII label); on failure it is empty. The label is safe to display: each control,
 * invisible or direction-changing character is replaced by U+FFFD. No PIN try is spent. Any
 * thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_token(
    struct jpki_card *card, jpki_token_kind *kind, char *label, size_t label_size,
    jpki_error *error);

/**
 * Asks how many tries a PIN, password or number has left; spends none.
 *
 * `credential`: one of JPKI_CREDENTIAL_*. `*state` receives one of JPKI_TRIES_*, `*left` the
 * number of tries: 0 when locked, -1 when the card does not report it.
 *
 * JPKI_ERROR_NOT_ON_CARD if the token does not have the credential: a phone has only the PIN and
 * perhaps the signature password, and many children's cards have no signature certificate. This is
 * a normal answer, not a fault. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_tries(
    struct jpki_card *card, jpki_credential credential, jpki_tries *state, int32_t *left,
    jpki_error *error);

/**
 * Asks whether the token has a certificate.
 *
 * `kind`: JPKI_CERTIFICATE_AUTHENTICATION or JPKI_CERTIFICATE_SIGNATURE. The CA certificates are
 * JPKI_ERROR_ARGUMENT, since the token does not report them. `*present` receives 1 or 0, and 0 on
 * failure. Many children's cards have no signature certificate; this is not a fault. No PIN try is
 * spent. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_has_certificate(
    struct jpki_card *card, jpki_certificate_kind kind, int32_t *present,
    jpki_error *error);

/**
 * Reads a certificate that needs no password.
 *
 * `kind`: one of
 *
 * - JPKI_CERTIFICATE_AUTHENTICATION: readable without the PIN on a card. An Android phone requires
 *   the PIN: the call returns JPKI_ERROR_PIN_REQUIRED; use `jpki_card_authenticate`;
 * - JPKI_CERTIFICATE_AUTHENTICATION_CA, JPKI_CERTIFICATE_SIGNATURE_CA: as stored on the card; not
 *   a trust anchor.
 *
 * JPKI_CERTIFICATE_SIGNATURE is JPKI_ERROR_ARGUMENT, since the card requires the password: use
 * `jpki_card_signature_certificate`, which sends it. On success the caller must free
 * `*certificate`; on failure it is NULL. No PIN try is spent. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_certificate(
    struct jpki_card *card, jpki_certificate_kind kind, jpki_certificate **certificate,
    jpki_error *error);

/**
 * Begins a transaction that lasts until `jpki_card_end_transaction`.
 *
 * All calls on the card between the two run in one PC/SC transaction, so that no other program can
 * access the card between them. Each call still locks the key at its end, and sends no more PINs
 * than it would outside a transaction.
 *
 * Meanwhile **no other program can use the card**: keep the transaction short, and never open
 * while a person types. Windows resets a card whose transaction has been idle for five seconds.
 * Calls of other threads on this card are part of the transaction. Waits for another program's
 * transaction up to JPKI_TIMEOUT_TRANSACTION, then returns JPKI_ERROR_CARD_BUSY. On failure no
 * transaction has begun.
 *
 * JPKI_ERROR_ARGUMENT if one has already begun. Freeing the card ends it. No PIN try is spent. Any
 * thread; another thread may end the transaction.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_begin_transaction(
    struct jpki_card *card, jpki_error *error);

/**
 * Ends the transaction begun by `jpki_card_begin_transaction`: other programs can use the card
 * again. It has ended whatever this function returns.
 *
 * JPKI_ERROR_ARGUMENT if none has begun. JPKI_ERROR_CARD_RESET if it was interrupted: an exchange
 * was lost or the card was reset, and the call at that time repeated what may be repeated, or
 * failed, so that another program may have used the card between calls. JPKI_ERROR_CARD_REMOVED
 * and the like if the card is gone. No PIN try is spent. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_end_transaction(
    struct jpki_card *card, jpki_error *error);

/**
 * Opens a new embedded virtual card, for development and tests.
 *
 * `kind`: one of JPKI_VIRTUAL_*. Unless the kind says otherwise, the PIN and the input-support PIN
 * are 1234, the signature password is ABC123, the check number is made of 19800217, 2035 and
 * "2285", and the certificates are test certificates.
 *
 * JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_VIRTUAL_CARD. On success the caller
 * must free `*card`; on failure it is NULL. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_open_virtual(
    jpki_virtual_kind kind, struct jpki_card **card, jpki_error *error);

/**
 * Opens a new embedded virtual card with settings, and with what is to go wrong at it: for tests
 * of what a program does then.
 *
 * `kind`: as for `jpki_card_open_virtual`. `settings`: in UTF-8, separated by line feeds or
 * semicolons and ended by NUL; NULL or empty for none. Each is one of
 *
 * - `name TEXT`, `address TEXT`: the holder's, as text;
 * - `pin TEXT`, `signature-password TEXT`, `input-support-pin TEXT`, `security-code TEXT`;
 * - `pin-tries N`, `signature-password-tries N`, `input-support-pin-tries N`,
 *   `check-number-tries N`: how many are left;
 * - `hides-tries`, `unlimited-tries`, `no-signature-certificate`; `seed N` for other keys;
 * - `fault FAULT at N`, `fault FAULT every N`: what goes wrong at which command, counted from 1.
 *   The faults are in docs/virtual-card.md: `removed-before`, `lost-after`, `reader-fails` and so
 *   on.
 *
 * JPKI_ERROR_ARGUMENT for any other setting or value, JPKI_ERROR_NOT_BUILT unless the library has
 * JPKI_FEATURE_VIRTUAL_CARD. On success the caller must free `*card`; on failure it is NULL. Any
 * thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_open_virtual_with_settings(
    jpki_virtual_kind kind, const char *settings, struct jpki_card **card,
    jpki_error *error);

/**
 * Verifies the authentication PIN, signs `input` with the user-authentication key and locks the
 * key again, in one PC/SC transaction.
 *
 * `pin`, `pin_length`: four ASCII digits; not stored. `input`, `input_length`: any data, or a
 * digest if the options say so. `options`: may be NULL. On success the caller must free
 * `*signature`; on failure it is NULL.
 *
 * PIN tries: the PIN is sent at most once. A wrong PIN spends one try (JPKI_ERROR_PIN_WRONG,
 * error->tries_left); a correct one restores all. It is not sent if its format is wrong, if it is
 * locked, or if one try is left and the options do not allow spending it. After
 * JPKI_ERROR_PIN_UNCERTAIN a try may have been spent: call `jpki_card_tries` before trying again.
 *
 * The signature is verified with the certificate's key (JPKI_FEATURE_VERIFY). When the call
 * returns the key is locked, also on failure, except for JPKI_ERROR_KEY_NOT_LOCKED and possibly
 * JPKI_ERROR_INTERNAL: in these cases have the card removed from the reader. Calls on one card run
 * one after the other. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_sign(
    struct jpki_card *card, const char *pin, size_t pin_length, const uint8_t *input,
    size_t input_length, const struct jpki_sign_options *options,
    jpki_signature **signature, jpki_error *error);

/**
 * Performs a complete authentication in one PC/SC transaction: reads the kind of token and the
 * authentication certificate, queries the tries, verifies the PIN, signs `input` and locks the key
 * again. This takes 13 exchanges with a card if nothing has to be repeated. The CA certificate is
 * also read, with 6 more exchanges, if `options->read_ca_certificate` is 1 or the issuer is
 * neither one of the published CAs nor `options->ca_certificate`.
 *
 * With `options->certificate`, known from an earlier visit, it takes 7 exchanges: the first 256
 * bytes of the card's certificate are compared with it before the PIN is sent, and
 * `authentication->certificate` is a copy of it. If they differ, the call returns
 * JPKI_ERROR_CARD_EXCHANGED and no try is spent; the card can still be used without that
 * certificate. A phone hides its certificate until the PIN is verified: the call returns
 * JPKI_ERROR_PIN_REQUIRED, and no PIN is sent.
 *
 * Arguments, PIN tries and threads are as for `jpki_card_sign`. The caller sets
 * `authentication->struct_size`; anything else in the structure is overwritten and not freed. On
 * failure the three objects are NULL: use the individual calls to read what is still needed.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_authenticate(
    struct jpki_card *card, const char *pin, size_t pin_length, const uint8_t *input,
    size_t input_length, const struct jpki_sign_options *options,
    struct jpki_authentication *authentication, jpki_error *error);

/**
 * Verifies the signature password, reads the signature certificate and locks the key again, in one
 * PC/SC transaction. The certificate contains the holder's name, address, birth date and sex: do
 * not log it, and store it only with a reason.
 *
 * `password`, `password_length`: 6 to 16 ASCII letters and digits, where lower case counts as
 * upper case; not stored. `last_try`: one of JPKI_LAST_TRY_*. On success the caller must free
 * `*certificate`; on failure it is NULL.
 *
 * Tries: the password is sent at most once, under the rules of `jpki_card_sign`. A wrong one
 * spends one of five tries (JPKI_ERROR_PASSWORD_WRONG, error->tries_left). JPKI_ERROR_NOT_ON_CARD
 * if the token has no signature certificate; then the password was not sent. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_signature_certificate(
    struct jpki_card *card, const char *password, size_t password_length,
    jpki_last_try last_try, jpki_certificate **certificate, jpki_error *error);

/**
 * Verifies the signature password, reads the signature certificate, signs `input` with the
 * signature key and locks it again, in one PC/SC transaction.
 *
 * Arguments are as for `jpki_card_signature_certificate` and `jpki_card_sign`.
 * `options->certificate`: the signature certificate if the caller has it, so that it is not read
 * again. On success the caller must free `*certificate` and `*signature`; on failure both are
 * NULL.
 *
 * Tries: as for `jpki_card_signature_certificate`. The signature is verified with the
 * certificate's key (JPKI_FEATURE_VERIFY). Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_sign_document(
    struct jpki_card *card, const char *password, size_t password_length,
    const uint8_t *input, size_t input_length, const struct jpki_sign_options *options,
    jpki_certificate **certificate, jpki_signature **signature, jpki_error *error);

/**
 * Changes the authentication PIN: verifies the old one, sets the new one, verifies the new one and
 * locks the key again, in one PC/SC transaction.
 *
 * `old_pin`, `new_pin`: four ASCII digits each, of the stated lengths; not stored. `last_try`: one
 * of JPKI_LAST_TRY_*.
 *
 * Tries: the old PIN is sent at most once, under the rules of `jpki_card_sign`; a wrong one spends
 * one try. The new PIN is sent at most twice: to set it and, if the card reports success, to
 * verify it. If the card reported success without making the change, it counts this as a wrong
 * try, which may be the last: JPKI_ERROR_PIN_CHANGE_UNCERTAIN, with tries_left. On every other
 * failure the old PIN stays in force, except for JPKI_ERROR_KEY_NOT_LOCKED and
 * JPKI_ERROR_INTERNAL. After these three either PIN may be in force; the message of KEY_NOT_LOCKED
 * says if it is the new one. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_change_pin(
    struct jpki_card *card, const char *old_pin, size_t old_pin_length,
    const char *new_pin, size_t new_pin_length, jpki_last_try last_try,
    jpki_error *error);

/**
 * Changes the signature password, as `jpki_card_change_pin` changes the PIN.
 *
 * Passwords are as for `jpki_card_signature_certificate`. The new one must mix letters and digits;
 * otherwise the call returns JPKI_ERROR_PASSWORD_FORMAT before anything is sent.
 * JPKI_ERROR_NOT_ON_CARD if the token has no signature certificate; then no password was sent.
 *
 * Tries: as for `jpki_card_change_pin`, out of the password's five. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_change_signature_password(
    struct jpki_card *card, const char *old_password, size_t old_password_length,
    const char *new_password, size_t new_password_length, jpki_last_try last_try,
    jpki_error *error);

#ifdef __cplusplus
}  // extern "C"
#endif /* __cplusplus */

#endif  /* JPKICARD_CARD_H */
