//! Certificate verification, compared with openssl, for authorities made with openssl and those of
//! the virtual card.
#![cfg(all(feature = "trust", feature = "virtual-card", feature = "capi"))]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![allow(clippy::panic, clippy::arithmetic_side_effects, missing_docs)]
#![allow(unreachable_pub, reason = "shared between the files of one test")]

mod authority;
mod bounds;
mod c_face;
mod chain;
mod crl;
#[cfg(target_os = "linux")]
mod differential;
mod judged;
mod malformed;
mod mutation;
#[allow(dead_code, reason = "each test takes what it needs")]
#[path = "../support/namespace.rs"]
mod namespace;
mod ocsp;
#[allow(dead_code, reason = "each test takes what it needs")]
#[path = "../support/openssl.rs"]
mod openssl;
#[cfg(target_os = "linux")]
#[path = "../support/openssl_judge.rs"]
mod openssl_judge;
mod other_names;
#[path = "../support/peak.rs"]
mod peak;
mod policies;
mod relying_party;
mod seeds;
mod virtual_card;

#[global_allocator]
static ALLOCATOR: peak::Peak = peak::Peak;
