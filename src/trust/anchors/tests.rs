//! The embedded data are consistent.

use der::Encode;
use sha1::Sha1;
use x509_cert::spki::SubjectPublicKeyInfoRef;

use super::*;

#[test]
fn key_identifiers_are_the_sha_1_of_the_keys() {
    for anchor in Anchors::production().iter().chain(&Anchors::test_cards()) {
        let bits = anchor.key_bits().unwrap();
        assert_eq!(Sha1::digest(&bits).as_slice(), anchor.key_identifier());
        assert!(anchor.key().is_some());
    }
}

#[test]
fn keys_are_those_whose_fingerprints_were_published() {
    let published = [
        "ca1b80dbe6eb2040d8258ec96474febfd3b8764526a1cb6a90aa0a80426f43b0",
        "7cafb046dca6d458982d2b9683ebae9b024d9b37832adb3c2e3f4a44cac30912",
        "22fc93a11eb272bcb3d2586a8f2db8d2aa60c7c2a2e7621a03dbab0c8e5ab57a",
        "1e72c29c1d990fa8c00395f1380dbb174ac25d9b4fa610344c020b5fbf3ad23a",
        "dc3961b11b8b4d37e687b3242f75849b29c7da71ca2b55b90df4e0a03b7d5a1d",
        "96859c8794dd919172cccee9e35c1d93e0bdc4298164c24be946886165daaff9",
        "e6dfae095c2510d4c6e1bf124abb75bde9cd438055442b6ddd40c22eb3ecaaac",
        "00d85bd3585431c84d45774325d7fef9731c9304f0c08aa9c81b1612ba832710",
        "7055cb05a42034df10db1b7d6555ac3a2717afae2dd3297b499ac56ac56bfc53",
        "7ba50f94c7c39883a6ca6d852224575f4b1e9f725a6f79be7630090769ce10cb",
    ];
    let computed: Vec<String> = PUBLISHED
        .iter()
        .map(|published| {
            let anchor = Anchor::published(published);
            let digest = Sha256::digest(anchor.public_key_der());
            digest.iter().map(|byte| format!("{byte:02x}")).collect()
        })
        .collect();
    assert_eq!(computed, published);
}

#[test]
fn the_keys_are_whole_structures() {
    for published in PUBLISHED {
        let anchor = Anchor::published(published);
        let key: SubjectPublicKeyInfoRef<'_> = Decode::from_der(anchor.public_key_der()).unwrap();
        assert_eq!(key.to_der().unwrap(), anchor.public_key_der());
    }
}

#[test]
fn validity_ends_at_the_end_of_a_day_in_japan() {
    for published in PUBLISHED {
        let (first, last) = published.validity;
        assert_eq!((last + 1 + 9 * 3600) % 86400, 0);
        let years = (last - first) as f64 / 86400.0 / 365.25;
        assert!((9.9..10.1).contains(&years), "{years}");
    }
}

#[test]
fn test_anchors_count_only_where_they_are_asked_for() {
    assert_eq!(Anchors::default(), Anchors::production());
    let production = Anchors::production();
    assert_eq!(production.iter().count(), 6);
    assert!(production.iter().all(|anchor| anchor.hierarchy() == Hierarchy::Production));
    for purpose in [Purpose::Authentication, Purpose::Signature] {
        let generations: Vec<_> = production
            .iter()
            .filter(|anchor| anchor.purpose() == purpose)
            .map(Anchor::generation)
            .collect();
        assert_eq!(generations, [Some(1), Some(2), Some(3)]);
    }
    let test = Anchors::test_cards();
    assert_eq!(test.iter().count(), 4);
    assert!(test.iter().all(|anchor| anchor.hierarchy() == Hierarchy::Test));
    assert_eq!(Anchors::none().iter().count(), 0);
}
