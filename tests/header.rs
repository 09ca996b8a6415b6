//! The committed header, the exports of the shared library and the documentation agree.
//! `JPKICARD_WRITE_HEADER=1 cargo test --all-features --test header` rewrites the header.
#![allow(
    unreachable_pub,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects
)]

#[path = "header/nouns.rs"]
mod nouns;
mod support;
#[path = "header/text.rs"]
mod text;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use nouns::{NOUNS, Noun};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn include() -> PathBuf {
    root().join("include")
}

/// One header, made of `src/capi`.
fn generated(noun: &Noun) -> String {
    let mut configuration = cbindgen::Config::from_file(root().join("cbindgen.toml")).unwrap();
    configuration.include_guard = Some(format!("JPKICARD_{}_H", noun.name.to_uppercase()));
    configuration.header = Some(format!(
        "/*\n * {}\n * Generated from src/capi: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0\n */",
        noun.about
    ));
    configuration.includes =
        noun.includes.iter().map(|name| format!("jpkicard/{name}.h")).collect();
    if noun.name == "library" {
        configuration.after_includes = Some(text::macros());
    }
    let mut builder = cbindgen::Builder::new().with_config(configuration);
    for source in noun.sources {
        builder = builder.with_src(root().join(format!("src/capi/{source}.rs")));
    }
    let mut header = Vec::new();
    builder.generate().unwrap().write(&mut header);
    text::finished(&String::from_utf8(header).unwrap())
}

/// The header that includes all of them.
fn umbrella() -> String {
    let mut text = format!(
        "/*\n * jpkicard: use Japan's Individual Number Card (My Number Card) from C.\n \
         * Generated: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0\n *\n \
         * Conventions\n *\n{} */\n\n#ifndef JPKICARD_H\n#define JPKICARD_H\n\n",
        text::CONVENTIONS
    );
    for noun in &NOUNS {
        text.push_str(&format!("#include <jpkicard/{}.h>\n", noun.name));
    }
    text + "\n#endif /* JPKICARD_H */\n"
}

/// Every header by its path under `include`, as `src/capi` gives it.
fn all_generated() -> Vec<(String, String)> {
    let nouns = NOUNS.iter().map(|noun| (format!("jpkicard/{}.h", noun.name), generated(noun)));
    nouns.chain([("jpkicard.h".to_owned(), umbrella())]).collect()
}

/// All headers of C that are committed, as one text.
fn committed() -> String {
    let read =
        |name: &str| std::fs::read_to_string(include().join(format!("jpkicard/{name}.h"))).unwrap();
    NOUNS.iter().map(|noun| read(noun.name)).collect()
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
fn the_committed_headers_are_the_generated_ones() {
    for (name, generated) in all_generated() {
        let path = include().join(&name);
        if std::env::var_os("JPKICARD_WRITE_HEADER").is_some() {
            std::fs::write(&path, &generated).unwrap();
        }
        let committed = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(
            committed == generated,
            "include/{name} is not what src/capi says: run \
             JPKICARD_WRITE_HEADER=1 cargo test --all-features --test header"
        );
    }
}

#[test]
fn every_file_with_a_function_or_constant_of_c_is_in_one_header() {
    let mut found = BTreeSet::new();
    for entry in std::fs::read_dir(root().join("src/capi")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        if text.contains("#[unsafe(no_mangle)]") || text.contains("pub const JPKI_") {
            found.insert(path.file_stem().unwrap().to_str().unwrap().to_owned());
        }
    }
    let named: Vec<&str> = NOUNS.iter().flat_map(|noun| noun.sources).copied().collect();
    assert_eq!(named.iter().copied().collect::<BTreeSet<_>>().len(), named.len(), "twice");
    let missing: Vec<_> = found.iter().filter(|name| !named.contains(&name.as_str())).collect();
    assert!(missing.is_empty(), "in no header of tests/header/nouns.rs: {missing:?}");
}

#[test]
fn exports_header_and_documentation_name_the_same_functions() {
    let library = support::library::shared();
    let exports = support::exports::exports_of(&library);
    let header = committed();
    let everywhere = functions_in(&without_what_few_have(&header));
    assert_eq!(exports, everywhere, "exports of {} and the header", library.display());
    // Optional exports are tested in tests/individual_number.rs.
    let header = header.replace(FEW_HAVE, "");
    let declared = functions_in(&header);
    assert!(everywhere.len() > 30 && declared.len() == everywhere.len() + 2, "{declared:?}");
    // Each has the macros of a declaration, and follows its comment, which says what it does.
    for name in &declared {
        let at = header.find(&format!("JPKI_CALL {name}(")).expect(name);
        let before = header[..at].rsplit("\n\n").next().unwrap();
        assert!(before.starts_with("/*") || before.starts_with("\n/*"), "{name} has no comment");
        let line = before.lines().next_back().unwrap();
        assert!(line.starts_with("JPKI_API "), "{name}: {line}");
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
