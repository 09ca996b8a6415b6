//! No PC/SC service, and one that refuses its clients.
//!
//! libpcsclite reads the socket's name once per process, so each case runs in a child: this program
//! again, with the name in its environment.
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

/// The child: everything returns the status that the parent expects.
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
    println!("PC/SC code {:08X}: {error}", error.pcsc_code().unwrap());
}

fn expect(socket: &Path, status: Status) -> String {
    expect_by(Command::new(std::env::current_exe().unwrap()), socket, status)
}

fn expect_by(mut command: Command, socket: &Path, status: Status) -> String {
    let output = command
        .args(["--exact", "child", "--nocapture"])
        .env("PCSCLITE_CSOCK_NAME", socket)
        .env(EXPECTED, status.name())
        .output()
        .unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    assert!(text.contains("PC/SC code"), "the child did not run: {text}");
    println!("{text}");
    text.into_owned()
}

fn socket(name: &str) -> PathBuf {
    let path = std::env::temp_dir().join(format!("jpkicard-{name}-{}", std::process::id()));
    let _ = std::fs::remove_file(&path);
    path
}

#[test]
fn a_missing_service_is_reported() {
    let path = socket("absent");
    expect(&path, Status::ServiceNotRunning);
    // A crashed pcscd leaves its socket behind.
    drop(UnixListener::bind(&path).unwrap());
    assert!(path.exists());
    expect(&path, Status::ServiceNotRunning);
    std::fs::remove_file(&path).unwrap();
}

/// pcscd accepts a connection and closes it when polkit refuses the client, before or after reading
/// the first message.
#[test]
fn a_refusal_is_reported() {
    for reads in [false, true] {
        let path = socket(if reads { "refusing-late" } else { "refusing" });
        let listener = UnixListener::bind(&path).unwrap();
        std::thread::spawn(move || {
            for mut client in listener.incoming().flatten() {
                if reads {
                    // The first message: a header and the protocol version.
                    let _ = client.read_exact(&mut [0; 20]);
                } else {
                    // By then the client has written its first message.
                    std::thread::sleep(Duration::from_millis(200));
                }
            }
        });
        expect(&path, Status::ServiceRefused);
        std::fs::remove_file(&path).unwrap();
    }
}

/// A socket that only another account may use: libpcsclite reports that there is no service.
#[cfg(target_os = "linux")]
#[test]
fn a_socket_without_permission_is_a_refusal() {
    use std::os::unix::fs::PermissionsExt;

    let path = socket("forbidden");
    let _listener = UnixListener::bind(&path).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    // Root may do everything, unless restricted.
    let mut command = Command::new("setpriv");
    command.args(["--bounding-set", "-dac_override,-dac_read_search"]);
    let is_root = std::fs::metadata("/proc/self").is_ok_and(|process| {
        use std::os::unix::fs::MetadataExt;
        process.uid() == 0
    });
    let program = std::env::current_exe().unwrap();
    let command = match is_root {
        true => {
            command.arg(program);
            command
        }
        false => Command::new(program),
    };
    let text = expect_by(command, &path, Status::ServiceRefused);
    assert!(text.contains("no permission for the service's socket"), "{text}");
    std::fs::remove_file(&path).unwrap();
}
