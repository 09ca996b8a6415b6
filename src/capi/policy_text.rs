//! The description of a certificate policy, in C.

use std::ffi::{CStr, c_char};

use crate::capi::argument::text;
use crate::capi::status::{JPKI_LANGUAGE_JAPANESE, jpki_language};

/// The prefix of J-LIS's policies.
const ARC: &str = "1.2.392.200149.8.5.1.";

/// By the last two numbers: the four known policies, then any class of their arcs.
const JLIS: [(&str, Option<&str>, &CStr, &CStr); 7] = [
    ("3", Some("30"), c"user authentication, class 30", c"利用者証明用、クラス 30"),
    ("1", Some("20"), c"digital signature, class 20", c"署名用、クラス 20"),
    (
        "0",
        Some("30"),
        c"user authentication on test cards, class 30",
        c"テスト用カードの利用者証明用、クラス 30",
    ),
    (
        "0",
        Some("20"),
        c"digital signature on test cards, class 20",
        c"テスト用カードの署名用、クラス 20",
    ),
    (
        "3",
        None,
        c"user authentication, of a class that is not known to this version",
        c"利用者証明用、このバージョンでは不明なクラス",
    ),
    (
        "1",
        None,
        c"digital signature, of a class that is not known to this version",
        c"署名用、このバージョンでは不明なクラス",
    ),
    (
        "0",
        None,
        c"on test cards, of a class that is not known to this version",
        c"テスト用カードの、このバージョンでは不明なクラス",
    ),
];

/// Describes a certificate policy, as in `jpki_verdict.policy`, in UTF-8: purpose, class, whether
/// it is that of test cards, and whether the library knows it. If it is not one of J-LIS's, such as
/// a policy that the caller added, or is empty or NULL, the text says so.
///
/// `policy`: ended by NUL. `language`: one of JPKI_LANGUAGE_*, English for any other number. The
/// text is static: do not free it. Any thread.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn jpki_policy_text(
    policy: *const c_char,
    language: jpki_language,
) -> *const c_char {
    // SAFETY: C's caller promises it.
    let policy = unsafe { text(policy) }.map_or(&b""[..], CStr::to_bytes);
    let (english, japanese) = meaning(policy);
    match language {
        JPKI_LANGUAGE_JAPANESE => japanese.as_ptr(),
        _ => english.as_ptr(),
    }
}

fn meaning(policy: &[u8]) -> (&'static CStr, &'static CStr) {
    let numbers = policy.strip_prefix(ARC.as_bytes()).unwrap_or_default();
    let mut numbers = numbers.splitn(2, |byte| *byte == b'.');
    let (arc, class) = (numbers.next().unwrap_or_default(), numbers.next().unwrap_or_default());
    let is_class = !class.is_empty() && class.iter().all(u8::is_ascii_digit);
    let found = JLIS.iter().find(|(of, known, _, _)| {
        is_class && of.as_bytes() == arc && known.is_none_or(|known| known.as_bytes() == class)
    });
    match found {
        Some((_, _, english, japanese)) => (*english, *japanese),
        None if policy.is_empty() => (c"no policy", c"証明書ポリシーなし"),
        None => {
            (c"a policy that the caller takes", c"呼び出し元のプログラムが認めた証明書ポリシー")
        }
    }
}

#[cfg(all(test, feature = "trust"))]
mod tests;
