//! `doctor` with faults that are planted in a real pcscd, the machine and the card.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::net::Ipv4Addr;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use jpkicard::pcsc::{CardPresence, Context, ReaderName};
use jpkicard::virtual_card::vpcd::Plug;
use jpkicard::virtual_card::{Builder, Token, VirtualCard, VirtualReader};
use serde_json::Value;
use support::namespace::unshare;
use support::pcscd::{pcscd, until};
use support::{Run, finish, program};

/// The commands that `doctor` runs with, until it is given to [`finish`].
fn doctor(socket: &Path, more: &[&str]) -> Run {
    let mut command = program();
    command.args(["doctor", "--json"]).args(more).env("PCSCLITE_CSOCK_NAME", socket);
    finish(command, b"")
}

/// On the first reader of the private pcscd.
fn here(more: &[&str]) -> Run {
    doctor(&pcscd().socket(), &[&["--reader", "Desk A 00 00"], more].concat())
}

fn codes(run: &Run, list: &str) -> BTreeSet<String> {
    let result = run.result();
    let found = result[list].as_array().unwrap().iter();
    found.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

fn expect(run: &Run, causes: &[&str], notes: &[&str]) {
    let set = |codes: &[&str]| codes.iter().map(|&code| code.to_owned()).collect::<BTreeSet<_>>();
    assert_eq!(codes(run, "causes"), set(causes), "{}", run.text());
    assert_eq!(codes(run, "notes"), set(notes), "{}", run.text());
    assert_eq!(run.code, if causes.is_empty() { 0 } else { 50 });
    assert_eq!(run.result()["healthy"], Value::Bool(causes.is_empty()));
}

/// A card in the first reader, once pcscd has seen it.
fn insert(builder: Builder) -> (Plug, VirtualReader) {
    let reader = VirtualReader::new(builder.build().unwrap());
    let plug = Plug::connect((Ipv4Addr::LOCALHOST, pcscd().port(0)), reader.clone()).unwrap();
    seen(|card| card != CardPresence::Empty);
    (plug, reader)
}

fn name() -> ReaderName {
    ReaderName::from(pcscd().readers()[0].clone())
}

fn seen(is_as: impl Fn(CardPresence) -> bool) {
    let context = Context::new();
    until("pcscd does not see it", || {
        context.reader_status(&name()).is_ok_and(|status| is_as(status.card))
    });
}

fn remove(plug: Plug) {
    drop(plug);
    seen(|card| card == CardPresence::Empty);
}

fn examined(builder: Builder) -> Run {
    let (plug, card) = insert(builder);
    let tries = || card.with_card(|card| (card.pin_tries(), card.verify_commands())).unwrap();
    let before = tries();
    let run = here(&[]);
    assert_eq!(tries(), before, "a try was spent, or a PIN sent");
    let reads = card.with_card(|card| card.individual_number_reads()).unwrap();
    assert_eq!(reads, 0, "the individual number was touched");
    remove(plug);
    run
}

fn days(days: i64) -> i64 {
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    i64::try_from(now).unwrap() + days * 86_400
}

#[test]
fn the_card() {
    let card = VirtualCard::builder;
    let unknown = "issuer-unknown";
    // Healthy desks of each kind of token.
    expect(&examined(card()), &[], &[unknown]);
    expect(
        &examined(card().token(Token::ResidentRegistryCard)),
        &[],
        &["resident-registry-card", unknown],
    );
    expect(&examined(card().token(Token::Android)), &[], &["phone"]);
    expect(&examined(card().token(Token::Iphone)), &[], &["phone", unknown]);
    expect(&examined(card().childs_card()), &[], &["no-signature-certificate", unknown]);
    let residence = [0xD3, 0x92, 0xF0, 0x00, 0x4F, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    expect(
        &examined(card().further_application(&residence)),
        &[],
        &["residence-card-too", unknown],
    );
    expect(
        &examined(card().without_pins()),
        &[],
        &["no-pins", "no-signature-certificate", unknown],
    );
    // What is wrong with a card.
    expect(&examined(card().pin_tries(0)), &["pin-locked"], &[unknown]);
    expect(&examined(card().pin_tries(1)), &[], &["one-try-left", unknown]);
    expect(&examined(card().expired()), &["expired"], &[unknown]);
    expect(&examined(card().validity(days(-2000), days(30))), &[], &["expiring", unknown]);
    expect(&examined(card().validity(days(10), days(2000))), &["clock-wrong"], &[]);
    let other =
        |identifier: &[u8]| card().without_own_applications().further_application(identifier);
    for (identifier, kind) in [
        (&residence[..], "residence-card"),
        (&[0xA0, 0x00, 0x00, 0x02, 0x31, 0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0], "driving-licence"),
        (b"2PAY.SYS.DDF01", "payment-card"),
        (&[0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01], "passport"),
    ] {
        let run = examined(other(identifier));
        expect(&run, &["other-card"], &[]);
        assert_eq!(run.result()["card"]["other_card"], kind);
    }
    expect(&here(&[]), &["no-card"], &[]);
    let unknown_reader = doctor(&pcscd().socket(), &["--reader", "nothing like it"]);
    expect(&unknown_reader, &["other-readers"], &[]);

    a_key_left_open();
    a_card_that_another_program_holds();
    a_report_has_nothing_personal();
    a_wrong_clock();
    a_missing_library();
    // Last, as these stop the service.
    the_service();
}

/// As other middleware leaves it: verified, and connected so that the power stays on.
fn a_key_left_open() {
    const SELECT: &[u8] = b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01";
    const SELECT_INPUT: &[u8] = b"\x00\xA4\x04\x0C\x0A\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x08";
    let applications: [&[&[u8]]; 3] = [
        &[SELECT, b"\x00\x20\x00\x98\x041234"],
        &[SELECT, b"\x00\x20\x00\x9B\x06ABC123"],
        &[SELECT_INPUT, b"\x00\x20\x00\x91\x041234"],
    ];
    for commands in applications {
        let (plug, card) = insert(VirtualCard::builder());
        let other = pcsc::Context::establish(pcsc::Scope::System).unwrap();
        let line = other
            .connect(name().as_c_str(), pcsc::ShareMode::Shared, pcsc::Protocols::ANY)
            .unwrap();
        for command in commands {
            let mut answer = [0; 258];
            // The first command after power-up may be refused.
            while line.transmit(command, &mut answer).unwrap() != [0x90, 0x00] {}
        }
        let open = || {
            card.with_card(|card| {
                card.authentication_key_is_open()
                    || card.signature_key_is_open()
                    || card.input_support_is_open()
            })
        };
        assert_eq!(open(), Some(true));
        let run = here(&[]);
        expect(&run, &["key-left-open"], &["issuer-unknown"]);
        assert_eq!(open(), Some(false));
        assert_eq!(card.with_card(|card| card.individual_number_reads()), Some(0));
        drop(line);
        remove(plug);
    }
    // Selected by another program, without a PIN: no alarm.
    let (plug, _card) = insert(VirtualCard::builder());
    let other = pcsc::Context::establish(pcsc::Scope::System).unwrap();
    let line =
        other.connect(name().as_c_str(), pcsc::ShareMode::Shared, pcsc::Protocols::ANY).unwrap();
    for command in [SELECT, SELECT_INPUT] {
        while line.transmit(command, &mut [0; 258]).unwrap() != [0x90, 0x00] {}
        expect(&here(&[]), &[], &["issuer-unknown"]);
    }
    drop(line);
    remove(plug);
}

fn a_card_that_another_program_holds() {
    let (plug, _card) = insert(VirtualCard::builder());
    let other = pcsc::Context::establish(pcsc::Scope::System).unwrap();
    let line =
        other.connect(name().as_c_str(), pcsc::ShareMode::Exclusive, pcsc::Protocols::ANY).unwrap();
    seen(|card| card == CardPresence::Exclusive);
    let run = here(&[]);
    expect(&run, &["card-held"], &[]);
    let result = run.result();
    let evidence = result["causes"][0]["evidence"].to_string();
    assert!(evidence.contains(&format!("({})", std::process::id())), "{evidence}");
    drop(line);
    remove(plug);
}

fn a_report_has_nothing_personal() {
    let (plug, card) = insert(VirtualCard::builder());
    let path = std::env::temp_dir().join(format!("jpkicard-report-{}", std::process::id()));
    let run = here(&["--report", path.to_str().unwrap()]);
    let report = fs::read_to_string(&path).unwrap();
    assert_eq!(run.code, 0);
    assert!(report.contains("\"token\": \"MyNumberCard\""), "{report}");
    let serial = card.with_card(|card| {
        let der = card.authentication_certificate().to_vec();
        jpkicard::Certificate::from_der(der).unwrap().serial().to_vec()
    });
    let serial: String = serial.unwrap().iter().map(|byte| format!("{byte:02x}")).collect();
    assert!(!report.to_lowercase().contains(&serial), "{report}");
    fs::remove_file(path).unwrap();
    remove(plug);
}

fn a_wrong_clock() {
    let (plug, _card) = insert(VirtualCard::builder());
    let mut command = Command::new("faketime");
    command.args(["2020-04-01 09:00:00", env!("CARGO_BIN_EXE_jpkicard"), "doctor", "--json"]);
    command.args(["--reader", "Desk A 00 00"]).env("PCSCLITE_CSOCK_NAME", pcscd().socket());
    expect(&finish(command, b""), &["clock-wrong"], &[]);
    remove(plug);
}

/// Mounts an empty file over libpcsclite.
fn a_missing_library() {
    const HIDDEN: &str = r#"mount --bind /dev/null "$1" && shift && exec "$@""#;
    let mut listing = Command::new("ldconfig");
    listing.arg("-p").env("PATH", support::namespace::search_path());
    let listed = String::from_utf8(listing.output().unwrap().stdout).unwrap();
    let mut listed: Vec<_> = listed.lines().collect();
    listed.retain(|line| line.trim().starts_with("libpcsclite.so.1 "));
    let library = fs::canonicalize(listed[0].split(" => ").nth(1).unwrap()).unwrap();
    let mut command = unshare(&["--mount"]);
    command.args(["sh", "-c", HIDDEN, "sh"]).arg(library);
    command.args([env!("CARGO_BIN_EXE_jpkicard"), "doctor", "--json"]);
    expect(&finish(command, b""), &["library-missing"], &[]);
}

fn the_service() {
    let service = pcscd();
    let signal = |name: &str| {
        let process = service.process();
        assert!(Command::new("kill").args([name, &process]).status().unwrap().success());
    };
    signal("-STOP");
    let frozen = here(&[]);
    signal("-CONT");
    expect(&frozen, &["service-frozen"], &[]);
    let evidence = frozen.result()["causes"][0]["evidence"].to_string();
    assert!(evidence.contains("pcscd: "), "{evidence}");

    service.kill();
    expect(&here(&[]), &["service-died"], &[]);
    fs::remove_file(service.socket()).unwrap();
    let stopped = here(&[]);
    let causes = codes(&stopped, "causes");
    let possible = ["service-not-running", "socket-not-activated"];
    assert!(possible.iter().any(|code| causes.contains(*code)), "{causes:?}");

    let folder = planted("no-service", &[]);
    let missing = under(&folder);
    expect(&missing, &["service-not-installed"], &[]);
    let unit = planted(
        "unit",
        &["usr/sbin/pcscd", "run/systemd/system/x", "lib/systemd/system/pcscd.socket"],
    );
    let inactive = under(&unit);
    expect(&inactive, &["socket-not-activated"], &[]);
    for folder in [folder, unit] {
        fs::remove_dir_all(folder).unwrap();
    }
}

/// With this root in place of the system's own.
fn under(root: &Path) -> Run {
    let mut command = program();
    command.args(["doctor", "--json"]).env("PCSCLITE_CSOCK_NAME", pcscd().socket());
    finish(
        {
            command.env("JPKICARD_SYSTEM_ROOT", root);
            command
        },
        b"",
    )
}

/// A root folder with these empty files.
fn planted(name: &str, files: &[&str]) -> PathBuf {
    let root = std::env::temp_dir().join(format!("jpkicard-doctor-{name}-{}", std::process::id()));
    let _ = fs::remove_dir_all(&root);
    fs::create_dir_all(&root).unwrap();
    for file in files {
        fs::create_dir_all(root.join(file).parent().unwrap()).unwrap();
        fs::write(root.join(file), "").unwrap();
    }
    root
}

/// A service that takes every connection and closes it, as pcscd does when polkit refuses.
#[test]
fn a_refusal() {
    let path = std::env::temp_dir().join(format!("jpkicard-refusing-{}", std::process::id()));
    let _ = fs::remove_file(&path);
    let listener = UnixListener::bind(&path).unwrap();
    std::thread::spawn(move || listener.incoming().flatten().for_each(drop));
    expect(&doctor(&path, &[]), &["policy-refused"], &[]);
    fs::remove_file(&path).unwrap();
}

/// As an ordinary user, who may not use the socket.
#[test]
fn a_socket_without_permission() {
    let folder = std::env::temp_dir().join(format!("jpkicard-forbidden-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join("socket");
    let _ = fs::remove_file(&path);
    let _listener = UnixListener::bind(&path).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
    let copy = folder.join("jpkicard");
    fs::copy(env!("CARGO_BIN_EXE_jpkicard"), &copy).unwrap();
    for file in [&folder, &copy] {
        fs::set_permissions(file, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut command = Command::new("setpriv");
    command.args(["--reuid", "65534", "--regid", "65534", "--clear-groups"]).arg(&copy);
    command.args(["doctor", "--json"]).env("PCSCLITE_CSOCK_NAME", &path);
    if fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
        expect(&finish(command, b""), &["socket-permission"], &[]);
    }
    fs::remove_dir_all(folder).unwrap();
}
