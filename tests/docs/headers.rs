//! What the C headers declare and define.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::root;

/// The C headers' text: the umbrella, then those of the nouns.
pub fn text() -> String {
    let include = root().join("include");
    let mut text = fs::read_to_string(include.join("jpkicard.h")).unwrap();
    if let Ok(nouns) = fs::read_dir(include.join("jpkicard")) {
        let mut paths: Vec<_> = nouns.map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        text.extend(paths.iter().map(|path| fs::read_to_string(path).unwrap()));
    }
    text
}

/// Lines outside comments.
fn code(text: &str) -> impl Iterator<Item = &str> {
    text.lines().map(str::trim_start).filter(|line| !line.starts_with(['*', '/']))
}

/// The functions that the headers declare.
pub fn functions() -> BTreeSet<String> {
    let text = text();
    let lines = code(&text).filter(|line| !line.starts_with("typedef") && !line.starts_with('#'));
    let names = lines.filter_map(|line| line.split_once('(')?.0.rsplit([' ', '*']).next());
    let names: BTreeSet<String> =
        names.filter(|name| name.starts_with("jpki_")).map(str::to_owned).collect();
    assert!(names.len() > 80, "{names:?}");
    names
}

/// The comment before each `#define`, as one line, with the value.
pub fn constants() -> BTreeMap<String, (String, String)> {
    let text = text();
    let mut found = BTreeMap::new();
    for part in text.split("/**").skip(1) {
        let Some((comment, after)) = part.split_once("*/") else { continue };
        let Some(define) = after.trim_start().strip_prefix("#define ") else { continue };
        let line = define.lines().next().unwrap();
        let Some((name, value)) = line.split_once(' ') else { continue };
        let words = comment.replace('*', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        let value = value.trim_matches(['(', ')']).to_owned();
        found.insert(name.to_owned(), (value, words));
    }
    found
}

/// Structures that begin with `struct_size`, in the headers' order, with the names of their fields.
pub fn sized_structures() -> Vec<(String, Vec<String>)> {
    let text = text();
    let mut found = Vec::new();
    for part in text.split("typedef struct ").skip(1) {
        let Some((name, rest)) = part.split_once(" {") else { continue };
        if name.contains([';', '\n']) {
            continue;
        }
        let Some((body, _)) = rest.split_once("\n}") else { continue };
        let fields: Vec<String> = body
            .lines()
            .filter(|line| line.starts_with("    ") && !line.starts_with("     "))
            .filter(|line| !line.trim_start().starts_with(['*', '/']))
            .map(|line| {
                // A function's name is in brackets of its own.
                let before = line.split([';', '[']).next().unwrap().split(")(").next().unwrap();
                before.rsplit([' ', '*']).next().unwrap().to_owned()
            })
            .collect();
        if fields.first().is_some_and(|first| first == "struct_size") {
            found.push((name.to_owned(), fields));
        }
    }
    assert!(found.len() > 4, "{found:?}");
    found
}
