//! The line between a reader and its driver: a pty, in raw mode.

use std::fs::File;
use std::io::{self, Read, Write};
use std::os::fd::{AsFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::pty::{OpenptFlags, grantpt, ioctl_tiocgptpeer, openpt, ptsname, unlockpt};
use rustix::termios::{OptionalActions, tcgetattr, tcsetattr};

/// The reader's end of the line. The driver's end is a device in `/dev/pts`.
pub struct Line {
    reader: File,
    /// Keeps the line up while no driver has it open.
    _driver: OwnedFd,
    device: PathBuf,
}

impl Line {
    pub fn new() -> Self {
        let flags = OpenptFlags::RDWR | OpenptFlags::NOCTTY | OpenptFlags::CLOEXEC;
        let reader = openpt(flags).unwrap();
        grantpt(&reader).unwrap();
        unlockpt(&reader).unwrap();
        let name = ptsname(&reader, Vec::new()).unwrap();
        let driver = ioctl_tiocgptpeer(&reader, flags).unwrap();
        let mut settings = tcgetattr(&driver).unwrap();
        settings.make_raw();
        tcsetattr(&driver, OptionalActions::Now, &settings).unwrap();
        let device = Path::new(std::ffi::OsStr::from_bytes(name.to_bytes())).to_owned();
        Self { reader: File::from(reader), _driver: driver, device }
    }

    /// What the driver opens.
    pub fn device(&self) -> &Path {
        &self.device
    }

    /// Reads what has come, within `patience`; nothing if nothing comes.
    pub fn read(&self, patience: Duration, bytes: &mut [u8]) -> io::Result<usize> {
        let mut line = [PollFd::from_borrowed_fd(self.reader.as_fd(), PollFlags::IN)];
        let patience = Timespec { tv_sec: 0, tv_nsec: patience.subsec_nanos().into() };
        match poll(&mut line, Some(&patience))? {
            0 => Ok(0),
            _ => (&self.reader).read(bytes),
        }
    }

    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        (&self.reader).write_all(bytes)
    }
}
