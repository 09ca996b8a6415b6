//! The card-surface, input-support and common applications on the virtual card, whose counters and
//! keys are inspected from outside.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::arithmetic_side_effects)]

mod cards;
mod exchanged;
#[path = "../support/figure.rs"]
mod figure;
mod input_support;
mod residence;
mod surface;

use jpkicard::record::{CardAuthorities, CardAuthority, RecordApplication};
use jpkicard::virtual_card::{Builder, VirtualCard, VirtualLink, VirtualReader};
use jpkicard::{Card, CheckNumberB, Date, Error, Pin, Status};

fn reader(builder: Builder) -> VirtualReader {
    VirtualReader::new(builder.first_command_fails(false).build().unwrap())
}

fn card(reader: &VirtualReader) -> Card<VirtualLink> {
    Card::new(reader.connect().unwrap())
}

fn look<R>(reader: &VirtualReader, job: impl FnOnce(&VirtualCard) -> R) -> R {
    reader.with_card(|card| job(card)).unwrap()
}

/// Check number B as printed on the virtual card.
fn number(reader: &VirtualReader) -> CheckNumberB {
    CheckNumberB::from_digits(look(reader, VirtualCard::check_number_b).as_bytes()).unwrap()
}

fn wrong_number() -> CheckNumberB {
    CheckNumberB::new(born(), 2035, b"0000").unwrap()
}

fn born() -> Date {
    Date::new(1980, 2, 17).unwrap()
}

fn pin(digits: &str) -> Pin {
    Pin::new(digits.as_bytes()).unwrap()
}

/// The authorities that certify this virtual card.
fn authorities(reader: &VirtualReader) -> CardAuthorities {
    let (surface, input) =
        look(reader, |card| (card.surface_authority(), card.input_support_authority()));
    let authority = |application, (identifier, modulus): ([u8; 16], Vec<u8>)| {
        CardAuthority::new(application, identifier, &modulus, &[1, 0, 1]).unwrap()
    };
    CardAuthorities::none()
        .with(authority(RecordApplication::CardSurface, surface))
        .with(authority(RecordApplication::InputSupport, input))
}

/// Commands, VERIFY commands, and whether anything is open.
fn seen(reader: &VirtualReader) -> (u64, u64, bool) {
    look(reader, |card| {
        let open = card.surface_is_open()
            || card.input_support_is_open()
            || card.authentication_key_is_open()
            || card.signature_key_is_open();
        (card.commands(), card.verify_commands(), open)
    })
}

fn says<R>(outcome: Result<R, Error>) -> (Status, Option<u8>) {
    match outcome {
        Ok(_) => (Status::Ok, None),
        Err(error) => (error.status(), error.tries_left()),
    }
}
