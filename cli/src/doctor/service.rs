//! Why PC/SC, or every reader, cannot be used: from the library's status and the machine's facts.

use jpkicard::{Error, Status};

use super::Finding;
use super::cause::Cause;
use super::machine::{Machine, Socket, UsbDevice};

/// `Start` of a Windows service that must not run.
const DISABLED: u32 = 4;

/// What makes the service fail with this error.
pub(crate) fn explain(error: &Error, machine: &Machine) -> Finding {
    let cause = match error.status() {
        Status::PcscNotInstalled => Cause::LIBRARY_MISSING,
        Status::ServiceNotRunning => not_running(machine),
        Status::ServiceRefused if machine.socket == Socket::Forbidden => Cause::SOCKET_PERMISSION,
        Status::ServiceRefused => Cause::POLICY_REFUSED,
        Status::ServiceNotResponding => Cause::SERVICE_FROZEN,
        Status::NoReader => return no_reader(machine),
        _ => Cause::SERVICE_FAILED,
    };
    let mut finding = Finding::new(cause).because(error.status().name());
    if let Some(code) = error.pcsc_code() {
        finding = finding.because(format!("PC/SC code {code:08X}"));
    }
    match cause {
        Cause::POLICY_REFUSED => {
            finding.evidence.extend(machine.session.iter().cloned());
        }
        Cause::SERVICE_FROZEN => {
            let state = machine.service_state.map(|state| format!("pcscd: {state}"));
            finding.evidence.extend(state);
        }
        Cause::SERVICE_DISABLED => finding.evidence.push("SCardSvr: Start 4".to_owned()),
        _ => {}
    }
    finding
}

fn not_running(machine: &Machine) -> Cause {
    if machine.is_windows {
        return not_running_on_windows(machine);
    }
    match machine.socket {
        Socket::Forbidden => Cause::SOCKET_PERMISSION,
        _ if machine.service_program.is_none() => Cause::SERVICE_NOT_INSTALLED,
        Socket::Abandoned => Cause::SERVICE_DIED,
        Socket::None if machine.has_socket_unit => Cause::SOCKET_NOT_ACTIVATED,
        Socket::None | Socket::Listens => Cause::SERVICE_NOT_RUNNING,
    }
}

/// Windows runs the service only while a reader is there, so that mostly the reader explains it.
fn not_running_on_windows(machine: &Machine) -> Cause {
    match machine {
        Machine { is_remote: true, .. } => Cause::REMOTE_DESKTOP,
        Machine { service_start: Some(DISABLED), .. } => Cause::SERVICE_DISABLED,
        Machine { usb, .. } if !usb.is_empty() => Cause::SONY_ACTIVATOR,
        Machine { had_reader: false, .. } => Cause::NO_READER_EVER,
        _ => Cause::NO_READER,
    }
}

/// Why the service lists no reader.
pub(crate) fn no_reader(machine: &Machine) -> Finding {
    let named = |device: &UsbDevice| format!("USB {} {}", device.identifier, device.product);
    let seen = |cause| {
        let devices = machine.usb.iter().map(named).collect();
        Finding { cause, evidence: devices }
    };
    if machine.is_windows {
        return seen(not_running_on_windows(machine));
    }
    let modules: Vec<_> = machine.usb.iter().flat_map(|device| device.held_by.clone()).collect();
    if !modules.is_empty() {
        let mut finding = seen(Cause::KERNEL_NFC);
        finding.evidence.extend(modules.iter().map(|module| format!("module {module}")));
        return finding;
    }
    if machine.usb.iter().any(|device| device.is_ccid) {
        return seen(if machine.has_driver { Cause::READER_NOT_SEEN } else { Cause::NO_DRIVER });
    }
    if !machine.usb.is_empty() {
        return seen(Cause::READER_NOT_SUPPORTED);
    }
    seen(if machine.has_driver { Cause::NO_READER } else { Cause::NO_DRIVER })
}

#[cfg(test)]
mod tests;
