<?php

// Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;

/** One of the constants `JPKI_ERROR_*` of C. */
enum Status: int
{
    /** Success. */
    case Ok = 0;

    /** Internal error. */
    case Internal = -1;

    /** An argument is invalid: a NULL pointer, a length, a number, a struct_size. */
    case Argument = -2;

    /** The handle is NULL, freed, or of another kind. */
    case Handle = -3;

    /** The library was built without this feature. */
    case NotBuilt = -4;

    /** The operating system refused a resource. */
    case System = -5;

    /**
     * A callback used a card that is in use: the card whose call invoked it, or one that
     * another thread is using.
     */
    case Reentered = -6;

    /** The handle was created by the parent process, before a fork. */
    case Forked = -7;

    /** The smart card service is not running. */
    case ServiceNotRunning = -10;

    /**
     * The smart card service refused the connection: the account is not allowed to use it,
     * or other programs hold all its connections.
     */
    case ServiceRefused = -11;

    /** The smart card service reported another failure. */
    case ServiceFailed = -12;

    /** No reader is connected. */
    case NoReader = -13;

    /** The requested reader is not connected. */
    case UnknownReader = -14;

    /** No card is on the reader. */
    case NoCard = -15;

    /** The card does not answer. */
    case CardUnresponsive = -16;

    /** The card is not an Individual Number Card. */
    case NotIndividualNumberCard = -17;

    /** Another program holds the card exclusively. */
    case SharingViolation = -18;

    /** The card was removed. */
    case CardRemoved = -19;

    /**
     * The card was reset, or it may have been exchanged and nothing read from it before can
     * rule that out.
     */
    case CardReset = -20;

    /** No card arrived before the timeout. */
    case TimedOut = -21;

    /** The wait was cancelled. */
    case Cancelled = -22;

    /** The exchange between reader and card failed. */
    case ReaderFailed = -23;

    /**
     * Another program is using the card and did not release it in time, or the card or its
     * reader is slow.
     */
    case CardBusy = -24;

    /** The smart card service is running but does not respond. */
    case ServiceNotResponding = -25;

    /** The card reader, its driver or the card did not respond in time. */
    case ReaderNotResponding = -26;

    /** The PC/SC library, libpcsclite.so.1, is not installed on this machine. */
    case PcscNotInstalled = -27;

    /** The card's response is malformed. */
    case CardAnswer = -30;

    /** The card refused the command; see status_word. */
    case CardStatus = -31;

    /**
     * The card does not hold the requested data: many children's cards have no signature
     * certificate, and a phone or an old Resident Registry card has no card-face
     * application.
     */
    case NotOnCard = -32;

    /** The certificate is damaged. */
    case CertificateMalformed = -33;

    /** After a reset or a lost response, a different card answered. */
    case CardExchanged = -34;

    /** The PIN is not four half-width digits. */
    case PinFormat = -40;

    /** The PIN is wrong. */
    case PinWrong = -41;

    /** The PIN is locked, or the card was issued without one. */
    case PinBlocked = -42;

    /** One try is left and spending it was not allowed. */
    case PinLastTry = -43;

    /**
     * The number of tries left is unknown (no answer, or "no limit", status_word 0x6300),
     * and spending the last one was not allowed.
     */
    case PinTriesUnknown = -44;

    /** The card allows this only after the PIN is verified. */
    case PinRequired = -45;

    /**
     * The PIN was sent, but the answer was lost or not understood: a try may have been
     * spent.
     */
    case PinUncertain = -46;

    /**
     * A PIN change was sent, but may not have taken effect: either the old or the new PIN is
     * in force.
     */
    case PinChangeUncertain = -47;

    /** Two tries are left and spending one was not allowed (JPKI_LAST_TRY_KEEP_TWO). */
    case PinLastTwoTries = -48;

    /** The card's signature does not match its certificate and was discarded. */
    case SignatureInvalid = -50;

    /** The certificate's key is of a type that this version does not support. */
    case KeyNotSupported = -51;

    /** The key could not be locked: have the card removed from the reader now. */
    case KeyNotLocked = -52;

    /**
     * The signature password is not 6 to 16 letters and digits, or a new one does not mix
     * both.
     */
    case PasswordFormat = -60;

    /** The signature password is wrong. */
    case PasswordWrong = -61;

    /** The signature password is locked; the four-digit PIN is not affected. */
    case PasswordBlocked = -62;

    /** The input-support PIN is wrong. */
    case InputSupportPinWrong = -65;

    /** The input-support PIN is locked; the other PINs are not affected. */
    case InputSupportPinBlocked = -66;

    /** The birth date, expiry year or security code cannot be right. */
    case CheckNumberFormat = -70;

    /** The check number or birth date does not match this card. */
    case CheckNumberWrong = -71;

    /** The check number or birth date is locked; the PINs are not affected. */
    case CheckNumberBlocked = -72;

    /** The six digits of the birth date match the card's, but the year does not. */
    case BirthDateDiffers = -73;

    /** The certificate has expired: the holder can renew it at the municipal office. */
    case CertificateExpired = -80;

    /** The certificate is not valid yet: check the computer's clock. */
    case CertificateNotYetValid = -81;

    /** The certificate was revoked: do not accept it. */
    case CertificateRevoked = -82;

    /** The certificate is not issued by a trust anchor for this purpose: do not accept it. */
    case CertificateNotTrusted = -83;

    /** A record read from the card cannot be parsed. */
    case RecordMalformed = -84;

    /**
     * The record's signature or its issuer's certificate is not valid: do not rely on the
     * record.
     */
    case RecordNotAuthentic = -85;

    /** The challenge was not signed by the card's own key: the card may be a copy. */
    case CardNotGenuine = -86;

    /** The photo or another image on the card cannot be decoded. */
    case ImageMalformed = -87;

    /** The revocation data supplied do not show whether the certificate is revoked. */
    case RevocationUnknown = -88;
}

/** One of the constants `JPKI_LANGUAGE_*` of C. */
enum Language: int
{
    /** English, for texts shown to the person at the desk. */
    case English = 0x4A000101;

    /** Japanese, for texts shown to the person at the desk. */
    case Japanese = 0x4A000102;
}

/** A flag of the constants `JPKI_FEATURE_*` of C. */
enum FeatureFlag: int
{
    /** The library accesses readers through PC/SC. */
    case Pcsc = 1;

    /**
     * The library verifies each signature before returning it, and can verify the records of
     * the card.
     */
    case Verify = 2;

    /** The library includes the embedded virtual card: a build for tests. */
    case VirtualCard = 4;

    /** The library verifies certificates and signatures for a relying party. */
    case Trust = 8;

    /** The library can decode the images on the card into pictures. */
    case Picture = 16;

    /** The library can read the 12-digit individual number (kojin bango). */
    case IndividualNumber = 32;
}

/** One of the constants `JPKI_LOG_*` of C. */
enum LogLevel: int
{
    /** Log nothing: the initial state. */
    case Off = 0x4A000201;

    /** Log failures that no status reports. */
    case Error = 0x4A000202;

    /** Also log conditions that deserve attention. */
    case Warning = 0x4A000203;

    /** Also log what happened. */
    case Info = 0x4A000204;

    /** Also log how it happened. */
    case Debug = 0x4A000205;

    /** Also log each exchange with a card: header, lengths and status word. */
    case Trace = 0x4A000206;
}

/** One of the constants `JPKI_FIELD_*` of C. */
enum Field: int
{
    /** The serial number, big-endian. */
    case SerialNumber = 0x4A001701;

    /** The identifier of the issuer's key (authorityKeyIdentifier). */
    case IssuerKeyId = 0x4A001702;

    /** The identifier of the certificate's own key (subjectKeyIdentifier). */
    case SubjectKeyId = 0x4A001703;

    /** The public key, as the DER encoding of its SubjectPublicKeyInfo. */
    case PublicKey = 0x4A001704;
}

/** One of the constants `JPKI_ALGORITHM_*` of C. */
enum Algorithm: int
{
    /** RSASSA-PKCS1-v1_5 with SHA-256. */
    case RsaPkcs1Sha256 = 0x4A000901;

    /** RSASSA-PKCS1-v1_5 with SHA-384. */
    case RsaPkcs1Sha384 = 0x4A000902;

    /** RSASSA-PKCS1-v1_5 with SHA-512. */
    case RsaPkcs1Sha512 = 0x4A000903;

    /** PKCS #1 v1.5 padding around a bare SHA-256 digest, without DigestInfo. */
    case RsaPkcs1BareSha256 = 0x4A000904;

    /** RSASSA-PSS with SHA-256 and MGF1 of SHA-256. */
    case RsaPssSha256 = 0x4A000905;
}

/** One of the constants `JPKI_TIMEOUT_*` of C. */
enum Timeout: int
{
    /**
     * The maximum time that a call waits for another program's transaction with the card, or
     * for a service that does not respond, before it returns JPKI_ERROR_CARD_BUSY or
     * JPKI_ERROR_SERVICE_NOT_RESPONDING.
     */
    case Transaction = 0x4A001B01;

    /**
     * The maximum time that a call waits for the reader's answer to one command before it
     * gives up on the card and returns JPKI_ERROR_READER_NOT_RESPONDING
     * (JPKI_ERROR_KEY_NOT_LOCKED if a PIN was sent).
     */
    case Exchange = 0x4A001B02;

    /**
     * The maximum time that a wait tolerates a service that stops or does not respond, each
     * time, before it returns JPKI_ERROR_SERVICE_*.
     */
    case ServiceAbsence = 0x4A001B03;
}

/** One of the constants `JPKI_PRESENCE_*` of C. */
enum Presence: int
{
    /** No card is in the reader. */
    case Empty = 0x4A000301;

    /** The reader holds a card that no program uses. */
    case Present = 0x4A000302;

    /** The reader holds a card that a program uses in shared mode. */
    case InUse = 0x4A000303;

    /** The reader holds a card that a program uses exclusively. */
    case Exclusive = 0x4A000304;

    /** The reader holds a card that does not respond. */
    case Unresponsive = 0x4A000305;

    /** The reader itself does not respond. */
    case Unavailable = 0x4A000306;
}

/** A flag of the constants `JPKI_WAIT_*` of C. */
enum WaitFlag: int
{
    /**
     * In jpki_card_wait: reader is a part of the name, in UTF-8; ASCII letters match in
     * either case.
     */
    case NamePart = 0x10000000;

    /**
     * In jpki_card_wait: return JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD as soon as a card of
     * another kind is present and no reader holds the right one.
     */
    case ReportOtherCard = 0x20000000;

    /**
     * In jpki_card_wait: also wait for a service that is not running when the wait begins,
     * as on Windows while no reader is connected.
     */
    case ForService = 0x40000000;
}

/** A flag of the constants `JPKI_MONITOR_*` of C. */
enum MonitorFlag: int
{
    /** In jpki_monitor_new: identify each inserted card before it is reported. */
    case Identify = 0x08000000;
}

/** One of the constants `JPKI_EVENT_*` of C. */
enum EventKind: int
{
    /** No event: the value after a call that fails. */
    case None = 0x4A000401;

    /** A reader is connected: it was when the monitor began, or has been plugged in. */
    case ReaderArrived = 0x4A000402;

    /** A reader is no longer connected. */
    case ReaderLeft = 0x4A000403;

    /** A card is in a reader. */
    case CardInserted = 0x4A000404;

    /** The card is no longer in the reader, or the reader can no longer report on it. */
    case CardRemoved = 0x4A000405;

    /** The smart card service cannot be used; reason says why. */
    case ServiceStopped = 0x4A000406;

    /** The service can be used again. */
    case ServiceStarted = 0x4A000407;
}

/** One of the constants `JPKI_CARD_*` of C. */
enum CardKind: int
{
    /** The card was not queried. */
    case NotAsked = 0x4A000501;

    /**
     * The card has the JPKI application: it is an Individual Number Card or one of its
     * counterparts; token_kind says which.
     */
    case Token = 0x4A000502;

    /** The card is of another kind. */
    case Other = 0x4A000503;

    /**
     * The card could not be queried; reason says why: JPKI_ERROR_CARD_UNRESPONSIVE,
     * SHARING_VIOLATION, CARD_BUSY, CARD_REMOVED or another failure.
     */
    case NotIdentified = 0x4A000504;
}

/** One of the constants `JPKI_TOKEN_*` of C. */
enum TokenKind: int
{
    /** A token with an unknown label. */
    case Unknown = 0x4A000601;

    /** The Individual Number Card (My Number Card). */
    case MyNumberCard = 0x4A000602;

    /** The older Basic Resident Registration Card. */
    case ResidentRegistryCard = 0x4A000603;

    /** Certificates on an Android phone. */
    case Android = 0x4A000604;

    /** Certificates on an iPhone. */
    case Iphone = 0x4A000605;
}

/** One of the constants `JPKI_CREDENTIAL_*` of C. */
enum Credential: int
{
    /** The PIN of the user-authentication key (riyosha shomei): three tries. */
    case Pin = 0x4A001501;

    /** The password of the signature key (shomei): five tries. */
    case SignaturePassword = 0x4A001502;

    /** The PIN of the input-support application (kenmen jiko nyuryoku hojo): three tries. */
    case InputSupportPin = 0x4A001503;

    /**
     * The check number B in the card-surface application (kenmen jiko kakunin), sent by
     * jpki_card_face: ten tries.
     */
    case CheckNumberSurface = 0x4A001504;

    /**
     * The check number B in the input-support application, sent by
     * jpki_card_attributes_by_check_number: ten tries of its own.
     */
    case CheckNumberInputSupport = 0x4A001505;

    /** The birth date, sent by jpki_card_compare_birth_date: ten tries. */
    case BirthDate = 0x4A001506;
}

/** One of the constants `JPKI_TRIES_*` of C. */
enum Tries: int
{
    /** The card does not report how many tries are left. */
    case NotReported = 0x4A000701;

    /** The card reports the number of tries left. */
    case Left = 0x4A000702;

    /** The PIN, password or number is locked. */
    case Blocked = 0x4A000703;

    /** The card reports that wrong tries are unlimited (6300). */
    case NoLimit = 0x4A000704;
}

/** One of the constants `JPKI_CERTIFICATE_*` of C. */
enum CertificateKind: int
{
    /** The user-authentication certificate (riyosha shomei). */
    case Authentication = 0x4A001601;

    /** The certificate of the authority that issued it. */
    case AuthenticationCa = 0x4A001602;

    /**
     * The signature certificate (shomei), with the holder's name, address, birth date and
     * sex.
     */
    case Signature = 0x4A001603;

    /** The certificate of the authority that issued it. */
    case SignatureCa = 0x4A001604;
}

/** One of the constants `JPKI_VIRTUAL_*` of C. */
enum VirtualKind: int
{
    /** A virtual My Number Card. */
    case MyNumberCard = 0x4A000801;

    /** A virtual Resident Registry Card. */
    case ResidentRegistryCard = 0x4A000802;

    /** A virtual Android phone. */
    case Android = 0x4A000803;

    /** A virtual iPhone. */
    case Iphone = 0x4A000804;

    /** A virtual child's card: born on 20200401, no signature certificate. */
    case ChildCard = 0x4A000805;

    /** A virtual card that was not renewed: card and certificates expired on 20250331. */
    case Expired = 0x4A000806;

    /**
     * A virtual card without PINs (kao ninsho My Number Card): its PIN and input-support PIN
     * are locked from the start, and it has no signature certificate.
     */
    case WithoutPins = 0x4A000807;

    /** A virtual card with certificates issued with the authority's first key. */
    case CaGeneration1 = 0x4A000808;

    /**
     * A virtual card with certificates issued with the authority's second key; the other
     * kinds use the third.
     */
    case CaGeneration2 = 0x4A000809;
}

/** One of the constants `JPKI_DIGEST_*` of C. */
enum Digest: int
{
    /** SHA-256, the default. */
    case Sha256 = 0x4A000A01;

    /** SHA-384; only with JPKI_SCHEME_DIGEST_INFO. */
    case Sha384 = 0x4A000A02;

    /** SHA-512; only with JPKI_SCHEME_DIGEST_INFO. */
    case Sha512 = 0x4A000A03;
}

/** One of the constants `JPKI_SCHEME_*` of C. */
enum Scheme: int
{
    /** PKCS #1 v1.5 over a DigestInfo built by the library: the default. */
    case DigestInfo = 0x4A000B01;

    /** The card hashes the data (1 to 255 bytes) with SHA-256 and pads the bare digest. */
    case BareDigestOfData = 0x4A000B02;

    /** The card receives the SHA-256 digest and wraps it in a DigestInfo. */
    case Sha256Digest = 0x4A000B03;

    /**
     * The card hashes the data (1 to 255 bytes) with SHA-256 and wraps the digest in a
     * DigestInfo.
     */
    case Sha256Data = 0x4A000B04;

    /** PSS over a SHA-256 digest, which the card receives. */
    case PssDigest = 0x4A000B05;

    /** The card hashes the data (1 to 255 bytes) with SHA-256 and signs with PSS. */
    case PssData = 0x4A000B06;
}

/** One of the constants `JPKI_INPUT_*` of C. */
enum Input: int
{
    /** The input is data, to be hashed here or on the card: the default. */
    case Data = 0x4A000C01;

    /** The input is a digest computed by the caller. */
    case Digest = 0x4A000C02;
}

/** One of the constants `JPKI_LAST_TRY_*` of C. */
enum LastTry: int
{
    /**
     * The PIN is not sent if one try is left or the card does not report the number: the
     * default.
     */
    case Keep = 0x4A000D01;

    /** The PIN may be sent even if one try is left: a wrong PIN then locks it. */
    case Allow = 0x4A000D02;

    /**
     * Like JPKI_LAST_TRY_KEEP, and the PIN is not sent if two tries are left either: a
     * reader's driver may repeat a try by itself (libccid does after three damaged blocks in
     * a row), so that one call can spend two.
     */
    case KeepTwo = 0x4A000D03;
}

/** One of the constants `JPKI_RECORD_*` of C. */
enum RecordKind: int
{
    /**
     * For jpki_card_authorities_add: the key is that of the authority for the card's face
     * and birth date.
     */
    case Face = 0x4A001D01;

    /** The key is that of the authority for name, address, birth date and sex as text. */
    case Attributes = 0x4A001D02;
}

/** One of the constants `JPKI_CALENDAR_*` of C. */
enum Calendar: int
{
    /** The year of a birth date is that of the Japanese era, as on every citizen's card. */
    case Japanese = 0x4A001A01;

    /** The year of a birth date is Gregorian. */
    case Gregorian = 0x4A001A02;
}

/** One of the constants `JPKI_AUTHORITIES_*` of C. */
enum Authorities: int
{
    /** The card authorities of real cards: the only choice for a program that serves people. */
    case Production = 0x4A001301;

    /**
     * The card authorities of the test cards that J-LIS lends to developers: these cards
     * identify no real person.
     */
    case Test = 0x4A001302;

    /** The card authorities of the embedded virtual card, for tests. */
    case VirtualCard = 0x4A001303;

    /** The record is read without being verified: anyone could have written it. */
    case Unverified = 0x4A001304;

    /**
     * The caller's own card authorities: those of jpki_card_set_authorities, or the argument
     * of a call that has no card.
     */
    case Own = 0x4A001305;
}

/** One of the constants `JPKI_SEX_*` of C. */
enum Sex: int
{
    /** Sex: not known (JIS X 0303), or the handle is not open. */
    case NotKnown = 0;

    /** Sex: male (JIS X 0303). */
    case Male = 1;

    /** Sex: female (JIS X 0303). */
    case Female = 2;

    /** Sex: not applicable (JIS X 0303). */
    case NotApplicable = 9;

    /** Sex: the card has a character that JIS X 0303 does not define. */
    case Other = -1;
}

/** One of the constants `JPKI_IMAGE_*` of C. */
enum Image: int
{
    /** The photo: JPEG 2000 (a JP2 file, grayscale). */
    case Photo = 0x4A001801;

    /** The name as printed: a PNG. */
    case Name = 0x4A001802;

    /** The address as printed: a PNG. */
    case Address = 0x4A001803;

    /** The security code as printed: a PNG. */
    case SecurityCode = 0x4A001804;
}

/** One of the constants `JPKI_FILE_*` of C. */
enum File: int
{
    /** The record: the file of a card's face, or of name, address, birth date and sex. */
    case Record = 0x4A001C01;

    /** The certificate of the key that signed the record. */
    case Certificate = 0x4A001C02;

    /** Of a face: the card's signature over the challenge. */
    case Signature = 0x4A001C03;
}

/** One of the constants `JPKI_PICTURE_*` of C. */
enum PictureKind: int
{
    /** The photo as a PNG, which most programs can display directly. */
    case PhotoPng = 0x4A001901;

    /**
     * The whole face in one picture at the size of the card: an SVG document in UTF-8 with
     * Japanese captions, which browsers and SVG 1.1 renderers display (tested with Qt 5.15,
     * librsvg and CairoSVG).
     */
    case CardSvg = 0x4A001902;
}

/** One of the constants `JPKI_REASON_*` of C. */
enum Reason: int
{
    /** The certificate, or a required extension of it, is malformed. */
    case CertificateMalformed = 100;

    /** An extension is present twice in the certificate (RFC 5280, 4.2). */
    case DuplicateExtension = 101;

    /** A critical extension is unknown. */
    case UnknownCriticalExtension = 102;

    /** The certificate does not name its issuer's key. */
    case IssuerKeyUnnamed = 103;

    /** No trust anchor has the key that the certificate names as its issuer's. */
    case IssuerUnknown = 104;

    /** The issuer's name is not the anchor's. */
    case IssuerNameDiffers = 105;

    /** The certificate is not signed with SHA-256 and RSA, or names two different algorithms. */
    case AlgorithmNotAllowed = 106;

    /** The certificate's signature is not by the anchor's key. */
    case CertificateSignatureInvalid = 107;

    /**
     * The anchor is that of the other CA: authentication and signature are not
     * interchangeable.
     */
    case AnchorOfOtherPurpose = 108;

    /** The anchor is not valid yet. */
    case AnchorNotYetValid = 109;

    /** The anchor is no longer valid. */
    case AnchorExpired = 110;

    /** The certificate is not valid yet. */
    case NotYetValid = 111;

    /** The certificate is no longer valid: the holder renews it at the municipal office. */
    case Expired = 112;

    /** The certificate's key is not RSA of 2048 to 4096 bits. */
    case KeyNotAllowed = 113;

    /** The key usage is not the one for this purpose, or missing. */
    case KeyUsageWrong = 114;

    /** The extended key usage does not allow this purpose. */
    case ExtendedKeyUsageWrong = 115;

    /** The certificate is a CA's, not a person's. */
    case IsAuthority = 116;

    /** The certificate is not issued under the policy for this purpose and hierarchy. */
    case PolicyWrong = 117;

    /** The supplied CA certificate does not have the anchor's key and name. */
    case CaCertificateDiffers = 118;

    /** The certificate is revoked. */
    case Revoked = 200;

    /** The responder does not know the certificate. */
    case StatusUnknown = 201;

    /** Evidence was supplied, but the issuer that must have signed it is unknown. */
    case RevocationUndeterminable = 202;

    /** The OCSP response is malformed or contradicts itself. */
    case OcspMalformed = 300;

    /** The responder answered malformedRequest. */
    case OcspRequestMalformed = 301;

    /** The responder answered internalError. */
    case OcspInternalError = 302;

    /** The responder answered tryLater. */
    case OcspTryLater = 303;

    /** The responder answered sigRequired. */
    case OcspSignatureRequired = 304;

    /**
     * The responder answered unauthorized, as it does to anyone who is not a notified
     * verifier.
     */
    case OcspUnauthorized = 305;

    /** Neither the CA nor a certificate in the response is the responder that it names. */
    case OcspResponderUnknown = 306;

    /** The responder's certificate does not let it answer for the CA. */
    case OcspResponderNotAuthorized = 307;

    /** The responder's certificate is not valid yet. */
    case OcspResponderNotYetValid = 308;

    /** The responder's certificate has expired. */
    case OcspResponderExpired = 309;

    /** The response is not signed with SHA-256 and RSA of 2048 to 4096 bits. */
    case OcspAlgorithmNotAllowed = 310;

    /** The response's signature is invalid. */
    case OcspSignatureInvalid = 311;

    /** The request had a nonce and the response has none: it may be an old response. */
    case OcspNonceMissing = 312;

    /** The response's nonce is not the request's: it answers another request. */
    case OcspNonceDiffers = 313;

    /** The response is not about this certificate. */
    case OcspOtherCertificate = 314;

    /** The response was produced in the future, or reports a future state. */
    case OcspNotYetValid = 315;

    /** The response is too old. */
    case OcspExpired = 316;

    /** A critical extension of the response is unknown. */
    case OcspUnknownCriticalExtension = 317;

    /** The CRL is malformed or inconsistent. */
    case CrlMalformed = 400;

    /** The CRL is by another issuer. */
    case CrlOtherIssuer = 401;

    /** The CRL is not signed with SHA-256 and RSA, or names two different algorithms. */
    case CrlAlgorithmNotAllowed = 402;

    /** The CRL's signature is not by the anchor's key. */
    case CrlSignatureInvalid = 403;

    /** The CRL was issued in the future. */
    case CrlNotYetValid = 404;

    /** The next CRL is overdue. */
    case CrlExpired = 405;

    /** A critical extension of the CRL or of an entry is unknown. */
    case CrlUnknownCriticalExtension = 406;

    /** A delta CRL: it contains only changes. */
    case CrlDelta = 407;

    /** An indirect CRL: it covers other issuers' certificates. */
    case CrlIndirect = 408;

    /** The CRL does not cover holders' certificates, or all reasons for revocation. */
    case CrlOutOfScope = 409;

    /** The CRL belongs to a distribution point that the certificate does not name. */
    case CrlOtherDistributionPoint = 410;

    /** The supplied digest does not have the algorithm's length. */
    case ChallengeDigestLength = 500;

    /** The signature is not one by the certificate's key over this challenge. */
    case ChallengeSignatureInvalid = 501;

    /**
     * The challenge is empty, or the digest of empty data: it was lost, and a signature over
     * it could be replayed to anyone.
     */
    case ChallengeEmpty = 502;

    /** The challenge has fewer than 16 bytes: it may have been used before, or be guessed. */
    case ChallengeTooShort = 503;
}

/** One of the constants `JPKI_PURPOSE_*` of C. */
enum Purpose: int
{
    /** The certificate for the PIN of four digits: its holder is present. */
    case Authentication = 0x4A000E01;

    /** The certificate for the signature password: its holder signs a document. */
    case Signature = 0x4A000E02;
}

/** One of the constants `JPKI_ANCHORS_*` of C. */
enum Anchors: int
{
    /** Trust anchors: J-LIS's CAs for real cards, built into the library. */
    case Production = 0x4A000F01;

    /** Trust anchors: the CAs of the test cards that J-LIS lends to developers. */
    case Test = 0x4A000F02;

    /**
     * Trust anchors: only own_anchors, treated as CAs of test cards (their certificate
     * policy), such as those of the embedded virtual card.
     */
    case Own = 0x4A000F03;

    /**
     * Trust anchors: J-LIS's CAs for real cards, and own_anchors in addition: generations
     * newer than the library.
     */
    case ProductionAndOwn = 0x4A000F04;
}

/** One of the constants `JPKI_OCSP_HASH_*` of C. */
enum OcspHash: int
{
    /** For jpki_verify_options.ocsp_hash: SHA-1, which every responder supports. */
    case Sha1 = 0x4A001201;

    /** For jpki_verify_options.ocsp_hash: SHA-256. */
    case Sha256 = 0x4A001202;
}

/** One of the constants `JPKI_POLICIES_*` of C. */
enum Policies: int
{
    /**
     * Certificate policies: every class of the purpose's arc, 1.2.392.200149.8.5.1.3 for
     * authentication and 1.2.392.200149.8.5.1.1 for signature, including a class newer than
     * the library (see jpki_verdict.policy_is_known).
     */
    case ByArc = 0x4A001001;

    /**
     * Certificate policies: only those that the library knows, 1.2.392.200149.8.5.1.3.30 and
     * 1.2.392.200149.8.5.1.1.20; for test cards 1.2.392.200149.8.5.1.0.30 and
     * 1.2.392.200149.8.5.1.0.20.
     */
    case Known = 0x4A001002;

    /** Certificate policies: only own_policies. */
    case Own = 0x4A001003;
}

/** One of the constants `JPKI_REVOCATION_*` of C. */
enum Revocation: int
{
    /** No OCSP response and no CRL was passed: revocation was not checked. */
    case NotRequested = 0x4A001101;

    /** The revocation data that was passed cannot be relied on; the reasons say why. */
    case Undetermined = 0x4A001102;

    /** Not revoked, according to signed and current data. */
    case Good = 0x4A001103;

    /** Revoked, according to signed data, which may be of another time. */
    case Revoked = 0x4A001104;

    /** The responder does not know the certificate. */
    case Unknown = 0x4A001105;
}

/**
 * The functions and structures of the C library.
 *
 * @internal
 */
final class Declarations
{
    /** The size of jpki_error.message in bytes, including its NUL. */
    public const ERROR_MESSAGE_SIZE = 512;

    /** A size in bytes that is enough for every text of jpki_error_text, including its NUL. */
    public const ERROR_TEXT_SIZE = 1024;

    /** The size of jpki_log_record.message in bytes, including its NUL. */
    public const LOG_MESSAGE_SIZE = 512;

    /** The number of log lines that jpki_log_keep keeps. */
    public const LOG_KEPT = 1000;

    /** In jpki_card_wait, jpki_monitor_next and jpki_context_set_timeout: no timeout. */
    public const WAIT_FOREVER = -1;

    /** The size of jpki_event.reader in bytes, including its NUL; PC/SC names have up to 128. */
    public const EVENT_READER_SIZE = 256;

    /** The size of a check number in bytes, including its prefix and its NUL. */
    public const CHECK_NUMBER_SIZE = 16;

    /** The maximum number of reasons in a verdict. */
    public const VERDICT_REASONS = 32;

    /** The size of a verdict's policy in bytes, including its NUL. */
    public const VERDICT_POLICY_SIZE = 64;

    /** The maximum size of a verdict's anchor_key_id in bytes. */
    public const VERDICT_KEY_ID_SIZE = 32;

    /** How many bytes each structure has where a pointer has eight. */
    public const SIZES = [
        'jpki_error' => 532,
        'jpki_log_record' => 528,
        'jpki_event' => 284,
        'jpki_transport' => 56,
        'jpki_sign_options' => 40,
        'jpki_authentication' => 40,
        'jpki_record_files' => 72,
        'jpki_information' => 32,
        'jpki_verify_options' => 112,
        'jpki_verdict' => 272,
    ];

    /** What FFI reads. */
    public const TEXT = <<<'C'
        typedef uintptr_t jpki_certificate_handle;
        typedef uintptr_t jpki_items_handle;
        typedef uintptr_t jpki_signature_handle;
        typedef uintptr_t jpki_cancellation_handle;
        typedef uintptr_t jpki_card_handle;
        typedef uintptr_t jpki_context_handle;
        typedef uintptr_t jpki_monitor_handle;
        typedef uintptr_t jpki_readers_handle;
        typedef uintptr_t jpki_attributes_handle;
        typedef uintptr_t jpki_card_authorities_handle;
        typedef uintptr_t jpki_face_handle;
        typedef uintptr_t jpki_picture_handle;
        typedef uintptr_t jpki_ocsp_request_handle;
        typedef uintptr_t jpki_revocation_list_handle;
        typedef int32_t jpki_status;
        typedef int32_t jpki_language;
        typedef uint32_t jpki_feature_flags;
        typedef int32_t jpki_log_level;
        typedef void (*jpki_log_callback)(
                uintptr_t user, jpki_log_level level, const char *message);
        typedef int32_t jpki_field;
        typedef int32_t jpki_algorithm;
        typedef int32_t jpki_timeout;
        typedef int32_t jpki_presence;
        typedef uint32_t jpki_wait_flags;
        typedef uint32_t jpki_monitor_flags;
        typedef int32_t jpki_event_kind;
        typedef int32_t jpki_card_kind;
        typedef int32_t jpki_token_kind;
        typedef int32_t jpki_credential;
        typedef int32_t jpki_tries;
        typedef int32_t jpki_certificate_kind;
        typedef int32_t jpki_virtual_kind;
        typedef int32_t jpki_digest;
        typedef int32_t jpki_scheme;
        typedef int32_t jpki_input;
        typedef int32_t jpki_last_try;
        typedef int32_t jpki_record_kind;
        typedef int32_t jpki_calendar;
        typedef int32_t jpki_authorities;
        typedef int32_t jpki_sex;
        typedef int32_t jpki_image;
        typedef int32_t jpki_file;
        typedef int32_t jpki_picture_kind;
        typedef int32_t jpki_reason;
        typedef int32_t jpki_purpose;
        typedef int32_t jpki_anchors;
        typedef int32_t jpki_ocsp_hash;
        typedef int32_t jpki_policies;
        typedef int32_t jpki_revocation;

        /* Details of a failure. */
        typedef struct jpki_error {
            uint32_t struct_size;
            jpki_status status;
            int32_t tries_left;
            uint32_t status_word;
            uint32_t pcsc_code;
            char message[512];
        } jpki_error;

        /* One log line. */
        typedef struct jpki_log_record {
            uint32_t struct_size;
            jpki_log_level level;
            uint32_t dropped_count;
            uint32_t reserved;
            char message[512];
        } jpki_log_record;

        /* One event at the readers. */
        typedef struct jpki_event {
            uint32_t struct_size;
            jpki_event_kind event;
            jpki_card_kind card_kind;
            jpki_token_kind token_kind;
            jpki_status reason;
            uint32_t pcsc_code;
            uint32_t reserved;
            char reader[256];
        } jpki_event;

        /* A connection to a card supplied by the caller: a reader without PC/SC, a card at the
         * other end of a network, a test. */
        typedef struct jpki_transport {
            uint32_t struct_size;
            uint32_t max_apdu_data;
            uintptr_t user;
            int32_t (*transmit)(
                uintptr_t user, const uint8_t *command, size_t command_length, uint8_t *response,
                size_t response_size, size_t *response_length);
            int32_t (*begin_transaction)(uintptr_t user);
            int32_t (*end_transaction)(uintptr_t user);
            int32_t (*power_down)(uintptr_t user);
            void (*close)(uintptr_t user);
        } jpki_transport;

        /* How to sign. */
        typedef struct jpki_sign_options {
            uint32_t struct_size;
            jpki_digest digest;
            jpki_scheme scheme;
            jpki_input input;
            jpki_last_try last_try;
            int32_t read_ca_certificate;
            jpki_certificate_handle certificate;
            jpki_certificate_handle ca_certificate;
        } jpki_sign_options;

        /* The result of jpki_card_authenticate. */
        typedef struct jpki_authentication {
            uint32_t struct_size;
            jpki_token_kind token_kind;
            jpki_tries pin_status;
            int32_t tries_left;
            jpki_certificate_handle certificate;
            jpki_certificate_handle ca_certificate;
            jpki_signature_handle signature;
        } jpki_authentication;

        /* The files that a desk read from a card and sent, for jpki_face_from_files and
         * jpki_attributes_from_files, and the challenge, which the verifier has kept itself and
         * accepts from nobody else. */
        typedef struct jpki_record_files {
            uint32_t struct_size;
            uint32_t reserved;
            const uint8_t *record;
            size_t record_length;
            const uint8_t *certificate;
            size_t certificate_length;
            const uint8_t *challenge;
            size_t challenge_length;
            const uint8_t *signature;
            size_t signature_length;
        } jpki_record_files;

        /* What the card says about itself. */
        typedef struct jpki_information {
            uint32_t struct_size;
            int32_t expiry;
            char municipality_code[8];
            char serial[16];
        } jpki_information;

        /* How to verify a certificate. */
        typedef struct jpki_verify_options {
            uint32_t struct_size;
            jpki_purpose purpose;
            jpki_anchors anchors;
            uint32_t tolerance;
            int64_t time;
            jpki_ocsp_hash ocsp_hash;
            jpki_policies policies;
            const jpki_certificate_handle *own_anchors;
            size_t own_anchors_count;
            jpki_certificate_handle ca_certificate;
            jpki_ocsp_request_handle ocsp_request;
            const uint8_t *ocsp_response;
            size_t ocsp_response_length;
            const uint8_t *crl;
            size_t crl_length;
            jpki_revocation_list_handle revocation_list;
            const char *own_policies;
        } jpki_verify_options;

        /* The result of jpki_certificate_verify or jpki_signature_verify. */
        typedef struct jpki_verdict {
            uint32_t struct_size;
            jpki_status status;
            uint32_t reason_count;
            jpki_revocation revocation;
            jpki_reason reasons[32];
            int64_t revocation_time;
            int32_t revocation_reason;
            int32_t days_left;
            int32_t days_expired;
            int32_t is_within_grace;
            int32_t policy_is_known;
            uint32_t anchor_key_id_length;
            char policy[64];
            uint8_t anchor_key_id[32];
        } jpki_verdict;

        /* The address in UTF-8, ended by NUL. */
        const char *jpki_attributes_address(jpki_attributes_handle attributes);

        /* The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card
         * has no calendar date, as for a holder whose day or month of birth is unknown:
         * jpki_attributes_birth_date_digits then returns what the card has instead, and is what
         * to compare. */
        int32_t jpki_attributes_birth_date(jpki_attributes_handle attributes);

        /* The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it
         * is a calendar date: YYYYMMDD, or what the card has instead where
         * jpki_attributes_birth_date is 0, such as 19500400 or spaces. */
        const uint8_t *jpki_attributes_birth_date_digits(
            jpki_attributes_handle attributes, size_t *length);

        /* A file to send to a server that verifies the attributes, by one of JPKI_FILE_*, and
         * its length in bytes. */
        const uint8_t *jpki_attributes_file(
            jpki_attributes_handle attributes, jpki_file file, size_t *length);

        /* Frees the attributes and wipes them. */
        void jpki_attributes_free(jpki_attributes_handle attributes);

        /* Verifies attributes that a desk read and sent: one of the chosen authorities signed
         * them (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC). */
        jpki_status jpki_attributes_from_files(
            const jpki_record_files *files, jpki_authorities authorities,
            jpki_card_authorities_handle own, jpki_attributes_handle *attributes,
            jpki_error *error);

        /* The name in UTF-8, ended by NUL; an ideographic space (U+3000) separates family and
         * given name. */
        const char *jpki_attributes_name(jpki_attributes_handle attributes);

        /* Lists the objects of the attributes' record that this version does not know, in the
         * record's order, such as the reading of the name on a future card; most often none. */
        jpki_status jpki_attributes_other_objects(
            jpki_attributes_handle attributes, jpki_items_handle *items, jpki_error *error);

        /* The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open. */
        jpki_sex jpki_attributes_sex(jpki_attributes_handle attributes);

        /* Cancels every wait that the cancellation is passed to, now and later: they return
         * JPKI_ERROR_CANCELLED. */
        jpki_status jpki_cancellation_cancel(
            jpki_cancellation_handle cancellation, jpki_error *error);

        /* Frees a cancellation. */
        void jpki_cancellation_free(jpki_cancellation_handle cancellation);

        /* Creates a cancellation, not yet cancelled. */
        jpki_status jpki_cancellation_new(
            jpki_cancellation_handle *cancellation, jpki_error *error);

        /* Reads name, address, birth date and sex with the input-support PIN (kenmen jiko
         * nyuryoku hojo-yo no ansho bango), so that nobody has to type them. */
        jpki_status jpki_card_attributes(
            jpki_card_handle card, const char *pin, size_t pin_length,
            jpki_authorities authorities, jpki_last_try last_try,
            jpki_attributes_handle *attributes, jpki_error *error);

        /* Reads name, address, birth date and sex with check number B instead of a PIN. */
        jpki_status jpki_card_attributes_by_check_number(
            jpki_card_handle card, const char *check_number, size_t check_number_length,
            jpki_authorities authorities, jpki_last_try last_try,
            jpki_attributes_handle *attributes, jpki_error *error);

        /* Performs a complete authentication in one PC/SC transaction: reads the kind of token
         * and the authentication certificate, queries the tries, verifies the PIN, signs input
         * and locks the key again. */
        jpki_status jpki_card_authenticate(
            jpki_card_handle card, const char *pin, size_t pin_length, const char *input,
            size_t input_length, const jpki_sign_options *options,
            jpki_authentication *authentication, jpki_error *error);

        /* Adds an authority's key to those that the list trusts. */
        jpki_status jpki_card_authorities_add(
            jpki_card_authorities_handle authorities, jpki_record_kind record, const char *key_id,
            size_t key_id_length, const char *modulus, size_t modulus_length, jpki_error *error);

        /* Frees a list. */
        void jpki_card_authorities_free(jpki_card_authorities_handle authorities);

        /* Makes an empty list. */
        jpki_status jpki_card_authorities_new(
            jpki_card_authorities_handle *authorities, jpki_error *error);

        /* Begins a transaction that lasts until jpki_card_end_transaction. */
        jpki_status jpki_card_begin_transaction(jpki_card_handle card, jpki_error *error);

        /* Reads a certificate that needs no password. */
        jpki_status jpki_card_certificate(
            jpki_card_handle card, jpki_certificate_kind kind,
            jpki_certificate_handle *certificate, jpki_error *error);

        /* Changes the input-support PIN, as jpki_card_change_pin changes the authentication PIN,
         * which stays as it is: for a holder who wants the same PIN for both, change both. */
        jpki_status jpki_card_change_input_support_pin(
            jpki_card_handle card, const char *old_pin, size_t old_pin_length, const char *new_pin,
            size_t new_pin_length, jpki_last_try last_try, jpki_error *error);

        /* Changes the authentication PIN: verifies the old one, sets the new one, verifies the
         * new one and locks the key again, in one PC/SC transaction. */
        jpki_status jpki_card_change_pin(
            jpki_card_handle card, const char *old_pin, size_t old_pin_length, const char *new_pin,
            size_t new_pin_length, jpki_last_try last_try, jpki_error *error);

        /* Changes the signature password, as jpki_card_change_pin changes the PIN. */
        jpki_status jpki_card_change_signature_password(
            jpki_card_handle card, const char *old_password, size_t old_password_length,
            const char *new_password, size_t new_password_length, jpki_last_try last_try,
            jpki_error *error);

        /* Compares the holder's birth date with birth_date (YYYYMMDD as a number): the least
         * about a person that a card can reveal to a terminal. */
        jpki_status jpki_card_compare_birth_date(
            jpki_card_handle card, int32_t birth_date, jpki_calendar calendar,
            jpki_authorities authorities, jpki_last_try last_try, jpki_error *error);

        /* Compares a birth date as jpki_card_compare_birth_date does, for a card that prints one
         * which is not a calendar date, as where the day or month of birth is unknown. */
        jpki_status jpki_card_compare_birth_date_printed_digits(
            jpki_card_handle card, const char *date_digits, size_t date_digits_length,
            jpki_authorities authorities, jpki_last_try last_try, jpki_error *error);

        /* Connects to the card that is in a reader now, of any kind, in shared mode. */
        jpki_status jpki_card_connect(
            jpki_context_handle context, const char *reader, jpki_card_handle *card,
            jpki_error *error);

        /* Ends the transaction begun by jpki_card_begin_transaction: other programs can use the
         * card again. */
        jpki_status jpki_card_end_transaction(jpki_card_handle card, jpki_error *error);

        /* Reads the card's face and verifies it: what a clerk compares with the person at the
         * desk when there is no PIN. */
        jpki_status jpki_card_face(
            jpki_card_handle card, const char *check_number, size_t check_number_length,
            jpki_authorities authorities, jpki_last_try last_try, jpki_face_handle *face,
            jpki_error *error);

        /* Reads the card's face as jpki_card_face does, and has the card sign a challenge that a
         * server chose. */
        jpki_status jpki_card_face_for_challenge(
            jpki_card_handle card, const char *check_number, size_t check_number_length,
            const char *challenge, size_t challenge_length, jpki_authorities authorities,
            jpki_last_try last_try, jpki_face_handle *face, jpki_error *error);

        /* Frees a card's handle and disconnects from the card, leaving it powered and not reset. */
        void jpki_card_free(jpki_card_handle card);

        /* Asks whether the token has a certificate. */
        jpki_status jpki_card_has_certificate(
            jpki_card_handle card, jpki_certificate_kind kind, int32_t *present, jpki_error *error);

        /* Reads the card's serial number, the municipality that issued it and its expiry date. */
        jpki_status jpki_card_information(
            jpki_card_handle card, jpki_information *information, jpki_error *error);

        /* Opens a card behind a transport supplied by the caller. */
        jpki_status jpki_card_open_transport(
            const jpki_transport *transport, jpki_card_handle *card, jpki_error *error);

        /* Opens a new embedded virtual card, for development and tests. */
        jpki_status jpki_card_open_virtual(
            jpki_virtual_kind kind, jpki_card_handle *card, jpki_error *error);

        /* Opens a new embedded virtual card with settings, and with what is to go wrong at it:
         * for tests of what a program does then. */
        jpki_status jpki_card_open_virtual_with_settings(
            jpki_virtual_kind kind, const char *settings, jpki_card_handle *card,
            jpki_error *error);

        /* Returns the name of the card's reader, in UTF-8, NUL-terminated and valid until the
         * card is freed; NULL for a card without a reader. */
        const char *jpki_card_reader_name(jpki_card_handle card);

        /* Sets the authorities that JPKI_AUTHORITIES_OWN stands for in calls on this card: those
         * in the list now, replacing any set before. */
        jpki_status jpki_card_set_authorities(
            jpki_card_handle card, jpki_card_authorities_handle authorities, jpki_error *error);

        /* Sets how many bytes are read from files at a time. */
        jpki_status jpki_card_set_read_length(
            jpki_card_handle card, size_t length, jpki_error *error);

        /* Verifies the authentication PIN, signs input with the user-authentication key and
         * locks the key again, in one PC/SC transaction. */
        jpki_status jpki_card_sign(
            jpki_card_handle card, const char *pin, size_t pin_length, const char *input,
            size_t input_length, const jpki_sign_options *options,
            jpki_signature_handle *signature, jpki_error *error);

        /* Verifies the signature password, reads the signature certificate, signs input with the
         * signature key and locks it again, in one PC/SC transaction. */
        jpki_status jpki_card_sign_document(
            jpki_card_handle card, const char *password, size_t password_length, const char *input,
            size_t input_length, const jpki_sign_options *options,
            jpki_certificate_handle *certificate, jpki_signature_handle *signature,
            jpki_error *error);

        /* Verifies the signature password, reads the signature certificate and locks the key
         * again, in one PC/SC transaction. */
        jpki_status jpki_card_signature_certificate(
            jpki_card_handle card, const char *password, size_t password_length,
            jpki_last_try last_try, jpki_certificate_handle *certificate, jpki_error *error);

        /* Reads what kind of token this is: a card or a phone. */
        jpki_status jpki_card_token(
            jpki_card_handle card, jpki_token_kind *kind, char *label, size_t label_size,
            jpki_error *error);

        /* Asks how many tries a PIN, password or number has left; spends none. */
        jpki_status jpki_card_tries(
            jpki_card_handle card, jpki_credential credential, jpki_tries *state, int32_t *left,
            jpki_error *error);

        /* Waits until an Individual Number Card is on a reader, and connects to it in shared
         * mode. */
        jpki_status jpki_card_wait(
            jpki_context_handle context, const char *reader, int32_t timeout_milliseconds,
            jpki_wait_flags flags, jpki_cancellation_handle cancellation, jpki_card_handle *card,
            jpki_error *error);

        /* Returns the certificate's DER encoding, *length bytes; length may be NULL. */
        const uint8_t *jpki_certificate_data(jpki_certificate_handle certificate, size_t *length);

        /* Returns a field of the certificate, *length bytes; length may be NULL. */
        const uint8_t *jpki_certificate_field(
            jpki_certificate_handle certificate, jpki_field field, size_t *length);

        /* Frees a certificate. */
        void jpki_certificate_free(jpki_certificate_handle certificate);

        /* Creates a certificate from DER that the caller has stored, for example to pass it to
         * jpki_card_sign. */
        jpki_status jpki_certificate_new(
            const char *data, size_t length, jpki_certificate_handle *certificate,
            jpki_error *error);

        /* Returns the last second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the
         * handle is invalid. */
        int64_t jpki_certificate_not_after(jpki_certificate_handle certificate);

        /* Returns the first second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the
         * handle is invalid. */
        int64_t jpki_certificate_not_before(jpki_certificate_handle certificate);

        /* Lists the otherNames of a certificate's subject (subjectAltName), in the certificate's
         * order. */
        jpki_status jpki_certificate_other_names(
            jpki_certificate_handle certificate, jpki_items_handle *items, jpki_error *error);

        /* Verifies a certificate. */
        jpki_status jpki_certificate_verify(
            jpki_certificate_handle certificate, const jpki_verify_options *options,
            jpki_verdict *verdict, jpki_error *error);

        /* Makes check number B (shogo bango B) from what is printed on the card's front. */
        jpki_status jpki_check_number(
            int32_t birth_date, jpki_calendar calendar, int32_t expiry_year,
            const char *security_code, size_t security_code_length, char *number,
            size_t number_size, jpki_error *error);

        /* Makes check number B of a card that prints a birth date which is not a calendar date,
         * as where the day or month of birth is unknown: P and 14 digits, which every function
         * that takes a check number accepts. */
        jpki_status jpki_check_number_printed_digits(
            const char *date_digits, size_t date_digits_length, int32_t expiry_year,
            const char *security_code, size_t security_code_length, char *number,
            size_t number_size, jpki_error *error);

        /* Cancels every wait of the context, and every jpki_monitor_next of its monitors, that
         * is in progress: they return JPKI_ERROR_CANCELLED. */
        jpki_status jpki_context_cancel(jpki_context_handle context, jpki_error *error);

        /* Frees a context and cancels its waits and monitors, including calls that are just
         * beginning, whatever state the service is in. */
        void jpki_context_free(jpki_context_handle context);

        /* Creates a context. */
        jpki_status jpki_context_new(jpki_context_handle *context, jpki_error *error);

        /* Reports what is in a reader now: *presence receives one of JPKI_PRESENCE_*. */
        jpki_status jpki_context_reader_status(
            jpki_context_handle context, const char *reader, jpki_presence *presence,
            jpki_error *error);

        /* Lists the readers that are connected now. */
        jpki_status jpki_context_readers(
            jpki_context_handle context, jpki_readers_handle *readers, jpki_error *error);

        /* Sets one of the context's timeouts. */
        jpki_status jpki_context_set_timeout(
            jpki_context_handle context, jpki_timeout timeout, int32_t milliseconds,
            jpki_error *error);

        /* Writes a failure as a sentence for the person at the desk. */
        jpki_status jpki_error_text(
            const jpki_error *failure, jpki_language language, char *text, size_t text_size,
            jpki_error *error);

        /* The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card
         * has no calendar date, as for a holder whose day or month of birth is unknown:
         * jpki_face_birth_date_digits then returns what the card has instead, and is what to
         * compare. */
        int32_t jpki_face_birth_date(jpki_face_handle face);

        /* The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it
         * is a calendar date: YYYYMMDD, or what the card has instead where jpki_face_birth_date
         * is 0, such as 19500400 or spaces. */
        const uint8_t *jpki_face_birth_date_digits(jpki_face_handle face, size_t *length);

        /* The last day on which the card is valid, YYYYMMDD as a number; 0 if the handle is not
         * open. */
        int32_t jpki_face_expiry(jpki_face_handle face);

        /* A file to send to the server that chose the challenge, by one of JPKI_FILE_*, and its
         * length in bytes. */
        const uint8_t *jpki_face_file(jpki_face_handle face, jpki_file file, size_t *length);

        /* Frees a face and wipes it. */
        void jpki_face_free(jpki_face_handle face);

        /* Verifies a face that a desk read (jpki_card_face_for_challenge) and sent: one of the
         * chosen authorities signed the record (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC), and
         * the card with the key that the record names signed files->challenge (otherwise
         * JPKI_ERROR_CARD_NOT_GENUINE: a copy, or an answer to another challenge). */
        jpki_status jpki_face_from_files(
            const jpki_record_files *files, jpki_authorities authorities,
            jpki_card_authorities_handle own, jpki_face_handle *face, jpki_error *error);

        /* A picture as the card has it, by one of JPKI_IMAGE_*, and its length in bytes. */
        const uint8_t *jpki_face_image(jpki_face_handle face, jpki_image image, size_t *length);

        /* Lists the unknown objects of a card face's record, as jpki_attributes_other_objects
         * does. */
        jpki_status jpki_face_other_objects(
            jpki_face_handle face, jpki_items_handle *items, jpki_error *error);

        /* Makes a picture of a face. */
        jpki_status jpki_face_picture(
            jpki_face_handle face, jpki_picture_kind kind, jpki_picture_handle *picture,
            jpki_error *error);

        /* The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open. */
        jpki_sex jpki_face_sex(jpki_face_handle face);

        /* Returns the features that the library was built with: a sum of JPKI_FEATURE_*. */
        jpki_feature_flags jpki_features(void);

        /* The number of items; 0 if the handle is not open. */
        size_t jpki_items_count(jpki_items_handle items);

        /* The item's value, *length bytes; length may be NULL. */
        const uint8_t *jpki_items_data(jpki_items_handle items, size_t index, size_t *length);

        /* Frees a list and wipes it. */
        void jpki_items_free(jpki_items_handle items);

        /* The name of the item at index, from 0, ended by NUL: see the function that made the
         * list. */
        const char *jpki_items_name(jpki_items_handle items, size_t index);

        /* The item's text in UTF-8, ended by NUL, unchanged: replace control characters before
         * displaying it on a terminal. */
        const char *jpki_items_text(jpki_items_handle items, size_t index);

        /* Keeps the library's log lines up to level for jpki_log_next: for programs that cannot
         * be called back. */
        jpki_status jpki_log_keep(jpki_log_level level, jpki_error *error);

        /* Takes the oldest log line that jpki_log_keep kept, and returns immediately. */
        jpki_status jpki_log_next(jpki_log_record *record, jpki_error *error);

        /* Sends the library's log lines up to level to callback. */
        jpki_status jpki_log_set(
            jpki_log_callback callback, uintptr_t user, jpki_log_level level, jpki_error *error);

        /* Frees a monitor. */
        void jpki_monitor_free(jpki_monitor_handle monitor);

        /* Creates a monitor of readers and their cards. */
        jpki_status jpki_monitor_new(
            jpki_context_handle context, const char *reader, jpki_monitor_flags flags,
            jpki_monitor_handle *monitor, jpki_error *error);

        /* Waits for the next event and stores it. */
        jpki_status jpki_monitor_next(
            jpki_monitor_handle monitor, int32_t timeout_milliseconds,
            jpki_cancellation_handle cancellation, jpki_event *event, jpki_error *error);

        /* The request's DER encoding, and its length in bytes. */
        const uint8_t *jpki_ocsp_request_data(jpki_ocsp_request_handle request, size_t *length);

        /* Frees a request. */
        void jpki_ocsp_request_free(jpki_ocsp_request_handle request);

        /* Makes an OCSP request for certificate. */
        jpki_status jpki_ocsp_request_new(
            jpki_certificate_handle certificate, const jpki_verify_options *options,
            const char *nonce, size_t nonce_length, jpki_ocsp_request_handle *request,
            jpki_error *error);

        /* The picture's file, and its length in bytes. */
        const uint8_t *jpki_picture_data(jpki_picture_handle picture, size_t *length);

        /* Frees a picture and wipes it. */
        void jpki_picture_free(jpki_picture_handle picture);

        /* Describes a certificate policy, as in jpki_verdict.policy, in UTF-8: purpose, class,
         * whether it is that of test cards, and whether the library knows it. */
        const char *jpki_policy_text(const char *policy, jpki_language language);

        /* Returns the number of readers in the list; 0 if the handle is invalid. */
        size_t jpki_readers_count(jpki_readers_handle readers);

        /* Frees a list of readers. */
        void jpki_readers_free(jpki_readers_handle readers);

        /* Returns a reader's name, in UTF-8, NUL-terminated and valid until the list is freed. */
        const char *jpki_readers_name(jpki_readers_handle readers, size_t index);

        /* The name of a reason's constant, such as "JPKI_REASON_EXPIRED"; "JPKI_REASON_UNKNOWN"
         * for a number that is not a reason. */
        const char *jpki_reason_name(jpki_reason reason);

        /* Describes a reason, for the log or the person who investigates: one sentence without
         * its full stop, in UTF-8. */
        const char *jpki_reason_text(jpki_reason reason, jpki_language language);

        /* The number of entries in the list; 0 if the handle is not open. */
        size_t jpki_revocation_list_entry_count(jpki_revocation_list_handle list);

        /* Frees a list. */
        void jpki_revocation_list_free(jpki_revocation_list_handle list);

        /* Loads a complete CRL that one of the options' anchors signed: the one whose key it
         * names. */
        jpki_status jpki_revocation_list_load(
            const char *data, size_t length, const jpki_verify_options *options,
            jpki_revocation_list_handle *list, jpki_error *error);

        /* When the next list is due at the latest, in seconds since 1970-01-01T00:00:00Z: load
         * it before then. */
        int64_t jpki_revocation_list_next_update(jpki_revocation_list_handle list);

        /* When the list was issued, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is
         * not open. */
        int64_t jpki_revocation_list_this_update(jpki_revocation_list_handle list);

        /* Overwrites length bytes at data with zeros, in a way that compilers do not optimise
         * away: for the caller's own copy of a PIN. */
        void jpki_secure_wipe(void *data, size_t length);

        /* Returns the algorithm to verify the signature with, one of JPKI_ALGORITHM_*; 0 if the
         * handle is invalid. */
        jpki_algorithm jpki_signature_algorithm(jpki_signature_handle signature);

        /* Returns the algorithm's name, such as "RSA-SHA256"; empty if the handle is invalid. */
        const char *jpki_signature_algorithm_name(jpki_signature_handle signature);

        /* Returns the signature, *length bytes: 256 for RSA-2048; future keys have other
         * lengths. */
        const uint8_t *jpki_signature_data(jpki_signature_handle signature, size_t *length);

        /* Frees a signature. */
        void jpki_signature_free(jpki_signature_handle signature);

        /* Verifies a signature over a challenge, and the certificate of the key that made it. */
        jpki_status jpki_signature_verify(
            jpki_certificate_handle certificate, const char *challenge, size_t challenge_length,
            jpki_input input, jpki_algorithm algorithm, const char *signature,
            size_t signature_length, const jpki_verify_options *options, jpki_verdict *verdict,
            jpki_error *error);

        /* Returns the name of a status constant, such as "JPKI_ERROR_PIN_WRONG", or
         * "JPKI_ERROR_UNKNOWN" for an unknown number. */
        const char *jpki_status_name(jpki_status status);

        /* Returns a sentence about a status for the person at the desk, in UTF-8: what happened,
         * what it means, what to do next, and what was left unchanged. */
        const char *jpki_status_text(jpki_status status, jpki_language language);

        /* Returns the library's version, such as "0.1.0". */
        const char *jpki_version(void);
        C;
}
