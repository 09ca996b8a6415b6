//! OCSP responses, by the CA and by a responder authorised by it.

use jpkicard::trust::{RevocationData, RevocationStatus, Verdict};

use super::super::cost::Allowance;
use super::super::input::Input;
use super::super::trust::consistent;
use super::certificate;
use super::key::keys;
use super::strict::{Row, extensions, integer, time, value};
use super::world::{NONCE, World, ocsp};
use super::{Moment, Signer, content};

/// At most 64 KiB are read, into structures.
const ALLOWANCE: Allowance = Allowance { most: 64, in_all: 256, fixed: 256 * 1024 };

const NONCE_EXTENSION: &[u8] = b"\x2B\x06\x01\x05\x05\x07\x30\x01\x02";
const SHA_1: &[u8] = b"\x2B\x0E\x03\x02\x1A";
const SHA_256: &[u8] = b"\x60\x86\x48\x01\x65\x03\x04\x02\x01";

#[derive(Debug, PartialEq, Eq)]
enum Says {
    Good,
    Revoked(i64),
    Unknown,
}

/// A response as parsed by the second parser.
struct Reading<'a> {
    /// What it says about the person's certificate, and for which period.
    says: Vec<(Says, (i64, Option<i64>))>,
    nonce: Option<&'a [u8]>,
    has_unknown_critical: bool,
}

/// ResponseData.
fn read<'a>(content: &'a [u8], world: &World) -> Option<Reading<'a>> {
    let mut whole = Row(content);
    let mut fields = whole.within(0x30)?;
    whole.end(())?;
    if let Some(version) = fields.of(0xA0) {
        (version.content == [2, 1, 0]).then_some(())?;
    }
    fields.next()?;
    time(&mut fields)?;
    let mut all = fields.within(0x30)?;
    let mut reading = Reading { says: Vec::new(), nonce: None, has_unknown_critical: false };
    while !all.is_empty() {
        let mut single = all.within(0x30)?;
        let is_persons = names(single.within(0x30)?, world)?;
        let status = single.next()?;
        let this_update = time(&mut single)?;
        let next_update = match single.within(0xA0) {
            Some(mut wrapper) => {
                let time = time(&mut wrapper)?;
                Some(wrapper.end(time)?)
            }
            None => None,
        };
        if let Some(mut wrapper) = single.within(0xA1) {
            let more = extensions(wrapper.within(0x30)?)?;
            reading.has_unknown_critical |=
                more.iter().any(|one| one.critical && one.id != NONCE_EXTENSION);
            wrapper.end(())?;
        }
        single.end(())?;
        let says = match status.tag {
            0x80 => Says::Good,
            0xA1 => Says::Revoked(time(&mut Row(status.content))?),
            0x82 => Says::Unknown,
            _ => return None,
        };
        if is_persons {
            reading.says.push((says, (this_update, next_update)));
        }
    }
    if let Some(mut wrapper) = fields.within(0xA1) {
        let more = extensions(wrapper.within(0x30)?)?;
        reading.nonce = value(&more, NONCE_EXTENSION);
        reading.has_unknown_critical |=
            more.iter().any(|one| one.critical && one.id != NONCE_EXTENSION);
        wrapper.end(())?;
    }
    fields.end(reading)
}

/// Whether a CertID is the person's certificate.
fn names(mut identifier: Row<'_>, world: &World) -> Option<bool> {
    let hash = identifier.within(0x30)?.of(6)?.content;
    let [name, key] = [identifier.of(4)?.content, identifier.of(4)?.content];
    let serial = integer(&mut identifier)?;
    let authority = &keys()[0];
    let is_issuers = match hash {
        SHA_1 => (name, key) == (&world.names[0], &authority.sha1()),
        SHA_256 => (name, key) == (&world.names[1], &authority.sha256()),
        _ => false,
    };
    identifier.end(is_issuers && serial == world.serial)
}

/// The library's result for a response, which the second parser must confirm.
fn judge(
    world: &World,
    request: usize,
    response: &[u8],
    content: &[u8],
    moment: Moment,
) -> Verdict {
    let data = RevocationData::Ocsp { request: &world.requests[request], response };
    let check = moment.verify(world, &world.person).revocation(data);
    let verdict = ALLOWANCE.holds(response.len(), || check.verdict());
    consistent(&verdict);
    if verdict.revocation() == RevocationStatus::Undetermined {
        assert!(verdict.reasons().iter().any(|one| (300..400).contains(&(*one as i32))));
        return verdict;
    }
    let reading = read(content, world).expect("not read by the second reader");
    assert!(!reading.has_unknown_critical);
    let says = |wanted: &Says| reading.says.iter().any(|(says, _)| says == wanted);
    match verdict.revocation() {
        RevocationStatus::Good => {
            assert!(!reading.says.is_empty());
            let is_good = |(says, (first, last)): &(Says, (i64, Option<i64>))| {
                *says == Says::Good && moment.is_within(*first, last.unwrap_or(i64::MAX / 2))
            };
            assert!(reading.says.iter().all(is_good), "{:?}", reading.says);
            let nonce = [&[4, 32], &NONCE[..]].concat();
            assert!(request == 0 || reading.nonce == Some(&nonce[..]));
        }
        RevocationStatus::Revoked(revoked) => {
            let since = i64::try_from(revoked.time_unix()).unwrap();
            assert!(says(&Says::Revoked(since)), "revoked by no answer");
        }
        RevocationStatus::Unknown => assert!(says(&Says::Unknown)),
        other => panic!("a response says {other:?}"),
    }
    verdict
}

pub fn run(
    world: &World,
    which: usize,
    signer: Signer,
    moment: Moment,
    is_raw: bool,
    input: &mut Input<'_>,
) {
    let number = which & 3;
    let well_formed = &world.responses[number];
    let content = content(well_formed, is_raw, input);
    // None, the responder's, the responder's and an unrelated one, or only the unrelated one.
    let person = world.person.der();
    let certificates: &[&[u8]] = match which >> 2 & 3 {
        0 => &[&world.delegate],
        1 => &[],
        2 => &[person, &world.delegate],
        _ => &[person],
    };
    let response = ocsp(signer, &content, certificates);
    let verdict = judge(world, number & 1, &response, &content, moment);
    if verdict.revocation() != RevocationStatus::Undetermined {
        let came = certificates.contains(&&world.delegate[..]);
        let may = signer == Signer::Authority || signer == Signer::Delegate && came;
        assert!(may, "a response of nobody's is believed");
    }
    let right = if number & 1 == 0 { Signer::Authority } else { Signer::Delegate };
    let came = number & 1 == 0 || which >> 2 & 1 == 0;
    if content == *well_formed && signer == right && came && moment.is_usual(world) {
        let is_revoked = matches!(verdict.revocation(), RevocationStatus::Revoked(_));
        assert_eq!((verdict.is_good(), is_revoked), (number < 2, number >= 2), "{verdict:?}");
    }
}

/// The responder's certificate is changed and signed; its answer is correct.
pub fn by_delegate(
    world: &World,
    which: usize,
    signer: Signer,
    moment: Moment,
    is_raw: bool,
    input: &mut Input<'_>,
) {
    let number = which & 2 | 1;
    let content = content(&world.delegate_content, is_raw, input);
    let certificate = signer.sign(&content, &[]);
    let answer = &world.responses[number];
    let response = ocsp(Signer::Delegate, answer, &[&certificate]);
    let verdict = judge(world, 1, &response, answer, moment);
    if verdict.revocation() != RevocationStatus::Undetermined {
        assert_eq!(signer, Signer::Authority, "somebody else's delegate is believed");
        let reading = certificate::Reading::of(&content).expect("not read by the second reader");
        assert!(reading.is_a_responders(moment), "no responder is believed");
        assert!(reading.key == keys()[1].info());
    }
    let is_as_issued = content == world.delegate_content && signer == Signer::Authority;
    if is_as_issued && moment.is_usual(world) {
        assert_ne!(verdict.revocation(), RevocationStatus::Undetermined, "{verdict:?}");
    }
}
