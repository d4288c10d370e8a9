//! A file of presets: read as it is written, or refused without a word of it.
#![no_main]

use counterfoil_core::preset::{MOST, PresetFile};
use counterfoil_fuzz::canary::assert_untold;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    match PresetFile::read(bytes) {
        Ok(file) => {
            assert!(file.presets.len() <= MOST, "{} presets", file.presets.len());
            assert_eq!(PresetFile::read(&file.write()).as_ref(), Ok(&file));
        }
        Err(fault) => assert_untold(&fault),
    }
});
