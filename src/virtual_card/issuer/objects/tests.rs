//! Unit tests.

use super::*;

#[test]
fn lengths_are_the_cards() {
    assert_eq!(object(0xDF22, &[7]).unwrap(), [0xDF, 0x22, 1, 7]);
    assert_eq!(object(0x90, &[0; 127]).unwrap()[..2], [0x90, 127]);
    assert_eq!(object(0x91, &[0; 128]).unwrap()[..4], [0x91, 0x82, 0, 128]);
    assert_eq!(object(0xFF20, &[0; 300]).unwrap()[..5], [0xFF, 0x20, 0x82, 1, 44]);
    assert!(object(0xFF20, &[0; 65_536]).is_err());
}

#[test]
fn offsets_are_counted_from_the_files_first_byte() {
    let objects = [vec![1; 4], vec![2; 130]];
    let file = object_with_offsets(0xFF20, 0xDF21, &objects).unwrap();
    assert_eq!(file[..12], [0xFF, 0x20, 0x82, 0, 141, 0xDF, 0x21, 4, 0, 12, 0, 16]);
    assert_eq!((file[12], file[15], file[16], file.len()), (1, 1, 2, 146));
}
