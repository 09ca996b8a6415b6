//! The crate's source as a tree of modules, with all features on, for Linux, without test code.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Attribute, Item, Meta, Token};

use crate::macros::Macros;

/// A path of names from the crate's root, which is empty.
pub type Path = Vec<String>;

type Metas = Punctuated<Meta, Token![,]>;

/// The items of each module.
#[derive(Default)]
pub struct Sources {
    pub modules: BTreeMap<Path, Vec<Item>>,
}

impl Sources {
    /// Parses the files, each with its path in `src`.
    pub fn parse(files: &BTreeMap<String, String>) -> Self {
        let mut sources = Self::default();
        sources.add_file(files, "lib.rs", Vec::new());
        let macros = Macros::collect(sources.modules.values().flatten());
        let modules = std::mem::take(&mut sources.modules);
        for (path, items) in modules {
            let items = items.into_iter().flat_map(|item| macros.expanded(item));
            let items = items.filter(|item| is_built(attributes(item))).collect();
            sources.modules.insert(path, items);
        }
        sources
    }

    fn add_file(&mut self, files: &BTreeMap<String, String>, name: &str, path: Path) {
        let file = syn::parse_file(&files[name]).unwrap_or_else(|error| panic!("{name}: {error}"));
        self.add_items(files, file.items, path);
    }

    fn add_items(&mut self, files: &BTreeMap<String, String>, items: Vec<Item>, path: Path) {
        let built = items.into_iter().filter(|item| is_built(attributes(item)));
        let mut items: Vec<Item> = built.collect();
        for item in &mut items {
            let Item::Mod(module) = item else { continue };
            let child = [&path[..], &[module.ident.to_string()]].concat();
            match module.content.take() {
                Some((_, content)) => self.add_items(files, content, child),
                None => {
                    let name = child.join("/");
                    let mut names = vec![format!("{name}.rs"), format!("{name}/mod.rs")];
                    names.extend(given_file(&module.attrs, &path));
                    let name = names.iter().find(|name| files.contains_key(*name));
                    let name = name.unwrap_or_else(|| panic!("no file of {child:?}"));
                    self.add_file(files, name, child);
                }
            }
        }
        self.modules.insert(path, items);
    }
}

/// The file that `cfg_attr(condition, path = "…")` gives a child of the module.
fn given_file(attributes: &[Attribute], module: &[String]) -> Option<String> {
    let given = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg_attr"));
    let given = given.map(|attribute| attribute.parse_args_with(Metas::parse_terminated).unwrap());
    given.filter(|parts| holds(&parts[0])).find_map(|parts| {
        let Meta::NameValue(pair) = &parts[1] else { return None };
        let value = pair.path.is_ident("path").then(|| pair.value.to_token_stream().to_string())?;
        Some(format!("{}/{}", module.join("/"), value.trim_matches('"')))
    })
}

pub fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Whether no `cfg` removes what has these attributes.
pub fn is_built(attributes: &[Attribute]) -> bool {
    let mut conditions = attributes.iter().filter(|attribute| attribute.path().is_ident("cfg"));
    conditions.all(|condition| holds(&condition.parse_args().unwrap()))
}

fn holds(condition: &Meta) -> bool {
    let name = condition.path().get_ident().unwrap().to_string();
    match condition {
        Meta::Path(_) => matches!(name.as_str(), "unix" | "debug_assertions"),
        Meta::NameValue(pair) => {
            let value = pair.value.to_token_stream().to_string();
            match name.as_str() {
                "feature" => true,
                "target_os" => value == "\"linux\"",
                _ => panic!("the condition {name} = {value} is not known here"),
            }
        }
        Meta::List(list) => {
            let parts = list.parse_args_with(Metas::parse_terminated).unwrap();
            match name.as_str() {
                "all" => parts.iter().all(holds),
                "any" => parts.iter().any(holds),
                "not" => !holds(&parts[0]),
                _ => panic!("the condition {name} is not known here"),
            }
        }
    }
}

/// Whether rustdoc leaves out what has these attributes.
pub fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let Meta::List(list) = &attribute.meta else { return false };
        list.path.is_ident("doc") && list.tokens.to_string() == "hidden"
    })
}
