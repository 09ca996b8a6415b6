//! Readers and their slots: what is there, and what has changed.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use cryptoki_sys::*;
use jpkicard::pcsc::ReaderName;
use jpkicard::{Card, Status};

use crate::configuration::{Configuration, Slots};
use crate::failure::Outcome;
use crate::source::{Change, Source};
use crate::token::{Purpose, Token};

/// How long a card that could not be read is left alone at first, and at most; one of another kind
/// is left alone until it is removed.
const FIRST_REST: Duration = Duration::from_millis(500);
const LONGEST_REST: Duration = Duration::from_secs(8);

/// One reader.
pub(crate) struct Reader {
    pub(crate) name: ReaderName,
    number: CK_SLOT_ID,
    card: Mutex<Presence>,
}

/// What is in a reader.
enum Presence {
    /// No card, or no reader.
    Empty,
    /// A card that was not read, or could not be: not before then.
    Unread {
        again: Instant,
        rest: Duration,
    },
    /// A card of another kind.
    Foreign,
    Token(Arc<Token>),
}

impl Presence {
    fn inserted() -> Self {
        Self::Unread { again: Instant::now(), rest: FIRST_REST }
    }
}

/// A slot: one purpose of one reader.
#[derive(Clone)]
pub(crate) struct ReaderSlot {
    pub(crate) reader: Arc<Reader>,
    pub(crate) purpose: Purpose,
}

impl ReaderSlot {
    pub(crate) fn identifier(&self) -> CK_SLOT_ID {
        let within = match self.purpose {
            Purpose::Authentication => 0,
            Purpose::Signature => 1,
        };
        self.reader.number.saturating_mul(2).saturating_add(within)
    }
}

/// All readers that were seen since `C_Initialize`.
pub(crate) struct Readers {
    source: Box<dyn Source>,
    purposes: &'static [Purpose],
    table: Mutex<Table>,
    /// Held while changes are taken note of: they have an order.
    refreshing: Mutex<()>,
    /// How many cards were read.
    insertions: AtomicU32,
}

#[derive(Default)]
struct Table {
    readers: Vec<Arc<Reader>>,
    /// Which of them are connected.
    connected: Vec<ReaderName>,
    /// The slots that `C_GetSlotList` told last: their number must not change between two calls.
    told: Option<Vec<CK_SLOT_ID>>,
    /// Slots whose cards came or went since they were last reported.
    events: VecDeque<CK_SLOT_ID>,
    /// The state at the beginning is no event.
    has_begun: bool,
}

impl Readers {
    pub(crate) fn new(source: Box<dyn Source>, configuration: &Configuration) -> Self {
        let purposes: &[Purpose] = match configuration.slots {
            Slots::Both => &Purpose::ALL,
            Slots::Authentication => &[Purpose::Authentication],
            Slots::Signature => &[Purpose::Signature],
        };
        Self {
            source,
            purposes,
            table: Mutex::default(),
            refreshing: Mutex::default(),
            insertions: AtomicU32::new(1),
        }
    }

    fn table(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of what has changed. Sends nothing to a card.
    pub(crate) fn refresh(&self) {
        let _order = self.refreshing.lock().unwrap_or_else(PoisonError::into_inner);
        for change in self.source.changes() {
            let changed = self.table().apply(change, self.purposes);
            // Not with the table locked: the reader may be at work.
            if let Some((reader, presence)) = changed {
                reader.put(presence);
            }
        }
        self.table().has_begun = true;
    }

    /// The slots of the connected readers.
    pub(crate) fn slots(&self) -> Vec<ReaderSlot> {
        let table = self.table();
        let connected =
            table.readers.iter().filter(|reader| table.connected.contains(&reader.name));
        connected.flat_map(|reader| self.slots_of(reader)).collect()
    }

    fn slots_of<'a>(&'a self, reader: &'a Arc<Reader>) -> impl Iterator<Item = ReaderSlot> + 'a {
        let slot = |purpose: &Purpose| ReaderSlot { reader: Arc::clone(reader), purpose: *purpose };
        self.purposes.iter().map(slot)
    }

    /// The slot with this identifier, also of a reader that has left.
    ///
    /// # Errors
    /// `CKR_SLOT_ID_INVALID`.
    pub(crate) fn slot(&self, identifier: CK_SLOT_ID) -> Outcome<ReaderSlot> {
        let table = self.table();
        let found = table
            .readers
            .iter()
            .flat_map(|reader| self.slots_of(reader))
            .find(|slot| slot.identifier() == identifier);
        found.ok_or_else(|| CKR_SLOT_ID_INVALID.into())
    }

    /// The identifiers of the slots, as told to the caller: they change only when it asks how many
    /// there are (PKCS #11, `C_GetSlotList`).
    pub(crate) fn told(&self, asks_for_count: bool) -> Vec<ReaderSlot> {
        let now = self.slots();
        let mut table = self.table();
        if asks_for_count || table.told.is_none() {
            table.told = Some(now.iter().map(ReaderSlot::identifier).collect());
        }
        let told = table.told.clone().unwrap_or_default();
        let slots = table.readers.iter().flat_map(|reader| self.slots_of(reader));
        slots.filter(|slot| told.contains(&slot.identifier())).collect()
    }

    /// The card in the reader, which is read the first time; `None` if there is none that can be
    /// used.
    pub(crate) fn token(&self, reader: &Reader) -> Option<Arc<Token>> {
        let mut card = reader.card.lock().unwrap_or_else(PoisonError::into_inner);
        if matches!(&*card, Presence::Token(token) if token.is_gone()) {
            // The link found out before the monitor did, or the card was given up.
            *card = Presence::inserted();
        }
        let rest = match &*card {
            Presence::Token(token) => return Some(Arc::clone(token)),
            Presence::Unread { again, rest } if *again <= Instant::now() => *rest,
            Presence::Unread { .. } | Presence::Empty | Presence::Foreign => return None,
        };
        let read = self.source.connect(&reader.name).and_then(|link| {
            Token::read(self.insertions.fetch_add(1, Ordering::Relaxed), Card::new(link))
        });
        match read {
            Ok(token) => {
                let token = Arc::new(token);
                *card = Presence::Token(Arc::clone(&token));
                Some(token)
            }
            Err(error) => {
                *card = if error.status() == Status::NotIndividualNumberCard {
                    Presence::Foreign
                } else {
                    let again = Instant::now().checked_add(rest).unwrap_or_else(Instant::now);
                    Presence::Unread { again, rest: rest.saturating_mul(2).min(LONGEST_REST) }
                };
                crate::journal::failed("reading the card", &error.into());
                None
            }
        }
    }

    /// A slot whose card has come or gone since it was last reported.
    pub(crate) fn event(&self) -> Option<CK_SLOT_ID> {
        self.table().events.pop_front()
    }

    /// Waits until something may have changed; false once this is closed.
    pub(crate) fn wait(&self) -> bool {
        self.source.wait()
    }

    /// Ends every wait and every login.
    pub(crate) fn close(&self) {
        self.source.close();
        let readers = self.table().readers.clone();
        readers.iter().for_each(|reader| reader.put(Presence::Empty));
    }
}

impl Reader {
    /// Another card, or none, is in the reader.
    fn put(&self, presence: Presence) {
        let mut card = self.card.lock().unwrap_or_else(PoisonError::into_inner);
        if let Presence::Token(token) = &*card {
            token.lose();
        }
        *card = presence;
    }
}

impl Table {
    /// Takes note of a change. Returns what is in which reader from now on.
    fn apply(&mut self, change: Change, purposes: &[Purpose]) -> Option<(Arc<Reader>, Presence)> {
        let (name, presence) = match change {
            Change::Arrived(name) => {
                if self.reader(&name).is_none() {
                    let number = crate::memory::ulong(self.readers.len());
                    let card = Mutex::new(Presence::Empty);
                    self.readers.push(Arc::new(Reader { name: name.clone(), number, card }));
                }
                if !self.connected.contains(&name) {
                    self.connected.push(name);
                }
                return None;
            }
            // Its card was reported as removed before.
            Change::Left(name) => {
                self.connected.retain(|connected| *connected != name);
                return Some((self.reader(&name)?, Presence::Empty));
            }
            Change::Inserted(name) => (name, Presence::inserted()),
            Change::Removed(name) => (name, Presence::Empty),
        };
        let reader = self.reader(&name)?;
        for purpose in purposes.iter().filter(|_| self.has_begun) {
            let slot = ReaderSlot { reader: Arc::clone(&reader), purpose: *purpose }.identifier();
            if !self.events.contains(&slot) {
                self.events.push_back(slot);
            }
        }
        Some((reader, presence))
    }

    fn reader(&self, name: &ReaderName) -> Option<Arc<Reader>> {
        self.readers.iter().find(|reader| reader.name == *name).map(Arc::clone)
    }
}
