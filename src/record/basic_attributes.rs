//! Who the holder is, as text.

use std::{fmt, str};

use crate::date::Date;
use crate::error::Result;
use crate::record::file::RecordFile;
use crate::record::{RecordObject, Sex, malformed};

const RECORD: u32 = 0xFF20;
const OFFSETS: u32 = 0xDF21;
const NAME: u32 = 0xDF22;
const ADDRESS: u32 = 0xDF23;
const BIRTH_DATE: u32 = 0xDF24;
const SEX: u32 = 0xDF25;
/// The objects known to this version.
const KNOWN: &[u32] = &[OFFSETS, NAME, ADDRESS, BIRTH_DATE, SEX];

/// The basic four attributes (基本4情報): name, address, date of birth, sex. EF `0002` of the
/// input-support application, unlocked with its PIN or check number B.
///
/// Not signed itself: it is authentic if an authentic
/// [`IntegrityRecord`](crate::record::IntegrityRecord) covers it. Wiped from memory when dropped;
/// `Debug` shows nothing. The texts are kept exactly, control characters included: replace those
/// before showing them on a terminal.
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// use jpkicard::Status;
/// use jpkicard::record::{BasicAttributes, Sex};
/// use jpkicard::virtual_card::VirtualCard;
///
/// let file = VirtualCard::builder().build()?.basic_attributes_file().to_vec();
/// let attributes = BasicAttributes::from_file(file)?;
/// assert_eq!((attributes.name(), attributes.sex()), ("試験　花子", Sex::Female));
/// let error = BasicAttributes::from_file(b"no record".to_vec()).unwrap_err();
/// assert_eq!(error.status(), Status::RecordMalformed);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
pub struct BasicAttributes {
    file: RecordFile,
    birth_date: Option<Date>,
    sex: Sex,
}

impl BasicAttributes {
    /// Parses the file: `FF20 { DF21 offsets, DF22 name, DF23 address, DF24 YYYYMMDD, DF25 sex }`,
    /// the texts in UTF-8.
    ///
    /// # Errors
    /// `RecordMalformed` if it is not in this form, or an offset does not point to the start of an
    /// object. A date of birth that is not a calendar day is kept as it is.
    pub fn from_file(file: Vec<u8>) -> Result<Self> {
        let file = RecordFile::read_with_offsets(file, RECORD, OFFSETS, KNOWN)?;
        for text in [NAME, ADDRESS] {
            str::from_utf8(file.value(text)?).map_err(|_| malformed("a text is not UTF-8"))?;
        }
        Ok(Self {
            birth_date: Date::from_digits(file.value(BIRTH_DATE)?),
            sex: Sex::read(file.array(SEX)?),
            file,
        })
    }

    /// The file without its filler.
    #[must_use]
    pub fn file(&self) -> &[u8] {
        self.file.bytes()
    }

    /// The name as stored on the card; an ideographic space (U+3000) separates family and given
    /// name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.text(NAME)
    }

    /// The address as stored on the card.
    #[must_use]
    pub fn address(&self) -> &str {
        self.text(ADDRESS)
    }

    /// The date of birth; `None` if the card does not have a calendar day, as for a holder whose
    /// day or month of birth is unknown.
    #[must_use]
    pub fn birth_date(&self) -> Option<Date> {
        self.birth_date
    }

    /// The date of birth as the card encodes it: `YYYYMMDD`, or whatever the card has in its place
    /// if [`birth_date`](Self::birth_date) is `None`, such as `19500400`. Personal data.
    #[must_use]
    pub fn birth_date_digits(&self) -> &[u8] {
        // Its presence was checked when the file was parsed.
        self.file.value(BIRTH_DATE).unwrap_or_default()
    }

    /// The sex.
    #[must_use]
    pub fn sex(&self) -> Sex {
        self.sex
    }

    /// The objects unknown to this version, in file order. The integrity record covers them like
    /// the others.
    pub fn other_objects(&self) -> impl Iterator<Item = RecordObject<'_>> {
        self.file.others(KNOWN)
    }

    /// The bytes that the integrity record has the digest of: all objects after the offsets.
    pub(super) fn attributes(&self) -> &[u8] {
        self.file.after_first()
    }

    fn text(&self, tag: u32) -> &str {
        // Presence and UTF-8 were checked when the file was parsed.
        self.file.value(tag).ok().and_then(|text| str::from_utf8(text).ok()).unwrap_or_default()
    }
}

impl fmt::Debug for BasicAttributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BasicAttributes(..)")
    }
}
