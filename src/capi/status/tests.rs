//! Unit tests.

use super::*;

#[test]
fn the_constants_are_the_statuses() {
    let source = include_str!("../status.rs");
    for status in Status::ALL {
        let constant = format!("pub const {}: i32 = {};", status.name(), status.code());
        assert!(source.contains(&constant), "{constant}");
    }
    let is_failure =
        |line: &&str| line.starts_with("pub const JPKI_ERROR_") && line.contains("i32");
    assert_eq!(source.lines().filter(is_failure).count(), Status::ALL.len() - 1);
}

#[test]
fn every_message_fits() {
    for status in Status::ALL {
        let detail = "x".repeat(80).leak();
        let error = Error::new(*status).with_detail(detail).with_tries_left(15).with_pcsc_code(1);
        assert!(error.to_string().len() < JPKI_ERROR_MESSAGE_SIZE, "{status:?}");
    }
}
