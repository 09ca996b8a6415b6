//! A machine without libpcsclite: one program serves it too, says what to install, and uses the
//! library once it is there.
#![cfg(all(target_os = "linux", feature = "pcsc", feature = "capi"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use support::c_program::{GCC, Linking, build, run_checks_of, tool};
use support::card::Card;
use support::library;
use support::namespace::{search_path, unshare};
use support::pcscd::pcscd;

/// Mounts an empty file over a library, and runs a program that may unmount it.
const HIDDEN: &str =
    r#"mount --bind /dev/null "$1" && program=$2 && shift 2 && exec "$program" "$@""#;

/// The file behind the name that is loaded.
fn libpcsclite() -> PathBuf {
    let output = Command::new("ldconfig").arg("-p").env("PATH", search_path()).output().unwrap();
    let listed = String::from_utf8(output.stdout).unwrap();
    let line = listed.lines().find(|line| line.trim().starts_with("libpcsclite.so.1 ")).unwrap();
    fs::canonicalize(line.split(" => ").nth(1).unwrap()).unwrap()
}

#[test]
fn a_machine_without_the_library_is_told_what_to_install_and_needs_no_restart() {
    let service = pcscd();
    let reader = service.readers()[0].clone();
    let _card = Card::insert(service.port(0));
    let library = libpcsclite();
    for linking in [Linking::Shared, Linking::Static] {
        let sources = &["tests/c/pcsc_not_installed.c", "tests/c/check.c"];
        let program = build(GCC, linking, sources);
        let mut command = unshare(&["--mount"]);
        command.args(["sh", "-c", HIDDEN, "sh"]).arg(&library).arg(program);
        command.arg(&library).arg(reader.to_str().unwrap());
        command.env_remove("LD_LIBRARY_PATH").env("PCSCLITE_CSOCK_NAME", service.socket());
        let linked = if linking == Linking::Shared { "shared" } else { "static" };
        run_checks_of("pcsc_not_installed", linked, &mut command);
    }
}

#[test]
fn nothing_links_the_library() {
    let needed = |file: &PathBuf| {
        let output = tool(Command::new("readelf").arg("-d").arg(file));
        String::from_utf8(output.stdout).unwrap()
    };
    let shared = needed(&library::shared());
    assert!(shared.contains("NEEDED") && !shared.contains("pcsclite"), "{shared}");
    assert!(!library::NATIVE_LIBRARIES.iter().any(|name| name.contains("pcsc")));
    let output = tool(Command::new("nm").arg("--undefined-only").arg(library::static_()));
    let undefined = String::from_utf8(output.stdout).unwrap();
    assert!(undefined.contains(" dlopen") && !undefined.contains(" SCard"), "SCard is undefined");
}
