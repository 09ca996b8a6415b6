//! The C and C++ programs of `tests/c` and `examples`: compiled by each available compiler, against
//! the shared and the static library, run, and run under valgrind.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use jpkicard::Card;
use jpkicard::picture::photo_to_png;
use jpkicard::record::{BasicAttributes, CardFace};
use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use support::c_program::{
    GCC, Sources, Way, build_in, compile, compilers, empty_folder, every_way, link_shared, root,
    run_checks, succeed, tool,
};
use support::{library, misuse, openssl};

const MAIN_JOB: Sources = &["tests/c/main_job.c", "tests/c/check.c"];
const MAIN_JOB_CPP: Sources = &["tests/c/main_job.cpp", "tests/c/check.c"];
const AUTHENTICATION: Sources = &["examples/authenticate.c"];
const VERIFY_AUTHENTICATION: Sources = &["examples/verify_authentication.c"];
const VERIFY_CARD_FACE: Sources = &["examples/verify_card_face.c"];
const CARD_FACE_TEST: Sources = &["tests/c/card_face.c", "tests/c/check.c"];
const DESK_IN_CPP: Sources = &["examples/authenticate.cpp"];
const VIRTUAL_KINDS: Sources = &["tests/c/virtual_kinds.c", "tests/c/check.c"];
const CARD_FACE: Sources = &["examples/card_face.c"];
const CHANGE_PIN: Sources = &["examples/change_pin.c"];

fn run_openssl(folder: &Path, arguments: &[&str]) -> Output {
    tool(Command::new("openssl").args(arguments).current_dir(folder))
}

/// Whether openssl accepts NAME.signature over NAME.data by the algorithm of this name.
fn is_accepted(folder: &Path, name: &str, algorithm: &str) -> bool {
    let (data, signature) = (format!("{name}.data"), format!("{name}.signature"));
    let digest = |digest: &str, options: &[&str]| {
        let mut arguments = vec!["dgst", digest, "-verify", "key.pem", "-signature", &signature];
        arguments.extend(options);
        arguments.push(&data);
        run_openssl(folder, &arguments).status.success()
    };
    match algorithm {
        "RSA-SHA256" => digest("-sha256", &[]),
        "RSA-SHA384" => digest("-sha384", &[]),
        "RSA-SHA512" => digest("-sha512", &[]),
        "RSA-PSS-SHA256" => digest(
            "-sha256",
            &["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:auto"],
        ),
        "RSA-BARE-SHA256" => {
            let digest = run_openssl(folder, &["dgst", "-sha256", "-binary", &data]).stdout;
            std::fs::write(folder.join("digest"), digest).unwrap();
            let verify = "pkeyutl -verify -pubin -inkey key.pem -in digest \
                          -pkeyopt rsa_padding_mode:pkcs1 -sigfile";
            let arguments: Vec<_> = verify.split_whitespace().chain([signature.as_str()]).collect();
            run_openssl(folder, &arguments).status.success()
        }
        other => panic!("{name}: an algorithm {other}"),
    }
}

/// Asserts that openssl accepts each of the signatures, and none over other data.
fn judge(folder: &Path) {
    let key = "x509 -inform DER -in certificate.der -noout -pubkey -out key.pem";
    let arguments: Vec<_> = key.split_whitespace().collect();
    assert!(run_openssl(folder, &arguments).status.success());
    let list = std::fs::read_to_string(folder.join("signatures.txt")).unwrap();
    for line in list.lines() {
        let (name, algorithm) = line.split_once(' ').unwrap();
        assert!(is_accepted(folder, name, algorithm), "openssl refuses {name}");
        std::fs::write(folder.join(format!("{name}.data")), "other data").unwrap();
        assert!(!is_accepted(folder, name, algorithm), "openssl accepts {name} over other data");
    }
    assert_eq!(list.lines().count(), 13, "{list}");
}

#[test]
fn the_main_job_in_c() {
    for way in every_way(MAIN_JOB) {
        let folder = empty_folder("main_job-output");
        run_checks("main_job", &way, &[folder.as_os_str()]);
        judge(&folder);
    }
}

#[test]
fn the_main_job_in_cpp() {
    for way in every_way(MAIN_JOB_CPP) {
        let folder = empty_folder("main_job_cpp-output");
        run_checks("main_job in C++", &way, &[folder.as_os_str()]);
        openssl::verify_files(&folder);
    }
}

#[test]
fn a_transport_of_the_callers() {
    for way in every_way(misuse::TRANSPORT) {
        run_checks("transport", &way, &[]);
    }
}

#[test]
fn a_transaction_of_several_jobs() {
    for way in every_way(misuse::TRANSACTION) {
        run_checks("transaction", &way, &[]);
    }
}

/// Runs the authentication desk with a PIN on its standard input; asserts its exit code, and that it
/// does not show the PIN. Returns what it printed.
fn authentication(way: &Way, arguments: &[&str], pin: &str, expected: i32) -> String {
    let mut child = way
        .command()
        .args(["--virtual", "--pin-fd", "0"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may have ended already: then it has not read the PIN, and says why.
    let _ = writeln!(child.stdin.take().unwrap(), "{pin}");
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(expected), "authentication ({}): {text}", way.name);
    assert!(!text.contains(pin), "authentication ({}): {text}", way.name);
    text
}

#[test]
fn the_authentication_desk() {
    for way in every_way(AUTHENTICATION) {
        let folder = empty_folder("authentication-output");
        let output = ["--output", folder.to_str().unwrap()];
        let signed = authentication(&way, &output, "1234", 0);
        assert!(signed.contains("key          locked again"), "{signed}");
        openssl::verify_files(&folder);
        let wrong = authentication(&way, &[], "9999", 2);
        assert!(wrong.contains("the PIN is wrong, 2 tries left"), "{wrong}");
        let format = authentication(&way, &[], "12345", 2);
        assert!(format.contains("the PIN is not four half-width digits"), "{format}");
        let unknown = authentication(&way, &["--pin"], "1234", 3);
        assert!(unknown.contains("unknown option"), "{unknown}");
        println!("authentication ({}): 4 runs", way.name);
    }
}

/// What C reads is the card's content, as the library reads it in Rust.
fn compare_card_face(folder: &Path) {
    let card = VirtualCard::builder().build().unwrap();
    let face = CardFace::from_file(card.card_face_file().to_vec()).unwrap();
    let attributes = BasicAttributes::from_file(card.basic_attributes_file().to_vec()).unwrap();
    let information = Card::new(VirtualReader::new(card).connect().unwrap()).card_information();
    let information = information.unwrap();
    let saved = |name: &str| std::fs::read(folder.join(name)).unwrap();
    assert_eq!(saved("photo.jp2"), face.photo());
    assert_eq!(saved("name.png"), face.name_image());
    assert_eq!(saved("address.png"), face.address_image());
    assert_eq!(saved("security-code.png"), face.security_code_image());
    assert_eq!(saved("photo.png"), photo_to_png(face.photo()).unwrap());
    let svg = String::from_utf8(saved("face.svg")).unwrap();
    for text in ["昭和55年2月17日", ">女<", "2035年2月17日", "氏名"] {
        assert!(svg.contains(text), "{text}");
    }
    let texts = [
        attributes.name(),
        attributes.address(),
        information.municipality_code(),
        information.serial(),
    ];
    let lines = String::from_utf8(saved("texts.txt")).unwrap();
    assert_eq!(lines.lines().collect::<Vec<_>>(), texts);
}

#[test]
fn the_cards_face_in_c() {
    for way in every_way(CARD_FACE_TEST) {
        let folder = empty_folder("card_face-output");
        run_checks("card_face", &way, &[folder.as_os_str()]);
        compare_card_face(&folder);
    }
}

#[test]
fn virtual_cards_of_every_kind() {
    for way in every_way(VIRTUAL_KINDS) {
        run_checks("virtual_kinds", &way, &[]);
    }
}

/// Runs a program with lines on its standard input; asserts its exit code, and returns what it
/// printed.
fn output_of(way: &Way, arguments: &[&str], lines: &str, expected: i32) -> String {
    let mut child = way
        .command()
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It may have ended without reading them.
    let _ = child.stdin.take().unwrap().write_all(lines.as_bytes());
    let output = child.wait_with_output().unwrap();
    let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
    assert_eq!(output.status.code(), Some(expected), "{arguments:?} ({}): {text}", way.name);
    text
}

/// A wrong PIN and a second chance; then two wrong ones, and the last try is kept.
#[test]
fn the_desk_in_cpp() {
    for way in every_way(DESK_IN_CPP) {
        let right = output_of(&way, &["--virtual"], "9999\n1234\n", 0);
        for words in
            ["tries left: 3", "暗証番号が違います（残り 2 回）", "tries left: 2", "256 bytes"]
        {
            assert!(right.contains(words), "{right}");
        }
        let wrong = output_of(&way, &["--virtual"], "9999\n9998\n1234\n", 1);
        assert!(wrong.contains("（残り 1 回") && !wrong.contains("9998"), "{wrong}");
        let format = output_of(&way, &["--virtual"], "12a4\n", 1);
        assert!(format.contains("暗証番号"), "{format}");
    }
}

#[test]
fn the_card_face() {
    for way in every_way(CARD_FACE) {
        let folder = empty_folder("card_face_example-output");
        let name = folder.to_str().unwrap();
        let check =
            |code, expected| output_of(&way, &["19800217", "2035", code, name], "", expected);
        let wrong = check("2286", 2);
        for words in ["カードのものと違います（残り 9 回）", "JPKI_ERROR_CHECK_NUMBER_WRONG"]
        {
            assert!(wrong.contains(words), "{wrong}");
        }
        assert!(!wrong.contains("2286") && !wrong.contains("19800217"), "{wrong}");
        let format = check("22a6", 2);
        assert!(format.contains("JPKI_ERROR_CHECK_NUMBER_FORMAT"), "{format}");
        let year = output_of(&way, &["19800217", "35", "2285", name], "", 2);
        assert!(year.contains("JPKI_ERROR_CHECK_NUMBER_FORMAT"), "{year}");
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 0, "nothing is written yet");
        let read = check("2285", 0);
        for words in ["残り回数     10", "複製ではありません", "試験　花子", "19800217", "女"]
        {
            assert!(read.contains(words), "{read}");
        }
        let svg = std::fs::read_to_string(folder.join("face.svg")).unwrap();
        assert!(svg.starts_with("<svg") && svg.contains("昭和55年2月17日"));
        assert!(std::fs::read(folder.join("photo.png")).unwrap().starts_with(b"\x89PNG"));
        // Everything is shown for an expired card, but not as if it were valid.
        std::fs::remove_file(folder.join("face.svg")).unwrap();
        let expired = output_of(&way, &["19800217", "2025", "2285", name, "--expired"], "", 5);
        for words in ["有効期限が切れています", "20250331 期限切れ", "試験　花子"]
        {
            assert!(expired.contains(words), "{expired}");
        }
        assert!(folder.join("face.svg").exists());
        let usage = output_of(&way, &["19800217"], "", 3);
        assert!(usage.contains("usage"), "{usage}");
    }
}

/// A changed year of expiry is detected, because the card accepted the printed one.
#[test]
fn the_face_of_a_card_with_a_changed_year() {
    let folder = empty_folder("card_face-changed");
    let sources = &["examples/card_face.c", "tests/c/changed_expiry.c"];
    let flags = &["-Djpki_face_expiry=changed_expiry"];
    let program =
        build_in(&folder, GCC, flags, sources, |link| link_shared(link, library::folder()));
    let pictures = empty_folder("card_face-changed-output");
    for (year, card) in [("2035", None), ("2025", Some("--expired"))] {
        let mut command = Command::new(&program);
        let output = tool(command.args(["19800217", year, "2285"]).arg(&pictures).args(card));
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!(output.status.code(), Some(6), "{text}");
        assert!(text.contains("有効期限の年がカードの印刷と違います"), "{text}");
        assert!(!text.contains("試験　花子"), "{text}");
    }
    assert_eq!(std::fs::read_dir(&pictures).unwrap().count(), 0, "nothing is written");
}

#[test]
fn changing_pins() {
    const CASES: [(&str, &str, i32, &[&str]); 9] = [
        ("authentication", "1234\n9876\n9876\n", 0, &["tries left: 3", "changed: the new auth"]),
        ("signature", "ABC123\nXYZ7890\nXYZ7890\n", 0, &["tries left: 5", "changed: the new sig"]),
        ("input-support", "1234\n9876\n9876\n", 0, &["tries left: 3", "changed: the new input"]),
        ("authentication", "1234\n9876\n9877\n", 2, &["typed differently; nothing was sent"]),
        (
            "authentication",
            "1234\n98765\n98765\n",
            2,
            &["not sent: it has 4 digits", "the old one"],
        ),
        ("signature", "ABC123\nABC\nABC\n", 2, &["not sent: it has 6 to 16", "the old one stays"]),
        // After a wrong old one it asks again.
        (
            "input-support",
            "0000\n9876\n9876\n1234\n9876\n9876\n",
            0,
            &[
                "違います（残り 2 回）",
                "the old one was wrong: 2 tries left",
                "changed: the new input-support",
            ],
        ),
        // But the last try is kept.
        (
            "authentication",
            "0000\n9876\n9876\n0000\n9876\n9876\n1234\n9876\n9876\n",
            2,
            &["the old one was wrong: 1 tries left", "the old one stays in force"],
        ),
        ("input-support", "1234\n9876\n", 2, &["nothing more was typed; nothing was changed"]),
    ];
    for way in every_way(CHANGE_PIN) {
        for (kind, lines, expected, words) in CASES {
            let text = output_of(&way, &[kind], lines, expected);
            for word in words {
                assert!(text.contains(word), "{kind}: {word}: {text}");
            }
            for secret in lines.lines() {
                assert!(!text.contains(secret), "{kind} shows what was typed: {text}");
            }
        }
        let usage = output_of(&way, &["both"], "", 3);
        assert!(usage.contains("usage"), "{usage}");
    }
}

#[test]
fn the_relying_party() {
    for way in every_way(VERIFY_AUTHENTICATION) {
        let output = tool(&mut way.command());
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!(output.status.code(), Some(0), "verify_authentication ({}): {text}", way.name);
        let parts: Vec<&str> = text.split("\n\n").collect();
        for (part, (outcome, words)) in parts.iter().zip([
            ("the authentication: ACCEPTED", ["JPKI_OK", "expires in", "not requested"]),
            (
                "another challenge: REFUSED",
                [
                    "JPKI_ERROR_SIGNATURE_INVALID",
                    "JPKI_REASON_CHALLENGE_SIGNATURE_INVALID: the signature over the challenge is",
                    "チャレンジに対する署名が正しくありません",
                ],
            ),
            (
                "a second after its end: REFUSED",
                [
                    "status      JPKI_ERROR_CERTIFICATE_EXPIRED",
                    "JPKI_REASON_EXPIRED: the certificate has expired",
                    "更新は本人が市区町村の窓口で行います",
                ],
            ),
            (
                "under the authorities of real cards: REFUSED",
                [
                    "JPKI_ERROR_CERTIFICATE_NOT_TRUSTED",
                    "the certificate's issuer is not among the trust anchors",
                    "この用途のために J-LIS が発行した証明書ではありません",
                ],
            ),
            (
                "an empty answer of the responder: REFUSED",
                [
                    "JPKI_ERROR_REVOCATION_UNKNOWN",
                    "JPKI_REASON_OCSP_MALFORMED",
                    "revocation  undetermined",
                ],
            ),
        ]) {
            assert!(part.trim_start().starts_with(outcome), "({}) {text}", way.name);
            for word in words {
                assert!(part.contains(word), "{word} ({}): {text}", way.name);
            }
            // One reason each: no other is reported.
            let reasons = part.matches("  reason ").count();
            assert_eq!(reasons, usize::from(outcome.ends_with("REFUSED")), "{text}");
        }
        assert_eq!(parts.len(), 5, "{text}");
        println!("verify_authentication ({}): 5 verdicts", way.name);
    }
}

#[test]
fn a_server_that_verifies_a_card_face() {
    for way in every_way(VERIFY_CARD_FACE) {
        let output = tool(&mut way.command());
        let text = String::from_utf8([output.stdout, output.stderr].concat()).unwrap();
        assert_eq!(output.status.code(), Some(0), "verify_card_face ({}): {text}", way.name);
        for words in [
            "the card face: ACCEPTED\n  status      JPKI_OK\n  born        19800217",
            "another challenge: REFUSED\n  status      JPKI_ERROR_CARD_NOT_GENUINE",
            "a changed photo: REFUSED\n  status      JPKI_ERROR_RECORD_NOT_AUTHENTIC",
        ] {
            assert!(text.contains(words), "{words} ({}): {text}", way.name);
        }
        println!("verify_card_face ({}): 3 faces", way.name);
    }
}

#[test]
fn each_header_compiles_alone_and_with_the_other() {
    let of_c = ["jpkicard", "jpkicard/library", "jpkicard/certificate", "jpkicard/card"];
    let of_c = of_c.into_iter().chain(["jpkicard/face", "jpkicard/trust"]);
    let alone = of_c.flat_map(|name| {
        let text = format!("#include <{name}.h>\nint main(void) {{ return JPKI_OK; }}\n");
        ["c", "cpp"].map(|kind| (format!("{}.{kind}", name.replace('/', "_")), text.clone()))
    });
    let together = [
        ("part.cpp", "#include <jpkicard_card_face.hpp>\nint main() { return JPKI_OK; }\n"),
        (
            "few_have.cpp",
            "#define JPKI_INDIVIDUAL_NUMBER\n#include <jpkicard.hpp>\n\
             int main() { return JPKI_OK; }\n",
        ),
        ("owners.cpp", "#include <jpkicard.hpp>\nint main() { return JPKI_OK; }\n"),
        ("trust.cpp", "#include <jpkicard_trust.hpp>\nint main() { return JPKI_OK; }\n"),
        (
            "both.cpp",
            "#include <jpkicard.h>\n#include <jpkicard.hpp>\n#include <jpkicard.h>\n\
             #include <jpkicard.hpp>\nint main() { return JPKI_OK; }\n",
        ),
    ]
    .map(|(name, text)| (name.to_owned(), text.to_owned()));
    let folder = empty_folder("headers");
    for (name, text) in alone.chain(together) {
        let source = folder.join(name);
        std::fs::write(&source, text).unwrap();
        for compilers in compilers() {
            compile(compilers, &[], &source, &folder.join("object.o"));
        }
    }
}

/// The headers of C in every standard that vendors compile, without a warning.
#[test]
fn the_headers_compile_in_every_standard() {
    let folder = empty_folder("standards");
    let (c, cpp) = (folder.join("program.c"), folder.join("program.cpp"));
    for source in [&c, &cpp] {
        std::fs::write(source, "#include <jpkicard.h>\nint main(void) { return JPKI_OK; }\n")
            .unwrap();
    }
    let mut compiled = 0;
    for compilers in compilers() {
        let of_c = ["c90", "c99", "c17"].map(|standard| (compilers.c, standard, &c));
        let of_cpp = ["c++11", "c++14", "c++17", "c++20"];
        let of_cpp = of_cpp.map(|standard| (compilers.cpp, standard, &cpp));
        for (compiler, standard, source) in of_c.into_iter().chain(of_cpp) {
            succeed(
                Command::new(compiler)
                    .arg(format!("-std={standard}"))
                    .args(["-Wall", "-Wextra", "-Wpedantic", "-Wconversion", "-Wshadow", "-Wundef"])
                    .args(["-Werror", "-fsyntax-only", "-I"])
                    .arg(root().join("include"))
                    .arg(source),
            );
            compiled += 1;
        }
    }
    // clang as Microsoft's compiler, which takes no header of Windows for these.
    if compilers().len() > 1 {
        for (standard, source) in [("/std:c17", &c), ("/std:c++14", &cpp), ("/std:c++20", &cpp)] {
            succeed(
                Command::new("clang")
                    .args(["--driver-mode=cl", "--target=x86_64-pc-windows-msvc", standard])
                    .args(["/W4", "/WX", "/Zs", "/clang:-ffreestanding"])
                    .arg("/I")
                    .arg(root().join("include"))
                    // A path that begins with an option's letter is none.
                    .arg("--")
                    .arg(source),
            );
            compiled += 1;
        }
    }
    println!("{compiled} standards");
}

/// What the compiler says where a program ignores a result.
#[test]
fn an_ignored_result_is_a_warning() {
    let folder = empty_folder("ignored");
    let source = folder.join("program.c");
    std::fs::write(
        &source,
        "#include <jpkicard.h>\nvoid forget(jpki_context *context);\n\
         void forget(jpki_context *context) { jpki_context_cancel(context, NULL); }\n",
    )
    .unwrap();
    for compilers in compilers() {
        let output = tool(
            Command::new(compilers.c)
                .args(["-c", "-I"])
                .arg(root().join("include"))
                .arg(&source)
                .arg("-o")
                .arg(folder.join("object.o")),
        );
        let text = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(text.contains("-Wunused-result"), "{}: {text}", compilers.c);
    }
}

#[test]
fn the_program_in_the_readme_compiles() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let program = readme.split("```c\n").nth(1).unwrap().split("```").next().unwrap();
    assert!(program.contains("jpki_card_authenticate"));
    let folder = empty_folder("readme");
    let source = folder.join("readme.c");
    std::fs::write(&source, program).unwrap();
    for compilers in compilers() {
        compile(compilers, &[], &source, &folder.join("object.o"));
    }
}

/// A compiler on Japanese Windows interprets other bytes as text in its own code page.
#[test]
fn the_headers_are_ascii() {
    let mut headers = 0;
    for folder in ["include", "include/jpkicard"] {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap();
            let other = text.lines().find(|line| !line.is_ascii());
            assert_eq!(other, None, "{}", path.display());
            headers += 1;
        }
    }
    assert_eq!(headers, 9);
}
