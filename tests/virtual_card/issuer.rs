use std::path::PathBuf;

use super::*;

#[test]
fn sizes_are_the_real_ones() {
    let card = default_card();
    assert_eq!(card.authentication_certificate().len(), 1590);
    assert_eq!(card.authentication_ca_certificate().len(), 1333);
    assert_eq!(card.signature_certificate().len(), 1710);
    assert_eq!(card.signature_ca_certificate().len(), 1318);
}

#[test]
fn a_seed_makes_the_card() {
    let certificates = |seed| {
        let card = VirtualCard::builder().seed(seed).build().unwrap();
        (
            [card.authentication_certificate().to_vec(), card.signature_certificate().to_vec()],
            [
                card.authentication_ca_certificate().to_vec(),
                card.signature_ca_certificate().to_vec(),
            ],
        )
    };
    let (first, second) = (certificates(0), certificates(7));
    assert_eq!(first, certificates(0));
    assert_ne!(first.0[0], second.0[0]);
    assert_ne!(first.0[1], second.0[1]);
    assert_eq!(first.1, second.1);
    assert_eq!(second.0[0].len(), 1590);
}

#[test]
fn settings_out_of_range() {
    let refused = |builder: Builder| builder.build().is_err();
    assert!(refused(VirtualCard::builder().pin("")));
    assert!(refused(VirtualCard::builder().signature_password("12345678901234567")));
    assert!(refused(VirtualCard::builder().pin_tries(4)));
    assert!(refused(VirtualCard::builder().password_tries(6)));
    assert!(refused(VirtualCard::builder().pin_limit(Some(0))));
    assert!(refused(VirtualCard::builder().pin_limit(Some(16))));
    assert!(refused(VirtualCard::builder().validity(-1, 1)));
    assert!(refused(VirtualCard::builder().validity(0, i64::MAX)));
    assert!(!refused(VirtualCard::builder().pin_limit(Some(15)).pin_tries(15)));
}

#[test]
fn debug_keeps_secrets() {
    let builder = VirtualCard::builder().pin("8642").signature_password("SECRET99");
    let card = builder.clone().build().unwrap();
    for text in [format!("{builder:?}"), format!("{card:?}"), format!("{card:#?}")] {
        assert!(!text.contains("8642") && !text.contains("SECRET99"), "{text}");
        assert!(!text.contains("56, 54") && !text.contains("0x38"), "{text}");
    }
}

pub(super) struct Folder(PathBuf);

impl Folder {
    pub(super) fn new(name: &str) -> Self {
        let folder = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        Self(folder)
    }

    /// Writes bytes and returns the path.
    pub(super) fn write(&self, name: &str, content: &[u8]) -> String {
        let path = self.0.join(name);
        std::fs::write(&path, content).unwrap();
        path.display().to_string()
    }

    /// Writes a certificate as PEM, through openssl.
    pub(super) fn store(&self, name: &str, certificate: &[u8]) -> String {
        let der = self.0.join(format!("{name}.der"));
        let pem = self.0.join(format!("{name}.pem")).display().to_string();
        std::fs::write(&der, certificate).unwrap();
        let der = der.display().to_string();
        openssl(&["x509", "-inform", "DER", "-in", &der, "-out", &pem]).unwrap();
        pem
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

pub(super) fn openssl(arguments: &[&str]) -> Result<String, String> {
    let output = Command::new("openssl").args(arguments).output().expect("openssl is missing");
    let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    match output.status.success() {
        // OpenSSL before 3.2 writes spaces around the equals signs of names.
        true => Ok(text(output.stdout).replace(" = ", "=")),
        false => Err(text(output.stderr)),
    }
}

#[test]
fn openssl_reads_and_verifies_the_certificates() {
    let card = VirtualCard::builder().build().unwrap();
    let folder = Folder::new("jpkicard-openssl");
    let authentication = folder.store("authentication", card.authentication_certificate());
    let authentication_ca = folder.store("ca", card.authentication_ca_certificate());
    let signature = folder.store("signature", card.signature_certificate());
    let signature_ca = folder.store("signature-ca", card.signature_ca_certificate());

    let verify = |ca: &str, leaf: &str, policy: &str| {
        let moment = ["-attime", "1780000000", "-x509_strict"];
        let policy = ["-policy", policy, "-explicit_policy", "-CAfile", ca, leaf];
        openssl(&[&["verify"], &moment[..], &policy[..]].concat())
    };
    verify(&authentication_ca, &authentication, "1.2.392.200149.8.5.1.0.30").unwrap();
    verify(&signature_ca, &signature, "1.2.392.200149.8.5.1.0.20").unwrap();
    verify(&signature_ca, &authentication, "1.2.392.200149.8.5.1.0.30").unwrap_err();
    verify(&authentication_ca, &authentication, "1.2.392.200149.8.5.1.0.20").unwrap_err();

    let text = openssl(&["x509", "-noout", "-text", "-in", &authentication]).unwrap();
    for part in [
        "Issuer: C=JP, O=JPKICARD-TEST, OU=JPKI for user authentication, OU=",
        "Not Before: Apr  1 00:00:00 2025 GMT",
        "Not After : Apr  1 14:59:59 2030 GMT",
        "Public-Key: (2048 bit)",
        "Key Usage: critical\n                Digital Signature\n",
        "TLS Web Client Authentication",
        "Certificate Policies: critical\n                Policy: 1.2.392.200149.8.5.1.0.30",
        "Issuer Alternative Name",
        "DirName:C=JP, O=JPKICARD-TEST",
        "OCSP - URI:http://",
        "Subject Key Identifier",
        "                serial:",
    ] {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
    let subject = text.lines().find_map(|line| line.trim().strip_prefix("Subject: ")).unwrap();
    assert_eq!(subject.strip_prefix("C=JP, CN=").unwrap().len(), 23);

    let text = openssl(&["x509", "-noout", "-text", "-in", &signature]).unwrap();
    for part in [
        "Digital Signature, Non Repudiation",
        "Policy: 1.2.392.200149.8.5.1.0.20",
        "1.2.392.200149.8.5.5.1",
        "1.2.392.200149.8.5.5.4",
        "1.2.392.200149.8.5.5.3",
        "1.2.392.200149.8.5.5.5",
    ] {
        assert!(text.contains(part), "{part:?} is not in\n{text}");
    }
    assert!(!text.contains("TLS Web Client"));
}

#[test]
fn validity_is_the_callers() {
    let folder = Folder::new("jpkicard-validity");
    // 2049-12-31T23:59:59Z and one second later.
    let builder = VirtualCard::builder().validity(2_524_607_999, 2_524_608_000);
    let card = builder.build().unwrap();
    let certificate = folder.store("certificate", card.authentication_certificate());
    let dates = openssl(&["x509", "-noout", "-dates", "-in", &certificate]).unwrap();
    assert_eq!(dates, "notBefore=Dec 31 23:59:59 2049 GMT\nnotAfter=Jan  1 00:00:00 2050 GMT\n");
    let written = card.authentication_certificate();
    let contains = |part: &[u8]| written.windows(part.len()).any(|window| window == part);
    assert!(contains(b"\x17\x0D491231235959Z\x18\x0F20500101000000Z"));
}
