//! The log without a callback: lines are kept, and taken one after another. A process of its own,
//! because a process has one logger.
#![cfg(all(feature = "capi", feature = "virtual-card"))]
#![allow(unsafe_code, clippy::unwrap_used)]

use std::ffi::{CStr, c_char, c_void};
use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicU32, Ordering};

use jpkicard::internal::capi::*;

fn next() -> (i32, u32, String) {
    let mut record = jpki_log_record {
        struct_size: u32::try_from(size_of::<jpki_log_record>()).unwrap(),
        level: 0,
        dropped_count: 7,
        reserved: 7,
        message: [0x55; JPKI_LOG_MESSAGE_SIZE],
    };
    // SAFETY: the record has its stated size.
    assert_eq!(unsafe { jpki_log_next(&mut record, null_mut()) }, JPKI_OK);
    assert_eq!(record.reserved, 0);
    // SAFETY: the call has ended the message with a NUL.
    let message = unsafe { CStr::from_ptr(record.message.as_ptr()) };
    (record.level, record.dropped_count, message.to_str().unwrap().to_owned())
}

fn keep(level: i32) {
    // SAFETY: no pointer but null.
    assert_eq!(unsafe { jpki_log_keep(level, null_mut()) }, JPKI_OK);
}

fn take_all() -> Vec<(i32, u32, String)> {
    std::iter::from_fn(|| Some(next()).filter(|(level, ..)| *level != JPKI_LOG_OFF)).collect()
}

const NOTHING: (i32, u32, String) = (JPKI_LOG_OFF, 0, String::new());

static CALLED: AtomicU32 = AtomicU32::new(0);

unsafe extern "C" fn count(_: *mut c_void, _: i32, _: *const c_char) {
    CALLED.fetch_add(1, Ordering::Relaxed);
}

fn sign(card: *mut jpki_card) {
    let mut signature = null_mut();
    // SAFETY: lengths are as stated, and the options may be null.
    unsafe {
        let pin = c"1234".as_ptr();
        let status =
            jpki_card_sign(card, pin, 4, [7; 32].as_ptr(), 32, null(), &mut signature, null_mut());
        assert_eq!(status, JPKI_OK);
        jpki_signature_free(signature);
    }
}

#[test]
fn lines_are_kept_in_their_order_and_the_oldest_are_dropped() {
    let mut card = null_mut();
    // SAFETY: the place outlives the call.
    let opened =
        unsafe { jpki_card_open_virtual(JPKI_VIRTUAL_MY_NUMBER_CARD, &mut card, null_mut()) };
    assert_eq!(opened, JPKI_OK);
    assert_eq!(next(), NOTHING);
    sign(card);
    assert_eq!(next(), NOTHING, "nothing is kept before it was asked for");

    keep(JPKI_LOG_TRACE);
    sign(card);
    let lines = take_all();
    assert!(lines.len() >= 5, "{lines:?}");
    for (level, dropped, line) in &lines {
        assert!((JPKI_LOG_ERROR..=JPKI_LOG_TRACE).contains(level) && *dropped == 0);
        assert!(!line.is_empty() && !line.contains("1234") && !line.contains("31323334"));
    }
    let text: Vec<_> = lines.iter().map(|(.., line)| line.as_str()).collect();
    let place = |part: &str| text.iter().position(|line| line.contains(part)).unwrap();
    assert!(place("00 A4") < place("00 20") && place("00 20") < place("80 2A"), "{text:?}");

    keep(JPKI_LOG_ERROR);
    sign(card);
    assert_eq!(next(), NOTHING);

    // More than are kept: the newest remain, and the next record counts the others.
    keep(JPKI_LOG_TRACE);
    let signatures = JPKI_LOG_KEPT as usize / lines.len() + 2;
    (0..signatures).for_each(|_| sign(card));
    let kept = take_all();
    assert_eq!(kept.len(), JPKI_LOG_KEPT as usize);
    assert_eq!(kept[0].1 as usize, signatures * lines.len() - kept.len());
    assert!(kept[1..].iter().all(|(_, dropped, _)| *dropped == 0));
    assert_eq!(kept.last().unwrap().2, lines.last().unwrap().2);

    // A callback takes its place, and the other way round; switched off, nothing stays.
    sign(card);
    // SAFETY: the callback takes any user.
    let set = |callback| unsafe { jpki_log_set(callback, null_mut(), JPKI_LOG_TRACE, null_mut()) };
    assert_eq!(set(Some(count)), JPKI_OK);
    assert_eq!(next(), NOTHING);
    sign(card);
    let called = CALLED.load(Ordering::Relaxed);
    assert!(called >= 5);
    assert_eq!(next(), NOTHING);
    keep(JPKI_LOG_TRACE);
    sign(card);
    assert_eq!(CALLED.load(Ordering::Relaxed), called);
    keep(JPKI_LOG_OFF);
    assert_eq!(next(), NOTHING);
    for refused in [0, JPKI_LOG_OFF - 1, JPKI_LOG_TRACE + 1] {
        // SAFETY: no pointer but null.
        assert_eq!(unsafe { jpki_log_keep(refused, null_mut()) }, JPKI_ERROR_ARGUMENT);
    }
    jpki_card_free(card);
}
