//! Object identifiers, parsed strictly: the crate that represents them lets numbers of 32 bits and
//! more wrap around, accepts padded encodings, and takes some texts for others.

use der::asn1::ObjectIdentifier;

/// The numbers after the first two, if each is encoded as required (X.690, 8.19.2) and has at most
/// 32 bits.
pub(crate) fn numbers(oid: &ObjectIdentifier) -> Option<Vec<u32>> {
    let mut numbers = Vec::new();
    let mut number: u64 = 0;
    let mut is_first = true;
    for byte in oid.as_bytes().iter().skip(1) {
        // A number does not begin with zeros.
        if is_first && *byte == 0x80 {
            return None;
        }
        number = number.checked_mul(128)?.checked_add(u64::from(byte & 0x7F))?;
        is_first = byte & 0x80 == 0;
        if is_first {
            numbers.push(u32::try_from(std::mem::take(&mut number)).ok()?);
        }
    }
    is_first.then_some(numbers)
}

/// The object identifier given by dotted numbers: at least three, none with leading zeros.
#[cfg(feature = "trust")]
pub(crate) fn from_text(text: &str) -> Option<ObjectIdentifier> {
    let mut parts = text.split('.').map(|part| {
        let is_plain = !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && (part == "0" || !part.starts_with('0'));
        is_plain.then(|| part.parse::<u32>().ok()).flatten()
    });
    let (first, second) = (parts.next()??, parts.next()??);
    if first > 2 || second > 39 {
        return None;
    }
    let mut bytes = vec![u8::try_from(first.checked_mul(40)?.checked_add(second)?).ok()?];
    for number in parts {
        let number = number?;
        // Seven bits per byte, most significant first; the eighth is set in all bytes but the last.
        let rest = std::iter::successors(Some(number), |rest| match rest >> 7 {
            0 => None,
            higher => Some(higher),
        });
        let mut encoded: Vec<u8> = rest.map(|rest| rest.to_le_bytes()[0] | 0x80).collect();
        if let Some(last) = encoded.first_mut() {
            *last &= 0x7F;
        }
        bytes.extend(encoded.iter().rev());
    }
    // Also checks that it can be written as text again.
    ObjectIdentifier::from_bytes(&bytes).ok()
}

#[cfg(all(test, feature = "trust"))]
mod tests;
