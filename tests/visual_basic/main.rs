//! `bindings/vb`: the declarations are the generator's, their types have the layout that C compilers
//! give the structures, and VB can read what is there. No compiler for VB runs here: `source.rs`
//! reads the modules and `names.rs` finds what the compiler would; `classes.rs` knows the classes.
//! `JPKICARD_WRITE_BINDINGS=1 cargo test --all-features --test visual_basic` rewrites the module.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test stops where it fails"
)]

mod classes;
mod names;
mod source;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::bindings_generator::written;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("visual_basic").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn generated(what: &str) -> String {
    written(what, &root().join("include")).unwrap()
}

/// A folder with one header.
fn made(name: &str, header: &str) -> PathBuf {
    let include = folder(name);
    fs::create_dir(include.join("jpkicard")).unwrap();
    fs::write(include.join("jpkicard.h"), "#include <jpkicard/card.h>\n").unwrap();
    fs::write(include.join("jpkicard/card.h"), header).unwrap();
    include
}

fn stored(name: &str) -> String {
    let path = root().join("bindings/vb").join(name);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// A `Type` of VB: its name, and each field with its type and number of elements.
struct Record {
    name: String,
    fields: Vec<(String, String, usize)>,
}

fn records(module: &str) -> Vec<Record> {
    let mut found: Vec<Record> = Vec::new();
    let mut lines = module.lines().map(str::trim);
    while let Some(line) = lines.next() {
        let Some(name) = line.strip_prefix("Public Type ") else { continue };
        let mut fields = Vec::new();
        for line in lines.by_ref().take_while(|line| *line != "End Type") {
            if line.starts_with('\'') {
                continue;
            }
            let (name, kind) = line.split_once(" As ").unwrap();
            let (name, count) = match name.split_once("(0 To ") {
                Some((name, last)) => {
                    (name, last.trim_end_matches(')').parse::<usize>().unwrap() + 1)
                }
                None => (name, 1),
            };
            fields.push((name.to_owned(), kind.to_owned(), count));
        }
        found.push(Record { name: name.to_owned(), fields });
    }
    found
}

/// `JpkiSignOptionsStruct` as `jpki_sign_options`, `Input_` as `input`.
fn c_name(name: &str) -> String {
    let mut found = String::new();
    for letter in name.trim_end_matches("Struct").trim_end_matches('_').chars() {
        if letter.is_ascii_uppercase() && !found.is_empty() {
            found.push('_');
        }
        found.push(letter.to_ascii_lowercase());
    }
    found
}

/// The layout by VB's rule, as assertions for a C compiler. Each field begins at a multiple of its
/// size or of `alignment`, whichever is less, and so does the next structure of an array.
fn assertions(records: &[Record], pointer: usize, alignment: usize) -> String {
    let mut text = "#include <stddef.h>\n#include <jpkicard.h>\n".to_owned();
    for record in records {
        let structure = c_name(&record.name);
        let (mut offset, mut widest) = (0_usize, 1_usize);
        for (name, kind, count) in &record.fields {
            let size = match kind.as_str() {
                "Byte" => 1,
                "Long" => 4,
                "Currency" => 8,
                "LongPtr" => pointer,
                kind => panic!("{kind}"),
            };
            let boundary = size.min(alignment);
            offset = offset.next_multiple_of(boundary);
            widest = widest.max(boundary);
            let field = c_name(name);
            let _ = writeln!(
                text,
                "_Static_assert(offsetof({structure}, {field}) == {offset}, \"{field}\");\n\
                 _Static_assert(sizeof(({structure} *)0)->{field} == {}, \"{field}\");",
                size * count
            );
            offset += size * count;
        }
        let size = offset.next_multiple_of(widest);
        let _ = writeln!(text, "_Static_assert(sizeof({structure}) == {size}, \"{structure}\");");
    }
    text
}

/// Whether a compiler finds the assertions right. `-malign-double` is what Windows does: numbers of
/// 64 bits begin at multiples of 8.
fn is_agreed(compiler: &[&str], source: &Path) -> bool {
    let output = Command::new(compiler[0])
        .args(&compiler[1..])
        .args(["-std=c11", "-ffreestanding", "-fsyntax-only", "-I"])
        .arg(root().join("include"))
        .arg(source)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() || errors.contains("static assertion failed"),
        "{compiler:?}: {errors}"
    );
    output.status.success()
}

/// Windows' compilers, where they are installed, and gcc's equivalent.
fn compilers(pointer: usize) -> Vec<Vec<&'static str>> {
    let (gcc, mingw) = match pointer {
        4 => (vec!["gcc", "-m32", "-malign-double"], "i686-w64-mingw32-gcc"),
        _ => (vec!["gcc", "-m64"], "x86_64-w64-mingw32-gcc"),
    };
    let is_here = Command::new(mingw).arg("--version").output().is_ok();
    std::iter::once(gcc).chain(is_here.then(|| vec![mingw])).collect()
}

#[test]
fn the_module_is_the_generated_one() {
    let generated = generated("visual-basic");
    if std::env::var_os("JPKICARD_WRITE_BINDINGS").is_some() {
        fs::write(root().join("bindings/vb/JpkiDeclarations.bas"), &generated).unwrap();
    }
    assert!(
        stored("JpkiDeclarations.bas") == generated,
        "bindings/vb/JpkiDeclarations.bas is not what the headers say: run \
         JPKICARD_WRITE_BINDINGS=1 cargo test --all-features --test visual_basic"
    );
}

/// VB6 and 32-bit VBA align to 4 bytes at most (Microsoft's Q249962). The structures are such that
/// 8 would make no difference, so nothing depends on what 64-bit VBA does.
#[test]
fn types_have_the_layout_of_the_structures() {
    let records = records(&stored("JpkiDeclarations.bas"));
    let names: Vec<_> = records.iter().map(|record| record.name.as_str()).collect();
    assert!(names.len() > 7 && names.contains(&"JpkiVerdictStruct"), "{names:?}");
    let folder = folder("layout");
    for pointer in [4, 8] {
        for alignment in [4, 8] {
            let source = folder.join(format!("layout_{pointer}_{alignment}.c"));
            fs::write(&source, assertions(&records, pointer, alignment)).unwrap();
            for compiler in compilers(pointer) {
                assert!(is_agreed(&compiler, &source), "{compiler:?} {}", source.display());
            }
        }
    }
}

#[test]
fn a_layout_that_differs_is_seen() {
    let folder = folder("faults");
    let module = stored("JpkiDeclarations.bas");
    let source = folder.join("fault.c");
    for (right, wrong) in [
        ("    LastTry As Long\r\n", ""),
        ("    Message(0 To 511) As Byte\r\n", "    Message(0 To 510) As Byte\r\n"),
        ("    RevocationTime As Currency\r\n", "    RevocationTime As Long\r\n"),
        ("    Crl As LongPtr\r\n", "    Crl As Currency\r\n"),
    ] {
        assert!(module.contains(right), "{right}");
        let faulty = records(&module.replace(right, wrong));
        fs::write(&source, assertions(&faulty, 4, 4)).unwrap();
        assert!(!is_agreed(&["gcc", "-m32", "-malign-double"], &source), "{right}");
    }
}

#[test]
fn each_function_is_declared_for_each_kind_of_program() {
    let module = stored("JpkiDeclarations.bas");
    let definition = generated("stdcall-definition");
    let exports: BTreeSet<&str> =
        definition.lines().filter_map(|line| Some(line.split_once(" = ")?.0.trim())).collect();
    assert!(exports.len() > 90, "{exports:?}");
    for library in ["jpkicard.dll", "jpkicard_std.dll"] {
        let declared = module.lines().filter_map(|line| {
            let (_, rest) = line.split_once(&format!(" Lib \"{library}\" Alias \""))?;
            Some(rest.split_once('"')?.0)
        });
        let declared: Vec<_> = declared.collect();
        assert_eq!(declared.len(), exports.len(), "{library}");
        assert_eq!(declared.into_iter().collect::<BTreeSet<_>>(), exports, "{library}");
    }
    // What calls back is in neither.
    for name in ["jpki_log_set", "jpki_card_open_transport"] {
        assert!(!module.contains(&format!("\"{name}\"")), "{name}");
    }
}

#[test]
fn each_parameter_counts_on_the_stack() {
    let header = "
/**
 * An ID.
 */
typedef struct jpki_card jpki_card;

/**
 * Called.
 */
typedef void (JPKI_CALL *jpki_callback)(void *user);

/**
 * A pair.
 */
typedef struct jpki_pair {
    uint32_t struct_size;
    int32_t (JPKI_CALL *call)(void *user);
} jpki_pair;

JPKI_API JPKI_MUST_USE jpki_card *JPKI_CALL jpki_card_open(int64_t time, const uint8_t *const *data,
    size_t length);
JPKI_API void JPKI_CALL jpki_card_none(void);
JPKI_API void JPKI_CALL jpki_card_calls(jpki_callback callback);
JPKI_API void JPKI_CALL jpki_card_pair(const struct jpki_pair *pair);
#if defined(JPKI_INDIVIDUAL_NUMBER)
JPKI_API void JPKI_CALL jpki_card_number(jpki_card *card);
#endif
";
    let include = made("stack", header);
    let definition = written("stdcall-definition", &include).unwrap();
    let functions: Vec<_> = definition.lines().skip(2).map(str::trim).collect();
    assert_eq!(
        functions,
        ["jpki_card_none = std_jpki_card_none@0", "jpki_card_open = std_jpki_card_open@16"]
    );
    let source = written("stdcall-source", &include).unwrap();
    assert!(source.contains(
        "jpki_card * __stdcall std_jpki_card_open(int64_t time, const uint8_t *const *data, \
         size_t length)"
    ));
    let exported = written("definition", &include).unwrap();
    assert_eq!(exported.lines().skip(2).count(), 4, "{exported}");
}

#[test]
fn a_header_in_another_form_is_refused() {
    for (name, header, problem) in [
        ("type", "void jpki_a(long a);", "long is no known type"),
        ("variable", "extern int32_t jpki_a;", "extern is no known type"),
        ("union", "typedef union jpki_a { int32_t b; } jpki_a;", "union is no known type"),
        ("open", "void jpki_a(int32_t a)", "no end"),
        ("array", "typedef struct jpki_a { char b[JPKI_B]; } jpki_a;", "JPKI_B elements"),
        ("name", "typedef struct jpki_a { char b; } jpki_c;", "another name"),
    ] {
        let answer = written("definition", &made(name, header));
        assert!(answer.as_ref().is_err_and(|text| text.contains(problem)), "{name}: {answer:?}");
    }
    // VB takes these two for one name.
    let header = "void jpki_a_b(void);\nvoid jpki_a__b(void);";
    let answer = written("visual-basic", &made("same", header));
    assert!(answer.as_ref().is_err_and(|text| text.contains("one name")), "{answer:?}");
}

/// The modules and classes, by their files' names.
fn files() -> Vec<(String, String)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(root().join("bindings/vb")).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        if name.ends_with(".bas") || name.ends_with(".cls") {
            let text = stored(&name);
            found.push((name, text));
        }
    }
    found.sort();
    assert!(found.len() > 20, "{}", found.len());
    found
}

/// What VB's editor limits, and what VB6's import takes.
#[test]
fn vb_can_read_the_modules() {
    for (name, text) in files() {
        assert!(text.is_ascii(), "{name}");
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{name}");
        let (stem, extension) = name.split_once('.').unwrap();
        let mut head = String::new();
        if extension == "cls" {
            head += "VERSION 1.0 CLASS\r\nBEGIN\r\n  MultiUse = -1  'True\r\nEND\r\n";
        }
        head += &format!("Attribute VB_Name = \"{stem}\"\r\n");
        if extension == "cls" {
            head += "Attribute VB_GlobalNameSpace = False\r\nAttribute VB_Creatable = True\r\n";
            head += "Attribute VB_PredeclaredId = False\r\nAttribute VB_Exposed = False\r\n";
            head += "Attribute VB_Description = \"";
        } else {
            head += "Option Explicit\r\n";
        }
        assert!(text.starts_with(&head) && text.contains("\r\nOption Explicit\r\n"), "{name}");
        assert!(text.contains("SPDX-License-Identifier: MIT OR Apache-2.0"), "{name}");
        assert!(text.lines().count() < 500 || name == "JpkiDeclarations.bas", "{name}");
        let mut continued = 0;
        for line in text.lines() {
            assert!(line.len() <= 1023, "{name}: {line}");
            let is_long = line.len() > 100 && !line.contains(" Lib \"");
            assert!(!is_long || line.starts_with("Attribute"), "{name}: {line}");
            continued = if line.ends_with(" _") { continued + 1 } else { 0 };
            assert!(continued <= 24, "{name}: {line}");
        }
        classes::assert_balanced(&name, &text);
    }
}
