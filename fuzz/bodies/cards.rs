//! Virtual cards kept from one input to the next: issuing one takes four RSA
//! signatures, and signing with it one more.

use std::cell::RefCell;
use std::collections::HashMap;

use jpkicard::StatusWord;
use jpkicard::virtual_card::{LongAnswers, Token, VirtualCard};

use super::credentials::{COUNT, Credential, Tries, tries_on};
use super::input::Input;

/// The settings of a card.
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
    /// Reads two bytes: the settings of a card and how many tries are left on it.
    pub fn read(input: &mut Input<'_>) -> (Self, Tries) {
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
        let of_pin = if settings.counts_tries { 3 - (more & 3) } else { 0 };
        // Of the input-support PIN, of the check numbers, and of the birth date.
        let [of_input_support, of_number, of_birth_date] = match more >> 4 & 7 {
            0 | 1 => [3, 10, 10],
            2 => [1, 10, 10],
            3 => [3, 1, 10],
            4 => [3, 10, 1],
            5 => [2, 2, 2],
            6 => [1, 1, 1],
            _ => [0, 0, 0],
        };
        let others = [of_input_support, of_number, of_number, of_birth_date, of_number];
        let [a, b, c, d, e] = if settings.token == 0 { others } else { [0; 5] };
        (settings, [of_pin, 5, a, b, c, d, e])
    }

    pub fn with_seed(self, seed: u64) -> Self {
        Self { seed, ..self }
    }

    /// The maximum number of bytes in one answer.
    pub fn longest_answer(self) -> usize {
        match self.long_answers() {
            LongAnswers::Whole => 256,
            LongAnswers::InParts(size) | LongAnswers::Deferred(size) => size.into(),
            other => panic!("{other:?}"),
        }
    }

    fn long_answers(self) -> LongAnswers {
        match self.long_answers {
            0 | 1 => LongAnswers::Whole,
            2 => LongAnswers::InParts(100),
            _ => LongAnswers::Deferred(200),
        }
    }

    /// Whether it accepts short file identifiers, and returns a long answer at once.
    pub fn is_plain(self) -> bool {
        self.long_answers() == LongAnswers::Whole && !self.refuses_short_identifiers
    }

    pub fn counts_tries(self) -> bool {
        self.counts_tries
    }

    pub fn hides_tries(self) -> bool {
        self.hides_tries
    }

    pub fn is_android(self) -> bool {
        self.token == 2
    }

    /// Whether it has more than the JPKI application.
    pub fn has_all_applications(self) -> bool {
        self.token == 0
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
            .input_support_pin("5678")
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

/// An unpowered card on loan: dropping the loan returns it.
pub struct Loan {
    settings: Settings,
    /// Present until the loan ends.
    card: Option<VirtualCard>,
    /// The card's count when the loan began.
    individual_number_reads: u64,
    /// The tries of check number A when the card's count was this.
    number_a: Option<(u64, u8)>,
}

impl Loan {
    /// A card with these settings and this many tries left.
    pub fn new(settings: Settings, tries: Tries) -> Self {
        let kept = KEPT.with_borrow_mut(|kept| kept.cards.get_mut(&settings)?.pop());
        let card = kept.unwrap_or_else(|| settings.build());
        let mut loan =
            Self { settings, card: Some(card), individual_number_reads: 0, number_a: None };
        for credential in Credential::ALL {
            // No card here has it.
            let wrong = &b"00000000000000"[..credential.secret().len()];
            while credential.tries_on(loan.card()) > tries[credential as usize] {
                loan.give(credential, wrong);
            }
        }
        loan.card().power_off();
        loan.individual_number_reads = loan.card().individual_number_reads();
        loan
    }

    pub fn card(&mut self) -> &mut VirtualCard {
        self.card.as_mut().unwrap()
    }

    /// How often the individual number was requested from the card since the loan began.
    pub fn individual_number_reads(&mut self) -> u64 {
        let before = self.individual_number_reads;
        self.card().individual_number_reads() - before
    }

    /// How many tries of each credential are left. Those of check number A are determined with a
    /// copy of the card, if it was sent since.
    pub fn tries(&mut self) -> Tries {
        let card = self.card.as_ref().unwrap();
        let count = card.individual_number_reads();
        let left = match self.number_a {
            Some((then, left)) if then == count => left,
            _ => Credential::NumberA.tries_on(card),
        };
        self.number_a = Some((count, left));
        tries_on(card, left)
    }

    /// The card's answer; a signature that it has computed before is not computed again.
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
        // The same with a wrong Le: a card that would sign answers with the right one.
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

    /// A file that this credential unlocks, at most 32,768 bytes of it.
    pub fn file(&mut self, opened_by: Credential, file: u8) -> Vec<u8> {
        self.give(opened_by, opened_by.secret());
        let mut answer = self.card().process(&[0x00, 0xB0, 0x80 | file, 0, 0, 0x80, 0]);
        self.card().power_off();
        assert_eq!(answer.split_off(answer.len() - 2), [0x90, 0x00]);
        answer
    }

    /// Powers the card up and sends VERIFY; false if the card says no.
    fn give(&mut self, credential: Credential, secret: &[u8]) -> bool {
        let select = credential.application().select();
        let card = self.card();
        card.power_on();
        // The first command may be refused.
        card.process(&select);
        card.process(&select);
        card.process(&credential.select());
        let verify = [&[0x00, 0x20, 0x00, 0x80, secret.len() as u8], secret].concat();
        card.process(&verify) == [0x90, 0x00]
    }
}

impl Drop for Loan {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return;
        }
        let all = self.settings.has_all_applications();
        let mut there = Credential::ALL.into_iter().take(if all { COUNT } else { 2 });
        let whole = there.all(|credential| self.give(credential, credential.secret()));
        self.card().power_off();
        // A card that is locked, or has another PIN by now, is discarded.
        if let (true, Some(card)) = (whole, self.card.take()) {
            // The thread may be ending, and its kept cards gone.
            let _ = KEPT.try_with(|kept| {
                kept.borrow_mut().cards.entry(self.settings).or_default().push(card);
            });
        }
    }
}
