//! Dates and times as typed.

use jiff::{Timestamp, civil};

use super::model::Problem;

/// A full-date, `YYYY-MM-DD`, that exists in the calendar; from year 1 on.
pub(super) fn read_date(typed: &str) -> Result<String, Problem> {
    date_of(typed)
        .map(|_| typed.to_owned())
        .ok_or(Problem::NotADate)
}

/// A date-time with its offset (RFC 3339), seconds optional; returned in UTC, as it is sent.
///
/// A time without `Z` or an offset is refused: the control knows the zone, we would be guessing,
/// and a wrong guess moves the end of a credential by hours.
pub(super) fn read_date_time(typed: &str) -> Result<String, Problem> {
    moment_of(typed)
        .map(|moment| moment.to_string())
        .ok_or(Problem::NotADateTime)
}

/// A full-date that exists, from year 1 on.
pub(super) fn date_of(text: &str) -> Option<civil::Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let year: i16 = digits(year, 4)?;
    let date = civil::Date::new(year, digits(month, 2)?, digits(day, 2)?).ok()?;
    (year > 0).then_some(date)
}

fn moment_of(text: &str) -> Option<Timestamp> {
    let (date, rest) = text.split_once(['T', 't'])?;
    date_of(date)?;
    let offset_at = rest.find(['Z', 'z', '+', '-'])?;
    let (time, offset) = rest.split_at_checked(offset_at)?;
    let with_seconds = match time.len() {
        5 => format!("{time}:00"),
        _ => time.to_owned(),
    };
    if !is_time(&with_seconds) || !is_offset(offset) {
        return None;
    }
    format!("{date}T{with_seconds}{}", offset.to_ascii_uppercase())
        .parse()
        .ok()
}

/// `HH:MM:SS` with up to nine decimals; no leap second, which clocks do not show.
fn is_time(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let mut parts = clock.split(':').map(|part| digits::<u8>(part, 2));
    let in_range = [24, 60, 60]
        .into_iter()
        .all(|limit| parts.next().flatten().is_some_and(|part| part < limit));
    let good_fraction = (1..=9).contains(&fraction.len()) && all_digits(fraction);
    in_range && parts.next().is_none() && good_fraction
}

fn is_offset(text: &str) -> bool {
    if text.eq_ignore_ascii_case("z") {
        return true;
    }
    let Some((hours, minutes)) = text.get(1..).and_then(|text| text.split_once(':')) else {
        return false;
    };
    digits::<u8>(hours, 2).is_some_and(|hours| hours < 24)
        && digits::<u8>(minutes, 2).is_some_and(|minutes| minutes < 60)
}

fn digits<T: std::str::FromStr>(text: &str, count: usize) -> Option<T> {
    (text.len() == count && all_digits(text))
        .then(|| text.parse().ok())
        .flatten()
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}
