//! Unit tests.

use super::*;

#[test]
fn words_name_faults() {
    for (words, wanted) in [
        ("removed-after at 3", "FaultPlan { fault: RemovedAfter, when: At(3), counted: 0 }"),
        (
            " refused 6a82  every 2 ",
            "FaultPlan { fault: Refused(StatusWord(6A82)), when: Every(2), counted: 0 }",
        ),
    ] {
        assert_eq!(format!("{:?}", words.parse::<FaultPlan>().unwrap()), wanted);
    }
    for words in ["", "empty", "empty at", "empty at x", "empty on 3", "cut at 3", "gone at 3"] {
        assert_eq!(words.parse::<FaultPlan>().unwrap_err().status(), Status::Argument);
    }
}
