//! Every rule of the virtual card, as bytes in and bytes out.
#![cfg(feature = "virtual-card")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]
#![allow(clippy::panic, clippy::arithmetic_side_effects, missing_docs)]

use std::process::Command;

use jpkicard::apdu::StatusWord;
use jpkicard::virtual_card::{Builder, LongAnswers, Token, VirtualCard};
use rsa::pkcs1v15::Pkcs1v15Sign;
use rsa::pkcs8::DecodePublicKey;
use rsa::{Pss, RsaPublicKey};
use sha2::{Digest, Sha256};

const SELECT_JPKI: &str = "00A4040C0A D392F000260100000001";
const SELECT_ISD: &str = "00A4040C07 A0000001510000";
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

/// A card with power whose first command has gone by.
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

fn default_card() -> VirtualCard {
    selected(VirtualCard::builder())
}

mod power {
    use super::*;

    #[test]
    fn without_power_it_is_silent() {
        let mut card = VirtualCard::builder().build().unwrap();
        assert_eq!(card.process(&bytes(SELECT_JPKI)), []);
        assert_eq!(card.commands(), 0);
        card.power_on();
        assert_eq!(card.process(&bytes("00A40000")), [0x6F, 0x00]);
        card.power_off();
        assert_eq!(card.process(&bytes("00A40000")), []);
        assert_eq!(card.atr(), bytes("3BE000FF8131FE4514"));
    }

    #[test]
    fn the_first_command_after_power_up_fails_once() {
        let mut card = VirtualCard::builder().build().unwrap();
        card.power_on();
        expect(&mut card, &[(SELECT_JPKI, 0x6F00), (SELECT_JPKI, 0x9000)]);
        // A warm reset and power for a card that has it are no power-up.
        card.reset();
        card.power_on();
        expect(&mut card, &[(SELECT_JPKI, 0x9000)]);
        card.power_off();
        card.power_on();
        // Whatever comes absorbs it, and spends nothing.
        expect(&mut card, &[(VERIFY_9999, 0x6F00), (SELECT_JPKI, 0x9000)]);
        assert_eq!((card.pin_tries(), card.verify_commands()), (3, 1));

        let mut card = VirtualCard::builder().first_command_fails(false).build().unwrap();
        card.power_on();
        expect(&mut card, &[(SELECT_JPKI, 0x9000)]);
    }

    #[test]
    fn tries_and_a_changed_pin_outlive_the_power() {
        let mut card = default_card();
        expect(
            &mut card,
            &[
                ("00A4020C020018", 0x9000),
                ("0020008004 31323334", 0x9000),
                ("0024018004 35363738", 0x9000),
                (VERIFY_9999, 0x63C2),
            ],
        );
        card.power_off();
        card.power_on();
        expect(
            &mut card,
            &[
                ("00A40000", 0x6F00),
                (SELECT_JPKI, 0x9000),
                ("00200098", 0x63C2),
                (VERIFY_1234, 0x63C1),
                ("0020009804 35363738", 0x9000),
                ("00200098", 0x63C3),
            ],
        );
    }
}

mod selection {
    use super::*;

    #[test]
    fn the_master_file_is_not_usable() {
        let mut card = awake(VirtualCard::builder());
        expect(
            &mut card,
            &[
                ("00A40000", 0x6A86),
                ("00A4000C023F00", 0x6A82),
                ("00A4020C023F00", 0x6A82),
                (SELECT_JPKI, 0x9000),
                ("00A4020C020006", 0x9000),
                ("00A40000", 0x9000),
            ],
        );
        // Without effect: the application and its EF are still current.
        assert_eq!(data(&mut card, "00B0000004"), b"JPKI");
        expect(&mut card, &[("00A4020C023F00", 0x6A82), ("00A40000023F00", 0x6A82)]);
    }

    #[test]
    fn what_is_not_there_changes_nothing() {
        let mut card = default_card();
        expect(
            &mut card,
            &[
                (VERIFY_1234, 0x9000),
                ("00A4020C020006", 0x9000),
                ("00A4040C0A D3921000310001010408", 0x6A82),
                // Neither a part of an AID nor more than it.
                ("00A4040C09 D392F0002601000000", 0x6A82),
                ("00A4040C0B D392F00026010000000100", 0x6A82),
                ("00A4020C020005", 0x6A82),
            ],
        );
        assert_eq!(data(&mut card, "00B0000004"), b"JPKI");
        assert!(card.authentication_key_is_open());
        assert_eq!(data(&mut card, SIGN_3_BYTES).len(), 256);
    }

    #[test]
    fn parameters_and_lengths_are_checked() {
        let mut card = default_card();
        for wrong in [
            "00A404000A D392F000260100000001",
            "00A4010C020006",
            "00A4080C020006",
            "00A40200020006",
        ] {
            assert_eq!(status(&mut card, wrong), 0x6A86, "{wrong}");
        }
        for wrong in [
            "00A4020C0106",
            "00A4020C03000600",
            "00A4020C",
            "00A4040C",
            "00A4040C0A D392F000260100000001 00",
            "00A4040C00000A D392F000260100000001",
        ] {
            assert_eq!(status(&mut card, wrong), 0x6700, "{wrong}");
        }
    }

    #[test]
    fn nothing_works_without_an_application() {
        for select in [None, Some(SELECT_ISD)] {
            let mut card = awake(VirtualCard::builder());
            if let Some(select) = select {
                expect(&mut card, &[(select, 0x9000), ("00A40000", 0x6A86)]);
            }
            expect(
                &mut card,
                &[
                    ("00A4020C020006", 0x6A82),
                    ("00B0860000", 0x6986),
                    (VERIFY_1234, 0x6986),
                    (SIGN_3_BYTES, 0x6986),
                    ("0084000008", 0x6986),
                    ("00CA000000", 0x6D00),
                ],
            );
            assert_eq!(card.pin_tries(), 3);
        }
    }

    #[test]
    fn classes_instructions_and_broken_commands() {
        let mut card = default_card();
        for (command, wanted) in [
            ("00", 0x6700),
            ("", 0x6700),
            ("00B086", 0x6700),
            ("0020009804 313233", 0x6700),
            ("0020009804 3132333435 00", 0x6700),
            ("00CA000000", 0x6D00),
            ("002A009703 616263 00", 0x6D00),
            ("80B0860000", 0x6D00),
            ("00C0000000", 0x6D00),
            ("01B0860000", 0x6E00),
            ("10200098", 0x6E00),
            ("80A4040C0A D392F000260100000001", 0x6D00),
            ("90A4040C0A D392F000260100000001", 0x6E00),
        ] {
            assert_eq!(status(&mut card, command), wanted, "{command}");
        }
        assert_eq!(card.pin_tries(), 3);
    }

    #[test]
    fn any_bytes_are_answered() {
        let mut card = default_card();
        let mut state = 1_u32;
        for length in 0..40 {
            for _ in 0..500 {
                let command: Vec<u8> = (0..length)
                    .map(|place| {
                        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                        let random = (state >> 24) as u8;
                        let likely = [0x00, 0x20, 0x24, 0x84, 0xA4, 0xB0, 0xC0, 0x80, 0x2A];
                        match place {
                            0 | 1 => likely[usize::from(random) % likely.len()],
                            _ => random,
                        }
                    })
                    .collect();
                assert!(card.process(&command).len() >= 2);
            }
        }
    }
}

mod security_status {
    use super::*;

    #[test]
    fn it_outlives_reselection_and_warm_reset() {
        let mut card = default_card();
        expect(&mut card, &[(SIGN_3_BYTES, 0x6982), (VERIFY_1234, 0x9000), (SELECT_JPKI, 0x9000)]);
        assert_eq!(data(&mut card, SIGN_3_BYTES).len(), 256);
        card.reset();
        assert!(card.authentication_key_is_open());
        expect(&mut card, &[(SIGN_3_BYTES, 0x6986), (SELECT_JPKI, 0x9000)]);
        assert_eq!(data(&mut card, SIGN_3_BYTES).len(), 256);
    }

    #[test]
    fn leaving_the_application_ends_it() {
        let mut card = default_card();
        expect(&mut card, &[(VERIFY_1234, 0x9000), (VERIFY_ABC123, 0x9000)]);
        assert!(card.authentication_key_is_open() && card.signature_key_is_open());
        expect(&mut card, &[(SELECT_ISD, 0x9000)]);
        assert!(!card.authentication_key_is_open() && !card.signature_key_is_open());
        expect(
            &mut card,
            &[
                (SIGN_3_BYTES, 0x6986),
                (SELECT_JPKI, 0x9000),
                (SIGN_3_BYTES, 0x6982),
                (SIGN_3_BYTES_WITH_SIGNATURE_KEY, 0x6982),
            ],
        );
    }

    #[test]
    fn power_off_ends_it() {
        let mut card = default_card();
        expect(&mut card, &[(VERIFY_1234, 0x9000)]);
        card.power_off();
        card.power_on();
        assert!(!card.authentication_key_is_open());
        expect(&mut card, &[(SELECT_JPKI, 0x6F00), (SELECT_JPKI, 0x9000), (SIGN_3_BYTES, 0x6982)]);
    }

    #[test]
    fn phones_have_no_security_domain_to_leave_to() {
        for token in [Token::Android, Token::Iphone] {
            let mut card = selected(VirtualCard::builder().token(token));
            expect(&mut card, &[(VERIFY_1234, 0x9000), (SELECT_ISD, 0x6A82)]);
            assert!(card.authentication_key_is_open());
            assert_eq!(data(&mut card, SIGN_3_BYTES).len(), 256);
        }
    }

    #[test]
    fn a_wrong_try_closes_its_own_key_alone() {
        let mut card = default_card();
        expect(
            &mut card,
            &[
                (VERIFY_1234, 0x9000),
                (VERIFY_ABC123, 0x9000),
                (VERIFY_9999, 0x63C2),
                (SIGN_3_BYTES, 0x6982),
            ],
        );
        assert!(!card.authentication_key_is_open());
        assert_eq!(data(&mut card, SIGN_3_BYTES_WITH_SIGNATURE_KEY).len(), 256);
        // The two count apart.
        expect(&mut card, &[("0020009B", 0x63C5), ("00200098", 0x63C2)]);
    }
}

mod credentials {
    use super::*;

    #[test]
    fn wrong_tries_count_down_and_a_right_one_restores() {
        let mut card = default_card();
        expect(
            &mut card,
            &[
                ("00200098", 0x63C3),
                (VERIFY_9999, 0x63C2),
                (VERIFY_9999, 0x63C1),
                (VERIFY_1234, 0x9000),
                // The query tells the tries even when verified, and closes nothing.
                ("00200098", 0x63C3),
            ],
        );
        assert!(card.authentication_key_is_open());
        assert_eq!((card.pin_tries(), card.verify_commands()), (3, 3));
    }

    #[test]
    fn the_exhausting_try_and_those_after_it() {
        let mut card = selected(VirtualCard::builder().pin_tries(1));
        expect(
            &mut card,
            &[
                (VERIFY_9999, 0x63C0),
                (VERIFY_9999, 0x6984),
                (VERIFY_1234, 0x6984),
                ("00200098", 0x63C0),
                (SIGN_3_BYTES, 0x6982),
            ],
        );
        assert_eq!(card.pin_tries(), 0);
        let blocked = VirtualCard::builder().pin_tries(0);
        let mut card = selected(blocked.blocked_query(StatusWord::REFERENCE_DATA_NOT_USABLE));
        expect(&mut card, &[("00200098", 0x6984), ("0020009B", 0x63C5)]);
    }

    #[test]
    fn the_password_has_five_tries() {
        let mut card = default_card();
        // Lower case is another password: raising it is the caller's work.
        expect(
            &mut card,
            &[
                ("0020009B", 0x63C5),
                ("0020009B06 616263313233", 0x63C4),
                ("0020009B06 616263313233", 0x63C3),
                (VERIFY_ABC123, 0x9000),
                ("0020009B", 0x63C5),
            ],
        );
        assert_eq!((card.pin_tries(), card.password_tries()), (3, 5));
        let mut card = selected(VirtualCard::builder().password_tries(1).signature_password("X"));
        expect(&mut card, &[(VERIFY_ABC123, 0x63C0), ("0020009B0158", 0x6984)]);
    }

    #[test]
    fn malformed_pins_spend_tries() {
        for wrong in ["002000980131", "0020009805 3132333400", "0020009803 313233"] {
            let mut card = default_card();
            expect(&mut card, &[(wrong, 0x63C2), ("00200098", 0x63C2)]);
        }
    }

    #[test]
    fn malformed_verifications_spend_none() {
        let mut card = default_card();
        expect(
            &mut card,
            &[
                ("0020009800", 0x6700),
                ("0020009804 39393939 00", 0x6700),
                ("00200098000004 39393939", 0x6700),
                ("0020019804 39393939", 0x6A86),
                ("0020001804 39393939", 0x6A86),
                ("0020009F04 39393939", 0x6A86),
                ("002000B804 39393939", 0x6A86),
                ("0020008504 39393939", 0x6A82),
                ("0020008A04 39393939", 0x6981),
                ("0020009704 39393939", 0x6981),
                ("0020008004 39393939", 0x6986),
                ("00A4020C020006", 0x9000),
                ("0020008004 39393939", 0x6981),
            ],
        );
        assert_eq!((card.pin_tries(), card.password_tries()), (3, 5));
    }

    #[test]
    fn the_selected_pin_file() {
        let mut card = default_card();
        expect(
            &mut card,
            &[
                ("00A4020C020018", 0x9000),
                ("00200080", 0x63C3),
                ("0020008004 39393939", 0x63C2),
                ("0020008004 31323334", 0x9000),
                ("00A4020C02001B", 0x9000),
                ("00200080", 0x63C5),
                ("0020008006 414243313233", 0x9000),
            ],
        );
        assert!(card.authentication_key_is_open() && card.signature_key_is_open());
        // A short identifier names another file without making it current.
        expect(&mut card, &[("00200098", 0x63C3), ("00200080", 0x63C5)]);
    }

    #[test]
    fn a_pin_without_limit() {
        let mut card = selected(VirtualCard::builder().pin_limit(None));
        for _ in 0..20 {
            expect(&mut card, &[(VERIFY_9999, 0x6300)]);
        }
        expect(&mut card, &[("00200098", 0x6300), (VERIFY_1234, 0x9000), ("00200098", 0x6300)]);
        assert!(card.authentication_key_is_open());
        let mut card = selected(VirtualCard::builder().pin_limit(Some(10)));
        expect(&mut card, &[("00200098", 0x63CA), (VERIFY_9999, 0x63C9)]);
    }

    #[test]
    fn a_card_that_does_not_tell_its_tries() {
        let mut card = selected(VirtualCard::builder().hides_tries(true));
        expect(&mut card, &[("00200098", 0x6700), (VERIFY_9999, 0x63C2), (VERIFY_1234, 0x9000)]);
    }

    #[test]
    fn changing_the_pin() {
        let mut card = default_card();
        expect(
            &mut card,
            &[
                ("0024018004 35363738", 0x6986),
                ("00A4020C020018", 0x9000),
                ("0024018004 35363738", 0x6982),
                ("0020008004 31323334", 0x9000),
                ("0024008004 35363738", 0x6A86),
                ("0024019804 35363738", 0x6A86),
                ("00240180", 0x6700),
                ("0024018003 353637", 0x6A80),
                ("0024018004 35363741", 0x6A80),
                ("0024018004 35363738", 0x9000),
                (VERIFY_1234, 0x63C2),
                ("0020009804 35363738", 0x9000),
                ("00A4020C020017", 0x9000),
                ("0024018004 35363738", 0x6981),
                ("00A4020C02001B", 0x9000),
                (VERIFY_ABC123, 0x9000),
                ("0024018006 616263313233", 0x6A80),
                ("0024018006 414243343536", 0x9000),
                (VERIFY_ABC123, 0x63C4),
            ],
        );
    }
}

mod files {
    use super::*;

    /// Reads an EF to its end by short identifier, then by offset.
    fn read_whole(card: &mut VirtualCard, identifier: u8) -> Vec<u8> {
        let mut content = data(card, &format!("00B0{:02X}0000", 0x80 | identifier));
        while content.len() % 256 == 0 {
            let (part, status) = send(card, &format!("00B0{:04X}00", content.len()));
            match status {
                0x9000 => content.extend(part),
                0x6B00 => break,
                _ => panic!("{status:04X}"),
            }
        }
        content
    }

    #[test]
    fn certificates_come_whole_with_filler() {
        let mut card = default_card();
        expect(&mut card, &[(VERIFY_ABC123, 0x9000)]);
        let certificates = [
            (0x01, card.signature_certificate().to_vec()),
            (0x02, card.signature_ca_certificate().to_vec()),
            (0x0A, card.authentication_certificate().to_vec()),
            (0x0B, card.authentication_ca_certificate().to_vec()),
        ];
        for (identifier, certificate) in certificates {
            let content = read_whole(&mut card, identifier);
            let (start, filler) = content.split_at(certificate.len());
            assert_eq!(start, certificate);
            assert_eq!(filler, [0xFF; 64]);
        }
        let mut card = selected(VirtualCard::builder().filler(0));
        let length = card.authentication_ca_certificate().len();
        assert_eq!(read_whole(&mut card, 0x0B).len(), length);
    }

    #[test]
    fn offsets_and_lengths() {
        let mut card = default_card();
        expect(&mut card, &[("00B0000000", 0x6986)]);
        let whole = data(&mut card, "00B0860000");
        assert_eq!(whole.len(), 160);
        // The short identifier made it current.
        assert_eq!(data(&mut card, "00B0000000"), whole);
        assert_eq!(data(&mut card, "00B0000A05"), whole[10..15]);
        assert_eq!(data(&mut card, "00B0860A05"), whole[10..15]);
        assert_eq!(data(&mut card, "00B0009F05"), whole[159..]);
        expect(
            &mut card,
            &[
                ("00B000A000", 0x6B00),
                ("00B000A100", 0x6B00),
                ("00B07FFF00", 0x6B00),
                ("00B086A001", 0x6B00),
                ("00B00000", 0x6700),
                ("00B0860001AA00", 0x6700),
                ("00B00000000100", 0x6700),
                ("00B08600000000", 0x6700),
                ("00B0800000", 0x6A86),
                ("00B09F0000", 0x6A86),
                ("00B0C60000", 0x6A86),
                ("00B0850000", 0x6A82),
            ],
        );
        // Selecting the application again leaves no EF current.
        expect(&mut card, &[(SELECT_JPKI, 0x9000), ("00B0000000", 0x6986)]);
    }

    #[test]
    fn pins_and_keys_cannot_be_read() {
        let mut card = default_card();
        expect(&mut card, &[(VERIFY_1234, 0x9000), (VERIFY_ABC123, 0x9000)]);
        for identifier in [0x17, 0x18, 0x1A, 0x1B] {
            let by_identifier = format!("00B0{:02X}0000", 0x80 | identifier);
            let select = format!("00A4020C0200{identifier:02X}");
            expect(
                &mut card,
                &[(&by_identifier, 0x6981), (&select, 0x9000), ("00B0000000", 0x6981)],
            );
        }
    }

    #[test]
    fn the_signature_certificate_needs_its_password() {
        let mut card = default_card();
        expect(
            &mut card,
            &[
                ("00B0810000", 0x6982),
                ("00A4020C020001", 0x9000),
                ("00B0000000", 0x6982),
                (VERIFY_1234, 0x9000),
                ("00B0810000", 0x6982),
                (VERIFY_ABC123, 0x9000),
            ],
        );
        assert_eq!(data(&mut card, "00B0810000").len(), 256);
        for free in ["00B0820000", "00B08A0000", "00B08B0000"] {
            let mut card = default_card();
            assert_eq!(data(&mut card, free)[..2], [0x30, 0x82]);
        }
    }

    #[test]
    fn an_android_phone_hides_its_certificate() {
        let mut card = selected(VirtualCard::builder().token(Token::Android));
        assert_eq!(data(&mut card, "00B08B0000").len(), 256);
        expect(
            &mut card,
            &[("00B08A0000", 0x6982), (VERIFY_ABC123, 0x9000), ("00B08A0000", 0x6982)],
        );
        expect(&mut card, &[(VERIFY_1234, 0x9000)]);
        assert_eq!(data(&mut card, "00B08A0000").len(), 256);
    }

    #[test]
    fn token_labels() {
        for (token, label) in [
            (Token::MyNumberCard, "JPKIAPICCTOKEN2"),
            (Token::ResidentRegistryCard, "JPKIAPICCTOKEN"),
            (Token::Android, "JPKIAPGPSETOKEN"),
            (Token::Iphone, "JPKIAPIOSTOKEN"),
            (Token::Other("SOMETHING ELSE".into()), "SOMETHING ELSE"),
        ] {
            let mut card = selected(VirtualCard::builder().token(token));
            let information = data(&mut card, "00B0860000");
            assert_eq!(information.len(), 160);
            assert_eq!(information[..32], *format!("{label:32}").as_bytes());
            // The longest and the shortest PIN, as four bytes each.
            assert_eq!(information[116..124], [0, 0, 0, 16, 0, 0, 0, 4]);
        }
        let long = "X".repeat(33);
        assert!(VirtualCard::builder().token(Token::Other(long)).build().is_err());
        assert!(VirtualCard::builder().token(Token::Other("é".into())).build().is_err());
    }

    #[test]
    fn a_card_without_signature_certificate() {
        let mut card = default_card();
        assert_eq!(data(&mut card, "00B0880000")[..2], [0x8F, 0x8F]);
        let mut card = selected(VirtualCard::builder().without_signature_certificate());
        let availability = data(&mut card, "00B0880000");
        assert_eq!((availability.len(), availability[0], availability[1]), (3, 0x00, 0x8F));
        expect(
            &mut card,
            &[
                ("00B0810000", 0x6A82),
                (VERIFY_ABC123, 0x6A82),
                (SIGN_3_BYTES_WITH_SIGNATURE_KEY, 0x6A82),
                (VERIFY_1234, 0x9000),
            ],
        );
        assert_eq!(data(&mut card, SIGN_3_BYTES).len(), 256);
    }

    #[test]
    fn a_card_that_refuses_short_identifiers() {
        let mut card = selected(VirtualCard::builder().refuses_short_identifiers(true));
        expect(
            &mut card,
            &[
                ("00B0860000", 0x6A86),
                (VERIFY_9999, 0x6A86),
                ("00200098", 0x6A86),
                ("00A4020C020018", 0x9000),
                ("0020008004 31323334", 0x9000),
                (SIGN_3_BYTES, 0x6A86),
                ("00A4020C020017", 0x9000),
            ],
        );
        assert_eq!(data(&mut card, "802A008003 616263 00").len(), 256);
        assert_eq!(card.pin_tries(), 3);
        expect(&mut card, &[("00A4020C020006", 0x9000)]);
        assert_eq!(data(&mut card, "00B0000000").len(), 160);
    }

    #[test]
    fn a_card_that_wants_the_exact_length() {
        let mut card = selected(VirtualCard::builder().exact_length(true));
        expect(&mut card, &[("00B0860000", 0x6CA0), ("00B0009FFF", 0x6C01)]);
        assert_eq!(data(&mut card, "00B08600A0").len(), 160);
    }
}

mod long_answers {
    use super::*;

    #[test]
    fn in_parts() {
        let mut whole = default_card();
        let whole = data(&mut whole, "00B0860000");
        let mut card = selected(VirtualCard::builder().long_answers(LongAnswers::InParts(100)));
        let (first, status) = send(&mut card, "00B0860000");
        assert_eq!((first.as_slice(), status), (&whole[..100], 0x613C));
        expect(&mut card, &[("00C000003D", 0x6C3C), ("00C001003C", 0x6A86), ("00C00000", 0x6700)]);
        let (second, status) = send(&mut card, "00C000000A");
        assert_eq!((second.as_slice(), status), (&whole[100..110], 0x6132));
        assert_eq!(data(&mut card, "00C0000032"), whole[110..]);
        expect(&mut card, &[("00C0000000", 0x6D00)]);
        // Short ones come at once; another command gives up what waits.
        assert_eq!(data(&mut card, "00B0860064").len(), 100);
        assert_eq!(send(&mut card, "00B0860000").1, 0x613C);
        expect(&mut card, &[("00200098", 0x63C3), ("00C000003C", 0x6D00)]);
    }

    #[test]
    fn deferred() {
        let mut card = selected(VirtualCard::builder().long_answers(LongAnswers::Deferred(200)));
        expect(&mut card, &[(VERIFY_1234, 0x9000), (SIGN_3_BYTES, 0x61C8)]);
        let (first, status) = send(&mut card, "00C00000C8");
        assert_eq!((first.len(), status), (200, 0x6138));
        assert_eq!(data(&mut card, "00C0000038").len(), 56);
        assert!(VirtualCard::builder().long_answers(LongAnswers::InParts(0)).build().is_err());
    }
}

mod signatures {
    use super::*;

    fn public_key(certificate: &[u8]) -> RsaPublicKey {
        use der::{Decode, Encode};
        let certificate = x509_cert::Certificate::from_der(certificate).unwrap();
        let key = certificate.tbs_certificate.subject_public_key_info.to_der().unwrap();
        RsaPublicKey::from_public_key_der(&key).unwrap()
    }

    fn sign(card: &mut VirtualCard, p1: u8, p2: u8, input: &[u8]) -> (Vec<u8>, u16) {
        let mut command = vec![0x80, 0x2A, p1, p2, input.len() as u8];
        command.extend(input);
        command.push(0);
        let answer = card.process(&command);
        let (data, status) = answer.split_last_chunk::<2>().unwrap();
        (data.to_vec(), u16::from_be_bytes(*status))
    }

    #[test]
    fn the_six_schemes_of_both_keys() {
        let mut card = default_card();
        expect(&mut card, &[(VERIFY_1234, 0x9000), (VERIFY_ABC123, 0x9000)]);
        let message = b"a message for the card to hash";
        let hash = Sha256::digest(message);
        let bare = Pkcs1v15Sign::new_unprefixed;
        let wrapped = Pkcs1v15Sign::new::<Sha256>;
        let keys = [
            (0x97, public_key(card.authentication_certificate())),
            (0x9A, public_key(card.signature_certificate())),
        ];
        assert_ne!(keys[0].1, keys[1].1);
        for (p2, key) in &keys {
            let mut signature = |p1, input: &[u8]| {
                let (signature, status) = sign(&mut card, p1, *p2, input);
                assert_eq!(status, 0x9000, "scheme {p1:02X}");
                signature
            };
            key.verify(bare(), message, &signature(0, message)).unwrap();
            key.verify(bare(), &hash, &signature(1, message)).unwrap();
            key.verify(wrapped(), &hash, &signature(2, &hash)).unwrap();
            key.verify(wrapped(), &hash, &signature(3, message)).unwrap();
            let pss = Pss::new_with_salt::<Sha256>;
            key.verify(pss(32), &hash, &signature(4, &hash)).unwrap();
            key.verify(pss(32), &hash, &signature(5, message)).unwrap();
            assert_ne!(signature(5, message), signature(5, message), "the salt is fresh");
        }
    }

    #[test]
    fn lengths_and_parameters() {
        let mut card = default_card();
        expect(&mut card, &[(VERIFY_1234, 0x9000)]);
        for (p1, length, wanted) in [
            (0, 1, 0x9000),
            (0, 245, 0x9000),
            (0, 246, 0x6700),
            (1, 255, 0x9000),
            (3, 255, 0x9000),
            (5, 255, 0x9000),
            (2, 32, 0x9000),
            (2, 31, 0x6A80),
            (2, 51, 0x6A80),
            (4, 33, 0x6A80),
            (6, 32, 0x6A86),
            (0x9E, 32, 0x6A86),
        ] {
            assert_eq!(sign(&mut card, p1, 0x97, &vec![7; length]).1, wanted, "{p1} {length}");
        }
        expect(
            &mut card,
            &[
                ("802A009703 616263", 0x6700),
                ("802A009703 616263 80", 0x6C00),
                ("802A009700", 0x6700),
                ("802A0097", 0x6700),
                ("802A0097000003 616263 0100", 0x6700),
                ("802A009803 616263 00", 0x6981),
                ("802A008603 616263 00", 0x6981),
                ("802A008503 616263 00", 0x6A82),
                ("802A001703 616263 00", 0x6A86),
                ("802A008003 616263 00", 0x6986),
                (SIGN_3_BYTES_WITH_SIGNATURE_KEY, 0x6982),
            ],
        );
        // None of these closed the key.
        assert_eq!(data(&mut card, SIGN_3_BYTES).len(), 256);
        expect(&mut card, &[("00A4020C020017", 0x9000)]);
        assert_eq!(data(&mut card, "802A008003 616263 00"), data(&mut card, SIGN_3_BYTES));
    }

    #[test]
    fn challenges() {
        let mut card = default_card();
        assert_eq!(data(&mut card, "0084000001").len(), 1);
        let first = data(&mut card, "0084000000");
        assert_eq!(first.len(), 256);
        assert_ne!(first, data(&mut card, "0084000000"));
        expect(
            &mut card,
            &[
                ("00840000000100", 0x6985),
                ("00840000", 0x6700),
                ("008400000101 08", 0x6700),
                ("0084010008", 0x6A86),
            ],
        );
    }
}

mod issuer {
    use std::path::PathBuf;

    use super::*;

    #[test]
    fn sizes_are_the_real_ones() {
        let card = default_card();
        assert_eq!(card.authentication_certificate().len(), 1590);
        assert_eq!(card.authentication_ca_certificate().len(), 1333);
        assert_eq!(card.signature_certificate().len(), 1710);
        assert_eq!(card.signature_ca_certificate().len(), 1318);
    }

    #[test]
    fn a_seed_makes_the_card() {
        let certificates = |seed| {
            let card = VirtualCard::builder().seed(seed).build().unwrap();
            (
                [card.authentication_certificate().to_vec(), card.signature_certificate().to_vec()],
                [
                    card.authentication_ca_certificate().to_vec(),
                    card.signature_ca_certificate().to_vec(),
                ],
            )
        };
        let (first, second) = (certificates(0), certificates(7));
        assert_eq!(first, certificates(0));
        assert_ne!(first.0[0], second.0[0]);
        assert_ne!(first.0[1], second.0[1]);
        assert_eq!(first.1, second.1);
        assert_eq!(second.0[0].len(), 1590);
    }

    #[test]
    fn settings_out_of_range() {
        let refused = |builder: Builder| builder.build().is_err();
        assert!(refused(VirtualCard::builder().pin("")));
        assert!(refused(VirtualCard::builder().signature_password("12345678901234567")));
        assert!(refused(VirtualCard::builder().pin_tries(4)));
        assert!(refused(VirtualCard::builder().password_tries(6)));
        assert!(refused(VirtualCard::builder().pin_limit(Some(0))));
        assert!(refused(VirtualCard::builder().pin_limit(Some(16))));
        assert!(refused(VirtualCard::builder().validity(-1, 1)));
        assert!(refused(VirtualCard::builder().validity(0, i64::MAX)));
        assert!(!refused(VirtualCard::builder().pin_limit(Some(15)).pin_tries(15)));
    }

    #[test]
    fn debug_keeps_secrets() {
        let builder = VirtualCard::builder().pin("8642").signature_password("SECRET99");
        let card = builder.clone().build().unwrap();
        for text in [format!("{builder:?}"), format!("{card:?}"), format!("{card:#?}")] {
            assert!(!text.contains("8642") && !text.contains("SECRET99"), "{text}");
            assert!(!text.contains("56, 54") && !text.contains("0x38"), "{text}");
        }
    }

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let folder = std::env::temp_dir().join(format!("{name}-{}", std::process::id()));
            std::fs::create_dir_all(&folder).unwrap();
            Self(folder)
        }

        /// Writes a certificate as PEM, through openssl.
        fn store(&self, name: &str, certificate: &[u8]) -> String {
            let der = self.0.join(format!("{name}.der"));
            let pem = self.0.join(format!("{name}.pem")).display().to_string();
            std::fs::write(&der, certificate).unwrap();
            let der = der.display().to_string();
            openssl(&["x509", "-inform", "DER", "-in", &der, "-out", &pem]).unwrap();
            pem
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = std::fs::remove_dir_all(&self.0);
        }
    }

    fn openssl(arguments: &[&str]) -> Result<String, String> {
        let output = Command::new("openssl").args(arguments).output().expect("openssl is missing");
        let text = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
        match output.status.success() {
            // OpenSSL before 3.2 writes spaces around the equals signs of names.
            true => Ok(text(output.stdout).replace(" = ", "=")),
            false => Err(text(output.stderr)),
        }
    }

    #[test]
    fn openssl_reads_and_verifies_the_certificates() {
        let card = VirtualCard::builder().build().unwrap();
        let folder = Folder::new("jpkicard-openssl");
        let authentication = folder.store("authentication", card.authentication_certificate());
        let authentication_ca = folder.store("ca", card.authentication_ca_certificate());
        let signature = folder.store("signature", card.signature_certificate());
        let signature_ca = folder.store("signature-ca", card.signature_ca_certificate());

        let verify = |ca: &str, leaf: &str, policy: &str| {
            let moment = ["-attime", "1780000000", "-x509_strict"];
            let policy = ["-policy", policy, "-explicit_policy", "-CAfile", ca, leaf];
            openssl(&[&["verify"], &moment[..], &policy[..]].concat())
        };
        verify(&authentication_ca, &authentication, "1.2.392.200149.8.5.1.0.30").unwrap();
        verify(&signature_ca, &signature, "1.2.392.200149.8.5.1.0.20").unwrap();
        verify(&signature_ca, &authentication, "1.2.392.200149.8.5.1.0.30").unwrap_err();
        verify(&authentication_ca, &authentication, "1.2.392.200149.8.5.1.0.20").unwrap_err();

        let text = openssl(&["x509", "-noout", "-text", "-in", &authentication]).unwrap();
        for part in [
            "Issuer: C=JP, O=JPKICARD-TEST, OU=JPKI for user authentication, OU=",
            "Not Before: Apr  1 00:00:00 2025 GMT",
            "Not After : Apr  1 14:59:59 2030 GMT",
            "Public-Key: (2048 bit)",
            "Key Usage: critical\n                Digital Signature\n",
            "TLS Web Client Authentication",
            "Certificate Policies: critical\n                Policy: 1.2.392.200149.8.5.1.0.30",
            "Issuer Alternative Name",
            "DirName:C=JP, O=JPKICARD-TEST",
            "OCSP - URI:http://",
            "Subject Key Identifier",
            "                serial:",
        ] {
            assert!(text.contains(part), "{part:?} is not in\n{text}");
        }
        let subject = text.lines().find_map(|line| line.trim().strip_prefix("Subject: ")).unwrap();
        assert_eq!(subject.strip_prefix("C=JP, CN=").unwrap().len(), 23);

        let text = openssl(&["x509", "-noout", "-text", "-in", &signature]).unwrap();
        for part in [
            "Digital Signature, Non Repudiation",
            "Policy: 1.2.392.200149.8.5.1.0.20",
            "1.2.392.200149.8.5.5.1",
            "1.2.392.200149.8.5.5.4",
            "1.2.392.200149.8.5.5.3",
            "1.2.392.200149.8.5.5.5",
        ] {
            assert!(text.contains(part), "{part:?} is not in\n{text}");
        }
        assert!(!text.contains("TLS Web Client"));
    }

    #[test]
    fn validity_is_the_callers() {
        let folder = Folder::new("jpkicard-validity");
        // 2049-12-31T23:59:59Z and one second later.
        let builder = VirtualCard::builder().validity(2_524_607_999, 2_524_608_000);
        let card = builder.build().unwrap();
        let certificate = folder.store("certificate", card.authentication_certificate());
        let dates = openssl(&["x509", "-noout", "-dates", "-in", &certificate]).unwrap();
        assert_eq!(
            dates,
            "notBefore=Dec 31 23:59:59 2049 GMT\nnotAfter=Jan  1 00:00:00 2050 GMT\n"
        );
        let written = card.authentication_certificate();
        let contains = |part: &[u8]| written.windows(part.len()).any(|window| window == part);
        assert!(contains(b"\x17\x0D491231235959Z\x18\x0F20500101000000Z"));
    }
}

mod reader {
    use std::sync::mpsc;
    use std::thread;
    use std::time::{Duration, Instant};

    use jpkicard::Status;
    use jpkicard::transport::Transport;
    use jpkicard::virtual_card::{VirtualLink, VirtualReader};

    use super::*;

    fn reader() -> VirtualReader {
        let reader =
            VirtualReader::new(VirtualCard::builder().first_command_fails(false).build().unwrap());
        reader.set_patience(Duration::from_millis(100));
        reader
    }

    fn transmit(link: &mut VirtualLink, hex: &str) -> Result<u16, Status> {
        let mut response = [0; 258];
        let length = link.transmit(&bytes(hex), &mut response).map_err(|error| error.status())?;
        Ok(u16::from_be_bytes(response[length - 2..length].try_into().unwrap()))
    }

    fn begin(link: &mut VirtualLink) -> Result<(), Status> {
        link.begin_transaction().map_err(|error| error.status())
    }

    #[test]
    fn a_link_carries_commands() {
        let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
        let mut link = reader.connect().unwrap();
        // The card got its power when it was inserted, and a connection is no reset.
        assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x6F00));
        assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x9000));
        let mut second = reader.connect().unwrap();
        assert_eq!(transmit(&mut second, "00200098"), Ok(0x63C3));
        let mut response = [0xAA; 162];
        let length = link.transmit(&bytes("00B0860000"), &mut response).unwrap();
        assert_eq!((length, &response[..4], &response[160..]), (162, &b"JPKI"[..], &[0x90, 0][..]));
        let error = link.transmit(&bytes("00B0860000"), &mut [0; 161]).unwrap_err();
        assert_eq!(error.status(), Status::CardAnswer);
        assert_eq!(VirtualReader::empty().connect().unwrap_err().status(), Status::NoCard);
    }

    #[test]
    fn another_program_can_use_what_was_verified() {
        let reader = reader();
        let mut first = reader.connect().unwrap();
        assert_eq!(transmit(&mut first, SELECT_JPKI), Ok(0x9000));
        assert_eq!(transmit(&mut first, VERIFY_1234), Ok(0x9000));
        drop(first);
        let mut second = reader.connect().unwrap();
        assert_eq!(transmit(&mut second, SELECT_JPKI), Ok(0x9000));
        assert_eq!(transmit(&mut second, SIGN_3_BYTES), Ok(0x9000));
    }

    #[test]
    fn transactions_exclude_one_another() {
        let reader = reader();
        let (mut first, mut second) = (reader.connect().unwrap(), reader.connect().unwrap());
        begin(&mut first).unwrap();
        assert_eq!(transmit(&mut first, SELECT_JPKI), Ok(0x9000));
        let begun = Instant::now();
        assert_eq!(transmit(&mut second, SELECT_JPKI), Err(Status::SharingViolation));
        assert!(begun.elapsed() >= Duration::from_millis(100));
        assert_eq!(begin(&mut second), Err(Status::SharingViolation));
        assert_eq!(second.power_down().unwrap_err().status(), Status::SharingViolation);
        assert_eq!(reader.with_card(|card| card.commands()), Some(1));
        first.end_transaction().unwrap();
        begin(&mut second).unwrap();
        assert_eq!(transmit(&mut first, "00200098"), Err(Status::SharingViolation));
        // A dropped link gives the card free.
        drop(second);
        assert_eq!(transmit(&mut first, "00200098"), Ok(0x63C3));
    }

    #[test]
    fn a_waiting_link_goes_on_when_its_turn_comes() {
        let reader = reader();
        reader.set_patience(Duration::from_secs(30));
        let (mut first, mut second) = (reader.connect().unwrap(), reader.connect().unwrap());
        begin(&mut first).unwrap();
        let (sender, done) = mpsc::channel();
        let waiting = thread::spawn(move || {
            let result = transmit(&mut second, SELECT_JPKI);
            sender.send(()).unwrap();
            result
        });
        assert!(done.recv_timeout(Duration::from_millis(100)).is_err());
        first.end_transaction().unwrap();
        done.recv_timeout(Duration::from_secs(10)).unwrap();
        assert_eq!(waiting.join().unwrap(), Ok(0x9000));
    }

    #[test]
    fn transactions_begin_and_end_in_pairs() {
        let reader = reader();
        let mut link = reader.connect().unwrap();
        assert!(link.end_transaction().is_err());
        begin(&mut link).unwrap();
        assert!(link.begin_transaction().is_err());
        link.end_transaction().unwrap();
        assert!(link.end_transaction().is_err());
    }

    #[test]
    fn a_removed_card_is_gone_for_good() {
        let reader = reader();
        let (mut link, mut other) = (reader.connect().unwrap(), reader.connect().unwrap());
        begin(&mut link).unwrap();
        assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x9000));
        assert_eq!(transmit(&mut link, VERIFY_9999), Ok(0x63C2));
        assert_eq!(transmit(&mut link, "0020009B06 414243313233"), Ok(0x9000));
        reader.remove();
        assert!(!reader.has_card());
        assert_eq!(transmit(&mut link, "00200098"), Err(Status::CardRemoved));
        assert_eq!(reader.connect().unwrap_err().status(), Status::NoCard);
        reader.insert_again();
        assert!(reader.has_card());
        for dead in [&mut link, &mut other] {
            assert_eq!(transmit(dead, SELECT_JPKI), Err(Status::CardRemoved));
            assert_eq!(begin(dead), Err(Status::CardRemoved));
            assert_eq!(dead.end_transaction().unwrap_err().status(), Status::CardRemoved);
            assert_eq!(dead.power_down().unwrap_err().status(), Status::CardRemoved);
        }
        // The same card with its spent try, but nothing verified or selected.
        let mut new = reader.connect().unwrap();
        assert_eq!(transmit(&mut new, "00200098"), Ok(0x6986));
        assert_eq!(transmit(&mut new, SELECT_JPKI), Ok(0x9000));
        assert_eq!(transmit(&mut new, "00200098"), Ok(0x63C2));
        assert_eq!(transmit(&mut new, SIGN_3_BYTES_WITH_SIGNATURE_KEY), Ok(0x6982));
        // Dropping a dead link does not end the transaction of a living one.
        begin(&mut new).unwrap();
        drop(link);
        assert_eq!(begin(&mut reader.connect().unwrap()), Err(Status::SharingViolation));
    }

    #[test]
    fn removal_wakes_who_waits() {
        let reader = reader();
        reader.set_patience(Duration::from_secs(30));
        let (mut first, mut second) = (reader.connect().unwrap(), reader.connect().unwrap());
        begin(&mut first).unwrap();
        let waiting = thread::spawn(move || begin(&mut second));
        thread::sleep(Duration::from_millis(50));
        reader.remove();
        assert_eq!(waiting.join().unwrap(), Err(Status::CardRemoved));
    }

    #[test]
    fn a_reset_is_told_until_the_next_transaction() {
        let reader = reader();
        let mut link = reader.connect().unwrap();
        assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x9000));
        assert_eq!(transmit(&mut link, VERIFY_1234), Ok(0x9000));
        reader.reset();
        assert_eq!(transmit(&mut link, "00200098"), Err(Status::CardReset));
        assert_eq!(transmit(&mut link, "00200098"), Err(Status::CardReset));
        begin(&mut link).unwrap();
        assert_eq!(transmit(&mut link, SIGN_3_BYTES), Ok(0x6986));
        assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x9000));
        assert_eq!(transmit(&mut link, SIGN_3_BYTES), Ok(0x9000));
        link.end_transaction().unwrap();
        assert_eq!(transmit(&mut reader.connect().unwrap(), "00200098"), Ok(0x63C3));
    }

    #[test]
    fn powering_down_locks_the_key() {
        let reader = reader();
        let (mut link, mut other) = (reader.connect().unwrap(), reader.connect().unwrap());
        begin(&mut link).unwrap();
        assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x9000));
        assert_eq!(transmit(&mut link, VERIFY_1234), Ok(0x9000));
        link.power_down().unwrap();
        assert_eq!(reader.with_card(|card| card.authentication_key_is_open()), Some(false));
        // Whoever did it goes on, still in the transaction; others are told.
        assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x9000));
        assert_eq!(transmit(&mut link, SIGN_3_BYTES), Ok(0x6982));
        link.end_transaction().unwrap();
        assert_eq!(transmit(&mut other, "00200098"), Err(Status::CardReset));
    }

    #[test]
    fn another_card_takes_the_place() {
        let reader = reader();
        let mut link = reader.connect().unwrap();
        let builder = VirtualCard::builder().pin_tries(1).first_command_fails(false);
        reader.insert(builder.build().unwrap());
        assert_eq!(transmit(&mut link, SELECT_JPKI), Err(Status::CardRemoved));
        let mut link = reader.connect().unwrap();
        assert_eq!(transmit(&mut link, SELECT_JPKI), Ok(0x9000));
        assert_eq!(transmit(&mut link, "00200098"), Ok(0x63C1));
    }
}

mod vpcd {
    use std::io::{Read, Write};
    use std::net::{TcpListener, TcpStream};
    use std::time::Duration;

    use jpkicard::virtual_card::VirtualReader;
    use jpkicard::virtual_card::vpcd::Plug;

    use super::*;

    /// Length and payload apart, as vpcd writes them.
    fn tell(stream: &mut TcpStream, payload: &[u8]) {
        stream.write_all(&(payload.len() as u16).to_be_bytes()).unwrap();
        stream.write_all(payload).unwrap();
    }

    fn ask(stream: &mut TcpStream, payload: &[u8]) -> Vec<u8> {
        tell(stream, payload);
        let mut length = [0; 2];
        stream.read_exact(&mut length).unwrap();
        let mut answer = vec![0; usize::from(u16::from_be_bytes(length))];
        stream.read_exact(&mut answer).unwrap();
        answer
    }

    #[test]
    fn the_protocol() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
        let connect = || {
            let plug = Plug::connect(address, reader.clone()).unwrap();
            let (stream, _) = listener.accept().unwrap();
            stream.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
            (plug, stream)
        };
        let (plug, mut stream) = connect();
        assert!(plug.is_connected());
        let atr = ask(&mut stream, &[0x04]);
        assert_eq!(atr, bytes("3BE000FF8131FE4514"));
        // Without power an answer of no bytes.
        assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), []);
        tell(&mut stream, &[0x01]);
        assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), [0x6F, 0x00]);
        assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), [0x90, 0x00]);
        assert_eq!(ask(&mut stream, &bytes(VERIFY_1234)), [0x90, 0x00]);
        assert_eq!(ask(&mut stream, &bytes("00B0860000")).len(), 162);
        tell(&mut stream, &[0x02]);
        assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), [0x90, 0x00]);
        assert_eq!(ask(&mut stream, &bytes(SIGN_3_BYTES)).len(), 258);
        tell(&mut stream, &[0x00]);
        tell(&mut stream, &[0x01]);
        assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), [0x6F, 0x00]);
        assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), [0x90, 0x00]);
        assert_eq!(ask(&mut stream, &bytes(SIGN_3_BYTES)), [0x69, 0x82]);
        assert_eq!(ask(&mut stream, &bytes(VERIFY_1234)), [0x90, 0x00]);

        // Leaving closes the connection and the key.
        plug.leave();
        assert_eq!(stream.read(&mut [0]).unwrap(), 0);
        assert_eq!(reader.with_card(|card| card.authentication_key_is_open()), Some(false));
        let (plug, mut stream) = connect();
        tell(&mut stream, &[0x01]);
        assert_eq!(ask(&mut stream, &bytes(SELECT_JPKI)), [0x6F, 0x00]);
        // A reader that goes away is noticed.
        drop(stream);
        for _ in 0..100 {
            if !plug.is_connected() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("the connection is still there");
    }

    #[test]
    fn nothing_to_connect() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        assert!(Plug::connect(address, VirtualReader::empty()).is_err());
        drop(listener);
        let reader = VirtualReader::new(VirtualCard::builder().build().unwrap());
        assert!(Plug::connect(address, reader).is_err());
    }
}
