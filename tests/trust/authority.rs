//! A test authority made with openssl.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{Duration, SystemTime};

use jpkicard::trust::{
    Anchor, Anchors, Hierarchy, Purpose, Reason, RevocationData, RevocationList, RevocationStatus,
    Verdict,
};
use jpkicard::{Certificate, Status};

use crate::c_face::{Inputs, assert_same};
use crate::judged::{self, CertificateVerification};
use crate::openssl::{folder, judge, openssl};

/// The distribution point named in people's certificates and CRLs.
pub const AUTHENTICATION: &str = "\
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
keyUsage = critical,digitalSignature
extendedKeyUsage = clientAuth
certificatePolicies = critical,1.2.392.200149.8.5.1.0.30
crlDistributionPoints = directory
authorityInfoAccess = OCSP;URI:http://ocsp.authority.test/
";
pub const SIGNATURE: &str = "\
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid
keyUsage = critical,digitalSignature,nonRepudiation
certificatePolicies = critical,1.2.392.200149.8.5.1.0.20
crlDistributionPoints = directory
";
pub const RESPONDER: &str = "\
authorityKeyIdentifier = keyid
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,OCSPSigning
noCheck = ignored
";
pub const ALWAYS: (&str, &str) = ("20200101000000Z", "20491231145959Z");

/// An authority and its folder, which is removed on drop.
pub struct Authority {
    pub folder: PathBuf,
    pub anchor: Anchor,
    pub ca_certificate: Certificate,
    settings: Settings,
}

/// What differs from authority to authority.
#[derive(Clone, Copy)]
pub struct Settings {
    pub purpose: Purpose,
    pub hierarchy: Hierarchy,
    pub key: &'static str,
    pub organization: &'static str,
    pub validity: (&'static str, &'static str),
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            purpose: Purpose::Authentication,
            hierarchy: Hierarchy::Test,
            key: "ca",
            organization: "JPKICARD-TEST",
            validity: ALWAYS,
        }
    }
}

/// The folder of keys shared by all tests, because generating them takes a while.
pub fn keys() -> &'static Path {
    static KEYS: OnceLock<PathBuf> = OnceLock::new();
    KEYS.get_or_init(|| {
        let folder = folder();
        for name in ["ca", "other", "leaf", "responder"] {
            openssl(&folder, &["genrsa", "-out", &format!("{name}.key"), "2048"]);
        }
        openssl(&folder, &["genrsa", "-out", "short.key", "1024"]);
        openssl(&folder, &["genrsa", "-out", "large.key", "3072"]);
        let curve = ["ecparam", "-name", "secp384r1", "-genkey", "-noout", "-out", "curve.key"];
        openssl(&folder, &curve);
        folder
    })
}

impl Authority {
    /// For authentication, in the test hierarchy.
    pub fn new() -> Self {
        Self::with(Settings::default())
    }

    pub fn with(settings: Settings) -> Self {
        let folder = folder();
        std::fs::copy(keys().join(format!("{}.key", settings.key)), folder.join("ca.key")).unwrap();
        for (name, content) in [("index.txt", ""), ("serial", "01\n"), ("crlnumber", "01\n")] {
            std::fs::write(folder.join(name), content).unwrap();
        }
        let unit = unit(settings.purpose);
        let subject = format!("/C=JP/O={}/OU={unit}/OU=OpenSSL", settings.organization);
        configure(&folder, settings, "", "", "sha256");
        let (first, last) = settings.validity;
        openssl(
            &folder,
            &["req", "-config", "ca.cnf", "-new", "-key", "ca.key", "-subj", &subject, "-out", "r"],
        );
        let made = "ca -config ca.cnf -batch -notext -selfsign -in r -out ca.pem \
                    -extensions authority_extensions -startdate";
        let mut arguments: Vec<_> = made.split_whitespace().collect();
        arguments.extend([first, "-enddate", last]);
        openssl(&folder, &arguments);
        let ca_certificate = read(&folder, "ca");
        let anchor =
            Anchor::from_certificate(&ca_certificate, settings.purpose, settings.hierarchy);
        let anchor = anchor.unwrap();
        judged::anchor(&ca_certificate, &anchor);
        Self { anchor, folder, ca_certificate, settings }
    }

    pub fn anchors(&self) -> Anchors {
        Anchors::none().with(self.anchor.clone())
    }

    /// Issues a certificate into `NAME.pem`; the extensions are lines of openssl's
    /// configuration.
    pub fn issue(&self, name: &str, extensions: &str) -> Certificate {
        self.issue_with(name, extensions, "leaf", ALWAYS, "sha256")
    }

    pub fn issue_with(
        &self,
        name: &str,
        extensions: &str,
        key: &str,
        (first, last): (&str, &str),
        digest: &str,
    ) -> Certificate {
        configure(&self.folder, self.settings, extensions, "", digest);
        let key = keys().join(format!("{key}.key"));
        let (subject, out) = (format!("/C=JP/CN={name}"), format!("{name}.pem"));
        let request = ["-key", key.to_str().unwrap(), "-subj", &subject, "-out", "r"];
        self.openssl("req -config ca.cnf -new", &request);
        let dates = ["-startdate", first, "-enddate", last, "-out", &out];
        self.openssl("ca -config ca.cnf -batch -notext -in r -extensions extensions", &dates);
        read(&self.folder, name)
    }

    pub fn revoke(&self, name: &str, reason: &str) {
        let pem = format!("{name}.pem");
        self.openssl("ca -config ca.cnf -revoke", &[&pem, "-crl_reason", reason]);
    }

    /// A current CRL, with these extensions in addition to its number and key identifier, in
    /// `crl.pem` and as DER.
    pub fn crl(&self, extensions: &str) -> Vec<u8> {
        self.crl_signed(extensions, "sha256")
    }

    pub fn crl_signed(&self, extensions: &str, digest: &str) -> Vec<u8> {
        configure(&self.folder, self.settings, "", extensions, digest);
        self.openssl("ca -config ca.cnf -gencrl -crlexts crl_extensions -out crl.pem", &[]);
        self.openssl("crl -in crl.pem -outform DER -out crl.der", &[]);
        self.read("crl.der")
    }

    /// Runs openssl in the authority's folder.
    pub fn openssl(&self, arguments: &str, more: &[&str]) -> String {
        let mut all: Vec<_> = arguments.split_whitespace().collect();
        all.extend(more);
        openssl(&self.folder, &all)
    }

    /// Whether `openssl verify` accepts `NAME.pem` under this authority, and its output.
    pub fn verifies(&self, name: &str, options: &[&str]) -> (bool, String) {
        let pem = format!("{name}.pem");
        let mut arguments = vec!["verify", "-CAfile", "ca.pem"];
        arguments.extend(options);
        arguments.push(&pem);
        judge(&self.folder, &arguments)
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.join(name)).unwrap()
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.folder.join(name), bytes).unwrap();
    }

    /// The reasons against the certificate under only this authority, at this time.
    pub fn reasons(&self, certificate: &Certificate, time: SystemTime) -> Vec<Reason> {
        let anchors = self.anchors();
        let purpose = self.settings.purpose;
        let verdict = CertificateVerification::new(certificate, purpose, &anchors, time).verdict();
        self.assert_same_in_c(certificate, time, None, &verdict);
        verdict.reasons().to_vec()
    }

    /// Asserts that C reports the same for a certificate under only this authority.
    pub fn assert_same_in_c(
        &self,
        certificate: &Certificate,
        time: SystemTime,
        evidence: Option<RevocationData<'_>>,
        expected: &Verdict,
    ) {
        let inputs = Inputs { authority: self, certificate, time, evidence, signed: None };
        assert_same(&inputs, expected);
    }
}

impl Drop for Authority {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn unit(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Authentication => "JPKI for user authentication",
        Purpose::Signature => "JPKI for digital signature",
        other => panic!("{other:?}"),
    }
}

fn configure(
    folder: &Path,
    settings: Settings,
    extensions: &str,
    crl_extensions: &str,
    digest: &str,
) {
    let text = include_str!("ca.cnf")
        .replace("@extensions@", extensions)
        .replace("@crl_extensions@", crl_extensions)
        .replace("@digest@", digest)
        .replace("@strings@", "utf8only")
        .replace("@unit@", unit(settings.purpose));
    std::fs::write(folder.join("ca.cnf"), text).unwrap();
}

fn read(folder: &Path, name: &str) -> Certificate {
    let (pem, der) = (format!("{name}.pem"), format!("{name}.der"));
    openssl(folder, &["x509", "-in", &pem, "-outform", "DER", "-out", &der]);
    Certificate::from_der(std::fs::read(folder.join(der)).unwrap()).unwrap()
}

/// Asserts that a loaded CRL gives the same reasons as parsing it each time; and that the error for
/// one that cannot be loaded is one of the verdict's reasons.
pub fn assert_same_loaded(
    check: CertificateVerification<'_>,
    crl: &[u8],
    anchors: &Anchors,
    expected: &Verdict,
) {
    match RevocationList::load(crl.to_vec(), anchors) {
        Ok(list) => {
            let verdict = check.revocation(RevocationData::List(&list)).verdict();
            assert_eq!(verdict, *expected);
        }
        Err(error) => {
            assert_eq!(error.status(), Status::RevocationUnknown);
            assert_eq!(expected.revocation(), RevocationStatus::Undetermined);
            let says = |reason: &Reason| error.detail() == reason.message();
            let unknown = expected.reasons().contains(&Reason::RevocationUndeterminable);
            assert!(unknown || expected.reasons().iter().any(says), "{error} {expected:?}");
        }
    }
}

/// A moment given in seconds since 1970-01-01T00:00:00Z.
pub fn at(seconds: u64) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
}
