//! What `Option Explicit` and VB's compiler would find in the modules: names that nobody declares,
//! members that a class does not have, a wrong number of arguments, variables without use.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{Line, Parameter, Procedure, Source, closing, declared, split};

/// Keywords, operators, and the names of VB itself that the modules use.
const KNOWN: &str = "addressof and as boolean byref byte byval call case collection currency date \
    description dim do doevents double each else elseif empty end erase err error exit explicit \
    false for function goto if in integer is let long loop me mod msgbox new next not nothing on or \
    preserve raiseevent redim resume select set step string sub then to true until variant wend \
    while with xor clng cstr cdbl ccur dateserial debug hex len lenb right round sleep strptr timer \
    ubound lbound varptr vbcritical vbnullchar vbnullstring vbobjecterror property";

/// What a name stands for: a type, and the parameters of a procedure.
#[derive(Clone)]
struct Meaning {
    kind: String,
    /// Least and most arguments, and the names of the parameters.
    call: Option<(usize, usize, Vec<String>)>,
}

impl Meaning {
    fn value(kind: &str) -> Self {
        Self { kind: kind.to_owned(), call: None }
    }

    fn procedure(procedure: &Procedure) -> Self {
        let parameters = &procedure.parameters;
        let least = parameters.iter().filter(|parameter| !parameter.is_optional).count();
        let names = parameters.iter().map(|parameter| parameter.name.clone()).collect();
        Self { kind: procedure.result.clone(), call: Some((least, parameters.len(), names)) }
    }
}

type Names = BTreeMap<String, Meaning>;

/// Everything that the modules of a project see of each other.
pub(crate) struct Project<'a> {
    sources: &'a [Source],
    public: Names,
    /// The members of each class, the fields of each type.
    members: BTreeMap<String, Names>,
    types: BTreeSet<String>,
}

impl<'a> Project<'a> {
    pub(crate) fn new(sources: &'a [Source]) -> Self {
        let (mut public, mut members, mut types) = (Names::new(), BTreeMap::new(), BTreeSet::new());
        for source in sources {
            for (name, fields) in &source.types {
                let fields = fields.iter().map(|(name, kind)| (name.clone(), Meaning::value(kind)));
                members.insert(name.clone(), fields.collect());
                types.insert(name.clone());
            }
            types.extend(source.enumerations.iter().cloned());
            let seen = own_names(source, |scope| scope != "private");
            if source.is_class {
                members.insert(source.name.clone(), seen);
                types.insert(source.name.clone());
            } else {
                public.extend(seen);
            }
        }
        Self { sources, public, members, types }
    }

    /// What is wrong, each with its file and line.
    pub(crate) fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        for source in self.sources {
            let own = own_names(source, |_| true);
            for procedure in &source.procedures {
                let mut reader =
                    Reader { project: self, own: &own, local: Names::new(), faults: Vec::new() };
                reader.procedure(procedure);
                let place = |fault: String| format!("{}: {}: {fault}", source.name, procedure.name);
                faults.extend(reader.faults.into_iter().map(place));
            }
        }
        faults
    }
}

fn own_names(source: &Source, is_wanted: impl Fn(&str) -> bool) -> Names {
    let procedures = source.procedures.iter().filter(|procedure| is_wanted(&procedure.scope));
    let mut names: Names =
        procedures.map(|found| (found.name.clone(), Meaning::procedure(found))).collect();
    for (name, (kind, is_public)) in &source.variables {
        if *is_public || is_wanted("private") {
            names.insert(name.clone(), Meaning::value(kind));
        }
    }
    names
}

struct Reader<'a> {
    project: &'a Project<'a>,
    own: &'a Names,
    local: Names,
    faults: Vec<String>,
}

impl Reader<'_> {
    fn procedure(&mut self, procedure: &Procedure) {
        for parameter in &procedure.parameters {
            self.declare(parameter, procedure);
        }
        if !procedure.result.is_empty() {
            self.local.insert(procedure.name.clone(), Meaning::value(&procedure.result));
        }
        let mut used = BTreeMap::new();
        for Line { number, words, .. } in &procedure.lines {
            if words.first().is_some_and(|word| word == "dim") {
                for variable in declared(&words[1..]) {
                    used.insert(variable.name.clone(), *number);
                    self.declare(&variable, procedure);
                }
                continue;
            }
            for word in words {
                used.remove(word);
            }
            // A label.
            if words.len() == 2 && words[1] == ":" {
                continue;
            }
            let begin = self.faults.len();
            for (is_statement, part) in parts(words) {
                if is_statement { self.statement(part) } else { self.expression(part) }
            }
            for fault in &mut self.faults[begin..] {
                *fault = format!("line {number}: {fault}");
            }
        }
        for (name, number) in used {
            self.faults.push(format!("line {number}: {name} is not used"));
        }
    }

    fn declare(&mut self, variable: &Parameter, procedure: &Procedure) {
        self.kind(&variable.kind);
        let before = self.local.insert(variable.name.clone(), Meaning::value(&variable.kind));
        if before.is_some() || variable.name == procedure.name {
            self.faults.push(format!("{} is declared twice", variable.name));
        }
    }

    fn kind(&mut self, name: &str) {
        let is_plain = matches!(
            name,
            "boolean"
                | "byte"
                | "collection"
                | "currency"
                | "date"
                | "double"
                | "long"
                | "longptr"
                | "string"
        );
        if !is_plain && !self.project.types.contains(name) {
            self.faults.push(format!("{name} is no type"));
        }
    }

    /// A call whose arguments have no parentheses, or anything else.
    fn statement(&mut self, words: &[String]) {
        let Some(first) = words.first() else { return };
        if matches!(first.as_str(), "on" | "exit" | "goto" | "resume" | "end") {
            return;
        }
        let begin = usize::from(matches!(first.as_str(), "set" | "redim" | "erase" | "raiseevent"));
        if begin == 0 && self.is_name(first) {
            let (next, meaning) = self.chain(words, 0, true);
            if words.get(next).map(String::as_str) != Some("=") {
                let rest = &words[next..];
                if let Some(Meaning { call: Some(call), .. }) = meaning {
                    self.arguments(first, &call, rest);
                }
                return self.expression(rest);
            }
            return self.expression(&words[next..]);
        }
        self.expression(&words[begin..]);
    }

    fn expression(&mut self, words: &[String]) {
        let mut at = 0;
        while at < words.len() {
            let word = &words[at];
            if matches!(word.as_str(), "as" | "new") {
                if let Some(kind) = words.get(at + 1) {
                    self.kind(kind);
                }
                at += 2;
            } else if word == "." || words.get(at + 1).is_some_and(|next| next == ":=") {
                // A member of an object of VB; the name of a parameter.
                at += 2;
            } else if self.is_name(word) {
                at = self.chain(words, at, false).0;
            } else {
                at += 1;
            }
        }
    }

    /// Whether a word is a name that somebody has to declare.
    fn is_name(&self, word: &str) -> bool {
        let is_word = word.starts_with(|letter: char| letter.is_ascii_alphabetic());
        is_word
            && (self.find(word).is_some() || !KNOWN.split_whitespace().any(|known| known == word))
    }

    fn find(&self, name: &str) -> Option<Meaning> {
        let found = self.local.get(name).or_else(|| self.own.get(name));
        found.or_else(|| self.project.public.get(name)).cloned()
    }

    /// Reads `name(arguments).member(arguments)` and so on. Returns what follows, and what the last
    /// name means if it may be a statement's procedure, whose arguments follow.
    fn chain(
        &mut self,
        words: &[String],
        begin: usize,
        is_statement: bool,
    ) -> (usize, Option<Meaning>) {
        let mut at = begin;
        let mut meaning = self.find(&words[at]);
        if meaning.is_none() {
            self.faults.push(format!("{} is not declared", words[at]));
        }
        loop {
            let name = &words[at];
            at += 1;
            let is_called = words.get(at).is_some_and(|next| next == "(");
            if is_called {
                let close = closing(words, at);
                let inside = &words[at + 1..close];
                if let Some(Meaning { call: Some(call), .. }) = &meaning {
                    self.arguments(name, &call.clone(), inside);
                }
                self.expression(inside);
                at = close + 1;
            }
            if words.get(at).is_none_or(|next| next != ".") {
                if is_called {
                    return (at, None);
                }
                if let (false, Some(Meaning { call: Some(call), .. })) = (is_statement, &meaning) {
                    self.arguments(name, &call.clone(), &[]);
                }
                return (at, meaning);
            }
            at += 1;
            let kind = meaning.map(|meaning| meaning.kind).unwrap_or_default();
            meaning = match self.project.members.get(&kind) {
                Some(members) => {
                    let member = members.get(&words[at]).cloned();
                    if member.is_none() {
                        self.faults.push(format!("{kind} has no {}", words[at]));
                    }
                    member
                }
                None => None,
            };
        }
    }

    fn arguments(
        &mut self,
        name: &str,
        (least, most, names): &(usize, usize, Vec<String>),
        words: &[String],
    ) {
        let parts = split(words);
        if !(*least..=*most).contains(&parts.len()) {
            self.faults.push(format!("{name} has {} arguments", parts.len()));
        }
        for part in parts {
            if let [first, second, ..] = part
                && second == ":="
                && !names.contains(first)
            {
                self.faults.push(format!("{name} has no parameter {first}"));
            }
        }
    }
}

/// The parts of a line, and whether each is a statement: `If ... Then` has a condition, and may have
/// a statement.
fn parts(words: &[String]) -> Vec<(bool, &[String])> {
    match words.first().map_or("", String::as_str) {
        "if" | "elseif" => {
            let then = words.iter().position(|word| word == "then").unwrap();
            vec![(false, &words[1..then]), (true, &words[then + 1..])]
        }
        _ => vec![(true, words)],
    }
}
