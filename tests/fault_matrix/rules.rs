//! One case of the matrix, and the rules that it is held against.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use jpkicard::transport::Transport;
use jpkicard::virtual_card::{Builder, Damage, Fault, FaultPlan, VirtualCard, VirtualReader};
use jpkicard::{Card, Certificate, Error, Signature, SignatureAlgorithm, Status};
use rsa::pkcs8::DecodePublicKey;
use rsa::{Pkcs1v15Sign, Pss, RsaPublicKey};
use sha2::{Digest, Sha256};

use crate::faults::{Trouble, another_card};
use crate::operations::{Attempt, CHALLENGE, CardKind, Gain, IN_PARTS, Operation, TRIES};
use crate::recorder::{Kind, Log, Recorder};
use crate::table::{self, Place};

/// Ends the case with a complaint unless the condition holds.
macro_rules! ensure {
    ($condition:expr, $($complaint:tt)+) => {
        if !$condition {
            return Err(format!($($complaint)+));
        }
    };
}

/// When the fault of a case strikes.
#[derive(Clone, Copy, Debug)]
pub enum When {
    At(usize),
    Every(usize),
}

/// An operation with a card, and what comes of it when nothing goes wrong.
pub struct Bench {
    name: String,
    builder: Builder,
    card: VirtualCard,
    certificate: Certificate,
    pub operation: Operation,
    usual: Result<Gain, Error>,
    usual_commands: usize,
    card_name: &'static str,
    /// What comes of it with the card that takes this one's place in an exchange.
    other: Result<Gain, Error>,
}

/// What a case came to.
#[derive(Debug)]
pub struct Case {
    /// Where the fault struck.
    pub place: Place,
    /// `None`: as without the fault.
    pub outcome: Option<Status>,
    /// False where the fault found nothing to change.
    pub struck: bool,
}

/// What happened in a case.
struct Run<'a> {
    bench: &'a Bench,
    trouble: &'a Trouble,
    place: Place,
    struck: bool,
    log: Log,
    /// `None` if the program panicked.
    status: Option<Status>,
}

impl Bench {
    pub fn new(card_name: &'static str, card: CardKind, operation: Operation) -> Self {
        let builder = card(operation.attempt().map_or(TRIES, |attempt| attempt.tries));
        let card = builder.clone().build().unwrap();
        let certificate =
            Certificate::from_der(card.authentication_certificate().to_vec()).unwrap();
        let undisturbed = |card: VirtualCard| {
            let reader = VirtualReader::new(card);
            let mut client = Card::new(Recorder::new(reader.connect().unwrap()));
            let outcome = operation.run(&mut client, &certificate);
            (outcome, client.transport().log().commands.len())
        };
        let (usual, usual_commands) = undisturbed(card.clone());
        let (other, _) = undisturbed(another_card());
        if let Some(signature) = usual.as_ref().ok().and_then(Gain::signature) {
            assert!(verifies(&certificate, signature), "{card_name}: {operation:?}");
        }
        let name = format!("{card_name}: {operation:?}");
        Self {
            name,
            builder,
            card,
            certificate,
            operation,
            usual,
            usual_commands,
            card_name,
            other,
        }
    }

    /// Whether the signature is this card's: PKCS #1 has one for each key and digest, and
    /// that of the undisturbed run was verified.
    fn verifies(&self, signature: &Signature) -> bool {
        let usual = self.usual.as_ref().ok().and_then(Gain::signature);
        usual == Some(signature) || verifies(&self.certificate, signature)
    }

    /// Runs one case; `None` if the operation ends before the fault's command.
    pub fn run(
        &self,
        row: &'static str,
        trouble: &Trouble,
        when: When,
    ) -> Result<Option<Case>, String> {
        self.disturbed(row, trouble, when)
            .map_err(|complaint| format!("{}: {trouble} {when:?}: {complaint}", self.name))
    }

    fn disturbed(
        &self,
        row: &'static str,
        trouble: &Trouble,
        when: When,
    ) -> Result<Option<Case>, String> {
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
        let mut client = Card::new(link);
        let result =
            catch_unwind(AssertUnwindSafe(|| self.operation.run(&mut client, &self.certificate)));
        let log = client.transport().log();
        let (place, answer) = match when {
            When::Every(_) => (Place::Again, None),
            When::At(at) => match log.commands.get(at - 1) {
                Some((_, answer)) => (Place::of(&log.commands, at - 1), *answer),
                None => return Ok(None),
            },
        };
        // The faults of answers with data leave the others as they are.
        let struck = match trouble {
            Trouble::Fault(_) => {
                reader.faults_struck() > 0 && !(trouble.needs_data() && answer == Some(2))
            }
            Trouble::Panic | Trouble::DamagedFile => true,
        };
        reader.clear_faults();

        let panics = matches!(trouble, Trouble::Panic);
        ensure!(result.is_err() == panics, "panics");
        let status = match &result {
            Ok(outcome) => Some(status_of(outcome)),
            Err(_) => None,
        };
        let run = Run { bench: self, trouble, place, struck, log, status };
        run.check_commands()?;
        run.check_pin(&reader)?;
        run.check_key(&reader, client)?;
        if let Ok(Ok(gain)) = &result {
            run.check_gain(gain)?;
        }
        let outcome = status.filter(|status| *status != status_of(&self.usual));
        if struck && !table::is_written() {
            table::check(row, place, outcome)?;
        }
        Ok(Some(Case { place, outcome, struck }))
    }
}

impl Bench {
    /// The operation on a card with a damaged file: an outcome of these if it reads the
    /// file, the usual one otherwise.
    pub fn run_damaged(
        &self,
        file: u16,
        damage: &Damage,
        expected: &[Status],
    ) -> Result<(), String> {
        let complaint = |text: String| format!("{}: {file:04X} {damage:?}: {text}", self.name);
        let builder = self.builder.clone().damage(file, damage.clone());
        let reader = VirtualReader::new(builder.build().unwrap());
        let mut client = Card::new(Recorder::new(reader.connect().unwrap()));
        let result = self.operation.run(&mut client, &self.certificate);
        let (status, usual) = (status_of(&result), status_of(&self.usual));
        let reads = self.operation.reads(file);
        // Whatever is refused without the file stays so.
        let allowed = if reads { expected.contains(&status) } else { false };
        let as_usual = status == usual && (!reads || usual != Status::Ok);
        if !(allowed || as_usual) {
            return Err(complaint(format!("{status:?}, {expected:?} expected")));
        }
        let log = client.transport().log();
        let trouble = &Trouble::DamagedFile;
        let (place, status) = (Place::Again, Some(status));
        let run = Run { bench: self, trouble, place, struck: true, log, status };
        run.check_commands().map_err(complaint)?;
        run.check_pin(&reader).map_err(complaint)?;
        run.check_key(&reader, client).map_err(complaint)?;
        if let (Ok(gain), false) = (&result, reads) {
            run.check_gain(gain).map_err(complaint)?;
        }
        Ok(())
    }
}

impl Run<'_> {
    /// Whether the fault strikes at commands in this place.
    fn strikes(&self, place: Place) -> bool {
        self.place == place || self.place == Place::Again
    }

    /// Whether what it hears of the tries may not be what the card says of the PIN.
    fn is_misled(&self) -> bool {
        [Place::Application, Place::File, Place::Query]
            .into_iter()
            .any(|place| self.trouble.lies() && self.strikes(place) || self.is_other_program(place))
    }

    /// Whether another program makes the card leave the application there.
    fn is_other_program(&self, place: Place) -> bool {
        matches!(self.trouble, Trouble::Fault(Fault::OtherProgram(_))) && self.strikes(place)
    }

    /// A bounded number of commands, in transactions that end.
    fn check_commands(&self) -> Result<(), String> {
        ensure!(self.log.begun == self.log.ended, "{:?} transactions", self.log);
        let most = self.bench.usual_commands + self.trouble.bound();
        let commands = self.log.commands.len();
        ensure!(commands <= most, "{commands} commands, {most} allowed");
        Ok(())
    }

    /// A success is the same as without the fault, and a signature is the card's.
    fn check_gain(&self, gain: &Gain) -> Result<(), String> {
        if let Ok(other) = &self.bench.other
            && matches!(self.trouble, Trouble::Fault(Fault::Exchanged(_)))
            && gain == other
        {
            return Ok(());
        }
        if let Some(signature) = gain.signature() {
            ensure!(self.bench.verifies(signature), "not the card's signature");
        }
        // Some of what a reader changes nobody can tell.
        let tries_are_sound = !self.is_misled();
        let usual = match &self.bench.usual {
            Ok(usual) => usual,
            // The last try was spent because the reader told of more.
            Err(error) if error.status() == Status::PinLastTry && !tries_are_sound => {
                return Ok(());
            }
            Err(_) => return Err("a success where there should be none".to_owned()),
        };
        let same = match (gain, usual) {
            _ if self.trouble.changes_data(self.bench.card_name == IN_PARTS) => true,
            // Another file than the one that the card was to select.
            _ if self.trouble.feigns_success() && self.strikes(Place::File) => true,
            // The salt is another each time.
            (Gain::Signature(_), Gain::Signature(_)) => true,
            (Gain::Tries(_), Gain::Tries(_)) if !tries_are_sound => true,
            (Gain::Reception(token, leaf, ca, _, signature), usual) if !tries_are_sound => {
                let Gain::Reception(usual_token, usual_leaf, usual_ca, _, usual_signature) = usual
                else {
                    return Err("not a reception".to_owned());
                };
                (token, leaf, ca, signature) == (usual_token, usual_leaf, usual_ca, usual_signature)
            }
            (gain, usual) => gain == usual,
        };
        ensure!(same, "another result: {gain:?}, not {usual:?}");
        Ok(())
    }

    /// At most one VERIFY, none that the rules forbid, the counter as it must be, and
    /// no try that is passed over in silence.
    fn check_pin(&self, reader: &VirtualReader) -> Result<(), String> {
        let sent = self.log.commands.iter().filter(|(kind, _)| *kind == Kind::Verify).count();
        let (reached, tries) =
            reader.with_card(|card| (card.verify_commands(), card.pin_tries())).unwrap();
        let Some(mut attempt) = self.bench.operation.attempt() else {
            ensure!((sent, reached, tries) == (0, 0, TRIES), "{sent} VERIFY, {tries} tries");
            return Ok(());
        };
        if matches!(self.trouble, Trouble::Fault(Fault::Exchanged(_))) && self.struck {
            attempt = Attempt { tries: TRIES, ..attempt };
        }
        let allowed = usize::from(attempt.may_be_sent() || self.is_misled());
        ensure!(sent <= allowed, "{sent} VERIFY, {allowed} allowed");
        let compared = reached == 1 && attempt.tries > 0;
        let wanted = if compared { attempt.tries_after() } else { attempt.tries };
        // A PIN may reach the card where no PIN file or application is selected.
        let astray =
            tries == attempt.tries && (self.is_misled() || self.is_other_program(Place::Verify));
        ensure!(tries == wanted || astray, "{tries} tries left, not {wanted}");
        if tries < attempt.tries
            && let Some(status) = self.status
        {
            use Status::{KeyNotLocked, PinBlocked, PinUncertain, PinWrong};
            let told = [PinWrong, PinUncertain, PinBlocked, KeyNotLocked].contains(&status);
            // Nobody can tell when each answer says that all is well, the one to VERIFY too.
            let deceived = self.trouble.feigns_success() && self.place == Place::Again;
            ensure!(told || deceived, "{status:?} hides a spent try");
        }
        let said = matches!(self.status, Some(Status::PinWrong | Status::PinUncertain));
        ensure!(!said || sent == 1, "{:?} of a PIN that was not sent", self.status);
        Ok(())
    }

    /// The key is locked, or said not to be and locked at the next chance; and the
    /// reader is free for the next program.
    fn check_key(&self, reader: &VirtualReader, client: Card<Recorder>) -> Result<(), String> {
        let open = || reader.with_card(|card| card.authentication_key_is_open()).unwrap();
        // Nobody can tell that the card was not asked to leave the application.
        let deceived = self.trouble.feigns_success() && self.strikes(Place::Leave);
        if open() && deceived {
            return Ok(());
        }
        if self.status == Some(Status::KeyNotLocked) {
            drop(client);
            ensure!(!open(), "the key is open for good");
        } else {
            ensure!(!open(), "the key is open");
        }
        if !reader.has_card() {
            reader.insert_again();
        }
        let opened = another_program_can_sign(reader)
            .map_err(|error| format!("another program cannot use the card: {error}"))?;
        ensure!(!opened, "another program can sign");
        Ok(())
    }
}

fn status_of<R>(outcome: &Result<R, Error>) -> Status {
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

/// Signs as another program would, without a PIN; true if the card lets it.
pub fn another_program_can_sign(reader: &VirtualReader) -> Result<bool, Error> {
    let mut link = reader.connect()?;
    let mut answer = [0; 300];
    link.begin_transaction()?;
    let mut send = |command: &[u8]| {
        let length = link.transmit(command, &mut answer)?;
        Ok::<_, Error>(answer[..length].to_vec())
    };
    let select = b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01";
    if send(select)? != [0x90, 0x00] {
        // The first command after power-up may be refused.
        assert_eq!(send(select)?, [0x90, 0x00]);
    }
    // By a selected file, since a card may refuse short identifiers.
    assert_eq!(send(b"\x00\xA4\x02\x0C\x02\x00\x17")?, [0x90, 0x00]);
    let signed = send(b"\x80\x2A\x00\x80\x04\x01\x02\x03\x04\x00")?;
    link.end_transaction()?;
    Ok(signed != [0x69, 0x82])
}
