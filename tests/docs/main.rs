//! The documents hold together: links, both languages, snippets, tables and lists.
//!
//! `JPKICARD_WRITE_DOCS=1 cargo test --all-features --test docs` writes what programs print and
//! what tables say into the pages.
#![cfg(all(target_os = "linux", feature = "capi", feature = "trust", feature = "virtual-card"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test stops where something is not as it must be"
)]
#![allow(unreachable_pub, reason = "shared between the files of one test")]

#[path = "../support/library.rs"]
#[allow(dead_code, reason = "this test takes what it needs")]
mod library;

mod calls;
mod commands;
mod headers;
mod links;
mod markdown;
mod pages;
mod programs;
mod tables;

use std::path::{Path, PathBuf};
use std::process::Command;

/// The root of the repository.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether this run writes the pages instead of comparing.
pub fn is_writing() -> bool {
    std::env::var_os("JPKICARD_WRITE_DOCS").is_some()
}

/// A folder of this name, empty.
pub fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("docs").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs a command that must succeed, and returns what it printed.
pub fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// Compiles C as the documents promise that it compiles.
pub fn compile_c(source: &Path, more: &[&str]) {
    let mut command = Command::new("gcc");
    command.args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-I"]);
    run(command.arg(root().join("include")).arg(source).args(more));
}
