//! Unit tests.

use super::*;
use crate::record::CardFace;
use crate::virtual_card::VirtualCard;

#[test]
fn c_and_rust_make_the_same_picture() {
    let card = VirtualCard::builder().build().unwrap();
    let face = CardFace::from_file(card.card_face_file().to_vec()).unwrap();
    let ours = String::from_utf8(drawing::svg(&face).unwrap()).unwrap();
    assert!(ours == face.to_svg().unwrap());
    assert!(ours.contains("2035年2月17日まで"));
}
