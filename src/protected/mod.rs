//! Memory for secrets: wiped when released, and until then kept out of anything that outlives the
//! process, as far as the platform supports it.
//!
//! | | swap | core dump | child of `fork` |
//! |---|---|---|---|
//! | Linux | `mlock` | `MADV_DONTDUMP` | `MADV_WIPEONFORK`: finds zeros |
//! | other Unix | `mlock` | | |
//! | Windows | `VirtualLock` | | no such call |
//!
//! Each secret has its own pages, because all of this applies to whole pages: on heap pages it
//! would affect other data too, and end with the first of two secrets.
//!
//! None of it can fail: a page that may not be locked (`RLIMIT_MEMLOCK`, working set limit) is used
//! unlocked, and if no page can be had, the secret goes to the heap. It is wiped in any case.
//!
//! Windows' `WerRegisterExcludedMemoryBlock` is not used: it only makes the reports of one service
//! smaller and is not meant for secrets, other programs that write dumps ignore it, and it requires
//! Windows 10 version 1703. A dump taken on Windows while a secret exists may contain it.

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
#[cfg_attr(not(any(unix, windows)), path = "none.rs")]
mod page;

use std::ops::Deref;

use zeroize::Zeroize;

use crate::protected::page::Pages;

/// A secret. Its length never changes, so it is never copied in order to grow.
pub(crate) struct Protected(Place);

enum Place {
    Pages(Pages),
    Heap(Box<[u8]>),
}

impl Protected {
    /// A single copy of the concatenated `parts`, made directly in its final place.
    pub(crate) fn concat(parts: &[&[u8]]) -> Self {
        let length = parts.iter().fold(0_usize, |sum, part| sum.saturating_add(part.len()));
        let place = Pages::zeroed(length).map_or_else(|| Place::heap(length), Place::Pages);
        let mut secret = Self(place);
        let mut room = secret.0.as_mut_slice();
        for part in parts {
            let Some((start, rest)) = room.split_at_mut_checked(part.len()) else { break };
            start.copy_from_slice(part);
            room = rest;
        }
        secret
    }
}

impl Protected {
    /// Memory for later secrets: `length` zeros.
    #[cfg(feature = "pcsc")]
    pub(crate) fn zeroed(length: usize) -> Self {
        Self(Pages::zeroed(length).map_or_else(|| Place::heap(length), Place::Pages))
    }

    /// The bytes, for writing.
    #[cfg(feature = "pcsc")]
    pub(crate) fn as_mut_slice(&mut self) -> &mut [u8] {
        self.0.as_mut_slice()
    }
}

impl Place {
    fn heap(length: usize) -> Self {
        Self::Heap(vec![0; length].into_boxed_slice())
    }

    fn as_slice(&self) -> &[u8] {
        match self {
            Self::Pages(pages) => pages.as_slice(),
            Self::Heap(bytes) => bytes,
        }
    }

    fn as_mut_slice(&mut self) -> &mut [u8] {
        match self {
            Self::Pages(pages) => pages.as_mut_slice(),
            Self::Heap(bytes) => bytes,
        }
    }
}

impl Deref for Protected {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        self.0.as_slice()
    }
}

impl Protected {
    /// Converts ASCII letters to upper case, in place.
    pub(crate) fn make_ascii_uppercase(&mut self) {
        self.0.as_mut_slice().make_ascii_uppercase();
    }
}

impl Clone for Protected {
    fn clone(&self) -> Self {
        Self::concat(&[self])
    }
}

impl Drop for Protected {
    fn drop(&mut self) {
        self.0.as_mut_slice().zeroize();
    }
}

#[cfg(test)]
mod tests;
