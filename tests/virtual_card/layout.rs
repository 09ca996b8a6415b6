//! Our files compared with those of a genuine test card, from myna-card's package.

use jpkicard::internal::tlv::Header;

use super::*;

/// Tag, header length and value length of an object and of those within it.
fn objects(file: &[u8]) -> Vec<(u32, usize, usize)> {
    /// Constructed objects: files, certificates, public keys.
    const CONSTRUCTED: [u32; 11] =
        [0xFF10, 0xFF20, 0xFF30, 0xFF40, 0xFF50, 0x7F21, 0xA1, 0xDF12, 0xDF24, 0xDF42, 0xDF51];
    let mut found = Vec::new();
    let mut rest = file;
    while rest.first().is_some_and(|first| *first != 0xFF || rest.get(1) != Some(&0xFF)) {
        let header = Header::parse(rest).unwrap();
        let (object, after) = rest.split_at(header.total_length());
        found.push((header.tag, header.header_length, header.value_length));
        // `DF42` is a key identifier in one file and `FF10` holds digits in one.
        let value = &object[header.header_length..];
        if CONSTRUCTED.contains(&header.tag) && value.len() > 16 {
            found.extend(objects(value));
        }
        rest = after;
    }
    found
}

#[test]
fn every_file_is_built_as_the_genuine_cards() {
    /// Name, address and images, whose length depends on the holder.
    const HOLDERS: [&str; 3] = ["surface-0002", "surface-0005", "text-0002"];
    let mut surface = selected_in(SELECT_SURFACE, VirtualCard::builder());
    let steps = [verify(0x11, "550217"), verify(0x13, "123456789018")];
    expect(&mut surface, &[(&steps[0], 0x9000), (&steps[1], 0x9000)]);
    let mut support = selected_in(SELECT_INPUT_SUPPORT, VirtualCard::builder());
    expect(&mut support, &[(&verify(0x11, "1234"), 0x9000)]);
    let mut compared = 0;
    for (card, application, count) in [(&mut surface, "surface", 5), (&mut support, "text", 7)] {
        for identifier in 1..=count {
            let name = format!("{application}-{identifier:04}");
            let physical = if name == "text-0001" { "-physical" } else { "" };
            let genuine = genuine_card::file(&format!("{name}{physical}.bin"));
            let ours = file(card, identifier);
            let (genuine_objects, our_objects) = (objects(&genuine), objects(&ours));
            let form = |objects: &[(u32, usize, usize)]| -> Vec<(u32, usize)> {
                objects.iter().map(|(tag, header, _)| (*tag, *header)).collect()
            };
            assert_eq!(form(&our_objects), form(&genuine_objects), "{name}");
            if !HOLDERS.contains(&name.as_str()) {
                assert_eq!(our_objects, genuine_objects, "{name}");
                assert_eq!(ours.len(), genuine.len(), "{name}");
            }
            compared += 1;
        }
    }
    assert_eq!(compared, 12);
}

/// Except for their digits, key identifiers equal the genuine ones.
#[test]
fn key_identifiers_have_the_genuine_form() {
    let masked = |file: &[u8], place: usize| -> Vec<u8> {
        let identifier = &file[place..place + 16];
        identifier
            .iter()
            .enumerate()
            .map(|(index, byte)| if index < 7 && byte.is_ascii_digit() { b'#' } else { *byte })
            .collect()
    };
    for (select, name, places) in [
        (SELECT_SURFACE, "surface-0004", &[10, 26][..]),
        (SELECT_INPUT_SUPPORT, "text-0004", &[10, 26]),
        (SELECT_SURFACE, "surface-0003", &[15, 48]),
        (SELECT_INPUT_SUPPORT, "text-0005", &[15]),
    ] {
        let mut card = selected_in(select, VirtualCard::builder());
        let genuine = genuine_card::file(&format!("{name}.bin"));
        let identifier = name.bytes().last().unwrap() - b'0';
        let ours = file(&mut card, identifier);
        for place in places {
            assert_eq!(masked(&ours, *place), masked(&genuine, *place), "{name} {place}");
            // Ours must never be mistaken for the genuine hierarchy's.
            assert_eq!(ours[*place], b'9', "{name} {place}");
        }
    }
}
