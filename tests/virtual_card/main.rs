//! Every rule of the virtual card, as bytes in and bytes out.
#![cfg(feature = "virtual-card")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![allow(clippy::panic, clippy::arithmetic_side_effects, missing_docs)]

mod applications;
mod common;
mod credentials;
mod faults;
mod files;
#[allow(unreachable_pub, reason = "shared between tests")]
#[path = "../support/genuine_card.rs"]
mod genuine_card;
mod holders;
mod input_support;
mod issuer;
mod layout;
mod long_answers;
mod myna_card;
mod power;
mod reader;
mod security_status;
mod selection;
mod signatures;
mod surface;
mod vpcd;
mod words;

use std::process::Command;

use jpkicard::StatusWord;
use jpkicard::virtual_card::{Application, Builder, LongAnswers, Token, VirtualCard};
use rsa::pkcs1v15::Pkcs1v15Sign;
use rsa::pkcs8::DecodePublicKey;
use rsa::{Pss, RsaPublicKey};
use sha2::{Digest, Sha256};

const SELECT_JPKI: &str = "00A4040C0A D392F000260100000001";
const SELECT_ISD: &str = "00A4040C07 A0000001510000";
const SELECT_SURFACE: &str = "00A4040C0A D3921000310001010402";
const SELECT_INPUT_SUPPORT: &str = "00A4040C0A D3921000310001010408";
const SELECT_COMMON: &str = "00A4040C0A D3921000310001010100";
const VERIFY_1234: &str = "0020009804 31323334";
const VERIFY_9999: &str = "0020009804 39393939";
const SIGN_3_BYTES: &str = "802A009703 616263 00";
const SIGN_3_BYTES_WITH_SIGNATURE_KEY: &str = "802A009A03 616263 00";
const VERIFY_ABC123: &str = "0020009B06 414243313233";

fn bytes(hex: &str) -> Vec<u8> {
    let digits: Vec<u8> = hex.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    digits
        .chunks(2)
        .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

/// Data and status word of the answer.
fn send(card: &mut VirtualCard, hex: &str) -> (Vec<u8>, u16) {
    let answer = card.process(&bytes(hex));
    let (data, status) = answer.split_last_chunk::<2>().expect("no status word");
    (data.to_vec(), u16::from_be_bytes(*status))
}

/// The status word of an answer without data.
#[track_caller]
fn status(card: &mut VirtualCard, hex: &str) -> u16 {
    let (data, status) = send(card, hex);
    assert!(data.is_empty(), "{hex} gave data and {status:04X}");
    status
}

/// The data of an answer that ends with `9000`.
#[track_caller]
fn data(card: &mut VirtualCard, hex: &str) -> Vec<u8> {
    let (data, status) = send(card, hex);
    assert_eq!(status, 0x9000, "{hex}");
    data
}

#[track_caller]
fn expect(card: &mut VirtualCard, steps: &[(&str, u16)]) {
    for (step, (command, wanted)) in steps.iter().enumerate() {
        let got = status(card, command);
        assert_eq!(got, *wanted, "step {step}: {command} gave {got:04X}, not {wanted:04X}");
    }
}

/// A powered card after its first command.
fn awake(builder: Builder) -> VirtualCard {
    let mut card = builder.build().unwrap();
    card.power_on();
    card.process(&bytes("00A40000"));
    card
}

/// A card with the JPKI application selected.
fn selected(builder: Builder) -> VirtualCard {
    let mut card = awake(builder);
    expect(&mut card, &[(SELECT_JPKI, 0x9000)]);
    card
}

/// A card with another application selected.
fn selected_in(select: &str, builder: Builder) -> VirtualCard {
    let mut card = awake(builder);
    expect(&mut card, &[(select, 0x9000)]);
    card
}

/// VERIFY of digits against the EF of this short identifier.
fn verify(identifier: u8, digits: &str) -> String {
    let data: String = digits.bytes().map(|digit| format!("{digit:02X}")).collect();
    format!("002000{:02X}{:02X}{data}", 0x80 | identifier, digits.len())
}

/// The status words of reading the first bytes of the EFs with these short identifiers.
fn readable(card: &mut VirtualCard, identifiers: &[u8]) -> Vec<u16> {
    identifiers
        .iter()
        .map(|identifier| send(card, &format!("00B0{:02X}0001", 0x80 | identifier)).1)
        .collect()
}

/// A complete EF, with one extended READ BINARY.
#[track_caller]
fn file(card: &mut VirtualCard, identifier: u8) -> Vec<u8> {
    data(card, &format!("00B0{:02X}00000000", 0x80 | identifier))
}

fn default_card() -> VirtualCard {
    selected(VirtualCard::builder())
}
