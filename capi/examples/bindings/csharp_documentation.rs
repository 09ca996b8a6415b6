//! The headers' comments as XML documentation of .NET: a constant becomes a reference to the
//! member that it is, which the compiler checks, and every other name of C becomes code.

use std::collections::BTreeMap;

use crate::csharp::enumeration_name;
use crate::enumerations::Enumeration;
use crate::model;
use crate::words::pascal_case;

/// What an enumeration is, where its typedef's comment only names the constants.
const ABOUT: [(&str, &str); 33] = [
    ("jpki_language", "The language of a text for the person at the desk."),
    ("jpki_feature_flags", "What the library was built with."),
    ("jpki_log_level", "How much is logged."),
    ("jpki_field", "A field of a certificate."),
    ("jpki_algorithm", "How a signature was made."),
    ("jpki_timeout", "What a timeout limits."),
    ("jpki_presence", "What is in a reader."),
    ("jpki_wait_flags", "What a wait for a card does besides."),
    ("jpki_monitor_flags", "What a monitor does besides."),
    ("jpki_event_kind", "What happened at the readers."),
    ("jpki_card_kind", "Whether a card that arrived is one for this library."),
    ("jpki_token_kind", "What kind of card or phone it is."),
    ("jpki_credential", "A PIN, password or number that has tries."),
    ("jpki_tries", "What a card reports about tries."),
    ("jpki_certificate_kind", "A certificate on a card."),
    ("jpki_virtual_kind", "A kind of embedded virtual card."),
    ("jpki_digest", "What data is hashed with."),
    ("jpki_scheme", "How a digest is padded, and where."),
    ("jpki_input", "Whether what is signed is data or a digest."),
    ("jpki_last_try", "Whether the last try may be spent."),
    ("jpki_record_kind", "What a card authority signs."),
    ("jpki_calendar", "The calendar of a birth date's year."),
    ("jpki_authorities", "Whose records are believed."),
    ("jpki_sex", "A person's sex, as the card has it."),
    ("jpki_image", "A picture on a card's face."),
    ("jpki_file", "A file of a record, for a server that verifies it."),
    ("jpki_picture_kind", "A picture that is made of a card's face."),
    ("jpki_reason", "What speaks against a certificate or a signature."),
    ("jpki_purpose", "What a certificate must be for."),
    ("jpki_anchors", "The CAs that are believed."),
    ("jpki_ocsp_hash", "How an OCSP request names the issuer."),
    ("jpki_policies", "Which certificate policies are accepted."),
    ("jpki_revocation", "What is known about a certificate's revocation."),
];

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
                let member = format!("{name}.{}", pascal_case(group.short(constant)));
                references.insert(constant.name.clone(), member);
            }
        }
        Self { references }
    }

    /// An enumeration: "One of JPKI_TOKEN_*." would say nothing here.
    pub(crate) fn of_enumeration(&self, group: &Enumeration<'_>) -> String {
        let text = group.comment.join(" ");
        if text.starts_with("One of ") || text.starts_with("Any of ") {
            let about = ABOUT.iter().find(|(name, _)| *name == group.name);
            let about = about.map_or_else(String::new, |(_, about)| format!("{about} "));
            let text = format!("{about}In C: <c>{}*</c>.", group.prefix);
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
