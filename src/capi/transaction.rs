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

/// Ends a transaction that was kept: by a job that does nothing.
fn let_go(card: &mut Card<HeldTransport>) -> Result<()> {
    card.transport().keep(Keeping::Nothing);
    if card.transport().is_held() { card.begin().and_then(Transaction::end) } else { Ok(()) }
}

/// Begins a transaction that lasts until `jpki_card_end_transaction`: all jobs of the card between
/// the two run in one PC/SC transaction, so that no other program comes between them. Every job
/// locks the key at its end as always, and none sends more PINs than it would by itself.
///
/// Meanwhile **no other program gets the card**: keep it short, and never while a person types.
/// Windows resets a card whose transaction has been idle for five seconds. Jobs of other threads
/// on this card take part in it. Waits for another program's transaction as
/// JPKI_TIMEOUT_TRANSACTION says: then JPKI_ERROR_CARD_BUSY. On failure nothing has begun.
///
/// JPKI_ERROR_ARGUMENT if it has begun already. Freeing the card ends it. No PIN try is spent. Any
/// thread, also another than the one that ends it.
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

/// Ends the transaction of `jpki_card_begin_transaction`: other programs get the card again. It is
/// over whatever this returns.
///
/// JPKI_ERROR_ARGUMENT if none has begun; JPKI_ERROR_CARD_RESET if it was interrupted: an exchange
/// was lost or the card was reset, and the job repeated what may be repeated, or failed, so that
/// another program may have come between the jobs; JPKI_ERROR_CARD_REMOVED and the like where the
/// card is gone. No PIN try is spent. Any thread.
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
                // For good: the jobs after it failed too.
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
