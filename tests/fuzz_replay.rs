//! Replays the kept inputs of the fuzzer: each input of `fuzz/corpus` and of `fuzz/regressions`
//! through the body of its target. See `fuzz/README.md`.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

#[path = "../fuzz/bodies/mod.rs"]
#[allow(dead_code, unreachable_pub, reason = "the fuzz crate's library, and its recorder's")]
mod bodies;
#[path = "support/figure.rs"]
mod figure;
#[path = "support/headers.rs"]
#[allow(unreachable_pub, reason = "shared with other tests")]
mod headers;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use figure::figure;

/// The inputs of a target, in the order of their names.
fn inputs(folder: &str, target: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz").join(folder).join(target);
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn replay(target: &str) {
    let (_, body) = bodies::TARGETS.iter().find(|(name, _)| *name == target).unwrap();
    let corpus = inputs("corpus", target);
    assert!(!corpus.is_empty(), "{target} has no corpus");
    let regressions = inputs("regressions", target);
    for path in corpus.iter().chain(&regressions) {
        let input = std::fs::read(path).unwrap();
        let outcome = catch_unwind(AssertUnwindSafe(|| body(&input)));
        assert!(outcome.is_ok(), "{target}: {}", path.display());
    }
    figure!("fuzz corpus of {target}: {} inputs replayed", corpus.len() + regressions.len());
}

#[test]
fn responses() {
    replay("response");
}

#[test]
fn tlv() {
    replay("tlv");
}

#[test]
fn certificates() {
    replay("certificate");
}

#[test]
fn token_information() {
    replay("token");
}

#[test]
fn pictures() {
    replay("picture");
}

#[test]
fn sessions() {
    replay("session");
}

#[test]
fn c_calls() {
    replay("c_calls");
}

#[test]
fn virtual_card() {
    replay("virtual_card");
}

#[test]
fn records() {
    replay("records");
}

#[test]
fn trust() {
    replay("trust");
}

#[test]
fn signed() {
    replay("signed");
}

/// Completeness: every target is one of the programs that the fuzzer builds, and each export of the
/// header is among the C calls.
#[test]
fn every_target_and_every_export() {
    let manifest = include_str!("../fuzz/Cargo.toml");
    let programs = manifest.lines().filter(|line| line.starts_with("path = \"fuzz_targets/"));
    // `pkcs11` is replayed by the test of that name in its own package.
    assert_eq!(programs.count(), bodies::TARGETS.len() + 1);
    assert!(manifest.contains("path = \"fuzz_targets/pkcs11.rs\""));
    for (target, _) in bodies::TARGETS {
        assert!(manifest.contains(&format!("path = \"fuzz_targets/{target}.rs\"")), "{target}");
        assert!(include_str!("fuzz_replay.rs").contains(&format!("replay(\"{target}\")")));
    }

    let calls = [
        include_str!("../fuzz/bodies/c_calls/calls.rs"),
        include_str!("../fuzz/bodies/c_calls/context.rs"),
        include_str!("../fuzz/bodies/c_calls/document.rs"),
        include_str!("../fuzz/bodies/c_calls/face.rs"),
        include_str!("../fuzz/bodies/c_calls/files.rs"),
        include_str!("../fuzz/bodies/c_calls/mod.rs"),
        include_str!("../fuzz/bodies/c_calls/number.rs"),
        include_str!("../fuzz/bodies/c_calls/signing.rs"),
        include_str!("../fuzz/bodies/c_calls/verifying.rs"),
    ]
    .concat();
    let header = headers::declarations();
    let declared = header.lines().filter(|line| !line.starts_with([' ', '/', '#', '}']));
    let exports: Vec<&str> = declared
        .filter_map(|line| line.split_once('('))
        .filter_map(|(before, _)| before.rsplit(is_not_name).next())
        .filter(|name| name.starts_with("jpki_"))
        .collect();
    assert!(exports.len() > 40, "{exports:?}");
    for export in &exports {
        let called = calls.split(is_not_name).any(|word| word == *export);
        assert!(called, "{export} is not among the C calls of fuzz/bodies/c_calls");
    }
    figure!("fuzz target c_calls: {} exports called", exports.len());
}

fn is_not_name(byte: char) -> bool {
    !byte.is_ascii_alphanumeric() && byte != '_'
}
