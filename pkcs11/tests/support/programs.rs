//! Programs that use the module.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::module;
use super::pcscd::pcscd;

/// A folder of its own for a test.
pub fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("pkcs11-{name}"));
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The module under the name under which it is installed.
pub fn module() -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("pkcs11-module");
    std::fs::create_dir_all(&folder).unwrap();
    let link = folder.join("libjpkicard-pkcs11.so");
    let _ = std::os::unix::fs::symlink(module::path(), &link);
    link.display().to_string()
}

/// A program at the private pcscd, with a time limit.
pub fn command(program: &str, folder: &Path) -> Command {
    let mut command = pcscd().command("timeout");
    command.args(["60", program]).current_dir(folder).env("HOME", folder);
    command
}

pub fn run(mut command: Command) -> Output {
    command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"))
}

/// Runs a program that must succeed; returns what it printed, errors last.
pub fn ok(command: Command) -> String {
    let shown = format!("{command:?}");
    let output = run(command);
    let text = [output.stdout, output.stderr].concat();
    let text = String::from_utf8_lossy(&text).into_owned();
    assert!(output.status.success(), "{shown}: {text}");
    text
}
