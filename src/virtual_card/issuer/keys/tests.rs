//! Unit tests.

use rsa::traits::PrivateKeyParts;

use super::*;

/// The seeds whose keys are stored.
const SEEDS: [u64; 4] = [0, 1, 2, 7];

fn stored_names() -> Vec<String> {
    let mut names = Vec::new();
    for purpose in ["authentication", "signature"] {
        names.push(format!("{purpose} CA"));
        names.extend((1..3).map(|generation| format!("{purpose} CA {generation}")));
        names.extend(SEEDS.map(|seed| format!("{purpose} {seed}")));
    }
    for application in ["card surface", "input support"] {
        names.push(format!("{application} authority"));
        names.extend(SEEDS.map(|seed| format!("{application} {seed}")));
    }
    names.extend(["municipality", "session"].map(String::from));
    names
}

#[test]
fn a_stored_key_is_the_one_that_is_generated() {
    for name in ["signature CA", "authentication 0"] {
        let (p, q) = stored(name).unwrap();
        assert_eq!(generate(name).unwrap().primes(), [p, q], "{name}");
    }
}

/// `JPKICARD_WRITE_TEST_KEYS=1` rewrites `TEST-KEYS.txt`, which takes a while.
#[test]
fn every_named_key_is_stored_and_sound() {
    if std::env::var_os("JPKICARD_WRITE_TEST_KEYS").is_some() {
        write_keys();
        return;
    }
    for name in stored_names() {
        assert!(stored(&name).is_some(), "{name}");
        key(name).unwrap().validate().unwrap();
    }
}

fn write_keys() {
    let mut text = String::from(
        "# Primes of the virtual card's TEST KEYS (see keys.rs). Public, never to be trusted.\n",
    );
    for name in stored_names() {
        let key = generate(&name).unwrap();
        let primes: Vec<_> = key.primes().iter().map(|prime| prime.to_str_radix(32)).collect();
        text += &format!("{name}: {}\n", primes.join(" "));
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/virtual_card/issuer/TEST-KEYS.txt");
    std::fs::write(path, text).unwrap();
}
