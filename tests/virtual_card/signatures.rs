use super::*;

fn public_key(certificate: &[u8]) -> RsaPublicKey {
    use der::{Decode, Encode};
    let certificate = x509_cert::Certificate::from_der(certificate).unwrap();
    let key = certificate.tbs_certificate.subject_public_key_info.to_der().unwrap();
    RsaPublicKey::from_public_key_der(&key).unwrap()
}

fn sign(card: &mut VirtualCard, p1: u8, p2: u8, input: &[u8]) -> (Vec<u8>, u16) {
    let mut command = vec![0x80, 0x2A, p1, p2, input.len() as u8];
    command.extend(input);
    command.push(0);
    let answer = card.process(&command);
    let (data, status) = answer.split_last_chunk::<2>().unwrap();
    (data.to_vec(), u16::from_be_bytes(*status))
}

#[test]
fn the_six_schemes_of_both_keys() {
    let mut card = default_card();
    expect(&mut card, &[(VERIFY_1234, 0x9000), (VERIFY_ABC123, 0x9000)]);
    let message = b"a message for the card to hash";
    let hash = Sha256::digest(message);
    let bare = Pkcs1v15Sign::new_unprefixed;
    let wrapped = Pkcs1v15Sign::new::<Sha256>;
    let keys = [
        (0x97, public_key(card.authentication_certificate())),
        (0x9A, public_key(card.signature_certificate())),
    ];
    assert_ne!(keys[0].1, keys[1].1);
    for (p2, key) in &keys {
        let mut signature = |p1, input: &[u8]| {
            let (signature, status) = sign(&mut card, p1, *p2, input);
            assert_eq!(status, 0x9000, "scheme {p1:02X}");
            signature
        };
        key.verify(bare(), message, &signature(0, message)).unwrap();
        key.verify(bare(), &hash, &signature(1, message)).unwrap();
        key.verify(wrapped(), &hash, &signature(2, &hash)).unwrap();
        key.verify(wrapped(), &hash, &signature(3, message)).unwrap();
        let pss = Pss::new_with_salt::<Sha256>;
        key.verify(pss(32), &hash, &signature(4, &hash)).unwrap();
        key.verify(pss(32), &hash, &signature(5, message)).unwrap();
        assert_ne!(signature(5, message), signature(5, message), "the salt is fresh");
    }
}

#[test]
fn lengths_and_parameters() {
    let mut card = default_card();
    expect(&mut card, &[(VERIFY_1234, 0x9000)]);
    for (p1, length, wanted) in [
        (0, 1, 0x9000),
        (0, 245, 0x9000),
        (0, 246, 0x6700),
        (1, 255, 0x9000),
        (3, 255, 0x9000),
        (5, 255, 0x9000),
        (2, 32, 0x9000),
        (2, 31, 0x6A80),
        (2, 51, 0x6A80),
        (4, 33, 0x6A80),
        (6, 32, 0x6A86),
        (0x9E, 32, 0x6A86),
    ] {
        assert_eq!(sign(&mut card, p1, 0x97, &vec![7; length]).1, wanted, "{p1} {length}");
    }
    expect(
        &mut card,
        &[
            ("802A009703 616263", 0x6700),
            ("802A009703 616263 80", 0x6C00),
            ("802A009700", 0x6700),
            ("802A0097", 0x6700),
            ("802A0097000003 616263 0100", 0x6700),
            ("802A009803 616263 00", 0x6981),
            ("802A008603 616263 00", 0x6981),
            ("802A008503 616263 00", 0x6A82),
            ("802A001703 616263 00", 0x6A86),
            ("802A008003 616263 00", 0x6986),
            (SIGN_3_BYTES_WITH_SIGNATURE_KEY, 0x6982),
        ],
    );
    // None of these locked the key.
    assert_eq!(data(&mut card, SIGN_3_BYTES).len(), 256);
    expect(&mut card, &[("00A4020C020017", 0x9000)]);
    assert_eq!(data(&mut card, "802A008003 616263 00"), data(&mut card, SIGN_3_BYTES));
}

#[test]
fn challenges() {
    let mut card = default_card();
    assert_eq!(data(&mut card, "0084000001").len(), 1);
    let first = data(&mut card, "0084000000");
    assert_eq!(first.len(), 256);
    assert_ne!(first, data(&mut card, "0084000000"));
    expect(
        &mut card,
        &[
            ("00840000000100", 0x6985),
            ("00840000", 0x6700),
            ("008400000101 08", 0x6700),
            ("0084010008", 0x6A86),
        ],
    );
}
