//! What every language is asked.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::time::Instant;

use crate::support::figure::figure;
use crate::support::library;
use crate::{memory, scenario};

/// The repository, also where the test was built for another checkout of it.
pub(crate) fn root() -> PathBuf {
    let built_for = || env!("CARGO_MANIFEST_DIR").to_owned();
    PathBuf::from(std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| built_for()))
}

fn library_folder() -> PathBuf {
    let made = || {
        let folder = library::folder();
        // The name by which programs load it.
        let name = folder.join("libjpkicard.so.0");
        if !name.exists() {
            let _ = std::os::unix::fs::symlink("libjpkicard.so", name);
        }
        folder.to_owned()
    };
    std::env::var_os("JPKICARD_LIBRARY_FOLDER").map_or_else(made, PathBuf::from)
}

/// The folders of `bindings` with a `build`, by name.
pub(crate) fn with_a_driver() -> Vec<String> {
    let folders = fs::read_dir(root().join("bindings")).unwrap().flatten();
    let built = folders.filter(|folder| folder.path().join("build").is_file());
    let mut names: Vec<_> = built.map(|one| one.file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// A built language.
pub(crate) struct Language {
    pub(crate) name: String,
    /// Where `driver` and `desk` are.
    out: PathBuf,
}

impl Language {
    fn build(name: &str) -> Self {
        let out = Path::new(env!("CARGO_TARGET_TMPDIR")).join("languages").join(name);
        let _ = fs::remove_dir_all(&out);
        fs::create_dir_all(&out).unwrap();
        let language = Self { name: name.to_owned(), out };
        let built = language.command(&root().join("bindings").join(name).join("build"));
        succeeded(name, "build", built, Some(&language.out));
        language
    }

    /// A program that finds the library.
    fn command(&self, program: &Path) -> Command {
        let (library, mut command) = (library_folder(), Command::new(program));
        command
            .env("JPKICARD_LIBRARY_FOLDER", &library)
            .env("JPKICARD_INCLUDE_FOLDER", root().join("include"))
            // Not that of `cargo test`, which has the library without the virtual card.
            .env("LD_LIBRARY_PATH", &library)
            .env("LANG", "C.UTF-8")
            // No service, whatever this machine has, unless a scenario takes a reader.
            .env("PCSCLITE_CSOCK_NAME", self.out.join("no-service"))
            .current_dir("/");
        command
    }

    pub(crate) fn driver(&self) -> Command {
        self.command(&self.out.join("driver"))
    }

    fn desk(&self, tries: &str) -> Output {
        let input = self.out.join("tries");
        fs::write(&input, tries).unwrap();
        let mut desk = self.command(&self.out.join("desk"));
        desk.args(["--virtual", "--pin-fd", "0"]).stdin(fs::File::open(input).unwrap());
        desk.output().unwrap()
    }
}

fn succeeded(name: &str, what: &str, mut command: Command, argument: Option<&Path>) {
    let output = command.args(argument).stdin(Stdio::null()).output();
    let output = output.unwrap_or_else(|error| panic!("{name}: {what}: {error}"));
    let text = [output.stdout, output.stderr].concat();
    assert!(output.status.success(), "{name}: {what}:\n{}", String::from_utf8_lossy(&text));
}

pub(crate) fn judge(name: &str) {
    let begun = Instant::now();
    let language = Language::build(name);
    let built = begun.elapsed().as_secs_f32();
    let counts = scenario::run_all(&language);
    desk(&language);
    memory::nothing_stays(&language);
    let check = root().join("bindings").join(name).join("check");
    if check.is_file() {
        succeeded(name, "check", language.command(&check), Some(&language.out));
    }
    figure!(
        "{name}: {} scenarios, {} requests, {} answered \"cannot\"; built in {built:.1} s",
        counts.scenarios,
        counts.requests,
        counts.cannot
    );
}

/// The sample at a wrong PIN and a right one, and at two wrong ones.
fn desk(language: &Language) {
    let name = &language.name;
    let text = |output: &Output| {
        let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
        String::from_utf8_lossy(&text).into_owned()
    };
    let first = language.desk("1234\n");
    assert!(first.status.success(), "{name}: desk: {}", text(&first));
    let second = language.desk("9999\n1234\n");
    let said = text(&second);
    assert!(second.status.success(), "{name}: desk, a second chance: {said}");
    assert!(said.contains("暗証番号が違います"), "{name}: desk: {said}");
    // The third try is kept, so a third PIN is not sent.
    let third = language.desk("9999\n9999\n1234\n");
    let said = text(&third);
    assert!(!third.status.success(), "{name}: desk, two wrong PINs: {said}");
    for shown in [&text(&first), &text(&second), &said] {
        assert!(!shown.contains("9999") && !shown.contains("1234"), "{name}: desk: {shown}");
    }
}
