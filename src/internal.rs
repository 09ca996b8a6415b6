//! Doors for this project's own packages, tests, benches and fuzz targets. Not part of the public
//! API: anything here may change in any release.

pub mod apdu {
    //! Commands and responses.
    pub use crate::apdu::*;
}

#[cfg(feature = "capi")]
pub mod capi {
    //! The C functions, which the package `jpkicard-capi` exports.
    pub use crate::capi::*;
}

pub mod card {
    //! What an application's rules are made of: transactions, files and PINs.
    pub use crate::app::jpki::APPLICATION as JPKI;
    pub use crate::card::{Addressing, ApplicationIdentifier, ElementaryFile, Extent, Transaction};
}

pub mod loaded {
    //! The library that contains this code.
    pub use crate::loaded::keep_loaded;
}

pub mod process {
    //! Values that each process keeps for itself.
    pub use crate::per_process::PerProcess;
}

pub mod text {
    //! Text from outside, made safe to show.
    pub use crate::text::shown;
}

pub mod tlv {
    //! BER-TLV.
    pub use crate::tlv::*;
}
