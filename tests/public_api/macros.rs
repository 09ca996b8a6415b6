//! The crate's own macros, as far as they make items.
//!
//! Two kinds are expanded: a macro without repetitions, by putting in its arguments; and a table
//! with one repetition, `$(… $name = $number, …;)+`, whose enum has a variant for each row. Of the
//! latter's template, what is repeated is left out: it is in bodies of functions.

use std::collections::BTreeMap;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use syn::Item;

/// The macros by name, each with its pattern and template.
#[derive(Default)]
pub struct Macros(BTreeMap<String, (TokenStream, TokenStream)>);

impl Macros {
    pub fn collect<'a>(items: impl Iterator<Item = &'a Item>) -> Self {
        let mut macros = Self::default();
        for item in items {
            let Item::Macro(item) = item else { continue };
            let Some(name) = &item.ident else { continue };
            let groups = item.mac.tokens.clone().into_iter().filter_map(|token| match token {
                TokenTree::Group(group) => Some(group.stream()),
                _ => None,
            });
            let groups: Vec<TokenStream> = groups.collect();
            macros.0.insert(name.to_string(), (groups[0].clone(), groups[1].clone()));
        }
        macros
    }

    /// The item, or what it makes if it is a use of one of these macros.
    pub fn expanded(&self, item: Item) -> Vec<Item> {
        let Item::Macro(call) = &item else { return vec![item] };
        let name = &call.mac.path.segments.last().unwrap().ident.to_string();
        let (None, Some((pattern, template))) = (&call.ident, self.0.get(name)) else {
            return Vec::new();
        };
        let is_table = pattern.to_string().contains("$ (");
        let values = match is_table {
            true => None,
            false => Some(arguments(pattern, &call.mac.tokens)),
        };
        let text = filled(template.clone(), values.as_ref());
        let items = match syn::parse2::<syn::File>(text) {
            Ok(file) => file.items,
            // Not items, or of functions alone: nothing public.
            Err(error) => {
                assert!(!template.to_string().contains("pub "), "{name}: {error}");
                Vec::new()
            }
        };
        let add_rows = |mut item: Item| {
            if let (true, Item::Enum(item)) = (is_table, &mut item) {
                item.variants.extend(rows(&call.mac.tokens));
            }
            item
        };
        items.into_iter().map(add_rows).collect()
    }
}

/// The macro's parameters, in order, with what the call gives for them.
fn arguments(pattern: &TokenStream, call: &TokenStream) -> BTreeMap<String, TokenStream> {
    let tokens: Vec<TokenTree> = pattern.clone().into_iter().collect();
    let names = tokens.windows(2).filter(|pair| pair[0].to_string() == "$");
    let mut values = vec![TokenStream::new()];
    for token in call.clone() {
        match token.to_string() == "," {
            true => values.push(TokenStream::new()),
            false => values.last_mut().unwrap().extend([token]),
        }
    }
    names.map(|pair| pair[1].to_string()).zip(values).collect()
}

/// The template with its parameters filled in. Without values, whatever has one is left out.
fn filled(template: TokenStream, values: Option<&BTreeMap<String, TokenStream>>) -> TokenStream {
    let mut out = TokenStream::new();
    let mut tokens = template.into_iter();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(mark) if mark.as_char() == '$' => match tokens.next() {
                Some(TokenTree::Group(_)) => {
                    // A repetition ends with its operator, possibly after a separator.
                    tokens.find(|token| matches!(token.to_string().as_str(), "+" | "*" | "?"));
                }
                Some(name) if name.to_string() == "crate" => out.extend([name]),
                Some(name) => {
                    out.extend(values.and_then(|values| values.get(&name.to_string())).cloned())
                }
                None => {}
            },
            TokenTree::Group(group) => {
                let inner = Group::new(group.delimiter(), filled(group.stream(), values));
                out.extend([TokenTree::Group(inner)]);
            }
            token => out.extend([token]),
        }
    }
    out
}

/// A variant for each `Name = number` of a table.
fn rows(table: &TokenStream) -> Vec<syn::Variant> {
    let mut rows: Vec<syn::Variant> = Vec::new();
    let mut row = TokenStream::new();
    let mut is_taken = true;
    for token in table.clone() {
        match &token {
            TokenTree::Punct(mark) if mark.as_char() == ';' => {
                row = TokenStream::new();
                is_taken = true;
            }
            TokenTree::Punct(mark) if mark.as_char() == ',' && is_taken => {
                rows.push(syn::parse2(std::mem::take(&mut row)).unwrap());
                is_taken = false;
            }
            // The documentation.
            TokenTree::Punct(mark) if mark.as_char() == '#' => {}
            TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket => {}
            _ if is_taken => row.extend([token]),
            _ => {}
        }
    }
    rows
}
