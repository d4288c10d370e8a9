use rusqlite::Connection;

use super::*;
use crate::journal::disk;

fn path(desk: &Desk) -> std::path::PathBuf {
    desk.dir.path().join("journal.sqlite")
}

fn reopen(desk: &Desk) -> Result<OpenReport, JournalError> {
    open(desk.dir.path(), &desk.clock).map(|(_, report)| report)
}

#[tokio::test]
async fn a_second_copy_gets_a_named_error_and_harms_nothing() {
    let desk = Desk::new();
    assert_eq!(reopen(&desk), Err(JournalError::InUse));
    desk.live(1).await;
}

#[tokio::test]
async fn a_damaged_journal_is_moved_aside_and_reported() {
    let desk = Desk::new();
    for number in 1..40 {
        desk.live(number).await;
    }
    desk.journal.close().await;
    let mut bytes = std::fs::read(path(&desk)).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0xa5);
    std::fs::write(path(&desk), &bytes).unwrap();
    let (journal, report) = open(desk.dir.path(), &desk.clock).unwrap();
    let moved = report.moved_aside.unwrap();
    assert_eq!(moved.file_name().unwrap(), "damaged-20260302T010000Z");
    assert_eq!(std::fs::read(moved.join("journal.sqlite")).unwrap(), bytes);
    assert!(journal.open_offers().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_file_that_is_no_database_is_moved_aside_too() {
    let desk = Desk::new();
    desk.journal.close().await;
    std::fs::write(
        path(&desk),
        "no database at all, but long enough to have a header of a kind".repeat(4),
    )
    .unwrap();
    let report = reopen(&desk).unwrap();
    assert!(report.moved_aside.unwrap().join("journal.sqlite").exists());
}

/// SQLite would take it for a new database, and staff would miss their offers without a word.
#[tokio::test]
async fn a_journal_cut_to_nothing_is_damage() {
    let desk = Desk::new();
    desk.live(1).await;
    desk.journal.close().await;
    std::fs::write(path(&desk), "").unwrap();
    let (journal, report) = open(desk.dir.path(), &desk.clock).unwrap();
    assert!(report.moved_aside.is_some());
    journal.close().await;
    let again = reopen(&desk).unwrap();
    assert_eq!(again.moved_aside, None, "told once");
}

/// Every constraint of the table holds; only the program cannot read it. Were it an error, the
/// program would never start again.
#[tokio::test]
async fn a_live_row_that_cannot_be_read_at_the_start_is_damage() {
    let desk = Desk::new();
    desk.live(1).await;
    desk.journal.close().await;
    Connection::open(path(&desk))
        .unwrap()
        .execute_batch("UPDATE offer SET configuration_ids = '{}'")
        .unwrap();
    let report = reopen(&desk).unwrap();
    assert!(report.moved_aside.unwrap().join("journal.sqlite").exists());
}

#[tokio::test]
async fn damage_that_shows_while_it_is_open_is_named() {
    let desk = Desk::new();
    desk.journal.fill_for_bench(3_000, start()).await.unwrap();
    desk.journal.close().await;
    // The schema stays readable; the rows do not.
    let mut bytes = std::fs::read(path(&desk)).unwrap();
    let third = bytes.len() / 3;
    bytes[third..2 * third].fill(0);
    let other = tempfile::tempdir().unwrap();
    std::fs::write(other.path().join("a.sqlite"), bytes).unwrap();
    let connection = Connection::open(other.path().join("a.sqlite")).unwrap();
    let read: Result<i64, JournalError> = connection
        .query_row("SELECT sum(length(credentials)) FROM offer", [], |row| {
            row.get(0)
        })
        .map_err(JournalError::from);
    assert_eq!(read, Err(JournalError::Damaged));
}

#[tokio::test]
async fn a_database_of_another_program_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("journal.sqlite");
    Connection::open(&file)
        .unwrap()
        .execute_batch(
            "PRAGMA application_id = 77; CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1);",
        )
        .unwrap();
    let clock = Arc::new(ManualClock::starting_at(start()));
    assert_eq!(
        open(dir.path(), &clock).err(),
        Some(JournalError::Foreign { found: 77 })
    );
    let kept: i64 = Connection::open(&file)
        .unwrap()
        .query_row("SELECT x FROM theirs", [], |row| row.get(0))
        .unwrap();
    assert_eq!(kept, 1);
}

#[tokio::test]
async fn a_journal_of_a_newer_program_is_left_alone() {
    let desk = Desk::new();
    desk.live(1).await;
    desk.journal.close().await;
    Connection::open(path(&desk))
        .unwrap()
        .execute_batch("PRAGMA user_version = 99")
        .unwrap();
    let known = crate::journal::migration::LATEST;
    assert_eq!(
        reopen(&desk),
        Err(JournalError::NewerSchema { found: 99, known })
    );
    Connection::open(path(&desk))
        .unwrap()
        .execute_batch(&format!("PRAGMA user_version = {known}"))
        .unwrap();
    let (journal, _) = open(desk.dir.path(), &desk.clock).unwrap();
    assert_eq!(journal.open_offers().await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_journal_that_another_program_holds_is_locked() {
    let desk = Desk::new();
    let mut other = Connection::open(path(&desk)).unwrap();
    let held = other
        .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)
        .unwrap();
    assert_eq!(
        desk.journal.record_intent(&desk.intent(1)).await,
        Err(JournalError::Locked)
    );
    drop(held);
    desk.issue(1).await;
}

#[tokio::test]
async fn a_full_disk_takes_the_reserve_and_then_says_so() {
    let desk = Desk::new();
    desk.issue(1).await;
    let reserve = desk.dir.path().join("journal.reserve");
    assert!(reserve.exists());
    let limit = |pages: i64| {
        desk.journal.writer.run(move |c| {
            let pages = if pages == 0 {
                c.query_row("PRAGMA page_count", [], |row| row.get(0))?
            } else {
                pages
            };
            c.query_row(&format!("PRAGMA max_page_count = {pages}"), [], |_| Ok(()))?;
            Ok(())
        })
    };
    limit(0).await.unwrap();
    let mut number = 2;
    let refused = loop {
        match desk.journal.record_intent(&desk.intent(number)).await {
            Ok(_) => number += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(refused, JournalError::Full);
    let mut intent = 1;
    let refused = loop {
        match desk.try_go(intent, State::Sent).await {
            Ok(_) => intent += 1,
            Err(error) => break error,
        }
    };
    assert_eq!(refused, JournalError::Full);
    assert!(!reserve.exists());
    limit(1 << 20).await.unwrap();
    desk.go(intent, State::Sent).await;
}

#[tokio::test]
async fn nothing_new_is_started_when_the_disk_is_nearly_full() {
    let dir = tempfile::tempdir().unwrap();
    let clock = Arc::new(ManualClock::starting_at(start()));
    let low = |_: &Path| Some(disk::LOW - 1);
    let (journal, report) = open_with(dir.path(), &clock, Arc::new(SystemChance), low).unwrap();
    let desk = Desk {
        dir,
        clock,
        journal,
        report,
    };
    let refused = desk.journal.record_intent(&desk.intent(1)).await;
    assert_eq!(
        refused,
        Err(JournalError::DiskLow {
            free: disk::LOW - 1
        })
    );
}

#[tokio::test]
async fn a_read_only_journal_says_so() {
    let desk = Desk::new();
    desk.journal
        .writer
        .run(|c| Ok(c.pragma_update(None, "query_only", true)?))
        .await
        .unwrap();
    assert_eq!(
        desk.journal.record_intent(&desk.intent(1)).await,
        Err(JournalError::ReadOnly)
    );
}

#[tokio::test]
async fn a_file_that_cannot_be_opened_says_so() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("journal.sqlite")).unwrap();
    let clock = Arc::new(ManualClock::starting_at(start()));
    let failed = open(dir.path(), &clock).err();
    assert!(
        matches!(failed, Some(JournalError::Unreachable(_))),
        "{failed:?}"
    );
}

#[tokio::test]
async fn after_closing_every_handle_says_so() {
    let desk = Desk::new();
    let other = desk.journal.clone();
    desk.journal.close().await;
    assert_eq!(other.open_offers().await, Err(JournalError::Closed));
    assert_eq!(
        other.record_intent(&desk.intent(1)).await,
        Err(JournalError::Closed)
    );
}

#[tokio::test]
async fn a_whole_check_is_due_after_a_week_and_settles_it() {
    let mut desk = Desk::new();
    desk.clock
        .advance(std::time::Duration::from_secs(8 * 24 * 3600));
    for (due, checks) in [(true, true), (false, false)] {
        desk.journal.close().await;
        (desk.journal, desk.report) = open(desk.dir.path(), &desk.clock).unwrap();
        assert_eq!(desk.report.check_due, due);
        if checks {
            desk.journal.check_whole().await.unwrap();
        }
    }
}

#[cfg(unix)]
#[tokio::test]
async fn every_file_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new();
    desk.live(1).await;
    for entry in std::fs::read_dir(desk.dir.path()).unwrap() {
        let entry = entry.unwrap();
        let mode = entry.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!(mode, 0o600, "{:?}", entry.file_name());
    }
}

#[tokio::test]
async fn r108_workplaces_presets_and_settings_survive_damage_to_the_offers() {
    let desk = Desk::new();
    let tenant = crate::tenant::tests::settings();
    desk.journal.save_tenant(&tenant).await.unwrap();
    desk.journal.save_active_tenant(tenant.id).await.unwrap();
    desk.journal.save_settings(b"{}".to_vec()).await.unwrap();
    desk.journal.fill_for_bench(3_000, start()).await.unwrap();
    desk.journal.close().await;
    let mut bytes = std::fs::read(path(&desk)).unwrap();
    let (from, to) = (bytes.len() / 2, bytes.len() / 2 + 65_536);
    bytes[from..to].fill(0xa5);
    std::fs::write(path(&desk), &bytes).unwrap();

    let (journal, report) = open(desk.dir.path(), &desk.clock).unwrap();
    assert!(report.moved_aside.is_some());
    assert_eq!(
        journal.list_tenants().await.unwrap(),
        std::slice::from_ref(&tenant)
    );
    let active = journal.load_active_tenant().await.unwrap();
    assert_eq!(active, Some(tenant.id));
    assert_eq!(journal.load_settings().await.unwrap().unwrap(), b"{}");
    let page = journal
        .list(&request(PendingFilter::All, ""))
        .await
        .unwrap();
    assert_eq!(page.counts.all, 0);
}
