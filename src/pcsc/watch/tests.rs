//! Unit tests.

use super::*;
use crate::status::Status;

const EMPTY: u32 = 0x12;
const PRESENT: u32 = 0x0001_0022;
const UNKNOWN: u32 = 0x0006;

fn names(names: &[&str]) -> Vec<CString> {
    names.iter().map(|name| CString::new(*name).unwrap()).collect()
}

fn found(name: &str, raw: u32) -> Vec<Watched> {
    let found = State::from_raw(raw);
    vec![Watched { name: CString::new(name).unwrap(), known: State::UNAWARE, found }]
}

fn reported(watch: &mut Watch) -> Vec<String> {
    let reported = |change: Change| match change {
        Change::ServiceStopped(error) => format!("stopped {}", error.status().name()),
        Change::ServiceStarted => "started".to_owned(),
        Change::ReaderArrived(reader) => format!("{reader} arrived"),
        Change::ReaderLeft { reader, last } => format!("{reader} left {}", last.is_present()),
        Change::Changed { reader, before, now } => {
            format!("{reader} {} {}", before.is_present(), now.is_present())
        }
    };
    std::mem::take(&mut watch.changes).into_iter().map(reported).collect()
}

/// Lists the readers, and simulates a query in which each is empty.
fn list(watch: &mut Watch, listed: &[&str]) {
    watch.list(names(listed));
    for name in listed {
        watch.observe(found(name, EMPTY));
    }
}

#[test]
fn each_change_is_reported_once() {
    let mut watch = Watch::new(ReaderChoice::Containing("desk".into()));
    watch.list(names(&["desk a", "other", "desk b", "desk a"]));
    assert!(reported(&mut watch).is_empty() && watch.any_reader());
    watch.observe(found("desk a", PRESENT));
    watch.observe(found("desk a", PRESENT));
    watch.observe(found("desk b", EMPTY));
    assert_eq!(
        reported(&mut watch),
        ["desk a arrived", "desk a false true", "desk b arrived", "desk b false false"]
    );
    watch.forget(&ReaderName::new("desk a").unwrap());
    watch.observe(found("desk a", PRESENT));
    assert_eq!(reported(&mut watch), ["desk a false true"]);
    watch.list(names(&["desk a", "desk b"]));
    watch.list(names(&["desk a"]));
    assert_eq!(reported(&mut watch), ["desk b left false"]);
    // Unplugged, and plugged in again before the readers were listed.
    watch.observe(found("desk a", UNKNOWN));
    list(&mut watch, &["desk a"]);
    assert_eq!(reported(&mut watch), ["desk a left true", "desk a arrived", "desk a false false"]);
}

#[test]
fn the_readers_of_one_look_come_before_their_cards() {
    let mut watch = Watch::new(ReaderChoice::Any);
    watch.list(names(&["a", "b"]));
    watch.observe([found("a", PRESENT), found("b", PRESENT)].concat());
    let arrived = ["a arrived", "b arrived", "a false true", "b false true"];
    assert_eq!(reported(&mut watch), arrived);
}

#[test]
fn a_reader_that_is_listed_and_unknown_is_not_reported_and_is_queried_less_and_less_often() {
    let mut watch = Watch::new(ReaderChoice::Any);
    let mut looks = 0;
    for _ in 0..1_000 {
        watch.list(names(&["liar", "good"]));
        let watched = watch.looks().concat();
        if watched.iter().any(|watched| watched.name.as_c_str() == c"liar") {
            looks += 1;
            watch.observe(found("liar", UNKNOWN));
        }
        watch.observe(found("good", PRESENT));
    }
    assert_eq!(reported(&mut watch), ["good arrived", "good false true"]);
    assert!((2..=5).contains(&looks), "{looks}");
    assert!(watch.doubts.next_look().is_some() && watch.any_reader());
    watch.list(names(&["liar"]));
    assert!(!watch.any_reader());
    // The same if refused by name.
    let mut watch = Watch::new(ReaderChoice::Any);
    for _ in 0..1_000 {
        watch.list(names(&["liar"]));
        watch.refused(&names(&["liar"]));
    }
    assert_eq!(reported(&mut watch), [""; 0]);
}

#[test]
fn a_reader_that_arrives_and_leaves_at_each_poll_is_reported_less_and_less_often() {
    for by_list in [true, false] {
        let mut watch = Watch::new(ReaderChoice::Any);
        for _ in 0..1_000 {
            list(&mut watch, &["shaky"]);
            if by_list { watch.list(Vec::new()) } else { watch.observe(found("shaky", UNKNOWN)) }
        }
        let changes = reported(&mut watch);
        assert!((6..=15).contains(&changes.len()) && changes[0] == "shaky arrived", "{changes:?}");
    }
}

#[test]
fn more_readers_than_one_look_takes_are_all_looked_at() {
    let many: Vec<String> = (0..40).map(|number| format!("reader {number}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    let mut watch = Watch::new(ReaderChoice::Any);
    for (readers, looks) in [(0, vec![1]), (15, vec![16]), (16, vec![16]), (17, vec![16, 1])] {
        watch.list(names(&many[..readers]));
        let sizes: Vec<_> = watch.looks().iter().map(Vec::len).collect();
        assert_eq!(sizes, looks, "{readers}");
    }
    list(&mut watch, &many);
    assert_eq!(watch.looks().concat().len(), 40);
    assert_eq!(reported(&mut watch).len(), 80);
}

#[test]
fn a_lost_service_takes_its_readers_along_and_is_reported_once() {
    let mut watch = Watch::new(ReaderChoice::Any);
    list(&mut watch, &["a", "b"]);
    watch.observe(found("b", PRESENT));
    reported(&mut watch);
    watch.lose(Error::new(Status::ServiceNotRunning));
    let since = watch.absence().unwrap().since;
    watch.lose(Error::new(Status::ServiceRefused));
    assert_eq!(
        reported(&mut watch),
        ["a left false", "b left true", "stopped JPKI_ERROR_SERVICE_NOT_RUNNING"]
    );
    let absence = watch.absence().unwrap();
    assert_eq!((absence.since, absence.reason.status()), (since, Status::ServiceRefused));
    // One that lists its readers but fails at each query is not back.
    watch.list(names(&["b"]));
    watch.lose(Error::new(Status::ServiceFailed));
    assert_eq!(reported(&mut watch), [""; 0]);
    watch.list(names(&["b"]));
    watch.observe(found("b", EMPTY));
    assert_eq!(reported(&mut watch), ["started", "b arrived", "b false false"]);
    assert!(watch.absence().is_none());
}
