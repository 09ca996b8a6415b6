//! What an error's numbers and detail add to its status, in both languages.
//!
//! The numbers come first: C's `jpki_error_text` has nothing else. A detail is an English text for
//! the log. If it matters to the person at the desk, its Japanese is here; otherwise the Japanese
//! sentence omits it.

use crate::status::{Language, Status};
use crate::status_word::StatusWord;

/// What an error knows about its case, except the PC/SC code, which changes no words.
#[derive(Clone, Copy)]
pub(crate) struct Case {
    pub(crate) status: Status,
    pub(crate) detail: &'static str,
    pub(crate) tries_left: Option<u8>,
    pub(crate) status_word: Option<StatusWord>,
}

/// One text in both languages.
#[derive(Clone, Copy)]
struct Words(&'static str, &'static str);

impl Words {
    const NONE: Self = Self("", "");

    const fn in_language(self, language: Language) -> &'static str {
        match language {
            Language::English => self.0,
            Language::Japanese => self.1,
        }
    }
}

/// What happened, what is specific to this case, and the meaning of the status, in this order.
pub(crate) struct Sentence {
    pub(crate) happened: &'static str,
    pub(crate) of_this_case: &'static str,
    pub(crate) meaning: &'static str,
}

/// The parts of an error's sentence.
pub(crate) fn sentence(case: Case, language: Language) -> Sentence {
    let (happened, meaning) = case.status.halves(language);
    let mut sentence = Sentence { happened, of_this_case: "", meaning };
    match (case.status, case.status_word) {
        (status, word) if is_blocked(status) => match word {
            // Without a status word, VERIFY was not sent.
            None => {
                sentence.happened = locked_before(status).in_language(language);
                sentence.of_this_case = NOT_SENT.in_language(language);
            }
            Some(word) if word.tries_left() == Some(0) => {
                sentence.happened = locked_now(status).in_language(language);
            }
            Some(_) => {}
        },
        (status, Some(StatusWord::NO_LIMIT)) if is_wrong(status) => {
            sentence.meaning = SPENT_OR_NOT.in_language(language);
        }
        (Status::PinTriesUnknown, Some(StatusWord::NO_LIMIT)) => {
            sentence.of_this_case = SAYS_NO_LIMIT.in_language(language);
        }
        (Status::PinChangeUncertain, Some(word)) if refused_with_count(case) => {
            sentence.of_this_case = match word.tries_left() {
                Some(0) => NEW_LOCKED.in_language(language),
                _ => NEW_REFUSED.in_language(language),
            };
        }
        (Status::NotOnCard, _) => match case.detail {
            "" => {}
            "card-surface application"
            | "input-support application"
            | "common card application" => {
                sentence.meaning = APPLICATION_MISSING.in_language(language);
            }
            "signature certificate" | "signature key" | "signature password" => {
                sentence.meaning = SIGNATURE_MISSING.in_language(language);
            }
            _ => sentence.meaning = FILE_MISSING.in_language(language),
        },
        _ => {}
    }
    sentence
}

/// The text in brackets after what happened; empty if there is nothing to say in this language.
pub(crate) fn detail(case: Case, language: Language) -> &'static str {
    let detail = match (case.status, case.detail) {
        // If only the numbers are known, they say what else went wrong.
        (Status::KeyNotLocked, "") => return beside_the_open_key(case).in_language(language),
        // The answer to the new PIN says it.
        (Status::PinChangeUncertain, _) if refused_with_count(case) => "",
        // The status says it.
        (status, detail) if is_blocked(status) && !NEEDED_WITH_BLOCKED.contains(&detail) => "",
        (_, detail) => detail,
    };
    match language {
        Language::English => detail,
        Language::Japanese => in_japanese(detail),
    }
}

/// The card compared what was sent, and refused it.
fn refused_with_count(case: Case) -> bool {
    case.status_word.is_some_and(|word| word.tries_left().is_some())
}

/// Whether no tries of the credential are left, which the status alone does not say.
pub(crate) const fn says_locked(case: Case) -> bool {
    matches!(case.tries_left, Some(0))
        && matches!(case.status, Status::KeyNotLocked | Status::PinChangeUncertain)
}

pub(crate) const fn is_wrong(status: Status) -> bool {
    matches!(
        status,
        Status::PinWrong
            | Status::PasswordWrong
            | Status::InputSupportPinWrong
            | Status::CheckNumberWrong
    )
}

pub(crate) const fn is_blocked(status: Status) -> bool {
    matches!(
        status,
        Status::PinBlocked
            | Status::PasswordBlocked
            | Status::InputSupportPinBlocked
            | Status::CheckNumberBlocked
    )
}

/// Details that a "blocked" status needs: it does not say which of these it was.
const NEEDED_WITH_BLOCKED: &[&str] = &[
    #[cfg(feature = "individual-number")]
    "check number A",
    "check number B",
    "birth date",
    TWO_TRIES,
    SEVERAL_TRIES,
];

/// More tries are gone than the single VERIFY sent can explain.
pub(crate) const TWO_TRIES: &str = "two tries are gone: the reader's driver sent it twice";
pub(crate) const SEVERAL_TRIES: &str = "several tries are gone: the reader's driver sent it again";

const NOT_SENT: Words = Words(
    "it was not sent this time, and this call changed nothing",
    "今回は送っておらず、この操作では何も変わっていません",
);
const SPENT_OR_NOT: Words = Words(
    "the card does not report whether a try was spent: find out how many are left and ask the \
     holder before another attempt, since another wrong one may lock it",
    "残り回数が減ったかどうかをカードが通知しません。次に間違えるとロックされるおそれがあるため、\
     続ける前に残り回数を確認し、本人に確認してください",
);
const SAYS_NO_LIMIT: Words = Words(
    "the card reports no limit on tries, but no card without a limit is known, so this is not \
     relied on",
    "カードは回数に制限がないと応答しましたが、制限のないカードは知られていないため、この応答は採用しません",
);
const NEW_LOCKED: Words = Words(
    "the card refused the new one when it was verified, and that was the last try: it is now \
     locked",
    "確認のために送った新しい番号をカードが拒否し、それが最後の 1 回だったため、ロックされました",
);
const NEW_REFUSED: Words = Words(
    "the card refused the new one when it was verified, which spent one try",
    "確認のために送った新しい番号をカードが拒否し、残り回数が 1 回減りました",
);
const APPLICATION_MISSING: Words = Words(
    "this is normal for a phone and for an old Resident Registry card: ask for the Individual \
     Number Card itself; if it is that card, the municipal office can help; no PIN try was spent",
    "スマートフォンや住民基本台帳カード（住基カード）では異常ではありません。マイナンバーカードそのものを\
     置いてもらってください。マイナンバーカードで発生する場合は市区町村の窓口に相談してもらってください。\
     暗証番号の残り回数は減っていません",
);
const SIGNATURE_MISSING: Words = Words(
    "this is normal for the cards of many children and of holders who did not request one; the \
     municipal office can issue it; no PIN try was spent",
    "お子さまのカードや、発行を希望しなかった方のカードなどでは異常ではありません。必要な場合は市区町村の\
     窓口に相談してもらってください。暗証番号の残り回数は減っていません",
);
const FILE_MISSING: Words = Words(
    "the card may have been issued without it, or the certificate may be gone: the municipal \
     office can help; if this is a phone, ask for the card itself; no PIN try was spent",
    "発行されていないか、なくなっている可能性があります。スマートフォンの場合はカードを置いてもらい、\
     それ以外は市区町村の窓口に相談してもらってください。暗証番号の残り回数は減っていません",
);

/// The credential was already locked when the card was asked.
const fn locked_before(status: Status) -> Words {
    match status {
        Status::PasswordBlocked => Words(
            "the signature password was locked before this call",
            "署名用パスワードは、この操作の前からロックされています",
        ),
        Status::InputSupportPinBlocked => Words(
            "the input-support PIN was locked before this call, or the card was issued without \
             one (for face recognition)",
            "券面事項入力補助用の暗証番号は、この操作の前からロックされています\
             （または、暗証番号のない顔認証マイナンバーカードです）",
        ),
        Status::CheckNumberBlocked => Words(
            "the check number B (or the birth date) was locked before this call",
            "照合番号B（または生年月日など）は、この操作の前からロックされています",
        ),
        _ => Words(
            "the PIN was locked before this call, or the card was issued without one (for face \
             recognition)",
            "暗証番号は、この操作の前からロックされています\
             （または、暗証番号のない顔認証マイナンバーカードです）",
        ),
    }
}

/// The card compared the credential, found it wrong, and thereby locked it.
const fn locked_now(status: Status) -> Words {
    match status {
        Status::PasswordBlocked => Words(
            "the signature password was wrong, and this last try locked it",
            "署名用パスワードが違い、今回が最後の 1 回だったため、ロックされました",
        ),
        Status::InputSupportPinBlocked => Words(
            "the input-support PIN was wrong, and this last try locked it",
            "券面事項入力補助用の暗証番号が違い、今回が最後の 1 回だったため、ロックされました",
        ),
        Status::CheckNumberBlocked => Words(
            "the entered birth date, expiry year or security code was wrong, and this last try \
             locked it",
            "入力された番号（生年月日・有効期限の年・セキュリティコードなど）が違い、\
             今回が最後の 1 回だったため、ロックされました",
        ),
        _ => Words(
            "the PIN was wrong, and this last try locked it",
            "暗証番号が違い、今回が最後の 1 回だったため、ロックされました",
        ),
    }
}

/// What the card had reported about the PIN before locking its key again failed.
fn beside_the_open_key(case: Case) -> Words {
    match case.status_word {
        Some(StatusWord::NO_LIMIT) => Words(
            "and the PIN, password or number was wrong",
            "また、暗証番号・パスワード・照合番号Bなどが違いました",
        ),
        Some(word) => match word.tries_left() {
            Some(0) => Words(
                "and the PIN, password or number was wrong: this last try locked it",
                "また、暗証番号・パスワード・照合番号Bなどが違い、最後の 1 回だったため、ロックされました",
            ),
            Some(_) => Words(
                "and the PIN, password or number was wrong: the tries left have gone down",
                "また、暗証番号・パスワード・照合番号Bなどが違い、残り回数が減りました",
            ),
            None => Words::NONE,
        },
        None => Words::NONE,
    }
}

/// The Japanese for a detail; empty if it is for engineers only, or unknown.
fn in_japanese(detail: &str) -> &'static str {
    if detail.is_empty() {
        return "";
    }
    let known = JAPANESE.iter().find(|(english, _)| *english == detail);
    // The cause of an error may be the text of another status.
    let reason = || Status::ALL.iter().find(|status| status.happened() == detail);
    known
        .map(|(_, japanese)| *japanese)
        .unwrap_or_else(|| reason().map_or("", |status| status.halves(Language::Japanese).0))
}

/// The details that the person at the desk should see, exactly as in the source.
const JAPANESE: &[(&str, &str)] = &[
    // Applications and files.
    ("JPKI application", "公的個人認証AP"),
    ("card-surface application", "券面事項確認AP"),
    ("input-support application", "券面事項入力補助AP"),
    ("common card application", "共通カードAP"),
    ("signature certificate", "署名用電子証明書"),
    ("signature CA certificate", "署名用電子証明書の認証局の証明書"),
    ("authentication certificate", "利用者証明用電子証明書"),
    ("authentication CA certificate", "利用者証明用電子証明書の認証局の証明書"),
    ("authentication PIN", "利用者証明用電子証明書の暗証番号"),
    ("authentication key", "利用者証明用電子証明書の鍵"),
    ("signature password", "署名用パスワード"),
    ("signature key", "署名用電子証明書の鍵"),
    ("input-support PIN", "券面事項入力補助用の暗証番号"),
    #[cfg(feature = "individual-number")]
    ("check number A", "照合番号A"),
    ("check number B", "照合番号B"),
    ("birth date", "生年月日"),
    ("age record", "生年月日のデータ"),
    ("card face", "券面データ"),
    ("basic four attributes", "基本4情報"),
    #[cfg(feature = "individual-number")]
    ("individual number", "個人番号"),
    #[cfg(feature = "individual-number")]
    ("rendered individual number", "個人番号の画像"),
    ("card information", "カード情報"),
    // What the reader's driver did on its own.
    (TWO_TRIES, "リーダーのドライバーが 2 度送ったため、2 回分減っています"),
    (SEVERAL_TRIES, "リーダーのドライバーが繰り返し送ったため、2 回分より多く減っています"),
    // How far a call got.
    ("and the new PIN is in force", "新しい番号への変更は済んでいます"),
    ("after the PIN was verified", "暗証番号の照合後"),
    (
        "a wrong PIN was tried since this one was accepted",
        "この暗証番号が受け付けられた後に、誤った暗証番号が試されています",
    ),
    ("since the PIN was accepted", "暗証番号の照合の後、署名の前"),
    (
        "the card accepted the PIN and requires it again",
        "カードは暗証番号を受け付けましたが、もう一度求めています",
    ),
    ("changing the PIN", "暗証番号の変更"),
    ("signing", "署名の作成"),
    // What else went wrong where a key stayed open.
    ("and the PIN was wrong: one try was spent", "また、暗証番号が違い、残り回数が 1 回減りました"),
    (
        "and the signature password was wrong: one try was spent",
        "また、署名用パスワードが違い、残り回数が 1 回減りました",
    ),
    (
        "and the input-support PIN was wrong: one try was spent",
        "また、券面事項入力補助用の暗証番号が違い、残り回数が 1 回減りました",
    ),
    (
        "and the check number B or birth date was wrong: one try was spent",
        "また、照合番号Bまたは生年月日が違い、残り回数が 1 回減りました",
    ),
    ("and the PIN is locked", "また、暗証番号がロックされています"),
    ("and the signature password is locked", "また、署名用パスワードがロックされています"),
    (
        "and the input-support PIN is locked",
        "また、券面事項入力補助用の暗証番号がロックされています",
    ),
    (
        "and the check number B or birth date is locked",
        "また、照合番号Bまたは生年月日がロックされています",
    ),
    (
        "and the answer to the PIN was lost: a try may have been spent",
        "また、暗証番号への応答が失われ、残り回数が 1 回減った可能性があります",
    ),
    (
        "and it is not certain which PIN is in force",
        "また、古い番号と新しい番号のどちらが有効か分かりません",
    ),
    (
        "damaged in transit, or not signed by the CA that it names",
        "読み取りの途中で壊れたか、発行者とされる認証局の署名がありません",
    ),
    // What was typed.
    ("a new password mixes letters and digits", "新しいパスワードには英字と数字の両方が必要です"),
    ("the security code has four digits", "セキュリティコードは半角数字 4 桁です"),
    ("the year of expiry", "有効期限の年"),
    ("the card expired before the birth", "有効期限が生年月日より前です"),
    ("fourteen half-width digits", "半角数字 14 桁です"),
    ("six half-width digits", "半角数字 6 桁です"),
    ("the birth date does not exist", "生年月日が暦にない日です"),
    ("the birth date is no such day", "生年月日が暦にない日です"),
    ("a birth date before Meiji or far in the future", "生年月日が明治より前か、先の日付です"),
    #[cfg(feature = "individual-number")]
    ("the individual number's twelve digits", "個人番号の 12 桁"),
];

#[cfg(test)]
mod tests;
