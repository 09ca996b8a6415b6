//! `generated.php` for PHP: the enumerations, and the text of declarations that FFI reads.

use crate::enumerations::{Enumeration, enumerations, numbers};
use crate::layout::{self, BITS_64};
use crate::model::{Constant, Interface, Parameter, Signature, Structure, Type, summary};
use crate::words::{filled, pascal_case};

const START: &str = "\
<?php

// Generated from the C headers: do not edit. SPDX-License-Identifier: MIT OR Apache-2.0

declare(strict_types=1);

namespace Jpkicard;
";

const DECLARATIONS: &str = "
/**
 * The functions and structures of the C library.
 *
 * @internal
 */
final class Declarations
{
";

pub(crate) fn declarations(interface: &Interface) -> Result<String, String> {
    let mut text = START.to_owned();
    for group in enumerations(interface) {
        text += &enumeration(&group);
    }
    text += DECLARATIONS;
    for constant in numbers(interface).into_iter().filter(|constant| !constant.on_request) {
        let name = constant.name.trim_start_matches("JPKI_");
        text += &document(&summary(&constant.comment), "    ");
        text += &format!("    public const {name} = {};\n\n", value(constant));
    }
    text += "    /** How many bytes each structure has where a pointer has eight. */\n";
    text += "    public const SIZES = [\n";
    for structure in &interface.structures {
        let size = layout::layout(interface, structure, BITS_64).size;
        text += &format!("        '{}' => {size},\n", structure.name);
    }
    text += "    ];\n\n    /** What FFI reads. */\n    public const TEXT = <<<'C'\n";
    text += &c_text(interface)?;
    Ok(text + "        C;\n}\n")
}

/// What the headers declare, without macros and with a sentence about each.
fn c_text(interface: &Interface) -> Result<String, String> {
    let mut lines: Vec<String> = Vec::new();
    for name in &interface.opaque {
        lines.push(format!("typedef uintptr_t {name}_handle;"));
    }
    for alias in &interface.aliases {
        lines.push(match &alias.of {
            Type::Callback(signature) => {
                format!("typedef {};", callback(interface, &alias.name, signature)?)
            }
            kind => format!("typedef {} {};", c_type(interface, kind)?, alias.name),
        });
    }
    for structure in &interface.structures {
        lines.extend(fields(interface, structure)?);
    }
    for function in interface.everywhere() {
        lines.push(String::new());
        lines.extend(c_comment(&summary(&function.comment)));
        let result = c_type(interface, &function.signature.result)?;
        let parameters = parameters(interface, &function.signature.parameters)?;
        lines.extend(wrapped(&format!("{}(", joined(&result, &function.name)), &parameters, 92));
    }
    let indented = lines.iter().map(|line| format!("        {line}").trim_end().to_owned() + "\n");
    Ok(indented.collect())
}

fn fields(interface: &Interface, structure: &Structure) -> Result<Vec<String>, String> {
    let mut lines = vec![String::new()];
    lines.extend(c_comment(&summary(&structure.comment)));
    lines.push(format!("typedef struct {} {{", structure.name));
    for field in &structure.fields {
        let bounds = field.count.map_or_else(String::new, |count| format!("[{count}]"));
        lines.push(match &field.kind {
            Type::Callback(signature) => {
                format!("    {};", callback(interface, &field.name, signature)?)
            }
            kind => format!("    {}{bounds};", joined(&c_type(interface, kind)?, &field.name)),
        });
    }
    lines.push(format!("}} {};", structure.name));
    Ok(lines)
}

/// Bytes that a callback receives stay what they are: FFI would make text of `const char *`.
fn callback(interface: &Interface, name: &str, signature: &Signature) -> Result<String, String> {
    let parameters = signature.parameters.iter();
    let parameters = parameters.map(|one| Ok(joined(&c_type(interface, &one.kind)?, &one.name)));
    let parameters = parameters.collect::<Result<Vec<_>, String>>()?;
    let head = format!("{} (*{name})(", c_type(interface, &signature.result)?);
    Ok(wrapped(&head, &parameters, 84).join("\n            ").trim_end_matches(';').to_owned())
}

/// FFI takes a string of PHP as `const char *` only, so bytes that go in are that.
fn parameters(interface: &Interface, parameters: &[Parameter]) -> Result<Vec<String>, String> {
    let bytes = |kind: &Type| {
        matches!(kind, Type::Pointer { to, constant: true }
            if matches!(**to, Type::Integer { bits: 8, .. }))
    };
    let texts = parameters.iter().map(|one| {
        let kind = if bytes(&one.kind) {
            "const char *".to_owned()
        } else {
            c_type(interface, &one.kind)?
        };
        Ok(joined(&kind, &one.name))
    });
    let texts = texts.collect::<Result<Vec<_>, String>>()?;
    Ok(if texts.is_empty() { vec!["void".to_owned()] } else { texts })
}

/// A type of C. A handle is an opaque ID, and FFI lets nothing be done with a pointer that a number
/// could not do more simply.
fn c_type(interface: &Interface, kind: &Type) -> Result<String, String> {
    let pointed = match kind {
        Type::Callback(_) => return Err("a callback without a name".to_owned()),
        Type::Pointer { to, .. } => &**to,
        kind => kind,
    };
    Ok(match pointed {
        Type::Named(name) if interface.opaque.contains(name) => format!("{name}_handle"),
        Type::Pointer { to, constant } if matches!(&**to, Type::Named(_)) => {
            let inner = c_type(interface, pointed)?;
            if *constant { format!("const {inner} *") } else { format!("{inner} *") }
        }
        _ => crate::stdcall::c_type(kind),
    })
}

/// What the callbacks receive as `user` is a number too: FFI cannot read one out of a pointer.
fn joined(kind: &str, name: &str) -> String {
    let kind = if (kind, name) == ("void *", "user") { "uintptr_t" } else { kind };
    if kind.ends_with('*') { format!("{kind}{name}") } else { format!("{kind} {name}") }
}

/// A declaration in lines, or in one if it has room there.
fn wrapped(head: &str, parameters: &[String], room: usize) -> Vec<String> {
    let whole = format!("{head}{});", parameters.join(", "));
    if whole.len() <= room {
        return vec![whole];
    }
    let mut lines = vec![head.to_owned()];
    let mut line = "   ".to_owned();
    for (at, parameter) in parameters.iter().enumerate() {
        let end = if at.saturating_add(1) == parameters.len() { ");" } else { "," };
        if line.len().saturating_add(parameter.len()) > 89 {
            lines.push(std::mem::replace(&mut line, "   ".to_owned()));
        }
        line += &format!(" {parameter}{end}");
    }
    lines.push(line);
    lines
}

fn c_comment(text: &str) -> Vec<String> {
    let lines = filled(text, 86);
    let last = lines.len().saturating_sub(1);
    let framed = lines.iter().enumerate().map(|(at, line)| {
        let start = if at == 0 { "/* " } else { " * " };
        let end = if at == last { " */" } else { "" };
        format!("{start}{line}{end}")
    });
    framed.collect()
}

fn enumeration(group: &Enumeration<'_>) -> String {
    let name = group.name.trim_start_matches("jpki_");
    // Its cases are single flags.
    let name = pascal_case(&name.replace("_flags", "_flag"));
    let kind = if group.is_flags { "A flag" } else { "One" };
    let mut text = format!("\n/** {kind} of the constants `{}*` of C. */\n", group.prefix);
    text += &format!("enum {name}: int\n{{\n");
    let constants = group.constants.iter().filter(|constant| !constant.on_request);
    let cases = constants.map(|constant| {
        document(&summary(&constant.comment), "    ")
            + &format!("    case {} = {};\n", pascal_case(group.short(constant)), value(constant))
    });
    text + &cases.collect::<Vec<_>>().join("\n") + "}\n"
}

fn value(constant: &Constant) -> String {
    if constant.value > 0xFFFF {
        format!("0x{:08X}", constant.value)
    } else {
        constant.value.to_string()
    }
}

fn document(text: &str, indent: &str) -> String {
    let lines = filled(text, 90_usize.saturating_sub(indent.len()));
    if let [line] = lines.as_slice() {
        return format!("{indent}/** {line} */\n");
    }
    let lines = lines.iter().map(|line| format!("{indent} * {line}\n")).collect::<String>();
    format!("{indent}/**\n{lines}{indent} */\n")
}
