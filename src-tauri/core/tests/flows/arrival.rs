//! An offer that ended while the service could not be asked, and a first offer that was claimed
//! after a second one had been made in its place.

use std::time::Duration;

use counterfoil_core::{
    desk::DeskError,
    offer::{
        KnownBy, State,
        view::{Face, OfferView, PendingFilter, PendingRequest, Saw},
    },
};
use counterfoil_practice::{Fault, FaultAct, Operation};

use super::counter::{Counter, ROOM};

/// A live offer about which the service says nothing any more.
async fn unheard(counter: &Counter) -> OfferView {
    let live = counter.live_visitor().await;
    counter.tenant.plan(Fault::always(
        Operation::UserCredentials,
        FaultAct::DropBefore,
    ));
    let ended = counter.until(live.intent_id, State::Expired).await;
    assert!(ended.asks_arrival, "nobody could be asked");
    ended
}

async fn not_known(counter: &Counter) -> usize {
    let request = PendingRequest {
        filter: PendingFilter::NotKnown,
        search: String::new(),
        preset_id: None,
        after: None,
        limit: 10,
        day_start: "2026-03-02T00:00:00Z".parse().unwrap(),
    };
    let page = counter.desk.list_pending(request).await.unwrap();
    assert_eq!(page.counts.not_known as usize, page.rows.len());
    page.rows.len()
}

#[tokio::test]
async fn a41_with_the_network_gone_staff_are_asked_and_with_it_the_offer_just_expires() {
    let counter = Counter::open().await;
    let ended = unheard(&counter).await;
    counter.tenant.clear_faults();
    counter
        .until_view(ended.intent_id, |view| !view.asks_arrival)
        .await;

    let heard = counter.live_visitor().await;
    let ended = counter.until(heard.intent_id, State::Expired).await;
    assert!(!ended.asks_arrival);
    assert!(ended.listening_until.is_some());
}

#[tokio::test]
async fn what_staff_say_did_not_arrive_is_expired_and_is_not_asked_again() {
    let counter = Counter::open().await;
    let ended = unheard(&counter).await;
    let view = counter
        .desk
        .staff_saw(ended.intent_id, Saw::NotInWallet)
        .await
        .unwrap();
    assert_eq!((view.state, view.asks_arrival), (State::Expired, false));
}

#[tokio::test]
async fn a42_not_sure_parks_it_and_a_late_claim_makes_it_claimed_for_good() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    counter.claim(live.intent_id).await;
    counter.tenant.plan(Fault::always(
        Operation::UserCredentials,
        FaultAct::DropBefore,
    ));
    let intent = counter
        .until(live.intent_id, State::Expired)
        .await
        .intent_id;
    let view = counter.desk.staff_saw(intent, Saw::NotSure).await.unwrap();
    assert_eq!(
        (view.state, view.known_by),
        (State::NotSure, KnownBy::Staff)
    );
    counter.desk.close_offer(intent);
    assert_eq!(not_known(&counter).await, 1);

    counter.clock.advance(Duration::from_secs(3600));
    counter.tenant.clear_faults();
    let view = counter.until(intent, State::Claimed).await;
    assert_eq!(view.known_by, KnownBy::Service);
    assert_eq!(not_known(&counter).await, 0);
    counter
        .desk
        .staff_saw(intent, Saw::NotInWallet)
        .await
        .unwrap();
    assert_eq!(
        counter.desk.offer_timeline(intent).await.unwrap().row.state,
        State::Claimed
    );
}

#[tokio::test]
async fn the_first_answer_that_knows_of_no_claim_ends_what_staff_were_not_sure_of() {
    let counter = Counter::open().await;
    let intent = unheard(&counter).await.intent_id;
    counter.desk.staff_saw(intent, Saw::NotSure).await.unwrap();
    counter.tenant.clear_faults();
    let view = counter.until(intent, State::Expired).await;
    assert_eq!(view.known_by, KnownBy::Service);
    assert_eq!(not_known(&counter).await, 0);
}

#[tokio::test]
async fn what_staff_were_not_sure_of_is_settled_in_their_word() {
    let counter = Counter::open().await;
    let intent = unheard(&counter).await.intent_id;
    counter.desk.staff_saw(intent, Saw::NotSure).await.unwrap();
    let timeline = counter.desk.offer_timeline(intent).await.unwrap();
    assert!(timeline.can_settle);
    let view = counter
        .desk
        .staff_saw(intent, Saw::NotInWallet)
        .await
        .unwrap();
    assert_eq!(
        (view.state, view.known_by),
        (State::Expired, KnownBy::Staff)
    );
}

#[tokio::test]
async fn nobody_can_be_unsure_of_an_offer_that_is_still_live() {
    let counter = Counter::open().await;
    let intent = counter.live_visitor().await.intent_id;
    let refused = counter.desk.staff_saw(intent, Saw::NotSure).await.err();
    assert!(matches!(refused, Some(DeskError::NotFound)), "{refused:?}");
}

/// The first offer ran out and was claimed just before; the second lies on the counter.
async fn second_copy(counter: &Counter) -> OfferView {
    let first = counter.live_visitor().await;
    counter
        .tenant
        .set_knobs(|knobs| knobs.credentials_lag = Duration::from_secs(330));
    counter.claim(first.intent_id).await;
    counter.until(first.intent_id, State::Expired).await;
    let second = counter.desk.new_intent();
    counter
        .desk
        .renew_offer(first.intent_id, second)
        .await
        .unwrap();
    counter.desk.show_qr(second, ROOM).await.unwrap();
    counter.until_view(second, |view| view.first_claimed).await
}

#[tokio::test]
async fn a42_a_first_offer_claimed_after_all_takes_the_second_ones_code_off_the_screen() {
    let counter = Counter::open().await;
    let second = second_copy(&counter).await;
    assert_eq!((second.state, second.face), (State::Shown, Face::Blank));
    let intent = second.intent_id;
    assert!(counter.desk.show_qr(intent, ROOM).await.is_err());
    assert!(counter.desk.turn_to_code(intent).is_err());
    let view = counter.desk.cancel_offer(intent).await.unwrap();
    assert_eq!((view.state, view.first_claimed), (State::Cancelled, false));
}

#[tokio::test]
async fn a_second_copy_is_shown_again_only_when_staff_say_that_both_are_wanted() {
    let counter = Counter::open().await;
    let intent = second_copy(&counter).await.intent_id;
    let view = counter
        .desk
        .staff_saw(intent, Saw::BothWanted)
        .await
        .unwrap();
    assert!(!view.first_claimed);
    counter.desk.show_qr(intent, ROOM).await.unwrap();
    let twice = counter.desk.staff_saw(intent, Saw::BothWanted).await;
    assert!(twice.is_err(), "there is nothing to want any more");
}
