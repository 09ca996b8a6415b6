//! An authentication desk: wait for the card, read its certificates, query the tries, sign a challenge
//! with the PIN, and print what a clinic would log.
//!
//! ```text
//! authentication [--virtual] [--reader NAME] [--timeout SECONDS] [--pin-fd N]
//!           [--allow-last-try] [--output FOLDER]
//! ```
//!
//! The PIN is read from the terminal without echo, or from the file descriptor N; it is never an
//! argument, which every program on the machine could read. `--virtual` uses the embedded virtual
//! card, whose PIN is 1234. `--output` writes challenge, signature and certificates for `openssl`.
//!
//! Exit code: 0 signed, 1 problem with service, reader or card, 2 the PIN was not accepted, 3 wrong
//! usage.

use std::fs;
use std::io::Read;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, SystemTime};

use jpkicard::pcsc::{Context, ReaderChoice, WaitOptions};
use jpkicard::transport::Transport;
use jpkicard::virtual_card::{VirtualCard, VirtualReader};
use jpkicard::{Authentication, Card, Error, LastTry, Pin, PinStatus, SignRequest, Status};

#[derive(Default)]
struct Arguments {
    virtual_card: bool,
    reader: Option<String>,
    timeout: Option<u64>,
    pin_fd: Option<u32>,
    last_try: LastTry,
    output: Option<PathBuf>,
}

impl Arguments {
    fn parse() -> Result<Self, String> {
        let mut parsed = Self::default();
        let mut arguments = std::env::args().skip(1);
        while let Some(option) = arguments.next() {
            let mut value = || arguments.next().ok_or(format!("{option} lacks its value"));
            let number =
                |text: String| text.parse::<u32>().map_err(|_| format!("{option}: not a number"));
            match option.as_str() {
                "--virtual" => parsed.virtual_card = true,
                "--reader" => parsed.reader = Some(value()?),
                "--timeout" => parsed.timeout = Some(number(value()?)?.into()),
                "--pin-fd" => parsed.pin_fd = Some(number(value()?)?),
                "--allow-last-try" => parsed.last_try = LastTry::Allow,
                "--output" => parsed.output = Some(value()?.into()),
                _ => return Err(format!("unknown option {option}")),
            }
        }
        Ok(parsed)
    }
}

fn main() -> ExitCode {
    let arguments = match Arguments::parse() {
        Ok(arguments) => arguments,
        Err(problem) => {
            eprintln!("authentication: {problem}");
            return ExitCode::from(3);
        }
    };
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("authentication: {error}");
            ExitCode::from(match error.status() {
                Status::PinFormat
                | Status::PinWrong
                | Status::PinBlocked
                | Status::PinLastTry
                | Status::PinLastTwoTries
                | Status::PinTriesUnknown
                | Status::PinUncertain => 2,
                _ => 1,
            })
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), Error> {
    if arguments.virtual_card {
        let reader = VirtualReader::new(VirtualCard::builder().build()?);
        return authenticate(arguments, Card::new(reader.connect()?));
    }
    println!("put the card on the reader");
    let choice = arguments.reader.clone().map_or(ReaderChoice::Any, ReaderChoice::Containing);
    let timeout = arguments.timeout.map(Duration::from_secs);
    let link = Context::new().wait_for_card(&WaitOptions::new().reader(choice).timeout(timeout))?;
    println!("reader       {}", link.reader_name());
    authenticate(arguments, Card::new(link))
}

fn authenticate<T: Transport>(arguments: &Arguments, mut card: Card<T>) -> Result<(), Error> {
    // Queried first and separately: a transaction must not wait for a person.
    let pin_status = card.jpki()?.pin_status()?;
    println!("PIN tries    {pin_status:?}");
    if pin_status == PinStatus::Blocked {
        return Err(Error::new(Status::PinBlocked));
    }
    let pin = ask_pin(arguments.pin_fd)?;
    let challenge = challenge()?;
    let request = SignRequest::data(&challenge).last_try(arguments.last_try);

    let authentication = card.jpki()?.authenticate(&pin, &request)?;

    println!("token        {:?} ({})", authentication.token.kind(), authentication.token.label());
    println!("certificate  {} bytes", authentication.certificate.der().len());
    println!("validity     {:?}", authentication.certificate.validity_at(SystemTime::now()));
    if let Some(ca_certificate) = &authentication.ca_certificate {
        println!("CA           {} bytes", ca_certificate.der().len());
    }
    let signature = &authentication.signature;
    println!("signature    {} bytes, {:?}", signature.as_bytes().len(), signature.algorithm());
    println!("key          locked again");
    match &arguments.output {
        Some(folder) => save(folder, &challenge, &authentication)
            .map_err(|_| Error::new(Status::System).with_detail("writing the output folder")),
        None => Ok(()),
    }
}

/// What the relying party would send: random, and fresh each time.
fn challenge() -> Result<[u8; 32], Error> {
    let mut challenge = [0; 32];
    fs::File::open("/dev/urandom")
        .and_then(|mut source| source.read_exact(&mut challenge))
        .map_err(|_| Error::new(Status::System).with_detail("making a challenge"))?;
    Ok(challenge)
}

fn ask_pin(fd: Option<u32>) -> Result<Pin, Error> {
    let typed = match fd {
        Some(fd) => fs::read_to_string(format!("/dev/fd/{fd}")),
        None => rpassword::prompt_password("PIN (4 digits): "),
    };
    let mut typed = typed.map_err(|_| Error::new(Status::System).with_detail("reading the PIN"))?;
    let pin = Pin::new(typed.trim_end_matches(['\r', '\n']).as_bytes());
    zeroize::Zeroize::zeroize(&mut typed);
    pin
}

fn save(
    folder: &PathBuf,
    challenge: &[u8],
    authentication: &Authentication,
) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    fs::write(folder.join("challenge"), challenge)?;
    fs::write(folder.join("signature"), authentication.signature.as_bytes())?;
    fs::write(folder.join("certificate.der"), authentication.certificate.der())?;
    match &authentication.ca_certificate {
        Some(certificate) => fs::write(folder.join("ca-certificate.der"), certificate.der()),
        None => Ok(()),
    }
}
