//! Files that hold what they should not.

use crate::tlv::Header;
use crate::virtual_card::files::{File, FileId, Files};

/// How a file of the card is damaged: [`Builder::damage`](crate::virtual_card::Builder::damage),
/// [`Builder::damage_in`](crate::virtual_card::Builder::damage_in).
///
/// Objects are those of BER-TLV: a certificate is one, with one inside it, and so is a
/// record of the other applications.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Damage {
    /// There is no such file.
    Missing,
    /// The file holds these bytes.
    Content(Vec<u8>),
    /// The file ends after so many bytes.
    Truncated(usize),
    /// The file's object grows to so many bytes, as its length says.
    Oversized(usize),
    /// In place of the object's length stand these bytes, such as `80` (indefinite) or
    /// `84 FF FF FF FF`; the value follows them.
    Length(Vec<u8>),
    /// The same of the first object inside the object, whose own length stays.
    InnerLength(Vec<u8>),
    /// The file is that of the card with this seed: a certificate or record of another key.
    OfSeed(u64),
}

impl Damage {
    /// Damages the file; `None` if it is none that is read. `of_seed` are the files of
    /// the other card where one is meant.
    pub(super) fn apply(
        &self,
        files: &mut Files,
        file: FileId,
        of_seed: Option<Files>,
    ) -> Option<()> {
        let content = files.content(file)?;
        let new = match self {
            Self::Missing => {
                files.remove(file);
                return Some(());
            }
            Self::Content(bytes) => bytes.clone(),
            Self::Truncated(length) => content.get(..*length)?.to_vec(),
            Self::Oversized(length) => oversized(content, *length)?,
            Self::Length(octets) => with_length(content, 0, octets)?,
            Self::InnerLength(octets) => {
                with_length(content, Header::parse(content).ok()?.header_length, octets)?
            }
            Self::OfSeed(_) => of_seed?.content(file)?.to_vec(),
        };
        *files.content_mut(file)? = new;
        Some(())
    }
}

/// The content with other length octets in the object that begins at `start`.
fn with_length(content: &[u8], start: usize, octets: &[u8]) -> Option<Vec<u8>> {
    let (before, object) = content.split_at_checked(start)?;
    let header = Header::parse(object).ok()?;
    let value = object.get(header.header_length..)?;
    Some([before, object.get(..tag_length(&header))?, octets, value].concat())
}

/// One object of so many bytes in all, zeros following the old value.
fn oversized(content: &[u8], length: usize) -> Option<Vec<u8>> {
    let header = Header::parse(content).ok()?;
    let mut value = content.get(header.header_length..header.total_length())?.to_vec();
    let tag = content.get(..tag_length(&header))?;
    // `83` and three bytes of length.
    value.resize(length.checked_sub(tag.len().checked_add(4)?)?.max(value.len()), 0);
    let [_, octets @ ..] = u32::try_from(value.len()).ok()?.to_be_bytes();
    Some([tag, &[0x83], &octets, &value].concat())
}

/// How many bytes the tag takes: one in certificates, two in most other records.
fn tag_length(header: &Header) -> usize {
    match header.tag {
        0..=0xFF => 1,
        0x100..=0xFFFF => 2,
        _ => 3,
    }
}

impl Files {
    /// The bytes of an EF that is read.
    fn content(&self, id: FileId) -> Option<&[u8]> {
        match self.get(id) {
            Ok(File::Transparent { content, .. } | File::Record(content)) => Some(content),
            _ => None,
        }
    }
}
