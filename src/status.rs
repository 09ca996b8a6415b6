//! The stable numbers of everything that can go wrong, shared with the C side.
//!
//! A new one goes here and into `src/capi/status.rs`, and then
//! `JPKICARD_WRITE_HEADER=1 cargo test --all-features --test header` writes the header, and
//! `JPKICARD_WRITE_DOCS=1 cargo test --all-features --test docs` the tables of the C reference.

#[cfg(feature = "capi")]
use std::ffi::CStr;
use std::fmt;

macro_rules! statuses {
    ($($(#[$doc:meta])* $name:ident = $number:literal, $symbol:literal,
       $happened:literal, $happened_ja:literal, $meaning:literal, $meaning_ja:literal;)+) => {
        /// The outcome of a call: 0 or a negative number that is never reused.
        ///
        /// The numbers are the `JPKI_*` constants of the C header. `Display` writes the English
        /// sentence of [`text`](Self::text).
        ///
        /// ```
        /// use jpkicard::{Language, Status};
        ///
        /// let status = Status::try_from(-1)?;
        /// assert_eq!((status, status.code()), (Status::Internal, -1));
        /// assert_eq!(status.name(), "JPKI_ERROR_INTERNAL");
        /// assert!(status.to_string().starts_with("internal error: "));
        /// assert!(status.text(Language::Japanese).starts_with("ライブラリの内部エラーが発生しました。"));
        /// assert!(Status::try_from(1).is_err());
        /// # Ok::<(), jpkicard::UnknownStatus>(())
        /// ```
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

            /// What happened, in a few English words.
            #[must_use]
            pub const fn happened(self) -> &'static str {
                match self { $(Status::$name => $happened,)+ }
            }

            /// What happened, what it means for the person at the desk, what to do next, and what
            /// was left untouched: a static sentence to show.
            #[must_use]
            pub const fn text(self, language: Language) -> &'static str {
                let text = self.text_with_nul(language);
                // A text that ends with NUL has at least that byte.
                match text.split_last() {
                    Some((_, text)) => match std::str::from_utf8(text) {
                        Ok(text) => text,
                        Err(_) => "",
                    },
                    None => "",
                }
            }

            const fn text_with_nul(self, language: Language) -> &'static [u8] {
                match (self, language) { $(
                    (Status::$name, Language::English) => concat!($happened, ": ", $meaning, "\0"),
                    (Status::$name, Language::Japanese) => concat!($happened_ja, "。", $meaning_ja, "。\0"),
                )+ }.as_bytes()
            }

            /// The two halves of [`text`](Self::text), between which an error inserts its details.
            pub(crate) const fn halves(self, language: Language) -> (&'static str, &'static str) {
                match (self, language) { $(
                    (Status::$name, Language::English) => ($happened, $meaning),
                    (Status::$name, Language::Japanese) => ($happened_ja, $meaning_ja),
                )+ }
            }

            #[cfg(feature = "capi")]
            const fn name_with_nul(self) -> &'static [u8] {
                match self { $(Status::$name => concat!($symbol, "\0"),)+ }.as_bytes()
            }
        }
    };
}

statuses! {
    /// Done.
    Ok = 0, "JPKI_OK",
        "done", "完了しました",
        "nothing to do", "必要な対応はありません";

    // The program.
    /// A fault in the library itself.
    Internal = -1, "JPKI_ERROR_INTERNAL",
        "internal error",
        "ライブラリの内部エラーが発生しました",
        "remove the card and put it back, which locks its key; find out how many PIN tries are left before another attempt; report this to the library's authors",
        "カードを一度リーダーから離して置き直してください（照合済みの状態が消えます）。次に暗証番号を送る前に残り回数を確認し、このエラーをライブラリの開発元に報告してください";
    /// An argument is out of its range.
    Argument = -2, "JPKI_ERROR_ARGUMENT",
        "an argument of the call is invalid",
        "呼び出しの引数が正しくありません",
        "the program must be corrected; the PIN was not sent and no try was spent",
        "プログラムの修正が必要です。暗証番号は送っておらず、残り回数は減っていません";
    /// The handle is null, freed, or of another kind.
    Handle = -3, "JPKI_ERROR_HANDLE",
        "the handle is not valid",
        "ハンドルが有効ではありません",
        "the program must be corrected; nothing was sent to the card",
        "プログラムの修正が必要です。カードには何も送っていません";
    /// The library was built without a feature that the call requires.
    NotBuilt = -4, "JPKI_ERROR_NOT_BUILT",
        "the library was built without this feature",
        "このライブラリにはその機能が組み込まれていません",
        "install a build of the library that includes it; nothing was sent to the card",
        "その機能を含むライブラリをインストールしてください。カードには何も送っていません";
    /// The system refused memory, a thread or a random number.
    System = -5, "JPKI_ERROR_SYSTEM",
        "the operating system refused a resource",
        "OS がリソース（メモリー・スレッド・乱数）を割り当てませんでした",
        "close other programs and try again; no PIN try was spent",
        "ほかのプログラムを閉じてからやり直してください。暗証番号の残り回数は減っていません";
    /// A callback called back into a card whose call is in progress.
    Reentered = -6, "JPKI_ERROR_REENTERED",
        "a callback used a card whose call is still in progress",
        "処理中のカードがコールバックの中から呼び出されました",
        "the program must be corrected; nothing was sent to the card by this call",
        "プログラムの修正が必要です。この呼び出しではカードに何も送っていません";

    /// The object was created before a `fork`, by the parent process.
    Forked = -7, "JPKI_ERROR_FORKED",
        "this was created before a fork and belongs to the parent process",
        "fork の前に親プロセスで作られたもので、子プロセスでは使えません",
        "the program must be corrected: a child process must create its own context and wait for the card again; nothing was sent to the card",
        "プログラムの修正が必要です。子プロセスではコンテキストを作り直し、カードを待ち直してください。カードには何も送っていません";

    // The PC/SC service and the readers.
    /// No PC/SC service is running.
    ServiceNotRunning = -10, "JPKI_ERROR_SERVICE_NOT_RUNNING",
        "the smart card service is not running",
        "スマートカードのサービスが動いていません",
        "connect the card reader first (Windows runs the service only where there is one); if it is connected, start the service (pcscd; on Windows: Smart Card); over Remote Desktop, have the reader redirected; no PIN try was spent",
        "まずカードリーダーを接続してください（Windows では、リーダーがないとサービスが動きません）。接続済みなら、サービス（pcscd、Windows では Smart Card）を起動してください。リモートデスクトップでは、リーダーのリダイレクトを有効にしてください。暗証番号の残り回数は減っていません";
    /// The PC/SC service refuses this program: the account may not use it, or other programs hold
    /// all its connections.
    ServiceRefused = -11, "JPKI_ERROR_SERVICE_REFUSED",
        "the smart card service refuses connections from this program",
        "スマートカードのサービスが、このプログラムの接続を受け付けません",
        "either this account may not use smart cards (polkit, group, the permissions of the service's socket), or other programs hold all of the service's connections (pcscd has 200): have the administrator check both; no PIN try was spent",
        "このログインアカウントに許可がないか（polkit、グループ、サービスのソケットの権限）、ほかのプログラムがサービスの接続をすべて使っています（pcscd では 200）。端末の管理者に両方を確認してもらってください。暗証番号の残り回数は減っていません";
    /// The PC/SC service failed in another way.
    ServiceFailed = -12, "JPKI_ERROR_SERVICE_FAILED",
        "the smart card service reported a failure",
        "スマートカードのサービスが異常を報告しました",
        "restart the smart card service, then try again; no PIN try was spent",
        "サービスを再起動してからやり直してください。暗証番号の残り回数は減っていません";
    /// No reader is connected.
    NoReader = -13, "JPKI_ERROR_NO_READER",
        "no card reader is connected",
        "カードリーダーが接続されていません",
        "check the reader's cable and driver; until it works, use the health insurance eligibility certificate or other documents instead; no PIN try was spent",
        "リーダーのケーブルとドライバーを確認してください。改善しない場合は資格確認書などで資格を確認してください。暗証番号の残り回数は減っていません";
    /// The requested reader is not connected.
    UnknownReader = -14, "JPKI_ERROR_UNKNOWN_READER",
        "the requested reader is not connected",
        "指定されたカードリーダーが接続されていません",
        "check its cable, or choose another reader; no PIN try was spent",
        "ケーブルを確認するか、別のリーダーを選んでください。暗証番号の残り回数は減っていません";
    /// No card is in the reader.
    NoCard = -15, "JPKI_ERROR_NO_CARD",
        "there is no card on the reader",
        "リーダーにカードがありません",
        "put the card on the reader; no PIN try was spent",
        "カードをリーダーに置いてください。暗証番号の残り回数は減っていません";
    /// A card is present but does not respond.
    CardUnresponsive = -16, "JPKI_ERROR_CARD_UNRESPONSIVE",
        "the card does not respond",
        "カードが応答しません",
        "remove the card, turn it over or center it, and put it back; if the problem persists, use the health insurance eligibility certificate or other documents instead; no PIN try was spent",
        "カードをいったん離し、裏表と位置を確認して置き直してください。改善しない場合は資格確認書などで資格を確認してください。暗証番号の残り回数は減っていません";
    /// A card that is not an Individual Number Card.
    NotIndividualNumberCard = -17, "JPKI_ERROR_NOT_INDIVIDUAL_NUMBER_CARD",
        "the card is not an Individual Number Card",
        "マイナンバーカードではありません",
        "ask for the Individual Number Card (My Number Card); no PIN try was spent",
        "マイナンバーカードを置いてもらってください。暗証番号の残り回数は減っていません";
    /// Another program holds the card exclusively.
    SharingViolation = -18, "JPKI_ERROR_SHARING_VIOLATION",
        "another program has exclusive use of the card",
        "ほかのプログラムがカードを占有しています",
        "close the other program that uses the card; no PIN try was spent",
        "カードを使っているほかのプログラムを閉じてください。暗証番号の残り回数は減っていません";
    /// The card was removed.
    CardRemoved = -19, "JPKI_ERROR_CARD_REMOVED",
        "the card was removed from the reader",
        "カードがリーダーから離れました",
        "put the card back and start again; no PIN try was spent, and the card's key is locked",
        "カードを置き直して最初からやり直してください。暗証番号の残り回数は減っておらず、照合済みの状態は残っていません";
    /// The card was reset.
    CardReset = -20, "JPKI_ERROR_CARD_RESET",
        "the card was reset by another program or the system, or a response was cut off",
        "ほかのプログラムやシステムがカードをリセットしたか、通信が一時途切れました",
        "a different card may be there now: confirm whose it is, leave it in place and start again by waiting for the card; no PIN try was spent",
        "別のカードに替わった可能性があります。どなたのカードかを確認し、置いたまま、カードの検出から最初にやり直してください。暗証番号の残り回数は減っていません";
    /// The time ran out.
    TimedOut = -21, "JPKI_ERROR_TIMED_OUT",
        "no card was presented in time",
        "時間内にカードが置かれませんでした",
        "ask for the card again and start over; no PIN try was spent",
        "もう一度カードを置くよう案内し、最初からやり直してください。暗証番号の残り回数は減っていません";
    /// Another thread cancelled the wait.
    Cancelled = -22, "JPKI_ERROR_CANCELLED",
        "the wait was cancelled",
        "待機が取り消されました",
        "nothing to do; no PIN try was spent",
        "必要な対応はありません。暗証番号の残り回数は減っていません";
    /// The reader failed in an exchange.
    ReaderFailed = -23, "JPKI_ERROR_READER_FAILED",
        "the exchange between reader and card failed",
        "リーダーとカードの間の通信に失敗しました",
        "reposition the card and check the reader's cable, then start again; if the problem persists, use the health insurance eligibility certificate or other documents instead; no PIN try was spent",
        "カードを置き直し、リーダーのケーブルを確認して、最初からやり直してください。改善しない場合は資格確認書などで資格を確認してください。暗証番号の残り回数は減っていません";
    /// Another program held its transaction for longer than this one waits.
    CardBusy = -24, "JPKI_ERROR_CARD_BUSY",
        "the card did not become available in time: another program is using it, or the card or its reader is slow",
        "時間内にカードを使えませんでした。ほかのプログラムが使用中か、カードまたはリーダーの応答が遅くなっています",
        "wait until the other program has finished or close it, then try again; if there is none, reposition the card and check the reader; no PIN try was spent",
        "ほかのプログラムが使っているときは、終わるのを待つか閉じてください。なければカードを置き直し、リーダーを確認してください。暗証番号の残り回数は減っていません";
    /// The PC/SC service is running but does not respond.
    ServiceNotResponding = -25, "JPKI_ERROR_SERVICE_NOT_RESPONDING",
        "the smart card service does not respond",
        "スマートカードのサービスが応答しません",
        "wait a moment and try again; if the problem persists, have the administrator restart the service (pcscd; on Windows: Smart Card); no PIN try was spent",
        "少し待ってからやり直してください。改善しない場合は、サービス（pcscd、Windows では Smart Card）を端末の管理者に再起動してもらってください。暗証番号の残り回数は減っていません";
    /// The reader, its driver or the card did not respond.
    ReaderNotResponding = -26, "JPKI_ERROR_READER_NOT_RESPONDING",
        "the card reader or the card did not respond in time",
        "カードリーダーまたはカードが時間内に応答しませんでした",
        "remove the card, unplug the reader and plug it in again, then start again; if the problem persists, restart the smart card service or the computer; no PIN try was spent",
        "カードを離し、リーダーをつなぎ直してから最初からやり直してください。改善しない場合はスマートカードのサービスまたは端末を再起動してください。暗証番号の残り回数は減っていません";
    /// The PC/SC library is not installed on this machine.
    PcscNotInstalled = -27, "JPKI_ERROR_PCSC_NOT_INSTALLED",
        "the system's smart card library is not installed",
        "この端末にはスマートカード用のライブラリがインストールされていません",
        "have the administrator install pcscd and libpcsclite1 (Debian, Ubuntu) or pcsc-lite (other distributions); the program need not be restarted; no PIN try was spent",
        "端末の管理者に、パッケージ pcscd と libpcsclite1（Debian・Ubuntu）または pcsc-lite（その他）をインストールしてもらってください。このプログラムの再起動は不要です。暗証番号の残り回数は減っていません";

    // What the card says.
    /// A response that is invalid for any card.
    CardAnswer = -30, "JPKI_ERROR_CARD_ANSWER",
        "the card's response is malformed",
        "カードの応答が正しい形式ではありません",
        "reposition the card and start again; if the problem persists, try another reader; no PIN try was spent",
        "カードを置き直して最初からやり直してください。改善しない場合は別のリーダーを試してください。暗証番号の残り回数は減っていません";
    /// A status word that the operation does not expect.
    CardStatus = -31, "JPKI_ERROR_CARD_STATUS",
        "the card refused the command",
        "カードがコマンドを拒否しました",
        "reposition the card and start again; no PIN try was spent",
        "カードを置き直して最初からやり直してください。暗証番号の残り回数は減っていません";
    /// The file is not on the card.
    NotOnCard = -32, "JPKI_ERROR_NOT_ON_CARD",
        "the card does not contain the requested data",
        "要求された情報はこのカードにありません",
        "the cards of many children have no signature certificate, and a phone or an old Resident Registry card has no card-surface, input-support or common card application, for which the Individual Number Card itself is required; otherwise the municipal office can help; no PIN try was spent",
        "署名用電子証明書は、お子さまのカードなどにはありません。券面・入力補助・共通カードの情報は、スマートフォンや住民基本台帳カード（住基カード）にはないため、マイナンバーカードそのものを置いてもらってください。それ以外は市区町村の窓口に相談してもらってください。暗証番号の残り回数は減っていません";
    /// The certificate cannot be read.
    CertificateMalformed = -33, "JPKI_ERROR_CERTIFICATE_MALFORMED",
        "the certificate is damaged",
        "証明書が壊れています",
        "do not rely on it; reposition the card and start again; if the problem persists, the holder must take the card to the municipal office; no PIN try was spent",
        "この証明書は使用しないでください。カードを置き直して最初からやり直してください。改善しない場合は市区町村の窓口での手続きが必要です。暗証番号の残り回数は減っていません";
    /// After a disruption, a different card responded.
    CardExchanged = -34, "JPKI_ERROR_CARD_EXCHANGED",
        "a different card is now responding",
        "先ほどとは別のカードが応答しています",
        "confirm whose card is on the reader, and start again; no PIN try was spent",
        "どなたのカードが置かれているかを確認し、最初からやり直してください。暗証番号の残り回数は減っていません";

    // The PIN.
    /// Not four digits.
    PinFormat = -40, "JPKI_ERROR_PIN_FORMAT",
        "the PIN is not four half-width digits (0 to 9)",
        "暗証番号が半角数字 4 桁ではありません",
        "have it entered again; nothing was sent to the card and no try was spent",
        "入力し直してもらってください。カードには何も送っておらず、残り回数は減っていません";
    /// The card compared and refused the PIN.
    PinWrong = -41, "JPKI_ERROR_PIN_WRONG",
        "the PIN is wrong",
        "暗証番号が違います",
        "the tries left have gone down; ask the holder before another attempt, use an official face-recognition card reader, or read and compare the card's face",
        "残り回数が減りました。続ける前に本人に確認するか、顔認証付きカードリーダーの顔認証・目視確認モード、または券面の読み取り・確認に切り替えてください";
    /// No try is left.
    PinBlocked = -42, "JPKI_ERROR_PIN_BLOCKED",
        "the PIN is locked, or the card was issued without one (for face recognition)",
        "暗証番号がロックされています（または、暗証番号のない顔認証マイナンバーカードです）",
        "use an official face-recognition card reader this time, or read and compare the card's face; a holder who had a PIN can have it reset at the municipal office or, with the signature password, using a phone app (face recognition) and some convenience-store kiosks",
        "今回は顔認証付きカードリーダーの顔認証・目視確認モード、または券面の読み取り・確認を使ってください。暗証番号のあるカードなら、ロックは本人が市区町村の窓口で解除できます。署名用パスワードが分かれば、スマートフォンの専用アプリ（顔認証）と対応するコンビニ等のキオスク端末でも解除できます";
    /// One try is left and the caller did not allow spending it.
    PinLastTry = -43, "JPKI_ERROR_PIN_LAST_TRY",
        "only one try of the PIN (or signature password or check number B) is left, and spending it was not allowed",
        "暗証番号（または署名用パスワード、照合番号Bなど）の残り回数が 1 回のため、送信していません",
        "a wrong try would lock the PIN: ask the holder first; the PIN was not sent and no try was spent",
        "次に間違えるとロックされるため、先に本人に確認してください。残り回数は減っていません";
    /// How many tries are left is unknown, and using the last was not allowed.
    PinTriesUnknown = -44, "JPKI_ERROR_PIN_TRIES_UNKNOWN",
        "the number of tries left for the PIN (or signature password or check number B) is unknown, and spending what may be the last one was not allowed",
        "暗証番号（または署名用パスワード、照合番号Bなど）の残り回数が分からず、最後の 1 回かもしれないため、送信していません",
        "ask the holder first: if the holder is certain of it, the program can explicitly allow the last try and send it; the PIN was not sent and no try was spent",
        "先に本人に確認してください。確実であれば、最後の 1 回を消費することをプログラムで明示的に許可すると送信できます。暗証番号は送っておらず、残り回数は減っていません";
    /// The operation needs the PIN first.
    PinRequired = -45, "JPKI_ERROR_PIN_REQUIRED",
        "the card allows this only after the PIN is verified",
        "この情報は暗証番号の照合後でなければ読み取れません",
        "ask for the PIN (a certificate on an Android phone needs it); no try was spent",
        "暗証番号を入力してもらってください（Android スマートフォンの証明書では必要です）。残り回数は減っていません";
    /// The PIN was sent and the response was lost.
    PinUncertain = -46, "JPKI_ERROR_PIN_UNCERTAIN",
        "the PIN (or signature password or check number B) was sent, but the card's response was lost or could not be interpreted",
        "暗証番号（または署名用パスワード、照合番号Bなど）を送りましたが、カードの応答が失われたか解釈できませんでした",
        "a try may have been spent: find out how many are left before another attempt; the library will not send it again",
        "残り回数が 1 回減った可能性があります。次に送る前に残り回数を確認してください。ライブラリが自動で送り直すことはありません";
    /// A PIN change was sent and it is not known whether it took effect.
    PinChangeUncertain = -47, "JPKI_ERROR_PIN_CHANGE_UNCERTAIN",
        "the PIN (or signature password) change was sent, but it is not certain whether it took effect",
        "暗証番号（または署名用パスワード）の変更を送りましたが、変更されたかどうか分かりません",
        "either the old or the new one is in force: find out how many tries are left, then have the holder try the new one once",
        "古い番号と新しい番号のどちらかが有効です。残り回数を確認したうえで、本人に新しい番号を 1 回だけ試してもらってください";

    /// Two tries are left and the caller did not allow spending one.
    PinLastTwoTries = -48, "JPKI_ERROR_PIN_LAST_TWO_TRIES",
        "only two tries of the PIN (or signature password or check number B) are left, and spending one was not allowed",
        "暗証番号（または署名用パスワード、照合番号Bなど）の残り回数が 2 回のため、送信していません",
        "a reader's driver may repeat a try on its own, and two wrong ones would lock the PIN: ask the holder first; the PIN was not sent and no try was spent",
        "リーダーのドライバーが照合を自動的に繰り返すことがあり、間違えると一度でロックされるおそれがあります。先に本人に確認してください。残り回数は減っていません";

    // The signature.
    /// The signature does not match the certificate.
    SignatureInvalid = -50, "JPKI_ERROR_SIGNATURE_INVALID",
        "the card's signature does not match its certificate",
        "カードの署名が証明書と一致しません",
        "the signature was discarded; either the certificate belongs to another card, or the card or reader failed: reposition the card and start again; if the problem persists, do not accept the signature",
        "署名は破棄しました。証明書が別のカードのものか、カードまたはリーダーの異常です。カードを置き直して最初からやり直し、改善しない場合は、この署名による本人確認は成立しなかったものとして扱い、資格確認書などで資格を確認してください";
    /// The certificate's key is of an unsupported kind.
    KeyNotSupported = -51, "JPKI_ERROR_KEY_NOT_SUPPORTED",
        "this version does not support the certificate's kind of key",
        "証明書の鍵の種類にこのバージョンは対応していません",
        "the card may be of a newer generation: update the library; no PIN try was spent",
        "新しい世代のカードの可能性があります。ライブラリを更新してください。残り回数は減っていません";
    /// The key could not be locked again.
    KeyNotLocked = -52, "JPKI_ERROR_KEY_NOT_LOCKED",
        "the card's key could not be locked again",
        "カードが暗証番号や照合番号Bなどの照合済みの状態のまま残っています",
        "remove the card from the reader now, which locks it; until then other programs on this computer could sign or read as the holder; find out how many PIN tries are left before another attempt",
        "直ちにカードをリーダーから離してください。それまではこの端末のほかのプログラムが本人として署名し、または情報を読み取るおそれがあります。次に暗証番号を送る前に残り回数を確認してください";

    // The signature password.
    /// Not 6 to 16 letters and digits.
    PasswordFormat = -60, "JPKI_ERROR_PASSWORD_FORMAT",
        "the signature password is not 6 to 16 half-width letters (A to Z) and digits, or a new one does not contain both",
        "署名用パスワードが半角英数字 6〜16 文字ではないか、新しいパスワードに英字と数字が混在していません",
        "have it entered again, a new one with both letters and digits; nothing was sent to the card and no try was spent",
        "入力し直してもらってください（新しいパスワードには英字と数字の両方が必要です）。カードには何も送っておらず、残り回数は減っていません";
    /// The card compared and refused the password.
    PasswordWrong = -61, "JPKI_ERROR_PASSWORD_WRONG",
        "the signature password is wrong",
        "署名用パスワードが違います",
        "the tries left (five at most) have gone down; ask the holder before another attempt",
        "残り回数（最大 5 回）が減りました。続ける前に本人に確認してください";
    /// No try is left.
    PasswordBlocked = -62, "JPKI_ERROR_PASSWORD_BLOCKED",
        "the signature password is locked",
        "署名用パスワードがロックされています",
        "the holder can have it reset at the municipal office or, with the four-digit PIN, using a phone app (face recognition) and some convenience-store kiosks; the four-digit PIN is not affected",
        "ロックは本人が市区町村の窓口で解除できます。4 桁の暗証番号が分かれば、スマートフォンの専用アプリ（顔認証）と対応するコンビニ等のキオスク端末でも解除できます。4 桁の暗証番号には影響しません";

    // The PIN of the input-support application.
    /// The card compared and refused the input-support PIN.
    InputSupportPinWrong = -65, "JPKI_ERROR_INPUT_SUPPORT_PIN_WRONG",
        "the input-support PIN is wrong",
        "券面事項入力補助用の暗証番号が違います",
        "the tries left (three at most) have gone down; ask the holder before another attempt: it may differ from the PIN of the user-authentication certificate",
        "残り回数（最大 3 回）が減りました。利用者証明用の暗証番号とは別の番号のことがあるため、続ける前に本人に確認してください";
    /// No try is left.
    InputSupportPinBlocked = -66, "JPKI_ERROR_INPUT_SUPPORT_PIN_BLOCKED",
        "the input-support PIN is locked, or the card was issued without one (for face recognition)",
        "券面事項入力補助用の暗証番号がロックされています（または、暗証番号のない顔認証マイナンバーカードです）",
        "a holder who had one can have it reset at the municipal office; the check number B (birth date, expiry year and security code) still gives access to the same four attributes, and the other PINs are not affected",
        "暗証番号のあるカードなら、ロックは本人が市区町村の窓口で解除できます。同じ基本4情報は照合番号B（生年月日・有効期限の年・セキュリティコード）で読めます。ほかの暗証番号には影響しません";

    // The check number: what is printed on the card.
    /// Birth date, expiry year or security code cannot be on a card.
    CheckNumberFormat = -70, "JPKI_ERROR_CHECK_NUMBER_FORMAT",
        "the entered birth date, expiry year or security code cannot be right",
        "入力された番号（生年月日・有効期限の年・セキュリティコードなど）が正しい形式ではありません",
        "enter them again as printed on the card; nothing was sent to the card and no try was spent",
        "カードに印刷されたとおりに入力し直してください。カードには何も送っておらず、残り回数は減っていません";
    /// The card compared and refused the check number or birth date.
    CheckNumberWrong = -71, "JPKI_ERROR_CHECK_NUMBER_WRONG",
        "the entered birth date, expiry year or security code does not match this card",
        "入力された番号（生年月日・有効期限の年・セキュリティコードなど）がこのカードのものと違います",
        "the tries left (ten at most) have gone down; compare each with what is printed on the card before another attempt",
        "残り回数（最大 10 回）が減りました。続ける前に、カードの印刷と一つずつ見比べてください";
    /// No try is left.
    CheckNumberBlocked = -72, "JPKI_ERROR_CHECK_NUMBER_BLOCKED",
        "the check number B (or the birth date) is locked",
        "照合番号B（または生年月日など）がロックされています",
        "the person's face and the printed data can still be compared visually, and the PINs are not affected; the holder can have it reset at the municipal office",
        "顔と券面を目で見比べることはできます。暗証番号には影響しません。ロックは本人が市区町村の窓口で解除できます";
    /// The six digits match the card's, but the era does not.
    BirthDateDiffers = -73, "JPKI_ERROR_BIRTH_DATE_DIFFERS",
        "the entered birth date has the same six digits as the card's, but a different year",
        "入力された生年月日は、カードのものと 6 桁の数字は同じですが、年が違います",
        "the holder was born in a different year: compare the era, or the year, with what is printed on the card; no try was spent",
        "カードの名義人の生年は入力された年と異なります。元号（昭和・平成・令和など）や西暦の年をカードの印刷と見比べてください。残り回数は減っていません";

    // Whether to trust what was read.
    /// The certificate is no longer valid.
    CertificateExpired = -80, "JPKI_ERROR_CERTIFICATE_EXPIRED",
        "the electronic certificate has expired",
        "電子証明書の有効期限が切れています",
        "the holder can renew it at the municipal office; until three months after the end of the month in which it expired, online eligibility verification still accepts the card as a health insurance card, without medical data; otherwise use the health insurance eligibility certificate, or the card together with the notice of eligibility information",
        "更新は本人が市区町村の窓口で行います。有効期限の月の末日から 3 か月間は、オンライン資格確認ではマイナ保険証として使えます（診療情報などは提供されません）。使えないときは資格確認書、またはカードと資格情報のお知らせで資格を確認してください";
    /// The certificate is not valid yet.
    CertificateNotYetValid = -81, "JPKI_ERROR_CERTIFICATE_NOT_YET_VALID",
        "the electronic certificate is not valid yet",
        "電子証明書の有効期間がまだ始まっていません",
        "check the date and time of this computer first; if they are right, use the health insurance eligibility certificate or other documents until then",
        "まずこの端末の日付と時刻を確認してください。正しい場合は、それまで資格確認書などで資格を確認してください";
    /// The certificate was revoked.
    CertificateRevoked = -82, "JPKI_ERROR_CERTIFICATE_REVOKED",
        "the electronic certificate has been revoked",
        "電子証明書が失効しています",
        "do not accept it: the card may have been reported lost or replaced or, for a signature certificate, the name or address may have changed; the holder can ask at the municipal office; until then use the health insurance eligibility certificate or other documents",
        "この証明書では受け付けないでください。紛失の届け出や再発行、署名用電子証明書では転居や氏名の変更などが考えられます。本人に市区町村の窓口で確認してもらい、それまでは資格確認書などで資格を確認してください";
    /// The certificate was not issued by the authority for this purpose.
    CertificateNotTrusted = -83, "JPKI_ERROR_CERTIFICATE_NOT_TRUSTED",
        "the certificate was not issued by J-LIS for this purpose",
        "この用途のために J-LIS が発行した証明書ではありません",
        "do not accept it: it may be a test card, a certificate of another kind or a forgery; use other documents instead; if many cards are rejected, the authority may be newer than this library: update it",
        "この証明書では受け付けないでください。試験用カード、別の種類の証明書、または偽造の可能性があります。ほかの書類で確認してください。多くのカードで発生する場合は、ライブラリが新しい認証局に対応していない可能性があるため、更新してください";
    /// A record of the card cannot be read.
    RecordMalformed = -84, "JPKI_ERROR_RECORD_MALFORMED",
        "a record on the card is damaged",
        "カード内の券面データが壊れています",
        "reposition the card and start again; if the problem persists, the holder must take the card to the municipal office; no PIN try was spent",
        "カードを置き直して最初からやり直してください。改善しない場合は市区町村の窓口での手続きが必要です。暗証番号の残り回数は減っていません";
    /// The record is not signed by a trusted authority.
    RecordNotAuthentic = -85, "JPKI_ERROR_RECORD_NOT_AUTHENTIC",
        "the card's record is not signed by a trusted issuer",
        "カード内の券面データに、信頼する発行者の正しい署名がありません",
        "do not rely on the photo or data that were read: they may have been altered or come from a test card; use other documents; if many cards are rejected, the issuer's key may be newer than this library: update it",
        "読み取った顔写真や記載事項を信用しないでください。改変されたものか、試験用カードの可能性があります。ほかの書類で確認してください。多くのカードで発生する場合は、ライブラリが新しい発行者の鍵に対応していない可能性があるため、更新してください";
    /// The card does not have the key that its record names.
    CardNotGenuine = -86, "JPKI_ERROR_CARD_NOT_GENUINE",
        "the card could not prove that it is genuine",
        "カードが本物であることを確認できませんでした",
        "do not accept it: it may be a copy of another card; reposition it and try once more; if the problem persists, use other documents",
        "このカードでは受け付けないでください。複製の可能性があります。置き直してもう一度試し、改善しない場合はほかの書類で確認してください";
    /// A picture of the card cannot be decoded.
    ImageMalformed = -87, "JPKI_ERROR_IMAGE_MALFORMED",
        "the photo or an image from the card cannot be displayed",
        "カードの顔写真または画像を表示できません",
        "reposition the card and start again; if the problem persists, look at the card itself; no PIN try was spent",
        "カードを置き直して最初からやり直してください。改善しない場合はカードの券面を直接見て確認してください。暗証番号の残り回数は減っていません";
    /// Revocation of the certificate was checked and could not be determined.
    RevocationUnknown = -88, "JPKI_ERROR_REVOCATION_UNKNOWN",
        "whether the certificate has been revoked could not be determined",
        "電子証明書が失効しているかどうかを確認できませんでした",
        "try again; if the problem persists, the system administrator must check the connection to the revocation service; use other documents until then",
        "もう一度試してください。改善しない場合は失効情報を取得できているかをシステムの管理者に確認し、それまではほかの書類で確認してください";
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.text(Language::English))
    }
}

/// A number that is no status of this version of the library.
///
/// ```
/// let unknown = jpkicard::Status::try_from(1).unwrap_err();
/// assert_eq!(unknown.code(), 1);
/// assert_eq!(unknown.to_string(), "1 is not a status of this library");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownStatus(i32);

impl UnknownStatus {
    /// The number.
    #[must_use]
    pub const fn code(self) -> i32 {
        self.0
    }
}

impl fmt::Display for UnknownStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} is not a status of this library", self.0)
    }
}

impl std::error::Error for UnknownStatus {}

impl TryFrom<i32> for Status {
    type Error = UnknownStatus;

    /// The status with this number.
    fn try_from(code: i32) -> Result<Self, UnknownStatus> {
        Self::from_code(code).ok_or(UnknownStatus(code))
    }
}

impl From<Status> for i32 {
    fn from(status: Status) -> Self {
        status.code()
    }
}

/// The language of a text for the person at the desk.
///
/// ```
/// use jpkicard::{Language, Status};
///
/// assert!(Status::PinBlocked.text(Language::Japanese).contains("ロック"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Language {
    /// English.
    #[default]
    English,
    /// Japanese (日本語).
    Japanese,
}

#[cfg(feature = "capi")]
const fn c_text(bytes: &'static [u8]) -> &'static CStr {
    match CStr::from_bytes_with_nul(bytes) {
        Ok(text) => text,
        Err(_) => c"",
    }
}

impl Status {
    /// The constant's name as a C text.
    #[cfg(feature = "capi")]
    pub(crate) const fn c_name(self) -> &'static CStr {
        c_text(self.name_with_nul())
    }

    /// The sentence of [`text`](Self::text) as a C text.
    #[cfg(feature = "capi")]
    pub(crate) const fn c_text(self, language: Language) -> &'static CStr {
        c_text(self.text_with_nul(language))
    }

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
mod tests;
