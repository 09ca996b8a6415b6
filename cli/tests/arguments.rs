//! Arguments and input of any kind: never a panic, never an exit code that is not in the table.
#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod support;

use std::ffi::OsString;
use std::os::unix::ffi::OsStringExt;

use support::figure::figure;
use support::{finish, program};

/// Words that mean something, among bytes that do not.
const WORDS: &[&str] = &[
    "doctor",
    "readers",
    "wait",
    "info",
    "tries",
    "certificate",
    "authenticate",
    "sign",
    "verify",
    "face",
    "attributes",
    "pin",
    "password",
    "input-pin",
    "change",
    "completions",
    "man",
    "bash",
    "auth",
    "sign-ca",
    "--virtual",
    "--virtual=android",
    "--virtual=child",
    "--json",
    "--quiet",
    "--verbose",
    "--language",
    "ja",
    "--pin-stdin",
    "--pin-fd",
    "0",
    "--data",
    "--hex",
    "00",
    "--digest",
    "--scheme",
    "pss",
    "--digest-algorithm",
    "sha512",
    "--allow-last-try",
    "--timeout",
    "--reader",
    "--format",
    "der",
    "--authorities",
    "none",
    "--time",
    "2026-12-02T09:00:00Z",
    "--tolerance",
    "5m",
    "--certificate",
    "/dev/null",
    "--anchor",
    "--policy",
    "1.2.3",
    "--ocsp-nonce",
    "--ocsp-hash",
    "sha256",
    "--crl",
    "--as-printed",
    "--gregorian-year",
    "--check-number",
    "--help",
    "",
    "-",
    "--",
    "=",
    "𠮷野",
    "18446744073709551616",
    "-1",
];

/// Good command lines, which are then changed.
const LINES: &[&str] = &[
    "info --virtual --json",
    "tries --virtual=no-pins",
    "wait --virtual=android --language ja",
    "certificate auth --virtual --format der",
    "certificate sign --virtual=child --pin-stdin --json",
    "authenticate --virtual --pin-stdin --data x",
    "authenticate --virtual=iphone --pin-stdin --scheme pss --json",
    "authenticate --virtual --pin-stdin --digest-algorithm sha512 --file /dev/null",
    "sign --virtual --pin-stdin --hex 00ff --allow-last-try",
    "sign --virtual=expired --pin-fd 0",
    "verify --certificate /dev/null --crl /dev/null --time 2026-12-02T09:00:00Z",
    "verify --certificate /etc/hostname --data x --signature /dev/null --purpose sign",
    "face --virtual --pin-stdin --authorities none",
    "attributes --virtual --pin-stdin --check-number --gregorian-year",
    "attributes --virtual=resident --pin-stdin",
    "pin change --virtual --pin-stdin",
    "password change --virtual --pin-stdin --quiet",
    "input-pin change --virtual --pin-stdin --verbose",
    "completions fish",
    "man pin change",
    "help verify",
];

/// xorshift: the same on each run.
struct Random(u64);

impl Random {
    fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 11).unwrap() % below
    }

    fn argument(&mut self) -> OsString {
        if self.next(12) > 0 {
            return OsString::from(WORDS[self.next(WORDS.len())]);
        }
        let length = self.next(20);
        let bytes = (0..length).map(|_| u8::try_from(1 + self.next(255)).unwrap()).collect();
        OsString::from_vec(bytes)
    }

    /// One of them, with up to three arguments put in, replaced or left out.
    fn line(&mut self) -> Vec<OsString> {
        let line = LINES[self.next(LINES.len())];
        let mut arguments: Vec<_> = line.split(' ').map(OsString::from).collect();
        for _ in 0..self.next(4) {
            let place = self.next(arguments.len() + 1);
            match self.next(3) {
                0 => arguments.insert(place, self.argument()),
                1 if place < arguments.len() => arguments[place] = self.argument(),
                _ if place < arguments.len() => drop(arguments.remove(place)),
                _ => {}
            }
        }
        arguments
    }

    fn input(&mut self) -> Vec<u8> {
        let first: &[&[u8]] = &[
            b"1234\n",
            b"ABC123\n",
            b"55021720352285\n",
            b"1234\n4321\n",
            b"\n",
            b"",
            b"1\0\xFF\n",
        ];
        let mut input = first[self.next(first.len())].to_vec();
        input.extend((0..self.next(200)).map(|_| u8::try_from(self.next(256)).unwrap()));
        input
    }
}

#[test]
fn no_arguments_and_no_input_break_it() {
    const RUNS: u32 = 1_000;
    const CODES: &[i32] =
        &[0, 1, 2, 3, 10, 11, 12, 13, 14, 15, 16, 17, 20, 21, 22, 23, 24, 25, 30, 40, 41, 50];
    let mut random = Random(0x6A70_6B69);
    let mut codes = std::collections::BTreeMap::new();
    for _ in 0..RUNS {
        let mut command = program();
        let arguments = if random.next(4) > 0 {
            random.line()
        } else {
            (0..1 + random.next(9)).map(|_| random.argument()).collect()
        };
        // No service: nothing waits for a card.
        command.args(&arguments).env("PCSCLITE_CSOCK_NAME", "/nowhere").current_dir("/");
        let run = finish(command, &random.input());
        assert!(CODES.contains(&run.code), "{arguments:?}: {run:?}");
        *codes.entry(run.code).or_insert(0) += 1;
    }
    figure!("tool: {RUNS} runs with random arguments and input; exit codes {codes:?}");
}
