//! A PKCS #11 module for Japan's Individual Number Card (マイナンバーカード): `libjpkicard-pkcs11.so`,
//! `jpkicard-pkcs11.dll`. It reads a card's certificates once an insertion, and signs with the
//! user-authentication key (利用者証明用電子証明書) and the signature key (署名用電子証明書).
//!
//! # The rule
//!
//! `C_Login` verifies the PIN once and locks the key again. The PIN is kept in protected memory and
//! bound to the card, until `C_Logout`, `C_Finalize`, the card's removal or reset, `fork`, or the
//! idle limit. Each `C_Sign` is one transaction: SELECT, compare the card, VERIFY, sign, leave. No
//! other program can sign in between; anything that goes wrong drops the PIN.
//!
//! # Modules, lowest layer first; each uses only modules above it, or before it in its row
//!
//! | module | contents |
//! |---|---|
//! | `failure` | return values, and what caused them |
//! | `memory` | the caller's memory, checked |
//! | `text` | text fields padded with spaces, numbers as attributes |
//! | `configuration`, `journal` | environment and file; the log |
//! | `fields` | the fields of a certificate as they are encoded |
//! | `mechanism` | what the keys do, and how a request is made of it |
//! | `object` | the objects of a token and their attributes |
//! | `contents` | what is read from a card, once an insertion |
//! | `login` | a PIN that the card accepted |
//! | `token` | one card in one reader |
//! | `source` | where readers come from |
//! | `reader` | readers and their slots |
//! | `session` | sessions and their operations |
//! | `module` | everything between `C_Initialize` and `C_Finalize` |
//! | `calls` | the functions, chapter by chapter |
//! | `interface` | the exported functions and their tables |

mod calls;
mod configuration;
mod contents;
mod failure;
mod fields;
mod interface;
mod journal;
mod login;
mod mechanism;
mod memory;
mod module;
mod object;
mod reader;
mod session;
mod source;
mod text;
mod token;

pub use interface::*;

#[cfg(feature = "virtual-card")]
#[doc(hidden)]
pub use module::initialize_with_reader;
