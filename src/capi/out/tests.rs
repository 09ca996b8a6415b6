//! Unit tests.

use super::*;

#[test]
fn a_character_is_whole_or_not_there() {
    let text = "a暗\u{20BB7}";
    for (size, expected) in
        [(0, ""), (1, ""), (2, "a"), (4, "a"), (5, "a暗"), (8, "a暗"), (9, text), (99, text)]
    {
        assert_eq!(cut(text, size), expected, "{size}");
    }
    assert_eq!(cut("", usize::MAX), "");
}
