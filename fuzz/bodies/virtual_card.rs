//! The virtual card itself: any commands, resets and power cycles, against the few
//! rules that a card of this kind keeps.

use super::cards::{Loan, Settings};
use super::credentials::{Application, COUNT, Credential, Tries};
use super::input::Input;

/// The Issuer Security Domain.
const SELECT_ISSUER: &[u8] = b"\x00\xA4\x04\x0C\x07\xA0\x00\x00\x01\x51\x00\x00";

/// Commands that an input can select with one byte, because only they lead further.
const KNOWN: [&[u8]; 20] = [
    b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01",
    SELECT_ISSUER,
    b"\x00\xA4\x02\x0C\x02\x00\x18",
    b"\x00\xA4\x02\x0C\x02\x00\x1B",
    b"\x00\x20\x00\x80\x041234",
    b"\x00\x20\x00\x98\x041234",
    b"\x00\x20\x00\x98\x040917",
    b"\x00\x20\x00\x80\x06ABC123",
    b"\x00\x20\x00\x9B\x06ABC123",
    b"\x00\x20\x00\x9B\x06XYZ789",
    b"\x00\x20\x00\x98",
    b"\x80\x2A\x00\x97\x04\x01\x02\x03\x04\x00",
    b"\x80\x2A\x00\x9A\x04\x01\x02\x03\x04\x00",
    b"\x80\x2A\x03\x97\x04\x01\x02\x03\x04\x00",
    b"\x00\x24\x01\x80\x040917",
    b"\x00\x24\x01\x80\x06XYZ789",
    b"\x00\xB0\x8A\x00\x00",
    b"\x00\xB0\x81\x00\x00",
    b"\x00\xB0\x00\x80\x20",
    b"\x00\xC0\x00\x00\x64",
];

/// The same for the other applications, with one more byte.
const KNOWN_OF_OTHERS: [&[u8]; 37] = [
    // The surface, input support, the common application.
    b"\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x02",
    b"\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x08",
    b"\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x01\x00",
    b"\x00\xA4\x02\x0C\x02\x00\x01",
    b"\x00\xA4\x02\x0C\x02\x00\x11",
    b"\x00\xA4\x02\x0C\x02\x00\x12",
    b"\x00\xA4\x02\x0C\x02\x00\x13",
    b"\x00\xA4\x02\x0C\x02\x00\x14",
    b"\x00\xA4\x02\x0C\x02\x00\x15",
    b"\x00\x20\x00\x80\x045678",
    b"\x00\x20\x00\x91\x045678",
    b"\x00\x20\x00\x91\x040917",
    b"\x00\x20\x00\x91\x06550217",
    b"\x00\x20\x00\x91\x06550218",
    b"\x00\x20\x00\x80\x0E55021720352285",
    b"\x00\x20\x00\x92\x0E55021720352285",
    b"\x00\x20\x00\x92\x0E55021720352286",
    b"\x00\x20\x00\x95\x0E55021720352285",
    b"\x00\x20\x00\x95\x0E55021720352286",
    b"\x00\x20\x00\x93\x0C123456789018",
    b"\x00\x20\x00\x93\x0C123456789010",
    b"\x00\x20\x00\x94\x0C123456789018",
    b"\x00\x20\x00\x91",
    b"\x00\x20\x00\x92",
    b"\x00\x20\x00\x95",
    b"\x00\xB0\x81\x00\x00",
    b"\x00\xB0\x82\x00\x00",
    b"\x00\xB0\x83\x00\x00",
    b"\x00\xB0\x84\x00\x00",
    b"\x00\xB0\x85\x00\x00",
    b"\x00\xB0\x86\x00\x00",
    b"\x00\xB0\x82\x00\x00\x0F\xFF",
    b"\x00\xB0\x00\x00\x00",
    b"\x00\xB2\x01\x04\x00",
    b"\x80\x2A\x00\x00\x04\x01\x02\x03\x04\x00",
    b"\x00\x24\x01\x80\x041111",
    b"\x00\x24\x01\x80\x0E00000000000000",
];

/// Codes of the first byte of a step, above the lengths of commands.
const POWER_OFF: u8 = 0xFF;
const POWER_ON: u8 = 0xFE;
const RESET: u8 = 0xFD;
/// A long command: two bytes of length follow.
const LONG: u8 = 0xFC;
/// One of `KNOWN_OF_OTHERS`: the next byte says which.
const OF_OTHERS: u8 = 0xFB;
/// `KNOWN` commands are from here on.
const FIRST_KNOWN: u8 = 0xE0;

/// What can be observed of the card from outside.
#[derive(Clone, Copy)]
struct Seen {
    tries: Tries,
    authentication_open: bool,
    signature_open: bool,
    surface_open: bool,
    input_support_open: bool,
    individual_number_reads: u64,
}

impl Seen {
    fn of(loan: &mut Loan) -> Self {
        let tries = loan.tries();
        let card = loan.card();
        Self {
            tries,
            authentication_open: card.authentication_key_is_open(),
            signature_open: card.signature_key_is_open(),
            surface_open: card.surface_is_open(),
            input_support_open: card.input_support_is_open(),
            individual_number_reads: card.individual_number_reads(),
        }
    }

    /// Whether anything in this application is unlocked.
    fn is_open(&self, application: Application) -> bool {
        match application {
            Application::Jpki => self.authentication_open || self.signature_open,
            Application::Surface => self.surface_open,
            Application::InputSupport => self.input_support_open,
            Application::Common => false,
        }
    }

    /// Without a command nothing is spent, restored or unlocked.
    fn holds_until(&self, after: &Self) {
        assert_eq!(self.tries, after.tries);
        assert_eq!(self.individual_number_reads, after.individual_number_reads);
        assert!(self.authentication_open || !after.authentication_open);
        assert!(self.signature_open || !after.signature_open);
        for application in Application::ALL {
            assert!(self.is_open(application) || !after.is_open(application));
        }
    }
}

/// What unlocks a file: a credential, or check number A of the input-support application.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opens {
    With(Credential),
    WithNumberA,
}

/// The expected state of the card.
struct Model {
    settings: Settings,
    powered: bool,
    selected: Option<Application>,
    /// The secret of each credential.
    secrets: [Vec<u8>; COUNT],
    individual_number: &'static [u8],
    /// What was verified, and not cleared since.
    given: Vec<Opens>,
}

pub fn run(input: &[u8]) {
    let mut input = Input(input);
    let (settings, tries) = Settings::read(&mut input);
    let mut loan = Loan::new(settings, tries);
    let mut model = Model {
        settings,
        powered: false,
        selected: None,
        secrets: Credential::ALL.map(|of| of.secret().to_vec()),
        individual_number: loan.card().individual_number().as_bytes(),
        given: Vec::new(),
    };
    for _ in 0..64 {
        let Some(code) = input.next() else {
            return;
        };
        let before = Seen::of(&mut loan);
        match code {
            POWER_OFF => {
                loan.card().power_off();
                model.powered = false;
                model.selected = None;
                model.given.clear();
                let seen = Seen::of(&mut loan);
                assert!(!Application::ALL.iter().any(|application| seen.is_open(*application)));
            }
            POWER_ON => {
                loan.card().power_on();
                model.powered = true;
            }
            RESET => {
                loan.card().reset();
                model.selected = None;
            }
            _ => {
                let long;
                let command = match code {
                    LONG => {
                        let length = input.number();
                        long = input.bytes(length.into());
                        long
                    }
                    OF_OTHERS => input.pick(&KNOWN_OF_OTHERS),
                    FIRST_KNOWN.. => KNOWN[usize::from(code - FIRST_KNOWN) % KNOWN.len()],
                    _ => input.bytes(code.into()),
                };
                let answer = loan.process(command);
                model.verify(command, &answer, before, Seen::of(&mut loan));
                continue;
            }
        }
        before.holds_until(&Seen::of(&mut loan));
    }
}

impl Model {
    fn verify(&mut self, command: &[u8], answer: &[u8], before: Seen, after: Seen) {
        if !self.powered {
            assert!(answer.is_empty());
        } else {
            assert!(answer.len() >= 2);
        }
        let status = answer.last_chunk().map_or(0, |status| u16::from_be_bytes(*status));
        let ok = status == 0x9000;
        let data = &answer[..answer.len().saturating_sub(2)];
        let (header, body) = command.split_at(command.len().min(4));
        let body_data = match body {
            [length, data @ ..] if data.len() >= usize::from(*length) => {
                &data[..usize::from(*length)]
            }
            _ => &[],
        };
        let verify = matches!(header, [0x00, 0x20, 0x00, _]) && !body_data.is_empty();
        if let ([0x00, 0xA4, 0x04, 0x0C], true) = (header, ok) {
            let named = Application::of_identifier(body_data);
            assert!(
                named.is_some() || body_data == &SELECT_ISSUER[5..],
                "selected: {command:02X?}"
            );
            assert!(named.is_none_or(|named| {
                named == Application::Jpki || self.settings.has_all_applications()
            }));
            // What was verified in it stays verified, after a reset too.
            self.given.retain(|given| Some(given.application()) == named);
            self.selected = named;
        }

        self.check_tries(command, verify.then_some(body_data), status, &before, &after);
        if verify && ok {
            self.check_given(command, body_data);
        }
        for application in Application::ALL {
            let is_given = self.given.iter().any(|given| given.application() == application);
            assert!(is_given || !after.is_open(application), "{application:?}: {command:02X?}");
        }
        let asks = after.individual_number_reads > before.individual_number_reads;
        assert!(!asks || verify || matches!(header, [0x00, 0xB0, ..]));

        match header {
            [0x80, 0x2A, p1, p2] if !data.is_empty() || ok => {
                assert!(match (self.selected, p2) {
                    (Some(Application::Jpki), 0x97) => before.authentication_open,
                    (Some(Application::Jpki), 0x9A) => before.signature_open,
                    (Some(Application::Jpki), _) => {
                        before.authentication_open || before.signature_open
                    }
                    // The application's own key, which requires no PIN.
                    _ => (*p1, *p2) == (0, 0) && self.selected.is_some(),
                });
                assert!(matches!(status >> 8, 0x61 | 0x90));
            }
            [0x00, 0x24, ..] if ok => self.check_change(body_data, &before),
            [0x00, 0xB0, p1, _] if *p1 >= 0x80 && !data.is_empty() => self.check_read(p1 & 0x1F),
            [0x00, 0xB2, ..] if !data.is_empty() => {
                assert_eq!(self.selected, Some(Application::Common));
            }
            _ => {}
        }
    }

    /// A try is spent only by a wrong VERIFY, in the selected application, for the one credential
    /// that the command names; and restored by the right one.
    fn check_tries(
        &mut self,
        command: &[u8],
        verify: Option<&[u8]>,
        status: u16,
        before: &Seen,
        after: &Seen,
    ) {
        let reference = command.get(3).copied().unwrap_or_default();
        let mut spent = 0;
        for of in Credential::ALL {
            let (had, has) = (before.tries[of as usize], after.tries[of as usize]);
            let named = self.selected == Some(of.application())
                && (reference == 0x80 || reference == of.short_reference());
            let counts = of != Credential::Pin || self.settings.counts_tries();
            let is_right = named
                && status == 0x9000
                && verify == Some(&self.secrets[of as usize])
                && (had > 0 || !counts);
            assert!(has <= had || is_right && has == of.limit(), "tries went up: {command:02X?}");
            if has < had {
                spent += 1;
                self.given.retain(|given| *given != Opens::With(of));
                assert!(named && verify.is_some(), "a try was spent: {command:02X?}");
                assert_eq!((has, status), (had - 1, 0x63C0 | u16::from(has)));
                assert_ne!(verify, Some(&self.secrets[of as usize][..]), "the right one");
            }
        }
        assert!(spent <= 1, "tries of two: {command:02X?}");
        assert!(spent == 0 || !self.is_open_without_given(after), "a wrong PIN leaves it open");
        let opened = |had: bool, has: bool| has && !had;
        assert!(
            status == 0x9000 && verify.is_some()
                || !(opened(before.authentication_open, after.authentication_open)
                    || opened(before.signature_open, after.signature_open)),
            "a key was opened: {command:02X?}"
        );
    }

    fn is_open_without_given(&self, seen: &Seen) -> bool {
        let given = |of| self.given.contains(&Opens::With(of));
        seen.authentication_open && !given(Credential::Pin)
            || seen.signature_open && !given(Credential::Password)
    }

    /// VERIFY accepted it: it must be the secret, named by the command, of the selected
    /// application.
    fn check_given(&mut self, command: &[u8], secret: &[u8]) {
        let reference = command[3];
        let selected = self.selected.unwrap_or(Application::Common);
        let is_it = |of: &Credential| {
            of.application() == selected
                && (reference == 0x80 || reference == of.short_reference())
                && self.secrets[*of as usize] == secret
        };
        let is_number_a = selected == Application::InputSupport
            && (reference == 0x80 || reference == 0x94)
            && secret == self.individual_number;
        let given = match Credential::ALL.into_iter().find(is_it) {
            Some(of) => Opens::With(of),
            None if is_number_a => Opens::WithNumberA,
            None => panic!("VERIFY took a wrong PIN, or opened nothing: {command:02X?}"),
        };
        self.given.push(given);
    }

    fn check_change(&mut self, new: &[u8], before: &Seen) {
        let of = match (self.selected, new.len()) {
            (Some(Application::Jpki), 4) => Credential::Pin,
            (Some(Application::Jpki), _) => Credential::Password,
            (Some(Application::InputSupport), 4) => Credential::InputSupportPin,
            _ => panic!("what is printed was changed"),
        };
        assert!(before.is_open(of.application()) && self.given.contains(&Opens::With(of)));
        self.secrets[of as usize] = new.to_vec();
    }

    /// A file was returned to a read command.
    fn check_read(&self, file: u8) {
        use Credential::{
            AttributesNumber, BirthDate, FaceNumber, InputSupportPin, NumberA, Password, Pin,
        };
        let Some(selected) = self.selected else {
            panic!("a file of no application");
        };
        let number_a = Opens::WithNumberA;
        let opened_by: &[Opens] = match (selected, file) {
            (Application::Jpki, 0x01) => &[Opens::With(Password)],
            (Application::Jpki, 0x0A) if self.settings.is_android() => &[Opens::With(Pin)],
            (Application::Surface, 0x01) => &[Opens::With(BirthDate)],
            (Application::Surface, 0x02) => &[Opens::With(FaceNumber), Opens::With(NumberA)],
            (Application::Surface, 0x05) => &[Opens::With(NumberA)],
            (Application::InputSupport, 0x01) => &[Opens::With(InputSupportPin), number_a],
            (Application::InputSupport, 0x02) => {
                &[Opens::With(InputSupportPin), Opens::With(AttributesNumber)]
            }
            (Application::InputSupport, 0x03 | 0x06 | 0x07) => {
                &[Opens::With(InputSupportPin), Opens::With(AttributesNumber), number_a]
            }
            _ => return,
        };
        let is_open = opened_by.iter().any(|opens| self.given.contains(opens));
        assert!(is_open, "{selected:?} gave {file:02X} to nobody");
    }
}

impl Opens {
    fn application(self) -> Application {
        match self {
            Self::With(of) => of.application(),
            Self::WithNumberA => Application::InputSupport,
        }
    }
}
