//! Snippets of C, C++ and Rust: which there are, and that those of C compile by themselves.

use std::fs;

use crate::markdown::{Page, book};
use crate::{compile_c, empty_folder, root};

const OF_A_README: &str = "lines of a README of bindings/, which its check compiles or runs";

/// What a fence may say, and who looks after it.
const LANGUAGES: [(&str, &str); 22] = [
    ("c", "compiled here; whole programs are run by commands.rs"),
    ("rust", "run by rustdoc: src/lib.rs"),
    ("rust,no_run", "compiled by rustdoc: src/lib.rs"),
    ("sh", "run by commands.rs"),
    ("console", "run and compared by commands.rs"),
    ("cmake", "run by commands.rs"),
    ("bash", "run by cli/tests/documents.rs"),
    ("python", "run by cli/tests/documents.rs; PKCS #11: the like by pkcs11/tests/clients.rs"),
    ("shell", "recipes for PKCS #11: the like, with typed PINs, by pkcs11/tests/clients.rs"),
    ("powershell", "for Windows; the same arguments as in bash"),
    ("vb", "lines of a README of bindings/, or for Windows, with the same arguments as in bash"),
    ("cobol", OF_A_README),
    ("cpp", OF_A_README),
    ("csharp", OF_A_README),
    ("go", OF_A_README),
    ("java", OF_A_README),
    ("javascript", OF_A_README),
    ("pascal", OF_A_README),
    ("php", OF_A_README),
    ("ruby", OF_A_README),
    ("bat", "for Windows: the CI job there runs the like; packaging/readme runs the README's"),
    ("text", "no code"),
];

pub fn is_whole_program(code: &str) -> bool {
    code.contains("int main(")
}

#[test]
fn every_snippet_is_in_a_language_that_a_test_looks_after() {
    for page in book() {
        for fence in &page.fences {
            let is_known = LANGUAGES.iter().any(|(language, _)| *language == fence.language);
            assert!(is_known, "{}:{}: {}", page.name, fence.line, fence.language);
        }
    }
}

/// The folder of `bindings` for a fence, where it is not named like it.
fn folder_of(language: &str) -> &str {
    match language {
        "javascript" => "node",
        "vb" => "vb",
        other => other,
    }
}

#[test]
fn every_line_of_another_language_is_one_of_its_readme() {
    for name in ["docs/languages.md", "docs/ja/languages.md"] {
        let page = Page::read(name);
        assert!(page.fences.len() >= 10, "{name}");
        for fence in &page.fences {
            let readme = format!("bindings/{}/README.md", folder_of(&fence.language));
            let readme = fs::read_to_string(root().join(&readme)).unwrap();
            let lines: Vec<&str> = readme.lines().map(str::trim).collect();
            for line in fence.text.lines().map(str::trim).filter(|line| !line.is_empty()) {
                assert!(lines.contains(&line), "{name}:{}: {line}", fence.line);
            }
        }
    }
}

#[test]
fn every_snippet_of_c_compiles_without_a_warning() {
    let folder = empty_folder("snippets");
    let mut count = 0;
    for page in book() {
        for fence in page.fences.iter().filter(|fence| fence.language == "c") {
            count += 1;
            let source = folder.join(format!("{}-{}.c", page.name.replace('/', "-"), fence.line));
            fs::write(&source, &fence.text).unwrap();
            let object = source.with_extension("o");
            compile_c(&source, &["-c", "-o", object.to_str().unwrap()]);
        }
    }
    assert!(count >= 14, "{count} snippets of C");
}

#[test]
fn rustdoc_is_given_every_page_that_has_rust() {
    let library = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let has_rust = |page: &Page| page.fences.iter().any(|fence| fence.language.starts_with("rust"));
    let pages: Vec<Page> = book().into_iter().filter(has_rust).collect();
    assert!(pages.len() >= 8, "{}", pages.len());
    for page in pages {
        let include = format!("include_str!(\"../{}\")", page.name);
        assert!(library.contains(&include), "src/lib.rs lacks {include}");
    }
}
