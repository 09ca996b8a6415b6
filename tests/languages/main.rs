//! One test for every language: the scenarios of `bindings/scenarios.json`, through the driver of
//! each (`bindings/DRIVER.md`), on the embedded virtual card and through a real pcscd; the sample;
//! the language's own checks; and the memory after use.
//!
//! `JPKICARD_LIBRARY_FOLDER`: where a built library is, which is built otherwise.
#![cfg(all(feature = "virtual-card", feature = "pcsc", target_os = "linux"))]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::arithmetic_side_effects,
    reason = "a test stops where it fails"
)]

mod driver;
mod language;
mod memory;
mod reader;
mod scenario;
#[path = "../support/mod.rs"]
mod support;
mod values;

/// A test for each folder of `bindings` that has a driver.
macro_rules! languages {
    ($($name:ident),* $(,)?) => {
        $(#[test]
        fn $name() {
            language::judge(stringify!($name));
        })*

        #[test]
        fn no_language_is_left_out() {
            let tested: &[&str] = &[$(stringify!($name)),*];
            assert_eq!(language::with_a_driver(), tested);
        }
    };
}

languages!(cobol, cpp, csharp, go, java, node, pascal, php, python, ruby);
