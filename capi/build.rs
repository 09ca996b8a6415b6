//! Sets the soname of the shared library, so that programs linked to one build run with every later
//! build that keeps the same C interface.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let os = std::env::var("CARGO_CFG_TARGET_OS").unwrap_or_default();
    let major = std::env::var("CARGO_PKG_VERSION_MAJOR").unwrap_or_default();
    match os.as_str() {
        "linux" | "freebsd" | "android" => {
            let soname = format!("libjpkicard.so.{major}");
            println!("cargo::rustc-cdylib-link-arg=-Wl,-soname,{soname}");
            link_beside("libjpkicard.so", &soname);
        }
        "macos" => {
            println!(
                "cargo::rustc-cdylib-link-arg=-Wl,-install_name,@rpath/libjpkicard.{major}.dylib"
            );
            link_beside("libjpkicard.dylib", &format!("libjpkicard.{major}.dylib"));
        }
        _ => {}
    }
}

/// A program linked to the library asks the loader for its soname: with this link, cargo's output
/// folder can be used as it is. Cargo does not know of outputs beside the library, so a folder that
/// cannot be determined or written to is not an error.
fn link_beside(library: &str, soname: &str) {
    let out = std::env::var_os("OUT_DIR").unwrap_or_default();
    // <target>/<profile>/build/<package>/out
    let Some(folder) = Path::new(&out).ancestors().nth(3) else {
        return;
    };
    #[cfg(unix)]
    if std::fs::symlink_metadata(folder.join(soname)).is_err() {
        let _ = std::os::unix::fs::symlink(library, folder.join(soname));
    }
    #[cfg(not(unix))]
    let _ = (library, soname, folder);
}
