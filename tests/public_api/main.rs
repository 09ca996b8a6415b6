//! The public API is the one that `docs/public-api.txt` lists, each item once, and it names no
//! other crate's type. `JPKICARD_WRITE_API=1 cargo test --test public_api` rewrites the list.
//!
//! The list is made from the source: all features, Linux, one line for each item with its
//! signature, without what the documentation hides. What the compiler adds by itself (automatic
//! traits, blanket implementations) is not in it.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::arithmetic_side_effects)]
#![allow(unreachable_pub, reason = "shared between the files of one test")]

mod list;
mod lister;
mod macros;
mod names;
mod sources;
mod text;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use list::Api;
use names::Meaning;
use sources::Sources;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn api() -> Api {
    let root = root().join("src");
    let (mut files, mut folders) = (BTreeMap::new(), vec![root.clone()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/");
                files.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    Api::of(&Sources::parse(&files), "jpkicard")
}

/// The lines that name another crate's item.
fn foreign(api: &Api) -> Vec<String> {
    let foreign = api.named.iter().filter_map(|(line, meaning)| match meaning {
        Meaning::Foreign(name) if !["std", "core", "alloc"].contains(&name.as_str()) => {
            Some(format!("{name}: {line}"))
        }
        _ => None,
    });
    foreign.collect()
}

/// The lines that name an item of the crate without a public path.
fn unreachable(api: &Api) -> Vec<String> {
    let lost = api.named.iter().filter_map(|(line, meaning)| match meaning {
        Meaning::Item(module, name) if !api.paths.contains_key(&(module.clone(), name.clone())) => {
            Some(format!("{name}: {line}"))
        }
        _ => None,
    });
    lost.collect()
}

/// The items with more than one public path.
fn twice(api: &Api) -> Vec<&Vec<String>> {
    api.paths.values().filter(|paths| paths.len() > 1).collect()
}

#[test]
fn the_public_api_is_the_listed_one() {
    let lines: Vec<String> = api().lines.into_iter().map(|line| line + "\n").collect();
    assert!(lines.len() > 500, "{} lines", lines.len());
    let file = root().join("docs/public-api.txt");
    if std::env::var_os("JPKICARD_WRITE_API").is_some() {
        fs::write(&file, lines.concat()).unwrap();
    }
    let listed = fs::read_to_string(&file).unwrap();
    let listed: Vec<String> = listed.lines().map(|line| format!("{line}\n")).collect();
    let only = |these: &[String], others: &[String], mark: &str| {
        let only = these.iter().filter(|line| !others.contains(line));
        only.map(|line| format!("{mark}{line}")).collect::<String>()
    };
    let changes = only(&listed, &lines, "-") + &only(&lines, &listed, "+");
    assert!(
        changes.is_empty() && lines == listed,
        "the public API is not what docs/public-api.txt lists; if that is intended, \
         JPKICARD_WRITE_API=1 rewrites it:\n{changes}"
    );
}

#[test]
fn every_public_item_has_one_path() {
    let api = api();
    assert!(twice(&api).is_empty(), "{:#?}", twice(&api));
    assert!(unreachable(&api).is_empty(), "{:#?}", unreachable(&api));
}

#[test]
fn no_signature_names_another_crate() {
    let api = api();
    assert!(api.named.len() > 500, "{} names", api.named.len());
    assert!(foreign(&api).is_empty(), "{:#?}", foreign(&api));
}
