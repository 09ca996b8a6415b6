//! Everything between `C_Initialize` and `C_Finalize`, and the process it belongs to.
//!
//! A child of `fork` has its parent's memory, with locks that may be held by a thread that it does
//! not have. So nothing of the parent's is touched: the child begins with an uninitialized module of
//! its own. The parent's PINs are not in its memory on Linux, and cannot be reached elsewhere.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cryptoki_sys::*;
use jpkicard::internal::process::PerProcess;

use crate::configuration::Configuration;
use crate::failure::Outcome;
use crate::journal;
use crate::reader::Readers;
use crate::session::Sessions;
use crate::source::{Pcsc, Source};

/// An initialized module.
pub(crate) struct Module {
    pub(crate) configuration: Configuration,
    pub(crate) readers: Readers,
    pub(crate) sessions: Sessions,
}

/// The module of this process.
fn here() -> MutexGuard<'static, Option<Arc<Module>>> {
    static MODULE: PerProcess<Mutex<Option<Arc<Module>>>> = PerProcess::new();
    let module = MODULE.get(|_parents| Mutex::new(None));
    module.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The initialized module.
///
/// # Errors
/// `CKR_CRYPTOKI_NOT_INITIALIZED`.
pub(crate) fn current() -> Outcome<Arc<Module>> {
    let module = here().as_ref().map(Arc::clone);
    module.ok_or_else(|| CKR_CRYPTOKI_NOT_INITIALIZED.into())
}

/// # Errors
/// `CKR_CRYPTOKI_ALREADY_INITIALIZED`.
pub(crate) fn initialize() -> Outcome {
    let configuration = Configuration::read();
    let source =
        |configuration: &Configuration| -> Box<dyn Source> { Box::new(Pcsc::new(configuration)) };
    initialize_with(configuration, source)
}

fn initialize_with(
    configuration: Configuration,
    source: impl FnOnce(&Configuration) -> Box<dyn Source>,
) -> Outcome {
    jpkicard::internal::loaded::keep_loaded();
    let mut module = here();
    if module.is_some() {
        return Err(CKR_CRYPTOKI_ALREADY_INITIALIZED.into());
    }
    journal::open(&configuration);
    let readers = Readers::new(source(&configuration), &configuration);
    *module = Some(Arc::new(Module { configuration, readers, sessions: Sessions::default() }));
    Ok(())
}

/// Wipes every PIN, and ends every wait. A call that is in progress ends by itself.
///
/// # Errors
/// `CKR_CRYPTOKI_NOT_INITIALIZED`.
pub(crate) fn finalize() -> Outcome {
    let module = here().take();
    let module = module.ok_or(CKR_CRYPTOKI_NOT_INITIALIZED)?;
    module.readers.close();
    Ok(())
}

/// Initializes the module with a reader inside this process.
///
/// # Errors
/// As `C_Initialize`.
#[cfg(feature = "virtual-card")]
#[doc(hidden)]
pub fn initialize_with_reader(reader: &jpkicard::virtual_card::VirtualReader) -> CK_RV {
    let source = crate::source::Embedded::new(reader);
    let outcome = initialize_with(Configuration::default(), |_| Box::new(source));
    outcome.map_or_else(|failure| failure.value, |()| CKR_OK)
}
