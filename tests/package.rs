//! What `cargo package` makes of each member. That it builds is shown by `cargo publish --dry-run`
//! in `tests/run`.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Of the packaged crate `jpkicard`, in bytes.
const LARGEST: u64 = 410_000;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn files(member: &str) -> BTreeSet<String> {
    let list = cargo(&["package", "--list", "--allow-dirty", "--package", member]);
    list.lines().map(|line| line.replace('\\', "/")).collect()
}

/// The names of the workspace's packages.
fn members() -> BTreeSet<String> {
    let tree = cargo(&["tree", "--workspace", "--depth=0", "--prefix=none", "--format={p}"]);
    tree.lines()
        .filter(|line| !line.is_empty())
        .map(|line| line.split(' ').next().unwrap().to_owned())
        .collect()
}

/// The packaged file of each member, made from what is here.
fn packages() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("package");
    let _ = fs::remove_dir_all(&target);
    let folder = target.to_str().unwrap();
    cargo(&[
        "package",
        "--quiet",
        "--workspace",
        "--no-verify",
        "--allow-dirty",
        "--target-dir",
        folder,
    ]);
    target.join("package")
}

#[test]
fn every_member_packages_and_the_library_stays_small() {
    let folder = packages();
    for member in members() {
        let name = format!("{member}-{}.crate", env!("CARGO_PKG_VERSION"));
        let size = fs::metadata(folder.join(&name)).unwrap().len();
        println!("figure: {name}: {size} bytes");
        if member == env!("CARGO_PKG_NAME") {
            assert!(size < LARGEST, "{name}: {size} bytes, {LARGEST} are too many");
        }
    }
}

#[test]
fn tests_corpora_and_fuzz_targets_stay_out_of_every_package() {
    for member in members() {
        for file in files(&member) {
            let parts: Vec<&str> = file.split('/').collect();
            for left_out in ["tests", "tests.rs", "fuzz", "corpus", "benches", "examples"] {
                assert!(!parts.contains(&left_out), "{member}: {file}");
            }
        }
    }
}

#[test]
fn no_packaged_source_has_a_unit_test_in_it() {
    for file in files(env!("CARGO_PKG_NAME")).iter().filter(|file| file.ends_with(".rs")) {
        let text = fs::read_to_string(root().join(file)).unwrap();
        let tests = text.lines().filter(|line| line.trim() == "#[test]").count();
        assert_eq!(tests, 0, "{file}: unit tests are in a file tests.rs of their own");
    }
}

#[test]
fn the_headers_and_notices_come_with_the_c_library_alone() {
    let rust = files("jpkicard");
    assert!(!rust.iter().any(|file| file.starts_with("include/")));
    let c = files("jpkicard-capi");
    let folder = root().join("include");
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
                assert!(c.contains(&name), "{name}");
            }
        }
    }
    assert!(c.contains("THIRD-PARTY-NOTICES"));
}

#[test]
fn every_package_has_its_licences_and_a_readme() {
    for member in members() {
        let files = files(&member);
        for name in ["LICENSE", "LICENSE-APACHE", "LICENSE-MIT", "README.md"] {
            assert!(files.contains(name), "{member}: {name}");
        }
    }
}
