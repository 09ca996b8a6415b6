//! Certificates: only those are good that the CA signed and that have the contents required of a
//! person's certificate.

use jpkicard::trust::{Challenge, RevocationStatus, SignatureVerification};
use jpkicard::{Certificate, SignatureAlgorithm, Status};

use super::super::cost::Allowance;
use super::super::input::Input;
use super::super::trust::consistent;
use super::key::keys;
use super::strict::{Extension, Row, extensions, integer, time, value};
use super::world::World;
use super::{Moment, Signer, content};

/// The parsed form, and its extensions once more for each query.
const ALLOWANCE: Allowance = Allowance { most: 64, in_all: 256, fixed: 256 * 1024 };

const KEY_USAGE: &[u8] = &[0x55, 0x1D, 15];
const EXTENDED_KEY_USAGE: &[u8] = &[0x55, 0x1D, 37];
const BASIC_CONSTRAINTS: &[u8] = &[0x55, 0x1D, 19];
const POLICIES: &[u8] = &[0x55, 0x1D, 32];
const AUTHORITY_KEY: &[u8] = &[0x55, 0x1D, 35];
const CLIENT: &[u8] = b"\x06\x08\x2B\x06\x01\x05\x05\x07\x03\x02";
const OCSP_SIGNING: &[u8] = b"\x06\x08\x2B\x06\x01\x05\x05\x07\x03\x09";
/// 1.2.392.200149.8.5.1.0.30.
const POLICY: &[u8] = b"\x06\x0B\x2A\x83\x08\x8C\x9B\x55\x08\x05\x01\x00\x1E";
/// The extensions that may be critical: 14 to 19 without 16, 31, 32, 35, 37; AIA;
/// id-pkix-ocsp-nocheck.
const KNOWN: [&[u8]; 11] = [
    &[0x55, 0x1D, 14],
    KEY_USAGE,
    &[0x55, 0x1D, 17],
    &[0x55, 0x1D, 18],
    BASIC_CONSTRAINTS,
    &[0x55, 0x1D, 31],
    POLICIES,
    AUTHORITY_KEY,
    EXTENDED_KEY_USAGE,
    b"\x2B\x06\x01\x05\x05\x07\x01\x01",
    b"\x2B\x06\x01\x05\x05\x07\x30\x01\x05",
];

/// The signed part of a certificate, as parsed by the second parser.
pub struct Reading<'a> {
    pub key: &'a [u8],
    validity: (i64, i64),
    extensions: Vec<Extension<'a>>,
}

impl<'a> Reading<'a> {
    /// Version 3, every field in its place.
    pub fn of(content: &'a [u8]) -> Option<Self> {
        let mut whole = Row(content);
        let mut fields = whole.within(0x30)?;
        whole.end(())?;
        (fields.of(0xA0)?.content == [2, 1, 2]).then_some(())?;
        integer(&mut fields)?;
        fields.of(0x30)?;
        fields.of(0x30)?;
        let mut validity = fields.within(0x30)?;
        let period = (time(&mut validity)?, time(&mut validity)?);
        validity.end(())?;
        fields.of(0x30)?;
        let key = fields.of(0x30)?.whole;
        let _ = fields.of(0x81);
        let _ = fields.of(0x82);
        let mut wrapper = fields.within(0xA3)?;
        fields.end(())?;
        let extensions = extensions(wrapper.within(0x30)?)?;
        wrapper.end(Self { key, validity: period, extensions })
    }

    fn value(&self, id: &[u8]) -> Option<&'a [u8]> {
        value(&self.extensions, id)
    }

    fn has(&self, id: &[u8], part: &[u8]) -> bool {
        self.value(id).is_some_and(|value| value.windows(part.len()).any(|window| window == part))
    }

    fn is_known(&self) -> bool {
        self.extensions.iter().all(|one| !one.critical || KNOWN.contains(&one.id))
    }

    fn is_valid(&self, moment: Moment) -> bool {
        (self.validity.0..=self.validity.1).contains(&moment.seconds)
    }

    /// Whether it may be a person's, for authentication, at this time.
    fn is_a_persons(&self, moment: Moment) -> bool {
        let is_authority = self.value(BASIC_CONSTRAINTS).is_some_and(|value| {
            let mut constraints = Row(value).within(0x30).unwrap();
            constraints.of(1).is_some_and(|is| is.content != [0])
        });
        self.value(KEY_USAGE) == Some(&[3, 2, 7, 0x80])
            && (self.value(EXTENDED_KEY_USAGE).is_none() || self.has(EXTENDED_KEY_USAGE, CLIENT))
            && !is_authority
            && self.has(POLICIES, POLICY)
            && self.has(AUTHORITY_KEY, &keys()[0].sha1())
            && self.is_known()
            && self.is_valid(moment)
    }

    /// Whether it may be a responder's at this time.
    pub fn is_a_responders(&self, moment: Moment) -> bool {
        // digitalSignature or nonRepudiation.
        let may_sign = |value: &[u8]| matches!(value, [3, _, _, bits, ..] if bits & 0xC0 != 0);
        self.has(EXTENDED_KEY_USAGE, OCSP_SIGNING)
            && self.value(KEY_USAGE).is_none_or(may_sign)
            && self.is_known()
            && self.is_valid(moment)
    }
}

pub fn run(world: &World, signer: Signer, moment: Moment, is_raw: bool, input: &mut Input<'_>) {
    const CHALLENGE: &[u8] = b"a challenge that was never used";
    let content = content(&world.person_content, is_raw, input);
    let der = signer.sign(&content, &[]);
    let length = der.len();
    let copy = der.clone();
    let certificate = match ALLOWANCE.holds(length, || Certificate::from_der(copy)) {
        Ok(certificate) => certificate,
        Err(error) => {
            assert_ne!(content, world.person_content);
            return assert_eq!(error.status(), Status::CertificateMalformed);
        }
    };
    let check = moment.verify(world, &certificate);
    let verdict = ALLOWANCE.holds(length, || check.verdict());
    consistent(&verdict);
    assert_eq!(verdict.revocation(), RevocationStatus::NotRequested);
    if verdict.is_good() {
        assert_eq!(signer, Signer::Authority, "a forgery is believed");
        let reading = Reading::of(&content).expect("not read by the second reader");
        assert!(reading.is_a_persons(moment), "a certificate for something else is believed");
    }
    if content == world.person_content && signer == Signer::Authority {
        let last = Reading::of(&content).unwrap().validity.1;
        assert_eq!(verdict.is_good(), moment.seconds <= last, "{verdict:?}");
    }

    // Signed with the key in it, whoever holds that.
    let signature = keys()[3].sign(CHALLENGE);
    let algorithm = SignatureAlgorithm::RsaPkcs1Sha256;
    let signed =
        SignatureVerification::new(check, Challenge::Data(CHALLENGE), algorithm, &signature);
    let signed = ALLOWANCE.holds(length, || signed.verdict());
    consistent(&signed);
    let is_holders = || Reading::of(&content).is_some_and(|one| one.key == keys()[3].info());
    assert_eq!(signed.is_good(), verdict.is_good() && is_holders());
}
