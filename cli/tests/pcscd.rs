//! The commands through a real pcscd, with cards that come, go and are used by others.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::io::{BufRead, BufReader};
use std::net::Ipv4Addr;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use jpkicard::virtual_card::vpcd::Plug;
use jpkicard::virtual_card::{Builder, VirtualCard, VirtualReader};
use serde_json::Value;
use support::figure::figure;
use support::pcscd::{pcscd, until};
use support::{Run, finish, program};

fn command(arguments: &[&str]) -> Command {
    let mut command = program();
    command.args(arguments).env("PCSCLITE_CSOCK_NAME", pcscd().socket());
    command
}

fn run(arguments: &[&str], input: &str) -> Run {
    finish(command(arguments), input.as_bytes())
}

/// The name of one of the four readers.
fn name(number: usize) -> String {
    static NAMES: OnceLock<Vec<String>> = OnceLock::new();
    let names = || pcscd().readers().into_iter().map(|name| name.into_string().unwrap()).collect();
    NAMES.get_or_init(names)[number].clone()
}

/// One test at a time uses a reader.
fn alone(number: usize) -> MutexGuard<'static, ()> {
    static READERS: [Mutex<()>; 4] = [const { Mutex::new(()) }; 4];
    READERS[number].lock().unwrap_or_else(PoisonError::into_inner)
}

fn insert(number: usize, builder: Builder) -> (Plug, VirtualReader) {
    let reader = VirtualReader::new(builder.build().unwrap());
    let plug = Plug::connect((Ipv4Addr::LOCALHOST, pcscd().port(number)), reader.clone()).unwrap();
    (plug, reader)
}

fn key_is_open(card: &VirtualReader) -> bool {
    card.with_card(|card| card.authentication_key_is_open()).unwrap()
}

#[test]
fn readers_and_a_whole_authentication() {
    let _alone = alone(0);
    let (plug, card) = insert(0, VirtualCard::builder());
    let here = ["--reader", "Desk A 00 00", "--json", "--timeout", "10"];
    let wait = run(&[&["wait"][..], &here].concat(), "");
    assert_eq!(wait.result()["reader"], "Desk A 00 00");
    let readers = run(&["readers", "--json"], "").result();
    let readers = readers["readers"].as_array().unwrap();
    assert_eq!((readers.len(), &readers[0]["card"]), (4, &"present".into()), "{readers:?}");
    let made = run(&[&["authenticate", "--pin-stdin"][..], &here].concat(), "1234\nchallenge");
    assert_eq!(made.code, 0, "{made:?}");
    assert!(!key_is_open(&card));
    let wrong = run(&[&["authenticate", "--pin-stdin"][..], &here].concat(), "9999\nx");
    assert_eq!((wrong.code, &wrong.failure()["tries_left"]), (20, &2.into()));
    let wrong = run(&[&["authenticate", "--pin-stdin"][..], &here].concat(), "9999\nx");
    assert_eq!((wrong.code, &wrong.failure()["tries_left"]), (20, &1.into()));
    // The last try is kept, and not even asked for.
    let kept = run(&[&["authenticate", "--pin-stdin"][..], &here].concat(), "1234\nx");
    assert_eq!((kept.code, &kept.failure()["name"]), (21, &"JPKI_ERROR_PIN_LAST_TRY".into()));
    assert_eq!(card.with_card(|card| card.pin_tries()), Some(1));
    let allowed = ["authenticate", "--pin-stdin", "--allow-last-try"];
    assert_eq!(run(&[&allowed[..], &here].concat(), "1234\nx").code, 0);
    assert_eq!(card.with_card(|card| (card.pin_tries(), card.verify_commands())), Some((3, 4)));
    drop(plug);
}

#[test]
fn a_card_that_is_not_there_is_waited_for() {
    let _alone = alone(1);
    let here = ["--reader", "Desk A 00 01", "--json"];
    let none = run(&[&["info", "--timeout", "0"][..], &here].concat(), "");
    assert_eq!((none.code, &none.failure()["name"]), (12, &"JPKI_ERROR_NO_CARD".into()));
    let later = thread::spawn(|| {
        thread::sleep(Duration::from_millis(500));
        insert(1, VirtualCard::builder())
    });
    assert_eq!(run(&[&["info", "--timeout", "20s"][..], &here].concat(), "").code, 0);
    drop(later.join().unwrap());
    let absent = run(&["info", "--reader", "nothing like it", "--timeout", "0", "--json"], "");
    assert_eq!(absent.code, 11);
}

/// One after the other on one card: what each prints is tested on the embedded card.
#[test]
fn every_command_that_uses_a_card_uses_one_in_a_reader() {
    let _alone = alone(2);
    let (plug, card) = insert(2, VirtualCard::builder());
    let reader = name(2);
    let here = ["--reader", &reader, "--json", "--timeout", "10"];
    let number = card.with_card(|card| format!("{}\n", card.check_number_b())).unwrap();
    let commands: [(&[&str], &str); 14] = [
        (&["wait"], ""),
        (&["info"], ""),
        (&["tries"], ""),
        (&["certificate", "auth"], ""),
        (&["certificate", "auth-ca"], ""),
        (&["certificate", "sign-ca"], ""),
        (&["certificate", "sign", "--pin-stdin"], "ABC123\n"),
        (&["authenticate", "--pin-stdin"], "1234\nchallenge of the relying party"),
        (&["sign", "--pin-stdin"], "ABC123\ndocument"),
        (&["face", "--pin-stdin", "--authorities", "virtual-card"], &number),
        (&["attributes", "--pin-stdin", "--authorities", "virtual-card"], "1234\n"),
        (&["pin", "change", "--pin-stdin"], "1234\n4321\n"),
        (&["password", "change", "--pin-stdin"], "ABC123\nXYZ789\n"),
        (&["input-pin", "change", "--pin-stdin"], "1234\n4321\n"),
    ];
    for (arguments, input) in commands {
        let run = run(&[arguments, &here].concat(), input);
        assert_eq!(run.code, 0, "{arguments:?}: {run:?}");
        run.result();
        let open = card.with_card(|card| {
            card.authentication_key_is_open()
                || card.signature_key_is_open()
                || card.surface_is_open()
                || card.input_support_is_open()
        });
        assert_eq!(open, Some(false), "{arguments:?}");
    }
    // Now the changed ones are in force.
    let old = run(&[&["authenticate", "--pin-stdin"][..], &here].concat(), "1234\nx");
    assert_eq!(old.code, 20);
    let new = run(&[&["authenticate", "--pin-stdin"][..], &here].concat(), "4321\nx");
    assert_eq!(new.code, 0);
    drop(plug);
}

struct Watch {
    child: Child,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Watch {
    fn start(arguments: &[&str]) -> Self {
        let mut command = command(arguments);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        Self { child, lines }
    }

    /// The next event of this kind.
    fn next(&mut self, event: &str) -> Value {
        loop {
            let line = self.lines.next().unwrap().unwrap();
            let line: Value = serde_json::from_str(&line).unwrap();
            if line["result"]["event"] == event {
                return line["result"].clone();
            }
        }
    }

    /// Ends it as Ctrl-C does; returns the exit code.
    fn interrupt(&mut self) -> Option<i32> {
        let number = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &number]).status().unwrap().success());
        self.child.wait().unwrap().code()
    }
}

#[test]
fn events_come_as_lines_until_ctrl_c() {
    let _alone = alone(2);
    let mut watch = Watch::start(&["watch", "--json", "--timeout", "60s", "--reader", &name(2)]);
    assert_eq!(watch.next("reader-arrived")["reader"], *name(2));
    let (plug, _card) = insert(2, VirtualCard::builder());
    assert_eq!(watch.next("card-inserted")["card"], "my-number-card");
    drop(plug);
    watch.next("card-removed");
    assert_eq!(watch.interrupt(), Some(130));
    let timed = run(&["watch", "--json", "--timeout", "1s"], "");
    assert_eq!(timed.code, 0);
}

#[test]
fn ctrl_c_ends_a_wait() {
    let _alone = alone(3);
    let mut child = command(&["wait", "--timeout", "60", "--reader", &name(3)]).spawn().unwrap();
    thread::sleep(Duration::from_millis(500));
    let begun = Instant::now();
    let number = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &number]).status().unwrap().success());
    assert_eq!(child.wait().unwrap().code(), Some(130));
    assert!(begun.elapsed() < Duration::from_secs(5));
}

/// A signature in progress goes on until the key is locked, whichever signal comes.
#[test]
fn a_signal_during_a_signature_leaves_no_key_open() {
    let _alone = alone(3);
    let (plug, card) = insert(3, VirtualCard::builder());
    let mut interrupted = 0;
    for round in 0..12 {
        let plan = "slow 100 every 1".parse().unwrap();
        card.plan_fault(plan);
        let before = card.with_card(|card| card.verify_commands()).unwrap();
        let reader = name(3);
        let arguments =
            ["authenticate", "--pin-stdin", "--data", "x", "--reader", &reader, "--json"];
        let mut child = command(&arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"1234\n").unwrap();
        until_verified(&card, before);
        thread::sleep(Duration::from_millis(20 * round));
        let signal = if round % 2 == 0 { "-INT" } else { "-TERM" };
        let number = child.id().to_string();
        let _ = Command::new("kill").args([signal, &number]).status().unwrap();
        let output = child.wait_with_output().unwrap();
        let code = output.status.code();
        interrupted += u32::from(code == Some(130));
        assert!(matches!(code, Some(0 | 130)), "{code:?}");
        let text = String::from_utf8(output.stdout).unwrap();
        assert_eq!(text.contains("\"result\""), code == Some(0), "{text}");
        card.clear_faults();
        assert!(!key_is_open(&card), "round {round}: the key is open");
    }
    assert!(interrupted >= 6, "{interrupted}");
    assert_eq!(interrupted_with_a_wrong_pin(&card), Some(20), "a spent try is hidden");
    figure!("tool: 12 signals during a signature, {interrupted} of them noticed, 0 keys open");
    drop(plug);
}

/// What it cost is said, although the signal came first.
fn interrupted_with_a_wrong_pin(card: &VirtualReader) -> Option<i32> {
    card.plan_fault("slow 100 every 1".parse().unwrap());
    let before = card.with_card(|card| card.verify_commands()).unwrap();
    let reader = name(3);
    let arguments = ["authenticate", "--pin-stdin", "--data", "x", "--reader", &reader];
    let mut command = command(&arguments);
    let mut child = command.stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"9999\n").unwrap();
    until_verified(card, before);
    let number = child.id().to_string();
    assert!(Command::new("kill").args(["-INT", &number]).status().unwrap().success());
    let code = child.wait().unwrap().code();
    card.clear_faults();
    assert!(!key_is_open(card));
    code
}

fn until_verified(card: &VirtualReader, before: u64) {
    let begun = Instant::now();
    while card.with_card(|card| card.verify_commands()).unwrap() == before {
        assert!(begun.elapsed() < Duration::from_secs(30), "no PIN came");
        thread::sleep(Duration::from_millis(2));
    }
}

/// The program's own virtual card, in a reader of pcscd.
#[test]
fn the_virtual_card_command_serves_a_reader() {
    let _alone = alone(1);
    static PORT: OnceLock<String> = OnceLock::new();
    let port = PORT.get_or_init(|| pcscd().port(1).to_string());
    let arguments = ["virtual-card", "--port", port, "--kind", "expired", "--json", "--tries", "2"];
    let mut child =
        command(&arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let mut next = || -> Value { serde_json::from_str(&lines.next().unwrap().unwrap()).unwrap() };
    assert_eq!(next()["result"]["event"], "inserted");
    let info = run(&["tries", "--json", "--reader", "Desk A 00 01"], "").result();
    assert_eq!(info["tries"]["pin"], 2);
    std::io::Write::write_all(&mut input, b"status\nremove\n").unwrap();
    assert_eq!(next()["result"]["pin_tries"], 2);
    assert_eq!(next()["result"]["event"], "removed");
    until("pcscd still sees it", || {
        run(&["info", "--timeout", "0", "--json", "--reader", "Desk A 00 01"], "").code == 12
    });
    std::io::Write::write_all(&mut input, b"quit\n").unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
