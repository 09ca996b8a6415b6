//! A transport as supplied by a C program, in front of a virtual card that the input disturbs, over
//! the wire of the target `session`.

use std::cell::{Cell, RefCell};
use std::ffi::c_void;
use std::rc::Rc;

use jpkicard::internal::capi::{self, jpki_transport};
use jpkicard::transport::Transport;
use jpkicard::{Error, Status};

use super::super::session::{Call, Errand, Heard, Wire};

/// What a callback additionally does, once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mischief {
    None,
    /// Calls back into the card whose call is in progress.
    CallBack,
    /// Frees it.
    Free,
}

/// What `user` points to.
pub struct Desk<'a> {
    wire: RefCell<Wire<'a>>,
    /// The call on its card.
    call: RefCell<Option<Call>>,
    /// How often `close` was called.
    pub closed: Cell<usize>,
    /// The library accepted the transport.
    pub taken: Cell<bool>,
    pub mischief: Cell<Mischief>,
    /// Its card's handle.
    pub card: Cell<usize>,
    /// The program has begun a transaction of its card.
    pub keeps: Cell<bool>,
}

impl<'a> Desk<'a> {
    pub fn new(wire: Wire<'a>) -> Rc<Self> {
        Rc::new(Self {
            wire: RefCell::new(wire),
            call: RefCell::new(None),
            closed: Cell::new(0),
            taken: Cell::new(false),
            mischief: Cell::new(Mischief::None),
            card: Cell::new(0),
            keeps: Cell::new(false),
        })
    }

    pub fn transport(self: &Rc<Self>, struct_size: u32, lacks: u8) -> jpki_transport {
        jpki_transport {
            struct_size,
            max_apdu_data: if lacks == 1 { 65_537 } else { 0 },
            user: Rc::as_ptr(self).cast_mut().cast(),
            transmit: (lacks != 2).then_some(transmit as _),
            begin_transaction: Some(begin_transaction),
            end_transaction: Some(end_transaction),
            power_down: (lacks != 3).then_some(power_down as _),
            close: Some(close),
        }
    }

    pub fn begin_call(&self, errand: Errand) {
        *self.call.borrow_mut() = Some(Call::begin(&self.wire, errand));
    }

    /// The caller allows this many bytes to be read at once.
    pub fn set_read_length(&self, length: usize) {
        self.wire.borrow_mut().lengths.most = length;
    }

    /// The invariants after a call on the card.
    pub fn end_call(&self, heard: &Heard) {
        if let Some(call) = self.call.take() {
            call.end_as(&self.wire, heard);
        }
        self.assert_kept();
        let wire = self.wire.borrow();
        // A call that sends nothing may succeed while a key waits to be locked.
        assert!(heard.status != Status::Ok || !wire.open || wire.commands == 0);
    }

    /// No transaction outlives a call, unless the program keeps it.
    pub fn assert_kept(&self) {
        let is_left = self.wire.borrow().in_transaction;
        assert!(self.keeps.get() || !is_left, "the transaction was left open");
    }

    /// Whether the input has not disturbed its card so far.
    pub fn is_undisturbed(&self) -> bool {
        self.wire.borrow().undisturbed_card().is_some()
    }

    fn mischief(&self) {
        let card = std::ptr::without_provenance_mut(self.card.get());
        match self.mischief.replace(Mischief::None) {
            Mischief::None => {}
            Mischief::CallBack => {
                let mut status = 0;
                let mut tries = 0;
                // SAFETY: the out-pointers are valid, and an error may be null.
                let outcome = unsafe {
                    let null = std::ptr::null_mut();
                    capi::jpki_card_tries(
                        card,
                        capi::JPKI_CREDENTIAL_PIN,
                        &raw mut status,
                        &raw mut tries,
                        null,
                    )
                };
                let expected = [capi::JPKI_ERROR_REENTERED, capi::JPKI_ERROR_HANDLE];
                assert!(expected.contains(&outcome), "{outcome}");
            }
            Mischief::Free => capi::jpki_card_free(card),
        }
    }
}

fn code(outcome: Result<(), Error>) -> i32 {
    outcome.map_or_else(|error| error.status().code(), |()| Status::Ok.code())
}

/// # Safety
/// `user` is from [`Desk::transport`], and its desk still exists.
unsafe fn desk<'a>(user: *mut c_void) -> &'a Desk<'a> {
    // SAFETY: as the caller promises.
    unsafe { &*user.cast::<Desk<'a>>() }
}

unsafe extern "C" fn transmit(
    user: *mut c_void,
    command: *const u8,
    command_length: usize,
    response: *mut u8,
    response_size: usize,
    response_length: *mut usize,
) -> i32 {
    // SAFETY: the library passes on what it was given, and buffers of these lengths.
    let (desk, command, response) = unsafe {
        (
            desk(user),
            std::slice::from_raw_parts(command, command_length),
            std::slice::from_raw_parts_mut(response, response_size),
        )
    };
    desk.mischief();
    let outcome = desk.wire.borrow_mut().transmit(command, response);
    match outcome {
        Ok(length) => {
            // SAFETY: the pointer is the library's.
            unsafe { response_length.write(length) };
            Status::Ok.code()
        }
        Err(error) => error.status().code(),
    }
}

unsafe extern "C" fn begin_transaction(user: *mut c_void) -> i32 {
    // SAFETY: the library passes on what it was given.
    let desk = unsafe { desk(user) };
    code(desk.wire.borrow_mut().begin_transaction())
}

unsafe extern "C" fn end_transaction(user: *mut c_void) -> i32 {
    // SAFETY: as above.
    let desk = unsafe { desk(user) };
    code(desk.wire.borrow_mut().end_transaction())
}

unsafe extern "C" fn power_down(user: *mut c_void) -> i32 {
    // SAFETY: as above.
    let desk = unsafe { desk(user) };
    code(desk.wire.borrow_mut().power_down())
}

unsafe extern "C" fn close(user: *mut c_void) {
    // SAFETY: as above.
    let desk = unsafe { desk(user) };
    desk.closed.set(desk.closed.get() + 1);
    assert!(!desk.wire.borrow().in_transaction, "closed in a transaction");
}
