//! Values that are made when they are first needed.

use std::sync::OnceLock;

/// What `cell` holds, made first if need be. It is made outside of the cell: no thread waits
/// for another that makes it, and a child of `fork` not for a thread that it does not have.
pub(crate) fn get_or_make<T>(cell: &OnceLock<T>, make: impl FnOnce() -> T) -> &T {
    match cell.get() {
        Some(value) => value,
        None => {
            let made = make();
            cell.get_or_init(|| made)
        }
    }
}
