//! What cbindgen cannot write: constants in hexadecimal and parentheses, and the macros of a
//! declaration.

/// A header as it is committed, from cbindgen's.
pub fn finished(generated: &str) -> String {
    let mut text = String::new();
    let mut lines = generated.lines();
    while let Some(line) = lines.next() {
        let mut whole = line.to_owned();
        // A declaration or a pointer to a function over several lines.
        while is_declaration(line) && !whole.ends_with(';') {
            whole = whole + " " + lines.next().unwrap().trim();
        }
        text.push_str(&line_of(&whole));
        text.push('\n');
    }
    text.replace("\n\n\n", "\n\n")
}

/// Whether it begins a function's declaration or a pointer to a function.
fn is_declaration(line: &str) -> bool {
    let is_comment = line.trim_start().starts_with(['*', '/', '#']);
    !is_comment && (line.contains("(*") || declared(line).is_some())
}

fn line_of(line: &str) -> String {
    if let Some((name, value)) =
        line.strip_prefix("#define ").and_then(|definition| definition.split_once(' '))
    {
        return constant(name, value);
    }
    if let Some((directive, comment)) = line.split_once(" // ")
        && directive.starts_with('#')
    {
        return format!("{} /* {comment} */", directive.trim_end());
    }
    if !is_declaration(line) {
        return line.to_owned();
    }
    // Pointers to functions: of a typedef, or in a structure.
    if let Some((before, after)) = line.split_once("(*") {
        return filled(&format!("{before}(JPKI_CALL *{after}"));
    }
    filled(&declared(line).unwrap())
}

/// A declaration in lines of 90 columns at most.
fn filled(declaration: &str) -> String {
    const COLUMNS: usize = 90;
    let indent = declaration.len() - declaration.trim_start().len();
    if declaration.len() <= COLUMNS {
        return declaration.to_owned();
    }
    let (head, parameters) = declaration.rsplit_once('(').unwrap();
    let mut lines = vec![format!("{head}(")];
    let mut line = " ".repeat(indent + 4);
    for parameter in parameters.split_inclusive(", ") {
        if line.len() + parameter.trim_end().len() > COLUMNS {
            lines.push(std::mem::replace(&mut line, " ".repeat(indent + 4)).trim_end().to_owned());
        }
        line.push_str(parameter);
    }
    lines.push(line);
    lines.join("\n")
}

/// Constants of enumerations and flags in hexadecimal, everything else in decimal.
fn constant(name: &str, value: &str) -> String {
    match value.parse::<i64>() {
        Ok(number) if number < 0 => format!("#define {name} ({number})"),
        Ok(number) if number >= 0x0100_0000 => format!("#define {name} 0x{number:08X}"),
        Ok(number) => format!("#define {name} {number}"),
        Err(_) => format!("#define {name} {value}"),
    }
}

/// A function's declaration with the macros.
fn declared(line: &str) -> Option<String> {
    let (before, _) = line.split_once('(')?;
    let at = before.rfind([' ', '*'])? + 1;
    let (returns, rest) = line.split_at(at);
    let (name, _) = rest.split_once('(')?;
    let is_name = |text: &str| text.chars().all(|c| c.is_alphanumeric() || c == '_');
    if !name.starts_with("jpki_")
        || !is_name(name)
        || !returns.starts_with(|c: char| c.is_alphabetic())
    {
        return None;
    }
    let checked = if returns == "jpki_status " { "JPKI_MUST_USE " } else { "" };
    Some(format!("JPKI_API {checked}{returns}JPKI_CALL {rest}"))
}

/// The macros of `library.h`.
pub fn macros() -> String {
    let [major, minor, patch] = [
        env!("CARGO_PKG_VERSION_MAJOR"),
        env!("CARGO_PKG_VERSION_MINOR"),
        env!("CARGO_PKG_VERSION_PATCH"),
    ];
    MACROS
        .replace("{major}", major)
        .replace("{minor}", minor)
        .replace("{patch}", patch)
        .replace("{text}", env!("CARGO_PKG_VERSION"))
}

const MACROS: &str = r#"
/** The version of these headers; jpki_version() returns that of the library. */
#define JPKI_VERSION_MAJOR {major}
#define JPKI_VERSION_MINOR {minor}
#define JPKI_VERSION_PATCH {patch}
/** The version as one number, for comparisons in #if: 0.1.0 is 100, 1.2.3 is 10203. */
#define JPKI_VERSION_NUMBER \
    (JPKI_VERSION_MAJOR * 10000 + JPKI_VERSION_MINOR * 100 + JPKI_VERSION_PATCH)
/** The version as text. */
#define JPKI_VERSION_TEXT "{text}"

/** The calling convention of every function and callback: cdecl. */
#if defined(_WIN32)
#define JPKI_CALL __cdecl
#else
#define JPKI_CALL
#endif

/** How a function is imported. On Windows define JPKI_STATIC to link the static library. */
#if defined(_WIN32) && !defined(JPKI_STATIC)
#define JPKI_API __declspec(dllimport)
#elif defined(__GNUC__)
#define JPKI_API __attribute__((visibility("default")))
#else
#define JPKI_API
#endif

/** The compiler warns where a result of this function is ignored. */
#if defined(__GNUC__) || defined(__clang__)
#define JPKI_MUST_USE __attribute__((warn_unused_result))
#elif defined(_MSC_VER) && _MSC_VER >= 1700
#include <sal.h>
#define JPKI_MUST_USE _Check_return_
#else
#define JPKI_MUST_USE
#endif
"#;

/// The conventions, in the umbrella header.
pub const CONVENTIONS: &str =
    " * 1. Every function that can fail returns jpki_status: JPKI_OK (0) or a negative
 *    JPKI_ERROR_*. Its last parameter is a jpki_error, or NULL. There is no hidden
 *    \"last error\", and nothing in a jpki_error needs freeing. Test what the function
 *    returned: a jpki_error whose struct_size is wrong is not written to.
 * 2. A handle (jpki_context *, jpki_card *, ...) is an opaque ID stored in a
 *    pointer-sized value: never dereference it. NULL, freed and made-up handles are
 *    JPKI_ERROR_HANDLE. Free each once, in any order; freeing NULL does nothing.
 * 3. Enumerations are int32_t, with a typedef each. A constant of another enumeration, a
 *    length or a time in the place of one is JPKI_ERROR_ARGUMENT, and so is 0; in a
 *    structure 0 is the default.
 * 4. Structures begin with struct_size, set by the caller to sizeof of the structure. A
 *    smaller one is an older caller's, down to the fields that each call needs: those
 *    that it lacks are taken as zero and not written. A larger one, up to 4096 bytes, is
 *    a later caller's: one that is read is refused if a field that this version does not
 *    know is not zero; one that is written keeps those fields.
 * 5. Data and PINs are pointer and length in bytes. Texts that end with NUL are
 *    described as such, and are UTF-8. Nothing that is passed in is kept.
 * 6. Results are objects with functions that return data and its length; these do not
 *    touch the card, and the memory belongs to the object until it is freed.
 * 7. Any thread may call any function. Calls on one card run one after the other.
 * 8. A PIN try is spent only by functions whose comments say so, and at most one by each
 *    call.
";
