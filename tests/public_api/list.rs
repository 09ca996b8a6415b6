//! The public items: what a path from outside can reach, with its signature.

use std::collections::{BTreeMap, BTreeSet};

use quote::{ToTokens, quote};
use syn::visit::Visit;
use syn::{Attribute, Fields, ImplItem, Item, ItemImpl, TraitItem, Type, Visibility};

use crate::names::{Meaning, imports, name_of};
use crate::sources::{Path, Sources, is_built, is_hidden};
use crate::text::text;

/// The public API.
#[derive(Default)]
pub struct Api {
    /// One line for each item, sorted.
    pub lines: BTreeSet<String>,
    /// The paths of each item, by the module that defines it and its name.
    pub paths: BTreeMap<(Path, String), Vec<String>>,
    /// What signatures name: (line, meaning).
    pub named: Vec<(String, Meaning)>,
}

impl Api {
    pub fn of(sources: &Sources, name: &str) -> Self {
        let mut api = Self::default();
        api.walk(sources, &[], name);
        let all = sources.modules.iter();
        for (module, item) in all.flat_map(|(module, items)| items.iter().map(move |i| (module, i)))
        {
            if let Item::Impl(item) = item {
                api.add_impl(sources, module, item);
            }
        }
        api
    }

    /// Adds what is public in `module`, known outside as `path`.
    fn walk(&mut self, sources: &Sources, module: &[String], path: &str) {
        let items = &sources.modules[module];
        for item in items {
            match item {
                Item::Mod(item) if is_public(&item.vis) && !is_hidden(&item.attrs) => {
                    let path = format!("{path}::{}", item.ident);
                    self.lines.insert(format!("pub mod {path}"));
                    self.walk(sources, &[module, &[item.ident.to_string()]].concat(), &path);
                }
                item => self.add_item(sources, module, item, path, None),
            }
        }
        for import in imports(items).iter().filter(|import| is_public(import.visibility)) {
            let (meaning, name) = (sources.meaning(module, &import.path), &import.name);
            match meaning {
                Meaning::Item(from, original) => {
                    let found = sources.modules[&from]
                        .iter()
                        .find(|item| name_of(item).is_some_and(|known| known == original));
                    self.add_item(sources, &from, found.unwrap(), path, Some(name));
                }
                Meaning::Module(from) if name == "*" => self.walk(sources, &from, path),
                Meaning::Module(from) => self.walk(sources, &from, &format!("{path}::{name}")),
                foreign => self.add(format!("pub use {path}::{name}"), [foreign]),
            }
        }
    }

    fn add(&mut self, line: String, named: impl IntoIterator<Item = Meaning>) {
        self.named.extend(named.into_iter().map(|meaning| (line.clone(), meaning)));
        self.lines.insert(line);
    }

    fn add_item(
        &mut self,
        sources: &Sources,
        module: &[String],
        item: &Item,
        path: &str,
        name: Option<&String>,
    ) {
        let Some(original) = name_of(item) else { return };
        let path = format!("{path}::{}", name.unwrap_or(&original));
        let named = |syntax: &dyn Fn(&mut Names<'_>)| names(sources, module, syntax);
        let (vis, attributes) = match item {
            Item::Const(item) => (&item.vis, &item.attrs),
            Item::Enum(item) => (&item.vis, &item.attrs),
            Item::Fn(item) => (&item.vis, &item.attrs),
            Item::Static(item) => (&item.vis, &item.attrs),
            Item::Struct(item) => (&item.vis, &item.attrs),
            Item::Trait(item) => (&item.vis, &item.attrs),
            Item::Type(item) => (&item.vis, &item.attrs),
            Item::Union(item) => (&item.vis, &item.attrs),
            _ => return,
        };
        if !is_public(vis) || is_hidden(attributes) {
            return;
        }
        self.paths.entry((module.to_vec(), original)).or_default().push(path.clone());
        let open = match attributes.iter().any(|known| known.path().is_ident("non_exhaustive")) {
            true => "#[non_exhaustive] ",
            false => "",
        };
        self.add_derived(sources, module, attributes, &path);
        match item {
            Item::Const(item) => {
                let kind = text(&item.ty);
                let names = named(&|names| names.visit_type(&item.ty));
                self.add(format!("pub const {path}: {kind}"), names);
            }
            Item::Static(item) => {
                let names = named(&|names| names.visit_type(&item.ty));
                self.add(format!("pub static {path}: {}", text(&item.ty)), names);
            }
            Item::Fn(item) => {
                let names = named(&|names| names.visit_signature(&item.sig));
                self.add(function("pub ", &item.sig, &path), names);
            }
            Item::Type(item) => {
                let names = named(&|names| names.visit_type(&item.ty));
                let generics = text(&item.generics);
                self.add(format!("pub type {path}{generics} = {}", text(&item.ty)), names);
            }
            Item::Struct(item) => {
                let names = named(&|names| names.visit_generics(&item.generics));
                self.add(format!("{open}pub struct {path}{}", text(&item.generics)), names);
                for (at, field) in item.fields.iter().enumerate() {
                    if is_public(&field.vis) && is_built(&field.attrs) {
                        let name = field.ident.as_ref().map_or(at.to_string(), ToString::to_string);
                        let names = named(&|names| names.visit_type(&field.ty));
                        self.add(format!("pub {path}::{name}: {}", text(&field.ty)), names);
                    }
                }
            }
            Item::Enum(item) => {
                let names = named(&|names| names.visit_generics(&item.generics));
                self.add(format!("{open}pub enum {path}{}", text(&item.generics)), names);
                for variant in item.variants.iter().filter(|variant| is_built(&variant.attrs)) {
                    let names = named(&|names| names.visit_fields(&variant.fields));
                    let fields = match &variant.fields {
                        Fields::Unit => String::new(),
                        Fields::Unnamed(fields) => {
                            let kinds = fields.unnamed.iter().map(|field| text(&field.ty));
                            format!("({})", kinds.collect::<Vec<_>>().join(", "))
                        }
                        Fields::Named(fields) => {
                            let fields = fields.named.iter().map(|field| {
                                format!("{}: {}", field.ident.as_ref().unwrap(), text(&field.ty))
                            });
                            format!(" {{ {} }}", fields.collect::<Vec<_>>().join(", "))
                        }
                    };
                    let number = variant.discriminant.as_ref();
                    let number = number.map(|(_, value)| format!(" = {}", text(value)));
                    let number = number.unwrap_or_default();
                    self.add(format!("pub {path}::{}{fields}{number}", variant.ident), names);
                }
            }
            Item::Trait(item) => {
                let names = named(&|names| names.visit_generics(&item.generics));
                let bounds = match item.supertraits.is_empty() {
                    true => String::new(),
                    false => format!(": {}", text(&item.supertraits)),
                };
                let generics = text(&item.generics);
                self.add(format!("{open}pub trait {path}{generics}{bounds}"), names);
                for item in &item.items {
                    let TraitItem::Fn(item) = item else { panic!("not a method in {path}") };
                    if is_built(&item.attrs) && !is_hidden(&item.attrs) {
                        let path = format!("{path}::{}", item.sig.ident);
                        let names = named(&|names| names.visit_signature(&item.sig));
                        let kind = if item.default.is_some() { "provided " } else { "required " };
                        self.add(function(kind, &item.sig, &path), names);
                    }
                }
            }
            _ => {}
        }
    }

    fn add_derived(
        &mut self,
        sources: &Sources,
        module: &[String],
        attributes: &[Attribute],
        path: &str,
    ) {
        for attribute in attributes.iter().filter(|known| known.path().is_ident("derive")) {
            let derived = attribute.parse_args_with(
                syn::punctuated::Punctuated::<syn::Path, syn::Token![,]>::parse_terminated,
            );
            for derived in derived.unwrap() {
                let names = names(sources, module, &|names| names.visit_path(&derived));
                self.add(format!("impl {} for {path}", text(&derived)), names);
            }
        }
    }

    fn add_impl(&mut self, sources: &Sources, module: &[String], item: &ItemImpl) {
        let Type::Path(own) = &*item.self_ty else {
            return self.add_impl_for_others(sources, module, item);
        };
        let segments = own.path.segments.iter().map(|segment| segment.ident.to_string());
        let Meaning::Item(from, name) = sources.meaning(module, &segments.collect::<Vec<_>>())
        else {
            return self.add_impl_for_others(sources, module, item);
        };
        let Some(path) = self.paths.get(&(from, name)).map(|paths| paths[0].clone()) else {
            return;
        };
        let arguments = own.path.segments.last().unwrap().arguments.to_token_stream();
        let generics = &item.generics;
        let limits = text(&quote!(#generics));
        let shown = format!("{path}{}", text(&arguments));
        if let Some((_, of, _)) = &item.trait_ {
            // Of a private trait it shows nothing.
            let named = names(sources, module, &|names| names.visit_path(of));
            let is_private = matches!(
                named.first(),
                Some(Meaning::Item(module, name))
                    if !self.paths.contains_key(&(module.clone(), name.clone()))
            );
            if !is_private {
                self.add(format!("impl{limits} {} for {shown}", text(of)), named);
                for item in &item.items {
                    if let ImplItem::Type(item) = item {
                        let names = names(sources, module, &|names| names.visit_type(&item.ty));
                        let kind = text(&item.ty);
                        let line =
                            format!("type <{shown} as {}>::{} = {kind}", text(of), item.ident);
                        self.add(line, names);
                    }
                }
            }
            return;
        }
        // Bounds that the type itself does not have are of interest; lifetimes are not.
        let shown = if limits.contains(':') { format!("{path}{limits}") } else { path };
        for item in &item.items {
            match item {
                ImplItem::Fn(item) if is_listed(&item.vis, &item.attrs) => {
                    let names = names(sources, module, &|names| names.visit_signature(&item.sig));
                    let path = format!("{shown}::{}", item.sig.ident);
                    self.add(function("pub ", &item.sig, &path), names);
                }
                ImplItem::Const(item) if is_listed(&item.vis, &item.attrs) => {
                    let names = names(sources, module, &|names| names.visit_type(&item.ty));
                    let kind = text(&item.ty);
                    self.add(format!("pub const {shown}::{}: {kind}", item.ident), names);
                }
                _ => {}
            }
        }
    }

    /// A trait of ours for a type that is not.
    fn add_impl_for_others(&mut self, sources: &Sources, module: &[String], item: &ItemImpl) {
        let Some((_, of, _)) = &item.trait_ else { return };
        let segments = of.segments.iter().map(|segment| segment.ident.to_string());
        let meaning = sources.meaning(module, &segments.collect::<Vec<_>>());
        let Meaning::Item(from, name) = meaning else { return };
        let Some(path) = self.paths.get(&(from, name)).map(|paths| paths[0].clone()) else {
            return;
        };
        let names = names(sources, module, &|names| names.visit_type(&item.self_ty));
        let own = text(&item.self_ty);
        self.add(format!("impl{} {path} for {own}", text(&item.generics)), names);
    }
}

fn is_public(vis: &Visibility) -> bool {
    matches!(vis, Visibility::Public(_))
}

fn is_listed(vis: &Visibility, attributes: &[Attribute]) -> bool {
    is_public(vis) && is_built(attributes) && !is_hidden(attributes)
}

/// A function's line: its signature with the whole path, and no names of patterns.
fn function(before: &str, signature: &syn::Signature, path: &str) -> String {
    let mut signature = signature.clone();
    for input in &mut signature.inputs {
        match input {
            syn::FnArg::Receiver(own) if own.reference.is_none() => own.mutability = None,
            syn::FnArg::Typed(input) => {
                if let syn::Pat::Ident(name) = &mut *input.pat {
                    name.mutability = None;
                }
            }
            syn::FnArg::Receiver(_) => {}
        }
    }
    let name = signature.ident.to_string();
    let whole = text(&signature);
    format!("{before}{}", whole.replacen(&format!("fn {name}"), &format!("fn {path}"), 1))
}

/// Collects what paths mean.
struct Names<'a> {
    sources: &'a Sources,
    module: &'a [String],
    found: Vec<Meaning>,
}

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path.segments.iter().map(|segment| segment.ident.to_string());
        let segments: Vec<String> = segments.collect();
        self.found.push(self.sources.meaning(self.module, &segments));
        syn::visit::visit_path(self, path);
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_visibility(&mut self, _: &'ast Visibility) {}
}

fn names(sources: &Sources, module: &[String], of: &dyn Fn(&mut Names<'_>)) -> Vec<Meaning> {
    let mut names = Names { sources, module, found: Vec::new() };
    of(&mut names);
    names.found
}
