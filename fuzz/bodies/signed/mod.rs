//! Structures changed before signing: certificates, lists, responses and challenges with a valid
//! signature, so that everything after the signature check is reached.
//!
//! An input is a kind, the number of the structure to change, a signer, a time, and then either
//! changes of a well-formed structure (`tree`) or the bytes to be signed. Structures are those of
//! `bodies/trust`, with known keys (`key`). Whatever the library accepts, a second parser
//! (`strict`) must have parsed in the same way.

mod certificate;
mod challenge;
mod key;
mod list;
mod response;
mod strict;
mod tree;
mod world;

use std::time::{Duration, SystemTime};

use jpkicard::trust::CertificateVerification;

use self::key::Key;
use self::world::World;
use super::input::Input;

/// sha256WithRSAEncryption, with NULL.
const ALGORITHM: &[u8] = b"\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B\x05\x00";

/// The signer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Signer {
    Authority,
    Delegate,
    Stranger,
    Holder,
    /// The CA, but over other bytes.
    Elsewhere,
}

impl Signer {
    fn key(self) -> &'static Key {
        let [authority, delegate, stranger, holder] = key::keys();
        match self {
            Self::Authority | Self::Elsewhere => authority,
            Self::Delegate => delegate,
            Self::Stranger => stranger,
            Self::Holder => holder,
        }
    }

    fn signature(self, content: &[u8]) -> [u8; 256] {
        match self {
            Self::Elsewhere => self.key().sign(b"something else"),
            _ => self.key().sign(content),
        }
    }

    /// The content, the algorithm, the signature, and anything else.
    fn sign(self, content: &[u8], more: &[u8]) -> Vec<u8> {
        let signature = [&[0], &self.signature(content)[..]].concat();
        sequence(&[content, ALGORITHM, &object(3, &signature), more])
    }
}

/// A DER object.
fn object(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    let header = match content.len() {
        0..0x80 => vec![tag, length[3]],
        0x80..0x100 => vec![tag, 0x81, length[3]],
        0x100..0x1_0000 => vec![tag, 0x82, length[2], length[3]],
        _ => vec![tag, 0x83, length[1], length[2], length[3]],
    };
    [&header, content].concat()
}

fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    object(0x30, &parts.concat())
}

/// When a check is made.
#[derive(Clone, Copy)]
struct Moment {
    seconds: i64,
    tolerance: i64,
}

impl Moment {
    fn verify<'a>(
        self,
        world: &'a World,
        of: &'a jpkicard::Certificate,
    ) -> CertificateVerification<'a> {
        let since = Duration::from_secs(u64::try_from(self.seconds).unwrap());
        CertificateVerification::new(
            of,
            world.purpose,
            &world.anchors,
            SystemTime::UNIX_EPOCH + since,
        )
        .tolerance(Duration::from_secs(self.tolerance.unsigned_abs()))
    }

    /// Whether it is in this period, within the clock tolerance.
    fn is_within(self, first: i64, last: i64) -> bool {
        first - self.tolerance <= self.seconds && self.seconds <= last + self.tolerance
    }

    /// Whether the evidence of the fixtures is current.
    fn is_usual(self, world: &World) -> bool {
        self.seconds == world.made + 60
    }
}

const DAY: i64 = 86_400;

/// Seconds since the evidence was made; it is valid for a day.
const TIMES: [i64; 16] = [
    60,
    60,
    60,
    60,
    0,
    -60,
    -299,
    -301,
    DAY / 2,
    DAY,
    DAY + 299,
    DAY + 301,
    -400 * DAY,
    10 * 365 * DAY,
    // 2049-12-31T14:59:59Z, the person's last second, is this many seconds later.
    729_186_899,
    729_186_900,
];

/// The bytes to be signed: a well-formed structure with changes, or the input's own.
fn content(well_formed: &[u8], is_raw: bool, input: &mut Input<'_>) -> Vec<u8> {
    match is_raw {
        true => input.0.to_vec(),
        false => tree::change(well_formed, input),
    }
}

pub fn run(input: &[u8]) {
    let world = world::world();
    let mut input = Input(input);
    let [kind, which, signer, time] = [(); 4].map(|()| input.byte());
    let signer = match signer & 7 {
        0..=3 => Signer::Authority,
        4 => Signer::Delegate,
        5 => Signer::Stranger,
        6 => Signer::Holder,
        _ => Signer::Elsewhere,
    };
    let tolerance = if time & 0x80 == 0 { 300 } else { 0 };
    let moment = Moment { seconds: world.made + TIMES[usize::from(time & 15)], tolerance };
    let is_raw = kind & 0x80 != 0;
    let which = usize::from(which);
    match kind & 0x7F {
        0..0x20 => certificate::run(world, signer, moment, is_raw, &mut input),
        0x20..0x40 => list::run(world, which, signer, moment, is_raw, &mut input),
        0x40..0x50 => response::run(world, which, signer, moment, is_raw, &mut input),
        0x50..0x60 => response::by_delegate(world, which, signer, moment, is_raw, &mut input),
        _ => challenge::run(world, moment, &mut input),
    }
}
