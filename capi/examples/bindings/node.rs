//! For Node.js: `raw.js`, the structures and functions for koffi; `constants.js` and
//! `constants.d.ts`, the enumerations.

use crate::enumerations::{Enumeration, enumerations, numbers};
use crate::layout::{BITS_64, layout};
use crate::model::{Comment, Constant, Function, Interface, Type, summary};
use crate::roles::{Role, roles};
use crate::words::filled;

const HEAD: &str = "\
// Generated from the headers of jpkicard by capi/examples/bindings: do not edit.
// SPDX-License-Identifier: MIT OR Apache-2.0
";

const CONSTANTS: &str = "\
'use strict';

/** The enumerations of the library, each an object with its constants as numbers. */
";

const RAW: &str = "\
'use strict';

/**
 * The structures and functions of the C library, as koffi calls them. Handles are BigInts, or null;
 * bytes are a Buffer and a length, and texts that end with NUL are strings.
 */

const { randomBytes } = require('node:crypto');
const koffi = require('koffi');

/**
 * The name of a type for koffi. Its names are the process's, so a second copy of this package needs
 * others; and its pointers to types without a name take one type for another.
 */
const COPY = randomBytes(8).toString('hex');
const own = (name) => `${name}_${COPY}`;

/** Where a function stores one value: the first element of an array. */
const stored = (type) => koffi.out(koffi.pointer(type));
/** A structure that a function reads, given as an object: what is missing is zero. */
const read = (type) => koffi.pointer(type);
/** A structure that a function reads and writes. */
const written = (type) => koffi.inout(koffi.pointer(type));
";

/// Of each typedef: its name in JavaScript, and what a value of it is.
const TYPES: [(&str, &str, &str); 34] = [
    ("jpki_status", "Status", "What came of a call."),
    ("jpki_language", "Language", "The language of a text for the person at the desk."),
    ("jpki_feature_flags", "Feature", "What a library can be built with; can be added up."),
    ("jpki_log_level", "LogLevel", "How much is logged, or how grave a log line is."),
    ("jpki_field", "Field", "A field of a certificate."),
    ("jpki_algorithm", "Algorithm", "An algorithm to verify a signature with."),
    ("jpki_timeout", "Timeout", "One of the limits that Readers.setTimeout sets."),
    ("jpki_presence", "Presence", "What is in a reader."),
    ("jpki_wait_flags", "WaitFlag", "How to wait for a card; can be added up."),
    ("jpki_monitor_flags", "MonitorFlag", "What a monitor does; can be added up."),
    ("jpki_event_kind", "EventKind", "What happened at the readers."),
    ("jpki_card_kind", "CardKind", "What a monitor found out about an inserted card."),
    ("jpki_token_kind", "TokenKind", "A kind of token: a card or a phone."),
    ("jpki_credential", "Credential", "A PIN, password or number that has tries."),
    ("jpki_tries", "TriesState", "What a card reports of the tries of a credential."),
    ("jpki_certificate_kind", "CertificateKind", "One of the certificates on a token."),
    ("jpki_virtual_kind", "VirtualKind", "A kind of embedded virtual card."),
    ("jpki_digest", "Digest", "The digest that is signed."),
    ("jpki_scheme", "Scheme", "How a digest is made into a signature."),
    ("jpki_input", "Input", "What the input of a signature is."),
    ("jpki_last_try", "LastTry", "Whether a call may spend the last try."),
    ("jpki_record_kind", "RecordKind", "A record that an authority signs."),
    ("jpki_calendar", "Calendar", "The calendar of a printed birth date."),
    ("jpki_authorities", "Authorities", "Whose records are believed."),
    ("jpki_sex", "Sex", "A sex as JIS X 0303 has it."),
    ("jpki_image", "ImageKind", "An image on the card's face."),
    ("jpki_file", "RecordFile", "A file that a desk sends to a server."),
    ("jpki_picture_kind", "PictureKind", "A picture that can be made of a face."),
    ("jpki_reason", "Reason", "A reason why a verdict is not good."),
    ("jpki_purpose", "Purpose", "What a certificate must be for."),
    ("jpki_anchors", "Anchors", "Which trust anchors to use."),
    ("jpki_policies", "Policies", "Which certificate policies to accept."),
    ("jpki_revocation", "Revocation", "What is known about a certificate's revocation."),
    ("jpki_ocsp_hash", "OcspHash", "How an OCSP request names the issuer."),
];

/// What comments mention, as JavaScript has it.
const MENTIONED: [(&str, &str); 21] = [
    ("jpki_card_attributes_by_check_number", "Card.attributesByCheckNumber"),
    ("jpki_card_authorities_add", "AuthorityList.add"),
    ("jpki_card_compare_birth_date", "Card.compareBirthDate"),
    ("jpki_card_face", "Card.face"),
    ("jpki_card_set_authorities", "Card.setAuthorities"),
    ("jpki_card_wait", "Readers.wait"),
    ("jpki_context_set_timeout", "Readers.setTimeout"),
    ("jpki_face_picture", "Face.picture"),
    ("jpki_monitor_new", "Readers.monitor"),
    ("jpki_monitor_next", "Monitor.nextEvent"),
    ("jpki_verdict.policy_is_known", "Verdict.policyIsKnown"),
    ("jpki_verify_options.ocsp_hash", "the option ocspHash"),
    ("JPKI_WAIT_FOREVER", "Infinity"),
    ("error->tries_left", "triesLeft"),
    ("tries_left", "triesLeft"),
    ("status_word", "statusWord"),
    ("own_anchors", "ownAnchors"),
    ("own_policies", "ownPolicies"),
    ("token_kind", "tokenKind"),
    ("struct_size", "structure's size"),
    ("NULL", "null"),
];

fn head() -> String {
    HEAD.to_owned()
}

/// A typedef's name and description.
fn named(typedef: &str) -> Result<(&'static str, &'static str), String> {
    let found = TYPES.iter().find(|(name, ..)| *name == typedef);
    let (_, name, what) = found.ok_or_else(|| format!("{typedef} has no name in JavaScript"))?;
    Ok((name, what))
}

/// `constants.js`.
pub(crate) fn constants(interface: &Interface) -> Result<String, String> {
    enumerated(interface, head() + CONSTANTS, |name, _| {
        (format!("exports.{name} = Object.freeze({{\n"), ": ", ",\n", "});\n".to_owned())
    })
}

/// `constants.d.ts`.
pub(crate) fn types(interface: &Interface) -> Result<String, String> {
    enumerated(interface, head(), |name, is_flags| {
        let values = if is_flags {
            // A sum has other values than the constants.
            format!("}};\nexport type {name} = number;\n")
        } else {
            format!("}};\nexport type {name} = (typeof {name})[keyof typeof {name}];\n")
        };
        (format!("export declare const {name}: {{\n"), ": ", ";\n", values)
    })
}

/// The enumerations after `text`. `frame` is what stands before, between and after the constants.
fn enumerated(
    interface: &Interface,
    mut text: String,
    frame: impl Fn(&str, bool) -> (String, &'static str, &'static str, String),
) -> Result<String, String> {
    let is_type = !text.contains("use strict");
    for group in enumerations(interface) {
        let (name, what) = named(group.name)?;
        let (before, between, ending, after) = frame(name, group.is_flags);
        text += &format!("\n/** {what} */\n{before}");
        for constant in present(&group) {
            text += &comment(interface, &constant.comment)?;
            let value = match constant.value {
                value if value > 0xFFFF => format!("0x{value:08x}"),
                value => value.to_string(),
            };
            let modifier = if is_type { "readonly " } else { "" };
            text += &format!("  {modifier}{}{between}{value}{ending}", group.short(constant));
        }
        text += &after;
    }
    Ok(text)
}

fn present<'a>(group: &'a Enumeration<'_>) -> impl Iterator<Item = &'a Constant> {
    group.constants.iter().copied().filter(|constant| !constant.on_request)
}

/// A comment, indented, with the names that JavaScript has.
fn comment(interface: &Interface, lines: &Comment) -> Result<String, String> {
    let mut translated = Vec::new();
    for line in lines {
        translated.push(line_in_javascript(interface, line)?);
    }
    if let [line] = translated.as_slice()
        && line.len() <= 90
    {
        return Ok(format!("  /** {line} */\n"));
    }
    let lines = translated.iter().map(|line| format!("   * {line}").trim_end().to_owned() + "\n");
    Ok(format!("  /**\n{}   */\n", lines.collect::<String>()))
}

fn line_in_javascript(interface: &Interface, line: &str) -> Result<String, String> {
    let mut text = String::new();
    let mut rest = line;
    while !rest.is_empty() {
        let is_part = |letter: char| letter.is_ascii_alphanumeric() || "_->.".contains(letter);
        let end = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let bare = word.trim_end_matches(['.', '-']);
        text += &word_in_javascript(interface, bare)?;
        text += word.get(bare.len()..).unwrap_or_default();
        let (between, next) = after.split_at(after.chars().next().map_or(0, char::len_utf8));
        text += if between == "`" { "" } else { between };
        rest = next;
    }
    // `*/` would end the comment.
    Ok(text.replace("**", "").replace("*/", "* /"))
}

fn word_in_javascript(interface: &Interface, word: &str) -> Result<String, String> {
    if let Some((_, name)) = MENTIONED.iter().find(|(name, _)| *name == word) {
        return Ok((*name).to_owned());
    }
    for group in enumerations(interface) {
        if let Some(constant) = group.constants.iter().find(|constant| constant.name == word) {
            return Ok(format!("{}.{}", named(group.name)?.0, group.short(constant)));
        }
        // A family, such as JPKI_EVENT_* or JPKI_EVENT_SERVICE_*.
        if let Some(rest) = word.strip_prefix(group.prefix)
            && (rest.is_empty() || rest.ends_with('_'))
        {
            return Ok(format!("{}.{rest}", named(group.name)?.0));
        }
    }
    if word.to_ascii_lowercase().contains("jpki_") {
        return Err(format!("{word} has no name in JavaScript"));
    }
    Ok(word.to_owned())
}

/// A comment of lines that are not too long.
fn wrapped(text: &str, indent: &str) -> String {
    let lines = filled(text, 92_usize.saturating_sub(indent.len()));
    if let [line] = lines.as_slice() {
        return format!("{indent}/** {line} */\n");
    }
    let lines: String = lines.iter().map(|line| format!("{indent} * {line}\n")).collect();
    format!("{indent}/**\n{lines}{indent} */\n")
}

/// `raw.js`.
pub(crate) fn raw(interface: &Interface) -> Result<String, String> {
    let mut text = head() + RAW;
    text += "\nconst callbacks = {};\nconst structures = {};\n";
    for alias in &interface.aliases {
        if let Type::Callback(_) = alias.of {
            let prototype = prototype(interface, &alias.of, &alias.name)?;
            text += &format!("\n{}", wrapped(&summary(&alias.comment), ""));
            text += &format!("callbacks.{} = {prototype};\n", alias.name);
        }
    }
    for structure in &interface.structures {
        text += &format!("\n{}", wrapped(&summary(&structure.comment), ""));
        text += &fields(interface, structure)?;
    }
    text += "\n/** The sizes of the structures in bytes on a 64-bit system, for a test. */\n";
    text += "const sizes = {\n";
    for structure in &interface.structures {
        let size = layout(interface, structure, BITS_64).size;
        text += &format!("  {}: {size},\n", structure.name);
    }
    text +=
        "};\n\n/** Sizes of buffers, and numbers that stand for something. */\nconst numbers = {\n";
    for number in numbers(interface).into_iter().filter(|number| !number.on_request) {
        text += &format!("  {}: {},\n", number.name, number.value);
    }
    text +=
        "};\n\n/** Declares the functions of a loaded library. */\nfunction declare(library) {\n";
    text += "  return {\n";
    for function in interface.functions.iter().filter(|function| !function.on_request) {
        text += &declaration(interface, function)?;
    }
    text += "  };\n}\n\nmodule.exports = { callbacks, declare, numbers, sizes, structures };\n";
    Ok(text)
}

fn fields(interface: &Interface, structure: &crate::model::Structure) -> Result<String, String> {
    let mut text = format!("structures.{0} = koffi.struct(own('{0}'), {{\n", structure.name);
    let mut prototypes = String::new();
    for field in &structure.fields {
        let kind = match (interface.plain(&field.kind), field.count) {
            (Type::Callback(_), _) => {
                let name = format!("{}_{}", structure.name, field.name);
                let made = prototype(interface, &field.kind, &name)?;
                prototypes += &format!("callbacks.{name} = {made};\n");
                format!("koffi.pointer(callbacks.{name})")
            }
            (Type::Pointer { to, .. }, _) if interface.plain(&to) == Type::Char => "'str'".into(),
            (Type::Pointer { .. }, _) => "'void *'".to_owned(),
            (plain, Some(count)) => {
                format!("koffi.array('{}', {count})", scalar(&plain)?)
            }
            (plain, None) => format!("'{}'", scalar(&plain)?),
        };
        text += &format!("  {}: {kind},\n", field.name);
    }
    Ok(prototypes + &text + "});\n")
}

fn scalar(kind: &Type) -> Result<String, String> {
    Ok(match kind {
        Type::Char => "char".to_owned(),
        Type::Size => "size_t".to_owned(),
        Type::Integer { bits, signed: true } => format!("int{bits}_t"),
        Type::Integer { bits, signed: false } => format!("uint{bits}_t"),
        kind => return Err(format!("{kind:?} is no number")),
    })
}

/// A callback's type. Its pointers are addresses.
fn prototype(interface: &Interface, kind: &Type, name: &str) -> Result<String, String> {
    let Type::Callback(signature) = interface.plain(kind) else {
        return Err(format!("{kind:?} is no callback"));
    };
    let passed = |kind: &Type| match interface.plain(kind) {
        Type::Void => Ok("'void'".to_owned()),
        Type::Pointer { to, constant: true } if interface.plain(&to) == Type::Char => {
            Ok("'str'".to_owned())
        }
        Type::Pointer { .. } => Ok("'void *'".to_owned()),
        plain => Ok::<_, String>(format!("'{}'", scalar(&plain)?)),
    };
    let mut parameters = Vec::new();
    for parameter in &signature.parameters {
        parameters.push(passed(&parameter.kind)?);
    }
    let result = passed(&signature.result)?;
    let line = parameters.join(", ");
    // After the name.
    Ok(if line.len() > 50 {
        format!("koffi.proto(own('{name}'), {result}, [\n  {},\n])", parameters.join(",\n  "))
    } else {
        format!("koffi.proto(own('{name}'), {result}, [{line}])")
    })
}

fn declaration(interface: &Interface, function: &Function) -> Result<String, String> {
    let mut parameters = Vec::new();
    for (parameter, role) in function.signature.parameters.iter().zip(roles(interface, function)?) {
        let target = || match interface.plain(&parameter.kind) {
            Type::Pointer { to, .. } => Ok(interface.plain(&to)),
            kind => Err(format!("{}: {kind:?}", function.name)),
        };
        let structure = || match target()? {
            Type::Named(name) => Ok::<_, String>(format!("structures.{name}")),
            kind => Err(format!("{}: {kind:?}", function.name)),
        };
        parameters.push(match role {
            Role::Handle | Role::Bytes { .. } | Role::Overwritten { .. } | Role::NewText { .. } => {
                "'void *'".to_owned()
            }
            Role::User => "'void *'".to_owned(),
            Role::NewHandle => "stored('void *')".to_owned(),
            Role::NewValue => format!("stored('{}')", scalar(&target()?)?),
            Role::ResultLength => "stored('size_t')".to_owned(),
            Role::Value | Role::LengthOf(_) => {
                format!("'{}'", scalar(&interface.plain(&parameter.kind))?)
            }
            Role::Text => "'str'".to_owned(),
            Role::Structure => format!("read({})", structure()?),
            Role::NewStructure | Role::Error => format!("written({})", structure()?),
            Role::Callback => match &parameter.kind {
                Type::Named(name) => format!("koffi.pointer(callbacks.{name})"),
                kind => return Err(format!("{}: {kind:?}", function.name)),
            },
        });
    }
    let result = match interface.plain(&function.signature.result) {
        Type::Void => "void".to_owned(),
        Type::Pointer { to, .. } if interface.plain(&to) == Type::Char => "str".to_owned(),
        Type::Pointer { .. } => "void *".to_owned(),
        kind => scalar(&kind)?,
    };
    let name = &function.name;
    let mut text = wrapped(&summary(&function.comment), "    ");
    text += &format!("    {name}: library.func('{name}', '{result}', [");
    let line = parameters.join(", ");
    let last = text.lines().last().map_or(0, str::len);
    if last.saturating_add(line.len()) <= 96 {
        text += &line;
    } else {
        text += "\n";
        for parameter in parameters {
            text += &format!("      {parameter},\n");
        }
        text += "    ";
    }
    Ok(text + "]),\n")
}
