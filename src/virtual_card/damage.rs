//! Files with damaged contents.

use crate::tlv::Header;
use crate::virtual_card::files::{File, FileId, Files};

/// How a file of the card is damaged: [`Builder::damage`](crate::virtual_card::Builder::damage),
/// [`Builder::damage_in`](crate::virtual_card::Builder::damage_in).
///
/// Objects are BER-TLV objects: a certificate is one, with another inside it, and so is a record of
/// the other applications.
///
/// ```
/// use jpkicard::virtual_card::{Damage, VirtualCard, VirtualReader};
/// use jpkicard::{Card, Status};
///
/// let damaged = VirtualCard::builder().damage(0x000A, Damage::Missing).build()?;
/// let reader = VirtualReader::new(damaged);
/// let read = Card::new(reader.connect()?).jpki()?.authentication_certificate();
/// assert_eq!(read.unwrap_err().status(), Status::NotOnCard);
/// # Ok::<(), jpkicard::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Damage {
    /// The file does not exist.
    Missing,
    /// The file contains these bytes.
    Content(Vec<u8>),
    /// The file ends after this many bytes.
    Truncated(usize),
    /// The file's object grows to this many bytes, and its length field says so.
    Oversized(usize),
    /// The object's length field is replaced by these bytes, such as `80` (indefinite) or `84 FF FF
    /// FF FF`; the value follows them.
    Length(Vec<u8>),
    /// The same for the first object inside the object, whose own length stays unchanged.
    InnerLength(Vec<u8>),
    /// The file is replaced by that of the card with this seed: a certificate or record of another
    /// key.
    OfSeed(u64),
}

impl Damage {
    /// Damages the file; `None` if it is not a readable file. `of_seed` are the files of the other
    /// card, if one is needed.
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

/// The content with the length octets of the object at `start` replaced.
fn with_length(content: &[u8], start: usize, octets: &[u8]) -> Option<Vec<u8>> {
    let (before, object) = content.split_at_checked(start)?;
    let header = Header::parse(object).ok()?;
    let value = object.get(header.header_length..)?;
    Some([before, object.get(..tag_length(&header))?, octets, value].concat())
}

/// One object of this many bytes in total, the old value padded with zeros.
fn oversized(content: &[u8], length: usize) -> Option<Vec<u8>> {
    let header = Header::parse(content).ok()?;
    let mut value = content.get(header.header_length..header.total_length())?.to_vec();
    let tag = content.get(..tag_length(&header))?;
    // `83` and a three-byte length.
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
    /// The bytes of a readable EF.
    fn content(&self, id: FileId) -> Option<&[u8]> {
        match self.get(id) {
            Ok(File::Transparent { content, .. } | File::Record(content)) => Some(content),
            _ => None,
        }
    }
}
