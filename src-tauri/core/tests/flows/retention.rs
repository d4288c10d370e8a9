//! What is forgotten, and when (R131).

use std::time::Duration;

use counterfoil_core::{
    activity::{ActivityRequest, ActivityWhat},
    offer::State,
    settings::Settings,
};

use super::{counter::Counter, restart::live_rows};

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

async fn offers(counter: &Counter) -> u32 {
    let page = counter.desk.list_pending(live_rows()).await.unwrap();
    page.counts.all
}

/// The daily look runs beside us, and sleeps anew only when it has looked: lets time pass until
/// the list is as long as it should be, for a week at most.
async fn until_offers(counter: &Counter, wanted: u32) {
    for _ in 0..1_000 {
        if offers(counter).await == wanted {
            return;
        }
        counter.clock.advance(Duration::from_secs(600));
    }
    panic!("{} offers instead of {wanted}", offers(counter).await);
}

async fn cancelled_visitor(counter: &Counter) {
    let live = counter.live_visitor().await;
    let ended = counter.desk.cancel_offer(live.intent_id).await.unwrap();
    assert_eq!(ended.state, State::Cancelled);
}

async fn erasures(counter: &Counter) -> Vec<Option<i64>> {
    let asked = ActivityRequest {
        search: String::new(),
        since: None,
        desk: None,
        what: ActivityWhat::Desk,
        before: None,
        limit: 200,
    };
    let log = counter.desk.list_activity(asked).await.unwrap();
    assert!(log.missing.is_empty());
    let erased = log
        .entries
        .iter()
        .filter(|one| one.what == "records_erased");
    erased.map(|one| one.count.map(i64::from)).collect()
}

#[tokio::test]
async fn r131_an_ended_offer_is_erased_after_thirty_days_and_the_log_says_so() {
    let counter = Counter::open().await;
    counter.desk.forget_in_time();
    cancelled_visitor(&counter).await;
    for _ in 0..29 {
        counter.clock.advance(DAY);
    }
    cancelled_visitor(&counter).await;
    assert_eq!(offers(&counter).await, 2);
    counter.clock.advance(DAY * 2);
    until_offers(&counter, 1).await;
    for _ in 0..5_000 {
        if !erasures(&counter).await.is_empty() {
            break;
        }
    }
    assert_eq!(erasures(&counter).await, [Some(1)]);
}

#[tokio::test]
async fn r131_keeping_offers_for_fewer_days_works_at_once() {
    let counter = Counter::open().await;
    cancelled_visitor(&counter).await;
    counter.clock.advance(DAY * 3);
    let wanted = Settings {
        keep_days: 2,
        ..counter.desk.settings()
    };
    counter.desk.save_settings(wanted).await.unwrap();
    assert_eq!(offers(&counter).await, 0);
}

#[tokio::test]
async fn r131_old_records_go_soon_after_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let counter = Counter::open_in(folder.path(), counterfoil_practice::Knobs::default()).await;
    cancelled_visitor(&counter).await;
    counter.desk.close().await;
    drop(counter);
    let later = "2026-04-20T01:00:00Z".parse().unwrap();
    let counter = Counter::open_at(folder.path(), later).await;
    counter.desk.forget_in_time();
    until_offers(&counter, 0).await;
}
