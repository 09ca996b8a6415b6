//! The module as a program loads it, at a private pcscd with virtual cards.
#![allow(
    dead_code,
    unreachable_pub,
    unsafe_code,
    unused_imports,
    unused_macros,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::undocumented_unsafe_blocks,
    clippy::macro_metavars_in_unsafe,
    clippy::arithmetic_side_effects,
    reason = "a test stops where something is not as it must be, takes what it needs, and calls C"
)]

pub mod counted;
#[path = "../../../tests/support/fake_pcscd.rs"]
pub mod fake_pcscd;
#[path = "../../../tests/support/figure.rs"]
pub mod figure;
#[path = "../../../tests/support/memory.rs"]
pub mod memory;
pub mod module;
#[path = "../../../tests/support/namespace.rs"]
pub mod namespace;
#[path = "../../../tests/support/pcscd.rs"]
pub mod pcscd;
pub mod programs;

use std::net::Ipv4Addr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jpkicard::virtual_card::vpcd::Plug;
use jpkicard::virtual_card::{Builder, VirtualCard, VirtualReader};

use pcscd::{pcscd, until};

/// One test at a time: a process has one module.
pub fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A card in one of the four readers of the private pcscd.
pub struct Inserted {
    pub card: VirtualReader,
    plug: Option<Plug>,
    reader: usize,
}

impl Inserted {
    pub fn new(reader: usize, builder: Builder) -> Self {
        let mut inserted =
            Self { card: VirtualReader::new(builder.build().unwrap()), plug: None, reader };
        inserted.insert();
        inserted
    }

    /// A card that answers its first command, whose commands can be counted.
    pub fn plain(reader: usize) -> Self {
        Self::new(reader, VirtualCard::builder().first_command_fails(false))
    }

    pub fn insert(&mut self) {
        let port = pcscd().port(self.reader);
        self.plug = Some(Plug::connect((Ipv4Addr::LOCALHOST, port), self.card.clone()).unwrap());
        until("the card is not seen", || is_present(self.reader));
    }

    pub fn remove(&mut self) {
        if let Some(plug) = self.plug.take() {
            plug.leave();
            until("the card is still seen", || !is_present(self.reader));
        }
    }

    /// How many commands it got.
    pub fn commands(&self) -> u64 {
        self.card.with_card(|card| card.commands()).unwrap()
    }

    /// How many of them were VERIFY with a PIN.
    pub fn verify_commands(&self) -> u64 {
        self.card.with_card(|card| card.verify_commands()).unwrap()
    }

    pub fn pin_tries(&self) -> u8 {
        self.card.with_card(|card| card.pin_tries()).unwrap()
    }

    /// Whether any of its keys could be used without a PIN.
    pub fn is_open(&self) -> bool {
        self.card
            .with_card(|card| card.authentication_key_is_open() || card.signature_key_is_open())
            .unwrap()
    }
}

impl Drop for Inserted {
    fn drop(&mut self) {
        self.remove();
    }
}

pub fn is_present(reader: usize) -> bool {
    let context = pcsc::Context::establish(pcsc::Scope::System).unwrap();
    let names = pcscd().readers();
    let mut states = [pcsc::ReaderState::new(names[reader].clone(), pcsc::State::UNAWARE)];
    context.get_status_change(Duration::ZERO, &mut states).unwrap();
    states[0].event_state().contains(pcsc::State::PRESENT)
}

/// Another program at the same card.
pub struct Intruder {
    _context: pcsc::Context,
    card: pcsc::Card,
}

impl Intruder {
    pub fn new(reader: usize) -> Self {
        let context = pcsc::Context::establish(pcsc::Scope::System).unwrap();
        let name = pcscd().readers()[reader].clone();
        let card = context.connect(&name, pcsc::ShareMode::Shared, pcsc::Protocols::ANY).unwrap();
        Self { _context: context, card }
    }

    pub fn send(&self, command: &[u8]) -> Vec<u8> {
        let mut answer = [0; 258];
        self.card.transmit(command, &mut answer).unwrap().to_vec()
    }

    /// Tries to sign with both keys without a PIN, with whatever is selected and after SELECT;
    /// returns how often that worked.
    pub fn signs(&self) -> usize {
        const SELECT: &[u8] = b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01";
        let mut signed = 0;
        for attempt in 0..2 {
            if attempt == 1 {
                self.send(SELECT);
            }
            for key in [0x97, 0x9A] {
                let mut command = vec![0x80, 0x2A, 0x00, key, 51];
                command.extend([0x30; 51]);
                command.push(0);
                signed += usize::from(self.send(&command).len() > 2);
            }
        }
        signed
    }
}
