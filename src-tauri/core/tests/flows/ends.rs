use std::{
    future::{Future as _, poll_fn},
    pin::pin,
    task::Poll,
    time::Duration,
};

use counterfoil_core::{
    clock::Clock,
    offer::{KnownBy, State, view::Face},
};
use counterfoil_practice::{Fault, FaultAct, Operation};
use jiff::SignedDuration;

use super::counter::{Counter, ROOM};

#[tokio::test]
async fn an_offer_that_nobody_claims_expires_by_the_clock_and_leaves_the_screen() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    let expired = counter.until(live.intent_id, State::Expired).await;
    assert_eq!(expired.known_by, KnownBy::Clock);
    assert_eq!(expired.face, Face::Blank);
    assert!(expired.listening_until.is_some());
    assert!(counter.desk.show_qr(live.intent_id, ROOM).await.is_err());
}

#[tokio::test]
async fn a_wallet_that_finishes_after_the_end_turns_expired_into_claimed() {
    let counter = Counter::open().await;
    counter
        .tenant
        .set_knobs(|knobs| knobs.credentials_lag = Duration::from_secs(400));
    let live = counter.live_visitor().await;
    counter.claim(live.intent_id).await;
    counter.until(live.intent_id, State::Expired).await;
    counter.until(live.intent_id, State::Claimed).await;
}

#[tokio::test]
async fn i2_a_question_that_hangs_holds_back_neither_the_countdown_nor_the_end() {
    let counter = Counter::open().await;
    counter
        .tenant
        .plan(Fault::always(Operation::UserCredentials, FaultAct::Stall));
    let live = counter.live_visitor().await;
    let expired = counter.until(live.intent_id, State::Expired).await;
    assert_eq!(expired.known_by, KnownBy::Clock);
    assert_eq!(expired.face, Face::Blank);
}

#[tokio::test]
async fn f9_a_service_that_wants_to_be_left_alone_is_not_asked_before_its_time() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    let questions = || {
        let seen = counter.tenant.requests();
        seen.iter()
            .filter(|seen| seen.path.contains("/users/") && seen.path.contains("/credentials"))
            .count()
    };
    counter.tenant.plan(Fault::once(
        Operation::UserCredentials,
        FaultAct::too_many(Some(60)),
    ));
    counter
        .until_view(live.intent_id, |view| view.offline)
        .await;
    let (asked, refused_at) = (questions(), counter.clock.boot());
    counter
        .until_view(live.intent_id, |view| !view.offline)
        .await;
    let waited = counter.clock.boot() - refused_at;
    assert_eq!(questions(), asked + 1);
    assert!(waited >= Duration::from_secs(59), "{waited:?}");
}

#[tokio::test]
async fn f26_a_late_claim_is_heard_though_the_wall_clock_jumped_by_a_day() {
    for day in [
        SignedDuration::from_hours(24),
        SignedDuration::from_hours(-24),
    ] {
        let counter = Counter::open().await;
        counter
            .tenant
            .set_knobs(|knobs| knobs.credentials_lag = Duration::from_secs(400));
        let live = counter.live_visitor().await;
        counter.claim(live.intent_id).await;
        counter.until(live.intent_id, State::Expired).await;
        counter.clock.set_wall(counter.clock.wall() + day);
        // The tenant reads the same clock; its own time must not go back with ours.
        if day.is_negative() {
            counter.tenant.advance(day.unsigned_abs());
        }
        counter.until(live.intent_id, State::Claimed).await;
    }
}

#[tokio::test]
async fn a39_a_one_second_offer_shows_expired_cleanly() {
    let counter = Counter::open().await;
    let mut draft = counter.visitor().await;
    draft.lifetime = "1s".to_owned();
    let view = counter.desk.issue_offer(draft).await.unwrap();
    counter.until(view.intent_id, State::Expired).await;
}

#[tokio::test]
async fn three_wrong_codes_stop_the_offer_which_then_runs_out_unclaimed() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    let (uri, _) = counter
        .desk
        .lend_to_practice_wallet(live.intent_id)
        .unwrap();
    let wallet = counterfoil_practice::wallet::PretendWallet::new();
    for _ in 0..3 {
        wallet.try_code(uri.expose(), Some("not it")).await;
    }
    let (uri, code) = counter
        .desk
        .lend_to_practice_wallet(live.intent_id)
        .unwrap();
    let report = wallet
        .claim(uri.expose(), code.as_ref().map(mattr_vii::Secret::expose))
        .await;
    assert!(!report.claimed());
    counter.until(live.intent_id, State::Expired).await;
}

#[tokio::test]
async fn when_the_services_clock_jumps_ahead_the_countdown_follows_it() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    counter.tenant.advance(Duration::from_secs(290));
    counter.clock.advance(Duration::from_secs(3));
    for _ in 0..500 {
        let left = counter.desk.current_offer().unwrap().left_ms.unwrap_or(0);
        if left < 20_000 {
            counter.until(live.intent_id, State::Expired).await;
            return;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
        counter.clock.advance(Duration::from_millis(10));
    }
    panic!("the countdown stayed as it was");
}

#[tokio::test]
async fn f4_an_offer_leaves_the_screen_in_time_while_the_question_about_claims_is_stalled() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    counter.tenant.plan(Fault {
        on: Operation::UserCredentials,
        times: u32::MAX,
        skip: 0,
        act: FaultAct::Stall,
    });
    let started = counter.clock.boot();
    let expired = counter.until(live.intent_id, State::Expired).await;
    assert_eq!(expired.face, Face::Blank);
    let took = counter.clock.boot().saturating_sub(started);
    assert!(took <= Duration::from_secs(301), "{took:?}");
}

#[tokio::test]
async fn whoever_may_still_draw_the_code_of_the_offer_before_hears_that_it_is_withheld() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    let draft = counter.visitor().await;
    counter.tenant.plan(Fault::once(
        Operation::CreateOffer,
        FaultAct::too_many(Some(12)),
    ));
    assert!(counter.desk.issue_offer(draft).await.is_err());
    let told = counter.news.offers();
    let last = told.iter().rfind(|view| view.intent_id == live.intent_id);
    assert_eq!(last.map(|view| view.face), Some(Face::Blank));
}

#[tokio::test]
async fn f28_v20_a_lock_between_the_press_and_its_picture_keeps_the_code_off_the_screen() {
    let counter = Counter::open().await;
    let draft = counter.visitor().await;
    let view = counter.desk.issue_offer(draft).await.unwrap();
    let mut showing = pin!(counter.desk.show_qr(view.intent_id, ROOM));
    // The press has begun and waits for the disk.
    let waits = poll_fn(|context| Poll::Ready(showing.as_mut().poll(context).is_pending()));
    assert!(waits.await);
    counter.desk.blank_holder();
    assert!(showing.await.is_err());
    let current = counter.desk.current_offer().unwrap();
    assert_eq!(current.face, Face::Blank);
    counter.desk.show_qr(view.intent_id, ROOM).await.unwrap();
}
