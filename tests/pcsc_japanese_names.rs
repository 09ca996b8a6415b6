//! Readers with Japanese names: they come back as they are, and a part of a name finds its reader.
#![cfg(all(target_os = "linux", feature = "pcsc", feature = "capi"))]
#![allow(unsafe_code, clippy::unwrap_used, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::ffi::{CStr, CString};
use std::ptr::null_mut;
use std::time::Duration;

use jpkicard::Status;
use jpkicard::internal::capi::*;
use jpkicard::pcsc::{Context, Event, MonitorOptions, ReaderChoice, WaitOptions};
use support::card::Card;
use support::pcscd::PrivatePcscd;

const DESK: &str = "受付のリーダー";
const ROOM: &str = "診察室 𠮷野";

fn wait_in_rust(part: &str) -> Result<String, Status> {
    let choice = ReaderChoice::Containing(part.to_owned());
    let options = WaitOptions::new().reader(choice).timeout(Some(Duration::ZERO));
    let found = Context::new().wait_for_card(&options);
    found.map(|link| link.reader_name().to_string()).map_err(|error| error.status())
}

fn wait_in_c(part: &str) -> Result<String, i32> {
    let part = CString::new(part).unwrap();
    let (mut context, mut card) = (null_mut(), null_mut());
    // SAFETY: each place outlives its call, and the text ends with a NUL.
    unsafe {
        assert_eq!(jpki_context_new(&mut context, null_mut()), JPKI_OK);
        let flags = JPKI_WAIT_NAME_PART;
        let (none, error) = (null_mut(), null_mut());
        let status = jpki_card_wait(context, part.as_ptr(), 0, flags, none, &mut card, error);
        let name = (status == JPKI_OK).then(|| CStr::from_ptr(jpki_card_reader_name(card)));
        let found = name.map(|name| name.to_str().unwrap().to_owned()).ok_or(status);
        jpki_card_free(card);
        jpki_context_free(context);
        found
    }
}

#[test]
fn a_part_of_a_japanese_name_finds_its_reader() {
    let service = PrivatePcscd::start(&[DESK.as_bytes(), ROOM.as_bytes()]);
    let context = Context::new();
    let names: Vec<_> = context.readers().unwrap().iter().map(ToString::to_string).collect();
    assert_eq!(
        (names.len(), names[0].starts_with(DESK), names[2].starts_with(ROOM)),
        (4, true, true)
    );
    let _card = Card::insert(service.port(0));
    let monitor = context.monitor(&MonitorOptions::new());
    let inserted = loop {
        let event = monitor.next_event(Some(Duration::from_secs(10))).unwrap();
        if let Event::CardInserted { reader, .. } = event {
            break reader;
        }
    };
    assert_eq!(inserted.to_string(), names[0]);
    for part in ["受付", "リーダー", &names[0]] {
        assert_eq!(wait_in_rust(part).as_ref(), Ok(&names[0]), "{part}");
        assert_eq!(wait_in_c(part).as_ref(), Ok(&names[0]), "{part}");
    }
    for part in ["診察室", "𠮷野"] {
        assert_eq!(wait_in_rust(part), Err(Status::NoCard), "{part}");
        assert_eq!(wait_in_c(part), Err(JPKI_ERROR_NO_CARD), "{part}");
    }
    // The same letter in another form, and one that only looks like it, is another name.
    for part in ["ﾘｰﾀﾞｰ", "吉野"] {
        assert_eq!(wait_in_rust(part), Err(Status::UnknownReader), "{part}");
        assert_eq!(wait_in_c(part), Err(JPKI_ERROR_UNKNOWN_READER), "{part}");
    }
}
