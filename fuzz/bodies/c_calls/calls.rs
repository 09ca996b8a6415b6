//! All exports except those of the library, of contexts and of signing.

use std::ffi::{CStr, c_char};
use std::rc::Rc;

use jpkicard::internal::capi::{self, jpki_card, jpki_error};

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
            9 => self.availability(),
            10 | 11 => self.certificate(),
            12 => self.pin_status(),
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

    fn availability(&mut self) {
        let choice = self.input.byte();
        let card = self.choose(Kind::Card, choice);
        let mut authentication = Place::new(self.input.byte(), -9);
        let mut signature = Place::new(self.input.byte(), -9);
        let error = ErrorPlace::new(self.input.byte());
        let status = self.on_card(card, Allowed::default(), &error, |card, error| {
            let (first, second) = (authentication.pointer(), signature.pointer());
            // SAFETY: as above.
            unsafe { capi::jpki_card_certificate_availability(card, first, second, error) }
        });
        if status == capi::JPKI_OK {
            assert!((0..=1).contains(&authentication.get()) && (0..=1).contains(&signature.get()));
        }
    }

    fn certificate(&mut self) {
        let [choice, which] = [self.input.byte(), self.input.byte()];
        let card = self.choose(Kind::Card, choice);
        let mut place = Place::new(self.input.byte(), dangling());
        let error = ErrorPlace::new(self.input.byte());
        let read = match which & 1 {
            0 => capi::jpki_card_authentication_certificate,
            _ => capi::jpki_card_authentication_ca_certificate,
        };
        let status = self.on_card(card, Allowed::default(), &error, |card, error| {
            // SAFETY: as above.
            unsafe { read(card, place.pointer(), error) }
        });
        self.result(Kind::Certificate, status, &place, &error);
    }

    fn pin_status(&mut self) {
        let choice = self.input.byte();
        let card = self.choose(Kind::Card, choice);
        let mut pin_status = Place::new(self.input.byte(), -9);
        let mut tries = Place::new(self.input.byte(), -9);
        let error = ErrorPlace::new(self.input.byte());
        let status = self.on_card(card, Allowed::default(), &error, |card, error| {
            // SAFETY: as above.
            unsafe {
                capi::jpki_card_pin_status(card, pin_status.pointer(), tries.pointer(), error)
            }
        });
        if status == capi::JPKI_OK {
            assert!(
                (capi::JPKI_TRIES_NOT_REPORTED..=capi::JPKI_TRIES_NO_LIMIT)
                    .contains(&pin_status.get())
                    && (-1..=15).contains(&tries.get())
            );
            assert_eq!(pin_status.get() == capi::JPKI_TRIES_BLOCKED, tries.get() == 0);
        }
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
        let data = capi::jpki_certificate_data(pointer);
        let length = capi::jpki_certificate_len(pointer);
        assert_eq!(length > 0, open);
        readable(data, length, open);
        let serial = capi::jpki_certificate_serial(pointer);
        readable(serial, capi::jpki_certificate_serial_len(pointer), open);
        let issuer = capi::jpki_certificate_issuer_key(pointer);
        readable(issuer, capi::jpki_certificate_issuer_key_len(pointer), open);
        let subject = capi::jpki_certificate_subject_key(pointer);
        readable(subject, capi::jpki_certificate_subject_key_len(pointer), open);
        assert_eq!(capi::jpki_certificate_not_before(pointer) == -1, !open);
        assert_eq!(capi::jpki_certificate_not_after(pointer) == -1, !open);
    }

    fn signature_getters(&mut self) {
        let choice = self.input.byte();
        let handle = self.choose(Kind::Signature, choice);
        let (pointer, open) = (handle.pointer(), handle.open.is_some());
        let data = capi::jpki_signature_data(pointer);
        readable(data, capi::jpki_signature_len(pointer), open);
        assert_eq!(
            capi::jpki_signature_algorithm(pointer) >= capi::JPKI_ALGORITHM_RSA_PKCS1_SHA256,
            open
        );
        let name = text(capi::jpki_signature_algorithm_name(pointer)).unwrap();
        assert_eq!(!name.is_empty(), open);
    }
}
