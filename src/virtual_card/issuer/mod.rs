//! The test PKI: two CAs and what they issue to each card, and the authorities behind
//! the card's other records.
//!
//! The profile is that of the certificates and records on a J-LIS test card as myna-card
//! 3.3 describes them; names, keys and personal data are made up.

mod authorities;
mod certificates;
mod holder;
mod input_support;
mod keys;
mod names;
mod objects;
mod surface;

pub(super) use holder::{Day, Holder};
pub(super) use input_support::InputSupport;
pub(super) use surface::Surface;

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use der::{DateTime, asn1::GeneralizedTime, asn1::UtcTime};
use rsa::RsaPrivateKey;
use x509_cert::time::Time;

use crate::{Error, Result, Status};

/// What a certificate and its key are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    /// 利用者証明用.
    Authentication,
    /// 署名用.
    Signature,
}

/// One of the card's two key pairs.
#[derive(Clone)]
pub(super) struct Identity {
    pub(super) key: Arc<RsaPrivateKey>,
    pub(super) certificate: Vec<u8>,
    pub(super) ca_certificate: Vec<u8>,
}

/// What the other applications hold of one holder.
pub(super) struct Records {
    pub(super) surface: Surface,
    pub(super) input_support: InputSupport,
    /// Tag, length, and 28 digits: serial number, municipality, expiry.
    pub(super) card_information: Vec<u8>,
}

/// Everything a card gets from the issuer.
#[derive(Clone)]
pub(super) struct Issued {
    pub(super) authentication: Identity,
    pub(super) signature: Identity,
    pub(super) records: Arc<Records>,
}

/// What the issuer is asked for.
#[derive(Clone)]
pub(super) struct Order {
    pub(super) seed: u64,
    pub(super) validity: Validity,
    pub(super) generation: CaGeneration,
    pub(super) holder: Holder,
}

/// Which of the CAs of one name: the genuine ones have had three keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CaGeneration(u8);

impl CaGeneration {
    pub(super) const CURRENT: Self = Self(3);

    pub(super) const fn new(number: u8) -> Option<Self> {
        match number {
            1..=3 => Some(Self(number)),
            _ => None,
        }
    }

    fn number(self) -> u8 {
        self.0
    }
}

/// From when to when a certificate is valid, in seconds since the Unix epoch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Validity {
    pub(super) not_before: i64,
    pub(super) not_after: i64,
}

impl Validity {
    /// 2025-04-01T00:00:00Z to 2030-04-01T14:59:59Z (23:59:59 in Japan).
    pub(super) const DEFAULT: Self = Self { not_before: 1_743_465_600, not_after: 1_901_285_999 };
    /// 2020-04-01T00:00:00Z to 2025-03-31T14:59:59Z (23:59:59 in Japan).
    pub(super) const PAST: Self = Self { not_before: 1_585_699_200, not_after: 1_743_433_199 };
    /// Of the CAs: 2015-01-01T00:00:00Z to 2049-12-31T14:59:59Z, so that leaves may
    /// be long expired or not yet valid.
    const CA: Self = Self { not_before: 1_420_070_400, not_after: 2_524_575_599 };

    fn encoded(self) -> der::Result<x509_cert::time::Validity> {
        Ok(x509_cert::time::Validity {
            not_before: time(self.not_before)?,
            not_after: time(self.not_after)?,
        })
    }
}

/// UTCTime until 2049, GeneralizedTime after (RFC 5280, 4.1.2.5).
fn time(seconds: i64) -> der::Result<Time> {
    let seconds = u64::try_from(seconds).map_err(|_| der::ErrorKind::DateTime)?;
    let moment = DateTime::from_unix_duration(Duration::from_secs(seconds))?;
    Ok(match moment.year() {
        ..2050 => Time::UtcTime(UtcTime::from_date_time(moment)?),
        _ => Time::GeneralTime(GeneralizedTime::from_date_time(moment)),
    })
}

/// The keys, certificates and records of a card.
pub(super) fn issue(order: &Order) -> Result<Issued> {
    let argument = |detail| Error::new(Status::Argument).with_detail(detail);
    order.validity.encoded().map_err(|_| argument("a virtual card's certificate validity"))?;
    if !order.holder.is_possible() {
        return Err(argument("a virtual card's holder"));
    }
    let internal = |_| Error::new(Status::Internal).with_detail("issuing a virtual card");
    Ok(Issued {
        authentication: identity(Purpose::Authentication, order).map_err(internal)?,
        signature: identity(Purpose::Signature, order).map_err(internal)?,
        records: records(order).map_err(internal)?,
    })
}

/// Why nothing could be issued.
#[derive(Debug)]
enum IssueError {
    Encoding,
    Key,
}

impl From<der::Error> for IssueError {
    fn from(_: der::Error) -> Self {
        Self::Encoding
    }
}

impl From<rsa::Error> for IssueError {
    fn from(_: rsa::Error) -> Self {
        Self::Key
    }
}

/// Things issued in this process, and for what: cards that differ in nothing there share them.
type Known<K, T> = Mutex<Vec<(K, T)>>;

fn known_or_issued<K: PartialEq, T: Clone>(
    known: &Known<K, T>,
    what: K,
    issue: impl FnOnce() -> Result<T, IssueError>,
) -> Result<T, IssueError> {
    let lock = || known.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, issued)) = lock().iter().find(|(known, _)| *known == what) {
        return Ok(issued.clone());
    }
    let issued = issue()?;
    lock().push((what, issued.clone()));
    Ok(issued)
}

fn identity(purpose: Purpose, order: &Order) -> Result<Identity, IssueError> {
    type What = (Purpose, u64, Validity, CaGeneration, Option<Day>);
    static KNOWN: Known<What, Identity> = Mutex::new(Vec::new());
    // The signature certificate alone says who the holder is.
    let birth_date = (purpose == Purpose::Signature).then_some(order.holder.birth_date);
    let what = (purpose, order.seed, order.validity, order.generation, birth_date);
    known_or_issued(&KNOWN, what, || issue_identity(purpose, order))
}

fn issue_identity(purpose: Purpose, order: &Order) -> Result<Identity, IssueError> {
    let Order { seed, generation, .. } = *order;
    let ca =
        certificates::Authority { purpose, generation, key: &*keys::ca_key(purpose, generation)? };
    let key = keys::card_key(purpose, seed)?;
    Ok(Identity {
        certificate: certificates::card_certificate(&ca, order, &key)?,
        ca_certificate: certificates::ca_certificate(&ca)?,
        key,
    })
}

fn records(order: &Order) -> Result<Arc<Records>, IssueError> {
    static KNOWN: Known<(u64, Holder), Arc<Records>> = Mutex::new(Vec::new());
    let Order { seed, holder, .. } = order;
    known_or_issued(&KNOWN, (*seed, holder.clone()), || {
        let digits =
            [&Holder::serial_number(*seed), Holder::MUNICIPALITY, &holder.expiry.digits()].concat();
        Ok(Arc::new(Records {
            surface: Surface::issue(holder, *seed)?,
            input_support: InputSupport::issue(holder, *seed)?,
            card_information: objects::object(0x01, digits.as_bytes())?,
        }))
    })
}
