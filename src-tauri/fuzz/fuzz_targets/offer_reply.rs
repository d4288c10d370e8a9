//! The bytes that answer a create: what passes the checks is a good offer, byte for byte.
#![no_main]

use counterfoil_fuzz::offer;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|body: &[u8]| {
    let _ = offer::check_body(body);
});
