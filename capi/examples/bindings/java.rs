//! The Java package's generated files: `Native.java`, the interface as JNA declares it, and an
//! `enum` for each enumeration, since Java takes one public type a file.

use std::fmt::Write as _;

use crate::enumerations::{Enumeration, enumerations};
use crate::java_names::{Type as Named, named};
use crate::java_text::documentation;
use crate::layout::{self, BITS_32, BITS_32_LINUX, BITS_64};
use crate::model::{Alias, Field, Function, Interface, Structure, Type};
use crate::roles::{Role, roles};
use crate::words::pascal_case;

const HEADER: &str = "/*\n * Generated from the C headers: do not edit. SPDX-License-Identifier: \
                      MIT OR Apache-2.0\n */\n";

/// `Native.java`; what an enumeration's file has is `enumeration`.
pub(crate) fn declarations(interface: &Interface) -> Result<String, String> {
    let mut text = HEADER.to_owned()
        + "package jp.jpkicard.raw;\n\nimport com.sun.jna.Callback;\nimport \
           com.sun.jna.IntegerType;\nimport com.sun.jna.Library;\nimport com.sun.jna.Pointer;\n\
           import com.sun.jna.Structure;\nimport com.sun.jna.ptr.ByReference;\nimport \
           com.sun.jna.ptr.IntByReference;\nimport com.sun.jna.ptr.PointerByReference;\n\n";
    let introduction = "The C functions, structures and constants, as JNA declares them.\n\nThe \
        names, and what each does, are those of the C headers. Handles are a {@link Pointer} that \
        is never read through. PINs, passwords and numbers are one too, so that JNA makes no copy \
        of them that nobody wipes; data are arrays.";
    text += &documentation(&lines(introduction), &[], "");
    text += "public interface Native extends Library {\n";
    for constant in interface.constants.iter().filter(|constant| !constant.on_request) {
        text += &documentation(&constant.comment, &[], "    ");
        let _ = writeln!(text, "    int {} = {};\n", constant.name, number(constant.value));
    }
    text += SIZES;
    for alias in &interface.aliases {
        if let Type::Callback(_) = alias.of {
            text += &callback(interface, alias)?;
        }
    }
    for structure in &interface.structures {
        text += &structure_class(interface, structure)?;
    }
    let functions = interface.functions.iter().filter(|function| !function.on_request);
    let functions = functions.map(|function| declaration(interface, function));
    text += &functions.collect::<Result<Vec<_>, _>>()?.join("\n");
    Ok(text + "}\n")
}

/// The names of the enumerations' files, without `.java`, one a line.
pub(crate) fn names(interface: &Interface) -> Result<String, String> {
    let found = enumerations(interface);
    let names = found.iter().map(|one| Ok(named(one.name)?.name.to_owned() + "\n"));
    names.collect()
}

/// The file of an enumeration, by its name in Java.
pub(crate) fn enumeration(interface: &Interface, name: &str) -> Result<String, String> {
    for found in enumerations(interface) {
        let kind = named(found.name)?;
        if kind.name == name {
            return Ok(enum_class(&found, &kind));
        }
    }
    Err(format!("{name} is no enumeration"))
}

fn enum_class(group: &Enumeration<'_>, kind: &Named) -> String {
    let name = kind.name;
    let mut text = HEADER.to_owned() + "package jp.jpkicard;\n\n";
    if group.is_flags {
        text += "import java.util.Collection;\nimport java.util.EnumSet;\nimport \
                 java.util.Set;\n\n";
    }
    text += &documentation(&lines(kind.sentence), &[], "");
    let _ = writeln!(text, "public enum {name} {{");
    for constant in group.constants.iter().filter(|constant| !constant.on_request) {
        text += &documentation(&constant.comment, &[], "    ");
        let _ = writeln!(text, "    {}({}),\n", group.short(constant), number(constant.value));
    }
    let unknown = "A number that this version of the package does not know. The library refuses \
                   it.";
    text += &documentation(&lines(unknown), &[], "    ");
    text += "    UNRECOGNIZED(Integer.MIN_VALUE);\n\n    private final int value;\n\n";
    let _ = writeln!(text, "    {name}(int value) {{\n        this.value = value;\n    }}\n");
    let result = ("return", "the number that C programs know it by");
    text += &documentation(&lines("Returns the number of this constant."), &[result], "    ");
    text += "    public int value() {\n        return value;\n    }\n\n";
    let tags = [
        ("param value", "the number that C programs know it by"),
        ("return", "its constant, or {@link #UNRECOGNIZED}"),
    ];
    text += &documentation(&lines("Returns the constant of a number."), &tags, "    ");
    text += &OF.replace("NAME", name);
    if group.is_flags {
        text += &FLAGS.replace("NAME", name);
    }
    text + "}\n"
}

const OF: &str = "    public static NAME of(int value) {
        for (NAME one : values()) {
            if (one.value == value) {
                return one;
            }
        }
        return UNRECOGNIZED;
    }
";

const FLAGS: &str = "
    /**
     * Returns the constants that a sum is made of.
     *
     * @param sum the sum of the numbers
     * @return the constants, with {@link #UNRECOGNIZED} if there are others in the sum
     */
    public static Set<NAME> setOf(int sum) {
        Set<NAME> found = EnumSet.noneOf(NAME.class);
        int rest = sum;
        for (NAME one : values()) {
            if (one != UNRECOGNIZED && (sum & one.value) != 0) {
                found.add(one);
                rest &= ~one.value;
            }
        }
        if (rest != 0) {
            found.add(UNRECOGNIZED);
        }
        return found;
    }

    /**
     * Returns the sum of some constants.
     *
     * @param constants which
     * @return the sum of their numbers
     */
    public static int sum(Collection<NAME> constants) {
        int sum = 0;
        for (NAME one : constants) {
            sum |= one.value;
        }
        return sum;
    }
";

const SIZES: &str = "    /** {@code size_t}. */
    final class SizeT extends IntegerType {
        private static final long serialVersionUID = 1L;

        /** Makes a zero. */
        public SizeT() {
            this(0);
        }

        /**
         * Makes a size.
         *
         * @param value the number
         */
        public SizeT(long value) {
            super(com.sun.jna.Native.SIZE_T_SIZE, value, true);
        }
    }

    /** {@code size_t *}. */
    final class SizeTByReference extends ByReference {
        /** Makes one that holds zero. */
        public SizeTByReference() {
            super(com.sun.jna.Native.SIZE_T_SIZE);
            getPointer().clear(com.sun.jna.Native.SIZE_T_SIZE);
        }

        /**
         * Returns what was stored.
         *
         * @return the number
         */
        public long getValue() {
            Pointer at = getPointer();
            boolean wide = com.sun.jna.Native.SIZE_T_SIZE == 8;
            return wide ? at.getLong(0) : at.getInt(0) & 0xFFFFFFFFL;
        }
    }

";

fn callback(interface: &Interface, alias: &Alias) -> Result<String, String> {
    let Type::Callback(signature) = &alias.of else { return Ok(String::new()) };
    let mut text = documentation(&alias.comment, &[], "    ");
    let _ = writeln!(text, "    interface {} extends Callback {{", pascal_case(&alias.name));
    text += &method(interface, signature)?;
    Ok(text + "    }\n\n")
}

/// The one method of a callback.
fn method(interface: &Interface, signature: &crate::model::Signature) -> Result<String, String> {
    let mut parameters = Vec::new();
    let mut tags = Vec::new();
    for parameter in &signature.parameters {
        let kind = field_type(interface, &parameter.kind, None)
            .ok_or_else(|| format!("{:?}", parameter.kind))?;
        parameters.push(format!("{kind} {}", parameter.name));
        tags.push((format!("param {}", parameter.name), "as in C"));
    }
    let result = match interface.plain(&signature.result) {
        Type::Void => "void",
        Type::Integer { bits: 32, .. } => {
            tags.push(("return".to_owned(), "{@link #JPKI_OK} or one of {@code JPKI_ERROR_*}"));
            "int"
        }
        kind => return Err(format!("{kind:?}")),
    };
    let tags: Vec<_> = tags.iter().map(|(tag, text)| (tag.as_str(), *text)).collect();
    let mut text = documentation(&lines("Is called by the library."), &tags, "        ");
    text += &call(&format!("        {result} invoke("), &parameters, "            ");
    Ok(text)
}

fn structure_class(interface: &Interface, structure: &Structure) -> Result<String, String> {
    let mut text = String::new();
    let class = pascal_case(&structure.name);
    for field in &structure.fields {
        if let Type::Callback(signature) = &field.kind {
            let name = class.clone() + &pascal_case(&field.name);
            text += &documentation(&field.comment, &[], "    ");
            let _ = writeln!(text, "    interface {name} extends Callback {{");
            text += &method(interface, signature)?;
            text += "    }\n\n";
        }
    }
    text += &documentation(&structure.comment, &[], "    ");
    text += "    @Structure.FieldOrder({\n";
    for field in &structure.fields {
        let _ = writeln!(text, "        \"{}\",", field.name);
    }
    let _ = writeln!(text, "    }})\n    final class {class} extends Structure {{");
    for (name, place, machine) in [
        ("SIZE_64", "64-bit systems", BITS_64),
        ("SIZE_32", "32-bit Windows", BITS_32),
        ("SIZE_32_LINUX", "32-bit Linux", BITS_32_LINUX),
    ] {
        let size = layout::layout(interface, structure, machine).size;
        let _ = writeln!(text, "        /** What {{@code sizeof}} is on {place}. */");
        let _ = writeln!(text, "        public static final int {name} = {size};");
    }
    for field in &structure.fields {
        text += "\n";
        text += &field_declaration(interface, &class, field)?;
    }
    let sentence = "Makes one that knows its size; all else is zero.";
    text += "\n";
    text += &documentation(&lines(sentence), &[], "        ");
    let _ = writeln!(text, "        public {class}() {{\n            struct_size = size();");
    Ok(text + "        }\n    }\n\n")
}

fn field_declaration(interface: &Interface, class: &str, field: &Field) -> Result<String, String> {
    let fault = || format!("{class}.{}: {:?}", field.name, field.kind);
    let callback = match &field.kind {
        Type::Callback(_) => Some(class.to_owned() + &pascal_case(&field.name)),
        _ => None,
    };
    let kind = field_type(interface, &field.kind, callback).ok_or_else(fault)?;
    let mut text = documentation(&field.comment, &[], "        ");
    let _ = match field.count {
        Some(count) => {
            writeln!(text, "        public {kind}[] {} = new {kind}[{count}];", field.name)
        }
        None if kind == "SizeT" => {
            writeln!(text, "        public SizeT {} = new SizeT();", field.name)
        }
        None => writeln!(text, "        public {kind} {};", field.name),
    };
    Ok(text)
}

/// The type of a field, or of what a callback receives.
fn field_type(interface: &Interface, kind: &Type, callback: Option<String>) -> Option<String> {
    let name = match interface.plain(kind) {
        Type::Char | Type::Integer { bits: 8, .. } => "byte",
        Type::Integer { bits: 32, .. } => "int",
        Type::Integer { bits: 64, .. } => "long",
        Type::Size => "SizeT",
        Type::Pointer { .. } => "Pointer",
        Type::Callback(_) => return callback,
        _ => return None,
    };
    Some(name.to_owned())
}

fn declaration(interface: &Interface, function: &Function) -> Result<String, String> {
    let fault = |kind: &Type| format!("{}: {kind:?}", function.name);
    let mut parameters = Vec::new();
    let mut tags = Vec::new();
    for (parameter, role) in function.signature.parameters.iter().zip(roles(interface, function)?) {
        let (kind, what) = parameter_type(interface, &parameter.kind, &role)
            .ok_or_else(|| fault(&parameter.kind))?;
        parameters.push(format!("{kind} {}", parameter.name));
        tags.push((format!("param {}", parameter.name), what));
    }
    let (result, what) = match interface.plain(&function.signature.result) {
        Type::Void => ("void", ""),
        Type::Integer { bits: 32, .. } => {
            let is_status =
                function.signature.result == Box::new(Type::Named("jpki_status".into()));
            (
                "int",
                if is_status {
                    "{@link #JPKI_OK} or one of {@code JPKI_ERROR_*}"
                } else {
                    "see above"
                },
            )
        }
        Type::Integer { bits: 64, .. } => ("long", "see above"),
        Type::Size => ("SizeT", "see above"),
        Type::Pointer { to, .. } if *to == Type::Char => ("String", "the text, or null"),
        Type::Pointer { .. } => ("Pointer", "the bytes, or null"),
        kind => return Err(fault(&kind)),
    };
    if !what.is_empty() {
        tags.push(("return".to_owned(), what.to_owned()));
    }
    let tags: Vec<_> = tags.iter().map(|(tag, text)| (tag.as_str(), text.as_str())).collect();
    let text = documentation(&function.comment, &tags, "    ");
    Ok(text + &call(&format!("    {result} {}(", function.name), &parameters, "        "))
}

/// The type of a parameter, and what it is.
fn parameter_type(interface: &Interface, kind: &Type, role: &Role) -> Option<(String, String)> {
    let plain = interface.plain(kind);
    let (kind, what) = match (role, &plain) {
        (Role::Handle, _) => ("Pointer", "the handle, or null"),
        (Role::NewHandle, _) => ("PointerByReference", "receives the handle"),
        (Role::Value, Type::Size) => ("SizeT", "a number"),
        (Role::Value, _) => ("int", "a number or a constant"),
        (Role::NewValue, _) => ("IntByReference", "receives the number"),
        (Role::Bytes { .. }, Type::Pointer { to, .. }) if **to == Type::Char => {
            ("Pointer", "the characters; not ended by NUL")
        }
        (Role::Bytes { .. }, _) => ("byte[]", "the bytes, or null"),
        (Role::Overwritten { .. }, _) => ("Pointer", "the bytes that are overwritten"),
        (Role::Text, _) => ("String", "text, or null"),
        (Role::NewText { .. }, _) => ("Pointer", "receives the text, ended by NUL"),
        (Role::LengthOf(name), _) => {
            return Some(("SizeT".to_owned(), format!("the size of {{@code {name}}} in bytes")));
        }
        (Role::ResultLength, _) => ("SizeTByReference", "receives the length, or null"),
        (Role::Error, _) => ("JpkiError", "receives what went wrong, or null"),
        (Role::Structure | Role::NewStructure, Type::Pointer { to, .. }) => {
            let Type::Named(name) = &**to else { return None };
            let reads = matches!(role, Role::Structure);
            let what = if reads { "what the call reads, or null" } else { "what the call writes" };
            return Some((pascal_case(name), what.to_owned()));
        }
        (Role::Callback, _) => {
            let name = interface.aliases.iter().find(|alias| alias.of == plain)?;
            return Some((pascal_case(&name.name), "is called by the library, or null".to_owned()));
        }
        (Role::User, _) => ("Pointer", "is passed to the callback"),
        _ => return None,
    };
    Some((kind.to_owned(), what.to_owned()))
}

/// A method's declaration, with the parameters on as many lines as they need.
fn call(start: &str, parameters: &[String], indent: &str) -> String {
    let one = format!("{start}{});\n", parameters.join(", "));
    if one.len() <= 100 {
        return one;
    }
    let mut text = start.to_owned();
    let mut line = String::new();
    for (at, parameter) in parameters.iter().enumerate() {
        let is_last = at.saturating_add(1) == parameters.len();
        let next = format!("{parameter}{}", if is_last { ");" } else { "," });
        if line.is_empty() || line.len().saturating_add(next.len()) >= 100 {
            text += &line;
            text.push('\n');
            line = indent.to_owned() + &next;
        } else {
            line.push(' ');
            line += &next;
        }
    }
    text + &line + "\n"
}

/// Constants of enumerations are easier to tell apart in hexadecimal digits.
fn number(value: i64) -> String {
    if value > 0xFFFF { format!("0x{value:08X}") } else { value.to_string() }
}

fn lines(text: &str) -> Vec<String> {
    text.split('\n').map(str::to_owned).collect()
}
