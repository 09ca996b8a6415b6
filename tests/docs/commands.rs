//! The commands of the book are run, page by page in the order of the page, with the programs that
//! they compile; what a page says that a program prints is what it prints.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::markdown::{Fence, Page, book};
use crate::programs::is_whole_program;
use crate::{empty_folder, is_writing, library, root, run};

/// Commands that are not run, and why.
const NOT_RUN: [(&str, &str); 10] = [
    ("examples/run", "tests/run runs it"),
    ("tests/run", "it is what runs this"),
    ("cargo install --path cli ", "cli/tests run the program that it installs"),
    ("jpkicard ", "cli/tests/documents.rs runs it"),
    ("sudo ", "it changes the machine; packaging/readme runs those of the README"),
    ("pip install ./jpkicard-", "packaging/readme runs it"),
    ("packaging/windows/", "it needs the toolchain for Windows, and Wine"),
    ("cargo run --release --example virtual_card", "it serves a card until it is ended"),
    ("cargo doc ", "tests/run runs it, and refuses warnings"),
    ("cargo build --release -p jpkicard-capi  ", "the shared library of this test is its result"),
];

/// Before each command whose output is compared.
const MARK: &str = "@@@ output of command";

/// A page's whole program, or the README's.
fn program_of(page: &Page) -> String {
    let own =
        page.fences.iter().rfind(|fence| fence.language == "c" && is_whole_program(&fence.text));
    match own {
        Some(fence) => fence.text.clone(),
        None => program_of(&Page::read("README.md")),
    }
}

/// The names of the sources that a page's commands compile.
fn sources_of(page: &Page) -> Vec<String> {
    let words = page.text.split([' ', '\n', '(', ')', '`']);
    let mut names: Vec<String> = words
        .filter(|word| word.len() > 2 && word.ends_with(".c") && !word.contains('/'))
        .map(str::to_owned)
        .collect();
    names.push("program.c".to_owned());
    names
}

/// A command as it is run here: in this clone, and in no folder of the system.
fn of_this_clone(line: &str) -> String {
    let target = library::folder().parent().unwrap().display().to_string();
    line.replace("$J/target", &target)
        .replace("/path/to/jpkicard", &root().display().to_string())
        .replace("--prefix /usr/local", "--prefix \"$HOME/usr-local\"")
        .replace("capi/install", &root().join("capi/install").display().to_string())
}

/// CMake's lines, with what stands around them in every project.
fn cmake(fence: &Fence) -> String {
    let program = fence.text.split("target_link_libraries(").nth(1).unwrap();
    let program = program.split(' ').next().unwrap();
    let (found, rest) = fence.text.split_once('\n').unwrap();
    let project = format!(
        "cmake_minimum_required(VERSION 3.13)\nproject({program} C)\n{found}\n\
         add_executable({program} {program}.c)\n{rest}"
    );
    format!(
        "mkdir -p cmake\ncp {program}.c cmake/\ncat > cmake/CMakeLists.txt <<'END'\n{project}END\n\
         cmake -S cmake -B cmake/build -DCMAKE_PREFIX_PATH=\"$HOME/jpki\" -DCMAKE_C_FLAGS=-Werror\n\
         cmake --build cmake/build\necho 1234 | cmake/build/{program} --virtual\n"
    )
}

/// One script of all commands of a page; the number of those whose output is compared.
fn script_of(page: &Page) -> (String, usize) {
    let mut script = "set -euo pipefail\n".to_owned();
    let mut compared = 0;
    for fence in &page.fences {
        match fence.language.as_str() {
            "sh" => {
                let lines = fence
                    .text
                    .lines()
                    .filter(|line| !NOT_RUN.iter().any(|(start, _)| line.starts_with(start)));
                let lines: Vec<String> = lines.map(of_this_clone).collect();
                script += &format!("{{ :\n{}\n}} >&2\n", lines.join("\n"));
            }
            "cmake" => script += &format!("{{\n{}}} >&2\n", cmake(fence)),
            "console" => {
                for line in fence.text.lines().filter_map(|line| line.strip_prefix("$ ")) {
                    script += &format!("echo '{MARK}'\n{{ {line}\n}} 2>&1 || true\n");
                    compared += 1;
                }
            }
            _ => {}
        }
    }
    (script, compared)
}

/// The page with what the commands printed.
fn with_output(page: &Page, output: &str) -> String {
    let mark = format!("{MARK}\n");
    let mut printed = output.split(&mark).skip(1);
    let mut text = String::new();
    let mut is_console = false;
    for line in page.text.lines() {
        if line.starts_with("```") {
            is_console = line == "```console";
        }
        let command = line.starts_with("$ ");
        if !is_console || command || line.starts_with("```") {
            text += &format!("{line}\n");
        }
        if is_console && command {
            text += printed.next().unwrap();
        }
    }
    assert_eq!(printed.next(), None);
    text
}

/// Runs a page's script in a folder of its own.
fn run_page(page: &Page, script: &str) -> String {
    let folder = empty_folder(&page.name.replace('/', "-"));
    for name in sources_of(page) {
        fs::write(folder.join(name), program_of(page)).unwrap();
    }
    let program = folder.join("program");
    if page.text.contains("./program") {
        link(&folder.join("program.c"), &program);
    }
    let mut command = Command::new("bash");
    command.args(["-c", script]).current_dir(&folder).env("HOME", &folder);
    for (name, value) in library::cargo().get_envs() {
        command.env(name, value.unwrap());
    }
    // rustup looks for its toolchains in the home folder otherwise.
    let home = std::env::var_os("RUSTUP_HOME")
        .unwrap_or_else(|| Path::new(&std::env::var_os("HOME").unwrap()).join(".rustup").into());
    let cargo_home = std::env::var_os("CARGO_HOME")
        .unwrap_or_else(|| Path::new(&std::env::var_os("HOME").unwrap()).join(".cargo").into());
    if command.get_envs().all(|(name, _)| name != "CARGO_HOME") {
        command.env("CARGO_HOME", cargo_home);
    }
    command.env("RUSTUP_HOME", home).env("CARGO_TARGET_DIR", library::folder().parent().unwrap());
    command.env_remove("LD_LIBRARY_PATH").env_remove("PKG_CONFIG_PATH").stdin(Stdio::null());
    run(&mut command)
}

fn link(source: &Path, program: &Path) {
    let folder = library::folder().display();
    let (library, search) = (format!("-L{folder}"), format!("-Wl,-rpath,{folder}"));
    let output = program.to_str().unwrap();
    crate::compile_c(source, &[&library, "-ljpkicard", &search, "-o", output]);
}

/// One test, since the pages build in the same target folder.
#[test]
fn every_command_of_the_book_works_and_prints_what_the_page_says() {
    let mut compared = 0;
    for page in book() {
        let (script, count) = script_of(&page);
        let has_commands = page
            .fences
            .iter()
            .any(|fence| matches!(fence.language.as_str(), "sh" | "console" | "cmake"));
        if !has_commands {
            continue;
        }
        let printed = run_page(&page, &script);
        // Read again: another test may have written a table in the meantime.
        let text = with_output(&Page::read(&page.name), &printed);
        if is_writing() {
            fs::write(root().join(&page.name), &text).unwrap();
        }
        let written = Page::read(&page.name).text;
        assert_eq!(text, written, "{}: JPKICARD_WRITE_DOCS=1 writes it", page.name);
        compared += count;
    }
    assert!(compared >= 6, "{compared} outputs");
}

/// The README's program decides by what the functions return: a structure that is not set up
/// ends as a failure, though nothing is written to it.
#[test]
fn the_program_of_each_readme_fails_if_struct_size_is_forgotten_and_if_no_pin_comes() {
    for name in ["README.md", "README.ja.md"] {
        let program = program_of(&Page::read(name));
        let folder = empty_folder(&format!("forgotten-{name}"));
        let right = "jpki_error error = {.struct_size = sizeof error};";
        assert!(program.contains(right), "{name}");
        let without = program.replace(right, "jpki_error error = {0};");
        for (kind, text, pin) in [("forgotten", &without, "1234"), ("no_pin", &program, "")] {
            let (source, binary) = (folder.join(format!("{kind}.c")), folder.join(kind));
            fs::write(&source, text).unwrap();
            link(&source, &binary);
            let line = format!("printf '{pin}' | {} --virtual", binary.display());
            let output = Command::new("sh").args(["-c", &line]).output().unwrap();
            assert_eq!(output.status.code(), Some(1), "{name}, {kind}: {output:?}");
        }
    }
}
