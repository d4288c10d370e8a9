use std::time::Duration;

use counterfoil_core::{clock::Clock, desk::DeskError, offer::State};
use counterfoil_practice::{Fault, FaultAct, Operation, break_check};
use jiff::SignedDuration;
use serde_json::json;

use super::counter::{Counter, ROOM};

#[tokio::test]
async fn a43_a_lost_answer_is_unknown_is_not_sent_again_and_closes_by_itself() {
    let counter = Counter::open().await;
    counter.tenant.plan(Fault::once(
        Operation::CreateOffer,
        FaultAct::DropAfterActing,
    ));
    let view = counter
        .desk
        .issue_offer(counter.visitor().await)
        .await
        .unwrap();
    assert_eq!(view.state, State::Unknown);
    assert_eq!(counter.tenant.offers().len(), 1);
    assert!(counter.desk.show_qr(view.intent_id, ROOM).await.is_err());
    counter.until(view.intent_id, State::Closed).await;
    assert_eq!(counter.tenant.offers().len(), 1);
}

#[tokio::test]
async fn f26_a_lost_answer_is_given_up_at_its_time_though_the_wall_clock_jumped() {
    for jump in [
        SignedDuration::from_hours(24),
        SignedDuration::from_hours(-24),
    ] {
        let counter = Counter::open().await;
        counter.tenant.plan(Fault::once(
            Operation::CreateOffer,
            FaultAct::DropAfterActing,
        ));
        let pressed = counter.clock.boot();
        let view = counter
            .desk
            .issue_offer(counter.visitor().await)
            .await
            .unwrap();
        counter.clock.set_wall(counter.clock.wall() + jump);
        counter.until(view.intent_id, State::Closed).await;
        let lasted = counter.clock.boot() - pressed;
        assert!((390..410).contains(&lasted.as_secs()), "{lasted:?}");
    }
}

#[tokio::test]
async fn f15_an_answer_longer_than_any_offer_is_unreadable_and_says_which_check_failed() {
    let counter = Counter::open().await;
    counter
        .tenant
        .plan(Fault::once(Operation::CreateOffer, break_check(1).unwrap()));
    let view = counter
        .desk
        .issue_offer(counter.visitor().await)
        .await
        .unwrap();
    assert_eq!(
        (view.state, view.failed_check),
        (State::Unreadable, Some(1))
    );
    counter.until(view.intent_id, State::Closed).await;
}

#[tokio::test]
async fn an_answer_after_staff_stopped_waiting_is_adopted_and_can_be_shown_or_cancelled() {
    let counter = Counter::open().await;
    counter.tenant.plan(Fault::once(
        Operation::CreateOffer,
        FaultAct::Delay(Duration::from_millis(400)),
    ));
    let draft = counter.visitor().await;
    let intent = draft.intent_id;
    let issuing = tokio::spawn({
        let desk = counter.desk.clone();
        async move { desk.issue_offer(draft).await }
    });
    counter.until(intent, State::Sent).await;
    counter.clock.advance(Duration::from_secs(31));
    let view = issuing.await.unwrap().unwrap();
    assert_eq!(view.state, State::Unknown);
    let late = counter.until(intent, State::CreatedLate).await;
    assert!(late.can_show);
    counter.desk.show_qr(intent, ROOM).await.unwrap();
}

#[tokio::test]
async fn an_offer_that_does_not_match_is_never_shown_and_is_deleted() {
    let counter = Counter::open().await;
    counter.tenant.plan(Fault::once(
        Operation::CreateOffer,
        FaultAct::EditReply(Box::new(|mut reply| {
            let uri = reply["uri"]
                .as_str()
                .unwrap()
                .replace("127.0.0.1", "127.0.0.2");
            reply["uri"] = json!(uri);
            reply
        })),
    ));
    let view = counter
        .desk
        .issue_offer(counter.visitor().await)
        .await
        .unwrap();
    assert_eq!(
        (view.state, view.failed_check),
        (State::Quarantined, Some(6))
    );
    assert!(counter.desk.show_qr(view.intent_id, ROOM).await.is_err());
    for _ in 0..1_000 {
        let deleted = counter
            .tenant
            .requests()
            .iter()
            .any(|seen| seen.method == "DELETE");
        if deleted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    panic!("the offer was not deleted");
}

#[tokio::test]
async fn v17_an_offer_too_long_for_any_qr_code_is_deleted_and_not_left_live_and_unseen() {
    let counter = Counter::open().await;
    counter.tenant.plan(Fault::once(
        Operation::CreateOffer,
        FaultAct::EditReply(Box::new(|mut reply| {
            let uri = reply["uri"].as_str().unwrap().to_owned();
            let code = "%22pre-authorized_code%22%3A%22";
            assert!(uri.contains(code));
            reply["uri"] = json!(uri.replacen(code, &format!("{code}{}", "A".repeat(1_000)), 1));
            reply
        })),
    ));
    let draft = counter.visitor().await;
    let view = counter.desk.issue_offer(draft).await.unwrap();
    assert_eq!(
        (view.state, view.failed_check),
        (State::Quarantined, Some(17))
    );
}

#[tokio::test]
async fn when_the_service_cannot_be_reached_nothing_was_made_and_the_form_is_kept() {
    let counter = Counter::open().await;
    let draft = counter.visitor().await;
    counter.tenant.plan(Fault::once(
        Operation::CreateOffer,
        FaultAct::too_many(Some(12)),
    ));
    let error = counter.desk.issue_offer(draft).await.err().unwrap();
    match error {
        DeskError::Service(error) => assert_eq!(error.status(), Some(429)),
        other => panic!("{other:?}"),
    }
    assert!(counter.tenant.offers().is_empty());
}

#[tokio::test]
async fn a_reply_with_the_id_of_an_earlier_offer_is_quarantined_and_the_earlier_offer_lives_on() {
    let counter = Counter::open().await;
    let first = counter.live_visitor().await;
    let first_id = counter.tenant.offers()[0].id;
    counter.tenant.plan(Fault::once(
        Operation::CreateOffer,
        FaultAct::EditReply(Box::new(move |mut reply| {
            reply["id"] = json!(first_id);
            reply
        })),
    ));
    counter.tenant.clear_requests();
    let draft = counter.visitor().await;
    let second = counter.desk.issue_offer(draft).await.unwrap();
    assert_eq!(
        (second.state, second.failed_check),
        (State::Quarantined, Some(3))
    );
    counter.claim(first.intent_id).await;
    counter.until(first.intent_id, State::Claimed).await;
    let deleted = counter
        .tenant
        .requests()
        .iter()
        .any(|seen| seen.method == "DELETE");
    assert!(!deleted);
}

#[tokio::test]
async fn staff_who_stop_waiting_are_told_at_once_and_a_late_answer_is_still_taken() {
    let counter = Counter::open().await;
    counter.tenant.plan(Fault::once(
        Operation::CreateOffer,
        FaultAct::Delay(Duration::from_millis(300)),
    ));
    let draft = counter.visitor().await;
    let intent = draft.intent_id;
    let pressing = tokio::spawn({
        let desk = counter.desk.clone();
        async move { desk.issue_offer(draft).await }
    });
    // Refused until there is something to stop. The clock stands still: nothing else ends it.
    while counter.desk.stop_waiting(intent).is_err() {
        tokio::task::yield_now().await;
    }
    let told = pressing.await.unwrap().unwrap();
    assert_eq!(told.state, State::Unknown);
    while counter.desk.current_offer().unwrap().state != State::CreatedLate {
        tokio::time::sleep(Duration::from_millis(2)).await;
    }
    // Said too late, it changes nothing.
    counter.desk.stop_waiting(intent).unwrap();
    assert!(counter.desk.current_offer().unwrap().can_show);
}
