//! How many offers are in each state, kept by triggers so that no list has to count rows.

use rusqlite::Connection;

use super::JournalError;
use crate::offer::{State, view::PendingCounts};

pub(super) const MAKE: &str = "
CREATE TABLE state_count (
    state TEXT PRIMARY KEY,
    rows  INTEGER NOT NULL CHECK (rows >= 0)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER offer_counted AFTER INSERT ON offer BEGIN
    INSERT INTO state_count VALUES (NEW.state, 1)
        ON CONFLICT (state) DO UPDATE SET rows = rows + 1;
END;
CREATE TRIGGER offer_moved AFTER UPDATE OF state ON offer WHEN OLD.state <> NEW.state BEGIN
    UPDATE state_count SET rows = rows - 1 WHERE state = OLD.state;
    INSERT INTO state_count VALUES (NEW.state, 1)
        ON CONFLICT (state) DO UPDATE SET rows = rows + 1;
END;
CREATE TRIGGER offer_uncounted AFTER DELETE ON offer BEGIN
    UPDATE state_count SET rows = rows - 1 WHERE state = OLD.state;
END;
";

/// The counts of the four filters; `day_start` in milliseconds of wall time.
pub(super) fn load(connection: &Connection, day_start: i64) -> Result<PendingCounts, JournalError> {
    let mut counts = PendingCounts::default();
    let mut query = connection.prepare_cached("SELECT state, rows FROM state_count")?;
    let mut rows = query.query([])?;
    while let Some(row) = rows.next()? {
        let state = State::parse(row.get_ref(0)?.as_str().unwrap_or_default());
        let state = state.ok_or(JournalError::BadValue { column: "state" })?;
        let number: u32 = row.get(1)?;
        counts.all += number;
        if state.is_open() {
            counts.live += number;
        }
        if state.is_not_known() {
            counts.not_known += number;
        }
    }
    counts.ended_today = connection
        .prepare_cached("SELECT count(*) FROM offer WHERE ended_ms >= ?1")?
        .query_row([day_start], |row| row.get(0))?;
    Ok(counts)
}
