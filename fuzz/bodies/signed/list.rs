//! Revocation lists, of up to a million bytes.

use jpkicard::Status;
use jpkicard::trust::{Reason, RevocationData, RevocationList, RevocationStatus};

use super::super::cost::Allowance;
use super::super::input::Input;
use super::super::trust::consistent;
use super::key::keys;
use super::strict::{Row, extensions, integer, time, value};
use super::world::World;
use super::{Moment, Signer, content};

/// Entries are parsed in place: four bytes for each entry of at least twenty. Extensions are
/// bounded.
const ALLOWANCE: Allowance = Allowance { most: 1, in_all: 1, fixed: 1024 * 1024 };

const SCOPE: &[u8] = &[0x55, 0x1D, 28];
const AUTHORITY_KEY: &[u8] = &[0x55, 0x1D, 35];
/// The extensions that may be critical: issuerAltName, cRLNumber, the scope, the issuer's key.
const KNOWN: [&[u8]; 4] = [&[0x55, 0x1D, 18], &[0x55, 0x1D, 20], SCOPE, AUTHORITY_KEY];
/// The same in an entry: reasonCode and invalidityDate.
const KNOWN_OF_ENTRIES: [&[u8]; 2] = [&[0x55, 0x1D, 21], &[0x55, 0x1D, 24]];
const DELTA: &[u8] = &[0x55, 0x1D, 27];

/// A list as parsed by the second parser.
#[derive(Default)]
struct Reading {
    period: (i64, i64),
    entries: usize,
    /// Since when the person's certificate is revoked, once per entry.
    revoked: Vec<i64>,
    /// A delta or an indirect list, or one with an unknown critical extension.
    is_other: bool,
    /// It covers only some certificates or some reasons.
    is_partial: bool,
    /// It names another key as its issuer's.
    names_other: bool,
}

fn read(content: &[u8], serial: &[u8]) -> Option<Reading> {
    let mut reading = Reading::default();
    let mut whole = Row(content);
    let mut fields = whole.within(0x30)?;
    whole.end(())?;
    (integer(&mut fields)? == [1]).then_some(())?;
    fields.of(0x30)?;
    fields.of(0x30)?;
    reading.period = (time(&mut fields)?, time(&mut fields)?);
    let mut entries = fields.within(0x30).unwrap_or(Row(&[]));
    while !entries.is_empty() {
        let mut entry = entries.within(0x30)?;
        let number = integer(&mut entry)?;
        let since = time(&mut entry)?;
        let more = entry.within(0x30).map_or(Some(Vec::new()), extensions)?;
        entry.end(())?;
        reading.entries += 1;
        reading.is_other |=
            more.iter().any(|one| one.critical && !KNOWN_OF_ENTRIES.contains(&one.id));
        if number == serial {
            reading.revoked.push(since);
        }
    }
    let more = match fields.within(0xA0) {
        Some(mut wrapper) => {
            let more = extensions(wrapper.within(0x30)?)?;
            wrapper.end(more)?
        }
        None => Vec::new(),
    };
    fields.end(())?;
    reading.is_other |= value(&more, DELTA).is_some()
        || more.iter().any(|one| one.critical && !KNOWN.contains(&one.id));
    if let Some(scope) = value(&more, SCOPE) {
        let mut scope = Row(scope).within(0x30)?;
        while !scope.is_empty() {
            let field = scope.next()?;
            match (field.tag, field.content) {
                (0xA0, _) | (_, [0]) => {}
                (0x84, _) => reading.is_other = true,
                _ => reading.is_partial = true,
            }
        }
    }
    if let Some(authority) = value(&more, AUTHORITY_KEY) {
        let mut authority = Row(authority).within(0x30)?;
        let named = authority.of(0x80).map(|key| key.content);
        reading.names_other = named.is_some_and(|key| key != keys()[0].sha1());
    }
    Some(reading)
}

pub fn run(
    world: &World,
    which: usize,
    signer: Signer,
    moment: Moment,
    is_raw: bool,
    input: &mut Input<'_>,
) {
    let well_formed = &world.lists[which & 1];
    let content = content(well_formed, is_raw, input);
    let crl = signer.sign(&content, &[]);
    let check = moment.verify(world, &world.person);
    let judged = check.revocation(RevocationData::Crl(&crl));
    let verdict = ALLOWANCE.holds(crl.len(), || judged.verdict());
    consistent(&verdict);

    let reading = read(&content, &world.serial);
    match verdict.revocation() {
        RevocationStatus::Good => {
            let reading = reading.as_ref().expect("not read by the second reader");
            assert!(reading.revoked.is_empty(), "an entry was passed over");
            assert!(!reading.is_partial, "a list of other certificates says good");
            assert!(moment.is_within(reading.period.0, reading.period.1));
        }
        RevocationStatus::Revoked(revoked) => {
            let reading = reading.as_ref().expect("not read by the second reader");
            let since = i64::try_from(revoked.time_unix()).unwrap();
            assert!(reading.revoked.contains(&since), "revoked by no entry");
        }
        RevocationStatus::Undetermined => {
            assert!(verdict.reasons().iter().any(|one| (400..500).contains(&(*one as i32))));
        }
        other => panic!("a list says {other:?}"),
    }
    if verdict.revocation() != RevocationStatus::Undetermined {
        assert_eq!(signer, Signer::Authority, "a forged list is believed");
        let reading = reading.as_ref().unwrap();
        assert!(!reading.is_other && !reading.names_other, "a list of another kind is believed");
    }
    if content == *well_formed && signer == Signer::Authority && moment.is_usual(world) {
        let is_revoked = matches!(verdict.revocation(), RevocationStatus::Revoked(_));
        assert_eq!((verdict.is_good(), is_revoked), (which & 1 == 0, which & 1 == 1));
    }

    // A loaded list gives the same result.
    let copy = crl.clone();
    match ALLOWANCE.holds(crl.len(), || RevocationList::load(copy, &world.anchors)) {
        Ok(list) => {
            let judged = check.revocation(RevocationData::List(&list));
            let none = Allowance { most: 0, in_all: 0, ..ALLOWANCE };
            assert_eq!(none.holds(crl.len(), || judged.verdict()), verdict);
            assert_eq!(list.len(), reading.unwrap().entries);
        }
        Err(error) => {
            assert_eq!(error.status(), Status::RevocationUnknown);
            assert_eq!(verdict.revocation(), RevocationStatus::Undetermined);
            let says = |reason: &Reason| error.detail() == reason.message();
            assert!(verdict.reasons().iter().any(says), "{error} {verdict:?}");
        }
    }
}
