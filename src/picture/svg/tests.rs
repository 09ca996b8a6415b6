//! Unit tests.

use super::*;

#[test]
fn text_cannot_become_markup() {
    assert_eq!(
        escaped("<a href='x'>&\"\u{1}\n"),
        "&lt;a href=&apos;x&apos;&gt;&amp;&quot;\u{FFFD} "
    );
    assert_eq!(escaped("昭和55年2月17日"), "昭和55年2月17日");
}
