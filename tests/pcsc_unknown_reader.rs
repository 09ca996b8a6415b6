//! A reader that is listed, but unknown to the service when its state is queried.
#![cfg(all(target_os = "linux", feature = "pcsc"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::time::{Duration, Instant};

use jpkicard::Status;
use jpkicard::pcsc::{Context, Event, MonitorOptions, ReaderChoice, ReaderName, WaitOptions};
use support::fake_pcscd::{ABSENT, FakePcscd, PRESENT, Reader};

fn reader(name: &str, state: u32) -> Reader {
    Reader { name: name.to_owned(), state, events: 1 }
}

/// What a monitor reports within a while, as letters.
fn reported(context: &Context, time: Duration) -> String {
    let monitor = context.monitor(&MonitorOptions::new());
    let end = Instant::now().checked_add(time).unwrap();
    let mut reported = String::new();
    loop {
        let left = end.saturating_duration_since(Instant::now());
        match monitor.next_event(Some(left)) {
            Ok(Event::ReaderArrived { reader, .. }) => reported.push_str(&format!("+{reader} ")),
            Ok(Event::ReaderLeft { reader, .. }) => reported.push_str(&format!("-{reader} ")),
            Ok(Event::CardInserted { reader, .. }) => reported.push_str(&format!("in {reader} ")),
            Ok(other) => reported.push_str(&format!("{other:?} ")),
            Err(error) => {
                assert_eq!(error.status(), Status::TimedOut);
                return reported;
            }
        }
    }
}

#[test]
fn a_reader_that_the_service_does_not_know_hides_no_other_and_does_not_flood() {
    let fake = FakePcscd::start();
    let context = Context::new();
    let once = WaitOptions::new().timeout(Some(Duration::from_secs(1)));
    for liars in [1, 3, 14] {
        // First in the list, and the same name twice.
        let mut listed: Vec<_> =
            (0..liars).map(|number| reader(&format!("???? {number}"), PRESENT)).collect();
        listed.push(listed[0].clone());
        fake.change(|board| {
            board.listed = listed;
            board.readers = vec![reader("good", PRESENT)];
        });
        let before = fake.board().looks;
        let link = context.wait_for_card(&once).unwrap();
        assert_eq!(link.reader_name().to_string(), "good");
        drop(link);
        let idle = Duration::from_secs(2);
        assert_eq!(reported(&context, idle), "+good in good ");
        let looks = fake.board().looks.saturating_sub(before);
        assert!(looks < 40_usize.saturating_mul(liars), "{looks} looks for {liars} readers");
        assert_eq!(context.readers().unwrap().len(), liars.saturating_add(2));

        // Only such readers: as if there were none.
        fake.change(|board| board.readers.clear());
        let error = context.wait_for_card(&once).unwrap_err();
        assert_eq!(error.status(), Status::NoReader, "{error}");
        assert_eq!(reported(&context, Duration::from_millis(500)), "");
        let liar = ReaderName::new("???? 0").unwrap();
        let named = once.clone().reader(ReaderChoice::Named(liar.clone()));
        assert!(context.wait_for_card(&named).is_err());
        assert_eq!(context.reader_status(&liar).unwrap_err().status(), Status::UnknownReader);

        // It becomes usable after all.
        fake.change(|board| {
            board.listed.clear();
            board.readers = vec![reader("???? 0", ABSENT), reader("good", PRESENT)];
        });
        assert_eq!(reported(&context, Duration::from_millis(500)), "+???? 0 +good in good ");
    }
}
