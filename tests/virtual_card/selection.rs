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
            ("00A4040C0A D3921000310001010401", 0x6A82),
            // Neither a part of an AID nor a longer one.
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
    for wrong in
        ["00A404000A D392F000260100000001", "00A4010C020006", "00A4080C020006", "00A40200020006"]
    {
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

/// Like that of a 特定在留カード: it can be selected, and supports nothing else.
#[test]
fn a_further_application_is_one_more_and_closes_the_others_as_they_close_each_other() {
    let identifier = [0xD3, 0x92, 0xF0, 0x00, 0x4F, 0x02, 0x00, 0x00];
    let mut card = awake(VirtualCard::builder().further_application(&identifier));
    let select = "00A4040C08 D392F0004F020000";
    expect(&mut card, &[(SELECT_JPKI, 0x9000), (VERIFY_1234, 0x9000)]);
    assert_eq!(card.further_application_commands(), 0);
    expect(
        &mut card,
        &[
            (select, 0x9000),
            ("00B0810004", 0x6986),
            ("00200080", 0x6986),
            ("00A4020C020006", 0x6A82),
            (SELECT_JPKI, 0x9000),
        ],
    );
    assert_eq!(card.further_application_commands(), 5);
    assert!(!card.authentication_key_is_open());
    expect(&mut default_card(), &[(select, 0x6A82)]);
    let mut alone =
        awake(VirtualCard::builder().further_application(&identifier).without_own_applications());
    expect(&mut alone, &[(SELECT_JPKI, 0x6A82), (select, 0x9000)]);
    let own = [0xD3, 0x92, 0xF0, 0x00, 0x26, 0x01, 0x00, 0x00, 0x00, 0x01];
    for refused in [&own[..], &[0xD3; 4], &[0xD3; 17], &[]] {
        let built = VirtualCard::builder().further_application(refused).build();
        assert_eq!(built.unwrap_err().status(), jpkicard::Status::Argument);
    }
}
