//! The test PKI: two CAs and what they issue to each card, and the authorities behind
//! the card's other records.
//!
//! The profile is that of the certificates and records on a J-LIS test card, as described by
//! myna-card 3.3; names, keys and personal data are fictitious.

mod authorities;
mod certificates;
mod holder;
mod input_support;
mod keys;
mod names;
mod objects;
mod order;
mod surface;

pub(super) use holder::{Day, Holder};
pub(super) use input_support::InputSupport;
pub(super) use order::{CaGeneration, Order, Purpose, Validity};
pub(super) use surface::Surface;

use std::sync::{Arc, Mutex, PoisonError};

use rsa::RsaPrivateKey;

use crate::virtual_card::issuer::order::IssueError;
use crate::{Error, Result, Status};

/// One of the card's two key pairs.
#[derive(Clone)]
pub(super) struct Identity {
    pub(super) key: Arc<RsaPrivateKey>,
    pub(super) certificate: Vec<u8>,
    pub(super) ca_certificate: Vec<u8>,
}

/// One holder's records in the other applications.
pub(super) struct Records {
    pub(super) surface: Surface,
    pub(super) input_support: InputSupport,
    /// Tag, length, and 28 digits: serial number, municipality, expiry.
    pub(super) card_information: Vec<u8>,
}

/// Everything that the issuer puts on a card.
#[derive(Clone)]
pub(super) struct Issued {
    pub(super) authentication: Identity,
    pub(super) signature: Identity,
    pub(super) records: Arc<Records>,
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

/// Objects issued in this process, with their keys: cards that do not differ in the key share them.
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
    // Only the signature certificate identifies the holder.
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
