//! K8: when the offer ends, in every notation, and the service's own clock.

use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use crate::{
    line::{Act, Message, Times},
    matrix::{Case, Cell},
    plays::Outcome,
    rows::r85::create,
};

const QUARANTINED: Outcome = Outcome::Quarantined {
    check: 16,
    deleted: true,
};

/// Seconds from the service's now, and what becomes of an offer that ends then.
const ENDS: [(i64, Outcome); 10] = [
    (-86_400, QUARANTINED),
    (-3_600, QUARANTINED),
    (-1, QUARANTINED),
    (2, Outcome::Created),
    (240, Outcome::Created),
    (300, Outcome::Created),
    (600, Outcome::Created),
    (655, Outcome::Created),
    (665, QUARANTINED),
    (86_400, QUARANTINED),
];

/// A notation of a time.
type Notation = (&'static str, fn(Timestamp) -> Value);

const NOTATIONS: [Notation; 7] = [
    ("ISO in UTC", |time| json!(format!("{time:.0}"))),
    ("ISO with milliseconds", |time| json!(format!("{time:.3}"))),
    ("ISO with nine digits", |time| json!(format!("{time:.9}"))),
    ("ISO with an offset", |time| {
        let local = time.to_zoned(jiff::tz::TimeZone::fixed(jiff::tz::offset(13)));
        json!(local.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string())
    }),
    ("seconds", |time| json!(time.as_second())),
    ("milliseconds", |time| json!(time.as_millisecond())),
    ("seconds with a point", |time| {
        json!(time.as_second() as f64 + 0.25)
    }),
];

pub(super) fn cell() -> Cell {
    let mut cases = Vec::new();
    for (name, write) in NOTATIONS {
        for (seconds, outcome) in ENDS {
            let act = ending(move |now| {
                let end = now.checked_add(SignedDuration::from_secs(seconds));
                write(end.unwrap_or(now))
            });
            // No notation of a time at all: left out.
            let outcome = if name.ends_with("point") {
                Outcome::Created
            } else {
                outcome
            };
            cases.push(case(format!("{name}, {seconds} s away"), act, outcome));
        }
    }
    // Nothing that can be read: then request and asked lifetime decide, and it is called "about".
    for time in [
        json!(""),
        json!("soon"),
        json!("10:05"),
        json!("2026-03-02"),
        json!("2026-02-30T01:04:00Z"),
        json!("2026-03-02T25:00:00Z"),
        json!({}),
        json!([]),
        json!(true),
        Value::Null,
        json!("99999-01-01T00:00:00Z"),
        json!(1e300),
    ] {
        let name = format!("unreadable: {time}");
        let act = ending(move |_| time.clone());
        cases.push(case(name, act, Outcome::Created));
    }
    for (name, date) in [
        ("no Date", None),
        ("an empty Date", Some("")),
        ("a Date in words", Some("now")),
        ("a Date in ISO", Some("2026-03-02T01:00:00Z")),
        ("a Date of no day", Some("Mon, 31 Feb 2026 01:00:00 GMT")),
        (
            "a Date of another zone",
            Some("Mon, 02 Mar 2026 01:00:00 NZST"),
        ),
    ] {
        let act = Act::changed(move |mut reply| {
            reply.remove("date");
            if let Some(date) = date {
                reply.set("date", date);
            }
            reply
        });
        cases.push(case(name.to_owned(), act, Outcome::Created));
    }
    Cell::new("K8", "C", cases)
}

fn case(name: String, act: Act, outcome: Outcome) -> Case {
    create(name, act, Times::Once, outcome, 1)
}

/// Writes another end into the reply, by the service's own clock.
fn ending(write: impl Fn(Timestamp) -> Value + Send + Sync + 'static) -> Act {
    Act::changed(move |reply: Message| {
        let date = reply
            .header("date")
            .and_then(|text| httpdate::parse_http_date(text).ok());
        let now = date.and_then(|date| Timestamp::try_from(date).ok());
        let mut json = reply.json();
        json["expiresAt"] = write(now.unwrap_or(Timestamp::UNIX_EPOCH));
        reply.with_body(json.to_string().into_bytes())
    })
}
