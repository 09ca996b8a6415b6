//! The authorities' keys: openssl verifies the genuine certificates with them, and they equal those
//! of the source.

use jpkicard::Status;
use jpkicard::record::{CardAuthorities, CardAuthority, RecordApplication};

use crate::files;
use crate::made::spki;
use crate::openssl::{folder, judge};

#[test]
fn openssl_checks_the_genuine_certificates_with_the_test_keys() {
    let authorities = CardAuthorities::test();
    for (application, name) in [
        (RecordApplication::CardSurface, "surface-0004.bin"),
        (RecordApplication::InputSupport, "text-0004.bin"),
    ] {
        // 7F21 and 5F4E before the body of 297 bytes, 5F37 before the signature.
        let file = files::file(name);
        let (body, signature) = (&file[10..307], &file[312..]);
        let folder = folder();
        std::fs::write(folder.join("body"), body).unwrap();
        std::fs::write(folder.join("signature"), signature).unwrap();
        for authority in &authorities {
            std::fs::write(folder.join("key.der"), spki(authority.modulus())).unwrap();
            let arguments = "dgst -sha256 -verify key.der -keyform DER -signature signature body";
            let (accepts, said) = judge(&folder, &arguments.split(' ').collect::<Vec<_>>());
            assert_eq!(accepts, authority.application() == application, "{authority:?}: {said}");
            assert_eq!(accepts, body.starts_with(authority.key_identifier()));
        }
        std::fs::remove_dir_all(folder).unwrap();
    }
}

#[test]
fn the_keys_are_those_of_the_source() {
    use RecordApplication::{CardSurface, InputSupport};
    let (production, test) = (CardAuthorities::production(), CardAuthorities::test());
    assert_eq!(CardAuthorities::default(), production);
    let all: Vec<_> = production.iter().chain(&test).collect();
    let expected = [
        (CardSurface, "5000023"),
        (InputSupport, "5000033"),
        (CardSurface, "6000023"),
        (InputSupport, "6000033"),
    ];
    assert_eq!(all.len(), expected.len());
    for (authority, (application, name)) in all.into_iter().zip(expected) {
        assert_eq!(authority.application(), application);
        assert_eq!(format!("{authority:?}"), format!("CardAuthority({application:?}, {name})"));
        let known = myna_card::ca::KNOWN.iter().find(|known| known.name() == name).unwrap();
        assert_eq!(authority.key_identifier(), known.key_id);
        assert_eq!(authority.modulus(), known.modulus);
        let again = CardAuthority::new(application, *known.key_id, known.modulus, known.exponent);
        assert_eq!(again.as_ref(), Ok(authority));
    }
    assert_eq!(CardAuthorities::none().iter().count(), 0);
}

#[test]
fn a_key_of_another_kind_makes_no_authority() {
    let modulus = *CardAuthorities::test().iter().next().unwrap().modulus();
    let new = |modulus: &[u8], exponent: &[u8]| {
        CardAuthority::new(RecordApplication::CardSurface, [0; 16], modulus, exponent)
    };
    let exponent = b"\x01\x00\x01";
    let with_zero = [&[0], &modulus[..]].concat();
    assert_eq!(new(&modulus, exponent), new(&with_zero, b"\x00\x01\x00\x01"));
    assert!(new(&modulus, exponent).is_ok());
    let mut even = modulus;
    even[255] ^= 1;
    let mut short = modulus;
    short[0] &= 0x7F;
    let long = [&[1], &modulus[..]].concat();
    for (modulus, exponent) in [
        (&modulus[..], &b"\x03"[..]),
        (&modulus, b""),
        (&modulus, b"\x01\x00\x01\x00"),
        (&even, exponent),
        (&short, exponent),
        (&long, exponent),
        (&modulus[1..], exponent),
        (&modulus[..255], exponent),
        (b"", exponent),
    ] {
        assert_eq!(new(modulus, exponent).unwrap_err().status(), Status::KeyNotSupported);
    }
}
