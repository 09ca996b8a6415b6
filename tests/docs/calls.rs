//! The lists of C functions, and every name of C that a document mentions.

use std::collections::BTreeSet;

use crate::headers;
use crate::markdown::{Page, book};

/// The `jpki_…` in backticks between two headings.
fn listed(page: &Page, from: &str, to: &str) -> BTreeSet<String> {
    let (_, rest) =
        page.text.split_once(from).unwrap_or_else(|| panic!("{} lacks {from}", page.name));
    let part = rest.split_once(to).map_or(rest, |(part, _)| part);
    let names = part.split('`').filter(|name| name.starts_with("jpki_"));
    names.map(str::to_owned).collect()
}

#[test]
fn the_changelog_lists_each_function_of_the_headers() {
    let changes = Page::read("CHANGELOG.md");
    assert_eq!(listed(&changes, "### C calls", "### "), headers::functions());
}

#[test]
fn the_reference_lists_each_function_of_the_headers_in_both_languages() {
    for (name, from, to) in [
        ("docs/c-reference.md", "## Functions by header", "\n## "),
        ("docs/ja/c-reference.md", "## ヘッダー別の関数", "\n## "),
    ] {
        let page = Page::read(name);
        assert_eq!(listed(&page, from, to), headers::functions(), "{name}");
    }
}

/// A name with `…` or `*` after it stands for all that begin so.
#[test]
fn every_name_of_c_that_a_document_mentions_is_in_the_headers() {
    let headers = headers::text();
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let known: BTreeSet<&str> = headers.split(|c| !is_part(c)).collect();
    let pages = book().into_iter().chain([Page::read("CHANGELOG.md"), Page::read("SECURITY.md")]);
    let mut faults = Vec::new();
    for page in pages {
        let starts = ["jpki_", "JPKI_"].iter().flat_map(|start| page.text.match_indices(start));
        for (at, _) in starts {
            let before = page.text[..at].chars().next_back();
            if before.is_some_and(|c| is_part(c) || c == '/') {
                continue;
            }
            let name: String = page.text[at..].chars().take_while(|c| is_part(*c)).collect();
            let after = page.text[at + name.len()..].chars().next();
            let is_known = match after {
                Some('…' | '*') => known.iter().any(|known| known.starts_with(&name)),
                _ => known.contains(name.as_str()) || name.ends_with('_'),
            };
            if !is_known {
                faults.push(format!("{}: {name}", page.name));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
