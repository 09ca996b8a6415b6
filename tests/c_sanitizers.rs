//! The C programs under sanitizers: AddressSanitizer (with LeakSanitizer) and
//! UndefinedBehaviorSanitizer in the programs of both compilers, against a library that
//! is itself built with AddressSanitizer; ThreadSanitizer in the program with threads.
//! `tests/sanitize` goes further, with a library and a standard library under
//! ThreadSanitizer.
#![cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::path::Path;
use std::process::Command;

use support::c_program::{
    CLANG, Compilers, GCC, Sources, build_in, empty_folder, link_shared, run_checks_of,
};
use support::figure::figure;
use support::{library, misuse};

const ADDRESS: &str = "-fsanitize=address,undefined";
const THREAD: &str = "-fsanitize=thread";

/// Runs a program of these sources whose accesses are checked; gives its checks.
fn run(compilers: Compilers, sanitizer: &str, library: &Path, arguments: &[&str]) -> u32 {
    run_sources(compilers, sanitizer, library, misuse::SOURCES, arguments)
}

fn run_sources(
    compilers: Compilers,
    sanitizer: &str,
    library: &Path,
    sources: Sources,
    arguments: &[&str],
) -> u32 {
    let kind = if sanitizer == THREAD { "thread" } else { "address" };
    let name = sources[0].replace(['/', '.'], "_");
    let folder = empty_folder(&format!("{name}-{}-{kind}", compilers.c));
    let flags = [sanitizer, "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"];
    let program =
        build_in(&folder, compilers, &flags, sources, |link| link_shared(link, library));
    let mut command = Command::new("timeout");
    command.arg("300").arg(program).args(arguments);
    run_checks_of(sources[0], &format!("{}, {kind} sanitizer", compilers.c), &mut command)
}

#[test]
fn under_address_and_undefined_behaviour_sanitizers() {
    const TRANSPORT: Sources = &[
        "tests/c/transport.c",
        "tests/c/genuine_card.c",
        "tests/c/scripted_card.c",
        "tests/c/check.c",
    ];
    let library = library::folder_with_address_sanitizer();
    let mut checks = 0;
    for compilers in [GCC, CLANG] {
        checks += run(compilers, ADDRESS, library, &[]);
        checks += run_sources(compilers, ADDRESS, library, TRANSPORT, &[]);
    }
    figure(format_args!(
        "C programs by gcc and clang, library by ASan too: ASan+UBSan clean: {checks} checks"
    ));
}

#[test]
fn threads_under_thread_sanitizer() {
    let checks = run(CLANG, THREAD, library::folder(), &["--threads"]);
    figure(format_args!("C threads by clang: TSan clean: {checks} checks"));
}
