//! Unit tests.

use std::str::FromStr;

use der::asn1::{PrintableStringRef, SetOfVec, TeletexStringRef, Utf8StringRef};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::name::RdnSequence;

use super::*;

const O: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const OU: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.11");

fn name(levels: &[&[(ObjectIdentifier, Any)]]) -> ComparableName {
    let levels = levels.iter().map(|attributes| {
        let attributes = attributes
            .iter()
            .map(|(oid, value)| AttributeTypeAndValue { oid: *oid, value: value.clone() });
        let set = SetOfVec::try_from(attributes.collect::<Vec<_>>()).unwrap();
        RelativeDistinguishedName::from(set)
    });
    ComparableName::new(&RdnSequence(levels.collect()))
}

fn printable(text: &str) -> Any {
    PrintableStringRef::new(text).unwrap().into()
}

fn utf8(text: &str) -> Any {
    Utf8StringRef::new(text).unwrap().into()
}

#[test]
fn case_spaces_and_encoding_do_not_matter() {
    let first = name(&[&[(O, printable("JPKI"))], &[(OU, printable("User  Authentication "))]]);
    let second = name(&[&[(O, utf8("jpki"))], &[(OU, utf8("user authentication"))]]);
    assert_eq!(first, second);
    assert_eq!(first, ComparableName::of_texts(&[(O, "JPKI"), (OU, "user AUTHENTICATION")]));
}

#[test]
fn everything_else_does() {
    let one = name(&[&[(O, printable("JPKI"))], &[(OU, printable("A"))]]);
    for other in [
        name(&[&[(O, printable("JPKI"))]]),
        name(&[&[(OU, printable("A"))], &[(O, printable("JPKI"))]]),
        name(&[&[(O, printable("JPKI")), (OU, printable("A"))]]),
        name(&[&[(O, printable("JPKI"))], &[(O, printable("A"))]]),
        name(&[&[(O, printable("JP KI"))], &[(OU, printable("A"))]]),
        name(&[&[(O, printable("JPKI"))], &[(OU, TeletexStringRef::new("A").unwrap().into())]]),
        name(&[]),
    ] {
        assert_ne!(one, other);
    }
}

#[test]
fn a_level_is_a_set_and_a_relative_name_goes_below() {
    let set = name(&[&[(O, utf8("B")), (OU, printable("a"))]]);
    assert_eq!(set, name(&[&[(O, printable("b")), (OU, utf8("A"))]]));
    let whole = Name::from_str("CN=list,O=JPKI,C=JP").unwrap();
    let (list, above) = whole.0.split_last().unwrap();
    let above = ComparableName::new(&RdnSequence(above.to_vec()));
    assert_eq!(above.below(list), ComparableName::new(&whole));
}
