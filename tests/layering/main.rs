//! Enforces the architecture: the table of modules in `src/lib.rs` against every path in `src`, the
//! rule for imports, and cycles between files.
//!
//! Test code in `src` is exempt (see [`source`] for what that is): a test may use anything, above
//! all the virtual card, and only the rule for imports applies to it.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::arithmetic_side_effects)]
#![allow(unreachable_pub, reason = "shared between the files of one test")]

mod checker;
mod paths;
mod rules;
mod source;
mod tree;

use std::fs;
use std::path::Path;

use rules::{Plan, circles, imports_against_the_rule};
use tree::Tree;

/// Allowed cycles, and why. The test fails if one no longer exists or has gained a file.
const ALLOWED_CIRCLES: [(&[&str], &str); 2] = [
    (
        &["card/exchange.rs", "card/file.rs", "card/memory.rs", "card/mod.rs"],
        "a card keeps what is remembered of it, and all that can be done with it is done to the \
         one type that exists only in a transaction, Transaction",
    ),
    (
        &["virtual_card/fault/injector.rs", "virtual_card/link.rs", "virtual_card/reader.rs"],
        "a reader makes its links, a link works on its reader's state, and so do the faults that \
         are planned for the reader",
    ),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn sources() -> Vec<(String, String)> {
    let root = root().join("src");
    let (mut files, mut folders) = (Vec::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap();
                files.push((name.replace('\\', "/"), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

fn tree() -> Tree {
    let files = sources();
    assert!(files.len() > 150, "{} files", files.len());
    Tree::new(&files)
}

/// The crates with which an import may begin: the standard ones and the dependencies.
fn crates() -> Vec<String> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut crates = ["std", "core", "alloc"].map(str::to_owned).to_vec();
    let mut is_dependency = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_dependency = line.ends_with("dependencies]") && !line.contains("dev-");
        } else if let (true, Some((name, _))) = (is_dependency, line.split_once(" = ")) {
            crates.push(name.replace('-', "_"));
        }
    }
    crates
}

#[test]
fn every_path_leads_down_the_table() {
    let tree = tree();
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    let plan = Plan::read(&lib, &tree);
    assert_eq!(plan.faults, [""; 0]);
    let (needs, lost) = tree.needs();
    assert!(needs.len() > 1_000, "{} needs", needs.len());
    assert_eq!(lost, [""; 0], "paths that the checker cannot follow");
    let broken = plan.broken_by(&needs);
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn every_import_is_from_the_root() {
    let broken = imports_against_the_rule(&tree(), &crates());
    assert!(broken.is_empty(), "{broken:#?}");
}

#[test]
fn there_is_no_circle_but_the_allowed() {
    let (needs, _) = tree().needs();
    let circles = circles(&needs);
    for circle in &circles {
        let is_allowed = ALLOWED_CIRCLES.iter().any(|(files, _)| circle == files);
        let inside = |name: &String| circle.contains(name);
        let arrows = needs.iter().filter(|need| inside(&need.from) && inside(&need.to));
        let arrows: Vec<String> = arrows
            .filter(|need| !need.is_handed_on)
            .map(|need| format!("{}:{}: `{}` in {}", need.from, need.line, need.written, need.to))
            .collect();
        assert!(is_allowed, "{arrows:#?}");
    }
    for (files, why) in &ALLOWED_CIRCLES {
        assert!(circles.iter().any(|circle| circle == files), "gone: {files:?}, {why}");
    }
}
