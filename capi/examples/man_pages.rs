//! Writes the man pages of the C functions, from the comments of the headers:
//!
//!   man_pages INCLUDE FOLDER VERSION DATE
//!
//! One page a function, structure and callback, and `jpkicard.3` with the conventions. INCLUDE is
//! the folder of `jpkicard.h`; DATE is YYYY-MM-DD. It needs nothing but the standard library, so
//! `capi/install` and the tests compile it with `rustc` alone.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// What a comment stands before.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Function,
    Type,
    Constant,
}

/// A declaration and its comment.
struct Item {
    kind: Kind,
    name: String,
    /// The comment's lines, without the frame of asterisks.
    comment: Vec<String>,
    /// As the header has it.
    declaration: Vec<String>,
    /// A macro that the program defines to have it declared.
    on_request: Option<String>,
    header: String,
}

impl Item {
    /// The first sentence, as a phrase for the NAME line.
    fn summary(&self) -> String {
        let text = self.comment.join(" ");
        let end = [". ", ": ", "; ", ".\u{20}"].iter().filter_map(|end| text.find(end)).min();
        let sentence = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
        let mut letters = sentence.trim_end_matches('.').replace("**", "").replace('`', "");
        if let Some(first) = letters.get(..1).map(str::to_lowercase)
            && !letters.starts_with("PIN")
        {
            letters.replace_range(..1, &first);
        }
        if letters.is_empty() { "part of jpkicard".to_owned() } else { letters }
    }
}

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [include, folder, version, date] = arguments.as_slice() else {
        eprintln!("usage: man_pages INCLUDE FOLDER VERSION DATE");
        std::process::exit(2);
    };
    let mut items = Vec::new();
    let mut introduction = Vec::new();
    for header in headers(Path::new(include))? {
        let name = header.strip_prefix(include).unwrap_or(&header).display().to_string();
        let text = fs::read_to_string(&header)?;
        if introduction.is_empty() {
            introduction = first_comment(&text);
        }
        items.extend(items_of(&text, &name));
    }
    fs::create_dir_all(folder)?;
    let title = Title { version, date };
    for item in items.iter().filter(|item| item.kind != Kind::Constant) {
        let path = Path::new(folder).join(format!("{}.3", item.name));
        fs::write(path, page(item, &items, &title))?;
    }
    let path = Path::new(folder).join("jpkicard.3");
    fs::write(path, overview(&introduction, &items, &title))
}

/// `jpkicard.h` and the headers in `jpkicard/`, if there are any; C++ has other manuals.
fn headers(include: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = vec![include.join("jpkicard.h")];
    let nouns = include.join("jpkicard");
    if nouns.is_dir() {
        let mut more = Vec::new();
        for entry in fs::read_dir(nouns)? {
            let path = entry?.path();
            if path.extension().is_some_and(|extension| extension == "h") {
                more.push(path);
            }
        }
        more.sort();
        found.extend(more);
    }
    Ok(found)
}

/// The comment at the top, which has the conventions.
fn first_comment(text: &str) -> Vec<String> {
    let comment = text.strip_prefix("/*").and_then(|rest| rest.split("*/").next());
    comment.unwrap_or_default().lines().map(without_frame).collect()
}

fn without_frame(line: &str) -> String {
    let line = line.trim_start();
    let inner = line.strip_prefix("* ").or_else(|| line.strip_prefix('*')).unwrap_or(line);
    inner.trim_end().to_owned()
}

/// The commented declarations outside structures.
fn items_of(text: &str, header: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut lines = text.lines().peekable();
    let mut on_request = None;
    while let Some(line) = lines.next() {
        if let Some(condition) = line.strip_prefix("#if defined(") {
            let name = condition.trim_end_matches(')');
            on_request = (name == "JPKI_INDIVIDUAL_NUMBER").then(|| name.to_owned());
        } else if line.starts_with("#endif") {
            on_request = None;
        }
        if !line.starts_with("/**") {
            continue;
        }
        let mut comment = vec![without_frame(line.trim_start_matches("/**"))];
        while comment.last().is_some_and(|last| !last.ends_with("*/") && last != "/") {
            match lines.next() {
                Some(line) => comment.push(without_frame(line)),
                None => break,
            }
        }
        if let Some(last) = comment.last_mut() {
            *last = last.trim_end_matches('/').trim_end_matches('*').trim_end().to_owned();
        }
        while lines.peek().is_some_and(|line| line.is_empty()) {
            lines.next();
        }
        let declaration = declaration(&mut lines);
        if let Some((kind, name)) = named(&declaration) {
            let comment = trimmed(comment);
            let (on_request, header) = (on_request.clone(), header.to_owned());
            items.push(Item { kind, name, comment, declaration, on_request, header });
        }
    }
    items
}

/// Without empty lines at either end.
fn trimmed(mut lines: Vec<String>) -> Vec<String> {
    while lines.last().is_some_and(String::is_empty) {
        lines.pop();
    }
    let start = lines.iter().take_while(|line| line.is_empty()).count();
    lines.split_off(start)
}

/// The lines of a declaration, to its semicolon or the end of a macro.
fn declaration<'a>(lines: &mut impl Iterator<Item = &'a str>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut depth = 0_i32;
    let mut in_comment = false;
    for line in lines {
        found.push(line.to_owned());
        if found.first().is_some_and(|first| first.starts_with('#')) {
            if line.ends_with('\\') {
                continue;
            }
            break;
        }
        for (at, letter) in line.char_indices() {
            let rest = line.get(at..).unwrap_or_default();
            match letter {
                _ if in_comment => in_comment = !rest.starts_with("*/"),
                '/' if rest.starts_with("/*") => in_comment = true,
                '{' => depth = depth.saturating_add(1),
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if depth == 0 && !in_comment && line.trim_end().ends_with(';') {
            break;
        }
    }
    found
}

/// What a declaration declares.
fn named(declaration: &[String]) -> Option<(Kind, String)> {
    let first = declaration.first()?;
    let code = declaration.join(" ");
    if let Some(definition) = first.strip_prefix("#define ") {
        let name = definition.split([' ', '(']).next()?;
        return Some((Kind::Constant, name.to_owned()));
    }
    if first.starts_with("typedef") {
        // A structure or a number ends with its name, a function's type has it in brackets.
        let name = match code.split_once("(*").or_else(|| code.split_once("JPKI_CALL *")) {
            Some((before, rest)) if !before.contains('{') => rest.split(')').next()?,
            _ => code.trim_end_matches(';').rsplit([' ', '}']).next()?,
        };
        return Some((Kind::Type, name.trim().to_owned()));
    }
    let before = code.split('(').next()?;
    let name = before.trim_end().rsplit([' ', '*']).next()?;
    name.starts_with("jpki_").then(|| (Kind::Function, name.to_owned()))
}

/// What stands at the head and foot of every page.
struct Title<'a> {
    version: &'a str,
    date: &'a str,
}

impl Title<'_> {
    fn line(&self, name: &str) -> String {
        let Self { version, date } = self;
        format!(".TH {name} 3 {date} \"jpkicard {version}\" \"C functions of jpkicard\"\n")
    }
}

fn page(item: &Item, items: &[Item], title: &Title<'_>) -> String {
    let mut text = title.line(&item.name);
    let _ = writeln!(text, ".SH NAME\n{} \\- {}", item.name, escaped(&item.summary()));
    text += ".SH SYNOPSIS\n.nf\n";
    if let Some(name) = &item.on_request {
        let _ = writeln!(text, "#define {name}");
    }
    text += "#include <jpkicard.h>\n.sp\n";
    for line in without_comments(&item.declaration) {
        text += &literal(&line);
    }
    text += ".fi\n.SH DESCRIPTION\n";
    text += &prose(&item.comment);
    if item.kind == Kind::Type {
        text += &fields(&item.declaration);
    }
    text += &constants(item, items);
    let before = item.declaration.join(" ");
    let mut before = before.split('(').next().unwrap_or_default().split_whitespace();
    if item.kind == Kind::Function && before.any(|word| word == "jpki_status") {
        text += ".SH RETURN VALUE\n.B JPKI_OK\n(0), or a negative number, one of JPKI_ERROR_*:\n";
        text += "what failed, which jpki_status_text(3) and jpki_error_text(3) put in words.\n";
        text += &errors(item, items);
    }
    let others = related(item, items).map(|other| format!(".BR {} (3)", other.name));
    text += ".SH SEE ALSO\n";
    for other in others {
        let _ = writeln!(text, "{other},");
    }
    text += ".BR jpkicard (3)\n";
    text
}

/// The functions and types that the page names, each once.
fn related<'a>(item: &'a Item, items: &'a [Item]) -> impl Iterator<Item = &'a Item> {
    let text = item.comment.join(" ") + " " + &item.declaration.join(" ");
    let words: Vec<String> =
        text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).map(str::to_owned).collect();
    items.iter().filter(move |other| {
        other.kind != Kind::Constant && other.name != item.name && words.contains(&other.name)
    })
}

/// `JPKI_WAIT_*` in the comment: each such constant with its meaning.
fn constants(item: &Item, items: &[Item]) -> String {
    let mut listed = BTreeMap::new();
    for prefix in prefixes(item).filter(|prefix| !prefix.starts_with("JPKI_ERROR_")) {
        listed.extend(with_prefix(prefix, items));
    }
    section("CONSTANTS", &listed)
}

/// The statuses that the comment names, one by one or as `JPKI_ERROR_SERVICE_*`.
fn errors(item: &Item, items: &[Item]) -> String {
    let mut listed = BTreeMap::new();
    let comment = item.comment.join(" ");
    for word in comment.split(|c: char| !(c.is_ascii_uppercase() || c == '_')) {
        let status = items.iter().filter(|other| other.kind == Kind::Constant);
        listed.extend(
            status.filter(|other| other.name == word).map(|other| (other.name.as_str(), other)),
        );
    }
    for prefix in prefixes(item).filter(|prefix| *prefix != "JPKI_ERROR_") {
        listed.extend(with_prefix(prefix, items));
    }
    listed.retain(|name, _| name.starts_with("JPKI_ERROR_") && !name.ends_with("_SIZE"));
    section("ERRORS", &listed)
}

/// What stands before an asterisk, as in `JPKI_WAIT_*`.
fn prefixes(item: &Item) -> impl Iterator<Item = &str> {
    let lines = item.comment.iter().chain(&item.declaration);
    let words =
        lines.flat_map(|line| line.split(|c: char| !(c.is_ascii_uppercase() || "_*".contains(c))));
    words.filter_map(|word| word.strip_suffix('*').filter(|prefix| prefix.starts_with("JPKI_")))
}

/// The constants whose names begin so.
fn with_prefix<'a>(prefix: &str, items: &'a [Item]) -> BTreeMap<&'a str, &'a Item> {
    let named = items.iter().filter(|other| {
        let rest = other.name.strip_prefix(prefix).unwrap_or_default();
        other.kind == Kind::Constant && !rest.is_empty()
    });
    named.map(|other| (other.name.as_str(), other)).collect()
}

fn section(name: &str, listed: &BTreeMap<&str, &Item>) -> String {
    let mut text = String::new();
    if !listed.is_empty() {
        let _ = writeln!(text, ".SH {name}");
    }
    for (name, item) in listed {
        let _ = write!(text, ".TP\n.B {name}\n{}", prose(&item.comment));
    }
    text
}

/// The fields of a structure that have a comment.
fn fields(declaration: &[String]) -> String {
    let mut text = String::new();
    let mut comment: Option<Vec<String>> = None;
    let mut is_open = false;
    for line in declaration {
        let line = line.trim();
        if let Some(rest) = line.strip_prefix("/**") {
            comment = Some(vec![rest.trim_end_matches("*/").trim().to_owned()]);
            is_open = !line.ends_with("*/");
        } else if is_open {
            is_open = !line.ends_with("*/");
            if let (true, Some(comment)) = (is_open, &mut comment) {
                comment.push(without_frame(line));
            }
        } else if let Some(comment) = comment.take() {
            let field = line.trim_end_matches([';', ',']);
            // A function's name is in brackets of its own: `int32_t (*name)(`.
            let field = field.split_once(")(").map_or(field, |(before, _)| before);
            let field = field.rsplit([' ', '*']).next().unwrap_or(field);
            let _ = write!(text, ".TP\n.I {field}\n{}", prose(&trimmed(comment)));
        }
    }
    if text.is_empty() { text } else { ".SS Fields\n".to_owned() + &text }
}

fn overview(introduction: &[String], items: &[Item], title: &Title<'_>) -> String {
    let mut text = title.line("jpkicard");
    text += ".SH NAME\njpkicard \\- use Japan's Individual Number Card from C\n";
    text += ".SH SYNOPSIS\n.nf\n#include <jpkicard.h>\n.sp\n";
    text += "cc program.c $(pkg\\-config \\-\\-cflags \\-\\-libs jpkicard)\n.fi\n";
    text += ".SH DESCRIPTION\n.nf\n";
    for line in trimmed(introduction.to_vec()) {
        text += &literal(&line);
    }
    text += ".fi\n";
    let mut last = "";
    for item in items.iter().filter(|item| item.kind == Kind::Function) {
        if item.header != last {
            let _ = writeln!(text, ".SH FUNCTIONS OF {}", item.header);
            last = &item.header;
        }
        let _ = writeln!(text, ".TP\n.BR {} (3)\n{}", item.name, wrapped(&item.summary()).trim());
    }
    text + ".SH SEE ALSO\n.BR pcscd (8)\n"
}

/// A declaration without the comments of its fields.
fn without_comments(declaration: &[String]) -> Vec<String> {
    let mut kept = Vec::new();
    let mut is_open = false;
    for line in declaration {
        if line.trim_start().starts_with("/*") {
            is_open = true;
        }
        if !is_open {
            kept.push(line.clone());
        }
        if line.trim_end().ends_with("*/") {
            is_open = false;
        }
    }
    kept
}

/// Paragraphs; a blank line parts them.
fn prose(comment: &[String]) -> String {
    let mut text = String::new();
    let mut is_first = true;
    for paragraph in comment.split(|line| line.is_empty()) {
        let words = paragraph.join(" ");
        if words.is_empty() {
            continue;
        }
        if !is_first {
            text += ".sp\n";
        }
        is_first = false;
        text += &wrapped(&words);
    }
    if text.is_empty() { "Nothing more.\n".to_owned() } else { text }
}

/// Text in lines of 78 letters, with emphasis for code.
fn wrapped(words: &str) -> String {
    let mut text = String::new();
    let mut length = 0_usize;
    for word in words.split_whitespace() {
        let width = word.chars().count().saturating_add(1);
        if length > 0 && length.saturating_add(width) > 78 {
            text.push('\n');
            length = 0;
        }
        if length > 0 {
            text.push(' ');
        } else if word.starts_with(['.', '\'']) {
            text += "\\&";
        }
        text += &emphasised(word);
        length = length.saturating_add(width);
    }
    text.push('\n');
    text
}

/// `code` and **weight** in bold.
fn emphasised(word: &str) -> String {
    let mut text = String::new();
    let mut is_bold = false;
    for part in escaped(&word.replace("**", "`")).split_inclusive('`') {
        text += part.trim_end_matches('`');
        if part.ends_with('`') {
            is_bold = !is_bold;
            text += if is_bold { "\\fB" } else { "\\fR" };
        }
    }
    text
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\e").replace('-', "\\-")
}

/// A line of code.
fn literal(line: &str) -> String {
    let line = escaped(line);
    let guard = if line.starts_with(['.', '\'']) { "\\&" } else { "" };
    format!("{guard}{line}\n")
}
