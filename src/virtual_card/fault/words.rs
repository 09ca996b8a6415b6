//! Fault plans as text, for programs that read them from a file or user.

use std::str::FromStr;
use std::time::Duration;

use crate::apdu::StatusWord;
use crate::virtual_card::fault::{Fault, FaultPlan, Reset};
use crate::{Error, Result, Status};

/// `FAULT at NUMBER` or `FAULT every NUMBER`, where FAULT is one of `removed-before`,
/// `removed-after`, `removed-unnoticed`, `warm-reset-before`, `warm-reset-after`,
/// `cold-reset-before`, `cold-reset-after`, `lost-before`, `lost-after`,
/// `reader-fails`, `empty`, `one-byte`, `too-long BYTES`, `cut BYTES`,
/// `flipped-data BIT`, `flipped-status BIT`, `refused SW`, `misreported SW` (four
/// hexadecimal digits), `more-without-end BYTES`, `wrong-length-without-end`,
/// `slow MILLISECONDS`.
impl FromStr for FaultPlan {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let words: Vec<&str> = text.split_whitespace().collect();
        parse(&words)
            .ok_or_else(|| Error::new(Status::Argument).with_detail("the words of a fault plan"))
    }
}

fn parse(words: &[&str]) -> Option<FaultPlan> {
    let (fault, when, number) = match words {
        [fault, when, number] => (plain(fault)?, when, number),
        [fault, argument, when, number] => (with_argument(fault, argument)?, when, number),
        _ => return None,
    };
    let number = number.parse().ok()?;
    match *when {
        "at" => Some(FaultPlan::at(number, fault)),
        "every" => Some(FaultPlan::every(number, fault)),
        _ => None,
    }
}

fn plain(word: &str) -> Option<Fault> {
    Some(match word {
        "removed-before" => Fault::RemovedBefore,
        "removed-after" => Fault::RemovedAfter,
        "removed-unnoticed" => Fault::RemovedUnnoticed,
        "warm-reset-before" => Fault::ResetBefore(Reset::Warm),
        "warm-reset-after" => Fault::ResetAfter(Reset::Warm),
        "cold-reset-before" => Fault::ResetBefore(Reset::Cold),
        "cold-reset-after" => Fault::ResetAfter(Reset::Cold),
        "lost-before" => Fault::LostBefore,
        "lost-after" => Fault::LostAfter,
        "reader-fails" => Fault::ReaderFails,
        "empty" => Fault::Empty,
        "one-byte" => Fault::OneByte,
        "wrong-length-without-end" => Fault::WrongLengthWithoutEnd,
        _ => return None,
    })
}

fn with_argument(word: &str, argument: &str) -> Option<Fault> {
    let status = || u16::from_str_radix(argument, 16).ok().map(StatusWord::new);
    Some(match word {
        "too-long" => Fault::TooLong(argument.parse().ok()?),
        "cut" => Fault::Cut(argument.parse().ok()?),
        "flipped-data" => Fault::FlippedData(argument.parse().ok()?),
        "flipped-status" => Fault::FlippedStatus(argument.parse().ok()?),
        "refused" => Fault::Refused(status()?),
        "misreported" => Fault::Misreported(status()?),
        "more-without-end" => Fault::MoreWithoutEnd(argument.parse().ok()?),
        "slow" => Fault::Slow(Duration::from_millis(argument.parse().ok()?)),
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
