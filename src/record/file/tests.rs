//! Unit tests.

use super::*;

fn detail(outcome: Result<RecordFile>) -> &'static str {
    outcome.err().unwrap().detail()
}

#[test]
fn objects_and_filler() {
    let bytes = b"\xFF\x10\x08\xDF\x11\x01\x41\xDF\x12\x01\x42\xFF\x00\xFF".to_vec();
    let file = RecordFile::read(bytes.clone(), 0xFF10).unwrap();
    assert_eq!(file.bytes(), &bytes[..11]);
    assert_eq!(file.value(0xDF11).unwrap(), b"A");
    assert_eq!(file.value(0xDF12).unwrap(), b"B");
    assert_eq!(file.array::<1>(0xDF12).unwrap(), b"B");
    assert!(file.array::<2>(0xDF12).is_err());
    assert_eq!(file.after_first(), b"\xDF\x12\x01\x42");
    assert!(file.value(0xDF13).is_err());
}

#[test]
fn what_is_no_such_file() {
    for (bytes, fault) in [
        (&b""[..], "BER-TLV"),
        (b"\xFF\x10", "BER-TLV"),
        (b"\xFF\x20\x00", "another tag"),
        (b"\xFF\x10\x03\xDF\x11", "announces"),
        (b"\xFF\x10\x02\xDF\x11", "BER-TLV"),
        (b"\xFF\x10\x04\xDF\x11\x02\x41", "announces"),
        // It would end within the bytes after the outer object.
        (b"\xFF\x10\x04\xDF\x11\x02\x41\xFF", "announces"),
        (b"\xFF\x10\x06\xDF\x11\x00\xDF\x11\x00", "one tag"),
        (b"\xFF\x10\x00\xFF\x01", "filler"),
    ] {
        let found = detail(RecordFile::read(bytes.to_vec(), 0xFF10));
        assert!(found.contains(fault), "{bytes:02X?}: {found}");
    }
}

#[test]
fn offsets_say_where_every_object_begins() {
    let read = |bytes: &[u8]| {
        RecordFile::read_with_offsets(bytes.to_vec(), 0xFF20, 0xDF21, &[0xDF22, 0xDF23])
    };
    let right = b"\xFF\x20\x0E\xDF\x21\x04\x00\x0A\x00\x0E\xDF\x22\x01A\xDF\x23\x00";
    let file = read(right).unwrap();
    assert_eq!(file.after_first(), &right[10..]);
    for (index, byte) in [(6, 1), (7, 9), (8, 1), (9, 0x0D)] {
        let mut wrong = right.to_vec();
        wrong[index] = byte;
        assert!(detail(read(&wrong)).contains("offset"));
    }
    let few = b"\xFF\x20\x0C\xDF\x21\x02\x00\x08\xDF\x22\x01A\xDF\x23\x00";
    assert!(detail(read(few)).contains("offset"));
    let odd = b"\xFF\x20\x08\xDF\x21\x01\x09\xDF\x22\x01A";
    assert!(detail(read(odd)).contains("offset"));
    let none = b"\xFF\x20\x04\xDF\x22\x01A";
    assert!(detail(read(none)).contains("missing"));
    let last = b"\xFF\x20\x09\xDF\x22\x01A\xDF\x21\x02\x00\x03";
    assert!(detail(read(last)).contains("missing"));
    assert!(detail(read(b"\xFF\x20\x00")).contains("missing"));
}

/// Whether or not the table lists an unknown object, it is read and returned.
#[test]
fn objects_that_are_not_known_are_kept_wherever_they_stand() {
    const KNOWN: &[u32] = &[0xDF21, 0xDF22, 0xDF23];
    let read = |bytes: &[u8]| {
        RecordFile::read_with_offsets(bytes.to_vec(), 0xFF20, 0xDF21, KNOWN).map(|file| {
            let others = file.others(KNOWN);
            others.map(|other| (other.tag(), other.value().to_vec())).collect::<Vec<_>>()
        })
    };
    let other = || vec![(0xDF26, b"x".to_vec())];
    let named = b"\xFF\x20\x14\xDF\x21\x06\0\x0C\0\x10\0\x14\xDF\x22\x01A\xDF\x26\x01x\xDF\x23\0";
    assert_eq!(read(named).unwrap(), other());
    for unnamed in [
        b"\xFF\x20\x12\xDF\x21\x04\0\x0A\0\x12\xDF\x22\x01A\xDF\x26\x01x\xDF\x23\0",
        b"\xFF\x20\x12\xDF\x21\x04\0\x0A\0\x0E\xDF\x22\x01A\xDF\x23\0\xDF\x26\x01x",
        b"\xFF\x20\x12\xDF\x21\x04\0\x0E\0\x12\xDF\x26\x01x\xDF\x22\x01A\xDF\x23\0",
    ] {
        assert_eq!(read(unnamed).unwrap(), other());
        // Every byte of the table still counts.
        for index in 6..10 {
            let mut wrong = unnamed.to_vec();
            wrong[index] ^= 1;
            assert!(read(&wrong).is_err(), "{index}");
        }
    }
}
