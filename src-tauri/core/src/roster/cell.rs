//! A cell as staff would have typed it.

use jiff::{
    civil::{Date, Time},
    tz::TimeZone,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::claims::{Field, FieldKind};

/// What comes first in a date such as 04/03/1988.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// 4 March.
    #[default]
    DayFirst,
    /// 3 April.
    MonthFirst,
}

/// What `text` means for the control of `field`. What is not understood stays as it is: the form
/// then says what is wrong with it.
pub(super) fn typed(field: &Field, text: &str, order: DateOrder, zone: &TimeZone) -> String {
    let understood = match field.kind {
        FieldKind::Date => date(text, order).map(|date| date.to_string()),
        FieldKind::DateTime => date(text, order).and_then(|date| moment(date, field.ends, zone)),
        FieldKind::Boolean => truth(text).map(|truth| truth.to_string()),
        FieldKind::Sex => sex(text).map(str::to_owned),
        _ => None,
    };
    understood.unwrap_or_else(|| text.to_owned())
}

/// The order that some date of the file proves, unless another one contradicts it.
pub(super) fn order_of(dates: &[&str]) -> Option<DateOrder> {
    let mut found = None;
    for [first, second, _] in dates.iter().filter_map(|text| numbers(text)) {
        let proved = match (first > 12, second > 12) {
            (true, false) => DateOrder::DayFirst,
            (false, true) => DateOrder::MonthFirst,
            _ => continue,
        };
        if found.is_some_and(|found| found != proved) {
            return None;
        }
        found = Some(proved);
    }
    found
}

/// The first date that is one day with the day first, and another with the month first.
pub(super) fn unclear<'a>(dates: &[&'a str]) -> Option<&'a str> {
    dates.iter().copied().find(|text| {
        let day_first = date(text, DateOrder::DayFirst);
        let month_first = date(text, DateOrder::MonthFirst);
        day_first.is_some() && month_first.is_some() && day_first != month_first
    })
}

/// `1988-03-04`, or numbers in the desk's order with a year of four digits.
fn date(text: &str, order: DateOrder) -> Option<Date> {
    if let Ok(date) = text.parse() {
        // A time behind the day would silently be dropped.
        return (text.len() == 10).then_some(date);
    }
    let [first, second, year] = numbers(text)?;
    let (day, month) = match order {
        DateOrder::DayFirst => (first, second),
        DateOrder::MonthFirst => (second, first),
    };
    let small = |number: i16| i8::try_from(number).ok();
    Date::new(year, small(month)?, small(day)?).ok()
}

/// The three numbers of `4/3/1988`, `04.03.1988` or `4-3-1988`.
fn numbers(text: &str) -> Option<[i16; 3]> {
    let mut parts = text.split(['/', '.', '-']).map(str::trim);
    let mut number = |digits: std::ops::RangeInclusive<usize>| {
        let part = parts.next()?;
        let plain = digits.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| part.parse::<i16>().ok()).flatten()
    };
    let found = [number(1..=2)?, number(1..=2)?, number(4..=4)?];
    parts.next().is_none().then_some(found)
}

/// A day without a time: its start, or its last minute for what ends then.
fn moment(date: Date, ends: bool, zone: &TimeZone) -> Option<String> {
    let time = if ends {
        Time::constant(23, 59, 0, 0)
    } else {
        Time::midnight()
    };
    let zoned = date.to_datetime(time).to_zoned(zone.clone()).ok()?;
    Some(zoned.timestamp().to_string())
}

fn truth(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "yes" | "y" | "1" => Some(true),
        "false" | "no" | "n" | "0" => Some(false),
        _ => None,
    }
}

/// ISO/IEC 5218.
fn sex(text: &str) -> Option<&'static str> {
    match text.to_lowercase().as_str() {
        "m" | "male" => Some("1"),
        "f" | "female" => Some("2"),
        "not recorded" => Some("0"),
        _ => None,
    }
}
