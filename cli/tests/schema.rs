//! The JSON of every command against its schema, judged by another program: Debian's
//! python3-jsonschema.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::process::{Command, Stdio};

use support::figure::figure;
use support::{Run, run};

/// Reads one object a line; the first that does not fit ends it.
const JUDGE: &str = "
import json, sys, jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
lines = [json.loads(line) for line in sys.stdin]
for line in lines:
    best = jsonschema.exceptions.best_match(validator.iter_errors(line))
    if best is not None:
        sys.exit(f'{line}: {best.message}')
print(len(lines))
";

fn judge(lines: &str) -> Result<usize, String> {
    let schema = concat!(env!("CARGO_MANIFEST_DIR"), "/schema/json-1.json");
    let mut python = Command::new("python3");
    python.args(["-c", JUDGE, schema]).stdin(Stdio::piped());
    let mut child = python.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), lines.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    match output.status.success() {
        true => Ok(String::from_utf8(output.stdout).unwrap().trim().parse().unwrap()),
        false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
    }
}

#[test]
fn every_commands_output_fits_the_schema() {
    let card = jpkicard::virtual_card::VirtualCard::builder().build().unwrap();
    let number = format!("{}\n", card.check_number_b());
    let pin = "1234\nchallenge";
    let runs: Vec<(&[&str], &str)> = vec![
        (&["wait", "--virtual"], ""),
        (&["info", "--virtual"], ""),
        (&["info", "--virtual=android"], ""),
        (&["info", "--virtual=resident"], ""),
        (&["info", "--virtual=expired"], ""),
        (&["tries", "--virtual=no-pins"], ""),
        (&["certificate", "auth", "--virtual"], ""),
        (&["certificate", "auth-ca", "--virtual"], ""),
        (&["certificate", "sign", "--virtual", "--pin-stdin"], "ABC123\n"),
        (&["authenticate", "--virtual", "--pin-stdin"], pin),
        (&["authenticate", "--virtual=iphone", "--pin-stdin", "--scheme", "pss"], pin),
        (&["sign", "--virtual", "--pin-stdin"], "ABC123\nx"),
        (&["face", "--virtual", "--pin-stdin"], &number),
        (&["attributes", "--virtual", "--pin-stdin"], "1234\n"),
        (&["pin", "change", "--virtual", "--pin-stdin"], "1234\n2345\n"),
        (&["password", "change", "--virtual", "--pin-stdin"], "ABC123\nABC124\n"),
        (&["input-pin", "change", "--virtual", "--pin-stdin"], "1234\n2345\n"),
        (&["authenticate", "--virtual", "--pin-stdin"], "9999\nx"),
        (&["authenticate", "--virtual"], ""),
        (&["verify", "--certificate", "/nowhere"], ""),
        (&["man", "no-such-command"], ""),
    ];
    let mut lines = String::new();
    for (arguments, input) in runs {
        let Run { output, .. } = run(&[arguments, &["--json"]].concat(), input);
        let output = String::from_utf8(output).unwrap();
        assert!(output.starts_with('{'), "{arguments:?}: {output}");
        lines.push_str(&output);
    }
    lines.push_str(&verdicts());
    lines.push_str(&without_a_service());
    figure!("tool: {} JSON objects fit the schema", judge(&lines).unwrap());
}

/// Of a certificate that is trusted, and of one that is not.
fn verdicts() -> String {
    let file = |name: &str| std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
    let paths = [file("jpkicard-schema-certificate"), file("jpkicard-schema-ca")];
    let [certificate, ca] = [paths[0].to_str().unwrap(), paths[1].to_str().unwrap()];
    run(&["certificate", "auth", "--virtual", "--output", certificate], "");
    run(&["certificate", "auth-ca", "--virtual", "--output", ca], "");
    let good = ["verify", "--json", "--test-anchors", "--certificate", certificate, "--anchor", ca];
    let bad = ["verify", "--json", "--certificate", certificate];
    let both = [run(&good, ""), run(&bad, "")].map(|run| run.text()).concat();
    for path in paths {
        std::fs::remove_file(path).unwrap();
    }
    both
}

fn without_a_service() -> String {
    [&["readers"][..], &["wait"], &["doctor"], &["watch", "--timeout", "1"], &["nonsense"]]
        .map(|arguments| {
            let mut program = support::program();
            program.args(arguments).arg("--json").env("PCSCLITE_CSOCK_NAME", "/nowhere");
            support::finish(program, b"").text()
        })
        .concat()
}

/// The judge can say no.
#[test]
fn another_field_does_not_fit() {
    let good = run(&["wait", "--virtual", "--json"], "").text();
    assert_eq!(judge(&good), Ok(1));
    let bad = good.replace("\"reader\"", "\"lector\"");
    assert!(judge(&bad).is_err());
    assert!(judge(&good.replace("\"json_version\":1", "\"json_version\":2")).is_err());
}
