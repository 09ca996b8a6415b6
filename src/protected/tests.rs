//! Unit tests.

use super::*;

#[test]
fn the_parts_in_order() {
    let long = [7; 5000];
    let cases: [&[&[u8]]; 4] = [&[], &[b""], &[b"12", b"", b"345"], &[&long, b"8"]];
    for parts in cases {
        assert_eq!(&*Protected::concat(parts), parts.concat());
    }
}

/// Cases without pages: zero bytes, and too many bytes to map.
#[test]
fn without_pages_the_heap() {
    assert!(Pages::zeroed(0).is_none());
    assert!(Pages::zeroed(usize::MAX / 2).is_none());
    assert!(Pages::zeroed(4).is_some_and(|pages| pages.as_slice() == [0; 4]));
    let mut place = Place::heap(4);
    place.as_mut_slice().copy_from_slice(b"7391");
    assert_eq!(place.as_slice(), b"7391");
}

#[test]
fn a_clone_is_a_copy_of_its_own() {
    let secret = Protected::concat(&[b"7391"]);
    let copy = secret.clone();
    assert_ne!(secret.as_ptr(), copy.as_ptr());
    drop(secret);
    assert_eq!(&*copy, b"7391");
}
