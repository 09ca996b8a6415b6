//! The entries of a CRL, parsed in place.

use der::asn1::{AnyRef, GeneralizedTime, ObjectIdentifier};
use der::{Decode, Reader, SliceReader, Tag};
use x509_cert::ext::pkix::CrlReason;
use x509_cert::time::Time;

use crate::trust::canonical;
use crate::trust::extension::{self, ExtensionRef};
use crate::trust::revocation::{RevocationReason, Revoked};
use crate::trust::signed::sequence;

/// RFC 5280 defines four extensions of an entry.
const MOST_EXTENSIONS: usize = 16;

/// A revoked certificate.
pub(super) struct Entry<'a> {
    /// The octets of a canonical INTEGER: equal numbers are equal bytes.
    pub(super) serial: &'a [u8],
    pub(super) revoked: Revoked,
    /// Whether a critical extension is unknown.
    has_unknown_critical: bool,
}

impl<'a> Entry<'a> {
    /// Parses the entry that begins here.
    pub(super) fn read(entries: &mut SliceReader<'a>) -> der::Result<Self> {
        #[cfg(test)]
        counted::VISITS.with(|visits| visits.set(visits.get().saturating_add(1)));
        let mut fields = sequence(entries.decode()?)?;
        let serial = canonical::serial_number(fields.decode()?)?;
        let date: Time = fields.decode()?;
        let extensions: Option<AnyRef<'_>> =
            if fields.is_finished() { None } else { Some(fields.decode()?) };
        fields.finish(())?;
        let (reason, has_unknown_critical) = match extensions {
            None => (None, false),
            Some(extensions) => read_extensions(sequence(extensions)?)?,
        };
        let revoked = Revoked::new(date.to_unix_duration().as_secs(), reason);
        Ok(Self { serial, revoked, has_unknown_critical })
    }
}

/// The reason, if present, and whether a critical extension is unknown.
fn read_extensions(mut extensions: SliceReader<'_>) -> der::Result<(Option<CrlReason>, bool)> {
    let (mut reason, mut has_unknown_critical) = (None, false);
    let mut seen: [Option<ObjectIdentifier>; MOST_EXTENSIONS] = [None; MOST_EXTENSIONS];
    while !extensions.is_finished() {
        let extension: ExtensionRef<'_> = extensions.decode()?;
        let id = Some(extension.id);
        let place = seen.iter_mut().find(|place| place.is_none() || **place == id);
        match place {
            Some(place) if place.is_none() => *place = id,
            // Present twice, or too many.
            _ => return Err(Tag::Sequence.value_error()),
        }
        let value = extension.value.as_bytes();
        match extension.id {
            extension::REASON_CODE => reason = Some(CrlReason::from_der(value)?),
            extension::INVALIDITY_DATE => drop(GeneralizedTime::from_der(value)?),
            _ => has_unknown_critical |= extension.critical,
        }
    }
    Ok((reason, has_unknown_critical))
}

/// Visits all entries of a CRL, with the position of each, and returns whether one has an unknown
/// critical extension: that invalidates the whole CRL (RFC 5280, 5.3), whichever certificate the
/// entry is about. A malformed entry makes the CRL malformed.
pub(super) fn each<'a>(
    entries: &'a [u8],
    is_delta: bool,
    mut visit: impl FnMut(u32, &Entry<'a>),
) -> der::Result<bool> {
    let mut reader = SliceReader::new(entries)?;
    let mut has_unknown_critical = false;
    while !reader.is_finished() {
        let place = u32::from(reader.position());
        let entry = Entry::read(&mut reader)?;
        // Only delta CRLs remove entries.
        let takes_back = entry.revoked.reason() == Some(RevocationReason::RemoveFromCrl);
        if takes_back && !is_delta {
            return Err(Tag::Enumerated.value_error());
        }
        has_unknown_critical |= entry.has_unknown_critical;
        visit(place, &entry);
    }
    Ok(has_unknown_critical)
}

/// The order of entries about one certificate, the worst first: a permanent revocation before a
/// hold, then the earliest. It does not depend on their order in the CRL.
pub(super) fn severity(revoked: &Revoked) -> (bool, u64, Option<i32>) {
    let is_on_hold = revoked.reason() == Some(RevocationReason::CertificateHold);
    (is_on_hold, revoked.time_unix(), revoked.reason().map(|reason| reason as i32))
}

/// How many entries were read: cost, without a clock.
#[cfg(test)]
pub(super) mod counted {
    use std::cell::Cell;

    thread_local! {
        pub(in crate::trust::revocation) static VISITS: Cell<usize> = const { Cell::new(0) };
    }
}
