//! No PIN remains in the process's memory after it went through libpcsclite to a real pcscd. The card
//! is in another process, whose memory does not count.
//!
//! What pcscd keeps is outside this library's control: it is only printed.
#![cfg(all(target_os = "linux", feature = "pcsc", feature = "virtual-card"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::collections::BTreeMap;
use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use jpkicard::pcsc::{Context, PcscLink, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::transport::Transport;
use jpkicard::virtual_card::vpcd::Plug;
use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use jpkicard::{Card, Pin, Result, SignRequest, Status};
use support::figure::figure;
use support::memory::{Hidden, Place, expect, three_times};
use support::pcscd::pcscd;

const PORT: &str = "JPKICARD_TEST_CARD_PORT";
const PIN: &str = "JPKICARD_TEST_CARD_PIN";

/// The card's process: this program again. It ends when its standard input ends.
#[test]
fn card() {
    let Ok(port) = std::env::var(PORT) else { return };
    let pin = Hidden::from_masked(&std::env::var(PIN).unwrap());
    let builder = VirtualCard::builder();
    let builder = pin.show(|digits| builder.pin(std::str::from_utf8(digits).unwrap()));
    let card = VirtualReader::new(builder.build().unwrap());
    let _plug = Plug::connect(("127.0.0.1", port.parse().unwrap()), card).unwrap();
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

/// Inserts a card with this PIN into pcscd's first reader.
struct Inserted(Child);

impl Inserted {
    fn new(pin: Hidden) -> Self {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "card", "--nocapture"])
            .env(PORT, pcscd().port(0).to_string())
            .env(PIN, pin.masked())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn();
        Self(child.unwrap())
    }
}

impl Drop for Inserted {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

/// The number of places per owner, in one line.
fn summary(places: &[Place]) -> String {
    let mut counts = BTreeMap::new();
    for place in places {
        *counts.entry(place.owner.as_str()).or_insert(0) += 1;
    }
    let counts: Vec<_> =
        counts.iter().map(|(owner, count)| format!("{count} in {owner}")).collect();
    format!("{} ({})", places.len(), counts.join(", "))
}

/// The copies in pcscd, or why they cannot be counted.
fn in_pcscd(hidden: Hidden) -> String {
    hidden.places(&pcscd().process()).map_or_else(|error| error.to_string(), |it| summary(&it))
}

/// Searches as soon as a command with the hidden PIN was answered: the next one would already
/// overwrite it.
struct Looking {
    link: PcscLink,
    hidden: Hidden,
    /// The copies in this process, and what was found in pcscd.
    seen: Option<(Vec<Place>, String)>,
}

impl Transport for Looking {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        let answer = self.link.transmit(command, response);
        if command.len() == 9 && self.hidden.is_at(&command[5..]) {
            self.seen = Some((self.hidden.places("self").unwrap(), in_pcscd(self.hidden)));
        }
        answer
    }

    fn begin_transaction(&mut self) -> Result<()> {
        self.link.begin_transaction()
    }

    fn end_transaction(&mut self) -> Result<()> {
        self.link.end_transaction()
    }

    fn power_down(&mut self) -> Result<()> {
        self.link.power_down()
    }
}

/// A single test, so that no other's stack interferes.
#[test]
fn no_pin_remains_after_it_went_through_pcscd() {
    three_times(|| {
        let (hidden, other) = (Hidden::new(), Hidden::new());
        let inserted = Inserted::new(hidden);
        let name = ReaderName::from(pcscd().readers()[0].clone());
        let options = WaitOptions::new()
            .reader(ReaderChoice::Named(name))
            .timeout(Some(Duration::from_secs(10)));
        let link = Context::new().wait_for_card(&options).unwrap();
        let mut card = Card::new(Looking { link, hidden, seen: None });
        let request = SignRequest::data(b"challenge");

        let pin = hidden.show(|digits| Pin::new(digits).unwrap());
        card.jpki().unwrap().sign(&pin, &request).unwrap();
        let (here, in_daemon) = (hidden.places("self").unwrap(), in_pcscd(hidden));
        let (here_then, in_daemon_then) = card.transport().seen.as_ref().unwrap();
        figure!("PIN copies in this process, VERIFY just answered: {}", summary(here_then));
        figure!("PIN copies in this process, signed, the Pin alive: {}", summary(&here));
        figure!("PIN copies in pcscd, VERIFY just answered: {in_daemon_then}");
        figure!("PIN copies in pcscd, signed: {in_daemon}");
        // The Pin, the command's data field, and the bytes to send: libpcsclite has none.
        expect("VERIFY just answered", here_then.len(), 3)?;
        assert!(here_then.iter().all(|place| place.has("dd")), "{here_then:?}");
        expect("a signature", here.len(), 1)?;
        card.jpki().unwrap().authenticate(&pin, &request).unwrap();
        expect("an authentication", hidden.found(), 1)?;
        drop(pin);
        let here = hidden.places("self").unwrap();
        figure!("PIN copies in this process, the Pin dropped: {}", summary(&here));
        expect("the Pin dropped", here.len(), 0)?;

        let error = other.show(|digits| {
            let pin = Pin::new(digits).unwrap();
            card.jpki().unwrap().sign(&pin, &request).map(drop).unwrap_err()
        });
        assert_eq!(error.status(), Status::PinWrong);
        expect("a wrong PIN", other.found(), 0)?;

        drop(inserted);
        let error = card.jpki().map(drop).unwrap_err();
        assert_eq!(error.status(), Status::CardRemoved);
        drop(card);
        figure!("PIN copies in pcscd, the card gone: {}", in_pcscd(hidden));
        expect("the card gone", hidden.found() + other.found(), 0)
    });
}
