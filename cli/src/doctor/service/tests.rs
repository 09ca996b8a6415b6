use jpkicard::{Error, Status};

use super::{Cause, Machine, Socket, UsbDevice, explain, no_reader};

fn linux() -> Machine {
    Machine {
        service_program: Some("/usr/sbin/pcscd".to_owned()),
        has_driver: true,
        ..Machine::default()
    }
}

fn windows() -> Machine {
    Machine { is_windows: true, had_reader: true, service_start: Some(3), ..Machine::default() }
}

fn device(identifier: &str, is_ccid: bool, held_by: &[&str]) -> UsbDevice {
    UsbDevice {
        identifier: identifier.to_owned(),
        product: "reader".to_owned(),
        is_ccid,
        held_by: held_by.iter().map(|&module| module.to_owned()).collect(),
    }
}

fn cause(status: Status, machine: &Machine) -> &'static str {
    explain(&Error::new(status), machine).cause.code
}

#[test]
fn linux_without_a_service() {
    let gone = Status::ServiceNotRunning;
    assert_eq!(cause(Status::PcscNotInstalled, &linux()), "library-missing");
    assert_eq!(cause(gone, &Machine::default()), "service-not-installed");
    assert_eq!(cause(gone, &linux()), "service-not-running");
    let unit = Machine { has_socket_unit: true, ..linux() };
    assert_eq!(cause(gone, &unit), "socket-not-activated");
    let dead = Machine { socket: Socket::Abandoned, ..unit };
    assert_eq!(cause(gone, &dead), "service-died");
    let forbidden = Machine { socket: Socket::Forbidden, ..linux() };
    assert_eq!(cause(gone, &forbidden), "socket-permission");
    assert_eq!(cause(Status::ServiceRefused, &forbidden), "socket-permission");
}

#[test]
fn a_refusal_and_a_frozen_service_name_their_evidence() {
    let ssh = Machine { session: vec!["SSH".to_owned()], socket: Socket::Listens, ..linux() };
    let refused = explain(&Error::new(Status::ServiceRefused).with_pcsc_code(0x8010_006A), &ssh);
    assert_eq!(refused.cause, Cause::POLICY_REFUSED);
    assert_eq!(refused.evidence, ["JPKI_ERROR_SERVICE_REFUSED", "PC/SC code 8010006A", "SSH"]);
    let stopped = Machine { service_state: Some('T'), ..linux() };
    let frozen = explain(&Error::new(Status::ServiceNotResponding), &stopped);
    assert_eq!(frozen.cause, Cause::SERVICE_FROZEN);
    assert_eq!(frozen.evidence, ["JPKI_ERROR_SERVICE_NOT_RESPONDING", "pcscd: T"]);
}

#[test]
fn linux_without_a_reader() {
    let with = |usb, has_driver| Machine { usb, has_driver, ..linux() };
    let ccid = || device("04e6:5116", true, &[]);
    let sony = || device("054c:06c3", false, &[]);
    let cases = [
        (with(vec![], true), "no-reader"),
        (with(vec![], false), "no-driver"),
        (with(vec![ccid()], true), "reader-not-seen"),
        (with(vec![ccid()], false), "no-driver"),
        (with(vec![sony()], true), "reader-not-supported"),
        (with(vec![device("054c:06c3", false, &["port100"])], true), "kernel-nfc"),
        (with(vec![sony(), device("04e6:5591", true, &["pn533_usb"])], true), "kernel-nfc"),
    ];
    for (machine, expected) in cases {
        let found = no_reader(&machine);
        assert_eq!(found.cause.code, expected);
        assert!(machine.usb.is_empty() || !found.evidence.is_empty());
    }
}

#[test]
fn windows_without_a_service() {
    let gone = |machine: &Machine| cause(Status::ServiceNotRunning, machine);
    assert_eq!(gone(&windows()), "no-reader");
    assert_eq!(gone(&Machine { service_start: Some(4), ..windows() }), "service-disabled");
    assert_eq!(gone(&Machine { is_remote: true, ..windows() }), "remote-desktop");
    assert_eq!(gone(&Machine { had_reader: false, ..windows() }), "no-reader-ever");
    let sony = Machine { usb: vec![device("054c:06c3", false, &[])], ..windows() };
    assert_eq!(gone(&sony), "rc-s380-activator");
    assert_eq!(no_reader(&sony).cause.code, "rc-s380-activator");
    assert_eq!(cause(Status::ServiceRefused, &windows()), "policy-refused");
}
