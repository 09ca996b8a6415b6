//! Is the card in a reader an Individual Number Card?

use crate::apdu::{Response, StatusWord};
use crate::error::{Error, Result};
use crate::status::Status;
use crate::transport::Transport;

/// SELECT of the application for the public certification service (JPKI) by its
/// name: every Individual Number Card and its phone counterparts have it, and
/// their ATR says nothing (OpenSC, jpki/myna, myna-card).
const SELECT_JPKI: [u8; 15] =
    [0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01];

/// Selects the JPKI application in a transaction of its own. `Ok(false)` is a
/// card of another kind.
///
/// # Errors
/// The transport's; `CardAnswer` if no status word came.
pub(super) fn holds_jpki(transport: &mut impl Transport) -> Result<bool> {
    transport.begin_transaction()?;
    let answer = select(transport);
    let ended = transport.end_transaction();
    let selected = answer?;
    ended?;
    Ok(selected)
}

fn select(transport: &mut impl Transport) -> Result<bool> {
    let mut status = send(transport)?;
    // The first command after power-up may fail so, once (myna-card).
    if status == StatusWord::NO_DIAGNOSIS {
        status = send(transport)?;
    }
    Ok(status.is_ok() || status.more_bytes().is_some())
}

fn send(transport: &mut impl Transport) -> Result<StatusWord> {
    let mut response = [0; 258];
    let length = transport.transmit(&SELECT_JPKI, &mut response)?;
    let response = response.get(..length).unwrap_or_default();
    let response = Response::parse(response).map_err(|_| Error::new(Status::CardAnswer))?;
    Ok(response.status())
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
        assert_eq!(judged("6F00 6F00"), Ok(false));
        assert_eq!(judged("empty").unwrap_err().status(), Status::CardAnswer);
        assert_eq!(judged("removed").unwrap_err().status(), Status::CardRemoved);
    }
}
