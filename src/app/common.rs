//! The common card application (共通カードAP): the card's serial number, issuer and expiry date.

use zeroize::Zeroizing;

use crate::app::application::Application;
use crate::app::session::Session;
use crate::card::{ApplicationIdentifier, Card, ElementaryFile};
use crate::error::Result;
use crate::record::CardInformation;
use crate::transport::Transport;

/// The common card application (myna, myna-card).
pub(crate) const APPLICATION: ApplicationIdentifier =
    ApplicationIdentifier(&[0xD3, 0x92, 0x10, 0x00, 0x31, 0x00, 0x01, 0x01, 0x01, 0x00]);

const COMMON: Application = Application {
    identifier: APPLICATION,
    name: "common card application",
    // It holds a single record, read with one command.
    identifying: &[],
};

const CARD_INFORMATION: ElementaryFile =
    ElementaryFile { identifier: 0x0001, name: "card information" };

impl<T: Transport> Card<T> {
    /// Reads the card's serial number, the municipality that issued it and its expiry
    /// date, in its own transaction: 3 commands. No PIN is needed or touched.
    ///
    /// The serial number identifies the card: treat it like a certificate's serial number, and do
    /// not log or store it without a reason.
    ///
    /// # Errors
    /// `NotOnCard` on a phone; `RecordMalformed`; `NotIndividualNumberCard`; those of the
    /// transport.
    pub fn card_information(&mut self) -> Result<CardInformation> {
        let mut session = Session::begin(self, &COMMON)?;
        let record = Zeroizing::new(session.read_record(CARD_INFORMATION, 1)?);
        let information = CardInformation::from_record(&record)?;
        session.end()?;
        Ok(information)
    }
}
