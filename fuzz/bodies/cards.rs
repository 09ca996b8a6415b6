//! Virtual cards kept from one input to the next: issuing one takes four RSA
//! signatures, and signing with it one more.

use std::cell::RefCell;
use std::collections::HashMap;

use jpkicard::apdu::StatusWord;
use jpkicard::virtual_card::{LongAnswers, Token, VirtualCard};

use super::input::Input;

pub const SELECT_JPKI: &[u8] = b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01";
pub const SELECT_PIN: &[u8] = b"\x00\xA4\x02\x0C\x02\x00\x18";
pub const SELECT_PASSWORD: &[u8] = b"\x00\xA4\x02\x0C\x02\x00\x1B";
/// The PIN of every card here.
pub const PIN: &[u8] = b"1234";
/// The signature password of every card here.
pub const PASSWORD: &[u8] = b"ABC123";

/// What a card is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Settings {
    pub seed: u64,
    token: u8,
    refuses_short_identifiers: bool,
    hides_tries: bool,
    exact_length: bool,
    long_answers: u8,
    counts_tries: bool,
    first_command_fails: bool,
    blocked_is_6984: bool,
}

impl Settings {
    /// Reads two bytes: the settings of a card and how many tries of its PIN are left.
    pub fn read(input: &mut Input<'_>) -> (Self, u8) {
        let [ways, more] = [input.byte(), input.byte()];
        let bit = |byte: u8, number: u8| byte >> number & 1 != 0;
        let settings = Self {
            seed: 0,
            token: ways & 3,
            refuses_short_identifiers: bit(ways, 2),
            hides_tries: bit(ways, 3),
            exact_length: bit(ways, 4),
            long_answers: ways >> 5 & 3,
            counts_tries: !bit(ways, 7),
            first_command_fails: bit(more, 2),
            blocked_is_6984: bit(more, 3),
        };
        (settings, if settings.counts_tries { 3 - (more & 3) } else { 0 })
    }

    pub fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The most bytes that one answer holds.
    pub fn longest_answer(self) -> usize {
        match self.long_answers() {
            LongAnswers::Whole => 256,
            LongAnswers::InParts(size) | LongAnswers::Deferred(size) => size.into(),
        }
    }

    fn long_answers(self) -> LongAnswers {
        match self.long_answers {
            0 | 1 => LongAnswers::Whole,
            2 => LongAnswers::InParts(100),
            _ => LongAnswers::Deferred(200),
        }
    }

    pub fn counts_tries(self) -> bool {
        self.counts_tries
    }

    pub fn is_android(self) -> bool {
        self.token == 2
    }

    fn build(self) -> VirtualCard {
        let token = match self.token {
            0 => Token::MyNumberCard,
            1 => Token::ResidentRegistryCard,
            2 => Token::Android,
            _ => Token::Iphone,
        };
        let card = VirtualCard::builder()
            .seed(self.seed)
            .token(token)
            .refuses_short_identifiers(self.refuses_short_identifiers)
            .hides_tries(self.hides_tries)
            .exact_length(self.exact_length)
            .long_answers(self.long_answers())
            .pin_limit(self.counts_tries.then_some(3))
            .first_command_fails(self.first_command_fails)
            .blocked_query(StatusWord::new(if self.blocked_is_6984 { 0x6984 } else { 0x63C0 }));
        card.build().unwrap()
    }
}

#[derive(Default)]
struct Kept {
    cards: HashMap<Settings, Vec<VirtualCard>>,
    signatures: HashMap<(Settings, Vec<u8>), Vec<u8>>,
}

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// A card without power, on loan: dropping it gives it back.
pub struct Loan {
    settings: Settings,
    /// There until the loan ends.
    card: Option<VirtualCard>,
}

impl Loan {
    /// A card of these settings with so many tries of its PIN left.
    pub fn new(settings: Settings, tries: u8) -> Self {
        let kept = KEPT.with_borrow_mut(|kept| kept.cards.get_mut(&settings)?.pop());
        let mut loan = Self { settings, card: kept.or_else(|| Some(settings.build())) };
        while loan.card().pin_tries() > tries {
            loan.give(SELECT_PIN, b"0000");
        }
        loan.card().power_off();
        loan
    }

    pub fn card(&mut self) -> &mut VirtualCard {
        self.card.as_mut().unwrap()
    }

    /// What the card answers; a signature that it has made before is not made anew.
    pub fn process(&mut self, command: &[u8]) -> Vec<u8> {
        let key = match *command {
            // A key by its short identifier, so that the command says which.
            [0x80, 0x2A, _, 0x97 | 0x9A, length, .., 0]
                if command.len() == usize::from(length) + 6 =>
            {
                (self.settings, command.to_vec())
            }
            _ => return self.card().process(command),
        };
        // The same with a wrong Le: a card that would sign says which is right.
        let mut question = command.to_vec();
        question[command.len() - 1] = 0xFF;
        if self.card().process(&question) == [0x6C, 0x00] {
            if let Some(signed) = KEPT.with_borrow(|kept| kept.signatures.get(&key).cloned()) {
                return signed;
            }
        }
        let answer = self.card().process(command);
        if answer.len() == 258 {
            KEPT.with_borrow_mut(|kept| {
                if kept.signatures.len() > 500 {
                    kept.signatures.clear();
                }
                kept.signatures.insert(key, answer.clone())
            });
        }
        answer
    }

    /// Powers the card up and sends VERIFY.
    fn give(&mut self, select: &[u8], secret: &[u8]) {
        let card = self.card();
        card.power_on();
        card.process(SELECT_JPKI);
        card.process(SELECT_JPKI);
        card.process(select);
        let verify = [&[0x00, 0x20, 0x00, 0x80, secret.len() as u8], secret].concat();
        card.process(&verify);
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        self.give(SELECT_PIN, PIN);
        let mut whole = self.card().authentication_key_is_open();
        self.give(SELECT_PASSWORD, PASSWORD);
        whole &= self.card().signature_key_is_open();
        self.card().power_off();
        // One that is locked, or has another PIN by now, is thrown away.
        if let (true, Some(card)) = (whole, self.card.take()) {
            // The thread may be ending, and what is kept gone.
            let _ = KEPT.try_with(|kept| {
                kept.borrow_mut().cards.entry(self.settings).or_default().push(card);
            });
        }
    }
}
