//! Unit tests.

use super::*;

fn parts(bytes: &[u8]) -> Option<(Vec<u8>, Option<usize>, bool)> {
    Command::parse(bytes).map(|command| (command.data.to_vec(), command.expected, command.extended))
}

#[test]
fn the_four_cases_in_both_forms() {
    assert_eq!(parts(&[0, 1, 2, 3]), Some((vec![], None, false)));
    assert_eq!(parts(&[0, 1, 2, 3, 7]), Some((vec![], Some(7), false)));
    assert_eq!(parts(&[0, 1, 2, 3, 0]), Some((vec![], Some(256), false)));
    assert_eq!(parts(&[0, 1, 2, 3, 2, 8, 9]), Some((vec![8, 9], None, false)));
    assert_eq!(parts(&[0, 1, 2, 3, 2, 8, 9, 0]), Some((vec![8, 9], Some(256), false)));
    assert_eq!(parts(&[0, 1, 2, 3, 0, 1, 2]), Some((vec![], Some(258), true)));
    assert_eq!(parts(&[0, 1, 2, 3, 0, 0, 0]), Some((vec![], Some(65_536), true)));
    assert_eq!(parts(&[0, 1, 2, 3, 0, 0, 1, 9]), Some((vec![9], None, true)));
    assert_eq!(parts(&[0, 1, 2, 3, 0, 0, 1, 9, 1, 0]), Some((vec![9], Some(256), true)));
}

#[test]
fn lengths_that_do_not_fit() {
    for bytes in [
        &[][..],
        &[0, 1, 2],
        &[0, 1, 2, 3, 0, 0],
        &[0, 1, 2, 3, 2, 9],
        &[0, 1, 2, 3, 1, 9, 0, 0],
        &[0, 1, 2, 3, 0, 0, 0, 9],
        &[0, 1, 2, 3, 0, 0, 2, 9],
        &[0, 1, 2, 3, 0, 0, 1, 9, 1],
        &[0, 1, 2, 3, 0, 0, 1, 9, 1, 1, 1],
    ] {
        assert_eq!(parts(bytes), None, "{bytes:02X?}");
    }
}
