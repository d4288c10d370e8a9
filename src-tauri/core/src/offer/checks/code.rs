//! The transaction code: V10, V11, V12, V13.

use mattr_vii::Secret;
use percent_encoding::percent_decode_str;
use serde_json::{Number, Value};

use super::review::Review;

/// Longest code that is believed.
const LONGEST: usize = 32;

/// The length of every code seen in the sources, for a reply that does not tell it.
const USUAL_LENGTH: usize = 6;

/// OpenID4VCI 1.0, 4.1.1.
const LONGEST_DESCRIPTION: usize = 300;

/// V10: `tx_code` and `transactionCode` are there exactly when asked for; an empty object counts
/// as there (R5). Missing, anyone could claim; extra, the holder would be stuck.
pub(super) fn is_there_when_asked(review: &mut Review<'_>) -> Option<()> {
    let described = match review.grant()?.get("tx_code") {
        Some(Value::Object(_)) => true,
        Some(_) => return None,
        None => false,
    };
    let given = review.member("transactionCode").is_some();
    let asked = review.asked.code_asked;
    (described == asked && given == asked).then_some(())
}

/// V11: numeric, the description as sent and at most 300 characters, a length between 1 and 32.
/// That the length is the code's own is V12.
pub(super) fn is_described_as_asked(review: &mut Review<'_>) -> Option<()> {
    if !review.asked.code_asked {
        return Some(());
    }
    let tx_code = review.tx_code()?;
    let length_is_sane = match tx_code.get("length") {
        None => true,
        Some(length) => length
            .as_u64()
            .is_some_and(|length| (1..=LONGEST as u64).contains(&length)),
    };
    let is_numeric = tx_code
        .get("input_mode")
        .is_none_or(|mode| mode == "numeric");
    let description = match tx_code.get("description") {
        None => "",
        Some(text) => text.as_str()?,
    };
    let as_sent = description == review.asked.description.unwrap_or_default()
        && description.chars().count() <= LONGEST_DESCRIPTION;
    (length_is_sane && is_numeric && as_sent).then_some(())
}

/// V12: ASCII digits, exactly as many as announced. A JSON number has lost its leading zeros and
/// gets them back (R8).
pub(super) fn fits_description(review: &mut Review<'_>) -> Option<()> {
    if !review.asked.code_asked {
        return Some(());
    }
    let announced = review.tx_code()?.get("length").and_then(Value::as_u64);
    let announced = announced.map(usize::try_from).transpose().ok()?;
    let code = match review.member("transactionCode")? {
        Value::String(text) => Secret::new(text.clone()),
        Value::Number(number) => padded(number, announced.unwrap_or(USUAL_LENGTH))?,
        _ => return None,
    };
    // EXPOSE: its characters are counted.
    let text = code.expose();
    let fits = announced.is_none_or(|length| text.len() == length)
        && (1..=LONGEST).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_digit());
    if fits {
        review.code = Some(code);
    }
    fits.then_some(())
}

/// Refuses negative numbers, fractions and exponents, and more digits than announced.
fn padded(number: &Number, length: usize) -> Option<Secret> {
    let value = number.as_u64()?;
    let text = Secret::new(format!("{value:0length$}"));
    // EXPOSE: its characters are counted.
    (text.expose().len() == length).then_some(text)
}

/// V13: the code's value stands nowhere in the URI, raw or decoded, which covers its description;
/// and `tx_code` has no `value` (R6). A wallet vendor's server once sent one.
pub(super) fn is_kept_apart(review: &mut Review<'_>) -> Option<()> {
    if review
        .tx_code()
        .is_some_and(|tx_code| tx_code.contains_key("value"))
    {
        return None;
    }
    let Some(code) = &review.code else {
        return Some(());
    };
    // EXPOSE: looked for inside the URI.
    let code = code.expose();
    let uri = review.uri()?;
    let decoded = percent_decode_str(uri).decode_utf8().ok()?;
    let decoded = Secret::new(decoded.into_owned());
    (!uri.contains(code) && !decoded.expose().contains(code)).then_some(())
}
