//! The settings of a virtual card.

use std::fmt;

use crate::apdu::StatusWord;
use crate::virtual_card::Application;
use crate::virtual_card::applet::{Applet, Remembered};
use crate::virtual_card::card::{Applets, VirtualCard};
use crate::virtual_card::damage::Damage;
use crate::virtual_card::files::FileId;
use crate::virtual_card::issuer::{self, CaGeneration, Holder, Issued, Order, Validity};
use crate::virtual_card::settings::{LongAnswers, Quirks, Settings, Token};
use crate::{Error, Result, Status};

/// Builds a [`VirtualCard`]; see [`VirtualCard::builder`] for the defaults.
///
/// ```
/// use jpkicard::Status;
/// use jpkicard::virtual_card::{Token, VirtualCard};
///
/// let card = VirtualCard::builder().pin("9876").pin_tries(1).token(Token::MyNumberCard).build()?;
/// assert_eq!(card.pin_tries(), 1);
/// // What no card can be is refused.
/// let error = VirtualCard::builder().pin_tries(9).build().err().unwrap();
/// assert_eq!(error.status(), Status::Argument);
/// # Ok::<(), jpkicard::Error>(())
/// ```
#[derive(Clone)]
#[must_use]
pub struct Builder {
    pub(super) settings: Settings,
    quirks: Quirks,
    damages: Vec<(Application, FileId, Damage)>,
    remembers_signatures: bool,
    pub(super) pin_tries: Option<u8>,
    pub(super) order: Order,
    /// As requested, in range or not.
    pub(super) ca_generation: u8,
}

impl VirtualCard {
    /// Starts with an Individual Number Card with PIN `1234`, signature password `ABC123`, PIN
    /// `1234` of the input-support application, all tries left, the keys of seed 0, and
    /// certificates valid from 2025-04-01 to 2030-04-01T14:59:59Z. Its holder was born on
    /// 1980-02-17; it expires on 2035-02-17 and has the security code `2285`, so that check number
    /// B is `55021720352285`.
    pub fn builder() -> Builder {
        Builder::new()
    }
}

impl Builder {
    fn new() -> Self {
        Self {
            settings: Settings {
                token: Token::MyNumberCard,
                pin: b"1234".to_vec(),
                pin_limit: Some(3),
                pin_tries: 3,
                password: b"ABC123".to_vec(),
                password_limit: 5,
                password_tries: 5,
                signature_certificate: true,
                filler: 64,
                input_support_pin: b"1234".to_vec(),
                input_support_pin_tries: 3,
                check_number_tries: 10,
                further_application: None,
                has_own_applications: true,
            },
            quirks: Quirks {
                first_command_fails: true,
                refuses_short_identifiers: false,
                hides_tries: false,
                blocked_query: StatusWord::new(0x63C0),
                exact_length: false,
                long_answers: LongAnswers::Whole,
                signatures: Remembered::default(),
            },
            damages: Vec::new(),
            remembers_signatures: false,
            pin_tries: None,
            order: Order {
                seed: 0,
                validity: Validity::DEFAULT,
                generation: CaGeneration::CURRENT,
                holder: Holder::new(),
            },
            ca_generation: 3,
        }
    }

    /// The kind of token.
    pub fn token(mut self, token: Token) -> Self {
        self.settings.token = token;
        self
    }

    /// The PIN of the authentication key: 1 to 16 bytes; real ones are four digits.
    pub fn pin(mut self, pin: &str) -> Self {
        self.settings.pin = pin.as_bytes().to_vec();
        self
    }

    /// The password of the signature key: 1 to 16 bytes; real ones are 6 to 16
    /// of `A–Z` and `0–9`.
    pub fn signature_password(mut self, password: &str) -> Self {
        self.settings.password = password.as_bytes().to_vec();
        self
    }

    /// How many tries of the PIN are left now; by default its limit.
    pub fn pin_tries(mut self, tries: u8) -> Self {
        self.pin_tries = Some(tries);
        self
    }

    /// How many of the five tries of the signature password are left now.
    pub fn password_tries(mut self, tries: u8) -> Self {
        self.settings.password_tries = tries;
        self
    }

    /// How many wrong tries in a row block the PIN (at most 15), or `None` for a
    /// card that does not count and answers `6300`.
    pub fn pin_limit(mut self, limit: Option<u8>) -> Self {
        self.settings.pin_limit = limit;
        self
    }

    /// Selects the card's keys and names. The keys of seeds 0 to 7 are stored; others take seconds
    /// to generate, once per process.
    pub fn seed(mut self, seed: u64) -> Self {
        self.order.seed = seed;
        self
    }

    /// The first and last second of its certificates' validity, in seconds since
    /// 1970-01-01T00:00:00Z.
    pub fn validity(mut self, not_before: i64, not_after: i64) -> Self {
        self.order.validity = Validity { not_before, not_after };
        self
    }

    /// A card like many children's: without signature certificate, key and password.
    pub fn without_signature_certificate(mut self) -> Self {
        self.settings.signature_certificate = false;
        self
    }

    /// How many `FF` bytes follow each certificate in its EF.
    pub fn filler(mut self, bytes: usize) -> Self {
        self.settings.filler = bytes;
        self
    }

    /// Whether the first command after power-up is answered with `6F00` (measured by myna-card
    /// 3.3).
    pub fn first_command_fails(mut self, fails: bool) -> Self {
        self.quirks.first_command_fails = fails;
        self
    }

    /// Whether READ BINARY, VERIFY and signing answer a short EF identifier with `6A86`, so that
    /// EFs must be selected.
    pub fn refuses_short_identifiers(mut self, refuses: bool) -> Self {
        self.quirks.refuses_short_identifiers = refuses;
        self
    }

    /// Whether an empty VERIFY is answered with `6700` instead of the tries left.
    pub fn hides_tries(mut self, hides: bool) -> Self {
        self.quirks.hides_tries = hides;
        self
    }

    /// The answer to an empty VERIFY when no try is left: `63C0` or `6984`.
    pub fn blocked_query(mut self, status: StatusWord) -> Self {
        self.quirks.blocked_query = status;
        self
    }

    /// Whether READ BINARY of more bytes than are left is answered with `6Cxx` instead of the
    /// remaining bytes.
    pub fn exact_length(mut self, exact: bool) -> Self {
        self.quirks.exact_length = exact;
        self
    }

    /// How the data of a long answer is returned.
    pub fn long_answers(mut self, long_answers: LongAnswers) -> Self {
        self.quirks.long_answers = long_answers;
        self
    }

    /// Whether the card and its clones compute each PKCS #1 v1.5 signature once and then return the
    /// same bytes again, for tests that sign thousands of times.
    pub fn remembers_signatures(mut self, remembers: bool) -> Self {
        self.remembers_signatures = remembers;
        self
    }

    /// Damages a readable file of the JPKI application, such as `0x000A`, the authentication
    /// certificate.
    pub fn damage(self, file: u16, damage: Damage) -> Self {
        self.damage_in(Application::Jpki, file, damage)
    }

    /// Damages a readable file of this application, such as `0x0002` of the card-surface
    /// application, the card face.
    pub fn damage_in(mut self, application: Application, file: u16, damage: Damage) -> Self {
        self.damages.push((application, file, damage));
        self
    }

    /// Builds the card, not yet powered.
    ///
    /// # Errors
    /// [`Status::Argument`] if a setting is out of the range given at its method, a damage cannot
    /// be applied to its file, or a validity cannot be encoded in a certificate.
    pub fn build(mut self) -> Result<VirtualCard> {
        let settings = &mut self.settings;
        settings.pin_tries = self.pin_tries.or(settings.pin_limit).unwrap_or(0);
        let limit_allows = |limit: u8, tries: u8| (1..=15).contains(&limit) && tries <= limit;
        let label = settings.token.label();
        let secrets = [&settings.pin, &settings.password, &settings.input_support_pin];
        let generation = CaGeneration::new(self.ca_generation);
        let allowed = secrets.iter().all(|secret| (1..=16).contains(&secret.len()))
            && settings.pin_limit.is_none_or(|limit| limit_allows(limit, settings.pin_tries))
            && limit_allows(settings.password_limit, settings.password_tries)
            && limit_allows(3, settings.input_support_pin_tries)
            && limit_allows(10, settings.check_number_tries)
            && label.len() <= 32
            && label.is_ascii()
            && settings.further_application.as_deref().is_none_or(is_of_others)
            && !matches!(
                self.quirks.long_answers,
                LongAnswers::InParts(0) | LongAnswers::Deferred(0)
            );
        let Some(generation) = generation.filter(|_| allowed) else {
            return Err(Error::new(Status::Argument).with_detail("a virtual card's settings"));
        };
        self.order.generation = generation;
        let issued = issuer::issue(&self.order)?;
        if self.remembers_signatures {
            self.quirks.signatures = Remembered::new();
        }
        let mut applets = self.applets(&issued);
        for (application, file, damage) in &self.damages {
            let of_seed = match damage {
                Damage::OfSeed(seed) => {
                    let other = Order { seed: *seed, ..self.order.clone() };
                    self.applets(&issuer::issue(&other)?).remove(application)
                }
                _ => None,
            };
            let files = of_seed.map(|applet| applet.files().clone());
            applets
                .get_mut(application)
                .and_then(|applet| damage.apply(applet.files_mut(), *file, files))
                .ok_or_else(|| {
                    Error::new(Status::Argument).with_detail("a virtual card's damaged file")
                })?;
        }
        Ok(VirtualCard::new(&self.settings, self.quirks, applets, issued, self.order))
    }

    fn applets(&self, issued: &Issued) -> Applets {
        let applet = |application: &Application| {
            (*application, Applet::new(*application, &self.settings, issued, &self.order.holder))
        };
        let own: &[Application] = if self.settings.has_own_applications {
            self.settings.token.applications()
        } else {
            &[]
        };
        own.iter().map(applet).collect()
    }
}

/// Whether it is a valid application identifier (ISO 7816-4, 8.2.1.2), and not one of the card's
/// own.
fn is_of_others(identifier: &[u8]) -> bool {
    (5..=16).contains(&identifier.len())
        && Application::ALL.iter().all(|own| own.identifier() != identifier)
}

impl fmt::Debug for Builder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Builder")
            .field("token", &self.settings.token)
            .field("seed", &self.order.seed)
            .field("quirks", &self.quirks)
            .finish_non_exhaustive()
    }
}
