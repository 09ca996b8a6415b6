//! The properties that a reader reports (PC/SC part 10, rev. 2.02.09): the maximum length of its
//! APDUs.

use crate::pcsc::raw::control_code;

/// CM_IOCTL_GET_FEATURE_REQUEST: the control code of each feature.
const GET_FEATURES: u32 = 3400;
/// FEATURE_GET_TLV_PROPERTIES.
const TLV_PROPERTIES: u8 = 0x12;
/// PCSCv2_PART10_PROPERTY_dwMaxAPDUDataSize.
const MAX_APDU_DATA_SIZE: u8 = 0x0A;
/// The buffer size for either answer: a driver has about thirty features, of six bytes each.
const ROOM: usize = 1_024;

/// Queries a driver with two control codes for the maximum number of data bytes in one APDU: more
/// than 256, or `None`. `control` sends one control code and returns the length of the answer.
pub(super) fn max_apdu_data(
    mut control: impl FnMut(u32, &mut [u8]) -> Option<usize>,
) -> Option<usize> {
    let mut answer = [0; ROOM];
    let length = control(control_code(GET_FEATURES), &mut answer)?;
    let code = value_of(answer.get(..length)?, TLV_PROPERTIES).map(u32::from_be_bytes)?;
    let length = control(code, &mut answer)?;
    let size = value_of(answer.get(..length)?, MAX_APDU_DATA_SIZE).map(u32::from_le_bytes)?;
    match size {
        // A larger value cannot be what the driver means.
        257..=65_536 => usize::try_from(size).ok(),
        _ => None,
    }
}

/// The four-byte value of a tag, in a list of tag, length and value that contains the tag once and
/// is well formed to its end.
fn value_of(list: &[u8], wanted: u8) -> Option<[u8; 4]> {
    let mut found = None;
    let mut rest = list;
    while let Some((&tag, after)) = rest.split_first() {
        let (&length, after) = after.split_first()?;
        let (value, after) = after.split_at_checked(usize::from(length))?;
        if tag == wanted {
            let value = value.try_into().ok()?;
            if found.replace(value).is_some() {
                return None;
            }
        }
        rest = after;
    }
    found
}

#[cfg(test)]
mod tests;
