//! What the tenant told us and can tell us again. Disposable: anything wrong with the file or a
//! row means "not cached", never an error.

use std::{path::Path, sync::Arc};

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use super::{
    JournalError, connection, opening,
    worker::{DiskWork, Worker},
};
use crate::clock::Clock;

/// Raised whenever the shape of a cached value changes: older and newer rows are ignored.
const STRUCT_VERSION: i64 = 1;

const MAKE: &str = "
CREATE TABLE IF NOT EXISTS configurations (
    tenant_id      TEXT PRIMARY KEY,
    struct_version INTEGER NOT NULL,
    fetched_ms     INTEGER NOT NULL,
    value          TEXT NOT NULL
) STRICT, WITHOUT ROWID;
";

/// Credential configurations by tenant, as they were last fetched.
#[derive(Clone)]
pub struct Cache {
    worker: Worker,
    clock: Arc<dyn Clock>,
}

/// A cached value.
#[derive(Clone, Debug, PartialEq)]
pub struct Cached<T> {
    /// The value.
    pub value: T,
    /// When it was fetched, wall time.
    pub fetched_at: Timestamp,
    /// Its time lies in the future, so its age is not known: fetch it again.
    pub stale: bool,
}

impl Cache {
    /// Opens `cache.sqlite` in the data directory; makes it again if it cannot be used. Open the
    /// journal first: it owns the directory.
    ///
    /// # Errors
    ///
    /// Only when not even a cache in memory can be made.
    pub fn open(dir: &Path, clock: Arc<dyn Clock>) -> Result<Self, JournalError> {
        Self::open_on(dir, clock, &DiskWork::default())
    }

    /// The same, with the work on the disk done as `work` says.
    ///
    /// # Errors
    ///
    /// As [`Cache::open`].
    pub fn open_on(
        dir: &Path,
        clock: Arc<dyn Clock>,
        work: &DiskWork,
    ) -> Result<Self, JournalError> {
        let path = dir.join("cache.sqlite");
        let connection = open_file(&path).or_else(|error| {
            tracing::warn!(%error, "the cache is made again");
            for name in ["cache.sqlite", "cache.sqlite-wal", "cache.sqlite-shm"] {
                // What is not there needs no removing; what stays fails at the next line.
                std::fs::remove_file(dir.join(name)).unwrap_or_default();
            }
            open_file(&path)
        });
        let connection = connection.or_else(|error| {
            tracing::warn!(%error, "the cache is kept in memory");
            in_memory()
        })?;
        Ok(Self {
            worker: Worker::start(work, "cache", connection, None)?,
            clock,
        })
    }

    /// Keeps what was fetched now. A failure is logged and forgotten.
    pub async fn save<T: Serialize + ?Sized>(&self, tenant: Uuid, value: &T) {
        let Ok(text) = serde_json::to_string(value) else {
            return;
        };
        let now = self.clock.wall().as_millisecond();
        if let Err(error) = self.worker.run(move |c| save(c, tenant, now, &text)).await {
            tracing::warn!(%error, "configurations were not cached");
        }
    }

    /// What was fetched last; `None` if there is nothing that can be used.
    pub async fn load<T: DeserializeOwned>(&self, tenant: Uuid) -> Option<Cached<T>> {
        let (fetched_ms, text) = self.worker.run(move |c| load(c, tenant)).await.ok()??;
        let fetched_at = Timestamp::from_millisecond(fetched_ms).ok()?;
        let value = serde_json::from_str(&text).ok()?;
        Some(Cached {
            value,
            fetched_at,
            stale: fetched_at > self.clock.wall(),
        })
    }

    /// Forgets a tenant.
    pub async fn forget(&self, tenant: Uuid) {
        let sql = "DELETE FROM configurations WHERE tenant_id = ?1";
        let forgotten = self
            .worker
            .run(move |c| Ok(c.execute(sql, [tenant.to_string()])?))
            .await;
        if let Err(error) = forgotten {
            tracing::warn!(%error, "cached configurations were not forgotten");
        }
    }

    /// Ends the thread.
    pub async fn close(&self) {
        self.worker.stop().await;
    }
}

fn open_file(path: &Path) -> Result<Connection, JournalError> {
    let connection = connection::open_file(path, connection::BUSY)?;
    connection::set_pragmas(&connection)?;
    connection.execute_batch(MAKE)?;
    // Trips over a table of another shape.
    connection.query_row(
        "SELECT count(struct_version + fetched_ms), count(value) FROM configurations",
        [],
        |_| Ok(()),
    )?;
    opening::check(&connection, "PRAGMA quick_check(1)")?;
    Ok(connection)
}

fn in_memory() -> Result<Connection, JournalError> {
    let connection = Connection::open_in_memory()?;
    connection.execute_batch(MAKE)?;
    Ok(connection)
}

fn save(connection: &Connection, tenant: Uuid, now: i64, text: &str) -> Result<(), JournalError> {
    connection.execute(
        "INSERT INTO configurations VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (tenant_id) DO UPDATE SET struct_version = excluded.struct_version,
             fetched_ms = excluded.fetched_ms, value = excluded.value",
        (tenant.to_string(), STRUCT_VERSION, now, text),
    )?;
    Ok(())
}

fn load(connection: &Connection, tenant: Uuid) -> Result<Option<(i64, String)>, JournalError> {
    let sql =
        "SELECT fetched_ms, value FROM configurations WHERE tenant_id = ?1 AND struct_version = ?2";
    let found = connection.query_row(sql, (tenant.to_string(), STRUCT_VERSION), |row| {
        Ok((row.get(0)?, row.get(1)?))
    });
    Ok(found.optional()?)
}
