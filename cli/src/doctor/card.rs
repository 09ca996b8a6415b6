//! The reader and the card on it.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use jpkicard::pcsc::{CardPresence, Context, ReaderName};
use jpkicard::transport::Transport;
use jpkicard::trust::{Anchors, CertificateVerification, Hierarchy, Purpose};
use jpkicard::{Card, Certificate, Error, Language, PinStatus, Status, TokenKind};

use super::cause::Cause;
use super::machine::Machine;
use super::{Diagnosis, Finding, open_key, other_card};
use crate::failure::Result;
use crate::report::utc;

/// 2026-11-01: no clock of a machine that runs this version is right before it.
const RELEASED: u64 = 1_793_491_200;
/// A certificate can be renewed within this many days of its end (J-LIS: from three months before).
const EXPIRING: u64 = 92;

/// From the reader to the card. Everything is added to `diagnosis`.
pub(crate) fn examine(
    context: &Context,
    reader: &ReaderName,
    presence: CardPresence,
    machine: &Machine,
    language: Language,
    diagnosis: &mut Diagnosis,
) {
    if clock_is_behind(diagnosis) {
        return;
    }
    let cause = match presence {
        CardPresence::Empty => Some(Cause::NO_CARD),
        CardPresence::Unresponsive => Some(Cause::CARD_SILENT),
        CardPresence::Unavailable => Some(Cause::READER_SILENT),
        CardPresence::Exclusive => return diagnosis.found(held(machine)),
        _ => None,
    };
    if let Some(cause) = cause {
        return diagnosis.found(Finding::new(cause).because(reader.to_string()));
    }
    if let Err(error) = with_card(context, reader, language, diagnosis) {
        let finding = match error.status() {
            Status::CardBusy | Status::SharingViolation => held(machine),
            Status::CardUnresponsive => Finding::new(Cause::CARD_SILENT),
            Status::ReaderNotResponding => Finding::new(Cause::READER_SILENT),
            Status::NoCard | Status::CardRemoved => Finding::new(Cause::NO_CARD),
            Status::ServiceNotRunning | Status::ServiceRefused | Status::ServiceNotResponding => {
                super::service::explain(&error, machine)
            }
            status => Finding::new(Cause::CARD_FAILED).because(status.name()),
        };
        diagnosis.found(finding.because(reader.to_string()));
    }
}

fn held(machine: &Machine) -> Finding {
    Finding { cause: Cause::CARD_HELD, evidence: machine.users.clone() }
}

fn seconds(time: SystemTime) -> u64 {
    time.duration_since(UNIX_EPOCH).unwrap_or(Duration::ZERO).as_secs()
}

fn clock_is_behind(diagnosis: &mut Diagnosis) -> bool {
    let now = SystemTime::now();
    let is_behind = seconds(now) < RELEASED;
    if is_behind {
        diagnosis.found(Finding::new(Cause::CLOCK_WRONG).because(utc(now)));
    }
    is_behind
}

fn with_card(
    context: &Context,
    reader: &ReaderName,
    language: Language,
    diagnosis: &mut Diagnosis,
) -> Result<(), Error> {
    let mut link = context.connect(reader)?;
    link.begin_transaction()?;
    // Before anything is selected, which might close it.
    let was_open = open_key::is_open(&mut link).unwrap_or(false);
    link.end_transaction()?;
    if was_open {
        diagnosis.found(Finding::new(Cause::KEY_LEFT_OPEN));
    }
    let mut card = Card::new(&mut link);
    let is_token = match card.jpki() {
        Ok(jpki) => jpki.end().map(|()| true)?,
        Err(error) if error.status() == Status::NotIndividualNumberCard => false,
        Err(error) => return Err(error),
    };
    if !is_token {
        drop(card);
        link.begin_transaction()?;
        let named = other_card::name(&mut link);
        link.end_transaction()?;
        let mut finding = Finding::new(Cause::OTHER_CARD);
        if let Some((code, said)) = named {
            diagnosis.card.push(("other_card", code.to_owned()));
            finding = finding.because(said.text(language));
        }
        diagnosis.found(finding);
        return Ok(());
    }
    token(&mut card, diagnosis)?;
    drop(card);
    link.begin_transaction()?;
    if other_card::is_residence_card_too(&mut link) {
        diagnosis.found(Finding::new(Cause::RESIDENCE_CARD_TOO));
    }
    link.end_transaction()
}

/// What the card says of itself, its certificate and its PINs.
fn token<T: Transport>(card: &mut Card<T>, diagnosis: &mut Diagnosis) -> Result<(), Error> {
    let mut jpki = card.jpki()?;
    let token = jpki.token_information()?;
    let availability = jpki.certificate_availability()?;
    let certificate = match jpki.authentication_certificate() {
        Ok(certificate) => Some(certificate),
        Err(error) if matches!(error.status(), Status::PinRequired | Status::NotOnCard) => None,
        Err(error) => return Err(error),
    };
    let pin = jpki.pin_status()?;
    let password = match jpki.signature_password_status() {
        Ok(status) => status,
        Err(error) if error.status() == Status::NotOnCard => None,
        Err(error) => return Err(error),
    };
    jpki.end()?;
    diagnosis.card.push(("token", format!("{:?}", token.kind())));
    match token.kind() {
        TokenKind::Android | TokenKind::Iphone => diagnosis.found(Finding::new(Cause::PHONE)),
        TokenKind::ResidentRegistryCard => {
            diagnosis.found(Finding::new(Cause::RESIDENT_REGISTRY_CARD));
        }
        _ => {}
    }
    if !availability.signature {
        diagnosis.found(Finding::new(Cause::NO_SIGNATURE_CERTIFICATE));
    }
    if let Some(certificate) = certificate {
        validity(&certificate, &known_anchors(), SystemTime::now(), diagnosis);
    }
    let input = input_support_pin(card)?;
    pins(pin, password, input, diagnosis);
    extended_length(card, diagnosis);
    Ok(())
}

/// The published ones, of real cards and of test cards.
pub(crate) fn known_anchors() -> Anchors {
    let tests = Anchors::test_cards();
    tests.iter().fold(Anchors::production(), |anchors, anchor| anchors.with(anchor.clone()))
}

fn validity(
    certificate: &Certificate,
    anchors: &Anchors,
    now: SystemTime,
    diagnosis: &mut Diagnosis,
) {
    if now < certificate.not_before() {
        let finding = Finding::new(Cause::CLOCK_WRONG).because(utc(now));
        return diagnosis.found(finding);
    }
    match anchors.issuer_of(certificate).map(|anchor| anchor.hierarchy()) {
        Some(Hierarchy::Production) => {}
        Some(_) => diagnosis.found(Finding::new(Cause::TEST_CARD)),
        None => diagnosis.found(Finding::new(Cause::ISSUER_UNKNOWN)),
    }
    let purpose = Purpose::Authentication;
    let verdict = CertificateVerification::new(certificate, purpose, anchors, now).verdict();
    if let Some(days) = verdict.days_expired() {
        let cause = if verdict.is_within_grace() { Cause::WITHIN_GRACE } else { Cause::EXPIRED };
        diagnosis.found(Finding::new(cause).because(format!("{days} d")));
    } else if let Some(days) = verdict.days_left() {
        diagnosis.card.push(("days_left", days.to_string()));
        if days <= EXPIRING {
            diagnosis.found(Finding::new(Cause::EXPIRING).because(format!("{days} d")));
        }
    }
}

/// `None` where there is no such application.
fn input_support_pin<T: Transport>(card: &mut Card<T>) -> Result<Option<PinStatus>, Error> {
    let asked = card.input_support().and_then(|mut input| {
        let status = input.pin_status()?;
        input.end().map(|()| status)
    });
    match asked {
        Ok(status) => Ok(Some(status)),
        Err(error)
            if matches!(error.status(), Status::NotOnCard | Status::NotIndividualNumberCard) =>
        {
            Ok(None)
        }
        Err(error) => Err(error),
    }
}

fn pins(
    pin: PinStatus,
    password: Option<PinStatus>,
    input: Option<PinStatus>,
    diagnosis: &mut Diagnosis,
) {
    let all = [Some(pin), password, input];
    let tries = |status: PinStatus| status.tries_left().map_or("?".to_owned(), |n| n.to_string());
    for (name, status) in
        ["pin_tries", "password_tries", "input_support_pin_tries"].into_iter().zip(all)
    {
        if let Some(status) = status {
            diagnosis.card.push((name, tries(status)));
        }
    }
    let mut known = all.into_iter().flatten();
    let only = all.iter().flatten().count() > 1;
    if only && known.clone().all(|status| status == PinStatus::Blocked) {
        return diagnosis.found(Finding::new(Cause::ALL_PINS_LOCKED));
    }
    if pin == PinStatus::Blocked {
        diagnosis.found(Finding::new(Cause::PIN_LOCKED));
    }
    if known.any(|status| status == PinStatus::TriesLeft(1)) {
        diagnosis.found(Finding::new(Cause::ONE_TRY));
    }
}

/// Whether the card takes APDUs of more than 256 bytes; a card without the application says nothing.
fn extended_length<T: Transport>(card: &mut Card<T>, diagnosis: &mut Diagnosis) {
    let asked = card.surface().and_then(|mut surface| {
        let support = surface.information()?.extended_length_support();
        surface.end().map(|()| support)
    });
    if let Ok(support) = asked {
        let takes = if support == 0 { "no" } else { "yes" };
        diagnosis.card.push(("extended_length", takes.to_owned()));
    }
}

#[cfg(all(test, feature = "virtual-card"))]
mod tests;
