//! Whether the card is still the one that was read from.

use crate::app::jpki::files;
use crate::card::{ElementaryFile, Exclusive, Extent};
use crate::error::{Error, Result};
use crate::status::Status;
use crate::transport::Transport;

/// How much of a certificate tells it from every other: issuer, serial number and
/// validity, and most cards give that much in one command.
const CERTIFICATE_START: usize = 256;

/// What was seen of the card in this session and tells it from others. The token
/// information tells a kind of token at least; the start of the certificate, which a
/// phone hides before the PIN, tells the holder.
#[derive(Default)]
pub(super) struct Identity {
    token_information: Option<Vec<u8>>,
    certificate_start: Option<Vec<u8>>,
    /// The certificate was read without the PIN, as a phone does not let one.
    certificate_is_free: bool,
}

impl Identity {
    /// Takes note of a file that was read, `freely` or after the PIN, or that the caller
    /// knows.
    pub(super) fn note(&mut self, file: ElementaryFile, content: &[u8], freely: bool) {
        if file == files::TOKEN_INFORMATION {
            self.token_information = Some(content.to_vec());
        } else if file == files::AUTHENTICATION_CERTIFICATE {
            let start = content.get(..CERTIFICATE_START).unwrap_or(content);
            self.certificate_start = Some(start.to_vec());
            self.certificate_is_free |= freely;
        }
    }

    /// Reads what was seen again: one command a file.
    ///
    /// # Errors
    /// `CardExchanged` if it is not the same; those of the transport.
    pub(super) fn check<T: Transport>(&self, card: &mut Exclusive<'_, T>) -> Result<()> {
        for (file, seen) in [
            (files::TOKEN_INFORMATION, &self.token_information),
            (files::AUTHENTICATION_CERTIFICATE, &self.certificate_start),
        ] {
            let Some(seen) = seen else { continue };
            let same = match card.read_file(file, Extent::Bytes(seen.len())) {
                Ok(content) => content == *seen,
                // The caller knew it, or it was read after the PIN: a phone hides it now.
                Err(error)
                    if error.status() == Status::PinRequired && !self.certificate_is_free =>
                {
                    true
                }
                // What was there before and is not now, is not on this card.
                Err(error) if error.status_word().is_some() => false,
                Err(error) => return Err(error),
            };
            if !same {
                return Err(Error::new(Status::CardExchanged).with_detail(file.name));
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
