//! The signature key, and changes of PIN and password.

use std::ffi::c_char;

use jpkicard::internal::capi::{self, jpki_card, jpki_error};

use super::super::credentials::{Application, Credential};
use super::super::session::{Errand, Secrets};
use super::memory::{ErrorPlace, Place};
use super::signing::dangling;
use super::{Chosen, Kind, Program};

/// Neither valid PINs nor passwords, so that nothing may be sent.
const NONE: [&[u8]; 4] = [b"", b"AB12C", b"ABC 123", b"ABCDEFGH012345678"];

/// A PIN or password and the new one, as passed from C.
struct Pair {
    of: Credential,
    /// As the card compares them; `None` if either is invalid.
    known: Option<[&'static [u8]; 2]>,
    typed: [Vec<u8>; 2],
}

impl Pair {
    /// Chosen by a byte of the input: an invalid one or, from 80 on, one that a card may have.
    fn of(of: Credential, choice: u8, changes: bool) -> Self {
        let none = NONE[usize::from(choice & 3)];
        let place = |bits: u8| of.choices()[usize::from(bits & 3)];
        let (old, new) = (place(choice), place(choice >> 2));
        let new_is_none = changes && choice & 0x30 == 0x30;
        let known = (choice >= 0x80 && !new_is_none).then_some([old, new]);
        let mut typed = match choice {
            0..0x80 => [none, none],
            _ if new_is_none => [old, none],
            _ => [old, new],
        }
        .map(<[u8]>::to_vec);
        // As people type it.
        if choice & 0x40 != 0 {
            typed.iter_mut().for_each(|typed| typed.make_ascii_lowercase());
        }
        Self { of, known, typed }
    }

    fn old(&self) -> (*const c_char, usize) {
        (self.typed[0].as_ptr().cast(), self.typed[0].len())
    }

    fn chosen(&self) -> (*const c_char, usize) {
        (self.typed[1].as_ptr().cast(), self.typed[1].len())
    }

    fn errand(&self, changes: bool, last_try: i32) -> Errand {
        let secrets = self.known.map(|[old, new]| Secrets {
            of: self.of,
            old,
            new: changes.then_some(new),
            last_try: last_try == capi::JPKI_LAST_TRY_ALLOW,
        });
        Errand::to(Application::Jpki).with(secrets)
    }
}

impl Program<'_> {
    pub(super) fn document(&mut self) {
        let [choice, what, secret, place] = [(); 4].map(|()| self.input.byte());
        let card = self.choose(Kind::Card, choice);
        let error = ErrorPlace::new(self.input.byte());
        let last_try = capi::JPKI_LAST_TRY_KEEP + i32::from(what >> 4) - 1;
        match what % 6 {
            0 => self.password_status(card, place, &error),
            3 => self.sign_document(card, secret, place, &error),
            4 => self.change(card, Credential::Pin, secret, last_try, &error),
            5 => self.change(card, Credential::Password, secret, last_try, &error),
            what => self.signature_certificate(card, what == 1, secret, last_try, place, &error),
        }
    }

    fn password_status(&mut self, card: Chosen, place: u8, error: &ErrorPlace) {
        // Consumes the bytes that the other calls take.
        self.arguments();
        let (mut status_place, mut tries) = (Place::new(place, -9), Place::new(0, -9));
        let credential = capi::JPKI_CREDENTIAL_SIGNATURE_PASSWORD;
        self.ask_tries(card, credential, &mut status_place, &mut tries, error);
    }

    fn signature_certificate(
        &mut self,
        card: Chosen,
        is_of_authority: bool,
        secret: u8,
        last_try: i32,
        place: u8,
        error: &ErrorPlace,
    ) {
        self.arguments();
        let mut place = Place::<*mut capi::jpki_certificate>::new(place, dangling());
        let pair = Pair::of(Credential::Password, secret, false);
        let errand = match is_of_authority {
            true => Errand::to(Application::Jpki),
            false => pair.errand(false, last_try),
        };
        let status = self.on_card(card, errand, error, |card, error| {
            let ((password, length), place) = (pair.old(), place.pointer());
            // SAFETY: as above.
            unsafe {
                match is_of_authority {
                    true => capi::jpki_card_certificate(
                        card,
                        capi::JPKI_CERTIFICATE_SIGNATURE_CA,
                        place,
                        error,
                    ),
                    false => capi::jpki_card_signature_certificate(
                        card, password, length, last_try, place, error,
                    ),
                }
            }
        });
        let is_right = is_of_authority || pair.known.is_some();
        assert!(status != capi::JPKI_OK || is_right, "a secret that is none was taken");
        self.result(Kind::Certificate, status, &place, error);
    }

    fn sign_document(&mut self, card: Chosen, secret: u8, place: u8, error: &ErrorPlace) {
        let arguments = self.arguments();
        let mut first = Place::<*mut capi::jpki_certificate>::new(place, dangling());
        let mut second = Place::<*mut capi::jpki_signature>::new(0, dangling());
        let pair = Pair::of(Credential::Password, secret, false);
        let last_try = if arguments.options_are_null { 0 } else { arguments.options.last_try };
        let errand = pair.errand(false, last_try);
        let status = self.on_card(card, errand, error, |card, error| {
            let ((password, length), input) = (pair.old(), arguments.input());
            let (one, two) = (first.pointer(), second.pointer());
            let (input_length, options) = (arguments.input_length, arguments.options());
            // SAFETY: as above.
            unsafe {
                capi::jpki_card_sign_document(
                    card,
                    password,
                    length,
                    input,
                    input_length,
                    options,
                    one,
                    two,
                    error,
                )
            }
        });
        assert!(status != capi::JPKI_OK || pair.known.is_some(), "a secret that is none was taken");
        self.result(Kind::Certificate, status, &first, error);
        self.result(Kind::Signature, status, &second, error);
    }

    fn change(
        &mut self,
        card: Chosen,
        of: Credential,
        secret: u8,
        last_try: i32,
        error: &ErrorPlace,
    ) {
        self.arguments();
        let pair = Pair::of(of, secret, true);
        let change = |card: *mut jpki_card, error: *mut jpki_error| {
            let ((old, old_length), (new, new_length)) = (pair.old(), pair.chosen());
            let change = match of {
                Credential::Pin => capi::jpki_card_change_pin,
                _ => capi::jpki_card_change_signature_password,
            };
            // SAFETY: as above.
            unsafe { change(card, old, old_length, new, new_length, last_try, error) }
        };
        let status = self.on_card(card, pair.errand(true, last_try), error, change);
        assert!(status != capi::JPKI_OK || pair.known.is_some(), "a secret that is none was taken");
    }
}
