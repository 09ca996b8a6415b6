//! The cost of each job: commands and bytes on the wire, and workloads whose instructions
//! `benches/run` counts with callgrind.
//!
//! ```text
//! cargo bench --all-features                 the table of commands and bytes
//! jobs WORKLOAD REPETITIONS                  one workload, for callgrind
//! ```
#![allow(unsafe_code, reason = "the C functions are called as C calls them")]
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]
#![allow(clippy::arithmetic_side_effects, clippy::missing_safety_doc, missing_docs)]

use std::ffi::c_void;
use std::hint::black_box;
use std::ptr::{null_mut, without_provenance_mut};
use std::sync::{Arc, Mutex};

use jpkicard::internal::capi::{
    JPKI_CREDENTIAL_PIN, jpki_card, jpki_card_free, jpki_card_open_transport, jpki_card_tries,
    jpki_transport,
};
use jpkicard::internal::card::JPKI;
use jpkicard::internal::card::{ElementaryFile, Extent};
use jpkicard::record::{CardAuthorities, CardAuthority, RecordApplication};
use jpkicard::transport::Transport;
use jpkicard::virtual_card::{VirtualCard, VirtualLink, VirtualReader};
use jpkicard::{
    AttributesKey, Card, CheckNumberB, Date, LastTry, Pin, Result, SignRequest, SignaturePassword,
};

fn main() {
    let arguments: Vec<String> =
        std::env::args().skip(1).filter(|word| word != "--bench").collect();
    match arguments.as_slice() {
        [workload, repetitions] => work(workload, repetitions.parse().unwrap()),
        _ => table(),
    }
}

/// Prints what each job costs from a cold start.
fn table() {
    type Job = fn(&mut Card<Recording>);
    let jobs: [(&str, Job); 14] = [
        ("read the authentication certificate", |card| {
            card.jpki().unwrap().authentication_certificate().unwrap();
        }),
        ("read it and its CA certificate", |card| {
            let mut jpki = card.jpki().unwrap();
            jpki.authentication_certificate().unwrap();
            jpki.authentication_ca_certificate().unwrap();
        }),
        ("ask the PIN status", |card| {
            card.jpki().unwrap().pin_status().unwrap();
        }),
        ("verify the PIN and sign, certificate known, locked", |card| {
            let certificate = known_certificate();
            let request = SignRequest::data(b"challenge").certificate(&certificate);
            card.jpki().unwrap().sign(&pin(), &request).unwrap();
        }),
        ("verify the PIN and sign, certificate read, locked", |card| {
            card.jpki().unwrap().sign(&pin(), &SignRequest::data(b"challenge")).unwrap();
        }),
        ("authentication: token, certificate, status, sign, locked", authenticate),
        ("the same, the certificate known and compared", |card| {
            let certificate = known_certificate();
            let request = SignRequest::data(b"challenge").certificate(&certificate);
            card.jpki().unwrap().authenticate(&pin(), &request).unwrap();
        }),
        (IN_EXTENDED_FORM, authenticate),
        ("authentication with the CA certificate", |card| {
            card.jpki().unwrap().authenticate(&pin(), &SignRequest::data(b"challenge")).unwrap();
        }),
        ("sign with the signature key, certificate read, locked", |card| {
            let password = SignaturePassword::new(b"ABC123").unwrap();
            let request = SignRequest::data(b"challenge");
            card.jpki().unwrap().sign_document(&password, &request).unwrap().unwrap();
        }),
        ("card face by check number B, locked", |card| {
            card.surface().unwrap().card_face_unverified(&number(), LastTry::Keep).unwrap();
        }),
        ("card face: certificate, card face, challenge, locked", |card| {
            let authorities = authorities();
            card.surface().unwrap().card_face(&number(), &authorities, LastTry::Keep).unwrap();
        }),
        ("basic four attributes, signed, by PIN, locked", |card| {
            let pin = pin();
            let mut session = card.input_support().unwrap();
            session.basic_attributes_unverified(AttributesKey::Pin(&pin), LastTry::Keep).unwrap();
        }),
        ("card information", |card| {
            card.card_information().unwrap();
        }),
    ];
    println!("{:<56}{:>9}{:>7}{:>10}{:>8}", "job", "commands", "sent", "received", "ms");
    for (name, job) in jobs {
        let exchanges = record_in(job, name == IN_EXTENDED_FORM).exchanges;
        let commands = exchanges.len();
        let sent: usize = exchanges.iter().map(|(command, _)| command.len()).sum();
        let received: usize = exchanges.iter().map(|(_, answer)| answer.len()).sum();
        let milliseconds = commands as f64 * COMMAND + (sent + received) as f64 * BYTE;
        println!("{name:<56}{commands:>9}{sent:>7}{received:>10}{milliseconds:>8.1}");
    }
}

const IN_EXTENDED_FORM: &str = "the first authentication again, in extended reads";

/// The model of a contactless line, in milliseconds: per command, and per byte at 106 kbit/s.
const COMMAND: f64 = 5.0;
const BYTE: f64 = 0.10377;

/// An authentication with a known issuer.
fn authenticate(card: &mut Card<Recording>) {
    let authority = VirtualCard::builder().build().unwrap();
    let authority = authority.authentication_ca_certificate().to_vec();
    let authority = jpkicard::Certificate::from_der(authority).unwrap();
    let request = SignRequest::data(b"challenge").ca_certificate(&authority);
    card.jpki().unwrap().authenticate(&pin(), &request).unwrap();
}

fn pin() -> Pin {
    Pin::new(b"1234").unwrap()
}

fn number() -> CheckNumberB {
    CheckNumberB::new(Date::new(1980, 2, 17).unwrap(), 2035, b"2285").unwrap()
}

fn authorities() -> CardAuthorities {
    let card = VirtualCard::builder().build().unwrap();
    let (identifier, modulus) = card.surface_authority();
    let surface = RecordApplication::CardSurface;
    let authority = CardAuthority::new(surface, identifier, &modulus, &[1, 0, 1]).unwrap();
    CardAuthorities::none().with(authority)
}

fn virtual_reader() -> VirtualReader {
    let card = VirtualCard::builder().first_command_fails(false).build().unwrap();
    VirtualReader::new(card)
}

fn known_certificate() -> jpkicard::Certificate {
    let card = VirtualCard::builder().build().unwrap();
    jpkicard::Certificate::from_der(card.authentication_certificate().to_vec()).unwrap()
}

/// A command and its answer.
type Exchange = (Vec<u8>, Vec<u8>);

/// Returns the answers of one job repeatedly, at the cost of a copy.
#[derive(Clone)]
struct Replay {
    exchanges: Vec<Exchange>,
    next: usize,
}

impl Transport for Replay {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        black_box(command);
        let (_, answer) = &self.exchanges[self.next];
        self.next = (self.next + 1) % self.exchanges.len();
        response[..answer.len()].copy_from_slice(answer);
        Ok(answer.len())
    }

    fn begin_transaction(&mut self) -> Result<()> {
        Ok(())
    }

    fn end_transaction(&mut self) -> Result<()> {
        Ok(())
    }

    fn power_down(&mut self) -> Result<()> {
        Ok(())
    }
}

/// Records what a job exchanges with the virtual card.
struct Recording {
    link: VirtualLink,
    /// The reader reports support for extended APDUs, and the card accepts them.
    is_extended: bool,
    exchanges: Arc<Mutex<Vec<Exchange>>>,
}

impl Transport for Recording {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        let length = match *command {
            [0x00, 0xB0, p1, p2, 0, _, _] if self.is_extended => {
                self.read_whole([p1, p2], response)
            }
            _ => self.link.transmit(command, response)?,
        };
        let exchange = (command.to_vec(), response[..length].to_vec());
        self.exchanges.lock().unwrap().push(exchange);
        Ok(length)
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

    fn longest_read(&mut self, _application: &[u8]) -> Option<usize> {
        self.is_extended.then_some(65_536)
    }
}

impl Recording {
    /// The answer of a card that supports extended APDUs, made from that of one that does not.
    fn read_whole(&mut self, [p1, p2]: [u8; 2], response: &mut [u8]) -> usize {
        let (mut length, mut place) = (0, [p1, p2]);
        loop {
            let mut part = [0; 258];
            let command = [0x00, 0xB0, place[0], place[1], 0x00];
            let answered = self.link.transmit(&command, &mut part).unwrap() - 2;
            response[length..length + answered].copy_from_slice(&part[..answered]);
            length += answered;
            if answered < 256 {
                response[length..length + 2].copy_from_slice(&[0x90, 0x00]);
                return length + 2;
            }
            place = u16::try_from(length).unwrap().to_be_bytes();
        }
    }
}

fn record(job: fn(&mut Card<Recording>)) -> Replay {
    record_in(job, false)
}

fn record_in(job: fn(&mut Card<Recording>), is_extended: bool) -> Replay {
    let exchanges = Arc::default();
    let link = virtual_reader().connect().unwrap();
    job(&mut Card::new(Recording { link, is_extended, exchanges: Arc::clone(&exchanges) }));
    let exchanges = exchanges.lock().unwrap().clone();
    Replay { exchanges, next: 0 }
}

const CERTIFICATE: ElementaryFile = ElementaryFile { identifier: 0x000A, name: "certificate" };

fn read_certificate<T: Transport>(card: &mut Card<T>) {
    let mut transaction = card.begin().unwrap();
    transaction.select_application(JPKI).unwrap();
    black_box(transaction.read_file(CERTIFICATE, Extent::Object(8192)).unwrap());
}

fn pin_status<T: Transport>(card: &mut Card<T>) {
    black_box(card.jpki().unwrap().pin_status().unwrap());
}

/// Runs one workload; the difference between two repetition counts is its cost.
fn work(workload: &str, repetitions: usize) {
    match workload {
        // The eight commands that read a certificate, without the library.
        "bare" => {
            let mut replay = record(read_certificate);
            let commands: Vec<_> =
                replay.exchanges.iter().map(|(command, _)| command.clone()).collect();
            for _ in 0..repetitions {
                for command in &commands {
                    let mut response = [0; 258];
                    black_box(replay.transmit(command, &mut response).unwrap());
                }
            }
        }
        // The same through the library.
        "library" => {
            let mut card = Card::new(record(read_certificate));
            (0..repetitions).for_each(|_| read_certificate(&mut card));
        }
        // The PIN status, called from Rust and from C, on the same transport.
        "rust-call" => {
            let transport: Box<dyn Transport + Send> = Box::new(record(pin_status));
            let mut card = Card::new(transport);
            (0..repetitions).for_each(|_| pin_status(&mut card));
        }
        "c-call" => {
            let card = open_replay(record(pin_status));
            for _ in 0..repetitions {
                let (mut status, mut tries) = (0, 0);
                // SAFETY: the pointers are to live variables; a null error is allowed.
                let code = unsafe {
                    jpki_card_tries(card, JPKI_CREDENTIAL_PIN, &mut status, &mut tries, null_mut())
                };
                assert_eq!((code, black_box(tries)), (0, 3));
            }
            jpki_card_free(card);
        }
        _ => panic!("no such workload: {workload}"),
    }
}

fn open_replay(replay: Replay) -> *mut jpki_card {
    unsafe extern "C" fn transmit(
        user: *mut c_void,
        command: *const u8,
        command_length: usize,
        response: *mut u8,
        response_size: usize,
        response_length: *mut usize,
    ) -> i32 {
        // SAFETY: `user` is the replay below; the library guarantees the rest.
        unsafe {
            let replay = &mut *user.cast::<Replay>();
            let command = std::slice::from_raw_parts(command, command_length);
            let response = std::slice::from_raw_parts_mut(response, response_size);
            response_length.write(replay.transmit(command, response).unwrap());
        }
        0
    }
    unsafe extern "C" fn power_down(_: *mut c_void) -> i32 {
        0
    }
    unsafe extern "C" fn close(user: *mut c_void) {
        // SAFETY: called once, with the pointer made below.
        drop(unsafe { Box::from_raw(user.cast::<Replay>()) });
    }
    let transport = jpki_transport {
        struct_size: u32::try_from(size_of::<jpki_transport>()).unwrap(),
        max_apdu_data: 0,
        user: Box::into_raw(Box::new(replay)).cast(),
        transmit: Some(transmit),
        begin_transaction: None,
        end_transaction: None,
        power_down: Some(power_down),
        close: Some(close),
    };
    let mut card = without_provenance_mut(0);
    // SAFETY: the structure is complete, and the functions take its `user`.
    let code = unsafe { jpki_card_open_transport(&raw const transport, &mut card, null_mut()) };
    assert_eq!(code, 0);
    card
}
