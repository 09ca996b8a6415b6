//! The PIN is in protected memory while it is kept, and nowhere afterwards. The card is in another
//! process, whose memory does not count.
#![cfg(target_os = "linux")]
#![allow(unsafe_code, reason = "calls C")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test"
)]

mod support;

use std::io::Read;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use cryptoki_sys::*;
use jpkicard::virtual_card::vpcd::Plug;
use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use support::figure::figure;
use support::memory::{Hidden, expect, three_times};
use support::module::*;
use support::pcscd::pcscd;

const PORT: &str = "JPKICARD_TEST_CARD_PORT";
const PIN: &str = "JPKICARD_TEST_CARD_PIN";
const DATA: &[u8] = b"a challenge of the relying party";

/// The card's process: this program again. It ends when its standard input ends.
#[test]
fn card() {
    let Ok(port) = std::env::var(PORT) else { return };
    let pin = Hidden::from_masked(&std::env::var(PIN).unwrap());
    let builder = VirtualCard::builder();
    let builder = pin.show(|digits| builder.pin(std::str::from_utf8(digits).unwrap()));
    let card = VirtualReader::new(builder.build().unwrap());
    let _plug = Plug::connect(("127.0.0.1", port.parse().unwrap()), card).unwrap();
    std::io::stdin().read_to_end(&mut Vec::new()).unwrap();
}

struct Inserted(Child);

impl Inserted {
    fn new(pin: Hidden) -> Self {
        let child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "card", "--nocapture"])
            .env(PORT, pcscd().port(0).to_string())
            .env(PIN, pin.masked())
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn();
        Self(child.unwrap())
    }
}

impl Drop for Inserted {
    fn drop(&mut self) {
        drop(self.0.stdin.take());
        let _ = self.0.wait();
    }
}

#[test]
fn the_pin_is_wiped() {
    if std::env::var_os(PORT).is_some() {
        return;
    }
    three_times(|| {
        let hidden = Hidden::new();
        let _inserted = Inserted::new(hidden);
        let module = Initialized::new();
        let started = Instant::now();
        while slots(true).is_empty() {
            assert!(started.elapsed() < Duration::from_secs(10));
            std::thread::sleep(Duration::from_millis(20));
        }
        let session = open(0).unwrap();
        let login = || {
            let logged_in = hidden.show(|digits| {
                let length = digits.len() as CK_ULONG;
                call!(C_Login, session, CKU_USER, digits.as_ptr().cast_mut(), length)
            });
            assert_eq!(logged_in, CKR_OK);
        };
        login();
        let key = find_class(session, CKO_PRIVATE_KEY)[0];
        for _ in 0..3 {
            sign(session, plain(CKM_SHA256_RSA_PKCS), key, DATA).unwrap();
        }
        let kept = hidden.places("self").unwrap();
        expect("logged in", kept.len(), 1)?;
        assert!(kept[0].is_protected(), "{kept:?}");
        assert_eq!(call!(C_Logout, session), CKR_OK);
        expect("logged out", hidden.found(), 0)?;
        login();
        drop(module);
        expect("finalized", hidden.found(), 0)?;
        figure!(
            "PKCS #11: the PIN is in memory once after C_Login, protected, and 0 times after C_Logout and C_Finalize"
        );
        Ok(())
    });
}
