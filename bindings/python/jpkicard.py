"""The Individual Number Card from Python, by the C functions of libjpkicard.

    import jpkicard
    with jpkicard.Context() as context, context.wait(timeout=30) as card:
        print(card.tries())
        authentication = card.authenticate("1234", challenge)

The library is found by the loader, or at the path in JPKICARD_LIBRARY.
"""

import ctypes
import os
from collections import namedtuple
from contextlib import contextmanager, suppress
from ctypes import byref, c_char, c_char_p, c_int32, c_int64, c_size_t, c_uint32, c_void_p

TRIES = {
    0x4A000701: "not reported", 0x4A000702: "tries left", 0x4A000703: "blocked", 0x4A000704: "no limit",
}
TOKENS = {
    0x4A000601: "unknown", 0x4A000602: "My Number Card", 0x4A000603: "Resident Registry Card",
    0x4A000604: "Android", 0x4A000605: "iPhone",
}

# A wait for ever is made of waits of so many milliseconds, which may end with these.
_SLICE = 500
_NOT_YET = {
    "JPKI_ERROR_TIMED_OUT", "JPKI_ERROR_NO_READER", "JPKI_ERROR_UNKNOWN_READER",
    "JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD", "JPKI_ERROR_CARD_UNRESPONSIVE",
    "JPKI_ERROR_SHARING_VIOLATION",
}

Certificate = namedtuple("Certificate", "der not_before not_after")
Signature = namedtuple("Signature", "data algorithm")
Authentication = namedtuple("Authentication", "token tries tries_left certificate ca_certificate signature")


class _Error(ctypes.Structure):
    _fields_ = [
        ("struct_size", c_uint32), ("status", c_int32), ("tries_left", c_int32),
        ("status_word", c_uint32), ("pcsc_code", c_uint32), ("message", c_char * 512),
    ]


class _Authentication(ctypes.Structure):
    _fields_ = [
        ("struct_size", c_uint32), ("token_kind", c_int32), ("pin_status", c_int32),
        ("tries_left", c_int32), ("certificate", c_void_p), ("ca_certificate", c_void_p),
        ("signature", c_void_p),
    ]


class _SignOptions(ctypes.Structure):
    _fields_ = [
        ("struct_size", c_uint32), ("digest", c_int32), ("scheme", c_int32), ("input", c_int32),
        ("last_try", c_int32), ("read_ca_certificate", c_int32), ("certificate", c_void_p),
        ("ca_certificate", c_void_p),
    ]


class Error(Exception):
    """What went wrong, in the library's words; status is its JPKI_ERROR_* number."""

    def __init__(self, error):
        super().__init__(error.message.decode("utf-8"))
        self.status = error.status
        self.name = _library.jpki_status_name(error.status).decode("ascii")
        self.tries_left = error.tries_left if error.tries_left >= 0 else None


try:
    _library = ctypes.CDLL(os.environ.get("JPKICARD_LIBRARY", "libjpkicard.so.0"))
except OSError as _error:
    raise ImportError("libjpkicard is not found; JPKICARD_LIBRARY may name it: %s" % _error) from None
for _name, _result in {
    "jpki_status_name": c_char_p, "jpki_version": c_char_p, "jpki_card_reader_name": c_char_p,
    "jpki_signature_algorithm_name": c_char_p, "jpki_certificate_data": c_void_p,
    "jpki_certificate_not_before": c_int64,
    "jpki_certificate_not_after": c_int64, "jpki_signature_data": c_void_p,
}.items():
    getattr(_library, _name).restype = _result


def _call(function, *arguments):
    error = _Error(struct_size=ctypes.sizeof(_Error))
    if getattr(_library, function)(*arguments, byref(error)) != 0:
        raise Error(error)


def version():
    return _library.jpki_version().decode("ascii")


class _Handle:
    """Owns a handle, and ends it with the block or the object."""

    _free = None

    def __init__(self, handle):
        self._handle = handle

    def close(self):
        if self._handle:
            getattr(_library, self._free)(self._handle)
            self._handle = None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __del__(self):
        self.close()


class Context(_Handle):
    """The readers of this computer."""

    _free = "jpki_context_free"

    def __init__(self):
        handle = c_void_p()
        _call("jpki_context_new", byref(handle))
        super().__init__(handle)

    def wait(self, reader=None, timeout=None):
        """Waits for a card; timeout in seconds, None for ever."""
        card = c_void_p()
        name = None if reader is None else os.fsencode(reader)
        left = None if timeout is None else int(timeout * 1000)
        while True:
            # Python sees Ctrl-C only between two calls.
            now = _SLICE if left is None else min(left, _SLICE)
            try:
                _call("jpki_card_wait", self._handle, name, c_int32(now), c_uint32(0x10000000), None, byref(card))
                return Card(card)
            except Error as error:
                if left is not None:
                    left -= now
                if error.name not in _NOT_YET or left == 0:
                    raise

    def cancel(self):
        """Ends the waits of other threads."""
        _call("jpki_context_cancel", self._handle)


class Card(_Handle):
    """A card on a reader."""

    _free = "jpki_card_free"

    @classmethod
    def virtual(cls, kind=0x4A000801):
        """The embedded virtual card, if the library has it: PIN 1234; kind is one of the
        header's JPKI_VIRTUAL_*."""
        card = c_void_p()
        _call("jpki_card_open_virtual", c_int32(kind), byref(card))
        return cls(card)

    def tries(self, credential=0x4A001501):
        """The state of the PIN, and the number of tries left, None if unknown. Spends none.
        credential is one of the header's JPKI_CREDENTIAL_*."""
        state, left = c_int32(), c_int32()
        _call("jpki_card_tries", self._handle, c_int32(credential), byref(state), byref(left))
        return TRIES[state.value], left.value if left.value >= 0 else None

    @contextmanager
    def transaction(self):
        """Runs the block's calls on the card in one PC/SC transaction: no other program gets the
        card meanwhile, so keep it short."""
        _call("jpki_card_begin_transaction", self._handle)
        try:
            yield self
        except BaseException:
            with suppress(Error):
                _call("jpki_card_end_transaction", self._handle)
            raise
        _call("jpki_card_end_transaction", self._handle)

    def authenticate(self, pin, challenge, allow_last_try=False):
        """Reads the certificate, verifies the PIN (one try at most) and signs. ca_certificate is
        None where the library knows the issuer."""
        challenge = bytes(memoryview(challenge))
        got = _Authentication(struct_size=ctypes.sizeof(_Authentication))
        # JPKI_LAST_TRY_ALLOW, or 0 for the default, JPKI_LAST_TRY_KEEP.
        last_try = 0x4A000D02 if allow_last_try else 0
        options = _SignOptions(struct_size=ctypes.sizeof(_SignOptions), last_try=last_try)
        digits = ctypes.create_string_buffer(pin.encode("utf-8"))
        length = len(digits) - 1
        try:
            _call(
                "jpki_card_authenticate", self._handle, digits, c_size_t(length), challenge,
                c_size_t(len(challenge)), byref(options), byref(got),
            )
        finally:
            _library.jpki_secure_wipe(digits, c_size_t(len(digits)))
        return Authentication(
            TOKENS.get(got.token_kind, "unknown"), TRIES.get(got.pin_status),
            got.tries_left if got.tries_left >= 0 else None,
            _certificate(got.certificate),
            None if got.ca_certificate is None else _certificate(got.ca_certificate),
            _signature(got.signature),
        )


def _certificate(number):
    handle = c_void_p(number)
    length = c_size_t()
    der = ctypes.string_at(_library.jpki_certificate_data(handle, byref(length)), length.value)
    taken = Certificate(
        der, _library.jpki_certificate_not_before(handle),
        _library.jpki_certificate_not_after(handle),
    )
    _library.jpki_certificate_free(handle)
    return taken


def _signature(number):
    handle = c_void_p(number)
    length = c_size_t()
    data = ctypes.string_at(_library.jpki_signature_data(handle, byref(length)), length.value)
    taken = Signature(data, _library.jpki_signature_algorithm_name(handle).decode("ascii"))
    _library.jpki_signature_free(handle)
    return taken
