use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use counterfoil_core::{
    desk::DeskError,
    offer::{KnownBy, State, view::Saw},
};

use super::{
    counter::{Counter, ROOM},
    gate::Gate,
};

#[tokio::test]
async fn what_staff_saw_is_claimed_as_theirs_until_the_service_says_so_too() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    let intent = live.intent_id;
    // Said before the wallet is done: the service has nothing to say yet.
    let seen = counter.desk.staff_saw(intent, Saw::InWallet).await.unwrap();
    assert_eq!(
        (seen.state, seen.known_by),
        (State::Claimed, KnownBy::Staff)
    );
    assert!(!seen.can_show, "the QR code goes with it");
}

#[tokio::test]
async fn a_claim_that_staff_saw_first_is_confirmed_by_the_service() {
    let counter = Counter::open().await;
    let live = counter.live_visitor().await;
    let intent = live.intent_id;
    counter.claim(intent).await;
    let seen = counter.desk.staff_saw(intent, Saw::InWallet).await.unwrap();
    assert_eq!(seen.state, State::Claimed);
    let confirmed = counter.until_known_by(intent, KnownBy::Service).await;
    assert_eq!(confirmed.state, State::Claimed);
    assert_eq!(confirmed.claimed_credentials, live.credentials);
}

#[tokio::test]
async fn a44_the_third_wrong_code_stops_the_offer_and_the_ones_before_are_counted() {
    let counter = Counter::open().await;
    let intent = counter.live_visitor().await.intent_id;
    for count in 1..=2 {
        let view = counter
            .desk
            .staff_saw(intent, Saw::WrongCode)
            .await
            .unwrap();
        assert_eq!((view.wrong_codes, view.state), (count, State::Shown));
    }
    let view = counter
        .desk
        .staff_saw(intent, Saw::WrongCode)
        .await
        .unwrap();
    assert_eq!((view.state, view.known_by), (State::Locked, KnownBy::Staff));
    assert!(!view.can_show);
    let error = counter.desk.staff_saw(intent, Saw::WrongCode).await.err();
    assert!(matches!(error, Some(DeskError::NotFound)), "{error:?}");
}

#[tokio::test]
async fn a_claim_beats_a_stop_that_staff_noted() {
    let counter = Counter::open().await;
    let intent = counter.live_visitor().await.intent_id;
    counter.claim(intent).await;
    for _ in 0..3 {
        counter
            .desk
            .staff_saw(intent, Saw::WrongCode)
            .await
            .unwrap();
    }
    let view = counter.until(intent, State::Claimed).await;
    assert_eq!(view.known_by, KnownBy::Service);
}

#[tokio::test]
async fn an_older_answer_of_the_journal_does_not_take_a_claim_back() {
    let gate = Arc::new(Gate::default());
    let counter = Counter::open_in_turn(gate.clone()).await;
    let draft = counter.visitor().await;
    let intent = counter.desk.issue_offer(draft).await.unwrap().intent_id;
    gate.shut.store(true, Ordering::SeqCst);
    let desk = counter.desk.clone();
    let showing = tokio::spawn(async move { desk.show_qr(intent, ROOM).await.err() });
    gate.reached.notified().await;
    // "Shown" is written down, and nobody has heard of it yet.
    let desk = counter.desk.clone();
    let seeing = tokio::spawn(async move { desk.staff_saw(intent, Saw::InWallet).await });
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    gate.opened.notify_one();
    assert!(matches!(
        showing.await.unwrap(),
        Some(DeskError::NothingToShow) | None
    ));
    assert_eq!(seeing.await.unwrap().unwrap().state, State::Claimed);
    let last = counter.news.offers().pop().unwrap();
    assert_eq!((last.state, last.can_show), (State::Claimed, false));
}

/// Steps the clock until the journal keeps an answer back.
async fn until_reached(counter: &Counter, gate: &Gate) {
    for _ in 0..100 {
        let wait = tokio::time::timeout(Duration::from_millis(20), gate.reached.notified());
        if wait.await.is_ok() {
            return;
        }
        counter.clock.advance(Duration::from_millis(500));
    }
    panic!("nothing was written down");
}

/// Found by seed 101587: the desk stood still for ever, for every offer.
#[tokio::test]
async fn an_offer_that_ends_while_its_claim_is_written_down_holds_nobody_up() {
    let gate = Arc::new(Gate::default());
    let counter = Counter::open_in_turn(gate.clone()).await;
    let live = counter.live_visitor().await;
    let intent = live.intent_id;
    counter.claim(intent).await;
    gate.shut.store(true, Ordering::SeqCst);
    until_reached(&counter, &gate).await;
    // "Claimed" is written down, and nobody has heard of it yet; now the offer is over.
    counter.clock.advance(Duration::from_secs(600));
    for _ in 0..100 {
        tokio::task::yield_now().await;
    }
    gate.opened.notify_one();
    let view = counter.until(intent, State::Claimed).await;
    assert_eq!(view.known_by, KnownBy::Service);
    counter.live_visitor().await;
}
