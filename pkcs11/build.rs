//! Keeps the module loaded once it was loaded, and gives it the name under which it is installed.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let os = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    match os.as_str() {
        "linux" | "freebsd" | "android" => {
            // A program that unloads the module would take the code away from a thread that waits
            // for a reader.
            println!("cargo::rustc-cdylib-link-arg=-Wl,-z,nodelete");
            link_beside("libjpkicard_pkcs11.so", "libjpkicard-pkcs11.so");
        }
        "macos" => link_beside("libjpkicard_pkcs11.dylib", "libjpkicard-pkcs11.dylib"),
        _ => {}
    }
}

/// Cargo allows no hyphen in a library's name. It does not know of outputs beside the library, so a
/// folder that cannot be determined or written to is not an error.
fn link_beside(library: &str, name: &str) {
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    // <target>/<profile>/build/<package>/out
    let Some(folder) = Path::new(&out).ancestors().nth(3) else {
        return;
    };
    #[cfg(unix)]
    if std::fs::symlink_metadata(folder.join(name)).is_err() {
        let _ = std::os::unix::fs::symlink(library, folder.join(name));
    }
    #[cfg(not(unix))]
    let _ = (library, name, folder);
}
