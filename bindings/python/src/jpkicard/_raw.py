"""The C interface of libjpkicard, as ctypes sees it.

Generated from the C headers by capi/examples/bindings: do not edit.
"""

# SPDX-License-Identifier: MIT OR Apache-2.0

from ctypes import (
    CDLL,
    CFUNCTYPE,
    POINTER,
    Structure,
    c_char,
    c_char_p,
    c_int32,
    c_int64,
    c_size_t,
    c_uint8,
    c_uint32,
    c_void_p,
)
from typing import Dict, Tuple

# Sizes and numbers.

# The size of jpki_error.message in bytes, including its NUL.
ERROR_MESSAGE_SIZE = 512
# A size in bytes that is enough for every text of jpki_error_text, including its NUL.
ERROR_TEXT_SIZE = 1024
# The size of jpki_log_record.message in bytes, including its NUL.
LOG_MESSAGE_SIZE = 512
# The number of log lines that jpki_log_keep keeps.
LOG_KEPT = 1000
# In jpki_card_wait, jpki_monitor_next and jpki_context_set_timeout: no timeout.
WAIT_FOREVER = -1
# The size of jpki_event.reader in bytes, including its NUL; PC/SC names have up to 128.
EVENT_READER_SIZE = 256
# The size of a check number in bytes, including its prefix and its NUL.
CHECK_NUMBER_SIZE = 16
# The maximum number of reasons in a verdict.
VERDICT_REASONS = 32
# The size of a verdict's policy in bytes, including its NUL.
VERDICT_POLICY_SIZE = 64
# The maximum size of a verdict's anchor_key_id in bytes.
VERDICT_KEY_ID_SIZE = 32

# Functions that the library calls.

# Receives a log line: its level, one of JPKI_LOG_*, and its text in UTF-8, which belongs to the
# library and is valid during the call.
jpki_log_callback = CFUNCTYPE(
    None,
    c_void_p,
    c_int32,
    c_char_p,
)
# Sends a command APDU once and stores the answer, including its status word, in response, at
# most response_size bytes, and its length in *response_length.
jpki_transport_transmit = CFUNCTYPE(
    c_int32,
    c_void_p,
    c_void_p,
    c_size_t,
    c_void_p,
    c_size_t,
    POINTER(c_size_t),
)
# Prevents other programs from using the card.
jpki_transport_begin_transaction = CFUNCTYPE(
    c_int32,
    c_void_p,
)
# Allows other programs to use the card again.
jpki_transport_end_transaction = CFUNCTYPE(
    c_int32,
    c_void_p,
)
# Powers the card down, so that it forgets a verified PIN; used when the key cannot be locked
# otherwise.
jpki_transport_power_down = CFUNCTYPE(
    c_int32,
    c_void_p,
)
# Called once, when the library no longer uses the connection; may be NULL.
jpki_transport_close = CFUNCTYPE(
    None,
    c_void_p,
)


class jpki_error(Structure):
    """Details of a failure."""

    _fields_ = [
        # Set by the caller: sizeof(jpki_error).
        ("struct_size", c_uint32),
        # The same number as the function's return value.
        ("status", c_int32),
        # The number of PIN tries left; -1 if the card did not say.
        ("tries_left", c_int32),
        # The card's status word, such as 0x6982; 0 if there is none.
        ("status_word", c_uint32),
        # The PC/SC return code; 0 if there is none.
        ("pcsc_code", c_uint32),
        # One English sentence in UTF-8, NUL-terminated: what happened, what it means for the
        # person at the desk, and what was left unchanged.
        ("message", c_char * 512),
    ]


class jpki_log_record(Structure):
    """One log line."""

    _fields_ = [
        # Set by the caller: sizeof(jpki_log_record).
        ("struct_size", c_uint32),
        # One of JPKI_LOG_*; JPKI_LOG_OFF if no line is kept.
        ("level", c_int32),
        # How many lines between this one and the one taken before were dropped, because
        # JPKI_LOG_KEPT others were waiting.
        ("dropped_count", c_uint32),
        # Always 0.
        ("reserved", c_uint32),
        # The line in UTF-8, NUL-terminated, truncated between two characters.
        ("message", c_char * 512),
    ]


class jpki_event(Structure):
    """One event at the readers."""

    _fields_ = [
        # Set by the caller: sizeof(jpki_event).
        ("struct_size", c_uint32),
        # One of JPKI_EVENT_*; treat an unknown one as no event.
        ("event", c_int32),
        # With JPKI_EVENT_CARD_INSERTED: one of JPKI_CARD_*.
        ("card_kind", c_int32),
        # With JPKI_CARD_TOKEN: one of JPKI_TOKEN_*.
        ("token_kind", c_int32),
        # With JPKI_EVENT_SERVICE_STOPPED and JPKI_CARD_NOT_IDENTIFIED: why, one of JPKI_ERROR_*;
        # otherwise JPKI_OK.
        ("reason", c_int32),
        # The PC/SC return code behind reason; 0 if there is none.
        ("pcsc_code", c_uint32),
        # Always 0.
        ("reserved", c_uint32),
        # The reader's name, in UTF-8, NUL-terminated; empty with JPKI_EVENT_SERVICE_*.
        ("reader", c_char * 256),
    ]


class jpki_transport(Structure):
    """A connection to a card supplied by the caller: a reader without PC/SC, a card at the other
    end of a network, a test.
    """

    _fields_ = [
        # Set by the caller: sizeof(jpki_transport).
        ("struct_size", c_uint32),
        # The maximum number of data bytes in one APDU through this connection, at most 65,536.
        ("max_apdu_data", c_uint32),
        # Passed to each function.
        ("user", c_void_p),
        # Sends a command APDU once and stores the answer, including its status word, in
        # response, at most response_size bytes, and its length in *response_length.
        ("transmit", jpki_transport_transmit),
        # Prevents other programs from using the card.
        ("begin_transaction", jpki_transport_begin_transaction),
        # Allows other programs to use the card again.
        ("end_transaction", jpki_transport_end_transaction),
        # Powers the card down, so that it forgets a verified PIN; used when the key cannot be
        # locked otherwise.
        ("power_down", jpki_transport_power_down),
        # Called once, when the library no longer uses the connection; may be NULL.
        ("close", jpki_transport_close),
    ]


class jpki_sign_options(Structure):
    """How to sign."""

    _fields_ = [
        # Set by the caller: sizeof(jpki_sign_options).
        ("struct_size", c_uint32),
        # One of JPKI_DIGEST_*.
        ("digest", c_int32),
        # One of JPKI_SCHEME_*.
        ("scheme", c_int32),
        # One of JPKI_INPUT_*.
        ("input", c_int32),
        # One of JPKI_LAST_TRY_*.
        ("last_try", c_int32),
        # For jpki_card_authenticate: 1 always reads the CA certificate from the card, 0 only if
        # the certificate's issuer is neither one of the published CAs (JPKI_FEATURE_TRUST) nor
        # ca_certificate.
        ("read_ca_certificate", c_int32),
        # The certificate of the signing key, used to verify the signature.
        ("certificate", c_void_p),
        # For jpki_card_authenticate: the CA certificate that the caller expects to have issued
        # the card's certificate, for example that of a CA newer than this library.
        ("ca_certificate", c_void_p),
    ]


class jpki_authentication(Structure):
    """The result of jpki_card_authenticate."""

    _fields_ = [
        # Set by the caller: sizeof(jpki_authentication).
        ("struct_size", c_uint32),
        # One of JPKI_TOKEN_*.
        ("token_kind", c_int32),
        # What the card reported before the PIN was sent: one of JPKI_TRIES_*.
        ("pin_status", c_int32),
        # The number of tries left at that time; -1 if the card did not report it.
        ("tries_left", c_int32),
        # The user-authentication certificate.
        ("certificate", c_void_p),
        # The certificate of its CA, as stored on the card; not a trust anchor.
        ("ca_certificate", c_void_p),
        # The signature.
        ("signature", c_void_p),
    ]


class jpki_record_files(Structure):
    """The files that a desk read from a card and sent, for jpki_face_from_files and
    jpki_attributes_from_files, and the challenge, which the verifier has kept itself and accepts
    from nobody else.
    """

    _fields_ = [
        # Set by the caller: sizeof(jpki_record_files).
        ("struct_size", c_uint32),
        # Must be 0.
        ("reserved", c_uint32),
        # JPKI_FILE_RECORD.
        ("record", c_void_p),
        # Its length in bytes.
        ("record_length", c_size_t),
        # JPKI_FILE_CERTIFICATE.
        ("certificate", c_void_p),
        # Its length in bytes.
        ("certificate_length", c_size_t),
        # Of a face: the challenge that the card was to sign, chosen by the verifier: random, 16
        # bytes or more, never used before.
        ("challenge", c_void_p),
        # Its length in bytes; 0 for attributes.
        ("challenge_length", c_size_t),
        # JPKI_FILE_SIGNATURE.
        ("signature", c_void_p),
        # Its length in bytes.
        ("signature_length", c_size_t),
    ]


class jpki_information(Structure):
    """What the card says about itself."""

    _fields_ = [
        # Set by the caller: sizeof(jpki_information).
        ("struct_size", c_uint32),
        # The last day on which the card is valid, YYYYMMDD as a number.
        ("expiry", c_int32),
        # The municipality that issued the card: five digits, the first two for the prefecture,
        # and NUL.
        ("municipality_code", c_char * 8),
        # The card's serial number: 15 digits and NUL.
        ("serial", c_char * 16),
    ]


class jpki_verify_options(Structure):
    """How to verify a certificate."""

    _fields_ = [
        # Set by the caller: sizeof(jpki_verify_options).
        ("struct_size", c_uint32),
        # What the certificate must be for: one of JPKI_PURPOSE_*.
        ("purpose", c_int32),
        # Which trust anchors to use: one of JPKI_ANCHORS_*.
        ("anchors", c_int32),
        # By how many seconds the clock of a responder or CRL issuer may differ: up to 86400; 0
        # for the default, 300.
        ("tolerance", c_uint32),
        # The time of verification: seconds since 1970-01-01T00:00:00Z; 0 for now.
        ("time", c_int64),
        # For jpki_ocsp_request_new only: one of JPKI_OCSP_HASH_*.
        ("ocsp_hash", c_int32),
        # Which certificate policies to accept: one of JPKI_POLICIES_*.
        ("policies", c_int32),
        # With JPKI_ANCHORS_OWN or JPKI_ANCHORS_PRODUCTION_AND_OWN, otherwise NULL: an array of
        # up to 64 certificates, each a self-signed CA certificate.
        ("own_anchors", POINTER(c_void_p)),
        # The number of certificates in own_anchors: one or more with those two, otherwise 0.
        ("own_anchors_count", c_size_t),
        # A CA certificate from another source, such as the card, to compare with the anchor; or
        # NULL.
        ("ca_certificate", c_void_p),
        # The request that ocsp_response answers; or NULL.
        ("ocsp_request", c_void_p),
        # The OCSP response (DER), unchanged as the responder sent it, up to 64 KiB.
        ("ocsp_response", c_void_p),
        # Its length in bytes.
        ("ocsp_response_length", c_size_t),
        # Instead of an OCSP response: a complete CRL (DER), up to 256 MiB; or NULL.
        ("crl", c_void_p),
        # Its length in bytes.
        ("crl_length", c_size_t),
        # Instead of both: a CRL that was loaded earlier; or NULL.
        ("revocation_list", c_void_p),
        # With JPKI_POLICIES_OWN the only certificate policies to accept, otherwise additional
        # ones, under any anchor: the caller is responsible for their fitting the purpose.
        ("own_policies", c_char_p),
    ]


class jpki_verdict(Structure):
    """The result of jpki_certificate_verify or jpki_signature_verify."""

    _fields_ = [
        # Set by the caller: sizeof(jpki_verdict).
        ("struct_size", c_uint32),
        # The verdict as one status: JPKI_OK if everything checked is good, and only then.
        ("status", c_int32),
        # The number of reasons: all of them are reported, not only the first.
        ("reason_count", c_uint32),
        # What is known about the certificate's revocation: one of JPKI_REVOCATION_*; 0 if there
        # is no verdict.
        ("revocation", c_int32),
        # The reasons, JPKI_REASON_*, in numerical order; 0 past the last.
        ("reasons", c_int32 * 32),
        # When the certificate was revoked, in seconds since 1970-01-01T00:00:00Z, according to
        # the CA; -1 if it is not revoked.
        ("revocation_time", c_int64),
        # Why the certificate was revoked: the CRLReason number of RFC 5280, 5.3.1, such as 1 for
        # a lost card or key, 3 for a changed name or address, 4 for a certificate replaced by a
        # new one, 5 for one given up, 6 for one on hold.
        ("revocation_reason", c_int32),
        # The days for which the certificate is still valid after today, by the calendar in
        # Japan: 0 on its last day.
        ("days_left", c_int32),
        # The days since the certificate expired, by the calendar in Japan: 1 on the day after
        # its last day, and 0 on that last day if it ended before midnight.
        ("days_expired", c_int32),
        # Whether online eligibility verification still accepts the certificate although it has
        # expired and is not valid: 1 until the end, in Japan, of the third month after the month
        # in which it expired, without medical data; otherwise 0.
        ("is_within_grace", c_int32),
        # Whether the library knows policy: 1; or 0 for a class newer than the library, for one
        # of own_policies that is not a J-LIS policy it knows, or for no policy.
        ("policy_is_known", c_int32),
        # The length of anchor_key_id in bytes, or 0.
        ("anchor_key_id_length", c_uint32),
        # The certificate policy that was accepted, as dotted numbers ended by NUL, such as
        # "1.2.392.200149.8.5.1.3.30": one of the certificate's own that the options accept.
        ("policy", c_char * 64),
        # The key identifier of the anchor that signed the certificate: it identifies the
        # authority and its generation.
        ("anchor_key_id", c_uint8 * 32),
    ]


# Bytes of each structure: on 64 bits, on 32-bit Windows, on 32-bit Linux.
SIZES: Dict[str, Tuple[int, int, int]] = {
    "jpki_error": (532, 532, 532),
    "jpki_log_record": (528, 528, 528),
    "jpki_event": (284, 284, 284),
    "jpki_transport": (56, 32, 32),
    "jpki_sign_options": (40, 32, 32),
    "jpki_authentication": (40, 28, 28),
    "jpki_record_files": (72, 40, 40),
    "jpki_information": (32, 32, 32),
    "jpki_verify_options": (112, 72, 72),
    "jpki_verdict": (272, 272, 272),
}


def declare(library: CDLL) -> None:
    """Says what functions take and return; AttributeError if one is missing."""

    # The address in UTF-8, ended by NUL.
    library.jpki_attributes_address.argtypes = [c_void_p]
    library.jpki_attributes_address.restype = c_char_p

    # The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
    # calendar date, as for a holder whose day or month of birth is unknown:
    # jpki_attributes_birth_date_digits then returns what the card has instead, and is what to
    # compare.
    library.jpki_attributes_birth_date.argtypes = [c_void_p]
    library.jpki_attributes_birth_date.restype = c_int32

    # The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
    # calendar date: YYYYMMDD, or what the card has instead where jpki_attributes_birth_date is
    # 0, such as 19500400 or spaces.
    library.jpki_attributes_birth_date_digits.argtypes = [c_void_p, POINTER(c_size_t)]
    library.jpki_attributes_birth_date_digits.restype = c_void_p

    # A file to send to a server that verifies the attributes, by one of JPKI_FILE_*, and its
    # length in bytes.
    library.jpki_attributes_file.argtypes = [c_void_p, c_int32, POINTER(c_size_t)]
    library.jpki_attributes_file.restype = c_void_p

    # Frees the attributes and wipes them.
    library.jpki_attributes_free.argtypes = [c_void_p]
    library.jpki_attributes_free.restype = None

    # Verifies attributes that a desk read and sent: one of the chosen authorities signed them
    # (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC).
    library.jpki_attributes_from_files.argtypes = [
        POINTER(jpki_record_files),
        c_int32,
        c_void_p,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_attributes_from_files.restype = c_int32

    # The name in UTF-8, ended by NUL; an ideographic space (U+3000) separates family and given
    # name.
    library.jpki_attributes_name.argtypes = [c_void_p]
    library.jpki_attributes_name.restype = c_char_p

    # Lists the objects of the attributes' record that this version does not know, in the
    # record's order, such as the reading of the name on a future card; most often none.
    library.jpki_attributes_other_objects.argtypes = [
        c_void_p,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_attributes_other_objects.restype = c_int32

    # The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
    library.jpki_attributes_sex.argtypes = [c_void_p]
    library.jpki_attributes_sex.restype = c_int32

    # Cancels every wait that the cancellation is passed to, now and later: they return
    # JPKI_ERROR_CANCELLED.
    library.jpki_cancellation_cancel.argtypes = [c_void_p, POINTER(jpki_error)]
    library.jpki_cancellation_cancel.restype = c_int32

    # Frees a cancellation.
    library.jpki_cancellation_free.argtypes = [c_void_p]
    library.jpki_cancellation_free.restype = None

    # Creates a cancellation, not yet cancelled.
    library.jpki_cancellation_new.argtypes = [POINTER(c_void_p), POINTER(jpki_error)]
    library.jpki_cancellation_new.restype = c_int32

    # Reads name, address, birth date and sex with the input-support PIN (kenmen jiko nyuryoku
    # hojo-yo no ansho bango), so that nobody has to type them.
    library.jpki_card_attributes.argtypes = [
        c_void_p,
        c_void_p,
        c_size_t,
        c_int32,
        c_int32,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_card_attributes.restype = c_int32

    # Reads name, address, birth date and sex with check number B instead of a PIN.
    library.jpki_card_attributes_by_check_number.argtypes = [
        c_void_p,
        c_void_p,
        c_size_t,
        c_int32,
        c_int32,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_card_attributes_by_check_number.restype = c_int32

    # Performs a complete authentication in one PC/SC transaction: reads the kind of token and
    # the authentication certificate, queries the tries, verifies the PIN, signs input and locks
    # the key again.
    library.jpki_card_authenticate.argtypes = [
        c_void_p,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        POINTER(jpki_sign_options),
        POINTER(jpki_authentication),
        POINTER(jpki_error),
    ]
    library.jpki_card_authenticate.restype = c_int32

    # Adds an authority's key to those that the list trusts.
    library.jpki_card_authorities_add.argtypes = [
        c_void_p,
        c_int32,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        POINTER(jpki_error),
    ]
    library.jpki_card_authorities_add.restype = c_int32

    # Frees a list.
    library.jpki_card_authorities_free.argtypes = [c_void_p]
    library.jpki_card_authorities_free.restype = None

    # Makes an empty list.
    library.jpki_card_authorities_new.argtypes = [POINTER(c_void_p), POINTER(jpki_error)]
    library.jpki_card_authorities_new.restype = c_int32

    # Begins a transaction that lasts until jpki_card_end_transaction.
    library.jpki_card_begin_transaction.argtypes = [c_void_p, POINTER(jpki_error)]
    library.jpki_card_begin_transaction.restype = c_int32

    # Reads a certificate that needs no password.
    library.jpki_card_certificate.argtypes = [
        c_void_p,
        c_int32,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_card_certificate.restype = c_int32

    # Changes the input-support PIN, as jpki_card_change_pin changes the authentication PIN,
    # which stays as it is: for a holder who wants the same PIN for both, change both.
    library.jpki_card_change_input_support_pin.argtypes = [
        c_void_p,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        c_int32,
        POINTER(jpki_error),
    ]
    library.jpki_card_change_input_support_pin.restype = c_int32

    # Changes the authentication PIN: verifies the old one, sets the new one, verifies the new
    # one and locks the key again, in one PC/SC transaction.
    library.jpki_card_change_pin.argtypes = [
        c_void_p,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        c_int32,
        POINTER(jpki_error),
    ]
    library.jpki_card_change_pin.restype = c_int32

    # Changes the signature password, as jpki_card_change_pin changes the PIN.
    library.jpki_card_change_signature_password.argtypes = [
        c_void_p,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        c_int32,
        POINTER(jpki_error),
    ]
    library.jpki_card_change_signature_password.restype = c_int32

    # Compares the holder's birth date with birth_date (YYYYMMDD as a number): the least about a
    # person that a card can reveal to a terminal.
    library.jpki_card_compare_birth_date.argtypes = [
        c_void_p,
        c_int32,
        c_int32,
        c_int32,
        c_int32,
        POINTER(jpki_error),
    ]
    library.jpki_card_compare_birth_date.restype = c_int32

    # Compares a birth date as jpki_card_compare_birth_date does, for a card that prints one
    # which is not a calendar date, as where the day or month of birth is unknown.
    library.jpki_card_compare_birth_date_printed_digits.argtypes = [
        c_void_p,
        c_void_p,
        c_size_t,
        c_int32,
        c_int32,
        POINTER(jpki_error),
    ]
    library.jpki_card_compare_birth_date_printed_digits.restype = c_int32

    # Connects to the card that is in a reader now, of any kind, in shared mode.
    library.jpki_card_connect.argtypes = [
        c_void_p,
        c_char_p,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_card_connect.restype = c_int32

    # Ends the transaction begun by jpki_card_begin_transaction: other programs can use the card
    # again.
    library.jpki_card_end_transaction.argtypes = [c_void_p, POINTER(jpki_error)]
    library.jpki_card_end_transaction.restype = c_int32

    # Reads the card's face and verifies it: what a clerk compares with the person at the desk
    # when there is no PIN.
    library.jpki_card_face.argtypes = [
        c_void_p,
        c_void_p,
        c_size_t,
        c_int32,
        c_int32,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_card_face.restype = c_int32

    # Reads the card's face as jpki_card_face does, and has the card sign a challenge that a
    # server chose.
    library.jpki_card_face_for_challenge.argtypes = [
        c_void_p,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        c_int32,
        c_int32,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_card_face_for_challenge.restype = c_int32

    # Frees a card's handle and disconnects from the card, leaving it powered and not reset.
    library.jpki_card_free.argtypes = [c_void_p]
    library.jpki_card_free.restype = None

    # Asks whether the token has a certificate.
    library.jpki_card_has_certificate.argtypes = [
        c_void_p,
        c_int32,
        POINTER(c_int32),
        POINTER(jpki_error),
    ]
    library.jpki_card_has_certificate.restype = c_int32

    # Reads the card's serial number, the municipality that issued it and its expiry date.
    library.jpki_card_information.argtypes = [
        c_void_p,
        POINTER(jpki_information),
        POINTER(jpki_error),
    ]
    library.jpki_card_information.restype = c_int32

    # Opens a card behind a transport supplied by the caller.
    library.jpki_card_open_transport.argtypes = [
        POINTER(jpki_transport),
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_card_open_transport.restype = c_int32

    # Opens a new embedded virtual card, for development and tests.
    library.jpki_card_open_virtual.argtypes = [c_int32, POINTER(c_void_p), POINTER(jpki_error)]
    library.jpki_card_open_virtual.restype = c_int32

    # Opens a new embedded virtual card with settings, and with what is to go wrong at it: for
    # tests of what a program does then.
    library.jpki_card_open_virtual_with_settings.argtypes = [
        c_int32,
        c_char_p,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_card_open_virtual_with_settings.restype = c_int32

    # Returns the name of the card's reader, in UTF-8, NUL-terminated and valid until the card is
    # freed; NULL for a card without a reader.
    library.jpki_card_reader_name.argtypes = [c_void_p]
    library.jpki_card_reader_name.restype = c_char_p

    # Sets the authorities that JPKI_AUTHORITIES_OWN stands for in calls on this card: those in
    # the list now, replacing any set before.
    library.jpki_card_set_authorities.argtypes = [c_void_p, c_void_p, POINTER(jpki_error)]
    library.jpki_card_set_authorities.restype = c_int32

    # Sets how many bytes are read from files at a time.
    library.jpki_card_set_read_length.argtypes = [c_void_p, c_size_t, POINTER(jpki_error)]
    library.jpki_card_set_read_length.restype = c_int32

    # Verifies the authentication PIN, signs input with the user-authentication key and locks the
    # key again, in one PC/SC transaction.
    library.jpki_card_sign.argtypes = [
        c_void_p,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        POINTER(jpki_sign_options),
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_card_sign.restype = c_int32

    # Verifies the signature password, reads the signature certificate, signs input with the
    # signature key and locks it again, in one PC/SC transaction.
    library.jpki_card_sign_document.argtypes = [
        c_void_p,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        POINTER(jpki_sign_options),
        POINTER(c_void_p),
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_card_sign_document.restype = c_int32

    # Verifies the signature password, reads the signature certificate and locks the key again,
    # in one PC/SC transaction.
    library.jpki_card_signature_certificate.argtypes = [
        c_void_p,
        c_void_p,
        c_size_t,
        c_int32,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_card_signature_certificate.restype = c_int32

    # Reads what kind of token this is: a card or a phone.
    library.jpki_card_token.argtypes = [
        c_void_p,
        POINTER(c_int32),
        c_void_p,
        c_size_t,
        POINTER(jpki_error),
    ]
    library.jpki_card_token.restype = c_int32

    # Asks how many tries a PIN, password or number has left; spends none.
    library.jpki_card_tries.argtypes = [
        c_void_p,
        c_int32,
        POINTER(c_int32),
        POINTER(c_int32),
        POINTER(jpki_error),
    ]
    library.jpki_card_tries.restype = c_int32

    # Waits until an Individual Number Card is on a reader, and connects to it in shared mode.
    library.jpki_card_wait.argtypes = [
        c_void_p,
        c_char_p,
        c_int32,
        c_uint32,
        c_void_p,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_card_wait.restype = c_int32

    # Returns the certificate's DER encoding, *length bytes; length may be NULL.
    library.jpki_certificate_data.argtypes = [c_void_p, POINTER(c_size_t)]
    library.jpki_certificate_data.restype = c_void_p

    # Returns a field of the certificate, *length bytes; length may be NULL.
    library.jpki_certificate_field.argtypes = [c_void_p, c_int32, POINTER(c_size_t)]
    library.jpki_certificate_field.restype = c_void_p

    # Frees a certificate.
    library.jpki_certificate_free.argtypes = [c_void_p]
    library.jpki_certificate_free.restype = None

    # Creates a certificate from DER that the caller has stored, for example to pass it to
    # jpki_card_sign.
    library.jpki_certificate_new.argtypes = [
        c_void_p,
        c_size_t,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_certificate_new.restype = c_int32

    # Returns the last second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the
    # handle is invalid.
    library.jpki_certificate_not_after.argtypes = [c_void_p]
    library.jpki_certificate_not_after.restype = c_int64

    # Returns the first second of validity, in seconds since 1970-01-01T00:00:00Z; -1 if the
    # handle is invalid.
    library.jpki_certificate_not_before.argtypes = [c_void_p]
    library.jpki_certificate_not_before.restype = c_int64

    # Lists the otherNames of a certificate's subject (subjectAltName), in the certificate's
    # order.
    library.jpki_certificate_other_names.argtypes = [
        c_void_p,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_certificate_other_names.restype = c_int32

    # Verifies a certificate.
    library.jpki_certificate_verify.argtypes = [
        c_void_p,
        POINTER(jpki_verify_options),
        POINTER(jpki_verdict),
        POINTER(jpki_error),
    ]
    library.jpki_certificate_verify.restype = c_int32

    # Makes check number B (shogo bango B) from what is printed on the card's front.
    library.jpki_check_number.argtypes = [
        c_int32,
        c_int32,
        c_int32,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        POINTER(jpki_error),
    ]
    library.jpki_check_number.restype = c_int32

    # Makes check number B of a card that prints a birth date which is not a calendar date, as
    # where the day or month of birth is unknown: P and 14 digits, which every function that
    # takes a check number accepts.
    library.jpki_check_number_printed_digits.argtypes = [
        c_void_p,
        c_size_t,
        c_int32,
        c_void_p,
        c_size_t,
        c_void_p,
        c_size_t,
        POINTER(jpki_error),
    ]
    library.jpki_check_number_printed_digits.restype = c_int32

    # Cancels every wait of the context, and every jpki_monitor_next of its monitors, that is in
    # progress: they return JPKI_ERROR_CANCELLED.
    library.jpki_context_cancel.argtypes = [c_void_p, POINTER(jpki_error)]
    library.jpki_context_cancel.restype = c_int32

    # Frees a context and cancels its waits and monitors, including calls that are just
    # beginning, whatever state the service is in.
    library.jpki_context_free.argtypes = [c_void_p]
    library.jpki_context_free.restype = None

    # Creates a context.
    library.jpki_context_new.argtypes = [POINTER(c_void_p), POINTER(jpki_error)]
    library.jpki_context_new.restype = c_int32

    # Reports what is in a reader now: *presence receives one of JPKI_PRESENCE_*.
    library.jpki_context_reader_status.argtypes = [
        c_void_p,
        c_char_p,
        POINTER(c_int32),
        POINTER(jpki_error),
    ]
    library.jpki_context_reader_status.restype = c_int32

    # Lists the readers that are connected now.
    library.jpki_context_readers.argtypes = [c_void_p, POINTER(c_void_p), POINTER(jpki_error)]
    library.jpki_context_readers.restype = c_int32

    # Sets one of the context's timeouts.
    library.jpki_context_set_timeout.argtypes = [c_void_p, c_int32, c_int32, POINTER(jpki_error)]
    library.jpki_context_set_timeout.restype = c_int32

    # Writes a failure as a sentence for the person at the desk.
    library.jpki_error_text.argtypes = [
        POINTER(jpki_error),
        c_int32,
        c_void_p,
        c_size_t,
        POINTER(jpki_error),
    ]
    library.jpki_error_text.restype = c_int32

    # The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
    # calendar date, as for a holder whose day or month of birth is unknown:
    # jpki_face_birth_date_digits then returns what the card has instead, and is what to compare.
    library.jpki_face_birth_date.argtypes = [c_void_p]
    library.jpki_face_birth_date.restype = c_int32

    # The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
    # calendar date: YYYYMMDD, or what the card has instead where jpki_face_birth_date is 0, such
    # as 19500400 or spaces.
    library.jpki_face_birth_date_digits.argtypes = [c_void_p, POINTER(c_size_t)]
    library.jpki_face_birth_date_digits.restype = c_void_p

    # The last day on which the card is valid, YYYYMMDD as a number; 0 if the handle is not open.
    library.jpki_face_expiry.argtypes = [c_void_p]
    library.jpki_face_expiry.restype = c_int32

    # A file to send to the server that chose the challenge, by one of JPKI_FILE_*, and its
    # length in bytes.
    library.jpki_face_file.argtypes = [c_void_p, c_int32, POINTER(c_size_t)]
    library.jpki_face_file.restype = c_void_p

    # Frees a face and wipes it.
    library.jpki_face_free.argtypes = [c_void_p]
    library.jpki_face_free.restype = None

    # Verifies a face that a desk read (jpki_card_face_for_challenge) and sent: one of the chosen
    # authorities signed the record (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC), and the card
    # with the key that the record names signed files->challenge (otherwise
    # JPKI_ERROR_CARD_NOT_GENUINE: a copy, or an answer to another challenge).
    library.jpki_face_from_files.argtypes = [
        POINTER(jpki_record_files),
        c_int32,
        c_void_p,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_face_from_files.restype = c_int32

    # A picture as the card has it, by one of JPKI_IMAGE_*, and its length in bytes.
    library.jpki_face_image.argtypes = [c_void_p, c_int32, POINTER(c_size_t)]
    library.jpki_face_image.restype = c_void_p

    # Lists the unknown objects of a card face's record, as jpki_attributes_other_objects does.
    library.jpki_face_other_objects.argtypes = [c_void_p, POINTER(c_void_p), POINTER(jpki_error)]
    library.jpki_face_other_objects.restype = c_int32

    # Makes a picture of a face.
    library.jpki_face_picture.argtypes = [
        c_void_p,
        c_int32,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_face_picture.restype = c_int32

    # The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
    library.jpki_face_sex.argtypes = [c_void_p]
    library.jpki_face_sex.restype = c_int32

    # Returns the features that the library was built with: a sum of JPKI_FEATURE_*.
    library.jpki_features.argtypes = []
    library.jpki_features.restype = c_uint32

    # The number of items; 0 if the handle is not open.
    library.jpki_items_count.argtypes = [c_void_p]
    library.jpki_items_count.restype = c_size_t

    # The item's value, *length bytes; length may be NULL.
    library.jpki_items_data.argtypes = [c_void_p, c_size_t, POINTER(c_size_t)]
    library.jpki_items_data.restype = c_void_p

    # Frees a list and wipes it.
    library.jpki_items_free.argtypes = [c_void_p]
    library.jpki_items_free.restype = None

    # The name of the item at index, from 0, ended by NUL: see the function that made the list.
    library.jpki_items_name.argtypes = [c_void_p, c_size_t]
    library.jpki_items_name.restype = c_char_p

    # The item's text in UTF-8, ended by NUL, unchanged: replace control characters before
    # displaying it on a terminal.
    library.jpki_items_text.argtypes = [c_void_p, c_size_t]
    library.jpki_items_text.restype = c_char_p

    # Keeps the library's log lines up to level for jpki_log_next: for programs that cannot be
    # called back.
    library.jpki_log_keep.argtypes = [c_int32, POINTER(jpki_error)]
    library.jpki_log_keep.restype = c_int32

    # Takes the oldest log line that jpki_log_keep kept, and returns immediately.
    library.jpki_log_next.argtypes = [POINTER(jpki_log_record), POINTER(jpki_error)]
    library.jpki_log_next.restype = c_int32

    # Sends the library's log lines up to level to callback.
    library.jpki_log_set.argtypes = [jpki_log_callback, c_void_p, c_int32, POINTER(jpki_error)]
    library.jpki_log_set.restype = c_int32

    # Frees a monitor.
    library.jpki_monitor_free.argtypes = [c_void_p]
    library.jpki_monitor_free.restype = None

    # Creates a monitor of readers and their cards.
    library.jpki_monitor_new.argtypes = [
        c_void_p,
        c_char_p,
        c_uint32,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_monitor_new.restype = c_int32

    # Waits for the next event and stores it.
    library.jpki_monitor_next.argtypes = [
        c_void_p,
        c_int32,
        c_void_p,
        POINTER(jpki_event),
        POINTER(jpki_error),
    ]
    library.jpki_monitor_next.restype = c_int32

    # The request's DER encoding, and its length in bytes.
    library.jpki_ocsp_request_data.argtypes = [c_void_p, POINTER(c_size_t)]
    library.jpki_ocsp_request_data.restype = c_void_p

    # Frees a request.
    library.jpki_ocsp_request_free.argtypes = [c_void_p]
    library.jpki_ocsp_request_free.restype = None

    # Makes an OCSP request for certificate.
    library.jpki_ocsp_request_new.argtypes = [
        c_void_p,
        POINTER(jpki_verify_options),
        c_void_p,
        c_size_t,
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_ocsp_request_new.restype = c_int32

    # The picture's file, and its length in bytes.
    library.jpki_picture_data.argtypes = [c_void_p, POINTER(c_size_t)]
    library.jpki_picture_data.restype = c_void_p

    # Frees a picture and wipes it.
    library.jpki_picture_free.argtypes = [c_void_p]
    library.jpki_picture_free.restype = None

    # Describes a certificate policy, as in jpki_verdict.policy, in UTF-8: purpose, class,
    # whether it is that of test cards, and whether the library knows it.
    library.jpki_policy_text.argtypes = [c_char_p, c_int32]
    library.jpki_policy_text.restype = c_char_p

    # Returns the number of readers in the list; 0 if the handle is invalid.
    library.jpki_readers_count.argtypes = [c_void_p]
    library.jpki_readers_count.restype = c_size_t

    # Frees a list of readers.
    library.jpki_readers_free.argtypes = [c_void_p]
    library.jpki_readers_free.restype = None

    # Returns a reader's name, in UTF-8, NUL-terminated and valid until the list is freed.
    library.jpki_readers_name.argtypes = [c_void_p, c_size_t]
    library.jpki_readers_name.restype = c_char_p

    # The name of a reason's constant, such as "JPKI_REASON_EXPIRED"; "JPKI_REASON_UNKNOWN" for a
    # number that is not a reason.
    library.jpki_reason_name.argtypes = [c_int32]
    library.jpki_reason_name.restype = c_char_p

    # Describes a reason, for the log or the person who investigates: one sentence without its
    # full stop, in UTF-8.
    library.jpki_reason_text.argtypes = [c_int32, c_int32]
    library.jpki_reason_text.restype = c_char_p

    # The number of entries in the list; 0 if the handle is not open.
    library.jpki_revocation_list_entry_count.argtypes = [c_void_p]
    library.jpki_revocation_list_entry_count.restype = c_size_t

    # Frees a list.
    library.jpki_revocation_list_free.argtypes = [c_void_p]
    library.jpki_revocation_list_free.restype = None

    # Loads a complete CRL that one of the options' anchors signed: the one whose key it names.
    library.jpki_revocation_list_load.argtypes = [
        c_void_p,
        c_size_t,
        POINTER(jpki_verify_options),
        POINTER(c_void_p),
        POINTER(jpki_error),
    ]
    library.jpki_revocation_list_load.restype = c_int32

    # When the next list is due at the latest, in seconds since 1970-01-01T00:00:00Z: load it
    # before then.
    library.jpki_revocation_list_next_update.argtypes = [c_void_p]
    library.jpki_revocation_list_next_update.restype = c_int64

    # When the list was issued, in seconds since 1970-01-01T00:00:00Z; -1 if the handle is not
    # open.
    library.jpki_revocation_list_this_update.argtypes = [c_void_p]
    library.jpki_revocation_list_this_update.restype = c_int64

    # Overwrites length bytes at data with zeros, in a way that compilers do not optimise away:
    # for the caller's own copy of a PIN.
    library.jpki_secure_wipe.argtypes = [c_void_p, c_size_t]
    library.jpki_secure_wipe.restype = None

    # Returns the algorithm to verify the signature with, one of JPKI_ALGORITHM_*; 0 if the
    # handle is invalid.
    library.jpki_signature_algorithm.argtypes = [c_void_p]
    library.jpki_signature_algorithm.restype = c_int32

    # Returns the algorithm's name, such as "RSA-SHA256"; empty if the handle is invalid.
    library.jpki_signature_algorithm_name.argtypes = [c_void_p]
    library.jpki_signature_algorithm_name.restype = c_char_p

    # Returns the signature, *length bytes: 256 for RSA-2048; future keys have other lengths.
    library.jpki_signature_data.argtypes = [c_void_p, POINTER(c_size_t)]
    library.jpki_signature_data.restype = c_void_p

    # Frees a signature.
    library.jpki_signature_free.argtypes = [c_void_p]
    library.jpki_signature_free.restype = None

    # Verifies a signature over a challenge, and the certificate of the key that made it.
    library.jpki_signature_verify.argtypes = [
        c_void_p,
        c_void_p,
        c_size_t,
        c_int32,
        c_int32,
        c_void_p,
        c_size_t,
        POINTER(jpki_verify_options),
        POINTER(jpki_verdict),
        POINTER(jpki_error),
    ]
    library.jpki_signature_verify.restype = c_int32

    # Returns the name of a status constant, such as "JPKI_ERROR_PIN_WRONG", or
    # "JPKI_ERROR_UNKNOWN" for an unknown number.
    library.jpki_status_name.argtypes = [c_int32]
    library.jpki_status_name.restype = c_char_p

    # Returns a sentence about a status for the person at the desk, in UTF-8: what happened, what
    # it means, what to do next, and what was left unchanged.
    library.jpki_status_text.argtypes = [c_int32, c_int32]
    library.jpki_status_text.restype = c_char_p

    # Returns the library's version, such as "0.1.0".
    library.jpki_version.argtypes = []
    library.jpki_version.restype = c_char_p
