//! The commands, in the order of the help.

mod attributes;
mod authenticate;
mod certificate;
mod change;
mod completions;
mod data;
mod doctor;
mod face;
mod info;
mod man;
mod readers;
mod sign;
mod tries;
mod verify;
#[cfg(feature = "virtual-card")]
pub(crate) mod virtual_card;
mod wait;
mod watch;

use clap::{Arg, ArgAction, ArgMatches, Command};
use jpkicard::Language;

use crate::exit_code::ExitCode;
use crate::failure::Result;
use crate::options;
use crate::session::{Output, Session};
use crate::words::{Words, words};

pub(crate) type Run = fn(&Session<'_>) -> Result<Output>;

/// One command: its name, what it is for, its arguments, and what it does.
struct Entry {
    name: &'static str,
    about: Words,
    define: fn(Command, Language) -> Command,
    run: Run,
}

/// `pin change` is the command `change` in the group `pin`.
struct Group {
    name: &'static str,
    about: Words,
    entries: &'static [Entry],
}

const COMMANDS: &[Entry] = &[
    doctor::ENTRY,
    readers::ENTRY,
    watch::ENTRY,
    wait::ENTRY,
    info::ENTRY,
    tries::ENTRY,
    certificate::ENTRY,
    authenticate::ENTRY,
    sign::ENTRY,
    verify::ENTRY,
    face::ENTRY,
    attributes::ENTRY,
    #[cfg(feature = "virtual-card")]
    virtual_card::ENTRY,
    completions::ENTRY,
    man::ENTRY,
    man::HELP,
];

const GROUPS: &[Group] = &[
    Group {
        name: "pin",
        about: words(
            "The PIN of the user-authentication certificate",
            "利用者証明用電子証明書の暗証番号",
        ),
        entries: &[change::PIN],
    },
    Group {
        name: "password",
        about: words("The signature password", "署名用パスワード"),
        entries: &[change::PASSWORD],
    },
    Group {
        name: "input-pin",
        about: words("The input-support PIN", "券面事項入力補助用の暗証番号"),
        entries: &[change::INPUT_SUPPORT_PIN],
    },
];

const ABOUT: Words =
    words("Use Japan's Individual Number Card (My Number Card)", "マイナンバーカードを使う");

impl Entry {
    fn command(&self, language: Language) -> Command {
        let command = Command::new(self.name).about(self.about.text(language));
        in_language((self.define)(command, language), language)
    }
}

/// The whole command line.
pub(crate) fn all(language: Language) -> Command {
    let groups = GROUPS.iter().map(|group| {
        let command = Command::new(group.name)
            .about(group.about.text(language))
            .subcommand_required(true)
            .arg_required_else_help(true)
            .subcommands(group.entries.iter().map(|entry| entry.command(language)));
        in_language(command, language)
    });
    let command = Command::new("jpkicard")
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .arg(
            Arg::new("version")
                .short('V')
                .long("version")
                .action(ArgAction::Version)
                .help(words("Print the version", "バージョンを表示する").text(language)),
        )
        .about(ABOUT.text(language))
        .after_help(exit_codes(language))
        .subcommand_required(true)
        .arg_required_else_help(true)
        .disable_help_subcommand(true)
        .args(options::output(language))
        .subcommands(COMMANDS.iter().map(|entry| entry.command(language)))
        .subcommands(groups);
    in_language(command, language)
}

/// The headings of the help.
fn in_language(command: Command, language: Language) -> Command {
    let usage = words("Usage", "使い方").text(language);
    let template = format!("{{about}}\n\n{usage}: {{usage}}\n\n{{all-args}}{{after-help}}");
    let heading = words("Options", "オプション").text(language);
    let default = words("default", "既定").text(language);
    let help = words("Print this help", "このヘルプを表示する").text(language);
    command
        .help_template(template)
        .disable_help_flag(true)
        .subcommand_help_heading(words("Commands", "コマンド").text(language))
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).help(help))
        .mut_args(|argument| {
            let heading = argument.get_help_heading().unwrap_or(heading).to_owned();
            let values = argument.get_default_values().first().cloned();
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            let takes_value = argument.get_action().takes_values();
            let help = match values.filter(|_| takes_value) {
                Some(value) => format!("{help} [{default}: {}]", value.display()),
                None => help,
            };
            let argument = argument.help(help).help_heading(heading);
            // In clap's own words they are in English alone.
            if takes_value {
                argument.hide_default_value(true).hide_possible_values(true)
            } else {
                argument
            }
        })
}

/// The table of the exit codes.
fn exit_codes(language: Language) -> String {
    let mut table = format!("{}\n", words("Exit codes:", "終了コード:").text(language));
    for code in ExitCode::ALL {
        table.push_str(&format!("{:>5}  {}\n", code.code, code.meaning.text(language)));
    }
    table
}

/// The command that was given: its full name, what it does, and its arguments.
pub(crate) fn chosen(matches: &ArgMatches) -> Option<(String, Run, &ArgMatches)> {
    let (name, matches) = matches.subcommand()?;
    if let Some(entry) = COMMANDS.iter().find(|entry| entry.name == name) {
        return Some((name.to_owned(), entry.run, matches));
    }
    let group = GROUPS.iter().find(|group| group.name == name)?;
    let (inner, matches) = matches.subcommand()?;
    let entry = group.entries.iter().find(|entry| entry.name == inner)?;
    Some((format!("{name} {inner}"), entry.run, matches))
}
