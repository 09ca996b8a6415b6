use super::{language, words};
use jpkicard::Language;

#[test]
fn the_option_decides_before_the_locale() {
    let of = |arguments: &[&str]| {
        language(&arguments.iter().map(std::ffi::OsString::from).collect::<Vec<_>>())
    };
    assert_eq!(of(&["jpkicard", "info", "--language", "ja"]), Language::Japanese);
    assert_eq!(of(&["jpkicard", "--language=ja", "info"]), Language::Japanese);
    assert_eq!(of(&["jpkicard", "--language", "en", "info"]), Language::English);
}

#[test]
fn values_fill_the_gaps_in_order() {
    let both = words("{} of {}", "{}のうち{}");
    assert_eq!(both.filled(Language::English, &["1", "3"]), "1 of 3");
    assert_eq!(both.filled(Language::Japanese, &["3", "1"]), "3のうち1");
    assert_eq!(words("none", "なし").filled(Language::English, &["1"]), "none");
}
