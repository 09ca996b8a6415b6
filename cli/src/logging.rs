//! `--verbose`: the library's log on the standard error. It is masked: no PIN, name or serial number
//! is in it.

use std::io::Write;

struct StandardError;

impl log::Log for StandardError {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        let _ = writeln!(std::io::stderr(), "[{}] {}", record.level(), record.args());
    }

    fn flush(&self) {}
}

pub(crate) fn start() {
    if log::set_logger(&StandardError).is_ok() {
        log::set_max_level(log::LevelFilter::Trace);
    }
}
