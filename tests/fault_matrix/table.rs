//! What may come of each fault at each command.

use std::collections::{BTreeMap, BTreeSet};

use jpkicard::Status;

use crate::recorder::Kind;

/// What was seen, by row and command; 0 is "as without the fault".
pub type Seen = BTreeMap<(&'static str, Kind), BTreeSet<i32>>;

/// Fails if this outcome is none that the fault may have; `None` is "as without it".
pub fn check(name: &str, _row: &str, _kind: Option<Kind>, outcome: Option<Status>) {
    assert_ne!(outcome, Some(Status::Internal), "{name}");
}
