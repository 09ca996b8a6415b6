//! Unit tests.

use super::*;

#[test]
fn every_reason_decides_alone_and_has_its_place_in_the_order() {
    for reason in Reason::ALL {
        assert_eq!(decisive(&[*reason]), Some(*reason));
        assert!(ORDER.contains(&reason.status()), "{reason:?}");
    }
    assert_eq!(decisive(&[]), None);
}

#[test]
fn the_order_is_that_of_what_the_desk_must_know_first() {
    use Reason::{
        CertificateMalformed, ChallengeSignatureInvalid, CrlExpired, Expired, IssuerUnknown,
        NotYetValid, PolicyWrong, Revoked,
    };
    for (reasons, expected) in [
        (&[Expired][..], Status::CertificateExpired),
        // A card of an expired CA generation.
        (&[Reason::AnchorExpired, Expired], Status::CertificateExpired),
        (&[Expired, CrlExpired], Status::CertificateExpired),
        (&[NotYetValid, CrlExpired], Status::CertificateNotYetValid),
        (&[Expired, ChallengeSignatureInvalid], Status::SignatureInvalid),
        (&[IssuerUnknown, ChallengeSignatureInvalid], Status::CertificateNotTrusted),
        (&[CertificateMalformed, PolicyWrong], Status::CertificateMalformed),
        (&[IssuerUnknown, Expired, Revoked], Status::CertificateRevoked),
        (&[CrlExpired], Status::RevocationUnknown),
    ] {
        assert_eq!(decisive(reasons).map(Reason::status), Some(expected), "{reasons:?}");
    }
}
