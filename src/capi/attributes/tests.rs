//! Unit tests.

use super::*;

#[test]
fn a_text_ends_at_its_nul_alone() {
    assert_eq!(text("試験　花子").unwrap().to_bytes(), "試験　花子".as_bytes());
    assert_eq!(text("試験\0花子").unwrap_err().status(), Status::RecordMalformed);
    assert_eq!(text("").unwrap().to_bytes(), b"");
}
