//! A reader of a private pcscd, for one scenario at a time.

use std::process::Command;
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};

use jpkicard::virtual_card::VirtualCard;

use crate::support::hooked_card::HookedCard;
use crate::support::pcscd::PrivatePcscd;

static TAKEN: Mutex<()> = Mutex::new(());

/// Two readers, for every language in turn.
fn pcscd() -> &'static PrivatePcscd {
    static PCSCD: OnceLock<PrivatePcscd> = OnceLock::new();
    PCSCD.get_or_init(|| PrivatePcscd::start(&[b"Desk"]))
}

pub(crate) struct Reader {
    pcscd: &'static PrivatePcscd,
    card: HookedCard,
    _taken: MutexGuard<'static, ()>,
}

impl Reader {
    /// The first of two readers, empty.
    pub(crate) fn take() -> Self {
        let taken = TAKEN.lock().unwrap_or_else(PoisonError::into_inner);
        let pcscd = pcscd();
        let card = HookedCard::new(pcscd.port(0), VirtualCard::builder().build().unwrap());
        Self { pcscd, card, _taken: taken }
    }

    pub(crate) fn names(&self) -> Vec<String> {
        self.pcscd.readers().iter().map(|name| name.to_str().unwrap().to_owned()).collect()
    }

    /// Has a program use this pcscd.
    pub(crate) fn name_for(&self, command: &mut Command) {
        command.env("PCSCLITE_CSOCK_NAME", self.pcscd.socket());
    }

    pub(crate) fn act(&self, action: &str) {
        match action {
            "insert" => self.card.insert(),
            "remove" => self.card.take_out(),
            other => panic!("no action {other}"),
        }
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.card.take_out();
    }
}
