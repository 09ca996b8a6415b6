//! For platforms without private pages: only the heap is used.

/// Never constructed.
pub(super) enum Pages {}

impl Pages {
    pub(super) fn zeroed(_length: usize) -> Option<Self> {
        None
    }

    pub(super) fn as_slice(&self) -> &[u8] {
        match *self {}
    }

    pub(super) fn as_mut_slice(&mut self) -> &mut [u8] {
        match *self {}
    }
}
