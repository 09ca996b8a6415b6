//! The program that writes other languages' declarations from the headers, compiled by `rustc`
//! alone, as packaging does.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// What it writes from the headers in a folder, or the problem that it has with them.
pub fn written(what: &str, include: &Path) -> Result<String, String> {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let program = PROGRAM.get_or_init(|| {
        // Not one file for two test programs that run at once.
        let name = format!("bindings-{}", std::process::id());
        let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
        let mut rustc = Command::new(rustc);
        rustc.args(["--edition", "2024", "-D", "warnings", "-o"]).arg(&program);
        rustc.arg(root.join("capi/examples/bindings/main.rs"));
        assert!(rustc.status().unwrap().success());
        program
    });
    let output = Command::new(program).arg(what).arg(include).output().unwrap();
    if output.status.success() {
        Ok(String::from_utf8(output.stdout).unwrap())
    } else {
        Err(String::from_utf8(output.stderr).unwrap())
    }
}
