//! No PIN stays in the process's memory: after each operation all of it is searched for
//! a PIN that was made at random, so that nothing else holds its digits.
#![cfg(target_os = "linux")]
#![allow(unsafe_code, reason = "the C functions are called as C calls them")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::os::unix::fs::FileExt;
use std::ptr::{null, null_mut};

use jpkicard::capi::{jpki_card_free, jpki_card_open_virtual, jpki_card_sign};
use jpkicard::transport::Transport;
use jpkicard::virtual_card::{VirtualCard, VirtualLink, VirtualReader};
use jpkicard::{Card, Error, Pin, SignRequest, Status};
use zeroize::{Zeroize, Zeroizing};

/// Digits that are never in memory as they are.
#[derive(Clone, Copy)]
struct Hidden([u8; 4]);

const MASK: u8 = 0xA5;

impl Hidden {
    /// Four digits that are nowhere in memory yet.
    fn new() -> Self {
        let mut random = File::open("/dev/urandom").unwrap();
        loop {
            let mut bytes = [0; 4];
            random.read_exact(&mut bytes).unwrap();
            let hidden = Self(bytes.map(|byte| (b'0' + byte % 10) ^ MASK));
            if hidden.found() == 0 {
                return hidden;
            }
        }
    }

    /// Gives the digits to `work`, and wipes them.
    fn show<R>(self, work: impl FnOnce(&[u8]) -> R) -> R {
        let mut digits = Box::new(Zeroizing::new([0; 4]));
        for (digit, masked) in digits.iter_mut().zip(self.0) {
            *digit = masked ^ MASK;
        }
        work(digits.as_slice())
    }

    fn is_at(self, bytes: &[u8]) -> bool {
        bytes.iter().zip(self.0).all(|(byte, masked)| byte ^ MASK == masked)
    }

    /// How often the digits are in the memory that this process may write to.
    fn found(self) -> usize {
        let memory = File::open("/proc/self/mem").unwrap();
        let mut maps = File::open("/proc/self/maps").unwrap();
        let mut text = String::new();
        maps.seek(SeekFrom::Start(0)).unwrap();
        maps.read_to_string(&mut text).unwrap();
        let mut block = vec![0; 1 << 16];
        let mut found = 0;
        for line in text.lines().filter(|line| line.contains(" rw")) {
            let (start, end) = line.split(' ').next().unwrap().split_once('-').unwrap();
            let parse = |text| u64::from_str_radix(text, 16).unwrap();
            let (mut at, end) = (parse(start), parse(end));
            while at < end {
                let Ok(length @ 4..) = memory.read_at(&mut block, at) else {
                    break;
                };
                let own = block.as_ptr().expose_provenance() as u64;
                for offset in 0..=length - 4 {
                    let address = at + offset as u64;
                    let in_block = (own..own + block.len() as u64).contains(&address);
                    if !in_block && self.is_at(&block[offset..offset + 4]) {
                        found += 1;
                    }
                }
                block[..length].zeroize();
                // Blocks overlap, so that digits across a border are seen.
                at += (length - 3) as u64;
            }
        }
        found
    }
}

/// Gives the card its own PIN in the place of the hidden one, which it must not know.
struct Translating {
    link: VirtualLink,
    hidden: Hidden,
}

impl Transport for Translating {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize, Error> {
        if command.len() == 9 && command[1] == 0x20 && self.hidden.is_at(&command[5..]) {
            return self.link.transmit(b"\x00\x20\x00\x98\x041234", response);
        }
        self.link.transmit(command, response)
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

/// A count that must be so; said with the step it was taken at.
fn expect(step: &str, found: usize, expected: usize) -> Result<(), String> {
    match found == expected {
        true => Ok(()),
        false => Err(format!("{step}: found {found} times, not {expected}")),
    }
}

/// One test, so that no other's stack is in the way. Four digits may turn up by chance,
/// in a date that is read meanwhile: a copy that is left behind turns up each time.
#[test]
fn the_pin_is_nowhere_after_each_operation() {
    let attempts: Vec<_> = (0..3).map_while(|_| search_after_each_operation().err()).collect();
    assert!(attempts.len() < 3, "{attempts:?}");
}

fn search_after_each_operation() -> Result<(), String> {
    let hidden = Hidden::new();
    assert!(hidden.show(|_| hidden.found()) > 0, "the search must find what is there");
    expect("the search itself", hidden.found(), 0)?;

    let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
    let link = reader.connect().unwrap();
    let mut card = Card::new(Translating { link, hidden });
    let request = SignRequest::data(b"challenge");

    let pin = hidden.show(|digits| Pin::new(digits).unwrap());
    expect("a Pin is one copy", hidden.found(), 1)?;
    card.jpki().unwrap().receive(&pin, &request).unwrap();
    card.jpki().unwrap().sign(&pin, &request).unwrap();
    expect("a reception and a signature", hidden.found(), 1)?;
    drop(pin);
    expect("the Pin dropped", hidden.found(), 0)?;

    // A wrong PIN, and one of a wrong format that holds the digits.
    let other = Hidden::new();
    let error =
        other.show(|digits| card.jpki()?.sign(&Pin::new(digits)?, &request).map(drop)).unwrap_err();
    assert_eq!(error.status(), Status::PinWrong);
    expect("a wrong PIN", other.found(), 0)?;
    let error =
        hidden.show(|digits| Pin::new(&Zeroizing::new([digits, b"5"].concat()))).unwrap_err();
    assert_eq!(error.status(), Status::PinFormat);
    expect("a PIN of a wrong format", hidden.found(), 0)?;

    // From C: the caller's own copy is the only one.
    // SAFETY: the pointers are to live variables of the lengths told.
    let status = unsafe {
        let (mut card, mut signature) = (null_mut(), null_mut());
        assert_eq!(jpki_card_open_virtual(1, &mut card, null_mut()), 0);
        let status = other.show(|digits| {
            let pin = digits.as_ptr().cast();
            jpki_card_sign(card, pin, 4, b"data".as_ptr(), 4, null(), &mut signature, null_mut())
        });
        jpki_card_free(card);
        status
    };
    assert_eq!(status, Status::PinWrong.code());
    expect("through the C face", other.found(), 0)
}
