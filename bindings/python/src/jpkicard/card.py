"""A card: PIN, authentication, signatures."""

# SPDX-License-Identifier: MIT OR Apache-2.0

import contextlib
import ctypes
from typing import Any, Callable, Iterator, NamedTuple, Optional, Tuple

from . import _raw
from ._card_face import ReadsCardFace
from ._handle import call, call_for_handle, pointer
from ._library import library
from ._memory import Bytes, borrowed, for_c, name_of, text_of
from ._numbers import int32, size
from ._transport import Bridge, Transport
from .certificate import Certificate, Signature
from .constants import (
    CertificateKind,
    Credential,
    Digest,
    InputKind,
    LastTry,
    Scheme,
    TokenKind,
    TriesState,
    VirtualKind,
)
from .errors import Error


class Token(NamedTuple):
    """What a card is."""

    #: A card, or which phone.
    kind: TokenKind
    #: Such as ``JPKIAPICCTOKEN2``; safe to display.
    label: str


class Tries(NamedTuple):
    """How many tries a PIN, password or number has left."""

    #: Whether it is locked, and whether the card says more.
    state: TriesState
    #: 0 if it is locked; ``None`` if the card does not say.
    left: Optional[int]


class Authentication(NamedTuple):
    """What came of an authentication."""

    #: A card, or which phone.
    token_kind: TokenKind
    #: What the card reported before the PIN was sent.
    tries: Tries
    #: The user-authentication certificate.
    certificate: Certificate
    #: That of its CA as stored on the card, which is no trust anchor; ``None`` if it was not read.
    ca_certificate: Optional[Certificate]
    #: Over the challenge.
    signature: Signature


def _left(number: int) -> Optional[int]:
    return number if number >= 0 else None


class Card(ReadsCardFace):
    """A card on a reader, from :meth:`Context.wait` or :meth:`Context.connect`.

    Its calls run one after the other, on any thread, and each locks the key at its end. Close it
    before the program ends, best with a ``with`` block.

    A method that takes a PIN sends it once at most: a wrong one spends a try, and raises
    :class:`WrongCredentialError`. With ``LastTry.KEEP``, the default, the last try is never spent.
    No method keeps a PIN. Cancelling an asyncio task does not interrupt a call that runs in a
    thread, as ``await asyncio.to_thread(card.authenticate, pin, challenge)`` does: a PIN that was
    sent was sent.
    """

    _free = library.jpki_card_free

    _bridge: Optional[Bridge] = None

    def __init__(self) -> None:
        raise TypeError("a card comes from Context.wait, Card.open or Card.open_virtual")

    @classmethod
    def open_virtual(
        cls, kind: VirtualKind = VirtualKind.MY_NUMBER_CARD, settings: str = ""
    ) -> "Card":
        """Opens a new embedded virtual card, for tests: PIN 1234, signature password ABC123.

        :param settings: what is different, such as ``"pin-tries 1; fault lost-after at 3"``.
        :raises NotBuiltError: if the library has no virtual card.
        """
        return cls._of(
            call_for_handle(
                library.jpki_card_open_virtual_with_settings,
                int32(kind),
                for_c(settings, "settings"),
            )
        )

    @classmethod
    def open(cls, transport: Transport) -> "Card":
        """Opens a card behind a transport of one's own; nothing is sent yet.

        The card closes the transport when it is closed.
        """
        bridge = Bridge(transport)
        structure = bridge.structure()
        try:
            handle = call_for_handle(library.jpki_card_open_transport, ctypes.byref(structure))
        except Error:
            bridge.forget()
            raise
        card = cls._of(handle)
        card._bridge = bridge
        return card

    def _call(self, function: Callable[..., int], *arguments: Any) -> None:
        """A call on the card; what a transport raised meanwhile is the cause of the error."""
        bridge = self._bridge
        if bridge is None:
            call(function, self._pointer, *arguments)
            return
        try:
            call(function, self._pointer, *arguments)
        except Error as error:
            raise error from bridge.take_failure()
        bridge.take_failure()

    @property
    def reader_name(self) -> Optional[str]:
        """The name of the card's reader; ``None`` for a card without one.

        The driver chose it: replace control characters before displaying it.
        """
        name = self._text(library.jpki_card_reader_name)
        return None if name is None else name_of(name)

    def set_read_length(self, length: int) -> None:
        """Sets how many bytes of a file are read at a time: 1 to 32,768; 256 is the default."""
        self._call(library.jpki_card_set_read_length, size(length))

    def token(self) -> Token:
        """Reads what kind of card or phone this is."""
        kind = ctypes.c_int32()
        label = ctypes.create_string_buffer(3 * 32 + 1)
        self._call(
            library.jpki_card_token, ctypes.byref(kind), ctypes.addressof(label), len(label)
        )
        return Token(TokenKind(kind.value), text_of(label.value))

    def tries(self, credential: Credential = Credential.PIN) -> Tries:
        """Asks how many tries are left; spends none.

        :raises NotOnCardError: if the card does not have the credential, which is normal.
        """
        state, left = ctypes.c_int32(), ctypes.c_int32()
        self._call(
            library.jpki_card_tries, int32(credential), ctypes.byref(state), ctypes.byref(left)
        )
        return Tries(TriesState(state.value), _left(left.value))

    def has_certificate(self, kind: CertificateKind) -> bool:
        """Asks whether the card has its authentication or signature certificate."""
        present = ctypes.c_int32()
        self._call(library.jpki_card_has_certificate, int32(kind), ctypes.byref(present))
        return present.value != 0

    def certificate(self, kind: CertificateKind = CertificateKind.AUTHENTICATION) -> Certificate:
        """Reads a certificate that needs no password; see also :meth:`signature_certificate`.

        An Android phone requires the PIN even so: ``Status.PIN_REQUIRED``.
        """
        return self._certificate(library.jpki_card_certificate, int32(kind))

    def _certificate(self, function: Callable[..., int], *arguments: Any) -> Certificate:
        handle = ctypes.c_void_p()
        self._call(function, *arguments, ctypes.byref(handle))
        return Certificate._of(handle.value or 0)

    def begin_transaction(self) -> None:
        """Keeps other programs away from the card until :meth:`end_transaction`."""
        self._call(library.jpki_card_begin_transaction)

    def end_transaction(self) -> None:
        """Lets other programs use the card again; it has ended even if this raises."""
        self._call(library.jpki_card_end_transaction)

    @contextlib.contextmanager
    def transaction(self) -> Iterator["Card"]:
        """Runs the block's calls in one transaction: no other program gets the card meanwhile.

        Keep it short, and never open while a person types.
        """
        self.begin_transaction()
        try:
            yield self
        except BaseException:
            with contextlib.suppress(Error):
                self.end_transaction()
            raise
        self.end_transaction()

    def authenticate(
        self,
        pin: Bytes,
        challenge: Bytes,
        *,
        digest: Digest = Digest.SHA256,
        scheme: Scheme = Scheme.DIGEST_INFO,
        input_kind: InputKind = InputKind.DATA,
        last_try: LastTry = LastTry.KEEP,
        known_certificate: Optional[Certificate] = None,
        ca_certificate: Optional[Certificate] = None,
        read_ca_certificate: bool = False,
    ) -> Authentication:
        """A complete authentication: reads the certificate, verifies the PIN and signs.

        :param pin: four ASCII digits.
        :param challenge: from the server that is to believe the signature: random, 16 bytes or
            more, never used before.
        :param known_certificate: the one of an earlier visit. The card is compared with it before
            the PIN is sent, and a different card is ``Status.CARD_EXCHANGED``.
        :param ca_certificate: of the CA that is expected to have issued the certificate.
        :param read_ca_certificate: whether to read the CA certificate even if the issuer is known.
        """
        options = _sign_options(
            digest, scheme, input_kind, last_try, known_certificate, ca_certificate
        )
        options.read_ca_certificate = int(bool(read_ca_certificate))
        got = _raw.jpki_authentication(struct_size=ctypes.sizeof(_raw.jpki_authentication))
        with borrowed(pin, "pin") as secret, borrowed(challenge, "challenge") as data:
            self._call(
                library.jpki_card_authenticate,
                *secret,
                *data,
                ctypes.byref(options),
                ctypes.byref(got),
            )
        return Authentication(
            TokenKind(got.token_kind),
            Tries(TriesState(got.pin_status), _left(got.tries_left)),
            Certificate._of(got.certificate),
            None if got.ca_certificate is None else Certificate._of(got.ca_certificate),
            Signature._take(got.signature),
        )

    def sign(
        self,
        pin: Bytes,
        data: Bytes,
        *,
        digest: Digest = Digest.SHA256,
        scheme: Scheme = Scheme.DIGEST_INFO,
        input_kind: InputKind = InputKind.DATA,
        last_try: LastTry = LastTry.KEEP,
        known_certificate: Optional[Certificate] = None,
    ) -> Signature:
        """Verifies the PIN and signs with the user-authentication key.

        :param data: any data, or a digest with ``InputKind.DIGEST``.
        :param known_certificate: that of the key, if it is known, so that it is not read.
        """
        options = _sign_options(digest, scheme, input_kind, last_try, known_certificate)
        handle = ctypes.c_void_p()
        with borrowed(pin, "pin") as secret, borrowed(data, "data") as signed:
            self._call(
                library.jpki_card_sign,
                *secret,
                *signed,
                ctypes.byref(options),
                ctypes.byref(handle),
            )
        return Signature._take(handle.value)

    def signature_certificate(
        self, password: Bytes, *, last_try: LastTry = LastTry.KEEP
    ) -> Certificate:
        """Verifies the signature password and reads the signature certificate.

        It contains the holder's name, address, birth date and sex: do not log it.

        :param password: 6 to 16 ASCII letters and digits; a wrong one spends one of five tries.
        """
        with borrowed(password, "password") as secret:
            return self._certificate(
                library.jpki_card_signature_certificate, *secret, int32(last_try)
            )

    def sign_document(
        self,
        password: Bytes,
        data: Bytes,
        *,
        digest: Digest = Digest.SHA256,
        scheme: Scheme = Scheme.DIGEST_INFO,
        input_kind: InputKind = InputKind.DATA,
        last_try: LastTry = LastTry.KEEP,
        known_certificate: Optional[Certificate] = None,
    ) -> Tuple[Certificate, Signature]:
        """Verifies the signature password, reads the signature certificate and signs."""
        options = _sign_options(digest, scheme, input_kind, last_try, known_certificate)
        certificate, signature = ctypes.c_void_p(), ctypes.c_void_p()
        with borrowed(password, "password") as secret, borrowed(data, "data") as signed:
            self._call(
                library.jpki_card_sign_document,
                *secret,
                *signed,
                ctypes.byref(options),
                ctypes.byref(certificate),
                ctypes.byref(signature),
            )
        return Certificate._of(certificate.value or 0), Signature._take(signature.value)

    def change_pin(
        self, old: Bytes, new: Bytes, *, last_try: LastTry = LastTry.KEEP
    ) -> None:
        """Changes the authentication PIN. A wrong old one spends a try.

        After ``Status.PIN_CHANGE_UNCERTAIN``, ``KEY_NOT_LOCKED`` and ``INTERNAL`` either may be in
        force; after any other failure the old one is.
        """
        self._change(library.jpki_card_change_pin, old, new, last_try)

    def change_signature_password(
        self, old: Bytes, new: Bytes, *, last_try: LastTry = LastTry.KEEP
    ) -> None:
        """Changes the signature password; the new one must mix letters and digits."""
        self._change(library.jpki_card_change_signature_password, old, new, last_try)


def _sign_options(
    digest: Digest,
    scheme: Scheme,
    input_kind: InputKind,
    last_try: LastTry,
    known_certificate: Optional[Certificate],
    ca_certificate: Optional[Certificate] = None,
) -> _raw.jpki_sign_options:
    # A closed one is an error, and not none.
    for certificate in (known_certificate, ca_certificate):
        if certificate is not None:
            certificate._open()
    return _raw.jpki_sign_options(
        struct_size=ctypes.sizeof(_raw.jpki_sign_options),
        digest=int32(digest),
        scheme=int32(scheme),
        input=int32(input_kind),
        last_try=int32(last_try),
        certificate=pointer(known_certificate),
        ca_certificate=pointer(ca_certificate),
    )
