use std::collections::BTreeSet;

use super::cause::Cause;

#[test]
fn each_cause_has_a_name_of_its_own_and_says_what_to_do() {
    let codes: BTreeSet<_> = Cause::ALL.iter().map(|cause| cause.code).collect();
    assert_eq!(codes.len(), Cause::ALL.len());
    for cause in Cause::ALL {
        for words in [cause.what, cause.next] {
            assert!(words.english.ends_with(['.', 't']), "{}", words.english);
            assert!(!words.japanese.is_empty() && !words.japanese.is_ascii(), "{}", cause.code);
        }
    }
}
