//! Runs the program, and shares the library's private pcscd.
#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    unused_macros,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::expect_used,
    reason = "a test stops where something is not as it must be, and takes what it needs"
)]

#[path = "../../../tests/support/fake_pcscd.rs"]
pub mod fake_pcscd;
#[path = "../../../tests/support/figure.rs"]
pub mod figure;
#[path = "../../../tests/support/namespace.rs"]
pub mod namespace;
#[path = "../../../tests/support/pcscd.rs"]
pub mod pcscd;

use std::io::Write;
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a run printed, and its exit code.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub output: Vec<u8>,
    pub error: String,
}

impl Run {
    pub fn text(&self) -> String {
        String::from_utf8(self.output.clone()).unwrap()
    }

    /// The one JSON object that was printed.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.output).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Its `result`.
    pub fn result(&self) -> Value {
        let json = self.json();
        assert_eq!(json["json_version"], 1, "{json}");
        assert!(json.get("error").is_none(), "{json}");
        json["result"].clone()
    }

    /// Its `error`.
    pub fn failure(&self) -> Value {
        let json = self.json();
        assert!(json.get("result").is_none(), "{json}");
        json["error"].clone()
    }
}

pub fn program() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_jpkicard"));
    command.env("LC_ALL", "C.UTF-8").env_remove("LANGUAGE");
    command
}

/// Runs the program with these arguments, with `input` on its standard input.
pub fn run(arguments: &[&str], input: &str) -> Run {
    let mut command = program();
    command.args(arguments);
    finish(command, input.as_bytes())
}

pub fn finish(mut command: Command, input: &[u8]) -> Run {
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that does not read its input is not at fault.
    let _ = child.stdin.take().unwrap().write_all(input);
    let output = child.wait_with_output().unwrap();
    let error = String::from_utf8(output.stderr).unwrap();
    assert!(!error.contains("panicked"), "{error}");
    Run { code: output.status.code().unwrap_or(-1), output: output.stdout, error }
}
