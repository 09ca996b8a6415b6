//! The results of the two verifications, as figures and in `docs/differential.md`, which
//! `JPKICARD_WRITE_DIFFERENTIAL=1 cargo test --all-features --test trust differential` writes.
#![allow(unsafe_code, reason = "the only hook after the last test")]

use std::fmt::Write as _;

use super::rules::{LOOSER, STRICTER};
use super::{Kind, Outcome, TALLY, Tally, answers, certificates, gather, lists, lock, signatures};

#[allow(dead_code, reason = "one macro of the shared file")]
#[path = "../../support/figure.rs"]
mod figure;

unsafe extern "C" {
    fn atexit(function: extern "C" fn()) -> std::ffi::c_int;
}

/// Prints the figures once all tests have run: the test runner ends with `exit`.
pub fn at_exit() {
    // SAFETY: the function lives as long as the program.
    unsafe { atexit(say) };
}

extern "C" fn say() {
    let tally = lock(&TALLY).clone();
    for kind in Kind::ALL {
        let number = |outcome| tally.outcomes.get(&(kind, outcome)).copied().unwrap_or(0);
        figure::figure!(
            "openssl as a second judge, {}: {} accepted by both, {} refused by both, {} by \
             jpkicard alone, {} by openssl alone",
            kind.name(),
            number(Outcome::BothAccept),
            number(Outcome::BothRefuse),
            number(Outcome::Stricter),
            number(Outcome::Looser),
        );
    }
}

const HEAD: &str = "# Verdicts compared with openssl's

Every certificate, CRL, OCSP response and signature that `tests/trust` puts to the library it puts
to openssl 3.0 too, in the same process: X.509 strict, security level 2, purpose client
authentication or S/MIME signature, extended CRL support, a PSS salt of any length, and an OCSP
response as `openssl ocsp -issuer` checks it. Where the two differ, one of the rules below must
say why, or the test fails. That both must refuse is the rule for whatever has no entry: an unknown
issuer, a wrong signature, another key, a revoked certificate.

This page is written by the test from its own lists of inputs
(`tests/trust/differential`); the other tests add thousands, mutations of single bytes for the
most part, which the same rules must explain. `tests/run` prints the figures of them all.

`JPKICARD_WRITE_DIFFERENTIAL=1 cargo test --all-features --test trust differential` writes it.
";

fn write(tally: &Tally) -> String {
    let mut text = HEAD.to_owned();
    let table = |text: &mut String, title: &str, columns: &[&str]| {
        let rule = "---|".repeat(columns.len());
        write!(text, "\n## {title}\n\n| {} |\n|{rule}\n", columns.join(" | ")).unwrap();
    };
    let columns = [
        "",
        "cases",
        "both accept",
        "both refuse",
        "only jpkicard refuses",
        "only openssl refuses",
    ];
    table(&mut text, "Counts", &columns);
    for kind in Kind::ALL {
        let number = |outcome| tally.outcomes.get(&(kind, outcome)).copied().unwrap_or(0);
        let numbers = [
            number(Outcome::BothAccept),
            number(Outcome::BothRefuse),
            number(Outcome::Stricter),
            number(Outcome::Looser),
        ];
        let all: u64 = numbers.iter().sum();
        let numbers = numbers.map(|number| number.to_string()).join(" | ");
        writeln!(text, "| {} | {all} | {numbers} |", kind.name()).unwrap();
    }
    let columns = ["", "the library's reason", "cases", "why openssl accepts"];
    table(&mut text, "Only jpkicard refuses", &columns);
    for (kind, reason, why) in STRICTER {
        let number = tally.stricter.get(&(*kind, *reason)).copied().unwrap_or(0);
        writeln!(text, "| {} | `{reason}` | {number} | {why} |", kind.name()).unwrap();
    }
    let columns = ["", "openssl's reason", "cases", "why the library accepts"];
    table(&mut text, "Only openssl refuses", &columns);
    for (kind, error, within, why) in LOOSER {
        let number = tally.looser.get(&(*kind, *error, *within)).copied().unwrap_or(0);
        writeln!(text, "| {} | {error} | {number} | {why} |", kind.name()).unwrap();
    }
    text
}

/// The openssl version that the page describes, as the upper digits of its version number.
const OPENSSL_3_0: i64 = 0x300;

#[test]
fn openssl_differs_where_the_page_says_and_why() {
    let tally = gather(|| {
        certificates::run();
        lists::run();
        answers::run();
        signatures::run();
    });
    // Another openssl may refuse what this one accepts. Each case that only the library accepts or
    // refuses required a rule above.
    if openssl::version::number() >> 20 != OPENSSL_3_0 {
        return;
    }
    // An unneeded rule may hide something.
    for (kind, reason, _) in STRICTER {
        assert!(tally.stricter.contains_key(&(*kind, *reason)), "{kind:?} {reason}");
    }
    for (kind, error, within, _) in LOOSER {
        assert!(
            tally.looser.contains_key(&(*kind, *error, *within)),
            "{kind:?} {error} {within:?}"
        );
    }
    for kind in Kind::ALL {
        for outcome in [Outcome::BothAccept, Outcome::BothRefuse] {
            assert!(tally.outcomes.contains_key(&(kind, outcome)), "{kind:?} {outcome:?}");
        }
    }
    let text = write(&tally);
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/differential.md");
    if std::env::var_os("JPKICARD_WRITE_DIFFERENTIAL").is_some() {
        std::fs::write(path, &text).unwrap();
    }
    let page = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        page.lines().eq(text.lines()),
        "docs/differential.md is not what was found; JPKICARD_WRITE_DIFFERENTIAL=1 cargo test \
         --all-features --test trust differential writes it"
    );
}
