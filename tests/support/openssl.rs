//! Verification of signatures with the `openssl` program.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};

use jpkicard::{Certificate, Signature, SignatureAlgorithm};

/// A separate folder for this call.
pub fn folder() -> PathBuf {
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    let name = format!("openssl-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// Runs openssl in the folder and returns its output; it must succeed.
pub fn openssl(folder: &Path, arguments: &[&str]) -> String {
    let (success, text, error) = run(folder, arguments);
    assert!(success, "openssl {arguments:?}: {text}{error}");
    text
}

/// Whether openssl accepts, and its output.
pub fn judge(folder: &Path, arguments: &[&str]) -> (bool, String) {
    let (success, text, error) = run(folder, arguments);
    (success, text + &error)
}

fn run(folder: &Path, arguments: &[&str]) -> (bool, String, String) {
    let output = Command::new("openssl").args(arguments).current_dir(folder).output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.success(), text(&output.stdout), text(&output.stderr))
}

/// Asserts that openssl accepts the signature over `data`.
pub fn verify(certificate: &Certificate, data: &[u8], signature: &Signature) {
    let folder = folder();
    std::fs::write(folder.join("certificate.der"), certificate.der()).unwrap();
    std::fs::write(folder.join("challenge"), data).unwrap();
    std::fs::write(folder.join("signature"), signature.as_bytes()).unwrap();
    public_key(&folder);
    let digest = |name: &str, options: &[&str]| {
        let mut arguments = vec!["dgst", name, "-verify", "key.pem", "-signature", "signature"];
        arguments.extend(options);
        arguments.push("challenge");
        assert_eq!(openssl(&folder, &arguments), "Verified OK\n");
    };
    match signature.algorithm() {
        SignatureAlgorithm::RsaPkcs1Sha256 => digest("-sha256", &[]),
        SignatureAlgorithm::RsaPkcs1Sha384 => digest("-sha384", &[]),
        SignatureAlgorithm::RsaPkcs1Sha512 => digest("-sha512", &[]),
        SignatureAlgorithm::RsaPssSha256 => digest(
            "-sha256",
            &["-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:auto"],
        ),
        SignatureAlgorithm::RsaPkcs1BareSha256 => {
            let recovered = folder.join("recovered");
            openssl(
                &folder,
                &[
                    "pkeyutl",
                    "-verifyrecover",
                    "-pubin",
                    "-inkey",
                    "key.pem",
                    "-in",
                    "signature",
                    "-out",
                    "recovered",
                ],
            );
            openssl(&folder, &["dgst", "-sha256", "-binary", "-out", "digest", "challenge"]);
            let read = |path: &Path| std::fs::read(path).unwrap();
            assert_eq!(read(&recovered), read(&folder.join("digest")));
        }
        other => panic!("{other:?}"),
    }
    std::fs::remove_dir_all(folder).unwrap();
}

/// Asserts that openssl accepts what the authentication programs write to a folder.
pub fn verify_files(folder: &Path) {
    public_key(folder);
    let arguments =
        ["dgst", "-sha256", "-verify", "key.pem", "-signature", "signature", "challenge"];
    assert_eq!(openssl(folder, &arguments), "Verified OK\n");
}

/// Asserts that openssl accepts the certificate under its authority's.
pub fn verify_chain(certificate: &Certificate, ca_certificate: &Certificate) {
    let folder = folder();
    for (name, certificate) in [("leaf", certificate), ("ca", ca_certificate)] {
        std::fs::write(folder.join(format!("{name}.der")), certificate.der()).unwrap();
        let (der, pem) = (format!("{name}.der"), format!("{name}.pem"));
        openssl(&folder, &["x509", "-inform", "DER", "-in", &der, "-out", &pem]);
    }
    assert_eq!(openssl(&folder, &["verify", "-CAfile", "ca.pem", "leaf.pem"]), "leaf.pem: OK\n");
    std::fs::remove_dir_all(folder).unwrap();
}

fn public_key(folder: &Path) {
    let arguments = [
        "x509",
        "-inform",
        "DER",
        "-in",
        "certificate.der",
        "-noout",
        "-pubkey",
        "-out",
        "key.pem",
    ];
    openssl(folder, &arguments);
}
