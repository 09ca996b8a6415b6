//! The C interface as the headers declare it, in terms from which any language can be written.

/// A comment's lines, without the frame of asterisks.
pub(crate) type Comment = Vec<String>;

/// What a type is to a caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Type {
    Void,
    Char,
    /// `int32_t`, `uint8_t` and so on.
    Integer {
        bits: u32,
        signed: bool,
    },
    /// `size_t`.
    Size,
    /// A typedef, a structure or an opaque type.
    Named(String),
    Pointer {
        to: Box<Type>,
        constant: bool,
    },
    /// A pointer to a function.
    Callback(Signature),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Signature {
    pub(crate) result: Box<Type>,
    pub(crate) parameters: Vec<Parameter>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Parameter {
    pub(crate) name: String,
    pub(crate) kind: Type,
}

#[derive(Debug)]
pub(crate) struct Function {
    pub(crate) name: String,
    pub(crate) comment: Comment,
    pub(crate) signature: Signature,
    /// Declared only for programs that define `JPKI_INDIVIDUAL_NUMBER`: few libraries have it.
    pub(crate) on_request: bool,
}

#[derive(Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) comment: Comment,
    pub(crate) kind: Type,
    /// Of an array: the number of its elements.
    pub(crate) count: Option<u64>,
}

#[derive(Debug)]
pub(crate) struct Structure {
    pub(crate) name: String,
    pub(crate) comment: Comment,
    pub(crate) fields: Vec<Field>,
}

/// A typedef: of an enumeration, of flags, or of a callback.
#[derive(Debug)]
pub(crate) struct Alias {
    pub(crate) name: String,
    pub(crate) comment: Comment,
    pub(crate) of: Type,
}

#[derive(Debug)]
pub(crate) struct Constant {
    pub(crate) name: String,
    pub(crate) comment: Comment,
    pub(crate) value: i64,
    pub(crate) on_request: bool,
}

/// Everything that the headers declare, in their order.
#[derive(Debug, Default)]
pub(crate) struct Interface {
    pub(crate) functions: Vec<Function>,
    pub(crate) structures: Vec<Structure>,
    pub(crate) aliases: Vec<Alias>,
    /// Types whose handles are opaque IDs.
    pub(crate) opaque: Vec<String>,
    pub(crate) constants: Vec<Constant>,
}

impl Interface {
    /// The functions of every library, by name.
    pub(crate) fn everywhere(&self) -> Vec<&Function> {
        let mut found: Vec<_> =
            self.functions.iter().filter(|function| !function.on_request).collect();
        found.sort_by(|one, other| one.name.cmp(&other.name));
        found
    }

    pub(crate) fn structure(&self, name: &str) -> Option<&Structure> {
        self.structures.iter().find(|structure| structure.name == name)
    }

    /// What a typedef stands for; any other type is itself.
    pub(crate) fn plain(&self, kind: &Type) -> Type {
        let alias = match kind {
            Type::Named(name) => self.aliases.iter().find(|alias| alias.name == *name),
            _ => None,
        };
        alias.map_or_else(|| kind.clone(), |alias| self.plain(&alias.of))
    }

    /// Whether a type has a pointer to a function in it.
    pub(crate) fn calls_back(&self, kind: &Type) -> bool {
        match self.plain(kind) {
            Type::Callback(_) => true,
            Type::Pointer { to, .. } => self.calls_back(&to),
            Type::Named(name) => self.structure(&name).is_some_and(|structure| {
                structure.fields.iter().any(|field| self.calls_back(&field.kind))
            }),
            _ => false,
        }
    }

    /// Whether a function is passed pointers to functions.
    pub(crate) fn has_callback(&self, function: &Function) -> bool {
        function.signature.parameters.iter().any(|parameter| self.calls_back(&parameter.kind))
    }
}

/// The first sentence of a comment.
pub(crate) fn summary(comment: &[String]) -> String {
    let text = comment.iter().take_while(|line| !line.is_empty()).cloned().collect::<Vec<_>>();
    let text = text.join(" ").replace("**", "").replace('`', "");
    match text.split_once(". ") {
        Some((first, _)) => first.to_owned() + ".",
        None => text,
    }
}
