//! `interface.json`: the whole C interface as data, for generators in any language.

use std::fmt::Write as _;

use crate::enumerations::{enumerations, numbers};
use crate::layout::{self, BITS_32, BITS_32_LINUX, BITS_64, Machine};
use crate::model::{Constant, Function, Interface, Structure, Type};
use crate::roles::{Role, roles};

pub(crate) fn json(interface: &Interface) -> Result<String, String> {
    let functions = interface.functions.iter().map(|one| function(interface, one));
    let functions = functions.collect::<Result<Vec<_>, _>>()?;
    let callbacks = interface.aliases.iter().filter_map(|alias| match &alias.of {
        Type::Callback(signature) => Some(object(&[
            ("name", text(&alias.name)),
            ("comment", text(&alias.comment.join("\n"))),
            ("result", text(&c_type(&signature.result))),
            (
                "parameters",
                list(signature.parameters.iter().map(|one| {
                    object(&[("name", text(&one.name)), ("type", text(&c_type(&one.kind)))])
                })),
            ),
        ])),
        _ => None,
    });
    let groups = enumerations(interface);
    let groups = groups.iter().map(|group| {
        object(&[
            ("name", text(group.name)),
            ("comment", text(&group.comment.join("\n"))),
            ("flags", group.is_flags.to_string()),
            ("prefix", text(group.prefix)),
            (
                "constants",
                lines(group.constants.iter().map(|one| constant(one, Some(group.short(one)))), 3),
            ),
        ])
    });
    let handles = interface.opaque.iter().map(|name| text(name));
    let structures = interface.structures.iter().map(|one| structure(interface, one));
    Ok(format!(
        "{{\n \"enumerations\": {},\n \"numbers\": {},\n \"handles\": {},\n \
         \"structures\": {},\n \"callbacks\": {},\n \"functions\": {}\n}}\n",
        lines(groups, 2),
        lines(numbers(interface).into_iter().map(|one| constant(one, None)), 2),
        list(handles),
        lines(structures, 2),
        lines(callbacks, 2),
        lines(functions.into_iter(), 2),
    ))
}

fn constant(constant: &Constant, short: Option<&str>) -> String {
    let mut members = vec![("name", text(&constant.name))];
    members.extend(short.map(|short| ("short", text(short))));
    members.push(("value", constant.value.to_string()));
    members.push(("on_request", constant.on_request.to_string()));
    members.push(("comment", text(&constant.comment.join("\n"))));
    object(&members)
}

fn structure(interface: &Interface, structure: &Structure) -> String {
    let on = |machine: Machine| layout::layout(interface, structure, machine);
    let (wide, narrow, linux) = (on(BITS_64), on(BITS_32), on(BITS_32_LINUX));
    let offsets = wide.offsets.iter().zip(&narrow.offsets).zip(&linux.offsets);
    let fields = structure.fields.iter().zip(offsets).map(|(field, ((wide, narrow), linux))| {
        let mut members = vec![("name", text(&field.name)), ("type", text(&c_type(&field.kind)))];
        if let Some(count) = field.count {
            members.push(("count", count.to_string()));
        }
        members.push(("offset_64", wide.to_string()));
        members.push(("offset_32", narrow.to_string()));
        if linux != narrow {
            members.push(("offset_32_linux", linux.to_string()));
        }
        members.push(("comment", text(&field.comment.join("\n"))));
        object(&members)
    });
    let mut members = vec![
        ("name", text(&structure.name)),
        ("size_64", wide.size.to_string()),
        ("size_32", narrow.size.to_string()),
    ];
    if linux.size != narrow.size {
        members.push(("size_32_linux", linux.size.to_string()));
    }
    members.push(("comment", text(&structure.comment.join("\n"))));
    members.push(("fields", lines(fields, 3)));
    object(&members)
}

fn function(interface: &Interface, function: &Function) -> Result<String, String> {
    let roles = roles(interface, function)?;
    let parameters = function.signature.parameters.iter().zip(roles).map(|(parameter, role)| {
        let mut members =
            vec![("name", text(&parameter.name)), ("type", text(&c_type(&parameter.kind)))];
        members.extend(role_members(&role));
        object(&members)
    });
    Ok(object(&[
        ("name", text(&function.name)),
        ("result", text(&c_type(&function.signature.result))),
        ("on_request", function.on_request.to_string()),
        ("comment", text(&function.comment.join("\n"))),
        ("parameters", lines(parameters, 3)),
    ]))
}

fn role_members(role: &Role) -> Vec<(&'static str, String)> {
    let (name, length) = match role {
        Role::Handle => ("handle", None),
        Role::NewHandle => ("new handle", None),
        Role::Value => ("value", None),
        Role::NewValue => ("new value", None),
        Role::Bytes { length } => ("bytes", Some(("length", length))),
        Role::Overwritten { length } => ("overwritten bytes", Some(("length", length))),
        Role::Text => ("text", None),
        Role::NewText { size } => ("new text", Some(("size", size))),
        Role::LengthOf(name) => ("length", Some(("of", name))),
        Role::ResultLength => ("length of the result", None),
        Role::Structure => ("structure", None),
        Role::NewStructure => ("new structure", None),
        Role::Error => ("error", None),
        Role::Callback => ("callback", None),
        Role::User => ("user", None),
    };
    let mut members = vec![("role", text(name))];
    members.extend(length.map(|(key, value)| (key, text(value))));
    members
}

/// A type as C has it, with its typedef's name.
pub(crate) fn c_type(kind: &Type) -> String {
    crate::stdcall::c_type(kind)
}

fn text(text: &str) -> String {
    let mut quoted = String::from('"');
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            '\n' => quoted += "\\n",
            letter if letter.is_control() => {
                let _ = write!(quoted, "\\u{:04x}", u32::from(letter));
            }
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}

fn object(members: &[(&str, String)]) -> String {
    let members = members.iter().map(|(name, value)| format!("\"{name}\": {value}"));
    format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
}

fn list(values: impl Iterator<Item = String>) -> String {
    format!("[{}]", values.collect::<Vec<_>>().join(", "))
}

/// A list with one value a line.
fn lines(values: impl Iterator<Item = String>, depth: usize) -> String {
    let values = values.map(|value| format!("\n{}{value}", " ".repeat(depth)));
    format!("[{}]", values.collect::<Vec<_>>().join(","))
}
