//! Unit tests.

use super::*;

#[test]
fn a_policy_of_jlis_is_said_by_its_arc_and_class() {
    let english = |policy: &str| meaning(policy.as_bytes()).0.to_str().unwrap_or_default();
    for (policy, expected) in [
        ("1.2.392.200149.8.5.1.3.30", "user authentication, class 30"),
        ("1.2.392.200149.8.5.1.1.20", "digital signature, class 20"),
        ("1.2.392.200149.8.5.1.0.20", "digital signature on test cards, class 20"),
        (
            "1.2.392.200149.8.5.1.3.301",
            "user authentication, of a class that is not known to this version",
        ),
        (
            "1.2.392.200149.8.5.1.1.30",
            "digital signature, of a class that is not known to this version",
        ),
        ("1.2.392.200149.8.5.1.3", "a policy that the caller takes"),
        ("1.2.392.200149.8.5.1.3.30.1", "a policy that the caller takes"),
        ("1.2.392.200149.8.5.1.2.30", "a policy that the caller takes"),
        ("1.2.392.200149.8.5.1.3.", "a policy that the caller takes"),
        ("1.2.3", "a policy that the caller takes"),
        ("", "no policy"),
    ] {
        assert_eq!(english(policy), expected, "{policy}");
    }
}
