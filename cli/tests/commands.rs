//! Every command on the embedded virtual card: text in both languages, JSON, exit codes, PINs.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::fs;
use std::path::PathBuf;

use support::{Run, run};

fn folder(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("jpkicard-cli-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}

fn on_card(arguments: &[&str], input: &str) -> Run {
    run(&[arguments, &["--virtual"]].concat(), input)
}

#[test]
fn info_shows_the_token_its_certificate_and_all_tries_and_spends_none() {
    let result = on_card(&["info", "--json"], "").result();
    assert_eq!(result["token"], "my-number-card");
    assert_eq!(result["has_signature_certificate"], true);
    assert_eq!(result["tries"]["pin"], 3);
    assert_eq!(result["tries"]["password"], 5);
    assert_eq!(result["tries"]["input_support_pin"], 3);
    assert_eq!(result["tries"]["check_number_b"], 10);
    assert!(result["authentication_certificate"]["days_left"].as_i64().unwrap() > 0);
    let japanese = on_card(&["info", "--language", "ja"], "").text();
    assert!(japanese.contains("マイナンバーカード"), "{japanese}");
}

#[test]
fn every_kind_of_token_has_its_own_name() {
    let kinds = [
        ("mynumber", "my-number-card"),
        ("resident", "resident-registry-card"),
        ("android", "android"),
        ("iphone", "iphone"),
        ("child", "my-number-card"),
        ("no-pins", "my-number-card"),
        ("expired", "my-number-card"),
    ];
    for (kind, token) in kinds {
        let run = run(&["info", "--json", &format!("--virtual={kind}")], "");
        assert_eq!((run.code, &run.result()["token"]), (0, &token.into()), "{kind}");
    }
    let phone = run(&["info", "--json", "--virtual=android"], "").result();
    assert!(phone["authentication_certificate"].is_null(), "{phone}");
    assert!(phone["tries"]["check_number_b"].is_null(), "{phone}");
    let child = run(&["info", "--json", "--virtual=child"], "").result();
    assert_eq!(child["has_signature_certificate"], false);
}

#[test]
fn an_authentication_is_verified_by_the_program_itself() {
    let folder = folder("authenticate");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (signature, certificate, ca) = (path("signature"), path("certificate"), path("ca"));
    for (scheme, algorithm) in [("pkcs1", "rsa-pkcs1-sha256"), ("pss", "rsa-pss-sha256")] {
        let challenge = "challenge of the relying party";
        let made = on_card(
            &[
                "authenticate",
                "--pin-stdin",
                "--data",
                challenge,
                "--json",
                "--scheme",
                scheme,
                "--signature",
                &signature,
                "--certificate",
                &certificate,
            ],
            "1234\n",
        );
        let result = made.result();
        assert_eq!((made.code, &result["algorithm"]), (0, &algorithm.into()));
        assert_eq!(result["signature"].as_str().unwrap().len(), 344);
        assert!(made.error.contains("Tries left: 3"), "{}", made.error);
        on_card(&["certificate", "auth-ca", "--output", &ca], "");
        let verify = |data: &str, more: &[&str]| {
            let arguments = [
                "verify",
                "--certificate",
                &certificate,
                "--signature",
                &signature,
                "--data",
                data,
                "--algorithm",
                algorithm,
                "--anchor",
                &ca,
                "--test-anchors",
                "--json",
            ];
            run(&[&arguments, more].concat(), "")
        };
        let good = verify(challenge, &[]);
        assert_eq!((good.code, &good.result()["good"]), (0, &true.into()), "{good:?}");
        let other = verify("another challenge, as long", &[]);
        assert_eq!((other.code, &other.result()["good"]), (40, &false.into()));
        let wrong = verify(challenge, &["--purpose", "sign"]);
        assert_eq!(wrong.code, 40, "{wrong:?}");
    }
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn the_data_follow_the_pin_on_standard_input() {
    let given =
        on_card(&["authenticate", "--pin-stdin", "--json"], "1234\nthe rest\nof it").result();
    let named =
        on_card(&["authenticate", "--pin-stdin", "--json", "--data", "the rest\nof it"], "1234\n");
    assert_eq!(given["signature"], named.result()["signature"]);
    // As Windows ends its lines.
    let windows = on_card(&["authenticate", "--pin-stdin", "--json", "--hex", "00ff"], "1234\r\n");
    assert_eq!(windows.code, 0, "{windows:?}");
}

#[test]
fn a_wrong_pin_says_what_it_cost() {
    let wrong = on_card(&["authenticate", "--pin-stdin", "--data", "x", "--json"], "9999\n");
    assert_eq!(wrong.code, 20);
    let failure = wrong.failure();
    assert_eq!(failure["name"], "JPKI_ERROR_PIN_WRONG");
    assert_eq!((&failure["tries_left"], &failure["exit_code"]), (&2.into(), &20.into()));
    let text = on_card(&["authenticate", "--pin-stdin", "--data", "x"], "9999\n");
    assert!(text.output.is_empty() && text.error.contains("2 tries left"), "{text:?}");
    let japanese =
        on_card(&["authenticate", "--pin-stdin", "--data", "x", "--language=ja"], "9999\n");
    assert!(japanese.error.contains("暗証番号が違います"), "{japanese:?}");
}

#[test]
fn what_cannot_be_a_pin_is_not_sent() {
    for (input, code) in [("12a4\n", 24), ("123\n", 24), ("\n", 25), ("", 25), ("12345\n", 24)] {
        let run = on_card(&["authenticate", "--pin-stdin", "--data", "x", "--json"], input);
        assert_eq!(run.code, code, "{input:?}: {run:?}");
    }
    let long = "1".repeat(100);
    let run = on_card(&["authenticate", "--pin-stdin", "--data", "x", "--json"], &long);
    assert_eq!(run.code, 3, "{run:?}");
    // Without a terminal nobody can be asked.
    let run = on_card(&["authenticate", "--data", "x", "--json"], "1234\n");
    assert_eq!((run.code, &run.failure()["name"]), (25, &"NO_TERMINAL".into()), "{run:?}");
}

#[test]
fn no_argument_takes_a_pin() {
    let help = run(&["authenticate", "--help"], "").text();
    assert!(help.contains("--pin-stdin") && !help.contains("--pin "), "{help}");
    let refused = on_card(&["authenticate", "--data", "x", "--pin", "1234"], "");
    assert_eq!(refused.code, 2);
    for typed in [&["authenticate", "1234"][..], &["1234"], &["pin", "1234"], &["info", "1234"]] {
        for json in [&[][..], &["--json"]] {
            let refused = run(&[typed, json].concat(), "");
            assert_eq!(refused.code, 2, "{typed:?}");
            let printed = refused.text() + &refused.error;
            assert!(!printed.contains("1234"), "{printed}");
        }
    }
    let by_environment = {
        let mut command = support::program();
        command.args(["authenticate", "--virtual", "--data", "x", "--json"]);
        command.env("JPKICARD_PIN", "1234").env("PIN", "1234");
        support::finish(command, b"")
    };
    assert_eq!(by_environment.code, 25);
}

#[test]
fn a_document_is_signed_with_the_password() {
    let run = on_card(&["sign", "--pin-stdin", "--json"], "ABC123\nthe document");
    let result = run.result();
    assert_eq!(run.code, 0);
    assert_eq!(result["signature"].as_str().unwrap().len(), 344);
    let wrong = on_card(&["sign", "--pin-stdin", "--json", "--data", "x"], "ABC124\n");
    assert_eq!((wrong.code, &wrong.failure()["tries_left"]), (20, &4.into()));
    let child = support::run(&["sign", "--pin-stdin", "--json", "--virtual=child"], "ABC123\nx");
    assert_eq!(child.code, 17, "{child:?}");
}

#[test]
fn certificates_come_in_each_form() {
    let pem = on_card(&["certificate", "auth"], "").text();
    assert!(pem.starts_with("-----BEGIN CERTIFICATE-----\n"), "{pem}");
    assert!(pem.lines().all(|line| line.len() <= 64));
    let der = on_card(&["certificate", "auth", "--format", "der"], "").output;
    assert_eq!(der[..2], [0x30, 0x82]);
    for which in ["auth", "auth-ca", "sign-ca"] {
        let text = on_card(&["certificate", which, "--format", "text"], "").text();
        assert!(text.contains("valid until"), "{text}");
    }
    let sign = on_card(&["certificate", "sign", "--pin-stdin", "--json"], "ABC123\n");
    assert_eq!(sign.code, 0);
    assert!(!sign.result()["other_names"].as_array().unwrap().is_empty());
    let phone = run(&["certificate", "auth", "--virtual=android", "--json"], "");
    assert_eq!((phone.code, &phone.failure()["name"]), (25, &"JPKI_ERROR_PIN_REQUIRED".into()));
}

#[test]
fn the_face_and_the_attributes_are_verified() {
    let folder = folder("face");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let card = jpkicard::virtual_card::VirtualCard::builder().build().unwrap();
    let number = format!("{}\n", card.check_number_b());
    let (png, svg) = (path("photo.png"), path("face.svg"));
    let face = on_card(&["face", "--pin-stdin", "--json", "--png", &png, "--svg", &svg], &number);
    let result = face.result();
    assert_eq!((face.code, &result["verified"]), (0, &true.into()));
    assert!(fs::read(png).unwrap().starts_with(b"\x89PNG"));
    assert!(fs::read_to_string(svg).unwrap().starts_with("<"));
    let attributes = on_card(&["attributes", "--pin-stdin", "--json"], "1234\n").result();
    assert_eq!(attributes["verified"], true);
    assert_eq!(attributes["birth_date"], result["birth_date"]);
    let by_number =
        on_card(&["attributes", "--check-number", "--pin-stdin", "--json"], &number).result();
    assert_eq!(by_number, attributes);
    let production = ["attributes", "--pin-stdin", "--json", "--authorities", "production"];
    assert_eq!(on_card(&production, "1234\n").code, 40);
    let none = ["attributes", "--pin-stdin", "--json", "--authorities", "none"];
    assert_eq!(on_card(&none, "1234\n").result()["verified"], false);
    let wrong = on_card(&["face", "--pin-stdin", "--json"], "55021720359999\n");
    assert_eq!((wrong.code, &wrong.failure()["tries_left"]), (20, &9.into()), "{wrong:?}");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn pins_and_the_password_are_changed() {
    for (command, input) in
        [("pin", "1234\n4321\n"), ("input-pin", "1234\n4321\n"), ("password", "ABC123\nXYZ789\n")]
    {
        let run = on_card(&[command, "change", "--pin-stdin", "--json"], input);
        assert_eq!((run.code, &run.result()["changed"]), (0, &true.into()), "{command}");
        assert_eq!(run.json()["command"], format!("{command} change"));
    }
    let wrong = on_card(&["pin", "change", "--pin-stdin", "--json"], "9999\n4321\n");
    assert_eq!(wrong.code, 20);
    let same_letters =
        on_card(&["password", "change", "--pin-stdin", "--json"], "ABC123\nABCDEF\n");
    assert_eq!(same_letters.code, 24, "{same_letters:?}");
}

#[test]
fn locked_and_missing_credentials_are_refused_before_anybody_types() {
    let run =
        run(&["authenticate", "--pin-stdin", "--data", "x", "--json", "--virtual=no-pins"], "");
    assert_eq!((run.code, &run.failure()["name"]), (22, &"JPKI_ERROR_PIN_BLOCKED".into()));
    let tries = support::run(&["tries", "--json", "--virtual=no-pins"], "").result();
    assert_eq!(tries["tries"]["pin"], 0);
}

#[test]
fn wrong_arguments_are_code_2_and_missing_files_3() {
    for arguments in [&["nothing"][..], &["info", "--timeout", "soon"], &["verify"], &[]] {
        assert_eq!(run(arguments, "").code, 2, "{arguments:?}");
    }
    let both = ["authenticate", "--data", "x", "--hex", "00", "--virtual"];
    assert_eq!(run(&both, "").code, 2);
    let no_hex = ["authenticate", "--hex", "0g", "--virtual", "--pin-stdin", "--json"];
    assert_eq!(run(&no_hex, "1234\n").code, 2);
    let missing = run(&["verify", "--certificate", "/nowhere", "--json"], "");
    assert_eq!((missing.code, &missing.failure()["name"]), (3, &"FILE".into()));
    let closed = ["authenticate", "--data", "x", "--virtual", "--pin-fd", "77", "--json"];
    assert_eq!(run(&closed, "").code, 3);
}

#[test]
fn the_log_shows_commands_and_no_pin() {
    let run = on_card(&["authenticate", "--pin-stdin", "--data", "x", "--verbose"], "1234\n");
    assert!(run.error.contains("00 20 00 98 [secret]"), "{}", run.error);
    assert!(!run.error.contains("31323334") && !run.error.contains("1234"), "{}", run.error);
    let quiet = on_card(&["authenticate", "--pin-stdin", "--data", "x", "--quiet"], "1234\n");
    assert_eq!(quiet.error, "");
}

#[test]
fn help_fits_a_screen_in_both_languages() {
    let commands = [
        "doctor",
        "readers",
        "watch",
        "wait",
        "info",
        "tries",
        "certificate",
        "authenticate",
        "sign",
        "verify",
        "face",
        "attributes",
        "virtual-card",
        "completions",
        "man",
    ];
    for language in ["en", "ja"] {
        for command in commands {
            let run = run(&[command, "--help", "--language", language], "");
            let text = run.text();
            assert_eq!(run.code, 0);
            assert!(text.lines().count() <= 45, "{command}: {}", text.lines().count());
        }
    }
    let japanese = run(&["authenticate", "--help", "--language", "ja"], "").text();
    assert!(japanese.contains("使い方") && japanese.contains("暗証番号"), "{japanese}");
}

#[test]
fn no_pin_is_sent_for_a_result_that_cannot_be_written() {
    let arguments =
        ["authenticate", "--pin-stdin", "--data", "x", "--json", "--signature", "/nowhere/file"];
    // The wrong PIN would be code 20.
    let lost = on_card(&arguments, "9999\n");
    assert_eq!((lost.code, &lost.failure()["name"]), (3, &"FILE".into()), "{lost:?}");
    let folder = folder("lost");
    let path = folder.join("signature");
    let arguments =
        ["authenticate", "--pin-stdin", "--data", "x", "--signature", path.to_str().unwrap()];
    assert_eq!(on_card(&arguments, "9999\n").code, 20);
    assert!(!path.exists(), "an empty file is left");
    fs::write(&path, "a longer file that was there before, and more than 256 bytes ".repeat(9))
        .unwrap();
    assert_eq!(on_card(&arguments, "9999\n").code, 20);
    assert_eq!(fs::metadata(&path).unwrap().len(), 549, "it is lost");
    assert_eq!(on_card(&arguments, "1234\n").code, 0);
    assert_eq!(fs::metadata(&path).unwrap().len(), 256);
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn an_answer_in_json_is_there_for_every_failure() {
    for arguments in [
        &["nope", "--json"][..],
        &["verify", "--json"],
        &["authenticate", "--json", "--data", "x", "--hex", "00"],
        &["authenticate", "--json", "--virtual", "--digest", "abcd", "--pin-stdin"],
        &[
            "authenticate",
            "--json",
            "--virtual",
            "--data",
            "x",
            "--scheme",
            "pss",
            "--digest-algorithm",
            "sha512",
            "--pin-stdin",
        ],
        &["authenticate", "--json", "--virtual", "--hex", "0g", "--pin-stdin"],
    ] {
        let refused = run(arguments, "9999\n");
        assert_eq!(
            (refused.code, &refused.failure()["name"]),
            (2, &"USAGE".into()),
            "{arguments:?}"
        );
    }
}

#[test]
fn one_file_is_not_given_twice() {
    let folder = folder("same");
    let path = folder.join("document");
    fs::write(&path, "the document").unwrap();
    let name = path.to_str().unwrap();
    for twice in [["--file", "--signature"], ["--signature", "--certificate"]] {
        let arguments = ["sign", "--pin-stdin", "--json", twice[0], name, twice[1], name];
        assert_eq!(on_card(&arguments, "ABC123\n").code, 2, "{twice:?}");
    }
    assert_eq!(fs::read_to_string(&path).unwrap(), "the document");
    fs::remove_dir_all(folder).unwrap();
}

#[test]
fn a_short_document_is_good_and_data_alone_are_refused() {
    let folder = folder("short");
    let path = |name: &str| folder.join(name).to_str().unwrap().to_owned();
    let (signature, certificate, ca) = (path("signature"), path("certificate"), path("ca"));
    let files = ["--signature", &signature, "--certificate", &certificate];
    let made =
        on_card(&[&["sign", "--pin-stdin", "--data", "hello"][..], &files].concat(), "ABC123\n");
    assert_eq!(made.code, 0);
    on_card(&["certificate", "sign-ca", "--output", &ca], "");
    let verify = |more: &[&str]| {
        let arguments =
            ["verify", "--purpose", "sign", "--certificate", &certificate, "--anchor", &ca];
        run(&[&arguments[..], &["--test-anchors", "--json"], more].concat(), "").code
    };
    assert_eq!(verify(&["--signature", &signature, "--data", "hello"]), 0);
    assert_eq!(verify(&["--signature", &signature, "--data", "hullo"]), 40);
    assert_eq!(verify(&["--data", "hello"]), 2);
    assert_eq!(verify(&["--crl", "/dev/null", "--ocsp-response", "/dev/null"]), 2);
    assert_eq!(verify(&["--time", "2026-12-02T18:00:00+09:00"]), 0);
    let request = path("request");
    assert_eq!(verify(&["--write-ocsp-request", &request]), 0);
    assert_eq!(fs::read(&request).unwrap()[0], 0x30);
    // As PowerShell 5 writes it.
    let text = fs::read_to_string(&certificate).unwrap();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(&certificate, [&[0xFF, 0xFE][..], &wide].concat()).unwrap();
    assert_eq!(verify(&[]), 0);
    fs::remove_dir_all(folder).unwrap();
}

#[cfg(unix)]
#[test]
fn a_descriptor_is_read_from_where_its_owner_is() {
    let script = |fd: &str| {
        let program = env!("CARGO_BIN_EXE_jpkicard");
        let folder = folder("descriptor");
        let pins = folder.join("pins");
        fs::write(&pins, "0000\n1234\n").unwrap();
        let line = format!(
            "exec 3<{}; read -r -u 3 first; {program} authenticate --virtual --data x --json {fd}",
            pins.display()
        );
        let mut bash = std::process::Command::new("bash");
        bash.args(["-c", &line]);
        let run = support::finish(bash, b"");
        fs::remove_dir_all(folder).unwrap();
        run
    };
    assert_eq!(script("--pin-fd 3").code, 0);
    assert_eq!(script("--pin-stdin <&3").code, 0);
    let closed = script("--pin-fd 77");
    assert_eq!(closed.code, 3);
    assert!(closed.failure()["message"].as_str().unwrap().contains("--pin-fd 77"), "{closed:?}");
    // A result that nobody gets is not made.
    let nowhere = script("--pin-fd 3 >&-");
    assert_eq!((nowhere.code, nowhere.output.len()), (3, 0), "{nowhere:?}");
    assert_eq!(script("--pin-fd 3 >/dev/null").code, 0);
}

#[test]
fn a_mark_before_the_pin_is_no_part_of_it() {
    let marked =
        on_card(&["authenticate", "--pin-stdin", "--json", "--data", "x"], "\u{FEFF}1234\r\n");
    assert_eq!(marked.code, 0, "{marked:?}");
}
