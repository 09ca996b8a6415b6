//! No check number and no input-support PIN remains in the process's memory once its value is
//! dropped, and nothing of the holder's records once their value is dropped or an operation has
//! failed halfway: all memory is searched for random digits, which the transport writes over the
//! card's answers.
//!
//! The card is in the same process, and never sees those digits.
#![cfg(all(target_os = "linux", feature = "virtual-card", feature = "verify"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::sync::{Mutex, PoisonError};

use jpkicard::record::{CardAuthorities, CardAuthority, RecordApplication};
use jpkicard::transport::Transport;
use jpkicard::virtual_card::{
    Builder, Fault, FaultPlan, LongAnswers, VirtualCard, VirtualLink, VirtualReader,
};
use jpkicard::{AttributesKey, BirthDateCode, Card, CheckNumberB, Error, LastTry, Pin, Status};
use support::figure::figure;
use support::memory::{Hidden, expect, three_times};
use zeroize::Zeroizing;

const NUMBER: &[u8] = b"55021720352285";

/// Writes the hidden digits over the card's answers, and sends the card its own secret in place of
/// them.
struct Translating {
    link: VirtualLink,
    hidden: Hidden,
    /// The position for the digits in the file with this short identifier.
    spots: (u8, Vec<usize>),
    /// The file being read, and the offset of its next bytes.
    file: u8,
    at: usize,
    right: bool,
}

impl Translating {
    fn new(reader: &VirtualReader, hidden: Hidden, spots: (u8, &[usize])) -> Self {
        let spots = (spots.0, spots.1.to_vec());
        let link = reader.connect().unwrap();
        Self { link, hidden, spots, file: 0, at: 0, right: true }
    }

    /// VERIFY and CHANGE REFERENCE DATA with the card's own secret, if the hidden digits are in
    /// `command`.
    fn translated(&self, command: &[u8]) -> Option<Vec<u8>> {
        let digits = command.get(command.len().checked_sub(4)?..)?;
        if ![0x20, 0x24].contains(&command[1]) || command.len() < 9 || !self.hidden.is_at(digits) {
            return None;
        }
        let (header, data) = command.split_at(5);
        let known: &[u8] = match (data.len(), self.right) {
            (14, true) => NUMBER,
            (14, false) => b"55021720350000",
            (_, true) => b"1234",
            (_, false) => b"0000",
        };
        Some([header, known].concat())
    }
}

impl Transport for Translating {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize, Error> {
        if let Some(known) = self.translated(command) {
            return self.link.transmit(&known, response);
        }
        match (command[1], command[2]) {
            (0xB0, p1 @ 0x80..) => (self.file, self.at) = (p1 & 0x1F, 0),
            (0xB0, p1) => self.at = usize::from(u16::from_be_bytes([p1, command[3]])),
            (0xB2, _) => (self.file, self.at) = (0x01, 0),
            _ => {}
        }
        let length = self.link.transmit(command, response)?;
        if [0xB0, 0xB2, 0xC0].contains(&command[1]) && self.file == self.spots.0 {
            let (start, end) = (self.at, self.at + length - 2);
            for spot in self.spots.1.iter().filter(|spot| (start..end).contains(*spot)) {
                let here = &mut response[spot - start..][..4];
                self.hidden.show(|digits| here.copy_from_slice(digits));
            }
            self.at = end;
        }
        Ok(length)
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

fn reader(builder: Builder) -> VirtualReader {
    VirtualReader::new(builder.first_command_fails(false).build().unwrap())
}

/// A check number B that ends with the hidden digits.
fn number(hidden: Hidden) -> CheckNumberB {
    hidden.show(|digits| {
        let all = Zeroizing::new([&NUMBER[..10], digits].concat());
        CheckNumberB::from_digits(&all).unwrap()
    })
}

fn authorities(reader: &VirtualReader) -> CardAuthorities {
    let (identifier, modulus) = reader.with_card(|card| card.surface_authority()).unwrap();
    let application = RecordApplication::CardSurface;
    let authority = CardAuthority::new(application, identifier, &modulus, &[1, 0, 1]).unwrap();
    CardAuthorities::none().with(authority)
}

/// One test runs at a time, so that memory of others does not interfere.
static ALONE: Mutex<()> = Mutex::new(());

/// What is sent, and what happens to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Right,
    Wrong,
    AnswerLost,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Given {
    NumberForFace,
    NumberForVisualCheck,
    NumberForAttributes,
    Pin,
    OldPin,
    NewPin,
}

fn secret_is_gone(given: Given, fate: Fate) -> Result<(), String> {
    let step = |what| format!("{given:?}, {fate:?}: {what}");
    let hidden = Hidden::new();
    let reader = reader(VirtualCard::builder());
    let mut transport = Translating::new(&reader, hidden, (0, &[]));
    transport.right = fate != Fate::Wrong;
    if fate == Fate::AnswerLost {
        // SELECT, the reads before, the query of the tries; then VERIFY.
        let verify = match given {
            Given::NumberForFace => 3,
            Given::OldPin | Given::NewPin => 4,
            _ => 6,
        };
        reader.plan_fault(FaultPlan::at(verify, Fault::LostAfter));
    }
    let mut card = Card::new(transport);
    let believed = authorities(&reader);
    let status = {
        let of_number = matches!(
            given,
            Given::NumberForFace | Given::NumberForVisualCheck | Given::NumberForAttributes
        );
        let number = of_number.then(|| number(hidden));
        let pin = (!of_number).then(|| hidden.show(|digits| Pin::new(digits).unwrap()));
        let known = Pin::new(if fate == Fate::Wrong { b"0000" } else { b"1234" }).unwrap();
        let outcome = match (given, &number, &pin) {
            (Given::NumberForFace, Some(number), _) => {
                card.surface().unwrap().card_face_unverified(number, LastTry::Keep).map(drop)
            }
            (Given::NumberForVisualCheck, Some(number), _) => {
                card.surface().unwrap().card_face(number, &believed, LastTry::Keep).map(drop)
            }
            (Given::NumberForAttributes, Some(number), _) => {
                let key = AttributesKey::CheckNumber(number);
                card.input_support()
                    .unwrap()
                    .basic_attributes_unverified(key, LastTry::Keep)
                    .map(drop)
            }
            (Given::Pin, _, Some(pin)) => {
                let key = AttributesKey::Pin(pin);
                card.input_support()
                    .unwrap()
                    .basic_attributes_unverified(key, LastTry::Keep)
                    .map(drop)
            }
            (Given::OldPin, _, Some(pin)) => {
                card.input_support().unwrap().change_pin(pin, &known, LastTry::Keep)
            }
            (_, _, Some(pin)) => {
                card.input_support().unwrap().change_pin(&known, pin, LastTry::Keep)
            }
            _ => panic!("a PIN for this"),
        };
        expect(&step("its value alive"), hidden.found(), 1)?;
        outcome.map_or_else(|error| error.status(), |()| Status::Ok)
    };
    let expected = match (fate, given) {
        (Fate::Right, _) => Status::Ok,
        (Fate::AnswerLost, _) => Status::PinUncertain,
        (Fate::Wrong, Given::Pin | Given::OldPin | Given::NewPin) => Status::InputSupportPinWrong,
        (Fate::Wrong, _) => Status::CheckNumberWrong,
    };
    assert_eq!(status, expected, "{given:?}, {fate:?}");
    expect(&step("dropped"), hidden.found(), 0)
}

#[test]
fn what_opens_the_records_is_nowhere_once_it_is_dropped() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    let mut searched = 0;
    for given in [
        Given::NumberForFace,
        Given::NumberForVisualCheck,
        Given::NumberForAttributes,
        Given::Pin,
        Given::OldPin,
        Given::NewPin,
    ] {
        for fate in [Fate::Right, Fate::Wrong, Fate::AnswerLost] {
            three_times(|| secret_is_gone(given, fate));
            searched += 1;
        }
    }
    figure!("searched all memory after {searched} kinds of operation: no check number left");
}

/// A way in which an answer can arrive.
#[derive(Clone, Copy, Debug)]
enum Way {
    Whole,
    InParts,
    InSmallPieces,
    /// The exchange with this number fails.
    FailsAt(u64),
}

/// Reads with `read`, which returns the digits at `spots` of the file; they are only in the value,
/// or nowhere if it failed.
fn record_is_gone<R>(
    way: Way,
    (file, spots): (u8, &[usize]),
    read: fn(&mut Card<Translating>, &CardAuthorities) -> Result<R, Error>,
    expected: Status,
) -> Result<(), String> {
    let step = |what| format!("file {file:02X}, {way:?}: {what}");
    // They may represent a year.
    let mut hidden = Hidden::new();
    while hidden.show(|digits| digits[0] < b'2') {
        hidden = Hidden::new();
    }
    let builder = VirtualCard::builder();
    let reader = reader(match way {
        Way::InParts => builder.long_answers(LongAnswers::InParts(60)),
        _ => builder,
    });
    let believed = authorities(&reader);
    let mut card = Card::new(Translating::new(&reader, hidden, (file, spots)));
    match way {
        Way::InSmallPieces => card.set_read_length(16).unwrap(),
        Way::FailsAt(number) => reader.plan_fault(FaultPlan::at(number, Fault::LostAfter)),
        Way::Whole | Way::InParts => {}
    }
    let outcome = read(&mut card, &believed);
    let status = outcome.as_ref().map_or_else(Error::status, |_| Status::Ok);
    assert_eq!(status, expected, "file {file:02X}, {way:?}");
    let alive = if outcome.is_ok() { spots.len() } else { 0 };
    expect(&step("read"), hidden.found(), alive)?;
    drop(outcome);
    drop(card);
    expect(&step("dropped"), hidden.found(), 0)
}

fn known() -> CheckNumberB {
    CheckNumberB::from_digits(NUMBER).unwrap()
}

#[test]
fn a_record_is_nowhere_once_it_is_dropped() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    // In the card's key, of which only the form is checked: in the first answer, and in a later
    // one; in the photo; and in the picture of the security code, which is not signed.
    let face: (u8, &[usize]) = (0x02, &[100, 1_400, 2_900]);
    let end = reader(VirtualCard::builder()).with_card(|card| card.card_face_file().len() - 84);
    let unsigned: (u8, &[usize]) = (0x02, &[end.unwrap()]);
    let mut searched = 0;
    let mut search = |search: &dyn Fn() -> Result<(), String>| {
        three_times(search);
        searched += 1;
    };
    for way in [Way::Whole, Way::InParts, Way::InSmallPieces] {
        search(&|| {
            let read = |card: &mut Card<Translating>, _: &_| {
                card.surface()?.card_face_unverified(&known(), LastTry::Keep)
            };
            record_is_gone(way, face, read, Status::Ok)
        });
        for (spots, expected) in [(unsigned, Status::Ok), (face, Status::RecordNotAuthentic)] {
            search(&|| {
                let read = |card: &mut Card<Translating>, believed: &_| {
                    card.surface()?.card_face(&known(), believed, LastTry::Keep)
                };
                record_is_gone(way, spots, read, expected)
            });
        }
        search(&|| {
            let read = |card: &mut Card<Translating>, _: &_| {
                let born = BirthDateCode::from_digits(&NUMBER[..6]).unwrap();
                card.surface()?.age_record_unverified(&born, LastTry::Keep)
            };
            record_is_gone(way, (0x01, &[60]), read, Status::Ok)
        });
    }
    // The serial number in a record, which is read in one piece.
    for way in [Way::Whole, Way::InParts] {
        search(&|| {
            let read = |card: &mut Card<Translating>, _: &_| card.card_information();
            record_is_gone(way, (0x01, &[6]), read, Status::Ok)
        });
    }
    // After the reads with the first digits, at a later read, at the card's signature and
    // at leaving.
    for number in [9, 16] {
        search(&|| {
            let read = |card: &mut Card<Translating>, _: &_| {
                card.surface()?.card_face_unverified(&known(), LastTry::Keep)
            };
            record_is_gone(Way::FailsAt(number), face, read, Status::ReaderFailed)
        });
    }
    search(&|| {
        let read = |card: &mut Card<Translating>, believed: &_| {
            card.surface()?.card_face(&known(), believed, LastTry::Keep)
        };
        record_is_gone(Way::FailsAt(20), unsigned, read, Status::ReaderFailed)
    });
    figure!("searched all memory after {searched} kinds of reading: no record left");
}

#[test]
fn the_attributes_are_nowhere_once_they_are_dropped() {
    let _alone = ALONE.lock().unwrap_or_else(PoisonError::into_inner);
    // In the name, where they break a character, and in place of the year of birth.
    let file = reader(VirtualCard::builder())
        .with_card(|card| card.basic_attributes_file().to_vec())
        .unwrap();
    let name = file.windows(6).position(|part| part == "試験".as_bytes()).unwrap();
    let year = file.windows(4).position(|part| part == b"1980").unwrap();
    let read = |card: &mut Card<Translating>, _: &CardAuthorities| {
        let number = known();
        let key = AttributesKey::CheckNumber(&number);
        card.input_support()?.basic_attributes_unverified(key, LastTry::Keep)
    };
    // A text that is not UTF-8 is refused, with everything that was read.
    three_times(|| record_is_gone(Way::Whole, (0x02, &[name]), read, Status::RecordMalformed));
    for way in [Way::Whole, Way::InParts, Way::InSmallPieces] {
        three_times(|| record_is_gone(way, (0x02, &[year]), read, Status::Ok));
        // The digest of the number in the integrity record.
        three_times(|| record_is_gone(way, (0x03, &[20]), read, Status::Ok));
    }
    // The integrity record's read fails, once the attributes were read.
    three_times(|| record_is_gone(Way::FailsAt(8), (0x02, &[name]), read, Status::ReaderFailed));
}
