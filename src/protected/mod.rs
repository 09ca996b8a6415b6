//! Memory for secrets: wiped when it is let go of, and until then kept out of what
//! outlives the process, as far as the platform can.
//!
//! | | swap | core dump | child of `fork` |
//! |---|---|---|---|
//! | Linux | `mlock` | `MADV_DONTDUMP` | `MADV_WIPEONFORK`: finds zeros |
//! | other Unix | `mlock` | | |
//! | Windows | `VirtualLock` | | no such call |
//!
//! Each secret has pages of its own, since all of this holds for whole pages: on the
//! heap's it would hold for other data too, and end with the first of two secrets.
//!
//! None of it can fail: a page that may not be locked (`RLIMIT_MEMLOCK`, the working
//! set) is used unlocked, and without any page the secret goes to the heap. It is wiped
//! in each case.
//!
//! Windows' `WerRegisterExcludedMemoryBlock` is not used: it makes the reports of one
//! service smaller and is not meant for secrets, whoever else writes a dump does not heed
//! it, and Windows has it from version 1703 only. A dump taken on Windows while a secret
//! lives may hold it.

#[cfg_attr(unix, path = "unix.rs")]
#[cfg_attr(windows, path = "windows.rs")]
#[cfg_attr(not(any(unix, windows)), path = "none.rs")]
mod page;

use std::ops::Deref;

use zeroize::Zeroize;

use crate::protected::page::Pages;

/// A secret. Its length does not change, so that it is never copied to grow.
pub(crate) struct Protected(Place);

enum Place {
    Pages(Pages),
    Heap(Box<[u8]>),
}

impl Protected {
    /// One copy of `parts`, one after the other, made where it stays.
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
    /// Room for secrets that come later: `length` zeros.
    #[cfg(feature = "pcsc")]
    pub(crate) fn zeroed(length: usize) -> Self {
        Self(Pages::zeroed(length).map_or_else(|| Place::heap(length), Place::Pages))
    }

    /// The bytes, to be written.
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
    /// Makes the small ASCII letters capitals, in place.
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
mod tests {
    use super::*;

    #[test]
    fn the_parts_in_order() {
        let long = [7; 5000];
        let cases: [&[&[u8]]; 4] = [&[], &[b""], &[b"12", b"", b"345"], &[&long, b"8"]];
        for parts in cases {
            assert_eq!(&*Protected::concat(parts), parts.concat());
        }
    }

    /// Where there are no pages: nothing to map for no bytes, and too much.
    #[test]
    fn without_pages_the_heap() {
        assert!(Pages::zeroed(0).is_none());
        assert!(Pages::zeroed(usize::MAX / 2).is_none());
        assert!(Pages::zeroed(4).is_some_and(|pages| pages.as_slice() == [0; 4]));
        let mut place = Place::heap(4);
        place.as_mut_slice().copy_from_slice(b"7391");
        assert_eq!(place.as_slice(), b"7391");
    }

    #[test]
    fn a_clone_is_a_copy_of_its_own() {
        let secret = Protected::concat(&[b"7391"]);
        let copy = secret.clone();
        assert_ne!(secret.as_ptr(), copy.as_ptr());
        drop(secret);
        assert_eq!(&*copy, b"7391");
    }
}
