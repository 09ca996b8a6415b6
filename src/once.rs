//! Values that are computed on first use.

use std::sync::OnceLock;

/// The value in `cell`, computed first if necessary. It is computed outside the cell: no thread
/// waits for another to compute it, and a child of `fork` does not wait for a thread that it does
/// not have.
pub(crate) fn get_or_make<T>(cell: &OnceLock<T>, make: impl FnOnce() -> T) -> &T {
    match cell.get() {
        Some(value) => value,
        None => {
            let made = make();
            cell.get_or_init(|| made)
        }
    }
}
