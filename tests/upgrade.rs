//! Programs of this version run with a library of a later one, and programs of a later version with
//! this library: with a field more in two structures, a status more and a function more.
#![cfg(all(feature = "capi", feature = "virtual-card", target_os = "linux"))]
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]
#![allow(unreachable_pub, reason = "shared between the files of one test")]

#[path = "upgrade/later.rs"]
mod later;
mod support;

use std::path::{Path, PathBuf};
use std::process::Command;

use later::{Later, install};
use support::c_program::{GCC, empty_folder, root, succeed, tool};
use support::{exports, library};

/// Compiles tests/c/upgrade.c with the headers of a folder and links it with a library.
fn program(name: &str, include: &Path, library: &Path, flags: &[&str]) -> PathBuf {
    let program = empty_folder(name).join("program");
    let mut compiler = Command::new(GCC.c);
    compiler.args(["-std=c99", "-Wall", "-Wextra", "-Werror"]).args(flags);
    compiler.arg("-I").arg(include);
    compiler.args(["upgrade.c", "check.c"].map(|name| root().join("tests/c").join(name)));
    compiler.arg("-L").arg(library).args(["-ljpkicard", "-o"]).arg(&program);
    succeed(&mut compiler);
    program
}

/// What a program says with a library; it checks itself.
fn run(program: &Path, library: &Path, version: &str) {
    let output = Command::new("timeout")
        .arg("120")
        .arg(program)
        .arg(version)
        .env("LD_LIBRARY_PATH", library)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{} with {version}: {said}", program.display());
}

/// The Python binding of this version, which has no name for the status.
fn run_python(library: &Path) {
    let output = tool(
        Command::new("python3")
            .arg(root().join("tests/upgrade/program.py"))
            .env("PYTHONPATH", root().join("bindings/python/src"))
            .env("JPKICARD_LIBRARY", library.join("libjpkicard.so.0")),
    );
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
}

#[test]
fn programs_run_with_the_library_of_another_version() {
    let later = Later::build();
    let today = empty_folder("upgrade_today");
    install(&library::shared(), &today);
    let headers = root().join("include");
    let before = program("upgrade_program_before", &headers, &today, &[]);
    let after = program("upgrade_program_later", &later.include, &later.folder, &["-DLATER"]);

    run(&before, &today, "today");
    run(&before, &later.folder, "later");
    run(&after, &today, "today");
    run(&after, &later.folder, "later");
    run_python(&later.folder);

    let functions = |folder: &Path| exports::exports_of(&folder.join("libjpkicard.so"));
    let (now, then) = (functions(&today), functions(&later.folder));
    let gone: Vec<_> = now.difference(&then).collect();
    assert!(gone.is_empty() && then.contains("jpki_later"), "gone: {gone:?}");
}
