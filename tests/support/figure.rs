//! Figures measured by tests, printed in the output of the test run.

/// Prints a figure in one line, also if the test passes: the test runner captures the output of the
/// print macros, but not this. Written as `println!` is. `tests/run` gathers these lines.
macro_rules! figure {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let line = format!("figure: {}\n", format_args!($($text)*));
        // A single write, so that lines of several threads do not mix; a closed output is not a
        // failure.
        let _ = std::io::stdout().write_all(line.as_bytes());
    }};
}
pub(crate) use figure;
