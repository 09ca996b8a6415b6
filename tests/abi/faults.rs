//! Each change of the C interface is reported: deliberate ones, in copies of the headers.

use std::fs;
use std::path::{Path, PathBuf};

use crate::headers::Interface;
use crate::layout::Layout;
use crate::{abidiff, built, empty_folder, include, interface, soname, text_differences};

/// Copies the C headers to `to`.
pub fn copy_headers(to: &Path) {
    fs::create_dir_all(to.join("jpkicard")).unwrap();
    fs::copy(include().join("jpkicard.h"), to.join("jpkicard.h")).unwrap();
    for path in nouns(&include()) {
        fs::copy(&path, to.join("jpkicard").join(path.file_name().unwrap())).unwrap();
    }
}

fn nouns(include: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(include.join("jpkicard")).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths.filter(|path| path.extension().is_some_and(|extension| extension == "h")).collect()
}

/// The structures whose fields the headers show.
pub fn structures() -> Vec<String> {
    let texts = nouns(&include()).into_iter().map(|path| fs::read_to_string(path).unwrap());
    let text: String = texts.collect();
    let parts = text.split("typedef struct ").skip(1);
    let names = parts.filter_map(|part| part.lines().next()?.strip_suffix(" {"));
    let names: Vec<_> = names.map(str::to_owned).collect();
    assert!(names.len() > 6, "{names:?}");
    names
}

/// A declaration of the headers, by its name.
#[derive(Clone, Copy, Debug)]
enum Place {
    Function(&'static str),
    Structure(&'static str),
    Constant(&'static str),
}

use Place::{Constant, Function, Structure};

impl Place {
    /// Where it is in `text`, if it is there.
    fn find(self, text: &str) -> Option<std::ops::Range<usize>> {
        match self {
            Function(name) => {
                let call = format!("{name}(");
                let is_code = |at: &usize| text[..*at].rfind("*/") > text[..*at].rfind("/*");
                let mut places = text.match_indices(&call).map(|(at, _)| at);
                let at = places.find(|at| is_code(at) && text[..*at].ends_with([' ', '*']))?;
                let begin = text[..at].rfind("*/")? + 2;
                Some(begin..at + text[at..].find(';')? + 1)
            }
            Structure(name) => {
                let begin = text.find(&format!("typedef struct {name} {{"))?;
                let end = format!("}} {name};");
                Some(begin..begin + text[begin..].find(&end)? + end.len())
            }
            Constant(name) => {
                let begin = text.find(&format!("#define {name} "))?;
                Some(begin..begin + text[begin..].find('\n')?)
            }
        }
    }
}

/// What is reported of a changed copy of the headers.
struct Reported {
    abidiff: String,
    declarations: String,
    interface: Interface,
}

/// Changes one declaration, in a folder of this name.
fn changed(folder: &str, place: Place, edit: impl Fn(&str) -> String) -> Reported {
    let before = interface();
    let folder = empty_folder(&format!("changed_{folder}"));
    let include = folder.join("include");
    copy_headers(&include);
    let mut count = 0;
    for path in nouns(&include) {
        let mut text = fs::read_to_string(&path).unwrap();
        if let Some(range) = place.find(&text) {
            let new = edit(&text[range.clone()]);
            assert!(new != text[range.clone()], "{place:?} is as it was");
            text.replace_range(range, &new);
            fs::write(&path, text).unwrap();
            count += 1;
        }
    }
    assert_eq!(count, 1, "{place:?}");
    let interface = Interface::of(&include, &folder, &soname());
    // Stored, as the real one is.
    let stored = folder.join("stored.abi");
    fs::write(&stored, before.description()).unwrap();
    Reported {
        abidiff: abidiff(&stored, &interface.library),
        declarations: text_differences(&before.declarations, &interface.declarations).join("\n"),
        interface,
    }
}

fn replaced(from: &'static str, to: &'static str) -> impl Fn(&str) -> String {
    move |text| text.replacen(from, to, 1)
}

impl Reported {
    fn by_abidiff(&self, words: &[&str]) {
        for word in words {
            assert!(self.abidiff.contains(word), "{word}: {}", self.abidiff);
        }
    }

    fn by_declarations(&self, lines: &[&str]) {
        for line in lines {
            assert!(self.declarations.contains(line), "{line}: {}", self.declarations);
        }
    }

    /// By the comparison of headers and library.
    fn by_library(&self, words: &[&str]) {
        let differences = Layout::of(&self.interface.description()).differences(built());
        for word in words {
            assert!(differences.iter().any(|line| line.contains(word)), "{word}: {differences:?}");
        }
    }
}

#[test]
fn headers_that_are_the_same_differ_in_nothing() {
    let reported = changed("comment", Function("jpki_version"), |text| format!(" {text}"));
    assert_eq!((reported.abidiff.as_str(), reported.declarations.as_str()), ("", ""));
}

#[test]
fn a_function_that_disappears_is_reported() {
    let reported = changed("function_gone", Function("jpki_secure_wipe"), |_| String::new());
    reported.by_abidiff(&["1 Removed", "[D] 'function void jpki_secure_wipe("]);
    reported.by_declarations(&["- void jpki_secure_wipe("]);
    reported.by_library(&["+ jpki_secure_wipe("]);
}

#[test]
fn a_function_that_is_added_is_reported_as_an_addition() {
    let reported = changed("function_added", Function("jpki_secure_wipe"), |text| {
        format!("{text}\nJPKI_API void JPKI_CALL jpki_secure_fill(void *bytes, size_t length);")
    });
    reported.by_abidiff(&["0 Removed, 0 Changed, 1 Added", "[A] 'function void jpki_secure_fill("]);
    reported.by_declarations(&["+ void jpki_secure_fill(void *bytes, size_t length)"]);
    reported.by_library(&["- jpki_secure_fill("]);
    assert!(!reported.declarations.contains("- "), "{}", reported.declarations);
}

#[test]
fn a_parameter_of_another_type_is_reported() {
    let edit = replaced("size_t", "uint32_t");
    let reported = changed("parameter_type", Function("jpki_secure_wipe"), edit);
    reported.by_abidiff(&["1 Changed", "parameter 2 of type 'typedef size_t' changed"]);
    reported.by_library(&["- jpki_secure_wipe(*void, unsigned int)", "+ jpki_secure_wipe("]);
}

#[test]
fn a_parameter_that_loses_its_sign_is_reported() {
    let edit = replaced("int32_t", "uint32_t");
    let reported = changed("parameter_sign", Function("jpki_context_set_timeout"), edit);
    reported.by_abidiff(&["1 Changed", "jpki_context_set_timeout("]);
}

#[test]
fn a_handle_of_another_kind_is_reported() {
    let edit = replaced("jpki_card *", "jpki_certificate *");
    let reported = changed("handle", Function("jpki_card_free"), edit);
    reported.by_abidiff(&["1 Changed", "parameter 1 of type 'jpki_card*' changed"]);
    reported.by_library(&["- jpki_card_free(*jpki_certificate)"]);
}

#[test]
fn a_parameter_more_or_fewer_is_reported() {
    let edit = replaced(");", ", int32_t more);");
    let reported = changed("parameter_more", Function("jpki_card_free"), edit);
    reported.by_abidiff(&["1 Changed", "parameter 2 of type 'typedef int32_t' was added"]);
    let edit = replaced(", size_t length", "");
    let reported = changed("parameter_fewer", Function("jpki_secure_wipe"), edit);
    reported.by_abidiff(&["1 Changed", "parameter 2 of type 'typedef size_t' was removed"]);
}

#[test]
fn a_result_of_another_type_is_reported() {
    let edit = replaced("void", "int32_t");
    let reported = changed("result", Function("jpki_card_free"), edit);
    reported.by_abidiff(&["1 Changed", "return type changed"]);
    reported.by_library(&["- jpki_card_free(*jpki_card) -> int"]);
}

/// To the linker both are the same; a program that is compiled again passes something else.
#[test]
fn a_parameter_of_another_enumeration_or_name_is_reported() {
    let edit = replaced("jpki_status", "int32_t");
    let reported = changed("enumeration", Function("jpki_card_sign"), edit);
    reported.by_declarations(&["- jpki_status jpki_card_sign(", "+ int32_t jpki_card_sign("]);
    let edit = |text: &str| {
        let (from, to) = ("pin_length", "input_length");
        text.replace(from, "@").replace(to, from).replace('@', to)
    };
    let reported = changed("swapped", Function("jpki_card_sign"), edit);
    reported.by_declarations(&["*pin, size_t pin_length", "*pin, size_t input_length"]);
}

#[test]
fn a_field_of_another_type_is_reported() {
    let edit = replaced("uint32_t status_word", "int32_t status_word");
    let reported = changed("field_type", Structure("jpki_error"), edit);
    reported.by_abidiff(&["type of 'uint32_t status_word' changed"]);
    reported.by_library(&["- jpki_error: status_word int at 96"]);
}

#[test]
fn a_field_at_another_offset_is_reported() {
    let edit = replaced("uint32_t status_word;", "uint32_t inserted; uint32_t status_word;");
    let reported = changed("field_offset", Structure("jpki_error"), edit);
    reported.by_abidiff(&["'uint32_t status_word' offset changed from 96 to 128"]);
    reported.by_library(&["- jpki_error: status_word unsigned int at 128"]);
}

#[test]
fn two_fields_of_one_type_that_change_places_are_reported() {
    let edit = |text: &str| {
        let (from, to) = ("status_word;", "pcsc_code;");
        text.replace(from, "@").replace(to, from).replace('@', to)
    };
    let reported = changed("fields_swapped", Structure("jpki_error"), edit);
    reported.by_abidiff(&["status_word", "pcsc_code"]);
}

#[test]
fn a_field_that_disappears_is_reported() {
    let edit = replaced("uint32_t pcsc_code;", "");
    let reported = changed("field_gone", Structure("jpki_error"), edit);
    reported.by_abidiff(&["1 data member deletion", "'uint32_t pcsc_code'"]);
}

#[test]
fn a_field_at_the_end_is_reported_as_an_addition() {
    let edit = replaced("} jpki_error;", "    uint32_t later;\n} jpki_error;");
    let reported = changed("field_added", Structure("jpki_error"), edit);
    reported.by_abidiff(&["1 data member insertion", "'uint32_t later', at offset"]);
    for word in ["deletion", "offset changed"] {
        assert!(!reported.abidiff.contains(word), "{word}: {}", reported.abidiff);
    }
    reported.by_library(&["- jpki_error: later"]);
}

#[test]
fn a_callback_with_another_parameter_is_reported() {
    let edit = replaced("*close)(void *user)", "*close)(void *user, int32_t reason)");
    let reported = changed("callback", Structure("jpki_transport"), edit);
    reported.by_abidiff(&["'void (void*)*", "close"]);
    reported.by_library(&["- jpki_transport: close *(*void, int) -> void"]);
}

#[test]
fn a_constant_of_another_value_or_type_is_reported() {
    let edit = |text: &str| text.replace("(-2)", "(-1)");
    let reported = changed("constant_value", Constant("JPKI_ERROR_ARGUMENT"), edit);
    reported.by_declarations(&["- JPKI_ERROR_ARGUMENT int -2", "+ JPKI_ERROR_ARGUMENT int -1"]);
    let edit = |text: &str| format!("{text}u");
    let reported = changed("constant_type", Constant("JPKI_LAST_TRY_KEEP"), edit);
    reported.by_declarations(&["- JPKI_LAST_TRY_KEEP int 0x", "+ JPKI_LAST_TRY_KEEP unsigned int"]);
}

#[test]
fn a_constant_that_disappears_or_is_added_is_reported() {
    let reported = changed("constant_gone", Constant("JPKI_LAST_TRY_KEEP"), |_| String::new());
    reported.by_declarations(&["- JPKI_LAST_TRY_KEEP int 0x"]);
    let edit = |text: &str| format!("{text}\n#define JPKI_LAST_TRY_NEW 0x4A000D7F");
    let reported = changed("constant_added", Constant("JPKI_LAST_TRY_KEEP"), edit);
    assert_eq!(reported.declarations, "+ JPKI_LAST_TRY_NEW int 0x4A000D7F");
}

#[test]
fn another_soname_is_reported() {
    let folder = empty_folder("soname");
    let other = Interface::of(&include(), &folder, "libjpkicard.so.77");
    let report = abidiff(&interface().library, &other.library);
    assert!(report.contains("SONAME changed from"), "{report}");
}
