//! The stable numbers of everything that can go wrong, shared with the C side.
//!
//! A new one goes here, into `src/capi/status.rs` and into the table of
//! `docs/c-reference.md` (tests compare the three), and then
//! `JPKICARD_WRITE_HEADER=1 cargo test --all-features --test header` writes the header.

macro_rules! statuses {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $symbol:literal,
       $happened:literal, $meaning:literal;)+) => {
        /// What came of a call: 0 or a negative number that is never reused.
        ///
        /// The numbers are the `JPKI_*` constants of the C header.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        #[repr(i32)]
        pub enum Status { $($(#[$doc])* $name = $number,)+ }

        impl Status {
            /// Every status, in the order of the numbers.
            pub const ALL: &'static [Status] = &[$(Status::$name),+];

            /// The C constant's name, such as `JPKI_ERROR_PIN_WRONG`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Status::$name => $symbol,)+ }
            }

            /// The same name as a C text.
            #[cfg(feature = "capi")]
            pub(crate) const fn c_name(self) -> &'static std::ffi::CStr {
                match self {
                    $(Status::$name => match std::ffi::CStr::from_bytes_with_nul(
                        concat!($symbol, "\0").as_bytes(),
                    ) {
                        Ok(name) => name,
                        Err(_) => c"",
                    },)+
                }
            }

            /// What happened, in one English sentence without its full stop.
            #[must_use]
            pub const fn happened(self) -> &'static str {
                match self { $(Status::$name => $happened,)+ }
            }

            /// What it means for the person at the desk, and what was left untouched.
            #[must_use]
            pub const fn meaning(self) -> &'static str {
                match self { $(Status::$name => $meaning,)+ }
            }
        }
    };
}

statuses! {
    /// Done.
    Ok = 0, "JPKI_OK", "done", "nothing to do";

    // The program.
    /// A fault in the library itself.
    Internal = -1, "JPKI_ERROR_INTERNAL",
        "the library failed inside",
        "take the card off and put it back, which locks its key; ask how many PIN tries are left before another; report this to the library's authors";
    /// An argument is out of its range.
    Argument = -2, "JPKI_ERROR_ARGUMENT",
        "an argument of the call is not allowed",
        "the program needs correcting; the PIN was not sent and no try was spent";
    /// The handle is null, freed, or of another kind.
    Handle = -3, "JPKI_ERROR_HANDLE",
        "the handle is not one that is open",
        "the program needs correcting; nothing was sent to the card";
    /// The library was built without what the call needs.
    NotBuilt = -4, "JPKI_ERROR_NOT_BUILT",
        "the library was built without this feature",
        "install a build of the library that has it; nothing was sent to the card";
    /// The system refused memory, a thread or a random number.
    System = -5, "JPKI_ERROR_SYSTEM",
        "the operating system refused a resource",
        "close other programs and try again; no PIN try was spent";
    /// A callback called back into a card that is at work.
    Reentered = -6, "JPKI_ERROR_REENTERED",
        "a callback called back into a card that is at work",
        "the program needs correcting; nothing was sent to the card by this call";

    // The PC/SC service and the readers.
    /// No PC/SC service answers.
    ServiceNotRunning = -10, "JPKI_ERROR_SERVICE_NOT_RUNNING",
        "the smart card service is not running",
        "start the service (pcscd; on Windows: Smart Card), then try again; no PIN try was spent";
    /// The PC/SC service refuses this user.
    ServiceRefused = -11, "JPKI_ERROR_SERVICE_REFUSED",
        "the smart card service refuses this user",
        "have the administrator allow this account to use smart cards (polkit, group); no PIN try was spent";
    /// The PC/SC service failed in another way.
    ServiceFailed = -12, "JPKI_ERROR_SERVICE_FAILED",
        "the smart card service reported a failure",
        "restart the smart card service, then try again; no PIN try was spent";
    /// No reader is connected.
    NoReader = -13, "JPKI_ERROR_NO_READER",
        "no card reader is connected",
        "check the reader's cable and driver; no PIN try was spent";
    /// The reader that was asked for is not connected.
    UnknownReader = -14, "JPKI_ERROR_UNKNOWN_READER",
        "the reader that was asked for is not connected",
        "check its cable, or choose another reader; no PIN try was spent";
    /// No card is in the reader.
    NoCard = -15, "JPKI_ERROR_NO_CARD",
        "no card is on the reader",
        "put the card on the reader; no PIN try was spent";
    /// A card is there and does not answer.
    CardUnresponsive = -16, "JPKI_ERROR_CARD_UNRESPONSIVE",
        "the card does not answer",
        "take the card off, turn it over or centre it, and put it back; no PIN try was spent";
    /// A card that is not an Individual Number Card.
    NotIndividualNumberCard = -17, "JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD",
        "the card is not an Individual Number Card",
        "ask for the Individual Number Card (My Number Card); no PIN try was spent";
    /// Another program holds the card for itself.
    SharingViolation = -18, "JPKI_ERROR_SHARING_VIOLATION",
        "another program holds the card for itself",
        "close the other program that uses the card; no PIN try was spent";
    /// The card left.
    CardRemoved = -19, "JPKI_ERROR_CARD_REMOVED",
        "the card was taken off the reader",
        "put the card back and start again; no PIN try was spent and its key is locked";
    /// The card was reset.
    CardReset = -20, "JPKI_ERROR_CARD_RESET",
        "the card was reset by another program or by the system",
        "start again with the card where it is; no PIN try was spent";
    /// The time ran out.
    TimedOut = -21, "JPKI_ERROR_TIMED_OUT",
        "no card came in the time given",
        "ask again for the card, and start again; no PIN try was spent";
    /// Another thread cancelled the wait.
    Cancelled = -22, "JPKI_ERROR_CANCELLED",
        "the wait was cancelled",
        "nothing to do; no PIN try was spent";
    /// The reader failed in an exchange.
    ReaderFailed = -23, "JPKI_ERROR_READER_FAILED",
        "the exchange between reader and card failed",
        "reseat the card and check the reader's cable, then start again; no PIN try was spent";
    /// Another program kept its transaction for longer than this one waits.
    CardBusy = -24, "JPKI_ERROR_CARD_BUSY",
        "another program is at work with the card and did not let go of it in time",
        "wait until the other program is done or close it, then try again; no PIN try was spent";

    // What the card says.
    /// An answer that no card may give.
    CardAnswer = -30, "JPKI_ERROR_CARD_ANSWER",
        "the card's answer is not well formed",
        "reseat the card and start again; if it stays, try another reader; no PIN try was spent";
    /// A status word that the operation does not expect.
    CardStatus = -31, "JPKI_ERROR_CARD_STATUS",
        "the card refused the command",
        "reseat the card and start again; no PIN try was spent";
    /// The card lacks the file.
    NotOnCard = -32, "JPKI_ERROR_NOT_ON_CARD",
        "the card does not hold what was asked for",
        "the holder can have it issued at the municipal office; no PIN try was spent";
    /// The certificate cannot be read.
    CertificateMalformed = -33, "JPKI_ERROR_CERTIFICATE_MALFORMED",
        "the certificate is damaged",
        "reseat the card and start again; if it stays, the card needs the municipal office; no PIN try was spent";
    /// After a disturbance another card answered.
    CardExchanged = -34, "JPKI_ERROR_CARD_EXCHANGED",
        "another card than before answers",
        "make sure whose card is on the reader, and start again; no PIN try was spent";

    // The PIN.
    /// Not four digits.
    PinFormat = -40, "JPKI_ERROR_PIN_FORMAT",
        "the PIN is not four half-width digits (0 to 9)",
        "have it typed again; nothing was sent to the card and no try was spent";
    /// The card compared and refused the PIN.
    PinWrong = -41, "JPKI_ERROR_PIN_WRONG",
        "the PIN is wrong",
        "one try was spent; ask the holder before another, or use face recognition or a visual check";
    /// No try is left.
    PinBlocked = -42, "JPKI_ERROR_PIN_BLOCKED",
        "the PIN is locked",
        "use face recognition or a visual check now; the holder can have the PIN reset at the municipal office or, knowing the signature password, at some convenience-store kiosks";
    /// One try is left and the caller did not allow spending it.
    PinLastTry = -43, "JPKI_ERROR_PIN_LAST_TRY",
        "the last PIN try was not allowed to be spent",
        "a wrong try would lock the PIN: ask the holder first; the PIN was not sent and no try was spent";
    /// The card does not say how many tries are left.
    PinTriesUnknown = -44, "JPKI_ERROR_PIN_TRIES_UNKNOWN",
        "the card does not say how many PIN tries are left, and spending the last was not allowed",
        "ask the holder first; the PIN was not sent and no try was spent";
    /// The operation needs the PIN first.
    PinRequired = -45, "JPKI_ERROR_PIN_REQUIRED",
        "the card gives this only after the PIN",
        "ask for the PIN (a certificate on an Android phone needs it); no try was spent";
    /// The PIN was sent and its answer was lost.
    PinUncertain = -46, "JPKI_ERROR_PIN_UNCERTAIN",
        "the PIN was sent, but the card's answer was lost or not understood",
        "a try may have been spent: ask how many are left before another; the library will not send it again";

    // The signature.
    /// The signature does not match the certificate.
    SignatureInvalid = -50, "JPKI_ERROR_SIGNATURE_INVALID",
        "the card's signature does not match its certificate",
        "the signature was discarded; either the certificate is another card's, or card or reader failed: reseat the card and start again, and do not accept it if this stays";
    /// The certificate's key is of a kind that cannot be checked.
    KeyNotSupported = -51, "JPKI_ERROR_KEY_NOT_SUPPORTED",
        "the certificate's key is of a kind that this version does not know",
        "the card may be of a newer generation: update the library; the PIN was not sent and no try was spent";
    /// The key could not be locked again.
    KeyNotLocked = -52, "JPKI_ERROR_KEY_NOT_LOCKED",
        "the card's key could not be locked again",
        "take the card off the reader now: that locks it, until then other programs on this computer could sign; ask how many PIN tries are left before another";
}

impl Status {
    /// The number that C sees.
    #[must_use]
    pub const fn code(self) -> i32 {
        self as i32
    }

    /// The status with this number, if there is one.
    #[must_use]
    pub fn from_code(code: i32) -> Option<Self> {
        Self::ALL.iter().copied().find(|status| status.code() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_unique_and_go_down() {
        for pair in Status::ALL.windows(2) {
            assert!(pair[0].code() > pair[1].code(), "{pair:?}");
        }
        for status in Status::ALL {
            assert_eq!(Status::from_code(status.code()), Some(*status));
        }
        assert_eq!(Status::from_code(1), None);
    }
}
