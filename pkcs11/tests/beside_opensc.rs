//! The same programs with this module and with OpenSC's, at the same card: how many commands, how
//! long on a contactless line by a model, how much memory, and who else can sign with the key.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod support;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use jpkicard::virtual_card::VirtualCard;
use support::counted::{CountedCard, Counts};
use support::figure::figure;
use support::pcscd::until;
use support::programs::{command, folder, module, ok};
use support::{Intruder, alone};

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
    let _alone = alone();
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

/// What a server needs: its own certificate, and the authority of the clients'.
const SERVER_FILES: &str = "
    openssl req -x509 -newkey rsa:2048 -nodes -keyout server.key -out server.pem -days 2 \
        -subj /CN=localhost -addext subjectAltName=DNS:localhost 2>&1
    openssl x509 -inform DER -in authority.der -out authority.pem";

/// A server that requires a client's certificate.
struct Server {
    process: Child,
    port: u16,
}

impl Server {
    fn start(folder: &Path, authority: &[u8]) -> Self {
        std::fs::write(folder.join("authority.der"), authority).unwrap();
        let mut files = command("bash", folder);
        files.args(["-euc", SERVER_FILES]);
        ok(files);
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let port = listener.local_addr().unwrap().port();
        drop(listener);
        let mut server = Command::new("openssl");
        server.args(["s_server", "-accept", &format!("127.0.0.1:{port}"), "-www", "-tls1_2"]);
        server.args(["-cert", "server.pem", "-key", "server.key", "-CAfile", "authority.pem"]);
        server.args(["-Verify", "1", "-verify_return_error"]).current_dir(folder);
        server.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let process = server.spawn().unwrap();
        until("the server does not listen", || {
            TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_ok()
        });
        Self { process, port }
    }

    /// A client that is waiting for what it is to send.
    fn client(&self, folder: &Path, module: &str) -> (Child, BufReader<impl Read>) {
        const KEY: &str = "pkcs11:token=JPKI%20%28User%20Authentication%20PIN%29;id=%01";
        let mut client = command("gnutls-cli", folder);
        client.args(["--provider", module, "-p", &self.port.to_string(), "localhost"]);
        client.args(["--priority", "NORMAL:-VERS-ALL:+VERS-TLS1.2", "--x509cafile", "server.pem"]);
        client.args(["--x509certfile", &format!("{KEY};type=cert")]);
        client.args(["--x509keyfile", &format!("{KEY};type=private")]).env("GNUTLS_PIN", "1234");
        client.stdin(Stdio::piped()).stdout(Stdio::piped());
        let mut process = client.spawn().unwrap();
        let output = BufReader::new(process.stdout.take().unwrap());
        (process, output)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn who_signs(signatures: usize) -> &'static str {
    if signatures == 0 { "nobody" } else { "any program" }
}

#[test]
fn a_tls_handshake_beside_opensc() {
    let _alone = alone();
    let folder = folder("beside-tls");
    let card = VirtualCard::builder().first_command_fails(false).build().unwrap();
    let server = Server::start(&folder, card.authentication_ca_certificate());
    let card = CountedCard::new(0, card);
    let mut counts = [Counts::default(); 2];
    let modules = [("jpkicard", module()), ("OpenSC", opensc())];
    for ((name, module), counted) in modules.iter().zip(&mut counts) {
        let before = card.counts();
        let (mut client, mut output) = server.client(&folder, module);
        let mut text = String::new();
        while !text.contains("Handshake was completed") {
            assert_ne!(output.read_line(&mut text).unwrap(), 0, "{name}: {text}");
        }
        *counted = card.counts().since(before);
        let intruder = Intruder::new(0);
        let during = intruder.signs();
        client.stdin.take().unwrap().write_all(b"GET / HTTP/1.0\r\n\r\n").unwrap();
        output.read_to_string(&mut text).unwrap();
        assert!(client.wait().unwrap().success(), "{name}: {text}");
        // The server's page.
        assert!(text.contains("Client certificate") && text.contains("TLSv1.2"), "{name}: {text}");
        let after = intruder.signs();
        figure!(
            "PKCS #11, TLS 1.2 handshake, {name}: {} commands, {:.0} ms contactless; without a PIN \
             {} signs beside the client, {} after it",
            counted.commands,
            counted.milliseconds(),
            who_signs(during),
            who_signs(after)
        );
        assert!(*name != "jpkicard" || during + after == 0);
    }
    let [ours, theirs] = counts;
    assert!(ours.commands * 2 < theirs.commands, "{ours:?} {theirs:?}");
}
