//! Tests the lister on made-up crates.

use std::collections::BTreeMap;

use crate::list::Api;
use crate::sources::Sources;
use crate::{foreign, twice, unreachable};

fn api(files: &[(&str, &str)]) -> Api {
    let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    Api::of(&Sources::parse(&files.collect::<BTreeMap<_, _>>()), "c")
}

fn lines(lib: &str) -> Vec<String> {
    api(&[("lib.rs", lib)]).lines.into_iter().collect()
}

#[test]
fn items_are_listed_with_their_signatures() {
    let cases = [
        (
            "pub fn f(mut a: &[u8], b: Option<(u8, u16)>) -> Result<(), E> {}",
            "pub fn c::f(a: &[u8], b: Option<(u8, u16)>) -> Result<(), E>",
        ),
        ("pub const N: &'static [u8; 4] = &[0; 4];", "pub const c::N: &'static [u8; 4]"),
        ("pub type R<T, E = u8> = Result<T, E>;", "pub type c::R<T, E = u8> = Result<T, E>"),
    ];
    for (source, line) in cases {
        assert_eq!(lines(source), [line]);
    }
    let kinds = "#[derive(Clone)] #[non_exhaustive] pub struct S<'a, T: ?Sized> { \
                 pub a: &'a mut T, b: u8, #[cfg(test)] pub c: u8 } \
                 #[repr(i32)] pub enum E { A = -1, B(u8, u8), C { d: u8 } }";
    let expected = [
        "#[non_exhaustive] pub struct c::S<'a, T: ?Sized>",
        "impl Clone for c::S",
        "pub c::E::A = -1",
        "pub c::E::B(u8, u8)",
        "pub c::E::C { d: u8 }",
        "pub c::S::a: &'a mut T",
        "pub enum c::E",
    ];
    assert_eq!(lines(kinds), expected);
}

#[test]
fn methods_and_traits_are_listed_wherever_they_are() {
    let lib = "mod a; pub use a::{S, Move}; mod b { impl crate::S { pub const fn g(self) {} } }";
    let a = "use std::fmt; pub struct S; pub trait Move { fn go(&mut self); fn rest(&self) {} } \
             impl S { pub const K: u8 = 0; pub fn f(mut self) -> impl fmt::Display + '_ {} \
             fn hidden(&self) {} } \
             impl<T: Move + ?Sized> Move for Box<T> { fn go(&mut self) {} } \
             impl TryFrom<u8> for S { type Error = S; } \
             trait Own {} impl Own for S {} struct P; impl P { pub fn no() {} }";
    let api = api(&[("lib.rs", lib), ("a.rs", a)]);
    let expected = [
        "impl TryFrom<u8> for c::S",
        "impl<T: Move + ?Sized> c::Move for Box<T>",
        "provided fn c::Move::rest(&self)",
        "pub const c::S::K: u8",
        "pub const fn c::S::g(self)",
        "pub fn c::S::f(self) -> impl fmt::Display + '_",
        "pub struct c::S",
        "pub trait c::Move",
        "required fn c::Move::go(&mut self)",
        "type <c::S as TryFrom<u8>>::Error = S",
    ];
    let expected: std::collections::BTreeSet<String> = expected.map(str::to_owned).into();
    assert_eq!(api.lines, expected);
}

#[test]
fn what_is_hidden_private_or_not_built_is_not_listed() {
    let lib = "#[doc(hidden)] pub mod internal { pub fn f() {} } mod m { pub fn f() {} } \
               #[cfg(test)] pub fn f() {} #[cfg(not(unix))] pub fn g() {} pub(crate) fn h() {} \
               #[cfg(all(feature = \"x\", windows))] pub fn i() {} \
               pub struct S; impl S { #[doc(hidden)] pub fn j() {} pub(crate) fn k() {} }";
    assert_eq!(lines(lib), ["pub struct c::S"]);
}

#[test]
fn what_macros_make_is_listed() {
    let lib = "macro_rules! t { ($($(#[$doc:meta])* $name:ident = $number:literal, $text:literal;)+) \
               => { #[repr(i32)] pub enum E { $($(#[$doc])* $name = $number,)+ } impl E { \
               pub const ALL: &'static [E] = &[$(E::$name),+]; \
               pub fn text(self) -> &'static str { match self { $(E::$name => $text,)+ } } } }; } \
               t! { /// One.\nA = 0, \"a\"; /// Two.\nB = -2, \"b\"; }\
               macro_rules! m { ($kind:ident, $text:literal) => { impl $kind { #[doc = $text] \
               pub fn of(&self) -> $crate::E {} } }; } m!(E, \"text\");";
    let expected = [
        "pub c::E::A = 0",
        "pub c::E::B = -2",
        "pub const c::E::ALL: &'static [E]",
        "pub enum c::E",
        "pub fn c::E::of(&self) -> crate::E",
        "pub fn c::E::text(self) -> &'static str",
    ];
    assert_eq!(lines(lib), expected);
}

#[test]
fn another_crates_item_is_found_wherever_it_is_named() {
    let places = [
        "pub fn f(a: other::A) {}",
        "use other::A; pub fn f() -> Option<Vec<A>> {}",
        "use other::{self as o}; pub struct S { pub a: [o::A; 2] }",
        "pub enum E { V(other::A) }",
        "pub struct S; impl From<other::A> for S {}",
        "use other::A; pub struct S; impl A for S {}",
        "use other::Derived; #[derive(Derived)] pub struct S;",
        "pub struct S<T: other::A>(T);",
        "pub type T = other::A;",
        "pub use other::A;",
        "mod m; pub use m::A;",
        "pub trait T { fn f(&self) -> other::A; }",
        "pub struct S; impl TryFrom<u8> for S { type Error = other::A; }",
    ];
    for place in places {
        let api = api(&[("lib.rs", place), ("m.rs", "pub use other::A;")]);
        assert!(!foreign(&api).is_empty(), "{place}");
    }
    let right = "use std::fmt; use other::A; struct P(A); impl From<A> for P {} \
                 pub struct S(A); impl S { pub(crate) fn f(&self) -> A {} pub fn g(&self) -> \
                 fmt::Result { let a: A; } }";
    assert!(foreign(&api(&[("lib.rs", right)])).is_empty());
}

#[test]
fn a_second_path_and_a_type_without_one_are_found() {
    let m = ("m.rs", "pub struct S;");
    assert_eq!(twice(&api(&[("lib.rs", "pub mod m; pub use m::S;"), m])).len(), 1);
    assert_eq!(twice(&api(&[("lib.rs", "mod m; pub use m::*; pub use m::S as T;"), m])).len(), 1);
    assert_eq!(twice(&api(&[("lib.rs", "mod m; pub use m::S;"), m])).len(), 0);
    let lost = api(&[("lib.rs", "mod m; pub fn f() -> crate::m::S {}"), m]);
    assert_eq!(unreachable(&lost), ["S: pub fn c::f() -> crate::m::S"]);
}
