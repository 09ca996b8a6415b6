//! Records that are checked, and a card that is shown to be there.

use std::mem::take;

use zeroize::Zeroizing;

use crate::app::application::Credential;
use crate::app::session::after_verify;
use crate::app::surface::{MAX_RECORD_LENGTH, Surface, files};
use crate::card::{ElementaryFile, Extent};
use crate::check_number::{BirthDateCode, CheckNumberB};
use crate::error::{Error, Result};
use crate::record::{AgeRecord, CardAuthorities, CardBound, CardFace, RecordApplication};
use crate::secret::LastTry;
use crate::signature::SignRequest;
use crate::status::Status;
use crate::transport::Transport;

/// The length of the challenge that the card signs, in bytes: too long to be met twice.
const CHALLENGE_LENGTH: usize = 32;

/// What the card gave under one VERIFY.
struct Shown {
    file: Zeroizing<Vec<u8>>,
    challenge: [u8; CHALLENGE_LENGTH],
    signature: Vec<u8>,
}

impl<T: Transport> Surface<'_, T> {
    /// Reads the card face and makes sure of it: the record is signed by a key that one of
    /// `authorities` vouches for, and the card signed a fresh challenge with the key that
    /// the record names, so that a copied file is told from the card itself. What comes out
    /// is what the issuer put on this card; whether the photo is that of the person at the
    /// desk is for a person to see. The expiry date and the security code are not covered
    /// by the record's signature; compare the date with today, for an expired card passes,
    /// and its year with that of the number.
    ///
    /// The rules for the number are those of [`card_face`](Self::card_face); 4 commands
    /// more, in one transaction.
    ///
    /// # Errors
    /// `RecordNotAuthentic` if the record or its certificate is not signed as it must be,
    /// `CardNotGenuine` if the challenge is not; those of [`card_face`](Self::card_face).
    pub fn visual_check(
        &mut self,
        number: &CheckNumberB,
        authorities: &CardAuthorities,
        last_try: LastTry,
    ) -> Result<CardFace> {
        let (file, opened_by) = (files::CARD_FACE, &files::CHECK_NUMBER_B);
        self.prove(file, opened_by, number.as_bytes(), authorities, last_try)
    }

    /// Reads the age record and makes sure of it, as [`visual_check`](Self::visual_check)
    /// does of the card face; and, if the code was made of a day, that the holder was born on
    /// that day and not on one of another era with the same six digits.
    ///
    /// # Errors
    /// `BirthDateDiffers`; those of [`visual_check`](Self::visual_check).
    pub fn age_check(
        &mut self,
        birth_date: &BirthDateCode,
        authorities: &CardAuthorities,
        last_try: LastTry,
    ) -> Result<AgeRecord> {
        let (file, opened_by) = (files::AGE_RECORD, &files::BIRTH_DATE);
        let secret = birth_date.as_bytes();
        let record: AgeRecord = self.prove(file, opened_by, secret, authorities, last_try)?;
        birth_date.check(record.birth_date())?;
        Ok(record)
    }

    /// Reads the picture of the individual number and makes sure of it, as
    /// [`visual_check`](Self::visual_check) does of the card face. The number is not sent
    /// unless the card's certificate is one of `authorities` for this application.
    ///
    /// # Errors
    /// As for [`visual_check`](Self::visual_check).
    #[cfg(feature = "individual-number")]
    pub fn individual_number_check(
        &mut self,
        number: &crate::record::IndividualNumber,
        authorities: &CardAuthorities,
        last_try: LastTry,
    ) -> Result<crate::record::IndividualNumberImage> {
        let (file, opened_by) = (files::INDIVIDUAL_NUMBER_IMAGE, &files::CHECK_NUMBER_A);
        self.prove(file, opened_by, number.as_bytes(), authorities, last_try)
    }

    /// Makes sure of the authorities, reads the record that the secret opens, and makes sure
    /// that it is authentic and this card's. The secret is sent to no card whose
    /// certificate is not of one of `authorities`.
    fn prove<R: CardBound>(
        &mut self,
        file: ElementaryFile,
        opened_by: &Credential,
        secret: &[u8],
        authorities: &CardAuthorities,
        last_try: LastTry,
    ) -> Result<R> {
        let certificate = self.certificate()?;
        certificate.check_for(RecordApplication::CardSurface, authorities)?;
        let mut shown = self.show(file, opened_by, secret, last_try)?;
        let record = R::from_file(take(&mut *shown.file))?;
        record.check(&certificate, authorities)?;
        record.check_challenge(&shown.challenge, &shown.signature)?;
        Ok(record)
    }

    /// Verifies a number, reads the file that it opens, has a challenge signed, and locks
    /// the application again.
    fn show(
        &mut self,
        file: ElementaryFile,
        opened_by: &Credential,
        secret: &[u8],
        last_try: LastTry,
    ) -> Result<Shown> {
        let mut challenge = [0; CHALLENGE_LENGTH];
        getrandom::getrandom(&mut challenge)
            .map_err(|_| Error::new(Status::System).with_detail("random number"))?;
        let prepared = SignRequest::data(&challenge).prepare()?;
        self.session.with_verified(opened_by, secret, last_try, |session, _| {
            let file =
                session.read(file, Extent::Object(MAX_RECORD_LENGTH)).map_err(after_verify)?;
            let file = Zeroizing::new(file);
            let signature = session.exclusive.compute_own_signature(&prepared.card_input);
            Ok(Shown { file, challenge, signature: signature.map_err(after_verify)? })
        })
    }
}
