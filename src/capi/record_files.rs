//! The files of a record in C, as a desk sends them and a server verifies them.

use crate::capi::argument::{bytes, refused};
use crate::capi::structure::{Structure, end_of, structure};
use crate::error::Result;

/// The record: the file of a card's face, or of name, address, birth date and sex.
pub const JPKI_FILE_RECORD: i32 = 0x4A00_1C01;
/// The certificate of the key that signed the record.
pub const JPKI_FILE_CERTIFICATE: i32 = 0x4A00_1C02;
/// Of a face: the card's signature over the challenge. Of attributes: the record that signs them.
pub const JPKI_FILE_SIGNATURE: i32 = 0x4A00_1C03;

/// One of JPKI_FILE_*.
pub type jpki_file = i32;

/// The files that a desk read from a card and sent, for `jpki_face_from_files` and
/// `jpki_attributes_from_files`, and the challenge, which the verifier has kept itself and accepts
/// from nobody else. The call keeps no pointer to any of it. All of it is personal data: do not log
/// it.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct jpki_record_files {
    /// Set by the caller: sizeof(jpki_record_files).
    pub struct_size: u32,
    /// Must be 0.
    pub reserved: u32,
    /// JPKI_FILE_RECORD.
    pub record: *const u8,
    /// Its length in bytes.
    pub record_length: usize,
    /// JPKI_FILE_CERTIFICATE.
    pub certificate: *const u8,
    /// Its length in bytes.
    pub certificate_length: usize,
    /// Of a face: the challenge that the card was to sign, chosen by the verifier: random, 16 bytes
    /// or more, never used before. Of attributes: NULL.
    pub challenge: *const u8,
    /// Its length in bytes; 0 for attributes.
    pub challenge_length: usize,
    /// JPKI_FILE_SIGNATURE.
    pub signature: *const u8,
    /// Its length in bytes.
    pub signature_length: usize,
}

// SAFETY: numbers and pointers without padding; the first is the size, and zeros are valid.
unsafe impl Structure for jpki_record_files {
    const SMALLEST: usize = end_of!(jpki_record_files, signature_length);
}

/// The same in Rust types.
#[cfg_attr(
    not(feature = "verify"),
    allow(dead_code, reason = "a library that verifies reads them")
)]
pub(super) struct RecordFiles<'a> {
    pub(super) record: &'a [u8],
    pub(super) certificate: &'a [u8],
    pub(super) challenge: &'a [u8],
    pub(super) signature: &'a [u8],
}

impl RecordFiles<'_> {
    /// # Safety
    /// `files` is null or points to a jpki_record_files whose pointers and lengths are valid and
    /// stay valid during `'a`.
    pub(super) unsafe fn read(files: *const jpki_record_files) -> Result<Self> {
        // SAFETY: as the caller of this function promises.
        let files = unsafe { structure(files)? }.ok_or(refused("the files are null"))?;
        if files.reserved != 0 {
            return Err(refused("a reserved field is not 0"));
        }
        // SAFETY: as above.
        unsafe {
            Ok(Self {
                record: bytes(files.record, files.record_length)?,
                certificate: bytes(files.certificate, files.certificate_length)?,
                challenge: bytes(files.challenge, files.challenge_length)?,
                signature: bytes(files.signature, files.signature_length)?,
            })
        }
    }
}
