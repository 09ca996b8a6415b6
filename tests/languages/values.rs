//! The words of `scenarios.json`: what is sent for them, and which answers they allow.

use std::collections::BTreeMap;
use std::fs;

use openssl::hash::MessageDigest;
use openssl::sign::Verifier;
use openssl::x509::X509;
use serde_json::Value;

use crate::language::root;

/// Drivers get secrets in a form in which no copy of a line is one.
const MASK: u8 = 0x5A;

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub(crate) fn bytes(hex: &str) -> Option<Vec<u8>> {
    let pairs = (0..hex.len()).step_by(2);
    pairs.map(|at| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok()).collect()
}

pub(crate) fn secret(text: &[u8]) -> String {
    hex(&text.iter().map(|byte| byte ^ MASK).collect::<Vec<_>>())
}

/// The constants' numbers, and what answers have left under a name.
pub(crate) struct Values {
    constants: BTreeMap<String, i64>,
    kept: BTreeMap<String, String>,
}

impl Values {
    pub(crate) fn new() -> Self {
        let text = fs::read_to_string(root().join("bindings/interface.json")).unwrap();
        let interface: Value = serde_json::from_str(&text).unwrap();
        let groups = interface["enumerations"].as_array().unwrap();
        let constants = groups.iter().flat_map(|group| group["constants"].as_array().unwrap());
        let constants = constants
            .map(|one| (one["name"].as_str().unwrap().to_owned(), one["value"].as_i64().unwrap()));
        Self { constants: constants.collect(), kept: BTreeMap::new() }
    }

    pub(crate) fn keep(&mut self, name: &str, value: &str) {
        self.kept.insert(name.to_owned(), value.to_owned());
    }

    /// What a word of a request is on the line.
    pub(crate) fn sent(&self, word: &str) -> String {
        if let Some(name) = word.strip_prefix('$') {
            return self.kept.get(name).unwrap_or_else(|| panic!("no {name} is kept")).clone();
        }
        match word.split_once(':') {
            Some(("secret", text)) => secret(text.as_bytes()),
            Some(("bytes", text)) => hex(text.as_bytes()),
            Some(("hex", digits)) => digits.to_owned(),
            _ => self.number(word),
        }
    }

    fn number(&self, word: &str) -> String {
        self.constants.get(word).map_or_else(|| word.to_owned(), i64::to_string)
    }

    /// Whether an answer's word is what the scenario allows.
    pub(crate) fn allows(&mut self, expected: &str, found: &str) -> bool {
        if let Some(name) = expected.strip_prefix('?') {
            self.keep(name, found);
            return bytes(found).is_some_and(|bytes| !bytes.is_empty());
        }
        if let Some(part) = expected.strip_prefix('~') {
            return found.contains(part) && found.chars().count() > 3;
        }
        match (expected, expected.split_once(':')) {
            ("*", _) => true,
            ("bytes", _) => bytes(found).is_some_and(|bytes| !bytes.is_empty()),
            (_, Some(("bytes", length))) => {
                bytes(found).is_some_and(|bytes| bytes.len().to_string() == length)
            }
            (_, Some(("signed", rest))) => {
                let (certificate, data) = rest.split_once(':').unwrap();
                is_signed(&self.sent(certificate), &self.sent(data), found)
            }
            _ => self.sent(expected) == found,
        }
    }
}

/// Whether openssl finds an RSA signature with SHA-256 over the data right.
fn is_signed(certificate: &str, data: &str, signature: &str) -> bool {
    let parts = [certificate, data, signature].map(bytes);
    let [Some(certificate), Some(data), Some(signature)] = parts else { return false };
    let key = X509::from_der(&certificate).and_then(|certificate| certificate.public_key());
    let verified = key.and_then(|key| {
        Verifier::new(MessageDigest::sha256(), &key)?.verify_oneshot(&signature, &data)
    });
    verified.is_ok_and(|right| right)
}
