//! A person at a terminal: a pseudo-terminal of Python's, which types and reads.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::net::Ipv4Addr;
use std::process::Command;

use jpkicard::virtual_card::vpcd::Plug;
use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use support::pcscd::pcscd;
use support::{Run, finish};

/// Arguments: the turns, then the program. A turn is what to wait for, and what to type then; the
/// byte 3 is Ctrl-C. Prints what was on the screen, then whether the terminal echoes, then the exit
/// code.
const PERSON: &str = "
import os, pty, re, select, sys, termios, time
turns = sys.argv[1].split('|') if sys.argv[1] else []
master, slave = pty.openpty()
child = os.fork()
if child == 0:
    os.setsid()
    import fcntl
    fcntl.ioctl(slave, termios.TIOCSCTTY, 0)
    for number in range(3):
        os.dup2(slave, number)
    os.close(master)
    os.execv(sys.argv[2], sys.argv[2:])
screen = b''
end = time.time() + 30
status = None
while time.time() < end:
    ready, _, _ = select.select([master], [], [], 0.05)
    if ready:
        screen += os.read(master, 4096)
    if len(turns) >= 2 and turns[0].encode() in screen:
        time.sleep(0.2)
        os.write(master, turns[1].encode().decode('unicode_escape').encode('latin-1'))
        turns = turns[2:]
    if not ready:
        pid, status = os.waitpid(child, os.WNOHANG)
        if pid:
            break
        status = None
echoes = bool(termios.tcgetattr(slave)[3] & termios.ECHO)
sys.stdout.write(screen.decode())
code = -1 if status is None else os.waitstatus_to_exitcode(status)
sys.stdout.write(f'\\n@ echo {echoes} code {code} unused {len(turns)}')
";

fn person(turns: &str, arguments: &[&str]) -> String {
    let mut python = Command::new("python3");
    python.args(["-c", PERSON, turns, env!("CARGO_BIN_EXE_jpkicard")]).args(arguments);
    python.env("LC_ALL", "C.UTF-8").env("PCSCLITE_CSOCK_NAME", pcscd().socket());
    let run: Run = finish(python, b"");
    let text = run.text();
    assert!(run.error.is_empty(), "{run:?}");
    text
}

const AUTHENTICATE: &[&str] = &["authenticate", "--virtual", "--data", "challenge"];

#[test]
fn a_pin_is_asked_for_after_the_tries_and_not_shown() {
    let screen = person(r"4 digits): |1234\n", AUTHENTICATE);
    assert!(screen.ends_with("echo True code 0 unused 0"), "{screen}");
    assert!(!screen.contains("1234"), "{screen}");
    let (tries, prompt) = (screen.find("Tries left: 3"), screen.find("4 digits"));
    assert!(tries.is_some() && tries < prompt, "{screen}");
}

#[test]
fn a_wrong_pin_is_said_and_an_empty_one_is_not_sent() {
    let screen = person(r"4 digits): |9999\n", AUTHENTICATE);
    assert!(screen.contains("2 tries left") && screen.ends_with("code 20 unused 0"), "{screen}");
    let screen = person(r"4 digits): |\n", AUTHENTICATE);
    assert!(screen.ends_with("code 25 unused 0"), "{screen}");
    // Ctrl-D.
    let screen = person(r"4 digits): |\x04", AUTHENTICATE);
    assert!(screen.ends_with("echo True code 25 unused 0"), "{screen}");
}

#[test]
fn ctrl_c_at_the_prompt_ends_it_and_gives_the_echo_back() {
    let screen = person(r"4 digits): |12\x03", AUTHENTICATE);
    assert!(screen.ends_with("echo True code 130 unused 0"), "{screen}");
    assert!(!screen.contains("12\n"), "{screen}");
}

#[test]
fn a_new_pin_is_entered_twice() {
    let change = &["pin", "change", "--virtual"];
    let screen = person(r"4 digits): |1234\n|New one: |4321\n|again: |4321\n", change);
    assert!(screen.ends_with("echo True code 0 unused 0"), "{screen}");
    assert!(!screen.contains("1234") && !screen.contains("4321"), "{screen}");
    let screen = person(r"4 digits): |1234\n|New one: |4321\n|again: |4322\n", change);
    assert!(screen.contains("differ") && screen.ends_with("code 24 unused 0"), "{screen}");
}

/// Only after the word, and the answer comes from the terminal, not from the data.
#[test]
fn the_last_try_needs_a_word_and_an_answer() {
    let card = VirtualReader::new(VirtualCard::builder().pin_tries(1).build().unwrap());
    let _plug = Plug::connect((Ipv4Addr::LOCALHOST, pcscd().port(0)), card.clone()).unwrap();
    let sent = || card.with_card(|card| card.verify_commands()).unwrap();
    let kept = ["authenticate", "--data", "x", "--timeout", "10"];
    let screen = person("", &kept);
    assert!(screen.ends_with("code 21 unused 0") && !screen.contains("4 digits"), "{screen}");
    let allowed = [&kept[..], &["--allow-last-try"]].concat();
    for answer in ["n", "", "1234"] {
        let screen = person(&format!(r"[y/N] |{answer}\n"), &allowed);
        assert!(screen.ends_with("code 25 unused 0"), "{screen}");
    }
    assert_eq!(sent(), 0);
    let screen = person(r"[y/N] |y\n|4 digits): |1234\n", &allowed);
    assert!(screen.ends_with("code 0 unused 0"), "{screen}");
    assert_eq!(sent(), 1);
}

/// Typing there would show it.
#[test]
fn a_terminal_in_place_of_a_pipe_is_asked_like_one() {
    for option in [&["--pin-stdin"][..], &["--pin-fd", "0"]] {
        let screen = person(r"4 digits): |1234\n", &[AUTHENTICATE, option].concat());
        assert!(screen.ends_with("echo True code 0 unused 0"), "{screen}");
        assert!(!screen.contains("1234"), "{screen}");
    }
}

/// JSON also then.
#[test]
fn ctrl_c_answers_a_program_in_its_language() {
    let screen = person(r"4 digits): |\x03", &[AUTHENTICATE, &["--json"]].concat());
    assert!(
        screen.contains(r#""name":"INTERRUPTED""#) && screen.ends_with("code 130 unused 0"),
        "{screen}"
    );
}

/// While the data are read from the terminal too.
#[test]
fn ctrl_c_ends_the_reading_of_data() {
    let arguments = ["authenticate", "--virtual"];
    let screen = person(r"4 digits): |1234\n|until Ctrl-D.|\x03", &arguments);
    assert!(screen.ends_with("code 130 unused 0"), "{screen}");
}
