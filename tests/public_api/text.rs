//! Syntax as text, spaced as rustfmt does.

use quote::ToTokens;

pub fn text(syntax: &impl ToTokens) -> String {
    let mut text = syntax.to_token_stream().to_string();
    const CHANGES: [(&str, &str); 20] = [
        (" ::", "::"),
        (":: ", "::"),
        (" <", "<"),
        ("< ", "<"),
        (" >", ">"),
        ("& ", "&"),
        (" ,", ","),
        (" ;", ";"),
        ("( ", "("),
        (" )", ")"),
        ("[ ", "["),
        (" ]", "]"),
        (" (", "("),
        ("->(", "-> ("),
        ("&(", "&("),
        (" :", ":"),
        ("? ", "?"),
        ("- ", "-"),
        (",)", ")"),
        (",>", ">"),
    ];
    for (from, to) in CHANGES {
        text = text.replace(from, to);
    }
    // `->` was joined by the rule for a minus sign.
    text.replace("->", "-> ").replace("->  ", "-> ")
}
