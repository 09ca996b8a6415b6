//! Both languages say the same, in as many pages and headings.

use crate::markdown::{Page, pages_in};

const LINES_OF_README: usize = 165;

/// A page and its Japanese counterpart.
fn pairs() -> Vec<(Page, Page)> {
    let book = pages_in("docs")
        .into_iter()
        .map(|name| (format!("docs/{name}"), format!("docs/ja/{name}")));
    let readmes = ["", "packaging/"]
        .map(|folder| (format!("{folder}README.md"), format!("{folder}README.ja.md")));
    let names = readmes.into_iter().chain(book);
    names.map(|(english, japanese)| (Page::read(&english), Page::read(&japanese))).collect()
}

#[test]
fn both_languages_have_the_same_pages() {
    assert_eq!(pages_in("docs"), pages_in("docs/ja"));
    assert!(pages_in("docs").len() >= 11);
}

#[test]
fn both_languages_have_the_same_headings_tables_and_snippets() {
    for (english, japanese) in pairs() {
        let levels =
            |page: &Page| page.headings.iter().map(|(level, _)| *level).collect::<Vec<_>>();
        let is_same = levels(&english) == levels(&japanese);
        let names =
            |page: &Page| page.headings.iter().map(|(_, name)| name.clone()).collect::<Vec<_>>();
        let (left, right) = (names(&english), names(&japanese));
        assert!(is_same, "{} {left:#?}\n{} {right:#?}", english.name, japanese.name);
        let languages = |page: &Page| {
            page.fences.iter().map(|fence| fence.language.clone()).collect::<Vec<_>>()
        };
        assert_eq!(languages(&english), languages(&japanese), "{}", english.name);
        // A test writes the tables of this page, in English.
        if english.name == "docs/differential.md" {
            continue;
        }
        let tables =
            |page: &Page| page.text.lines().filter(|line| line.starts_with("|---")).count();
        assert_eq!(tables(&english), tables(&japanese), "tables of {}", english.name);
    }
}

/// Japanese pages are for readers of Japanese: a page is not left in English.
#[test]
fn every_paragraph_of_a_japanese_page_is_japanese() {
    let is_japanese = |text: &str| text.chars().any(|c| ('\u{3040}'..='\u{30FF}').contains(&c));
    for (_, page) in pairs() {
        let prose = page.prose.split("\n\n").filter(|part| {
            let letters = part.chars().filter(char::is_ascii_alphabetic).count();
            !part.starts_with(['#', '|', '<', '[', ' ']) && letters > 60
        });
        for paragraph in prose {
            assert!(is_japanese(paragraph), "{}: {paragraph}", page.name);
        }
    }
}

#[test]
fn a_readme_is_short_and_begins_with_what_the_library_does_not_do() {
    for name in ["README.md", "README.ja.md"] {
        let page = Page::read(name);
        let lines: Vec<&str> = page.text.lines().collect();
        assert!(lines.len() <= LINES_OF_README, "{name} has {} lines", lines.len());
        let start = lines[..50].join("\n");
        for word in ["顔認証付きカードリーダー", "オンライン資格確認", "examples/run", "tests/run"]
        {
            assert!(start.contains(word), "the start of {name} lacks {word}");
        }
        for word in ["JPKI_ERROR_PIN_WRONG", "Status::PinWrong", "pkg-config", "find_package"] {
            assert!(page.text.contains(word), "{name} lacks {word}");
        }
    }
}
