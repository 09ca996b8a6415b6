//! A header as tokens.

use std::iter::Peekable;
use std::str::Chars;

use crate::model::Comment;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token {
    /// A comment that begins with two asterisks: what follows is documented by it.
    Comment(Comment),
    /// A line of the preprocessor, its continuations joined.
    Directive(String),
    Word(String),
    Mark(char),
}

/// Every token; other comments are left out.
pub(crate) fn tokens(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '/' if letters.peek() == Some(&'*') => {
                let comment = block(&mut letters);
                if let Some(inner) = comment.strip_prefix("**") {
                    found.push(Token::Comment(lines_of(inner)));
                }
            }
            '/' if letters.peek() == Some(&'/') => {
                line(&mut letters);
            }
            '#' => found.push(Token::Directive(directive(&mut letters))),
            '"' => {
                let inner: String = letters.by_ref().take_while(|letter| *letter != '"').collect();
                found.push(Token::Word(format!("\"{inner}\"")));
            }
            letter if is_word(letter) => {
                let mut word = String::from(letter);
                while let Some(letter) = letters.next_if(|letter| is_word(*letter)) {
                    word.push(letter);
                }
                found.push(Token::Word(word));
            }
            letter if letter.is_whitespace() => {}
            letter => found.push(Token::Mark(letter)),
        }
    }
    found
}

fn is_word(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_'
}

/// The rest of a comment, from its asterisk to before the end.
fn block(letters: &mut Peekable<Chars<'_>>) -> String {
    let mut text = String::new();
    for letter in letters.by_ref() {
        text.push(letter);
        if text.len() > 2 && text.ends_with("*/") {
            break;
        }
    }
    text.trim_end_matches('/').trim_end_matches('*').to_owned()
}

fn lines_of(inner: &str) -> Comment {
    let without_frame = |line: &str| {
        let line = line.trim_start();
        let inner = line.strip_prefix("* ").or_else(|| line.strip_prefix('*')).unwrap_or(line);
        inner.trim_end().to_owned()
    };
    let lines: Vec<String> = inner.lines().map(without_frame).collect();
    let text = lines.join("\n");
    text.trim().lines().map(str::to_owned).collect()
}

fn line(letters: &mut Peekable<Chars<'_>>) -> String {
    letters.by_ref().take_while(|letter| *letter != '\n').collect()
}

fn directive(letters: &mut Peekable<Chars<'_>>) -> String {
    let mut text = line(letters);
    while let Some(joined) = text.strip_suffix('\\').map(str::to_owned) {
        text = joined + &line(letters);
    }
    // A comment behind it.
    let code = text.split("/*").next().unwrap_or_default();
    let code = code.split("//").next().unwrap_or_default();
    format!("#{}", code.trim())
}
