//! Functions and structures as abidw finds them in debug information of C or Rust, in terms of
//! neither language: with sizes and offsets, without the names of basic types.

use std::collections::{BTreeMap, HashMap};

/// The parameters and result of each function, and the size and fields of each structure.
#[derive(Default)]
pub struct Layout {
    pub functions: BTreeMap<String, String>,
    pub structures: BTreeMap<String, Vec<String>>,
}

enum Type {
    Basic(String),
    Same(String),
    Pointer(String),
    Array(String, Vec<String>),
    Structure(String),
    Function(Vec<String>),
}

/// A tag with its attributes, and the tags in it.
struct Element {
    name: String,
    attributes: HashMap<String, String>,
    inner: Vec<Element>,
}

impl Element {
    fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }

    fn types_in(&self, name: &str) -> impl Iterator<Item = String> {
        let inner = self.inner.iter().filter(move |inner| inner.name == name);
        inner.map(|inner| inner.get("type-id").to_owned())
    }
}

/// abidw writes one tag a line, without text between tags.
fn elements<'a>(lines: &mut impl Iterator<Item = &'a str>) -> Vec<Element> {
    let mut found = Vec::new();
    while let Some(line) = lines.next() {
        let tag = line.trim().trim_start_matches('<').trim_end_matches('>');
        if tag.starts_with('/') {
            break;
        }
        let (tag, is_empty) = tag.strip_suffix('/').map_or((tag, false), |tag| (tag, true));
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        let mut attributes = HashMap::new();
        while let Some((attribute, after)) = rest.trim_start().split_once("='") {
            let (value, after) = after.split_once('\'').unwrap();
            attributes.insert(attribute.to_owned(), plain(value));
            rest = after;
        }
        let inner = if is_empty { Vec::new() } else { elements(lines) };
        found.push(Element { name: name.to_owned(), attributes, inner });
    }
    found
}

fn plain(value: &str) -> String {
    value.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

/// A basic type of either language.
fn basic(name: &str) -> &str {
    match name {
        "i8" => "char",
        "u8" => "unsigned char",
        "i32" => "int",
        "u32" => "unsigned int",
        "i64" | "isize" | "long int" => "long",
        "u64" | "usize" | "unsigned long int" => "unsigned long",
        "c_void" | "()" => "void",
        name => name,
    }
}

/// Rust's `Option<unsafe extern "C" fn(A, B) -> C>` is C's pointer to a function.
fn callback(name: &str) -> Option<String> {
    let signature = name.strip_prefix("Option<unsafe extern \"C\" fn(")?.strip_suffix('>')?;
    let (parameters, result) = match signature.split_once(") -> ") {
        Some((parameters, result)) => (parameters, result),
        None => (signature.strip_suffix(')')?, "()"),
    };
    let shape = |name: &str| {
        let (pointers, name) = name.rsplit_once(' ').unwrap_or(("", name));
        let name = name.rsplit("::").next().unwrap_or(name);
        "*".repeat(pointers.matches('*').count()) + basic(name)
    };
    let parameters: Vec<_> =
        parameters.split(", ").filter(|name| !name.is_empty()).map(shape).collect();
    Some(format!("*({}) -> {}", parameters.join(", "), shape(result)))
}

impl Layout {
    /// Of what abidw writes.
    pub fn of(description: &str) -> Self {
        let elements = elements(&mut description.lines());
        let (mut types, mut layout) = (HashMap::new(), Self::default());
        collect(&elements, &mut types);
        layout.fill(&elements, &types);
        layout
    }

    fn fill(&mut self, elements: &[Element], types: &HashMap<String, Type>) {
        for element in elements {
            let name = element.get("name");
            let is_ours = name.starts_with("jpki_");
            if element.name == "function-decl" && element.get("elf-symbol-id") == name && is_ours {
                self.functions.insert(name.to_owned(), signature(&signature_types(element), types));
            } else if element.name == "class-decl" && is_ours && has_fields(element) {
                self.structures.insert(name.to_owned(), fields(element, types));
            }
            self.fill(&element.inner, types);
        }
    }

    /// Where two differ, one line each.
    pub fn differences(&self, other: &Self) -> Vec<String> {
        let functions = |layout: &Self| {
            layout.functions.iter().map(|(name, text)| format!("{name}{text}")).collect::<Vec<_>>()
        };
        let structures = |layout: &Self| {
            let structures = layout.structures.iter();
            structures
                .flat_map(|(name, fields)| {
                    fields.iter().map(move |field| format!("{name}: {field}"))
                })
                .collect::<Vec<_>>()
        };
        let mut found = super::line_differences(&functions(self), &functions(other));
        found.extend(super::line_differences(&structures(self), &structures(other)));
        found
    }
}

/// Rust's opaque structures have none that C could see.
fn has_fields(element: &Element) -> bool {
    !matches!(element.get("size-in-bits"), "" | "0")
}

fn signature_types(element: &Element) -> Vec<String> {
    element.types_in("parameter").chain(element.types_in("return")).collect()
}

fn signature(ids: &[String], types: &HashMap<String, Type>) -> String {
    let mut shapes: Vec<_> = ids.iter().map(|id| shape(id, types)).collect();
    let result = shapes.pop().unwrap();
    format!("({}) -> {result}", shapes.join(", "))
}

fn fields(element: &Element, types: &HashMap<String, Type>) -> Vec<String> {
    let size = format!("{} bits", element.get("size-in-bits"));
    let members = element.inner.iter().filter(|member| member.name == "data-member");
    let members = members.map(|member| {
        let field = member.inner.first().unwrap();
        let (offset, shape) =
            (member.get("layout-offset-in-bits"), shape(field.get("type-id"), types));
        format!("{} {shape} at {offset}", field.get("name"))
    });
    [size].into_iter().chain(members).collect()
}

fn collect(elements: &[Element], types: &mut HashMap<String, Type>) {
    for element in elements {
        let (name, of) = (element.get("name").to_owned(), element.get("type-id").to_owned());
        let kind = match element.name.as_str() {
            "type-decl" | "enum-decl" => Some(Type::Basic(name)),
            "typedef-decl" | "qualified-type-def" => Some(Type::Same(of)),
            "pointer-type-def" => Some(Type::Pointer(of)),
            "class-decl" | "union-decl" => Some(Type::Structure(name)),
            "function-type" => Some(Type::Function(signature_types(element))),
            "array-type-def" => {
                let lengths = element.inner.iter().map(|range| range.get("length").to_owned());
                Some(Type::Array(of, lengths.collect()))
            }
            _ => None,
        };
        if let Some(kind) = kind {
            types.insert(element.get("id").to_owned(), kind);
        }
        collect(&element.inner, types);
    }
}

fn shape(id: &str, types: &HashMap<String, Type>) -> String {
    match &types[id] {
        Type::Basic(name) => basic(name).to_owned(),
        Type::Same(of) => shape(of, types),
        Type::Pointer(of) => format!("*{}", shape(of, types)),
        Type::Array(of, lengths) => format!("{}[{}]", shape(of, types), lengths.join("][")),
        Type::Structure(name) => callback(name).unwrap_or_else(|| name.clone()),
        Type::Function(ids) => signature(ids, types),
    }
}
