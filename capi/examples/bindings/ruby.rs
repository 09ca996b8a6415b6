//! `native.rb` for Ruby: the enumerations as symbols, and what Fiddle has to know of structures and
//! functions.

use crate::enumerations::{Enumeration, enumerations, numbers};
use crate::layout::{self, BITS_64};
use crate::model::{Constant, Function, Interface, Structure, Type, summary};

const START: &str = "\
# frozen_string_literal: true

# Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0

module Jpkicard
";

pub(crate) fn declarations(interface: &Interface) -> Result<String, String> {
    let mut text = START.to_owned();
    let groups = enumerations(interface);
    text += &groups.iter().map(enumeration).collect::<Vec<_>>().join("\n");
    text +=
        "\n  # The functions and structures of the C library.\n  # @api private\n  module Native\n";
    let parts = numbers(interface).into_iter().filter(|constant| !constant.on_request).map(number);
    let parts: Vec<String> = parts
        .map(Ok)
        .chain(interface.structures.iter().map(|one| structure(interface, one)))
        .chain(interface.everywhere().into_iter().map(|one| function(interface, one)))
        .collect::<Result<_, _>>()?;
    text += &parts.join("\n");
    Ok(text + "  end\nend\n")
}

fn enumeration(group: &Enumeration<'_>) -> String {
    let name = group.name.trim_start_matches("jpki_").to_ascii_uppercase();
    let kind = if group.is_flags { "Any of" } else { "One of" };
    let mut text = format!("  # {kind} these, the constants `{}*` of C:\n  #\n", group.prefix);
    for constant in group.constants.iter().filter(|constant| !constant.on_request) {
        let symbol = group.short(constant).to_ascii_lowercase();
        let line = format!("- `:{symbol}`: {}", summary(&constant.comment));
        text += &commented(&line, "  #", "  #   ");
    }
    text += &format!("  {name} = Enumeration.new(\n    \"{}\",\n", group.name);
    for constant in group.constants.iter().filter(|constant| !constant.on_request) {
        let symbol = group.short(constant).to_ascii_lowercase();
        text += &format!("    {symbol}: {},\n", value(constant));
    }
    let last = text.pop().and_then(|_| text.pop());
    debug_assert_eq!(last, Some(','), "an enumeration has constants");
    text + "\n  )\n"
}

fn value(constant: &Constant) -> String {
    if constant.value > 0xFFFF {
        format!("0x{:08X}", constant.value)
    } else {
        constant.value.to_string()
    }
}

fn number(constant: &Constant) -> String {
    let name = constant.name.trim_start_matches("JPKI_");
    commented(&summary(&constant.comment), "    #", "    #")
        + &format!("    {name} = {}\n", value(constant))
}

fn structure(interface: &Interface, structure: &Structure) -> Result<String, String> {
    let name = structure.name.trim_start_matches("jpki_").to_ascii_uppercase();
    let size = layout::layout(interface, structure, BITS_64).size;
    let mut text = commented(&summary(&structure.comment), "    #", "    #");
    text += &format!("    {name} = Structure.new(\n      \"{}\",\n", structure.name);
    text += &format!("      {size},\n");
    let fields = structure.fields.iter().map(|field| {
        let kind = fiddle_type(interface, &field.kind)
            .ok_or_else(|| format!("{}.{}: {:?}", structure.name, field.name, field.kind))?;
        Ok(match field.count {
            Some(count) => format!("      {}: [:{kind}, {count}]", field.name),
            None => format!("      {}: :{kind}", field.name),
        })
    });
    text += &fields.collect::<Result<Vec<_>, String>>()?.join(",\n");
    Ok(text + "\n    )\n")
}

fn function(interface: &Interface, function: &Function) -> Result<String, String> {
    let kind = |kind: &Type| {
        fiddle_type(interface, kind).ok_or_else(|| format!("{}: {kind:?}", function.name))
    };
    let mut text = comment(&function.comment);
    let parameters = function.signature.parameters.iter();
    let parameters = parameters
        .map(|one| Ok(format!("{}: :{}", one.name, kind(&one.kind)?)))
        .collect::<Result<Vec<_>, String>>()?;
    let head = format!("function(:{}, :{}", function.name, kind(&function.signature.result)?);
    let whole = std::iter::once(head.clone()).chain(parameters.iter().cloned());
    let whole = format!("    {})\n", whole.collect::<Vec<_>>().join(", "));
    if whole.len() <= 100 {
        return Ok(text + &whole);
    }
    let mut line = format!("    {head},");
    for (at, parameter) in parameters.iter().enumerate() {
        let end = if at.saturating_add(1) == parameters.len() { ")" } else { "," };
        if line.len().saturating_add(parameter.len()) > 96 {
            text += &line;
            text.push('\n');
            line = "            ".to_owned();
        }
        line += &format!(" {parameter}{end}");
    }
    Ok(text + &line + "\n")
}

/// What Fiddle passes for a type, by the names of `native/memory.rb`.
fn fiddle_type(interface: &Interface, kind: &Type) -> Option<&'static str> {
    Some(match interface.plain(kind) {
        Type::Void => "void",
        Type::Char => "char",
        Type::Integer { bits: 8, signed: false } => "uint8",
        Type::Integer { bits: 32, signed: true } => "int32",
        Type::Integer { bits: 32, signed: false } => "uint32",
        Type::Integer { bits: 64, signed: true } => "int64",
        Type::Size => "size",
        Type::Pointer { .. } | Type::Callback(_) => "pointer",
        Type::Integer { .. } | Type::Named(_) => return None,
    })
}

/// A whole comment. Its paragraphs and the items of its lists are filled again, since they are
/// indented further than in the header.
fn comment(lines: &[String]) -> String {
    let mut text = String::new();
    let (mut part, mut later) = (String::new(), "    #");
    for line in lines.iter().map(String::as_str).chain([""]) {
        let is_item = line.starts_with('-');
        if (line.is_empty() || is_item) && !part.is_empty() {
            text += &commented(&std::mem::take(&mut part), "    #", later);
        }
        if line.is_empty() {
            text += "    #\n";
        }
        if line.is_empty() || is_item {
            later = if is_item { "    #   " } else { "    #" };
        }
        part += line.trim_start();
        part.push_str(if line.is_empty() { "" } else { " " });
    }
    text.trim_end_matches("    #\n").to_owned()
}

/// Text in lines of a comment, the later ones with an indent of their own.
fn commented(text: &str, first: &str, later: &str) -> String {
    let mut lines = String::new();
    let mut line = first.to_owned();
    for word in text.split_whitespace() {
        if line.len().saturating_add(word.len()) >= 98 {
            lines += line.trim_end();
            lines.push('\n');
            later.clone_into(&mut line);
        }
        if !line.ends_with(' ') {
            line.push(' ');
        }
        line += word;
    }
    lines + line.trim_end() + "\n"
}
