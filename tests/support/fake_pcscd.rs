//! The service side of libpcsclite's socket, for what virtual readers cannot do: readers that come
//! and go, refusals, false states.
//!
//! The messages are those of pcsc-lite 1.9 to 2.3 (`winscard_msg.h`): a header of
//! two words, size and command, then a fixed structure that ends in the return
//! code and comes back filled in.

use std::collections::{HashMap, VecDeque};
use std::io::{self, Read, Write};
use std::net::Shutdown;
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::Duration;

use super::pcscd::use_socket;

/// `readerState` of pcsc-lite, not the flags of `SCardGetStatusChange`.
pub const ABSENT: u32 = 0x02;
pub const PRESENT: u32 = 0x34;

pub const SECURITY_VIOLATION: u32 = 0x8010_006A;
pub const NOT_TRANSACTED: u32 = 0x8010_0016;
pub const READER_UNAVAILABLE: u32 = 0x8010_0017;
pub const SHARING_VIOLATION: u32 = 0x8010_000B;
pub const INVALID_VALUE: u32 = 0x8010_0011;
pub const UNKNOWN_READER: u32 = 0x8010_0009;

#[derive(Clone, Debug)]
pub struct Reader {
    pub name: String,
    pub state: u32,
    pub events: u32,
}

/// A card as a function from command to answer.
pub type Answering = Box<dyn FnMut(&[u8]) -> Vec<u8> + Send>;

#[derive(Default)]
pub struct Board {
    pub readers: Vec<Reader>,
    /// Additional names in the list of readers, unknown to status queries.
    pub listed: Vec<Reader>,
    /// The codes for the next contexts; success once empty.
    pub establish: VecDeque<u32>,
    /// The codes for the next connections and exchanges; success once empty.
    pub connect: VecDeque<u32>,
    pub transmit: VecDeque<u32>,
    /// The code for every reconnection and beginning of a transaction.
    pub reconnect: u32,
    pub begin: u32,
    /// The card's answer to a successful exchange, by instruction; otherwise `9000`.
    pub answers: HashMap<u8, Vec<u8>>,
    /// How often a card was connected, and states were queried.
    pub connected: usize,
    pub looks: usize,
    /// At these requests, in turn, the connection is closed before they are read, as when pcscd
    /// ends; a new service is there immediately.
    pub hang_up: VecDeque<Request>,
    /// At these, in turn, it does not answer until `released`, and blocks only that connection.
    pub silent: VecDeque<Silence>,
    pub released: bool,
    /// The requests that came: `enum pcsc_msg_commands`.
    pub requests: Vec<u32>,
    /// The card, if it is more than `answers`, and how it is powered down.
    pub card: Option<Answering>,
    pub unpower: Option<Box<dyn FnMut() + Send>>,
    waiting: Vec<UnixStream>,
    /// How many queries ended with a failure: these clients request one more answer.
    failed: usize,
    contexts: u32,
    /// How often a reader has come or gone.
    reader_events: u32,
}

/// `enum pcsc_msg_commands` of pcsc-lite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
pub enum Request {
    Connect = 0x04,
    Reconnect = 0x05,
    Disconnect = 0x06,
    Begin = 0x07,
    End = 0x08,
    Transmit = 0x09,
    States = 0x12,
}

/// The call in which the driver does not return.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Silence {
    /// The next of these requests.
    At(Request),
    /// The next command with this instruction, with or without data.
    AtCommand(u8, bool),
    /// Its answer, after the card has executed it.
    AfterCommand(u8, bool),
    /// None yet: this command with data comes first, and is answered with this code.
    Once(u8, u32),
}

/// A service in this process, used by all its PC/SC calls.
pub struct FakePcscd {
    board: Arc<Mutex<Board>>,
    socket: PathBuf,
}

impl FakePcscd {
    /// Once per process, before any PC/SC call.
    pub fn start() -> Self {
        let socket = std::env::temp_dir().join(format!("jpkicard-fake-{}", std::process::id()));
        let _ = std::fs::remove_file(&socket);
        let listener = UnixListener::bind(&socket).unwrap();
        use_socket(&socket);
        let fake = Self { board: Arc::default(), socket };
        let board = Arc::clone(&fake.board);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let board = Arc::clone(&board);
                thread::spawn(move || {
                    let line = client.try_clone().unwrap();
                    if serve(client, &board).is_err() {
                        // Its copy among the waiting ones would keep the connection open, and
                        // libpcsclite would wait for an answer indefinitely.
                        let _ = line.shutdown(Shutdown::Both);
                    }
                });
            }
        });
        fake
    }

    pub fn board(&self) -> MutexGuard<'_, Board> {
        self.board.lock().unwrap()
    }

    /// Ends the sleeping queries with this code; returns how many there were.
    pub fn end_looks(&self, code: u32) -> usize {
        let mut board = self.board();
        let sleeping = board.waiting.len();
        signal(&mut board, code);
        board.failed = sleeping;
        sleeping
    }

    /// Changes the board, and wakes those that wait for it.
    pub fn change(&self, change: impl FnOnce(&mut Board)) {
        let mut board = self.board();
        let names = |board: &Board| -> Vec<String> {
            board.readers.iter().map(|reader| reader.name.clone()).collect()
        };
        let before = names(&board);
        change(&mut board);
        if names(&board) != before {
            board.reader_events += 1;
        }
        signal(&mut board, 0);
    }
}

impl Drop for FakePcscd {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.socket);
    }
}

fn signal(board: &mut Board, code: u32) {
    for mut client in board.waiting.drain(..) {
        let _ = client.write_all(&[0_u32.to_ne_bytes(), code.to_ne_bytes()].concat());
    }
}

fn serve(mut client: UnixStream, board: &Mutex<Board>) -> io::Result<()> {
    let mut registered = false;
    loop {
        let size = word(&mut client)?;
        let command = word(&mut client)?;
        if hangs_up(board, command) {
            // The unread request makes libpcsclite report a security violation.
            thread::sleep(Duration::from_millis(20));
            return Ok(());
        }
        let mut body = vec![0; usize::try_from(size).unwrap()];
        client.read_exact(&mut body)?;
        board.lock().unwrap().requests.push(command);
        hold_up(board, |silence| matches!(silence, Silence::At(at) if at as u32 == command));
        let mut apdu = Vec::new();
        let mut answer = None;
        if command == Request::Transmit as u32 {
            let length = u32::from_ne_bytes(body[12..16].try_into().unwrap());
            apdu.resize(usize::try_from(length).unwrap(), 0);
            client.read_exact(&mut apdu)?;
            let of = |instruction, data| apdu[1] == instruction && (apdu.len() > 5) == data;
            hold_up(board, |silence| matches!(silence, Silence::AtCommand(i, d) if of(i, d)));
            pass(board, apdu[1], apdu.len() > 5);
            answer = board.lock().unwrap().card.as_mut().map(|card| card(&apdu));
            hold_up(board, |silence| matches!(silence, Silence::AfterCommand(i, d) if of(i, d)));
        }
        let mut board = board.lock().unwrap();
        match command {
            // Establish: the context's number is the second word.
            0x01 => {
                board.contexts += 1;
                let (context, code) = (board.contexts, board.establish.pop_front().unwrap_or(0));
                reply(&mut client, body, &[(4, context)], code)?;
            }
            // Connect: the handle and the protocol (T=1) come before the code.
            0x04 => {
                board.connected += 1;
                let code = board.connect.pop_front().unwrap_or(0);
                // libpcsclite finds the context by the handle: no two are the same.
                let (end, handle) = (body.len(), u32::try_from(board.connected).unwrap() + 7);
                reply(&mut client, body, &[(end - 12, handle), (end - 8, 2)], code)?;
            }
            // Reconnect: as connect, without a name.
            0x05 => {
                let (end, code) = (body.len(), board.reconnect);
                if let (2, Some(unpower)) = (body[12], &mut board.unpower) {
                    unpower();
                }
                reply(&mut client, body, &[(end - 8, 2)], code)?;
            }
            0x07 => reply(&mut client, body, &[], board.begin)?,
            0x09 => {
                let code = board.transmit.pop_front().unwrap_or(0);
                let end = body.len();
                let usual = || board.answers.get(&apdu[1]).cloned().unwrap_or(vec![0x90, 0x00]);
                let answer = answer.unwrap_or_else(usual);
                let length = u32::try_from(answer.len()).unwrap();
                reply(&mut client, body, &[(end - 8, length)], code)?;
                if code == 0 {
                    client.write_all(&answer)?;
                }
            }
            // Cancel, from a separate connection.
            0x0D => {
                signal(&mut board, 0x8010_0002);
                reply(&mut client, body, &[], 0)?;
            }
            0x12 => {
                let listed: Vec<_> = board.listed.iter().chain(&board.readers).cloned().collect();
                client.write_all(&states(&listed))?;
            }
            0x13 => {
                board.looks += 1;
                registered = true;
                board.waiting.push(client.try_clone()?);
                client.write_all(&states(&board.readers))?;
            }
            0x14 => {
                // Only clients still waiting are answered; the others have been signalled.
                let registered = std::mem::take(&mut registered);
                if registered && !board.waiting.is_empty() {
                    signal(&mut board, 0);
                } else if registered && board.failed > 0 {
                    board.failed -= 1;
                    client.write_all(&[0; 8])?;
                }
            }
            // The count of readers that came or went, which libpcsclite 2.3 requests.
            0x15 => reply(&mut client, vec![0; 8], &[(0, 1 + board.reader_events)], 0)?,
            _ => reply(&mut client, body, &[], 0)?,
        }
    }
}

/// Waits to be released if it must not answer now.
fn hold_up(board: &Mutex<Board>, is_due: impl Fn(Silence) -> bool) {
    let mut now = board.lock().unwrap();
    if !now.silent.front().is_some_and(|silence| is_due(*silence)) {
        return;
    }
    now.silent.pop_front();
    while !now.released {
        drop(now);
        thread::sleep(Duration::from_millis(5));
        now = board.lock().unwrap();
    }
}

/// Passes the command that must precede the next silence.
fn pass(board: &Mutex<Board>, instruction: u8, with_data: bool) {
    let mut board = board.lock().unwrap();
    let Some(Silence::Once(wanted, code)) = board.silent.front().copied() else { return };
    if with_data && wanted == instruction {
        board.silent.pop_front();
        board.transmit.push_front(code);
    }
}

fn hangs_up(board: &Mutex<Board>, command: u32) -> bool {
    let mut board = board.lock().unwrap();
    let hangs_up = board.hang_up.front().is_some_and(|request| *request as u32 == command);
    if hangs_up {
        board.hang_up.pop_front();
    }
    hangs_up
}

fn word(client: &mut UnixStream) -> io::Result<u32> {
    let mut bytes = [0; 4];
    client.read_exact(&mut bytes)?;
    Ok(u32::from_ne_bytes(bytes))
}

fn reply(
    client: &mut UnixStream,
    mut body: Vec<u8>,
    words: &[(usize, u32)],
    code: u32,
) -> io::Result<()> {
    let unknown = || io::Error::other("a request that has no place for a code");
    let end = body.len().checked_sub(4).ok_or_else(unknown)?;
    for (offset, word) in words.iter().chain([&(end, code)]) {
        body[*offset..*offset + 4].copy_from_slice(&word.to_ne_bytes());
    }
    client.write_all(&body)
}

/// Sixteen times: the name in 128 bytes, event count, state, sharing, the ATR in 33
/// bytes and its length, the protocol.
fn states(readers: &[Reader]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for index in 0..16 {
        let mut one = [0; 184];
        if let Some(reader) = readers.get(index) {
            one[..reader.name.len()].copy_from_slice(reader.name.as_bytes());
            one[128..132].copy_from_slice(&reader.events.to_ne_bytes());
            one[132..136].copy_from_slice(&reader.state.to_ne_bytes());
            one[140] = 0x3B;
            let atr_length = if reader.state == PRESENT { 1_u32 } else { 0 };
            one[176..180].copy_from_slice(&atr_length.to_ne_bytes());
            one[180..184].copy_from_slice(&2_u32.to_ne_bytes());
        }
        bytes.extend_from_slice(&one);
    }
    bytes
}
