//! The 12-digit 個人番号 is not read: medical institutions may not handle it. The
//! library that others link does not even hold the name of the application it is in.
#![allow(clippy::unwrap_used, clippy::panic)]

mod support;

/// 券面事項入力補助 (holds the 個人番号) and 券面事項確認 (holds a picture of it).
const APPLICATIONS: [&[u8]; 2] =
    [b"\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x08", b"\xD3\x92\x10\x00\x31\x00\x01\x01\x04\x02"];
/// The application that the library does use: to show that the search finds.
const JPKI: &[u8] = b"\xD3\x92\xF0\x00\x26\x01\x00\x00\x00\x01";

fn holds(bytes: &[u8], name: &[u8]) -> bool {
    bytes.windows(name.len()).any(|window| window == name)
}

#[test]
fn the_library_cannot_name_the_applications_that_hold_it() {
    for library in [support::library::shared(), support::library::static_()] {
        let bytes = std::fs::read(&library).unwrap();
        assert!(holds(&bytes, JPKI), "{}", library.display());
        for application in APPLICATIONS {
            assert!(!holds(&bytes, application), "{}: {application:02X?}", library.display());
        }
    }
}
