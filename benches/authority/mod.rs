//! An authority whose key is known here, made with the openssl crate: a person's certificate, and
//! CRLs of any length.

use openssl::asn1::{Asn1Integer, Asn1Object, Asn1OctetString, Asn1Time};
use openssl::bn::BigNum;
use openssl::hash::MessageDigest;
use openssl::nid::Nid;
use openssl::pkey::{PKey, Private};
use openssl::rsa::Rsa;
use openssl::sign::Signer;
use openssl::x509::extension::{
    AuthorityKeyIdentifier, BasicConstraints, ExtendedKeyUsage, KeyUsage, SubjectKeyIdentifier,
};
use openssl::x509::{X509, X509Builder, X509Extension, X509Name, X509NameBuilder};

/// sha256WithRSAEncryption.
const ALGORITHM: &[u8] = b"\x30\x0D\x06\x09\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B\x05\x00";
const FIRST: &str = "20200101000000Z";
const LAST: &str = "20491231145959Z";
/// SEQUENCE of one PolicyInformation: 1.2.392.200149.8.5.1.0.30.
const POLICIES: &[u8] = b"\x30\x0F\x30\x0D\x06\x0B\x2A\x83\x08\x8C\x9B\x55\x08\x05\x01\x00\x1E";

pub(crate) struct Authority {
    key: PKey<Private>,
    certificate: X509,
}

impl Authority {
    pub(crate) fn new() -> Self {
        let key = key();
        let name = name("AUTHORITY");
        let mut builder = builder(1, &name, &name, &key);
        let usage = KeyUsage::new().critical().key_cert_sign().crl_sign().build().unwrap();
        let constraints = BasicConstraints::new().critical().ca().build().unwrap();
        let identifier =
            SubjectKeyIdentifier::new().build(&builder.x509v3_context(None, None)).unwrap();
        for extension in [usage, constraints, identifier] {
            builder.append_extension(extension).unwrap();
        }
        builder.sign(&key, MessageDigest::sha256()).unwrap();
        Self { key, certificate: builder.build() }
    }

    pub(crate) fn certificate(&self) -> Vec<u8> {
        self.certificate.to_der().unwrap()
    }

    /// A certificate for authentication.
    pub(crate) fn person(&self) -> Vec<u8> {
        let issuer = self.certificate.subject_name();
        let mut builder = builder(2, &name("PERSON"), issuer, &key());
        let usage = KeyUsage::new().critical().digital_signature().build().unwrap();
        let extended = ExtendedKeyUsage::new().client_auth().build().unwrap();
        let identifier = AuthorityKeyIdentifier::new()
            .keyid(true)
            .build(&builder.x509v3_context(Some(&self.certificate), None))
            .unwrap();
        let policies = X509Extension::new_from_der(
            &Asn1Object::from_str("2.5.29.32").unwrap(),
            true,
            &Asn1OctetString::new_from_bytes(POLICIES).unwrap(),
        );
        for extension in [usage, extended, identifier, policies.unwrap()] {
            builder.append_extension(extension).unwrap();
        }
        builder.sign(&self.key, MessageDigest::sha256()).unwrap();
        builder.build().to_der().unwrap()
    }

    /// A CRL with this many other certificates.
    pub(crate) fn list(&self, entries: u32) -> Vec<u8> {
        let date = object(0x17, b"250101000000Z");
        let one = |serial: u32| {
            let serial = object(2, &[&[0x01], &serial.to_be_bytes()[..]].concat());
            object(0x30, &[&serial[..], &date].concat())
        };
        let revoked: Vec<u8> = (0..entries).flat_map(one).collect();
        let revoked = if entries == 0 { Vec::new() } else { object(0x30, &revoked) };
        let issuer = self.certificate.subject_name().to_der().unwrap();
        let next = object(0x17, b"491231145959Z");
        let number = object(0x30, b"\x30\x0A\x06\x03\x55\x1D\x14\x04\x03\x02\x01\x01");
        let number = object(0xA0, &number);
        let parts = [b"\x02\x01\x01", ALGORITHM, &issuer, &date, &next, &revoked, &number];
        let content = object(0x30, &parts.concat());
        let mut signer = Signer::new(MessageDigest::sha256(), &self.key).unwrap();
        let signature = signer.sign_oneshot_to_vec(&content).unwrap();
        let signature = object(3, &[&[0], &signature[..]].concat());
        object(0x30, &[&content[..], ALGORITHM, &signature].concat())
    }
}

fn key() -> PKey<Private> {
    PKey::from_rsa(Rsa::generate(2048).unwrap()).unwrap()
}

fn name(text: &str) -> X509Name {
    let mut name = X509NameBuilder::new().unwrap();
    name.append_entry_by_nid(Nid::COMMONNAME, text).unwrap();
    name.build()
}

fn builder(
    serial: u32,
    subject: &openssl::x509::X509NameRef,
    issuer: &openssl::x509::X509NameRef,
    key: &PKey<Private>,
) -> X509Builder {
    let mut builder = X509::builder().unwrap();
    let number = Asn1Integer::from_bn(&BigNum::from_u32(serial).unwrap()).unwrap();
    builder.set_version(2).unwrap();
    builder.set_serial_number(&number).unwrap();
    builder.set_subject_name(subject).unwrap();
    builder.set_issuer_name(issuer).unwrap();
    builder.set_pubkey(key).unwrap();
    builder.set_not_before(&Asn1Time::from_str(FIRST).unwrap()).unwrap();
    builder.set_not_after(&Asn1Time::from_str(LAST).unwrap()).unwrap();
    builder
}

/// A DER object.
fn object(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u32::try_from(content.len()).unwrap().to_be_bytes();
    let zeros = length.iter().take_while(|byte| **byte == 0).count();
    let header = match content.len() {
        0..=0x7F => vec![tag, length[3]],
        _ => [&[tag, 0x84 - u8::try_from(zeros).unwrap()], &length[zeros..]].concat(),
    };
    [&header, content].concat()
}
