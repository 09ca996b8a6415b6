//! Command APDUs as parsed by the card (ISO 7816-4, 5.1), short and extended.

/// A command as received. It borrows the bytes: a PIN is never copied.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Command<'a> {
    pub(super) class: u8,
    pub(super) instruction: u8,
    pub(super) p1: u8,
    pub(super) p2: u8,
    pub(super) data: &'a [u8],
    /// Ne in bytes: 256 for a short `00`, 65,536 for an extended `0000`.
    pub(super) expected: Option<usize>,
    /// Lc or Le is in extended form.
    pub(super) extended: bool,
}

impl<'a> Command<'a> {
    /// Parses a command; `None` if its length fits none of the four cases.
    pub(super) fn parse(bytes: &'a [u8]) -> Option<Self> {
        let (&[class, instruction, p1, p2], body) = bytes.split_first_chunk::<4>()?;
        let (data, expected, extended): (&[u8], _, _) = match body {
            [] => (&[], None, false),
            [le] => (&[], Some(short_length(*le)), false),
            [0, high, low] => (&[], Some(extended_length([*high, *low])), true),
            [0, high, low, rest @ ..] => {
                let (data, le) = split_data(rest, usize::from(u16::from_be_bytes([*high, *low])))?;
                let expected = match le {
                    [] => None,
                    [high, low] => Some(extended_length([*high, *low])),
                    _ => return None,
                };
                (data, expected, true)
            }
            [lc, rest @ ..] => {
                let (data, le) = split_data(rest, usize::from(*lc))?;
                let expected = match le {
                    [] => None,
                    [le] => Some(short_length(*le)),
                    _ => return None,
                };
                (data, expected, false)
            }
        };
        Some(Self { class, instruction, p1, p2, data, expected, extended })
    }
}

/// Lc bytes of data and what follows; Lc is never 0.
fn split_data(bytes: &[u8], length: usize) -> Option<(&[u8], &[u8])> {
    match length {
        0 => None,
        _ => bytes.split_at_checked(length),
    }
}

fn short_length(le: u8) -> usize {
    match le {
        0 => 256,
        _ => usize::from(le),
    }
}

fn extended_length(le: [u8; 2]) -> usize {
    match u16::from_be_bytes(le) {
        0 => 65_536,
        length => usize::from(length),
    }
}

#[cfg(test)]
mod tests;
