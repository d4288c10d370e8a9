use counterfoil_core::{
    desk::DeskError,
    offer::{KnownBy, State, view::Saw},
};

use super::counter::Counter;

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
