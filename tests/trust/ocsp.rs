//! OCSP responses that openssl made.

use std::time::{Duration, SystemTime};

use jpkicard::Certificate;
use jpkicard::trust::{
    CertificateIdHash, OcspRequest, Purpose, Reason, RevocationData, RevocationReason,
    RevocationStatus, Verdict,
};

use crate::authority::{ALWAYS, AUTHENTICATION, Authority, RESPONDER, Settings, keys};
use crate::judged::CertificateVerification;
use crate::namespace;
use crate::openssl::judge;

const NONCE: [u8; 32] = *b"a nonce is 32 fresh random bytes";
/// Answered by the CA itself.
const BY_CA: &str = "-rsigner ca.pem -rkey ca.key";

fn request(authority: &Authority, certificate: &Certificate) -> OcspRequest {
    OcspRequest::new(certificate, &authority.anchor, CertificateIdHash::Sha1, Some(NONCE)).unwrap()
}

/// The response of openssl's responder, which reads the authority's index.
fn respond(authority: &Authority, request: &OcspRequest, options: &str) -> Vec<u8> {
    authority.write("request.der", request.der());
    let fixed = "ocsp -index index.txt -CA ca.pem -reqin request.der -respout response.der ";
    authority.openssl(&(fixed.to_owned() + options), &[]);
    authority.read("response.der")
}

/// A responder with its own certificate: options for [`respond`].
fn delegate(
    authority: &Authority,
    name: &str,
    extensions: &str,
    dates: (&str, &str),
    key: &str,
) -> String {
    authority.issue_with(name, extensions, key, dates, "sha256");
    format!("-rsigner {name}.pem -rkey {}", keys().join(format!("{key}.key")).display())
}

fn check_at(
    authority: &Authority,
    certificate: &Certificate,
    request: &OcspRequest,
    response: &[u8],
    time: SystemTime,
) -> Verdict {
    let anchors = authority.anchors();
    let evidence = RevocationData::Ocsp { request, response };
    let verdict =
        CertificateVerification::new(certificate, Purpose::Authentication, &anchors, time)
            .revocation(evidence)
            .verdict();
    authority.assert_same_in_c(certificate, time, Some(evidence), &verdict);
    verdict
}

fn verify(
    authority: &Authority,
    certificate: &Certificate,
    request: &OcspRequest,
    response: &[u8],
) -> Verdict {
    check_at(authority, certificate, request, response, SystemTime::now())
}

/// Whether openssl, as a client, accepts `response.der` for `request.der`.
fn openssl_believes(authority: &Authority) -> bool {
    let text = "ocsp -reqin request.der -respin response.der -issuer ca.pem -CAfile ca.pem";
    let (_, words) = judge(&authority.folder, &text.split(' ').collect::<Vec<_>>());
    words.contains("Response verify OK")
}

#[test]
fn openssl_reads_the_request() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    authority.write("request.der", request(&authority, &certificate).der());
    let text = authority.openssl("ocsp -reqin request.der -req_text", &[]);
    let nonce: String = NONCE.iter().map(|byte| format!("{byte:02X}")).collect();
    assert!(text.contains(&format!("0420{nonce}")) && text.contains("Hash Algorithm: sha1"));
    // Byte for byte what openssl itself would send.
    let own = |hash: &str| {
        let text =
            format!("ocsp -issuer ca.pem -{hash} -cert person.pem -no_nonce -reqout own.der");
        authority.openssl(&text, &[]);
        authority.read("own.der")
    };
    for (name, hash) in [("sha1", CertificateIdHash::Sha1), ("sha256", CertificateIdHash::Sha256)] {
        let request = OcspRequest::new(&certificate, &authority.anchor, hash, None).unwrap();
        assert_eq!(request.der(), own(name));
    }
}

#[test]
fn good_revoked_and_unknown() {
    let authority = Authority::new();
    let good = authority.issue("good", AUTHENTICATION);
    let revoked = authority.issue("revoked", AUTHENTICATION);
    let held = authority.issue("held", AUTHENTICATION);
    let index = authority.read("index.txt");
    let unknown = authority.issue("unknown", AUTHENTICATION);
    authority.write("index.txt", &index);
    authority.revoke("revoked", "keyCompromise");
    authority.revoke("held", "certificateHold");
    let by_other = delegate(&authority, "responder", RESPONDER, ALWAYS, "responder");
    for signer in
        [BY_CA, &format!("{BY_CA} -resp_key_id"), &by_other, &(by_other.clone() + " -resp_key_id")]
    {
        for hash in [CertificateIdHash::Sha1, CertificateIdHash::Sha256] {
            let answer = |certificate: &Certificate| {
                let request =
                    OcspRequest::new(certificate, &authority.anchor, hash, Some(NONCE)).unwrap();
                let response = respond(&authority, &request, signer);
                assert!(openssl_believes(&authority), "{signer}");
                let verdict = verify(&authority, certificate, &request, &response);
                (verdict.reasons().to_vec(), verdict.revocation())
            };
            assert_eq!(answer(&good), (vec![], RevocationStatus::Good), "{signer}");
            assert_eq!(
                answer(&unknown),
                (vec![Reason::StatusUnknown], RevocationStatus::Unknown),
                "{signer}"
            );
            for (certificate, expected) in [
                (&revoked, RevocationReason::KeyCompromise),
                (&held, RevocationReason::CertificateHold),
            ] {
                let (reasons, status) = answer(certificate);
                assert_eq!(reasons, [Reason::Revoked]);
                let RevocationStatus::Revoked(revoked) = status else { panic!("{status:?}") };
                assert_eq!(revoked.reason(), Some(expected));
                let age = SystemTime::now().duration_since(revoked.time()).unwrap();
                assert!(age < Duration::from_secs(600), "{age:?}");
            }
        }
    }
}

#[test]
fn only_the_ca_and_those_it_made_responders_may_answer() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let request = request(&authority, &certificate);
    let dates = [("20200101000000Z", "20250101000000Z"), ("20480101000000Z", "20491231145959Z")];
    let no_signing = RESPONDER.replace("OCSPSigning", "clientAuth");
    let no_extended = RESPONDER.replace("extendedKeyUsage = critical,OCSPSigning\n", "");
    let no_signature = RESPONDER.replace("digitalSignature", "keyEncipherment");
    let no_usage = RESPONDER.replace("keyUsage = critical,digitalSignature\n", "");
    let unknown = format!("{RESPONDER}1.2.3.4 = critical,DER:0500\n");
    let any = RESPONDER.replace("OCSPSigning", "anyExtendedKeyUsage");
    let unauthorized = vec![Reason::OcspResponderNotAuthorized];
    let cases = [
        ("right", RESPONDER, ALWAYS, "responder", vec![]),
        ("unlimited", &no_usage, ALWAYS, "responder", vec![]),
        ("client", &no_signing, ALWAYS, "responder", unauthorized.clone()),
        ("any", &any, ALWAYS, "responder", unauthorized.clone()),
        ("plain", &no_extended, ALWAYS, "responder", unauthorized.clone()),
        ("encrypts", &no_signature, ALWAYS, "responder", unauthorized.clone()),
        ("unknown", &unknown, ALWAYS, "responder", unauthorized.clone()),
        ("expired", RESPONDER, dates[0], "responder", vec![Reason::OcspResponderExpired]),
        ("early", RESPONDER, dates[1], "responder", vec![Reason::OcspResponderNotYetValid]),
        ("weak", RESPONDER, ALWAYS, "short", vec![Reason::OcspAlgorithmNotAllowed]),
        ("curve", RESPONDER, ALWAYS, "curve", vec![Reason::OcspAlgorithmNotAllowed]),
        (
            "wrong",
            &no_signing,
            dates[0],
            "responder",
            vec![Reason::OcspResponderNotAuthorized, Reason::OcspResponderExpired],
        ),
    ];
    for (name, extensions, dates, key, expected) in cases {
        let signer = delegate(&authority, name, extensions, dates, key);
        let response = respond(&authority, &request, &signer);
        let verdict = verify(&authority, &certificate, &request, &response);
        assert_eq!(verdict.reasons(), expected, "{name}");
        let status = match expected.is_empty() {
            true => RevocationStatus::Good,
            false => RevocationStatus::Undetermined,
        };
        assert_eq!(verdict.revocation(), status, "{name}");
        // openssl checks less; what it refuses must be refused here.
        assert!(!expected.is_empty() || openssl_believes(&authority), "{name}");
    }
    // A responder of another generation, and one of a CA that has the key under another name.
    for settings in [
        Settings { key: "other", ..Settings::default() },
        Settings { organization: "ANOTHER", ..Settings::default() },
    ] {
        let other = Authority::with(settings);
        let signer = delegate(&other, "foreign", RESPONDER, ALWAYS, "responder");
        authority.write("foreign.pem", &other.read("foreign.pem"));
        let response = respond(&authority, &request, &signer);
        let verdict = verify(&authority, &certificate, &request, &response);
        assert_eq!(verdict.reasons(), unauthorized);
        assert!(!openssl_believes(&authority));
    }
    // The holder's own certificate is not a responder's.
    let person = format!("-rsigner person.pem -rkey {}", keys().join("leaf.key").display());
    let response = respond(&authority, &request, &person);
    let verdict = verify(&authority, &certificate, &request, &response);
    assert_eq!(verdict.reasons(), unauthorized);
    assert!(!openssl_believes(&authority));
}

#[test]
fn answers_of_others_are_refused() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    authority.revoke("person", "keyCompromise");
    let request = request(&authority, &certificate);
    let other = Authority::with(Settings { key: "other", ..Settings::default() });
    let renamed =
        Authority::with(Settings { key: "other", organization: "B", ..Settings::default() });
    let reasons = |response: &[u8]| {
        let verdict = verify(&authority, &certificate, &request, response);
        assert_eq!(verdict.revocation(), RevocationStatus::Undetermined);
        verdict.reasons().to_vec()
    };
    for (stranger, options, expected) in [
        // Another generation's key: the name matches, the key does not.
        (&other, "", Reason::OcspSignatureInvalid),
        (&other, "-resp_key_id", Reason::OcspResponderNotAuthorized),
        (&other, "-resp_key_id -resp_no_certs", Reason::OcspResponderUnknown),
        (&renamed, "", Reason::OcspResponderNotAuthorized),
        (&renamed, "-resp_no_certs", Reason::OcspResponderUnknown),
    ] {
        authority.write("stranger.pem", &stranger.read("ca.pem"));
        authority.write("stranger.key", &stranger.read("ca.key"));
        let signer = format!("-rsigner stranger.pem -rkey stranger.key {options}");
        let found = reasons(&respond(&authority, &request, &signer));
        assert!(!openssl_believes(&authority), "{options}");
        // Both generations have the same name; the other one's certificate is included.
        let expected = match (stranger.anchor == other.anchor, options) {
            (true, "") => Reason::OcspResponderNotAuthorized,
            _ => expected,
        };
        assert_eq!(found, [expected], "{options}");
    }
    authority.write("stranger.pem", &other.read("ca.pem"));
    authority.write("stranger.key", &other.read("ca.key"));
    let signer = "-rsigner stranger.pem -rkey stranger.key -resp_no_certs";
    let found = reasons(&respond(&authority, &request, signer));
    assert_eq!(found, [Reason::OcspSignatureInvalid]);

    let bad = respond(&authority, &request, &format!("{BY_CA} -badsig"));
    assert_eq!(reasons(&bad), [Reason::OcspSignatureInvalid]);
    for digest in ["sha1", "sha512"] {
        let weak = respond(&authority, &request, &format!("{BY_CA} -rmd {digest}"));
        assert_eq!(reasons(&weak), [Reason::OcspAlgorithmNotAllowed], "{digest}");
    }
}

#[test]
fn a_missing_nonce_is_distinguished_from_another() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let with = |nonce: Option<[u8; 32]>| {
        let hash = CertificateIdHash::Sha1;
        OcspRequest::new(&certificate, &authority.anchor, hash, nonce).unwrap()
    };
    let (asked, before, plain) = (with(Some(NONCE)), with(Some([7; 32])), with(None));
    let response = respond(&authority, &asked, BY_CA);
    let replayed = respond(&authority, &before, BY_CA);
    let without = respond(&authority, &plain, BY_CA);
    let reasons = |request: &OcspRequest, response: &[u8]| {
        verify(&authority, &certificate, request, response).reasons().to_vec()
    };
    assert_eq!(reasons(&asked, &response), []);
    assert_eq!(reasons(&asked, &replayed), [Reason::OcspNonceDiffers]);
    assert_eq!(reasons(&asked, &without), [Reason::OcspNonceMissing]);
    assert_eq!(reasons(&plain, &without), []);
    // If none was sent, none is checked.
    assert_eq!(reasons(&plain, &response), []);
}

#[test]
fn replayed_answers_run_out() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let hash = CertificateIdHash::Sha1;
    let request = OcspRequest::new(&certificate, &authority.anchor, hash, None).unwrap();
    let now = SystemTime::now();
    let hour = respond(&authority, &request, &format!("{BY_CA} -nmin 60"));
    let open = respond(&authority, &request, BY_CA);
    let after = |response: &[u8], seconds: u64| {
        let time = now + Duration::from_secs(seconds);
        check_at(&authority, &certificate, &request, response, time).reasons().to_vec()
    };
    assert_eq!(after(&hour, 3600 + 290), []);
    assert_eq!(after(&hour, 3600 + 310), [Reason::OcspExpired]);
    // Without nextUpdate it must have been produced just now.
    assert_eq!(after(&open, 290), []);
    assert_eq!(after(&open, 310), [Reason::OcspExpired]);
    let before = |seconds: u64| {
        let time = now - Duration::from_secs(seconds);
        check_at(&authority, &certificate, &request, &hour, time).reasons().to_vec()
    };
    assert_eq!(before(290), []);
    assert_eq!(before(310), [Reason::OcspNotYetValid]);
}

#[test]
fn an_answer_about_another_certificate_is_none() {
    let authority = Authority::new();
    let first = authority.issue("first", AUTHENTICATION);
    let second = authority.issue("second", AUTHENTICATION);
    authority.revoke("second", "keyCompromise");
    let about_first = request(&authority, &first);
    let about_second = request(&authority, &second);
    let to_first = respond(&authority, &about_first, BY_CA);
    let to_second = respond(&authority, &about_second, BY_CA);
    let reasons = |certificate: &Certificate, request: &OcspRequest, response: &[u8]| {
        let verdict = verify(&authority, certificate, request, response);
        assert_eq!(verdict.revocation(), RevocationStatus::Undetermined);
        verdict.reasons().to_vec()
    };
    let other = [Reason::OcspOtherCertificate];
    assert_eq!(reasons(&second, &about_second, &to_first), other);
    assert_eq!(reasons(&first, &about_first, &to_second), other);
    // Nor is a request about another.
    assert_eq!(reasons(&second, &about_first, &to_first), other);
}

/// A responder may identify the certificate with another hash than the request.
#[test]
fn an_answer_is_matched_by_its_own_hash() {
    let authority = Authority::new();
    let good = authority.issue("good", AUTHENTICATION);
    let revoked = authority.issue("revoked", AUTHENTICATION);
    authority.revoke("revoked", "keyCompromise");
    let both = [CertificateIdHash::Sha1, CertificateIdHash::Sha256];
    let about = |certificate: &Certificate, hash| {
        OcspRequest::new(certificate, &authority.anchor, hash, Some(NONCE)).unwrap()
    };
    for (asked, answered) in both.iter().flat_map(|first| both.map(|second| (*first, second))) {
        let verdict = |certificate: &Certificate, other: &Certificate| {
            let response = respond(&authority, &about(other, answered), BY_CA);
            verify(&authority, certificate, &about(certificate, asked), &response)
        };
        assert_eq!(verdict(&good, &good).revocation(), RevocationStatus::Good);
        assert_eq!(verdict(&revoked, &revoked).reasons(), [Reason::Revoked]);
        for (one, other) in [(&good, &revoked), (&revoked, &good)] {
            let verdict = verdict(one, other);
            assert_eq!(verdict.reasons(), [Reason::OcspOtherCertificate]);
            assert_eq!(verdict.revocation(), RevocationStatus::Undetermined);
        }
    }
    // With an unknown hash: no certificate matches.
    let request = about(&good, CertificateIdHash::Sha1);
    authority.write("request.der", request.der());
    let ask = "ocsp -issuer ca.pem -sha512 -cert good.pem -no_nonce -reqout request.der";
    authority.openssl(ask, &[]);
    let fixed = "ocsp -index index.txt -CA ca.pem -reqin request.der -respout response.der ";
    authority.openssl(&(fixed.to_owned() + BY_CA), &[]);
    let plain = OcspRequest::new(&good, &authority.anchor, CertificateIdHash::Sha1, None).unwrap();
    let verdict = verify(&authority, &good, &plain, &authority.read("response.der"));
    assert_eq!(verdict.reasons(), [Reason::OcspOtherCertificate]);
}

#[test]
fn a_responder_that_does_not_answer() {
    let authority = Authority::new();
    let certificate = authority.issue("person", AUTHENTICATION);
    let request = request(&authority, &certificate);
    let reasons = |response: &[u8]| {
        let verdict = verify(&authority, &certificate, &request, response);
        assert_eq!(verdict.revocation(), RevocationStatus::Undetermined);
        verdict.reasons().to_vec()
    };
    for (code, expected) in [
        (0, Reason::OcspMalformed), // successful, and no answer in it
        (1, Reason::OcspRequestMalformed),
        (2, Reason::OcspInternalError),
        (3, Reason::OcspTryLater),
        (4, Reason::OcspMalformed), // not assigned
        (5, Reason::OcspSignatureRequired),
        (6, Reason::OcspUnauthorized),
    ] {
        assert_eq!(reasons(&[0x30, 3, 0x0A, 1, code]), [expected], "{code}");
    }
    assert_eq!(reasons(b""), [Reason::OcspMalformed]);
    assert_eq!(reasons(b"<html>"), [Reason::OcspMalformed]);
    assert_eq!(reasons(&vec![0x30; 1 << 20]), [Reason::OcspMalformed]);
    // openssl's responder refuses invalid requests.
    authority.write("request.der", b"\x30\x00");
    let garbage = "ocsp -index index.txt -CA ca.pem -reqin request.der -respout response.der";
    let _ = judge(&authority.folder, &format!("{garbage} {BY_CA}").split(' ').collect::<Vec<_>>());
}

/// A listening responder: in its own network namespace, because openssl's listens on every
/// interface. openssl's client sends our bytes there.
const EXCHANGE: &str = "
ip link set lo up || exit 1
openssl ocsp -port 8888 -index index.txt -CA ca.pem -rsigner ca.pem -rkey ca.key >log 2>&1 &
responder=$!
trap 'kill $responder' EXIT
for try in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
    for name in good revoked; do
        openssl ocsp -url http://127.0.0.1:8888/ -noverify -reqin $name.request \
            -respout $name.response >>log 2>&1
    done
    [ -s good.response ] && [ -s revoked.response ] && exit 0
    sleep 0.2
done
cat log
exit 1
";

#[test]
fn a_responder_that_listens() {
    let authority = Authority::new();
    let good = authority.issue("good", AUTHENTICATION);
    let revoked = authority.issue("revoked", AUTHENTICATION);
    authority.revoke("revoked", "superseded");
    let requests = [("good", &good), ("revoked", &revoked)].map(|(name, certificate)| {
        let request = request(&authority, certificate);
        authority.write(&format!("{name}.request"), request.der());
        request
    });
    let exchange = namespace::unshare(&["--net"])
        .args(["sh", "-c", EXCHANGE])
        .current_dir(&authority.folder)
        .output()
        .expect("unshare is not installed: apt-get install util-linux");
    assert!(exchange.status.success(), "{exchange:?}");
    let verdict = |certificate, request, name: &str| {
        verify(&authority, certificate, request, &authority.read(&format!("{name}.response")))
    };
    assert_eq!(verdict(&good, &requests[0], "good").revocation(), RevocationStatus::Good);
    let verdict = verdict(&revoked, &requests[1], "revoked");
    assert_eq!(verdict.reasons(), [Reason::Revoked]);
}
