//! Unit tests.

use super::*;

const PHOTO: Size = Size { width: 378, height: 472 };

/// A picture of text in the card's format: 12 pixels per line, at most 24 characters.
fn lines(lines: u32) -> Size {
    Size { width: 288, height: 12 * lines }
}

#[test]
fn each_line_stays_large_and_nothing_overlaps() {
    for name in 1..=4 {
        for address in 1..=4 {
            let layout = Layout::of(lines(name), lines(address), PHOTO);
            // 2.5 mm, more than one line had when the layout was fixed.
            assert!(layout.name.height / name >= 25, "{name} and {address}");
            assert!(layout.address.height / address >= 25, "{name} and {address}");
            assert!(layout.name.bottom() < layout.address.y);
            assert!(layout.address.bottom() < layout.photo.y);
            assert!(layout.photo.height >= PHOTO_LEAST - 2 && layout.photo.bottom() <= BOTTOM);
            assert!(layout.right() < 500);
        }
    }
}

/// Even with sizes that no card's picture has, every place stays within the card.
#[test]
fn no_picture_pushes_another_out() {
    let sizes = [(1, 1), (1, 1024), (1024, 1), (1024, 1024), (12, 300), (288, 12)];
    let sizes = sizes.map(|(width, height)| Size { width, height });
    for name in sizes {
        for address in sizes {
            for photo in [PHOTO, Size { width: 4096, height: 1 }, Size { width: 1, height: 4096 }] {
                let layout = Layout::of(name, address, photo);
                let code = layout.security_code(name);
                for place in [layout.name, layout.address, layout.photo, code] {
                    assert!(place.width > 0 && place.height > 0);
                    assert!(place.x + place.width <= RIGHT_EDGE && place.bottom() <= BOTTOM);
                }
                assert!(layout.name.bottom() < layout.address.y);
                assert!(layout.address.bottom() < layout.photo.y);
            }
        }
    }
    // A tall picture does not take the other's share.
    let layout = Layout::of(Size { width: 12, height: 1024 }, lines(1), PHOTO);
    assert_eq!(layout.address.height, 30);
}
