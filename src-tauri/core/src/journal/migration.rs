//! Steps from one schema to the next: forward only, all in one transaction (R110).

use std::{fs, path::Path};

use rusqlite::{Connection, Transaction, TransactionBehavior};

use super::{
    JournalError, activity, connection, counts, disk, events, offers, presets, search, settings,
    tenants,
};

/// Brings the schema one version further. Never edited once shipped, only added to.
type Step = fn(&Transaction<'_>) -> Result<(), JournalError>;

const STEPS: [Step; 6] = [
    make_tables,
    search::make,
    presets::make,
    activity::make,
    offers::allow_not_sure,
    presets::index_offers,
];

/// The schema this program writes.
pub(super) const LATEST: i32 = STEPS.len() as i32;

fn make_tables(transaction: &Transaction<'_>) -> Result<(), JournalError> {
    for sql in [
        settings::MAKE,
        tenants::MAKE,
        offers::MAKE,
        counts::MAKE,
        events::MAKE,
    ] {
        transaction.execute_batch(sql)?;
    }
    Ok(())
}

/// Runs every step that `connection` has not seen and stamps the file.
pub(super) fn run(connection: &mut Connection, from: i32) -> Result<(), JournalError> {
    run_to(connection, from, LATEST)
}

fn run_to(connection: &mut Connection, from: i32, to: i32) -> Result<(), JournalError> {
    if from >= to {
        return Ok(());
    }
    let (first, last) = (
        usize::try_from(from).unwrap_or(0),
        usize::try_from(to).unwrap_or(0),
    );
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for step in STEPS.iter().take(last).skip(first) {
        step(&transaction)?;
    }
    transaction.pragma_update(None, "application_id", connection::APPLICATION_ID)?;
    transaction.pragma_update(None, "user_version", to)?;
    transaction.commit()?;
    Ok(())
}

/// Writes a copy that the old program can read, before an older schema is changed (R110, R111).
pub(super) fn back_up(connection: &Connection, target: &Path) -> Result<(), JournalError> {
    match fs::remove_file(target) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    // SQLite fills an empty file and keeps its permissions.
    disk::make_private(target)?;
    let path = target
        .to_str()
        .ok_or(JournalError::Unreachable(std::io::ErrorKind::InvalidInput))?;
    connection.execute("VACUUM INTO ?1", [path])?;
    Ok(())
}

/// Makes a database as the program of schema `version` left it.
#[cfg(test)]
pub(super) fn make_version(connection: &mut Connection, version: i32) {
    run_to(connection, 0, version).unwrap();
}
