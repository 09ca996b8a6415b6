//! Reads modules and classes of VB as far as the tests ask about them: procedures, what they
//! declare, and their lines as words.

use std::collections::BTreeMap;

/// What a program is compiled for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Target {
    Vb6,
    Vba32,
    Vba64,
}

impl Target {
    fn holds(self, condition: &str) -> bool {
        match condition {
            "VBA7" => self != Self::Vb6,
            "VBA7 = 0" => self == Self::Vb6,
            "Win64" => self == Self::Vba64,
            condition => panic!("#If {condition}"),
        }
    }
}

/// A line of code without its comment, with those that continue it.
pub(crate) struct Line {
    pub(crate) number: usize,
    pub(crate) text: String,
    pub(crate) words: Vec<String>,
}

pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) is_optional: bool,
    pub(crate) is_array: bool,
}

pub(crate) struct Procedure {
    pub(crate) name: String,
    /// `Public`, `Friend` or `Private`.
    pub(crate) scope: String,
    /// `Sub`, `Function`, `Property`, `Event`.
    pub(crate) kind: String,
    pub(crate) parameters: Vec<Parameter>,
    pub(crate) result: String,
    pub(crate) lines: Vec<Line>,
    pub(crate) comment: String,
    pub(crate) description: Option<String>,
    pub(crate) number: usize,
}

pub(crate) struct Source {
    pub(crate) name: String,
    pub(crate) is_class: bool,
    pub(crate) procedures: Vec<Procedure>,
    /// Variables and constants: their types, and whether other modules see them.
    pub(crate) variables: BTreeMap<String, (String, bool)>,
    /// Types and their fields.
    pub(crate) types: BTreeMap<String, BTreeMap<String, String>>,
    pub(crate) enumerations: Vec<String>,
}

/// Names in lower case, as VB compares them; texts as they are; `As`, `(` and so on.
pub(crate) fn words(code: &str) -> Vec<String> {
    let letters: Vec<char> = code.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < letters.len() {
        let begin = at;
        match letters[at] {
            ' ' => {
                at += 1;
                continue;
            }
            '"' => {
                at += 1;
                // A doubled quotation mark ends one text and begins the next: no matter here.
                while letters[at] != '"' {
                    at += 1;
                }
                at += 1;
            }
            letter if letter.is_ascii_alphanumeric() || letter == '_' || letter == '&' => {
                at += 1;
                let is_part = |letter: &char| letter.is_ascii_alphanumeric() || *letter == '_';
                while letters.get(at).is_some_and(is_part) {
                    at += 1;
                }
                // The $ of a function that returns a String.
                if letters.get(at) == Some(&'$') {
                    found.push(lower(&letters[begin..at]));
                    at += 1;
                    continue;
                }
            }
            _ => {
                let pair: String = letters.iter().skip(at).take(2).collect();
                at += if matches!(pair.as_str(), ":=" | "<>" | "<=" | ">=") { 2 } else { 1 };
            }
        }
        let is_text = letters[begin] == '"';
        let word = &letters[begin..at];
        found.push(if is_text { word.iter().collect() } else { lower(word) });
    }
    found
}

fn lower(letters: &[char]) -> String {
    letters.iter().collect::<String>().to_ascii_lowercase()
}

/// The code of a line, and its comment.
pub(crate) fn parted(line: &str) -> (&str, &str) {
    let mut is_text = false;
    for (at, letter) in line.char_indices() {
        match letter {
            '"' => is_text = !is_text,
            '\'' if !is_text => return (&line[..at], &line[at..]),
            _ => {}
        }
    }
    (line, "")
}

/// The lines that are compiled for a target; each comment that has a line for itself stays.
fn lines(text: &str, target: Target) -> Vec<(usize, String)> {
    let mut found: Vec<(usize, String)> = Vec::new();
    let mut branches: Vec<bool> = Vec::new();
    let mut is_continued = false;
    for (at, line) in text.lines().enumerate() {
        if let Some(condition) = line.strip_prefix("#If ") {
            branches.push(target.holds(condition.strip_suffix(" Then").unwrap()));
        } else if line == "#Else" {
            let last = branches.last_mut().unwrap();
            *last = !*last;
        } else if line == "#End If" {
            branches.pop().unwrap();
        } else if branches.iter().all(|holds| *holds) {
            let (code, comment) = parted(line);
            let kept = if code.trim().is_empty() { comment } else { code.trim_end() };
            let (kept, goes_on) = match kept.strip_suffix(" _") {
                Some(kept) => (kept, true),
                None => (kept, false),
            };
            match found.last_mut() {
                Some((_, last)) if is_continued => *last += &format!(" {}", kept.trim_start()),
                _ => found.push((at + 1, kept.to_owned())),
            }
            is_continued = goes_on;
        }
    }
    assert!(branches.is_empty(), "#If without #End If");
    found
}

/// What a line declares: `name(0 To 3) As Kind = value, ...`, without the words before.
pub(crate) fn declared(words: &[String]) -> Vec<Parameter> {
    let mut found = Vec::new();
    for part in split(words) {
        let is = |word: &str| part.first().is_some_and(|first| first == word);
        let is_optional = is("optional");
        let before = ["optional", "byval", "byref", "withevents"];
        let skipped = part.iter().take_while(|word| before.contains(&word.as_str()));
        let part = &part[skipped.count()..];
        let Some(name) = part.first() else { continue };
        let place = part.iter().position(|word| word == "as");
        let after = place.map_or(&[][..], |at| &part[at + 1..]);
        let kind = after.iter().find(|word| *word != "new").map_or("variant", String::as_str);
        found.push(Parameter {
            name: name.clone(),
            kind: kind.to_owned(),
            is_optional,
            is_array: part.get(1).is_some_and(|word| word == "("),
        });
    }
    found
}

/// What commas outside parentheses separate.
pub(crate) fn split(words: &[String]) -> Vec<&[String]> {
    let (mut depth, mut begin) = (0_usize, 0);
    let mut parts = Vec::new();
    for (at, word) in words.iter().enumerate() {
        match word.as_str() {
            "(" => depth += 1,
            ")" => depth -= 1,
            "," if depth == 0 => {
                parts.push(&words[begin..at]);
                begin = at + 1;
            }
            _ => {}
        }
    }
    if begin < words.len() {
        parts.push(&words[begin..]);
    }
    parts
}

/// Where the parenthesis that opens at a place closes.
pub(crate) fn closing(words: &[String], open: usize) -> usize {
    let mut depth = 0_usize;
    for (at, word) in words.iter().enumerate().skip(open) {
        match word.as_str() {
            "(" => depth += 1,
            ")" if depth == 1 => return at,
            ")" => depth -= 1,
            _ => {}
        }
    }
    panic!("{words:?}: no end");
}

/// A declaration of a procedure, its lines still missing; nothing if a line is none.
fn procedure(number: usize, words: &[String]) -> Option<Procedure> {
    let scope = words.first().filter(|word| ["public", "private", "friend"].contains(&&***word))?;
    let rest: Vec<&str> = words.iter().skip(1).map(String::as_str).collect();
    let (kind, name) = match rest.as_slice() {
        ["declare", "ptrsafe", kind, name, ..] | ["declare", kind, name, ..] => (*kind, *name),
        ["property", _, name, ..] => ("property", *name),
        [kind @ ("sub" | "function" | "event"), name, ..] => (*kind, *name),
        _ => return None,
    };
    let open = words.iter().position(|word| word == "(")?;
    let close = closing(words, open);
    let result = match words.get(close + 1).map(String::as_str) {
        Some("as") => words[close + 2].clone(),
        _ => String::new(),
    };
    Some(Procedure {
        name: name.to_owned(),
        scope: scope.clone(),
        kind: kind.to_owned(),
        parameters: declared(&words[open + 1..close]),
        result,
        lines: Vec::new(),
        comment: String::new(),
        description: None,
        number,
    })
}

pub(crate) fn read(file: &str, text: &str, target: Target) -> Source {
    let (name, extension) = file.split_once('.').unwrap();
    let mut source = Source {
        name: name.to_ascii_lowercase(),
        is_class: extension == "cls",
        procedures: Vec::new(),
        variables: BTreeMap::new(),
        types: BTreeMap::new(),
        enumerations: Vec::new(),
    };
    let mut comment = String::new();
    let (mut is_inside, mut block) = (false, None::<(String, String)>);
    for (number, text) in lines(text, target) {
        if let Some(line) = text.strip_prefix('\'') {
            comment += line;
            continue;
        }
        let words = words(text.trim());
        let first = words.first().map_or("", String::as_str);
        let second = words.get(1).map_or("", String::as_str);
        if first == "attribute" {
            if let Some(last) = source.procedures.last_mut().filter(|_| is_inside) {
                last.description = text.split_once(" = ").map(|(_, value)| value.to_owned());
            }
        } else if let Some((kind, name)) = &block {
            if first == "end" {
                block = None;
            } else if kind == "type" && !first.starts_with('\'') {
                let field = declared(&words).remove(0);
                source.types.get_mut(name).unwrap().insert(field.name, field.kind);
            } else if kind == "enum" && !first.starts_with('\'') {
                source.variables.insert(first.to_owned(), ("long".to_owned(), true));
            }
        } else if is_inside {
            if first == "end" && matches!(second, "sub" | "function" | "property") {
                is_inside = false;
            } else if !words.is_empty() && !first.starts_with('\'') {
                let line = Line { number, text, words };
                source.procedures.last_mut().unwrap().lines.push(line);
            }
        } else if matches!(second, "type" | "enum") {
            let name = words[2].clone();
            if second == "type" {
                source.types.insert(name.clone(), BTreeMap::new());
            } else {
                source.enumerations.push(name.clone());
            }
            block = Some((second.to_owned(), name));
        } else if let Some(mut found) = procedure(number, &words) {
            is_inside = second != "declare" && second != "event";
            found.comment = std::mem::take(&mut comment);
            source.procedures.push(found);
        } else if matches!(first, "public" | "private") {
            let begin = if second == "const" { 2 } else { 1 };
            for variable in declared(&words[begin..]) {
                let is_seen = first == "public";
                source.variables.insert(variable.name, (variable.kind, is_seen));
            }
        }
        comment.clear();
    }
    assert!(!is_inside && block.is_none(), "{file}: no end");
    source
}
