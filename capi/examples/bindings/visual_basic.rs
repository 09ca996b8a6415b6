//! `JpkiDeclarations.bas` for VB6 and VBA: constants, types and declarations, and the helpers of
//! `visual_basic_helpers.bas`. ASCII, lines that end with CR LF: VB6 imports nothing else unharmed.
//!
//! VB knows no difference between `jpki_card_token` and `JPKI_CARD_TOKEN`, so functions and
//! enumerations have names without underscores: `JpkiCardToken`. Types end with `Struct`, since
//! `JpkiError` is a class, and a class and a type cannot share a name.

use std::collections::BTreeMap;

use crate::enumerations::{Enumeration, enumerations, numbers};
use crate::model::{Constant, Function, Interface, Parameter, Structure, Type, summary};
use crate::stdcall;
use crate::words::{capitalised, filled, pascal_case};

const HELPERS: &str = include_str!("visual_basic_helpers.bas");

/// Words that are no names in VB.
const RESERVED: &str = "abs addressof and any array as attribute boolean byref byte byval call case \
    cbool cbyte ccur cdate cdbl cdec cint circle clng close const csng cstr currency cvar date \
    debug decimal declare dim do doevents double each else elseif empty end endif enum eqv erase \
    error event exit false fix for friend function get global gosub goto if imp implements in \
    input inputb int integer is lbound len lenb let like lock long longlong longptr loop lset me \
    mod new next not nothing null on open option optional or paramarray preserve print private \
    pset public put raiseevent redim rem resume return rset scale seek select set sgn shared \
    single spc static stop string sub tab then to true type typeof ubound unlock until variant \
    wend while with withevents write xor";

pub(crate) fn module(interface: &Interface) -> Result<String, String> {
    let (before, after) =
        HELPERS.split_once("' -- declarations --\n").ok_or("no place is marked")?;
    let mut text = before.to_owned();
    for enumeration in enumerations(interface) {
        text += &enumeration_of(&enumeration);
    }
    for constant in numbers(interface).into_iter().filter(|constant| !constant.on_request) {
        text += &constant_line(constant);
    }
    for structure in passed_structures(interface) {
        text += &type_of(interface, structure)?;
    }
    for (condition, prefix, library) in [
        ("#If Win64 Then", "Public Declare PtrSafe", "jpkicard.dll"),
        ("#Else", "Public Declare", "jpkicard_std.dll"),
    ] {
        text += &format!("\n{condition}\n");
        for function in stdcall::functions(interface) {
            text += &commented(&summary(&function.comment), "");
            text += &declaration(interface, function, prefix, library)?;
        }
    }
    text += "#End If\n";
    text += after;
    names_differ(&text)?;
    if !text.is_ascii() {
        return Err("not ASCII".to_owned());
    }
    Ok(text.replace('\n', "\r\n"))
}

/// The structures without callbacks.
pub(crate) fn passed_structures(interface: &Interface) -> impl Iterator<Item = &Structure> {
    interface
        .structures
        .iter()
        .filter(|structure| !interface.calls_back(&Type::Named(structure.name.clone())))
}

/// An enumeration: the editor then offers its constants, which are as global as any others.
fn enumeration_of(enumeration: &Enumeration<'_>) -> String {
    let mut text = format!(
        "\n{}Public Enum {}\n",
        commented(&summary(enumeration.comment), ""),
        pascal_case(enumeration.name)
    );
    for constant in enumeration.constants.iter().filter(|constant| !constant.on_request) {
        text += &commented(&summary(&constant.comment), "    ");
        text += &format!("    {} = {}\n", constant.name, value_of(constant));
    }
    text + "End Enum\n"
}

fn constant_line(constant: &Constant) -> String {
    let Constant { name, comment, .. } = constant;
    let value = value_of(constant);
    format!("\n{}Public Const {name} As Long = {value}\n", commented(&summary(comment), ""))
}

fn value_of(constant: &Constant) -> String {
    match constant.value {
        value if value > 0xFFFF => format!("&H{value:08X}"),
        value => value.to_string(),
    }
}

/// `jpki_error` as `JpkiErrorStruct`.
fn type_name(name: &str) -> String {
    pascal_case(name) + "Struct"
}

/// Text as lines of a comment.
fn commented(text: &str, indent: &str) -> String {
    let lines = filled(text, 94_usize.saturating_sub(indent.len()));
    lines.iter().map(|line| format!("{indent}' {line}\n")).collect()
}

/// `pin_length` as `pinLength`; a reserved word gets an underscore.
fn parameter_name(name: &str) -> String {
    let mut words = name.split('_');
    let first = words.next().unwrap_or_default().to_owned();
    let name = words.fold(first, |text, word| text + &capitalised(word));
    // Every function has it.
    if name == "error" { "problem".to_owned() } else { free(name) }
}

fn free(name: String) -> String {
    let lower = name.to_ascii_lowercase();
    if RESERVED.split(' ').any(|word| word == lower) { name + "_" } else { name }
}

fn type_of(interface: &Interface, structure: &Structure) -> Result<String, String> {
    let mut text = format!(
        "\n{}Public Type {}\n",
        commented(&summary(&structure.comment), ""),
        type_name(&structure.name)
    );
    for field in &structure.fields {
        let kind = match interface.plain(&field.kind) {
            Type::Char | Type::Integer { bits: 8, .. } => "Byte",
            Type::Integer { bits: 32, .. } => "Long",
            // 1/10000 of the number: VB has no other type of 64 bits everywhere.
            Type::Integer { bits: 64, .. } => "Currency",
            Type::Size | Type::Pointer { .. } => "LongPtr",
            kind => return Err(format!("{}.{}: {kind:?}", structure.name, field.name)),
        };
        let name = free(pascal_case(&field.name));
        let bounds = match field.count {
            Some(count) => format!("(0 To {})", count.saturating_sub(1)),
            None => String::new(),
        };
        text += &commented(&summary(&field.comment), "    ");
        text += &format!("    {name}{bounds} As {kind}\n");
    }
    Ok(text + "End Type\n")
}

fn declaration(
    interface: &Interface,
    function: &Function,
    prefix: &str,
    library: &str,
) -> Result<String, String> {
    let fault = |kind: &Type| format!("{}: {kind:?}", function.name);
    let result = match interface.plain(&function.signature.result) {
        Type::Void => None,
        Type::Integer { bits: 32, .. } => Some("Long"),
        Type::Integer { bits: 64, .. } => Some("Currency"),
        Type::Size | Type::Pointer { .. } => Some("LongPtr"),
        kind => return Err(fault(&kind)),
    };
    let keyword = if result.is_some() { "Function" } else { "Sub" };
    let mut lines = vec![format!(
        "{prefix} {keyword} {} Lib \"{library}\" Alias \"{}\" (",
        pascal_case(&function.name),
        function.name
    )];
    let mut line = "    ".to_owned();
    let parameters = &function.signature.parameters;
    for (at, parameter) in parameters.iter().enumerate() {
        let is_last = at.saturating_add(1) == parameters.len();
        let kind = parameter_type(interface, parameter).ok_or_else(|| fault(&parameter.kind))?;
        let end = if is_last { "" } else { ", " };
        let next = format!("{kind}{end}");
        if line.len().saturating_add(next.len()) > 96 {
            lines.push(std::mem::replace(&mut line, "    ".to_owned()).trim_end().to_owned());
        }
        line += &next;
    }
    let end = result.map_or_else(|| ")".to_owned(), |result| format!(") As {result}"));
    if parameters.is_empty() {
        return Ok(lines.concat() + &end + "\n");
    }
    lines.push(line + &end);
    Ok(lines.join(" _\n") + "\n")
}

/// How a parameter is declared, with its name.
fn parameter_type(interface: &Interface, parameter: &Parameter) -> Option<String> {
    let name = parameter_name(&parameter.name);
    let (passing, kind) = match interface.plain(&parameter.kind) {
        Type::Integer { bits: 32, .. } => ("ByVal", "Long".to_owned()),
        Type::Size => ("ByVal", "LongPtr".to_owned()),
        Type::Pointer { to, constant } => match (interface.plain(&to), constant) {
            (Type::Integer { bits: 32, .. }, false) => ("ByRef", "Long".to_owned()),
            (Type::Size, false) => ("ByRef", "LongPtr".to_owned()),
            // Where a handle is returned.
            (Type::Pointer { .. }, false) => ("ByRef", "LongPtr".to_owned()),
            (Type::Named(name), _) if interface.structure(&name).is_some() => {
                ("ByRef", type_name(&name))
            }
            // Handles, texts and bytes.
            (Type::Named(_) | Type::Char | Type::Void | Type::Integer { bits: 8, .. }, _) => {
                ("ByVal", "LongPtr".to_owned())
            }
            _ => return None,
        },
        _ => return None,
    };
    Some(format!("{passing} {name} As {kind}"))
}

/// Public names, which VB compares without regard to case, differ.
fn names_differ(text: &str) -> Result<(), String> {
    let mut found = BTreeMap::new();
    let is_name = |word: &&str| {
        !matches!(
            *word,
            "Public" | "Declare" | "PtrSafe" | "Function" | "Sub" | "Const" | "Type" | "Enum"
        )
    };
    for line in text.lines().filter(|line| !line.contains("jpkicard_std.dll")) {
        let name = match line.strip_prefix("    JPKI_") {
            Some(_) => line.trim_start().split(' ').next(),
            None if line.starts_with("Public ") => line.split([' ', '(']).find(is_name),
            None => continue,
        };
        let name = name.unwrap_or_default().to_ascii_lowercase();
        if let Some(other) = found.insert(name, line) {
            return Err(format!("one name: {other} and {line}"));
        }
    }
    Ok(())
}
