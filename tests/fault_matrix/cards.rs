//! The kinds of card, and the read lengths of programs.

use jpkicard::Card;
use jpkicard::StatusWord;
use jpkicard::transport::Transport;
use jpkicard::virtual_card::{Builder, LongAnswers, Token, VirtualCard};

pub const MY_NUMBER_CARD: &str = "My Number Card";
pub const PHONE: &str = "Android phone";
pub const CHILD: &str = "card without signature certificate";

/// The short form; the default of a `Card`.
pub const SHORT: usize = 256;
/// The maximum that can be requested, in the extended form: the card-surface and input-support
/// applications support it, the JPKI application of the virtual card refuses it.
const MOST: usize = 32_768;
/// Enough for a card face in one read.
const ONE_FACE: usize = 4_096;

/// The bytes of one part where a card answers in parts.
const PART: u8 = 200;

/// A kind of card, and how it is read.
#[derive(Clone, Copy)]
pub struct CardKind {
    pub name: &'static str,
    pub builder: fn() -> Builder,
    /// The read length in bytes.
    pub read_length: usize,
    pub answers_in_parts: bool,
}

impl CardKind {
    /// A program's card behind this transport.
    pub fn client<T: Transport>(self, transport: T) -> Card<T> {
        let mut card = Card::new(transport);
        card.set_read_length(self.read_length).unwrap();
        card
    }

    pub fn is_read_in_extended_form(self) -> bool {
        self.read_length > SHORT
    }

    /// In how many parts one answer may come.
    pub fn parts(self) -> usize {
        self.read_length / usize::from(PART)
    }
}

/// All of them.
pub const CARDS: [CardKind; 7] = [
    read(MY_NUMBER_CARD, card),
    read(PHONE, || {
        let builder = card().token(Token::Android).first_command_fails(false);
        builder.blocked_query(StatusWord::new(0x6984))
    }),
    read("card without short identifiers", || card().refuses_short_identifiers(true)),
    CardKind { answers_in_parts: true, ..read("card that answers in parts", in_parts) },
    read(CHILD, || card().without_signature_certificate()),
    CardKind { read_length: MOST, ..read("card read at once", card) },
    CardKind {
        read_length: ONE_FACE,
        answers_in_parts: true,
        ..read("card read at once that answers in parts", in_parts)
    },
];

const fn read(name: &'static str, builder: fn() -> Builder) -> CardKind {
    CardKind { name, builder, read_length: SHORT, answers_in_parts: false }
}

fn card() -> Builder {
    VirtualCard::builder().input_support_pin("4321").remembers_signatures(true)
}

fn in_parts() -> Builder {
    card().long_answers(LongAnswers::InParts(PART)).exact_length(true).first_command_fails(false)
}
