//! The shared and static library as built by `cargo build --release`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What a program linking `libjpkicard.a` must also link, according to `cargo rustc --release
/// --package jpkicard-capi --crate-type staticlib -- --print native-static-libs`.
pub const NATIVE_LIBRARIES: [&str; 7] =
    ["-lgcc_s", "-lutil", "-lrt", "-lpthread", "-lm", "-ldl", "-lc"];

/// Cargo for a build, with the home folder that `tests/isolate` hides from tests.
pub fn cargo() -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    if let Some(home) = std::env::var_os("JPKICARD_CARGO_HOME") {
        cargo.env("CARGO_HOME", home);
    }
    cargo
}

/// Builds the libraries for C programs and the Rust examples, once per process, and returns their
/// folder.
pub fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let status = cargo()
            .args(["build", "--release", "--package", "jpkicard", "--package", "jpkicard-capi"])
            .args(["--lib", "--examples", "--features", "capi,virtual-card,picture"])
            .current_dir(root)
            .status()
            .unwrap();
        assert!(status.success(), "building the C libraries failed");
        // This test runs from target/debug/deps, or where CARGO_TARGET_DIR puts it.
        let test = std::env::current_exe().unwrap();
        let target = test.ancestors().find(|folder| folder.join("release").is_dir()).unwrap();
        target.join("release")
    })
}

/// Builds the shared library with AddressSanitizer, which checks the library's own memory accesses
/// and not only its caller's; once per process. Returns its folder.
///
/// The standard library is not instrumented, except what is inlined into this library. A compiler
/// of any release channel can be used.
pub fn folder_with_address_sanitizer() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        const TARGET: &str = "x86_64-unknown-linux-gnu";
        let target = folder().parent().unwrap().join("sanitizer-address");
        let status = cargo()
            .args(["build", "--release", "--package", "jpkicard-capi"])
            .args(["--features", "virtual-card,picture"])
            .args(["--target", TARGET, "--target-dir"])
            .arg(&target)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", "-Zsanitizer=address")
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .unwrap();
        assert!(status.success(), "building the library with AddressSanitizer failed");
        target.join(TARGET).join("release")
    })
}

/// Builds the shared library of a copy of this project, or of the project itself, with all features
/// and debug information of the project's code, in a profile of its own, so that no other build is
/// disturbed. Returns the library, which the next such build replaces.
pub fn with_debug_information(root: &Path) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    // Of target/debug/deps, or of where CARGO_TARGET_DIR puts it.
    let target = test.ancestors().nth(3).unwrap();
    let profile = [
        "profile.abi.inherits=\"dev\"",
        "profile.abi.debug=2",
        "profile.abi.package.\"*\".debug=0",
        "profile.abi.package.\"*\".opt-level=0",
    ];
    let status = cargo()
        .args(["build", "--package", "jpkicard-capi", "--all-features", "--profile", "abi"])
        .args(profile.iter().flat_map(|line| ["--config", line]))
        .arg("--target-dir")
        .arg(target)
        .current_dir(root)
        .status()
        .unwrap();
    assert!(status.success(), "building the library with debug information failed");
    target.join("abi/libjpkicard.so")
}

/// `libjpkicard.so`.
pub fn shared() -> PathBuf {
    folder().join("libjpkicard.so")
}

/// `libjpkicard.a`.
pub fn static_() -> PathBuf {
    folder().join("libjpkicard.a")
}

/// A program of `examples/`.
pub fn example(name: &str) -> PathBuf {
    folder().join("examples").join(name)
}
