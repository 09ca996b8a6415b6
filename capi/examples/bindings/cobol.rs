//! For COBOL: a copybook of constants, one of structures, and how each function is called.
//!
//! The copybooks are valid in fixed and in free format: everything is between the columns 8 and 72.
//! The structures are those of 64-bit systems, their gaps filled, for COBOL aligns nothing.

use std::collections::BTreeSet;

use crate::enumerations::{enumerations, numbers};
use crate::layout::{BITS_64, layout};
use crate::model::{Constant, Field, Function, Interface, Structure, Type, summary};
use crate::roles::{Role, roles};
use crate::words::filled;

/// The first column that COBOL reads in fixed format, as blanks before it.
const MARGIN: &str = "       ";

/// `JPKICARD.cpy`.
pub(crate) fn constants(interface: &Interface) -> Result<String, String> {
    let mut text = commented(
        "The constants of jpkicard. Generated from the headers: do not edit. \
         SPDX-License-Identifier: MIT OR Apache-2.0",
    );
    for group in enumerations(interface) {
        text += "\n";
        text += &commented(&summary(group.comment));
        text +=
            &group.constants.iter().map(|constant| constant_lines(constant)).collect::<String>();
    }
    text += "\n";
    text += &numbers(interface).into_iter().map(constant_lines).collect::<String>();
    checked(text)
}

/// `JPKISTRU.cpy`.
pub(crate) fn structures(interface: &Interface) -> Result<String, String> {
    let mut text = commented(
        "The structures of jpkicard, for WORKING-STORAGE. INITIALIZE would clear the sizes that \
         they begin with: MOVE the fields instead. Generated from the headers: do not edit. \
         SPDX-License-Identifier: MIT OR Apache-2.0",
    );
    for one in &interface.structures {
        text += "\n";
        text += &structure(interface, one)?;
    }
    let taken: BTreeSet<_> = interface.constants.iter().map(|one| cobol(&one.name)).collect();
    let field = text.lines().filter_map(|line| line.split_whitespace().nth(1));
    if let Some(twice) =
        field.map(|name| name.trim_end_matches('.')).find(|name| taken.contains(*name))
    {
        return Err(format!("{twice} is a constant too"));
    }
    checked(text)
}

/// `CALLS.md`: a statement for each function.
pub(crate) fn calls(interface: &Interface) -> Result<String, String> {
    let mut text =
        "# The C functions from COBOL\n\nGenerated from the headers: do not edit. Each is \
         followed by `RETURNING`: a call without it puts what the function returns into \
         `RETURN-CODE`, and a function that returns nothing leaves a random number there.\n\n\
         `pointer` is `USAGE POINTER`, `number` `PIC S9(9) COMP-5`, `length` `PIC S9(18) COMP-5`, \
         `text` ends with `X\"00\"`; `OMITTED` is NULL. A result of type `long` is received in a \
         pointer that a `PIC S9(18) COMP-5` redefines.\n"
            .to_owned();
    for function in interface.functions.iter().filter(|function| !function.on_request) {
        text += &format!("\n{}\n\n```cobol\n", summary(&function.comment));
        text += &call(interface, function)?;
        text += "```\n";
    }
    Ok(text)
}

fn cobol(name: &str) -> String {
    name.replace('_', "-").to_ascii_uppercase()
}

/// Text as lines of a comment, which both formats know.
fn commented(text: &str) -> String {
    let lines = filled(text, 69_usize.saturating_sub(MARGIN.len()));
    lines.iter().map(|line| format!("{MARGIN}*> {line}\n")).collect()
}

fn constant_lines(constant: &Constant) -> String {
    if constant.on_request {
        return String::new();
    }
    format!(
        "{}{}",
        commented(&summary(&constant.comment)),
        entry("", &format!("78  {}", cobol(&constant.name)), &format!("VALUE {}.", constant.value))
    )
}

/// An item in one line, or in two where it is too long.
fn entry(indent: &str, name: &str, clause: &str) -> String {
    let line = format!("{MARGIN}{indent}{name} {clause}");
    if line.len() <= 72 {
        return line + "\n";
    }
    format!("{MARGIN}{indent}{name}\n{MARGIN}{indent}        {clause}\n")
}

fn structure(interface: &Interface, structure: &Structure) -> Result<String, String> {
    let placed = layout(interface, structure, BITS_64);
    // A constant has the name of a field otherwise: JPKI_VERDICT_REASONS.
    let name = cobol(&structure.name).replacen("JPKI-", "JPKIS-", 1);
    let mut text =
        commented(&summary(&structure.comment)) + &entry("", &format!("01  {name}."), "");
    let mut end = 0_u64;
    let fill = |end: u64, offset: u64| {
        let gap = offset.saturating_sub(end);
        let clause = format!("PIC X({gap}) VALUE LOW-VALUES.");
        if gap == 0 { String::new() } else { entry("    ", "05  FILLER", &clause) }
    };
    for (field, offset) in structure.fields.iter().zip(&placed.offsets) {
        let (clause, bytes) = field_clause(interface, field)
            .ok_or_else(|| format!("{}.{}", structure.name, field.name))?;
        let clause = if field.name == "struct_size" {
            format!("{clause} VALUE {}.", placed.size)
        } else {
            format!("{clause}{}.", initial(&clause))
        };
        text += &fill(end, *offset);
        text += &entry("    ", &format!("05  {name}-{}", cobol(&field.name)), &clause);
        end = offset.saturating_add(bytes);
    }
    text += &fill(end, placed.size);
    Ok(text.replace(". \n", ".\n"))
}

fn initial(clause: &str) -> &'static str {
    if clause.ends_with("POINTER") {
        " VALUE NULL"
    } else if clause.starts_with("PIC X") {
        " VALUE LOW-VALUES"
    } else {
        " VALUE 0"
    }
}

/// The picture of a field, and the bytes that it takes.
fn field_clause(interface: &Interface, field: &Field) -> Option<(String, u64)> {
    let count = field.count.unwrap_or(1);
    let (clause, bytes) = match interface.plain(&field.kind) {
        Type::Char | Type::Integer { bits: 8, .. } => {
            return Some((format!("PIC X({count})"), count));
        }
        Type::Integer { bits: 32, signed: true } => ("PIC S9(9) COMP-5", 4),
        Type::Integer { bits: 32, signed: false } => ("PIC 9(9) COMP-5", 4),
        Type::Integer { bits: 64, .. } | Type::Size => ("PIC S9(18) COMP-5", 8),
        Type::Pointer { .. } => ("USAGE POINTER", 8),
        Type::Callback(_) => ("USAGE PROGRAM-POINTER", 8),
        _ => return None,
    };
    let times = field.count.map_or_else(String::new, |count| format!("OCCURS {count} TIMES "));
    Some((times + clause, count.saturating_mul(bytes)))
}

fn call(interface: &Interface, function: &Function) -> Result<String, String> {
    let roles = roles(interface, function)?;
    let mut text = format!("CALL \"{}\"", function.name);
    for (at, (parameter, role)) in function.signature.parameters.iter().zip(roles).enumerate() {
        let how = passed(interface, &parameter.kind, &role);
        let using = if at == 0 { " USING" } else { "" };
        text += &format!("{using}\n    {how} {}", parameter.name.replace('_', "-"));
    }
    let result = match interface.plain(&function.signature.result) {
        Type::Void => "OMITTED",
        Type::Pointer { .. } => "pointer",
        Type::Size | Type::Integer { bits: 64, .. } => "long",
        _ => "number",
    };
    Ok(text + &format!("\n    RETURNING {result}\n"))
}

fn passed(interface: &Interface, kind: &Type, role: &Role) -> &'static str {
    match role {
        Role::Handle | Role::Callback | Role::User => "BY VALUE (pointer)",
        Role::NewHandle => "BY REFERENCE (pointer)",
        Role::LengthOf(_) => "BY VALUE (length)",
        Role::Value if interface.plain(kind) == Type::Size => "BY VALUE (length)",
        Role::Value => "BY VALUE (number)",
        Role::NewValue => "BY REFERENCE (number)",
        Role::ResultLength => "BY REFERENCE (length)",
        Role::Text | Role::NewText { .. } => "BY REFERENCE (text)",
        Role::Bytes { .. } | Role::Overwritten { .. } => "BY REFERENCE (bytes)",
        Role::Structure | Role::NewStructure | Role::Error => "BY REFERENCE (structure)",
    }
}

/// COBOL reads nothing behind column 72 in fixed format.
fn checked(text: String) -> Result<String, String> {
    match text.lines().find(|line| line.len() > 72 || !line.is_ascii()) {
        Some(line) => Err(format!("too long, or not ASCII: {line}")),
        None => Ok(text),
    }
}
