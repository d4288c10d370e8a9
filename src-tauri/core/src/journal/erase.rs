//! Erasure: the only way out of the journal (R113, R131).

use std::{path::Path, sync::atomic::Ordering};

use jiff::Timestamp;
use rusqlite::{Connection, TransactionBehavior};
use uuid::Uuid;

use super::{Journal, JournalError, activity, search};

impl Journal {
    /// Erases offers that ended before `before`, with their events (R131); says how many.
    ///
    /// # Errors
    ///
    /// [`JournalError::Locked`] if old pages could not be wiped from the log yet: the rows are
    /// gone, ask again to wipe the log.
    pub async fn erase_ended_before(&self, before: Timestamp) -> Result<usize, JournalError> {
        self.erase_in_portions(before, ended_before).await
    }

    /// Erases the oldest entries of the log of activity, those written before `before` (R131);
    /// says how many.
    ///
    /// # Errors
    ///
    /// As [`Journal::erase_ended_before`].
    pub async fn erase_activity_before(&self, before: Timestamp) -> Result<usize, JournalError> {
        self.erase_in_portions(before, activity::erase_before).await
    }

    /// In portions, so that an Issue in between does not wait.
    async fn erase_in_portions(
        &self,
        before: Timestamp,
        erase: fn(&mut Connection, i64) -> Result<usize, JournalError>,
    ) -> Result<usize, JournalError> {
        let mut erased = 0;
        loop {
            let portion = self
                .writer
                .run(move |c| erase(c, before.as_millisecond()))
                .await?;
            erased += portion;
            if portion == 0 {
                break;
            }
            self.shared.unwiped.store(true, Ordering::SeqCst);
        }
        if self.shared.unwiped.load(Ordering::SeqCst) {
            self.wipe_log().await?;
        }
        Ok(erased)
    }

    /// Erases one finished offer with its events; false if there is none such.
    ///
    /// # Errors
    ///
    /// As [`Journal::erase_ended_before`].
    pub async fn erase(&self, intent: Uuid) -> Result<bool, JournalError> {
        let erased = self.writer.run(move |c| one(c, intent)).await?;
        self.shared.unwiped.fetch_or(erased, Ordering::SeqCst);
        self.wipe_log().await?;
        Ok(erased)
    }

    async fn wipe_log(&self) -> Result<(), JournalError> {
        let shared = self.shared.clone();
        self.writer
            .run(move |c| wipe_log(c, shared.folder.path()))
            .await?;
        self.shared.unwiped.store(false, Ordering::SeqCst);
        Ok(())
    }
}

/// Erases finished offers that ended before `before_ms` with all their events; says how many.
fn ended_before(connection: &mut Connection, before_ms: i64) -> Result<usize, JournalError> {
    let found: Vec<(i64, String)> = connection
        .prepare("SELECT position, intent_id FROM offer WHERE ended_ms < ?1 ORDER BY ended_ms LIMIT 1000")?
        .query_map([before_ms], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    erase(connection, &found)?;
    Ok(found.len())
}

/// Erases one finished offer; false if there is none with this intent.
fn one(connection: &mut Connection, intent: Uuid) -> Result<bool, JournalError> {
    let found: Vec<(i64, String)> = connection
        .prepare(
            "SELECT position, intent_id FROM offer WHERE intent_id = ?1 AND ended_ms IS NOT NULL",
        )?
        .query_map([intent.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    erase(connection, &found)?;
    Ok(!found.is_empty())
}

fn erase(connection: &mut Connection, found: &[(i64, String)]) -> Result<(), JournalError> {
    if found.is_empty() {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (position, intent) in found {
        search::remove(&transaction, *position)?;
        for sql in [
            "INSERT INTO erasing VALUES (?1)",
            "DELETE FROM event WHERE intent_id = ?1",
            "DELETE FROM offer WHERE intent_id = ?1",
            "DELETE FROM erasing WHERE intent_id = ?1",
        ] {
            transaction.prepare_cached(sql)?.execute([intent])?;
        }
    }
    transaction.commit()?;
    Ok(())
}

/// Empties the write-ahead log, which holds old pages, and deletes copies made before a
/// migration. Measured in rules.md R113: without this, erased values stay in the log.
fn wipe_log(connection: &Connection, folder: &Path) -> Result<(), JournalError> {
    let busy: i64 =
        connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
    if busy != 0 {
        return Err(JournalError::Locked);
    }
    for entry in std::fs::read_dir(folder)?.flatten() {
        let name = entry.file_name();
        if name
            .to_str()
            .is_some_and(|name| name.starts_with("before-schema-"))
        {
            std::fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
