//! Unit tests: the declarations against those of the crate `pcsc`, which others wrote.

use std::mem::offset_of;

use ::pcsc::ffi;

use super::*;

#[test]
fn the_structures_have_the_layout_that_others_give_them() {
    assert_eq!(size_of::<Long>(), size_of::<ffi::LONG>());
    assert_eq!(size_of::<Dword>(), size_of::<ffi::DWORD>());
    assert_eq!(size_of::<ContextHandle>(), size_of::<ffi::SCARDCONTEXT>());
    assert_eq!(size_of::<CardHandle>(), size_of::<ffi::SCARDHANDLE>());
    assert_eq!(size_of::<IoRequest>(), size_of::<ffi::SCARD_IO_REQUEST>());
    assert_eq!(size_of::<ReaderState>(), size_of::<ffi::SCARD_READERSTATE>());
    assert_eq!(align_of::<ReaderState>(), align_of::<ffi::SCARD_READERSTATE>());
    macro_rules! same_place {
        ($($field:ident)+) => {$(
            assert_eq!(
                offset_of!(ReaderState, $field),
                offset_of!(ffi::SCARD_READERSTATE, $field),
                stringify!($field)
            );
        )+};
    }
    same_place!(szReader pvUserData dwCurrentState dwEventState cbAtr rgbAtr);
    assert_eq!(offset_of!(IoRequest, dwProtocol), 0);
    assert_eq!(ATR_ROOM, ffi::ATR_BUFFER_SIZE);
}

#[test]
fn the_numbers_are_those_that_others_use() {
    assert_eq!(SCOPE_SYSTEM, ffi::SCARD_SCOPE_SYSTEM);
    assert_eq!(SHARE_SHARED, ffi::SCARD_SHARE_SHARED);
    assert_eq!(EITHER_PROTOCOL, ffi::SCARD_PROTOCOL_T0 | ffi::SCARD_PROTOCOL_T1);
    assert_eq!(INFINITE, ffi::INFINITE);
    assert_eq!(Disposition::Leave.raw(), ffi::SCARD_LEAVE_CARD);
    assert_eq!(Disposition::Reset.raw(), ffi::SCARD_RESET_CARD);
    assert_eq!(Disposition::Unpower.raw(), ffi::SCARD_UNPOWER_CARD);
    for number in [1, 3400] {
        let theirs = ffi::SCARD_CTL_CODE(number.into());
        assert_eq!(Dword::from(control_code(number)), theirs);
    }
}

#[test]
fn the_codes_are_those_that_others_use() {
    macro_rules! same_number {
        ($($ours:ident $theirs:ident;)+) => {$(
            assert_eq!(check(ffi::$theirs), Err(Code::$ours), stringify!($ours));
        )+};
    }
    assert_eq!(check(ffi::SCARD_S_SUCCESS), Ok(()));
    same_number! {
        CANCELLED SCARD_E_CANCELLED;
        COMM_DATA_LOST SCARD_E_COMM_DATA_LOST;
        COMM_ERROR SCARD_F_COMM_ERROR;
        INSUFFICIENT_BUFFER SCARD_E_INSUFFICIENT_BUFFER;
        INVALID_HANDLE SCARD_E_INVALID_HANDLE;
        NO_ACCESS SCARD_E_NO_ACCESS;
        NO_MEMORY SCARD_E_NO_MEMORY;
        NO_READERS_AVAILABLE SCARD_E_NO_READERS_AVAILABLE;
        NO_SERVICE SCARD_E_NO_SERVICE;
        NO_SMARTCARD SCARD_E_NO_SMARTCARD;
        NOT_READY SCARD_E_NOT_READY;
        NOT_TRANSACTED SCARD_E_NOT_TRANSACTED;
        PROTO_MISMATCH SCARD_E_PROTO_MISMATCH;
        READER_UNAVAILABLE SCARD_E_READER_UNAVAILABLE;
        REMOVED_CARD SCARD_W_REMOVED_CARD;
        RESET_CARD SCARD_W_RESET_CARD;
        SECURITY_VIOLATION SCARD_W_SECURITY_VIOLATION;
        SERVICE_STOPPED SCARD_E_SERVICE_STOPPED;
        SHARING_VIOLATION SCARD_E_SHARING_VIOLATION;
        SHUTDOWN SCARD_P_SHUTDOWN;
        SYSTEM_CANCELLED SCARD_E_SYSTEM_CANCELLED;
        TIMEOUT SCARD_E_TIMEOUT;
        UNKNOWN_READER SCARD_E_UNKNOWN_READER;
        UNPOWERED_CARD SCARD_W_UNPOWERED_CARD;
        UNRESPONSIVE_CARD SCARD_W_UNRESPONSIVE_CARD;
        UNSUPPORTED_CARD SCARD_W_UNSUPPORTED_CARD;
    }
}

#[test]
fn a_list_of_names_ends_with_the_empty_one() {
    let list = |text: &str| text.bytes().map(Character::from).collect::<Vec<_>>();
    assert_eq!(listed(&list("a\0b c\0\0left over\0x")), [c"a".to_owned(), c"b c".to_owned()]);
    // Without its end, as far as it goes.
    assert_eq!(listed(&list("a\0b")), [c"a".to_owned(), c"b".to_owned()]);
    for nothing in ["", "\0", "\0\0", "\0a\0"] {
        assert!(listed(&list(nothing)).is_empty(), "{nothing:?}");
    }
}
