//! What each parameter is for: what C says with a pointer and a name, and other languages with a
//! type.

use crate::model::{Function, Interface, Parameter, Type};

/// What a parameter is for. A name is that of the parameter with the length or size.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// A handle that the function uses.
    Handle,
    /// Receives a new handle, which the caller frees.
    NewHandle,
    /// A number or a constant.
    Value,
    /// Receives a number or a constant.
    NewValue,
    /// Bytes that the function reads, and their length: data, or a PIN, which is no text.
    Bytes {
        length: String,
    },
    /// Bytes that the function overwrites, and their length.
    Overwritten {
        length: String,
    },
    /// Text ended by NUL that the function reads.
    Text,
    /// Receives text ended by NUL, and the buffer's size.
    NewText {
        size: String,
    },
    /// The length or size of the parameter of this name.
    LengthOf(String),
    /// Receives the length of what the function returns.
    ResultLength,
    /// A structure that the function reads.
    Structure,
    /// A structure that the function writes; the caller sets its size.
    NewStructure,
    /// The `jpki_error`.
    Error,
    Callback,
    /// What the callback receives first.
    User,
}

/// The roles of a function's parameters, in their order.
pub(crate) fn roles(interface: &Interface, function: &Function) -> Result<Vec<Role>, String> {
    let parameters = &function.signature.parameters;
    let mut found: Vec<Role> = Vec::new();
    for parameter in parameters {
        let role = role(interface, parameters, parameter)
            .ok_or_else(|| format!("{}: what is {}?", function.name, parameter.name))?;
        found.push(role);
    }
    Ok(found)
}

fn role(interface: &Interface, all: &[Parameter], one: &Parameter) -> Option<Role> {
    let name = one.name.as_str();
    // Of `input` it is `input_length`; where there is one array, `length`.
    let length = |ending: &str| {
        let own = format!("{name}_{ending}");
        let found = all.iter().find(|parameter| parameter.name == own);
        let alone = || all.iter().find(|parameter| parameter.name == ending);
        let found = found.or_else(alone)?;
        (found.kind == Type::Size).then(|| found.name.clone())
    };
    let Type::Pointer { to, constant } = interface.plain(&one.kind) else {
        return match interface.plain(&one.kind) {
            Type::Size => measured(all, name).map(Role::LengthOf).or(Some(Role::Value)),
            Type::Integer { .. } => Some(Role::Value),
            Type::Callback(_) => Some(Role::Callback),
            _ => None,
        };
    };
    let inner = interface.plain(&to);
    let is_byte = matches!(inner, Type::Char | Type::Integer { bits: 8, .. });
    match (inner, constant) {
        (Type::Named(structure), false) if structure == "jpki_error" => Some(Role::Error),
        (Type::Named(kind), _) if interface.opaque.contains(&kind) => Some(Role::Handle),
        (Type::Named(_), true) => Some(Role::Structure),
        (Type::Named(_), false) => Some(Role::NewStructure),
        (Type::Pointer { .. }, false) => Some(Role::NewHandle),
        (Type::Char, true) => {
            Some(length("length").map_or(Role::Text, |length| Role::Bytes { length }))
        }
        (_, true) if is_byte => Some(Role::Bytes { length: length("length")? }),
        (Type::Char, false) => Some(Role::NewText { size: length("size")? }),
        (Type::Void, false) if name == "user" => Some(Role::User),
        (Type::Void, false) => Some(Role::Overwritten { length: length("length")? }),
        (Type::Size, false) => Some(Role::ResultLength),
        (Type::Integer { .. }, false) => Some(Role::NewValue),
        _ => None,
    }
}

/// The parameter whose length or size this one is.
fn measured(all: &[Parameter], name: &str) -> Option<String> {
    if name == "length" {
        let pointer =
            all.iter().find(|one| matches!(one.kind, Type::Pointer { .. }) && one.name == "data");
        return pointer.map(|one| one.name.clone());
    }
    let of = name.strip_suffix("_length").or_else(|| name.strip_suffix("_size"))?;
    all.iter().find(|one| one.name == of).map(|one| one.name.clone())
}
