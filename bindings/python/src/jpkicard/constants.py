"""The constants of the library, an enumeration for each kind.

Generated from the C headers by capi/examples/bindings: do not edit.
"""

# SPDX-License-Identifier: MIT OR Apache-2.0

from ._enumeration import Constant, Flags


class Status(Constant):
    """The return value of every fallible function: ``Status.OK`` or a negative ``Status``. A number
    is never reused or renumbered; treat an unknown one as a failure.
    """

    OK = 0
    """Success."""
    INTERNAL = -1
    """Internal error. Have the card removed from the reader and put back, which locks its key; free
    the handle and open a new one.
    """
    ARGUMENT = -2
    """An argument is invalid: a NULL pointer, a length, a number, a struct_size."""
    HANDLE = -3
    """The handle is NULL, freed, or of another kind."""
    NOT_BUILT = -4
    """The library was built without this feature."""
    SYSTEM = -5
    """The operating system refused a resource."""
    REENTERED = -6
    """A callback used a card that is in use: the card whose call invoked it, or one that another
    thread is using.
    """
    FORKED = -7
    """The handle was created by the parent process, before a fork."""
    SERVICE_NOT_RUNNING = -10
    """The smart card service is not running."""
    SERVICE_REFUSED = -11
    """The smart card service refused the connection: the account is not allowed to use it, or other
    programs hold all its connections.
    """
    SERVICE_FAILED = -12
    """The smart card service reported another failure."""
    NO_READER = -13
    """No reader is connected."""
    UNKNOWN_READER = -14
    """The requested reader is not connected."""
    NO_CARD = -15
    """No card is on the reader."""
    CARD_UNRESPONSIVE = -16
    """The card does not answer."""
    NOT_INDIVIDUAL_NUMBER_CARD = -17
    """The card is not an Individual Number Card."""
    SHARING_VIOLATION = -18
    """Another program holds the card exclusively."""
    CARD_REMOVED = -19
    """The card was removed. Its handle cannot be used again: wait for a card again."""
    CARD_RESET = -20
    """The card was reset, or it may have been exchanged and nothing read from it before can rule
    that out. No PIN try was spent. Wait for the card again; with a transport of your own, open a
    new handle.
    """
    TIMED_OUT = -21
    """No card arrived before the timeout."""
    CANCELLED = -22
    """The wait was cancelled."""
    READER_FAILED = -23
    """The exchange between reader and card failed."""
    CARD_BUSY = -24
    """Another program is using the card and did not release it in time, or the card or its reader
    is slow.
    """
    SERVICE_NOT_RESPONDING = -25
    """The smart card service is running but does not respond."""
    READER_NOT_RESPONDING = -26
    """The card reader, its driver or the card did not respond in time."""
    PCSC_NOT_INSTALLED = -27
    """The PC/SC library, libpcsclite.so.1, is not installed on this machine. It is looked for again
    at every call. Not on Windows and macOS, where it is part of the system.
    """
    CARD_ANSWER = -30
    """The card's response is malformed."""
    CARD_STATUS = -31
    """The card refused the command; see status_word."""
    NOT_ON_CARD = -32
    """The card does not hold the requested data: many children's cards have no signature
    certificate, and a phone or an old Resident Registry card has no card-face application.
    """
    CERTIFICATE_MALFORMED = -33
    """The certificate is damaged."""
    CARD_EXCHANGED = -34
    """After a reset or a lost response, a different card answered."""
    PIN_FORMAT = -40
    """The PIN is not four half-width digits. Nothing was sent to the card."""
    PIN_WRONG = -41
    """The PIN is wrong. One try was spent, or two if the reader's driver repeated the command;
    tries_left is the number left. If tries_left is -1 (status_word 0x6300), the card does not
    say whether a try was spent. The same applies to the other credentials below.
    """
    PIN_BLOCKED = -42
    """The PIN is locked, or the card was issued without one. The holder can have a locked PIN reset
    at the municipal office or, with the signature password, at some convenience-store kiosks.
    status_word is 0x63C0 if this call's PIN was wrong and locked it, and 0 if it was already
    locked and was not sent. The same applies to the other credentials below.
    """
    PIN_LAST_TRY = -43
    """One try is left and spending it was not allowed. The PIN was not sent."""
    PIN_TRIES_UNKNOWN = -44
    """The number of tries left is unknown (no answer, or "no limit", status_word 0x6300), and
    spending the last one was not allowed. The PIN was not sent. Ask the holder, then use
    ``LastTry.ALLOW`` to send it.
    """
    PIN_REQUIRED = -45
    """The card allows this only after the PIN is verified."""
    PIN_UNCERTAIN = -46
    """The PIN was sent, but the answer was lost or not understood: a try may have been spent."""
    PIN_CHANGE_UNCERTAIN = -47
    """A PIN change was sent, but may not have taken effect: either the old or the new PIN is in
    force.
    """
    PIN_LAST_TWO_TRIES = -48
    """Two tries are left and spending one was not allowed (``LastTry.KEEP_TWO``). The PIN was not
    sent.
    """
    SIGNATURE_INVALID = -50
    """The card's signature does not match its certificate and was discarded."""
    KEY_NOT_SUPPORTED = -51
    """The certificate's key is of a type that this version does not support."""
    KEY_NOT_LOCKED = -52
    """The key could not be locked: have the card removed from the reader now. The next call on the
    card, or freeing it, first tries to lock the key again.
    """
    PASSWORD_FORMAT = -60
    """The signature password is not 6 to 16 letters and digits, or a new one does not mix both.
    Nothing was sent to the card.
    """
    PASSWORD_WRONG = -61
    """The signature password is wrong. One try was spent, or two if the reader's driver repeated
    the command; tries_left is the number left.
    """
    PASSWORD_BLOCKED = -62
    """The signature password is locked; the four-digit PIN is not affected."""
    INPUT_SUPPORT_PIN_WRONG = -65
    """The input-support PIN is wrong. One try was spent, or two if the reader's driver repeated the
    command; tries_left is the number left.
    """
    INPUT_SUPPORT_PIN_BLOCKED = -66
    """The input-support PIN is locked; the other PINs are not affected."""
    CHECK_NUMBER_FORMAT = -70
    """The birth date, expiry year or security code cannot be right. Nothing was sent to the card.
    """
    CHECK_NUMBER_WRONG = -71
    """The check number or birth date does not match this card. One try was spent, or two if the
    reader's driver repeated the command; tries_left is the number left.
    """
    CHECK_NUMBER_BLOCKED = -72
    """The check number or birth date is locked; the PINs are not affected."""
    BIRTH_DATE_DIFFERS = -73
    """The six digits of the birth date match the card's, but the year does not. No try was spent.
    """
    CERTIFICATE_EXPIRED = -80
    """The certificate has expired: the holder can renew it at the municipal office."""
    CERTIFICATE_NOT_YET_VALID = -81
    """The certificate is not valid yet: check the computer's clock."""
    CERTIFICATE_REVOKED = -82
    """The certificate was revoked: do not accept it."""
    CERTIFICATE_NOT_TRUSTED = -83
    """The certificate is not issued by a trust anchor for this purpose: do not accept it."""
    RECORD_MALFORMED = -84
    """A record read from the card cannot be parsed."""
    RECORD_NOT_AUTHENTIC = -85
    """The record's signature or its issuer's certificate is not valid: do not rely on the record.
    """
    CARD_NOT_GENUINE = -86
    """The challenge was not signed by the card's own key: the card may be a copy."""
    IMAGE_MALFORMED = -87
    """The photo or another image on the card cannot be decoded."""
    REVOCATION_UNKNOWN = -88
    """The revocation data supplied do not show whether the certificate is revoked."""


class Language(Constant):
    """The ``JPKI_LANGUAGE_*`` constants."""

    ENGLISH = 0x4A000101
    """English, for texts shown to the person at the desk."""
    JAPANESE = 0x4A000102
    """Japanese, for texts shown to the person at the desk."""


class FeatureFlags(Flags):
    """The ``JPKI_FEATURE_*`` constants."""

    PCSC = 1
    """The library accesses readers through PC/SC."""
    VERIFY = 2
    """The library verifies each signature before returning it, and can verify the records of the
    card.
    """
    VIRTUAL_CARD = 4
    """The library includes the embedded virtual card: a build for tests."""
    TRUST = 8
    """The library verifies certificates and signatures for a relying party."""
    PICTURE = 16
    """The library can decode the images on the card into pictures."""
    INDIVIDUAL_NUMBER = 32
    """The library can read the 12-digit individual number (kojin bango). Few organisations may do
    so by law, and authenticating patients is not a permitted purpose.
    """


class LogLevel(Constant):
    """The ``JPKI_LOG_*`` constants."""

    OFF = 0x4A000201
    """Log nothing: the initial state."""
    ERROR = 0x4A000202
    """Log failures that no status reports."""
    WARNING = 0x4A000203
    """Also log conditions that deserve attention."""
    INFO = 0x4A000204
    """Also log what happened."""
    DEBUG = 0x4A000205
    """Also log how it happened."""
    TRACE = 0x4A000206
    """Also log each exchange with a card: header, lengths and status word."""


class CertificateField(Constant):
    """The ``JPKI_FIELD_*`` constants."""

    SERIAL_NUMBER = 0x4A001701
    """The serial number, big-endian. Restricted by law: do not log it."""
    ISSUER_KEY_ID = 0x4A001702
    """The identifier of the issuer's key (authorityKeyIdentifier). Use it to identify the issuer,
    never the issuer's name, which all generations share.
    """
    SUBJECT_KEY_ID = 0x4A001703
    """The identifier of the certificate's own key (subjectKeyIdentifier)."""
    PUBLIC_KEY = 0x4A001704
    """The public key, as the DER encoding of its SubjectPublicKeyInfo."""


class Algorithm(Constant):
    """The ``JPKI_ALGORITHM_*`` constants."""

    RSA_PKCS1_SHA256 = 0x4A000901
    """RSASSA-PKCS1-v1_5 with SHA-256."""
    RSA_PKCS1_SHA384 = 0x4A000902
    """RSASSA-PKCS1-v1_5 with SHA-384."""
    RSA_PKCS1_SHA512 = 0x4A000903
    """RSASSA-PKCS1-v1_5 with SHA-512."""
    RSA_PKCS1_BARE_SHA256 = 0x4A000904
    """PKCS #1 v1.5 padding around a bare SHA-256 digest, without DigestInfo."""
    RSA_PSS_SHA256 = 0x4A000905
    """RSASSA-PSS with SHA-256 and MGF1 of SHA-256."""


class TimeoutKind(Constant):
    """The ``JPKI_TIMEOUT_*`` constants."""

    TRANSACTION = 0x4A001B01
    """The maximum time that a call waits for another program's transaction with the card, or for a
    service that does not respond, before it returns ``Status.CARD_BUSY`` or
    ``Status.SERVICE_NOT_RESPONDING``. Default: 10,000 ms; less than 1,000 counts as 1,000.
    Applies to cards that are waited for or connected to after it is set.
    """
    EXCHANGE = 0x4A001B02
    """The maximum time that a call waits for the reader's answer to one command before it gives up
    on the card and returns ``Status.READER_NOT_RESPONDING`` (``Status.KEY_NOT_LOCKED`` if a PIN
    was sent). Default: 60,000 ms; less than 1,000 counts as 1,000. A card may ask for more time,
    so leave it long. Applies to cards that are waited for or connected to after it is set.
    """
    SERVICE_ABSENCE = 0x4A001B03
    """The maximum time that a wait tolerates a service that stops or does not respond, each time,
    before it returns ``Status.SERVICE_*``. Default: ``None``, as long as the wait itself, so
    that a wait without a timeout never ends because of it. 0 ends the wait as soon as the
    service stops. Applies to waits that begin after it is set.
    """


class Presence(Constant):
    """The ``JPKI_PRESENCE_*`` constants."""

    EMPTY = 0x4A000301
    """No card is in the reader."""
    PRESENT = 0x4A000302
    """The reader holds a card that no program uses."""
    IN_USE = 0x4A000303
    """The reader holds a card that a program uses in shared mode."""
    EXCLUSIVE = 0x4A000304
    """The reader holds a card that a program uses exclusively."""
    UNRESPONSIVE = 0x4A000305
    """The reader holds a card that does not respond."""
    UNAVAILABLE = 0x4A000306
    """The reader itself does not respond."""


class WaitFlags(Flags):
    """The ``JPKI_WAIT_*`` constants."""

    NAME_PART = 0x10000000
    """In ``Context.wait``: ``reader`` is a part of the name, in UTF-8; ASCII letters match in
    either case.
    """
    REPORT_OTHER_CARD = 0x20000000
    """In ``Context.wait``: return ``Status.NOT_INDIVIDUAL_NUMBER_CARD`` as soon as a card of
    another kind is present and no reader holds the right one.
    """
    FOR_SERVICE = 0x40000000
    """In ``Context.wait``: also wait for a service that is not running when the wait begins, as on
    Windows while no reader is connected.
    """


class MonitorFlags(Flags):
    """The ``JPKI_MONITOR_*`` constants."""

    IDENTIFY = 0x08000000
    """In ``Context.monitor``: identify each inserted card before it is reported. The card is
    powered on and queried in one transaction, once per insertion; no PIN try is spent.
    """


class EventKind(Constant):
    """The ``JPKI_EVENT_*`` constants."""

    NONE = 0x4A000401
    """No event: the value after a call that fails."""
    READER_ARRIVED = 0x4A000402
    """A reader is connected: it was when the monitor began, or has been plugged in."""
    READER_LEFT = 0x4A000403
    """A reader is no longer connected. The removal of its card was reported before."""
    CARD_INSERTED = 0x4A000404
    """A card is in a reader."""
    CARD_REMOVED = 0x4A000405
    """The card is no longer in the reader, or the reader can no longer report on it."""
    SERVICE_STOPPED = 0x4A000406
    """The smart card service cannot be used; ``reason`` says why. Its cards were reported as
    removed and its readers as left before. The monitor continues.
    """
    SERVICE_STARTED = 0x4A000407
    """The service can be used again. Events for its readers and cards follow."""


class CardKind(Constant):
    """The ``JPKI_CARD_*`` constants."""

    NOT_ASKED = 0x4A000501
    """The card was not queried."""
    TOKEN = 0x4A000502
    """The card has the JPKI application: it is an Individual Number Card or one of its
    counterparts; ``token_kind`` says which.
    """
    OTHER = 0x4A000503
    """The card is of another kind."""
    NOT_IDENTIFIED = 0x4A000504
    """The card could not be queried; ``reason`` says why: ``Status.CARD_UNRESPONSIVE``,
    SHARING_VIOLATION, CARD_BUSY, CARD_REMOVED or another failure.
    """


class TokenKind(Constant):
    """The ``JPKI_TOKEN_*`` constants."""

    UNKNOWN = 0x4A000601
    """A token with an unknown label."""
    MY_NUMBER_CARD = 0x4A000602
    """The Individual Number Card (My Number Card)."""
    RESIDENT_REGISTRY_CARD = 0x4A000603
    """The older Basic Resident Registration Card."""
    ANDROID = 0x4A000604
    """Certificates on an Android phone."""
    IPHONE = 0x4A000605
    """Certificates on an iPhone."""


class Credential(Constant):
    """The ``JPKI_CREDENTIAL_*`` constants."""

    PIN = 0x4A001501
    """The PIN of the user-authentication key (riyosha shomei): three tries."""
    SIGNATURE_PASSWORD = 0x4A001502
    """The password of the signature key (shomei): five tries."""
    INPUT_SUPPORT_PIN = 0x4A001503
    """The PIN of the input-support application (kenmen jiko nyuryoku hojo): three tries."""
    CHECK_NUMBER_SURFACE = 0x4A001504
    """The check number B in the card-surface application (kenmen jiko kakunin), sent by
    ``Card.face``: ten tries.
    """
    CHECK_NUMBER_INPUT_SUPPORT = 0x4A001505
    """The check number B in the input-support application, sent by
    ``Card.attributes_by_check_number``: ten tries of its own.
    """
    BIRTH_DATE = 0x4A001506
    """The birth date, sent by ``Card.compare_birth_date``: ten tries."""


class TriesState(Constant):
    """The ``JPKI_TRIES_*`` constants."""

    NOT_REPORTED = 0x4A000701
    """The card does not report how many tries are left."""
    LEFT = 0x4A000702
    """The card reports the number of tries left."""
    BLOCKED = 0x4A000703
    """The PIN, password or number is locked. The holder can have it reset at the municipal office;
    the PIN and the signature password also at some convenience-store kiosks, with the other one
    of the two.
    """
    NO_LIMIT = 0x4A000704
    """The card reports that wrong tries are unlimited (6300). No card is known for which this is
    true: a call that sends the PIN treats it as ``TriesState.NOT_REPORTED``.
    """


class CertificateKind(Constant):
    """The ``JPKI_CERTIFICATE_*`` constants."""

    AUTHENTICATION = 0x4A001601
    """The user-authentication certificate (riyosha shomei)."""
    AUTHENTICATION_CA = 0x4A001602
    """The certificate of the authority that issued it."""
    SIGNATURE = 0x4A001603
    """The signature certificate (shomei), with the holder's name, address, birth date and sex."""
    SIGNATURE_CA = 0x4A001604
    """The certificate of the authority that issued it."""


class VirtualKind(Constant):
    """The ``JPKI_VIRTUAL_*`` constants."""

    MY_NUMBER_CARD = 0x4A000801
    """A virtual My Number Card."""
    RESIDENT_REGISTRY_CARD = 0x4A000802
    """A virtual Resident Registry Card."""
    ANDROID = 0x4A000803
    """A virtual Android phone."""
    IPHONE = 0x4A000804
    """A virtual iPhone."""
    CHILD_CARD = 0x4A000805
    """A virtual child's card: born on 20200401, no signature certificate. Its check number is made
    of 20200401, 2030 and "2285".
    """
    EXPIRED = 0x4A000806
    """A virtual card that was not renewed: card and certificates expired on 20250331. Its check
    number is made of 19800217, 2025 and "2285".
    """
    WITHOUT_PINS = 0x4A000807
    """A virtual card without PINs (kao ninsho My Number Card): its PIN and input-support PIN are
    locked from the start, and it has no signature certificate.
    """
    CA_GENERATION_1 = 0x4A000808
    """A virtual card with certificates issued with the authority's first key."""
    CA_GENERATION_2 = 0x4A000809
    """A virtual card with certificates issued with the authority's second key; the other kinds use
    the third.
    """


class Digest(Constant):
    """The ``JPKI_DIGEST_*`` constants."""

    SHA256 = 0x4A000A01
    """SHA-256, the default."""
    SHA384 = 0x4A000A02
    """SHA-384; only with ``Scheme.DIGEST_INFO``."""
    SHA512 = 0x4A000A03
    """SHA-512; only with ``Scheme.DIGEST_INFO``."""


class Scheme(Constant):
    """The ``JPKI_SCHEME_*`` constants."""

    DIGEST_INFO = 0x4A000B01
    """PKCS #1 v1.5 over a DigestInfo built by the library: the default."""
    BARE_DIGEST_OF_DATA = 0x4A000B02
    """The card hashes the data (1 to 255 bytes) with SHA-256 and pads the bare digest."""
    SHA256_DIGEST = 0x4A000B03
    """The card receives the SHA-256 digest and wraps it in a DigestInfo."""
    SHA256_DATA = 0x4A000B04
    """The card hashes the data (1 to 255 bytes) with SHA-256 and wraps the digest in a DigestInfo.
    """
    PSS_DIGEST = 0x4A000B05
    """PSS over a SHA-256 digest, which the card receives."""
    PSS_DATA = 0x4A000B06
    """The card hashes the data (1 to 255 bytes) with SHA-256 and signs with PSS."""


class InputKind(Constant):
    """The ``JPKI_INPUT_*`` constants."""

    DATA = 0x4A000C01
    """The input is data, to be hashed here or on the card: the default."""
    DIGEST = 0x4A000C02
    """The input is a digest computed by the caller."""


class LastTry(Constant):
    """The ``JPKI_LAST_TRY_*`` constants."""

    KEEP = 0x4A000D01
    """The PIN is not sent if one try is left or the card does not report the number: the default.
    """
    ALLOW = 0x4A000D02
    """The PIN may be sent even if one try is left: a wrong PIN then locks it."""
    KEEP_TWO = 0x4A000D03
    """Like ``LastTry.KEEP``, and the PIN is not sent if two tries are left either: a reader's
    driver may repeat a try by itself (libccid does after three damaged blocks in a row), so that
    one call can spend two.
    """


class RecordKind(Constant):
    """The ``JPKI_RECORD_*`` constants."""

    FACE = 0x4A001D01
    """For ``CardAuthorities.add``: the key is that of the authority for the card's face and birth
    date.
    """
    ATTRIBUTES = 0x4A001D02
    """The key is that of the authority for name, address, birth date and sex as text."""


class Calendar(Constant):
    """The ``JPKI_CALENDAR_*`` constants."""

    JAPANESE = 0x4A001A01
    """The year of a birth date is that of the Japanese era, as on every citizen's card."""
    GREGORIAN = 0x4A001A02
    """The year of a birth date is Gregorian. Only for foreign residents, where the card prints it
    so, or where the card answered ``Status.CHECK_NUMBER_WRONG`` to the Japanese year. It is not
    confirmed that such cards exist: the older resident registry card had such numbers. A wrong
    number spends one of the same ten tries.
    """


class Authorities(Constant):
    """The ``JPKI_AUTHORITIES_*`` constants."""

    PRODUCTION = 0x4A001301
    """The card authorities of real cards: the only choice for a program that serves people."""
    TEST = 0x4A001302
    """The card authorities of the test cards that J-LIS lends to developers: these cards identify
    no real person. Never combined with production.
    """
    VIRTUAL_CARD = 0x4A001303
    """The card authorities of the embedded virtual card, for tests. ``Status.NOT_BUILT`` unless the
    library has ``FeatureFlags.VIRTUAL_CARD``.
    """
    UNVERIFIED = 0x4A001304
    """The record is read without being verified: anyone could have written it."""
    OWN = 0x4A001305
    """The caller's own card authorities: those of ``Card.set_authorities``, or the argument of a
    call that has no card.
    """


class Sex(Constant):
    """The ``JPKI_SEX_*`` constants."""

    NOT_KNOWN = 0
    """Sex: not known (JIS X 0303), or the handle is not open."""
    MALE = 1
    """Sex: male (JIS X 0303)."""
    FEMALE = 2
    """Sex: female (JIS X 0303)."""
    NOT_APPLICABLE = 9
    """Sex: not applicable (JIS X 0303)."""
    OTHER = -1
    """Sex: the card has a character that JIS X 0303 does not define."""


class ImageKind(Constant):
    """The ``JPKI_IMAGE_*`` constants."""

    PHOTO = 0x4A001801
    """The photo: JPEG 2000 (a JP2 file, grayscale). ``Face.picture`` converts it to PNG."""
    NAME = 0x4A001802
    """The name as printed: a PNG. For text, use ``Card.attributes_by_check_number``."""
    ADDRESS = 0x4A001803
    """The address as printed: a PNG."""
    SECURITY_CODE = 0x4A001804
    """The security code as printed: a PNG. It is not signed."""


class FileKind(Constant):
    """The ``JPKI_FILE_*`` constants."""

    RECORD = 0x4A001C01
    """The record: the file of a card's face, or of name, address, birth date and sex."""
    CERTIFICATE = 0x4A001C02
    """The certificate of the key that signed the record."""
    SIGNATURE = 0x4A001C03
    """Of a face: the card's signature over the challenge. Of attributes: the record that signs
    them.
    """


class PictureKind(Constant):
    """The ``JPKI_PICTURE_*`` constants."""

    PHOTO_PNG = 0x4A001901
    """The photo as a PNG, which most programs can display directly.

    ``Status.IMAGE_MALFORMED`` if the photo is damaged, or is a kind of JPEG 2000 that the
    library does not decode: the message then names the kind after "not supported", and
    ``PictureKind.CARD_SVG`` draws the face without the photo.
    """
    CARD_SVG = 0x4A001902
    """The whole face in one picture at the size of the card: an SVG document in UTF-8 with Japanese
    captions, which browsers and SVG 1.1 renderers display (tested with Qt 5.15, librsvg and
    CairoSVG). It is self-contained except for fonts: without a Japanese font the captions are
    boxes, but birth date and sex are also in Latin letters. A photo of a kind that the library
    does not decode is replaced by a red frame with NO PHOTO: the picture then identifies nobody.
    """


class Reason(Constant):
    """The ``JPKI_REASON_*`` constants."""

    CERTIFICATE_MALFORMED = 100
    """The certificate, or a required extension of it, is malformed."""
    DUPLICATE_EXTENSION = 101
    """An extension is present twice in the certificate (RFC 5280, 4.2)."""
    UNKNOWN_CRITICAL_EXTENSION = 102
    """A critical extension is unknown."""
    ISSUER_KEY_UNNAMED = 103
    """The certificate does not name its issuer's key."""
    ISSUER_UNKNOWN = 104
    """No trust anchor has the key that the certificate names as its issuer's."""
    ISSUER_NAME_DIFFERS = 105
    """The issuer's name is not the anchor's."""
    ALGORITHM_NOT_ALLOWED = 106
    """The certificate is not signed with SHA-256 and RSA, or names two different algorithms."""
    CERTIFICATE_SIGNATURE_INVALID = 107
    """The certificate's signature is not by the anchor's key."""
    ANCHOR_OF_OTHER_PURPOSE = 108
    """The anchor is that of the other CA: authentication and signature are not interchangeable."""
    ANCHOR_NOT_YET_VALID = 109
    """The anchor is not valid yet."""
    ANCHOR_EXPIRED = 110
    """The anchor is no longer valid."""
    NOT_YET_VALID = 111
    """The certificate is not valid yet."""
    EXPIRED = 112
    """The certificate is no longer valid: the holder renews it at the municipal office."""
    KEY_NOT_ALLOWED = 113
    """The certificate's key is not RSA of 2048 to 4096 bits."""
    KEY_USAGE_WRONG = 114
    """The key usage is not the one for this purpose, or missing."""
    EXTENDED_KEY_USAGE_WRONG = 115
    """The extended key usage does not allow this purpose."""
    IS_AUTHORITY = 116
    """The certificate is a CA's, not a person's."""
    POLICY_WRONG = 117
    """The certificate is not issued under the policy for this purpose and hierarchy."""
    CA_CERTIFICATE_DIFFERS = 118
    """The supplied CA certificate does not have the anchor's key and name."""
    REVOKED = 200
    """The certificate is revoked."""
    STATUS_UNKNOWN = 201
    """The responder does not know the certificate."""
    REVOCATION_UNDETERMINABLE = 202
    """Evidence was supplied, but the issuer that must have signed it is unknown."""
    OCSP_MALFORMED = 300
    """The OCSP response is malformed or contradicts itself."""
    OCSP_REQUEST_MALFORMED = 301
    """The responder answered malformedRequest."""
    OCSP_INTERNAL_ERROR = 302
    """The responder answered internalError."""
    OCSP_TRY_LATER = 303
    """The responder answered tryLater."""
    OCSP_SIGNATURE_REQUIRED = 304
    """The responder answered sigRequired."""
    OCSP_UNAUTHORIZED = 305
    """The responder answered unauthorized, as it does to anyone who is not a notified verifier."""
    OCSP_RESPONDER_UNKNOWN = 306
    """Neither the CA nor a certificate in the response is the responder that it names."""
    OCSP_RESPONDER_NOT_AUTHORIZED = 307
    """The responder's certificate does not let it answer for the CA."""
    OCSP_RESPONDER_NOT_YET_VALID = 308
    """The responder's certificate is not valid yet."""
    OCSP_RESPONDER_EXPIRED = 309
    """The responder's certificate has expired."""
    OCSP_ALGORITHM_NOT_ALLOWED = 310
    """The response is not signed with SHA-256 and RSA of 2048 to 4096 bits."""
    OCSP_SIGNATURE_INVALID = 311
    """The response's signature is invalid."""
    OCSP_NONCE_MISSING = 312
    """The request had a nonce and the response has none: it may be an old response."""
    OCSP_NONCE_DIFFERS = 313
    """The response's nonce is not the request's: it answers another request."""
    OCSP_OTHER_CERTIFICATE = 314
    """The response is not about this certificate."""
    OCSP_NOT_YET_VALID = 315
    """The response was produced in the future, or reports a future state."""
    OCSP_EXPIRED = 316
    """The response is too old."""
    OCSP_UNKNOWN_CRITICAL_EXTENSION = 317
    """A critical extension of the response is unknown."""
    CRL_MALFORMED = 400
    """The CRL is malformed or inconsistent."""
    CRL_OTHER_ISSUER = 401
    """The CRL is by another issuer."""
    CRL_ALGORITHM_NOT_ALLOWED = 402
    """The CRL is not signed with SHA-256 and RSA, or names two different algorithms."""
    CRL_SIGNATURE_INVALID = 403
    """The CRL's signature is not by the anchor's key."""
    CRL_NOT_YET_VALID = 404
    """The CRL was issued in the future."""
    CRL_EXPIRED = 405
    """The next CRL is overdue."""
    CRL_UNKNOWN_CRITICAL_EXTENSION = 406
    """A critical extension of the CRL or of an entry is unknown."""
    CRL_DELTA = 407
    """A delta CRL: it contains only changes."""
    CRL_INDIRECT = 408
    """An indirect CRL: it covers other issuers' certificates."""
    CRL_OUT_OF_SCOPE = 409
    """The CRL does not cover holders' certificates, or all reasons for revocation."""
    CRL_OTHER_DISTRIBUTION_POINT = 410
    """The CRL belongs to a distribution point that the certificate does not name."""
    CHALLENGE_DIGEST_LENGTH = 500
    """The supplied digest does not have the algorithm's length."""
    CHALLENGE_SIGNATURE_INVALID = 501
    """The signature is not one by the certificate's key over this challenge."""
    CHALLENGE_EMPTY = 502
    """The challenge is empty, or the digest of empty data: it was lost, and a signature over it
    could be replayed to anyone.
    """
    CHALLENGE_TOO_SHORT = 503
    """The challenge has fewer than 16 bytes: it may have been used before, or be guessed."""


class Purpose(Constant):
    """The ``JPKI_PURPOSE_*`` constants."""

    AUTHENTICATION = 0x4A000E01
    """The certificate for the PIN of four digits: its holder is present. The default."""
    SIGNATURE = 0x4A000E02
    """The certificate for the signature password: its holder signs a document."""


class Anchors(Constant):
    """The ``JPKI_ANCHORS_*`` constants."""

    PRODUCTION = 0x4A000F01
    """Trust anchors: J-LIS's CAs for real cards, built into the library. The default."""
    TEST = 0x4A000F02
    """Trust anchors: the CAs of the test cards that J-LIS lends to developers. These cards identify
    no real person: never use this in a program that serves patients.
    """
    OWN = 0x4A000F03
    """Trust anchors: only own_anchors, treated as CAs of test cards (their certificate policy),
    such as those of the embedded virtual card. These cards identify no real person either.
    """
    PRODUCTION_AND_OWN = 0x4A000F04
    """Trust anchors: J-LIS's CAs for real cards, and own_anchors in addition: generations newer
    than the library.
    """


class OcspHash(Constant):
    """The ``JPKI_OCSP_HASH_*`` constants."""

    SHA1 = 0x4A001201
    """For ``VerifyOptions``.ocsp_hash: SHA-1, which every responder supports. The default. It only
    identifies the issuer; security does not depend on it.
    """
    SHA256 = 0x4A001202
    """For ``VerifyOptions``.ocsp_hash: SHA-256."""


class Policies(Constant):
    """The ``JPKI_POLICIES_*`` constants."""

    BY_ARC = 0x4A001001
    """Certificate policies: every class of the purpose's arc, 1.2.392.200149.8.5.1.3 for
    authentication and 1.2.392.200149.8.5.1.1 for signature, including a class newer than the
    library (see ``Verdict``.policy_is_known). For test cards, whose arc does not show the
    purpose, only the known classes. The default.
    """
    KNOWN = 0x4A001002
    """Certificate policies: only those that the library knows, 1.2.392.200149.8.5.1.3.30 and
    1.2.392.200149.8.5.1.1.20; for test cards 1.2.392.200149.8.5.1.0.30 and
    1.2.392.200149.8.5.1.0.20.
    """
    OWN = 0x4A001003
    """Certificate policies: only own_policies."""


class Revocation(Constant):
    """The ``JPKI_REVOCATION_*`` constants."""

    NOT_REQUESTED = 0x4A001101
    """No OCSP response and no CRL was passed: revocation was not checked."""
    UNDETERMINED = 0x4A001102
    """The revocation data that was passed cannot be relied on; the reasons say why."""
    GOOD = 0x4A001103
    """Not revoked, according to signed and current data."""
    REVOKED = 0x4A001104
    """Revoked, according to signed data, which may be of another time."""
    UNKNOWN = 0x4A001105
    """The responder does not know the certificate."""


__all__ = [
    "Algorithm",
    "Anchors",
    "Authorities",
    "Calendar",
    "CardKind",
    "CertificateField",
    "CertificateKind",
    "Credential",
    "Digest",
    "EventKind",
    "FeatureFlags",
    "FileKind",
    "ImageKind",
    "InputKind",
    "Language",
    "LastTry",
    "LogLevel",
    "MonitorFlags",
    "OcspHash",
    "PictureKind",
    "Policies",
    "Presence",
    "Purpose",
    "Reason",
    "RecordKind",
    "Revocation",
    "Scheme",
    "Sex",
    "Status",
    "TimeoutKind",
    "TokenKind",
    "TriesState",
    "VirtualKind",
    "WaitFlags",
]
