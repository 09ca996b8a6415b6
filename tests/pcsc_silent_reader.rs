//! A reader whose driver does not return from a call: any call ends at its time limit with a
//! specific status; the card is given up and the key reported as open as long as it may be; and
//! once the driver returns, the card is powered down and the connection closed.
#![cfg(all(unix, feature = "pcsc", feature = "virtual-card"))]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::sync::mpsc::channel;
use std::thread;
use std::time::Duration;

use jpkicard::pcsc::{Context, PcscLink, ReaderName, WaitOptions};
use jpkicard::transport::Transport;
use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use jpkicard::{Card, Error, Pin, SignRequest, Status};
use support::fake_pcscd::{FakePcscd, NOT_TRANSACTED, PRESENT, Reader, Request, Silence};
use support::pcscd::until;

/// Nothing takes this long unless it hangs: each call has a limit of a second or two.
const LIMIT: Duration = Duration::from_secs(15);
const SECOND: Option<Duration> = Some(Duration::from_secs(1));
const VERIFY: u8 = 0x20;
const SIGN: u8 = 0x2A;
const SELECT: u8 = 0xA4;
/// `SCardReleaseContext`.
const RELEASE: u32 = 0x02;

struct Desk {
    pcscd: FakePcscd,
    context: Context,
    reader: VirtualReader,
}

/// Runs `work` on its own thread; panics if it hangs.
fn in_time<R: Send + 'static>(what: &str, work: impl FnOnce() -> R + Send + 'static) -> R {
    let (done, outcome) = channel();
    thread::spawn(move || done.send(work()));
    outcome.recv_timeout(LIMIT).unwrap_or_else(|error| panic!("{what}: {error}"))
}

impl Desk {
    fn new() -> Self {
        let pcscd = FakePcscd::start();
        let context = Context::new();
        context.set_transaction_timeout(SECOND);
        context.set_exchange_timeout(SECOND);
        Self { pcscd, context, reader: VirtualReader::empty() }
    }

    /// A new card on the reader, connected.
    fn card(&mut self) -> Card<PcscLink> {
        let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
        self.reader = reader.clone();
        self.pcscd.change(|board| {
            let mut link = reader.connect().unwrap();
            board.card = Some(Box::new(move |command| {
                let mut answer = vec![0; 65_538];
                let length = link.transmit(command, &mut answer).unwrap();
                answer.truncate(length);
                answer
            }));
            let reader = reader.clone();
            board.unpower = Some(Box::new(move || {
                // Off and on again: a virtual card needs no pause in between.
                reader.connect().unwrap().power_down().unwrap();
            }));
            let name = "Silent".to_owned();
            board.readers = vec![Reader { name, state: PRESENT, events: 1 }];
            board.silent.clear();
            board.released = false;
        });
        let name = ReaderName::new("Silent").unwrap();
        Card::new(self.context.connect(&name).unwrap())
    }

    fn silent(&self, silence: Silence) {
        self.pcscd.change(|board| board.silent.push_back(silence));
    }

    fn key_is_open(&self) -> bool {
        self.reader.with_card(|card| card.authentication_key_is_open()).unwrap()
    }

    fn tries(&self) -> u8 {
        self.reader.with_card(|card| card.pin_tries()).unwrap()
    }

    /// The driver returns: the card loses its power, and the connection is closed.
    fn release(&self) {
        self.pcscd.board().requests.clear();
        self.pcscd.change(|board| board.released = true);
        let closed = || self.pcscd.board().requests.contains(&RELEASE);
        until("the connection is not closed", closed);
        let requests = self.pcscd.board().requests.clone();
        let at = |request| requests.iter().position(|one| *one == request);
        let (power, end) = (at(Request::Reconnect as u32), at(Request::End as u32));
        let disconnect = at(Request::Disconnect as u32);
        assert!(power.is_some() && power < end && end < disconnect, "{requests:02X?}");
        assert!(disconnect < at(RELEASE), "{requests:02X?}");
        assert!(!self.key_is_open());
    }
}

fn sign(card: Card<PcscLink>, pin: &'static [u8]) -> (Card<PcscLink>, Error) {
    in_time("signing", move || {
        let mut card = card;
        let outcome = card.jpki().and_then(|mut jpki| {
            let certificate = jpki.authentication_certificate()?;
            let request = SignRequest::data(b"data").certificate(&certificate);
            jpki.sign(&Pin::new(pin)?, &request)
        });
        (card, outcome.unwrap_err())
    })
}

fn pin_status(card: Card<PcscLink>) -> (Card<PcscLink>, Status) {
    in_time("a later call", move || {
        let mut card = card;
        let outcome = card.jpki().and_then(|mut jpki| jpki.pin_status());
        (card, outcome.unwrap_err().status())
    })
}

fn drop_in_time(card: Card<PcscLink>) {
    in_time("letting go", move || drop(card));
}

/// One after the other: a process has only one service.
#[test]
fn a_reader_that_does_not_answer_is_given_up() {
    let mut desk = Desk::new();
    before_verify(&mut desk);
    at_verify(&mut desk);
    at_the_signature(&mut desk);
    at_leaving(&mut desk);
    at_taking_the_power(&mut desk);
    at_the_end_of_the_transaction(&mut desk);
    at_letting_go(&mut desk);
    at_the_question_of_a_wait(&mut desk);
    a_reader_that_is_there_and_unavailable(&mut desk);
}

fn before_verify(desk: &mut Desk) {
    for silence in [Silence::AtCommand(SELECT, true), Silence::AtCommand(VERIFY, false)] {
        let card = desk.card();
        desk.silent(silence);
        let (card, error) = sign(card, b"1234");
        assert_eq!(error.status(), Status::ReaderNotResponding, "{silence:?}");
        let (card, again) = pin_status(card);
        assert_eq!(again, Status::ReaderNotResponding);
        desk.release();
        let (card, again) = pin_status(card);
        assert_eq!(again, Status::ReaderNotResponding, "it is permanent");
        drop_in_time(card);
        let tries = desk.reader.with_card(|card| (card.pin_tries(), card.verify_commands()));
        assert_eq!(tries, Some((3, 0)), "{silence:?}");
    }
}

fn at_verify(desk: &mut Desk) {
    // The card compares; its answer is never known.
    for (pin, tries) in [(b"1234", 3), (b"9999", 2)] {
        let card = desk.card();
        desk.silent(Silence::AfterCommand(VERIFY, true));
        let (card, error) = sign(card, pin);
        assert_eq!(error.status(), Status::KeyNotLocked);
        assert!(error.to_string().contains("a try may have been spent"), "{error}");
        assert_eq!(desk.key_is_open(), tries == 3);
        let (card, again) = pin_status(card);
        assert_eq!(again, Status::KeyNotLocked, "as long as it may be open");
        desk.release();
        let (card, again) = pin_status(card);
        assert_eq!(again, Status::ReaderNotResponding, "once the power was taken");
        drop_in_time(card);
        assert_eq!(desk.tries(), tries);
    }
}

fn at_the_signature(desk: &mut Desk) {
    let card = desk.card();
    desk.silent(Silence::AfterCommand(SIGN, true));
    let (card, error) = sign(card, b"1234");
    assert_eq!(error.status(), Status::KeyNotLocked, "{error}");
    assert!(desk.key_is_open());
    // Dropped immediately: it is still closed, once the driver returns.
    drop_in_time(card);
    desk.release();
    assert_eq!(desk.tries(), 3);
}

fn at_leaving(desk: &mut Desk) {
    let card = desk.card();
    desk.silent(Silence::Once(SIGN, 0));
    desk.silent(Silence::AtCommand(SELECT, true));
    let (card, error) = sign(card, b"1234");
    assert_eq!(error.status(), Status::KeyNotLocked, "{error}");
    assert!(desk.key_is_open());
    desk.release();
    drop_in_time(card);
}

fn at_taking_the_power(desk: &mut Desk) {
    let card = desk.card();
    // The signature's answer is lost, and powering down gets no answer.
    desk.silent(Silence::Once(SIGN, NOT_TRANSACTED));
    desk.silent(Silence::At(Request::Reconnect));
    let (card, error) = sign(card, b"1234");
    assert_eq!(error.status(), Status::KeyNotLocked, "{error}");
    assert!(desk.key_is_open());
    desk.release();
    drop_in_time(card);
}

fn at_the_end_of_the_transaction(desk: &mut Desk) {
    let mut card = desk.card();
    desk.silent(Silence::At(Request::End));
    let (card_again, ended) = in_time("ending", move || {
        let ended = card.begin().unwrap().end();
        (card, ended.unwrap_err().status())
    });
    assert_eq!(ended, Status::ReaderNotResponding);
    let (card, again) = pin_status(card_again);
    assert_eq!(again, Status::ReaderNotResponding);
    desk.pcscd.change(|board| board.released = true);
    drop_in_time(card);
}

fn at_letting_go(desk: &mut Desk) {
    let mut card = desk.card();
    card.begin().unwrap().end().unwrap();
    desk.silent(Silence::At(Request::Disconnect));
    drop_in_time(card);
    desk.pcscd.change(|board| board.released = true);
}

fn at_the_question_of_a_wait(desk: &mut Desk) {
    drop(desk.card());
    desk.silent(Silence::AtCommand(SELECT, true));
    let context = desk.context.clone();
    let waited = in_time("the wait", move || {
        context.wait_for_card(&WaitOptions::new().timeout(SECOND)).unwrap_err().status()
    });
    // No other program is using the card.
    assert_eq!(waited, Status::ReaderNotResponding);
    desk.pcscd.change(|board| board.released = true);
}

fn a_reader_that_is_there_and_unavailable(desk: &mut Desk) {
    /// `SCARD_UNKNOWN` of pcsc-lite: the driver does not know.
    const UNKNOWN: u32 = 0x01;
    drop(desk.card());
    desk.pcscd.change(|board| board.readers[0].state = UNKNOWN);
    let context = desk.context.clone();
    let wait = move |timeout| {
        let options = WaitOptions::new().timeout(timeout);
        context.wait_for_card(&options).unwrap_err().status()
    };
    let waited = in_time("the wait", move || (wait(SECOND), wait(Some(Duration::ZERO))));
    assert_eq!(waited, (Status::ReaderNotResponding, Status::ReaderNotResponding));
}
