/*
 * Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
 */
package jp.jpkicard.raw;

import com.sun.jna.Callback;
import com.sun.jna.IntegerType;
import com.sun.jna.Library;
import com.sun.jna.Pointer;
import com.sun.jna.Structure;
import com.sun.jna.ptr.ByReference;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;

/**
 * The C functions, structures and constants, as JNA declares them.
 *
 * <p>The names, and what each does, are those of the C headers. Handles are a {@link Pointer} that
 * is never read through. PINs, passwords and numbers are one too, so that JNA makes no copy of
 * them that nobody wipes; data are arrays.
 */
public interface Native extends Library {
    /** Success. */
    int JPKI_OK = 0;

    /**
     * Internal error. Have the card removed from the reader and put back, which locks its key;
     * free the handle and open a new one.
     */
    int JPKI_ERROR_INTERNAL = -1;

    /** An argument is invalid: a NULL pointer, a length, a number, a struct_size. */
    int JPKI_ERROR_ARGUMENT = -2;

    /** The handle is NULL, freed, or of another kind. */
    int JPKI_ERROR_HANDLE = -3;

    /** The library was built without this feature. */
    int JPKI_ERROR_NOT_BUILT = -4;

    /** The operating system refused a resource. */
    int JPKI_ERROR_SYSTEM = -5;

    /**
     * A callback used a card that is in use: the card whose call invoked it, or one that another
     * thread is using.
     */
    int JPKI_ERROR_REENTERED = -6;

    /** The handle was created by the parent process, before a fork. */
    int JPKI_ERROR_FORKED = -7;

    /** The smart card service is not running. */
    int JPKI_ERROR_SERVICE_NOT_RUNNING = -10;

    /**
     * The smart card service refused the connection: the account is not allowed to use it, or
     * other programs hold all its connections.
     */
    int JPKI_ERROR_SERVICE_REFUSED = -11;

    /** The smart card service reported another failure. */
    int JPKI_ERROR_SERVICE_FAILED = -12;

    /** No reader is connected. */
    int JPKI_ERROR_NO_READER = -13;

    /** The requested reader is not connected. */
    int JPKI_ERROR_UNKNOWN_READER = -14;

    /** No card is on the reader. */
    int JPKI_ERROR_NO_CARD = -15;

    /** The card does not answer. */
    int JPKI_ERROR_CARD_UNRESPONSIVE = -16;

    /** The card is not an Individual Number Card. */
    int JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD = -17;

    /** Another program holds the card exclusively. */
    int JPKI_ERROR_SHARING_VIOLATION = -18;

    /** The card was removed. Its handle cannot be used again: wait for a card again. */
    int JPKI_ERROR_CARD_REMOVED = -19;

    /**
     * The card was reset, or it may have been exchanged and nothing read from it before can rule
     * that out. No PIN try was spent. Wait for the card again; with a transport of your own, open
     * a new handle.
     */
    int JPKI_ERROR_CARD_RESET = -20;

    /** No card arrived before the timeout. */
    int JPKI_ERROR_TIMED_OUT = -21;

    /** The wait was cancelled. */
    int JPKI_ERROR_CANCELLED = -22;

    /** The exchange between reader and card failed. */
    int JPKI_ERROR_READER_FAILED = -23;

    /**
     * Another program is using the card and did not release it in time, or the card or its reader
     * is slow.
     */
    int JPKI_ERROR_CARD_BUSY = -24;

    /** The smart card service is running but does not respond. */
    int JPKI_ERROR_SERVICE_NOT_RESPONDING = -25;

    /** The card reader, its driver or the card did not respond in time. */
    int JPKI_ERROR_READER_NOT_RESPONDING = -26;

    /**
     * The PC/SC library, libpcsclite.so.1, is not installed on this machine. It is looked for
     * again at every call. Not on Windows and macOS, where it is part of the system.
     */
    int JPKI_ERROR_PCSC_NOT_INSTALLED = -27;

    /** The card's response is malformed. */
    int JPKI_ERROR_CARD_ANSWER = -30;

    /** The card refused the command; see status_word. */
    int JPKI_ERROR_CARD_STATUS = -31;

    /**
     * The card does not hold the requested data: many children's cards have no signature
     * certificate, and a phone or an old Resident Registry card has no card-face application.
     */
    int JPKI_ERROR_NOT_ON_CARD = -32;

    /** The certificate is damaged. */
    int JPKI_ERROR_CERTIFICATE_MALFORMED = -33;

    /** After a reset or a lost response, a different card answered. */
    int JPKI_ERROR_CARD_EXCHANGED = -34;

    /** The PIN is not four half-width digits. Nothing was sent to the card. */
    int JPKI_ERROR_PIN_FORMAT = -40;

    /**
     * The PIN is wrong. One try was spent, or two if the reader's driver repeated the command;
     * tries_left is the number left. If tries_left is -1 (status_word 0x6300), the card does not
     * say whether a try was spent. The same applies to the other credentials below.
     */
    int JPKI_ERROR_PIN_WRONG = -41;

    /**
     * The PIN is locked, or the card was issued without one. The holder can have a locked PIN
     * reset at the municipal office or, with the signature password, at some convenience-store
     * kiosks. status_word is 0x63C0 if this call's PIN was wrong and locked it, and 0 if it was
     * already locked and was not sent. The same applies to the other credentials below.
     */
    int JPKI_ERROR_PIN_BLOCKED = -42;

    /** One try is left and spending it was not allowed. The PIN was not sent. */
    int JPKI_ERROR_PIN_LAST_TRY = -43;

    /**
     * The number of tries left is unknown (no answer, or "no limit", status_word 0x6300), and
     * spending the last one was not allowed. The PIN was not sent. Ask the holder, then use
     * JPKI_LAST_TRY_ALLOW to send it.
     */
    int JPKI_ERROR_PIN_TRIES_UNKNOWN = -44;

    /** The card allows this only after the PIN is verified. */
    int JPKI_ERROR_PIN_REQUIRED = -45;

    /** The PIN was sent, but the answer was lost or not understood: a try may have been spent. */
    int JPKI_ERROR_PIN_UNCERTAIN = -46;

    /**
     * A PIN change was sent, but may not have taken effect: either the old or the new PIN is in
     * force.
     */
    int JPKI_ERROR_PIN_CHANGE_UNCERTAIN = -47;

    /**
     * Two tries are left and spending one was not allowed (JPKI_LAST_TRY_KEEP_TWO). The PIN was
     * not sent.
     */
    int JPKI_ERROR_PIN_LAST_TWO_TRIES = -48;

    /** The card's signature does not match its certificate and was discarded. */
    int JPKI_ERROR_SIGNATURE_INVALID = -50;

    /** The certificate's key is of a type that this version does not support. */
    int JPKI_ERROR_KEY_NOT_SUPPORTED = -51;

    /**
     * The key could not be locked: have the card removed from the reader now. The next call on the
     * card, or freeing it, first tries to lock the key again.
     */
    int JPKI_ERROR_KEY_NOT_LOCKED = -52;

    /**
     * The signature password is not 6 to 16 letters and digits, or a new one does not mix both.
     * Nothing was sent to the card.
     */
    int JPKI_ERROR_PASSWORD_FORMAT = -60;

    /**
     * The signature password is wrong. One try was spent, or two if the reader's driver repeated
     * the command; tries_left is the number left.
     */
    int JPKI_ERROR_PASSWORD_WRONG = -61;

    /** The signature password is locked; the four-digit PIN is not affected. */
    int JPKI_ERROR_PASSWORD_BLOCKED = -62;

    /**
     * The input-support PIN is wrong. One try was spent, or two if the reader's driver repeated
     * the command; tries_left is the number left.
     */
    int JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG = -65;

    /** The input-support PIN is locked; the other PINs are not affected. */
    int JPKI_ERROR_INPUT_SUPPORT_PIN_BLOCKED = -66;

    /**
     * The birth date, expiry year or security code cannot be right. Nothing was sent to the card.
     */
    int JPKI_ERROR_CHECK_NUMBER_FORMAT = -70;

    /**
     * The check number or birth date does not match this card. One try was spent, or two if the
     * reader's driver repeated the command; tries_left is the number left.
     */
    int JPKI_ERROR_CHECK_NUMBER_WRONG = -71;

    /** The check number or birth date is locked; the PINs are not affected. */
    int JPKI_ERROR_CHECK_NUMBER_BLOCKED = -72;

    /**
     * The six digits of the birth date match the card's, but the year does not. No try was spent.
     */
    int JPKI_ERROR_BIRTH_DATE_DIFFERS = -73;

    /** The certificate has expired: the holder can renew it at the municipal office. */
    int JPKI_ERROR_CERTIFICATE_EXPIRED = -80;

    /** The certificate is not valid yet: check the computer's clock. */
    int JPKI_ERROR_CERTIFICATE_NOT_YET_VALID = -81;

    /** The certificate was revoked: do not accept it. */
    int JPKI_ERROR_CERTIFICATE_REVOKED = -82;

    /** The certificate is not issued by a trust anchor for this purpose: do not accept it. */
    int JPKI_ERROR_CERTIFICATE_NOT_TRUSTED = -83;

    /** A record read from the card cannot be parsed. */
    int JPKI_ERROR_RECORD_MALFORMED = -84;

    /**
     * The record's signature or its issuer's certificate is not valid: do not rely on the record.
     */
    int JPKI_ERROR_RECORD_NOT_AUTHENTIC = -85;

    /** The challenge was not signed by the card's own key: the card may be a copy. */
    int JPKI_ERROR_CARD_NOT_GENUINE = -86;

    /** The photo or another image on the card cannot be decoded. */
    int JPKI_ERROR_IMAGE_MALFORMED = -87;

    /** The revocation data supplied do not show whether the certificate is revoked. */
    int JPKI_ERROR_REVOCATION_UNKNOWN = -88;

    /** The size of jpki_error.message in bytes, including its NUL. */
    int JPKI_ERROR_MESSAGE_SIZE = 512;

    /** English, for texts shown to the person at the desk. */
    int JPKI_LANGUAGE_ENGLISH = 0x4A000101;

    /** Japanese, for texts shown to the person at the desk. */
    int JPKI_LANGUAGE_JAPANESE = 0x4A000102;

    /**
     * A size in bytes that is enough for every text of {@code jpki_error_text}, including its NUL.
     */
    int JPKI_ERROR_TEXT_SIZE = 1024;

    /** The library accesses readers through PC/SC. */
    int JPKI_FEATURE_PCSC = 1;

    /**
     * The library verifies each signature before returning it, and can verify the records of the
     * card.
     */
    int JPKI_FEATURE_VERIFY = 2;

    /** The library includes the embedded virtual card: a build for tests. */
    int JPKI_FEATURE_VIRTUAL_CARD = 4;

    /** The library verifies certificates and signatures for a relying party. */
    int JPKI_FEATURE_TRUST = 8;

    /** The library can decode the images on the card into pictures. */
    int JPKI_FEATURE_PICTURE = 16;

    /**
     * The library can read the 12-digit individual number (kojin bango). Few organisations may do
     * so by law, and authenticating patients is not a permitted purpose.
     */
    int JPKI_FEATURE_INDIVIDUAL_NUMBER = 32;

    /** Log nothing: the initial state. */
    int JPKI_LOG_OFF = 0x4A000201;

    /** Log failures that no status reports. */
    int JPKI_LOG_ERROR = 0x4A000202;

    /** Also log conditions that deserve attention. */
    int JPKI_LOG_WARNING = 0x4A000203;

    /** Also log what happened. */
    int JPKI_LOG_INFO = 0x4A000204;

    /** Also log how it happened. */
    int JPKI_LOG_DEBUG = 0x4A000205;

    /** Also log each exchange with a card: header, lengths and status word. */
    int JPKI_LOG_TRACE = 0x4A000206;

    /** The size of jpki_log_record.message in bytes, including its NUL. */
    int JPKI_LOG_MESSAGE_SIZE = 512;

    /** The number of log lines that {@code jpki_log_keep} keeps. */
    int JPKI_LOG_KEPT = 1000;

    /** The serial number, big-endian. Restricted by law: do not log it. */
    int JPKI_FIELD_SERIAL_NUMBER = 0x4A001701;

    /**
     * The identifier of the issuer's key (authorityKeyIdentifier). Use it to identify the issuer,
     * never the issuer's name, which all generations share.
     */
    int JPKI_FIELD_ISSUER_KEY_ID = 0x4A001702;

    /** The identifier of the certificate's own key (subjectKeyIdentifier). */
    int JPKI_FIELD_SUBJECT_KEY_ID = 0x4A001703;

    /** The public key, as the DER encoding of its SubjectPublicKeyInfo. */
    int JPKI_FIELD_PUBLIC_KEY = 0x4A001704;

    /** RSASSA-PKCS1-v1_5 with SHA-256. */
    int JPKI_ALGORITHM_RSA_PKCS1_SHA256 = 0x4A000901;

    /** RSASSA-PKCS1-v1_5 with SHA-384. */
    int JPKI_ALGORITHM_RSA_PKCS1_SHA384 = 0x4A000902;

    /** RSASSA-PKCS1-v1_5 with SHA-512. */
    int JPKI_ALGORITHM_RSA_PKCS1_SHA512 = 0x4A000903;

    /** PKCS #1 v1.5 padding around a bare SHA-256 digest, without DigestInfo. */
    int JPKI_ALGORITHM_RSA_PKCS1_BARE_SHA256 = 0x4A000904;

    /** RSASSA-PSS with SHA-256 and MGF1 of SHA-256. */
    int JPKI_ALGORITHM_RSA_PSS_SHA256 = 0x4A000905;

    /**
     * In {@code jpki_card_wait}: {@code reader} is a part of the name, in UTF-8; ASCII letters
     * match in either case.
     */
    int JPKI_WAIT_NAME_PART = 0x10000000;

    /**
     * In {@code jpki_card_wait}: return JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD as soon as a card of
     * another kind is present and no reader holds the right one.
     */
    int JPKI_WAIT_REPORT_OTHER_CARD = 0x20000000;

    /**
     * In {@code jpki_card_wait}: also wait for a service that is not running when the wait begins,
     * as on Windows while no reader is connected.
     */
    int JPKI_WAIT_FOR_SERVICE = 0x40000000;

    /**
     * In {@code jpki_card_wait}, {@code jpki_monitor_next} and {@code jpki_context_set_timeout}:
     * no timeout.
     */
    int JPKI_WAIT_FOREVER = -1;

    /** No card is in the reader. */
    int JPKI_PRESENCE_EMPTY = 0x4A000301;

    /** The reader holds a card that no program uses. */
    int JPKI_PRESENCE_PRESENT = 0x4A000302;

    /** The reader holds a card that a program uses in shared mode. */
    int JPKI_PRESENCE_IN_USE = 0x4A000303;

    /** The reader holds a card that a program uses exclusively. */
    int JPKI_PRESENCE_EXCLUSIVE = 0x4A000304;

    /** The reader holds a card that does not respond. */
    int JPKI_PRESENCE_UNRESPONSIVE = 0x4A000305;

    /** The reader itself does not respond. */
    int JPKI_PRESENCE_UNAVAILABLE = 0x4A000306;

    /**
     * The maximum time that a call waits for another program's transaction with the card, or for a
     * service that does not respond, before it returns JPKI_ERROR_CARD_BUSY or
     * JPKI_ERROR_SERVICE_NOT_RESPONDING. Default: 10,000 ms; less than 1,000 counts as 1,000.
     * Applies to cards that are waited for or connected to after it is set.
     */
    int JPKI_TIMEOUT_TRANSACTION = 0x4A001B01;

    /**
     * The maximum time that a call waits for the reader's answer to one command before it gives up
     * on the card and returns JPKI_ERROR_READER_NOT_RESPONDING (JPKI_ERROR_KEY_NOT_LOCKED if a PIN
     * was sent). Default: 60,000 ms; less than 1,000 counts as 1,000. A card may ask for more
     * time, so leave it long. Applies to cards that are waited for or connected to after it is
     * set.
     */
    int JPKI_TIMEOUT_EXCHANGE = 0x4A001B02;

    /**
     * The maximum time that a wait tolerates a service that stops or does not respond, each time,
     * before it returns JPKI_ERROR_SERVICE_*. Default: JPKI_WAIT_FOREVER, as long as the wait
     * itself, so that a wait without a timeout never ends because of it. 0 ends the wait as soon
     * as the service stops. Applies to waits that begin after it is set.
     */
    int JPKI_TIMEOUT_SERVICE_ABSENCE = 0x4A001B03;

    /**
     * In {@code jpki_monitor_new}: identify each inserted card before it is reported. The card is
     * powered on and queried in one transaction, once per insertion; no PIN try is spent.
     */
    int JPKI_MONITOR_IDENTIFY = 0x08000000;

    /** No event: the value after a call that fails. */
    int JPKI_EVENT_NONE = 0x4A000401;

    /** A reader is connected: it was when the monitor began, or has been plugged in. */
    int JPKI_EVENT_READER_ARRIVED = 0x4A000402;

    /** A reader is no longer connected. The removal of its card was reported before. */
    int JPKI_EVENT_READER_LEFT = 0x4A000403;

    /** A card is in a reader. */
    int JPKI_EVENT_CARD_INSERTED = 0x4A000404;

    /** The card is no longer in the reader, or the reader can no longer report on it. */
    int JPKI_EVENT_CARD_REMOVED = 0x4A000405;

    /**
     * The smart card service cannot be used; {@code reason} says why. Its cards were reported as
     * removed and its readers as left before. The monitor continues.
     */
    int JPKI_EVENT_SERVICE_STOPPED = 0x4A000406;

    /** The service can be used again. Events for its readers and cards follow. */
    int JPKI_EVENT_SERVICE_STARTED = 0x4A000407;

    /** The card was not queried. */
    int JPKI_CARD_NOT_ASKED = 0x4A000501;

    /**
     * The card has the JPKI application: it is an Individual Number Card or one of its
     * counterparts; {@code token_kind} says which.
     */
    int JPKI_CARD_TOKEN = 0x4A000502;

    /** The card is of another kind. */
    int JPKI_CARD_OTHER = 0x4A000503;

    /**
     * The card could not be queried; {@code reason} says why: JPKI_ERROR_CARD_UNRESPONSIVE,
     * SHARING_VIOLATION, CARD_BUSY, CARD_REMOVED or another failure.
     */
    int JPKI_CARD_NOT_IDENTIFIED = 0x4A000504;

    /**
     * The size of jpki_event.reader in bytes, including its NUL; PC/SC names have up to 128. A
     * longer one is cut off after a whole character.
     */
    int JPKI_EVENT_READER_SIZE = 256;

    /** A token with an unknown label. */
    int JPKI_TOKEN_UNKNOWN = 0x4A000601;

    /** The Individual Number Card (My Number Card). */
    int JPKI_TOKEN_MY_NUMBER_CARD = 0x4A000602;

    /** The older Basic Resident Registration Card. */
    int JPKI_TOKEN_RESIDENT_REGISTRY_CARD = 0x4A000603;

    /** Certificates on an Android phone. */
    int JPKI_TOKEN_ANDROID = 0x4A000604;

    /** Certificates on an iPhone. */
    int JPKI_TOKEN_IPHONE = 0x4A000605;

    /** The card does not report how many tries are left. */
    int JPKI_TRIES_NOT_REPORTED = 0x4A000701;

    /** The card reports the number of tries left. */
    int JPKI_TRIES_LEFT = 0x4A000702;

    /**
     * The PIN, password or number is locked. The holder can have it reset at the municipal office;
     * the PIN and the signature password also at some convenience-store kiosks, with the other one
     * of the two.
     */
    int JPKI_TRIES_BLOCKED = 0x4A000703;

    /**
     * The card reports that wrong tries are unlimited (6300). No card is known for which this is
     * true: a call that sends the PIN treats it as JPKI_TRIES_NOT_REPORTED.
     */
    int JPKI_TRIES_NO_LIMIT = 0x4A000704;

    /** The PIN of the user-authentication key (riyosha shomei): three tries. */
    int JPKI_CREDENTIAL_PIN = 0x4A001501;

    /** The password of the signature key (shomei): five tries. */
    int JPKI_CREDENTIAL_SIGNATURE_PASSWORD = 0x4A001502;

    /** The PIN of the input-support application (kenmen jiko nyuryoku hojo): three tries. */
    int JPKI_CREDENTIAL_INPUT_SUPPORT_PIN = 0x4A001503;

    /**
     * The check number B in the card-surface application (kenmen jiko kakunin), sent by
     * {@code jpki_card_face}: ten tries.
     */
    int JPKI_CREDENTIAL_CHECK_NUMBER_SURFACE = 0x4A001504;

    /**
     * The check number B in the input-support application, sent by
     * {@code jpki_card_attributes_by_check_number}: ten tries of its own.
     */
    int JPKI_CREDENTIAL_CHECK_NUMBER_INPUT_SUPPORT = 0x4A001505;

    /** The birth date, sent by {@code jpki_card_compare_birth_date}: ten tries. */
    int JPKI_CREDENTIAL_BIRTH_DATE = 0x4A001506;

    /** The user-authentication certificate (riyosha shomei). */
    int JPKI_CERTIFICATE_AUTHENTICATION = 0x4A001601;

    /** The certificate of the authority that issued it. */
    int JPKI_CERTIFICATE_AUTHENTICATION_CA = 0x4A001602;

    /** The signature certificate (shomei), with the holder's name, address, birth date and sex. */
    int JPKI_CERTIFICATE_SIGNATURE = 0x4A001603;

    /** The certificate of the authority that issued it. */
    int JPKI_CERTIFICATE_SIGNATURE_CA = 0x4A001604;

    /** A virtual My Number Card. */
    int JPKI_VIRTUAL_MY_NUMBER_CARD = 0x4A000801;

    /** A virtual Resident Registry Card. */
    int JPKI_VIRTUAL_RESIDENT_REGISTRY_CARD = 0x4A000802;

    /** A virtual Android phone. */
    int JPKI_VIRTUAL_ANDROID = 0x4A000803;

    /** A virtual iPhone. */
    int JPKI_VIRTUAL_IPHONE = 0x4A000804;

    /**
     * A virtual child's card: born on 20200401, no signature certificate. Its check number is made
     * of 20200401, 2030 and "2285".
     */
    int JPKI_VIRTUAL_CHILD_CARD = 0x4A000805;

    /**
     * A virtual card that was not renewed: card and certificates expired on 20250331. Its check
     * number is made of 19800217, 2025 and "2285".
     */
    int JPKI_VIRTUAL_EXPIRED = 0x4A000806;

    /**
     * A virtual card without PINs (kao ninsho My Number Card): its PIN and input-support PIN are
     * locked from the start, and it has no signature certificate.
     */
    int JPKI_VIRTUAL_WITHOUT_PINS = 0x4A000807;

    /** A virtual card with certificates issued with the authority's first key. */
    int JPKI_VIRTUAL_CA_GENERATION_1 = 0x4A000808;

    /**
     * A virtual card with certificates issued with the authority's second key; the other kinds use
     * the third.
     */
    int JPKI_VIRTUAL_CA_GENERATION_2 = 0x4A000809;

    /** SHA-256, the default. */
    int JPKI_DIGEST_SHA256 = 0x4A000A01;

    /** SHA-384; only with JPKI_SCHEME_DIGEST_INFO. */
    int JPKI_DIGEST_SHA384 = 0x4A000A02;

    /** SHA-512; only with JPKI_SCHEME_DIGEST_INFO. */
    int JPKI_DIGEST_SHA512 = 0x4A000A03;

    /** PKCS #1 v1.5 over a DigestInfo built by the library: the default. */
    int JPKI_SCHEME_DIGEST_INFO = 0x4A000B01;

    /** The card hashes the data (1 to 255 bytes) with SHA-256 and pads the bare digest. */
    int JPKI_SCHEME_BARE_DIGEST_OF_DATA = 0x4A000B02;

    /** The card receives the SHA-256 digest and wraps it in a DigestInfo. */
    int JPKI_SCHEME_SHA256_DIGEST = 0x4A000B03;

    /**
     * The card hashes the data (1 to 255 bytes) with SHA-256 and wraps the digest in a DigestInfo.
     */
    int JPKI_SCHEME_SHA256_DATA = 0x4A000B04;

    /** PSS over a SHA-256 digest, which the card receives. */
    int JPKI_SCHEME_PSS_DIGEST = 0x4A000B05;

    /** The card hashes the data (1 to 255 bytes) with SHA-256 and signs with PSS. */
    int JPKI_SCHEME_PSS_DATA = 0x4A000B06;

    /** The input is data, to be hashed here or on the card: the default. */
    int JPKI_INPUT_DATA = 0x4A000C01;

    /** The input is a digest computed by the caller. */
    int JPKI_INPUT_DIGEST = 0x4A000C02;

    /**
     * The PIN is not sent if one try is left or the card does not report the number: the default.
     */
    int JPKI_LAST_TRY_KEEP = 0x4A000D01;

    /** The PIN may be sent even if one try is left: a wrong PIN then locks it. */
    int JPKI_LAST_TRY_ALLOW = 0x4A000D02;

    /**
     * Like JPKI_LAST_TRY_KEEP, and the PIN is not sent if two tries are left either: a reader's
     * driver may repeat a try by itself (libccid does after three damaged blocks in a row), so
     * that one call can spend two.
     */
    int JPKI_LAST_TRY_KEEP_TWO = 0x4A000D03;

    /** The card authorities of real cards: the only choice for a program that serves people. */
    int JPKI_AUTHORITIES_PRODUCTION = 0x4A001301;

    /**
     * The card authorities of the test cards that J-LIS lends to developers: these cards identify
     * no real person. Never combined with production.
     */
    int JPKI_AUTHORITIES_TEST = 0x4A001302;

    /**
     * The card authorities of the embedded virtual card, for tests. JPKI_ERROR_NOT_BUILT unless
     * the library has JPKI_FEATURE_VIRTUAL_CARD.
     */
    int JPKI_AUTHORITIES_VIRTUAL_CARD = 0x4A001303;

    /** The record is read without being verified: anyone could have written it. */
    int JPKI_AUTHORITIES_UNVERIFIED = 0x4A001304;

    /**
     * The caller's own card authorities: those of {@code jpki_card_set_authorities}, or the
     * argument of a call that has no card.
     */
    int JPKI_AUTHORITIES_OWN = 0x4A001305;

    /** The year of a birth date is that of the Japanese era, as on every citizen's card. */
    int JPKI_CALENDAR_JAPANESE = 0x4A001A01;

    /**
     * The year of a birth date is Gregorian. Only for foreign residents, where the card prints it
     * so, or where the card answered JPKI_ERROR_CHECK_NUMBER_WRONG to the Japanese year. It is not
     * confirmed that such cards exist: the older resident registry card had such numbers. A wrong
     * number spends one of the same ten tries.
     */
    int JPKI_CALENDAR_GREGORIAN = 0x4A001A02;

    /** Sex: not known (JIS X 0303), or the handle is not open. */
    int JPKI_SEX_NOT_KNOWN = 0;

    /** Sex: male (JIS X 0303). */
    int JPKI_SEX_MALE = 1;

    /** Sex: female (JIS X 0303). */
    int JPKI_SEX_FEMALE = 2;

    /** Sex: not applicable (JIS X 0303). */
    int JPKI_SEX_NOT_APPLICABLE = 9;

    /** Sex: the card has a character that JIS X 0303 does not define. */
    int JPKI_SEX_OTHER = -1;

    /**
     * For {@code jpki_card_authorities_add}: the key is that of the authority for the card's face
     * and birth date.
     */
    int JPKI_RECORD_FACE = 0x4A001D01;

    /** The key is that of the authority for name, address, birth date and sex as text. */
    int JPKI_RECORD_ATTRIBUTES = 0x4A001D02;

    /** The record: the file of a card's face, or of name, address, birth date and sex. */
    int JPKI_FILE_RECORD = 0x4A001C01;

    /** The certificate of the key that signed the record. */
    int JPKI_FILE_CERTIFICATE = 0x4A001C02;

    /**
     * Of a face: the card's signature over the challenge. Of attributes: the record that signs
     * them.
     */
    int JPKI_FILE_SIGNATURE = 0x4A001C03;

    /** The size of a check number in bytes, including its prefix and its NUL. */
    int JPKI_CHECK_NUMBER_SIZE = 16;

    /**
     * The photo: JPEG 2000 (a JP2 file, grayscale). {@code jpki_face_picture} converts it to PNG.
     */
    int JPKI_IMAGE_PHOTO = 0x4A001801;

    /** The name as printed: a PNG. For text, use {@code jpki_card_attributes_by_check_number}. */
    int JPKI_IMAGE_NAME = 0x4A001802;

    /** The address as printed: a PNG. */
    int JPKI_IMAGE_ADDRESS = 0x4A001803;

    /** The security code as printed: a PNG. It is not signed. */
    int JPKI_IMAGE_SECURITY_CODE = 0x4A001804;

    /**
     * The photo as a PNG, which most programs can display directly.
     *
     * <p>JPKI_ERROR_IMAGE_MALFORMED if the photo is damaged, or is a kind of JPEG 2000 that the
     * library does not decode: the message then names the kind after "not supported", and
     * JPKI_PICTURE_CARD_SVG draws the face without the photo.
     */
    int JPKI_PICTURE_PHOTO_PNG = 0x4A001901;

    /**
     * The whole face in one picture at the size of the card: an SVG document in UTF-8 with
     * Japanese captions, which browsers and SVG 1.1 renderers display (tested with Qt 5.15,
     * librsvg and CairoSVG). It is self-contained except for fonts: without a Japanese font the
     * captions are boxes, but birth date and sex are also in Latin letters. A photo of a kind that
     * the library does not decode is replaced by a red frame with NO PHOTO: the picture then
     * identifies nobody.
     */
    int JPKI_PICTURE_CARD_SVG = 0x4A001902;

    /** The certificate for the PIN of four digits: its holder is present. The default. */
    int JPKI_PURPOSE_AUTHENTICATION = 0x4A000E01;

    /** The certificate for the signature password: its holder signs a document. */
    int JPKI_PURPOSE_SIGNATURE = 0x4A000E02;

    /** Trust anchors: J-LIS's CAs for real cards, built into the library. The default. */
    int JPKI_ANCHORS_PRODUCTION = 0x4A000F01;

    /**
     * Trust anchors: the CAs of the test cards that J-LIS lends to developers. These cards
     * identify no real person: never use this in a program that serves patients.
     */
    int JPKI_ANCHORS_TEST = 0x4A000F02;

    /**
     * Trust anchors: only own_anchors, treated as CAs of test cards (their certificate policy),
     * such as those of the embedded virtual card. These cards identify no real person either.
     */
    int JPKI_ANCHORS_OWN = 0x4A000F03;

    /**
     * Trust anchors: J-LIS's CAs for real cards, and own_anchors in addition: generations newer
     * than the library.
     */
    int JPKI_ANCHORS_PRODUCTION_AND_OWN = 0x4A000F04;

    /**
     * Certificate policies: every class of the purpose's arc, 1.2.392.200149.8.5.1.3 for
     * authentication and 1.2.392.200149.8.5.1.1 for signature, including a class newer than the
     * library (see jpki_verdict.policy_is_known). For test cards, whose arc does not show the
     * purpose, only the known classes. The default.
     */
    int JPKI_POLICIES_BY_ARC = 0x4A001001;

    /**
     * Certificate policies: only those that the library knows, 1.2.392.200149.8.5.1.3.30 and
     * 1.2.392.200149.8.5.1.1.20; for test cards 1.2.392.200149.8.5.1.0.30 and
     * 1.2.392.200149.8.5.1.0.20.
     */
    int JPKI_POLICIES_KNOWN = 0x4A001002;

    /** Certificate policies: only own_policies. */
    int JPKI_POLICIES_OWN = 0x4A001003;

    /** The certificate, or a required extension of it, is malformed. */
    int JPKI_REASON_CERTIFICATE_MALFORMED = 100;

    /** An extension is present twice in the certificate (RFC 5280, 4.2). */
    int JPKI_REASON_DUPLICATE_EXTENSION = 101;

    /** A critical extension is unknown. */
    int JPKI_REASON_UNKNOWN_CRITICAL_EXTENSION = 102;

    /** The certificate does not name its issuer's key. */
    int JPKI_REASON_ISSUER_KEY_UNNAMED = 103;

    /** No trust anchor has the key that the certificate names as its issuer's. */
    int JPKI_REASON_ISSUER_UNKNOWN = 104;

    /** The issuer's name is not the anchor's. */
    int JPKI_REASON_ISSUER_NAME_DIFFERS = 105;

    /** The certificate is not signed with SHA-256 and RSA, or names two different algorithms. */
    int JPKI_REASON_ALGORITHM_NOT_ALLOWED = 106;

    /** The certificate's signature is not by the anchor's key. */
    int JPKI_REASON_CERTIFICATE_SIGNATURE_INVALID = 107;

    /** The anchor is that of the other CA: authentication and signature are not interchangeable. */
    int JPKI_REASON_ANCHOR_OF_OTHER_PURPOSE = 108;

    /** The anchor is not valid yet. */
    int JPKI_REASON_ANCHOR_NOT_YET_VALID = 109;

    /** The anchor is no longer valid. */
    int JPKI_REASON_ANCHOR_EXPIRED = 110;

    /** The certificate is not valid yet. */
    int JPKI_REASON_NOT_YET_VALID = 111;

    /** The certificate is no longer valid: the holder renews it at the municipal office. */
    int JPKI_REASON_EXPIRED = 112;

    /** The certificate's key is not RSA of 2048 to 4096 bits. */
    int JPKI_REASON_KEY_NOT_ALLOWED = 113;

    /** The key usage is not the one for this purpose, or missing. */
    int JPKI_REASON_KEY_USAGE_WRONG = 114;

    /** The extended key usage does not allow this purpose. */
    int JPKI_REASON_EXTENDED_KEY_USAGE_WRONG = 115;

    /** The certificate is a CA's, not a person's. */
    int JPKI_REASON_IS_AUTHORITY = 116;

    /** The certificate is not issued under the policy for this purpose and hierarchy. */
    int JPKI_REASON_POLICY_WRONG = 117;

    /** The supplied CA certificate does not have the anchor's key and name. */
    int JPKI_REASON_CA_CERTIFICATE_DIFFERS = 118;

    /** The certificate is revoked. */
    int JPKI_REASON_REVOKED = 200;

    /** The responder does not know the certificate. */
    int JPKI_REASON_STATUS_UNKNOWN = 201;

    /** Evidence was supplied, but the issuer that must have signed it is unknown. */
    int JPKI_REASON_REVOCATION_UNDETERMINABLE = 202;

    /** The OCSP response is malformed or contradicts itself. */
    int JPKI_REASON_OCSP_MALFORMED = 300;

    /** The responder answered malformedRequest. */
    int JPKI_REASON_OCSP_REQUEST_MALFORMED = 301;

    /** The responder answered internalError. */
    int JPKI_REASON_OCSP_INTERNAL_ERROR = 302;

    /** The responder answered tryLater. */
    int JPKI_REASON_OCSP_TRY_LATER = 303;

    /** The responder answered sigRequired. */
    int JPKI_REASON_OCSP_SIGNATURE_REQUIRED = 304;

    /** The responder answered unauthorized, as it does to anyone who is not a notified verifier. */
    int JPKI_REASON_OCSP_UNAUTHORIZED = 305;

    /** Neither the CA nor a certificate in the response is the responder that it names. */
    int JPKI_REASON_OCSP_RESPONDER_UNKNOWN = 306;

    /** The responder's certificate does not let it answer for the CA. */
    int JPKI_REASON_OCSP_RESPONDER_NOT_AUTHORIZED = 307;

    /** The responder's certificate is not valid yet. */
    int JPKI_REASON_OCSP_RESPONDER_NOT_YET_VALID = 308;

    /** The responder's certificate has expired. */
    int JPKI_REASON_OCSP_RESPONDER_EXPIRED = 309;

    /** The response is not signed with SHA-256 and RSA of 2048 to 4096 bits. */
    int JPKI_REASON_OCSP_ALGORITHM_NOT_ALLOWED = 310;

    /** The response's signature is invalid. */
    int JPKI_REASON_OCSP_SIGNATURE_INVALID = 311;

    /** The request had a nonce and the response has none: it may be an old response. */
    int JPKI_REASON_OCSP_NONCE_MISSING = 312;

    /** The response's nonce is not the request's: it answers another request. */
    int JPKI_REASON_OCSP_NONCE_DIFFERS = 313;

    /** The response is not about this certificate. */
    int JPKI_REASON_OCSP_OTHER_CERTIFICATE = 314;

    /** The response was produced in the future, or reports a future state. */
    int JPKI_REASON_OCSP_NOT_YET_VALID = 315;

    /** The response is too old. */
    int JPKI_REASON_OCSP_EXPIRED = 316;

    /** A critical extension of the response is unknown. */
    int JPKI_REASON_OCSP_UNKNOWN_CRITICAL_EXTENSION = 317;

    /** The CRL is malformed or inconsistent. */
    int JPKI_REASON_CRL_MALFORMED = 400;

    /** The CRL is by another issuer. */
    int JPKI_REASON_CRL_OTHER_ISSUER = 401;

    /** The CRL is not signed with SHA-256 and RSA, or names two different algorithms. */
    int JPKI_REASON_CRL_ALGORITHM_NOT_ALLOWED = 402;

    /** The CRL's signature is not by the anchor's key. */
    int JPKI_REASON_CRL_SIGNATURE_INVALID = 403;

    /** The CRL was issued in the future. */
    int JPKI_REASON_CRL_NOT_YET_VALID = 404;

    /** The next CRL is overdue. */
    int JPKI_REASON_CRL_EXPIRED = 405;

    /** A critical extension of the CRL or of an entry is unknown. */
    int JPKI_REASON_CRL_UNKNOWN_CRITICAL_EXTENSION = 406;

    /** A delta CRL: it contains only changes. */
    int JPKI_REASON_CRL_DELTA = 407;

    /** An indirect CRL: it covers other issuers' certificates. */
    int JPKI_REASON_CRL_INDIRECT = 408;

    /** The CRL does not cover holders' certificates, or all reasons for revocation. */
    int JPKI_REASON_CRL_OUT_OF_SCOPE = 409;

    /** The CRL belongs to a distribution point that the certificate does not name. */
    int JPKI_REASON_CRL_OTHER_DISTRIBUTION_POINT = 410;

    /** The supplied digest does not have the algorithm's length. */
    int JPKI_REASON_CHALLENGE_DIGEST_LENGTH = 500;

    /** The signature is not one by the certificate's key over this challenge. */
    int JPKI_REASON_CHALLENGE_SIGNATURE_INVALID = 501;

    /**
     * The challenge is empty, or the digest of empty data: it was lost, and a signature over it
     * could be replayed to anyone.
     */
    int JPKI_REASON_CHALLENGE_EMPTY = 502;

    /** The challenge has fewer than 16 bytes: it may have been used before, or be guessed. */
    int JPKI_REASON_CHALLENGE_TOO_SHORT = 503;

    /** No OCSP response and no CRL was passed: revocation was not checked. */
    int JPKI_REVOCATION_NOT_REQUESTED = 0x4A001101;

    /** The revocation data that was passed cannot be relied on; the reasons say why. */
    int JPKI_REVOCATION_UNDETERMINED = 0x4A001102;

    /** Not revoked, according to signed and current data. */
    int JPKI_REVOCATION_GOOD = 0x4A001103;

    /** Revoked, according to signed data, which may be of another time. */
    int JPKI_REVOCATION_REVOKED = 0x4A001104;

    /** The responder does not know the certificate. */
    int JPKI_REVOCATION_UNKNOWN = 0x4A001105;

    /** The maximum number of reasons in a verdict. */
    int JPKI_VERDICT_REASONS = 32;

    /** The size of a verdict's policy in bytes, including its NUL. */
    int JPKI_VERDICT_POLICY_SIZE = 64;

    /** The maximum size of a verdict's anchor_key_id in bytes. */
    int JPKI_VERDICT_KEY_ID_SIZE = 32;

    /**
     * For jpki_verify_options.ocsp_hash: SHA-1, which every responder supports. The default. It
     * only identifies the issuer; security does not depend on it.
     */
    int JPKI_OCSP_HASH_SHA1 = 0x4A001201;

    /** For jpki_verify_options.ocsp_hash: SHA-256. */
    int JPKI_OCSP_HASH_SHA256 = 0x4A001202;

    /** {@code size_t}. */
    final class SizeT extends IntegerType {
        private static final long serialVersionUID = 1L;

        /** Makes a zero. */
        public SizeT() {
            this(0);
        }

        /**
         * Makes a size.
         *
         * @param value the number
         */
        public SizeT(long value) {
            super(com.sun.jna.Native.SIZE_T_SIZE, value, true);
        }
    }

    /** {@code size_t *}. */
    final class SizeTByReference extends ByReference {
        /** Makes one that holds zero. */
        public SizeTByReference() {
            super(com.sun.jna.Native.SIZE_T_SIZE);
            getPointer().clear(com.sun.jna.Native.SIZE_T_SIZE);
        }

        /**
         * Returns what was stored.
         *
         * @return the number
         */
        public long getValue() {
            Pointer at = getPointer();
            boolean wide = com.sun.jna.Native.SIZE_T_SIZE == 8;
            return wide ? at.getLong(0) : at.getInt(0) & 0xFFFFFFFFL;
        }
    }

    /**
     * Receives a log line: its level, one of JPKI_LOG_*, and its text in UTF-8, which belongs to
     * the library and is valid during the call. It is called in the thread that causes the line,
     * possibly in several threads at a time, and must not unwind or jump out of the call.
     */
    interface JpkiLogCallback extends Callback {
        /**
         * Is called by the library.
         *
         * @param user as in C
         * @param level as in C
         * @param message as in C
         */
        void invoke(Pointer user, int level, Pointer message);
    }

    /**
     * Details of a failure. The caller owns it, sets {@code struct_size} to
     * {@code sizeof(jpki_error)} and may reuse it; there is nothing to free. It never holds a PIN,
     * a name or a serial number, so all of it may be logged.
     *
     * <p>A call that succeeds stores {@code JPKI_OK} and clears the rest.
     */
    @Structure.FieldOrder({
        "struct_size",
        "status",
        "tries_left",
        "status_word",
        "pcsc_code",
        "message",
    })
    final class JpkiError extends Structure {
        /** What {@code sizeof} is on 64-bit systems. */
        public static final int SIZE_64 = 532;
        /** What {@code sizeof} is on 32-bit Windows. */
        public static final int SIZE_32 = 532;
        /** What {@code sizeof} is on 32-bit Linux. */
        public static final int SIZE_32_LINUX = 532;

        /** Set by the caller: sizeof(jpki_error). */
        public int struct_size;

        /** The same number as the function's return value. */
        public int status;

        /** The number of PIN tries left; -1 if the card did not say. */
        public int tries_left;

        /** The card's status word, such as 0x6982; 0 if there is none. */
        public int status_word;

        /** The PC/SC return code; 0 if there is none. */
        public int pcsc_code;

        /**
         * One English sentence in UTF-8, NUL-terminated: what happened, what it means for the
         * person at the desk, and what was left unchanged.
         */
        public byte[] message = new byte[512];

        /** Makes one that knows its size; all else is zero. */
        public JpkiError() {
            struct_size = size();
        }
    }

    /**
     * One log line. The caller owns it, sets {@code struct_size} to
     * {@code sizeof(jpki_log_record)} and may reuse it; there is nothing to free.
     */
    @Structure.FieldOrder({
        "struct_size",
        "level",
        "dropped_count",
        "reserved",
        "message",
    })
    final class JpkiLogRecord extends Structure {
        /** What {@code sizeof} is on 64-bit systems. */
        public static final int SIZE_64 = 528;
        /** What {@code sizeof} is on 32-bit Windows. */
        public static final int SIZE_32 = 528;
        /** What {@code sizeof} is on 32-bit Linux. */
        public static final int SIZE_32_LINUX = 528;

        /** Set by the caller: sizeof(jpki_log_record). */
        public int struct_size;

        /** One of JPKI_LOG_*; JPKI_LOG_OFF if no line is kept. */
        public int level;

        /**
         * How many lines between this one and the one taken before were dropped, because
         * JPKI_LOG_KEPT others were waiting.
         */
        public int dropped_count;

        /** Always 0. */
        public int reserved;

        /** The line in UTF-8, NUL-terminated, truncated between two characters. */
        public byte[] message = new byte[512];

        /** Makes one that knows its size; all else is zero. */
        public JpkiLogRecord() {
            struct_size = size();
        }
    }

    /**
     * One event at the readers. The caller owns it, sets {@code struct_size} to
     * {@code sizeof(jpki_event)} and may reuse it; there is nothing to free.
     */
    @Structure.FieldOrder({
        "struct_size",
        "event",
        "card_kind",
        "token_kind",
        "reason",
        "pcsc_code",
        "reserved",
        "reader",
    })
    final class JpkiEvent extends Structure {
        /** What {@code sizeof} is on 64-bit systems. */
        public static final int SIZE_64 = 284;
        /** What {@code sizeof} is on 32-bit Windows. */
        public static final int SIZE_32 = 284;
        /** What {@code sizeof} is on 32-bit Linux. */
        public static final int SIZE_32_LINUX = 284;

        /** Set by the caller: sizeof(jpki_event). */
        public int struct_size;

        /** One of JPKI_EVENT_*; treat an unknown one as no event. */
        public int event;

        /** With JPKI_EVENT_CARD_INSERTED: one of JPKI_CARD_*. */
        public int card_kind;

        /** With JPKI_CARD_TOKEN: one of JPKI_TOKEN_*. */
        public int token_kind;

        /**
         * With JPKI_EVENT_SERVICE_STOPPED and JPKI_CARD_NOT_IDENTIFIED: why, one of JPKI_ERROR_*;
         * otherwise JPKI_OK.
         */
        public int reason;

        /** The PC/SC return code behind {@code reason}; 0 if there is none. */
        public int pcsc_code;

        /** Always 0. */
        public int reserved;

        /** The reader's name, in UTF-8, NUL-terminated; empty with JPKI_EVENT_SERVICE_*. */
        public byte[] reader = new byte[256];

        /** Makes one that knows its size; all else is zero. */
        public JpkiEvent() {
            struct_size = size();
        }
    }

    /**
     * Sends a command APDU once and stores the answer, including its status word, in
     * {@code response}, at most {@code response_size} bytes, and its length in
     * {@code *response_length}. Required. Writing an answer after the function has returned is
     * harmless until {@code close}, but the answer is lost or taken for the next one.
     */
    interface JpkiTransportTransmit extends Callback {
        /**
         * Is called by the library.
         *
         * @param user as in C
         * @param command as in C
         * @param command_length as in C
         * @param response as in C
         * @param response_size as in C
         * @param response_length as in C
         * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
         */
        int invoke(
            Pointer user, Pointer command, SizeT command_length, Pointer response,
            SizeT response_size, Pointer response_length);
    }

    /** Prevents other programs from using the card. NULL if there are none. */
    interface JpkiTransportBeginTransaction extends Callback {
        /**
         * Is called by the library.
         *
         * @param user as in C
         * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
         */
        int invoke(Pointer user);
    }

    /** Allows other programs to use the card again. NULL if there are none. */
    interface JpkiTransportEndTransaction extends Callback {
        /**
         * Is called by the library.
         *
         * @param user as in C
         * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
         */
        int invoke(Pointer user);
    }

    /**
     * Powers the card down, so that it forgets a verified PIN; used when the key cannot be locked
     * otherwise. JPKI_ERROR_CARD_REMOVED counts as success. Required.
     */
    interface JpkiTransportPowerDown extends Callback {
        /**
         * Is called by the library.
         *
         * @param user as in C
         * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
         */
        int invoke(Pointer user);
    }

    /** Called once, when the library no longer uses the connection; may be NULL. */
    interface JpkiTransportClose extends Callback {
        /**
         * Is called by the library.
         *
         * @param user as in C
         */
        void invoke(Pointer user);
    }

    /**
     * A connection to a card supplied by the caller: a reader without PC/SC, a card at the other
     * end of a network, a test. The structure is copied when it is passed.
     *
     * <p>Each function receives {@code user}, is called in the thread that uses the card, one at a
     * time, and returns JPKI_OK or a JPKI_ERROR_*: JPKI_ERROR_CARD_REMOVED if the card was
     * removed, JPKI_ERROR_CARD_RESET if it lost its state. These are also passed on unchanged:
     * ..._SERVICE_*, ..._NO_READER, ..._NO_CARD, ..._CARD_UNRESPONSIVE, ..._SHARING_VIOLATION,
     * ..._CARD_BUSY and ..._READER_NOT_RESPONDING. Any other number becomes
     * JPKI_ERROR_READER_FAILED.
     *
     * <p>None may unwind or jump out of the call: a C++ exception must be caught inside it, or the
     * process ends, possibly with the key unlocked. Do not log the bytes: a command may contain a
     * PIN.
     */
    @Structure.FieldOrder({
        "struct_size",
        "max_apdu_data",
        "user",
        "transmit",
        "begin_transaction",
        "end_transaction",
        "power_down",
        "close",
    })
    final class JpkiTransport extends Structure {
        /** What {@code sizeof} is on 64-bit systems. */
        public static final int SIZE_64 = 56;
        /** What {@code sizeof} is on 32-bit Windows. */
        public static final int SIZE_32 = 32;
        /** What {@code sizeof} is on 32-bit Linux. */
        public static final int SIZE_32_LINUX = 32;

        /** Set by the caller: sizeof(jpki_transport). */
        public int struct_size;

        /**
         * The maximum number of data bytes in one APDU through this connection, at most 65,536.
         * Above 256, files are read with extended APDUs if the card accepts them. 0 if unknown:
         * files are then read in pieces of 256.
         */
        public int max_apdu_data;

        /** Passed to each function. */
        public Pointer user;

        /**
         * Sends a command APDU once and stores the answer, including its status word, in
         * {@code response}, at most {@code response_size} bytes, and its length in
         * {@code *response_length}. Required. Writing an answer after the function has returned is
         * harmless until {@code close}, but the answer is lost or taken for the next one.
         */
        public JpkiTransportTransmit transmit;

        /** Prevents other programs from using the card. NULL if there are none. */
        public JpkiTransportBeginTransaction begin_transaction;

        /** Allows other programs to use the card again. NULL if there are none. */
        public JpkiTransportEndTransaction end_transaction;

        /**
         * Powers the card down, so that it forgets a verified PIN; used when the key cannot be
         * locked otherwise. JPKI_ERROR_CARD_REMOVED counts as success. Required.
         */
        public JpkiTransportPowerDown power_down;

        /** Called once, when the library no longer uses the connection; may be NULL. */
        public JpkiTransportClose close;

        /** Makes one that knows its size; all else is zero. */
        public JpkiTransport() {
            struct_size = size();
        }
    }

    /** How to sign. All zero except struct_size means the defaults, as does a NULL pointer. */
    @Structure.FieldOrder({
        "struct_size",
        "digest",
        "scheme",
        "input",
        "last_try",
        "read_ca_certificate",
        "certificate",
        "ca_certificate",
    })
    final class JpkiSignOptions extends Structure {
        /** What {@code sizeof} is on 64-bit systems. */
        public static final int SIZE_64 = 40;
        /** What {@code sizeof} is on 32-bit Windows. */
        public static final int SIZE_32 = 32;
        /** What {@code sizeof} is on 32-bit Linux. */
        public static final int SIZE_32_LINUX = 32;

        /** Set by the caller: sizeof(jpki_sign_options). */
        public int struct_size;

        /** One of JPKI_DIGEST_*. */
        public int digest;

        /** One of JPKI_SCHEME_*. */
        public int scheme;

        /** One of JPKI_INPUT_*. */
        public int input;

        /** One of JPKI_LAST_TRY_*. */
        public int last_try;

        /**
         * For {@code jpki_card_authenticate}: 1 always reads the CA certificate from the card, 0
         * only if the certificate's issuer is neither one of the published CAs
         * (JPKI_FEATURE_TRUST) nor {@code ca_certificate}.
         */
        public int read_ca_certificate;

        /**
         * The certificate of the signing key, used to verify the signature. For
         * {@code jpki_card_sign}, NULL means the one last read through the same handle; if there
         * is none, it is read again. For {@code jpki_card_sign_document}, NULL means that it is
         * read. For {@code jpki_card_authenticate}, one known from an earlier visit: the card's
         * certificate is compared with it before the PIN is sent; NULL means that it is read.
         */
        public Pointer certificate;

        /**
         * For {@code jpki_card_authenticate}: the CA certificate that the caller expects to have
         * issued the card's certificate, for example that of a CA newer than this library. May be
         * NULL.
         */
        public Pointer ca_certificate;

        /** Makes one that knows its size; all else is zero. */
        public JpkiSignOptions() {
            struct_size = size();
        }
    }

    /** The result of {@code jpki_card_authenticate}. The caller frees the three objects. */
    @Structure.FieldOrder({
        "struct_size",
        "token_kind",
        "pin_status",
        "tries_left",
        "certificate",
        "ca_certificate",
        "signature",
    })
    final class JpkiAuthentication extends Structure {
        /** What {@code sizeof} is on 64-bit systems. */
        public static final int SIZE_64 = 40;
        /** What {@code sizeof} is on 32-bit Windows. */
        public static final int SIZE_32 = 28;
        /** What {@code sizeof} is on 32-bit Linux. */
        public static final int SIZE_32_LINUX = 28;

        /** Set by the caller: sizeof(jpki_authentication). */
        public int struct_size;

        /** One of JPKI_TOKEN_*. */
        public int token_kind;

        /** What the card reported before the PIN was sent: one of JPKI_TRIES_*. */
        public int pin_status;

        /** The number of tries left at that time; -1 if the card did not report it. */
        public int tries_left;

        /** The user-authentication certificate. */
        public Pointer certificate;

        /**
         * The certificate of its CA, as stored on the card; not a trust anchor. NULL if it was not
         * read: see {@code jpki_sign_options}.
         */
        public Pointer ca_certificate;

        /** The signature. */
        public Pointer signature;

        /** Makes one that knows its size; all else is zero. */
        public JpkiAuthentication() {
            struct_size = size();
        }
    }

    /**
     * The files that a desk read from a card and sent, for {@code jpki_face_from_files} and
     * {@code jpki_attributes_from_files}, and the challenge, which the verifier has kept itself
     * and accepts from nobody else. The call keeps no pointer to any of it. All of it is personal
     * data: do not log it.
     */
    @Structure.FieldOrder({
        "struct_size",
        "reserved",
        "record",
        "record_length",
        "certificate",
        "certificate_length",
        "challenge",
        "challenge_length",
        "signature",
        "signature_length",
    })
    final class JpkiRecordFiles extends Structure {
        /** What {@code sizeof} is on 64-bit systems. */
        public static final int SIZE_64 = 72;
        /** What {@code sizeof} is on 32-bit Windows. */
        public static final int SIZE_32 = 40;
        /** What {@code sizeof} is on 32-bit Linux. */
        public static final int SIZE_32_LINUX = 40;

        /** Set by the caller: sizeof(jpki_record_files). */
        public int struct_size;

        /** Must be 0. */
        public int reserved;

        /** JPKI_FILE_RECORD. */
        public Pointer record;

        /** Its length in bytes. */
        public SizeT record_length = new SizeT();

        /** JPKI_FILE_CERTIFICATE. */
        public Pointer certificate;

        /** Its length in bytes. */
        public SizeT certificate_length = new SizeT();

        /**
         * Of a face: the challenge that the card was to sign, chosen by the verifier: random, 16
         * bytes or more, never used before. Of attributes: NULL.
         */
        public Pointer challenge;

        /** Its length in bytes; 0 for attributes. */
        public SizeT challenge_length = new SizeT();

        /** JPKI_FILE_SIGNATURE. */
        public Pointer signature;

        /** Its length in bytes. */
        public SizeT signature_length = new SizeT();

        /** Makes one that knows its size; all else is zero. */
        public JpkiRecordFiles() {
            struct_size = size();
        }
    }

    /**
     * What the card says about itself. The caller owns it and sets {@code struct_size}; there is
     * nothing to free. None of it is signed.
     */
    @Structure.FieldOrder({
        "struct_size",
        "expiry",
        "municipality_code",
        "serial",
    })
    final class JpkiInformation extends Structure {
        /** What {@code sizeof} is on 64-bit systems. */
        public static final int SIZE_64 = 32;
        /** What {@code sizeof} is on 32-bit Windows. */
        public static final int SIZE_32 = 32;
        /** What {@code sizeof} is on 32-bit Linux. */
        public static final int SIZE_32_LINUX = 32;

        /** Set by the caller: sizeof(jpki_information). */
        public int struct_size;

        /** The last day on which the card is valid, YYYYMMDD as a number. */
        public int expiry;

        /**
         * The municipality that issued the card: five digits, the first two for the prefecture,
         * and NUL.
         */
        public byte[] municipality_code = new byte[8];

        /**
         * The card's serial number: 15 digits and NUL. It identifies one card; treat it like a
         * certificate's serial number and do not log it.
         */
        public byte[] serial = new byte[16];

        /** Makes one that knows its size; all else is zero. */
        public JpkiInformation() {
            struct_size = size();
        }
    }

    /**
     * How to verify a certificate. All fields zero except struct_size is the default, as is a NULL
     * pointer: an authentication certificate, with J-LIS's production CAs as trust anchors, at the
     * current time, without checking revocation.
     */
    @Structure.FieldOrder({
        "struct_size",
        "purpose",
        "anchors",
        "tolerance",
        "time",
        "ocsp_hash",
        "policies",
        "own_anchors",
        "own_anchors_count",
        "ca_certificate",
        "ocsp_request",
        "ocsp_response",
        "ocsp_response_length",
        "crl",
        "crl_length",
        "revocation_list",
        "own_policies",
    })
    final class JpkiVerifyOptions extends Structure {
        /** What {@code sizeof} is on 64-bit systems. */
        public static final int SIZE_64 = 112;
        /** What {@code sizeof} is on 32-bit Windows. */
        public static final int SIZE_32 = 72;
        /** What {@code sizeof} is on 32-bit Linux. */
        public static final int SIZE_32_LINUX = 72;

        /** Set by the caller: sizeof(jpki_verify_options). */
        public int struct_size;

        /** What the certificate must be for: one of JPKI_PURPOSE_*. */
        public int purpose;

        /** Which trust anchors to use: one of JPKI_ANCHORS_*. */
        public int anchors;

        /**
         * By how many seconds the clock of a responder or CRL issuer may differ: up to 86400; 0
         * for the default, 300. It does not extend the certificate's own validity period.
         */
        public int tolerance;

        /** The time of verification: seconds since 1970-01-01T00:00:00Z; 0 for now. */
        public long time;

        /** For {@code jpki_ocsp_request_new} only: one of JPKI_OCSP_HASH_*. */
        public int ocsp_hash;

        /** Which certificate policies to accept: one of JPKI_POLICIES_*. */
        public int policies;

        /**
         * With JPKI_ANCHORS_OWN or JPKI_ANCHORS_PRODUCTION_AND_OWN, otherwise NULL: an array of up
         * to 64 certificates, each a self-signed CA certificate. Whoever can choose them can make
         * cards: obtain them from the CA, over a channel that nobody can tamper with, and never
         * from a card.
         */
        public Pointer own_anchors;

        /** The number of certificates in own_anchors: one or more with those two, otherwise 0. */
        public SizeT own_anchors_count = new SizeT();

        /**
         * A CA certificate from another source, such as the card, to compare with the anchor; or
         * NULL. It is not required.
         */
        public Pointer ca_certificate;

        /**
         * The request that ocsp_response answers; or NULL. If it is set, revocation is checked, so
         * an empty response is JPKI_ERROR_REVOCATION_UNKNOWN.
         */
        public Pointer ocsp_request;

        /** The OCSP response (DER), unchanged as the responder sent it, up to 64 KiB. */
        public Pointer ocsp_response;

        /** Its length in bytes. */
        public SizeT ocsp_response_length = new SizeT();

        /**
         * Instead of an OCSP response: a complete CRL (DER), up to 256 MiB; or NULL. It is not
         * copied, and is verified and searched on every call. At most 64 names of distribution
         * points are read from the CRL and 64 from the certificate, and from the CRL at most 64
         * extensions of 64 KiB together.
         */
        public Pointer crl;

        /** Its length in bytes. */
        public SizeT crl_length = new SizeT();

        /** Instead of both: a CRL that was loaded earlier; or NULL. */
        public Pointer revocation_list;

        /**
         * With JPKI_POLICIES_OWN the only certificate policies to accept, otherwise additional
         * ones, under any anchor: the caller is responsible for their fitting the purpose. Dotted
         * numbers such as "1.2.392.200149.8.5.1.1.40", each of 63 bytes at most, separated by one
         * space, 1024 bytes at most in total and ended by NUL; or NULL.
         */
        public Pointer own_policies;

        /** Makes one that knows its size; all else is zero. */
        public JpkiVerifyOptions() {
            struct_size = size();
        }
    }

    /**
     * The result of {@code jpki_certificate_verify} or {@code jpki_signature_verify}. The caller
     * owns it and sets {@code struct_size}; there is nothing to free, and it holds no data about
     * the holder.
     *
     * <p>After a call {@code status} is the returned status, even if no other field could be
     * written; without a verdict it is never JPKI_OK, and the other fields are 0, empty and -1.
     */
    @Structure.FieldOrder({
        "struct_size",
        "status",
        "reason_count",
        "revocation",
        "reasons",
        "revocation_time",
        "revocation_reason",
        "days_left",
        "days_expired",
        "is_within_grace",
        "policy_is_known",
        "anchor_key_id_length",
        "policy",
        "anchor_key_id",
    })
    final class JpkiVerdict extends Structure {
        /** What {@code sizeof} is on 64-bit systems. */
        public static final int SIZE_64 = 272;
        /** What {@code sizeof} is on 32-bit Windows. */
        public static final int SIZE_32 = 272;
        /** What {@code sizeof} is on 32-bit Linux. */
        public static final int SIZE_32_LINUX = 272;

        /** Set by the caller: sizeof(jpki_verdict). */
        public int struct_size;

        /**
         * The verdict as one status: JPKI_OK if everything checked is good, and only then.
         * Otherwise the first of these that there is a reason for: JPKI_ERROR_CERTIFICATE_REVOKED,
         * CERTIFICATE_MALFORMED, CERTIFICATE_NOT_TRUSTED, SIGNATURE_INVALID (the one over the
         * challenge), CERTIFICATE_NOT_YET_VALID, CERTIFICATE_EXPIRED, REVOCATION_UNKNOWN. Any
         * other status means that there is no verdict.
         */
        public int status;

        /**
         * The number of reasons: all of them are reported, not only the first. 0 for a good
         * verdict.
         */
        public int reason_count;

        /**
         * What is known about the certificate's revocation: one of JPKI_REVOCATION_*; 0 if there
         * is no verdict.
         */
        public int revocation;

        /** The reasons, JPKI_REASON_*, in numerical order; 0 past the last. */
        public int[] reasons = new int[32];

        /**
         * When the certificate was revoked, in seconds since 1970-01-01T00:00:00Z, according to
         * the CA; -1 if it is not revoked.
         */
        public long revocation_time;

        /**
         * Why the certificate was revoked: the CRLReason number of RFC 5280, 5.3.1, such as 1 for
         * a lost card or key, 3 for a changed name or address, 4 for a certificate replaced by a
         * new one, 5 for one given up, 6 for one on hold. -1 if it is not revoked, or the CA gives
         * no reason.
         */
        public int revocation_reason;

        /**
         * The days for which the certificate is still valid after today, by the calendar in Japan:
         * 0 on its last day. -1 once it has expired.
         */
        public int days_left;

        /**
         * The days since the certificate expired, by the calendar in Japan: 1 on the day after its
         * last day, and 0 on that last day if it ended before midnight. -1 until then.
         */
        public int days_expired;

        /**
         * Whether online eligibility verification still accepts the certificate although it has
         * expired and is not valid: 1 until the end, in Japan, of the third month after the month
         * in which it expired, without medical data; otherwise 0. Only for an authentication
         * certificate with nothing else wrong: never for one that is revoked, or whose issuer is
         * not trusted; {@code revocation} says whether revocation was checked. The certificate is
         * good for nothing else, and {@code status} is JPKI_ERROR_CERTIFICATE_EXPIRED.
         */
        public int is_within_grace;

        /**
         * Whether the library knows {@code policy}: 1; or 0 for a class newer than the library,
         * for one of own_policies that is not a J-LIS policy it knows, or for no policy.
         */
        public int policy_is_known;

        /** The length of {@code anchor_key_id} in bytes, or 0. */
        public int anchor_key_id_length;

        /**
         * The certificate policy that was accepted, as dotted numbers ended by NUL, such as
         * "1.2.392.200149.8.5.1.3.30": one of the certificate's own that the options accept. Empty
         * if none fits (JPKI_REASON_POLICY_WRONG). {@code jpki_policy_text} describes it.
         */
        public byte[] policy = new byte[64];

        /**
         * The key identifier of the anchor that signed the certificate: it identifies the
         * authority and its generation. All 0 if no anchor did.
         */
        public byte[] anchor_key_id = new byte[32];

        /** Makes one that knows its size; all else is zero. */
        public JpkiVerdict() {
            struct_size = size();
        }
    }

    /**
     * Returns the name of a status constant, such as "JPKI_ERROR_PIN_WRONG", or
     * "JPKI_ERROR_UNKNOWN" for an unknown number. The text is static: do not free it. Any thread;
     * does not touch a card.
     *
     * @param status a number or a constant
     * @return the text, or null
     */
    String jpki_status_name(int status);

    /**
     * Returns a sentence about a status for the person at the desk, in UTF-8: what happened, what
     * it means, what to do next, and what was left unchanged.
     *
     * <p>{@code language}: one of JPKI_LANGUAGE_*; any other number means English. The sentence
     * does not include the number of tries left; use {@code jpki_error_text} for that. For an
     * unknown status, it says that the status is unknown. The text is static: do not free it. Any
     * thread; does not touch a card.
     *
     * @param status a number or a constant
     * @param language a number or a constant
     * @return the text, or null
     */
    String jpki_status_text(int status, int language);

    /**
     * Writes a failure as a sentence for the person at the desk.
     *
     * <p>The text contains that of {@code jpki_status_text}, the number of tries left and, for the
     * log, the card's status word and the PC/SC code, as in error-&gt;message. For a locked PIN it
     * says whether this call's try locked it or it was already locked. It omits what the message
     * has in parentheses: the part of the call that failed or, for JPKI_ERROR_KEY_NOT_LOCKED after
     * a change, which PIN is in force.
     *
     * <p>{@code failure}: an error stored by a call; its message is not read. {@code language}:
     * one of JPKI_LANGUAGE_*. {@code text}: receives NUL-terminated UTF-8, truncated between two
     * characters to {@code text_size} bytes; JPKI_ERROR_TEXT_SIZE is enough. On failure it is
     * empty. JPKI_ERROR_ARGUMENT if {@code failure} holds a status, a number of tries or a status
     * word that no call stores.
     *
     * <p>{@code failure} and {@code error} may be the same structure: it is read first and then
     * cleared, as after any success, so save the status. Any thread; does not touch a card.
     *
     * @param failure what the call reads, or null
     * @param language a number or a constant
     * @param text receives the text, ended by NUL
     * @param text_size the size of {@code text} in bytes
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_error_text(
        JpkiError failure, int language, Pointer text, SizeT text_size, JpkiError error);

    /**
     * Returns the library's version, such as "0.1.0". The text is static: do not free it.
     *
     * @return the text, or null
     */
    String jpki_version();

    /**
     * Returns the features that the library was built with: a sum of JPKI_FEATURE_*.
     *
     * @return see above
     */
    int jpki_features();

    /**
     * Overwrites {@code length} bytes at {@code data} with zeros, in a way that compilers do not
     * optimise away: for the caller's own copy of a PIN. NULL is ignored.
     *
     * @param data the bytes that are overwritten
     * @param length the size of {@code data} in bytes
     */
    void jpki_secure_wipe(Pointer data, SizeT length);

    /**
     * Sends the library's log lines up to {@code level} to {@code callback}.
     *
     * <p>{@code level}: one of JPKI_LOG_*. JPKI_LOG_OFF or a NULL {@code callback} turns logging
     * off, which is the initial state. {@code user} is passed to the callback. No line contains a
     * PIN, a name or a serial number, at any level.
     *
     * <p>A callback may call the library, including this function, but not use a card that is in
     * use (JPKI_ERROR_REENTERED); log lines of its own calls are dropped. Another thread may still
     * be in the old callback when this function returns. It replaces {@code jpki_log_keep}, whose
     * lines are dropped. Any thread; does not touch a card.
     *
     * @param callback is called by the library, or null
     * @param user is passed to the callback
     * @param level a number or a constant
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_log_set(JpkiLogCallback callback, Pointer user, int level, JpkiError error);

    /**
     * Keeps the library's log lines up to {@code level} for {@code jpki_log_next}: for programs
     * that cannot be called back.
     *
     * <p>{@code level}: one of JPKI_LOG_*. JPKI_LOG_OFF turns logging off, which is the initial
     * state, and drops what is kept. Of more than JPKI_LOG_KEPT lines the oldest are dropped, and
     * counted in the next record. It replaces the callback of {@code jpki_log_set}. No line
     * contains a PIN, a name or a serial number, at any level. Any thread; does not touch a card.
     *
     * @param level a number or a constant
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_log_keep(int level, JpkiError error);

    /**
     * Takes the oldest log line that {@code jpki_log_keep} kept, and returns immediately. If there
     * is none, the call succeeds with {@code record->level} JPKI_LOG_OFF and an empty message; so
     * it does if nothing is kept at all. Lines come in the order in which they were caused. Any
     * thread; does not touch a card.
     *
     * @param record what the call writes
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_log_next(JpkiLogRecord record, JpkiError error);

    /**
     * Creates a certificate from DER that the caller has stored, for example to pass it to
     * {@code jpki_card_sign}.
     *
     * <p>{@code data}, {@code length}: the DER encoding, which is copied. On success the caller
     * must free {@code *certificate}; on failure it is NULL. JPKI_ERROR_CERTIFICATE_MALFORMED if
     * it is not a certificate. Any thread; does not touch a card.
     *
     * @param data the bytes, or null
     * @param length the size of {@code data} in bytes
     * @param certificate receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_certificate_new(
        byte[] data, SizeT length, PointerByReference certificate, JpkiError error);

    /**
     * Frees a certificate. NULL or an already freed certificate is ignored.
     *
     * @param certificate the handle, or null
     */
    void jpki_certificate_free(Pointer certificate);

    /**
     * Returns the certificate's DER encoding, {@code *length} bytes; {@code length} may be NULL.
     * Returns NULL and 0 if the handle is invalid.
     *
     * @param certificate the handle, or null
     * @param length receives the length, or null
     * @return the bytes, or null
     */
    Pointer jpki_certificate_data(Pointer certificate, SizeTByReference length);

    /**
     * Returns a field of the certificate, {@code *length} bytes; {@code length} may be NULL.
     *
     * <p>{@code field}: one of JPKI_FIELD_*. Returns NULL and 0 if the certificate does not have
     * the field, {@code field} is not one of these constants, or the handle is invalid.
     *
     * @param certificate the handle, or null
     * @param field a number or a constant
     * @param length receives the length, or null
     * @return the bytes, or null
     */
    Pointer jpki_certificate_field(Pointer certificate, int field, SizeTByReference length);

    /**
     * Returns the first second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the
     * handle is invalid.
     *
     * @param certificate the handle, or null
     * @return see above
     */
    long jpki_certificate_not_before(Pointer certificate);

    /**
     * Returns the last second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle
     * is invalid.
     *
     * @param certificate the handle, or null
     * @return see above
     */
    long jpki_certificate_not_after(Pointer certificate);

    /**
     * Frees a signature. NULL or an already freed signature is ignored.
     *
     * @param signature the handle, or null
     */
    void jpki_signature_free(Pointer signature);

    /**
     * Returns the signature, {@code *length} bytes: 256 for RSA-2048; future keys have other
     * lengths. {@code length} may be NULL. Returns NULL and 0 if the handle is invalid.
     *
     * @param signature the handle, or null
     * @param length receives the length, or null
     * @return the bytes, or null
     */
    Pointer jpki_signature_data(Pointer signature, SizeTByReference length);

    /**
     * Returns the algorithm to verify the signature with, one of JPKI_ALGORITHM_*; 0 if the handle
     * is invalid.
     *
     * @param signature the handle, or null
     * @return see above
     */
    int jpki_signature_algorithm(Pointer signature);

    /**
     * Returns the algorithm's name, such as "RSA-SHA256"; empty if the handle is invalid. The text
     * is static: do not free it.
     *
     * @param signature the handle, or null
     * @return the text, or null
     */
    String jpki_signature_algorithm_name(Pointer signature);

    /**
     * Lists the otherNames of a certificate's subject (subjectAltName), in the certificate's
     * order. For a signature certificate these are the holder's attributes, below
     * 1.2.392.200149.8.5.5: .1 name, .3 sex, .4 birth date, .5 address, .2 and .6 whether
     * characters were substituted. Others may be present, such as the reading of the name, and are
     * listed too. An authentication certificate has none: the list is then empty.
     *
     * <p>{@code jpki_items_name} is the object identifier as dotted numbers,
     * {@code jpki_items_data} the value as the certificate has it, one DER element, and
     * {@code jpki_items_text} its text, if it is a UTF8String or a PrintableString. They are only
     * as trustworthy as the certificate: see {@code jpki_certificate_verify}. Their use is
     * restricted by law.
     *
     * <p>JPKI_ERROR_CERTIFICATE_MALFORMED if they cannot be read. Free {@code *items} with
     * {@code jpki_items_free}; it is NULL on failure. Any thread; does not touch a card.
     *
     * @param certificate the handle, or null
     * @param items receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_certificate_other_names(
        Pointer certificate, PointerByReference items, JpkiError error);

    /**
     * Frees a list and wipes it. Does nothing if it is NULL or already freed.
     *
     * @param items the handle, or null
     */
    void jpki_items_free(Pointer items);

    /**
     * The number of items; 0 if the handle is not open.
     *
     * @param items the handle, or null
     * @return see above
     */
    SizeT jpki_items_count(Pointer items);

    /**
     * The name of the item at {@code index}, from 0, ended by NUL: see the function that made the
     * list. NULL past the end, or if the handle is not open.
     *
     * @param items the handle, or null
     * @param index a number
     * @return the text, or null
     */
    String jpki_items_name(Pointer items, SizeT index);

    /**
     * The item's text in UTF-8, ended by NUL, unchanged: replace control characters before
     * displaying it on a terminal. NULL if it is not text or has a NUL in it, past the end, or if
     * the handle is not open.
     *
     * @param items the handle, or null
     * @param index a number
     * @return the text, or null
     */
    String jpki_items_text(Pointer items, SizeT index);

    /**
     * The item's value, {@code *length} bytes; {@code length} may be NULL. NULL and 0 past the
     * end, or if the handle is not open.
     *
     * @param items the handle, or null
     * @param index a number
     * @param length receives the length, or null
     * @return the bytes, or null
     */
    Pointer jpki_items_data(Pointer items, SizeT index, SizeTByReference length);

    /**
     * Creates a cancellation, not yet cancelled. On success the caller must free
     * {@code *cancellation}; on failure it is NULL. JPKI_ERROR_NOT_BUILT unless the library has
     * JPKI_FEATURE_PCSC.
     *
     * @param cancellation receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_cancellation_new(PointerByReference cancellation, JpkiError error);

    /**
     * Cancels every wait that the cancellation is passed to, now and later: they return
     * JPKI_ERROR_CANCELLED. Returns once those in progress have been woken; a second call does
     * nothing. Any thread, at any time. Does not touch a card.
     *
     * @param cancellation the handle, or null
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_cancellation_cancel(Pointer cancellation, JpkiError error);

    /**
     * Frees a cancellation. A wait that uses it continues, and can no longer be cancelled through
     * it. NULL or an already freed cancellation is ignored.
     *
     * @param cancellation the handle, or null
     */
    void jpki_cancellation_free(Pointer cancellation);

    /**
     * Creates a context. It does not connect yet, so if the service is not running, only the calls
     * that need it fail. On success the caller must free {@code *context}; on failure it is NULL.
     * JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PCSC. Any thread; does not touch a
     * card.
     *
     * @param context receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_context_new(PointerByReference context, JpkiError error);

    /**
     * Frees a context and cancels its waits and monitors, including calls that are just beginning,
     * whatever state the service is in. Returns once every call on the context in another thread
     * has returned; in a callback it does not wait. NULL or an already freed context is ignored.
     *
     * @param context the handle, or null
     */
    void jpki_context_free(Pointer context);

    /**
     * Sets one of the context's timeouts.
     *
     * <p>{@code timeout}: one of JPKI_TIMEOUT_*, which describe what they limit.
     * {@code milliseconds}: 0 to 86,400,000 (24 hours), or JPKI_WAIT_FOREVER for no limit; any
     * other value is JPKI_ERROR_ARGUMENT. Any thread; does not touch a card.
     *
     * @param context the handle, or null
     * @param timeout a number or a constant
     * @param milliseconds a number or a constant
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_context_set_timeout(Pointer context, int timeout, int milliseconds, JpkiError error);

    /**
     * Lists the readers that are connected now. On success the caller must free {@code *readers};
     * on failure it is NULL. If no reader is connected, the list is empty. A service that does not
     * respond is waited for up to JPKI_TIMEOUT_TRANSACTION, then the call returns
     * JPKI_ERROR_SERVICE_NOT_RESPONDING. Any thread; does not touch a card.
     *
     * @param context the handle, or null
     * @param readers receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_context_readers(Pointer context, PointerByReference readers, JpkiError error);

    /**
     * Frees a list of readers. NULL or an already freed list is ignored.
     *
     * @param readers the handle, or null
     */
    void jpki_readers_free(Pointer readers);

    /**
     * Returns the number of readers in the list; 0 if the handle is invalid.
     *
     * @param readers the handle, or null
     * @return see above
     */
    SizeT jpki_readers_count(Pointer readers);

    /**
     * Returns a reader's name, in UTF-8, NUL-terminated and valid until the list is freed.
     * {@code index} counts from 0; NULL past the end. Pass the bytes back unchanged; to display
     * them, see {@code jpki_card_reader_name}.
     *
     * @param readers the handle, or null
     * @param index a number
     * @return the text, or null
     */
    String jpki_readers_name(Pointer readers, SizeT index);

    /**
     * Reports what is in a reader now: {@code *presence} receives one of JPKI_PRESENCE_*.
     * {@code reader}: its exact name. A service that does not respond is waited for as in
     * {@code jpki_context_readers}. Any thread; does not touch a card.
     *
     * @param context the handle, or null
     * @param reader text, or null
     * @param presence receives the number
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_context_reader_status(
        Pointer context, String reader, IntByReference presence, JpkiError error);

    /**
     * Waits until an Individual Number Card is on a reader, and connects to it in shared mode.
     *
     * <p>{@code reader}: the exact name of a reader, or a part of it (JPKI_WAIT_NAME_PART); NULL
     * or empty for any reader. {@code timeout_milliseconds}: 0 checks once, up to 86,400,000 (24
     * hours) waits that long, JPKI_WAIT_FOREVER waits without limit; any other value is
     * JPKI_ERROR_ARGUMENT. {@code flags}: a sum of JPKI_WAIT_*. {@code cancellation}: also ends
     * the wait, immediately if it is already cancelled; NULL for none. It may be freed while the
     * wait uses it. On success the caller must free {@code *card}; on failure it is NULL.
     *
     * <p>A card of another kind is queried again while it stays on the reader, after 0.5, 1, 2, 4
     * and then every 5 s, since a phone's application may appear late. Cards of other kinds,
     * unresponsive cards and cards held exclusively by another program are skipped. On timeout the
     * call returns the most informative of JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD,
     * CARD_UNRESPONSIVE, SHARING_VIOLATION, CARD_BUSY, READER_NOT_RESPONDING, NO_READER,
     * UNKNOWN_READER, NO_CARD (with timeout 0) and TIMED_OUT.
     *
     * <p>Before the timeout it returns JPKI_ERROR_CANCELLED if cancelled, and JPKI_ERROR_SERVICE_*
     * or JPKI_ERROR_PCSC_NOT_INSTALLED if the service is not running or not installed when the
     * wait begins, unless JPKI_WAIT_FOR_SERVICE is set, and JPKI_ERROR_SERVICE_REFUSED if it
     * refuses the card. A service that stops later, fails or does not respond is tolerated for
     * JPKI_TIMEOUT_SERVICE_ABSENCE; then, or on timeout, the call returns one of these. The
     * service has at least one second to respond. With JPKI_WAIT_FOREVER only a card, a
     * cancellation, {@code jpki_context_cancel}, that limit or a refusal ends the wait. No PIN try
     * is spent. Any thread.
     *
     * @param context the handle, or null
     * @param reader text, or null
     * @param timeout_milliseconds a number or a constant
     * @param flags a number or a constant
     * @param cancellation the handle, or null
     * @param card receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_wait(
        Pointer context, String reader, int timeout_milliseconds, int flags, Pointer cancellation,
        PointerByReference card, JpkiError error);

    /**
     * Connects to the card that is in a reader now, of any kind, in shared mode.
     *
     * <p>{@code reader}: its exact name, as returned by {@code jpki_readers_name}. On success the
     * caller must free {@code *card}; on failure it is NULL. With a card of another kind, the
     * functions that use the card return JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD.
     *
     * <p>Does not wait for a card (use {@code jpki_card_wait}), but waits for another program's
     * transaction up to JPKI_TIMEOUT_TRANSACTION, then returns JPKI_ERROR_CARD_BUSY. Other errors:
     * JPKI_ERROR_NO_CARD, UNKNOWN_READER, CARD_UNRESPONSIVE, SHARING_VIOLATION,
     * READER_NOT_RESPONDING, READER_FAILED, SERVICE_*, PCSC_NOT_INSTALLED; CANCELLED after
     * {@code jpki_context_cancel}. Powers the card on if it is off. No PIN try is spent. Any
     * thread.
     *
     * @param context the handle, or null
     * @param reader text, or null
     * @param card receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_connect(
        Pointer context, String reader, PointerByReference card, JpkiError error);

    /**
     * Cancels every wait of the context, and every {@code jpki_monitor_next} of its monitors, that
     * is in progress: they return JPKI_ERROR_CANCELLED. So do blocked calls that list readers,
     * query one or connect to one. Otherwise it does nothing, and waits that begin later are not
     * affected; for those use a {@code jpki_cancellation}. Intended to be called from another
     * thread. Any thread; does not touch a card.
     *
     * @param context the handle, or null
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_context_cancel(Pointer context, JpkiError error);

    /**
     * Creates a monitor of readers and their cards. It does not connect yet, so it can be created
     * before the service runs.
     *
     * <p>{@code reader}: the exact name of the reader to watch, which need not be connected yet;
     * NULL or empty for every reader. {@code flags}: 0 or JPKI_MONITOR_IDENTIFY. On success the
     * caller must free {@code *monitor}; on failure it is NULL. The monitor outlives its context,
     * but {@code jpki_context_free} cancels it permanently. Any thread; does not touch a card.
     *
     * @param context the handle, or null
     * @param reader text, or null
     * @param flags a number or a constant
     * @param monitor receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_monitor_new(
        Pointer context, String reader, int flags, PointerByReference monitor, JpkiError error);

    /**
     * Waits for the next event and stores it.
     *
     * <p>{@code timeout_milliseconds}: 0 checks once, up to 86,400,000 (24 hours) waits that long,
     * JPKI_WAIT_FOREVER waits without limit; any other value is JPKI_ERROR_ARGUMENT.
     * {@code cancellation}: also ends the call, immediately if it is already cancelled, and the
     * monitor continues; NULL for none. It may be freed while the call uses it. The thread sleeps
     * in the service until something changes.
     *
     * <p>The initial state is reported first: the readers, then their cards. Changes between two
     * calls are reported as the difference between then and now. While the service is unavailable
     * the monitor continues, and looks for it every 250 ms; a service that does not respond before
     * the timeout, or within ten seconds if there is none, counts as stopped. With
     * JPKI_MONITOR_IDENTIFY the call may exceed the timeout by the time that it takes to query a
     * card.
     *
     * <p>JPKI_ERROR_TIMED_OUT; JPKI_ERROR_CANCELLED after {@code jpki_context_cancel} or through
     * {@code cancellation}, which loses no event, and permanently once the context or the monitor
     * is freed; JPKI_ERROR_REENTERED in a callback while the monitor is in use. On failure
     * {@code event->event} is JPKI_EVENT_NONE. No PIN try is spent. Any thread.
     *
     * @param monitor the handle, or null
     * @param timeout_milliseconds a number or a constant
     * @param cancellation the handle, or null
     * @param event what the call writes
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_monitor_next(
        Pointer monitor, int timeout_milliseconds, Pointer cancellation, JpkiEvent event,
        JpkiError error);

    /**
     * Frees a monitor. A {@code jpki_monitor_next} in another thread returns JPKI_ERROR_CANCELLED,
     * and this function returns after it has; in a callback it does not wait. NULL or an already
     * freed monitor is ignored.
     *
     * @param monitor the handle, or null
     */
    void jpki_monitor_free(Pointer monitor);

    /**
     * Opens a card behind a transport supplied by the caller.
     *
     * <p>{@code transport} is copied, and nothing is sent yet. On success the caller must free
     * {@code *card}; on failure it is NULL. {@code close} is called when the card is freed, or
     * immediately if the call fails after the structure was accepted. Any thread.
     *
     * @param transport what the call reads, or null
     * @param card receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_open_transport(
        JpkiTransport transport, PointerByReference card, JpkiError error);

    /**
     * Frees a card's handle and disconnects from the card, leaving it powered and not reset. This
     * ends a transaction begun by {@code jpki_card_begin_transaction}, and tries once more to lock
     * a key that could not be locked before. NULL or an already freed card is ignored.
     *
     * <p>A call in progress in another thread finishes first, which locks the key, and only then
     * does this function return: do not hold a lock that the call's own callback may take. Calls
     * still waiting for their turn return JPKI_ERROR_HANDLE. In a callback (a log callback or a
     * transport's functions) it does not wait, and the card is released when the call that is
     * using it returns. No effect on PIN tries. Any thread.
     *
     * <p>{@code exit()}, and returning from {@code main}, do not wait for threads and may leave
     * the key unlocked: first free the cards, or join the threads that use them.
     *
     * @param card the handle, or null
     */
    void jpki_card_free(Pointer card);

    /**
     * Returns the name of the card's reader, in UTF-8, NUL-terminated and valid until the card is
     * freed; NULL for a card without a reader. The reader or its driver chose the name: before
     * displaying or logging it, replace control characters, characters that change the direction
     * of text, and bytes that are not UTF-8, which pcsc-lite passes on from a driver or
     * {@code reader.conf}.
     *
     * @param card the handle, or null
     * @return the text, or null
     */
    String jpki_card_reader_name(Pointer card);

    /**
     * Sets how many bytes are read from files at a time.
     *
     * <p>{@code length}: 1 to 32,768 bytes, from now on; the default is 256. Some readers fail on
     * answers of 256 bytes: try 128 there. Above 256, extended-length commands are used, and a
     * card face is read in one command instead of a dozen; an application that refuses them is
     * read in pieces of 256. Not every reader supports them: test with the readers in use. Sends
     * nothing. Any thread.
     *
     * @param card the handle, or null
     * @param length a number
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_set_read_length(Pointer card, SizeT length, JpkiError error);

    /**
     * Reads what kind of token this is: a card or a phone.
     *
     * <p>{@code *kind} receives one of JPKI_TOKEN_*. {@code label} may be NULL; otherwise it
     * receives the token's label, such as "JPKIAPICCTOKEN2", in UTF-8, truncated to
     * {@code label_size} bytes including its NUL (33 hold any ASCII label); on failure it is
     * empty. The label is safe to display: each control, invisible or direction-changing character
     * is replaced by U+FFFD. No PIN try is spent. Any thread.
     *
     * @param card the handle, or null
     * @param kind receives the number
     * @param label receives the text, ended by NUL
     * @param label_size the size of {@code label} in bytes
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_token(
        Pointer card, IntByReference kind, Pointer label, SizeT label_size, JpkiError error);

    /**
     * Asks how many tries a PIN, password or number has left; spends none.
     *
     * <p>{@code credential}: one of JPKI_CREDENTIAL_*. {@code *state} receives one of
     * JPKI_TRIES_*, {@code *left} the number of tries: 0 when locked, -1 when the card does not
     * report it.
     *
     * <p>JPKI_ERROR_NOT_ON_CARD if the token does not have the credential: a phone has only the
     * PIN and perhaps the signature password, and many children's cards have no signature
     * certificate. This is a normal answer, not a fault. Any thread.
     *
     * @param card the handle, or null
     * @param credential a number or a constant
     * @param state receives the number
     * @param left receives the number
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_tries(
        Pointer card, int credential, IntByReference state, IntByReference left, JpkiError error);

    /**
     * Asks whether the token has a certificate.
     *
     * <p>{@code kind}: JPKI_CERTIFICATE_AUTHENTICATION or JPKI_CERTIFICATE_SIGNATURE. The CA
     * certificates are JPKI_ERROR_ARGUMENT, since the token does not report them. {@code *present}
     * receives 1 or 0, and 0 on failure. Many children's cards have no signature certificate; this
     * is not a fault. No PIN try is spent. Any thread.
     *
     * @param card the handle, or null
     * @param kind a number or a constant
     * @param present receives the number
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_has_certificate(Pointer card, int kind, IntByReference present, JpkiError error);

    /**
     * Reads a certificate that needs no password.
     *
     * <p>{@code kind}: one of
     * <ul>
     * <li>JPKI_CERTIFICATE_AUTHENTICATION: readable without the PIN on a card. An Android phone
     * requires the PIN: the call returns JPKI_ERROR_PIN_REQUIRED; use
     * {@code jpki_card_authenticate};
     * <li>JPKI_CERTIFICATE_AUTHENTICATION_CA, JPKI_CERTIFICATE_SIGNATURE_CA: as stored on the
     * card; not a trust anchor.
     * </ul>
     *
     * <p>JPKI_CERTIFICATE_SIGNATURE is JPKI_ERROR_ARGUMENT, since the card requires the password:
     * use {@code jpki_card_signature_certificate}, which sends it. On success the caller must free
     * {@code *certificate}; on failure it is NULL. No PIN try is spent. Any thread.
     *
     * @param card the handle, or null
     * @param kind a number or a constant
     * @param certificate receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_certificate(
        Pointer card, int kind, PointerByReference certificate, JpkiError error);

    /**
     * Begins a transaction that lasts until {@code jpki_card_end_transaction}.
     *
     * <p>All calls on the card between the two run in one PC/SC transaction, so that no other
     * program can access the card between them. Each call still locks the key at its end, and
     * sends no more PINs than it would outside a transaction.
     *
     * <p>Meanwhile <b>no other program can use the card</b>: keep the transaction short, and never
     * open while a person types. Windows resets a card whose transaction has been idle for five
     * seconds. Calls of other threads on this card are part of the transaction. Waits for another
     * program's transaction up to JPKI_TIMEOUT_TRANSACTION, then returns JPKI_ERROR_CARD_BUSY. On
     * failure no transaction has begun.
     *
     * <p>JPKI_ERROR_ARGUMENT if one has already begun. Freeing the card ends it. No PIN try is
     * spent. Any thread; another thread may end the transaction.
     *
     * @param card the handle, or null
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_begin_transaction(Pointer card, JpkiError error);

    /**
     * Ends the transaction begun by {@code jpki_card_begin_transaction}: other programs can use
     * the card again. It has ended whatever this function returns.
     *
     * <p>JPKI_ERROR_ARGUMENT if none has begun. JPKI_ERROR_CARD_RESET if it was interrupted: an
     * exchange was lost or the card was reset, and the call at that time repeated what may be
     * repeated, or failed, so that another program may have used the card between calls.
     * JPKI_ERROR_CARD_REMOVED and the like if the card is gone. No PIN try is spent. Any thread.
     *
     * @param card the handle, or null
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_end_transaction(Pointer card, JpkiError error);

    /**
     * Opens a new embedded virtual card, for development and tests.
     *
     * <p>{@code kind}: one of JPKI_VIRTUAL_*. Unless the kind says otherwise, the PIN and the
     * input-support PIN are 1234, the signature password is ABC123, the check number is made of
     * 19800217, 2035 and "2285", and the certificates are test certificates.
     *
     * <p>JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_VIRTUAL_CARD. On success the
     * caller must free {@code *card}; on failure it is NULL. Any thread.
     *
     * @param kind a number or a constant
     * @param card receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_open_virtual(int kind, PointerByReference card, JpkiError error);

    /**
     * Opens a new embedded virtual card with settings, and with what is to go wrong at it: for
     * tests of what a program does then.
     *
     * <p>{@code kind}: as for {@code jpki_card_open_virtual}. {@code settings}: in UTF-8,
     * separated by line feeds or semicolons and ended by NUL; NULL or empty for none. Each is one
     * of
     * <ul>
     * <li>{@code name TEXT}, {@code address TEXT}: the holder's, as text;
     * <li>{@code pin TEXT}, {@code signature-password TEXT}, {@code input-support-pin TEXT},
     * {@code security-code TEXT};
     * <li>{@code pin-tries N}, {@code signature-password-tries N}, {@code input-support-pin-tries
     * N}, {@code check-number-tries N}: how many are left;
     * <li>{@code hides-tries}, {@code unlimited-tries}, {@code no-signature-certificate};
     * {@code seed N} for other keys;
     * <li>{@code fault FAULT at N}, {@code fault FAULT every N}: what goes wrong at which command,
     * counted from 1. The faults are in docs/virtual-card.md: {@code removed-before},
     * {@code lost-after}, {@code reader-fails} and so on.
     * </ul>
     *
     * <p>JPKI_ERROR_ARGUMENT for any other setting or value, JPKI_ERROR_NOT_BUILT unless the
     * library has JPKI_FEATURE_VIRTUAL_CARD. On success the caller must free {@code *card}; on
     * failure it is NULL. Any thread.
     *
     * @param kind a number or a constant
     * @param settings text, or null
     * @param card receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_open_virtual_with_settings(
        int kind, String settings, PointerByReference card, JpkiError error);

    /**
     * Verifies the authentication PIN, signs {@code input} with the user-authentication key and
     * locks the key again, in one PC/SC transaction.
     *
     * <p>{@code pin}, {@code pin_length}: four ASCII digits; not stored. {@code input},
     * {@code input_length}: any data, or a digest if the options say so. {@code options}: may be
     * NULL. On success the caller must free {@code *signature}; on failure it is NULL.
     *
     * <p>PIN tries: the PIN is sent at most once. A wrong PIN spends one try
     * (JPKI_ERROR_PIN_WRONG, error-&gt;tries_left); a correct one restores all. It is not sent if
     * its format is wrong, if it is locked, or if one try is left and the options do not allow
     * spending it. After JPKI_ERROR_PIN_UNCERTAIN a try may have been spent: call
     * {@code jpki_card_tries} before trying again.
     *
     * <p>The signature is verified with the certificate's key (JPKI_FEATURE_VERIFY). When the call
     * returns the key is locked, also on failure, except for JPKI_ERROR_KEY_NOT_LOCKED and
     * possibly JPKI_ERROR_INTERNAL: in these cases have the card removed from the reader. Calls on
     * one card run one after the other. Any thread.
     *
     * @param card the handle, or null
     * @param pin the characters; not ended by NUL
     * @param pin_length the size of {@code pin} in bytes
     * @param input the bytes, or null
     * @param input_length the size of {@code input} in bytes
     * @param options what the call reads, or null
     * @param signature receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_sign(
        Pointer card, Pointer pin, SizeT pin_length, byte[] input, SizeT input_length,
        JpkiSignOptions options, PointerByReference signature, JpkiError error);

    /**
     * Performs a complete authentication in one PC/SC transaction: reads the kind of token and the
     * authentication certificate, queries the tries, verifies the PIN, signs {@code input} and
     * locks the key again. This takes 13 exchanges with a card if nothing has to be repeated. The
     * CA certificate is also read, with 6 more exchanges, if {@code options->read_ca_certificate}
     * is 1 or the issuer is neither one of the published CAs nor {@code options->ca_certificate}.
     *
     * <p>With {@code options->certificate}, known from an earlier visit, it takes 7 exchanges: the
     * first 256 bytes of the card's certificate are compared with it before the PIN is sent, and
     * {@code authentication->certificate} is a copy of it. If they differ, the call returns
     * JPKI_ERROR_CARD_EXCHANGED and no try is spent; the card can still be used without that
     * certificate. A phone hides its certificate until the PIN is verified: the call returns
     * JPKI_ERROR_PIN_REQUIRED, and no PIN is sent.
     *
     * <p>Arguments, PIN tries and threads are as for {@code jpki_card_sign}. The caller sets
     * {@code authentication->struct_size}; anything else in the structure is overwritten and not
     * freed. On failure the three objects are NULL: use the individual calls to read what is still
     * needed.
     *
     * @param card the handle, or null
     * @param pin the characters; not ended by NUL
     * @param pin_length the size of {@code pin} in bytes
     * @param input the bytes, or null
     * @param input_length the size of {@code input} in bytes
     * @param options what the call reads, or null
     * @param authentication what the call writes
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_authenticate(
        Pointer card, Pointer pin, SizeT pin_length, byte[] input, SizeT input_length,
        JpkiSignOptions options, JpkiAuthentication authentication, JpkiError error);

    /**
     * Verifies the signature password, reads the signature certificate and locks the key again, in
     * one PC/SC transaction. The certificate contains the holder's name, address, birth date and
     * sex: do not log it, and store it only with a reason.
     *
     * <p>{@code password}, {@code password_length}: 6 to 16 ASCII letters and digits, where lower
     * case counts as upper case; not stored. {@code last_try}: one of JPKI_LAST_TRY_*. On success
     * the caller must free {@code *certificate}; on failure it is NULL.
     *
     * <p>Tries: the password is sent at most once, under the rules of {@code jpki_card_sign}. A
     * wrong one spends one of five tries (JPKI_ERROR_PASSWORD_WRONG, error-&gt;tries_left).
     * JPKI_ERROR_NOT_ON_CARD if the token has no signature certificate; then the password was not
     * sent. Any thread.
     *
     * @param card the handle, or null
     * @param password the characters; not ended by NUL
     * @param password_length the size of {@code password} in bytes
     * @param last_try a number or a constant
     * @param certificate receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_signature_certificate(
        Pointer card, Pointer password, SizeT password_length, int last_try,
        PointerByReference certificate, JpkiError error);

    /**
     * Verifies the signature password, reads the signature certificate, signs {@code input} with
     * the signature key and locks it again, in one PC/SC transaction.
     *
     * <p>Arguments are as for {@code jpki_card_signature_certificate} and {@code jpki_card_sign}.
     * {@code options->certificate}: the signature certificate if the caller has it, so that it is
     * not read again. On success the caller must free {@code *certificate} and {@code *signature};
     * on failure both are NULL.
     *
     * <p>Tries: as for {@code jpki_card_signature_certificate}. The signature is verified with the
     * certificate's key (JPKI_FEATURE_VERIFY). Any thread.
     *
     * @param card the handle, or null
     * @param password the characters; not ended by NUL
     * @param password_length the size of {@code password} in bytes
     * @param input the bytes, or null
     * @param input_length the size of {@code input} in bytes
     * @param options what the call reads, or null
     * @param certificate receives the handle
     * @param signature receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_sign_document(
        Pointer card, Pointer password, SizeT password_length, byte[] input, SizeT input_length,
        JpkiSignOptions options, PointerByReference certificate, PointerByReference signature,
        JpkiError error);

    /**
     * Changes the authentication PIN: verifies the old one, sets the new one, verifies the new one
     * and locks the key again, in one PC/SC transaction.
     *
     * <p>{@code old_pin}, {@code new_pin}: four ASCII digits each, of the stated lengths; not
     * stored. {@code last_try}: one of JPKI_LAST_TRY_*.
     *
     * <p>Tries: the old PIN is sent at most once, under the rules of {@code jpki_card_sign}; a
     * wrong one spends one try. The new PIN is sent at most twice: to set it and, if the card
     * reports success, to verify it. If the card reported success without making the change, it
     * counts this as a wrong try, which may be the last: JPKI_ERROR_PIN_CHANGE_UNCERTAIN, with
     * tries_left. On every other failure the old PIN stays in force, except for
     * JPKI_ERROR_KEY_NOT_LOCKED and JPKI_ERROR_INTERNAL. After these three either PIN may be in
     * force; the message of KEY_NOT_LOCKED says if it is the new one. Any thread.
     *
     * @param card the handle, or null
     * @param old_pin the characters; not ended by NUL
     * @param old_pin_length the size of {@code old_pin} in bytes
     * @param new_pin the characters; not ended by NUL
     * @param new_pin_length the size of {@code new_pin} in bytes
     * @param last_try a number or a constant
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_change_pin(
        Pointer card, Pointer old_pin, SizeT old_pin_length, Pointer new_pin, SizeT new_pin_length,
        int last_try, JpkiError error);

    /**
     * Changes the signature password, as {@code jpki_card_change_pin} changes the PIN.
     *
     * <p>Passwords are as for {@code jpki_card_signature_certificate}. The new one must mix
     * letters and digits; otherwise the call returns JPKI_ERROR_PASSWORD_FORMAT before anything is
     * sent. JPKI_ERROR_NOT_ON_CARD if the token has no signature certificate; then no password was
     * sent.
     *
     * <p>Tries: as for {@code jpki_card_change_pin}, out of the password's five. Any thread.
     *
     * @param card the handle, or null
     * @param old_password the characters; not ended by NUL
     * @param old_password_length the size of {@code old_password} in bytes
     * @param new_password the characters; not ended by NUL
     * @param new_password_length the size of {@code new_password} in bytes
     * @param last_try a number or a constant
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_change_signature_password(
        Pointer card, Pointer old_password, SizeT old_password_length, Pointer new_password,
        SizeT new_password_length, int last_try, JpkiError error);

    /**
     * Makes an empty list. With an empty list every record is refused: add an authority first.
     *
     * <p>Free {@code *authorities} with {@code jpki_card_authorities_free}; it is NULL on failure.
     * Any thread; does not touch a card.
     *
     * @param authorities receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_authorities_new(PointerByReference authorities, JpkiError error);

    /**
     * Adds an authority's key to those that the list trusts. Whoever can choose this key can make
     * cards: obtain it from the issuer, over a channel that nobody can tamper with, and never from
     * a card.
     *
     * <p>{@code record}: one of JPKI_RECORD_*; a key for one is not valid for the other.
     * {@code key_id}: the 16 bytes by which the card's certificate names the key. {@code modulus}:
     * that of the RSA key of 2048 bits, big-endian; leading zeros do not count. The exponent is
     * 65537.
     *
     * <p>JPKI_ERROR_ARGUMENT for another key_id_length, JPKI_ERROR_KEY_NOT_SUPPORTED for another
     * kind of key. Any thread; does not touch a card.
     *
     * @param authorities the handle, or null
     * @param record a number or a constant
     * @param key_id the bytes, or null
     * @param key_id_length the size of {@code key_id} in bytes
     * @param modulus the bytes, or null
     * @param modulus_length the size of {@code modulus} in bytes
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_authorities_add(
        Pointer authorities, int record, byte[] key_id, SizeT key_id_length, byte[] modulus,
        SizeT modulus_length, JpkiError error);

    /**
     * Frees a list. Does nothing if it is NULL or already freed; a card that it was set for keeps
     * its authorities.
     *
     * @param authorities the handle, or null
     */
    void jpki_card_authorities_free(Pointer authorities);

    /**
     * Sets the authorities that JPKI_AUTHORITIES_OWN stands for in calls on this card: those in
     * the list now, replacing any set before. The list may be changed or freed afterwards.
     *
     * <p>Any thread; waits for other calls on the card, and sends nothing to it.
     *
     * @param card the handle, or null
     * @param authorities the handle, or null
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_set_authorities(Pointer card, Pointer authorities, JpkiError error);

    /**
     * Makes check number B (shogo bango B) from what is printed on the card's front. It opens the
     * card's face, and name and address as text, without a PIN.
     *
     * <p>{@code birth_date}: YYYYMMDD as a number, such as 19800217. {@code calendar}: one of
     * JPKI_CALENDAR_*, JPKI_CALENDAR_JAPANESE for all but some foreign residents.
     * {@code expiry_year}: four digits, such as 2035. {@code security_code}: the four ASCII digits
     * printed beside the photo. {@code number} receives 14 digits and a NUL; with
     * JPKI_CALENDAR_GREGORIAN, {@code G}, 14 digits and a NUL. Every function that takes a check
     * number accepts either. {@code number_size}: JPKI_CHECK_NUMBER_SIZE or more. On failure
     * {@code number} is the empty string.
     *
     * <p>JPKI_ERROR_CHECK_NUMBER_FORMAT for a birth date that is not a calendar date or is before
     * Meiji, an expiry year before the year of birth, before 2016 or after 2099, or a security
     * code of another form; JPKI_ERROR_ARGUMENT for a year that does not have four digits. Touches
     * no card and spends no try. The number is personal data: wipe it with
     * {@code jpki_secure_wipe} once the card is read. Any thread.
     *
     * @param birth_date a number or a constant
     * @param calendar a number or a constant
     * @param expiry_year a number or a constant
     * @param security_code the characters; not ended by NUL
     * @param security_code_length the size of {@code security_code} in bytes
     * @param number receives the text, ended by NUL
     * @param number_size the size of {@code number} in bytes
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_check_number(
        int birth_date, int calendar, int expiry_year, Pointer security_code,
        SizeT security_code_length, Pointer number, SizeT number_size, JpkiError error);

    /**
     * Makes check number B of a card that prints a birth date which is not a calendar date, as
     * where the day or month of birth is unknown: {@code P} and 14 digits, which every function
     * that takes a check number accepts.
     *
     * <p>{@code date_digits}: six ASCII digits, YYMMDD as the card prints it, with the year of the
     * Japanese era and zeros or whatever is printed for an unknown part, such as "250400". Whether
     * they can be a date is <b>not checked</b>: a typing error is sent too, and a wrong number
     * spends one of ten tries. How a card compares such a date is not published. Other parameters,
     * errors and threads are as for {@code jpki_check_number}.
     *
     * @param date_digits the characters; not ended by NUL
     * @param date_digits_length the size of {@code date_digits} in bytes
     * @param expiry_year a number or a constant
     * @param security_code the characters; not ended by NUL
     * @param security_code_length the size of {@code security_code} in bytes
     * @param number receives the text, ended by NUL
     * @param number_size the size of {@code number} in bytes
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_check_number_printed_digits(
        Pointer date_digits, SizeT date_digits_length, int expiry_year, Pointer security_code,
        SizeT security_code_length, Pointer number, SizeT number_size, JpkiError error);

    /**
     * Compares the holder's birth date with {@code birth_date} (YYYYMMDD as a number): the least
     * about a person that a card can reveal to a terminal. JPKI_OK means that it matches.
     *
     * <p>{@code calendar}: one of JPKI_CALENDAR_*, JPKI_CALENDAR_JAPANESE for all but some foreign
     * residents. {@code authorities}: one of JPKI_AUTHORITIES_*; unless it is
     * JPKI_AUTHORITIES_UNVERIFIED, JPKI_OK also means that one of those authorities signed the
     * card's age record and that the card proved not to be a copy. {@code last_try}: one of
     * JPKI_LAST_TRY_*.
     *
     * <p>Tries: the birth date is sent at most once, under the rules of {@code jpki_card_face}. A
     * date that differs from the card's spends one try: JPKI_ERROR_CHECK_NUMBER_WRONG,
     * error-&gt;tries_left. The card compares six digits, with the year of the Japanese era, so a
     * date in another era may have the same digits: that is JPKI_ERROR_BIRTH_DATE_DIFFERS, and
     * spends none. No PIN is sent. JPKI_ERROR_NOT_ON_CARD on a phone. Any thread; waits for other
     * calls on the card.
     *
     * @param card the handle, or null
     * @param birth_date a number or a constant
     * @param calendar a number or a constant
     * @param authorities a number or a constant
     * @param last_try a number or a constant
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_compare_birth_date(
        Pointer card, int birth_date, int calendar, int authorities, int last_try, JpkiError error);

    /**
     * Compares a birth date as {@code jpki_card_compare_birth_date} does, for a card that prints
     * one which is not a calendar date, as where the day or month of birth is unknown. JPKI_OK
     * means that it matches.
     *
     * <p>{@code date_digits}: six ASCII digits as for {@code jpki_check_number_printed_digits};
     * not kept. Whether they can be a date is <b>not checked</b>, and the same six digits in
     * another era are not distinguished: JPKI_ERROR_BIRTH_DATE_DIFFERS is never returned. A wrong
     * date spends one of the same ten tries.
     *
     * @param card the handle, or null
     * @param date_digits the characters; not ended by NUL
     * @param date_digits_length the size of {@code date_digits} in bytes
     * @param authorities a number or a constant
     * @param last_try a number or a constant
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_compare_birth_date_printed_digits(
        Pointer card, Pointer date_digits, SizeT date_digits_length, int authorities, int last_try,
        JpkiError error);

    /**
     * Reads the card's face and verifies it: what a clerk compares with the person at the desk
     * when there is no PIN. No PIN is sent. It does not show whether the person is insured: that
     * is online eligibility verification.
     *
     * <p>{@code check_number}: from {@code jpki_check_number}; not kept. {@code authorities}: one
     * of JPKI_AUTHORITIES_*. Unless it is JPKI_AUTHORITIES_UNVERIFIED, JPKI_OK means that one of
     * those authorities signed the record (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC), and that
     * the card signed a fresh challenge with the key that the record names (otherwise
     * JPKI_ERROR_CARD_NOT_GENUINE: a copy). The expiry date and the picture of the security code
     * are not signed on any card, and an expired card passes: see {@code jpki_face_expiry}.
     * Whether the photo shows the person at the desk is for a human to judge, and nothing on the
     * card shows whether it was reported lost. {@code last_try}: one of JPKI_LAST_TRY_*. Free
     * {@code *face} with {@code jpki_face_free}; it is NULL on failure.
     *
     * <p>Tries: the number is sent at most once. A wrong one spends one of ten tries
     * (JPKI_ERROR_CHECK_NUMBER_WRONG, error-&gt;tries_left), a right one restores all. Ten wrong
     * ones in a row lock it until the municipal office resets it. It is not sent when its format
     * is wrong, when it is locked, or when one try is left and {@code last_try} does not allow
     * using it. When the call returns the application is locked again, under the rules of
     * {@code jpki_card_sign}. JPKI_ERROR_NOT_ON_CARD on a phone, which has no face. Any thread;
     * waits for other calls on the card.
     *
     * @param card the handle, or null
     * @param check_number the characters; not ended by NUL
     * @param check_number_length the size of {@code check_number} in bytes
     * @param authorities a number or a constant
     * @param last_try a number or a constant
     * @param face receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_face(
        Pointer card, Pointer check_number, SizeT check_number_length, int authorities,
        int last_try, PointerByReference face, JpkiError error);

    /**
     * Reads the card's face as {@code jpki_card_face} does, and has the card sign a challenge that
     * a server chose. {@code jpki_face_file} then returns what the server needs to verify the face
     * without a card ({@code jpki_face_from_files}), so that it does not have to trust the desk.
     *
     * <p>{@code challenge}: 16 bytes or more, random, fresh from the server for this card; a
     * shorter one is JPKI_ERROR_ARGUMENT, and nothing is sent. With JPKI_AUTHORITIES_UNVERIFIED
     * only the server verifies. Everything else, including tries, is as for
     * {@code jpki_card_face}.
     *
     * @param card the handle, or null
     * @param check_number the characters; not ended by NUL
     * @param check_number_length the size of {@code check_number} in bytes
     * @param challenge the bytes, or null
     * @param challenge_length the size of {@code challenge} in bytes
     * @param authorities a number or a constant
     * @param last_try a number or a constant
     * @param face receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_face_for_challenge(
        Pointer card, Pointer check_number, SizeT check_number_length, byte[] challenge,
        SizeT challenge_length, int authorities, int last_try, PointerByReference face,
        JpkiError error);

    /**
     * Verifies a face that a desk read ({@code jpki_card_face_for_challenge}) and sent: one of the
     * chosen authorities signed the record (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC), and the
     * card with the key that the record names signed {@code files->challenge} (otherwise
     * JPKI_ERROR_CARD_NOT_GENUINE: a copy, or an answer to another challenge). Which parts are
     * signed, and what the face cannot show, is as for {@code jpki_card_face}.
     *
     * <p>{@code authorities}: one of JPKI_AUTHORITIES_*; JPKI_AUTHORITIES_UNVERIFIED is
     * JPKI_ERROR_ARGUMENT. {@code own}: with JPKI_AUTHORITIES_OWN the authorities to trust,
     * otherwise NULL. A challenge that is missing or shorter than 16 bytes is
     * JPKI_ERROR_CARD_NOT_GENUINE, whatever signed it. Bytes that are not such files are
     * JPKI_ERROR_RECORD_MALFORMED. Free {@code *face} with {@code jpki_face_free}; it is NULL on
     * failure. Any thread; does not touch a card.
     *
     * @param files what the call reads, or null
     * @param authorities a number or a constant
     * @param own the handle, or null
     * @param face receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_face_from_files(
        JpkiRecordFiles files, int authorities, Pointer own, PointerByReference face,
        JpkiError error);

    /**
     * Frees a face and wipes it. Does nothing if it is NULL or already freed.
     *
     * @param face the handle, or null
     */
    void jpki_face_free(Pointer face);

    /**
     * The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
     * calendar date, as for a holder whose day or month of birth is unknown:
     * {@code jpki_face_birth_date_digits} then returns what the card has instead, and is what to
     * compare.
     *
     * @param face the handle, or null
     * @return see above
     */
    int jpki_face_birth_date(Pointer face);

    /**
     * The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
     *
     * @param face the handle, or null
     * @return see above
     */
    int jpki_face_sex(Pointer face);

    /**
     * The last day on which the card is valid, YYYYMMDD as a number; 0 if the handle is not open.
     * The issuer's signature does not cover it, and the library compares it with nothing: compare
     * its year with that of the check number, which the card has compared, and the date with
     * today's in Japan. An expired card passes {@code jpki_card_face}.
     *
     * @param face the handle, or null
     * @return see above
     */
    int jpki_face_expiry(Pointer face);

    /**
     * The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
     * calendar date: YYYYMMDD, or what the card has instead where {@code jpki_face_birth_date} is
     * 0, such as 19500400 or spaces. NULL and 0 if the handle is not open. {@code length} may be
     * NULL.
     *
     * @param face the handle, or null
     * @param length receives the length, or null
     * @return the bytes, or null
     */
    Pointer jpki_face_birth_date_digits(Pointer face, SizeTByReference length);

    /**
     * A picture as the card has it, by one of JPKI_IMAGE_*, and its length in bytes. NULL and 0
     * for any other number, or if the handle is not open. {@code length} may be NULL.
     *
     * @param face the handle, or null
     * @param image a number or a constant
     * @param length receives the length, or null
     * @return the bytes, or null
     */
    Pointer jpki_face_image(Pointer face, int image, SizeTByReference length);

    /**
     * A file to send to the server that chose the challenge, by one of JPKI_FILE_*, and its length
     * in bytes. A face that {@code jpki_card_face} read has only JPKI_FILE_RECORD: the library
     * chose the challenge. NULL and 0 for a missing file, any other number, or if the handle is
     * not open. {@code length} may be NULL.
     *
     * @param face the handle, or null
     * @param file a number or a constant
     * @param length receives the length, or null
     * @return the bytes, or null
     */
    Pointer jpki_face_file(Pointer face, int file, SizeTByReference length);

    /**
     * Lists the unknown objects of a card face's record, as {@code jpki_attributes_other_objects}
     * does. The issuer's signature does not cover them.
     *
     * @param face the handle, or null
     * @param items receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_face_other_objects(Pointer face, PointerByReference items, JpkiError error);

    /**
     * Makes a picture of a face. {@code kind}: one of JPKI_PICTURE_*.
     *
     * <p>JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PICTURE. Free {@code *picture}
     * with {@code jpki_picture_free}; it is NULL on failure. Any thread; does not touch a card.
     *
     * @param face the handle, or null
     * @param kind a number or a constant
     * @param picture receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_face_picture(Pointer face, int kind, PointerByReference picture, JpkiError error);

    /**
     * Frees a picture and wipes it. Does nothing if it is NULL or already freed.
     *
     * @param picture the handle, or null
     */
    void jpki_picture_free(Pointer picture);

    /**
     * The picture's file, and its length in bytes. NULL and 0 if the handle is not open.
     * {@code length} may be NULL.
     *
     * @param picture the handle, or null
     * @param length receives the length, or null
     * @return the bytes, or null
     */
    Pointer jpki_picture_data(Pointer picture, SizeTByReference length);

    /**
     * Reads name, address, birth date and sex with the input-support PIN (kenmen jiko nyuryoku
     * hojo-yo no ansho bango), so that nobody has to type them.
     *
     * <p>{@code pin}, {@code pin_length}: four ASCII digits; not kept. It is a separate PIN with
     * its own three tries, even if the holder chose the same digits as for the authentication PIN.
     * {@code authorities}: one of JPKI_AUTHORITIES_*. Unless it is JPKI_AUTHORITIES_UNVERIFIED,
     * JPKI_OK means that one of those authorities signed the attributes (otherwise
     * JPKI_ERROR_RECORD_NOT_AUTHENTIC). Nothing on any card proves that they belong to this card:
     * they name no key, so a forged card can hold those of another person, even if
     * {@code jpki_card_face} or {@code jpki_card_sign} found it genuine. Compare them with the
     * face: birth date and sex by program, name and address with its pictures by eye.
     * {@code last_try}: one of JPKI_LAST_TRY_*. Free {@code *attributes} with
     * {@code jpki_attributes_free}; it is NULL on failure.
     *
     * <p>PIN tries: the PIN is sent at most once, under the rules of {@code jpki_card_sign}. A
     * wrong one spends one of three: JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG, error-&gt;tries_left. The
     * issuer's certificate can be read without a PIN and is verified first: if none of the
     * authorities issued it, nothing is sent. A record that its key did not sign is detected after
     * the right PIN, and spends no try. JPKI_ERROR_NOT_ON_CARD on a phone. Any thread; waits for
     * other calls on the card.
     *
     * @param card the handle, or null
     * @param pin the characters; not ended by NUL
     * @param pin_length the size of {@code pin} in bytes
     * @param authorities a number or a constant
     * @param last_try a number or a constant
     * @param attributes receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_attributes(
        Pointer card, Pointer pin, SizeT pin_length, int authorities, int last_try,
        PointerByReference attributes, JpkiError error);

    /**
     * Reads name, address, birth date and sex with check number B instead of a PIN.
     *
     * <p>{@code check_number}: from {@code jpki_check_number}; not kept. Other parameters, errors
     * and threads are as for {@code jpki_card_attributes}.
     *
     * <p>Tries: a wrong number spends one of ten, which this application counts separately
     * (JPKI_ERROR_CHECK_NUMBER_WRONG), under the rules of {@code jpki_card_face}.
     *
     * @param card the handle, or null
     * @param check_number the characters; not ended by NUL
     * @param check_number_length the size of {@code check_number} in bytes
     * @param authorities a number or a constant
     * @param last_try a number or a constant
     * @param attributes receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_attributes_by_check_number(
        Pointer card, Pointer check_number, SizeT check_number_length, int authorities,
        int last_try, PointerByReference attributes, JpkiError error);

    /**
     * Frees the attributes and wipes them. Does nothing if they are NULL or already freed.
     *
     * @param attributes the handle, or null
     */
    void jpki_attributes_free(Pointer attributes);

    /**
     * The name in UTF-8, ended by NUL; an ideographic space (U+3000) separates family and given
     * name. NULL if the handle is not open.
     *
     * @param attributes the handle, or null
     * @return the text, or null
     */
    String jpki_attributes_name(Pointer attributes);

    /**
     * The address in UTF-8, ended by NUL. NULL if the handle is not open.
     *
     * @param attributes the handle, or null
     * @return the text, or null
     */
    String jpki_attributes_address(Pointer attributes);

    /**
     * The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
     * calendar date, as for a holder whose day or month of birth is unknown:
     * {@code jpki_attributes_birth_date_digits} then returns what the card has instead, and is
     * what to compare.
     *
     * @param attributes the handle, or null
     * @return see above
     */
    int jpki_attributes_birth_date(Pointer attributes);

    /**
     * The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
     * calendar date: YYYYMMDD, or what the card has instead where
     * {@code jpki_attributes_birth_date} is 0, such as 19500400 or spaces. NULL and 0 if the
     * handle is not open. {@code length} may be NULL.
     *
     * @param attributes the handle, or null
     * @param length receives the length, or null
     * @return the bytes, or null
     */
    Pointer jpki_attributes_birth_date_digits(Pointer attributes, SizeTByReference length);

    /**
     * A file to send to a server that verifies the attributes, by one of JPKI_FILE_*, and its
     * length in bytes. JPKI_FILE_SIGNATURE has a digest of the individual number (kojin bango),
     * from which the number can be found: only a library built for it
     * (JPKI_FEATURE_INDIVIDUAL_NUMBER) returns it, and the law says who may send it. Without it
     * nobody can verify the others. NULL and 0 for a missing file, any other number, or if the
     * handle is not open. {@code length} may be NULL.
     *
     * @param attributes the handle, or null
     * @param file a number or a constant
     * @param length receives the length, or null
     * @return the bytes, or null
     */
    Pointer jpki_attributes_file(Pointer attributes, int file, SizeTByReference length);

    /**
     * Verifies attributes that a desk read and sent: one of the chosen authorities signed them
     * (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC). As for {@code jpki_card_attributes}, nothing
     * proves that they belong to one particular card, so {@code files->challenge} is NULL and its
     * length 0: otherwise JPKI_ERROR_ARGUMENT.
     *
     * <p>JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_INDIVIDUAL_NUMBER: see
     * {@code jpki_attributes_file}. {@code authorities}, {@code own}, other errors and threads: as
     * for {@code jpki_face_from_files}. Free {@code *attributes} with
     * {@code jpki_attributes_free}; it is NULL on failure.
     *
     * @param files what the call reads, or null
     * @param authorities a number or a constant
     * @param own the handle, or null
     * @param attributes receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_attributes_from_files(
        JpkiRecordFiles files, int authorities, Pointer own, PointerByReference attributes,
        JpkiError error);

    /**
     * The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
     *
     * @param attributes the handle, or null
     * @return see above
     */
    int jpki_attributes_sex(Pointer attributes);

    /**
     * Changes the input-support PIN, as {@code jpki_card_change_pin} changes the authentication
     * PIN, which stays as it is: for a holder who wants the same PIN for both, change both.
     *
     * <p>PIN tries: a wrong old PIN spends one of three: JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG. The
     * new one is also sent, to be verified, as for {@code jpki_card_change_pin}.
     *
     * @param card the handle, or null
     * @param old_pin the characters; not ended by NUL
     * @param old_pin_length the size of {@code old_pin} in bytes
     * @param new_pin the characters; not ended by NUL
     * @param new_pin_length the size of {@code new_pin} in bytes
     * @param last_try a number or a constant
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_change_input_support_pin(
        Pointer card, Pointer old_pin, SizeT old_pin_length, Pointer new_pin, SizeT new_pin_length,
        int last_try, JpkiError error);

    /**
     * Lists the objects of the attributes' record that this version does not know, in the record's
     * order, such as the reading of the name on a future card; most often none. The issuer's
     * signature covers them as it covers the others.
     *
     * <p>{@code jpki_items_name} is the tag in hexadecimal digits, such as "DF26",
     * {@code jpki_items_data} the value and {@code jpki_items_text} its text, if it is UTF-8. Free
     * {@code *items} with {@code jpki_items_free}; it is NULL on failure. Any thread; does not
     * touch a card.
     *
     * @param attributes the handle, or null
     * @param items receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_attributes_other_objects(
        Pointer attributes, PointerByReference items, JpkiError error);

    /**
     * Reads the card's serial number, the municipality that issued it and its expiry date. No PIN
     * or check number is needed, and no try is spent.
     *
     * <p>The caller sets {@code information->struct_size}; on failure the other fields are 0 and
     * empty. JPKI_ERROR_NOT_ON_CARD on a phone. Any thread; waits for other calls on the card.
     *
     * @param card the handle, or null
     * @param information what the call writes
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_card_information(Pointer card, JpkiInformation information, JpkiError error);

    /**
     * The name of a reason's constant, such as "JPKI_REASON_EXPIRED"; "JPKI_REASON_UNKNOWN" for a
     * number that is not a reason. The text is static: do not free it. Any thread.
     *
     * @param reason a number or a constant
     * @return the text, or null
     */
    String jpki_reason_name(int reason);

    /**
     * Describes a reason, for the log or the person who investigates: one sentence without its
     * full stop, in UTF-8. It contains no data about the holder. For what to do next, use
     * {@code jpki_status_text} with the verdict's status. For a number that is not a reason, and
     * in a library without JPKI_FEATURE_TRUST, the text says so.
     *
     * <p>{@code language}: one of JPKI_LANGUAGE_*, English for any other number. The text is
     * static: do not free it. Any thread.
     *
     * @param reason a number or a constant
     * @param language a number or a constant
     * @return the text, or null
     */
    String jpki_reason_text(int reason, int language);

    /**
     * Verifies a certificate. Uses only the data passed: no network, nothing is sent.
     *
     * <p>JPKI_OK only if an anchor issued the certificate for this purpose, it is valid at the
     * given time, and it is not revoked according to the OCSP response or CRL, if one was passed.
     * Otherwise the status is the reason that helps the desk most, and {@code *verdict}, whose
     * struct_size the caller sets, has all reasons. {@code *verdict} is written whenever the
     * certificate was verified, with any result. JPKI_ERROR_ARGUMENT (a bad option, or one of
     * own_anchors is not an anchor), JPKI_ERROR_HANDLE and JPKI_ERROR_NOT_BUILT (no
     * JPKI_FEATURE_TRUST) mean that it was not. {@code verdict->status} is the returned status.
     *
     * <p>J-LIS provides its revocation data (OCSP responses, CRLs) only to verifiers that have
     * notified it; a private business must first be accredited by the competent minister: articles
     * 17 and 36 of the Public Personal Authentication Act. Verifying commercially requires this
     * accreditation. Others can check everything except revocation; {@code verdict->revocation}
     * says whether revocation was checked.
     *
     * <p>{@code options}: may be NULL. Any thread; does not touch a card.
     *
     * @param certificate the handle, or null
     * @param options what the call reads, or null
     * @param verdict what the call writes
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_certificate_verify(
        Pointer certificate, JpkiVerifyOptions options, JpkiVerdict verdict, JpkiError error);

    /**
     * Verifies a signature over a challenge, and the certificate of the key that made it. The
     * certificate is verified as by {@code jpki_certificate_verify}, with the same status and
     * {@code *verdict}: JPKI_OK only if both are good.
     *
     * <p>{@code challenge}, {@code challenge_length}: what the holder was to sign, or its digest.
     * It must be the relying party's own, random, and never used before: a signature over an old
     * one proves nothing. A challenge that is empty (NULL and 0 too, or the digest of an empty
     * one) or shorter than 16 bytes is JPKI_ERROR_SIGNATURE_INVALID, with
     * JPKI_REASON_CHALLENGE_EMPTY or JPKI_REASON_CHALLENGE_TOO_SHORT. {@code input}: one of
     * JPKI_INPUT_*. {@code algorithm}: one of JPKI_ALGORITHM_*, as agreed beforehand and not as
     * claimed by the holder's side. {@code signature}, {@code signature_length}: the bytes as
     * received, whatever they are; any that are not the right signature are
     * JPKI_ERROR_SIGNATURE_INVALID.
     *
     * <p>{@code options}: may be NULL. Any thread; does not touch a card.
     *
     * @param certificate the handle, or null
     * @param challenge the bytes, or null
     * @param challenge_length the size of {@code challenge} in bytes
     * @param input a number or a constant
     * @param algorithm a number or a constant
     * @param signature the bytes, or null
     * @param signature_length the size of {@code signature} in bytes
     * @param options what the call reads, or null
     * @param verdict what the call writes
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_signature_verify(
        Pointer certificate, byte[] challenge, SizeT challenge_length, int input, int algorithm,
        byte[] signature, SizeT signature_length, JpkiVerifyOptions options, JpkiVerdict verdict,
        JpkiError error);

    /**
     * Describes a certificate policy, as in {@code jpki_verdict.policy}, in UTF-8: purpose, class,
     * whether it is that of test cards, and whether the library knows it. If it is not one of
     * J-LIS's, such as a policy that the caller added, or is empty or NULL, the text says so.
     *
     * <p>{@code policy}: ended by NUL. {@code language}: one of JPKI_LANGUAGE_*, English for any
     * other number. The text is static: do not free it. Any thread.
     *
     * @param policy text, or null
     * @param language a number or a constant
     * @return the text, or null
     */
    String jpki_policy_text(String policy, int language);

    /**
     * Makes an OCSP request for {@code certificate}. The issuer is found among the anchors of the
     * options (NULL: the default). Of the options only purpose, anchors, own_anchors and ocsp_hash
     * are used.
     *
     * <p>Nothing is sent: send the request as the body of an HTTP POST (Content-Type
     * application/ocsp-request), and pass the response, with this request, in the options of the
     * verification. J-LIS answers only verifiers that have notified it; a private business must
     * first be accredited by the competent minister: articles 17 and 36 of the Public Personal
     * Authentication Act.
     *
     * <p>{@code nonce}, {@code nonce_length}: 32 fresh random bytes, so that an old response
     * cannot be replayed; or NULL and 0 for a responder that does not support nonces.
     *
     * <p>JPKI_ERROR_CERTIFICATE_NOT_TRUSTED if no anchor signed the certificate,
     * JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_TRUST. Free {@code *request} with
     * {@code jpki_ocsp_request_free}; it is NULL on failure. It contains the certificate's serial
     * number, whose use is restricted by law: do not log it. Any thread; does not touch a card.
     *
     * @param certificate the handle, or null
     * @param options what the call reads, or null
     * @param nonce the bytes, or null
     * @param nonce_length the size of {@code nonce} in bytes
     * @param request receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_ocsp_request_new(
        Pointer certificate, JpkiVerifyOptions options, byte[] nonce, SizeT nonce_length,
        PointerByReference request, JpkiError error);

    /**
     * The request's DER encoding, and its length in bytes. NULL and 0 if the handle is not open.
     * {@code length} may be NULL.
     *
     * @param request the handle, or null
     * @param length receives the length, or null
     * @return the bytes, or null
     */
    Pointer jpki_ocsp_request_data(Pointer request, SizeTByReference length);

    /**
     * Frees a request. Does nothing if it is NULL or already freed.
     *
     * @param request the handle, or null
     */
    void jpki_ocsp_request_free(Pointer request);

    /**
     * Loads a complete CRL that one of the options' anchors signed: the one whose key it names. Of
     * the options (NULL: the default) only purpose, anchors and own_anchors are used.
     *
     * <p>{@code data}, {@code length}: the CRL (DER), up to 256 MiB; it is copied, and may be
     * freed after the call. The list uses four more bytes for each entry. At most 64 extensions of
     * 64 KiB together and 64 names of its distribution point are read; serial numbers have 21
     * octets at most.
     *
     * <p>A CRL that is not yet or no longer valid is loaded too: each verification checks that
     * against its own time. JPKI_ERROR_REVOCATION_UNKNOWN if the CRL cannot be used, with the
     * reason as the error's detail: it or any of its entries cannot be read; no anchor signed it;
     * it is a delta or indirect CRL; it or an entry has an unknown critical extension.
     * JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_TRUST. Free {@code *list} with
     * {@code jpki_revocation_list_free}; it is NULL on failure. Any thread; does not touch a card.
     *
     * @param data the bytes, or null
     * @param length the size of {@code data} in bytes
     * @param options what the call reads, or null
     * @param list receives the handle
     * @param error receives what went wrong, or null
     * @return {@link #JPKI_OK} or one of {@code JPKI_ERROR_*}
     */
    int jpki_revocation_list_load(
        byte[] data, SizeT length, JpkiVerifyOptions options, PointerByReference list,
        JpkiError error);

    /**
     * When the list was issued, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not
     * open.
     *
     * @param list the handle, or null
     * @return see above
     */
    long jpki_revocation_list_this_update(Pointer list);

    /**
     * When the next list is due at the latest, in seconds since 1970-01-01T00:00:00Z: load it
     * before then. After this time a verification reports JPKI_REASON_CRL_EXPIRED. -1 if the
     * handle is not open.
     *
     * @param list the handle, or null
     * @return see above
     */
    long jpki_revocation_list_next_update(Pointer list);

    /**
     * The number of entries in the list; 0 if the handle is not open.
     *
     * @param list the handle, or null
     * @return see above
     */
    SizeT jpki_revocation_list_entry_count(Pointer list);

    /**
     * Frees a list. A verification that uses it finishes first. Does nothing if it is NULL or
     * already freed.
     *
     * @param list the handle, or null
     */
    void jpki_revocation_list_free(Pointer list);
}
