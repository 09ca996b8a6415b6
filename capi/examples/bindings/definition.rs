//! `jpkicard.def`: what `jpkicard.dll` exports, from which import libraries are made.

use std::fmt::Write as _;

use crate::model::Interface;

pub(crate) fn text(interface: &Interface) -> String {
    let mut text = "LIBRARY jpkicard.dll\nEXPORTS\n".to_owned();
    for function in interface.everywhere() {
        let _ = writeln!(text, "    {}", function.name);
    }
    text
}
