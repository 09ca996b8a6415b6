//! Several jobs in one PC/SC transaction, as C sees it.

use crate::capi::argument::refused;
use crate::capi::card::{jpki_card, with_card};
use crate::capi::guard::guarded;
use crate::capi::held_transport::{HeldTransport, Keeping};
use crate::capi::status::{jpki_error, jpki_status};
use crate::card::{Card, Transaction};
use crate::error::{Error, Result};
use crate::status::Status;

/// Begins a transaction as a job does, which locks a key that could not be locked before, and keeps
/// it.
fn keep(card: &mut Card<HeldTransport>) -> Result<()> {
    card.transport().keep(Keeping::Whole);
    let begun = card.begin().and_then(Transaction::end);
    if begun.is_ok() && card.transport().is_held() {
        return Ok(());
    }
    let _ = let_go(card);
    begun.and(Err(Error::new(Status::CardReset)))
}

/// Ends a kept transaction, by means of a job that does nothing.
fn let_go(card: &mut Card<HeldTransport>) -> Result<()> {
    card.transport().keep(Keeping::Nothing);
    if card.transport().is_held() { card.begin().and_then(Transaction::end) } else { Ok(()) }
}

/// Begins a transaction that lasts until `jpki_card_end_transaction`.
///
/// All calls on the card between the two run in one PC/SC transaction, so that no other program can
/// access the card between them. Each call still locks the key at its end, and sends no more PINs
/// than it would outside a transaction.
///
/// Meanwhile **no other program can use the card**: keep the transaction short, and never open
/// while a person types. Windows resets a card whose transaction has been idle for five seconds.
/// Calls of other threads on this card are part of the transaction. Waits for another program's
/// transaction up to JPKI_TIMEOUT_TRANSACTION, then returns JPKI_ERROR_CARD_BUSY. On failure no
/// transaction has begun.
///
/// JPKI_ERROR_ARGUMENT if one has already begun. Freeing the card ends it. No PIN try is spent. Any
/// thread; another thread may end the transaction.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_begin_transaction(
    card: *mut jpki_card,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        with_card(card, |state| {
            if state.card.transport().keeping() != Keeping::Nothing {
                return Err(refused("the card's transaction has begun already"));
            }
            keep(&mut state.card)
        })
    })
}

/// Ends the transaction begun by `jpki_card_begin_transaction`: other programs can use the card
/// again. It has ended whatever this function returns.
///
/// JPKI_ERROR_ARGUMENT if none has begun. JPKI_ERROR_CARD_RESET if it was interrupted: an exchange
/// was lost or the card was reset, and the call at that time repeated what may be repeated, or
/// failed, so that another program may have used the card between calls. JPKI_ERROR_CARD_REMOVED
/// and the like if the card is gone. No PIN try is spent. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_card_end_transaction(
    card: *mut jpki_card,
    error: *mut jpki_error,
) -> jpki_status {
    guarded(error, || {
        with_card(card, |state| {
            let kept = state.card.transport().keeping();
            if kept == Keeping::Nothing {
                return Err(refused("no transaction of the card has begun"));
            }
            let_go(&mut state.card)?;
            match kept {
                Keeping::Nothing | Keeping::Whole => Ok(()),
                // Permanent: the later jobs failed, too.
                Keeping::Interrupted(
                    cause @ (Status::CardRemoved
                    | Status::ReaderNotResponding
                    | Status::ServiceNotRunning),
                ) => Err(Error::new(cause)),
                Keeping::Interrupted(_) => Err(Error::new(Status::CardReset)
                    .with_detail("the transaction was interrupted between jobs")),
            }
        })
    })
}
