//! Programs that were compiled with the headers of an older version run with this library.
#![cfg(all(feature = "capi", feature = "virtual-card", unix))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test stops where it fails"
)]

mod support;

use std::path::Path;
use std::process::Command;

use support::c_program::{GCC, compile, empty_folder, link_shared, root, succeed};
use support::library;

/// A header without everything from one field of a structure to the structure's end.
fn without_fields(header: &str, structure: &str, first: &str) -> String {
    let begin = header.find(&format!("typedef struct {structure} {{")).unwrap();
    let end = begin + header[begin..].find(&format!("}} {structure};")).unwrap();
    let body = &header[begin..end];
    let field = body.find(first).unwrap();
    // The field's comment goes with it.
    let cut = body[..field].rfind("/**").unwrap();
    format!("{}{}\n{}", &header[..begin], &body[..cut], &header[end..])
}

/// The headers, two structures of which have fewer fields.
fn older_headers(folder: &Path) {
    let (from, to) = (root().join("include"), folder.join("include"));
    std::fs::create_dir_all(to.join("jpkicard")).unwrap();
    std::fs::copy(from.join("jpkicard.h"), to.join("jpkicard.h")).unwrap();
    for name in ["library", "certificate", "card", "face", "trust"] {
        let path = format!("jpkicard/{name}.h");
        let text = std::fs::read_to_string(from.join(&path)).unwrap();
        let text = match name {
            "library" => without_fields(&text, "jpki_error", "char message["),
            "card" => {
                without_fields(&text, "jpki_sign_options", "const jpki_certificate *certificate;")
            }
            _ => text,
        };
        std::fs::write(to.join(&path), text).unwrap();
    }
}

#[test]
fn a_program_of_an_older_version_runs() {
    let folder = empty_folder("older_version");
    older_headers(&folder);
    let object = folder.join("program.o");
    succeed(
        Command::new(GCC.c)
            .args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-I"])
            .arg(folder.join("include"))
            .arg("-c")
            .arg(root().join("tests/c/older_version.c"))
            .arg("-o")
            .arg(&object),
    );
    let program = folder.join("program");
    let mut link = Command::new(GCC.c);
    link.arg(&object);
    link_shared(&mut link, library::folder());
    succeed(link.arg("-o").arg(&program));
    succeed(&mut Command::new(&program));
}

/// As it stands, and with a forgotten `struct_size`.
#[test]
fn the_readmes_program_does_not_take_a_refusal_for_success() {
    for readme in ["README.md", "README.ja.md"] {
        let Ok(text) = std::fs::read_to_string(root().join(readme)) else {
            assert_eq!(readme, "README.ja.md");
            continue;
        };
        let program = text.split("```c\n").nth(1).unwrap().split("```").next().unwrap();
        let size = program.find("sizeof").expect("it sets a struct_size");
        let forgotten = format!("{}0 * {}", &program[..size], &program[size..]);
        let folder = empty_folder(&format!("refused_{readme}"));
        let (source, object) = (folder.join("program.c"), folder.join("program.o"));
        std::fs::write(&source, forgotten).unwrap();
        compile(GCC, &[], &source, &object);
        let program = folder.join("program");
        let mut link = Command::new(GCC.c);
        link.arg(&object);
        link_shared(&mut link, library::folder());
        succeed(link.arg("-o").arg(&program));
        let output = Command::new(&program).output().unwrap();
        assert_eq!(output.status.code().map(|code| code != 0), Some(true), "{readme}: {output:?}");
    }
}
