//! Passes commands to the card and injects the planned faults.

use std::time::Duration;

use crate::virtual_card::VirtualCard;
use crate::virtual_card::fault::{Fault, FaultPlan, Reset};
use crate::virtual_card::reader::State;

/// GET RESPONSE.
const GET_RESPONSE: u8 = 0xC0;

/// The outcome of a command.
pub(in crate::virtual_card) enum Carried {
    /// The answer's bytes, and how long they take to arrive.
    Answer(Vec<u8>, Duration),
    /// The card left.
    Removed,
    /// The card was reset; with its answer, if it had received the command.
    Reset(Option<Vec<u8>>),
    /// The exchange failed.
    Failed,
}

/// The faults planned for a reader.
#[derive(Debug, Default)]
pub(in crate::virtual_card) struct Faults {
    plans: Vec<FaultPlan>,
    lasting: Option<Lasting>,
    pub(in crate::virtual_card) struck: u64,
}

/// A fault that continues after the command at which it began.
#[derive(Debug)]
enum Lasting {
    /// Each GET RESPONSE returns this many bytes and `61xx`; any other command ends it.
    More(u8),
    /// Commands with this header are answered with `6Cxx`; any other command ends it.
    WrongLength([u8; 4]),
    /// Nothing works until the faults are cleared.
    ReaderFails,
}

impl Faults {
    pub(in crate::virtual_card) fn plan(&mut self, plan: FaultPlan) {
        self.plans.push(plan);
    }

    pub(in crate::virtual_card) fn clear(&mut self) {
        self.plans.clear();
        self.lasting = None;
    }

    /// Whether nothing works any more.
    pub(in crate::virtual_card) fn reader_fails(&self) -> bool {
        matches!(self.lasting, Some(Lasting::ReaderFails))
    }

    /// Counts a command in every plan; the first plan that applies decides what happens.
    fn next(&mut self) -> Option<Fault> {
        let mut strikes = None;
        for plan in &mut self.plans {
            if plan.count() && strikes.is_none() {
                strikes = Some(plan.fault.clone());
            }
        }
        strikes
    }

    /// The answer to this command caused by an earlier, continuing fault.
    fn lasting_answer(&mut self, command: &[u8]) -> Option<Carried> {
        let answer = match self.lasting.as_ref()? {
            Lasting::ReaderFails => return Some(Carried::Failed),
            Lasting::More(bytes) if command.get(1) == Some(&GET_RESPONSE) => more(*bytes),
            Lasting::WrongLength(header) if command.first_chunk() == Some(header) => {
                wrong_length(command)
            }
            Lasting::More(_) | Lasting::WrongLength(_) => {
                self.lasting = None;
                return None;
            }
        };
        Some(at_once(answer))
    }
}

impl State {
    /// Passes a command to the card, or injects the planned fault.
    pub(in crate::virtual_card) fn carry(&mut self, command: &[u8]) -> Carried {
        let fault = self.faults.next();
        if let Some(carried) = self.faults.lasting_answer(command) {
            return carried;
        }
        let Some(fault) = fault else {
            return at_once(self.ask(command));
        };
        self.faults.struck = self.faults.struck.saturating_add(1);
        self.strike(fault, command)
    }

    /// Passes a command to the card without injecting faults.
    pub(in crate::virtual_card) fn ask(&mut self, command: &[u8]) -> Vec<u8> {
        self.card().map(|card| card.process(command)).unwrap_or_default()
    }

    fn strike(&mut self, fault: Fault, command: &[u8]) -> Carried {
        let acted = |state: &mut Self| split(state.ask(command));
        match fault {
            Fault::RemovedBefore => {
                self.take_out();
                Carried::Removed
            }
            Fault::RemovedAfter => {
                self.ask(command);
                self.take_out();
                Carried::Removed
            }
            Fault::RemovedUnnoticed => {
                self.ask(command);
                self.take_out();
                at_once(Vec::new())
            }
            Fault::ResetBefore(reset) => {
                self.reset(reset);
                Carried::Reset(None)
            }
            Fault::ResetAfter(reset) => {
                let answer = self.ask(command);
                self.reset(reset);
                Carried::Reset(Some(answer))
            }
            Fault::Exchanged(mut card) => {
                card.power_on();
                self.reset(Reset::Cold);
                if let Some(old) = self.card() {
                    std::mem::swap(old, &mut card);
                }
                Carried::Reset(None)
            }
            Fault::LostBefore => Carried::Failed,
            Fault::LostAfter => {
                self.ask(command);
                Carried::Failed
            }
            Fault::ReaderFails => {
                self.faults.lasting = Some(Lasting::ReaderFails);
                Carried::Failed
            }
            Fault::Empty => {
                self.ask(command);
                at_once(Vec::new())
            }
            Fault::OneByte => {
                let mut answer = self.ask(command);
                answer.truncate(1);
                at_once(answer)
            }
            Fault::TooLong(bytes) => {
                let (mut data, status) = acted(self);
                data.resize(data.len().saturating_add(bytes), 0);
                at_once(joined(data, status))
            }
            Fault::Cut(bytes) => {
                let (mut data, status) = acted(self);
                data.truncate(data.len().saturating_sub(bytes));
                at_once(joined(data, status))
            }
            Fault::FlippedData(bit) => {
                let (mut data, status) = acted(self);
                if let Some(bit) = bit.checked_rem(data.len().saturating_mul(8))
                    && let Some(byte) = data.get_mut(bit / 8)
                {
                    *byte ^= 0x80 >> (bit % 8);
                }
                at_once(joined(data, status))
            }
            Fault::FlippedStatus(bit) => {
                let (data, status) = acted(self);
                at_once(joined(data, status ^ (0x8000 >> (bit % 16))))
            }
            Fault::Refused(status) => at_once(joined(Vec::new(), status.value())),
            Fault::Misreported(status) => {
                self.ask(command);
                at_once(joined(Vec::new(), status.value()))
            }
            Fault::MoreWithoutEnd(bytes) => {
                self.faults.lasting = Some(Lasting::More(bytes));
                let (data, _) = acted(self);
                at_once(joined(data, more_status(bytes)))
            }
            Fault::WrongLengthWithoutEnd => {
                self.faults.lasting = command.first_chunk().copied().map(Lasting::WrongLength);
                at_once(wrong_length(command))
            }
            Fault::Slow(time) => Carried::Answer(self.ask(command), time),
            Fault::OtherProgram(other) => {
                self.ask(other.as_bytes());
                at_once(self.ask(command))
            }
        }
    }

    /// Resets the card; every link reports that until it begins a transaction.
    pub(in crate::virtual_card) fn reset(&mut self, reset: Reset) {
        self.resets = self.resets.saturating_add(1);
        if let Some(card) = self.card() {
            match reset {
                Reset::Warm => card.reset(),
                Reset::Cold => {
                    card.power_off();
                    card.power_on();
                }
            }
        }
    }

    /// The inserted card, or the one removed last.
    pub(in crate::virtual_card) fn card(&mut self) -> Option<&mut VirtualCard> {
        self.inserted.as_mut().or(self.in_hand.as_mut())
    }
}

fn at_once(answer: Vec<u8>) -> Carried {
    Carried::Answer(answer, Duration::ZERO)
}

/// Data and status word; `0000` if there is none.
fn split(mut answer: Vec<u8>) -> (Vec<u8>, u16) {
    let status = answer.split_off(answer.len().saturating_sub(2));
    (answer, <[u8; 2]>::try_from(status).map_or(0, u16::from_be_bytes))
}

fn joined(mut data: Vec<u8>, status: u16) -> Vec<u8> {
    data.extend_from_slice(&status.to_be_bytes());
    data
}

/// `61xx` with this number of bytes.
fn more_status(bytes: u8) -> u16 {
    0x6100 | u16::from(bytes)
}

/// The answer to each GET RESPONSE of an endless answer.
fn more(bytes: u8) -> Vec<u8> {
    joined(vec![0; usize::from(bytes)], more_status(bytes))
}

/// `6Cxx` with a length other than the command's last byte, which is Le if it has one.
fn wrong_length(command: &[u8]) -> Vec<u8> {
    joined(Vec::new(), if command.last() == Some(&1) { 0x6C02 } else { 0x6C01 })
}
