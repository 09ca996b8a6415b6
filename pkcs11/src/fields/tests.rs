//! Unit tests.

use jpkicard::virtual_card::VirtualCard;

use super::*;

#[test]
fn the_fields_are_those_of_the_certificate() {
    let card = VirtualCard::builder().build().unwrap();
    let certificate = card.authentication_certificate();
    let fields = Fields::read(certificate).unwrap();
    let parsed = jpkicard::Certificate::from_der(certificate.to_vec()).unwrap();
    assert_eq!(fields.public_key_info, parsed.public_key_der());
    assert_eq!(fields.serial_number.first(), Some(&0x02));
    assert!(fields.serial_number.ends_with(parsed.serial()));
    assert_eq!((fields.modulus.len(), fields.public_exponent), (256, &[1, 0, 1][..]));
    for name in [fields.issuer, fields.subject] {
        assert_eq!(name.first(), Some(&0x30));
        assert!(certificate.windows(name.len()).any(|part| part == name));
    }
    assert!(fields.issuer.windows(14).any(|part| part == b"JPKI for user "));
}

#[test]
fn what_is_no_certificate_is_refused() {
    let card = VirtualCard::builder().build().unwrap();
    let certificate = card.authentication_certificate();
    for length in [0, 1, 4, 100, certificate.len() - 1] {
        assert!(Fields::read(&certificate[..length]).is_err(), "{length}");
    }
    assert!(Fields::read(&[0x31, 0x00]).is_err());
}
