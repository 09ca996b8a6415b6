//! Unit tests.

use der::Any;

use super::*;

#[test]
fn objects_end_within_the_one_that_they_are_in() {
    let reads = |bytes: &[u8]| read::<Any>(bytes).is_ok();
    assert!(reads(&[0x30, 0]));
    assert!(reads(&[0x30, 5, 0xA0, 3, 2, 1, 9]));
    // Its content is not parsed.
    assert!(reads(&[0x30, 4, 4, 2, 2, 9]));
    assert!(!reads(&[0x30, 5, 0xA0, 3, 2, 2, 9]));
    assert!(!reads(&[0x30, 6, 4, 0x84, 0x0F, 0xFF, 0xFF, 0xFF]));
    assert!(!reads(&[0x30, 5, 2, 1, 9]));
    assert!(!reads(&[0x30, 0, 0]));
}

#[test]
fn depth_has_an_end() {
    let nested = |levels: usize| {
        (1..levels).fold(vec![0x30, 0], |inner, _| {
            let length = u8::try_from(inner.len()).unwrap();
            [&[0x30, length], &inner[..]].concat()
        })
    };
    assert!(read::<Any>(&nested(DEEPEST - 1)).is_ok());
    assert!(read::<Any>(&nested(DEEPEST)).is_err());
}
