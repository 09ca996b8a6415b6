//! Tests the checker on made-up crates: it reports what it must, and nothing else.

use crate::rules::{Plan, circles, imports_against_the_rule};
use crate::tree::Tree;

/// Two modules, in the order ground, upper.
const LIB: &str = "
//! # Modules
//!
//! | module | contents |
//! |---|---|
//! | `ground` | the lower one |
//! | [`Thing`], `beside` | the upper ones |

mod ground;
mod beside;
mod upper;

pub use upper::Thing;
";

fn with_lib(lib: &str, files: &[(&str, &str)]) -> Tree {
    let mut all = vec![("lib.rs".to_owned(), lib.to_owned())];
    all.extend(files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    Tree::new(&all)
}

/// The violations in a crate whose modules have these texts.
fn broken(ground: &str, beside: &str, upper: &str) -> Vec<String> {
    let tree =
        with_lib(LIB, &[("ground.rs", ground), ("beside.rs", beside), ("upper/mod.rs", upper)]);
    let plan = Plan::read(LIB, &tree);
    assert_eq!(plan.faults, [""; 0]);
    let (needs, lost) = tree.needs();
    assert_eq!(lost, [""; 0]);
    plan.broken_by(&needs)
}

const GROUND: &str = "pub fn dig() {}";
const UPPER: &str = "pub struct Thing; pub fn look() {}";

#[test]
fn a_path_down_is_right() {
    assert_eq!(broken(GROUND, "", UPPER), [""; 0]);
    assert_eq!(broken(GROUND, "use crate::ground::dig;", UPPER), [""; 0]);
    assert_eq!(broken(GROUND, "use crate::{Thing, ground::{self, dig as d}};", UPPER), [""; 0]);
}

#[test]
fn a_path_up_is_seen_however_it_is_written() {
    let ways = [
        "use crate::upper::look;",
        "use crate::Thing;",
        "use crate::{ground::dig, upper::{look as l}};",
        "use crate::upper::*;",
        "use crate::upper;",
        "use crate::*;",
        "use crate as root;",
        "use super::upper::look;",
        "pub use crate::Thing;",
        "#[cfg(unix)] pub(crate) use crate::upper::look;",
        "fn f() { crate::upper::look(); }",
        "fn f() -> Option<crate::upper::Thing> { None }",
        "mod inner { fn f() { super::super::upper::look(); } }",
        "macro_rules! m { () => { $crate::upper::look() }; }",
        // Not only test code.
        "#[cfg(any(test, unix))] use crate::Thing;",
        "#[cfg(not(test))] use crate::Thing;",
        // After test code.
        "#[cfg(test)] mod tests { fn f() { '{'; \"}\"; } } use crate::Thing;",
        "#[cfg(test)] use std::{fmt, io}; use crate::Thing;",
        "/* } // */ const C: char = '\"'; use crate::Thing; // \"",
        "const R: &str = r#\"\"{\"#; fn f<'a>(x: &'a str) { crate::upper::look() }",
    ];
    for way in ways {
        let ground = format!("pub fn dig() {{}} {way}");
        assert_eq!(broken(&ground, "", UPPER).len(), 1, "{way}");
    }
}

#[test]
fn a_path_to_the_right_of_its_row_is_seen() {
    assert_eq!(broken(GROUND, "use crate::upper::look;", UPPER), [""; 0]);
    let upper = format!("{UPPER} use crate::beside::Side;");
    assert_eq!(broken(GROUND, "pub struct Side;", &upper).len(), 1);
}

#[test]
fn tests_comments_and_texts_may_name_anything() {
    let ways = [
        "#[cfg(test)] use crate::Thing;",
        "#[cfg(all(test, feature = \"x\"))] mod tests { use super::*; use crate::Thing; }",
        "#[cfg(test)] #[allow(dead_code)] fn f<T>() -> T { crate::upper::look() }",
        "fn f() { #[cfg(test)] crate::upper::look(); }",
        "/// [`Thing`](crate::upper::Thing)\nfn f() {}",
        "fn f() -> &'static str { \"crate::upper::look\" }",
        "fn f() -> &'static str { r##\"use crate::upper::look; \"# \"## }",
        "pub(in crate::ground) fn f() {}",
    ];
    for way in ways {
        let ground = format!("pub fn dig() {{}} {way}");
        assert_eq!(broken(&ground, "", UPPER), [""; 0], "{way}");
    }
    let files = [
        ("ground.rs", "#[cfg(test)] mod tests;"),
        ("ground/tests.rs", "use crate::Thing;"),
        ("beside.rs", ""),
        ("upper/mod.rs", UPPER),
    ];
    let tree = with_lib(LIB, &files);
    assert_eq!(Plan::read(LIB, &tree).broken_by(&tree.needs().0), [""; 0]);
}

#[test]
fn the_table_must_name_every_module_and_no_other() {
    let files = [("ground.rs", GROUND), ("beside.rs", ""), ("upper/mod.rs", UPPER)];
    let faults = |lib: &str| Plan::read(lib, &with_lib(lib, &files)).faults.len();
    assert_eq!(faults(LIB), 0);
    assert_eq!(faults(&LIB.replace("//! | `ground` | the lower one |\n", "")), 1);
    assert_eq!(faults(&LIB.replace("[`Thing`], ", "")), 1);
    assert_eq!(faults(&LIB.replace("`ground`", "`ground`, `sky`")), 1);
    assert_eq!(faults(&LIB.replace("`ground`", "`ground`, [`Thing`]")), 1);
    // A file that belongs to no module; then no table at all.
    assert_eq!(faults(&LIB.replace("mod beside;", "").replace(", `beside`", "")), 1);
    assert_eq!(faults(&LIB.replace("| module |", "| place |")), 3);
}

#[test]
fn a_path_that_leads_nowhere_is_seen() {
    let files = [("ground.rs", "use crate::sky::Cloud;"), ("beside.rs", ""), ("upper.rs", UPPER)];
    let (_, lost) = with_lib(LIB, &files).needs();
    assert_eq!(lost, ["ground.rs:1: crate::sky::Cloud"]);
}

#[test]
fn imports_follow_one_rule() {
    let wrong = |text: &str| {
        let files = [("ground.rs", text), ("ground/inner.rs", "pub fn f() {}")];
        let lib = "mod ground;";
        imports_against_the_rule(&with_lib(lib, &files), &["std".to_owned()]).len()
    };
    let right = [
        "use crate::ground::x;",
        "use std::fmt;",
        "mod inner; pub use inner::f;",
        "mod inline {} pub(super) use inline::f;",
        "macro_rules! m { () => {} } pub(super) use m;",
        "fn f() { use Kind::{A, B}; }",
        "#[cfg(test)] mod tests { use super::*; }",
        "#[cfg(test)] mod tests { use crate::ground::x; }",
        "fn f() { self::g(); }",
    ];
    for text in right {
        assert_eq!(wrong(text), 0, "{text}");
    }
    let against = [
        "use super::x;",
        "use super::*;",
        "use self::inner::f;",
        "mod inner; use inner::f;",
        "use inner::f;",
        "pub use elsewhere::f;",
        "pub(super) use m;",
        "fn f() { super::g(); }",
        "mod inline { use super::*; }",
        "#[cfg(test)] mod tests { use super::{x}; }",
        "#[cfg(test)] mod tests { use self::y; }",
        "#[cfg(test)] mod tests { fn f() { super::super::g() } }",
        "use other_crate::f;",
    ];
    for text in against {
        assert_eq!(wrong(text), 1, "{text}");
    }
}

#[test]
fn circles_are_found_through_what_is_handed_on() {
    let found = |files: &[(&str, &str)]| circles(&with_lib("mod room;", files).needs().0);
    let straight = [
        ("room/mod.rs", "mod a; mod b; pub use a::A; pub use b::*; pub const N: u8 = 0;"),
        ("room/a.rs", "use crate::room::N; pub struct A;"),
        ("room/b.rs", "use crate::room::A; pub struct B;"),
    ];
    assert!(found(&straight).is_empty());
    let mut round = straight;
    round[1].1 = "use crate::room::B; pub struct A;";
    assert_eq!(found(&round), [["room/a.rs", "room/b.rs"]]);
    // A module that uses its child, which uses it.
    let mut up = straight;
    up[0].1 = "mod a; mod b; pub use a::A; pub const N: u8 = 0; fn f() { a::A; }";
    assert_eq!(found(&up), [["room/a.rs", "room/mod.rs"]]);
    // Through three files, one of them by a path in an expression.
    let three = [
        ("room/mod.rs", "mod a; mod b; mod c;"),
        ("room/a.rs", "use crate::room::b::B; pub struct A;"),
        ("room/b.rs", "pub struct B; fn f() { crate::room::c::C; }"),
        ("room/c.rs", "use crate::room::a::A; pub struct C;"),
    ];
    assert_eq!(found(&three), [["room/a.rs", "room/b.rs", "room/c.rs"]]);
}
