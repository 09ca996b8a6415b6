//! The exit codes: stable, one for each case that a script must distinguish.

use jpkicard::Status;

use crate::words::{Words, words};

/// One exit code, and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ExitCode {
    pub(crate) code: u8,
    pub(crate) meaning: Words,
}

macro_rules! exit_codes {
    ($($name:ident = $code:literal, $english:literal, $japanese:literal;)+) => {
        impl ExitCode {
            $(pub(crate) const $name: Self =
                Self { code: $code, meaning: words($english, $japanese) };)+
            /// Every code, in the order of the numbers.
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

exit_codes! {
    DONE = 0, "done", "完了した";
    FAILED = 1, "a failure without a code of its own", "固有のコードのない失敗";
    USAGE = 2, "the arguments are wrong; nothing was done", "引数が正しくない。何も行っていない";
    FILE = 3, "a file, or the standard input or output, could not be used",
        "ファイルまたは標準入出力を使えない";
    SERVICE = 10, "PC/SC is not installed, not running (on Windows often: no reader), refuses or does not respond",
        "PC/SC がインストールされていない、動いていない（Windows では多くの場合、リーダーがない）、接続を受け付けない、または応答しない";
    NO_READER = 11, "no card reader, or not the requested one",
        "カードリーダーがない、または指定のものがない";
    NO_CARD = 12, "no card in time", "時間内にカードが置かれなかった";
    OTHER_CARD = 13, "the card is not an Individual Number Card", "マイナンバーカードではない";
    BUSY = 14, "another program uses the card", "ほかのプログラムがカードを使っている";
    CARD_GONE = 15, "the card was removed, reset or exchanged", "カードが離れた、リセットされた、または替わった";
    CARD_FAILED = 16, "the card or its reader failed or does not respond",
        "カードまたはリーダーの異常、または応答がない";
    NOT_ON_CARD = 17, "the card does not have it", "このカードにはない";
    SECRET_WRONG = 20, "the PIN, password or check number is wrong: one try is spent",
        "暗証番号、パスワードまたは照合番号が違う。残り回数が 1 回減った";
    LAST_TRY = 21, "one try is left, or the number is unknown, and the last was not allowed: it was not sent",
        "残り回数が 1 回か不明で、最後の 1 回が許可されていない。送っていない";
    BLOCKED = 22, "the PIN, password or check number is locked",
        "暗証番号、パスワードまたは照合番号がロックされている";
    UNCERTAIN = 23, "it was sent and the answer was lost: a try may be spent",
        "送ったが応答が失われた。残り回数が減ったかもしれない";
    SECRET_FORMAT = 24, "the PIN, password or check number has the wrong form, or its two entries differ: it was not sent",
        "暗証番号、パスワードまたは照合番号の形式が正しくない、または二度の入力が一致しない。送っていない";
    SECRET_REQUIRED = 25, "the PIN is required first, or none was entered",
        "先に暗証番号が必要、または入力されなかった";
    KEY_OPEN = 30, "the card's key could not be locked: remove the card now",
        "カードの鍵を閉じられない。直ちにカードを離すこと";
    NOT_GOOD = 40, "verified, and not good: do not accept it", "検証の結果、受け入れてはならない";
    UNDETERMINED = 41, "could not be verified with what was given", "与えられた資料では検証できない";
    FOUND = 50, "doctor found a cause", "doctor が原因を見つけた";
    INTERRUPTED = 130, "interrupted by Ctrl-C or a signal; the key is locked",
        "Ctrl-C またはシグナルで中断された。鍵は閉じている";
}

impl ExitCode {
    /// The code of a library's status.
    pub(crate) const fn of(status: Status) -> Self {
        use Status as S;
        match status {
            S::Ok => Self::DONE,
            S::Argument => Self::USAGE,
            S::ServiceNotRunning
            | S::ServiceRefused
            | S::ServiceFailed
            | S::ServiceNotResponding
            | S::PcscNotInstalled => Self::SERVICE,
            S::NoReader | S::UnknownReader => Self::NO_READER,
            S::NoCard | S::TimedOut => Self::NO_CARD,
            S::NotIndividualNumberCard => Self::OTHER_CARD,
            S::SharingViolation | S::CardBusy => Self::BUSY,
            S::CardRemoved | S::CardReset | S::CardExchanged => Self::CARD_GONE,
            S::CardUnresponsive
            | S::ReaderFailed
            | S::ReaderNotResponding
            | S::CardAnswer
            | S::CardStatus => Self::CARD_FAILED,
            S::NotOnCard => Self::NOT_ON_CARD,
            S::PinWrong | S::PasswordWrong | S::InputSupportPinWrong | S::CheckNumberWrong => {
                Self::SECRET_WRONG
            }
            S::PinLastTry | S::PinLastTwoTries | S::PinTriesUnknown => Self::LAST_TRY,
            S::PinBlocked
            | S::PasswordBlocked
            | S::InputSupportPinBlocked
            | S::CheckNumberBlocked => Self::BLOCKED,
            S::PinUncertain | S::PinChangeUncertain => Self::UNCERTAIN,
            S::PinFormat | S::PasswordFormat | S::CheckNumberFormat => Self::SECRET_FORMAT,
            S::PinRequired => Self::SECRET_REQUIRED,
            S::KeyNotLocked => Self::KEY_OPEN,
            S::Cancelled => Self::INTERRUPTED,
            other => Self::of_verification(other),
        }
    }

    /// What was read, or given, is not believed.
    const fn of_verification(status: Status) -> Self {
        use Status as S;
        match status {
            S::RevocationUnknown => Self::UNDETERMINED,
            S::SignatureInvalid
            | S::KeyNotSupported
            | S::CertificateMalformed
            | S::CertificateExpired
            | S::CertificateNotYetValid
            | S::CertificateRevoked
            | S::CertificateNotTrusted
            | S::RecordMalformed
            | S::RecordNotAuthentic
            | S::CardNotGenuine
            | S::BirthDateDiffers => Self::NOT_GOOD,
            _ => Self::FAILED,
        }
    }
}

#[cfg(test)]
mod tests;
