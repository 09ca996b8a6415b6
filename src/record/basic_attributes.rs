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
/// All that this version knows.
const KNOWN: &[u32] = &[OFFSETS, NAME, ADDRESS, BIRTH_DATE, SEX];

/// The basic four attributes (基本4情報): name, address, date of birth, sex. EF `0002` of
/// the input-support application, opened with its PIN or check number B.
///
/// Nothing here is signed: an [`IntegrityRecord`](crate::record::IntegrityRecord) that is
/// authentic and covers them makes them so. Wiped from memory when dropped; `Debug` shows
/// nothing. The texts are kept exactly, any control character included: replace those before
/// a terminal shows them.
pub struct BasicAttributes {
    file: RecordFile,
    birth_date: Option<Date>,
    sex: Sex,
}

impl BasicAttributes {
    /// Reads the file: `FF20 { DF21 offsets, DF22 name, DF23 address, DF24 YYYYMMDD, DF25
    /// sex }`, the texts in UTF-8.
    ///
    /// # Errors
    /// `RecordMalformed` if it is not in this form, or an offset is not where an object
    /// begins. A date of birth that is no day of the calendar is kept as it is.
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

    /// The file, without what filled it up.
    #[must_use]
    pub fn file(&self) -> &[u8] {
        self.file.bytes()
    }

    /// The name as the card has it; an ideographic space (U+3000) parts family and given
    /// name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.text(NAME)
    }

    /// The address as the card has it.
    #[must_use]
    pub fn address(&self) -> &str {
        self.text(ADDRESS)
    }

    /// The date of birth; `None` where the card does not have a day of the calendar, as for a
    /// holder whose day or month of birth nobody knows.
    #[must_use]
    pub fn birth_date(&self) -> Option<Date> {
        self.birth_date
    }

    /// The date of birth as the card writes it: `YYYYMMDD`, or what stands in its place where
    /// [`birth_date`](Self::birth_date) is `None`, such as `19500400`. Personal data.
    #[must_use]
    pub fn birth_date_digits(&self) -> &[u8] {
        // It was there when the file was read.
        self.file.value(BIRTH_DATE).unwrap_or_default()
    }

    /// The sex.
    #[must_use]
    pub fn sex(&self) -> Sex {
        self.sex
    }

    /// The objects that this version does not know, in the order of the file. The integrity
    /// record covers them as it covers the others.
    pub fn other_objects(&self) -> impl Iterator<Item = RecordObject<'_>> {
        self.file.others(KNOWN)
    }

    /// What the integrity record has the digest of: all objects after the offsets.
    pub(super) fn attributes(&self) -> &[u8] {
        self.file.after_first()
    }

    fn text(&self, tag: u32) -> &str {
        // Each was there, and UTF-8, when the file was read.
        self.file.value(tag).ok().and_then(|text| str::from_utf8(text).ok()).unwrap_or_default()
    }
}

impl fmt::Debug for BasicAttributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("BasicAttributes(..)")
    }
}
