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
    assert_eq!(read.idle, Some(Duration::from_secs(60)));
    assert_eq!(read.always_authenticate, AlwaysAuthenticate::Strict);
    assert_eq!((read.log, read.logs_commands), (Some(Destination::StandardError), true));
    assert_eq!(read.reader, "PaSoRi");

    let mut read = Configuration::default();
    read.take_file("slots = all\nidle_seconds = 0\nlast_try = yes\nstrict\nlog_level = debug\n");
    // Neither a value nor a line that is none may be somebody's secret.
    let said = read.complaints.join("\n");
    assert_eq!(read.complaints.len(), 5);
    assert!(said.contains("line 4 of the file") && said.contains("the value of slots"), "{said}");
    assert!(!said.contains("strict") && !said.contains("yes"), "{said}");
    assert_eq!((read.slots, read.last_try), (Slots::Both, LastTry::Keep));
    assert_eq!(read.idle, Some(IDLE));
    read.take("idle_seconds", "none");
    assert_eq!(read.idle, None);
}

#[test]
fn only_a_regular_file_of_a_reasonable_size_is_read() {
    assert_eq!(text_of(Path::new("/dev/zero")), None);
    assert_eq!(text_of(Path::new("/nowhere")), None);
    assert!(text_of(Path::new("Cargo.toml")).is_some());
}
