//! The signers of records: for each application an authority certifies the municipality, whose key
//! signs.

use rsa::traits::PublicKeyParts;
use rsa::{Pkcs1v15Sign, RsaPrivateKey};
use sha2::{Digest, Sha256};

use crate::virtual_card::Application;
use crate::virtual_card::issuer::keys;
use crate::virtual_card::issuer::objects::{
    KEY_IDENTIFIER_LENGTH, key_identifier, object, public_key,
};
use crate::virtual_card::issuer::order::IssueError;

/// The municipality's key; real ones begin with its code.
const MUNICIPALITY: &[u8; 7] = b"9131016";

/// An authority's key: it is not on the card, so a verifier must have it.
#[derive(Clone)]
pub(in crate::virtual_card) struct Authority {
    pub(in crate::virtual_card) key_identifier: [u8; KEY_IDENTIFIER_LENGTH],
    /// Big-endian, 256 bytes; the exponent is 65537.
    pub(in crate::virtual_card) modulus: Vec<u8>,
}

impl Authority {
    /// The authority of the card-surface or the input-support application, with the card-verifiable
    /// certificate that it issued to the municipality.
    pub(super) fn certify(application: Application) -> Result<(Self, Vec<u8>), IssueError> {
        let number = match application {
            Application::CardSurface => b"9000023",
            _ => b"9000033",
        };
        let key = keys::authority_key(application)?;
        let authority =
            Self { key_identifier: key_identifier(number, b"001"), modulus: key.n().to_bytes_be() };
        let body = [
            authority.key_identifier.as_slice(),
            &key_identifier(MUNICIPALITY, b"000"),
            &public_key(&*keys::municipality_key()?)?,
        ]
        .concat();
        let signature = sign(&key, &body)?;
        let certificate = [object(0x5F4E, &body)?, object(0x5F37, &signature)?].concat();
        Ok((authority, object(0x7F21, &certificate)?))
    }
}

/// RSASSA-PKCS1-v1_5 with SHA-256.
pub(super) fn sign(key: &RsaPrivateKey, data: &[u8]) -> Result<Vec<u8>, IssueError> {
    Ok(key.sign(Pkcs1v15Sign::new::<Sha256>(), &Sha256::digest(data))?)
}
