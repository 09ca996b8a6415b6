//! `JpkiCardRaw.pas` for Delphi and Free Pascal: constants, scoped enumerations, records and
//! functions.
//!
//! Pascal knows no difference between `jpki_card_token` and `JPKI_CARD_TOKEN`, so functions have
//! names without underscores: `JpkiCardToken`. A record is always passed as a pointer: a `const`
//! record parameter under cdecl is a reference in Delphi and a value in Free Pascal.

use std::collections::BTreeMap;

use crate::enumerations::{Enumeration, enumerations};
use crate::layout::{BITS_32, BITS_32_LINUX, BITS_64, Machine, layout};
use crate::model::{Function, Interface, Parameter, Signature, Structure, Type};
use crate::roles::{Role, roles};
use crate::words::pascal_case;

/// Words that are no names in Pascal.
const RESERVED: &str = "absolute and array as asm begin case class const constructor destructor \
    dispinterface div do downto else end except exports file final finalization finally for \
    function goto if implementation in inherited initialization inline interface is label library \
    mod nil not object of operator or out packed procedure program property raise record repeat \
    resourcestring set shl shr string then threadvar to try type unit until uses var while with \
    xor";

pub(crate) fn declarations(interface: &Interface) -> Result<String, String> {
    let groups = enumerations(interface);
    let mut text = START.to_owned();
    text += "\nconst\n";
    for constant in interface.constants.iter().filter(|constant| !constant.on_request) {
        let value = number(constant.value);
        text += &commented(&constant.comment, "  ");
        text += &format!("  {} = {value};\n", constant.name);
    }
    text += "\ntype\n";
    for group in groups.iter().filter(|group| !group.is_flags) {
        text += &enumeration(group);
    }
    for name in &interface.opaque {
        text += &format!(
            "  /// What {handle} is a handle of; nothing but the library looks into it.\n  \
             {opaque} = record end;\n  /// A handle, of a type of its own so that the compiler \
             tells it from others.\n  {handle} = ^{opaque};\n\n",
            handle = handle(name),
            opaque = format_args!("TOpaque{}", pascal_case(name)),
        );
    }
    for alias in &interface.aliases {
        if let Type::Callback(signature) = &alias.of {
            text += &commented(&alias.comment, "  ");
            text += &format!(
                "  T{} = {};\n\n",
                pascal_case(&alias.name),
                callback(interface, signature)?
            );
        }
    }
    for structure in &interface.structures {
        text += &record(interface, structure)?;
    }
    for function in interface.functions.iter().filter(|function| !function.on_request) {
        text += "\n";
        text += &commented(&function.comment, "");
        text += &declaration(interface, function)?;
    }
    text += "\nimplementation\n\n";
    text += &sizes(interface);
    text += "\nend.\n";
    names_differ(text.strip_prefix(START).unwrap_or(&text))?;
    Ok(text)
}

fn number(value: i64) -> String {
    if value > 0xFFFF { format!("${value:08X}") } else { value.to_string() }
}

/// A comment as lines of Pascal, which `PasDoc` and the editors of Delphi read.
fn commented(comment: &[String], indent: &str) -> String {
    let lines = comment.iter().map(|line| format!("{indent}/// {line}").trim_end().to_owned());
    lines.map(|line| line + "\n").collect()
}

/// A reserved word gets an underscore.
fn free(name: String) -> String {
    let lower = name.to_ascii_lowercase();
    if RESERVED.split_whitespace().any(|word| word == lower) { name + "_" } else { name }
}

fn handle(name: &str) -> String {
    format!("H{}", pascal_case(name))
}

/// In ascending order, which Free Pascal requires.
fn enumeration(group: &Enumeration<'_>) -> String {
    let mut constants: Vec<_> =
        group.constants.iter().filter(|constant| !constant.on_request).collect();
    constants.sort_by_key(|constant| constant.value);
    let mut text = commented(group.comment, "  ");
    text += &format!("  T{} = (\n", pascal_case(group.name));
    for (at, constant) in constants.iter().enumerate() {
        let end = if at.saturating_add(1) == constants.len() { "" } else { "," };
        let name = free(pascal_case(group.short(constant)));
        text += &commented(&constant.comment, "    ");
        text += &format!("    {name} = {}{end}\n", number(constant.value));
    }
    text + "  );\n\n"
}

/// The type of a field, a result, or a parameter that is passed by value.
fn plain_type(interface: &Interface, kind: &Type) -> Option<String> {
    let name = match interface.plain(kind) {
        Type::Integer { bits: 8, .. } => "Byte",
        Type::Integer { bits: 32, signed: true } => "Int32",
        Type::Integer { bits: 32, signed: false } => "UInt32",
        Type::Integer { bits: 64, signed: true } => "Int64",
        Type::Char => "AnsiChar",
        Type::Size => "NativeUInt",
        Type::Pointer { to, .. } => match interface.plain(&to) {
            Type::Char => "PAnsiChar",
            Type::Integer { bits: 8, .. } => "PByte",
            Type::Size => "PNativeUInt",
            Type::Void => "Pointer",
            // An array of handles.
            Type::Pointer { to, .. } => match interface.plain(&to) {
                Type::Named(name) if interface.opaque.contains(&name) => {
                    return Some(format!("^{}", handle(&name)));
                }
                _ => return None,
            },
            Type::Named(name) if interface.opaque.contains(&name) => return Some(handle(&name)),
            Type::Named(name) => return Some(format!("PRaw{}", pascal_case(&name))),
            _ => return None,
        },
        _ => return None,
    };
    Some(name.to_owned())
}

fn callback(interface: &Interface, signature: &Signature) -> Result<String, String> {
    let parameters = signature.parameters.iter().map(|parameter| {
        let kind = plain_type(interface, &parameter.kind).ok_or_else(|| parameter.name.clone())?;
        Ok(format!("{}: {kind}", free(pascal_case(&parameter.name))))
    });
    let parameters = parameters.collect::<Result<Vec<_>, String>>()?.join("; ");
    Ok(match plain_type(interface, &signature.result) {
        Some(result) => format!("function({parameters}): {result}; cdecl"),
        None => format!("procedure({parameters}); cdecl"),
    })
}

fn record(interface: &Interface, structure: &Structure) -> Result<String, String> {
    let name = pascal_case(&structure.name);
    let mut text = format!(
        "  /// A pointer to a {name} of C.\n  PRaw{name} = ^TRaw{name};\n{}  TRaw{name} = record\n",
        commented(&structure.comment, "  ")
    );
    for field in &structure.fields {
        let kind = match interface.plain(&field.kind) {
            Type::Callback(signature) => Some(callback(interface, &signature)?),
            _ => plain_type(interface, &field.kind),
        };
        let kind = kind.ok_or_else(|| format!("{}.{}", structure.name, field.name))?;
        let kind = match field.count {
            Some(count) => format!("array[0..{}] of {kind}", count.saturating_sub(1)),
            None => kind,
        };
        text += &commented(&field.comment, "    ");
        text += &format!("    {}: {kind};\n", free(pascal_case(&field.name)));
    }
    Ok(text + "  end;\n\n")
}

/// The compiler stops where a record is not as long as C's.
fn sizes(interface: &Interface) -> String {
    let mut text = String::new();
    for (condition, machine) in [
        ("{$IF SizeOf(Pointer) = 8}", BITS_64),
        ("{$ELSEIF DEFINED(MSWINDOWS)}", BITS_32),
        ("{$ELSEIF DEFINED(CPUX86) or DEFINED(CPUI386)}", BITS_32_LINUX),
    ] {
        text += condition;
        text.push('\n');
        for structure in &interface.structures {
            text += &size(interface, structure, machine);
        }
    }
    text + "{$IFEND}\n"
}

fn size(interface: &Interface, structure: &Structure, machine: Machine) -> String {
    let name = format!("TRaw{}", pascal_case(&structure.name));
    let bytes = layout(interface, structure, machine).size;
    format!(
        "{{$IF SizeOf({name}) <> {bytes}}}{{$MESSAGE FATAL '{name} is not {bytes} bytes long'}}\
         {{$IFEND}}\n"
    )
}

fn declaration(interface: &Interface, function: &Function) -> Result<String, String> {
    let roles = roles(interface, function)?;
    let fault = |name: &str| format!("{}: {name}", function.name);
    let result = match &*function.signature.result {
        Type::Void => None,
        kind => Some(plain_type(interface, kind).ok_or_else(|| fault("result"))?),
    };
    let keyword = if result.is_some() { "function" } else { "procedure" };
    let mut lines = Vec::new();
    let mut line = format!("{keyword} {}(", pascal_case(&function.name));
    let parameters = &function.signature.parameters;
    for (at, (parameter, role)) in parameters.iter().zip(roles).enumerate() {
        let next =
            parameter_text(interface, parameter, &role).ok_or_else(|| fault(&parameter.name))?;
        let end = if at.saturating_add(1) == parameters.len() { "" } else { "; " };
        if line.len().saturating_add(next.len()) > 90 {
            lines.push(std::mem::replace(&mut line, "  ".to_owned()).trim_end().to_owned());
        }
        line = line + &next + end;
    }
    let line =
        if parameters.is_empty() { line.trim_end_matches('(').to_owned() } else { line + ")" };
    lines.push(line + &result.map_or_else(String::new, |result| format!(": {result}")) + ";");
    lines.push(format!("  cdecl; external JpkiLibrary name '{}';\n", function.name));
    Ok(lines.join("\n"))
}

fn parameter_text(interface: &Interface, parameter: &Parameter, role: &Role) -> Option<String> {
    let name = free(pascal_case(&parameter.name));
    let pointee = match interface.plain(&parameter.kind) {
        Type::Pointer { to, .. } => Some(*to),
        _ => None,
    };
    let (passing, kind) = match role {
        Role::NewHandle | Role::NewValue | Role::ResultLength => {
            ("out ", plain_type(interface, &pointee?)?)
        }
        // A PIN is bytes, and no text: text would be copied and could not be wiped.
        Role::Bytes { .. } => ("", "PByte".to_owned()),
        Role::Callback => ("", format!("T{}", pascal_case(alias_name(&parameter.kind)?))),
        _ => ("", plain_type(interface, &parameter.kind)?),
    };
    Some(format!("{passing}{name}: {kind}"))
}

fn alias_name(kind: &Type) -> Option<&str> {
    match kind {
        Type::Named(name) => Some(name),
        _ => None,
    }
}

/// Names of the unit, which Pascal compares without regard to case, differ.
fn names_differ(text: &str) -> Result<(), String> {
    let mut found = BTreeMap::new();
    for line in text.lines() {
        let is_outer = line.starts_with("  ") && !line.starts_with("   ") && line.contains(" = ");
        let routine = line.strip_prefix("function ").or_else(|| line.strip_prefix("procedure "));
        let name = match routine {
            Some(rest) => rest.split(['(', ':', ';']).next(),
            None if is_outer && !line.contains("///") => line.split_whitespace().next(),
            None => None,
        };
        let Some(name) = name else { continue };
        if let Some(other) = found.insert(name.to_ascii_lowercase(), line) {
            return Err(format!("one name: {other} and {line}"));
        }
    }
    Ok(())
}

const START: &str = "/// The C functions of jpkicard as they are, for Delphi and Free Pascal: what
/// JpkiCard and the other units stand on. Generated from the headers: do not edit.
///
/// SPDX-License-Identifier: MIT OR Apache-2.0
unit JpkiCardRaw;

{$IFDEF FPC}{$MODE DELPHI}{$PACKRECORDS C}{$ELSE}{$ALIGN 8}{$ENDIF}
{$SCOPEDENUMS ON}
{$MINENUMSIZE 4}

interface

const
  /// The library's file.
{$IF DEFINED(MSWINDOWS)}
  JpkiLibrary = 'jpkicard.dll';
{$ELSEIF DEFINED(MACOS) or DEFINED(DARWIN)}
  JpkiLibrary = 'libjpkicard.0.dylib';
{$ELSE}
  JpkiLibrary = 'libjpkicard.so.0';
{$IFEND}
";
