//! Reading a value that is more lenient in a file than it may be in a request.

use serde::{Deserialize, Deserializer, Serialize, de::DeserializeOwned, de::Error as _};
use serde_json::Value;

/// For `#[serde(deserialize_with)]`: takes what writes back to the same members, so that a missing,
/// an unknown and a renamed one are refused alike (R58).
///
/// # Errors
///
/// For anything else; the error names no value.
pub fn read<'de, D, T>(from: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + Serialize,
{
    let given = Value::deserialize(from)?;
    let read: T = serde_json::from_value(given.clone())
        .map_err(|_| D::Error::custom("not of the documented shape"))?;
    match serde_json::to_value(&read) {
        Ok(written) if written == given => Ok(read),
        _ => Err(D::Error::custom("a member is missing or unknown")),
    }
}
