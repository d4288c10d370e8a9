//! A database that was changed from outside. Line by line: `set TABLE COLUMN VALUE` writes a value into
//! every row past all constraints and triggers, `flip PLACE BYTE` changes a byte of the file,
//! `cut LENGTH` cuts it off.

use std::{fs, io, path::Path};

use rusqlite::Connection;

/// Does to the database at `file` what `text` tells.
///
/// # Errors
///
/// When the file cannot be read or written.
///
/// # Panics
///
/// When the triggers cannot be put back: then the damage would be another than was told.
pub fn damage(file: &Path, text: &str) -> io::Result<()> {
    let lines: Vec<Vec<&str>> = text
        .lines()
        .take(16)
        .map(|line| line.splitn(4, ' ').collect())
        .collect();
    if let Ok(database) = Connection::open(file) {
        let _ = database.execute_batch(
            "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF;",
        );
        let told = unwatched(&database, || {
            for line in &lines {
                if let ["set", table, column, value] = line.as_slice() {
                    set(&database, table, column, value);
                }
            }
        });
        assert!(told.is_ok(), "the damage cannot be done: {told:?}");
    }
    let mut bytes = fs::read(file)?;
    for line in &lines {
        change(&mut bytes, line);
    }
    fs::write(file, bytes)
}

/// What SQLite refuses, such as a word for a number or one key twice, is no damage.
fn set(database: &Connection, table: &str, column: &str, value: &str) {
    let is_name = |name: &str| {
        name.bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    if is_name(table) && is_name(column) {
        let update = format!("UPDATE OR IGNORE \"{table}\" SET \"{column}\" = ?1");
        let value = Some(value).filter(|text| *text != "null");
        let _ = database.execute(&update, [value]);
    }
}

/// Runs `work` while no trigger of the journal watches.
fn unwatched(database: &Connection, work: impl FnOnce()) -> rusqlite::Result<()> {
    let mut query =
        database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'")?;
    let triggers: Vec<(String, String)> = query
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<_, _>>()?;
    for (name, _) in &triggers {
        database.execute_batch(&format!("DROP TRIGGER \"{name}\""))?;
    }
    work();
    triggers
        .iter()
        .try_for_each(|(_, sql)| database.execute_batch(sql))
}

fn change(bytes: &mut Vec<u8>, line: &[&str]) {
    let number = |text: &str| text.parse::<usize>().ok();
    match line {
        ["flip", place, byte] => {
            let place = number(place).map(|place| place % bytes.len().max(1));
            if let (Some(place), Ok(byte)) = (place, byte.parse::<u8>())
                && let Some(found) = bytes.get_mut(place)
            {
                *found ^= byte;
            }
        }
        ["cut", length] => bytes.truncate(number(length).unwrap_or(usize::MAX)),
        _ => {}
    }
}
