//! Unit tests.

use super::*;

#[test]
fn each_code_stands_once_and_in_order() {
    for pair in TABLE.windows(2) {
        assert!(pair[0].0 < pair[1].0, "{pair:?}");
    }
    for (code, said) in TABLE {
        assert_eq!(meaning(*code), Some(*said));
    }
    assert_eq!([0, 1, 2, 4, 7, 1721, 0x8010_001E].map(meaning), [None; 7]);
}
