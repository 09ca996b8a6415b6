//! Reading verified records, with proof that the card itself is present.

use std::mem::take;

use crate::app::application::Credential;
use crate::app::surface::{SignedCardFace, Surface, files};
use crate::card::ElementaryFile;
use crate::check_number::{BirthDateCode, CheckNumberB};
use crate::error::{Error, Result};
use crate::record::{
    AgeRecord, CardAuthorities, CardBound, CardFace, RecordApplication, require_fresh,
};
use crate::secret::LastTry;
use crate::status::Status;
use crate::transport::Transport;

/// The length of the challenge that the card signs, in bytes: too long to occur twice.
const CHALLENGE_LENGTH: usize = 32;

impl<T: Transport> Surface<'_, T> {
    /// Reads and verifies the card face: the record is signed by a key that one of `authorities`
    /// certified, and the card signed a fresh challenge with the key that the record names, which
    /// distinguishes the card itself from a copied file. The result is what the issuer put on this
    /// card; whether the photo shows the person at the desk must be judged by a person. The expiry
    /// date and the security code are not covered by the record's signature; compare the date with
    /// today, because an expired card passes, and its year with that of the number.
    ///
    /// The rules for the number are those of
    /// [`card_face_unverified`](Self::card_face_unverified); takes 4 more commands, in one
    /// transaction. The number is not sent unless one of `authorities` signed the certificate.
    ///
    /// # Errors
    /// `RecordNotAuthentic` if the signature of the record or its certificate is not valid,
    /// `CardNotGenuine` if that of the challenge is not; those of
    /// [`card_face_unverified`](Self::card_face_unverified).
    pub fn card_face(
        &mut self,
        number: &CheckNumberB,
        authorities: &CardAuthorities,
        last_try: LastTry,
    ) -> Result<CardFace> {
        let (file, opened_by) = (files::CARD_FACE, &files::CHECK_NUMBER_B);
        self.prove(file, opened_by, number.as_bytes(), authorities, last_try)
    }

    /// Reads and verifies the card face as [`card_face`](Self::card_face) does, with a challenge that
    /// someone else chose, such as a server that verifies the card face too: the result is what it
    /// needs for that.
    ///
    /// The challenge is at least 16 random bytes, generated freshly for this card.
    ///
    /// # Errors
    /// `Argument` if the challenge has fewer than 16 bytes: the number is not sent then; those of
    /// [`card_face`](Self::card_face).
    pub fn card_face_for_challenge(
        &mut self,
        number: &CheckNumberB,
        challenge: &[u8],
        authorities: &CardAuthorities,
        last_try: LastTry,
    ) -> Result<SignedCardFace> {
        require_fresh(challenge)?;
        let certificate = self.certificate()?;
        certificate.verify_for(RecordApplication::CardSurface, authorities)?;
        let signed = self.card_face_beside(certificate, number, challenge, last_try)?;
        signed.card_face.verify(&signed.certificate, authorities)?;
        signed.card_face.verify_challenge(challenge, &signed.signature)?;
        Ok(signed)
    }

    /// Reads and verifies the age record, as [`card_face`](Self::card_face) does for the card
    /// face; if the code was built from a day, also checks that the holder was born on that day and
    /// not on a day of another era with the same six digits.
    ///
    /// # Errors
    /// `BirthDateDiffers`; those of [`card_face`](Self::card_face).
    pub fn age_record(
        &mut self,
        birth_date: &BirthDateCode,
        authorities: &CardAuthorities,
        last_try: LastTry,
    ) -> Result<AgeRecord> {
        let (file, opened_by) = (files::AGE_RECORD, &files::BIRTH_DATE);
        let secret = birth_date.as_bytes();
        let record: AgeRecord = self.prove(file, opened_by, secret, authorities, last_try)?;
        birth_date.compare(record.birth_date())?;
        Ok(record)
    }

    /// Reads and verifies the picture of the individual number, as
    /// [`card_face`](Self::card_face) does for the card face. The number is not sent unless
    /// the card's certificate for this application was signed by one of `authorities`.
    ///
    /// # Errors
    /// As for [`card_face`](Self::card_face).
    #[cfg(feature = "individual-number")]
    pub fn individual_number_image(
        &mut self,
        number: &crate::record::IndividualNumber,
        authorities: &CardAuthorities,
        last_try: LastTry,
    ) -> Result<crate::record::IndividualNumberImage> {
        let (file, opened_by) = (files::INDIVIDUAL_NUMBER_IMAGE, &files::CHECK_NUMBER_A);
        self.prove(file, opened_by, number.as_bytes(), authorities, last_try)
    }

    /// Checks the authorities, reads the record that the secret unlocks, and checks that it is
    /// authentic and belongs to this card. The secret is never sent to a card whose certificate was
    /// not issued by one of `authorities`.
    fn prove<R: CardBound>(
        &mut self,
        file: ElementaryFile,
        opened_by: &Credential,
        secret: &[u8],
        authorities: &CardAuthorities,
        last_try: LastTry,
    ) -> Result<R> {
        let certificate = self.certificate()?;
        certificate.verify_for(RecordApplication::CardSurface, authorities)?;
        let mut challenge = [0; CHALLENGE_LENGTH];
        getrandom::getrandom(&mut challenge)
            .map_err(|_| Error::new(Status::System).with_detail("random number"))?;
        let mut shown = self.show(file, opened_by, secret, &challenge, last_try)?;
        let record = R::from_file(take(&mut *shown.file))?;
        record.verify(&certificate, authorities)?;
        record.verify_challenge(&challenge, &shown.signature)?;
        Ok(record)
    }
}
