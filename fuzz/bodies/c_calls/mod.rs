//! A C program that does anything in any order: every export, with handles that are open, freed, of
//! another kind, null or made up, and structures of any size. Only undefined behaviour in C is left
//! out: pointers are null, misaligned, or to as many bytes as stated.
//!
//! | file | purpose |
//! |---|---|
//! | `mod.rs` | the handles, and that all are freed at the end |
//! | `calls.rs` | all exports except these: |
//! | `context.rs` | the library itself, contexts |
//! | `face.rs` | what is printed on the card, and its text |
//! | `files.rs` | what a server verifies, and authorities of one's own |
//! | `number.rs` | the individual number and its picture |
//! | `signing.rs` | `jpki_card_sign` and `jpki_card_authenticate` |
//! | `document.rs` | the signature key, and changes of PIN and password |
//! | `verifying.rs` | the relying party's checks |
//! | `desk.rs` | transports, as callbacks |
//! | `memory.rs` | the caller's structures |

#![allow(unsafe_code)]

mod calls;
mod context;
mod desk;
mod document;
mod face;
mod files;
mod memory;
mod number;
mod signing;
mod verifying;

use std::rc::Rc;
use std::sync::Once;

use jpkicard::internal::capi;

use super::input::Input;
use super::session::Errand;
use desk::Desk;
use memory::Room;

/// The kind of a handle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Context,
    Readers,
    Card,
    Certificate,
    Signature,
    Monitor,
    CardAuthorities,
    OcspRequest,
    RevocationList,
    Face,
    Picture,
    Attributes,
    Cancellation,
}

struct Handle<'a> {
    kind: Kind,
    address: usize,
    open: bool,
    /// The desk behind a card supplied by the caller.
    desk: Option<Rc<Desk<'a>>>,
}

/// The C program.
struct Program<'a> {
    input: Input<'a>,
    handles: Vec<Handle<'a>>,
    /// Every desk whose transport was offered, accepted or not.
    desks: Vec<Rc<Desk<'a>>>,
    virtual_cards: usize,
    /// What options point to.
    anchors: Vec<Vec<*const capi::jpki_certificate>>,
}

/// A handle passed to a call.
#[derive(Clone, Copy)]
struct Chosen {
    address: usize,
    /// Its index among the handles, if it is open and of the right kind.
    open: Option<usize>,
}

impl Chosen {
    fn pointer<T>(self) -> *mut T {
        std::ptr::without_provenance_mut(self.address)
    }
}

impl<'a> Program<'a> {
    fn choose(&self, kind: Kind, choice: u8) -> Chosen {
        let is_right = |handle: &&Handle<'_>| handle.open && handle.kind == kind;
        let count = self.handles.iter().filter(is_right).count().max(1);
        let address = match choice {
            // Of the right kind; the newest first.
            0..0x80 => {
                let skipped = usize::from(choice) % count;
                self.handles.iter().rev().filter(is_right).nth(skipped).map(|found| found.address)
            }
            // Of any kind, perhaps freed.
            0x80..0xC0 => match self.handles.len() {
                0 => None,
                length => Some(self.handles[usize::from(choice) % length].address),
            },
            0xC0..0xE0 => None,
            // Made up: the ones that may come next, or nothing at all.
            0xE0..0xF0 => {
                let last = self.handles.last().map_or(0, |handle| handle.address);
                Some(last.wrapping_add(usize::from(choice & 15) + 1))
            }
            0xF0.. => Some(usize::MAX - usize::from(choice & 15)),
        };
        let address = address.unwrap_or(0);
        let open = self
            .handles
            .iter()
            .position(|handle| handle.open && handle.kind == kind && handle.address == address);
        Chosen { address, open }
    }

    /// A call returned a new object.
    fn opened(&mut self, kind: Kind, address: usize, desk: Option<Rc<Desk<'a>>>) {
        assert_ne!(address, 0, "a success without an object");
        let used = self.handles.iter().any(|handle| handle.address == address);
        assert!(!used, "a handle was used twice");
        self.handles.push(Handle { kind, address, open: true, desk });
    }

    fn free(&mut self, kind: Kind, chosen: Chosen) {
        let desk = chosen.open.and_then(|place| self.handles[place].desk.clone());
        if let Some(desk) = &desk {
            desk.begin_call(Errand::NONE);
        }
        match kind {
            Kind::Context => capi::jpki_context_free(chosen.pointer()),
            Kind::Readers => capi::jpki_readers_free(chosen.pointer()),
            Kind::Card => capi::jpki_card_free(chosen.pointer()),
            Kind::Certificate => capi::jpki_certificate_free(chosen.pointer()),
            Kind::Signature => capi::jpki_signature_free(chosen.pointer()),
            Kind::Monitor => capi::jpki_monitor_free(chosen.pointer()),
            Kind::CardAuthorities => capi::jpki_card_authorities_free(chosen.pointer()),
            Kind::OcspRequest => capi::jpki_ocsp_request_free(chosen.pointer()),
            Kind::RevocationList => capi::jpki_revocation_list_free(chosen.pointer()),
            Kind::Face => capi::jpki_face_free(chosen.pointer()),
            Kind::Picture => capi::jpki_picture_free(chosen.pointer()),
            Kind::Attributes => capi::jpki_attributes_free(chosen.pointer()),
            Kind::Cancellation => capi::jpki_cancellation_free(chosen.pointer()),
        }
        if let Some(place) = chosen.open {
            self.handles[place].open = false;
        }
        if let Some(desk) = desk {
            assert_eq!(desk.closed.get(), 1, "the transport was not closed");
        }
    }

    fn end(mut self) {
        // SAFETY: no callback is passed.
        let status = unsafe {
            capi::jpki_log_set(None, std::ptr::null_mut(), capi::JPKI_LOG_OFF, std::ptr::null_mut())
        };
        assert_eq!(status, capi::JPKI_OK);
        while let Some(place) = self.handles.iter().rposition(|handle| handle.open) {
            let Handle { kind, address, .. } = self.handles[place];
            self.free(kind, Chosen { address, open: Some(place) });
        }
        for handle in &self.handles {
            assert!(is_dead(handle), "a handle lives on");
        }
        for desk in &self.desks {
            assert_eq!(desk.closed.get(), usize::from(desk.taken.get()), "close");
        }
    }
}

/// Whether an object lends nothing: a length may be null.
fn is_closed(lend: impl Fn(*mut usize) -> *const u8) -> bool {
    lend(std::ptr::null_mut()).is_null()
}

/// Whether the library no longer knows a handle.
fn is_dead(handle: &Handle<'_>) -> bool {
    let pointer: *mut u8 = std::ptr::without_provenance_mut(handle.address);
    let null = std::ptr::null_mut();
    match handle.kind {
        // SAFETY: handles may be anything, and an error null.
        Kind::Context => unsafe { capi::jpki_context_cancel(pointer.cast(), null) != 0 },
        Kind::Readers => capi::jpki_readers_count(pointer.cast()) == 0,
        // SAFETY: as above.
        Kind::Card => unsafe { capi::jpki_card_set_read_length(pointer.cast(), 256, null) != 0 },
        // SAFETY: as above; no length is asked for.
        Kind::Certificate => unsafe {
            capi::jpki_certificate_data(pointer.cast(), std::ptr::null_mut()).is_null()
        },
        Kind::Monitor => {
            let mut room = Room::new();
            let event = room.sized(size_of::<capi::jpki_event>() as u32, false);
            // SAFETY: as above; the buffer is large enough for an event.
            let status = unsafe {
                capi::jpki_monitor_next(pointer.cast(), 0, std::ptr::null(), event, null)
            };
            status == capi::JPKI_ERROR_HANDLE
        }
        // SAFETY: as above; no bytes are null and 0.
        Kind::CardAuthorities => unsafe {
            let (record, none) = (capi::JPKI_RECORD_FACE, null.cast());
            let list = pointer.cast();
            capi::jpki_card_authorities_add(list, record, none, 0, none, 0, null)
                == capi::JPKI_ERROR_HANDLE
        },
        Kind::OcspRequest => {
            // SAFETY: as above.
            is_closed(|none| unsafe { capi::jpki_ocsp_request_data(pointer.cast(), none) })
        }
        Kind::RevocationList => capi::jpki_revocation_list_next_update(pointer.cast()) == -1,
        Kind::Face => capi::jpki_face_expiry(pointer.cast()) == 0,
        // SAFETY: as above.
        Kind::Picture => is_closed(|none| unsafe { capi::jpki_picture_data(pointer.cast(), none) }),
        Kind::Attributes => capi::jpki_attributes_name(pointer.cast()).is_null(),
        // SAFETY: as above.
        Kind::Cancellation => unsafe { capi::jpki_cancellation_cancel(pointer.cast(), null) != 0 },
        // SAFETY: as above; no length is asked for.
        Kind::Signature => unsafe {
            let pointer = pointer.cast::<capi::jpki_signature>();
            capi::jpki_signature_data(pointer, std::ptr::null_mut()).is_null()
        },
    }
}

pub fn run(input: &[u8]) {
    static NO_SERVICE: Once = Once::new();
    // SAFETY: nothing else in these programs reads or sets the environment through C
    // meanwhile.
    NO_SERVICE.call_once(|| unsafe {
        std::env::set_var("PCSCLITE_CSOCK_NAME", "/nonexistent/pcscd.comm");
    });
    let mut program = Program {
        input: Input(input),
        handles: Vec::new(),
        desks: Vec::new(),
        virtual_cards: 0,
        anchors: Vec::new(),
    };
    for _ in 0..48 {
        if program.input.is_empty() {
            break;
        }
        program.call();
    }
    program.end();
}
