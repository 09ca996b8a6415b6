//! Text that a card, a reader or a driver supplies, made safe to show.
//!
//! A terminal or a log takes some characters as commands: to move the cursor, to begin a line, to
//! reverse the direction of what follows. The maker of a fake card or reader chooses them. Names of
//! things are shown without them; a holder's name and address are data and stay as they are signed.

/// Replaces each such character. None is removed, so that a text cannot turn into another, known
/// one.
const REPLACEMENT: char = char::REPLACEMENT_CHARACTER;

/// Whether a character does anything other than show: controls (C0, DEL, C1), line and paragraph
/// separators, changes of direction, and invisible characters.
fn is_command(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{AD}'
                | '\u{34F}'
                | '\u{61C}'
                | '\u{115F}'..='\u{1160}'
                | '\u{17B4}'..='\u{17B5}'
                | '\u{180B}'..='\u{180F}'
                | '\u{200B}'..='\u{200F}'
                | '\u{2028}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}'
                | '\u{3164}'
                | '\u{FEFF}'
                | '\u{FFA0}'
                | '\u{FFF9}'..='\u{FFFB}'
                | '\u{1D173}'..='\u{1D17A}'
                | '\u{E0000}'..='\u{E007F}'
        )
}

/// The text with each such character replaced by U+FFFD; invalid UTF-8 is replaced too.
pub fn shown(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    text.chars()
        .map(|character| if is_command(character) { REPLACEMENT } else { character })
        .collect()
}

#[cfg(test)]
mod tests;
