//! Waiting for a card at real PC/SC readers.
#![cfg(all(unix, feature = "pcsc"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]
#![allow(clippy::arithmetic_side_effects, reason = "a test")]

mod support;

use std::thread;
use std::time::{Duration, Instant};

use jpkicard::pcsc::{CardPresence, Context, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::{Error, Status};
use support::card::{Card, LEAVE, MUTE, SELECT_JPKI, Whim};
use support::pcscd::{pcscd, until};

const LONG: Option<Duration> = Some(Duration::from_secs(10));

fn reader(number: usize) -> ReaderName {
    ReaderName::from(pcscd().readers()[number].clone())
}

fn at(number: usize) -> WaitOptions {
    WaitOptions::new().reader(ReaderChoice::Named(reader(number))).timeout(LONG)
}

fn presence(number: usize) -> CardPresence {
    Context::new().reader_status(&reader(number)).unwrap().card
}

fn until_presence(number: usize, wanted: CardPresence) {
    until(&format!("reader {number} is not {wanted:?}"), || presence(number) == wanted);
}

fn status<T: std::fmt::Debug>(result: Result<T, Error>) -> Status {
    result.unwrap_err().status()
}

#[test]
fn a_card_is_found_in_the_chosen_reader() {
    let options = at(0);
    let context = Context::new();
    assert_eq!(presence(0), CardPresence::Empty);
    let waiting = thread::spawn(move || context.wait_for_card(&options));
    thread::sleep(Duration::from_millis(50));
    let card = Card::insert(pcscd().port(0));
    let link = waiting.join().unwrap().unwrap();
    assert_eq!(*link.reader_name(), reader(0));
    // An application that a killed program may have left open is left.
    assert_eq!(card.commands(), [&SELECT_JPKI[..], &LEAVE]);
    assert_eq!(presence(0), CardPresence::InUse);
    drop(link);
    // The first command after power-up may fail; the card is queried again immediately.
    card.clear_events();
    card.next([Whim::Answer(vec![0x6F, 0x00])]);
    let link = Context::new().wait_for_card(&at(0).timeout(Some(Duration::ZERO))).unwrap();
    assert_eq!(card.commands(), [&SELECT_JPKI[..], &SELECT_JPKI, &LEAVE]);
    // A card that fails otherwise gets three attempts.
    drop(link);
    card.clear_events();
    card.next([Whim::Answer(vec![0x90]), Whim::Answer(vec![0x90])]);
    Context::new().wait_for_card(&at(0)).unwrap();
    assert_eq!(card.commands().len(), 4);
    a_card_whose_application_appears_late_is_found(&card);
}

#[test]
fn the_time_is_kept() {
    let once = at(1).timeout(Some(Duration::ZERO));
    let started = Instant::now();
    assert_eq!(status(Context::new().wait_for_card(&once)), Status::NoCard);
    assert!(started.elapsed() < Duration::from_millis(400), "{:?}", started.elapsed());

    let started = Instant::now();
    let shortly = at(1).timeout(Some(Duration::from_millis(100)));
    assert_eq!(status(Context::new().wait_for_card(&shortly)), Status::TimedOut);
    let waited = started.elapsed();
    assert!(waited >= Duration::from_millis(100), "{waited:?}");
    assert!(waited < Duration::from_millis(500), "{waited:?}");

    let elsewhere = ReaderChoice::Containing("Counter".into());
    let elsewhere = shortly.reader(elsewhere);
    assert_eq!(status(Context::new().wait_for_card(&elsewhere)), Status::UnknownReader);
    let unknown = ReaderName::new("Desk A 00").unwrap();
    assert_eq!(status(Context::new().reader_status(&unknown)), Status::UnknownReader);
    assert_eq!(status(Context::new().connect(&unknown)), Status::UnknownReader);
    assert_eq!(status(Context::new().connect(&reader(1))), Status::NoCard);
}

#[test]
fn a_cancel_is_never_lost() {
    let context = Context::new();
    // Without a wait it has no effect, now or later.
    context.cancel();
    let shortly = at(1).timeout(Some(Duration::from_millis(1)));
    assert_eq!(status(context.wait_for_card(&shortly)), Status::TimedOut);

    let for_ever = at(1).timeout(None);
    let begun = Instant::now();
    for round in 0..300_u64 {
        if begun.elapsed() > Duration::from_secs(5) {
            break;
        }
        let waiting: Vec<_> = (0..2)
            .map(|_| {
                let (context, options) = (context.clone(), for_ever.clone());
                thread::spawn(move || context.wait_for_card(&options))
            })
            .collect();
        // From before the wait has begun to when it sleeps.
        thread::sleep(Duration::from_micros(round * 7));
        let started = Instant::now();
        while !waiting.iter().all(thread::JoinHandle::is_finished) {
            context.cancel();
            assert!(started.elapsed() < Duration::from_secs(2), "lost in round {round}");
            thread::yield_now();
        }
        for waiting in waiting {
            assert_eq!(status(waiting.join().unwrap()), Status::Cancelled);
        }
    }

    // A wait known to be in progress needs one cancel, and another context's does not reach it.
    let mut began_late = 0;
    for _ in 0..20 {
        let waiting = {
            let (context, options) = (context.clone(), for_ever.clone());
            thread::spawn(move || context.wait_for_card(&options))
        };
        thread::sleep(Duration::from_millis(30));
        Context::new().cancel();
        assert!(!waiting.is_finished());
        context.cancel();
        let cancelled = Instant::now();
        while !waiting.is_finished() {
            if cancelled.elapsed() > Duration::from_secs(1) {
                // On a busy machine: it had not begun, so the cancel did not reach it.
                began_late += 1;
                context.cancel();
            }
            thread::sleep(Duration::from_millis(1));
        }
        assert_eq!(status(waiting.join().unwrap()), Status::Cancelled);
    }
    assert!(began_late <= 5, "{began_late} of 20 cancels were lost");
}

#[test]
fn other_cards_are_passed_over_and_reported_at_the_end() {
    let desk_b = WaitOptions::new().reader(ReaderChoice::Containing("desk b".into())).timeout(LONG);
    let once = desk_b.clone().timeout(Some(Duration::ZERO));
    let context = Context::new();

    let foreign = Card::insert_foreign(pcscd().port(2));
    let error = context.wait_for_card(&desk_b.clone().report_other_card(true)).unwrap_err();
    assert_eq!(error.status(), Status::NotIndividualNumberCard);
    assert_eq!(status(context.wait_for_card(&once)), Status::NotIndividualNumberCard);

    // It is queried after 0.5 and 1 s, and not at each change, however long the wait for another
    // takes.
    foreign.clear_events();
    let waiting = {
        let (context, desk_b) = (context.clone(), desk_b.clone());
        thread::spawn(move || context.wait_for_card(&desk_b))
    };
    thread::sleep(Duration::from_millis(100));
    let card = Card::insert(pcscd().port(3));
    let link = waiting.join().unwrap().unwrap();
    assert_eq!(*link.reader_name(), reader(3));
    let asked = foreign.commands();
    assert!(asked.len() <= 3 && asked.iter().all(|one| *one == SELECT_JPKI), "{asked:02X?}");
    // With the right card present, the other one is not reported.
    assert!(context.wait_for_card(&desk_b.clone().report_other_card(true)).is_ok());

    drop(link);
    card.remove();
    let mute = Card::insert_with(pcscd().port(3), true, &MUTE);
    until_presence(3, CardPresence::Unresponsive);
    assert_eq!(status(context.wait_for_card(&once)), Status::NotIndividualNumberCard);
    foreign.remove();
    until_presence(2, CardPresence::Empty);
    assert_eq!(status(context.wait_for_card(&once)), Status::CardUnresponsive);
    // The person turns the card over: it is found without a new search.
    let waiting = thread::spawn(move || context.wait_for_card(&desk_b));
    mute.remove();
    until_presence(3, CardPresence::Empty);
    let _card = Card::insert(pcscd().port(3));
    assert_eq!(*waiting.join().unwrap().unwrap().reader_name(), reader(3));
}

fn a_card_whose_application_appears_late_is_found(card: &Card) {
    // Possible answers of a card or a phone as long as it has no such application.
    for refusal in [[0x6A, 0x82], [0x69, 0x85], [0x69, 0x82], [0x68, 0x81]] {
        card.clear_events();
        card.next([Whim::Answer(refusal.to_vec()), Whim::Answer(refusal.to_vec())]);
        let found = Context::new().wait_for_card(&at(0));
        assert!(found.is_ok(), "{refusal:02X?}: {found:?}");
        let sent = card.commands();
        assert_eq!(sent[..3], vec![SELECT_JPKI; 3], "{refusal:02X?}");
        // The application is left.
        assert_eq!(sent.len(), 4, "{refusal:02X?}");
    }
    // Reported immediately if requested, and checking once queries once.
    card.clear_events();
    card.next([Whim::Answer(vec![0x6A, 0x82]), Whim::Answer(vec![0x6A, 0x82])]);
    for options in [at(0).report_other_card(true), at(0).timeout(Some(Duration::ZERO))] {
        let waited = Context::new().wait_for_card(&options);
        assert_eq!(status(waited), Status::NotIndividualNumberCard);
    }
    assert_eq!(card.commands().len(), 2);
}
