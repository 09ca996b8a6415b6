//! The table behind the opaque pointers that C holds.
//!
//! A handle is a number that is looked up and never dereferenced, so a null,
//! freed, foreign or made-up one is an error and not undefined behaviour. The
//! numbers start at random, are odd (no real pointer to an object is) and are
//! not used twice.

use std::any::Any;
use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};
use std::sync::{Arc, Mutex, PoisonError};

use crate::error::{Error, Result};
use crate::status::Status;

type Object = Arc<dyn Any + Send + Sync>;

struct Table {
    objects: HashMap<usize, Object>,
    next: usize,
}

static TABLE: Mutex<Option<Table>> = Mutex::new(None);

fn with_table<R>(work: impl FnOnce(&mut Table) -> R) -> R {
    let mut table = TABLE.lock().unwrap_or_else(PoisonError::into_inner);
    work(table.get_or_insert_with(|| Table {
        objects: HashMap::new(),
        // Truncated on purpose where pointers are shorter.
        next: RandomState::new().hash_one("jpkicard") as usize | 1,
    }))
}

/// Makes a handle for `object`. `C` is the opaque type that C sees.
pub(super) fn open<C, T: Any + Send + Sync>(object: T) -> *mut C {
    let object: Object = Arc::new(object);
    let number = with_table(|table| {
        while table.objects.contains_key(&table.next) {
            table.next = table.next.wrapping_add(2);
        }
        let number = table.next;
        table.next = number.wrapping_add(2);
        table.objects.insert(number, object);
        number
    });
    std::ptr::without_provenance_mut(number)
}

/// Finds the object behind a handle, which stays alive for as long as it is
/// used even if another thread frees the handle.
pub(super) fn find<C, T: Any + Send + Sync>(handle: *const C) -> Result<Arc<T>> {
    with_table(|table| table.objects.get(&handle.addr()).cloned())
        .and_then(|object| object.downcast().ok())
        .ok_or(Error::new(Status::Handle))
}

/// Ends a handle; one that is not open, or of another kind, is left alone.
pub(super) fn close<C, T: Any + Send + Sync>(handle: *mut C) {
    let closed = with_table(|table| match table.objects.get(&handle.addr()) {
        Some(object) if object.is::<T>() => table.objects.remove(&handle.addr()),
        _ => None,
    });
    // Dropped after the table was released: an object's end may call back.
    drop(closed);
}

#[cfg(test)]
mod tests {
    use super::*;

    enum Opaque {}

    #[test]
    fn a_handle_lives_until_it_is_closed_and_has_one_kind() {
        let handle: *mut Opaque = open(7_u32);
        assert_eq!(find::<_, u32>(handle).ok().as_deref(), Some(&7));
        assert!(find::<_, u64>(handle).is_err());
        close::<_, u64>(handle);
        let held = find::<_, u32>(handle).unwrap();
        close::<_, u32>(handle);
        close::<_, u32>(handle);
        assert_eq!(find::<_, u32>(handle).unwrap_err().status(), Status::Handle);
        assert_eq!(*held, 7);
        assert!(find::<Opaque, u32>(std::ptr::null()).is_err());
    }
}
