//! A card reader inside this process, and the state that its links share.

use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use crate::virtual_card::card::VirtualCard;
use crate::virtual_card::fault::{FaultPlan, Faults, Reset};
use crate::virtual_card::link::VirtualLink;
use crate::{Error, Result, Status};

/// How long a link waits for another's transaction by default.
const PATIENCE: Duration = Duration::from_secs(5);

/// A reader for one [`VirtualCard`]. Clones are the same reader.
///
/// Each [`VirtualLink`] represents one program's connection: several links to one reader share its
/// card as programs do under PC/SC.
///
/// ```
/// use jpkicard::virtual_card::{VirtualCard, VirtualReader};
/// use jpkicard::{Card, Status};
///
/// let reader = VirtualReader::new(VirtualCard::builder().build()?);
/// let mut card = Card::new(reader.connect()?);
/// card.jpki()?.pin_status()?;
/// assert_eq!(reader.with_card(|card| card.verify_commands()), Some(0)); // no PIN was sent
/// reader.remove();
/// assert_eq!(card.jpki().unwrap_err().status(), Status::CardRemoved);
/// # Ok::<(), jpkicard::Error>(())
/// ```
#[derive(Clone)]
pub struct VirtualReader(Arc<Shared>);

struct Shared {
    state: Mutex<State>,
    /// Notified whenever a transaction ends or the card is removed.
    freed: Condvar,
}

pub(super) struct State {
    pub(super) inserted: Option<VirtualCard>,
    /// The card that was removed.
    pub(super) in_hand: Option<VirtualCard>,
    /// How many cards have been inserted; a link belongs to one insertion.
    pub(super) insertions: u64,
    /// How many times the card was reset or lost power.
    pub(super) resets: u64,
    /// The link that holds a transaction.
    pub(super) holder: Option<u64>,
    pub(super) faults: Faults,
    links: u64,
    patience: Duration,
}

impl VirtualReader {
    /// A reader with this card inserted and powered.
    #[must_use]
    pub fn new(card: VirtualCard) -> Self {
        let reader = Self::empty();
        reader.insert(card);
        reader
    }

    /// A reader without a card.
    #[must_use]
    pub fn empty() -> Self {
        let state = State {
            inserted: None,
            in_hand: None,
            insertions: 0,
            resets: 0,
            holder: None,
            faults: Faults::default(),
            links: 0,
            patience: PATIENCE,
        };
        Self(Arc::new(Shared { state: Mutex::new(state), freed: Condvar::new() }))
    }

    /// Inserts this card and powers it; a card already inserted is removed and dropped.
    pub fn insert(&self, mut card: VirtualCard) {
        self.remove();
        card.power_on();
        let mut state = self.state();
        state.in_hand = None;
        state.inserted = Some(card);
        state.insertions = state.insertions.saturating_add(1);
    }

    /// Inserts the removed card again. No effect without one.
    pub fn insert_again(&self) {
        let card = self.state().in_hand.take();
        if let Some(card) = card {
            self.insert(card);
        }
    }

    /// Removes the card: it loses power, and all links to it are dead.
    pub fn remove(&self) {
        self.state().take_out();
        self.tell_who_waits();
    }

    /// Warm-resets the card, as another program may do: each link returns `CardReset` until it
    /// begins a transaction.
    pub fn reset(&self) {
        self.state().reset(Reset::Warm);
    }

    /// Adds a fault plan to those already set; if two apply to one command, the earlier one takes
    /// effect.
    pub fn plan_fault(&self, plan: FaultPlan) {
        self.state().faults.plan(plan);
    }

    /// Removes all plans and ends continuing faults. What has happened to the card is not undone.
    pub fn clear_faults(&self) {
        self.state().faults.clear();
    }

    /// At how many commands a fault has occurred.
    #[must_use]
    pub fn faults_struck(&self) -> u64 {
        self.state().faults.struck
    }

    /// Whether a card is inserted.
    #[must_use]
    pub fn has_card(&self) -> bool {
        self.state().inserted.is_some()
    }

    /// Calls `look` with the inserted card, or the one removed last; `None` if there has been none.
    /// `look` must not use the reader or a link to it.
    pub fn with_card<R>(&self, look: impl FnOnce(&mut VirtualCard) -> R) -> Option<R> {
        self.state().card().map(look)
    }

    /// How long links wait for another's transaction before they fail with `CardBusy`; five seconds
    /// by default.
    pub fn set_patience(&self, patience: Duration) {
        self.state().patience = patience;
    }

    /// Connects to the card without resetting it.
    ///
    /// # Errors
    /// [`Status::NoCard`] without a card.
    pub fn connect(&self) -> Result<VirtualLink> {
        let mut state = self.state();
        if state.inserted.is_none() {
            return Err(Error::new(Status::NoCard));
        }
        state.links = state.links.saturating_add(1);
        let (id, insertion, resets) = (state.links, state.insertions, state.resets);
        drop(state);
        Ok(VirtualLink::new(self.clone(), id, insertion, resets))
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        self.0.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Called when a transaction has ended or the card is gone.
    pub(super) fn tell_who_waits(&self) {
        self.0.freed.notify_all();
    }

    /// The state, once no link other than `id` holds a transaction.
    pub(super) fn turn_of(&self, id: u64) -> Result<MutexGuard<'_, State>> {
        let mut state = self.state();
        let started = Instant::now();
        while state.holder.is_some_and(|holder| holder != id) {
            let left = state.patience.saturating_sub(started.elapsed());
            if left.is_zero() {
                return Err(Error::new(Status::CardBusy));
            }
            let waited = self.0.freed.wait_timeout(state, left);
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
        Ok(state)
    }

    /// Ends the transaction of the link `id`, if it holds one.
    pub(super) fn release(&self, id: u64) -> bool {
        let mut state = self.state();
        let held = state.holder == Some(id);
        if held {
            state.holder = None;
            self.tell_who_waits();
        }
        held
    }
}

impl State {
    /// Removes the card, and with it the transaction.
    pub(super) fn take_out(&mut self) {
        if let Some(mut card) = self.inserted.take() {
            card.power_off();
            self.in_hand = Some(card);
            self.holder = None;
        }
    }
}

impl fmt::Debug for VirtualReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VirtualReader").finish_non_exhaustive()
    }
}
