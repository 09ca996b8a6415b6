//! Distinguished names and the people of the test PKI.

use der::asn1::{Any, ObjectIdentifier, PrintableStringRef, SetOfVec, Utf8StringRef};
use sha2::{Digest, Sha256};
use x509_cert::attr::AttributeTypeAndValue;
use x509_cert::ext::pkix::name::{GeneralName, OtherName};
use x509_cert::name::{Name, RdnSequence, RelativeDistinguishedName};

use crate::virtual_card::issuer::holder::Holder;
use crate::virtual_card::issuer::order::Purpose;

const COUNTRY: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.6");
const ORGANIZATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const ORGANIZATIONAL_UNIT: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.11");
const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");

/// A name of PrintableStrings, as in subject and issuer.
fn printable(attributes: &[(ObjectIdentifier, &str)]) -> der::Result<Name> {
    let attributes = attributes
        .iter()
        .map(|(oid, value)| Ok((*oid, Any::from(PrintableStringRef::new(value)?))));
    name(attributes)
}

/// A name of UTF8Strings, as in the alternative names in Japanese.
fn japanese(attributes: &[(ObjectIdentifier, &str)]) -> der::Result<Name> {
    let attributes =
        attributes.iter().map(|(oid, value)| Ok((*oid, Any::from(Utf8StringRef::new(value)?))));
    name(attributes)
}

fn name(
    attributes: impl Iterator<Item = der::Result<(ObjectIdentifier, Any)>>,
) -> der::Result<Name> {
    attributes
        .map(|attribute| {
            let (oid, value) = attribute?;
            let set = SetOfVec::try_from([AttributeTypeAndValue { oid, value }])?;
            Ok(RelativeDistinguishedName::from(set))
        })
        .collect::<der::Result<Vec<_>>>()
        .map(RdnSequence)
}

/// The CA's subject, with J-LIS's structure but another organisation.
pub(super) fn ca(purpose: Purpose) -> der::Result<Name> {
    let unit = match purpose {
        Purpose::Authentication => "JPKI for user authentication",
        Purpose::Signature => "JPKI for digital signature",
    };
    printable(&[
        (COUNTRY, "JP"),
        (ORGANIZATION, "JPKICARD-TEST"),
        (ORGANIZATIONAL_UNIT, unit),
        (ORGANIZATIONAL_UNIT, "Test Authority for Virtual Individual Number Cards"),
    ])
}

/// The CA's name in Japanese.
pub(super) fn ca_in_japanese(purpose: Purpose) -> der::Result<GeneralName> {
    let unit = match purpose {
        Purpose::Authentication => "試験用利用者証明",
        Purpose::Signature => "試験用署名",
    };
    let name = japanese(&[
        (COUNTRY, "JP"),
        (ORGANIZATION, "仮想個人番号カード"),
        (ORGANIZATIONAL_UNIT, unit),
        (ORGANIZATIONAL_UNIT, "試験用認証局 実在しない機関"),
    ])?;
    Ok(GeneralName::DirectoryName(name))
}

/// Where the CA's revocation list would be in a directory.
pub(super) fn revocation_list(purpose: Purpose) -> der::Result<GeneralName> {
    let (unit, list) = match purpose {
        Purpose::Authentication => ("JPKI for user authentication", "Virtual City CRLDP"),
        Purpose::Signature => ("JPKI for digital signature", "Virtual City CRLDP"),
    };
    let name = printable(&[
        (COUNTRY, "JP"),
        (ORGANIZATION, "JPKICARD-TEST"),
        (ORGANIZATIONAL_UNIT, unit),
        (ORGANIZATIONAL_UNIT, "CRL Distribution Points"),
        (ORGANIZATIONAL_UNIT, "Virtual Prefecture"),
        (COMMON_NAME, list),
    ])?;
    Ok(GeneralName::DirectoryName(name))
}

/// The holder's pseudonym: 23 characters.
pub(super) fn card(purpose: Purpose, seed: u64) -> der::Result<Name> {
    let letter = match purpose {
        Purpose::Authentication => "A",
        Purpose::Signature => "S",
    };
    let digest = Sha256::digest(format!("jpkicard test name: {letter} {seed}"));
    let digits: String = digest.iter().take(9).map(|byte| format!("{byte:02X}")).collect();
    printable(&[(COUNTRY, "JP"), (COMMON_NAME, &format!("TEST{digits}{letter}"))])
}

/// Name, birth date, sex and address as in a signature certificate's subjectAltName (OIDs
/// from myna-card 3.3).
pub(super) fn holder(holder: &Holder) -> der::Result<Vec<GeneralName>> {
    const NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.5.1");
    const BIRTH_DATE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.5.4");
    const SEX: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.5.3");
    const ADDRESS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.392.200149.8.5.5.5");
    [
        (NAME, holder.name.as_str()),
        (BIRTH_DATE, &holder.birth_date.digits()),
        (SEX, Holder::SEX),
        (ADDRESS, &holder.address),
    ]
    .into_iter()
    .map(|(type_id, value)| {
        let value = Any::from(Utf8StringRef::new(value)?);
        Ok(GeneralName::OtherName(OtherName { type_id, value }))
    })
    .collect()
}
