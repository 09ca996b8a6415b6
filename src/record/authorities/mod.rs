//! The keys that may certify the keys that sign records.

mod application;
mod published;

pub use application::RecordApplication;

use std::fmt;

use crate::error::{Error, Result};
use crate::record::authorities::published::{Hierarchy, PUBLISHED, Published};
use crate::record::key::{EXPONENT, MODULUS_LENGTH, PublicKey};
use crate::status::Status;

/// An authority's key, and the application whose certificates it may sign.
///
/// All of it is public data; it is not stored on any card.
///
/// ```
/// use jpkicard::Status;
/// use jpkicard::record::{CardAuthority, RecordApplication};
///
/// let new = |modulus: &[u8]| {
///     CardAuthority::new(RecordApplication::CardSurface, [0; 16], modulus, &[1, 0, 1])
/// };
/// assert!(new(&[0xFF; 256]).is_ok());
/// assert_eq!(new(&[0xFF; 128]).unwrap_err().status(), Status::KeyNotSupported);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct CardAuthority {
    application: RecordApplication,
    key_identifier: [u8; 16],
    modulus: [u8; MODULUS_LENGTH],
}

impl CardAuthority {
    /// An authority newer than this library, or one for tests. Whoever can choose it can forge
    /// cards: obtain it from the issuer over a channel that nobody can tamper with. Modulus and
    /// exponent are big-endian; leading zeros do not count.
    ///
    /// # Errors
    /// `KeyNotSupported` unless the modulus has 2048 bits and the exponent is 65537.
    pub fn new(
        application: RecordApplication,
        key_identifier: [u8; 16],
        modulus: &[u8],
        exponent: &[u8],
    ) -> Result<Self> {
        let unsupported = Error::new(Status::KeyNotSupported);
        let [modulus, exponent] = [modulus, exponent].map(without_zeros);
        match modulus.try_into() {
            Ok(modulus) if exponent == EXPONENT && PublicKey::new(&modulus).is_some() => {
                Ok(Self { application, key_identifier, modulus })
            }
            _ => Err(unsupported),
        }
    }

    /// The application whose certificates it may sign.
    #[must_use]
    pub fn application(&self) -> RecordApplication {
        self.application
    }

    /// How certificates identify its key: seven ASCII digits, `08 05`, three ASCII digits, four
    /// bytes that are mostly zero.
    #[must_use]
    pub fn key_identifier(&self) -> &[u8; 16] {
        &self.key_identifier
    }

    /// The modulus, big-endian; the exponent is 65537.
    #[must_use]
    pub fn modulus(&self) -> &[u8; 256] {
        &self.modulus
    }

    fn published(published: &Published) -> Self {
        Self {
            application: published.application,
            key_identifier: published.key_identifier(),
            modulus: *published.modulus,
        }
    }
}

impl fmt::Debug for CardAuthority {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.key_identifier.get(..7).unwrap_or_default();
        write!(f, "CardAuthority({:?}, {})", self.application, name.escape_ascii())
    }
}

/// The authorities for one check.
///
/// ```
/// use jpkicard::record::{CardAuthorities, RecordApplication};
///
/// let authorities = CardAuthorities::production(); // real cards
/// assert_eq!(authorities, CardAuthorities::default());
/// let applications = authorities.iter().map(|authority| authority.application());
/// assert_eq!(applications.filter(|known| *known == RecordApplication::CardSurface).count(), 1);
/// assert_eq!(CardAuthorities::none().iter().count(), 0); // refuses every card
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardAuthorities(Vec<CardAuthority>);

impl CardAuthorities {
    /// The authorities of real cards, one per application.
    #[must_use]
    pub fn production() -> Self {
        Self::of(Hierarchy::Production)
    }

    /// The authorities of the test cards that J-LIS lends to developers. Test cards do not
    /// represent real people: never use these in a program that serves patients.
    #[must_use]
    pub fn test() -> Self {
        Self::of(Hierarchy::Test)
    }

    /// No authority: everything is refused until one is added.
    #[must_use]
    pub const fn none() -> Self {
        Self(Vec::new())
    }

    /// These and one more.
    #[must_use]
    pub fn with(mut self, authority: CardAuthority) -> Self {
        self.0.push(authority);
        self
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, CardAuthority> {
        self.0.iter()
    }

    fn of(hierarchy: Hierarchy) -> Self {
        let published = PUBLISHED.iter().filter(|published| published.hierarchy == hierarchy);
        Self(published.map(CardAuthority::published).collect())
    }
}

/// [`CardAuthorities::production`].
impl Default for CardAuthorities {
    fn default() -> Self {
        Self::production()
    }
}

impl<'a> IntoIterator for &'a CardAuthorities {
    type Item = &'a CardAuthority;
    type IntoIter = std::slice::Iter<'a, CardAuthority>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

fn without_zeros(number: &[u8]) -> &[u8] {
    let zeros = number.iter().take_while(|byte| **byte == 0).count();
    number.get(zeros..).unwrap_or_default()
}
