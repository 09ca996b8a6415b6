//! Files with a changed byte, or truncated: no panic, and only the right ones are accepted.

use jpkicard::record::{CardAuthorities, CardVerifiableCertificate};
use jpkicard::{Result, Status};

use crate::figure::figure;
use crate::files;

/// The file with one bit of a byte flipped, and with all of them: the index of the byte, and the
/// file.
fn changes(file: &[u8]) -> impl Iterator<Item = (usize, Vec<u8>)> {
    (0..file.len()).flat_map(move |index| {
        [file[index] ^ (1 << (index % 8)), !file[index]].into_iter().map(move |byte| {
            let mut changed = file.to_vec();
            changed[index] = byte;
            (index, changed)
        })
    })
}

/// Which bytes may be changed while the file is still accepted.
fn believed(file: &[u8], check: impl Fn(Vec<u8>) -> Result<()>) -> Vec<usize> {
    check(file.to_vec()).unwrap();
    let mut places = Vec::new();
    for (index, changed) in changes(file) {
        match check(changed) {
            Ok(()) => places.push(index),
            Err(error) => assert!(
                matches!(error.status(), Status::RecordMalformed | Status::RecordNotAuthentic),
                "byte {index}: {error}"
            ),
        }
    }
    for length in 0..file.len() {
        let error = check(file[..length].to_vec()).unwrap_err();
        assert_eq!(error.status(), Status::RecordMalformed, "{length} bytes");
    }
    figure!("record of {} bytes: each changed, cut at each", file.len());
    places.dedup();
    places
}

#[test]
fn every_byte_of_the_age_record_counts() {
    let (certificate, authorities) = (files::surface_certificate(), CardAuthorities::test());
    let places =
        believed(&files::age(), |file| files::read_age(&file)?.verify(&certificate, &authorities));
    assert_eq!(places, []);
}

#[test]
fn every_byte_of_the_certificates_counts() {
    let authorities = CardAuthorities::test();
    for name in ["surface-0004.bin", "text-0004.bin"] {
        let places = believed(&files::file(name), |file| {
            CardVerifiableCertificate::from_file(file)?.verify(&authorities)
        });
        assert_eq!(places, [], "{name}");
    }
}

#[cfg(feature = "individual-number")]
#[test]
fn every_byte_of_the_numbers_picture_counts() {
    use jpkicard::record::IndividualNumberImage;
    let (certificate, authorities) = (files::surface_certificate(), CardAuthorities::test());
    let places = believed(&files::file("surface-0005.bin"), |file| {
        IndividualNumberImage::from_file(file)?.verify(&certificate, &authorities)
    });
    assert_eq!(places, []);
}

/// The card itself leaves two objects of the face unsigned: the date of expiry, as far as
/// another byte still makes a day, and the picture of the security code.
#[test]
fn all_of_the_card_face_counts_but_the_expiry_and_the_security_code() {
    let file = files::face();
    let find = |object: &[u8]| {
        file.windows(object.len()).position(|window| window == object).unwrap() + object.len()
    };
    let expiry = find(b"\xDF\x29\x08");
    assert_eq!(file[expiry..expiry + 8], *b"20350217");
    let security_code = expiry + 8 + 3;
    assert_eq!(file[expiry + 8..security_code], [0xDF, 0x2A, 106]);
    assert_eq!(file.len() - security_code, 106);

    let (certificate, authorities) = (files::surface_certificate(), CardAuthorities::test());
    let check = |file: Vec<u8>| files::read_face(&file)?.verify(&certificate, &authorities);
    let places = believed(&file, check);
    let (of_expiry, of_code): (Vec<_>, Vec<_>) =
        places.into_iter().partition(|place| *place < expiry + 8);
    assert!(of_expiry.iter().all(|place| *place >= expiry), "{of_expiry:?}");
    assert_eq!(of_code, (security_code..file.len()).collect::<Vec<_>>());
    // Another year is accepted: this must be known about the expiry date.
    let mut later = file.clone();
    later[expiry + 3] = b'9';
    let face = files::read_face(&later).unwrap();
    face.verify(&certificate, &authorities).unwrap();
    assert_eq!(face.expiry().to_string(), "2039-02-17");
}

/// Both checks together: the record is authentic, and covers the attributes.
#[test]
fn every_byte_of_the_attributes_and_of_their_record_counts() {
    let (certificate, authorities) = (files::input_support_certificate(), CardAuthorities::test());
    let attributes = files::read_attributes(&files::attributes()).unwrap();
    let places = believed(&files::integrity(), |file| {
        files::read_integrity(&file)?.verify(&certificate, &authorities)
    });
    assert_eq!(places, []);
    let record = files::read_integrity(&files::integrity()).unwrap();
    let places = believed(&files::attributes(), |file| {
        let is_covered = record.covers(&files::read_attributes(&file)?);
        if is_covered { Ok(()) } else { Err(Status::RecordNotAuthentic.into()) }
    });
    assert_eq!(places, []);
    assert!(record.covers(&attributes));
}

/// Whether a file is the record of one kind.
type Reader = fn(&[u8]) -> Result<()>;

#[test]
fn what_follows_a_record_is_filler_or_it_is_none() {
    for file in [files::age(), files::face(), files::attributes(), files::integrity()] {
        let long = [&file[..], b"\xFF\x00\x01"].concat();
        let read: [Reader; 4] = [
            |file| files::read_age(file).map(drop),
            |file| files::read_face(file).map(drop),
            |file| files::read_attributes(file).map(drop),
            |file| files::read_integrity(file).map(drop),
        ];
        // Each parser accepts only its own file, and none the long one.
        assert_eq!(read.iter().filter(|read| read(&file).is_ok()).count(), 1);
        assert!(read.iter().all(|read| read(&long).is_err()));
    }
}
