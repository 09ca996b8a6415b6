//! Regenerates the reference files of `fuzz/bodies/trust`, and its seeds: `cargo test
//! --all-features --test trust -- --ignored seeds`.

use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jpkicard::Certificate;
use jpkicard::trust::{CertificateIdHash, OcspRequest, Purpose, RevocationData, RevocationStatus};

use crate::authority::{ALWAYS, AUTHENTICATION, Authority, RESPONDER, SIGNATURE, keys};
use crate::judged::CertificateVerification;

/// As in the body.
const NONCE: [u8; 32] = [0x5A; 32];

fn fuzz() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// A seed, with its kind and its time of creation.
fn seed(name: &str, kind: u8, bytes: &[u8]) {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
    let time = now.as_secs() << 28;
    let folder = fuzz().join("corpus/trust");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), [&[kind], &time.to_be_bytes()[..], bytes].concat()).unwrap();
}

fn fixture(name: &str, bytes: &[u8]) {
    std::fs::write(fuzz().join("bodies/trust").join(name), bytes).unwrap();
}

#[test]
#[ignore = "writes into fuzz/"]
fn seeds() {
    let authority = Authority::new();
    let person = authority.issue("person", AUTHENTICATION);
    fixture("ca.der", authority.ca_certificate.der());
    fixture("person.der", person.der());
    let request = |hash, nonce| OcspRequest::new(&person, &authority.anchor, hash, nonce).unwrap();
    let requests =
        [request(CertificateIdHash::Sha1, None), request(CertificateIdHash::Sha256, Some(NONCE))];
    let answer = |request: &OcspRequest, options: &str| {
        authority.write("request.der", request.der());
        let fixed = "ocsp -index index.txt -CA ca.pem -reqin request.der -respout response.der ";
        authority.openssl(&(fixed.to_owned() + options), &[]);
        authority.read("response.der")
    };
    let determined = |certificate: &Certificate, data: RevocationData<'_>| {
        let anchors = authority.anchors();
        let (purpose, now) = (Purpose::Authentication, SystemTime::now());
        let check =
            CertificateVerification::new(certificate, purpose, &anchors, now).revocation(data);
        assert_ne!(check.verdict().revocation(), RevocationStatus::Undetermined);
    };
    authority.issue_with("responder", RESPONDER, "responder", ALWAYS, "sha256");
    let key = keys().join("responder.key");
    let delegated = format!("-rsigner responder.pem -rkey {}", key.display());
    let by_ca = "-rsigner ca.pem -rkey ca.key -resp_no_certs".to_owned();
    for state in ["good", "revoked"] {
        if state == "revoked" {
            authority.revoke("person", "keyCompromise");
        }
        for (signer, options) in [("ca", &by_ca), ("responder", &delegated)] {
            let (number, hash) = if signer == "ca" { (0, "sha1") } else { (1, "sha256") };
            let request = &requests[number];
            let response = answer(request, &format!("{options} -ndays 1"));
            determined(&person, RevocationData::Ocsp { request, response: &response });
            let name = format!("ocsp-{state}-{signer}-{hash}");
            fixture(&format!("{name}.der"), &response);
            seed(&name, 1 | u8::try_from(number).unwrap() << 2, &response);
        }
        let crl = authority.crl(
            "issuingDistributionPoint = critical,@point_of_crl\n[point_of_crl]\n\
             fullname = dirName:point\n",
        );
        determined(&person, RevocationData::Crl(&crl));
        fixture(&format!("crl-{state}.der"), &crl);
        seed(&format!("crl-{state}"), 3, &crl);
    }
    seed("crl-other-card", 3 | 8, &authority.crl(""));
    seed("ocsp-try-later", 1, &[0x30, 0x03, 0x0A, 0x01, 0x03]);
    seed("certificate-authentication", 0, person.der());
    seed("certificate-authority", 0, authority.ca_certificate.der());
    let signature = authority.issue("signature", SIGNATURE);
    seed("certificate-signature", 4, signature.der());
    let twice = format!("{AUTHENTICATION}1.2.3.4 = critical,DER:0500\n");
    let strange = authority.issue("strange", &twice);
    seed("certificate-critical", 0, strange.der());
}
