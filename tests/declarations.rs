//! The description of the C interface, and the declarations of every language made from it, are
//! what the headers say; and the description is what C compilers say.
//! `JPKICARD_WRITE_BINDINGS=1 cargo test --all-features --test declarations` rewrites them.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops where it fails"
)]

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use support::bindings_generator::written;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn include() -> PathBuf {
    root().join("include")
}

/// What the generator is asked for, and where it is kept.
const KEPT: &[(&str, &str)] = &[
    ("description", "bindings/interface.json"),
    ("php", "bindings/php/src/generated.php"),
    ("python", "bindings/python/src/jpkicard/_raw.py"),
    ("python-constants", "bindings/python/src/jpkicard/constants.py"),
    ("cobol-calls", "bindings/cobol/CALLS.md"),
    ("cobol-constants", "bindings/cobol/JPKICARD.cpy"),
    ("cobol-structures", "bindings/cobol/JPKISTRU.cpy"),
    ("csharp", "bindings/csharp/src/Native.cs"),
    ("go", "bindings/go/constants.go"),
    ("java", "bindings/java/src/main/java/jp/jpkicard/raw/Native.java"),
    ("node", "bindings/node/lib/raw.js"),
    ("node-constants", "bindings/node/lib/constants.js"),
    ("node-types", "bindings/node/lib/constants.d.ts"),
    ("pascal", "bindings/pascal/JpkiCardRaw.pas"),
    ("ruby", "bindings/ruby/lib/jpkicard/native.rb"),
];

/// With Java's enumerations, which have a file each.
fn kept() -> Vec<(String, String)> {
    let names = written("java/", &include()).unwrap();
    let enumerations = names.split_whitespace().map(|name| {
        (format!("java/{name}"), format!("bindings/java/src/main/java/jp/jpkicard/{name}.java"))
    });
    let rows = KEPT.iter().map(|(what, kept)| ((*what).to_owned(), (*kept).to_owned()));
    rows.chain(enumerations).collect()
}

#[test]
fn what_is_kept_is_what_the_headers_say() {
    let mut differ = Vec::new();
    for (what, kept) in kept() {
        let (generated, file) = (written(&what, &include()).unwrap(), root().join(&kept));
        if std::env::var_os("JPKICARD_WRITE_BINDINGS").is_some() {
            fs::write(&file, &generated).unwrap();
        }
        if fs::read_to_string(&file).ok().as_ref() != Some(&generated) {
            differ.push(kept);
        }
    }
    assert!(
        differ.is_empty(),
        "{differ:?} are not what the headers say: run JPKICARD_WRITE_BINDINGS=1 cargo test \
         --all-features --test declarations"
    );
}

fn description() -> Value {
    serde_json::from_str(&written("description", &include()).unwrap()).unwrap()
}

fn all<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().unwrap()
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap()
}

/// Every number of the description as an assertion for a C compiler. `kind`: `64`, `32` or
/// `32_linux`.
fn assertions(description: &Value, kind: &str) -> String {
    let mut source = "#include <stddef.h>\n#define JPKI_INDIVIDUAL_NUMBER\n\
                      #include <jpkicard.h>\n"
        .to_owned();
    let number = |value: &Value, name: &str| {
        let own = &value[format!("{name}_{kind}")];
        // Where 32-bit Linux is no different, it is not mentioned.
        let found = if own.is_null() { &value[format!("{name}_32")] } else { own };
        found.as_i64().unwrap()
    };
    for structure in all(description, "structures") {
        let name = text(structure, "name");
        let size = number(structure, "size");
        let _ = writeln!(source, "_Static_assert(sizeof({name}) == {size}, \"{name}\");");
        for field in all(structure, "fields") {
            let (field_name, offset) = (text(field, "name"), number(field, "offset"));
            let _ = writeln!(
                source,
                "_Static_assert(offsetof({name}, {field_name}) == {offset}, \"{name}\");"
            );
        }
    }
    let groups = all(description, "enumerations").iter();
    let constants = groups.flat_map(|group| all(group, "constants"));
    for constant in constants.chain(all(description, "numbers")) {
        let (name, value) = (text(constant, "name"), constant["value"].as_i64().unwrap());
        let _ = writeln!(source, "_Static_assert({name} == {value}, \"{name}\");");
    }
    source
}

#[test]
fn compilers_agree_with_the_description() {
    let (description, folder) = (description(), Path::new(env!("CARGO_TARGET_TMPDIR")));
    for (kind, compiler) in [
        ("64", ["gcc", "-m64"].as_slice()),
        ("32", &["gcc", "-m32", "-malign-double"]),
        ("32_linux", &["gcc", "-m32"]),
        ("64", &["x86_64-w64-mingw32-gcc"]),
        ("32", &["i686-w64-mingw32-gcc"]),
    ] {
        if Command::new(compiler[0]).arg("--version").output().is_err() {
            // The compilers for Windows are not installed by tests/run.
            assert!(compiler[0].contains("mingw"), "{compiler:?}");
            continue;
        }
        let source = folder.join(format!("description_{kind}.c"));
        let check = |text: &str| {
            fs::write(&source, text).unwrap();
            let mut command = Command::new(compiler[0]);
            command.args(&compiler[1..]).args(["-std=c11", "-ffreestanding", "-fsyntax-only"]);
            let output = command.arg("-I").arg(include()).arg(&source).output().unwrap();
            (output.status.success(), String::from_utf8_lossy(&output.stderr).into_owned())
        };
        let right = assertions(&description, kind);
        let (agrees, errors) = check(&right);
        assert!(agrees && right.lines().count() > 300, "{compiler:?}: {errors}");
        // It would see a field elsewhere.
        let wrong = right.replacen("offsetof(jpki_error, message) == 20", "20 != 20", 1);
        assert!(wrong != right && !check(&wrong).0, "{compiler:?}");
    }
}

/// Every function and constant of the headers is in the description, once, and every parameter has
/// a role that its type allows.
#[test]
fn nothing_is_left_out() {
    let description = description();
    let headers = support::headers::declarations();
    let declared = headers.split("JPKI_CALL jpki_").skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once('(')?;
        name.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_').then_some(name)
    });
    let declared: BTreeSet<String> = declared.map(|name| format!("jpki_{name}")).collect();
    let functions = all(&description, "functions");
    let described: BTreeSet<String> =
        functions.iter().map(|one| text(one, "name").to_owned()).collect();
    assert_eq!(described, declared);
    assert_eq!(functions.len(), described.len());
    for function in functions {
        let parameters = all(function, "parameters");
        let fallible = text(function, "result") == "jpki_status";
        let last = parameters.last().map(|one| text(one, "role"));
        assert_eq!(fallible, last == Some("error"), "{}", text(function, "name"));
        for parameter in parameters {
            // A length says of what, and that says by which length.
            if text(parameter, "role") == "length" {
                let of = text(parameter, "of");
                let of = parameters.iter().find(|one| text(one, "name") == of).unwrap();
                let by = of["length"].as_str().or(of["size"].as_str());
                assert_eq!(by, Some(text(parameter, "name")), "{function}");
            }
        }
    }
}
