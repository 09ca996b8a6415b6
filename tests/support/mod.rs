//! Code shared by several integration tests.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test stops where something is not as it must be"
)]
#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    unused_macros,
    reason = "each test file takes what it needs"
)]

pub mod bindings_generator;
pub mod c_program;
#[cfg(feature = "capi")]
pub mod c_transport;
pub mod card;
#[cfg(all(feature = "capi", feature = "pcsc"))]
pub mod desk;
pub mod exports;
pub mod fake_pcscd;
pub mod figure;
pub mod headers;
pub mod heap;
#[cfg(all(feature = "virtual-card", target_os = "linux"))]
pub mod hooked_card;
pub mod library;
#[cfg(target_os = "linux")]
pub mod memory;
pub mod misuse;
#[cfg(unix)]
pub mod namespace;
pub mod openssl;
pub mod pcscd;
pub mod pcscd_fault;
pub mod random;
#[cfg(feature = "virtual-card")]
pub mod recorder;
pub mod resources;
#[cfg(feature = "virtual-card")]
pub mod script;
pub mod subject;
#[cfg(all(feature = "virtual-card", feature = "pcsc", target_os = "linux"))]
pub mod twin;
