//! Real card readers, through PC/SC: pcscd and libpcsclite on Unix, the Smart
//! Card service and WinSCard on Windows.
//!
//! [`Context`] lists the readers and waits for a card; the [`PcscLink`] that it returns is a
//! [`Transport`](crate::transport::Transport) to that card. Its [`Monitor`] reports readers and
//! cards that come and go.
//!
//! ```no_run
//! use std::time::Duration;
//! use jpkicard::pcsc::{Context, WaitOptions};
//!
//! let context = Context::new();
//! for reader in context.readers()? {
//!     println!("{reader}: {:?}", context.reader_status(&reader)?.card);
//! }
//! let link = context.wait_for_card(&WaitOptions::new().timeout(Some(Duration::from_secs(30))))?;
//! println!("found in {}", link.reader_name());
//! # Ok::<(), jpkicard::Error>(())
//! ```

mod attempt;
mod backup;
mod cancel;
mod cancellation;
mod card_connection;
mod context;
mod doubt;
mod event;
mod failure;
#[cfg(unix)]
mod gate;
mod limits;
mod link;
mod monitor;
mod opening;
mod options;
mod plain_code;
mod probe;
mod process_list;
mod properties;
mod raw;
mod reader;
mod search;
mod searched_reader;
mod service;
mod service_connection;
mod socket;
mod state;
mod task;
mod watch;

pub use cancellation::Cancellation;
pub use context::Context;
pub use event::{CardKind, Event};
pub use link::PcscLink;
pub use monitor::{Events, Monitor};
pub use options::{MonitorOptions, ReaderChoice, WaitOptions};
pub use reader::{CardPresence, ReaderName, ReaderStatus};
