//! Is the card in a reader an Individual Number Card?

use crate::app::jpki::Jpki;
use crate::card::Card;
use crate::error::Result;
use crate::status::Status;
use crate::transport::Transport;

/// Selects the JPKI application in a transaction of its own: every Individual Number
/// Card and its phone counterparts have it, and their ATR says nothing. `Ok(false)`
/// is a card of another kind.
///
/// # Errors
/// The transport's; `CardAnswer` if no status word came.
pub(super) fn holds_jpki(transport: &mut impl Transport) -> Result<bool> {
    match Card::new(transport).jpki().and_then(Jpki::end) {
        Ok(()) => Ok(true),
        Err(error) if error.status() == Status::NotIndividualNumberCard => Ok(false),
        Err(error) => Err(error),
    }
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
            if answer == "lost" {
                // Asked once more, in a transaction of its own.
                script = format!("{script}end\nbegin\n");
            }
        }
        script = script.replace("lost", "empty");
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
        assert_eq!(judged("lost 9000"), Ok(true));
        assert_eq!(judged("lost empty").unwrap_err().status(), Status::CardAnswer);
        assert_eq!(judged("removed").unwrap_err().status(), Status::CardRemoved);
    }
}
