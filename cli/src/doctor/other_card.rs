//! Which card it is that is no Individual Number Card: by what it answers, never by its ATR alone.

use jpkicard::transport::Transport;

use crate::words::{Words, words};

/// An application, and the kind of card that has it. From the published card specifications: 在留カード
/// 等仕様書, 運転免許証及び運転免許証作成システム等仕様書, ICAO 9303-10, EMV Contactless Book B, JIS X 6319-4.
const KNOWN: &[(&[u8], &str, Words)] = &[
    (
        &[0xD3, 0x92, 0xF0, 0x00, 0x4F, 0x02, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        "residence-card",
        words("a residence card", "在留カード"),
    ),
    (
        &[0xA0, 0x00, 0x00, 0x02, 0x31, 0x01, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
        "driving-licence",
        words("a driving licence", "運転免許証"),
    ),
    (&[0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01], "passport", words("a passport", "パスポート")),
    (b"2PAY.SYS.DDF01", "payment-card", words("a contactless payment card", "非接触の決済カード")),
    (
        b"1PAY.SYS.DDF01",
        "payment-card",
        words("a payment card", "クレジットカードなどの決済カード"),
    ),
    (
        &[0xD2, 0x76, 0x00, 0x01, 0x24, 0x01],
        "openpgp-card",
        words("an OpenPGP card", "OpenPGP カード"),
    ),
];

/// GET DATA of the reader itself, which answers the eight bytes of a FeliCa card's IDm; of the other
/// cards only ISO 15693 has an identifier of this length (PC/SC part 3, 3.2.2.1.3).
const GET_IDENTIFIER: &[u8] = &[0xFF, 0xCA, 0x00, 0x00, 0x00];
const FELICA: Words = words(
    "a FeliCa card (transport or electronic money), or a card without applications",
    "FeliCa（交通系・電子マネーなど）、またはアプリケーションのないカード",
);

/// Names the card in a transaction; `None` if none of these answers.
pub(super) fn name(link: &mut impl Transport) -> Option<(&'static str, Words)> {
    let mut response = [0; 258];
    for (identifier, code, said) in KNOWN {
        if selects(link, identifier, &mut response) {
            return Some((code, *said));
        }
    }
    let length = link.transmit(GET_IDENTIFIER, &mut response).ok()?;
    // Eight bytes of IDm and 9000.
    let is_felica = length == 10 && response.get(8..10) == Some(&[0x90, 0x00]);
    is_felica.then_some(("felica", FELICA))
}

/// Whether the card also has the application of a residence card.
pub(super) fn is_residence_card_too(link: &mut impl Transport) -> bool {
    let residence = KNOWN.first().map(|(identifier, ..)| *identifier).unwrap_or_default();
    selects(link, residence, &mut [0; 258])
}

fn selects(link: &mut impl Transport, identifier: &[u8], response: &mut [u8]) -> bool {
    let Ok(length) = u8::try_from(identifier.len()) else { return false };
    // P2 0C asks for no answer; payment cards know 00 alone.
    for (p2, expected) in [(0x0C, None), (0x00, Some(0))] {
        let mut command = vec![0x00, 0xA4, 0x04, p2, length];
        command.extend_from_slice(identifier);
        command.extend(expected);
        let answered = link.transmit(&command, response).unwrap_or(0);
        let answer = response.get(..answered).and_then(<[u8]>::last_chunk::<2>);
        if answer.is_some_and(|[first, _]| matches!(first, 0x90 | 0x61 | 0x62)) {
            return true;
        }
    }
    false
}
