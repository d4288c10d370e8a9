use rstest::rstest;

use super::*;
use crate::journal::{connection, migration};

fn database(dir: &Path) -> rusqlite::Connection {
    connection::open_file(&dir.join("journal.sqlite"), connection::BUSY).unwrap()
}

/// What the program of `version` wrote: one live offer and its first event.
fn leave(dir: &Path, version: i32) {
    let mut c = database(dir);
    migration::make_version(&mut c, version);
    c.execute_batch(
        "INSERT INTO offer (intent_id, tenant_id, reference, state, known_by, offer_id, configuration_ids,
             credentials, has_code, lifetime_s, issued_ms, issued_boot_ms, boot_id, due_ms, desk)
         VALUES ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001', '7F3K',
             'shown', 'desk', '7b8e4d52-6c1f-4b02-a6f4-2f9d0b1c3e55', '[]', '[\"Visitor pass\"]', 1, 300,
             1, 1, '00000000-0000-0000-0000-000000000063', 300001, 'Counter 1');
         INSERT INTO event (event_id, intent_id, sequence, kind, wall_ms, boot_id, boot_ms, known_by, detail)
         VALUES ('00000000-0000-0000-0000-000000000002', '00000000-0000-0000-0000-000000000001', 1,
             'created', 1, '00000000-0000-0000-0000-000000000063', 1, 'desk', '{}');",
    )
    .unwrap();
    if version >= 2 {
        c.execute_batch(
            "INSERT INTO search_text VALUES (1, ' 7f3k visitor pass counter 1');
             INSERT INTO search (search) VALUES ('rebuild');",
        )
        .unwrap();
    }
}

#[rstest]
#[tokio::test]
async fn an_older_journal_keeps_its_offers_and_can_be_searched(
    #[values(1, 2, 3, 4, 5, 6)] version: i32,
) {
    let dir = tempfile::tempdir().unwrap();
    leave(dir.path(), version);
    let clock = Arc::new(ManualClock::starting_at(start()));
    let (journal, report) = open(dir.path(), &clock).unwrap();
    let page = journal
        .list(&request(PendingFilter::Live, "visit"))
        .await
        .unwrap();
    assert_eq!(page.rows.len(), 1);
    assert_eq!(page.rows[0].reference, "7F3K");
    assert_eq!(page.counts.live, 1);
    assert_eq!(journal.timeline(Uuid::from_u128(1)).await.unwrap().len(), 1);
    let log = journal.list_activity(&everything()).await.unwrap();
    let kinds: Vec<_> = log
        .entries
        .iter()
        .map(|entry| entry.what.as_str())
        .collect();
    assert_eq!(kinds, ["created"], "events of before are in the log");
    assert_eq!(report.backup.is_some(), version < migration::LATEST);
    if let Some(backup) = report.backup {
        let old = rusqlite::Connection::open(&backup).unwrap();
        let kept: i64 = old
            .query_row("SELECT count(*) FROM offer", [], |row| row.get(0))
            .unwrap();
        assert_eq!(kept, 1);
        let stamp: i32 = old
            .pragma_query_value(None, "user_version", |row| row.get(0))
            .unwrap();
        assert_eq!(stamp, version);
    }
}

#[tokio::test]
async fn a_new_journal_has_the_newest_schema_and_no_backup() {
    let desk = Desk::new();
    let made_new = OpenReport {
        made_new: true,
        ..OpenReport::default()
    };
    assert_eq!(desk.report, made_new);
    let stamps = desk
        .journal
        .reader
        .run(|c| {
            let stamp = |name| c.pragma_query_value(None, name, |row| row.get::<_, i32>(0));
            Ok((stamp("user_version")?, stamp("application_id")?))
        })
        .await
        .unwrap();
    assert_eq!(stamps, (migration::LATEST, 0x4346_4a4c));
}

#[test]
fn a_step_that_fails_leaves_the_older_schema_whole() {
    let dir = tempfile::tempdir().unwrap();
    leave(dir.path(), 1);
    // The second step trips over a row that it cannot read.
    database(dir.path())
        .execute_batch(
            "PRAGMA ignore_check_constraints = 1; UPDATE offer SET configuration_ids = 'x'",
        )
        .unwrap();
    let clock = Arc::new(ManualClock::starting_at(start()));
    // quick_check sees the broken CHECK first; the file as it was is in the folder it moved to.
    let (_journal, report) = open(dir.path(), &clock).unwrap();
    let moved = report.moved_aside.unwrap();
    let old = rusqlite::Connection::open(moved.join("journal.sqlite")).unwrap();
    let stamp: i32 = old
        .pragma_query_value(None, "user_version", |row| row.get(0))
        .unwrap();
    assert_eq!(stamp, 1);
    let tables: i64 = old
        .query_row(
            "SELECT count(*) FROM sqlite_schema WHERE name = 'search_text'",
            [],
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(tables, 0);
}
