//! Figures that a test measured, said in the test run's own output.

use std::fmt::Arguments;
use std::io::Write;

/// Says a figure in one line, also when the test passes; written as `println!` is.
/// `tests/run` gathers these lines.
macro_rules! figure {
    ($($text:tt)*) => { $crate::support::figure::say(format_args!($($text)*)) };
}
pub(crate) use figure;

/// The test runner keeps back what the print macros write, and not this.
pub fn say(text: Arguments<'_>) {
    let line = format!("figure: {text}\n");
    // One write, so that lines of several threads do not mix; a closed output is no
    // reason to fail.
    let _ = std::io::stdout().write_all(line.as_bytes());
}
