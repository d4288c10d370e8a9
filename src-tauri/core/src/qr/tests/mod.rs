//! Tests of the QR module, a file for each part.

mod encode;
mod fit;
mod golden;
mod link;
mod read;

use super::{Level, Matrix};

/// An ASCII text of `length` bytes that looks like an offer URI.
fn uri_of(length: usize) -> String {
    const START: &str = "openid-credential-offer://?credential_offer=%7B%22grants%22%3A";
    const REST: &str = "92m08rPj%2BlQRQVTS2j%2FP0lV5RrLI2tXGtW2mKvQluog%3D";
    START
        .chars()
        .chain(REST.chars().cycle())
        .take(length)
        .collect()
}

fn matrix_of(length: usize, level: Level) -> Matrix {
    Matrix::encode(uri_of(length).as_bytes(), level).unwrap()
}

/// Most bytes that `version` holds at `level`, found by asking.
fn capacity(version: u8, level: Level) -> usize {
    (1..=level.cap())
        .rev()
        .find(|bytes| super::matrix::version_for(*bytes, level) == Ok(version))
        .unwrap()
}
