//! Times as the service writes them, and how far its clock is from ours.

use std::time::{Duration, SystemTime};

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Deserializer, de::Error as _};
use serde_json::Value;

use crate::Moment;

/// Numbers from here on are milliseconds: as seconds they would lie past the year 5000.
const FIRST_MILLISECOND: i64 = 100_000_000_000;

/// Reads a time that sources give as ISO 8601 text, epoch seconds or epoch milliseconds
/// (mattr-vii.md 4.2 and 8.1). Text without a zone and fractional numbers are refused.
pub fn read_time(value: &Value) -> Option<Timestamp> {
    match value {
        Value::String(text) => text.parse().ok(),
        Value::Number(number) => read_epoch(number.as_i64()?),
        _ => None,
    }
}

fn read_epoch(number: i64) -> Option<Timestamp> {
    if (-FIRST_MILLISECOND..FIRST_MILLISECOND).contains(&number) {
        Timestamp::from_second(number).ok()
    } else {
        Timestamp::from_millisecond(number).ok()
    }
}

/// For `#[serde(deserialize_with)]`.
pub(crate) fn wire_time<'de, D: Deserializer<'de>>(from: D) -> Result<Timestamp, D::Error> {
    read_time(&Value::deserialize(from)?).ok_or_else(|| D::Error::custom("not a time"))
}

/// As [`wire_time`], where absent and `null` are fine and nonsense is not.
pub(crate) fn optional_wire_time<'de, D: Deserializer<'de>>(
    from: D,
) -> Result<Option<Timestamp>, D::Error> {
    match Option::<Value>::deserialize(from)? {
        None => Ok(None),
        Some(value) => read_time(&value)
            .map(Some)
            .ok_or_else(|| D::Error::custom("not a time")),
    }
}

/// Reads an HTTP date as in the `Date` header.
pub(crate) fn read_http_date(text: &str) -> Option<Timestamp> {
    let time: SystemTime = httpdate::parse_http_date(text).ok()?;
    Timestamp::try_from(time).ok()
}

/// How far the tenant's clock is from this computer's wall clock (R97).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerOffset {
    /// Server time minus wall time when the reply arrived: `Date` plus half the round trip minus
    /// our wall clock. `Date` is cut to whole seconds, so this is up to 1 s too small.
    pub server_minus_wall: SignedDuration,
    /// When the reply arrived.
    pub measured: Moment,
    /// Boot-clock time between sending and the end of the reply.
    pub round_trip: Duration,
}

impl ServerOffset {
    pub(crate) fn measure(date: Timestamp, sent: Moment, received: Moment) -> Option<Self> {
        let round_trip = received.boot.checked_sub(sent.boot)?;
        let server_now = date.checked_add(round_trip / 2).ok()?;
        Some(Self {
            server_minus_wall: server_now.duration_since(received.wall),
            measured: received,
            round_trip,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[rstest::rstest]
    #[case(json!("2026-03-02T01:05:00.000Z"), Some("2026-03-02T01:05:00Z"))]
    #[case(json!("2026-03-02T14:05:00+13:00"), Some("2026-03-02T01:05:00Z"))]
    #[case(json!(1_772_413_500), Some("2026-03-02T01:05:00Z"))]
    #[case(json!(1_772_413_500_000_i64), Some("2026-03-02T01:05:00Z"))]
    #[case(json!(0), Some("1970-01-01T00:00:00Z"))]
    #[case(json!("2026-03-02T01:05:00"), None)]
    #[case(json!("soon"), None)]
    #[case(json!("1772413500"), None)]
    #[case(json!(1_772_413_500.5), None)]
    #[case(json!(i64::MAX), None)]
    #[case(json!(null), None)]
    #[case(json!({}), None)]
    fn times_are_read_as_iso_or_epoch(#[case] wire: Value, #[case] expected: Option<&str>) {
        let expected = expected.map(|text| text.parse::<Timestamp>().unwrap());
        assert_eq!(read_time(&wire), expected);
    }

    #[test]
    fn the_offset_counts_half_the_round_trip() {
        let wall: Timestamp = "2026-03-02T01:00:00Z".parse().unwrap();
        let sent = Moment {
            wall,
            boot: Duration::from_secs(100),
        };
        let received = Moment {
            wall: wall + SignedDuration::from_secs(4),
            boot: Duration::from_secs(104),
        };
        let date = wall + SignedDuration::from_secs(62);
        let offset = ServerOffset::measure(date, sent, received).unwrap();
        assert_eq!(offset.server_minus_wall, SignedDuration::from_secs(60));
        assert_eq!(offset.round_trip, Duration::from_secs(4));
    }

    #[test]
    fn a_boot_clock_that_ran_backwards_gives_no_offset() {
        let now = Moment {
            wall: Timestamp::UNIX_EPOCH,
            boot: Duration::from_secs(5),
        };
        let earlier = Moment {
            boot: Duration::from_secs(4),
            ..now
        };
        assert_eq!(
            ServerOffset::measure(Timestamp::UNIX_EPOCH, now, earlier),
            None
        );
    }

    #[test]
    fn http_dates_are_read_and_nonsense_is_not() {
        let expected: Timestamp = "2026-03-02T01:05:00Z".parse().unwrap();
        assert_eq!(
            read_http_date("Mon, 02 Mar 2026 01:05:00 GMT"),
            Some(expected)
        );
        assert_eq!(read_http_date("yesterday"), None);
    }
}
