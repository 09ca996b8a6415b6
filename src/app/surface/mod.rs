//! The card-surface application (券面事項確認AP): the photo and what is printed on the card, to be
//! compared with the person at the desk.
//!
//! It is unlocked by what is printed on the card itself: the birth date for the age record, the
//! check number B (照合番号B) for the card face. No PIN is sent and no PIN try is spent; but ten wrong
//! check numbers in a row lock this way of reading until the municipal office resets it.
//!
//! [`Surface`] is one transaction with the application selected, like
//! [`Jpki`](crate::Jpki), and recovers from a reset in the same way.

mod files;
#[cfg(feature = "verify")]
mod presence;

use std::fmt;
use std::mem::take;

use zeroize::Zeroizing;

use crate::app::application::Credential;
use crate::app::session::{Session, after_verify};
use crate::card::{Card, ElementaryFile, Extent, PinStatus};
use crate::check_number::{BirthDateCode, CheckNumberB};
use crate::error::Result;
use crate::record::{
    AgeRecord, ApplicationInformation, CardFace, CardVerifiableCertificate, require_fresh,
};
use crate::secret::LastTry;
use crate::signature::SignRequest;
use crate::status::Status;
use crate::transport::Transport;

/// The longest record that is read, in bytes: the range of a 15-bit offset. The card face of a test
/// card has 3,070 (myna-card).
const MAX_RECORD_LENGTH: usize = 32_768;

/// What the card returned under one VERIFY.
struct Shown {
    file: Zeroizing<Vec<u8>>,
    signature: Vec<u8>,
}

/// A card face and what shows, to whoever chose the challenge, that it is this card's.
///
/// Its verifier has [`CardFace::verify`] and [`CardFace::verify_challenge`], and needs no card.
#[non_exhaustive]
pub struct SignedCardFace {
    /// The card face.
    pub card_face: CardFace,
    /// The certificate of the key that signed it.
    pub certificate: CardVerifiableCertificate,
    /// The card's signature of the challenge.
    pub signature: Vec<u8>,
}

impl fmt::Debug for SignedCardFace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The signature proves this card's presence to whoever chose the challenge.
        f.debug_struct("SignedCardFace")
            .field("card_face", &self.card_face)
            .field("certificate", &self.certificate)
            .finish_non_exhaustive()
    }
}

impl<T: Transport> Card<T> {
    /// Begins a transaction and selects the card-surface application.
    ///
    /// # Errors
    /// `NotOnCard` on a phone, which has no such application; `NotIndividualNumberCard`;
    /// those of the transport.
    pub fn surface(&mut self) -> Result<Surface<'_, T>> {
        Ok(Surface { session: Session::begin(self, &files::SURFACE)? })
    }
}

/// The card-surface application of one card, within one transaction.
///
/// ```
/// # #[cfg(all(feature = "verify", feature = "virtual-card"))]
/// # fn main() -> jpkicard::Result<()> {
/// # use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::record::{CardAuthorities, Sex};
/// use jpkicard::{Card, CheckNumberB, Date, LastTry};
///
/// # let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// # let mut card = Card::new(reader.connect()?);
/// # use jpkicard::record::{CardAuthority, RecordApplication};
/// # // The authorities of the virtual card; for real cards, `CardAuthorities::production()`.
/// # let (identifier, modulus) = reader.with_card(|card| card.surface_authority()).unwrap();
/// # let surface = CardAuthority::new(RecordApplication::CardSurface, identifier, &modulus, &[1, 0, 1])?;
/// # let (identifier, modulus) = reader.with_card(|card| card.input_support_authority()).unwrap();
/// # let input = CardAuthority::new(RecordApplication::InputSupport, identifier, &modulus, &[1, 0, 1])?;
/// # let authorities = CardAuthorities::none().with(surface).with(input);
/// let number = CheckNumberB::new(Date::new(1980, 2, 17).unwrap(), 2035, b"2285")?;
/// let face = card.surface()?.card_face(&number, &authorities, LastTry::Keep)?;
/// assert_eq!(face.sex(), Sex::Female);
/// assert!(face.expiry() >= Date::new(2026, 4, 1).unwrap()); // the caller's today
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "verify", feature = "virtual-card")))]
/// # fn main() {}
/// ```
#[derive(Debug)]
pub struct Surface<'card, T: Transport> {
    session: Session<'card, T>,
}

impl<T: Transport> Surface<'_, T> {
    /// Reads the application's basic information: versions and the municipality that
    /// issued the card. Readable without a PIN; not signed.
    ///
    /// # Errors
    /// `RecordMalformed`, `NotOnCard`, `CardStatus`, `CardAnswer`, `CardExchanged`; those of the
    /// [transport](crate::transport::Transport).
    pub fn information(&mut self) -> Result<ApplicationInformation> {
        ApplicationInformation::from_surface_file(&self.read(files::INFORMATION)?)
    }

    /// Reads the card-verifiable certificate of the key that signs this application's
    /// records. Readable without a PIN. It proves nothing until it is verified with an authority's
    /// key.
    ///
    /// # Errors
    /// As for [`information`](Self::information).
    pub fn certificate(&mut self) -> Result<CardVerifiableCertificate> {
        CardVerifiableCertificate::from_file(self.read(files::CERTIFICATE)?)
    }

    /// Queries how many of ten tries the check number B has left. Spends none.
    ///
    /// # Errors
    /// `NotOnCard` if the card has no such number; those of the
    /// [transport](crate::transport::Transport).
    pub fn check_number_status(&mut self) -> Result<PinStatus> {
        Ok(self.session.tries(files::CHECK_NUMBER_B.file)?.status)
    }

    /// Queries how many tries the birth date has left. Spends none.
    ///
    /// # Errors
    /// As for [`check_number_status`](Self::check_number_status).
    pub fn birth_date_status(&mut self) -> Result<PinStatus> {
        Ok(self.session.tries(files::BIRTH_DATE.file)?.status)
    }

    /// Verifies the check number, reads the card face and locks the application again. Takes one
    /// command per 256 bytes of the card face, and one each for SELECT, the query of the tries,
    /// VERIFY, and leaving the application.
    ///
    /// The result is not verified: see `Surface::card_face` for one that can be relied on.
    ///
    /// The number is sent at most once. It is not sent when it is locked, nor, unless `last_try`
    /// allows it, when one try is left or the card does not report how many are left. A wrong one
    /// spends one of ten tries.
    ///
    /// # Errors
    /// `CheckNumberWrong` with the tries left, `CheckNumberBlocked`, `PinLastTry`,
    /// `PinTriesUnknown`, `PinUncertain`, `RecordMalformed`, `KeyNotLocked`; those of the
    /// transport.
    pub fn card_face_unverified(
        &mut self,
        number: &CheckNumberB,
        last_try: LastTry,
    ) -> Result<CardFace> {
        let secret = number.as_bytes();
        let opened = &files::CHECK_NUMBER_B;
        CardFace::from_file(self.read_opened(files::CARD_FACE, opened, secret, last_try)?)
    }

    /// Reads the card face as [`card_face_unverified`](Self::card_face_unverified) does, and has the
    /// card sign a challenge that someone else chose, such as the server that is to verify the card
    /// face: the result is what it needs for that. Nothing is verified here.
    ///
    /// The challenge is at least 16 random bytes, generated freshly for this card.
    ///
    /// # Errors
    /// `Argument` if the challenge has fewer than 16 bytes: the number is not sent then; those of
    /// [`card_face_unverified`](Self::card_face_unverified).
    pub fn card_face_for_challenge_unverified(
        &mut self,
        number: &CheckNumberB,
        challenge: &[u8],
        last_try: LastTry,
    ) -> Result<SignedCardFace> {
        require_fresh(challenge)?;
        let certificate = self.certificate()?;
        self.card_face_beside(certificate, number, challenge, last_try)
    }

    fn card_face_beside(
        &mut self,
        certificate: CardVerifiableCertificate,
        number: &CheckNumberB,
        challenge: &[u8],
        last_try: LastTry,
    ) -> Result<SignedCardFace> {
        let (file, opened_by) = (files::CARD_FACE, &files::CHECK_NUMBER_B);
        let mut shown = self.show(file, opened_by, number.as_bytes(), challenge, last_try)?;
        let card_face = CardFace::from_file(take(&mut *shown.file))?;
        Ok(SignedCardFace { card_face, certificate, signature: shown.signature })
    }

    /// Has the card compare the birth date, reads the age record and locks the application again:
    /// the minimum that a terminal can learn. The rules are those of
    /// [`card_face_unverified`](Self::card_face_unverified). The card compares six digits; whether
    /// the day lies in the right era is compared here, if the code was built from a day.
    ///
    /// # Errors
    /// `BirthDateDiffers`; those of [`card_face_unverified`](Self::card_face_unverified).
    pub fn age_record_unverified(
        &mut self,
        birth_date: &BirthDateCode,
        last_try: LastTry,
    ) -> Result<AgeRecord> {
        let secret = birth_date.as_bytes();
        let opened = &files::BIRTH_DATE;
        let file = self.read_opened(files::AGE_RECORD, opened, secret, last_try)?;
        let record = AgeRecord::from_file(file)?;
        birth_date.compare(record.birth_date())?;
        Ok(record)
    }

    /// Verifies the individual number, reads its picture as printed on the card's back and locks
    /// the application again. The rules are those of
    /// [`card_face_unverified`](Self::card_face_unverified).
    ///
    /// # Errors
    /// As for [`card_face_unverified`](Self::card_face_unverified).
    #[cfg(feature = "individual-number")]
    pub fn individual_number_image_unverified(
        &mut self,
        number: &crate::record::IndividualNumber,
        last_try: LastTry,
    ) -> Result<crate::record::IndividualNumberImage> {
        let (file, opened) = (files::INDIVIDUAL_NUMBER_IMAGE, &files::CHECK_NUMBER_A);
        let file = self.read_opened(file, opened, number.as_bytes(), last_try)?;
        crate::record::IndividualNumberImage::from_file(file)
    }

    /// Signs the caller's challenge, of any length, with the application's own key: PKCS #1 v1.5
    /// over its SHA-256. No PIN or number is needed. The key is the one named in the card face and
    /// the age record, and never leaves the card.
    ///
    /// # Errors
    /// `CardStatus`, `CardAnswer`; those of the transport.
    pub fn sign_challenge(&mut self, challenge: &[u8]) -> Result<Vec<u8>> {
        let prepared = SignRequest::data(challenge).prepare()?;
        let signed =
            self.session.reading_selected(|card| card.compute_own_signature(&prepared.card_input));
        signed.map_err(|error| match error.status() {
            // The card is at fault: this key has no PIN that anyone could type.
            Status::PinRequired => error.with_status(Status::CardStatus),
            _ => error,
        })
    }

    /// Ends the transaction and returns the result; dropping the value ends it silently.
    ///
    /// # Errors
    /// `KeyNotLocked` if the key could not be locked; those of the
    /// [transport](crate::transport::Transport).
    pub fn end(self) -> Result<()> {
        self.session.end()
    }

    fn read(&mut self, file: ElementaryFile) -> Result<Vec<u8>> {
        self.session.read(file, Extent::Object(MAX_RECORD_LENGTH))
    }

    /// Verifies a number, reads the file that it unlocks, has a challenge signed, and locks the
    /// application again.
    fn show(
        &mut self,
        file: ElementaryFile,
        opened_by: &Credential,
        secret: &[u8],
        challenge: &[u8],
        last_try: LastTry,
    ) -> Result<Shown> {
        let prepared = SignRequest::data(challenge).prepare()?;
        self.session.with_verified(opened_by, secret, last_try, |session, _| {
            let file =
                session.read(file, Extent::Object(MAX_RECORD_LENGTH)).map_err(after_verify)?;
            let file = Zeroizing::new(file);
            let signature = session.transaction.compute_own_signature(&prepared.card_input);
            Ok(Shown { file, signature: signature.map_err(after_verify)? })
        })
    }

    /// Verifies a number, reads the file that it unlocks, and locks the application again.
    fn read_opened(
        &mut self,
        file: ElementaryFile,
        opened_by: &Credential,
        secret: &[u8],
        last_try: LastTry,
    ) -> Result<Vec<u8>> {
        // Also wiped if the application could not be locked.
        let mut content =
            self.session.with_verified(opened_by, secret, last_try, |session, _| {
                let content = session.read(file, Extent::Object(MAX_RECORD_LENGTH));
                content.map(Zeroizing::new).map_err(after_verify)
            })?;
        Ok(take(&mut *content))
    }
}
