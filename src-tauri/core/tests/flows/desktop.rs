//! What the desktop around the desk relies on: settings, closing, and the start after a crash.

use counterfoil_core::{
    offer::State,
    settings::{Settings, Theme},
};
use counterfoil_practice::Knobs;

use super::counter::Counter;

#[tokio::test]
async fn a48_after_the_end_of_the_program_the_status_has_the_time_left_and_no_name() {
    let folder = tempfile::tempdir().unwrap();
    let live = {
        let counter = Counter::open_in(folder.path(), Knobs::default()).await;
        let live = counter.live_visitor().await;
        counter.desk.close().await;
        live
    };
    let counter = Counter::open_in(folder.path(), Knobs::default()).await;
    let left = counter.desk.status().await.unwrap().left_live;
    assert_eq!(left.len(), 1);
    assert_eq!(left[0].intent_id, live.intent_id);
    assert_eq!(left[0].reference, live.reference);
    assert!(left[0].left_ms > 200_000 && left[0].left_ms <= 300_000);
    let told = serde_json::to_string(&left).unwrap();
    assert!(!told.contains("Hēmi") && !told.contains("Northern"));

    counter.desk.cancel_offer(live.intent_id).await.unwrap();
    assert!(counter.desk.status().await.unwrap().left_live.is_empty());
}

#[tokio::test]
async fn a58_what_is_live_is_known_with_its_end_and_can_be_cancelled_before_quitting() {
    let counter = Counter::open().await;
    assert_eq!(counter.desk.live_until(), None);
    let first = counter.live_visitor().await;
    let second = counter.live_visitor().await;
    assert_eq!(counter.desk.live_until(), second.expires_at);

    counter.desk.cancel_live().await.unwrap();
    assert_eq!(counter.desk.live_until(), None);
    for offer in [first, second] {
        let cancelled = counter.until(offer.intent_id, State::Cancelled).await;
        assert!(!cancelled.can_show);
    }
}

#[tokio::test]
async fn settings_apply_at_once_are_tidied_and_survive_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    {
        let counter = Counter::open_in(folder.path(), Knobs::default()).await;
        let wanted = Settings {
            theme: Theme::Dark,
            zoom: 20,
            ..counter.desk.settings()
        };
        let saved = counter.desk.save_settings(wanted).await.unwrap();
        assert_eq!((saved.theme, saved.zoom), (Theme::Dark, 50));
        assert_eq!(counter.desk.status().await.unwrap().settings, saved);
        counter.desk.close().await;
    }
    let counter = Counter::open_in(folder.path(), Knobs::default()).await;
    assert_eq!(counter.desk.settings().theme, Theme::Dark);
}

#[tokio::test]
async fn an_offer_is_written_down_with_the_name_that_the_desk_has_now() {
    let counter = Counter::open().await;
    let renamed = Settings {
        desk: "Front desk".to_owned(),
        ..counter.desk.settings()
    };
    counter.desk.save_settings(renamed).await.unwrap();
    counter.live_visitor().await;
    let page = counter.desk.list_pending(super::restart::live_rows()).await;
    assert_eq!(page.unwrap().rows[0].desk, "Front desk");
}
