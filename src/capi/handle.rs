//! The table behind the opaque pointers that C holds.
//!
//! A handle is a number that is looked up and never dereferenced, so a NULL, freed, foreign or
//! made-up one is an error and not undefined behaviour. The numbers start at a random value, are
//! odd (no real pointer to an object is) and are never reused. A child of `fork` has its own table
//! and recognises its parent's numbers.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::ops::Deref;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

use crate::error::{Error, Result};
use crate::in_callback::CallbackGuard;
use crate::per_process::PerProcess;
use crate::status::Status;

type Object = Arc<dyn Any + Send + Sync>;

struct Entry {
    kind: TypeId,
    /// `None` while it is being dropped.
    object: Option<Object>,
    /// The number of calls that use it.
    users: usize,
    /// No new call can find it.
    closed: bool,
}

impl Entry {
    /// The object, if it is closed and no call uses it.
    fn take_if_done(&mut self) -> Option<Object> {
        if self.closed && self.users == 0 { self.object.take() } else { None }
    }
}

struct Table {
    entries: HashMap<usize, Entry>,
    next: usize,
}

/// The handles of one process.
struct Handles {
    table: Mutex<Table>,
    /// Notified whenever a closed object has been dropped.
    dropped: Condvar,
    first: usize,
    /// The same as in the table, readable without its lock.
    next: AtomicUsize,
    /// The numbers issued by its parents, as ranges from a first number to a next.
    inherited: Vec<(usize, usize)>,
}

impl Handles {
    fn new(parents: Option<&Self>) -> Self {
        // Deliberately truncated where pointers are shorter.
        let first = RandomState::new().hash_one("jpkicard") as usize | 1;
        let inherited = parents.map_or(Vec::new(), |parents| {
            let own = (parents.first, parents.next.load(Ordering::Acquire));
            parents.inherited.iter().copied().chain([own]).collect()
        });
        Self {
            table: Mutex::new(Table { entries: HashMap::new(), next: first }),
            dropped: Condvar::new(),
            first,
            next: AtomicUsize::new(first),
            inherited,
        }
    }

    fn lock(&self) -> MutexGuard<'_, Table> {
        self.table.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a parent issued the number.
    fn is_inherited(&self, number: usize) -> bool {
        let is_of =
            |&(first, next): &(usize, usize)| number.wrapping_sub(first) < next.wrapping_sub(first);
        number & 1 == 1 && self.inherited.iter().any(is_of)
    }
}

static HANDLES: PerProcess<Handles> = PerProcess::new();

fn handles() -> &'static Handles {
    HANDLES.get(Handles::new)
}

fn with_table<R>(work: impl FnOnce(&mut Table) -> R) -> R {
    work(&mut handles().lock())
}

/// Creates a handle for `object`. `C` is the opaque type that C sees.
pub(super) fn open<C, T: Any + Send + Sync>(object: T) -> *mut C {
    let kind = TypeId::of::<T>();
    let entry = Entry { kind, object: Some(Arc::new(object)), users: 0, closed: false };
    let handles = handles();
    let mut table = handles.lock();
    while table.entries.contains_key(&table.next) || handles.is_inherited(table.next) {
        table.next = table.next.wrapping_add(2);
    }
    let number = table.next;
    table.next = number.wrapping_add(2);
    handles.next.store(table.next, Ordering::Release);
    table.entries.insert(number, entry);
    drop(table);
    std::ptr::without_provenance_mut(number)
}

/// An object in use by one call: it stays alive during the call, even if another thread closes its
/// handle.
pub(super) struct Held<T> {
    object: Arc<T>,
    /// Declared after the object: when this is dropped, the call has released the object.
    _leaves: Leaves,
}

impl<T> Deref for Held<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.object
    }
}

/// One call's share of an object's user count.
struct Leaves(usize);

impl Drop for Leaves {
    fn drop(&mut self) {
        let done = with_table(|table| {
            let entry = table.entries.get_mut(&self.0)?;
            entry.users = entry.users.saturating_sub(1);
            entry.take_if_done()
        });
        drop_closed(self.0, done);
    }
}

/// Finds the object behind a handle.
pub(super) fn find<C, T: Any + Send + Sync>(handle: *const C) -> Result<Held<T>> {
    let number = handle.addr();
    let found = with_table(|table| {
        let entry = table.entries.get_mut(&number).filter(|entry| !entry.closed)?;
        let object = entry.object.clone()?.downcast().ok()?;
        entry.users = entry.users.saturating_add(1);
        Some(object)
    });
    let object = found.ok_or_else(|| {
        if handles().is_inherited(number) {
            Error::new(Status::Forked)
        } else {
            Error::new(Status::Handle)
        }
    })?;
    Ok(Held { object, _leaves: Leaves(number) })
}

/// Closes a handle; one that is not open, or of another kind, is ignored. A call that uses the
/// object finishes first, and is not waited for.
pub(super) fn close<C, T: Any + Send + Sync>(handle: *mut C) {
    let number = handle.addr();
    let done = with_table(|table| {
        let entry = table.entries.get_mut(&number)?;
        if entry.kind != TypeId::of::<T>() {
            return None;
        }
        entry.closed = true;
        entry.take_if_done()
    });
    drop_closed(number, done);
}

/// Like [`close`], but waits until every call that uses the object has returned and the object has
/// been dropped, even if another thread closed the handle before. `interrupt` must end those calls
/// that may take long.
///
/// In a callback it does not wait: the call that invoked the callback would wait for itself, and
/// two such calls for each other.
pub(super) fn close_and_wait<C, T: Any + Send + Sync>(handle: *mut C, interrupt: impl FnOnce(&T)) {
    let number = handle.addr();
    let object = find::<C, T>(handle);
    close::<C, T>(handle);
    if let Ok(object) = object {
        interrupt(&object);
    }
    if CallbackGuard::is_here() {
        return;
    }
    let is_being_closed = |table: &mut Table| {
        let entry = table.entries.get(&number);
        entry.is_some_and(|entry| entry.closed && entry.kind == TypeId::of::<T>())
    };
    let handles = handles();
    let waited = handles.dropped.wait_while(handles.lock(), is_being_closed);
    drop(waited.unwrap_or_else(PoisonError::into_inner));
}

/// Drops an object, outside the table's lock since its destructor may call back, and then forgets
/// its handle.
fn drop_closed(number: usize, object: Option<Object>) {
    let Some(object) = object else { return };
    // Other threads wait for it.
    let in_callback = CallbackGuard::begin();
    // Its transport belongs to the caller and may panic.
    let _ = catch_unwind(AssertUnwindSafe(|| drop(object)));
    drop(in_callback);
    with_table(|table| table.entries.remove(&number));
    handles().dropped.notify_all();
}

#[cfg(test)]
mod tests;
