//! The elements of the picture, within SVG 1.1 and SVG Tiny.
//!
//! Viewers outside browsers, such as Qt's, support `xlink:href` but not plain `href`, stretch an
//! image to its place, and read presentation attributes rather than style sheets; newer ones may
//! drop `xlink:href`. The output is valid for both.

use base64ct::{Base64, Encoding as _};

use crate::picture::layout::Place;

/// A document that grows line by line, one element per line.
pub(super) struct Svg(String);

const HEAD: &str = "\
<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
version=\"1.1\" width=\"85.6mm\" height=\"54mm\" \
viewBox=\"0 0 856 540\" font-family=\"sans-serif\" xml:lang=\"ja\">
<rect x=\"1\" y=\"1\" width=\"854\" height=\"538\" rx=\"32\" fill=\"#ffffff\" \
stroke=\"#808080\" stroke-width=\"2\"/>
";

impl Svg {
    pub(super) fn new() -> Self {
        Self(String::from(HEAD))
    }

    pub(super) fn caption(&mut self, x: u32, baseline: u32, name: &str) {
        self.letters(x, baseline, 22, "#606060", name);
    }

    pub(super) fn text(&mut self, x: u32, baseline: u32, value: &str) {
        self.letters(x, baseline, 28, "#000000", &escaped(value));
    }

    /// A small additional text below a text at `baseline`.
    pub(super) fn beneath(&mut self, x: u32, baseline: u32, value: &str) {
        self.letters(x, baseline.saturating_add(25), 20, "#404040", value);
    }

    fn letters(&mut self, x: u32, baseline: u32, size: u32, fill: &str, escaped: &str) {
        self.line(&format!(
            "<text x=\"{x}\" y=\"{baseline}\" font-size=\"{size}\" fill=\"{fill}\">\
             {escaped}</text>"
        ));
    }

    /// A picture of text: its few pixels must stay sharp. SVG 1.1 calls that `optimizeSpeed`, CSS
    /// `pixelated`.
    pub(super) fn drawn(&mut self, place: &Place, png: &[u8]) {
        self.image(
            place,
            "image-rendering=\"optimizeSpeed\" style=\"image-rendering:pixelated\" ",
            png,
        );
    }

    pub(super) fn photo(&mut self, place: &Place, png: &[u8]) {
        self.image(place, "", png);
    }

    /// Draws a note in place of the photo, also in Latin letters that any font has: such a picture
    /// must not be mistaken for a complete one.
    pub(super) fn no_photo(&mut self, place: &Place) {
        let Place { x, y, width, height } = place;
        self.line(&format!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
             fill=\"#ffe0e0\" stroke=\"#c00000\" stroke-width=\"6\"/>"
        ));
        let middle = y.saturating_add(height / 2);
        let left = x.saturating_add(width / 14);
        let texts = [
            (0, 7, "NO PHOTO"),
            (45, 14, "顔写真を表示できません。"),
            (75, 14, "券面を見てください。"),
        ];
        for (below, share, text) in texts {
            let size = width.checked_div(share).unwrap_or(0);
            self.letters(left, middle.saturating_add(below), size, "#c00000", text);
        }
    }

    fn image(&mut self, place: &Place, rendering: &str, png: &[u8]) {
        let Place { x, y, width, height } = place;
        let content = Base64::encode_string(png);
        self.line(&format!(
            "<image x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" \
             preserveAspectRatio=\"xMinYMid meet\" {rendering}\
             xlink:href=\"data:image/png;base64,{content}\" \
             href=\"data:image/png;base64,{content}\"/>"
        ));
    }

    fn line(&mut self, element: &str) {
        self.0.push_str(element);
        self.0.push('\n');
    }

    pub(super) fn finish(mut self) -> String {
        self.0.push_str("</svg>\n");
        self.0
    }
}

/// Text escaped for XML.
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
            // XML 1.0, 2.2: other control characters and these two are not allowed.
            '\0'..' ' | '\u{FFFE}' | '\u{FFFF}' => escaped.push('\u{FFFD}'),
            _ => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests;
