use counterfoil_core::{
    desk::DeskError,
    offer::{KnownBy, State},
};
use counterfoil_practice::{Fault, FaultAct, Operation, wallet::PretendWallet};
use mattr_vii::Secret;

use super::counter::Counter;

#[tokio::test]
async fn a_cancelled_offer_can_no_longer_be_redeemed() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    let (uri, code) = counter
        .desk
        .lend_to_practice_wallet(live.intent_id)
        .unwrap();
    let cancelled = counter.desk.cancel_offer(live.intent_id).await.unwrap();
    assert_eq!(
        (cancelled.state, cancelled.known_by),
        (State::Cancelled, KnownBy::Service)
    );
    let report = PretendWallet::new()
        .claim(uri.expose(), code.as_ref().map(Secret::expose))
        .await;
    assert!(!report.claimed());
}

#[tokio::test]
async fn cancelling_an_offer_that_was_claimed_meanwhile_ends_in_claimed() {
    for answer in [404, 204] {
        let counter = Counter::open().await;
        counter
            .tenant
            .set_knobs(|knobs| knobs.delete_claimed_answers = answer);
        let live = counter.live_visitor().await;
        counter.claim(live.intent_id).await;
        counter.desk.cancel_offer(live.intent_id).await.unwrap();
        let last = counter.until(live.intent_id, State::Claimed).await;
        assert_eq!(
            last.claimed_credentials.len(),
            1,
            "DELETE answered {answer}"
        );
    }
}

#[tokio::test]
async fn a_cancel_without_an_answer_is_not_confirmed_until_the_service_confirms_it() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    counter.tenant.plan(Fault {
        on: Operation::DeleteOffer,
        times: 4,
        skip: 0,
        act: FaultAct::DropBefore,
    });
    let cancelling = tokio::spawn({
        let desk = counter.desk.clone();
        async move { desk.cancel_offer(live.intent_id).await }
    });
    let unclear = counter.until(live.intent_id, State::CancelUnknown).await;
    assert!(!unclear.can_show, "it stays off the screen");
    counter.until(live.intent_id, State::Cancelled).await;
    cancelling.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_new_offer_replaces_the_old_one_which_is_then_cancelled() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    let (uri, code) = counter
        .desk
        .lend_to_practice_wallet(live.intent_id)
        .unwrap();
    let new = counter
        .desk
        .renew_offer(live.intent_id, counter.desk.new_intent())
        .await
        .unwrap();
    assert_eq!(new.summary.len(), live.summary.len());
    assert_eq!(
        counter.desk.current_offer().unwrap().intent_id,
        new.intent_id
    );
    counter.until(live.intent_id, State::Cancelled).await;
    let old = PretendWallet::new()
        .claim(uri.expose(), code.as_ref().map(Secret::expose))
        .await;
    assert!(!old.claimed());
    counter.claim(new.intent_id).await;
    counter.until(new.intent_id, State::Claimed).await;
}

#[tokio::test]
async fn next_person_forgets_everything_personal_and_secret() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    counter.desk.close_offer(live.intent_id);
    assert!(counter.desk.current_offer().is_none());
    assert!(
        counter
            .desk
            .lend_to_practice_wallet(live.intent_id)
            .is_err()
    );
    let renewed = counter
        .desk
        .renew_offer(live.intent_id, counter.desk.new_intent())
        .await;
    assert!(matches!(renewed, Err(DeskError::NothingToShow)));
}

#[tokio::test]
async fn another_workplace_is_refused_while_an_offer_is_live() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    let practice = counterfoil_core::tenant::PRACTICE_ID;
    let refused = counter.desk.switch_tenant(practice).await;
    assert!(matches!(refused, Err(DeskError::OfferLive)));
    counter.desk.cancel_offer(live.intent_id).await.unwrap();
    counter.desk.switch_tenant(practice).await.unwrap();
    assert!(counter.desk.current_offer().is_none());
}

#[tokio::test]
async fn two_presses_of_cancel_ask_the_service_once_and_both_hear_the_end() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    let (first, second) = tokio::join!(
        counter.desk.cancel_offer(live.intent_id),
        counter.desk.cancel_offer(live.intent_id),
    );
    assert_eq!(first.unwrap().state, State::Cancelled);
    assert_eq!(second.unwrap().state, State::Cancelled);
    let requests = counter.tenant.requests();
    let deletions = requests.iter().filter(|seen| seen.method == "DELETE");
    assert_eq!(deletions.count(), 1);
}
