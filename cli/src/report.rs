//! What a command found out: one description, printed as text for people or as JSON for programs.

use std::time::{Duration, SystemTime};

use base64ct::{Base64, Encoding};
use jpkicard::internal::text::shown;
use jpkicard::{Date, Language};
use serde_json::{Map, Value as Json};
use unicode_width::UnicodeWidthStr;

use crate::words::{Words, words};

/// One value, in the form that each output needs.
#[derive(Clone, Debug)]
pub(crate) enum Value {
    /// Not known, or not there: `null`.
    Nothing,
    Flag(bool),
    /// The same, in words of its own.
    Flagged(bool, Words),
    Number(i64),
    Text(String),
    /// A code for programs, and its words for people.
    Word(String, Words),
    /// A code for programs, and a sentence for people that is put together.
    Said(String, String),
    /// Base64 in JSON, hexadecimal for people.
    Bytes(Vec<u8>),
    /// RFC 3339 in UTC in JSON, Japan's time for people.
    Time(SystemTime),
    Day(Date),
    Part(Report),
    List(Vec<Report>),
    Texts(Vec<String>),
}

#[derive(Clone, Debug)]
struct Entry {
    key: &'static str,
    label: Words,
    value: Value,
    /// Only for programs: people see it elsewhere, or have no use for it.
    is_hidden: bool,
}

/// Named values in the order in which people read them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Report {
    entries: Vec<Entry>,
}

const YES: Words = words("yes", "はい");
const NO: Words = words("no", "いいえ");
const NONE: Words = words("-", "－");

impl Report {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a value. `key` is its name in JSON: stable once released.
    pub(crate) fn with(mut self, key: &'static str, label: Words, value: Value) -> Self {
        self.entries.push(Entry { key, label, value, is_hidden: false });
        self
    }

    /// Adds a value that is only in the JSON.
    pub(crate) fn with_hidden(mut self, key: &'static str, value: Value) -> Self {
        self.entries.push(Entry { key, label: words("", ""), value, is_hidden: true });
        self
    }

    pub(crate) fn to_json(&self) -> Json {
        let entries = self.entries.iter();
        Json::Object(
            entries
                .map(|entry| (entry.key.to_owned(), entry.value.to_json()))
                .collect::<Map<_, _>>(),
        )
    }

    /// Aligned lines, each ended.
    pub(crate) fn to_text(&self, language: Language) -> String {
        let mut lines = String::new();
        self.write(language, 0, &mut lines);
        lines
    }

    fn write(&self, language: Language, indent: usize, lines: &mut String) {
        let shown = || self.entries.iter().filter(|entry| !entry.is_hidden);
        let label = |entry: &Entry| entry.label.text(language);
        let widest = shown()
            .filter(|entry| !matches!(entry.value, Value::Part(_) | Value::List(_)))
            .map(|entry| label(entry).width())
            .max()
            .unwrap_or(0);
        let start = " ".repeat(indent);
        for entry in shown() {
            match &entry.value {
                Value::Part(part) if part.entries.is_empty() => {}
                Value::Part(part) => {
                    lines.push_str(&format!("{start}{}\n", label(entry)));
                    part.write(language, indent.saturating_add(2), lines);
                }
                Value::List(list) if list.is_empty() => {
                    lines.push_str(&format!("{start}{}: {}\n", label(entry), NONE.text(language)));
                }
                Value::List(list) => {
                    for (number, part) in (1_usize..).zip(list) {
                        lines.push_str(&format!("{start}{} {number}\n", label(entry)));
                        part.write(language, indent.saturating_add(2), lines);
                    }
                }
                value => {
                    let gap = widest.saturating_sub(label(entry).width()).saturating_add(2);
                    let text = value.to_text(language);
                    // A line of its own has no label.
                    let gap = " ".repeat(if widest == 0 { 0 } else { gap });
                    lines.push_str(&format!("{start}{}{gap}{text}\n", label(entry)));
                }
            }
        }
    }
}

impl Value {
    pub(crate) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(crate) fn number(number: impl TryInto<i64>) -> Self {
        number.try_into().map_or(Self::Nothing, Self::Number)
    }

    pub(crate) fn maybe<T>(value: Option<T>, some: impl FnOnce(T) -> Self) -> Self {
        value.map_or(Self::Nothing, some)
    }

    fn to_json(&self) -> Json {
        match self {
            Self::Nothing => Json::Null,
            Self::Flag(flag) | Self::Flagged(flag, _) => Json::Bool(*flag),
            Self::Number(number) => Json::from(*number),
            Self::Text(text) => Json::from(text.as_str()),
            Self::Word(code, _) | Self::Said(code, _) => Json::from(code.as_str()),
            Self::Bytes(bytes) => Json::from(Base64::encode_string(bytes)),
            Self::Time(time) => Json::from(utc(*time)),
            Self::Day(day) => Json::from(date(*day)),
            Self::Part(part) => part.to_json(),
            Self::List(list) => list.iter().map(Report::to_json).collect(),
            Self::Texts(texts) => texts.iter().map(String::as_str).map(Json::from).collect(),
        }
    }

    fn to_text(&self, language: Language) -> String {
        match self {
            Self::Flag(flag) => (if *flag { YES } else { NO }).text(language).to_owned(),
            Self::Number(number) => number.to_string(),
            // A card, a reader or a driver chose it.
            Self::Text(text) => shown(text.as_bytes()),
            Self::Word(_, said) | Self::Flagged(_, said) => said.text(language).to_owned(),
            Self::Said(_, said) => said.clone(),
            Self::Bytes(bytes) => hex::encode(bytes),
            Self::Time(time) => japan(*time),
            Self::Day(day) => date(*day),
            Self::Texts(texts) if !texts.is_empty() => shown(texts.join(", ").as_bytes()),
            Self::Nothing | Self::Texts(_) | Self::Part(_) | Self::List(_) => {
                NONE.text(language).to_owned()
            }
        }
    }
}

pub(crate) fn date(day: Date) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

/// RFC 3339, in UTC and whole seconds.
pub(crate) fn utc(time: SystemTime) -> String {
    humantime::format_rfc3339_seconds(time).to_string()
}

/// Japan has had one time, nine hours ahead of UTC and without summer time, since 1951.
pub(crate) fn japan(time: SystemTime) -> String {
    const AHEAD: Duration = Duration::from_secs(9 * 60 * 60);
    let shifted = time.checked_add(AHEAD).unwrap_or(time);
    utc(shifted).replace('T', " ").replace('Z', " JST")
}

#[cfg(test)]
mod tests;
