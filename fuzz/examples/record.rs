//! Records seeds from real runs on the virtual card into `fuzz/corpus`. Those whose names begin
//! with `rule-` represent a rule rather than coverage: `fuzz/minimise` keeps them.
//!
//! `cargo run --release --manifest-path fuzz/Cargo.toml --example record`.

use std::cell::RefCell;
use std::path::Path;
use std::rc::Rc;

use jpkicard::transport::Transport;
use jpkicard::virtual_card::{VirtualCard, VirtualLink, VirtualReader};
use jpkicard::{Card, Pin, Result, SignRequest};

type Exchanges = Rc<RefCell<Vec<(Vec<u8>, Vec<u8>)>>>;

/// A link that records its traffic.
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

/// What a desk does with one card, with the PIN wrong once.
fn authentication() -> Vec<(Vec<u8>, Vec<u8>)> {
    let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
    let exchanges = Exchanges::default();
    let link = reader.connect().unwrap();
    let mut card = Card::new(Recording { link, exchanges: Rc::clone(&exchanges) });
    let request = SignRequest::data(b"challenge");
    card.jpki().unwrap().certificate_availability().unwrap();
    card.jpki().unwrap().sign(&Pin::new(b"0917").unwrap(), &request).unwrap_err();
    card.jpki().unwrap().authenticate(&Pin::new(b"1234").unwrap(), &request).unwrap();
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
    let exchanges = authentication();
    for (number, (_, answer)) in exchanges.iter().enumerate() {
        write("response", &format!("authentication-{number:02}"), answer);
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

/// The commands of the authentication, to cards with several settings, and those of signing with the
/// other key.
fn virtual_card(exchanges: &[(Vec<u8>, Vec<u8>)]) {
    let mut steps = vec![0xFE];
    for (command, _) in exchanges {
        steps.push(u8::try_from(command.len()).unwrap());
        steps.extend(command);
    }
    let known: Vec<u8> = (0xE0..0xF4).collect();
    for ways in [0, 2, 0x04, 0x10, 0x40, 0x60, 0x80] {
        write(
            "virtual_card",
            &format!("authentication-{ways:02X}"),
            &[&[ways, 0], &steps[..]].concat(),
        );
        let all = [&[ways, 0, 0xFE, 0xE0], &known[..], &[0xFD], &known, &[0xFF, 0xFE], &known];
        write("virtual_card", &format!("known-{ways:02X}"), &all.concat());
    }
    // The right PIN, a wrong one, signing, and each in turn for the other key.
    let turns =
        [0, 0, 0xFE, 0xE0, 0xE0, 0xE5, 0xEB, 0xE6, 0xEB, 0xE8, 0xEC, 0xE9, 0xEC, 0xE5, 0xE1];
    write("virtual_card", "rule-turns", &turns);
    let others: Vec<u8> = (0..37).flat_map(|number| [0xFB, number]).collect();
    for ways in [0, 2, 0x04, 0x10, 0x40, 0x60] {
        for application in 0..3 {
            let select = [0xFB, application, 0xFB, application];
            let name = format!("others-{ways:02X}-{application}");
            let input =
                [&[ways, 0, 0xFE], &select[..], &others[6..], &[0xFD], &select, &others[40..]];
            write("virtual_card", &name, &input.concat());
        }
    }
    // The birth date, check numbers and PIN, right and wrong, what each unlocks, and what is left
    // open for another application; then the last try.
    let surface: &[u8] = &[0, 0, 13, 25, 12, 25, 26, 16, 26, 15, 26, 29, 19, 29, 34, 1, 0, 26];
    let support: &[u8] = &[1, 11, 26, 10, 26, 25, 4, 35, 2, 33, 1, 26, 18, 26, 17, 26, 25, 21, 25];
    let named =
        |numbers: &[u8]| -> Vec<u8> { numbers.iter().flat_map(|number| [0xFB, *number]).collect() };
    write("virtual_card", "rule-surface", &[&[0, 0, 0xFE], &named(surface)[..]].concat());
    let support = [&[0, 0, 0xFE, 0xFB, 1], &named(support)[..]].concat();
    write("virtual_card", "rule-input-support", &support);
    let last = named(&[0, 0, 13, 16, 12, 15, 1, 11, 18, 10, 17]);
    write("virtual_card", "rule-last-tries", &[&[0, 0x60, 0xFE], &last[..]].concat());
    write("virtual_card", "one-try", &[&[0, 6, 0xFE, 0xE0, 0xE6, 0xE5], &known[..]].concat());
}

/// The files of the fictitious card, and digits.
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
    // One try left, none, a card that does not count, one that does not report: not allowed to
    // spend the last, then allowed, then not allowed again.
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
    other_applications(&record);
    extended(&record);
    individual_number(&record);
}

/// Operations 8 to 13: the other CA, the tries, certificate, document, both changes.
fn signature_key_and_changes(record: &impl Fn(&str, &[u8])) {
    let all = [8, 0, 0, 9, 0, 0, 10, 0, 0, 11, 0, 0, 12, 0, 0x40, 13, 0, 0x60];
    for ways in [0, 2, 0x04, 0x10, 0x40, 0x60] {
        record(&format!("document-{ways:02X}"), &[&[1, ways, 4, 0, 5], &all[..]].concat());
    }
    // There and back, then with the wrong old one; the last try, not allowed and allowed; blocked.
    let there_and_back = [12, 0, 0x40, 12, 0, 0x40, 12, 0, 2, 13, 0, 0x60, 13, 0, 0x60, 13, 0, 3];
    record("rule-there-and-back", &[&[1, 0, 0, 0, 5], &there_and_back[..]].concat());
    for (name, first) in [("last", 0x41), ("blocked", 0x51)] {
        let all = [9, 0, 0, 13, 0, 0x40, 11, 0, 0, 11, 0x40, 2, 10, 0, 0];
        record(&format!("rule-password-{name}"), &[&[first, 0, 0, 0, 4], &all[..]].concat());
    }
    // The answer to the change lost, then replaced by another; the same for the new PIN's VERIFY.
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

/// Operations 80 to 8F: card surface, input support, and the card's own information.
fn other_applications(record: &impl Fn(&str, &[u8])) {
    let surface = [0x80, 0, 0, 0x81, 0, 0, 0x82, 0, 0, 0x86, 0, 0, 0x87, 0, 0, 0x88, 0, 0];
    let support = [0x89, 0, 0, 0x8A, 0, 0, 0x8B, 0, 0, 0x8C, 0, 0, 0x8D, 0, 0, 0x8F, 0, 0];
    for ways in [0, 2, 0x04, 0x10, 0x40, 0x60] {
        for (name, all) in [("surface", surface), ("input-support", support)] {
            let name =
                if ways == 0 { format!("rule-{name}") } else { format!("{name}-{ways:02X}") };
            record(&name, &[&[1, ways, 4, 0, 5], &all[..]].concat());
            record(&format!("{name}-short"), &[&[1, ways, 4, 100, 5], &all[..]].concat());
        }
    }
    // Wrong, then right; not allowed and allowed, with one try, with none, and unreported.
    let numbers = [0x84, 0, 2, 0x86, 0, 0, 0x85, 0, 2, 0x87, 0, 0, 0x8D, 0, 2, 0x8D, 0, 0];
    let last = [0x86, 0, 0, 0x86, 0x40, 0, 0x87, 0, 0, 0x87, 0x40, 2, 0x8C, 0, 0, 0x8C, 0x40, 2];
    for (name, ways, tries, all) in [
        ("wrong", 0, 0, numbers),
        ("last", 0, 0x60, last),
        ("blocked", 0, 0x70, last),
        ("not-told", 0x08, 0, last),
    ] {
        record(&format!("rule-number-{name}"), &[&[1, ways, tries, 0, 5], &all[..]].concat());
    }
    // No authority is trusted, or others; a phone; one PIN changed, the other not.
    let nobody = [0x86, 3, 0, 0x87, 3, 0, 0x86, 7, 0, 0x84, 0, 0];
    record("rule-number-for-nobody", &[&[1, 0, 0, 0, 3], &nobody[..]].concat());
    // A byte of the photo is changed; and a recording that is not a card.
    record("rule-number-flipped", &[1, 0, 0, 0, 0, 0x86, 0, 0, 13, 10, 0, 99, 1]);
    let recorded = jpkicard_fuzz::session::script_of(&[1, 0, 0, 0, 0, 0x86, 0, 0]);
    write("session", "rule-number-recorded", &recorded.unwrap());
    let asked = [0x80, 0, 0, 0x89, 0, 0, 0x8F, 0, 0, 4, 0, 0];
    record("rule-phone", &[&[1, 2, 4, 0, 3], &asked[..]].concat());
    let changes = [0x8E, 0, 0x40, 5, 0, 0, 0x8C, 0, 2, 0x8E, 0, 2, 12, 0, 0x40, 0x8C, 0, 0];
    record("rule-two-pins", &[&[1, 0, 0, 0, 5], &changes[..]].concat());
    for kind in 0..16 {
        for (operation, request) in [(0x86, 0), (0x85, 0), (0x8C, 0), (0x8E, 0), (0x8F, 0)] {
            for step in 1..12 {
                let input = [1, 0, 0, 0, 1, operation, request, 0x40, operation, 0, 0];
                let input = [&input[..], &[step, kind, 1, 2, 3, 4, 5]].concat();
                record(&format!("disturbed-{operation:02X}-{kind}-{step}"), &input);
            }
        }
    }
}

/// Extended reads: with cards and readers that support them, and others; and files of maximum
/// length.
fn extended(record: &impl Fn(&str, &[u8])) {
    // In pieces of 257, 4,096 and 32,768 bytes.
    let [least, middle, most] = [0x03, 0x0B, 0x0F];
    let surface = [0x80, 0, 0, 0x81, 0, 0, 0x86, 0, 0, 0x87, 0, 0, 2, 0, 0, 3, 0, 0];
    let support = [0x89, 0, 0, 0x8A, 0, 0, 0x8C, 0, 0, 2, 0, 0, 0x8D, 0, 0, 0x8F, 0, 0];
    let of = |kind: u8, ways: u8, fares: u8, all: &[u8]| {
        [&[kind, ways, 4, fares, (all.len() / 3 - 1) as u8], all].concat()
    };
    for kind in [least, middle, most] {
        for ways in [0, 2, 0x04, 0x10, 0x40, 0x60] {
            record(
                &format!("extended-{kind:02X}-{ways:02X}-surface"),
                &of(kind, ways, 0, &surface),
            );
            record(
                &format!("extended-{kind:02X}-{ways:02X}-support"),
                &of(kind, ways, 0, &support),
            );
        }
    }
    let few = [0x86, 0, 0, 0x81, 0, 0, 0x8D, 0, 0, 2, 0, 0];
    record("rule-extended", &of(most, 0, 0, &few));
    // The JPKI application refuses them, in one transaction and in the following ones.
    record("rule-extended-again", &of(most, 0, 0, &[2, 0, 0, 0x22, 0, 0, 0x86, 0, 0, 3, 0, 0]));
    // Every status word for a refusal, and the last one: `6C00`, which means 256.
    for fares in (0x60..0x68).chain(0xB0..0xB8) {
        record(&format!("extended-answered-{fares:02X}"), &of(middle, 0, fares, &few));
    }
    for (name, fares) in
        [("refused", 0x60), ("short", 0x67), ("shortened", 0xC0), ("cut", 0xE0), ("fails", 0xF0)]
    {
        record(&format!("rule-extended-{name}"), &of(most, 0, fares, &few));
    }
    for (step, kind) in (2..9).flat_map(|step| (0..16).map(move |kind| (step, kind))) {
        let input = [&of(most, 0, 0, &few)[..], &[step, kind, 1, 2, 3, 4, 5]].concat();
        record(&format!("extended-disturbed-{kind}-{step}"), &input);
    }
    // A face of 32,768 bytes in one answer of 32,770; the same for input support, which accepts
    // 8,192; and one byte more than allowed.
    const OK: [u8; 3] = [0, 0x90, 0x00];
    let whole = |length: u8| [251, 0xFF, 0xFF, 5, 0xFF, 0x40, 0x82, 0x7F, length, 0, 0x90, 0x00];
    for (name, call, length) in
        [("whole", 0x84, 0xFB), ("other", 0x8C, 0xFB), ("too-long", 0x84, 0xFC)]
    {
        let script = match call {
            // Its certificate comes before VERIFY.
            0x8C => [&[0][..], &OK, &whole(length), &OK, &[0]].concat(),
            _ => [&[0], &OK[..], &[0, 0x63, 0xCA], &OK, &whole(length), &OK, &[0]].concat(),
        };
        let input = [&[most & !1, 0, 0, 0, 0, call, 0, 0], &script[..]].concat();
        record(&format!("rule-extended-{name}"), &input);
    }
}

/// Operations C0 to C2: the individual number and its picture.
fn individual_number(record: &impl Fn(&str, &[u8])) {
    let all = [0xC0, 0, 0, 0xC1, 0, 0, 0xC2, 0, 0, 0x86, 0, 0, 0x8C, 0, 0];
    for ways in [0, 2, 0x04, 0x10, 0x40, 0x60] {
        let name = if ways == 0 { "rule-a".into() } else { format!("number-a-{ways:02X}") };
        record(&name, &[&[1, ways, 4, 0, 4], &all[..]].concat());
        record(
            &format!("number-a-{ways:02X}-extended"),
            &[&[0x0F, ways, 4, 0, 4], &all[..]].concat(),
        );
    }
    // Wrong, right, without a trusted authority; not allowed and allowed, with one try, with none,
    // and unreported.
    let wrong = [0xC0, 0, 2, 0xC1, 0, 3, 0xC2, 0, 2, 0xC1, 3, 0, 0xC1, 7, 0, 0xC1, 0, 0];
    let last = [0xC0, 0, 0, 0xC1, 0, 0, 0xC2, 0, 0, 0xC2, 0x40, 2, 0xC1, 0x40, 2, 0xC0, 0x40, 0];
    for (name, ways, tries, all) in [
        ("wrong", 0, 0, wrong),
        ("last", 0, 0x60, last),
        ("blocked", 0, 0x70, last),
        ("not-told", 0x08, 0, last),
    ] {
        record(&format!("rule-a-{name}"), &[&[1, ways, tries, 0, 5], &all[..]].concat());
    }
    // A byte of the picture is changed; and a recording that is not a card.
    record("rule-a-flipped", &[1, 0, 0, 0, 0, 0xC1, 0, 0, 7, 10, 0, 99, 1]);
    let recorded = jpkicard_fuzz::session::script_of(&[1, 0, 0, 0, 0, 0xC1, 0, 0]);
    write("session", "rule-a-recorded", &recorded.unwrap());
    for kind in 0..16 {
        for (operation, step) in
            [0xC0, 0xC1, 0xC2].iter().flat_map(|of| (1..12).map(move |at| (of, at)))
        {
            let input = [1, 0, 0, 0, 1, *operation, 0, 0, *operation, 0, 2];
            let input = [&input[..], &[step, kind, 1, 2, 3, 4, 5]].concat();
            record(&format!("disturbed-{operation:02X}-{kind}-{step}"), &input);
        }
    }
}

/// C programs: everything once, handles freed and used again, callbacks that call.
fn c_calls() {
    let open = |ways: u8, events: &[u8]| {
        let length = u8::try_from(events.len()).unwrap();
        [&[3, ways, 0, length, 0, 0, 0, 0], events].concat()
    };
    let sign = |options: u8| vec![16, 0, 0, 0, 0, options, 0, 0, 0];
    let authenticate = vec![19, 0, 0, 0, 0, 0, 0, 0, 0];
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
    let all = [log, open(0, &[]), reads.clone(), sign(0x80), authenticate.clone(), frees.clone()]
        .concat();
    write("c_calls", "everything", &[&all[..], &reads, &sign(0)].concat());
    write("c_calls", "virtual", &[&[5, 1, 0, 0], &reads[..], &authenticate, &frees].concat());
    write("c_calls", "contexts", &[&[1, 0, 0], &contexts[..], &[1, 0, 0], &contexts].concat());
    write(
        "c_calls",
        "certificates",
        &[13, 0, 0, 0, 0, 0, 14, 0, 6, 0, 1, 14, 0x80, 13, 9, 0xF1, 7, 0, 0],
    );
    // The relying party: what the virtual card signed, valid under its CA (the newest certificate);
    // then each with the defaults, an OCSP request, and its empty answer.
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
    // What is printed, and its text, of a card behind callbacks: verified, then unverified.
    let printed = |authorities: u8| {
        [
            [0xFF, 1, 0, 0, authorities, 0, 0, 0].to_vec(),
            [0xFF, 2, 0, 0, 0, authorities, 0, 0, 0].to_vec(),
            [0xFF, 2, 0, 1, 0, authorities, 0, 0, 0].to_vec(),
            [0xFF, 7, 0, 0, 1, 0, authorities, 0, 0].to_vec(),
            [0xFF, 7, 0, 0, 1, 1, authorities, 0, 0].to_vec(),
        ]
        .concat()
    };
    let asked: Vec<u8> = (0..4).flat_map(|what| [0xFF, 6, 0, what, 0, 0, 0, 0, 0]).collect();
    let getters = vec![0xFF, 3, 0, 0xFF, 4, 0, 0, 0, 0, 0xFF, 4, 0, 1, 0, 0];
    let all = [open(0, &[]), asked, printed(2), getters, printed(3)];
    write("c_calls", "rule-printed", &all.concat());
    for kind in 0..16 {
        let program = [open(0, &[9, kind, 1, 2, 3, 4, 5, kind, 1, 2]), printed(2)].concat();
        write("c_calls", &format!("printed-disturbed-{kind}"), &program);
    }
    c_calls_with_secrets();
    for (name, ways) in [("calls-back", 0x60), ("frees", 0x70)] {
        let program = [open(ways, &[]), authenticate.clone(), sign(0x80), reads.clone()].concat();
        write("c_calls", name, &program);
    }
    for kind in 0..16 {
        let program = [open(0, &[5, kind, 1, 2, 3, 4]), sign(0x80), authenticate.clone()].concat();
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

/// The signature key, changes of PIN and password, and the individual number, with the card's own
/// secrets; and extended reads.
fn c_calls_with_secrets() {
    let open = |ways: u8, extended: u8, events: &[u8]| {
        let length = u8::try_from(events.len()).unwrap();
        [&[3, ways, extended, length, 0, 0, 0, 0], events].concat()
    };
    // The call of this number modulo 6, with or without leave to spend the last try.
    let document = |call: u8, secret: u8, last_try: u8| {
        let what = (0..16).map(|low| (last_try + 1) << 4 | low).find(|what| what % 6 == call);
        let scheme = last_try << 7;
        vec![19, 0, what.unwrap(), secret, 0, 0, 0, 0, scheme, 0, 0]
    };
    let [certificate, sign, change_pin, change_password] = [2_u8, 3, 4, 5];
    let of_new_pin = vec![16, 0, 2, 0, 0, 0, 0, 0, 0];
    // As typed, signed with, and changed there and back: from the first to the third of the table,
    // 88, and from there to the first, 82.
    let all = [
        open(0, 0, &[]),
        document(certificate, 0x80, 0),
        document(sign, 0xC0, 0),
        document(change_pin, 0x88, 0),
        of_new_pin,
        document(change_pin, 0x82, 0),
        document(change_password, 0xC8, 0),
        document(sign, 0x82, 0),
        document(change_password, 0x82, 0),
        // An invalid password, and another card's password.
        document(change_password, 0xB0, 0),
        document(change_pin, 0x8B, 0),
        document(change_password, 0x8B, 0),
        document(certificate, 0x83, 0),
        document(sign, 0x80, 0),
    ];
    write("c_calls", "rule-document", &all.concat());
    for (name, ways) in [("last", 0x08), ("blocked", 0x0C)] {
        let all = [
            open(ways, 0, &[]),
            document(certificate, 0x82, 0),
            document(sign, 0x82, 1),
            document(change_password, 0x88, 1),
            document(sign, 0x80, 1),
        ];
        write("c_calls", &format!("rule-document-{name}"), &all.concat());
    }
    for (step, kind) in (3..9).flat_map(|step| (0..16).map(move |kind| (step, kind))) {
        let events = [step, kind, 1, 2, 3, 4, 5, step, kind, 1, 2];
        for call in [sign, change_pin, change_password] {
            let all = [open(0, 0, &events), document(call, 0x88, 0), document(call, 0x82, 1)];
            write("c_calls", &format!("document-disturbed-{call}-{kind}-{step}"), &all.concat());
        }
    }
    let number = |pin: u8| vec![0xFF, 0xF8, 0, pin, 0, 0, 0];
    let picture = |number: u8, authorities: u8| vec![0xFF, 0xF0, 0, number, authorities, 0, 0, 0];
    let right = [number(0), picture(0, 0), picture(0, 1), picture(0, 2), picture(0, 3)];
    let all = [right.concat(), number(1), picture(1, 2), number(0x81)];
    write("c_calls", "rule-individual-number", &[&open(0, 0, &[]), &all.concat()[..]].concat());
    write("c_calls", "individual-number-virtual", &[&[5, 1, 0, 0], &all.concat()[..]].concat());
    for (step, kind) in (3..9).flat_map(|step| (0..16).map(move |kind| (step, kind))) {
        let events = [step, kind, 1, 2, 3, 4, 5, step, kind, 1, 2];
        let program = [open(0, 0, &events), number(0), picture(0, 2), picture(1, 2)].concat();
        write("c_calls", &format!("individual-number-disturbed-{kind}-{step}"), &program);
    }
    // All lengths above 256, with readers and cards of every kind.
    let face = vec![0xFF, 1, 0, 0, 2, 0, 0, 0];
    for fares in [0, 0x60, 0x67, 0xB2, 0xC0, 0xE0] {
        let lengths = (0xF4..=0xFC).map(|length| [&[7, 0, length, 0], &face[..]].concat());
        let program = [open(0, fares, &[]), lengths.collect::<Vec<_>>().concat()].concat();
        let name =
            if fares == 0 { "rule-extended".into() } else { format!("extended-{fares:02X}") };
        write("c_calls", &name, &program);
    }
}
