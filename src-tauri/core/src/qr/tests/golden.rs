//! The encoder must give the same modules for ever (R38): a changed hash means a changed code on
//! every screen.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use super::{capacity, matrix_of};
use crate::qr::{Level, Matrix};

const GOLDEN: &str = include_str!("golden.txt");

#[test]
fn every_version_at_l_and_m_is_what_it_has_always_been() {
    let mut made = String::new();
    for level in [Level::L, Level::M] {
        let last = if level == Level::M { 25 } else { 27 };
        for version in 1..=last {
            let matrix = matrix_of(capacity(version, level), level);
            writeln!(made, "{} {version} {}", level, fingerprint(&matrix)).unwrap();
        }
    }
    assert!(made == GOLDEN, "the encoder changed; it now makes:\n{made}");
}

fn fingerprint(matrix: &Matrix) -> String {
    let mut modules = Vec::new();
    for y in 0..matrix.size() {
        modules.extend((0..matrix.size()).map(|x| u8::from(matrix.is_dark(x, y))));
    }
    let mut hex = String::new();
    for byte in Sha256::digest(&modules) {
        write!(hex, "{byte:02x}").unwrap();
    }
    hex
}
