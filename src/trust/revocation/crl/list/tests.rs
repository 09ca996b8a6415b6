//! Unit tests.

use super::*;
use crate::certificate::Certificate;
use crate::trust::anchors::{Hierarchy, Purpose};
use crate::trust::revocation::crl::{self, entry::counted::VISITS};

const CA: &[u8] = include_bytes!("../../../../../fuzz/bodies/trust/ca.der");
const PERSON: &[u8] = include_bytes!("../../../../../fuzz/bodies/trust/person.der");
const REVOKED: &[u8] = include_bytes!("../../../../../fuzz/bodies/trust/crl-revoked.der");

/// An entry with this serial number and day.
fn entry(serial: &[u8], day: u8) -> Vec<u8> {
    let length = |bytes: &[u8]| u8::try_from(bytes.len()).unwrap();
    let date = format!("2601{day:02}000000Z");
    let content = [&[2, length(serial)], serial, &[0x17, 13], date.as_bytes()].concat();
    [&[0x30, length(&content)], &content[..]].concat()
}

fn places(entries: &[u8]) -> Vec<u32> {
    let mut places = Vec::new();
    entry::each(entries, false, |place, _| places.push(place)).unwrap();
    places
}

/// A million unsorted entries: at most 21 are compared, and one is parsed.
#[test]
fn an_answer_costs_the_logarithm_of_the_entries() {
    let number = |index: u32| (index.wrapping_mul(2_654_435_761) | 1).to_be_bytes();
    let serial = |index: u32| [&[1][..], &number(index)].concat();
    let entries: Vec<u8> = (0..1_000_000).flat_map(|index| entry(&serial(index), 1)).collect();
    let mut sorted = places(&entries);
    sort(&entries, &mut sorted);
    let known = sorted.len();
    let cost = |wanted: &[u8]| {
        counted::COMPARISONS.with(|count| count.set(0));
        VISITS.with(|visits| visits.set(0));
        let found = find(&entries, &sorted, wanted).unwrap();
        let comparisons = counted::COMPARISONS.with(std::cell::Cell::get);
        let visits = VISITS.with(std::cell::Cell::get);
        assert!(comparisons <= 21, "{comparisons} comparisons among {known}");
        assert_eq!(visits, usize::from(found.is_some()));
        found.is_some()
    };
    for index in (0..1_000_000).step_by(997) {
        assert!(cost(&serial(index)), "{index}");
    }
    for absent in [&[][..], &[0], &[1, 0, 0, 0, 0], &[2], &[1; 21], &[0xFF; 5]] {
        assert!(!cost(absent), "{absent:?}");
    }
}

#[test]
fn of_several_entries_the_worst_is_left() {
    let entries = [entry(&[5], 9), entry(&[7], 1), entry(&[5], 3), entry(&[5], 4)].concat();
    let mut sorted = places(&entries);
    sort(&entries, &mut sorted);
    assert_eq!(sorted.len(), 2);
    let found = find(&entries, &sorted, &[5]).unwrap().unwrap();
    let third = places(&entries)[2];
    assert_eq!(found, read(&entries, third).unwrap().revoked);
}

/// Extensions make an entry longer than one octet of its length can say.
#[test]
fn entries_of_all_lengths_are_found() {
    let object = |tag: u8, content: &[u8]| {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        let header = match content.len() {
            0..=0x7F => vec![tag, length[1]],
            0x80..=0xFF => vec![tag, 0x81, length[1]],
            _ => vec![tag, 0x82, length[0], length[1]],
        };
        [header, content.to_vec()].concat()
    };
    let long = |serial: &[u8], value: usize| {
        let extension = [&[6, 3, 0x2A, 3, 4][..], &object(4, &vec![0; value])].concat();
        let extensions = object(0x30, &object(0x30, &extension));
        let date = object(0x17, b"260101000000Z");
        object(0x30, &[object(2, serial), date, extensions].concat())
    };
    let all = [(9_u8, 300), (8, 0), (7, 100), (6, 60_000), (5, 101), (4, 1)];
    let entries: Vec<u8> =
        all.iter().flat_map(|(number, value)| long(&[*number, 1], *value)).collect();
    let mut sorted = places(&entries);
    for (place, (number, _)) in sorted.iter().zip(all) {
        assert_eq!(serial(&entries, *place), [number, 1]);
    }
    sort(&entries, &mut sorted);
    assert_eq!(sorted.len(), all.len());
    for (number, _) in all {
        assert!(find(&entries, &sorted, &[number, 1]).unwrap().is_some(), "{number}");
    }
    assert_eq!(find(&entries, &sorted, &[5, 2]).unwrap(), None);
}

/// No entry is parsed before it is known who signed the CRL.
#[test]
fn entries_are_read_once_and_only_of_a_list_that_is_signed() {
    let read = |der: &[u8]| Certificate::from_der(der.to_vec()).unwrap();
    let (ca, person) = (read(CA), read(PERSON));
    let purpose = Purpose::Authentication;
    let anchor = Anchor::from_certificate(&ca, purpose, Hierarchy::Test).unwrap();
    let anchors = Anchors::none().with(anchor.clone());
    let profile = Profile::of(&person);
    let clock = Clock { now: 0, tolerance: u64::MAX };
    let visits = |crl: &[u8]| {
        VISITS.with(|visits| visits.set(0));
        let mut reasons = Reasons::default();
        crl::examine(crl, &profile, &anchor, clock, &mut reasons);
        let examined = VISITS.with(|visits| visits.replace(0));
        let loaded = RevocationList::load(crl.to_vec(), &anchors).is_ok();
        let during_load = VISITS.with(std::cell::Cell::get);
        (examined, during_load, loaded, reasons.into_vec())
    };
    assert_eq!(visits(REVOKED), (1, 1, true, vec![]));
    let mut forged = REVOKED.to_vec();
    *forged.last_mut().unwrap() ^= 1;
    assert_eq!(visits(&forged), (0, 0, false, vec![Reason::CrlSignatureInvalid]));
}

#[test]
fn a_list_can_be_lent_to_threads_and_shows_no_serial_number() {
    fn lent<T: Send + Sync>() {}
    lent::<RevocationList>();
    let read = |der: &[u8]| Certificate::from_der(der.to_vec()).unwrap();
    let purpose = Purpose::Authentication;
    let anchor = Anchor::from_certificate(&read(CA), purpose, Hierarchy::Test).unwrap();
    let list = RevocationList::load(REVOKED.to_vec(), &Anchors::none().with(anchor)).unwrap();
    assert_eq!((list.len(), list.is_empty()), (1, false));
    assert!(list.this_update() < list.next_update() && list.number().is_some());
    let (text, serial) = (format!("{list:?}"), read(PERSON).serial().to_vec());
    let hexadecimal: String = serial.iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(!text.to_lowercase().contains(&hexadecimal), "{text}");
    assert!(!text.contains(format!("{serial:?}").trim_matches(['[', ']'])), "{text}");
    assert!(text.contains("len: 1"), "{text}");
}
