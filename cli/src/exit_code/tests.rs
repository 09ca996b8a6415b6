use std::collections::BTreeSet;

use jpkicard::Status;

use super::ExitCode;

#[test]
fn codes_are_in_order_and_none_is_used_twice() {
    assert!(ExitCode::ALL.is_sorted_by(|one, next| one.code < next.code));
    let meanings: BTreeSet<_> = ExitCode::ALL.iter().map(|code| code.meaning.english).collect();
    assert_eq!(meanings.len(), ExitCode::ALL.len());
}

/// A status of a later version of the library must be sorted in here first.
#[test]
fn what_has_no_code_of_its_own_is_listed() {
    let general: Vec<_> = Status::ALL
        .iter()
        .filter(|status| ExitCode::of(**status) == ExitCode::FAILED)
        .map(|status| status.name().trim_start_matches("JPKI_ERROR_"))
        .collect();
    let listed =
        ["INTERNAL", "HANDLE", "NOT_BUILT", "SYSTEM", "REENTERED", "FORKED", "IMAGE_MALFORMED"];
    assert_eq!(general, listed);
}
