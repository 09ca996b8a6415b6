//! Figures that a test measured, said in the test run's own output.

/// Says a figure in one line, also when the test passes: the test runner keeps back what
/// the print macros write, and not this. Written as `println!` is. `tests/run` gathers
/// these lines.
macro_rules! figure {
    ($($text:tt)*) => {{
        use std::io::Write as _;
        let line = format!("figure: {}\n", format_args!($($text)*));
        // One write, so that lines of several threads do not mix; a closed output is no
        // reason to fail.
        let _ = std::io::stdout().write_all(line.as_bytes());
    }};
}
pub(crate) use figure;
