//! Writes, from the C headers, what other languages and linkers need to call the library:
//!
//!   bindings WHAT INCLUDE
//!
//! INCLUDE is the folder of `jpkicard.h`. WHAT goes to standard output:
//!
//!   definition           jpkicard.def: the exports of `jpkicard.dll`
//!   stdcall-source       the C source of `jpkicard_std.dll`, for VB6 and 32-bit VBA
//!   stdcall-definition   its exports
//!   stack-check          a C program that calls each of them and looks at the stack pointer
//!   php                  generated.php
//!   visual-basic         JpkiDeclarations.bas
//!   ruby                 native.rb
//!   csharp               bindings/csharp/src/Native.cs
//!   go                   constants.go
//!   node                 raw.js; node-constants: constants.js; node-types: constants.d.ts
//!   description          bindings/interface.json, the interface as data
//!   python               bindings/python/src/jpkicard/_raw.py
//!   python-constants     bindings/python/src/jpkicard/constants.py
//!   java                 Native.java; java/NAME is an enumeration, java/ lists their names
//!   cobol-constants      JPKICARD.cpy, for COBOL
//!   cobol-structures     JPKISTRU.cpy
//!   cobol-calls          CALLS.md, how COBOL calls each function
//!   pascal               JpkiCardRaw.pas, for Delphi and Free Pascal
//!
//! `model.rs` is the interface as data, `parser.rs` reads it from the headers; a language is one
//! file more. It needs nothing but the standard library, so packaging and tests compile it with
//! `rustc` alone.

mod cobol;
mod csharp;
mod csharp_documentation;
mod definition;
mod description;
mod enumerations;
mod go;
mod java;
mod java_names;
mod java_text;
mod layout;
mod model;
mod node;
mod parser;
mod pascal;
mod php;
mod python;
mod roles;
mod ruby;
mod stack_check;
mod stdcall;
mod tokens;
mod visual_basic;
mod words;

use std::io::Write as _;
use std::path::Path;
use std::{env, io};

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [what, include] = arguments.as_slice() else {
        eprintln!("usage: bindings WHAT INCLUDE");
        std::process::exit(2);
    };
    let interface = parser::read(Path::new(include))?;
    let text = match what.as_str() {
        "description" => description::json(&interface).map_err(io::Error::other)?,
        "definition" => definition::text(&interface),
        "stdcall-source" => stdcall::source(&interface),
        "stdcall-definition" => stdcall::definition(&interface),
        "java" => java::declarations(&interface).map_err(io::Error::other)?,
        "java/" => java::names(&interface).map_err(io::Error::other)?,
        what if what.starts_with("java/") => {
            java::enumeration(&interface, what.trim_start_matches("java/"))
                .map_err(io::Error::other)?
        }
        "stack-check" => stack_check::source(&interface),
        "cobol-constants" => cobol::constants(&interface).map_err(io::Error::other)?,
        "cobol-structures" => cobol::structures(&interface).map_err(io::Error::other)?,
        "cobol-calls" => cobol::calls(&interface).map_err(io::Error::other)?,
        "pascal" => pascal::declarations(&interface).map_err(io::Error::other)?,
        "csharp" => csharp::declarations(&interface).map_err(io::Error::other)?,
        "visual-basic" => visual_basic::module(&interface).map_err(io::Error::other)?,
        "python" => python::declarations(&interface).map_err(io::Error::other)?,
        "python-constants" => python::constants(&interface),
        "php" => php::declarations(&interface).map_err(io::Error::other)?,
        "ruby" => ruby::declarations(&interface).map_err(io::Error::other)?,
        "go" => go::constants(&interface).map_err(io::Error::other)?,
        "node" => node::raw(&interface).map_err(io::Error::other)?,
        "node-constants" => node::constants(&interface).map_err(io::Error::other)?,
        "node-types" => node::types(&interface).map_err(io::Error::other)?,
        what => return Err(io::Error::other(format!("{what} is not known"))),
    };
    io::stdout().write_all(text.as_bytes())
}
