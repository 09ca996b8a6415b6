//! Unit tests.

use std::path::Path;

use super::*;
use crate::error::Error;

/// All Rust sources except this one.
fn sources(folder: &Path, found: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.ends_with("error_words.rs")
        {
            found.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_detail_with_a_japanese_is_one_that_the_library_gives() {
    let mut source = String::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut source);
    for (english, japanese) in JAPANESE {
        let by_name = [TWO_TRIES, SEVERAL_TRIES].contains(english);
        assert!(by_name || source.contains(&format!("\"{english}\"")), "{english}");
        assert!(is_japanese(japanese), "{japanese}");
    }
}

/// Whether a text suits a Japanese reader: no ASCII brackets, and no Latin words except names.
fn is_japanese(text: &str) -> bool {
    const NAMES: [&str; 19] = [
        "fork",
        "pcscd",
        "libpcsclite",
        "pcsc-lite",
        "Debian",
        "Ubuntu",
        "Windows",
        "Smart",
        "Card",
        "polkit",
        "OS",
        "PC/SC",
        "J-LIS",
        "Android",
        "AP",
        "A",
        "B",
        "Z",
        "IC",
    ];
    let latin = |letter: char| letter.is_ascii_alphabetic() || "/-".contains(letter);
    let mut words = text.split(|letter| !latin(letter)).filter(|word| !word.is_empty());
    !text.contains(['(', ')', '[', ']'])
        && words.all(|word| {
            NAMES.contains(&word) || word.chars().all(|letter| ('A'..='F').contains(&letter))
        })
}

/// Every status with every detail and every number that matters.
fn every_error(mut look: impl FnMut(&Error)) {
    let words = [None, Some(0x6300), Some(0x63C0), Some(0x63C1), Some(0x63C2), Some(0x6983)];
    let own = ["", "a detail that nobody translated", "no thread for a call that may block"];
    let reasons = Status::ALL.iter().map(|status| status.happened());
    let translated = JAPANESE.iter().map(|(english, _)| *english);
    let details: Vec<_> = own.into_iter().chain(reasons).chain(translated).collect();
    let because_of = [Status::PinUncertain, Status::PinChangeUncertain, Status::KeyNotLocked];
    for status in Status::ALL {
        let has_reason = because_of.contains(status);
        let is_reason = |detail: &str| Status::ALL.iter().any(|it| it.happened() == detail);
        for detail in details.iter().filter(|detail| has_reason || !is_reason(detail)) {
            for word in words {
                let mut error = Error::new(*status).with_detail(detail).with_pcsc_code(0x1F);
                if let Some(word) = word.map(StatusWord::new) {
                    error = error.with_status_word(word);
                    error = match word.tries_left() {
                        Some(tries) => error.with_tries_left(tries),
                        None => error,
                    };
                }
                look(&error);
            }
        }
    }
}

#[test]
fn no_sentence_in_japanese_has_english_in_it() {
    every_error(|error| {
        let text = error.in_language(Language::Japanese).to_string();
        assert!(is_japanese(&text), "{text}");
        // They fit into the buffers that C provides.
        assert!(text.len() < 1_024 && error.to_string().len() < 512, "{text}");
        assert!(!text.contains("（）") && !text.contains("。。"), "{text}");
    });
    assert!(!is_japanese("暗証番号が違います (signing)") && !is_japanese("署名 wrong"));
}

#[test]
fn what_one_language_says_of_a_try_the_other_says() {
    every_error(|error| {
        let english = error.in_language(Language::English).to_string();
        let japanese = error.in_language(Language::Japanese).to_string();
        let untouched = ["no PIN try was spent", "no try was spent"];
        let same = ["残り回数は減っておらず", "残り回数は減っていません"];
        let says = |text: &str, words: &[&str]| words.iter().any(|word| text.contains(word));
        assert_eq!(says(&english, &untouched), says(&japanese, &same), "{english}\n{japanese}");
        let known = !error.detail().starts_with("a detail");
        if known {
            assert_eq!(
                says(&english, &["one try was spent", "which spent one try", " tries was spent"]),
                says(&japanese, &["回減りました"]),
                "{english}\n{japanese}"
            );
        }
    });
}

#[test]
fn a_try_that_was_spent_is_never_called_unspent() {
    every_error(|error| {
        let refused = error.status_word().is_some_and(|word| word.tries_left().is_some());
        let of_a_credential = is_wrong(error.status()) || is_blocked(error.status());
        if !refused || !of_a_credential || error.detail().contains("spent") {
            return;
        }
        for language in [Language::English, Language::Japanese] {
            let text = error.in_language(language).to_string();
            for untrue in ["no try", "no PIN try", "減っていません", "減っておらず", "送っておらず"]
            {
                assert!(!text.contains(untrue), "{text}");
            }
        }
    });
}

#[test]
fn locked_by_this_try_and_locked_before_read_differently() {
    for status in Status::ALL.iter().filter(|status| is_blocked(**status)) {
        let blocked = Error::new(*status).with_tries_left(0);
        let by_this_try = blocked.clone().with_status_word(StatusWord::new(0x63C0));
        let by_either = blocked.clone().with_status_word(StatusWord::new(0x6983));
        let said = |error: &Error, language| error.in_language(language).to_string();
        let (english, japanese) = (Language::English, Language::Japanese);
        assert!(said(&blocked, english).contains("was locked before this call"), "{status:?}");
        assert!(said(&blocked, english).contains("it was not sent this time"), "{status:?}");
        assert!(said(&blocked, japanese).contains("この操作の前からロック"), "{status:?}");
        assert!(said(&blocked, japanese).contains("今回は送っておらず"), "{status:?}");
        assert!(said(&by_this_try, english).contains("wrong, and this last try locked it"));
        assert!(said(&by_this_try, japanese).contains("今回が最後の 1 回だったため"));
        for language in [english, japanese] {
            let neither = said(&by_either, language);
            for word in ["before this call", "this last try", "前から", "今回が最後"] {
                assert!(!neither.contains(word), "{neither}");
            }
        }
    }
}

#[test]
fn what_is_missing_decides_what_is_normal() {
    let missing = |detail| Error::new(Status::NotOnCard).with_detail(detail);
    let said = |detail, language| missing(detail).in_language(language).to_string();
    for application in
        ["card-surface application", "input-support application", "common card application"]
    {
        let (english, japanese) =
            (said(application, Language::English), said(application, Language::Japanese));
        assert!(english.contains("Resident Registry card") && !english.contains("child"));
        assert!(japanese.contains("住基カード") && !japanese.contains("お子さま"));
    }
    let english = said("signature certificate", Language::English);
    let japanese = said("signature certificate", Language::Japanese);
    assert!(english.contains("children") && !english.contains("Resident Registry"));
    assert!(japanese.contains("（署名用電子証明書）") && japanese.contains("お子さま"));
    let japanese = said("authentication certificate", Language::Japanese);
    assert!(!japanese.contains("お子さま") && !japanese.contains("住基カード"));
}
