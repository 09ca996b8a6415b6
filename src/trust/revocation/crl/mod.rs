//! Checking a certificate revocation list (RFC 5280, 5 and 6.3).
//!
//! First its fields are located ([`frame`]), then the signature is verified, and only then is
//! anything interpreted. A CRL may have a million entries: they are parsed once, in place.

mod entry;
mod frame;
mod list;

use der::Decode;
use x509_cert::certificate::Version;
use x509_cert::name::Name;
use x509_cert::time::Time;

pub use list::RevocationList;

use crate::nested;
use crate::trust::anchors::Anchor;
use crate::trust::canonical;
use crate::trust::extension;
use crate::trust::name::ComparableName;
use crate::trust::points::{self, PointName};
use crate::trust::profile::Profile;
use crate::trust::reason::{Reason, Reasons};
use crate::trust::revocation::crl::frame::Frame;
use crate::trust::revocation::status::{RevocationStatus, Revoked, Statement};
use crate::trust::time::Clock;

/// What a CRL signed by an anchor says, except its entries.
struct Facts {
    issuer: ComparableName,
    /// The key that it names as its issuer's key.
    named_key: Option<Vec<u8>>,
    this_update: u64,
    next_update: u64,
    number: Option<Vec<u8>>,
    is_delta: bool,
    /// The sorted names of its distribution point, if it belongs to one.
    point: Option<Vec<PointName>>,
    /// The reasons against it, whichever certificate is looked up.
    faults: Reasons,
}

/// Looks up the certificate in a CRL that has not been loaded.
pub(super) fn examine(
    crl: &[u8],
    profile: &Profile<'_>,
    anchor: &Anchor,
    clock: Clock,
    reasons: &mut Reasons,
) -> Statement {
    let wanted = profile.fields.serial_number.as_bytes();
    let mut found: Option<Revoked> = None;
    let read = open(crl, &[anchor]).and_then(|(frame, mut facts, _)| {
        facts.read_entries(&frame, |_, entry| {
            let is_worse = |found| entry::severity(&entry.revoked) < entry::severity(&found);
            if entry.serial == wanted && found.is_none_or(is_worse) {
                found = Some(entry.revoked);
            }
        })?;
        Ok(facts)
    });
    match read {
        Ok(facts) => facts.judge(found, profile, anchor, clock, reasons),
        Err(reason) => {
            reasons.add(reason);
            Statement::NONE
        }
    }
}

/// Checks that one of these anchors signed the CRL, and then parses it, except its entries.
fn open<'a, 'k>(
    crl: &'a [u8],
    anchors: &[&'k Anchor],
) -> Result<(Frame<'a>, Facts, &'k Anchor), Reason> {
    let malformed = |_| Reason::CrlMalformed;
    let frame = Frame::read(crl).map_err(malformed)?;
    let signer = frame.signer(anchors)?;
    let issuer = nested::read::<Name>(frame.issuer).map_err(malformed)?;
    let issuer = ComparableName::new(&issuer);
    // The name must match as well; the signer's key may be among the anchors under two names.
    let is_its = |anchor: &Anchor| {
        anchor.public_key_der() == signer.public_key_der() && *anchor.subject() == issuer
    };
    let anchor = anchors.iter().find(|anchor| is_its(anchor)).ok_or(Reason::CrlOtherIssuer)?;
    let facts = Facts::read(&frame, issuer).map_err(malformed)?;
    Ok((frame, facts, anchor))
}

impl Facts {
    fn read(frame: &Frame<'_>, issuer: ComparableName) -> der::Result<Self> {
        if Version::from_der(frame.version)? != Version::V2 {
            return Err(der::Tag::Integer.value_error());
        }
        let this_update = seconds(frame.this_update)?;
        // Every CRL says when the next is due (RFC 5280, 5.1.2.5).
        let next_update = seconds(frame.next_update)?;
        if next_update < this_update {
            return Err(der::Tag::GeneralizedTime.value_error());
        }
        let mut facts = Self {
            issuer,
            named_key: frame.named_key.map(<[u8]>::to_vec),
            this_update,
            next_update,
            number: None,
            is_delta: false,
            point: None,
            faults: Reasons::default(),
        };
        facts.read_extensions(frame)?;
        Ok(facts)
    }

    fn read_extensions(&mut self, frame: &Frame<'_>) -> der::Result<()> {
        let extensions = frame.extensions()?;
        let mut identifiers: Vec<_> = extensions.iter().map(|extension| extension.id).collect();
        identifiers.sort_unstable();
        if identifiers.windows(2).any(|pair| pair.first() == pair.last()) {
            return Err(der::Tag::Sequence.value_error());
        }
        for extension in extensions {
            let value = extension.value.as_bytes();
            match extension.id {
                extension::CRL_NUMBER => {
                    let number = canonical::natural(Decode::from_der(value)?)?;
                    self.number = Some(number.to_vec());
                }
                extension::DELTA_CRL_INDICATOR => {
                    self.is_delta = true;
                    self.faults.add(Reason::CrlDelta);
                }
                extension::ISSUING_DISTRIBUTION_POINT => self.read_scope(value)?,
                id => {
                    let known = extension::OF_CRLS.contains(&id) || !extension.critical;
                    self.faults.require(known, Reason::CrlUnknownCriticalExtension);
                }
            }
        }
        Ok(())
    }

    /// Whether a complete CRL of this scope covers a holder's certificate (RFC 5280, 6.3.3 b).
    fn read_scope(&mut self, value: &[u8]) -> der::Result<()> {
        let scope = points::of_list(value)?;
        self.faults.require(!scope.indirect_crl, Reason::CrlIndirect);
        let covers = !scope.only_contains_ca_certs
            && !scope.only_contains_attribute_certs
            && scope.only_some_reasons.is_none();
        self.faults.require(covers, Reason::CrlOutOfScope);
        let name = scope.distribution_point.as_ref();
        self.point = name.map(|name| points::names(name, &self.issuer)).transpose()?;
        Ok(())
    }

    /// Visits the entries: all of them must be understood.
    fn read_entries<'a>(
        &mut self,
        frame: &Frame<'a>,
        visit: impl FnMut(u32, &entry::Entry<'a>),
    ) -> Result<(), Reason> {
        let has_unknown = entry::each(frame.entries, self.is_delta, visit);
        let has_unknown = has_unknown.map_err(|_| Reason::CrlMalformed)?;
        self.faults.require(!has_unknown, Reason::CrlUnknownCriticalExtension);
        Ok(())
    }

    /// What the CRL, in which the certificate was `found` or not, means for the certificate.
    fn judge(
        &self,
        found: Option<Revoked>,
        profile: &Profile<'_>,
        anchor: &Anchor,
        clock: Clock,
        reasons: &mut Reasons,
    ) -> Statement {
        reasons.merge(self.faults.clone());
        reasons.require(!clock.is_before(self.this_update), Reason::CrlNotYetValid);
        reasons.require(!clock.is_after(self.next_update), Reason::CrlExpired);
        if let Some(ours) = &self.point {
            // Malformed points make the certificate malformed, and name no CRL.
            let is_named = points::names_any(profile, anchor, ours).unwrap_or(false);
            reasons.require(is_named, Reason::CrlOtherDistributionPoint);
        }
        let says = found.map_or(RevocationStatus::Good, RevocationStatus::Revoked);
        Statement { says, is_authentic: true }
    }
}

fn seconds(time: &[u8]) -> der::Result<u64> {
    Ok(Time::from_der(time)?.to_unix_duration().as_secs())
}
