//! Unit tests: a desk that reads a face, and a server that verifies what the desk sent.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops there")]

use std::ptr::{null, null_mut};

use super::*;
use crate::capi::card::{jpki_card_free, open_card};
use crate::capi::card_authorities::*;
use crate::capi::record::*;
use crate::capi::sign::JPKI_LAST_TRY_KEEP;
use crate::capi::status::*;
use crate::card::Card;
use crate::virtual_card::{Application, VirtualCard, VirtualReader};

const NUMBER: &[u8] = b"55021720352285";
const CHALLENGE: &[u8] = b"a challenge of a server, 32 bytes";
const VIRTUAL: i32 = JPKI_AUTHORITIES_VIRTUAL_CARD;

fn open_virtual() -> (*mut jpki_card, VirtualReader) {
    let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
    (open_card(Box::new(reader.connect().unwrap()), None), reader)
}

/// Reads the face, with a challenge.
fn read_face(card: *mut jpki_card, challenge: &[u8], authorities: i32) -> (i32, *mut jpki_face) {
    let mut face = null_mut();
    // SAFETY: the pointers are to as many bytes as passed.
    let status = unsafe {
        jpki_card_face_for_challenge(
            card,
            NUMBER.as_ptr().cast(),
            NUMBER.len(),
            challenge.as_ptr(),
            challenge.len(),
            authorities,
            JPKI_LAST_TRY_KEEP,
            &raw mut face,
            null_mut(),
        )
    };
    (status, face)
}

/// What the desk sends.
#[derive(Clone)]
struct Sent {
    record: Vec<u8>,
    certificate: Vec<u8>,
    signature: Vec<u8>,
}

fn file(face: *const jpki_face, which: i32) -> Vec<u8> {
    let mut length = 77;
    // SAFETY: what is lent has that length, and the face is open or lends nothing.
    unsafe {
        let data = jpki_face_file(face, which, &raw mut length);
        assert_eq!(data.is_null(), length == 0);
        if data.is_null() { Vec::new() } else { std::slice::from_raw_parts(data, length).to_vec() }
    }
}

fn sent(face: *const jpki_face) -> Sent {
    Sent {
        record: file(face, JPKI_FILE_RECORD),
        certificate: file(face, JPKI_FILE_CERTIFICATE),
        signature: file(face, JPKI_FILE_SIGNATURE),
    }
}

fn verify_with(
    sent: &Sent,
    challenge: &[u8],
    authorities: i32,
    own: *const jpki_card_authorities,
) -> (i32, *mut jpki_face) {
    let files = jpki_record_files {
        struct_size: u32::try_from(size_of::<jpki_record_files>()).unwrap(),
        reserved: 0,
        record: sent.record.as_ptr(),
        record_length: sent.record.len(),
        certificate: sent.certificate.as_ptr(),
        certificate_length: sent.certificate.len(),
        challenge: challenge.as_ptr(),
        challenge_length: challenge.len(),
        signature: sent.signature.as_ptr(),
        signature_length: sent.signature.len(),
    };
    let mut face = null_mut();
    // SAFETY: as above.
    let status = unsafe {
        jpki_face_from_files(&raw const files, authorities, own, &raw mut face, null_mut())
    };
    assert_eq!(status == JPKI_OK, !face.is_null());
    (status, face)
}

/// What a server says of what was sent.
fn verdict(sent: &Sent, challenge: &[u8]) -> i32 {
    let (status, face) = verify_with(sent, challenge, VIRTUAL, null());
    jpki_face_free(face);
    status
}

/// What the virtual card's desk sends.
fn sent_by_desk() -> Sent {
    let (card, _) = open_virtual();
    let (status, face) = read_face(card, CHALLENGE, VIRTUAL);
    assert_eq!(status, JPKI_OK);
    let sent = sent(face);
    jpki_face_free(face);
    jpki_card_free(card);
    sent
}

#[test]
fn a_server_verifies_a_face_from_what_the_desk_sent() {
    for authorities in [VIRTUAL, JPKI_AUTHORITIES_UNVERIFIED] {
        let (card, reader) = open_virtual();
        let (status, face) = read_face(card, CHALLENGE, authorities);
        assert_eq!(status, JPKI_OK);
        assert_eq!(
            reader.with_card(|card| card.check_number_b_tries(Application::CardSurface)),
            Some(10)
        );
        jpki_card_free(card);
        let (status, verified) = verify_with(&sent(face), CHALLENGE, VIRTUAL, null());
        assert_eq!(status, JPKI_OK);
        assert_eq!(jpki_face_birth_date(verified), 19_800_217);
        assert_eq!(file(verified, JPKI_FILE_RECORD), file(face, JPKI_FILE_RECORD));
        for which in [JPKI_FILE_CERTIFICATE, JPKI_FILE_SIGNATURE] {
            assert!(!file(face, which).is_empty() && file(verified, which) == file(face, which));
        }
        assert!(file(face, 0).is_empty() && file(face, JPKI_FILE_SIGNATURE + 1).is_empty());
        jpki_face_free(face);
        assert!(file(face, JPKI_FILE_RECORD).is_empty());
        jpki_face_free(verified);
    }
}

#[test]
fn a_face_without_a_challenge_of_the_servers_has_nothing_to_show() {
    let (card, _) = open_virtual();
    let mut face = null_mut();
    // SAFETY: as above.
    let status = unsafe {
        let (digits, length) = (NUMBER.as_ptr().cast(), NUMBER.len());
        jpki_card_face(card, digits, length, VIRTUAL, JPKI_LAST_TRY_KEEP, &raw mut face, null_mut())
    };
    assert_eq!(status, JPKI_OK);
    let shown = sent(face);
    assert!(!shown.record.is_empty() && shown.certificate.is_empty() && shown.signature.is_empty());
    jpki_face_free(face);
    jpki_card_free(card);
}

#[test]
fn what_was_changed_on_the_way_is_refused() {
    let good = sent_by_desk();
    assert_eq!(verdict(&good, CHALLENGE), JPKI_OK);
    // In the photo, which takes most of the record, and whatever else is signed.
    let middle = good.record.len() / 2;
    let mut changed = good.clone();
    changed.record[middle] ^= 1;
    assert_eq!(verdict(&changed, CHALLENGE), JPKI_ERROR_RECORD_NOT_AUTHENTIC);
    let mut foreign = good.clone();
    let place = foreign.certificate.len() - 1;
    foreign.certificate[place] ^= 1;
    assert_eq!(verdict(&foreign, CHALLENGE), JPKI_ERROR_RECORD_NOT_AUTHENTIC);
    let mut signed = good.clone();
    signed.signature[100] ^= 1;
    assert_eq!(verdict(&signed, CHALLENGE), JPKI_ERROR_CARD_NOT_GENUINE);
    signed.signature.clear();
    assert_eq!(verdict(&signed, CHALLENGE), JPKI_ERROR_CARD_NOT_GENUINE);
    for cut in [&good.record[..0], &good.record[..100]] {
        let short = Sent { record: cut.to_vec(), ..good.clone() };
        assert_eq!(verdict(&short, CHALLENGE), JPKI_ERROR_RECORD_MALFORMED);
    }
}

#[test]
fn the_certificate_of_another_application_is_refused() {
    let good = sent_by_desk();
    let card = VirtualCard::builder().build().unwrap();
    let certificate = Card::new(VirtualReader::new(card).connect().unwrap())
        .input_support()
        .and_then(|mut application| application.certificate())
        .unwrap();
    let foreign = Sent { certificate: certificate.file().to_vec(), ..good };
    assert_eq!(verdict(&foreign, CHALLENGE), JPKI_ERROR_RECORD_NOT_AUTHENTIC);
}

#[test]
fn an_answer_to_another_challenge_or_to_none_is_refused() {
    let good = sent_by_desk();
    for other in
        [&b"another challenge of that server"[..], &CHALLENGE[..16], b"", b"fifteen bytes.."]
    {
        assert_eq!(verdict(&good, other), JPKI_ERROR_CARD_NOT_GENUINE);
    }
    // Nor do they go to a card.
    let (card, reader) = open_virtual();
    for short in [&b""[..], b"fifteen bytes.."] {
        for authorities in [VIRTUAL, JPKI_AUTHORITIES_UNVERIFIED] {
            let (status, face) = read_face(card, short, authorities);
            assert_eq!((status, face.is_null()), (JPKI_ERROR_ARGUMENT, true));
        }
    }
    assert_eq!(
        reader.with_card(|card| card.check_number_b_tries(Application::CardSurface)),
        Some(10)
    );
    jpki_card_free(card);
}

#[test]
fn files_in_each_others_place_are_refused() {
    let Sent { record, certificate, signature } = sent_by_desk();
    let swapped = |record: &[u8], certificate: &[u8], signature: &[u8]| {
        let (record, certificate) = (record.to_vec(), certificate.to_vec());
        verdict(&Sent { record, certificate, signature: signature.to_vec() }, CHALLENGE)
    };
    assert_eq!(swapped(&certificate, &record, &signature), JPKI_ERROR_RECORD_MALFORMED);
    assert_eq!(swapped(&signature, &certificate, &record), JPKI_ERROR_RECORD_MALFORMED);
    assert_eq!(swapped(&record, &signature, &certificate), JPKI_ERROR_RECORD_MALFORMED);
    assert_eq!(swapped(&record, &certificate, &certificate), JPKI_ERROR_CARD_NOT_GENUINE);
}

#[test]
fn only_those_whom_the_server_names_vouch() {
    let good = sent_by_desk();
    for authorities in [JPKI_AUTHORITIES_PRODUCTION, JPKI_AUTHORITIES_TEST] {
        let refused = verify_with(&good, CHALLENGE, authorities, null()).0;
        assert_eq!(refused, JPKI_ERROR_RECORD_NOT_AUTHENTIC);
    }
    for authorities in [JPKI_AUTHORITIES_UNVERIFIED, 0, JPKI_AUTHORITIES_OWN + 1] {
        let refused = verify_with(&good, CHALLENGE, authorities, null()).0;
        assert_eq!(refused, JPKI_ERROR_ARGUMENT);
    }
    let refused = verify_with(&good, CHALLENGE, JPKI_AUTHORITIES_OWN, null()).0;
    assert_eq!(refused, JPKI_ERROR_HANDLE);
}

/// A list with the virtual card's authority for faces, given for this kind of record.
fn own_authorities(record: i32) -> *mut jpki_card_authorities {
    let (identifier, modulus) = VirtualCard::builder().build().unwrap().surface_authority();
    let mut own = null_mut();
    // SAFETY: as above.
    unsafe {
        assert_eq!(jpki_card_authorities_new(&raw mut own, null_mut()), JPKI_OK);
        let add = |record, length, modulus: &[u8]| {
            let (key_id, modulus) = (identifier.as_ptr(), (modulus.as_ptr(), modulus.len()));
            jpki_card_authorities_add(own, record, key_id, length, modulus.0, modulus.1, null_mut())
        };
        assert_eq!(add(0, 16, &modulus), JPKI_ERROR_ARGUMENT);
        assert_eq!(add(record, 15, &modulus), JPKI_ERROR_ARGUMENT);
        assert_eq!(add(record, 16, &modulus[1..]), JPKI_ERROR_KEY_NOT_SUPPORTED);
        assert_eq!(add(record, 16, &[]), JPKI_ERROR_KEY_NOT_SUPPORTED);
        assert_eq!(add(record, 16, &modulus), JPKI_OK);
    }
    own
}

#[test]
fn authorities_of_ones_own_vouch_for_their_kind_of_record_alone() {
    let good = sent_by_desk();
    let mut empty = null_mut();
    // SAFETY: as above.
    assert_eq!(unsafe { jpki_card_authorities_new(&raw mut empty, null_mut()) }, JPKI_OK);
    let (faces, texts) =
        (own_authorities(JPKI_RECORD_FACE), own_authorities(JPKI_RECORD_ATTRIBUTES));
    let (card, reader) = open_virtual();
    let (none, _) = read_face(card, CHALLENGE, JPKI_AUTHORITIES_OWN);
    assert_eq!(none, JPKI_ERROR_ARGUMENT, "none are set yet");
    for (own, expected) in [
        (empty, JPKI_ERROR_RECORD_NOT_AUTHENTIC),
        (texts, JPKI_ERROR_RECORD_NOT_AUTHENTIC),
        (faces, JPKI_OK),
    ] {
        let (status, face) = verify_with(&good, CHALLENGE, JPKI_AUTHORITIES_OWN, own);
        assert_eq!(status, expected);
        jpki_face_free(face);
        // A list that the number leaves out is not ignored.
        assert_eq!(verify_with(&good, CHALLENGE, VIRTUAL, own).0, JPKI_ERROR_ARGUMENT);
        // SAFETY: as above.
        assert_eq!(unsafe { jpki_card_set_authorities(card, own, null_mut()) }, JPKI_OK);
        jpki_card_authorities_free(own);
        // SAFETY: as above.
        assert_eq!(unsafe { jpki_card_set_authorities(card, own, null_mut()) }, JPKI_ERROR_HANDLE);
        assert_eq!(verify_with(&good, CHALLENGE, JPKI_AUTHORITIES_OWN, own).0, JPKI_ERROR_HANDLE);
        let (status, face) = read_face(card, CHALLENGE, JPKI_AUTHORITIES_OWN);
        assert_eq!(status, expected, "the card keeps what was set");
        jpki_face_free(face);
    }
    assert_eq!(
        reader.with_card(|card| card.check_number_b_tries(Application::CardSurface)),
        Some(10)
    );
    jpki_card_free(card);
}
