//! Records seeds from real runs on the virtual card into `fuzz/corpus`:
//! Those whose names begin with `rule-` stand for a rule, not for what they cover:
//! `fuzz/minimise` keeps them.
//!
//! `cargo run --release --manifest-path fuzz/Cargo.toml --example record`.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use jpkicard::transport::Transport;
use jpkicard::virtual_card::{VirtualCard, VirtualLink, VirtualReader};
use jpkicard::{Card, Pin, Result, SignRequest};

type Exchanges = Rc<RefCell<Vec<(Vec<u8>, Vec<u8>)>>>;

/// A link that writes down what goes over it.
struct Recording {
    link: VirtualLink,
    exchanges: Exchanges,
}

impl Transport for Recording {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        let length = self.link.transmit(command, response)?;
        let answer = response.get(..length).unwrap_or_default().to_vec();
        self.exchanges.borrow_mut().push((command.to_vec(), answer));
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
}

/// What a desk does with one card, the PIN wrong once.
fn reception() -> Vec<(Vec<u8>, Vec<u8>)> {
    let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
    let exchanges = Exchanges::default();
    let link = reader.connect().unwrap();
    let mut card = Card::new(Recording { link, exchanges: Rc::clone(&exchanges) });
    let request = SignRequest::data(b"challenge");
    card.jpki().unwrap().certificate_availability().unwrap();
    card.jpki().unwrap().sign(&Pin::new(b"0917").unwrap(), &request).unwrap_err();
    card.jpki().unwrap().receive(&Pin::new(b"1234").unwrap(), &request).unwrap();
    exchanges.take()
}

fn write(target: &str, name: &str, input: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target);
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), input).unwrap();
}

/// The content of an EF, read from its start in one exchange.
fn file(exchanges: &[(Vec<u8>, Vec<u8>)], file: u8) -> Vec<u8> {
    let read = [0x00, 0xB0, 0x80 | file];
    let answer = exchanges.iter().find(|(command, _)| command.starts_with(&read)).unwrap();
    answer.1[..answer.1.len() - 2].to_vec()
}

fn main() {
    let exchanges = reception();
    for (number, (_, answer)) in exchanges.iter().enumerate() {
        write("response", &format!("reception-{number:02}"), answer);
    }
    for seed in 0..2 {
        let card = VirtualCard::builder().seed(seed).build().unwrap();
        for (name, der) in [
            ("authentication", card.authentication_certificate()),
            ("authentication-ca", card.authentication_ca_certificate()),
            ("signature", card.signature_certificate()),
            ("signature-ca", card.signature_ca_certificate()),
        ] {
            write("certificate", &format!("{name}-{seed}"), der);
            write("tlv", &format!("{name}-{seed}"), der);
        }
    }
    let (information, availability) = (file(&exchanges, 6), file(&exchanges, 8));
    for ways in [3, 3 | 16, 3 | 32, 3 | 16 | 32] {
        for read_length in [255, 15] {
            let input = [&[ways, read_length], &availability[..], &information].concat();
            write("token", &format!("card-{ways}-{read_length}"), &input);
        }
        let input = [&[ways | 8, 255, 100], &availability[..], &information].concat();
        write("token", &format!("card-{ways}-short-answers"), &input);
    }
    virtual_card(&exchanges);
    records();
    session();
    c_calls();
}

/// The commands of the reception, to cards of several ways, and what signing with the
/// other key takes.
fn virtual_card(exchanges: &[(Vec<u8>, Vec<u8>)]) {
    let mut steps = vec![0xFE];
    for (command, _) in exchanges {
        steps.push(u8::try_from(command.len()).unwrap());
        steps.extend(command);
    }
    let known: Vec<u8> = (0xE0..0xF4).collect();
    for ways in [0, 2, 0x04, 0x10, 0x40, 0x60, 0x80] {
        write("virtual_card", &format!("reception-{ways:02X}"), &[&[ways, 0], &steps[..]].concat());
        let all = [&[ways, 0, 0xFE, 0xE0], &known[..], &[0xFD], &known, &[0xFF, 0xFE], &known];
        write("virtual_card", &format!("known-{ways:02X}"), &all.concat());
    }
    // The right PIN, a wrong one, signing, and each in turn for the other key.
    let turns =
        [0, 0, 0xFE, 0xE0, 0xE0, 0xE5, 0xEB, 0xE6, 0xEB, 0xE8, 0xEC, 0xE9, 0xEC, 0xE5, 0xE1];
    write("virtual_card", "rule-turns", &turns);
    write("virtual_card", "one-try", &[&[0, 6, 0xFE, 0xE0, 0xE6, 0xE5], &known[..]].concat());
}

/// The files of the made-up card, and digits.
fn records() {
    use jpkicard_fuzz::records::{AGE, ATTRIBUTES, CERTIFICATE, FACE, IMAGE, INTEGRITY, NUMBER};
    let surface = b"\xFF\x30\x0F\xDF\x31\x04\x06\x03\x0E\x01\xDF\x34\x0513221";
    for (kind, name, file) in [
        (0, "age", AGE),
        (1, "face", FACE),
        (2, "attributes", ATTRIBUTES),
        (3, "integrity", INTEGRITY),
        (4, "certificate", CERTIFICATE),
        (5, "card", b"\x01\x1c4000000000000001322120350228"),
        (6, "surface", surface),
        (6, "input-support", b"\xFF\x40\x07\xDF\x41\x04\x01\x03\x0E\x01"),
        (7, "check-number", b"55021720352285"),
        (7, "made-check-number", b"20000229\x07\xF31234"),
        (7, "birth-date", b"120229"),
        (8, "date", b"20000229"),
        (9, "number", NUMBER),
        (9, "image", IMAGE),
    ] {
        write("records", &format!("rule-{name}"), &[&[kind], file].concat());
    }
}

/// Every operation, undisturbed and as a script, and a disturbance of each kind at a
/// signature.
fn session() {
    let all = [0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0, 6, 0, 0];
    let record = |name: &str, input: &[u8]| {
        write("session", name, input);
        let is_rule = name.starts_with("rule-");
        if let Some(script) = jpkicard_fuzz::session::script_of(input).filter(|_| !is_rule) {
            write("session", &format!("{name}-script"), &script);
        }
    };
    for ways in [0, 2, 0x04, 0x08, 0x10, 0x40, 0x60, 0x80] {
        record(&format!("all-{ways:02X}"), &[&[1, ways, 4, 0, 5], &all[..]].concat());
    }
    for scheme in 0..6 {
        let sign = [5, scheme | 0x80, 0];
        record(&format!("sign-{scheme}"), &[&[1, 0, 0, 0, 0], &sign[..]].concat());
    }
    for (tries, pin) in [(0, 2), (1, 2), (2, 2), (2, 0), (3, 0)] {
        let sign = [5, 0xC0, pin, 5, 0x80, pin, 0x24, 0, 0];
        record(&format!("tries-{tries}-{pin}"), &[&[1, 0, tries, 0, 2], &sign[..]].concat());
    }
    // One try left, none, a card that does not count, one that does not tell: not allowed
    // to spend the last, then allowed, then not again.
    for (name, ways, tries) in
        [("last-try", 0, 2), ("blocked", 0, 3), ("no-limit", 0x80, 0), ("not-told", 0x08, 0)]
    {
        let signs = [5, 0x80, 0, 5, 0xC0, 2, 5, 0x80, 2];
        record(&format!("rule-{name}"), &[&[1, ways, tries, 0, 2], &signs[..]].concat());
    }
    let disturbed = |kind: u8, step: u8| {
        let input = [1, 0, 0, 0, 0, 5, 0x80, 0, step, kind, 1, 2, 3, 4, 5];
        record(&format!("disturbed-{kind}-{step}"), &input);
    };
    for kind in 0..16 {
        for step in 1..7 {
            disturbed(kind, step);
        }
    }
    signature_key_and_changes(&record);
}

/// Operations 8 to 13: the other CA, the tries, certificate, document, both changes.
fn signature_key_and_changes(record: &impl Fn(&str, &[u8])) {
    let all = [8, 0, 0, 9, 0, 0, 10, 0, 0, 11, 0, 0, 12, 0, 0x40, 13, 0, 0x60];
    for ways in [0, 2, 0x04, 0x10, 0x40, 0x60] {
        record(&format!("document-{ways:02X}"), &[&[1, ways, 4, 0, 5], &all[..]].concat());
    }
    // There and back, the old one in vain; the last try, not allowed and allowed; blocked.
    let there_and_back = [12, 0, 0x40, 12, 0, 0x40, 12, 0, 2, 13, 0, 0x60, 13, 0, 0x60, 13, 0, 3];
    record("rule-there-and-back", &[&[1, 0, 0, 0, 5], &there_and_back[..]].concat());
    for (name, first) in [("last", 0x41), ("blocked", 0x51)] {
        let all = [9, 0, 0, 13, 0, 0x40, 11, 0, 0, 11, 0x40, 2, 10, 0, 0];
        record(&format!("rule-password-{name}"), &[&[first, 0, 0, 0, 4], &all[..]].concat());
    }
    // The answer to the change lost, another in its place; the same of the new PIN's VERIFY.
    for (name, step, kind) in
        [("lost", 5, 6), ("status", 5, 11), ("confirm-lost", 6, 6), ("confirm-status", 6, 11)]
    {
        let input = [1, 0, 0, 0, 1, 12, 0, 0x40, 12, 0x40, 2, step, kind, 0x6A, 0x80];
        record(&format!("rule-change-{name}"), &input);
    }
    for (kind, operation) in (0..16).flat_map(|kind| [(kind, 11), (kind, 12), (kind, 13)]) {
        for step in 4..9 {
            let input = [1, 0, 0, 0, 1, operation, 0, 0x40, 13, 0, 0x60, step, kind, 1, 2, 3, 4, 5];
            record(&format!("disturbed-{operation}-{kind}-{step}"), &input);
        }
    }
}

/// Programs in C: everything once, handles freed and used again, callbacks that call.
fn c_calls() {
    let open = |ways: u8, events: &[u8]| {
        let length = u8::try_from(events.len()).unwrap();
        [&[3, ways, 0, length, 0, 0, 0, 0], events].concat()
    };
    let sign = |options: u8| vec![16, 0, 0, 0, 0, options, 0, 0, 0];
    let receive = vec![19, 0, 0, 0, 0, 0, 0, 0, 0];
    let reads: Vec<u8> = [
        vec![7, 0, 128, 0],
        vec![8, 0, 33, 0, 0],
        vec![9, 0, 0, 0, 0],
        vec![10, 0, 0, 0, 0],
        vec![10, 0, 1, 0, 0],
        vec![12, 0, 0, 0, 0],
        vec![14, 0],
        vec![15, 0],
    ]
    .concat();
    let log = vec![0, 4, 9, 0];
    let contexts: Vec<u8> =
        (0..5).flat_map(|what| [2, what, 0, 0, 0, 0]).chain([1, 0, 0, 6, 0, 3]).collect();
    let frees: Vec<u8> = (0..5).flat_map(|kind| [6, 0, kind]).collect();
    let all =
        [log, open(0, &[]), reads.clone(), sign(0x80), receive.clone(), frees.clone()].concat();
    write("c_calls", "everything", &[&all[..], &reads, &sign(0)].concat());
    write("c_calls", "virtual", &[&[5, 1, 0, 0], &reads[..], &receive, &frees].concat());
    write("c_calls", "contexts", &[&[1, 0, 0], &contexts[..], &[1, 0, 0], &contexts].concat());
    write(
        "c_calls",
        "certificates",
        &[13, 0, 0, 0, 0, 0, 14, 0, 6, 0, 1, 14, 0x80, 13, 9, 0xF1, 7, 0, 0],
    );
    // The relying party: what the virtual card signed, good under its CA (the newest
    // certificate); then each with the defaults, an OCSP request, and its empty answer.
    let options = [0, 0, 2, 0, 1, 0, 1, 0];
    let check = |signed: u8| [&[0xF2, 0, 1, signed, 0, 1, 2], &options[..], &[0; 6]].concat();
    let request = [&[0xF2, 1, 1, 1], &options[..], &[0; 6]].concat();
    let checks = [
        vec![5, 1, 0, 0],
        vec![20, 0, 0, 0, 0, 0, 0, 0, 0],
        check(0),
        check(1),
        vec![0xF2, 2, 0, 0],
        [&[0xF2, 0, 1, 1, 0, 1, 2], &[0; 14][..]].concat(),
        vec![0xF2, 2, 0, 0],
        request,
        vec![0xF2, 3, 0],
        [&[0xF2, 0, 1, 1, 0, 1, 2], &options[..], &[1, 0, 0, 0, 0, 0]].concat(),
        vec![6, 0, 0xF0, 6, 0, 0xF8, 0xF2, 2, 0x80, 0, 0xF2, 3, 0x80],
    ];
    write("c_calls", "rule-checks", &checks.concat());
    for (name, ways) in [("calls-back", 0x60), ("frees", 0x70)] {
        let program = [open(ways, &[]), receive.clone(), sign(0x80), reads.clone()].concat();
        write("c_calls", name, &program);
    }
    for kind in 0..16 {
        let program = [open(0, &[5, kind, 1, 2, 3, 4]), sign(0x80), receive.clone()].concat();
        write("c_calls", &format!("disturbed-{kind}"), &program);
    }
    // A certificate freed as a card, a card as a certificate: both live on.
    let kinds = [open(0, &[]), vec![10, 0, 0, 0, 0, 6, 0x81, 0, 14, 0, 6, 0x80, 1, 8, 0, 33, 0, 0]];
    write("c_calls", "rule-kinds", &kinds.concat());
    let sizes = [0xF0, 0xF2, 0xF3, 0xF4, 0xF8, 0xFC, 0xFE];
    let sizes = sizes.iter().flat_map(|size| [3, 0, *size, 0, 0, 0, 0, 0]);
    write("c_calls", "rule-sizes", &sizes.collect::<Vec<u8>>());
    for wrong in [0x80, 0xC0, 0xE1, 0xFF] {
        let program = [open(0, &[]), vec![16, wrong, 0, 0, 0, 0, 0, 0, 0, 8, wrong, 33, 0, 0]];
        write("c_calls", &format!("handle-{wrong:02X}"), &program.concat());
    }
    for size in [0xE0, 0xF0, 0xF4, 0xFF] {
        let program =
            [open(0, &[]), vec![16, 0, 0, 0, 0, 0, 0, 0, size, 19, 0, 0, 0, 0, 0, 0, size, size]];
        write("c_calls", &format!("size-{size:02X}"), &program.concat());
    }
}
