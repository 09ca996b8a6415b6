//! The C interface is the one that `capi/abi` describes.
//!
//! abidiff compares the stored description with what the headers declare. Debug information of the
//! library shows that its functions and structures are those of the headers, to the byte.
//! `JPKICARD_WRITE_ABI=1 cargo test --all-features --test abi` writes the description;
//! `capi/README.md` says when that is right.
#![cfg(all(feature = "capi", target_os = "linux", target_arch = "x86_64"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test stops where it fails"
)]
#![allow(unreachable_pub, reason = "shared between the files of one test")]

#[path = "abi/faults.rs"]
mod faults;
#[path = "abi/headers.rs"]
mod headers;
#[path = "abi/layout.rs"]
mod layout;
mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use headers::{Interface, output_of};
use layout::Layout;
use support::{exports, library};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn include() -> PathBuf {
    root().join("include")
}

fn stored() -> PathBuf {
    root().join("capi/abi/libjpkicard.abi")
}

fn stored_declarations() -> PathBuf {
    root().join("capi/abi/declarations.txt")
}

fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("abi").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

/// The soname that `capi/build.rs` gives.
fn soname() -> String {
    format!("libjpkicard.so.{}", env!("CARGO_PKG_VERSION_MAJOR"))
}

/// What the headers of this folder declare; written to `capi/abi` if that is asked for.
fn interface() -> &'static Interface {
    static INTERFACE: OnceLock<Interface> = OnceLock::new();
    INTERFACE.get_or_init(|| {
        let interface = Interface::of(&include(), &empty_folder("interface"), &soname());
        if std::env::var_os("JPKICARD_WRITE_ABI").is_some() {
            fs::create_dir_all(stored().parent().unwrap()).unwrap();
            fs::write(stored(), interface.description()).unwrap();
            fs::write(stored_declarations(), &interface.declarations).unwrap();
        }
        interface
    })
}

/// What abidiff finds: nothing, or a report.
fn abidiff(before: &Path, after: &Path) -> String {
    let output = Command::new("abidiff")
        .args(["--no-architecture", "--no-default-suppression", "--harmless"])
        .args([before, after])
        .env("LC_ALL", "C")
        .output()
        .unwrap_or_else(|error| panic!("abidiff: {error}: apt-get install abigail-tools"));
    let report = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
    // The exit code also reports changes that are not printed.
    let is_empty = report.trim().is_empty() && output.status.success();
    if is_empty { String::new() } else { format!("{}\n{report}", output.status) }
}

/// The lines that only one of two lists has, in order: `-` of the first, `+` of the second.
fn line_differences(before: &[String], after: &[String]) -> Vec<String> {
    let set = |lines: &[String]| lines.iter().cloned().collect::<BTreeSet<_>>();
    let (old, new) = (set(before), set(after));
    let gone = before.iter().filter(|line| !new.contains(*line)).map(|line| format!("- {line}"));
    let more = after.iter().filter(|line| !old.contains(*line)).map(|line| format!("+ {line}"));
    gone.chain(more).collect()
}

fn text_differences(before: &str, after: &str) -> Vec<String> {
    let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    line_differences(&lines(before), &lines(after))
}

#[test]
fn the_c_interface_is_the_stored_one() {
    let interface = interface();
    let declarations = fs::read_to_string(stored_declarations()).unwrap();
    let declared = text_differences(&declarations, &interface.declarations);
    let report = abidiff(&stored(), &interface.library);
    assert!(
        report.is_empty() && declared.is_empty(),
        "the C interface is not what capi/abi describes: see capi/README.md\n{report}\n{}",
        declared.join("\n")
    );
}

#[test]
fn the_stored_description_is_small_and_tells_nothing_of_the_machine_that_wrote_it() {
    interface();
    let description = fs::read_to_string(stored()).unwrap();
    assert!(description.len() < 400_000, "{} bytes", description.len());
    let text = description + &fs::read_to_string(stored_declarations()).unwrap();
    let home = root().to_str().unwrap();
    for sign in [home, "/usr", "/tmp", ".h'", "GNU", "rustc", "elf-amd", "producer"] {
        assert!(!text.contains(sign), "{sign}");
    }
}

#[test]
fn two_folders_give_the_same_description() {
    let both = ["one", "another"].map(|name| {
        let folder = empty_folder(name);
        let include = folder.join("include");
        faults::copy_headers(&include);
        let interface = Interface::of(&include, &folder, &soname());
        (interface.description(), interface.declarations)
    });
    assert!(both[0] == both[1]);
}

#[test]
fn the_library_has_the_functions_and_structures_of_the_headers_to_the_byte() {
    let (declared, built) = (Layout::of(&interface().description()), built());
    assert!(declared.functions.len() > 80 && declared.structures.len() > 6);
    let differences = declared.differences(built);
    assert!(differences.is_empty(), "headers -, library +\n{}", differences.join("\n"));
}

/// The library with all features, from its debug information.
fn built() -> &'static Layout {
    static BUILT: OnceLock<Layout> = std::sync::OnceLock::new();
    BUILT.get_or_init(|| {
        let library = library::with_debug_information(root());
        Layout::of(&output_of(Command::new("abidw").arg("--no-show-locs").arg(library)))
    })
}

#[test]
fn the_released_library_exports_the_described_functions_and_has_the_described_soname() {
    let library = library::shared();
    let exports: Vec<_> = exports::exports_of(&library).into_iter().collect();
    let declared = headers::functions_of_all(&include(), &empty_folder("exports"));
    let differences = line_differences(&declared, &exports);
    assert!(differences.is_empty(), "headers -, library +\n{}", differences.join("\n"));
    let dynamic = output_of(Command::new("readelf").arg("-d").arg(&library));
    assert!(dynamic.contains(&format!("soname: [{}]", soname())), "{dynamic}");
}

#[test]
fn every_structure_of_the_headers_is_described() {
    let description = interface().description();
    for name in faults::structures() {
        let described = format!("<class-decl name='{name}' size-in-bits='");
        assert!(description.contains(&described), "{name} is in no function's reach");
    }
}
