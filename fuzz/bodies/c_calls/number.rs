//! The individual number and its picture, in a library built with that feature.

#[cfg(feature = "individual-number")]
use jpkicard::internal::capi::{self, jpki_picture};

#[cfg(feature = "individual-number")]
use super::super::credentials::Credential;
#[cfg(feature = "individual-number")]
use super::super::session::is_number;
#[cfg(feature = "individual-number")]
use super::Kind;
use super::Program;
#[cfg(feature = "individual-number")]
use super::face::{checked, errand};
#[cfg(feature = "individual-number")]
use super::memory::{ErrorPlace, Place};
#[cfg(feature = "individual-number")]
use super::signing::dangling;

#[cfg(feature = "individual-number")]
impl Program<'_> {
    pub(super) fn individual_number(&mut self) {
        let (card, pins) = self.card_of_any_kind();
        let pin = self.secret(pins);
        let last_try = self.constant(capi::JPKI_LAST_TRY_KEEP, 2);
        let mut number = [0x7F_u8; 32];
        let size = usize::from(self.input.byte()) % 32;
        // As most callers pass it.
        let size = if size == 0 { capi::JPKI_INDIVIDUAL_NUMBER_SIZE } else { size };
        let place = if size == 31 { std::ptr::null_mut() } else { number.as_mut_ptr().cast() };
        let error = ErrorPlace::new(self.input.byte());
        let errand = errand(Credential::InputSupportPin, &pin, last_try).of_number(true);
        let status = self.on_card(card, errand, &error, |card, error| {
            let (pin, length) = (pin.pointer(), pin.length);
            // SAFETY: every pointer is null, misaligned, or to as many bytes as stated; a greater
            // length is refused before reading.
            unsafe {
                capi::jpki_card_individual_number(card, pin, length, last_try, place, size, error)
            }
        });
        assert!(number[size..].iter().all(|byte| *byte == 0x7F), "written past the number");
        if status == capi::JPKI_OK {
            assert!(pin.is_one, "a PIN that is none was taken");
            assert!(number[..12].iter().all(u8::is_ascii_digit) && number[12] == 0);
            let may_be_another = self.desk_of(card).is_some_and(|desk| !desk.is_undisturbed());
            assert!(may_be_another || is_number(&number[..12]), "another number");
        } else if error.lets() && !place.is_null() {
            assert_eq!(number[0], 0, "a number after an error");
        }
    }

    pub(super) fn individual_number_image(&mut self) {
        let (card, _) = self.card_of_any_kind();
        let good = Credential::NumberA.choices();
        let number = self.secret([good[0], good[2]]);
        let (authorities, last_try) = (
            self.constant(capi::JPKI_AUTHORITIES_PRODUCTION, 4),
            self.constant(capi::JPKI_LAST_TRY_KEEP, 2),
        );
        let mut place = Place::<*mut jpki_picture>::new(self.input.byte(), dangling());
        let error = ErrorPlace::new(self.input.byte());
        let errand = errand(Credential::NumberA, &number, last_try).of_number(true);
        let errand = checked(errand, authorities);
        let status = self.on_card(card, errand, &error, |card, error| {
            let (digits, length) = (number.pointer(), number.length);
            let place = place.pointer();
            // SAFETY: as above.
            unsafe {
                capi::jpki_card_individual_number_image(
                    card,
                    digits,
                    length,
                    authorities,
                    last_try,
                    place,
                    error,
                )
            }
        });
        assert!(status != capi::JPKI_OK || number.is_one, "a number that is none was taken");
        self.result(Kind::Picture, status, &place, &error);
    }
}

#[cfg(not(feature = "individual-number"))]
impl Program<'_> {
    pub(super) fn individual_number(&mut self) {}

    pub(super) fn individual_number_image(&mut self) {}
}
