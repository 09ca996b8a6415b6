//! Unit tests.

use super::*;
use crate::virtual_card::VirtualCard;

fn certificate(der: &[u8]) -> Certificate {
    Certificate::from_der(der.to_vec()).unwrap()
}

/// The leaf certificate of a virtual card for one purpose, and its CA certificate.
fn pair(generation: u8) -> (Certificate, Certificate) {
    let card = VirtualCard::builder().ca_generation(generation).build().unwrap();
    let leaf = certificate(card.authentication_certificate());
    (leaf, certificate(card.authentication_ca_certificate()))
}

#[test]
fn what_was_signed_passes_and_another_generation_is_left_alone() {
    let cards = [1, 2, 3].map(pair);
    for (leaf, ca) in &cards {
        assert_eq!((verify(leaf, ca.into()), check_self_signed(ca)), (Ok(()), Ok(())));
        assert_eq!(check_self_signed(leaf), Ok(()));
        for (_, other) in &cards {
            assert_eq!(verify(leaf, other.into()), Ok(()));
        }
    }
}

/// Two flipped bits, or ten zeros over a piece, at any position: refused, or no longer a
/// certificate, or no longer naming the CA.
#[test]
fn damage_anywhere_is_noticed() {
    let (leaf, ca) = pair(1);
    let mut missed = Vec::new();
    for (of, is_leaf) in [(&leaf, true), (&ca, false)] {
        for at in 0..of.der().len() - 10 {
            let mut bits = of.der().to_vec();
            bits[at] ^= 0x11;
            let mut zeros = of.der().to_vec();
            zeros[at..at + 10].fill(0);
            for damaged in [bits, zeros] {
                if damaged == of.der() {
                    continue;
                }
                let Ok(damaged) = Certificate::from_der(damaged) else { continue };
                let outcome = if is_leaf {
                    verify(&damaged, (&ca).into())
                } else {
                    check_self_signed(&damaged)
                };
                if outcome.is_ok() {
                    missed.push((is_leaf, at));
                }
            }
        }
    }
    assert_eq!(missed, [], "whether of the leaf, and where");
}
