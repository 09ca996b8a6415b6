//! The reference page, the manual pages and the completions come from the same definitions.
//! `JPKICARD_WRITE_DOCS=1 cargo test -p jpkicard-cli --test pages` writes the reference pages.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use support::run;

const COMMANDS: &[&str] = &[
    "doctor",
    "readers",
    "watch",
    "wait",
    "info",
    "tries",
    "certificate",
    "authenticate",
    "sign",
    "verify",
    "face",
    "attributes",
    "virtual-card",
    "completions",
    "man",
    "help",
    "pin change",
    "password change",
    "input-pin change",
];

fn help(command: &str, language: &str) -> String {
    let arguments: Vec<_> =
        command.split_whitespace().chain(["--help", "--language", language]).collect();
    let run = run(&arguments, "");
    assert_eq!(run.code, 0, "{command}");
    run.text()
}

fn page(language: &str) -> String {
    let (title, note) = match language {
        "ja" => (
            "# `jpkicard` コマンドリファレンス",
            "`jpkicard COMMAND --help --language ja` の出力です。",
        ),
        _ => ("# `jpkicard`: reference", "What `jpkicard COMMAND --help` prints."),
    };
    let mut page =
        format!("{title}\n\n{note}\n\n## jpkicard\n\n```text\n{}```\n", help("", language));
    for command in COMMANDS {
        page.push_str(&format!("\n## {command}\n\n```text\n{}```\n", help(command, language)));
    }
    // Aligned help ends some lines with spaces.
    let lines: Vec<_> = page.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n"))
}

#[test]
fn the_reference_says_what_the_program_says() {
    let docs = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs");
    for (language, path) in [("en", "tool-reference.md"), ("ja", "ja/tool-reference.md")] {
        let (path, page) = (docs.join(path), page(language));
        if std::env::var_os("JPKICARD_WRITE_DOCS").is_some() {
            fs::write(&path, &page).unwrap();
        }
        assert_eq!(fs::read_to_string(&path).unwrap_or_default(), page, "{}", path.display());
    }
}

/// Each command's name and each of its options.
#[test]
fn every_command_has_a_manual_page_with_each_option() {
    let folder = std::env::temp_dir().join(format!("jpkicard-man-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    assert_eq!(run(&["man", "--directory", folder.to_str().unwrap()], "").code, 0);
    for command in COMMANDS {
        let path = folder.join(format!("jpkicard-{}.1", command.replace(' ', "-")));
        let page = fs::read_to_string(&path).unwrap_or_else(|_| panic!("{}", path.display()));
        let plain = page.replace("\\-", "-");
        for option in help(command, "en").split_whitespace().filter(|word| word.starts_with("--")) {
            let option = option.trim_end_matches([',', ';', '.', ')']);
            let option = option.split(['=', '[']).next().unwrap();
            assert!(plain.contains(option), "{command}: {option} is not in its page");
        }
        if cfg!(target_os = "linux") {
            let lint = Command::new("mandoc")
                .args(["-T", "lint", "-W", "error"])
                .arg(&path)
                .output()
                .unwrap();
            assert!(lint.status.success(), "{}", String::from_utf8_lossy(&lint.stdout));
        }
        let words: Vec<_> = ["man"].into_iter().chain(command.split_whitespace()).collect();
        assert_eq!(run(&words, "").text(), page, "{command}");
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn completions_name_every_command() {
    for shell in ["bash", "zsh", "fish", "powershell"] {
        let script = run(&["completions", shell], "").text();
        for command in COMMANDS.iter().flat_map(|command| command.split_whitespace()) {
            assert!(script.contains(command), "{shell}: {command}");
        }
        assert!(!script.contains("system-root"), "{shell} offers what only tests use");
    }
    if cfg!(target_os = "linux") {
        let mut bash = Command::new("bash").arg("-n").stdin(Stdio::piped()).spawn().unwrap();
        let script = run(&["completions", "bash"], "").output;
        std::io::Write::write_all(&mut bash.stdin.take().unwrap(), &script).unwrap();
        assert!(bash.wait().unwrap().success());
    }
}
