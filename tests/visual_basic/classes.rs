//! What the classes promise: the whole interface, handles that are freed once, secrets that are
//! wiped, descriptions for the Object Browser.

use std::collections::BTreeSet;

use crate::names::Project;
use crate::source::{Line, Procedure, Source, Target, parted, read, words};
use crate::{files, stored};

const TARGETS: [Target; 3] = [Target::Vb6, Target::Vba32, Target::Vba64];

/// Arguments that are wiped: only these names are secrets.
const SECRETS: [&str; 9] = [
    "pin",
    "password",
    "checknumber",
    "securitycode",
    "oldpin",
    "newpin",
    "oldpassword",
    "newpassword",
    "secret",
];

/// Functions that the classes have no use for, and why.
const UNUSED: [(&str, &str); 2] = [
    ("jpkicardopenvirtual", "with settings there are none in the first place"),
    ("jpkicontextcancel", "nothing waits while another line runs"),
];

fn sources(target: Target) -> Vec<Source> {
    files().iter().map(|(name, text)| read(name, text, target)).collect()
}

/// Each block ends, and in the right order.
pub(crate) fn assert_balanced(name: &str, text: &str) {
    let mut open: Vec<String> = Vec::new();
    let joined = text.replace(" _\r\n", " ");
    for line in joined.lines().skip_while(|line| *line != "Option Explicit") {
        let words = words(parted(line).0.trim());
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let begun = match words.as_slice() {
            ["public" | "private" | "friend", kind @ ("sub" | "function" | "property"), ..] => {
                *kind
            }
            ["public" | "private", kind @ ("type" | "enum"), ..] => *kind,
            ["if", .., "then"] => "if",
            ["#", "if", ..] => "#",
            [kind @ ("select" | "with" | "do" | "for"), ..] => *kind,
            _ => "",
        };
        if !begun.is_empty() {
            open.push(begun.to_owned());
        }
        let ended = match words.as_slice() {
            ["end", kind] => *kind,
            ["#", "end", "if"] => "#",
            ["loop", ..] => "do",
            ["next", ..] => "for",
            _ => continue,
        };
        let last = open.pop();
        assert_eq!(last.as_deref(), Some(ended), "{name}: {line}");
    }
    assert!(open.is_empty(), "{name}: {open:?}");
}

#[test]
fn every_name_is_declared_and_called_with_what_it_takes() {
    for target in TARGETS {
        let sources = sources(target);
        let faults = Project::new(&sources).faults();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[test]
fn the_examples_in_the_readme_compile() {
    for file in ["README.md", "README.ja.md"] {
        let readme = stored(file);
        let blocks: Vec<_> = readme.split("```vb\n").skip(1).collect();
        assert_eq!(blocks.len(), 3, "{file}");
        let code: String = blocks.iter().map(|block| block.split("```").next().unwrap()).collect();
        let mut sources = sources(Target::Vba64);
        sources.push(read("Example.bas", &code, Target::Vba64));
        let faults = Project::new(&sources).faults();
        assert!(faults.is_empty(), "{file}: {}", faults.join("\n"));
    }
}

#[test]
fn what_vb_would_refuse_is_seen() {
    for (file, right, wrong, problem) in [
        ("JpkiCard.cls", "    Dim result As Long\r\n", "", "result is not declared"),
        ("JpkiCard.cls", "JpkiWipe pin\r\n", "JpkiWipes pin\r\n", "jpkiwipes is not declared"),
        ("JpkiCard.cls", ", lastTry, found, failure)", ", found, failure)", "arguments"),
        ("JpkiCard.cls", "found.Adopt ", "found.Adapt ", "has no adapt"),
        ("JpkiCard.cls", "Dim found As JpkiFace\r\n", "Dim found As Face\r\n", "face is no type"),
        ("JpkiEvent.cls", "mEvent.Reason", "mEvent.Reasons", "has no reasons"),
        ("Reception.bas", "cancellation:=", "canceller:=", "has no parameter canceller"),
        ("Reception.bas", "JPKI_ERROR_PIN_WRONG", "JPKI_ERROR_PIN_BAD", "is not declared"),
        (
            "Reception.bas",
            "    Dim pin() As Byte\r\n",
            "    Dim pin() As Byte\r\n    Dim x As Long\r\n",
            "x is not used",
        ),
        ("Reception.bas", "    JpkiWipe pin\r\n", "    JpkiWipe pin, 4\r\n", "has 2 arguments"),
    ] {
        let mut files = files();
        let (_, text) = files.iter_mut().find(|(name, _)| name == file).unwrap();
        assert!(text.contains(right), "{file}: {right}");
        *text = text.replace(right, wrong);
        let sources: Vec<_> =
            files.iter().map(|(name, text)| read(name, text, Target::Vba64)).collect();
        let faults = Project::new(&sources).faults();
        assert!(faults.iter().any(|fault| fault.contains(problem)), "{problem}: {faults:?}");
    }
}

fn lines(procedure: &Procedure) -> Vec<&str> {
    procedure.lines.iter().map(|line| line.text.trim()).collect()
}

/// The procedures that are called with nothing but the handle.
fn freed(procedure: &Procedure) -> Vec<&str> {
    let calls = lines(procedure).into_iter().filter_map(|line| line.strip_suffix(" mHandle"));
    calls.filter(|name| !name.contains(' ')).collect()
}

/// VB takes no types of a module in public members of a class, and LongPtr of VB6 is none that
/// another project would know; a component's name is nobody else's.
#[test]
fn what_vb_forbids_is_not_there() {
    let all = sources(Target::Vb6);
    let components: BTreeSet<_> = all.iter().map(|source| &source.name).collect();
    let mut checked = 0;
    for source in &all {
        for procedure in source.procedures.iter().filter(|found| found.scope == "public") {
            let place = format!("{}.{}", source.name, procedure.name);
            assert!(source.is_class || !components.contains(&procedure.name), "{place}");
            // What every object of COM has already.
            let taken = ["addref", "release", "queryinterface", "invoke", "close", "open"];
            assert!(!taken.contains(&procedure.name.as_str()), "{place}");
            let kinds = procedure.parameters.iter().map(|parameter| &parameter.kind);
            for kind in kinds.chain([&procedure.result]).filter(|_| source.is_class) {
                assert!(kind != "longptr" && !kind.ends_with("struct"), "{place}: {kind}");
                checked += 1;
            }
        }
        let shared = source.types.keys().chain(&source.enumerations);
        for name in shared.chain(source.variables.keys()) {
            assert!(!components.contains(name), "{}: {name}", source.name);
        }
        // An error on its way would be lost.
        let end = source.procedures.iter().find(|found| found.name == "class_terminate");
        let clears = |line: &Line| ["on", "jpkiwipe"].contains(&line.words[0].as_str());
        assert!(!end.is_some_and(|end| end.lines.iter().any(clears)), "{}", source.name);
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn each_class_with_a_handle_frees_it_once() {
    let mut freeing = BTreeSet::new();
    for source in sources(Target::Vba64).iter().filter(|source| source.is_class) {
        let find = |name: &str| source.procedures.iter().find(|found| found.name == name);
        let name = &source.name;
        if !source.variables.contains_key("mhandle") {
            assert!(find("free").is_none() && find("adopt").is_none(), "{name}");
            continue;
        }
        let (free, end) = (find("free").unwrap(), find("class_terminate").unwrap());
        // The class's own kind of handle, and never twice.
        let expected = format!("{name}free mhandle");
        let found: Vec<_> = lines(free).iter().map(|line| line.to_ascii_lowercase()).collect();
        assert_eq!(found, [expected, "mhandle = 0".to_owned()], "{name}");
        assert_eq!(lines(end), ["Free"], "{name}");
        let others = source.procedures.iter().filter(|other| other.name != "free");
        assert_eq!(others.map(|other| freed(other).len()).sum::<usize>(), 0, "{name}");
        // What replaces a handle frees the one before.
        for procedure in &source.procedures {
            let lines = lines(procedure);
            for (at, line) in lines.iter().enumerate() {
                if line.starts_with("mHandle = ") && procedure.name != "free" {
                    assert!(at > 0 && lines[at - 1] == "Free", "{name}: {line}");
                }
            }
        }
        freeing.insert(format!("{name}free"));
    }
    // The others are freed where they are made: lists of items, of readers, pictures.
    let all = sources(Target::Vba64);
    let declared = all.iter().find(|source| source.name == "jpkideclarations").unwrap();
    let frees = declared.procedures.iter().filter(|found| found.name.ends_with("free"));
    let rest: BTreeSet<_> =
        frees.map(|found| found.name.clone()).filter(|name| !freeing.contains(name)).collect();
    let expected = ["jpkiitemsfree", "jpkipicturefree", "jpkireadersfree"].map(str::to_owned);
    assert_eq!(rest, BTreeSet::from(expected));
    for name in rest {
        let calls = |procedure: &&Procedure| {
            procedure.lines.iter().filter(|line| line.words.contains(&name)).count() == 1
        };
        let found: Vec<_> = all.iter().flat_map(|source| &source.procedures).collect();
        assert_eq!(found.into_iter().filter(calls).count(), 1, "{name}");
    }
}

/// After the call, before anything is raised: on every way out.
/// An object that was freed is not none where it is an option: then a known certificate would not
/// be compared, or revocation not checked.
#[test]
fn what_was_freed_is_not_none() {
    let folder = super::root().join("bindings/vb");
    let mut seen = 0;
    for file in std::fs::read_dir(folder).unwrap().flatten() {
        let text = std::fs::read_to_string(file.path()).unwrap();
        let Some((_, rest)) = text.split_once("Friend Property Get Handle() As LongPtr\r\n") else {
            continue;
        };
        let (body, _) = rest.split_once("End Property").unwrap();
        seen += 1;
        // Or a new one is made.
        assert!(
            body.contains("JpkiGiven(mHandle)") || body.contains("New(mHandle, failure)"),
            "{:?}",
            file.path()
        );
    }
    assert_eq!(seen, 5);
}

#[test]
fn each_secret_is_wiped_after_the_call() {
    let mut count = 0;
    for source in sources(Target::Vba64) {
        for procedure in source.procedures.iter().filter(|found| !found.lines.is_empty()) {
            for secret in procedure.parameters.iter().filter(|parameter| {
                parameter.is_array && SECRETS.contains(&parameter.name.as_str())
            }) {
                let given = ["jpkiaddress", "(", &secret.name, ")"].map(str::to_owned);
                let lines = &procedure.lines;
                let Some(call) =
                    lines.iter().position(|line| line.words.windows(4).any(|part| part == given))
                else {
                    // What receives a secret.
                    let receives = ["secret", "checknumber"].contains(&secret.name.as_str());
                    assert!(receives, "{}.{}", source.name, procedure.name);
                    continue;
                };
                assert!(lines[call].words.starts_with(&["result".to_owned(), "=".to_owned()]));
                let after = lines[call + 1..].iter();
                let wiped = after.take_while(|line| line.words[0] == "jpkiwipe");
                let wiped: Vec<_> = wiped.map(|line| line.words[1].clone()).collect();
                assert!(wiped.contains(&secret.name), "{}.{}", source.name, procedure.name);
                count += 1;
            }
        }
    }
    assert_eq!(count, 16);
}

#[test]
fn the_classes_have_the_whole_interface() {
    let all = sources(Target::Vba64);
    let is_declared = |source: &&Source| source.name == "jpkideclarations";
    let declared = all.iter().find(is_declared).unwrap();
    let others = all.iter().filter(|source| !is_declared(source) && source.name != "reception");
    let helpers = declared.procedures.iter().flat_map(|found| &found.lines);
    let lines = others.flat_map(|source| &source.procedures).flat_map(|found| &found.lines);
    let used: BTreeSet<_> = lines.chain(helpers).flat_map(|line| &line.words).collect();
    let seen = declared.procedures.iter().filter(|found| found.scope == "public");
    let unused = seen.filter(|found| !used.contains(&found.name));
    let unused: BTreeSet<_> = unused.map(|found| found.name.as_str()).collect();
    assert_eq!(unused, UNUSED.iter().map(|(name, _)| *name).collect());
}

/// The Object Browser shows it, and the editor hides it: it says what the comment says.
#[test]
fn what_is_public_is_described() {
    for source in sources(Target::Vba64) {
        let is_described = source.name != "jpkideclarations";
        for procedure in source.procedures.iter().filter(|_| is_described) {
            let place = format!("{}.{}", source.name, procedure.name);
            if procedure.scope != "public" || procedure.kind == "event" {
                assert!(procedure.description.is_none(), "{place}");
                continue;
            }
            let comment = procedure.comment.trim();
            let sentence = comment.split_once(". ").map_or(comment, |(first, _)| first);
            let sentence = format!("\"{}.\"", sentence.trim_end_matches('.').replace('"', "\"\""));
            assert_eq!(procedure.description, Some(sentence), "{place}: line {}", procedure.number);
        }
    }
}
