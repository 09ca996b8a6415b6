//! Unit tests.

use super::*;

/// Which tries each rule spends.
#[test]
fn a_try_is_spent_where_the_rule_says_so() {
    use Status::{PinBlocked, PinLastTry, PinLastTwoTries, PinTriesUnknown};
    for (status, keep_two, keep, allow) in [
        (PinStatus::TriesLeft(10), None, None, None),
        (PinStatus::TriesLeft(3), None, None, None),
        (PinStatus::TriesLeft(2), Some(PinLastTwoTries), None, None),
        (PinStatus::TriesLeft(1), Some(PinLastTry), Some(PinLastTry), None),
        (PinStatus::Blocked, Some(PinBlocked), Some(PinBlocked), Some(PinBlocked)),
        (PinStatus::NoLimit, Some(PinTriesUnknown), Some(PinTriesUnknown), None),
        (PinStatus::NotReported, Some(PinTriesUnknown), Some(PinTriesUnknown), None),
    ] {
        for (rule, expected) in
            [(LastTry::KeepTwo, keep_two), (LastTry::Keep, keep), (LastTry::Allow, allow)]
        {
            let refused = permit(status, rule).err().map(|error| error.status());
            assert_eq!(refused, expected, "{status:?} {rule:?}");
        }
    }
}
