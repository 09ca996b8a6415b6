//! Texts that must not be printed, to search for them.

use der::{Decode, asn1::PrintableStringRef, asn1::Utf8StringRef};
use x509_cert::Certificate;

/// The common name of a certificate's subject.
pub fn common_name(certificate: &[u8]) -> String {
    let certificate = Certificate::from_der(certificate).unwrap();
    let names = certificate.tbs_certificate.subject.0.iter().flat_map(|name| name.0.iter());
    let common_name = der::oid::ObjectIdentifier::new_unwrap("2.5.4.3");
    let value = &names.clone().find(|name| name.oid == common_name).unwrap().value;
    value
        .decode_as::<PrintableStringRef<'_>>()
        .map(|text| text.to_string())
        .or_else(|_| value.decode_as::<Utf8StringRef<'_>>().map(|text| text.to_string()))
        .unwrap()
}
