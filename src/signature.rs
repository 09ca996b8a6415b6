//! What is signed and how: digests, the card's six schemes, and verification of a fresh signature.

use std::fmt;

use der::asn1::{AnyRef, ObjectIdentifier, OctetStringRef};
use der::{Encode, Sequence};
use sha2::{Digest as _, Sha256, Sha384, Sha512};

use crate::apdu::MAX_SHORT_DATA_LENGTH;
use crate::certificate::Certificate;
use crate::error::{Error, Result};
#[cfg(feature = "verify")]
use crate::rsa::PublicKey;
use crate::secret::LastTry;
use crate::status::Status;

/// A digest algorithm.
///
/// ```
/// use jpkicard::DigestAlgorithm;
///
/// let digest = DigestAlgorithm::Sha256.digest(b"challenge");
/// assert_eq!(digest.len(), DigestAlgorithm::Sha256.length());
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum DigestAlgorithm {
    /// SHA-256: 32 bytes.
    #[default]
    Sha256,
    /// SHA-384: 48 bytes.
    Sha384,
    /// SHA-512: 64 bytes.
    Sha512,
}

impl DigestAlgorithm {
    /// The length of a digest in bytes.
    #[must_use]
    pub const fn length(self) -> usize {
        match self {
            Self::Sha256 => 32,
            Self::Sha384 => 48,
            Self::Sha512 => 64,
        }
    }

    /// The digest of `data`.
    #[must_use]
    pub fn digest(self, data: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(data).to_vec(),
            Self::Sha384 => Sha384::digest(data).to_vec(),
            Self::Sha512 => Sha512::digest(data).to_vec(),
        }
    }

    /// The object identifier (RFC 8017, appendix B.1).
    const fn identifier(self) -> ObjectIdentifier {
        ObjectIdentifier::new_unwrap(match self {
            Self::Sha256 => "2.16.840.1.101.3.4.2.1",
            Self::Sha384 => "2.16.840.1.101.3.4.2.2",
            Self::Sha512 => "2.16.840.1.101.3.4.2.3",
        })
    }

    /// The DigestInfo of RFC 8017, 9.2: the algorithm and the digest.
    fn digest_info(self, digest: &[u8]) -> der::Result<Vec<u8>> {
        let algorithm =
            AlgorithmIdentifier { algorithm: self.identifier(), parameters: AnyRef::NULL };
        DigestInfo { algorithm, digest: OctetStringRef::new(digest)? }.to_der()
    }
}

#[derive(Sequence)]
struct AlgorithmIdentifier<'a> {
    algorithm: ObjectIdentifier,
    parameters: AnyRef<'a>,
}

#[derive(Sequence)]
struct DigestInfo<'a> {
    algorithm: AlgorithmIdentifier<'a>,
    digest: OctetStringRef<'a>,
}

/// How the card signs: P1 of COMPUTE DIGITAL SIGNATURE.
///
/// myna-card 3.3 measured all six; every other source confirms only the first, which is therefore
/// the default.
///
/// ```
/// use jpkicard::{DigestAlgorithm, Scheme, SignatureAlgorithm};
///
/// let algorithm = Scheme::PssDigest.algorithm(DigestAlgorithm::Sha256);
/// assert_eq!(algorithm, Some(SignatureAlgorithm::RsaPssSha256));
/// assert_eq!(Scheme::PssDigest.algorithm(DigestAlgorithm::Sha512), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// P1 `00`: PKCS #1 v1.5 over the DigestInfo made here. Any digest.
    #[default]
    DigestInfo,
    /// P1 `01`: the card hashes the data with SHA-256 and pads the bare digest.
    BareDigestOfData,
    /// P1 `02`: the card wraps the SHA-256 digest it is given.
    Sha256Digest,
    /// P1 `03`: the card hashes the data with SHA-256 and wraps the digest.
    Sha256Data,
    /// P1 `04`: PSS over the SHA-256 digest the card is given.
    PssDigest,
    /// P1 `05`: the card hashes the data with SHA-256; PSS.
    PssData,
}

impl Scheme {
    /// Every scheme, in the order of P1.
    pub const ALL: &'static [Self] = &[
        Self::DigestInfo,
        Self::BareDigestOfData,
        Self::Sha256Digest,
        Self::Sha256Data,
        Self::PssDigest,
        Self::PssData,
    ];

    /// P1.
    #[must_use]
    pub const fn p1(self) -> u8 {
        self as u8
    }

    /// Whether the card hashes, so that it must be given the data: 1 to 255 bytes.
    #[must_use]
    pub const fn takes_data(self) -> bool {
        matches!(self, Self::BareDigestOfData | Self::Sha256Data | Self::PssData)
    }

    /// The algorithm of the signature, or `None` if the scheme does not support the digest.
    #[must_use]
    pub const fn algorithm(self, digest: DigestAlgorithm) -> Option<SignatureAlgorithm> {
        Some(match (self, digest) {
            (Self::DigestInfo, DigestAlgorithm::Sha384) => SignatureAlgorithm::RsaPkcs1Sha384,
            (Self::DigestInfo, DigestAlgorithm::Sha512) => SignatureAlgorithm::RsaPkcs1Sha512,
            (_, DigestAlgorithm::Sha384 | DigestAlgorithm::Sha512) => return None,
            (Self::DigestInfo | Self::Sha256Digest | Self::Sha256Data, _) => {
                SignatureAlgorithm::RsaPkcs1Sha256
            }
            (Self::BareDigestOfData, _) => SignatureAlgorithm::RsaPkcs1BareSha256,
            (Self::PssDigest | Self::PssData, _) => SignatureAlgorithm::RsaPssSha256,
        })
    }
}

/// What a verifier must know about a signature (RFC 8017), whoever hashed the data.
///
/// The next generation of the card will sign with ECDSA: expect new values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureAlgorithm {
    /// RSASSA-PKCS1-v1_5 with SHA-256: what verifiers expect.
    RsaPkcs1Sha256,
    /// RSASSA-PKCS1-v1_5 with SHA-384.
    RsaPkcs1Sha384,
    /// RSASSA-PKCS1-v1_5 with SHA-512.
    RsaPkcs1Sha512,
    /// PKCS #1 v1.5 padding around a bare SHA-256 digest, without DigestInfo.
    RsaPkcs1BareSha256,
    /// RSASSA-PSS with SHA-256 and MGF1 of SHA-256.
    RsaPssSha256,
    /// PKCS #1 v1.5 padding around bytes that the signer's caller encoded
    /// ([`SignRequest::encoded`]). Nothing is hashed, so a
    #[cfg_attr(feature = "trust", doc = "[relying party](crate::trust::SignatureVerification)")]
    #[cfg_attr(not(feature = "trust"), doc = "relying party")]
    /// does not accept it.
    RsaPkcs1Encoded,
}

#[cfg(feature = "verify")]
impl SignatureAlgorithm {
    /// The digest that the data are hashed with. What the caller encoded counts as hashed with
    /// SHA-256, and then never verifies.
    #[cfg(feature = "verify")]
    pub(crate) const fn digest_algorithm(self) -> DigestAlgorithm {
        match self {
            Self::RsaPkcs1Sha384 => DigestAlgorithm::Sha384,
            Self::RsaPkcs1Sha512 => DigestAlgorithm::Sha512,
            Self::RsaPkcs1Sha256
            | Self::RsaPkcs1BareSha256
            | Self::RsaPssSha256
            | Self::RsaPkcs1Encoded => DigestAlgorithm::Sha256,
        }
    }

    /// Whether `signature` is a signature over the digest by this key.
    pub(crate) fn verify(self, key: &PublicKey, digest: &[u8], signature: &[u8]) -> bool {
        let hash = self.digest_algorithm();
        if digest.len() != hash.length() {
            return false;
        }
        match self {
            Self::RsaPkcs1Sha256 | Self::RsaPkcs1Sha384 | Self::RsaPkcs1Sha512 => {
                hash.digest_info(digest).is_ok_and(|content| key.signed_pkcs1(&content, signature))
            }
            Self::RsaPkcs1BareSha256 => key.signed_pkcs1(digest, signature),
            Self::RsaPssSha256 => key.signed_pss(digest, signature),
            Self::RsaPkcs1Encoded => false,
        }
    }
}

/// What is to be signed.
#[derive(Clone, Copy)]
enum Input<'a> {
    Data(&'a [u8]),
    Digest(&'a [u8]),
    Encoded(&'a [u8]),
}

/// The most bytes that fit between the padding of PKCS #1 v1.5 and the end of an RSA-2048 block
/// (RFC 8017, 9.2): what the card takes with P1 `00`.
const MAX_ENCODED_LENGTH: usize = 245;

/// What to sign, how, and how many PIN tries to keep.
///
/// By default: SHA-256, the DigestInfo form, the signature verified with the certificate on the
/// card, and the last PIN try kept.
///
/// ```
/// use jpkicard::{DigestAlgorithm, SignRequest};
/// let request = SignRequest::data(b"challenge").digest_algorithm(DigestAlgorithm::Sha384);
/// ```
#[derive(Clone, Copy)]
pub struct SignRequest<'a> {
    input: Input<'a>,
    digest: DigestAlgorithm,
    scheme: Scheme,
    certificate: Option<&'a Certificate>,
    ca_certificate: Option<&'a Certificate>,
    reads_ca_certificate: bool,
    last_try: LastTry,
}

impl<'a> SignRequest<'a> {
    /// Signs `data` of any length; it is hashed here or on the card.
    #[must_use]
    pub fn data(data: &'a [u8]) -> Self {
        Self::new(Input::Data(data), DigestAlgorithm::default())
    }

    /// Signs a digest that the caller computed with `algorithm`.
    #[must_use]
    pub fn digest(algorithm: DigestAlgorithm, digest: &'a [u8]) -> Self {
        Self::new(Input::Digest(digest), algorithm)
    }

    /// Signs what the caller encoded, 1 to 245 bytes, such as a DigestInfo: the card pads it
    /// (PKCS #1 v1.5, P1 `00`) and adds nothing. For protocols that bring their own encoding; all
    /// others should prefer [`data`](Self::data). Digest algorithm and scheme are not used.
    #[must_use]
    pub fn encoded(content: &'a [u8]) -> Self {
        Self::new(Input::Encoded(content), DigestAlgorithm::default())
    }

    fn new(input: Input<'a>, digest: DigestAlgorithm) -> Self {
        Self {
            input,
            digest,
            scheme: Scheme::default(),
            certificate: None,
            ca_certificate: None,
            reads_ca_certificate: false,
            last_try: LastTry::Keep,
        }
    }

    /// Chooses the digest algorithm; the schemes other than
    /// [`Scheme::DigestInfo`] support only SHA-256.
    #[must_use]
    pub fn digest_algorithm(mut self, algorithm: DigestAlgorithm) -> Self {
        self.digest = algorithm;
        self
    }

    /// Chooses the scheme.
    #[must_use]
    pub fn scheme(mut self, scheme: Scheme) -> Self {
        self.scheme = scheme;
        self
    }

    /// Verifies the signature with `certificate`, the card's authentication certificate as read
    /// before. Without it the certificate is read first, which costs seven commands.
    ///
    /// [`Jpki::authenticate`](crate::Jpki::authenticate) also checks, before the PIN is sent, that
    /// the card's certificate begins with the same 256 bytes, which no two certificates share: the
    /// certificate may come from an earlier visit.
    #[must_use]
    pub fn certificate(mut self, certificate: &'a Certificate) -> Self {
        self.certificate = Some(certificate);
        self
    }

    /// The CA certificate that the caller expects to have issued the card's certificate, for
    /// example that of a CA unknown to this version of the library. If it is the issuer's,
    /// [`Jpki::authenticate`](crate::Jpki::authenticate) verifies the card's certificate with it
    /// and does not read it from the card.
    #[must_use]
    pub fn ca_certificate(mut self, certificate: &'a Certificate) -> Self {
        self.ca_certificate = Some(certificate);
        self
    }

    /// Chooses whether [`Jpki::authenticate`](crate::Jpki::authenticate) always reads the CA
    /// certificate from the card. `false` by default: it is read only if the certificate's issuer
    /// is neither one of the published CAs (feature `trust`) nor
    /// [`ca_certificate`](Self::ca_certificate).
    #[must_use]
    pub fn read_ca_certificate(mut self, read: bool) -> Self {
        self.reads_ca_certificate = read;
        self
    }

    /// Chooses whether the PIN may be sent when few tries are left, or when the card does not
    /// report how many are; [`LastTry::Keep`] by default.
    #[must_use]
    pub fn last_try(mut self, rule: LastTry) -> Self {
        self.last_try = rule;
        self
    }

    /// Verifies a signature that answers this request with the certificate's key, in software. It
    /// does not verify the certificate.
    ///
    /// # Errors
    /// `SignatureInvalid`; `Argument` for a request that cannot be signed; `KeyNotSupported` of the
    /// certificate.
    #[cfg(feature = "verify")]
    pub fn check_signature(&self, signature: &[u8], certificate: &Certificate) -> Result<()> {
        let prepared = self.prepare()?;
        prepared.verify(&prepared.signature(signature.to_vec()), certificate)
    }

    pub(crate) fn known_certificate(&self) -> Option<&'a Certificate> {
        self.certificate
    }

    pub(crate) fn known_ca_certificate(&self) -> Option<&'a Certificate> {
        self.ca_certificate
    }

    pub(crate) fn reads_ca_certificate(&self) -> bool {
        self.reads_ca_certificate
    }

    pub(crate) fn last_try_rule(&self) -> LastTry {
        self.last_try
    }

    pub(crate) fn p1(&self) -> u8 {
        self.scheme.p1()
    }

    /// Determines what is sent to the card, before anything is.
    pub(crate) fn prepare(&self) -> Result<Prepared> {
        let refused = |detail| Err(Error::new(Status::Argument).with_detail(detail));
        if let Input::Encoded(content) = self.input {
            return match (content.len(), self.scheme) {
                (1..=MAX_ENCODED_LENGTH, Scheme::DigestInfo) => Ok(Prepared {
                    card_input: content.to_vec(),
                    digest: Vec::new(),
                    algorithm: SignatureAlgorithm::RsaPkcs1Encoded,
                }),
                (_, Scheme::DigestInfo) => refused("1 to 245 encoded bytes can be signed"),
                _ => refused("this signature scheme takes no encoded content"),
            };
        }
        let Some(algorithm) = self.scheme.algorithm(self.digest) else {
            return refused("this signature scheme knows SHA-256 alone");
        };
        let digest = match self.input {
            Input::Data(data) => self.digest.digest(data),
            Input::Digest(digest) if digest.len() == self.digest.length() => digest.to_vec(),
            Input::Digest(_) | Input::Encoded(_) => {
                return refused("the digest's length is not its algorithm's");
            }
        };
        let card_input = match self.input {
            Input::Data(data) if self.scheme.takes_data() => match data.len() {
                1..=MAX_SHORT_DATA_LENGTH => data.to_vec(),
                _ => return refused("this signature scheme takes 1 to 255 bytes of data"),
            },
            Input::Digest(_) if self.scheme.takes_data() => {
                return refused("this signature scheme takes data, not a digest");
            }
            _ if self.scheme == Scheme::DigestInfo => self
                .digest
                .digest_info(&digest)
                .map_err(|_| Error::new(Status::Internal).with_detail("encoding DigestInfo"))?,
            _ => digest.clone(),
        };
        Ok(Prepared { card_input, digest, algorithm })
    }
}

impl fmt::Debug for SignRequest<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (kind, length) = match self.input {
            Input::Data(data) => ("data", data.len()),
            Input::Digest(digest) => ("digest", digest.len()),
            Input::Encoded(content) => ("encoded", content.len()),
        };
        write!(f, "SignRequest({kind} {length} bytes, {:?}, {:?})", self.digest, self.scheme)
    }
}

/// A request whose input was checked and converted to the form the card takes.
pub(crate) struct Prepared {
    pub(crate) card_input: Vec<u8>,
    #[cfg_attr(not(feature = "verify"), expect(dead_code, reason = "for the check alone"))]
    digest: Vec<u8>,
    algorithm: SignatureAlgorithm,
}

impl Prepared {
    /// Builds the signature from the card's answer.
    pub(crate) fn signature(&self, bytes: Vec<u8>) -> Signature {
        Signature { bytes, algorithm: self.algorithm }
    }

    /// Whether a signature can be verified with the certificate's key: checked before a PIN is sent
    /// for nothing.
    pub(crate) fn can_check(&self, certificate: &Certificate) -> Result<()> {
        #[cfg(feature = "verify")]
        public_key(certificate)?;
        #[cfg(not(feature = "verify"))]
        let _ = certificate;
        Ok(())
    }

    /// Verifies a fresh signature with the certificate's key.
    #[cfg(feature = "verify")]
    pub(crate) fn verify(&self, signature: &Signature, certificate: &Certificate) -> Result<()> {
        let key = public_key(certificate)?;
        let is_signed = match self.algorithm {
            SignatureAlgorithm::RsaPkcs1Encoded => {
                key.signed_pkcs1(&self.card_input, &signature.bytes)
            }
            algorithm => algorithm.verify(key, &self.digest, &signature.bytes),
        };
        if is_signed { Ok(()) } else { Err(Error::new(Status::SignatureInvalid)) }
    }
}

#[cfg(feature = "verify")]
fn public_key(certificate: &Certificate) -> Result<&PublicKey> {
    certificate.parsed().key().ok_or(Error::new(Status::KeyNotSupported))
}

/// A signature by the card's authentication key.
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::{Card, DigestAlgorithm, Pin, SignRequest, SignatureAlgorithm};
///
/// # let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// # let mut card = Card::new(reader.connect()?);
/// let request = SignRequest::data(b"challenge").digest_algorithm(DigestAlgorithm::Sha384);
/// let signature = card.jpki()?.sign(&Pin::new(b"1234")?, &request)?;
/// // Pass both to the verifier: the algorithm is not always the same.
/// assert_eq!(signature.algorithm(), SignatureAlgorithm::RsaPkcs1Sha384);
/// assert_eq!(signature.as_bytes().len(), 256);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Signature {
    bytes: Vec<u8>,
    algorithm: SignatureAlgorithm,
}

impl Signature {
    /// The signature's bytes: as many as the key's modulus, 256 for RSA-2048.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// How to verify it.
    #[must_use]
    pub fn algorithm(&self) -> SignatureAlgorithm {
        self.algorithm
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Signature({} bytes, {:?})", self.bytes.len(), self.algorithm)
    }
}

#[cfg(test)]
mod tests;
