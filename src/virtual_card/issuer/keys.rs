//! RSA keys of the test PKI, each derived only from a name and a number.
//!
//! Generating one takes seconds without optimisation, so the primes of those that tests use most
//! are stored in `TEST-KEYS.txt`. They are public: never trust anything signed with them.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::SeedableRng;
use rsa::{BigUint, RsaPrivateKey};
use sha2::{Digest, Sha256};

use crate::virtual_card::Application;
use crate::virtual_card::issuer::order::{CaGeneration, Purpose};

/// One key per line: its name, a colon, and its two primes to the base 32, which takes the
/// least room in a package.
const TEST_KEYS: &str = include_str!("TEST-KEYS.txt");

/// The key of the CA's generation, the same for every card.
pub(super) fn ca_key(
    purpose: Purpose,
    generation: CaGeneration,
) -> rsa::Result<Arc<RsaPrivateKey>> {
    key(match generation {
        CaGeneration::CURRENT => format!("{} CA", purpose_name(purpose)),
        older => format!("{} CA {}", purpose_name(purpose), older.number()),
    })
}

/// A card's key.
pub(super) fn card_key(purpose: Purpose, seed: u64) -> rsa::Result<Arc<RsaPrivateKey>> {
    key(format!("{} {seed}", purpose_name(purpose)))
}

/// The key of an authority that certifies municipalities for one application.
pub(super) fn authority_key(application: Application) -> rsa::Result<Arc<RsaPrivateKey>> {
    key(format!("{} authority", application_name(application)))
}

/// The key with which the municipality signs records.
pub(super) fn municipality_key() -> rsa::Result<Arc<RsaPrivateKey>> {
    key("municipality".into())
}

/// A card's own key in an application.
pub(super) fn application_key(
    application: Application,
    seed: u64,
) -> rsa::Result<Arc<RsaPrivateKey>> {
    key(format!("{} {seed}", application_name(application)))
}

/// The key to which session keys are encrypted, the same for every card.
pub(super) fn session_key() -> rsa::Result<Arc<RsaPrivateKey>> {
    key("session".into())
}

fn application_name(application: Application) -> &'static str {
    match application {
        Application::Jpki => "JPKI",
        Application::CardSurface => "card surface",
        Application::InputSupport => "input support",
        Application::Common => "common",
    }
}

fn purpose_name(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Authentication => "authentication",
        Purpose::Signature => "signature",
    }
}

/// The key with this name: known in this process, stored, or generated.
fn key(name: String) -> rsa::Result<Arc<RsaPrivateKey>> {
    static KNOWN: OnceLock<Mutex<HashMap<String, Arc<RsaPrivateKey>>>> = OnceLock::new();
    // Held while a key is generated: others that need the same one wait for it.
    let mut known =
        KNOWN.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(key) = known.get(&name) {
        return Ok(key.clone());
    }
    let key = match stored(&name) {
        Some(primes) => RsaPrivateKey::from_p_q(primes.0, primes.1, BigUint::from(65_537_u32))?,
        None => generate(&name)?,
    };
    let key = Arc::new(key);
    known.insert(name, key.clone());
    Ok(key)
}

fn generate(name: &str) -> rsa::Result<RsaPrivateKey> {
    let seed = Sha256::digest(format!("jpkicard test key: {name}"));
    RsaPrivateKey::new(&mut ChaCha20Rng::from_seed(seed.into()), 2048)
}

fn stored(name: &str) -> Option<(BigUint, BigUint)> {
    let prime = |text: &str| BigUint::parse_bytes(text.as_bytes(), 32);
    TEST_KEYS.lines().find_map(|line| {
        let mut primes = line.strip_prefix(name)?.strip_prefix(':')?.split_whitespace();
        Some((prime(primes.next()?)?, prime(primes.next()?)?))
    })
}

#[cfg(test)]
mod tests;
