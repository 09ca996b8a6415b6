//! What the operating system shows of a desk. Facts alone, so that a test can plant them.

#[cfg(not(windows))]
mod linux;
#[cfg(windows)]
mod windows;

use std::path::Path;

/// A USB device that is, or may be, a card reader.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct UsbDevice {
    /// Vendor and product, such as `054c:06c1`.
    pub(crate) identifier: String,
    pub(crate) product: String,
    /// It is of the class of smart card readers.
    pub(crate) is_ccid: bool,
    /// The kernel modules that hold one of its interfaces.
    pub(crate) held_by: Vec<String>,
}

/// The PC/SC service's socket.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(windows, allow(dead_code, reason = "its service has no socket"))]
pub(crate) enum Socket {
    #[default]
    None,
    /// It is there, and somebody listens.
    Listens,
    /// It is there, and nobody listens.
    Abandoned,
    /// This account may not use it.
    Forbidden,
}

/// What is the same on every system, and what one of them has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Machine {
    pub(crate) is_windows: bool,
    /// pcscd is installed, and where.
    pub(crate) service_program: Option<String>,
    pub(crate) socket: Socket,
    /// systemd runs, and has a unit for pcscd's socket.
    pub(crate) has_socket_unit: bool,
    /// pcscd has a driver for USB readers.
    pub(crate) has_driver: bool,
    pub(crate) usb: Vec<UsbDevice>,
    /// pcscd's state as the kernel shows it: `T` is stopped, `D` waits for a device.
    pub(crate) service_state: Option<char>,
    /// SSH, a container or a service: polkit treats these as not at the machine.
    pub(crate) session: Vec<String>,
    /// Programs that have the smart card library loaded, apart from this one and pcscd.
    pub(crate) users: Vec<String>,
    /// `Start` of the Windows service: 4 is disabled.
    pub(crate) service_start: Option<u32>,
    /// Windows has at some time set up a smart card reader.
    pub(crate) had_reader: bool,
    pub(crate) is_remote: bool,
    /// A jpkicard.dll of the other number of bits beside this program.
    pub(crate) has_wrong_dll: bool,
}

impl Machine {
    /// Looks at the machine whose files are under `root`.
    pub(crate) fn look(root: &Path) -> Self {
        #[cfg(windows)]
        return windows::look(root);
        #[cfg(not(windows))]
        linux::look(root)
    }
}
