use std::time::{Duration, Instant};

use jpkicard::transport::Transport;
use jpkicard::virtual_card::{Damage, Fault, FaultPlan, Reset, VirtualLink, VirtualReader};
use jpkicard::{Certificate, Status};

use super::*;

fn reader() -> VirtualReader {
    VirtualReader::new(VirtualCard::builder().first_command_fails(false).build().unwrap())
}

/// The bytes of the answer.
fn transmit(link: &mut VirtualLink, hex: &str) -> Result<Vec<u8>, Status> {
    let mut response = [0; 258];
    let length = link.transmit(&bytes(hex), &mut response).map_err(|error| error.status())?;
    Ok(response[..length].to_vec())
}

fn tries(reader: &VirtualReader) -> u8 {
    reader.with_card(|card| card.pin_tries()).unwrap()
}

const READ_TOKEN: &str = "00B0860000";

/// The outcome of a wrong VERIFY with a fault, and whether the card compared it.
#[track_caller]
fn wrong_pin(fault: Fault, wanted: Result<&[u8], Status>, compared: bool) -> VirtualReader {
    let reader = reader();
    let mut link = reader.connect().unwrap();
    reader.plan_fault(FaultPlan::at(2, fault));
    assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(vec![0x90, 0x00]));
    assert_eq!(transmit(&mut link, VERIFY_9999), wanted.map(<[u8]>::to_vec));
    assert_eq!((tries(&reader), reader.faults_struck()), (if compared { 2 } else { 3 }, 1));
    reader
}

#[test]
fn what_is_lost_and_what_the_card_did() {
    let failed = |status| Err(status);
    wrong_pin(Fault::RemovedBefore, failed(Status::CardRemoved), false);
    let reader = wrong_pin(Fault::RemovedAfter, failed(Status::CardRemoved), true);
    assert!(!reader.has_card());
    assert!(!wrong_pin(Fault::RemovedUnnoticed, Ok(&[]), true).has_card());
    for reset in [Reset::Warm, Reset::Cold] {
        wrong_pin(Fault::ResetBefore(reset), failed(Status::CardReset), false);
        wrong_pin(Fault::ResetAfter(reset), failed(Status::CardReset), true);
    }
    wrong_pin(Fault::LostBefore, failed(Status::ReaderFailed), false);
    wrong_pin(Fault::LostAfter, failed(Status::ReaderFailed), true);
    wrong_pin(Fault::Empty, Ok(&[]), true);
    wrong_pin(Fault::OneByte, Ok(&[0x63]), true);
    wrong_pin(Fault::TooLong(2), Ok(&[0, 0, 0x63, 0xC2]), true);
    wrong_pin(Fault::FlippedStatus(15), Ok(&[0x63, 0xC3]), true);
    wrong_pin(Fault::FlippedStatus(0), Ok(&[0xE3, 0xC2]), true);
    wrong_pin(Fault::Refused(StatusWord::new(0x6985)), Ok(&[0x69, 0x85]), false);
    wrong_pin(Fault::Misreported(StatusWord::OK), Ok(&[0x90, 0x00]), true);
    wrong_pin(Fault::MoreWithoutEnd(3), Ok(&[0x61, 0x03]), true);
    wrong_pin(Fault::WrongLengthWithoutEnd, Ok(&[0x6C, 0x01]), false);
    // Another program leaves the application first.
    wrong_pin(Fault::OtherProgram(bytes(SELECT_ISD).into()), Ok(&[0x69, 0x86]), false);
}

#[test]
fn another_programs_command_may_hold_a_pin_and_is_not_shown() {
    let planned = Fault::OtherProgram(b"\x00\x20\x00\x80\x041234".to_vec().into());
    assert_eq!(format!("{planned:?}"), "OtherProgram(OtherCommand(9 bytes))");
}

#[test]
fn what_is_changed_in_an_answer() {
    let reader = reader();
    let mut link = reader.connect().unwrap();
    transmit(&mut link, SELECT_JPKI).unwrap();
    let whole = transmit(&mut link, READ_TOKEN).unwrap();
    let mut next = |fault| {
        reader.plan_fault(FaultPlan::at(1, fault));
        transmit(&mut link, READ_TOKEN)
    };
    assert_eq!(next(Fault::Cut(150)), Ok([&whole[..10], &[0x90, 0x00]].concat()));
    assert_eq!(next(Fault::TooLong(97)), Err(Status::CardAnswer));
    for (bit, byte, flipped) in [(7, 0, 1), (160 * 8 + 8, 1, 0x80)] {
        let answer = next(Fault::FlippedData(bit)).unwrap();
        assert_eq!(answer[byte], whole[byte] ^ flipped, "bit {bit}");
        assert_eq!((&answer[2..], answer.len()), (&whole[2..], 162));
    }
    let begun = Instant::now();
    assert_eq!(next(Fault::Slow(Duration::from_millis(30))), Ok(whole.clone()));
    assert!(begun.elapsed() >= Duration::from_millis(30));
}

#[test]
fn a_card_taken_out_of_a_slow_answer_is_gone() {
    let reader = reader();
    let mut link = reader.connect().unwrap();
    reader.plan_fault(FaultPlan::at(1, Fault::Slow(Duration::from_millis(300))));
    let waiting = std::thread::spawn(move || transmit(&mut link, SELECT_JPKI));
    while reader.with_card(|card| card.commands()) == Some(0) {
        std::thread::yield_now();
    }
    reader.remove();
    assert_eq!(waiting.join().unwrap(), Err(Status::CardRemoved));
}

#[test]
fn what_goes_on() {
    let reader = reader();
    let mut link = reader.connect().unwrap();
    transmit(&mut link, SELECT_JPKI).unwrap();
    reader.plan_fault(FaultPlan::at(1, Fault::MoreWithoutEnd(2)));
    assert_eq!(transmit(&mut link, "00B0880000"), Ok(vec![0x8F, 0x8F, 0x00, 0x61, 2]));
    for _ in 0..20 {
        assert_eq!(transmit(&mut link, "00C0000002"), Ok(vec![0, 0, 0x61, 2]));
    }
    assert_eq!(transmit(&mut link, "00200098"), Ok(vec![0x63, 0xC3]));
    assert_eq!(transmit(&mut link, "00C0000002"), Ok(vec![0x6D, 0x00]));

    reader.plan_fault(FaultPlan::at(1, Fault::WrongLengthWithoutEnd));
    assert_eq!(transmit(&mut link, "00B0880000"), Ok(vec![0x6C, 1]));
    assert_eq!(transmit(&mut link, "00B0880001"), Ok(vec![0x6C, 2]));
    assert_eq!(transmit(&mut link, "00B0880002"), Ok(vec![0x6C, 1]));
    assert_eq!(transmit(&mut link, "00B0860001"), Ok(vec![b'J', 0x90, 0]));
    assert_eq!(transmit(&mut link, "00B0880001"), Ok(vec![0x8F, 0x90, 0]));

    transmit(&mut link, VERIFY_1234).unwrap();
    link.begin_transaction().unwrap();
    reader.plan_fault(FaultPlan::at(1, Fault::ReaderFails));
    for _ in 0..3 {
        assert_eq!(transmit(&mut link, READ_TOKEN), Err(Status::ReaderFailed));
        assert_eq!(link.power_down().unwrap_err().status(), Status::ReaderFailed);
    }
    link.end_transaction().unwrap();
    assert_eq!(link.begin_transaction().unwrap_err().status(), Status::ReaderFailed);
    reader.clear_faults();
    assert_eq!(transmit(&mut link, SIGN_3_BYTES).unwrap().len(), 258);
}

#[test]
fn when_it_happens() {
    let reader = reader();
    let mut link = reader.connect().unwrap();
    let refused = |status| Fault::Refused(StatusWord::new(status));
    reader.plan_fault(FaultPlan::every(2, refused(0x6F02)));
    reader.plan_fault(FaultPlan::every(3, refused(0x6F03)));
    reader.plan_fault(FaultPlan::at(5, refused(0x6F05)));
    reader.plan_fault(FaultPlan::at(0, Fault::RemovedBefore));
    reader.plan_fault(FaultPlan::every(0, Fault::RemovedBefore));
    let mut send = || {
        let answer = transmit(&mut link, SELECT_JPKI).unwrap();
        u16::from_be_bytes([answer[0], answer[1]])
    };
    let answers: Vec<_> = (0..7).map(|_| send()).collect();
    // The plan set first takes effect at command 6.
    assert_eq!(answers, [0x9000, 0x6F02, 0x6F03, 0x6F02, 0x6F05, 0x6F02, 0x9000]);
    assert_eq!((reader.faults_struck(), send()), (5, 0x6F02));
    reader.clear_faults();
    assert!((0..6).all(|_| send() == 0x9000));
}

#[test]
fn another_card_answers_after_an_exchange() {
    let reader = reader();
    let other = VirtualCard::builder().seed(1).pin_tries(2).build().unwrap();
    let wanted = other.authentication_certificate().to_vec();
    let mut link = reader.connect().unwrap();
    reader.plan_fault(FaultPlan::at(1, Fault::Exchanged(Box::new(other))));
    assert_eq!(transmit(&mut link, SELECT_JPKI), Err(Status::CardReset));
    assert_eq!(transmit(&mut link, SELECT_JPKI), Err(Status::CardReset));
    link.begin_transaction().unwrap();
    assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(vec![0x6F, 0x00]));
    assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(vec![0x90, 0x00]));
    assert_eq!(transmit(&mut link, "00200098"), Ok(vec![0x63, 0xC2]));
    assert_eq!(transmit(&mut link, "00B08A0010").unwrap()[..16], wanted[..16]);
}

#[test]
fn a_clone_goes_its_own_way() {
    let mut card = default_card();
    let mut clone = card.clone();
    assert_eq!(status(&mut clone, VERIFY_9999), 0x63C2);
    assert_eq!((card.pin_tries(), clone.pin_tries()), (3, 2));
    assert_eq!(status(&mut card, VERIFY_1234), 0x9000);
    assert_eq!(status(&mut clone, SIGN_3_BYTES), 0x6982);
}

#[test]
fn damaged_files() {
    let sound = default_card().authentication_certificate().to_vec();
    assert_eq!(sound[..4], [0x30, 0x82, 0x06, 0x32]);
    let start = |damage| {
        let mut card = selected(VirtualCard::builder().damage(0x000A, damage));
        data(&mut card, "00B08A0000")
    };
    assert_eq!(start(Damage::Content(vec![1, 2])), [1, 2]);
    assert_eq!(start(Damage::Truncated(100)), sound[..100]);
    assert_eq!(start(Damage::Length(vec![0x80]))[..8], [&[0x30, 0x80], &sound[4..10]].concat());
    let inner = start(Damage::InnerLength(vec![0x84, 0xFF, 0xFF, 0xFF, 0xFF]));
    assert_eq!(inner[..10], [0x30, 0x82, 0x06, 0x32, 0x30, 0x84, 0xFF, 0xFF, 0xFF, 0xFF]);
    assert_eq!(start(Damage::Oversized(9_000))[..5], [0x30, 0x83, 0x00, 0x23, 0x23]);
    let mut card = selected(VirtualCard::builder().damage(0x000A, Damage::Oversized(9_000)));
    assert_eq!(data(&mut card, "00B08A0000").len(), 256);
    assert_eq!(data(&mut card, "00B0232700"), [0]);

    let other = VirtualCard::builder().seed(1).build().unwrap();
    assert_eq!(start(Damage::OfSeed(1)), other.authentication_certificate()[..256]);
    Certificate::from_der(other.authentication_certificate().to_vec()).unwrap();
    let mut card = selected(VirtualCard::builder().damage(0x0008, Damage::Missing));
    assert_eq!(status(&mut card, "00B0880000"), 0x6A82);
    for (file, damage) in [
        (0x0018, Damage::Missing),
        (0x0003, Damage::Content(vec![0])),
        (0x000A, Damage::Truncated(10_000)),
        (0x0008, Damage::InnerLength(vec![0])),
    ] {
        assert!(VirtualCard::builder().damage(file, damage).build().is_err(), "{file:04X}");
    }
}
