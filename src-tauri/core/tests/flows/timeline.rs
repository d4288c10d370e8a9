use counterfoil_core::offer::{
    KnownBy, State,
    timeline::{Fact, Source},
    view::Saw,
};
use counterfoil_practice::{Fault, FaultAct, Operation};
use uuid::Uuid;

use super::counter::Counter;

async fn facts(counter: &Counter, intent: Uuid) -> Vec<Fact> {
    counter.desk.offer_timeline(intent).await.unwrap().facts
}

fn sources<'a>(facts: &'a [Fact], what: &str) -> Vec<&'a Source> {
    let named = facts.iter().filter(|fact| fact.what == what);
    named.map(|fact| &fact.source).collect()
}

/// An offer whose create reply was lost on the way.
async fn unknown(counter: &Counter) -> Uuid {
    let lost = Fault::once(Operation::CreateOffer, FaultAct::DropAfterActing);
    counter.tenant.plan(lost);
    let draft = counter.visitor().await;
    let view = counter.desk.issue_offer(draft).await.unwrap();
    assert_eq!(view.state, State::Unknown);
    view.intent_id
}

#[tokio::test]
async fn a54_each_fact_of_an_offer_says_how_it_is_known() {
    let counter = Counter::open().await;
    let intent = counter.live_visitor().await.intent_id;
    counter.claim(intent).await;
    counter.until(intent, State::Claimed).await;
    let facts = facts(&counter, intent).await;
    assert_eq!(sources(&facts, "intended"), [&Source::Desk]);
    assert_eq!(sources(&facts, "created"), [&Source::Answer]);
    assert_eq!(sources(&facts, "claimed"), [&Source::List]);
    assert!(facts.windows(2).all(|pair| pair[0].at <= pair[1].at));
}

#[tokio::test]
async fn a54_a_cancel_is_asked_by_this_computer_and_known_from_the_answer() {
    let counter = Counter::open().await;
    let intent = counter.live_visitor().await.intent_id;
    counter.desk.cancel_offer(intent).await.unwrap();
    let facts = facts(&counter, intent).await;
    assert_eq!(sources(&facts, "cancel_asked"), [&Source::Desk]);
    assert_eq!(sources(&facts, "cancelled"), [&Source::Answer]);
}

#[tokio::test]
async fn what_is_not_known_is_settled_as_not_arrived_in_the_staffs_word() {
    let counter = Counter::open().await;
    let intent = unknown(&counter).await;
    assert!(
        counter
            .desk
            .offer_timeline(intent)
            .await
            .unwrap()
            .can_settle
    );
    let view = counter.desk.staff_saw(intent, Saw::NotInWallet).await;
    let view = view.unwrap();
    assert_eq!((view.state, view.known_by), (State::Closed, KnownBy::Staff));
    let facts = facts(&counter, intent).await;
    assert_eq!(sources(&facts, "closed"), [&Source::Staff]);
}

#[tokio::test]
async fn not_arrived_can_be_taken_back_and_arrived_cannot() {
    let counter = Counter::open().await;
    let intent = unknown(&counter).await;
    let saw = async |saw| counter.desk.staff_saw(intent, saw).await;
    saw(Saw::NotInWallet).await.unwrap();
    let view = saw(Saw::InWallet).await.unwrap();
    assert_eq!(
        (view.state, view.known_by),
        (State::Claimed, KnownBy::Staff)
    );
    let view = saw(Saw::NotInWallet).await.unwrap();
    assert_eq!(view.state, State::Claimed);
}

#[tokio::test]
async fn an_offer_that_may_still_be_redeemed_is_not_ended_by_what_staff_did_not_see() {
    let counter = Counter::open().await;
    let intent = counter.live_visitor().await.intent_id;
    let view = counter.desk.staff_saw(intent, Saw::NotInWallet).await;
    assert_eq!(view.unwrap().state, State::Shown);
    counter.claim(intent).await;
    counter.until(intent, State::Claimed).await;
}
