//! The records of the card-surface application (their form was measured by myna-card 3.3).

use std::sync::Arc;

use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use sha2::{Digest, Sha256};

use crate::virtual_card::Application;
use crate::virtual_card::issuer::authorities::{Authority, sign};
use crate::virtual_card::issuer::holder::Holder;
use crate::virtual_card::issuer::keys;
use crate::virtual_card::issuer::objects::{
    key_identifier, object, object_with_offsets, public_key,
};
use crate::virtual_card::issuer::order::IssueError;

/// A drawn face, greyscale JPEG 2000 in a JP2 container.
const PHOTO: &[u8] = include_bytes!("face/photo.jp2");
const NAME: &[u8] = include_bytes!("face/name.png");
const ADDRESS: &[u8] = include_bytes!("face/address.png");
const SECURITY_CODE: &[u8] = include_bytes!("face/security-code.png");
const INDIVIDUAL_NUMBER: &[u8] = include_bytes!("face/individual-number.png");

/// DigestInfo of SHA-256 up to its OCTET STRING's value, which has 96 bytes.
const DIGEST_INFO_OF_THREE: [u8; 19] = [
    0x30, 0x71, 0x30, 0x0D, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05,
    0x00, 0x04, 0x60,
];

/// The contents of the application.
#[derive(Clone)]
pub(in crate::virtual_card) struct Surface {
    /// The card's own key.
    pub(in crate::virtual_card) key: Arc<RsaPrivateKey>,
    pub(in crate::virtual_card) authority: Authority,
    pub(in crate::virtual_card) age_record: Vec<u8>,
    pub(in crate::virtual_card) card_face: Vec<u8>,
    pub(in crate::virtual_card) information: Vec<u8>,
    pub(in crate::virtual_card) certificate: Vec<u8>,
    pub(in crate::virtual_card) individual_number_image: Vec<u8>,
}

impl Surface {
    pub(super) fn issue(holder: &Holder, seed: u64) -> Result<Self, IssueError> {
        let key = keys::application_key(Application::CardSurface, seed)?;
        let (authority, certificate) = Authority::certify(Application::CardSurface)?;
        let municipality = keys::municipality_key()?;
        let public_key = public_key(&key)?;
        let birth_date = holder.birth_date.digits();

        let signed = |tag, signature_tag, objects: Vec<u8>| {
            let signature = object(signature_tag, &sign(&municipality, &objects)?)?;
            object(tag, &[objects, signature].concat())
        };
        let age = [object(0xDF11, birth_date.as_bytes())?, object(0xDF12, &public_key)?].concat();
        let number = [object(0xDF41, INDIVIDUAL_NUMBER)?, object(0xDF42, &public_key)?].concat();
        Ok(Self {
            authority,
            age_record: signed(0xFF10, 0xDF13, age)?,
            card_face: card_face(holder, &public_key, &municipality)?,
            information: information()?,
            certificate,
            individual_number_image: signed(0xFF40, 0xDF43, number)?,
            key,
        })
    }
}

/// The signature covers three groups of objects, each by its own hash; expiry and
/// security code are not covered.
fn card_face(
    holder: &Holder,
    public_key: &[u8],
    municipality: &RsaPrivateKey,
) -> Result<Vec<u8>, IssueError> {
    let mut objects = vec![
        object(0xDF22, holder.birth_date.digits().as_bytes())?,
        object(0xDF23, Holder::SEX.as_bytes())?,
        object(0xDF24, public_key)?,
        object(0xDF25, NAME)?,
        object(0xDF26, ADDRESS)?,
        object(0xDF27, PHOTO)?,
    ];
    let mut digest_info = DIGEST_INFO_OF_THREE.to_vec();
    for group in [0..3, 3..5, 5..6] {
        let covered = objects.get(group).unwrap_or_default().concat();
        digest_info.extend(Sha256::digest(covered));
    }
    let signature = municipality.sign(Pkcs1v15Sign::new_unprefixed(), &digest_info)?;
    objects.push(object(0xDF28, &signature)?);
    objects.push(object(0xDF29, holder.expiry.digits().as_bytes())?);
    objects.push(object(0xDF2A, SECURITY_CODE)?);
    object_with_offsets(0xFF20, 0xDF21, &objects)
}

/// The application's basic information; the last 256 bytes have no meaning.
fn information() -> Result<Vec<u8>, IssueError> {
    let opaque = [key_identifier(b"9900025", b"001").as_slice(), &[0x5A; 256]].concat();
    let objects = [
        object(0xDF31, &[0x06, 0x03, 0x0E, 0x01])?,
        object(0xDF32, &key_identifier(b"9000024", b"001"))?,
        object(0xDF33, &[0])?,
        object(0xDF34, Holder::MUNICIPALITY.as_bytes())?,
        object(0xDF35, &opaque)?,
    ];
    object(0xFF30, &objects.concat())
}
