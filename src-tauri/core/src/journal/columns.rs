//! Values between Rust and the columns they are stored in.

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::Row;
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::JournalError;

/// Whole milliseconds, as durations are stored.
pub(super) fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

pub(super) fn uuid(row: &Row<'_>, column: &'static str) -> Result<Uuid, JournalError> {
    maybe_uuid(row, column)?.ok_or(JournalError::BadValue { column })
}

pub(super) fn maybe_uuid(
    row: &Row<'_>,
    column: &'static str,
) -> Result<Option<Uuid>, JournalError> {
    let text: Option<String> = row.get(column)?;
    text.map(|text| Uuid::try_parse(&text).map_err(|_| JournalError::BadValue { column }))
        .transpose()
}

pub(super) fn time(row: &Row<'_>, column: &'static str) -> Result<Option<Timestamp>, JournalError> {
    let millis: Option<i64> = row.get(column)?;
    millis
        .map(|millis| {
            Timestamp::from_millisecond(millis).map_err(|_| JournalError::BadValue { column })
        })
        .transpose()
}

pub(super) fn duration(
    row: &Row<'_>,
    column: &'static str,
) -> Result<Option<Duration>, JournalError> {
    let millis: Option<i64> = row.get(column)?;
    millis
        .map(|millis| {
            u64::try_from(millis)
                .map(Duration::from_millis)
                .map_err(|_| JournalError::BadValue { column })
        })
        .transpose()
}

pub(super) fn json<T: DeserializeOwned>(
    row: &Row<'_>,
    column: &'static str,
) -> Result<T, JournalError> {
    let text = row
        .get_ref(column)?
        .as_str()
        .map_err(|_| JournalError::BadValue { column })?;
    serde_json::from_str(text).map_err(|_| JournalError::BadValue { column })
}

pub(super) fn to_json<T: Serialize>(
    value: &T,
    column: &'static str,
) -> Result<String, JournalError> {
    serde_json::to_string(value).map_err(|_| JournalError::BadValue { column })
}
