//! Unit tests.

use super::*;

#[test]
fn a_text_ends_at_its_nul_alone() {
    assert_eq!(text("試験　花子").unwrap().to_bytes(), "試験　花子".as_bytes());
    assert_eq!(text("試験\0花子").unwrap_err().status(), Status::RecordMalformed);
    assert_eq!(text("").unwrap().to_bytes(), b"");
}

#[cfg(all(feature = "virtual-card", feature = "verify"))]
mod from_files {
    #![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test stops there")]

    use std::ptr::{null, null_mut};

    use super::*;
    use crate::capi::card::{jpki_card_free, open_card};
    use crate::capi::record::JPKI_AUTHORITIES_VIRTUAL_CARD;
    use crate::capi::record_files::JPKI_FILE_SIGNATURE;
    use crate::capi::sign::JPKI_LAST_TRY_KEEP;
    use crate::capi::status::*;
    use crate::virtual_card::{VirtualCard, VirtualReader};

    /// The three files of the virtual card's attributes.
    fn sent() -> [Vec<u8>; 3] {
        let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
        let card = open_card(Box::new(reader.connect().unwrap()), None);
        let mut attributes = null_mut();
        // SAFETY: the pointers are to as many bytes as passed.
        let status = unsafe {
            jpki_card_attributes(
                card,
                c"1234".as_ptr(),
                4,
                JPKI_AUTHORITIES_VIRTUAL_CARD,
                JPKI_LAST_TRY_KEEP,
                &raw mut attributes,
                null_mut(),
            )
        };
        assert_eq!(status, JPKI_OK);
        jpki_card_free(card);
        let file = |which| {
            let mut length = 77;
            // SAFETY: what is lent has that length.
            unsafe {
                let data = jpki_attributes_file(attributes, which, &raw mut length);
                assert_eq!(data.is_null(), length == 0);
                match length {
                    0 => Vec::new(),
                    _ => std::slice::from_raw_parts(data, length).to_vec(),
                }
            }
        };
        let files = [JPKI_FILE_RECORD, JPKI_FILE_CERTIFICATE, JPKI_FILE_SIGNATURE].map(file);
        jpki_attributes_free(attributes);
        files
    }

    fn verdict([record, certificate, signature]: &[Vec<u8>; 3], challenge: &[u8]) -> i32 {
        let files = jpki_record_files {
            struct_size: u32::try_from(size_of::<jpki_record_files>()).unwrap(),
            reserved: 0,
            record: record.as_ptr(),
            record_length: record.len(),
            certificate: certificate.as_ptr(),
            certificate_length: certificate.len(),
            challenge: challenge.as_ptr(),
            challenge_length: challenge.len(),
            signature: signature.as_ptr(),
            signature_length: signature.len(),
        };
        let mut attributes = null_mut();
        // SAFETY: as above.
        let status = unsafe {
            let (files, number) = (&raw const files, JPKI_AUTHORITIES_VIRTUAL_CARD);
            jpki_attributes_from_files(files, number, null(), &raw mut attributes, null_mut())
        };
        assert_eq!(status == JPKI_OK, jpki_attributes_birth_date(attributes) == 19_800_217);
        jpki_attributes_free(attributes);
        status
    }

    #[cfg(feature = "individual-number")]
    #[test]
    fn a_server_verifies_attributes_from_what_the_desk_sent() {
        let good = sent();
        assert_eq!(verdict(&good, b""), JPKI_OK);
        assert_eq!(verdict(&good, b"a challenge of a server"), JPKI_ERROR_ARGUMENT);
        for (changed, place) in [(0, 60), (1, 300), (2, 50), (2, 200)] {
            let mut files = good.clone();
            files[changed][place] ^= 1;
            let status = verdict(&files, b"");
            assert_eq!(status, JPKI_ERROR_RECORD_NOT_AUTHENTIC, "file {changed} at {place}");
        }
        let [record, certificate, signature] = good.clone();
        for swapped in [
            [certificate.clone(), record.clone(), signature.clone()],
            [signature.clone(), certificate.clone(), record.clone()],
            [record.clone(), signature, certificate.clone()],
            [record, certificate, Vec::new()],
        ] {
            assert_eq!(verdict(&swapped, b""), JPKI_ERROR_RECORD_MALFORMED);
        }
    }

    /// The signed record tells the individual number to whoever tries them all.
    #[cfg(not(feature = "individual-number"))]
    #[test]
    fn only_a_library_for_the_individual_number_gives_out_and_takes_its_digest() {
        let sent = sent();
        assert!(!sent[0].is_empty() && !sent[1].is_empty() && sent[2].is_empty());
        assert_eq!(verdict(&sent, b""), JPKI_ERROR_NOT_BUILT);
    }
}
