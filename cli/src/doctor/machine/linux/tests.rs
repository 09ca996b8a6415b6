use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use super::{Machine, UsbDevice, look};

/// A root folder with these files, removed in the end.
struct Root(PathBuf);

impl Root {
    fn with(name: &str, files: &[(&str, &str)]) -> Self {
        let path =
            std::env::temp_dir().join(format!("jpkicard-root-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        for (file, contents) in files {
            let file = path.join(file);
            fs::create_dir_all(file.parent().unwrap_or(Path::new("/"))).unwrap_or_default();
            fs::write(file, contents).unwrap_or_default();
        }
        Self(path)
    }

    fn look(&self) -> Machine {
        look(&self.0)
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn what_packages_put_there_is_found() {
    let empty = Root::with("empty", &[]).look();
    assert_eq!(
        (empty.service_program, empty.has_driver, empty.has_socket_unit),
        (None, false, false)
    );
    let root = Root::with(
        "packages",
        &[
            ("usr/sbin/pcscd", ""),
            ("usr/lib/pcsc/drivers/ifd-ccid.bundle/Contents/Info.plist", ""),
            ("run/systemd/system/x", ""),
            ("lib/systemd/system/pcscd.socket", ""),
            ("proc/77/comm", "pcscd\n"),
            ("proc/77/stat", "77 (pcscd) T 1 77"),
            ("proc/78/comm", "scdaemon\n"),
            ("proc/78/maps", "7f00-7f01 r-xp /usr/lib/x86_64-linux-gnu/libpcsclite.so.1.0.0\n"),
            ("proc/79/comm", "other\n"),
            ("proc/79/maps", "7f00-7f01 r-xp /usr/lib/libc.so.6\n"),
        ],
    );
    let found = root.look();
    assert!(found.service_program.is_some() && found.has_driver && found.has_socket_unit);
    assert_eq!(found.service_state, Some('T'));
    assert_eq!(found.users, ["scdaemon (78)"]);
}

#[test]
fn readers_on_usb_are_found_and_who_holds_them() {
    let device = "sys/bus/usb/devices";
    let root = Root::with(
        "usb",
        &[
            (&format!("{device}/1-1/idVendor"), "04e6\n"),
            (&format!("{device}/1-1/idProduct"), "5116\n"),
            (&format!("{device}/1-1/product"), "SCR3310\n"),
            (&format!("{device}/1-1:1.0/bInterfaceClass"), "0b\n"),
            (&format!("{device}/1-2/idVendor"), "054c\n"),
            (&format!("{device}/1-2/idProduct"), "06c3\n"),
            (&format!("{device}/1-2:1.0/bInterfaceClass"), "ff\n"),
            (&format!("{device}/1-3/idVendor"), "046d\n"),
            (&format!("{device}/1-3/idProduct"), "c31c\n"),
            (&format!("{device}/1-3:1.0/bInterfaceClass"), "03\n"),
            ("sys/bus/usb/drivers/port100/bind", ""),
        ],
    );
    let driver = root.0.join("sys/bus/usb/drivers/port100");
    symlink(driver, root.0.join(device).join("1-2:1.0/driver")).unwrap_or_default();
    let expected = [
        UsbDevice {
            identifier: "04e6:5116".to_owned(),
            product: "SCR3310".to_owned(),
            is_ccid: true,
            held_by: vec![],
        },
        UsbDevice {
            identifier: "054c:06c3".to_owned(),
            product: String::new(),
            is_ccid: false,
            held_by: vec!["port100".to_owned()],
        },
    ];
    assert_eq!(root.look().usb, expected);
}
