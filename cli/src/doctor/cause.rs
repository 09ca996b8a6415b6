//! Everything that `doctor` can find, with the next step.

use crate::words::{Words, words};

/// Whether something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    /// The desk does not work, or does not work safely.
    Cause,
    /// Good to know.
    Note,
}

/// One thing that can be found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cause {
    /// Its name in JSON: stable.
    pub(crate) code: &'static str,
    pub(crate) weight: Weight,
    pub(crate) what: Words,
    pub(crate) next: Words,
}

macro_rules! causes {
    ($($name:ident = $weight:ident $code:literal, $what:literal, $what_ja:literal, $next:literal, $next_ja:literal;)+) => {
        impl Cause {
            $(pub(crate) const $name: Self = Self {
                code: $code,
                weight: Weight::$weight,
                what: words($what, $what_ja),
                next: words($next, $next_ja),
            };)+
            /// Each, in the order in which `doctor` walks.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$name),+];
        }
    };
}

causes! {
    LIBRARY_MISSING = Cause "library-missing",
        "The smart card library (libpcsclite) is not installed.",
        "スマートカード用のライブラリ（libpcsclite）がインストールされていません。",
        "Install pcscd and libpcsclite1 (Debian, Ubuntu) or pcsc-lite (other distributions).",
        "pcscd と libpcsclite1（Debian・Ubuntu）または pcsc-lite（その他）をインストールしてください。";
    SERVICE_NOT_INSTALLED = Cause "service-not-installed",
        "The smart card service (pcscd) is not installed.",
        "スマートカードのサービス（pcscd）がインストールされていません。",
        "Install the package pcscd (Debian, Ubuntu) or pcsc-lite (other distributions).",
        "パッケージ pcscd（Debian・Ubuntu）または pcsc-lite（その他）をインストールしてください。";
    SOCKET_NOT_ACTIVATED = Cause "socket-not-activated",
        "pcscd is installed, and systemd does not listen for it.",
        "pcscd はありますが、systemd の待ち受けが有効になっていません。",
        "As the administrator: systemctl enable --now pcscd.socket",
        "管理者として systemctl enable --now pcscd.socket を実行してください。";
    SERVICE_DIED = Cause "service-died",
        "pcscd has ended without removing its socket: it was killed or has crashed.",
        "pcscd がソケットを残したまま終了しています（強制終了または異常終了）。",
        "As the administrator: systemctl restart pcscd.socket, or start pcscd again.",
        "管理者として systemctl restart pcscd.socket を実行するか、pcscd を起動し直してください。";
    SERVICE_NOT_RUNNING = Cause "service-not-running",
        "The smart card service is not running.",
        "スマートカードのサービスが動いていません。",
        "Start pcscd; on Windows the service Smart Card.",
        "pcscd（Windows では Smart Card サービス）を起動してください。";
    SERVICE_DISABLED = Cause "service-disabled",
        "The Windows service Smart Card (SCardSvr) is disabled.",
        "Windows の Smart Card サービス（SCardSvr）が無効になっています。",
        "As the administrator: set its start type to manual (sc config SCardSvr start= demand), and connect the reader again.",
        "管理者として開始の種類を手動にし（sc config SCardSvr start= demand）、リーダーをつなぎ直してください。";
    REMOTE_DESKTOP = Cause "remote-desktop",
        "This is a Remote Desktop session, and no reader is redirected into it.",
        "リモートデスクトップのセッションですが、リーダーがリダイレクトされていません。",
        "In the Remote Desktop client, under local resources, allow smart cards; connect again.",
        "リモートデスクトップ接続の「ローカル リソース」でスマートカードを許可し、接続し直してください。";
    NO_READER_EVER = Cause "no-reader-ever",
        "No smart card reader has ever been set up on this computer.",
        "この端末では、カードリーダーがまだ一度も設定されていません。",
        "Connect the reader; if Windows does not install its driver, install it.",
        "リーダーを接続し、必要ならドライバーをインストールしてください。";
    WRONG_BITNESS = Cause "wrong-bitness",
        "The jpkicard.dll beside jpkicard.exe is for the other number of bits (32 or 64).",
        "jpkicard.exe の隣にある jpkicard.dll と、ビット数（32・64）が違います。",
        "Use x64\\jpkicard.dll with 64-bit programs and x86\\jpkicard.dll with 32-bit ones.",
        "64 ビットのプログラムには x64\\jpkicard.dll、32 ビットには x86\\jpkicard.dll を使ってください。";
    SONY_ACTIVATOR = Cause "rc-s380-activator",
        "The reader RC-S380 is connected, and its PC/SC support is not activated.",
        "RC-S380 が接続されていますが、PC/SC が有効になっていません。",
        "Install Sony's NFC Port Software and its PC/SC Activator for Type B.",
        "ソニーの NFC ポートソフトウェアと PC/SC アクティベーター for Type B をインストールしてください。";
    SOCKET_PERMISSION = Cause "socket-permission",
        "This account may not use pcscd's socket.",
        "このアカウントには pcscd のソケットを使う権限がありません。",
        "Have the administrator allow it: the socket's group or mode.",
        "ソケットのグループまたは権限を、管理者に設定してもらってください。";
    POLICY_REFUSED = Cause "policy-refused",
        "The smart card service refuses this program: the account may not use it, or pcscd's connections are all in use.",
        "スマートカードのサービスがこのプログラムの接続を受け付けません。アカウントに許可がないか、pcscd の接続数が上限です。",
        "On Windows, run the program in the user's session. On Linux, close other programs that use cards; over SSH, in a service or a container, have the administrator allow org.debian.pcsc-lite.access_pcsc and org.debian.pcsc-lite.access_card by a polkit rule.",
        "Windows では、プログラムを利用者のセッションで動かしてください。Linux では、カードを使うほかのプログラムを閉じてください。SSH・サービス・コンテナの中では、org.debian.pcsc-lite.access_pcsc と org.debian.pcsc-lite.access_card を polkit のルールで許可するよう、管理者に依頼してください。";
    SERVICE_FROZEN = Cause "service-frozen",
        "The smart card service is there and does not answer.",
        "スマートカードのサービスが応答しません。",
        "Unplug the reader; restart the service or the computer.",
        "リーダーを外し、サービスまたは端末を再起動してください。";
    SERVICE_FAILED = Cause "service-failed",
        "The smart card service reports a failure.",
        "スマートカードのサービスが異常を報告しています。",
        "Restart the service; if it persists, write a report with --report and send it to the program's vendor.",
        "サービスを再起動してください。続くときは、--report で報告を書き出し、プログラムの開発元に送ってください。";
    KERNEL_NFC = Cause "kernel-nfc",
        "A kernel module for NFC holds the reader, so that pcscd cannot use it.",
        "NFC 用のカーネルモジュールがリーダーを占有しているため、pcscd が使えません。",
        "As the administrator: unload the modules named below and blacklist them in /etc/modprobe.d, then plug the reader in again.",
        "管理者として下記のモジュールを外し、/etc/modprobe.d で読み込まないようにしてから、リーダーをつなぎ直してください。";
    NO_DRIVER = Cause "no-driver",
        "pcscd has no driver for USB readers.",
        "pcscd に USB リーダーのドライバーがありません。",
        "Install the package libccid (Debian, Ubuntu) or ccid (other distributions), and restart pcscd.",
        "パッケージ libccid（Debian・Ubuntu）または ccid（その他）をインストールし、pcscd を再起動してください。";
    READER_NOT_SUPPORTED = Cause "reader-not-supported",
        "A reader without a PC/SC driver for this system is connected.",
        "この端末に PC/SC ドライバーのないリーダーが接続されています。",
        "Use a reader of the USB class CCID: J-LIS's list also has readers that work on Windows only.",
        "CCID 対応のリーダーを使ってください。J-LIS の一覧には、Windows でしか動かないリーダーもあります。";
    READER_NOT_SEEN = Cause "reader-not-seen",
        "The computer sees the reader on USB, and the smart card service does not.",
        "USB ではリーダーが見えていますが、スマートカードのサービスからは見えません。",
        "Plug it in again; restart pcscd; in a virtual machine or container, pass the USB device through.",
        "リーダーをつなぎ直し、pcscd を再起動してください。仮想マシンやコンテナでは、USB デバイスのパススルーを設定してください。";
    NO_READER = Cause "no-reader",
        "No card reader is connected.",
        "カードリーダーが接続されていません。",
        "Connect the reader; try another USB port and cable.",
        "リーダーを接続してください。別の USB ポートやケーブルも試してください。";
    OTHER_READERS = Cause "other-readers",
        "The requested reader is not connected; others are.",
        "指定されたリーダーは接続されていません（ほかのリーダーはあります）。",
        "Choose one of those named below with --reader.",
        "下記のいずれかを --reader で指定してください。";
    READER_SILENT = Cause "reader-silent",
        "The reader does not answer.",
        "リーダーが応答しません。",
        "Unplug it and plug it in again; try another port without a hub.",
        "リーダーをつなぎ直し、ハブを通さない別のポートを試してください。";
    NO_CARD = Cause "no-card",
        "The desk works as far as the reader; there is no card on it.",
        "リーダーまでは正常です。カードが置かれていません。",
        "Put a card on the reader and run doctor again.",
        "カードをリーダーに置いて、もう一度 doctor を実行してください。";
    CARD_SILENT = Cause "card-silent",
        "There is a card, and it does not answer.",
        "カードはありますが、応答しません。",
        "Turn it over, centre it, and take it out of its case; keep other cards away.",
        "裏表と位置を直し、ケースから出し、ほかのカードを離してください。";
    CARD_HELD = Cause "card-held",
        "Another program holds the card.",
        "ほかのプログラムがカードを占有しています。",
        "Close it. On Linux the likely ones are named below.",
        "そのプログラムを閉じてください（Linux では下記が候補です）。";
    OTHER_CARD = Cause "other-card",
        "The card is not an Individual Number Card.",
        "マイナンバーカードではありません。",
        "Ask for the Individual Number Card.",
        "マイナンバーカードを置いてもらってください。";
    KEY_LEFT_OPEN = Cause "key-left-open",
        "Another program left the card open after a PIN, password or check number: any program could have signed or read as the holder. The card is locked again now.",
        "ほかのプログラムが照合済みの状態のままカードを残していました。どのプログラムも本人として署名や読み取りができる状態でした。この診断で閉じました。",
        "Find the program that used the card before, and have its vendor lock the card after each use.",
        "直前にカードを使ったプログラムを確認し、使用後に閉じるよう開発元に求めてください。";
    CARD_FAILED = Cause "card-failed",
        "The card answers, and reading it fails.",
        "カードは応答しますが、読み取りに失敗します。",
        "Reposition the card; try another reader; if it persists, write a report with --report and send it to the program's vendor.",
        "カードを置き直し、別のリーダーも試してください。続くときは、--report で報告を書き出し、プログラムの開発元に送ってください。";
    CLOCK_WRONG = Cause "clock-wrong",
        "This computer's clock is wrong.",
        "この端末の時計が合っていません。",
        "Set date and time: certificates are judged by them.",
        "日付と時刻を合わせてください。証明書の有効期限は時計で判断されます。";
    EXPIRED = Cause "expired",
        "The user-authentication certificate has expired.",
        "利用者証明用電子証明書の有効期限が切れています。",
        "Use the health insurance eligibility certificate, or the card with the notice of eligibility information, this time; the holder can renew the certificate at the municipal office.",
        "今回は資格確認書、またはカードと資格情報のお知らせで資格を確認してください。更新は本人が市区町村の窓口で行います。";
    WITHIN_GRACE = Cause "expired-within-grace",
        "The user-authentication certificate has expired; until three months after the end of the month of expiry, online eligibility verification still accepts the card, without medical data.",
        "利用者証明用電子証明書の有効期限が切れています。有効期限の月の末日から 3 か月間は、オンライン資格確認ではマイナ保険証として使えます（診療情報などは提供されません）。",
        "Ask the holder to renew it at the municipal office.",
        "市区町村の窓口で更新するよう案内してください。";
    PIN_LOCKED = Cause "pin-locked",
        "The PIN of the user-authentication certificate is locked.",
        "利用者証明用電子証明書の暗証番号がロックされています。",
        "Use an official face-recognition card reader this time; the holder can have the PIN reset at the municipal office.",
        "今回は顔認証付きカードリーダーの顔認証を使ってください。ロックは本人が市区町村の窓口で解除できます。";
    ALL_PINS_LOCKED = Note "no-pins",
        "No PIN can be used: a card issued without PINs (for face recognition), or all of them are locked.",
        "どの暗証番号も使えません。暗証番号のない顔認証マイナンバーカードか、すべてロックされています。",
        "Use face recognition, or read the card's face and compare it with the holder.",
        "顔認証を使うか、券面の読み取り・確認をしてください。";
    ONE_TRY = Note "one-try-left",
        "A PIN or password has one try left; a wrong one locks it.",
        "残り回数が 1 回の暗証番号またはパスワードがあります。次に間違えるとロックされます。",
        "Do not try it out: ask the holder first.",
        "試しに入力せず、先に本人に確認してください。";
    EXPIRING = Note "expiring",
        "The user-authentication certificate expires within three months.",
        "利用者証明用電子証明書の有効期限が 3 か月以内に切れます。",
        "Remind the holder to renew it.",
        "更新するよう案内してください。";
    TEST_CARD = Note "test-card",
        "A test card: production systems refuse it.",
        "テスト用のカードです。本番のシステムは受け付けません。",
        "Allow it explicitly, and only in tests.",
        "テストのときだけ、明示的に許可してください。";
    ISSUER_UNKNOWN = Note "issuer-unknown",
        "This version does not know the issuer of the certificate: a newer card, or one that J-LIS did not issue.",
        "証明書の発行者がこのバージョンでは不明です。新しいカードか、J-LIS が発行していないカードの可能性があります。",
        "Update jpkicard; do not accept it unverified.",
        "jpkicard を更新してください。検証せずに受け入れないでください。";
    PHONE = Note "phone",
        "A phone: on Android the certificate is readable only after the PIN, and no phone has the card's face.",
        "スマートフォンです。Android では証明書を暗証番号の照合後にだけ読めます。券面の情報はありません。",
        "Nothing to do.",
        "対応は不要です。";
    RESIDENT_REGISTRY_CARD = Note "resident-registry-card",
        "An old Resident Registry Card.",
        "住民基本台帳カードです。",
        "Ask for the Individual Number Card.",
        "マイナンバーカードを置いてもらってください。";
    RESIDENCE_CARD_TOO = Note "residence-card-too",
        "A residence card and Individual Number Card in one (特定在留カード).",
        "特定在留カード（在留カードとマイナンバーカードが一体のもの）です。",
        "Nothing to do.",
        "対応は不要です。";
    NO_SIGNATURE_CERTIFICATE = Note "no-signature-certificate",
        "There is no signature certificate, as on the cards of many children.",
        "署名用電子証明書がありません（子どものカードなど）。",
        "Nothing to do for authentication.",
        "利用者証明には影響ありません。";
}
