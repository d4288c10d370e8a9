//! Numbers exactly as typed, or not at all.

use serde_json::{Number, Value};

use super::model::Problem;

/// Most characters of a number; JSON's own exact numbers are shorter.
const LONGEST: usize = 400;

/// A JSON number with the value that was typed. JSON's grammar decides: no leading `+`, no
/// leading zeros, a point for decimals. One with more digits than can be sent exactly is
/// [`Problem::TooLong`] rather than rounded.
pub(super) fn read(typed: &str) -> Result<Value, Problem> {
    if typed.len() > LONGEST {
        return Err(Problem::TooLong);
    }
    let starts_well = typed.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    let number: Number = match serde_json::from_str(typed) {
        Ok(number) if starts_well && !typed.ends_with(char::is_whitespace) => number,
        _ => return Err(Problem::NotANumber),
    };
    if decimal(typed) == decimal(&number.to_string()) {
        Ok(Value::Number(number))
    } else {
        Err(Problem::TooLong)
    }
}

/// Sign, significant digits and power of ten: equal for texts that mean the same number.
#[derive(PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i64,
}

fn decimal(text: &str) -> Option<Decimal> {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all = [whole, fraction].concat();
    let digits = all.trim_start_matches('0').trim_end_matches('0').to_owned();
    let dropped = all.len() - all.trim_end_matches('0').len();
    let exponent: i64 = exponent.parse().ok()?;
    let exponent = match digits.is_empty() {
        true => 0,
        false => exponent
            .checked_sub(i64::try_from(fraction.len()).ok()?)?
            .checked_add(i64::try_from(dropped).ok()?)?,
    };
    Some(Decimal {
        negative,
        digits,
        exponent,
    })
}
