//! Times as the service writes them (K8), as properties.

use jiff::{SignedDuration, Timestamp, tz::Offset};
use mattr_vii::read_time;
use proptest::{
    prelude::*,
    test_runner::{Config, RngSeed},
};
use serde_json::{Value, json};

/// Years 1 to 9999.
fn seconds() -> impl Strategy<Value = i64> {
    -62_135_500_000_i64..253_402_200_000
}

proptest! {
    #![proptest_config(Config {
        cases: 4_000,
        failure_persistence: None,
        rng_seed: RngSeed::Fixed(0x5eed_0008),
        ..Config::default()
    })]

    #[test]
    fn k8_a_moment_written_with_any_offset_is_the_same_moment(
        second in seconds(),
        nanos in 0i32..1_000_000_000,
        minutes in -14 * 60i32..=14 * 60,
    ) {
        let moment = Timestamp::new(second, nanos).unwrap();
        let offset = Offset::from_seconds(minutes * 60).unwrap();
        let there = offset.to_datetime(moment);
        prop_assume!((1..=9999).contains(&there.year()));
        let (sign, shown) = (if minutes < 0 { '-' } else { '+' }, minutes.abs());
        let text = format!("{there}{sign}{:02}:{:02}", shown / 60, shown % 60);
        prop_assert_eq!(read_time(&json!(text)), Some(moment));
        // Without its zone it would be a guess.
        prop_assert_eq!(read_time(&json!(there.to_string())), None);
    }

    #[test]
    fn k8_seconds_and_milliseconds_since_1970_name_the_same_moment(second in 100_000_001_i64..99_999_999_999) {
        let moment = Timestamp::from_second(second).unwrap();
        prop_assert_eq!(read_time(&json!(second)), Some(moment));
        prop_assert_eq!(read_time(&json!(second * 1_000)), Some(moment));
        prop_assert_eq!(read_time(&json!(second.to_string())), None, "a number in text");
        prop_assert_eq!(read_time(&json!(second as f64 + 0.5)), None);
    }

    #[test]
    fn k8_no_value_makes_it_panic_and_what_is_read_lies_in_the_calendar(
        text in prop_oneof!["\\PC{0,40}", "[0-9TtZz:.,+\\[\\]/ -]{0,40}", "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{0,12})?(Z|[+-][0-9]{2}:?[0-9]{2})?"],
        number in any::<i64>(),
        float in any::<f64>(),
    ) {
        for value in [json!(text), json!(number), json!(float), json!([text]), Value::Null] {
            if let Some(moment) = read_time(&value) {
                prop_assert!((Timestamp::MIN..=Timestamp::MAX).contains(&moment));
                prop_assert!(moment.checked_add(SignedDuration::from_secs(1)).is_ok() || moment > Timestamp::MAX - SignedDuration::from_secs(2));
            }
        }
    }
}
