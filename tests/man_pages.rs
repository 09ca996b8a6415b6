//! The man pages that `capi/install` installs: one for every function of the headers, and clean
//! for mandoc.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::panic)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("man_pages").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(command: &mut Command) -> String {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {text}{errors}");
    text
}

/// Makes the pages of a folder with headers as `capi/install` does.
fn pages_of(include: &Path, name: &str) -> PathBuf {
    let folder = folder(name);
    let program = folder.join("generator");
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let source = root().join("capi/examples/man_pages.rs");
    run(Command::new(rustc).args(["--edition", "2024", "-o"]).arg(&program).arg(source));
    let pages = folder.join("man3");
    run(Command::new(program).arg(include).arg(&pages).args(["0.1.0", "2026-01-31"]));
    pages
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

/// The functions that the C headers declare, read in another way than the generator's: a name
/// before a bracket, outside comments.
fn declared() -> BTreeSet<String> {
    let include = root().join("include");
    let nouns = include.join("jpkicard");
    let mut paths = vec![include.join("jpkicard.h")];
    if nouns.is_dir() {
        paths.extend(fs::read_dir(nouns).unwrap().map(|entry| entry.unwrap().path()));
    }
    let mut found = BTreeSet::new();
    for path in paths {
        let text = fs::read_to_string(path).unwrap();
        let code = text.lines().filter(|line| {
            let line = line.trim_start();
            !line.starts_with(['*', '/', '#']) && !line.starts_with("typedef")
        });
        for line in code {
            let before = line.split_once('(').map_or("", |(before, _)| before);
            let name = before.rsplit([' ', '*']).next().unwrap();
            if name.starts_with("jpki_") {
                found.insert(name.to_owned());
            }
        }
    }
    assert!(found.len() > 80, "{found:?}");
    found
}

#[test]
fn every_function_has_a_page_that_mandoc_finds_nothing_wrong_with() {
    let pages = pages_of(&root().join("include"), "all");
    let names = names_in(&pages);
    for function in declared() {
        assert!(names.contains(&format!("{function}.3")), "{function} has no page");
        let page = fs::read_to_string(pages.join(format!("{function}.3"))).unwrap();
        assert!(page.contains(&format!("\n{function} \\- ")), "{page}");
        assert!(page.contains(&format!("{function}(")), "{page}");
    }
    assert!(names.contains("jpkicard.3") && names.contains("jpki_error.3"), "{names:?}");
    for name in names {
        let text =
            run(Command::new("mandoc").args(["-T", "lint", "-W", "warning"]).arg(pages.join(name)));
        assert_eq!(text, "");
    }
}

#[test]
fn a_page_says_what_the_comment_says_with_its_constants_and_errors() {
    let include = folder("made");
    fs::create_dir(include.join("jpkicard")).unwrap();
    let umbrella = "/*\n * The conventions.\n */\n#include \"jpkicard/card.h\"\n";
    fs::write(include.join("jpkicard.h"), umbrella).unwrap();
    let card = r"
/**
 * Nothing is left.
 */
#define JPKI_ERROR_EMPTY (-7)

/**
 * Try again.
 */
#define JPKI_LAST_TRY_ALLOW 0x4A000D02

/**
 * A rule: one of JPKI_LAST_TRY_*.
 */
typedef int32_t jpki_last_try;

/**
 * A pair.
 */
typedef struct jpki_pair {
    /**
     * Its left half; `null` for none.
     */
    const void *left;
    /** Called. */
    int32_t (JPKI_CALL *call)(void *user);
} jpki_pair;

/**
 * Opens the card. -1 is **not** allowed: JPKI_ERROR_EMPTY.
 *
 * .dots at the start, and `rule`, one of JPKI_LAST_TRY_*, see `jpki_pair`.
 */
JPKI_MUST_USE JPKI_API jpki_status JPKI_CALL jpki_card_open(
    const struct jpki_pair *pair,
    jpki_last_try rule);
";
    fs::write(include.join("jpkicard/card.h"), card).unwrap();
    let pages = pages_of(&include, "made_pages");
    let expected = ["jpki_card_open.3", "jpki_last_try.3", "jpki_pair.3", "jpkicard.3"];
    assert_eq!(names_in(&pages), expected.map(str::to_owned).into());
    let open = shown(&pages.join("jpki_card_open.3"));
    for part in [
        "jpki_card_open - opens the card",
        "jpki_last_try rule);",
        "-1 is not allowed: JPKI_ERROR_EMPTY.",
        ".dots at the start",
        "CONSTANTS JPKI_LAST_TRY_ALLOW Try again.",
        "ERRORS JPKI_ERROR_EMPTY Nothing is left.",
        "SEE ALSO jpki_last_try(3), jpki_pair(3), jpkicard(3)",
    ] {
        assert!(open.contains(part), "{part:?} is not in {open}");
    }
    let pair = shown(&pages.join("jpki_pair.3"));
    assert!(pair.contains("left Its left half; null for none. call Called."), "{pair}");
    let rule = shown(&pages.join("jpki_last_try.3"));
    assert!(rule.contains("typedef int32_t jpki_last_try;"), "{rule}");
    assert!(rule.contains("JPKI_LAST_TRY_ALLOW Try again."), "{rule}");
    let overview = shown(&pages.join("jpkicard.3"));
    assert!(overview.contains("The conventions. FUNCTIONS OF jpkicard/card.h"), "{overview}");
}

/// A page as a reader sees it, its words separated by one space. Each bold letter is written twice
/// with a backspace between.
fn shown(page: &Path) -> String {
    let text = run(Command::new("mandoc").args(["-T", "lint", "-W", "warning"]).arg(page));
    assert_eq!(text, "");
    let text = run(Command::new("mandoc").args(["-T", "utf8", "-O", "width=200"]).arg(page));
    let mut plain = String::new();
    for letter in text.chars() {
        if letter == '\u{8}' {
            plain.pop();
        } else {
            plain.push(letter);
        }
    }
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}
