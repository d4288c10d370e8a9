//! From an offer URI to the picture of its code.

use std::hint::black_box;

use counterfoil_core::{
    offer::view::DisplayRequest,
    qr::{fit, picture},
};
use mattr_vii::Secret;

use super::{
    Outcome,
    row::{Row, Times, now},
};

/// The length of the vendor's own example.
const LENGTH: usize = 631;
const RUNS: usize = 200;

pub(crate) fn measure() -> Outcome<Row> {
    let display = DisplayRequest {
        side_px: 760,
        scale: 1.0,
    };
    let uri = Secret::new(offer_uri());
    let mut times = Times::default();
    for _ in 0..RUNS {
        let start = now();
        let fitted = fit(&uri, &display)?;
        black_box(picture::png(&fitted.matrix, fitted.module_px)?);
        times.since(start);
    }
    Ok(Row {
        what: format!("QR of {LENGTH} characters to picture"),
        ours: times.median(),
        bare: None,
        unit: "ms",
        target: "<= 10 ms",
        note: times.note(),
    })
}

fn offer_uri() -> String {
    let mut uri = "openid-credential-offer://?credential_offer=".to_owned();
    uri.extend(
        "%7B%22credential_issuer%22%3A%22https%3A%2F%2F"
            .chars()
            .cycle()
            .take(LENGTH - uri.len()),
    );
    uri
}
