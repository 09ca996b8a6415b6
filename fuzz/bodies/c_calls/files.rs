//! What a server verifies without a card, and card authorities of the caller's own.

use jpkicard::internal::capi::{
    self, jpki_attributes, jpki_card_authorities, jpki_face, jpki_record_files,
};

use super::super::session::Errand;
use super::face::CHALLENGES;
use super::memory::{ErrorPlace, Place, struct_size};
use super::signing::dangling;
use super::{Kind, Program};

impl Program<'_> {
    /// Authorities of one's own, which a card then has.
    pub(super) fn card_authorities(&mut self) {
        let [choice, record] = [(); 2].map(|()| self.input.byte());
        let error = ErrorPlace::new(self.input.byte());
        if choice & 3 == 0 {
            let mut place = Place::<*mut jpki_card_authorities>::new(record, dangling());
            // SAFETY: as above.
            let status =
                unsafe { capi::jpki_card_authorities_new(place.pointer(), error.pointer()) };
            error.verify(status);
            return self.result(Kind::CardAuthorities, status, &place, &error);
        }
        let list = self.choose(Kind::CardAuthorities, choice);
        let status = if choice & 3 == 1 {
            let (card, _) = self.card_of_any_kind();
            self.on_card(card, Errand::NONE, &error, |card, error| {
                // SAFETY: as above.
                unsafe { capi::jpki_card_set_authorities(card, list.pointer(), error) }
            })
        } else {
            let key_id = [0x5A_u8; 16];
            let modulus = [0xFF_u8; 256];
            let record = capi::JPKI_RECORD_FACE + i32::from(record & 3);
            let length = [16, 16, 15, 0][usize::from(choice >> 2 & 3)];
            // SAFETY: as above.
            let status = unsafe {
                let (key_id, modulus) = (key_id.as_ptr(), (modulus.as_ptr(), modulus.len()));
                let (list, error) = (list.pointer(), error.pointer());
                capi::jpki_card_authorities_add(
                    list, record, key_id, length, modulus.0, modulus.1, error,
                )
            };
            error.verify(status);
            status
        };
        assert!(status != capi::JPKI_OK || list.open.is_some());
    }

    /// A server's side: bytes of any kind are no record, and those of a card's face are one.
    pub(super) fn verify_files(&mut self) {
        let [choice, authorities, size] = [(); 3].map(|()| self.input.byte());
        let face = self.choose(Kind::Face, choice);
        let own = self.choose(Kind::CardAuthorities, size);
        let number = capi::JPKI_AUTHORITIES_PRODUCTION + i32::from(authorities % 6);
        let challenge = CHALLENGES[usize::from(authorities >> 6)];
        let mut lengths = [0; 3];
        let kinds =
            [capi::JPKI_FILE_RECORD, capi::JPKI_FILE_CERTIFICATE, capi::JPKI_FILE_SIGNATURE];
        let mut files = [std::ptr::null(); 3];
        for (index, kind) in kinds.into_iter().enumerate() {
            // SAFETY: as above.
            files[index] =
                unsafe { capi::jpki_face_file(face.pointer(), kind, &raw mut lengths[index]) };
        }
        let (struct_size, is_right, _) = struct_size::<jpki_record_files>(size);
        let files = jpki_record_files {
            struct_size,
            reserved: u32::from(choice & 0x20),
            record: files[0],
            record_length: lengths[0],
            certificate: files[1],
            certificate_length: lengths[1],
            challenge: challenge.as_ptr(),
            challenge_length: challenge.len(),
            signature: files[2],
            signature_length: lengths[2],
        };
        let own = match choice & 0x10 {
            0 => std::ptr::null_mut(),
            _ => own.pointer(),
        };
        let of_face = choice & 0x40 == 0;
        let place = self.input.byte();
        let error = ErrorPlace::new(self.input.byte());
        let mut face = Place::<*mut jpki_face>::new(place, dangling());
        let mut attributes = Place::<*mut jpki_attributes>::new(place, dangling());
        let files = &raw const files;
        // SAFETY: as above; a structure of another size is refused by its first bytes.
        let status = unsafe {
            if of_face {
                let (face, error) = (face.pointer(), error.pointer());
                capi::jpki_face_from_files(files, number, own, face, error)
            } else {
                let (attributes, error) = (attributes.pointer(), error.pointer());
                capi::jpki_attributes_from_files(files, number, own, attributes, error)
            }
        };
        error.verify(status);
        assert!(
            status != capi::JPKI_OK
                || (of_face
                    && is_right
                    && challenge.len() >= 16
                    && number != capi::JPKI_AUTHORITIES_UNVERIFIED)
        );
        match of_face {
            true => self.result(Kind::Face, status, &face, &error),
            false => self.result(Kind::Attributes, status, &attributes, &error),
        }
    }
}
