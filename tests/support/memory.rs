//! Searches a process's memory for a random PIN, whose digits occur nowhere else.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::FileExt;
use std::sync::Once;

use super::figure::figure;
use zeroize::{Zeroize, Zeroizing};

/// Digits that are never in this process's memory in clear, except while shown.
#[derive(Clone, Copy)]
pub struct Hidden([u8; 4]);

const MASK: u8 = 0xA5;
const PAGE: usize = 4096;

/// Where the digits were found.
#[derive(Debug)]
pub struct Place {
    /// The owner of the memory: `[heap]`, `[stack]`, a library's file, or none of them.
    pub owner: String,
    /// The two-letter flags of `/proc/PID/smaps`.
    pub flags: String,
}

impl Place {
    pub fn has(&self, flag: &str) -> bool {
        self.flags.split_whitespace().any(|word| word == flag)
    }

    /// Excluded from core dumps and forked children; locked, where this process may lock.
    pub fn is_protected(&self) -> bool {
        let limits = fs::read_to_string("/proc/self/limits").unwrap();
        let limit = limits.lines().find(|line| line.starts_with("Max locked memory")).unwrap();
        let may_lock = limit.split_whitespace().nth(3) != Some("0");
        if !may_lock {
            static REPORTED: Once = Once::new();
            REPORTED.call_once(|| {
                figure!("RLIMIT_MEMLOCK is 0: whether pages are locked is not asked");
            });
        }
        self.has("dd") && self.has("wf") && (self.has("lo") || !may_lock)
    }
}

impl Hidden {
    /// Four digits that are nowhere in this process's memory yet.
    pub fn new() -> Self {
        let mut random = File::open("/dev/urandom").unwrap();
        loop {
            let mut bytes = [0; 4];
            random.read_exact(&mut bytes).unwrap();
            let hidden = Self(bytes.map(|byte| (b'0' + byte % 10) ^ MASK));
            if hidden.found() == 0 {
                return hidden;
            }
        }
    }

    /// Passes the digits to `work`, and wipes them.
    pub fn show<R>(self, work: impl FnOnce(&[u8]) -> R) -> R {
        let mut digits = Box::new(Zeroizing::new([0; 4]));
        for (digit, masked) in digits.iter_mut().zip(self.0) {
            *digit = masked ^ MASK;
        }
        // The compiler must not see that nothing reads them.
        work(std::hint::black_box(digits.as_slice()))
    }

    /// A text that conveys the digits to another process without containing them.
    pub fn masked(self) -> String {
        u32::from_be_bytes(self.0).to_string()
    }

    pub fn from_masked(text: &str) -> Self {
        Self(text.parse::<u32>().unwrap().to_be_bytes())
    }

    pub fn is_at(self, bytes: &[u8]) -> bool {
        bytes.iter().zip(self.0).all(|(byte, masked)| byte ^ MASK == masked)
    }

    /// Where the digits are in `bytes`.
    pub fn offsets(self, bytes: &[u8]) -> Vec<usize> {
        let mut found = Vec::new();
        for start in (0..bytes.len()).step_by(PAGE) {
            let end = bytes.len().min(start + PAGE);
            // Most of a process's memory is zeros, which no digit is.
            if bytes[start..end] == [0; PAGE][..end - start] {
                continue;
            }
            for at in start..end.min(bytes.len().saturating_sub(3)) {
                if bytes[at] ^ MASK == self.0[0] && self.is_at(&bytes[at..at + 4]) {
                    found.push(at);
                }
            }
        }
        found
    }

    /// How often the digits are in this process's writable memory.
    pub fn found(self) -> usize {
        self.places("self").unwrap().len()
    }

    /// Where they are in a process's writable memory: `self` or its number. An error if we may not
    /// read it.
    pub fn places(self, process: &str) -> std::io::Result<Vec<Place>> {
        let memory = File::open(format!("/proc/{process}/mem"))?;
        let maps = fs::read_to_string(format!("/proc/{process}/smaps"))?;
        let mut block = vec![0; 1 << 16];
        let own = match process {
            "self" => block.as_ptr().expose_provenance() as u64,
            _ => 0,
        };
        let own = own..own + block.len() as u64;
        let mut places = Vec::new();
        for mapping in mappings(&maps).filter(|mapping| mapping.writable) {
            let mut at = mapping.start;
            while at < mapping.end {
                let most = usize::try_from(mapping.end - at).unwrap().min(block.len());
                let Ok(length @ 4..) = memory.read_at(&mut block[..most], at) else { break };
                for offset in self.offsets(&block[..length]) {
                    if !own.contains(&(at + offset as u64)) {
                        places.push(Place {
                            owner: mapping.owner.to_owned(),
                            flags: mapping.flags.to_owned(),
                        });
                    }
                }
                block[..length].zeroize();
                // Blocks overlap, so that digits across a boundary are found.
                at += (length - 3) as u64;
            }
        }
        Ok(places)
    }
}

struct Mapping<'a> {
    start: u64,
    end: u64,
    writable: bool,
    owner: &'a str,
    flags: &'a str,
}

/// Parses `/proc/PID/smaps`: a line with the addresses begins each mapping, one with the flags ends
/// it.
fn mappings(smaps: &str) -> impl Iterator<Item = Mapping<'_>> {
    smaps.split_inclusive("VmFlags:").zip(smaps.split("VmFlags:").skip(1)).filter_map(
        |(text, after)| {
            let is_head = |line: &&str| line.split(' ').next().unwrap().contains('-');
            let head = text.lines().find(is_head)?;
            let mut words = head.split_whitespace();
            let (start, end) = words.next()?.split_once('-')?;
            let parse = |text| u64::from_str_radix(text, 16).unwrap();
            Some(Mapping {
                start: parse(start),
                end: parse(end),
                writable: words.next()?.starts_with("rw"),
                owner: words.nth(3).unwrap_or("unnamed memory"),
                flags: after.lines().next()?,
            })
        },
    )
}

/// Four digits may occur by chance, in a number written in the meantime: a real copy is found each time,
/// so it counts if it is there three times in a row.
pub fn three_times(search: impl Fn() -> Result<(), String>) {
    let mut failed = Vec::new();
    while let Err(error) = search() {
        failed.push(error);
        assert!(failed.len() < 3, "{failed:#?}");
    }
}

/// An expected count; reported with the step it was taken at.
pub fn expect(step: &str, found: usize, expected: usize) -> Result<(), String> {
    match found == expected {
        true => Ok(()),
        false => Err(format!("{step}: found {found} times, not {expected}")),
    }
}
