//! A later version of this project: one more field in an options and in a result structure, one
//! more status, one more function.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::support::c_program::{empty_folder, root, succeed};
use super::support::library;

/// A file, what is in it today, and what follows or replaces it later: `{}` is the text of today.
const CHANGES: [(&str, &str, &str); 9] = [
    (
        "src/capi/sign.rs",
        "    pub ca_certificate: *const jpki_certificate,\n",
        "{}    /// What a later version may be asked for.\n    pub later: u64,\n",
    ),
    (
        "src/capi/sign.rs",
        "    /// The signature.\n    pub signature: *mut jpki_signature,\n",
        "{}    /// What a later version reports.\n    pub later: u64,\n",
    ),
    (
        "src/capi/sign.rs",
        "            signature: std::ptr::null_mut(),\n        };\n        result.put(nothing());\n",
        "            signature: std::ptr::null_mut(),\n            later: 2027,\n        };\n        \
         result.put(nothing());\n",
    ),
    (
        "include/jpkicard/card.h",
        "    const jpki_certificate *ca_certificate;\n} jpki_sign_options;",
        "    const jpki_certificate *ca_certificate;\n    uint64_t later;\n} jpki_sign_options;",
    ),
    (
        "include/jpkicard/card.h",
        "    jpki_signature *signature;\n} jpki_authentication;",
        "    jpki_signature *signature;\n    uint64_t later;\n} jpki_authentication;",
    ),
    (
        "src/status.rs",
        "PinFormat = -40, \"JPKI_ERROR_PIN_FORMAT\"",
        "PinFormat = -999, \"JPKI_ERROR_LATER\"",
    ),
    (
        "src/capi/library.rs",
        "/// The library accesses readers through PC/SC.\n",
        "/// What a later version can do.\n#[unsafe(no_mangle)]\npub extern \"C\" fn jpki_later() -> u32 \
         {\n    2027\n}\n\n{}",
    ),
    (
        "include/jpkicard/library.h",
        "JPKI_API const char *JPKI_CALL jpki_version(void);\n",
        "{}JPKI_API uint32_t JPKI_CALL jpki_later(void);\n",
    ),
    (
        "include/jpkicard/library.h",
        "#define JPKI_ERROR_PIN_FORMAT (-40)\n",
        "{}#define JPKI_ERROR_LATER (-999)\n",
    ),
];

/// The later version's sources, and its library as programs find it.
pub struct Later {
    pub include: PathBuf,
    pub folder: PathBuf,
}

impl Later {
    /// Copies what is here, changes it, and builds it.
    pub fn build() -> Self {
        let source = empty_folder("upgrade_source");
        for name in ["Cargo.toml", "Cargo.lock", "build.rs", "README.md", "src", "include", "capi"]
            .into_iter()
            .chain(["cli", "pkcs11", "benches", "examples"])
        {
            succeed(Command::new("cp").arg("-a").arg(root().join(name)).arg(&source));
        }
        for (file, today, later) in CHANGES {
            let path = source.join(file);
            let text = fs::read_to_string(&path).unwrap();
            assert_eq!(text.matches(today).count(), 1, "{file} has no longer once:\n{today}");
            fs::write(path, text.replace(today, &later.replace("{}", today))).unwrap();
        }
        let library = library::with_debug_information(&source);
        let folder = empty_folder("upgrade_later");
        install(&library, &folder);
        Self { include: source.join("include"), folder }
    }
}

/// A library in a folder of its own, by the names that linkers and loaders look for.
pub fn install(library: &Path, folder: &Path) {
    for name in ["libjpkicard.so", "libjpkicard.so.0"] {
        fs::copy(library, folder.join(name)).unwrap();
    }
}
