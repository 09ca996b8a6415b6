//! A card for the tests of the link: it counts, records and can be made to misbehave. It only knows
//! the JPKI application's AID.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;
use std::time::Duration;

use super::pcscd::until;

/// T=1, as the card's contact side answers.
pub const ATR: [u8; 9] = [0x3B, 0xE0, 0x00, 0xFF, 0x81, 0x31, 0xFE, 0x45, 0x14];
/// Longer than the maximum ATR (33 bytes): pcscd then finds a card that cannot be powered up.
pub const MUTE: [u8; 40] = [0x3B; 40];

pub const SELECT_JPKI: [u8; 15] =
    [0x00, 0xA4, 0x04, 0x0C, 0x0A, 0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01];
/// Leaves the application: SELECT of the Issuer Security Domain.
pub const LEAVE: [u8; 12] =
    [0x00, 0xA4, 0x04, 0x0C, 0x07, 0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00];
/// Stores a mark that is lost with the power.
pub const SET_MARK: [u8; 4] = [0x80, 0x10, 0x00, 0x00];
/// Answers one byte: the mark.
pub const GET_MARK: [u8; 4] = [0x80, 0x12, 0x00, 0x00];

/// What reached the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    PowerOff,
    PowerOn,
    Reset,
    Command(Vec<u8>),
}

/// What the card does with the next command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whim {
    /// Answers with this, whatever the command is. Not empty: vpcd would wait indefinitely.
    Answer(Vec<u8>),
    /// Leaves the reader without an answer.
    Leave,
    /// Waits before it answers.
    Wait(Duration),
}

struct State {
    events: Vec<Event>,
    whims: Vec<Whim>,
    mark: bool,
    /// It was powered before the service started: only power-off clears its mark.
    had_power: bool,
    holds_jpki: bool,
    atr: Vec<u8>,
}

/// A card in a virtual reader; dropping it removes it.
pub struct Card {
    stream: TcpStream,
    state: Arc<Mutex<State>>,
    thread: Option<JoinHandle<()>>,
}

impl Card {
    /// Puts an Individual Number Card on the reader at `port`.
    pub fn insert(port: u16) -> Self {
        Self::insert_with(port, true, &ATR)
    }

    /// Puts a card of another kind on it.
    pub fn insert_foreign(port: u16) -> Self {
        Self::insert_with(port, false, &ATR)
    }

    /// Puts a card on it that has a mark, and has been powered all the time, like a card whose
    /// service was killed and restarted.
    pub fn insert_marked(port: u16) -> Self {
        let card = Self::insert(port);
        let mut state = card.state.lock().unwrap();
        (state.mark, state.had_power) = (true, true);
        drop(state);
        card
    }

    pub fn insert_with(port: u16, holds_jpki: bool, atr: &[u8]) -> Self {
        let mut stream = None;
        until("the virtual reader takes no card", || {
            stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).ok();
            stream.is_some()
        });
        let stream = stream.unwrap();
        stream.set_nodelay(true).unwrap();
        let state = State {
            events: Vec::new(),
            whims: Vec::new(),
            mark: false,
            had_power: false,
            holds_jpki,
            atr: atr.to_vec(),
        };
        let state = Arc::new(Mutex::new(state));
        let thread = std::thread::spawn({
            let (stream, state) = (stream.try_clone().unwrap(), Arc::clone(&state));
            move || drop(serve(stream, &state))
        });
        Self { stream, state, thread: Some(thread) }
    }

    /// What reached the card so far.
    pub fn events(&self) -> Vec<Event> {
        self.state.lock().unwrap().events.clone()
    }

    /// Forgets what reached the card so far.
    pub fn clear_events(&self) {
        self.state.lock().unwrap().events.clear();
    }

    /// The commands among the events.
    pub fn commands(&self) -> Vec<Vec<u8>> {
        let command = |event| match event {
            Event::Command(command) => Some(command),
            _ => None,
        };
        self.events().into_iter().filter_map(command).collect()
    }

    /// Handles the next commands this way, one each.
    pub fn next(&self, whims: impl IntoIterator<Item = Whim>) {
        self.state.lock().unwrap().whims.extend(whims);
    }

    /// Removes the card.
    pub fn remove(self) {}
}

impl Drop for Card {
    fn drop(&mut self) {
        let _ = self.stream.shutdown(Shutdown::Both);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// vpcd's protocol: two bytes of length and that many bytes, both ways; a single byte is a control
/// message.
fn serve(mut stream: TcpStream, state: &Mutex<State>) -> io::Result<()> {
    loop {
        let mut length = [0; 2];
        stream.read_exact(&mut length)?;
        let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
        stream.read_exact(&mut message)?;
        let answer = match message.as_slice() {
            [control] => state.lock().unwrap().control(*control),
            command => {
                let mut state_now = state.lock().unwrap();
                state_now.events.push(Event::Command(command.to_vec()));
                let whim = (!state_now.whims.is_empty()).then(|| state_now.whims.remove(0));
                match whim {
                    Some(Whim::Leave) => return stream.shutdown(Shutdown::Both),
                    Some(Whim::Answer(answer)) => Some(answer),
                    Some(Whim::Wait(time)) => {
                        drop(state_now);
                        std::thread::sleep(time);
                        Some(state.lock().unwrap().command(command))
                    }
                    None => Some(state_now.command(command)),
                }
            }
        };
        if let Some(answer) = answer {
            let length = u16::try_from(answer.len()).unwrap().to_be_bytes();
            stream.write_all(&[&length, answer.as_slice()].concat())?;
        }
    }
}

impl State {
    fn control(&mut self, control: u8) -> Option<Vec<u8>> {
        self.events.push(match control {
            0 => Event::PowerOff,
            1 => Event::PowerOn,
            2 => Event::Reset,
            _ => return Some(self.atr.clone()),
        });
        self.mark &= self.had_power && control != 0;
        None
    }

    fn command(&mut self, command: &[u8]) -> Vec<u8> {
        if command == SELECT_JPKI {
            return if self.holds_jpki { vec![0x90, 0x00] } else { vec![0x6A, 0x82] };
        }
        if command == LEAVE {
            return vec![0x90, 0x00];
        }
        if command == SET_MARK {
            self.mark = true;
            return vec![0x90, 0x00];
        }
        if command == GET_MARK {
            return vec![u8::from(self.mark), 0x90, 0x00];
        }
        vec![0x6D, 0x00]
    }
}
