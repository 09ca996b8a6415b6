//! The same programs with this module and with OpenSC's, at the same card: how many commands, how
//! long on a contactless line by a model, how much memory, and who can sign afterwards.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod support;

use std::path::Path;

use jpkicard::virtual_card::VirtualCard;
use support::counted::{CountedCard, Counts};
use support::figure::figure;
use support::programs::{command, folder, module, ok};

/// Prints the largest memory of a program, in KiB, after what it prints.
const MEASURED: &str = "import resource, subprocess, sys; \
    done = subprocess.run(sys.argv[1:]); \
    print('peak', resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss); \
    sys.exit(done.returncode)";

/// Where Debian has OpenSC's module.
fn opensc() -> String {
    let found = std::fs::read_dir("/usr/lib").unwrap().flatten().find_map(|folder| {
        let module = folder.path().join("opensc-pkcs11.so");
        module.exists().then_some(module)
    });
    let Some(module) = found else { panic!("opensc-pkcs11.so is missing: apt-get install opensc") };
    module.display().to_string()
}

/// Runs pkcs11-tool; returns its peak memory in KiB.
fn tool(folder: &Path, module: &str, arguments: &[&str]) -> u64 {
    let mut tool = command("python3", folder);
    tool.args(["-c", MEASURED, "pkcs11-tool", "--module", module]).args(arguments);
    let text = ok(tool);
    let peak = text.lines().find_map(|line| line.strip_prefix("peak "));
    peak.unwrap().trim().parse().unwrap()
}

const JOBS: [(&str, &[&str]); 3] = [
    ("listing the objects", &["--list-objects"]),
    (
        "reading the certificate",
        &["--read-object", "--type", "cert", "--id", "01", "--output-file", "read.der"],
    ),
    (
        "login and signature",
        &[
            "--login",
            "--pin",
            "1234",
            "--sign",
            "--id",
            "01",
            "--mechanism",
            "SHA256-RSA-PKCS",
            "--input-file",
            "data",
            "--output-file",
            "signature",
        ],
    ),
];

#[test]
fn commands_time_and_memory_beside_opensc() {
    let folder = folder("beside");
    std::fs::write(folder.join("data"), b"a challenge of the relying party").unwrap();
    let card = VirtualCard::builder().first_command_fails(false).build().unwrap();
    let certificate = card.authentication_certificate().to_vec();
    let card = CountedCard::new(0, card);
    let modules = [("jpkicard", module()), ("OpenSC", opensc())];
    for (job, arguments) in JOBS {
        let mut counts = [Counts::default(); 2];
        for ((name, module), counted) in modules.iter().zip(&mut counts) {
            let before = card.counts();
            let peak = tool(&folder, module, arguments);
            *counted = card.counts().since(before);
            figure!(
                "PKCS #11, {job}, {name}: {} commands, {:.0} ms contactless, {peak} KiB",
                counted.commands,
                counted.milliseconds()
            );
        }
        let [ours, theirs] = counts;
        assert!(ours.commands * 2 < theirs.commands, "{job}: {ours:?} {theirs:?}");
    }
    assert_eq!(std::fs::read(folder.join("read.der")).unwrap(), certificate);
}
