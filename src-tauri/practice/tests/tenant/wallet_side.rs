//! What a wallet meets: codes, tokens, metadata, and what the console sees of it.

use std::time::Duration;

use counterfoil_practice::{Diagnosis, OfferState, WalletShape, wallet::PretendWallet};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{CLEARANCE, GRANT, LICENCE, MEMBERSHIP, STAFF, Session, VISITOR, read};

#[rstest]
#[case(WalletShape::Mattr)]
#[case(WalletShape::V1)]
#[tokio::test]
async fn a_wallet_redeems_an_offer_of_three_in_both_shapes(#[case] shape: WalletShape) {
    let session = Session::start_with(|knobs| knobs.wallet_shape = shape).await;
    let offer = session
        .offer(&[LICENCE, MEMBERSHIP, STAFF], json!({}))
        .await;
    assert_eq!(session.listed(&offer.user).await, Vec::<Value>::new());
    let report = PretendWallet::new()
        .claim(&offer.uri, Some(&offer.transaction_code))
        .await;
    assert!(report.claimed(), "{report:?}");
    assert_eq!(report.credentials(), 3);
    let listed = session.listed(&offer.user).await;
    let mut configurations: Vec<_> = listed
        .iter()
        .map(|one| one["credentialConfigurationId"].clone())
        .collect();
    configurations.sort_by_key(Value::to_string);
    let mut asked = vec![
        json!(session.id(LICENCE)),
        json!(session.id(MEMBERSHIP)),
        json!(session.id(STAFF)),
    ];
    asked.sort_by_key(Value::to_string);
    assert_eq!(configurations, asked);
    assert!(
        listed
            .iter()
            .all(|one| one["offerId"] == offer.id.as_str() && one["status"] == "valid")
    );
    assert!(!json!(listed).to_string().contains("Ōkahu"));
    assert_eq!(session.control().offers()[0].state, OfferState::Claimed);
}

#[tokio::test]
async fn an_offer_is_redeemed_once() {
    let session = Session::start().await;
    let offer = session.offer(&[STAFF], json!({})).await;
    let wallet = PretendWallet::new();
    assert!(
        wallet
            .claim(&offer.uri, Some(&offer.transaction_code))
            .await
            .claimed()
    );
    let again = wallet
        .claim(&offer.uri, Some(&offer.transaction_code))
        .await;
    let last = again.steps.last().unwrap();
    assert_eq!(
        (last.what, last.status, last.detail.as_deref()),
        ("token", Some(400), Some("invalid_grant"))
    );
    assert_eq!(session.control().diagnoses(), [Diagnosis::Replayed]);
}

#[tokio::test]
async fn three_wrong_codes_lock_the_offer_for_good_and_a_missing_code_does_not_count() {
    let session = Session::start().await;
    let offer = session.offer(&[STAFF], json!({})).await;
    for _ in 0..5 {
        assert_eq!(
            session.redeem(&offer, None).await.json["error"],
            "invalid_request"
        );
    }
    for tries in 1..=3 {
        let reply = session.redeem(&offer, Some(offer.wrong_code())).await;
        assert_eq!(
            (reply.status, &reply.json["error"]),
            (400, &json!("invalid_grant"))
        );
        assert_eq!(session.control().offers()[0].wrong_tries, tries);
    }
    assert_eq!(session.control().offers()[0].state, OfferState::Locked);
    assert_eq!(
        session
            .redeem(&offer, Some(&offer.transaction_code))
            .await
            .status,
        400
    );
    assert_eq!(session.delete(&offer.id).await, 404);
}

#[tokio::test]
async fn two_wrong_codes_leave_the_offer_alive() {
    let session = Session::start().await;
    let offer = session.offer(&[STAFF], json!({})).await;
    for _ in 0..2 {
        assert_eq!(
            session
                .redeem(&offer, Some(offer.wrong_code()))
                .await
                .status,
            400
        );
    }
    let reply = session.redeem(&offer, Some(&offer.transaction_code)).await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json["expires_in"], 900);
    assert_eq!(reply.json["scope"], format!("mso_mdoc:{STAFF}"));
}

#[tokio::test]
async fn a_code_that_lost_its_plus_signs_is_refused_and_diagnosed() {
    let session = Session::start().await;
    let offer = loop {
        let offer = session.offer(&[VISITOR], json!({"site": "North"})).await;
        if offer.code.contains('+') {
            break offer;
        }
    };
    let body = format!(
        "grant_type={GRANT}&pre-authorized_code={}&tx_code={}",
        offer.code, offer.transaction_code
    );
    let url = format!("{}/v1/oauth/token", session.practice.base_url());
    let request = session
        .client
        .post(url)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(body);
    let reply = read(request.send().await.unwrap()).await;
    assert_eq!(
        (reply.status, &reply.json["error"]),
        (400, &json!("invalid_grant"))
    );
    assert_eq!(
        session.control().diagnoses(),
        [Diagnosis::PlusArrivedAsSpace]
    );
    assert_eq!(
        session
            .redeem(&offer, Some(&offer.transaction_code))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_missing_required_claim_fails_in_the_wallet_and_lists_nothing() {
    let session = Session::start().await;
    let offer = session.offer(&[VISITOR], json!({})).await;
    let report = PretendWallet::new()
        .claim(&offer.uri, Some(&offer.transaction_code))
        .await;
    assert!(!report.claimed());
    assert_eq!(report.steps.last().unwrap().what, "credential");
    assert_eq!(report.steps.last().unwrap().status, Some(400));
    assert_eq!(session.listed(&offer.user).await, Vec::<Value>::new());
    assert_eq!(session.control().diagnoses(), [Diagnosis::ClaimMissing]);
}

#[tokio::test]
async fn a_claims_source_fills_in_and_its_failure_stops_issuing() {
    let session = Session::start().await;
    let offer = session.offer(&[CLEARANCE], json!({})).await;
    assert!(
        PretendWallet::new()
            .claim(&offer.uri, Some(&offer.transaction_code))
            .await
            .claimed()
    );
    session
        .control()
        .set_knobs(|knobs| knobs.claim_source_fails = true);
    let offer = session.offer(&[CLEARANCE], json!({})).await;
    assert!(
        !PretendWallet::new()
            .claim(&offer.uri, Some(&offer.transaction_code))
            .await
            .claimed()
    );
    assert_eq!(
        session.control().diagnoses(),
        [Diagnosis::ClaimSourceFailed]
    );
}

#[tokio::test]
async fn credentials_appear_after_the_lag_and_without_an_offer_id_when_told() {
    let session = Session::start_with(|knobs| {
        knobs.credentials_lag = Duration::from_secs(30);
        knobs.omit_offer_id = true;
        knobs.entries_per_credential = 2;
    })
    .await;
    let offer = session.offer(&[STAFF], json!({})).await;
    assert!(
        PretendWallet::new()
            .claim(&offer.uri, Some(&offer.transaction_code))
            .await
            .claimed()
    );
    assert_eq!(session.listed(&offer.user).await.len(), 0);
    session.control().advance(Duration::from_secs(30));
    let listed = session.listed(&offer.user).await;
    assert_eq!(listed.len(), 2);
    assert!(listed[0].get("offerId").is_none());
}

#[tokio::test]
async fn the_two_shapes_of_the_metadata_differ_where_they_should() {
    let session = Session::start().await;
    let path = "/.well-known/openid-credential-issuer";
    let old = session.get(path).await.json;
    assert_eq!(old["credential_issuer"], session.practice.base_url());
    assert!(old.get("nonce_endpoint").is_none() && old["credentials_supported"].is_array());
    assert!(
        old["display"][0]["name"]
            .as_str()
            .unwrap()
            .contains("Practice")
    );
    session
        .control()
        .set_knobs(|knobs| knobs.wallet_shape = WalletShape::V1);
    let new = session.get(path).await.json;
    assert!(new["nonce_endpoint"].is_string() && new.get("credentials_supported").is_none());
    for one in new["credential_configurations_supported"]
        .as_object()
        .unwrap()
        .values()
    {
        assert!(
            one["credential_metadata"]["display"][0]["name"]
                .as_str()
                .unwrap()
                .contains("Practice")
        );
    }
    let server = session
        .get("/.well-known/oauth-authorization-server")
        .await
        .json;
    assert_eq!(
        server["pre-authorized_grant_anonymous_access_supported"],
        true
    );
    assert!(server["grant_types_supported"].to_string().contains(GRANT));
}

#[tokio::test]
async fn the_pretend_wallet_talks_to_this_computer_only() {
    let session = Session::start_with(|knobs| {
        knobs.credential_issuer = Some("https://elsewhere.invalid".into())
    })
    .await;
    let offer = session.offer(&[STAFF], json!({})).await;
    let report = PretendWallet::new().claim(&offer.uri, None).await;
    assert_eq!((report.steps.len(), report.steps[0].good), (1, false));
}
