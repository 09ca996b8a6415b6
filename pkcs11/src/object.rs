//! The objects of a token and their attributes. Labels and identifiers are OpenSC's, so that
//! configurations and URIs carry over.

use std::time::Duration;

use cryptoki_sys::*;
use der::DateTime;
use jpkicard::Certificate;
use sha1::{Digest, Sha1};

use crate::fields::Fields;
use crate::mechanism::{KEY_BITS, allowed};
use crate::memory;
use crate::text::{number, truth};

/// Whose key a certificate has: the card's, or a certificate authority's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Holder {
    Authentication,
    Signature,
    AuthenticationAuthority,
    SignatureAuthority,
}

impl Holder {
    /// `CKA_ID`.
    pub(crate) const fn identifier(self) -> u8 {
        match self {
            Self::Authentication => 1,
            Self::Signature => 2,
            Self::AuthenticationAuthority => 3,
            Self::SignatureAuthority => 4,
        }
    }

    const fn is_authority(self) -> bool {
        matches!(self, Self::AuthenticationAuthority | Self::SignatureAuthority)
    }

    const fn label(self, kind: Kind) -> &'static str {
        match (self, kind) {
            (_, Kind::Profile) => "",
            (Self::Authentication, Kind::PrivateKey) => "User Authentication Key",
            (Self::Authentication, Kind::PublicKey) => "User Authentication Public Key",
            (Self::Authentication, Kind::Certificate) => "User Authentication Certificate",
            (Self::Signature, Kind::PrivateKey) => "Digital Signature Key",
            (Self::Signature, Kind::PublicKey) => "Digital Signature Public Key",
            (Self::Signature, Kind::Certificate) => "Digital Signature Certificate",
            (Self::AuthenticationAuthority, _) => "User Authentication Certificate CA",
            (Self::SignatureAuthority, _) => "Digital Signature Certificate CA",
        }
    }
}

/// A kind of object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Certificate,
    PublicKey,
    PrivateKey,
    Profile,
}

impl Kind {
    const fn class(self) -> CK_OBJECT_CLASS {
        match self {
            Self::Certificate => CKO_CERTIFICATE,
            Self::PublicKey => CKO_PUBLIC_KEY,
            Self::PrivateKey => CKO_PRIVATE_KEY,
            Self::Profile => CKO_PROFILE,
        }
    }

    const fn word(self) -> &'static str {
        match self {
            Self::Certificate => "certificate",
            Self::PublicKey => "public-key",
            Self::PrivateKey => "private-key",
            Self::Profile => "profile",
        }
    }
}

/// The parts of a private key, which never leave the card.
const SENSITIVE: [CK_ATTRIBUTE_TYPE; 6] = [
    CKA_PRIVATE_EXPONENT,
    CKA_PRIME_1,
    CKA_PRIME_2,
    CKA_EXPONENT_1,
    CKA_EXPONENT_2,
    CKA_COEFFICIENT,
];

/// One object.
#[derive(Clone)]
pub(crate) struct Object {
    pub(crate) handle: CK_OBJECT_HANDLE,
    pub(crate) kind: Kind,
    /// Seen only after the login.
    pub(crate) is_private: bool,
    /// Of a key: the certificate that has its public key.
    pub(crate) certificate: Option<Certificate>,
    attributes: Vec<(CK_ATTRIBUTE_TYPE, Vec<u8>)>,
}

/// The token whose objects are made.
#[derive(Clone, Copy)]
pub(crate) struct Owner<'a> {
    /// Which insertion it is: an object of an earlier card has another handle.
    pub(crate) insertion: u32,
    pub(crate) serial: &'a str,
    /// The signature key asks for a login for each signature.
    pub(crate) always_authenticates: bool,
}

impl Object {
    /// The value of an attribute.
    ///
    /// # Errors
    /// `CKR_ATTRIBUTE_SENSITIVE`, `CKR_ATTRIBUTE_TYPE_INVALID`.
    pub(crate) fn attribute(&self, kind: CK_ATTRIBUTE_TYPE) -> Result<&[u8], CK_RV> {
        if self.kind == Kind::PrivateKey && SENSITIVE.contains(&kind) {
            return Err(CKR_ATTRIBUTE_SENSITIVE);
        }
        let found = self.attributes.iter().find(|(known, _)| *known == kind);
        found.map(|(_, value)| &**value).ok_or(CKR_ATTRIBUTE_TYPE_INVALID)
    }

    /// The bytes of all values.
    pub(crate) fn size(&self) -> usize {
        self.attributes.iter().fold(0, |sum, (_, value)| sum.saturating_add(value.len()))
    }

    fn new(kind: Kind, holder: Holder, owner: Owner<'_>, is_private: bool) -> Self {
        let identifier = holder.identifier();
        // Eight bits for the object, the others for the insertion; 32 in all on Windows.
        let within = (kind as u32).saturating_mul(16).saturating_add(identifier.into());
        let handle = (owner.insertion << 8) | within;
        let unique = format!("{}-{}-{identifier:02}", owner.serial, kind.word());
        let attributes = vec![
            (CKA_CLASS, number(kind.class())),
            (CKA_TOKEN, truth(true)),
            (CKA_PRIVATE, truth(is_private)),
            (CKA_MODIFIABLE, truth(false)),
            (CKA_COPYABLE, truth(false)),
            (CKA_DESTROYABLE, truth(false)),
            (CKA_LABEL, holder.label(kind).as_bytes().to_vec()),
            (CKA_UNIQUE_ID, unique.into_bytes()),
        ];
        Self { handle: memory::handle(handle), kind, is_private, certificate: None, attributes }
    }

    fn add(&mut self, more: impl IntoIterator<Item = (CK_ATTRIBUTE_TYPE, Vec<u8>)>) {
        self.attributes.extend(more);
    }
}

/// The certificate and, unless it is an authority's, the keys. Empty for a certificate that cannot
/// be used: its key is not RSA.
pub(crate) fn objects_of(
    certificate: &Certificate,
    holder: Holder,
    owner: Owner<'_>,
    is_private: bool,
) -> Vec<Object> {
    let Ok(fields) = Fields::read(certificate.der()) else { return Vec::new() };
    let mut objects = Vec::new();
    // An authority's public key is in its certificate. As an object of its own it would make NSS take
    // the certificate for the holder's.
    if !holder.is_authority() {
        objects.push(private_key(certificate, &fields, holder, owner));
        objects.push(public_key(certificate, &fields, holder, owner, is_private));
    }
    objects.push(certificate_object(certificate, &fields, holder, owner, is_private));
    objects
}

fn certificate_object(
    certificate: &Certificate,
    fields: &Fields<'_>,
    holder: Holder,
    owner: Owner<'_>,
    is_private: bool,
) -> Object {
    let category = if holder.is_authority() {
        CK_CERTIFICATE_CATEGORY_AUTHORITY
    } else {
        CK_CERTIFICATE_CATEGORY_TOKEN_USER
    };
    let digest = Sha1::digest(certificate.der());
    let mut object = Object::new(Kind::Certificate, holder, owner, is_private);
    object.add([
        (CKA_CERTIFICATE_TYPE, number(CKC_X_509)),
        // That is for whoever uses the certificate to decide.
        (CKA_TRUSTED, truth(false)),
        (CKA_CERTIFICATE_CATEGORY, number(category)),
        (CKA_CHECK_VALUE, digest.iter().take(3).copied().collect()),
        (CKA_START_DATE, date(certificate.not_before_unix())),
        (CKA_END_DATE, date(certificate.not_after_unix())),
        (CKA_PUBLIC_KEY_INFO, fields.public_key_info.to_vec()),
        (CKA_SUBJECT, fields.subject.to_vec()),
        (CKA_ID, vec![holder.identifier()]),
        (CKA_ISSUER, fields.issuer.to_vec()),
        (CKA_SERIAL_NUMBER, fields.serial_number.to_vec()),
        (CKA_VALUE, certificate.der().to_vec()),
        (CKA_URL, Vec::new()),
        (CKA_HASH_OF_SUBJECT_PUBLIC_KEY, Vec::new()),
        (CKA_HASH_OF_ISSUER_PUBLIC_KEY, Vec::new()),
        (CKA_NAME_HASH_ALGORITHM, number(CKM_SHA_1)),
        (CKA_JAVA_MIDP_SECURITY_DOMAIN, number(CK_SECURITY_DOMAIN_UNSPECIFIED)),
    ]);
    object
}

/// What public and private keys have in common.
fn key(
    kind: Kind,
    certificate: &Certificate,
    fields: &Fields<'_>,
    holder: Holder,
    owner: Owner<'_>,
    is_private: bool,
) -> Object {
    let mut object = Object::new(kind, holder, owner, is_private);
    object.certificate = Some(certificate.clone());
    object.add([
        (CKA_KEY_TYPE, number(CKK_RSA)),
        (CKA_ID, vec![holder.identifier()]),
        (CKA_START_DATE, Vec::new()),
        (CKA_END_DATE, Vec::new()),
        (CKA_DERIVE, truth(false)),
        (CKA_LOCAL, truth(true)),
        (CKA_KEY_GEN_MECHANISM, number(CKM_RSA_PKCS_KEY_PAIR_GEN)),
        (CKA_ALLOWED_MECHANISMS, allowed()),
        (CKA_SUBJECT, fields.subject.to_vec()),
        (CKA_MODULUS, fields.modulus.to_vec()),
        (CKA_PUBLIC_EXPONENT, fields.public_exponent.to_vec()),
        (CKA_PUBLIC_KEY_INFO, fields.public_key_info.to_vec()),
    ]);
    object
}

fn public_key(
    certificate: &Certificate,
    fields: &Fields<'_>,
    holder: Holder,
    owner: Owner<'_>,
    is_private: bool,
) -> Object {
    let mut object = key(Kind::PublicKey, certificate, fields, holder, owner, is_private);
    object.add([
        (CKA_MODULUS_BITS, number(KEY_BITS)),
        (CKA_ENCRYPT, truth(false)),
        (CKA_VERIFY, truth(true)),
        (CKA_VERIFY_RECOVER, truth(false)),
        (CKA_WRAP, truth(false)),
        (CKA_TRUSTED, truth(false)),
    ]);
    object
}

fn private_key(
    certificate: &Certificate,
    fields: &Fields<'_>,
    holder: Holder,
    owner: Owner<'_>,
) -> Object {
    let mut object = key(Kind::PrivateKey, certificate, fields, holder, owner, true);
    object.add([
        (CKA_SENSITIVE, truth(true)),
        (CKA_ALWAYS_SENSITIVE, truth(true)),
        (CKA_EXTRACTABLE, truth(false)),
        (CKA_NEVER_EXTRACTABLE, truth(true)),
        (CKA_DECRYPT, truth(false)),
        (CKA_SIGN, truth(true)),
        (CKA_SIGN_RECOVER, truth(false)),
        (CKA_UNWRAP, truth(false)),
        (CKA_WRAP_WITH_TRUSTED, truth(false)),
        (CKA_ALWAYS_AUTHENTICATE, truth(owner.always_authenticates && holder == Holder::Signature)),
    ]);
    object
}

/// States that all certificates can be read without a login (PKCS #11 Profiles 3.0, 3.5).
pub(crate) fn public_certificates_profile(owner: Owner<'_>) -> Object {
    let mut object = Object::new(Kind::Profile, Holder::Authentication, owner, false);
    object.add([(CKA_PROFILE_ID, number(CKP_PUBLIC_CERTIFICATES_TOKEN))]);
    object
}

/// A `CK_DATE`, in UTC.
fn date(unix: u64) -> Vec<u8> {
    DateTime::from_unix_duration(Duration::from_secs(unix)).map_or_else(
        |_| Vec::new(),
        |time| format!("{:04}{:02}{:02}", time.year(), time.month(), time.day()).into_bytes(),
    )
}
