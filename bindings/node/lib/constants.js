// Generated from the headers of jpkicard by capi/examples/bindings: do not edit.
// SPDX-License-Identifier: MIT OR Apache-2.0
'use strict';

/** The enumerations of the library, each an object with its constants as numbers. */

/** What came of a call. */
exports.Status = Object.freeze({
  /** Success. */
  OK: 0,
  /**
   * Internal error. Have the card removed from the reader and put back, which locks its key; free
   * the handle and open a new one.
   */
  INTERNAL: -1,
  /** An argument is invalid: a null pointer, a length, a number, a structure's size. */
  ARGUMENT: -2,
  /** The handle is null, freed, or of another kind. */
  HANDLE: -3,
  /** The library was built without this feature. */
  NOT_BUILT: -4,
  /** The operating system refused a resource. */
  SYSTEM: -5,
  /**
   * A callback used a card that is in use: the card whose call invoked it, or one that another
   * thread is using.
   */
  REENTERED: -6,
  /** The handle was created by the parent process, before a fork. */
  FORKED: -7,
  /** The smart card service is not running. */
  SERVICE_NOT_RUNNING: -10,
  /**
   * The smart card service refused the connection: the account is not allowed to use it, or other
   * programs hold all its connections.
   */
  SERVICE_REFUSED: -11,
  /** The smart card service reported another failure. */
  SERVICE_FAILED: -12,
  /** No reader is connected. */
  NO_READER: -13,
  /** The requested reader is not connected. */
  UNKNOWN_READER: -14,
  /** No card is on the reader. */
  NO_CARD: -15,
  /** The card does not answer. */
  CARD_UNRESPONSIVE: -16,
  /** The card is not an Individual Number Card. */
  NOT_INDIVIDUAL_NUMBER_CARD: -17,
  /** Another program holds the card exclusively. */
  SHARING_VIOLATION: -18,
  /** The card was removed. Its handle cannot be used again: wait for a card again. */
  CARD_REMOVED: -19,
  /**
   * The card was reset, or it may have been exchanged and nothing read from it before can rule that
   * out. No PIN try was spent. Wait for the card again; with a transport of your own, open a new
   * handle.
   */
  CARD_RESET: -20,
  /** No card arrived before the timeout. */
  TIMED_OUT: -21,
  /** The wait was cancelled. */
  CANCELLED: -22,
  /** The exchange between reader and card failed. */
  READER_FAILED: -23,
  /**
   * Another program is using the card and did not release it in time, or the card or its reader is
   * slow.
   */
  CARD_BUSY: -24,
  /** The smart card service is running but does not respond. */
  SERVICE_NOT_RESPONDING: -25,
  /** The card reader, its driver or the card did not respond in time. */
  READER_NOT_RESPONDING: -26,
  /**
   * The PC/SC library, libpcsclite.so.1, is not installed on this machine. It is looked for again at
   * every call. Not on Windows and macOS, where it is part of the system.
   */
  PCSC_NOT_INSTALLED: -27,
  /** The card's response is malformed. */
  CARD_ANSWER: -30,
  /** The card refused the command; see statusWord. */
  CARD_STATUS: -31,
  /**
   * The card does not hold the requested data: many children's cards have no signature certificate,
   * and a phone or an old Resident Registry card has no card-face application.
   */
  NOT_ON_CARD: -32,
  /** The certificate is damaged. */
  CERTIFICATE_MALFORMED: -33,
  /** After a reset or a lost response, a different card answered. */
  CARD_EXCHANGED: -34,
  /** The PIN is not four half-width digits. Nothing was sent to the card. */
  PIN_FORMAT: -40,
  /**
   * The PIN is wrong. One try was spent, or two if the reader's driver repeated the command;
   * triesLeft is the number left. If triesLeft is -1 (statusWord 0x6300), the card does not say
   * whether a try was spent. The same applies to the other credentials below.
   */
  PIN_WRONG: -41,
  /**
   * The PIN is locked, or the card was issued without one. The holder can have a locked PIN reset at
   * the municipal office or, with the signature password, at some convenience-store kiosks.
   * statusWord is 0x63C0 if this call's PIN was wrong and locked it, and 0 if it was already locked
   * and was not sent. The same applies to the other credentials below.
   */
  PIN_BLOCKED: -42,
  /** One try is left and spending it was not allowed. The PIN was not sent. */
  PIN_LAST_TRY: -43,
  /**
   * The number of tries left is unknown (no answer, or "no limit", statusWord 0x6300), and spending
   * the last one was not allowed. The PIN was not sent. Ask the holder, then use LastTry.ALLOW
   * to send it.
   */
  PIN_TRIES_UNKNOWN: -44,
  /** The card allows this only after the PIN is verified. */
  PIN_REQUIRED: -45,
  /** The PIN was sent, but the answer was lost or not understood: a try may have been spent. */
  PIN_UNCERTAIN: -46,
  /**
   * A PIN change was sent, but may not have taken effect: either the old or the new PIN is in force.
   */
  PIN_CHANGE_UNCERTAIN: -47,
  /**
   * Two tries are left and spending one was not allowed (LastTry.KEEP_TWO). The PIN was not
   * sent.
   */
  PIN_LAST_TWO_TRIES: -48,
  /** The card's signature does not match its certificate and was discarded. */
  SIGNATURE_INVALID: -50,
  /** The certificate's key is of a type that this version does not support. */
  KEY_NOT_SUPPORTED: -51,
  /**
   * The key could not be locked: have the card removed from the reader now. The next call on the
   * card, or freeing it, first tries to lock the key again.
   */
  KEY_NOT_LOCKED: -52,
  /**
   * The signature password is not 6 to 16 letters and digits, or a new one does not mix both.
   * Nothing was sent to the card.
   */
  PASSWORD_FORMAT: -60,
  /**
   * The signature password is wrong. One try was spent, or two if the reader's driver repeated the
   * command; triesLeft is the number left.
   */
  PASSWORD_WRONG: -61,
  /** The signature password is locked; the four-digit PIN is not affected. */
  PASSWORD_BLOCKED: -62,
  /**
   * The input-support PIN is wrong. One try was spent, or two if the reader's driver repeated the
   * command; triesLeft is the number left.
   */
  INPUT_SUPPORT_PIN_WRONG: -65,
  /** The input-support PIN is locked; the other PINs are not affected. */
  INPUT_SUPPORT_PIN_BLOCKED: -66,
  /**
   * The birth date, expiry year or security code cannot be right. Nothing was sent to the card.
   */
  CHECK_NUMBER_FORMAT: -70,
  /**
   * The check number or birth date does not match this card. One try was spent, or two if the
   * reader's driver repeated the command; triesLeft is the number left.
   */
  CHECK_NUMBER_WRONG: -71,
  /** The check number or birth date is locked; the PINs are not affected. */
  CHECK_NUMBER_BLOCKED: -72,
  /**
   * The six digits of the birth date match the card's, but the year does not. No try was spent.
   */
  BIRTH_DATE_DIFFERS: -73,
  /** The certificate has expired: the holder can renew it at the municipal office. */
  CERTIFICATE_EXPIRED: -80,
  /** The certificate is not valid yet: check the computer's clock. */
  CERTIFICATE_NOT_YET_VALID: -81,
  /** The certificate was revoked: do not accept it. */
  CERTIFICATE_REVOKED: -82,
  /** The certificate is not issued by a trust anchor for this purpose: do not accept it. */
  CERTIFICATE_NOT_TRUSTED: -83,
  /** A record read from the card cannot be parsed. */
  RECORD_MALFORMED: -84,
  /**
   * The record's signature or its issuer's certificate is not valid: do not rely on the record.
   */
  RECORD_NOT_AUTHENTIC: -85,
  /** The challenge was not signed by the card's own key: the card may be a copy. */
  CARD_NOT_GENUINE: -86,
  /** The photo or another image on the card cannot be decoded. */
  IMAGE_MALFORMED: -87,
  /** The revocation data supplied do not show whether the certificate is revoked. */
  REVOCATION_UNKNOWN: -88,
});

/** The language of a text for the person at the desk. */
exports.Language = Object.freeze({
  /** English, for texts shown to the person at the desk. */
  ENGLISH: 0x4a000101,
  /** Japanese, for texts shown to the person at the desk. */
  JAPANESE: 0x4a000102,
});

/** What a library can be built with; can be added up. */
exports.Feature = Object.freeze({
  /** The library accesses readers through PC/SC. */
  PCSC: 1,
  /**
   * The library verifies each signature before returning it, and can verify the records of the card.
   */
  VERIFY: 2,
  /** The library includes the embedded virtual card: a build for tests. */
  VIRTUAL_CARD: 4,
  /** The library verifies certificates and signatures for a relying party. */
  TRUST: 8,
  /** The library can decode the images on the card into pictures. */
  PICTURE: 16,
  /**
   * The library can read the 12-digit individual number (kojin bango). Few organisations may do so
   * by law, and authenticating patients is not a permitted purpose.
   */
  INDIVIDUAL_NUMBER: 32,
});

/** How much is logged, or how grave a log line is. */
exports.LogLevel = Object.freeze({
  /** Log nothing: the initial state. */
  OFF: 0x4a000201,
  /** Log failures that no status reports. */
  ERROR: 0x4a000202,
  /** Also log conditions that deserve attention. */
  WARNING: 0x4a000203,
  /** Also log what happened. */
  INFO: 0x4a000204,
  /** Also log how it happened. */
  DEBUG: 0x4a000205,
  /** Also log each exchange with a card: header, lengths and status word. */
  TRACE: 0x4a000206,
});

/** A field of a certificate. */
exports.Field = Object.freeze({
  /** The serial number, big-endian. Restricted by law: do not log it. */
  SERIAL_NUMBER: 0x4a001701,
  /**
   * The identifier of the issuer's key (authorityKeyIdentifier). Use it to identify the issuer,
   * never the issuer's name, which all generations share.
   */
  ISSUER_KEY_ID: 0x4a001702,
  /** The identifier of the certificate's own key (subjectKeyIdentifier). */
  SUBJECT_KEY_ID: 0x4a001703,
  /** The public key, as the DER encoding of its SubjectPublicKeyInfo. */
  PUBLIC_KEY: 0x4a001704,
});

/** An algorithm to verify a signature with. */
exports.Algorithm = Object.freeze({
  /** RSASSA-PKCS1-v1_5 with SHA-256. */
  RSA_PKCS1_SHA256: 0x4a000901,
  /** RSASSA-PKCS1-v1_5 with SHA-384. */
  RSA_PKCS1_SHA384: 0x4a000902,
  /** RSASSA-PKCS1-v1_5 with SHA-512. */
  RSA_PKCS1_SHA512: 0x4a000903,
  /** PKCS #1 v1.5 padding around a bare SHA-256 digest, without DigestInfo. */
  RSA_PKCS1_BARE_SHA256: 0x4a000904,
  /** RSASSA-PSS with SHA-256 and MGF1 of SHA-256. */
  RSA_PSS_SHA256: 0x4a000905,
});

/** One of the limits that Readers.setTimeout sets. */
exports.Timeout = Object.freeze({
  /**
   * The maximum time that a call waits for another program's transaction with the card, or for a
   * service that does not respond, before it returns Status.CARD_BUSY or
   * Status.SERVICE_NOT_RESPONDING. Default: 10,000 ms; less than 1,000 counts as 1,000. Applies
   * to cards that are waited for or connected to after it is set.
   */
  TRANSACTION: 0x4a001b01,
  /**
   * The maximum time that a call waits for the reader's answer to one command before it gives up on
   * the card and returns Status.READER_NOT_RESPONDING (Status.KEY_NOT_LOCKED if a PIN was
   * sent). Default: 60,000 ms; less than 1,000 counts as 1,000. A card may ask for more time, so
   * leave it long. Applies to cards that are waited for or connected to after it is set.
   */
  EXCHANGE: 0x4a001b02,
  /**
   * The maximum time that a wait tolerates a service that stops or does not respond, each time,
   * before it returns Status.SERVICE_*. Default: Infinity, as long as the wait itself,
   * so that a wait without a timeout never ends because of it. 0 ends the wait as soon as the
   * service stops. Applies to waits that begin after it is set.
   */
  SERVICE_ABSENCE: 0x4a001b03,
});

/** What is in a reader. */
exports.Presence = Object.freeze({
  /** No card is in the reader. */
  EMPTY: 0x4a000301,
  /** The reader holds a card that no program uses. */
  PRESENT: 0x4a000302,
  /** The reader holds a card that a program uses in shared mode. */
  IN_USE: 0x4a000303,
  /** The reader holds a card that a program uses exclusively. */
  EXCLUSIVE: 0x4a000304,
  /** The reader holds a card that does not respond. */
  UNRESPONSIVE: 0x4a000305,
  /** The reader itself does not respond. */
  UNAVAILABLE: 0x4a000306,
});

/** How to wait for a card; can be added up. */
exports.WaitFlag = Object.freeze({
  /**
   * In Readers.wait: reader is a part of the name, in UTF-8; ASCII letters match in either
   * case.
   */
  NAME_PART: 0x10000000,
  /**
   * In Readers.wait: return Status.NOT_INDIVIDUAL_NUMBER_CARD as soon as a card of another
   * kind is present and no reader holds the right one.
   */
  REPORT_OTHER_CARD: 0x20000000,
  /**
   * In Readers.wait: also wait for a service that is not running when the wait begins, as on
   * Windows while no reader is connected.
   */
  FOR_SERVICE: 0x40000000,
});

/** What a monitor does; can be added up. */
exports.MonitorFlag = Object.freeze({
  /**
   * In Readers.monitor: identify each inserted card before it is reported. The card is powered on
   * and queried in one transaction, once per insertion; no PIN try is spent.
   */
  IDENTIFY: 0x08000000,
});

/** What happened at the readers. */
exports.EventKind = Object.freeze({
  /** No event: the value after a call that fails. */
  NONE: 0x4a000401,
  /** A reader is connected: it was when the monitor began, or has been plugged in. */
  READER_ARRIVED: 0x4a000402,
  /** A reader is no longer connected. The removal of its card was reported before. */
  READER_LEFT: 0x4a000403,
  /** A card is in a reader. */
  CARD_INSERTED: 0x4a000404,
  /** The card is no longer in the reader, or the reader can no longer report on it. */
  CARD_REMOVED: 0x4a000405,
  /**
   * The smart card service cannot be used; reason says why. Its cards were reported as removed and
   * its readers as left before. The monitor continues.
   */
  SERVICE_STOPPED: 0x4a000406,
  /** The service can be used again. Events for its readers and cards follow. */
  SERVICE_STARTED: 0x4a000407,
});

/** What a monitor found out about an inserted card. */
exports.CardKind = Object.freeze({
  /** The card was not queried. */
  NOT_ASKED: 0x4a000501,
  /**
   * The card has the JPKI application: it is an Individual Number Card or one of its counterparts;
   * tokenKind says which.
   */
  TOKEN: 0x4a000502,
  /** The card is of another kind. */
  OTHER: 0x4a000503,
  /**
   * The card could not be queried; reason says why: Status.CARD_UNRESPONSIVE,
   * SHARING_VIOLATION, CARD_BUSY, CARD_REMOVED or another failure.
   */
  NOT_IDENTIFIED: 0x4a000504,
});

/** A kind of token: a card or a phone. */
exports.TokenKind = Object.freeze({
  /** A token with an unknown label. */
  UNKNOWN: 0x4a000601,
  /** The Individual Number Card (My Number Card). */
  MY_NUMBER_CARD: 0x4a000602,
  /** The older Basic Resident Registration Card. */
  RESIDENT_REGISTRY_CARD: 0x4a000603,
  /** Certificates on an Android phone. */
  ANDROID: 0x4a000604,
  /** Certificates on an iPhone. */
  IPHONE: 0x4a000605,
});

/** A PIN, password or number that has tries. */
exports.Credential = Object.freeze({
  /** The PIN of the user-authentication key (riyosha shomei): three tries. */
  PIN: 0x4a001501,
  /** The password of the signature key (shomei): five tries. */
  SIGNATURE_PASSWORD: 0x4a001502,
  /** The PIN of the input-support application (kenmen jiko nyuryoku hojo): three tries. */
  INPUT_SUPPORT_PIN: 0x4a001503,
  /**
   * The check number B in the card-surface application (kenmen jiko kakunin), sent by
   * Card.face: ten tries.
   */
  CHECK_NUMBER_SURFACE: 0x4a001504,
  /**
   * The check number B in the input-support application, sent by
   * Card.attributesByCheckNumber: ten tries of its own.
   */
  CHECK_NUMBER_INPUT_SUPPORT: 0x4a001505,
  /** The birth date, sent by Card.compareBirthDate: ten tries. */
  BIRTH_DATE: 0x4a001506,
});

/** What a card reports of the tries of a credential. */
exports.TriesState = Object.freeze({
  /** The card does not report how many tries are left. */
  NOT_REPORTED: 0x4a000701,
  /** The card reports the number of tries left. */
  LEFT: 0x4a000702,
  /**
   * The PIN, password or number is locked. The holder can have it reset at the municipal office; the
   * PIN and the signature password also at some convenience-store kiosks, with the other one of the
   * two.
   */
  BLOCKED: 0x4a000703,
  /**
   * The card reports that wrong tries are unlimited (6300). No card is known for which this is true:
   * a call that sends the PIN treats it as TriesState.NOT_REPORTED.
   */
  NO_LIMIT: 0x4a000704,
});

/** One of the certificates on a token. */
exports.CertificateKind = Object.freeze({
  /** The user-authentication certificate (riyosha shomei). */
  AUTHENTICATION: 0x4a001601,
  /** The certificate of the authority that issued it. */
  AUTHENTICATION_CA: 0x4a001602,
  /** The signature certificate (shomei), with the holder's name, address, birth date and sex. */
  SIGNATURE: 0x4a001603,
  /** The certificate of the authority that issued it. */
  SIGNATURE_CA: 0x4a001604,
});

/** A kind of embedded virtual card. */
exports.VirtualKind = Object.freeze({
  /** A virtual My Number Card. */
  MY_NUMBER_CARD: 0x4a000801,
  /** A virtual Resident Registry Card. */
  RESIDENT_REGISTRY_CARD: 0x4a000802,
  /** A virtual Android phone. */
  ANDROID: 0x4a000803,
  /** A virtual iPhone. */
  IPHONE: 0x4a000804,
  /**
   * A virtual child's card: born on 20200401, no signature certificate. Its check number is made of
   * 20200401, 2030 and "2285".
   */
  CHILD_CARD: 0x4a000805,
  /**
   * A virtual card that was not renewed: card and certificates expired on 20250331. Its check number
   * is made of 19800217, 2025 and "2285".
   */
  EXPIRED: 0x4a000806,
  /**
   * A virtual card without PINs (kao ninsho My Number Card): its PIN and input-support PIN are
   * locked from the start, and it has no signature certificate.
   */
  WITHOUT_PINS: 0x4a000807,
  /** A virtual card with certificates issued with the authority's first key. */
  CA_GENERATION_1: 0x4a000808,
  /**
   * A virtual card with certificates issued with the authority's second key; the other kinds use the
   * third.
   */
  CA_GENERATION_2: 0x4a000809,
});

/** The digest that is signed. */
exports.Digest = Object.freeze({
  /** SHA-256, the default. */
  SHA256: 0x4a000a01,
  /** SHA-384; only with Scheme.DIGEST_INFO. */
  SHA384: 0x4a000a02,
  /** SHA-512; only with Scheme.DIGEST_INFO. */
  SHA512: 0x4a000a03,
});

/** How a digest is made into a signature. */
exports.Scheme = Object.freeze({
  /** PKCS #1 v1.5 over a DigestInfo built by the library: the default. */
  DIGEST_INFO: 0x4a000b01,
  /** The card hashes the data (1 to 255 bytes) with SHA-256 and pads the bare digest. */
  BARE_DIGEST_OF_DATA: 0x4a000b02,
  /** The card receives the SHA-256 digest and wraps it in a DigestInfo. */
  SHA256_DIGEST: 0x4a000b03,
  /**
   * The card hashes the data (1 to 255 bytes) with SHA-256 and wraps the digest in a DigestInfo.
   */
  SHA256_DATA: 0x4a000b04,
  /** PSS over a SHA-256 digest, which the card receives. */
  PSS_DIGEST: 0x4a000b05,
  /** The card hashes the data (1 to 255 bytes) with SHA-256 and signs with PSS. */
  PSS_DATA: 0x4a000b06,
});

/** What the input of a signature is. */
exports.Input = Object.freeze({
  /** The input is data, to be hashed here or on the card: the default. */
  DATA: 0x4a000c01,
  /** The input is a digest computed by the caller. */
  DIGEST: 0x4a000c02,
});

/** Whether a call may spend the last try. */
exports.LastTry = Object.freeze({
  /**
   * The PIN is not sent if one try is left or the card does not report the number: the default.
   */
  KEEP: 0x4a000d01,
  /** The PIN may be sent even if one try is left: a wrong PIN then locks it. */
  ALLOW: 0x4a000d02,
  /**
   * Like LastTry.KEEP, and the PIN is not sent if two tries are left either: a reader's driver
   * may repeat a try by itself (libccid does after three damaged blocks in a row), so that one call
   * can spend two.
   */
  KEEP_TWO: 0x4a000d03,
});

/** A record that an authority signs. */
exports.RecordKind = Object.freeze({
  /**
   * For AuthorityList.add: the key is that of the authority for the card's face and birth
   * date.
   */
  FACE: 0x4a001d01,
  /** The key is that of the authority for name, address, birth date and sex as text. */
  ATTRIBUTES: 0x4a001d02,
});

/** The calendar of a printed birth date. */
exports.Calendar = Object.freeze({
  /** The year of a birth date is that of the Japanese era, as on every citizen's card. */
  JAPANESE: 0x4a001a01,
  /**
   * The year of a birth date is Gregorian. Only for foreign residents, where the card prints it so,
   * or where the card answered Status.CHECK_NUMBER_WRONG to the Japanese year. It is not
   * confirmed that such cards exist: the older resident registry card had such numbers. A wrong
   * number spends one of the same ten tries.
   */
  GREGORIAN: 0x4a001a02,
});

/** Whose records are believed. */
exports.Authorities = Object.freeze({
  /** The card authorities of real cards: the only choice for a program that serves people. */
  PRODUCTION: 0x4a001301,
  /**
   * The card authorities of the test cards that J-LIS lends to developers: these cards identify no
   * real person. Never combined with production.
   */
  TEST: 0x4a001302,
  /**
   * The card authorities of the embedded virtual card, for tests. Status.NOT_BUILT unless the
   * library has Feature.VIRTUAL_CARD.
   */
  VIRTUAL_CARD: 0x4a001303,
  /** The record is read without being verified: anyone could have written it. */
  UNVERIFIED: 0x4a001304,
  /**
   * The caller's own card authorities: those of Card.setAuthorities, or the argument of a
   * call that has no card.
   */
  OWN: 0x4a001305,
});

/** A sex as JIS X 0303 has it. */
exports.Sex = Object.freeze({
  /** Sex: not known (JIS X 0303), or the handle is not open. */
  NOT_KNOWN: 0,
  /** Sex: male (JIS X 0303). */
  MALE: 1,
  /** Sex: female (JIS X 0303). */
  FEMALE: 2,
  /** Sex: not applicable (JIS X 0303). */
  NOT_APPLICABLE: 9,
  /** Sex: the card has a character that JIS X 0303 does not define. */
  OTHER: -1,
});

/** An image on the card's face. */
exports.ImageKind = Object.freeze({
  /** The photo: JPEG 2000 (a JP2 file, grayscale). Face.picture converts it to PNG. */
  PHOTO: 0x4a001801,
  /** The name as printed: a PNG. For text, use Card.attributesByCheckNumber. */
  NAME: 0x4a001802,
  /** The address as printed: a PNG. */
  ADDRESS: 0x4a001803,
  /** The security code as printed: a PNG. It is not signed. */
  SECURITY_CODE: 0x4a001804,
});

/** A file that a desk sends to a server. */
exports.RecordFile = Object.freeze({
  /** The record: the file of a card's face, or of name, address, birth date and sex. */
  RECORD: 0x4a001c01,
  /** The certificate of the key that signed the record. */
  CERTIFICATE: 0x4a001c02,
  /**
   * Of a face: the card's signature over the challenge. Of attributes: the record that signs them.
   */
  SIGNATURE: 0x4a001c03,
});

/** A picture that can be made of a face. */
exports.PictureKind = Object.freeze({
  /**
   * The photo as a PNG, which most programs can display directly.
   *
   * Status.IMAGE_MALFORMED if the photo is damaged, or is a kind of JPEG 2000 that the library
   * does not decode: the message then names the kind after "not supported", and
   * PictureKind.CARD_SVG draws the face without the photo.
   */
  PHOTO_PNG: 0x4a001901,
  /**
   * The whole face in one picture at the size of the card: an SVG document in UTF-8 with Japanese
   * captions, which browsers and SVG 1.1 renderers display (tested with Qt 5.15, librsvg and
   * CairoSVG). It is self-contained except for fonts: without a Japanese font the captions are
   * boxes, but birth date and sex are also in Latin letters. A photo of a kind that the library does
   * not decode is replaced by a red frame with NO PHOTO: the picture then identifies nobody.
   */
  CARD_SVG: 0x4a001902,
});

/** A reason why a verdict is not good. */
exports.Reason = Object.freeze({
  /** The certificate, or a required extension of it, is malformed. */
  CERTIFICATE_MALFORMED: 100,
  /** An extension is present twice in the certificate (RFC 5280, 4.2). */
  DUPLICATE_EXTENSION: 101,
  /** A critical extension is unknown. */
  UNKNOWN_CRITICAL_EXTENSION: 102,
  /** The certificate does not name its issuer's key. */
  ISSUER_KEY_UNNAMED: 103,
  /** No trust anchor has the key that the certificate names as its issuer's. */
  ISSUER_UNKNOWN: 104,
  /** The issuer's name is not the anchor's. */
  ISSUER_NAME_DIFFERS: 105,
  /** The certificate is not signed with SHA-256 and RSA, or names two different algorithms. */
  ALGORITHM_NOT_ALLOWED: 106,
  /** The certificate's signature is not by the anchor's key. */
  CERTIFICATE_SIGNATURE_INVALID: 107,
  /** The anchor is that of the other CA: authentication and signature are not interchangeable. */
  ANCHOR_OF_OTHER_PURPOSE: 108,
  /** The anchor is not valid yet. */
  ANCHOR_NOT_YET_VALID: 109,
  /** The anchor is no longer valid. */
  ANCHOR_EXPIRED: 110,
  /** The certificate is not valid yet. */
  NOT_YET_VALID: 111,
  /** The certificate is no longer valid: the holder renews it at the municipal office. */
  EXPIRED: 112,
  /** The certificate's key is not RSA of 2048 to 4096 bits. */
  KEY_NOT_ALLOWED: 113,
  /** The key usage is not the one for this purpose, or missing. */
  KEY_USAGE_WRONG: 114,
  /** The extended key usage does not allow this purpose. */
  EXTENDED_KEY_USAGE_WRONG: 115,
  /** The certificate is a CA's, not a person's. */
  IS_AUTHORITY: 116,
  /** The certificate is not issued under the policy for this purpose and hierarchy. */
  POLICY_WRONG: 117,
  /** The supplied CA certificate does not have the anchor's key and name. */
  CA_CERTIFICATE_DIFFERS: 118,
  /** The certificate is revoked. */
  REVOKED: 200,
  /** The responder does not know the certificate. */
  STATUS_UNKNOWN: 201,
  /** Evidence was supplied, but the issuer that must have signed it is unknown. */
  REVOCATION_UNDETERMINABLE: 202,
  /** The OCSP response is malformed or contradicts itself. */
  OCSP_MALFORMED: 300,
  /** The responder answered malformedRequest. */
  OCSP_REQUEST_MALFORMED: 301,
  /** The responder answered internalError. */
  OCSP_INTERNAL_ERROR: 302,
  /** The responder answered tryLater. */
  OCSP_TRY_LATER: 303,
  /** The responder answered sigRequired. */
  OCSP_SIGNATURE_REQUIRED: 304,
  /** The responder answered unauthorized, as it does to anyone who is not a notified verifier. */
  OCSP_UNAUTHORIZED: 305,
  /** Neither the CA nor a certificate in the response is the responder that it names. */
  OCSP_RESPONDER_UNKNOWN: 306,
  /** The responder's certificate does not let it answer for the CA. */
  OCSP_RESPONDER_NOT_AUTHORIZED: 307,
  /** The responder's certificate is not valid yet. */
  OCSP_RESPONDER_NOT_YET_VALID: 308,
  /** The responder's certificate has expired. */
  OCSP_RESPONDER_EXPIRED: 309,
  /** The response is not signed with SHA-256 and RSA of 2048 to 4096 bits. */
  OCSP_ALGORITHM_NOT_ALLOWED: 310,
  /** The response's signature is invalid. */
  OCSP_SIGNATURE_INVALID: 311,
  /** The request had a nonce and the response has none: it may be an old response. */
  OCSP_NONCE_MISSING: 312,
  /** The response's nonce is not the request's: it answers another request. */
  OCSP_NONCE_DIFFERS: 313,
  /** The response is not about this certificate. */
  OCSP_OTHER_CERTIFICATE: 314,
  /** The response was produced in the future, or reports a future state. */
  OCSP_NOT_YET_VALID: 315,
  /** The response is too old. */
  OCSP_EXPIRED: 316,
  /** A critical extension of the response is unknown. */
  OCSP_UNKNOWN_CRITICAL_EXTENSION: 317,
  /** The CRL is malformed or inconsistent. */
  CRL_MALFORMED: 400,
  /** The CRL is by another issuer. */
  CRL_OTHER_ISSUER: 401,
  /** The CRL is not signed with SHA-256 and RSA, or names two different algorithms. */
  CRL_ALGORITHM_NOT_ALLOWED: 402,
  /** The CRL's signature is not by the anchor's key. */
  CRL_SIGNATURE_INVALID: 403,
  /** The CRL was issued in the future. */
  CRL_NOT_YET_VALID: 404,
  /** The next CRL is overdue. */
  CRL_EXPIRED: 405,
  /** A critical extension of the CRL or of an entry is unknown. */
  CRL_UNKNOWN_CRITICAL_EXTENSION: 406,
  /** A delta CRL: it contains only changes. */
  CRL_DELTA: 407,
  /** An indirect CRL: it covers other issuers' certificates. */
  CRL_INDIRECT: 408,
  /** The CRL does not cover holders' certificates, or all reasons for revocation. */
  CRL_OUT_OF_SCOPE: 409,
  /** The CRL belongs to a distribution point that the certificate does not name. */
  CRL_OTHER_DISTRIBUTION_POINT: 410,
  /** The supplied digest does not have the algorithm's length. */
  CHALLENGE_DIGEST_LENGTH: 500,
  /** The signature is not one by the certificate's key over this challenge. */
  CHALLENGE_SIGNATURE_INVALID: 501,
  /**
   * The challenge is empty, or the digest of empty data: it was lost, and a signature over it
   * could be replayed to anyone.
   */
  CHALLENGE_EMPTY: 502,
  /** The challenge has fewer than 16 bytes: it may have been used before, or be guessed. */
  CHALLENGE_TOO_SHORT: 503,
});

/** What a certificate must be for. */
exports.Purpose = Object.freeze({
  /** The certificate for the PIN of four digits: its holder is present. The default. */
  AUTHENTICATION: 0x4a000e01,
  /** The certificate for the signature password: its holder signs a document. */
  SIGNATURE: 0x4a000e02,
});

/** Which trust anchors to use. */
exports.Anchors = Object.freeze({
  /** Trust anchors: J-LIS's CAs for real cards, built into the library. The default. */
  PRODUCTION: 0x4a000f01,
  /**
   * Trust anchors: the CAs of the test cards that J-LIS lends to developers. These cards identify no
   * real person: never use this in a program that serves patients.
   */
  TEST: 0x4a000f02,
  /**
   * Trust anchors: only ownAnchors, treated as CAs of test cards (their certificate policy), such
   * as those of the embedded virtual card. These cards identify no real person either.
   */
  OWN: 0x4a000f03,
  /**
   * Trust anchors: J-LIS's CAs for real cards, and ownAnchors in addition: generations newer than
   * the library.
   */
  PRODUCTION_AND_OWN: 0x4a000f04,
});

/** How an OCSP request names the issuer. */
exports.OcspHash = Object.freeze({
  /**
   * For the option ocspHash: SHA-1, which every responder supports. The default. It only
   * identifies the issuer; security does not depend on it.
   */
  SHA1: 0x4a001201,
  /** For the option ocspHash: SHA-256. */
  SHA256: 0x4a001202,
});

/** Which certificate policies to accept. */
exports.Policies = Object.freeze({
  /**
   * Certificate policies: every class of the purpose's arc, 1.2.392.200149.8.5.1.3 for
   * authentication and 1.2.392.200149.8.5.1.1 for signature, including a class newer than the
   * library (see Verdict.policyIsKnown). For test cards, whose arc does not show the purpose,
   * only the known classes. The default.
   */
  BY_ARC: 0x4a001001,
  /**
   * Certificate policies: only those that the library knows, 1.2.392.200149.8.5.1.3.30 and
   * 1.2.392.200149.8.5.1.1.20; for test cards 1.2.392.200149.8.5.1.0.30 and
   * 1.2.392.200149.8.5.1.0.20.
   */
  KNOWN: 0x4a001002,
  /** Certificate policies: only ownPolicies. */
  OWN: 0x4a001003,
});

/** What is known about a certificate's revocation. */
exports.Revocation = Object.freeze({
  /** No OCSP response and no CRL was passed: revocation was not checked. */
  NOT_REQUESTED: 0x4a001101,
  /** The revocation data that was passed cannot be relied on; the reasons say why. */
  UNDETERMINED: 0x4a001102,
  /** Not revoked, according to signed and current data. */
  GOOD: 0x4a001103,
  /** Revoked, according to signed data, which may be of another time. */
  REVOKED: 0x4a001104,
  /** The responder does not know the certificate. */
  UNKNOWN: 0x4a001105,
});
