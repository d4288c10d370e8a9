use std::path::Path;

use counterfoil_core::{
    desk::JournalHealth,
    offer::{
        State,
        view::{PendingFilter, PendingRequest},
    },
};
use counterfoil_practice::Knobs;
use uuid::Uuid;

use super::counter::{Counter, ROOM};

pub(super) fn live_rows() -> PendingRequest {
    PendingRequest {
        filter: PendingFilter::Live,
        search: String::new(),
        preset_id: None,
        after: None,
        limit: 50,
        day_start: "2026-03-02T00:00:00Z".parse().unwrap(),
    }
}

/// A live visitor's pass that the program leaves behind. The run that made it can show it.
async fn left_live(folder: &Path) -> Uuid {
    let counter = Counter::open_in(folder, Knobs::default()).await;
    let live = counter.live_visitor().await;
    let page = counter.desk.list_pending(live_rows()).await.unwrap();
    assert!(page.rows[0].can_show && page.rows[0].remake.is_none());
    counter.desk.close().await;
    live.intent_id
}

#[tokio::test]
async fn after_a_restart_the_offer_is_listed_with_its_time_left_without_a_qr_and_can_be_cancelled()
{
    let folder = tempfile::tempdir().unwrap();
    let intent = left_live(folder.path()).await;
    let counter = Counter::open_in(folder.path(), Knobs::default()).await;
    let page = counter.desk.list_pending(live_rows()).await.unwrap();
    assert_eq!(page.rows.len(), 1);
    let row = &page.rows[0];
    assert!(row.left_ms.unwrap() > 200_000, "{:?}", row.left_ms);
    assert!(row.before_restart && row.person.is_none() && !row.can_show && row.can_cancel);
    assert_eq!(row.tenant_name, "Practice");
    assert!(counter.desk.show_qr(intent, ROOM).await.is_err());
    assert!(row.remake.is_some());

    let cancelled = counter.desk.cancel_offer(intent).await.unwrap();
    assert_eq!(cancelled.state, State::Cancelled);
    assert!(
        counter
            .desk
            .list_pending(live_rows())
            .await
            .unwrap()
            .rows
            .is_empty()
    );
}

#[tokio::test]
async fn a_new_offer_takes_the_place_of_one_made_before_the_restart() {
    let folder = tempfile::tempdir().unwrap();
    let old = left_live(folder.path()).await;
    let counter = Counter::open_in(folder.path(), Knobs::default()).await;
    let page = counter.desk.list_pending(live_rows()).await.unwrap();
    let remake = page.rows[0].remake.as_ref().unwrap();
    assert_eq!(remake.preset_id, None);
    let mut draft = counter.visitor().await;
    assert_eq!(remake.configuration_ids, draft.configuration_ids);
    draft.replaces = Some(old);
    let new = counter.desk.issue_offer(draft).await.unwrap();
    assert_eq!(new.state, State::Created);
    counter.until(old, State::Cancelled).await;
    let page = counter.desk.list_pending(live_rows()).await.unwrap();
    let live: Vec<_> = page.rows.iter().map(|row| row.intent_id).collect();
    assert_eq!(live, [new.intent_id]);
}

#[tokio::test]
async fn an_offer_made_before_the_restart_goes_on_when_its_replacement_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let old = left_live(folder.path()).await;
    let counter = Counter::open_in(folder.path(), Knobs::default()).await;
    let mut draft = counter.visitor().await;
    draft.replaces = Some(old);
    draft.lifetime = "601s".to_owned();
    assert!(counter.desk.issue_offer(draft).await.is_err());
    let page = counter.desk.list_pending(live_rows()).await.unwrap();
    assert_eq!(page.rows[0].intent_id, old);
}

#[tokio::test]
async fn r108_staff_hear_that_a_damaged_journal_was_put_aside_and_can_issue_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let counter = Counter::open_in(folder.path(), Knobs::default()).await;
    counter.live_visitor().await;
    let whole = counter.desk.status().await.unwrap().journal;
    assert_eq!(whole, JournalHealth::Whole);
    counter.desk.close().await;
    drop(counter);
    let file = folder.path().join("journal.sqlite");
    let mut bytes = std::fs::read(&file).unwrap();
    bytes[4_096..20_480].fill(0xa5);
    std::fs::write(&file, bytes).unwrap();

    let counter = Counter::open_in(folder.path(), Knobs::default()).await;
    let told = counter.desk.status().await.unwrap().journal;
    assert_eq!(told, JournalHealth::Replaced);
    let page = counter.desk.list_pending(live_rows()).await.unwrap();
    assert!(page.rows.is_empty());
    counter.live_visitor().await;
}
