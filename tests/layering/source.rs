//! Rust source as tokens: comments and test code are removed, and each token has its line number.
//!
//! Test code is the item, field or statement after `#[cfg(test)]` or `#[cfg(all(test, …))]`: it is
//! removed, and the file of a `mod name;` there is listed in [`Source::test_modules`].
//! `cfg(any(test, …))` is not test code, because other builds contain it too.

/// One token. A string or character literal is one token that begins with its quote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    pub text: String,
    pub line: usize,
}

/// A file without its comments and test code.
#[derive(Debug, Default)]
pub struct Source {
    pub tokens: Vec<Token>,
    /// Names of test modules in their own files.
    pub test_modules: Vec<String>,
    /// Lines of test code that use a `super::` path or import by `self::`, other than `use
    /// super::*;`.
    pub relative_imports_of_tests: Vec<usize>,
}

/// Parses a file.
pub fn read(text: &str) -> Source {
    without_tests(&tokens(text))
}

fn tokens(text: &str) -> Vec<Token> {
    let characters: Vec<char> = text.chars().collect();
    let (mut at, mut line) = (0, 1);
    let mut found = Vec::new();
    while let Some(&first) = characters.get(at) {
        let end = at + length(&characters[at..]);
        let text: String = characters[at..end].iter().collect();
        let lines = text.matches('\n').count();
        if !first.is_whitespace() && !text.starts_with("//") && !text.starts_with("/*") {
            found.push(Token { text, line });
        }
        line += lines;
        at = end;
    }
    found
}

/// The length in characters of the token, comment or blank at the start.
fn length(rest: &[char]) -> usize {
    let is_word = |c: &char| c.is_alphanumeric() || *c == '_';
    match rest {
        ['/', '/', ..] => rest.iter().take_while(|c| **c != '\n').count(),
        ['/', '*', ..] => block_comment(rest),
        [':', ':', ..] => 2,
        ['"', ..] => quoted(rest, 1, '"'),
        ['b' | 'c', '"', ..] => quoted(rest, 2, '"'),
        ['r', '"' | '#', ..] if raw(&rest[1..]).is_some() => 1 + raw(&rest[1..]).unwrap(),
        ['b' | 'c', 'r', '"' | '#', ..] if raw(&rest[2..]).is_some() => {
            2 + raw(&rest[2..]).unwrap()
        }
        ['b', '\'', ..] => quoted(rest, 2, '\''),
        // A character literal, or else a lifetime.
        ['\'', '\\', ..] | ['\'', _, '\'', ..] => quoted(rest, 1, '\''),
        ['\'', ..] => 1 + rest[1..].iter().take_while(|c| is_word(c)).count(),
        [first, ..] if is_word(first) => rest.iter().take_while(|c| is_word(c)).count(),
        _ => 1,
    }
}

fn block_comment(rest: &[char]) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        match rest[at..] {
            ['/', '*', ..] => (depth, at) = (depth + 1, at + 2),
            ['*', '/', ..] => (depth, at) = (depth - 1, at + 2),
            _ => at += 1,
        }
        if depth == 0 {
            break;
        }
    }
    at
}

fn quoted(rest: &[char], start: usize, quote: char) -> usize {
    let mut at = start;
    while at < rest.len() && rest[at] != quote {
        at += if rest[at] == '\\' { 2 } else { 1 };
    }
    (at + 1).min(rest.len())
}

/// The length of a raw string after its `r`, if it is one.
fn raw(rest: &[char]) -> Option<usize> {
    let hashes = rest.iter().take_while(|c| **c == '#').count();
    if rest.get(hashes) != Some(&'"') {
        return None;
    }
    let closing: Vec<char> = std::iter::once('"').chain((0..hashes).map(|_| '#')).collect();
    let body = &rest[hashes + 1..];
    let end = body.windows(closing.len()).position(|window| window == closing)?;
    Some(hashes + 1 + end + closing.len())
}

fn without_tests(tokens: &[Token]) -> Source {
    let mut source = Source::default();
    let mut at = 0;
    while at < tokens.len() {
        match attribute(&tokens[at..]) {
            Some((length, inner)) if is_test(&tokens[at..at + length]) => {
                let end =
                    if inner { tokens.len() } else { at + length + item(&tokens[at + length..]) };
                let skipped = &tokens[at + length..end];
                source.test_modules.extend(module_in_a_file(skipped));
                source.relative_imports_of_tests.extend(relative_imports(skipped));
                at = end;
            }
            _ => {
                source.tokens.push(tokens[at].clone());
                at += 1;
            }
        }
    }
    source
}

/// The length of the attribute at the start, and whether it is an inner one (`#![…]`).
fn attribute(tokens: &[Token]) -> Option<(usize, bool)> {
    let texts: Vec<&str> = tokens.iter().take(3).map(|token| token.text.as_str()).collect();
    match texts[..] {
        ["#", "[", ..] => Some((1 + group(&tokens[1..]), false)),
        ["#", "!", "["] => Some((2 + group(&tokens[2..]), true)),
        _ => None,
    }
}

/// The length of the bracketed group at the start.
fn group(tokens: &[Token]) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len()
}

/// Whether an attribute limits what follows to tests.
fn is_test(attribute: &[Token]) -> bool {
    let text: String = attribute.iter().map(|token| token.text.as_str()).collect();
    let Some(condition) = text.trim_start_matches(['#', '!']).strip_prefix("[cfg(") else {
        return false;
    };
    condition == "test)]" || condition.starts_with("all(test,") || condition.contains("all(test)")
}

/// The length of the item, field or statement at the start, with its attributes. If a comma ends it
/// too early (in generics), the rest counts as code outside tests: the checker then sees more,
/// never less.
fn item(tokens: &[Token]) -> usize {
    let mut at = 0;
    while let Some((length, _)) = attribute(&tokens[at..]) {
        at += length;
    }
    let is_import = tokens[at..].iter().take(6).any(|token| token.text == "use");
    while at < tokens.len() {
        match tokens[at].text.as_str() {
            ";" | "," => return at + 1,
            "{" => {
                at += group(&tokens[at..]);
                if !is_import {
                    return at;
                }
            }
            "(" | "[" => at += group(&tokens[at..]),
            ")" | "]" | "}" => return at,
            _ => at += 1,
        }
    }
    at
}

/// `name` of `mod name;`, with any visibility and attributes.
fn module_in_a_file(item: &[Token]) -> Option<String> {
    let [.., keyword, name, end] = item else { return None };
    (keyword.text == "mod" && end.text == ";").then(|| name.text.clone())
}

/// Where test code uses relative paths, other than `use super::*;`.
pub fn relative_imports(tokens: &[Token]) -> Vec<usize> {
    let texts: Vec<&str> = tokens.iter().map(|token| token.text.as_str()).collect();
    let starts = (0..texts.len()).filter(|&at| {
        let before = if at == 0 { "" } else { texts[at - 1] };
        match texts[at..] {
            ["super", "::", "*", ";", ..] => before != "use",
            ["super", "::", ..] => before != "::" && before != "in",
            ["self", "::", ..] => before == "use",
            _ => false,
        }
    });
    starts.map(|at| tokens[at].line).collect()
}
