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

#[test]
fn a_status_converts_to_its_number_and_back_and_shows_its_english_sentence() {
    for &status in Status::ALL {
        assert_eq!(Status::try_from(i32::from(status)), Ok(status));
        assert_eq!(status.to_string(), status.text(Language::English));
    }
    for code in [1, i32::MAX, i32::MIN, -9_999] {
        let unknown = Status::try_from(code).unwrap_err();
        assert_eq!(unknown.code(), code);
        assert_eq!(unknown.to_string(), format!("{code} is not a status of this library"));
    }
}
