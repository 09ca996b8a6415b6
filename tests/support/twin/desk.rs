//! A pcscd with simulated readers behind the CCID driver, and programs' connections to them.

use std::path::Path;
use std::sync::OnceLock;
use std::sync::mpsc::channel;
use std::time::Duration;

use jpkicard::pcsc::{CardPresence, Context, PcscLink, ReaderChoice, ReaderName, WaitOptions};
use jpkicard::virtual_card::VirtualCard;
use jpkicard::{Card, Certificate, LastTry, Pin, Result, SignRequest, Signature};

use super::reader::{Event, TwinReader};
use crate::support::hooked_card::within;
use crate::support::openssl;
use crate::support::pcscd::PrivatePcscd;
use crate::support::pcscd_fault::Stage;

const DRIVER: &str = "/usr/lib/pcsc/drivers/serial/libccidtwin.so";
pub const CHALLENGE: &[u8] = b"a challenge of the relying party";
/// Nothing takes this long unless it hangs.
pub const LIMIT: Duration = Duration::from_secs(60);

const SELECT_JPKI: &[u8] = b"\x00\xA4\x04\x0C\x0A\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01";
const SIGN: &[u8] = b"\x80\x2A\x00\x97\x04\x01\x02\x03\x04\x00";

/// A reader with its card, and what is known about both.
pub struct TwinDesk {
    pub reader: TwinReader,
    pub name: ReaderName,
    pub certificate: Certificate,
}

fn reader(index: usize) -> TwinReader {
    TwinReader::new(VirtualCard::builder().seed(index as u64).build().unwrap())
}

/// The readers of this test process. The first call determines how many.
pub fn desks(number: usize) -> &'static [TwinDesk] {
    static DESKS: OnceLock<(PrivatePcscd, Vec<TwinDesk>)> = OnceLock::new();
    let (_, desks) = DESKS.get_or_init(|| {
        let readers: Vec<_> = (0..number).map(reader).collect();
        let device = |(index, reader): (usize, &TwinReader)| {
            (format!("Twin {index}"), reader.device().to_owned())
        };
        let devices: Vec<_> = readers.iter().enumerate().map(device).collect();
        let pcscd = PrivatePcscd::start_serial(Path::new(DRIVER), &devices);
        let names = pcscd.readers().into_iter().map(ReaderName::from);
        let desks = readers.into_iter().zip(names).map(|(reader, name)| {
            let certificate = reader.look(|card| card.authentication_certificate().to_vec());
            TwinDesk { reader, name, certificate: Certificate::from_der(certificate).unwrap() }
        });
        let desks = desks.collect();
        (pcscd, desks)
    });
    assert_eq!(desks.len(), number);
    desks
}

pub fn pin(digits: &[u8]) -> Pin {
    Pin::new(digits).unwrap()
}

/// Runs `work` on its own thread; panics if it hangs.
pub fn bounded<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> R {
    let (sender, receiver) = channel();
    std::thread::spawn(move || drop(sender.send(work())));
    receiver.recv_timeout(LIMIT).expect("it hangs")
}

impl TwinDesk {
    pub fn presence(&self) -> CardPresence {
        Context::new().reader_status(&self.name).unwrap().card
    }

    pub fn until_presence(&self, wanted: CardPresence) {
        assert!(within(LIMIT, || self.presence() == wanted), "{:?}", self.presence());
    }

    pub fn options(&self) -> WaitOptions {
        let named = ReaderChoice::Named(self.name.clone());
        WaitOptions::new().reader(named).timeout(Some(Duration::from_secs(20)))
    }

    /// Waits for the card on a separate thread.
    pub fn wait(&self) -> Result<Card<PcscLink>> {
        let options = self.options();
        bounded(move || Context::new().wait_for_card(&options)).map(Card::new)
    }

    /// A complete authentication: certificate and signature, in one transaction.
    pub fn authenticate(&self, mut card: Card<PcscLink>) -> (Card<PcscLink>, Result<Signature>) {
        let certificate = self.certificate.clone();
        bounded(move || {
            let signature = card.jpki().and_then(|mut jpki| {
                let authentication =
                    jpki.authenticate(&pin(b"1234"), &SignRequest::data(CHALLENGE))?;
                assert!(authentication.certificate == certificate);
                Ok(authentication.signature)
            });
            (card, signature)
        })
    }

    /// Signs with the certificate known, even with the last try.
    pub fn sign(
        &self,
        mut card: Card<PcscLink>,
        digits: &'static [u8],
    ) -> (Card<PcscLink>, Result<Signature>) {
        let certificate = self.certificate.clone();
        bounded(move || {
            let request = SignRequest::data(CHALLENGE).certificate(&certificate);
            let request = request.last_try(LastTry::Allow);
            let signature = card.jpki().and_then(|mut jpki| jpki.sign(&pin(digits), &request));
            (card, signature)
        })
    }

    pub fn verify(&self, signature: &Signature) {
        openssl::verify(&self.certificate, CHALLENGE, signature);
    }

    pub fn tries(&self) -> u8 {
        self.reader.look(|card| card.pin_tries())
    }

    pub fn key_is_open(&self) -> bool {
        self.reader.look(|card| card.authentication_key_is_open())
    }

    /// How often the card has executed VERIFY with a PIN since its events were cleared: the driver
    /// may send one more often than the library.
    pub fn verified(&self) -> usize {
        let is_verify = |event: &&Event| matches!(event, Event::Command(command) if Stage::of(command) == Stage::Verify);
        self.reader.events().iter().filter(is_verify).count()
    }

    /// Another program's connection.
    pub fn other_program(&self) -> pcsc::Card {
        let mut found = None;
        let there = within(LIMIT, || {
            let shared = pcsc::ShareMode::Shared;
            let context = pcsc::Context::establish(pcsc::Scope::User);
            found = context
                .and_then(|context| {
                    context.connect(self.name.as_c_str(), shared, pcsc::Protocols::ANY)
                })
                .ok();
            found.is_some()
        });
        assert!(there, "another program finds no card");
        found.unwrap()
    }

    /// Another program's attempt to sign without the PIN.
    pub fn another_program_cannot_sign(&self) {
        let mut other = self.other_program();
        let mut answer = [0; 300];
        if other.transmit(SELECT_JPKI, &mut answer).is_err() {
            // The driver may require a reset first. A warm one leaves an open key open.
            let shared = pcsc::ShareMode::Shared;
            let reset = pcsc::Disposition::ResetCard;
            other.reconnect(shared, pcsc::Protocols::ANY, reset).unwrap();
            other.transmit(SELECT_JPKI, &mut answer).unwrap();
        }
        assert_eq!(other.transmit(SIGN, &mut answer).unwrap(), [0x69, 0x82]);
        let _ = other.disconnect(pcsc::Disposition::LeaveCard);
    }
}
