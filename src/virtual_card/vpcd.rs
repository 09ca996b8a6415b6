//! Inserts a virtual card into a real PC/SC service, through vpcd (`vsmartcard-vpcd`), whose reader
//! listens on a TCP port for its card.

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream, ToSocketAddrs};
use std::thread::JoinHandle;

use crate::virtual_card::card::VirtualCard;
use crate::virtual_card::fault::Carried;
use crate::virtual_card::reader::VirtualReader;

/// The port of vpcd's first reader.
pub const DEFAULT_PORT: u16 = 35_963;

/// A card in vpcd's reader. Dropping it removes the card.
///
/// A card can be in only one reader at a time: do not insert it twice, nor use links of its
/// [`VirtualReader`] at the same time.
#[derive(Debug)]
pub struct Plug {
    stream: TcpStream,
    /// Serves the reader until the connection ends.
    thread: Option<JoinHandle<()>>,
}

impl Plug {
    /// Inserts the card of `reader` into the vpcd reader at `address`. PC/SC
    /// sees it half a second later.
    ///
    /// # Errors
    /// [`io::ErrorKind::NotFound`] if `reader` has had no card; otherwise any error of the
    /// connection.
    pub fn connect(address: impl ToSocketAddrs, reader: VirtualReader) -> io::Result<Self> {
        let stream = TcpStream::connect(address)?;
        stream.set_nodelay(true)?;
        reader
            .with_card(VirtualCard::power_off)
            .ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no card to insert"))?;
        let served = stream.try_clone()?;
        let serve = move || {
            // Whatever the result, the card is out of the reader.
            let _ = serve(&served, &reader);
            // The other end notices it, although the plug keeps its half of the connection.
            let _ = served.shutdown(Shutdown::Both);
            reader.with_card(VirtualCard::power_off);
        };
        let thread = std::thread::Builder::new().name("virtual card".into()).spawn(serve)?;
        Ok(Self { stream, thread: Some(thread) })
    }

    /// Whether the reader is still there.
    #[must_use]
    pub fn is_connected(&self) -> bool {
        self.thread.as_ref().is_some_and(|thread| !thread.is_finished())
    }

    /// Removes the card: it loses power. It may be connected again.
    pub fn leave(self) {
        drop(self);
    }
}

impl Drop for Plug {
    fn drop(&mut self) {
        // An error means that the connection has ended already.
        let _ = self.stream.shutdown(Shutdown::Both);
        if let Some(thread) = self.thread.take() {
            // It cannot panic; if it did, the card would still be removed.
            let _ = thread.join();
        }
    }
}

/// Answers the reader until it closes the connection. Each message is a two-byte big-endian length
/// and a payload; a single byte is a control message.
fn serve(mut stream: &TcpStream, reader: &VirtualReader) -> io::Result<()> {
    let gone = || io::Error::from(io::ErrorKind::NotFound);
    loop {
        let mut length = [0; 2];
        receive(stream, &mut length)?;
        let mut message = vec![0; usize::from(u16::from_be_bytes(length))];
        receive(stream, &mut message)?;
        let answer = match message.as_slice() {
            [] | [0x00 | 0x01 | 0x02 | 0x04] => {
                reader.with_card(|card| control(card, &message)).ok_or_else(gone)?
            }
            command => match carry(reader, command) {
                Some(answer) => Some(answer),
                // The card leaves the reader.
                None => return Ok(()),
            },
        };
        if let Some(answer) = answer {
            let length = u16::try_from(answer.len()).map_err(io::Error::other)?;
            // In one write, so that the other end does not wait for the second half.
            stream.write_all(&[&length.to_be_bytes(), answer.as_slice()].concat())?;
        }
    }
}

/// Executes a control message from the reader; returns the reply, if any.
fn control(card: &mut VirtualCard, message: &[u8]) -> Option<Vec<u8>> {
    match message {
        [0x00] => card.power_off(),
        [0x01] => card.power_on(),
        [0x02] => card.reset(),
        [0x04] => return Some(card.atr().to_vec()),
        _ => {}
    }
    None
}

/// The answer to a command, with planned faults as far as this reader can represent them; `None` if
/// the card leaves the reader.
fn carry(reader: &VirtualReader, command: &[u8]) -> Option<Vec<u8>> {
    let mut state = reader.state();
    let without_power = !state.card()?.is_powered();
    let answer = match state.carry(command) {
        Carried::Answer(answer, time) => {
            drop(state);
            std::thread::sleep(time);
            answer
        }
        // The reader does not notice the reset.
        Carried::Reset(Some(answer)) => answer,
        Carried::Reset(None) => state.ask(command),
        Carried::Removed | Carried::Failed => return None,
    };
    // An empty answer would keep pcscd waiting, so the card leaves instead; only a card without
    // power has no other answer.
    (without_power || !answer.is_empty()).then_some(answer)
}

/// Fills `bytes`. vpcd writes length and payload separately and waits for the first to be
/// acknowledged, which Linux would delay by 40 ms.
fn receive(mut stream: &TcpStream, bytes: &mut [u8]) -> io::Result<()> {
    #[cfg(target_os = "linux")]
    rustix::net::sockopt::set_tcp_quickack(stream, true)?;
    stream.read_exact(bytes)
}
