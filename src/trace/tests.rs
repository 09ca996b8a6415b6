//! Unit tests.

use super::*;
use crate::apdu::ExpectedLength;

fn text(command: &Command) -> String {
    Exchange { command, outcome: Ok((0, StatusWord::OK)) }.to_string()
}

#[test]
fn data_is_shown_for_select_alone() {
    for instruction in 0..=255 {
        let command = Command::new(0x00, instruction, 0, 0x98).with_data(b"7391");
        let shown = text(&command).contains("37333931");
        assert_eq!(shown, instruction == SELECT, "{instruction:02X}");
        assert!(!text(&command).contains("7391 "));
    }
}

#[test]
fn of_a_secret_not_even_the_length_is_shown() {
    let secret = |instruction| matches!(instruction, 0x20 | 0x24 | 0x2C);
    for (class, instruction) in
        (0..=255).flat_map(|class| [0x20, 0x24, 0x2C].map(|instruction| (class, instruction)))
    {
        // Short, chained (by the class), extended by Lc, extended by Le.
        for length in [1, 6, 16, 255, 256, 300] {
            let command = Command::new(class, instruction, 1, 0x80);
            let data = vec![b'A'; length];
            for command in [command.clone().with_data(&data), command.clone().with_secret(&data)] {
                let header = format!("{class:02X} {instruction:02X} 01 80 [secret]");
                assert_eq!(text(&command), format!("{header} -> [0 bytes] 9000"));
                let bytes = command.encode().unwrap();
                let shown = format!("{command:?} {bytes:?} {command:#?} {bytes:#?}");
                assert!(!shown.contains("bytes"), "{shown}");
                let command = command.expect_bytes(ExpectedLength::MAX_EXTENDED);
                assert!(text(&command).starts_with(&format!("{header} Le 65536")));
            }
        }
    }
    // Whatever the instruction, if the field was marked as secret.
    for instruction in 0..=255 {
        let command = |length| {
            let command = Command::new(0x80, instruction, 0, 0);
            command.with_secret(&b"73917391"[..length])
        };
        assert_eq!(text(&command(3)), text(&command(8)));
        assert_eq!(format!("{:?}", command(3)), format!("{:?}", command(8)));
        assert!(!text(&command(8)).contains("3733"), "{instruction:02X}");
        // Does not mask what reveals no secret: the query of a PIN's tries.
        let query = Command::new(0, instruction, 0, 0x80);
        assert!(!text(&query).contains("secret"));
        let plain = text(&query.with_data(b"7391"));
        assert!(!secret(instruction) || plain.contains("[secret]"));
    }
}

#[test]
fn a_read_and_a_verify() {
    let read = Command::new(0, 0xB0, 0x8A, 0).expect_bytes(ExpectedLength::MAX_SHORT);
    assert_eq!(text(&read), "00 B0 8A 00 Le 256 -> [0 bytes] 9000");
    let verify = Command::new(0, 0x20, 0, 0x98).with_data(b"7391");
    assert_eq!(text(&verify), "00 20 00 98 [secret] -> [0 bytes] 9000");
}
