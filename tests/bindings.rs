//! The bindings for other languages, each run against the embedded virtual card.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// Runs a program that can find the library, with a PIN on its input.
fn run(program: &str, arguments: &[&str], pin: &str) -> Output {
    let mut child = Command::new(program)
        .args(arguments)
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("bindings"))
        .env("JPKICARD_LIBRARY", support::library::shared())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program}: {error}: is it installed?"));
    writeln!(child.stdin.take().unwrap(), "{pin}").unwrap();
    child.wait_with_output().unwrap()
}

#[test]
fn python() {
    let desk = |pin| run("python3", &["-B", "python/authenticate.py", "--virtual"], pin);
    let signed = desk("1234");
    let (out, error) =
        (String::from_utf8_lossy(&signed.stdout), String::from_utf8_lossy(&signed.stderr));
    assert!(signed.status.success(), "{out}{error}");
    assert!(out.contains("PIN          tries left 3"), "{out}");
    assert!(out.contains("token        My Number Card"), "{out}");
    assert!(out.contains("signature    256 bytes, RSA-SHA256"), "{out}");

    // The last try is kept unless it is allowed, and tries are counted within a transaction too.
    let program = "
import jpkicard
with jpkicard.Card.virtual() as card:
    for name in ['PIN_WRONG', 'PIN_WRONG', 'PIN_LAST_TRY']:
        try:
            with card.transaction():
                card.authenticate('0000', b'data')
        except jpkicard.Error as error:
            assert error.name.startswith('JPKI_ERROR_' + name), error.name
    assert card.tries() == ('tries left', 1), card.tries()
    assert card.tries(0x4A001502) == ('tries left', 5)
    card.authenticate('1234', b'data', allow_last_try=True)
    assert card.tries() == ('tries left', 3)
    with card.transaction():
        pass
";
    let counted = Command::new("python3")
        .args(["-B", "-c", program])
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("bindings/python"))
        .env("JPKICARD_LIBRARY", support::library::shared())
        .output()
        .unwrap();
    assert!(counted.status.success(), "{}", String::from_utf8_lossy(&counted.stderr));

    for (pin, words) in [
        ("0000", "JPKI_ERROR_PIN_WRONG: the PIN is wrong, 2 tries left"),
        ("12345", "JPKI_ERROR_PIN_FORMAT: the PIN is not four half-width digits"),
        ("１２３４", "JPKI_ERROR_PIN_FORMAT"),
    ] {
        let refused = desk(pin);
        assert!(!refused.status.success());
        let error = String::from_utf8_lossy(&refused.stderr);
        assert!(error.contains(words), "{error}");
    }
}
