//! The append-only record of what happened: the truth that the `offer` table shows, in a shape
//! that can be replayed into a shared ledger (DESIGN.md, "Growing past one desk").

use std::time::Duration;

use jiff::Timestamp;
use rusqlite::{Connection, Row};
use serde_json::Value;
use uuid::Uuid;

use super::{JournalError, columns};
use crate::{clock::Moment, offer::KnownBy};

/// `position` is the outbox's order; `sequence` counts the events of one intent.
/// An event can be deleted only with its intent, by the erasure of `erase.rs`.
pub(super) const MAKE: &str = "
CREATE TABLE event (
    position  INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id  TEXT NOT NULL UNIQUE CHECK (length(event_id) = 36),
    intent_id TEXT NOT NULL REFERENCES offer (intent_id) DEFERRABLE INITIALLY DEFERRED,
    sequence  INTEGER NOT NULL CHECK (sequence > 0),
    kind      TEXT NOT NULL CHECK (length(kind) BETWEEN 1 AND 32),
    wall_ms   INTEGER NOT NULL CHECK (wall_ms >= 0),
    boot_id   TEXT NOT NULL CHECK (length(boot_id) = 36),
    boot_ms   INTEGER NOT NULL CHECK (boot_ms >= 0),
    known_by  TEXT NOT NULL CHECK (known_by IN ('desk', 'service', 'staff', 'clock')),
    detail    TEXT NOT NULL CHECK (json_valid(detail)),
    UNIQUE (intent_id, sequence)
) STRICT;

CREATE TABLE erasing (intent_id TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event BEGIN
    SELECT RAISE(ABORT, 'an event is never changed');
END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE intent_id = OLD.intent_id) BEGIN
    SELECT RAISE(ABORT, 'an event is deleted by erasure only');
END;
CREATE TRIGGER offer_is_never_deleted BEFORE DELETE ON offer
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE intent_id = OLD.intent_id) BEGIN
    SELECT RAISE(ABORT, 'an offer is deleted by erasure only');
END;
";

/// The kind of an event that brings facts and no change of state.
pub(super) const LEARNED: &str = "learned";

/// One thing that happened.
#[derive(Clone, Debug, PartialEq)]
pub struct EventRow {
    /// Names it everywhere, made by this desk (R122).
    pub event_id: Uuid,
    /// The intent it belongs to.
    pub intent_id: Uuid,
    /// 1 for the first event of an intent, then one more each time.
    pub sequence: i64,
    /// A state's stored name for a change of state, `learned`, or the name of a note.
    pub kind: String,
    /// When, by both clocks (R99).
    pub at: Moment,
    /// The boot that `at.boot` counts in.
    pub boot_id: Uuid,
    /// How it is known.
    pub known_by: KnownBy,
    /// Facts as JSON; nothing secret or personal.
    pub detail: Value,
}

/// An event that has no sequence yet.
pub(super) struct NewEvent {
    pub(super) event_id: Uuid,
    pub(super) intent_id: Uuid,
    pub(super) kind: String,
    pub(super) at: Moment,
    pub(super) boot_id: Uuid,
    pub(super) known_by: KnownBy,
    pub(super) detail: Value,
}

/// Writes `event` behind the others of its intent.
pub(super) fn append(connection: &Connection, event: NewEvent) -> Result<EventRow, JournalError> {
    let sequence: i64 = connection
        .prepare_cached("SELECT coalesce(max(sequence), 0) + 1 FROM event WHERE intent_id = ?1")?
        .query_row([event.intent_id.to_string()], |row| row.get(0))?;
    connection
        .prepare_cached(
            "INSERT INTO event (event_id, intent_id, sequence, kind, wall_ms, boot_id, boot_ms, known_by, detail)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?
        .execute((
            event.event_id.to_string(),
            event.intent_id.to_string(),
            sequence,
            &event.kind,
            event.at.wall.as_millisecond(),
            event.boot_id.to_string(),
            columns::millis(event.at.boot),
            event.known_by.as_str(),
            event.detail.to_string(),
        ))?;
    Ok(EventRow {
        event_id: event.event_id,
        intent_id: event.intent_id,
        sequence,
        kind: event.kind,
        at: event.at,
        boot_id: event.boot_id,
        known_by: event.known_by,
        detail: event.detail,
    })
}

/// The events of one intent, in order.
pub(super) fn load(connection: &Connection, intent: Uuid) -> Result<Vec<EventRow>, JournalError> {
    connection
        .prepare_cached("SELECT * FROM event WHERE intent_id = ?1 ORDER BY sequence")?
        .query_and_then([intent.to_string()], read)?
        .collect()
}

fn read(row: &Row<'_>) -> Result<EventRow, JournalError> {
    let detail: String = row.get("detail")?;
    let known_by: String = row.get("known_by")?;
    Ok(EventRow {
        event_id: columns::uuid(row, "event_id")?,
        intent_id: columns::uuid(row, "intent_id")?,
        sequence: row.get("sequence")?,
        kind: row.get("kind")?,
        at: Moment {
            wall: columns::time(row, "wall_ms")?.unwrap_or(Timestamp::UNIX_EPOCH),
            boot: columns::duration(row, "boot_ms")?.unwrap_or(Duration::ZERO),
        },
        boot_id: columns::uuid(row, "boot_id")?,
        known_by: KnownBy::parse(&known_by).ok_or(JournalError::BadValue { column: "known_by" })?,
        detail: serde_json::from_str(&detail)
            .map_err(|_| JournalError::BadValue { column: "detail" })?,
    })
}
