//! Times of the service: read as they are meant, or not at all.
#![no_main]

use jiff::Timestamp;
use libfuzzer_sys::fuzz_target;
use mattr_vii::read_time;
use serde_json::Value;

/// From here on a number counts milliseconds.
const FIRST_MILLISECOND: i64 = 100_000_000_000;

fuzz_target!(|text: &str| {
    is_right(&Value::String(text.to_owned()));
    if let Ok(value) = serde_json::from_str(text) {
        is_right(&value);
    }
});

fn is_right(value: &Value) {
    let Some(time) = read_time(value) else { return };
    match value {
        Value::Number(number) => {
            let Some(number) = number.as_i64() else {
                panic!("no whole number")
            };
            let is_seconds = number.unsigned_abs() < FIRST_MILLISECOND.unsigned_abs();
            let read = match is_seconds || number == -FIRST_MILLISECOND {
                true => time.as_second(),
                false => time.as_millisecond(),
            };
            assert_eq!(read, number);
        }
        Value::String(text) => {
            let zone = text.trim_end_matches(|letter| letter != ']').is_empty();
            assert!(
                !zone || text.contains(['Z', 'z', '+', '-', '\u{2212}']),
                "without a zone"
            );
        }
        _ => panic!("not a kind of time"),
    }
    assert!((Timestamp::MIN..=Timestamp::MAX).contains(&time));
    let written = Value::String(time.to_string());
    assert_eq!(read_time(&written), Some(time), "written and read again");
}
