//! A transport that follows a script exactly, for tests.
//!
//! A script is text with one step per line:
//!
//! ```text
//! # a comment
//! begin                  a transaction must begin here
//! > 00 B0 8A 00 00       this command is expected
//! < CERT[0..256] 9000    and gets this answer: hex, or a part of a named value
//! > 00 B0 01 00 00
//! < removed              or this one: the word for a failure
//! power-down             the card must be powered down
//! end                    the transaction must end
//! begin busy             as above, but the call fails; also for end and power-down
//! carries 65536          anywhere: the reader reports this maximum of data bytes in an APDU
//! ```
//!
//! | word | result |
//! |---|---|
//! | `removed`, `reset`, `unresponsive`, `failed` | the transport's `CardRemoved`, `CardReset`, `CardUnresponsive`, `ReaderFailed` |
//! | `busy`, `sharing`, `service-gone` | `CardBusy`, `SharingViolation`, `ServiceNotRunning` |
//! | `dead` (after `<` only) | `ReaderFailed`, and the next transaction begins with a reset of the card |
//! | `empty`, `long N` (after `<` only) | an answer of 0 bytes; one of N zero bytes and `9000` |
//!
//! Anything other than the next step fails the call and is recorded for [`Scripted::finish`], which
//! a test must call.

use std::sync::{Arc, Mutex, PoisonError};

use crate::error::{Error, Result};
use crate::status::Status;
use crate::transport::Transport;

#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    /// A call without data, and its failure.
    Call(Call, Option<Status>),
    Command(Vec<u8>),
    Answer(Vec<u8>),
    Failure(Status),
    /// `ReaderFailed`, until the card is reset.
    Dead,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Call {
    Begin,
    End,
    PowerDown,
}

#[derive(Debug, Default)]
struct State {
    steps: Vec<Step>,
    next: usize,
    commands: usize,
    /// The next transaction begins with a reset.
    will_reset: bool,
    /// What the reader reports.
    carries: Option<usize>,
    /// The applications for which a long read failed.
    short_only: Vec<Vec<u8>>,
    mismatch: Option<String>,
}

/// The transport; its clones share one script.
#[derive(Clone, Debug, Default)]
pub struct Scripted(Arc<Mutex<State>>);

impl Scripted {
    /// Parses a script. `values` are the named byte strings that answers may refer to.
    ///
    /// # Errors
    /// The line that cannot be parsed.
    pub fn parse(text: &str, values: &[(&str, &[u8])]) -> Result<Self, String> {
        let (mut steps, mut carries) = (Vec::new(), None);
        for line in text.lines() {
            let line = line.split('#').next().unwrap_or_default().trim();
            if let Some(number) = line.strip_prefix("carries ") {
                let number = number.trim().parse();
                carries = Some(number.map_err(|_| format!("no number: {line:?}"))?);
                continue;
            }
            let step = match line.split_at_checked(1) {
                None => continue,
                Some((">", command)) => bytes(command, values).map(Step::Command),
                Some(("<", answer)) => match answer_in_words(answer.trim()) {
                    Some(step) => Some(step),
                    None => bytes(answer, values).map(Step::Answer),
                },
                Some(_) => call(line),
            };
            steps.push(step.ok_or_else(|| format!("cannot read the script line {line:?}"))?);
        }
        Ok(Self(Arc::new(Mutex::new(State { steps, carries, ..State::default() }))))
    }

    /// How many commands have been sent so far.
    #[must_use]
    pub fn commands(&self) -> usize {
        self.with(|state| state.commands)
    }

    /// Ends the script.
    ///
    /// # Errors
    /// What happened instead of a step, or the first step that never happened.
    pub fn finish(&self) -> Result<(), String> {
        self.with(|state| match (&state.mismatch, state.steps.get(state.next)) {
            (Some(mismatch), _) => Err(mismatch.clone()),
            (None, Some(step)) => Err(format!("step {} never came: {step:02X?}", state.next)),
            (None, None) => Ok(()),
        })
    }

    fn with<R>(&self, work: impl FnOnce(&mut State) -> R) -> R {
        work(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Takes the next step if it matches the call, and fails if the step says so.
    fn step(&self, came: Step) -> Result<()> {
        self.with(|state| {
            if matches!(came, Step::Command(_)) {
                state.commands = state.commands.saturating_add(1);
            }
            let expected = state.steps.get(state.next);
            let failure = match (expected, &came) {
                (Some(Step::Call(call, failure)), Step::Call(came, _)) if call == came => {
                    Some(*failure)
                }
                (expected, came) => (expected == Some(came)).then_some(None),
            };
            if let Some(failure) = failure {
                state.next = state.next.saturating_add(1);
                return failure.map_or(Ok(()), |status| Err(Error::new(status)));
            }
            let text = format!("step {}: expected {expected:02X?}, came {came:02X?}", state.next);
            state.mismatch.get_or_insert(text);
            Err(Error::new(Status::ReaderFailed).with_detail("not in the script"))
        })
    }
}

fn call(line: &str) -> Option<Step> {
    let mut words = line.split_whitespace();
    let call = match words.next()? {
        "begin" => Call::Begin,
        "end" => Call::End,
        "power-down" => Call::PowerDown,
        _ => return None,
    };
    let failure = words.next().map(failure);
    match (failure, words.next()) {
        (Some(None), _) | (_, Some(_)) => None,
        (failure, None) => Some(Step::Call(call, failure.flatten())),
    }
}

fn answer_in_words(text: &str) -> Option<Step> {
    if text == "empty" {
        return Some(Step::Answer(Vec::new()));
    }
    if text == "dead" {
        return Some(Step::Dead);
    }
    if let Some(length) = text.strip_prefix("long ") {
        let mut answer = vec![0; length.trim().parse().ok()?];
        answer.extend_from_slice(&[0x90, 0x00]);
        return Some(Step::Answer(answer));
    }
    failure(text).map(Step::Failure)
}

fn failure(word: &str) -> Option<Status> {
    Some(match word {
        "removed" => Status::CardRemoved,
        "reset" => Status::CardReset,
        "unresponsive" => Status::CardUnresponsive,
        "failed" => Status::ReaderFailed,
        "busy" => Status::CardBusy,
        "sharing" => Status::SharingViolation,
        "service-gone" => Status::ServiceNotRunning,
        _ => return None,
    })
}

/// Parses words of hex digits or of the form `NAME[start..end]`.
fn bytes(text: &str, values: &[(&str, &[u8])]) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    for word in text.split_whitespace() {
        if let Some((name, range)) = word.split_once('[') {
            let (start, end) = range.strip_suffix(']')?.split_once("..")?;
            let (_, value) = values.iter().find(|(known, _)| *known == name)?;
            let end = if end.is_empty() { value.len() } else { end.parse().ok()? };
            bytes.extend_from_slice(value.get(start.parse().ok()?..end)?);
        } else {
            for pair in word.as_bytes().chunks(2) {
                let digits = std::str::from_utf8(pair).ok().filter(|pair| pair.len() == 2)?;
                bytes.push(u8::from_str_radix(digits, 16).ok()?);
            }
        }
    }
    Some(bytes)
}

impl Transport for Scripted {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        self.step(Step::Command(command.to_vec()))?;
        self.with(|state| {
            let answer = state.steps.get(state.next).cloned();
            state.next = state.next.saturating_add(1);
            match answer {
                Some(Step::Answer(answer)) => match response.get_mut(..answer.len()) {
                    Some(room) => {
                        room.copy_from_slice(&answer);
                        Ok(answer.len())
                    }
                    None => Err(Error::new(Status::CardAnswer)),
                },
                Some(Step::Failure(status)) => Err(Error::new(status)),
                Some(Step::Dead) => {
                    state.will_reset = true;
                    Err(Error::new(Status::ReaderFailed))
                }
                _ => {
                    let text = format!("step {}: no answer is written here", state.next);
                    state.mismatch.get_or_insert(text);
                    Err(Error::new(Status::ReaderFailed))
                }
            }
        })
    }

    fn begin_transaction(&mut self) -> Result<()> {
        self.step(Step::Call(Call::Begin, None))?;
        self.with(|state| state.will_reset = false);
        Ok(())
    }

    fn end_transaction(&mut self) -> Result<()> {
        self.step(Step::Call(Call::End, None))
    }

    fn power_down(&mut self) -> Result<()> {
        self.step(Step::Call(Call::PowerDown, None))
    }

    fn will_reset(&self) -> bool {
        self.with(|state| state.will_reset)
    }

    fn longest_read(&mut self, application: &[u8]) -> Option<usize> {
        self.with(|state| {
            let has_failed = state.short_only.iter().any(|failed| failed == application);
            state.carries.filter(|_| !has_failed)
        })
    }

    fn long_read_failed(&mut self, application: &[u8]) {
        self.with(|state| state.short_only.push(application.to_vec()));
    }
}

#[cfg(test)]
mod tests;
