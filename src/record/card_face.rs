//! What is printed on the card's face.

use crate::date::Date;
use crate::error::Result;
use crate::record::card_bound::card_bound;
use crate::record::file::RecordFile;
use crate::record::key::{MODULUS_LENGTH, PublicKey};
use crate::record::{RecordObject, Sex, date};

const RECORD: u32 = 0xFF20;
const OFFSETS: u32 = 0xDF21;
const BIRTH_DATE: u32 = 0xDF22;
const SEX: u32 = 0xDF23;
const PUBLIC_KEY: u32 = 0xDF24;
const NAME_IMAGE: u32 = 0xDF25;
const ADDRESS_IMAGE: u32 = 0xDF26;
const PHOTO: u32 = 0xDF27;
const SIGNATURE: u32 = 0xDF28;
const EXPIRY: u32 = 0xDF29;
const SECURITY_CODE_IMAGE: u32 = 0xDF2A;
/// The objects known to this version.
const KNOWN: &[u32] = &[
    OFFSETS,
    BIRTH_DATE,
    SEX,
    PUBLIC_KEY,
    NAME_IMAGE,
    ADDRESS_IMAGE,
    PHOTO,
    SIGNATURE,
    EXPIRY,
    SECURITY_CODE_IMAGE,
];

/// The card's face: what is printed on its front. EF `0002` of the card-surface application,
/// unlocked with check number B or A.
///
/// The signature covers the date of birth, the sex, the card's key, the pictures of name
/// and address, and the photo. It does **not** cover [`expiry`](Self::expiry) and
/// [`security_code_image`](Self::security_code_image): those are only as trustworthy as the path by
/// which the file came. The expiry can be compared with the year in check number B, which the card
/// itself has compared.
///
/// Wiped from memory when dropped; `Debug` shows nothing.
///
/// ```
/// # #[cfg(all(feature = "verify", feature = "virtual-card"))]
/// # fn main() -> jpkicard::Result<()> {
/// use jpkicard::record::{CardAuthorities, CardFace, CardVerifiableCertificate, Sex};
/// # use jpkicard::record::{CardAuthority, RecordApplication};
/// use jpkicard::virtual_card::VirtualCard;
///
/// # let card = VirtualCard::builder().build()?;
/// # let (identifier, modulus) = card.surface_authority();
/// # let surface = CardAuthority::new(RecordApplication::CardSurface, identifier, &modulus, &[1, 0, 1])?;
/// # let authorities = CardAuthorities::none().with(surface);
/// # let (record, certificate) = (card.card_face_file(), card.surface_certificate_file());
/// // On a server: the files as a desk sent them.
/// let face = CardFace::from_file(record.to_vec())?;
/// let certificate = CardVerifiableCertificate::from_file(certificate.to_vec())?;
/// face.verify(&certificate, &authorities)?;
/// assert_eq!((face.birth_date().unwrap().year(), face.sex()), (1980, Sex::Female));
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "verify", feature = "virtual-card")))]
/// # fn main() {}
/// ```
pub struct CardFace {
    file: RecordFile,
    birth_date: Option<Date>,
    sex: Sex,
    expiry: Date,
}

impl CardFace {
    /// Parses the file: `FF20 { DF21 offsets, DF22 YYYYMMDD, DF23 sex, DF24 key, DF25 name, DF26
    /// address, DF27 photo, DF28 signature, DF29 YYYYMMDD, DF2A security code }`.
    ///
    /// The pictures are not decoded.
    ///
    /// # Errors
    /// `RecordMalformed` if it is not in this form, or an offset does not point to the start of an
    /// object. A date of birth that is not a calendar day is kept as it is; such a date of expiry
    /// is rejected.
    pub fn from_file(file: Vec<u8>) -> Result<Self> {
        let file = RecordFile::read_with_offsets(file, RECORD, OFFSETS, KNOWN)?;
        PublicKey::read(file.value(PUBLIC_KEY)?)?;
        file.array::<MODULUS_LENGTH>(SIGNATURE)?;
        for picture in [NAME_IMAGE, ADDRESS_IMAGE, PHOTO, SECURITY_CODE_IMAGE] {
            file.value(picture)?;
        }
        Ok(Self {
            birth_date: Date::from_digits(file.value(BIRTH_DATE)?),
            sex: Sex::read(file.array(SEX)?),
            expiry: date(file.value(EXPIRY)?)?,
            file,
        })
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

    /// The last day on which the card is valid. Not covered by the signature, and not compared with
    /// anything: neither with today nor with the check number's year.
    #[must_use]
    pub fn expiry(&self) -> Date {
        self.expiry
    }

    /// The photo: greyscale JPEG 2000 in a JP2 file.
    #[must_use]
    pub fn photo(&self) -> &[u8] {
        self.picture(PHOTO)
    }

    /// The name as printed: 1-bit PNG.
    #[must_use]
    pub fn name_image(&self) -> &[u8] {
        self.picture(NAME_IMAGE)
    }

    /// The address as printed: 1-bit PNG.
    #[must_use]
    pub fn address_image(&self) -> &[u8] {
        self.picture(ADDRESS_IMAGE)
    }

    /// The security code as printed: PNG. Not covered by the signature.
    #[must_use]
    pub fn security_code_image(&self) -> &[u8] {
        self.picture(SECURITY_CODE_IMAGE)
    }

    /// The objects unknown to this version, in file order. Not covered by the signature.
    pub fn other_objects(&self) -> impl Iterator<Item = RecordObject<'_>> {
        self.file.others(KNOWN)
    }

    #[cfg(feature = "verify")]
    fn is_signed(&self, key: PublicKey<'_>) -> Result<bool> {
        let written = |tag| self.file.written(tag);
        let person = [written(BIRTH_DATE)?, written(SEX)?, written(PUBLIC_KEY)?];
        let texts = [written(NAME_IMAGE)?, written(ADDRESS_IMAGE)?];
        let photo = [written(PHOTO)?];
        Ok(key.signed_segments([&person, &texts, &photo], self.file.value(SIGNATURE)?))
    }

    fn picture(&self, tag: u32) -> &[u8] {
        // Their presence was checked when the file was parsed.
        self.file.value(tag).unwrap_or_default()
    }
}

card_bound!(CardFace, PUBLIC_KEY, " but for the expiry and the security code", true);
