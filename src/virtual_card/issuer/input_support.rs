//! The records of the input-support application (their form was measured by myna-card 3.3).

use std::sync::Arc;

use rsa::RsaPrivateKey;
use sha2::{Digest, Sha256};

use crate::virtual_card::Application;
use crate::virtual_card::issuer::authorities::{Authority, sign};
use crate::virtual_card::issuer::holder::Holder;
use crate::virtual_card::issuer::keys;
use crate::virtual_card::issuer::objects::{
    key_identifier, object, object_with_offsets, public_key,
};
use crate::virtual_card::issuer::order::IssueError;

/// The contents of the application.
#[derive(Clone)]
pub(in crate::virtual_card) struct InputSupport {
    /// The card's own key.
    pub(in crate::virtual_card) key: Arc<RsaPrivateKey>,
    pub(in crate::virtual_card) authority: Authority,
    /// With the filler, which the integrity record covers.
    pub(in crate::virtual_card) individual_number: Vec<u8>,
    pub(in crate::virtual_card) basic_attributes: Vec<u8>,
    pub(in crate::virtual_card) integrity_record: Vec<u8>,
    pub(in crate::virtual_card) certificate: Vec<u8>,
    pub(in crate::virtual_card) information: Vec<u8>,
    pub(in crate::virtual_card) session_public_key: Vec<u8>,
    pub(in crate::virtual_card) signed_public_key: Vec<u8>,
}

impl InputSupport {
    pub(super) fn issue(holder: &Holder, seed: u64) -> Result<Self, IssueError> {
        let key = keys::application_key(Application::InputSupport, seed)?;
        let (authority, certificate) = Authority::certify(Application::InputSupport)?;
        let municipality = keys::municipality_key()?;

        let number = object(0xFF10, Holder::INDIVIDUAL_NUMBER.as_bytes())?;
        let individual_number = [number.as_slice(), &[0xFF; 2]].concat();
        let attributes = [
            object(0xDF22, holder.name.as_bytes())?,
            object(0xDF23, holder.address.as_bytes())?,
            object(0xDF24, holder.birth_date.digits().as_bytes())?,
            object(0xDF25, Holder::SEX.as_bytes())?,
        ];
        let digests = [
            object(0xDF31, &Sha256::digest(&individual_number))?,
            object(0xDF32, &Sha256::digest(attributes.concat()))?,
        ]
        .concat();
        let signature = object(0xDF33, &sign(&municipality, &digests)?)?;
        let own = object(0xDF51, &public_key(&key)?)?;
        let own_signature = object(0xDF52, &sign(&municipality, &own)?)?;
        Ok(Self {
            key,
            authority,
            individual_number,
            basic_attributes: object_with_offsets(0xFF20, 0xDF21, &attributes)?,
            integrity_record: object(0xFF30, &[digests, signature].concat())?,
            certificate,
            information: information()?,
            session_public_key: object(0xA1, &public_key(&*keys::session_key()?)?)?,
            signed_public_key: object(0xFF50, &[own, own_signature].concat())?,
        })
    }
}

/// The application's basic information; 96 of its last 128 bytes are filler.
fn information() -> Result<Vec<u8>, IssueError> {
    let opaque = [[0x5A; 32].as_slice(), &[0xFF; 96]].concat();
    let objects = [
        object(0xDF41, &[0x01, 0x03, 0x0E, 0x01])?,
        object(0xDF42, &key_identifier(b"9000034", b"001"))?,
        object(0xDF43, &opaque)?,
    ];
    object(0xFF40, &objects.concat())
}
