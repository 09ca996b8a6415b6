//! Unit tests.

use std::mem::offset_of;

use super::*;

/// A structure of this version; `old` was its last field in the first one.
#[repr(C)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Ours {
    struct_size: u32,
    old: u32,
    new: u32,
    newest: u32,
}

// SAFETY: four numbers.
unsafe impl Structure for Ours {
    const SMALLEST: usize = offset_of!(Ours, new);
}

/// What a caller built for another version has in memory, with a word that is nobody's after it.
type Words = [u32; 6];

const FILLER: u32 = 0x7F7F_7F7F;

fn words(size: u32, fields: &[u32]) -> Words {
    let mut words = [FILLER; 6];
    for (place, field) in words.iter_mut().zip([&[size], fields].concat()) {
        *place = field;
    }
    words
}

fn read(size: u32, fields: &[u32]) -> Result<Option<Ours>> {
    let words = words(size, fields);
    // SAFETY: all 24 bytes are there, and no size in these tests is above them.
    unsafe { structure(words.as_ptr().cast()) }
}

#[test]
fn the_fields_that_an_older_caller_does_not_have_are_zero() {
    let ours = |size, old, new, newest| Ok(Some(Ours { struct_size: size, old, new, newest }));
    assert_eq!(read(8, &[1]), ours(8, 1, 0, 0));
    assert_eq!(read(12, &[1, 2]), ours(12, 1, 2, 0));
    assert_eq!(read(16, &[1, 2, 3]), ours(16, 1, 2, 3));
}

#[test]
fn a_later_caller_is_refused_if_it_asks_for_what_is_not_known() {
    assert!(read(20, &[1, 2, 3, 0]).is_ok());
    assert!(read(20, &[1, 2, 3, 4]).is_err());
    assert!(read(24, &[1, 2, 3, 0, 0x0100_0000]).is_err());
}

#[test]
fn a_forgotten_size_and_one_that_no_version_has_are_refused() {
    for size in [0, 1, 4, 7, 9, 11, 14, 4_097, u32::MAX] {
        assert!(read(size, &[1, 2, 3]).is_err(), "{size}");
    }
    // SAFETY: null is none.
    assert_eq!(unsafe { structure(std::ptr::null::<Ours>()) }, Ok(None));
}

#[test]
fn a_result_reaches_as_far_as_the_callers_structure() {
    for size in [8_u32, 12, 16, 20, 24] {
        let mut words = words(size, &[]);
        // SAFETY: all 24 bytes are there.
        let (mut place, found) =
            unsafe { structure_place::<Ours>(words.as_mut_ptr().cast()) }.unwrap();
        assert_eq!(found, size);
        place.put(Ours { struct_size: 99, old: 1, new: 2, newest: 3 });
        let written = size.min(16) as usize / 4;
        let whole = [size, 1, 2, 3, FILLER, FILLER];
        assert_eq!(words[..written], whole[..written], "{size}");
        assert!(words[written..].iter().all(|word| *word == FILLER), "{size}");
    }
}
