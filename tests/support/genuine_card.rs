//! The files of a genuine test card from the tests of the crate myna-card: not the data of a real
//! person.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

/// Where cargo keeps that crate, according to cargo itself.
///
/// Offline, for this host and without the library's optional dependencies: this requires nothing
/// that the build of this test did not already fetch.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let version = cargo(&["-vV"]);
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap();
    let metadata = cargo(&[
        "metadata",
        "--format-version",
        "1",
        "--offline",
        "--locked",
        "--no-default-features",
        "--filter-platform",
        host,
    ]);
    let manifest = metadata
        .split("\"manifest_path\":\"")
        .filter_map(|rest| rest.split_once('"'))
        .map(|(path, _)| path.replace("\\\\", "\\"))
        .find(|path| {
            let folder = Path::new(path).parent().and_then(Path::file_name);
            folder.is_some_and(|name| name.to_string_lossy().starts_with("myna-card"))
        });
    let manifest = manifest.expect("myna-card is a dev-dependency");
    Path::new(&manifest).with_file_name("tests").join("fixtures")
});

/// Runs the cargo that runs this test.
fn cargo(arguments: &[&str]) -> String {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into());
    let output = Command::new(cargo)
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// One of these files, by its name.
pub fn file(name: &str) -> Vec<u8> {
    std::fs::read(FOLDER.join(name)).unwrap()
}
