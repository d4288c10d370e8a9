//! The few CBOR forms that ISO/IEC 18013-5 asks for.

use ciborium::Value;
use jiff::Timestamp;

const TDATE: u64 = 0;
const ENCODED: u64 = 24;
const FULL_DATE: u64 = 1004;

pub(super) fn encode(value: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    // Writing to memory does not fail; an empty result would fail every check downstream.
    if ciborium::into_writer(value, &mut bytes).is_err() {
        bytes.clear();
    }
    bytes
}

/// `#6.24(bstr .cbor value)`.
pub(super) fn encoded(value: &Value) -> Value {
    Value::Tag(ENCODED, Box::new(Value::Bytes(encode(value))))
}

/// A date and time in whole seconds, UTC.
pub(super) fn tdate(time: Timestamp) -> Value {
    let whole = Timestamp::from_second(time.as_second()).unwrap_or(time);
    Value::Tag(TDATE, Box::new(Value::Text(whole.to_string())))
}

/// A day, as `YYYY-MM-DD`.
pub(super) fn full_date(day: jiff::civil::Date) -> Value {
    Value::Tag(FULL_DATE, Box::new(Value::Text(day.to_string())))
}

pub(super) fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A map with text keys in the given order.
pub(super) fn map<const N: usize>(members: [(&str, Value); N]) -> Value {
    Value::Map(members.map(|(name, value)| (text(name), value)).into())
}

/// A map with small integer keys, as COSE uses them.
pub(super) fn labelled<const N: usize>(members: [(i64, Value); N]) -> Value {
    Value::Map(
        members
            .map(|(label, value)| (Value::from(label), value))
            .into(),
    )
}
