//! `doctor` with a service that has no reader, or readers and cards that pcscd's virtual ones cannot
//! be: planted by the service's side of the socket, and a planted root folder.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "a test")]

mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::PathBuf;

use support::fake_pcscd::{ABSENT, FakePcscd, PRESENT, Reader};
use support::{Run, finish, program};

/// Present, without an ATR.
const MUTE: u32 = 0x0C;
/// The reader's driver reports nothing.
const UNKNOWN: u32 = 0x01;

const DEVICES: &str = "sys/bus/usb/devices";
const DRIVER: &str = "usr/lib/pcsc/drivers/ifd-ccid.bundle/Contents/Info.plist";

/// A root folder with these files.
fn root(name: &str, files: &[(String, &str)]) -> PathBuf {
    let root = std::env::temp_dir().join(format!("jpkicard-planted-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).unwrap();
    for (file, contents) in files {
        fs::create_dir_all(root.join(file).parent().unwrap()).unwrap();
        fs::write(root.join(file), contents).unwrap();
    }
    root
}

/// A USB device with one interface of this class.
fn device(
    vendor: &'static str,
    product: &'static str,
    class: &'static str,
) -> Vec<(String, &'static str)> {
    vec![
        (format!("{DEVICES}/1-1/idVendor"), vendor),
        (format!("{DEVICES}/1-1/idProduct"), product),
        (format!("{DEVICES}/1-1:1.0/bInterfaceClass"), class),
    ]
}

fn doctor(root: &PathBuf) -> Run {
    let mut command = program();
    // The socket that FakePcscd put into this process' environment.
    command.args(["doctor", "--json"]).env("JPKICARD_SYSTEM_ROOT", root);
    finish(command, b"")
}

fn expect(run: &Run, cause: &str) {
    let result = run.result();
    let causes = result["causes"].as_array().unwrap();
    assert_eq!((causes.len(), run.code), (1, 50), "{result}");
    assert_eq!(causes[0]["code"], cause, "{result}");
}

#[test]
fn readers_and_cards_that_cannot_be_used() {
    let fake = FakePcscd::start();
    let driver = || vec![(DRIVER.to_owned(), "")];
    let cases = [
        ("nothing", driver(), "no-reader"),
        ("bare", vec![], "no-driver"),
        ("undriven", device("04e6", "5116", "0b"), "no-driver"),
        ("unseen", [driver(), device("04e6", "5116", "0b")].concat(), "reader-not-seen"),
        ("sony", [driver(), device("054c", "06c3", "ff")].concat(), "reader-not-supported"),
        ("keyboard", [driver(), device("046d", "c31c", "03")].concat(), "no-reader"),
    ];
    for (name, files, cause) in cases {
        let root = root(name, &files);
        expect(&doctor(&root), cause);
        fs::remove_dir_all(root).unwrap();
    }
    let held = root("held", &[driver(), device("054c", "06c3", "ff")].concat());
    fs::create_dir_all(held.join("sys/bus/usb/drivers/port100")).unwrap();
    symlink(held.join("sys/bus/usb/drivers/port100"), held.join(DEVICES).join("1-1:1.0/driver"))
        .unwrap();
    let run = doctor(&held);
    expect(&run, "kernel-nfc");
    assert!(run.text().contains("port100"));

    let put = |state| {
        let reader = Reader { name: "desk".to_owned(), state, events: 1 };
        fake.change(|board| board.readers = vec![reader]);
    };
    put(ABSENT);
    expect(&doctor(&held), "no-card");
    put(MUTE);
    expect(&doctor(&held), "card-silent");
    put(UNKNOWN);
    expect(&doctor(&held), "reader-silent");
    // FeliCa has no applications; the reader itself answers its identifier.
    put(PRESENT);
    fake.board().card = Some(Box::new(|command| match command {
        [0xFF, 0xCA, ..] => [&[1, 2, 3, 4, 5, 6, 7, 8][..], &[0x90, 0x00]].concat(),
        _ => vec![0x6A, 0x82],
    }));
    let felica = doctor(&held);
    expect(&felica, "other-card");
    assert_eq!(felica.result()["card"]["other_card"], "felica");
    // A card that answers what no card may.
    fake.board().card = Some(Box::new(|_| vec![0x90]));
    expect(&doctor(&held), "card-failed");
    fake.board().card = None;
    // The service's own failure.
    fake.board().establish.extend([0x8010_0001; 3]);
    expect(&doctor(&held), "service-failed");
    fake.board().establish.clear();
    fs::remove_dir_all(held).unwrap();
}
