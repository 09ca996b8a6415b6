//! What is printed on the card, and its text: of the virtual card, and of the one behind a desk,
//! whose wire permits what the call is for.

use std::ffi::c_char;

use jpkicard::internal::capi::{
    self, jpki_attributes, jpki_card, jpki_error, jpki_face, jpki_picture,
};

use super::super::credentials::{Application, Credential};
use super::super::session::{Errand, Secrets};
use super::calls::{lent, text};
use super::memory::{ErrorPlace, Place, Room, struct_size};
use super::signing::dangling;
use super::{Chosen, Kind, Program};

/// Neither valid numbers nor PINs, by length or content.
const NONE: [&[u8]; 6] =
    [b"", b"12a4", b"5502172035228", b"550217203522855", b"55021720152285", b"99021720352285"];
const NUMBERS: [&[u8]; 2] = [b"55021720352285", b"55021720352286"];
/// The input-support PIN of the virtual card and of one behind a desk, and another.
const PINS: [&[u8]; 2] = [b"1234", b"0917"];
const PINS_OF_DESK: [&[u8]; 2] = [b"5678", b"0917"];
const KINDS: [Kind; 4] = [Kind::Face, Kind::Picture, Kind::Attributes, Kind::CardAuthorities];
/// What a server sends to be signed, and what is too short for that.
pub(super) const CHALLENGES: [&[u8]; 4] =
    [b"a challenge of a server", b"", b"fifteen bytes..", b"sixteen bytes..."];

/// A number or PIN as passed from C.
pub(super) struct Secret {
    pub(super) bytes: &'static [u8],
    is_null: bool,
    pub(super) length: usize,
    /// Whether it may be sent to a card.
    pub(super) is_one: bool,
}

/// What a call with this secret may do; an invalid one is not sent.
pub(super) fn errand(of: Credential, secret: &Secret, last_try: i32) -> Errand {
    let secrets = Secrets {
        of,
        old: secret.bytes,
        new: None,
        last_try: last_try == capi::JPKI_LAST_TRY_ALLOW,
    };
    Errand::to(of.application()).with(secret.is_one.then_some(secrets))
}

/// The same, but no number is sent if the trusted authorities have not signed the records of a
/// virtual card.
pub(super) fn checked(errand: Errand, authorities: i32) -> Errand {
    match authorities {
        capi::JPKI_AUTHORITIES_VIRTUAL_CARD | capi::JPKI_AUTHORITIES_UNVERIFIED => {
            errand.challenging(true)
        }
        _ => errand.with(None),
    }
}

impl Secret {
    pub(super) fn pointer(&self) -> *const c_char {
        if self.is_null { std::ptr::null() } else { self.bytes.as_ptr().cast() }
    }
}

impl Program<'_> {
    pub(super) fn card_face(&mut self) {
        let what = self.input.byte();
        match what % 8 {
            // The highest byte values, so that recorded programs keep their meaning.
            _ if what >= 0xF8 => self.individual_number(),
            _ if what >= 0xF0 => self.individual_number_image(),
            _ if what >= 0xE8 => self.verify_files(),
            _ if what >= 0xE0 => self.card_authorities(),
            0 => self.check_number(),
            1 => self.face(),
            2 => self.attributes(),
            3 => self.face_getters(),
            4 => self.pictures(),
            5 => {
                let choice = self.input.byte();
                let kind = self.input.pick(&KINDS);
                self.free(kind, self.choose(kind, choice));
            }
            6 => self.asked(),
            _ => self.compared(),
        }
    }

    /// A card, and the input-support PINs that are worth trying there.
    pub(super) fn card_of_any_kind(&mut self) -> (Chosen, [&'static [u8]; 2]) {
        let choice = self.input.byte();
        let card = self.choose(Kind::Card, choice);
        let is_on_desk = card.open.is_some_and(|place| self.handles[place].desk.is_some());
        (card, if is_on_desk { PINS_OF_DESK } else { PINS })
    }

    pub(super) fn secret(&mut self, good: [&'static [u8]; 2]) -> Secret {
        let choice = self.input.byte();
        let none = NONE[usize::from(choice) % NONE.len()];
        let bytes = if choice < 0x80 { good[usize::from(choice & 1)] } else { none };
        let (is_null, length) = match choice {
            0xF0..0xF8 => (true, bytes.len()),
            0xF8.. => (false, [usize::MAX, (1 << 30) + 1, 1 << 63][usize::from(choice) % 3]),
            _ => (false, bytes.len()),
        };
        Secret { bytes, is_null, length, is_one: choice < 0x80 }
    }

    /// One of the first constants of an enumeration; occasionally another number.
    pub(super) fn constant(&mut self, first: i32, count: i32) -> i32 {
        match self.input.byte() {
            choice @ 0..0xF0 => first + i32::from(choice) % count,
            choice => i32::from(choice as i8),
        }
    }

    fn check_number(&mut self) {
        let [day, year, size] = [(); 3].map(|()| self.input.byte());
        let code = self.secret([b"2285", b"0000"]);
        let error = ErrorPlace::new(self.input.byte());
        let birth_date = match day {
            0..0x80 => 19_800_200 + i32::from(day),
            0x80..0xF0 => i32::from(day) * 100_000 + 101,
            0xF0.. => [0, -1, i32::MIN, i32::MAX, 550_217][usize::from(day) % 5],
        };
        let expiry_year = match year {
            0..0xF0 => 1990 + i32::from(year),
            0xF0.. => [0, -1, i32::MIN, i32::MAX, 67_571][usize::from(year) % 5],
        };
        let mut number = [0x7F_u8; 32];
        let gregorian = size & 0x80 != 0;
        let calendar = match (gregorian, size & 0x60) {
            (false, 0x60) => i32::from(size),
            (false, _) => capi::JPKI_CALENDAR_JAPANESE,
            (true, _) => capi::JPKI_CALENDAR_GREGORIAN,
        };
        let mark: &[u8] = match (day, gregorian) {
            (0xE0..0xF0, _) => b"P",
            (_, true) => b"G",
            (_, false) => b"",
        };
        let digits_length = [0, 5, 6, 7, usize::MAX][usize::from(day & 7) % 5];
        let digits = b"250400 ".as_ptr().cast();
        let size = usize::from(size) % 32;
        let pointer = if size == 31 { std::ptr::null_mut() } else { number.as_mut_ptr().cast() };
        // SAFETY: every pointer is null, misaligned, or to as many bytes as stated; a greater
        // length is refused before reading.
        let status = unsafe {
            let (code, length) = (code.pointer(), code.length);
            let error = error.pointer();
            match day {
                // The date as its digits, which may not be a day.
                0xE0..0xF0 => capi::jpki_check_number_printed_digits(
                    digits,
                    digits_length,
                    expiry_year,
                    code,
                    length,
                    pointer,
                    size,
                    error,
                ),
                _ => capi::jpki_check_number(
                    birth_date,
                    calendar,
                    expiry_year,
                    code,
                    length,
                    pointer,
                    size,
                    error,
                ),
            }
        };
        error.verify(status);
        assert!(number[size..].iter().all(|byte| *byte == 0x7F), "written past the number");
        if status == capi::JPKI_OK {
            let digits = number.strip_prefix(mark).unwrap();
            assert!(digits[..14].iter().all(u8::is_ascii_digit) && digits[14] == 0);
        } else if error.lets() && size > 0 && !pointer.is_null() {
            assert_eq!(number[0], 0);
        }
    }

    fn face(&mut self) {
        let (card, _) = self.card_of_any_kind();
        let number = self.secret(NUMBERS);
        let (authorities, last_try) = (
            self.constant(capi::JPKI_AUTHORITIES_PRODUCTION, 4),
            self.constant(capi::JPKI_LAST_TRY_KEEP, 2),
        );
        let choice = self.input.byte();
        let mut place = Place::<*mut jpki_face>::new(choice, dangling());
        let error = ErrorPlace::new(self.input.byte());
        // In its low bits, which mean nothing to the place.
        let challenge = (choice & 4 != 0).then(|| CHALLENGES[usize::from(choice & 3)]);
        let is_fresh = challenge.is_none_or(|challenge| challenge.len() >= 16);
        let errand = errand(Credential::FaceNumber, &number, last_try);
        let mut errand = checked(errand, authorities);
        if challenge.is_some() {
            errand = if is_fresh { errand.challenging(true) } else { errand.with(None) };
        }
        let status = self.on_card(card, errand, &error, |card, error| {
            let (digits, length) = (number.pointer(), number.length);
            let face = place.pointer();
            // SAFETY: as above.
            unsafe {
                match challenge {
                    None => capi::jpki_card_face(
                        card,
                        digits,
                        length,
                        authorities,
                        last_try,
                        face,
                        error,
                    ),
                    Some(challenge) => capi::jpki_card_face_for_challenge(
                        card,
                        digits,
                        length,
                        challenge.as_ptr(),
                        challenge.len(),
                        authorities,
                        last_try,
                        face,
                        error,
                    ),
                }
            }
        });
        assert!(status != capi::JPKI_OK || number.is_one, "a number that is none was taken");
        assert!(status != capi::JPKI_OK || is_fresh, "a short challenge was taken");
        self.result(Kind::Face, status, &place, &error);
    }

    fn attributes(&mut self) {
        let (card, pins) = self.card_of_any_kind();
        let (of, good) = match self.input.byte() & 1 {
            0 => (Credential::InputSupportPin, pins),
            _ => (Credential::AttributesNumber, NUMBERS),
        };
        let secret = self.secret(good);
        let (authorities, last_try) = (
            self.constant(capi::JPKI_AUTHORITIES_PRODUCTION, 4),
            self.constant(capi::JPKI_LAST_TRY_KEEP, 2),
        );
        let mut place = Place::<*mut jpki_attributes>::new(self.input.byte(), dangling());
        let error = ErrorPlace::new(self.input.byte());
        let read = match of {
            Credential::InputSupportPin => capi::jpki_card_attributes,
            _ => capi::jpki_card_attributes_by_check_number,
        };
        let errand = errand(of, &secret, last_try);
        let status = self.on_card(card, errand, &error, |card, error| {
            let (pointer, length) = (secret.pointer(), secret.length);
            // SAFETY: as above.
            unsafe { read(card, pointer, length, authorities, last_try, place.pointer(), error) }
        });
        assert!(status != capi::JPKI_OK || secret.is_one, "a secret that is none was taken");
        self.result(Kind::Attributes, status, &place, &error);
    }

    fn face_getters(&mut self) {
        let choice = self.input.byte();
        let handle = self.choose(Kind::Face, choice);
        let (face, open) = (handle.pointer(), handle.open.is_some());
        assert_eq!(capi::jpki_face_birth_date(face) != 0, open);
        assert_eq!(capi::jpki_face_expiry(face) != 0, open);
        // SAFETY: a length is null or a live variable.
        lent(open, |length| unsafe { capi::jpki_face_birth_date_digits(face, length) });
        assert!((-1..=9).contains(&capi::jpki_face_sex(face)));
        for image in 0..6 {
            let is_there = open && (1..=4).contains(&image);
            let image = capi::JPKI_IMAGE_PHOTO - 1 + image;
            // SAFETY: as above.
            lent(is_there, |length| unsafe { capi::jpki_face_image(face, image, length) });
        }
        // SAFETY: as above.
        let file = |which| unsafe { capi::jpki_face_file(face, which, std::ptr::null_mut()) };
        assert_eq!(!file(capi::JPKI_FILE_RECORD).is_null(), open);
        let signature = file(capi::JPKI_FILE_SIGNATURE);
        assert_eq!(signature.is_null(), file(capi::JPKI_FILE_CERTIFICATE).is_null());
        assert!(open || signature.is_null());

        let handle = self.choose(Kind::Attributes, choice);
        let (attributes, open) = (handle.pointer(), handle.open.is_some());
        assert_eq!(text(capi::jpki_attributes_name(attributes)).is_some(), open);
        assert_eq!(text(capi::jpki_attributes_address(attributes)).is_some(), open);
        assert_eq!(capi::jpki_attributes_birth_date(attributes) != 0, open);
        assert!((-1..=9).contains(&capi::jpki_attributes_sex(attributes)));
        // SAFETY: as above.
        lent(open, |length| unsafe { capi::jpki_attributes_birth_date_digits(attributes, length) });
        for which in [capi::JPKI_FILE_RECORD, capi::JPKI_FILE_CERTIFICATE] {
            // SAFETY: as above.
            lent(open, |length| unsafe { capi::jpki_attributes_file(attributes, which, length) });
        }
        let is_built = cfg!(feature = "individual-number");
        // SAFETY: as above.
        lent(open && is_built, |length| unsafe {
            capi::jpki_attributes_file(attributes, capi::JPKI_FILE_SIGNATURE, length)
        });

        self.lists(choice);

        let handle = self.choose(Kind::Picture, choice);
        let (picture, open) = (handle.pointer(), handle.open.is_some());
        // SAFETY: as above.
        lent(open, |length| unsafe { capi::jpki_picture_data(picture, length) });
    }

    /// Unparsed items, for each kind of handle that has a list of them.
    fn lists(&mut self, choice: u8) {
        let [face, attributes, certificate] =
            [Kind::Face, Kind::Attributes, Kind::Certificate].map(|kind| self.choose(kind, choice));
        let null = std::ptr::null_mut();
        for (of, chosen) in [face, attributes, certificate].into_iter().enumerate() {
            // A handle of another kind, or an invalid one, has no list.
            assert_eq!(capi::jpki_items_count(chosen.pointer()), 0);
            assert!(capi::jpki_items_name(chosen.pointer(), 0).is_null());
            let mut items = dangling();
            // SAFETY: as above.
            let status = unsafe {
                match of {
                    0 => capi::jpki_face_other_objects(chosen.pointer(), &mut items, null),
                    1 => capi::jpki_attributes_other_objects(chosen.pointer(), &mut items, null),
                    _ => capi::jpki_certificate_other_names(chosen.pointer(), &mut items, null),
                }
            };
            let malformed = of == 2 && status == capi::JPKI_ERROR_CERTIFICATE_MALFORMED;
            assert!(malformed || (status == capi::JPKI_OK) == chosen.open.is_some());
            assert_eq!(items.is_null(), status != capi::JPKI_OK);
            let length = capi::jpki_items_count(items);
            for index in 0..=length {
                let is_there = index < length;
                assert_eq!(text(capi::jpki_items_name(items, index)).is_some(), is_there);
                let mut size = 9;
                // SAFETY: the length is a live variable.
                let data = unsafe { capi::jpki_items_data(items, index, &raw mut size) };
                assert_eq!(data.is_null(), !is_there);
                assert!(size == 0 || is_there);
                let text = text(capi::jpki_items_text(items, index));
                assert!(text.is_none() || is_there);
            }
            capi::jpki_items_free(items);
            assert_eq!(capi::jpki_items_count(items), 0);
        }
    }

    fn pictures(&mut self) {
        let [choice, which] = [(); 2].map(|()| self.input.byte());
        let face = self.choose(Kind::Face, choice);
        let mut place = Place::<*mut jpki_picture>::new(self.input.byte(), dangling());
        let error = ErrorPlace::new(self.input.byte());
        let kind = match which {
            0..0xF0 => capi::JPKI_PICTURE_PHOTO_PNG + i32::from(which & 1),
            _ => i32::from(which),
        };
        // SAFETY: as above.
        let status = unsafe {
            capi::jpki_face_picture(face.pointer(), kind, place.pointer(), error.pointer())
        };
        assert!(status != capi::JPKI_OK || which < 0xF0);
        error.verify(status);
        assert!(status != capi::JPKI_OK || face.open.is_some());
        self.result(Kind::Picture, status, &place, &error);
    }

    /// What may be queried freely.
    fn asked(&mut self) {
        let (card, _) = self.card_of_any_kind();
        let [what, application, size] = [(); 3].map(|()| self.input.byte());
        let mut pin_status = Place::new(self.input.byte(), -9);
        let mut tries = Place::new(self.input.byte(), -9);
        let error = ErrorPlace::new(self.input.byte());
        let mut room = Room::new();
        let (size, _, _) = struct_size::<capi::jpki_information>(size);
        let information = room.sized(size, application & 0x10 != 0);
        let credential = match what & 3 {
            0 => capi::JPKI_CREDENTIAL_PIN - 1 + i32::from(application as i8),
            1 => capi::JPKI_CREDENTIAL_BIRTH_DATE,
            2 => capi::JPKI_CREDENTIAL_INPUT_SUPPORT_PIN,
            _ => {
                self.on_card(card, Errand::to(Application::Common), &error, |card, error| {
                    // SAFETY: as above; the buffer is larger than any structure.
                    unsafe { capi::jpki_card_information(card, information, error) }
                });
                return room.assert_untouched(size_of::<capi::jpki_information>() + 1);
            }
        };
        self.ask_tries(card, credential, &mut pin_status, &mut tries, &error);
    }

    /// The birth date, and a change of the input-support PIN.
    fn compared(&mut self) {
        let (card, pins) = self.card_of_any_kind();
        let [old, new] = [(); 2].map(|()| self.secret(pins));
        let what = self.input.byte();
        let (authorities, last_try) = (
            self.constant(capi::JPKI_AUTHORITIES_PRODUCTION, 4),
            self.constant(capi::JPKI_LAST_TRY_KEEP, 2),
        );
        let error = ErrorPlace::new(self.input.byte());
        let (birth_date, digits, gregorian): (_, &[u8], _) = match what & 0xE0 {
            0x80 => (19_800_218, b"550218", false),
            0xA0 => (19_800_218, b"800218", true),
            // The card's digits, of another day.
            0x20 => (19_550_217, b"550217", true),
            // No such day.
            0xC0.. => (19_800_230, b"", what & 0x20 != 0),
            _ => (19_800_217, b"550217", false),
        };
        let calendar = match gregorian {
            true => capi::JPKI_CALENDAR_GREGORIAN,
            false => capi::JPKI_CALENDAR_JAPANESE,
        };
        let change = |card: *mut jpki_card, error: *mut jpki_error| {
            let (one, two) = (old.pointer(), new.pointer());
            // SAFETY: as above.
            unsafe {
                capi::jpki_card_change_input_support_pin(
                    card, one, old.length, two, new.length, last_try, error,
                )
            }
        };
        let compares = what & 1 == 0;
        let (of, is_one) = match compares {
            true => (Credential::BirthDate, !digits.is_empty()),
            false => (Credential::InputSupportPin, old.is_one && new.is_one),
        };
        let secrets = Secrets {
            of,
            old: if compares { digits } else { old.bytes },
            new: (!compares).then_some(new.bytes),
            last_try: last_try == capi::JPKI_LAST_TRY_ALLOW,
        };
        let errand = Errand::to(of.application()).with(is_one.then_some(secrets));
        let errand = if compares { checked(errand, authorities) } else { errand };
        let status = self.on_card(card, errand, &error, |card, error| match compares {
            // SAFETY: as above.
            true if what & 0x10 != 0 => unsafe {
                let (pointer, length) = (digits.as_ptr().cast(), digits.len());
                capi::jpki_card_compare_birth_date_printed_digits(
                    card,
                    pointer,
                    length,
                    authorities,
                    last_try,
                    error,
                )
            },
            // SAFETY: as above.
            true => unsafe {
                capi::jpki_card_compare_birth_date(
                    card,
                    birth_date,
                    calendar,
                    authorities,
                    last_try,
                    error,
                )
            },
            false => change(card, error),
        });
        assert!(status != capi::JPKI_OK || is_one, "what is no secret was taken");
    }
}
