//! All exports except those of the library, of contexts and of signing.

use std::ffi::{CStr, c_char};
use std::rc::Rc;

use jpkicard::internal::capi::{self, jpki_card, jpki_error};

use super::super::credentials::Application;
use super::super::session::{Allowed, Errand, Extended, any_length, disturbed_card};
use super::desk::{Desk, Mischief};
use super::memory::{ErrorPlace, Place, struct_size};
use super::signing::dangling;
use super::{Chosen, Kind, Program};

pub(super) fn text(pointer: *const c_char) -> Option<String> {
    // SAFETY: the library returns null or a NUL-terminated text.
    let text = (!pointer.is_null()).then(|| unsafe { CStr::from_ptr(pointer) });
    text.map(|text| text.to_string_lossy().into_owned())
}

/// What a getter returned: complete data, or nothing.
pub(super) fn readable(data: *const u8, length: usize, open: bool) -> usize {
    if data.is_null() || !open {
        assert!(data.is_null() && length == 0);
        return 0;
    }
    // SAFETY: the object is open.
    unsafe { std::slice::from_raw_parts(data, length) }.iter().map(|byte| usize::from(*byte)).sum()
}

/// Reads what an object lends, with its length and without.
pub(super) fn lent(open: bool, lend: impl Fn(*mut usize) -> *const u8) {
    let mut length = usize::MAX;
    let data = lend(&raw mut length);
    readable(data, length, open);
    assert_eq!(lend(std::ptr::null_mut()), data);
}

impl<'a> Program<'a> {
    /// Makes a call on a card and checks the invariants of each.
    pub(super) fn on_card(
        &mut self,
        card: Chosen,
        errand: impl Into<Errand>,
        error: &ErrorPlace,
        call: impl FnOnce(*mut jpki_card, *mut jpki_error) -> i32,
    ) -> i32 {
        let desk = self.desk_of(card);
        if let Some(desk) = &desk {
            desk.begin_call(errand.into());
        }
        let status = call(card.pointer(), error.pointer());
        error.verify(status);
        if card.open.is_none() {
            assert_ne!(status, capi::JPKI_OK, "a success without a card");
        }
        if let Some(desk) = &desk {
            match desk.closed.get() {
                0 => desk.end_call(&error.heard(status)),
                // Freed in a callback.
                _ => self.handles.iter_mut().for_each(|handle| {
                    handle.open &= handle.address != card.address;
                }),
            }
        }
        status
    }

    /// The desk that an open card is behind, unless it is a virtual card of the library.
    pub(super) fn desk_of(&self, card: Chosen) -> Option<Rc<Desk<'a>>> {
        card.open.and_then(|place| self.handles[place].desk.clone())
    }

    /// Takes an object that a call returned, or checks that it returned none.
    pub(super) fn result<T>(
        &mut self,
        kind: Kind,
        status: i32,
        place: &Place<*mut T>,
        error: &ErrorPlace,
    ) {
        match status {
            capi::JPKI_OK => {
                assert!(place.is_good());
                self.opened(kind, place.get().addr(), None);
            }
            _ if place.is_good() && error.lets() => assert!(place.get().is_null()),
            _ => assert_eq!(place.get().addr(), dangling::<T>().addr()),
        }
    }

    pub(super) fn call(&mut self) {
        let what = self.input.byte();
        match what % 22 {
            // The highest byte values, so that recorded programs keep their meaning.
            _ if what >= 0xFA => self.card_face(),
            _ if what >= 0xF2 => self.checking(),
            _ if what >= 0xF0 => self.transaction(what == 0xF0),
            0 => self.library(),
            1 => self.context(),
            2 => self.context_use(),
            3 | 4 => self.open_transport(),
            5 => self.open_virtual(),
            6 => {
                let choice = self.input.byte();
                let kinds =
                    [Kind::Card, Kind::Certificate, Kind::Signature, Kind::Context, Kind::Readers];
                let kind = match self.input.byte() {
                    0xF0..0xF8 => Kind::CardAuthorities,
                    0xF8..0xFC => Kind::OcspRequest,
                    0xFC.. => Kind::RevocationList,
                    which => kinds[usize::from(which) % kinds.len()],
                };
                self.free(kind, self.choose(kind, choice));
            }
            7 => self.read_length(),
            8 => self.token(),
            9 => self.has_certificate(),
            10 | 11 => self.certificate(),
            12 => self.tries(),
            13 => self.certificate_new(),
            14 => self.certificate_getters(),
            15 => self.signature_getters(),
            16..=18 => self.sign(),
            19 => self.document(),
            _ => self.authenticate(),
        }
    }

    fn open_virtual(&mut self) {
        let kind = self.input.byte();
        let mut place = Place::new(self.input.byte(), dangling());
        let error = ErrorPlace::new(self.input.byte());
        self.virtual_cards += usize::from(matches!(kind, 1..=9));
        if self.virtual_cards > 1 {
            // Each takes four RSA signatures.
            return;
        }
        if kind >= 0xF0 {
            return self.open_virtual_with_settings(kind, &mut place, &error);
        }
        // SAFETY: as above.
        let status = unsafe {
            capi::jpki_card_open_virtual(
                capi::JPKI_VIRTUAL_MY_NUMBER_CARD - 1 + i32::from(kind as i8),
                place.pointer(),
                error.pointer(),
            )
        };
        error.verify(status);
        self.result(Kind::Card, status, &place, &error);
    }

    fn open_virtual_with_settings(
        &mut self,
        choice: u8,
        place: &mut Place<*mut capi::jpki_card>,
        error: &ErrorPlace,
    ) {
        const SETTINGS: [&CStr; 6] = [
            c"pin-tries 1; fault lost-after at 9",
            c"name \u{20BB7}\nhides-tries",
            c"fault removed-before at 4",
            c"pin-tries 200",
            c"fault",
            c"name \xFF",
        ];
        let settings =
            SETTINGS.get(usize::from(choice & 0xF)).map_or(std::ptr::null(), |one| one.as_ptr());
        self.virtual_cards += 1;
        // SAFETY: as above; the settings end with NUL.
        let status = unsafe {
            capi::jpki_card_open_virtual_with_settings(
                capi::JPKI_VIRTUAL_MY_NUMBER_CARD,
                settings,
                place.pointer(),
                error.pointer(),
            )
        };
        error.verify(status);
        self.result(Kind::Card, status, place, error);
    }

    fn open_transport(&mut self) {
        let [ways, size, events] = [(); 3].map(|()| self.input.byte());
        let mut place = Place::new(self.input.byte(), dangling());
        let error = ErrorPlace::new(self.input.byte());
        // Also in the two bytes: tries of the password, and readers without extended APDUs.
        let password_tries = [5, 5, 1, 0][usize::from(ways >> 2 & 3)];
        let extended = Extended::of(if size < 0xF0 { size } else { 0 });
        let card = disturbed_card(&mut self.input, password_tries, extended, events.into());
        let desk = Desk::new(card);
        self.desks.push(desk.clone());
        let (size, is_exact, _) = struct_size::<capi::jpki_transport>(size);
        let lacks = ways & 0x0F;
        let transport = desk.transport(size, lacks);
        let pointer = if ways & 0xF0 == 0xF0 { std::ptr::null() } else { &raw const transport };
        // SAFETY: as above.
        let status =
            unsafe { capi::jpki_card_open_transport(pointer, place.pointer(), error.pointer()) };
        error.verify(status);
        let expected = error.lets()
            && place.is_good()
            && !pointer.is_null()
            && is_exact
            && !(1..=3).contains(&lacks);
        assert_eq!(status == capi::JPKI_OK, expected, "{status}");
        self.result(Kind::Card, status, &place, &error);
        if status == capi::JPKI_OK {
            desk.taken.set(true);
            desk.card.set(place.get().addr());
            desk.mischief.set(match ways & 0x70 {
                0x60 => Mischief::CallBack,
                0x70 => Mischief::Free,
                _ => Mischief::None,
            });
            if let Some(handle) = self.handles.last_mut() {
                handle.desk = Some(desk);
            }
        }
    }

    fn read_length(&mut self) {
        let [choice, length] = [self.input.byte(), self.input.byte()];
        let card = self.choose(Kind::Card, choice);
        let error = ErrorPlace::new(self.input.byte());
        let length = match length {
            0xFF => usize::MAX,
            0xFE => 256,
            0xFD => 257,
            0xFC => 32_769,
            0xF4..=0xFB => any_length(length),
            length => length.into(),
        };
        let status = self.on_card(card, Allowed::default(), &error, |card, error| {
            // SAFETY: as above.
            unsafe { capi::jpki_card_set_read_length(card, length, error) }
        });
        let expected = error.lets() && card.open.is_some() && (1..=32_768).contains(&length);
        assert_eq!(status == capi::JPKI_OK, expected);
        if let (Some(desk), true) = (self.desk_of(card), expected) {
            desk.set_read_length(length);
        }
        assert!(text(capi::jpki_card_reader_name(card.pointer())).is_none());
    }

    fn token(&mut self) {
        let [choice, label_size] = [self.input.byte(), self.input.byte()];
        let card = self.choose(Kind::Card, choice);
        let mut kind = Place::new(self.input.byte(), -9);
        let error = ErrorPlace::new(self.input.byte());
        let mut label = [0x7F_u8; 64];
        let label_size = usize::from(label_size) % 64;
        let pointer =
            if label_size == 63 { std::ptr::null_mut() } else { label.as_mut_ptr().cast() };
        let status = self.on_card(card, Allowed::default(), &error, |card, error| {
            // SAFETY: as above.
            unsafe { capi::jpki_card_token(card, kind.pointer(), pointer, label_size, error) }
        });
        let freed =
            !self.handles.iter().any(|handle| handle.open && handle.address == card.address);
        let expected = card.open.is_some() && !freed && error.lets();
        assert!(!expected || status != capi::JPKI_ERROR_HANDLE, "an open handle is not found");
        assert!(label[label_size..].iter().all(|byte| *byte == 0x7F), "written past the label");
        if status == capi::JPKI_OK && label_size > 0 && !pointer.is_null() {
            let written = CStr::from_bytes_until_nul(&label[..label_size]).unwrap();
            assert!(written.to_str().is_ok());
        }
        assert!(
            status != capi::JPKI_OK
                || (capi::JPKI_TOKEN_UNKNOWN..=capi::JPKI_TOKEN_IPHONE).contains(&kind.get())
        );
    }

    fn has_certificate(&mut self) {
        let choice = self.input.byte();
        let card = self.choose(Kind::Card, choice);
        let mut present = Place::new(self.input.byte(), -9);
        let kind = capi::JPKI_CERTIFICATE_AUTHENTICATION + i32::from(self.input.byte() as i8);
        let error = ErrorPlace::new(self.input.byte());
        let status = self.on_card(card, Allowed::default(), &error, |card, error| {
            // SAFETY: as above.
            unsafe { capi::jpki_card_has_certificate(card, kind, present.pointer(), error) }
        });
        if status == capi::JPKI_OK {
            assert!((0..=1).contains(&present.get()));
            assert!(
                [capi::JPKI_CERTIFICATE_AUTHENTICATION, capi::JPKI_CERTIFICATE_SIGNATURE]
                    .contains(&kind)
            );
        }
    }

    fn certificate(&mut self) {
        let [choice, which] = [self.input.byte(), self.input.byte()];
        let card = self.choose(Kind::Card, choice);
        let mut place = Place::new(self.input.byte(), dangling());
        let error = ErrorPlace::new(self.input.byte());
        let kind = match which {
            0xC0.. => capi::JPKI_CERTIFICATE_AUTHENTICATION + i32::from(which as i8),
            0x80.. => capi::JPKI_CERTIFICATE_AUTHENTICATION + i32::from(which & 3),
            _ => capi::JPKI_CERTIFICATE_AUTHENTICATION + i32::from(which & 1),
        };
        let status = self.on_card(card, Allowed::default(), &error, |card, error| {
            // SAFETY: as above.
            unsafe { capi::jpki_card_certificate(card, kind, place.pointer(), error) }
        });
        assert!(status != capi::JPKI_OK || kind != capi::JPKI_CERTIFICATE_SIGNATURE);
        self.result(Kind::Certificate, status, &place, &error);
    }

    fn tries(&mut self) {
        let choice = self.input.byte();
        let card = self.choose(Kind::Card, choice);
        let mut state = Place::new(self.input.byte(), -9);
        let mut left = Place::new(self.input.byte(), -9);
        let error = ErrorPlace::new(self.input.byte());
        self.ask_tries(card, capi::JPKI_CREDENTIAL_PIN, &mut state, &mut left, &error);
    }

    /// Asks for the tries of a credential, which spends none and selects its application.
    pub(super) fn ask_tries(
        &mut self,
        card: Chosen,
        credential: i32,
        state: &mut Place<i32>,
        left: &mut Place<i32>,
        error: &ErrorPlace,
    ) {
        let application = match credential {
            capi::JPKI_CREDENTIAL_CHECK_NUMBER_SURFACE | capi::JPKI_CREDENTIAL_BIRTH_DATE => {
                Application::Surface
            }
            capi::JPKI_CREDENTIAL_INPUT_SUPPORT_PIN
            | capi::JPKI_CREDENTIAL_CHECK_NUMBER_INPUT_SUPPORT => Application::InputSupport,
            _ => Application::Jpki,
        };
        let status = self.on_card(card, Errand::to(application), error, |card, error| {
            let (state, left) = (state.pointer(), left.pointer());
            // SAFETY: every pointer is null, misaligned, or to as many bytes as stated.
            unsafe { capi::jpki_card_tries(card, credential, state, left, error) }
        });
        if status == capi::JPKI_OK {
            assert!(
                (capi::JPKI_TRIES_NOT_REPORTED..=capi::JPKI_TRIES_NO_LIMIT).contains(&state.get())
                    && (-1..=15).contains(&left.get())
            );
            assert_eq!(state.get() == capi::JPKI_TRIES_BLOCKED, left.get() == 0);
            assert!(
                (capi::JPKI_CREDENTIAL_PIN..=capi::JPKI_CREDENTIAL_BIRTH_DATE)
                    .contains(&credential)
            );
        }
    }

    /// A transaction that outlives the calls.
    fn transaction(&mut self, begins: bool) {
        let choice = self.input.byte();
        let card = self.choose(Kind::Card, choice);
        let error = ErrorPlace::new(self.input.byte());
        let desk = self.desk_of(card);
        let kept = desk.as_ref().is_some_and(|desk| desk.keeps.get());
        if let Some(desk) = &desk {
            // A card with a panic behind it, or one that was freed, does not begin.
            desk.keeps.set(begins && error.lets() || kept && !error.lets());
        }
        let status = self.on_card(card, Errand::NONE, &error, |card, error| {
            // SAFETY: every pointer is null, misaligned, or to as many bytes as stated.
            unsafe {
                match begins {
                    true => capi::jpki_card_begin_transaction(card, error),
                    false => capi::jpki_card_end_transaction(card, error),
                }
            }
        });
        let Some(desk) = desk.filter(|_| error.lets()) else { return };
        assert!(!(status == capi::JPKI_OK && begins == kept), "begun twice, or ended twice");
        desk.keeps.set(match begins {
            true => kept || status == capi::JPKI_OK,
            false => false,
        });
        desk.assert_kept();
    }

    fn certificate_new(&mut self) {
        let [what, length, byte] = [(); 3].map(|()| self.input.byte());
        let mut place = Place::new(self.input.byte(), dangling());
        let error = ErrorPlace::new(self.input.byte());
        let mut der = super::super::session::certificate_der().to_vec();
        let at = usize::from(what) * 8 % der.len();
        der[at] ^= byte;
        let (data, length) = match length {
            0..0xF0 => (der.as_ptr(), der.len()),
            0xF0..0xF4 => (der.as_ptr(), at),
            0xF4..0xF8 => (der.as_ptr(), 0),
            0xF8 => (std::ptr::null(), 0),
            0xF9 => (std::ptr::null(), der.len()),
            0xFA..0xFD => (der.as_ptr(), usize::MAX - at),
            0xFD.. => (der.as_ptr(), (1 << 30) + 1),
        };
        // SAFETY: as above; a length that is longer is refused unread.
        let status =
            unsafe { capi::jpki_certificate_new(data, length, place.pointer(), error.pointer()) };
        error.verify(status);
        self.result(Kind::Certificate, status, &place, &error);
    }

    fn certificate_getters(&mut self) {
        let choice = self.input.byte();
        let handle = self.choose(Kind::Certificate, choice);
        let (pointer, open) = (handle.pointer(), handle.open.is_some());
        let mut length = 9;
        // SAFETY: the length is a live variable, or null.
        unsafe {
            let data = capi::jpki_certificate_data(pointer, &raw mut length);
            assert_eq!(length > 0, open);
            readable(data, length, open);
            assert_eq!(capi::jpki_certificate_data(pointer, std::ptr::null_mut()), data);
            for field in capi::JPKI_FIELD_SERIAL_NUMBER - 1..=capi::JPKI_FIELD_PUBLIC_KEY + 1 {
                let data = capi::jpki_certificate_field(pointer, field, &raw mut length);
                readable(data, length, open);
                let is_field =
                    (capi::JPKI_FIELD_SERIAL_NUMBER..=capi::JPKI_FIELD_PUBLIC_KEY).contains(&field);
                assert!(is_field || data.is_null());
            }
        }
        assert_eq!(capi::jpki_certificate_not_before(pointer) == -1, !open);
        assert_eq!(capi::jpki_certificate_not_after(pointer) == -1, !open);
    }

    fn signature_getters(&mut self) {
        let choice = self.input.byte();
        let handle = self.choose(Kind::Signature, choice);
        let (pointer, open) = (handle.pointer(), handle.open.is_some());
        let mut length = 9;
        // SAFETY: the length is a live variable.
        let data = unsafe { capi::jpki_signature_data(pointer, &raw mut length) };
        readable(data, length, open);
        assert_eq!(
            capi::jpki_signature_algorithm(pointer) >= capi::JPKI_ALGORITHM_RSA_PKCS1_SHA256,
            open
        );
        let name = text(capi::jpki_signature_algorithm_name(pointer)).unwrap();
        assert_eq!(!name.is_empty(), open);
    }
}
