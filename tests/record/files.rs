//! The files of a genuine test card, and what the library parses from them.

use jpkicard::record::{
    AgeRecord, BasicAttributes, CardFace, CardVerifiableCertificate, IntegrityRecord,
};

pub use crate::genuine_card::file;

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
