//! One picture of the card's front: photo, name, address and what is printed with them.

use std::fmt;

use base64ct::{Base64, Encoding as _};

use super::photo::photo_to_png;
use super::png;
use crate::error::Result;

/// What the card's front shows, as the card-surface application gave it.
///
/// The individual number is on the back of the card and has no place here. All of it is
/// personal: `Debug` shows none, and a caller keeps the picture no longer than it is looked
/// at.
#[derive(Clone, Copy)]
pub struct CardPicture<'a> {
    /// The photo: object DF27, a JP2 file; see [`photo_to_png`] for its limits.
    pub photo: &'a [u8],
    /// The name as the card draws it: object DF25, a PNG of at most 1,024 pixels a side.
    pub name: &'a [u8],
    /// The address as the card draws it: object DF26, a PNG as above.
    pub address: &'a [u8],
    /// The security code as the card draws it: object DF2A, a PNG as above; none is shown
    /// if there is none.
    pub security_code: Option<&'a [u8]>,
    /// The date of birth as it is to be shown.
    pub birth_date: &'a str,
    /// The sex as it is to be shown.
    pub sex: &'a str,
    /// The last day of the card as it is to be shown.
    pub expiry: &'a str,
}

impl fmt::Debug for CardPicture<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardPicture(redacted)")
    }
}

/// Where something is put, in tenths of a millimetre from the upper left corner.
struct Place {
    x: u32,
    y: u32,
    width: u32,
    height: u32,
}

const NAME: Place = Place { x: 150, y: 30, width: 676, height: 36 };
const ADDRESS: Place = Place { x: 150, y: 90, width: 676, height: 36 };
const PHOTO: Place = Place { x: 30, y: 150, width: 288, height: 360 };
const SECURITY_CODE: Place = Place { x: 560, y: 414, width: 266, height: 36 };
/// Left edges of the captions beside the name, of those beside the photo, and of the
/// latter's texts.
const LEFT: u32 = 30;
const MIDDLE: u32 = 345;
const RIGHT: u32 = 560;

impl CardPicture<'_> {
    /// One SVG document of the card's size, 85.6 × 54 mm (ID-1 of ISO/IEC 7810), with
    /// Japanese captions.
    ///
    /// Everything is in it: pictures are embedded as PNGs, the photo decoded, the card's own
    /// texts unchanged after all of each was checked. There is no script and no reference to
    /// anything outside. Texts are escaped; characters that XML forbids become U+FFFD. The
    /// same input gives the same bytes.
    ///
    /// # Errors
    /// `ImageMalformed` if one of the pictures is not what the card's are.
    pub fn to_svg(&self) -> Result<String> {
        for png in [Some(self.name), Some(self.address), self.security_code].into_iter().flatten() {
            png::check(png)?;
        }
        let photo = photo_to_png(self.photo)?;

        let mut svg = String::from(HEAD);
        caption(&mut svg, LEFT, NAME.baseline(), "氏名");
        drawn(&mut svg, &NAME, self.name);
        caption(&mut svg, LEFT, ADDRESS.baseline(), "住所");
        drawn(&mut svg, &ADDRESS, self.address);
        image(&mut svg, &PHOTO, "auto", &photo);
        let texts = [("生年月日", self.birth_date), ("性別", self.sex), ("有効期限", self.expiry)];
        for ((name, value), baseline) in texts.into_iter().zip([220, 295, 370]) {
            caption(&mut svg, MIDDLE, baseline, name);
            text(&mut svg, RIGHT, baseline, value);
        }
        if let Some(security_code) = self.security_code {
            caption(&mut svg, MIDDLE, SECURITY_CODE.baseline(), "セキュリティコード");
            drawn(&mut svg, &SECURITY_CODE, security_code);
        }
        svg.push_str("</svg>\n");
        Ok(svg)
    }
}

impl Place {
    /// Where letters of a caption stand, beside a picture of text in this place.
    const fn baseline(&self) -> u32 {
        self.y.saturating_add(28)
    }
}

const HEAD: &str = "\
<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"85.6mm\" height=\"54mm\" \
viewBox=\"0 0 856 540\" font-family=\"sans-serif\" xml:lang=\"ja\">
<rect x=\"1\" y=\"1\" width=\"854\" height=\"538\" rx=\"32\" fill=\"#ffffff\" \
stroke=\"#808080\" stroke-width=\"2\"/>
";

fn caption(svg: &mut String, x: u32, baseline: u32, name: &str) {
    line(
        svg,
        &format!(
            "<text x=\"{x}\" y=\"{baseline}\" font-size=\"22\" fill=\"#606060\">{name}</text>"
        ),
    );
}

fn text(svg: &mut String, x: u32, baseline: u32, value: &str) {
    let value = escaped(value);
    line(
        svg,
        &format!(
            "<text x=\"{x}\" y=\"{baseline}\" font-size=\"28\" fill=\"#000000\">{value}</text>"
        ),
    );
}

/// A picture of text: each of its few pixels stays sharp.
fn drawn(svg: &mut String, place: &Place, png: &[u8]) {
    image(svg, place, "pixelated", png);
}

/// An image as large as its place lets it be, at the place's left, its sides in proportion.
fn image(svg: &mut String, place: &Place, rendering: &str, png: &[u8]) {
    let Place { x, y, width, height } = place;
    let content = Base64::encode_string(png);
    line(
        svg,
        &format!(
            "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
             preserveAspectRatio=\"xMinYMid meet\" style=\"image-rendering:{rendering}\" \
             href=\"data:image/png;base64,{content}\"/>"
        ),
    );
}

fn line(svg: &mut String, element: &str) {
    svg.push_str(element);
    svg.push('\n');
}

/// Text that XML reads as the text it was.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            '\t' | '\n' | '\r' => escaped.push(' '),
            // XML 1.0, 2.2: no other control characters, nor these two.
            '\0'..' ' | '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_cannot_become_markup() {
        assert_eq!(
            escaped("<a href='x'>&\"\u{1}\n"),
            "&lt;a href=&apos;x&apos;&gt;&amp;&quot;\u{FFFD} "
        );
        assert_eq!(escaped("昭和55年2月17日"), "昭和55年2月17日");
    }
}
