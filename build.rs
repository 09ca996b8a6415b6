//! Passes to the build scripts of dependent packages where the C headers are (`DEP_JPKICARD_INCLUDE`):
//! C or C++ code in a Rust program includes the headers of the library it is built with. The
//! packaged crate has no headers, and reports no folder.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let root = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let include = Path::new(&root).join("include");
    if include.is_dir() {
        println!("cargo::metadata=include={}", include.display());
    }
    // The documents' examples are tested where the documents are: in a clone.
    println!("cargo::rustc-check-cfg=cfg(jpkicard_documents)");
    if std::path::Path::new(&root).join("docs/ja").is_dir() {
        println!("cargo::rustc-cfg=jpkicard_documents");
    }
}
