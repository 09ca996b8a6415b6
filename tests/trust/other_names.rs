//! All otherNames in a certificate's subjectAltName are returned, known or not.
#![allow(unsafe_code, reason = "the C functions are called as C calls them")]

use std::ffi::CStr;
use std::ptr::null_mut;
use std::time::SystemTime;

use jpkicard::internal::capi::*;
use jpkicard::trust::Purpose;
use jpkicard::virtual_card::VirtualCard;
use jpkicard::{Certificate, Status};

use crate::authority::{AUTHENTICATION, Authority, SIGNATURE, Settings};

/// Name, text and value.
type Listed = (String, Option<String>, Vec<u8>);

/// What C lists, or its refusal.
fn in_c(certificate: &Certificate) -> Result<Vec<Listed>, i32> {
    let (mut handle, mut items) = (null_mut(), null_mut());
    let der = certificate.der();
    let text = |pointer: *const std::ffi::c_char| {
        // SAFETY: null, or a NUL-terminated text of the list.
        let text = (!pointer.is_null()).then(|| unsafe { CStr::from_ptr(pointer) });
        text.map(|text| text.to_str().unwrap().to_owned())
    };
    // SAFETY: the pointers are to as many bytes as stated.
    let status = unsafe {
        assert_eq!(jpki_certificate_new(der.as_ptr(), der.len(), &mut handle, null_mut()), 0);
        jpki_certificate_other_names(handle, &mut items, null_mut())
    };
    jpki_certificate_free(handle);
    if status != JPKI_OK {
        assert!(items.is_null());
        return Err(status);
    }
    let listed = (0..jpki_items_count(items)).map(|index| {
        let mut length = 0;
        // SAFETY: the list's own memory, of that length.
        let data = unsafe {
            let data = jpki_items_data(items, index, &mut length);
            std::slice::from_raw_parts(data, length)
        };
        let name = text(jpki_items_name(items, index)).unwrap();
        (name, text(jpki_items_text(items, index)), data.to_vec())
    });
    let listed = listed.collect();
    jpki_items_free(items);
    Ok(listed)
}

fn in_rust(certificate: &Certificate) -> Vec<Listed> {
    let names = certificate.other_names().unwrap();
    let shown = format!("{names:?} {certificate:?}");
    assert!(!shown.contains("試験") && !shown.contains("シケン"), "{shown}");
    let listed = names
        .iter()
        .map(|name| (name.oid(), name.text().map(str::to_owned), name.value().to_vec()));
    listed.collect()
}

#[test]
fn those_that_are_not_known_are_handed_out_beside_the_others() {
    let purpose = Purpose::Signature;
    let authority = Authority::with(Settings { purpose, ..Settings::default() });
    let names = "subjectAltName = @names\n[names]\n\
        otherName.1 = 1.2.392.200149.8.5.5.1;FORMAT:UTF8,UTF8:試験　花子\n\
        otherName.2 = 1.2.392.200149.8.5.5.7;FORMAT:UTF8,UTF8:シケン　ハナコ\n\
        otherName.3 = 1.2.392.200149.8.5.5.99;INT:5\n\
        email.1 = person@authority.test\n\
        otherName.4 = 1.2.3.4;PRINTABLE:plain\n";
    let certificate = authority.issue("person", &format!("{SIGNATURE}{names}"));
    assert_eq!(authority.reasons(&certificate, SystemTime::now()), []);
    let listed = in_rust(&certificate);
    let brief: Vec<_> =
        listed.iter().map(|(name, text, _)| (name.as_str(), text.as_deref())).collect();
    let expected = [
        ("1.2.392.200149.8.5.5.1", Some("試験　花子")),
        ("1.2.392.200149.8.5.5.7", Some("シケン　ハナコ")),
        ("1.2.392.200149.8.5.5.99", None),
        ("1.2.3.4", Some("plain")),
    ];
    assert_eq!(brief, expected);
    assert_eq!(listed[2].2, [2, 1, 5]);
    assert_eq!(in_c(&certificate), Ok(listed));
}

#[test]
fn the_virtual_cards_holder_is_in_the_signature_certificate_alone() {
    let card = VirtualCard::builder().build().unwrap();
    let read = |der: &[u8]| Certificate::from_der(der.to_vec()).unwrap();
    let certificate = read(card.signature_certificate());
    let listed = in_rust(&certificate);
    let brief: Vec<_> = listed
        .iter()
        .map(|(name, text, _)| (name.rsplit('.').next().unwrap(), text.as_deref().unwrap()))
        .collect();
    assert_eq!(brief.iter().map(|(last, _)| *last).collect::<Vec<_>>(), ["1", "4", "3", "5"]);
    assert_eq!(brief[1].1, "19800217");
    assert_eq!(in_c(&certificate), Ok(listed));
    assert_eq!(in_c(&read(card.authentication_certificate())), Ok(Vec::new()));
}

#[test]
fn names_that_cannot_be_read_are_not_taken_for_none() {
    let authority = Authority::new();
    for (index, content) in ["0400", "3003A00100", "3006A00406022A03"].iter().enumerate() {
        let extensions = format!("{AUTHENTICATION}2.5.29.17 = DER:{content}\n");
        let certificate = authority.issue(&format!("person{index}"), &extensions);
        let error = certificate.other_names().unwrap_err();
        assert_eq!(error.status(), Status::CertificateMalformed, "{content}");
        assert_eq!(in_c(&certificate), Err(JPKI_ERROR_CERTIFICATE_MALFORMED));
    }
}
