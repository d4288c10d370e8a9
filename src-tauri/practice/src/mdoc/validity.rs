//! How long a credential is valid. Checked when signing, so a configuration can exist and fail
//! at claim time (`mattr-vii.md` 7).

use jiff::{Span, Timestamp, civil::Date, tz::TimeZone};
use serde_json::Value;

use super::elements::{ClaimFault, follow};

const LONGEST_LICENCE_DAYS: i64 = 427;
const LONGEST_DAYS: i64 = 3620;

/// From when until when.
pub(crate) struct Validity {
    pub(crate) from: Timestamp,
    pub(crate) until: Timestamp,
}

/// Reads `validFrom`, `validUntil` and `expiresIn` of a configuration.
pub(crate) fn read_validity(
    configuration: &Value,
    root: &Value,
    now: Timestamp,
) -> Result<Validity, ClaimFault> {
    let from = mapped(configuration, "validFrom", root)?.unwrap_or(now);
    let until = match mapped(configuration, "validUntil", root)? {
        Some(until) => until,
        None => after(now, &configuration["expiresIn"]).ok_or(ClaimFault::Validity)?,
    };
    let licence = configuration["type"] == "org.iso.18013.5.1.mDL";
    let longest = if licence {
        LONGEST_LICENCE_DAYS
    } else {
        LONGEST_DAYS
    };
    let length = until.as_second() - from.as_second();
    if length <= 0 || length > longest * 86_400 {
        return Err(ClaimFault::Validity);
    }
    Ok(Validity { from, until })
}

fn mapped(
    configuration: &Value,
    name: &str,
    root: &Value,
) -> Result<Option<Timestamp>, ClaimFault> {
    let Some(path) = configuration[name]["mapFrom"].as_str() else {
        return Ok(None);
    };
    let Some(value) = follow(root, path) else {
        return Ok(None);
    };
    let time = value.as_str().and_then(moment);
    time.map(Some)
        .ok_or_else(|| ClaimFault::WrongType(name.to_owned()))
}

/// A day means its start in UTC.
fn moment(text: &str) -> Option<Timestamp> {
    if text.len() == 10 {
        let day = text.parse::<Date>().ok()?;
        return day
            .to_zoned(TimeZone::UTC)
            .ok()
            .map(|start| start.timestamp());
    }
    text.parse().ok()
}

fn after(now: Timestamp, length: &Value) -> Option<Timestamp> {
    let amount = |unit: &str| length[unit].as_i64().unwrap_or_default();
    let span = Span::new()
        .try_years(amount("years"))
        .ok()?
        .try_months(amount("months"))
        .ok()?
        .try_weeks(amount("weeks"))
        .ok()?
        .try_days(amount("days"))
        .ok()?
        .try_hours(amount("hours"))
        .ok()?
        .try_minutes(amount("minutes"))
        .ok()?
        .try_seconds(amount("seconds"))
        .ok()?;
    let end = now.to_zoned(TimeZone::UTC).checked_add(span).ok()?;
    Some(end.timestamp())
}
