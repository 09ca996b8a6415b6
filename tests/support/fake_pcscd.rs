//! The service's end of libpcsclite's socket, for what no virtual reader can do:
//! readers that come and go, refusals, states that lie.
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

#[derive(Clone, Debug)]
pub struct Reader {
    pub name: String,
    pub state: u32,
    pub events: u32,
}

#[derive(Default)]
pub struct Board {
    pub readers: Vec<Reader>,
    /// What the next connections and exchanges say; success once it is empty.
    pub connect: VecDeque<u32>,
    pub transmit: VecDeque<u32>,
    /// What every reconnection and every begun transaction says.
    pub reconnect: u32,
    pub begin: u32,
    /// What the card answers to an exchange that succeeds, by its instruction; else `9000`.
    pub answers: HashMap<u8, Vec<u8>>,
    /// How often a card was connected, and states were looked at.
    pub connected: usize,
    pub looks: usize,
    /// At these requests, in turn, the line is closed before they are read, as when pcscd
    /// ends; its successor is there at once.
    pub hang_up: VecDeque<Request>,
    waiting: Vec<UnixStream>,
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
    Begin = 0x07,
    End = 0x08,
    Transmit = 0x09,
    States = 0x12,
}

/// A service in this process, which all its PC/SC calls reach.
pub struct FakePcscd {
    board: Arc<Mutex<Board>>,
    socket: PathBuf,
}

impl FakePcscd {
    /// Once in a process, before any PC/SC call.
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
                        // Its copy among those that wait would keep the line open, and
                        // libpcsclite waits for an answer without end.
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
            // Unread, the request is what makes libpcsclite speak of a violation.
            thread::sleep(Duration::from_millis(20));
            return Ok(());
        }
        let mut body = vec![0; usize::try_from(size).unwrap()];
        client.read_exact(&mut body)?;
        let mut board = board.lock().unwrap();
        match command {
            // Establish: the context's number is the second word.
            0x01 => {
                board.contexts += 1;
                let context = board.contexts;
                reply(&mut client, body, &[(4, context)], 0)?;
            }
            // Connect: the handle and the protocol (T=1) come before the code.
            0x04 => {
                board.connected += 1;
                let code = board.connect.pop_front().unwrap_or(0);
                let end = body.len();
                reply(&mut client, body, &[(end - 12, 7), (end - 8, 2)], code)?;
            }
            // Reconnect: as connect, without a name.
            0x05 => {
                let (end, code) = (body.len(), board.reconnect);
                reply(&mut client, body, &[(end - 8, 2)], code)?;
            }
            0x07 => reply(&mut client, body, &[], board.begin)?,
            0x09 => {
                let length = u32::from_ne_bytes(body[12..16].try_into().unwrap());
                let mut apdu = vec![0; usize::try_from(length).unwrap()];
                client.read_exact(&mut apdu)?;
                let code = board.transmit.pop_front().unwrap_or(0);
                let end = body.len();
                let answer = board.answers.get(&apdu[1]).cloned().unwrap_or(vec![0x90, 0x00]);
                let length = u32::try_from(answer.len()).unwrap();
                reply(&mut client, body, &[(end - 8, length)], code)?;
                if code == 0 {
                    client.write_all(&answer)?;
                }
            }
            // Cancel, from a connection of its own.
            0x0D => {
                signal(&mut board, 0x8010_0002);
                reply(&mut client, body, &[], 0)?;
            }
            0x12 => client.write_all(&states(&board.readers))?,
            0x13 => {
                board.looks += 1;
                registered = true;
                board.waiting.push(client.try_clone()?);
                client.write_all(&states(&board.readers))?;
            }
            0x14 => {
                // Only who still waits is answered; the others have been signalled.
                if std::mem::take(&mut registered) && !board.waiting.is_empty() {
                    signal(&mut board, 0);
                }
            }
            // The count of readers that came or went, which libpcsclite 2.3 asks for.
            0x15 => reply(&mut client, vec![0; 8], &[(0, 1 + board.reader_events)], 0)?,
            _ => reply(&mut client, body, &[], 0)?,
        }
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
