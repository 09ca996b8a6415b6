//! Compared with another project: myna-card reads the virtual card like a genuine one.

use ::myna_card::ap::{common::CommonAp, surface, surface::SurfaceAp, text, text::TextAp};
use ::myna_card::data::{
    CardVerifiableCertificate, Date, ImageFormat, RsaPublicKey as Key, Sex, verification_code_b,
};
use ::myna_card::{Card, Pin, Transmit};

use super::*;
use crate::issuer::{Folder, openssl};

/// The virtual card as a link of myna-card.
struct Link(VirtualCard);

impl Transmit for Link {
    fn transmit(&mut self, command: &[u8]) -> ::myna_card::Result<Vec<u8>> {
        Ok(self.0.process(command))
    }
}

fn card(builder: Builder) -> Card<Link> {
    Card::new(Link(awake(builder)))
}

fn key(modulus: Vec<u8>) -> Key {
    Key { exponent: vec![1, 0, 1], modulus }
}

fn check_number_b() -> Pin {
    verification_code_b(Date { year: 1980, month: 2, day: 17 }, 2035, b"2285").unwrap()
}

/// The certificate's key, after its signature was verified with the authority's.
fn certified(
    certificate: &CardVerifiableCertificate,
    (identifier, modulus): ([u8; 16], Vec<u8>),
    number: &str,
) -> Key {
    assert_eq!(*certificate.issuer_key_id.as_bytes(), identifier);
    assert_eq!(certificate.issuer_key_id.to_string(), number);
    assert_eq!(certificate.subject_key_id.to_string(), "9131016/000");
    certificate.verify_with(&key(modulus.clone())).unwrap();
    // Not with any other authority's, and myna-card does not know the authority.
    assert!(certificate.verify().is_err());
    assert!(certificate.verify_with(&certificate.public_key).is_err());
    certificate.public_key.clone()
}

#[test]
fn the_card_face() {
    let mut card = card(VirtualCard::builder());
    let authority = card.transport().0.surface_authority();
    let mut surface = SurfaceAp::select(&mut card).unwrap();
    let issuer = certified(&surface.read_certificate().unwrap(), authority, "9000023/001");
    assert!(surface.read_card_face().is_err());
    surface.verify_code_b(&check_number_b()).unwrap();
    let face = surface.read_card_face().unwrap();
    face.verify(&issuer).unwrap();
    assert_eq!((face.birth_date.to_string().as_str(), face.sex), ("1980-02-17", Sex::Female));
    assert_eq!(face.expiry.to_string(), "2035-02-17");
    for image in [&face.name_image, &face.address_image, &face.security_code_image] {
        assert_eq!(image.format, ImageFormat::Png);
    }
    assert_eq!(face.photo.format, ImageFormat::Jpeg2000);

    // The card that has it is the one that answers.
    let challenge = surface.card().get_challenge(16).unwrap();
    let signature = surface.sign(&challenge).unwrap();
    face.public_key.verify_pkcs1_sha256(&challenge, &signature).unwrap();
    assert!(surface.read_my_number_image().is_err());
    assert_eq!(surface.retries(surface::ef::CODE_B).unwrap().count(), Some(10));

    let mut altered = face.clone();
    altered.signed_segments[2][100] ^= 1;
    assert!(altered.verify(&issuer).is_err());
}

#[test]
fn the_age_record_and_the_rendered_number() {
    let mut card = card(VirtualCard::builder());
    let number = Pin::numeric(card.transport().0.individual_number()).unwrap();
    let mut surface = SurfaceAp::select(&mut card).unwrap();
    let issuer = surface.read_certificate().unwrap().public_key;
    surface.verify_birth_date(&Pin::numeric("550217").unwrap()).unwrap();
    let age = surface.read_age_record().unwrap();
    age.verify(&issuer).unwrap();
    assert_eq!(age.birth_date.to_string(), "1980-02-17");
    surface.verify_code_a(&number).unwrap();
    let image = surface.read_my_number_image().unwrap();
    image.verify(&issuer).unwrap();
    assert_eq!(image.image.format, ImageFormat::Png);
    assert_eq!(image.public_key, age.public_key);
    assert_eq!(surface.read_card_face().unwrap().public_key, age.public_key);
    assert_eq!(card.transport().0.individual_number_reads(), 4, "VERIFY and three of 256 bytes");
}

#[test]
fn what_the_applications_say_of_themselves() {
    let mut card = card(VirtualCard::builder());
    let basic = SurfaceAp::select(&mut card).unwrap().read_ap_basic_data().unwrap();
    assert_eq!(basic.identification.to_bytes(), [0x06, 0x03, 0x0E, 0x01]);
    assert_eq!(basic.public_key_id.to_string(), "9000024/001");
    assert_eq!((basic.version, basic.municipality_code.as_str()), (0, "13101"));
    assert_eq!(basic.encrypted_reference_number.key_id.to_string(), "9900025/001");
    assert_eq!(basic.encrypted_reference_number.data.len(), 256);
    let basic = TextAp::select(&mut card).unwrap().read_ap_basic_data().unwrap();
    assert_eq!(basic.identification.to_bytes(), [0x01, 0x03, 0x0E, 0x01]);
    assert_eq!(basic.public_key_id.to_string(), "9000034/001");
    assert_eq!(basic.digest().unwrap().len(), 32);
    let information = CommonAp::select(&mut card).unwrap().read_card_info().unwrap();
    assert_eq!(information.municipality_code, "13101");
    assert_eq!(information.expiry.to_string(), "2035-02-17");
    assert_eq!(information.serial, "900000000000000");
}

#[test]
fn the_basic_attributes_and_their_integrity() {
    let mut card = card(VirtualCard::builder());
    let authority = card.transport().0.input_support_authority();
    let mut support = TextAp::select(&mut card).unwrap();
    let issuer = certified(&support.read_certificate().unwrap(), authority, "9000033/001");
    support.verify_code_b(&check_number_b()).unwrap();
    let attributes = support.read_attributes().unwrap();
    assert_eq!(attributes.split_name(), Some(("試験", "花子")));
    assert_eq!(attributes.address, "東京都千代田区試験一丁目１番１号");
    assert_eq!(attributes.birth_date.to_string(), "1980-02-17");
    assert_eq!(attributes.sex, Sex::Female);

    let record = support.read_integrity_record().unwrap();
    record.verify(&issuer).unwrap();
    let mut file = support.read_ef(text::ef::ATTRIBUTES).unwrap();
    assert!(record.matches_attributes_file(&file).unwrap());
    let last = file.len() - 1;
    file[last] = b'1';
    assert!(!record.matches_attributes_file(&file).unwrap());

    let signed = support.read_signed_public_key().unwrap();
    signed.verify(&issuer).unwrap();
    let challenge = support.card().get_challenge(16).unwrap();
    let signature = support.sign(&challenge).unwrap();
    signed.public_key.verify_pkcs1_sha256(&challenge, &signature).unwrap();
    let session = support.read_session_key_public_key().unwrap().public_key;
    assert!(session.bits() == 2048 && session != signed.public_key);

    support.verify_pin(&Pin::numeric("1234").unwrap()).unwrap();
    let physical = support.read_my_number_file().unwrap();
    assert_eq!(physical.len(), 17);
    assert!(record.matches_my_number_file(&physical));
    assert_eq!(support.read_my_number().unwrap().as_str(), "123456789018");
}

#[test]
fn another_seed_is_another_card_of_the_same_authorities() {
    let read = |seed| {
        let mut card = card(VirtualCard::builder().seed(seed));
        let mut surface = SurfaceAp::select(&mut card).unwrap();
        let certificate = surface.read_certificate().unwrap();
        surface.verify_code_b(&check_number_b()).unwrap();
        (certificate, surface.read_card_face().unwrap())
    };
    let ((certificate, first), (same_certificate, second)) = (read(0), read(7));
    assert_eq!(certificate, same_certificate);
    assert_ne!(first.public_key, second.public_key);
    assert_ne!(first.signature, second.signature);
    second.verify(&certificate.public_key).unwrap();
}

#[test]
fn openssl_verifies_a_certificate_and_the_face() {
    let folder = Folder::new("jpkicard-records");
    let spki = |name: &str, modulus: &[u8]| {
        use rsa::pkcs8::EncodePublicKey;
        let modulus = rsa::BigUint::from_bytes_be(modulus);
        let key = RsaPublicKey::new(modulus, rsa::BigUint::from(65_537_u32)).unwrap();
        folder.write(name, key.to_public_key_der().unwrap().as_bytes())
    };
    let card = VirtualCard::builder().build().unwrap();
    let file = card.surface_certificate_file();
    let certificate = CardVerifiableCertificate::parse(file).unwrap();
    let signature = folder.write("signature", &certificate.signature);
    let authority = spki("authority.der", &card.surface_authority().1);
    let other = spki("other.der", &card.input_support_authority().1);
    let body = folder.write("body", &certificate.signed_data);
    let verify = |key: &str| {
        openssl(&[
            "dgst",
            "-sha256",
            "-verify",
            key,
            "-keyform",
            "DER",
            "-signature",
            &signature,
            &body,
        ])
    };
    assert_eq!(verify(&authority).unwrap(), "Verified OK\n");
    assert!(verify(&other).is_err());

    // The face: the signature contains one DigestInfo of three hashes.
    let face = surface::CardFace::parse(card.card_face_file()).unwrap();
    let signature = folder.write("face-signature", &face.signature);
    let issuer = spki("issuer.der", &certificate.public_key.modulus);
    let recovered = folder.write("recovered", b"");
    openssl(&[
        "pkeyutl",
        "-verifyrecover",
        "-pubin",
        "-keyform",
        "DER",
        "-inkey",
        &issuer,
        "-in",
        &signature,
        "-out",
        &recovered,
    ])
    .unwrap();
    let recovered = std::fs::read(recovered).unwrap();
    let mut wanted = bytes("3071300D06096086480165030402010500 0460");
    for segment in &face.signed_segments {
        wanted.extend(Sha256::digest(segment));
    }
    assert_eq!(recovered, wanted);
}
