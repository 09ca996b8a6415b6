//! Python: `_raw.py`, the structures and functions as ctypes sees them, and `constants.py`, the
//! enumerations as `enum.IntEnum`.

use crate::enumerations::{Enumeration, enumerations, numbers};
use crate::layout::{self, BITS_32, BITS_32_LINUX, BITS_64};
use crate::model::{Function, Interface, Signature, Structure, Type, summary};
use crate::roles::{Role, roles};
use crate::words::filled;

/// Typedefs whose names say too little without their prefix, or would be that of another class.
const RENAMED: [(&str, &str); 6] = [
    ("jpki_field", "CertificateField"),
    ("jpki_file", "FileKind"),
    ("jpki_image", "ImageKind"),
    ("jpki_input", "InputKind"),
    ("jpki_timeout", "TimeoutKind"),
    ("jpki_tries", "TriesState"),
];

/// Functions that are not methods of what their names begin with.
const FUNCTIONS: [(&str, &str); 3] = [
    ("jpki_card_connect", "Context.connect"),
    ("jpki_card_wait", "Context.wait"),
    ("jpki_monitor_new", "Context.monitor"),
];

const RAW_START: &str = "\
\"\"\"The C interface of libjpkicard, as ctypes sees it.

Generated from the C headers by capi/examples/bindings: do not edit.
\"\"\"

# SPDX-License-Identifier: MIT OR Apache-2.0

from ctypes import (
    CDLL,
    CFUNCTYPE,
    POINTER,
    Structure,
    c_char,
    c_char_p,
    c_int32,
    c_int64,
    c_size_t,
    c_uint8,
    c_uint32,
    c_void_p,
)
from typing import Dict, Tuple
";

const CONSTANTS_START: &str = "\
\"\"\"The constants of the library, an enumeration for each kind.

Generated from the C headers by capi/examples/bindings: do not edit.
\"\"\"

# SPDX-License-Identifier: MIT OR Apache-2.0

from ._enumeration import Constant, Flags
";

/// `_raw.py`.
pub(crate) fn declarations(interface: &Interface) -> Result<String, String> {
    let mut text = RAW_START.to_owned();
    text += "\n# Sizes and numbers.\n\n";
    for number in numbers(interface).into_iter().filter(|number| !number.on_request) {
        text += &wrapped(&plain(&summary(&number.comment)), "# ");
        text += &format!("{} = {}\n", short(&number.name), number.value);
    }
    text += "\n# Functions that the library calls.\n\n";
    for alias in &interface.aliases {
        if let Type::Callback(signature) = &alias.of {
            text += &wrapped(&plain(&summary(&alias.comment)), "# ");
            text += &format!("{} = {}\n", alias.name, callback(interface, signature)?);
        }
    }
    for structure in &interface.structures {
        for field in &structure.fields {
            if let Type::Callback(signature) = interface.plain(&field.kind) {
                text += &wrapped(&plain(&summary(&field.comment)), "# ");
                let name = field_callback(structure, &field.name);
                text += &format!("{name} = {}\n", callback(interface, &signature)?);
            }
        }
    }
    for structure in &interface.structures {
        text += &class(interface, structure)?;
    }
    text += "\n\n# Bytes of each structure: on 64 bits, on 32-bit Windows, on 32-bit Linux.\n";
    text += "SIZES: Dict[str, Tuple[int, int, int]] = {\n";
    for structure in &interface.structures {
        let size = |machine| layout::layout(interface, structure, machine).size;
        text += &format!(
            "    \"{}\": ({}, {}, {}),\n",
            structure.name,
            size(BITS_64),
            size(BITS_32),
            size(BITS_32_LINUX)
        );
    }
    text += "}\n\n\ndef declare(library: CDLL) -> None:\n";
    text +=
        "    \"\"\"Says what functions take and return; AttributeError if one is missing.\"\"\"\n";
    for function in interface.everywhere() {
        text += &prototype(interface, function)?;
    }
    Ok(text)
}

/// `constants.py`.
pub(crate) fn constants(interface: &Interface) -> String {
    let groups = enumerations(interface);
    let mut text = CONSTANTS_START.to_owned();
    for group in &groups {
        let base = if group.is_flags { "Flags" } else { "Constant" };
        text += &format!("\n\nclass {}({base}):\n", class_name(group.name));
        let kind = match group.comment.first() {
            Some(line) if !line.starts_with("One of") && !line.starts_with("Any of") => {
                documented(interface, &groups, group.comment)
            }
            _ => format!("The ``{}*`` constants.", group.prefix),
        };
        text += &docstring(&kind, "    ");
        text += "\n";
        for constant in group.constants.iter().filter(|constant| !constant.on_request) {
            let value = match constant.value {
                value if value > 0xFFFF => format!("0x{value:08X}"),
                value => value.to_string(),
            };
            text += &format!("    {} = {value}\n", group.short(constant));
            text += &docstring(&documented(interface, &groups, &constant.comment), "    ");
        }
    }
    text += "\n\n__all__ = [\n";
    let mut names: Vec<_> = groups.iter().map(|group| class_name(group.name)).collect();
    names.sort();
    for name in names {
        text += &format!("    \"{name}\",\n");
    }
    text + "]\n"
}

/// `JPKI_LOG_KEPT` as `LOG_KEPT`.
fn short(name: &str) -> &str {
    name.strip_prefix("JPKI_").unwrap_or(name)
}

/// `jpki_token_kind` as `TokenKind`.
fn class_name(name: &str) -> String {
    if let Some((_, renamed)) = RENAMED.iter().find(|(from, _)| *from == name) {
        return (*renamed).to_owned();
    }
    let words = name.strip_prefix("jpki_").unwrap_or(name).split('_');
    words
        .map(|word| {
            let (first, rest) = word.split_at(word.len().min(1));
            first.to_ascii_uppercase() + rest
        })
        .collect()
}

fn field_callback(structure: &Structure, field: &str) -> String {
    format!("{}_{field}", structure.name)
}

fn callback(interface: &Interface, signature: &Signature) -> Result<String, String> {
    let mut kinds = vec![result(interface, &signature.result)?];
    for parameter in &signature.parameters {
        kinds.push(value(interface, &parameter.kind).ok_or_else(|| format!("{parameter:?}"))?);
    }
    Ok(format!("CFUNCTYPE(\n    {},\n)", kinds.join(",\n    ")))
}

fn class(interface: &Interface, structure: &Structure) -> Result<String, String> {
    let mut text = format!("\n\nclass {}(Structure):\n", structure.name);
    text += &docstring(&plain(&summary(&structure.comment)), "    ");
    text += "\n    _fields_ = [\n";
    for field in &structure.fields {
        let kind = match interface.plain(&field.kind) {
            Type::Callback(_) => field_callback(structure, &field.name),
            kind => value(interface, &kind)
                .ok_or_else(|| format!("{}.{}", structure.name, field.name))?,
        };
        let count = field.count.map_or_else(String::new, |count| format!(" * {count}"));
        text += &wrapped(&plain(&summary(&field.comment)), "        # ");
        text += &format!("        (\"{}\", {kind}{count}),\n", field.name);
    }
    Ok(text + "    ]\n")
}

fn prototype(interface: &Interface, function: &Function) -> Result<String, String> {
    let name = &function.name;
    let roles = roles(interface, function)?;
    let mut kinds = Vec::new();
    for (parameter, role) in function.signature.parameters.iter().zip(roles) {
        let kind = match role {
            // Bytes, whatever C calls them: a `c_char_p` would stop at a NUL.
            Role::Bytes { .. } | Role::NewText { .. } | Role::Overwritten { .. } => {
                Some("c_void_p".to_owned())
            }
            _ => value(interface, &parameter.kind),
        };
        kinds.push(kind.ok_or_else(|| format!("{name}: {parameter:?}"))?);
    }
    let mut text = "\n".to_owned() + &wrapped(&plain(&summary(&function.comment)), "    # ");
    let line = format!("    library.{name}.argtypes = [{}]\n", kinds.join(", "));
    if line.len() <= 100 {
        text += &line;
    } else {
        text += &format!("    library.{name}.argtypes = [\n");
        for kind in kinds {
            text += &format!("        {kind},\n");
        }
        text += "    ]\n";
    }
    let returned = result(interface, &function.signature.result)?;
    Ok(text + &format!("    library.{name}.restype = {returned}\n"))
}

fn result(interface: &Interface, kind: &Type) -> Result<String, String> {
    match interface.plain(kind) {
        Type::Void => Ok("None".to_owned()),
        kind => value(interface, &kind).ok_or_else(|| format!("{kind:?}")),
    }
}

/// The type in ctypes of a parameter, a field or a result.
fn value(interface: &Interface, kind: &Type) -> Option<String> {
    if let (Type::Named(name), Type::Callback(_)) = (kind, interface.plain(kind)) {
        return Some(name.clone());
    }
    Some(match interface.plain(kind) {
        Type::Char => "c_char".to_owned(),
        Type::Size => "c_size_t".to_owned(),
        Type::Integer { bits, signed } => {
            format!("c_{}int{bits}", if signed { "" } else { "u" })
        }
        Type::Pointer { to, constant } => match interface.plain(&to) {
            Type::Char if constant => "c_char_p".to_owned(),
            Type::Integer { bits: 8, .. } | Type::Char | Type::Void => "c_void_p".to_owned(),
            Type::Named(name) if interface.opaque.contains(&name) => "c_void_p".to_owned(),
            Type::Named(name) => format!("POINTER({name})"),
            to => format!("POINTER({})", value(interface, &to)?),
        },
        Type::Named(name) if interface.structure(&name).is_some() => name,
        _ => return None,
    })
}

/// Text without the marks of the header's comments.
fn plain(text: &str) -> String {
    text.replace("**", "").replace('`', "")
}

/// A comment in reStructuredText, with the names that Python has for the constants and functions.
fn documented(interface: &Interface, groups: &[Enumeration<'_>], comment: &[String]) -> String {
    let text = comment.join("\n");
    let mut found = String::new();
    // Every other piece is between ticks.
    for (at, piece) in text.split('`').enumerate() {
        if at % 2 == 1 {
            let name = named(interface, groups, piece);
            found += &format!("``{}``", name.as_deref().unwrap_or(piece));
            continue;
        }
        for token in pieces(piece) {
            match named(interface, groups, token) {
                Some(name) => found += &format!("``{name}``"),
                None => found += token,
            }
        }
    }
    found
}

/// Words of letters, digits and what holds names together, and what is between them.
fn pieces(text: &str) -> Vec<&str> {
    let is_name = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '*');
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let wanted = is_name(first);
        let end = rest.find(|letter| is_name(letter) != wanted).unwrap_or(rest.len());
        let (piece, after) = rest.split_at(end);
        found.push(piece);
        rest = after;
    }
    found
}

/// What Python calls a constant, several or a function of C; nothing for any other word.
fn named(interface: &Interface, groups: &[Enumeration<'_>], name: &str) -> Option<String> {
    if name == "JPKI_WAIT_FOREVER" {
        return Some("None".to_owned());
    }
    for group in groups {
        let class = class_name(group.name);
        if let Some(constant) = group.constants.iter().find(|constant| constant.name == name) {
            return Some(format!("{class}.{}", group.short(constant)));
        }
        if let Some(rest) = name.strip_suffix('*').and_then(|name| name.strip_prefix(group.prefix))
        {
            return Some(if rest.is_empty() { class } else { format!("{class}.{rest}*") });
        }
    }
    if let Some((_, renamed)) = FUNCTIONS.iter().find(|(from, _)| *from == name) {
        return Some((*renamed).to_owned());
    }
    let short = name.strip_prefix("jpki_")?;
    if interface.structure(name).is_some() {
        return Some(class_name(name));
    }
    let handle = interface.opaque.iter().filter(|handle| {
        name.strip_prefix(handle.as_str()).is_some_and(|rest| rest.starts_with('_'))
    });
    let Some(handle) = handle.max_by_key(|handle| handle.len()) else {
        return Some(short.to_owned());
    };
    let rest = name.strip_prefix(handle.as_str()).unwrap_or_default();
    Some(format!("{}.{}", class_name(handle), rest.trim_start_matches('_')))
}

/// Text with its paragraphs filled, as a docstring.
fn docstring(text: &str, indent: &str) -> String {
    let mut filled = String::new();
    for paragraph in text.split("\n\n") {
        if !filled.is_empty() {
            filled += "\n";
        }
        filled += &wrapped(paragraph, indent);
    }
    let filled = filled.trim_end();
    let open = format!("{indent}\"\"\"{}", filled.trim_start());
    let last = open.lines().last().map_or(0, str::len);
    if open.contains('\n') || last > 97 {
        // The quotes make the first line longer.
        let first = open.lines().next().map_or(0, str::len);
        if first > 100 {
            return format!("{indent}\"\"\"\n{filled}\n{indent}\"\"\"\n");
        }
        format!("{open}\n{indent}\"\"\"\n")
    } else {
        format!("{open}\"\"\"\n")
    }
}

/// Text in lines that begin with `start`.
fn wrapped(text: &str, start: &str) -> String {
    let lines = filled(text, 97_usize.saturating_sub(start.len()));
    lines.iter().map(|line| format!("{start}{line}\n")).collect()
}
