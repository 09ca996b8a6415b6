//! The C interface as a folder of headers declares it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Macros that are no constants: of the version, which each release changes, and of compilers.
const NO_CONSTANTS: [&str; 4] = ["JPKI_API", "JPKI_CALL", "JPKI_MUST_USE", FEW_HAVE];
const VERSION: &str = "JPKI_VERSION_";
/// Declares what only libraries with the feature `individual-number` have.
const FEW_HAVE: &str = "JPKI_INDIVIDUAL_NUMBER";
/// The same description on every machine: nothing of paths, lines and the processor.
const DESCRIBED: [&str; 6] = [
    "--no-show-locs",
    "--no-corpus-path",
    "--no-comp-dir-path",
    "--no-elf-needed",
    "--no-architecture",
    "--no-parameter-names",
];

/// Runs a tool that must succeed, and returns what it writes.
pub fn output_of(command: &mut Command) -> String {
    let name = command.get_program().to_os_string();
    let output = command.env("LC_ALL", "C").output().unwrap_or_else(|error| {
        panic!("{}: {error}: apt-get install gcc abigail-tools", name.display())
    });
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

/// A C interface, in the two forms that are stored.
pub struct Interface {
    /// A shared object that defines every function of the headers, with debug information: what
    /// abidiff compares.
    pub library: PathBuf,
    /// Functions with the names of their parameters, types and constants: what a compiler does
    /// not keep.
    pub declarations: String,
}

impl Interface {
    /// Works in `folder`.
    pub fn of(include: &Path, folder: &Path, soname: &str) -> Self {
        let library = folder.join("interface.so");
        let statements = statements(include, folder, &[FEW_HAVE]);
        let mut source = "#include <jpkicard.h>\n".to_owned();
        for function in functions_in(&statements).values() {
            let _ = writeln!(source, "{function} {{ __builtin_trap(); }}");
        }
        fs::write(folder.join("interface.c"), source).unwrap();
        // A name without a folder: the description holds it.
        output_of(
            gcc(include, &[FEW_HAVE])
                .current_dir(folder)
                .args(["-g", "-gdwarf-4", "-O0", "-fPIC", "-shared", "-nostdlib", "interface.c"])
                .arg(format!("-Wl,-soname,{soname}"))
                .arg("-o")
                .arg(&library),
        );
        Self { declarations: declarations(include, folder, &statements), library }
    }

    /// What `abidw` writes of it.
    pub fn description(&self) -> String {
        // Identifiers made of a type's name: a new type leaves those of others as they are.
        let style = ["--type-id-style", "hash"];
        output_of(Command::new("abidw").args(DESCRIBED).args(style).arg(&self.library))
    }
}

fn gcc(include: &Path, defined: &[&str]) -> Command {
    let mut gcc = Command::new("gcc");
    gcc.args(["-std=c11", "-I"]).arg(include);
    gcc.args(defined.iter().map(|name| format!("-D{name}")));
    gcc
}

fn preprocessed(include: &Path, folder: &Path, defined: &[&str], options: [&str; 2]) -> String {
    let source = folder.join("headers.c");
    fs::write(&source, "#include <jpkicard.h>\n").unwrap();
    output_of(gcc(include, defined).args(options).arg(source))
}

/// What the headers say after the preprocessor, one statement an item.
fn statements(include: &Path, folder: &Path, defined: &[&str]) -> Vec<String> {
    let text = preprocessed(include, folder, defined, ["-E", "-P"]);
    let mut statements = Vec::new();
    let (mut statement, mut depth) = (String::new(), 0_i32);
    for character in text.chars() {
        match character {
            '{' | '(' => depth += 1,
            '}' | ')' => depth -= 1,
            _ => {}
        }
        if character == ';' && depth == 0 {
            statements.push(tidy(&without_attributes(&statement)));
            statement.clear();
        } else {
            statement.push(character);
        }
    }
    statements
}

fn without_attributes(statement: &str) -> String {
    let mut parts = statement.split("__attribute__");
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| {
        let mut depth = 0_i32;
        let end = part.find(|character| {
            depth += i32::from(character == '(') - i32::from(character == ')');
            character == ')' && depth == 0
        });
        text + &part[end.unwrap() + 1..]
    })
}

/// One spelling for what is the same in C.
fn tidy(statement: &str) -> String {
    let words: Vec<_> = statement.split_whitespace().collect();
    words.join(" ").replace("( ", "(").replace(" )", ")").replace("* ", "*")
}

/// The functions by name.
fn functions_in(statements: &[String]) -> BTreeMap<&str, &String> {
    let name_of = |statement: &String| {
        let before = statement.split_once('(')?.0;
        let at = before.rfind([' ', '*'])? + 1;
        before[at..].starts_with("jpki_").then_some(at..before.len())
    };
    let functions = statements.iter().filter(|statement| !statement.starts_with("typedef "));
    functions.filter_map(|text| Some((&text[name_of(text)?], text))).collect()
}

/// The functions that every library has.
pub fn functions_of_all(include: &Path, folder: &Path) -> Vec<String> {
    let statements = statements(include, folder, &[]);
    functions_in(&statements).into_keys().map(str::to_owned).collect()
}

fn declarations(include: &Path, folder: &Path, statements: &[String]) -> String {
    let mut text =
        "# Written by JPKICARD_WRITE_ABI=1 cargo test --all-features --test abi\n".to_owned();
    text += "\n# Functions\n";
    for function in functions_in(statements).values() {
        let _ = writeln!(text, "{}", function.replace("struct ", ""));
    }
    text += "\n# Types\n";
    let types = statements.iter().filter(|statement| statement.starts_with("typedef "));
    let mut types: Vec<_> =
        types.filter(|text| text.contains(" jpki_") && !text.contains('{')).collect();
    types.sort();
    for statement in types {
        let _ = writeln!(text, "{statement}");
    }
    text += "\n# Constants\n";
    text + &constants(include, folder)
}

/// Name, type and value of each constant, as the compiler has them.
fn constants(include: &Path, folder: &Path) -> String {
    let macros = preprocessed(include, folder, &[FEW_HAVE], ["-E", "-dM"]);
    let names = macros.lines().filter_map(|line| {
        let name = line.strip_prefix("#define ")?.split(' ').next()?;
        let is_constant = name.starts_with("JPKI_") && !name.starts_with(VERSION);
        (is_constant && !NO_CONSTANTS.contains(&name)).then_some(name)
    });
    let mut names: Vec<_> = names.collect();
    names.sort();
    let mut program = "#include <jpkicard.h>\n#include <stdio.h>\n\
        #define TYPE(value) _Generic((value), int: \"int\", unsigned: \"unsigned int\", \
        long: \"long\", unsigned long: \"unsigned long\", long long: \"long long\")\n\
        static void say(const char *name, const char *type, long long value)\n\
        {\n    printf(value > 0xFFFF ? \"%s %s 0x%08llX\\n\" : \"%s %s %lld\\n\", \
        name, type, value);\n}\n\
        int main(void)\n{\n"
        .to_owned();
    for name in names {
        let _ = writeln!(program, "    say(\"{name}\", TYPE({name}), {name});");
    }
    program += "    return 0;\n}\n";
    let (source, binary) = (folder.join("constants.c"), folder.join("constants"));
    fs::write(&source, program).unwrap();
    output_of(gcc(include, &[FEW_HAVE]).arg(source).arg("-o").arg(&binary));
    output_of(&mut Command::new(binary))
}
