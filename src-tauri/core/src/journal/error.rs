//! What can go wrong with the journal, by what a person or the engine can do about it.
//!
//! No variant carries text from SQLite: its messages can quote values.

use std::io;

use rusqlite::{Error as Sqlite, ErrorCode};

use crate::offer::State;

/// An answer the journal could not give. Nothing was changed unless the variant says so.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// Another running copy of the program owns this data directory (R100).
    #[error("another copy of the program uses this journal")]
    InUse,
    /// The file is a database of another program; it was left alone.
    #[error("the journal file belongs to another program (application id {found:#x})")]
    Foreign {
        /// The `application_id` in the file.
        found: i32,
    },
    /// A newer version of the program has written the journal; it was left alone (R110).
    #[error("the journal has schema {found}, this program knows {known}")]
    NewerSchema {
        /// The `user_version` in the file.
        found: i32,
        /// The newest this program knows.
        known: i32,
    },
    /// The linked SQLite is one that can corrupt a write-ahead log (R104).
    #[error("SQLite {found} may not be used")]
    SqliteVersion {
        /// Its version number, such as `3051003`.
        found: i32,
    },
    /// A setting that keeps the journal safe did not take effect (R105).
    #[error("the database setting {name} did not take effect")]
    Setting {
        /// The pragma.
        name: &'static str,
    },
    /// The database is damaged. At the start it is moved aside instead (R108).
    #[error("the journal is damaged")]
    Damaged,
    /// Another program held the database for longer than five seconds.
    #[error("the journal is locked by another program")]
    Locked,
    /// The disk is full, also after giving up the reserve (R109).
    #[error("the disk is full")]
    Full,
    /// Too little room is left to start a new offer (R109).
    #[error("only {free} bytes are free on the disk")]
    DiskLow {
        /// Free bytes where the journal is.
        free: u64,
    },
    /// The journal may not be written.
    #[error("the journal is read-only")]
    ReadOnly,
    /// A file of the journal cannot be opened, read or written.
    #[error("the journal cannot be reached: {0:?}")]
    Unreachable(io::ErrorKind),
    /// `next` may not follow `state` (rules.md, section 7).
    #[error("{next:?} may not follow {state:?}")]
    NotAllowed {
        /// The present state.
        state: State,
        /// The state asked for.
        next: State,
    },
    /// No offer of this journal has this intent id.
    #[error("no such intent")]
    UnknownIntent,
    /// This intent is in the journal already: it is the same flight (R83).
    #[error("the intent is in the journal already")]
    IntentExists,
    /// Another intent of this tenant has this offer id (F16).
    #[error("the offer id is in the journal already")]
    OfferIdTaken,
    /// No free reference could be drawn.
    #[error("no free reference was found")]
    NoReference,
    /// A detail or an event kind holds something that may not be written down.
    #[error("the detail of an event may not be written down")]
    DetailNotAllowed,
    /// The `after` of a page was not made by this journal.
    #[error("the page mark cannot be read")]
    BadMark,
    /// A stored value does not parse; the row was written by something else.
    #[error("column {column} holds what it may not")]
    BadValue {
        /// The column.
        column: &'static str,
    },
    /// The journal was closed.
    #[error("the journal is closed")]
    Closed,
    /// Any other refusal by SQLite.
    #[error("SQLite answered {code}")]
    Other {
        /// SQLite's extended result code.
        code: i32,
    },
}

impl From<Sqlite> for JournalError {
    fn from(error: Sqlite) -> Self {
        let Some(code) = error.sqlite_error_code() else {
            return Self::Other { code: -1 };
        };
        match code {
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged,
            ErrorCode::DatabaseBusy
            | ErrorCode::DatabaseLocked
            | ErrorCode::FileLockingProtocolFailed => Self::Locked,
            ErrorCode::DiskFull => Self::Full,
            ErrorCode::ReadOnly => Self::ReadOnly,
            ErrorCode::PermissionDenied => Self::Unreachable(io::ErrorKind::PermissionDenied),
            ErrorCode::CannotOpen | ErrorCode::SystemIoFailure => {
                Self::Unreachable(io::ErrorKind::Other)
            }
            _ => Self::Other {
                code: error.sqlite_error().map_or(-1, |error| error.extended_code),
            },
        }
    }
}

impl From<io::Error> for JournalError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull => Self::Full,
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnly,
            kind => Self::Unreachable(kind),
        }
    }
}

#[cfg(test)]
mod tests {
    use rstest::rstest;
    use rusqlite::ffi;

    use super::*;

    #[rstest]
    #[case(ffi::SQLITE_CORRUPT, JournalError::Damaged)]
    #[case(ffi::SQLITE_NOTADB, JournalError::Damaged)]
    #[case(ffi::SQLITE_BUSY, JournalError::Locked)]
    #[case(ffi::SQLITE_LOCKED, JournalError::Locked)]
    #[case(ffi::SQLITE_FULL, JournalError::Full)]
    #[case(ffi::SQLITE_READONLY, JournalError::ReadOnly)]
    #[case(ffi::SQLITE_IOERR, JournalError::Unreachable(io::ErrorKind::Other))]
    #[case(ffi::SQLITE_CONSTRAINT, JournalError::Other { code: ffi::SQLITE_CONSTRAINT })]
    fn every_result_code_has_its_meaning(#[case] code: i32, #[case] meaning: JournalError) {
        let text = Some("UNIQUE constraint failed: a secret".to_owned());
        let error = JournalError::from(Sqlite::SqliteFailure(ffi::Error::new(code), text));
        assert_eq!(error, meaning);
        assert!(!error.to_string().contains("secret"));
    }
}
