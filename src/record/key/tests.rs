//! Unit tests.

use super::*;

#[test]
fn one_kind_of_key() {
    let key = |modulus: [u8; MODULUS_LENGTH]| [BEFORE_MODULUS, &modulus].concat();
    let mut modulus = [0xFF; MODULUS_LENGTH];
    assert!(PublicKey::read(&key(modulus)).is_ok());
    modulus[0] = 0x7F;
    assert!(PublicKey::read(&key(modulus)).is_err(), "2047 bits");
    modulus[0] = 0xFF;
    modulus[255] = 0xFE;
    assert!(PublicKey::read(&key(modulus)).is_err(), "even");
    let right = key([0xFF; MODULUS_LENGTH]);
    for index in 0..BEFORE_MODULUS.len() {
        let mut wrong = right.clone();
        wrong[index] ^= 1;
        assert!(PublicKey::read(&wrong).is_err(), "byte {index}");
    }
    assert!(PublicKey::read(&right[..right.len() - 1]).is_err());
    assert!(PublicKey::read(&[&right[..], b"\0"].concat()).is_err());
    assert!(PublicKey::read(b"").is_err());
}
