//! An independent check of the virtual card: OpenSC's JPKI driver, through a real pcscd, with its
//! signatures verified by openssl.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::path::PathBuf;
use std::process::Output;
use std::time::Duration;

use jpkicard::pcsc::{Context, WaitOptions};
use jpkicard::virtual_card::vpcd::Plug;
use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use jpkicard::{Card, Certificate, DigestAlgorithm, SignRequest, SignaturePassword};
use support::openssl;
use support::pcscd::{pcscd, until};

/// Where Debian has OpenSC's PKCS #11 module.
fn module() -> String {
    let found = std::fs::read_dir("/usr/lib").unwrap().flatten().find_map(|folder| {
        let module = folder.path().join("opensc-pkcs11.so");
        module.exists().then_some(module)
    });
    let Some(module) = found else {
        panic!("opensc-pkcs11.so is missing: apt-get install opensc");
    };
    module.display().to_string()
}

fn folder() -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("opensc");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn run(program: &str, arguments: &[&str]) -> Output {
    pcscd().command(program).args(arguments).current_dir(folder()).output().unwrap_or_else(
        |error| {
            panic!("{program}: {error}: apt-get install opensc");
        },
    )
}

/// Runs a program that must succeed; returns what it printed.
fn ok(program: &str, arguments: &[&str]) -> String {
    let output = run(program, arguments);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?}: {error}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Reads a certificate through OpenSC, as DER.
fn certificate(number: &str, more: &[&str]) -> Vec<u8> {
    let name = format!("certificate{number}.pem");
    let mut arguments = vec!["--read-certificate", number, "--output", &name];
    arguments.extend(more);
    ok("pkcs15-tool", &arguments);
    ok("openssl", &["x509", "-in", &name, "-outform", "DER", "-out", "certificate.der"]);
    std::fs::read(folder().join("certificate.der")).unwrap()
}

fn sign(token: &str, id: &str, secret: &str, mechanism: &str, input: &str) -> Output {
    run(
        "pkcs11-tool",
        &[
            "--module",
            &module(),
            "--token-label",
            token,
            "--login",
            "--pin",
            secret,
            "--sign",
            "--mechanism",
            mechanism,
            "--id",
            id,
            "--input-file",
            input,
            "--output-file",
            "signature",
        ],
    )
}

const AUTHENTICATION: &str = "JPKI (User Authentication PIN)";
const SIGNATURE: &str = "JPKI (Digital Signature PIN)";

#[test]
fn opensc_reads_signs_and_counts_on_the_virtual_card() {
    let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
    let plug = Plug::connect(("127.0.0.1", pcscd().port(0)), reader.clone()).unwrap();
    until("OpenSC does not see the card", || {
        String::from_utf8_lossy(&run("opensc-tool", &["-n"]).stdout).contains("jpki")
    });
    let tries = || reader.with_card(|card| (card.pin_tries(), card.password_tries())).unwrap();
    let der =
        |read: fn(&VirtualCard) -> &[u8]| reader.with_card(|card| read(card).to_vec()).unwrap();

    // Both PINs, with their tries.
    let dump = ok("pkcs15-tool", &["-D"]);
    for (name, left) in [("User Authentication PIN", 3), ("Digital Signature PIN", 5)] {
        let of_pin = dump.split("PIN [").find(|part| part.starts_with(name)).unwrap();
        assert!(of_pin.contains(&format!("Tries left     : {left}")), "{name}: {dump}");
    }

    // The freely readable certificates, and the one that requires the password.
    assert_eq!(certificate("1", &[]), der(VirtualCard::authentication_certificate));
    assert_eq!(certificate("3", &[]), der(VirtualCard::authentication_ca_certificate));
    assert_eq!(certificate("4", &[]), der(VirtualCard::signature_ca_certificate));
    let hidden = run("pkcs15-tool", &["--read-certificate", "2"]);
    assert!(!String::from_utf8_lossy(&hidden.stdout).contains("BEGIN CERTIFICATE"));
    assert_eq!(
        certificate("2", &["--verify-pin", "--auth-id", "02", "--pin", "ABC123"]),
        der(VirtualCard::signature_certificate)
    );

    // Both keys, with raw RSA over a DigestInfo and with a digest computed by OpenSC.
    let message = b"signed through OpenSC";
    let digest_info = [
        b"\x30\x31\x30\x0d\x06\x09\x60\x86\x48\x01\x65\x03\x04\x02\x01\x05\x00\x04\x20",
        &DigestAlgorithm::Sha256.digest(message)[..],
    ]
    .concat();
    std::fs::write(folder().join("challenge"), message).unwrap();
    std::fs::write(folder().join("digest_info"), digest_info).unwrap();
    for (token, id, secret, signer) in [
        (AUTHENTICATION, "01", "1234", der(VirtualCard::authentication_certificate)),
        (SIGNATURE, "02", "ABC123", der(VirtualCard::signature_certificate)),
    ] {
        std::fs::write(folder().join("certificate.der"), &signer).unwrap();
        for (mechanism, input) in [("RSA-PKCS", "digest_info"), ("SHA256-RSA-PKCS", "challenge")] {
            let signed = sign(token, id, secret, mechanism, input);
            assert!(signed.status.success(), "{}", String::from_utf8_lossy(&signed.stderr));
            openssl::verify_files(&folder());
        }
    }
    // What OpenSC signed last with the signature key, this library signs identically on the same
    // card; and it locks what OpenSC had verified.
    let options = WaitOptions::new().timeout(Some(Duration::from_secs(10)));
    let mut card = Card::new(Context::new().wait_for_card(&options).unwrap());
    let password = SignaturePassword::new(b"abc123").unwrap();
    let request = SignRequest::data(message);
    let ours = card.jpki().unwrap().sign_document(&password, &request).unwrap().unwrap();
    let theirs = std::fs::read(folder().join("signature")).unwrap();
    assert_eq!(ours.signature.as_bytes(), theirs);
    assert_eq!(ours.certificate.der(), der(VirtualCard::signature_certificate));
    openssl::verify(&ours.certificate, message, &ours.signature);
    assert_eq!(reader.with_card(|card| card.signature_key_is_open()), Some(false));
    drop(card);

    for (leaf, authority) in [
        (
            der(VirtualCard::authentication_certificate),
            der(VirtualCard::authentication_ca_certificate),
        ),
        (der(VirtualCard::signature_certificate), der(VirtualCard::signature_ca_certificate)),
    ] {
        let certificate = |der| Certificate::from_der(der).unwrap();
        openssl::verify_chain(&certificate(leaf), &certificate(authority));
    }

    // OpenSC leaves its PIN verified; a wrong one counts down our counters.
    assert!(sign(AUTHENTICATION, "01", "1234", "RSA-PKCS", "digest_info").status.success());
    assert_eq!(reader.with_card(|card| card.authentication_key_is_open()), Some(true));
    assert_eq!(tries(), (3, 5));
    let refused = sign(AUTHENTICATION, "01", "9999", "RSA-PKCS", "digest_info");
    assert!(String::from_utf8_lossy(&refused.stderr).contains("CKR_PIN_INCORRECT"));
    assert_eq!(tries(), (2, 5));
    run("pkcs15-tool", &["--verify-pin", "--auth-id", "02", "--pin", "WRONG1"]);
    assert_eq!(tries(), (2, 4));
    ok("pkcs15-tool", &["--verify-pin", "--auth-id", "01", "--pin", "1234"]);
    assert_eq!(tries(), (3, 4));
    plug.leave();
}
