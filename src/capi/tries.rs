//! The number of tries left for a card's PINs, password and numbers, as C sees it.

use crate::capi::argument::{Out, cleared, refused};
use crate::capi::card::{jpki_card, with_card};
use crate::capi::guard::guarded;
use crate::capi::status::{jpki_error, jpki_status};
use crate::card::PinStatus;
use crate::error::{Error, Result};
use crate::status::Status;

/// The card does not report how many tries are left.
pub const JPKI_TRIES_NOT_REPORTED: i32 = 0x4A00_0701;
/// The card reports the number of tries left.
pub const JPKI_TRIES_LEFT: i32 = 0x4A00_0702;
/// The PIN, password or number is locked. The holder can have it reset at the municipal office; the
/// PIN and the signature password also at some convenience-store kiosks, with the other one of the
/// two.
pub const JPKI_TRIES_BLOCKED: i32 = 0x4A00_0703;
/// The card reports that wrong tries are unlimited (6300). No card is known for which this is true:
/// a call that sends the PIN treats it as JPKI_TRIES_NOT_REPORTED.
pub const JPKI_TRIES_NO_LIMIT: i32 = 0x4A00_0704;

/// One of JPKI_TRIES_*.
pub type jpki_tries = i32;

pub(super) fn pin_status_number(status: PinStatus) -> i32 {
    match status {
        PinStatus::NotReported => JPKI_TRIES_NOT_REPORTED,
        PinStatus::TriesLeft(_) => JPKI_TRIES_LEFT,
        PinStatus::Blocked => JPKI_TRIES_BLOCKED,
        PinStatus::NoLimit => JPKI_TRIES_NO_LIMIT,
    }
}

/// The PIN of the user-authentication key (riyosha shomei): three tries.
pub const JPKI_CREDENTIAL_PIN: i32 = 0x4A00_1501;
/// The password of the signature key (shomei): five tries.
pub const JPKI_CREDENTIAL_SIGNATURE_PASSWORD: i32 = 0x4A00_1502;
/// The PIN of the input-support application (kenmen jiko nyuryoku hojo): three tries.
pub const JPKI_CREDENTIAL_INPUT_SUPPORT_PIN: i32 = 0x4A00_1503;
/// The check number B in the card-surface application (kenmen jiko kakunin), sent by
/// `jpki_card_face`: ten tries.
pub const JPKI_CREDENTIAL_CHECK_NUMBER_SURFACE: i32 = 0x4A00_1504;
/// The check number B in the input-support application, sent by
/// `jpki_card_attributes_by_check_number`: ten tries of its own.
pub const JPKI_CREDENTIAL_CHECK_NUMBER_INPUT_SUPPORT: i32 = 0x4A00_1505;
/// The birth date, sent by `jpki_card_compare_birth_date`: ten tries.
pub const JPKI_CREDENTIAL_BIRTH_DATE: i32 = 0x4A00_1506;

/// One of JPKI_CREDENTIAL_*.
pub type jpki_credential = i32;

/// The caller's memory for what a card reports about a credential's tries.
struct TriesOut<'a> {
    state: Out<'a, i32>,
    left: Out<'a, i32>,
}

impl TriesOut<'_> {
    /// The two places, set to "not reported".
    ///
    /// # Safety
    /// As for [`cleared`].
    unsafe fn cleared(state: *mut i32, left: *mut i32) -> Result<Self> {
        // SAFETY: as the caller of this function promises.
        let (state, left) = unsafe { (cleared(state, JPKI_TRIES_NOT_REPORTED), cleared(left, -1)) };
        Ok(Self { state: state?, left: left? })
    }

    fn put(&mut self, status: PinStatus) {
        self.state.put(pin_status_number(status));
        self.left.put(status.tries_left().map_or(-1, i32::from));
    }
}

/// Asks how many tries a PIN, password or number has left; spends none.
///
/// `credential`: one of JPKI_CREDENTIAL_*. `*state` receives one of JPKI_TRIES_*, `*left` the
/// number of tries: 0 when locked, -1 when the card does not report it.
///
/// JPKI_ERROR_NOT_ON_CARD if the token does not have the credential: a phone has only the PIN and
/// perhaps the signature password, and many children's cards have no signature certificate. This is
/// a normal answer, not a fault. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_tries(
    card: *mut jpki_card,
    credential: jpki_credential,
    state: *mut jpki_tries,
    left: *mut i32,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut places = unsafe { TriesOut::cleared(state, left)? };
        if !(JPKI_CREDENTIAL_PIN..=JPKI_CREDENTIAL_BIRTH_DATE).contains(&credential) {
            return Err(refused("the credential is none of JPKI_CREDENTIAL_*"));
        }
        places.put(with_card(card, |state| {
            let card = &mut state.card;
            match credential {
                JPKI_CREDENTIAL_PIN => card.jpki()?.pin_status(),
                JPKI_CREDENTIAL_SIGNATURE_PASSWORD => {
                    let status = card.jpki()?.signature_password_status()?;
                    status.ok_or(Error::new(Status::NotOnCard).with_detail("signature certificate"))
                }
                JPKI_CREDENTIAL_INPUT_SUPPORT_PIN => card.input_support()?.pin_status(),
                JPKI_CREDENTIAL_CHECK_NUMBER_SURFACE => card.surface()?.check_number_status(),
                JPKI_CREDENTIAL_CHECK_NUMBER_INPUT_SUPPORT => {
                    card.input_support()?.check_number_status()
                }
                _ => card.surface()?.birth_date_status(),
            }
        })?);
        Ok(())
    })
}
