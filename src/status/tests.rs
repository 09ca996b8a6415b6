//! Unit tests.

use super::*;

#[test]
fn every_status_has_both_languages() {
    for status in Status::ALL {
        let (english, japanese) = (status.text(Language::English), status.text(Language::Japanese));
        assert!(english.is_ascii() && english.contains(": "), "{english}");
        assert!(english.starts_with(status.happened()), "{english}");
        assert!(japanese.ends_with('。') && !japanese.contains('\0'), "{japanese}");
        // Both languages must say the same about a PIN try.
        let untouched = english.contains("no PIN try was spent") || english.contains("no try was");
        let same = japanese.contains("残り回数は減っておらず")
            || japanese.contains("残り回数は減っていません");
        assert_eq!(untouched, same, "{status:?}");
    }
}

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
