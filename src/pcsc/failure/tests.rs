//! Unit tests.

use super::*;

#[test]
fn the_code_is_kept_in_32_bits() {
    let error = Code::REMOVED_CARD.error();
    assert_eq!(error.status(), Status::CardRemoved);
    assert_eq!(error.pcsc_code(), Some(0x8010_0069));
    // Plain Windows codes are passed through as well: 6 is ERROR_INVALID_HANDLE.
    assert_eq!(Code::from_raw(6).error().pcsc_code(), Some(6));
}

/// Each circumstance in which a code occurs: service call, establishing, connecting, exchange.
fn statuses(code: u32) -> [Status; 4] {
    let code = Code(code);
    [code.service_error(), code.establish_error(), code.connect_error(), code.exchange_error()].map(
        |error| {
            assert_eq!(error.pcsc_code(), Some(code.0));
            error.status()
        },
    )
}

#[test]
fn plain_windows_codes_mean_the_same_wherever_they_enter() {
    for code in [6, 109, 232, 233, 1062, 1702, 1722, 1726, 1727, 1753] {
        assert_eq!(statuses(code), [Status::ServiceNotRunning; 4], "{code}");
        assert!(!Code(code).leaves_open_if_removed(), "{code}");
    }
    for code in [1053, 1723] {
        assert_eq!(statuses(code), [Status::ServiceNotResponding; 4], "{code}");
    }
    assert_eq!(statuses(5), [Status::ServiceRefused; 4]);
    assert_eq!(statuses(14), [Status::System; 4]);
    for code in [21, 31, 121, 995, 1112, 1117, 1460] {
        let of_a_driver = [
            Status::ServiceFailed,
            Status::ServiceFailed,
            Status::CardUnresponsive,
            Status::ReaderFailed,
        ];
        assert_eq!(statuses(code), of_a_driver, "{code}");
        assert!(Code(code).leaves_open_if_removed(), "{code}");
    }
    assert_eq!(statuses(1167)[2..], [Status::UnknownReader, Status::ReaderFailed]);
    assert!(Code(1167).refuses_a_reader() && Code(995).ends_a_look());
    assert_eq!(statuses(4)[2..], [Status::ServiceFailed, Status::ReaderFailed]);
}

#[test]
fn a_broken_line_means_what_was_at_its_end() {
    assert_eq!(Code::COMM_ERROR.error().status(), Status::ReaderFailed);
    assert_eq!(Code::COMM_ERROR.service_error().status(), Status::ServiceNotRunning);
    #[cfg(unix)]
    assert_eq!(Code::COMM_ERROR.establish_error().status(), Status::ServiceRefused);
    assert_eq!(Code::NO_SERVICE.establish_error().status(), Status::ServiceNotRunning);
    let hung_up = Code::SECURITY_VIOLATION;
    assert_eq!(hung_up.error().status(), Status::ServiceRefused);
    assert_eq!(hung_up.establish_error().status(), Status::ServiceRefused);
    #[cfg(unix)]
    for error in [hung_up.exchange_error(), hung_up.service_error()] {
        assert_eq!(error.status(), Status::ServiceNotRunning);
    }
}
