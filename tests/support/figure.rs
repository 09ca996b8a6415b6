//! Figures that a test measured, said in the test run's own output.

use std::fmt::Display;
use std::io::Write;

/// Says a figure in one line, also when the test passes: the test runner keeps back what
/// the print macros write, and not this. `tests/run` gathers these lines.
pub fn figure(text: impl Display) {
    let line = format!("figure: {text}\n");
    // One write, so that lines of several threads do not mix; a closed output is no
    // reason to fail.
    let _ = std::io::stdout().write_all(line.as_bytes());
}
