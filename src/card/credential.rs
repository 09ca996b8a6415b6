//! PINs and keys: how many tries are left, VERIFY, signing, locking again.
//!
//! The rules: VERIFY is sent at most once a call and never repeated; the key
//! counts as open from before VERIFY is sent until the application was left or
//! the card lost its power.

use crate::apdu::{Command, ExpectedLength, StatusWord};
use crate::card::{ApplicationIdentifier, ElementaryFile, Exclusive, Key};
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

/// What the card says of a PIN's tries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PinStatus {
    /// This many wrong tries lock it: 1 or more.
    TriesLeft(u8),
    /// Locked: the holder has it reset at the municipal office or, knowing the signature
    /// password, at some convenience-store kiosks.
    Blocked,
    /// The card says that wrong tries have no limit (`6300`). No card is known of which that
    /// is true, so a call that sends the PIN takes it for [`NotReported`](Self::NotReported)
    /// and wants the last try allowed.
    NoLimit,
    /// The card does not say how many are left.
    NotReported,
}

impl PinStatus {
    /// The number of tries left, where the card tells one; 0 when blocked.
    #[must_use]
    pub const fn tries_left(self) -> Option<u8> {
        match self {
            Self::TriesLeft(tries) => Some(tries),
            Self::Blocked => Some(0),
            Self::NoLimit | Self::NotReported => None,
        }
    }

    /// What the answer to VERIFY without data says.
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

/// How this card lets a PIN or a key be named in P2.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Addressing {
    /// `80 | SFI`: shown to work by the query of the tries.
    ShortIdentifier,
    /// `80`, the file being selected first.
    Selected,
}

impl<T: Transport> Exclusive<'_, T> {
    /// Asks how many tries a PIN has left. Spends none; does not tell whether the
    /// PIN is verified.
    ///
    /// The short file identifier is tried first: a `63Cx` answer shows that the
    /// card takes it, and only then may VERIFY use it. Otherwise the file is
    /// selected and asked again.
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

    /// As [`query_tries`](Self::query_tries), with the file selected, which CHANGE
    /// REFERENCE DATA needs.
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

    /// Sends a PIN, once. From here on the key counts as open.
    ///
    /// `addressing` is what [`query_tries`](Self::query_tries) gave for this file
    /// in this transaction, with nothing selected since.
    ///
    /// # Errors
    /// `PinWrong` with the tries left, `PinBlocked`, or `PinUncertain` when the
    /// answer was lost or says neither.
    pub(crate) fn verify(
        &mut self,
        pin: ElementaryFile,
        addressing: Addressing,
        secret: &[u8],
    ) -> Result<()> {
        if secret.is_empty() {
            // Without data the command would be a query, and look like a success.
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
            // Its word says that it was this try; see `src/error_words.rs`.
            (_, Some(0)) => Error::new(Status::PinBlocked).with_tries_left(0),
            (_, Some(tries)) => Error::new(Status::PinWrong).with_tries_left(tries),
            (_, None) => Error::new(Status::PinUncertain),
        };
        Err(error.with_status_word(status))
    }

    /// CHANGE REFERENCE DATA of the PIN that was just verified, `00 24 01 80 Lc new`, with
    /// its file selected (myna, myna-card 3.3), and VERIFY of the new one.
    ///
    /// # Errors
    /// `CardStatus` if the card refused, so that the old one stays in force;
    /// `PinChangeUncertain` if its answer was lost, says neither or contradicts that to
    /// VERIFY, or if the new one does not hold.
    pub(crate) fn change_reference_data(&mut self, pin: ElementaryFile, new: &[u8]) -> Result<()> {
        if new.is_empty() {
            return Err(Error::new(Status::PinFormat));
        }
        let uncertain = |lost: &Error| lost.because_of(Status::PinChangeUncertain);
        let command = Command::new(0x00, 0x24, 0x01, 0x80).with_secret(new);
        let answer = self.send_once(&command).map_err(|lost| uncertain(&lost))?;
        if !answer.status.is_ok() {
            // Only what says that nothing was done is a refusal (ISO 7816-4, 5.1.3): the
            // memory is unchanged, or the command was not taken. But a card that asks for
            // the PIN it has just taken contradicts itself: either answer may be false.
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

    /// COMPUTE DIGITAL SIGNATURE with the key that the selected application keeps for
    /// itself: `80 2A 00 00 Lc data 00`. It needs no PIN (measured by myna-card 3.3 in the
    /// card-surface and input-support applications).
    ///
    /// # Errors
    /// As for [`compute_signature`](Self::compute_signature); `CardAnswer` also for a
    /// signature that was cut: every key of that kind is RSA-2048.
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

    /// Locks the key again if a PIN was sent: leaves the application, or else takes the
    /// card's power away; that at once if an answer was lost since, because a late one
    /// could pass for that of leaving.
    ///
    /// # Errors
    /// `KeyNotLocked` if the card is still there and neither could be done.
    pub fn lock_key(&mut self) -> Result<()> {
        if self.card.key == Key::Locked {
            return Ok(());
        }
        if self.disturbed {
            // An answer that was lost may still come, and be taken for SELECT's.
            let taken = self.power_down_if_open();
            if taken.is_err() {
                self.leave_without_belief();
            }
            return taken;
        }
        match self.select_by_name(ISSUER_SECURITY_DOMAIN) {
            // Any other answer, `61xx` too, is no proof that it was done.
            Ok(status) if status.is_ok() => {
                self.card.key = Key::Locked;
                Ok(())
            }
            _ => self.power_down_if_open(),
        }
    }

    /// Leaves the application, and does not believe the answer: a late one of an earlier
    /// command may have come in its place.
    pub(super) fn leave_without_belief(&mut self) {
        let _ = self.select_by_name(ISSUER_SECURITY_DOMAIN);
        self.watch();
    }

    /// Leaves whatever application another program has left selected, perhaps with its key
    /// open: one that was killed could not. Takes the power of a card that does not leave;
    /// one that does neither is used all the same, since nobody knows of an open key. A phone
    /// lacks what is selected here, and ends its session without power: it keeps it if it
    /// hides what a verified PIN would show.
    pub(crate) fn leave_what_others_left(&mut self) {
        self.watch();
        let was_in_doubt = self.is_in_doubt();
        let left = match self.select_by_name(ISSUER_SECURITY_DOMAIN) {
            // The first command after power-up, to which no key is open.
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
                // A driver that refuses every command until the card is reset, after another
                // program's exchange failed; another card would answer.
                let is_line_dead = !was_in_doubt
                    && self.will_be_reset()
                    && refuses(&left)
                    && refuses(&self.select_by_name(ISSUER_SECURITY_DOMAIN));
                self.card.key = Key::MaybeOpen;
                if let Err(error) = self.power_down_if_open() {
                    trace::way_out_failed(Some(&error));
                }
                self.card.key = Key::Locked;
                if is_line_dead {
                    self.is_the_same();
                }
            }
        }
    }

    /// Whether the selected application hides both certificates, as a phone does until the
    /// PIN of each is verified (myna); a token need not have the signature certificate.
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
            // A card without a reader has no power and has forgotten the PIN.
            Err(error) if error.status() == Status::CardRemoved => {}
            Err(error) => return Err(error.because_of(Status::KeyNotLocked)),
        }
        self.card.memory.lost_power();
        self.card.key = Key::Locked;
        Ok(())
    }
}
