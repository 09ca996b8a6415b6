//! Through a real pcscd, at each command of a wait, of signing and of an authentication: the card leaves,
//! forgets its state or loses power, another program resets it, the service is killed or stopped.
//! Checks what is reported, the PIN's tries, the key, and that operation continues.
#![cfg(all(target_os = "linux", feature = "pcsc", feature = "virtual-card"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::collections::BTreeMap;
use std::ffi::CString;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use jpkicard::pcsc::{CardPresence, Context, PcscLink, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::virtual_card::VirtualCard;
use jpkicard::{Card, Certificate, LastTry, Pin, Result, SignRequest, Signature, Status};
use support::figure::figure;
use support::hooked_card::{At, HookedCard, Strike, within};
use support::openssl;
use support::pcscd::pcscd;
use support::pcscd_fault::{Fault, Operation, Stage, expected, expected_tries};

const CHALLENGE: &[u8] = b"a challenge of the relying party";
/// Nothing takes this long unless it hangs.
const LIMIT: Duration = Duration::from_secs(30);

fn pin(digits: &[u8]) -> Pin {
    Pin::new(digits).unwrap()
}

/// Runs `work` on its own thread; panics if it hangs.
fn start<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> Receiver<R> {
    let (sender, receiver) = channel();
    thread::spawn(move || drop(sender.send(work())));
    receiver
}

/// A reader, its card, and what is known about it.
struct Desk {
    name: CString,
    card: HookedCard,
    certificate: Certificate,
    context: Context,
}

/// A link with the outcome of the operation.
type Done = (Option<Card<PcscLink>>, Result<Option<Signature>>);

impl Desk {
    fn new(index: usize, context: &Context) -> Self {
        let card = VirtualCard::builder().seed(index as u64).build().unwrap();
        let certificate = Certificate::from_der(card.authentication_certificate().to_vec());
        Self {
            name: pcscd().readers()[index].clone(),
            card: HookedCard::new(pcscd().port(index), card),
            certificate: certificate.unwrap(),
            context: context.clone(),
        }
    }

    fn wait(&self) -> Receiver<Result<PcscLink>> {
        let reader = ReaderChoice::Named(ReaderName::from(self.name.clone()));
        let options = WaitOptions::new().reader(reader).timeout(Some(LIMIT));
        let context = self.context.clone();
        start(move || context.wait_for_card(&options))
    }

    fn link(&self) -> Card<PcscLink> {
        Card::new(self.wait().recv_timeout(LIMIT * 2).expect("the wait hangs").unwrap())
    }

    fn run(&self, operation: Operation, card: Option<Card<PcscLink>>) -> Receiver<Done> {
        if operation == Operation::Wait {
            let waiting = self.wait();
            return start(move || match waiting.recv().unwrap() {
                Ok(link) => (Some(Card::new(link)), Ok(None)),
                Err(error) => (None, Err(error)),
            });
        }
        let (mut card, certificate) = (card.unwrap(), self.certificate.clone());
        start(move || {
            let request = SignRequest::data(CHALLENGE).certificate(&certificate);
            let signature = card.jpki().and_then(|mut jpki| match operation {
                Operation::Authenticate => {
                    let authentication = jpki.authenticate(&pin(b"1234"), &request)?;
                    assert!(authentication.certificate == certificate);
                    Ok(authentication.signature)
                }
                Operation::SignWithWrongPin => jpki.sign(&pin(b"0000"), &request),
                _ => jpki.sign(&pin(b"1234"), &request),
            });
            (Some(card), signature.map(Some))
        })
    }

    /// Waits until pcscd has seen that the card is out: if inserted earlier, it would be taken for
    /// the same card, still powered.
    fn seen_empty(&self) {
        let name = ReaderName::from(self.name.clone());
        let empty = || {
            let status = self.context.reader_status(&name);
            status.is_ok_and(|status| status.card == CardPresence::Empty)
        };
        assert!(within(LIMIT, empty), "pcscd does not see that the card is out");
    }

    /// Another program's attempt to sign without the PIN.
    fn another_program_cannot_sign(&self) {
        let other = self.other_program();
        let mut answer = [0; 300];
        for command in [
            &b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01"[..],
            b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01",
        ] {
            other.transmit(command, &mut answer).unwrap();
        }
        let sign = b"\x80\x2A\x00\x97\x04\x01\x02\x03\x04\x00";
        assert_eq!(other.transmit(sign, &mut answer).unwrap(), [0x69, 0x82]);
        let _ = other.disconnect(pcsc::Disposition::LeaveCard);
    }

    fn other_program(&self) -> pcsc::Card {
        let mut found = None;
        let there = within(LIMIT, || {
            let context = pcsc::Context::establish(pcsc::Scope::User);
            let shared = pcsc::ShareMode::Shared;
            found = context
                .and_then(|context| context.connect(&self.name, shared, pcsc::Protocols::ANY))
                .ok();
            found.is_some()
        });
        assert!(there, "another program finds no card");
        found.unwrap()
    }

    /// The fault, and what must be awaited afterwards.
    fn strike(&self, fault: Fault) -> (Strike, Option<JoinHandle<()>>) {
        let kill = || Box::new(|| pcscd().kill());
        let strike = match fault {
            Fault::Removed => Strike::Leave,
            Fault::AnswerLost => Strike::ActAndLeave,
            Fault::Reset => Strike::Reset,
            Fault::PowerFailure => Strike::PowerFailure,
            Fault::Killed => Strike::Instead(kill()),
            Fault::KilledAfter => Strike::After(kill()),
            Fault::Stopped => Strike::Before(Box::new(|| {
                pcscd().ask_to_stop();
                // Long enough for it to begin; it waits for this answer.
                thread::sleep(Duration::from_millis(50));
            })),
            Fault::ResetWanted | Fault::ResetOnDisconnect => {
                let mut other = self.other_program();
                let (sender, now) = channel::<()>();
                let wanting = thread::spawn(move || {
                    if now.recv().is_err() {
                        return;
                    }
                    let reset = pcsc::Disposition::ResetCard;
                    if fault == Fault::ResetWanted {
                        let mut again = || {
                            let protocols = pcsc::Protocols::ANY;
                            other.reconnect(pcsc::ShareMode::Shared, protocols, reset).is_ok()
                        };
                        assert!(within(LIMIT, &mut again));
                        let _ = other.disconnect(pcsc::Disposition::LeaveCard);
                    } else {
                        assert!(other.disconnect(reset).is_ok());
                    }
                });
                let tell = move || {
                    sender.send(()).unwrap();
                    // Time to request it while the transaction is held.
                    thread::sleep(Duration::from_millis(20));
                };
                return (Strike::Before(Box::new(tell)), Some(wanting));
            }
        };
        (strike, None)
    }

    /// One case; `None` if the operation has no such command.
    fn case(&self, operation: Operation, fault: Fault, at: u64) -> Option<(Stage, Status)> {
        let label = format!("{operation:?}, {fault:?} at command {at}");
        let card = match operation {
            Operation::Wait => {
                // So that the first command is the card's first after power-up.
                self.card.take_out();
                self.seen_empty();
                None
            }
            _ => {
                self.card.insert();
                let mut card = self.link();
                let request = SignRequest::data(CHALLENGE).certificate(&self.certificate);
                let wrong = card.jpki().unwrap().sign(&pin(b"0000"), &request).unwrap_err();
                assert_eq!((wrong.status(), wrong.tries_left()), (Status::PinWrong, Some(2)));
                Some(card)
            }
        };
        let verified = self.card.look(|card| card.verify_commands());
        let resets = self.card.resets();
        let waits = operation == Operation::Wait;
        if waits && fault.requires_reset() {
            self.card.insert();
        }
        let (strike, wanting) = self.strike(fault);
        self.card.strike(At::Command(at), strike);
        self.card.insert();
        let running = self.run(operation, card);
        if waits {
            self.bring_back(fault);
        }
        let done = running.recv_timeout(LIMIT);
        let (card, outcome) = done.unwrap_or_else(|_| panic!("{label}: it hangs"));
        let struck = self.card.struck();
        // A wait for a fault that does not occur gives up.
        if let Some(wanting) = wanting {
            wanting.join().unwrap();
        }
        let status = outcome.as_ref().err().map_or(Status::Ok, |error| error.status());
        let as_expected = match (operation, status) {
            // The expected outcome with the right PIN.
            (Operation::SignWithWrongPin, Status::PinWrong) => Status::Ok,
            (Operation::SignWithWrongPin, Status::Ok) => panic!("{label}: signed"),
            _ => status,
        };
        let Some(struck) = struck else {
            assert_eq!(as_expected, Status::Ok, "{label}: {outcome:?}");
            drop(card);
            self.sign_again();
            return None;
        };
        let stage = Stage::of(&struck);
        assert!(expected(operation, fault, stage).contains(&as_expected), "{label}: {outcome:?}");
        if let Ok(Some(signature)) = &outcome {
            openssl::verify(&self.certificate, CHALLENGE, signature);
        }

        // The key: powered down immediately, unless the service died at this moment.
        let locked = || self.card.look(|card| !card.authentication_key_is_open());
        let ended = fault.ends_service();
        assert!(within(Duration::from_secs(ended.into()), locked), "{label}: the key is open");
        let (sent, tries) =
            self.card.look(|card| (card.verify_commands() - verified, card.pin_tries()));
        assert!(sent <= 1, "{label}: {sent} VERIFY");
        let left = expected_tries(operation, fault, stage, sent);
        assert_eq!(tries, left, "{label}: {sent} VERIFY, {outcome:?}");
        let acted = fault.lets_card_act();
        let right = stage != Stage::Verify || acted.is_none_or(|acted| sent == u64::from(acted));
        assert!(right, "{label}: {sent} VERIFY");
        assert!(!fault.requires_reset() || self.card.resets() > resets, "{label}: no reset");

        // What was removed comes back, and operation continues: on the same link if the card
        // stayed, on another if it left.
        if !self.card.is_inserted() {
            self.seen_empty();
            self.card.insert();
        }
        if ended && !waits {
            // Its end was seen before the one who ended it has finished checking.
            assert!(within(LIMIT, || self.card.has_struck()));
            bring_service_back();
        }
        self.another_program_cannot_sign();
        if let Some(mut card) = card {
            let again = card.jpki().and_then(|mut jpki| jpki.pin_status());
            match fault {
                Fault::Removed | Fault::AnswerLost if !waits => {
                    assert_eq!(again.unwrap_err().status(), Status::CardRemoved, "{label}");
                }
                Fault::Killed | Fault::KilledAfter | Fault::Stopped => {}
                _ => assert!(again.is_ok(), "{label}: {again:?}"),
            }
        }
        self.sign_again();
        assert!(locked());
        Some((stage, status))
    }

    /// The next authentication, which restores all tries.
    fn sign_again(&self) {
        let request = SignRequest::data(CHALLENGE).certificate(&self.certificate);
        let request = request.last_try(LastTry::Allow);
        let signature = self.link().jpki().unwrap().sign(&pin(b"1234"), &request);
        openssl::verify(&self.certificate, CHALLENGE, &signature.unwrap());
        assert_eq!(self.card.look(|card| card.pin_tries()), 3);
    }

    /// Restores the card or the service while a wait is in progress.
    fn bring_back(&self, fault: Fault) {
        let left = matches!(fault, Fault::Removed | Fault::AnswerLost);
        if left && within(Duration::from_secs(3), || !self.card.is_inserted()) {
            self.seen_empty();
            self.card.insert();
        }
        if fault.ends_service() && within(Duration::from_secs(3), || self.card.has_struck()) {
            bring_service_back();
        }
    }
}

fn bring_service_back() {
    assert!(within(LIMIT, || pcsc::Context::establish(pcsc::Scope::User).is_err()));
    pcscd().restart();
}

/// How many cases had which outcome.
#[derive(Default)]
struct Table(BTreeMap<(Fault, Stage, &'static str), usize>);

impl Table {
    fn cases(&self) -> usize {
        self.0.values().sum()
    }

    /// Every command of an operation.
    fn run(table: &Mutex<Self>, desk: &Desk, operation: Operation, fault: Fault) {
        for at in 0.. {
            let Some((stage, status)) = desk.case(operation, fault, at) else { break };
            let mut table = table.lock().unwrap();
            *table.0.entry((fault, stage, status.name())).or_default() += 1;
        }
    }
}

#[test]
fn a_fault_at_each_command() {
    let context = Context::new();
    let desks: Vec<_> = (0..4).map(|index| Desk::new(index, &context)).collect();
    let table = Mutex::new(Table::default());
    let operations =
        [Operation::Authenticate, Operation::Sign, Operation::SignWithWrongPin, Operation::Wait];

    // Faults of one card: at all readers at the same time.
    let jobs = operations
        .iter()
        .flat_map(|operation| Fault::OF_THE_CARD.iter().map(move |fault| (*operation, *fault)));
    let jobs = Mutex::new(jobs.collect::<Vec<_>>().into_iter());
    thread::scope(|scope| {
        for desk in &desks {
            let (jobs, table) = (&jobs, &table);
            scope.spawn(move || {
                while let Some((operation, fault)) = { jobs.lock().unwrap().next() } {
                    Table::run(table, desk, operation, fault);
                }
            });
        }
    });
    let of_the_card = table.lock().unwrap().cases();

    // Faults of the service affect all.
    desks[1..].iter().for_each(|desk| desk.card.take_out());
    for operation in operations {
        for fault in Fault::OF_THE_SERVICE {
            Table::run(&table, &desks[0], operation, fault);
        }
    }

    let table = table.into_inner().unwrap();
    for ((fault, stage, status), count) in &table.0 {
        println!("pcscd faults: {fault:?} at {stage:?}: {count} {status}");
    }
    let cases = table.cases();
    figure!(
        "pcscd faults: {cases} cases ({} of them of the service), none hangs, at most one VERIFY, key locked",
        cases - of_the_card
    );
    assert!(cases >= 150, "{cases}");
}
