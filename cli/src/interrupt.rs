//! Ctrl-C and SIGTERM: a wait ends, and an operation with the card goes on until its key is locked.

use std::io::Write;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, OnceLock, PoisonError};

use jpkicard::pcsc::Cancellation;

use crate::exit_code::ExitCode;
use crate::failure::{Failure, Result};

static INTERRUPTED: AtomicBool = AtomicBool::new(false);
static CANCELLATION: OnceLock<Cancellation> = OnceLock::new();
/// What an interrupt at a prompt prints: the JSON of a program that waits for one.
static LAST_WORDS: OnceLock<String> = OnceLock::new();
/// What an interrupt does while somebody is asked for something: no card is in use then.
static AT_A_PROMPT: Mutex<Option<Prompt>> = Mutex::new(None);

/// How the terminal was before a PIN was asked for without echo.
struct Prompt {
    #[cfg(unix)]
    terminal: Option<(std::fs::File, rustix::termios::Termios)>,
}

/// Takes the signals from here on.
pub(crate) fn handle(last_words: String) {
    CANCELLATION.get_or_init(Cancellation::new);
    LAST_WORDS.get_or_init(|| last_words);
    // Without it the signal ends the program at once, as it does by default; the library's next
    // caller finds the key and locks it.
    let _ = ctrlc::set_handler(|| {
        INTERRUPTED.store(true, Ordering::SeqCst);
        let prompt = AT_A_PROMPT.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(prompt) = prompt {
            prompt.restore();
            let words = LAST_WORDS.get().map(String::as_bytes).unwrap_or_default();
            let _ = std::io::stdout().write_all(words);
            std::process::exit(ExitCode::INTERRUPTED.code.into());
        }
        cancellation().cancel();
    });
}

/// Cancelled by an interrupt.
pub(crate) fn cancellation() -> &'static Cancellation {
    CANCELLATION.get_or_init(Cancellation::new)
}

/// # Errors
/// `Interrupted` once there was an interrupt.
pub(crate) fn check() -> Result<()> {
    if INTERRUPTED.load(Ordering::SeqCst) { Err(Failure::Interrupted) } else { Ok(()) }
}

/// Runs what sends a secret to the card: not after an interrupt, and what an interrupt came into is
/// not used, although it is done and the key locked. A failure is reported all the same: a try may be
/// spent, or the key not locked.
///
/// # Errors
/// `Interrupted`; those of the call.
pub(crate) fn uninterrupted<R>(call: impl FnOnce() -> jpkicard::Result<R>) -> Result<R> {
    check()?;
    let done = call()?;
    check()?;
    Ok(done)
}

/// Asks somebody at the terminal: an interrupt ends the program meanwhile, and restores the echo.
pub(crate) fn at_a_prompt<R>(ask: impl FnOnce() -> R) -> Result<R> {
    let set = |prompt| {
        *AT_A_PROMPT.lock().unwrap_or_else(PoisonError::into_inner) = prompt;
    };
    // Checked afterwards: an interrupt before it has been noted by now, and a later one ends the
    // program.
    set(Some(Prompt::of_now()));
    let answer = check().map(|()| ask());
    set(None);
    check()?;
    answer
}

#[cfg(unix)]
impl Prompt {
    fn of_now() -> Self {
        let terminal = std::fs::File::open("/dev/tty").ok().and_then(|terminal| {
            let settings = rustix::termios::tcgetattr(&terminal).ok()?;
            Some((terminal, settings))
        });
        Self { terminal }
    }

    fn restore(self) {
        if let Some((terminal, settings)) = self.terminal {
            let now = rustix::termios::OptionalActions::Now;
            let _ = rustix::termios::tcsetattr(terminal, now, &settings);
        }
    }
}

#[cfg(not(unix))]
impl Prompt {
    const fn of_now() -> Self {
        Self {}
    }

    const fn restore(self) {}
}
