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
 * In `jpki_card_wait`: `reader` is a part of the name, in UTF-8; ASCII letters match in
 * either case. Stay with ASCII where the names are in another code page.
 */
#define JPKI_WAIT_NAME_PART 0x10000000

/**
 * In `jpki_card_wait`: end with JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD as soon as a
 * card of another kind is there and no reader holds the right one.
 */
#define JPKI_WAIT_REPORT_OTHER_CARD 0x20000000

/**
 * In `jpki_card_wait`: wait too for a service that is not there as the wait begins, as on
 * Windows while no reader is connected.
 */
#define JPKI_WAIT_FOR_SERVICE 0x40000000

/**
 * In `jpki_card_wait`, `jpki_monitor_next` and `jpki_context_set_timeout`: no end of the time.
 */
#define JPKI_WAIT_FOREVER (-1)

/**
 * No card is in the reader.
 */
#define JPKI_PRESENCE_EMPTY 0x4A000301

/**
 * A card that no program uses.
 */
#define JPKI_PRESENCE_PRESENT 0x4A000302

/**
 * A card that a program uses and shares.
 */
#define JPKI_PRESENCE_IN_USE 0x4A000303

/**
 * A card that a program keeps for itself.
 */
#define JPKI_PRESENCE_EXCLUSIVE 0x4A000304

/**
 * A card that does not answer.
 */
#define JPKI_PRESENCE_UNRESPONSIVE 0x4A000305

/**
 * The reader itself does not answer.
 */
#define JPKI_PRESENCE_UNAVAILABLE 0x4A000306

/**
 * How long a call waits at most for another program that holds a transaction with the card, or for
 * a service that does not answer, before it returns JPKI_ERROR_CARD_BUSY or
 * JPKI_ERROR_SERVICE_NOT_RESPONDING: 10,000 ms at first; less than 1,000 counts as 1,000. For
 * cards that are waited for or connected to from now on.
 */
#define JPKI_TIMEOUT_TRANSACTION 0x4A001B01

/**
 * How long a call waits at most for the reader's answer to one command, before it gives the card up
 * and returns JPKI_ERROR_READER_NOT_RESPONDING (where a PIN was sent JPKI_ERROR_KEY_NOT_LOCKED):
 * 60,000 ms at first; less than 1,000 counts as 1,000. A card may ask for more time, so leave it
 * long. For cards that are waited for or connected to from now on.
 */
#define JPKI_TIMEOUT_EXCHANGE 0x4A001B02

/**
 * How long a wait puts up with a service that goes away while it waits, or does not answer, at a
 * time, before it returns JPKI_ERROR_SERVICE_*. JPKI_WAIT_FOREVER at first: as long as the wait
 * itself, and a wait without end goes on without end. 0 ends the wait as soon as the service goes.
 * For waits that begin from now on.
 */
#define JPKI_TIMEOUT_SERVICE_ABSENCE 0x4A001B03

/**
 * In `jpki_monitor_new`: ask each card that comes what kind it is, before it is told.
 * It is powered on and asked in one transaction, once in each insertion; no PIN try is spent.
 */
#define JPKI_MONITOR_IDENTIFY 0x08000000

/**
 * No event: what a call that fails leaves.
 */
#define JPKI_EVENT_NONE 0x4A000401

/**
 * A reader is there: it was when the monitor began, or has been plugged in.
 */
#define JPKI_EVENT_READER_ARRIVED 0x4A000402

/**
 * A reader is there no more. Its card was told as removed before.
 */
#define JPKI_EVENT_READER_LEFT 0x4A000403

/**
 * A card is in a reader.
 */
#define JPKI_EVENT_CARD_INSERTED 0x4A000404

/**
 * The card is in the reader no more, or the reader cannot tell any more.
 */
#define JPKI_EVENT_CARD_REMOVED 0x4A000405

/**
 * The smart card service cannot be used, and `reason` says why. Its cards and readers
 * were told as removed and left before. The monitor goes on.
 */
#define JPKI_EVENT_SERVICE_STOPPED 0x4A000406

/**
 * The service can be used again. Its readers and cards follow.
 */
#define JPKI_EVENT_SERVICE_STARTED 0x4A000407

/**
 * The card was not asked what it is.
 */
#define JPKI_CARD_NOT_ASKED 0x4A000501

/**
 * It has the JPKI application: an Individual Number Card or one of its counterparts;
 * `token_kind` says which.
 */
#define JPKI_CARD_TOKEN 0x4A000502

/**
 * A card of another kind.
 */
#define JPKI_CARD_OTHER 0x4A000503

/**
 * It could not be asked, and `reason` says why: JPKI_ERROR_CARD_UNRESPONSIVE,
 * SHARING_VIOLATION, CARD_BUSY, CARD_REMOVED or another failure.
 */
#define JPKI_CARD_NOT_IDENTIFIED 0x4A000504

/**
 * The bytes of jpki_event.reader, its NUL included; PC/SC names have up to 128.
 */
#define JPKI_EVENT_READER_SIZE 256

/**
 * A token whose label is not known.
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
 * The card does not say how many tries are left.
 */
#define JPKI_TRIES_NOT_REPORTED 0x4A000701

/**
 * The number of tries that is told beside it is left.
 */
#define JPKI_TRIES_LEFT 0x4A000702

/**
 * The PIN (or password or check number) is locked; the holder has it reset at the municipal
 * office. PIN and signature password: also at some convenience-store kiosks, knowing
 * the other one.
 */
#define JPKI_TRIES_BLOCKED 0x4A000703

/**
 * The card says that wrong tries have no limit (6300). No card is known of which that is
 * true: a call that sends the PIN takes it for JPKI_TRIES_NOT_REPORTED.
 */
#define JPKI_TRIES_NO_LIMIT 0x4A000704

/**
 * The PIN of the user-authentication key (riyosha shomei), of three tries.
 */
#define JPKI_CREDENTIAL_PIN 0x4A001501

/**
 * The password of the signature key (shomei), of five tries.
 */
#define JPKI_CREDENTIAL_SIGNATURE_PASSWORD 0x4A001502

/**
 * The PIN of the input-support application (kenmen jiko nyuryoku hojo), of three tries.
 */
#define JPKI_CREDENTIAL_INPUT_SUPPORT_PIN 0x4A001503

/**
 * The check number B in the card-surface application (kenmen jiko kakunin), which
 * `jpki_card_face` sends, of ten tries.
 */
#define JPKI_CREDENTIAL_CHECK_NUMBER_SURFACE 0x4A001504

/**
 * The check number B in the input-support application, which
 * `jpki_card_attributes_by_check_number` sends: it has ten tries of its own.
 */
#define JPKI_CREDENTIAL_CHECK_NUMBER_INPUT_SUPPORT 0x4A001505

/**
 * The birth date, which `jpki_card_compare_birth_date` sends, of ten tries.
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
 * A virtual card that is a child's: born on 20200401, no signature certificate; its check
 * number is of 20200401, 2030 and "2285".
 */
#define JPKI_VIRTUAL_CHILD_CARD 0x4A000805

/**
 * A virtual card that nobody renewed: card and certificates expired on 20250331; its check
 * number is of 19800217, 2025 and "2285".
 */
#define JPKI_VIRTUAL_EXPIRED 0x4A000806

/**
 * A virtual card without PINs (kao ninsho My Number Card): PIN and input-support PIN are
 * locked from the start, and there is no signature certificate.
 */
#define JPKI_VIRTUAL_WITHOUT_PINS 0x4A000807

/**
 * A virtual card whose certificates are of the first of the authority's keys.
 */
#define JPKI_VIRTUAL_CA_GENERATION_1 0x4A000808

/**
 * A virtual card whose certificates are of the second; the other kinds have the third's.
 */
#define JPKI_VIRTUAL_CA_GENERATION_2 0x4A000809

/**
 * SHA-256, the default.
 */
#define JPKI_DIGEST_SHA256 0x4A000A01

/**
 * SHA-384; with JPKI_SCHEME_DIGEST_INFO alone.
 */
#define JPKI_DIGEST_SHA384 0x4A000A02

/**
 * SHA-512; with JPKI_SCHEME_DIGEST_INFO alone.
 */
#define JPKI_DIGEST_SHA512 0x4A000A03

/**
 * PKCS #1 v1.5 over the DigestInfo made by the library: the default.
 */
#define JPKI_SCHEME_DIGEST_INFO 0x4A000B01

/**
 * The card hashes the data (1 to 255 bytes) with SHA-256 and pads the bare digest.
 */
#define JPKI_SCHEME_BARE_DIGEST_OF_DATA 0x4A000B02

/**
 * The card wraps the SHA-256 digest that it is given.
 */
#define JPKI_SCHEME_SHA256_DIGEST 0x4A000B03

/**
 * The card hashes the data (1 to 255 bytes) with SHA-256 and wraps the digest.
 */
#define JPKI_SCHEME_SHA256_DATA 0x4A000B04

/**
 * PSS over the SHA-256 digest that the card is given.
 */
#define JPKI_SCHEME_PSS_DIGEST 0x4A000B05

/**
 * The card hashes the data (1 to 255 bytes) with SHA-256; PSS.
 */
#define JPKI_SCHEME_PSS_DATA 0x4A000B06

/**
 * The input is data, to be hashed here or on the card: the default.
 */
#define JPKI_INPUT_DATA 0x4A000C01

/**
 * The input is a digest that the caller made.
 */
#define JPKI_INPUT_DIGEST 0x4A000C02

/**
 * The PIN is not sent when one try is left or the card does not tell: the default.
 */
#define JPKI_LAST_TRY_KEEP 0x4A000D01

/**
 * The PIN may be sent when one try is left: a wrong one locks it.
 */
#define JPKI_LAST_TRY_ALLOW 0x4A000D02

/**
 * As JPKI_LAST_TRY_KEEP, and the PIN is not sent when two tries are left either: a reader's
 * driver may repeat a try by itself (libccid after three damaged blocks in a row), so that
 * one call can spend two.
 */
#define JPKI_LAST_TRY_KEEP_TWO 0x4A000D03

/**
 * Ends the waits that it is given to, those in progress and those that begin later: for a
 * Cancel button or a window that closes, which may come just before the wait it is meant
 * for. Made by `jpki_cancellation_new`, ended by `jpki_cancellation_free`. Any number of
 * waits may share one, on any threads; it belongs to no context. It cannot be taken back:
 * make one for each thing that a person may cancel.
 */
typedef struct jpki_cancellation jpki_cancellation;

/**
 * A card on a reader. Made by `jpki_card_wait`, `jpki_card_connect`, `jpki_card_open_virtual` and
 * `jpki_card_open_transport`, ended by `jpki_card_free`.
 *
 * Any thread may use it; calls on one card wait for one another. It stands for
 * this card until it is taken off: then every call returns JPKI_ERROR_CARD_REMOVED, and
 * a card put back needs a new wait. One that is exchanged in an instant shows as
 * JPKI_ERROR_CARD_EXCHANGED, or as JPKI_ERROR_CARD_RESET where nothing read before tells
 * one card from another, and no PIN, password or number is sent to it.
 */
typedef struct jpki_card jpki_card;

/**
 * The readers of this computer. Made by `jpki_context_new`, ended by
 * `jpki_context_free`. Any thread may use it, several at a time. Cards that came
 * of it do not depend on it.
 *
 * After `fork` every handle belongs to the parent: in the child each call with one returns
 * JPKI_ERROR_FORKED at once (or what it returns for no object), sends nothing and leaves the
 * parent undisturbed, and freeing it does nothing. A child may make a context of its own.
 */
typedef struct jpki_context jpki_context;

/**
 * Tells what comes and goes at the readers. Made by `jpki_monitor_new`, ended by
 * `jpki_monitor_free`. Any thread may use it, several at a time: each event goes to
 * one of them.
 */
typedef struct jpki_monitor jpki_monitor;

/**
 * Names of readers. Made by `jpki_context_readers`, ended by `jpki_readers_free`.
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
 * One thing that happened at the readers. The caller owns it, sets `struct_size` to
 * `sizeof(jpki_event)` and may reuse it; there is nothing to free.
 */
typedef struct jpki_event {
    /**
     * Set by the caller: sizeof(jpki_event).
     */
    uint32_t struct_size;
    /**
     * One of JPKI_EVENT_*; treat one that you do not know as no event.
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
     * With JPKI_EVENT_SERVICE_STOPPED and JPKI_CARD_NOT_IDENTIFIED: why, one of
     * JPKI_ERROR_*; else JPKI_OK.
     */
    jpki_status reason;
    /**
     * The PC/SC return code behind `reason`; 0 when none is.
     */
    uint32_t pcsc_code;
    /**
     * 0.
     */
    uint32_t reserved;
    /**
     * The reader's name as PC/SC gives it (not always UTF-8), ended by NUL; empty with
     * JPKI_EVENT_SERVICE_*.
     */
    char reader[JPKI_EVENT_READER_SIZE];
} jpki_event;

/**
 * A connection to a card that the caller makes: a reader without PC/SC, a card
 * at the other end of a network, a test. The structure is copied when it is given.
 *
 * Each function gets `user`, is called by the thread that uses the card, by one
 * at a time, and returns JPKI_OK or a JPKI_ERROR_*: JPKI_ERROR_CARD_REMOVED when
 * the card left, JPKI_ERROR_CARD_RESET when it lost its state. Handed on as they are
 * too: ..._SERVICE_*, ..._NO_READER, ..._NO_CARD, ..._CARD_UNRESPONSIVE,
 * ..._SHARING_VIOLATION, ..._CARD_BUSY and ..._READER_NOT_RESPONDING; any other number becomes JPKI_ERROR_READER_FAILED.
 *
 * None may unwind or jump out of the call: a C++ exception must be caught inside, or
 * the process ends with the key perhaps open. Do not log the bytes: a command may
 * hold a PIN.
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
     * Handed to each function.
     */
    void *user;
    /**
     * Sends a command APDU once and stores the answer, status word included, in
     * `response`, at most `response_size` bytes, and its length in
     * `*response_length`. Required. An answer that is stored only after the function
     * returned does no harm before `close`, and is lost or taken for the next one.
     */
    int32_t (JPKI_CALL *transmit)(
        void *user, const uint8_t *command, size_t command_length, uint8_t *response,
        size_t response_size, size_t *response_length);
    /**
     * Keeps other programs from the card. Null if there are none.
     */
    int32_t (JPKI_CALL *begin_transaction)(void *user);
    /**
     * Lets other programs at the card again. Null if there are none.
     */
    int32_t (JPKI_CALL *end_transaction)(void *user);
    /**
     * Takes the card's power away, so that it forgets a verified PIN; used when the
     * key cannot be locked otherwise. JPKI_ERROR_CARD_REMOVED counts as done. Required.
     */
    int32_t (JPKI_CALL *power_down)(void *user);
    /**
     * The library is done with the connection. Called once; may be null.
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
 * How to sign. All zero but struct_size is the default, as is a null pointer.
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
     * The certificate of the signing key, to verify the signature with. For `jpki_card_sign`, null
     * means the one last read through the same handle, or otherwise that it is read again; for
     * `jpki_card_sign_document`, null means that it is read. For `jpki_card_authenticate`, one known
     * from an earlier visit: the card's is compared with it before the PIN is sent; null means
     * that it is read.
     */
    const jpki_certificate *certificate;
    /**
     * For `jpki_card_authenticate`: the CA certificate that the caller expects to have issued the
     * card's certificate, for example that of a CA newer than this library. May be null.
     */
    const jpki_certificate *ca_certificate;
} jpki_sign_options;

/**
 * What `jpki_card_authenticate` gives. The caller frees the three objects.
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
     * What the card said before the PIN was sent: one of JPKI_TRIES_*.
     */
    jpki_tries pin_status;
    /**
     * How many tries were left then; -1 when the card did not say.
     */
    int32_t tries_left;
    /**
     * The user-authentication certificate.
     */
    jpki_certificate *certificate;
    /**
     * The certificate of its CA, as stored on the card; not a trust anchor. Null if it was not
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
 * Makes a cancellation that nobody has cancelled. `*cancellation` is the caller's to free,
 * and null on failure. JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PCSC.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_cancellation_new(
    struct jpki_cancellation **cancellation, jpki_error *error);

/**
 * Ends every wait that the cancellation is given to, now and later: they return
 * JPKI_ERROR_CANCELLED. Returns once those in progress have been woken up; does nothing the
 * second time. Any thread, at any time. Touches no card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_cancellation_cancel(
    struct jpki_cancellation *cancellation, jpki_error *error);

/**
 * Ends a cancellation; a wait that it was given to goes on, and nothing can cancel it
 * through this any more. Null, or one that is already freed, is left alone.
 */
JPKI_API void JPKI_CALL jpki_cancellation_free(struct jpki_cancellation *cancellation);

/**
 * Makes a context. Nothing is connected yet, so a service that is not running is
 * met by the calls that need it. `*context` is the caller's to free, and null on
 * failure. JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PCSC.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_context_new(
    struct jpki_context **context, jpki_error *error);

/**
 * Ends a context and cancels its waits and monitors, also what is just beginning, and
 * whatever the service does. Null, or one that is already freed, is left alone. Returns once
 * every call on the context in another thread has come out; in a callback nothing is waited
 * for.
 */
JPKI_API void JPKI_CALL jpki_context_free(struct jpki_context *context);

/**
 * Sets one of the context's times: `timeout` is one of JPKI_TIMEOUT_*, where what it limits is
 * told. `milliseconds`: at most 86,400,000 (24 hours); JPKI_WAIT_FOREVER has no end; less is
 * JPKI_ERROR_ARGUMENT. Touches no card. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_context_set_timeout(
    struct jpki_context *context, jpki_timeout timeout, int32_t milliseconds,
    jpki_error *error);

/**
 * Lists the readers that are connected now. `*readers` is the caller's to free,
 * and null on failure; without a reader it is an empty list. A service that does not
 * answer is waited for as JPKI_TIMEOUT_TRANSACTION says: then
 * JPKI_ERROR_SERVICE_NOT_RESPONDING. Touches no card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_context_readers(
    struct jpki_context *context, struct jpki_readers **readers, jpki_error *error);

/**
 * Ends a list of readers. Null, or one that is already freed, is left alone.
 */
JPKI_API void JPKI_CALL jpki_readers_free(struct jpki_readers *readers);

/**
 * How many readers are in the list; 0 if the handle is not open.
 */
JPKI_API size_t JPKI_CALL jpki_readers_count(const struct jpki_readers *readers);

/**
 * A reader's name as PC/SC gives it, ended by NUL and valid until the list is freed:
 * UTF-8 on Linux, on Windows the ANSI code page (932 in Japan). Hand the bytes back as
 * they are, and show them as `jpki_card_reader_name` says. `index` counts from 0; null past
 * the end.
 */
const char *jpki_readers_name(const struct jpki_readers *readers,
                              size_t index);

/**
 * What is in a reader now: `*presence` gets one of JPKI_PRESENCE_*. A service that does not
 * answer is waited for as by `jpki_context_readers`. Touches no card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_context_reader_status(
    struct jpki_context *context, const char *reader, jpki_presence *presence,
    jpki_error *error);

/**
 * Waits until an Individual Number Card is on a reader, and connects to it, shared
 * with other programs.
 *
 * `reader`: null or empty for any reader, else its exact name, or a part of it
 * (JPKI_WAIT_NAME_PART). `timeout_milliseconds`: 0 looks once, JPKI_WAIT_FOREVER
 * has no end, less is JPKI_ERROR_ARGUMENT. `flags`: a sum of JPKI_WAIT_*.
 * `cancellation`: ends the wait too, at once if it was cancelled before; null for none, and it may
 * be freed while the wait uses it. `*card` is the caller's to free, and null on failure.
 *
 * A card of another kind is asked again while it lies there, after 0.5, 1, 2, 4 and then
 * every 5 s: a phone's application may appear late. Cards of other kinds, mute ones and ones that another program keeps are passed over, and at the end
 * of the time the reason that says most is returned, of
 * JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD, CARD_UNRESPONSIVE, SHARING_VIOLATION,
 * CARD_BUSY, READER_NOT_RESPONDING, NO_READER, UNKNOWN_READER, NO_CARD (looking once) and TIMED_OUT. At once:
 * JPKI_ERROR_CANCELLED, and JPKI_ERROR_SERVICE_* if the service is not there when the
 * wait begins, unless JPKI_WAIT_FOR_SERVICE is set. One that goes away later, or does not
 * answer, is waited for as JPKI_TIMEOUT_SERVICE_ABSENCE says, and JPKI_ERROR_SERVICE_*
 * comes then or at the end of the time; it gets a second at least to answer. With
 * JPKI_WAIT_FOREVER nothing but a card, a cancellation, `jpki_context_cancel` or a failure of the
 * service itself ends the wait. No PIN try is spent. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_wait(
    struct jpki_context *context, const char *reader, int32_t timeout_milliseconds,
    jpki_wait_flags flags, const struct jpki_cancellation *cancellation,
    struct jpki_card **card, jpki_error *error);

/**
 * Connects to the card that is in a reader now, of whatever kind it is, shared with other
 * programs. `reader`: its exact name, as `jpki_readers_name` gives it. `*card` is the caller's to
 * free, and null on failure; a card of another kind answers the jobs with
 * JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD.
 *
 * Waits for no card (`jpki_card_wait` does), but for another program's transaction as
 * JPKI_TIMEOUT_TRANSACTION says: then JPKI_ERROR_CARD_BUSY. JPKI_ERROR_NO_CARD, UNKNOWN_READER,
 * CARD_UNRESPONSIVE, SHARING_VIOLATION, READER_NOT_RESPONDING, READER_FAILED, SERVICE_*; CANCELLED
 * after `jpki_context_cancel`. Powers the card on if it is off; no PIN try is spent. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_connect(
    struct jpki_context *context, const char *reader, struct jpki_card **card,
    jpki_error *error);

/**
 * Ends every wait of the context, and every `jpki_monitor_next` of its monitors, that
 * is in progress: they return JPKI_ERROR_CANCELLED, and so do the calls that list readers,
 * look at one or connect to one and are held up. Without one it does nothing, and a
 * wait that begins later is not touched: a `jpki_cancellation` stays. Made to be called from
 * another thread. Touches no card.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_context_cancel(
    struct jpki_context *context, jpki_error *error);

/**
 * Makes a monitor of the readers and their cards. Nothing is connected yet, so it can
 * be made before the service runs. `reader`: null or empty for every reader, else the exact name of
 * the one to watch, which need not be there yet. `flags`: 0 or JPKI_MONITOR_IDENTIFY. `*monitor`
 * is the caller's to free, and null on failure. It outlives its context, but
 * `jpki_context_free` cancels it for good.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_monitor_new(
    struct jpki_context *context, const char *reader, jpki_monitor_flags flags,
    struct jpki_monitor **monitor, jpki_error *error);

/**
 * Waits for the next event and stores it. `timeout_milliseconds`: 0 looks once,
 * JPKI_WAIT_FOREVER has no end, less is JPKI_ERROR_ARGUMENT. `cancellation`: ends the call too, at
 * once if it was cancelled before, and the monitor goes on; null for none, and it may be freed
 * while the call uses it. The thread sleeps in the service until something changes.
 *
 * What is there at the start comes first: the readers, then their cards. What happened
 * since the last call comes as what is different by now. While the service is away the
 * monitor goes on, and looks for it every 250 ms; one that does not answer by the end of
 * the time, or within ten seconds where it has no end, counts as stopped. With
 * JPKI_MONITOR_IDENTIFY the timeout may be overrun by the time that a card takes to be asked.
 *
 * JPKI_ERROR_TIMED_OUT; JPKI_ERROR_CANCELLED after `jpki_context_cancel` or through
 * `cancellation`, which loses no event, and for good once the context or the monitor is freed;
 * JPKI_ERROR_REENTERED in a callback while the monitor is at work. On failure
 * `event->event` is JPKI_EVENT_NONE. No PIN try is spent. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_monitor_next(
    struct jpki_monitor *monitor, int32_t timeout_milliseconds,
    const struct jpki_cancellation *cancellation, struct jpki_event *event,
    jpki_error *error);

/**
 * Ends a monitor; a `jpki_monitor_next` in another thread returns
 * JPKI_ERROR_CANCELLED, and this function returns once it has; in a callback nothing is
 * waited for. Null, or one that is already freed, is left alone.
 */
JPKI_API void JPKI_CALL jpki_monitor_free(struct jpki_monitor *monitor);

/**
 * Opens a card behind a transport of the caller's, which is copied. Nothing is
 * sent yet. `*card` is the caller's to free, and null on failure; `close` is
 * called when the card is freed, or at once on failure after the structure was
 * accepted. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_open_transport(
    const struct jpki_transport *transport, struct jpki_card **card, jpki_error *error);

/**
 * Ends a card's handle and lets the card go, powered and not reset; a transaction that
 * `jpki_card_begin_transaction` began ends with it, and a key that could not be locked before is
 * tried once more. Null, or one that is already freed, is left alone.
 *
 * A call at work in another thread finishes first, which locks the key, and this function
 * returns only then: do not hold a lock that the call's own callback may take. Calls that
 * still wait for their turn return JPKI_ERROR_HANDLE. In a callback (a log callback, a
 * transport's functions) nothing is waited for, and the card goes once its call has come
 * out. No effect on PIN tries.
 *
 * `exit()`, and returning from `main`, wait for no thread and may leave the key open: free
 * the cards, or join the threads that use them, first.
 */
JPKI_API void JPKI_CALL jpki_card_free(struct jpki_card *card);

/**
 * The name of the reader that the card is on, as PC/SC gives it (not always UTF-8),
 * ended by NUL and valid until the card is freed; null for a card without one. The reader
 * or its driver chose it: before a terminal or a log shows it, control characters and what
 * turns the direction of a text are to be replaced.
 */
const char *jpki_card_reader_name(const struct jpki_card *card);

/**
 * Reads files in pieces of `length` bytes, 1 to 32,768, from now on; 256 at first.
 * Some readers fail on answers of 256 bytes: try 128 there. Above 256 the commands take
 * the extended form, and a card face is read in one instead of a dozen; an application
 * that refuses it is read in pieces of 256. Not every reader can carry it: try it on the
 * readers that are used. Sends nothing.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_set_read_length(
    struct jpki_card *card, size_t length, jpki_error *error);

/**
 * Reads what kind of token this is: a card or a phone. `*kind` gets one of
 * JPKI_TOKEN_*. `label` may be null; otherwise it gets the token's label, such as
 * "JPKIAPICCTOKEN2", in UTF-8, cut to `label_size` bytes with its NUL (33 hold
 * any ASCII label); on failure it is empty. It is fit to be shown: U+FFFD stands for each
 * control, invisible or direction-turning character. No PIN try is spent. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_token(
    struct jpki_card *card, jpki_token_kind *kind, char *label, size_t label_size,
    jpki_error *error);

/**
 * Asks how many tries a PIN, password or number has left; spends none.
 *
 * `credential`: one of JPKI_CREDENTIAL_*. `*state` gets one of JPKI_TRIES_*, `*left` the number:
 * 0 when locked, -1 when the card does not say.
 *
 * JPKI_ERROR_NOT_ON_CARD where the token does not have it: a phone has the PIN and perhaps the
 * signature password alone, and the card of many a child has no signature certificate. That is an
 * answer, no fault. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_tries(
    struct jpki_card *card, jpki_credential credential, jpki_tries *state, int32_t *left,
    jpki_error *error);

/**
 * Asks whether the token has a certificate: `*present` gets 1 or 0, and 0 on failure. Many
 * children have no signature certificate, and that is no fault.
 *
 * `kind`: JPKI_CERTIFICATE_AUTHENTICATION or JPKI_CERTIFICATE_SIGNATURE. The token does not say it
 * of the authorities' certificates: JPKI_ERROR_ARGUMENT. No PIN try is spent. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_has_certificate(
    struct jpki_card *card, jpki_certificate_kind kind, int32_t *present,
    jpki_error *error);

/**
 * Reads a certificate that the card gives without a password. `*certificate` is the caller's to
 * free, and null on failure. `kind`: one of
 *
 * - JPKI_CERTIFICATE_AUTHENTICATION: a card gives it freely, an Android phone only after the PIN:
 *   JPKI_ERROR_PIN_REQUIRED, use `jpki_card_authenticate`;
 * - JPKI_CERTIFICATE_AUTHENTICATION_CA, JPKI_CERTIFICATE_SIGNATURE_CA: as the card holds it; it is
 *   not a trust anchor.
 *
 * JPKI_CERTIFICATE_SIGNATURE is JPKI_ERROR_ARGUMENT, since the card asks for the password:
 * `jpki_card_signature_certificate` sends it. No PIN try is spent. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_certificate(
    struct jpki_card *card, jpki_certificate_kind kind, jpki_certificate **certificate,
    jpki_error *error);

/**
 * Begins a transaction that lasts until `jpki_card_end_transaction`: all jobs of the card between
 * the two run in one PC/SC transaction, so that no other program comes between them. Every job
 * locks the key at its end as always, and none sends more PINs than it would by itself.
 *
 * Meanwhile **no other program gets the card**: keep it short, and never while a person types.
 * Windows resets a card whose transaction has been idle for five seconds. Jobs of other threads
 * on this card take part in it. Waits for another program's transaction as
 * JPKI_TIMEOUT_TRANSACTION says: then JPKI_ERROR_CARD_BUSY. On failure nothing has begun.
 *
 * JPKI_ERROR_ARGUMENT if it has begun already. Freeing the card ends it. No PIN try is spent. Any
 * thread, also another than the one that ends it.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_begin_transaction(
    struct jpki_card *card, jpki_error *error);

/**
 * Ends the transaction of `jpki_card_begin_transaction`: other programs get the card again. It is
 * over whatever this returns.
 *
 * JPKI_ERROR_ARGUMENT if none has begun; JPKI_ERROR_CARD_RESET if it was interrupted: an exchange
 * was lost or the card was reset, and the job repeated what may be repeated, or failed, so that
 * another program may have come between the jobs; JPKI_ERROR_CARD_REMOVED and the like where the
 * card is gone. No PIN try is spent. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_end_transaction(
    struct jpki_card *card, jpki_error *error);

/**
 * Opens a new embedded virtual card, for development and tests: PIN and input-support PIN
 * 1234, signature password ABC123, check number of 19800217, 2035 and "2285", test
 * certificates, unless the kind says otherwise. `kind`: one of JPKI_VIRTUAL_*.
 *
 * JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_VIRTUAL_CARD. `*card`
 * is the caller's to free, and null on failure. Any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_open_virtual(
    jpki_virtual_kind kind, struct jpki_card **card, jpki_error *error);

/**
 * Verifies the authentication PIN, signs `input` with the user-authentication key
 * and locks the key again, in one PC/SC transaction.
 *
 * `pin`, `pin_length`: four ASCII digits; not kept. `input`, `input_length`: any
 * data, or a digest if the options say so. `options`: may be null. `*signature`:
 * the caller's to free; null on failure.
 *
 * PIN tries: the PIN is sent at most once. A wrong one spends one try
 * (JPKI_ERROR_PIN_WRONG, error->tries_left), a right one restores all. It is not
 * sent when its format is wrong, when it is locked, or when one try is left and
 * the options do not allow that. After JPKI_ERROR_PIN_UNCERTAIN a try may have
 * been spent: ask `jpki_card_tries` before another.
 *
 * The signature was checked with the certificate's key (JPKI_FEATURE_VERIFY). When
 * the call returns the key is locked, on every failure but JPKI_ERROR_KEY_NOT_LOCKED
 * and perhaps JPKI_ERROR_INTERNAL: have the card taken off then. Calls on one card wait for one another; any thread.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_sign(
    struct jpki_card *card, const char *pin, size_t pin_length, const uint8_t *input,
    size_t input_length, const struct jpki_sign_options *options,
    jpki_signature **signature, jpki_error *error);

/**
 * A complete authentication in one PC/SC transaction: reads the kind of token and the authentication
 * certificate, queries the tries, verifies the PIN, signs `input` and locks the key again: 13
 * exchanges with a card, if nothing has to be repeated. The CA certificate is also read, with 6
 * more exchanges, if `options->read_ca_certificate` is 1 or the issuer is neither one of the
 * published CAs nor `options->ca_certificate`.
 *
 * With `options->certificate`, known from an earlier visit, it takes 7 exchanges: the first 256
 * bytes of the card's certificate are compared with it before the PIN is sent, and
 * `authentication->certificate` is a copy of it. If they differ, the call returns
 * JPKI_ERROR_CARD_EXCHANGED and no try is spent; the card can still be used without that
 * certificate. A phone hides its certificate until the PIN is verified: the call returns
 * JPKI_ERROR_PIN_REQUIRED, and no PIN is sent.
 *
 * Arguments and PIN tries are as for `jpki_card_sign`. `authentication->struct_size` is set by the
 * caller; anything else in the structure is overwritten and not freed. On failure the three
 * objects are null: use the individual calls to read what is still needed.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_authenticate(
    struct jpki_card *card, const char *pin, size_t pin_length, const uint8_t *input,
    size_t input_length, const struct jpki_sign_options *options,
    struct jpki_authentication *authentication, jpki_error *error);

/**
 * Verifies the signature password, reads the signature certificate and locks the key
 * again, in one PC/SC transaction. The certificate holds the holder's name, address,
 * birth date and sex: do not log or store it without a reason.
 *
 * `password`, `password_length`: 6 to 16 ASCII letters and digits, small letters
 * counting as capitals; not kept. `last_try`: one of JPKI_LAST_TRY_*. `*certificate`
 * is the caller's to free, and null on failure.
 *
 * Tries: the password is sent at most once, under the rules of `jpki_card_sign`; a
 * wrong one spends one of five (JPKI_ERROR_PASSWORD_WRONG, error->tries_left).
 * JPKI_ERROR_NOT_ON_CARD where the token has no signature certificate: nothing was
 * sent then.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_signature_certificate(
    struct jpki_card *card, const char *password, size_t password_length,
    jpki_last_try last_try, jpki_certificate **certificate, jpki_error *error);

/**
 * Verifies the signature password, reads the signature certificate, signs `input`
 * with the signature key and locks it again, in one PC/SC transaction.
 *
 * Arguments are as for `jpki_card_signature_certificate` and `jpki_card_sign`;
 * `options->certificate` is the signature certificate if the caller has it, so that
 * it is not read again. `*certificate` and `*signature` are the caller's to free, and
 * null on failure.
 *
 * Tries: as for `jpki_card_signature_certificate`. The signature was checked
 * with the certificate's key (JPKI_FEATURE_VERIFY).
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_sign_document(
    struct jpki_card *card, const char *password, size_t password_length,
    const uint8_t *input, size_t input_length, const struct jpki_sign_options *options,
    jpki_certificate **certificate, jpki_signature **signature, jpki_error *error);

/**
 * Changes the authentication PIN: verifies the old one, sets the new one, verifies
 * that one, and locks the key again, in one PC/SC transaction.
 *
 * `old_pin`, `new_pin`: four ASCII digits each, of the lengths told; not kept.
 * `last_try`: one of JPKI_LAST_TRY_*.
 *
 * Tries: the old PIN is sent at most once, under the rules of `jpki_card_sign`; a
 * wrong one spends one try. The new PIN is sent twice at most: to be set, and once the card
 * said that it took it, for its verification. A card that said so and did not do it counts
 * that as a wrong try, which may be the last: JPKI_ERROR_PIN_CHANGE_UNCERTAIN, with
 * tries_left. On every failure the old PIN stays in force, but for that one,
 * KEY_NOT_LOCKED and INTERNAL: either may be then, and the message of KEY_NOT_LOCKED says
 * if it is the new one.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_change_pin(
    struct jpki_card *card, const char *old_pin, size_t old_pin_length,
    const char *new_pin, size_t new_pin_length, jpki_last_try last_try,
    jpki_error *error);

/**
 * Changes the signature password, as `jpki_card_change_pin` does the PIN; passwords
 * are as for `jpki_card_signature_certificate`, and the new one mixes letters and digits:
 * JPKI_ERROR_PASSWORD_FORMAT before anything is sent. JPKI_ERROR_NOT_ON_CARD where the token
 * has no signature certificate: nothing was sent then.
 *
 * Tries: of the password's five, as for `jpki_card_change_pin`.
 */
JPKI_API JPKI_MUST_USE jpki_status JPKI_CALL jpki_card_change_signature_password(
    struct jpki_card *card, const char *old_password, size_t old_password_length,
    const char *new_password, size_t new_password_length, jpki_last_try last_try,
    jpki_error *error);

#ifdef __cplusplus
}  // extern "C"
#endif /* __cplusplus */

#endif  /* JPKICARD_CARD_H */
