#![no_main]

#[path = "../pkcs11/body.rs"]
mod body;
use jpkicard_fuzz::input;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    body::run(bytes);
});
