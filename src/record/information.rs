//! What the card says about itself and its applications.

use std::{fmt, str};

use zeroize::Zeroizing;

use crate::date::Date;
use crate::error::Result;
use crate::record::file::RecordFile;
use crate::record::{date, malformed};

/// Tag and length of the common application's record 1: SIMPLE-TLV (ISO 7816-4, 5.2.1), where `81`
/// does not introduce a long length but is a length.
const BEFORE_DIGITS: &[u8] = b"\x01\x1C";
const DIGITS: usize = 28;
const SERIAL_LENGTH: usize = 15;
const MUNICIPALITY_LENGTH: usize = 5;

/// The card's serial number, the municipality that issued it, and its expiry date. Record 1 of EF
/// `0001` of the common application, readable without a PIN.
///
/// None of it is signed. The serial number identifies the card and is treated like a certificate's:
/// do not log or store it without a reason. `Debug` shows nothing.
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::{Card, Date};
///
/// # let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// # let mut card = Card::new(reader.connect()?);
/// let information = card.card_information()?;
/// assert!(information.expiry() >= Date::new(2026, 4, 1).unwrap()); // the caller's today
/// assert_eq!(information.serial().len(), 15);
/// assert_eq!(information.municipality_code().len(), 5);
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
pub struct CardInformation {
    digits: Zeroizing<String>,
    expiry: Date,
}

impl CardInformation {
    /// Parses the record: `01 1C` and 28 ASCII digits, 15 + 5 + `YYYYMMDD`.
    ///
    /// # Errors
    /// `RecordMalformed` if it is not in this form.
    pub fn from_record(record: &[u8]) -> Result<Self> {
        let form = malformed("the card information is not 28 digits");
        let rest = record.strip_prefix(BEFORE_DIGITS).ok_or(form.clone())?;
        let (digits, filler) = rest.split_at_checked(DIGITS).ok_or(form.clone())?;
        let is_filler = filler.iter().all(|byte| matches!(byte, 0xFF | 0x00));
        if !is_filler || !digits.iter().all(u8::is_ascii_digit) {
            return Err(form);
        }
        let text = str::from_utf8(digits).map_err(|_| form)?;
        let expiry = digits.get(SERIAL_LENGTH.saturating_add(MUNICIPALITY_LENGTH)..);
        Ok(Self {
            expiry: date(expiry.unwrap_or_default())?,
            digits: Zeroizing::new(text.to_owned()),
        })
    }

    /// The card's serial number: 15 digits. Restricted.
    #[must_use]
    pub fn serial(&self) -> &str {
        self.digits.get(..SERIAL_LENGTH).unwrap_or_default()
    }

    /// The municipality that issued the card: 5 digits, the first two being the prefecture's
    /// (全国地方公共団体コード without its check digit).
    #[must_use]
    pub fn municipality_code(&self) -> &str {
        let from_here = self.digits.get(SERIAL_LENGTH..).unwrap_or_default();
        from_here.get(..MUNICIPALITY_LENGTH).unwrap_or_default()
    }

    /// The last day on which the card is valid.
    #[must_use]
    pub fn expiry(&self) -> Date {
        self.expiry
    }
}

impl fmt::Debug for CardInformation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardInformation(..)")
    }
}

/// An application's basic information: EF `0003` of the card-surface application, `0005`
/// of the input-support application; readable without a PIN. None of it is signed.
///
/// ```
/// # #[cfg(feature = "virtual-card")]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::Card;
///
/// # let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// # let mut card = Card::new(reader.connect()?);
/// let surface = card.surface()?.information()?;
/// assert!(surface.municipality_code().is_some());
/// let input = card.input_support()?.information()?;
/// assert!(input.municipality_code().is_none());
/// # Ok(())
/// # }
/// # #[cfg(not(feature = "virtual-card"))]
/// # fn main() {}
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ApplicationInformation {
    identification: [u8; 4],
    municipality_code: Option<String>,
}

impl ApplicationInformation {
    /// Parses the card-surface application's: `FF30 { DF31 4 bytes, …, DF34 5 digits, … }`.
    ///
    /// # Errors
    /// `RecordMalformed` if it is not in this form.
    pub fn from_surface_file(file: &[u8]) -> Result<Self> {
        let file = RecordFile::read(file.to_vec(), 0xFF30)?;
        let digits = file.array::<MUNICIPALITY_LENGTH>(0xDF34)?;
        let code = str::from_utf8(digits).ok().filter(|_| digits.iter().all(u8::is_ascii_digit));
        let code = code.ok_or(malformed("the municipality is not five digits"))?;
        let identification = *file.array(0xDF31)?;
        Ok(Self { identification, municipality_code: Some(code.to_owned()) })
    }

    /// Parses the input-support application's: `FF40 { DF41 4 bytes, … }`.
    ///
    /// # Errors
    /// `RecordMalformed` if it is not in this form.
    pub fn from_input_support_file(file: &[u8]) -> Result<Self> {
        let file = RecordFile::read(file.to_vec(), 0xFF40)?;
        Ok(Self { identification: *file.array(0xDF41)?, municipality_code: None })
    }

    /// The version of the application's specification: `06` and `01` have been seen.
    #[must_use]
    pub fn specification_version(&self) -> u8 {
        let [version, ..] = self.identification;
        version
    }

    /// Whether extended lengths are supported, in an unpublished code: `03` has been seen, on cards
    /// that support them.
    #[must_use]
    pub fn extended_length_support(&self) -> u8 {
        let [_, support, ..] = self.identification;
        support
    }

    /// The vendor, in an unpublished code.
    #[must_use]
    pub fn vendor(&self) -> u8 {
        let [.., vendor, _] = self.identification;
        vendor
    }

    /// A vendor-specific byte.
    #[must_use]
    pub fn vendor_specific(&self) -> u8 {
        let [.., specific] = self.identification;
        specific
    }

    /// The municipality that issued the card, 5 digits; only the card-surface application has it.
    #[must_use]
    pub fn municipality_code(&self) -> Option<&str> {
        self.municipality_code.as_deref()
    }
}

impl fmt::Debug for ApplicationInformation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The municipality is not shown.
        write!(f, "ApplicationInformation({:02X?})", self.identification)
    }
}
