//! The headers' comments as Javadoc: HTML, with what C programs call things as code.

use crate::words::filled;

/// A comment, with tags such as `param name` after it.
pub(crate) fn documentation(comment: &[String], tags: &[(&str, &str)], indent: &str) -> String {
    let mut lines = Vec::new();
    let mut in_list = false;
    for (at, paragraph) in paragraphs(comment).iter().enumerate() {
        let item = paragraph.strip_prefix("- ");
        if item.is_some() != in_list {
            lines.push(if in_list { "</ul>" } else { "<ul>" }.to_owned());
            in_list = !in_list;
        }
        let start = match item {
            Some(_) => "<li>",
            None if at == 0 => "",
            None => {
                lines.push(String::new());
                "<p>"
            }
        };
        let text = start.to_owned() + &html(item.unwrap_or(paragraph));
        lines.extend(wrapped(&text, indent));
    }
    if in_list {
        lines.push("</ul>".to_owned());
    }
    if let ([line], []) = (lines.as_slice(), tags)
        && line.len().saturating_add(indent.len()) <= 93
    {
        return format!("{indent}/** {line} */\n");
    }
    if !tags.is_empty() {
        lines.push(String::new());
    }
    for (tag, text) in tags {
        lines.extend(wrapped(&format!("@{tag} {text}"), indent));
    }
    let lines = lines.iter().map(|line| format!("{indent} * {line}").trim_end().to_owned() + "\n");
    format!("{indent}/**\n{}{indent} */\n", lines.collect::<String>())
}

/// A space at which no line is broken.
const STAYS: char = '\u{1}';

/// The paragraphs and items of a comment, a line each.
fn paragraphs(comment: &[String]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut is_new = true;
    for line in comment {
        let line = line.trim();
        if line.is_empty() {
            is_new = true;
            continue;
        }
        match found.last_mut() {
            Some(last) if !is_new && !line.starts_with("- ") => {
                last.push(' ');
                *last += line;
            }
            _ => found.push(line.to_owned()),
        }
        is_new = false;
    }
    found
}

/// Text with marks as HTML.
fn html(text: &str) -> String {
    let mut found = String::new();
    for (at, part) in text.split('`').enumerate() {
        if at % 2 == 1 {
            found += &format!("{{@code{STAYS}{part}}}");
            continue;
        }
        // The introduction has tags of its own.
        let part = part.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        for (at, part) in part.split("**").enumerate() {
            found += if at == 0 {
                ""
            } else if at % 2 == 1 {
                "<b>"
            } else {
                "</b>"
            };
            found += part;
        }
    }
    found.replace("*/", "*&#47;")
}

fn wrapped(text: &str, indent: &str) -> Vec<String> {
    let lines = filled(text, 96_usize.saturating_sub(indent.len()));
    lines.iter().map(|line| line.replace(STAYS, " ")).collect()
}
