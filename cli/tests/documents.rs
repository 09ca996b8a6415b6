//! The commands and samples of docs/tool.md, in both languages, as they are written.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::fs;
use std::net::Ipv4Addr;
use std::path::Path;
use std::process::Command;

use jpkicard::virtual_card::vpcd::Plug;
use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use support::figure::figure;
use support::pcscd::pcscd;

/// The fenced snippets of one language.
fn snippets(page: &str, language: &str) -> Vec<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(page);
    let text = fs::read_to_string(path).unwrap();
    let fences = text.split("```").skip(1).step_by(2);
    let of_language = fences.filter_map(|fence| fence.strip_prefix(&format!("{language}\n")));
    of_language.map(str::to_owned).collect()
}

/// Runs one, where the search path has the program and the first reader a card.
fn run(home: &Path, interpreter: &[&str], snippet: &str) -> String {
    let program = Path::new(env!("CARGO_BIN_EXE_jpkicard")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap());
    let mut command = Command::new(interpreter[0]);
    command.args(&interpreter[1..]).arg(snippet).current_dir(home);
    command.env("HOME", home).env("PATH", path).env("PCSCLITE_CSOCK_NAME", pcscd().socket());
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{snippet}\n{text}{error}");
    text
}

#[test]
fn the_samples_work_as_written() {
    let card = VirtualReader::new(VirtualCard::builder().build().unwrap());
    let _plug = Plug::connect((Ipv4Addr::LOCALHOST, pcscd().port(0)), card.clone()).unwrap();
    let home = std::env::temp_dir().join(format!("jpkicard-documents-{}", std::process::id()));
    fs::create_dir_all(home.join(".local/share/bash-completion/completions")).unwrap();
    run(&home, &["bash", "-c"], "jpkicard wait --timeout 10");
    let mut count = 0;
    for page in ["tool.md", "ja/tool.md"] {
        for snippet in snippets(page, "sh") {
            let lines = snippet.lines().filter(|line| line.starts_with("jpkicard "));
            let lines: Vec<_> = lines.collect();
            assert!(lines.len() >= 3, "{snippet}");
            run(&home, &["bash", "-ec"], &lines.join("\n"));
            count += lines.len();
        }
        let bash = snippets(page, "bash");
        let round = run(&home, &["bash", "-ec"], &format!("set -o pipefail\n{}", bash[0]));
        assert!(round.contains("good"), "{round}");
        let made = run(&home, &["bash", "-c"], &format!("pin=1234\n{}", bash[1]));
        assert!(made.contains("signed: "), "{made}");
        let wrong = run(&home, &["bash", "-c"], &format!("pin=9999\n{}", bash[1]));
        assert!(wrong.contains("wrong PIN") || wrong.contains("暗証番号が違います"), "{wrong}");
        let python = snippets(page, "python");
        let made = run(&home, &["python3", "-c"], &format!("pin = '1234'\n{}", python[0]));
        assert!(made.contains("signed: rsa-pkcs1-sha256"), "{made}");
        count += 4;
    }
    assert_eq!(card.with_card(|card| card.authentication_key_is_open()), Some(false));
    figure!("tool: {count} commands and samples of the tool's pages run as written");
    fs::remove_dir_all(home).unwrap();
}
