//! The embedded virtual cards as C opens them.

use std::ffi::c_char;

use crate::capi::argument::{place, refused, text};
use crate::capi::card::{jpki_card, open_card};
use crate::capi::guard::guarded;
use crate::capi::status::{jpki_error, jpki_status};
use crate::error::Result;
use crate::transport::Transport;

/// A virtual My Number Card.
pub const JPKI_VIRTUAL_MY_NUMBER_CARD: i32 = 0x4A00_0801;
/// A virtual Resident Registry Card.
pub const JPKI_VIRTUAL_RESIDENT_REGISTRY_CARD: i32 = 0x4A00_0802;
/// A virtual Android phone.
pub const JPKI_VIRTUAL_ANDROID: i32 = 0x4A00_0803;
/// A virtual iPhone.
pub const JPKI_VIRTUAL_IPHONE: i32 = 0x4A00_0804;
/// A virtual child's card: born on 20200401, no signature certificate. Its check number is made of
/// 20200401, 2030 and "2285".
pub const JPKI_VIRTUAL_CHILD_CARD: i32 = 0x4A00_0805;
/// A virtual card that was not renewed: card and certificates expired on 20250331. Its check number
/// is made of 19800217, 2025 and "2285".
pub const JPKI_VIRTUAL_EXPIRED: i32 = 0x4A00_0806;
/// A virtual card without PINs (kao ninsho My Number Card): its PIN and input-support PIN are
/// locked from the start, and it has no signature certificate.
pub const JPKI_VIRTUAL_WITHOUT_PINS: i32 = 0x4A00_0807;
/// A virtual card with certificates issued with the authority's first key.
pub const JPKI_VIRTUAL_CA_GENERATION_1: i32 = 0x4A00_0808;
/// A virtual card with certificates issued with the authority's second key; the other kinds use the
/// third.
pub const JPKI_VIRTUAL_CA_GENERATION_2: i32 = 0x4A00_0809;

/// One of JPKI_VIRTUAL_*.
pub type jpki_virtual_kind = i32;

/// Opens a new embedded virtual card, for development and tests.
///
/// `kind`: one of JPKI_VIRTUAL_*. Unless the kind says otherwise, the PIN and the input-support PIN
/// are 1234, the signature password is ABC123, the check number is made of 19800217, 2035 and
/// "2285", and the certificates are test certificates.
///
/// JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_VIRTUAL_CARD. On success the caller
/// must free `*card`; on failure it is NULL. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_open_virtual(
    kind: jpki_virtual_kind,
    card: *mut *mut jpki_card,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(card)? };
        result.put(std::ptr::null_mut());
        result.put(open_card(virtual_transport(kind, "")?, None));
        Ok(())
    })
}

/// Opens a new embedded virtual card with settings, and with what is to go wrong at it: for tests
/// of what a program does then.
///
/// `kind`: as for `jpki_card_open_virtual`. `settings`: in UTF-8, separated by line feeds or
/// semicolons and ended by NUL; NULL or empty for none. Each is one of
///
/// - `name TEXT`, `address TEXT`: the holder's, as text;
/// - `pin TEXT`, `signature-password TEXT`, `input-support-pin TEXT`, `security-code TEXT`;
/// - `pin-tries N`, `signature-password-tries N`, `input-support-pin-tries N`,
///   `check-number-tries N`: how many are left;
/// - `hides-tries`, `unlimited-tries`, `no-signature-certificate`; `seed N` for other keys;
/// - `fault FAULT at N`, `fault FAULT every N`: what goes wrong at which command, counted from 1.
///   The faults are in docs/virtual-card.md: `removed-before`, `lost-after`, `reader-fails` and so
///   on.
///
/// JPKI_ERROR_ARGUMENT for any other setting or value, JPKI_ERROR_NOT_BUILT unless the library has
/// JPKI_FEATURE_VIRTUAL_CARD. On success the caller must free `*card`; on failure it is NULL. Any
/// thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_open_virtual_with_settings(
    kind: jpki_virtual_kind,
    settings: *const c_char,
    card: *mut *mut jpki_card,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let (settings, mut result) = unsafe { (text(settings), place(card)?) };
        result.put(std::ptr::null_mut());
        let settings = settings.unwrap_or_default().to_str();
        let settings = settings.map_err(|_| refused("the settings are not UTF-8"))?;
        result.put(open_card(virtual_transport(kind, settings)?, None));
        Ok(())
    })
}

#[cfg(feature = "virtual-card")]
fn virtual_transport(kind: i32, settings: &str) -> Result<Box<dyn Transport + Send>> {
    use crate::virtual_card::{Token, VirtualCard, VirtualReader};
    let card = VirtualCard::builder();
    let mut card = match kind {
        JPKI_VIRTUAL_MY_NUMBER_CARD => card,
        JPKI_VIRTUAL_RESIDENT_REGISTRY_CARD => card.token(Token::ResidentRegistryCard),
        JPKI_VIRTUAL_ANDROID => card.token(Token::Android),
        JPKI_VIRTUAL_IPHONE => card.token(Token::Iphone),
        JPKI_VIRTUAL_CHILD_CARD => card.childs_card(),
        JPKI_VIRTUAL_EXPIRED => card.expired(),
        JPKI_VIRTUAL_WITHOUT_PINS => card.without_pins(),
        JPKI_VIRTUAL_CA_GENERATION_1 => card.ca_generation(1),
        JPKI_VIRTUAL_CA_GENERATION_2 => card.ca_generation(2),
        _ => return Err(refused("the kind is none of JPKI_VIRTUAL_*")),
    };
    let mut faults = Vec::new();
    for setting in settings.split(['\n', ';']).map(str::trim).filter(|setting| !setting.is_empty())
    {
        match setting.strip_prefix("fault ") {
            Some(plan) => faults.push(plan.parse()?),
            None => card = card.setting(setting)?,
        }
    }
    let reader = VirtualReader::new(card.build()?);
    faults.into_iter().for_each(|plan| reader.plan_fault(plan));
    Ok(Box::new(reader.connect()?))
}

#[cfg(not(feature = "virtual-card"))]
fn virtual_transport(_kind: i32, _settings: &str) -> Result<Box<dyn Transport + Send>> {
    use crate::error::Error;
    use crate::status::Status;
    Err(Error::new(Status::NotBuilt).with_detail("virtual-card"))
}

#[cfg(all(test, feature = "virtual-card"))]
mod tests;
