//! How a database file is opened: pragmas, version floor, first look.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, types::Value};

use super::{JournalError, disk};

/// "CFJL": a database that says otherwise is not ours.
pub(super) const APPLICATION_ID: i32 = 0x4346_4a4c;

/// How long to wait for another program that holds the database (F22).
pub(super) const BUSY: Duration = Duration::from_secs(5);

/// Opens `path` for reading and writing, readable for its owner only.
pub(super) fn open_file(path: &Path, busy: Duration) -> Result<Connection, JournalError> {
    check_version(rusqlite::version_number())?;
    disk::make_private(path)?;
    let connection = Connection::open_with_flags(
        path,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    connection.busy_timeout(busy)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(connection)
}

/// SQLite 3.7.0 to 3.51.2 can corrupt a write-ahead log; 3.52.0 was withdrawn (R104).
fn check_version(found: i32) -> Result<(), JournalError> {
    if found < 3_051_003 || found == 3_052_000 {
        return Err(JournalError::SqliteVersion { found });
    }
    Ok(())
}

/// The settings every connection needs (R105), each read back.
///
/// - WAL with `synchronous=FULL`: a committed row is on the disk before the call returns (R84).
/// - `fullfsync`: on macOS plain `fsync` leaves data in the drive's cache.
/// - `secure_delete`: erased rows are overwritten (R113).
/// - `cell_size_check`, `trusted_schema=OFF`, `mmap_size=0`: a damaged or doctored file
///   is found early, cannot run functions, and cannot crash the process through a mapping.
pub(super) fn set_pragmas(connection: &Connection) -> Result<(), JournalError> {
    let settings = [
        ("journal_mode", Value::from("wal".to_owned())),
        ("synchronous", Value::from(2)),
        (
            "fullfsync",
            Value::from(i64::from(cfg!(target_vendor = "apple"))),
        ),
        (
            "checkpoint_fullfsync",
            Value::from(i64::from(cfg!(target_vendor = "apple"))),
        ),
        ("foreign_keys", Value::from(1)),
        ("secure_delete", Value::from(1)),
        ("cell_size_check", Value::from(1)),
        ("trusted_schema", Value::from(0)),
        ("mmap_size", Value::from(0)),
    ];
    for (name, wanted) in settings {
        connection.pragma(None, name, &wanted, |_| Ok(()))?;
        if read_pragma(connection, name)?.is_some_and(|found| found != wanted) {
            return Err(JournalError::Setting { name });
        }
    }
    Ok(())
}

/// `None` where this build of SQLite has no such setting at all (`mmap_size`).
fn read_pragma(connection: &Connection, name: &str) -> Result<Option<Value>, JournalError> {
    let mut found = None;
    connection.pragma_query(None, name, |row| {
        found = Some(row.get(0)?);
        Ok(())
    })?;
    Ok(found)
}

/// What a file claims to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// New or empty.
    Empty,
    /// Ours, with this schema version.
    Ours(i32),
}

/// Looks at a file before anything is changed in it.
pub(super) fn look(connection: &Connection, known: i32) -> Result<Kind, JournalError> {
    let number = |name| connection.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
    let (application, version) = (number("application_id")?, number("user_version")?);
    let objects: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (application, version) {
        (0, 0) if objects == 0 => Ok(Kind::Empty),
        (APPLICATION_ID, version) if version > known => Err(JournalError::NewerSchema {
            found: version,
            known,
        }),
        (APPLICATION_ID, version) if version > 0 => Ok(Kind::Ours(version)),
        (found, _) => Err(JournalError::Foreign { found }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_linked_sqlite_is_one_that_may_be_used() {
        check_version(rusqlite::version_number()).unwrap();
    }

    #[test]
    fn versions_that_can_corrupt_a_log_are_refused() {
        for found in [3_040_001, 3_051_002, 3_052_000] {
            assert_eq!(
                check_version(found),
                Err(JournalError::SqliteVersion { found })
            );
        }
        check_version(3_051_003).unwrap();
        check_version(3_053_000).unwrap();
    }

    #[test]
    fn every_setting_is_in_force_after_it_was_set() {
        let dir = tempfile::tempdir().unwrap();
        let connection = open_file(&dir.path().join("a.sqlite"), BUSY).unwrap();
        set_pragmas(&connection).unwrap();
        let text = |name| read_pragma(&connection, name).unwrap();
        assert_eq!(text("journal_mode"), Some(Value::from("wal".to_owned())));
        assert_eq!(text("synchronous"), Some(Value::from(2)));
        assert_eq!(text("secure_delete"), Some(Value::from(1)));
        assert_eq!(text("trusted_schema"), Some(Value::from(0)));
        assert_eq!(text("foreign_keys"), Some(Value::from(1)));
        assert_eq!(text("busy_timeout"), Some(Value::from(5000)));
    }

    #[test]
    fn a_setting_that_does_not_take_effect_is_named() {
        // A database in memory has no write-ahead log.
        let connection = Connection::open_in_memory().unwrap();
        assert_eq!(
            set_pragmas(&connection),
            Err(JournalError::Setting {
                name: "journal_mode"
            })
        );
    }
}
