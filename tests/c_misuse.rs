//! The C caller as an adversary: the program of `tests/c/misuse*.c`, built by each compiler,
//! against each library, under valgrind, and with its own smart card service.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::Command;

use support::c_program::{
    GCC, Linking, build_in, empty_folder, every_way, link_shared, run_checks, run_checks_of, tool,
};
use support::figure::figure;
use support::misuse::SOURCES;
use support::pcscd::PrivatePcscd;
use support::{exports, headers, library};

/// What valgrind slows down is done less often under it.
const BRIEF: &str = "--brief";

/// The program built by gcc against the shared library, in a folder of this name.
fn program(folder: &str) -> PathBuf {
    let folder = empty_folder(folder);
    build_in(&folder, GCC, &[], SOURCES, |link| link_shared(link, library::folder()))
}

#[test]
fn every_export_is_misused() {
    let output = tool(Command::new(program("misuse-exports")).arg("--exports"));
    let listed = String::from_utf8(output.stdout).unwrap();
    let listed: BTreeSet<String> = listed.lines().map(str::to_owned).collect();
    assert_eq!(listed, exports::exports_of(&library::shared()), "tests/c/misuse_exports.c");
}

/// How many pairs of integers stand beside each other in the parameters of functions that return a
/// status.
fn adjacent_integers() -> usize {
    let mut pairs = 0;
    let header = headers::declarations().replace('\n', " ");
    for declaration in header.split("jpki_status JPKI_CALL ").skip(1) {
        let (name, parameters) = declaration.split_once('(').unwrap();
        if name.contains("individual_number") {
            // Few libraries have these; see tests/individual_number.rs.
            continue;
        }
        let parameters = parameters.split_once(");").unwrap().0;
        let is_integer = |parameter: &str| {
            let is_pointer = parameter.contains('*') || parameter.contains("callback");
            !is_pointer && parameter.trim() != "void"
        };
        let parameters: Vec<bool> = parameters.split(',').map(is_integer).collect();
        pairs += parameters.windows(2).filter(|pair| pair[0] && pair[1]).count();
    }
    pairs
}

/// A constant, a length or a time in the place of its neighbour is never taken.
#[test]
fn two_integers_in_the_wrong_order_are_refused() {
    let output = tool(Command::new(program("misuse-swaps")).arg("--swaps"));
    let (text, problem) = (output.stdout, String::from_utf8_lossy(&output.stderr).into_owned());
    assert!(output.status.success(), "{problem}");
    let swapped: usize = String::from_utf8(text).unwrap().trim().parse().unwrap();
    assert_eq!(swapped, adjacent_integers(), "tests/c/misuse_swaps.c does not know every kind");
    figure!("C misuse: {swapped} swaps of adjacent integers, all refused");
}

#[test]
fn misuse() {
    let mut fewest = u32::MAX;
    let mut under_valgrind = 0;
    let mut compilers = Vec::new();
    for way in every_way(SOURCES) {
        match (way.under_valgrind, way.linking) {
            (true, Linking::Shared) => {
                under_valgrind = run_checks("misuse", &way, &[OsStr::new(BRIEF)]);
            }
            // It is the same code, and would take the same time again.
            (true, Linking::Static) => {}
            (false, _) => {
                fewest = fewest.min(run_checks("misuse", &way, &[]));
                compilers.push(way.compiler);
            }
        }
    }
    compilers.dedup();
    let count = exports::exports_of(&library::shared()).len();
    figure!(
        "C misuse: {fewest} checks ({count} exports), {}; memcheck clean: {under_valgrind} checks",
        compilers.join(" and ")
    );
}

#[test]
fn misuse_with_a_smart_card_service() {
    let service = PrivatePcscd::start(&[b"Desk A"]);
    let mut command = service.command("timeout");
    let checks = run_checks_of(
        "misuse",
        "with a service",
        command.arg("300").arg(program("misuse-service")).arg("--service"),
    );
    figure!("C misuse with a smart card service: {checks} checks");
}
