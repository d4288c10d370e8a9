//! The strict JSON reader takes a part of what `serde_json` takes, and makes the same of it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use mattr_vii::json::{self, Limits};
use serde_json::Value;

const LIMITS: [Limits; 3] = [
    Limits::SMALL,
    Limits::PAGE,
    Limits {
        bytes: 64,
        depth: 2,
    },
];

fuzz_target!(|bytes: &[u8]| {
    let plain = serde_json::from_slice::<Value>(bytes);
    for limits in LIMITS {
        match json::read(bytes, limits) {
            Ok(value) => {
                assert!(bytes.len() <= limits.bytes, "longer than allowed");
                assert!(depth(&value) <= limits.depth, "deeper than allowed");
                assert_eq!(plain.as_ref().ok(), Some(&value), "two readers disagree");
            }
            Err(fault) => assert!(fault.offset <= bytes.len(), "a fault behind the end"),
        }
    }
});

fn depth(value: &Value) -> usize {
    let below = match value {
        Value::Array(items) => items.iter().map(depth).max(),
        Value::Object(members) => members.values().map(depth).max(),
        _ => return 0,
    };
    1 + below.unwrap_or_default()
}
