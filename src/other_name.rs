//! What a signature certificate says about its holder, in its subjectAltName.

use std::fmt;

use der::Encode;
use der::asn1::{ObjectIdentifier, PrintableStringRef, Utf8StringRef};
use x509_cert::TbsCertificate;
use x509_cert::ext::pkix::SubjectAltName;
use x509_cert::ext::pkix::name::GeneralName;
use zeroize::Zeroizing;

use crate::certificate::Certificate;
use crate::error::{Error, Result};
use crate::oid;
use crate::status::Status;
use crate::x509;

/// One otherName of a certificate's subjectAltName: an object identifier and a value.
///
/// A signature certificate (署名用電子証明書) has the holder's attributes in these, below
/// `1.2.392.200149.8.5.5`: `.1` name, `.3` sex, `.4` birth date, `.5` address, `.2` and `.6`
/// whether characters were substituted. A later specification may have more, such as the reading of
/// the name (振り仮名); all are returned. Personal data, restricted by law (公的個人認証法): do not log it,
/// nor store it without a reason. `Debug` shows only the identifier. Wiped from memory when
/// dropped.
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// use jpkicard::Certificate;
/// use jpkicard::virtual_card::VirtualCard;
///
/// let der = VirtualCard::builder().build()?.signature_certificate().to_vec();
/// let names = Certificate::from_der(der)?.other_names()?;
/// let name = names.iter().find(|name| name.oid() == "1.2.392.200149.8.5.5.1").unwrap();
/// assert_eq!(name.text(), Some("試験　花子"));
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct OtherName {
    oid: ObjectIdentifier,
    value: Zeroizing<Vec<u8>>,
    text: Option<Zeroizing<String>>,
}

impl OtherName {
    /// The object identifier as dotted numbers.
    #[must_use]
    pub fn oid(&self) -> String {
        self.oid.to_string()
    }

    /// The value as the certificate has it: one DER element, of any type.
    #[must_use]
    pub fn value(&self) -> &[u8] {
        &self.value
    }

    /// The value as text, if it is a UTF8String or a PrintableString. Control characters are not
    /// removed.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        self.text.as_ref().map(|text| text.as_str())
    }
}

impl fmt::Debug for OtherName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "OtherName({}, ..)", self.oid)
    }
}

impl Certificate {
    /// All otherNames of the subject, in the order of the certificate: in a signature certificate,
    /// the holder's name, birth date, sex and address. An authentication certificate has none. They
    /// are as trustworthy as the certificate.
    ///
    /// # Errors
    /// `CertificateMalformed` if the subject's alternative names cannot be read.
    pub fn other_names(&self) -> Result<Vec<OtherName>> {
        read(self.parsed().fields()).map_err(|_| Error::new(Status::CertificateMalformed))
    }
}

fn read(certificate: &TbsCertificate) -> der::Result<Vec<OtherName>> {
    let names: Option<SubjectAltName> = x509::extension(certificate)?;
    let names = names.map(|names| names.0).unwrap_or_default();
    let others = names.into_iter().filter_map(|name| match name {
        GeneralName::OtherName(other) => Some(other),
        _ => None,
    });
    others
        .map(|other| {
            // It would be shown as a different one.
            oid::numbers(&other.type_id).ok_or(der::ErrorKind::OidMalformed)?;
            let value = &other.value;
            let utf8 = value.decode_as::<Utf8StringRef<'_>>().map(|text| text.as_str().to_owned());
            let printable =
                || value.decode_as::<PrintableStringRef<'_>>().map(|text| text.as_str().to_owned());
            Ok(OtherName {
                oid: other.type_id,
                value: Zeroizing::new(value.to_der()?),
                text: utf8.or_else(|_| printable()).ok().map(Zeroizing::new),
            })
        })
        .collect()
}
