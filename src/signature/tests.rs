//! Unit tests.

use super::*;

fn refused(request: SignRequest<'_>) -> &'static str {
    let error = request.prepare().err().unwrap();
    assert_eq!(error.status(), Status::Argument);
    error.detail()
}

#[test]
fn digest_info_is_the_one_of_rfc_8017() {
    let prepared = SignRequest::data(b"").prepare().unwrap();
    let (prefix, digest) = prepared.card_input.split_at(19);
    // RFC 8017, 9.2, note 1.
    assert_eq!(
        prefix,
        [
            0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02,
            0x01, 0x05, 0x00, 0x04, 0x20
        ]
    );
    assert_eq!(digest[..4], [0xe3, 0xb0, 0xc4, 0x42]);
    for (algorithm, length) in [(DigestAlgorithm::Sha384, 67), (DigestAlgorithm::Sha512, 83)] {
        let prepared = SignRequest::data(b"").digest_algorithm(algorithm).prepare().unwrap();
        assert_eq!(prepared.card_input.len(), length);
    }
}

#[test]
fn each_scheme_gets_the_input_it_takes() {
    for scheme in Scheme::ALL.iter().copied() {
        let prepared = SignRequest::data(b"abc").scheme(scheme).prepare().unwrap();
        let length = match scheme.p1() {
            0 => 51,
            1 | 3 | 5 => 3,
            _ => 32,
        };
        assert_eq!(prepared.card_input.len(), length, "{scheme:?}");
    }
}

#[test]
fn what_a_scheme_cannot_sign_is_refused_before_any_exchange() {
    let digest = [7; 32];
    let sha512 =
        |scheme| SignRequest::data(b"abc").digest_algorithm(DigestAlgorithm::Sha512).scheme(scheme);
    for scheme in &Scheme::ALL[1..] {
        assert!(refused(sha512(*scheme)).contains("SHA-256 alone"));
    }
    let given = SignRequest::digest(DigestAlgorithm::Sha256, &digest);
    assert!(refused(given.scheme(Scheme::Sha256Data)).contains("takes data"));
    assert!(refused(SignRequest::digest(DigestAlgorithm::Sha384, &digest)).contains("length"));
    let long = [0; 256];
    assert!(refused(SignRequest::data(&long).scheme(Scheme::PssData)).contains("1 to 255"));
    assert!(refused(SignRequest::data(b"").scheme(Scheme::PssData)).contains("1 to 255"));
}
