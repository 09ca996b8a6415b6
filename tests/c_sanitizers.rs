//! The C programs under AddressSanitizer (with LeakSanitizer) and
//! UndefinedBehaviorSanitizer, built by both compilers, against a library that is itself built with
//! AddressSanitizer. `tests/sanitize` does the same for threads.
#![cfg(all(target_os = "linux", target_arch = "x86_64", target_env = "gnu"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::process::Command;

use support::c_program::{
    CLANG, Compilers, GCC, Sources, build_in, empty_folder, link_shared, run_checks_of,
};
use support::figure::figure;
use support::{library, misuse};

const FLAGS: [&str; 3] =
    ["-fsanitize=address,undefined", "-fno-sanitize-recover=all", "-fno-omit-frame-pointer"];

/// Builds and runs a program that counts its checks; returns their number.
fn run(compilers: Compilers, sources: Sources) -> u32 {
    let library = library::folder_with_address_sanitizer();
    let name = sources[0].replace(['/', '.'], "_");
    let folder = empty_folder(&format!("{name}-{}-address", compilers.c));
    let program = build_in(&folder, compilers, &FLAGS, sources, |link| link_shared(link, library));
    let way = format!("{}, ASan and UBSan", compilers.c);
    run_checks_of(sources[0], &way, Command::new("timeout").arg("300").arg(program))
}

#[test]
fn under_address_and_undefined_behaviour_sanitizers() {
    let checks: u32 = [GCC, CLANG]
        .into_iter()
        .map(|compilers| {
            [misuse::SOURCES, misuse::TRANSPORT, misuse::TRANSACTION]
                .map(|sources| run(compilers, sources))
                .into_iter()
                .sum::<u32>()
        })
        .sum();
    figure!(
        "C misuse: ASan+UBSan clean, programs by gcc and clang, library by ASan too: {checks} checks"
    );
}
