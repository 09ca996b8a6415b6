//! How many checks a relying party can make per RSA-2048 verification by openssl, on the same core:
//! both are run alternately, and the median ratio is printed.
//!
//! Linux only; requires the `openssl` program and library.
//!
//! ```text
//! cargo bench --all-features --bench checks --no-run
//! taskset -c 0 cargo bench --all-features --bench checks
//! ```
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::arithmetic_side_effects, missing_docs)]

mod authority;

use std::hint::black_box;
use std::process::Command;
use std::time::{Duration, Instant, SystemTime};

use jpkicard::trust::{
    Anchor, Anchors, CertificateVerification, Challenge, Hierarchy, Purpose, RevocationData,
    RevocationList, SignatureVerification,
};
use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use jpkicard::{Card, Certificate, Pin, Scheme, SignRequest};

const ROUNDS: usize = 5;
const SLICE: Duration = Duration::from_millis(500);
const CHALLENGE: &[u8] = b"challenge of the relying party";
/// Entries of the long CRL.
const ENTRIES: u32 = 1_000_000;

fn main() {
    let virtual_card = VirtualCard::builder().build().unwrap();
    let read = |der: &[u8]| Certificate::from_der(der.to_vec()).unwrap();
    let certificate = read(virtual_card.authentication_certificate());
    let ca = read(virtual_card.authentication_ca_certificate());
    let anchor = Anchor::from_certificate(&ca, Purpose::Authentication, Hierarchy::Test).unwrap();
    let anchors = Anchors::none().with(anchor);
    // 2026-01-01T00:00:00Z, when the virtual card is valid.
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_767_225_600);
    let reader = VirtualReader::new(virtual_card);
    let mut card = Card::new(reader.connect().unwrap());
    let mut sign = |scheme| {
        let request = SignRequest::data(CHALLENGE).scheme(scheme);
        card.jpki().unwrap().sign(&Pin::new(b"1234").unwrap(), &request).unwrap()
    };
    let (plain, pss) = (sign(Scheme::DigestInfo), sign(Scheme::PssDigest));
    let check = |certificate: &Certificate, signature: &jpkicard::Signature| {
        let check =
            CertificateVerification::new(certificate, Purpose::Authentication, &anchors, now);
        let (algorithm, bytes) = (signature.algorithm(), signature.as_bytes());
        let challenge = Challenge::Data(CHALLENGE);
        SignatureVerification::new(check, challenge, algorithm, bytes).verdict()
    };
    assert_eq!(check(&certificate, &plain).reasons(), []);
    assert_eq!(check(&certificate, &pss).reasons(), []);
    let authority = authority::Authority::new();
    let person = read(&authority.person());
    let issuer = read(&authority.certificate());
    let issuer =
        Anchor::from_certificate(&issuer, Purpose::Authentication, Hierarchy::Test).unwrap();
    let issuers = Anchors::none().with(issuer);
    let lists = [0, ENTRIES].map(|entries| authority.list(entries));
    let loaded = lists.clone().map(|list| RevocationList::load(list, &issuers).unwrap());
    let [short, long] = &lists;
    let check_revoked = |data: Option<RevocationData<'_>>| {
        let check = CertificateVerification::new(&person, Purpose::Authentication, &issuers, now);
        let check = data.map_or(check, |data| check.revocation(data));
        let verdict = check.verdict();
        assert_eq!(verdict.reasons(), []);
    };
    let rows: [(&str, &dyn Fn()); 8] = [
        ("signature and chain, PKCS #1 v1.5", &|| {
            black_box(check(&certificate, &plain));
        }),
        ("the same, certificate read each time", &|| {
            black_box(check(&read(certificate.der()), &plain));
        }),
        ("signature and chain, PSS", &|| {
            black_box(check(&certificate, &pss));
        }),
        ("chain alone", &|| {
            let check =
                CertificateVerification::new(&certificate, Purpose::Authentication, &anchors, now);
            black_box(check.verdict());
        }),
        ("chain and a CRL without entries", &|| {
            check_revoked(Some(RevocationData::Crl(short)));
        }),
        ("chain and a CRL of 1,000,000 entries", &|| {
            check_revoked(Some(RevocationData::Crl(long)));
        }),
        ("chain and a loaded list without entries", &|| {
            check_revoked(Some(RevocationData::List(&loaded[0])));
        }),
        ("chain and a loaded list of 1,000,000", &|| {
            check_revoked(Some(RevocationData::List(&loaded[1])));
        }),
    ];
    println!("{:40} {:>8} {:>10}", "check", "ratio", "one for");
    let mut ratios = vec![Vec::new(); rows.len()];
    for _ in 0..ROUNDS {
        for ((_, work), ratios) in rows.iter().zip(&mut ratios) {
            let before = openssl();
            let ours = rate(work);
            ratios.push(ours / ((before + openssl()) / 2.0));
        }
    }
    for ((name, _), mut ratios) in rows.iter().zip(ratios) {
        ratios.sort_by(f64::total_cmp);
        let middle = ratios[ROUNDS / 2];
        println!("{name:40} {middle:8.4} {:10.1}", 1.0 / middle);
    }
}

/// How often per second.
fn rate(work: &dyn Fn()) -> f64 {
    let start = Instant::now();
    let mut done = 0.0;
    while start.elapsed() < SLICE {
        work();
        done += 1.0;
    }
    done / start.elapsed().as_secs_f64()
}

/// How many signatures `openssl speed` verifies per second of CPU time.
fn openssl() -> f64 {
    let output = Command::new("openssl")
        .args(["speed", "-elapsed", "-mr", "-seconds", "1", "rsa2048"])
        .output();
    let text = String::from_utf8(output.unwrap().stdout).unwrap();
    // +F2:2:2048:SIGNATURES A SECOND:VERIFICATIONS A SECOND
    let line = text.lines().find(|line| line.starts_with("+F2:")).unwrap();
    line.rsplit(':').next().unwrap().parse().unwrap()
}
