//! A smart card reader on a serial line, simulated on a pty for Debian's CCID driver
//! (`libccidtwin.so`, package libccid): the reader takes CCID messages and transfers T=1 blocks
//! (TPDU level), so that the driver's own T=1 implementation is tested too. It contains the virtual
//! card.
//!
//! | file | purpose |
//! |---|---|
//! | `pty.rs` | the line: bytes, both ways |
//! | `ccid.rs` | frames of the line, CCID messages in them |
//! | `t1.rs` | the card's side of T=1 |
//! | `faults.rs` | what goes wrong below the APDU, and at which block |
//! | `reader.rs` | the reader: power, presence, and what happens at each block |
//! | `desk.rs` | a pcscd with such readers, and a program's way to them |

pub mod ccid;
pub mod desk;
pub mod faults;
pub mod pty;
pub mod reader;
pub mod t1;
