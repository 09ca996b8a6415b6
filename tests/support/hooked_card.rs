//! The virtual card in a reader of vpcd, with something that happens at a chosen
//! command. It reconnects on its own to a restarted pcscd.

use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, Shutdown, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use jpkicard::virtual_card::{VirtualCard, VirtualReader};

/// What happens at a command.
pub enum Strike {
    /// The card leaves before the command reaches it.
    Leave,
    /// The card executes the command and leaves with its answer.
    ActAndLeave,
    /// The card's own warm reset, unnoticed by the reader.
    Reset,
    /// The card's power fails briefly, unnoticed by the reader.
    PowerFailure,
    /// Something elsewhere, before the command reaches the card.
    Before(Box<dyn FnOnce() + Send>),
    /// Something elsewhere that powers the card down: the command does not reach it.
    Instead(Box<dyn FnOnce() + Send>),
    /// Something elsewhere, after the card has executed the command and before it answers.
    After(Box<dyn FnOnce() + Send>),
}

/// At which command it happens.
pub enum At {
    /// This many commands from now, from 0.
    Command(u64),
    /// The next VERIFY with a PIN.
    Verify,
}

struct State {
    /// The card should be in the reader.
    wanted: bool,
    ended: bool,
    /// Set while the card is in.
    stream: Option<TcpStream>,
    removals: u64,
    /// When it last was out of the reader.
    last_out: Instant,
    /// How often its reader reset it.
    resets: u64,
    armed: Option<(At, Strike)>,
    /// The affected command.
    struck: Option<Vec<u8>>,
    /// What happened elsewhere at that command is over.
    done: bool,
}

struct Shared {
    port: u16,
    card: VirtualReader,
    state: Mutex<State>,
    changed: Condvar,
}

/// A virtual card and its reader. Dropping it removes the card.
pub struct HookedCard {
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl HookedCard {
    /// A card that is not in its reader yet, the one at `port`.
    pub fn new(port: u16, card: VirtualCard) -> Self {
        let state = State {
            wanted: false,
            ended: false,
            stream: None,
            removals: 0,
            last_out: Instant::now(),
            resets: 0,
            armed: None,
            struck: None,
            done: false,
        };
        let card = VirtualReader::new(card);
        card.with_card(VirtualCard::power_off);
        let shared =
            Arc::new(Shared { port, card, state: Mutex::new(state), changed: Condvar::new() });
        let thread = std::thread::spawn({
            let shared = Arc::clone(&shared);
            move || shared.live()
        });
        Self { shared, thread: Some(thread) }
    }

    /// Inspects the card.
    pub fn look<R>(&self, look: impl FnOnce(&mut VirtualCard) -> R) -> R {
        self.shared.card.with_card(look).unwrap()
    }

    /// Inserts it; pcscd sees that within half a second.
    pub fn insert(&self) {
        self.shared.lock().wanted = true;
        self.shared.changed.notify_all();
    }

    /// Removes it, and returns when it is out.
    pub fn take_out(&self) {
        self.shared.card.with_card(VirtualCard::power_off);
        let mut state = self.shared.lock();
        state.remove();
        if let Some(stream) = &state.stream {
            let _ = stream.shutdown(Shutdown::Both);
        }
        drop(self.shared.changed.wait_while(state, |state| state.stream.is_some()).unwrap());
    }

    /// Whether it is in, or being inserted.
    pub fn is_inserted(&self) -> bool {
        self.shared.lock().wanted
    }

    /// How often it was removed or left.
    pub fn removals(&self) -> u64 {
        self.shared.lock().removals
    }

    /// For how long it has been in the reader.
    pub fn in_since(&self) -> Duration {
        let state = self.shared.lock();
        match state.stream {
            Some(_) => state.last_out.elapsed(),
            None => Duration::ZERO,
        }
    }

    /// How often its reader reset it at a program's request.
    pub fn resets(&self) -> u64 {
        self.shared.lock().resets
    }

    /// Plans a single occurrence.
    pub fn strike(&self, at: At, strike: Strike) {
        let mut state = self.shared.lock();
        state.struck = None;
        state.done = false;
        state.armed = Some((at, strike));
    }

    /// Whether it occurred and is complete.
    pub fn has_struck(&self) -> bool {
        self.shared.lock().done
    }

    /// Cancels an occurrence that has not happened, and returns the affected command, if any.
    pub fn struck(&self) -> Option<Vec<u8>> {
        let mut state = self.shared.lock();
        state.armed = None;
        state.struck.take()
    }
}

impl Drop for HookedCard {
    fn drop(&mut self) {
        self.shared.lock().ended = true;
        self.take_out();
        self.shared.changed.notify_all();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl State {
    fn remove(&mut self) {
        self.removals += u64::from(self.wanted);
        self.wanted = false;
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// Inserts itself whenever required.
    fn live(&self) {
        loop {
            let state = self.lock();
            let state =
                self.changed.wait_while(state, |state| !state.wanted && !state.ended).unwrap();
            if state.ended {
                return;
            }
            drop(state);
            let Ok(stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)) else {
                // No pcscd at the moment.
                std::thread::sleep(Duration::from_millis(10));
                continue;
            };
            let mut state = self.lock();
            if !state.wanted {
                continue;
            }
            state.stream = stream.try_clone().ok();
            state.last_out = Instant::now();
            drop(state);
            let _ = self.serve(&stream);
            // Power is removed first, as in a reader: the card must never appear removed but still
            // unlocked.
            self.card.with_card(VirtualCard::power_off);
            let _ = stream.shutdown(Shutdown::Both);
            // Closed before it is said to be out: a test counts descriptors then.
            drop(stream);
            let mut state = self.lock();
            state.stream = None;
            self.changed.notify_all();
        }
    }

    /// vpcd's protocol: two bytes of length and that many bytes, both ways; a single byte is a
    /// control message.
    fn serve(&self, mut stream: &TcpStream) -> io::Result<()> {
        stream.set_nodelay(true)?;
        loop {
            let mut length = [0; 2];
            receive(stream, &mut length)?;
            let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
            receive(stream, &mut message)?;
            let answer = match message.as_slice() {
                [0] => self.card.with_card(|card| {
                    card.power_off();
                    None
                }),
                [1] => self.card.with_card(|card| {
                    card.power_on();
                    None
                }),
                [2] => {
                    self.lock().resets += 1;
                    self.card.with_card(|card| {
                        card.reset();
                        // A card that was inserted again too fast for pcscd has none yet.
                        card.power_on();
                        None
                    })
                }
                [4] => self.card.with_card(|card| Some(card.atr().to_vec())),
                command => match self.command(command) {
                    Some(answer) => Some(Some(answer)),
                    None => return Ok(()),
                },
            };
            if let Some(answer) = answer.flatten() {
                let length = u16::try_from(answer.len()).unwrap().to_be_bytes();
                stream.write_all(&[&length, answer.as_slice()].concat())?;
            }
        }
    }

    /// The card's answer, or `None` if it does not answer and leaves.
    fn command(&self, command: &[u8]) -> Option<Vec<u8>> {
        let strike = self.strike_now(command);
        let act = || self.card.with_card(|card| card.process(command));
        let answer = match strike {
            Some(Strike::Leave) => return self.leave(),
            Some(Strike::ActAndLeave) => {
                act();
                return self.leave();
            }
            Some(Strike::Reset) => {
                self.card.with_card(VirtualCard::reset);
                act()
            }
            Some(Strike::PowerFailure) => {
                self.card.with_card(|card| {
                    card.power_off();
                    card.power_on();
                });
                act()
            }
            Some(Strike::Instead(happen)) => {
                happen();
                self.lock().done = true;
                None
            }
            Some(Strike::Before(happen)) => {
                happen();
                self.lock().done = true;
                // Ending the service also powered the card down.
                if self.lost_its_reader() { None } else { act() }
            }
            Some(Strike::After(happen)) => {
                let answer = act();
                happen();
                self.lock().done = true;
                answer
            }
            None => act(),
        };
        // A card without power does not answer, and vpcd would wait indefinitely for an empty
        // answer: it counts as gone.
        answer.filter(|answer| !answer.is_empty())
    }

    fn leave(&self) -> Option<Vec<u8>> {
        self.lock().remove();
        None
    }

    fn lost_its_reader(&self) -> bool {
        let Some(stream) = self.lock().stream.as_ref().and_then(|stream| stream.try_clone().ok())
        else {
            return true;
        };
        let _ = stream.set_nonblocking(true);
        let peeked = stream.peek(&mut [0]);
        let _ = stream.set_nonblocking(false);
        !matches!(peeked, Err(error) if error.kind() == io::ErrorKind::WouldBlock)
    }

    fn strike_now(&self, command: &[u8]) -> Option<Strike> {
        let mut state = self.lock();
        let (at, _) = state.armed.as_mut()?;
        match at {
            At::Command(0) => {}
            At::Verify if command.get(1) == Some(&0x20) && command.len() > 4 => {}
            At::Verify => return None,
            At::Command(left) => {
                *left -= 1;
                return None;
            }
        }
        state.struck = Some(command.to_vec());
        state.armed.take().map(|(_, strike)| strike)
    }
}

/// Fills `bytes`. vpcd writes length and payload separately and waits for the first to be
/// acknowledged, which Linux would delay by 40 ms.
fn receive(mut stream: &TcpStream, bytes: &mut [u8]) -> io::Result<()> {
    rustix::net::sockopt::set_tcp_quickack(stream, true)?;
    stream.read_exact(bytes)
}

/// Waits at most `limit` for `done`.
pub fn within(limit: Duration, mut done: impl FnMut() -> bool) -> bool {
    let started = Instant::now();
    while !done() {
        if started.elapsed() > limit {
            return false;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    true
}
