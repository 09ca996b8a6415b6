//! All faults of the matrix.

use std::fmt;
use std::sync::LazyLock;
use std::time::Duration;

use jpkicard::virtual_card::{Application, Damage, Fault, Reset, VirtualCard};
use jpkicard::{Status, StatusWord};

use crate::cards::CardKind;

/// A fault of the reader, or of the program itself.
#[derive(Clone, Debug)]
pub enum Trouble {
    Fault(Fault),
    /// The program panics once the card has answered.
    Panic,
    /// No fault in transit: a file of the card is damaged.
    DamagedFile,
}

/// Status words of every class of ISO 7816-4, proprietary ones, and none at all.
const STATUS_WORDS: &[u16] = &[
    0x0000, 0x6000, 0x6100, 0x6110, 0x61FF, 0x6200, 0x6281, 0x6282, 0x6283, 0x6300, 0x63C0, 0x63C1,
    0x63C2, 0x63C3, 0x63CF, 0x6400, 0x6401, 0x6581, 0x6600, 0x6700, 0x6881, 0x6882, 0x6900, 0x6981,
    0x6982, 0x6983, 0x6984, 0x6985, 0x6986, 0x6987, 0x6988, 0x6A80, 0x6A81, 0x6A82, 0x6A84, 0x6A86,
    0x6A88, 0x6B00, 0x6C00, 0x6C10, 0x6CFF, 0x6D00, 0x6E00, 0x6F00, 0x6FFF, 0x9000, 0x9100, 0x91AE,
    0x9400, 0x9804, 0xFFFF,
];

/// Status words that replace the answer of a card that executed the command.
const MISREPORTED: &[u16] = &[0x9000, 0x6110, 0x63C2, 0x6982, 0x6F00];

/// The card that replaces another.
pub fn another_card() -> VirtualCard {
    static CARD: LazyLock<VirtualCard> = LazyLock::new(|| {
        let builder = VirtualCard::builder().seed(1).input_support_pin("4321");
        builder.remembers_signatures(true).build().unwrap()
    });
    CARD.clone()
}

/// All of them, each with the name of its row in the table.
pub fn all() -> Vec<(&'static str, Trouble)> {
    use Fault::*;
    let leave = vec![0x00, 0xA4, 0x04, 0x0C, 7, 0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00];
    let mut all = vec![
        ("removed", RemovedBefore),
        ("removed", RemovedAfter),
        ("removed unnoticed", RemovedUnnoticed),
        ("reset", ResetBefore(Reset::Warm)),
        ("reset", ResetBefore(Reset::Cold)),
        ("reset", ResetAfter(Reset::Warm)),
        ("reset", ResetAfter(Reset::Cold)),
        ("exchanged", Exchanged(Box::new(another_card()))),
        ("lost", LostBefore),
        ("lost", LostAfter),
        ("reader fails", ReaderFails),
        ("malformed", Empty),
        ("malformed", OneByte),
        ("too long", TooLong(1)),
        ("too long", TooLong(255)),
        ("too long", TooLong(60_000)),
        ("cut", Cut(1)),
        ("cut", Cut(128)),
        ("cut", Cut(256)),
        ("flipped data", FlippedData(0)),
        ("flipped data", FlippedData(13)),
        ("flipped data", FlippedData(4_001)),
        ("flipped data", FlippedData(usize::MAX)),
        ("more without end", MoreWithoutEnd(0)),
        ("more without end", MoreWithoutEnd(1)),
        ("more without end", MoreWithoutEnd(255)),
        ("wrong length without end", WrongLengthWithoutEnd),
        ("slow", Slow(Duration::from_micros(50))),
        ("other program", OtherProgram(leave.into())),
    ];
    all.extend((0..16).map(|bit| ("flipped status", FlippedStatus(bit))));
    all.extend(STATUS_WORDS.iter().map(|sw| (class(*sw), Refused(StatusWord::new(*sw)))));
    all.extend(MISREPORTED.iter().map(|sw| ("misreported", Misreported(StatusWord::new(*sw)))));
    let mut all: Vec<_> =
        all.into_iter().map(|(row, fault)| (row, Trouble::Fault(fault))).collect();
    all.push(("panic", Trouble::Panic));
    all
}

/// Damaged files, and the outcome of reading them.
pub fn damages() -> Vec<(Application, u16, Damage, &'static [Status])> {
    let of_jpki = damages_of_jpki().into_iter();
    let of_jpki =
        of_jpki.map(|(file, damage, expected)| (Application::Jpki, file, damage, expected));
    of_jpki.chain(crate::damaged_records::all()).collect()
}

fn damages_of_jpki() -> Vec<(u16, Damage, &'static [Status])> {
    use Status::{CardAnswer, CardStatus, CertificateMalformed, NotOnCard, Ok, SignatureInvalid};
    const LIES: &[Status] = &[CardAnswer];
    const BROKEN: &[Status] = &[CertificateMalformed];
    const ABSENT: &[Status] = &[NotOnCard];
    let mut all = Vec::new();
    for file in [0x0001, 0x0002, 0x000A, 0x000B] {
        // The first is read after the password: a card that lost its security status with its power
        // answers the same.
        all.push((file, Damage::Missing, if file == 0x0001 { &[CardStatus] } else { ABSENT }));
        for content in [vec![], vec![0xFF; 300], vec![0x30, 0x82, 0x06], vec![0; 1_000]] {
            let expected = if content.first() == Some(&0) { BROKEN } else { LIES };
            all.push((file, Damage::Content(content), expected));
        }
        for length in [1, 3, 256, 700, 1_300] {
            all.push((file, Damage::Truncated(length), LIES));
        }
        // Indefinite, huge, negative-looking, past the end; then too short.
        for octets in [
            &[0x80][..],
            &[0x84, 0xFF, 0xFF, 0xFF, 0xFF],
            &[0x84, 0x00, 0x00, 0x06, 0x32],
            &[0x88, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            &[0x83, 0xFF, 0xFF, 0xFF],
            &[0x82, 0xFF, 0xFF],
            &[0x82, 0x10, 0x00],
            &[0xFF],
        ] {
            all.push((file, Damage::Length(octets.to_vec()), LIES));
        }
        for octets in [&[0x82, 0x00, 0x00][..], &[0x00], &[0x81, 0x05], &[0x82, 0x04, 0x00]] {
            all.push((file, Damage::Length(octets.to_vec()), BROKEN));
        }
        for octets in [
            &[0x80][..],
            &[0x84, 0xFF, 0xFF, 0xFF, 0xFF],
            &[0x82, 0xFF, 0xFF],
            &[0x82, 0x00, 0x00],
            &[0x82, 0x05, 0xFF],
        ] {
            all.push((file, Damage::InnerLength(octets.to_vec()), BROKEN));
        }
        all.push((file, Damage::Oversized(8_192), BROKEN));
        for length in [8_193, 32_768, 70_000] {
            all.push((file, Damage::Oversized(length), LIES));
        }
    }
    all.push((0x0001, Damage::OfSeed(1), &[Ok, SignatureInvalid]));
    all.push((0x000A, Damage::OfSeed(1), &[Ok, SignatureInvalid]));
    for file in [0x0006, 0x0008] {
        all.push((file, Damage::Missing, ABSENT));
        all.push((file, Damage::Truncated(1), LIES));
        all.push((file, Damage::Content(vec![]), LIES));
    }
    all
}

/// The row of a status word that came without the card having received the command.
fn class(status: u16) -> &'static str {
    match status {
        0x6100..=0x61FF => "61xx",
        0x6300 => "6300",
        0x63C0 => "63C0",
        0x63C1 => "63C1",
        0x63C2..=0x63CF => "63Cx",
        0x6982 => "6982",
        0x6983 | 0x6984 => "6983 6984",
        0x6986 | 0x6B00 => "6986 6B00",
        0x6A82 => "6A82",
        0x6C00..=0x6CFF => "6Cxx",
        0x6F00 => "6F00",
        0x9000 => "9000",
        _ => "other status words",
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fault(Fault::Exchanged(_)) => f.write_str("Exchanged"),
            Self::Fault(fault) => write!(f, "{fault:?}"),
            Self::Panic => f.write_str("Panic"),
            Self::DamagedFile => f.write_str("DamagedFile"),
        }
    }
}

impl Trouble {
    /// Whether it changes the meaning of answers without data.
    pub fn lies(&self) -> bool {
        use Fault::*;
        matches!(
            self,
            Self::Fault(
                FlippedStatus(_)
                    | Refused(_)
                    | Misreported(_)
                    | MoreWithoutEnd(_)
                    | WrongLengthWithoutEnd
            )
        )
    }

    /// Whether it answers as if the card had done it, although the card perhaps did not.
    pub fn feigns_success(&self) -> bool {
        match self {
            Self::Fault(Fault::Refused(status) | Fault::Misreported(status)) => {
                status.is_ok() || status.more_bytes().is_some()
            }
            Self::Fault(Fault::MoreWithoutEnd(_)) => true,
            _ => false,
        }
    }

    /// Whether a card's data may arrive changed but well-formed, which cannot be detected: some
    /// bits flipped, bytes missing from the middle of an answer in parts, or extra bytes where more
    /// than the file has was requested.
    pub fn changes_data(&self, card: CardKind) -> bool {
        match self {
            Self::Fault(Fault::FlippedData(_)) => true,
            Self::Fault(Fault::Cut(_) | Fault::Misreported(_)) => card.answers_in_parts,
            Self::Fault(Fault::TooLong(_)) => {
                card.answers_in_parts && card.is_read_in_extended_form()
            }
            _ => false,
        }
    }

    /// Whether it changes only the data of answers.
    pub fn needs_data(&self) -> bool {
        matches!(self, Self::Fault(Fault::FlippedData(_) | Fault::Cut(_)))
    }

    /// How many more commands than without it an operation may take with such a card.
    pub fn bound(&self, card: CardKind) -> usize {
        match self {
            // A card may return an answer of 256 bytes one byte at a time.
            Self::Fault(Fault::MoreWithoutEnd(1)) => 256 + 24,
            // It may also return 16 or 128 bytes at a time, in two commands each.
            Self::Fault(Fault::Refused(status)) if status.right_length().is_some() => 420,
            Self::Fault(Fault::Cut(_)) => 60,
            // Nothing after `61xx`: each read is a short one, and the next continues from there.
            Self::Fault(Fault::Misreported(status)) if status.more_bytes().is_some() => 60,
            // Everything requested at once.
            Self::Fault(Fault::MoreWithoutEnd(_)) => card.parts() + 24,
            // The longest certificate that is read has 8,192 bytes: 32 commands, or 64
            // where each answer is collected.
            Self::DamagedFile if card.answers_in_parts => card.parts() + 64,
            Self::DamagedFile => 64,
            _ => 24,
        }
    }
}
