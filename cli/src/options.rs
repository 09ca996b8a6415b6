//! The arguments that several commands share, each defined once, and what they were given as.

use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, ValueParser};
use clap::{Arg, ArgAction, ArgMatches};
use jpkicard::Language;
use jpkicard::record::CardAuthorities;

use crate::failure::{Failure, Result};
use crate::secret_input::Source;
use crate::words::{Words, words};

/// An option without a value.
pub(crate) fn flag(name: &'static str, language: Language, help: Words) -> Arg {
    Arg::new(name).long(name).action(ArgAction::SetTrue).help(help.text(language))
}

/// An option with a value.
pub(crate) fn option(
    name: &'static str,
    value: &'static str,
    language: Language,
    help: Words,
) -> Arg {
    Arg::new(name).long(name).value_name(value).help(help.text(language))
}

/// An option with one of a few values, the first of which is the default.
pub(crate) fn choice(
    name: &'static str,
    values: &'static [&'static str],
    language: Language,
    help: Words,
) -> Arg {
    let default = values.first().copied().unwrap_or_default();
    among(option(name, "", language, help), values).default_value(default)
}

/// These values alone; the help shows them in place of the value's name.
pub(crate) fn among(argument: Arg, values: &'static [&'static str]) -> Arg {
    argument.value_name(values.join("|")).value_parser(PossibleValuesParser::new(values))
}

/// An option with the name of a file.
pub(crate) fn file(name: &'static str, language: Language, help: Words) -> Arg {
    option(name, "FILE", language, help).value_parser(ValueParser::path_buf())
}

/// How output looks: for every command.
pub(crate) fn output(language: Language) -> [Arg; 5] {
    let heading = words("Output", "出力").text(language);
    [
        flag(
            "json",
            language,
            words("print JSON for programs", "プログラム向けに JSON を出力する"),
        )
        .global(true),
        choice(
            "json-version",
            &["1"],
            language,
            words("the version of that JSON", "その JSON のバージョン"),
        )
        .global(true),
        among(
            option("language", "", language, words("the language of the texts", "表示する言語")),
            &["ja", "en"],
        )
        .global(true),
        flag(
            "quiet",
            language,
            words("print results and errors alone", "結果とエラーだけを出力する"),
        )
        .short('q')
        .global(true),
        flag(
            "verbose",
            language,
            words("log each command to the card, masked", "カードへの各コマンドを伏せ字で記録する"),
        )
        .short('v')
        .global(true),
    ]
    .map(|argument| argument.help_heading(heading))
}

/// The virtual cards of `--virtual`, the usual one first.
pub(crate) const VIRTUAL_CARDS: &[&str] =
    &["mynumber", "resident", "android", "iphone", "child", "no-pins", "expired"];

/// Which card: for every command that uses one.
pub(crate) fn card(language: Language) -> Vec<Arg> {
    let heading = words("Card", "カード").text(language);
    let mut arguments = vec![
        option(
            "reader",
            "NAME",
            language,
            words("a part of the reader's name", "リーダー名の一部"),
        ),
        option(
            "timeout",
            "TIME",
            language,
            words(
                "how long to wait for the card, such as 90s; 0 checks once",
                "カードを待つ時間（例 90s）。0 なら一度だけ確認する",
            ),
        )
        .value_parser(duration)
        .default_value("30s"),
    ];
    if cfg!(feature = "virtual-card") {
        arguments.push(
            option(
                "virtual",
                "KIND",
                language,
                words(
                    "a virtual card in place of a real one (kinds: virtual-card --help)",
                    "実物の代わりに仮想カードを使う（種類は virtual-card --help）",
                ),
            )
            .num_args(0..=1)
            .require_equals(true)
            .default_missing_value("mynumber")
            .value_parser(PossibleValuesParser::new(VIRTUAL_CARDS)),
        );
    }
    arguments.into_iter().map(|argument| argument.help_heading(heading)).collect()
}

/// Where PINs come from: for every command that sends one.
pub(crate) fn secret(language: Language) -> [Arg; 3] {
    let heading = words("PIN", "暗証番号");
    [
        flag(
            "pin-stdin",
            language,
            words("read it from standard input, a line each", "標準入力から 1 行ずつ読む"),
        )
        .conflicts_with("pin-fd"),
        option(
            "pin-fd",
            "N",
            language,
            words(
                "read it from this file descriptor (not on Windows)",
                "このファイル記述子から読む（Windows 以外）",
            ),
        )
        .value_parser(clap::value_parser!(u32)),
        flag(
            "allow-last-try",
            language,
            words("send it even if a wrong one locks it", "間違えるとロックされる場合でも送る"),
        ),
    ]
    .map(|argument| argument.help_heading(heading.text(language)))
}

/// Who must have issued what is read from the card.
pub(crate) fn authorities(language: Language) -> Arg {
    choice(
        "authorities",
        &["production", "test", "virtual-card", "none"],
        language,
        words("whose records to believe; none: unverified", "信頼する発行者。none は検証しない"),
    )
}

/// `None`: the record is not verified.
///
/// # Errors
/// `Usage` without the feature; those of building a virtual card.
pub(crate) fn chosen_authorities(matches: &ArgMatches) -> Result<Option<CardAuthorities>> {
    let is_default =
        matches.value_source("authorities") != Some(clap::parser::ValueSource::CommandLine);
    let is_virtual = cfg!(feature = "virtual-card") && matches.contains_id("virtual");
    let name = match matches.get_one::<String>("authorities").map(String::as_str) {
        _ if is_default && is_virtual => "virtual-card",
        Some(name) => name,
        None => "production",
    };
    match name {
        "none" => Ok(None),
        "test" => Ok(Some(CardAuthorities::test())),
        "virtual-card" => of_the_virtual_card().map(Some),
        _ => Ok(Some(CardAuthorities::production())),
    }
}

#[cfg(feature = "virtual-card")]
fn of_the_virtual_card() -> Result<CardAuthorities> {
    use jpkicard::record::{CardAuthority, RecordApplication};
    const EXPONENT: [u8; 3] = [1, 0, 1];
    let card = jpkicard::virtual_card::VirtualCard::builder().build()?;
    let (surface, input) = (card.surface_authority(), card.input_support_authority());
    let authority = |of, (identifier, modulus): ([u8; 16], Vec<u8>)| {
        CardAuthority::new(of, identifier, &modulus, &EXPONENT)
    };
    Ok(CardAuthorities::none()
        .with(authority(RecordApplication::CardSurface, surface)?)
        .with(authority(RecordApplication::InputSupport, input)?))
}

#[cfg(not(feature = "virtual-card"))]
fn of_the_virtual_card() -> Result<CardAuthorities> {
    Err(Failure::Usage(words(
        "this program was built without the virtual card",
        "このプログラムには仮想カードが組み込まれていません",
    )))
}

/// Bytes in hexadecimal.
pub(crate) fn hex_bytes(text: &str) -> Result<Vec<u8>, String> {
    hex::decode(text).map_err(|error| error.to_string())
}

pub(crate) fn bytes<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a Vec<u8>> {
    matches.try_get_one::<Vec<u8>>(name).ok().flatten()
}

pub(crate) fn duration(text: &str) -> Result<Duration, String> {
    if let Ok(seconds) = text.parse() {
        return Ok(Duration::from_secs(seconds));
    }
    humantime::parse_duration(text).map_err(|error| error.to_string())
}

pub(crate) fn is_set(matches: &ArgMatches, name: &str) -> bool {
    matches.try_get_one::<bool>(name).ok().flatten().copied().unwrap_or(false)
}

pub(crate) fn path<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a PathBuf> {
    matches.try_get_one::<PathBuf>(name).ok().flatten()
}

pub(crate) fn text<'a>(matches: &'a ArgMatches, name: &str) -> Option<&'a str> {
    matches.try_get_one::<String>(name).ok().flatten().map(String::as_str)
}

pub(crate) fn source(matches: &ArgMatches) -> Source {
    match matches.try_get_one::<u32>("pin-fd").ok().flatten() {
        Some(number) => Source::FileDescriptor(*number),
        None if is_set(matches, "pin-stdin") => Source::StandardInput,
        None => Source::Terminal,
    }
}

/// A whole file.
///
/// # Errors
/// `File`.
pub(crate) fn read(path: &PathBuf) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| Failure::File(path.clone(), error))
}

/// A file that can be written, before there is anything to write: nobody types a PIN for a result
/// that is lost then. Dropped without a result, it leaves no new file.
pub(crate) struct Destination {
    path: PathBuf,
    file: std::fs::File,
    is_new: bool,
    is_written: bool,
}

impl Destination {
    /// The file of an option, if it was given.
    ///
    /// # Errors
    /// `File`.
    pub(crate) fn of(matches: &ArgMatches, name: &str) -> Result<Option<Self>> {
        let Some(path) = path(matches, name).cloned() else { return Ok(None) };
        let is_new = !path.exists();
        let opened =
            std::fs::OpenOptions::new().write(true).create(true).truncate(false).open(&path);
        match opened {
            Ok(file) => Ok(Some(Self { path, file, is_new, is_written: false })),
            Err(error) => Err(Failure::File(path, error)),
        }
    }

    /// Replaces what was in it.
    ///
    /// # Errors
    /// `File`.
    pub(crate) fn write(mut self, contents: &[u8]) -> Result<()> {
        use std::io::Write;
        // A device has no length to set.
        let _ = self.file.set_len(0);
        let written = self.file.write_all(contents).and_then(|()| self.file.flush());
        self.is_written = true;
        written.map_err(|error| Failure::File(self.path.clone(), error))
    }
}

impl Drop for Destination {
    fn drop(&mut self) {
        if self.is_new && !self.is_written {
            let _ = std::fs::remove_file(&self.path);
        }
    }
}

/// Writes a whole file.
///
/// # Errors
/// `File`.
pub(crate) fn write(path: &PathBuf, contents: &[u8]) -> Result<()> {
    use std::io::Write;
    let opened = private().truncate(true).open(path);
    let written = opened.and_then(|mut file| file.write_all(contents));
    written.map_err(|error| Failure::File(path.clone(), error))
}

/// A new file is its owner's alone: it may hold a photo or a name.
fn private() -> std::fs::OpenOptions {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}
