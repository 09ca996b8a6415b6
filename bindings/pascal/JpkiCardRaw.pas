/// The C functions of jpkicard as they are, for Delphi and Free Pascal: what
/// JpkiCard and the other units stand on. Generated from the headers: do not edit.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit JpkiCardRaw;

{$IFDEF FPC}{$MODE DELPHI}{$PACKRECORDS C}{$ELSE}{$ALIGN 8}{$ENDIF}
{$SCOPEDENUMS ON}
{$MINENUMSIZE 4}

interface

const
  /// The library's file.
{$IF DEFINED(MSWINDOWS)}
  JpkiLibrary = 'jpkicard.dll';
{$ELSEIF DEFINED(MACOS) or DEFINED(DARWIN)}
  JpkiLibrary = 'libjpkicard.0.dylib';
{$ELSE}
  JpkiLibrary = 'libjpkicard.so.0';
{$IFEND}

const
  /// Success.
  JPKI_OK = 0;
  /// Internal error. Have the card removed from the reader and put back, which locks its key; free
  /// the handle and open a new one.
  JPKI_ERROR_INTERNAL = -1;
  /// An argument is invalid: a NULL pointer, a length, a number, a struct_size.
  JPKI_ERROR_ARGUMENT = -2;
  /// The handle is NULL, freed, or of another kind.
  JPKI_ERROR_HANDLE = -3;
  /// The library was built without this feature.
  JPKI_ERROR_NOT_BUILT = -4;
  /// The operating system refused a resource.
  JPKI_ERROR_SYSTEM = -5;
  /// A callback used a card that is in use: the card whose call invoked it, or one that another
  /// thread is using.
  JPKI_ERROR_REENTERED = -6;
  /// The handle was created by the parent process, before a fork.
  JPKI_ERROR_FORKED = -7;
  /// The smart card service is not running.
  JPKI_ERROR_SERVICE_NOT_RUNNING = -10;
  /// The smart card service refused the connection: the account is not allowed to use it, or other
  /// programs hold all its connections.
  JPKI_ERROR_SERVICE_REFUSED = -11;
  /// The smart card service reported another failure.
  JPKI_ERROR_SERVICE_FAILED = -12;
  /// No reader is connected.
  JPKI_ERROR_NO_READER = -13;
  /// The requested reader is not connected.
  JPKI_ERROR_UNKNOWN_READER = -14;
  /// No card is on the reader.
  JPKI_ERROR_NO_CARD = -15;
  /// The card does not answer.
  JPKI_ERROR_CARD_UNRESPONSIVE = -16;
  /// The card is not an Individual Number Card.
  JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD = -17;
  /// Another program holds the card exclusively.
  JPKI_ERROR_SHARING_VIOLATION = -18;
  /// The card was removed. Its handle cannot be used again: wait for a card again.
  JPKI_ERROR_CARD_REMOVED = -19;
  /// The card was reset, or it may have been exchanged and nothing read from it before can rule that
  /// out. No PIN try was spent. Wait for the card again; with a transport of your own, open a new
  /// handle.
  JPKI_ERROR_CARD_RESET = -20;
  /// No card arrived before the timeout.
  JPKI_ERROR_TIMED_OUT = -21;
  /// The wait was cancelled.
  JPKI_ERROR_CANCELLED = -22;
  /// The exchange between reader and card failed.
  JPKI_ERROR_READER_FAILED = -23;
  /// Another program is using the card and did not release it in time, or the card or its reader is
  /// slow.
  JPKI_ERROR_CARD_BUSY = -24;
  /// The smart card service is running but does not respond.
  JPKI_ERROR_SERVICE_NOT_RESPONDING = -25;
  /// The card reader, its driver or the card did not respond in time.
  JPKI_ERROR_READER_NOT_RESPONDING = -26;
  /// The PC/SC library, libpcsclite.so.1, is not installed on this machine. It is looked for again at
  /// every call. Not on Windows and macOS, where it is part of the system.
  JPKI_ERROR_PCSC_NOT_INSTALLED = -27;
  /// The card's response is malformed.
  JPKI_ERROR_CARD_ANSWER = -30;
  /// The card refused the command; see status_word.
  JPKI_ERROR_CARD_STATUS = -31;
  /// The card does not hold the requested data: many children's cards have no signature certificate,
  /// and a phone or an old Resident Registry card has no card-face application.
  JPKI_ERROR_NOT_ON_CARD = -32;
  /// The certificate is damaged.
  JPKI_ERROR_CERTIFICATE_MALFORMED = -33;
  /// After a reset or a lost response, a different card answered.
  JPKI_ERROR_CARD_EXCHANGED = -34;
  /// The PIN is not four half-width digits. Nothing was sent to the card.
  JPKI_ERROR_PIN_FORMAT = -40;
  /// The PIN is wrong. One try was spent, or two if the reader's driver repeated the command;
  /// tries_left is the number left. If tries_left is -1 (status_word 0x6300), the card does not say
  /// whether a try was spent. The same applies to the other credentials below.
  JPKI_ERROR_PIN_WRONG = -41;
  /// The PIN is locked, or the card was issued without one. The holder can have a locked PIN reset at
  /// the municipal office or, with the signature password, at some convenience-store kiosks.
  /// status_word is 0x63C0 if this call's PIN was wrong and locked it, and 0 if it was already locked
  /// and was not sent. The same applies to the other credentials below.
  JPKI_ERROR_PIN_BLOCKED = -42;
  /// One try is left and spending it was not allowed. The PIN was not sent.
  JPKI_ERROR_PIN_LAST_TRY = -43;
  /// The number of tries left is unknown (no answer, or "no limit", status_word 0x6300), and spending
  /// the last one was not allowed. The PIN was not sent. Ask the holder, then use JPKI_LAST_TRY_ALLOW
  /// to send it.
  JPKI_ERROR_PIN_TRIES_UNKNOWN = -44;
  /// The card allows this only after the PIN is verified.
  JPKI_ERROR_PIN_REQUIRED = -45;
  /// The PIN was sent, but the answer was lost or not understood: a try may have been spent.
  JPKI_ERROR_PIN_UNCERTAIN = -46;
  /// A PIN change was sent, but may not have taken effect: either the old or the new PIN is in force.
  JPKI_ERROR_PIN_CHANGE_UNCERTAIN = -47;
  /// Two tries are left and spending one was not allowed (JPKI_LAST_TRY_KEEP_TWO). The PIN was not
  /// sent.
  JPKI_ERROR_PIN_LAST_TWO_TRIES = -48;
  /// The card's signature does not match its certificate and was discarded.
  JPKI_ERROR_SIGNATURE_INVALID = -50;
  /// The certificate's key is of a type that this version does not support.
  JPKI_ERROR_KEY_NOT_SUPPORTED = -51;
  /// The key could not be locked: have the card removed from the reader now. The next call on the
  /// card, or freeing it, first tries to lock the key again.
  JPKI_ERROR_KEY_NOT_LOCKED = -52;
  /// The signature password is not 6 to 16 letters and digits, or a new one does not mix both.
  /// Nothing was sent to the card.
  JPKI_ERROR_PASSWORD_FORMAT = -60;
  /// The signature password is wrong. One try was spent, or two if the reader's driver repeated the
  /// command; tries_left is the number left.
  JPKI_ERROR_PASSWORD_WRONG = -61;
  /// The signature password is locked; the four-digit PIN is not affected.
  JPKI_ERROR_PASSWORD_BLOCKED = -62;
  /// The input-support PIN is wrong. One try was spent, or two if the reader's driver repeated the
  /// command; tries_left is the number left.
  JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG = -65;
  /// The input-support PIN is locked; the other PINs are not affected.
  JPKI_ERROR_INPUT_SUPPORT_PIN_BLOCKED = -66;
  /// The birth date, expiry year or security code cannot be right. Nothing was sent to the card.
  JPKI_ERROR_CHECK_NUMBER_FORMAT = -70;
  /// The check number or birth date does not match this card. One try was spent, or two if the
  /// reader's driver repeated the command; tries_left is the number left.
  JPKI_ERROR_CHECK_NUMBER_WRONG = -71;
  /// The check number or birth date is locked; the PINs are not affected.
  JPKI_ERROR_CHECK_NUMBER_BLOCKED = -72;
  /// The six digits of the birth date match the card's, but the year does not. No try was spent.
  JPKI_ERROR_BIRTH_DATE_DIFFERS = -73;
  /// The certificate has expired: the holder can renew it at the municipal office.
  JPKI_ERROR_CERTIFICATE_EXPIRED = -80;
  /// The certificate is not valid yet: check the computer's clock.
  JPKI_ERROR_CERTIFICATE_NOT_YET_VALID = -81;
  /// The certificate was revoked: do not accept it.
  JPKI_ERROR_CERTIFICATE_REVOKED = -82;
  /// The certificate is not issued by a trust anchor for this purpose: do not accept it.
  JPKI_ERROR_CERTIFICATE_NOT_TRUSTED = -83;
  /// A record read from the card cannot be parsed.
  JPKI_ERROR_RECORD_MALFORMED = -84;
  /// The record's signature or its issuer's certificate is not valid: do not rely on the record.
  JPKI_ERROR_RECORD_NOT_AUTHENTIC = -85;
  /// The challenge was not signed by the card's own key: the card may be a copy.
  JPKI_ERROR_CARD_NOT_GENUINE = -86;
  /// The photo or another image on the card cannot be decoded.
  JPKI_ERROR_IMAGE_MALFORMED = -87;
  /// The revocation data supplied do not show whether the certificate is revoked.
  JPKI_ERROR_REVOCATION_UNKNOWN = -88;
  /// The size of jpki_error.message in bytes, including its NUL.
  JPKI_ERROR_MESSAGE_SIZE = 512;
  /// English, for texts shown to the person at the desk.
  JPKI_LANGUAGE_ENGLISH = $4A000101;
  /// Japanese, for texts shown to the person at the desk.
  JPKI_LANGUAGE_JAPANESE = $4A000102;
  /// A size in bytes that is enough for every text of `jpki_error_text`, including its NUL.
  JPKI_ERROR_TEXT_SIZE = 1024;
  /// The library accesses readers through PC/SC.
  JPKI_FEATURE_PCSC = 1;
  /// The library verifies each signature before returning it, and can verify the records of the card.
  JPKI_FEATURE_VERIFY = 2;
  /// The library includes the embedded virtual card: a build for tests.
  JPKI_FEATURE_VIRTUAL_CARD = 4;
  /// The library verifies certificates and signatures for a relying party.
  JPKI_FEATURE_TRUST = 8;
  /// The library can decode the images on the card into pictures.
  JPKI_FEATURE_PICTURE = 16;
  /// The library can read the 12-digit individual number (kojin bango). Few organisations may do so
  /// by law, and authenticating patients is not a permitted purpose.
  JPKI_FEATURE_INDIVIDUAL_NUMBER = 32;
  /// Log nothing: the initial state.
  JPKI_LOG_OFF = $4A000201;
  /// Log failures that no status reports.
  JPKI_LOG_ERROR = $4A000202;
  /// Also log conditions that deserve attention.
  JPKI_LOG_WARNING = $4A000203;
  /// Also log what happened.
  JPKI_LOG_INFO = $4A000204;
  /// Also log how it happened.
  JPKI_LOG_DEBUG = $4A000205;
  /// Also log each exchange with a card: header, lengths and status word.
  JPKI_LOG_TRACE = $4A000206;
  /// The size of jpki_log_record.message in bytes, including its NUL.
  JPKI_LOG_MESSAGE_SIZE = 512;
  /// The number of log lines that `jpki_log_keep` keeps.
  JPKI_LOG_KEPT = 1000;
  /// The serial number, big-endian. Restricted by law: do not log it.
  JPKI_FIELD_SERIAL_NUMBER = $4A001701;
  /// The identifier of the issuer's key (authorityKeyIdentifier). Use it to identify the issuer,
  /// never the issuer's name, which all generations share.
  JPKI_FIELD_ISSUER_KEY_ID = $4A001702;
  /// The identifier of the certificate's own key (subjectKeyIdentifier).
  JPKI_FIELD_SUBJECT_KEY_ID = $4A001703;
  /// The public key, as the DER encoding of its SubjectPublicKeyInfo.
  JPKI_FIELD_PUBLIC_KEY = $4A001704;
  /// RSASSA-PKCS1-v1_5 with SHA-256.
  JPKI_ALGORITHM_RSA_PKCS1_SHA256 = $4A000901;
  /// RSASSA-PKCS1-v1_5 with SHA-384.
  JPKI_ALGORITHM_RSA_PKCS1_SHA384 = $4A000902;
  /// RSASSA-PKCS1-v1_5 with SHA-512.
  JPKI_ALGORITHM_RSA_PKCS1_SHA512 = $4A000903;
  /// PKCS #1 v1.5 padding around a bare SHA-256 digest, without DigestInfo.
  JPKI_ALGORITHM_RSA_PKCS1_BARE_SHA256 = $4A000904;
  /// RSASSA-PSS with SHA-256 and MGF1 of SHA-256.
  JPKI_ALGORITHM_RSA_PSS_SHA256 = $4A000905;
  /// In `jpki_card_wait`: `reader` is a part of the name, in UTF-8; ASCII letters match in either
  /// case.
  JPKI_WAIT_NAME_PART = $10000000;
  /// In `jpki_card_wait`: return JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD as soon as a card of another
  /// kind is present and no reader holds the right one.
  JPKI_WAIT_REPORT_OTHER_CARD = $20000000;
  /// In `jpki_card_wait`: also wait for a service that is not running when the wait begins, as on
  /// Windows while no reader is connected.
  JPKI_WAIT_FOR_SERVICE = $40000000;
  /// In `jpki_card_wait`, `jpki_monitor_next` and `jpki_context_set_timeout`: no timeout.
  JPKI_WAIT_FOREVER = -1;
  /// No card is in the reader.
  JPKI_PRESENCE_EMPTY = $4A000301;
  /// The reader holds a card that no program uses.
  JPKI_PRESENCE_PRESENT = $4A000302;
  /// The reader holds a card that a program uses in shared mode.
  JPKI_PRESENCE_IN_USE = $4A000303;
  /// The reader holds a card that a program uses exclusively.
  JPKI_PRESENCE_EXCLUSIVE = $4A000304;
  /// The reader holds a card that does not respond.
  JPKI_PRESENCE_UNRESPONSIVE = $4A000305;
  /// The reader itself does not respond.
  JPKI_PRESENCE_UNAVAILABLE = $4A000306;
  /// The maximum time that a call waits for another program's transaction with the card, or for a
  /// service that does not respond, before it returns JPKI_ERROR_CARD_BUSY or
  /// JPKI_ERROR_SERVICE_NOT_RESPONDING. Default: 10,000 ms; less than 1,000 counts as 1,000. Applies
  /// to cards that are waited for or connected to after it is set.
  JPKI_TIMEOUT_TRANSACTION = $4A001B01;
  /// The maximum time that a call waits for the reader's answer to one command before it gives up on
  /// the card and returns JPKI_ERROR_READER_NOT_RESPONDING (JPKI_ERROR_KEY_NOT_LOCKED if a PIN was
  /// sent). Default: 60,000 ms; less than 1,000 counts as 1,000. A card may ask for more time, so
  /// leave it long. Applies to cards that are waited for or connected to after it is set.
  JPKI_TIMEOUT_EXCHANGE = $4A001B02;
  /// The maximum time that a wait tolerates a service that stops or does not respond, each time,
  /// before it returns JPKI_ERROR_SERVICE_*. Default: JPKI_WAIT_FOREVER, as long as the wait itself,
  /// so that a wait without a timeout never ends because of it. 0 ends the wait as soon as the
  /// service stops. Applies to waits that begin after it is set.
  JPKI_TIMEOUT_SERVICE_ABSENCE = $4A001B03;
  /// In `jpki_monitor_new`: identify each inserted card before it is reported. The card is powered on
  /// and queried in one transaction, once per insertion; no PIN try is spent.
  JPKI_MONITOR_IDENTIFY = $08000000;
  /// No event: the value after a call that fails.
  JPKI_EVENT_NONE = $4A000401;
  /// A reader is connected: it was when the monitor began, or has been plugged in.
  JPKI_EVENT_READER_ARRIVED = $4A000402;
  /// A reader is no longer connected. The removal of its card was reported before.
  JPKI_EVENT_READER_LEFT = $4A000403;
  /// A card is in a reader.
  JPKI_EVENT_CARD_INSERTED = $4A000404;
  /// The card is no longer in the reader, or the reader can no longer report on it.
  JPKI_EVENT_CARD_REMOVED = $4A000405;
  /// The smart card service cannot be used; `reason` says why. Its cards were reported as removed and
  /// its readers as left before. The monitor continues.
  JPKI_EVENT_SERVICE_STOPPED = $4A000406;
  /// The service can be used again. Events for its readers and cards follow.
  JPKI_EVENT_SERVICE_STARTED = $4A000407;
  /// The card was not queried.
  JPKI_CARD_NOT_ASKED = $4A000501;
  /// The card has the JPKI application: it is an Individual Number Card or one of its counterparts;
  /// `token_kind` says which.
  JPKI_CARD_TOKEN = $4A000502;
  /// The card is of another kind.
  JPKI_CARD_OTHER = $4A000503;
  /// The card could not be queried; `reason` says why: JPKI_ERROR_CARD_UNRESPONSIVE,
  /// SHARING_VIOLATION, CARD_BUSY, CARD_REMOVED or another failure.
  JPKI_CARD_NOT_IDENTIFIED = $4A000504;
  /// The size of jpki_event.reader in bytes, including its NUL; PC/SC names have up to 128. A longer
  /// one is cut off after a whole character.
  JPKI_EVENT_READER_SIZE = 256;
  /// A token with an unknown label.
  JPKI_TOKEN_UNKNOWN = $4A000601;
  /// The Individual Number Card (My Number Card).
  JPKI_TOKEN_MY_NUMBER_CARD = $4A000602;
  /// The older Basic Resident Registration Card.
  JPKI_TOKEN_RESIDENT_REGISTRY_CARD = $4A000603;
  /// Certificates on an Android phone.
  JPKI_TOKEN_ANDROID = $4A000604;
  /// Certificates on an iPhone.
  JPKI_TOKEN_IPHONE = $4A000605;
  /// The card does not report how many tries are left.
  JPKI_TRIES_NOT_REPORTED = $4A000701;
  /// The card reports the number of tries left.
  JPKI_TRIES_LEFT = $4A000702;
  /// The PIN, password or number is locked. The holder can have it reset at the municipal office; the
  /// PIN and the signature password also at some convenience-store kiosks, with the other one of the
  /// two.
  JPKI_TRIES_BLOCKED = $4A000703;
  /// The card reports that wrong tries are unlimited (6300). No card is known for which this is true:
  /// a call that sends the PIN treats it as JPKI_TRIES_NOT_REPORTED.
  JPKI_TRIES_NO_LIMIT = $4A000704;
  /// The PIN of the user-authentication key (riyosha shomei): three tries.
  JPKI_CREDENTIAL_PIN = $4A001501;
  /// The password of the signature key (shomei): five tries.
  JPKI_CREDENTIAL_SIGNATURE_PASSWORD = $4A001502;
  /// The PIN of the input-support application (kenmen jiko nyuryoku hojo): three tries.
  JPKI_CREDENTIAL_INPUT_SUPPORT_PIN = $4A001503;
  /// The check number B in the card-surface application (kenmen jiko kakunin), sent by
  /// `jpki_card_face`: ten tries.
  JPKI_CREDENTIAL_CHECK_NUMBER_SURFACE = $4A001504;
  /// The check number B in the input-support application, sent by
  /// `jpki_card_attributes_by_check_number`: ten tries of its own.
  JPKI_CREDENTIAL_CHECK_NUMBER_INPUT_SUPPORT = $4A001505;
  /// The birth date, sent by `jpki_card_compare_birth_date`: ten tries.
  JPKI_CREDENTIAL_BIRTH_DATE = $4A001506;
  /// The user-authentication certificate (riyosha shomei).
  JPKI_CERTIFICATE_AUTHENTICATION = $4A001601;
  /// The certificate of the authority that issued it.
  JPKI_CERTIFICATE_AUTHENTICATION_CA = $4A001602;
  /// The signature certificate (shomei), with the holder's name, address, birth date and sex.
  JPKI_CERTIFICATE_SIGNATURE = $4A001603;
  /// The certificate of the authority that issued it.
  JPKI_CERTIFICATE_SIGNATURE_CA = $4A001604;
  /// A virtual My Number Card.
  JPKI_VIRTUAL_MY_NUMBER_CARD = $4A000801;
  /// A virtual Resident Registry Card.
  JPKI_VIRTUAL_RESIDENT_REGISTRY_CARD = $4A000802;
  /// A virtual Android phone.
  JPKI_VIRTUAL_ANDROID = $4A000803;
  /// A virtual iPhone.
  JPKI_VIRTUAL_IPHONE = $4A000804;
  /// A virtual child's card: born on 20200401, no signature certificate. Its check number is made of
  /// 20200401, 2030 and "2285".
  JPKI_VIRTUAL_CHILD_CARD = $4A000805;
  /// A virtual card that was not renewed: card and certificates expired on 20250331. Its check number
  /// is made of 19800217, 2025 and "2285".
  JPKI_VIRTUAL_EXPIRED = $4A000806;
  /// A virtual card without PINs (kao ninsho My Number Card): its PIN and input-support PIN are
  /// locked from the start, and it has no signature certificate.
  JPKI_VIRTUAL_WITHOUT_PINS = $4A000807;
  /// A virtual card with certificates issued with the authority's first key.
  JPKI_VIRTUAL_CA_GENERATION_1 = $4A000808;
  /// A virtual card with certificates issued with the authority's second key; the other kinds use the
  /// third.
  JPKI_VIRTUAL_CA_GENERATION_2 = $4A000809;
  /// SHA-256, the default.
  JPKI_DIGEST_SHA256 = $4A000A01;
  /// SHA-384; only with JPKI_SCHEME_DIGEST_INFO.
  JPKI_DIGEST_SHA384 = $4A000A02;
  /// SHA-512; only with JPKI_SCHEME_DIGEST_INFO.
  JPKI_DIGEST_SHA512 = $4A000A03;
  /// PKCS #1 v1.5 over a DigestInfo built by the library: the default.
  JPKI_SCHEME_DIGEST_INFO = $4A000B01;
  /// The card hashes the data (1 to 255 bytes) with SHA-256 and pads the bare digest.
  JPKI_SCHEME_BARE_DIGEST_OF_DATA = $4A000B02;
  /// The card receives the SHA-256 digest and wraps it in a DigestInfo.
  JPKI_SCHEME_SHA256_DIGEST = $4A000B03;
  /// The card hashes the data (1 to 255 bytes) with SHA-256 and wraps the digest in a DigestInfo.
  JPKI_SCHEME_SHA256_DATA = $4A000B04;
  /// PSS over a SHA-256 digest, which the card receives.
  JPKI_SCHEME_PSS_DIGEST = $4A000B05;
  /// The card hashes the data (1 to 255 bytes) with SHA-256 and signs with PSS.
  JPKI_SCHEME_PSS_DATA = $4A000B06;
  /// The input is data, to be hashed here or on the card: the default.
  JPKI_INPUT_DATA = $4A000C01;
  /// The input is a digest computed by the caller.
  JPKI_INPUT_DIGEST = $4A000C02;
  /// The PIN is not sent if one try is left or the card does not report the number: the default.
  JPKI_LAST_TRY_KEEP = $4A000D01;
  /// The PIN may be sent even if one try is left: a wrong PIN then locks it.
  JPKI_LAST_TRY_ALLOW = $4A000D02;
  /// Like JPKI_LAST_TRY_KEEP, and the PIN is not sent if two tries are left either: a reader's driver
  /// may repeat a try by itself (libccid does after three damaged blocks in a row), so that one call
  /// can spend two.
  JPKI_LAST_TRY_KEEP_TWO = $4A000D03;
  /// The card authorities of real cards: the only choice for a program that serves people.
  JPKI_AUTHORITIES_PRODUCTION = $4A001301;
  /// The card authorities of the test cards that J-LIS lends to developers: these cards identify no
  /// real person. Never combined with production.
  JPKI_AUTHORITIES_TEST = $4A001302;
  /// The card authorities of the embedded virtual card, for tests. JPKI_ERROR_NOT_BUILT unless the
  /// library has JPKI_FEATURE_VIRTUAL_CARD.
  JPKI_AUTHORITIES_VIRTUAL_CARD = $4A001303;
  /// The record is read without being verified: anyone could have written it.
  JPKI_AUTHORITIES_UNVERIFIED = $4A001304;
  /// The caller's own card authorities: those of `jpki_card_set_authorities`, or the argument of a
  /// call that has no card.
  JPKI_AUTHORITIES_OWN = $4A001305;
  /// The year of a birth date is that of the Japanese era, as on every citizen's card.
  JPKI_CALENDAR_JAPANESE = $4A001A01;
  /// The year of a birth date is Gregorian. Only for foreign residents, where the card prints it so,
  /// or where the card answered JPKI_ERROR_CHECK_NUMBER_WRONG to the Japanese year. It is not
  /// confirmed that such cards exist: the older resident registry card had such numbers. A wrong
  /// number spends one of the same ten tries.
  JPKI_CALENDAR_GREGORIAN = $4A001A02;
  /// Sex: not known (JIS X 0303), or the handle is not open.
  JPKI_SEX_NOT_KNOWN = 0;
  /// Sex: male (JIS X 0303).
  JPKI_SEX_MALE = 1;
  /// Sex: female (JIS X 0303).
  JPKI_SEX_FEMALE = 2;
  /// Sex: not applicable (JIS X 0303).
  JPKI_SEX_NOT_APPLICABLE = 9;
  /// Sex: the card has a character that JIS X 0303 does not define.
  JPKI_SEX_OTHER = -1;
  /// For `jpki_card_authorities_add`: the key is that of the authority for the card's face and birth
  /// date.
  JPKI_RECORD_FACE = $4A001D01;
  /// The key is that of the authority for name, address, birth date and sex as text.
  JPKI_RECORD_ATTRIBUTES = $4A001D02;
  /// The record: the file of a card's face, or of name, address, birth date and sex.
  JPKI_FILE_RECORD = $4A001C01;
  /// The certificate of the key that signed the record.
  JPKI_FILE_CERTIFICATE = $4A001C02;
  /// Of a face: the card's signature over the challenge. Of attributes: the record that signs them.
  JPKI_FILE_SIGNATURE = $4A001C03;
  /// The size of a check number in bytes, including its prefix and its NUL.
  JPKI_CHECK_NUMBER_SIZE = 16;
  /// The photo: JPEG 2000 (a JP2 file, grayscale). `jpki_face_picture` converts it to PNG.
  JPKI_IMAGE_PHOTO = $4A001801;
  /// The name as printed: a PNG. For text, use `jpki_card_attributes_by_check_number`.
  JPKI_IMAGE_NAME = $4A001802;
  /// The address as printed: a PNG.
  JPKI_IMAGE_ADDRESS = $4A001803;
  /// The security code as printed: a PNG. It is not signed.
  JPKI_IMAGE_SECURITY_CODE = $4A001804;
  /// The photo as a PNG, which most programs can display directly.
  ///
  /// JPKI_ERROR_IMAGE_MALFORMED if the photo is damaged, or is a kind of JPEG 2000 that the library
  /// does not decode: the message then names the kind after "not supported", and
  /// JPKI_PICTURE_CARD_SVG draws the face without the photo.
  JPKI_PICTURE_PHOTO_PNG = $4A001901;
  /// The whole face in one picture at the size of the card: an SVG document in UTF-8 with Japanese
  /// captions, which browsers and SVG 1.1 renderers display (tested with Qt 5.15, librsvg and
  /// CairoSVG). It is self-contained except for fonts: without a Japanese font the captions are
  /// boxes, but birth date and sex are also in Latin letters. A photo of a kind that the library does
  /// not decode is replaced by a red frame with NO PHOTO: the picture then identifies nobody.
  JPKI_PICTURE_CARD_SVG = $4A001902;
  /// The certificate for the PIN of four digits: its holder is present. The default.
  JPKI_PURPOSE_AUTHENTICATION = $4A000E01;
  /// The certificate for the signature password: its holder signs a document.
  JPKI_PURPOSE_SIGNATURE = $4A000E02;
  /// Trust anchors: J-LIS's CAs for real cards, built into the library. The default.
  JPKI_ANCHORS_PRODUCTION = $4A000F01;
  /// Trust anchors: the CAs of the test cards that J-LIS lends to developers. These cards identify no
  /// real person: never use this in a program that serves patients.
  JPKI_ANCHORS_TEST = $4A000F02;
  /// Trust anchors: only own_anchors, treated as CAs of test cards (their certificate policy), such
  /// as those of the embedded virtual card. These cards identify no real person either.
  JPKI_ANCHORS_OWN = $4A000F03;
  /// Trust anchors: J-LIS's CAs for real cards, and own_anchors in addition: generations newer than
  /// the library.
  JPKI_ANCHORS_PRODUCTION_AND_OWN = $4A000F04;
  /// Certificate policies: every class of the purpose's arc, 1.2.392.200149.8.5.1.3 for
  /// authentication and 1.2.392.200149.8.5.1.1 for signature, including a class newer than the
  /// library (see jpki_verdict.policy_is_known). For test cards, whose arc does not show the purpose,
  /// only the known classes. The default.
  JPKI_POLICIES_BY_ARC = $4A001001;
  /// Certificate policies: only those that the library knows, 1.2.392.200149.8.5.1.3.30 and
  /// 1.2.392.200149.8.5.1.1.20; for test cards 1.2.392.200149.8.5.1.0.30 and
  /// 1.2.392.200149.8.5.1.0.20.
  JPKI_POLICIES_KNOWN = $4A001002;
  /// Certificate policies: only own_policies.
  JPKI_POLICIES_OWN = $4A001003;
  /// The certificate, or a required extension of it, is malformed.
  JPKI_REASON_CERTIFICATE_MALFORMED = 100;
  /// An extension is present twice in the certificate (RFC 5280, 4.2).
  JPKI_REASON_DUPLICATE_EXTENSION = 101;
  /// A critical extension is unknown.
  JPKI_REASON_UNKNOWN_CRITICAL_EXTENSION = 102;
  /// The certificate does not name its issuer's key.
  JPKI_REASON_ISSUER_KEY_UNNAMED = 103;
  /// No trust anchor has the key that the certificate names as its issuer's.
  JPKI_REASON_ISSUER_UNKNOWN = 104;
  /// The issuer's name is not the anchor's.
  JPKI_REASON_ISSUER_NAME_DIFFERS = 105;
  /// The certificate is not signed with SHA-256 and RSA, or names two different algorithms.
  JPKI_REASON_ALGORITHM_NOT_ALLOWED = 106;
  /// The certificate's signature is not by the anchor's key.
  JPKI_REASON_CERTIFICATE_SIGNATURE_INVALID = 107;
  /// The anchor is that of the other CA: authentication and signature are not interchangeable.
  JPKI_REASON_ANCHOR_OF_OTHER_PURPOSE = 108;
  /// The anchor is not valid yet.
  JPKI_REASON_ANCHOR_NOT_YET_VALID = 109;
  /// The anchor is no longer valid.
  JPKI_REASON_ANCHOR_EXPIRED = 110;
  /// The certificate is not valid yet.
  JPKI_REASON_NOT_YET_VALID = 111;
  /// The certificate is no longer valid: the holder renews it at the municipal office.
  JPKI_REASON_EXPIRED = 112;
  /// The certificate's key is not RSA of 2048 to 4096 bits.
  JPKI_REASON_KEY_NOT_ALLOWED = 113;
  /// The key usage is not the one for this purpose, or missing.
  JPKI_REASON_KEY_USAGE_WRONG = 114;
  /// The extended key usage does not allow this purpose.
  JPKI_REASON_EXTENDED_KEY_USAGE_WRONG = 115;
  /// The certificate is a CA's, not a person's.
  JPKI_REASON_IS_AUTHORITY = 116;
  /// The certificate is not issued under the policy for this purpose and hierarchy.
  JPKI_REASON_POLICY_WRONG = 117;
  /// The supplied CA certificate does not have the anchor's key and name.
  JPKI_REASON_CA_CERTIFICATE_DIFFERS = 118;
  /// The certificate is revoked.
  JPKI_REASON_REVOKED = 200;
  /// The responder does not know the certificate.
  JPKI_REASON_STATUS_UNKNOWN = 201;
  /// Evidence was supplied, but the issuer that must have signed it is unknown.
  JPKI_REASON_REVOCATION_UNDETERMINABLE = 202;
  /// The OCSP response is malformed or contradicts itself.
  JPKI_REASON_OCSP_MALFORMED = 300;
  /// The responder answered malformedRequest.
  JPKI_REASON_OCSP_REQUEST_MALFORMED = 301;
  /// The responder answered internalError.
  JPKI_REASON_OCSP_INTERNAL_ERROR = 302;
  /// The responder answered tryLater.
  JPKI_REASON_OCSP_TRY_LATER = 303;
  /// The responder answered sigRequired.
  JPKI_REASON_OCSP_SIGNATURE_REQUIRED = 304;
  /// The responder answered unauthorized, as it does to anyone who is not a notified verifier.
  JPKI_REASON_OCSP_UNAUTHORIZED = 305;
  /// Neither the CA nor a certificate in the response is the responder that it names.
  JPKI_REASON_OCSP_RESPONDER_UNKNOWN = 306;
  /// The responder's certificate does not let it answer for the CA.
  JPKI_REASON_OCSP_RESPONDER_NOT_AUTHORIZED = 307;
  /// The responder's certificate is not valid yet.
  JPKI_REASON_OCSP_RESPONDER_NOT_YET_VALID = 308;
  /// The responder's certificate has expired.
  JPKI_REASON_OCSP_RESPONDER_EXPIRED = 309;
  /// The response is not signed with SHA-256 and RSA of 2048 to 4096 bits.
  JPKI_REASON_OCSP_ALGORITHM_NOT_ALLOWED = 310;
  /// The response's signature is invalid.
  JPKI_REASON_OCSP_SIGNATURE_INVALID = 311;
  /// The request had a nonce and the response has none: it may be an old response.
  JPKI_REASON_OCSP_NONCE_MISSING = 312;
  /// The response's nonce is not the request's: it answers another request.
  JPKI_REASON_OCSP_NONCE_DIFFERS = 313;
  /// The response is not about this certificate.
  JPKI_REASON_OCSP_OTHER_CERTIFICATE = 314;
  /// The response was produced in the future, or reports a future state.
  JPKI_REASON_OCSP_NOT_YET_VALID = 315;
  /// The response is too old.
  JPKI_REASON_OCSP_EXPIRED = 316;
  /// A critical extension of the response is unknown.
  JPKI_REASON_OCSP_UNKNOWN_CRITICAL_EXTENSION = 317;
  /// The CRL is malformed or inconsistent.
  JPKI_REASON_CRL_MALFORMED = 400;
  /// The CRL is by another issuer.
  JPKI_REASON_CRL_OTHER_ISSUER = 401;
  /// The CRL is not signed with SHA-256 and RSA, or names two different algorithms.
  JPKI_REASON_CRL_ALGORITHM_NOT_ALLOWED = 402;
  /// The CRL's signature is not by the anchor's key.
  JPKI_REASON_CRL_SIGNATURE_INVALID = 403;
  /// The CRL was issued in the future.
  JPKI_REASON_CRL_NOT_YET_VALID = 404;
  /// The next CRL is overdue.
  JPKI_REASON_CRL_EXPIRED = 405;
  /// A critical extension of the CRL or of an entry is unknown.
  JPKI_REASON_CRL_UNKNOWN_CRITICAL_EXTENSION = 406;
  /// A delta CRL: it contains only changes.
  JPKI_REASON_CRL_DELTA = 407;
  /// An indirect CRL: it covers other issuers' certificates.
  JPKI_REASON_CRL_INDIRECT = 408;
  /// The CRL does not cover holders' certificates, or all reasons for revocation.
  JPKI_REASON_CRL_OUT_OF_SCOPE = 409;
  /// The CRL belongs to a distribution point that the certificate does not name.
  JPKI_REASON_CRL_OTHER_DISTRIBUTION_POINT = 410;
  /// The supplied digest does not have the algorithm's length.
  JPKI_REASON_CHALLENGE_DIGEST_LENGTH = 500;
  /// The signature is not one by the certificate's key over this challenge.
  JPKI_REASON_CHALLENGE_SIGNATURE_INVALID = 501;
  /// The challenge is empty, or the digest of empty data: it was lost, and a signature over it
  /// could be replayed to anyone.
  JPKI_REASON_CHALLENGE_EMPTY = 502;
  /// The challenge has fewer than 16 bytes: it may have been used before, or be guessed.
  JPKI_REASON_CHALLENGE_TOO_SHORT = 503;
  /// No OCSP response and no CRL was passed: revocation was not checked.
  JPKI_REVOCATION_NOT_REQUESTED = $4A001101;
  /// The revocation data that was passed cannot be relied on; the reasons say why.
  JPKI_REVOCATION_UNDETERMINED = $4A001102;
  /// Not revoked, according to signed and current data.
  JPKI_REVOCATION_GOOD = $4A001103;
  /// Revoked, according to signed data, which may be of another time.
  JPKI_REVOCATION_REVOKED = $4A001104;
  /// The responder does not know the certificate.
  JPKI_REVOCATION_UNKNOWN = $4A001105;
  /// The maximum number of reasons in a verdict.
  JPKI_VERDICT_REASONS = 32;
  /// The size of a verdict's policy in bytes, including its NUL.
  JPKI_VERDICT_POLICY_SIZE = 64;
  /// The maximum size of a verdict's anchor_key_id in bytes.
  JPKI_VERDICT_KEY_ID_SIZE = 32;
  /// For jpki_verify_options.ocsp_hash: SHA-1, which every responder supports. The default. It only
  /// identifies the issuer; security does not depend on it.
  JPKI_OCSP_HASH_SHA1 = $4A001201;
  /// For jpki_verify_options.ocsp_hash: SHA-256.
  JPKI_OCSP_HASH_SHA256 = $4A001202;

type
  /// The return value of every fallible function: `JPKI_OK` or a negative `JPKI_ERROR_*`. A number is
  /// never reused or renumbered; treat an unknown one as a failure.
  TJpkiStatus = (
    /// The revocation data supplied do not show whether the certificate is revoked.
    RevocationUnknown = -88,
    /// The photo or another image on the card cannot be decoded.
    ImageMalformed = -87,
    /// The challenge was not signed by the card's own key: the card may be a copy.
    CardNotGenuine = -86,
    /// The record's signature or its issuer's certificate is not valid: do not rely on the record.
    RecordNotAuthentic = -85,
    /// A record read from the card cannot be parsed.
    RecordMalformed = -84,
    /// The certificate is not issued by a trust anchor for this purpose: do not accept it.
    CertificateNotTrusted = -83,
    /// The certificate was revoked: do not accept it.
    CertificateRevoked = -82,
    /// The certificate is not valid yet: check the computer's clock.
    CertificateNotYetValid = -81,
    /// The certificate has expired: the holder can renew it at the municipal office.
    CertificateExpired = -80,
    /// The six digits of the birth date match the card's, but the year does not. No try was spent.
    BirthDateDiffers = -73,
    /// The check number or birth date is locked; the PINs are not affected.
    CheckNumberBlocked = -72,
    /// The check number or birth date does not match this card. One try was spent, or two if the
    /// reader's driver repeated the command; tries_left is the number left.
    CheckNumberWrong = -71,
    /// The birth date, expiry year or security code cannot be right. Nothing was sent to the card.
    CheckNumberFormat = -70,
    /// The input-support PIN is locked; the other PINs are not affected.
    InputSupportPinBlocked = -66,
    /// The input-support PIN is wrong. One try was spent, or two if the reader's driver repeated the
    /// command; tries_left is the number left.
    InputSupportPinWrong = -65,
    /// The signature password is locked; the four-digit PIN is not affected.
    PasswordBlocked = -62,
    /// The signature password is wrong. One try was spent, or two if the reader's driver repeated the
    /// command; tries_left is the number left.
    PasswordWrong = -61,
    /// The signature password is not 6 to 16 letters and digits, or a new one does not mix both.
    /// Nothing was sent to the card.
    PasswordFormat = -60,
    /// The key could not be locked: have the card removed from the reader now. The next call on the
    /// card, or freeing it, first tries to lock the key again.
    KeyNotLocked = -52,
    /// The certificate's key is of a type that this version does not support.
    KeyNotSupported = -51,
    /// The card's signature does not match its certificate and was discarded.
    SignatureInvalid = -50,
    /// Two tries are left and spending one was not allowed (JPKI_LAST_TRY_KEEP_TWO). The PIN was not
    /// sent.
    PinLastTwoTries = -48,
    /// A PIN change was sent, but may not have taken effect: either the old or the new PIN is in force.
    PinChangeUncertain = -47,
    /// The PIN was sent, but the answer was lost or not understood: a try may have been spent.
    PinUncertain = -46,
    /// The card allows this only after the PIN is verified.
    PinRequired = -45,
    /// The number of tries left is unknown (no answer, or "no limit", status_word 0x6300), and spending
    /// the last one was not allowed. The PIN was not sent. Ask the holder, then use JPKI_LAST_TRY_ALLOW
    /// to send it.
    PinTriesUnknown = -44,
    /// One try is left and spending it was not allowed. The PIN was not sent.
    PinLastTry = -43,
    /// The PIN is locked, or the card was issued without one. The holder can have a locked PIN reset at
    /// the municipal office or, with the signature password, at some convenience-store kiosks.
    /// status_word is 0x63C0 if this call's PIN was wrong and locked it, and 0 if it was already locked
    /// and was not sent. The same applies to the other credentials below.
    PinBlocked = -42,
    /// The PIN is wrong. One try was spent, or two if the reader's driver repeated the command;
    /// tries_left is the number left. If tries_left is -1 (status_word 0x6300), the card does not say
    /// whether a try was spent. The same applies to the other credentials below.
    PinWrong = -41,
    /// The PIN is not four half-width digits. Nothing was sent to the card.
    PinFormat = -40,
    /// After a reset or a lost response, a different card answered.
    CardExchanged = -34,
    /// The certificate is damaged.
    CertificateMalformed = -33,
    /// The card does not hold the requested data: many children's cards have no signature certificate,
    /// and a phone or an old Resident Registry card has no card-face application.
    NotOnCard = -32,
    /// The card refused the command; see status_word.
    CardStatus = -31,
    /// The card's response is malformed.
    CardAnswer = -30,
    /// The PC/SC library, libpcsclite.so.1, is not installed on this machine. It is looked for again at
    /// every call. Not on Windows and macOS, where it is part of the system.
    PcscNotInstalled = -27,
    /// The card reader, its driver or the card did not respond in time.
    ReaderNotResponding = -26,
    /// The smart card service is running but does not respond.
    ServiceNotResponding = -25,
    /// Another program is using the card and did not release it in time, or the card or its reader is
    /// slow.
    CardBusy = -24,
    /// The exchange between reader and card failed.
    ReaderFailed = -23,
    /// The wait was cancelled.
    Cancelled = -22,
    /// No card arrived before the timeout.
    TimedOut = -21,
    /// The card was reset, or it may have been exchanged and nothing read from it before can rule that
    /// out. No PIN try was spent. Wait for the card again; with a transport of your own, open a new
    /// handle.
    CardReset = -20,
    /// The card was removed. Its handle cannot be used again: wait for a card again.
    CardRemoved = -19,
    /// Another program holds the card exclusively.
    SharingViolation = -18,
    /// The card is not an Individual Number Card.
    NotIndividualNumberCard = -17,
    /// The card does not answer.
    CardUnresponsive = -16,
    /// No card is on the reader.
    NoCard = -15,
    /// The requested reader is not connected.
    UnknownReader = -14,
    /// No reader is connected.
    NoReader = -13,
    /// The smart card service reported another failure.
    ServiceFailed = -12,
    /// The smart card service refused the connection: the account is not allowed to use it, or other
    /// programs hold all its connections.
    ServiceRefused = -11,
    /// The smart card service is not running.
    ServiceNotRunning = -10,
    /// The handle was created by the parent process, before a fork.
    Forked = -7,
    /// A callback used a card that is in use: the card whose call invoked it, or one that another
    /// thread is using.
    Reentered = -6,
    /// The operating system refused a resource.
    System = -5,
    /// The library was built without this feature.
    NotBuilt = -4,
    /// The handle is NULL, freed, or of another kind.
    Handle = -3,
    /// An argument is invalid: a NULL pointer, a length, a number, a struct_size.
    Argument = -2,
    /// Internal error. Have the card removed from the reader and put back, which locks its key; free
    /// the handle and open a new one.
    Internal = -1,
    /// Success.
    Ok = 0
  );

  /// One of JPKI_LANGUAGE_*.
  TJpkiLanguage = (
    /// English, for texts shown to the person at the desk.
    English = $4A000101,
    /// Japanese, for texts shown to the person at the desk.
    Japanese = $4A000102
  );

  /// One of JPKI_LOG_*.
  TJpkiLogLevel = (
    /// Log nothing: the initial state.
    Off = $4A000201,
    /// Log failures that no status reports.
    Error = $4A000202,
    /// Also log conditions that deserve attention.
    Warning = $4A000203,
    /// Also log what happened.
    Info = $4A000204,
    /// Also log how it happened.
    Debug = $4A000205,
    /// Also log each exchange with a card: header, lengths and status word.
    Trace = $4A000206
  );

  /// One of JPKI_FIELD_*.
  TJpkiField = (
    /// The serial number, big-endian. Restricted by law: do not log it.
    SerialNumber = $4A001701,
    /// The identifier of the issuer's key (authorityKeyIdentifier). Use it to identify the issuer,
    /// never the issuer's name, which all generations share.
    IssuerKeyId = $4A001702,
    /// The identifier of the certificate's own key (subjectKeyIdentifier).
    SubjectKeyId = $4A001703,
    /// The public key, as the DER encoding of its SubjectPublicKeyInfo.
    PublicKey = $4A001704
  );

  /// One of JPKI_ALGORITHM_*.
  TJpkiAlgorithm = (
    /// RSASSA-PKCS1-v1_5 with SHA-256.
    RsaPkcs1Sha256 = $4A000901,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    RsaPkcs1Sha384 = $4A000902,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    RsaPkcs1Sha512 = $4A000903,
    /// PKCS #1 v1.5 padding around a bare SHA-256 digest, without DigestInfo.
    RsaPkcs1BareSha256 = $4A000904,
    /// RSASSA-PSS with SHA-256 and MGF1 of SHA-256.
    RsaPssSha256 = $4A000905
  );

  /// One of JPKI_TIMEOUT_*.
  TJpkiTimeout = (
    /// The maximum time that a call waits for another program's transaction with the card, or for a
    /// service that does not respond, before it returns JPKI_ERROR_CARD_BUSY or
    /// JPKI_ERROR_SERVICE_NOT_RESPONDING. Default: 10,000 ms; less than 1,000 counts as 1,000. Applies
    /// to cards that are waited for or connected to after it is set.
    Transaction = $4A001B01,
    /// The maximum time that a call waits for the reader's answer to one command before it gives up on
    /// the card and returns JPKI_ERROR_READER_NOT_RESPONDING (JPKI_ERROR_KEY_NOT_LOCKED if a PIN was
    /// sent). Default: 60,000 ms; less than 1,000 counts as 1,000. A card may ask for more time, so
    /// leave it long. Applies to cards that are waited for or connected to after it is set.
    Exchange = $4A001B02,
    /// The maximum time that a wait tolerates a service that stops or does not respond, each time,
    /// before it returns JPKI_ERROR_SERVICE_*. Default: JPKI_WAIT_FOREVER, as long as the wait itself,
    /// so that a wait without a timeout never ends because of it. 0 ends the wait as soon as the
    /// service stops. Applies to waits that begin after it is set.
    ServiceAbsence = $4A001B03
  );

  /// One of JPKI_PRESENCE_*.
  TJpkiPresence = (
    /// No card is in the reader.
    Empty = $4A000301,
    /// The reader holds a card that no program uses.
    Present = $4A000302,
    /// The reader holds a card that a program uses in shared mode.
    InUse = $4A000303,
    /// The reader holds a card that a program uses exclusively.
    Exclusive = $4A000304,
    /// The reader holds a card that does not respond.
    Unresponsive = $4A000305,
    /// The reader itself does not respond.
    Unavailable = $4A000306
  );

  /// One of JPKI_EVENT_*.
  TJpkiEventKind = (
    /// No event: the value after a call that fails.
    None = $4A000401,
    /// A reader is connected: it was when the monitor began, or has been plugged in.
    ReaderArrived = $4A000402,
    /// A reader is no longer connected. The removal of its card was reported before.
    ReaderLeft = $4A000403,
    /// A card is in a reader.
    CardInserted = $4A000404,
    /// The card is no longer in the reader, or the reader can no longer report on it.
    CardRemoved = $4A000405,
    /// The smart card service cannot be used; `reason` says why. Its cards were reported as removed and
    /// its readers as left before. The monitor continues.
    ServiceStopped = $4A000406,
    /// The service can be used again. Events for its readers and cards follow.
    ServiceStarted = $4A000407
  );

  /// One of JPKI_CARD_*.
  TJpkiCardKind = (
    /// The card was not queried.
    NotAsked = $4A000501,
    /// The card has the JPKI application: it is an Individual Number Card or one of its counterparts;
    /// `token_kind` says which.
    Token = $4A000502,
    /// The card is of another kind.
    Other = $4A000503,
    /// The card could not be queried; `reason` says why: JPKI_ERROR_CARD_UNRESPONSIVE,
    /// SHARING_VIOLATION, CARD_BUSY, CARD_REMOVED or another failure.
    NotIdentified = $4A000504
  );

  /// One of JPKI_TOKEN_*.
  TJpkiTokenKind = (
    /// A token with an unknown label.
    Unknown = $4A000601,
    /// The Individual Number Card (My Number Card).
    MyNumberCard = $4A000602,
    /// The older Basic Resident Registration Card.
    ResidentRegistryCard = $4A000603,
    /// Certificates on an Android phone.
    Android = $4A000604,
    /// Certificates on an iPhone.
    Iphone = $4A000605
  );

  /// One of JPKI_CREDENTIAL_*.
  TJpkiCredential = (
    /// The PIN of the user-authentication key (riyosha shomei): three tries.
    Pin = $4A001501,
    /// The password of the signature key (shomei): five tries.
    SignaturePassword = $4A001502,
    /// The PIN of the input-support application (kenmen jiko nyuryoku hojo): three tries.
    InputSupportPin = $4A001503,
    /// The check number B in the card-surface application (kenmen jiko kakunin), sent by
    /// `jpki_card_face`: ten tries.
    CheckNumberSurface = $4A001504,
    /// The check number B in the input-support application, sent by
    /// `jpki_card_attributes_by_check_number`: ten tries of its own.
    CheckNumberInputSupport = $4A001505,
    /// The birth date, sent by `jpki_card_compare_birth_date`: ten tries.
    BirthDate = $4A001506
  );

  /// One of JPKI_TRIES_*.
  TJpkiTries = (
    /// The card does not report how many tries are left.
    NotReported = $4A000701,
    /// The card reports the number of tries left.
    Left = $4A000702,
    /// The PIN, password or number is locked. The holder can have it reset at the municipal office; the
    /// PIN and the signature password also at some convenience-store kiosks, with the other one of the
    /// two.
    Blocked = $4A000703,
    /// The card reports that wrong tries are unlimited (6300). No card is known for which this is true:
    /// a call that sends the PIN treats it as JPKI_TRIES_NOT_REPORTED.
    NoLimit = $4A000704
  );

  /// One of JPKI_CERTIFICATE_*.
  TJpkiCertificateKind = (
    /// The user-authentication certificate (riyosha shomei).
    Authentication = $4A001601,
    /// The certificate of the authority that issued it.
    AuthenticationCa = $4A001602,
    /// The signature certificate (shomei), with the holder's name, address, birth date and sex.
    Signature = $4A001603,
    /// The certificate of the authority that issued it.
    SignatureCa = $4A001604
  );

  /// One of JPKI_VIRTUAL_*.
  TJpkiVirtualKind = (
    /// A virtual My Number Card.
    MyNumberCard = $4A000801,
    /// A virtual Resident Registry Card.
    ResidentRegistryCard = $4A000802,
    /// A virtual Android phone.
    Android = $4A000803,
    /// A virtual iPhone.
    Iphone = $4A000804,
    /// A virtual child's card: born on 20200401, no signature certificate. Its check number is made of
    /// 20200401, 2030 and "2285".
    ChildCard = $4A000805,
    /// A virtual card that was not renewed: card and certificates expired on 20250331. Its check number
    /// is made of 19800217, 2025 and "2285".
    Expired = $4A000806,
    /// A virtual card without PINs (kao ninsho My Number Card): its PIN and input-support PIN are
    /// locked from the start, and it has no signature certificate.
    WithoutPins = $4A000807,
    /// A virtual card with certificates issued with the authority's first key.
    CaGeneration1 = $4A000808,
    /// A virtual card with certificates issued with the authority's second key; the other kinds use the
    /// third.
    CaGeneration2 = $4A000809
  );

  /// One of JPKI_DIGEST_*.
  TJpkiDigest = (
    /// SHA-256, the default.
    Sha256 = $4A000A01,
    /// SHA-384; only with JPKI_SCHEME_DIGEST_INFO.
    Sha384 = $4A000A02,
    /// SHA-512; only with JPKI_SCHEME_DIGEST_INFO.
    Sha512 = $4A000A03
  );

  /// One of JPKI_SCHEME_*.
  TJpkiScheme = (
    /// PKCS #1 v1.5 over a DigestInfo built by the library: the default.
    DigestInfo = $4A000B01,
    /// The card hashes the data (1 to 255 bytes) with SHA-256 and pads the bare digest.
    BareDigestOfData = $4A000B02,
    /// The card receives the SHA-256 digest and wraps it in a DigestInfo.
    Sha256Digest = $4A000B03,
    /// The card hashes the data (1 to 255 bytes) with SHA-256 and wraps the digest in a DigestInfo.
    Sha256Data = $4A000B04,
    /// PSS over a SHA-256 digest, which the card receives.
    PssDigest = $4A000B05,
    /// The card hashes the data (1 to 255 bytes) with SHA-256 and signs with PSS.
    PssData = $4A000B06
  );

  /// One of JPKI_INPUT_*.
  TJpkiInput = (
    /// The input is data, to be hashed here or on the card: the default.
    Data = $4A000C01,
    /// The input is a digest computed by the caller.
    Digest = $4A000C02
  );

  /// One of JPKI_LAST_TRY_*.
  TJpkiLastTry = (
    /// The PIN is not sent if one try is left or the card does not report the number: the default.
    Keep = $4A000D01,
    /// The PIN may be sent even if one try is left: a wrong PIN then locks it.
    Allow = $4A000D02,
    /// Like JPKI_LAST_TRY_KEEP, and the PIN is not sent if two tries are left either: a reader's driver
    /// may repeat a try by itself (libccid does after three damaged blocks in a row), so that one call
    /// can spend two.
    KeepTwo = $4A000D03
  );

  /// One of JPKI_RECORD_*.
  TJpkiRecordKind = (
    /// For `jpki_card_authorities_add`: the key is that of the authority for the card's face and birth
    /// date.
    Face = $4A001D01,
    /// The key is that of the authority for name, address, birth date and sex as text.
    Attributes = $4A001D02
  );

  /// One of JPKI_CALENDAR_*.
  TJpkiCalendar = (
    /// The year of a birth date is that of the Japanese era, as on every citizen's card.
    Japanese = $4A001A01,
    /// The year of a birth date is Gregorian. Only for foreign residents, where the card prints it so,
    /// or where the card answered JPKI_ERROR_CHECK_NUMBER_WRONG to the Japanese year. It is not
    /// confirmed that such cards exist: the older resident registry card had such numbers. A wrong
    /// number spends one of the same ten tries.
    Gregorian = $4A001A02
  );

  /// One of JPKI_AUTHORITIES_*.
  TJpkiAuthorities = (
    /// The card authorities of real cards: the only choice for a program that serves people.
    Production = $4A001301,
    /// The card authorities of the test cards that J-LIS lends to developers: these cards identify no
    /// real person. Never combined with production.
    Test = $4A001302,
    /// The card authorities of the embedded virtual card, for tests. JPKI_ERROR_NOT_BUILT unless the
    /// library has JPKI_FEATURE_VIRTUAL_CARD.
    VirtualCard = $4A001303,
    /// The record is read without being verified: anyone could have written it.
    Unverified = $4A001304,
    /// The caller's own card authorities: those of `jpki_card_set_authorities`, or the argument of a
    /// call that has no card.
    Own = $4A001305
  );

  /// One of JPKI_SEX_*.
  TJpkiSex = (
    /// Sex: the card has a character that JIS X 0303 does not define.
    Other = -1,
    /// Sex: not known (JIS X 0303), or the handle is not open.
    NotKnown = 0,
    /// Sex: male (JIS X 0303).
    Male = 1,
    /// Sex: female (JIS X 0303).
    Female = 2,
    /// Sex: not applicable (JIS X 0303).
    NotApplicable = 9
  );

  /// One of JPKI_IMAGE_*.
  TJpkiImage = (
    /// The photo: JPEG 2000 (a JP2 file, grayscale). `jpki_face_picture` converts it to PNG.
    Photo = $4A001801,
    /// The name as printed: a PNG. For text, use `jpki_card_attributes_by_check_number`.
    Name = $4A001802,
    /// The address as printed: a PNG.
    Address = $4A001803,
    /// The security code as printed: a PNG. It is not signed.
    SecurityCode = $4A001804
  );

  /// One of JPKI_FILE_*.
  TJpkiFile = (
    /// The record: the file of a card's face, or of name, address, birth date and sex.
    Record_ = $4A001C01,
    /// The certificate of the key that signed the record.
    Certificate = $4A001C02,
    /// Of a face: the card's signature over the challenge. Of attributes: the record that signs them.
    Signature = $4A001C03
  );

  /// One of JPKI_PICTURE_*.
  TJpkiPictureKind = (
    /// The photo as a PNG, which most programs can display directly.
    ///
    /// JPKI_ERROR_IMAGE_MALFORMED if the photo is damaged, or is a kind of JPEG 2000 that the library
    /// does not decode: the message then names the kind after "not supported", and
    /// JPKI_PICTURE_CARD_SVG draws the face without the photo.
    PhotoPng = $4A001901,
    /// The whole face in one picture at the size of the card: an SVG document in UTF-8 with Japanese
    /// captions, which browsers and SVG 1.1 renderers display (tested with Qt 5.15, librsvg and
    /// CairoSVG). It is self-contained except for fonts: without a Japanese font the captions are
    /// boxes, but birth date and sex are also in Latin letters. A photo of a kind that the library does
    /// not decode is replaced by a red frame with NO PHOTO: the picture then identifies nobody.
    CardSvg = $4A001902
  );

  /// One of JPKI_REASON_*.
  TJpkiReason = (
    /// The certificate, or a required extension of it, is malformed.
    CertificateMalformed = 100,
    /// An extension is present twice in the certificate (RFC 5280, 4.2).
    DuplicateExtension = 101,
    /// A critical extension is unknown.
    UnknownCriticalExtension = 102,
    /// The certificate does not name its issuer's key.
    IssuerKeyUnnamed = 103,
    /// No trust anchor has the key that the certificate names as its issuer's.
    IssuerUnknown = 104,
    /// The issuer's name is not the anchor's.
    IssuerNameDiffers = 105,
    /// The certificate is not signed with SHA-256 and RSA, or names two different algorithms.
    AlgorithmNotAllowed = 106,
    /// The certificate's signature is not by the anchor's key.
    CertificateSignatureInvalid = 107,
    /// The anchor is that of the other CA: authentication and signature are not interchangeable.
    AnchorOfOtherPurpose = 108,
    /// The anchor is not valid yet.
    AnchorNotYetValid = 109,
    /// The anchor is no longer valid.
    AnchorExpired = 110,
    /// The certificate is not valid yet.
    NotYetValid = 111,
    /// The certificate is no longer valid: the holder renews it at the municipal office.
    Expired = 112,
    /// The certificate's key is not RSA of 2048 to 4096 bits.
    KeyNotAllowed = 113,
    /// The key usage is not the one for this purpose, or missing.
    KeyUsageWrong = 114,
    /// The extended key usage does not allow this purpose.
    ExtendedKeyUsageWrong = 115,
    /// The certificate is a CA's, not a person's.
    IsAuthority = 116,
    /// The certificate is not issued under the policy for this purpose and hierarchy.
    PolicyWrong = 117,
    /// The supplied CA certificate does not have the anchor's key and name.
    CaCertificateDiffers = 118,
    /// The certificate is revoked.
    Revoked = 200,
    /// The responder does not know the certificate.
    StatusUnknown = 201,
    /// Evidence was supplied, but the issuer that must have signed it is unknown.
    RevocationUndeterminable = 202,
    /// The OCSP response is malformed or contradicts itself.
    OcspMalformed = 300,
    /// The responder answered malformedRequest.
    OcspRequestMalformed = 301,
    /// The responder answered internalError.
    OcspInternalError = 302,
    /// The responder answered tryLater.
    OcspTryLater = 303,
    /// The responder answered sigRequired.
    OcspSignatureRequired = 304,
    /// The responder answered unauthorized, as it does to anyone who is not a notified verifier.
    OcspUnauthorized = 305,
    /// Neither the CA nor a certificate in the response is the responder that it names.
    OcspResponderUnknown = 306,
    /// The responder's certificate does not let it answer for the CA.
    OcspResponderNotAuthorized = 307,
    /// The responder's certificate is not valid yet.
    OcspResponderNotYetValid = 308,
    /// The responder's certificate has expired.
    OcspResponderExpired = 309,
    /// The response is not signed with SHA-256 and RSA of 2048 to 4096 bits.
    OcspAlgorithmNotAllowed = 310,
    /// The response's signature is invalid.
    OcspSignatureInvalid = 311,
    /// The request had a nonce and the response has none: it may be an old response.
    OcspNonceMissing = 312,
    /// The response's nonce is not the request's: it answers another request.
    OcspNonceDiffers = 313,
    /// The response is not about this certificate.
    OcspOtherCertificate = 314,
    /// The response was produced in the future, or reports a future state.
    OcspNotYetValid = 315,
    /// The response is too old.
    OcspExpired = 316,
    /// A critical extension of the response is unknown.
    OcspUnknownCriticalExtension = 317,
    /// The CRL is malformed or inconsistent.
    CrlMalformed = 400,
    /// The CRL is by another issuer.
    CrlOtherIssuer = 401,
    /// The CRL is not signed with SHA-256 and RSA, or names two different algorithms.
    CrlAlgorithmNotAllowed = 402,
    /// The CRL's signature is not by the anchor's key.
    CrlSignatureInvalid = 403,
    /// The CRL was issued in the future.
    CrlNotYetValid = 404,
    /// The next CRL is overdue.
    CrlExpired = 405,
    /// A critical extension of the CRL or of an entry is unknown.
    CrlUnknownCriticalExtension = 406,
    /// A delta CRL: it contains only changes.
    CrlDelta = 407,
    /// An indirect CRL: it covers other issuers' certificates.
    CrlIndirect = 408,
    /// The CRL does not cover holders' certificates, or all reasons for revocation.
    CrlOutOfScope = 409,
    /// The CRL belongs to a distribution point that the certificate does not name.
    CrlOtherDistributionPoint = 410,
    /// The supplied digest does not have the algorithm's length.
    ChallengeDigestLength = 500,
    /// The signature is not one by the certificate's key over this challenge.
    ChallengeSignatureInvalid = 501,
    /// The challenge is empty, or the digest of empty data: it was lost, and a signature over it
    /// could be replayed to anyone.
    ChallengeEmpty = 502,
    /// The challenge has fewer than 16 bytes: it may have been used before, or be guessed.
    ChallengeTooShort = 503
  );

  /// One of JPKI_PURPOSE_*.
  TJpkiPurpose = (
    /// The certificate for the PIN of four digits: its holder is present. The default.
    Authentication = $4A000E01,
    /// The certificate for the signature password: its holder signs a document.
    Signature = $4A000E02
  );

  /// One of JPKI_ANCHORS_*.
  TJpkiAnchors = (
    /// Trust anchors: J-LIS's CAs for real cards, built into the library. The default.
    Production = $4A000F01,
    /// Trust anchors: the CAs of the test cards that J-LIS lends to developers. These cards identify no
    /// real person: never use this in a program that serves patients.
    Test = $4A000F02,
    /// Trust anchors: only own_anchors, treated as CAs of test cards (their certificate policy), such
    /// as those of the embedded virtual card. These cards identify no real person either.
    Own = $4A000F03,
    /// Trust anchors: J-LIS's CAs for real cards, and own_anchors in addition: generations newer than
    /// the library.
    ProductionAndOwn = $4A000F04
  );

  /// One of JPKI_OCSP_HASH_*.
  TJpkiOcspHash = (
    /// For jpki_verify_options.ocsp_hash: SHA-1, which every responder supports. The default. It only
    /// identifies the issuer; security does not depend on it.
    Sha1 = $4A001201,
    /// For jpki_verify_options.ocsp_hash: SHA-256.
    Sha256 = $4A001202
  );

  /// One of JPKI_POLICIES_*.
  TJpkiPolicies = (
    /// Certificate policies: every class of the purpose's arc, 1.2.392.200149.8.5.1.3 for
    /// authentication and 1.2.392.200149.8.5.1.1 for signature, including a class newer than the
    /// library (see jpki_verdict.policy_is_known). For test cards, whose arc does not show the purpose,
    /// only the known classes. The default.
    ByArc = $4A001001,
    /// Certificate policies: only those that the library knows, 1.2.392.200149.8.5.1.3.30 and
    /// 1.2.392.200149.8.5.1.1.20; for test cards 1.2.392.200149.8.5.1.0.30 and
    /// 1.2.392.200149.8.5.1.0.20.
    Known = $4A001002,
    /// Certificate policies: only own_policies.
    Own = $4A001003
  );

  /// One of JPKI_REVOCATION_*.
  TJpkiRevocation = (
    /// No OCSP response and no CRL was passed: revocation was not checked.
    NotRequested = $4A001101,
    /// The revocation data that was passed cannot be relied on; the reasons say why.
    Undetermined = $4A001102,
    /// Not revoked, according to signed and current data.
    Good = $4A001103,
    /// Revoked, according to signed data, which may be of another time.
    Revoked = $4A001104,
    /// The responder does not know the certificate.
    Unknown = $4A001105
  );

  /// What HJpkiCertificate is a handle of; nothing but the library looks into it.
  TOpaqueJpkiCertificate = record end;
  /// A handle, of a type of its own so that the compiler tells it from others.
  HJpkiCertificate = ^TOpaqueJpkiCertificate;

  /// What HJpkiItems is a handle of; nothing but the library looks into it.
  TOpaqueJpkiItems = record end;
  /// A handle, of a type of its own so that the compiler tells it from others.
  HJpkiItems = ^TOpaqueJpkiItems;

  /// What HJpkiSignature is a handle of; nothing but the library looks into it.
  TOpaqueJpkiSignature = record end;
  /// A handle, of a type of its own so that the compiler tells it from others.
  HJpkiSignature = ^TOpaqueJpkiSignature;

  /// What HJpkiCancellation is a handle of; nothing but the library looks into it.
  TOpaqueJpkiCancellation = record end;
  /// A handle, of a type of its own so that the compiler tells it from others.
  HJpkiCancellation = ^TOpaqueJpkiCancellation;

  /// What HJpkiCard is a handle of; nothing but the library looks into it.
  TOpaqueJpkiCard = record end;
  /// A handle, of a type of its own so that the compiler tells it from others.
  HJpkiCard = ^TOpaqueJpkiCard;

  /// What HJpkiContext is a handle of; nothing but the library looks into it.
  TOpaqueJpkiContext = record end;
  /// A handle, of a type of its own so that the compiler tells it from others.
  HJpkiContext = ^TOpaqueJpkiContext;

  /// What HJpkiMonitor is a handle of; nothing but the library looks into it.
  TOpaqueJpkiMonitor = record end;
  /// A handle, of a type of its own so that the compiler tells it from others.
  HJpkiMonitor = ^TOpaqueJpkiMonitor;

  /// What HJpkiReaders is a handle of; nothing but the library looks into it.
  TOpaqueJpkiReaders = record end;
  /// A handle, of a type of its own so that the compiler tells it from others.
  HJpkiReaders = ^TOpaqueJpkiReaders;

  /// What HJpkiAttributes is a handle of; nothing but the library looks into it.
  TOpaqueJpkiAttributes = record end;
  /// A handle, of a type of its own so that the compiler tells it from others.
  HJpkiAttributes = ^TOpaqueJpkiAttributes;

  /// What HJpkiCardAuthorities is a handle of; nothing but the library looks into it.
  TOpaqueJpkiCardAuthorities = record end;
  /// A handle, of a type of its own so that the compiler tells it from others.
  HJpkiCardAuthorities = ^TOpaqueJpkiCardAuthorities;

  /// What HJpkiFace is a handle of; nothing but the library looks into it.
  TOpaqueJpkiFace = record end;
  /// A handle, of a type of its own so that the compiler tells it from others.
  HJpkiFace = ^TOpaqueJpkiFace;

  /// What HJpkiPicture is a handle of; nothing but the library looks into it.
  TOpaqueJpkiPicture = record end;
  /// A handle, of a type of its own so that the compiler tells it from others.
  HJpkiPicture = ^TOpaqueJpkiPicture;

  /// What HJpkiOcspRequest is a handle of; nothing but the library looks into it.
  TOpaqueJpkiOcspRequest = record end;
  /// A handle, of a type of its own so that the compiler tells it from others.
  HJpkiOcspRequest = ^TOpaqueJpkiOcspRequest;

  /// What HJpkiRevocationList is a handle of; nothing but the library looks into it.
  TOpaqueJpkiRevocationList = record end;
  /// A handle, of a type of its own so that the compiler tells it from others.
  HJpkiRevocationList = ^TOpaqueJpkiRevocationList;

  /// Receives a log line: its level, one of JPKI_LOG_*, and its text in UTF-8, which belongs to the
  /// library and is valid during the call. It is called in the thread that causes the line, possibly
  /// in several threads at a time, and must not unwind or jump out of the call.
  TJpkiLogCallback = procedure(User: Pointer; Level: Int32; Message: PAnsiChar); cdecl;

  /// A pointer to a JpkiError of C.
  PRawJpkiError = ^TRawJpkiError;
  /// Details of a failure. The caller owns it, sets `struct_size` to `sizeof(jpki_error)` and may
  /// reuse it; there is nothing to free. It never holds a PIN, a name or a serial number, so all of
  /// it may be logged.
  ///
  /// A call that succeeds stores `JPKI_OK` and clears the rest.
  TRawJpkiError = record
    /// Set by the caller: sizeof(jpki_error).
    StructSize: UInt32;
    /// The same number as the function's return value.
    Status: Int32;
    /// The number of PIN tries left; -1 if the card did not say.
    TriesLeft: Int32;
    /// The card's status word, such as 0x6982; 0 if there is none.
    StatusWord: UInt32;
    /// The PC/SC return code; 0 if there is none.
    PcscCode: UInt32;
    /// One English sentence in UTF-8, NUL-terminated: what happened, what it means for the person
    /// at the desk, and what was left unchanged.
    Message: array[0..511] of AnsiChar;
  end;

  /// A pointer to a JpkiLogRecord of C.
  PRawJpkiLogRecord = ^TRawJpkiLogRecord;
  /// One log line. The caller owns it, sets `struct_size` to `sizeof(jpki_log_record)` and may reuse
  /// it; there is nothing to free.
  TRawJpkiLogRecord = record
    /// Set by the caller: sizeof(jpki_log_record).
    StructSize: UInt32;
    /// One of JPKI_LOG_*; JPKI_LOG_OFF if no line is kept.
    Level: Int32;
    /// How many lines between this one and the one taken before were dropped, because
    /// JPKI_LOG_KEPT others were waiting.
    DroppedCount: UInt32;
    /// Always 0.
    Reserved: UInt32;
    /// The line in UTF-8, NUL-terminated, truncated between two characters.
    Message: array[0..511] of AnsiChar;
  end;

  /// A pointer to a JpkiEvent of C.
  PRawJpkiEvent = ^TRawJpkiEvent;
  /// One event at the readers. The caller owns it, sets `struct_size` to `sizeof(jpki_event)` and may
  /// reuse it; there is nothing to free.
  TRawJpkiEvent = record
    /// Set by the caller: sizeof(jpki_event).
    StructSize: UInt32;
    /// One of JPKI_EVENT_*; treat an unknown one as no event.
    Event: Int32;
    /// With JPKI_EVENT_CARD_INSERTED: one of JPKI_CARD_*.
    CardKind: Int32;
    /// With JPKI_CARD_TOKEN: one of JPKI_TOKEN_*.
    TokenKind: Int32;
    /// With JPKI_EVENT_SERVICE_STOPPED and JPKI_CARD_NOT_IDENTIFIED: why, one of JPKI_ERROR_*;
    /// otherwise JPKI_OK.
    Reason: Int32;
    /// The PC/SC return code behind `reason`; 0 if there is none.
    PcscCode: UInt32;
    /// Always 0.
    Reserved: UInt32;
    /// The reader's name, in UTF-8, NUL-terminated; empty with JPKI_EVENT_SERVICE_*.
    Reader: array[0..255] of AnsiChar;
  end;

  /// A pointer to a JpkiTransport of C.
  PRawJpkiTransport = ^TRawJpkiTransport;
  /// A connection to a card supplied by the caller: a reader without PC/SC, a card at the other end
  /// of a network, a test. The structure is copied when it is passed.
  ///
  /// Each function receives `user`, is called in the thread that uses the card, one at a time, and
  /// returns JPKI_OK or a JPKI_ERROR_*: JPKI_ERROR_CARD_REMOVED if the card was removed,
  /// JPKI_ERROR_CARD_RESET if it lost its state. These are also passed on unchanged: ..._SERVICE_*,
  /// ..._NO_READER, ..._NO_CARD, ..._CARD_UNRESPONSIVE, ..._SHARING_VIOLATION, ..._CARD_BUSY and
  /// ..._READER_NOT_RESPONDING. Any other number becomes JPKI_ERROR_READER_FAILED.
  ///
  /// None may unwind or jump out of the call: a C++ exception must be caught inside it, or the
  /// process ends, possibly with the key unlocked. Do not log the bytes: a command may contain a PIN.
  TRawJpkiTransport = record
    /// Set by the caller: sizeof(jpki_transport).
    StructSize: UInt32;
    /// The maximum number of data bytes in one APDU through this connection, at most 65,536. Above
    /// 256, files are read with extended APDUs if the card accepts them. 0 if unknown: files are
    /// then read in pieces of 256.
    MaxApduData: UInt32;
    /// Passed to each function.
    User: Pointer;
    /// Sends a command APDU once and stores the answer, including its status word, in `response`,
    /// at most `response_size` bytes, and its length in `*response_length`. Required. Writing an
    /// answer after the function has returned is harmless until `close`, but the answer is lost or
    /// taken for the next one.
    Transmit: function(User: Pointer; Command: PByte; CommandLength: NativeUInt; Response: PByte; ResponseSize: NativeUInt; ResponseLength: PNativeUInt): Int32; cdecl;
    /// Prevents other programs from using the card. NULL if there are none.
    BeginTransaction: function(User: Pointer): Int32; cdecl;
    /// Allows other programs to use the card again. NULL if there are none.
    EndTransaction: function(User: Pointer): Int32; cdecl;
    /// Powers the card down, so that it forgets a verified PIN; used when the key cannot be locked
    /// otherwise. JPKI_ERROR_CARD_REMOVED counts as success. Required.
    PowerDown: function(User: Pointer): Int32; cdecl;
    /// Called once, when the library no longer uses the connection; may be NULL.
    Close: procedure(User: Pointer); cdecl;
  end;

  /// A pointer to a JpkiSignOptions of C.
  PRawJpkiSignOptions = ^TRawJpkiSignOptions;
  /// How to sign. All zero except struct_size means the defaults, as does a NULL pointer.
  TRawJpkiSignOptions = record
    /// Set by the caller: sizeof(jpki_sign_options).
    StructSize: UInt32;
    /// One of JPKI_DIGEST_*.
    Digest: Int32;
    /// One of JPKI_SCHEME_*.
    Scheme: Int32;
    /// One of JPKI_INPUT_*.
    Input: Int32;
    /// One of JPKI_LAST_TRY_*.
    LastTry: Int32;
    /// For `jpki_card_authenticate`: 1 always reads the CA certificate from the card, 0 only if the
    /// certificate's issuer is neither one of the published CAs (JPKI_FEATURE_TRUST) nor
    /// `ca_certificate`.
    ReadCaCertificate: Int32;
    /// The certificate of the signing key, used to verify the signature. For `jpki_card_sign`, NULL
    /// means the one last read through the same handle; if there is none, it is read again. For
    /// `jpki_card_sign_document`, NULL means that it is read. For `jpki_card_authenticate`, one
    /// known from an earlier visit: the card's certificate is compared with it before the PIN is
    /// sent; NULL means that it is read.
    Certificate: HJpkiCertificate;
    /// For `jpki_card_authenticate`: the CA certificate that the caller expects to have issued the
    /// card's certificate, for example that of a CA newer than this library. May be NULL.
    CaCertificate: HJpkiCertificate;
  end;

  /// A pointer to a JpkiAuthentication of C.
  PRawJpkiAuthentication = ^TRawJpkiAuthentication;
  /// The result of `jpki_card_authenticate`. The caller frees the three objects.
  TRawJpkiAuthentication = record
    /// Set by the caller: sizeof(jpki_authentication).
    StructSize: UInt32;
    /// One of JPKI_TOKEN_*.
    TokenKind: Int32;
    /// What the card reported before the PIN was sent: one of JPKI_TRIES_*.
    PinStatus: Int32;
    /// The number of tries left at that time; -1 if the card did not report it.
    TriesLeft: Int32;
    /// The user-authentication certificate.
    Certificate: HJpkiCertificate;
    /// The certificate of its CA, as stored on the card; not a trust anchor. NULL if it was not
    /// read: see `jpki_sign_options`.
    CaCertificate: HJpkiCertificate;
    /// The signature.
    Signature: HJpkiSignature;
  end;

  /// A pointer to a JpkiRecordFiles of C.
  PRawJpkiRecordFiles = ^TRawJpkiRecordFiles;
  /// The files that a desk read from a card and sent, for `jpki_face_from_files` and
  /// `jpki_attributes_from_files`, and the challenge, which the verifier has kept itself and accepts
  /// from nobody else. The call keeps no pointer to any of it. All of it is personal data: do not log
  /// it.
  TRawJpkiRecordFiles = record
    /// Set by the caller: sizeof(jpki_record_files).
    StructSize: UInt32;
    /// Must be 0.
    Reserved: UInt32;
    /// JPKI_FILE_RECORD.
    Record_: PByte;
    /// Its length in bytes.
    RecordLength: NativeUInt;
    /// JPKI_FILE_CERTIFICATE.
    Certificate: PByte;
    /// Its length in bytes.
    CertificateLength: NativeUInt;
    /// Of a face: the challenge that the card was to sign, chosen by the verifier: random, 16 bytes
    /// or more, never used before. Of attributes: NULL.
    Challenge: PByte;
    /// Its length in bytes; 0 for attributes.
    ChallengeLength: NativeUInt;
    /// JPKI_FILE_SIGNATURE.
    Signature: PByte;
    /// Its length in bytes.
    SignatureLength: NativeUInt;
  end;

  /// A pointer to a JpkiInformation of C.
  PRawJpkiInformation = ^TRawJpkiInformation;
  /// What the card says about itself. The caller owns it and sets `struct_size`; there is nothing to
  /// free. None of it is signed.
  TRawJpkiInformation = record
    /// Set by the caller: sizeof(jpki_information).
    StructSize: UInt32;
    /// The last day on which the card is valid, YYYYMMDD as a number.
    Expiry: Int32;
    /// The municipality that issued the card: five digits, the first two for the prefecture, and
    /// NUL.
    MunicipalityCode: array[0..7] of AnsiChar;
    /// The card's serial number: 15 digits and NUL. It identifies one card; treat it like a
    /// certificate's serial number and do not log it.
    Serial: array[0..15] of AnsiChar;
  end;

  /// A pointer to a JpkiVerifyOptions of C.
  PRawJpkiVerifyOptions = ^TRawJpkiVerifyOptions;
  /// How to verify a certificate. All fields zero except struct_size is the default, as is a NULL
  /// pointer: an authentication certificate, with J-LIS's production CAs as trust anchors, at the
  /// current time, without checking revocation.
  TRawJpkiVerifyOptions = record
    /// Set by the caller: sizeof(jpki_verify_options).
    StructSize: UInt32;
    /// What the certificate must be for: one of JPKI_PURPOSE_*.
    Purpose: Int32;
    /// Which trust anchors to use: one of JPKI_ANCHORS_*.
    Anchors: Int32;
    /// By how many seconds the clock of a responder or CRL issuer may differ: up to 86400; 0 for
    /// the default, 300. It does not extend the certificate's own validity period.
    Tolerance: UInt32;
    /// The time of verification: seconds since 1970-01-01T00:00:00Z; 0 for now.
    Time: Int64;
    /// For `jpki_ocsp_request_new` only: one of JPKI_OCSP_HASH_*.
    OcspHash: Int32;
    /// Which certificate policies to accept: one of JPKI_POLICIES_*.
    Policies: Int32;
    /// With JPKI_ANCHORS_OWN or JPKI_ANCHORS_PRODUCTION_AND_OWN, otherwise NULL: an array of up to
    /// 64 certificates, each a self-signed CA certificate. Whoever can choose them can make cards:
    /// obtain them from the CA, over a channel that nobody can tamper with, and never from a card.
    OwnAnchors: ^HJpkiCertificate;
    /// The number of certificates in own_anchors: one or more with those two, otherwise 0.
    OwnAnchorsCount: NativeUInt;
    /// A CA certificate from another source, such as the card, to compare with the anchor; or NULL.
    /// It is not required.
    CaCertificate: HJpkiCertificate;
    /// The request that ocsp_response answers; or NULL. If it is set, revocation is checked, so an
    /// empty response is JPKI_ERROR_REVOCATION_UNKNOWN.
    OcspRequest: HJpkiOcspRequest;
    /// The OCSP response (DER), unchanged as the responder sent it, up to 64 KiB.
    OcspResponse: PByte;
    /// Its length in bytes.
    OcspResponseLength: NativeUInt;
    /// Instead of an OCSP response: a complete CRL (DER), up to 256 MiB; or NULL. It is not copied,
    /// and is verified and searched on every call. At most 64 names of distribution points are read
    /// from the CRL and 64 from the certificate, and from the CRL at most 64 extensions of 64 KiB
    /// together.
    Crl: PByte;
    /// Its length in bytes.
    CrlLength: NativeUInt;
    /// Instead of both: a CRL that was loaded earlier; or NULL.
    RevocationList: HJpkiRevocationList;
    /// With JPKI_POLICIES_OWN the only certificate policies to accept, otherwise additional ones,
    /// under any anchor: the caller is responsible for their fitting the purpose. Dotted numbers
    /// such as "1.2.392.200149.8.5.1.1.40", each of 63 bytes at most, separated by one space, 1024
    /// bytes at most in total and ended by NUL; or NULL.
    OwnPolicies: PAnsiChar;
  end;

  /// A pointer to a JpkiVerdict of C.
  PRawJpkiVerdict = ^TRawJpkiVerdict;
  /// The result of `jpki_certificate_verify` or `jpki_signature_verify`. The caller owns it and sets
  /// `struct_size`; there is nothing to free, and it holds no data about the holder.
  ///
  /// After a call `status` is the returned status, even if no other field could be written; without a
  /// verdict it is never JPKI_OK, and the other fields are 0, empty and -1.
  TRawJpkiVerdict = record
    /// Set by the caller: sizeof(jpki_verdict).
    StructSize: UInt32;
    /// The verdict as one status: JPKI_OK if everything checked is good, and only then. Otherwise
    /// the first of these that there is a reason for: JPKI_ERROR_CERTIFICATE_REVOKED,
    /// CERTIFICATE_MALFORMED, CERTIFICATE_NOT_TRUSTED, SIGNATURE_INVALID (the one over the
    /// challenge), CERTIFICATE_NOT_YET_VALID, CERTIFICATE_EXPIRED, REVOCATION_UNKNOWN. Any other
    /// status means that there is no verdict.
    Status: Int32;
    /// The number of reasons: all of them are reported, not only the first. 0 for a good verdict.
    ReasonCount: UInt32;
    /// What is known about the certificate's revocation: one of JPKI_REVOCATION_*; 0 if there is no
    /// verdict.
    Revocation: Int32;
    /// The reasons, JPKI_REASON_*, in numerical order; 0 past the last.
    Reasons: array[0..31] of Int32;
    /// When the certificate was revoked, in seconds since 1970-01-01T00:00:00Z, according to the
    /// CA; -1 if it is not revoked.
    RevocationTime: Int64;
    /// Why the certificate was revoked: the CRLReason number of RFC 5280, 5.3.1, such as 1 for a
    /// lost card or key, 3 for a changed name or address, 4 for a certificate replaced by a new
    /// one, 5 for one given up, 6 for one on hold. -1 if it is not revoked, or the CA gives no
    /// reason.
    RevocationReason: Int32;
    /// The days for which the certificate is still valid after today, by the calendar in Japan: 0
    /// on its last day. -1 once it has expired.
    DaysLeft: Int32;
    /// The days since the certificate expired, by the calendar in Japan: 1 on the day after its
    /// last day, and 0 on that last day if it ended before midnight. -1 until then.
    DaysExpired: Int32;
    /// Whether online eligibility verification still accepts the certificate although it has
    /// expired and is not valid: 1 until the end, in Japan, of the third month after the month in
    /// which it expired, without medical data; otherwise 0. Only for an authentication certificate
    /// with nothing else wrong: never for one that is revoked, or whose issuer is not trusted;
    /// `revocation` says whether revocation was checked. The certificate is good for nothing else,
    /// and `status` is JPKI_ERROR_CERTIFICATE_EXPIRED.
    IsWithinGrace: Int32;
    /// Whether the library knows `policy`: 1; or 0 for a class newer than the library, for one of
    /// own_policies that is not a J-LIS policy it knows, or for no policy.
    PolicyIsKnown: Int32;
    /// The length of `anchor_key_id` in bytes, or 0.
    AnchorKeyIdLength: UInt32;
    /// The certificate policy that was accepted, as dotted numbers ended by NUL, such as
    /// "1.2.392.200149.8.5.1.3.30": one of the certificate's own that the options accept. Empty if
    /// none fits (JPKI_REASON_POLICY_WRONG). `jpki_policy_text` describes it.
    Policy: array[0..63] of AnsiChar;
    /// The key identifier of the anchor that signed the certificate: it identifies the authority
    /// and its generation. All 0 if no anchor did.
    AnchorKeyId: array[0..31] of Byte;
  end;


/// Returns the name of a status constant, such as "JPKI_ERROR_PIN_WRONG", or "JPKI_ERROR_UNKNOWN"
/// for an unknown number. The text is static: do not free it. Any thread; does not touch a card.
function JpkiStatusName(Status: Int32): PAnsiChar;
  cdecl; external JpkiLibrary name 'jpki_status_name';

/// Returns a sentence about a status for the person at the desk, in UTF-8: what happened, what it
/// means, what to do next, and what was left unchanged.
///
/// `language`: one of JPKI_LANGUAGE_*; any other number means English. The sentence does not
/// include the number of tries left; use `jpki_error_text` for that. For an unknown status, it says
/// that the status is unknown. The text is static: do not free it. Any thread; does not touch a
/// card.
function JpkiStatusText(Status: Int32; Language: Int32): PAnsiChar;
  cdecl; external JpkiLibrary name 'jpki_status_text';

/// Writes a failure as a sentence for the person at the desk.
///
/// The text contains that of `jpki_status_text`, the number of tries left and, for the log, the
/// card's status word and the PC/SC code, as in error->message. For a locked PIN it says whether
/// this call's try locked it or it was already locked. It omits what the message has in
/// parentheses: the part of the call that failed or, for JPKI_ERROR_KEY_NOT_LOCKED after a change,
/// which PIN is in force.
///
/// `failure`: an error stored by a call; its message is not read. `language`: one of
/// JPKI_LANGUAGE_*. `text`: receives NUL-terminated UTF-8, truncated between two characters to
/// `text_size` bytes; JPKI_ERROR_TEXT_SIZE is enough. On failure it is empty. JPKI_ERROR_ARGUMENT
/// if `failure` holds a status, a number of tries or a status word that no call stores.
///
/// `failure` and `error` may be the same structure: it is read first and then cleared, as after any
/// success, so save the status. Any thread; does not touch a card.
function JpkiErrorText(Failure: PRawJpkiError; Language: Int32; Text: PAnsiChar;
  TextSize: NativeUInt; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_error_text';

/// Returns the library's version, such as "0.1.0". The text is static: do not free it.
function JpkiVersion: PAnsiChar;
  cdecl; external JpkiLibrary name 'jpki_version';

/// Returns the features that the library was built with: a sum of JPKI_FEATURE_*.
function JpkiFeatures: UInt32;
  cdecl; external JpkiLibrary name 'jpki_features';

/// Overwrites `length` bytes at `data` with zeros, in a way that compilers do not optimise away:
/// for the caller's own copy of a PIN. NULL is ignored.
procedure JpkiSecureWipe(Data: Pointer; Length: NativeUInt);
  cdecl; external JpkiLibrary name 'jpki_secure_wipe';

/// Sends the library's log lines up to `level` to `callback`.
///
/// `level`: one of JPKI_LOG_*. JPKI_LOG_OFF or a NULL `callback` turns logging off, which is the
/// initial state. `user` is passed to the callback. No line contains a PIN, a name or a serial
/// number, at any level.
///
/// A callback may call the library, including this function, but not use a card that is in use
/// (JPKI_ERROR_REENTERED); log lines of its own calls are dropped. Another thread may still be in
/// the old callback when this function returns. It replaces `jpki_log_keep`, whose lines are
/// dropped. Any thread; does not touch a card.
function JpkiLogSet(Callback: TJpkiLogCallback; User: Pointer; Level: Int32;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_log_set';

/// Keeps the library's log lines up to `level` for `jpki_log_next`: for programs that cannot be
/// called back.
///
/// `level`: one of JPKI_LOG_*. JPKI_LOG_OFF turns logging off, which is the initial state, and drops
/// what is kept. Of more than JPKI_LOG_KEPT lines the oldest are dropped, and counted in the next
/// record. It replaces the callback of `jpki_log_set`. No line contains a PIN, a name or a serial
/// number, at any level. Any thread; does not touch a card.
function JpkiLogKeep(Level: Int32; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_log_keep';

/// Takes the oldest log line that `jpki_log_keep` kept, and returns immediately. If there is none,
/// the call succeeds with `record->level` JPKI_LOG_OFF and an empty message; so it does if nothing
/// is kept at all. Lines come in the order in which they were caused. Any thread; does not touch a
/// card.
function JpkiLogNext(Record_: PRawJpkiLogRecord; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_log_next';

/// Creates a certificate from DER that the caller has stored, for example to pass it to
/// `jpki_card_sign`.
///
/// `data`, `length`: the DER encoding, which is copied. On success the caller must free
/// `*certificate`; on failure it is NULL. JPKI_ERROR_CERTIFICATE_MALFORMED if it is not a
/// certificate. Any thread; does not touch a card.
function JpkiCertificateNew(Data: PByte; Length: NativeUInt;
  out Certificate: HJpkiCertificate; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_certificate_new';

/// Frees a certificate. NULL or an already freed certificate is ignored.
procedure JpkiCertificateFree(Certificate: HJpkiCertificate);
  cdecl; external JpkiLibrary name 'jpki_certificate_free';

/// Returns the certificate's DER encoding, `*length` bytes; `length` may be NULL. Returns NULL and
/// 0 if the handle is invalid.
function JpkiCertificateData(Certificate: HJpkiCertificate; out Length: NativeUInt): PByte;
  cdecl; external JpkiLibrary name 'jpki_certificate_data';

/// Returns a field of the certificate, `*length` bytes; `length` may be NULL.
///
/// `field`: one of JPKI_FIELD_*. Returns NULL and 0 if the certificate does not have the field,
/// `field` is not one of these constants, or the handle is invalid.
function JpkiCertificateField(Certificate: HJpkiCertificate; Field: Int32;
  out Length: NativeUInt): PByte;
  cdecl; external JpkiLibrary name 'jpki_certificate_field';

/// Returns the first second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is
/// invalid.
function JpkiCertificateNotBefore(Certificate: HJpkiCertificate): Int64;
  cdecl; external JpkiLibrary name 'jpki_certificate_not_before';

/// Returns the last second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is
/// invalid.
function JpkiCertificateNotAfter(Certificate: HJpkiCertificate): Int64;
  cdecl; external JpkiLibrary name 'jpki_certificate_not_after';

/// Frees a signature. NULL or an already freed signature is ignored.
procedure JpkiSignatureFree(Signature: HJpkiSignature);
  cdecl; external JpkiLibrary name 'jpki_signature_free';

/// Returns the signature, `*length` bytes: 256 for RSA-2048; future keys have other lengths.
/// `length` may be NULL. Returns NULL and 0 if the handle is invalid.
function JpkiSignatureData(Signature: HJpkiSignature; out Length: NativeUInt): PByte;
  cdecl; external JpkiLibrary name 'jpki_signature_data';

/// Returns the algorithm to verify the signature with, one of JPKI_ALGORITHM_*; 0 if the handle is
/// invalid.
function JpkiSignatureAlgorithm(Signature: HJpkiSignature): Int32;
  cdecl; external JpkiLibrary name 'jpki_signature_algorithm';

/// Returns the algorithm's name, such as "RSA-SHA256"; empty if the handle is invalid. The text is
/// static: do not free it.
function JpkiSignatureAlgorithmName(Signature: HJpkiSignature): PAnsiChar;
  cdecl; external JpkiLibrary name 'jpki_signature_algorithm_name';

/// Lists the otherNames of a certificate's subject (subjectAltName), in the certificate's order.
/// For a signature certificate these are the holder's attributes, below 1.2.392.200149.8.5.5: .1
/// name, .3 sex, .4 birth date, .5 address, .2 and .6 whether characters were substituted. Others
/// may be present, such as the reading of the name, and are listed too. An authentication
/// certificate has none: the list is then empty.
///
/// `jpki_items_name` is the object identifier as dotted numbers, `jpki_items_data` the value as the
/// certificate has it, one DER element, and `jpki_items_text` its text, if it is a UTF8String or a
/// PrintableString. They are only as trustworthy as the certificate: see `jpki_certificate_verify`.
/// Their use is restricted by law.
///
/// JPKI_ERROR_CERTIFICATE_MALFORMED if they cannot be read. Free `*items` with `jpki_items_free`;
/// it is NULL on failure. Any thread; does not touch a card.
function JpkiCertificateOtherNames(Certificate: HJpkiCertificate; out Items: HJpkiItems;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_certificate_other_names';

/// Frees a list and wipes it. Does nothing if it is NULL or already freed.
procedure JpkiItemsFree(Items: HJpkiItems);
  cdecl; external JpkiLibrary name 'jpki_items_free';

/// The number of items; 0 if the handle is not open.
function JpkiItemsCount(Items: HJpkiItems): NativeUInt;
  cdecl; external JpkiLibrary name 'jpki_items_count';

/// The name of the item at `index`, from 0, ended by NUL: see the function that made the list. NULL
/// past the end, or if the handle is not open.
function JpkiItemsName(Items: HJpkiItems; Index: NativeUInt): PAnsiChar;
  cdecl; external JpkiLibrary name 'jpki_items_name';

/// The item's text in UTF-8, ended by NUL, unchanged: replace control characters before displaying
/// it on a terminal. NULL if it is not text or has a NUL in it, past the end, or if the handle is
/// not open.
function JpkiItemsText(Items: HJpkiItems; Index: NativeUInt): PAnsiChar;
  cdecl; external JpkiLibrary name 'jpki_items_text';

/// The item's value, `*length` bytes; `length` may be NULL. NULL and 0 past the end, or if the
/// handle is not open.
function JpkiItemsData(Items: HJpkiItems; Index: NativeUInt; out Length: NativeUInt): PByte;
  cdecl; external JpkiLibrary name 'jpki_items_data';

/// Creates a cancellation, not yet cancelled. On success the caller must free `*cancellation`; on
/// failure it is NULL. JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PCSC.
function JpkiCancellationNew(out Cancellation: HJpkiCancellation; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_cancellation_new';

/// Cancels every wait that the cancellation is passed to, now and later: they return
/// JPKI_ERROR_CANCELLED. Returns once those in progress have been woken; a second call does
/// nothing. Any thread, at any time. Does not touch a card.
function JpkiCancellationCancel(Cancellation: HJpkiCancellation; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_cancellation_cancel';

/// Frees a cancellation. A wait that uses it continues, and can no longer be cancelled through it.
/// NULL or an already freed cancellation is ignored.
procedure JpkiCancellationFree(Cancellation: HJpkiCancellation);
  cdecl; external JpkiLibrary name 'jpki_cancellation_free';

/// Creates a context. It does not connect yet, so if the service is not running, only the calls
/// that need it fail. On success the caller must free `*context`; on failure it is NULL.
/// JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PCSC. Any thread; does not touch a
/// card.
function JpkiContextNew(out Context: HJpkiContext; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_context_new';

/// Frees a context and cancels its waits and monitors, including calls that are just beginning,
/// whatever state the service is in. Returns once every call on the context in another thread has
/// returned; in a callback it does not wait. NULL or an already freed context is ignored.
procedure JpkiContextFree(Context: HJpkiContext);
  cdecl; external JpkiLibrary name 'jpki_context_free';

/// Sets one of the context's timeouts.
///
/// `timeout`: one of JPKI_TIMEOUT_*, which describe what they limit. `milliseconds`: 0 to
/// 86,400,000 (24 hours), or JPKI_WAIT_FOREVER for no limit; any other value is
/// JPKI_ERROR_ARGUMENT. Any thread; does not touch a card.
function JpkiContextSetTimeout(Context: HJpkiContext; Timeout: Int32; Milliseconds: Int32;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_context_set_timeout';

/// Lists the readers that are connected now. On success the caller must free `*readers`; on failure
/// it is NULL. If no reader is connected, the list is empty. A service that does not respond is
/// waited for up to JPKI_TIMEOUT_TRANSACTION, then the call returns
/// JPKI_ERROR_SERVICE_NOT_RESPONDING. Any thread; does not touch a card.
function JpkiContextReaders(Context: HJpkiContext; out Readers: HJpkiReaders;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_context_readers';

/// Frees a list of readers. NULL or an already freed list is ignored.
procedure JpkiReadersFree(Readers: HJpkiReaders);
  cdecl; external JpkiLibrary name 'jpki_readers_free';

/// Returns the number of readers in the list; 0 if the handle is invalid.
function JpkiReadersCount(Readers: HJpkiReaders): NativeUInt;
  cdecl; external JpkiLibrary name 'jpki_readers_count';

/// Returns a reader's name, in UTF-8, NUL-terminated and valid until the list is freed. `index`
/// counts from 0; NULL past the end. Pass the bytes back unchanged; to display them, see
/// `jpki_card_reader_name`.
function JpkiReadersName(Readers: HJpkiReaders; Index: NativeUInt): PAnsiChar;
  cdecl; external JpkiLibrary name 'jpki_readers_name';

/// Reports what is in a reader now: `*presence` receives one of JPKI_PRESENCE_*. `reader`: its
/// exact name. A service that does not respond is waited for as in `jpki_context_readers`. Any
/// thread; does not touch a card.
function JpkiContextReaderStatus(Context: HJpkiContext; Reader: PAnsiChar;
  out Presence: Int32; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_context_reader_status';

/// Waits until an Individual Number Card is on a reader, and connects to it in shared mode.
///
/// `reader`: the exact name of a reader, or a part of it (JPKI_WAIT_NAME_PART); NULL or empty for
/// any reader. `timeout_milliseconds`: 0 checks once, up to 86,400,000 (24 hours) waits that long,
/// JPKI_WAIT_FOREVER waits without limit; any other value is JPKI_ERROR_ARGUMENT. `flags`: a sum of
/// JPKI_WAIT_*. `cancellation`: also ends the wait, immediately if it is already cancelled; NULL
/// for none. It may be freed while the wait uses it. On success the caller must free `*card`; on
/// failure it is NULL.
///
/// A card of another kind is queried again while it stays on the reader, after 0.5, 1, 2, 4 and
/// then every 5 s, since a phone's application may appear late. Cards of other kinds, unresponsive
/// cards and cards held exclusively by another program are skipped. On timeout the call returns the
/// most informative of JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD, CARD_UNRESPONSIVE, SHARING_VIOLATION,
/// CARD_BUSY, READER_NOT_RESPONDING, NO_READER, UNKNOWN_READER, NO_CARD (with timeout 0) and
/// TIMED_OUT.
///
/// Before the timeout it returns JPKI_ERROR_CANCELLED if cancelled, and JPKI_ERROR_SERVICE_* or
/// JPKI_ERROR_PCSC_NOT_INSTALLED if the service is not running or not installed when the wait
/// begins, unless JPKI_WAIT_FOR_SERVICE is set, and JPKI_ERROR_SERVICE_REFUSED if it refuses the
/// card. A service that stops later, fails or does not respond is tolerated for
/// JPKI_TIMEOUT_SERVICE_ABSENCE; then, or on timeout, the call returns one of these. The service has
/// at least one second to respond.
/// With JPKI_WAIT_FOREVER only a card, a cancellation, `jpki_context_cancel`, that limit or a refusal
/// ends the wait. No PIN try is spent. Any thread.
function JpkiCardWait(Context: HJpkiContext; Reader: PAnsiChar; TimeoutMilliseconds: Int32;
  Flags: UInt32; Cancellation: HJpkiCancellation; out Card: HJpkiCard;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_wait';

/// Connects to the card that is in a reader now, of any kind, in shared mode.
///
/// `reader`: its exact name, as returned by `jpki_readers_name`. On success the caller must free
/// `*card`; on failure it is NULL. With a card of another kind, the functions that use the card
/// return JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD.
///
/// Does not wait for a card (use `jpki_card_wait`), but waits for another program's transaction up
/// to JPKI_TIMEOUT_TRANSACTION, then returns JPKI_ERROR_CARD_BUSY. Other errors:
/// JPKI_ERROR_NO_CARD, UNKNOWN_READER, CARD_UNRESPONSIVE, SHARING_VIOLATION, READER_NOT_RESPONDING,
/// READER_FAILED, SERVICE_*, PCSC_NOT_INSTALLED; CANCELLED after `jpki_context_cancel`. Powers the
/// card on if it is off. No PIN try is spent. Any thread.
function JpkiCardConnect(Context: HJpkiContext; Reader: PAnsiChar; out Card: HJpkiCard;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_connect';

/// Cancels every wait of the context, and every `jpki_monitor_next` of its monitors, that is in
/// progress: they return JPKI_ERROR_CANCELLED. So do blocked calls that list readers, query one or
/// connect to one. Otherwise it does nothing, and waits that begin later are not affected; for
/// those use a `jpki_cancellation`. Intended to be called from another thread. Any thread; does not
/// touch a card.
function JpkiContextCancel(Context: HJpkiContext; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_context_cancel';

/// Creates a monitor of readers and their cards. It does not connect yet, so it can be created
/// before the service runs.
///
/// `reader`: the exact name of the reader to watch, which need not be connected yet; NULL or empty
/// for every reader. `flags`: 0 or JPKI_MONITOR_IDENTIFY. On success the caller must free
/// `*monitor`; on failure it is NULL. The monitor outlives its context, but `jpki_context_free`
/// cancels it permanently. Any thread; does not touch a card.
function JpkiMonitorNew(Context: HJpkiContext; Reader: PAnsiChar; Flags: UInt32;
  out Monitor: HJpkiMonitor; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_monitor_new';

/// Waits for the next event and stores it.
///
/// `timeout_milliseconds`: 0 checks once, up to 86,400,000 (24 hours) waits that long,
/// JPKI_WAIT_FOREVER waits without limit; any other value is JPKI_ERROR_ARGUMENT. `cancellation`:
/// also ends the call, immediately if it is already cancelled, and the monitor continues; NULL for
/// none. It may be freed while the call uses it. The thread sleeps in the service until something
/// changes.
///
/// The initial state is reported first: the readers, then their cards. Changes between two calls
/// are reported as the difference between then and now. While the service is unavailable the
/// monitor continues, and looks for it every 250 ms; a service that does not respond before the
/// timeout, or within ten seconds if there is none, counts as stopped. With JPKI_MONITOR_IDENTIFY
/// the call may exceed the timeout by the time that it takes to query a card.
///
/// JPKI_ERROR_TIMED_OUT; JPKI_ERROR_CANCELLED after `jpki_context_cancel` or through
/// `cancellation`, which loses no event, and permanently once the context or the monitor is freed;
/// JPKI_ERROR_REENTERED in a callback while the monitor is in use. On failure `event->event` is
/// JPKI_EVENT_NONE. No PIN try is spent. Any thread.
function JpkiMonitorNext(Monitor: HJpkiMonitor; TimeoutMilliseconds: Int32;
  Cancellation: HJpkiCancellation; Event: PRawJpkiEvent; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_monitor_next';

/// Frees a monitor. A `jpki_monitor_next` in another thread returns JPKI_ERROR_CANCELLED, and this
/// function returns after it has; in a callback it does not wait. NULL or an already freed monitor
/// is ignored.
procedure JpkiMonitorFree(Monitor: HJpkiMonitor);
  cdecl; external JpkiLibrary name 'jpki_monitor_free';

/// Opens a card behind a transport supplied by the caller.
///
/// `transport` is copied, and nothing is sent yet. On success the caller must free `*card`; on
/// failure it is NULL. `close` is called when the card is freed, or immediately if the call fails
/// after the structure was accepted. Any thread.
function JpkiCardOpenTransport(Transport: PRawJpkiTransport; out Card: HJpkiCard;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_open_transport';

/// Frees a card's handle and disconnects from the card, leaving it powered and not reset. This ends
/// a transaction begun by `jpki_card_begin_transaction`, and tries once more to lock a key that
/// could not be locked before. NULL or an already freed card is ignored.
///
/// A call in progress in another thread finishes first, which locks the key, and only then does
/// this function return: do not hold a lock that the call's own callback may take. Calls still
/// waiting for their turn return JPKI_ERROR_HANDLE. In a callback (a log callback or a transport's
/// functions) it does not wait, and the card is released when the call that is using it returns. No
/// effect on PIN tries. Any thread.
///
/// `exit()`, and returning from `main`, do not wait for threads and may leave the key unlocked:
/// first free the cards, or join the threads that use them.
procedure JpkiCardFree(Card: HJpkiCard);
  cdecl; external JpkiLibrary name 'jpki_card_free';

/// Returns the name of the card's reader, in UTF-8, NUL-terminated and valid until the card is
/// freed; NULL for a card without a reader. The reader or its driver chose the name: before
/// displaying or logging it, replace control characters, characters that change the direction of
/// text, and bytes that are not UTF-8, which pcsc-lite passes on from a driver or `reader.conf`.
function JpkiCardReaderName(Card: HJpkiCard): PAnsiChar;
  cdecl; external JpkiLibrary name 'jpki_card_reader_name';

/// Sets how many bytes are read from files at a time.
///
/// `length`: 1 to 32,768 bytes, from now on; the default is 256. Some readers fail on answers of
/// 256 bytes: try 128 there. Above 256, extended-length commands are used, and a card face is read
/// in one command instead of a dozen; an application that refuses them is read in pieces of 256.
/// Not every reader supports them: test with the readers in use. Sends nothing. Any thread.
function JpkiCardSetReadLength(Card: HJpkiCard; Length: NativeUInt; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_set_read_length';

/// Reads what kind of token this is: a card or a phone.
///
/// `*kind` receives one of JPKI_TOKEN_*. `label` may be NULL; otherwise it receives the token's
/// label, such as "JPKIAPICCTOKEN2", in UTF-8, truncated to `label_size` bytes including its NUL
/// (33 hold any ASCII label); on failure it is empty. The label is safe to display: each control,
/// invisible or direction-changing character is replaced by U+FFFD. No PIN try is spent. Any
/// thread.
function JpkiCardToken(Card: HJpkiCard; out Kind: Int32; Label_: PAnsiChar;
  LabelSize: NativeUInt; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_token';

/// Asks how many tries a PIN, password or number has left; spends none.
///
/// `credential`: one of JPKI_CREDENTIAL_*. `*state` receives one of JPKI_TRIES_*, `*left` the
/// number of tries: 0 when locked, -1 when the card does not report it.
///
/// JPKI_ERROR_NOT_ON_CARD if the token does not have the credential: a phone has only the PIN and
/// perhaps the signature password, and many children's cards have no signature certificate. This is
/// a normal answer, not a fault. Any thread.
function JpkiCardTries(Card: HJpkiCard; Credential: Int32; out State: Int32;
  out Left: Int32; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_tries';

/// Asks whether the token has a certificate.
///
/// `kind`: JPKI_CERTIFICATE_AUTHENTICATION or JPKI_CERTIFICATE_SIGNATURE. The CA certificates are
/// JPKI_ERROR_ARGUMENT, since the token does not report them. `*present` receives 1 or 0, and 0 on
/// failure. Many children's cards have no signature certificate; this is not a fault. No PIN try is
/// spent. Any thread.
function JpkiCardHasCertificate(Card: HJpkiCard; Kind: Int32; out Present: Int32;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_has_certificate';

/// Reads a certificate that needs no password.
///
/// `kind`: one of
///
/// - JPKI_CERTIFICATE_AUTHENTICATION: readable without the PIN on a card. An Android phone requires
///   the PIN: the call returns JPKI_ERROR_PIN_REQUIRED; use `jpki_card_authenticate`;
/// - JPKI_CERTIFICATE_AUTHENTICATION_CA, JPKI_CERTIFICATE_SIGNATURE_CA: as stored on the card; not
///   a trust anchor.
///
/// JPKI_CERTIFICATE_SIGNATURE is JPKI_ERROR_ARGUMENT, since the card requires the password: use
/// `jpki_card_signature_certificate`, which sends it. On success the caller must free
/// `*certificate`; on failure it is NULL. No PIN try is spent. Any thread.
function JpkiCardCertificate(Card: HJpkiCard; Kind: Int32;
  out Certificate: HJpkiCertificate; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_certificate';

/// Begins a transaction that lasts until `jpki_card_end_transaction`.
///
/// All calls on the card between the two run in one PC/SC transaction, so that no other program can
/// access the card between them. Each call still locks the key at its end, and sends no more PINs
/// than it would outside a transaction.
///
/// Meanwhile **no other program can use the card**: keep the transaction short, and never open
/// while a person types. Windows resets a card whose transaction has been idle for five seconds.
/// Calls of other threads on this card are part of the transaction. Waits for another program's
/// transaction up to JPKI_TIMEOUT_TRANSACTION, then returns JPKI_ERROR_CARD_BUSY. On failure no
/// transaction has begun.
///
/// JPKI_ERROR_ARGUMENT if one has already begun. Freeing the card ends it. No PIN try is spent. Any
/// thread; another thread may end the transaction.
function JpkiCardBeginTransaction(Card: HJpkiCard; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_begin_transaction';

/// Ends the transaction begun by `jpki_card_begin_transaction`: other programs can use the card
/// again. It has ended whatever this function returns.
///
/// JPKI_ERROR_ARGUMENT if none has begun. JPKI_ERROR_CARD_RESET if it was interrupted: an exchange
/// was lost or the card was reset, and the call at that time repeated what may be repeated, or
/// failed, so that another program may have used the card between calls. JPKI_ERROR_CARD_REMOVED
/// and the like if the card is gone. No PIN try is spent. Any thread.
function JpkiCardEndTransaction(Card: HJpkiCard; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_end_transaction';

/// Opens a new embedded virtual card, for development and tests.
///
/// `kind`: one of JPKI_VIRTUAL_*. Unless the kind says otherwise, the PIN and the input-support PIN
/// are 1234, the signature password is ABC123, the check number is made of 19800217, 2035 and
/// "2285", and the certificates are test certificates.
///
/// JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_VIRTUAL_CARD. On success the caller
/// must free `*card`; on failure it is NULL. Any thread.
function JpkiCardOpenVirtual(Kind: Int32; out Card: HJpkiCard; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_open_virtual';

/// Opens a new embedded virtual card with settings, and with what is to go wrong at it: for tests
/// of what a program does then.
///
/// `kind`: as for `jpki_card_open_virtual`. `settings`: in UTF-8, separated by line feeds or
/// semicolons and ended by NUL; NULL or empty for none. Each is one of
///
/// - `name TEXT`, `address TEXT`: the holder's, as text;
/// - `pin TEXT`, `signature-password TEXT`, `input-support-pin TEXT`, `security-code TEXT`;
/// - `pin-tries N`, `signature-password-tries N`, `input-support-pin-tries N`,
///   `check-number-tries N`: how many are left;
/// - `hides-tries`, `unlimited-tries`, `no-signature-certificate`; `seed N` for other keys;
/// - `fault FAULT at N`, `fault FAULT every N`: what goes wrong at which command, counted from 1.
///   The faults are in docs/virtual-card.md: `removed-before`, `lost-after`, `reader-fails` and so
///   on.
///
/// JPKI_ERROR_ARGUMENT for any other setting or value, JPKI_ERROR_NOT_BUILT unless the library has
/// JPKI_FEATURE_VIRTUAL_CARD. On success the caller must free `*card`; on failure it is NULL. Any
/// thread.
function JpkiCardOpenVirtualWithSettings(Kind: Int32; Settings: PAnsiChar;
  out Card: HJpkiCard; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_open_virtual_with_settings';

/// Verifies the authentication PIN, signs `input` with the user-authentication key and locks the
/// key again, in one PC/SC transaction.
///
/// `pin`, `pin_length`: four ASCII digits; not stored. `input`, `input_length`: any data, or a
/// digest if the options say so. `options`: may be NULL. On success the caller must free
/// `*signature`; on failure it is NULL.
///
/// PIN tries: the PIN is sent at most once. A wrong PIN spends one try (JPKI_ERROR_PIN_WRONG,
/// error->tries_left); a correct one restores all. It is not sent if its format is wrong, if it is
/// locked, or if one try is left and the options do not allow spending it. After
/// JPKI_ERROR_PIN_UNCERTAIN a try may have been spent: call `jpki_card_tries` before trying again.
///
/// The signature is verified with the certificate's key (JPKI_FEATURE_VERIFY). When the call
/// returns the key is locked, also on failure, except for JPKI_ERROR_KEY_NOT_LOCKED and possibly
/// JPKI_ERROR_INTERNAL: in these cases have the card removed from the reader. Calls on one card run
/// one after the other. Any thread.
function JpkiCardSign(Card: HJpkiCard; Pin: PByte; PinLength: NativeUInt; Input: PByte;
  InputLength: NativeUInt; Options: PRawJpkiSignOptions; out Signature: HJpkiSignature;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_sign';

/// Performs a complete authentication in one PC/SC transaction: reads the kind of token and the
/// authentication certificate, queries the tries, verifies the PIN, signs `input` and locks the key
/// again. This takes 13 exchanges with a card if nothing has to be repeated. The CA certificate is
/// also read, with 6 more exchanges, if `options->read_ca_certificate` is 1 or the issuer is
/// neither one of the published CAs nor `options->ca_certificate`.
///
/// With `options->certificate`, known from an earlier visit, it takes 7 exchanges: the first 256
/// bytes of the card's certificate are compared with it before the PIN is sent, and
/// `authentication->certificate` is a copy of it. If they differ, the call returns
/// JPKI_ERROR_CARD_EXCHANGED and no try is spent; the card can still be used without that
/// certificate. A phone hides its certificate until the PIN is verified: the call returns
/// JPKI_ERROR_PIN_REQUIRED, and no PIN is sent.
///
/// Arguments, PIN tries and threads are as for `jpki_card_sign`. The caller sets
/// `authentication->struct_size`; anything else in the structure is overwritten and not freed. On
/// failure the three objects are NULL: use the individual calls to read what is still needed.
function JpkiCardAuthenticate(Card: HJpkiCard; Pin: PByte; PinLength: NativeUInt;
  Input: PByte; InputLength: NativeUInt; Options: PRawJpkiSignOptions;
  Authentication: PRawJpkiAuthentication; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_authenticate';

/// Verifies the signature password, reads the signature certificate and locks the key again, in one
/// PC/SC transaction. The certificate contains the holder's name, address, birth date and sex: do
/// not log it, and store it only with a reason.
///
/// `password`, `password_length`: 6 to 16 ASCII letters and digits, where lower case counts as
/// upper case; not stored. `last_try`: one of JPKI_LAST_TRY_*. On success the caller must free
/// `*certificate`; on failure it is NULL.
///
/// Tries: the password is sent at most once, under the rules of `jpki_card_sign`. A wrong one
/// spends one of five tries (JPKI_ERROR_PASSWORD_WRONG, error->tries_left). JPKI_ERROR_NOT_ON_CARD
/// if the token has no signature certificate; then the password was not sent. Any thread.
function JpkiCardSignatureCertificate(Card: HJpkiCard; Password: PByte;
  PasswordLength: NativeUInt; LastTry: Int32; out Certificate: HJpkiCertificate;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_signature_certificate';

/// Verifies the signature password, reads the signature certificate, signs `input` with the
/// signature key and locks it again, in one PC/SC transaction.
///
/// Arguments are as for `jpki_card_signature_certificate` and `jpki_card_sign`.
/// `options->certificate`: the signature certificate if the caller has it, so that it is not read
/// again. On success the caller must free `*certificate` and `*signature`; on failure both are
/// NULL.
///
/// Tries: as for `jpki_card_signature_certificate`. The signature is verified with the
/// certificate's key (JPKI_FEATURE_VERIFY). Any thread.
function JpkiCardSignDocument(Card: HJpkiCard; Password: PByte; PasswordLength: NativeUInt;
  Input: PByte; InputLength: NativeUInt; Options: PRawJpkiSignOptions;
  out Certificate: HJpkiCertificate; out Signature: HJpkiSignature; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_sign_document';

/// Changes the authentication PIN: verifies the old one, sets the new one, verifies the new one and
/// locks the key again, in one PC/SC transaction.
///
/// `old_pin`, `new_pin`: four ASCII digits each, of the stated lengths; not stored. `last_try`: one
/// of JPKI_LAST_TRY_*.
///
/// Tries: the old PIN is sent at most once, under the rules of `jpki_card_sign`; a wrong one spends
/// one try. The new PIN is sent at most twice: to set it and, if the card reports success, to
/// verify it. If the card reported success without making the change, it counts this as a wrong
/// try, which may be the last: JPKI_ERROR_PIN_CHANGE_UNCERTAIN, with tries_left. On every other
/// failure the old PIN stays in force, except for JPKI_ERROR_KEY_NOT_LOCKED and
/// JPKI_ERROR_INTERNAL. After these three either PIN may be in force; the message of KEY_NOT_LOCKED
/// says if it is the new one. Any thread.
function JpkiCardChangePin(Card: HJpkiCard; OldPin: PByte; OldPinLength: NativeUInt;
  NewPin: PByte; NewPinLength: NativeUInt; LastTry: Int32; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_change_pin';

/// Changes the signature password, as `jpki_card_change_pin` changes the PIN.
///
/// Passwords are as for `jpki_card_signature_certificate`. The new one must mix letters and digits;
/// otherwise the call returns JPKI_ERROR_PASSWORD_FORMAT before anything is sent.
/// JPKI_ERROR_NOT_ON_CARD if the token has no signature certificate; then no password was sent.
///
/// Tries: as for `jpki_card_change_pin`, out of the password's five. Any thread.
function JpkiCardChangeSignaturePassword(Card: HJpkiCard; OldPassword: PByte;
  OldPasswordLength: NativeUInt; NewPassword: PByte; NewPasswordLength: NativeUInt;
  LastTry: Int32; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_change_signature_password';

/// Makes an empty list. With an empty list every record is refused: add an authority first.
///
/// Free `*authorities` with `jpki_card_authorities_free`; it is NULL on failure. Any thread; does
/// not touch a card.
function JpkiCardAuthoritiesNew(out Authorities: HJpkiCardAuthorities;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_authorities_new';

/// Adds an authority's key to those that the list trusts. Whoever can choose this key can make
/// cards: obtain it from the issuer, over a channel that nobody can tamper with, and never from a
/// card.
///
/// `record`: one of JPKI_RECORD_*; a key for one is not valid for the other. `key_id`: the 16 bytes
/// by which the card's certificate names the key. `modulus`: that of the RSA key of 2048 bits,
/// big-endian; leading zeros do not count. The exponent is 65537.
///
/// JPKI_ERROR_ARGUMENT for another key_id_length, JPKI_ERROR_KEY_NOT_SUPPORTED for another kind of
/// key. Any thread; does not touch a card.
function JpkiCardAuthoritiesAdd(Authorities: HJpkiCardAuthorities; Record_: Int32;
  KeyId: PByte; KeyIdLength: NativeUInt; Modulus: PByte; ModulusLength: NativeUInt;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_authorities_add';

/// Frees a list. Does nothing if it is NULL or already freed; a card that it was set for keeps its
/// authorities.
procedure JpkiCardAuthoritiesFree(Authorities: HJpkiCardAuthorities);
  cdecl; external JpkiLibrary name 'jpki_card_authorities_free';

/// Sets the authorities that JPKI_AUTHORITIES_OWN stands for in calls on this card: those in the
/// list now, replacing any set before. The list may be changed or freed afterwards.
///
/// Any thread; waits for other calls on the card, and sends nothing to it.
function JpkiCardSetAuthorities(Card: HJpkiCard; Authorities: HJpkiCardAuthorities;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_set_authorities';

/// Makes check number B (shogo bango B) from what is printed on the card's front. It opens the
/// card's face, and name and address as text, without a PIN.
///
/// `birth_date`: YYYYMMDD as a number, such as 19800217. `calendar`: one of JPKI_CALENDAR_*,
/// JPKI_CALENDAR_JAPANESE for all but some foreign residents. `expiry_year`: four digits, such as
/// 2035. `security_code`: the four ASCII digits printed beside the photo. `number` receives 14
/// digits and a NUL; with JPKI_CALENDAR_GREGORIAN, `G`, 14 digits and a NUL. Every function that
/// takes a check number accepts either. `number_size`: JPKI_CHECK_NUMBER_SIZE or more. On failure
/// `number` is the empty string.
///
/// JPKI_ERROR_CHECK_NUMBER_FORMAT for a birth date that is not a calendar date or is before Meiji,
/// an expiry year before the year of birth, before 2016 or after 2099, or a security code of
/// another form; JPKI_ERROR_ARGUMENT for a year that does not have four digits. Touches no card and
/// spends no try. The number is personal data: wipe it with `jpki_secure_wipe` once the card is
/// read. Any thread.
function JpkiCheckNumber(BirthDate: Int32; Calendar: Int32; ExpiryYear: Int32;
  SecurityCode: PByte; SecurityCodeLength: NativeUInt; Number: PAnsiChar;
  NumberSize: NativeUInt; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_check_number';

/// Makes check number B of a card that prints a birth date which is not a calendar date, as where
/// the day or month of birth is unknown: `P` and 14 digits, which every function that takes a check
/// number accepts.
///
/// `date_digits`: six ASCII digits, YYMMDD as the card prints it, with the year of the Japanese era
/// and zeros or whatever is printed for an unknown part, such as "250400". Whether they can be a
/// date is **not checked**: a typing error is sent too, and a wrong number spends one of ten tries.
/// How a card compares such a date is not published. Other parameters, errors and threads are as
/// for `jpki_check_number`.
function JpkiCheckNumberPrintedDigits(DateDigits: PByte; DateDigitsLength: NativeUInt;
  ExpiryYear: Int32; SecurityCode: PByte; SecurityCodeLength: NativeUInt;
  Number: PAnsiChar; NumberSize: NativeUInt; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_check_number_printed_digits';

/// Compares the holder's birth date with `birth_date` (YYYYMMDD as a number): the least about a
/// person that a card can reveal to a terminal. JPKI_OK means that it matches.
///
/// `calendar`: one of JPKI_CALENDAR_*, JPKI_CALENDAR_JAPANESE for all but some foreign residents.
/// `authorities`: one of JPKI_AUTHORITIES_*; unless it is JPKI_AUTHORITIES_UNVERIFIED, JPKI_OK also
/// means that one of those authorities signed the card's age record and that the card proved not to
/// be a copy. `last_try`: one of JPKI_LAST_TRY_*.
///
/// Tries: the birth date is sent at most once, under the rules of `jpki_card_face`. A date that
/// differs from the card's spends one try: JPKI_ERROR_CHECK_NUMBER_WRONG, error->tries_left. The
/// card compares six digits, with the year of the Japanese era, so a date in another era may have
/// the same digits: that is JPKI_ERROR_BIRTH_DATE_DIFFERS, and spends none. No PIN is sent.
/// JPKI_ERROR_NOT_ON_CARD on a phone. Any thread; waits for other calls on the card.
function JpkiCardCompareBirthDate(Card: HJpkiCard; BirthDate: Int32; Calendar: Int32;
  Authorities: Int32; LastTry: Int32; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_compare_birth_date';

/// Compares a birth date as `jpki_card_compare_birth_date` does, for a card that prints one which
/// is not a calendar date, as where the day or month of birth is unknown. JPKI_OK means that it
/// matches.
///
/// `date_digits`: six ASCII digits as for `jpki_check_number_printed_digits`; not kept. Whether
/// they can be a date is **not checked**, and the same six digits in another era are not
/// distinguished: JPKI_ERROR_BIRTH_DATE_DIFFERS is never returned. A wrong date spends one of the
/// same ten tries.
function JpkiCardCompareBirthDatePrintedDigits(Card: HJpkiCard; DateDigits: PByte;
  DateDigitsLength: NativeUInt; Authorities: Int32; LastTry: Int32; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_compare_birth_date_printed_digits';

/// Reads the card's face and verifies it: what a clerk compares with the person at the desk when
/// there is no PIN. No PIN is sent. It does not show whether the person is insured: that is online
/// eligibility verification.
///
/// `check_number`: from `jpki_check_number`; not kept. `authorities`: one of JPKI_AUTHORITIES_*.
/// Unless it is JPKI_AUTHORITIES_UNVERIFIED, JPKI_OK means that one of those authorities signed the
/// record (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC), and that the card signed a fresh challenge
/// with the key that the record names (otherwise JPKI_ERROR_CARD_NOT_GENUINE: a copy). The expiry
/// date and the picture of the security code are not signed on any card, and an expired card
/// passes: see `jpki_face_expiry`. Whether the photo shows the person at the desk is for a human to
/// judge, and nothing on the card shows whether it was reported lost. `last_try`: one of
/// JPKI_LAST_TRY_*. Free `*face` with `jpki_face_free`; it is NULL on failure.
///
/// Tries: the number is sent at most once. A wrong one spends one of ten tries
/// (JPKI_ERROR_CHECK_NUMBER_WRONG, error->tries_left), a right one restores all. Ten wrong ones in
/// a row lock it until the municipal office resets it. It is not sent when its format is wrong,
/// when it is locked, or when one try is left and `last_try` does not allow using it. When the call
/// returns the application is locked again, under the rules of `jpki_card_sign`.
/// JPKI_ERROR_NOT_ON_CARD on a phone, which has no face. Any thread; waits for other calls on the
/// card.
function JpkiCardFace(Card: HJpkiCard; CheckNumber: PByte; CheckNumberLength: NativeUInt;
  Authorities: Int32; LastTry: Int32; out Face: HJpkiFace; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_face';

/// Reads the card's face as `jpki_card_face` does, and has the card sign a challenge that a server
/// chose. `jpki_face_file` then returns what the server needs to verify the face without a card
/// (`jpki_face_from_files`), so that it does not have to trust the desk.
///
/// `challenge`: 16 bytes or more, random, fresh from the server for this card; a shorter one is
/// JPKI_ERROR_ARGUMENT, and nothing is sent. With JPKI_AUTHORITIES_UNVERIFIED only the server
/// verifies. Everything else, including tries, is as for `jpki_card_face`.
function JpkiCardFaceForChallenge(Card: HJpkiCard; CheckNumber: PByte;
  CheckNumberLength: NativeUInt; Challenge: PByte; ChallengeLength: NativeUInt;
  Authorities: Int32; LastTry: Int32; out Face: HJpkiFace; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_face_for_challenge';

/// Verifies a face that a desk read (`jpki_card_face_for_challenge`) and sent: one of the chosen
/// authorities signed the record (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC), and the card with the
/// key that the record names signed `files->challenge` (otherwise JPKI_ERROR_CARD_NOT_GENUINE: a
/// copy, or an answer to another challenge). Which parts are signed, and what the face cannot show,
/// is as for `jpki_card_face`.
///
/// `authorities`: one of JPKI_AUTHORITIES_*; JPKI_AUTHORITIES_UNVERIFIED is JPKI_ERROR_ARGUMENT.
/// `own`: with JPKI_AUTHORITIES_OWN the authorities to trust, otherwise NULL. A challenge that is
/// missing or shorter than 16 bytes is JPKI_ERROR_CARD_NOT_GENUINE, whatever signed it. Bytes that
/// are not such files are JPKI_ERROR_RECORD_MALFORMED. Free `*face` with `jpki_face_free`; it is
/// NULL on failure. Any thread; does not touch a card.
function JpkiFaceFromFiles(Files: PRawJpkiRecordFiles; Authorities: Int32;
  Own: HJpkiCardAuthorities; out Face: HJpkiFace; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_face_from_files';

/// Frees a face and wipes it. Does nothing if it is NULL or already freed.
procedure JpkiFaceFree(Face: HJpkiFace);
  cdecl; external JpkiLibrary name 'jpki_face_free';

/// The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
/// calendar date, as for a holder whose day or month of birth is unknown:
/// `jpki_face_birth_date_digits` then returns what the card has instead, and is what to compare.
function JpkiFaceBirthDate(Face: HJpkiFace): Int32;
  cdecl; external JpkiLibrary name 'jpki_face_birth_date';

/// The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
function JpkiFaceSex(Face: HJpkiFace): Int32;
  cdecl; external JpkiLibrary name 'jpki_face_sex';

/// The last day on which the card is valid, YYYYMMDD as a number; 0 if the handle is not open. The
/// issuer's signature does not cover it, and the library compares it with nothing: compare its year
/// with that of the check number, which the card has compared, and the date with today's in Japan.
/// An expired card passes `jpki_card_face`.
function JpkiFaceExpiry(Face: HJpkiFace): Int32;
  cdecl; external JpkiLibrary name 'jpki_face_expiry';

/// The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
/// calendar date: YYYYMMDD, or what the card has instead where `jpki_face_birth_date` is 0, such as
/// 19500400 or spaces. NULL and 0 if the handle is not open. `length` may be NULL.
function JpkiFaceBirthDateDigits(Face: HJpkiFace; out Length: NativeUInt): PByte;
  cdecl; external JpkiLibrary name 'jpki_face_birth_date_digits';

/// A picture as the card has it, by one of JPKI_IMAGE_*, and its length in bytes. NULL and 0 for
/// any other number, or if the handle is not open. `length` may be NULL.
function JpkiFaceImage(Face: HJpkiFace; Image: Int32; out Length: NativeUInt): PByte;
  cdecl; external JpkiLibrary name 'jpki_face_image';

/// A file to send to the server that chose the challenge, by one of JPKI_FILE_*, and its length in
/// bytes. A face that `jpki_card_face` read has only JPKI_FILE_RECORD: the library chose the
/// challenge. NULL and 0 for a missing file, any other number, or if the handle is not open.
/// `length` may be NULL.
function JpkiFaceFile(Face: HJpkiFace; File_: Int32; out Length: NativeUInt): PByte;
  cdecl; external JpkiLibrary name 'jpki_face_file';

/// Lists the unknown objects of a card face's record, as `jpki_attributes_other_objects` does. The
/// issuer's signature does not cover them.
function JpkiFaceOtherObjects(Face: HJpkiFace; out Items: HJpkiItems; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_face_other_objects';

/// Makes a picture of a face. `kind`: one of JPKI_PICTURE_*.
///
/// JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_PICTURE. Free `*picture` with
/// `jpki_picture_free`; it is NULL on failure. Any thread; does not touch a card.
function JpkiFacePicture(Face: HJpkiFace; Kind: Int32; out Picture: HJpkiPicture;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_face_picture';

/// Frees a picture and wipes it. Does nothing if it is NULL or already freed.
procedure JpkiPictureFree(Picture: HJpkiPicture);
  cdecl; external JpkiLibrary name 'jpki_picture_free';

/// The picture's file, and its length in bytes. NULL and 0 if the handle is not open. `length` may
/// be NULL.
function JpkiPictureData(Picture: HJpkiPicture; out Length: NativeUInt): PByte;
  cdecl; external JpkiLibrary name 'jpki_picture_data';

/// Reads name, address, birth date and sex with the input-support PIN (kenmen jiko nyuryoku hojo-yo
/// no ansho bango), so that nobody has to type them.
///
/// `pin`, `pin_length`: four ASCII digits; not kept. It is a separate PIN with its own three tries,
/// even if the holder chose the same digits as for the authentication PIN. `authorities`: one of
/// JPKI_AUTHORITIES_*. Unless it is JPKI_AUTHORITIES_UNVERIFIED, JPKI_OK means that one of those
/// authorities signed the attributes (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC). Nothing on any
/// card proves that they belong to this card: they name no key, so a forged card can hold those of
/// another person, even if `jpki_card_face` or `jpki_card_sign` found it genuine. Compare them with
/// the face: birth date and sex by program, name and address with its pictures by eye. `last_try`:
/// one of JPKI_LAST_TRY_*. Free `*attributes` with `jpki_attributes_free`; it is NULL on failure.
///
/// PIN tries: the PIN is sent at most once, under the rules of `jpki_card_sign`. A wrong one spends
/// one of three: JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG, error->tries_left. The issuer's certificate
/// can be read without a PIN and is verified first: if none of the authorities issued it, nothing
/// is sent. A record that its key did not sign is detected after the right PIN, and spends no try.
/// JPKI_ERROR_NOT_ON_CARD on a phone. Any thread; waits for other calls on the card.
function JpkiCardAttributes(Card: HJpkiCard; Pin: PByte; PinLength: NativeUInt;
  Authorities: Int32; LastTry: Int32; out Attributes: HJpkiAttributes;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_attributes';

/// Reads name, address, birth date and sex with check number B instead of a PIN.
///
/// `check_number`: from `jpki_check_number`; not kept. Other parameters, errors and threads are as
/// for `jpki_card_attributes`.
///
/// Tries: a wrong number spends one of ten, which this application counts separately
/// (JPKI_ERROR_CHECK_NUMBER_WRONG), under the rules of `jpki_card_face`.
function JpkiCardAttributesByCheckNumber(Card: HJpkiCard; CheckNumber: PByte;
  CheckNumberLength: NativeUInt; Authorities: Int32; LastTry: Int32;
  out Attributes: HJpkiAttributes; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_attributes_by_check_number';

/// Frees the attributes and wipes them. Does nothing if they are NULL or already freed.
procedure JpkiAttributesFree(Attributes: HJpkiAttributes);
  cdecl; external JpkiLibrary name 'jpki_attributes_free';

/// The name in UTF-8, ended by NUL; an ideographic space (U+3000) separates family and given name.
/// NULL if the handle is not open.
function JpkiAttributesName(Attributes: HJpkiAttributes): PAnsiChar;
  cdecl; external JpkiLibrary name 'jpki_attributes_name';

/// The address in UTF-8, ended by NUL. NULL if the handle is not open.
function JpkiAttributesAddress(Attributes: HJpkiAttributes): PAnsiChar;
  cdecl; external JpkiLibrary name 'jpki_attributes_address';

/// The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
/// calendar date, as for a holder whose day or month of birth is unknown:
/// `jpki_attributes_birth_date_digits` then returns what the card has instead, and is what to
/// compare.
function JpkiAttributesBirthDate(Attributes: HJpkiAttributes): Int32;
  cdecl; external JpkiLibrary name 'jpki_attributes_birth_date';

/// The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
/// calendar date: YYYYMMDD, or what the card has instead where `jpki_attributes_birth_date` is 0,
/// such as 19500400 or spaces. NULL and 0 if the handle is not open. `length` may be NULL.
function JpkiAttributesBirthDateDigits(Attributes: HJpkiAttributes; out Length: NativeUInt): PByte;
  cdecl; external JpkiLibrary name 'jpki_attributes_birth_date_digits';

/// A file to send to a server that verifies the attributes, by one of JPKI_FILE_*, and its length
/// in bytes. JPKI_FILE_SIGNATURE has a digest of the individual number (kojin bango), from which
/// the number can be found: only a library built for it (JPKI_FEATURE_INDIVIDUAL_NUMBER) returns
/// it, and the law says who may send it. Without it nobody can verify the others. NULL and 0 for a
/// missing file, any other number, or if the handle is not open. `length` may be NULL.
function JpkiAttributesFile(Attributes: HJpkiAttributes; File_: Int32;
  out Length: NativeUInt): PByte;
  cdecl; external JpkiLibrary name 'jpki_attributes_file';

/// Verifies attributes that a desk read and sent: one of the chosen authorities signed them
/// (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC). As for `jpki_card_attributes`, nothing proves that
/// they belong to one particular card, so `files->challenge` is NULL and its length 0: otherwise
/// JPKI_ERROR_ARGUMENT.
///
/// JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_INDIVIDUAL_NUMBER: see
/// `jpki_attributes_file`. `authorities`, `own`, other errors and threads: as for
/// `jpki_face_from_files`. Free `*attributes` with `jpki_attributes_free`; it is NULL on failure.
function JpkiAttributesFromFiles(Files: PRawJpkiRecordFiles; Authorities: Int32;
  Own: HJpkiCardAuthorities; out Attributes: HJpkiAttributes; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_attributes_from_files';

/// The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
function JpkiAttributesSex(Attributes: HJpkiAttributes): Int32;
  cdecl; external JpkiLibrary name 'jpki_attributes_sex';

/// Changes the input-support PIN, as `jpki_card_change_pin` changes the authentication PIN, which
/// stays as it is: for a holder who wants the same PIN for both, change both.
///
/// PIN tries: a wrong old PIN spends one of three: JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG. The new one
/// is also sent, to be verified, as for `jpki_card_change_pin`.
function JpkiCardChangeInputSupportPin(Card: HJpkiCard; OldPin: PByte;
  OldPinLength: NativeUInt; NewPin: PByte; NewPinLength: NativeUInt; LastTry: Int32;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_change_input_support_pin';

/// Lists the objects of the attributes' record that this version does not know, in the record's
/// order, such as the reading of the name on a future card; most often none. The issuer's signature
/// covers them as it covers the others.
///
/// `jpki_items_name` is the tag in hexadecimal digits, such as "DF26", `jpki_items_data` the value
/// and `jpki_items_text` its text, if it is UTF-8. Free `*items` with `jpki_items_free`; it is NULL
/// on failure. Any thread; does not touch a card.
function JpkiAttributesOtherObjects(Attributes: HJpkiAttributes; out Items: HJpkiItems;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_attributes_other_objects';

/// Reads the card's serial number, the municipality that issued it and its expiry date. No PIN or
/// check number is needed, and no try is spent.
///
/// The caller sets `information->struct_size`; on failure the other fields are 0 and empty.
/// JPKI_ERROR_NOT_ON_CARD on a phone. Any thread; waits for other calls on the card.
function JpkiCardInformation(Card: HJpkiCard; Information: PRawJpkiInformation;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_card_information';

/// The name of a reason's constant, such as "JPKI_REASON_EXPIRED"; "JPKI_REASON_UNKNOWN" for a
/// number that is not a reason. The text is static: do not free it. Any thread.
function JpkiReasonName(Reason: Int32): PAnsiChar;
  cdecl; external JpkiLibrary name 'jpki_reason_name';

/// Describes a reason, for the log or the person who investigates: one sentence without its full
/// stop, in UTF-8. It contains no data about the holder. For what to do next, use
/// `jpki_status_text` with the verdict's status. For a number that is not a reason, and in a
/// library without JPKI_FEATURE_TRUST, the text says so.
///
/// `language`: one of JPKI_LANGUAGE_*, English for any other number. The text is static: do not
/// free it. Any thread.
function JpkiReasonText(Reason: Int32; Language: Int32): PAnsiChar;
  cdecl; external JpkiLibrary name 'jpki_reason_text';

/// Verifies a certificate. Uses only the data passed: no network, nothing is sent.
///
/// JPKI_OK only if an anchor issued the certificate for this purpose, it is valid at the given
/// time, and it is not revoked according to the OCSP response or CRL, if one was passed. Otherwise
/// the status is the reason that helps the desk most, and `*verdict`, whose struct_size the caller
/// sets, has all reasons. `*verdict` is written whenever the certificate was verified, with any
/// result. JPKI_ERROR_ARGUMENT (a bad option, or one of own_anchors is not an anchor),
/// JPKI_ERROR_HANDLE and JPKI_ERROR_NOT_BUILT (no JPKI_FEATURE_TRUST) mean that it was not.
/// `verdict->status` is the returned status.
///
/// J-LIS provides its revocation data (OCSP responses, CRLs) only to verifiers that have notified
/// it; a private business must first be accredited by the competent minister: articles 17 and 36 of
/// the Public Personal Authentication Act. Verifying commercially requires this accreditation.
/// Others can check everything except revocation; `verdict->revocation` says whether revocation was
/// checked.
///
/// `options`: may be NULL. Any thread; does not touch a card.
function JpkiCertificateVerify(Certificate: HJpkiCertificate;
  Options: PRawJpkiVerifyOptions; Verdict: PRawJpkiVerdict; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_certificate_verify';

/// Verifies a signature over a challenge, and the certificate of the key that made it. The
/// certificate is verified as by `jpki_certificate_verify`, with the same status and `*verdict`:
/// JPKI_OK only if both are good.
///
/// `challenge`, `challenge_length`: what the holder was to sign, or its digest. It must be the
/// relying party's own, random, and never used before: a signature over an old one proves nothing.
/// A challenge that is empty (NULL and 0 too, or the digest of an empty one) or shorter than 16
/// bytes is JPKI_ERROR_SIGNATURE_INVALID, with JPKI_REASON_CHALLENGE_EMPTY or
/// JPKI_REASON_CHALLENGE_TOO_SHORT. `input`: one of JPKI_INPUT_*. `algorithm`: one of
/// JPKI_ALGORITHM_*, as agreed beforehand and not as claimed by the holder's side. `signature`,
/// `signature_length`: the bytes as received, whatever they are; any that are not the right
/// signature are JPKI_ERROR_SIGNATURE_INVALID.
///
/// `options`: may be NULL. Any thread; does not touch a card.
function JpkiSignatureVerify(Certificate: HJpkiCertificate; Challenge: PByte;
  ChallengeLength: NativeUInt; Input: Int32; Algorithm: Int32; Signature: PByte;
  SignatureLength: NativeUInt; Options: PRawJpkiVerifyOptions; Verdict: PRawJpkiVerdict;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_signature_verify';

/// Describes a certificate policy, as in `jpki_verdict.policy`, in UTF-8: purpose, class, whether
/// it is that of test cards, and whether the library knows it. If it is not one of J-LIS's, such as
/// a policy that the caller added, or is empty or NULL, the text says so.
///
/// `policy`: ended by NUL. `language`: one of JPKI_LANGUAGE_*, English for any other number. The
/// text is static: do not free it. Any thread.
function JpkiPolicyText(Policy: PAnsiChar; Language: Int32): PAnsiChar;
  cdecl; external JpkiLibrary name 'jpki_policy_text';

/// Makes an OCSP request for `certificate`. The issuer is found among the anchors of the options
/// (NULL: the default). Of the options only purpose, anchors, own_anchors and ocsp_hash are used.
///
/// Nothing is sent: send the request as the body of an HTTP POST (Content-Type
/// application/ocsp-request), and pass the response, with this request, in the options of the
/// verification. J-LIS answers only verifiers that have notified it; a private business must first
/// be accredited by the competent minister: articles 17 and 36 of the Public Personal
/// Authentication Act.
///
/// `nonce`, `nonce_length`: 32 fresh random bytes, so that an old response cannot be replayed; or
/// NULL and 0 for a responder that does not support nonces.
///
/// JPKI_ERROR_CERTIFICATE_NOT_TRUSTED if no anchor signed the certificate, JPKI_ERROR_NOT_BUILT
/// unless the library has JPKI_FEATURE_TRUST. Free `*request` with `jpki_ocsp_request_free`; it is
/// NULL on failure. It contains the certificate's serial number, whose use is restricted by law: do
/// not log it. Any thread; does not touch a card.
function JpkiOcspRequestNew(Certificate: HJpkiCertificate; Options: PRawJpkiVerifyOptions;
  Nonce: PByte; NonceLength: NativeUInt; out Request: HJpkiOcspRequest;
  Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_ocsp_request_new';

/// The request's DER encoding, and its length in bytes. NULL and 0 if the handle is not open.
/// `length` may be NULL.
function JpkiOcspRequestData(Request: HJpkiOcspRequest; out Length: NativeUInt): PByte;
  cdecl; external JpkiLibrary name 'jpki_ocsp_request_data';

/// Frees a request. Does nothing if it is NULL or already freed.
procedure JpkiOcspRequestFree(Request: HJpkiOcspRequest);
  cdecl; external JpkiLibrary name 'jpki_ocsp_request_free';

/// Loads a complete CRL that one of the options' anchors signed: the one whose key it names. Of the
/// options (NULL: the default) only purpose, anchors and own_anchors are used.
///
/// `data`, `length`: the CRL (DER), up to 256 MiB; it is copied, and may be freed after the call.
/// The list uses four more bytes for each entry. At most 64 extensions of 64 KiB together and 64
/// names of its distribution point are read; serial numbers have 21 octets at most.
///
/// A CRL that is not yet or no longer valid is loaded too: each verification checks that against
/// its own time. JPKI_ERROR_REVOCATION_UNKNOWN if the CRL cannot be used, with the reason as the
/// error's detail: it or any of its entries cannot be read; no anchor signed it; it is a delta or
/// indirect CRL; it or an entry has an unknown critical extension. JPKI_ERROR_NOT_BUILT unless the
/// library has JPKI_FEATURE_TRUST. Free `*list` with `jpki_revocation_list_free`; it is NULL on
/// failure. Any thread; does not touch a card.
function JpkiRevocationListLoad(Data: PByte; Length: NativeUInt;
  Options: PRawJpkiVerifyOptions; out List: HJpkiRevocationList; Error: PRawJpkiError): Int32;
  cdecl; external JpkiLibrary name 'jpki_revocation_list_load';

/// When the list was issued, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not open.
function JpkiRevocationListThisUpdate(List: HJpkiRevocationList): Int64;
  cdecl; external JpkiLibrary name 'jpki_revocation_list_this_update';

/// When the next list is due at the latest, in seconds since 1970-01-01T00:00:00Z: load it before
/// then. After this time a verification reports JPKI_REASON_CRL_EXPIRED. -1 if the handle is not
/// open.
function JpkiRevocationListNextUpdate(List: HJpkiRevocationList): Int64;
  cdecl; external JpkiLibrary name 'jpki_revocation_list_next_update';

/// The number of entries in the list; 0 if the handle is not open.
function JpkiRevocationListEntryCount(List: HJpkiRevocationList): NativeUInt;
  cdecl; external JpkiLibrary name 'jpki_revocation_list_entry_count';

/// Frees a list. A verification that uses it finishes first. Does nothing if it is NULL or already
/// freed.
procedure JpkiRevocationListFree(List: HJpkiRevocationList);
  cdecl; external JpkiLibrary name 'jpki_revocation_list_free';

implementation

{$IF SizeOf(Pointer) = 8}
{$IF SizeOf(TRawJpkiError) <> 532}{$MESSAGE FATAL 'TRawJpkiError is not 532 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiLogRecord) <> 528}{$MESSAGE FATAL 'TRawJpkiLogRecord is not 528 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiEvent) <> 284}{$MESSAGE FATAL 'TRawJpkiEvent is not 284 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiTransport) <> 56}{$MESSAGE FATAL 'TRawJpkiTransport is not 56 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiSignOptions) <> 40}{$MESSAGE FATAL 'TRawJpkiSignOptions is not 40 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiAuthentication) <> 40}{$MESSAGE FATAL 'TRawJpkiAuthentication is not 40 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiRecordFiles) <> 72}{$MESSAGE FATAL 'TRawJpkiRecordFiles is not 72 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiInformation) <> 32}{$MESSAGE FATAL 'TRawJpkiInformation is not 32 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiVerifyOptions) <> 112}{$MESSAGE FATAL 'TRawJpkiVerifyOptions is not 112 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiVerdict) <> 272}{$MESSAGE FATAL 'TRawJpkiVerdict is not 272 bytes long'}{$IFEND}
{$ELSEIF DEFINED(MSWINDOWS)}
{$IF SizeOf(TRawJpkiError) <> 532}{$MESSAGE FATAL 'TRawJpkiError is not 532 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiLogRecord) <> 528}{$MESSAGE FATAL 'TRawJpkiLogRecord is not 528 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiEvent) <> 284}{$MESSAGE FATAL 'TRawJpkiEvent is not 284 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiTransport) <> 32}{$MESSAGE FATAL 'TRawJpkiTransport is not 32 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiSignOptions) <> 32}{$MESSAGE FATAL 'TRawJpkiSignOptions is not 32 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiAuthentication) <> 28}{$MESSAGE FATAL 'TRawJpkiAuthentication is not 28 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiRecordFiles) <> 40}{$MESSAGE FATAL 'TRawJpkiRecordFiles is not 40 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiInformation) <> 32}{$MESSAGE FATAL 'TRawJpkiInformation is not 32 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiVerifyOptions) <> 72}{$MESSAGE FATAL 'TRawJpkiVerifyOptions is not 72 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiVerdict) <> 272}{$MESSAGE FATAL 'TRawJpkiVerdict is not 272 bytes long'}{$IFEND}
{$ELSEIF DEFINED(CPUX86) or DEFINED(CPUI386)}
{$IF SizeOf(TRawJpkiError) <> 532}{$MESSAGE FATAL 'TRawJpkiError is not 532 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiLogRecord) <> 528}{$MESSAGE FATAL 'TRawJpkiLogRecord is not 528 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiEvent) <> 284}{$MESSAGE FATAL 'TRawJpkiEvent is not 284 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiTransport) <> 32}{$MESSAGE FATAL 'TRawJpkiTransport is not 32 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiSignOptions) <> 32}{$MESSAGE FATAL 'TRawJpkiSignOptions is not 32 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiAuthentication) <> 28}{$MESSAGE FATAL 'TRawJpkiAuthentication is not 28 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiRecordFiles) <> 40}{$MESSAGE FATAL 'TRawJpkiRecordFiles is not 40 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiInformation) <> 32}{$MESSAGE FATAL 'TRawJpkiInformation is not 32 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiVerifyOptions) <> 72}{$MESSAGE FATAL 'TRawJpkiVerifyOptions is not 72 bytes long'}{$IFEND}
{$IF SizeOf(TRawJpkiVerdict) <> 272}{$MESSAGE FATAL 'TRawJpkiVerdict is not 272 bytes long'}{$IFEND}
{$IFEND}

end.
