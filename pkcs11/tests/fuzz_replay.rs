//! Replays the kept inputs of the fuzz target `pkcs11`. See `fuzz/README.md`.
#![cfg(feature = "virtual-card")]
#![allow(unsafe_code, reason = "calls C")]
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "shared with the fuzzer"
)]

#[path = "../../fuzz/pkcs11/body.rs"]
mod body;
#[path = "../../tests/support/figure.rs"]
mod figure;
#[path = "../../fuzz/bodies/input.rs"]
mod input;

use std::path::Path;

use figure::figure;

#[test]
fn calls() {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz");
    let (mut replayed, mut calls) = (0, 0);
    for folder in ["corpus", "regressions"] {
        let Ok(entries) = std::fs::read_dir(fuzz.join(folder).join("pkcs11")) else { continue };
        for entry in entries {
            calls += body::run(&std::fs::read(entry.unwrap().path()).unwrap());
            replayed += 1;
        }
    }
    assert!(replayed > 0, "no corpus");
    figure!("fuzz corpus of pkcs11: {replayed} inputs replayed, {calls} calls");
}
