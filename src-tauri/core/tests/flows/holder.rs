//! The holder's display: what it is told, and when.

use std::time::Duration;

use counterfoil_core::{
    holder::{
        Display, HolderMessage, HolderPlace, HolderScene, HolderShow, HolderWindow,
        PrepareHolderRequest, ScanSize,
    },
    offer::{
        State,
        view::{Face, OfferView},
    },
};

use super::counter::Counter;

/// A second display of 1280 x 800 at scale 1.
fn window() -> HolderWindow {
    HolderWindow {
        display: Display {
            name: "R".to_owned(),
            x: 1280,
            y: 0,
            width: 1280,
            height: 800,
            scale: 1.0,
        },
        screen: 2,
        size: ScanSize::Large,
    }
}

async fn two_displays() -> Counter {
    let counter = Counter::open().await;
    counter.desk.open_holder(window()).await.unwrap();
    counter
}

async fn live(counter: &Counter) -> OfferView {
    let made = counter.desk.issue_offer(counter.visitor().await).await;
    let view = counter
        .desk
        .show_on_holder(made.unwrap().intent_id)
        .await
        .unwrap();
    assert_eq!((view.face, view.holder), (Face::Code, HolderPlace::Shown));
    view
}

/// The last whole picture's name.
fn scene(counter: &Counter) -> String {
    let scenes = counter.news.scenes();
    scenes.last().cloned().unwrap_or_default()
}

async fn until_scene(counter: &Counter, wanted: &str) {
    for _ in 0..400 {
        if scene(counter) == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
        counter.clock.advance(Duration::from_millis(500));
    }
    panic!("never {wanted}: {:?}", counter.news.scenes());
}

#[tokio::test]
async fn a_display_names_itself_and_then_waits() {
    let counter = two_displays().await;
    assert_eq!(scene(&counter), "card");
    until_scene(&counter, "idle").await;
}

#[tokio::test]
async fn a18_the_code_is_for_staff_while_the_holder_has_the_qr_and_not_one_message_holds_it() {
    let counter = two_displays().await;
    let view = live(&counter).await;
    let code = counter.desk.show_code(view.intent_id).await.unwrap().code;
    assert_eq!(scene(&counter), "live");
    counter.claim(view.intent_id).await;
    counter.until(view.intent_id, State::Claimed).await;
    assert!(
        counter
            .news
            .holder_texts()
            .iter()
            .all(|text| !text.contains(&code))
    );
}

#[tokio::test]
async fn a19_v20_a_lost_display_takes_qr_and_code_and_the_offer_stays_until_staff_choose() {
    let counter = two_displays().await;
    let view = live(&counter).await;
    counter.desk.close_holder(HolderPlace::Lost);
    let after = counter.desk.current_offer().unwrap();
    assert_eq!((after.face, after.holder), (Face::Blank, HolderPlace::Lost));
    assert!(after.can_show);
    assert!(counter.desk.show_code(view.intent_id).await.is_err());
    let here = super::counter::ROOM;
    counter.desk.show_qr(view.intent_id, here).await.unwrap();
    let shown = counter.desk.current_offer().unwrap();
    assert_eq!((shown.face, shown.holder), (Face::Qr, HolderPlace::Nowhere));
}

#[tokio::test]
async fn mirrored_displays_withhold_every_face_until_they_differ_again() {
    let counter = two_displays().await;
    let view = live(&counter).await;
    counter.desk.set_mirrored(true);
    let after = counter.desk.current_offer().unwrap();
    assert_eq!(
        (after.face, after.holder),
        (Face::Blank, HolderPlace::Mirrored)
    );
    assert!(counter.desk.turn_to_code(view.intent_id).is_err());
    let room = super::counter::ROOM;
    assert!(counter.desk.show_qr(view.intent_id, room).await.is_err());
    counter.desk.set_mirrored(false);
    let after = counter.desk.current_offer().unwrap();
    assert_eq!(after.holder, HolderPlace::Hidden);
    counter.desk.turn_to_code(view.intent_id).unwrap();
}

#[tokio::test]
async fn a25_no_message_of_a_whole_service_holds_what_was_typed_unless_it_was_marked() {
    let counter = two_displays().await;
    let view = live(&counter).await;
    counter.claim(view.intent_id).await;
    counter.until(view.intent_id, State::Claimed).await;
    for typed in ["Hēmi", "Te Ōkahu", "Northern yard"] {
        let told = counter.news.holder_texts();
        assert!(told.iter().all(|text| !text.contains(typed)), "{typed}");
    }
}

#[tokio::test]
async fn a31_both_windows_hear_the_same_time_left_from_the_same_tick() {
    let counter = two_displays().await;
    let view = live(&counter).await;
    for _ in 0..20 {
        tokio::time::sleep(Duration::from_millis(2)).await;
        counter.clock.advance(Duration::from_millis(500));
    }
    let (staff, holder) = (counter.news.ticks(), counter.news.holder_ticks());
    assert!(holder.len() > 2, "{holder:?}");
    assert!(staff.ends_with(&holder), "{staff:?} {holder:?}");
    assert!(holder.last().unwrap() < &view.left_ms.unwrap());
}

#[tokio::test]
async fn a34_at_the_end_the_holder_window_changes_with_the_ticket_then_goes_idle() {
    let counter = two_displays().await;
    let view = live(&counter).await;
    counter.until(view.intent_id, State::Expired).await;
    assert_eq!(scene(&counter), "ended");
    until_scene(&counter, "idle").await;
}

#[tokio::test]
async fn a_claim_is_celebrated_for_six_seconds_even_when_it_comes_late() {
    let counter = two_displays().await;
    let view = live(&counter).await;
    counter.claim(view.intent_id).await;
    counter.until(view.intent_id, State::Claimed).await;
    assert_eq!(scene(&counter), "claimed");
    until_scene(&counter, "idle").await;
}

#[tokio::test]
async fn a_new_offer_never_tells_the_holder_that_the_old_one_ran_out() {
    let counter = two_displays().await;
    let view = live(&counter).await;
    let next = counter.desk.new_intent();
    counter
        .desk
        .renew_offer(view.intent_id, next)
        .await
        .unwrap();
    assert_eq!(scene(&counter), "one_moment");
    counter.desk.show_on_holder(next).await.unwrap();
    let scenes = counter.news.scenes();
    assert!(!scenes.contains(&"ended".to_owned()), "{scenes:?}");
    assert_eq!(scene(&counter), "live");
}

#[tokio::test]
async fn a24_the_privacy_key_takes_qr_and_code_in_the_same_call() {
    let counter = two_displays().await;
    let view = live(&counter).await;
    counter.desk.blank_holder();
    assert_eq!(scene(&counter), "one_moment");
    let after = counter.desk.current_offer().unwrap();
    assert_eq!(
        (after.face, after.holder),
        (Face::Blank, HolderPlace::Hidden)
    );
    counter.desk.show_on_holder(view.intent_id).await.unwrap();
    assert_eq!(scene(&counter), "live");
}

#[tokio::test]
async fn a_lock_leaves_the_welcome_of_an_idle_holder_display_where_it_is() {
    let counter = two_displays().await;
    until_scene(&counter, "idle").await;
    counter.desk.blank_holder();
    assert_eq!(scene(&counter), "idle");
}

#[tokio::test]
async fn preparing_never_replaces_a_live_qr_and_does_nothing_without_a_window() {
    let ready = PrepareHolderRequest {
        show: HolderShow::GetReady,
        first_name: Some("Hēmi".to_owned()),
        credentials: vec!["Visitor pass".to_owned()],
        lines: Vec::new(),
        language: "mi".to_owned(),
    };
    let alone = Counter::open().await;
    alone.desk.prepare_holder(ready.clone()).await.unwrap();
    assert!(alone.news.scenes().is_empty());

    let counter = two_displays().await;
    counter.desk.prepare_holder(ready.clone()).await.unwrap();
    assert_eq!(scene(&counter), "get_ready");
    live(&counter).await;
    counter.desk.prepare_holder(ready).await.unwrap();
    assert_eq!(scene(&counter), "live");
}

#[tokio::test]
async fn a67_the_holder_qr_is_m_with_whole_pixels_and_hard_to_scan_goes_to_l_then_bigger() {
    let counter = two_displays().await;
    let view = live(&counter).await;
    counter.desk.ease_scan(view.intent_id).await.unwrap();
    counter.desk.ease_scan(view.intent_id).await.unwrap();
    counter.desk.ease_scan(view.intent_id).await.unwrap();
    let drawn = counter.news.drawn();
    let levels: Vec<_> = drawn.iter().map(|(level, _)| level.as_str()).collect();
    assert_eq!(levels, ["M", "L", "L", "M"]);
    let pixels: Vec<_> = drawn.iter().map(|(_, pixels)| *pixels).collect();
    assert!(
        pixels[1] >= pixels[0] && pixels[2] > pixels[1],
        "{pixels:?}"
    );
    assert_eq!(pixels[0], pixels[3]);
    assert!(pixels.iter().all(|pixels| *pixels >= 5), "{pixels:?}");
}

#[tokio::test]
async fn a_test_scan_is_refused_while_an_offer_is_up_and_leads_nowhere() {
    let counter = two_displays().await;
    counter.desk.test_scan(ScanSize::Small, None).unwrap();
    assert_eq!(scene(&counter), "test");
    counter.desk.end_test_scan(Some(ScanSize::Medium));
    assert_eq!(scene(&counter), "idle");
    live(&counter).await;
    assert!(counter.desk.test_scan(ScanSize::Small, None).is_err());
}

#[tokio::test]
async fn a_code_too_dense_for_the_size_of_the_test_scan_is_enlarged_before_it_is_refused() {
    let counter = Counter::open().await;
    let small = HolderWindow {
        size: ScanSize::Small,
        ..window()
    };
    counter.desk.open_holder(small).await.unwrap();
    live(&counter).await;
    assert!(counter.news.drawn()[0].1 >= 4);
}

/// What the test reads from a message; a picture is never kept whole.
pub(crate) fn summary(message: &HolderMessage) -> (Option<&'static str>, Option<(String, u32)>) {
    match message {
        HolderMessage::Show { frame } => {
            let drawn = match &frame.scene {
                HolderScene::Live { qr, .. } => Some((qr.level.clone(), qr.module_px)),
                _ => None,
            };
            (Some(frame.scene.name()), drawn)
        }
        HolderMessage::Left { .. } | HolderMessage::Language { .. } => (None, None),
    }
}
