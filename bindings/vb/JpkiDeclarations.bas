Attribute VB_Name = "JpkiDeclarations"
Option Explicit
'
' jpkicard: Japan's Individual Number Card (My Number Card) from VB6 and VBA.
' Generated from the headers of jpkicard: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0
'
' 64-bit VBA needs jpkicard.dll; VB6 and 32-bit VBA need jpkicard_std.dll and jpkicard.dll in one
' folder, and no other copy of the declarations: jpkicard.dll itself cannot be called from them.
' Call JpkiLoad with the folder before anything else, unless the DLLs are beside the EXE.
'
' Each comment here is the first sentence of the header's, which has lengths, errors, and the
' effect on PIN tries. What differs from C:
'
' - Handles, pointers and sizes are LongPtr, which is a Long in 32-bit programs.
' - Structures are passed ByRef. Set StructSize = LenB(structure) first. A structure of options
'   with nothing else set means the defaults.
' - Texts are UTF-8 and not BSTR: JpkiUtf8 makes bytes to pass with VarPtr, JpkiText reads them.
' - PINs and data are passed as VarPtr(bytes(0)) and the number of bytes. Wipe a PIN's bytes with
'   JpkiSecureWipe; a String cannot be wiped.
' - Numbers of 64 bits are Currency, which shows a 10,000th of them: JpkiDate makes a date of
'   seconds, JpkiFromDate the opposite.
' - Functions that take callbacks are left out: VB may not be called from another thread.

#If VBA7 = 0 Then
' VB6 has no LongPtr: this makes it a Long.
Public Enum LongPtr
    [_]
End Enum
#End If

Private Const UTF8_CODE_PAGE As Long = 65001
Private Const LOAD_WITH_ALTERED_SEARCH_PATH As Long = 8

#If VBA7 Then
Private Declare PtrSafe Function MultiByteToWideChar Lib "kernel32" ( _
    ByVal codePage As Long, ByVal flags As Long, ByVal bytes As LongPtr, ByVal byteCount As Long, _
    ByVal letters As LongPtr, ByVal letterCount As Long) As Long
Private Declare PtrSafe Function WideCharToMultiByte Lib "kernel32" ( _
    ByVal codePage As Long, ByVal flags As Long, ByVal letters As LongPtr, _
    ByVal letterCount As Long, ByVal bytes As LongPtr, ByVal byteCount As Long, _
    ByVal defaultLetter As LongPtr, ByVal usedDefault As LongPtr) As Long
Private Declare PtrSafe Function LengthOfText Lib "kernel32" Alias "lstrlenA" ( _
    ByVal text As LongPtr) As Long
Private Declare PtrSafe Sub CopyBytes Lib "kernel32" Alias "RtlMoveMemory" ( _
    ByVal target As LongPtr, ByVal source As LongPtr, ByVal byteCount As LongPtr)
Private Declare PtrSafe Function LoadLibraryEx Lib "kernel32" Alias "LoadLibraryExW" ( _
    ByVal path As LongPtr, ByVal reserved As LongPtr, ByVal flags As Long) As LongPtr
#Else
Private Declare Function MultiByteToWideChar Lib "kernel32" ( _
    ByVal codePage As Long, ByVal flags As Long, ByVal bytes As LongPtr, ByVal byteCount As Long, _
    ByVal letters As LongPtr, ByVal letterCount As Long) As Long
Private Declare Function WideCharToMultiByte Lib "kernel32" ( _
    ByVal codePage As Long, ByVal flags As Long, ByVal letters As LongPtr, _
    ByVal letterCount As Long, ByVal bytes As LongPtr, ByVal byteCount As Long, _
    ByVal defaultLetter As LongPtr, ByVal usedDefault As LongPtr) As Long
Private Declare Function LengthOfText Lib "kernel32" Alias "lstrlenA" ( _
    ByVal text As LongPtr) As Long
Private Declare Sub CopyBytes Lib "kernel32" Alias "RtlMoveMemory" ( _
    ByVal target As LongPtr, ByVal source As LongPtr, ByVal byteCount As LongPtr)
Private Declare Function LoadLibraryEx Lib "kernel32" Alias "LoadLibraryExW" ( _
    ByVal path As LongPtr, ByVal reserved As LongPtr, ByVal flags As Long) As LongPtr
#End If

' The return value of every fallible function: JPKI_OK or a negative JPKI_ERROR_*.
Public Enum JpkiStatus
    ' Success.
    JPKI_OK = 0
    ' Internal error.
    JPKI_ERROR_INTERNAL = -1
    ' An argument is invalid: a NULL pointer, a length, a number, a struct_size.
    JPKI_ERROR_ARGUMENT = -2
    ' The handle is NULL, freed, or of another kind.
    JPKI_ERROR_HANDLE = -3
    ' The library was built without this feature.
    JPKI_ERROR_NOT_BUILT = -4
    ' The operating system refused a resource.
    JPKI_ERROR_SYSTEM = -5
    ' A callback used a card that is in use: the card whose call invoked it, or one that another
    ' thread is using.
    JPKI_ERROR_REENTERED = -6
    ' The handle was created by the parent process, before a fork.
    JPKI_ERROR_FORKED = -7
    ' The smart card service is not running.
    JPKI_ERROR_SERVICE_NOT_RUNNING = -10
    ' The smart card service refused the connection: the account is not allowed to use it, or
    ' other programs hold all its connections.
    JPKI_ERROR_SERVICE_REFUSED = -11
    ' The smart card service reported another failure.
    JPKI_ERROR_SERVICE_FAILED = -12
    ' No reader is connected.
    JPKI_ERROR_NO_READER = -13
    ' The requested reader is not connected.
    JPKI_ERROR_UNKNOWN_READER = -14
    ' No card is on the reader.
    JPKI_ERROR_NO_CARD = -15
    ' The card does not answer.
    JPKI_ERROR_CARD_UNRESPONSIVE = -16
    ' The card is not an Individual Number Card.
    JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD = -17
    ' Another program holds the card exclusively.
    JPKI_ERROR_SHARING_VIOLATION = -18
    ' The card was removed.
    JPKI_ERROR_CARD_REMOVED = -19
    ' The card was reset, or it may have been exchanged and nothing read from it before can rule
    ' that out.
    JPKI_ERROR_CARD_RESET = -20
    ' No card arrived before the timeout.
    JPKI_ERROR_TIMED_OUT = -21
    ' The wait was cancelled.
    JPKI_ERROR_CANCELLED = -22
    ' The exchange between reader and card failed.
    JPKI_ERROR_READER_FAILED = -23
    ' Another program is using the card and did not release it in time, or the card or its
    ' reader is slow.
    JPKI_ERROR_CARD_BUSY = -24
    ' The smart card service is running but does not respond.
    JPKI_ERROR_SERVICE_NOT_RESPONDING = -25
    ' The card reader, its driver or the card did not respond in time.
    JPKI_ERROR_READER_NOT_RESPONDING = -26
    ' The PC/SC library, libpcsclite.so.1, is not installed on this machine.
    JPKI_ERROR_PCSC_NOT_INSTALLED = -27
    ' The card's response is malformed.
    JPKI_ERROR_CARD_ANSWER = -30
    ' The card refused the command; see status_word.
    JPKI_ERROR_CARD_STATUS = -31
    ' The card does not hold the requested data: many children's cards have no signature
    ' certificate, and a phone or an old Resident Registry card has no card-face application.
    JPKI_ERROR_NOT_ON_CARD = -32
    ' The certificate is damaged.
    JPKI_ERROR_CERTIFICATE_MALFORMED = -33
    ' After a reset or a lost response, a different card answered.
    JPKI_ERROR_CARD_EXCHANGED = -34
    ' The PIN is not four half-width digits.
    JPKI_ERROR_PIN_FORMAT = -40
    ' The PIN is wrong.
    JPKI_ERROR_PIN_WRONG = -41
    ' The PIN is locked, or the card was issued without one.
    JPKI_ERROR_PIN_BLOCKED = -42
    ' One try is left and spending it was not allowed.
    JPKI_ERROR_PIN_LAST_TRY = -43
    ' The number of tries left is unknown (no answer, or "no limit", status_word 0x6300), and
    ' spending the last one was not allowed.
    JPKI_ERROR_PIN_TRIES_UNKNOWN = -44
    ' The card allows this only after the PIN is verified.
    JPKI_ERROR_PIN_REQUIRED = -45
    ' The PIN was sent, but the answer was lost or not understood: a try may have been spent.
    JPKI_ERROR_PIN_UNCERTAIN = -46
    ' A PIN change was sent, but may not have taken effect: either the old or the new PIN is in
    ' force.
    JPKI_ERROR_PIN_CHANGE_UNCERTAIN = -47
    ' Two tries are left and spending one was not allowed (JPKI_LAST_TRY_KEEP_TWO).
    JPKI_ERROR_PIN_LAST_TWO_TRIES = -48
    ' The card's signature does not match its certificate and was discarded.
    JPKI_ERROR_SIGNATURE_INVALID = -50
    ' The certificate's key is of a type that this version does not support.
    JPKI_ERROR_KEY_NOT_SUPPORTED = -51
    ' The key could not be locked: have the card removed from the reader now.
    JPKI_ERROR_KEY_NOT_LOCKED = -52
    ' The signature password is not 6 to 16 letters and digits, or a new one does not mix both.
    JPKI_ERROR_PASSWORD_FORMAT = -60
    ' The signature password is wrong.
    JPKI_ERROR_PASSWORD_WRONG = -61
    ' The signature password is locked; the four-digit PIN is not affected.
    JPKI_ERROR_PASSWORD_BLOCKED = -62
    ' The input-support PIN is wrong.
    JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG = -65
    ' The input-support PIN is locked; the other PINs are not affected.
    JPKI_ERROR_INPUT_SUPPORT_PIN_BLOCKED = -66
    ' The birth date, expiry year or security code cannot be right.
    JPKI_ERROR_CHECK_NUMBER_FORMAT = -70
    ' The check number or birth date does not match this card.
    JPKI_ERROR_CHECK_NUMBER_WRONG = -71
    ' The check number or birth date is locked; the PINs are not affected.
    JPKI_ERROR_CHECK_NUMBER_BLOCKED = -72
    ' The six digits of the birth date match the card's, but the year does not.
    JPKI_ERROR_BIRTH_DATE_DIFFERS = -73
    ' The certificate has expired: the holder can renew it at the municipal office.
    JPKI_ERROR_CERTIFICATE_EXPIRED = -80
    ' The certificate is not valid yet: check the computer's clock.
    JPKI_ERROR_CERTIFICATE_NOT_YET_VALID = -81
    ' The certificate was revoked: do not accept it.
    JPKI_ERROR_CERTIFICATE_REVOKED = -82
    ' The certificate is not issued by a trust anchor for this purpose: do not accept it.
    JPKI_ERROR_CERTIFICATE_NOT_TRUSTED = -83
    ' A record read from the card cannot be parsed.
    JPKI_ERROR_RECORD_MALFORMED = -84
    ' The record's signature or its issuer's certificate is not valid: do not rely on the
    ' record.
    JPKI_ERROR_RECORD_NOT_AUTHENTIC = -85
    ' The challenge was not signed by the card's own key: the card may be a copy.
    JPKI_ERROR_CARD_NOT_GENUINE = -86
    ' The photo or another image on the card cannot be decoded.
    JPKI_ERROR_IMAGE_MALFORMED = -87
    ' The revocation data supplied do not show whether the certificate is revoked.
    JPKI_ERROR_REVOCATION_UNKNOWN = -88
End Enum

' One of JPKI_LANGUAGE_*.
Public Enum JpkiLanguage
    ' English, for texts shown to the person at the desk.
    JPKI_LANGUAGE_ENGLISH = &H4A000101
    ' Japanese, for texts shown to the person at the desk.
    JPKI_LANGUAGE_JAPANESE = &H4A000102
End Enum

' Any of JPKI_FEATURE_*, or 0 for none.
Public Enum JpkiFeatureFlags
    ' The library accesses readers through PC/SC.
    JPKI_FEATURE_PCSC = 1
    ' The library verifies each signature before returning it, and can verify the records of the
    ' card.
    JPKI_FEATURE_VERIFY = 2
    ' The library includes the embedded virtual card: a build for tests.
    JPKI_FEATURE_VIRTUAL_CARD = 4
    ' The library verifies certificates and signatures for a relying party.
    JPKI_FEATURE_TRUST = 8
    ' The library can decode the images on the card into pictures.
    JPKI_FEATURE_PICTURE = 16
    ' The library can read the 12-digit individual number (kojin bango).
    JPKI_FEATURE_INDIVIDUAL_NUMBER = 32
End Enum

' One of JPKI_LOG_*.
Public Enum JpkiLogLevel
    ' Log nothing: the initial state.
    JPKI_LOG_OFF = &H4A000201
    ' Log failures that no status reports.
    JPKI_LOG_ERROR = &H4A000202
    ' Also log conditions that deserve attention.
    JPKI_LOG_WARNING = &H4A000203
    ' Also log what happened.
    JPKI_LOG_INFO = &H4A000204
    ' Also log how it happened.
    JPKI_LOG_DEBUG = &H4A000205
    ' Also log each exchange with a card: header, lengths and status word.
    JPKI_LOG_TRACE = &H4A000206
End Enum

' One of JPKI_FIELD_*.
Public Enum JpkiField
    ' The serial number, big-endian.
    JPKI_FIELD_SERIAL_NUMBER = &H4A001701
    ' The identifier of the issuer's key (authorityKeyIdentifier).
    JPKI_FIELD_ISSUER_KEY_ID = &H4A001702
    ' The identifier of the certificate's own key (subjectKeyIdentifier).
    JPKI_FIELD_SUBJECT_KEY_ID = &H4A001703
    ' The public key, as the DER encoding of its SubjectPublicKeyInfo.
    JPKI_FIELD_PUBLIC_KEY = &H4A001704
End Enum

' One of JPKI_ALGORITHM_*.
Public Enum JpkiAlgorithm
    ' RSASSA-PKCS1-v1_5 with SHA-256.
    JPKI_ALGORITHM_RSA_PKCS1_SHA256 = &H4A000901
    ' RSASSA-PKCS1-v1_5 with SHA-384.
    JPKI_ALGORITHM_RSA_PKCS1_SHA384 = &H4A000902
    ' RSASSA-PKCS1-v1_5 with SHA-512.
    JPKI_ALGORITHM_RSA_PKCS1_SHA512 = &H4A000903
    ' PKCS #1 v1.5 padding around a bare SHA-256 digest, without DigestInfo.
    JPKI_ALGORITHM_RSA_PKCS1_BARE_SHA256 = &H4A000904
    ' RSASSA-PSS with SHA-256 and MGF1 of SHA-256.
    JPKI_ALGORITHM_RSA_PSS_SHA256 = &H4A000905
End Enum

' One of JPKI_TIMEOUT_*.
Public Enum JpkiTimeout
    ' The maximum time that a call waits for another program's transaction with the card, or for
    ' a service that does not respond, before it returns JPKI_ERROR_CARD_BUSY or
    ' JPKI_ERROR_SERVICE_NOT_RESPONDING.
    JPKI_TIMEOUT_TRANSACTION = &H4A001B01
    ' The maximum time that a call waits for the reader's answer to one command before it gives
    ' up on the card and returns JPKI_ERROR_READER_NOT_RESPONDING (JPKI_ERROR_KEY_NOT_LOCKED if
    ' a PIN was sent).
    JPKI_TIMEOUT_EXCHANGE = &H4A001B02
    ' The maximum time that a wait tolerates a service that stops or does not respond, each
    ' time, before it returns JPKI_ERROR_SERVICE_*.
    JPKI_TIMEOUT_SERVICE_ABSENCE = &H4A001B03
End Enum

' One of JPKI_PRESENCE_*.
Public Enum JpkiPresence
    ' No card is in the reader.
    JPKI_PRESENCE_EMPTY = &H4A000301
    ' The reader holds a card that no program uses.
    JPKI_PRESENCE_PRESENT = &H4A000302
    ' The reader holds a card that a program uses in shared mode.
    JPKI_PRESENCE_IN_USE = &H4A000303
    ' The reader holds a card that a program uses exclusively.
    JPKI_PRESENCE_EXCLUSIVE = &H4A000304
    ' The reader holds a card that does not respond.
    JPKI_PRESENCE_UNRESPONSIVE = &H4A000305
    ' The reader itself does not respond.
    JPKI_PRESENCE_UNAVAILABLE = &H4A000306
End Enum

' Any of JPKI_WAIT_*, or 0 for none.
Public Enum JpkiWaitFlags
    ' In jpki_card_wait: reader is a part of the name, in UTF-8; ASCII letters match in either
    ' case.
    JPKI_WAIT_NAME_PART = &H10000000
    ' In jpki_card_wait: return JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD as soon as a card of
    ' another kind is present and no reader holds the right one.
    JPKI_WAIT_REPORT_OTHER_CARD = &H20000000
    ' In jpki_card_wait: also wait for a service that is not running when the wait begins, as on
    ' Windows while no reader is connected.
    JPKI_WAIT_FOR_SERVICE = &H40000000
End Enum

' Any of JPKI_MONITOR_*, or 0 for none.
Public Enum JpkiMonitorFlags
    ' In jpki_monitor_new: identify each inserted card before it is reported.
    JPKI_MONITOR_IDENTIFY = &H08000000
End Enum

' One of JPKI_EVENT_*.
Public Enum JpkiEventKind
    ' No event: the value after a call that fails.
    JPKI_EVENT_NONE = &H4A000401
    ' A reader is connected: it was when the monitor began, or has been plugged in.
    JPKI_EVENT_READER_ARRIVED = &H4A000402
    ' A reader is no longer connected.
    JPKI_EVENT_READER_LEFT = &H4A000403
    ' A card is in a reader.
    JPKI_EVENT_CARD_INSERTED = &H4A000404
    ' The card is no longer in the reader, or the reader can no longer report on it.
    JPKI_EVENT_CARD_REMOVED = &H4A000405
    ' The smart card service cannot be used; reason says why.
    JPKI_EVENT_SERVICE_STOPPED = &H4A000406
    ' The service can be used again.
    JPKI_EVENT_SERVICE_STARTED = &H4A000407
End Enum

' One of JPKI_CARD_*.
Public Enum JpkiCardKind
    ' The card was not queried.
    JPKI_CARD_NOT_ASKED = &H4A000501
    ' The card has the JPKI application: it is an Individual Number Card or one of its
    ' counterparts; token_kind says which.
    JPKI_CARD_TOKEN = &H4A000502
    ' The card is of another kind.
    JPKI_CARD_OTHER = &H4A000503
    ' The card could not be queried; reason says why: JPKI_ERROR_CARD_UNRESPONSIVE,
    ' SHARING_VIOLATION, CARD_BUSY, CARD_REMOVED or another failure.
    JPKI_CARD_NOT_IDENTIFIED = &H4A000504
End Enum

' One of JPKI_TOKEN_*.
Public Enum JpkiTokenKind
    ' A token with an unknown label.
    JPKI_TOKEN_UNKNOWN = &H4A000601
    ' The Individual Number Card (My Number Card).
    JPKI_TOKEN_MY_NUMBER_CARD = &H4A000602
    ' The older Basic Resident Registration Card.
    JPKI_TOKEN_RESIDENT_REGISTRY_CARD = &H4A000603
    ' Certificates on an Android phone.
    JPKI_TOKEN_ANDROID = &H4A000604
    ' Certificates on an iPhone.
    JPKI_TOKEN_IPHONE = &H4A000605
End Enum

' One of JPKI_CREDENTIAL_*.
Public Enum JpkiCredential
    ' The PIN of the user-authentication key (riyosha shomei): three tries.
    JPKI_CREDENTIAL_PIN = &H4A001501
    ' The password of the signature key (shomei): five tries.
    JPKI_CREDENTIAL_SIGNATURE_PASSWORD = &H4A001502
    ' The PIN of the input-support application (kenmen jiko nyuryoku hojo): three tries.
    JPKI_CREDENTIAL_INPUT_SUPPORT_PIN = &H4A001503
    ' The check number B in the card-surface application (kenmen jiko kakunin), sent by
    ' jpki_card_face: ten tries.
    JPKI_CREDENTIAL_CHECK_NUMBER_SURFACE = &H4A001504
    ' The check number B in the input-support application, sent by
    ' jpki_card_attributes_by_check_number: ten tries of its own.
    JPKI_CREDENTIAL_CHECK_NUMBER_INPUT_SUPPORT = &H4A001505
    ' The birth date, sent by jpki_card_compare_birth_date: ten tries.
    JPKI_CREDENTIAL_BIRTH_DATE = &H4A001506
End Enum

' One of JPKI_TRIES_*.
Public Enum JpkiTries
    ' The card does not report how many tries are left.
    JPKI_TRIES_NOT_REPORTED = &H4A000701
    ' The card reports the number of tries left.
    JPKI_TRIES_LEFT = &H4A000702
    ' The PIN, password or number is locked.
    JPKI_TRIES_BLOCKED = &H4A000703
    ' The card reports that wrong tries are unlimited (6300).
    JPKI_TRIES_NO_LIMIT = &H4A000704
End Enum

' One of JPKI_CERTIFICATE_*.
Public Enum JpkiCertificateKind
    ' The user-authentication certificate (riyosha shomei).
    JPKI_CERTIFICATE_AUTHENTICATION = &H4A001601
    ' The certificate of the authority that issued it.
    JPKI_CERTIFICATE_AUTHENTICATION_CA = &H4A001602
    ' The signature certificate (shomei), with the holder's name, address, birth date and sex.
    JPKI_CERTIFICATE_SIGNATURE = &H4A001603
    ' The certificate of the authority that issued it.
    JPKI_CERTIFICATE_SIGNATURE_CA = &H4A001604
End Enum

' One of JPKI_VIRTUAL_*.
Public Enum JpkiVirtualKind
    ' A virtual My Number Card.
    JPKI_VIRTUAL_MY_NUMBER_CARD = &H4A000801
    ' A virtual Resident Registry Card.
    JPKI_VIRTUAL_RESIDENT_REGISTRY_CARD = &H4A000802
    ' A virtual Android phone.
    JPKI_VIRTUAL_ANDROID = &H4A000803
    ' A virtual iPhone.
    JPKI_VIRTUAL_IPHONE = &H4A000804
    ' A virtual child's card: born on 20200401, no signature certificate.
    JPKI_VIRTUAL_CHILD_CARD = &H4A000805
    ' A virtual card that was not renewed: card and certificates expired on 20250331.
    JPKI_VIRTUAL_EXPIRED = &H4A000806
    ' A virtual card without PINs (kao ninsho My Number Card): its PIN and input-support PIN are
    ' locked from the start, and it has no signature certificate.
    JPKI_VIRTUAL_WITHOUT_PINS = &H4A000807
    ' A virtual card with certificates issued with the authority's first key.
    JPKI_VIRTUAL_CA_GENERATION_1 = &H4A000808
    ' A virtual card with certificates issued with the authority's second key; the other kinds
    ' use the third.
    JPKI_VIRTUAL_CA_GENERATION_2 = &H4A000809
End Enum

' One of JPKI_DIGEST_*.
Public Enum JpkiDigest
    ' SHA-256, the default.
    JPKI_DIGEST_SHA256 = &H4A000A01
    ' SHA-384; only with JPKI_SCHEME_DIGEST_INFO.
    JPKI_DIGEST_SHA384 = &H4A000A02
    ' SHA-512; only with JPKI_SCHEME_DIGEST_INFO.
    JPKI_DIGEST_SHA512 = &H4A000A03
End Enum

' One of JPKI_SCHEME_*.
Public Enum JpkiScheme
    ' PKCS #1 v1.5 over a DigestInfo built by the library: the default.
    JPKI_SCHEME_DIGEST_INFO = &H4A000B01
    ' The card hashes the data (1 to 255 bytes) with SHA-256 and pads the bare digest.
    JPKI_SCHEME_BARE_DIGEST_OF_DATA = &H4A000B02
    ' The card receives the SHA-256 digest and wraps it in a DigestInfo.
    JPKI_SCHEME_SHA256_DIGEST = &H4A000B03
    ' The card hashes the data (1 to 255 bytes) with SHA-256 and wraps the digest in a
    ' DigestInfo.
    JPKI_SCHEME_SHA256_DATA = &H4A000B04
    ' PSS over a SHA-256 digest, which the card receives.
    JPKI_SCHEME_PSS_DIGEST = &H4A000B05
    ' The card hashes the data (1 to 255 bytes) with SHA-256 and signs with PSS.
    JPKI_SCHEME_PSS_DATA = &H4A000B06
End Enum

' One of JPKI_INPUT_*.
Public Enum JpkiInput
    ' The input is data, to be hashed here or on the card: the default.
    JPKI_INPUT_DATA = &H4A000C01
    ' The input is a digest computed by the caller.
    JPKI_INPUT_DIGEST = &H4A000C02
End Enum

' One of JPKI_LAST_TRY_*.
Public Enum JpkiLastTry
    ' The PIN is not sent if one try is left or the card does not report the number: the
    ' default.
    JPKI_LAST_TRY_KEEP = &H4A000D01
    ' The PIN may be sent even if one try is left: a wrong PIN then locks it.
    JPKI_LAST_TRY_ALLOW = &H4A000D02
    ' Like JPKI_LAST_TRY_KEEP, and the PIN is not sent if two tries are left either: a reader's
    ' driver may repeat a try by itself (libccid does after three damaged blocks in a row), so
    ' that one call can spend two.
    JPKI_LAST_TRY_KEEP_TWO = &H4A000D03
End Enum

' One of JPKI_RECORD_*.
Public Enum JpkiRecordKind
    ' For jpki_card_authorities_add: the key is that of the authority for the card's face and
    ' birth date.
    JPKI_RECORD_FACE = &H4A001D01
    ' The key is that of the authority for name, address, birth date and sex as text.
    JPKI_RECORD_ATTRIBUTES = &H4A001D02
End Enum

' One of JPKI_CALENDAR_*.
Public Enum JpkiCalendar
    ' The year of a birth date is that of the Japanese era, as on every citizen's card.
    JPKI_CALENDAR_JAPANESE = &H4A001A01
    ' The year of a birth date is Gregorian.
    JPKI_CALENDAR_GREGORIAN = &H4A001A02
End Enum

' One of JPKI_AUTHORITIES_*.
Public Enum JpkiAuthorities
    ' The card authorities of real cards: the only choice for a program that serves people.
    JPKI_AUTHORITIES_PRODUCTION = &H4A001301
    ' The card authorities of the test cards that J-LIS lends to developers: these cards
    ' identify no real person.
    JPKI_AUTHORITIES_TEST = &H4A001302
    ' The card authorities of the embedded virtual card, for tests.
    JPKI_AUTHORITIES_VIRTUAL_CARD = &H4A001303
    ' The record is read without being verified: anyone could have written it.
    JPKI_AUTHORITIES_UNVERIFIED = &H4A001304
    ' The caller's own card authorities: those of jpki_card_set_authorities, or the argument of
    ' a call that has no card.
    JPKI_AUTHORITIES_OWN = &H4A001305
End Enum

' One of JPKI_SEX_*.
Public Enum JpkiSex
    ' Sex: not known (JIS X 0303), or the handle is not open.
    JPKI_SEX_NOT_KNOWN = 0
    ' Sex: male (JIS X 0303).
    JPKI_SEX_MALE = 1
    ' Sex: female (JIS X 0303).
    JPKI_SEX_FEMALE = 2
    ' Sex: not applicable (JIS X 0303).
    JPKI_SEX_NOT_APPLICABLE = 9
    ' Sex: the card has a character that JIS X 0303 does not define.
    JPKI_SEX_OTHER = -1
End Enum

' One of JPKI_IMAGE_*.
Public Enum JpkiImage
    ' The photo: JPEG 2000 (a JP2 file, grayscale).
    JPKI_IMAGE_PHOTO = &H4A001801
    ' The name as printed: a PNG.
    JPKI_IMAGE_NAME = &H4A001802
    ' The address as printed: a PNG.
    JPKI_IMAGE_ADDRESS = &H4A001803
    ' The security code as printed: a PNG.
    JPKI_IMAGE_SECURITY_CODE = &H4A001804
End Enum

' One of JPKI_FILE_*.
Public Enum JpkiFile
    ' The record: the file of a card's face, or of name, address, birth date and sex.
    JPKI_FILE_RECORD = &H4A001C01
    ' The certificate of the key that signed the record.
    JPKI_FILE_CERTIFICATE = &H4A001C02
    ' Of a face: the card's signature over the challenge.
    JPKI_FILE_SIGNATURE = &H4A001C03
End Enum

' One of JPKI_PICTURE_*.
Public Enum JpkiPictureKind
    ' The photo as a PNG, which most programs can display directly.
    JPKI_PICTURE_PHOTO_PNG = &H4A001901
    ' The whole face in one picture at the size of the card: an SVG document in UTF-8 with
    ' Japanese captions, which browsers and SVG 1.1 renderers display (tested with Qt 5.15,
    ' librsvg and CairoSVG).
    JPKI_PICTURE_CARD_SVG = &H4A001902
End Enum

' One of JPKI_REASON_*.
Public Enum JpkiReason
    ' The certificate, or a required extension of it, is malformed.
    JPKI_REASON_CERTIFICATE_MALFORMED = 100
    ' An extension is present twice in the certificate (RFC 5280, 4.2).
    JPKI_REASON_DUPLICATE_EXTENSION = 101
    ' A critical extension is unknown.
    JPKI_REASON_UNKNOWN_CRITICAL_EXTENSION = 102
    ' The certificate does not name its issuer's key.
    JPKI_REASON_ISSUER_KEY_UNNAMED = 103
    ' No trust anchor has the key that the certificate names as its issuer's.
    JPKI_REASON_ISSUER_UNKNOWN = 104
    ' The issuer's name is not the anchor's.
    JPKI_REASON_ISSUER_NAME_DIFFERS = 105
    ' The certificate is not signed with SHA-256 and RSA, or names two different algorithms.
    JPKI_REASON_ALGORITHM_NOT_ALLOWED = 106
    ' The certificate's signature is not by the anchor's key.
    JPKI_REASON_CERTIFICATE_SIGNATURE_INVALID = 107
    ' The anchor is that of the other CA: authentication and signature are not interchangeable.
    JPKI_REASON_ANCHOR_OF_OTHER_PURPOSE = 108
    ' The anchor is not valid yet.
    JPKI_REASON_ANCHOR_NOT_YET_VALID = 109
    ' The anchor is no longer valid.
    JPKI_REASON_ANCHOR_EXPIRED = 110
    ' The certificate is not valid yet.
    JPKI_REASON_NOT_YET_VALID = 111
    ' The certificate is no longer valid: the holder renews it at the municipal office.
    JPKI_REASON_EXPIRED = 112
    ' The certificate's key is not RSA of 2048 to 4096 bits.
    JPKI_REASON_KEY_NOT_ALLOWED = 113
    ' The key usage is not the one for this purpose, or missing.
    JPKI_REASON_KEY_USAGE_WRONG = 114
    ' The extended key usage does not allow this purpose.
    JPKI_REASON_EXTENDED_KEY_USAGE_WRONG = 115
    ' The certificate is a CA's, not a person's.
    JPKI_REASON_IS_AUTHORITY = 116
    ' The certificate is not issued under the policy for this purpose and hierarchy.
    JPKI_REASON_POLICY_WRONG = 117
    ' The supplied CA certificate does not have the anchor's key and name.
    JPKI_REASON_CA_CERTIFICATE_DIFFERS = 118
    ' The certificate is revoked.
    JPKI_REASON_REVOKED = 200
    ' The responder does not know the certificate.
    JPKI_REASON_STATUS_UNKNOWN = 201
    ' Evidence was supplied, but the issuer that must have signed it is unknown.
    JPKI_REASON_REVOCATION_UNDETERMINABLE = 202
    ' The OCSP response is malformed or contradicts itself.
    JPKI_REASON_OCSP_MALFORMED = 300
    ' The responder answered malformedRequest.
    JPKI_REASON_OCSP_REQUEST_MALFORMED = 301
    ' The responder answered internalError.
    JPKI_REASON_OCSP_INTERNAL_ERROR = 302
    ' The responder answered tryLater.
    JPKI_REASON_OCSP_TRY_LATER = 303
    ' The responder answered sigRequired.
    JPKI_REASON_OCSP_SIGNATURE_REQUIRED = 304
    ' The responder answered unauthorized, as it does to anyone who is not a notified verifier.
    JPKI_REASON_OCSP_UNAUTHORIZED = 305
    ' Neither the CA nor a certificate in the response is the responder that it names.
    JPKI_REASON_OCSP_RESPONDER_UNKNOWN = 306
    ' The responder's certificate does not let it answer for the CA.
    JPKI_REASON_OCSP_RESPONDER_NOT_AUTHORIZED = 307
    ' The responder's certificate is not valid yet.
    JPKI_REASON_OCSP_RESPONDER_NOT_YET_VALID = 308
    ' The responder's certificate has expired.
    JPKI_REASON_OCSP_RESPONDER_EXPIRED = 309
    ' The response is not signed with SHA-256 and RSA of 2048 to 4096 bits.
    JPKI_REASON_OCSP_ALGORITHM_NOT_ALLOWED = 310
    ' The response's signature is invalid.
    JPKI_REASON_OCSP_SIGNATURE_INVALID = 311
    ' The request had a nonce and the response has none: it may be an old response.
    JPKI_REASON_OCSP_NONCE_MISSING = 312
    ' The response's nonce is not the request's: it answers another request.
    JPKI_REASON_OCSP_NONCE_DIFFERS = 313
    ' The response is not about this certificate.
    JPKI_REASON_OCSP_OTHER_CERTIFICATE = 314
    ' The response was produced in the future, or reports a future state.
    JPKI_REASON_OCSP_NOT_YET_VALID = 315
    ' The response is too old.
    JPKI_REASON_OCSP_EXPIRED = 316
    ' A critical extension of the response is unknown.
    JPKI_REASON_OCSP_UNKNOWN_CRITICAL_EXTENSION = 317
    ' The CRL is malformed or inconsistent.
    JPKI_REASON_CRL_MALFORMED = 400
    ' The CRL is by another issuer.
    JPKI_REASON_CRL_OTHER_ISSUER = 401
    ' The CRL is not signed with SHA-256 and RSA, or names two different algorithms.
    JPKI_REASON_CRL_ALGORITHM_NOT_ALLOWED = 402
    ' The CRL's signature is not by the anchor's key.
    JPKI_REASON_CRL_SIGNATURE_INVALID = 403
    ' The CRL was issued in the future.
    JPKI_REASON_CRL_NOT_YET_VALID = 404
    ' The next CRL is overdue.
    JPKI_REASON_CRL_EXPIRED = 405
    ' A critical extension of the CRL or of an entry is unknown.
    JPKI_REASON_CRL_UNKNOWN_CRITICAL_EXTENSION = 406
    ' A delta CRL: it contains only changes.
    JPKI_REASON_CRL_DELTA = 407
    ' An indirect CRL: it covers other issuers' certificates.
    JPKI_REASON_CRL_INDIRECT = 408
    ' The CRL does not cover holders' certificates, or all reasons for revocation.
    JPKI_REASON_CRL_OUT_OF_SCOPE = 409
    ' The CRL belongs to a distribution point that the certificate does not name.
    JPKI_REASON_CRL_OTHER_DISTRIBUTION_POINT = 410
    ' The supplied digest does not have the algorithm's length.
    JPKI_REASON_CHALLENGE_DIGEST_LENGTH = 500
    ' The signature is not one by the certificate's key over this challenge.
    JPKI_REASON_CHALLENGE_SIGNATURE_INVALID = 501
    ' The challenge is empty, or the digest of empty data: it was lost, and a signature over it
    ' could be replayed to anyone.
    JPKI_REASON_CHALLENGE_EMPTY = 502
    ' The challenge has fewer than 16 bytes: it may have been used before, or be guessed.
    JPKI_REASON_CHALLENGE_TOO_SHORT = 503
End Enum

' One of JPKI_PURPOSE_*.
Public Enum JpkiPurpose
    ' The certificate for the PIN of four digits: its holder is present.
    JPKI_PURPOSE_AUTHENTICATION = &H4A000E01
    ' The certificate for the signature password: its holder signs a document.
    JPKI_PURPOSE_SIGNATURE = &H4A000E02
End Enum

' One of JPKI_ANCHORS_*.
Public Enum JpkiAnchors
    ' Trust anchors: J-LIS's CAs for real cards, built into the library.
    JPKI_ANCHORS_PRODUCTION = &H4A000F01
    ' Trust anchors: the CAs of the test cards that J-LIS lends to developers.
    JPKI_ANCHORS_TEST = &H4A000F02
    ' Trust anchors: only own_anchors, treated as CAs of test cards (their certificate policy),
    ' such as those of the embedded virtual card.
    JPKI_ANCHORS_OWN = &H4A000F03
    ' Trust anchors: J-LIS's CAs for real cards, and own_anchors in addition: generations newer
    ' than the library.
    JPKI_ANCHORS_PRODUCTION_AND_OWN = &H4A000F04
End Enum

' One of JPKI_OCSP_HASH_*.
Public Enum JpkiOcspHash
    ' For jpki_verify_options.ocsp_hash: SHA-1, which every responder supports.
    JPKI_OCSP_HASH_SHA1 = &H4A001201
    ' For jpki_verify_options.ocsp_hash: SHA-256.
    JPKI_OCSP_HASH_SHA256 = &H4A001202
End Enum

' One of JPKI_POLICIES_*.
Public Enum JpkiPolicies
    ' Certificate policies: every class of the purpose's arc, 1.2.392.200149.8.5.1.3 for
    ' authentication and 1.2.392.200149.8.5.1.1 for signature, including a class newer than the
    ' library (see jpki_verdict.policy_is_known).
    JPKI_POLICIES_BY_ARC = &H4A001001
    ' Certificate policies: only those that the library knows, 1.2.392.200149.8.5.1.3.30 and
    ' 1.2.392.200149.8.5.1.1.20; for test cards 1.2.392.200149.8.5.1.0.30 and
    ' 1.2.392.200149.8.5.1.0.20.
    JPKI_POLICIES_KNOWN = &H4A001002
    ' Certificate policies: only own_policies.
    JPKI_POLICIES_OWN = &H4A001003
End Enum

' One of JPKI_REVOCATION_*.
Public Enum JpkiRevocation
    ' No OCSP response and no CRL was passed: revocation was not checked.
    JPKI_REVOCATION_NOT_REQUESTED = &H4A001101
    ' The revocation data that was passed cannot be relied on; the reasons say why.
    JPKI_REVOCATION_UNDETERMINED = &H4A001102
    ' Not revoked, according to signed and current data.
    JPKI_REVOCATION_GOOD = &H4A001103
    ' Revoked, according to signed data, which may be of another time.
    JPKI_REVOCATION_REVOKED = &H4A001104
    ' The responder does not know the certificate.
    JPKI_REVOCATION_UNKNOWN = &H4A001105
End Enum

' The size of jpki_error.message in bytes, including its NUL.
Public Const JPKI_ERROR_MESSAGE_SIZE As Long = 512

' A size in bytes that is enough for every text of jpki_error_text, including its NUL.
Public Const JPKI_ERROR_TEXT_SIZE As Long = 1024

' The size of jpki_log_record.message in bytes, including its NUL.
Public Const JPKI_LOG_MESSAGE_SIZE As Long = 512

' The number of log lines that jpki_log_keep keeps.
Public Const JPKI_LOG_KEPT As Long = 1000

' In jpki_card_wait, jpki_monitor_next and jpki_context_set_timeout: no timeout.
Public Const JPKI_WAIT_FOREVER As Long = -1

' The size of jpki_event.reader in bytes, including its NUL; PC/SC names have up to 128.
Public Const JPKI_EVENT_READER_SIZE As Long = 256

' The size of a check number in bytes, including its prefix and its NUL.
Public Const JPKI_CHECK_NUMBER_SIZE As Long = 16

' The maximum number of reasons in a verdict.
Public Const JPKI_VERDICT_REASONS As Long = 32

' The size of a verdict's policy in bytes, including its NUL.
Public Const JPKI_VERDICT_POLICY_SIZE As Long = 64

' The maximum size of a verdict's anchor_key_id in bytes.
Public Const JPKI_VERDICT_KEY_ID_SIZE As Long = 32

' Details of a failure.
Public Type JpkiErrorStruct
    ' Set by the caller: sizeof(jpki_error).
    StructSize As Long
    ' The same number as the function's return value.
    Status As Long
    ' The number of PIN tries left; -1 if the card did not say.
    TriesLeft As Long
    ' The card's status word, such as 0x6982; 0 if there is none.
    StatusWord As Long
    ' The PC/SC return code; 0 if there is none.
    PcscCode As Long
    ' One English sentence in UTF-8, NUL-terminated: what happened, what it means for the person
    ' at the desk, and what was left unchanged.
    Message(0 To 511) As Byte
End Type

' One log line.
Public Type JpkiLogRecordStruct
    ' Set by the caller: sizeof(jpki_log_record).
    StructSize As Long
    ' One of JPKI_LOG_*; JPKI_LOG_OFF if no line is kept.
    Level As Long
    ' How many lines between this one and the one taken before were dropped, because
    ' JPKI_LOG_KEPT others were waiting.
    DroppedCount As Long
    ' Always 0.
    Reserved As Long
    ' The line in UTF-8, NUL-terminated, truncated between two characters.
    Message(0 To 511) As Byte
End Type

' One event at the readers.
Public Type JpkiEventStruct
    ' Set by the caller: sizeof(jpki_event).
    StructSize As Long
    ' One of JPKI_EVENT_*; treat an unknown one as no event.
    Event_ As Long
    ' With JPKI_EVENT_CARD_INSERTED: one of JPKI_CARD_*.
    CardKind As Long
    ' With JPKI_CARD_TOKEN: one of JPKI_TOKEN_*.
    TokenKind As Long
    ' With JPKI_EVENT_SERVICE_STOPPED and JPKI_CARD_NOT_IDENTIFIED: why, one of JPKI_ERROR_*;
    ' otherwise JPKI_OK.
    Reason As Long
    ' The PC/SC return code behind reason; 0 if there is none.
    PcscCode As Long
    ' Always 0.
    Reserved As Long
    ' The reader's name, in UTF-8, NUL-terminated; empty with JPKI_EVENT_SERVICE_*.
    Reader(0 To 255) As Byte
End Type

' How to sign.
Public Type JpkiSignOptionsStruct
    ' Set by the caller: sizeof(jpki_sign_options).
    StructSize As Long
    ' One of JPKI_DIGEST_*.
    Digest As Long
    ' One of JPKI_SCHEME_*.
    Scheme As Long
    ' One of JPKI_INPUT_*.
    Input_ As Long
    ' One of JPKI_LAST_TRY_*.
    LastTry As Long
    ' For jpki_card_authenticate: 1 always reads the CA certificate from the card, 0 only if the
    ' certificate's issuer is neither one of the published CAs (JPKI_FEATURE_TRUST) nor
    ' ca_certificate.
    ReadCaCertificate As Long
    ' The certificate of the signing key, used to verify the signature.
    Certificate As LongPtr
    ' For jpki_card_authenticate: the CA certificate that the caller expects to have issued the
    ' card's certificate, for example that of a CA newer than this library.
    CaCertificate As LongPtr
End Type

' The result of jpki_card_authenticate.
Public Type JpkiAuthenticationStruct
    ' Set by the caller: sizeof(jpki_authentication).
    StructSize As Long
    ' One of JPKI_TOKEN_*.
    TokenKind As Long
    ' What the card reported before the PIN was sent: one of JPKI_TRIES_*.
    PinStatus As Long
    ' The number of tries left at that time; -1 if the card did not report it.
    TriesLeft As Long
    ' The user-authentication certificate.
    Certificate As LongPtr
    ' The certificate of its CA, as stored on the card; not a trust anchor.
    CaCertificate As LongPtr
    ' The signature.
    Signature As LongPtr
End Type

' The files that a desk read from a card and sent, for jpki_face_from_files and
' jpki_attributes_from_files, and the challenge, which the verifier has kept itself and accepts
' from nobody else.
Public Type JpkiRecordFilesStruct
    ' Set by the caller: sizeof(jpki_record_files).
    StructSize As Long
    ' Must be 0.
    Reserved As Long
    ' JPKI_FILE_RECORD.
    Record As LongPtr
    ' Its length in bytes.
    RecordLength As LongPtr
    ' JPKI_FILE_CERTIFICATE.
    Certificate As LongPtr
    ' Its length in bytes.
    CertificateLength As LongPtr
    ' Of a face: the challenge that the card was to sign, chosen by the verifier: random, 16
    ' bytes or more, never used before.
    Challenge As LongPtr
    ' Its length in bytes; 0 for attributes.
    ChallengeLength As LongPtr
    ' JPKI_FILE_SIGNATURE.
    Signature As LongPtr
    ' Its length in bytes.
    SignatureLength As LongPtr
End Type

' What the card says about itself.
Public Type JpkiInformationStruct
    ' Set by the caller: sizeof(jpki_information).
    StructSize As Long
    ' The last day on which the card is valid, YYYYMMDD as a number.
    Expiry As Long
    ' The municipality that issued the card: five digits, the first two for the prefecture, and
    ' NUL.
    MunicipalityCode(0 To 7) As Byte
    ' The card's serial number: 15 digits and NUL.
    Serial(0 To 15) As Byte
End Type

' How to verify a certificate.
Public Type JpkiVerifyOptionsStruct
    ' Set by the caller: sizeof(jpki_verify_options).
    StructSize As Long
    ' What the certificate must be for: one of JPKI_PURPOSE_*.
    Purpose As Long
    ' Which trust anchors to use: one of JPKI_ANCHORS_*.
    Anchors As Long
    ' By how many seconds the clock of a responder or CRL issuer may differ: up to 86400; 0 for
    ' the default, 300.
    Tolerance As Long
    ' The time of verification: seconds since 1970-01-01T00:00:00Z; 0 for now.
    Time As Currency
    ' For jpki_ocsp_request_new only: one of JPKI_OCSP_HASH_*.
    OcspHash As Long
    ' Which certificate policies to accept: one of JPKI_POLICIES_*.
    Policies As Long
    ' With JPKI_ANCHORS_OWN or JPKI_ANCHORS_PRODUCTION_AND_OWN, otherwise NULL: an array of up
    ' to 64 certificates, each a self-signed CA certificate.
    OwnAnchors As LongPtr
    ' The number of certificates in own_anchors: one or more with those two, otherwise 0.
    OwnAnchorsCount As LongPtr
    ' A CA certificate from another source, such as the card, to compare with the anchor; or
    ' NULL.
    CaCertificate As LongPtr
    ' The request that ocsp_response answers; or NULL.
    OcspRequest As LongPtr
    ' The OCSP response (DER), unchanged as the responder sent it, up to 64 KiB.
    OcspResponse As LongPtr
    ' Its length in bytes.
    OcspResponseLength As LongPtr
    ' Instead of an OCSP response: a complete CRL (DER), up to 256 MiB; or NULL.
    Crl As LongPtr
    ' Its length in bytes.
    CrlLength As LongPtr
    ' Instead of both: a CRL that was loaded earlier; or NULL.
    RevocationList As LongPtr
    ' With JPKI_POLICIES_OWN the only certificate policies to accept, otherwise additional ones,
    ' under any anchor: the caller is responsible for their fitting the purpose.
    OwnPolicies As LongPtr
End Type

' The result of jpki_certificate_verify or jpki_signature_verify.
Public Type JpkiVerdictStruct
    ' Set by the caller: sizeof(jpki_verdict).
    StructSize As Long
    ' The verdict as one status: JPKI_OK if everything checked is good, and only then.
    Status As Long
    ' The number of reasons: all of them are reported, not only the first.
    ReasonCount As Long
    ' What is known about the certificate's revocation: one of JPKI_REVOCATION_*; 0 if there is
    ' no verdict.
    Revocation As Long
    ' The reasons, JPKI_REASON_*, in numerical order; 0 past the last.
    Reasons(0 To 31) As Long
    ' When the certificate was revoked, in seconds since 1970-01-01T00:00:00Z, according to the
    ' CA; -1 if it is not revoked.
    RevocationTime As Currency
    ' Why the certificate was revoked: the CRLReason number of RFC 5280, 5.3.1, such as 1 for a
    ' lost card or key, 3 for a changed name or address, 4 for a certificate replaced by a new
    ' one, 5 for one given up, 6 for one on hold.
    RevocationReason As Long
    ' The days for which the certificate is still valid after today, by the calendar in Japan: 0
    ' on its last day.
    DaysLeft As Long
    ' The days since the certificate expired, by the calendar in Japan: 1 on the day after its
    ' last day, and 0 on that last day if it ended before midnight.
    DaysExpired As Long
    ' Whether online eligibility verification still accepts the certificate although it has
    ' expired and is not valid: 1 until the end, in Japan, of the third month after the month in
    ' which it expired, without medical data; otherwise 0.
    IsWithinGrace As Long
    ' Whether the library knows policy: 1; or 0 for a class newer than the library, for one of
    ' own_policies that is not a J-LIS policy it knows, or for no policy.
    PolicyIsKnown As Long
    ' The length of anchor_key_id in bytes, or 0.
    AnchorKeyIdLength As Long
    ' The certificate policy that was accepted, as dotted numbers ended by NUL, such as
    ' "1.2.392.200149.8.5.1.3.30": one of the certificate's own that the options accept.
    Policy(0 To 63) As Byte
    ' The key identifier of the anchor that signed the certificate: it identifies the authority
    ' and its generation.
    AnchorKeyId(0 To 31) As Byte
End Type

#If Win64 Then
' The address in UTF-8, ended by NUL.
Public Declare PtrSafe Function JpkiAttributesAddress Lib "jpkicard.dll" Alias "jpki_attributes_address" ( _
    ByVal attributes As LongPtr) As LongPtr
' The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
' calendar date, as for a holder whose day or month of birth is unknown:
' jpki_attributes_birth_date_digits then returns what the card has instead, and is what to
' compare.
Public Declare PtrSafe Function JpkiAttributesBirthDate Lib "jpkicard.dll" Alias "jpki_attributes_birth_date" ( _
    ByVal attributes As LongPtr) As Long
' The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
' calendar date: YYYYMMDD, or what the card has instead where jpki_attributes_birth_date is 0,
' such as 19500400 or spaces.
Public Declare PtrSafe Function JpkiAttributesBirthDateDigits Lib "jpkicard.dll" Alias "jpki_attributes_birth_date_digits" ( _
    ByVal attributes As LongPtr, ByRef length As LongPtr) As LongPtr
' A file to send to a server that verifies the attributes, by one of JPKI_FILE_*, and its length
' in bytes.
Public Declare PtrSafe Function JpkiAttributesFile Lib "jpkicard.dll" Alias "jpki_attributes_file" ( _
    ByVal attributes As LongPtr, ByVal file As Long, ByRef length As LongPtr) As LongPtr
' Frees the attributes and wipes them.
Public Declare PtrSafe Sub JpkiAttributesFree Lib "jpkicard.dll" Alias "jpki_attributes_free" ( _
    ByVal attributes As LongPtr)
' Verifies attributes that a desk read and sent: one of the chosen authorities signed them
' (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC).
Public Declare PtrSafe Function JpkiAttributesFromFiles Lib "jpkicard.dll" Alias "jpki_attributes_from_files" ( _
    ByRef files As JpkiRecordFilesStruct, ByVal authorities As Long, ByVal own As LongPtr, _
    ByRef attributes As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' The name in UTF-8, ended by NUL; an ideographic space (U+3000) separates family and given
' name.
Public Declare PtrSafe Function JpkiAttributesName Lib "jpkicard.dll" Alias "jpki_attributes_name" ( _
    ByVal attributes As LongPtr) As LongPtr
' Lists the objects of the attributes' record that this version does not know, in the record's
' order, such as the reading of the name on a future card; most often none.
Public Declare PtrSafe Function JpkiAttributesOtherObjects Lib "jpkicard.dll" Alias "jpki_attributes_other_objects" ( _
    ByVal attributes As LongPtr, ByRef items As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
Public Declare PtrSafe Function JpkiAttributesSex Lib "jpkicard.dll" Alias "jpki_attributes_sex" ( _
    ByVal attributes As LongPtr) As Long
' Cancels every wait that the cancellation is passed to, now and later: they return
' JPKI_ERROR_CANCELLED.
Public Declare PtrSafe Function JpkiCancellationCancel Lib "jpkicard.dll" Alias "jpki_cancellation_cancel" ( _
    ByVal cancellation As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Frees a cancellation.
Public Declare PtrSafe Sub JpkiCancellationFree Lib "jpkicard.dll" Alias "jpki_cancellation_free" ( _
    ByVal cancellation As LongPtr)
' Creates a cancellation, not yet cancelled.
Public Declare PtrSafe Function JpkiCancellationNew Lib "jpkicard.dll" Alias "jpki_cancellation_new" ( _
    ByRef cancellation As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Reads name, address, birth date and sex with the input-support PIN (kenmen jiko nyuryoku
' hojo-yo no ansho bango), so that nobody has to type them.
Public Declare PtrSafe Function JpkiCardAttributes Lib "jpkicard.dll" Alias "jpki_card_attributes" ( _
    ByVal card As LongPtr, ByVal pin As LongPtr, ByVal pinLength As LongPtr, _
    ByVal authorities As Long, ByVal lastTry As Long, ByRef attributes As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Reads name, address, birth date and sex with check number B instead of a PIN.
Public Declare PtrSafe Function JpkiCardAttributesByCheckNumber Lib "jpkicard.dll" Alias "jpki_card_attributes_by_check_number" ( _
    ByVal card As LongPtr, ByVal checkNumber As LongPtr, ByVal checkNumberLength As LongPtr, _
    ByVal authorities As Long, ByVal lastTry As Long, ByRef attributes As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Performs a complete authentication in one PC/SC transaction: reads the kind of token and the
' authentication certificate, queries the tries, verifies the PIN, signs input and locks the key
' again.
Public Declare PtrSafe Function JpkiCardAuthenticate Lib "jpkicard.dll" Alias "jpki_card_authenticate" ( _
    ByVal card As LongPtr, ByVal pin As LongPtr, ByVal pinLength As LongPtr, _
    ByVal input_ As LongPtr, ByVal inputLength As LongPtr, _
    ByRef options As JpkiSignOptionsStruct, ByRef authentication As JpkiAuthenticationStruct, _
    ByRef problem As JpkiErrorStruct) As Long
' Adds an authority's key to those that the list trusts.
Public Declare PtrSafe Function JpkiCardAuthoritiesAdd Lib "jpkicard.dll" Alias "jpki_card_authorities_add" ( _
    ByVal authorities As LongPtr, ByVal record As Long, ByVal keyId As LongPtr, _
    ByVal keyIdLength As LongPtr, ByVal modulus As LongPtr, ByVal modulusLength As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Frees a list.
Public Declare PtrSafe Sub JpkiCardAuthoritiesFree Lib "jpkicard.dll" Alias "jpki_card_authorities_free" ( _
    ByVal authorities As LongPtr)
' Makes an empty list.
Public Declare PtrSafe Function JpkiCardAuthoritiesNew Lib "jpkicard.dll" Alias "jpki_card_authorities_new" ( _
    ByRef authorities As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Begins a transaction that lasts until jpki_card_end_transaction.
Public Declare PtrSafe Function JpkiCardBeginTransaction Lib "jpkicard.dll" Alias "jpki_card_begin_transaction" ( _
    ByVal card As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Reads a certificate that needs no password.
Public Declare PtrSafe Function JpkiCardCertificate Lib "jpkicard.dll" Alias "jpki_card_certificate" ( _
    ByVal card As LongPtr, ByVal kind As Long, ByRef certificate As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Changes the input-support PIN, as jpki_card_change_pin changes the authentication PIN, which
' stays as it is: for a holder who wants the same PIN for both, change both.
Public Declare PtrSafe Function JpkiCardChangeInputSupportPin Lib "jpkicard.dll" Alias "jpki_card_change_input_support_pin" ( _
    ByVal card As LongPtr, ByVal oldPin As LongPtr, ByVal oldPinLength As LongPtr, _
    ByVal newPin As LongPtr, ByVal newPinLength As LongPtr, ByVal lastTry As Long, _
    ByRef problem As JpkiErrorStruct) As Long
' Changes the authentication PIN: verifies the old one, sets the new one, verifies the new one
' and locks the key again, in one PC/SC transaction.
Public Declare PtrSafe Function JpkiCardChangePin Lib "jpkicard.dll" Alias "jpki_card_change_pin" ( _
    ByVal card As LongPtr, ByVal oldPin As LongPtr, ByVal oldPinLength As LongPtr, _
    ByVal newPin As LongPtr, ByVal newPinLength As LongPtr, ByVal lastTry As Long, _
    ByRef problem As JpkiErrorStruct) As Long
' Changes the signature password, as jpki_card_change_pin changes the PIN.
Public Declare PtrSafe Function JpkiCardChangeSignaturePassword Lib "jpkicard.dll" Alias "jpki_card_change_signature_password" ( _
    ByVal card As LongPtr, ByVal oldPassword As LongPtr, ByVal oldPasswordLength As LongPtr, _
    ByVal newPassword As LongPtr, ByVal newPasswordLength As LongPtr, ByVal lastTry As Long, _
    ByRef problem As JpkiErrorStruct) As Long
' Compares the holder's birth date with birth_date (YYYYMMDD as a number): the least about a
' person that a card can reveal to a terminal.
Public Declare PtrSafe Function JpkiCardCompareBirthDate Lib "jpkicard.dll" Alias "jpki_card_compare_birth_date" ( _
    ByVal card As LongPtr, ByVal birthDate As Long, ByVal calendar As Long, _
    ByVal authorities As Long, ByVal lastTry As Long, ByRef problem As JpkiErrorStruct) As Long
' Compares a birth date as jpki_card_compare_birth_date does, for a card that prints one which
' is not a calendar date, as where the day or month of birth is unknown.
Public Declare PtrSafe Function JpkiCardCompareBirthDatePrintedDigits Lib "jpkicard.dll" Alias "jpki_card_compare_birth_date_printed_digits" ( _
    ByVal card As LongPtr, ByVal dateDigits As LongPtr, ByVal dateDigitsLength As LongPtr, _
    ByVal authorities As Long, ByVal lastTry As Long, ByRef problem As JpkiErrorStruct) As Long
' Connects to the card that is in a reader now, of any kind, in shared mode.
Public Declare PtrSafe Function JpkiCardConnect Lib "jpkicard.dll" Alias "jpki_card_connect" ( _
    ByVal context As LongPtr, ByVal reader As LongPtr, ByRef card As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Ends the transaction begun by jpki_card_begin_transaction: other programs can use the card
' again.
Public Declare PtrSafe Function JpkiCardEndTransaction Lib "jpkicard.dll" Alias "jpki_card_end_transaction" ( _
    ByVal card As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Reads the card's face and verifies it: what a clerk compares with the person at the desk when
' there is no PIN.
Public Declare PtrSafe Function JpkiCardFace Lib "jpkicard.dll" Alias "jpki_card_face" ( _
    ByVal card As LongPtr, ByVal checkNumber As LongPtr, ByVal checkNumberLength As LongPtr, _
    ByVal authorities As Long, ByVal lastTry As Long, ByRef face As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Reads the card's face as jpki_card_face does, and has the card sign a challenge that a server
' chose.
Public Declare PtrSafe Function JpkiCardFaceForChallenge Lib "jpkicard.dll" Alias "jpki_card_face_for_challenge" ( _
    ByVal card As LongPtr, ByVal checkNumber As LongPtr, ByVal checkNumberLength As LongPtr, _
    ByVal challenge As LongPtr, ByVal challengeLength As LongPtr, ByVal authorities As Long, _
    ByVal lastTry As Long, ByRef face As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Frees a card's handle and disconnects from the card, leaving it powered and not reset.
Public Declare PtrSafe Sub JpkiCardFree Lib "jpkicard.dll" Alias "jpki_card_free" ( _
    ByVal card As LongPtr)
' Asks whether the token has a certificate.
Public Declare PtrSafe Function JpkiCardHasCertificate Lib "jpkicard.dll" Alias "jpki_card_has_certificate" ( _
    ByVal card As LongPtr, ByVal kind As Long, ByRef present As Long, _
    ByRef problem As JpkiErrorStruct) As Long
' Reads the card's serial number, the municipality that issued it and its expiry date.
Public Declare PtrSafe Function JpkiCardInformation Lib "jpkicard.dll" Alias "jpki_card_information" ( _
    ByVal card As LongPtr, ByRef information As JpkiInformationStruct, _
    ByRef problem As JpkiErrorStruct) As Long
' Opens a new embedded virtual card, for development and tests.
Public Declare PtrSafe Function JpkiCardOpenVirtual Lib "jpkicard.dll" Alias "jpki_card_open_virtual" ( _
    ByVal kind As Long, ByRef card As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Opens a new embedded virtual card with settings, and with what is to go wrong at it: for tests
' of what a program does then.
Public Declare PtrSafe Function JpkiCardOpenVirtualWithSettings Lib "jpkicard.dll" Alias "jpki_card_open_virtual_with_settings" ( _
    ByVal kind As Long, ByVal settings As LongPtr, ByRef card As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Returns the name of the card's reader, in UTF-8, NUL-terminated and valid until the card is
' freed; NULL for a card without a reader.
Public Declare PtrSafe Function JpkiCardReaderName Lib "jpkicard.dll" Alias "jpki_card_reader_name" ( _
    ByVal card As LongPtr) As LongPtr
' Sets the authorities that JPKI_AUTHORITIES_OWN stands for in calls on this card: those in the
' list now, replacing any set before.
Public Declare PtrSafe Function JpkiCardSetAuthorities Lib "jpkicard.dll" Alias "jpki_card_set_authorities" ( _
    ByVal card As LongPtr, ByVal authorities As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Sets how many bytes are read from files at a time.
Public Declare PtrSafe Function JpkiCardSetReadLength Lib "jpkicard.dll" Alias "jpki_card_set_read_length" ( _
    ByVal card As LongPtr, ByVal length As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Verifies the authentication PIN, signs input with the user-authentication key and locks the
' key again, in one PC/SC transaction.
Public Declare PtrSafe Function JpkiCardSign Lib "jpkicard.dll" Alias "jpki_card_sign" ( _
    ByVal card As LongPtr, ByVal pin As LongPtr, ByVal pinLength As LongPtr, _
    ByVal input_ As LongPtr, ByVal inputLength As LongPtr, _
    ByRef options As JpkiSignOptionsStruct, ByRef signature As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Verifies the signature password, reads the signature certificate, signs input with the
' signature key and locks it again, in one PC/SC transaction.
Public Declare PtrSafe Function JpkiCardSignDocument Lib "jpkicard.dll" Alias "jpki_card_sign_document" ( _
    ByVal card As LongPtr, ByVal password As LongPtr, ByVal passwordLength As LongPtr, _
    ByVal input_ As LongPtr, ByVal inputLength As LongPtr, _
    ByRef options As JpkiSignOptionsStruct, ByRef certificate As LongPtr, _
    ByRef signature As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Verifies the signature password, reads the signature certificate and locks the key again, in
' one PC/SC transaction.
Public Declare PtrSafe Function JpkiCardSignatureCertificate Lib "jpkicard.dll" Alias "jpki_card_signature_certificate" ( _
    ByVal card As LongPtr, ByVal password As LongPtr, ByVal passwordLength As LongPtr, _
    ByVal lastTry As Long, ByRef certificate As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Reads what kind of token this is: a card or a phone.
Public Declare PtrSafe Function JpkiCardToken Lib "jpkicard.dll" Alias "jpki_card_token" ( _
    ByVal card As LongPtr, ByRef kind As Long, ByVal label As LongPtr, _
    ByVal labelSize As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Asks how many tries a PIN, password or number has left; spends none.
Public Declare PtrSafe Function JpkiCardTries Lib "jpkicard.dll" Alias "jpki_card_tries" ( _
    ByVal card As LongPtr, ByVal credential As Long, ByRef state As Long, ByRef left As Long, _
    ByRef problem As JpkiErrorStruct) As Long
' Waits until an Individual Number Card is on a reader, and connects to it in shared mode.
Public Declare PtrSafe Function JpkiCardWait Lib "jpkicard.dll" Alias "jpki_card_wait" ( _
    ByVal context As LongPtr, ByVal reader As LongPtr, ByVal timeoutMilliseconds As Long, _
    ByVal flags As Long, ByVal cancellation As LongPtr, ByRef card As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Returns the certificate's DER encoding, *length bytes; length may be NULL.
Public Declare PtrSafe Function JpkiCertificateData Lib "jpkicard.dll" Alias "jpki_certificate_data" ( _
    ByVal certificate As LongPtr, ByRef length As LongPtr) As LongPtr
' Returns a field of the certificate, *length bytes; length may be NULL.
Public Declare PtrSafe Function JpkiCertificateField Lib "jpkicard.dll" Alias "jpki_certificate_field" ( _
    ByVal certificate As LongPtr, ByVal field As Long, ByRef length As LongPtr) As LongPtr
' Frees a certificate.
Public Declare PtrSafe Sub JpkiCertificateFree Lib "jpkicard.dll" Alias "jpki_certificate_free" ( _
    ByVal certificate As LongPtr)
' Creates a certificate from DER that the caller has stored, for example to pass it to
' jpki_card_sign.
Public Declare PtrSafe Function JpkiCertificateNew Lib "jpkicard.dll" Alias "jpki_certificate_new" ( _
    ByVal data As LongPtr, ByVal length As LongPtr, ByRef certificate As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Returns the last second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle
' is invalid.
Public Declare PtrSafe Function JpkiCertificateNotAfter Lib "jpkicard.dll" Alias "jpki_certificate_not_after" ( _
    ByVal certificate As LongPtr) As Currency
' Returns the first second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle
' is invalid.
Public Declare PtrSafe Function JpkiCertificateNotBefore Lib "jpkicard.dll" Alias "jpki_certificate_not_before" ( _
    ByVal certificate As LongPtr) As Currency
' Lists the otherNames of a certificate's subject (subjectAltName), in the certificate's order.
Public Declare PtrSafe Function JpkiCertificateOtherNames Lib "jpkicard.dll" Alias "jpki_certificate_other_names" ( _
    ByVal certificate As LongPtr, ByRef items As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Verifies a certificate.
Public Declare PtrSafe Function JpkiCertificateVerify Lib "jpkicard.dll" Alias "jpki_certificate_verify" ( _
    ByVal certificate As LongPtr, ByRef options As JpkiVerifyOptionsStruct, _
    ByRef verdict As JpkiVerdictStruct, ByRef problem As JpkiErrorStruct) As Long
' Makes check number B (shogo bango B) from what is printed on the card's front.
Public Declare PtrSafe Function JpkiCheckNumber Lib "jpkicard.dll" Alias "jpki_check_number" ( _
    ByVal birthDate As Long, ByVal calendar As Long, ByVal expiryYear As Long, _
    ByVal securityCode As LongPtr, ByVal securityCodeLength As LongPtr, _
    ByVal number As LongPtr, ByVal numberSize As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Makes check number B of a card that prints a birth date which is not a calendar date, as where
' the day or month of birth is unknown: P and 14 digits, which every function that takes a check
' number accepts.
Public Declare PtrSafe Function JpkiCheckNumberPrintedDigits Lib "jpkicard.dll" Alias "jpki_check_number_printed_digits" ( _
    ByVal dateDigits As LongPtr, ByVal dateDigitsLength As LongPtr, ByVal expiryYear As Long, _
    ByVal securityCode As LongPtr, ByVal securityCodeLength As LongPtr, _
    ByVal number As LongPtr, ByVal numberSize As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Cancels every wait of the context, and every jpki_monitor_next of its monitors, that is in
' progress: they return JPKI_ERROR_CANCELLED.
Public Declare PtrSafe Function JpkiContextCancel Lib "jpkicard.dll" Alias "jpki_context_cancel" ( _
    ByVal context As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Frees a context and cancels its waits and monitors, including calls that are just beginning,
' whatever state the service is in.
Public Declare PtrSafe Sub JpkiContextFree Lib "jpkicard.dll" Alias "jpki_context_free" ( _
    ByVal context As LongPtr)
' Creates a context.
Public Declare PtrSafe Function JpkiContextNew Lib "jpkicard.dll" Alias "jpki_context_new" ( _
    ByRef context As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Reports what is in a reader now: *presence receives one of JPKI_PRESENCE_*.
Public Declare PtrSafe Function JpkiContextReaderStatus Lib "jpkicard.dll" Alias "jpki_context_reader_status" ( _
    ByVal context As LongPtr, ByVal reader As LongPtr, ByRef presence As Long, _
    ByRef problem As JpkiErrorStruct) As Long
' Lists the readers that are connected now.
Public Declare PtrSafe Function JpkiContextReaders Lib "jpkicard.dll" Alias "jpki_context_readers" ( _
    ByVal context As LongPtr, ByRef readers As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Sets one of the context's timeouts.
Public Declare PtrSafe Function JpkiContextSetTimeout Lib "jpkicard.dll" Alias "jpki_context_set_timeout" ( _
    ByVal context As LongPtr, ByVal timeout As Long, ByVal milliseconds As Long, _
    ByRef problem As JpkiErrorStruct) As Long
' Writes a failure as a sentence for the person at the desk.
Public Declare PtrSafe Function JpkiErrorText Lib "jpkicard.dll" Alias "jpki_error_text" ( _
    ByRef failure As JpkiErrorStruct, ByVal language As Long, ByVal text As LongPtr, _
    ByVal textSize As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
' calendar date, as for a holder whose day or month of birth is unknown:
' jpki_face_birth_date_digits then returns what the card has instead, and is what to compare.
Public Declare PtrSafe Function JpkiFaceBirthDate Lib "jpkicard.dll" Alias "jpki_face_birth_date" ( _
    ByVal face As LongPtr) As Long
' The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
' calendar date: YYYYMMDD, or what the card has instead where jpki_face_birth_date is 0, such as
' 19500400 or spaces.
Public Declare PtrSafe Function JpkiFaceBirthDateDigits Lib "jpkicard.dll" Alias "jpki_face_birth_date_digits" ( _
    ByVal face As LongPtr, ByRef length As LongPtr) As LongPtr
' The last day on which the card is valid, YYYYMMDD as a number; 0 if the handle is not open.
Public Declare PtrSafe Function JpkiFaceExpiry Lib "jpkicard.dll" Alias "jpki_face_expiry" ( _
    ByVal face As LongPtr) As Long
' A file to send to the server that chose the challenge, by one of JPKI_FILE_*, and its length
' in bytes.
Public Declare PtrSafe Function JpkiFaceFile Lib "jpkicard.dll" Alias "jpki_face_file" ( _
    ByVal face As LongPtr, ByVal file As Long, ByRef length As LongPtr) As LongPtr
' Frees a face and wipes it.
Public Declare PtrSafe Sub JpkiFaceFree Lib "jpkicard.dll" Alias "jpki_face_free" ( _
    ByVal face As LongPtr)
' Verifies a face that a desk read (jpki_card_face_for_challenge) and sent: one of the chosen
' authorities signed the record (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC), and the card with
' the key that the record names signed files->challenge (otherwise JPKI_ERROR_CARD_NOT_GENUINE:
' a copy, or an answer to another challenge).
Public Declare PtrSafe Function JpkiFaceFromFiles Lib "jpkicard.dll" Alias "jpki_face_from_files" ( _
    ByRef files As JpkiRecordFilesStruct, ByVal authorities As Long, ByVal own As LongPtr, _
    ByRef face As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' A picture as the card has it, by one of JPKI_IMAGE_*, and its length in bytes.
Public Declare PtrSafe Function JpkiFaceImage Lib "jpkicard.dll" Alias "jpki_face_image" ( _
    ByVal face As LongPtr, ByVal image As Long, ByRef length As LongPtr) As LongPtr
' Lists the unknown objects of a card face's record, as jpki_attributes_other_objects does.
Public Declare PtrSafe Function JpkiFaceOtherObjects Lib "jpkicard.dll" Alias "jpki_face_other_objects" ( _
    ByVal face As LongPtr, ByRef items As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Makes a picture of a face.
Public Declare PtrSafe Function JpkiFacePicture Lib "jpkicard.dll" Alias "jpki_face_picture" ( _
    ByVal face As LongPtr, ByVal kind As Long, ByRef picture As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
Public Declare PtrSafe Function JpkiFaceSex Lib "jpkicard.dll" Alias "jpki_face_sex" ( _
    ByVal face As LongPtr) As Long
' Returns the features that the library was built with: a sum of JPKI_FEATURE_*.
Public Declare PtrSafe Function JpkiFeatures Lib "jpkicard.dll" Alias "jpki_features" () As Long
' The number of items; 0 if the handle is not open.
Public Declare PtrSafe Function JpkiItemsCount Lib "jpkicard.dll" Alias "jpki_items_count" ( _
    ByVal items As LongPtr) As LongPtr
' The item's value, *length bytes; length may be NULL.
Public Declare PtrSafe Function JpkiItemsData Lib "jpkicard.dll" Alias "jpki_items_data" ( _
    ByVal items As LongPtr, ByVal index As LongPtr, ByRef length As LongPtr) As LongPtr
' Frees a list and wipes it.
Public Declare PtrSafe Sub JpkiItemsFree Lib "jpkicard.dll" Alias "jpki_items_free" ( _
    ByVal items As LongPtr)
' The name of the item at index, from 0, ended by NUL: see the function that made the list.
Public Declare PtrSafe Function JpkiItemsName Lib "jpkicard.dll" Alias "jpki_items_name" ( _
    ByVal items As LongPtr, ByVal index As LongPtr) As LongPtr
' The item's text in UTF-8, ended by NUL, unchanged: replace control characters before
' displaying it on a terminal.
Public Declare PtrSafe Function JpkiItemsText Lib "jpkicard.dll" Alias "jpki_items_text" ( _
    ByVal items As LongPtr, ByVal index As LongPtr) As LongPtr
' Keeps the library's log lines up to level for jpki_log_next: for programs that cannot be
' called back.
Public Declare PtrSafe Function JpkiLogKeep Lib "jpkicard.dll" Alias "jpki_log_keep" ( _
    ByVal level As Long, ByRef problem As JpkiErrorStruct) As Long
' Takes the oldest log line that jpki_log_keep kept, and returns immediately.
Public Declare PtrSafe Function JpkiLogNext Lib "jpkicard.dll" Alias "jpki_log_next" ( _
    ByRef record As JpkiLogRecordStruct, ByRef problem As JpkiErrorStruct) As Long
' Frees a monitor.
Public Declare PtrSafe Sub JpkiMonitorFree Lib "jpkicard.dll" Alias "jpki_monitor_free" ( _
    ByVal monitor As LongPtr)
' Creates a monitor of readers and their cards.
Public Declare PtrSafe Function JpkiMonitorNew Lib "jpkicard.dll" Alias "jpki_monitor_new" ( _
    ByVal context As LongPtr, ByVal reader As LongPtr, ByVal flags As Long, _
    ByRef monitor As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Waits for the next event and stores it.
Public Declare PtrSafe Function JpkiMonitorNext Lib "jpkicard.dll" Alias "jpki_monitor_next" ( _
    ByVal monitor As LongPtr, ByVal timeoutMilliseconds As Long, ByVal cancellation As LongPtr, _
    ByRef event_ As JpkiEventStruct, ByRef problem As JpkiErrorStruct) As Long
' The request's DER encoding, and its length in bytes.
Public Declare PtrSafe Function JpkiOcspRequestData Lib "jpkicard.dll" Alias "jpki_ocsp_request_data" ( _
    ByVal request As LongPtr, ByRef length As LongPtr) As LongPtr
' Frees a request.
Public Declare PtrSafe Sub JpkiOcspRequestFree Lib "jpkicard.dll" Alias "jpki_ocsp_request_free" ( _
    ByVal request As LongPtr)
' Makes an OCSP request for certificate.
Public Declare PtrSafe Function JpkiOcspRequestNew Lib "jpkicard.dll" Alias "jpki_ocsp_request_new" ( _
    ByVal certificate As LongPtr, ByRef options As JpkiVerifyOptionsStruct, _
    ByVal nonce As LongPtr, ByVal nonceLength As LongPtr, ByRef request As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' The picture's file, and its length in bytes.
Public Declare PtrSafe Function JpkiPictureData Lib "jpkicard.dll" Alias "jpki_picture_data" ( _
    ByVal picture As LongPtr, ByRef length As LongPtr) As LongPtr
' Frees a picture and wipes it.
Public Declare PtrSafe Sub JpkiPictureFree Lib "jpkicard.dll" Alias "jpki_picture_free" ( _
    ByVal picture As LongPtr)
' Describes a certificate policy, as in jpki_verdict.policy, in UTF-8: purpose, class, whether
' it is that of test cards, and whether the library knows it.
Public Declare PtrSafe Function JpkiPolicyText Lib "jpkicard.dll" Alias "jpki_policy_text" ( _
    ByVal policy As LongPtr, ByVal language As Long) As LongPtr
' Returns the number of readers in the list; 0 if the handle is invalid.
Public Declare PtrSafe Function JpkiReadersCount Lib "jpkicard.dll" Alias "jpki_readers_count" ( _
    ByVal readers As LongPtr) As LongPtr
' Frees a list of readers.
Public Declare PtrSafe Sub JpkiReadersFree Lib "jpkicard.dll" Alias "jpki_readers_free" ( _
    ByVal readers As LongPtr)
' Returns a reader's name, in UTF-8, NUL-terminated and valid until the list is freed.
Public Declare PtrSafe Function JpkiReadersName Lib "jpkicard.dll" Alias "jpki_readers_name" ( _
    ByVal readers As LongPtr, ByVal index As LongPtr) As LongPtr
' The name of a reason's constant, such as "JPKI_REASON_EXPIRED"; "JPKI_REASON_UNKNOWN" for a
' number that is not a reason.
Public Declare PtrSafe Function JpkiReasonName Lib "jpkicard.dll" Alias "jpki_reason_name" ( _
    ByVal reason As Long) As LongPtr
' Describes a reason, for the log or the person who investigates: one sentence without its full
' stop, in UTF-8.
Public Declare PtrSafe Function JpkiReasonText Lib "jpkicard.dll" Alias "jpki_reason_text" ( _
    ByVal reason As Long, ByVal language As Long) As LongPtr
' The number of entries in the list; 0 if the handle is not open.
Public Declare PtrSafe Function JpkiRevocationListEntryCount Lib "jpkicard.dll" Alias "jpki_revocation_list_entry_count" ( _
    ByVal list As LongPtr) As LongPtr
' Frees a list.
Public Declare PtrSafe Sub JpkiRevocationListFree Lib "jpkicard.dll" Alias "jpki_revocation_list_free" ( _
    ByVal list As LongPtr)
' Loads a complete CRL that one of the options' anchors signed: the one whose key it names.
Public Declare PtrSafe Function JpkiRevocationListLoad Lib "jpkicard.dll" Alias "jpki_revocation_list_load" ( _
    ByVal data As LongPtr, ByVal length As LongPtr, ByRef options As JpkiVerifyOptionsStruct, _
    ByRef list As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' When the next list is due at the latest, in seconds since 1970-01-01T00:00:00Z: load it before
' then.
Public Declare PtrSafe Function JpkiRevocationListNextUpdate Lib "jpkicard.dll" Alias "jpki_revocation_list_next_update" ( _
    ByVal list As LongPtr) As Currency
' When the list was issued, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not open.
Public Declare PtrSafe Function JpkiRevocationListThisUpdate Lib "jpkicard.dll" Alias "jpki_revocation_list_this_update" ( _
    ByVal list As LongPtr) As Currency
' Overwrites length bytes at data with zeros, in a way that compilers do not optimise away: for
' the caller's own copy of a PIN.
Public Declare PtrSafe Sub JpkiSecureWipe Lib "jpkicard.dll" Alias "jpki_secure_wipe" ( _
    ByVal data As LongPtr, ByVal length As LongPtr)
' Returns the algorithm to verify the signature with, one of JPKI_ALGORITHM_*; 0 if the handle
' is invalid.
Public Declare PtrSafe Function JpkiSignatureAlgorithm Lib "jpkicard.dll" Alias "jpki_signature_algorithm" ( _
    ByVal signature As LongPtr) As Long
' Returns the algorithm's name, such as "RSA-SHA256"; empty if the handle is invalid.
Public Declare PtrSafe Function JpkiSignatureAlgorithmName Lib "jpkicard.dll" Alias "jpki_signature_algorithm_name" ( _
    ByVal signature As LongPtr) As LongPtr
' Returns the signature, *length bytes: 256 for RSA-2048; future keys have other lengths.
Public Declare PtrSafe Function JpkiSignatureData Lib "jpkicard.dll" Alias "jpki_signature_data" ( _
    ByVal signature As LongPtr, ByRef length As LongPtr) As LongPtr
' Frees a signature.
Public Declare PtrSafe Sub JpkiSignatureFree Lib "jpkicard.dll" Alias "jpki_signature_free" ( _
    ByVal signature As LongPtr)
' Verifies a signature over a challenge, and the certificate of the key that made it.
Public Declare PtrSafe Function JpkiSignatureVerify Lib "jpkicard.dll" Alias "jpki_signature_verify" ( _
    ByVal certificate As LongPtr, ByVal challenge As LongPtr, ByVal challengeLength As LongPtr, _
    ByVal input_ As Long, ByVal algorithm As Long, ByVal signature As LongPtr, _
    ByVal signatureLength As LongPtr, ByRef options As JpkiVerifyOptionsStruct, _
    ByRef verdict As JpkiVerdictStruct, ByRef problem As JpkiErrorStruct) As Long
' Returns the name of a status constant, such as "JPKI_ERROR_PIN_WRONG", or "JPKI_ERROR_UNKNOWN"
' for an unknown number.
Public Declare PtrSafe Function JpkiStatusName Lib "jpkicard.dll" Alias "jpki_status_name" ( _
    ByVal status As Long) As LongPtr
' Returns a sentence about a status for the person at the desk, in UTF-8: what happened, what it
' means, what to do next, and what was left unchanged.
Public Declare PtrSafe Function JpkiStatusText Lib "jpkicard.dll" Alias "jpki_status_text" ( _
    ByVal status As Long, ByVal language As Long) As LongPtr
' Returns the library's version, such as "0.1.0".
Public Declare PtrSafe Function JpkiVersion Lib "jpkicard.dll" Alias "jpki_version" () As LongPtr

#Else
' The address in UTF-8, ended by NUL.
Public Declare Function JpkiAttributesAddress Lib "jpkicard_std.dll" Alias "jpki_attributes_address" ( _
    ByVal attributes As LongPtr) As LongPtr
' The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
' calendar date, as for a holder whose day or month of birth is unknown:
' jpki_attributes_birth_date_digits then returns what the card has instead, and is what to
' compare.
Public Declare Function JpkiAttributesBirthDate Lib "jpkicard_std.dll" Alias "jpki_attributes_birth_date" ( _
    ByVal attributes As LongPtr) As Long
' The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
' calendar date: YYYYMMDD, or what the card has instead where jpki_attributes_birth_date is 0,
' such as 19500400 or spaces.
Public Declare Function JpkiAttributesBirthDateDigits Lib "jpkicard_std.dll" Alias "jpki_attributes_birth_date_digits" ( _
    ByVal attributes As LongPtr, ByRef length As LongPtr) As LongPtr
' A file to send to a server that verifies the attributes, by one of JPKI_FILE_*, and its length
' in bytes.
Public Declare Function JpkiAttributesFile Lib "jpkicard_std.dll" Alias "jpki_attributes_file" ( _
    ByVal attributes As LongPtr, ByVal file As Long, ByRef length As LongPtr) As LongPtr
' Frees the attributes and wipes them.
Public Declare Sub JpkiAttributesFree Lib "jpkicard_std.dll" Alias "jpki_attributes_free" ( _
    ByVal attributes As LongPtr)
' Verifies attributes that a desk read and sent: one of the chosen authorities signed them
' (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC).
Public Declare Function JpkiAttributesFromFiles Lib "jpkicard_std.dll" Alias "jpki_attributes_from_files" ( _
    ByRef files As JpkiRecordFilesStruct, ByVal authorities As Long, ByVal own As LongPtr, _
    ByRef attributes As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' The name in UTF-8, ended by NUL; an ideographic space (U+3000) separates family and given
' name.
Public Declare Function JpkiAttributesName Lib "jpkicard_std.dll" Alias "jpki_attributes_name" ( _
    ByVal attributes As LongPtr) As LongPtr
' Lists the objects of the attributes' record that this version does not know, in the record's
' order, such as the reading of the name on a future card; most often none.
Public Declare Function JpkiAttributesOtherObjects Lib "jpkicard_std.dll" Alias "jpki_attributes_other_objects" ( _
    ByVal attributes As LongPtr, ByRef items As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
Public Declare Function JpkiAttributesSex Lib "jpkicard_std.dll" Alias "jpki_attributes_sex" ( _
    ByVal attributes As LongPtr) As Long
' Cancels every wait that the cancellation is passed to, now and later: they return
' JPKI_ERROR_CANCELLED.
Public Declare Function JpkiCancellationCancel Lib "jpkicard_std.dll" Alias "jpki_cancellation_cancel" ( _
    ByVal cancellation As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Frees a cancellation.
Public Declare Sub JpkiCancellationFree Lib "jpkicard_std.dll" Alias "jpki_cancellation_free" ( _
    ByVal cancellation As LongPtr)
' Creates a cancellation, not yet cancelled.
Public Declare Function JpkiCancellationNew Lib "jpkicard_std.dll" Alias "jpki_cancellation_new" ( _
    ByRef cancellation As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Reads name, address, birth date and sex with the input-support PIN (kenmen jiko nyuryoku
' hojo-yo no ansho bango), so that nobody has to type them.
Public Declare Function JpkiCardAttributes Lib "jpkicard_std.dll" Alias "jpki_card_attributes" ( _
    ByVal card As LongPtr, ByVal pin As LongPtr, ByVal pinLength As LongPtr, _
    ByVal authorities As Long, ByVal lastTry As Long, ByRef attributes As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Reads name, address, birth date and sex with check number B instead of a PIN.
Public Declare Function JpkiCardAttributesByCheckNumber Lib "jpkicard_std.dll" Alias "jpki_card_attributes_by_check_number" ( _
    ByVal card As LongPtr, ByVal checkNumber As LongPtr, ByVal checkNumberLength As LongPtr, _
    ByVal authorities As Long, ByVal lastTry As Long, ByRef attributes As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Performs a complete authentication in one PC/SC transaction: reads the kind of token and the
' authentication certificate, queries the tries, verifies the PIN, signs input and locks the key
' again.
Public Declare Function JpkiCardAuthenticate Lib "jpkicard_std.dll" Alias "jpki_card_authenticate" ( _
    ByVal card As LongPtr, ByVal pin As LongPtr, ByVal pinLength As LongPtr, _
    ByVal input_ As LongPtr, ByVal inputLength As LongPtr, _
    ByRef options As JpkiSignOptionsStruct, ByRef authentication As JpkiAuthenticationStruct, _
    ByRef problem As JpkiErrorStruct) As Long
' Adds an authority's key to those that the list trusts.
Public Declare Function JpkiCardAuthoritiesAdd Lib "jpkicard_std.dll" Alias "jpki_card_authorities_add" ( _
    ByVal authorities As LongPtr, ByVal record As Long, ByVal keyId As LongPtr, _
    ByVal keyIdLength As LongPtr, ByVal modulus As LongPtr, ByVal modulusLength As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Frees a list.
Public Declare Sub JpkiCardAuthoritiesFree Lib "jpkicard_std.dll" Alias "jpki_card_authorities_free" ( _
    ByVal authorities As LongPtr)
' Makes an empty list.
Public Declare Function JpkiCardAuthoritiesNew Lib "jpkicard_std.dll" Alias "jpki_card_authorities_new" ( _
    ByRef authorities As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Begins a transaction that lasts until jpki_card_end_transaction.
Public Declare Function JpkiCardBeginTransaction Lib "jpkicard_std.dll" Alias "jpki_card_begin_transaction" ( _
    ByVal card As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Reads a certificate that needs no password.
Public Declare Function JpkiCardCertificate Lib "jpkicard_std.dll" Alias "jpki_card_certificate" ( _
    ByVal card As LongPtr, ByVal kind As Long, ByRef certificate As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Changes the input-support PIN, as jpki_card_change_pin changes the authentication PIN, which
' stays as it is: for a holder who wants the same PIN for both, change both.
Public Declare Function JpkiCardChangeInputSupportPin Lib "jpkicard_std.dll" Alias "jpki_card_change_input_support_pin" ( _
    ByVal card As LongPtr, ByVal oldPin As LongPtr, ByVal oldPinLength As LongPtr, _
    ByVal newPin As LongPtr, ByVal newPinLength As LongPtr, ByVal lastTry As Long, _
    ByRef problem As JpkiErrorStruct) As Long
' Changes the authentication PIN: verifies the old one, sets the new one, verifies the new one
' and locks the key again, in one PC/SC transaction.
Public Declare Function JpkiCardChangePin Lib "jpkicard_std.dll" Alias "jpki_card_change_pin" ( _
    ByVal card As LongPtr, ByVal oldPin As LongPtr, ByVal oldPinLength As LongPtr, _
    ByVal newPin As LongPtr, ByVal newPinLength As LongPtr, ByVal lastTry As Long, _
    ByRef problem As JpkiErrorStruct) As Long
' Changes the signature password, as jpki_card_change_pin changes the PIN.
Public Declare Function JpkiCardChangeSignaturePassword Lib "jpkicard_std.dll" Alias "jpki_card_change_signature_password" ( _
    ByVal card As LongPtr, ByVal oldPassword As LongPtr, ByVal oldPasswordLength As LongPtr, _
    ByVal newPassword As LongPtr, ByVal newPasswordLength As LongPtr, ByVal lastTry As Long, _
    ByRef problem As JpkiErrorStruct) As Long
' Compares the holder's birth date with birth_date (YYYYMMDD as a number): the least about a
' person that a card can reveal to a terminal.
Public Declare Function JpkiCardCompareBirthDate Lib "jpkicard_std.dll" Alias "jpki_card_compare_birth_date" ( _
    ByVal card As LongPtr, ByVal birthDate As Long, ByVal calendar As Long, _
    ByVal authorities As Long, ByVal lastTry As Long, ByRef problem As JpkiErrorStruct) As Long
' Compares a birth date as jpki_card_compare_birth_date does, for a card that prints one which
' is not a calendar date, as where the day or month of birth is unknown.
Public Declare Function JpkiCardCompareBirthDatePrintedDigits Lib "jpkicard_std.dll" Alias "jpki_card_compare_birth_date_printed_digits" ( _
    ByVal card As LongPtr, ByVal dateDigits As LongPtr, ByVal dateDigitsLength As LongPtr, _
    ByVal authorities As Long, ByVal lastTry As Long, ByRef problem As JpkiErrorStruct) As Long
' Connects to the card that is in a reader now, of any kind, in shared mode.
Public Declare Function JpkiCardConnect Lib "jpkicard_std.dll" Alias "jpki_card_connect" ( _
    ByVal context As LongPtr, ByVal reader As LongPtr, ByRef card As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Ends the transaction begun by jpki_card_begin_transaction: other programs can use the card
' again.
Public Declare Function JpkiCardEndTransaction Lib "jpkicard_std.dll" Alias "jpki_card_end_transaction" ( _
    ByVal card As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Reads the card's face and verifies it: what a clerk compares with the person at the desk when
' there is no PIN.
Public Declare Function JpkiCardFace Lib "jpkicard_std.dll" Alias "jpki_card_face" ( _
    ByVal card As LongPtr, ByVal checkNumber As LongPtr, ByVal checkNumberLength As LongPtr, _
    ByVal authorities As Long, ByVal lastTry As Long, ByRef face As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Reads the card's face as jpki_card_face does, and has the card sign a challenge that a server
' chose.
Public Declare Function JpkiCardFaceForChallenge Lib "jpkicard_std.dll" Alias "jpki_card_face_for_challenge" ( _
    ByVal card As LongPtr, ByVal checkNumber As LongPtr, ByVal checkNumberLength As LongPtr, _
    ByVal challenge As LongPtr, ByVal challengeLength As LongPtr, ByVal authorities As Long, _
    ByVal lastTry As Long, ByRef face As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Frees a card's handle and disconnects from the card, leaving it powered and not reset.
Public Declare Sub JpkiCardFree Lib "jpkicard_std.dll" Alias "jpki_card_free" ( _
    ByVal card As LongPtr)
' Asks whether the token has a certificate.
Public Declare Function JpkiCardHasCertificate Lib "jpkicard_std.dll" Alias "jpki_card_has_certificate" ( _
    ByVal card As LongPtr, ByVal kind As Long, ByRef present As Long, _
    ByRef problem As JpkiErrorStruct) As Long
' Reads the card's serial number, the municipality that issued it and its expiry date.
Public Declare Function JpkiCardInformation Lib "jpkicard_std.dll" Alias "jpki_card_information" ( _
    ByVal card As LongPtr, ByRef information As JpkiInformationStruct, _
    ByRef problem As JpkiErrorStruct) As Long
' Opens a new embedded virtual card, for development and tests.
Public Declare Function JpkiCardOpenVirtual Lib "jpkicard_std.dll" Alias "jpki_card_open_virtual" ( _
    ByVal kind As Long, ByRef card As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Opens a new embedded virtual card with settings, and with what is to go wrong at it: for tests
' of what a program does then.
Public Declare Function JpkiCardOpenVirtualWithSettings Lib "jpkicard_std.dll" Alias "jpki_card_open_virtual_with_settings" ( _
    ByVal kind As Long, ByVal settings As LongPtr, ByRef card As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Returns the name of the card's reader, in UTF-8, NUL-terminated and valid until the card is
' freed; NULL for a card without a reader.
Public Declare Function JpkiCardReaderName Lib "jpkicard_std.dll" Alias "jpki_card_reader_name" ( _
    ByVal card As LongPtr) As LongPtr
' Sets the authorities that JPKI_AUTHORITIES_OWN stands for in calls on this card: those in the
' list now, replacing any set before.
Public Declare Function JpkiCardSetAuthorities Lib "jpkicard_std.dll" Alias "jpki_card_set_authorities" ( _
    ByVal card As LongPtr, ByVal authorities As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Sets how many bytes are read from files at a time.
Public Declare Function JpkiCardSetReadLength Lib "jpkicard_std.dll" Alias "jpki_card_set_read_length" ( _
    ByVal card As LongPtr, ByVal length As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Verifies the authentication PIN, signs input with the user-authentication key and locks the
' key again, in one PC/SC transaction.
Public Declare Function JpkiCardSign Lib "jpkicard_std.dll" Alias "jpki_card_sign" ( _
    ByVal card As LongPtr, ByVal pin As LongPtr, ByVal pinLength As LongPtr, _
    ByVal input_ As LongPtr, ByVal inputLength As LongPtr, _
    ByRef options As JpkiSignOptionsStruct, ByRef signature As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Verifies the signature password, reads the signature certificate, signs input with the
' signature key and locks it again, in one PC/SC transaction.
Public Declare Function JpkiCardSignDocument Lib "jpkicard_std.dll" Alias "jpki_card_sign_document" ( _
    ByVal card As LongPtr, ByVal password As LongPtr, ByVal passwordLength As LongPtr, _
    ByVal input_ As LongPtr, ByVal inputLength As LongPtr, _
    ByRef options As JpkiSignOptionsStruct, ByRef certificate As LongPtr, _
    ByRef signature As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Verifies the signature password, reads the signature certificate and locks the key again, in
' one PC/SC transaction.
Public Declare Function JpkiCardSignatureCertificate Lib "jpkicard_std.dll" Alias "jpki_card_signature_certificate" ( _
    ByVal card As LongPtr, ByVal password As LongPtr, ByVal passwordLength As LongPtr, _
    ByVal lastTry As Long, ByRef certificate As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Reads what kind of token this is: a card or a phone.
Public Declare Function JpkiCardToken Lib "jpkicard_std.dll" Alias "jpki_card_token" ( _
    ByVal card As LongPtr, ByRef kind As Long, ByVal label As LongPtr, _
    ByVal labelSize As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Asks how many tries a PIN, password or number has left; spends none.
Public Declare Function JpkiCardTries Lib "jpkicard_std.dll" Alias "jpki_card_tries" ( _
    ByVal card As LongPtr, ByVal credential As Long, ByRef state As Long, ByRef left As Long, _
    ByRef problem As JpkiErrorStruct) As Long
' Waits until an Individual Number Card is on a reader, and connects to it in shared mode.
Public Declare Function JpkiCardWait Lib "jpkicard_std.dll" Alias "jpki_card_wait" ( _
    ByVal context As LongPtr, ByVal reader As LongPtr, ByVal timeoutMilliseconds As Long, _
    ByVal flags As Long, ByVal cancellation As LongPtr, ByRef card As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Returns the certificate's DER encoding, *length bytes; length may be NULL.
Public Declare Function JpkiCertificateData Lib "jpkicard_std.dll" Alias "jpki_certificate_data" ( _
    ByVal certificate As LongPtr, ByRef length As LongPtr) As LongPtr
' Returns a field of the certificate, *length bytes; length may be NULL.
Public Declare Function JpkiCertificateField Lib "jpkicard_std.dll" Alias "jpki_certificate_field" ( _
    ByVal certificate As LongPtr, ByVal field As Long, ByRef length As LongPtr) As LongPtr
' Frees a certificate.
Public Declare Sub JpkiCertificateFree Lib "jpkicard_std.dll" Alias "jpki_certificate_free" ( _
    ByVal certificate As LongPtr)
' Creates a certificate from DER that the caller has stored, for example to pass it to
' jpki_card_sign.
Public Declare Function JpkiCertificateNew Lib "jpkicard_std.dll" Alias "jpki_certificate_new" ( _
    ByVal data As LongPtr, ByVal length As LongPtr, ByRef certificate As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' Returns the last second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle
' is invalid.
Public Declare Function JpkiCertificateNotAfter Lib "jpkicard_std.dll" Alias "jpki_certificate_not_after" ( _
    ByVal certificate As LongPtr) As Currency
' Returns the first second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the handle
' is invalid.
Public Declare Function JpkiCertificateNotBefore Lib "jpkicard_std.dll" Alias "jpki_certificate_not_before" ( _
    ByVal certificate As LongPtr) As Currency
' Lists the otherNames of a certificate's subject (subjectAltName), in the certificate's order.
Public Declare Function JpkiCertificateOtherNames Lib "jpkicard_std.dll" Alias "jpki_certificate_other_names" ( _
    ByVal certificate As LongPtr, ByRef items As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Verifies a certificate.
Public Declare Function JpkiCertificateVerify Lib "jpkicard_std.dll" Alias "jpki_certificate_verify" ( _
    ByVal certificate As LongPtr, ByRef options As JpkiVerifyOptionsStruct, _
    ByRef verdict As JpkiVerdictStruct, ByRef problem As JpkiErrorStruct) As Long
' Makes check number B (shogo bango B) from what is printed on the card's front.
Public Declare Function JpkiCheckNumber Lib "jpkicard_std.dll" Alias "jpki_check_number" ( _
    ByVal birthDate As Long, ByVal calendar As Long, ByVal expiryYear As Long, _
    ByVal securityCode As LongPtr, ByVal securityCodeLength As LongPtr, _
    ByVal number As LongPtr, ByVal numberSize As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Makes check number B of a card that prints a birth date which is not a calendar date, as where
' the day or month of birth is unknown: P and 14 digits, which every function that takes a check
' number accepts.
Public Declare Function JpkiCheckNumberPrintedDigits Lib "jpkicard_std.dll" Alias "jpki_check_number_printed_digits" ( _
    ByVal dateDigits As LongPtr, ByVal dateDigitsLength As LongPtr, ByVal expiryYear As Long, _
    ByVal securityCode As LongPtr, ByVal securityCodeLength As LongPtr, _
    ByVal number As LongPtr, ByVal numberSize As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Cancels every wait of the context, and every jpki_monitor_next of its monitors, that is in
' progress: they return JPKI_ERROR_CANCELLED.
Public Declare Function JpkiContextCancel Lib "jpkicard_std.dll" Alias "jpki_context_cancel" ( _
    ByVal context As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Frees a context and cancels its waits and monitors, including calls that are just beginning,
' whatever state the service is in.
Public Declare Sub JpkiContextFree Lib "jpkicard_std.dll" Alias "jpki_context_free" ( _
    ByVal context As LongPtr)
' Creates a context.
Public Declare Function JpkiContextNew Lib "jpkicard_std.dll" Alias "jpki_context_new" ( _
    ByRef context As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Reports what is in a reader now: *presence receives one of JPKI_PRESENCE_*.
Public Declare Function JpkiContextReaderStatus Lib "jpkicard_std.dll" Alias "jpki_context_reader_status" ( _
    ByVal context As LongPtr, ByVal reader As LongPtr, ByRef presence As Long, _
    ByRef problem As JpkiErrorStruct) As Long
' Lists the readers that are connected now.
Public Declare Function JpkiContextReaders Lib "jpkicard_std.dll" Alias "jpki_context_readers" ( _
    ByVal context As LongPtr, ByRef readers As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Sets one of the context's timeouts.
Public Declare Function JpkiContextSetTimeout Lib "jpkicard_std.dll" Alias "jpki_context_set_timeout" ( _
    ByVal context As LongPtr, ByVal timeout As Long, ByVal milliseconds As Long, _
    ByRef problem As JpkiErrorStruct) As Long
' Writes a failure as a sentence for the person at the desk.
Public Declare Function JpkiErrorText Lib "jpkicard_std.dll" Alias "jpki_error_text" ( _
    ByRef failure As JpkiErrorStruct, ByVal language As Long, ByVal text As LongPtr, _
    ByVal textSize As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
' calendar date, as for a holder whose day or month of birth is unknown:
' jpki_face_birth_date_digits then returns what the card has instead, and is what to compare.
Public Declare Function JpkiFaceBirthDate Lib "jpkicard_std.dll" Alias "jpki_face_birth_date" ( _
    ByVal face As LongPtr) As Long
' The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
' calendar date: YYYYMMDD, or what the card has instead where jpki_face_birth_date is 0, such as
' 19500400 or spaces.
Public Declare Function JpkiFaceBirthDateDigits Lib "jpkicard_std.dll" Alias "jpki_face_birth_date_digits" ( _
    ByVal face As LongPtr, ByRef length As LongPtr) As LongPtr
' The last day on which the card is valid, YYYYMMDD as a number; 0 if the handle is not open.
Public Declare Function JpkiFaceExpiry Lib "jpkicard_std.dll" Alias "jpki_face_expiry" ( _
    ByVal face As LongPtr) As Long
' A file to send to the server that chose the challenge, by one of JPKI_FILE_*, and its length
' in bytes.
Public Declare Function JpkiFaceFile Lib "jpkicard_std.dll" Alias "jpki_face_file" ( _
    ByVal face As LongPtr, ByVal file As Long, ByRef length As LongPtr) As LongPtr
' Frees a face and wipes it.
Public Declare Sub JpkiFaceFree Lib "jpkicard_std.dll" Alias "jpki_face_free" ( _
    ByVal face As LongPtr)
' Verifies a face that a desk read (jpki_card_face_for_challenge) and sent: one of the chosen
' authorities signed the record (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC), and the card with
' the key that the record names signed files->challenge (otherwise JPKI_ERROR_CARD_NOT_GENUINE:
' a copy, or an answer to another challenge).
Public Declare Function JpkiFaceFromFiles Lib "jpkicard_std.dll" Alias "jpki_face_from_files" ( _
    ByRef files As JpkiRecordFilesStruct, ByVal authorities As Long, ByVal own As LongPtr, _
    ByRef face As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' A picture as the card has it, by one of JPKI_IMAGE_*, and its length in bytes.
Public Declare Function JpkiFaceImage Lib "jpkicard_std.dll" Alias "jpki_face_image" ( _
    ByVal face As LongPtr, ByVal image As Long, ByRef length As LongPtr) As LongPtr
' Lists the unknown objects of a card face's record, as jpki_attributes_other_objects does.
Public Declare Function JpkiFaceOtherObjects Lib "jpkicard_std.dll" Alias "jpki_face_other_objects" ( _
    ByVal face As LongPtr, ByRef items As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Makes a picture of a face.
Public Declare Function JpkiFacePicture Lib "jpkicard_std.dll" Alias "jpki_face_picture" ( _
    ByVal face As LongPtr, ByVal kind As Long, ByRef picture As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
Public Declare Function JpkiFaceSex Lib "jpkicard_std.dll" Alias "jpki_face_sex" ( _
    ByVal face As LongPtr) As Long
' Returns the features that the library was built with: a sum of JPKI_FEATURE_*.
Public Declare Function JpkiFeatures Lib "jpkicard_std.dll" Alias "jpki_features" () As Long
' The number of items; 0 if the handle is not open.
Public Declare Function JpkiItemsCount Lib "jpkicard_std.dll" Alias "jpki_items_count" ( _
    ByVal items As LongPtr) As LongPtr
' The item's value, *length bytes; length may be NULL.
Public Declare Function JpkiItemsData Lib "jpkicard_std.dll" Alias "jpki_items_data" ( _
    ByVal items As LongPtr, ByVal index As LongPtr, ByRef length As LongPtr) As LongPtr
' Frees a list and wipes it.
Public Declare Sub JpkiItemsFree Lib "jpkicard_std.dll" Alias "jpki_items_free" ( _
    ByVal items As LongPtr)
' The name of the item at index, from 0, ended by NUL: see the function that made the list.
Public Declare Function JpkiItemsName Lib "jpkicard_std.dll" Alias "jpki_items_name" ( _
    ByVal items As LongPtr, ByVal index As LongPtr) As LongPtr
' The item's text in UTF-8, ended by NUL, unchanged: replace control characters before
' displaying it on a terminal.
Public Declare Function JpkiItemsText Lib "jpkicard_std.dll" Alias "jpki_items_text" ( _
    ByVal items As LongPtr, ByVal index As LongPtr) As LongPtr
' Keeps the library's log lines up to level for jpki_log_next: for programs that cannot be
' called back.
Public Declare Function JpkiLogKeep Lib "jpkicard_std.dll" Alias "jpki_log_keep" ( _
    ByVal level As Long, ByRef problem As JpkiErrorStruct) As Long
' Takes the oldest log line that jpki_log_keep kept, and returns immediately.
Public Declare Function JpkiLogNext Lib "jpkicard_std.dll" Alias "jpki_log_next" ( _
    ByRef record As JpkiLogRecordStruct, ByRef problem As JpkiErrorStruct) As Long
' Frees a monitor.
Public Declare Sub JpkiMonitorFree Lib "jpkicard_std.dll" Alias "jpki_monitor_free" ( _
    ByVal monitor As LongPtr)
' Creates a monitor of readers and their cards.
Public Declare Function JpkiMonitorNew Lib "jpkicard_std.dll" Alias "jpki_monitor_new" ( _
    ByVal context As LongPtr, ByVal reader As LongPtr, ByVal flags As Long, _
    ByRef monitor As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' Waits for the next event and stores it.
Public Declare Function JpkiMonitorNext Lib "jpkicard_std.dll" Alias "jpki_monitor_next" ( _
    ByVal monitor As LongPtr, ByVal timeoutMilliseconds As Long, ByVal cancellation As LongPtr, _
    ByRef event_ As JpkiEventStruct, ByRef problem As JpkiErrorStruct) As Long
' The request's DER encoding, and its length in bytes.
Public Declare Function JpkiOcspRequestData Lib "jpkicard_std.dll" Alias "jpki_ocsp_request_data" ( _
    ByVal request As LongPtr, ByRef length As LongPtr) As LongPtr
' Frees a request.
Public Declare Sub JpkiOcspRequestFree Lib "jpkicard_std.dll" Alias "jpki_ocsp_request_free" ( _
    ByVal request As LongPtr)
' Makes an OCSP request for certificate.
Public Declare Function JpkiOcspRequestNew Lib "jpkicard_std.dll" Alias "jpki_ocsp_request_new" ( _
    ByVal certificate As LongPtr, ByRef options As JpkiVerifyOptionsStruct, _
    ByVal nonce As LongPtr, ByVal nonceLength As LongPtr, ByRef request As LongPtr, _
    ByRef problem As JpkiErrorStruct) As Long
' The picture's file, and its length in bytes.
Public Declare Function JpkiPictureData Lib "jpkicard_std.dll" Alias "jpki_picture_data" ( _
    ByVal picture As LongPtr, ByRef length As LongPtr) As LongPtr
' Frees a picture and wipes it.
Public Declare Sub JpkiPictureFree Lib "jpkicard_std.dll" Alias "jpki_picture_free" ( _
    ByVal picture As LongPtr)
' Describes a certificate policy, as in jpki_verdict.policy, in UTF-8: purpose, class, whether
' it is that of test cards, and whether the library knows it.
Public Declare Function JpkiPolicyText Lib "jpkicard_std.dll" Alias "jpki_policy_text" ( _
    ByVal policy As LongPtr, ByVal language As Long) As LongPtr
' Returns the number of readers in the list; 0 if the handle is invalid.
Public Declare Function JpkiReadersCount Lib "jpkicard_std.dll" Alias "jpki_readers_count" ( _
    ByVal readers As LongPtr) As LongPtr
' Frees a list of readers.
Public Declare Sub JpkiReadersFree Lib "jpkicard_std.dll" Alias "jpki_readers_free" ( _
    ByVal readers As LongPtr)
' Returns a reader's name, in UTF-8, NUL-terminated and valid until the list is freed.
Public Declare Function JpkiReadersName Lib "jpkicard_std.dll" Alias "jpki_readers_name" ( _
    ByVal readers As LongPtr, ByVal index As LongPtr) As LongPtr
' The name of a reason's constant, such as "JPKI_REASON_EXPIRED"; "JPKI_REASON_UNKNOWN" for a
' number that is not a reason.
Public Declare Function JpkiReasonName Lib "jpkicard_std.dll" Alias "jpki_reason_name" ( _
    ByVal reason As Long) As LongPtr
' Describes a reason, for the log or the person who investigates: one sentence without its full
' stop, in UTF-8.
Public Declare Function JpkiReasonText Lib "jpkicard_std.dll" Alias "jpki_reason_text" ( _
    ByVal reason As Long, ByVal language As Long) As LongPtr
' The number of entries in the list; 0 if the handle is not open.
Public Declare Function JpkiRevocationListEntryCount Lib "jpkicard_std.dll" Alias "jpki_revocation_list_entry_count" ( _
    ByVal list As LongPtr) As LongPtr
' Frees a list.
Public Declare Sub JpkiRevocationListFree Lib "jpkicard_std.dll" Alias "jpki_revocation_list_free" ( _
    ByVal list As LongPtr)
' Loads a complete CRL that one of the options' anchors signed: the one whose key it names.
Public Declare Function JpkiRevocationListLoad Lib "jpkicard_std.dll" Alias "jpki_revocation_list_load" ( _
    ByVal data As LongPtr, ByVal length As LongPtr, ByRef options As JpkiVerifyOptionsStruct, _
    ByRef list As LongPtr, ByRef problem As JpkiErrorStruct) As Long
' When the next list is due at the latest, in seconds since 1970-01-01T00:00:00Z: load it before
' then.
Public Declare Function JpkiRevocationListNextUpdate Lib "jpkicard_std.dll" Alias "jpki_revocation_list_next_update" ( _
    ByVal list As LongPtr) As Currency
' When the list was issued, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not open.
Public Declare Function JpkiRevocationListThisUpdate Lib "jpkicard_std.dll" Alias "jpki_revocation_list_this_update" ( _
    ByVal list As LongPtr) As Currency
' Overwrites length bytes at data with zeros, in a way that compilers do not optimise away: for
' the caller's own copy of a PIN.
Public Declare Sub JpkiSecureWipe Lib "jpkicard_std.dll" Alias "jpki_secure_wipe" ( _
    ByVal data As LongPtr, ByVal length As LongPtr)
' Returns the algorithm to verify the signature with, one of JPKI_ALGORITHM_*; 0 if the handle
' is invalid.
Public Declare Function JpkiSignatureAlgorithm Lib "jpkicard_std.dll" Alias "jpki_signature_algorithm" ( _
    ByVal signature As LongPtr) As Long
' Returns the algorithm's name, such as "RSA-SHA256"; empty if the handle is invalid.
Public Declare Function JpkiSignatureAlgorithmName Lib "jpkicard_std.dll" Alias "jpki_signature_algorithm_name" ( _
    ByVal signature As LongPtr) As LongPtr
' Returns the signature, *length bytes: 256 for RSA-2048; future keys have other lengths.
Public Declare Function JpkiSignatureData Lib "jpkicard_std.dll" Alias "jpki_signature_data" ( _
    ByVal signature As LongPtr, ByRef length As LongPtr) As LongPtr
' Frees a signature.
Public Declare Sub JpkiSignatureFree Lib "jpkicard_std.dll" Alias "jpki_signature_free" ( _
    ByVal signature As LongPtr)
' Verifies a signature over a challenge, and the certificate of the key that made it.
Public Declare Function JpkiSignatureVerify Lib "jpkicard_std.dll" Alias "jpki_signature_verify" ( _
    ByVal certificate As LongPtr, ByVal challenge As LongPtr, ByVal challengeLength As LongPtr, _
    ByVal input_ As Long, ByVal algorithm As Long, ByVal signature As LongPtr, _
    ByVal signatureLength As LongPtr, ByRef options As JpkiVerifyOptionsStruct, _
    ByRef verdict As JpkiVerdictStruct, ByRef problem As JpkiErrorStruct) As Long
' Returns the name of a status constant, such as "JPKI_ERROR_PIN_WRONG", or "JPKI_ERROR_UNKNOWN"
' for an unknown number.
Public Declare Function JpkiStatusName Lib "jpkicard_std.dll" Alias "jpki_status_name" ( _
    ByVal status As Long) As LongPtr
' Returns a sentence about a status for the person at the desk, in UTF-8: what happened, what it
' means, what to do next, and what was left unchanged.
Public Declare Function JpkiStatusText Lib "jpkicard_std.dll" Alias "jpki_status_text" ( _
    ByVal status As Long, ByVal language As Long) As LongPtr
' Returns the library's version, such as "0.1.0".
Public Declare Function JpkiVersion Lib "jpkicard_std.dll" Alias "jpki_version" () As LongPtr
#End If

' Loads the library from a folder; the declarations then find it by its name. False if it is not
' there, or made for the other number of bits.
Public Function JpkiLoad(ByVal folder As String) As Boolean
    Dim path As String
#If Win64 Then
    path = folder & "\jpkicard.dll"
#Else
    path = folder & "\jpkicard_std.dll"
#End If
    JpkiLoad = LoadLibraryEx(StrPtr(path), 0, LOAD_WITH_ALTERED_SEARCH_PATH) <> 0
End Function

' A text as UTF-8, ended by NUL: pass VarPtr(bytes(0)), and UBound(bytes) where a length is asked
' for.
Public Function JpkiUtf8(ByVal text As String) As Byte()
    Dim bytes() As Byte
    Dim count As Long
    count = JpkiUtf8Length(text)
    ReDim bytes(0 To count)
    JpkiUtf8Into text, VarPtr(bytes(0)), count
    JpkiUtf8 = bytes
End Function

' How many bytes a text has as UTF-8, without NUL.
Public Function JpkiUtf8Length(ByRef text As String) As Long
    If Len(text) = 0 Then Exit Function
    JpkiUtf8Length = WideCharToMultiByte(UTF8_CODE_PAGE, 0, StrPtr(text), Len(text), 0, 0, 0, 0)
End Function

' Writes a text as UTF-8, so many bytes without NUL, and makes no other copy of it.
Public Sub JpkiUtf8Into(ByRef text As String, ByVal pointer As LongPtr, ByVal count As Long)
    If count > 0 Then
        WideCharToMultiByte UTF8_CODE_PAGE, 0, StrPtr(text), Len(text), pointer, count, 0, 0
    End If
End Sub

' The text at a pointer, which is UTF-8 and ends with NUL; of a structure's field, the text at
' VarPtr(structure.Field(0)). An empty one for the pointer 0.
Public Function JpkiText(ByVal pointer As LongPtr) As String
    If pointer <> 0 Then JpkiText = JpkiTextOf(pointer, LengthOfText(pointer))
End Function

' The text of so many bytes of UTF-8 at a pointer.
Public Function JpkiTextOf(ByVal pointer As LongPtr, ByVal length As Long) As String
    Dim count As Long
    Dim text As String
    If pointer = 0 Or length <= 0 Then Exit Function
    count = MultiByteToWideChar(UTF8_CODE_PAGE, 0, pointer, length, 0, 0)
    text = String$(count, vbNullChar)
    MultiByteToWideChar UTF8_CODE_PAGE, 0, pointer, length, StrPtr(text), count
    JpkiTextOf = text
End Function

' A copy of the bytes at a pointer: what a getter returned is the object's, and gone with it. The
' array has no elements if there are no bytes.
Public Function JpkiBytes(ByVal pointer As LongPtr, ByVal length As LongPtr) As Byte()
    Dim bytes() As Byte
    If pointer = 0 Or length = 0 Then
        bytes = vbNullString
    Else
        ReDim bytes(0 To CLng(length) - 1)
        CopyBytes VarPtr(bytes(0)), pointer, length
    End If
    JpkiBytes = bytes
End Function

' A failure as a sentence for the person at the desk, in Japanese unless another of
' JPKI_LANGUAGE_* is given.
Public Function JpkiSentence(ByRef failure As JpkiErrorStruct, _
    Optional ByVal language As Long = JPKI_LANGUAGE_JAPANESE) As String
    Dim text(0 To JPKI_ERROR_TEXT_SIZE - 1) As Byte
    Dim problem As JpkiErrorStruct
    problem.StructSize = LenB(problem)
    If JpkiErrorText(failure, language, VarPtr(text(0)), JPKI_ERROR_TEXT_SIZE, problem) _
        = JPKI_OK Then
        JpkiSentence = JpkiText(VarPtr(text(0)))
    Else
        JpkiSentence = JpkiText(JpkiStatusText(failure.Status, language))
    End If
End Function

' A time of the library, in seconds since 1970, as a date in UTC.
Public Function JpkiDate(ByVal seconds As Currency) As Date
    JpkiDate = DateSerial(1970, 1, 1) + CDbl(seconds) * 10000 / 86400
End Function

' A date in UTC as a time for the library.
Public Function JpkiFromDate(ByVal moment As Date) As Currency
    JpkiFromDate = CCur(Round((CDbl(moment) - CDbl(DateSerial(1970, 1, 1))) * 86400) / 10000)
End Function
