//! A single picture of the card's front: photo, name, address and the other printed data.

use std::fmt;

use crate::error::Result;
use crate::picture::is_not_supported;
use crate::picture::layout::{Layout, Size};
use crate::picture::photo;
use crate::picture::png;
use crate::picture::svg::Svg;

/// The contents of the card's front, as read from the card-surface application.
///
/// The individual number is on the back of the card and is not part of this. All of it is personal
/// data: `Debug` shows nothing, and callers should not keep the picture longer than it is
/// displayed.
///
/// Start from the default, which is empty, and fill in the fields: later cards may show more. An
/// empty photo, name or address is refused as malformed.
///
/// ```
/// # #[cfg(all(feature = "picture", feature = "virtual-card"))]
/// # fn main() -> jpkicard::Result<()> {
/// use jpkicard::picture::CardPicture;
/// use jpkicard::record::CardFace;
/// use jpkicard::virtual_card::VirtualCard;
///
/// let face = CardFace::from_file(VirtualCard::builder().build()?.card_face_file().to_vec())?;
/// let mut picture = CardPicture::default();
/// picture.photo = face.photo();
/// picture.name = face.name_image();
/// picture.address = face.address_image();
/// picture.birth_date = "昭和55年2月17日";
/// picture.sex = "女";
/// picture.expiry = "2035年2月17日";
/// let svg = picture.to_svg()?; // `CardFace::to_svg` does all of this
/// assert!(svg.contains("昭和55年2月17日"));
/// # Ok(())
/// # }
/// # #[cfg(not(all(feature = "picture", feature = "virtual-card")))]
/// # fn main() {}
/// ```
#[derive(Clone, Copy, Default)]
#[non_exhaustive]
pub struct CardPicture<'a> {
    /// The photo: object DF27, a JP2 file; see [`photo_to_png`](crate::picture::photo_to_png) for its limits.
    pub photo: &'a [u8],
    /// The name as an image from the card: object DF25, a PNG of at most 1,024 pixels per side.
    pub name: &'a [u8],
    /// The address as an image from the card: object DF26, a PNG as above.
    pub address: &'a [u8],
    /// The security code as an image from the card: object DF2A, a PNG as above; omitted if `None`.
    pub security_code: Option<&'a [u8]>,
    /// The date of birth as it should appear.
    pub birth_date: &'a str,
    /// The sex as it should appear.
    pub sex: &'a str,
    /// The last day of the card's validity as it should appear.
    pub expiry: &'a str,
}

/// The size of a card's photo, used if it cannot be drawn.
const USUAL: Size = Size { width: 378, height: 472 };

/// Birth date and sex in Latin letters, which any font has, below the Japanese text.
#[derive(Default)]
pub(super) struct Latin<'a> {
    pub(super) birth_date: &'a str,
    pub(super) sex: &'a str,
}

impl fmt::Debug for CardPicture<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CardPicture(redacted)")
    }
}

impl CardPicture<'_> {
    /// An SVG document of the card's size, 85.6 × 54 mm (ID-1 of ISO/IEC 7810), with Japanese
    /// captions.
    ///
    /// It is self-contained: pictures are embedded as PNGs, the photo decoded, the card's text
    /// images unchanged after a full check. It contains no script and no external reference. Texts
    /// are escaped; characters that XML forbids become U+FFFD. The same input gives the same bytes.
    ///
    /// It only uses features of SVG 1.1 and SVG Tiny, so that it can be rendered outside browsers
    /// too: tested with Qt 5.15 (`QtSvg`), librsvg 2.54 and CairoSVG 2.9. Name and address are
    /// drawn as large as their number of lines allows; the photo takes the remaining space.
    /// Captions and texts require an installed font, the Japanese ones a Japanese font.
    ///
    /// A photo that may be intact but is of a kind not supported by this version is replaced by a
    /// red frame with a note, 顔写真を表示できません, NO PHOTO: nobody can be identified by such a picture,
    /// but everything else on it can be used. [`photo_to_png`](crate::picture::photo_to_png) fails
    /// for the same photo; see [`is_not_supported`](crate::picture::is_not_supported).
    ///
    /// # Errors
    /// `ImageMalformed` if one of the pictures is damaged, or not of the form that cards use.
    pub fn to_svg(&self) -> Result<String> {
        self.draw(&Latin::default())
    }

    pub(super) fn draw(&self, latin: &Latin<'_>) -> Result<String> {
        let name = png::check(self.name)?;
        let address = png::check(self.address)?;
        let security_code = self.security_code.map(png::check).transpose()?;
        let photo = match photo::to_png(self.photo) {
            Ok(photo) => Some(photo),
            Err(error) if is_not_supported(&error) => None,
            Err(error) => return Err(error),
        };
        let size = photo.as_ref().map_or(USUAL, |photo| photo.size);
        let layout = Layout::of(name, address, size);

        let mut svg = Svg::new();
        svg.caption(Layout::LEFT, layout.name.baseline(), "氏名");
        svg.drawn(&layout.name, self.name);
        svg.caption(Layout::LEFT, layout.address.baseline(), "住所");
        svg.drawn(&layout.address, self.address);
        match &photo {
            Some(photo) => svg.photo(&layout.photo, &photo.png),
            None => svg.no_photo(&layout.photo),
        }
        let texts = [
            ("生年月日", self.birth_date, latin.birth_date),
            ("性別", self.sex, latin.sex),
            ("有効期限", self.expiry, ""),
        ];
        for ((name, value, beneath), row) in texts.into_iter().zip(0..) {
            svg.caption(layout.middle(), layout.baseline(row), name);
            svg.text(layout.right(), layout.baseline(row), value);
            if !beneath.is_empty() {
                svg.beneath(layout.right(), layout.baseline(row), beneath);
            }
        }
        if let (Some(png), Some(size)) = (self.security_code, security_code) {
            svg.caption(layout.middle(), layout.baseline(3), "セキュリティコード");
            svg.drawn(&layout.security_code(size), png);
        }
        Ok(svg.finish())
    }
}
