//! One case of the matrix: an operation with a card, and what goes wrong.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use jpkicard::virtual_card::{Application, Builder, Damage, FaultPlan, VirtualCard, VirtualReader};
use jpkicard::{Certificate, Error, Signature, SignatureAlgorithm, Status};
use rsa::pkcs8::DecodePublicKey;
use rsa::{Pkcs1v15Sign, Pss, RsaPublicKey};
use sha2::{Digest, Sha256};

use crate::cards::{CHILD, CardKind, PHONE, SHORT};
use crate::faults::{Trouble, another_card};
use crate::operations::{CHALLENGE, Gain, Operation};
use crate::recorder::{Kind, Recorder};
use crate::rules::Run;
use crate::table::{self, Place};

/// When the fault of a case occurs.
#[derive(Clone, Copy, Debug)]
pub enum When {
    At(usize),
    Every(usize),
}

/// An operation with a card, and its outcome without faults.
pub struct Bench {
    name: String,
    pub kind: CardKind,
    builder: Builder,
    pub card: VirtualCard,
    /// Whether the card has the credential that the operation spends.
    pub has_credential: bool,
    /// Of the key that the operation uses.
    certificate: Certificate,
    pub operation: Operation,
    pub usual: Result<Gain, Error>,
    usual_commands: usize,
    /// And those of the short form if it begins with the extended one.
    pub most_commands: usize,
    usual_kinds: Vec<Kind>,
    /// Its outcome with the card that replaces this one in an exchange.
    pub other: Result<Gain, Error>,
    /// The records that may be accepted: those of these two cards.
    pub believable: Vec<Gain>,
}

/// The outcome of a case.
#[derive(Debug)]
pub struct Case {
    /// Where the fault occurred.
    pub place: Place,
    /// `None`: as without the fault.
    pub outcome: Option<Status>,
    /// False if the fault found nothing to change.
    pub struck: bool,
}

impl Bench {
    pub fn new(kind: CardKind, operation: Operation) -> Self {
        let (card_name, attempt) = (kind.name, operation.attempt());
        let builder = (kind.builder)();
        let mut card = builder.clone().build().unwrap();
        if let Some(attempt) = attempt {
            attempt.prepare(&mut card);
        }
        let certificate = attempt
            .map_or(card.authentication_certificate(), |attempt| (attempt.of.certificate)(&card));
        let certificate = Certificate::from_der(certificate.to_vec()).unwrap();
        let undisturbed_in = |kind: CardKind, card: VirtualCard, operation: Operation| {
            let reader = VirtualReader::new(card);
            let mut client = kind.client(Recorder::new(reader.connect().unwrap()));
            let outcome = operation.run(&mut client, &certificate);
            let log = client.transport().log();
            (outcome, log.commands.iter().map(|sent| sent.kind).collect::<Vec<_>>())
        };
        let undisturbed = |card, operation| undisturbed_in(kind, card, operation);
        let (usual, usual_kinds) = undisturbed(card.clone(), operation);
        let short = CardKind { read_length: SHORT, ..kind };
        let (usual_in_short, kinds_in_short) = undisturbed_in(short, card.clone(), operation);
        let is_signature = usual.as_ref().is_ok_and(|gain| gain.signature().is_some());
        assert!(is_signature || usual == usual_in_short, "{card_name}: {operation:?}");
        let (other, _) = undisturbed(another_card(), operation);
        let believable = match operation {
            Operation::Other(job) => {
                let done_right = Operation::Other(job.done_right());
                let cards = [
                    VirtualCard::builder().input_support_pin("4321").build().unwrap(),
                    another_card(),
                ];
                cards.into_iter().filter_map(|card| undisturbed(card, done_right).0.ok()).collect()
            }
            _ => Vec::new(),
        };
        if let Some(signature) = usual.as_ref().ok().and_then(Gain::signature) {
            assert!(verifies(&certificate, signature), "{card_name}: {operation:?}");
        }
        let has_credential = attempt.is_some_and(|attempt| attempt.of.is_on(&card));
        if let Some(attempt) = attempt {
            let expected = match operation {
                _ if has_credential => attempt.outcome(),
                Operation::Other(_) => Status::NotOnCard,
                _ => Status::Ok,
            };
            assert_eq!(status_of(&usual), expected, "{card_name}: {operation:?}");
        }
        Self {
            name: format!("{card_name}: {operation:?}"),
            kind,
            builder,
            card,
            has_credential,
            certificate,
            operation,
            usual,
            usual_commands: usual_kinds.len(),
            most_commands: match kind.is_read_in_extended_form() {
                true => usual_kinds.len() + kinds_in_short.len(),
                false => usual_kinds.len(),
            },
            usual_kinds,
            other,
            believable,
        }
    }

    /// Whether the signature is this card's: PKCS #1 has one for each key and digest, and
    /// that of the undisturbed run was verified.
    pub fn verifies(&self, signature: &Signature) -> bool {
        let usual = self.usual.as_ref().ok().and_then(Gain::signature);
        usual == Some(signature) || verifies(&self.certificate, signature)
    }

    /// The fault's row in the table: the other applications have rows of their own.
    pub fn row(&self, fault: &str) -> String {
        match self.operation {
            Operation::Other(_) => format!("{fault} (records)"),
            _ => fault.to_owned(),
        }
    }

    /// Whether the fault with this number skips the command: two thirds of the reads of a long
    /// record that are neither among the first ones nor the last.
    pub fn leaves_out(&self, fault: usize, at: usize) -> bool {
        let Operation::Other(_) = self.operation else { return false };
        let is_read =
            |at: usize| matches!(self.usual_kinds.get(at - 1), Some(Kind::Read | Kind::Collect));
        let is_within = (7..=self.usual_commands.saturating_sub(3)).contains(&at);
        is_within
            && [at - 1, at, at + 1].into_iter().all(is_read)
            && !(fault + at).is_multiple_of(3)
    }

    /// Runs one case; `None` if the operation ends before the fault's command.
    pub fn run(&self, row: &str, trouble: &Trouble, when: When) -> Result<Option<Case>, String> {
        self.disturbed(row, trouble, when)
            .map_err(|complaint| format!("{}: {trouble} {when:?}: {complaint}", self.name))
    }

    fn disturbed(&self, row: &str, trouble: &Trouble, when: When) -> Result<Option<Case>, String> {
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
            (Trouble::DamagedFile, _) => {}
        }
        let mut client = self.kind.client(link);
        let result =
            catch_unwind(AssertUnwindSafe(|| self.operation.run(&mut client, &self.certificate)));
        let log = client.transport().log();
        let (place, has_data) = match when {
            When::Every(_) => (Place::Again, true),
            When::At(at) => match log.commands.get(at - 1) {
                Some(struck) => (
                    Place::of(&log.commands, at - 1),
                    struck.answer.as_ref().is_none_or(|answer| answer.len() != 2),
                ),
                None => return Ok(None),
            },
        };
        // Faults in answers with data do not affect other answers.
        let struck = match trouble {
            Trouble::Fault(_) => reader.faults_struck() > 0 && (has_data || !trouble.needs_data()),
            Trouble::Panic | Trouble::DamagedFile => true,
        };
        reader.clear_faults();

        let panics = matches!(trouble, Trouble::Panic);
        if result.is_err() != panics {
            return Err("panics".to_owned());
        }
        let outcome = result.ok();
        let status = outcome.as_ref().map(status_of);
        Run { bench: self, trouble, place, struck, log, outcome }.verify(&reader, client)?;
        let outcome = status.filter(|status| *status != status_of(&self.usual));
        if struck && !table::is_written() {
            table::verify(row, place, outcome)?;
        }
        Ok(Some(Case { place, outcome, struck }))
    }

    /// Whether the card has this file, and damaging it is meaningful: all files that are not read
    /// are equivalent.
    pub fn is_worth_damaging(&self, file: (Application, u16), damage: &Damage) -> bool {
        let (application, id) = file;
        let is_there = match application {
            Application::Jpki => self.kind.name != CHILD || id != 0x0001,
            _ => self.kind.name != PHONE,
        };
        let is_read = self.operation.reads(application, id);
        let is_of_it = self.operation.application() == application;
        is_there && (is_read || is_of_it && matches!(damage, Damage::Missing))
    }

    /// A phone's CA certificate is read after the PIN, when a card that lost power answers the same
    /// as one without the file.
    fn is_hidden_file_lost(&self, file: u16, damage: &Damage, status: Status) -> bool {
        let is_hidden = self.kind.name == PHONE && file == 0x000B;
        is_hidden && matches!(damage, Damage::Missing) && status == Status::CardStatus
    }

    /// The operation on a card with a damaged file: one of these outcomes if it reads the file, the
    /// usual one otherwise.
    pub fn run_damaged(
        &self,
        (application, file): (Application, u16),
        damage: &Damage,
        expected: &[Status],
    ) -> Result<(), String> {
        let complaint =
            |text: String| format!("{}: {application:?} {file:04X} {damage:?}: {text}", self.name);
        let builder = self.builder.clone().damage_in(application, file, damage.clone());
        let mut card = builder.build().unwrap();
        if let Some(attempt) = self.operation.attempt() {
            attempt.prepare(&mut card);
        }
        let reader = VirtualReader::new(card);
        let mut client = self.kind.client(Recorder::new(reader.connect().unwrap()));
        let result = self.operation.run(&mut client, &self.certificate);
        let (status, usual) = (status_of(&result), status_of(&self.usual));
        let reads = self.operation.reads(application, file);
        // Whatever is refused without the file is still refused.
        let allowed = reads
            && (expected.contains(&status)
                || self.operation.may_find_another(file, damage, status)
                || self.is_hidden_file_lost(file, damage, status));
        let as_usual = status == usual && (!reads || usual != Status::Ok);
        if !(allowed || as_usual) {
            return Err(complaint(format!("{status:?}, {expected:?} expected")));
        }
        // A damaged file's content is returned as it is.
        let log = client.transport().log();
        let trouble = &Trouble::DamagedFile;
        let run = Run {
            bench: self,
            trouble,
            place: Place::Again,
            struck: reads,
            log,
            outcome: Some(result),
        };
        run.verify(&reader, client).map_err(complaint)
    }
}

pub fn status_of<R>(outcome: &Result<R, Error>) -> Status {
    outcome.as_ref().map_or_else(Error::status, |_| Status::Ok)
}

/// Whether it is a signature over the challenge by the certificate's key.
fn verifies(certificate: &Certificate, signature: &Signature) -> bool {
    let key = RsaPublicKey::from_public_key_der(certificate.public_key_der()).unwrap();
    let digest = Sha256::digest(CHALLENGE);
    let bytes = signature.as_bytes();
    match signature.algorithm() {
        SignatureAlgorithm::RsaPkcs1Sha256 => {
            key.verify(Pkcs1v15Sign::new::<Sha256>(), &digest, bytes).is_ok()
        }
        SignatureAlgorithm::RsaPkcs1BareSha256 => {
            key.verify(Pkcs1v15Sign::new_unprefixed(), &digest, bytes).is_ok()
        }
        SignatureAlgorithm::RsaPssSha256 => {
            key.verify(Pss::new::<Sha256>(), &digest, bytes).is_ok()
        }
        _ => false,
    }
}
