//! A CRL that is loaded once and queried many times.

use std::fmt;
use std::time::SystemTime;

use der::SliceReader;

use crate::error::{Error, Result};
use crate::status::Status;
use crate::trust::anchors::{Anchor, Anchors};
use crate::trust::profile::Profile;
use crate::trust::reason::{Reason, Reasons};
use crate::trust::revocation::crl::entry::{self, Entry};
use crate::trust::revocation::crl::frame;
use crate::trust::revocation::crl::{Facts, open};
use crate::trust::revocation::status::{NOT_UNDERSTOOD, Revoked, Statement};
use crate::trust::time::{Clock, system};

/// A SEQUENCE of an INTEGER of one octet and a UTCTime.
const SHORTEST_ENTRY: usize = 20;

/// A complete CRL, loaded once: its signature has been verified and its entries are sorted, so that
/// looking up a certificate is fast, however many entries it has. The verdicts are those of
/// [`RevocationData::Crl`](crate::trust::RevocationData::Crl) with the same bytes.
///
/// It can be shared between any number of threads. It takes the memory of the supplied bytes plus
/// four bytes per entry.
///
/// It contains certificates' serial numbers, which are restricted by law: `Debug` shows none.
///
/// ```
/// use jpkicard::Status;
/// use jpkicard::trust::{Anchors, RevocationData, RevocationList};
///
/// # fn load(der: Vec<u8>) -> jpkicard::Result<()> {
/// let list = RevocationList::load(der, &Anchors::production())?; // once, then for every check
/// println!("{} entries, the next by {}", list.len(), list.next_update_unix());
/// let evidence = RevocationData::List(&list);
/// # let _ = evidence;
/// # Ok(())
/// # }
/// let error = RevocationList::load(b"no CRL".to_vec(), &Anchors::production()).unwrap_err();
/// assert_eq!(error.status(), Status::RevocationUnknown);
/// # Ok::<(), jpkicard::Error>(())
/// ```
pub struct RevocationList {
    /// The CRL, and the range of its entries.
    der: Vec<u8>,
    entries: std::ops::Range<usize>,
    /// The offset of each entry, sorted by serial number; of several about one certificate, only
    /// the worst.
    places: Vec<u32>,
    length: usize,
    facts: Facts,
    anchor: Anchor,
}

impl RevocationList {
    /// Loads the DER encoding of a complete CRL, up to 256 MiB, that one of these anchors
    /// signed: the one whose key it names (authorityKeyIdentifier).
    ///
    /// A CRL that is not yet or no longer valid is loaded too: each check reports that according to
    /// its own time.
    ///
    /// Limits: 64 extensions of together 64 KiB, 64 names of its distribution point, and 21 octets
    /// per serial number, as in certificates.
    ///
    /// # Errors
    /// `RevocationUnknown` if the CRL cannot be used; the detail is the sentence of the reason
    /// ([`Reason::message`]): it or any entry is malformed; no anchor signed it; it is a delta or
    /// indirect CRL; a critical extension is unknown.
    pub fn load(der: Vec<u8>, anchors: &Anchors) -> Result<Self> {
        Self::read(der, anchors)
            .map_err(|reason| Error::new(Status::RevocationUnknown).with_detail(reason.message()))
    }

    fn read(der: Vec<u8>, anchors: &Anchors) -> std::result::Result<Self, Reason> {
        let anchors: Vec<_> = anchors.iter().collect();
        let (frame, mut facts, anchor) = open(&der, &anchors)?;
        // The maximum possible, so that it never grows.
        let most = frame.entries.len().checked_div(SHORTEST_ENTRY).unwrap_or(0);
        let mut places = Vec::with_capacity(most);
        facts.read_entries(&frame, |place, _| places.push(place))?;
        let never = NOT_UNDERSTOOD.iter().find(|reason| facts.faults.contain_any(&[**reason]));
        if let Some(reason) = never {
            return Err(*reason);
        }
        let length = places.len();
        sort(frame.entries, &mut places);
        places.shrink_to_fit();
        let start = frame.entries.as_ptr().addr().checked_sub(der.as_ptr().addr());
        // Without entries the slice does not point into the CRL.
        let start = start.filter(|_| length != 0).unwrap_or(0);
        let entries = start..start.saturating_add(frame.entries.len());
        let anchor = anchor.clone();
        Ok(Self { entries, places, length, facts, anchor, der })
    }

    /// When the CRL was issued.
    #[must_use]
    pub fn this_update(&self) -> SystemTime {
        system(self.facts.this_update)
    }

    /// When the CRL was issued, in seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn this_update_unix(&self) -> u64 {
        self.facts.this_update
    }

    /// When the next CRL is due at the latest: load it before then. After this time a check reports
    /// [`Reason::CrlExpired`].
    #[must_use]
    pub fn next_update(&self) -> SystemTime {
        system(self.facts.next_update)
    }

    /// When the next CRL is due, in seconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn next_update_unix(&self) -> u64 {
        self.facts.next_update
    }

    /// How many entries the CRL has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.length
    }

    /// Whether the CRL has no entries.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The CRL number (cRLNumber), big-endian as encoded in DER, if present: it increases from CRL
    /// to CRL.
    #[must_use]
    pub fn number(&self) -> Option<&[u8]> {
        self.facts.number.as_deref()
    }

    /// The anchor that signed the CRL; [`Anchor::key_identifier`] identifies the CA generation. The
    /// CRL covers only that anchor's certificates.
    #[must_use]
    pub fn anchor(&self) -> &Anchor {
        &self.anchor
    }

    /// What the CRL means for a certificate of `anchor`.
    pub(in crate::trust::revocation) fn examine(
        &self,
        profile: &Profile<'_>,
        anchor: &Anchor,
        clock: Clock,
        reasons: &mut Reasons,
    ) -> Statement {
        // As if the CRL had been checked with this anchor's key only.
        let other = if !frame::names(self.facts.named_key.as_deref(), anchor) {
            Some(Reason::CrlOtherIssuer)
        } else if self.anchor.public_key_der() != anchor.public_key_der() {
            Some(Reason::CrlSignatureInvalid)
        } else if self.facts.issuer != *anchor.subject() {
            Some(Reason::CrlOtherIssuer)
        } else {
            None
        };
        if let Some(other) = other {
            reasons.add(other);
            return Statement::NONE;
        }
        match self.find(profile.fields.serial_number.as_bytes()) {
            Ok(found) => self.facts.judge(found, profile, anchor, clock, reasons),
            Err(_) => {
                reasons.add(Reason::CrlMalformed);
                Statement::NONE
            }
        }
    }

    fn find(&self, wanted: &[u8]) -> der::Result<Option<Revoked>> {
        let entries = self.der.get(self.entries.clone()).unwrap_or_default();
        find(entries, &self.places, wanted)
    }
}

impl fmt::Debug for RevocationList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RevocationList")
            .field("anchor", &self.anchor)
            .field("this_update", &self.facts.this_update)
            .field("next_update", &self.facts.next_update)
            .field("len", &self.length)
            .finish_non_exhaustive()
    }
}

/// Sorts entries by serial number, and keeps only the worst of several with the same number.
fn sort(entries: &[u8], places: &mut Vec<u32>) {
    let severity = |place| read(entries, place).map(|entry| entry::severity(&entry.revoked)).ok();
    places.sort_unstable_by(|first, second| {
        let numbers = serial(entries, *first).cmp(serial(entries, *second));
        numbers.then_with(|| severity(*first).cmp(&severity(*second)))
    });
    places.dedup_by(|later, earlier| serial(entries, *later) == serial(entries, *earlier));
}

/// What the sorted entries say about a serial number.
fn find(entries: &[u8], places: &[u32], wanted: &[u8]) -> der::Result<Option<Revoked>> {
    let found = places.binary_search_by(|place| {
        #[cfg(test)]
        counted::COMPARISONS.with(|count| count.set(count.get().saturating_add(1)));
        serial(entries, *place).cmp(wanted)
    });
    let place = found.ok().and_then(|index| places.get(index));
    place.map(|place| read(entries, *place).map(|entry| entry.revoked)).transpose()
}

fn read(entries: &[u8], place: u32) -> der::Result<Entry<'_>> {
    let from = usize::try_from(place).ok().and_then(|place| entries.get(place..));
    Entry::read(&mut SliceReader::new(from.unwrap_or_default())?)
}

/// The serial number of an entry that has been parsed before: at most 21 octets.
fn serial(entries: &[u8], place: u32) -> &[u8] {
    let serial = || {
        let entry = entries.get(usize::try_from(place).ok()?..)?;
        // Skips the tag and length of the SEQUENCE, then of the INTEGER.
        let header = match entry.get(1)? {
            ..0x80 => 2,
            long => usize::from(long & 0x7F).checked_add(2)?,
        };
        let (header, content) = entry.get(header..)?.split_at_checked(2)?;
        content.get(..usize::from(*header.last()?))
    };
    serial().unwrap_or_default()
}

/// Cost, without a clock.
#[cfg(test)]
mod counted {
    use std::cell::Cell;

    thread_local! {
        pub(super) static COMPARISONS: Cell<usize> = const { Cell::new(0) };
    }
}

#[cfg(test)]
mod tests;
