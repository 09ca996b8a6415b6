//! Tables of the C reference that are made from the library and its headers.

use std::fmt::Write as _;
use std::fs;
use std::process::Command;

use jpkicard::trust::Reason;
use jpkicard::{Language, Status};

use crate::markdown::Page;
use crate::{compile_c, empty_folder, headers, is_writing, library, root, run};

const ENGLISH: &str = "docs/c-reference.md";
const JAPANESE: &str = "docs/ja/c-reference.md";

/// Compares a part of a page, or writes it.
fn is_part(page: &str, name: &str, content: &str) {
    let read = Page::read(page);
    let text = read.with_part(name, content);
    if is_writing() {
        fs::write(root().join(page), &text).unwrap();
    }
    let written = Page::read(page).text;
    assert!(text == written, "{page}, {name}: JPKICARD_WRITE_DOCS=1 writes {content}");
}

/// One test, since the parts are of the same pages.
#[test]
fn the_tables_of_the_reference_say_what_the_library_says() {
    let (mut english, mut japanese) = (
        "| name | number | meaning |\n|---|---|---|\n".to_owned(),
        "| 名前 | 値 | 受付での文（`jpki_status_text`） |\n|---|---|---|\n".to_owned(),
    );
    let constants = headers::constants();
    for status in Status::ALL {
        let (name, number) = (status.name(), status.code());
        let (value, meaning) = &constants[name];
        assert_eq!(*value, number.to_string(), "{name}");
        let _ = writeln!(english, "| `{name}` | {number} | {meaning} |");
        let text = status.text(Language::Japanese);
        let _ = writeln!(japanese, "| `{name}` | {number} | {text} |");
    }
    is_part(ENGLISH, "statuses", &english);
    is_part(JAPANESE, "statuses", &japanese);

    let heading = "|---|---|---|\n";
    let mut english = format!("| name | number | `jpki_reason_text` |\n{heading}");
    let mut japanese = format!("| 名前 | 値 | `jpki_reason_text` |\n{heading}");
    for reason in Reason::ALL {
        let number = *reason as i32;
        let is_name = |(name, (value, _)): &(&String, &(String, String))| {
            name.starts_with("JPKI_REASON_") && *value == number.to_string()
        };
        let (name, _) = constants.iter().find(is_name).unwrap();
        let (words, in_japanese) =
            (reason.text(Language::English), reason.text(Language::Japanese));
        let _ = writeln!(english, "| `{name}` | {number} | {words}. {in_japanese}。 |");
        let _ = writeln!(japanese, "| `{name}` | {number} | {in_japanese}。 |");
    }
    is_part(ENGLISH, "reasons", &english);
    is_part(JAPANESE, "reasons", &japanese);

    let sizes = sizes();
    is_part(
        ENGLISH,
        "sizes",
        &format!("| structure | bytes | fields at |\n|---|---|---|\n{sizes}"),
    );
    let japanese = format!("| 構造体 | バイト数 | フィールドの位置 |\n|---|---|---|\n{sizes}");
    is_part(JAPANESE, "sizes", &japanese);
}

#[test]
fn the_reference_names_the_libraries_that_a_static_program_links() {
    for page in [ENGLISH, JAPANESE] {
        assert!(Page::read(page).text.contains(&library::NATIVE_LIBRARIES.join(" ")), "{page}");
    }
}

/// Sizes and offsets as the C compiler has them.
fn sizes() -> String {
    let mut program = "#include <jpkicard.h>\n#include <stdio.h>\nint main(void)\n{\n".to_owned();
    for (name, fields) in headers::sized_structures() {
        let _ = writeln!(program, "printf(\"| `{name}` | %zu |\", sizeof({name}));");
        for (index, field) in fields.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            let _ =
                writeln!(program, "printf(\"{comma} `{field}` %zu\", offsetof({name}, {field}));");
        }
        program += "puts(\" |\");\n";
    }
    program += "return 0;\n}\n";
    let folder = empty_folder("sizes");
    let (source, binary) = (folder.join("sizes.c"), folder.join("sizes"));
    fs::write(&source, program).unwrap();
    compile_c(&source, &["-o", binary.to_str().unwrap()]);
    run(&mut Command::new(binary))
}
