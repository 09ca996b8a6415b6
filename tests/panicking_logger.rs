//! A program whose logger panics: the key is still locked, the transaction ended, and the process
//! continues.
#![allow(clippy::unwrap_used, clippy::panic)]

use log::{LevelFilter, Log, Metadata, Record};

use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use jpkicard::{Card, Pin, SignRequest};

struct Panicking;

impl Log for Panicking {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &Record<'_>) {
        panic!("cannot write {}", record.args());
    }

    fn flush(&self) {}
}

#[test]
fn a_logger_that_panics_changes_nothing() {
    log::set_logger(&Panicking).unwrap();
    log::set_max_level(LevelFilter::Trace);
    std::panic::set_hook(Box::new(|_| {}));
    let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
    let mut card = Card::new(reader.connect().unwrap());
    let pin = Pin::new(b"1234").unwrap();
    for _ in 0..2 {
        let signed = card.jpki().unwrap().sign(&pin, &SignRequest::data(b"challenge"));
        assert_eq!(signed.unwrap().as_bytes().len(), 256);
        assert_eq!(reader.with_card(|card| card.authentication_key_is_open()), Some(false));
    }
}
