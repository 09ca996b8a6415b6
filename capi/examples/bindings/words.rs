//! Names and sentences, as most languages write them.

/// `jpki_card_wait` as `JpkiCardWait`, `MY_NUMBER_CARD` as `MyNumberCard`.
pub(crate) fn pascal_case(name: &str) -> String {
    name.split('_').map(capitalised).collect()
}

/// A word with a capital first letter, the others small.
pub(crate) fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|letter| letter.to_ascii_uppercase());
    first.into_iter().collect::<String>() + &letters.as_str().to_ascii_lowercase()
}

/// Text in lines of at most so many bytes.
pub(crate) fn filled(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.len().saturating_add(word.len()) < width => {
                line.push(' ');
                *line += word;
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
