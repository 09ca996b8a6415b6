"""Whether to believe a certificate or a signature: the relying party's side.

Nothing here uses a card or the network. A verdict is a value: what raises could not be judged.
"""

# SPDX-License-Identifier: MIT OR Apache-2.0

import contextlib
import ctypes
import dataclasses
import datetime
import secrets
from typing import Any, Callable, Iterator, Optional, Sequence, Tuple, Union

from . import _raw
from ._handle import Handle, call_for_handle, error_from, pointer
from ._library import library
from ._memory import Bytes, borrowed, for_c, text_of
from ._numbers import Time, int32, seconds, time_of, uint32
from .certificate import Certificate, Signature
from .constants import (
    Algorithm,
    Anchors,
    InputKind,
    Language,
    OcspHash,
    Policies,
    Purpose,
    Reason,
    Revocation,
    Status,
)
from .errors import error_of
from .texts import policy_text, status_text


@dataclasses.dataclass(frozen=True)
class VerifyOptions:
    """How to verify; the default is an authentication certificate of a real card, now."""

    #: What the certificate must be for.
    purpose: Purpose = Purpose.AUTHENTICATION
    #: Whom to trust.
    anchors: Anchors = Anchors.PRODUCTION
    #: CA certificates. Whoever can choose them can make cards: never one from a card.
    own_anchors: Sequence[Certificate] = ()
    #: When; ``None`` is now.
    time: Optional[Time] = None
    #: By how many seconds the clock of a responder or CRL issuer may differ; 0 for 300.
    tolerance: int = 0
    #: Which certificate policies to accept.
    policies: Policies = Policies.BY_ARC
    #: Certificate policies as dotted numbers; with ``Policies.OWN`` only these.
    own_policies: Sequence[str] = ()
    #: A CA certificate from elsewhere, such as the card, to compare with the anchor.
    ca_certificate: Optional[Certificate] = None
    #: The request that the response answers; with it, revocation is checked.
    ocsp_request: "Optional[OcspRequest]" = None
    #: The response (DER) as the responder sent it.
    ocsp_response: Optional[bytes] = dataclasses.field(default=None, repr=False)
    #: Instead of an OCSP response, a complete CRL.
    crl: Optional[bytes] = dataclasses.field(default=None, repr=False)
    #: Instead of both, a CRL that was loaded.
    revocation_list: "Optional[RevocationList]" = None
    #: For :class:`OcspRequest` only.
    ocsp_hash: OcspHash = OcspHash.SHA1

    @contextlib.contextmanager
    def _for_c(self) -> Iterator[_raw.jpki_verify_options]:
        used = (*self.own_anchors, self.ca_certificate, self.ocsp_request, self.revocation_list)
        for handle in used:
            # A closed one is an error, and not none.
            if handle is not None:
                handle._open()
        anchors = (ctypes.c_void_p * len(self.own_anchors))(*map(pointer, self.own_anchors))
        policies = for_c(" ".join(self.own_policies), "own_policies")
        options = _raw.jpki_verify_options(
            struct_size=ctypes.sizeof(_raw.jpki_verify_options),
            purpose=int32(self.purpose),
            anchors=int32(self.anchors),
            tolerance=uint32(self.tolerance),
            # 0 would be now.
            time=0 if self.time is None else seconds(self.time) or 1,
            ocsp_hash=int32(self.ocsp_hash),
            policies=int32(self.policies),
            own_anchors_count=len(anchors),
            ca_certificate=pointer(self.ca_certificate),
            ocsp_request=pointer(self.ocsp_request),
            revocation_list=pointer(self.revocation_list),
            own_policies=policies or None,
        )
        if len(anchors):
            options.own_anchors = anchors
        with contextlib.ExitStack() as stack:
            for name in ("ocsp_response", "crl"):
                data = getattr(self, name)
                if data is not None:
                    address, length = stack.enter_context(borrowed(data, name))
                    setattr(options, name, address)
                    setattr(options, f"{name}_length", length)
            yield options


@dataclasses.dataclass(frozen=True)
class Verdict:
    """What came of a verification; true only if everything is good."""

    #: ``Status.OK``, or the reason that helps the desk most.
    status: Status
    #: All reasons.
    reasons: Tuple[Reason, ...]
    #: What is known of the certificate's revocation.
    revocation: Revocation
    #: When the certificate was revoked, if it was.
    revocation_time: Optional[datetime.datetime]
    #: Why, as RFC 5280, 5.3.1 numbers it, if the CA says so.
    revocation_reason: Optional[int]
    #: How many days the certificate is valid after today, in Japan; ``None`` once it has expired.
    days_left: Optional[int]
    #: 1 on the day after the last; ``None`` until it has expired.
    days_expired: Optional[int]
    #: Whether online eligibility verification still takes the expired certificate.
    is_within_grace: bool
    #: The certificate policy that was accepted, as dotted numbers; empty if none fits.
    policy: str
    #: Whether the library knows it: a newer class and one of one's own are not.
    policy_is_known: bool
    #: Which anchor signed the certificate; empty if none did.
    anchor_key_id: bytes

    def __bool__(self) -> bool:
        return self.accepted

    @property
    def accepted(self) -> bool:
        """Whether everything that was verified is good."""
        return self.status == Status.OK

    def require(self) -> None:
        """Raises an :class:`Error` with the status unless everything is good."""
        if not self.accepted:
            raise error_of(self.status)

    def text(self, language: Language = Language.JAPANESE) -> str:
        """The sentence about the status for the person at the desk."""
        return status_text(self.status, language)

    def policy_text(self, language: Language = Language.JAPANESE) -> str:
        """What the certificate policy is."""
        return policy_text(self.policy, language)


class OcspRequest(Handle):
    """An OCSP request: send its bytes by HTTP POST, and verify with what comes back.

    It contains the certificate's serial number: do not log it.
    """

    _free = library.jpki_ocsp_request_free

    def __init__(
        self,
        certificate: Certificate,
        options: VerifyOptions = VerifyOptions(),
        *,
        nonce: Optional[Bytes] = None,
    ) -> None:
        """A request for a certificate whose issuer is one of the options' anchors.

        :param nonce: 32 random bytes by default; ``b""`` for a responder that supports none.
        """
        chosen = secrets.token_bytes(32) if nonce is None else nonce
        with options._for_c() as for_c, borrowed(chosen, "nonce") as random:
            made = call_for_handle(
                library.jpki_ocsp_request_new,
                pointer(certificate),
                ctypes.byref(for_c),
                *random,
            )
        super().__init__(made)

    @property
    def der(self) -> bytes:
        """The DER encoding, as the body of the HTTP request (application/ocsp-request)."""
        return self._bytes(library.jpki_ocsp_request_data) or b""


class RevocationList(Handle):
    """A complete CRL, loaded once. Its length is the number of its entries."""

    _free = library.jpki_revocation_list_free

    def __init__(self, crl: Bytes, options: VerifyOptions = VerifyOptions()) -> None:
        """Loads a CRL that one of the options' anchors signed.

        :raises Error: ``Status.REVOCATION_UNKNOWN`` if it cannot be used.
        """
        with options._for_c() as for_c, borrowed(crl, "crl") as (address, length):
            made = call_for_handle(
                library.jpki_revocation_list_load, address, length, ctypes.byref(for_c)
            )
        super().__init__(made)

    @property
    def this_update(self) -> datetime.datetime:
        """When it was issued."""
        return time_of(library.jpki_revocation_list_this_update(self._open()))

    @property
    def next_update(self) -> datetime.datetime:
        """When the next one is due at the latest."""
        return time_of(library.jpki_revocation_list_next_update(self._open()))

    def __len__(self) -> int:
        return int(library.jpki_revocation_list_entry_count(self._open()))

    def __bool__(self) -> bool:
        # One without entries is a list all the same.
        return True


def _judged(function: Callable[..., int], *arguments: Any) -> Verdict:
    raw = _raw.jpki_error(struct_size=ctypes.sizeof(_raw.jpki_error))
    made = _raw.jpki_verdict(struct_size=ctypes.sizeof(_raw.jpki_verdict))
    function(*arguments, ctypes.byref(made), ctypes.byref(raw))
    # Without a verdict nothing is known of the revocation, not even that it was not asked for.
    if made.revocation == 0:
        raise error_from(raw)

    def known(number: int) -> Optional[int]:
        return number if number >= 0 else None

    is_revoked = made.revocation_time >= 0
    return Verdict(
        Status(made.status),
        tuple(Reason(reason) for reason in made.reasons[: made.reason_count]),
        Revocation(made.revocation),
        time_of(made.revocation_time) if is_revoked else None,
        known(made.revocation_reason),
        known(made.days_left),
        known(made.days_expired),
        made.is_within_grace != 0,
        text_of(made.policy),
        made.policy_is_known != 0,
        bytes(made.anchor_key_id[: made.anchor_key_id_length]),
    )


def verify_certificate(
    certificate: Certificate, options: VerifyOptions = VerifyOptions()
) -> Verdict:
    """Verifies a certificate; a bad one is a verdict and raises nothing."""
    with options._for_c() as for_c:
        return _judged(
            library.jpki_certificate_verify, pointer(certificate), ctypes.byref(for_c)
        )


def verify_signature(
    certificate: Certificate,
    challenge: Bytes,
    signature: Union[Signature, Bytes],
    options: VerifyOptions = VerifyOptions(),
    *,
    algorithm: Algorithm = Algorithm.RSA_PKCS1_SHA256,
    input_kind: InputKind = InputKind.DATA,
) -> Verdict:
    """Verifies a signature over a challenge, and the certificate of the key that made it.

    :param challenge: one's own, random, 16 bytes or more, and never used before.
    :param algorithm: as agreed on beforehand, and not as claimed by who sent the signature.
    """
    received = signature.data if isinstance(signature, Signature) else signature
    with options._for_c() as for_c:
        with borrowed(challenge, "challenge") as data, borrowed(received, "signature") as made:
            return _judged(
                library.jpki_signature_verify,
                pointer(certificate),
                *data,
                int32(input_kind),
                int32(algorithm),
                *made,
                ctypes.byref(for_c),
            )
