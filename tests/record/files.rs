//! The files of a genuine test card, which myna-card has among its tests: nobody's data.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use jpkicard::record::{
    AgeRecord, BasicAttributes, CardFace, CardVerifiableCertificate, IntegrityRecord,
};

/// Where cargo keeps that package, as cargo itself says.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--offline", "--locked", "--all-features"])
        .args(["--manifest-path", concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")])
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8(output.stdout).unwrap();
    let manifest = text
        .split("\"manifest_path\":\"")
        .filter_map(|rest| rest.split_once('"'))
        .map(|(path, _)| Path::new(path))
        .find(|path| path.parent().is_some_and(|folder| folder.ends_with("myna-card-3.3.4")))
        .expect("myna-card is a dev-dependency");
    manifest.parent().unwrap().join("tests/fixtures")
});

pub fn file(name: &str) -> Vec<u8> {
    std::fs::read(FOLDER.join(name)).unwrap()
}

pub fn age() -> Vec<u8> {
    file("surface-0001.bin")
}

pub fn face() -> Vec<u8> {
    file("surface-0002.bin")
}

pub fn attributes() -> Vec<u8> {
    file("text-0002.bin")
}

pub fn integrity() -> Vec<u8> {
    file("text-0003.bin")
}

pub fn surface_certificate() -> CardVerifiableCertificate {
    CardVerifiableCertificate::from_file(file("surface-0004.bin")).unwrap()
}

pub fn input_support_certificate() -> CardVerifiableCertificate {
    CardVerifiableCertificate::from_file(file("text-0004.bin")).unwrap()
}

pub fn read_age(bytes: &[u8]) -> jpkicard::Result<AgeRecord> {
    AgeRecord::from_file(bytes.to_vec())
}

pub fn read_face(bytes: &[u8]) -> jpkicard::Result<CardFace> {
    CardFace::from_file(bytes.to_vec())
}

pub fn read_attributes(bytes: &[u8]) -> jpkicard::Result<BasicAttributes> {
    BasicAttributes::from_file(bytes.to_vec())
}

pub fn read_integrity(bytes: &[u8]) -> jpkicard::Result<IntegrityRecord> {
    IntegrityRecord::from_file(bytes.to_vec())
}
