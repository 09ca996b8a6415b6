//! A file that consists of one object containing objects.

use std::ops::Range;

use zeroize::Zeroizing;

use crate::error::Result;
use crate::record::{RecordObject, malformed};
use crate::tlv::Header;

/// The maximum number of objects in a file: three times those of the card face, and few enough to
/// compare each with all others.
const MAX_OBJECTS: usize = 32;

/// Such a file, wiped when it is dropped.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct RecordFile {
    bytes: Zeroizing<Vec<u8>>,
    objects: Vec<Object>,
}

/// The position of an object in the file.
#[derive(Clone, PartialEq, Eq)]
struct Object {
    tag: u32,
    /// From its first byte to the last, tag and length included.
    whole: Range<usize>,
    value: Range<usize>,
}

impl RecordFile {
    /// Parses a file whose outer object has this tag. Filler of `FF` or `00` after it is dropped.
    /// Anything else there, incomplete objects within, more than 32 of them, or two with one tag
    /// are malformed. Unknown objects are kept: a later specification may have more.
    pub(super) fn read(bytes: Vec<u8>, tag: u32) -> Result<Self> {
        let mut bytes = Zeroizing::new(bytes);
        let outer = header(&bytes, 0..bytes.len())?;
        if outer.tag != tag {
            return Err(malformed("it begins with another tag"));
        }
        let filler = bytes.get(outer.whole.end..).unwrap_or_default();
        if !filler.iter().all(|byte| matches!(byte, 0xFF | 0x00)) {
            return Err(malformed("more than filler follows it"));
        }
        bytes.truncate(outer.whole.end);
        let mut objects: Vec<Object> = Vec::new();
        let mut rest = outer.value;
        while !rest.is_empty() {
            let object = header(&bytes, rest.clone())?;
            if objects.iter().any(|earlier| earlier.tag == object.tag) {
                return Err(malformed("two objects have one tag"));
            }
            if objects.len() == MAX_OBJECTS {
                return Err(malformed("more objects than any record has"));
            }
            rest.start = object.whole.end;
            objects.push(object);
        }
        Ok(Self { bytes, objects })
    }

    /// The same for a file whose first object says where the others begin: two-byte big-endian
    /// offsets from the file's first byte. It lists every `known` object; whether it lists objects
    /// added by a later specification is not published.
    pub(super) fn read_with_offsets(
        bytes: Vec<u8>,
        tag: u32,
        table: u32,
        known: &[u32],
    ) -> Result<Self> {
        let file = Self::read(bytes, tag)?;
        let (first, others) = match file.objects.split_first() {
            Some((first, others)) if first.tag == table => (first, others),
            _ => return Err(malformed("the table of offsets is missing")),
        };
        let offsets = file.bytes.get(first.value.clone()).unwrap_or_default();
        let mut offsets = offsets.chunks(2).peekable();
        for object in others {
            let start = u16::try_from(object.whole.start).ok().map(u16::to_be_bytes);
            let is_named = start.is_some_and(|start| offsets.next_if_eq(&&start[..]).is_some());
            if !is_named && known.contains(&object.tag) {
                return Err(malformed("an offset is not where an object begins"));
            }
        }
        match offsets.next() {
            None => Ok(file),
            Some(_) => Err(malformed("an offset is not where an object begins")),
        }
    }

    /// The file without its filler.
    pub(super) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The value of an object.
    pub(super) fn value(&self, tag: u32) -> Result<&[u8]> {
        self.object(tag, |object| &object.value)
    }

    /// The value of an object, which must have this length.
    pub(super) fn array<const LENGTH: usize>(&self, tag: u32) -> Result<&[u8; LENGTH]> {
        self.value(tag)?.try_into().map_err(|_| malformed("an object has another length"))
    }

    /// An object as encoded, with tag and length.
    #[cfg(feature = "verify")]
    pub(super) fn written(&self, tag: u32) -> Result<&[u8]> {
        self.object(tag, |object| &object.whole)
    }

    /// The objects whose tags are not among these, in the order of the file.
    pub(super) fn others(&self, known: &'static [u32]) -> impl Iterator<Item = RecordObject<'_>> {
        let others = self.objects.iter().filter(|object| !known.contains(&object.tag));
        others.filter_map(|object| {
            let value = self.bytes.get(object.value.clone())?;
            Some(RecordObject::new(object.tag, value))
        })
    }

    /// Everything after the first object, as encoded.
    pub(super) fn after_first(&self) -> &[u8] {
        let start = self.objects.first().map_or(0, |first| first.whole.end);
        self.bytes.get(start..).unwrap_or_default()
    }

    fn object(&self, tag: u32, part: impl Fn(&Object) -> &Range<usize>) -> Result<&[u8]> {
        let object = self.objects.iter().find(|object| object.tag == tag);
        object
            .and_then(|object| self.bytes.get(part(object).clone()))
            .ok_or(malformed("an object is missing"))
    }
}

/// The object at the start of `within`, if it is complete.
fn header(bytes: &[u8], within: Range<usize>) -> Result<Object> {
    let here = bytes.get(within.clone()).unwrap_or_default();
    let header = Header::parse(here).map_err(|_| malformed("an object is not BER-TLV"))?;
    let start = within.start;
    let end = start.saturating_add(header.total_length());
    if end > within.end {
        return Err(malformed("an object ends before the length it announces"));
    }
    let value = start.saturating_add(header.header_length)..end;
    Ok(Object { tag: header.tag, whole: start..end, value })
}

#[cfg(test)]
mod tests;
