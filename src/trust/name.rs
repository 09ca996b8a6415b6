//! Distinguished names in comparable form (RFC 5280, 7.1).

use der::asn1::{Any, ObjectIdentifier};
use der::{Tag, Tagged};
use x509_cert::name::{Name, RelativeDistinguishedName};

/// A name in comparable form: two names are equal if they match by RFC 5280.
///
/// Text is compared ignoring case, encoding (PrintableString or UTF8String) and the number of
/// spaces; everything else byte by byte. The Unicode normalization of RFC 4518's string preparation
/// is omitted: names that need it do not match, which can only cause a refusal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct ComparableName(Vec<Vec<(ObjectIdentifier, Value)>>);

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Value {
    Text(String),
    /// The tag and the content.
    Encoded(Tag, Vec<u8>),
}

impl ComparableName {
    pub(super) fn new(name: &Name) -> Self {
        Self(name.0.iter().map(relative).collect())
    }

    /// A name with one text per level.
    pub(super) fn of_texts(texts: &[(ObjectIdentifier, &str)]) -> Self {
        Self(texts.iter().map(|(oid, text)| vec![(*oid, Value::Text(prepared(text)))]).collect())
    }

    /// The name that is `name` below this one (nameRelativeToCRLIssuer).
    pub(super) fn below(mut self, name: &RelativeDistinguishedName) -> Self {
        self.0.push(relative(name));
        self
    }
}

fn relative(name: &RelativeDistinguishedName) -> Vec<(ObjectIdentifier, Value)> {
    let mut attributes: Vec<_> =
        name.0.iter().map(|attribute| (attribute.oid, value(&attribute.value))).collect();
    // A set: the order in the encoding does not matter.
    attributes.sort();
    attributes
}

fn value(value: &Any) -> Value {
    let text = match value.tag() {
        Tag::PrintableString | Tag::Utf8String | Tag::Ia5String => {
            std::str::from_utf8(value.value()).ok()
        }
        _ => None,
    };
    match text {
        Some(text) => Value::Text(prepared(text)),
        None => Value::Encoded(value.tag(), value.value().to_vec()),
    }
}

/// Lower case, single spaces between words, none at either end.
fn prepared(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

#[cfg(test)]
mod tests;
