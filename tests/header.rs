//! The committed header, the exports of the shared library and the documentation agree.
//! `JPKICARD_WRITE_HEADER=1 cargo test --test header` rewrites the header.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects
)]

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

/// In the order of the header: what a reader needs first comes first.
const SOURCES: [&str; 11] = [
    "status",
    "error_text",
    "library",
    "cancellation",
    "context",
    "monitor",
    "card",
    "virtual_card",
    "certificate",
    "signature",
    "transport",
];

/// What the card says about its holder and itself.
const CARD_FACE: [&str; 10] = [
    "record",
    "card_authorities",
    "record_files",
    "check_number",
    "face",
    "picture",
    "attributes",
    "items",
    "information",
    "individual_number",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn generated() -> String {
    let configuration = cbindgen::Config::from_file(root().join("cbindgen.toml")).unwrap();
    let mut builder = cbindgen::Builder::new().with_config(configuration);
    let trust = [
        "verify_options",
        "verify",
        "verdict",
        "policy_text",
        "reason",
        "evidence",
        "ocsp",
        "revocation_list",
    ];
    let later = ["sign", "document"];
    for source in SOURCES.iter().chain(&later).chain(&trust).chain(&CARD_FACE) {
        builder = builder.with_src(root().join(format!("src/capi/{source}.rs")));
    }
    let mut text = Vec::new();
    builder.generate().unwrap().write(&mut text);
    String::from_utf8(text).unwrap()
}

fn header_path() -> PathBuf {
    root().join("include/jpkicard.h")
}

/// The functions that a text declares or defines: `jpki_name(`.
fn functions_in(text: &str) -> BTreeSet<String> {
    let code: String =
        text.lines().filter(|line| !line.trim_start().starts_with(['*', '/'])).collect();
    code.match_indices("jpki_")
        .filter(|(at, _)| !code[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_'))
        .filter_map(|(at, _)| {
            let name: String =
                code[at..].chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            code[at + name.len()..].starts_with('(').then_some(name)
        })
        .collect()
}

/// Declarations available only on request are between this line and `#endif`.
const FEW_HAVE: &str = "#if defined(JPKI_INDIVIDUAL_NUMBER)\n";

fn without_what_few_have(header: &str) -> String {
    let mut parts = header.split(FEW_HAVE);
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once("#endif").unwrap().1)
}

#[test]
fn the_committed_header_is_the_generated_one() {
    let generated = generated();
    if std::env::var_os("JPKICARD_WRITE_HEADER").is_some() {
        std::fs::write(header_path(), &generated).unwrap();
    }
    let committed = std::fs::read_to_string(header_path()).unwrap_or_default();
    assert!(
        committed == generated,
        "include/jpkicard.h is not what src/capi says: run \
         JPKICARD_WRITE_HEADER=1 cargo test --all-features --test header"
    );
}

#[test]
fn exports_header_and_documentation_name_the_same_functions() {
    let library = support::library::shared();
    let exports = support::exports::exports_of(&library);
    let header = std::fs::read_to_string(header_path()).unwrap();
    let everywhere = functions_in(&without_what_few_have(&header));
    assert_eq!(exports, everywhere, "exports of {} and the header", library.display());
    // Optional exports are tested in tests/individual_number.rs.
    let header = header.replace(FEW_HAVE, "");
    let declared = functions_in(&header);
    assert!(everywhere.len() > 30 && declared.len() == everywhere.len() + 2, "{declared:?}");
    // Each declaration follows its comment, which says what it does.
    for name in &declared {
        let at = header.find(&format!("{name}(")).unwrap();
        let before = header[..at].rsplit("\n\n").next().unwrap();
        assert!(before.starts_with("/*") || before.starts_with("\n/*"), "{name} has no comment");
    }
    let reference = std::fs::read_to_string(root().join("docs/c-reference.md")).unwrap();
    for name in &declared {
        assert!(reference.contains(&format!("`{name}`")), "docs/c-reference.md lacks {name}");
    }
}

#[test]
fn the_shared_library_has_a_soname_that_exists_beside_it() {
    let library = support::library::shared();
    let output = Command::new("readelf").arg("-d").arg(&library).output().unwrap();
    let dynamic = String::from_utf8(output.stdout).unwrap();
    let soname = format!("[libjpkicard.so.{}]", env!("CARGO_PKG_VERSION_MAJOR"));
    assert!(dynamic.contains(&soname), "{dynamic}");
    let beside = library.with_file_name(soname.trim_matches(['[', ']']));
    assert!(beside.exists(), "{} is missing", beside.display());
}
