//! What a name means in a module.

use syn::{Item, UseTree, Visibility};

use crate::sources::{Path, Sources};

/// What a path leads to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Meaning {
    /// An item, by its module and name.
    Item(Path, String),
    Module(Path),
    /// Something of another crate: its name.
    Foreign(String),
    /// A parameter, or a name of the prelude or the language.
    Ambient,
}

/// One name of a `use`: the path, and the name that it gets. A glob's is `*`.
pub struct Import<'a> {
    pub path: Path,
    pub name: String,
    pub visibility: &'a Visibility,
}

/// The imports of a module.
pub fn imports(items: &[Item]) -> Vec<Import<'_>> {
    let mut imports = Vec::new();
    for item in items {
        if let Item::Use(item) = item {
            add(&item.tree, &[], &item.vis, &mut imports);
        }
    }
    imports
}

fn add<'a>(tree: &UseTree, before: &[String], vis: &'a Visibility, to: &mut Vec<Import<'a>>) {
    let with = |name: &syn::Ident| [before, &[name.to_string()]].concat();
    let mut push = |path: Path, name: String| to.push(Import { path, name, visibility: vis });
    match tree {
        UseTree::Path(tree) => add(&tree.tree, &with(&tree.ident), vis, to),
        UseTree::Group(group) => group.items.iter().for_each(|tree| add(tree, before, vis, to)),
        UseTree::Glob(_) => push(before.to_vec(), "*".to_owned()),
        UseTree::Name(name) if name.ident == "self" => {
            push(before.to_vec(), before.last().unwrap().clone());
        }
        UseTree::Name(name) => push(with(&name.ident), name.ident.to_string()),
        UseTree::Rename(name) if name.ident == "self" => {
            push(before.to_vec(), name.rename.to_string());
        }
        UseTree::Rename(name) => push(with(&name.ident), name.rename.to_string()),
    }
}

/// The name of an item that is neither an import nor an `impl`.
pub fn name_of(item: &Item) -> Option<String> {
    Some(match item {
        Item::Const(item) => item.ident.to_string(),
        Item::Enum(item) => item.ident.to_string(),
        Item::Fn(item) => item.sig.ident.to_string(),
        Item::Static(item) => item.ident.to_string(),
        Item::Struct(item) => item.ident.to_string(),
        Item::Trait(item) => item.ident.to_string(),
        Item::Type(item) => item.ident.to_string(),
        Item::Union(item) => item.ident.to_string(),
        _ => return None,
    })
}

impl Sources {
    /// What a path of names means in `module`.
    pub fn meaning(&self, module: &[String], path: &[String]) -> Meaning {
        let Some((first, rest)) = path.split_first() else {
            return Meaning::Module(module.to_vec());
        };
        let start = match first.as_str() {
            "crate" => Meaning::Module(Vec::new()),
            "self" => Meaning::Module(module.to_vec()),
            "super" => Meaning::Module(module[..module.len() - 1].to_vec()),
            name => match self.find(module, name) {
                Some(found) => found,
                // A crate, if it is followed by something.
                None if rest.is_empty() || first.starts_with(char::is_uppercase) => {
                    return Meaning::Ambient;
                }
                None => return Meaning::Foreign(first.clone()),
            },
        };
        match (start, rest) {
            (Meaning::Module(module), [name, ..]) => match self.find(&module, name) {
                Some(Meaning::Module(child)) => self.meaning(&child, &with_self(&rest[1..])),
                Some(found) => found,
                None => panic!("no {name} in {module:?}, of {path:?}"),
            },
            // A variant or an associated item belongs to its type.
            (found, _) => found,
        }
    }

    fn find(&self, module: &[String], name: &str) -> Option<Meaning> {
        let child = [module, &[name.to_owned()]].concat();
        if self.modules.contains_key(&child) {
            return Some(Meaning::Module(child));
        }
        let items = self.modules.get(module)?;
        if items.iter().any(|item| name_of(item).is_some_and(|known| known == name)) {
            return Some(Meaning::Item(module.to_vec(), name.to_owned()));
        }
        let imports = imports(items);
        if let Some(import) = imports.iter().find(|import| import.name == name) {
            return Some(match self.meaning_of_import(module, &import.path) {
                Meaning::Ambient => Meaning::Foreign(import.path[0].clone()),
                found => found,
            });
        }
        let globs = imports.iter().filter(|import| import.name == "*");
        globs.map(|import| self.meaning_of_import(module, &import.path)).find_map(|found| {
            match found {
                Meaning::Module(from) if from != module => self.find(&from, name),
                _ => None,
            }
        })
    }

    fn meaning_of_import(&self, module: &[String], path: &[String]) -> Meaning {
        let is_local = matches!(path[0].as_str(), "crate" | "self" | "super")
            || self.modules.contains_key(&[module, &path[..1]].concat());
        let is_own_type = || {
            let items = self.modules[module].iter().filter_map(name_of);
            items.into_iter().any(|name| name == path[0])
        };
        match is_local || is_own_type() {
            true => self.meaning(module, path),
            false => Meaning::Foreign(path[0].clone()),
        }
    }
}

fn with_self(rest: &[String]) -> Vec<String> {
    match rest {
        [] => Vec::new(),
        rest => [&["self".to_owned()], rest].concat(),
    }
}
