//! Authentications get their turn even though another program always begins its next transaction within
//! milliseconds of the last.
#![cfg(all(target_os = "linux", feature = "pcsc", feature = "virtual-card"))]
#![allow(clippy::unwrap_used, clippy::panic, clippy::arithmetic_side_effects)]

mod support;

use std::fs;
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use jpkicard::pcsc::{CardPresence, Context, PcscLink, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::transport::Transport;
use jpkicard::virtual_card::vpcd::Plug;
use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use jpkicard::{Card, LastTry, Pin, SignRequest, Status};
use support::figure::figure;
use support::pcscd::{pcscd, until};

const PIN: &str = "1234";
/// The other program's transaction, and the time until its next.
const WORK: Duration = Duration::from_millis(60);
const GAP: Duration = Duration::from_millis(4);
const AUTHENTICATIONS: u32 = 20;
/// Of the other program, for each authentication: it has 8, four of them in the time of typing. With
/// a single connection 12 to 73 were counted, by chance.
const MOST_TURNS: u32 = 14;
/// The maximum number of transactions until the connection of a backup attempt is used.
const MOST_BEGUN: u32 = 200;
/// While the PIN is typed, the other program has the card again.
const TYPING: Duration = Duration::from_millis(250);

fn reader() -> ReaderName {
    ReaderName::from(pcscd().readers().first().unwrap().clone())
}

/// One test at a time, because they count the threads and descriptors of the process.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn insert() -> (VirtualReader, Plug) {
    until("the reader is not empty", || {
        Context::new().reader_status(&reader()).unwrap().card == CardPresence::Empty
    });
    let card = VirtualReader::new(VirtualCard::builder().pin(PIN).build().unwrap());
    let plug = Plug::connect((Ipv4Addr::LOCALHOST, pcscd().port(0)), card.clone()).unwrap();
    until("the card is not seen", || {
        Context::new().reader_status(&reader()).unwrap().card == CardPresence::Present
    });
    (card, plug)
}

fn connect_raw(context: &pcsc::Context) -> pcsc::Card {
    let (mode, any) = (pcsc::ShareMode::Shared, pcsc::Protocols::ANY);
    context.connect(reader().as_c_str(), mode, any).unwrap()
}

/// The program that uses the card all the time.
struct Busy {
    ends: Arc<AtomicBool>,
    turns: Arc<AtomicU32>,
    thread: Option<JoinHandle<()>>,
}

impl Busy {
    fn start() -> Self {
        let (ends, turns) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicU32::new(0)));
        let (ended, count) = (Arc::clone(&ends), Arc::clone(&turns));
        let thread = thread::spawn(move || {
            let context = pcsc::Context::establish(pcsc::Scope::System).unwrap();
            let mut card = connect_raw(&context);
            while !ended.load(Ordering::SeqCst) {
                let transaction = card.transaction().unwrap();
                count.fetch_add(1, Ordering::SeqCst);
                thread::sleep(WORK);
                assert!(transaction.end(pcsc::Disposition::LeaveCard).is_ok());
                thread::sleep(GAP);
            }
            assert!(card.disconnect(pcsc::Disposition::LeaveCard).is_ok());
        });
        until("the other program has no turn", || turns.load(Ordering::SeqCst) > 2);
        Self { ends, turns, thread: Some(thread) }
    }

    /// How many transactions the other program had during `work`.
    fn turns_in(&self, work: impl FnOnce()) -> u32 {
        let before = self.turns.load(Ordering::SeqCst);
        work();
        self.turns.load(Ordering::SeqCst) - before
    }

    fn end(mut self) {
        self.ends.store(true, Ordering::SeqCst);
        self.thread.take().unwrap().join().unwrap();
    }
}

/// A failing test releases the card to the next.
impl Drop for Busy {
    fn drop(&mut self) {
        self.ends.store(true, Ordering::SeqCst);
        let _ = self.thread.take().map(JoinHandle::join);
    }
}

fn wait() -> jpkicard::Result<PcscLink> {
    let options = WaitOptions::new()
        .reader(ReaderChoice::Named(reader()))
        .timeout(Some(Context::DEFAULT_TRANSACTION_TIMEOUT));
    Context::new().wait_for_card(&options)
}

fn authenticate() -> jpkicard::Result<()> {
    let mut card = Card::new(wait()?);
    thread::sleep(TYPING);
    let pin = Pin::new(PIN.as_bytes())?;
    let request = SignRequest::data(b"an authentication").last_try(LastTry::Keep);
    card.jpki()?.authenticate(&pin, &request).map(drop)
}

/// How many threads and file descriptors the process has.
fn in_use() -> (usize, usize) {
    let count = |folder| fs::read_dir(folder).unwrap().count();
    (count("/proc/self/task"), count("/proc/self/fd"))
}

#[test]
fn authentications_get_their_turn_beside_a_program_that_uses_the_card_all_the_time() {
    let _alone = alone();
    let (card, _plug) = insert();
    // What is created once per process.
    authenticate().unwrap();
    let verified = card.with_card(|card| card.verify_commands()).unwrap();
    let tries = card.with_card(|card| card.pin_tries()).unwrap();
    let before = in_use();

    let busy = Busy::start();
    let (mut refused, mut others) = (0, 0);
    let mut most = 0;
    let ours = busy.turns_in(|| {
        for _ in 0..AUTHENTICATIONS {
            match authenticate() {
                Ok(()) => {}
                Err(error) if error.status() == Status::CardBusy => refused += 1,
                Err(error) => {
                    eprintln!("{error}");
                    others += 1;
                }
            }
            most = most.max(in_use().0);
        }
    });
    busy.end();
    figure!(
        "beside transactions of {} ms with gaps of {} ms: {} turns of the other program a \
         authentication; {refused} of {AUTHENTICATIONS} CardBusy; at most {} threads more",
        WORK.as_millis(),
        GAP.as_millis(),
        f64::from(ours) / f64::from(AUTHENTICATIONS),
        most - before.0,
    );
    assert_eq!((refused, others), (0, 0));
    assert_eq!(
        card.with_card(|card| card.verify_commands()).unwrap(),
        verified + u64::from(AUTHENTICATIONS)
    );
    assert_eq!(card.with_card(|card| card.pin_tries()).unwrap(), tries);
    assert!(!card.with_card(|card| card.authentication_key_is_open()).unwrap());
    assert!(ours <= MOST_TURNS * AUTHENTICATIONS, "{ours} turns");
    // The other program's thread, the calls in progress, and three backup attempts for each
    // purpose.
    assert!(most <= before.0 + 1 + 2 + 6, "{most} threads");
    until(&format!("threads and descriptors: not {before:?} again"), || in_use() == before);
}

#[test]
fn an_understudy_of_a_known_card_counts_as_a_disturbance_and_is_gone_with_the_link() {
    let _alone = alone();
    let (_card, _plug) = insert();
    // What is created once per process.
    authenticate().unwrap();
    let before = in_use();
    let busy = Busy::start();
    let mut link = wait().unwrap();
    assert!(link.known_card().unwrap().authentication_certificate.is_some());
    let (mut switches, mut known) = (0, link.disturbances());
    let mut begun = 0;
    // Which of them comes first is random.
    while switches == 0 {
        begun += 1;
        assert!(begun <= MOST_BEGUN, "no understudy came first");
        link.begin_transaction().unwrap();
        let now = link.disturbances();
        assert!(now >= known);
        switches += now - known;
        known = now;
        link.end_transaction().unwrap();
        thread::sleep(TYPING);
        assert!(in_use().0 <= before.0 + 1 + 2 + 6, "{:?}", in_use());
    }
    drop(link);
    // There are none for an unknown card: a new connection is not notified of earlier resets.
    let mut link = Context::new().connect(&reader()).unwrap();
    assert!(link.known_card().unwrap().authentication_certificate.is_none());
    for _ in 0..3 {
        link.begin_transaction().unwrap();
        link.end_transaction().unwrap();
        thread::sleep(TYPING);
    }
    assert_eq!(link.disturbances(), 0);
    drop(link);
    busy.end();
    until(&format!("threads and descriptors: not {before:?} again"), || in_use() == before);
}

#[test]
fn a_card_that_is_free_has_no_understudies() {
    let _alone = alone();
    let (card, _plug) = insert();
    authenticate().unwrap();
    let before = in_use();
    let commands = || card.with_card(|card| card.commands()).unwrap();
    // More if another program has ever been encountered at this reader, as in the other tests.
    let start = commands();
    drop(wait().unwrap());
    let of_a_wait = commands() - start;
    until(&format!("threads and descriptors: not {before:?} again"), || in_use() == before);
    let mut link = wait().unwrap();
    // Its own thread, once it has begun.
    for _ in 0..3 {
        link.begin_transaction().unwrap();
        // Long enough to count as held up.
        thread::sleep(TYPING);
        assert_eq!(in_use().0, before.0 + 1);
        link.end_transaction().unwrap();
    }
    assert_eq!(link.disturbances(), 0);
    assert_eq!(commands(), start + 2 * of_a_wait);
    drop(link);
    until(&format!("threads and descriptors: not {before:?} again"), || in_use() == before);
}
