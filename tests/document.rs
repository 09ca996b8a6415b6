//! The signature key, its password and its certificate, and changing PIN and password:
//! on the virtual card, whose counters and keys are inspected from outside.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use jpkicard::transport::Transport;
use jpkicard::virtual_card::{VirtualCard, VirtualLink, VirtualReader};
use jpkicard::{Card, Error, LastTry, Pin, PinStatus, SignRequest, SignaturePassword, Status};

const CHALLENGE: &[u8] = b"a document";

fn password(text: &str) -> SignaturePassword {
    SignaturePassword::new(text.as_bytes()).unwrap()
}

fn pin(text: &str) -> Pin {
    Pin::new(text.as_bytes()).unwrap()
}

fn reader() -> VirtualReader {
    VirtualReader::new(VirtualCard::builder().build().unwrap())
}

fn card(reader: &VirtualReader) -> Card<VirtualLink> {
    Card::new(reader.connect().unwrap())
}

/// VERIFY commands so far, tries of PIN and password, and whether any key is open.
fn seen(reader: &VirtualReader) -> (u64, u8, u8, bool) {
    let look = |card: &mut VirtualCard| {
        let open = card.authentication_key_is_open() || card.signature_key_is_open();
        (card.verify_commands(), card.pin_tries(), card.password_tries(), open)
    };
    reader.with_card(look).unwrap()
}

#[test]
fn a_document_is_signed_under_one_verify() {
    let reader = reader();
    let request = SignRequest::data(CHALLENGE);
    // As people type it.
    let signed = card(&reader).jpki().unwrap().sign_document(&password("abc123"), &request);
    let signed = signed.unwrap().unwrap();
    let certificate = reader.with_card(|card| card.signature_certificate().to_vec()).unwrap();
    assert_eq!(signed.certificate.der(), certificate);
    assert_eq!(signed.signature.as_bytes().len(), 256);
    assert_eq!(seen(&reader), (1, 3, 5, false));

    let request = request.certificate(&signed.certificate);
    let again = card(&reader).jpki().unwrap().sign_document(&password("ABC123"), &request);
    assert_eq!(again.unwrap().unwrap().signature, signed.signature);
    let read =
        card(&reader).jpki().unwrap().signature_certificate(&password("ABC123"), LastTry::Keep);
    assert_eq!(read.unwrap().unwrap(), signed.certificate);
    assert_eq!(seen(&reader), (3, 3, 5, false));
}

#[test]
fn a_wrong_password_counts_down_by_itself() {
    let reader = reader();
    let sign = |text, last| {
        let request = SignRequest::data(CHALLENGE).last_try(last);
        let mut card = card(&reader);
        card.jpki()?.sign_document(&password(text), &request).map(drop)
    };
    for left in [4, 3, 2, 1] {
        let error = sign("WRONG1", LastTry::Keep).unwrap_err();
        assert_eq!((error.status(), error.tries_left()), (Status::PasswordWrong, Some(left)));
        if left == 2 {
            let kept = sign("ABC123", LastTry::KeepTwo).unwrap_err();
            assert_eq!((kept.status(), kept.tries_left()), (Status::PinLastTwoTries, Some(2)));
        }
        assert!(error.to_string().contains("the signature password is wrong"), "{error}");
    }
    let error = sign("ABC123", LastTry::Keep).unwrap_err();
    assert_eq!((error.status(), error.tries_left()), (Status::PinLastTry, Some(1)));
    assert!(error.to_string().contains("(signature password)"), "{error}");
    let japanese = |error: &Error| error.in_language(jpkicard::Language::Japanese).to_string();
    let error = sign("WRONG1", LastTry::Allow).unwrap_err();
    assert_eq!(error.status(), Status::PasswordBlocked);
    assert!(error.to_string().contains("was wrong, and this last try locked it"), "{error}");
    assert!(japanese(&error).contains("今回が最後の 1 回だったため"), "{}", japanese(&error));
    let before = seen(&reader);
    let error = sign("ABC123", LastTry::Allow).unwrap_err();
    assert_eq!(error.status(), Status::PasswordBlocked);
    assert!(error.to_string().contains("was locked before this call"), "{error}");
    assert!(japanese(&error).contains("この操作の前からロック"), "{}", japanese(&error));
    assert_eq!(seen(&reader), before, "nothing is sent to a locked password");
    assert_eq!((before.1, before.2, before.3), (3, 0, false), "the PIN is not affected");
    let mut card = card(&reader);
    let mut jpki = card.jpki().unwrap();
    assert_eq!(jpki.signature_password_status().unwrap(), Some(PinStatus::Blocked));
    assert_eq!(jpki.pin_status().unwrap(), PinStatus::TriesLeft(3));
}

/// `6300`: the card reports no limit, which is not relied on; and for a wrong PIN it does not
/// report whether a try was spent.
#[test]
fn a_card_that_names_no_limit_is_asked_with_leave_alone() {
    let virtual_card = VirtualCard::builder().pin_limit(None).build().unwrap();
    let reader = VirtualReader::new(virtual_card);
    let sign = |text, last| {
        let request = SignRequest::data(CHALLENGE).last_try(last);
        card(&reader).jpki()?.sign(&pin(text), &request).map(drop)
    };
    let japanese = |error: &Error| error.in_language(jpkicard::Language::Japanese).to_string();
    assert_eq!(card(&reader).jpki().unwrap().pin_status(), Ok(PinStatus::NoLimit));
    let error = sign("1234", LastTry::Keep).unwrap_err();
    assert_eq!(error.status(), Status::PinTriesUnknown);
    assert!(error.to_string().contains("the card reports no limit on tries"), "{error}");
    assert!(error.to_string().contains("explicitly allow the last try"), "{error}");
    assert!(japanese(&error).contains("明示的に許可"), "{}", japanese(&error));
    assert_eq!(seen(&reader).0, 0, "no VERIFY was sent");
    let error = sign("9999", LastTry::Allow).unwrap_err();
    assert_eq!((error.status(), error.tries_left()), (Status::PinWrong, None));
    assert!(!error.to_string().contains("try was spent;"), "{error}");
    assert!(error.to_string().contains("does not report whether a try was spent"), "{error}");
    assert!(!japanese(&error).contains("1 回減りました"), "{}", japanese(&error));
    sign("1234", LastTry::Allow).unwrap();
}

#[test]
fn a_child_s_card_has_no_signature_certificate_and_that_is_an_answer() {
    let child = VirtualCard::builder().without_signature_certificate().build().unwrap();
    let reader = VirtualReader::new(child);
    let mut card = card(&reader);
    let mut jpki = card.jpki().unwrap();
    let request = SignRequest::data(CHALLENGE);
    assert!(jpki.sign_document(&password("ABC123"), &request).unwrap().is_none());
    assert!(jpki.signature_certificate(&password("ABC123"), LastTry::Keep).unwrap().is_none());
    assert!(jpki.signature_password_status().unwrap().is_none());
    let changed =
        jpki.change_signature_password(&password("ABC123"), &password("XYZ789"), LastTry::Keep);
    assert!(changed.unwrap().is_none());
    assert!(!jpki.signature_ca_certificate().unwrap().der().is_empty());
    drop(jpki);
    assert_eq!(seen(&reader).0, 0, "no VERIFY was sent");
}

#[test]
fn the_pin_is_changed_and_the_change_verified() {
    let reader = reader();
    card(&reader).jpki().unwrap().change_pin(&pin("1234"), &pin("9876"), LastTry::Keep).unwrap();
    assert_eq!(seen(&reader), (2, 3, 5, false));
    let sign = |text| {
        let mut card = card(&reader);
        card.jpki()?.sign(&pin(text), &SignRequest::data(CHALLENGE)).map(drop)
    };
    assert_eq!(sign("1234").unwrap_err().status(), Status::PinWrong);
    sign("9876").unwrap();

    let error = card(&reader).jpki().unwrap().change_pin(&pin("1111"), &pin("2222"), LastTry::Keep);
    assert_eq!(error.unwrap_err().tries_left(), Some(2));
    sign("9876").unwrap();
    let change = |old, new| {
        let mut card = card(&reader);
        card.jpki()?.change_signature_password(&password(old), &password(new), LastTry::Keep)
    };
    assert_eq!(change("ABC123", "xyz789").unwrap(), Some(()));
    assert_eq!(change("ABC123", "NEVER1").unwrap_err().status(), Status::PasswordWrong);
    assert_eq!(change("XYZ789", "ABC123").unwrap(), Some(()));
}

/// The old one may be any; the new one must mix letters and digits.
#[test]
fn a_new_password_of_one_kind_is_not_sent_and_an_old_one_is() {
    for old in ["ABCDEF", "123456"] {
        let virtual_card = VirtualCard::builder().signature_password(old).build().unwrap();
        let reader = VirtualReader::new(virtual_card);
        let change = |new| {
            let mut card = card(&reader);
            card.jpki()?.change_signature_password(&password(old), &password(new), LastTry::Keep)
        };
        for one_kind in ["123456", "abcdef", "AAAAAA", "0000000000000000"] {
            assert_eq!(change(one_kind).unwrap_err().status(), Status::PasswordFormat);
        }
        assert_eq!(seen(&reader).0, 0, "no VERIFY was sent");
        assert_eq!(change("abcde1").unwrap(), Some(()));
    }
}

/// A reader that does something to CHANGE REFERENCE DATA.
struct Meddling {
    link: VirtualLink,
    what: Meddle,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Meddle {
    /// The card changes the PIN, and its answer is lost.
    AnswerLost,
    /// The card reports success without doing it.
    NotDone,
    /// The card refuses.
    Refused,
}

impl Transport for Meddling {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize, Error> {
        if command[1] != 0x24 {
            return self.link.transmit(command, response);
        }
        let answer: [u8; 2] = match self.what {
            Meddle::AnswerLost => {
                self.link.transmit(command, response)?;
                return Err(Error::new(Status::ReaderFailed));
            }
            Meddle::NotDone => [0x90, 0x00],
            Meddle::Refused => [0x69, 0x85],
        };
        response[..2].copy_from_slice(&answer);
        Ok(2)
    }

    fn begin_transaction(&mut self) -> Result<(), Error> {
        self.link.begin_transaction()
    }

    fn end_transaction(&mut self) -> Result<(), Error> {
        self.link.end_transaction()
    }

    fn power_down(&mut self) -> Result<(), Error> {
        self.link.power_down()
    }
}

#[test]
fn a_change_that_is_not_certain_is_reported() {
    for (what, status, in_force, tries) in [
        (Meddle::AnswerLost, Status::PinChangeUncertain, "9876", 3),
        (Meddle::NotDone, Status::PinChangeUncertain, "1234", 2),
        (Meddle::Refused, Status::CardStatus, "1234", 3),
    ] {
        let reader = reader();
        let mut meddled = Card::new(Meddling { link: reader.connect().unwrap(), what });
        let error = meddled.jpki().unwrap().change_pin(&pin("1234"), &pin("9876"), LastTry::Keep);
        let error = error.unwrap_err();
        assert_eq!(error.status(), status, "{what:?}: {error}");
        let (_, left, _, open) = seen(&reader);
        assert_eq!((left, open), (tries, false), "{what:?}");
        drop(meddled);
        let mut card = card(&reader);
        card.jpki().unwrap().sign(&pin(in_force), &SignRequest::data(CHALLENGE)).unwrap();
    }
}
