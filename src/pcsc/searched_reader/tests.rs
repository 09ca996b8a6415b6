//! Unit tests.

use super::*;

const EMPTY: u32 = 0x12;
const PRESENT: u32 = 0x0001_0022;
const IN_USE: u32 = 0x0001_0122;
const EXCLUSIVE: u32 = 0x0001_00A2;
const UNRESPONSIVE: u32 = 0x0001_0222;
const NEXT_CARD: u32 = 0x0003_0022;

fn reader() -> SearchedReader {
    SearchedReader::new(ReaderName::new("reader").unwrap())
}

fn observe(reader: &mut SearchedReader, raw: u32) -> Finding {
    reader.observe(State::from_raw(raw).as_known());
    reader.verdict().clone()
}

fn status(verdict: &Finding) -> Option<Status> {
    match verdict {
        Finding::Failed(error) => Some(error.status()),
        _ => None,
    }
}

#[test]
fn a_card_that_was_refused_is_asked_again_at_growing_intervals() {
    let mut reader = reader();
    let now = Instant::now();
    let after = |milliseconds| now.checked_add(Duration::from_millis(milliseconds)).unwrap();
    observe(&mut reader, PRESENT);
    for rest in [500, 1_000, 2_000, 4_000, 5_000, 5_000] {
        reader.is_foreign(now);
        assert_eq!(reader.asks_again_at(), Some(after(rest)));
        reader.ask_again(after(rest - 1));
        assert_eq!(*reader.verdict(), Finding::Foreign);
        reader.ask_again(after(rest));
        assert_eq!(*reader.verdict(), Finding::Open);
    }
    // Its kind is known, whatever happens to the next query.
    reader.failed(Error::new(Status::ReaderFailed));
    assert_eq!(observe(&mut reader, PRESENT), Finding::Foreign);
    // Another card is queried immediately.
    assert_eq!(observe(&mut reader, NEXT_CARD), Finding::Open);
    reader.is_foreign(now);
    assert_eq!(reader.asks_again_at(), Some(after(500)));
}

#[test]
fn a_refused_card_is_left_alone_until_it_is_time() {
    let mut reader = reader();
    let now = Instant::now();
    assert_eq!(observe(&mut reader, EMPTY), Finding::Empty);
    assert_eq!(observe(&mut reader, PRESENT), Finding::Open);
    reader.is_foreign(now);
    assert_eq!(observe(&mut reader, PRESENT), Finding::Foreign);
    assert_eq!(observe(&mut reader, IN_USE), Finding::Foreign);
    assert_eq!(observe(&mut reader, PRESENT), Finding::Foreign);
    // Exchanged so fast that the reader was never seen empty.
    assert_eq!(observe(&mut reader, NEXT_CARD), Finding::Open);
    reader.is_foreign(now);
    observe(&mut reader, EMPTY);
    assert_eq!(observe(&mut reader, PRESENT), Finding::Open);
}

#[test]
fn a_failing_card_is_asked_three_times_and_again_after_a_change() {
    let mut reader = reader();
    observe(&mut reader, PRESENT);
    for _ in 0..2 {
        reader.failed(Error::new(Status::ReaderFailed));
        assert!(reader.is_stale());
        assert_eq!(observe(&mut reader, PRESENT), Finding::Open);
    }
    reader.failed(Error::new(Status::ReaderFailed));
    assert_eq!(status(&observe(&mut reader, PRESENT)), Some(Status::ReaderFailed));
    assert_eq!(status(&observe(&mut reader, PRESENT)), Some(Status::ReaderFailed));
    assert_eq!(observe(&mut reader, NEXT_CARD), Finding::Open);
    for _ in 0..3 {
        reader.failed(Error::new(Status::ReaderFailed));
        observe(&mut reader, NEXT_CARD);
    }
    assert_eq!(status(reader.verdict()), Some(Status::ReaderFailed));
    reader.forgive();
    assert_eq!(*reader.verdict(), Finding::Open);
}

#[test]
fn a_card_that_is_held_or_unresponsive_is_not_queried_until_it_changes() {
    let mut reader = reader();
    assert_eq!(status(&observe(&mut reader, EXCLUSIVE)), Some(Status::SharingViolation));
    reader.forgive();
    assert_eq!(status(reader.verdict()), Some(Status::SharingViolation));
    assert_eq!(observe(&mut reader, PRESENT), Finding::Open);
    assert_eq!(status(&observe(&mut reader, UNRESPONSIVE)), Some(Status::CardUnresponsive));
    assert_eq!(observe(&mut reader, PRESENT), Finding::Open);
}

#[test]
fn a_card_that_left_while_it_was_asked_is_no_failure() {
    let mut reader = reader();
    observe(&mut reader, PRESENT);
    reader.failed(Error::new(Status::CardRemoved));
    assert_eq!(*reader.verdict(), Finding::Empty);
    assert_eq!(observe(&mut reader, EMPTY), Finding::Empty);
    assert_eq!(observe(&mut reader, NEXT_CARD), Finding::Open);
}
