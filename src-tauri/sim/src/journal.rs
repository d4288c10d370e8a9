//! The journal as it lies on the disk, read past the engine.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};
use rusqlite::{Connection, OpenFlags};
use uuid::Uuid;

/// One row.
#[derive(Clone, Debug)]
pub(crate) struct Row {
    pub(crate) intent: Uuid,
    pub(crate) offer: Option<Uuid>,
    pub(crate) state: String,
    pub(crate) lifetime_s: u64,
}

/// A second reader of the journal in `folder`.
pub(crate) fn open(folder: &Path) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let connection = Connection::open_with_flags(folder.join("journal.sqlite"), flags)?;
    connection.pragma_update(None, "query_only", true)?;
    Ok(connection)
}

/// Every row, oldest first.
pub(crate) fn rows(connection: &Connection) -> Result<Vec<Row>> {
    let mut statement = connection.prepare_cached(
        "SELECT intent_id, offer_id, state, lifetime_s FROM offer ORDER BY position",
    )?;
    let read = statement.query_map([], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, Option<String>>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, u32>(3)?,
        ))
    })?;
    read.map(|row| {
        let (intent, offer, state, lifetime_s) = row?;
        Ok(Row {
            intent: intent.parse()?,
            offer: offer.map(|id| id.parse()).transpose()?,
            state,
            lifetime_s: lifetime_s.into(),
        })
    })
    .collect()
}

/// SQLite's own word on the whole file.
pub(crate) fn is_whole(connection: &Connection) -> Result<bool> {
    let word: String = connection.query_row("PRAGMA integrity_check", [], |row| row.get(0))?;
    Ok(word == "ok")
}

/// The files as they are on the disk now, as after a kill: no connection is closed for it.
pub(crate) fn snapshot(from: &Path, to: &Path) -> Result<()> {
    fs::create_dir_all(to)?;
    for file in files(from)? {
        let name = file.file_name().context("a file without a name")?;
        fs::copy(&file, to.join(name))?;
    }
    Ok(())
}

/// Every file below `folder`.
pub(crate) fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            all.extend(files(&path)?);
        } else {
            all.push(path);
        }
    }
    all.sort();
    Ok(all)
}
