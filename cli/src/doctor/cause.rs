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
        "リモートデスクトップの中で、リーダーがリダイレクトされていません。",
        "In the Remote Desktop client, under local resources, allow smart cards; connect again.",
        "リモートデスクトップ接続の「ローカル リソース」でスマートカードを許可し、接続し直してください。";
    NO_READER_EVER = Cause "no-reader-ever",
        "No smart card reader has ever been set up on this computer.",
        "この端末では、カードリーダーがまだ一度も使われていません。",
        "Connect the reader, and install its driver if Windows does not.",
        "リーダーを接続し、必要ならドライバーをインストールしてください。";
    WRONG_BITNESS = Cause "wrong-bitness",
        "A DLL of the other number of bits lies beside the program.",
        "プログラムの隣にある DLL のビット数が違います。",
        "Use x64\\jpkicard.dll with 64-bit programs and x86\\jpkicard.dll with 32-bit ones.",
        "64 ビットのプログラムには x64\\jpkicard.dll、32 ビットには x86\\jpkicard.dll を使ってください。";
    SONY_ACTIVATOR = Cause "rc-s380-activator",
        "The reader RC-S380 is connected, and its PC/SC support is not activated.",
        "RC-S380 が接続されていますが、PC/SC が有効になっていません。",
        "Install Sony's NFC Port Software and its PC/SC activator.",
        "ソニーの NFC ポートソフトウェアと PC/SC アクティベーターをインストールしてください。";
    SOCKET_PERMISSION = Cause "socket-permission",
        "This account may not use pcscd's socket.",
        "このアカウントには pcscd のソケットを使う権限がありません。",
        "Have the administrator allow it: the socket's group or mode.",
        "ソケットのグループまたは権限を、管理者に設定してもらってください。";
    POLICY_REFUSED = Cause "policy-refused",
        "pcscd refuses this program by policy (polkit), or its connections are all in use.",
        "pcscd がポリシー（polkit）によりこのプログラムを拒んでいるか、接続数が上限です。",
        "Over SSH, in a service or a container: have the administrator allow org.debian.pcsc-lite.access_pcsc and access_card by a polkit rule.",
        "SSH・サービス・コンテナの中では、org.debian.pcsc-lite.access_pcsc と access_card を polkit のルールで許可してもらってください。";
    SERVICE_FROZEN = Cause "service-frozen",
        "The smart card service is there and does not answer.",
        "スマートカードのサービスが応答しません。",
        "Unplug the reader; restart the service or the computer.",
        "リーダーを外し、サービスまたは端末を再起動してください。";
    SERVICE_FAILED = Cause "service-failed",
        "The smart card service reports a failure.",
        "スマートカードのサービスが異常を報告しています。",
        "Restart the service; if it persists, send this report.",
        "サービスを再起動してください。続くときは、この報告を開発元に送ってください。";
    KERNEL_NFC = Cause "kernel-nfc",
        "A kernel module for NFC holds the reader, so that pcscd cannot.",
        "NFC 用のカーネルモジュールがリーダーを占有しています。",
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
        "Use a reader of the USB class CCID, such as those listed by J-LIS.",
        "J-LIS の一覧にあるような CCID 対応のリーダーを使ってください。";
    READER_NOT_SEEN = Cause "reader-not-seen",
        "The computer sees the reader on USB, and the smart card service does not.",
        "USB ではリーダーが見えていますが、スマートカードのサービスからは見えません。",
        "Plug it in again; restart pcscd; in a virtual machine or container, pass the USB device through.",
        "リーダーをつなぎ直し、pcscd を再起動してください。仮想マシンやコンテナでは USB を引き渡してください。";
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
        "Close it: the likely ones are named below.",
        "そのプログラムを閉じてください（候補は下記）。";
    OTHER_CARD = Cause "other-card",
        "The card is not an Individual Number Card.",
        "マイナンバーカードではありません。",
        "Ask for the Individual Number Card.",
        "マイナンバーカードを置いてもらってください。";
    KEY_LEFT_OPEN = Cause "key-left-open",
        "Another program left the card open after a PIN: any program could have signed or read as the holder. It is closed now.",
        "ほかのプログラムが照合済みの状態のままカードを残していました。どのプログラムも本人として署名や読み取りができる状態でした。今は閉じました。",
        "Find the program that used the card before, and have its vendor lock the card after each use.",
        "直前にカードを使ったプログラムを確認し、使用後に閉じるよう開発元に求めてください。";
    CARD_FAILED = Cause "card-failed",
        "The card answers, and reading it fails.",
        "カードは応答しますが、読み取りに失敗します。",
        "Reposition the card; try another reader; if it persists, send this report.",
        "カードを置き直し、別のリーダーも試してください。続くときは、この報告を開発元に送ってください。";
    CLOCK_WRONG = Cause "clock-wrong",
        "This computer's clock is wrong.",
        "この端末の時計が合っていません。",
        "Set date and time: certificates are judged by them.",
        "日付と時刻を合わせてください。証明書の有効期限は時計で判断されます。";
    EXPIRED = Cause "expired",
        "The user-authentication certificate has expired.",
        "利用者証明用電子証明書の有効期限が切れています。",
        "The municipal office renews it.",
        "市区町村の窓口で更新できます。";
    WITHIN_GRACE = Cause "expired-within-grace",
        "The user-authentication certificate has expired; until three months after that month eligibility can still be confirmed, without medical data.",
        "利用者証明用電子証明書の有効期限が切れています。期限の月の末日から 3 か月間は、診療情報を除き資格確認だけはできます。",
        "Ask the holder to renew it at the municipal office.",
        "市区町村の窓口で更新するよう案内してください。";
    PIN_LOCKED = Cause "pin-locked",
        "The PIN of the user-authentication certificate is locked.",
        "利用者証明用電子証明書の暗証番号がロックされています。",
        "Use face recognition this time; the municipal office resets the PIN.",
        "今回は顔認証を使ってください。ロックは市区町村の窓口で解除できます。";
    ALL_PINS_LOCKED = Note "no-pins",
        "No PIN can be used: a card issued without PINs (for face recognition), or all of them are locked.",
        "どの暗証番号も使えません。暗証番号のない顔認証マイナンバーカードか、すべてロックされています。",
        "Use face recognition, or compare the card's face.",
        "顔認証を使うか、券面の読み取り・確認をしてください。";
    ONE_TRY = Note "one-try-left",
        "One try of a PIN is left.",
        "暗証番号の残り回数が 1 回です。",
        "Ask the holder before the next try.",
        "次に送る前に、本人に確認してください。";
    EXPIRING = Note "expiring",
        "The user-authentication certificate expires within three months.",
        "利用者証明用電子証明書の有効期限が 3 か月以内に切れます。",
        "Remind the holder to renew it.",
        "更新するよう案内してください。";
    TEST_CARD = Note "test-card",
        "A test card: production systems refuse it.",
        "テスト用のカードです。本番のシステムでは使えません。",
        "Allow it by name in tests alone.",
        "テストのときだけ、明示的に許可してください。";
    ISSUER_UNKNOWN = Note "issuer-unknown",
        "This version does not know the issuer of the certificate: a newer card, or a false one.",
        "証明書の発行者がこのバージョンでは不明です。新しいカードか、偽物です。",
        "Update jpkicard; do not accept it unverified.",
        "jpkicard を更新してください。検証せずに受け入れないでください。";
    PHONE = Note "phone",
        "A phone: its certificate is readable only after the PIN, and it has no card face.",
        "スマートフォンです。証明書は暗証番号の照合後に読め、券面の情報はありません。",
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
