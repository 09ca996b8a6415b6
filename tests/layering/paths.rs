//! The paths in a file's code: imports, re-exports and paths in expressions.

use crate::source::{Source, Token};

/// How a path is used in the code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `use path;`
    Import,
    /// `pub use path;`, with any visibility: not a dependency of this file, only a second name.
    HandedOn,
    /// A path in an expression, type or pattern.
    InPassing,
}

/// A path as written.
#[derive(Clone, Debug)]
pub struct Path {
    pub kind: Kind,
    /// The module that contains it: that of the file, or a `mod name { … }` inside it.
    pub module: Vec<String>,
    /// Its segments. The last of a glob is `*`.
    pub segments: Vec<String>,
    /// Its local name: the last segment, unless `as` gives another.
    pub name: String,
    pub line: usize,
}

/// The contents of a file's code.
#[derive(Debug, Default)]
pub struct Contents {
    pub paths: Vec<Path>,
    /// The inline modules in it, as paths of their names.
    pub inline_modules: Vec<Vec<String>>,
    /// `mod name;`, with the files given by `path = "…"` instead of `name.rs`.
    pub file_modules: Vec<(String, Vec<String>)>,
    /// The names of functions, types, constants and macros: (module, name).
    pub items: Vec<(Vec<String>, String)>,
}

const ITEMS: [&str; 9] =
    ["fn", "struct", "enum", "trait", "type", "const", "static", "union", "macro_rules"];

/// Parses the code of the file of `module`.
pub fn contents(module: &[String], source: &Source) -> Contents {
    let mut contents = Contents::default();
    let tokens = &source.tokens;
    let text = |at: usize| tokens.get(at).map_or("", |token: &Token| token.text.as_str());
    let mut current = module.to_vec();
    // The depths at which the surrounding inline modules end.
    let (mut depth, mut ends) = (0_usize, Vec::new());
    let mut named_files = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let before = if at == 0 { "" } else { text(at - 1) };
        match text(at) {
            "{" => depth += 1,
            "}" => {
                depth -= 1;
                if ends.last() == Some(&depth) {
                    ends.pop();
                    current.pop();
                }
            }
            "path" if text(at + 1) == "=" && text(at + 2).starts_with('"') => {
                named_files.push(text(at + 2).trim_matches('"').to_owned());
            }
            "mod" if text(at + 2) == "{" => {
                current.push(text(at + 1).to_owned());
                contents.inline_modules.push(current.clone());
                ends.push(depth);
                at += 1;
            }
            "mod" if text(at + 2) == ";" => {
                let files = std::mem::take(&mut named_files);
                contents.file_modules.push((text(at + 1).to_owned(), files));
                at += 2;
            }
            "use" if text(at + 1) != "<" => {
                let kind = match before {
                    "pub" | ")" => Kind::HandedOn,
                    _ => Kind::Import,
                };
                let line = tokens[at].line;
                let mut leaves = Vec::new();
                at = tree(tokens, at + 1, &[], &mut leaves);
                contents.paths.extend(leaves.into_iter().map(|(segments, name)| Path {
                    kind,
                    module: current.clone(),
                    segments,
                    name,
                    line,
                }));
            }
            // pub(in path)
            "in" if before == "(" && text(at.wrapping_sub(2)) == "pub" => {
                while text(at) != ")" {
                    at += 1;
                }
            }
            word if ITEMS.contains(&word) => {
                let name = if text(at + 1) == "!" { text(at + 2) } else { text(at + 1) };
                contents.items.push((current.clone(), name.to_owned()));
            }
            word if before != "::" && before != "." && text(at + 1) == "::" && is_name(word) => {
                let line = tokens[at].line;
                let mut segments = vec![word.to_owned()];
                while text(at + 1) == "::" && is_name(text(at + 2)) {
                    segments.push(text(at + 2).to_owned());
                    at += 2;
                }
                let (kind, module) = (Kind::InPassing, current.clone());
                let name = segments.last().cloned().unwrap_or_default();
                contents.paths.push(Path { kind, module, segments, name, line });
            }
            _ => {}
        }
        at += 1;
    }
    contents
}

fn is_name(text: &str) -> bool {
    text.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Parses a tree of imports after `prefix`, with their names. Returns where the tree ends.
fn tree(
    tokens: &[Token],
    mut at: usize,
    prefix: &[String],
    leaves: &mut Vec<(Vec<String>, String)>,
) -> usize {
    let text = |at: usize| tokens.get(at).map_or(";", |token: &Token| token.text.as_str());
    let mut segments = prefix.to_vec();
    loop {
        match text(at) {
            "{" => {
                at += 1;
                while text(at) != "}" && text(at) != ";" {
                    at = tree(tokens, at, &segments, leaves);
                    if text(at) == "," {
                        at += 1;
                    }
                }
                return at + 1;
            }
            "::" => at += 1,
            "as" => {
                leaves.push((segments, text(at + 1).to_owned()));
                return at + 2;
            }
            "," | "}" | ";" => {
                if segments.len() > 1 && segments.last().is_some_and(|last| last == "self") {
                    segments.pop();
                }
                let name = segments.last().cloned().unwrap_or_default();
                leaves.push((segments, name));
                return at;
            }
            segment => {
                segments.push(segment.to_owned());
                at += 1;
            }
        }
    }
}
