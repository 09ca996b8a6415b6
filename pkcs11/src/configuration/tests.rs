//! Unit tests.

use super::*;

#[test]
fn what_is_understood_is_taken_and_the_rest_reported() {
    let mut read = Configuration::default();
    read.take_file(
        "# a comment\n\nslots = authentication\n last_try=allow \nidle_seconds = 60\n\
         always_authenticate = strict\nlog = stderr\nlog_level = commands\nreader = PaSoRi\n",
    );
    assert_eq!(read.complaints, [""; 0]);
    assert_eq!((read.slots, read.last_try), (Slots::Authentication, LastTry::Allow));
    assert_eq!((read.idle, read.is_strict), (Some(Duration::from_secs(60)), true));
    assert_eq!((read.log, read.logs_commands), (Some(Destination::StandardError), true));
    assert_eq!(read.reader, "PaSoRi");

    let mut read = Configuration::default();
    read.take_file("slots = all\nidle_seconds = 0\nlast_try = yes\nstrict\nlog_level = debug\n");
    assert_eq!(read.complaints.len(), 5);
    assert_eq!((read.slots, read.last_try), (Slots::Both, LastTry::Keep));
    assert_eq!(read.idle, Some(IDLE));
    read.take("idle_seconds", "none");
    assert_eq!(read.idle, None);
}
