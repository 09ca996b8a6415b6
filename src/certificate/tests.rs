//! Unit tests.

use der::asn1::{ObjectIdentifier, OctetString};
use der::{Decode, Encode};
use x509_cert::Certificate as X509;
use x509_cert::ext::Extension;

use super::*;
use crate::virtual_card::VirtualCard;

#[test]
fn one_that_is_longer_than_any_is_not_read() {
    let card = VirtualCard::builder().build().unwrap();
    let with = |length: usize| {
        let mut certificate = X509::from_der(card.authentication_certificate()).unwrap();
        certificate.tbs_certificate.extensions.as_mut().unwrap().push(Extension {
            extn_id: ObjectIdentifier::new_unwrap("2.5.29.99"),
            critical: false,
            extn_value: OctetString::new(vec![0; length]).unwrap(),
        });
        Certificate::from_der(certificate.to_der().unwrap())
    };
    assert!(with(60_000).is_ok_and(|certificate| certificate.der().len() <= LONGEST));
    assert_eq!(with(LONGEST).unwrap_err().status(), Status::CertificateMalformed);
}
