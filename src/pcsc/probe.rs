//! Determines whether the card in a reader is an Individual Number Card, and of which kind.

use crate::app::jpki::{APPLICATION, AUTHENTICATION_CERTIFICATE, CERTIFICATE_START, TokenKind};
use crate::card::{Card, Extent, Transaction};
use crate::error::Result;
use crate::pcsc::event::CardKind;
use crate::status::Status;
use crate::transport::{KnownCard, Transport};

/// The length of each read of a certificate's start, in bytes.
const SHORT_READ: usize = 128;

/// Selects the JPKI application in its own transaction, and leaves it: all Individual Number Cards
/// and their phone counterparts have it, and their ATR says nothing. This also locks a key that a
/// killed program left open. `None` means a card of another kind.
///
/// If `has_company`, another program may reset the card at any time, so the start of the
/// authentication certificate is read too: it identifies the card afterwards.
///
/// # Errors
/// The transport's; `CardAnswer` if no status word came.
pub(super) fn holds_jpki(
    transport: &mut impl Transport,
    has_company: bool,
) -> Result<Option<KnownCard>> {
    let mut card = Card::new(&mut *transport);
    card.is_judged();
    // Not `Card::jpki`, which retries after a lost answer: the search does that itself, and checks
    // the other readers in between.
    if has_company {
        // Not every reader can transfer answers of 256 bytes, and nothing is known about this one.
        card.set_read_length(SHORT_READ)?;
    }
    let mut exclusive = card.begin()?;
    // Whatever card is there now is the one being examined.
    let has_company = has_company || exclusive.is_in_doubt();
    exclusive.is_the_same();
    let Some(mut start) = look(&mut exclusive, has_company)? else { return Ok(None) };
    exclusive.leave_what_others_left();
    if exclusive.is_in_doubt() {
        // It did not answer, and was powered down: it may be another card now.
        exclusive.is_the_same();
        match look(&mut exclusive, has_company)? {
            Some(again) => start = again,
            None => return Ok(None),
        }
    }
    let has_answered = exclusive.has_answered();
    exclusive.end()?;
    drop(card);
    Ok(Some(KnownCard {
        has_answered,
        authentication_certificate: start,
        disturbances: transport.disturbances(),
        may_be_open: false,
    }))
}

/// Selects the application, and if `reads`, reads the start of the certificate; `None` without the
/// application.
fn look<T: Transport>(
    exclusive: &mut Transaction<'_, T>,
    reads: bool,
) -> Result<Option<Option<Vec<u8>>>> {
    match exclusive.select_application(APPLICATION) {
        Ok(()) => {}
        Err(error) if error.status() == Status::NotIndividualNumberCard => return Ok(None),
        Err(error) => return Err(error),
    }
    if !reads {
        return Ok(Some(None));
    }
    match exclusive.read_file(AUTHENTICATION_CERTIFICATE, Extent::Bytes(CERTIFICATE_START)) {
        Ok(start) => Ok(Some(Some(start))),
        // A phone hides it until the PIN.
        Err(error) if error.status_word().is_some() => Ok(Some(None)),
        Err(error) => Err(error),
    }
}

/// Identifies the kind of card in one transaction.
///
/// # Errors
/// The transport's; `CardAnswer` if no status word came.
pub(super) fn kind(transport: &mut impl Transport) -> Result<CardKind> {
    let mut card = Card::new(transport);
    card.is_judged();
    let mut jpki = match card.jpki() {
        Ok(jpki) => jpki,
        Err(error) if error.status() == Status::NotIndividualNumberCard => {
            return Ok(CardKind::Other);
        }
        Err(error) => return Err(error),
    };
    let kind = match jpki.token_information() {
        Ok(token) => token.kind(),
        // It has the application, but its token information cannot be read.
        Err(error) if matches!(error.status(), Status::NotOnCard | Status::CardStatus) => {
            TokenKind::Unknown
        }
        Err(error) => return Err(error),
    };
    jpki.leave_what_others_left();
    jpki.end()?;
    Ok(CardKind::Token(kind))
}

#[cfg(test)]
mod tests;
