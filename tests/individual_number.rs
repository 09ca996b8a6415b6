//! Only those permitted can read the 12-digit 個人番号: a medical institution may not collect its
//! patients' numbers. A library not built for it has no function that reads it, exported or not,
//! nor a name for its files and its check number; and whatever such a library does, it never
//! requests the number from a card.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

mod support;

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use jpkicard::AttributesKey;
use jpkicard::record::{CardAuthorities, CardAuthority, RecordApplication};
use jpkicard::virtual_card::{VirtualCard, VirtualLink, VirtualReader};
use jpkicard::{
    BirthDateCode, Card, CheckNumberB, Date, LastTry, Pin, Result, SignRequest, SignaturePassword,
};
use support::c_program::{GCC, build_in, empty_folder, link_shared, run_checks_of, tool};
use support::{exports, library};

/// Part of the name of everything that reads it: in symbols, mangled or not.
const SYMBOL: &str = "individual_number";
/// The names, in errors, of its files and its credential in a library that can read it.
const NAMES: [&[u8]; 2] = [b"rendered individual number", b"check number A"];
/// The same for what every library reads: to show that the search works.
const NAME_OF_ALL: &[u8] = b"check number B";

/// Builds the libraries with the feature, in a separate folder, so that other programs do not link
/// them; once per process.
fn folder_of_those_who_may() -> PathBuf {
    let target = library::folder().parent().unwrap().join("individual-number");
    let status = library::cargo()
        .args(["build", "--lib", "--package", "jpkicard", "--package", "jpkicard-capi"])
        .args(["--features", "capi,virtual-card,picture,individual-number"])
        .arg("--target-dir")
        .arg(&target)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()
        .unwrap();
    assert!(status.success(), "building the library with the feature failed");
    target.join("debug")
}

/// The symbols of a library that have the number in their name, exported or not; except those of
/// the virtual card, which counts requests for it. With readelf, because nm finds nothing in
/// objects that also contain bitcode.
fn symbols_of_the_number(library: &Path) -> BTreeSet<String> {
    let output = tool(Command::new("readelf").args(["--symbols", "--wide"]).arg(library));
    let text = String::from_utf8(output.stdout).unwrap();
    // From all symbols, to show that the search finds some.
    let symbols: BTreeSet<_> =
        text.lines().filter_map(|line| line.split_whitespace().next_back()).collect();
    assert!(symbols.iter().any(|symbol| symbol.contains("jpki_card_face")), "no symbols");
    let reads_it = |symbol: &&str| symbol.contains(SYMBOL) && !symbol.contains("virtual_card");
    symbols.into_iter().filter(reads_it).map(str::to_owned).collect()
}

fn holds(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len()).any(|window| window == name)
}

#[test]
fn a_library_that_was_not_built_for_it_has_nothing_that_reads_it() {
    for library in [library::shared(), library::static_()] {
        let bytes = std::fs::read(&library).unwrap();
        assert!(holds(&bytes, NAME_OF_ALL), "{}", library.display());
        for name in NAMES {
            let name_as_text = name.escape_ascii();
            assert!(!holds(&bytes, name), "{}: {name_as_text}", library.display());
        }
        assert_eq!(symbols_of_the_number(&library), BTreeSet::new(), "{}", library.display());
    }
}

/// Whether a program with this expression in it compiles against the library in `folder`.
/// `record` is an IntegrityRecord, `signed` what was read with it.
fn compiles(folder: &Path, expression: &str) -> (bool, String) {
    let output = empty_folder("individual_number_getters");
    let source = output.join("program.rs");
    let program = format!(
        "#![allow(unused)]\nuse jpkicard::record::*;\n\
         pub fn f(signed: &jpkicard::SignedAttributes, record: &IntegrityRecord) {{ let _ = {expression}; }}\n"
    );
    std::fs::write(&source, program).unwrap();
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let compiler = Command::new(rustc)
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "metadata", "--out-dir"])
        .arg(&output)
        .arg("--extern")
        .arg(format!("jpkicard={}", folder.join("libjpkicard.rlib").display()))
        .arg("-L")
        .arg(format!("dependency={}", folder.join("deps").display()))
        .arg(&source)
        .output()
        .unwrap();
    (compiler.status.success(), String::from_utf8_lossy(&compiler.stderr).into_owned())
}

/// The digits can be found by brute force from the digest, or from the signature over it.
#[test]
fn only_a_library_that_was_built_for_it_hands_out_the_digest_of_the_number() {
    let (others, those_who_may) = (library::folder(), folder_of_those_who_may());
    for expression in [
        "record.covers(&signed.attributes)",
        "signed.attributes.file()",
        "signed.certificate.file()",
    ] {
        let (compiled, errors) = compiles(others, expression);
        assert!(compiled, "{expression}: {errors}");
    }
    for (expression, only_there) in [
        ("record.file()", true),
        ("record.covers_individual_number(&[])", true),
        ("signed.integrity_record.file()", true),
        // Not in any build, whatever the other records have.
        ("record.other_objects()", false),
        ("record.clone().bytes()", false),
        ("AsRef::<[u8]>::as_ref(record)", false),
    ] {
        let (compiled, errors) = compiles(others, expression);
        assert!(!compiled, "{expression} compiles");
        let of_this = ["E0599", "E0616", "E0624", "E0277"].iter().any(|code| errors.contains(code));
        assert!(of_this, "{expression}: {errors}");
        assert_eq!(compiles(&those_who_may, expression).0, only_there, "{expression}");
    }
}

#[test]
fn a_library_that_was_built_for_it_reads_it() {
    let folder = folder_of_those_who_may();
    let library = folder.join("libjpkicard.so");
    let bytes = std::fs::read(&library).unwrap();
    for name in NAMES {
        assert!(holds(&bytes, name), "{}", name.escape_ascii());
    }
    assert!(symbols_of_the_number(&library).len() > 2);
    let (exports, of_others) =
        (exports::exports_of(&library), exports::exports_of(&library::shared()));
    let more: Vec<_> = exports.difference(&of_others).collect();
    assert_eq!(more, ["jpki_card_individual_number", "jpki_card_individual_number_image"]);

    const SOURCES: [&str; 2] = ["tests/c/individual_number.c", "tests/c/check.c"];
    let output = empty_folder("individual_number");
    let flags = ["-DJPKI_INDIVIDUAL_NUMBER"];
    let program = build_in(&output, GCC, &flags, &SOURCES, |link| link_shared(link, &folder));
    let number = VirtualCard::builder().build().unwrap().individual_number();
    let mut command = Command::new(program);
    command.arg(OsStr::new(number));
    run_checks_of("individual_number", "gcc, shared", &mut command);
}

fn card(reader: &VirtualReader) -> Card<VirtualLink> {
    Card::new(reader.connect().unwrap())
}

fn authorities(card: &VirtualCard) -> CardAuthorities {
    [
        (RecordApplication::CardSurface, card.surface_authority()),
        (RecordApplication::InputSupport, card.input_support_authority()),
    ]
    .into_iter()
    .fold(CardAuthorities::none(), |all, (application, (identifier, modulus))| {
        all.with(CardAuthority::new(application, identifier, &modulus, &[1, 0, 1]).unwrap())
    })
}

/// Every operation on the JPKI application.
fn use_jpki(card: &mut Card<VirtualLink>) -> Result<()> {
    let (pin, new_pin) = (Pin::new(b"1234")?, Pin::new(b"9876")?);
    let password = SignaturePassword::new(b"ABC123")?;
    let new_password = SignaturePassword::new(b"XYZ789")?;
    let request = SignRequest::data(b"challenge");
    let mut jpki = card.jpki()?;
    jpki.token_information()?;
    jpki.certificate_availability()?;
    jpki.authentication_certificate()?;
    jpki.authentication_ca_certificate()?;
    jpki.signature_ca_certificate()?;
    jpki.pin_status()?;
    jpki.signature_password_status()?;
    jpki.sign(&pin, &request)?;
    jpki.authenticate(&pin, &request)?;
    jpki.signature_certificate(&password, LastTry::Keep)?;
    jpki.sign_document(&password, &request)?;
    jpki.change_pin(&pin, &new_pin, LastTry::Keep)?;
    jpki.change_signature_password(&password, &new_password, LastTry::Keep)?;
    jpki.end()
}

/// Every operation on the other applications, except those that read the number.
fn use_the_others(card: &mut Card<VirtualLink>, authorities: &CardAuthorities) -> Result<()> {
    let born = Date::new(1980, 2, 17).unwrap();
    let (number, code) = (CheckNumberB::new(born, 2035, b"2285")?, BirthDateCode::new(born)?);
    let (pin, new_pin) = (Pin::new(b"1234")?, Pin::new(b"9876")?);
    card.card_information()?;
    let mut surface = card.surface()?;
    surface.information()?;
    surface.certificate()?;
    surface.check_number_status()?;
    surface.birth_date_status()?;
    surface.card_face_unverified(&number, LastTry::Keep)?;
    surface.age_record_unverified(&code, LastTry::Keep)?;
    surface.card_face(&number, authorities, LastTry::Keep)?;
    surface.age_record(&code, authorities, LastTry::Keep)?;
    surface.sign_challenge(b"challenge")?;
    surface.end()?;
    let mut input_support = card.input_support()?;
    input_support.information()?;
    input_support.certificate()?;
    input_support.pin_status()?;
    input_support.check_number_status()?;
    for key in [AttributesKey::Pin(&pin), AttributesKey::CheckNumber(&number)] {
        input_support.basic_attributes_unverified(key, LastTry::Keep)?.verify(authorities)?;
    }
    input_support.change_pin(&pin, &new_pin, LastTry::Keep)?;
    input_support.end()
}

#[test]
fn no_other_operation_asks_a_card_for_it() {
    let virtual_card = VirtualCard::builder().build().unwrap();
    let authorities = authorities(&virtual_card);
    let reader = VirtualReader::new(virtual_card);
    use_jpki(&mut card(&reader)).unwrap();
    use_the_others(&mut card(&reader), &authorities).unwrap();
    let seen = |card: &mut VirtualCard| (card.individual_number_reads(), card.commands() > 100);
    assert_eq!(reader.with_card(seen), Some((0, true)));
}

/// Shows that the counter, which was 0 above, works.
#[cfg(feature = "individual-number")]
#[test]
fn asking_a_card_for_it_is_counted() {
    let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
    let reads = || reader.with_card(|card| card.individual_number_reads()).unwrap();
    let expected = reader.with_card(|card| card.individual_number()).unwrap();
    let pin = Pin::new(b"1234").unwrap();
    let number =
        card(&reader).input_support().unwrap().individual_number(&pin, LastTry::Keep).unwrap();
    assert_eq!(number.as_bytes(), expected.as_bytes());
    let by_pin = reads();
    card(&reader)
        .surface()
        .unwrap()
        .individual_number_image_unverified(&number, LastTry::Keep)
        .unwrap();
    assert!(by_pin > 0 && reads() > by_pin);
}
