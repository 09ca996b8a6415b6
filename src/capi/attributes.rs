//! Name, address, birth date and sex as text, and the input-support PIN, in C.

use std::ffi::{CString, c_char};

use zeroize::Zeroizing;

use crate::app::input_support::{AttributesKey, SignedAttributes};
use crate::capi::argument::{bytes, place, refused};
use crate::capi::card::{jpki_card, with_card};
use crate::capi::card_authorities::jpki_card_authorities;
use crate::capi::check_number::check_number;
use crate::capi::data::data;
use crate::capi::guard::{guarded, ignoring_panics};
use crate::capi::handle;
use crate::capi::items::{Item, jpki_items, open_items};
use crate::capi::record::{
    JPKI_SEX_NOT_KNOWN, TrustedAuthorities, birth_date_number, jpki_authorities, jpki_sex,
    sex_number,
};
#[cfg(feature = "individual-number")]
use crate::capi::record_files::JPKI_FILE_SIGNATURE;
use crate::capi::record_files::{
    JPKI_FILE_CERTIFICATE, JPKI_FILE_RECORD, RecordFiles, jpki_file, jpki_record_files,
};
use crate::capi::sign::{jpki_last_try, last_try_rule};
use crate::capi::status::{jpki_error, jpki_status};
use crate::error::{Error, Result};
#[cfg(feature = "individual-number")]
use crate::record::IntegrityRecord;
use crate::record::{BasicAttributes, CardAuthorities, CardVerifiableCertificate, RecordObject};
use crate::secret::{LastTry, Pin};
use crate::status::Status;

/// Name, address, birth date and sex (kihon 4 joho), as the card has them as text. Made by
/// `jpki_card_attributes`, `jpki_card_attributes_by_check_number` and `jpki_attributes_from_files`,
/// freed by `jpki_attributes_free`; it does not depend on the card it came from.
///
/// Any thread may use it. Its getters return memory that it owns, valid until it is freed, and
/// wiped then. All of it is personal data: do not log it. The texts are as the card has them,
/// including any control characters: replace those before displaying the texts on a terminal.
pub struct jpki_attributes {
    _opaque: [u8; 0],
}

/// What is behind the handle.
struct Attributes {
    name: Zeroizing<CString>,
    address: Zeroizing<CString>,
    read: BasicAttributes,
    certificate: CardVerifiableCertificate,
    /// Never returned without this feature: it has a digest of the individual number.
    #[cfg(feature = "individual-number")]
    integrity_record: IntegrityRecord,
}

impl Attributes {
    fn new(signed: SignedAttributes) -> Result<Self> {
        Ok(Self {
            name: text(signed.attributes.name())?,
            address: text(signed.attributes.address())?,
            read: signed.attributes,
            certificate: signed.certificate,
            #[cfg(feature = "individual-number")]
            integrity_record: signed.integrity_record,
        })
    }

    fn birth_date_digits(&self) -> Option<&[u8]> {
        Some(self.read.birth_date_digits())
    }

    /// A file for the verifier, by one of JPKI_FILE_*.
    fn file(&self, file: i32) -> Option<&[u8]> {
        match file {
            JPKI_FILE_RECORD => Some(self.read.file()),
            JPKI_FILE_CERTIFICATE => Some(self.certificate.file()),
            #[cfg(feature = "individual-number")]
            JPKI_FILE_SIGNATURE => Some(self.integrity_record.file()),
            _ => None,
        }
    }
}

/// A text as a C string; one with a NUL in it is an error.
fn text(text: &str) -> Result<Zeroizing<CString>> {
    let malformed = Error::new(Status::RecordMalformed).with_detail("a text holds a NUL");
    // Checked first: CString returns a text that it rejects, and nothing would wipe that.
    if text.contains('\0') {
        Err(malformed)
    } else {
        CString::new(text).map(Zeroizing::new).map_err(|_| malformed)
    }
}

/// Reads the attributes, and verifies them if there are authorities to verify them with.
fn read(
    card: *mut jpki_card,
    key: AttributesKey<'_>,
    trusted: &TrustedAuthorities,
    last_try: LastTry,
) -> Result<*mut jpki_attributes> {
    let signed = with_card(card, |state| {
        let authorities = trusted.among(state.own_authorities.as_ref())?;
        let mut application = state.card.input_support()?;
        match authorities {
            None => application.basic_attributes_unverified(key, last_try),
            #[cfg(feature = "verify")]
            Some(authorities) => application.basic_attributes(key, authorities, last_try),
            #[cfg(not(feature = "verify"))]
            Some(_) => Err(crate::capi::record::cannot_check()),
        }
    })?;
    Ok(handle::open(Attributes::new(signed)?))
}

/// Reads name, address, birth date and sex with the input-support PIN (kenmen jiko nyuryoku hojo-yo
/// no ansho bango), so that nobody has to type them.
///
/// `pin`, `pin_length`: four ASCII digits; not kept. It is a separate PIN with its own three tries,
/// even if the holder chose the same digits as for the authentication PIN. `authorities`: one of
/// JPKI_AUTHORITIES_*. Unless it is JPKI_AUTHORITIES_UNVERIFIED, JPKI_OK means that one of those
/// authorities signed the attributes (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC). Nothing on any
/// card proves that they belong to this card: they name no key, so a forged card can hold those of
/// another person, even if `jpki_card_face` or `jpki_card_sign` found it genuine. Compare them with
/// the face: birth date and sex by program, name and address with its pictures by eye. `last_try`:
/// one of JPKI_LAST_TRY_*. Free `*attributes` with `jpki_attributes_free`; it is NULL on failure.
///
/// PIN tries: the PIN is sent at most once, under the rules of `jpki_card_sign`. A wrong one spends
/// one of three: JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG, error->tries_left. The issuer's certificate
/// can be read without a PIN and is verified first: if none of the authorities issued it, nothing
/// is sent. A record that its key did not sign is detected after the right PIN, and spends no try.
/// JPKI_ERROR_NOT_ON_CARD on a phone. Any thread; waits for other calls on the card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_attributes(
    card: *mut jpki_card,
    pin: *const c_char,
    pin_length: usize,
    authorities: jpki_authorities,
    last_try: jpki_last_try,
    attributes: *mut *mut jpki_attributes,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(attributes)? };
        result.put(std::ptr::null_mut());
        let last_try = last_try_rule(last_try)?;
        let trusted = TrustedAuthorities::by(authorities)?;
        // SAFETY: as above.
        let pin = Pin::new(unsafe { bytes(pin.cast(), pin_length)? })?;
        result.put(read(card, AttributesKey::Pin(&pin), &trusted, last_try)?);
        Ok(())
    })
}

/// Reads name, address, birth date and sex with check number B instead of a PIN.
///
/// `check_number`: from `jpki_check_number`; not kept. Other parameters, errors and threads are as
/// for `jpki_card_attributes`.
///
/// Tries: a wrong number spends one of ten, which this application counts separately
/// (JPKI_ERROR_CHECK_NUMBER_WRONG), under the rules of `jpki_card_face`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_attributes_by_check_number(
    card: *mut jpki_card,
    check_number: *const c_char,
    check_number_length: usize,
    authorities: jpki_authorities,
    last_try: jpki_last_try,
    attributes: *mut *mut jpki_attributes,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(attributes)? };
        result.put(std::ptr::null_mut());
        let last_try = last_try_rule(last_try)?;
        let trusted = TrustedAuthorities::by(authorities)?;
        // SAFETY: as above.
        let number = unsafe { self::check_number(check_number, check_number_length)? };
        let key = AttributesKey::CheckNumber(&number);
        result.put(read(card, key, &trusted, last_try)?);
        Ok(())
    })
}

/// Frees the attributes and wipes them. Does nothing if they are NULL or already freed.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_attributes_free(attributes: *mut jpki_attributes) {
    ignoring_panics((), || handle::close::<_, Attributes>(attributes));
}

/// The objects that this version does not know.
pub(super) fn other_objects<R>(
    attributes: *const jpki_attributes,
    of_object: impl Fn(RecordObject<'_>) -> R,
) -> Result<Vec<R>> {
    let attributes: handle::Held<Attributes> = handle::find(attributes)?;
    Ok(attributes.read.other_objects().map(of_object).collect())
}

/// A text of the attributes; null if the handle is not open.
fn text_of(
    attributes: *const jpki_attributes,
    choose: fn(&Attributes) -> &CString,
) -> *const c_char {
    ignoring_panics(std::ptr::null(), || {
        // The table holds the object, so the pointer outlives this call.
        handle::find::<_, Attributes>(attributes)
            .map_or(std::ptr::null(), |attributes| choose(&attributes).as_ptr())
    })
}

/// The name in UTF-8, ended by NUL; an ideographic space (U+3000) separates family and given name.
/// NULL if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_attributes_name(attributes: *const jpki_attributes) -> *const c_char {
    text_of(attributes, |attributes| &attributes.name)
}

/// The address in UTF-8, ended by NUL. NULL if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_attributes_address(attributes: *const jpki_attributes) -> *const c_char {
    text_of(attributes, |attributes| &attributes.address)
}

/// The birth date, YYYYMMDD as a number; 0 if the handle is not open, or where the card has no
/// calendar date, as for a holder whose day or month of birth is unknown:
/// `jpki_attributes_birth_date_digits` then returns what the card has instead, and is what to
/// compare.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_attributes_birth_date(attributes: *const jpki_attributes) -> i32 {
    ignoring_panics(0, || {
        handle::find::<_, Attributes>(attributes)
            .map_or(0, |attributes| birth_date_number(attributes.read.birth_date()))
    })
}

/// The birth date as the card writes it, without a NUL, and its length in bytes, 8 if it is a
/// calendar date: YYYYMMDD, or what the card has instead where `jpki_attributes_birth_date` is 0,
/// such as 19500400 or spaces. NULL and 0 if the handle is not open. `length` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_attributes_birth_date_digits(
    attributes: *const jpki_attributes,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: C's caller promises it.
    unsafe { data(attributes, length, |attributes: &Attributes| attributes.birth_date_digits()) }
}

/// A file to send to a server that verifies the attributes, by one of JPKI_FILE_*, and its length
/// in bytes. JPKI_FILE_SIGNATURE has a digest of the individual number (kojin bango), from which
/// the number can be found: only a library built for it (JPKI_FEATURE_INDIVIDUAL_NUMBER) returns
/// it, and the law says who may send it. Without it nobody can verify the others. NULL and 0 for a
/// missing file, any other number, or if the handle is not open. `length` may be NULL.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_attributes_file(
    attributes: *const jpki_attributes,
    file: jpki_file,
    length: *mut usize,
) -> *const u8 {
    // SAFETY: C's caller promises it.
    unsafe { data(attributes, length, |attributes: &Attributes| attributes.file(file)) }
}

/// Verifies attributes that a desk read and sent: one of the chosen authorities signed them
/// (otherwise JPKI_ERROR_RECORD_NOT_AUTHENTIC). As for `jpki_card_attributes`, nothing proves that
/// they belong to one particular card, so `files->challenge` is NULL and its length 0: otherwise
/// JPKI_ERROR_ARGUMENT.
///
/// JPKI_ERROR_NOT_BUILT unless the library has JPKI_FEATURE_INDIVIDUAL_NUMBER: see
/// `jpki_attributes_file`. `authorities`, `own`, other errors and threads: as for
/// `jpki_face_from_files`. Free `*attributes` with `jpki_attributes_free`; it is NULL on failure.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_attributes_from_files(
    files: *const jpki_record_files,
    authorities: jpki_authorities,
    own: *const jpki_card_authorities,
    attributes: *mut *mut jpki_attributes,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        // SAFETY: C's caller promises it.
        let mut result = unsafe { place(attributes)? };
        result.put(std::ptr::null_mut());
        // SAFETY: as above.
        let files = unsafe { RecordFiles::read(files)? };
        let authorities = TrustedAuthorities::without_card(authorities, own)?;
        if !files.challenge.is_empty() {
            return Err(refused("nothing in attributes answers a challenge"));
        }
        result.put(handle::open(verified(&files, &authorities)?));
        Ok(())
    })
}

#[cfg(all(feature = "verify", feature = "individual-number"))]
fn verified(files: &RecordFiles<'_>, authorities: &CardAuthorities) -> Result<Attributes> {
    let signed = SignedAttributes {
        attributes: BasicAttributes::from_file(files.record.to_vec())?,
        integrity_record: IntegrityRecord::from_file(files.signature.to_vec())?,
        certificate: CardVerifiableCertificate::from_file(files.certificate.to_vec())?,
    };
    signed.verify(authorities)?;
    Attributes::new(signed)
}

#[cfg(not(all(feature = "verify", feature = "individual-number")))]
fn verified(_files: &RecordFiles<'_>, _authorities: &CardAuthorities) -> Result<Attributes> {
    Err(Error::new(Status::NotBuilt).with_detail("individual-number"))
}

/// The sex: one of JPKI_SEX_*; JPKI_SEX_NOT_KNOWN if the handle is not open.
#[unsafe(no_mangle)]
pub extern "C" fn jpki_attributes_sex(attributes: *const jpki_attributes) -> jpki_sex {
    ignoring_panics(JPKI_SEX_NOT_KNOWN, || {
        let found = handle::find::<_, Attributes>(attributes);
        found.map_or(JPKI_SEX_NOT_KNOWN, |attributes| sex_number(attributes.read.sex()))
    })
}

/// Changes the input-support PIN, as `jpki_card_change_pin` changes the authentication PIN, which
/// stays as it is: for a holder who wants the same PIN for both, change both.
///
/// PIN tries: a wrong old PIN spends one of three: JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG. The new one
/// is also sent, to be verified, as for `jpki_card_change_pin`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_change_input_support_pin(
    card: *mut jpki_card,
    old_pin: *const c_char,
    old_pin_length: usize,
    new_pin: *const c_char,
    new_pin_length: usize,
    last_try: jpki_last_try,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        let last_try = last_try_rule(last_try)?;
        // SAFETY: C's caller promises it.
        let (old, new) = unsafe {
            (bytes(old_pin.cast(), old_pin_length), bytes(new_pin.cast(), new_pin_length))
        };
        let (old, new) = (Pin::new(old?)?, Pin::new(new?)?);
        with_card(card, |state| state.card.input_support()?.change_pin(&old, &new, last_try))
    })
}

/// Lists the objects of the attributes' record that this version does not know, in the record's
/// order, such as the reading of the name on a future card; most often none. The issuer's signature
/// covers them as it covers the others.
///
/// `jpki_items_name` is the tag in hexadecimal digits, such as "DF26", `jpki_items_data` the value
/// and `jpki_items_text` its text, if it is UTF-8. Free `*items` with `jpki_items_free`; it is NULL
/// on failure. Any thread; does not touch a card.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_attributes_other_objects(
    attributes: *const jpki_attributes,
    items: *mut *mut jpki_items,
    error: *mut jpki_error,
) -> jpki_status {
    // SAFETY: C's caller promises it.
    unsafe { open_items(items, error, || other_objects(attributes, Item::of_object)) }
}

#[cfg(test)]
mod tests;
