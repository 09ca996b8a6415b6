//! Unit tests.

use super::*;

#[test]
fn the_constants_are_the_reasons() {
    let numbers: Vec<i32> = NAMES.iter().map(|(number, _)| *number).collect();
    let expected: Vec<i32> = Reason::ALL.iter().map(|reason| *reason as i32).collect();
    assert_eq!(numbers, expected);
    for (reason, (_, name)) in Reason::ALL.iter().zip(NAMES) {
        // CertificateMalformed is JPKI_REASON_CERTIFICATE_MALFORMED.
        let words = name.trim_start_matches("JPKI_REASON_").trim_end_matches('\0');
        assert_eq!(words.replace('_', "").to_lowercase(), reason.name().to_lowercase());
    }
}
