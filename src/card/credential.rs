//! PINs and keys: how many tries are left, VERIFY, signing, locking again.
//!
//! The rules: VERIFY is sent at most once per call and never repeated; the key counts as open from
//! before VERIFY is sent until the application has been left or the card has lost power.

use crate::apdu::{Command, ExpectedLength, StatusWord};
use crate::card::{ApplicationIdentifier, ElementaryFile, Key, Transaction};
use crate::error::{Error, Result};
use crate::status::Status;
use crate::trace;
use crate::transport::Transport;

/// GlobalPlatform's Issuer Security Domain: selecting it leaves the current
/// application and clears its security status (measured by myna-card 3.3).
const ISSUER_SECURITY_DOMAIN: ApplicationIdentifier =
    ApplicationIdentifier(&[0xA0, 0x00, 0x00, 0x01, 0x51, 0x00, 0x00]);

/// The length of a signature by an application's own key, in bytes (myna-card 3.3).
const OWN_SIGNATURE_LENGTH: usize = 256;

/// What the card reports about a PIN's tries.
///
/// ```
/// use jpkicard::PinStatus;
///
/// let message = |status| match status {
///     PinStatus::Blocked => "locked: the municipal office resets it".to_owned(),
///     PinStatus::TriesLeft(1) => "one wrong PIN locks it".to_owned(),
///     PinStatus::TriesLeft(tries) => format!("{tries} tries"),
///     _ => "not known".to_owned(),
/// };
/// assert_eq!(message(PinStatus::TriesLeft(3)), "3 tries");
/// assert_eq!(PinStatus::Blocked.tries_left(), Some(0));
/// assert_eq!(PinStatus::NotReported.tries_left(), None);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum PinStatus {
    /// This many wrong tries, at least 1, lock it.
    TriesLeft(u8),
    /// Locked: the holder can have it reset at the municipal office or, with the signature
    /// password, at some convenience-store kiosks.
    Blocked,
    /// The card reports that wrong tries are not limited (`6300`). No card is known for which that
    /// is true, so a call that sends the PIN treats it like [`NotReported`](Self::NotReported) and
    /// requires the last try to be allowed.
    NoLimit,
    /// The card does not report how many are left.
    NotReported,
}

impl PinStatus {
    /// The number of tries left, if the card reports one; 0 when blocked.
    #[must_use]
    pub const fn tries_left(self) -> Option<u8> {
        match self {
            Self::TriesLeft(tries) => Some(tries),
            Self::Blocked => Some(0),
            Self::NoLimit | Self::NotReported => None,
        }
    }

    /// The meaning of the answer to VERIFY without data.
    fn of_query(status: StatusWord) -> Self {
        match (status, status.tries_left()) {
            (StatusWord::NO_LIMIT, _) => Self::NoLimit,
            (StatusWord::REFERENCE_DATA_NOT_USABLE, _)
            | (StatusWord::AUTHENTICATION_METHOD_BLOCKED, _)
            | (_, Some(0)) => Self::Blocked,
            (_, Some(tries)) => Self::TriesLeft(tries),
            // `9000` too: the card may mean "verified" or "no such rule".
            (_, None) => Self::NotReported,
        }
    }
}

/// How P2 addresses a PIN or key on this card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressing {
    /// `80 | SFI`: known to work because the query of the tries succeeded.
    ShortIdentifier,
    /// `80`, after selecting the file.
    Selected,
}

impl<T: Transport> Transaction<'_, T> {
    /// Queries how many tries a PIN has left. Spends none; does not show whether the PIN is
    /// verified.
    ///
    /// The short file identifier is tried first: a `63Cx` answer shows that the card accepts it,
    /// and only then may VERIFY use it. Otherwise the file is selected and the query sent again.
    ///
    /// # Errors
    /// `NotOnCard` if there is no such PIN; those of the transport.
    pub fn query_tries(&mut self, pin: ElementaryFile) -> Result<(PinStatus, Addressing)> {
        match PinStatus::of_query(self.query(pin.short_reference())?) {
            status @ (PinStatus::TriesLeft(_) | PinStatus::Blocked) => {
                Ok((status, Addressing::ShortIdentifier))
            }
            PinStatus::NoLimit | PinStatus::NotReported => self.query_tries_of_selected(pin),
        }
    }

    /// Like [`query_tries`](Self::query_tries), with the file selected, as CHANGE REFERENCE DATA
    /// requires.
    ///
    /// # Errors
    /// As for [`query_tries`](Self::query_tries).
    pub(crate) fn query_tries_of_selected(
        &mut self,
        pin: ElementaryFile,
    ) -> Result<(PinStatus, Addressing)> {
        self.select_file(pin)?;
        Ok((PinStatus::of_query(self.query(0x80)?), Addressing::Selected))
    }

    /// VERIFY without data (ISO 7816-4, 7.5.6).
    fn query(&mut self, reference: u8) -> Result<StatusWord> {
        Ok(self.send_once(&Command::new(0x00, 0x20, 0x00, reference))?.status)
    }

    /// Sends a PIN once. From here on the key counts as open.
    ///
    /// `addressing` is what [`query_tries`](Self::query_tries) returned for this file in this
    /// transaction, with nothing selected since.
    ///
    /// # Errors
    /// `PinWrong` with the tries left, `PinBlocked`, or `PinUncertain` if the answer was lost or
    /// says neither.
    pub(crate) fn verify(
        &mut self,
        pin: ElementaryFile,
        addressing: Addressing,
        secret: &[u8],
    ) -> Result<()> {
        if secret.is_empty() {
            // Without data the command would be a query, and might look like a success.
            return Err(Error::new(Status::PinFormat));
        }
        let reference = match addressing {
            Addressing::ShortIdentifier => pin.short_reference(),
            Addressing::Selected => 0x80,
        };
        let command = Command::new(0x00, 0x20, 0x00, reference).with_secret(secret);
        self.card.key = Key::MaybeOpen;
        self.watch();
        let status = match self.send_once(&command) {
            Ok(answer) => answer.status,
            Err(lost) => return Err(lost.because_of(Status::PinUncertain)),
        };
        let error = match (status, status.tries_left()) {
            (StatusWord::OK, _) => return Ok(()),
            (StatusWord::NO_LIMIT, _) => Error::new(Status::PinWrong),
            (StatusWord::REFERENCE_DATA_NOT_USABLE, _)
            | (StatusWord::AUTHENTICATION_METHOD_BLOCKED, _) => {
                Error::new(Status::PinBlocked).with_tries_left(0)
            }
            // The status word shows that this try locked it; see `src/error_words.rs`.
            (_, Some(0)) => Error::new(Status::PinBlocked).with_tries_left(0),
            (_, Some(tries)) => Error::new(Status::PinWrong).with_tries_left(tries),
            (_, None) => Error::new(Status::PinUncertain),
        };
        Err(error.with_status_word(status))
    }

    /// CHANGE REFERENCE DATA of the PIN that was just verified, `00 24 01 80 Lc new`, with
    /// its file selected (myna, myna-card 3.3), then VERIFY of the new one.
    ///
    /// # Errors
    /// `CardStatus` if the card refused, so that the old one stays in force; `PinChangeUncertain`
    /// if its answer was lost, says neither or contradicts the answer to VERIFY, or if the new one
    /// is not accepted.
    pub(crate) fn change_reference_data(&mut self, pin: ElementaryFile, new: &[u8]) -> Result<()> {
        if new.is_empty() {
            return Err(Error::new(Status::PinFormat));
        }
        let uncertain = |lost: &Error| lost.because_of(Status::PinChangeUncertain);
        let command = Command::new(0x00, 0x24, 0x01, 0x80).with_secret(new);
        let answer = self.send_once(&command).map_err(|lost| uncertain(&lost))?;
        if !answer.status.is_ok() {
            // Only a status that says that nothing was done is a refusal (ISO 7816-4, 5.1.3):
            // memory unchanged, or command not accepted. But a card that asks for the PIN it has
            // just accepted contradicts itself: either answer may be false.
            let status = match (answer.status, answer.status.sw1()) {
                (StatusWord::SECURITY_STATUS_NOT_SATISFIED, _) => Status::PinChangeUncertain,
                (_, 0x64 | 0x67..=0x6E) => Status::CardStatus,
                _ => Status::PinChangeUncertain,
            };
            return Err(Error::new(status)
                .with_detail("changing the PIN")
                .with_status_word(answer.status));
        }
        self.verify(pin, Addressing::Selected, new).map_err(|wrong| uncertain(&wrong))
    }

    /// COMPUTE DIGITAL SIGNATURE: `80 2A P1 P2 Lc data 00`.
    ///
    /// # Errors
    /// `CardStatus`, `PinRequired` (`6982`), `CardAnswer`; those of the transport.
    pub(crate) fn compute_signature(
        &mut self,
        key: ElementaryFile,
        addressing: Addressing,
        p1: u8,
        input: &[u8],
    ) -> Result<Vec<u8>> {
        let p2 = match addressing {
            Addressing::ShortIdentifier => key.short_reference(),
            Addressing::Selected => {
                self.select_file(key)?;
                0x80
            }
        };
        self.sign(p1, p2, input)
    }

    /// COMPUTE DIGITAL SIGNATURE with the selected application's own key: `80 2A 00 00 Lc data 00`.
    /// It requires no PIN (measured by myna-card 3.3 in the card-surface and input-support
    /// applications).
    ///
    /// # Errors
    /// As for [`compute_signature`](Self::compute_signature); `CardAnswer` also for a truncated
    /// signature: every such key is RSA-2048.
    pub(crate) fn compute_own_signature(&mut self, input: &[u8]) -> Result<Vec<u8>> {
        let signature = self.sign(0x00, 0x00, input)?;
        match signature.len() {
            OWN_SIGNATURE_LENGTH => Ok(signature),
            _ => Err(Error::new(Status::CardAnswer).with_detail("signing")),
        }
    }

    fn sign(&mut self, p1: u8, p2: u8, input: &[u8]) -> Result<Vec<u8>> {
        let command = Command::new(0x80, 0x2A, p1, p2)
            .with_data(input)
            .expect_bytes(ExpectedLength::MAX_SHORT);
        let mut answer = self.send(&command)?;
        let failed =
            |status| Error::new(status).with_detail("signing").with_status_word(answer.status);
        match answer.status {
            StatusWord::OK if answer.data.is_empty() => Err(failed(Status::CardAnswer)),
            StatusWord::OK => Ok(std::mem::take(&mut *answer.data)),
            StatusWord::SECURITY_STATUS_NOT_SATISFIED => Err(failed(Status::PinRequired)),
            _ => Err(failed(Status::CardStatus)),
        }
    }

    /// Locks the key again if a PIN was sent: leaves the application or, if that fails, powers the
    /// card down. Powers it down immediately if an answer was lost since, because a late answer
    /// could pass for the one to leaving.
    ///
    /// # Errors
    /// `KeyNotLocked` if the card is still there and neither succeeded.
    pub fn lock_key(&mut self) -> Result<()> {
        if self.card.key == Key::Locked {
            return Ok(());
        }
        if self.disturbed {
            // A lost answer may still arrive and be taken for SELECT's.
            let taken = self.power_down_if_open();
            if taken.is_err() {
                self.leave_unconfirmed();
            }
            return taken;
        }
        match self.select_by_name(ISSUER_SECURITY_DOMAIN) {
            // Any other answer, `61xx` included, does not prove that it was done.
            Ok(status) if status.is_ok() => {
                self.card.key = Key::Locked;
                Ok(())
            }
            _ => self.power_down_if_open(),
        }
    }

    /// Leaves the application without trusting the answer: it may be a late answer to an earlier
    /// command.
    pub(super) fn leave_unconfirmed(&mut self) {
        let _ = self.select_by_name(ISSUER_SECURITY_DOMAIN);
        self.watch();
    }

    /// Leaves whatever application another program left selected, perhaps with its key open: a
    /// program that was killed could not leave it. Powers down a card on which that fails; if that
    /// fails too, the card is used all the same, since no key is known to be open. A phone lacks
    /// the application selected here, and ends its session when it loses power: it is left powered if
    /// it hides what a verified PIN would reveal.
    pub(crate) fn leave_what_others_left(&mut self) {
        self.watch();
        let was_in_doubt = self.is_in_doubt();
        let left = match self.select_by_name(ISSUER_SECURITY_DOMAIN) {
            // The first command after power-up: no key is open.
            Ok(StatusWord::NO_DIAGNOSIS) if !self.card.memory.answered() => {
                self.select_by_name(ISSUER_SECURITY_DOMAIN)
            }
            left => left,
        };
        match left {
            Ok(status) if status.is_ok() => {}
            Ok(StatusWord::FILE_NOT_FOUND) if self.hides_certificates() => {}
            left => {
                let refuses = |left: &Result<StatusWord>| {
                    left.as_ref().is_err_and(|error| error.status() == Status::ReaderFailed)
                };
                // The driver refuses every command until the card is reset, because another
                // program's exchange failed; another card would answer.
                let is_line_dead = !was_in_doubt
                    && self.will_be_reset()
                    && refuses(&left)
                    && refuses(&self.select_by_name(ISSUER_SECURITY_DOMAIN));
                self.card.key = Key::MaybeOpen;
                if let Err(error) = self.power_down_if_open() {
                    trace::leaving_failed(Some(&error));
                }
                self.card.key = Key::Locked;
                if is_line_dead {
                    self.is_the_same();
                }
            }
        }
    }

    /// Whether the selected application hides both certificates, as a phone does until the PIN for
    /// each is verified (myna); the signature certificate may be absent.
    fn hides_certificates(&mut self) -> bool {
        const AUTHENTICATION: (u8, &[StatusWord]) =
            (0x8A, &[StatusWord::SECURITY_STATUS_NOT_SATISFIED]);
        const SIGNATURE: (u8, &[StatusWord]) =
            (0x81, &[StatusWord::SECURITY_STATUS_NOT_SATISFIED, StatusWord::FILE_NOT_FOUND]);
        [AUTHENTICATION, SIGNATURE].into_iter().all(|(file, hidden)| {
            let one =
                Command::new(0x00, 0xB0, file, 0x00).expect_bytes(ExpectedLength::from_sw2(1));
            self.send_once(&one).is_ok_and(|answer| hidden.contains(&answer.status))
        })
    }

    pub(super) fn power_down_if_open(&mut self) -> Result<()> {
        if self.card.key == Key::Locked {
            return Ok(());
        }
        self.selected = None;
        self.card.home.check()?;
        match self.card.transport.power_down() {
            Ok(()) => {}
            // A card outside a reader has no power and has forgotten the PIN.
            Err(error) if error.status() == Status::CardRemoved => {}
            Err(error) => return Err(error.because_of(Status::KeyNotLocked)),
        }
        self.card.memory.lost_power();
        self.card.key = Key::Locked;
        Ok(())
    }
}
