#![allow(clippy::arithmetic_side_effects, reason = "a test")]

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jpkicard::trust::{Anchor, Anchors, Hierarchy, Purpose};
use jpkicard::virtual_card::VirtualCard;
use jpkicard::{Certificate, PinStatus};

use super::{Diagnosis, known_anchors, pins, validity};

const DAY: u64 = 86_400;
/// 2026-10-15 00:00 in Japan.
const END: u64 = 1_791_990_000;

fn codes(diagnosis: &Diagnosis) -> Vec<&'static str> {
    diagnosis.findings.iter().map(|finding| finding.cause.code).collect()
}

/// What is found `after` seconds after the end of a certificate whose issuer is of this hierarchy.
fn found(hierarchy: Option<Hierarchy>, after: i64) -> Vec<&'static str> {
    let end = i64::try_from(END).unwrap_or_default();
    let Ok(card) = VirtualCard::builder().validity(end - 86_400 * 1_800, end).build() else {
        return vec!["no card"];
    };
    let parsed = |der: &[u8]| Certificate::from_der(der.to_vec());
    let (Ok(certificate), Ok(ca)) =
        (parsed(card.authentication_certificate()), parsed(card.authentication_ca_certificate()))
    else {
        return vec!["no certificate"];
    };
    let own = |hierarchy| Anchor::from_certificate(&ca, Purpose::Authentication, hierarchy).ok();
    let anchors = match hierarchy.and_then(own) {
        Some(anchor) => Anchors::none().with(anchor),
        None => known_anchors(),
    };
    let now = UNIX_EPOCH + Duration::from_secs(END.saturating_add_signed(after));
    let mut diagnosis = Diagnosis::default();
    validity(&certificate, &anchors, now, &mut diagnosis);
    codes(&diagnosis)
}

#[test]
fn the_certificate_by_the_calendar() {
    let day = i64::try_from(DAY).unwrap_or_default();
    let test = Some(Hierarchy::Test);
    assert_eq!(found(test, -200 * day), ["test-card"]);
    assert_eq!(found(test, -30 * day), ["test-card", "expiring"]);
    assert_eq!(found(test, day), ["test-card", "expired-within-grace"]);
    // Until the end of January: three months after October.
    assert_eq!(found(test, 108 * day), ["test-card", "expired-within-grace"]);
    assert_eq!(found(test, 110 * day), ["test-card", "expired"]);
    assert_eq!(found(None, -200 * day), ["issuer-unknown"]);
    // Nobody vouches for it, so that it has no months of grace.
    assert_eq!(found(None, day), ["issuer-unknown", "expired"]);
    assert_eq!(found(test, -1_801 * day), ["clock-wrong"]);
    assert!(SystemTime::now() > UNIX_EPOCH);
}

#[test]
fn the_pins() {
    let of = |pin, password, input| {
        let mut diagnosis = Diagnosis::default();
        pins(pin, password, input, &mut diagnosis);
        codes(&diagnosis)
    };
    let left = PinStatus::TriesLeft;
    assert!(of(left(3), Some(left(5)), Some(left(3))).is_empty());
    assert_eq!(of(PinStatus::Blocked, Some(left(5)), Some(left(3))), ["pin-locked"]);
    assert_eq!(of(PinStatus::Blocked, None, Some(PinStatus::Blocked)), ["no-pins"]);
    // A phone has one PIN: if it is locked, it was not issued without.
    assert_eq!(of(PinStatus::Blocked, None, None), ["pin-locked"]);
    assert_eq!(of(left(3), Some(left(1)), None), ["one-try-left"]);
    assert!(of(PinStatus::NotReported, None, None).is_empty());
}
