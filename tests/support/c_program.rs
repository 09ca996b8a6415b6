//! C and C++ programs against the library: compiled by each available compiler, linked with the
//! shared and the static library, run, and run under valgrind.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::library;

const STRICT: [&str; 4] = ["-Wall", "-Wextra", "-Werror", "-pedantic"];
/// A program that takes longer hangs: valgrind needs a tenth of this.
const SECONDS: &str = "300";

/// A C compiler and its C++ counterpart.
#[derive(Clone, Copy)]
pub struct Compilers {
    pub c: &'static str,
    pub cpp: &'static str,
}

pub const GCC: Compilers = Compilers { c: "gcc", cpp: "g++" };
pub const CLANG: Compilers = Compilers { c: "clang", cpp: "clang++" };

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Linking {
    Shared,
    Static,
}

/// Sources, from the root of the repository; the first gives the program its name.
pub type Sources = &'static [&'static str];

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// gcc always, clang where it is installed.
pub fn compilers() -> Vec<Compilers> {
    let has_clang = Command::new(CLANG.cpp).arg("--version").output().is_ok();
    if !has_clang {
        println!("clang is not installed: gcc alone");
    }
    [GCC].into_iter().chain(has_clang.then_some(CLANG)).collect()
}

/// A folder of this name, empty.
pub fn empty_folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("c_programs").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs a tool that must be available.
pub fn tool(command: &mut Command) -> Output {
    command.env_remove("LD_LIBRARY_PATH");
    let name = command.get_program().to_os_string();
    command.output().unwrap_or_else(|error| {
        panic!(
            "{}: {error}: apt-get install gcc g++ clang valgrind openssl",
            name.to_string_lossy()
        )
    })
}

pub fn succeed(command: &mut Command) {
    let output = tool(command);
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {text}");
}

pub fn compile(compilers: Compilers, flags: &[&str], source: &Path, object: &Path) {
    let (compiler, standard) = match source.extension().and_then(OsStr::to_str) {
        Some("c") => (compilers.c, "-std=c99"),
        _ => (compilers.cpp, "-std=c++17"),
    };
    let include = root().join("include");
    succeed(
        Command::new(compiler)
            .arg(standard)
            .args(STRICT)
            .args(["-g", "-O1", "-pthread", "-I"])
            .arg(include)
            .args(flags)
            .arg("-c")
            .arg(source)
            .arg("-o")
            .arg(object),
    );
}

/// Compiles a program in the given folder, with flags for compiler and linker, and links it with
/// `libraries`.
pub fn build_in(
    folder: &Path,
    compilers: Compilers,
    flags: &[&str],
    sources: Sources,
    libraries: impl FnOnce(&mut Command),
) -> PathBuf {
    let program = folder.join("program");
    let is_cpp = sources[0].ends_with(".cpp");
    let mut link = Command::new(if is_cpp { compilers.cpp } else { compilers.c });
    for (index, source) in sources.iter().enumerate() {
        let object = folder.join(format!("{index}.o"));
        compile(compilers, flags, &root().join(source), &object);
        link.arg(object);
    }
    libraries(&mut link);
    succeed(link.args(flags).args(["-pthread", "-o"]).arg(&program));
    program
}

/// Links with the shared library in this folder, where the program will also find it.
pub fn link_shared(link: &mut Command, folder: &Path) {
    link.arg("-L").arg(folder).arg("-ljpkicard");
    link.arg(format!("-Wl,-rpath,{}", folder.display()));
}

/// Compiles a program in its own folder.
pub fn build(compilers: Compilers, linking: Linking, sources: Sources) -> PathBuf {
    let kind = if linking == Linking::Shared { "shared" } else { "static" };
    let name = sources[0].replace(['/', '.'], "_");
    let folder = empty_folder(&format!("{name}-{}-{kind}", compilers.c));
    build_in(&folder, compilers, &[], sources, |link| match linking {
        Linking::Shared => link_shared(link, library::folder()),
        Linking::Static => {
            link.arg(library::static_()).args(library::NATIVE_LIBRARIES);
        }
    })
}

/// One way to build and run a program.
pub struct Way {
    pub name: String,
    pub compiler: &'static str,
    pub linking: Linking,
    pub program: PathBuf,
    pub under_valgrind: bool,
}

impl Way {
    /// The program itself, or valgrind, which fails on any error and any leak.
    pub fn command(&self) -> Command {
        let mut command = Command::new("timeout");
        command.arg(SECONDS);
        if self.under_valgrind {
            let kinds = "definite,indirect,possible";
            let known = root().join("tests/c/valgrind.supp");
            command
                .args(["valgrind", "--quiet", "--error-exitcode=99", "--leak-check=full"])
                .arg(format!("--show-leak-kinds={kinds}"))
                .arg(format!("--errors-for-leak-kinds={kinds}"))
                .arg(format!("--suppressions={}", known.display()));
        }
        command.arg(&self.program);
        // cargo's own search path contains libraries left by earlier builds.
        command.env_remove("LD_LIBRARY_PATH");
        command
    }
}

/// Each compiler, each library; valgrind only with gcc, since it checks the library.
pub fn every_way(sources: Sources) -> Vec<Way> {
    succeed(Command::new("valgrind").arg("--version"));
    let mut ways = Vec::new();
    for compilers in compilers() {
        for linking in [Linking::Shared, Linking::Static] {
            let program = build(compilers, linking, sources);
            let library = if linking == Linking::Shared { "shared" } else { "static" };
            for under_valgrind in [false, true] {
                if under_valgrind && compilers.c != GCC.c {
                    continue;
                }
                let under = if under_valgrind { ", valgrind" } else { "" };
                let name = format!("{}, {library}{under}", compilers.c);
                let (compiler, program) = (compilers.c, program.clone());
                ways.push(Way { name, compiler, linking, program, under_valgrind });
            }
        }
    }
    ways
}

/// Runs a program that counts its checks, and returns their number.
pub fn run_checks(name: &str, way: &Way, arguments: &[&OsStr]) -> u32 {
    run_checks_of(name, &way.name, way.command().args(arguments))
}

/// Runs such a program with a given command.
pub fn run_checks_of(name: &str, way: &str, command: &mut Command) -> u32 {
    let output = tool(command);
    let text = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} ({way}): {}: {text}{errors}", output.status);
    let last = text.lines().last().unwrap_or_default();
    let count: u32 = last.strip_suffix(" checks passed").unwrap().parse().unwrap();
    assert!(count > 50, "{name} ({way}): {last}");
    println!("{name} ({way}): {last}");
    count
}
