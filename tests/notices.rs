//! THIRD-PARTY-NOTICES names what is linked into each program that is shipped. It is written by
//! `scripts/third-party-notices`, whose `--check` also compares the texts.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

/// Above the texts that belong to no crate.
const COMPILERS: &str = "What the compilers add";
const WRITE: &str = "run scripts/third-party-notices";

/// A program's word in the notices, and the package that it is built of.
const PROGRAMS: [(&str, &str); 3] =
    [("library", "jpkicard-capi"), ("tool", "jpkicard-cli"), ("module", "jpkicard-pkcs11")];

/// "name version"
type Crate = String;

#[derive(Default)]
struct Notices {
    /// Words of the programs in the head of the file.
    programs: Vec<String>,
    targets: BTreeSet<String>,
    /// The programs with each crate, and their targets: none where all have it.
    crates: BTreeMap<Crate, BTreeMap<String, BTreeSet<String>>>,
    /// Those above a text.
    with_text: BTreeSet<Crate>,
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    std::fs::read_to_string(root().join(name)).unwrap()
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).current_dir(root()).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {arguments:?}: {errors}");
    String::from_utf8(output.stdout).unwrap()
}

fn is_rule(line: &str) -> bool {
    line.len() == 80 && line.bytes().all(|byte| byte == b'=')
}

fn notices() -> Notices {
    let text = read("THIRD-PARTY-NOTICES");
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Notices::default();
    let mut head = lines.iter().take_while(|line| !is_rule(line));
    head.by_ref().take_while(|line| **line != "Programs:").for_each(drop);
    for line in head.by_ref().take_while(|line| !line.is_empty()) {
        found.programs.push(line.trim().split(':').next().unwrap().to_owned());
    }
    for line in head.by_ref().skip(1).take_while(|line| !line.is_empty()) {
        found.targets.insert(line.trim().to_owned());
    }
    let mut last = None;
    for line in head {
        if let Some(line) = line.strip_prefix("    ") {
            let (programs, targets) = line.split_once(": ").unwrap_or((line, ""));
            let targets: BTreeSet<_> =
                targets.split(", ").filter(|it| !it.is_empty()).map(str::to_owned).collect();
            for program in programs.split(", ") {
                let programs = found.crates.get_mut(last.as_ref().unwrap()).unwrap();
                programs.insert(program.to_owned(), targets.clone());
            }
        } else if let Some((name, _license)) = line.split_once(": ")
            && name.split(' ').count() == 2
        {
            found.crates.insert(name.to_owned(), BTreeMap::new());
            last = Some(name.to_owned());
        }
    }
    for window in lines.windows(3).filter(|window| is_rule(window[0]) && is_rule(window[2])) {
        if window[1] != COMPILERS {
            found.with_text.extend(window[1].split(", ").map(str::to_owned));
        }
    }
    found
}

fn host() -> String {
    let version = cargo(&["--version", "--verbose"]);
    version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

/// What cargo links into a package's program on this machine.
fn linked(package: &str, host: &str) -> BTreeSet<Crate> {
    let tree = cargo(&[
        "tree",
        "--quiet",
        "--locked",
        "--package",
        package,
        "--all-features",
        "--edges=normal,no-proc-macro",
        "--target",
        host,
        "--prefix=none",
        "--no-dedupe",
        "--format={p}",
    ]);
    tree.lines()
        .filter(|line| !line.is_empty() && !line.starts_with("jpkicard"))
        .map(|line| {
            let mut words = line.split(' ');
            let (name, version) = (words.next().unwrap(), words.next().unwrap());
            format!("{name} {}", version.strip_prefix('v').unwrap())
        })
        .collect()
}

#[test]
fn the_notices_name_what_is_linked_on_this_machine_and_nothing_else() {
    let (host, notices) = (host(), notices());
    for (program, package) in PROGRAMS {
        let linked = linked(package, &host);
        assert!(linked.len() > 20, "{linked:?}");
        let targets = |name: &Crate| notices.crates.get(name)?.get(program);
        let missing: Vec<_> = linked.iter().filter(|name| targets(name).is_none()).collect();
        assert!(missing.is_empty(), "{program}: not in THIRD-PARTY-NOTICES: {missing:?}: {WRITE}");
        if !notices.targets.contains(&host) {
            continue;
        }
        let is_here = |targets: &BTreeSet<String>| targets.is_empty() || targets.contains(&host);
        let named = notices.crates.keys().filter(|name| targets(name).is_some_and(is_here));
        let superfluous: Vec<_> = named.filter(|name| !linked.contains(*name)).collect();
        assert!(superfluous.is_empty(), "{program}: not linked: {superfluous:?}: {WRITE}");
    }
}

/// What is built of the workspace beside the crate, so that no program is forgotten.
#[test]
fn each_program_of_the_workspace_is_in_the_notices() {
    let manifest = read("Cargo.toml");
    let members = manifest.lines().find_map(|line| line.strip_prefix("members = [")).unwrap();
    let members = members.trim_end_matches(']').split(", ");
    let packages: BTreeSet<_> =
        members.map(|member| format!("jpkicard-{}", member.trim_matches('"'))).collect();
    assert_eq!(packages, PROGRAMS.map(|(_, package)| package.to_owned()).into());
    assert_eq!(notices().programs, PROGRAMS.map(|(program, _)| program));
}

#[test]
fn what_other_targets_link_has_the_version_of_the_lock_file() {
    let lock = read("Cargo.lock");
    let locked: BTreeSet<Crate> = lock
        .split("[[package]]")
        .filter_map(|package| {
            let field = |key: &str| {
                let line = package.lines().find_map(|line| line.strip_prefix(key))?;
                Some(line.trim_start_matches(" = ").trim_matches('"').to_owned())
            };
            Some(format!("{} {}", field("name")?, field("version")?))
        })
        .collect();
    let notices = notices();
    for os in ["linux", "windows-gnu", "windows-msvc", "darwin"] {
        assert!(notices.targets.iter().any(|target| target.contains(os)), "no target: {os}");
    }
    let old: Vec<_> = notices.crates.keys().filter(|name| !locked.contains(*name)).collect();
    assert!(old.is_empty(), "not in Cargo.lock: {old:?}: {WRITE}");
}

#[test]
fn each_crate_has_a_text_and_each_text_a_crate() {
    let notices = notices();
    let without: Vec<_> =
        notices.crates.iter().filter(|(_, programs)| programs.is_empty()).collect();
    assert!(without.is_empty(), "in no program: {without:?}: {WRITE}");
    let named: BTreeSet<Crate> = notices.crates.into_keys().collect();
    assert_eq!(named, notices.with_text, "{WRITE}");
}
