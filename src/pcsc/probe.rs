//! Determines whether the card in a reader is an Individual Number Card, and of which kind.

use crate::app::jpki::{APPLICATION, AUTHENTICATION_CERTIFICATE, CERTIFICATE_START, TokenKind};
use crate::card::{Card, Exclusive, Extent};
use crate::error::Result;
use crate::pcsc::event::CardKind;
use crate::status::Status;
use crate::transport::{Acquaintance, Transport};

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
) -> Result<Option<Acquaintance>> {
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
    Ok(Some(Acquaintance {
        has_answered,
        authentication_certificate: start,
        disturbances: transport.disturbances(),
        may_be_open: false,
    }))
}

/// Selects the application, and if `reads`, reads the start of the certificate; `None` without the
/// application.
fn look<T: Transport>(
    exclusive: &mut Exclusive<'_, T>,
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
mod tests {
    use super::*;
    use crate::transport::scripted::Scripted;

    const SELECT: &str = "> 00A4 040C 0A D392F000260100000001\n";
    const READ: &str = "> 00B0 8A00 80\n";
    const READ_ON: &str = "> 00B0 0080 80\n";
    const LEAVE: &str = "> 00A4 040C 07 A0000001510000\n";

    /// The result, with the start of the certificate if it was read.
    fn judged(script: &str, has_company: bool) -> Result<Option<Option<Vec<u8>>>> {
        let mut transport = Scripted::parse(&format!("begin\n{script}end"), &[]).unwrap();
        let result = holds_jpki(&mut transport, has_company);
        assert_eq!(transport.finish(), Ok(()), "{script}");
        result.map(|found| found.map(|found| found.authentication_certificate))
    }

    fn selects(answers: &str) -> Result<bool> {
        let mut script = String::new();
        for answer in answers.split_whitespace() {
            script = format!("{script}{SELECT}< {answer}\n");
        }
        if script.ends_with("< 9000\n") || script.ends_with("< 6110\n") {
            script = format!("{script}{LEAVE}< 9000\n");
        }
        judged(&script, false).map(|found| found.is_some())
    }

    #[test]
    fn the_answer_to_select_judges() {
        assert_eq!(selects("9000"), Ok(true));
        assert_eq!(selects("6110"), Ok(true));
        assert_eq!(selects("6A82"), Ok(false));
        assert_eq!(selects("6F00 9000"), Ok(true));
        assert_eq!(selects("6F00 6F00").unwrap_err().status(), Status::CardStatus);
        assert_eq!(selects("empty").unwrap_err().status(), Status::CardAnswer);
        assert_eq!(selects("removed").unwrap_err().status(), Status::CardRemoved);
    }

    #[test]
    fn what_others_left_open_is_left_or_loses_its_power() {
        for answer in ["6D00", "6F00", "6100", "6281", "63C3"] {
            let script = format!("{SELECT}< 9000\n{LEAVE}< {answer}\npower-down\n");
            assert_eq!(judged(&script, false), Ok(Some(None)), "{answer}");
        }
        // If the reader cannot do that either, the card is used all the same.
        let script = format!("{SELECT}< 9000\n{LEAVE}< 6D00\npower-down failed\n");
        assert_eq!(judged(&script, false), Ok(Some(None)));
        // A card that did not answer may have been exchanged: it is queried again.
        for answer in ["empty", "failed"] {
            let lost = format!("{SELECT}< 9000\n{LEAVE}< {answer}\npower-down\n{SELECT}< ");
            assert_eq!(judged(&format!("{lost}9000\n"), false), Ok(Some(None)));
            assert_eq!(judged(&format!("{lost}6A82\n"), false), Ok(None));
        }
    }

    /// A driver that refuses every command until the card is reset: the same card. One that
    /// answers again may be another.
    #[test]
    fn a_driver_that_gave_up_before_is_no_exchange() {
        let dead = format!("{SELECT}< 9000\n{LEAVE}< dead\n{LEAVE}");
        assert_eq!(judged(&format!("{dead}< failed\npower-down\n"), false), Ok(Some(None)));
        for answer in ["9000", "6A82", "removed"] {
            let script = format!("{dead}< {answer}\npower-down\n{SELECT}< 9000\n");
            assert_eq!(judged(&script, false), Ok(Some(None)), "{answer}");
        }
        // In doubt before, it stays so.
        let mut transport =
            Scripted::parse(&format!("begin\n{LEAVE}< dead\npower-down\nend"), &[]).unwrap();
        let mut card = Card::new(&mut transport);
        let mut exclusive = card.begin().unwrap();
        exclusive.doubt();
        exclusive.leave_what_others_left();
        assert!(exclusive.is_in_doubt());
        drop(exclusive);
        drop(card);
        assert_eq!(transport.finish(), Ok(()));
    }

    /// A card may refuse the first command after power-up.
    #[test]
    fn the_first_command_may_be_refused() {
        let script = format!("begin\n{LEAVE}< 6F00\n{LEAVE}< 9000\nend");
        let mut transport = Scripted::parse(&script, &[]).unwrap();
        let mut card = Card::new(&mut transport);
        card.begin().unwrap().leave_what_others_left();
        drop(card);
        assert_eq!(transport.finish(), Ok(()));
    }

    #[test]
    fn a_phone_that_hides_its_certificates_keeps_its_power() {
        const REFUSED: &str = "< 6A82\n> 00B0 8A00 01\n";
        const SIGNATURE: &str = "> 00B0 8100 01\n";
        let phone = format!("{SELECT}< 9000\n{LEAVE}{REFUSED}");
        for hidden in ["6982", "6A82"] {
            let script = format!("{phone}< 6982\n{SIGNATURE}< {hidden}\n");
            assert_eq!(judged(&script, false), Ok(Some(None)), "{hidden}");
        }
        // With an open key the certificate is readable.
        for shown in ["30 9000", "6A82", "6D00"] {
            let script = format!("{phone}< {shown}\npower-down\n");
            assert_eq!(judged(&script, false), Ok(Some(None)), "{shown}");
        }
        let script = format!("{phone}< 6982\n{SIGNATURE}< 30 9000\npower-down\n");
        assert_eq!(judged(&script, false), Ok(Some(None)));
    }

    #[test]
    fn beside_another_program_the_card_is_made_known() {
        let half = "5A".repeat(128);
        let read = format!("{READ}< {half} 9000\n{READ_ON}< {half} 9000\n");
        let script = format!("{SELECT}< 9000\n{read}{LEAVE}< 9000\n");
        assert_eq!(judged(&script, true), Ok(Some(Some(vec![0x5A; 256]))));
        let hidden = format!("{SELECT}< 9000\n{READ}< 6982\n{LEAVE}< 9000\n");
        assert_eq!(judged(&hidden, true), Ok(Some(None)));
        let lost = format!("{SELECT}< 9000\n{READ}< failed\n");
        assert_eq!(judged(&lost, true).unwrap_err().status(), Status::ReaderFailed);
    }

    #[test]
    fn a_card_says_what_it_is() {
        const READ: &str = "> 00B0 8600 20\n";
        let told = |script: &str| {
            let mut transport = Scripted::parse(&format!("begin\n{script}end"), &[]).unwrap();
            let result = kind(&mut transport);
            assert_eq!(transport.finish(), Ok(()), "{script}");
            result
        };
        let label: String = b"JPKIAPGPSETOKEN".iter().map(|byte| format!("{byte:02X}")).collect();
        let token = "20".repeat(17);
        let token = format!("{SELECT}< 9000\n{READ}< {label}{token} 9000\n{LEAVE}< 9000\n");
        assert_eq!(told(&token), Ok(CardKind::Token(TokenKind::Android)));
        let other = format!("{SELECT}< 6A82\n");
        assert_eq!(told(&other), Ok(CardKind::Other));
        let selected = format!("{SELECT}< 9000\n");
        let secretive =
            format!("{selected}{READ}< 6D00\n> 00A4 020C 02 0006\n< 6D00\n{LEAVE}< 9000\n");
        assert_eq!(told(&secretive), Ok(CardKind::Token(TokenKind::Unknown)));
        let leaves = format!("{selected}{READ}< removed\n");
        assert_eq!(told(&leaves).unwrap_err().status(), Status::CardRemoved);
    }
}
