//! No PC/SC service, and one that refuses its clients.
//!
//! libpcsclite reads the socket's name once in a process, so each case runs in a
//! child: this program again, with the name in its environment.
#![cfg(all(unix, feature = "pcsc"))]
#![allow(clippy::unwrap_used, reason = "a test")]

use std::io::Read;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use jpkicard::Status;
use jpkicard::pcsc::{Context, WaitOptions};

const EXPECTED: &str = "JPKICARD_TEST_EXPECTED_STATUS";

/// The child: everything says the status that the parent expects.
#[test]
fn child() {
    let Ok(expected) = std::env::var(EXPECTED) else { return };
    let context = Context::new();
    let error = context.readers().unwrap_err();
    assert_eq!(error.status().name(), expected, "{error}");
    assert!(error.pcsc_code().is_some());
    let options = WaitOptions::new().timeout(Some(Duration::from_secs(5)));
    let error = context.wait_for_card(&options).unwrap_err();
    assert_eq!(error.status().name(), expected, "{error}");
    context.cancel();
    println!("PC/SC code {:08X}", error.pcsc_code().unwrap());
}

fn expect(socket: &Path, status: Status) {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "child", "--nocapture"])
        .env("PCSCLITE_CSOCK_NAME", socket)
        .env(EXPECTED, status.name())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("PC/SC code"), "the child did not run: {text}");
    println!("{text}");
}

fn socket(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("jpkicard-{name}-{}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}

#[test]
fn no_service_is_told() {
    let path = socket("absent");
    expect(&path, Status::ServiceNotRunning);
    // A crashed pcscd leaves its socket behind.
    drop(UnixListener::bind(&path).unwrap());
    assert!(path.exists());
    expect(&path, Status::ServiceNotRunning);
    std::fs::remove_file(&path).unwrap();
}

/// pcscd takes a connection and closes it when polkit refuses the client, before or
/// after it has read the first message.
#[test]
fn a_refusal_is_told() {
    for reads in [false, true] {
        let path = socket(if reads { "refusing-late" } else { "refusing" });
        let listener = UnixListener::bind(&path).unwrap();
        std::thread::spawn(move || {
            for mut client in listener.incoming().flatten() {
                if reads {
                    let _ = client.read(&mut [0; 64]);
                } else {
                    std::thread::sleep(Duration::from_millis(5));
                }
            }
        });
        expect(&path, Status::ServiceRefused);
        std::fs::remove_file(&path).unwrap();
    }
}
