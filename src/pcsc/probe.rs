//! Is the card in a reader an Individual Number Card, and of which kind?

use crate::app::jpki::{APPLICATION, TokenKind};
use crate::card::Card;
use crate::error::Result;
use crate::pcsc::event::CardKind;
use crate::status::Status;
use crate::transport::Transport;

/// Selects the JPKI application in a transaction of its own: every Individual Number
/// Card and its phone counterparts have it, and their ATR says nothing. `Ok(false)`
/// is a card of another kind.
///
/// # Errors
/// The transport's; `CardAnswer` if no status word came.
pub(super) fn holds_jpki(transport: &mut impl Transport) -> Result<bool> {
    let mut card = Card::new(transport);
    // Not `Card::jpki`, which asks once more where an answer was lost: the search does that
    // itself, and looks at the other readers in between.
    let mut exclusive = card.begin()?;
    match exclusive.select_application(APPLICATION).and_then(|()| exclusive.end()) {
        Ok(()) => Ok(true),
        Err(error) if error.status() == Status::NotIndividualNumberCard => Ok(false),
        Err(error) => Err(error),
    }
}

/// Finds out the kind of card in one transaction.
///
/// # Errors
/// The transport's; `CardAnswer` if no status word came.
pub(super) fn kind(transport: &mut impl Transport) -> Result<CardKind> {
    let mut card = Card::new(transport);
    let mut jpki = match card.jpki() {
        Ok(jpki) => jpki,
        Err(error) if error.status() == Status::NotIndividualNumberCard => {
            return Ok(CardKind::Other);
        }
        Err(error) => return Err(error),
    };
    let kind = match jpki.token_information() {
        Ok(token) => token.kind(),
        // It has the application, and says no more of itself.
        Err(error) if matches!(error.status(), Status::NotOnCard | Status::CardStatus) => {
            TokenKind::Unknown
        }
        Err(error) => return Err(error),
    };
    jpki.end()?;
    Ok(CardKind::Token(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::scripted::Scripted;

    const SELECT: &str = "> 00A4 040C 0A D392F000260100000001\n";

    fn judged(answers: &str) -> Result<bool> {
        let mut script = "begin\n".to_owned();
        for answer in answers.split_whitespace() {
            script = format!("{script}{SELECT}< {answer}\n");
        }
        let mut transport = Scripted::parse(&format!("{script}end"), &[]).unwrap();
        let result = holds_jpki(&mut transport);
        assert_eq!(transport.finish(), Ok(()), "{answers}");
        result
    }

    #[test]
    fn the_answer_to_select_judges() {
        assert_eq!(judged("9000"), Ok(true));
        assert_eq!(judged("6110"), Ok(true));
        assert_eq!(judged("6A82"), Ok(false));
        assert_eq!(judged("6F00 9000"), Ok(true));
        assert_eq!(judged("6F00 6F00").unwrap_err().status(), Status::CardStatus);
        assert_eq!(judged("empty").unwrap_err().status(), Status::CardAnswer);
        assert_eq!(judged("removed").unwrap_err().status(), Status::CardRemoved);
    }

    #[test]
    fn a_card_says_what_it_is() {
        const READ: &str = "> 00B0 8600 A0\n";
        let told = |script: &str| {
            let mut transport = Scripted::parse(&format!("begin\n{script}end"), &[]).unwrap();
            let result = kind(&mut transport);
            assert_eq!(transport.finish(), Ok(()), "{script}");
            result
        };
        let label: String = b"JPKIAPGPSETOKEN".iter().map(|byte| format!("{byte:02X}")).collect();
        let token = format!("{SELECT}< 9000\n{READ}< {label}{} 9000\n", "20".repeat(145));
        assert_eq!(told(&token), Ok(CardKind::Token(TokenKind::Android)));
        let other = format!("{SELECT}< 6A82\n");
        assert_eq!(told(&other), Ok(CardKind::Other));
        let selected = format!("{SELECT}< 9000\n");
        let secretive = format!("{selected}{READ}< 6D00\n> 00A4 020C 02 0006\n< 6D00\n");
        assert_eq!(told(&secretive), Ok(CardKind::Token(TokenKind::Unknown)));
        let leaves = format!("{selected}{READ}< removed\n");
        assert_eq!(told(&leaves).unwrap_err().status(), Status::CardRemoved);
    }
}
