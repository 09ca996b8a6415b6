//! From the registry and the environment.

use std::path::Path;

use winreg::RegKey;
use winreg::enums::HKEY_LOCAL_MACHINE;

use super::{Machine, UsbDevice};

/// RC-S380/S and /P, which need Sony's activator.
const SONY: [(&str, &str); 2] =
    [("VID_054C&PID_06C1", "054c:06c1"), ("VID_054C&PID_06C3", "054c:06c3")];
/// The setup class of smart card readers.
const READERS: &str =
    r"SYSTEM\CurrentControlSet\Control\Class\{50DD5230-BA8A-11D1-BF5D-0000F805F530}";

pub(super) fn look(_root: &Path) -> Machine {
    let machine = RegKey::predef(HKEY_LOCAL_MACHINE);
    let service = machine.open_subkey(r"SYSTEM\CurrentControlSet\Services\SCardSvr").ok();
    let service_start = service.and_then(|key| key.get_value("Start").ok());
    let readers = machine.open_subkey(READERS).ok();
    // Each driver that was ever set up has a key of four digits.
    let is_driver = |name: &String| name.bytes().all(|byte| byte.is_ascii_digit());
    let had_reader =
        readers.is_some_and(|key| key.enum_keys().flatten().any(|name| is_driver(&name)));
    let session = std::env::var("SESSIONNAME").unwrap_or_default();
    Machine {
        is_windows: true,
        service_start,
        had_reader,
        usb: usb(&machine),
        is_remote: session.starts_with("RDP-"),
        has_wrong_dll: has_wrong_dll(),
        ..Machine::default()
    }
}

/// The keys stay when the device leaves; `Control` is there only while it is connected.
fn usb(machine: &RegKey) -> Vec<UsbDevice> {
    let connected = |name: &str| {
        let device =
            machine.open_subkey(format!(r"SYSTEM\CurrentControlSet\Enum\USB\{name}")).ok()?;
        let found = device
            .enum_keys()
            .flatten()
            .any(|one| device.open_subkey(format!(r"{one}\Control")).is_ok());
        found.then_some(())
    };
    SONY.iter()
        .filter(|(name, _)| connected(name).is_some())
        .map(|(_, identifier)| UsbDevice {
            identifier: (*identifier).to_owned(),
            product: "RC-S380".to_owned(),
            ..UsbDevice::default()
        })
        .collect()
}

/// The machine field of a DLL's header, at the offset that its byte 3C names (PE format).
fn has_wrong_dll() -> bool {
    let path = std::env::current_exe().ok().map(|path| path.with_file_name("jpkicard.dll"));
    let Some(bytes) = path.and_then(|path| std::fs::read(path).ok()) else { return false };
    let word = |offset: usize| {
        let bytes = bytes.get(offset..)?.first_chunk::<4>()?;
        usize::try_from(u32::from_le_bytes(*bytes)).ok()
    };
    let machine =
        word(0x3C).and_then(|header| word(header.checked_add(4)?)).map(|word| word & 0xFFFF);
    let own = if cfg!(target_pointer_width = "64") { 0x8664 } else { 0x014C };
    machine.is_some_and(|machine| machine != own)
}
