//! One case of the matrix, and the rules that it is held against.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use jpkicard::transport::Transport;
use jpkicard::virtual_card::{Fault, FaultPlan, VirtualCard, VirtualReader};
use jpkicard::{Card, Certificate, Error, Status};
use rsa::pkcs8::DecodePublicKey;
use rsa::{Pkcs1v15Sign, Pss, RsaPublicKey};
use sha2::{Digest, Sha256};

use crate::faults::Trouble;
use crate::operations::{CHALLENGE, Gain, Operation, TRIES};
use crate::recorder::{Kind, Recorder};
use crate::table::{self, Seen};

/// When the fault of a case strikes.
#[derive(Clone, Copy, Debug)]
pub enum When {
    At(usize),
    Every(usize),
}

/// An operation with a card, and what comes of it when nothing goes wrong.
pub struct Bench {
    name: String,
    card: VirtualCard,
    certificate: Certificate,
    pub operation: Operation,
    usual: Result<Gain, Error>,
    usual_commands: usize,
}

/// What a case came to.
pub struct Case {
    pub struck: bool,
    /// The kind of the command that the fault met, where it met one.
    kind: Option<Kind>,
    /// `None`: as without the fault.
    outcome: Option<Status>,
}

impl Case {
    pub fn note(&self, row: &'static str, seen: &mut Seen) {
        if let (true, Some(kind)) = (self.struck, self.kind) {
            seen.entry((row, kind)).or_default().insert(self.outcome.map_or(0, Status::code));
        }
    }
}

impl Bench {
    pub fn new(card_name: &str, card: fn(u8) -> VirtualCard, operation: Operation) -> Self {
        let card = card(operation.attempt().map_or(TRIES, |attempt| attempt.tries));
        let certificate =
            Certificate::from_der(card.authentication_certificate().to_vec()).unwrap();
        let reader = VirtualReader::new(card.clone());
        let mut client = Card::new(Recorder::new(reader.connect().unwrap()));
        let usual = operation.run(&mut client, &certificate);
        let usual_commands = client.transport().log().commands.len();
        let name = format!("{card_name}: {operation:?}");
        let bench = Self { name, card, certificate, operation, usual, usual_commands };
        if let Ok(gain) = &bench.usual {
            bench.check_gain("undisturbed", gain, true);
        }
        bench
    }

    /// Runs one case; `None` if the operation ends before the fault's command.
    pub fn run(&self, row: &'static str, trouble: &Trouble, when: When) -> Option<Case> {
        let name = format!("{}: {trouble:?} {when:?}", self.name);
        let reader = VirtualReader::new(self.card.clone());
        reader.set_patience(Duration::from_millis(200));
        let mut link = Recorder::new(reader.connect().unwrap());
        match (trouble, when) {
            (Trouble::Fault(fault), When::At(at)) => {
                reader.plan_fault(FaultPlan::at(at as u64, fault.clone()));
            }
            (Trouble::Fault(fault), When::Every(step)) => {
                reader.plan_fault(FaultPlan::every(step as u64, fault.clone()));
            }
            (Trouble::Panic, When::At(at) | When::Every(at)) => link = link.panicking_at(at),
        }
        let mut client = Card::new(link);
        let result =
            catch_unwind(AssertUnwindSafe(|| self.operation.run(&mut client, &self.certificate)));
        let log = client.transport().log();
        let hit = match when {
            When::At(at) => Some(*log.commands.get(at - 1)?),
            When::Every(_) => None,
        };
        reader.clear_faults();

        let panics = matches!(trouble, Trouble::Panic);
        assert_eq!(result.is_err(), panics, "{name}: panics");
        let status = match &result {
            Ok(Ok(_)) => Some(Status::Ok),
            Ok(Err(error)) => Some(error.status()),
            Err(_) => None,
        };
        assert_eq!(log.begun, log.ended, "{name}: transactions begun and ended");
        let most = self.usual_commands + trouble.bound();
        assert!(log.commands.len() <= most, "{name}: {} commands", log.commands.len());
        let lied = trouble.lies() && hit.is_none_or(|(kind, _)| kind == Kind::Query);
        let sent = log.commands.iter().filter(|(kind, _)| *kind == Kind::Verify).count();
        let other_first = matches!(trouble, Trouble::Fault(Fault::OtherProgram(_)))
            && hit.is_none_or(|(kind, _)| kind == Kind::Verify);
        self.check_pin(&name, &reader, sent, lied, other_first, status);
        self.check_key(&name, &reader, client, status);

        let needs_data = trouble.needs_data() && hit.is_some_and(|(_, length)| length == Some(2));
        let usual = self.usual.as_ref().map_or_else(Error::status, |_| Status::Ok);
        match result {
            Ok(Ok(gain)) => self.check_gain(&name, &gain, !trouble.changes_data()),
            Ok(Err(_)) | Err(_) => {}
        }
        let kind = hit.map(|(kind, _)| kind);
        let outcome = status.filter(|status| *status != usual);
        if !needs_data {
            table::check(&name, row, kind, outcome);
        }
        Some(Case { struck: !needs_data, kind, outcome })
    }

    /// A success is the same as without the fault, and a signature is the card's.
    fn check_gain(&self, name: &str, gain: &Gain, data_is_sound: bool) {
        if data_is_sound {
            match (gain, self.usual.as_ref().unwrap()) {
                // The salt is another each time.
                (Gain::Signature(_), Gain::Signature(_)) => {}
                (gain, usual) => assert_eq!(gain, usual, "{name}"),
            }
        }
        let Some(signature) = gain.signature() else { return };
        let key = RsaPublicKey::from_public_key_der(self.certificate.public_key_der()).unwrap();
        let digest = Sha256::digest(CHALLENGE);
        let verifies = [Pkcs1v15Sign::new::<Sha256>(), Pkcs1v15Sign::new_unprefixed()]
            .into_iter()
            .any(|form| key.verify(form, &digest, signature.as_bytes()).is_ok())
            || key.verify(Pss::new::<Sha256>(), &digest, signature.as_bytes()).is_ok();
        assert!(verifies, "{name}: the signature");
    }

    /// At most one VERIFY, none that the rules forbid, the counter as it must be, and
    /// no try that is passed over in silence.
    fn check_pin(
        &self,
        name: &str,
        reader: &VirtualReader,
        sent: usize,
        lied: bool,
        other_first: bool,
        status: Option<Status>,
    ) {
        let (reached, tries) =
            reader.with_card(|card| (card.verify_commands(), card.pin_tries())).unwrap();
        let Some(attempt) = self.operation.attempt() else {
            assert_eq!((sent, reached, tries), (0, 0, TRIES), "{name}: the PIN");
            return;
        };
        let allowed = usize::from(attempt.may_be_sent() || lied);
        assert!(sent <= allowed, "{name}: {sent} VERIFY commands");
        let compared = reached == 1 && attempt.tries > 0 && !other_first;
        let exchanged = name.contains("Exchanged");
        let wanted = match (compared, exchanged) {
            (true, _) => attempt.tries_after(),
            (false, true) => TRIES,
            (false, false) => attempt.tries,
        };
        assert_eq!(tries, wanted, "{name}: tries");
        if compared
            && !attempt.right
            && let Some(status) = status
        {
            use Status::*;
            let told = [PinWrong, PinUncertain, PinBlocked, KeyNotLocked].contains(&status);
            assert!(told, "{name}: {status:?} hides a spent try");
        }
        if status == Some(Status::PinWrong) {
            assert_eq!(sent, 1, "{name}: wrong without having been sent");
        }
    }

    /// The key is locked, or said not to be and locked at the next chance; and the
    /// reader is free for the next program.
    fn check_key(
        &self,
        name: &str,
        reader: &VirtualReader,
        client: Card<Recorder>,
        status: Option<Status>,
    ) {
        let open = || reader.with_card(|card| card.authentication_key_is_open()).unwrap();
        if status == Some(Status::KeyNotLocked) {
            drop(client);
            assert!(!open(), "{name}: the key is open for good");
        } else {
            assert!(!open(), "{name}: the key is open");
        }
        if !reader.has_card() {
            reader.insert_again();
        }
        assert!(!another_program_can_sign(reader), "{name}: another program can sign");
    }
}

/// Signs as another program would, without a PIN; true if the card lets it.
pub fn another_program_can_sign(reader: &VirtualReader) -> bool {
    let mut link = reader.connect().unwrap();
    let mut answer = [0; 300];
    link.begin_transaction().unwrap();
    let mut send = |command: &[u8]| {
        let length = link.transmit(command, &mut answer).unwrap();
        answer[..length].to_vec()
    };
    let select = b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01";
    if send(select) != [0x90, 0x00] {
        // The first command after power-up may be refused.
        assert_eq!(send(select), [0x90, 0x00]);
    }
    // By a selected file, since a card may refuse short identifiers.
    assert_eq!(send(b"\x00\xA4\x02\x0C\x02\x00\x17"), [0x90, 0x00]);
    let signed = send(b"\x80\x2A\x00\x80\x04\x01\x02\x03\x04\x00");
    link.end_transaction().unwrap();
    signed != [0x69, 0x82]
}
