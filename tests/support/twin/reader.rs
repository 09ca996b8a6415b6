//! The reader: it powers the card, transfers blocks, and injects faults.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::JoinHandle;
use std::time::Duration;

use jpkicard::virtual_card::{VirtualCard, VirtualReader};

use super::ccid::{self, Message, Slot};
use super::faults::{At, Fault, Kind};
use super::pty::Line;
use super::t1::{self, T1};

/// How soon the reader notices that it must end.
const BREATH: Duration = Duration::from_millis(50);
const FIRMWARE: &[u8] = b"Twin on a pty";

/// What reached the card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    PowerOff,
    PowerOn,
    /// Warm: it stays powered.
    Reset,
    Command(Vec<u8>),
}

/// More time that the card requests before it answers.
struct Delay {
    requests: u32,
    each: Duration,
    answer: Vec<u8>,
}

struct State {
    /// The card that is in, or was in last.
    card: VirtualReader,
    present: bool,
    powered: bool,
    /// It does not answer a power-up, for example upside down.
    mute: bool,
    cut: bool,
    ended: bool,
    t1: T1,
    /// The last block that was sent to the driver.
    last: Vec<u8>,
    delay: Option<Delay>,
    fault: Option<Fault>,
    /// The command in progress at the fault; empty if there was none.
    struck: Option<Vec<u8>>,
    /// The last command.
    command: Vec<u8>,
    events: Vec<Event>,
}

/// A reader on its own line. Dropping it ends it.
pub struct TwinReader {
    state: Arc<Mutex<State>>,
    device: PathBuf,
    thread: Option<JoinHandle<()>>,
}

impl TwinReader {
    /// An empty reader for this card.
    pub fn new(card: VirtualCard) -> Self {
        let card = VirtualReader::new(card);
        card.with_card(VirtualCard::power_off);
        let state = Arc::new(Mutex::new(State {
            card,
            present: false,
            powered: false,
            mute: false,
            cut: false,
            ended: false,
            t1: T1::new(),
            last: Vec::new(),
            delay: None,
            fault: None,
            struck: None,
            command: Vec::new(),
            events: Vec::new(),
        }));
        let line = Line::new();
        let device = line.device().to_owned();
        let shared = Arc::clone(&state);
        let thread = Some(std::thread::spawn(move || serve(&line, &shared)));
        Self { state, device, thread }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap()
    }

    /// What the driver opens.
    pub fn device(&self) -> &Path {
        &self.device
    }

    /// Inspects the card.
    pub fn look<R>(&self, look: impl FnOnce(&mut VirtualCard) -> R) -> R {
        let card = self.state().card.clone();
        card.with_card(look).unwrap()
    }

    /// Inserts the card; pcscd sees that within half a second.
    pub fn insert(&self) {
        let mut state = self.state();
        state.mute = false;
        state.present = true;
    }

    /// Inserts it upside down.
    pub fn insert_unresponsive(&self) {
        let mut state = self.state();
        state.mute = true;
        state.present = true;
    }

    /// Removes the card.
    pub fn take_out(&self) {
        self.state().leave();
    }

    pub fn is_inserted(&self) -> bool {
        self.state().present
    }

    /// Cuts the line: everything sent on it is lost, in both directions.
    pub fn cut(&self) {
        self.state().cut = true;
    }

    /// Reconnects a cut line.
    pub fn join(&self) {
        self.state().cut = false;
    }

    /// Hangs up permanently, like an adapter that is pulled out.
    pub fn hang_up(&self) {
        self.state().ended = true;
    }

    /// Plans this fault, from the next block on.
    pub fn arm(&self, fault: Fault) {
        let mut state = self.state();
        state.struck = None;
        state.command.clear();
        state.fault = Some(fault);
    }

    /// Cancels a fault that has not happened, and returns the command in progress if it has.
    pub fn struck(&self) -> Option<Vec<u8>> {
        let mut state = self.state();
        state.fault = None;
        state.struck.take()
    }

    /// What has reached the card.
    pub fn events(&self) -> Vec<Event> {
        self.state().events.clone()
    }

    pub fn clear_events(&self) {
        self.state().events.clear();
    }
}

impl Drop for TwinReader {
    fn drop(&mut self) {
        self.state().ended = true;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// The reader's reply to a message.
enum Said {
    /// After this time, with data or an error.
    Answer(Duration, Result<Vec<u8>, u8>),
    Nothing,
}

impl Said {
    fn now(outcome: Result<Vec<u8>, u8>) -> Self {
        Self::Answer(Duration::ZERO, outcome)
    }
}

fn serve(line: &Line, state: &Mutex<State>) {
    let mut received = Vec::new();
    let mut bytes = [0; 512];
    while !state.lock().unwrap().ended {
        match line.read(BREATH, &mut bytes) {
            Ok(length) => received.extend(&bytes[..length]),
            Err(_) => std::thread::sleep(BREATH),
        }
        while let Some(message) = ccid::take_frame(&mut received) {
            let said = state.lock().unwrap().hear(&message);
            let Said::Answer(time, outcome) = said else { continue };
            std::thread::sleep(time);
            let slot = state.lock().unwrap().slot();
            let outcome = outcome.as_deref().map_err(|error| *error);
            let frame = ccid::answer(&message, slot, outcome);
            // The driver, or all of pcscd, may be gone.
            let _ = line.write(&[message.frame(), &frame].concat());
        }
    }
}

impl State {
    fn slot(&self) -> Slot {
        match (self.present, self.powered) {
            (false, _) => Slot::Empty,
            (true, false) => Slot::Unpowered,
            (true, true) => Slot::Powered,
        }
    }

    fn leave(&mut self) {
        self.present = false;
        self.powered = false;
        self.card.with_card(VirtualCard::power_off);
    }

    fn hear(&mut self, message: &Message) -> Said {
        if self.cut {
            return Said::Nothing;
        }
        match message.kind() {
            ccid::XFR_BLOCK => self.carry(message.data()),
            ccid::POWER_ON => Said::now(self.power_on()),
            ccid::POWER_OFF => {
                self.powered = false;
                self.events.push(Event::PowerOff);
                self.card.with_card(VirtualCard::power_off);
                Said::now(Ok(Vec::new()))
            }
            ccid::SLOT_STATUS => Said::now(Ok(Vec::new())),
            ccid::SET_PARAMETERS => Said::now(Ok(message.data().to_vec())),
            ccid::ESCAPE => Said::now(match message.data() {
                [0x02] => Ok(FIRMWARE.to_vec()),
                // When card movements are reported.
                [0x01, ..] => Ok(vec![0x00]),
                _ => Err(ccid::UNSUPPORTED),
            }),
            _ => Said::now(Err(ccid::UNSUPPORTED)),
        }
    }

    fn power_on(&mut self) -> Result<Vec<u8>, u8> {
        if !self.present || self.mute {
            return Err(ccid::MUTE);
        }
        self.t1 = T1::new();
        self.delay = None;
        self.events.push(if self.powered { Event::Reset } else { Event::PowerOn });
        let was_powered = std::mem::replace(&mut self.powered, true);
        let atr = self.card.with_card(|card| {
            if was_powered {
                card.reset();
            }
            card.power_on();
            card.atr().to_vec()
        });
        atr.ok_or(ccid::MUTE)
    }

    /// Passes one block to the card, or injects the planned fault.
    fn carry(&mut self, received: &[u8]) -> Said {
        if !self.powered {
            return Said::now(Err(ccid::MUTE));
        }
        if t1::grants_time(received) && self.delay.is_some() {
            return self.take_time();
        }
        let completed = self.t1.completed_by(received);
        if let Some(command) = &completed {
            self.command.clone_from(command);
        }
        match self.strike(completed.as_deref()) {
            None => {
                let block = self.exchange(received);
                self.send(block)
            }
            Some(kind) => self.suffer(kind, received),
        }
    }

    /// What happens to this block.
    fn strike(&mut self, command: Option<&[u8]>) -> Option<Kind> {
        let fault = self.fault.as_mut()?;
        if !fault.strikes(command) {
            return None;
        }
        let kind = fault.kind;
        fault.times = fault.times.saturating_sub(1);
        // A continuing fault continues with the next block, whatever it is.
        fault.at = At::Block(0);
        if fault.times == 0 {
            self.fault = None;
        }
        self.struck.get_or_insert(self.command.clone());
        Some(kind)
    }

    /// Passes a block to the card.
    fn exchange(&mut self, received: &[u8]) -> Vec<u8> {
        let (card, events) = (&self.card, &mut self.events);
        self.t1.receive(received, |command| {
            events.push(Event::Command(command.to_vec()));
            card.with_card(|card| card.process(command)).unwrap_or_default()
        })
    }

    fn send(&mut self, block: Vec<u8>) -> Said {
        self.last.clone_from(&block);
        Said::now(Ok(block))
    }

    fn suffer(&mut self, kind: Kind, received: &[u8]) -> Said {
        let mut received = received.to_vec();
        if kind == Kind::CommandChecksum
            && let Some(checksum) = received.last_mut()
        {
            *checksum ^= 0x5A;
        }
        let mut block = self.exchange(&received);
        match kind {
            Kind::Mute(time) => Said::Answer(time, Err(ccid::MUTE)),
            Kind::Silent => Said::Nothing,
            Kind::Checksum => {
                if let Some(checksum) = block.last_mut() {
                    *checksum ^= 0x5A;
                }
                Said::now(Ok(block))
            }
            Kind::Parity => Said::now(Err(ccid::PARITY)),
            Kind::CommandChecksum => self.send(block),
            Kind::Late(time) => {
                self.last.clone_from(&block);
                Said::Answer(time, Ok(block))
            }
            Kind::Repeated => Said::now(Ok(self.last.clone())),
            Kind::MoreTime(requests, each) => {
                self.delay = Some(Delay { requests, each, answer: block });
                Said::now(Ok(t1::more_time(1)))
            }
            Kind::Leaves => {
                self.leave();
                Said::now(Err(ccid::MUTE))
            }
            Kind::LeavesSilently => {
                self.leave();
                Said::Nothing
            }
            Kind::MuteAndCut(time) => {
                self.cut = true;
                Said::Answer(time, Err(ccid::MUTE))
            }
            Kind::HangsUp => {
                self.ended = true;
                Said::Nothing
            }
            Kind::Cut => {
                self.cut = true;
                Said::Nothing
            }
        }
    }

    /// More time was granted: it passes, and the card requests more or answers.
    fn take_time(&mut self) -> Said {
        let Some(mut delay) = self.delay.take() else { return Said::Nothing };
        delay.requests = delay.requests.saturating_sub(1);
        let each = delay.each;
        if delay.requests > 0 {
            self.delay = Some(delay);
            return Said::Answer(each, Ok(t1::more_time(1)));
        }
        self.last.clone_from(&delay.answer);
        Said::Answer(each, Ok(delay.answer))
    }
}
