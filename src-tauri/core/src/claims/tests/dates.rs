//! Dates and times as typed, as properties (K14): what exists is taken, what does not is refused.

use jiff::{Timestamp, civil::Date, tz::Offset};
use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed},
};

use crate::claims::time::{read_date, read_date_time};

proptest! {
    #![proptest_config(Config {
        cases: 4_000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x5eed_000a),
        ..Config::default()
    })]

    #[test]
    fn k14_a_date_is_taken_exactly_when_it_is_in_the_calendar(year in 0i16..=9999, month in 0i8..=14, day in 0i8..=33) {
        let typed = format!("{year:04}-{month:02}-{day:02}");
        let exists = year > 0 && Date::new(year, month, day).is_ok();
        prop_assert_eq!(read_date(&typed).ok(), exists.then_some(typed));
    }

    #[test]
    fn k14_a_moment_typed_with_any_offset_is_sent_as_the_same_moment(
        second in -62_000_000_000_i64..253_000_000_000,
        minutes in -14 * 60i32..=14 * 60,
        without_seconds: bool,
    ) {
        let second = if without_seconds { second.div_euclid(60) * 60 } else { second };
        let moment = Timestamp::from_second(second).unwrap();
        let there = Offset::from_seconds(minutes * 60).unwrap().to_datetime(moment);
        let clock = there.strftime(if without_seconds { "%Y-%m-%dT%H:%M" } else { "%Y-%m-%dT%H:%M:%S" });
        let (sign, shown) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
        let typed = format!("{clock}{sign}{:02}:{:02}", shown / 60, shown % 60);
        let sent = read_date_time(&typed).ok();
        prop_assert_eq!(sent.and_then(|text| text.parse().ok()), Some(moment), "{}", typed);
        prop_assert!(read_date_time(&clock.to_string()).is_err(), "a time without its zone");
    }

    #[test]
    fn k14_no_text_makes_the_readers_panic_and_what_they_take_is_in_the_calendar(
        typed in prop_oneof!["\\PC{0,30}", "[0-9TtZz:.+ -]{0,34}", "[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{0,11})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})"],
    ) {
        if let Ok(date) = read_date(&typed) {
            prop_assert!(date.parse::<Date>().is_ok());
        }
        if let Ok(moment) = read_date_time(&typed) {
            prop_assert!(moment.ends_with('Z') && moment.parse::<Timestamp>().is_ok(), "{}", moment);
        }
    }
}
