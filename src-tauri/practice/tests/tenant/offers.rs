//! Create and delete.

use std::time::Duration;

use counterfoil_practice::{CodeShape, ExpiresAtShape, OfferState};
use rstest::rstest;
use serde_json::{Value, json};

use crate::support::{GRANT, LICENCE, OFFERS, Offer, STAFF, Session, VISITOR, members};

#[tokio::test]
async fn the_smallest_body_is_enough_and_asks_for_no_code() {
    let session = Session::start_with(|knobs| knobs.expires_at = ExpiresAtShape::Iso).await;
    let reply = session
        .post(OFFERS, json!({"credentials": [session.id(VISITOR)]}))
        .await;
    assert_eq!(reply.status, 200);
    assert_eq!(reply.json["expiresAt"], "2026-03-02T01:05:00.000Z");
    assert!(reply.json.get("transactionCode").is_none());
    let offer = Offer::read(&reply.json);
    assert!(offer.content["grants"][GRANT].get("tx_code").is_none());
    let fresh = session.get(&format!("/v1/users/{}", offer.user)).await;
    assert_eq!(fresh.json["claims"], json!({}));
}

#[tokio::test]
async fn the_offer_is_the_documented_one_and_awkwardly_encoded() {
    let session = Session::start().await;
    let offer = session
        .offer(&[STAFF, VISITOR], json!({"site": "North"}))
        .await;
    assert_eq!(
        offer.content["credential_issuer"],
        session.practice.base_url()
    );
    let ids = json!([session.id(STAFF), session.id(VISITOR)]);
    assert_eq!(offer.content["credentials"], ids);
    assert_eq!(offer.content["credential_configuration_ids"], ids);
    let tx_code = json!({"length": 6, "input_mode": "numeric", "description": "Ask the desk"});
    assert_eq!(offer.content["grants"][GRANT]["tx_code"], tx_code);
    assert_eq!(members(&offer.content["grants"]).len(), 1);
    assert_eq!((offer.code.len(), &offer.code[43..]), (44, "="));
    let query = offer.uri.split_once('?').unwrap().1;
    assert!(!query.contains(['+', '/', ' ', '"', '{']) && query.contains("%3D"));
    assert!(!offer.uri.contains("North"));
}

#[tokio::test]
async fn an_older_tenant_sends_the_older_array_only() {
    let session = Session::start_with(|knobs| knobs.legacy_ids_only = true).await;
    let offer = session.offer(&[VISITOR], json!({})).await;
    assert!(offer.content.get("credential_configuration_ids").is_none());
    assert_eq!(offer.content["credentials"], json!([session.id(VISITOR)]));
}

#[rstest]
#[case(ExpiresAtShape::Iso, json!("2026-03-02T01:05:00.000Z"))]
#[case(ExpiresAtShape::EpochSeconds, json!(1_772_413_500))]
#[case(ExpiresAtShape::EpochMillis, json!(1_772_413_500_000_i64))]
#[tokio::test]
async fn the_end_comes_in_three_shapes(#[case] shape: ExpiresAtShape, #[case] expected: Value) {
    let session = Session::start_with(|knobs| knobs.expires_at = shape).await;
    let reply = session
        .post(OFFERS, json!({"credentials": [session.id(VISITOR)]}))
        .await;
    assert_eq!(reply.json["expiresAt"], expected);
}

#[tokio::test]
async fn a_code_as_a_number_loses_its_leading_zero_and_still_redeems() {
    let session = Session::start_with(|knobs| {
        knobs.leading_zero = true;
        knobs.code_as_number = CodeShape::Number;
    })
    .await;
    let user = session.person("104233").await;
    let body = json!({"credentials": [session.id(STAFF)], "userId": user["id"], "transactionCodeConfiguration": {"inputMode": "numeric"}});
    let reply = session.post(OFFERS, body).await;
    let number = reply.json["transactionCode"].as_u64().unwrap();
    assert!(number < 100_000);
    let offer = Offer::read(&reply.json);
    assert!(offer.transaction_code.starts_with('0'));
    assert_eq!(
        session
            .redeem(&offer, Some(&number.to_string()))
            .await
            .status,
        400
    );
    assert_eq!(
        session
            .redeem(&offer, Some(&offer.transaction_code))
            .await
            .status,
        200
    );
}

#[rstest]
#[case(json!({}), "credentials")]
#[case(json!({"credentials": []}), "credentials")]
#[case(json!({"credentials": "x"}), "credentials")]
#[case(json!({"credentials": ["not-a-uuid"]}), "credentials[0]")]
#[case(json!({"credentials": ["00000000-0000-4000-8000-000000000000"]}), "credentials[0]")]
#[case(json!({"userId": "00000000-0000-4000-8000-000000000000"}), "userId")]
#[case(json!({"expiresIn": {"seconds": 0}}), "expiresIn")]
#[case(json!({"expiresIn": {"minutes": 10, "seconds": 1}}), "expiresIn")]
#[case(json!({"expiresIn": {"minutes": 1.5}}), "expiresIn")]
#[case(json!({"expiresIn": {"hours": 1}}), "expiresIn")]
#[case(json!({"expiresIn": {"minutes": -1}}), "expiresIn")]
#[case(json!({"transactionCodeConfiguration": {}}), "transactionCodeConfiguration.inputMode")]
#[case(json!({"transactionCodeConfiguration": {"inputMode": "text"}}), "transactionCodeConfiguration.inputMode")]
#[case(json!({"claims": ["x"]}), "claims")]
#[case(json!({"claimsToPersist": [1]}), "claimsToPersist")]
#[tokio::test]
async fn a_wrong_request_is_refused_with_the_name_of_the_field(
    #[case] change: Value,
    #[case] param: &str,
) {
    let session = Session::start().await;
    let mut body = json!({"credentials": [session.id(VISITOR)]});
    if change == json!({}) {
        body = json!({});
    }
    body.as_object_mut()
        .unwrap()
        .extend(members(&change).clone());
    let reply = session.post(OFFERS, body).await;
    assert_eq!(reply.status, 400, "{}", reply.text);
    assert_eq!(reply.json["details"][0]["param"], param);
    assert_eq!(reply.json["details"][0]["location"], "body");
    assert!(session.control().offers().is_empty());
}

#[tokio::test]
async fn ten_minutes_is_the_longest_life_and_300_characters_the_longest_hint() {
    let session = Session::start_with(|knobs| knobs.expires_at = ExpiresAtShape::Iso).await;
    let ask = async |length: usize| {
        let hint = "ā".repeat(length);
        let body = json!({"credentials": [session.id(VISITOR)], "expiresIn": {"minutes": 10}, "transactionCodeConfiguration": {"inputMode": "numeric", "description": hint}});
        session.post(OFFERS, body).await
    };
    let longest = ask(300).await;
    assert_eq!(longest.json["expiresAt"], "2026-03-02T01:10:00.000Z");
    assert_eq!(ask(301).await.status, 400);
}

#[tokio::test]
async fn a_body_over_500_kilobytes_is_too_large() {
    let session = Session::start().await;
    let body =
        json!({"credentials": [session.id(LICENCE)], "claims": {"portrait": "A".repeat(500_001)}});
    let reply = session.post(OFFERS, body).await;
    assert_eq!(
        (reply.status, &reply.json["code"]),
        (413, &json!("PayloadTooLarge"))
    );
    session
        .control()
        .set_knobs(|knobs| knobs.too_large_answers = 400);
    let body =
        json!({"credentials": [session.id(LICENCE)], "claims": {"portrait": "A".repeat(500_001)}});
    assert_eq!(session.post(OFFERS, body).await.status, 400);
}

#[tokio::test]
async fn a_deleted_offer_cannot_be_redeemed_or_deleted_again() {
    let session = Session::start().await;
    let offer = session.offer(&[STAFF], json!({})).await;
    assert_eq!(session.delete(&offer.id).await, 204);
    assert_eq!(session.control().offers()[0].state, OfferState::Deleted);
    assert_eq!(
        session
            .redeem(&offer, Some(&offer.transaction_code))
            .await
            .json["error"],
        "invalid_grant"
    );
    assert_eq!(session.delete(&offer.id).await, 404);
    assert_eq!(session.delete("not-a-uuid").await, 400);
}

#[tokio::test]
async fn an_expired_offer_is_gone_for_wallet_and_console() {
    let session = Session::start().await;
    let offer = session.offer(&[STAFF], json!({})).await;
    session.control().advance(Duration::from_secs(299));
    assert!(!session.control().offers()[0].expired);
    session.control().advance(Duration::from_secs(1));
    assert!(session.control().offers()[0].expired);
    assert_eq!(
        session
            .redeem(&offer, Some(&offer.transaction_code))
            .await
            .json["error"],
        "invalid_grant"
    );
    assert_eq!(session.delete(&offer.id).await, 404);
}

#[rstest]
#[case(404)]
#[case(204)]
#[tokio::test]
async fn deleting_a_claimed_offer_answers_as_the_knob_says_and_revokes_nothing(
    #[case] answer: u16,
) {
    let session = Session::start_with(|knobs| knobs.delete_claimed_answers = answer).await;
    let offer = session.offer(&[STAFF], json!({})).await;
    let wallet = counterfoil_practice::wallet::PretendWallet::new();
    assert!(
        wallet
            .claim(&offer.uri, Some(&offer.transaction_code))
            .await
            .claimed()
    );
    assert_eq!(session.delete(&offer.id).await, answer);
    assert_eq!(session.listed(&offer.user).await.len(), 1);
    assert_eq!(session.control().offers()[0].state, OfferState::Claimed);
}

#[tokio::test]
async fn claims_are_kept_on_the_user_only_when_asked() {
    let session = Session::start().await;
    let body = json!({"credentials": [session.id(VISITOR)], "claims": {"site": "North", "given_name": "Ana"}, "claimsToPersist": ["given_name"]});
    let user = session.post(OFFERS, body).await.json["userId"]
        .as_str()
        .unwrap()
        .to_owned();
    let stored = session.get(&format!("/v1/users/{user}")).await;
    assert_eq!(stored.json["claims"], json!({"given_name": "Ana"}));
}

#[tokio::test]
async fn the_authorization_code_sibling_answers_with_a_link_and_nothing_else() {
    let session = Session::start().await;
    let reply = session
        .post(
            "/v1/openid/offers",
            json!({"credentials": [session.id(STAFF)]}),
        )
        .await;
    assert_eq!(reply.status, 200);
    assert_eq!(members(&reply.json).keys().collect::<Vec<_>>(), ["uri"]);
}
