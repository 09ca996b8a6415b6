//! Inserts a virtual card into vpcd's reader and serves it until it is asked to stop.
//!
//! ```text
//! cargo run --example virtual_card --features virtual-card -- --port 35963 --pin 1234
//! ```
//!
//! Options: `--host HOST` (127.0.0.1), `--port PORT` (35963), `--token
//! mynumber|resident|android|iphone|LABEL`, `--pin PIN` (1234), `--password
//! PASSWORD` (ABC123), `--tries N` and `--password-tries N` (left now), `--seed N`
//! (keys and names), `--expired` (certificates and card that ended in 2025), `--child` (a
//! child's card), `--no-pins` (a card without PINs: all blocked), `--generation 1|2|3` (which
//! CA issued the certificates), `--birth-date YYYYMMDD`, `--expiry YYYYMMDD`, `--security-code
//! NNNN`, `--check-number-tries N`, `--input-support-pin PIN`, `--input-support-tries N`,
//! `--filler N` (`FF` bytes after each certificate), `--no-signature-certificate`,
//! `--no-short-identifiers`, `--hide-tries`, `--unlimited` (PIN tries are not
//! counted), `--first-command-works`.
//!
//! It prints `ready` once the card is inserted, and then reads commands from its standard input,
//! one per line: `remove` and `insert` the card, `status` (one line about the card), `fault FAULT
//! at N` or `fault FAULT every N` (what goes wrong at a command, in the syntax of `FaultPlan`, such
//! as `fault lost-after at 3`), `quit`. At the end of its input (`/dev/null`) it continues serving.
//! It ends when the reader goes away.

use std::error::Error;
use std::io::BufRead;
use std::process::ExitCode;
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use jpkicard::virtual_card::vpcd::{DEFAULT_PORT, Plug};
use jpkicard::virtual_card::{Application, Builder, Token, VirtualCard, VirtualReader};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How long the reader may take to start.
const PATIENCE: Duration = Duration::from_secs(10);

struct Options {
    host: String,
    port: u16,
    builder: Builder,
}

fn options(mut arguments: impl Iterator<Item = String>) -> Result<Options> {
    let mut host = "127.0.0.1".to_owned();
    let mut port = DEFAULT_PORT;
    let mut builder = VirtualCard::builder();
    while let Some(option) = arguments.next() {
        if option == "--help" {
            let comment = include_str!("virtual_card.rs").lines();
            comment.map_while(|line| line.strip_prefix("//!")).for_each(|line| println!("{line}"));
            std::process::exit(0);
        }
        let mut value = || arguments.next().ok_or(format!("{option} needs a value"));
        builder = match option.as_str() {
            "--host" => {
                host = value()?;
                builder
            }
            "--port" => {
                port = value()?.parse()?;
                builder
            }
            "--token" => builder.token(match value()?.as_str() {
                "mynumber" => Token::MyNumberCard,
                "resident" => Token::ResidentRegistryCard,
                "android" => Token::Android,
                "iphone" => Token::Iphone,
                label => Token::Other(label.to_owned()),
            }),
            "--pin" => builder.pin(&value()?),
            "--password" => builder.signature_password(&value()?),
            "--tries" => builder.pin_tries(value()?.parse()?),
            "--password-tries" => builder.password_tries(value()?.parse()?),
            "--seed" => builder.seed(value()?.parse()?),
            "--expired" => builder.expired(),
            "--child" => builder.childs_card(),
            "--no-pins" => builder.without_pins(),
            "--generation" => builder.ca_generation(value()?.parse()?),
            "--birth-date" => {
                let (year, month, day) = day(&value()?)?;
                builder.birth_date(year, month, day)
            }
            "--expiry" => {
                let (year, month, day) = day(&value()?)?;
                builder.card_expiry(year, month, day)
            }
            "--security-code" => builder.security_code(&value()?),
            "--check-number-tries" => builder.check_number_tries(value()?.parse()?),
            "--input-support-pin" => builder.input_support_pin(&value()?),
            "--input-support-tries" => builder.input_pin_tries(value()?.parse()?),
            "--filler" => builder.filler(value()?.parse()?),
            "--no-signature-certificate" => builder.without_signature_certificate(),
            "--no-short-identifiers" => builder.refuses_short_identifiers(true),
            "--hide-tries" => builder.hides_tries(true),
            "--unlimited" => builder.pin_limit(None),
            "--first-command-works" => builder.first_command_fails(false),
            _ => return Err(format!("unknown option {option}").into()),
        };
    }
    Ok(Options { host, port, builder })
}

/// Year, month and day of eight digits.
fn day(digits: &str) -> Result<(u16, u8, u8)> {
    let part = |range| digits.get(range).ok_or(format!("{digits} is no YYYYMMDD"));
    Ok((part(0..4)?.parse()?, part(4..6)?.parse()?, part(6..8)?.parse()?))
}

/// Inserts the card, waiting for a reader that is still starting.
fn insert(host: &str, port: u16, reader: &VirtualReader) -> Result<Plug> {
    let begun = Instant::now();
    loop {
        match Plug::connect((host, port), reader.clone()) {
            Ok(plug) => return Ok(plug),
            Err(error) if begun.elapsed() > PATIENCE => {
                let hint = "is pcscd running, with vsmartcard's vpcd?";
                return Err(format!("no reader at {host}:{port}: {hint} ({error})").into());
            }
            Err(_) => std::thread::sleep(Duration::from_millis(50)),
        }
    }
}

fn print_status(reader: &VirtualReader) {
    reader.with_card(|card| {
        println!(
            "pin_tries={} password_tries={} authentication_key_open={} signature_key_open={} \
             check_number_tries={} input_support_tries={} surface_open={} input_support_open={} \
             commands={} verify_commands={}",
            card.pin_tries(),
            card.password_tries(),
            card.authentication_key_is_open(),
            card.signature_key_is_open(),
            card.check_number_b_tries(Application::CardSurface),
            card.input_support_pin_tries(),
            card.surface_is_open(),
            card.input_support_is_open(),
            card.commands(),
            card.verify_commands()
        );
    });
}

fn read_lines(lines: &Sender<String>) {
    for line in std::io::stdin().lock().lines() {
        let Ok(line) = line else { return };
        if lines.send(line).is_err() {
            return;
        }
    }
}

fn serve() -> Result<()> {
    let Options { host, port, builder } = options(std::env::args().skip(1))?;
    let reader = VirtualReader::new(builder.build()?);
    let mut plug = Some(insert(&host, port, &reader)?);
    println!("ready");

    let mut struck = 0;
    let (sender, lines) = channel();
    std::thread::spawn(move || read_lines(&sender));
    loop {
        match lines.recv_timeout(Duration::from_millis(200)) {
            Ok(line) => match line.trim() {
                "remove" => {
                    plug = None;
                    println!("removed");
                }
                "insert" if plug.is_none() => {
                    plug = Some(insert(&host, port, &reader)?);
                    println!("inserted");
                }
                "status" => print_status(&reader),
                "quit" => return Ok(()),
                "" => {}
                line if line.starts_with("fault ") => {
                    match line.trim_start_matches("fault ").parse() {
                        Ok(plan) => reader.plan_fault(plan),
                        Err(error) => eprintln!("{error}"),
                    }
                }
                other => eprintln!("cannot do {other:?} now"),
            },
            Err(RecvTimeoutError::Timeout) => {}
            // The end of the input: no more commands will come.
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(Duration::from_millis(200)),
        }
        if plug.as_ref().is_some_and(|plug| !plug.is_connected()) {
            if reader.faults_struck() > struck {
                struck = reader.faults_struck();
                plug = None;
                println!("removed");
                continue;
            }
            return Err("the reader has gone".into());
        }
    }
}

fn main() -> ExitCode {
    match serve() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("virtual_card: {error}");
            ExitCode::FAILURE
        }
    }
}
