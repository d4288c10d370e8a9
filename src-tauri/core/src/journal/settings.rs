//! Small values by name: this database's key, how it was closed, when it was checked; and what the
//! desk chose, which is kept here and understood elsewhere.

use rusqlite::{Connection, OptionalExtension};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::{Journal, JournalError};
use crate::chance::Chance;

pub(super) const MAKE: &str = "
CREATE TABLE setting (
    name  TEXT PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
";

/// 32 random bytes, made once for each database, that key the hash of codes (R21).
pub(super) const HASH_KEY: &str = "hash_key";
/// One byte: 1 when the program closed the journal itself, 0 while it runs.
pub(super) const CLOSED: &str = "closed";
/// Milliseconds of wall time of the last whole check, big endian (R108).
pub(super) const CHECKED: &str = "checked";
/// The tenant offers are made at, 16 bytes.
pub(super) const ACTIVE_TENANT: &str = "active_tenant";
/// The settings of this desk, JSON.
pub(super) const DESK: &str = "desk_settings";
/// Displays this computer has met and which faces the holder, JSON.
pub(super) const HOLDER_DISPLAYS: &str = "holder_displays";

impl Journal {
    /// The tenant that offers are made at, as [`Journal::save_active_tenant`] left it.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn load_active_tenant(&self) -> Result<Option<Uuid>, JournalError> {
        let saved = self.reader.run(|c| load(c, ACTIVE_TENANT)).await?;
        Ok(saved.and_then(|bytes| Uuid::from_slice(&bytes).ok()))
    }

    /// Remembers the tenant that offers are made at.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub async fn save_active_tenant(&self, id: Uuid) -> Result<(), JournalError> {
        self.writer
            .run(move |c| save(c, ACTIVE_TENANT, id.as_bytes()))
            .await
    }

    /// The displays that [`Journal::save_holder_displays`] remembered.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn load_holder_displays(&self) -> Result<Option<Vec<u8>>, JournalError> {
        self.reader.run(|c| load(c, HOLDER_DISPLAYS)).await
    }

    /// Remembers the displays of this computer.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub async fn save_holder_displays(&self, displays: Vec<u8>) -> Result<(), JournalError> {
        self.writer
            .run(move |c| save(c, HOLDER_DISPLAYS, &displays))
            .await
    }

    /// The settings of this desk, as [`Journal::save_settings`] left them.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn load_settings(&self) -> Result<Option<Vec<u8>>, JournalError> {
        self.reader.run(|c| load(c, DESK)).await
    }

    /// Writes down the settings of this desk.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written.
    pub async fn save_settings(&self, json: Vec<u8>) -> Result<(), JournalError> {
        self.writer.run(move |c| save(c, DESK, &json)).await
    }
}

pub(super) fn load(connection: &Connection, name: &str) -> Result<Option<Vec<u8>>, JournalError> {
    let mut query = connection.prepare_cached("SELECT value FROM setting WHERE name = ?1")?;
    Ok(query.query_row([name], |row| row.get(0)).optional()?)
}

pub(super) fn save(connection: &Connection, name: &str, value: &[u8]) -> Result<(), JournalError> {
    connection
        .prepare_cached(
            "INSERT INTO setting (name, value) VALUES (?1, ?2)
             ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        )?
        .execute((name, value))?;
    Ok(())
}

/// The key of this database, made at its first start.
pub(super) fn load_or_make_key(
    connection: &Connection,
    chance: &dyn Chance,
) -> Result<Zeroizing<[u8; 32]>, JournalError> {
    let mut key = Zeroizing::new([0u8; 32]);
    match load(connection, HASH_KEY)?.map(Zeroizing::new) {
        Some(saved) if saved.len() == key.len() => key.copy_from_slice(&saved),
        Some(_) => return Err(JournalError::BadValue { column: "hash_key" }),
        None => {
            chance.fill(key.as_mut());
            save(connection, HASH_KEY, key.as_ref())?;
        }
    }
    Ok(key)
}
