//! Cards of every kind, cards of other kinds, and cards that leave or are exchanged in each state.
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

use std::ptr::null_mut;

use cryptoki_sys::*;
use jpkicard::virtual_card::{Token, VirtualCard};
use support::counted::CountedCard;
use support::figure::figure;
use support::module::*;
use support::{Inserted, alone};

const DATA: &[u8] = b"a challenge of the relying party";
/// The application of a residence card (在留カード) that is an Individual Number Card too.
const RESIDENCE: &[u8] = &[0xD3, 0x92, 0xF0, 0x00, 0x4F, 0x02];

fn sign_once(session: CK_SESSION_HANDLE) -> Result<Vec<u8>, CK_RV> {
    let key = find_class(session, CKO_PRIVATE_KEY).first().copied();
    sign(session, plain(CKM_SHA256_RSA_PKCS), key.ok_or(CKR_USER_NOT_LOGGED_IN)?, DATA)
}

#[test]
fn tokens_of_every_kind_sign() {
    let _alone = alone();
    let builder = || VirtualCard::builder().first_command_fails(false);
    for (kind, builder) in [
        ("My Number Card", builder()),
        ("住基カード", builder().token(Token::ResidentRegistryCard)),
        ("Android", builder().token(Token::Android)),
        ("iPhone", builder().token(Token::Iphone)),
        ("特定在留カード", builder().further_application(RESIDENCE)),
        ("without short identifiers", builder().refuses_short_identifiers(true)),
        ("child's card", builder().childs_card()),
    ] {
        let card = Inserted::new(0, builder);
        let _module = Initialized::new();
        let present = slots(true);
        assert_eq!(present.len(), if kind == "child's card" { 1 } else { 2 }, "{kind}");
        for slot in present {
            let session = open(slot).unwrap();
            let pin = ["1234", "ABC123"][usize::from(slot == 1)];
            assert_eq!(login(session, pin), CKR_OK, "{kind}");
            assert_eq!(sign_once(session).unwrap().len(), 256, "{kind}");
            assert!(!card.is_open(), "{kind}");
        }
        let further = card.card.with_card(|card| card.further_application_commands());
        assert_eq!(further, Some(0), "{kind}");
    }
}

/// A card of another kind is asked once an insertion.
#[test]
fn another_kind_of_card_is_asked_once() {
    let _alone = alone();
    let card = CountedCard::foreign(0);
    let _module = Initialized::new();
    assert!(slots(true).is_empty());
    let asked = card.counts().commands;
    assert!((1..=4).contains(&asked), "{asked}");
    for _ in 0..50 {
        assert!(slots(true).is_empty());
        assert_eq!(slot_flags(0).unwrap() & CKF_TOKEN_PRESENT, 0);
        assert_eq!(token_information(0).unwrap_err(), CKR_TOKEN_NOT_PRESENT);
        assert_eq!(open(0), Err(CKR_TOKEN_NOT_PRESENT));
    }
    assert_eq!(card.counts().commands, asked);
    figure!(
        "PKCS #11: a card of another kind gets {asked} commands, and none in 200 further calls"
    );
}

/// What is in progress when the card leaves.
const STATES: [&str; 8] = [
    "nothing",
    "a search",
    "a login",
    "a signature",
    "a signature in parts",
    "a signature with its own login",
    "a verification",
    "a digest",
];

/// Brings a session into a state.
fn enter(state: &str) -> CK_SESSION_HANDLE {
    let slot = CK_SLOT_ID::from(state.ends_with("own login"));
    let session = open(slot).unwrap();
    let pin = ["1234", "ABC123"][usize::from(slot == 1)];
    if !matches!(state, "nothing" | "a search" | "a digest") {
        assert_eq!(login(session, pin), CKR_OK);
    }
    let data = (DATA.as_ptr().cast_mut(), DATA.len() as CK_ULONG);
    let mechanism = plain(CKM_SHA256_RSA_PKCS);
    let key = |class| find_class(session, class)[0];
    let begun = match state {
        "a search" => call!(C_FindObjectsInit, session, null_mut(), 0),
        "a signature" => sign_begin(session, mechanism, key(CKO_PRIVATE_KEY)),
        "a signature in parts" => {
            assert_eq!(sign_begin(session, mechanism, key(CKO_PRIVATE_KEY)), CKR_OK);
            call!(C_SignUpdate, session, data.0, data.1)
        }
        "a signature with its own login" => {
            assert_eq!(sign_begin(session, mechanism, key(CKO_PRIVATE_KEY)), CKR_OK);
            login_as(session, CKU_CONTEXT_SPECIFIC, pin)
        }
        "a verification" => {
            let mut mechanism = mechanism;
            call!(C_VerifyInit, session, &mut mechanism, key(CKO_PUBLIC_KEY))
        }
        "a digest" => {
            let mut mechanism = plain(CKM_SHA256);
            call!(C_DigestInit, session, &mut mechanism)
        }
        _ => CKR_OK,
    };
    assert_eq!(begun, CKR_OK, "{state}");
    session
}

/// Goes on with whatever was in progress; the outcomes.
fn go_on(session: CK_SESSION_HANDLE) -> Vec<CK_RV> {
    let (mut place, mut length, mut count) = ([0; 256], 256, 0);
    let mut object = 0;
    let data = (DATA.as_ptr().cast_mut(), DATA.len() as CK_ULONG);
    let mut outcomes = vec![
        call!(C_Sign, session, data.0, data.1, place.as_mut_ptr(), &mut length),
        call!(C_SignFinal, session, place.as_mut_ptr(), &mut length),
        login_as(session, CKU_CONTEXT_SPECIFIC, "ABC123"),
        call!(C_FindObjects, session, &mut object, 1, &mut count),
        call!(C_FindObjectsInit, session, null_mut(), 0),
        call!(C_Logout, session),
    ];
    outcomes.push(login(session, "1234"));
    outcomes.push(state(session).err().unwrap_or(CKR_OK));
    outcomes.push(call!(C_CloseSession, session));
    outcomes
}

#[test]
fn a_card_that_leaves_or_is_exchanged_in_each_state() {
    let _alone = alone();
    let mut refused = 0;
    for state in STATES {
        for exchanged in [false, true] {
            let mut card = Inserted::plain(0);
            let _module = Initialized::new();
            let session = enter(state);
            let verified = card.verify_commands();
            card.remove();
            let other = exchanged.then(|| {
                let other = VirtualCard::builder().seed(7).pin("9999").first_command_fails(false);
                Inserted::new(0, other)
            });
            for outcome in go_on(session) {
                let is_gone = [CKR_DEVICE_REMOVED, CKR_SESSION_HANDLE_INVALID].contains(&outcome);
                // What needs no card, before anything has told that it is gone.
                let is_local =
                    outcome == CKR_OPERATION_NOT_INITIALIZED || outcome == CKR_OPERATION_ACTIVE;
                let is_found = state == "a search" && outcome == CKR_OK;
                assert!(is_gone || is_local || is_found, "{state}, {exchanged}: {outcome:#x}");
                refused += usize::from(is_gone);
            }
            assert_eq!(card.verify_commands(), verified, "{state}");
            if let Some(other) = other {
                assert_eq!((other.verify_commands(), other.pin_tries()), (0, 3), "{state}");
                let session = open(0).unwrap();
                assert_eq!(login(session, "9999"), CKR_OK, "{state}");
                sign_once(session).unwrap();
                assert!(!other.is_open());
            }
        }
    }
    figure!("PKCS #11: removed or exchanged in 8 states: {refused} calls refused, 0 PINs sent");
}
