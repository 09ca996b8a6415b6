//! The permitted outcomes of each fault at each command.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jpkicard::Status;

use crate::recorder::{Exchange, Kind};

/// Where in an operation a fault occurs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// SELECT of the application.
    Application,
    /// SELECT of a file before the PIN was sent.
    File,
    /// Reading before the PIN was sent.
    Read,
    /// The query of the tries.
    Query,
    /// VERIFY.
    Verify,
    /// CHANGE REFERENCE DATA.
    Change,
    /// VERIFY of what it set.
    Confirm,
    /// SELECT of a file and reading after the PIN was sent.
    Late,
    /// The signature, collecting it included.
    Sign,
    /// The same for the key that needs no PIN, before any is sent.
    FreeSign,
    /// Leaving the application.
    Leave,
    /// At every first, second or third command.
    Again,
}

impl Place {
    /// The place of the command with this index.
    pub fn of(commands: &[Exchange], index: usize) -> Self {
        let before = |kind| commands[..index].iter().any(|earlier| earlier.kind == kind);
        match commands[index].kind {
            Kind::Application => Self::Application,
            Kind::Query => Self::Query,
            Kind::Change => Self::Change,
            Kind::Verify if before(Kind::Change) => Self::Confirm,
            Kind::Verify => Self::Verify,
            Kind::Sign if before(Kind::Verify) => Self::Sign,
            Kind::Sign => Self::FreeSign,
            Kind::Leave => Self::Leave,
            Kind::Collect if before(Kind::Sign) && before(Kind::Verify) => Self::Sign,
            Kind::Collect if before(Kind::Sign) => Self::FreeSign,
            Kind::File | Kind::Read | Kind::Collect if before(Kind::Verify) => Self::Late,
            Kind::File => Self::File,
            Kind::Read | Kind::Collect => Self::Read,
        }
    }
}

/// Permitted or actual outcomes by row and place; `None` is "as without the fault".
pub type Outcomes = BTreeMap<(String, Place), BTreeSet<Option<i32>>>;

/// The table, read from `table.txt`.
static TABLE: LazyLock<Outcomes> = LazyLock::new(|| {
    let mut table = Outcomes::new();
    let mut row = "";
    for line in include_str!("table.txt").lines().filter(|line| !line.starts_with('#')) {
        let Some((places, outcomes)) = line.split_once(':') else {
            row = line.trim();
            continue;
        };
        let outcomes: BTreeSet<_> = outcomes.split_whitespace().map(outcome).collect();
        for place in places.split_whitespace() {
            let earlier = table.insert((row.to_owned(), self::place(place)), outcomes.clone());
            assert!(earlier.is_none(), "{row}: {place} is there twice");
        }
    }
    table
});

fn place(word: &str) -> Place {
    use Place::*;
    let all = [
        Application,
        File,
        Read,
        Query,
        Verify,
        Change,
        Confirm,
        Late,
        Sign,
        FreeSign,
        Leave,
        Again,
    ];
    *all.iter()
        .find(|place| format!("{place:?}") == word)
        .unwrap_or_else(|| panic!("{word:?} in table.txt"))
}

fn outcome(word: &str) -> Option<i32> {
    if word == "usual" {
        return None;
    }
    let status = Status::ALL.iter().find(|status| format!("{status:?}") == word);
    Some(status.unwrap_or_else(|| panic!("{word:?} in table.txt")).code())
}

/// A complaint if this is no outcome that the fault may have there.
pub fn verify(row: &str, place: Place, outcome: Option<Status>) -> Result<(), String> {
    let expected = TABLE.get(&(row.to_owned(), place));
    match expected.is_some_and(|expected| expected.contains(&outcome.map(Status::code))) {
        true => Ok(()),
        false => Err(format!("{} is not in the table ({row}, {place:?})", name(outcome))),
    }
}

/// Table entries that did not occur.
pub fn never_seen(seen: &Outcomes) -> Vec<String> {
    let mut missing = Vec::new();
    for (key, expected) in &*TABLE {
        for outcome in expected {
            if !seen.get(key).is_some_and(|seen| seen.contains(outcome)) {
                missing.push(format!("{key:?}: {}", name(outcome.and_then(Status::from_code))));
            }
        }
    }
    missing
}

/// Whether the table is to be written instead of checked.
pub fn is_written() -> bool {
    std::env::var_os("JPKICARD_WRITE_FAULT_TABLE").is_some()
}

/// Writes what was seen as the table.
pub fn write(seen: &Outcomes) {
    let comment: String = include_str!("table.txt")
        .lines()
        .take_while(|line| line.starts_with('#'))
        .map(|line| format!("{line}\n"))
        .collect();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fault_matrix/table.txt");
    std::fs::write(path, comment + &written(seen)).unwrap();
}

fn name(outcome: Option<Status>) -> String {
    outcome.map_or_else(|| "usual".to_owned(), |status| format!("{status:?}"))
}

/// What was seen, in the form of `table.txt`.
fn written(seen: &Outcomes) -> String {
    let mut rows: BTreeMap<&str, Vec<(String, Vec<Place>)>> = BTreeMap::new();
    for ((row, place), outcomes) in seen {
        let names: Vec<_> =
            outcomes.iter().rev().map(|code| name(code.and_then(Status::from_code))).collect();
        let (names, row) = (names.join(" "), rows.entry(row).or_default());
        match row.iter_mut().find(|(same, _)| *same == names) {
            Some((_, places)) => places.push(*place),
            None => row.push((names, vec![*place])),
        }
    }
    let mut text = String::new();
    for (row, lines) in rows {
        text += &format!("{row}\n");
        for (names, places) in lines {
            let places: Vec<_> = places.iter().map(|place| format!("{place:?}")).collect();
            text += &format!("    {}: {names}\n", places.join(" "));
        }
    }
    text
}
