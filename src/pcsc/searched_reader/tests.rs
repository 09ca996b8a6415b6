//! Unit tests.

use super::*;

const EMPTY: u32 = 0x12;
const PRESENT: u32 = 0x0001_0022;
const IN_USE: u32 = 0x0001_0122;
const EXCLUSIVE: u32 = 0x0001_00A2;
const MUTE: u32 = 0x0001_0222;
const NEXT_CARD: u32 = 0x0003_0022;

fn seat() -> SearchedReader {
    SearchedReader::new(ReaderName::new("reader").unwrap())
}

fn observe(seat: &mut SearchedReader, raw: u32) -> Finding {
    seat.observe(State::from_raw(raw.into()).as_known());
    seat.verdict().clone()
}

fn status(verdict: &Finding) -> Option<Status> {
    match verdict {
        Finding::Failed(error) => Some(error.status()),
        _ => None,
    }
}

#[test]
fn a_card_that_was_refused_is_asked_again_at_growing_intervals() {
    let mut seat = seat();
    let now = Instant::now();
    let after = |milliseconds| now.checked_add(Duration::from_millis(milliseconds)).unwrap();
    observe(&mut seat, PRESENT);
    for rest in [500, 1_000, 2_000, 4_000, 5_000, 5_000] {
        seat.is_foreign(now);
        assert_eq!(seat.asks_again_at(), Some(after(rest)));
        seat.ask_again(after(rest - 1));
        assert_eq!(*seat.verdict(), Finding::Foreign);
        seat.ask_again(after(rest));
        assert_eq!(*seat.verdict(), Finding::Open);
    }
    // Its kind is known, whatever happens to the next query.
    seat.failed(Error::new(Status::ReaderFailed));
    assert_eq!(observe(&mut seat, PRESENT), Finding::Foreign);
    // Another card is queried immediately.
    assert_eq!(observe(&mut seat, NEXT_CARD), Finding::Open);
    seat.is_foreign(now);
    assert_eq!(seat.asks_again_at(), Some(after(500)));
}

#[test]
fn a_refused_card_is_left_alone_until_it_is_time() {
    let mut seat = seat();
    let now = Instant::now();
    assert_eq!(observe(&mut seat, EMPTY), Finding::Empty);
    assert_eq!(observe(&mut seat, PRESENT), Finding::Open);
    seat.is_foreign(now);
    assert_eq!(observe(&mut seat, PRESENT), Finding::Foreign);
    assert_eq!(observe(&mut seat, IN_USE), Finding::Foreign);
    assert_eq!(observe(&mut seat, PRESENT), Finding::Foreign);
    // Exchanged so fast that the reader was never seen empty.
    assert_eq!(observe(&mut seat, NEXT_CARD), Finding::Open);
    seat.is_foreign(now);
    observe(&mut seat, EMPTY);
    assert_eq!(observe(&mut seat, PRESENT), Finding::Open);
}

#[test]
fn a_failing_card_is_asked_three_times_and_again_after_a_change() {
    let mut seat = seat();
    observe(&mut seat, PRESENT);
    for _ in 0..2 {
        seat.failed(Error::new(Status::ReaderFailed));
        assert!(seat.is_stale());
        assert_eq!(observe(&mut seat, PRESENT), Finding::Open);
    }
    seat.failed(Error::new(Status::ReaderFailed));
    assert_eq!(status(&observe(&mut seat, PRESENT)), Some(Status::ReaderFailed));
    assert_eq!(status(&observe(&mut seat, PRESENT)), Some(Status::ReaderFailed));
    assert_eq!(observe(&mut seat, NEXT_CARD), Finding::Open);
    for _ in 0..3 {
        seat.failed(Error::new(Status::ReaderFailed));
        observe(&mut seat, NEXT_CARD);
    }
    assert_eq!(status(seat.verdict()), Some(Status::ReaderFailed));
    seat.forgive();
    assert_eq!(*seat.verdict(), Finding::Open);
}

#[test]
fn a_card_that_is_held_or_mute_is_not_asked_until_it_changes() {
    let mut seat = seat();
    assert_eq!(status(&observe(&mut seat, EXCLUSIVE)), Some(Status::SharingViolation));
    seat.forgive();
    assert_eq!(status(seat.verdict()), Some(Status::SharingViolation));
    assert_eq!(observe(&mut seat, PRESENT), Finding::Open);
    assert_eq!(status(&observe(&mut seat, MUTE)), Some(Status::CardUnresponsive));
    assert_eq!(observe(&mut seat, PRESENT), Finding::Open);
}

#[test]
fn a_card_that_left_while_it_was_asked_is_no_failure() {
    let mut seat = seat();
    observe(&mut seat, PRESENT);
    seat.failed(Error::new(Status::CardRemoved));
    assert_eq!(*seat.verdict(), Finding::Empty);
    assert_eq!(observe(&mut seat, EMPTY), Finding::Empty);
    assert_eq!(observe(&mut seat, NEXT_CARD), Finding::Open);
}
