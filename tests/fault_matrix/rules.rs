//! The rules that each case must satisfy, whatever went wrong.

use jpkicard::transport::Transport;
use jpkicard::virtual_card::{Fault, VirtualCard, VirtualReader};
use jpkicard::{Card, Error, Status};

use crate::bench::{Bench, status_of};
use crate::credentials::{self, Attempt, Credential, INDIVIDUAL_NUMBER};
use crate::faults::{Trouble, another_card};
use crate::operations::Gain;
use crate::recorder::{Exchange, Kind, Log, Recorder};
use crate::table::Place;

/// Ends the case with a complaint unless the condition holds.
macro_rules! ensure {
    ($condition:expr, $($complaint:tt)+) => {
        if !$condition {
            return Err(format!($($complaint)+));
        }
    };
}

/// What happened in a case.
pub struct Run<'a> {
    pub bench: &'a Bench,
    pub trouble: &'a Trouble,
    pub place: Place,
    pub struck: bool,
    pub log: Log,
    /// `None` if the program panicked.
    pub outcome: Option<Result<Gain, Error>>,
}

impl Run<'_> {
    /// All of them.
    pub fn verify(&self, reader: &VirtualReader, client: Card<Recorder>) -> Result<(), String> {
        self.check_commands()?;
        self.check_secrets_sent()?;
        // The card in the reader, or the one removed last.
        let card = reader.with_card(|card| card.clone()).unwrap();
        self.check_tries(&card)?;
        self.check_secret_in_force(&card)?;
        self.check_keys(reader, client)?;
        match &self.outcome {
            Some(Ok(gain)) => self.check_gain(gain),
            _ => Ok(()),
        }
    }

    fn status(&self) -> Option<Status> {
        self.outcome.as_ref().map(status_of)
    }

    /// Whether the fault affects commands at this place.
    fn strikes(&self, place: Place) -> bool {
        self.place == place || self.place == Place::Again
    }

    fn is_exchanged(&self) -> bool {
        matches!(self.trouble, Trouble::Fault(Fault::Exchanged(_))) && self.struck
    }

    /// Whether the reported tries may differ from what the card reports for the PIN.
    fn is_misled(&self) -> bool {
        [Place::Application, Place::File, Place::Query]
            .into_iter()
            .any(|place| self.trouble.lies() && self.strikes(place) || self.is_other_program(place))
    }

    /// Whether all answers report success, also those to VERIFY and to the change: that cannot be
    /// detected.
    fn is_deceived(&self) -> bool {
        self.trouble.feigns_success() && self.place == Place::Again
    }

    /// Whether another program makes the card leave the application there.
    fn is_other_program(&self, place: Place) -> bool {
        matches!(self.trouble, Trouble::Fault(Fault::OtherProgram(_))) && self.strikes(place)
    }

    /// Whether some of a card's answers may have arrived changed, unnoticed.
    fn data_is_changed(&self) -> bool {
        self.trouble.changes_data(self.bench.kind)
    }

    /// The credential that the operation spends, on the card that was in the reader at the end.
    fn attempt(&self) -> Option<Attempt> {
        let attempt = self.bench.operation.attempt()?;
        match self.is_exchanged() {
            true => Some(Attempt { tries: attempt.of.limit, ..attempt }),
            false => Some(attempt).filter(|_| self.bench.has_credential),
        }
    }

    /// How many commands of this kind were sent with this data.
    fn sent(&self, kind: Kind, data: &[u8]) -> usize {
        let same = self.log.commands.iter().filter(|sent| sent.kind == kind && sent.data() == data);
        same.count()
    }

    /// A bounded number of commands, in transactions that end.
    fn check_commands(&self) -> Result<(), String> {
        ensure!(self.log.begun == self.log.ended, "{:?} transactions", self.log);
        let most = self.bench.most_commands + self.trouble.bound(self.bench.kind);
        let commands = self.log.commands.len();
        ensure!(commands <= most, "{commands} commands, {most} allowed");
        Ok(())
    }

    /// A success is the same as without the fault, and a signature is the card's.
    fn check_gain(&self, gain: &Gain) -> Result<(), String> {
        self.check_belief(gain)?;
        if let Ok(other) = &self.bench.other
            && matches!(self.trouble, Trouble::Fault(Fault::Exchanged(_)))
            && gain == other
        {
            return Ok(());
        }
        if matches!(self.trouble, Trouble::DamagedFile) && self.struck {
            return Ok(());
        }
        if let Some(signature) = gain.signature() {
            ensure!(self.bench.verifies(signature), "not the card's signature");
        }
        // Some changes by a reader cannot be detected.
        let tries_are_sound = !self.is_misled();
        let usual = match &self.bench.usual {
            Ok(usual) => usual,
            // The last try was spent because the reader reported more.
            Err(error) if error.status() == Status::PinLastTry && !tries_are_sound => {
                return Ok(());
            }
            Err(_) if *gain == Gain::NoSignatureCertificate && self.data_is_changed() => {
                return Ok(());
            }
            Err(_) if *gain == Gain::Changed && self.is_deceived() => return Ok(()),
            Err(_) => return Err("a success where there should be none".to_owned()),
        };
        let same = match (gain, usual) {
            _ if self.data_is_changed() => true,
            // A file other than the one the card should have selected.
            _ if self.trouble.feigns_success() && self.strikes(Place::File) => true,
            // The salt differs each time.
            (Gain::Signature(_), Gain::Signature(_)) => true,
            (Gain::Tries(_), Gain::Tries(_)) if !tries_are_sound => true,
            (Gain::Authentication(token, leaf, ca, _, signature), usual) if !tries_are_sound => {
                let Gain::Authentication(usual_token, usual_leaf, usual_ca, _, usual_signature) =
                    usual
                else {
                    return Err("not an authentication".to_owned());
                };
                (token, leaf, ca, signature) == (usual_token, usual_leaf, usual_ca, usual_signature)
            }
            (gain, usual) => gain == usual,
        };
        ensure!(same, "another result: {gain:?}, not {usual:?}");
        Ok(())
    }

    /// What the library verified belongs to one card, whatever was changed; except the end of the
    /// card face, which its signature does not cover.
    fn check_belief(&self, gain: &Gain) -> Result<(), String> {
        let is_it = |believable: &Gain| match (gain, believable) {
            (Gain::CheckedFace(face), Gain::CheckedFace(own)) => {
                let covered = covered(own);
                (&face[..covered], face.len()) == (&own[..covered], own.len())
            }
            (gain, believable) => gain == believable,
        };
        let is_said = match gain {
            Gain::CheckedFace(_) | Gain::Checked(_) => true,
            Gain::Attributes { are_believed, .. } => *are_believed,
            _ => false,
        };
        let holds = !is_said || self.bench.believable.iter().any(is_it);
        ensure!(holds, "believed, and no card's");
        Ok(())
    }

    /// The caller's secret at most once, and only where the rules allow it; a change at most once,
    /// after the old one was accepted; the new one at most once, after the change was.
    fn check_secrets_sent(&self) -> Result<(), String> {
        let (mut old, mut changed, mut new) = (0, 0, 0);
        let (mut old_taken, mut change_taken) = (false, false);
        let operation = self.bench.operation;
        for sent in &self.log.commands {
            let (Kind::Verify | Kind::Change) = sent.kind else { continue };
            let Some(attempt) = operation.attempt() else {
                return Err(format!("{:?}", sent.kind));
            };
            let is_new = operation.changes() && sent.data() == attempt.of.new;
            match sent.kind {
                Kind::Verify if sent.data() == attempt.secret() => {
                    ensure!(changed == 0, "the old one after the change");
                    old += 1;
                    old_taken = sent.succeeded();
                }
                Kind::Change if is_new => {
                    ensure!(old_taken, "a change where the old one was not taken");
                    changed += 1;
                    change_taken = sent.succeeded();
                }
                Kind::Verify if is_new => {
                    ensure!(change_taken, "the new one where the change was not taken");
                    new += 1;
                }
                _ => return Err("a secret of nobody".to_owned()),
            }
        }
        let allowed = match self.attempt() {
            Some(attempt) => usize::from(attempt.may_be_sent() || self.is_misled()),
            None => 0,
        };
        ensure!(old <= allowed, "{old} VERIFY, {allowed} allowed");
        ensure!(changed <= 1 && new <= 1, "{changed} changes, {new} VERIFY of the new one");
        let Some(Status::PinUncertain | Status::PinChangeUncertain) = self.status() else {
            let of = operation.attempt().map(|attempt| attempt.of);
            let is_said = |of: &Credential| self.status() == Some(of.said_wrong);
            let its_own = of.is_some_and(is_said) && old == 1;
            let said = credentials::ALL.into_iter().any(is_said);
            ensure!(!said || its_own, "{:?} of one that was not sent", self.status());
            return Ok(());
        };
        ensure!(old == 1, "{:?} of one that was not sent", self.status());
        let of_change = self.status() == Some(Status::PinChangeUncertain);
        ensure!(of_change == (changed == 1), "{:?} after {changed} changes", self.status());
        Ok(())
    }

    /// Each counter as required, and no try spent without a report.
    fn check_tries(&self, card: &VirtualCard) -> Result<(), String> {
        let other = self.is_exchanged().then(another_card);
        let before = other.as_ref().unwrap_or(&self.bench.card);
        let spent = self.attempt();
        let asked = card.individual_number_reads() - before.individual_number_reads();
        let may_ask = self.bench.operation.asks_for_individual_number();
        ensure!(asked == 0 || may_ask, "the individual number was asked for");
        for credential in credentials::ALL {
            // Sending it counts as requesting it: without a request there is nothing to check.
            let is_touched = asked > 0 || *credential != INDIVIDUAL_NUMBER;
            if is_touched && spent.is_none_or(|attempt| attempt.of != credential) {
                let (before, after) = ((credential.tries)(before), (credential.tries)(card));
                ensure!(before == after, "{after} tries of the {credential:?}, not {before}");
            }
        }
        // The tries that are not left were spent before, on this card.
        let reached = card.verify_commands() - before.verify_commands();
        // Sending it is one way of requesting it; otherwise it is read when the card was reported
        // as unlocked.
        let given = self.log.commands.iter().filter(|sent| sent.kind == Kind::Verify);
        let is_open = given.clone().any(Exchange::succeeded);
        ensure!(is_open || asked <= given.count() as u64, "the number was asked for unopened");
        let Some(attempt) = spent else {
            ensure!(reached == 0, "VERIFY reached the card");
            return Ok(());
        };
        let tries = (attempt.of.tries)(card);
        let reached_of = |secret: &[u8]| 0..=self.sent(Kind::Verify, secret) as u64;
        let mut wanted = Vec::new();
        for old in reached_of(attempt.secret()) {
            for new in reached_of(attempt.of.new).filter(|new| old + new == reached) {
                let mut left = if old > 0 { attempt.tries_after() } else { attempt.tries };
                if new > 0 {
                    let right = attempt.of.is(attempt.of.new, card);
                    left = Attempt { right, tries: left, ..attempt }.tries_after();
                }
                wanted.push(left);
            }
        }
        // One may reach the card where no PIN file or application is selected.
        let astray = tries == attempt.tries
            && (self.is_misled()
                || self.is_other_program(Place::Verify)
                || self.is_other_program(Place::Confirm));
        ensure!(wanted.contains(&tries) || astray, "{tries} tries left, not one of {wanted:?}");
        if let (true, Some(status)) = (tries < attempt.tries, self.status()) {
            use Status::{KeyNotLocked, PinChangeUncertain, PinUncertain};
            let is_reported = [PinUncertain, PinChangeUncertain, KeyNotLocked].contains(&status)
                || status == attempt.of.said_wrong
                || status == attempt.of.said_blocked;
            ensure!(is_reported || self.is_deceived(), "{status:?} hides a spent try");
        }
        Ok(())
    }

    /// After a reported success of a change the new secret is in force, after any error the old
    /// one, or either if the error says that it is uncertain.
    fn check_secret_in_force(&self, card: &VirtualCard) -> Result<(), String> {
        let Some(attempt) = self.attempt() else { return Ok(()) };
        if self.sent(Kind::Change, attempt.of.new) == 0 {
            // VERIFY changes no secret.
            ensure!(self.outcome != Some(Ok(Gain::Changed)), "a change that was not sent");
            return Ok(());
        }
        if self.is_exchanged() && matches!(self.place, Place::Leave | Place::Again) {
            // That of the removed card.
            return Ok(());
        }
        let (old, new) = match &self.outcome {
            // The program fails: nothing is reported.
            None => (true, true),
            Some(Ok(_)) if self.is_deceived() => return Ok(()),
            Some(Ok(_)) => (false, true),
            Some(Err(error)) => match (error.status(), error.detail()) {
                (Status::PinChangeUncertain, _) => (true, true),
                (Status::KeyNotLocked, "and the new PIN is in force") => (false, true),
                (Status::KeyNotLocked, "and it is not certain which PIN is in force") => {
                    (true, true)
                }
                _ => (true, false),
            },
        };
        let is = |secret: &[u8]| attempt.of.is(secret, card);
        // A wrong old one that the reader reported as accepted may have locked it: then the card
        // changes nothing and accepts nothing.
        let is_locked = old && (attempt.of.tries)(card) == 0;
        let holds = is_locked || new && is(attempt.of.new) || old && is(attempt.of.right);
        ensure!(holds, "another secret is in force after {:?}", self.outcome);
        Ok(())
    }

    /// Every key is locked, or reported as not locked and locked at the next opportunity; and the
    /// reader is free for the next program.
    fn check_keys(&self, reader: &VirtualReader, client: Card<Recorder>) -> Result<(), String> {
        let open = || {
            let is_open = |card: &mut VirtualCard| {
                credentials::ALL.iter().any(|credential| (credential.is_open)(card))
            };
            reader.with_card(is_open).unwrap()
        };
        // It cannot be detected that the card did not get the command to leave the application.
        let deceived = self.trouble.feigns_success() && self.strikes(Place::Leave);
        if open() && deceived {
            return Ok(());
        }
        if self.status() == Some(Status::KeyNotLocked) {
            drop(client);
            ensure!(!open(), "the key stays open");
        } else {
            ensure!(!open(), "the key is open");
        }
        if !reader.has_card() {
            reader.insert_again();
        }
        let operation = self.bench.operation;
        let is_concerned = |of: &&Credential| {
            of.application == operation.application()
                && (**of != INDIVIDUAL_NUMBER || operation.asks_for_individual_number())
        };
        for credential in credentials::ALL.into_iter().filter(is_concerned) {
            let let_in = lets_another_program_in(reader, credential)
                .map_err(|error| format!("another program cannot use the card: {error}"))?;
            ensure!(!let_in, "another program can use what the {credential:?} opens");
        }
        Ok(())
    }
}

/// How many bytes of a card face its signature covers: those before its expiry (`DF29`),
/// the last but one of the nine objects whose offsets are in the first one.
fn covered(face: &[u8]) -> usize {
    let expiry = usize::from(u16::from_be_bytes([face[22], face[23]]));
    assert_eq!(face[expiry..expiry + 3], [0xDF, 0x29, 0x08]);
    expiry
}

/// Uses what the credential unlocks as another program would, without it; true if the card allows
/// it.
fn lets_another_program_in(reader: &VirtualReader, of: &Credential) -> Result<bool, Error> {
    let mut link = reader.connect()?;
    let mut answer = [0; 300];
    link.begin_transaction()?;
    let mut failed = None;
    let let_in = of.lets_in(|command| match link.transmit(command, &mut answer) {
        Ok(length) => answer[..length].to_vec(),
        Err(error) => {
            failed = Some(error);
            vec![0x90, 0x00]
        }
    });
    link.end_transaction()?;
    failed.map_or(Ok(let_in), Err)
}
