//! The cost of a check, counted in RSA operations; everything else costs a fraction of one.
#![allow(clippy::arithmetic_side_effects, reason = "small numbers of the tests' own")]

use std::time::{Duration, SystemTime};

use der::asn1::{BitString, GeneralizedTime, Null, ObjectIdentifier, OctetString};
use der::{Any, Decode, Encode};
use rsa::pkcs8::EncodePublicKey;
use sha2::{Digest as _, Sha256};
use x509_cert::Certificate as X509;
use x509_cert::certificate::Version;
use x509_cert::crl::{CertificateList, TbsCertList};
use x509_cert::ext::Extension;
use x509_cert::ext::pkix::ExtendedKeyUsage;
use x509_cert::spki::AlgorithmIdentifierOwned;
use x509_cert::time::Time;
use x509_ocsp::{
    BasicOcspResponse, CertStatus, OcspGeneralizedTime, OcspResponse, OcspResponseStatus,
    ResponderId, ResponseBytes, ResponseData, SingleResponse,
};

use super::*;
use crate::rsa::count;
use crate::rsa::tests::{Pair, pairs};
use crate::virtual_card::VirtualCard;
use crate::{Certificate, DigestAlgorithm, SignatureAlgorithm};

/// 2026-01-01T00:00:00Z.
const NOW: Duration = Duration::from_secs(1_767_225_600);
const CHALLENGE: &[u8] = b"challenge of the relying party";

/// A CA, a person and a responder, modelled on the virtual card's certificates.
struct World {
    ca: X509,
    leaf: X509,
    delegate: X509,
    /// Has the delegate's name but was not signed by the CA.
    stranger: X509,
}

fn ca_key() -> &'static Pair {
    &pairs()[0]
}

fn leaf_key() -> &'static Pair {
    &pairs()[1]
}

fn delegate_key() -> &'static Pair {
    &pairs()[2]
}

fn now() -> SystemTime {
    SystemTime::UNIX_EPOCH + NOW
}

fn ocsp_time() -> OcspGeneralizedTime {
    OcspGeneralizedTime(GeneralizedTime::from_unix_duration(NOW).unwrap())
}

fn algorithm() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned {
        oid: ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.11"),
        parameters: Some(Any::from(Null)),
    }
}

fn sign(pair: &Pair, content: &[u8]) -> BitString {
    let form = rsa::Pkcs1v15Sign::new::<Sha256>();
    BitString::from_bytes(&pair.private.sign(form, &Sha256::digest(content)).unwrap()).unwrap()
}

/// The same certificate with another key, signed by `issuer`.
fn reissued(mut certificate: X509, key: &Pair, issuer: &Pair) -> X509 {
    let spki = key.private.to_public_key().to_public_key_der().unwrap();
    certificate.tbs_certificate.subject_public_key_info =
        Decode::from_der(spki.as_bytes()).unwrap();
    certificate.signature = sign(issuer, &certificate.tbs_certificate.to_der().unwrap());
    certificate
}

fn certificate(certificate: &X509) -> Certificate {
    Certificate::from_der(certificate.to_der().unwrap()).unwrap()
}

impl World {
    fn new() -> Self {
        let card = VirtualCard::builder().build().unwrap();
        let read = |der: &[u8]| X509::from_der(der).unwrap();
        let ca = read(card.authentication_ca_certificate());
        let leaf = read(card.authentication_certificate());
        let mut delegate = leaf.clone();
        for extension in delegate.tbs_certificate.extensions.as_mut().unwrap() {
            if extension.extn_id == extension::EXTENDED_KEY_USAGE {
                let uses =
                    ExtendedKeyUsage(vec![ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.3.9")]);
                extension.extn_value = OctetString::new(uses.to_der().unwrap()).unwrap();
            }
        }
        Self {
            ca: reissued(ca, ca_key(), ca_key()),
            leaf: reissued(leaf, leaf_key(), ca_key()),
            stranger: reissued(delegate.clone(), leaf_key(), leaf_key()),
            delegate: reissued(delegate, delegate_key(), ca_key()),
        }
    }

    fn anchors(&self) -> Anchors {
        let ca = certificate(&self.ca);
        let anchor = Anchor::from_certificate(&ca, Purpose::Authentication, Hierarchy::Test);
        Anchors::none().with(anchor.unwrap())
    }

    /// Counts the operations of a relying party's whole check.
    fn verify(
        &self,
        algorithm: SignatureAlgorithm,
        signature: &[u8],
        evidence: Option<RevocationData<'_>>,
    ) -> (usize, Vec<Reason>) {
        let (leaf, anchors) = (certificate(&self.leaf), self.anchors());
        let mut check =
            CertificateVerification::new(&leaf, Purpose::Authentication, &anchors, now());
        if let Some(evidence) = evidence {
            check = check.revocation(evidence);
        }
        let check =
            SignatureVerification::new(check, Challenge::Data(CHALLENGE), algorithm, signature);
        count::of(|| check.verdict().reasons().to_vec())
    }

    fn request(&self) -> OcspRequest {
        let anchors = self.anchors();
        let anchor = anchors.iter().next().unwrap();
        OcspRequest::new(&certificate(&self.leaf), anchor, CertificateIdHash::Sha1, None).unwrap()
    }

    fn response(
        &self,
        responder: &X509,
        signer: &Pair,
        included: &[&X509],
        is_damaged: bool,
    ) -> Vec<u8> {
        let request = x509_ocsp::OcspRequest::from_der(self.request().der()).unwrap();
        let data = ResponseData {
            version: x509_ocsp::Version::V1,
            responder_id: ResponderId::ByName(responder.tbs_certificate.subject.clone()),
            produced_at: ocsp_time(),
            responses: vec![SingleResponse {
                cert_id: request.tbs_request.request_list[0].req_cert.clone(),
                cert_status: CertStatus::Good(Null),
                this_update: ocsp_time(),
                next_update: None,
                single_extensions: None,
            }],
            response_extensions: None,
        };
        let content = data.to_der().unwrap();
        let signed: &[u8] = if is_damaged { b"something else" } else { &content };
        let basic = BasicOcspResponse {
            tbs_response_data: data,
            signature_algorithm: algorithm(),
            signature: sign(signer, signed),
            certs: Some(included.iter().map(|included| (*included).clone()).collect()),
        };
        OcspResponse {
            response_status: OcspResponseStatus::Successful,
            response_bytes: Some(ResponseBytes {
                response_type: ObjectIdentifier::new_unwrap("1.3.6.1.5.5.7.48.1.1"),
                response: OctetString::new(basic.to_der().unwrap()).unwrap(),
            }),
        }
        .to_der()
        .unwrap()
    }

    fn crl(&self) -> Vec<u8> {
        let time = |seconds: u64| {
            Time::GeneralTime(
                GeneralizedTime::from_unix_duration(NOW + Duration::from_secs(seconds)).unwrap(),
            )
        };
        let list = TbsCertList {
            version: Version::V2,
            signature: algorithm(),
            issuer: self.ca.tbs_certificate.subject.clone(),
            this_update: time(0),
            next_update: Some(time(3600)),
            revoked_certificates: None,
            crl_extensions: Some(vec![Extension {
                extn_id: extension::CRL_NUMBER,
                critical: false,
                extn_value: OctetString::new(*b"\x02\x01\x01").unwrap(),
            }]),
        };
        let signature = sign(ca_key(), &list.to_der().unwrap());
        CertificateList { tbs_cert_list: list, signature_algorithm: algorithm(), signature }
            .to_der()
            .unwrap()
    }
}

/// The person's signature over the challenge.
fn signature() -> Vec<u8> {
    sign(leaf_key(), CHALLENGE).raw_bytes().to_vec()
}

#[test]
fn a_relying_partys_check_costs_two_operations() {
    let world = World::new();
    let algorithm = SignatureAlgorithm::RsaPkcs1Sha256;
    assert_eq!(world.verify(algorithm, &signature(), None), (2, vec![]));
    let mut wrong = signature();
    wrong[40] ^= 1;
    let invalid = vec![Reason::ChallengeSignatureInvalid];
    assert_eq!(world.verify(algorithm, &wrong, None), (2, invalid.clone()));
    assert_eq!(world.verify(algorithm, &[0xFF; 257], None), (1, invalid.clone()), "out of range");
    // PSS, with any salt: an invalid one costs one operation too.
    let digest = DigestAlgorithm::Sha256.digest(CHALLENGE);
    let mut random =
        <rand_chacha::ChaCha20Rng as rand_chacha::rand_core::SeedableRng>::seed_from_u64(3);
    for salt in [0, 20, 32, 222] {
        let form = rsa::Pss::new_with_salt::<Sha256>(salt);
        let signed = leaf_key().private.sign_with_rng(&mut random, form, &digest).unwrap();
        let pss = SignatureAlgorithm::RsaPssSha256;
        assert_eq!(world.verify(pss, &signed, None), (2, vec![]), "{salt}");
        assert_eq!(world.verify(algorithm, &signed, None), (2, invalid.clone()), "{salt}");
        assert_eq!(world.verify(pss, &signature(), None), (2, invalid.clone()));
    }
}

#[test]
fn a_response_costs_one_operation_and_a_delegates_two() {
    let world = World::new();
    let request = world.request();
    let check = |response: &[u8]| {
        let evidence = RevocationData::Ocsp { request: &request, response };
        world.verify(SignatureAlgorithm::RsaPkcs1Sha256, &signature(), Some(evidence))
    };
    let (ca, delegate, stranger) = (&world.ca, &world.delegate, &world.stranger);
    for (name, included) in [
        ("nothing", &[][..]),
        ("the CA's certificate", &[ca]),
        ("the CA's twice, and another's", &[ca, delegate, ca]),
    ] {
        let response = world.response(ca, ca_key(), included, false);
        assert_eq!(check(&response), (3, vec![]), "by the CA, with {name}");
        let response = world.response(ca, ca_key(), included, true);
        let invalid = vec![Reason::OcspSignatureInvalid];
        assert_eq!(check(&response), (3, invalid), "by the CA, damaged, with {name}");
    }
    for (name, included) in [("its own", &[delegate][..]), ("the CA's too", &[ca, delegate])] {
        let response = world.response(delegate, delegate_key(), included, false);
        assert_eq!(check(&response), (4, vec![]), "by a delegate, with {name}");
        let response = world.response(delegate, delegate_key(), included, true);
        let invalid = vec![Reason::OcspSignatureInvalid];
        assert_eq!(check(&response), (3, invalid), "by a delegate, damaged, with {name}");
    }
    // First, a stranger with the same name but another key length, which costs no operation.
    let response = world.response(delegate, delegate_key(), &[stranger, delegate], false);
    assert_eq!(check(&response), (4, vec![]));
    // Only the stranger, with a valid signature; the signature on its certificate is too long for
    // the CA's key.
    let response = world.response(delegate, leaf_key(), &[stranger], false);
    assert_eq!(check(&response), (3, vec![Reason::OcspResponderNotAuthorized]));
}

/// Certificates any of which might be the signer's, though none is.
#[test]
fn a_response_full_of_certificates_costs_no_more_than_eight_of_them() {
    let world = World::new();
    let request = world.request();
    for (number, operations, reason) in
        [(8, 2 + 8, Reason::OcspSignatureInvalid), (9, 2, Reason::OcspMalformed)]
    {
        let included = vec![&world.delegate; number];
        let response = world.response(&world.delegate, delegate_key(), &included, true);
        let evidence = RevocationData::Ocsp { request: &request, response: &response };
        let checked =
            world.verify(SignatureAlgorithm::RsaPkcs1Sha256, &signature(), Some(evidence));
        assert_eq!(checked, (operations, vec![reason]), "{number}");
    }
}

#[test]
fn a_list_costs_one_operation() {
    let world = World::new();
    let crl = world.crl();
    let evidence = RevocationData::Crl(&crl);
    let checked = world.verify(SignatureAlgorithm::RsaPkcs1Sha256, &signature(), Some(evidence));
    assert_eq!(checked, (3, vec![]));
}

#[test]
fn making_an_anchor_costs_one_operation_and_a_clone_none() {
    let world = World::new();
    let ca = certificate(&world.ca);
    let made = || Anchor::from_certificate(&ca, Purpose::Authentication, Hierarchy::Test).unwrap();
    let (operations, anchor) = count::of(made);
    assert_eq!(operations, 1);
    assert_eq!(count::of(|| anchor.clone()), (0, anchor));
    assert_eq!(count::of(Anchors::production).0, 0);
}
