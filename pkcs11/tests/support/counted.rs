//! A card whose commands and bytes are counted, for any program at pcscd: it speaks vpcd's protocol
//! itself.

use std::io::{Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use jpkicard::virtual_card::VirtualCard;

use super::pcscd::{pcscd, until};

/// The model of a contactless line: the cost of a command, and of each byte of it or of its answer
/// at 106 kbit/s, in microseconds.
const COMMAND: f64 = 5_000.0;
const BYTE: f64 = 103.77;

/// What went over the line.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    pub commands: u64,
    pub bytes: u64,
}

impl Counts {
    pub fn since(self, before: Self) -> Self {
        Self { commands: self.commands - before.commands, bytes: self.bytes - before.bytes }
    }

    pub fn milliseconds(self) -> f64 {
        (self.commands as f64 * COMMAND + self.bytes as f64 * BYTE) / 1_000.0
    }
}

pub struct CountedCard {
    reader: usize,
    counts: Arc<Mutex<Counts>>,
    line: TcpStream,
    thread: Option<JoinHandle<()>>,
}

impl CountedCard {
    /// Inserts it.
    pub fn new(reader: usize, card: VirtualCard) -> Self {
        Self::with(reader, card, false)
    }

    /// Inserts a card that knows no application.
    pub fn foreign(reader: usize) -> Self {
        Self::with(reader, VirtualCard::builder().build().unwrap(), true)
    }

    fn with(reader: usize, mut card: VirtualCard, is_foreign: bool) -> Self {
        let line = TcpStream::connect((Ipv4Addr::LOCALHOST, pcscd().port(reader))).unwrap();
        let counts = Arc::new(Mutex::new(Counts::default()));
        let (mut own, count) = (line.try_clone().unwrap(), Arc::clone(&counts));
        let thread = std::thread::spawn(move || {
            // Two bytes of length, then a command or one control byte; answers in the same form.
            let mut length = [0; 2];
            while own.read_exact(&mut length).is_ok() {
                let mut command = vec![0; usize::from(u16::from_be_bytes(length))];
                own.read_exact(&mut command).unwrap();
                let answer = match command[..] {
                    [0] => {
                        card.power_off();
                        continue;
                    }
                    [1] => {
                        card.power_on();
                        continue;
                    }
                    [2] => {
                        card.reset();
                        continue;
                    }
                    [4] => card.atr().to_vec(),
                    _ => {
                        let answer = match is_foreign {
                            false => card.process(&command),
                            true => vec![0x6A, 0x82],
                        };
                        let mut count = count.lock().unwrap();
                        count.commands += 1;
                        count.bytes += (command.len() + answer.len()) as u64;
                        answer
                    }
                };
                let length = u16::try_from(answer.len()).unwrap().to_be_bytes();
                if own.write_all(&[&length, &answer[..]].concat()).is_err() {
                    break;
                }
            }
        });
        until("the card is not seen", || super::is_present(reader));
        Self { reader, counts, line, thread: Some(thread) }
    }

    pub fn counts(&self) -> Counts {
        *self.counts.lock().unwrap()
    }
}

impl Drop for CountedCard {
    fn drop(&mut self) {
        let _ = self.line.shutdown(Shutdown::Both);
        let _ = self.thread.take().unwrap().join();
        until("the card is still seen", || !super::is_present(self.reader));
    }
}
