//! Bulk cancel (R95): every row has its own result, and none is called cancelled that was not.

use std::collections::HashMap;

use counterfoil_core::offer::{
    State,
    bulk::{BulkIntents, BulkOutcome, MOST},
};
use counterfoil_practice::{Fault, FaultAct, FaultAnswer, Operation};
use uuid::Uuid;

use super::counter::Counter;

async fn cancel(counter: &Counter, intents: &[Uuid]) -> HashMap<Uuid, BulkOutcome> {
    let intents = BulkIntents::try_from(intents.to_vec()).unwrap();
    let mut heard = Vec::new();
    let results = counter
        .desk
        .cancel_offers(intents, |result| heard.push(result))
        .await;
    assert_eq!(heard, results, "each result is told as it is known");
    results
        .into_iter()
        .map(|result| (result.intent_id, result.outcome))
        .collect()
}

async fn live(counter: &Counter, count: usize) -> Vec<Uuid> {
    let mut intents = Vec::new();
    for _ in 0..count {
        intents.push(counter.live_visitor().await.intent_id);
    }
    intents
}

#[tokio::test]
async fn a50_fourteen_offers_are_cancelled_each_with_its_own_result() {
    let counter = Counter::open().await;
    let intents = live(&counter, 14).await;
    let results = cancel(&counter, &intents).await;
    assert_eq!(results.len(), 14);
    assert!(
        results
            .values()
            .all(|outcome| *outcome == BulkOutcome::Cancelled)
    );
}

#[tokio::test]
async fn a52_claimed_meanwhile_ends_in_claimed_and_an_ended_one_says_already_ended() {
    for answer in [404, 204] {
        let counter = Counter::open().await;
        counter
            .tenant
            .set_knobs(|knobs| knobs.delete_claimed_answers = answer);
        let intents = live(&counter, 3).await;
        counter.claim(intents[0]).await;
        counter.desk.cancel_offer(intents[1]).await.unwrap();
        let results = cancel(&counter, &intents).await;
        assert_eq!(
            results[&intents[0]],
            BulkOutcome::Claimed,
            "DELETE answered {answer}"
        );
        assert_eq!(results[&intents[1]], BulkOutcome::AlreadyEnded);
        assert_eq!(results[&intents[2]], BulkOutcome::Cancelled);
        counter.until(intents[0], State::Claimed).await;
    }
}

#[test]
fn more_than_twenty_five_are_refused_and_a_double_counts_once() {
    let intents: Vec<_> = (0..=MOST as u128).map(Uuid::from_u128).collect();
    assert!(BulkIntents::try_from(intents.clone()).is_err());
    assert!(BulkIntents::try_from(intents[..MOST].repeat(2)).is_ok());
}

#[tokio::test]
async fn a50_what_could_not_be_reached_can_be_tried_again() {
    let counter = Counter::open().await;
    let intents = live(&counter, 2).await;
    counter.tenant.plan(Fault {
        on: Operation::DeleteOffer,
        times: u32::MAX,
        skip: 0,
        act: FaultAct::Status(FaultAnswer {
            status: 403,
            ..FaultAnswer::default()
        }),
    });
    let results = cancel(&counter, &intents).await;
    assert!(
        results
            .values()
            .all(|outcome| *outcome == BulkOutcome::Unreachable)
    );
    counter.tenant.clear_faults();
    let again = cancel(&counter, &intents).await;
    assert!(
        again
            .values()
            .all(|outcome| *outcome == BulkOutcome::Cancelled)
    );
}
