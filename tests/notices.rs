//! THIRD-PARTY-NOTICES names what is linked into libjpkicard. It is written by
//! `scripts/third-party-notices`, whose `--check` also compares the texts.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

const WRITE: &str = "run scripts/third-party-notices";

/// "name version"
type Crate = String;

struct Notices {
    /// Of the targets in the head of the file.
    targets: BTreeSet<String>,
    /// With the targets that have it, or none where all do.
    crates: BTreeMap<Crate, BTreeSet<String>>,
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
    let mut found =
        Notices { targets: BTreeSet::new(), crates: BTreeMap::new(), with_text: BTreeSet::new() };
    let head = lines.iter().take_while(|line| !is_rule(line));
    let mut last = None;
    for line in head.skip_while(|line| **line != "Targets:").skip(1) {
        if let Some(target) = line.strip_prefix("    ") {
            let targets = match &last {
                Some(name) => found.crates.get_mut(name).unwrap(),
                None => &mut found.targets,
            };
            targets.insert(target.to_owned());
        } else if let Some((name, _license)) = line.split_once(": ")
            && name.split(' ').count() == 2
        {
            found.crates.insert(name.to_owned(), BTreeSet::new());
            last = Some(name.to_owned());
        }
    }
    for window in lines.windows(3).filter(|window| is_rule(window[0]) && is_rule(window[2])) {
        found.with_text.extend(window[1].split(", ").map(str::to_owned));
    }
    found
}

fn host() -> String {
    let version = cargo(&["--version", "--verbose"]);
    version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap().to_owned()
}

/// What cargo links into libjpkicard on this machine.
fn linked(host: &str) -> BTreeSet<Crate> {
    let tree = cargo(&[
        "tree",
        "--quiet",
        "--locked",
        "--package=jpkicard-capi",
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
    let linked = linked(&host);
    assert!(linked.len() > 20, "{linked:?}");
    let missing: Vec<_> = linked.iter().filter(|it| !notices.crates.contains_key(*it)).collect();
    assert!(missing.is_empty(), "not in THIRD-PARTY-NOTICES: {missing:?}: {WRITE}");
    if !notices.targets.contains(&host) {
        return;
    }
    let named = notices.crates.iter();
    let named = named.filter(|(_, targets)| targets.is_empty() || targets.contains(&host));
    let superfluous: Vec<_> =
        named.map(|(name, _)| name).filter(|name| !linked.contains(*name)).collect();
    assert!(superfluous.is_empty(), "not linked: {superfluous:?}: {WRITE}");
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
    for os in ["linux", "windows", "darwin"] {
        assert!(notices.targets.iter().any(|target| target.contains(os)), "no target: {os}");
    }
    let old: Vec<_> = notices.crates.keys().filter(|name| !locked.contains(*name)).collect();
    assert!(old.is_empty(), "not in Cargo.lock: {old:?}: {WRITE}");
}

#[test]
fn each_crate_has_a_text_and_each_text_a_crate() {
    let notices = notices();
    let named: BTreeSet<Crate> = notices.crates.into_keys().collect();
    assert_eq!(named, notices.with_text, "{WRITE}");
}
