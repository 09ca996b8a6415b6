//! The caller's memory for texts.

use std::ffi::c_char;

use crate::capi::argument::refused;
use crate::error::{Error, Result};
use crate::status::Status;

/// The caller's memory for a text and its NUL.
pub(super) struct TextOut<'a> {
    text: *mut c_char,
    size: usize,
    lifetime: std::marker::PhantomData<&'a mut c_char>,
}

impl TextOut<'_> {
    /// The caller's memory, set to the empty text; `None` if the caller passed none.
    ///
    /// # Safety
    /// `text` is NULL or points to `size` writable bytes, which need not be initialised.
    pub(super) unsafe fn cleared_if_given(text: *mut c_char, size: usize) -> Option<Self> {
        if text.is_null() || size == 0 {
            return None;
        }
        // SAFETY: as the caller of this function promises.
        unsafe { text.write(0) }
        Some(Self { text, size, lifetime: std::marker::PhantomData })
    }

    /// The caller's memory of at least `least` bytes, set to the empty text.
    ///
    /// # Safety
    /// As for [`cleared_if_given`](Self::cleared_if_given).
    pub(super) unsafe fn cleared(text: *mut c_char, size: usize, least: usize) -> Result<Self> {
        // SAFETY: as the caller of this function promises.
        let place = unsafe { Self::cleared_if_given(text, size) };
        place
            .filter(|_| size >= least)
            .ok_or_else(|| refused("the place for a text is null or too small"))
    }

    /// Stores as much of a text as fits, and a NUL.
    pub(super) fn put_cut(&mut self, text: &str) -> Result<()> {
        self.put(cut(text, self.size).as_bytes())
    }

    /// Stores a text and a NUL.
    pub(super) fn put(&mut self, text: &[u8]) -> Result<()> {
        if text.len() >= self.size {
            return Err(Error::new(Status::Internal).with_detail("a text is too long"));
        }
        // SAFETY: the memory has `size` bytes, as its owner promised, and the text and its NUL fit.
        unsafe {
            self.text.copy_from_nonoverlapping(text.as_ptr().cast(), text.len());
            self.text.add(text.len()).write(0);
        }
        Ok(())
    }
}

/// As much of a text as fits in `size` bytes with a NUL, without splitting a character.
pub(super) fn cut(text: &str, size: usize) -> &str {
    let most = size.saturating_sub(1).min(text.len());
    let end = (0..=most).rev().find(|end| text.is_char_boundary(*end));
    text.get(..end.unwrap_or(0)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
