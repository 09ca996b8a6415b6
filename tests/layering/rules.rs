//! The rules: which module may depend on which, and how imports are written.

use std::collections::BTreeMap;

use crate::paths::Kind;
use crate::tree::{Need, Tree, module_of};

/// The order of the modules, from the table in the crate's documentation: lowest layer first, and
/// left to right within a row.
#[derive(Debug)]
pub struct Plan {
    places: BTreeMap<String, (usize, usize)>,
    /// The faults of the table itself.
    pub faults: Vec<String>,
}

impl Plan {
    /// Reads the table under `//! | module |` in the text of `lib.rs`.
    pub fn read(lib: &str, tree: &Tree) -> Self {
        let mut plan = Self { places: BTreeMap::new(), faults: Vec::new() };
        let table = lib.lines().skip_while(|line| !line.starts_with("//! | module |"));
        let rows = table.skip(2).take_while(|line| line.starts_with("//! |"));
        let rooms = tree.rooms();
        for (row, line) in rows.enumerate() {
            let cell = line.split('|').nth(1).unwrap_or_default();
            let names = cell.split('`').skip(1).step_by(2);
            for (column, name) in names.enumerate() {
                let room = match rooms.iter().any(|room| room == name) {
                    true => Some(name.to_owned()),
                    false => tree.room_of(name),
                };
                let Some(room) = room else {
                    plan.faults.push(format!("the table names `{name}`, which does not exist"));
                    continue;
                };
                let place = *plan.places.entry(room).or_insert((row, column));
                if place.0 != row {
                    plan.faults.push(format!("`{name}` belongs to a module in another row"));
                }
            }
        }
        for room in rooms.iter().filter(|room| !plan.places.contains_key(*room)) {
            plan.faults.push(format!("the table does not name `{room}`"));
        }
        for file in tree.files.iter().filter(|file| !file.module.is_empty()) {
            if !rooms.contains(&file.module[0]) {
                plan.faults.push(format!("{} belongs to no module of lib.rs", file.name));
            }
        }
        plan
    }

    /// The dependencies that lead up or sideways.
    pub fn broken_by(&self, needs: &[Need]) -> Vec<String> {
        let room = |file: &str| module_of(file).first().cloned();
        let mut broken = Vec::new();
        for Need { from, to, line, written, .. } in needs {
            // lib.rs is at the top: it names every module, and no module may depend on it.
            let Some(from_room) = room(from) else { continue };
            let goes_down = match room(to) {
                Some(to_room) if to_room == from_room => true,
                Some(to_room) => self.places.get(&to_room) < self.places.get(&from_room),
                None => false,
            };
            if !goes_down {
                broken
                    .push(format!("src/{from}:{line}: `{written}` leads up or sideways, to {to}"));
            }
        }
        broken
    }
}

/// Imports that break the rule: they must start from `crate` or another crate; only a module's own
/// re-exports start from itself, and variants from their type.
pub fn imports_against_the_rule(tree: &Tree, crates: &[String]) -> Vec<String> {
    let mut broken = Vec::new();
    for file in &tree.files {
        for path in &file.contents.paths {
            let first = path.segments[0].as_str();
            let is_type = first.starts_with(|c: char| c.is_uppercase());
            let is_right = match path.kind {
                Kind::InPassing => first != "super",
                _ if first == "crate" || crates.iter().any(|name| name == first) => true,
                Kind::Import => is_type,
                // A macro, which can be named in no other way, or a child of this module.
                Kind::HandedOn if path.segments.len() == 1 => {
                    file.contents.items.contains(&(path.module.clone(), path.name.clone()))
                }
                Kind::HandedOn => {
                    let children = &file.contents.file_modules;
                    children.iter().any(|(name, _)| name == first)
                        || file.contents.inline_modules.iter().any(|module| {
                            module
                                .split_last()
                                .is_some_and(|(last, of)| last == first && of == path.module)
                        })
                }
            };
            if !is_right {
                let written = path.segments.join("::");
                broken.push(format!("src/{}:{}: `{written}`", file.name, path.line));
            }
        }
        for line in &file.relative_imports_of_tests {
            broken.push(format!("src/{}:{line}: a test's relative import", file.name));
        }
    }
    broken
}

/// The cycles between files of one top-level module: each as the sorted list of files that depend
/// on each other. A re-export is not a dependency: a module names its children, and they use what
/// it provides for all of them.
pub fn circles(needs: &[Need]) -> Vec<Vec<String>> {
    let needs: Vec<&Need> = needs.iter().filter(|need| !need.is_handed_on).collect();
    let needs = &needs[..];
    let mut reached: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let starts: Vec<&str> = needs.iter().map(|need| need.from.as_str()).collect();
    for start in starts {
        if reached.contains_key(start) {
            continue;
        }
        let mut found = Vec::new();
        let mut open: Vec<&str> = direct(needs, start);
        while let Some(next) = open.pop() {
            if !found.contains(&next) {
                found.push(next);
                open.extend(direct(needs, next));
            }
        }
        reached.insert(start, found);
    }
    let leads = |from: &str, to: &str| reached.get(from).is_some_and(|found| found.contains(&to));
    let mut circles: Vec<Vec<String>> = Vec::new();
    for &file in reached.keys().filter(|file| leads(file, file)) {
        if !circles.iter().flatten().any(|member| member == file) {
            let others = reached.keys().filter(|other| leads(file, other) && leads(other, file));
            circles.push(others.map(|other| (*other).to_owned()).collect());
        }
    }
    circles
}

fn direct<'a>(needs: &[&'a Need], of: &str) -> Vec<&'a str> {
    needs.iter().filter(|need| need.from == of).map(|need| need.to.as_str()).collect()
}
