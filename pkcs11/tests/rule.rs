//! The rule: the key is locked before any other program can reach it; the PIN is verified once for a
//! login and once for a signature, on this card alone, and never when anything is in doubt.
#![cfg(target_os = "linux")]
#![allow(unsafe_code, reason = "calls C")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod support;

use cryptoki_sys::*;
use jpkicard::virtual_card::{Token, VirtualCard};
use support::figure::figure;
use support::module::*;
use support::{Inserted, Intruder, alone};

const DATA: &[u8] = b"a challenge of the relying party";

/// The key of the session's slot.
fn key(session: CK_SESSION_HANDLE) -> CK_OBJECT_HANDLE {
    find_class(session, CKO_PRIVATE_KEY)[0]
}

fn sign_once(session: CK_SESSION_HANDLE) -> Result<Vec<u8>, CK_RV> {
    sign(session, plain(CKM_SHA256_RSA_PKCS), key(session), DATA)
}

#[test]
fn the_promised_numbers_of_commands() {
    let _alone = alone();
    let card = Inserted::plain(0);
    let _module = Initialized::new();
    let mut before = card.commands();
    let mut since = || {
        let now = card.commands();
        now - std::mem::replace(&mut before, now)
    };
    assert_eq!(slots(true), [0, 1]);
    let session = open(0).unwrap();
    for object in find(session, &mut []) {
        for kind in [CKA_VALUE, CKA_MODULUS, CKA_SUBJECT, CKA_LABEL] {
            let _ = value(session, object, kind);
        }
    }
    // SELECT, availability, tries, 7 + 6 for the certificates; and one that closes what another
    // program may have left open.
    let listing = since();
    assert_eq!(listing, 17);

    for _ in 0..100 {
        token_information(0).unwrap();
        slot_flags(0).unwrap();
        state(session).unwrap();
        slots(true);
    }
    assert_eq!(since(), 0);
    assert_eq!(login(session, "1234"), CKR_OK);
    let login_commands = since();
    assert_eq!(login_commands, 4);
    let key = key(session);
    let mut most = 0;
    for _ in 0..10 {
        sign(session, plain(CKM_SHA256_RSA_PKCS), key, DATA).unwrap();
        most = most.max(since());
    }
    assert_eq!(most, 5);
    figure!(
        "PKCS #11: {listing} commands for a cold listing, {login_commands} for C_Login, {most} for C_Sign"
    );

    // The other slot: tries and the CA certificate, once; then its certificate after the password.
    let session = open(1).unwrap();
    assert_eq!(since(), 1 + 1 + 1 + 6);
    assert_eq!(login(session, "ABC123"), CKR_OK);
    assert_eq!(since(), 4 + 7);
    sign_once(session).unwrap();
    assert_eq!(since(), 5);
    assert_eq!(call!(C_Logout, session), CKR_OK);
    assert_eq!(login(session, "abc123"), CKR_OK);
    assert_eq!(since(), 4);
}

#[test]
fn an_intruder_never_signs() {
    let _alone = alone();
    let card = Inserted::plain(0);
    let intruder = Intruder::new(0);
    let mut signed = intruder.signs();
    {
        let _module = Initialized::new();
        for (slot, pin) in [(0, "1234"), (1, "ABC123")] {
            let session = open(slot).unwrap();
            signed += intruder.signs();
            assert_eq!(login(session, pin), CKR_OK);
            signed += intruder.signs();
            for _ in 0..5 {
                sign_once(session).unwrap();
                signed += intruder.signs();
            }
            assert_eq!(sign_begin(session, plain(CKM_SHA256_RSA_PKCS), key(session)), CKR_OK);
            signed += intruder.signs();
            assert_eq!(call!(C_Logout, session), CKR_OK);
            signed += intruder.signs();
            assert_eq!(login(session, pin), CKR_OK);
            assert_eq!(call!(C_CloseAllSessions, slot), CKR_OK);
            signed += intruder.signs();
        }
        assert_eq!(login(open(0).unwrap(), "0000"), CKR_PIN_INCORRECT);
        signed += intruder.signs();
    }
    signed += intruder.signs();
    assert!(!card.is_open());
    assert_eq!(signed, 0);
}

/// A wrong PIN, and then the rules for few tries.
#[test]
fn wrong_pins_and_last_tries() {
    let _alone = alone();
    let card = Inserted::plain(0);
    let _module = Initialized::new();
    let session = open(0).unwrap();
    let flags = || token_information(0).unwrap().flags & 0x000F_0000;
    assert_eq!(flags(), 0);
    // What cannot be a PIN is not sent.
    for bad in ["", "123", "12345", "abcd", "１２３４"] {
        assert_eq!(login(session, bad), CKR_PIN_INCORRECT, "{bad}");
    }
    assert_eq!((card.verify_commands(), card.pin_tries()), (0, 3));
    assert_eq!(login(session, "0000"), CKR_PIN_INCORRECT);
    assert_eq!(flags(), CKF_USER_PIN_COUNT_LOW);
    assert_eq!(login(session, "0000"), CKR_PIN_INCORRECT);
    assert_eq!(flags(), CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY);
    // The last try is kept, even for the right PIN.
    assert_eq!(login(session, "1234"), CKR_PIN_LOCKED);
    assert_eq!((card.verify_commands(), card.pin_tries()), (2, 1));
    assert_eq!(flags(), CKF_USER_PIN_COUNT_LOW | CKF_USER_PIN_FINAL_TRY);
    assert_eq!(state(session), Ok(CKS_RW_PUBLIC_SESSION));

    drop(card);
    let locked = VirtualCard::builder().pin_tries(0).first_command_fails(false);
    let locked = Inserted::new(0, locked);
    assert_eq!(token_information(0).unwrap().flags & 0x000F_0000, CKF_USER_PIN_LOCKED);
    assert_eq!(login(open(0).unwrap(), "1234"), CKR_PIN_LOCKED);
    assert_eq!(locked.verify_commands(), 0);
}

#[test]
fn a_login_ends_with_the_card() {
    let _alone = alone();
    let mut card = Inserted::plain(0);
    let _module = Initialized::new();
    let session = open(0).unwrap();
    assert_eq!(login(session, "1234"), CKR_OK);
    let key = key(session);
    card.remove();
    assert_eq!(state(session), Err(CKR_SESSION_HANDLE_INVALID));
    assert_eq!(token_information(0).unwrap_err(), CKR_TOKEN_NOT_PRESENT);
    assert_eq!(open(0), Err(CKR_TOKEN_NOT_PRESENT));
    card.insert();
    assert_eq!(state(session), Err(CKR_SESSION_HANDLE_INVALID));
    let again = open(0).unwrap();
    assert_ne!(again, session);
    assert_eq!(state(again), Ok(CKS_RW_PUBLIC_SESSION));
    let mechanism = || plain(CKM_SHA256_RSA_PKCS);
    // The handles of the earlier insertion are gone too.
    assert_eq!(sign_begin(again, mechanism(), key), CKR_KEY_HANDLE_INVALID);
    let key = find_class(again, CKO_PUBLIC_KEY)[0] ^ 0x30;
    assert_ne!(sign_begin(again, mechanism(), key), CKR_OK);
    assert_eq!(card.verify_commands(), 1);
}

/// Removed between two calls, and another one inserted, whose PIN is another.
#[test]
fn another_card_gets_no_pin() {
    let _alone = alone();
    let mut card = Inserted::plain(0);
    let module = Initialized::new();
    let session = open(0).unwrap();
    assert_eq!(login(session, "1234"), CKR_OK);
    assert_eq!(sign_begin(session, plain(CKM_SHA256_RSA_PKCS), key(session)), CKR_OK);
    card.remove();
    let other = VirtualCard::builder().seed(7).pin("9999").first_command_fails(false);
    let other = Inserted::new(0, other);
    let (mut signature, mut length) = ([0; 256], 256);
    let signed = call!(
        C_Sign,
        session,
        DATA.as_ptr().cast_mut(),
        DATA.len() as CK_ULONG,
        signature.as_mut_ptr(),
        &mut length
    );
    assert!([CKR_SESSION_HANDLE_INVALID, CKR_DEVICE_REMOVED].contains(&signed), "{signed:#x}");
    assert_eq!((other.verify_commands(), other.pin_tries()), (0, 3));
    assert_eq!(login(open(0).unwrap(), "9999"), CKR_OK);
    drop(module);
}

/// Another program resets the card: the PIN is dropped, and not sent again.
#[test]
fn a_reset_ends_the_login() {
    let _alone = alone();
    let card = Inserted::plain(0);
    let _module = Initialized::new();
    let session = open(0).unwrap();
    assert_eq!(login(session, "1234"), CKR_OK);
    let context = pcsc::Context::establish(pcsc::Scope::System).unwrap();
    let name = support::pcscd::pcscd().readers()[0].clone();
    let other = context.connect(&name, pcsc::ShareMode::Shared, pcsc::Protocols::ANY).unwrap();
    other.disconnect(pcsc::Disposition::ResetCard).map_err(|(_, error)| error).unwrap();
    assert_eq!(sign_once(session), Err(CKR_USER_NOT_LOGGED_IN));
    assert_eq!(card.verify_commands(), 1);
    assert_eq!(state(session), Ok(CKS_RW_PUBLIC_SESSION));
    assert_eq!(login(session, "1234"), CKR_OK);
    sign_once(session).unwrap();
    assert!(!card.is_open());
}

#[test]
fn a_phone_shows_its_certificate_after_the_pin() {
    let _alone = alone();
    let phone = VirtualCard::builder().token(Token::Android).first_command_fails(false);
    let phone = Inserted::new(0, phone);
    let _module = Initialized::new();
    let session = open(0).unwrap();
    assert_eq!(text(&token_information(0).unwrap().serialNumber), "");
    assert_eq!(find_class(session, CKO_PROFILE), []);
    let own = |class| {
        let identifier = 1_u8;
        find(session, &mut [attribute(CKA_CLASS, &class), attribute(CKA_ID, &identifier)])
    };
    assert!(own(CKO_CERTIFICATE).is_empty() && own(CKO_PUBLIC_KEY).is_empty());
    assert_eq!(login(session, "1234"), CKR_OK);
    let certificate = own(CKO_CERTIFICATE);
    assert_eq!(certificate.len(), 1);
    assert_eq!(value(session, certificate[0], CKA_PRIVATE).unwrap(), [CK_TRUE]);
    sign_once(session).unwrap();
    sign_once(session).unwrap();
    assert_eq!((phone.verify_commands(), phone.is_open()), (3, false));
}

#[test]
fn a_childs_card_and_another_card() {
    let _alone = alone();
    let child = Inserted::new(0, VirtualCard::builder().childs_card());
    let _module = Initialized::new();
    assert_eq!(slots(true), [0]);
    assert_eq!(slots(false), [0, 1, 2, 3, 4, 5, 6, 7]);
    assert_eq!(slot_flags(1).unwrap() & CKF_TOKEN_PRESENT, 0);
    assert_eq!(open(1), Err(CKR_TOKEN_NOT_PRESENT));
    drop(child);
    assert!(slots(true).is_empty());
}
