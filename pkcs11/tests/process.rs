//! Events, waits, forks, threads and settings of a process that uses the module.
#![cfg(target_os = "linux")]
#![allow(unsafe_code, reason = "calls C")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod support;

use std::path::PathBuf;
use std::ptr::null_mut;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread;
use std::time::{Duration, Instant};

use cryptoki_sys::*;
use jpkicard::virtual_card::VirtualCard;
use support::figure::figure;
use support::module::*;
use support::pcscd::pcscd;
use support::{Inserted, Intruder, alone};

const DATA: &[u8] = b"a challenge of the relying party";

fn wait(flags: CK_FLAGS) -> Result<CK_SLOT_ID, CK_RV> {
    let mut slot = CK_ULONG::MAX;
    match call!(C_WaitForSlotEvent, flags, &mut slot, null_mut()) {
        CKR_OK => Ok(slot),
        failed => Err(failed),
    }
}

fn key(session: CK_SESSION_HANDLE) -> CK_OBJECT_HANDLE {
    find_class(session, CKO_PRIVATE_KEY)[0]
}

fn sign_once(session: CK_SESSION_HANDLE) -> Result<Vec<u8>, CK_RV> {
    let key = find_class(session, CKO_PRIVATE_KEY).first().copied();
    sign(session, plain(CKM_SHA256_RSA_PKCS), key.ok_or(CKR_USER_NOT_LOGGED_IN)?, DATA)
}

#[test]
fn events_of_both_slots() {
    let _alone = alone();
    let mut card = Inserted::plain(1);
    let _module = Initialized::new();
    let poll = || wait(CKF_DONT_BLOCK);
    // What is there at the beginning is no event.
    assert_eq!(poll(), Err(CKR_NO_EVENT));
    card.remove();
    assert_eq!((poll(), poll(), poll()), (Ok(2), Ok(3), Err(CKR_NO_EVENT)));
    card.insert();
    assert_eq!((poll(), poll(), poll()), (Ok(2), Ok(3), Err(CKR_NO_EVENT)));
    assert_eq!(wait(CKF_DONT_BLOCK | 2), Err(CKR_ARGUMENTS_BAD));

    let (sender, receiver) = channel();
    let waiting = thread::spawn(move || sender.send(wait(0)).unwrap());
    thread::sleep(Duration::from_millis(300));
    card.remove();
    assert_eq!(receiver.recv_timeout(Duration::from_secs(5)), Ok(Ok(2)));
    waiting.join().unwrap();
}

#[test]
fn finalizing_ends_a_wait() {
    let _alone = alone();
    let module = Initialized::new();
    let (sender, receiver) = channel();
    let waiting: Vec<_> = (0..3)
        .map(|_| {
            let sender = sender.clone();
            thread::spawn(move || sender.send(wait(0)).unwrap())
        })
        .collect();
    thread::sleep(Duration::from_millis(300));
    drop(module);
    for _ in 0..3 {
        let ended = receiver.recv_timeout(Duration::from_secs(5));
        assert_eq!(ended, Ok(Err(CKR_CRYPTOKI_NOT_INITIALIZED)));
    }
    waiting.into_iter().for_each(|thread| thread.join().unwrap());
}

#[test]
fn the_list_of_slots_changes_when_it_is_counted() {
    let _alone = alone();
    let mut card = Inserted::plain(0);
    let _module = Initialized::new();
    assert_eq!(slots(true), [0, 1]);
    let (mut few, mut count) = ([0; 1], 1);
    let told = call!(C_GetSlotList, CK_TRUE, few.as_mut_ptr(), &mut count);
    assert_eq!((told, count), (CKR_BUFFER_TOO_SMALL, 2));
    card.remove();
    assert_eq!(slots(true), []);
    assert_eq!(slots(false).len(), 8);
    assert_eq!(slot_flags(8), Err(CKR_SLOT_ID_INVALID));
    assert_eq!(call!(C_CloseAllSessions, 8), CKR_SLOT_ID_INVALID);
}

#[test]
fn a_service_that_stops_and_comes_back() {
    let _alone = alone();
    let module = Initialized::new();
    let card = Inserted::plain(0);
    let session = open(0).unwrap();
    assert_eq!(login(session, "1234"), CKR_OK);
    drop(card);
    pcscd().kill();
    assert_eq!(slots(false), []);
    assert_eq!(state(session), Err(CKR_SESSION_HANDLE_INVALID));
    assert_eq!(slot_flags(0).unwrap() & CKF_TOKEN_PRESENT, 0);
    pcscd().restart();
    let card = Inserted::plain(0);
    let started = Instant::now();
    while slots(true) != [0, 1] {
        assert!(started.elapsed() < Duration::from_secs(5));
        thread::sleep(Duration::from_millis(20));
    }
    let session = open(0).unwrap();
    assert_eq!(login(session, "1234"), CKR_OK);
    sign_once(session).unwrap();
    assert!(!card.is_open());
    drop(module);
}

unsafe extern "C" {
    fn fork() -> i32;
    fn waitpid(process: i32, status: *mut i32, options: i32) -> i32;
    fn _exit(status: i32) -> !;
    fn alarm(seconds: u32) -> u32;
}

/// Runs `work` in a child; returns what it returns, or a negative number if it was killed.
fn in_child(work: impl FnOnce() -> i32) -> i32 {
    // SAFETY: the child ends with _exit, and an alarm kills it if it hangs.
    unsafe {
        match fork() {
            0 => {
                alarm(20);
                _exit(work())
            }
            child => {
                let mut status = 0;
                assert_eq!(waitpid(child, &mut status, 0), child);
                if status & 0x7F == 0 { status >> 8 & 0xFF } else { -(status & 0x7F) }
            }
        }
    }
}

/// A child is logged out, and can begin anew; its parent goes on.
#[test]
fn a_child_is_logged_out() {
    let _alone = alone();
    let card = Inserted::plain(0);
    let _module = Initialized::new();
    let session = open(0).unwrap();
    assert_eq!(login(session, "1234"), CKR_OK);
    let key = key(session);
    // Other threads are in the module while the process forks.
    let stop = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while stop.load(Ordering::SeqCst) == 0 {
                    state(session).unwrap();
                    sign_once(session).unwrap();
                }
            });
        }
        for _ in 0..20 {
            let failed_step = in_child(|| {
                let steps = [
                    state(session) == Err(CKR_CRYPTOKI_NOT_INITIALIZED),
                    sign_begin(session, plain(CKM_SHA256_RSA_PKCS), key)
                        == CKR_CRYPTOKI_NOT_INITIALIZED,
                    call!(C_Finalize, null_mut()) == CKR_CRYPTOKI_NOT_INITIALIZED,
                ];
                let failed = steps.iter().position(|step| !step);
                i32::try_from(failed.map_or(0, |step| step + 1)).unwrap()
            });
            assert_eq!(failed_step, 0);
        }
        stop.store(1, Ordering::SeqCst);
    });
    let verified = card.verify_commands();
    let failed_step = in_child(|| {
        if call!(C_Initialize, null_mut()) != CKR_OK {
            return 1;
        }
        let Ok(own) = open(0) else { return 2 };
        if state(own) != Ok(CKS_RW_PUBLIC_SESSION) {
            return 3;
        }
        if login(own, "1234") != CKR_OK || sign_once(own).is_err() {
            return 4;
        }
        i32::from(call!(C_Finalize, null_mut()) != CKR_OK) * 5
    });
    assert_eq!(failed_step, 0);
    assert_eq!(card.verify_commands(), verified + 2);
    assert_eq!(state(session), Ok(CKS_RW_USER_FUNCTIONS));
    assert!(sign_once(session).is_ok());
    assert!(!card.is_open());
}

#[test]
fn sixteen_threads() {
    let _alone = alone();
    let card = Inserted::plain(0);
    let intruder = Intruder::new(0);
    let module = Initialized::new();
    let session = open(0).unwrap();
    assert_eq!(login(session, "1234"), CKR_OK);
    let key = key(session);
    let (signed, others) = (AtomicUsize::new(0), AtomicUsize::new(0));
    thread::scope(|scope| {
        for _ in 0..16 {
            scope.spawn(|| {
                for _ in 0..10 {
                    let own = open(0).unwrap();
                    sign(own, plain(CKM_SHA256_RSA_PKCS), key, DATA).unwrap();
                    signed.fetch_add(1, Ordering::SeqCst);
                    token_information(0).unwrap();
                    assert_eq!(call!(C_CloseSession, own), CKR_OK);
                }
            });
        }
        scope.spawn(|| {
            while signed.load(Ordering::SeqCst) < 160 {
                others.fetch_add(intruder.signs(), Ordering::SeqCst);
            }
        });
    });
    assert_eq!(others.into_inner(), 0);
    assert_eq!(card.verify_commands(), 161);
    drop(module);
    assert!(!card.is_open());
}

/// Sets variables of the environment until it is dropped.
struct Settings(Vec<&'static str>);

impl Settings {
    fn new(settings: &[(&'static str, &str)]) -> Self {
        for (name, value) in settings {
            // SAFETY: no other thread of this test reads the environment.
            unsafe { std::env::set_var(name, value) };
        }
        Self(settings.iter().map(|(name, _)| *name).collect())
    }
}

impl Drop for Settings {
    fn drop(&mut self) {
        for name in &self.0 {
            // SAFETY: as above.
            unsafe { std::env::remove_var(name) };
        }
    }
}

#[test]
fn settings() {
    let _alone = alone();
    let one_left = VirtualCard::builder().pin_tries(1).first_command_fails(false);
    let card = Inserted::new(0, one_left);
    {
        let _settings = Settings::new(&[
            ("JPKICARD_PKCS11_SLOTS", "authentication"),
            ("JPKICARD_PKCS11_LAST_TRY", "allow"),
            ("JPKICARD_PKCS11_IDLE_SECONDS", "1"),
            ("JPKICARD_PKCS11_READER", "Desk A"),
        ]);
        let _module = Initialized::new();
        assert_eq!(slots(false), [0, 2]);
        let session = open(0).unwrap();
        assert_eq!(login(session, "1234"), CKR_OK);
        sign_once(session).unwrap();
        thread::sleep(Duration::from_millis(1_100));
        assert_eq!(state(session), Ok(CKS_RW_PUBLIC_SESSION));
        assert_eq!(login(session, "1234"), CKR_OK);
    }
    let folder = support::programs::folder("settings");
    let file = folder.join("pkcs11.conf");
    let log = folder.join("log");
    let text = format!(
        "# a desk\nslots = signature\nalways_authenticate = strict\nlog = {}\nslot = 1\n",
        log.display()
    );
    std::fs::write(&file, text).unwrap();
    {
        let _settings = Settings::new(&[("JPKICARD_PKCS11_CONFIG", file.to_str().unwrap())]);
        let _module = Initialized::new();
        assert_eq!(slots(true), [1]);
        let session = open(1).unwrap();
        assert_eq!(login(session, "wrong1"), CKR_PIN_INCORRECT);
        assert_eq!(login(session, "ABC123"), CKR_OK);
        assert_eq!(sign_once(session), Err(CKR_USER_NOT_LOGGED_IN));
        let begun = sign_begin(session, plain(CKM_SHA256_RSA_PKCS), key(session));
        assert_eq!(begun, CKR_OK);
        assert_eq!(login_as(session, CKU_CONTEXT_SPECIFIC, "ABC123"), CKR_OK);
        let (mut signature, mut length) = ([0; 256], 256);
        let (data, data_length) = (DATA.as_ptr().cast_mut(), DATA.len() as CK_ULONG);
        let signed = call!(C_Sign, session, data, data_length, signature.as_mut_ptr(), &mut length);
        assert_eq!(signed, CKR_OK);
        // Once a login.
        assert_eq!(sign_once(session), Err(CKR_USER_NOT_LOGGED_IN));
        // Nor does it outlast a logout.
        let begun = sign_begin(session, plain(CKM_SHA256_RSA_PKCS), key(session));
        assert_eq!(begun, CKR_OK);
        assert_eq!(login_as(session, CKU_CONTEXT_SPECIFIC, "ABC123"), CKR_OK);
        assert_eq!(call!(C_Logout, session), CKR_OK);
        assert_eq!(login(session, "ABC123"), CKR_OK);
        let signed = call!(C_Sign, session, data, data_length, signature.as_mut_ptr(), &mut length);
        assert_eq!(signed, CKR_USER_NOT_LOGGED_IN);
    }
    assert!(!card.is_open());
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains("configuration: line 5 of the file is no setting"), "{log}");
    assert!(
        log.contains("C_Login: 0xa0 CKR_PIN_INCORRECT: the signature password is wrong"),
        "{log}"
    );
    assert!(log.contains("署名用パスワードが違います"), "{log}");
    assert!(!log.contains("wrong1") && !log.contains("WRONG1"), "{log}");
    figure!("PKCS #11: {} lines of log for 3 calls that failed, no secret", log.lines().count());
}

/// A program with more rights than whoever started it.
#[test]
fn a_privileged_program_ignores_the_environment() {
    let _alone = alone();
    let folder = support::programs::folder("privileged");
    use std::os::unix::fs::MetadataExt;
    if std::fs::metadata("/proc/self").unwrap().uid() != 0 {
        figure!("PKCS #11: a setuid program was not run: that takes root");
        return;
    }
    use std::os::unix::fs::PermissionsExt;
    // Where another user may go.
    let place = PathBuf::from(format!("/tmp/jpkicard-pkcs11-{}", std::process::id()));
    std::fs::create_dir_all(&place).unwrap();
    let (tool, module) = (place.join("tool"), place.join("module.so"));
    std::fs::copy("/usr/bin/pkcs11-tool", &tool).unwrap();
    std::fs::copy(path(), &module).unwrap();
    let mode = |path, mode| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    mode(&place, 0o755);
    mode(&tool, 0o4755);
    mode(&module, 0o755);
    let (log, secret) = (folder.join("log"), folder.join("secret"));
    std::fs::write(&log, "").unwrap();
    std::fs::write(&secret, "root:hash").unwrap();
    mode(&secret, 0o600);
    let run = |log: &str| {
        let mut command = support::programs::command("setpriv", &place);
        command
            .args(["--reuid=65534", "--clear-groups"])
            .args([tool.as_os_str(), "-L".as_ref(), "--module".as_ref(), module.as_os_str()])
            .env("JPKICARD_PKCS11_LOG", log)
            .env("JPKICARD_PKCS11_SLOTS", "x\nevil")
            .env("JPKICARD_PKCS11_CONFIG", &secret);
        let output = support::programs::run(command);
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    };
    let said = [run(log.to_str().unwrap()), run("stderr")].concat();
    std::fs::remove_dir_all(&place).unwrap();
    // Its user may not reach the private pcscd.
    assert!(said.contains("Available slots") || said.contains("No slots"), "{said}");
    assert!(!said.contains("evil") && !said.contains("hash") && !said.contains("line 1"), "{said}");
    assert_eq!(std::fs::read_to_string(log).unwrap(), "");
}

/// A logout while the card is not free yet: the login that waits for it does not outlast it.
#[test]
fn a_logout_overtakes_a_login() {
    let _alone = alone();
    let card = Inserted::plain(0);
    let _module = Initialized::new();
    let close_all: fn() -> CK_RV = || call!(C_CloseAllSessions, 0);
    let nothing: fn() -> CK_RV = || CKR_OK;
    for end in [close_all, nothing] {
        let session = open(0).unwrap();
        let context = pcsc::Context::establish(pcsc::Scope::System).unwrap();
        let name = pcscd().readers()[0].clone();
        let mut other =
            context.connect(&name, pcsc::ShareMode::Shared, pcsc::Protocols::ANY).unwrap();
        let held = other.transaction().unwrap();
        let waiting = thread::spawn(move || login(session, "1234"));
        thread::sleep(Duration::from_millis(300));
        assert_eq!(end(), CKR_OK);
        drop(held);
        let outcome = waiting.join().unwrap();
        let now = open(0).unwrap();
        match state(session) {
            Err(closed) => {
                assert_eq!((closed, outcome), (CKR_SESSION_HANDLE_INVALID, CKR_USER_NOT_LOGGED_IN));
                assert_eq!(state(now), Ok(CKS_RW_PUBLIC_SESSION));
            }
            Ok(_) => {
                assert_eq!((outcome, state(now)), (CKR_OK, Ok(CKS_RW_USER_FUNCTIONS)));
            }
        }
    }
    assert!(!card.is_open());
}

/// Several threads log in at once: one of them does, and the PINs of the others are not sent.
#[test]
fn one_of_several_logins_at_once() {
    let _alone = alone();
    let card = Inserted::plain(0);
    let _module = Initialized::new();
    let session = open(0).unwrap();
    let context = pcsc::Context::establish(pcsc::Scope::System).unwrap();
    let name = pcscd().readers()[0].clone();
    let mut other = context.connect(&name, pcsc::ShareMode::Shared, pcsc::Protocols::ANY).unwrap();
    let held = other.transaction().unwrap();
    let first = thread::spawn(move || login(session, "1234"));
    thread::sleep(Duration::from_millis(300));
    let others = ["1234", "0000", "9999"].map(|pin| thread::spawn(move || login(session, pin)));
    thread::sleep(Duration::from_millis(300));
    drop(held);
    assert_eq!(first.join().unwrap(), CKR_OK);
    for other in others {
        assert_eq!(other.join().unwrap(), CKR_USER_ALREADY_LOGGED_IN);
    }
    assert_eq!((card.verify_commands(), card.pin_tries()), (1, 3));
    assert!(sign_once(session).is_ok());
}

/// Another program changes the PIN, and spends tries with another one: the old one is not sent.
#[test]
fn a_pin_that_was_changed_is_not_sent() {
    let _alone = alone();
    let card = Inserted::plain(0);
    let module = Initialized::new();
    let session = open(0).unwrap();
    assert_eq!(login(session, "1234"), CKR_OK);
    let failed_step = in_child(|| {
        if call!(C_Initialize, null_mut()) != CKR_OK {
            return 1;
        }
        let Ok(own) = open(0) else { return 2 };
        let (old, new) = (b"1234", b"5678");
        let (old, new) = (old.as_ptr().cast_mut(), new.as_ptr().cast_mut());
        if call!(C_SetPIN, own, old, 4, new, 4) != CKR_OK {
            return 3;
        }
        if [login(own, "0000"), login(own, "0000")] != [CKR_PIN_INCORRECT; 2] {
            return 4;
        }
        0
    });
    assert_eq!((failed_step, card.pin_tries()), (0, 1));
    thread::sleep(Duration::from_millis(1_000));
    let verified = card.verify_commands();
    assert_eq!(sign_once(session), Err(CKR_USER_NOT_LOGGED_IN));
    assert_eq!((card.verify_commands(), card.pin_tries()), (verified, 1));
    assert_eq!(state(session), Ok(CKS_RW_PUBLIC_SESSION));
    drop(module);
}

/// Whatever is written to the log while the process forks.
#[test]
fn a_child_of_a_process_that_logs_does_not_hang() {
    let _alone = alone();
    let log = support::programs::folder("logs").join("log");
    for destination in [log.to_str().unwrap(), "stderr", ""] {
        let _settings = Settings::new(&[("JPKICARD_PKCS11_LOG", destination)]);
        let _module = Initialized::new();
        let stop = AtomicUsize::new(0);
        let forks = if destination == "stderr" { 3 } else { 40 };
        thread::scope(|scope| {
            for _ in 0..3 {
                scope.spawn(|| {
                    while stop.load(Ordering::SeqCst) == 0 {
                        assert_eq!(state(12_345), Err(CKR_SESSION_HANDLE_INVALID));
                        if destination == "stderr" {
                            thread::sleep(Duration::from_millis(1));
                        }
                    }
                });
            }
            for _ in 0..forks {
                let failed_step = in_child(|| {
                    let initialized = call!(C_Initialize, null_mut());
                    let asked = state(12_345);
                    i32::from(initialized != CKR_OK)
                        + 2 * i32::from(asked != Err(CKR_SESSION_HANDLE_INVALID))
                });
                assert_eq!(failed_step, 0, "{destination}");
            }
            stop.store(1, Ordering::SeqCst);
        });
    }
    assert!(std::fs::metadata(log).unwrap().len() > 0);
}

const NAMESPACED: &str = "JPKICARD_TEST_NAMESPACED";
const CLONE_NEWPID: i32 = 0x2000_0000;

unsafe extern "C" {
    fn unshare(flags: i32) -> i32;
}

/// In a namespace of its own the child of process 1 is process 1 too.
#[test]
fn a_child_with_the_same_number_is_logged_out_too() {
    if std::env::var_os(NAMESPACED).is_some() {
        assert_eq!(std::process::id(), 1);
        let _module = Initialized::new();
        let session = open(0).unwrap();
        assert_eq!(login(session, "1234"), CKR_OK);
        // SAFETY: it concerns later children alone.
        assert_eq!(unsafe { unshare(CLONE_NEWPID) }, 0);
        let failed_step = in_child(|| {
            let is_same = std::process::id() == 1;
            let is_out = state(session) == Err(CKR_CRYPTOKI_NOT_INITIALIZED);
            i32::from(!is_same) + 2 * i32::from(!is_out)
        });
        assert_eq!(failed_step, 0);
        assert!(sign_once(session).is_ok());
        return;
    }
    let _alone = alone();
    let card = Inserted::plain(0);
    let mut command = pcscd().command("unshare");
    command.args(["--pid", "--fork", "--kill-child"]).arg(std::env::current_exe().unwrap());
    let test = "a_child_with_the_same_number_is_logged_out_too";
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]).env(NAMESPACED, "1");
    let output = command.output().unwrap();
    let text = String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned();
    assert!(output.status.success(), "{text}");
    assert!(!card.is_open());
}
