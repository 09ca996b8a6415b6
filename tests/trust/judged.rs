//! The checks of `jpkicard::trust` under the same names, each also checked with openssl: the tests
//! of this folder use these, so that no case is left out. The two must agree, except where
//! `differential/rules.rs` says why they do not.

use std::fmt;
use std::time::{Duration, SystemTime};

use jpkicard::trust::{
    self, Anchor, Anchors, Challenge, Policies, Purpose, RevocationData, Verdict,
};
use jpkicard::{Certificate, SignatureAlgorithm};

#[cfg(target_os = "linux")]
use crate::differential::{self, Case, Signed};

/// `trust::CertificateVerification`, checked twice.
#[derive(Clone, Copy)]
pub struct CertificateVerification<'a> {
    check: trust::CertificateVerification<'a>,
    #[cfg(target_os = "linux")]
    case: Case<'a>,
}

impl<'a> CertificateVerification<'a> {
    pub fn new(
        certificate: &'a Certificate,
        purpose: Purpose,
        anchors: &'a Anchors,
        time: SystemTime,
    ) -> Self {
        Self {
            check: trust::CertificateVerification::new(certificate, purpose, anchors, time),
            #[cfg(target_os = "linux")]
            case: Case::new(certificate.der(), purpose, anchors, time),
        }
    }

    pub fn ca_certificate(mut self, certificate: &'a Certificate) -> Self {
        self.check = self.check.ca_certificate(certificate);
        self
    }

    pub fn revocation(mut self, data: RevocationData<'a>) -> Self {
        self.check = self.check.revocation(data);
        #[cfg(target_os = "linux")]
        {
            self.case.evidence = Some(data);
        }
        self
    }

    pub fn policies(mut self, policies: &'a Policies) -> Self {
        self.check = self.check.policies(policies);
        self
    }

    pub fn tolerance(mut self, tolerance: Duration) -> Self {
        self.check = self.check.tolerance(tolerance);
        #[cfg(target_os = "linux")]
        {
            self.case.tolerance = tolerance;
        }
        self
    }

    pub fn verdict(&self) -> Verdict {
        let verdict = self.check.verdict();
        #[cfg(target_os = "linux")]
        differential::compare(&self.case, Some(&verdict));
        verdict
    }
}

impl fmt::Debug for CertificateVerification<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.check.fmt(f)
    }
}

/// `trust::SignatureVerification`, checked twice.
#[derive(Clone, Copy)]
pub struct SignatureVerification<'a> {
    check: trust::SignatureVerification<'a>,
    #[cfg(target_os = "linux")]
    case: Case<'a>,
}

impl<'a> SignatureVerification<'a> {
    pub fn new(
        certificate: CertificateVerification<'a>,
        challenge: Challenge<'a>,
        algorithm: SignatureAlgorithm,
        signature: &'a [u8],
    ) -> Self {
        #[cfg(target_os = "linux")]
        let signed = Some(Signed { challenge, algorithm, signature });
        Self {
            check: trust::SignatureVerification::new(
                certificate.check,
                challenge,
                algorithm,
                signature,
            ),
            #[cfg(target_os = "linux")]
            case: Case { signed, ..certificate.case },
        }
    }

    pub fn verdict(&self) -> Verdict {
        let verdict = self.check.verdict();
        #[cfg(target_os = "linux")]
        differential::compare(&self.case, Some(&verdict));
        verdict
    }
}

impl fmt::Debug for SignatureVerification<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.check.fmt(f)
    }
}

/// Parses a certificate; one that cannot be parsed is passed to openssl as a refused one.
pub fn read(
    der: &[u8],
    purpose: Purpose,
    anchors: &Anchors,
    time: SystemTime,
) -> jpkicard::Result<Certificate> {
    let certificate = Certificate::from_der(der.to_vec());
    #[cfg(target_os = "linux")]
    if certificate.is_err() {
        differential::compare(&Case::new(der, purpose, anchors, time), None);
    }
    certificate
}

/// Gives the openssl side the certificate from which an anchor was made: to be called whenever
/// these tests make an anchor.
pub fn anchor(certificate: &Certificate, anchor: &Anchor) {
    #[cfg(target_os = "linux")]
    differential::register(anchor, certificate.der());
}

/// Checks that nothing in this folder bypasses openssl.
#[test]
fn every_check_of_these_tests_is_judged_twice() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/trust");
    let mut files = 0;
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let is_rust = path.extension().is_some_and(|extension| extension == "rs");
            // This one, and the one that measures the cost of the library's own checks.
            let is_exempt = ["judged.rs", "bounds.rs"].iter().any(|name| path.ends_with(name));
            if !is_rust || is_exempt {
                continue;
            }
            files += 1;
            let text = std::fs::read_to_string(&path).unwrap();
            let imports = text.split("use jpkicard::trust").skip(1).filter_map(|rest| {
                let end = rest.find(';')?;
                rest.get(..end)
            });
            for names in imports {
                for name in ["CertificateVerification", "SignatureVerification", "::*", "self"] {
                    assert!(!names.contains(name), "{}: {name}", path.display());
                }
            }
            for name in ["trust::CertificateVerification", "trust::SignatureVerification"] {
                assert!(!text.contains(name), "{}: {name}", path.display());
            }
        }
    }
    assert!(files > 8, "{files}");
}
