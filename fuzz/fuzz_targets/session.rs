//! A whole reception with a card that answers anything: what must hold holds.
//!
//! The input: one byte of choices, then answers, each as one byte of length (255:
//! the transport fails), the data and two status bytes.
#![no_main]

use jpkicard::transport::Transport;
use jpkicard::{Card, Error, Pin, Result, SignRequest, Status};
use libfuzzer_sys::fuzz_target;

struct Wire<'a> {
    answers: &'a [u8],
    commands: usize,
    verifies: usize,
    in_transaction: bool,
    /// A PIN was sent, and neither an application left nor the power taken since.
    open: bool,
}

impl Wire<'_> {
    fn next(&mut self) -> Option<Vec<u8>> {
        let (length, rest) = self.answers.split_first()?;
        self.answers = rest;
        if *length == 255 {
            return None;
        }
        let whole = (usize::from(*length) + 2).min(rest.len());
        let (answer, rest) = rest.split_at(whole);
        self.answers = rest;
        Some(answer.to_vec())
    }
}

impl Transport for Wire<'_> {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        assert!(self.in_transaction, "a command outside a transaction");
        self.commands += 1;
        assert!(self.commands < 5_000, "no end");
        if command[1] == 0x20 && command.len() > 5 {
            self.verifies += 1;
            self.open = true;
        }
        let answer = self.next().ok_or(Error::new(Status::ReaderFailed))?;
        if command.starts_with(&[0x00, 0xA4, 0x04, 0x0C, 0x07]) && answer == [0x90, 0x00] {
            self.open = false;
        }
        let place = response.get_mut(..answer.len()).ok_or(Error::new(Status::CardAnswer))?;
        place.copy_from_slice(&answer);
        Ok(answer.len())
    }

    fn begin_transaction(&mut self) -> Result<()> {
        assert!(!self.in_transaction);
        self.in_transaction = true;
        Ok(())
    }

    fn end_transaction(&mut self) -> Result<()> {
        assert!(self.in_transaction);
        self.in_transaction = false;
        Ok(())
    }

    fn power_down(&mut self) -> Result<()> {
        self.open = false;
        Ok(())
    }
}

fuzz_target!(|input: &[u8]| {
    let Some((choices, answers)) = input.split_first() else {
        return;
    };
    let mut wire = Wire { answers, commands: 0, verifies: 0, in_transaction: false, open: false };
    let pin = Pin::new(b"1234").expect("four digits");
    let request = SignRequest::data(b"challenge").allow_last_try(choices & 1 != 0);
    {
        let mut card = Card::new(&mut wire);
        let _ = card.set_read_length(usize::from(choices >> 1) + 1);
        let _ = card.jpki().and_then(|mut jpki| jpki.receive(&pin, &request).map(drop));
    }
    assert!(!wire.in_transaction, "the transaction was left open");
    assert!(wire.verifies <= 1, "{} VERIFY commands", wire.verifies);
    assert!(!wire.open, "the key was left open");
});
