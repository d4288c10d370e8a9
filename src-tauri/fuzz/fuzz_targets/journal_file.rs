//! A journal that was damaged while the program did not run: it opens with what can be read, or a
//! new one opens and the old one is put aside, now or at the next start.
//!
//! The damage is told line by line, as [`counterfoil_fuzz::damage`] reads it.
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
    damage::damage,
    settings::settings,
};
use libfuzzer_sys::fuzz_target;
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
    clear();
    let written = fs::write(file(), good).and_then(|()| damage(&file(), text));
    assert!(written.is_ok(), "the damage cannot be done: {written:?}");
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
