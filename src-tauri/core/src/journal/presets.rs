//! The `preset` table; schema 3, in which offers remember the preset they were made from; and
//! schema 6, which finds them by it.

use rusqlite::{Connection, Transaction};
use uuid::Uuid;

use super::{Journal, JournalError, columns};
use crate::preset::Preset;

const MAKE: &str = "
CREATE TABLE preset (
    id        TEXT PRIMARY KEY CHECK (length(id) = 36),
    tenant_id TEXT NOT NULL CHECK (length(tenant_id) = 36),
    place     INTEGER NOT NULL CHECK (place >= 0),
    body      TEXT NOT NULL CHECK (json_valid(body) AND length(body) <= 65536)
) STRICT;
CREATE INDEX preset_by_tenant ON preset (tenant_id, place);

ALTER TABLE offer ADD COLUMN preset_id TEXT CHECK (length(preset_id) = 36);
ALTER TABLE offer ADD COLUMN preset    TEXT CHECK (length(preset) <= 200);
";

/// Schema 3.
pub(super) fn make(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    Ok(transaction.execute_batch(MAKE)?)
}

/// Schema 6.
pub(super) fn index_offers(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    Ok(transaction.execute_batch(
        "CREATE INDEX offer_by_preset ON offer (preset_id, position) WHERE preset_id IS NOT NULL",
    )?)
}

impl Journal {
    /// The presets of one tenant, in the order of their list.
    ///
    /// # Errors
    ///
    /// When the journal cannot be read.
    pub async fn list_presets(&self, tenant: Uuid) -> Result<Vec<Preset>, JournalError> {
        self.reader.run(move |c| list(c, tenant)).await
    }

    /// Replaces the list of presets of one tenant.
    ///
    /// # Errors
    ///
    /// When the journal cannot be written; the list is as before then.
    pub async fn save_presets(
        &self,
        tenant: Uuid,
        presets: Vec<Preset>,
    ) -> Result<(), JournalError> {
        self.writer.run(move |c| replace(c, tenant, &presets)).await
    }
}

/// All of one tenant, in the order of the list.
pub(super) fn list(connection: &Connection, tenant: Uuid) -> Result<Vec<Preset>, JournalError> {
    connection
        .prepare_cached("SELECT body FROM preset WHERE tenant_id = ?1 ORDER BY place")?
        .query_and_then([tenant.to_string()], |row| columns::json(row, "body"))?
        .collect()
}

/// Replaces the whole list of one tenant.
pub(super) fn replace(
    connection: &mut Connection,
    tenant: Uuid,
    presets: &[Preset],
) -> Result<(), JournalError> {
    let transaction = connection.transaction()?;
    transaction
        .prepare_cached("DELETE FROM preset WHERE tenant_id = ?1")?
        .execute([tenant.to_string()])?;
    for (place, preset) in (0_i64..).zip(presets) {
        let body = columns::to_json(preset, "body")?;
        transaction
            .prepare_cached(
                "INSERT INTO preset (id, tenant_id, place, body) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute((preset.id.to_string(), tenant.to_string(), place, body))?;
    }
    Ok(transaction.commit()?)
}
