#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| jpkicard_fuzz::signed::run(input));
