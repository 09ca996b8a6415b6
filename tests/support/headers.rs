//! The committed headers of C.

use std::path::Path;

/// Every header of C but the umbrella, in the order in which that includes them, as one text.
pub fn declarations() -> String {
    let include = Path::new(env!("CARGO_MANIFEST_DIR")).join("include");
    let umbrella = std::fs::read_to_string(include.join("jpkicard.h")).unwrap();
    let included = umbrella.lines().filter_map(|line| line.strip_prefix("#include <"));
    let names: Vec<_> = included.map(|name| name.trim_end_matches('>')).collect();
    assert_eq!(names.len(), 5, "{names:?}");
    names.iter().map(|name| std::fs::read_to_string(include.join(name)).unwrap()).collect()
}
