//! A journal that was damaged while the program did not run: it opens with what can be read, or a
//! new one opens and the old one is put aside, now or at the next start.
//!
//! The damage is told line by line: `set TABLE COLUMN VALUE` writes a value into every row past all
//! constraints, `flip PLACE BYTE` changes a byte, `cut LENGTH` cuts the file off.
#![no_main]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{Arc, LazyLock},
};

use counterfoil_core::{
    activity::{ActivityRequest, ActivityWhat},
    journal::{DiskWork, Journal, JournalError, OpenReport},
    offer::view::{PendingFilter, PendingRequest},
};
use counterfoil_fuzz::{
    canary::assert_untold,
    computer::{AtOnce, Counting, LeapingClock, finish, start},
    settings::settings,
};
use libfuzzer_sys::fuzz_target;
use rusqlite::Connection;
use tempfile::TempDir;
use uuid::Uuid;

/// A folder of this run, in memory where there is a disk in memory.
static FOLDER: LazyLock<TempDir> = LazyLock::new(|| {
    let memory = Path::new("/dev/shm");
    let made = match memory.is_dir() {
        true => TempDir::new_in(memory),
        false => TempDir::new(),
    };
    made.unwrap_or_else(|error| panic!("no folder: {error}"))
});

/// A good journal, closed in order.
static GOOD: LazyLock<Vec<u8>> = LazyLock::new(|| {
    finish(fill()).unwrap_or_else(|error| panic!("no journal: {error}"));
    fs::read(file()).unwrap_or_else(|error| panic!("no journal: {error}"))
});

fuzz_target!(|text: &str| {
    let good = &*GOOD;
    damage(good, text);
    finish(async {
        if let Err(error) = use_it().await {
            assert_untold(&error);
            let foreign = matches!(
                error,
                JournalError::Foreign { .. } | JournalError::NewerSchema { .. }
            );
            if foreign {
                return;
            }
            assert_eq!(error, JournalError::Damaged, "no damage has this name");
            let again = use_it().await;
            assert!(
                again.is_ok_and(|report| report.moved_aside.is_some()),
                "twice damaged"
            );
        }
    });
});

fn file() -> PathBuf {
    FOLDER.path().join("journal.sqlite")
}

fn open() -> Result<(Journal, OpenReport), JournalError> {
    let work = DiskWork::InTurn(Arc::new(AtOnce));
    let (clock, chance) = (
        Arc::new(LeapingClock::default()),
        Arc::new(Counting::default()),
    );
    Journal::open_on(FOLDER.path(), clock, chance, &work, Some(Uuid::nil()))
}

async fn fill() -> Result<(), JournalError> {
    let (journal, _) = open()?;
    journal.fill_for_bench(6, start()).await?;
    journal.save_tenant(&settings()).await?;
    journal.save_settings(b"{}".to_vec()).await?;
    journal
        .log("unlocked", "Desk 1".to_owned(), start(), None)
        .await?;
    journal.close().await;
    Ok(())
}

fn damage(good: &[u8], text: &str) {
    clear();
    let _ = fs::write(file(), good);
    let lines: Vec<Vec<&str>> = text
        .lines()
        .take(16)
        .map(|line| line.splitn(4, ' ').collect())
        .collect();
    if let Ok(database) = Connection::open(file()) {
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
    let mut bytes = fs::read(file()).unwrap_or_default();
    for line in &lines {
        change(&mut bytes, line);
    }
    let _ = fs::write(file(), bytes);
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

/// Opens it, reads every list and writes.
async fn use_it() -> Result<OpenReport, JournalError> {
    let (journal, report) = open()?;
    let read = read_all(&journal).await;
    let written = journal
        .log("unlocked", "Desk 1".to_owned(), start(), None)
        .await;
    journal.close().await;
    match read {
        // A row that was changed from outside is told and spoils no other list.
        Ok(()) | Err(JournalError::BadValue { .. }) => written.map(|()| report),
        Err(error) => Err(error),
    }
}

async fn read_all(journal: &Journal) -> Result<(), JournalError> {
    let request = PendingRequest {
        filter: PendingFilter::All,
        search: String::new(),
        preset_id: None,
        after: None,
        limit: 200,
        day_start: start(),
    };
    let log = ActivityRequest {
        search: String::new(),
        since: None,
        desk: None,
        what: ActivityWhat::All,
        before: None,
        limit: 500,
    };
    let lists = [
        journal.check_whole().await,
        journal.list(&request).await.map(drop),
        journal.open_offers().await.map(drop),
        journal.list_activity(&log).await.map(drop),
        journal.missing_activity().await.map(drop),
        journal.list_tenants().await.map(drop),
        journal.list_presets(settings().id).await.map(drop),
        journal.load_active_tenant().await.map(drop),
        journal.load_settings().await.map(drop),
    ];
    let is_damage = |error: &JournalError| !matches!(error, JournalError::BadValue { .. });
    let mut errors: Vec<_> = lists.into_iter().filter_map(Result::err).collect();
    errors.sort_by_key(|error| !is_damage(error));
    errors.into_iter().next().map_or(Ok(()), Err)
}

fn clear() {
    for entry in fs::read_dir(FOLDER.path()).into_iter().flatten().flatten() {
        let path = entry.path();
        let keeps = path.extension().is_some_and(|found| found == "reserve");
        let _ = match (keeps, path.is_dir()) {
            (true, _) => Ok(()),
            (false, true) => fs::remove_dir_all(&path),
            (false, false) => fs::remove_file(&path),
        };
    }
}
