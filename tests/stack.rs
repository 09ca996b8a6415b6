//! The complete stack: this library, libpcsclite, a real pcscd, vpcd, and the virtual card at the
//! other end; openssl verifies the signatures.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects
)]

mod support;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use jpkicard::pcsc::{CardPresence, Context, PcscLink, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::record::{CardAuthorities, CardAuthority, RecordApplication};
use jpkicard::transport::Transport;
use jpkicard::virtual_card::vpcd::Plug;
use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use jpkicard::{
    AttributesKey, Card, CheckNumberB, DigestAlgorithm, LastTry, Pin, Result, Scheme, SignRequest,
    SignatureAlgorithm, Status, TokenKind,
};
use support::figure::figure;
use support::openssl;
use support::pcscd::pcscd;

const CHALLENGE: &[u8] = b"a challenge of the relying party";

/// One test at a time uses a reader.
static READERS: [Mutex<()>; 4] = [const { Mutex::new(()) }; 4];

/// A virtual card in one of pcscd's readers.
struct Inserted {
    card: VirtualReader,
    name: ReaderName,
    plug: Option<Plug>,
    _reader: MutexGuard<'static, ()>,
}

impl Inserted {
    fn new(reader: usize, seed: u64) -> Self {
        Self::of(reader, VirtualCard::builder().seed(seed).build().unwrap())
    }

    fn of(reader: usize, card: VirtualCard) -> Self {
        let lock = READERS[reader].lock().unwrap_or_else(PoisonError::into_inner);
        let card = VirtualReader::new(card);
        let plug = Plug::connect(("127.0.0.1", pcscd().port(reader)), card.clone()).unwrap();
        let name = ReaderName::from(pcscd().readers()[reader].clone());
        Self { card, name, plug: Some(plug), _reader: lock }
    }

    fn wait(&self) -> PcscLink {
        let options = WaitOptions::new()
            .reader(ReaderChoice::Named(self.name.clone()))
            .timeout(Some(Duration::from_secs(10)));
        Context::new().wait_for_card(&options).unwrap()
    }
}

/// vpcd accepts another card once pcscd has seen this one leave.
impl Drop for Inserted {
    fn drop(&mut self) {
        self.plug.take();
        let begun = Instant::now();
        let is_there = || {
            Context::new()
                .reader_status(&self.name)
                .is_ok_and(|status| status.card != CardPresence::Empty)
        };
        while is_there() && begun.elapsed() < Duration::from_secs(20) {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

fn pin(digits: &[u8]) -> Pin {
    Pin::new(digits).unwrap()
}

/// A 特定在留カード, found and used as this card; a plain residence card is another card.
#[test]
fn a_residence_card_in_one_is_found_and_used_and_one_alone_is_another_card() {
    const RESIDENCE: &[u8] = &[0xD3, 0x92, 0xF0, 0x00, 0x4F, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let builder = || VirtualCard::builder().seed(2).further_application(RESIDENCE);
    let both = Inserted::of(3, builder().build().unwrap());
    let mut card = Card::new(both.wait());
    let request = SignRequest::data(CHALLENGE);
    let authentication = card.jpki().unwrap().authenticate(&pin(b"1234"), &request).unwrap();
    assert_eq!(authentication.token.kind(), TokenKind::MyNumberCard);
    drop(card);
    let touched = |inserted: &Inserted| {
        inserted.card.with_card(|card| card.further_application_commands()).unwrap()
    };
    assert_eq!(touched(&both), 0);
    drop(both);
    let alone = Inserted::of(3, builder().without_own_applications().build().unwrap());
    let options = WaitOptions::new()
        .reader(ReaderChoice::Named(alone.name.clone()))
        .timeout(Some(Duration::from_secs(10)));
    let error = Context::new().wait_for_card(&options).err().unwrap();
    assert_eq!(error.status(), Status::NotIndividualNumberCard);
    assert_eq!(touched(&alone), 0);
}

#[test]
fn the_card_face_and_the_basic_attributes_from_the_reader() {
    let inserted = Inserted::new(0, 7);
    let mut card = Card::new(inserted.wait());
    let (number, surface, input_support) = inserted
        .card
        .with_card(|card| {
            (card.check_number_b(), card.surface_authority(), card.input_support_authority())
        })
        .unwrap();
    let number = CheckNumberB::from_digits(number.as_bytes()).unwrap();
    let authority = |application, (identifier, modulus): ([u8; 16], Vec<u8>)| {
        CardAuthority::new(application, identifier, &modulus, &[1, 0, 1]).unwrap()
    };
    let authorities = CardAuthorities::none()
        .with(authority(RecordApplication::CardSurface, surface))
        .with(authority(RecordApplication::InputSupport, input_support));
    let face = card.surface().unwrap().card_face(&number, &authorities, LastTry::Keep).unwrap();
    let pin = pin(b"1234");
    let mut session = card.input_support().unwrap();
    let read =
        session.basic_attributes_unverified(AttributesKey::Pin(&pin), LastTry::Keep).unwrap();
    session.end().unwrap();
    read.verify(&authorities).unwrap();
    assert_eq!(read.attributes.birth_date(), face.birth_date());
    assert_eq!(card.card_information().unwrap().expiry(), face.expiry());
    // In one command, through a reader that supports extended APDUs.
    card.set_read_length(32_768).unwrap();
    let at_once = card.surface().unwrap().card_face_unverified(&number, LastTry::Keep).unwrap();
    assert_eq!(at_once.file(), face.file());
    let open =
        inserted.card.with_card(|card| card.surface_is_open() || card.input_support_is_open());
    assert_eq!(open, Some(false));
    // Another program with the same reader gets no access by what we verified.
    let mut other = Card::new(inserted.wait());
    let unread = other.surface().unwrap().check_number_status().unwrap();
    assert_eq!(unread.tries_left(), Some(10));
}

#[test]
fn an_authentication_from_the_reader_to_openssl() {
    let inserted = Inserted::new(0, 0);
    let mut card = Card::new(inserted.wait());
    let before = inserted.card.with_card(|card| card.commands()).unwrap();
    let authentication =
        card.jpki().unwrap().authenticate(&pin(b"1234"), &SignRequest::data(CHALLENGE)).unwrap();
    let after = inserted.card.with_card(|card| card.commands()).unwrap();
    assert_eq!(after - before, 19, "commands of an authentication");
    openssl::verify(&authentication.certificate, CHALLENGE, &authentication.signature);
    openssl::verify_chain(
        &authentication.certificate,
        authentication.ca_certificate.as_ref().unwrap(),
    );

    // Every scheme and digest, with the right PIN each time.
    let mut signed = 0;
    for scheme in Scheme::ALL.iter().copied() {
        for digest in [DigestAlgorithm::Sha256, DigestAlgorithm::Sha384, DigestAlgorithm::Sha512] {
            let request = SignRequest::data(CHALLENGE)
                .scheme(scheme)
                .digest_algorithm(digest)
                .certificate(&authentication.certificate);
            if scheme.algorithm(digest).is_none() {
                let error = card.jpki().unwrap().sign(&pin(b"1234"), &request).unwrap_err();
                assert_eq!(error.status(), Status::Argument);
                continue;
            }
            let signature = card.jpki().unwrap().sign(&pin(b"1234"), &request).unwrap();
            assert_eq!(Some(signature.algorithm()), scheme.algorithm(digest));
            openssl::verify(&authentication.certificate, CHALLENGE, &signature);
            signed += 1;
        }
    }
    assert_eq!(signed, 8);
    assert_eq!(authentication.signature.algorithm(), SignatureAlgorithm::RsaPkcs1Sha256);
}

/// A link that panics at one command, after the card has executed it.
struct Panicking {
    link: PcscLink,
    at: usize,
}

impl Transport for Panicking {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        let answer = self.link.transmit(command, response);
        let now = self.at == 0;
        self.at = self.at.wrapping_sub(1);
        assert!(!now, "the program fails here");
        answer
    }

    fn begin_transaction(&mut self) -> Result<()> {
        self.link.begin_transaction()
    }

    fn end_transaction(&mut self) -> Result<()> {
        self.link.end_transaction()
    }

    fn power_down(&mut self) -> Result<()> {
        self.link.power_down()
    }
}

/// Another program's attempt: selects the application and signs without a PIN.
fn signs_without_pin(link: &mut PcscLink) -> bool {
    let mut answer = [0; 300];
    link.begin_transaction().unwrap();
    let mut send = |command: &[u8]| {
        let length = link.transmit(command, &mut answer).unwrap();
        answer[..length].to_vec()
    };
    let select = b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01";
    if send(select) != [0x90, 0x00] {
        assert_eq!(send(select), [0x90, 0x00]);
    }
    let signed = send(b"\x80\x2A\x00\x97\x04\x01\x02\x03\x04\x00").ends_with(&[0x90, 0x00]);
    link.end_transaction().unwrap();
    signed
}

#[test]
fn a_second_connection_cannot_sign_after_success_failure_or_panic() {
    let inserted = Inserted::new(1, 1);
    // Held all the time: otherwise pcscd would power the card off, and hide a PIN left verified.
    let mut second = inserted.wait();
    let request = SignRequest::data(CHALLENGE);

    // Shows that this test would detect an open key: a PIN verified and left verified.
    second.begin_transaction().unwrap();
    let mut answer = [0; 300];
    for command in [
        &b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01"[..],
        b"\x00\x20\x00\x98\x041234",
    ] {
        second.transmit(command, &mut answer).unwrap();
        assert_eq!(answer[..2], [0x90, 0x00]);
    }
    second.end_transaction().unwrap();
    assert!(signs_without_pin(&mut second));

    let mut card = Card::new(inserted.wait());
    card.jpki().unwrap().authenticate(&pin(b"1234"), &request).unwrap();
    assert!(!signs_without_pin(&mut second), "after a success");

    let error = card.jpki().unwrap().authenticate(&pin(b"0000"), &request).unwrap_err();
    assert_eq!((error.status(), error.tries_left()), (Status::PinWrong, Some(2)));
    assert!(!signs_without_pin(&mut second), "after a failure");
    card.jpki().unwrap().authenticate(&pin(b"1234"), &request).unwrap();
    drop(card);

    std::panic::set_hook(Box::new(|_| {}));
    let mut panics = 0;
    for at in 0.. {
        let mut card = Card::new(Panicking { link: inserted.wait(), at });
        let outcome = catch_unwind(AssertUnwindSafe(|| {
            card.jpki().unwrap().sign(&pin(b"1234"), &request).unwrap()
        }));
        drop(card);
        assert!(!signs_without_pin(&mut second), "after a panic at command {at}");
        if outcome.is_ok() {
            break;
        }
        panics += 1;
    }
    let _ = std::panic::take_hook();
    figure!("pcscd: key locked after a panic at each of {panics} commands");
    assert!(panics >= 12, "{panics}");
    assert_eq!(inserted.card.with_card(|card| card.pin_tries()), Some(3));
}

#[test]
fn the_c_program_and_the_rust_program_at_the_same_desk() {
    let inserted = Inserted::new(2, 2);
    drop(inserted.wait());
    let library = support::library::folder();
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let c_program = folder.join("stack_authentication");
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let compiled = std::process::Command::new("gcc")
        .args(["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic"])
        .arg("-I")
        .arg(root.join("include"))
        .arg(root.join("examples/authenticate.c"))
        .arg("-L")
        .arg(library)
        .arg("-ljpkicard")
        .arg(format!("-Wl,-rpath,{}", library.display()))
        .arg("-o")
        .arg(&c_program)
        .status()
        .unwrap();
    assert!(compiled.success());

    let rust_program = support::library::example("authenticate");
    for program in [&c_program, &rust_program] {
        for (digits, code) in [("1234", 0), ("0000", 2)] {
            let output = folder.join("stack_output");
            std::fs::create_dir_all(&output).unwrap();
            let run = pcscd()
                .command("sh")
                .arg("-c")
                .arg("printf '%s\\n' \"$PIN\" | \"$0\" --reader \"$READER\" --timeout 10 --pin-fd 0 --output \"$OUTPUT\"")
                .arg(program)
                .env("PIN", digits)
                .env("READER", inserted.name.to_string())
                .env("OUTPUT", &output)
                .output()
                .unwrap();
            let (out, error) = (
                String::from_utf8_lossy(&run.stdout).into_owned(),
                String::from_utf8_lossy(&run.stderr).into_owned(),
            );
            assert_eq!(run.status.code(), Some(code), "{}: {out}{error}", program.display());
            match code {
                0 => {
                    assert!(out.contains("key          locked again"), "{out}");
                    openssl::verify_files(&output);
                }
                _ => {
                    assert!(error.contains("the PIN is wrong, 2 tries left [card 63C2]"), "{error}")
                }
            }
        }
    }
}
