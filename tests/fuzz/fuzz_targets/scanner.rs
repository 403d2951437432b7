//! The scanner on any bytes: no panic, and the same statements however the bytes come.
#![no_main]

use libfuzzer_sys::fuzz_target;

use self::cut::cut;

#[path = "../../script/cut.rs"]
mod cut;

fuzz_target!(|data: (usize, &[u8])| {
    let (chunk, text) = data;
    let whole = cut(text, text.len()).map_err(|error| error.to_string());
    let pieces = cut(text, chunk % 64 + 1).map_err(|error| error.to_string());
    assert_eq!(whole, pieces);
});
