//! Unit tests.

use super::*;
use crate::capi::card::{
    JPKI_TOKEN_ANDROID, JPKI_TOKEN_IPHONE, JPKI_TOKEN_MY_NUMBER_CARD,
    JPKI_TOKEN_RESIDENT_REGISTRY_CARD, jpki_card_free, token_kind_number, with_card,
};
use crate::capi::status::{JPKI_ERROR_ARGUMENT, JPKI_OK};

/// What C gets of a kind.
fn opened(kind: i32) -> (i32, *mut jpki_card) {
    let mut card = std::ptr::without_provenance_mut(2);
    // SAFETY: the place is good, and an error may be null.
    let status = unsafe { jpki_card_open_virtual(kind, &raw mut card, std::ptr::null_mut()) };
    (status, card)
}

#[test]
fn every_kind_is_a_card_of_its_own() {
    for kind in JPKI_VIRTUAL_MY_NUMBER_CARD..=JPKI_VIRTUAL_CA_GENERATION_2 {
        let (status, card) = opened(kind);
        assert_eq!(status, JPKI_OK, "{kind}");
        let (token, signs_documents, pin, expiry) = with_card(card, |state| {
            let expiry = state.card.card_information().map(|read| read.expiry().year());
            let mut jpki = state.card.jpki()?;
            let token = token_kind_number(jpki.token_information()?.kind());
            let has = jpki.certificate_availability()?;
            Ok((token, has.signature, jpki.pin_status()?.tries_left(), expiry.ok()))
        })
        .unwrap();
        assert_eq!(
            token,
            match kind {
                JPKI_VIRTUAL_RESIDENT_REGISTRY_CARD => JPKI_TOKEN_RESIDENT_REGISTRY_CARD,
                JPKI_VIRTUAL_ANDROID => JPKI_TOKEN_ANDROID,
                JPKI_VIRTUAL_IPHONE => JPKI_TOKEN_IPHONE,
                _ => JPKI_TOKEN_MY_NUMBER_CARD,
            }
        );
        let lacks = [JPKI_VIRTUAL_CHILD_CARD, JPKI_VIRTUAL_WITHOUT_PINS];
        assert_eq!(signs_documents, !lacks.contains(&kind), "{kind}");
        let tries = if kind == JPKI_VIRTUAL_WITHOUT_PINS { 0 } else { 3 };
        assert_eq!(pin, Some(tries), "{kind}");
        let year = match kind {
            JPKI_VIRTUAL_RESIDENT_REGISTRY_CARD..=JPKI_VIRTUAL_IPHONE => expiry,
            JPKI_VIRTUAL_CHILD_CARD => Some(2030),
            JPKI_VIRTUAL_EXPIRED => Some(2025),
            _ => Some(2035),
        };
        assert_eq!(expiry, year, "{kind}");
        jpki_card_free(card);
    }
}

#[test]
fn what_is_no_kind_opens_nothing() {
    for kind in [
        0,
        -1,
        1,
        JPKI_VIRTUAL_MY_NUMBER_CARD - 1,
        JPKI_VIRTUAL_CA_GENERATION_2 + 1,
        i32::MIN,
        i32::MAX,
    ] {
        let (status, card) = opened(kind);
        assert_eq!((status, card.is_null()), (JPKI_ERROR_ARGUMENT, true), "{kind}");
    }
}

fn opened_with(settings: &std::ffi::CStr) -> (i32, *mut jpki_card) {
    let mut card = std::ptr::without_provenance_mut(2);
    let (kind, error) = (JPKI_VIRTUAL_MY_NUMBER_CARD, std::ptr::null_mut());
    // SAFETY: the settings end with NUL, the place is good, and an error may be null.
    let status = unsafe {
        jpki_card_open_virtual_with_settings(kind, settings.as_ptr(), &raw mut card, error)
    };
    (status, card)
}

#[test]
fn settings_and_faults_are_the_cards() {
    let (status, card) = opened_with(c" pin-tries 1;\nfault removed-before at 5 ; ");
    assert_eq!(status, JPKI_OK);
    let left = with_card(card, |state| Ok(state.card.jpki()?.pin_status()?.tries_left()));
    assert_eq!(left.unwrap(), Some(1));
    let gone = with_card(card, |state| state.card.jpki()?.pin_status());
    assert_eq!(gone.unwrap_err().status(), crate::Status::CardRemoved);
    jpki_card_free(card);

    for settings in [c"pin-tries 4", c"fault at 3", c"fault", c"no-such-setting", c"name \xFF"] {
        let (status, card) = opened_with(settings);
        assert_eq!((status, card.is_null()), (JPKI_ERROR_ARGUMENT, true), "{settings:?}");
    }
}
