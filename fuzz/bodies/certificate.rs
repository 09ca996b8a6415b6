//! A certificate from the card: every getter, and a signature verified with its key.

use std::time::{Duration, SystemTime};

use jpkicard::transport::Transport;
use jpkicard::{Card, Certificate, Pin, Result, Scheme, SignRequest, Status, Validity};

use super::cost::Allowance;

/// The bytes, and the parsed form: an attribute of a name takes more than its encoding.
const ALLOWANCE: Allowance = Allowance { most: 32, in_all: 64, fixed: 64 * 1024 };

pub fn run(input: &[u8]) {
    let read = || Certificate::from_der(input.to_vec());
    let certificate = match ALLOWANCE.holds(input.len(), read) {
        Ok(certificate) => certificate,
        Err(error) => return assert_eq!(error.status(), Status::CertificateMalformed),
    };
    assert_eq!(certificate.der(), input);
    let part = |bytes: &[u8]| input.windows(bytes.len()).any(|window| window == bytes);
    let serial = certificate.serial();
    assert!(serial.is_empty() || part(serial));
    assert!(part(certificate.public_key_der()));
    for key in [certificate.subject_key_identifier(), certificate.issuer_key_identifier()] {
        assert!(key.is_none_or(|key| key.is_empty() || part(key)));
    }
    validity(&certificate);
    assert_eq!(format!("{certificate:?}"), format!("Certificate({} bytes)", input.len()));
    signature(&certificate);
}

fn validity(certificate: &Certificate) {
    let at = |seconds| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
    let (first, last) = (certificate.not_before_unix(), certificate.not_after_unix());
    assert_eq!((certificate.not_before(), certificate.not_after()), (at(first), at(last)));
    assert_eq!(certificate.validity_at(at(last + 1)) == Validity::Expired, first <= last + 1);
    if first > 0 {
        assert_eq!(certificate.validity_at(at(first - 1)), Validity::NotYet);
    }
    if first <= last {
        assert_eq!(certificate.validity_at(at(first)), Validity::Valid);
        assert_eq!(certificate.validity_at(at(last)), Validity::Valid);
    }
}

/// A card that answers everything with `9000`, and signs with bytes that match no key.
struct Obliging {
    verifies: usize,
}

impl Transport for Obliging {
    fn transmit(&mut self, command: &[u8], response: &mut [u8]) -> Result<usize> {
        let (length, status) = match (command[1], command.len()) {
            (0x20, 4) => (0, [0x63, 0xC3]),
            (0x2A, _) => (256, [0x90, 0x00]),
            _ => (0, [0x90, 0x00]),
        };
        self.verifies += usize::from(command[1] == 0x20 && command.len() > 5);
        response[..length].fill(0x5A);
        response[length..length + 2].copy_from_slice(&status);
        Ok(length + 2)
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

/// A key that cannot verify a signature is reported before the PIN is sent; any other key refuses
/// this signature.
fn signature(certificate: &Certificate) {
    let pin = Pin::new(b"1234").unwrap();
    for scheme in [Scheme::DigestInfo, Scheme::BareDigestOfData] {
        let mut wire = Obliging { verifies: 0 };
        let request = SignRequest::data(b"challenge").scheme(scheme).certificate(certificate);
        let error = Card::new(&mut wire).jpki().unwrap().sign(&pin, &request).unwrap_err();
        match error.status() {
            Status::KeyNotSupported => assert_eq!(wire.verifies, 0),
            Status::SignatureInvalid => assert_eq!(wire.verifies, 1),
            other => panic!("{other:?}"),
        }
    }
}
