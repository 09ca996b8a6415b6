//! Whether the card is still the one that was read from.

use crate::card::{ElementaryFile, Exclusive, Extent};
use crate::error::{Error, Result};
use crate::status::Status;
use crate::transport::Transport;

/// What was seen of the card in this session and tells it from others.
pub(super) struct Identity {
    identifying: &'static [(ElementaryFile, usize)],
    seen: Vec<Seen>,
}

struct Seen {
    file: ElementaryFile,
    start: Vec<u8>,
    /// It was read without the PIN, as a phone does not let one read its certificate.
    is_free: bool,
}

impl Identity {
    /// Nothing is seen yet; these files, and so many bytes of each, will tell.
    pub(super) fn new(identifying: &'static [(ElementaryFile, usize)]) -> Self {
        Self { identifying, seen: Vec::new() }
    }

    /// Takes note of a file that was read, `freely` or after the PIN, or that the caller
    /// knows, if it is one that tells.
    pub(super) fn note(&mut self, file: ElementaryFile, content: &[u8], freely: bool) {
        let Some((_, length)) = self.identifying.iter().find(|(known, _)| *known == file) else {
            return;
        };
        let start = content.get(..*length).unwrap_or(content).to_vec();
        match self.seen.iter_mut().find(|seen| seen.file == file) {
            Some(seen) => {
                seen.start = start;
                seen.is_free |= freely;
            }
            None => self.seen.push(Seen { file, start, is_free: freely }),
        }
    }

    /// Reads what was seen again: one command a file.
    ///
    /// # Errors
    /// `CardExchanged` if it is not the same; those of the transport.
    pub(super) fn check<T: Transport>(&self, card: &mut Exclusive<'_, T>) -> Result<()> {
        let known =
            |(file, _): &(ElementaryFile, usize)| self.seen.iter().find(|seen| seen.file == *file);
        for seen in self.identifying.iter().filter_map(known) {
            let same = match card.read_file(seen.file, Extent::Bytes(seen.start.len())) {
                Ok(content) => content == seen.start,
                // The caller knew it, or it was read after the PIN: a phone hides it now.
                Err(error) if error.status() == Status::PinRequired && !seen.is_free => true,
                // What was there before and is not now, is not on this card.
                Err(error) if error.status_word().is_some() => false,
                Err(error) => return Err(error),
            };
            if !same {
                return Err(Error::new(Status::CardExchanged).with_detail(seen.file.name));
            }
        }
        Ok(())
    }
}

impl std::fmt::Debug for Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Identity(..)")
    }
}
