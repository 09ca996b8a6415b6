//! `constants.go`: the enumerations as Go types with `String`. Structures and functions need no
//! declarations in Go, since cgo reads them from the headers.

use crate::enumerations::{Enumeration, enumerations};
use crate::model::{Constant, Interface};

const HEAD: &str = "\
// Code generated from the headers of jpkicard by capi/examples/bindings; DO NOT EDIT.
// SPDX-License-Identifier: MIT OR Apache-2.0

package jpkicard

import \"strconv\"
";

/// Of each typedef: its name in Go, and what a value of it is.
const TYPES: [(&str, &str, &str); 34] = [
    ("jpki_status", "Status", "what came of a call: OK, or one of the constants Err*"),
    ("jpki_language", "Language", "the language of a text for the person at the desk"),
    ("jpki_feature_flags", "Features", "a sum of what the library was built with"),
    ("jpki_log_level", "LogLevel", "how much is logged, or how grave a log line is"),
    ("jpki_field", "Field", "a field of a certificate"),
    ("jpki_algorithm", "Algorithm", "an algorithm to verify a signature with"),
    ("jpki_timeout", "Timeout", "one of the limits that [Readers.SetTimeout] sets"),
    ("jpki_presence", "Presence", "what is in a reader"),
    ("jpki_wait_flags", "WaitFlags", "a sum of how to wait for a card; 0 for none"),
    ("jpki_monitor_flags", "MonitorFlags", "a sum of what a monitor does; 0 for none"),
    ("jpki_event_kind", "EventKind", "what happened at the readers"),
    ("jpki_card_kind", "CardKind", "what a monitor found out about an inserted card"),
    ("jpki_token_kind", "TokenKind", "a kind of token: a card or a phone"),
    ("jpki_credential", "Credential", "a PIN, password or number that has tries"),
    ("jpki_tries", "TriesState", "what a card reports of the tries of a credential"),
    ("jpki_certificate_kind", "CertificateKind", "one of the certificates on a token"),
    ("jpki_virtual_kind", "VirtualKind", "a kind of embedded virtual card"),
    ("jpki_digest", "Digest", "the digest that is signed"),
    ("jpki_scheme", "Scheme", "how a digest is made into a signature"),
    ("jpki_input", "Input", "what the input of a signature is"),
    ("jpki_last_try", "LastTry", "whether a call may spend the last try; 0 is LastTryKeep"),
    ("jpki_record_kind", "RecordKind", "a record that an authority signs"),
    ("jpki_calendar", "Calendar", "the calendar of a printed birth date; 0 is CalendarJapanese"),
    ("jpki_authorities", "Authorities", "whose records are believed; 0 is AuthoritiesProduction"),
    ("jpki_sex", "Sex", "a sex as JIS X 0303 has it"),
    ("jpki_image", "Image", "an image on the card's face"),
    ("jpki_file", "File", "a file that a desk sends to a server"),
    ("jpki_picture_kind", "PictureKind", "a picture that can be made of a face"),
    ("jpki_reason", "Reason", "a reason why a verdict is not good"),
    ("jpki_purpose", "Purpose", "what a certificate must be for"),
    ("jpki_anchors", "Anchors", "which trust anchors to use"),
    ("jpki_policies", "Policies", "which certificate policies to accept"),
    ("jpki_revocation", "Revocation", "what is known about a certificate's revocation"),
    ("jpki_ocsp_hash", "OCSPHash", "how an OCSP request names the issuer"),
];

/// What comments mention, as Go has it.
const MENTIONED: [(&str, &str); 25] = [
    ("jpki_card_attributes_by_check_number", "[Card.AttributesByCheckNumber]"),
    ("jpki_card_authorities_add", "[AuthorityList.Add]"),
    ("jpki_card_compare_birth_date", "[Card.CompareBirthDate]"),
    ("jpki_card_face", "[Card.Face]"),
    ("jpki_card_set_authorities", "[Card.SetAuthorities]"),
    ("jpki_card_wait", "[Readers.Wait]"),
    ("jpki_context_set_timeout", "[Readers.SetTimeout]"),
    ("jpki_face_picture", "[Face.Picture]"),
    ("jpki_monitor_new", "[Readers.Monitor]"),
    ("jpki_monitor_next", "[Monitor.Next]"),
    ("jpki_verdict.policy_is_known", "[Verdict.PolicyKnown]"),
    ("jpki_verify_options.ocsp_hash", "[VerifyOptions.OCSPHash]"),
    ("JPKI_WAIT_FOREVER", "no limit"),
    ("error->tries_left", "TriesLeft"),
    ("tries_left", "TriesLeft"),
    ("status_word", "StatusWord"),
    ("own_anchors", "OwnAnchors"),
    ("own_policies", "OwnPolicies"),
    ("token_kind", "TokenKind"),
    ("struct_size", "structure's size"),
    ("NULL", "nil"),
    ("JPKI_FEATURE_", "Feature"),
    ("JPKI_ERROR_", "Err"),
    ("SHARING_VIOLATION", "ErrSharingViolation"),
    ("CARD_BUSY", "ErrCardBusy"),
];

/// Words of constants' names that Go does not write with one capital.
const INITIALISMS: [&str; 16] = [
    "CA", "CRL", "ID", "OCSP", "PCSC", "PIN", "PKCS1", "PNG", "PSS", "RSA", "SHA1", "SHA256",
    "SHA384", "SHA512", "SVG", "JPKI",
];

pub(crate) fn constants(interface: &Interface) -> Result<String, String> {
    let mut text = HEAD.to_owned();
    for group in enumerations(interface) {
        let (_, name, what) = TYPES
            .iter()
            .find(|(typedef, ..)| *typedef == group.name)
            .ok_or_else(|| format!("{} has no name in Go", group.name))?;
        text += &type_of(interface, &group, name, what)?;
    }
    Ok(text)
}

fn type_of(
    interface: &Interface,
    group: &Enumeration<'_>,
    name: &str,
    what: &str,
) -> Result<String, String> {
    let number = if group.is_flags { "uint32" } else { "int32" };
    let mut text = format!("\n// {name} is {what}.\ntype {name} {number}\n\nconst (\n");
    let found: Vec<&Constant> =
        group.constants.iter().copied().filter(|constant| !constant.on_request).collect();
    for (at, constant) in found.iter().enumerate() {
        if at > 0 {
            text.push('\n');
        }
        for line in &constant.comment {
            let line = line_in_go(interface, line)?;
            text += format!("\t// {line}").trim_end();
            text.push('\n');
        }
        let value = match constant.value {
            value if value > 0xFFFF => format!("0x{value:08X}"),
            value => value.to_string(),
        };
        text += &format!("\t{} {name} = {value}\n", go_name(&constant.name));
    }
    text += ")\n";
    Ok(text + &if group.is_flags { sum(name, &found) } else { one(name, &found) })
}

/// `String` of a value that is one of several.
fn one(name: &str, constants: &[&Constant]) -> String {
    let mut text = format!(
        "\n// String returns the constant's name.\nfunc (value {name}) String() string {{\n\tswitch \
         value {{\n"
    );
    for constant in constants {
        let constant = go_name(&constant.name);
        text += &format!("\tcase {constant}:\n\t\treturn \"{constant}\"\n");
    }
    text + &format!("\t}}\n\treturn \"{name}(\" + strconv.Itoa(int(value)) + \")\"\n}}\n")
}

/// `String` of a sum.
fn sum(name: &str, constants: &[&Constant]) -> String {
    let mut text = format!(
        "\n// String returns the names of the constants in the sum.\nfunc (value {name}) String() \
         string {{\n\ttext := \"\"\n"
    );
    for constant in constants {
        let constant = go_name(&constant.name);
        text += &format!(
            "\tif value&{constant} != 0 {{\n\t\ttext += \"|{constant}\"\n\t\tvalue &^= \
             {constant}\n\t}}\n"
        );
    }
    text + &format!(
        "\tif value != 0 || text == \"\" {{\n\t\ttext += \"|{name}(0x\" + \
         strconv.FormatUint(uint64(value), 16) + \")\"\n\t}}\n\treturn text[1:]\n}}\n"
    )
}

/// A line of a comment with the names that Go has.
fn line_in_go(interface: &Interface, line: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = line;
    while !rest.is_empty() {
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || "_->.".contains(letter);
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let bare = word.trim_end_matches(['.', '-']);
        let ending = word.get(bare.len()..).unwrap_or_default();
        text += &word_in_go(interface, bare)?;
        text += ending;
        let skipped = after.chars().next().map_or(0, char::len_utf8);
        let (between, next) = after.split_at(skipped);
        text += if between == "`" { "" } else { between };
        rest = next;
    }
    Ok(text.replace("**", ""))
}

fn word_in_go(interface: &Interface, word: &str) -> Result<String, String> {
    if interface.constants.iter().any(|constant| constant.name == word)
        && word != "JPKI_WAIT_FOREVER"
    {
        return Ok(go_name(word));
    }
    if let Some((_, name)) = MENTIONED.iter().find(|(name, _)| *name == word) {
        return Ok((*name).to_owned());
    }
    if word.to_ascii_lowercase().contains("jpki_") {
        return match word.strip_prefix("JPKI_").and_then(|name| name.strip_suffix('_')) {
            // A family, such as JPKI_EVENT_*.
            Some(family) => Ok(go_name(family)),
            None => Err(format!("{word} has no name in Go")),
        };
    }
    Ok(word.to_owned())
}

/// `JPKI_ERROR_PIN_WRONG` as `ErrPINWrong`.
fn go_name(name: &str) -> String {
    let name = name.strip_prefix("JPKI_").unwrap_or(name);
    let word = |word: &str| match word {
        "OK" => "OK".to_owned(),
        "PINS" => "PINs".to_owned(),
        "IPHONE" => "IPhone".to_owned(),
        word if INITIALISMS.contains(&word) => word.to_owned(),
        word => {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_owned() + &rest.to_ascii_lowercase()
        }
    };
    match name.strip_prefix("ERROR_") {
        Some(name) => "Err".to_owned() + &name.split('_').map(word).collect::<String>(),
        None => name.split('_').map(word).collect(),
    }
}
