//! The exports of a library.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

/// The functions that a shared library exports.
pub fn exports_of(library: &Path) -> BTreeSet<String> {
    let output = Command::new("nm").args(["-D", "--defined-only"]).arg(library).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    text.lines().filter_map(|line| line.split(" T ").nth(1).map(str::to_owned)).collect()
}
