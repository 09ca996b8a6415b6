//! The headers' comments as XML documentation of .NET: a constant becomes a reference to the
//! member that it is, which the compiler checks, and every other name of C becomes code.

use std::collections::BTreeMap;

use crate::csharp::{enumeration_name, pascal};
use crate::enumerations::Enumeration;
use crate::model;

/// What stands for a name of C.
pub(crate) struct Documentation {
    /// `JPKI_TOKEN_IPHONE` as `TokenKind.Iphone`, and `JPKI_TOKEN_*` as `TokenKind`.
    references: BTreeMap<String, String>,
}

impl Documentation {
    pub(crate) fn new(groups: &[Enumeration<'_>]) -> Self {
        let mut references = BTreeMap::new();
        for group in groups {
            let name = enumeration_name(group.name);
            references.insert(format!("{}*", group.prefix), name.clone());
            references.insert(group.name.to_owned(), name.clone());
            for constant in group.constants.iter().filter(|constant| !constant.on_request) {
                let member = format!("{name}.{}", pascal(group.short(constant)));
                references.insert(constant.name.clone(), member);
            }
        }
        Self { references }
    }

    /// An enumeration: "One of JPKI_TOKEN_*." would say nothing here.
    pub(crate) fn of_enumeration(&self, group: &Enumeration<'_>) -> String {
        let text = group.comment.join(" ");
        if text.starts_with("One of ") || text.starts_with("Any of ") {
            let kind = if group.is_flags { "Any" } else { "One" };
            let text = format!("{kind} of the header's <c>{}*</c>.", group.prefix);
            return self.element("summary", &[text], "    ");
        }
        self.whole(group.comment, "    ")
    }

    /// The first sentence alone.
    pub(crate) fn summary(&self, comment: &[String], indent: &str) -> String {
        self.element("summary", &[self.line(&model::summary(comment))], indent)
    }

    /// The first paragraph, and the others as remarks.
    pub(crate) fn whole(&self, comment: &[String], indent: &str) -> String {
        let paragraphs: Vec<String> = comment
            .split(String::is_empty)
            .filter(|lines| !lines.is_empty())
            .map(|lines| self.line(&lines.join(" ")))
            .collect();
        let (first, others) = match paragraphs.split_first() {
            Some((first, others)) => (first.clone(), others),
            None => return String::new(),
        };
        let mut text = self.element("summary", &[first], indent);
        if !others.is_empty() {
            text += &self.element("remarks", others, indent);
        }
        text
    }

    fn element(&self, name: &str, paragraphs: &[String], indent: &str) -> String {
        let inner = match paragraphs {
            [only] => only.clone(),
            several => several.iter().map(|one| format!("<para>{one}</para> ")).collect(),
        };
        let inner = inner.trim_end();
        let one = format!("{indent}/// <{name}>{inner}</{name}>\n");
        if one.chars().count() <= 101 {
            return one;
        }
        let mut text = format!("{indent}/// <{name}>\n");
        let mut line = format!("{indent}///");
        for word in words(inner) {
            if line.chars().count().saturating_add(word.chars().count()) >= 100 {
                text += &line;
                text.push('\n');
                line = format!("{indent}///");
            }
            line.push(' ');
            line += &word;
        }
        text + &line + &format!("\n{indent}/// </{name}>\n")
    }

    /// One paragraph.
    fn line(&self, text: &str) -> String {
        let text = text.replace("**", "").replace('`', "");
        let mut made = String::new();
        let mut rest = text.as_str();
        while let Some(start) = name_start(rest) {
            let (before, from) = rest.split_at(start);
            let end = from.find(|letter| !is_name(letter)).unwrap_or(from.len());
            // The full stop after a field's name ends the sentence.
            let name = from.split_at(end).0.trim_end_matches('.');
            made += &escaped(before);
            made += &self.reference(name);
            rest = from.split_at(name.len()).1;
        }
        made + &escaped(rest)
    }

    fn reference(&self, name: &str) -> String {
        match self.references.get(name) {
            Some(member) => format!("<see cref=\"{member}\"/>"),
            None => format!("<c>{}</c>", escaped(name)),
        }
    }
}

fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '_' | '*' | '.')
}

/// Where the first name of C begins.
fn name_start(text: &str) -> Option<usize> {
    ["JPKI_", "jpki_"].iter().filter_map(|prefix| text.find(prefix)).min()
}

/// A reference has a space in it, at which no line is broken.
fn words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match found.last_mut() {
            Some(last) if last.ends_with("<see") => {
                last.push(' ');
                last.push_str(word);
            }
            _ => found.push(word.to_owned()),
        }
    }
    found
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
