//! The claims of one offer, in memory for as short a time as possible.

use serde_json::{Map, Value};
use zeroize::Zeroize as _;

/// The `claims` member of a create request. No `Debug`, no `Serialize`, no `Clone`; texts are
/// wiped when it is dropped. Numbers and booleans cannot be: `serde_json` gives no access to them.
#[derive(Default)]
pub struct ClaimValues(Map<String, Value>);

impl ClaimValues {
    pub(crate) fn new(claims: Map<String, Value>) -> Self {
        Self(claims)
    }

    /// The claims themselves. Every caller says why in an `// EXPOSE:` comment.
    pub fn expose(&self) -> &Map<String, Value> {
        &self.0
    }

    /// Whether there is nothing to send.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Length in bytes of the claims as compact JSON.
    pub fn byte_length(&self) -> usize {
        length_of(&self.0)
    }
}

impl Drop for ClaimValues {
    fn drop(&mut self) {
        self.0.values_mut().for_each(wipe);
    }
}

/// Overwrites every text inside `value`.
pub(crate) fn wipe(value: &mut Value) {
    match value {
        Value::String(text) => text.zeroize(),
        Value::Array(items) => items.iter_mut().for_each(wipe),
        Value::Object(members) => members.values_mut().for_each(wipe),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Counts instead of keeping, so that no copy of the claims is left behind.
struct Counter(usize);

impl std::io::Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0 += bytes.len();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// Length in bytes of `value` (claims or one value) as compact JSON.
pub(super) fn length_of<T: serde::Serialize>(value: &T) -> usize {
    let mut counter = Counter(0);
    // Neither the counter nor a map with text keys can fail.
    let _ = serde_json::to_writer(&mut counter, value);
    counter.0
}
