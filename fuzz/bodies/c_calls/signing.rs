//! `jpki_card_sign` and `jpki_card_authenticate`.

use std::ffi::c_char;

use jpkicard::internal::capi::{self, jpki_authentication, jpki_sign_options};

use super::super::session::{Allowed, PINS};
use super::memory::{ErrorPlace, Place, Room, struct_size};
use super::{Kind, Program};

/// The arguments that both have.
pub(super) struct Arguments {
    pin: [u8; 5],
    pin_pointer_is_null: bool,
    pin_length: usize,
    input: [u8; 256],
    pub(super) input_length: usize,
    input_is_null: bool,
    pub(super) options: jpki_sign_options,
    pub(super) options_are_null: bool,
}

impl Arguments {
    pub(super) fn options(&self) -> *const jpki_sign_options {
        if self.options_are_null { std::ptr::null() } else { &raw const self.options }
    }

    fn pin(&self) -> *const c_char {
        if self.pin_pointer_is_null { std::ptr::null() } else { self.pin.as_ptr().cast() }
    }

    pub(super) fn input(&self) -> *const u8 {
        if self.input_is_null { std::ptr::null() } else { self.input.as_ptr() }
    }

    /// The PIN that this call may send.
    fn allowed(&self) -> Allowed {
        let digits: [u8; 4] = [self.pin[0], self.pin[1], self.pin[2], self.pin[3]];
        let is_pin = self.pin_length == 4
            && !self.pin_pointer_is_null
            && digits.iter().all(u8::is_ascii_digit);
        Allowed {
            pin: is_pin.then_some(digits),
            last_try: !self.options_are_null && self.options.last_try == capi::JPKI_LAST_TRY_ALLOW,
        }
    }
}

impl Program<'_> {
    /// Five bytes: the PIN, the input, the scheme, more options, and their certificate.
    pub(super) fn arguments(&mut self) -> Arguments {
        let [pin, input, scheme, more, certificate] = [(); 5].map(|()| self.input.byte());
        let [a, b, c, d] = match pin >> 6 {
            3 => [*b"12a4", [0; 4], *b"12\n4", [0xEF; 4]][usize::from(pin & 3)],
            _ => PINS[usize::from(pin & 3)],
        };
        let strange = more & 0x10 != 0;
        let odd =
            |value: i32| if strange { [-1, 99, i32::MIN, 6][usize::from(more & 3)] } else { value };
        let certificate = match certificate {
            0 => std::ptr::null(),
            choice => self.choose(Kind::Certificate, choice - 1).pointer(),
        };
        Arguments {
            pin: [a, b, c, d, b'5'],
            pin_pointer_is_null: pin & 0x0C == 0x0C,
            pin_length: match pin >> 2 & 15 {
                14 => [0, 3, 5][usize::from(input & 3) % 3],
                13 => [usize::MAX, 1 << 30 | 1, 1 << 63][usize::from(input & 3) % 3],
                _ => 4,
            },
            input: [0x5A; 256],
            input_length: [9, 32, 48, 64, 0, 1, 255, 256][usize::from(input & 7)],
            input_is_null: input & 0xF0 == 0xF0,
            options: jpki_sign_options {
                struct_size: struct_size::<jpki_sign_options>(if more & 0x60 == 0x60 {
                    scheme | 0xF0
                } else {
                    0
                })
                .0,
                digest: odd(capi::JPKI_DIGEST_SHA256 + i32::from(more & 3)),
                scheme: if more & 0x0C == 0x0C {
                    odd(0)
                } else {
                    capi::JPKI_SCHEME_DIGEST_INFO + i32::from(scheme & 7) % 6
                },
                input: if scheme & 0x40 != 0 { odd(capi::JPKI_INPUT_DIGEST) } else { 0 },
                last_try: capi::JPKI_LAST_TRY_KEEP + i32::from(scheme & 0x80 != 0),
                read_ca_certificate: i32::from(more & 0x68 == 0x08 && scheme & 0x30 == 0x30),
                certificate,
                ca_certificate: std::ptr::null(),
            },
            options_are_null: more & 0x80 != 0,
        }
    }

    pub(super) fn sign(&mut self) {
        let card = self.input.byte();
        let card = self.choose(Kind::Card, card);
        let arguments = self.arguments();
        let mut place = Place::<*mut capi::jpki_signature>::new(self.input.byte(), dangling());
        let error = ErrorPlace::new(self.input.byte());
        let status = self.on_card(card, arguments.allowed(), &error, |card, error| {
            // SAFETY: every pointer is null, misaligned, or to as many bytes as stated.
            unsafe {
                capi::jpki_card_sign(
                    card,
                    arguments.pin(),
                    arguments.pin_length,
                    arguments.input(),
                    arguments.input_length,
                    arguments.options(),
                    place.pointer(),
                    error,
                )
            }
        });
        self.result(Kind::Signature, status, &place, &error);
    }

    pub(super) fn authenticate(&mut self) {
        let card = self.input.byte();
        let card = self.choose(Kind::Card, card);
        let arguments = self.arguments();
        let choice = self.input.byte();
        let (size, _, _) = struct_size::<jpki_authentication>(choice);
        let mut room = Room::new();
        let authentication: *mut jpki_authentication = match choice {
            0xE0..0xE8 => std::ptr::null_mut(),
            0xE8..0xF0 => room.sized(size, true),
            _ => room.sized(size, false),
        };
        let error = ErrorPlace::new(self.input.byte());
        let status = self.on_card(card, arguments.allowed(), &error, |card, error| {
            // SAFETY: as above.
            unsafe {
                capi::jpki_card_authenticate(
                    card,
                    arguments.pin(),
                    arguments.pin_length,
                    arguments.input(),
                    arguments.input_length,
                    arguments.options(),
                    authentication,
                    error,
                )
            }
        });
        if !(0xE0..0xF0).contains(&choice) {
            room.assert_untouched(size_of::<jpki_authentication>());
        }
        if status != capi::JPKI_OK {
            return;
        }
        // SAFETY: it was filled, so it is not null and aligned.
        let authentication = unsafe { authentication.read() };
        self.opened(Kind::Certificate, authentication.certificate.addr(), None);
        // Read where it was asked for, or where nobody pins the issuer.
        let asked = !arguments.options_are_null && arguments.options.read_ca_certificate == 1;
        if asked || !authentication.ca_certificate.is_null() {
            self.opened(Kind::Certificate, authentication.ca_certificate.addr(), None);
        }
        self.opened(Kind::Signature, authentication.signature.addr(), None);
    }
}

/// The initial value of an out-pointer before the call.
pub(super) fn dangling<T>() -> *mut T {
    std::ptr::without_provenance_mut(0x5A5A)
}
