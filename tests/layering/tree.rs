//! All files of a crate, and the file to which each path leads.

use std::collections::{BTreeMap, BTreeSet};

use crate::paths::{Contents, Kind, Path, contents};
use crate::source;

/// The code of one file.
pub struct File {
    /// Its path under `src`, such as `record/age.rs`.
    pub name: String,
    pub module: Vec<String>,
    pub contents: Contents,
    pub relative_imports_of_tests: Vec<usize>,
}

/// A dependency of one file on another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Need {
    pub from: String,
    pub to: String,
    pub line: usize,
    /// The path as written.
    pub written: String,
    /// It only gives the other file's item a second name.
    pub is_handed_on: bool,
}

/// A crate's code without its tests.
pub struct Tree {
    pub files: Vec<File>,
    /// The files of each module: several if it depends on the platform.
    modules: BTreeMap<Vec<String>, Vec<usize>>,
    items: BTreeSet<(Vec<String>, String)>,
}

impl Tree {
    /// Built from the names under `src` and the text of each file. Files of test modules are
    /// omitted.
    pub fn new(files: &[(String, String)]) -> Self {
        let mut read: Vec<(String, source::Source)> =
            files.iter().map(|(name, text)| (name.clone(), source::read(text))).collect();
        let tests: Vec<Vec<String>> = read
            .iter()
            .flat_map(|(name, source)| {
                let module = module_of(name);
                source.test_modules.iter().map(move |test| with(&module, test))
            })
            .collect();
        // Only the rule for imports applies to a test module.
        for (name, source) in &mut read {
            let module = module_of(name);
            if tests.iter().any(|test| module.starts_with(test)) {
                source.relative_imports_of_tests.extend(source::relative_imports(&source.tokens));
                source.tokens.clear();
            }
        }
        let mut tree = Self { files: Vec::new(), modules: BTreeMap::new(), items: BTreeSet::new() };
        for (name, source) in read {
            let module = module_of(&name);
            let contents = contents(&module, &source);
            let relative_imports_of_tests = source.relative_imports_of_tests;
            tree.files.push(File { name, module, contents, relative_imports_of_tests });
        }
        tree.index();
        tree
    }

    fn index(&mut self) {
        for (index, file) in self.files.iter().enumerate() {
            self.modules.entry(file.module.clone()).or_default().push(index);
            for inline in &file.contents.inline_modules {
                self.modules.entry(inline.clone()).or_default().push(index);
            }
            self.items.extend(file.contents.items.iter().cloned());
        }
        for file in &self.files {
            for (name, paths) in &file.contents.file_modules {
                let folder = file.name.rsplit_once('/').map_or("", |(folder, _)| folder);
                let named: Vec<usize> = paths
                    .iter()
                    .map(|path| format!("{folder}/{path}").trim_start_matches('/').to_owned())
                    .filter_map(|path| self.files.iter().position(|file| file.name == path))
                    .collect();
                if !named.is_empty() {
                    let alias = with(&file.module, name);
                    for &index in &named {
                        let items = self.files[index].contents.items.iter();
                        let own = items.filter(|(module, _)| *module == self.files[index].module);
                        self.items.extend(own.map(|(_, item)| (alias.clone(), item.clone())));
                    }
                    self.modules.insert(alias, named);
                }
            }
        }
    }

    /// The dependencies of each file, and the paths that lead nowhere.
    pub fn needs(&self) -> (Vec<Need>, Vec<String>) {
        let (mut needs, mut lost) = (BTreeSet::new(), Vec::new());
        for file in &self.files {
            for path in &file.contents.paths {
                let written = path.segments.join("::");
                let Some(absolute) = self.absolute(path) else { continue };
                let mut targets = BTreeSet::new();
                self.follow(&absolute, &mut targets, 0);
                if targets.is_empty() {
                    lost.push(format!("{}:{}: {written}", file.name, path.line));
                }
                for target in targets {
                    let to = self.files[target].name.clone();
                    if to != file.name {
                        let (from, written) = (file.name.clone(), written.clone());
                        let is_handed_on = path.kind == Kind::HandedOn;
                        needs.insert(Need { from, to, line: path.line, written, is_handed_on });
                    }
                }
            }
        }
        (needs.into_iter().collect(), lost)
    }

    /// The path from the crate's root; none if it leads outside the crate.
    fn absolute(&self, path: &Path) -> Option<Vec<String>> {
        let mut module = path.module.clone();
        let (first, rest) = path.segments.split_first()?;
        match first.as_str() {
            "crate" => Some(rest.to_vec()),
            "self" => Some([&module[..], rest].concat()),
            "super" => {
                module.pop();
                let further = rest.iter().take_while(|segment| *segment == "super").count();
                module.truncate(module.len().saturating_sub(further));
                Some([&module[..], &rest[further..]].concat())
            }
            // A module declared here.
            _ => {
                let child = with(&module, first);
                self.modules.contains_key(&child).then(|| [&child[..], rest].concat())
            }
        }
    }

    /// The files to which a path from the root leads, through re-exports.
    fn follow(&self, path: &[String], targets: &mut BTreeSet<usize>, turns: usize) {
        let Some(length) =
            (0..=path.len()).rev().find(|&length| self.modules.contains_key(&path[..length]))
        else {
            return;
        };
        let (module, rest) = path.split_at(length);
        let holders = &self.modules[module];
        let Some(name) = rest.first().filter(|name| *name != "*") else {
            targets.extend(holders);
            return;
        };
        if self.items.contains(&(module.to_vec(), name.clone())) {
            targets.extend(holders);
            return;
        }
        if turns > 8 {
            return;
        }
        let holders = holders.iter().flat_map(|&holder| &self.files[holder].contents.paths);
        for second in holders.filter(|second| second.module == module) {
            if second.kind == Kind::InPassing {
                continue;
            }
            let Some(absolute) = self.absolute(second) else { continue };
            if second.name == *name {
                self.follow(&[&absolute[..], &rest[1..]].concat(), targets, turns + 1);
            } else if let Some((last, of)) = absolute.split_last()
                && last == "*"
            {
                self.follow(&[of, rest].concat(), targets, turns + 1);
            }
        }
    }

    /// The top-level module to which a public name of the crate's root leads.
    pub fn room_of(&self, name: &str) -> Option<String> {
        let mut targets = BTreeSet::new();
        self.follow(&[name.to_owned()], &mut targets, 0);
        let target = targets.first()?;
        self.files[*target].module.first().cloned()
    }

    /// The modules declared by the root.
    pub fn rooms(&self) -> Vec<String> {
        let root = self.files.iter().filter(|file| file.module.is_empty());
        let modules = root.flat_map(|file| &file.contents.file_modules);
        modules.map(|(name, _)| name.clone()).collect()
    }
}

fn with(module: &[String], name: &str) -> Vec<String> {
    module.iter().cloned().chain([name.to_owned()]).collect()
}

/// The module path of a file in `src`.
pub fn module_of(name: &str) -> Vec<String> {
    let path = name.strip_suffix(".rs").unwrap_or(name);
    let mut module: Vec<String> = path.split('/').map(str::to_owned).collect();
    if module.last().is_some_and(|last| last == "mod") || module == ["lib"] {
        module.pop();
    }
    module
}
