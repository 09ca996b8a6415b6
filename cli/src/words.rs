//! What people read, in English and Japanese.

use jpkicard::Language;

/// One text in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) english: &'static str,
    pub(crate) japanese: &'static str,
}

/// One text in both languages.
pub(crate) const fn words(english: &'static str, japanese: &'static str) -> Words {
    Words { english, japanese }
}

impl Words {
    pub(crate) const fn text(self, language: Language) -> &'static str {
        match language {
            Language::Japanese => self.japanese,
            _ => self.english,
        }
    }

    /// The text with its `{}` replaced, in turn.
    pub(crate) fn filled(self, language: Language, values: &[&str]) -> String {
        let mut parts = self.text(language).split("{}");
        let mut text = parts.next().unwrap_or_default().to_owned();
        let mut values = values.iter();
        for part in parts {
            text.push_str(values.next().copied().unwrap_or_default());
            text.push_str(part);
        }
        text
    }
}

/// The language of `--language`, otherwise that of the system: needed before the arguments are
/// parsed, because the help is in it too.
pub(crate) fn language(arguments: &[std::ffi::OsString]) -> Language {
    let mut after = None;
    for argument in arguments.iter().skip(1) {
        let argument = argument.to_string_lossy();
        if after == Some(true) {
            return named(&argument);
        }
        if let Some(name) = argument.strip_prefix("--language=") {
            return named(name);
        }
        after = Some(argument == "--language");
    }
    sys_locale::get_locale().as_deref().map_or(Language::English, named)
}

/// `ja`, `ja_JP.UTF-8` and so on are Japanese; everything else is English.
fn named(name: &str) -> Language {
    match name.get(..2) {
        Some("ja") => Language::Japanese,
        _ => Language::English,
    }
}

#[cfg(test)]
mod tests;
