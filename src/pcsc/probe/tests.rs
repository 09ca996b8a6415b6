//! Unit tests.

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
    let reported = |script: &str| {
        let mut transport = Scripted::parse(&format!("begin\n{script}end"), &[]).unwrap();
        let result = kind(&mut transport);
        assert_eq!(transport.finish(), Ok(()), "{script}");
        result
    };
    let label: String = b"JPKIAPGPSETOKEN".iter().map(|byte| format!("{byte:02X}")).collect();
    let token = "20".repeat(17);
    let token = format!("{SELECT}< 9000\n{READ}< {label}{token} 9000\n{LEAVE}< 9000\n");
    assert_eq!(reported(&token), Ok(CardKind::Token(TokenKind::Android)));
    let other = format!("{SELECT}< 6A82\n");
    assert_eq!(reported(&other), Ok(CardKind::Other));
    let selected = format!("{SELECT}< 9000\n");
    let secretive = format!("{selected}{READ}< 6D00\n> 00A4 020C 02 0006\n< 6D00\n{LEAVE}< 9000\n");
    assert_eq!(reported(&secretive), Ok(CardKind::Token(TokenKind::Unknown)));
    let leaves = format!("{selected}{READ}< removed\n");
    assert_eq!(reported(&leaves).unwrap_err().status(), Status::CardRemoved);
}
