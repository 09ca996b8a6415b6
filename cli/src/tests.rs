//! The tables of the documents say what the program says.
//! `JPKICARD_WRITE_DOCS=1 cargo test -p jpkicard-cli` writes them.
#![allow(
    clippy::unwrap_used,
    clippy::arithmetic_side_effects,
    clippy::string_slice,
    reason = "a test"
)]

use std::fs;
use std::path::Path;

use jpkicard::Language;

use crate::doctor::cause::{Cause, Weight};
use crate::exit_code::ExitCode;
use crate::words::words;

/// The rows after the header of `columns` columns that begins with `first`, up to an empty line.
fn check(document: &str, first: &str, rows: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(document);
    let text = fs::read_to_string(&path).unwrap();
    let header = text.find(&format!("\n{first}")).unwrap() + 1;
    let rule = header + text[header..].find("\n|---").unwrap() + 1;
    let start = rule + text[rule..].find('\n').unwrap() + 1;
    let end = text[start..].find("\n\n").map_or(text.len(), |end| start + end + 1);
    if std::env::var_os("JPKICARD_WRITE_DOCS").is_some() {
        fs::write(&path, format!("{}{rows}{}", &text[..start], &text[end..])).unwrap();
        return;
    }
    assert_eq!(&text[start..end], rows, "{document}");
}

#[test]
fn the_documents_list_every_exit_code() {
    for (document, first, language) in [
        ("tool.md", "| code |", Language::English),
        ("ja/tool.md", "| コード |", Language::Japanese),
    ] {
        let row =
            |code: &ExitCode| format!("| {} | {} |\n", code.code, code.meaning.text(language));
        check(document, first, &ExitCode::ALL.iter().map(row).collect::<String>());
    }
}

#[test]
fn the_documents_list_everything_that_doctor_finds() {
    for (document, first, language) in
        [("tool.md", "| name |", Language::English), ("ja/tool.md", "| 名前 |", Language::Japanese)]
    {
        let note = words(" (note)", "（参考）").text(language);
        let row = |cause: &Cause| {
            let weight = if cause.weight == Weight::Note { note } else { "" };
            let (what, next) = (cause.what.text(language), cause.next.text(language));
            format!("| `{}`{weight} | {what} | {next} |\n", cause.code)
        };
        check(document, first, &Cause::ALL.iter().map(row).collect::<String>());
    }
}
