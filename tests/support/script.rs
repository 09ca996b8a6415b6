//! Scripts of a job's commands, and the values that a virtual card provides for them.

use std::path::{Path, PathBuf};

use jpkicard::transport::scripted::Scripted;
use jpkicard::virtual_card::VirtualCard;
use jpkicard::{Card, DigestAlgorithm};

pub const CHALLENGE: &[u8] = b"a challenge of the relying party";

/// The card's answers, taken from the virtual card.
pub struct Material {
    pub certificate: Vec<u8>,
    pub ca_certificate: Vec<u8>,
    /// Another card's certificate.
    pub other: Vec<u8>,
    pub token: Vec<u8>,
    pub digest_info: Vec<u8>,
    pub signature: Vec<u8>,
}

pub fn material() -> Material {
    let mut card = VirtualCard::builder().first_command_fails(false).build().unwrap();
    card.power_on();
    let mut digest_info = vec![
        0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
        0x05, 0x00, 0x04, 0x20,
    ];
    digest_info.extend(DigestAlgorithm::Sha256.digest(CHALLENGE));
    let mut send = |command: &[u8]| {
        let mut answer = card.process(command);
        assert_eq!(answer.split_off(answer.len() - 2), [0x90, 0x00], "{command:02X?}");
        answer
    };
    send(b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01");
    let token = send(b"\x00\xB0\x86\x00\xA0");
    send(b"\x00\x20\x00\x98\x041234");
    let signature = send(&[b"\x80\x2A\x00\x97\x33", &digest_info[..], b"\x00"].concat());
    let another = VirtualCard::builder().seed(7).build().unwrap();
    Material {
        certificate: card.authentication_certificate().to_vec(),
        ca_certificate: card.authentication_ca_certificate().to_vec(),
        other: another.authentication_certificate().to_vec(),
        token,
        digest_info,
        signature,
    }
}

pub fn scripts() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scripts")
}

/// Runs a job against a script; returns its outcome and the number of commands.
pub fn run<R>(script: &str, job: impl FnOnce(&mut Card<Scripted>) -> R) -> (R, usize) {
    let transport = parsed(&text(script), &material());
    let outcome = job(&mut Card::new(transport.clone()));
    if let Err(problem) = transport.finish() {
        panic!("{script}: {problem}");
    }
    (outcome, transport.commands())
}

/// The lines of a script.
pub fn text(script: &str) -> String {
    std::fs::read_to_string(scripts().join(format!("{script}.apdu"))).unwrap()
}

/// The transport that follows them.
pub fn parsed(text: &str, made: &Material) -> Scripted {
    let values: [(&str, &[u8]); 6] = [
        ("CERT", &made.certificate),
        ("OTHER", &made.other),
        ("CA", &made.ca_certificate),
        ("TOKEN", &made.token),
        ("DIGESTINFO", &made.digest_info),
        ("SIGNATURE", &made.signature),
    ];
    Scripted::parse(text, &values).unwrap()
}
