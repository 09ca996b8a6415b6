//! Unit tests.

use super::*;

#[test]
fn reasons_come_in_the_order_of_their_numbers_whatever_was_found_first() {
    let mut reasons = Reasons::default();
    for reason in Reason::ALL.iter().rev().chain(Reason::ALL) {
        reasons.add(*reason);
    }
    assert_eq!(reasons.into_vec(), Reason::ALL);
    assert!(Reason::ALL.windows(2).all(|pair| (pair[0] as i32) < pair[1] as i32));
}

#[test]
fn every_reason_is_said_in_its_own_words() {
    let words: BTreeSet<_> = Reason::ALL.iter().map(|reason| reason.message()).collect();
    assert_eq!(words.len(), Reason::ALL.len());
    assert!(words.iter().all(|text| text.contains(' ') && !text.ends_with('.')));
}

#[test]
fn every_reason_has_both_languages() {
    let words: BTreeSet<_> =
        Reason::ALL.iter().map(|reason| reason.text(Language::Japanese)).collect();
    assert_eq!(words.len(), Reason::ALL.len());
    for reason in Reason::ALL {
        let japanese = reason.text(Language::Japanese);
        assert!(japanese.chars().any(|letter| ('\u{3041}'..='\u{3096}').contains(&letter)));
        assert!(!japanese.ends_with('。') && !japanese.contains('\0'), "{japanese}");
        assert_eq!(reason.text(Language::English), reason.message());
        #[cfg(feature = "capi")]
        for language in [Language::English, Language::Japanese] {
            assert_eq!(reason.c_text(language).to_str(), Ok(reason.text(language)));
        }
    }
}
