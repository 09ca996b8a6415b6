//! Answers from the wire, status words, and commands to the wire.

use jpkicard::StatusWord;
use jpkicard::internal::apdu::{Command, ExpectedLength, Response};

use super::input::Input;

pub fn run(input: &[u8]) {
    let response = match Response::parse(input) {
        Ok(response) => response,
        Err(_) => return assert!(input.len() < 2),
    };
    assert_eq!(response.data().len() + 2, input.len());
    assert_eq!([response.data(), &response.status().value().to_be_bytes()].concat(), input);
    status_word(response.status());
    command(&mut Input(response.data()));
}

fn status_word(status: StatusWord) {
    let value = status.value();
    let low = usize::from(value & 0xFF);
    assert_eq!(status.is_ok(), value == 0x9000);
    assert_eq!(status.to_string(), format!("{value:04X}"));
    let tries = (value & 0xFFF0 == 0x63C0).then_some(value & 0x0F);
    assert_eq!(status.tries_left().map(u16::from), tries);
    let length = if low == 0 { 256 } else { low };
    let more = status.more_bytes().map(ExpectedLength::get);
    assert_eq!(more, (value >> 8 == 0x61).then_some(length));
    let right = status.right_length().map(ExpectedLength::get);
    assert_eq!(right, (value >> 8 == 0x6C).then_some(length));
}

/// The encoding contains what was put in, parsed independently (ISO 7816-4, 5.1).
fn command(input: &mut Input<'_>) {
    let header = [input.byte(), input.byte(), input.byte(), input.byte()];
    let expected = ExpectedLength::new(usize::from(input.number()));
    let data = input.0;
    let [class, instruction, p1, p2] = header;
    let mut command = Command::new(class, instruction, p1, p2).with_data(data);
    if let Some(expected) = expected {
        command = command.expect_bytes(expected);
    }
    let bytes = command.encode().unwrap();
    let ne = expected.map_or(0, ExpectedLength::get);
    let extended = data.len() > 255 || ne > 256;
    let lc = match (data.len(), extended) {
        (0, _) => 0,
        (_, false) => 1,
        (_, true) => 3,
    };
    let le = match (ne, extended, data.is_empty()) {
        (0, ..) => 0,
        (_, false, _) => 1,
        (_, true, true) => 3,
        (_, true, false) => 2,
    };
    assert_eq!(bytes.len(), 4 + lc + data.len() + le);
    assert_eq!(bytes[..4], header);
    assert_eq!(bytes[4 + lc..][..data.len()], *data);
    if !extended && ne > 0 {
        assert_eq!(usize::from(bytes[bytes.len() - 1]), ne % 256);
    }
    let shown = format!("{command:?}");
    assert!(shown.len() < 60, "{shown}: the data is shown");
}
