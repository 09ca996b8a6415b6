//! What stays of a secret in a driver's memory once it was used and forgotten.

use std::fs::{self, File};
use std::io::Read;
use std::os::unix::fs::FileExt;

use crate::driver::Driver;
use crate::language::Language;
use crate::support::figure::figure;
use crate::values::{Values, secret};

/// How many passwords are sent; a runtime that moves what it holds may leave some of them.
const PASSWORDS: usize = 4;

/// Sixteen letters and digits that are nowhere else.
fn password() -> Vec<u8> {
    let mut bytes = [0; 16];
    File::open("/dev/urandom").unwrap().read_exact(&mut bytes).unwrap();
    bytes.iter().map(|byte| b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"[usize::from(byte % 32)]).collect()
}

fn asked(driver: &mut Driver, words: &[&str]) -> Vec<String> {
    driver.ask(&words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
    driver.answer().unwrap()
}

/// Sends wrong passwords, forgets them, and looks for them in all of the process's memory.
pub(crate) fn nothing_stays(language: &Language) {
    let mut driver = Driver::start(language.driver());
    let values = Values::new();
    let kind = values.sent("JPKI_VIRTUAL_MY_NUMBER_CARD");
    let wrong = values.sent("JPKI_ERROR_PASSWORD_WRONG");
    let passwords: Vec<_> = (0..PASSWORDS).map(|_| password()).collect();
    for password in &passwords {
        assert_eq!(asked(&mut driver, &["open", &kind, "-"]), ["ok"]);
        let words = ["sign-document", &secret(password), "00", "0"];
        let answer = asked(&mut driver, &words);
        assert_eq!(answer[..2], ["error", wrong.as_str()], "{}: {answer:?}", language.name);
    }
    assert_eq!(asked(&mut driver, &["forget"]), ["ok"]);
    let found = passwords.iter().filter(|password| is_in(driver.id(), password)).count();
    figure!("{}: {found} of {PASSWORDS} passwords in memory after use", language.name);
    assert_eq!(found, 0, "{}: passwords stay in memory", language.name);
    driver.quit().unwrap();
}

/// Whether bytes, or the same as UTF-16, are in the memory of a process or of its children.
fn is_in(process: u32, text: &[u8]) -> bool {
    let wide: Vec<u8> = text.iter().flat_map(|byte| [*byte, 0]).collect();
    family(process).into_iter().any(|process| {
        let memory = File::open(format!("/proc/{process}/mem")).unwrap();
        let maps = fs::read_to_string(format!("/proc/{process}/maps")).unwrap();
        maps.lines().filter(|line| line.contains(" rw")).any(|line| {
            let (from, to) = line.split_once(' ').unwrap().0.split_once('-').unwrap();
            let [from, to] = [from, to].map(|text| u64::from_str_radix(text, 16).unwrap());
            let mut bytes = vec![0; usize::try_from(to - from).unwrap()];
            // Some pages cannot be read at all.
            let read = memory.read_at(&mut bytes, from).unwrap_or(0);
            [text, &wide].iter().any(|text| holds(&bytes[..read], text))
        })
    })
}

fn holds(bytes: &[u8], text: &[u8]) -> bool {
    let first = text[0];
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| *byte == first) {
        if rest[at..].starts_with(text) {
            return true;
        }
        rest = &rest[at + 1..];
    }
    false
}

/// A process and its children: a driver may be started by a script.
fn family(process: u32) -> Vec<u32> {
    let children = fs::read_to_string(format!("/proc/{process}/task/{process}/children"));
    let children = children.unwrap_or_default();
    let children = children.split_whitespace().filter_map(|word| word.parse().ok());
    std::iter::once(process).chain(children.flat_map(family)).collect()
}
