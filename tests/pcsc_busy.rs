//! Another program that holds a transaction with the card and does not release it.
#![cfg(all(target_os = "linux", feature = "pcsc"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::arithmetic_side_effects)]

mod support;

use std::fs;
use std::io::{BufRead, BufReader};
use std::os::unix::ffi::OsStrExt;
use std::process::Stdio;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

use jpkicard::pcsc::{CardPresence, Context, PcscLink, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::transport::Transport;
use jpkicard::{Result, Status};
use support::card::{Card, Event, GET_MARK, SET_MARK};
use support::pcscd::{pcscd, until};

/// The minimum transaction timeout.
const TIMEOUT: Duration = Duration::from_secs(1);
/// What a loaded machine may add to it.
const SLACK: Duration = Duration::from_secs(2);

/// One test at a time: they count the threads and descriptors of the process.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

fn reader(number: usize) -> ReaderName {
    ReaderName::from(pcscd().readers()[number].clone())
}

fn context() -> Context {
    let context = Context::new();
    context.set_transaction_timeout(Some(TIMEOUT));
    context
}

fn at(number: usize) -> WaitOptions {
    let named = ReaderChoice::Named(reader(number));
    WaitOptions::new().reader(named).timeout(Some(Duration::from_secs(10)))
}

fn until_presence(number: usize, wanted: CardPresence) {
    until(&format!("reader {number} is not {wanted:?}"), || {
        Context::new().reader_status(&reader(number)).unwrap().card == wanted
    });
}

/// Inserts a card and waits until pcscd has seen it, and the previous one leave.
fn insert(number: usize) -> Card {
    until_presence(number, CardPresence::Empty);
    let card = Card::insert(pcscd().port(number));
    until_presence(number, CardPresence::Present);
    card
}

/// Another program in a transaction, until it is asked to end it.
struct Holder {
    let_go: Sender<()>,
    thread: JoinHandle<()>,
}

impl Holder {
    fn new(number: usize) -> Self {
        let (let_go, end_requested) = channel();
        let (holding, holds) = channel();
        let reader = reader(number);
        let thread = thread::spawn(move || {
            let context = pcsc::Context::establish(pcsc::Scope::System).unwrap();
            let (mode, any) = (pcsc::ShareMode::Shared, pcsc::Protocols::ANY);
            let mut card = context.connect(reader.as_c_str(), mode, any).unwrap();
            let transaction = card.transaction().unwrap();
            holding.send(()).unwrap();
            end_requested.recv().unwrap();
            // A card that is gone has no transaction to end.
            drop(transaction.end(pcsc::Disposition::LeaveCard));
            let _ = card.disconnect(pcsc::Disposition::LeaveCard);
        });
        holds.recv_timeout(Duration::from_secs(10)).expect("the card is not free");
        Self { let_go, thread }
    }

    fn let_go(self) {
        self.let_go.send(()).unwrap();
        self.thread.join().unwrap();
    }
}

/// How many threads and file descriptors the process has.
fn in_use() -> (usize, usize) {
    let count = |folder| fs::read_dir(folder).unwrap().count();
    (count("/proc/self/task"), count("/proc/self/fd"))
}

fn until_in_use(before: (usize, usize)) {
    until(&format!("threads and descriptors: not {before:?} again"), || in_use() == before);
}

fn send(link: &mut PcscLink, command: &[u8]) -> Result<Vec<u8>> {
    let mut response = [0; 258];
    link.transmit(command, &mut response).map(|length| response[..length].to_vec())
}

fn status<T: std::fmt::Debug>(result: Result<T>) -> Status {
    result.unwrap_err().status()
}

/// Asserts that it fails with `CardBusy`, within the permitted time.
fn is_busy<T: std::fmt::Debug>(call: impl FnOnce() -> Result<T>) {
    let started = Instant::now();
    assert_eq!(status(call()), Status::CardBusy);
    let waited = started.elapsed();
    assert!(waited >= TIMEOUT && waited < TIMEOUT + SLACK, "{waited:?}");
}

#[test]
fn a_transaction_is_waited_for_no_longer_than_asked_and_then_taken_up() {
    let _alone = alone();
    let card = insert(0);
    let mut link = context().wait_for_card(&at(0)).unwrap();
    let holder = Holder::new(0);
    let before = in_use();

    is_busy(|| link.begin_transaction());
    let waiting = in_use();
    assert_eq!(waiting, (before.0 + 1, before.1));
    // Nothing else can be done until then, nor does it need to be waited for.
    assert_eq!(status(send(&mut link, &SET_MARK)), Status::Internal);
    assert_eq!(status(link.end_transaction()), Status::Internal);
    assert!(format!("{link:?}").contains("busy: true"));
    // The same thread is waited for again.
    is_busy(|| link.begin_transaction());
    is_busy(|| link.power_down());
    assert_eq!(in_use(), waiting);

    let begin = thread::spawn(move || {
        link.begin_transaction().unwrap();
        link
    });
    thread::sleep(Duration::from_millis(200));
    assert!(!begin.is_finished());
    card.clear_events();
    holder.let_go();
    let mut link = begin.join().unwrap();
    assert_eq!(send(&mut link, &SET_MARK).unwrap(), [0x90, 0x00]);
    link.end_transaction().unwrap();
    // Powering down failed, and is not done later either.
    assert_eq!(card.events(), [Event::Command(SET_MARK.to_vec())]);
    drop(link);
}

#[test]
fn a_card_that_comes_free_when_nobody_waits_is_left_to_the_others() {
    let _alone = alone();
    let card = insert(0);
    let mut link = context().connect(&reader(0)).unwrap();
    let holder = Holder::new(0);
    let before = in_use();
    is_busy(|| link.begin_transaction());
    holder.let_go();
    // The link's thread, which remains, gets the transaction and ends it.
    until("the other program's thread does not end", || in_use().0 <= before.0);
    let next = Holder::new(0);
    is_busy(|| link.begin_transaction());
    next.let_go();
    link.begin_transaction().unwrap();
    assert_eq!(send(&mut link, &GET_MARK).unwrap(), [0, 0x90, 0x00]);
    link.end_transaction().unwrap();

    // A power-down requested outside a transaction is still carried out.
    let holder = Holder::new(0);
    is_busy(|| link.power_down());
    card.clear_events();
    holder.let_go();
    until("the power is not taken", || card.events() == [Event::PowerOff, Event::PowerOn]);
    link.begin_transaction().unwrap();
    drop(link);
}

#[test]
fn nothing_is_left_once_the_other_program_lets_go() {
    let _alone = alone();
    let _card = insert(0);
    let context = context();
    drop(context.wait_for_card(&at(0)).unwrap());
    let before = in_use();

    // Links dropped while they wait, and connections that were never established.
    let mut links: Vec<_> = (0..4).map(|_| context.connect(&reader(0)).unwrap()).collect();
    let holder = Holder::new(0);
    thread::scope(|scope| {
        for link in &mut links {
            scope.spawn(|| is_busy(|| link.begin_transaction()));
        }
        for _ in 0..2 {
            scope.spawn(|| is_busy(|| context.connect(&reader(0))));
        }
    });
    drop(links);
    // The other program, its thread and its connection; four and two waiting threads, the links'
    // earlier connections, and two of those never established; three backup attempts for these. The
    // links' cards are not known, so they have none.
    let waiting = (before.0 + 10, before.1 + 10);
    until_in_use(waiting);
    // Repeated requests join what already waits.
    is_busy(|| context.connect(&reader(0)));
    assert_eq!(in_use(), waiting);
    for _ in 0..5 {
        let shortly = at(0).timeout(Some(Duration::ZERO));
        assert_eq!(status(context.wait_for_card(&shortly)), Status::CardBusy);
    }
    assert_eq!(in_use().0, waiting.0 + 1);
    holder.let_go();
    until_in_use(before);
    let mut link = context.connect(&reader(0)).unwrap();
    link.begin_transaction().unwrap();
    drop(link);
    until_in_use(before);
}

#[test]
fn a_wait_goes_on_beside_a_busy_card() {
    let _alone = alone();
    let _busy = insert(0);
    let context = context();
    let any = WaitOptions::new().timeout(Some(Duration::from_secs(20)));
    let before = in_use();
    let holder = Holder::new(0);

    // Its own timeout is kept, and the reason reported.
    let started = Instant::now();
    let shortly = any.clone().timeout(Some(Duration::from_millis(1500)));
    assert_eq!(status(context.wait_for_card(&shortly)), Status::CardBusy);
    let waited = started.elapsed();
    assert!(waited >= TIMEOUT && waited < TIMEOUT + SLACK, "{waited:?}");

    // A card in another reader is found.
    let waiting = {
        let (context, any) = (context.clone(), any.clone());
        thread::spawn(move || context.wait_for_card(&any))
    };
    thread::sleep(Duration::from_millis(1500));
    let other = Card::insert(pcscd().port(2));
    let started = Instant::now();
    let link = waiting.join().unwrap().unwrap();
    assert_eq!(*link.reader_name(), reader(2));
    assert!(started.elapsed() < Duration::from_secs(5));
    drop(link);
    drop(other);
    until_presence(2, CardPresence::Empty);

    // A cancel gets through, in the first query and later.
    for patience in [Duration::from_millis(300), Duration::from_millis(1800)] {
        let waiting = {
            let context = context.clone();
            thread::spawn(move || context.wait_for_card(&WaitOptions::new()))
        };
        thread::sleep(patience);
        assert!(!waiting.is_finished());
        let started = Instant::now();
        context.cancel();
        assert_eq!(status(waiting.join().unwrap()), Status::Cancelled);
        assert!(started.elapsed() < Duration::from_millis(500), "{:?}", started.elapsed());
    }

    // The busy card itself is found as soon as it is free.
    let waiting = {
        let (context, any) = (context.clone(), any.clone());
        thread::spawn(move || context.wait_for_card(&any))
    };
    thread::sleep(Duration::from_millis(300));
    holder.let_go();
    let started = Instant::now();
    let link = waiting.join().unwrap().unwrap();
    assert_eq!(*link.reader_name(), reader(0));
    assert!(started.elapsed() < Duration::from_secs(2), "{:?}", started.elapsed());
    drop(link);
    until_in_use(before);
}

#[test]
fn a_card_that_leaves_while_it_is_waited_for_is_gone_permanently() {
    let _alone = alone();
    let card = insert(0);
    let mut link = context().connect(&reader(0)).unwrap();
    let before = in_use();
    let holder = Holder::new(0);
    is_busy(|| link.begin_transaction());
    card.remove();
    until_presence(0, CardPresence::Empty);
    assert_eq!(status(link.begin_transaction()), Status::CardRemoved);
    holder.let_go();
    let _card = insert(0);
    assert_eq!(status(link.begin_transaction()), Status::CardRemoved);
    assert_eq!(status(link.power_down()), Status::CardRemoved);
    assert_eq!(status(send(&mut link, &GET_MARK)), Status::CardRemoved);
    drop(link);
    until("more threads than before", || in_use().0 <= before.0);
}

const READER: &str = "JPKICARD_TEST_READER";

/// The child: holds a transaction until it is killed.
#[test]
fn child() {
    let Some(reader) = std::env::var_os(READER) else { return };
    let context = pcsc::Context::establish(pcsc::Scope::System).unwrap();
    let reader = std::ffi::CString::new(reader.into_encoded_bytes()).unwrap();
    let mode = pcsc::ShareMode::Shared;
    let mut card = context.connect(&reader, mode, pcsc::Protocols::ANY).unwrap();
    let _transaction = card.transaction().unwrap();
    println!("holding");
    thread::sleep(Duration::from_secs(60));
}

#[test]
fn a_program_that_is_killed_in_its_transaction_lets_go_of_a_card_that_was_reset() {
    let _alone = alone();
    let card = insert(0);
    let mut link = context().connect(&reader(0)).unwrap();
    let mut child = pcscd()
        .command(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env(READER, std::ffi::OsStr::from_bytes(reader(0).as_bytes()))
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    assert!(lines.map_while(std::io::Result::ok).any(|line| line.contains("holding")));
    is_busy(|| link.begin_transaction());
    card.clear_events();
    child.kill().unwrap();
    child.wait().unwrap();
    link.begin_transaction().unwrap();
    // pcscd resets the card once the transaction is over, which may then be during ours.
    until("the card is not reset", || card.events().contains(&Event::Reset));
    if let Err(error) = send(&mut link, &GET_MARK) {
        assert_eq!(error.status(), Status::CardReset, "{error}");
        let _ = link.end_transaction();
        link.begin_transaction().unwrap();
        assert_eq!(send(&mut link, &GET_MARK).unwrap(), [0, 0x90, 0x00]);
    }
    link.end_transaction().unwrap();
    // A warm reset: it does not clear a verified PIN on a real card.
    assert!(!card.events().contains(&Event::PowerOff));
}

#[cfg(feature = "capi")]
#[test]
#[allow(unsafe_code, clippy::undocumented_unsafe_blocks)]
fn a_busy_card_is_reported_to_c() {
    use jpkicard::internal::capi::*;
    let _alone = alone();
    let _card = insert(0);
    let (mut context, mut card) = (std::ptr::null_mut(), std::ptr::null_mut());
    let no_error = std::ptr::null_mut();
    let (mut state, mut tries) = (0, 0);
    let name = reader(0).as_c_str().to_owned();
    let wait = |context, card| unsafe {
        jpki_card_wait(context, name.as_ptr(), 1_500, 0, std::ptr::null(), card, no_error)
    };
    unsafe {
        assert_eq!(jpki_context_new(&mut context, no_error), JPKI_OK);
        let set = |milliseconds| {
            jpki_context_set_timeout(context, JPKI_TIMEOUT_TRANSACTION, milliseconds, no_error)
        };
        assert_eq!(set(-2), JPKI_ERROR_ARGUMENT);
        assert_eq!(set(JPKI_WAIT_FOREVER), JPKI_OK);
        assert_eq!(set(1_000), JPKI_OK);
        assert_eq!(wait(context, &mut card), JPKI_OK);
        let holder = Holder::new(0);
        let started = Instant::now();
        assert_eq!(
            jpki_card_tries(card, JPKI_CREDENTIAL_PIN, &mut state, &mut tries, no_error),
            JPKI_ERROR_CARD_BUSY
        );
        assert!(started.elapsed() < TIMEOUT + SLACK);
        let mut second = std::ptr::null_mut();
        assert_eq!(wait(context, &mut second), JPKI_ERROR_CARD_BUSY);
        jpki_card_free(card);
        holder.let_go();
        assert_eq!(wait(context, &mut card), JPKI_OK);
        jpki_card_free(card);
        jpki_context_free(context);
    }
}

/// What the tries of this card come to, which has the application and no more: an answer of its own.
#[cfg(feature = "capi")]
const ANSWERED: i32 = jpkicard::internal::capi::JPKI_ERROR_CARD_STATUS;

/// In C: a transaction of several jobs keeps the other program out from its beginning to its end, or
/// until the card is freed, and each job by itself lets it in.
#[cfg(feature = "capi")]
#[test]
#[allow(unsafe_code, clippy::undocumented_unsafe_blocks)]
fn several_jobs_in_one_transaction_keep_the_others_out() {
    use std::ptr::{null, null_mut};

    use jpkicard::internal::capi::*;
    let _alone = alone();
    let _card = insert(0);
    let name = reader(0).as_c_str().to_owned();
    let (mut context, mut card, none) = (null_mut(), null_mut(), null_mut());
    let (mut state, mut left) = (0, 0);
    unsafe {
        assert_eq!(jpki_context_new(&mut context, none), JPKI_OK);
        assert_eq!(
            jpki_context_set_timeout(context, JPKI_TIMEOUT_TRANSACTION, 1_000, none),
            JPKI_OK
        );
        // Any card, also before it was found to be the right one.
        assert_eq!(jpki_card_connect(context, name.as_ptr(), &mut card, none), JPKI_OK);
        let mut absent = null_mut();
        let unknown = c"no such reader".as_ptr();
        let status = jpki_card_connect(context, unknown, &mut absent, none);
        assert_eq!((status, absent.is_null()), (JPKI_ERROR_UNKNOWN_READER, true));
        let mut tries = |card: *mut jpki_card| {
            jpki_card_tries(card, JPKI_CREDENTIAL_PIN, &mut state, &mut left, null_mut())
        };
        assert_eq!(tries(card), ANSWERED);

        for frees in [false, true] {
            assert_eq!(jpki_card_begin_transaction(card, none), JPKI_OK);
            let waiting = thread::spawn(|| Holder::new(0));
            for _ in 0..3 {
                assert_eq!(tries(card), ANSWERED);
                thread::sleep(Duration::from_millis(150));
                assert!(!waiting.is_finished(), "the other program came between");
            }
            // Another of our own connections waits as others do.
            let mut second = null_mut();
            let found = jpki_card_wait(context, name.as_ptr(), 1_500, 0, null(), &mut second, none);
            assert_eq!((found, second.is_null()), (JPKI_ERROR_CARD_BUSY, true));
            if frees {
                jpki_card_free(card);
            } else {
                assert_eq!(jpki_card_end_transaction(card, none), JPKI_OK);
            }
            let holder = waiting.join().unwrap();
            if !frees {
                // While it holds the card, none can be begun, and nothing has begun then.
                assert_eq!(jpki_card_begin_transaction(card, none), JPKI_ERROR_CARD_BUSY);
                assert_eq!(jpki_card_end_transaction(card, none), JPKI_ERROR_ARGUMENT);
            }
            holder.let_go();
        }
        jpki_context_free(context);
    }
}

/// In C: a card that is taken off ends the transaction, and the reader is free for the next.
#[cfg(feature = "capi")]
#[test]
#[allow(unsafe_code, clippy::undocumented_unsafe_blocks)]
fn a_card_that_is_taken_off_ends_its_transaction_of_several_jobs() {
    use std::ptr::null_mut;

    use jpkicard::internal::capi::*;
    let _alone = alone();
    let inserted = insert(0);
    let name = reader(0).as_c_str().to_owned();
    let (mut context, mut card, none) = (null_mut(), null_mut(), null_mut());
    let (mut state, mut left) = (0, 0);
    unsafe {
        assert_eq!(jpki_context_new(&mut context, none), JPKI_OK);
        assert_eq!(jpki_card_connect(context, name.as_ptr(), &mut card, none), JPKI_OK);
        assert_eq!(jpki_card_begin_transaction(card, none), JPKI_OK);
        let mut tries =
            || jpki_card_tries(card, JPKI_CREDENTIAL_PIN, &mut state, &mut left, null_mut());
        assert_eq!(tries(), ANSWERED);
        drop(inserted);
        until_presence(0, CardPresence::Empty);
        assert_eq!(tries(), JPKI_ERROR_CARD_REMOVED);
        let _next = insert(0);
        assert_eq!(tries(), JPKI_ERROR_CARD_REMOVED);
        // Other programs use the next card, whether it was ended or not.
        Holder::new(0).let_go();
        assert_eq!(jpki_card_end_transaction(card, none), JPKI_ERROR_CARD_REMOVED);
        assert_eq!(jpki_card_end_transaction(card, none), JPKI_ERROR_ARGUMENT);
        jpki_card_free(card);
        jpki_context_free(context);
    }
}
